"""A SIP meeting through the window with the keyboard alone: no other patient is seen, the law's points are kept to.

Scenario: the plan is refused while nobody has the overall responsibility, and says so; then it is established and
printed before people rise.
"""

from collections.abc import Callable, Iterator
from uuid import UUID

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.change import Change, Step
from coordinator.contact import Huvudman, add_contact
from coordinator.errors import RuleError
from coordinator.person import register_patient
from coordinator.record import Record
from coordinator.sip.beginning import begin_sip
from coordinator.sip.belonging import decisions_of, invitations_of, sips
from coordinator.sip.inviting import add_participant, cancel_meeting, plan_meeting
from coordinator.sip.meeting import Presence
from coordinator.sip.process import Sip
from coordinator.sip.standing import planning_meeting
from tests.ui.conftest import (
    ScriptedDialogs,
    dialogs,
    dressed,
    idle,
    practice,
    practice_folder,
    press,
    session,
    type_into,
)
from ui import window_commands as commands
from ui.pages.sip_meeting import MEETING
from ui.pages.sip_meeting_page import SipMeetingPage
from ui.preferences import Preferences
from ui.session import Place, Session
from ui.theme import LIGHT, appearance
from ui.window import Window

__all__ = ["dialogs", "dressed", "idle", "practice", "practice_folder", "session"]  # fixtures

# The offscreen screen has no windows to raise, as a list of suggestions wants.
pytestmark = pytest.mark.qt_log_ignore("does not support", "grabbing the keyboard", extend=True)

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
HEADINGS = (
    "Insatser som behövs",
    "Vad region och kommun svarar för",
    "Vad andra gör",
    "Vem har det övergripande ansvaret",
)
Idle = Callable[[], None]


def called_to_a_meeting(record: Record, /) -> Change:
    """A SIP with two who are called to a meeting today, as one change."""
    steps: list[Step] = []

    def also(change: Change) -> Record:
        steps.extend(change.steps)
        return record.after(change)

    record = also(begin_sip(record, question="Hur ska arbetet och vården hänga ihop?"))
    sip_id = sips(record)[0].id
    for name, function, huvudman in (
        ("Helena Dahl", "kurator", Huvudman.REGION),
        ("Anna Berg", "biståndshandläggare", Huvudman.KOMMUN),
    ):
        record = also(add_participant(record, sip_id, name=name, function=function, huvudman=huvudman))
    also(plan_meeting(record, sip_id, day=record.today))
    return Change("SIP påbörjad", tuple(steps))


def shown(session: Session, qtbot: QtBot, idle: Idle) -> Window:
    made = Window(session, Preferences(session.vault.path.with_name("hallpunkt.json")))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def window(session: Session, qtbot: QtBot, idle: Idle) -> Iterator[Window]:
    """On the page of SIP of somebody whose meeting is about to begin."""
    made = shown(session, qtbot, idle)
    made.begin(Place(page="patients"))  # Idag would first look through every record
    session.begin(register_patient, given_name="Sara", family_name="Testlund", number="198808112380")
    idle()
    session.do(called_to_a_meeting)
    idle()
    made.show_page("sip")
    yield made
    idle()
    made.drafts.stop()


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the keyboard"
    return found


def record_of(session: Session) -> Record:
    assert session.record is not None
    return session.record


def sip_of(session: Session) -> Sip:
    return sips(record_of(session))[0]


def everything_said(window: Window) -> str:
    """Every word on screen, and what a screen reader would be told."""
    seen = [one for one in window.findChildren(QWidget) if one.isVisible()]
    return " ".join([one.accessibleName() for one in seen] + [one.text() for one in seen if isinstance(one, QLabel)])


def meeting(window: Window) -> SipMeetingPage:
    page = window.page(MEETING)
    assert isinstance(page, SipMeetingPage)
    return page


def into(window: Window, session: Session, idle: Idle) -> SipMeetingPage:
    window.session.wanted.emit(MEETING, sip_of(session).id)
    idle()
    return meeting(window)


def test_a_meeting_from_the_first_digit_to_the_printed_plan(
    window: Window, session: Session, idle: Idle, dialogs: ScriptedDialogs
) -> None:
    into(window, session, idle)
    assert window.place == MEETING
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_3):
        press(focused(), key)
    idle()
    held = planning_meeting(record_of(session), sip_of(session))
    assert held is not None
    came = [one.presence for one in invitations_of(record_of(session), held.id)]
    assert came == [Presence.HERE, Presence.HERE, Presence.PROXY]

    for said in ("Orka jobba; halvtid; arbetsträning; Helena Dahl; 18 dec", "Bo kvar; hemma; hemtjänst; Anna Berg"):
        press(focused(), Qt.Key.Key_N, CTRL)
        field = meeting(window).end.window().focusWidget()
        assert field is not None and field.accessibleName().startswith("Ny rad")
        field.setProperty("text", said)  # whole: a list of suggestions takes the keyboard from a window offscreen
        press(field, Qt.Key.Key_Return)
        idle()
    assert len(decisions_of(record_of(session), sip_of(session).id)) == 2
    press(focused(), Qt.Key.Key_Tab)
    type_into(focused(), "Sara ringer sin chef")
    press(focused(), Qt.Key.Key_Return)
    while focused().accessibleName() != "Följs upp":
        press(focused(), Qt.Key.Key_Tab)
    type_into(focused(), "om 3 månader")

    press(focused(), Qt.Key.Key_Return, CTRL)  # one point is missing: it is named, and gets the keyboard
    idle()
    assert sip_of(session).established_on is None and dialogs.printed == []
    assert "Planen saknar en punkt som lagen kräver" in everything_said(window)
    assert "vem har det övergripande ansvaret" in everything_said(window)
    assert focused().accessibleName() == "Regionen"
    press(focused(), Qt.Key.Key_R)
    idle()

    dialogs.answers.append(True)
    press(focused(), Qt.Key.Key_Return, CTRL)
    idle()
    assert sip_of(session).established_on == session.today
    ((pdf, title),) = dialogs.printed
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).split())
    for wanted in (*HEADINGS, "arbetsträning", "hemtjänst", "Sara ringer sin chef", "Helena Dahl"):
        assert wanted in text
    assert "Sara" not in title

    press(focused(), Qt.Key.Key_Escape)
    idle()
    assert window.place == "sip" and window.side.isVisible() and window.head.isVisible()


