"""The frame: where one is, the keys that work everywhere, and that nothing half-written is lost on the way."""

from collections.abc import Callable, Iterator
from functools import partial
from uuid import UUID

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from coordinator.careplan import CareGoal, current_plan
from coordinator.contact import Contact
from coordinator.entries import edit_entry
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.umi.kinds import AlertGroup
from tests.ui.conftest import ScriptedDialogs, TypeText, press
from ui.pages.careplan import CarePlanPage
from ui.pages.contacts import ContactsPage
from ui.pages.umi import UmiPage
from ui.preferences import Preferences
from ui.session import Place, Session
from ui.theme import DARK, LIGHT, appearance
from ui.window import Window
from ui.window_commands import COMMANDS

# The offscreen screen has no windows to raise, as a menu wants.
pytestmark = pytest.mark.qt_log_ignore("does not support", "grabbing the keyboard", extend=True)

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
Idle = Callable[[], None]
Open = Callable[[str], None]


@pytest.fixture
def window(session: Session, qtbot: QtBot, idle: Idle) -> Iterator[Window]:
    made = shown(session, qtbot)
    idle()
    yield made
    idle()
    made.drafts.stop()


def shown(session: Session, qtbot: QtBot) -> Window:
    made = Window(session, Preferences(session.vault.path.with_name("hallpunkt.json")))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.begin(Place(page="patients"))  # Idag, where one begins else, would first look through every record
    return made


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the keyboard"
    return found


def text_of(widget: QWidget) -> str:
    assert isinstance(widget, QLineEdit | QPlainTextEdit)
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()


def record_of(session: Session) -> Record:
    assert session.record is not None
    return session.record


def what_matters(session: Session) -> str:
    plan = current_plan(record_of(session))
    return plan.what_matters if plan is not None else ""


def careplan(window: Window) -> CarePlanPage:
    page = window.page("care_plan")
    assert isinstance(page, CarePlanPage)
    return page


# Where she is


def test_the_pages_have_their_keys_and_f6_goes_round(window: Window, open_patient: Open) -> None:
    press(focus(), Qt.Key.Key_2, ALT)
    assert window.place == "patients"  # no patient on screen: no page to go to
    open_patient("tom")
    places = []
    for key in (Qt.Key.Key_2, Qt.Key.Key_5, Qt.Key.Key_0, Qt.Key.Key_1):
        press(focus(), key, ALT)
        places.append((window.place, window.windowTitle()))
    assert places == [
        ("contacts", "Kontakter"), ("care_plan", "Vårdplan"), ("contact_log", "Kontaktlogg"), ("overview", "Översikt"),
    ]  # fmt: skip
    panes = []
    for _ in range(3):
        press(focus(), Qt.Key.Key_F6)
        panes.append(
            next(one for one in (window.status, window.side, window.page("overview")) if one.isAncestorOf(focus()))
        )
    assert panes == [window.status, window.side, window.page("overview")]


def test_every_command_is_reached_by_its_keys_or_by_the_palette(window: Window, open_patient: Open, idle: Idle) -> None:
    open_patient("barn")
    done: list[str] = []
    names = [one.name for one in COMMANDS]
    assert set(window._acts) == set(names)
    for name in names:
        window._acts[name] = partial(done.append, name)
    for command in COMMANDS:
        if command.keys:
            QTest.keySequence(focus(), QKeySequence(command.keys))
    assert done == [one.name for one in COMMANDS if one.keys]
    assert {one.name for one in window.offered()} == set(names)  # what has no keys is in the palette


def test_without_a_patient_nothing_of_hers_is_offered_or_done(window: Window) -> None:
    hers = [one for one in COMMANDS if one.of_patient]
    assert hers and not {one.name for one in window.offered()} & {one.name for one in hers}
    for command in hers:
        window.run(command)
    assert window.place == "patients"


def test_tab_goes_round_everything_and_back(window: Window, open_patient: Open) -> None:
    open_patient("tom")
    for key, modifier in ((Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Backtab, SHIFT)):
        first, seen = focus(), []
        while focus() not in seen:
            seen.append(focus())
            press(focus(), key, modifier)
        assert focus() is first
        for pane in (window.side, window.head, window.page("overview"), window.status):
            assert any(pane.isAncestorOf(one) for one in seen)


