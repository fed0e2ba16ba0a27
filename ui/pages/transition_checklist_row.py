"""One question of the checklist: the sentence, four answers of which none is better, what was said before, a note."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.days_left import with_year
from coordinator.entries import edit_entry
from coordinator.errors import CoordinatorError
from coordinator.transition.checklist import Ability, ChecklistAnswer, ChecklistRound
from coordinator.transition.checklists import Answered, InRound, answer_question, who_answered
from ui.chips import CHOSEN
from ui.pages.careplan_binding import Bound, Desktop, Fault, one_line
from ui.pages.careplan_row import Cell
from ui.pages.choice_line import ChoiceLine
from ui.parts import Picture, Rule, column, label, row
from ui.session import Doing
from ui.theme import BODY_POINTS, font, scaled

ORDER = tuple(Ability)
HINT = "1 klarar själv, 2 med hjälp, 3 inte än, 4 inte aktuellt, Delete tar bort svaret"
_PICTURE = 56
_LARGER = 1.5
"""How much larger the sentence is with picture support."""


class AbilityChoice(ChoiceLine):
    """The four answers, all drawn alike. A figure answers and goes on to the next line."""

    chosen = Signal(object)
    """An answer, or None when it is taken away."""

    def __init__(self) -> None:
        super().__init__(
            [one.label for one in ORDER], [""] * len(ORDER), HINT,
            look_of=lambda _place: (CHOSEN, ""), place_of_key=_place_of,
        )  # fmt: skip
        self._of = ""
        self.picked.connect(self._choose)

    def show_answer(self, answer: Ability | None, *, of: str) -> None:
        """Show the answer to the question ``of``; None when there is none yet."""
        self._of, self.place = of, ORDER.index(answer) if answer is not None else None
        self.setAccessibleName(f"{of}: {answer.label if answer is not None else 'inte besvarad'}")
        self.update()

    def _choose(self, place: int) -> None:
        self.show_answer(ORDER[place], of=self._of)
        self.chosen.emit(ORDER[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.place is not None:
            self.show_answer(None, of=self._of)
            self.chosen.emit(None)
            return
        answers = not event.modifiers() & Qt.KeyboardModifier.ControlModifier and _place_of(event) is not None
        super().keyPressEvent(event)
        if answers:
            self.stepped.emit(1)


def _place_of(event: QKeyEvent) -> int | None:
    figure = event.text()
    return int(figure) - 1 if figure in {"1", "2", "3", "4"} else None


class AnswerRow(QWidget):
    """One line. What the other side answered stands below in its own words, and is never taken for this one's."""

    stepped = Signal(int)

    def __init__(self, desktop: Desktop, one: ChecklistRound, told: InRound) -> None:
        super().__init__()
        self._desktop, self.round_id, self._key = desktop, one.id, told.question.key
        self._held: ChecklistAnswer | None = None
        self._of = told.question.to(one.answered_by)
        self._what, self._about = label(self._of, "strong", wrap=True), label("", "note", wrap=True)
        self.choice, self.note, self._fault = (
            AbilityChoice(),
            Cell(f"{self._of} Anteckning", hint="Anteckning"),
            Fault(),
        )
        self.choice.chosen.connect(self._save)
        self.choice.stepped.connect(self.stepped)
        self._bound = Bound(self.note, self._fault, self._save_note, read=one_line, shown=one_line)
        desktop.drafts.watch(self.note, draft_name(one.id, self._key))
        words = column(self._what, self._about, spacing=1)
        words.setContentsMargins(scaled(8), 0, 0, 0)
        beside = row(spacing=16)
        beside.setContentsMargins(0, 0, 0, scaled(5))
        if one.picture_support:
            self._what.setFont(font(BODY_POINTS * _LARGER, 600))
            beside.addWidget(Picture(told.question.picture, "ink", _PICTURE), 0, Qt.AlignmentFlag.AlignTop)
        if desktop.roomy or one.picture_support:
            below = row(self.choice, 1)
            below.setContentsMargins(scaled(8), 0, 0, 0)
            beside.addLayout(column(words, below, spacing=6), 1)
        else:
            beside.addLayout(words, 1)
            beside.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignTop)
        inside = column(beside, self.note, self._fault, Rule(), spacing=2)
        inside.setContentsMargins(0, scaled(7), 0, 0)
        self.setLayout(inside)

    def show_answer(self, told: InRound, other: Answered | None) -> None:
        """Show the answer as it is; other: what the other side answered last."""
        self._held = told.answer
        self.choice.show_answer(told.answer.answer if told.answer else None, of=self._of)
        self._bound.show(told.answer.note if told.answer else "")
        # A note belongs to an answer: what was half-written before it was taken away is still to be seen.
        self.note.setVisible(told.answer is not None or bool(self.note.text()))
        said = [told.before_words, _other_words(other)]
        self._about.setText("\n".join(filter(None, said)))
        self._about.setVisible(bool(self._about.text()))

    @property
    def is_answered(self) -> bool:
        """Whether this time's answer is given."""
        return self._held is not None

    def _save(self, answer: Ability | None) -> None:
        self._fault.forget(self.choice)
        note = one_line(self.note.text())
        doing = self._desktop.do(answer_question, self.round_id, self._key, answer, note=note)
        if doing is not None:
            doing.but(self._refuse)

    def _refuse(self, error: CoordinatorError) -> None:
        """It was not saved: the line is as it was."""
        self.choice.show_answer(self._held.answer if self._held else None, of=self._of)
        self._fault.say(self.choice, error)

    def _save_note(self, text: Any) -> Doing | None:
        if self._held is None:
            return None  # it stays a draft until there is an answer
        return self._desktop.do(edit_entry, ChecklistAnswer, self._held.id, note=text)


def _other_words(other: Answered | None) -> str:
    """The last answer of the other side: "Närstående, Nina Ek, 22 nov 2025: Inte än"."""
    if other is None:
        return ""
    return f"{who_answered(other.of)}, {with_year(other.of.answered_on)}: {other.answer.answer.label}"


def draft_name(round_id: UUID, question: str) -> str:
    """What is half-written of the note to a question is kept under."""
    return f"{ChecklistAnswer.KIND}:{round_id}:{question}:note"
