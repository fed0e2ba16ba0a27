"""A reminder written in one line, as it is said: "ring LSS om beslutet fre 4 dec Karin".

Reading only sorts what is there: the last day in the line is when, a name after it is who holds it, and all the rest is
what is to be done. Nobody named means the user.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from coordinator.contact import Contact
from coordinator.day_reader import NotADay, read_day
from coordinator.documents.phrases import title_of
from coordinator.errors import RuleError
from coordinator.quick_contact import Part
from coordinator.quick_intervention import contact_named
from coordinator.swedish import folded, short_day, week

if TYPE_CHECKING:
    from coordinator.record import Record

_LONGEST_DAY, _LONGEST_NAME, _LETTERS_IN_A_DAY = 5, 3, 40
_BEFORE_A_DAY = frozenset({"senast", "till", "på", "den", "klart", "klar"})
"""Words that belong to the day they stand before."""
_MYSELF = frozenset({"jag", "mig", "jag sjalv", "sjalv"})
_CLOSE = frozenset({"mamma", "pappa", "patienten", "foraldrarna", "familjen"})
"""Words without a capital letter that still tell who does something."""
_OFTEN = re.compile(r"var(?:je|t|ann\w*)?|\d+:[ae]")
"""Before a weekday these say how often: "var 6:e mån" is no Monday."""


@dataclass(frozen=True)
class QuickReminder:
    """What a line became: the fields of a `Reminder`, and the same in the order to show.

    lacks: what must be written too before it can be added; empty when nothing must.
    """

    fields: Mapping[str, Any] = field(repr=False)
    parts: tuple[Part, ...] = field(repr=False)
    lacks: str = ""


def read_reminder(record: "Record", text: str) -> QuickReminder:
    """Read one line; nothing of it is thrown away. RuleError when it tells a day that does not exist."""
    words = re.sub(r",(?=\s|$)", " ,", text).split()
    day, first, last = _day_in(words, record.today)
    known = _words_of_names(record)
    before, after = _parts(_without_lead(words[:first])), _parts(words[last:])
    owner = ""
    # A name may stand after the day, or wherever commas set it apart; what comes first is always what is to be done.
    for parts, begin in ((after, 0 if before else 1), (before, 1)):
        for place in range(len(parts) - 1, begin - 1, -1):
            owner = owner or _owner(record, parts[place], known)
            if owner:
                del parts[place]
                break
        if owner:
            break
    what = " ".join(filter(None, (", ".join(before), ", ".join(after))))
    contact = contact_in(record, what)
    fields: dict[str, Any] = {"what": what, "owner": owner or record.actor.name}
    shown = [Part("Bevaka", what)] if what else []
    if day is not None:
        fields["due"] = day
        shown.append(Part("Datum", f"{short_day(day, record.today)}, {week(day)}"))
    if shown:
        shown.append(Part("Ansvarig", fields["owner"], suggested=not owner))
    if contact is not None and contact.heading != fields["owner"]:
        fields["contact_id"] = contact.id
        number = contact.phone.strip() or contact.switchboard.strip()
        shown.append(Part("Kontakt", f"{title_of(contact)} {number}".strip(), suggested=True))
    return QuickReminder(fields, tuple(shown), _lacks(what, day))


def _lacks(what: str, day: date | None) -> str:
    if not what:
        return "Skriv vad som ska bevakas."
    return "" if day is not None else "Skriv också en dag, till exempel fre 4 dec eller om en vecka."


def _day_in(words: Sequence[str], today: date) -> tuple[date | None, int, int]:
    """The last day that is told in ``words``, and from where to where; without one, None and the end twice."""
    wrong: RuleError | None = None
    last = len(words)
    while last > 0:
        for first in range(max(0, last - _LONGEST_DAY), last):
            try:
                day = _read(words, first, last, today)
            except RuleError as error:
                wrong = wrong or error
                last = first + 1  # no part of a day that does not exist is another day
                break
            if day is not None:
                return day, first, last
        last -= 1
    if wrong is not None:
        raise wrong
    return None, len(words), len(words)


def _read(words: Sequence[str], first: int, last: int, today: date) -> date | None:
    """The day that these words are, all of them; a day that has been is none to wait for."""
    said = " ".join(words[first:last])
    if len(said) > _LETTERS_IN_A_DAY or "," in said:
        return None
    if last - first == 1 and said.isalpha() and not _is_weekday(words, first):
        return None
    try:
        day = read_day(said, today)
    except NotADay:
        return None
    return day if day is not None and day >= today else None


def _is_weekday(words: Sequence[str], place: int) -> bool:
    """Whether one word may be a day by itself: "Tor" is a man, and after "var 6:e" and "6" a "mån" is a month."""
    word, before = words[place], words[place - 1].casefold() if place else ""
    ends_number = place > 1 and words[place - 2][-1:].isdecimal()  # "08-123 45 67 mån"
    months = before.isdecimal() and not ends_number and word.casefold() == "mån"
    often = months or _OFTEN.fullmatch(before)
    return not often and (word.islower() or word.casefold().endswith(("dag", "dagen")))


def _without_lead(words: Sequence[str]) -> list[str]:
    """The words before a day without those that only lead to it."""
    left = list(words)
    while left and left[-1].casefold() in _BEFORE_A_DAY | {","}:
        left.pop()
    return left


def _parts(words: Sequence[str]) -> list[str]:
    """Words as they were set apart by commas."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word == ",":
            parts.append([])
        else:
            parts[-1].append(word)
    return [" ".join(part) for part in parts if part]


def _owner(record: "Record", said: str, known: frozenset[str]) -> str:
    """The name of who holds the reminder; empty when the words name nobody."""
    words = said.split()
    if len(words) > _LONGEST_NAME:
        return ""
    bare, own = folded(said), record.actor.name
    if bare in _MYSELF or bare == " ".join(folded(own).split()[: len(words)]):
        return own
    contact = contact_named(record, said) if not known.isdisjoint(bare.split()) else None
    if contact is not None:
        return contact.heading
    named = all(word[0].isupper() and (len(word) == 1 or not word.isupper()) for word in words)
    return said if named or is_close(said) else ""


def is_close(said: str) -> bool:
    """Whether the words name somebody close to the patient without a name."""
    return folded(said) in _CLOSE


def contact_in(record: "Record", what: str) -> Contact | None:
    """The one contact that is named among other words, by name or by the letters of her workplace ("LSS")."""
    known = _words_of_names(record)
    words = [word.strip(".,:;()") for word in what.split()]
    for length in range(_LONGEST_NAME, 0, -1):
        for first in range(len(words) - length + 1):
            said = words[first : first + length]
            if all(word[:1].isupper() and folded(word) in known for word in said):
                found = contact_named(record, " ".join(said))
                if found is not None:
                    return found
    for word in words:
        if len(word) > 1 and word.isupper() and word.isalpha():
            fits = [one for one in record.all(Contact) if one.is_current and word.casefold() in _letters_of(one)]
            if len(fits) == 1:
                return fits[0]
    return None


def _words_of_names(record: "Record") -> frozenset[str]:
    """Every word of a contact's name: what has none of them names nobody, and need not be looked for."""
    headings = " ".join(one.heading for one in record.all(Contact) if one.is_current)
    return frozenset(folded(headings).split())


def _letters_of(contact: Contact) -> set[str]:
    return set(re.split(r"[^\w]+", f"{contact.role} {contact.unit} {contact.organisation}".casefold()))
