"""The form of a new row: the term that was chosen, and the fields of its type; and how it comes back half-made."""

import json
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.entity import Code
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.umi.kinds import AlertType
from coordinator.umi.registering import add_alert, begins_with
from coordinator.umi.row import AlertInformation
from ui.drafts import Drafts
from ui.entry_lines.entry_box import NewEntry
from ui.form_fields import Editor
from ui.pages.umi_fields import AlertForm, new_name
from ui.session import Doing, Session
from ui.tick_box import TickBox

MEDICINE = "Överkänslighet mot läkemedel"
CHECKED = "Kontrollerad mot journalen i dag, av mig"
_WHICH = f"{AlertInformation.KIND}:ny:vilken"


class NewAlert(NewEntry):
    """What is chosen in it is kept as what is written is: without its grade a row would say less than she said."""

    form: AlertForm
    stuck = Signal()
    """It was not added: the focus is where it says why."""

    def __init__(self, session: Session, drafts: Drafts, kind: AlertType, term: str, *, goes_on: bool = False) -> None:
        """term: of the national list; of a medicine what was typed. goes_on: the form was open when it went away."""
        self.type, self.term, self._goes_on = kind, " ".join(term.split()), goes_on
        form = AlertForm(session, drafts, kind, term=self.term, is_new=True)
        sort = f"{kind.stored} {kind.label}"
        words = f"{self.term} – {sort}" if kind.is_listed else f"{MEDICINE}: {sort}"
        super().__init__(session, drafts, AlertInformation, (), words=words, form=form)
        form.offer_codes(self.term)
        self.done.say("Lägg till raden")
        self.checked = TickBox(CHECKED)
        self.checked.installEventFilter(self)
        self.inside.insertWidget(1, self.checked)
        QWidget.setTabOrder(self.checked, self.done)
        QWidget.setTabOrder(self.done, self.cancel)
        self._which, self._choices_kept = (session.draft_key(name) for name in (_WHICH, self._choices_name))
        self.closed.connect(self.forget)

    def begin(self, record: Record) -> None:
        super().begin(record)
        name = self.form.fields["term"].editor.text_field if "term" in self.form.fields else None
        if name is not None and not self._goes_on:
            name.show_draft(self.term)
        self.checked.setChecked(bool(self._chosen().get(CHECKED)))
        self.checked.clicked.connect(self._keep)
        for field in self.form.fields.values():
            field.finished.connect(self._keep)
        self.session.keep(self._which, json.dumps([self.type.stored, self.term]))

    def given(self, record: Record) -> dict[str, Any]:
        given = {"valid_from": record.today, "snomed": self._snomed} | begins_with(self.type, self.term)
        chosen, editors = self._chosen(), self._choices()
        given |= {name: _value(editor, chosen[name]) for name, editor in editors.items() if name in chosen}
        return {name: value for name, value in given.items() if name in self.form.fields}

    @property
    def _snomed(self) -> str:
        """The id that the clinic's own list has for the term."""
        from coordinator.umi.snomed import snomed_to_keep  # what reads lists is not needed before a term is chosen
        from ui.term_folder import term_folder

        return snomed_to_keep(term_folder(), self.type, self.term)

    def add(self) -> None:
        super().add()
        if not self._sent:
            self.stuck.emit()

    def _refused(self, error: CoordinatorError) -> None:
        super()._refused(error)
        if isValid(self):
            self.stuck.emit()

    def send(self, values: dict[str, Any]) -> Doing:
        fields = {"term": self.term} | values
        return self.session.do(add_alert, type=self.type, checked=self.checked.isChecked(), **fields)

    def draft_names(self) -> list[str]:
        return [*super().draft_names(), _WHICH, self._choices_name]

    def forget(self) -> None:
        """It is put away: what is in it comes back when its term is chosen again, and not before."""
        self.session.keep(self._which, None)

    @property
    def _choices_name(self) -> str:
        return f"{AlertInformation.KIND}:{new_name(self.type, self.term)}:val"

    def _choices(self) -> dict[str, Editor]:
        """What is chosen and not written."""
        editors = {name: field.editor for name, field in self.form.fields.items()}
        return {name: editor for name, editor in editors.items() if editor.text_field is None}

    def _chosen(self) -> dict[str, Any]:
        kept = self.session.kept(self._choices_kept)
        found: dict[str, Any] = json.loads(kept) if kept is not None else {}
        return found

    def _keep(self, _name: object = None) -> None:
        chosen = {name: _stored(editor.value()) for name, editor in self._choices().items()}
        self.session.keep(self._choices_kept, json.dumps(chosen | {CHECKED: self.checked.isChecked()}))


def begun(session: Session) -> tuple[AlertType, str] | None:
    """Of which term a form was open for the patient on screen."""
    kept = session.kept(session.draft_key(_WHICH))
    if kept is None:
        return None
    kind, term = json.loads(kept)
    return AlertType.of(kind), term


def _stored(value: Any) -> Any:
    """A choice as it is kept."""
    if isinstance(value, tuple):
        return [one.stored for one in value]
    return value.stored if isinstance(value, Code) else value


def _value(editor: Editor, kept: Any) -> Any:
    """The choice that was kept for a field."""
    if isinstance(kept, list) and editor.attr.item_type is not None:
        return tuple(_code(editor.attr.item_type, one) for one in kept)
    return _code(editor.attr.value_type, kept) if isinstance(kept, str) else kept


def _code(kind: type, stored: str) -> Code | None:
    return kind.of(stored) if issubclass(kind, Code) else None
