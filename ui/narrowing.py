"""What narrows the contacts, the same in the list and on the map: words, and one of a few kinds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from coordinator.contact import Contact, ContactRole
from coordinator.swedish import folded

if TYPE_CHECKING:
    from coordinator.gap import Gap


class Narrowed(Protocol):
    """What is narrowed: a row of the contact list, or a `coordinator.contact_map.MapNode`.

    contact: None for a role that nobody holds. gap: what is missing or late about it. held: its roles in law.
    """

    @property
    def contact(self) -> Contact | None: ...
    @property
    def gap(self) -> "Gap | None": ...
    @property
    def next_time(self) -> date | None: ...
    @property
    def held(self) -> Sequence[ContactRole]: ...


@dataclass(frozen=True)
class ContactKind:
    """A kind of contacts that can be shown alone: its name in the program, its words and icon on the button."""

    name: str
    title: str
    icon: str
    has: Callable[[Narrowed], bool]


def _is_current(one: Narrowed) -> bool:
    return one.contact is not None and one.contact.is_current


def _is_gap(one: Narrowed) -> bool:
    return one.gap is not None


def _is_without_time(one: Narrowed) -> bool:
    return _is_current(one) and one.next_time is None


def _is_acute(one: Narrowed) -> bool:
    return one.contact is not None and one.contact.is_current and one.contact.important_in_emergency


ALL = ContactKind("all", "Alla", "", _is_current)
"""Hides nobody; only whom it counts is told by it."""
KINDS = (
    ALL,
    ContactKind("gaps", "Luckor", "", _is_gap),
    ContactKind("without_time", "Utan tid", "", _is_without_time),
    ContactKind("acute", "Viktiga akut", "zap", _is_acute),
)


def searched(one: Narrowed) -> str:
    """What words are looked for in: names, role, workplace and numbers, those also without blanks and hyphens."""
    contact = one.contact
    if contact is None:
        return one.gap.title if one.gap else ""
    numbers = (contact.phone, contact.switchboard)
    digits = ("".join(char for char in number if char.isdigit()) for number in numbers)
    words = (contact.name, contact.role, contact.organisation, contact.unit, contact.care_provider)
    return " ".join((*words, *numbers, *digits, *(role.assignment.label for role in one.held)))


class Narrowing(QObject):
    """What the contacts of the patient on screen are narrowed to; forgotten when another patient comes.

    A page that shows them has a `ui.pages.contacts_filter.ContactsFilter` on it, or writes ``words`` and ``kind`` by
    itself, and shows its contacts again when ``changed`` comes. The map of what is kept is
    ``contact_map(record, keep=session.narrowing.keeps)``; how many each kind has is counted over the whole map, by
    `ContactsFilter.show_counts`.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._patient_id: UUID | None = None
        self._words, self._kind = "", ALL

    def begin(self, patient_id: UUID) -> None:
        """That patient is on screen: what was narrowed of another is forgotten."""
        if patient_id != self._patient_id:
            self._patient_id = patient_id
            self.clear()

    @property
    def words(self) -> str:
        """The words that contacts must have, every one, as they were written."""
        return self._words

    @words.setter
    def words(self, words: str) -> None:
        self._become(words, self._kind)

    @property
    def kind(self) -> str:
        """The name of the kind that is shown alone, of `KINDS`; "all" for none."""
        return self._kind.name

    @kind.setter
    def kind(self, name: str) -> None:
        self._become(self._words, next(kind for kind in KINDS if kind.name == name))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything may be hidden."""
        return bool(self._words.strip()) or self._kind is not ALL

    def clear(self) -> None:
        """Let everything through again."""
        self._become("", ALL)

    def is_of_kind(self, one: Narrowed) -> bool:
        """Whether the contact is of the kind that is shown, whatever the words."""
        return self._kind is ALL or self._kind.has(one)

    def keeps(self, one: Narrowed) -> bool:
        """Whether the contact is shown: it is of the kind, and has every word."""
        if not self.is_of_kind(one):
            return False
        words = folded(self._words).split()
        if not words:
            return True
        text = folded(searched(one))
        return all(word in text for word in words)

    def _become(self, words: str, kind: ContactKind) -> None:
        if (words, kind) != (self._words, self._kind):
            self._words, self._kind = words, kind
            self.changed.emit()