@pytest.mark.parametrize("scale", [100, 200])
def test_everything_that_takes_the_keyboard_has_a_name(
    session: Session, open_patient: Open, qtbot: QtBot, idle: Idle, scale: int
) -> None:
    appearance().apply(LIGHT if scale == 100 else DARK, scale)
    window = shown(session, qtbot)
    open_patient("barn")
    window.show_page("new_patient")
    for name in ("person", "care_plan", "contacts", "overview"):
        window.show_page(name)
        idle()
    nameless = [
        f"{type(one).__name__} in {type(one.parentWidget()).__name__}"
        for one in window.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.accessibleName() and one.focusProxy() is None
        and one.window() is window
    ]  # fmt: skip
    assert nameless == []
    window.drafts.stop()


def test_the_strip_leads_to_the_page_of_umi_and_is_not_repeated_there(window: Window, open_patient: Open) -> None:
    open_patient("barn")
    strip = window.head.strip
    assert strip is not None and len(strip.said) == len(AlertGroup)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() * 7 // 10, 5))
    page = window.page("umi")
    assert window.place == "umi" and isinstance(page, UmiPage) and window.head.strip is None
    assert page.tiles.asking.group is AlertGroup.ROUTINE and focus() is page.tiles.asking.who
    window.show_page("overview")
    window.resize(1000, 700)
    assert window.head.strip is not None and len(window.head.strip.said) == 2


def test_one_begins_in_idag_and_a_patient_who_is_gone_leaves_the_list(window: Window, idle: Idle) -> None:
    window.begin(Place())
    assert (window.place, window.windowTitle()) == ("today", "Idag") and focus() is not None
    window.begin(Place(page="overview"))
    idle()
    assert window.place == "patients"


def test_a_page_nobody_knows_any_more_is_the_overview(window: Window, practice: dict[str, UUID], idle: Idle) -> None:
    window.begin(Place(practice["tom"], "a_page_of_another_version"))
    idle()
    assert window.place == "overview"


