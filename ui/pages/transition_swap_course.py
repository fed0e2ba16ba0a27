"""What is done from the referral to the first visit, each with its button."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Concatenate

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.change import Change
from coordinator.day_reader import read_day
from coordinator.documents.catalogue import HANDOVER_LETTER
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.swedish import how_late, short_day
from coordinator.transition.handing_over import (
    acknowledge,
    book_first_visit,
    first_visit_done,
    hold_joint_meeting,
    note_referral,
    note_referral_confirmed,
    plan_joint_meeting,
    send_letter,
)
from coordinator.transition.kinds import rule_of
from coordinator.transition.swap import Transition
from ui.drafts import Drafts
from ui.form import Fault
from ui.pages.sip_stay_step import DONE, WAITS, Standing, StayStep
from ui.pages.transition_swap_part import SwapPart, draft_name
from ui.pages.written_answer import Answer, AnswerLine
from ui.parts import Button, column
from ui.session import Doing, Session
from ui.theme import scaled

MEETING, RECEIPT, VISIT = "Gemensamt möte", "Mottagarens kvittens", "Första besöket"
_KEYS = {MEETING: "möte", RECEIPT: "kvittens", VISIT: "besök"}
"""What is half-written in the line of a step is kept under."""
_SOON = ("clock", "amber")
_DAY_HINT = "12 mar, om 3 veckor"

Deed = Callable[Concatenate[Record, ...], Change]


class Course(SwapPart):
    """The steps as lines. A day or a name that a step needs is asked for below it."""

    paper_wanted = Signal(str)
    """A paper about the swap: its name."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.asking: Answer | None = None
        self._asked_by: Button | None = None
        self._make_steps()
        self._faults = {step: Fault() for step in self.steps}
        self._places = {step: column(fault, spacing=0) for step, fault in self._faults.items()}
        inside = column(spacing=0)
        for step, place in self._places.items():
            inside.addWidget(step)
            inside.addLayout(place)
        self.setLayout(inside)

    def _make_steps(self) -> None:
        self.referred = Button("Skickad i dag", press=partial(self._deed, note_referral))
        self.confirmed = Button("Bekräftad i dag", press=partial(self._deed, note_referral_confirmed))
        self.plan_meeting = Button("Planera", icon="calendar-plus", press=partial(self._begin, self._ask_meeting))
        self.held = Button("Hölls i dag", press=partial(self._deed, hold_joint_meeting))
        self.print = Button("Skriv ut", icon="printer", press=self._print)
        self.sent = Button("Skickat i dag", press=partial(self._deed, send_letter))
        self.has_confirmed = Button("Har bekräftat", press=partial(self._begin, self._ask_name))
        self.book = Button("Boka", icon="calendar-plus", press=partial(self._begin, self._ask_visit))
        self.visited = Button("Gjort i dag", press=partial(self._deed, first_visit_done))
        self._referral = StayStep("Remiss", self.referred, self.confirmed)
        self._meeting = StayStep(MEETING, self.held, self.plan_meeting)
        self._letter = StayStep("Överlämningsbrev", self.print, self.sent)
        self._receipt = StayStep(RECEIPT, self.has_confirmed)
        self._visit = StayStep(VISIT, self.visited, self.book)
        self._buttons = {
            self._referral: {"referral_sent_on": self.referred, "referral_confirmed_on": self.confirmed},
            self._meeting: {"joint_meeting_on": self.plan_meeting, "joint_meeting_held_on": self.held},
            self._letter: {"letter_sent_on": self.sent},
            self._receipt: {"acknowledged_on": self.has_confirmed, "acknowledged_by": self.has_confirmed},
            self._visit: {"first_visit_on": self.book, "first_visit_done_on": self.visited},
        }
        self.steps = tuple(self._buttons)

    def show_swap(self, record: Record, swap: Transition) -> None:
        if self.swap is not None and self.swap.id != swap.id:
            self.drafts.keep_now()
            self._close_asking()
        super().show_swap(record, swap)
        pressed = next((one for step in self.steps for one in step.buttons if one.hasFocus()), None)
        today = record.today
        self._show_referral(swap, today)
        self._show_meeting(swap, today)
        self._show_letter(swap, today)
        self._show_visit(swap, today)
        for step in self.steps:
            for button in step.buttons:
                button.setAccessibleName(f"{step.name}: {button.text()}")
                if not swap.is_open and button is not self.print:
                    button.hide()
        if pressed is not None and pressed.isHidden():
            self._go_on_from(pressed)
        self._resume()

    # How each step stands

    def _show_referral(self, swap: Transition, today: date) -> None:
        if swap.referral_confirmed_on:
            sent = f"skickad {short_day(swap.referral_sent_on, today)}, " if swap.referral_sent_on else ""
            stands = Standing(*DONE, f"{sent}bekräftad {short_day(swap.referral_confirmed_on, today)}")
            self._referral.show_standing(stands, ())
        elif swap.referral_sent_on:
            words = f"skickad {short_day(swap.referral_sent_on, today)}, inte bekräftad än"
            self._referral.show_standing(Standing(*_SOON, words, "body"), (self.confirmed,))
        else:
            self._referral.show_standing(Standing(*WAITS, "inte skickad"), (self.referred,))

    def _show_meeting(self, swap: Transition, today: date) -> None:
        day, held = swap.joint_meeting_on, swap.joint_meeting_held_on
        if held:
            self._meeting.show_standing(Standing(*DONE, f"hölls {short_day(held, today)}"), ())
        elif day:
            self.held.say("Hölls som planerat" if day < today else "Hölls i dag")
            self.plan_meeting.say("Ändra dag")
            self._meeting.show_standing(_coming(day, today, "planerat"), (self.held, self.plan_meeting))
        else:
            self.plan_meeting.say("Planera")
            self._meeting.show_standing(Standing(*WAITS, "inte planerat"), (self.plan_meeting,))

    def _show_letter(self, swap: Transition, today: date) -> None:
        sent, got = swap.letter_sent_on, swap.acknowledged_on
        if sent:
            self._letter.show_standing(Standing(*DONE, f"skickat {short_day(sent, today)}"), (self.print,))
        else:
            self._letter.show_standing(Standing(*WAITS, "inte skickat"), (self.print, self.sent))
        if got:
            by = f" av {' '.join(swap.acknowledged_by.split())}" if swap.acknowledged_by.strip() else ""
            self._receipt.show_standing(Standing(*DONE, f"bekräftat {short_day(got, today)}{by}"), ())
        else:
            stands = Standing(*_SOON, "väntar på svar", "body") if sent else Standing(*WAITS, "inte bekräftat")
            self._receipt.show_standing(stands, (self.has_confirmed,))

    def _show_visit(self, swap: Transition, today: date) -> None:
        word = rule_of(swap.kind).first_visit
        day, done = swap.first_visit_on, swap.first_visit_done_on
        if done:
            self._visit.show_standing(Standing(*DONE, f"{word} gjordes {short_day(done, today)}"), ())
        elif day:
            self.visited.say("Gjordes som bokat" if day < today else "Gjort i dag")
            self.book.say("Ändra dag")
            self._visit.show_standing(_coming(day, today, f"{word} är bokat"), (self.visited, self.book))
        else:
            self.visited.say("Gjort i dag")
            self.book.say("Boka")
            self._visit.show_standing(Standing(*WAITS, f"{word} är inte bokat"), (self.book, self.visited))

    # Deeds

    def _deed(self, action: Deed) -> None:
        if self.swap is not None:
            self.do(action, self.swap.id)

    def _print(self) -> None:
        self.paper_wanted.emit(HANDOVER_LETTER.name)

    # What a step needs to know

    def _begin(self, ask: Callable[[], Answer | None]) -> None:
        """A button asks: go to the line."""
        made = ask()
        if made is not None:
            made.start()
            made.lines[0].selectAll()
            self.reached.emit(made)

    def _ask_meeting(self) -> Answer | None:
        return self._ask_day(self._meeting, self.plan_meeting, "Dagen för det gemensamma mötet", plan_joint_meeting)

    def _ask_visit(self) -> Answer | None:
        return self._ask_day(self._visit, self.book, "Dagen för första besöket", book_first_visit)

    def _ask_day(self, step: StayStep, button: Button, name: str, action: Deed) -> Answer | None:
        line = AnswerLine(name, hint=_DAY_HINT)

        def send() -> Doing | None:
            record, swap = self.session.record, self.swap
            if record is None or swap is None or not self.is_on_screen or self.asking is None:
                return None
            try:
                day = read_day(line.text(), record.today)
                if day is None:
                    raise RuleError("Dagen saknas", "Skriv dagen, till exempel 12 mar eller om 3 veckor.")
            except RuleError as error:
                self.asking.refuse(error)
                return None
            return self.session.do(action, swap.id, on=day).but(self.asking.refuse)

        return self._ask(step, button, line, send)

    def _ask_name(self) -> Answer | None:
        line = AnswerLine("Vem har bekräftat?", hint="Namn och enhet")
        swap = self.swap
        if swap is not None:
            line.show_draft(" ".join(swap.receiver.split()))

        def send() -> Doing | None:
            if self.swap is None or not self.is_on_screen or self.asking is None:
                return None
            return self.session.do(acknowledge, self.swap.id, by=line.text().strip()).but(self.asking.refuse)

        return self._ask(self._receipt, self.has_confirmed, line, send)

    def _ask(self, step: StayStep, button: Button, line: AnswerLine, send: Callable[[], Doing | None]) -> Answer | None:
        swap = self.swap
        if swap is None:
            return None
        self._close_asking()
        made = Answer(self.session, self.drafts, [(line, draft_name(swap.id, _KEYS[step.name]))], send)
        self.asking, self._asked_by = made, button
        made.setContentsMargins(scaled(26), scaled(4), 0, scaled(8))
        made.closed.connect(self._answered)
        self._places[step].addWidget(made)
        made.show()
        QWidget.setTabOrder(button, line)
        return made

    def _resume(self) -> None:
        """What was half-written is asked for again."""
        asked = {MEETING: self._ask_meeting, RECEIPT: self._ask_name, VISIT: self._ask_visit}
        if self.asking is None:
            begun = next((ask for name, ask in asked.items() if self.has_draft([_KEYS[name]])), None)
            if begun is not None:
                begun()

    def _answered(self) -> None:
        button = self._asked_by
        self._close_asking()
        if button is not None and not button.isHidden():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.start()

    def _close_asking(self) -> None:
        gone, self.asking = self.asking, None
        if gone is not None:
            gone.hide()
            gone.deleteLater()

    # Where a field is meant

    def refuse(self, error: CoordinatorError) -> QWidget | None:
        """Below the step it belongs to, whose button gets the focus."""
        name = error.field if isinstance(error, RuleError) else ""
        step = next((step for step, buttons in self._buttons.items() if name in buttons), None)
        if step is None:
            return None
        self._faults[step].say(error)
        self.start(name)
        return self._faults[step]

    def forget_faults(self) -> None:
        for fault in self._faults.values():
            fault.say(None)

    def start(self, name: str = "") -> bool:
        """Go to the button of that field, or to the next deed when none is said; whether there is one."""
        button = next((buttons[name] for buttons in self._buttons.values() if name in buttons), None)
        if not name:
            button = self._next_deed()
        if button is None or button.isHidden():
            return False
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _go_on_from(self, pressed: Button) -> None:
        """What was pressed is done and gone: the next deed of the step has the keyboard, else that of one below."""
        place = next(place for place, step in enumerate(self.steps) if pressed in step.buttons)
        left = (one for step in self.steps[place:] for one in step.buttons if not one.isHidden())
        there = next(left, None) or self._next_deed()
        if there is not None:
            there.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_deed(self) -> Button | None:
        """The first thing that can be done still."""
        shown = (button for step in self.steps for button in step.buttons if not button.isHidden())
        return next(shown, None)


def _coming(day: date, today: date, done: str) -> Standing:
    """A day that is planned; one that has been asks whether it was as planned."""
    words = f"{done} {short_day(day, today)}, {how_late(day, today)}"
    return Standing(*_SOON, f"{words}. Blev det av?", "body") if day < today else Standing(*WAITS, words, "body")
