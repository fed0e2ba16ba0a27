"""What stands on the akutkort: the rows by weight, whom to ring, until when it holds; and the same for a QR code.

Every word is one that somebody wrote into the record, or a fixed label. Nothing is shortened here: what has no room is
told of, and whoever prints chooses what goes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.alert import EmergencyInformation
from coordinator.diagnosis import conditions
from coordinator.documents.phrases import identity, sentence
from coordinator.entity import Attr, Knowledge, attrs_of
from coordinator.person import Communication
from coordinator.protection import printable, shareable
from coordinator.swedish import add_months
from coordinator.umi.belonging import current_rows
from coordinator.umi.card_figure import CardFacts, CardItem
from coordinator.umi.card_phones import card_phones
from coordinator.umi.kinds import ASKED_OF, AlertGroup, Severity
from coordinator.umi.row import AlertInformation
from coordinator.umi.rules import alert_rules
from coordinator.umi.strip import strip
from coordinator.umi.texts import TextPair, pairs, past_pairs, text_lines

if TYPE_CHECKING:
    from coordinator.record import Record

CARD, SHEET, ENGLISH_SHEET, NOTICE = "akutkort", "akutblad", "akutblad-en", "akutlapp"
CARD_PAPERS = frozenset({CARD, SHEET, ENGLISH_SHEET, NOTICE})
"""The papers that are remembered as out until they come back, by the words for them in commands."""

SHEETS = frozenset({"akutblad", "akutblad-en"})
"""Those that have room for all that holds, whether it was chosen for the card or not."""

_BESIDE = ("issued_by", "call_daytime", "call_on_call", "hospital", "document")

QR_BYTES = 331
"""So much text in UTF-8 a QR code of version 13, level M, holds: 69 modules of 0.4 mm, 30.8 mm with its quiet zone."""

_WAYS = {Communication.AAC: "alternativ kommunikation (AKK)"}
"""The label is an abbreviation that whoever reads the card may never have met."""
_SEVERITY_ENGLISH = {
    Severity.LIFE_THREATENING: "Life-threatening hypersensitivity",
    Severity.HARMFUL: "Harmful hypersensitivity",
    Severity.TROUBLESOME: "Troublesome hypersensitivity",
}
_MORE = ("Mer överkänslighet finns, se journalen", "More hypersensitivity exists, see the record")
_RUN_OUT = ("Överkänslighet: uppgiften har gått ut, se journalen", "Hypersensitivity: out of date, see the record")
_HYPERSENSITIVITY = {
    Knowledge.SOME: ("Överkänslighet finns, se journalen", "Hypersensitivity exists, see the record"),
    Knowledge.NONE_KNOWN: ("Ingen känd överkänslighet", "No known hypersensitivity"),
    Knowledge.NOT_ASKED: ("Överkänslighet: ej efterfrågat", "Hypersensitivity: not asked about"),
}
LEADS = {
    "do_not": ("Att inte göra", "What not to do"),
    "avoid_medicines": ("Läkemedel att undvika", "Medicines to avoid"),
    "do_this": ("Gör", "Do"),
    "anaesthesia": ("Sövning", "Anaesthesia"),
}
"""What leads in the words of a text, by its field, in both languages: names, which do not turn round what follows."""


def card_facts(record: "Record") -> CardFacts:
    """What the card says today, with what is protected left out."""
    record = shareable(record)
    items = _with_hypersensitivity(record, tuple(card_items(record)))
    patient = record.patient
    return CardFacts(
        patient.name, identity(record), patient.birth_date, _condition(record), items, _nothing(record),
        tuple(card_phones(record)), _speaks(record), _source(record), record.today, card_valid_until(record),
        record.practice,
    )  # fmt: skip


def may_stand_on_card(record: "Record") -> list[AlertInformation | EmergencyInformation]:
    """Every row and text that holds and may be chosen for the card, in the order of the card."""
    rows = sorted(
        (one for one in current_rows(record) if one.for_patient),
        key=lambda one: one.group is not AlertGroup.HYPERSENSITIVITY,  # in which the most severe stand first already
    )
    return [*rows, *(pair.first for pair in pairs(record))]


def card_items(record: "Record") -> Iterator[CardItem]:
    """The rows that were chosen for the card: what threatens life first, then the rest, then the physician's texts."""
    of_text = {pair.first.id: pair for pair in pairs(record)}
    for one in may_stand_on_card(record):
        if not one.on_card:
            continue
        yield row_item(one) if isinstance(one, AlertInformation) else _text(record, of_text[one.id])


