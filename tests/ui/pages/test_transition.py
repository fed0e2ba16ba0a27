"""*Övergång*: from a proposal to what is next, by keyboard; what moved with the birth date; what is behind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.change import Add, Change, Edit
from coordinator.page import Page
from coordinator.record import Record
from coordinator.transition.agreements import add_task
from coordinator.transition.belonging import plan_of, transitions
from coordinator.transition.next_step import NextStep
from coordinator.transition.plan import Track
from coordinator.transition.planning import begin_plan
from coordinator.transition.proposing import proposals
from coordinator.transition.standing import TransitionStage
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionKind, TransitionTask
from coordinator.transition.swapping import drop_transition
from tests.ui.conftest import press
from tests.ui.pages.conftest import Do
from tests.ui.pages.seen import focused, record_of
from ui.pages.transition import DENTAL, PROPOSE, TransitionPage
from ui.pages.transition_swap_lines import SwapLines
from ui.pages.transition_target import swap_of
from ui.parts import Button, Kind
from ui.session import Session

CONTROL = Qt.KeyboardModifier.ControlModifier
Opened = Callable[[type[TransitionPage], str], TransitionPage]


def planned_as_born(record: Record, /, born: date) -> Change:
    """The plan as it would be if it had been made from that birth date."""
    plan = plan_of(record)
    assert plan is not None
    return Change("Plan", (Edit(replace(plan, born=born)),))


def words_of(part: QWidget) -> str:
    """The words on a button."""
    assert isinstance(part, Button)
    return part.text()


def at(page: TransitionPage, part: QWidget) -> QPoint:
    """Where a part of the page stands on it."""
    return part.mapTo(page, QPoint())


def many(record: Record, /, count: int) -> Change:
    """So many swaps with names of eighty letters, and as many that never came about."""
    ended: dict[str, Any] = {"dropped_on": record.today, "dropped_reason": "x" * 80}
    made = (
        Transition(
            patient_id=record.patient_id, kind=TransitionKind.MOVE, from_unit="Ö" * 80, **(ended if number % 2 else {})
        )
        for number in range(2 * count)
    )
    return Change("Många", tuple(map(Add, made)))


def test_of_an_adult_with_nothing_filled_in_a_swap_is_begun_by_keyboard(
    page_of: Opened, session: Session, idle: Callable[[], None]
) -> None:
    page = page_of(TransitionPage, "tom")
    page.start()
    assert page.empty.isVisible() and not page.propose.isVisible() and words_of(focused()) == "Ny övergång"
    assert page.head.title.text() == "Övergång" and not page.head.print.isVisible() and not page.head.add.isVisible()
    press(focused(), Qt.Key.Key_Return)
    assert page.beginning.form is not None and not page.empty.isVisible()
    press(focused(), Qt.Key.Key_Escape)
    assert page.beginning.form is None and page.empty.isVisible() and words_of(focused()) == "Ny övergång"
    page.start("new")
    press(focused(), Qt.Key.Key_Return, CONTROL)
    idle()
    (swap,) = transitions(record_of(session))
    assert swap.kind is TransitionKind.HOSPITAL_HOME and page.note(record_of(session)) == "1"
    assert page.swap.isVisible() and page.swap.swap_id == swap.id and page.swap.isAncestorOf(focused())
    assert not page.stages.isVisible() and not page.words.isVisible() and page.timeline.isVisible()
    assert not page.head.track.isVisible() and page.head.add.isVisible()


def test_from_proposals_to_a_plan_a_track_and_what_is_next(
    page_of: Opened, session: Session, idle: Callable[[], None]
) -> None:
    page = page_of(TransitionPage, "barn")
    found = proposals(record_of(session))
    ticked = [one.contact.id for one in found if one.chosen]
    page.start()
    press(focused(), Qt.Key.Key_Return)
    assert page.planner.isVisible() and not page.empty.isVisible()
    assert words_of(focused()) == f"Lägg upp {len(ticked)} övergångar" and set(page.planner.chosen()) == set(ticked)
    headings = [key for key, _ in groupby(page.planner._found, lambda one: (one.kind, one.day, one.why))]
    assert len(headings) == len(set(headings)) > 3, "those with the same kind, day and reason stand together"
    ticked = page.planner.chosen()
    first, second = list(page.planner.boxes.values())[:2]
    first.setFocus()
    press(first, Qt.Key.Key_Space)
    press(first, Qt.Key.Key_Down)
    assert focused() is second and page.planner.chosen() == ticked[1:]
    line = second.parentWidget()
    assert line is not None
    line.findChildren(Button)[0].click()  # the same unit all the way
    idle()
    assert [one.contact_id for one in transitions(record_of(session)) if one.same_unit] == [ticked[1]]
    assert page.planner.chosen() == ticked[2:] and page.planner.isAncestorOf(focused())
    press(focused(), Qt.Key.Key_Return, CONTROL)
    idle()
    plan = plan_of(record_of(session))
    assert plan is not None and {one.contact_id for one in transitions(record_of(session)) if one.is_open} == {
        *ticked[2:]
    }
    assert not page.planner.isVisible() and page.told.words.text() == f"{len(ticked) - 2} övergångar är upplagda"
    assert page.head.title.text() == "Övergång till vuxenvård"
    assert page.more.text() == f"{len(found) - len(ticked) + 1} kontakter till kan sluta"
    page.head.track.buttons[1].click()
    idle()
    plan = plan_of(record_of(session))
    assert plan is not None and plan.track is Track.SUPPORTED and not page.head.track.buttons[-1].isVisible()
    _through_a_stage(page, session, idle)


def _through_a_stage(page: TransitionPage, session: Session, idle: Callable[[], None]) -> None:
    """A stage is opened, its deed done, and the line goes on."""
    stages = page.stages
    assert stages.line.steps[TransitionStage.INFORM].accessibleName() == "Informera, 12 år, pågår, här är ni nu"
    assert stages.line.steps[TransitionStage.TRANSFER].state.note == "18–19 år"
    assert not stages.line.steps[TransitionStage.TRANSFER].isEnabled()
    stages.line.steps[TransitionStage.INFORM].click()
    assert words_of(focused()) == "Informerad i dag"
    press(focused(), Qt.Key.Key_Return)
    idle()
    plan = plan_of(record_of(session))
    assert plan is not None and plan.informed_on == record_of(session).today
    assert not stages.box.isVisible() and focused() is stages.line.steps[TransitionStage.INFORM]
    stages.open(TransitionStage.COMPLETE)
    stages.box.deed.click()
    idle()
    assert "pågår" in stages.box.fault.text() and focused() is stages.box.note
    stages.box.note.show_draft("Flyttar")
    press(focused(), Qt.Key.Key_Escape)
    page.drafts.keep_now()
    page.show_record(record_of(session))
    press(stages.box, Qt.Key.Key_Escape)
    assert stages.opened is None


def test_a_next_step_is_done_with_the_key_that_stands_at_it(
    page_of: Opened, session: Session, idle: Callable[[], None]
) -> None:
    page = page_of(TransitionPage, "fyller-18")
    page.start()
    first = focused()
    assert first is page.steps.buttons[0] and page.steps.buttons[0].kind is Kind.PRIMARY
    assert [one.kind for one in page.steps.buttons[1:]] == [Kind.ORDINARY] * (len(page.steps.buttons) - 1)
    press(first, Qt.Key.Key_Down)
    assert focused() is page.steps.buttons[1]
    hole = next(one for one in transitions(record_of(session)) if one.is_open and not one.has_receiver)
    words = ("Gör klar", "Allt är gjort.", "Klar")
    refused: list[object] = []
    session.refused.connect(refused.append)
    page.take(NextStep(*words, transition_id=hole.id, field="completed_on"))
    idle()
    assert len(refused) == 1 and page.swap.swap_id == hole.id and page.swap.isAncestorOf(focused())
    sent = next(one for one in transitions(record_of(session)) if one.referral_sent_on and one.is_open)
    page.take(NextStep(*words, transition_id=sent.id, field="referral_confirmed_on"))
    idle()
    assert record_of(session).get(Transition, sent.id).referral_confirmed_on == record_of(session).today
    assert page.told.words.text() == "Gjort: Gör klar"
    wanted: list[object] = []
    session.wanted.connect(lambda *there: wanted.append(there))
    page.take(NextStep(*words, page=Page.PAPERS, transition_id=sent.id))
    page.take(NextStep(*words, page=Page.APPOINTMENTS))
    page.head.print.click()
    assert wanted == [("papers", ("overlamning", sent.id)), ("appointments", "new"), ("papers", "overgangsplan")]
    page.take(NextStep(*words, field="summary_by"))
    assert focused() is page.words.summary.fields["summary_by"].editor.main


def test_what_moved_with_the_birth_date_is_shown_until_it_is_seen(
    page_of: Opened, session: Session, do: Do, idle: Callable[[], None]
) -> None:
    page = page_of(TransitionPage, "barn")
    do(begin_plan)
    assert not page.moved.isVisible()
    born = record_of(session).patient.birth_date
    assert born is not None
    do(planned_as_born, replace_month(born))
    assert page.moved.isVisible()
    was, becomes = (date(one.year + 18, one.month, one.day) for one in (replace_month(born), born))
    told = [one.accessibleName() for one in page.moved.findChildren(type(page.moved.words))]
    assert any(one.endswith(f": var {was}, blir {becomes}") for one in told)
    page.moved.seen.click()
    idle()
    plan = plan_of(record_of(session))
    assert plan is not None and plan.born == born and not page.moved.isVisible()
    session.undo()
    idle()
    assert page.moved.isVisible()


def replace_month(day: date) -> date:
    """The same day of another month."""
    return day.replace(month=day.month % 12 + 1)


def test_very_many_and_those_that_are_behind(page_of: Opened, session: Session, do: Do, qtbot: QtBot) -> None:
    page = page_of(TransitionPage, "tom")
    do(many, 20)
    swaps = transitions(record_of(session))
    assert page.note(record_of(session)) == "20" and len(swaps) == 40
    assert (
        page.past.fold.text() == "20 som är klara eller inte blev av" and not page.past.lines[swaps[-1].id].isVisible()
    )
    page.past.fold.click()
    page.past.lines[swaps[-1].id].click()
    assert page.swap.swap_id == swaps[-1].id
    do(drop_transition, swaps[0].id, reason="Flyttade inte")
    assert page.past.fold.text().startswith("21 ")
    assert page.swap.swap_id == swaps[-1].id
    assert page.area.widget() is not None and page.area.horizontalScrollBar().maximum() == 0
    page.resize(600, 650)
    qtbot.waitUntil(lambda: at(page, page.steps).y() < at(page, page.timeline).y())
    page.start()
    assert focused() is page.steps.buttons[0]
    qtbot.waitUntil(lambda: page.area.viewport().visibleRegion().boundingRect().contains(at(page, focused())))
    page.resize(1152, 650)
    qtbot.waitUntil(lambda: at(page, page.steps).x() > at(page, page.timeline).x())


def test_an_entry_is_gone_to_and_is_there_when_the_window_is_made_anew(page_of: Opened, session: Session) -> None:
    page = page_of(TransitionPage, "fyller-18")
    record = record_of(session)
    last = transitions(record)[-1]
    assert page.swap.swap_id != last.id and swap_of(record, record.patient.id) is None
    page.start(last.id)
    assert page.swap.swap_id == last.id
    anew = page_of(TransitionPage, "fyller-18")
    assert anew.swap.swap_id == last.id
    anew.start(TransitionStage.RECEIVER.stored)
    assert anew.stages.opened is TransitionStage.RECEIVER
    assert words_of(focused()) in {one.text() for one in anew.stages.box.findChildren(Button)}
    page.timeline.chosen.emit(transitions(record)[0].id)
    assert page.swap.swap_id == transitions(record)[0].id


def test_in_the_narrowest_window_nothing_is_beside_the_page_and_the_tab_key_goes_as_the_eye_does(
    page_of: Opened, qtbot: QtBot
) -> None:
    """What is next, the timeline, the swap: also what was made last, as the steps are for each patient."""
    page = page_of(TransitionPage, "fyller-18")
    page.resize(468, 650)  # as wide as a page is in a window of 640
    qtbot.waitUntil(lambda: page.swap.width() < 468 and page.area.horizontalScrollBar().maximum() == 0)
    page.start()
    ways: list[QWidget] = [page.steps, page._side, page.timeline, page.swap]
    passed = ways[:1]
    while passed[-1] is not page.swap:
        press(focused(), Qt.Key.Key_Tab)
        here = next(one for one in ways if one.isAncestorOf(focused()))
        passed += [here] if here is not passed[-1] else []
    assert passed == ways


def test_what_an_entry_is_in_is_opened_where_it_stands(page_of: Opened, session: Session, do: Do) -> None:
    """A gap, the history and the search lead to agreements, follow-ups, the plan, and to what is to begin."""
    page = page_of(TransitionPage, "aret-19")
    do(planned_as_born, date(2007, 3, 4))
    for of in (transitions(record_of(session))[0].id, None):
        do(add_task, of, what="Ta med bilderna")
    record = record_of(session)
    plan = plan_of(record)
    assert plan is not None
    ways: list[tuple[UUID, SwapLines]] = [
        (one.id, page.swap.agreements if one.transition_id else page.words.agreements) for one in _first(record)
    ]
    ways += [(one.id, page.swap.follow_ups) for one in record.all(TransitionFollowUp)[:1]]
    assert len(ways) == 3
    for id, lines in ways:
        page.start(id)
        assert lines.lines.open_id == id and lines.isAncestorOf(focused())
    page.start(plan.id)
    assert focused() is page.moved.seen
    page.moved.seen.click()
    page.start(PROPOSE)
    assert page.planner.isVisible() and focused() is page.planner.close_button
    page.close_planner()
    page.start(DENTAL)  # nobody in the list is her dentist
    assert page.beginning.form is not None and page.beginning.form.form.values()["kind"] is TransitionKind.DENTAL


def _first(record: Record) -> list[TransitionTask]:
    """An agreement of a swap, and one of the plan."""
    found = record.all(TransitionTask)
    return [next(one for one in found if (one.transition_id is None) is of_plan) for of_plan in (False, True)]