def test_a_late_save_leaves_her_in_the_search(
    window: Window, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("tom")
    press(focus(), Qt.Key.Key_5, ALT)
    type_text(focus(), "Mer. ")
    press(focus(), Qt.Key.Key_F, CTRL)
    type_text(focus(), "ber")
    idle()
    assert window.place == "patients"
    assert focus() is window.patients.search
    assert window.patients.search.text() == "ber"


def test_a_late_save_leaves_her_on_the_card_of_a_new_patient(
    window: Window, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("tom")
    press(focus(), Qt.Key.Key_5, ALT)
    type_text(focus(), "Mer. ")
    press(focus(), Qt.Key.Key_N, CTRL | SHIFT)
    idle()
    type_text(focus(), "Alva")
    assert window.patients.new_patient.names["given_name"].text() == "Alva"


def test_a_change_is_taken_back_from_the_list_without_leaving_it(
    window: Window, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    session.do(edit_entry, Patient, record_of(session).patient_id, called="Bim")
    idle()
    press(focus(), Qt.Key.Key_F, CTRL)
    press(focus(), Qt.Key.Key_Z, CTRL)
    idle()
    assert record_of(session).patient.called != "Bim"
    assert window.place == "patients"


def test_a_new_patient_taken_back_is_gone_from_the_screen(
    window: Window, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("tom")
    press(focus(), Qt.Key.Key_N, CTRL | SHIFT)
    type_text(focus(), "Alva")
    press(focus(), Qt.Key.Key_Return, CTRL)
    idle()
    assert (window.place, record_of(session).patient.given_name) == ("overview", "Alva")
    press(focus(), Qt.Key.Key_5, ALT)
    type_text(focus(), "Halvt")
    press(focus(), Qt.Key.Key_1, ALT)
    press(focus(), Qt.Key.Key_Z, CTRL)
    press(focus(), Qt.Key.Key_Z, CTRL)
    idle()
    assert session.record is None
    for key, modifier in ((Qt.Key.Key_1, ALT), (Qt.Key.Key_P, CTRL), (Qt.Key.Key_N, CTRL)):
        press(focus(), key, modifier)
        assert window.place == "patients"


def test_a_long_name_leaves_the_lock_on_the_screen(
    window: Window, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    session.do(edit_entry, Patient, record_of(session).patient_id, given_name="Ö" * 60, called="<b>&Å" * 40)
    idle()
    QApplication.processEvents()
    assert window.width() == 1366


# What is half-written


def test_what_was_typed_while_another_patient_was_read_is_saved_when_it_is_left(
    window: Window, open_patient: Open, practice: dict[str, UUID], idle: Idle, type_text: TypeText
) -> None:
    session = window.session
    open_patient("barn")
    press(focus(), Qt.Key.Key_5, ALT)
    before = what_matters(session)
    window.show_patient(practice["tom"])  # a click in the side panel; the vault is slow
    type_text(focus(), "Mer. ")
    idle()
    press(focus(), Qt.Key.Key_2, ALT)
    assert what_matters(session) == ""
    window.show_patient(practice["barn"])
    idle()
    press(focus(), Qt.Key.Key_5, ALT)
    assert text_of(focus()).startswith("Mer. ")
    press(focus(), Qt.Key.Key_Tab)
    idle()
    assert what_matters(session) == f"Mer. {before}".strip()


def test_enter_twice_adds_one_and_the_next_is_not_lost(
    window: Window, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    session = window.session
    open_patient("tom")
    press(focus(), Qt.Key.Key_5, ALT)
    sheet = careplan(window).sheet
    assert sheet is not None
    sheet.new_goal.setFocus()
    type_text(focus(), "Simma")
    for _ in range(2):
        press(focus(), Qt.Key.Key_Return)
    sheet.new_goal.selectAll()
    type_text(focus(), "Gå")
    idle()
    assert [one.goal for one in record_of(session).all(CareGoal)] == ["Simma"]
    assert sheet.new_goal.text() == "Gå"

    quick = next(iter(sheet._cards.values())).quick.field
    quick.setFocus()
    type_text(quick, "Provar telefon, Ali, i morgon")
    press(quick, Qt.Key.Key_Return)
    quick.selectAll()
    type_text(quick, "Ringer")
    idle()
    assert quick.text() == "Ringer"


def test_a_contact_added_as_she_left_the_patient_is_no_draft_any_more(
    window: Window, open_patient: Open, practice: dict[str, UUID], idle: Idle, type_text: TypeText
) -> None:
    session = window.session
    open_patient("tom")
    press(focus(), Qt.Key.Key_N, CTRL)
    type_text(focus(), "Lisa Ek, dietist")
    press(focus(), Qt.Key.Key_Return)
    window.show_patient(practice["barn"])
    idle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.show_patient(practice["tom"])
    idle()
    page = window.page("contacts")
    assert isinstance(page, ContactsPage) and page.quick is not None
    assert len(record_of(session).all(Contact)) == 1
    assert page.quick.line.text() == ""


def test_the_paper_says_what_was_typed_just_before(
    window: Window, dialogs: ScriptedDialogs, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    press(focus(), Qt.Key.Key_5, ALT)
    type_text(focus(), "Gungbräda. ")
    dialogs.answers.append(True)
    press(focus(), Qt.Key.Key_P, CTRL)
    press(focus(), Qt.Key.Key_Return)
    idle()
    pages = pypdfium2.PdfDocument(dialogs.printed[-1][0])
    assert "Gungbräda" in "".join(page.get_textpage().get_text_range() for page in pages)


def test_nothing_is_printed_of_a_patient_who_has_left_the_screen(
    window: Window, dialogs: ScriptedDialogs, open_patient: Open, practice: dict[str, UUID], idle: Idle
) -> None:
    open_patient("barn")
    press(focus(), Qt.Key.Key_P, CTRL)
    press(focus(), Qt.Key.Key_Return)
    window.show_patient(practice["tom"])
    idle()
    assert dialogs.printed == []


def test_a_vault_file_that_was_deleted_says_so_and_keeps_the_text(
    window: Window, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("tom")
    press(focus(), Qt.Key.Key_5, ALT)
    field = focus()
    moved = session.vault.path.rename(session.vault.path.with_suffix(".borta"))
    type_text(field, "Skolan")
    press(field, Qt.Key.Key_Tab)
    idle()
    assert field.property("faulty") is True and text_of(field) == "Skolan"
    assert what_matters(session) == ""
    moved.rename(session.vault.path)
    field.setFocus()
    press(field, Qt.Key.Key_Tab)
    idle()
    assert what_matters(session) == "Skolan"


def test_opening_patients_leaves_nothing_of_those_before(window: Window, practice: dict[str, UUID], idle: Idle) -> None:
    counts = []
    for round_ in range(15):
        for slug in ("tom", "nyfodd"):
            window.show_patient(practice[slug])
            idle()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if round_ in (1, 14):
            counts.append(len(window.findChildren(QWidget)))
    assert counts[0] == counts[1]


def test_whoever_was_asked_for_last_is_shown(window: Window, practice: dict[str, UUID], idle: Idle) -> None:
    window.show_patient(practice["barn"])
    idle()
    window.show_patient(practice["120-kontakter"])
    window.show_patient(practice["barn"])  # she changed her mind before the first was read
    idle()
    assert record_of(window.session).patient_id == practice["barn"]
    for slug in ("tom", "120-kontakter", "dravet"):
        window.show_patient(practice[slug])
    idle()
    assert record_of(window.session).patient_id == practice["dravet"]
    assert window.session.recent[0] == practice["dravet"]
