"""Tider: add in one line, see the weeks, say whether it came to pass, move, gather."""

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.appointment_day import move_appointment
from coordinator.change import Add, Change, Remove
from coordinator.contact import Contact
from coordinator.entity import Knowledge
from coordinator.entries import add_entry, edit_entry
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.shared_days import shared_days
from tests.ui.conftest import TypeText, press
from tests.ui.entry_lines.shown import Shown
from ui.pages.appointments import AppointmentsPage
from ui.session import Session

# The offscreen screen has no windows to raise, as a menu wants.
pytestmark = pytest.mark.qt_log_ignore("does not support", "grabbing the keyboard", extend=True)

Open = Callable[[str], Shown[AppointmentsPage]]


@pytest.fixture
def open_page(
    session: Session, open_patient: Callable[[str], None], qtbot: QtBot, idle: Callable[[], None]
) -> Iterator[Open]:
    made: list[Shown[AppointmentsPage]] = []

    def make(slug: str) -> Shown[AppointmentsPage]:
        open_patient(slug)
        made.append(Shown(AppointmentsPage, session, qtbot, idle))
        return made[-1]

    yield make
    idle()
    for one in made:
        one.drafts.stop()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def write(shown: Shown[AppointmentsPage], text: str) -> None:
    shown.page.quick.line.setText(text)
    press(shown.page.quick.line, Qt.Key.Key_Return)
    shown.idle()


def add(shown: Shown[AppointmentsPage], days: int, what: str = "Provet", **fields: Any) -> UUID:
    """A time so many days from today."""
    found: list[UUID] = []
    day = shown.record.today + timedelta(days=days)
    doing = shown.session.do(add_entry, Appointment, day=day, what=what, **fields)
    doing.then(lambda applied: found.extend(applied.versions))
    shown.idle()
    return found[0]


def times(shown: Shown[AppointmentsPage]) -> list[Appointment]:
    return list(shown.record.all(Appointment))


def only(shown: Shown[AppointmentsPage]) -> Appointment:
    (one,) = times(shown)
    return one


# Adding


def test_of_somebody_unknown_it_says_what_to_write(open_page: Open) -> None:
    shown = open_page("tom")
    assert shown.page.entries.empty is not None and shown.page.entries.empty.isVisible()
    assert shown.page.quick.line.hasFocus()
    assert AppointmentsPage.note(shown.record) == ""


def test_one_line_becomes_a_time_and_the_line_is_ready_for_the_next(open_page: Open) -> None:
    shown = open_page("tom")
    write(shown, "mån 30 nov 13.15 neurologen Amina Wallin, Östra sjukhuset")
    one = only(shown)
    assert (one.day, one.starts, one.place) == (date(2026, 11, 30), time(13, 15), "Östra sjukhuset")
    assert one.with_whom == "neurologen Amina Wallin"
    assert shown.page.quick.line.text() == ""
    assert shown.page.quick.line.hasFocus()
    assert shown.page.entries.empty is not None and shown.page.entries.empty.isHidden()
    assert AppointmentsPage.note(shown.record) == "1"
    assert shown.lines[0].left == ("mån 30 nov", "13:15")


def test_what_it_becomes_is_shown_before_enter(open_page: Open, type_text: TypeText) -> None:
    shown = open_page("tom")
    type_text(shown.page.quick.line, "30 nov 9.30 provet")
    words = shown.page.quick.line.accessibleDescription()
    assert words == "Blir: Dag: mån 30 nov; Klockan: 09:30; Vad det gäller: provet"
    assert shown.page.quick.becomes.isVisible()
    assert times(shown) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("provet", "Vilken dag?"),
        ("tis 30 nov provet", "är en måndag"),
        ("30 nov 9.30", "Skriv vad besöket gäller"),
    ],
)
def test_a_line_that_is_not_enough_is_refused_and_stays(open_page: Open, text: str, why: str) -> None:
    shown = open_page("tom")
    write(shown, text)
    assert times(shown) == []
    assert why in shown.page.quick.fault.text()
    assert shown.page.quick.line.text() == text


def test_leaving_the_line_adds_nothing_and_it_is_a_draft(
    open_page: Open, open_patient: Callable[[str], None], type_text: TypeText
) -> None:
    shown = open_page("tom")
    type_text(shown.page.quick.line, "30 nov pro")
    open_patient("aret-19")
    assert shown.page.quick.line.text() == ""
    open_patient("tom")
    assert shown.page.quick.line.text() == "30 nov pro"
    assert times(shown) == []