def _with_hypersensitivity(record: "Record", items: tuple[CardItem, ...]) -> tuple[CardItem, ...]:
    """The rows, and where none of them is a hypersensitivity what is known of that: silence would be read as "none".
    Where some are, and others not, that there is more: those would be read as all. What is only troublesome may be left
    off without a word beside others.
    """
    rows = current_rows(record, AlertGroup.HYPERSENSITIVITY)
    shown = [one for one in rows if one.on_card and one.for_patient]
    if not items or (shown and not any(_is_missed(one) for one in rows if one not in shown)):
        return items
    field = next(one for one in strip(record) if one.group is AlertGroup.HYPERSENSITIVITY)
    said = _MORE if shown else _RUN_OUT if field.has_stopped else _HYPERSENSITIVITY[field.state]
    return (*items, _always(record.patient_id, said))


def _is_missed(one: AlertInformation) -> bool:
    return one.severity is not Severity.TROUBLESOME or not one.for_patient


def _always(id: UUID, said: tuple[str, str]) -> CardItem:
    return CardItem(id, said[0], "", said[1], "", always=True)


def without(facts: CardFacts, gone: Iterable[CardItem]) -> CardFacts:
    """The card when these have been taken off it, with what it then says of the hypersensitivity that is off it."""
    ids = {one.id for one in gone}
    kept = tuple(one for one in facts.items if one.id not in ids)
    lost = [one for one in facts.items if one.allergy and one.id in ids]
    told = lost and (any(one.missed for one in lost) or not any(one.allergy for one in kept))
    if not told or any(one.always for one in kept):
        return replace(facts, items=kept)
    return replace(facts, items=(*kept, _always(facts.items[0].id, _MORE)))


def row_item(one: AlertInformation) -> CardItem:
    """A row as it stands on card and sheet, in both languages."""
    heading, english, in_its_place = one.heading, one.english.strip(), ""
    if one.group is AlertGroup.HYPERSENSITIVITY:
        grade = f"{one.severity.label} överkänslighet" if one.severity else "Överkänslighet"
        lead = _SEVERITY_ENGLISH[one.severity] if one.severity else "Hypersensitivity"
        in_its_place = f"{lead}: {heading}"  # who cannot read what it is must still see how dangerous it is
        heading, english = f"{grade}: {heading}", f"{lead}: {english}" if english else ""
    allergy = one.group is AlertGroup.HYPERSENSITIVITY
    return CardItem(
        one.id, heading, one.advice.strip(), english, one.english_advice.strip(),
        severe=one.severity is Severity.LIFE_THREATENING, allergy=allergy, missed=allergy and _is_missed(one),
        in_its_place=in_its_place,
    )  # fmt: skip


def _text(record: "Record", pair: TextPair) -> CardItem:
    english = pair.english.heading.strip() if pair.english else ""
    swedish_text, english_text = _said(record, pair.swedish, 0), _said(record, pair.english, 1)
    return CardItem(pair.first.id, pair.first.heading.strip(), swedish_text, english, english_text)


def _said(record: "Record", text: EmergencyInformation | None, language: int) -> str:
    """The words for the card if there are any; else what must not be done, what shall be and how to put to sleep."""
    if text is None:
        return ""
    written = printable(record, text, "card_text")
    if written:
        return written
    found = ((leads[language], " ".join(printable(record, text, name).split())) for name, leads in LEADS.items())
    return "\n".join(f"{lead}: {sentence(words)}" for lead, words in found if words)


def _condition(record: "Record") -> str:
    main = [one.text.strip() for one in conditions(record) if one.main]
    return main[0] if main else ""


def _nothing(record: "Record") -> tuple[str, str]:
    """What the card says when nothing stands on it; also of what the patient may not see it is told that it exists."""
    fields = strip(record)
    asked = [record.patient.emergency_known, *(one.state for one in fields if one.group in ASKED_OF)]
    something = any(one.state is Knowledge.SOME or one.has_stopped for one in fields)
    if record.patient.emergency_known is Knowledge.SOME or something:
        return "Uppgifter finns men står inte på kortet. Fråga vården.", "Facts exist but are not on this card."
    if all(one is Knowledge.NONE_KNOWN for one in asked):
        return "Inget känt som är viktigt i akuta lägen.", "Nothing known that matters in an emergency."
    if any(one is Knowledge.NONE_KNOWN for one in asked):
        return (
            "Allt är inte efterfrågat än. Fråga mig, familjen eller vården.",
            "Not everything has been asked yet. Ask me, my family or my clinic.",
        )
    return "Ingen har frågat än. Fråga mig, familjen eller vården.", "Not asked yet. Ask me, my family or my clinic."


def _speaks(record: "Record") -> str:
    patient = record.patient
    ways = ", ".join(_WAYS.get(way, way.label.lower()) for way in patient.communication)
    return ", ".join(part for part in (patient.language.strip(), ways) if part)


def _source(record: "Record") -> str:
    """Since when the card is checked: the oldest check of what stands on it."""
    days = [one.checked_on for one in may_stand_on_card(record) if one.on_card]
    known = [day for day in days if day is not None]
    if not days:
        return ""
    if len(known) < len(days):
        return f"{'Delvis inte' if known else 'Inte'} kontrollerat mot journalen."
    return f"Kontrollerat mot källan {min(known).isoformat()}."


