"""What every letter to somebody who takes over tells: who coordinates what, and what is open."""

from collections.abc import Collection, Iterator
from datetime import date

from coordinator.blocks import Block, Column, ColumnKind, Heading, Paragraph, Rich, Table, led, plain, strong, words
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.documents.phrases import title_of
from coordinator.open_matters import AREAS, OpenMatter, open_matters_of
from coordinator.record import Record
from coordinator.sip.belonging import sips
from coordinator.sip.process import SipLead
from coordinator.transition.belonging import plan_of

_COLUMNS = (Column("När", 3, ColumnKind.DATE), Column("Vad", 6), Column("Hos vem", 4), Column("Hur långt", 3))


def who_coordinates(record: Record, day: date) -> Iterator[Block]:
    """The named roles as they are held on ``day``, who leads each SIP, and who holds the transitions together."""
    yield Heading("Vem samordnar vad")
    yield Table((Column("Vad", 4), Column("Vem", 6)), tuple(_coordinates(record, day)), empty="Inget är inskrivet än.")


def _coordinates(record: Record, day: date) -> Iterator[tuple[Rich, ...]]:
    names = {one.id: title_of(one) for one in record.all(Contact)}
    holding = [one for one in record.all(ContactRole) if one.holds_on(day)]
    for one in sorted(holding, key=lambda one: (list(Assignment).index(one.assignment), not one.main)):
        main = ", samordnar" if one.main else ""
        yield plain(f"{one.assignment.label}{main}"), strong(names.get(one.contact_id, ""))
    for sip in sips(record):
        if sip.is_open:
            who = "Vi leder" if sip.lead is SipLead.OURS else sip.led_by.strip() or "Någon annan, namnet saknas"
            yield plain(sip.heading), plain(who)
    plan = plan_of(record)
    if plan is not None and plan.is_open:
        yield plain("Övergångar"), plain(plan.coordinator.strip() or "Samordnare saknas")


def what_is_open(record: Record, areas: Collection[str] = AREAS) -> Iterator[Block]:
    """What is open in those areas, a table for each; what is late is said so."""
    found = [one for one in open_matters_of(record) if one.area in areas]
    yield Heading("Det här är öppet")
    if not found:
        yield Paragraph(plain("Inget är öppet."))
    for area in AREAS:
        rows = [one for one in found if one.area == area]
        if rows:
            yield Heading(f"{area} ({sum(one.many for one in rows)})", 3)
            yield _table(record, rows)


def _table(record: Record, found: list[OpenMatter]) -> Table:
    """A table of them, without a column that none of them has anything in."""
    rows = [_row(record, one) for one in found]
    said = [place for place in range(len(_COLUMNS)) if any(words(row[place]).strip() for row in rows)]
    columns = tuple(_COLUMNS[place] for place in said)
    return Table(columns, tuple(tuple(row[place] for place in said) for row in rows), small=True)


def _row(record: Record, one: OpenMatter) -> tuple[Rich, ...]:
    day = plain(one.day.isoformat() if one.day else "Inget datum")
    if one.is_late(record.today):
        day = led("Försenat", one.day.isoformat() if one.day else "")
    return day, plain(one.what), plain(one.who), plain(one.state)
