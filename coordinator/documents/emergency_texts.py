"""Akutinformation of the akutblad, field by field over all texts: what must not be done first, and whose words."""

from collections.abc import Iterator

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.blocks import AlertItem, Rich, in_one_piece, led, plain
from coordinator.documents.alert_rows import NOT_NATIONAL
from coordinator.documents.emergency import ONLY_ENGLISH, current_emergencies
from coordinator.documents.english_alerts import MISSING
from coordinator.documents.phrases import sentence, source_line
from coordinator.protection import printable
from coordinator.record import Record
from coordinator.umi.texts import TextPair, pairs, text_lines

_Told = tuple[str, list[Rich]]
"""A heading, and each field that is written as its name and its words."""


FIELDS = (
    "do_not", "avoid_medicines", "do_this", "anaesthesia", "fasting", "infusion", "seizures", "breathing",
)  # fmt: skip
"""The fields of a text that the sheet tells as it does, what must not be done first; each has its lead in the texts."""


def _leads(texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, texts[name]) for name in FIELDS)


def swedish_items(record: Record, texts: dict[str, str]) -> list[AlertItem]:
    """The texts in Swedish, or in English where there are no others."""
    return _items([_swedish(record, one, texts) for one in current_emergencies(record)])


def _swedish(record: Record, one: EmergencyInformation, texts: dict[str, str]) -> _Told:
    fields = ((lead, sentence(printable(record, one, name))) for name, lead in _leads(texts))
    return sentence(one.heading.strip()), [led(lead, said) for lead, said in fields if said]


def _items(found: list[_Told]) -> list[AlertItem]:
    """Field by field below the heading of the only text; of several each in one piece, for there is one page."""
    if len(found) > 1:
        return [AlertItem(heading, (in_one_piece(lines),) if lines else ()) for heading, lines in found]
    return [item for heading, lines in found for item in _one(heading, lines)]


def _one(heading: str, lines: list[Rich]) -> Iterator[AlertItem]:
    yield AlertItem(heading, tuple(lines[:1]))
    for lead, *said in lines[1:]:
        yield AlertItem(lead.text.strip(), (tuple(said),))


def swedish_sources(record: Record, texts: dict[str, str]) -> Iterator[str]:
    """Where each text was read, when it was checked and which physician gave it; nothing without any."""
    shown = current_emergencies(record)
    found = [_source(one, texts, several=len(shown) > 1) for one in shown]
    if found:
        yield f"{NOT_NATIONAL} {' '.join(found)}"


def _source(one: EmergencyInformation, texts: dict[str, str], *, several: bool) -> str:
    """Of which text, where it was read and when it was checked, which physician gave it and until when it holds."""
    parts = [f"{one.heading.strip()}:"] if several else []
    parts += [source_line(one.source, one.checked_on, one.checked_by), _issued(one, texts)]
    parts += [ONLY_ENGLISH] if one.language is not CardLanguage.SWEDISH else []
    return " ".join(part for part in parts if part)


def _issued(one: EmergencyInformation, texts: dict[str, str]) -> str:
    """Which physician gave the text, and until when it holds."""
    by, day = one.issued_by.strip(), one.issued_on.isoformat() if one.issued_on else ""
    until = f"{texts['until']} {one.valid_until.isoformat()}" if one.valid_until else ""
    given = f"{texts['issued']} {by}{f' {day}' if day else ''}" if by else ""
    said = ", ".join(part for part in (given, until) if part)
    return sentence(f"{said[:1].upper()}{said[1:]}")


def english_items(record: Record, texts: dict[str, str]) -> list[AlertItem]:
    """The texts row by row in English; a row that nobody has written in English stands in Swedish and says so."""
    return _items([_english(pair, texts) for pair in pairs(record)])


def _english(pair: TextPair, texts: dict[str, str]) -> _Told:
    return _english_heading(pair), [
        led(lead, "") + in_one_piece(rows) for name, lead in _leads(texts) if (rows := list(_english_rows(pair, name)))
    ]


def english_sources(record: Record, texts: dict[str, str]) -> Iterator[str]:
    """The same in English."""
    found = pairs(record)
    if found:
        said = (_english_source(one, texts, several=len(found) > 1) for one in found)
        yield " ".join([texts["not_national"], *said])


def _english_heading(pair: TextPair) -> str:
    if pair.english is not None and pair.english.heading.strip():
        return sentence(pair.english.heading.strip())
    return f"{MISSING} {sentence(pair.first.heading.strip())}"


def _english_rows(pair: TextPair, name: str) -> Iterator[Rich]:
    for line in text_lines(pair):
        if line.field == name:
            yield plain(sentence(line.english)) if line.english else led(MISSING, sentence(line.swedish))


def _english_source(pair: TextPair, texts: dict[str, str], *, several: bool) -> str:
    one = pair.english or pair.first
    by = f" {texts['by']} {one.checked_by.strip()}" if one.checked_by.strip() else ""
    checked = f"{texts['checked']} {one.checked_on.isoformat()}{by}" if one.checked_on else ""
    source = f"{texts['source']}: {one.source.strip()}" if one.source.strip() else ""
    parts = [_english_heading(pair)] if several else []
    parts += [sentence(", ".join(part for part in (source, checked) if part)), _issued(one, texts)]
    return " ".join(part for part in parts if part)
