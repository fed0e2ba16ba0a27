"""One date rule beside the list: its words in fields, what they give as one types, and what the program's rule was."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.date_formula import FORMS
from coordinator.date_rule import DateRule
from coordinator.editing_rules import Rule, generations, shipped_rule, to_edit
from coordinator.errors import CoordinatorError
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form import Fault
from ui.form_flow import Flow
from ui.pages.date_rules_rows import RuleRow, group_of, lead, said, since, standing
from ui.pages.date_rules_try import Trial
from ui.parts import Boxed, Button, Kind, Picture, clear, column, label, row, scrolling, selectable, whole
from ui.theme import scaled
from ui.tick_box import TickBox

_LABELS = {
    "formula": "Så räknas dagen",
    "length": "Så lång tid får det ta",
    "lead_months": "Påminnelse, månader före",
    "source": "Källa",
    "valid_from": "Gäller från",
    "wording": "Ny lydelse från",
}
_HINTS = {"length": "24 timmar, 3 dagar eller samma dag", "wording": "dag, till exempel 2028-01-01, och Enter"}


def _broken(one: RuleRow) -> str:
    """What is wrong with a rule of the clinic's, and what stands in the fields instead."""
    written = f" I filen står: {one.rule.formula}." if isinstance(one.rule, DateRule) and one.rule.formula else ""
    begins = "Fälten visar programmets regel. Det du ändrar där gäller i stället."
    return f"Er regel ger ingen dag: {one.fault}.{written} {begins}"


