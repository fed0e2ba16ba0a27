"""*Min kontaktkarta*: everybody the patient has contact with on one map, and who of them tells whom what is known."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from coordinator.blocks import Block, Column, ContactMap, Heading, Missing, Paragraph, Rich, Span, Table, plain
from coordinator.contact_map import ContactMap as Map
from coordinator.contact_map import printed_map
from coordinator.document import Document
from coordinator.documents.contact_tables import no_contacts
from coordinator.documents.papers import paper
from coordinator.map_figure import MapDot
from coordinator.protection import PROTECTED_WORDS, place_is_secret, shareable

if TYPE_CHECKING:
    from coordinator.record import Record

TITLE = "Min kontaktkarta"


def map_document(record: "Record") -> Document:
    """The paper for ``record`` as it is now: it lies down, since a map is wider than high."""
    blocks = _blocks(record, printed_map(record))
    return replace(paper(shareable(record), "contact_map", TITLE, blocks), landscape=True)


def _blocks(record: "Record", found: Map) -> Iterator[Block]:
    if place_is_secret(record):
        yield Missing("Skyddat", PROTECTED_WORDS)
    if not any(node.contact for nodes in found.nodes for node in nodes):
        yield from no_contacts(record)
    yield ContactMap(found.figure)
    if found.exchanges:
        yield Heading("Så går informationen")
        yield Paragraph(plain("De här delar, eller får dela, uppgifter om mig med varandra, så långt det är känt."))
        columns = (Column("Vem", 4), Column("Med vem", 4), Column("Hur", 3))
        yield Table(columns, tuple(_rows(found)), small=True)


def _rows(found: Map) -> Iterator[tuple[Rich, ...]]:
    """A row for each pair, in the order of the map: who coordinates stands first of two."""
    dots: Mapping[Hashable, MapDot] = {node.key: node.dot for nodes in found.nodes for node in nodes}
    place = {key: number for number, key in enumerate(dots)}
    pairs = []
    for one in found.exchanges:
        first, second = sorted((one.from_key, one.to_key), key=lambda key: place[key])
        pairs.append((place[first], place[second], dots[first], dots[second], ", ".join(one.ways)))
    for _, _, who, other, how in sorted(pairs, key=lambda pair: pair[:2]):
        yield _named(who), _named(other), plain(how)


def _named(dot: MapDot) -> Rich:
    return (Span(dot.name, bold=True), Span(f", {dot.role}")) if dot.role else (Span(dot.name, bold=True),)
