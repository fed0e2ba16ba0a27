"""The rows of the list over all patients' gaps: whose each is, what its cells say, and how they are put together."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from coordinator.desk import PatientRow
from coordinator.gap import rule_named, rules
from coordinator.stored_gap import StoredGap
from coordinator.swedish import folded, how_late, short_day, sort_key
from ui.chips import GAP, OWN, Sign
from ui.pages.gap_row import is_question, sign_of
from ui.pages.gaps_rules import how_many
from ui.pages.list_filter import Kinds
from ui.table import Cell, Column, Grouping

_A_RULE_THAT_IS_GONE, _NAMELESS = "Annat", "Namn saknas"
WHAT, WHY, WHOSE, DAY, DO = range(5)
"""The columns."""
PATIENT, RULE, FLAT = "Patient", "Vad som saknas", "Ingen"
"""How the gaps can be put together."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose gap it is. ``title`` stands over the gaps of one patient; ``key`` sorts by name; see `GapOfAll`."""

    name: str = field(repr=False)
    number: str = field(repr=False)
    protected: bool
    title: str = field(repr=False)
    key: tuple[str, ...] = field(repr=False)
    found_by: str = field(repr=False)


@dataclass(frozen=True, slots=True)  # there may be tens of thousands
class GapOfAll:
    """One gap in the list. ``id`` tells what it is about: the same when the list is read again.

    late: its day has passed. question: it is something that nobody has asked. found_by: what the filter looks in,
    folded already: to fold ten thousand texts at the first key would make her wait.
    """

    id: Hashable
    gap: StoredGap
    whose: Whose
    today: date
    late: bool
    question: bool
    found_by: str = field(repr=False)

    def without_words(self) -> "GapOfAll":
        """The same row without the patient's words: see `coordinator.stored_gap.StoredGap.without_words`."""
        gap = self.gap.without_words()
        return replace(self, gap=gap, found_by=_found_by(gap, self.whose))


def rows_of(stored: Sequence[StoredGap], patients: Sequence[PatientRow], today: date) -> list[GapOfAll]:
    """A row for each gap, with whose it is."""
    known = {one.id: _whose(one) for one in patients}
    unknown = _named(_NAMELESS, "", protected=False)
    return [
        GapOfAll(
            (gap.patient_id, gap.rule, gap.contact, gap.entry, gap.field),
            gap,
            whose,
            today,
            gap.due is not None and gap.due < today,
            is_question(gap.rule),
            _found_by(gap, whose),
        )
        for gap in stored
        for whose in (known.get(gap.patient_id, unknown),)
    ]


def _found_by(gap: StoredGap, whose: Whose) -> str:
    return f"{folded(f'{gap.title} {gap.why}')} {whose.found_by}"


def _whose(one: PatientRow) -> Whose:
    return _named(one.sorted_name or _NAMELESS, one.number, protected=one.protected)


def _named(name: str, number: str, *, protected: bool) -> Whose:
    found_by = folded(f"{name} {number} {number.replace('-', '')}")
    return Whose(name, number, protected, f"{name}  {number}".strip(), sort_key(name), found_by)


KINDS: Kinds[GapOfAll] = (
    ("Alla", "", None),
    ("Försenat", "clock", lambda one: one.late),
    ("Inte efterfrågat", "circle-question-mark", lambda one: one.question),
    ("Saknas", "circle-dashed", lambda one: not (one.late or one.question)),
)
"""What the list can be narrowed to: its word, its icon, and what it lets through. Each gap is of one kind."""


def searched(one: GapOfAll) -> str:
    """What the filter looks in."""
    return one.found_by


# How they are put together


def patient_titles(rows: Sequence[GapOfAll]) -> list[str]:
    """The headings over the gaps of each patient, in the order of their names."""
    titles = {one.whose.title: one.whose.key for one in rows}
    return sorted(titles, key=lambda title: (titles[title], title))


def by_patient(titles: Sequence[str]) -> Grouping[GapOfAll]:
    """Under each patient's name."""
    return Grouping(lambda one: one.whose.title, titles, _about)


def by_rule() -> Grouping[GapOfAll]:
    """Under what is looked for, the most serious first."""
    return Grouping(_rule, [*(one.name for one in rules()), _A_RULE_THAT_IS_GONE], _about)


def _rule(one: GapOfAll) -> str:
    rule = rule_named(one.gap.rule)
    return rule.name if rule is not None else _A_RULE_THAT_IS_GONE


def _about(rows: Sequence[GapOfAll]) -> tuple[str, str]:
    late = sum(one.late for one in rows)
    return how_many(len(rows)), f"{late} försenade" if late > 1 else "1 försenad" if late else ""


# The cells


def _what(one: GapOfAll) -> Cell:
    return Cell(one.gap.title, weight=600, icon=sign_of(one.gap.rule), icon_role="amber")


def _serious(one: GapOfAll) -> tuple[int, int]:
    return one.gap.rank, (one.gap.due or date.max).toordinal()


def _why(one: GapOfAll) -> Cell:
    return Cell(one.gap.why, role="grey")


def _patient(one: GapOfAll) -> Cell:
    signs = (Sign("Skyddad", OWN, "eye-off"),) if one.whose.protected else ()
    return Cell(one.whose.name, one.whose.number, signs=signs)


def _day(one: GapOfAll) -> Cell:
    due = one.gap.due
    if due is None:
        return Cell("")
    if one.late:
        return Cell(how_late(due, one.today), role="amber", weight=600, help=short_day(due, one.today))
    return Cell("i dag", weight=600) if due == one.today else Cell(short_day(due, one.today), role="grey")


def _do(one: GapOfAll) -> Cell:
    return Cell(signs=(Sign(one.gap.verb, GAP),))


def _sorted(text: Callable[[GapOfAll], str]) -> Callable[[GapOfAll], Any]:
    return lambda one: sort_key(text(one)) if text(one) else None


def columns() -> tuple[Column[GapOfAll], ...]:
    """The columns; the first is sorted by how serious it is."""
    return (
        Column("Lucka", _what, _serious, "Vårdplan saknas", 5, has_icon=True),
        Column("Varför", _why, _sorted(lambda one: one.gap.why), "Telefon, e-post och kanal", 4, 3),
        Column("Patient", _patient, lambda one: one.whose.key, "Öberghammarström, Anna", 2, 1),
        Column("Dag", _day, lambda one: one.gap.due, "12 månader sen", 0, 2),
        Column("Gör", _do, _sorted(lambda one: one.gap.verb), "Ring och boka m", 0),
    )
