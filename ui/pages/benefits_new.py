"""Adding a stöd: its kind, offered while one types, with what is usual for it; then how far it has come."""

import json
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.benefit.ages import age_words, fits_age, offered_kinds
from coordinator.benefit.applying import add_benefit
from coordinator.benefit.belonging import current_benefits
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.kinds import BenefitKind, Decision
from coordinator.benefit.rules import benefit_rule
from coordinator.benefit.standing import benefit_step
from coordinator.documents.phrases import sentence
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.swedish import folded, in_sentence
from ui.drafts import Drafts
from ui.entry_lines.entry_box import NewEntry
from ui.fields import LineField
from ui.form import EntryForm, Fault
from ui.form_choice import ChoiceRow
from ui.hits_below import KEYS, HitsBelow
from ui.pages.benefits_deeds import at_fault
from ui.pages.quick_add import QuickLine
from ui.parts import column, label, whole
from ui.session import Doing, Session
from ui.term_hits import Hit

PLANNED, APPLIED, HELD = "planned", "applied", "held"
_STANDINGS = ((PLANNED, "Ska sökas"), (APPLIED, "Ansökt"), (HELD, "Har redan"))
_OF = {
    PLANNED: frozenset({"what", "lifelong"}),
    APPLIED: frozenset({"what", "applied_on", "case_number", "lifelong"}),
    HELD: frozenset({"what", "decided_on", "valid_from", "valid_until", "lifelong"}),
}
"""Which fields are asked for, by how far it has come."""
_FIELDS = ("what", "applied_on", "case_number", "decided_on", "valid_from", "valid_until", "lifelong")
_HINT = "Skriv början, till exempel omvårdnad eller färdtjänst"
_NO_KIND = RuleError("Vilket stöd gäller det?", "Skriv några bokstäver och välj i listan.")
_LINE, _CHOSEN = f"{Benefit.KIND}:ny:sort", f"{Benefit.KIND}:ny:val"
_OFFERED = "Intyg och stöd"
_LONG = 4
"""With so many letters a part of a word is looked for inside it too."""


class KindForm(EntryForm):
    """The fields below the kind. One begins with the kind."""

    line: LineField | None = None
    """Where the kind is written."""

    def start(self, name: str = "") -> None:
        if not name and self.line is not None:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().start(name)

    def clear(self) -> None:
        if self.line is not None:
            self.line.show_saved("")
            self.line.show_draft("")
        super().clear()


