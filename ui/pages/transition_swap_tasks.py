"""What was agreed: a line to add it as one says it, and each agreement done with one key, or not needed and why."""

from collections.abc import Callable, Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.errors import CoordinatorError, RuleError
from coordinator.quick_intervention import names_to_suggest
from coordinator.record import Record
from coordinator.swedish import how_late, short_day, week
from coordinator.transition.agreements import (
    add_task,
    move_task,
    task_done,
    task_from_line,
    task_not_needed,
    task_remains,
)
from coordinator.transition.belonging import tasks_of
from coordinator.transition.swap import TransitionTask
from ui.chips import DONE, FACT, LATE, Sign
from ui.drafts import Drafts
from ui.entry_lines.group import Group
from ui.entry_lines.line import Line
from ui.form import Fault
from ui.pages.careplan_quick import AddField, NamesAfterComma
from ui.pages.transition_swap_lines import SwapLines
from ui.pages.written_answer import AnswerLine
from ui.parts import Button, Kind, column, label, row, whole
from ui.session import Doing, Session

_FIELDS = ("what", "who", "due_on", "done_on", "not_needed")
_MOVES = {Qt.Key.Key_Up: True, Qt.Key.Key_Down: False}
_PAST = "som inte återstår"
KEYS = "På en rad: K klart, B behövs inte, Alt och pil flyttar, Enter öppnar, Delete tar bort."


class TaskLine(QWidget):
    """The line "vad · vem · när", what it becomes, and why it was refused."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._of: UUID | None = None
        self._patient_id: UUID | None = None
        self._sent = ""
        self.field = AddField("Lägg till en överenskommelse: vad, vem, när", "Lägg till: vad · vem · när")
        self._names = QStringListModel(self)
        self.field.setCompleter(NamesAfterComma(self._names, self.field))
        self.becomes, self.fault = label("", "note", wrap=True), Fault()
        self.becomes.hide()
        self.setLayout(column(self.field, self.becomes, self.fault, spacing=2))
        self.setFocusProxy(self.field)
        self.field.returnPressed.connect(self._add)
        self.field.textChanged.connect(self._show_becomes)

    def show_swap(self, record: Record, swap_id: UUID | None) -> None:
        """Add to that swap from now on, or with None to the plan; what is half-written comes back."""
        if (self._of, self._patient_id) != (swap_id, record.patient_id) or self._patient_id is None:
            self._drafts.keep_now()
            self._of, self._patient_id, self._sent = swap_id, record.patient_id, ""
            self.field.show_draft("")
            self.fault.say(None)
            self._drafts.watch(self.field, f"{TransitionTask.KIND}:ny:{swap_id or 'plan'}")
        names = names_to_suggest(record)
        if self._names.stringList() != names:
            self._names.setStringList(names)

    def _add(self) -> None:
        record, text, of = self._session.record, self.field.text(), self._of
        if record is None or record.patient_id != self._patient_id or not text.strip() or text == self._sent:
            return
        try:
            fields = task_from_line(record, text)
        except RuleError as error:
            self._refuse(error)
            return
        self._sent = text

        def added(_applied: Applied) -> None:
            if isValid(self) and self._of == of:
                if self.field.text() == text:  # else the next one is begun already
                    self.field.show_draft("")
                self._sent = ""
                self._drafts.keep_now()

        self._session.do(add_task, of, **fields).then(added).but(self._refuse)

    def _refuse(self, error: CoordinatorError) -> None:
        self._sent = ""
        self.field.show_fault()
        self.fault.say(error)

    def _show_becomes(self, text: str) -> None:
        self.fault.say(None)
        record = self._session.record
        words = _becomes(record, text) if record is not None and text.strip() else ""
        self.becomes.setText(words)
        self.becomes.setVisible(bool(words))


class Agreements(SwapLines):
    """What was agreed. K on a line: done; B: not needed, and why is asked for; Alt with an arrow moves it."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(
            session, drafts, TransitionTask, self._found, order=_FIELDS, extras=self._extras, keys=self._keys_of,
            question=_question, send=self._to_send, move=self._moved,
        )  # fmt: skip

    def _found(self, record: Record) -> list[Group]:
        found = tasks_of(record, self.of)
        remain, past = [one for one in found if one.is_open], [one for one in found if not one.is_open]
        return self.standing(remain, past, _PAST, partial(_line, record=record))

    def _extras(self, line: Line) -> QWidget | None:
        if not line.asks:
            again = Button("Återstår", Kind.QUIET, icon="undo-2", press=partial(self.do, task_remains, line.id))
            again.setAccessibleName(f"Återstår ändå: {line.what}")
            return whole(row(again, 1))
        done = Button("Klart", icon="check", shortcut="K", press=partial(self.done, line.id))
        needless = Button("Behövs inte", Kind.QUIET, shortcut="B", press=partial(self.ask, line.id))
        for button in (done, needless):
            button.setAccessibleName(f"{button.text()}: {line.what}")
        return whole(row(done, needless, 1))

    def _keys_of(self, line: Line) -> Mapping[Qt.Key, Callable[[UUID], object]]:
        return {Qt.Key.Key_K: self.done, Qt.Key.Key_B: self.ask} if line.asks else {}

    def _to_send(self, id: UUID, text: str) -> Doing:
        return self._session.do(task_not_needed, id, reason=text)

    def done(self, id: UUID) -> None:
        """It was done."""
        self.do(task_done, id)

    def _moved(self, id: UUID, key: Qt.Key) -> bool:
        if key in _MOVES:
            self.do(move_task, id, up=_MOVES[key])
        return key in _MOVES


def _question() -> AnswerLine:
    return AnswerLine("Varför behövs det inte?", hint="Några ord räcker")


def _line(one: TransitionTask, *, record: Record) -> Line:
    today, what, who = record.today, " ".join(one.what.split()), " ".join(one.who.split())
    day = short_day(one.due_on, today) if one.due_on else ""
    if one.done_on:
        return Line(
            one.id, what, (day,), about=who, signs=(Sign(f"klart {short_day(one.done_on, today)}", DONE, "check"),)
        )
    if not one.is_open:
        about = " · ".join(filter(None, (who, f"Behövs inte: {' '.join(one.not_needed.split())}")))
        return Line(one.id, what, (day,), about=about, signs=(Sign("behövs inte", FACT, "minus"),))
    late = one.due_on is not None and one.due_on < today
    signs = (Sign(how_late(one.due_on, today), LATE, "clock"),) if one.due_on and late else ()
    return Line(one.id, what, (day or "utan dag",), about=who, signs=signs, asks=True)


def _becomes(record: Record, text: str) -> str:
    """What the line would add, shown before Enter where it is more than the words."""
    try:
        fields = task_from_line(record, text)
    except RuleError as error:
        return str(error)
    due = fields.get("due_on")
    parts = (fields["what"], fields.get("who", ""), f"{due.isoformat()}, {week(due)}" if due else "")
    return f"Blir: {' · '.join(part for part in parts if part)}" if len(fields) > 1 else ""
