"""What belongs to a swap as lines, each with keys of its own; one of the keys asks for a few words below the line."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Concatenate
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

from coordinator.change import Change
from coordinator.entity import Entity
from coordinator.entry_name import name_of
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from ui.drafts import Drafts
from ui.entry_lines.button import LineButton
from ui.entry_lines.entry_list import EntryList
from ui.entry_lines.group import Group
from ui.entry_lines.line import Line
from ui.entry_lines.slot import Extras
from ui.pages.written_answer import Answer, AnswerLine
from ui.session import Doing, Session

_DAY_WIDTH = 118


class SwapLines(EntryList):
    """The lines of one swap, or of the plan as a whole. Enter opens the form of one, Delete takes it away."""

    told_why = Signal(object)
    """Something was refused that no field is about: a CoordinatorError, or None when that is over."""

    def __init__(
        self,
        session: Session,
        drafts: Drafts,
        kind: type[Entity],
        groups: Callable[[Record], Sequence[Group]],
        *,
        order: Sequence[str],
        extras: Extras,
        keys: Callable[[Line], Mapping[Qt.Key, Callable[[UUID], object]]],
        question: Callable[[], AnswerLine],
        send: Callable[[UUID, str], Doing],
        move: Callable[[UUID, Qt.Key], bool] = lambda _id, _key: False,
    ) -> None:
        """groups, order, extras: see `EntryList`. keys: those of a line, and what each does.

        question: makes the line that asks for a few words; send: what is done with them. move: moves a line as Alt with
        a key says; whether it says anything.
        """
        self.of: UUID | None = None
        self._keys, self._question, self._send, self._move = keys, question, send, move
        super().__init__(
            session, drafts, kind, groups, order=order, columns=(_DAY_WIDTH,), extras=extras, gone=_gone
        )  # fmt: skip
        self.lines.line_made.connect(self._watch)

    def show_of(self, record: Record, of: UUID | None) -> None:
        """Show the lines of a swap, or with None of the plan; of another one, or the same after a change."""
        if self.of != of:
            self._drafts.keep_now()
            self.lines.begin_again()
            self.told.hide()
        self.of = of
        self.show_record(record)
        for id, slot in self.lines.slots.items():
            if slot.asking is None and self._session.kept(self._session.draft_key(self._draft(id))) is not None:
                self._ask(id)

    def start_remaining(self) -> bool:
        """Go to the first line with which something can be done; whether there is one."""
        first = next((id for id in self.lines.ids if self.lines.said(id).asks), None)
        return first is not None and self.lines.go_to(first)

    # Deeds

    def do(self, action: Callable[Concatenate[Record, ...], Change], id: UUID, **fields: object) -> None:
        """Run an action on a line."""
        slot = self.lines.slots.get(id)
        if slot is not None and isinstance(slot.asking, Answer):
            slot.asking.close_it()
        self.told_why.emit(None)
        self._session.do(action, id, **fields).but(self._refused)

    def ask(self, id: UUID) -> None:
        """Ask for a few words below a line, and go there."""
        asking = self._ask(id)
        asking.start()
        self.reached.emit(self.lines.slots[id])

    def _refused(self, error: CoordinatorError) -> None:
        if isValid(self):
            self.told_why.emit(error)
        else:
            self._session.refused.emit(error)

    def _ask(self, id: UUID) -> Answer:
        slot = self.lines.slots[id]
        if isinstance(slot.asking, Answer):
            return slot.asking
        line = self._question()

        def send() -> Doing | None:
            asking = slot.asking
            return self._send(id, line.text().strip()).but(asking.refuse) if isinstance(asking, Answer) else None

        made = Answer(self._session, self._drafts, [(line, self._draft(id))], send)
        made.closed.connect(partial(self._answered, id))
        slot.ask(made)
        self.lines.order_tabs()
        return made

    def _answered(self, id: UUID) -> None:
        if id in self.lines.slots:
            self.lines.slots[id].stop_asking()
            self.lines.go_to(id)

    def _draft(self, id: UUID) -> str:
        return f"{self.kind.KIND}:{id}:fråga"

    def _watch(self, button: LineButton) -> None:
        button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of a line, before it sees them: Alt with an arrow would move its focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, LineButton):
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            key = Qt.Key(event.key())
            deed = self._keys(watched.line).get(key) if not held else None
            if deed is not None:
                deed(watched.line.id)
                return True
            if held == Qt.KeyboardModifier.AltModifier and self._move(watched.line.id, key):
                return True
        return super().eventFilter(watched, event)


def _gone(entry: Entity) -> str:
    return f"Borttaget: {' '.join(name_of(entry).split())}"
