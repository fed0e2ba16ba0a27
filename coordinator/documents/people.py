"""*De som står mig nära*: relatives, guardians and representatives, as far as each may stand on paper."""

from collections.abc import Iterator

from coordinator.blocks import Block, Column, ColumnKind, Heading, Rich, Span, Table, plain, strong
from coordinator.documents.phrases import sentence
from coordinator.guardian import Custody, Guardian, guardians
from coordinator.protection import place_is_secret, printable
from coordinator.record import Record
from coordinator.related_person import RelatedPerson
from coordinator.relative import Relative
from coordinator.representative import LegalRepresentative, representatives


def people_to_print(record: Record) -> list[RelatedPerson]:
    """Guardians and representatives whose power holds today, then relatives; the one to ring first before the rest."""
    relatives = sorted(record.all(Relative), key=lambda one: not one.call_first)
    return [one for one in (*guardians(record), *representatives(record), *relatives) if one.on_print]


def my_people(record: Record) -> Iterator[Block]:
    """A table of them; nothing when there are none."""
    people = people_to_print(record)
    if people:
        yield Heading("De som står mig nära")
        yield Table(
            (Column("Namn", 4), Column("Vad personen är för mig", 5), Column("Telefon", 3, ColumnKind.PHONE)),
            tuple(_row(record, one) for one in people),
            small=True,
        )


def _row(record: Record, one: RelatedPerson) -> tuple[Rich, ...]:
    name = [Span(one.heading, bold=True)]
    if one.language.strip():
        name.append(Span(f"\n{one.language.strip()}"))
    phone = printable(record, one, "phone")
    missing = "" if one.is_protected or place_is_secret(record) else "Telefon saknas"
    # Where a number is protected, nobody is asked to ring it.
    if isinstance(one, Relative) and one.call_first and (phone or missing):
        name.append(Span("\nRing först", bold=True))
    return tuple(name), plain(what_she_is(one)), strong(phone) if phone else plain(missing)


def what_she_is(one: RelatedPerson) -> str:
    """What the person is to the patient and may do, one thing a line."""
    if one.is_protected:
        return one.TITLE
    lines: list[str] = []
    if isinstance(one, Guardian):
        custody = f", {one.custody.label.lower()}" if one.custody is not Custody.NOT_ASKED else ""
        lines = [f"{one.TITLE} ({one.kinship.label.lower()}{custody})"]
        if one.decides_alone_on.strip():
            lines.append(f"Får besluta ensam om: {sentence(one.decides_alone_on.strip())}")
        if one.valid_until:
            lines.append(f"Till och med {one.valid_until.isoformat()}")
    elif isinstance(one, LegalRepresentative):
        scope = ", ".join(part.label.lower() for part in one.scope)
        lines = [one.power.label + (f": {scope}" if scope else "")]
        lines += [one.scope_note.strip(), f"Till och med {one.valid_until.isoformat()}" if one.valid_until else ""]
    elif isinstance(one, Relative):
        lines = [one.called.strip() or one.kinship.label, one.helps_with.strip()]
        lines.append(f"Får veta: {sentence(one.may_know.strip())}" if one.may_know.strip() else "")
    return "\n".join(line for line in lines if line)
