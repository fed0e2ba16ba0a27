"""What an akutkort shows: its rows, whom to ring, until when it holds; `coordinator.card_layout` places it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class CardItem:
    """One row: what it is and what to do about it. english is empty where nobody has written it; then it is missing."""

    id: UUID
    heading: str
    text: str
    english_heading: str
    english_text: str
    severe: bool = False
    always: bool = False
    """Whether it stands there without being chosen, so that it cannot be left out."""
    allergy: bool = False
    missed: bool = False
    """Whether it is hypersensitivity; and such that the card, when it is left out beside others, says there is more."""
    in_its_place: str = ""
    """What stands for an English heading that is missing: how dangerous it is in English, and what in Swedish."""

    @property
    def lacks_english(self) -> bool:
        """Whether any of it is said in Swedish alone."""
        return not self.english_heading or bool(self.text and not self.english_text)


@dataclass(frozen=True)
class CardPhone:
    """Whom to ring; urgent: who answers in an emergency."""

    who: str
    english_who: str
    name: str
    number: str
    urgent: bool = False


@dataclass(frozen=True)
class CardFacts:
    """The whole card. nothing: said in place of rows when there are none, in both languages."""

    name: str
    number: str
    born: date | None
    condition: str
    items: tuple[CardItem, ...]
    nothing: tuple[str, str]
    phones: tuple[CardPhone, ...]
    speaks: str
    source: str
    printed_on: date
    valid_until: date
    practice: bool
