"""The journal's sökord: the clinic's own in its own order, or the program's, and what stands under each."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from coordinator.exchange.journal_letters import kept, one_line
from coordinator.settings import JOURNAL_HEADINGS, Settings

PARTS: Mapping[str, str] = {
    "identity": "Personnummer, om det ska stå där",
    "date": "Dag och tid",
    "form": "Kontaktform",
    "reason": "Kontaktorsak",
    "current": "Aktuellt: diagnos, viktigt för patienten, fasta kontakter och företrädare",
    "alerts": "Uppmärksamhetsinformation och akutinformation",
    "assessment": "Din bedömning",
    "action": "Åtgärder: kontakter, fast vårdkontakt, vårdplan och det som lämnats ut",
    "planning": "Planering: vad, vem och när",
    "sip": "Samordnad individuell plan (SIP)",
    "transition": "Övergångar",
    "information": "Samtycken och lämnad information",
    "responsible": "Den som ansvarar för anteckningen",
}
"""What a note can hold, by key, and what it is in words."""

LONGEST, MOST = 60, 40
"""Letters in a sökord, and how many there may be."""


@dataclass(frozen=True)
class Heading:
    """One sökord as the journal writes it. parts: the keys of what stands under it, in that order."""

    text: str
    parts: tuple[str, ...]


@cache
def own_texts() -> Mapping[str, str]:
    """The program's own sökord, by the key of what stands under each, and that of the whole note (``title``)."""
    content = (files("resources") / "texts" / "journal_headings.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(content)
    return found


@cache
def own_headings() -> tuple[Heading, ...]:
    """The program's own, in the order of its note."""
    return tuple(Heading(text, (key,)) for key, text in own_texts().items() if key in PARTS)


def headings_of(settings: Settings) -> tuple[Heading, ...]:
    """The clinic's, or the program's own when the clinic has none or what is stored cannot be used."""
    return _read(settings[JOURNAL_HEADINGS])


@lru_cache(8)
def _read(stored: str) -> tuple[Heading, ...]:
    found = _stored(stored) if stored else ()
    return found if found and not problems(found) else own_headings()


def _stored(text: str) -> tuple[Heading, ...]:
    """What a text holds; nothing when it is not as `written` writes it. A part of a later version is passed over."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(rows, list) or not all(map(_is_row, rows)):
        return ()
    return tuple(Heading(row["text"], tuple(part for part in row["parts"] if part in PARTS)) for row in rows)


def _is_row(row: Any) -> bool:
    if not isinstance(row, dict) or set(row) != {"text", "parts"} or not isinstance(row["text"], str):
        return False
    return isinstance(row["parts"], list) and all(isinstance(part, str) for part in row["parts"])


def written(headings: Sequence[Heading]) -> str:
    """What the setting holds of them; empty when they are the program's own."""
    if tuple(headings) == own_headings():
        return ""
    return json.dumps([{"text": one.text, "parts": [*one.parts]} for one in headings], separators=(",", ":"))


def problems(headings: Sequence[Heading]) -> list[str]:
    """Why they cannot be used, each a sentence; nothing when they can."""
    return list(dict.fromkeys(_problems(headings)))


def _problems(headings: Sequence[Heading]) -> Iterator[str]:
    if not headings:
        yield "Skriv minst ett sökord."
    if len(headings) > MOST:
        yield f"Högst {MOST} sökord. Nu är de {len(headings)}."
    for number, one in enumerate(headings, 1):
        yield from _faults(number, one)
    looks = Counter(look for one in headings if (look := looks_as(one.text)))
    doubled = {look for look, many in looks.items() if many > 1}
    for one in headings:
        if looks_as(one.text) in doubled:
            yield f"Två sökord blir lika i journalen: {one.text.strip()}. Ändra det ena."
        elif looks_as(one.text) == looks_as(own_texts()["title"]):
            yield f"{one.text.strip()} är anteckningens rubrik. Välj ett annat sökord."
    places = Counter(part for one in headings for part in one.parts)
    for part, many in places.items():
        if part not in PARTS:
            yield "Något under ett sökord finns inte i programmet. Ta bort det."
        elif many > 1:
            yield f"Det här står under flera sökord: {PARTS[part]}. Låt det stå under ett."


def _faults(number: int, one: Heading) -> Iterator[str]:
    """What is wrong with one of them by itself; ``number`` tells which."""
    text = one.text.strip()
    if not looks_as(text):
        yield f"Sökord {number} har inget namn. Skriv det, eller ta bort raden."
    if len(text) > LONGEST:
        yield f"Sökord {number} är för långt: högst {LONGEST} tecken."
    if any(not sign.isprintable() for sign in text) or one_line(text) != text:
        yield f"Sökord {number} har en radbrytning eller ett osynligt tecken. Skriv det på en rad."
    if ":" in text:
        yield f"Sökord {number} har ett kolon. Ta bort det: kolon sätts dit när det behövs."


@lru_cache(256)
def looks_as(text: str) -> str:
    """How a sökord looks in a journal that keeps few letters and does not tell capitals apart."""
    return kept(one_line(text), latin1=True)[0].strip().casefold()


def unplaced(headings: Sequence[Heading]) -> list[str]:
    """The keys of what stands under no sökord, and therefore not in the note."""
    placed = {part for one in headings for part in one.parts}
    return [part for part in PARTS if part not in placed]
