"""The follow-up of a SIP: each row by its letter, the patient's judgement, and the decision, kept or refused."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coordinator.change import Add, Change
from coordinator.contact import Huvudman
from coordinator.entries import edit_entry
from coordinator.record import Record
from coordinator.sip.belonging import decisions_of, follow_ups_of, sips
from coordinator.sip.decision import DecisionStatus, SipDecision
from coordinator.sip.follow_up import FollowUpDecision, SipFollowUp
from coordinator.sip.following_up import close_sip
from coordinator.sip.meeting import SipMeeting, SipMeetingKind
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip, SipCloseReason
from tests.ui.conftest import press, type_into
from tests.ui.pages.conftest import Do
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.pages.dated_row import DatedRow
from ui.pages.page import Page
from ui.pages.sip_follow_up import FollowUp
from ui.pages.sip_follow_up_rows import FollowUpRow
from ui.pages.sip_follow_up_status import ORDER
from ui.parts import column
from ui.session import Session
from ui.theme import LIGHT, appearance

TODAY = date(2026, 11, 22)
Idle = Callable[[], None]


class FollowUpPage(Page):
    """The step by itself, of the patient's newest open SIP, else the newest."""

    NAME, TITLE, ICON = "sip", "SIP", "handshake"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.panel = FollowUp(session, drafts)
        self.setLayout(column(self.panel, 1))

    def show_record(self, record: Record) -> None:
        found = sips(record)
        self.panel.setVisible(bool(found))
        if found:
            self.panel.show_sip(record, found[0])


def planned(record: Record, /, rows: int = 3, **fields: Any) -> Change:
    """A SIP with its plan, made three months ago."""
    known: dict[str, Any] = {"established_on": date(2026, 8, 20), "follow_up_on": date(2026, 11, 20)}
    sip = Sip(patient_id=record.patient_id, overall_huvudman=Huvudman.REGION, **known | fields)
    helena = SipParticipant(patient_id=record.patient_id, sip_id=sip.id, name="Helena Dahl", function="kurator")
    made = (
        SipDecision(
            patient_id=record.patient_id, sip_id=sip.id, position=place, need=f"Behov {place}", what=f"Insats {place}",
            participant_id=helena.id, huvudman=Huvudman.REGION, due=TODAY - timedelta(days=4),
        )
        for place in range(1, rows + 1)
    )  # fmt: skip
    return Change("SIP", tuple(map(Add, (sip, helena, *made))))


def before(record: Record, /, on: date) -> Change:
    """It has been followed up once."""
    sip = sips(record)[0]
    found = SipFollowUp(
        patient_id=record.patient_id, sip_id=sip.id, followed_up_on=on, followed_up_by="Karin Ek", judgement=2,
        own_words="Det går sakta.", next_on=TODAY + timedelta(days=9),
    )  # fmt: skip
    return Change("Uppföljning", (Add(found),))


def met(record: Record, /) -> Change:
    """There was a meeting to follow it up."""
    kind, sip = SipMeetingKind.FOLLOW_UP, sips(record)[0]
    return Change("Möte", (Add(SipMeeting(patient_id=record.patient_id, sip_id=sip.id, kind=kind, day=TODAY)),))


@pytest.fixture
def page(page_of: Callable[[type[FollowUpPage], str], FollowUpPage], do: Do) -> FollowUp:
    """The step of a plan with three rows."""
    made = page_of(FollowUpPage, "tom")
    do(planned)
    return made.panel


def sip_of(session: Session) -> Sip:
    return sips(record_of(session))[0]


def rows_in(page: FollowUp) -> list[FollowUpRow]:
    return sorted(page.rows.rows.values(), key=lambda one: one.y())


def statuses(session: Session) -> list[DecisionStatus]:
    return [one.status for one in decisions_of(record_of(session), sip_of(session).id)]


def test_it_is_said_when_it_should_have_been_followed_up_and_what_each_row_is(page: FollowUp) -> None:
    assert page.day.text() == "Skulle ha följts upp fre 20 nov, 2 dagar sen"
    first = rows_in(page)[0]
    assert first._what.text() == "Insats 1"
    assert first._about.text() == "Behov 1 · Helena Dahl, kurator · Region · klart senast 18 nov · 4 dagar sen"
    assert first.status.accessibleName() == "Insats 1: Ej påbörjat, inte uppföljd än"


def test_a_letter_says_how_far_each_row_has_come(page: FollowUp, session: Session, idle: Idle) -> None:
    page.start()
    for letter in ("k", "p", "ä"):
        assert focused() in [one.status for one in rows_in(page)]
        type_into(focused(), letter)
        press(focused(), Qt.Key.Key_Down)
    idle()
    assert statuses(session) == [DecisionStatus.DONE, DecisionStatus.ONGOING, DecisionStatus.CHANGED]
    found = decisions_of(record_of(session), sip_of(session).id)
    assert {one.followed_up_on for one in found} == {TODAY}
    assert rows_in(page)[0].status.accessibleName() == "Insats 1: Klart"
    page.start()
    assert focused() is page.ending.own_words


