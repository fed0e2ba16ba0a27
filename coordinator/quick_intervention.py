"""An insats written in one line, as it is said in the room: "Provar telefon med bildstöd, Ali Hassan, 1 dec".

Reading only sorts what is there: what is neither a day nor somebody who answers for it stays in what is to be done.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from coordinator.contact import Contact
from coordinator.day_reader import NotADay, read_day
from coordinator.documents.phrases import title_of
from coordinator.role import known_role
from coordinator.swedish import folded, week

if TYPE_CHECKING:
    from coordinator.record import Record

_CLOSE = frozenset(
    {"jag", "jag sjalv", "mamma", "pappa", "mormor", "morfar", "farmor", "farfar", "foraldrarna", "familjen", "syster",
     "bror", "god man", "forvaltare", "assistent", "assistenten", "assistenterna", "skolan", "boendet", "hemmet"}
)  # fmt: skip
"""Words without a capital letter that still tell who does something."""

_BEFORE_A_DAY = re.compile(r"(?:(?:senast|klart|klar|till|före|den|är):? +)+", re.IGNORECASE)


@dataclass(frozen=True)
class QuickIntervention:
    """What a line became: the fields of an `Intervention`, and the same in words to show before it is added."""

    fields: Mapping[str, Any] = field(repr=False)
    words: str = field(repr=False)


def read_intervention(record: "Record", text: str) -> QuickIntervention:
    """Read one line, its parts set apart by commas. RuleError when it tells a day that does not exist."""
    parts = [part for part in (" ".join(part.split()) for part in text.split(",")) if part]
    what, who, due = parts[:1], "", None
    for part in parts[1:]:
        day = day_told(part, record.today)
        if day is not None and due is None:
            due = day
        elif not who and names_somebody(record, part):
            who = part
        else:
            what.append(part)
    fields: dict[str, Any] = {"what": ", ".join(what)} | (responsible(record, who) if who else {})
    if due is not None:
        fields["due"] = due
    shown = [fields["what"], fields.get("responsible", ""), f"{due.isoformat()}, {week(due)}" if due else ""]
    return QuickIntervention(fields, " · ".join(words for words in shown if words))


def responsible(record: "Record", text: str) -> dict[str, Any]:
    """The fields that say who answers for an insats: one of the contacts when the name fits one, else the words."""
    contact = contact_named(record, text)
    if contact is None:
        return {"responsible": " ".join(text.split()), "contact_id": None}
    return {"responsible": title_of(contact), "contact_id": contact.id}


def contact_named(record: "Record", text: str) -> Contact | None:
    """The one contact that the words name: wholly, or with each word beginning one of the name's; None for several."""
    wanted = folded(text)
    current = [one for one in record.all(Contact) if one.is_current]
    for names in ((title_of(one) for one in current), (one.heading for one in current)):
        exact = [one for one, name in zip(current, names, strict=True) if folded(name) == wanted]
        if exact:
            return exact[0] if len(exact) == 1 else None
    words = wanted.split()
    fits = [one for one in current if one.name.strip() and _begins_each(words, folded(one.name).split())]
    return fits[0] if len(fits) == 1 and words else None


def names_to_suggest(record: "Record") -> list[str]:
    """What to call each contact that still holds, once each."""
    return list(dict.fromkeys(title_of(one) for one in record.all(Contact) if one.is_current))


def names_somebody(record: "Record", part: str) -> bool:
    """Whether the words tell who does something: a name, a task, or somebody close to the patient."""
    return (
        part[:1].isupper()
        or folded(part) in _CLOSE
        or known_role(part) != ""
        or contact_named(record, part) is not None
    )


def day_told(part: str, today: date) -> date | None:
    """The day that the words tell, perhaps after "senast"; None when they tell none."""
    bare = _BEFORE_A_DAY.sub("", part, count=1) if _BEFORE_A_DAY.match(part) else part
    try:
        return read_day(bare, today)
    except NotADay:
        return None


def _begins_each(words: list[str], name: list[str]) -> bool:
    """Whether the words are the whole first name, the whole last name or both, the latter perhaps begun only."""
    if not words or words[0] not in name:
        return False
    rest = name[name.index(words[0]) + 1 :]
    return all(any(part.startswith(word) for part in rest) for word in words[1:])
