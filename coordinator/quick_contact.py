"""A contact written in one line, as a nurse would say it: "Lisa Ek, dietist, 070-123 45 67, var 6:e månad".

Reading only sorts what is there. What is not understood becomes the note, so that no word is lost.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coordinator.contact import Channel, Contact, ContactCategory
from coordinator.day_reader import read_day
from coordinator.entity import attrs_of
from coordinator.errors import RuleError
from coordinator.role import category_of_role, known_role
from coordinator.spoken import months_between, often_in_words
from coordinator.swedish import folded, short_day
from coordinator.workplace import Workplace, workplace

_ORDER = (
    "name", "role", "unit", "organisation", "phone", "switchboard", "phone_hours", "email", "channel", "next_contact",
    "interval_months", "note", "category",
)  # fmt: skip
"""The fields a line can fill, in the order they are shown."""

_FOLLOW_THE_WORKPLACE = (ContactCategory.SPECIALIST, ContactCategory.PRIMARY_CARE, ContactCategory.HABILITATION)
"""A physiotherapist belongs where she works; a tandläkare or a god man does not change with the place."""

_APART = re.compile(r"(?<!-),|[;\t\n]")
"""A comma after a hyphen is within a word: "öron-, näs- och halsläkare"."""

_NUMBER = re.compile(r"(?<![\w+/-])(?:\+[0-9]|0)[0-9 ()/.–-]*[0-9]")
_FEWEST_DIGITS, _MOST_DIGITS = 7, 15
_NEXT = re.compile(r"\b(?:nästa|ny tid|bokad)(?: (?:gång|besök|kontakt|tid))?:? ", re.IGNORECASE)
_HOURS = re.compile(r"(?:telefontid|vardagar|vard\b|dygnet runt|mån(?:dag)?(?:ar)?\b ?[–-]|kl\b)", re.IGNORECASE)
_LABELS = frozenset(
    {"tel", "telefon", "tfn", "mobil", "direkt", "direktnr", "nr", "vx", "vaxel", "vaxeln", "mejl", "mail", "epost",
     "e-post", "via", "pa", "vid", "hos"}
)  # fmt: skip
_SWITCHBOARD = frozenset({"vx", "vaxel", "vaxeln"})
_LONGEST_NAME, _LONGEST_ROLE, _LONGEST_DAY = 4, 3, 5
_LETTERS_IN_A_DAY = 40


@dataclass(frozen=True)
class Part:
    """One thing the line became: the field's label, its value in words, and the words it was read from.

    suggested: nobody wrote it; it follows from the rest.
    """

    label: str
    text: str = field(repr=False)
    suggested: bool = False
    written: str = field(default="", repr=False)


@dataclass(frozen=True)
class QuickContact:
    """What a line became: the fields of a `Contact`, and the same in the order to show."""

    fields: Mapping[str, Any] = field(repr=False)
    parts: tuple[Part, ...] = field(repr=False)


def read_contact(text: str, today: date) -> QuickContact:
    """Read one line, its parts set apart by comma, semicolon or tab; nothing of it is thrown away."""
    line = _Line(today)
    for written in _APART.split(text):
        part = " ".join(written.split())
        if part:
            line.read(part)
    return line.contact()


@dataclass
class _Line:
    """What has been understood so far."""

    today: date
    values: dict[str, Any] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    place: Workplace | None = None
    first: bool = True

    def read(self, part: str) -> None:
        """Take what one part says."""
        if not (self._whole(part) or self._pieces(part)):
            self.notes.append(part)
        self.first = False

    def contact(self) -> QuickContact:
        """The contact it all makes."""
        if self.notes:
            self.values["note"] = self.written["note"] = ", ".join(self.notes)
        if not self.values:
            return QuickContact({}, ())
        self.values["category"] = self._category()
        labels = {attr.name: attr.label for attr in attrs_of(Contact)}
        parts = tuple(
            Part(labels[name], self._shown(name), name == "category", self.written.get(name, ""))
            for name in _ORDER
            if name in self.values
        )
        return QuickContact(dict(self.values), parts)

    def _category(self) -> ContactCategory:
        by_role = category_of_role(self.values.get("role", ""))
        by_place = self.place.category if self.place else None
        if by_role and (by_place is None or by_role not in _FOLLOW_THE_WORKPLACE):
            return by_role
        return by_place or ContactCategory.SPECIALIST

    def _shown(self, name: str) -> str:
        value = self.values[name]
        match name:
            case "interval_months":
                return often_in_words(value)
            case "next_contact":
                return f"nästa {short_day(value, self.today)}"
            case "switchboard":
                return f"växel {value}"
            case "category" | "channel":
                return str(value.label)
        return str(value)

    def _take(self, name: str, value: Any, written: str) -> bool:
        """Fill a field that is empty; what would be a second value of it is not taken."""
        if name in self.values:
            return False
        self.values[name], self.written[name] = value, written
        return True

    def _whole(self, part: str) -> bool:
        """Whether the part as a whole is one thing we know."""
        if role := known_role(part):
            return self._take("role", role, part)
        channel = _channels().get(_without_labels(part))
        if channel is not None:
            return self._take("channel", channel, part)
        if _HOURS.match(part):
            return self._take("phone_hours", part, part)
        return False

    def _pieces(self, part: str) -> bool:
        """Take number, address and day out of the part, then what is left when that is understood.

        Whether every word found its place.
        """
        taken: list[tuple[str, Any, str]] = []
        rest = part
        switchboard = not _SWITCHBOARD.isdisjoint(_words(part))
        for reading in (self._day, _number, _address):
            if (found := reading(rest)) is not None:
                name, value, (start, end) = found
                name = "switchboard" if name == "phone" and switchboard else name
                taken.append((name, value, rest[start:end]))
                rest = " ".join(f"{rest[:start]} {rest[end:]}".split())
        often = months_between(rest)
        without = " ".join(f"{rest[: often[1][0]]} {rest[often[1][1] :]}".split()) if often else rest
        understood = self._rest(without)
        if often and understood:
            taken.append(("interval_months", often[0], rest[slice(*often[1])]))
        if taken and not _without_labels(without):
            name, value, written = taken[0]
            taken[0] = (name, value, f"{without} {written}".strip())
        # The caller keeps the whole part as it was said when a word of it found no place.
        placed = [self._take(*one) for one in taken]
        return understood and bool(placed or _without_labels(without)) and all(placed)

    def _rest(self, rest: str) -> bool:
        """Whether what is left is a role, a workplace or a name, which are then taken; or nothing but labels."""
        if not _without_labels(rest):
            return True
        words = rest.split()
        for count in range(min(_LONGEST_ROLE, len(words) - 1), 0, -1):
            for role, others in ((words[-count:], words[:-count]), (words[:count], words[count:])):
                known = known_role(" ".join(role))
                if known and "role" not in self.values and role[0][:1].islower() and self._named(" ".join(others)):
                    return self._take("role", known, " ".join(role))
        return self._take("role", known_role(rest), rest) if known_role(rest) else self._named(rest)

    def _named(self, text: str) -> bool:
        """Take ``text`` as a workplace or a name, if it is one."""
        words = text.split()
        place = workplace(text)
        if place is not None:
            name = _without_labels(text, fold=False)
            other = "unit" if place.field == "organisation" else "organisation"
            taken = self._take(place.field, name, text) or self._take(other, name, text)
            if taken and (self.place is None or self.place.category is None):
                self.place = place
            return taken
        named = len(words) <= _LONGEST_NAME and not any(char.isdigit() or char in "@/" for char in text)
        if named and (self.first or text[:1].isupper()):
            while len(words) > 1 and folded(words[-1]).strip(".:()") in _LABELS:
                words.pop()
            return self._take("name", " ".join(words), text)
        return False

    def _day(self, text: str) -> tuple[str, date, tuple[int, int]] | None:
        word = _NEXT.search(text)
        found = _coming(text[word.end() :], self.today) if word else None
        return ("next_contact", found[0], (word.start(), word.end() + found[1])) if word and found else None


def _coming(said: str, today: date) -> tuple[date, int] | None:
    """The day that ``said`` begins with and how many letters tell it; None when it is no day or one that has been."""
    words = said.split(" ", _LONGEST_DAY)[:_LONGEST_DAY]
    for count in range(len(words), 0, -1):
        tried = " ".join(words[:count])
        try:
            day = read_day(tried, today) if len(tried) <= _LETTERS_IN_A_DAY else None
        except RuleError:
            continue
        if day is not None and day >= today:
            return day, len(tried)
    return None


def _number(text: str) -> tuple[str, str, tuple[int, int]] | None:
    """The first phone number; a fax number is none."""
    if "fax" in _words(text):
        return None
    for found in _NUMBER.finditer(text):
        if _FEWEST_DIGITS <= sum(char.isdigit() for char in found.group()) <= _MOST_DIGITS:
            return "phone", found.group(), found.span()
    return None


def _address(text: str) -> tuple[str, str, tuple[int, int]] | None:
    start = 0
    for word in text.split(" "):
        name, at, domain = word.partition("@")
        if at and name and "." in domain.strip(".") and "@" not in domain:
            return "email", word, (start, start + len(word))
        start += len(word) + 1
    return None


def _words(text: str) -> Sequence[str]:
    return [word.strip(".:()") for word in folded(text).split()]


def _without_labels(text: str, *, fold: bool = True) -> str:
    """``text`` without the words that only say what kind of thing it is."""
    words = folded(text).split() if fold else text.split()
    return " ".join(word for word in words if folded(word).strip(".:()") not in _LABELS)


def _channels() -> Mapping[str, Channel]:
    return {folded(channel.label): channel for channel in Channel} | {"sdk": Channel.SDK, "messenger": Channel.COSMIC}
