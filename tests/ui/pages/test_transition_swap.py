"""The panel of a swap: a receiver is named, each deed is one key, and a fault stands by the field it is about."""

from collections.abc import Callable
from datetime import date
from typing import Any, Concatenate, ParamSpec

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.change import Change
from coordinator.contact import Contact, ContactCategory
from coordinator.entries import add_entry
from coordinator.record import Record
from coordinator.transition.belonging import follow_ups_of, tasks_of
from coordinator.transition.swap import Transition, TransitionKind
from coordinator.transition.swapping import begin_transition
from tests.ui.conftest import TypeText, press
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form import Fault
from ui.pages.scrolled_page import ScrolledPage
from ui.pages.transition_swap import SwapPanel
from ui.parts import Button, column
from ui.session import Session

P = ParamSpec("P")


class PanelPage(ScrolledPage):
    """A page with nothing but the panel, of the swap that was begun last."""

    NAME, TITLE, ICON = "transition", "Övergång", "route"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.panel = SwapPanel(session, drafts)
        self._lay_out(column(self.panel))
        self.panel.reached.connect(self._bring_into_view)
        self.place = -1

    def show_record(self, record: Record) -> None:
        found = record.all(Transition)
        self.panel.setVisible(bool(found))
        if found:
            self.panel.show_swap(record, found[max(self.place, -len(found))])


class Desk:
    """The panel on screen, with what a test does to it and looks at in the record."""

    def __init__(self, page: PanelPage, session: Session, idle: Callable[[], None], type_text: TypeText) -> None:
        self.page, self.panel, self.session, self.idle, self._type = page, page.panel, session, idle, type_text

    def do(self, action: Callable[Concatenate[Record, P], Change], *args: P.args, **fields: P.kwargs) -> None:
        self.session.do(action, *args, **fields)
        self.idle()

    @property
    def swap(self) -> Transition:
        return record_of(self.session).all(Transition)[self.page.place]

    def line(self, name: str) -> LineField:
        field = next(part.fields[name] for part in self.panel.parts if name in part.fields)
        assert isinstance(field.editor.main, LineField)
        return field.editor.main

    def fault(self, name: str) -> str:
        return next(part.fields[name] for part in self.panel.parts if name in part.fields).fault_text

    def write(self, name: str, text: str) -> None:
        """Write in a field, and press Enter."""
        line = self.line(name)
        line.setFocus()
        line.selectAll()
        self._type(line, text)
        self.key(Qt.Key.Key_Return)

    def key(self, key: Qt.Key) -> None:
        press(focused(), key)
        self.idle()

    def push(self, button: Button) -> None:
        """Press a button by the keyboard."""
        button.setFocus()
        assert focused() is button, button.text()
        self.key(Qt.Key.Key_Space)

    def answer(self, text: str) -> None:
        """Write in the line that asks, which has the focus, and press Enter."""
        line = focused()
        assert isinstance(line, LineField)
        line.selectAll()
        self._type(line, text)
        self.key(Qt.Key.Key_Return)

    def standing(self) -> dict[str, str]:
        return {step.name: step.words.text() for step in self.panel.course.steps}


@pytest.fixture
def begin(
    page_of: Callable[[type[PanelPage], str], PanelPage],
    session: Session,
    idle: Callable[[], None],
    type_text: TypeText,
) -> Callable[..., Desk]:
    """Open a new swap of a patient in the panel."""

    def made(slug: str, **fields: Any) -> Desk:
        desk = Desk(page_of(PanelPage, slug), session, idle, type_text)
        desk.do(begin_transition, kind=TransitionKind.SPECIALIST, from_unit="Barnneurologen", **fields)
        return desk

    return made