def test_nothing_of_other_patients_is_seen_or_reached(window: Window, session: Session, idle: Idle) -> None:
    others = {row.name for row in session.patients} - {record_of(session).patient.name}
    session.pin(next(row.id for row in session.patients if row.name in others), pinned=True)
    into(window, session, idle)
    said = everything_said(window)
    assert others and not any(name in said for name in others)
    assert not window.side.isVisible() and not window.head.isVisible() and not window.status.backups.isVisible()
    for key, held in (
        (Qt.Key.Key_K, CTRL), (Qt.Key.Key_F, CTRL), (Qt.Key.Key_G, CTRL), (Qt.Key.Key_2, ALT), (Qt.Key.Key_F1, None),
    ):  # fmt: skip
        press(focused(), key, held or Qt.KeyboardModifier.NoModifier)
        idle()
        assert window.place == MEETING and not window.palette_over.isVisible()
    panes = []
    for _ in range(2):
        press(focused(), Qt.Key.Key_F6)
        panes.append([one for one in (window.status, meeting(window)) if one.isAncestorOf(focused())])
    assert panes == [[window.status], [meeting(window)]]
    assert {one.name for one in window.offered()} >= {"undo", "lock", "larger"}
    assert not {one.name for one in window.offered()} & {"palette", "patients", "all_gaps", "search", "contacts"}


def test_what_was_done_to_another_patient_is_neither_told_nor_taken_back(
    window: Window, session: Session, practice: dict[str, UUID], idle: Idle
) -> None:
    here = record_of(session).patient_id
    session.patient_wanted.emit(practice["tom"], "", None)
    idle()
    session.do(add_contact, name="Lisa Ek")
    idle()
    session.patient_wanted.emit(here, "sip", None)
    idle()
    assert window.status.undo.isVisible()
    session.refused.emit(RuleError("Finns redan", "Lisa Ek finns redan bland kontakterna."))
    window.run(commands.PALETTE)
    page = into(window, session, idle)
    assert not window.palette_over.isVisible() and page.isAncestorOf(focused())
    assert not window.message.isVisible() and not window.status.undo.isVisible() and window.status.toolTip() == ""
    window.run(commands.UNDO)
    idle()
    press(focused(), Qt.Key.Key_1)
    idle()
    assert window.status.undo.isVisible()
    window.run(commands.UNDO)
    idle()
    assert not window.status.undo.isVisible()
    press(focused(), Qt.Key.Key_Escape)
    idle()
    assert window.place == "sip" and window.status.undo.text() == "Ångra: kontakt tillagd"
    window.run(commands.UNDO)
    idle()
    assert not window.status.undo.isVisible() or "kontakt" not in window.status.undo.text()


def test_a_meeting_that_is_taken_back_leads_out_of_it(window: Window, session: Session, idle: Idle) -> None:
    into(window, session, idle)
    held = planning_meeting(record_of(session), sip_of(session))
    assert held is not None
    session.do(cancel_meeting, held.id)
    idle()
    page = window.page("sip")
    assert window.place == "sip" and page.isAncestorOf(focused()) and not session.others_look_on


def test_larger_text_and_the_lock_come_back_to_the_meeting(
    window: Window, session: Session, qtbot: QtBot, idle: Idle
) -> None:
    page = into(window, session, idle)
    press(focused(), Qt.Key.Key_N, CTRL)
    focused().setProperty("text", "Halvskriven rad")
    kept: list[tuple[str, int]] = []
    window.dressed_anew.connect(lambda theme, scale: kept.append((theme, scale)))
    press(focused(), Qt.Key.Key_Plus, CTRL)
    assert [scale for _, scale in kept] == [125]
    window.drafts.stop()
    place = Place(record_of(session).patient_id, window.place)
    appearance().apply(LIGHT, 125)
    again = shown(session, qtbot, idle)
    again.begin(place)
    idle()
    found = meeting(again)
    assert again.place == MEETING and found.sheet is not None and page.sheet is not None
    assert found.sheet.sip_id == page.sheet.sip_id
    assert found.sheet.rows.new.field.text() == "Halvskriven rad" and focused() is found.sheet.rows.new.field
    again.drafts.stop()


def test_another_patient_is_never_shown_at_this_ones_meeting(
    window: Window, session: Session, practice: dict[str, object], idle: Idle
) -> None:
    into(window, session, idle)
    other = next(row for row in session.patients if row.id == practice["tom"])
    session.patient_wanted.emit(other.id, "", None)
    idle()
    assert record_of(session).patient_id == other.id and window.place == "overview"
    assert window.side.isVisible()
    window.show_page(MEETING)  # as after a lock, where there is no such meeting
    idle()
    assert window.place == "sip"