def test_what_is_as_before_is_said_too(page: FollowUp, session: Session, idle: Idle) -> None:
    page.start()
    type_into(focused(), "e")
    idle()
    found = decisions_of(record_of(session), sip_of(session).id)
    assert [one.followed_up_on for one in found] == [TODAY, None, None]
    assert [one.is_said for one in rows_in(page)] == [True, False, False]


def test_the_mouse_chooses_a_word(page: FollowUp, session: Session, idle: Idle) -> None:
    choice = rows_in(page)[1].status
    place = choice._places()[ORDER.index(DecisionStatus.ONGOING)].center()
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton, pos=QPointF(place).toPoint())
    idle()
    assert statuses(session)[1] is DecisionStatus.ONGOING


def test_how_it_went_is_written_in_the_row_and_can_be_taken_away(page: FollowUp, session: Session, idle: Idle) -> None:
    first = rows_in(page)[0]
    first.result.setFocus()
    type_into(first.result, "Sover fem nätter")
    type_into(first.status, "p")
    idle()
    row = decisions_of(record_of(session), sip_of(session).id)[0]
    assert (row.status, row.result) == (DecisionStatus.ONGOING, "Sover fem nätter")
    first.result.clear()
    press(first.result, Qt.Key.Key_Return)
    idle()
    assert decisions_of(record_of(session), sip_of(session).id)[0].result == ""


@pytest.mark.parametrize(("last", "is_said"), [(date(2026, 10, 1), False), (date(2026, 9, 1), True)])
def test_what_was_said_at_the_last_follow_up_is_to_be_asked_anew(
    page: FollowUp, session: Session, do: Do, last: date, is_said: bool
) -> None:
    row = decisions_of(record_of(session), sip_of(session).id)[0]
    do(edit_entry, SipDecision, row.id, status=DecisionStatus.ONGOING, followed_up_on=date(2026, 10, 1))
    assert rows_in(page)[0].is_said
    do(before, last)
    assert rows_in(page)[0].is_said is is_said