def test_a_swap_from_hole_to_complete_by_the_keyboard(begin: Callable[..., Desk], qtbot: QtBot) -> None:
    desk = begin("tom", way_back="Barnneurologen, 040-33 10 00")
    panel = desk.panel
    assert panel.state.accessibleName() == "Mottagare saknas"
    panel.start()
    assert focused() is desk.line("receiver")

    # It is refused in words, by the field that is missing.
    desk.push(panel.ending.complete)
    assert "Det saknas en namngiven mottagare och att första vuxenbesöket är gjort" in desk.fault("receiver")
    assert focused() is desk.line("receiver")
    desk.write("receiver", "Jakob Linder")
    assert "vilken enhet" in desk.fault("to_unit") and desk.line("receiver").text() == "Jakob Linder"
    assert not desk.swap.has_receiver
    desk.write("to_unit", "Neurologiska kliniken")
    assert (desk.swap.receiver, desk.swap.to_unit) == ("Jakob Linder", "Neurologiska kliniken")
    assert desk.fault("to_unit") == desk.fault("receiver") == ""
    desk.write("receiver_phone", "040-628 11 22")

    # Each step is a key, and a day that cannot be is said where it is asked for.
    course = panel.course
    desk.push(course.referred)
    assert focused() is course.confirmed
    desk.key(Qt.Key.Key_Space)
    assert focused() is course.plan_meeting
    assert desk.standing()["Remiss"] == "skickad sön 22 nov, bekräftad sön 22 nov"
    desk.key(Qt.Key.Key_Space)
    desk.answer("31 februari")
    assert "Februari har 28 dagar" in _seen_faults(course)
    desk.answer("1 dec")
    assert focused() is course.plan_meeting and desk.swap.joint_meeting_on == date(2026, 12, 1)
    with qtbot.waitSignal(panel.paper_wanted) as asked:
        desk.push(course.print)
    assert asked.args == ["overlamning", desk.swap.id]
    desk.push(course.sent)
    desk.push(course.has_confirmed)
    assert course.asking is not None and course.asking.lines[0].text() == "Jakob Linder"
    desk.key(Qt.Key.Key_Return)
    assert (desk.swap.acknowledged_on, desk.swap.acknowledged_by) == (date(2026, 11, 22), "Jakob Linder")

    # The visit before the referral is refused; then it is made, and followed up.
    desk.push(course.book)
    desk.answer("2026-11-02")
    assert "före remissen" in _seen_faults(course) and desk.swap.first_visit_on is None
    desk.answer("2026-11-22")
    assert panel.ending.words.text() == "Kan bli klar när första vuxenbesöket är gjort."
    desk.push(panel.ending.complete)
    assert "första vuxenbesöket är gjort" in _seen_faults(course) and focused() is course.visited
    desk.key(Qt.Key.Key_Space)
    months = [(one.months, one.due_on) for one in follow_ups_of(record_of(desk.session), desk.swap.id)]
    assert months == [(3, date(2027, 2, 22)), (6, date(2027, 5, 22)), (12, date(2027, 11, 22))]

    # A day that was another is corrected as a field, and what is counted from it follows.
    panel.days.start("first_visit_done_on")
    assert focused() is desk.line("first_visit_done_on")
    desk.answer("2026-11-20")
    assert "före remissen" in desk.fault("first_visit_done_on")
    desk.write("referral_sent_on", "2026-11-01")
    desk.write("first_visit_done_on", "2026-11-20")
    assert follow_ups_of(record_of(desk.session), desk.swap.id)[0].due_on == date(2027, 2, 20)
    desk.push(panel.ending.complete)
    assert focused() is panel.ending.again
    assert desk.swap.completed_on == date(2026, 11, 22) and panel.state.accessibleName() == "Klar"
    assert _seen_faults(panel) == ""
    assert [one.heading for one in record_of(desk.session).all(Contact)] == ["Jakob Linder"]

    # What was agreed and whether it landed are lines with keys of their own.
    panel.start("works")
    desk.key(Qt.Key.Key_N)
    desk.answer("Ingen svarar i telefon")
    first = follow_ups_of(record_of(desk.session), desk.swap.id)[0]
    assert (first.works, first.note) == (False, "Ingen svarar i telefon")
    press(focused(), Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_J)
    assert follow_ups_of(record_of(desk.session), desk.swap.id)[1].works is True
    panel.start("done_on")
    done = tasks_of(record_of(desk.session), desk.swap.id)[0]
    desk.key(Qt.Key.Key_K)
    assert not next(one for one in tasks_of(record_of(desk.session), desk.swap.id) if one.id == done.id).is_open
    desk.push(panel.ending.again)
    assert desk.swap.is_open


