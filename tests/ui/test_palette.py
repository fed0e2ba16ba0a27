"""Ctrl+K: what is offered for what is typed, the keys in it, and that it goes away without a trace."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator.contact import Contact, add_contact
from coordinator.entries import edit_entry
from coordinator.errors import VaultBusy
from coordinator.new_patient import register_with_diagnosis
from coordinator.person import Patient, ProtectedIdentity
from tests.ui.conftest import TypeText, press
from ui.pages.contacts import ContactsPage
from ui.palette import Palette
from ui.palette_offers import Offer
from ui.preferences import Preferences
from ui.session import Place, Session
from ui.window import Window
from ui.window_commands import LOCK, PALETTE, PRINT

Idle = Callable[[], None]
Open = Callable[[str], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(session: Session, qtbot: QtBot, idle: Idle) -> Iterator[Window]:
    session.begin(register_with_diagnosis, given_name="Wilma", family_name="Öberg", number="20240115-2398")
    idle()
    session.do(add_contact, name="Kristin Öberg", role="fysioterapeut", phone="031-390 06 81")
    idle()
    session.close_patient()
    made = Window(session, Preferences(session.vault.path.with_name("hallpunkt.json")))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.begin(Place())
    idle()
    yield made
    idle()
    made.drafts.stop()


@pytest.fixture
def palette(window: Window, idle: Idle) -> Palette:
    window.run(PALETTE)
    idle()
    return window.palette_over


def offers(palette: Palette) -> list[Offer]:
    found = (palette.model.offer(palette.model.index(place)) for place in palette.model.places)
    return [one for one in found if one is not None]


def headings(palette: Palette) -> list[str]:
    model = palette.model
    lines = range(model.rowCount())
    return [str(model.index(one).data()) for one in lines if model.offer(model.index(one)) is None]


def marked(palette: Palette) -> str:
    offer = palette.model.offer(palette.list.currentIndex())
    return offer.title if offer is not None else ""


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the keyboard"
    return found


def test_a_name_without_its_dots_finds_patient_contact_and_what_to_do(palette: Palette, type_text: TypeText) -> None:
    type_text(palette.field, "oberg")
    assert headings(palette) == ["Patienter", "Kontakter", "Gör", "Text"]
    titles = [one.title for one in offers(palette)]
    assert titles == [
        "Wilma Öberg", "Kristin Öberg", "Carin Moberg", "Anteckna samtal: Wilma Öberg",
        "Skriv ut vårdplanen: Wilma Öberg", "Sök ”oberg” i allt som är skrivet",
    ]  # fmt: skip
    assert "hos Wilma Öberg" in offers(palette)[1].more and "031-390 06 81" in offers(palette)[1].more
    assert palette.hits.text() == "5 träffar"
    assert marked(palette) == "Wilma Öberg"


def test_enter_opens_the_patient_and_a_contact_stands_chosen(
    window: Window, palette: Palette, session: Session, type_text: TypeText, idle: Idle
) -> None:
    type_text(palette.field, "kristin öb")
    press(palette.field, Qt.Key.Key_Return)
    idle()
    assert session.record is not None and session.record.patient.family_name == "Öberg"
    assert window.place == "contacts" and not palette.isVisible()
    page = window.page("contacts")
    assert isinstance(page, ContactsPage)
    (kristin,) = session.record.all(Contact)
    assert page.table.current_id == kristin.id


def test_name_and_page_in_one(
    window: Window, palette: Palette, session: Session, type_text: TypeText, idle: Idle
) -> None:
    type_text(palette.field, "vårdpl wilma")
    titles = [one.title for one in offers(palette)]
    assert "Vårdplan: Wilma Öberg" in titles
    while marked(palette) != "Vårdplan: Wilma Öberg":
        press(palette.field, Qt.Key.Key_Down)
    press(palette.field, Qt.Key.Key_Return)
    idle()
    assert session.record is not None and session.record.patient.given_name == "Wilma"
    assert window.place == "care_plan"


def test_arrows_pass_the_headings_and_go_round(palette: Palette, type_text: TypeText) -> None:
    type_text(palette.field, "oberg")
    many = len(offers(palette))
    seen = []
    for _ in range(many):
        seen.append(marked(palette))
        press(palette.field, Qt.Key.Key_Down)
    assert len(set(seen)) == many and marked(palette) == seen[0]
    press(palette.field, Qt.Key.Key_Up)
    assert marked(palette) == seen[-1]
    press(palette.field, Qt.Key.Key_Tab)
    assert marked(palette) == seen[0] and focus() is palette.field
    press(palette.field, Qt.Key.Key_PageDown)
    assert marked(palette) == seen[-1]


def test_escape_gives_the_keyboard_back(window: Window, idle: Idle) -> None:
    before = focus()
    for leave in (Qt.Key.Key_Escape, Qt.Key.Key_K):
        window.run(PALETTE)
        idle()
        assert focus() is window.palette_over.field
        press(focus(), leave, CTRL if leave == Qt.Key.Key_K else Qt.KeyboardModifier.NoModifier)
        assert not window.palette_over.isVisible()
        assert focus() is before


def test_with_nothing_typed_it_shows_the_recent_and_every_command_of_now(
    window: Window, palette: Palette, open_patient: Open, idle: Idle
) -> None:
    assert [one.title for one in offers(palette)][:1] == ["Wilma Öberg"]
    assert PRINT.title not in [one.title for one in offers(palette)]  # no patient is on screen
    palette.close_again()
    open_patient("barn")
    window.run(PALETTE)
    idle()
    titles = [one.title for one in offers(palette)]
    assert {one.title for one in window.offered()} - {PALETTE.title} <= set(titles)
    assert PRINT.title in titles


def test_a_command_is_found_by_what_else_it_is_called(window: Window, palette: Palette, type_text: TypeText) -> None:
    locked: list[bool] = []
    window.lock_wanted.connect(lambda: locked.append(True))
    type_text(palette.field, "logga ut")
    assert marked(palette) == LOCK.title
    press(palette.field, Qt.Key.Key_Return)
    assert locked == [True]


def test_nothing_found_says_so_and_offers_the_text(palette: Palette, type_text: TypeText) -> None:
    type_text(palette.field, "qqqqqq")
    assert palette.model.index(0).data() == "Ingen patient, kontakt eller sida heter så."
    assert [one.title for one in offers(palette)] == ["Sök ”qqqqqq” i allt som är skrivet"]
    assert palette.hits.text() == "Ingen träff"


def test_a_contact_that_comes_while_she_types_is_marked_when_nothing_else_was_found(
    window: Window, type_text: TypeText, idle: Idle
) -> None:
    window.run(PALETTE)
    palette = window.palette_over
    type_text(palette.field, "kristin öb")  # the contacts are not read yet
    assert marked(palette) == "Sök ”kristin öb” i allt som är skrivet"
    idle()
    assert marked(palette) == "Kristin Öberg"


def test_the_card_grows_at_once_and_shrinks_when_she_has_typed(
    palette: Palette, type_text: TypeText, qtbot: QtBot
) -> None:
    whole = palette.list.height()
    type_text(palette.field, "qqqqqq")
    assert palette.list.height() == whole
    qtbot.waitUntil(lambda: palette.list.height() < whole / 2)
    assert palette.card.height() < whole
    palette.field.clear()
    assert palette.list.height() == whole
    type_text(palette.field, "qqqqqq")
    palette.turn()
    qtbot.waitUntil(lambda: palette.list.height() < whole / 2)
    palette.turn()
    assert whole == palette.list.height() < palette.card.height(), "the card is as high as what stands in it"


def test_a_new_contact_is_found_the_next_time(
    window: Window, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    palette = window.palette_over
    open_patient("barn")
    window.session.do(add_contact, name="Qvintus Zander", role="kurator")
    idle()
    window.run(PALETTE)
    idle()
    type_text(palette.field, "qvintus")
    assert marked(palette) == "Qvintus Zander"


def test_contacts_that_could_not_be_read_are_read_the_next_time(
    window: Window, idle: Idle, type_text: TypeText, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise VaultBusy("Pärmen är upptagen", "Försök igen.")

    told: list[object] = []
    window.session.refused.connect(told.append)
    with monkeypatch.context() as broken:
        broken.setattr(window.session.vault.store, "contact_names", refuse)
        window.run(PALETTE)
        idle()
    assert len(told) == 1
    window.palette_over.close_again()
    window.run(PALETTE)
    idle()
    type_text(window.palette_over.field, "kristin oberg")
    assert marked(window.palette_over) == "Kristin Öberg"


def test_whoever_is_protected_says_so(window: Window, open_patient: Open, idle: Idle, type_text: TypeText) -> None:
    wilma = window.session.patients[[one.name for one in window.session.patients].index("Wilma Öberg")]
    window.session.open_patient(wilma.id)
    idle()
    window.session.do(edit_entry, Patient, wilma.id, protected_identity=ProtectedIdentity.MARKED)
    idle()
    window.run(PALETTE)
    idle()
    type_text(window.palette_over.field, "oberg")
    assert [one.more.count("kyddad") for one in offers(window.palette_over)[:2]] == [1, 1]


def test_a_press_beside_it_puts_it_away_and_one_on_a_line_does_it(
    window: Window, palette: Palette, idle: Idle, type_text: TypeText
) -> None:
    type_text(palette.field, "oberg")
    index = palette.model.index(palette.model.places[0])
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=palette.list.visualRect(index).center())
    idle()
    assert window.session.record is not None and not palette.isVisible()
    window.run(PALETTE)
    idle()
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomLeft())
    assert not palette.isVisible()


def test_what_is_found_is_said_when_it_has_settled_and_a_step_at_once(
    palette: Palette, type_text: TypeText, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    said: list[str] = []

    def remember(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", remember)
    type_text(palette.field, "oberg")
    assert said == []
    qtbot.waitUntil(lambda: bool(said))
    assert len(said) == 1 and said[0].startswith("5 träffar, Wilma Öberg, 20240115-2398")
    type_text(palette.field, " ")
    press(palette.field, Qt.Key.Key_Down)
    assert len(said) == 2 and said[1].startswith("Kristin Öberg, fysioterapeut")


def test_a_screen_reader_hears_the_line_that_is_marked(palette: Palette, type_text: TypeText) -> None:
    type_text(palette.field, "oberg")
    assert palette.field.accessibleDescription().startswith("Wilma Öberg, 20240115-2398")
    press(palette.field, Qt.Key.Key_Down)
    assert palette.field.accessibleDescription().startswith("Kristin Öberg, fysioterapeut")
    assert "Öberg" not in repr(offers(palette)[0])
