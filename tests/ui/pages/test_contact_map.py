"""Kontaktkarta: who is on it and what is missing, the number to ring, filter, text, print and picture."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NoReturn
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from coordinator.contact import Contact, ContactCategory, ContactStatus, add_contact
from coordinator.contact_map import MapNode
from coordinator.entries import edit_entry
from coordinator.errors import RuleError
from coordinator.person import Patient
from coordinator.shared_paper import SharedPaper, Way
from tests.ui.conftest import ScriptedDialogs, TypeText, press
from tests.ui.looking import faults
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import focused, record_of
from ui.pages.contact_map import ContactMapPage
from ui.paper import map_picture
from ui.session import Session
from ui.theme import HIGH_CONTRAST, appearance

Idle = Callable[[], None]
WITH_A_MENU = pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing the keyboard")
LONG = "Anna-Karin Wilhelmina von Testenstjerna-Exempelqvist af Påhittade Långa Namnen X"


@pytest.fixture
def page(page_of: OpenPage[ContactMapPage]) -> ContactMapPage:
    shown = page_of(ContactMapPage, "barn")
    shown.start()
    return shown


@pytest.fixture
def wanted(session: Session) -> list[tuple[str, object]]:
    """Where one was led."""
    found: list[tuple[str, object]] = []
    session.wanted.connect(lambda name, target: found.append((name, target)))
    return found


def nodes(page: ContactMapPage) -> list[MapNode]:
    assert page.shown is not None
    return [node for area in page.shown.nodes for node in area]


def named(page: ContactMapPage, name: str) -> MapNode:
    return next(node for node in nodes(page) if node.dot.name == name)


def chosen(page: ContactMapPage) -> MapNode:
    assert page.node is not None
    return page.node


# What it shows


def test_it_says_how_many_there_are_and_begins_with_what_is_missing(page: ContactMapPage, session: Session) -> None:
    current = sum(one.is_current for one in record_of(session).all(Contact))
    gaps = sum(node.gap is not None for node in nodes(page))
    assert page.head.how_many.text() == f"{current} kontakter, {gaps} {'lucka' if gaps == 1 else 'luckor'}"
    assert focused() is page.view and chosen(page).gap is not None
    assert page.bar.name.text() == chosen(page).dot.name
    assert chosen(page).dot.says in page.bar.gap.text() and page.bar.gap.isVisible()
    assert page.note(record_of(session)) == ""


def test_the_bar_has_the_number_of_the_one_that_is_chosen(
    page: ContactMapPage, wanted: list[tuple[str, object]]
) -> None:
    node = next(one for one in nodes(page) if one.contact is not None and one.contact.phone and one.gap is None)
    page.start(node.key)
    assert node.contact is not None
    assert page.bar.number.text() == node.contact.phone
    assert node.contact.organisation in page.bar.about.text() and not page.bar.gap.isVisible()
    assert [page.bar.open.isVisible(), page.bar.ring.isVisible(), page.bar.mend.isVisible()] == [True, True, False]
    page.bar.open.click()
    page.bar.ring.click()
    assert wanted == [("contacts", node.contact.id), ("contact_log", node.contact.id)]


def test_enter_opens_and_the_keys_of_a_call_ring_the_chosen_one(
    page: ContactMapPage, wanted: list[tuple[str, object]]
) -> None:
    node = next(one for one in nodes(page) if one.contact is not None and one.contact.phone)
    page.start(node.key)
    elsewhere: list[bool] = []
    shortcut = QShortcut(QKeySequence("Ctrl+J"), page, lambda: elsewhere.append(True))
    assert shortcut.parent() is page
    press(focused(), Qt.Key.Key_Return)
    press(focused(), Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert node.contact is not None
    assert wanted == [("contacts", node.contact.id), ("contact_log", node.contact.id)] and elsewhere == []


def test_a_missing_role_has_the_verb_that_mends_it(
    page_of: OpenPage[ContactMapPage], session: Session, wanted: list[tuple[str, object]], idle: Idle
) -> None:
    page = page_of(ContactMapPage, "tom")
    session.do(add_contact, name="Ada Test", role="läkare")
    idle()
    page.start()
    node = next(one for one in nodes(page) if one.contact is None)
    assert node.gap is not None
    page.view.choose(node.key)
    assert page.bar.name.text() == node.dot.name and page.bar.about.text() == node.gap.why
    assert page.bar.mend.text() == node.gap.verb and page.bar.mend.isVisible()
    assert not page.bar.open.isVisible() and not page.bar.ring.isVisible()
    press(page.view, Qt.Key.Key_Return)
    page.bar.mend.click()
    assert len(wanted) == 2 and wanted[0] == wanted[1] and wanted[0][0] == node.gap.page.stored
    assert wanted[0][1] == (node.gap.field or node.gap.entry_id)
    press(page.view, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert len(wanted) == 2, "nobody to ring"


def test_the_bar_says_with_whom_the_chosen_one_exchanges_information(page: ContactMapPage) -> None:
    assert page.shown is not None
    pair = page.shown.exchanges[0]
    names = {node.key: node.dot.name for node in nodes(page)}
    page.start(pair.from_key)
    said = page.bar.ties.text()
    assert said.startswith("Utbyter information med ") and (names[pair.to_key] in said or "till" in said)
    height = page.bar.height()
    ends = {key for one in page.shown.exchanges for key in (one.from_key, one.to_key)}
    page.start(next(node.key for node in nodes(page) if node.key not in ends and node.contact is not None))
    QApplication.processEvents()
    assert page.bar.ties.isHidden() and page.bar.height() == height, "the map above it must not move"
    assert page.head.ties.isVisible()


def test_nobody_yet_is_one_step(
    page_of: OpenPage[ContactMapPage], wanted: list[tuple[str, object]], session: Session, idle: Idle
) -> None:
    page = page_of(ContactMapPage, "tom")
    page.start()
    assert page.head.how_many.text() == "inga kontakter än"
    assert not page.bar.isVisible() and not page.view.isVisible() and not page.head.line.isVisible()
    press(focused(), Qt.Key.Key_Return)
    assert wanted == [("contacts", "new")]
    session.do(add_contact, name="Ada Test", role="läkare", category=ContactCategory.SPECIALIST)
    idle()
    assert page.view.isVisible() and page.bar.isVisible() and page.head.line.isVisible()
    assert page.head.how_many.text().startswith("1 kontakt, ")
    assert not page.head.ties.isVisible(), "nothing is known of who exchanges information"


# Narrowing


def test_it_is_narrowed_with_the_list(
    page: ContactMapPage, session: Session, type_text: TypeText, qtbot: QtBot, wanted: list[tuple[str, object]]
) -> None:
    every = len([node for node in nodes(page) if node.contact is not None])
    page.head.toggles["acute"].click()
    qtbot.waitUntil(lambda: len(nodes(page)) < every)
    acute = len(nodes(page))
    assert all(node.contact is not None and node.contact.important_in_emergency for node in nodes(page))
    assert page.head.how_many.text() == f"{acute} av {every} kontakter"
    assert session.narrowing.kind == "acute"
    page.head.toggles["acute"].click()
    qtbot.waitUntil(lambda: len(nodes(page)) >= every)
    page.head.line.setFocus()
    type_text(page.head.line, "lärare")
    press(page.head.line, Qt.Key.Key_Down)
    assert [node.dot.name for node in nodes(page)] == ["Karolina Wester"] and focused() is page.view
    assert chosen(page).dot.name == "Karolina Wester"
    page.head.table.click()
    assert wanted == [("contacts", chosen(page).key)] and session.narrowing.words == "lärare"


def test_no_hits_are_told_and_everybody_is_a_press_away(page: ContactMapPage, qtbot: QtBot) -> None:
    every = len(nodes(page))
    page.head.line.setText("finns inte")
    qtbot.waitUntil(lambda: not page.view.isVisible())
    assert not page.bar.isVisible() and page.no_hits.isVisible()
    page.no_hits_button.click()
    assert len(nodes(page)) == every and page.view.isVisible() and page.head.line.text() == ""


def test_what_the_list_was_narrowed_to_is_seen_here(page: ContactMapPage, session: Session, qtbot: QtBot) -> None:
    assert not page.head.toggles["without_time"].isVisible()
    session.narrowing.kind = "without_time"
    qtbot.waitUntil(lambda: all(node.next_time is None for node in nodes(page)))
    assert page.head.toggles["without_time"].isVisible() and page.head.toggles["without_time"].isChecked()
    page.head.toggles["without_time"].click()
    qtbot.waitUntil(lambda: any(node.next_time is not None for node in nodes(page)))
    assert not page.head.toggles["without_time"].isVisible()


def test_somebody_whom_the_filter_hides_can_be_gone_to(page: ContactMapPage, session: Session, qtbot: QtBot) -> None:
    there = named(page, "Karolina Wester").key
    session.narrowing.words = "tolk"
    qtbot.waitUntil(lambda: len(nodes(page)) == 1)
    page.start(there)
    assert chosen(page).key == there and session.narrowing.words == ""


# Going about


def test_keys_zoom_where_nothing_is_written(page: ContactMapPage, type_text: TypeText) -> None:
    type_text(page.view, "+")
    type_text(page.view, "+")
    assert page.view.zoom == 150 and page.head.percent.text() == "150 %"
    type_text(page.view, "-")
    assert page.view.zoom == 125
    page.head.line.setFocus()
    type_text(page.head.line, "+0")
    assert page.view.zoom == 125 and page.head.line.text() == "+0"
    page.head.line.clear()
    page.head.table.setFocus()
    type_text(page.head.table, "0")
    assert page.view.zoom == 100
    page.head.larger.click()
    page.head.larger.click()
    page.head.smaller.click()
    assert page.view.zoom == 125
    page.head.percent.click()
    assert page.view.zoom == 100


def test_a_change_leaves_zoom_choice_and_focus(page: ContactMapPage, session: Session, idle: Idle) -> None:
    there = named(page, "Karolina Wester")
    page.start(there.key)
    page.head.larger.click()
    page.view.setFocus()
    page.view.horizontalScrollBar().setValue(30)
    assert isinstance(there.key, UUID)
    session.do(edit_entry, Contact, there.key, phone="070-174 06 99")
    idle()
    assert (page.view.zoom, page.view.horizontalScrollBar().value()) == (125, 30)
    assert chosen(page).key == there.key and focused() is page.view
    assert page.bar.number.text() == "070-174 06 99"


def test_another_patient_brings_nothing_of_the_one_before(
    page: ContactMapPage, open_patient: Callable[[str], None], type_text: TypeText
) -> None:
    type_text(page.view, "+")
    page.notice.say("Bilden är sparad.")
    open_patient("fyller-18")
    assert page.view.zoom == 100 and page.notice.words == ""
    assert page.node is None or page.node in nodes(page)
    page.start()
    assert chosen(page) in nodes(page)


def test_an_ended_contact_is_gone_and_a_long_name_is_whole_in_the_bar(
    page: ContactMapPage, session: Session, idle: Idle
) -> None:
    gone = named(page, "Karolina Wester")
    assert isinstance(gone.key, UUID)
    session.do(edit_entry, Contact, gone.key, status=ContactStatus.ENDED)
    session.do(add_contact, name=LONG, role="handläggare", phone="070-174 06 01")
    idle()
    assert gone.key not in [node.key for node in nodes(page)]
    page.start(named(page, LONG).key)
    page.resize(760, 650)
    QApplication.processEvents()
    QApplication.processEvents()
    assert page.bar.name.text() == LONG and faults(page) == []
    height = page.bar.height()
    page.start(named(page, "Tolkförmedlingen").key)
    QApplication.processEvents()
    assert page.bar.height() == height, "as one goes on, the map does not jump"


# As text


def test_the_whole_map_can_be_read_as_text(page: ContactMapPage, wanted: list[tuple[str, object]]) -> None:
    there = named(page, "Karolina Wester")
    page.start(there.key)
    page.head.words.click()
    assert focused() is page.words and page.words.node == there and not page.view.isVisible()
    assert page.words.count() == len(nodes(page)) + len({node.category for node in nodes(page)})
    assert not page.head.legend.isVisible() and not page.head.larger.isVisible()
    press(page.words, Qt.Key.Key_Return)
    page.bar.open.click()
    assert wanted == [("contacts", there.key)] * 2
    press(page.words, Qt.Key.Key_Home)
    assert page.node is None and not page.bar.open.isVisible(), "a heading cannot be opened"
    press(page.words, Qt.Key.Key_Down)
    page.head.words.click()
    assert focused() is page.view and page.node == nodes(page)[0]


# Out of the house


@pytest.fixture
def saved(page: ContactMapPage, dialogs: ScriptedDialogs, idle: Idle, tmp_path: Path) -> Callable[[str, str], Path]:
    """Saves a picture by the menu's line of that kind, and waits until it is done."""

    def save(kind: str, name: str) -> Path:
        path = tmp_path / name
        dialogs.paths = [path]
        page.head.picture.click()
        menu = page.findChildren(QMenu)[-1]
        next(one for one in menu.actions() if kind in one.text()).trigger()
        menu.close()
        idle()
        return path

    return save