def test_what_is_half_written_belongs_to_its_swap_and_comes_back(begin: Callable[..., Desk]) -> None:
    desk = begin("tom", rule="", planned_on=date(2026, 11, 1))
    desk.do(
        add_entry,
        Contact,
        name="Å" * 80,
        role="sjuksköterska",
        unit="Vuxenmottagningen",
        category=ContactCategory.SPECIALIST,
    )
    desk.do(begin_transition, kind=TransitionKind.PRIMARY_CARE, from_unit="Barnmedicin")
    panel, course = desk.panel, desk.panel.course
    texts = {"way_back": "Barnneurologen, 040-3", "to_unit": "Neurologiska kl", "risks": "Tål inte\nblinkande ljus"}

    # Nothing half-written is lost, and none of it is seen on another swap.
    desk.page.place = -2
    desk.page.show_record(record_of(desk.session))
    assert panel.day.words.text() == "3 veckor sen"
    for name, text in texts.items():
        field = next(part.fields[name] for part in panel.parts if name in part.fields).editor.text_field
        assert field is not None
        field.show_draft(text)
    panel.new_task.field.show_draft("Ring skolan · Alma Test")
    desk.push(course.plan_meeting)
    desk._type(focused(), "om 3 v")
    for place in (-1, -2):
        desk.page.place = place
        desk.page.show_record(record_of(desk.session))
        written = {name: _text(panel, name) for name in texts}
        assert written == (texts if place == -2 else dict.fromkeys(texts, ""))
        assert (panel.new_task.field.text() != "") == (course.asking is not None) == (place == -2)
    assert course.asking is not None and course.asking.lines[0].text() == "om 3 v"
    assert panel.handover.long.isVisible()
    assert desk.swap.way_back == ""

    # A line becomes an agreement; one that is not needed says why.
    panel.new_task.field.setFocus()
    desk.key(Qt.Key.Key_Return)
    task = tasks_of(record_of(desk.session), desk.swap.id)[-1]
    assert (task.what, task.who, panel.new_task.field.text()) == ("Ring skolan", "Alma Test", "")
    panel.agreements.lines.go_to(task.id)
    desk.key(Qt.Key.Key_B)
    desk.key(Qt.Key.Key_Return)
    assert "Skriv varför" in _seen_faults(panel.agreements)
    desk.answer("Hon har slutat där")
    assert not tasks_of(record_of(desk.session), desk.swap.id)[-1].is_open

    # A contact that is suggested takes over with what is known of her.
    line, unit = desk.line("receiver"), desk.line("to_unit")
    unit.setFocus()
    desk.key(Qt.Key.Key_Return)
    line.setFocus()
    desk._type(line, "åå")
    completer = line.completer()
    popup = completer.popup() if completer is not None else None
    assert popup is not None and popup.isVisible()
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)
    desk.page.activateWindow()
    desk.idle()
    assert (desk.swap.receiver, desk.swap.to_unit) == ("Å" * 80, "Vuxenmottagningen")
    assert line.text() == "Å" * 80 and unit.text() == "Vuxenmottagningen"

    # That it came to nothing needs a reason, and can be changed.
    desk.push(panel.ending.drop)
    desk.key(Qt.Key.Key_Return)
    assert "varför" in _seen_faults(panel.ending) and desk.swap.is_open
    desk.answer("Hon flyttar inte")
    assert desk.swap.dropped_reason == "Hon flyttar inte" and focused() is panel.ending.again
    assert "Hon flyttar inte" in panel.ending.words.text()
    assert not any(button.isVisible() for step in course.steps for button in step.buttons if button is not course.print)
    desk.key(Qt.Key.Key_Space)
    assert desk.swap.is_open
    gone = desk.swap.id
    desk.push(panel.ending.remove)
    assert gone not in [one.id for one in record_of(desk.session).all(Transition)]


def _text(panel: SwapPanel, name: str) -> str:
    field = next(part.fields[name] for part in panel.parts if name in part.fields).editor.text_field
    assert field is not None
    return field.text()


def _seen_faults(part: QWidget) -> str:
    """What is said to be wrong anywhere in it."""
    return " ".join(one.text() for one in part.findChildren(Fault) if one.isVisible())
