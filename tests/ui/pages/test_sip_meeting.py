"""A SIP meeting in the whole window: who is here, the rows, the four points, and a plan that is printed at once."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.change import Change, Step
from coordinator.contact import Huvudman
from coordinator.record import Record
from coordinator.removal import take_away
from coordinator.sip.at_meeting import add_decision, establish_sip
from coordinator.sip.beginning import begin_sip, write_sip
from coordinator.sip.belonging import decisions_of, invitations_of, participants_of, sips
from coordinator.sip.decision import SipDecision
from coordinator.sip.following_up import close_sip
from coordinator.sip.inviting import add_participant, answer_invitation, plan_meeting, write_meeting
from coordinator.sip.legal_points import LegalPoint
from coordinator.sip.meeting import InvitationAnswer, Presence, SipMeeting
from coordinator.sip.process import Sip, SipCloseReason
from coordinator.sip.standing import planning_meeting
from tests.ui.conftest import ScriptedDialogs, TypeText, press
from tests.ui.pages.seen import focused, record_of
from ui import window_commands as commands
from ui.drafts import Drafts
from ui.pages.sip_meeting import MEETING, MeetingEntry
from ui.pages.sip_meeting_page import SipMeetingPage
from ui.pages.sip_meeting_presence import Attendant
from ui.pages.sip_meeting_row import DecisionRow
from ui.pages.sip_meeting_sheet import MeetingSheet
from ui.session import Session
from ui.theme import LIGHT, appearance

# The offscreen screen has no windows to raise, as a menu or a list of suggestions wants.
pytestmark = pytest.mark.qt_log_ignore("does not support raise", "grabbing the keyboard", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier
Idle = Callable[[], None]
Open = Callable[[str], None]


def sip_of(session: Session) -> Sip:
    return sips(record_of(session))[0]


def meeting_of(session: Session) -> SipMeeting:
    found = planning_meeting(record_of(session), sip_of(session))
    assert found is not None
    return found


def a_called_sip(record: Record, /) -> Change:
    """A SIP with four who are called to a meeting today, and nothing written, as one change."""
    steps: list[Step] = []

    def also(change: Change) -> Record:
        steps.extend(change.steps)
        return record.after(change)

    record = also(begin_sip(record, question="Hur ska vardagen fungera?"))
    sip_id = sips(record)[0].id
    for name, function, huvudman in (
        ("Helena Dahl", "kurator", Huvudman.REGION),
        ("Anna Berg", "LSS-handläggare", Huvudman.KOMMUN),
        ("Mikael Rask", "rektor", Huvudman.PRIVATE),
    ):
        record = also(add_participant(record, sip_id, name=name, function=function, huvudman=huvudman))
    also(plan_meeting(record, sip_id, day=record.today))
    return Change("SIP påbörjad", tuple(steps))


@pytest.fixture
def called(session: Session, open_patient: Open, idle: Idle) -> Session:
    """A patient with that SIP on screen."""
    open_patient("tom")
    session.do(a_called_sip)
    idle()
    return session


@pytest.fixture
def page(called: Session, drafts: Drafts, qtbot: QtBot, idle: Idle) -> Iterator[SipMeetingPage]:
    made = SipMeetingPage(called, drafts)
    qtbot.addWidget(made)

    def show() -> None:
        if called.record is not None:
            made.show_record(called.record)

    called.record_changed.connect(show)
    made.resize(1366, 730)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    show()
    made.start(sip_of(called).id)
    idle()
    yield made
    idle()
    called.record_changed.disconnect(show)


def sheet_of(page: SipMeetingPage) -> MeetingSheet:
    assert page.sheet is not None
    return page.sheet


def rows_of(page: SipMeetingPage) -> list[DecisionRow]:
    return sorted(sheet_of(page).rows.findChildren(DecisionRow), key=lambda one: one.y())


def decisions(page: SipMeetingPage) -> list[SipDecision]:
    return decisions_of(record_of(page.session), sip_of(page.session).id)


def presences(page: SipMeetingPage) -> list[Presence]:
    calls = invitations_of(record_of(page.session), meeting_of(page.session).id)
    return [one.presence for one in calls]


def words_on(part: QWidget) -> str:
    return "\n".join(one.text() for one in part.findChildren(QLabel) if one.isVisible())


def say(page: SipMeetingPage, idle: Idle, text: str) -> None:
    """Put a row in the line for the next, whole: a list of suggestions takes the keyboard from a window offscreen."""
    page.take(commands.NEW_CONTACT)
    sheet_of(page).rows.new.field.setText(text)
    press(focused(), Qt.Key.Key_Return)
    idle()


# Who is here


def test_a_digit_notes_who_is_here_and_goes_on_to_ombud_and_not_here(page: SipMeetingPage, idle: Idle) -> None:
    assert isinstance(focused(), Attendant)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_4, Qt.Key.Key_4):
        press(focused(), key)  # faster than the disk
    page.show_record(record_of(page.session))  # the former answer comes while the next is on its way
    assert "inte här" in sheet_of(page).presence.buttons[3].accessibleName()
    idle()
    assert presences(page) == [Presence.HERE, Presence.HERE, Presence.PROXY, Presence.ABSENT]
    press(focused(), Qt.Key.Key_9)
    idle()
    assert presences(page)[-1] is Presence.ABSENT


def test_arrows_reach_everybody_and_delete_takes_the_note_back(page: SipMeetingPage, idle: Idle) -> None:
    press(focused(), Qt.Key.Key_Down)
    press(focused(), Qt.Key.Key_Space)
    idle()
    assert presences(page)[:2] == [Presence.NOT_NOTED, Presence.HERE]
    assert "här" in focused().accessibleName()
    press(focused(), Qt.Key.Key_Delete)
    idle()
    assert presences(page)[1] is Presence.NOT_NOTED


def test_who_sends_an_ombud_is_noted_so_first_and_the_name_can_be_written(
    page: SipMeetingPage, idle: Idle, type_text: TypeText
) -> None:
    call = invitations_of(record_of(page.session), meeting_of(page.session).id)[3]
    page.session.do(answer_invitation, call.id, answer=InvitationAnswer.PROXY)
    idle()
    assert "skickar ombud" in words_on(sheet_of(page).presence)
    press(focused(), Qt.Key.Key_4)
    idle()
    assert presences(page)[3] is Presence.PROXY
    sheet_of(page).presence.buttons[3].setFocus()
    press(focused(), Qt.Key.Key_Tab)
    type_text(focused(), "Daniel Roos")
    press(focused(), Qt.Key.Key_Return)
    idle()
    assert invitations_of(record_of(page.session), meeting_of(page.session).id)[3].proxy == "Daniel Roos"


def test_digits_and_letters_do_nothing_while_one_writes(page: SipMeetingPage, idle: Idle, type_text: TypeText) -> None:
    page.take(commands.NEW_CONTACT)
    for key, letter in ((Qt.Key.Key_1, "1"), (Qt.Key.Key_R, "r")):
        press(focused(), key)
        assert sheet_of(page).rows.new.field.text().endswith(letter)
    idle()
    assert set(presences(page)) == {Presence.NOT_NOTED} and sip_of(page.session).overall_huvudman is None
    page.take(commands.PAGES["contacts"])  # Alt and 2: also while one writes
    idle()
    assert presences(page)[1] is Presence.HERE


def test_somebody_who_came_anyway_is_added_and_can_do_something(page: SipMeetingPage, idle: Idle) -> None:
    more = sheet_of(page).presence.more.field
    more.setFocus()
    more.setText("Nora Nordin, arbetsterapeut, Habiliteringen")
    press(more, Qt.Key.Key_Return)
    idle()
    assert more.text() == "" and focused() is more
    assert "Nora Nordin" in sheet_of(page).presence.buttons[-1].accessibleName()
    say(page, idle, "Sova bättre; hel natt; sömnskola; Nora Nordin; 18 dec")
    assert rows_of(page)[0].who.text() == "Nora Nordin"
    press(page, Qt.Key.Key_Escape)
    press(focused(), Qt.Key.Key_5)
    idle()
    assert presences(page)[4] is Presence.HERE
    more.setText("Nora Nordin, arbetsterapeut, Habiliteringen")
    more.setFocus()
    press(more, Qt.Key.Key_Return)
    idle()
    assert len(sheet_of(page).presence.buttons) == 5 and more.text().startswith("Nora")  # twice is refused


# The rows


def test_a_row_is_said_in_one_line_and_becomes_what_was_shown(
    page: SipMeetingPage, idle: Idle, type_text: TypeText
) -> None:
    page.take(commands.NEW_CONTACT)
    type_text(focused(), "Sova bättre; hel natt; sömnskola; Helena Dahl; 18 dec")
    assert "Blir: Sova bättre · hel natt · sömnskola · Helena Dahl · klart 18 dec, v. 51" in words_on(page)
    press(focused(), Qt.Key.Key_Return)
    idle()
    (one,) = decisions(page)
    assert (one.need, one.goal, one.what, one.due) == ("Sova bättre", "hel natt", "sömnskola", date(2026, 12, 18))
    assert (
        one.huvudman is Huvudman.REGION
        and one.participant_id == participants_of(record_of(page.session), one.sip_id)[1].id
    )
    assert sheet_of(page).rows.new.field.text() == "" and focused() is sheet_of(page).rows.new.field
    (row,) = rows_of(page)
    assert (row.who.text(), row.due.text()) == ("Helena Dahl", "18 dec") and "kurator" in words_on(row)


def test_the_line_suggests_those_who_take_part(page: SipMeetingPage, type_text: TypeText) -> None:
    page.take(commands.NEW_CONTACT)
    field = sheet_of(page).rows.new.field
    type_text(field, "Sova bättre; sömnskola; hele")
    field.completer().setCompletionPrefix(field.text())
    assert field.completer().currentCompletion() == "Sova bättre; sömnskola; Helena Dahl"


def test_somebody_who_is_not_called_is_refused_beside_the_line_and_the_text_stays(
    page: SipMeetingPage, idle: Idle, type_text: TypeText
) -> None:
    said = "Sova bättre; hel natt; sömnskola; Nora Nordin; 18 dec"
    say(page, idle, said)
    assert decisions(page) == [] and sheet_of(page).rows.new.field.text() == said
    assert "inte kallad" in words_on(sheet_of(page).rows.new)


def test_a_day_that_does_not_exist_is_refused_beside_the_row_and_the_text_stays(
    page: SipMeetingPage, idle: Idle, type_text: TypeText
) -> None:
    say(page, idle, "Sova bättre; hel natt; sömnskola; Helena Dahl; 18 dec")
    (row,) = rows_of(page)
    row.due.setFocus()
    row.due.selectAll()
    QApplication.clipboard().setText("31 februari 2027")
    row.due.paste()
    press(row.due, Qt.Key.Key_Return)
    idle()
    assert decisions(page)[0].due == date(2026, 12, 18) and row.due.text() == "31 februari 2027"
    assert "Februari har 28 dagar 2027" in words_on(row)


def test_each_cell_is_written_in_its_row(page: SipMeetingPage, idle: Idle, type_text: TypeText) -> None:
    say(page, idle, "Sova bättre; hel natt; sömnskola; Helena Dahl; 18 dec")
    (row,) = rows_of(page)
    row.goal.setFocus()
    row.goal.selectAll()
    type_text(row.goal, "Åtta timmar")
    press(row.goal, Qt.Key.Key_Return)
    assert focused() is row.what  # Enter goes on
    row.who.setFocus()
    row.who.setText("anna")
    press(row.who, Qt.Key.Key_Tab)
    idle()
    assert decisions(page)[0].goal == "Åtta timmar" and row.who.text() == "Anna Berg"
    row.huvudman.setFocus()
    press(row.huvudman, Qt.Key.Key_K)
    idle()
    assert decisions(page)[0].huvudman is Huvudman.KOMMUN
    assert sip_of(page.session).overall_huvudman is None  # the letter is the row's


def test_a_row_is_moved_and_taken_away_and_comes_back_with_undo(
    page: SipMeetingPage, idle: Idle, type_text: TypeText
) -> None:
    for text in ("Sova; natt; skola; Helena Dahl", "Äta; lunch; kock; Anna Berg"):
        say(page, idle, text)
    second = rows_of(page)[1]
    second.huvudman.setFocus()
    press(second.huvudman, Qt.Key.Key_Up, CTRL)
    idle()
    assert [one.need for one in decisions(page)] == ["Äta", "Sova"]
    assert [one.need.text() for one in rows_of(page)] == ["Äta", "Sova"]
    press(second.huvudman, Qt.Key.Key_Delete)
    idle()
    assert [one.need for one in decisions(page)] == ["Sova"]
    page.session.undo()
    idle()
    assert [one.need for one in decisions(page)] == ["Äta", "Sova"]


def test_what_is_being_written_stays_when_the_meeting_is_shown_again(
    page: SipMeetingPage, idle: Idle, type_text: TypeText
) -> None:
    say(page, idle, "Sova; natt; skola; Helena Dahl")
    (row,) = rows_of(page)
    row.what.setFocus()
    type_text(row.what, "Halvfärdigt ")
    page.session.do(add_decision, sip_of(page.session).id, what="Annat")
    idle()
    assert row.what.text() == "Halvfärdigt skola" and focused() is row.what


# The plan


def test_the_plan_is_refused_until_the_missing_point_is_there_and_then_printed(
    page: SipMeetingPage, idle: Idle, type_text: TypeText, dialogs: ScriptedDialogs
) -> None:
    say(page, idle, "Sova bättre; hel natt; sömnskola; Helena Dahl; 18 dec")
    sheet_of(page).beside.family.setFocus()
    type_text(sheet_of(page).beside.family, "Vi ringer Noa på söndagar")
    sheet_of(page).overall.suggested.click()
    idle()
    assert sip_of(page.session).follow_up_on == date(2027, 2, 22)
    assert "En punkt kvar" in words_on(page.end) and not page.end.establish.isEnabled()
    press(focused(), Qt.Key.Key_Return, CTRL)
    idle()
    assert sip_of(page.session).established_on is None
    assert "det övergripande ansvaret" in words_on(page.end)
    assert focused() is sheet_of(page).overall.buttons[Huvudman.REGION]
    press(focused(), Qt.Key.Key_K)
    idle()
    assert sip_of(page.session).overall_huvudman is Huvudman.KOMMUN
    assert page.end.establish.isEnabled() and "Allt finns" in words_on(page.end)
    dialogs.answers.append(True)
    press(focused(), Qt.Key.Key_Return, CTRL)
    idle()
    assert sip_of(page.session).established_on == page.session.today
    assert meeting_of(page.session).held_on == page.session.today
    (printed,) = dialogs.printed
    assert printed[1] == "Samordnad individuell plan"
    assert focused() is page.end.print and page.end.print.text() == "Skriv ut planen"


def test_each_missing_point_names_itself_and_is_gone_to(page: SipMeetingPage, idle: Idle, type_text: TypeText) -> None:
    sheet = sheet_of(page)
    said = words_on(sheet.points)
    assert "skriv minst en insats" in said and "Fyra" not in said
    sheet.points.points[LegalPoint.NEEDED].click()
    assert focused() is sheet.rows.new.field
    sheet.points.points[LegalPoint.OTHERS].click()
    assert focused() is sheet.beside.family
    sheet.points.points[LegalPoint.OVERALL].click()
    assert focused() is sheet.overall.buttons[Huvudman.REGION]
    page.session.do(add_decision, sip_of(page.session).id, what="Ledsagare")
    idle()
    sheet.points.points[LegalPoint.HUVUDMAN].click()
    assert focused() is rows_of(page)[0].huvudman
    assert "saknas" in sheet.points.points[LegalPoint.HUVUDMAN].accessibleName()


def test_that_nobody_else_does_anything_can_be_said(page: SipMeetingPage, idle: Idle) -> None:
    assert sheet_of(page).beside.nobody.isVisible()
    sheet_of(page).beside.nobody.click()
    idle()
    assert sip_of(page.session).nobody_else
    assert "ingen annan gör något" in words_on(sheet_of(page).points)


def test_the_day_of_the_follow_up_is_asked_for(page: SipMeetingPage, idle: Idle, type_text: TypeText) -> None:
    page.session.do(add_decision, sip_of(page.session).id, what="Sömnskola", huvudman=Huvudman.REGION)
    sheet_of(page).beside.nobody.click()
    sheet_of(page).overall.choose(Huvudman.REGION)
    idle()
    press(focused(), Qt.Key.Key_Return, CTRL)
    idle()
    assert sip_of(page.session).established_on is None and focused() is sheet_of(page).overall.day
    type_text(focused(), "1 mars")
    press(focused(), Qt.Key.Key_Return)
    idle()
    assert sip_of(page.session).follow_up_on == date(2027, 3, 1)


def test_own_words_and_contact_are_saved(page: SipMeetingPage, idle: Idle, type_text: TypeText) -> None:
    own = sheet_of(page).own.field
    own.setFocus()
    type_text(own, "Jag vill sova hemma på tisdagar. Åäö!")
    page.setFocus()
    press(page, Qt.Key.Key_R)
    idle()
    contact = sheet_of(page).overall.contact
    contact.setFocus()
    type_text(contact, "Karin Vide, 08-465 004 08")
    press(contact, Qt.Key.Key_Return)
    idle()
    sip = sip_of(page.session)
    assert sip.own_words.startswith("Jag vill sova hemma") and sip.overall_contact == "Karin Vide, 08-465 004 08"


def test_a_plan_made_before_the_day_of_its_meeting_means_that_it_was_held(
    page: SipMeetingPage, idle: Idle, dialogs: ScriptedDialogs
) -> None:
    sip_id = sip_of(page.session).id
    page.session.do(write_meeting, meeting_of(page.session).id, day=page.session.today + timedelta(3))
    page.session.do(add_decision, sip_id, what="Sömnskola", huvudman=Huvudman.REGION)
    page.session.do(
        write_sip, sip_id, nobody_else=True, overall_huvudman=Huvudman.REGION, follow_up_on=date(2027, 2, 22)
    )
    idle()
    dialogs.answers.append(True)
    page.end.establish.click()
    idle()
    assert sip_of(page.session).established_on == meeting_of(page.session).held_on == page.session.today
    assert len(dialogs.printed) == 1


# The way out, and in again


def test_escape_goes_out_of_the_field_and_then_out_of_the_meeting(page: SipMeetingPage, type_text: TypeText) -> None:
    wanted: list[tuple[str, object]] = []
    page.session.wanted.connect(lambda name, target: wanted.append((name, target)))
    page.take(commands.NEW_CONTACT)
    type_text(focused(), "x")
    for _ in range(2):
        press(focused(), Qt.Key.Key_Escape)
    assert focused() is page and wanted == [] and sheet_of(page).rows.new.field.text() == ""
    press(focused(), Qt.Key.Key_Escape)
    assert wanted == [("sip", sip_of(page.session).id)]


def test_escape_leaves_a_text_of_several_lines_too(page: SipMeetingPage) -> None:
    sheet_of(page).own.field.setFocus()
    press(focused(), Qt.Key.Key_Escape)
    assert focused() is page


def test_the_same_meeting_is_there_when_the_window_is_made_anew(
    page: SipMeetingPage, drafts: Drafts, qtbot: QtBot, idle: Idle, type_text: TypeText
) -> None:
    page.take(commands.NEW_CONTACT)
    type_text(focused(), "Halvskriven")
    drafts.keep_now()
    again = SipMeetingPage(page.session, drafts)
    qtbot.addWidget(again)
    again.show_record(record_of(page.session))
    assert again.sheet is not None and again.sheet.sip_id == sheet_of(page).sip_id
    assert again.sheet.rows.new.field.text() == "Halvskriven"


def test_a_meeting_that_is_taken_away_is_left(page: SipMeetingPage, idle: Idle) -> None:
    page.session.do(take_away, Sip, sip_of(page.session).id)
    idle()
    assert page.sheet is None
    wanted: list[str] = []
    page.session.wanted.connect(lambda name, _target: wanted.append(name))
    page.start()
    assert wanted == ["sip"]


def test_narrow_windows_have_everything_below_each_other(
    page: SipMeetingPage, idle: Idle, type_text: TypeText, qtbot: QtBot
) -> None:
    say(page, idle, "Sova; natt; skola; Helena Dahl")
    page.resize(720, 700)
    QApplication.processEvents()
    sheet = sheet_of(page)
    inside = sheet.plan_area.widget()
    assert inside is not None and inside.isAncestorOf(sheet.presence) and inside.isAncestorOf(sheet.points)
    (row,) = rows_of(page)
    # Rows ask for less room when they have been laid out, and only then can the sheet become as narrow as the window.
    qtbot.waitUntil(lambda: row.goal.y() > row.need.y() and inside.width() <= sheet.plan_area.viewport().width())
    page.resize(1366, 730)
    QApplication.processEvents()
    assert not inside.isAncestorOf(sheet.presence) and row.goal.x() > row.need.x()


def test_with_large_letters_nothing_stands_in_a_window_of_its_own(
    called: Session, drafts: Drafts, qtbot: QtBot, idle: Idle
) -> None:
    appearance().apply(LIGHT, 200)
    made = SipMeetingPage(called, drafts)
    qtbot.addWidget(made)
    made.show()
    made.start(sip_of(called).id)
    idle()
    stray = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not made]
    assert stray == []


def test_why_a_line_was_refused_is_seen_below_many_rows(page: SipMeetingPage, idle: Idle) -> None:
    for number in range(9):
        page.session.do(add_decision, sip_of(page.session).id, what=f"Insats {number}", huvudman=Huvudman.REGION)
    idle()
    say(page, idle, "Sova; natt; skola; Nora Berg; 31 feb")
    QApplication.processEvents()
    new, area = sheet_of(page).rows.new, sheet_of(page).plan_area
    bottom = new.mapTo(area.viewport(), new.rect().bottomLeft()).y()
    assert 0 < bottom <= area.viewport().height()


def test_letters_and_digits_change_nothing_of_a_plan_that_stands_or_is_over(page: SipMeetingPage, idle: Idle) -> None:
    sip_id, day = sip_of(page.session).id, page.session.today + timedelta(days=90)
    page.session.do(add_decision, sip_id, what="Sömnskola", huvudman=Huvudman.REGION)
    page.session.do(write_sip, sip_id, nobody_else=True, overall_huvudman=Huvudman.REGION, follow_up_on=day)
    page.session.do(establish_sip, sip_id)
    idle()
    press(page, Qt.Key.Key_K)
    press(page, Qt.Key.Key_1)
    idle()
    assert sip_of(page.session).overall_huvudman is Huvudman.REGION and presences(page)[0] is Presence.HERE
    page.session.do(close_sip, sip_id, reason=SipCloseReason.MOVED)
    idle()
    page.setFocus()
    for key in (Qt.Key.Key_K, Qt.Key.Key_2):
        press(page, key)
    page.take(commands.PAGES["contacts"])
    idle()
    assert sip_of(page.session).overall_huvudman is Huvudman.REGION and presences(page)[1] is Presence.NOT_NOTED


# The step on the page of SIP


def test_the_step_leads_into_the_meeting(called: Session, drafts: Drafts, qtbot: QtBot, idle: Idle) -> None:
    entry = MeetingEntry(called, drafts)
    qtbot.addWidget(entry)
    entry.show_sip(record_of(called), sip_of(called))
    entry.show()
    wanted: list[tuple[str, object]] = []
    called.wanted.connect(lambda name, target: wanted.append((name, target)))
    assert "Kvar innan planen kan upprättas: insatser som behövs" in words_on(entry)
    entry.start()
    entry.begin.click()
    assert wanted == [(MEETING, sip_of(called).id)]


def test_a_meeting_that_nobody_planned_is_today(
    session: Session, open_patient: Open, drafts: Drafts, qtbot: QtBot, idle: Idle
) -> None:
    open_patient("tom")
    session.do(begin_sip)
    idle()
    entry = MeetingEntry(session, drafts)
    qtbot.addWidget(entry)
    entry.show_sip(record_of(session), sip_of(session))
    entry.show()
    wanted: list[UUID] = []
    session.wanted.connect(lambda _name, target: wanted.append(target))
    entry.begin.click()
    entry.begin.click()
    idle()
    assert wanted == [sip_of(session).id] and meeting_of(session).day == session.today
    assert len(record_of(session).all(SipMeeting)) == 1
