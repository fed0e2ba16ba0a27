"""Uppmärksamhetsinformation on paper: the strip, and each row that the patient may see, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from coordinator.alert import EmergencyInformation
from coordinator.blocks import AlertItem, AlertState, AlertStrip, Rich, Span, StripCell, in_one_piece, led, plain
from coordinator.documents.phrases import sentence, source_line
from coordinator.entity import Knowledge
from coordinator.record import Record
from coordinator.umi.card_facts import may_stand_on_card
from coordinator.umi.kinds import AlertCertainty, AlertGroup, AlertType, Severity
from coordinator.umi.row import AlertInformation
from coordinator.umi.strip import NOT_ASKED, StripField, strip
from coordinator.umi.terms import is_sure

NATIONAL = "UMI (nationell lista)."
NOT_NATIONAL = "Akutinformation (ej UMI)."
NOT_CHECKED = "Inte kontrollerad mot journalen."

STATES = {
    Knowledge.SOME: AlertState.DANGER,
    Knowledge.NONE_KNOWN: AlertState.CALM,
    Knowledge.NOT_ASKED: AlertState.MISSING,
}
"""How a field of the strip looks."""


def strip_block(record: Record) -> AlertStrip:
    """The strip of five fields as it stands on papers."""
    return AlertStrip(
        tuple(StripCell(one.group.label, STATES[one.state], one.words, one.note) for one in told_groups(record))
    )


def told_groups(record: Record) -> tuple[StripField, ...]:
    """The five groups, as far as they are told of on paper."""
    return strip(record, on_paper=True)


def rows_to_print(record: Record) -> list[AlertInformation]:
    """The rows that hold today and that the patient may see: what threatens life first."""
    return [one for one in may_stand_on_card(record) if isinstance(one, AlertInformation)]


def expired_rows(record: Record) -> list[AlertInformation]:
    """Those that nobody ended but whose last day has passed."""
    return [one for one in record.all(AlertInformation) if one.for_patient and one.has_expired_on(record.today)]


def row_items(rows: Sequence[AlertInformation]) -> Iterator[AlertItem]:
    """The rows one after another. Where those beside each other are from one source, it is said once, below them."""
    for source, found in groupby(rows, row_source):
        items = list(map(row_item, found))
        yield from items[:-1]
        which = NATIONAL if len(items) == 1 else f"{NATIONAL} De {len(items)} uppgifterna ovan."
        yield replace(items[-1], source=f"{which} {source}")


def row_items_in_short(rows: Sequence[AlertInformation]) -> Iterator[AlertItem]:
    """On few lines: each that threatens life, then the others group by group, and when they were checked.

    How each shows and where it was read stand further on.
    """
    worst = [one for one in rows if one.severity is Severity.LIFE_THREATENING]
    others = (list(found) for _, found in groupby((one for one in rows if one not in worst), lambda one: one.group))
    items = [_told_together(found) for found in (*([one] for one in worst), *others)]
    yield from items[:-1]
    if items:
        yield replace(items[-1], source=f"{NATIONAL} {checked_in_short(rows)}")


def _told_together(rows: Sequence[AlertInformation]) -> AlertItem:
    """The rows one after another, each with what to do about it."""
    first, *others = rows
    spans = [Span(sentence(first.advice.strip()))]
    for one in others:
        spans += [Span(sentence(row_lead(one)), bold=True), Span(sentence(one.advice.strip()))]
    line = in_one_piece((span,) for span in spans if span.text)
    return AlertItem(sentence(row_lead(first)), (line,) if line else ())


def rows_source(rows: Sequence[AlertInformation]) -> Iterator[str]:
    """Where all of them were read and when they were checked, in a line or two; nothing without any."""
    sources = dict.fromkeys(one.source.label.lower() for one in rows)
    if rows:
        yield f"{NATIONAL} Källa: {sentence(', '.join(sources))} {checked_in_short(rows)}"


def checked_in_short(rows: Sequence[AlertInformation | EmergencyInformation]) -> str:
    """When they were checked and by whom; those that never were are named."""
    checked = [one for one in rows if one.checked_on]
    days = sorted(one.checked_on.isoformat() for one in checked if one.checked_on)
    said = []
    if len({(one.checked_on, one.checked_by.strip()) for one in checked}) == 1:
        said.append(source_line("", checked[0].checked_on, checked[0].checked_by))
    elif days:
        said.append(f"Kontrollerade {days[0]} till {days[-1]}.")
    unchecked = [one.heading for one in rows if not one.checked_on]
    if unchecked:
        said.append(f"{NOT_CHECKED.removesuffix('.')}: {sentence(', '.join(unchecked))}")
    return " ".join(said)


def row_item(one: AlertInformation) -> AlertItem:
    """The row, without its source."""
    said = row_words(one)
    return AlertItem(sentence(row_lead(one)), (plain(said),) if said else ())


def row_lead(one: AlertInformation) -> str:
    """What the row says, with how severe it is or what kind of thing it is."""
    if one.group is AlertGroup.HYPERSENSITIVITY:
        grade = f"{one.severity.label} överkänslighet" if one.severity else "Överkänslighet"
        if one.certainty is AlertCertainty.SUSPECTED:
            grade = f"Misstänkt {grade[:1].lower()}{grade[1:]}"
        return f"{grade}: {one.heading}"
    if one.type is AlertType.TREATMENT:
        return f"Pågående behandling: {one.heading}"
    return one.heading if one.group is AlertGroup.CONDITION else f"{one.group.label}: {one.heading}"


def row_words(one: AlertInformation) -> str:
    """What to do or avoid, how it shows, and of what is historic the whole as it was written."""
    return " ".join(sentence(part) for part in (one.advice.strip(), *_shows(one)) if part)


def _shows(one: AlertInformation) -> tuple[str, str]:
    """How it shows, and the rest of what is historic."""
    written = " ".join(one.content.split())
    reactions = ", ".join(reaction.label.lower() for reaction in one.reactions)
    return (f"Reaktion: {reactions}" if reactions else "", written.removeprefix(one.heading).strip())


def row_source(one: AlertInformation) -> str:
    """Where it was read, when it was checked and by whom; in words when it never was."""
    said = source_line(_read_in(one), one.checked_on, one.checked_by)
    return said if one.checked_on else f"{said} {NOT_CHECKED}"


def _read_in(one: AlertInformation) -> str:
    return ", ".join(part for part in (one.source.label, one.source_note.strip()) if part)


def row_details(one: AlertInformation) -> Rich:
    """The rest of a row: how it shows, its type, codes and days, what was written beside, and where it was read."""
    days = (("Konstaterad", one.ascertained_on), ("Giltig till och med", one.valid_until))
    parts = [part for part in _shows(one) if part]
    parts.append(f"{one.type.stored} {one.type.label}")
    parts += [f"{name} {code.strip()}" for name, code in (("ICD-10-SE", one.icd10), ("ATC", one.atc)) if is_sure(code)]
    parts += [f"Ämne: {one.substance.strip()}"] if one.substance.strip() else []
    parts += [f"{label} {day.isoformat()}" for label, day in days if day]
    parts += [" ".join(one.comment.split())] if one.comment.strip() else []
    parts.append(row_source(one))
    return led(f"{one.heading}:", " ".join(map(sentence, parts)))


def unknown_groups(record: Record) -> str:
    """What is not known of the groups, in words: "Ej efterfrågat: Smitta, Överkänslighet"; empty when all is known.

    Nobody need ask for older entries: those only come from a journal.
    """
    found: dict[str, list[str]] = {}
    for one in told_groups(record):
        optional = one.group is AlertGroup.HISTORIC and one.words == NOT_ASKED
        if one.state is not Knowledge.NONE_KNOWN and not optional:
            found.setdefault(one.words, []).append(one.group.label)
    return " ".join(sentence(f"{words}: {', '.join(groups)}") for words, groups in found.items())


def is_never_asked(record: Record) -> bool:
    """Whether nobody has asked about any of the groups."""
    return all(one.words == NOT_ASKED for one in told_groups(record))
