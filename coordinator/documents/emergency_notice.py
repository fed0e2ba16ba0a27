"""*Text för kylskåp eller dörr*: one page in large letters on what to do and whom to ring, to be read from two metres.

Visitors read it: it has no identity number, no address and no diagnosis, unless a physician has named one in her text.
"""

from collections.abc import Iterator
from dataclasses import replace

from coordinator.blocks import Alert, AlertItem, AlertState, Block, Heading, Note, Paragraph, Rich, Span, led, plain
from coordinator.document import Document, Footer
from coordinator.documents.papers import paper
from coordinator.documents.phrases import sentence
from coordinator.protection import shareable
from coordinator.record import Record
from coordinator.umi.card_facts import LEADS, card_facts, may_stand_on_card
from coordinator.umi.card_figure import CardFacts, CardItem
from coordinator.umi.kinds import AlertGroup
from coordinator.umi.row import AlertInformation

TITLE = "Om det blir akut"


def emergency_notice_document(record: Record) -> Document:
    """The page for ``record`` as it is now."""
    record = shareable(record)
    called = record.patient.calling_name
    made = paper(record, "emergency_notice", TITLE, _blocks(record))
    footer = Footer(called, "", made.footer.edition, made.footer.mark)
    return replace(made, subtitle=f"Jag heter {called}" if called else "", footer=footer)


def _blocks(record: Record) -> Iterator[Block]:
    facts = card_facts(record)
    yield _to_think_of(record, facts)
    yield Heading("Ring")
    yield Paragraph(_number("112", "fara för livet"))
    for one in facts.phones:
        yield Paragraph(_number(one.number, f"{one.name} ({one.who[:1].lower()}{one.who[1:]})"))
    yield Note(f"Gäller till {facts.valid_until.isoformat()}.")


def _to_think_of(record: Record, facts: CardFacts) -> Alert:
    """What to do; where nothing of it may stand on a door, that there is something; else why there is nothing."""
    items = tuple(_items(record, facts))
    if not facts.items:
        calm = facts.nothing[0].startswith("Inget känt")
        return Alert("Tänk på", (AlertItem(facts.nothing[0]),), AlertState.CALM if calm else AlertState.MISSING)
    # What is known of hypersensitivity as such is no row of anybody's: it bears the id of the patient.
    if all(one.id == record.patient_id for one, _ in items):
        something = AlertItem("Det finns något att veta. Fråga mig eller familjen.")
        return Alert("Tänk på", (something, *(said for _, said in items)), AlertState.MISSING)
    return Alert("Tänk på", tuple(said for _, said in items))


def _number(number: str, whose: str) -> Rich:
    return Span(number, bold=True), Span(f" {whose}")


def _items(record: Record, facts: CardFacts) -> Iterator[tuple[CardItem, AlertItem]]:
    """The rows of the card. Of what is no hypersensitivity only what to do is told: its name may be a diagnosis."""
    rows = {one.id: one for one in may_stand_on_card(record) if isinstance(one, AlertInformation)}
    for item in facts.items:
        row = rows.get(item.id)
        if row is None or row.group is AlertGroup.HYPERSENSITIVITY:
            lines = tuple(_line(line) for line in item.text.splitlines() if line.strip())
            yield item, AlertItem(sentence(item.heading), lines)
        elif item.text:
            yield item, AlertItem(sentence(item.text))


def _line(text: str) -> Rich:
    """A line of a text, with what leads in it in bold."""
    lead, _, said = text.partition(": ")
    return led(f"{lead}:", said) if said and lead in {swedish for swedish, _ in LEADS.values()} else plain(text)