class NewBenefit(NewEntry):
    """The kind, what is usual for it, and its days. What is chosen is kept as what is written is."""

    form: KindForm
    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        form = KindForm(session, drafts, Benefit, only=_FIELDS)
        super().__init__(session, drafts, Benefit, (), form=form)
        self.kind: BenefitKind | None = None
        self._record: Record | None = None
        self._drafts = drafts
        self._chosen: dict[str, Any] = {}
        self.line = form.line = QuickLine("Vilket intyg eller stöd?", "search", hint=_HINT, height=36)
        self.below = HitsBelow(self.line, _OFFERED)
        self.usual, self.already = label("", "note", wrap=True), label("", "late", wrap=True)
        self.kind_fault = Fault()
        self.standing = ChoiceRow("Hur långt har det kommit?", _STANDINGS)
        words = label("Vilket intyg eller stöd?", "note")
        words.setBuddy(self.line)
        self._rest = whole(column(label("Hur långt har det kommit?", "note"), self.standing, form, spacing=6))
        above = (words, self.line, self.kind_fault, self.usual, self.already, self._rest)
        self.inside.insertWidget(0, whole(column(*above, spacing=5)))
        self._connect()

    def _connect(self) -> None:
        self.line.textEdited.connect(self._offer)
        self.line.textChanged.connect(self._forget_kind)
        self.line.returnPressed.connect(self._enter)
        self.below.taken.connect(self._take)
        for watched in (self.line, *self.standing.buttons):
            watched.installEventFilter(self)
        self.standing.finished.connect(self._stand)
        for field in self.form.fields.values():
            field.finished.connect(self._keep)
        QWidget.setTabOrder(self.line, self.standing.buttons[0])

    def keeps_escape(self, field: object) -> bool:
        """Escape closes the box of kinds first."""
        return field is self.line and self.below.is_open

    # Beginning

    def begin(self, record: Record) -> None:
        self._record = record
        self._chosen = self._kept()
        super().begin(record)
        self.standing.show_saved(self._chosen.get("standing", PLANNED))
        kept = self._chosen.get("kind")
        self._drafts.watch(self.line, _LINE)
        if kept is not None:
            self._choose(BenefitKind.of(kept))
        self._show()

    def given(self, record: Record) -> dict[str, Any]:
        return {"applied_on": record.today, "lifelong": bool(self._kept().get("lifelong"))}

    # The kind

    def _offer(self, typed: str = "") -> None:
        """Open the box below the line with the kinds that fit."""
        found = self._hits(typed)
        if found:
            self.below.show_hits(found, KEYS)
        else:
            self.below.close_box()

    def _hits(self, typed: str) -> "list[Hit[BenefitKind]]":
        record = self._record
        if record is None:
            return []
        words = folded(typed).split()
        fits = [one for one in offered_kinds(record) if all(_holds(one, word) for word in words)]
        fits.sort(key=lambda one: not folded(one.label).startswith(folded(typed.strip())))
        other = [] if BenefitKind.OTHER in fits or not words else [BenefitKind.OTHER]
        return [self._hit(record, one, typed) for one in (*fits, *other)]

    def _hit(self, record: Record, kind: BenefitKind, typed: str) -> "Hit[BenefitKind]":
        rule = benefit_rule(kind)
        free = kind is BenefitKind.OTHER and typed.strip()
        title = f"{kind.label}: {' '.join(typed.split())}" if free else kind.label
        ages = age_words(rule, record.patient.birth_date, record.today)
        remark = "" if fits_age(record, kind) else "inte i den här åldern"
        return Hit(kind, title, rule.decider.label if rule.decider is not None else "", remark, ages)

    def _enter(self) -> None:
        """Take what is typed when it is one of them; else the first that is offered."""
        if self.kind is not None:
            self.standing.start()
            return
        found = self._hits(self.line.text())
        if found:
            self._take(found[0])

    def _take(self, hit: "Hit[BenefitKind]") -> None:
        typed = " ".join(self.line.text().split())
        self._choose(hit.term)
        what = self.form.fields["what"].editor.text_field
        if hit.term is BenefitKind.OTHER and what is not None and typed and not what.text().strip():
            what.show_draft(typed)
        self._keep()
        self._show()
        self.standing.start()
        self.reached.emit(self)

    def _choose(self, kind: BenefitKind) -> None:
        self.kind = None  # while the line is written
        self.line.show_draft(kind.label)
        self.kind = kind
        self.kind_fault.say(None)
        self.below.close_box()

    def _forget_kind(self, typed: str) -> None:
        self.kind_fault.say(None)
        if self.kind is not None and typed != self.kind.label:
            self.kind = None
            self._keep()
            self._show()

    # How far it has come

    def _stand(self) -> None:
        self.standing.show_saved(self.standing.chosen())
        self._keep()
        self._show()
        first = {APPLIED: "applied_on", HELD: "decided_on"}.get(self.standing.chosen())
        if first is not None:
            self.form.start(first)
            self.reached.emit(self)

    def _show(self) -> None:
        """Ask for what the kind and its standing have."""
        record, kind = self._record, self.kind
        self._rest.setVisible(kind is not None)
        asked = _OF[self.standing.chosen()]
        for name, field in self.form.fields.items():
            field.setVisible(name in asked)
        self.usual.setText(_usual(record, kind) if record is not None and kind is not None else "")
        self.usual.setVisible(bool(self.usual.text()))
        same = [one for one in current_benefits(record) if one.kind is kind] if record is not None else []
        said = [f"{one.heading}, {benefit_step(record, one).value.lower()}" for one in same] if record else []
        self.already.setText(
            f"Finns redan: {'; '.join(said)}. Ska det sökas på nytt? Välj Förnya på den raden." if said else ""
        )
        self.already.setVisible(bool(said))

    # Adding

    def add(self) -> None:
        if self.kind is None:
            self.kind_fault.say(_NO_KIND)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().add()

    def send(self, values: dict[str, Any]) -> Doing:
        return self.session.do(add_benefit, **self._fields(values))

    def _fields(self, values: dict[str, Any]) -> dict[str, Any]:
        """Those that are asked for, with what they mean."""
        asked = _OF[self.standing.chosen()]
        fields = {name: value for name, value in values.items() if name in asked}
        if self.standing.chosen() == HELD:
            fields["decision"] = Decision.GRANTED
        return {"kind": self.kind, **fields}

    def draft_names(self) -> list[str]:
        return [*super().draft_names(), _LINE, _CHOSEN]

    def _refused(self, error: CoordinatorError) -> None:
        """Beside the field it is about."""
        record = self._record
        if isValid(self) and isinstance(error, RuleError) and not error.field and record is not None:
            fields = self._fields(self.form.values())
            shown = {name: value for name, value in fields.items() if name in self.form.fields}
            rest = {name: value for name, value in fields.items() if name not in shown}
            name = at_fault(record, lambda now: add_benefit(record, **rest, **now), shown)
            error = RuleError(error.title, error.message, field=name)
        super()._refused(error)
        if isValid(self):
            self.reached.emit(self)

    # What is chosen

    def _kept(self) -> dict[str, Any]:
        kept = self.session.kept(self.session.draft_key(_CHOSEN))
        found: dict[str, Any] = json.loads(kept) if kept is not None else {}
        return found

    def _keep(self, _name: object = None) -> None:
        chosen = {
            "kind": self.kind.stored if self.kind is not None else None,
            "standing": self.standing.chosen(),
            "lifelong": bool(self.form.fields["lifelong"].editor.value()),
        }
        self.session.keep(self.session.draft_key(_CHOSEN), json.dumps(chosen))


def is_begun(session: Session) -> bool:
    """Whether a new one is half-written for the patient on screen."""
    names = (_LINE, _CHOSEN, *(f"{Benefit.KIND}:ny:{name}" for name in _FIELDS))
    return any(session.kept(session.draft_key(one)) is not None for one in names)


def _holds(kind: BenefitKind, word: str) -> bool:
    """Whether a word of its name, or of who decides, begins so; in a name also further in."""
    decider, name = benefit_rule(kind).decider, folded(kind.label)
    words = (*name.split(), *(folded(decider.label).split() if decider is not None else ()))
    return any(one.startswith(word) for one in words) or (len(word) >= _LONG and word in name)


def _usual(record: Record, kind: BenefitKind) -> str:
    """Who decides, at which ages, how it is renewed and which intyg is usual."""
    rule = benefit_rule(kind)
    said = []
    if rule.decider is not None:
        said.append(f"Beslutas av {in_sentence(rule.decider.label)}")
    said += [age_words(rule, record.patient.birth_date, record.today), rule.renewal]
    if rule.certificate:
        said.append(f"Intyg: {in_sentence(rule.certificate)}{f', blankett {rule.form}' if rule.form else ''}")
    return " ".join(sentence(one) for one in said if one)
