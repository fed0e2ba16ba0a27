"""The rows of the preview before contacts are taken in: what their cells say, and under which heading they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from coordinator.contact import Contact
from coordinator.contact_import import Candidate, Preview
from coordinator.documents.phrases import workplace_of
from coordinator.entity import attrs_of, shown
from coordinator.swedish import sort_key
from ui.chips import FACT, OWN, Sign
from ui.table import Cell, Column, Grouping

_ALIKE, _NEW, _THERE = "Kan vara samma som en annan", "Nya", "Finns redan"
_SUGGESTED = "föreslaget"


@dataclass(frozen=True)
class ImportRow:
    """A contact that can be taken in, and whether it is to be."""

    id: int
    candidate: Candidate = field(repr=False)
    contact: Contact = field(repr=False)
    called: str
    ticked: bool
    can_be_ticked = True

    @property
    def kind(self) -> str:
        """The heading it stands under."""
        return _THERE if self.candidate.same_as else _ALIKE if self.candidate.like else _NEW

    def turned(self) -> "ImportRow":
        """The same with the other answer."""
        return replace(self, ticked=not self.ticked)


def import_rows(patient_id: UUID, found: Preview) -> tuple[ImportRow, ...]:
    """A row for each contact that can be taken in; one that is there already is not ticked."""
    return tuple(
        ImportRow(place, one, Contact(patient_id=patient_id, **one.fields), found.called, not one.same_as)
        for place, one in enumerate(found.candidates)
    )


def by_kind(rows: Sequence[ImportRow]) -> Grouping[ImportRow] | None:
    """Under headings, when not all are of one kind."""
    if len({row.kind for row in rows}) < 2:
        return None
    return Grouping(lambda row: row.kind, (_ALIKE, _NEW, _THERE), _about)


def _about(rows: Sequence[ImportRow]) -> tuple[str, str]:
    return f"{sum(row.ticked for row in rows)} av {len(rows)} valda", ""


def searched(row: ImportRow) -> str:
    """What a filter would look in."""
    return row.contact.heading


def everything_in_words(row: ImportRow) -> str:
    """All that the contact would hold, and what is known of it, to be read in full."""
    labels = {attr.name: attr.label for attr in attrs_of(Contact)}
    one = row.candidate
    said = [
        f"{labels[name]}: {shown(value)}{f' ({_SUGGESTED})' if name in one.guessed else ''}"
        for name, value in one.fields.items()
    ]
    return f"{row.called.capitalize()} {one.row}. {' · '.join((*said, *_known(row)))}"


def _known(row: ImportRow) -> list[str]:
    one = row.candidate
    left_out = f"Tas inte med: {', '.join(one.left_out)}" if one.left_out else ""
    return [text for text in (one.same_as, one.like, left_out) if text]


def _tick(row: ImportRow) -> Cell:
    return Cell(help="vald" if row.ticked else "inte vald")


def _number(row: ImportRow) -> Cell:
    return Cell(str(row.candidate.row), role="grey")


def _who(row: ImportRow) -> Cell:
    role, guessed = row.contact.role, "role" in row.candidate.guessed
    note = f"{role} ({_SUGGESTED})" if guessed else role
    heading = row.contact.heading
    return Cell(heading, "" if heading == role else note, role="ink" if row.ticked else "grey", weight=600)


def _workplace(row: ImportRow) -> Cell:
    return Cell(workplace_of(row.contact))


def _phone(row: ImportRow) -> Cell:
    return Cell(row.contact.phone or row.contact.switchboard or row.contact.email)


def _area(row: ImportRow) -> Cell:
    return Cell(row.contact.category.label, _SUGGESTED if "category" in row.candidate.guessed else "")


def _to_know(row: ImportRow) -> Cell:
    one = row.candidate
    signs = [Sign(one.same_as or one.like, FACT if one.same_as else OWN)] if one.same_as or one.like else []
    if one.left_out:
        signs.append(Sign(f"Utan {', '.join(one.left_out)}", FACT))
    return Cell(signs=tuple(signs))


def columns() -> tuple[Column[ImportRow], ...]:
    """The columns; what is to be known of a row stands last."""
    return (
        Column("Ta med", _tick, lambda row: not row.ticked, "Ta med"),
        Column("Rad", _number, lambda row: row.candidate.row, "1000", 0, 5),
        Column("Vem", _who, lambda row: sort_key(row.contact.heading), "Förnamn Efternamn", 3),
        Column("Arbetsplats", _workplace, lambda row: sort_key(workplace_of(row.contact)) or None, "Mottagning", 2, 3),
        Column("Telefon", _phone, lambda row: row.contact.phone or None, "070-123 45 67", 1, 2),
        Column("Kategori", _area, lambda row: row.contact.category.label, "Specialiserad vård, föreslaget", 1, 4),
        Column("Att veta", _to_know, lambda row: "; ".join(_known(row)) or None, "Liknar rad 100: samma namn", 2, 1),
    )
