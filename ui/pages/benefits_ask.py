"""What a deed asks for, in its place: a day, a reason, what was decided. Enter goes on, and from the last does it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.benefit.belonging import benefit_of
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.kinds import Decision
from coordinator.benefit.rules import benefit_rule, proposed_until
from coordinator.benefit.standing import decided_by
from coordinator.benefit.who import writer_of
from coordinator.change import Applied
from coordinator.contact_choice import contact_meant, names_of_contacts
from coordinator.entity import attrs_of
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.swedish import day_in_words
from ui.box_to_add import BoxToAdd
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form import Fault, FormField
from ui.form_choice import ChoiceRow
from ui.form_fields import ChoiceEditor
from ui.form_flow import Columns, Flow, tab_to
from ui.pages.benefits_deeds import Deed, at_fault
from ui.pages.log_fields import Asked, Line, OneName
from ui.parts import Button, Kind, column, whole
from ui.session import Session

_WHOM = "Vem skriver det?"
_DECISIONS = ((None, "Inte valt"), *((one, one.label) for one in Decision))
_OF_REFUSAL, _OF_GRANT = ("appeal_by",), ("valid_from", "valid_until")


class Ask(BoxToAdd):
    """The fields of a deed. Ctrl+Enter does it from any of them, Escape thinks better of it."""

    done = Signal(object, object)
    """The deed is on disk: what was applied, and the deed."""
    reached = Signal(object)
    """A widget that is to be seen."""
    left = Signal()
    """It is put away, and nothing was done."""

    def __init__(
        self, session: Session, drafts: Drafts, deed: Deed, entry: Benefit | Certificate, record: Record
    ) -> None:
        super().__init__("paper", edge="border")
        self._session, self._drafts, self.deed, self._entry = session, drafts, deed, entry
        self._sent = False
        self.whom = Whom(record) if deed.whom else None
        attrs = {attr.name: attr for attr in attrs_of(deed.about)}
        decides = any(name == "decision" for name, _ in deed.fields)
        self.decision = ChoiceRow(attrs["decision"].label, _DECISIONS) if decides else None
        self.fields: dict[str, FormField] = {}
        self._columns = Columns()
        for name, argument in deed.fields:
            own = ChoiceEditor(attrs[name], self.decision) if name == "decision" and self.decision is not None else None
            field = self.fields[argument] = FormField(attrs[name], editor=own)
            self._columns.add(field, wide=attrs[name].long or own is not None)
        self.fault = Fault()
        self.do_it = Button(deed.words, icon="check", shortcut="Ctrl+Return", press=self.send)
        self.do_it.setAccessibleName(f"{deed.words}: {entry.heading}")
        self.cancel = Button("Avbryt", Kind.QUIET, shortcut="Esc", press=self.leave)
        buttons = whole(Flow(self.do_it, self.cancel))
        asked = [self.whom, self._columns] if self.whom is not None else [self._columns]
        if "title" in self.fields:  # what is to be written comes before who writes it
            asked.reverse()
        self.inside.addLayout(column(*asked, self.fault, buttons, spacing=8))
        self.asked_to_add.connect(self.send)
        self.closed.connect(self.leave)
        self._fill(record)

    def _fill(self, record: Record) -> None:
        given = _given(self._entry, record)
        for argument, field in self.fields.items():
            field.editor.meet(record)
            field.show_saved(given.get(argument, "" if field.attr.value_type is str else None))
            field.editor.main.installEventFilter(self)
            written = field.editor.text_field
            if written is not None:
                self._drafts.watch(written, draft_name(self.deed, self._entry, argument))
                written.textChanged.connect(self._forget_fault)
                if isinstance(written, LineField):
                    written.returnPressed.connect(partial(self._go_on, written))
        if self.decision is not None:
            for button in self.decision.buttons:
                button.installEventFilter(self)
            self.decision.finished.connect(self._decided)
            self._decided()
        if "valid_from" in self.fields and isinstance(self._entry, Benefit):
            self._propose(record, self._entry)
        if self.whom is not None:
            self.whom.line.show_draft(writer_of(record, self._entry) if isinstance(self._entry, Certificate) else "")
            self.whom.line.show_saved(self.whom.line.text())
            self._drafts.watch(self.whom.line, draft_name(self.deed, self._entry, "whom"))
            self.whom.line.installEventFilter(self)
            self.whom.line.returnPressed.connect(partial(self._go_on, self.whom.line))

    def start(self) -> None:
        """Go to the first that is not written yet."""
        if self.whom is not None and not self.whom.line.text().strip() and not _lacks(self.fields, "title"):
            self.whom.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        shown = [field for field in self.fields.values() if not field.isHidden()]
        empty = next((field for field in shown if field.editor.text_field is not None and not _text(field)), shown[0])
        (shown[0] if shown[0].editor.text_field is None else empty).editor.start()

    # The decision

    def _decided(self) -> None:
        """Ask for the days that the decision has: until when it holds, or by when it may be appealed against."""
        chosen = self.decision.chosen() if self.decision is not None else None
        for name in _OF_GRANT:
            self.fields[name].setVisible(chosen is not Decision.REFUSED)
        for name in _OF_REFUSAL:
            self.fields[name].setVisible(chosen in (Decision.REFUSED, Decision.PARTLY))
        self._forget_fault()

    def _propose(self, record: Record, one: Benefit) -> None:
        """Offer the last day that is usual, once the first one is written."""
        self.usual = Button("", Kind.QUIET, icon="calendar")
        self.usual.hide()
        first, last = self.fields["valid_from"].editor, self.fields["valid_until"]
        last.show_below(self.usual)

        def offer(_now: str = "") -> None:
            try:
                day = proposed_until(one.kind, first.value(), record.patient.birth_date)
            except RuleError:
                day = None
            self.usual.setVisible(day is not None and not _text(last))
            if day is not None:
                self.usual.say(f"Brukar gälla till {day_in_words(day, record.today)}")

        def take() -> None:
            day = proposed_until(one.kind, first.value(), record.patient.birth_date)
            if last.editor.text_field is not None and day is not None:
                last.editor.text_field.show_draft(day.isoformat())
                last.editor.start()

        self.usual.clicked.connect(take)
        for field in (self.fields["valid_from"], last):
            if field.editor.text_field is not None:
                field.editor.text_field.textChanged.connect(offer)
        tab_to(last.editor.main, self.usual)
        offer()

    # Doing it

    def send(self) -> None:
        """Do it, when everything can be read."""
        record = self._session.record
        if record is None or record.patient_id != self._entry.patient_id or self._sent:
            return
        values = self._values(record)
        if values is None:
            return
        self._sent = True
        self.fault.say(None)
        keys = [self._session.draft_key(draft_name(self.deed, self._entry, name)) for name in (*self.fields, "whom")]
        session = self._session

        def done(applied: Applied) -> None:
            for key in keys:
                session.keep(key, None)
            if isValid(self):
                self._empty()
                self.done.emit(applied, self.deed)

        doing = session.do(self.deed.does, self._entry.id, **values)
        doing.then(done).but(partial(self._refused, values))

    def leave(self) -> None:
        """Think better of it: what is written is forgotten."""
        self._empty()
        self.hide()
        self.left.emit()

    def _values(self, record: Record) -> dict[str, Any] | None:
        values: dict[str, Any] = {}
        wrong: list[FormField] = []
        for argument, field in self.fields.items():
            if field.isHidden():
                continue
            try:
                values[argument] = field.value()
            except RuleError:  # said beside the field
                wrong.append(field)
        if wrong:
            wrong[0].editor.start()
            return None
        return values | (self.whom.values(record) if self.whom is not None else {})

    def _refused(self, values: Mapping[str, Any], error: CoordinatorError) -> None:
        """Beside the field it is about; what is written stays."""
        if not isValid(self) or not self.isVisible():  # put away meanwhile
            self._session.refused.emit(error)
            return
        self._sent = False
        record = self._session.record
        name = error.field if isinstance(error, RuleError) else ""
        if name not in self.fields and record is not None and isinstance(error, RuleError):
            name = at_fault(record, lambda now: self.deed.does(record, self._entry.id, **now), values)
        field = self.fields.get(name)
        if field is None:
            self.fault.say(error)
            self.reached.emit(self)
            return
        if field.editor.text_field is not None:
            field.refuse(error)
        else:
            self.fault.say(error)
        field.editor.start()
        self.reached.emit(self)

    def _empty(self) -> None:
        for field in self.fields.values():
            field.take_back()
        if self.whom is not None:
            self.whom.line.show_saved("")
            self.whom.line.show_draft("")
        self._drafts.keep_now()

    def _go_on(self, here: QWidget) -> None:
        """Enter: on to the next line; from the last one it is done."""
        lines: list[LineField] = [self.whom.line] if self.whom is not None else []
        written = (field.editor.text_field for field in self.fields.values() if not field.isHidden())
        lines += [one for one in written if isinstance(one, LineField)]
        place = next((at for at, one in enumerate(lines) if one is here), len(lines) - 1)
        if place + 1 < len(lines):
            lines[place + 1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.send()

    def _forget_fault(self, _now: str = "") -> None:
        self.fault.say(None)


class Whom(Asked):
    """Who writes the intyg: one of the contacts, suggested while one types, or somebody by name."""

    def __init__(self, record: Record) -> None:
        self.line = Line(_WHOM, hint="Skriv en del av namnet")
        names = QStringListModel(sorted(names_of_contacts(record).values()), self.line)
        self.line.setCompleter(OneName(names, self.line))
        super().__init__(_WHOM, self.line)

    def values(self, record: Record) -> dict[str, Any]:
        """What the deed is told of her: the contact she is, else her name."""
        text = self.line.text().strip()
        contact = contact_meant(record, text) if text else None
        return {"contact_id": contact.id} if contact is not None else {"writer": text}


def draft_name(deed: Deed, entry: Benefit | Certificate, argument: str) -> str:
    """What is half-written in a deed is kept under."""
    return f"{entry.KIND}:{entry.id}:{deed.name}:{argument}"


def is_begun(session: Session, deed: Deed, entry: Benefit | Certificate) -> bool:
    """Whether something half-written is kept for the deed."""
    names = (*(argument for _, argument in deed.fields), "whom")
    return any(session.kept(session.draft_key(draft_name(deed, entry, one))) is not None for one in names)


def _given(entry: Benefit | Certificate, record: Record) -> dict[str, Any]:
    """What the fields hold from the beginning: today, and what is known already."""
    given: dict[str, Any] = {"on": record.today}
    if isinstance(entry, Benefit):
        rule = benefit_rule(entry.kind)
        given |= {"title": rule.certificate, "form": rule.form}
    else:
        given["needed_by"] = entry.needed_by
        benefit = benefit_of(record, entry)
        decider = decided_by(benefit) if benefit is not None else None
        given["to"] = entry.sent_to or (decider.label if decider is not None else "")
    return given


def _lacks(fields: Mapping[str, FormField], name: str) -> bool:
    return name in fields and not _text(fields[name])


def _text(field: FormField) -> str:
    written = field.editor.text_field
    return written.text().strip() if written is not None else ""