def test_the_arrows_lead_from_the_line_to_the_list_and_back(open_page: Open) -> None:
    shown = open_page("aret-19")
    shown.page.start("new")
    assert shown.page.quick.line.hasFocus()
    press(shown.page.quick.line, Qt.Key.Key_Down)
    first = shown.page.entries.lines.ids[0]
    assert shown.focus == first
    shown.key(first, Qt.Key.Key_Up)
    assert shown.page.quick.line.hasFocus()


# The list


def test_times_stand_by_week_those_to_come_first(open_page: Open) -> None:
    shown = open_page("tom")
    for days in (8, 1, 2, -3):
        add(shown, days, f"Om {days}", status=AppointmentStatus.FULFILLED if days < 0 else AppointmentStatus.BOOKED)
    assert [one.what for one in shown.lines] == ["Om 1", "Om 2", "Om 8"]
    assert shown.titles[-1] == "Tidigare, 1"
    assert shown.titles[:-1] == list(dict.fromkeys(shown.titles[:-1]))
    assert all(title.startswith("v. ") for title in shown.titles[:-1])
    shown.button("Tidigare, 1, stängd").click()
    assert [one.what for one in shown.lines][-1] == "Om -3"
    assert shown.signs("Om -3") == ["Genomförd"]


def test_a_line_says_with_whom_where_and_what_is_unsure(open_page: Open) -> None:
    shown = open_page("aret-19")
    contact = next(one for one in shown.record.all(Contact) if one.name and one.role)
    add(
        shown, 1, "Blodprov", contact_id=contact.id, place="Kaplan", minutes=20, starts=time(9), preliminary=True,
        movable=True,
    )  # fmt: skip
    line = shown.line("Blodprov")
    assert line.about == f"{contact.name}, {contact.role}, Kaplan, 20 min"
    assert line.left[1] == "09:00"
    assert [one.text for one in line.signs] == ["Preliminär", "Kan flyttas"]


def test_an_interpreter_who_is_needed_and_not_booked_is_a_gap(open_page: Open) -> None:
    shown = open_page("tom")
    add(shown, 1, "Samtal")
    assert shown.signs("Samtal") == []
    shown.session.do(edit_entry, Patient, shown.record.patient.id, interpreter_need=Knowledge.SOME)
    shown.idle()
    (sign,) = shown.line("Samtal").signs
    assert sign.text == "Tolk ej bokad"
    assert sign.look.dashed
    shown.session.do(edit_entry, Appointment, only(shown).id, interpreter_booked=True)
    shown.idle()
    (sign,) = shown.line("Samtal").signs
    assert (sign.text, sign.look.dashed) == ("Tolk bokad", False)


def test_a_day_that_is_planned_with_a_contact_leads_to_her(open_page: Open) -> None:
    shown = open_page("120-kontakter")
    planned = next(one for one in shown.lines if one.elsewhere)
    assert "planerad i Kontakter" in planned.about
    shown.key(planned.id, Qt.Key.Key_Return)
    assert shown.wanted == [("contacts", planned.id)]
    shown.key(planned.id, Qt.Key.Key_Delete)
    assert planned.id in [one.id for one in shown.record.all(Contact)]


def test_a_planned_day_that_is_a_time_too_stands_once(open_page: Open) -> None:
    shown = open_page("120-kontakter")
    planned = next(one for one in shown.lines if one.elsewhere)
    day = shown.record.get(Contact, planned.id).next_contact
    assert day is not None
    add(shown, (day - shown.record.today).days, "Egen tid", contact_id=planned.id)
    assert planned.id not in shown.page.entries.lines.ids
    assert shown.line("Egen tid").left[0] == planned.left[0]


def test_going_to_a_time_opens_it(open_page: Open) -> None:
    shown = open_page("aret-19")
    past = next(one for one in times(shown) if one.status is AppointmentStatus.NO_SHOW)
    shown.page.start(past.id)
    assert shown.page.entries.lines.open_id == past.id
    assert shown.page.entries.box is not None and shown.page.entries.box.isVisible()
    assert shown.page.move_button.isHidden()


# Whether it came to pass


def test_what_is_over_asks_and_an_answer_leads_to_the_next(open_page: Open) -> None:
    shown = open_page("tom")
    older, newer = add(shown, -5, "Äldre"), add(shown, -2, "Nyare")
    assert shown.titles[0] == "Blev det av?"
    assert shown.page.entries.lines.ids == [newer, older]
    assert shown.line("Nyare").signs[0].look.dashed
    done = next(one for one in shown.page.entries.lines.slots[newer].findChildren(type(shown.page.move_button)))
    done.setFocus()
    done.click()
    shown.settle()
    assert shown.record.get(Appointment, newer).status is AppointmentStatus.FULFILLED
    assert shown.page.entries.lines.ids == [older]
    assert shown.focus == older
    shown.session.undo()
    shown.idle()
    assert shown.page.entries.lines.ids == [newer, older]