def card_valid_until(record: "Record", *, whole: bool = False) -> date:
    """The first day that anything on it must be looked at again, and never more than a year ahead (a rule in data).

    What should have been looked at already makes a card that holds for today alone. whole: of a paper that has all that
    holds, whether it was chosen for the card or not.
    """
    last = [add_months(record.today, alert_rules().card_months)]
    for one in may_stand_on_card(record):
        if one.on_card or whole:
            days = (one.valid_until, one.check_due) if isinstance(one, AlertInformation) else (one.valid_until,)
            last += [day for day in days if day is not None]
    return max(min(last), record.today)


def facts_said(record: "Record") -> str:
    """The facts of the card, one a line, without its days: two cards that say the same have the same lines."""
    facts = card_facts(record)
    lines = [f"{one.heading}. {one.text}" for one in facts.items] or [facts.nothing[0]]
    written = (one for one in facts.items if one.english_heading or one.english_text)
    lines += [f"{one.english_heading or one.heading}. {one.english_text}" for one in written]
    return _lined([*_whose(facts), *lines, *_to_ring(facts)])


def sheet_said(record: "Record") -> str:
    """The same of the papers that have room for everything: every row and every text, on the card or not."""
    facts, record = card_facts(record), shareable(record)
    lines = [f"{one.group.label}: {one.words}" for one in strip(record, on_paper=True)]
    for row in (one for one in record.all(AlertInformation) if one.for_patient):
        if row.is_current_on(record.today):
            lines += _row_said(row)
        elif row.has_expired_on(record.today):
            lines.append(f"Har gått ut: {row.heading}")
    lines += [f"Har gått ut: {one.first.heading}" for one in past_pairs(record) if one.first.ended_on is None]
    for pair in pairs(record):
        lines += [f"{line.label}: {line.swedish}" for line in text_lines(pair) if line.swedish]
        lines += [f"{line.english_label}: {line.english}" for line in text_lines(pair) if line.english]
        lines += [f"{one.label}: {getattr(pair.first, one.name)}" for one in _beside_text()]
    talk = [record.patient.communication_note, record.patient.interpreter]
    return _lined([*_whose(facts), *talk, *lines, *_to_ring(facts)])


def notice_said(record: "Record") -> str:
    """The same of the text for a door, which is in Swedish and has neither number nor diagnosis."""
    facts = card_facts(record)
    lines = [f"{one.heading}. {one.text}" for one in facts.items] or [facts.nothing[0]]
    return _lined([shareable(record).patient.calling_name, *lines, *_to_ring(facts)])


def _row_said(row: AlertInformation) -> Iterator[str]:
    item, reactions = row_item(row), ", ".join(reaction.label for reaction in row.reactions)
    certainty = row.certainty.label if row.certainty else ""
    yield f"{item.heading}. {' '.join((certainty, row.content, item.text, reactions))}"
    yield f"{item.english_heading}. {item.english_text}"


def _beside_text() -> Iterator[Attr]:
    return (one for one in attrs_of(EmergencyInformation) if one.name in _BESIDE)


def _lined(lines: Iterable[str]) -> str:
    return "\n".join(line for line in map(_on_one_line, lines) if line.strip(" .,:"))


def _whose(facts: CardFacts) -> list[str]:
    return [f"{facts.name}, {facts.number}", facts.condition, facts.speaks]


def _to_ring(facts: CardFacts) -> list[str]:
    return [f"{one.who}: {one.name}, {one.number}" for one in facts.phones]


def _on_one_line(text: str) -> str:
    return " ".join(text.split()).removesuffix(" .")


def qr_text(facts: CardFacts) -> str:
    """The card as plain text that any telephone shows without a net. Whoever scans it reads it: no identity number.

    Of those to ring it has the one for emergencies; all of them stand on the card itself. Every row is there in full.
    """
    born = f", född {facts.born.isoformat()}" if facts.born else ""
    lines = ["AKUTINFORMATION", f"{facts.name}{born}"]
    for one in facts.items:
        lines.append(_on_one_line(f"{sentence(one.heading)} {one.text}"))
    if not facts.items:
        lines.append(facts.nothing[0])
    urgent = next((one for one in facts.phones if one.urgent), facts.phones[0] if facts.phones else None)
    if urgent is not None:
        lines.append(f"Ring {urgent.name} {urgent.number}")
    return "\n".join([*lines, f"Gäller till {facts.valid_until.isoformat()}"])


def qr_excess(text: str, most_bytes: int = QR_BYTES) -> int:
    """How many characters too many the text has for a QR code, that of the card if not said; 0 when it has room."""
    return len(text) - len(text.encode()[:most_bytes].decode(errors="ignore"))
