"""What every part of the panel about a swap is: it shows one swap, does things with it, and has fields that save."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied, Change
from coordinator.entity import attrs_of
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.transition.swap import Transition
from coordinator.transition.swapping import write_transition
from ui.drafts import Drafts
from ui.form import FormField
from ui.form_flow import Columns
from ui.session import Doing, Session

P = ParamSpec("P")
_ATTRS = {attr.name: attr for attr in attrs_of(Transition)}


class SwapPart(QWidget):
    """A part of the panel. What is refused is said by the field it is about, which may stand in another part."""

    told_why = Signal(object)
    """A deed was refused: a CoordinatorError, or None when there is nothing wrong any more."""
    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self.session, self.drafts = session, drafts
        self.swap: Transition | None = None
        self.fields: dict[str, FormField] = {}
        self._sent = False

    def show_swap(self, record: Record, swap: Transition) -> None:
        """Show a swap: another one, or the same after a change."""
        another = self.swap is None or self.swap.id != swap.id
        if another:
            self.drafts.keep_now()
            self._sent = False
            for field in self.fields.values():
                field.take_back()
        self.swap = swap
        self.fill(self.fields, record, swap, begin=another)

    def fill(self, names: Collection[str], record: Record, swap: Transition, *, begin: bool) -> None:
        """Show what stands in fields; begin: with what is half-written of that swap."""
        for name in names:
            field = self.fields[name]
            field.editor.meet(record)
            field.show_saved(getattr(swap, name))
            if begin and field.editor.text_field is not None:
                self.drafts.watch(field.editor.text_field, draft_name(swap.id, name))

    def has_draft(self, names: Collection[str]) -> bool:
        """Whether something half-written is kept for one of the fields."""
        key, swap = self.session.draft_key, self.swap
        return swap is not None and any(
            self.session.kept(key(draft_name(swap.id, name))) is not None for name in names
        )  # fmt: skip

    # Deeds

    def do(
        self, action: Callable[Concatenate[Record, P], Change], *args: P.args, **kwargs: P.kwargs
    ) -> None:  # fmt: skip
        """Run an action on the swap, once; a refusal is told to the panel."""
        if not self.is_on_screen or self._sent:
            return
        self._sent = True
        self.told_why.emit(None)
        swap_id = self.swap.id if self.swap is not None else None

        def done(_applied: Applied) -> None:
            if isValid(self):
                self._sent = False

        def refused(error: CoordinatorError) -> None:
            if not isValid(self) or self.swap is None or self.swap.id != swap_id:
                self.session.refused.emit(error)
                return
            self._sent = False
            self.told_why.emit(error)

        self.session.do(action, *args, **kwargs).then(done).but(refused)

    @property
    def is_on_screen(self) -> bool:
        """Whether the patient whose swap it is still is on screen."""
        record, swap = self.session.record, self.swap
        return record is not None and swap is not None and record.patient_id == swap.patient_id

    # Fields

    def make_fields(self, names: Sequence[str]) -> Columns:
        """Fields of the swap, beside each other where there is room."""
        made = Columns()
        for name in names:
            field = self.fields[name] = FormField(_ATTRS[name])
            field.finished.connect(self._finish)
            if field.editor.text_field is not None:
                field.editor.text_field.textChanged.connect(partial(self._forget_fault, name))
            made.add(field, wide=_ATTRS[name].long or len(names) == 1)
        return made

    def save(self, swap_id: UUID, name: str, value: Any) -> Doing | None:
        """Save what was written in a field; None when it waits for something more."""
        return self.session.do(write_transition, swap_id, **{name: value})

    def refuse(self, error: CoordinatorError) -> QWidget | None:
        """Say why beside the field it is about, when that is here; the field."""
        field = self.fields.get(error.field if isinstance(error, RuleError) else "")
        if field is None or not field.isVisible():
            return None
        field.refuse(error)
        return field

    def forget_faults(self) -> None:
        """Something else is done: what was refused before is not to be seen any more."""

    def start(self, name: str = "") -> bool:
        """Put the focus on a field; whether it is here."""
        if name not in self.fields:
            return False
        self.fields[name].editor.start()
        return True

    def _finish(self, name: str) -> None:
        field, swap = self.fields[name], self.swap
        try:
            value = field.value()
        except RuleError:
            return  # it is said beside the field
        if swap is None or not self.is_on_screen:
            self.drafts.keep_now()  # the patient left the screen first: it is there when she comes back
            return
        if value == field.editor.saved:
            field.take_back()
            return

        def refuse(error: CoordinatorError) -> None:
            if not isValid(self) or self.swap is None or self.swap.id != swap.id:
                self.session.refused.emit(error)
            elif self.refuse(error) is None:
                field.refuse(error)
            else:
                field.editor.show_fault()

        self.told_why.emit(None)
        doing = self.save(swap.id, name, value)
        if doing is not None:
            doing.but(refuse)

    def _forget_fault(self, name: str, _text: str = "") -> None:
        """Escape has brought the saved text back: there is nothing wrong with it."""
        field = self.fields[name]
        written = field.editor.text_field
        if field.fault_text and (written is None or written.unfinished() is None):
            field.take_back()


def draft_name(swap_id: UUID, name: str) -> str:
    """What is half-written about a swap is kept under."""
    return f"{Transition.KIND}:{swap_id}:{name}"
