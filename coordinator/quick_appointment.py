"""A time written in one line, as one says it with the telephone at the ear: "mån 30 nov 13.15 neurologen Amina Wallin".

Reading only sorts what is there. What is not understood becomes what the time is for, or its note: no word is lost.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.contact import Contact
from coordinator.documents.phrases import title_of
from coordinator.entity import attrs_of
from coordinator.quick_contact import Part
from coordinator.quick_intervention import contact_named
from coordinator.role import known_role, role_key
from coordinator.swedish import folded, short_day
from coordinator.time_reader import Hours, find_day, find_hours, find_length
from coordinator.workplace import workplace

if TYPE_CHECKING:
    from coordinator.record import Record

_ORDER = (
    "day", "starts", "minutes", "what", "contact_id", "with_whom", "place", "form", "status", "preliminary", "movable",
    "interpreter_booked", "note",
)  # fmt: skip
"""The fields a line can fill, in the order they are shown."""

_APART = re.compile(r"(?<!-),(?!\d)|[;\t\n]")
_LABELS = frozenset({"med", "hos", "pa", "vid", "i", "till", "tid", "ny", "bokad", "besok", "den", "kl"})
"""Words that say nothing by themselves."""
_PREPOSITION = re.compile(r"(?:^|(?<= ))(?:på|vid|hos|i) ", re.IGNORECASE)
_LONGEST_NAME = 5

_FORMS: Mapping[str, AppointmentForm] = {
    "hembesok": AppointmentForm.HOME_VISIT,
    **dict.fromkeys(("video", "videosamtal", "videobesok", "videomote"), AppointmentForm.VIDEO),
    **dict.fromkeys(("telefon", "telefonsamtal", "telefontid", "telefonbesok"), AppointmentForm.PHONE),
    **dict.fromkeys(("mote med flera", "natverksmote", "gruppbesok"), AppointmentForm.GROUP),
}
_SAID: Mapping[str, tuple[str, Any]] = {
    **dict.fromkeys(("preliminar", "preliminart", "prel", "prel."), ("preliminary", True)),
    **dict.fromkeys(("kan flyttas", "far flyttas", "flyttbar"), ("movable", True)),
    **dict.fromkeys(("onskad", "onskas", "onskad tid"), ("status", AppointmentStatus.PROPOSED)),
    **dict.fromkeys(("tolk bokad", "tolk ar bokad", "tolken bokad"), ("interpreter_booked", True)),
    **dict.fromkeys(("tolk ej bokad", "tolk inte bokad", "boka tolk"), ("interpreter_booked", False)),
}


@dataclass(frozen=True)
class QuickAppointment:
    """What a line became: the fields of an `Appointment`, perhaps without a day, and the same in the order to show."""

    fields: Mapping[str, Any] = field(repr=False)
    parts: tuple[Part, ...] = field(repr=False)

    @property
    def has_day(self) -> bool:
        """Whether the line tells a day, which a time must have."""
        return "day" in self.fields


class AppointmentReader:
    """Reads lines about one patient. Who and where she usually goes is gathered once, since each key reads anew."""

    def __init__(self, record: "Record") -> None:
        self.record = record
        self.contacts = [one for one in record.all(Contact) if one.is_current]
        self.first_words = {word for one in self.contacts for word in folded(one.heading).split()}
        self.headings = {folded(one.heading) for one in self.contacts}
        named = (place for one in self.contacts for place in (one.place, one.organisation, one.unit))
        booked = (one.place for one in record.all(Appointment))
        self.places = {folded(place): place.strip() for place in (*booked, *named) if place.strip()}

    def read(self, text: str) -> QuickAppointment:
        """Read one line, its parts set apart by commas. RuleError when it tells a day that does not exist."""
        line = _Line(self)
        for written in _APART.split(text):
            part = " ".join(written.split())
            if part:
                line.read(part)
        return line.appointment()

    def named(self, words: Sequence[str]) -> tuple[Contact, int, int] | None:
        """The contact that some of the words name, and which of them do; the longest name of the first one counts."""
        for start in range(len(words)):
            if folded(words[start]).strip(".:()") not in self.first_words:
                continue
            for count in range(min(_LONGEST_NAME, len(words) - start), 0, -1):
                tried = " ".join(words[start : start + count])
                if not tried[:1].isupper() and folded(tried) not in self.headings:
                    continue
                found = contact_named(self.record, tried)
                if found is not None:
                    return found, start, start + count
        return None

    def with_role(self, role: str) -> Contact | None:
        """The one contact with that role; None for several."""
        found = [one for one in self.contacts if role_key(known_role(one.role) or one.role) == role_key(role)]
        return found[0] if len(found) == 1 else None


@dataclass
class _Line:
    """What has been understood so far."""

    reader: AppointmentReader
    values: dict[str, Any] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    suggested: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    def read(self, part: str) -> None:
        """Take what one part says."""
        said = _SAID.get(folded(part))
        form = _FORMS.get(folded(part))
        if said is not None and self._take(said[0], said[1], part):
            return
        if form is not None and self._take("form", form, part):
            return
        self._words(self._who(self._place(self._when(part))))

    def appointment(self) -> QuickAppointment:
        """The time it all makes."""
        values = self.values
        if "place" in values and not values.keys() & {"what", "contact_id", "with_whom"}:
            values["with_whom"], self.written["with_whom"] = values.pop("place"), self.written.pop("place")
        form = next((_FORMS[word] for word in folded(values.get("what", "")).split() if word in _FORMS), None)
        if form is not None and self._take("form", form, ""):
            self.suggested.add("form")
        if self.notes:
            values["note"] = self.written["note"] = ", ".join(self.notes)
        labels = {attr.name: attr.label for attr in attrs_of(Appointment)}
        parts = tuple(
            Part(labels[name], self._shown(name), name in self.suggested, self.written[name])
            for name in _ORDER
            if name in values
        )
        return QuickAppointment(dict(values), parts)

    def _shown(self, name: str) -> str:
        value = self.values[name]
        match name:
            case "day":
                return short_day(value, self.reader.record.today)
            case "starts":
                return f"{value:%H:%M}"
            case "minutes":
                return f"{value} minuter"
            case "contact_id":
                return title_of(self.reader.record.get(Contact, value))
            case "form" | "status":
                return str(value.label)
            case "preliminary" | "movable":
                return "preliminär" if name == "preliminary" else "kan flyttas"
            case "interpreter_booked":
                return "tolk bokad" if value else "tolk ej bokad"
        return str(value)

    def _take(self, name: str, value: Any, written: str) -> bool:
        """Fill a field that is empty; what would be a second value of it is not taken."""
        if name in self.values:
            return False
        self.values[name], self.written[name] = value, written
        return True

    def _when(self, part: str) -> str:
        """Take day, hour and length out of the part; what is left of it."""
        day = find_day(part, self.reader.record.today) if "day" not in self.values else None
        if day is not None:
            self._take("day", day.value, day.written)
            part = day.rest
        hours = find_hours(part) if "starts" not in self.values else None
        if hours is not None:
            part = hours.rest
            self._take_hours(hours.value, hours.written)
        length = find_length(part) if "minutes" not in self.values else None
        if length is not None and self._take("minutes", length.value, length.written):
            part = length.rest
        words = part.split()
        for word in words:
            said = _SAID.get(folded(word))
            if said is not None and self._take(said[0], said[1], word):
                words.remove(word)
                break
        return " ".join(words)

    def _take_hours(self, hours: Hours, written: str) -> None:
        self._take("starts", hours.starts, written)
        if hours.minutes is not None:
            self._take("minutes", hours.minutes, written)

    def _place(self, rest: str) -> str:
        """Take a place that the words end with, after "på" or alone; what is left."""
        known = self.reader.places.get(folded(rest))
        if known is not None and folded(rest) not in self.reader.headings:
            return "" if self._take("place", known, rest) else rest
        for found in _PREPOSITION.finditer(rest):
            where = rest[found.end() :]
            place = self.reader.places.get(folded(where)) or (where if _is_workplace(where) else "")
            if (
                place
                and folded(where) not in self.reader.headings
                and self._take("place", place, rest[found.start() :])
            ):
                return rest[: found.start()].strip()
        return rest

    def _who(self, rest: str) -> str:
        """Take the one that the words name; what is left."""
        words = rest.split()
        if not words or self.values.keys() & {"contact_id", "with_whom"}:
            return rest
        named = self.reader.named(words)
        if named is not None:
            contact, start, end = named
            start -= start > 0 and _role_in(words[start - 1]) != ""
            end += end < len(words) and words[end][:1].islower() and _role_in(words[end]) != ""
            return self._take_words("contact_id", contact.id, words, start, end)
        place = next((place for place, word in enumerate(words) if _role_in(word)), None)
        if place is None:
            return rest
        end = place + 1
        while end < len(words) and words[end][:1].isupper():
            end += 1
        contact_with_role = self.reader.with_role(_role_in(words[place])) if end == place + 1 else None
        if contact_with_role is not None:
            self.suggested.add("contact_id")
            return self._take_words("contact_id", contact_with_role.id, words, place, end)
        return self._take_words("with_whom", " ".join(words[place:end]), words, place, end)

    def _take_words(self, name: str, value: Any, words: Sequence[str], start: int, end: int) -> str:
        """Fill a field from some of the words, and the "hos" before them; what is left."""
        first = start - (start > 0 and folded(words[start - 1]) in _LABELS)
        self._take(name, value, " ".join(words[first:end]))
        return " ".join([*words[:first], *words[end:]])

    def _words(self, rest: str) -> None:
        """Keep what is left: a place, somebody's name, what the time is for, else a note."""
        if all(folded(word).strip(".:") in _LABELS for word in rest.split()):
            if rest and self.written:
                last = next(reversed(self.written))
                self.written[last] = f"{self.written[last]} {rest}".strip()
            return
        nobody = not self.values.keys() & {"contact_id", "with_whom"}
        taken = (
            (_is_workplace(rest) and self._take("place", rest, rest))
            or (nobody and _is_a_name(rest) and self._take("with_whom", rest, rest))
            or self._take("what", rest, rest)
        )
        if not taken:
            self.notes.append(rest)


def _role_in(word: str) -> str:
    """The role that a word names, in the definite form too: "dietisten"; empty when it names none."""
    bare = word.strip(".:()")
    shorter = (bare.removesuffix(ending) for ending in ("en", "n", "et") if bare.endswith(ending))
    return next((role for one in (bare, *shorter) if (role := known_role(one))), "") if bare[:1].islower() else ""


def _is_workplace(text: str) -> bool:
    return workplace(text) is not None


def _is_a_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 4 and all(word[:1].isupper() and not any(map(str.isdigit, word)) for word in words)
