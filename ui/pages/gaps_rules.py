"""The rules that look for gaps, each with its name and why it matters, and how much it has found."""

from collections.abc import Mapping
from dataclasses import dataclass

from coordinator.days_left import with_year
from coordinator.gap import GapRule, rules
from coordinator.gaps import gaps
from coordinator.record import Record
from ui.chips import FACT, GAP, Chip
from ui.form_flow import Flow
from ui.pages.gap_row import WrappedRow, sign_of
from ui.pages.gaps_fold import Fold
from ui.pages.gaps_silenced import silences
from ui.parts import Picture, Rule, column, label, row
from ui.theme import is_large, scaled


@dataclass(frozen=True)
class Standing:
    """How it stands with one rule: how much it finds, and what is quiet of it, in a few words each."""

    finds: str = ""
    quiet: str = ""


class RuleRow(WrappedRow):
    """One rule: a sign, its name and reason, perhaps its code, and at the right how it stands."""

    def __init__(self, rule: GapRule, standing: Standing, *, code: bool = False) -> None:
        super().__init__()
        texts = column(label(rule.name, "strong", wrap=True), label(rule.reason, "note", wrap=True), spacing=0)
        if code:
            texts.addWidget(label(rule.code, "note"))
        signs = [Chip(standing.finds, GAP, sign_of(rule.code))] * bool(standing.finds)
        signs += [Chip(standing.quiet, FACT, "bell-off")] * bool(standing.quiet)
        beside = Flow(*signs) if is_large() else row(*signs)
        found = Picture(sign_of(rule.code), "amber", 18) if standing.finds else Picture("circle-check", "grey", 18)
        if is_large():
            texts.addLayout(beside)
            line = row(found, texts, spacing=10)
        else:
            line = row(found, texts, beside, spacing=10)
        line.setStretchFactor(texts, 1)
        line.setContentsMargins(0, scaled(6), 0, scaled(6))
        self.setLayout(column(line, Rule(), spacing=0))
        said = (rule.name, standing.finds, standing.quiet, rule.reason)
        self.setAccessibleName(", ".join(part for part in said if part))


def how_many(many: int) -> str:
    """So many gaps, in words; empty for none."""
    return "" if not many else "1 lucka" if many == 1 else f"{many} luckor"


class RulesOfPatient(Fold):
    """Everything that is looked for, folded, with how much of it one patient has."""

    def __init__(self) -> None:
        super().__init__()
        self._record: Record | None = None
        self.say("Det här letar vi efter", _all_rules())
        self.opened.connect(self._show)

    def show_record(self, record: Record) -> None:
        """Show how it stands in ``record``."""
        self._record = record
        if self.is_open:
            self._show()

    def _show(self) -> None:
        if self._record is not None:
            now = standings(self._record)
            self.show_rows([RuleRow(rule, now[rule.code]) for rule in rules()])


def _all_rules() -> str:
    return f"{len(rules())} regler, det allvarligaste först"


def standings(record: Record) -> Mapping[str, Standing]:
    """How it stands with each rule, by its code."""
    found = [gap.key for gap in gaps(record)]
    quiet: dict[str, str] = {}
    for one in silences(record):
        last = with_year(one.entry.until)
        whole = one.entry.about is None
        quiet[one.entry.rule] = f"tyst till {last}" if whole else quiet.get(one.entry.rule, "en del tyst")
    return {rule.code: Standing(how_many(found.count(rule.code)), quiet.get(rule.code, "")) for rule in rules()}
