"""The rows of *Alla övergångar*: what the cells say of each young person, and the stages they stand under."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date

from coordinator.documents.team_list import NOT_BEGUN, stage_title
from coordinator.swedish import how_late, short_day, sort_key
from coordinator.transition.standing import TransitionStage
from coordinator.transition.team import Due, TeamRow, quarter_end
from ui.pages.list_filter import Kinds
from ui.table import Cell, Column, Grouping

_NAMELESS = "Namn saknas"


@dataclass(frozen=True, slots=True)
class Young:
    """One line: what is known of her, and the day it is seen on."""

    row: TeamRow
    today: date
    found_by: str = field(repr=False)

    @property
    def id(self) -> Hashable:
        """Whose line it is."""
        return self.row.patient_id

    @property
    def next(self) -> Due | None:
        """What is due first."""
        return self.row.due[0] if self.row.due else None

    @property
    def due_this_quarter(self) -> bool:
        """Whether something is to be done before the quarter ends, what is late too."""
        return self.next is not None and self.next.day <= quarter_end(self.today)


def rows_of(found: Sequence[TeamRow], today: date) -> list[Young]:
    """A line for each."""
    return [
        Young(
            one,
            today,
            " ".join(
                (
                    one.name,
                    one.number,
                    one.number.replace("-", ""),
                    one.coordinator,
                    *(hole.words for hole in one.holes),
                )
            ),
        )
        for one in found
    ]


KINDS: Kinds[Young] = (
    ("Alla", "", None),
    ("Saknar mottagare", "circle-dashed", lambda one: bool(one.row.holes)),
    ("Att göra i kvartalet", "clock", lambda one: one.due_this_quarter),
    ("Inte påbörjade", "circle-question-mark", lambda one: not one.row.begun),
)
"""What the list can be narrowed to: its word, its icon, and what it lets through."""


def searched(one: Young) -> str:
    """What the filter looks in."""
    return one.found_by


def by_stage() -> Grouping[Young]:
    """Under the stages, those who have not begun first."""
    return Grouping(lambda one: stage_title(one.row), [NOT_BEGUN, *(one.label for one in TransitionStage)], _about)


def _about(rows: Sequence[Young]) -> tuple[str, str]:
    without = sum(bool(one.row.holes) for one in rows)
    return f"{len(rows)} {'person' if len(rows) == 1 else 'personer'}", f"{without} saknar mottagare" if without else ""


def _name(one: Young) -> Cell:
    return Cell(one.row.sorted_name or _NAMELESS, one.row.number, weight=600)


def _age(one: Young) -> Cell:
    return Cell(f"{one.row.years} år" if one.row.years is not None else "")


def _receivers(one: Young) -> Cell:
    row = one.row
    if not row.swaps:
        return Cell("inget byte än", role="grey")
    complete = row.named == row.swaps
    icon, role = ("circle-check", "green") if complete else ("circle-dashed", "amber")
    return Cell(f"{row.named} av {row.swaps}", icon=icon, icon_role=role)


def _holes(one: Young) -> Cell:
    holes = one.row.holes
    if not holes:
        return Cell("")
    more = f"och {len(holes) - 1} till" if len(holes) > 1 else ""
    return Cell(holes[0].words, more, help="\n".join(f"{hole.words} ({hole.kind.label})" for hole in holes))


def _next(one: Young) -> Cell:
    due = one.next
    if due is None:
        return Cell("")
    when = how_late(due.day, one.today) if due.day < one.today else short_day(due.day, one.today)
    late = due.day < one.today
    return Cell(when, due.words, role="amber" if late else "ink", weight=600 if late else 400)


def columns() -> tuple[Column[Young], ...]:
    """The columns; the first is sorted by name."""
    return (
        Column("Namn", _name, lambda one: sort_key(one.row.sorted_name), "Öberghammarström, Anna 20101001-2399", 1),
        Column("Ålder", _age, lambda one: one.row.birth_date, "17 år m"),
        Column("Har mottagare", _receivers, _share_named, "inget byte än", 0, 1, has_icon=True),
        Column("Saknar mottagare", _holes, lambda one: -len(one.row.holes), "Barnhjärtmottagningen och 3 till", 3, 3),
        Column("Nästa", _next, lambda one: one.next.day if one.next else None, "3 veckor sen Gemensamt möte", 4, 2),
        Column("Samordnare", lambda one: Cell(one.row.coordinator), _coordinator, "Anna-Karin Vide", 1, 4),
    )


def _share_named(one: Young) -> float | None:
    return one.row.named / one.row.swaps if one.row.swaps else None


def _coordinator(one: Young) -> tuple[str, ...] | None:
    return sort_key(one.row.coordinator) if one.row.coordinator else None
