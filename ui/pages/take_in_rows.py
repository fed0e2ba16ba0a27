"""The rows of a file before they are taken in: what their cells say, which are chosen, and which come along."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from coordinator.entity import attrs_of, shown
from coordinator.swedish import sort_key
from coordinator.take_in.preview import Differs, IntakeRow, Preview, RowState
from ui.chips import DONE, FACT, LATE, OWN, Look, Sign
from ui.table import Cell, Column, Grouping

_SIGNS: dict[RowState, tuple[Look, str]] = {
    RowState.NEW: (DONE, "plus"),
    RowState.CHANGED: (OWN, "pencil"),
    RowState.SAME: (FACT, "check"),
    RowState.REMOVED: (FACT, "trash-2"),
    RowState.REFUSED: (LATE, "ban"),
}
_ORDER = {state: place for place, state in enumerate(RowState)}
_MANY = {
    RowState.NEW: ("ny", "nya"),
    RowState.CHANGED: ("ändrad", "ändrade"),
    RowState.SAME: ("lika", "lika"),
    RowState.REMOVED: ("borttagen här", "borttagna här"),
    RowState.REFUSED: ("kan inte tas in", "kan inte tas in"),
}


@dataclass(frozen=True)
class TakeInRow:
    """A row of the file, and whether it is to be taken in."""

    row: IntakeRow = field(repr=False)
    ticked: bool

    @property
    def id(self) -> UUID:
        """What it is chosen by."""
        return self.row.id

    @property
    def can_be_ticked(self) -> bool:
        """Whether there is anything to choose."""
        return self.row.state.can_be_chosen


def rows_of(preview: Preview, chosen: Collection[UUID]) -> tuple[TakeInRow, ...]:
    """Every row of the file, with what is chosen."""
    return tuple(TakeInRow(one, one.id in chosen) for one in preview.rows)


def in_state(preview: Preview, *states: RowState) -> frozenset[UUID]:
    """The rows that are so."""
    return frozenset(one.id for one in preview.rows if one.state in states)


def without(preview: Preview, chosen: Collection[UUID], id: UUID) -> frozenset[UUID]:
    """What is chosen when a row is not: neither are those that need it."""
    gone, waiting = {id}, [id]
    needed_by: dict[UUID, list[UUID]] = {}
    for one in preview.rows:
        for other in one.needs:
            needed_by.setdefault(other, []).append(one.id)
    while waiting:
        for one_id in needed_by.get(waiting.pop(), ()):
            if one_id not in gone:
                gone.add(one_id)
                waiting.append(one_id)
    return frozenset(chosen) - gone


def by_kind(preview: Preview) -> Grouping[TakeInRow]:
    """Under the name of their kind: those where there is something to choose first, the others closed."""
    titles = dict.fromkeys(one.kind_title for one in preview.rows)
    open_ = {one.kind_title for one in preview.rows if one.state.can_be_chosen or one.state is RowState.REFUSED}
    closed = [title for title in titles if title not in open_]
    return Grouping(lambda one: one.row.kind_title, (*(one for one in titles if one in open_), *closed), _about, closed)


def _about(rows: Sequence[TakeInRow]) -> tuple[str, str]:
    possible = sum(one.can_be_ticked for one in rows)
    if not possible:
        return f"{len(rows)}, inget att välja", ""
    return f"{sum(one.ticked for one in rows)} av {possible} valda", ""


def counted(preview: Preview) -> str:
    """How much of each there is, in words."""
    parts = []
    for state in RowState:
        many = sum(one.state is state for one in preview.rows)
        if many:
            parts.append(f"{many} {_MANY[state][many != 1]}")
    return f"{', '.join(parts)}." if parts else "Det finns inga poster i filen."


def entries_in_words(many: int) -> str:
    """So many of them."""
    return "1 post" if many == 1 else f"{many} poster"


def differences(row: IntakeRow) -> tuple[Differs, ...]:
    """What differs; of a row that is nowhere here, all that the file says."""
    if row.differs or row.there is not None:
        return row.differs
    said = ((one.label, shown(getattr(row.entry, one.name)).strip()) for one in attrs_of(type(row.entry)))
    return tuple(Differs(name, "", words) for name, words in said if words)


def refused_in_words(rows: Iterable[IntakeRow]) -> list[str]:
    """What cannot be taken in or is to be mended, a line each; of what is another practice's own, how many."""
    told = [one for one in rows if one.why]
    theirs = Counter((one.kind_title, one.why) for one in told if one.theirs)
    return [
        *(f"{one.kind_title}, {one.title}: {one.why}" for one in told if not one.theirs),
        *(f"{title}, {entries_in_words(many)}: {why}" for (title, why), many in theirs.items()),
    ]


def searched(one: TakeInRow) -> str:
    """What a filter would look in."""
    return one.row.title


def _tick(one: TakeInRow) -> Cell:
    if not one.can_be_ticked:
        return Cell(help="går inte att välja")
    return Cell(help="vald" if one.ticked else "inte vald")


def _what(one: TakeInRow) -> Cell:
    return Cell(one.row.title, role="ink" if one.ticked else "grey", weight=600)


def _state(one: TakeInRow) -> Cell:
    look, icon = _SIGNS[one.row.state]
    return Cell(signs=(Sign(one.row.state.label, look, icon),))


def _to_know(one: TakeInRow) -> Cell:
    row = one.row
    changed = ", ".join(differs.label for differs in row.differs) if row.state is RowState.CHANGED else ""
    return Cell("; ".join(filter(None, (row.why, row.like, changed))), role="grey")


def columns() -> tuple[Column[TakeInRow], ...]:
    """The columns; what is to be known of a row stands last."""
    return (
        Column("Ta in", _tick, lambda one: not one.ticked, "Ta in"),
        Column("Post", _what, lambda one: sort_key(one.row.title), "Förnamn Efternamn, roll", 3),
        Column("Mot pärmen", _state, lambda one: _ORDER[one.row.state], "Kan inte tas in", 0),
        Column("Att veta", _to_know, lambda one: _to_know(one).text or None, "Telefon, Arbetsplats", 2, 1),
    )