class DateRulePanel(QWidget):
    """One rule. What is written in a field is told when the field is left."""

    left = Signal()
    edited = Signal(str, str, str)
    """The rule's key, a field, and what is written in it."""
    checked = Signal(str, bool)
    taken_back = Signal(str)
    """The program's own rule is to hold again."""

    def __init__(self, drafts: Drafts) -> None:
        super().__init__()
        self.key = ""
        self.fields: dict[str, LineField] = {}
        self.faults: dict[str, Fault] = {}
        self._drafts = drafts
        self._made: tuple[str, bool] | None = None
        self._values: dict[str, str] = {}
        self._title, self._group = label("", "section", wrap=True), label("", "note", wrap=True)
        self._note = label("", wrap=True)
        self._broken = Boxed("red_soft", bar="red")
        self._why = label("", wrap=True)
        line = row(spacing=8)
        line.addWidget(Picture("triangle-alert", "red"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._why, 1)
        self._broken.inside.addLayout(line)
        self.trial = Trial()
        self._form, self._facts = column(spacing=10), column(spacing=6)
        self._older, self._ours = label("", "note", wrap=True), label("", wrap=True)
        self.tick = TickBox("Kontrollerad mot källan")
        self.tick.clicked.connect(self._ticked)
        self.back = Button("Återgå till programmets regel", icon="undo-2", press=self._go_back)
        self._forms = label("Så kan den skrivas: " + "; ".join(FORMS) + ".", "note", wrap=True)
        close = Button("Stäng", Kind.QUIET, icon="x", shortcut="Esc", press=self.left.emit)
        head = row(spacing=8)
        head.addLayout(column(self._title, self._group, spacing=1), 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        held = column(
            self._broken, self._note, self._facts, whole(self._form), self.tick, self._older, self._ours,
            whole(Flow(self.back)), self._forms, 1, spacing=10,
        )  # fmt: skip
        held.setContentsMargins(0, 0, scaled(12), scaled(12))
        inside = QWidget()
        inside.setLayout(held)
        self.area = scrolling(inside)
        outer = column(head, self.area, spacing=8)
        outer.setStretchFactor(self.area, 1)
        outer.setContentsMargins(scaled(16), 0, 0, 0)
        self.setLayout(outer)
        self.setAccessibleName("Allt om regeln")

    def show_rule(self, one: RuleRow, today: date) -> None:
        """Show a rule: another one, or the same after a change."""
        rule = one.rule
        fixed = isinstance(rule, DateRule) and rule.fixed
        is_another = self._made != (rule.key, fixed)
        self.key, self._made = rule.key, (rule.key, fixed)
        self._title.setText(rule.name)
        self._group.setText(f"{group_of(rule)}, {rule.key}")
        note = rule.note if isinstance(rule, DateRule) else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._why.setText(_broken(one))
        self._broken.setVisible(bool(one.fault))
        if is_another:
            self.area.verticalScrollBar().setValue(0)
            self.trial.setParent(None)
            self._make_form(rule, editable=not fixed)
        if not fixed:
            self._show_values(to_edit(rule.key))
        self.trial.show_rule(rule, today)
        if is_another:
            self._watch()
        self.tick.setVisible(not fixed)
        self.tick.setEnabled(not one.fault)
        self.tick.setChecked(rule.verified)
        if is_another:
            self._show_facts(one, fixed=fixed)
        self._show_origin(rule)
        self.back.setVisible(rule.own)
        self._forms.setVisible("formula" in self.fields)

    def start(self) -> None:
        """Where one begins: the first field, else the text itself, which the arrow keys scroll."""
        first = next(iter(self.fields.values()), None)
        (first or self.area).setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, name: str, error: CoordinatorError) -> None:
        """Say why a field was not saved; what was written in it stays."""
        if name in self.fields:
            self.fields[name].show_fault()
            self.faults[name].say(error)

    def accept(self, name: str) -> None:
        """A field was saved, and stands as it is kept, however it was typed."""
        if name in self.fields:
            self.faults[name].say(None)
            self.fields[name].show_draft(self._values[name])
            self.fields[name].show_saved(self._values[name])

    # The fields

    def _make_form(self, rule: Rule, *, editable: bool) -> None:
        clear(self._form)
        self.fields, self.faults = {}, {}
        if editable:
            main = ("formula", "lead_months") if isinstance(rule, DateRule) else ("length",)
            for name in (*main, "source", "valid_from", "wording"):
                self._form.addWidget(self._field(name, rule.key))
        else:
            self._form.addWidget(self.trial)

    def _field(self, name: str, key: str) -> QWidget:
        field = LineField(_LABELS[name], hint=_HINTS.get(name, ""))
        field.setMaxLength(200)
        fault = Fault()
        field.finished.connect(partial(self._tell, key, name))
        field.textChanged.connect(partial(self._typed, name))
        field.left_empty_handed.connect(self.left)
        self.fields[name], self.faults[name] = field, fault
        words = label(_LABELS[name], "note")
        words.setBuddy(field)
        below = [self.trial] if name in ("formula", "length") else []
        return whole(column(words, field, fault, *below, spacing=3))

    def _show_values(self, rule: Rule) -> None:
        values = {"source": rule.source, "valid_from": since(rule), "wording": ""}
        if isinstance(rule, DateRule):
            values |= {"formula": rule.formula, "lead_months": str(rule.lead_months)}
        else:
            values["length"] = rule.span
        self._values = values
        for name, field in self.fields.items():
            field.show_saved(values[name])

    def _watch(self) -> None:
        for name, field in self.fields.items():
            self._drafts.watch(field, f"date_rules:{self.key}:{name}", of_nobody=True)

    def _tell(self, key: str, name: str, text: str) -> None:
        if key == self.key and (name != "wording" or text.strip()):
            self.edited.emit(key, name, text)

    def _typed(self, name: str, text: str) -> None:
        self.faults[name].say(None)
        if name in ("formula", "length"):
            self.trial.show_words(text)

    def _ticked(self, ticked: bool) -> None:
        self.checked.emit(self.key, ticked)

    def _go_back(self) -> None:
        self.taken_back.emit(self.key)

    # What is told beside them

    def _show_facts(self, one: RuleRow, *, fixed: bool) -> None:
        clear(self._facts)
        rule = one.rule
        if fixed:
            words = "Ändras bara med programmet: vårdnadshavarnas rätt och samtyckena hänger på den."
            self._facts.addWidget(label(words, "note", wrap=True))
            checked = ", ".join(sign.text for sign in standing(one))
            told = (("Så räknas dagen", said(rule)), ("Påminnelse", lead(rule)), ("Källa", rule.source),
                    ("Gäller från", since(rule)), ("Mot källan", checked))  # fmt: skip
            for title, text in told:
                if text:
                    value = selectable(label(text, wrap=True))
                    value.setAccessibleName(f"{title}: {text}")
                    self._facts.addLayout(column(label(title, "note"), value, spacing=0))

    def _show_origin(self, rule: Rule) -> None:
        """The older wordings, and what the program's rule says where the clinic has another."""
        said_before = []
        for older in generations(rule.key)[1:]:
            begins = f" från {since(older)}" if since(older) else ""
            said_before.append(f"Dessförinnan gäller{begins}: {said(older)}.")
        self._older.setText("\n".join(said_before))
        self._older.setVisible(bool(said_before))
        if rule.own:
            ours = shipped_rule(rule.key)
            begins = f" Gäller från {since(ours)}." if since(ours) else ""
            self._ours.setText(f"Programmets regel: {said(ours)}.{begins} Källa: {ours.source}.")
        self._ours.setVisible(rule.own)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