@WITH_A_MENU
def test_a_picture_is_saved_whole_and_noted(
    page: ContactMapPage, session: Session, saved: Callable[[str, str], Path]
) -> None:
    before = len(record_of(session).all(SharedPaper))
    file = saved("PNG", "karta.png")
    picture = QImage(str(file))
    assert picture.width() > 2_500 and picture.pixelColor(2, 2).name() == "#ffffff"
    inked = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
    assert len(inked) > 10
    one = record_of(session).all(SharedPaper)[-1]
    assert len(record_of(session).all(SharedPaper)) == before + 1
    assert (one.paper, one.way, one.to_patient) == ("kontaktkarta", Way.SAVED, True)
    assert one.sha256 == sha256(file.read_bytes()).hexdigest()
    assert page.notice.words == "Bilden är sparad."


@WITH_A_MENU
def test_the_other_picture_is_lines_and_letters_and_gets_its_ending(
    page: ContactMapPage, session: Session, saved: Callable[[str, str], Path], tmp_path: Path, idle: Idle
) -> None:
    patient = record_of(session).all(Patient)[0]
    session.do(edit_entry, Patient, patient.id, restrictions="Inte till grannarna.")
    idle()
    saved("SVG", "karta")
    text = (tmp_path / "karta.svg").read_text(encoding="utf-8")
    assert text.startswith("<?xml") and "<svg" in text and "Anna-Karin Vide" in text
    assert page.notice.words.startswith("Bilden är sparad.") and "Inte till grannarna." in page.notice.words


