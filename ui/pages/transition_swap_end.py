"""How a swap ends: it is done, it came to nothing, or was the same unit all the way; and how to go on after all."""

from collections.abc import Callable
from functools import partial
from typing import Concatenate

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coordinator.change import Change
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.removal import take_away
from coordinator.swedish import day_in_words
from coordinator.transition.handing_over import complete_transition
from coordinator.transition.kinds import rule_of
from coordinator.transition.swap import Transition
from coordinator.transition.swapping import drop_transition, same_unit, take_up_again
from ui.drafts import Drafts
from ui.form_flow import Flow
from ui.pages.transition_swap_part import SwapPart, draft_name
from ui.pages.written_answer import Answer, AnswerLine
from ui.parts import Button, Kind, column, label, whole
from ui.session import Doing, Session

_REASON = "skäl"


class Ending(SwapPart):
    """What it lacks to be done, in words, and the buttons."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.asking: Answer | None = None
        self.words = label("", "note", wrap=True)
        self.complete = Button("Klar", icon="check", press=partial(self._deed, complete_transition))
        self.complete.setAccessibleName("Klar: mottagaren har tagit över")
        self.drop = Button("Blev inte av", Kind.QUIET, press=self._drop)
        self.same = Button("Samma enhet hela vägen", Kind.QUIET, press=self._same_unit)
        self.again = Button("Ta upp igen", icon="undo-2", press=partial(self._deed, take_up_again))
        self.remove = Button("Ta bort", Kind.QUIET, icon="trash-2", press=self._remove)
        self._asked = column(spacing=0)
        self.buttons = (self.complete, self.again, self.same, self.drop, self.remove)
        self.setLayout(column(self.words, whole(Flow(*self.buttons, spacing=6)), self._asked, spacing=6))

    def show_swap(self, record: Record, swap: Transition) -> None:
        if self.swap is not None and self.swap.id != swap.id:
            self.drafts.keep_now()
            self._close()
        super().show_swap(record, swap)
        pressed = next((one for one in self.buttons if one.hasFocus()), None)
        self.words.setText(_words(record, swap))
        self.words.setVisible(bool(self.words.text()))
        for button in (self.complete, self.drop):
            button.setVisible(swap.is_open)
        self.same.setVisible(swap.is_open and swap.contact_id is not None and not swap.has_receiver)
        self.again.setVisible(not swap.is_open)
        if pressed is not None and pressed.isHidden():
            next(one for one in self.buttons if not one.isHidden()).setFocus(Qt.FocusReason.OtherFocusReason)
        if self.asking is None and swap.is_open and self.has_draft([_REASON]):
            self._ask_reason()
        elif not swap.is_open:
            self._close()

    def refuse(self, error: CoordinatorError) -> QWidget | None:
        if isinstance(error, RuleError) and error.field == "dropped_reason" and self.asking is not None:
            self.asking.refuse(error)
            return self.asking
        return None

    def start(self, name: str = "") -> bool:
        if name == "completed_on" and not self.complete.isHidden():
            self.complete.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().start(name)

    # Deeds

    def _deed(self, action: Callable[Concatenate[Record, ...], Change]) -> None:
        if self.swap is not None:
            self.do(action, self.swap.id)

    def _same_unit(self) -> None:
        if self.swap is not None and self.swap.contact_id is not None:
            self.do(same_unit, self.swap.contact_id)

    def _remove(self) -> None:
        if self.swap is not None:
            self.do(take_away, Transition, self.swap.id)

    def _drop(self) -> None:
        self._ask_reason()
        if self.asking is not None:
            self.asking.start()
            self.reached.emit(self.asking)

    def _ask_reason(self) -> None:
        swap = self.swap
        if swap is None or self.asking is not None:
            return
        line = AnswerLine("Varför blev den inte av?", hint="Till exempel: flyttade, eller tackade nej")

        def send() -> Doing | None:
            if self.swap is None or not self.is_on_screen or self.asking is None:
                return None
            self.told_why.emit(None)
            doing = self.session.do(drop_transition, self.swap.id, reason=line.text().strip())
            return doing.but(self.asking.refuse)

        made = self.asking = Answer(self.session, self.drafts, [(line, draft_name(swap.id, _REASON))], send)
        made.closed.connect(self._answered)
        self._asked.addWidget(made)
        made.show()
        QWidget.setTabOrder(self.remove, line)

    def _answered(self) -> None:
        self._close()
        where = self.drop if not self.drop.isHidden() else self.again
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        gone, self.asking = self.asking, None
        if gone is not None:
            gone.hide()
            gone.deleteLater()


def _words(record: Record, swap: Transition) -> str:
    """What it lacks to be done; how it ended when it has."""
    if swap.completed_on:
        by = f", klarmarkerad av {swap.completed_by.strip()}" if swap.completed_by.strip() else ""
        return f"Klar {day_in_words(swap.completed_on, record.today)}{by}."
    if swap.dropped_on:
        reason = " ".join(swap.dropped_reason.split())
        return f"Blev inte av, {day_in_words(swap.dropped_on, record.today)}: {reason}"
    if swap.same_unit:
        return "Samma enhet hela vägen: ingen behöver ta över."
    lacks = [] if swap.has_receiver else ["mottagaren har ett namn"]
    lacks += [] if swap.first_visit_done_on else [f"{rule_of(swap.kind).first_visit} är gjort"]
    return f"Kan bli klar när {' och '.join(lacks)}." if lacks else ""
