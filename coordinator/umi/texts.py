"""Akutinformation in two languages side by side: each Swedish text with the English one that says the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.entity import attrs_of
from coordinator.swedish import folded

if TYPE_CHECKING:
    from coordinator.record import Record

SAID: dict[str, str] = {
    "condition": "Condition",
    "do_not": "What not to do",
    "avoid_medicines": "Medicines to avoid",
    "do_this": "Do this",
    "anaesthesia": "Anaesthesia",
    "fasting": "Fasting and energy",
    "infusion": "Infusion",
    "seizures": "Seizures",
    "breathing": "Breathing",
    "communication": "Communication",
    "card_text": "On the card",
}
"""What is said in both languages beside the heading, what must not be done first; the English label of each field."""

MISSING = "Engelsk text saknas"


@dataclass(frozen=True)
class TextPair:
    """A Swedish text and its translation; one of them may be missing."""

    swedish: EmergencyInformation | None
    english: EmergencyInformation | None

    @property
    def first(self) -> EmergencyInformation:
        """The one that is there, the Swedish one if both are."""
        found = self.swedish or self.english
        if found is None:
            raise ValueError("a pair of no texts")
        return found


@dataclass(frozen=True)
class TextLine:
    """One field, or one row of it, in both languages. An empty text is missing."""

    field: str
    label: str
    english_label: str
    swedish: str
    english: str


def pairs(record: "Record") -> list[TextPair]:
    """Those that hold today, in the order they were written; English ones that translate nothing last."""
    return _paired([one for one in record.all(EmergencyInformation) if one.is_current_on(record.today)])


def past_pairs(record: "Record") -> list[TextPair]:
    """Those that no longer hold."""
    return _paired([one for one in record.all(EmergencyInformation) if not one.is_current_on(record.today)])


def _paired(texts: list[EmergencyInformation]) -> list[TextPair]:
    swedish = [one for one in texts if one.language is CardLanguage.SWEDISH]
    english = [one for one in texts if one.language is CardLanguage.ENGLISH]
    translated = {one.translates_id: one for one in english if one.translates_id is not None}
    found = [TextPair(one, translated.get(one.id)) for one in swedish]
    paired = {pair.english.id for pair in found if pair.english is not None}
    return [*found, *(TextPair(None, one) for one in english if one.id not in paired)]


def text_lines(pair: TextPair) -> Iterator[TextLine]:
    """Every row that is written in either language, row beside row: heading first, then the fields of `SAID`."""
    labels = {one.name: one.label for one in attrs_of(EmergencyInformation)}
    for name, english_label in {"heading": "Heading", **SAID}.items():
        swedish, english = _rows(pair.swedish, name), _rows(pair.english, name)
        for number in range(max(len(swedish), len(english))):
            yield TextLine(
                name, labels[name], english_label,
                swedish[number] if number < len(swedish) else "", english[number] if number < len(english) else "",
            )  # fmt: skip


def missing_english(pair: TextPair) -> list[TextLine]:
    """The rows that only the Swedish text has."""
    return [line for line in text_lines(pair) if line.swedish and not line.english]


def _rows(text: EmergencyInformation | None, name: str) -> list[str]:
    if text is None:
        return []
    return [line.strip() for line in getattr(text, name).splitlines() if line.strip()]


def text_of_condition(record: "Record", condition_id: UUID, words: str) -> EmergencyInformation | None:
    """The text that holds today and is about the diagnosis: by its id, or by its name in the words of the text."""
    asked = folded(words)
    for one in record.all(EmergencyInformation):
        named = one.condition_id is None and bool(asked) and folded(one.condition) == asked
        if one.is_current_on(record.today) and (one.condition_id == condition_id or named):
            return one
    return None