def test_the_plan_goes_on_with_the_day_that_stands_there(page: FollowUp, session: Session, idle: Idle) -> None:
    ending = page.ending
    type_into(ending.own_words, "Det går bättre nu.")
    ending.judgement.buttons[4].click()
    assert ending.next_on.text() == "2027-02-22"
    press(ending.own_words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle()
    (found,) = follow_ups_of(record_of(session), sip_of(session).id)
    assert (found.decision, found.judgement, found.own_words, found.next_on) == (
        FollowUpDecision.GOES_ON, 4, "Det går bättre nu.", date(2027, 2, 22),
    )  # fmt: skip
    assert sip_of(session).follow_up_on == date(2027, 2, 22)
    assert ending.own_words.text() == "" and ending.judgement.chosen() is None
    assert page.day.text().startswith("Följs upp mån 22 feb")
    assert page._earlier.isVisible()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31 februari", "Februari har 28 dagar"),
        ("i går", "Nästa uppföljning ska ligga efter"),
        ("", "Skriv när planen"),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_the_field(
    page: FollowUp, session: Session, idle: Idle, text: str, why: str
) -> None:
    ending = page.ending
    ending.next_on.setText(text)
    type_into(ending.own_words, "Bra")
    ending.save.click()
    idle()
    assert ending._asked["next_on"].fault.text().startswith(why)
    assert focused() is ending.next_on and ending.next_on.text() == text and ending.own_words.text() == "Bra"
    assert not follow_ups_of(record_of(session), sip_of(session).id)


def test_to_end_it_the_reason_is_asked_for(page: FollowUp, session: Session, idle: Idle) -> None:
    ending = page.ending
    ending.decision.buttons[2].click()
    assert ending.save.text() == "Spara och avsluta SIP" and not ending._asked["next_on"].isVisible()
    ending.save.click()
    idle()
    assert ending._asked["close_reason"].fault.text().startswith("Välj varför SIP avslutas")
    assert focused() is ending.reason
    ending.reason.setCurrentIndex(1)
    ending.save.click()
    idle()
    sip = sip_of(session)
    assert (sip.closed_on, sip.close_reason) == (TODAY, SipCloseReason.GOALS_MET)
    assert not ending.isVisible() and rows_in(page)[0].result.isReadOnly()
    assert not rows_in(page)[0].status.isEnabled()
    page.start()
    assert focused() is page.sheet


def test_a_new_one_takes_its_place(page: FollowUp, session: Session, idle: Idle) -> None:
    decided: list[object] = []
    page.followed_up.connect(decided.append)
    type_into(rows_in(page)[0].status, "k")
    page.ending.decision.buttons[1].click()
    assert "ersätts av en ny" in page.ending._leads_to.text()
    page.ending.send()
    idle()
    new = sip_of(session)
    (old,) = (one for one in sips(record_of(session)) if one.id == new.replaces_id)
    assert old.close_reason is SipCloseReason.REPLACED and decided == [FollowUpDecision.NEW_SIP]
    assert [one.what for one in decisions_of(record_of(session), new.id)] == ["Insats 2", "Insats 3"]


def test_it_belongs_to_the_meeting_where_it_was_done(page: FollowUp, session: Session, do: Do, idle: Idle) -> None:
    do(met)
    page.ending.send()
    idle()
    (found,) = follow_ups_of(record_of(session), sip_of(session).id)
    (meeting,) = record_of(session).all(SipMeeting)
    assert found.meeting_id == meeting.id and meeting.held_on == TODAY


def test_nothing_half_written_or_chosen_is_lost(
    page: FollowUp,
    session: Session,
    idle: Idle,
    open_patient: Callable[[str], None],
    page_of: Callable[[type[FollowUpPage]], FollowUpPage],
) -> None:
    type_into(page.ending.own_words, "Jag vill ")
    page.ending.decision.buttons[2].click()
    page.ending.reason.setCurrentIndex(2)
    page.ending.judgement.buttons[3].click()
    type_into(rows_in(page)[0].result, "Halv")
    type_into(rows_in(page)[1].status, "k")  # the record is shown anew
    idle()
    assert page.ending.own_words.text() == "Jag vill " and rows_in(page)[0].result.text() == "Halv"
    open_patient("barn")
    open_patient("tom")
    again = page_of(FollowUpPage)  # as after a lock
    again.show_record(record_of(session))
    ending = again.panel.ending
    assert rows_in(again.panel)[0].result.text() == "Halv"
    assert (ending.own_words.text(), ending.judgement.chosen(), ending.decision.chosen(), ending.reason.chosen()) == (
        "Jag vill ", 3, FollowUpDecision.CLOSE, SipCloseReason.NO_LONGER_NEEDED,
    )  # fmt: skip
    assert ending.next_on.text() == "2027-02-22"


def test_those_before_are_told_below(page: FollowUp, do: Do) -> None:
    assert not page._earlier.isVisible()
    do(before, date(2026, 10, 1))
    (line,) = page.findChildren(DatedRow)
    assert line.accessibleName() == (
        "tor 1 okt, Planen fortsätter, nästa tis 1 dec, ”Det går sakta.” · Följdes upp av Karin Ek, 2 av 5"
    )


def test_before_there_is_a_plan_it_is_said_what_comes(
    page_of: Callable[[type[FollowUpPage], str], FollowUpPage], do: Do
) -> None:
    page = page_of(FollowUpPage, "tom").panel
    do(planned, established_on=None, follow_up_on=None)
    assert page._not_yet.isVisible()
    assert not (page.rows.isVisible() or page.ending.isVisible() or page.sheet.isVisible())
    page.start()


def test_a_sip_that_was_closed_otherwise_is_only_read(page: FollowUp, session: Session, do: Do) -> None:
    do(close_sip, sip_of(session).id, reason=SipCloseReason.MOVED)
    assert not page.ending.isVisible() and page.day.text() == ""


def test_the_sheet_is_asked_for_on_paper(page: FollowUp) -> None:
    wanted: list[bool] = []
    page.paper_wanted.connect(lambda: wanted.append(True))
    page.sheet.click()
    assert wanted == [True]


def test_many_rows_and_long_words_have_room_with_large_text(
    page_of: Callable[[type[FollowUpPage], str], FollowUpPage], do: Do
) -> None:
    appearance().apply(LIGHT, 200)
    page = page_of(FollowUpPage, "tom").panel
    do(planned, rows=40, question="x" * 80)
    QApplication.processEvents()
    assert len(page.rows.rows) == 40
    assert page.minimumSizeHint().width() <= 1152


def test_a_plan_without_rows_is_followed_up_too(
    page_of: Callable[[type[FollowUpPage], str], FollowUpPage], do: Do, session: Session, idle: Idle
) -> None:
    page = page_of(FollowUpPage, "tom").panel
    do(planned, rows=0)
    page.start()
    assert page.rows._none.isVisible() and focused() is page.ending.own_words
    page.ending.send()
    idle()
    assert len(follow_ups_of(record_of(session), sip_of(session).id)) == 1