def test_what_was_added_for_a_day_that_has_been_does_not_unfold_the_past(open_page: Open) -> None:
    shown = open_page("tom")
    write(shown, "i går provet")
    shown.button(f"Genomfört: provet, {shown.line('provet').left[0]}").click()
    shown.settle()
    assert shown.page.entries.lines.ids == []
    assert shown.titles == ["Tidigare, 1"]


def test_the_answers_are_named_and_what_is_to_come_asks_nothing(open_page: Open) -> None:
    shown = open_page("tom")
    add(shown, -2, "Provet")
    add(shown, 2, "Nästa prov")
    day = shown.line("Provet").left[0]
    shown.button(f"Uteblev: Provet, {day}").click()
    shown.settle()
    assert {one.what: one.status for one in times(shown)} == {
        "Provet": AppointmentStatus.NO_SHOW,
        "Nästa prov": AppointmentStatus.BOOKED,
    }
    assert not shown.line("Nästa prov").asks


def test_the_menu_has_the_rest(open_page: Open) -> None:
    shown = open_page("tom")
    add(shown, -2, "Provet")
    shown.button(f"Annat: Provet, {shown.line('Provet').left[0]}").click()
    shown.choose("Avbokad")
    assert only(shown).status is AppointmentStatus.CANCELLED


def test_a_time_to_come_is_called_off_from_its_form(open_page: Open) -> None:
    shown = open_page("tom")
    shown.page.entries.open(add(shown, 2))
    shown.button("Avboka").click()
    shown.settle()
    assert only(shown).status is AppointmentStatus.CANCELLED
    assert not shown.page.outcome_button.isVisible()


# Another day


def test_a_time_is_moved_in_place(open_page: Open, type_text: TypeText) -> None:
    shown = open_page("tom")
    id = add(shown, 2, starts=time(9), interpreter_booked=True)
    shown.page.entries.open(id)
    shown.button("Ny dag").click()
    line = shown.page.new_day.line
    assert line.hasFocus()
    type_text(line, "tis 8 dec")
    assert (
        shown.page.new_day.words.text() == "Blir: tis 8 dec 09:00, samma klockslag som förut. Tolken behöver bokas om."
    )
    press(line, Qt.Key.Key_Return)
    shown.settle()
    one = only(shown)
    assert (one.id, one.day, one.starts, one.interpreter_booked) == (id, date(2026, 12, 8), time(9), False)
    assert shown.page.new_day.isHidden()
    assert shown.page.entries.lines.open_id == id


def test_a_day_that_cannot_be_is_refused_beside_the_line(open_page: Open, type_text: TypeText) -> None:
    shown = open_page("tom")
    shown.page.entries.open(add(shown, 2))
    shown.button("Ny dag").click()
    line = shown.page.new_day.line
    type_text(line, "2026-01-05")
    press(line, Qt.Key.Key_Return)
    shown.settle()
    assert "har varit" in shown.page.new_day.fault.text()
    assert line.text() == "2026-01-05"


def test_a_move_that_ends_when_another_time_is_open_is_said_at_neither_line(
    open_page: Open, type_text: TypeText
) -> None:
    shown = open_page("tom")
    for text in ("30 nov 9.30 provet", "2 dec 10.00 vaccin"):
        write(shown, text)
    first, second = (one.id for one in shown.lines)
    for said, refused in (("2026-01-05", True), ("8 dec", False)):
        shown.page.entries.open(first)
        shown.page.new_day.begin()
        shown.page.new_day.line.setText("")
        type_text(shown.page.new_day.line, said)
        press(shown.page.new_day.line, Qt.Key.Key_Return)
        shown.page.entries.open(second)
        shown.idle()
        assert shown.page.new_day.fault.text() == "" and bool(shown.refused) == refused
        shown.refused.clear()
    shown.page.entries.open(first)
    assert shown.page.new_day.isHidden() and shown.page.new_day.line.text() == ""


def test_leaving_the_line_moves_nothing_and_it_is_asked_again(open_page: Open, type_text: TypeText) -> None:
    shown = open_page("tom")
    first, second = add(shown, 2, "Första"), add(shown, 3, "Andra")
    shown.page.entries.open(first)
    shown.button("Ny dag").click()
    type_text(shown.page.new_day.line, "8 dec")
    shown.page.entries.open(second)
    assert shown.page.new_day.isHidden()
    shown.page.entries.open(first)
    assert shown.page.new_day.isVisible()
    assert shown.page.new_day.line.text() == "8 dec"
    assert {one.day for one in times(shown)} == {shown.record.today + timedelta(days=days) for days in (2, 3)}