@WITH_A_MENU
def test_what_is_protected_is_in_no_picture(
    page: ContactMapPage, session: Session, saved: Callable[[str, str], Path], open_patient: Callable[[str], None]
) -> None:
    open_patient("skyddad")
    secret = [one for one in record_of(session).all(Contact) if one.reveals_location and one.is_current]
    assert secret
    text = saved("SVG", "karta.svg").read_text(encoding="utf-8")
    assert [one.heading for one in secret if one.heading in text] == []


@WITH_A_MENU
def test_a_picture_that_cannot_be_made_says_why_and_is_not_noted(
    page: ContactMapPage, session: Session, saved: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_document: object) -> NoReturn:
        raise RuleError("Kartan ryms inte i en bild", "Skriv ut den i stället.")

    monkeypatch.setattr(map_picture, "placed_picture", refuse)
    before = record_of(session).all(SharedPaper)
    assert not saved("PNG", "karta.png").exists()
    assert page.notice.words == "Kartan ryms inte i en bild. Skriv ut den i stället."
    assert record_of(session).all(SharedPaper) == before


def test_print_leads_to_the_paper(page: ContactMapPage, wanted: list[tuple[str, object]]) -> None:
    page.head.print.click()
    assert wanted == [("papers", "kontaktkarta")]


# Looking


@pytest.mark.parametrize(("scale", "width", "height"), [(100, 860, 560), (200, 1290, 620)])
def test_no_word_is_cut_and_nothing_lies_on_something_else(
    page_of: OpenPage[ContactMapPage], open_patient: Callable[[str], None], scale: int, width: int, height: int
) -> None:
    appearance().apply(HIGH_CONTRAST, scale)
    page = page_of(ContactMapPage, "barn")
    page.resize(width, height)
    for slug in ("barn", "skyddad", "tom", "120-kontakter"):
        open_patient(slug)
        page.start()
        for _ in range(3):
            QApplication.processEvents()
        assert faults(page) == [], slug
