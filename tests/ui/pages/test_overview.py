"""The overview: what matters, what comes, who coordinates, and each gap with the way to mend it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from coordinator.agenda import agenda
from coordinator.benefit.applying import add_benefit, ask_supplement
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.certifying import request_certificate
from coordinator.benefit.kinds import BenefitKind
from coordinator.careplan import Intervention
from coordinator.change import Add, Change
from coordinator.contact import Contact
from coordinator.gaps import gaps, silence_gap
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.referral import Referral, ReferralStatus
from coordinator.reminder import Reminder, open_reminders
from tests.ui.conftest import TypeText, press
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import record_of
from ui.drafts import Drafts
from ui.fields import LineField
from ui.pages.gap_row import GapRow
from ui.pages.leading_row import LeadingRow
from ui.pages.overview import OverviewPage
from ui.parts import Button
from ui.session import Session

# The offscreen screen has no windows to raise, as a menu wants.
pytestmark = pytest.mark.qt_log_ignore("does not support", "grabbing the keyboard", extend=True)

Idle = Callable[[], None]
Open = Callable[[str], None]


@pytest.fixture
def page(page_of: OpenPage[OverviewPage], drafts: Drafts, idle: Idle) -> Iterator[OverviewPage]:
    yield page_of(OverviewPage)
    idle()
    drafts.stop()


def words(page: OverviewPage) -> str:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return "\n".join(one.text() for one in page.findChildren(QLabel))


def rows(page: OverviewPage) -> list[GapRow]:
    return [one for one in page.findChildren(GapRow) if not one.isHidden()]


def link(page: OverviewPage, text: str) -> Button:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (found,) = [one for one in page.findChildren(Button) if one.text() == text]
    return found


def row_of(page: OverviewPage, rule: str) -> GapRow:
    """The first gap of that rule."""
    return next(one for one in rows(page) if one.gap.key == rule)


def line_in(row: GapRow) -> LineField:
    found = row.findChild(LineField)
    assert found is not None
    return found


def test_of_somebody_unknown_it_says_what_to_ask(page: OverviewPage, open_patient: Open) -> None:
    open_patient("tom")
    shown = words(page)
    assert "Inte skrivet än. Fråga: Vad är viktigt för dig?" in shown
    assert "Inget är inplanerat." in shown
    assert shown.count("Saknas") >= 2


def test_it_shows_one_patient_and_then_only_the_next(page: OverviewPage, session: Session, open_patient: Open) -> None:
    open_patient("barn")
    child = record_of(session)
    someone = child.all(Contact)[0]
    assert f"Viktigt för {child.patient.called or child.patient.given_name}" in words(page)
    open_patient("tom")
    assert child.patient.given_name not in words(page) and someone.name not in words(page)


def test_the_first_gaps_are_shown_and_the_way_to_all_of_them(
    page: OverviewPage, session: Session, open_patient: Open
) -> None:
    open_patient("120-kontakter")
    wanted: list[tuple[str, object]] = []
    session.wanted.connect(lambda name, target: wanted.append((name, target)))
    every = gaps(record_of(session))
    assert [row.gap for row in rows(page)] == every[:5]
    link(page, f"Alla {len(every)} luckor").click()
    assert wanted == [("gaps", None)]


def test_those_that_are_quiet_are_a_link_away(
    page: OverviewPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    wanted: list[tuple[str, object]] = []
    session.wanted.connect(lambda name, target: wanted.append((name, target)))
    assert not [one for one in page.findChildren(Button) if "tyst" in one.text()]
    every, until = gaps(record_of(session)), record_of(session).today + timedelta(90)
    for place, gap in enumerate(every):
        session.do(silence_gap, gap.key, about=None, reason="Efter flytten", until=until)
        idle()
        link(page, "1 tystad" if place == 0 else f"{place + 1} tystade").click()
        assert wanted.pop() == ("gaps", "silenced")
    assert rows(page) == [] and "Inga luckor just nu." in words(page)


def test_each_gap_leads_to_where_it_is_mended(page: OverviewPage, session: Session, open_patient: Open) -> None:
    open_patient("tom")
    wanted: list[tuple[str, object]] = []
    session.wanted.connect(lambda name, target: wanted.append((name, target)))
    for row in rows(page):
        row.button.click()
    pages = {one.stored for one in PageName}
    assert len(wanted) == len(rows(page)) and {name for name, _ in wanted} <= pages
    assert all(isinstance(target, str) and target for name, target in wanted if name == "person")


def test_what_comes_leads_to_where_it_is_done(
    page: OverviewPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    session.do(add_benefit, kind=BenefitKind.LSS, applied_on=record_of(session).today)
    idle()
    stod, intyg = record_of(session).all(Benefit)[0], record_of(session).all(Certificate)[0]
    session.do(request_certificate, intyg.id, needed_by=record_of(session).today + timedelta(9))
    session.do(ask_supplement, stod.id, what="Hur ofta?", by=record_of(session).today + timedelta(3))
    idle()
    wanted: list[tuple[str, object]] = []
    session.wanted.connect(lambda name, target: wanted.append((name, target)))
    lines = [one for one in page.findChildren(LeadingRow) if one.isVisible()]
    assert [one.accessibleName() for one in lines if "komplettering" in one.accessibleName()] != []
    for one in lines:
        one.setFocus()
        press(one, Qt.Key.Key_Return)
    found = agenda(record_of(session))
    assert wanted == [(one.page.stored, one.entry_id) for one in found]
    assert {("benefits", stod.id), ("benefits", intyg.id)} <= set(wanted)


def test_a_gap_of_an_insats_leads_to_the_insats_and_not_to_who_does_it(
    session: Session, open_patient: Open, idle: Idle, qtbot: QtBot
) -> None:
    open_patient("120-kontakter")
    found = next(one for one in gaps(record_of(session)) if one.key == "intervention_late" and one.contact_id)
    row = GapRow(found, session, Drafts(session))
    qtbot.addWidget(row)
    wanted: list[object] = []
    session.wanted.connect(lambda _name, target: wanted.append(target))
    row.button.click()
    assert wanted == [found.entry_id]
    assert found.entry_id in [one.id for one in record_of(session).all(Intervention)]


def test_a_reminder_is_finished_where_one_reads_it(
    page: OverviewPage, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    before = open_reminders(record_of(session))
    row = row_of(page, "reminder_late")
    row.button.click()
    assert QApplication.focusWidget() is line_in(row)
    press(line_in(row), Qt.Key.Key_Return)
    idle()
    assert open_reminders(record_of(session)) == before  # nothing said, nothing finished
    type_text(line_in(row), "Skolan ringer på måndag")
    press(line_in(row), Qt.Key.Key_Return)
    idle()
    assert len(open_reminders(record_of(session))) == len(before) - 1


def test_a_referral_is_answered_where_one_reads_it(
    page: OverviewPage, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    row = row_of(page, "referral_late")
    row.button.click()
    type_text(line_in(row), "Tid i mars")
    press(line_in(row), Qt.Key.Key_Return)
    idle()
    answered = [one for one in record_of(session).all(Referral) if one.answer == "Tid i mars"]
    assert [one.status for one in answered] == [ReferralStatus.ANSWERED]


def test_half_a_line_is_kept_with_the_patient_it_is_about(
    page: OverviewPage, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    refusals: list[object] = []
    session.refused.connect(refusals.append)
    open_patient("barn")
    before = open_reminders(record_of(session))
    row_of(page, "reminder_late").button.click()
    type_text(line_in(row_of(page, "reminder_late")), "Ringde, men")
    open_patient("tom")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    idle()
    assert refusals == []
    open_patient("barn")
    assert open_reminders(record_of(session)) == before
    assert line_in(row_of(page, "reminder_late")).text() == "Ringde, men"


def test_half_a_line_in_a_gap_far_down_is_seen(
    page: OverviewPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    session.do(six_late_reminders)
    idle()
    late = [gap for gap in gaps(record_of(session)) if gap.key == "reminder_late"]
    below = next(gap for gap in reversed(late) if gap not in [row.gap for row in rows(page)])
    session.keep(session.draft_key(f"gap:reminder_late:{below.entry_id}"), "Halvt")
    page.show_record(record_of(session))
    assert [row.gap for row in rows(page)] == [*gaps(record_of(session))[:5], below]
    assert line_in(rows(page)[-1]).text() == "Halvt"


def six_late_reminders(record: Record) -> Change:
    due = record.today - timedelta(3)
    new = (Reminder(patient_id=record.patient_id, what=f"Ring {place}", due=due, owner="Karin") for place in range(6))
    return Change("Bevakningar", tuple(map(Add, new)))


def test_when_a_gap_is_mended_the_next_one_has_the_keyboard(
    page: OverviewPage, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    row = row_of(page, "reminder_late")
    place = rows(page).index(row)
    row.button.click()
    type_text(line_in(row), "Skolan ringer")
    press(line_in(row), Qt.Key.Key_Return)
    idle()
    next_one = rows(page)[place]
    assert QApplication.focusWidget() is next_one.button and next_one.gap != row.gap


def test_the_button_one_stands_on_keeps_the_keyboard(
    page: OverviewPage, session: Session, open_patient: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_patient("barn")
    page.print.setFocus()
    left: list[int] = []
    monkeypatch.setattr(page.drafts, "step_out", lambda: left.append(1))
    page.show_record(record_of(session))
    assert QApplication.focusWidget() is page.print and left == []
    rows(page)[0].button.setFocus()
    page.show_record(record_of(session))
    assert QApplication.focusWidget() is rows(page)[0].button and left == [1]
    QApplication.processEvents()  # what was made anew comes on screen
    link(page, "Ändra").setFocus()
    page.show_record(record_of(session))
    assert QApplication.focusWidget() is page.note_call