# Gathering


def test_visits_at_one_place_are_laid_beside_each_other_with_the_number_to_ring(open_page: Open) -> None:
    shown = open_page("aret-19")
    found = shared_days(shown.record)
    assert found
    gather = shown.page.gather
    could = found[0].could_join[0]
    line = gather.lines.slots[could.appointment_id or could.contact_id or UUID(int=0)].button.line
    assert line is not None and line.what == could.what
    contact = shown.record.get(Contact, could.contact_id or UUID(int=0))
    assert line.number.startswith(contact.phone or contact.switchboard)
    assert "4 veckor" in gather.words.text()


def test_a_new_day_is_begun_from_there_and_nothing_is_moved_yet(open_page: Open) -> None:
    shown = open_page("tom")
    add(shown, 10, "Bokat", place="Östra")
    id = add(shown, 16, "Kan flyttas hit", place="Östra", movable=True)
    assert [one.place for one in shown.page.gather.found] == ["Östra"]
    shown.button("Ny dag: Kan flyttas hit").click()
    assert shown.page.entries.lines.open_id == id
    assert shown.page.new_day.line.hasFocus()
    assert shown.page.new_day.line.text() == shown.line("Bokat").left[0]
    assert shown.record.get(Appointment, id).day == shown.record.today + timedelta(days=16)


def test_a_planned_contact_gets_a_line_to_add_it_by(open_page: Open) -> None:
    shown = open_page("120-kontakter")
    meetings = [one for day in shown.page.gather.found for one in day.could_join if one.appointment_id is None]
    contact = shown.record.get(Contact, meetings[0].contact_id or UUID(int=0))
    shown.page.gather.day_wanted.emit(meetings[0], date(2026, 12, 8))
    assert shown.page.quick.line.text() == f"tis 8 dec {contact.heading}, {meetings[0].place}"
    assert shown.page.quick.line.hasFocus()


def test_where_nothing_can_be_gathered_it_says_why(open_page: Open) -> None:
    shown = open_page("tom")
    add(shown, 2)
    assert shown.page.gather.isVisible()
    assert "Inga besök på samma plats" in shown.page.gather.words.text()
    assert shown.page.gather.lines.ids == []


# Many


def three_hundred(record: Record, /) -> Change:
    day, over = record.today, AppointmentStatus.FULFILLED
    made = (
        Appointment(
            patient_id=record.patient_id, what=f"Tid {number}", day=day + timedelta(days=number - 100), starts=time(15),
            status=over if number < 100 else AppointmentStatus.BOOKED,
        )
        for number in range(300)
    )  # fmt: skip
    return Change("Många", tuple(Add(one) for one in made))


def test_three_hundred_times_make_few_widgets(open_page: Open) -> None:
    shown = open_page("tom")
    shown.session.do(three_hundred)
    shown.idle()
    assert len(shown.page.entries.lines.slots) == 40
    assert [one.what for one in shown.lines] == [f"Tid {number}" for number in range(100, 140)]
    shown.button("Visa 20 till").click()
    assert len(shown.page.entries.lines.slots) == 60
    shown.button("Tidigare, 100, stängd").click()
    assert [one.what for one in shown.lines][60:] == [f"Tid {number}" for number in range(99, 79, -1)]
    assert AppointmentsPage.note(shown.record) == "200"


def test_a_change_far_away_does_not_close_what_is_open(open_page: Open) -> None:
    shown = open_page("aret-19")
    first = shown.page.entries.lines.ids[0]
    shown.page.entries.open(first)
    other = next(one for one in times(shown) if one.id != first and one.is_coming and one.day > shown.record.today)
    shown.session.do(move_appointment, other.id, to=other.day + timedelta(days=7), starts=other.starts)
    shown.idle()
    assert shown.page.entries.lines.open_id == first
    shown.session.do(lambda record: Change("Bort", (Remove(record.get(Appointment, first), "fel"),)))
    shown.idle()
    assert shown.page.entries.lines.open_id is None


@pytest.mark.parametrize("width", [700, 1152, 1600])
def test_what_can_be_gathered_stands_beside_where_there_is_room(open_page: Open, width: int) -> None:
    shown = open_page("aret-19")
    shown.page.resize(width, 650)
    QApplication.processEvents()
    gather, lines = shown.page.gather, shown.page.entries.lines
    beside = (
        gather.mapTo(shown.page, gather.rect().topLeft()).x() > lines.mapTo(shown.page, lines.rect().topRight()).x()
    )
    assert beside is (width >= 980)
    assert shown.page.area.horizontalScrollBar().maximum() == 0
