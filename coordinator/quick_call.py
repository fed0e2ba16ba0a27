"""A call written in two lines, as it is told: "Annelie LSS 5 min: korttidstillsyn – skickar blanketten", and what then.

Reading only sorts what is there. Before a colon stands with whom, how and for how long; after a dash what came of it.
What is not understood stays in what it was about: no word is lost. The second line is a bevakning, or says that nothing
more is needed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date
from typing import TYPE_CHECKING, Any

from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry, HelpKind, LogForm
from coordinator.documents.phrases import title_of
from coordinator.quick_contact import Part
from coordinator.quick_intervention import contact_named
from coordinator.quick_reminder import contact_in, is_close, read_reminder
from coordinator.swedish import folded, short_day
from coordinator.time_reader import find_length

if TYPE_CHECKING:
    from coordinator.record import Record

_OUTCOME = re.compile(r"\s+(?:[–—→]|-{1,2}>?)\s+")
_COLON, _WORD = re.compile(r"(?<!\d):|:(?!\d)"), re.compile(r"\w+")  # no colon of an hour parts anything
_LONGEST_NAME = 6
_FORMS: Mapping[str, LogForm] = {
    **dict.fromkeys(("ringde mig", "ringde in", "ringde oss", "inkommande", "in"), LogForm.PHONE_IN),
    **dict.fromkeys(("ringde", "ringt", "tel", "telefon", "samtal", "utgaende"), LogForm.PHONE_OUT),
    **dict.fromkeys(("besok", "traffade"), LogForm.VISIT),
    "hembesok": LogForm.HOME_VISIT,
    "mote": LogForm.MEETING,
    **dict.fromkeys(("video", "videosamtal"), LogForm.VIDEO),
    **dict.fromkeys(("meddelande", "sms", "mejl", "1177"), LogForm.MESSAGE),
    "brev": LogForm.LETTER,
}
_KINDS: Mapping[str, HelpKind] = {
    **dict.fromkeys(("samordna", "samordning"), HelpKind.COORDINATE),
    **dict.fromkeys(("informera", "information", "info"), HelpKind.INFORM),
    **dict.fromkeys(("formedla", "formedla kontakt", "formedla kontakter"), HelpKind.MEDIATE),
    **dict.fromkeys(("kontaktperson", "vara kontaktperson"), HelpKind.REPRESENT),
}
_NOTHING = frozenset({"inget", "inget mer", "inget mer behovs", "klart", "-", "–"})


@dataclass(frozen=True)
class QuickCall:
    """What two lines became: the fields of a `ContactLogEntry` and of the owner, and the same in the order to show.

    lacks: what must be written too before it can be noted; empty when nothing must.
    """

    fields: Mapping[str, Any] = field(repr=False)
    parts: tuple[Part, ...] = field(repr=False)
    lacks: str = ""


def read_call(record: "Record", said: str, then: str) -> QuickCall:
    """Read the two lines. RuleError when the second tells a day that does not exist."""
    head, body = _halves(record, said)
    fields: dict[str, Any] = {}
    head = _taken(head, fields)
    contact = _whom_alone(record, head) if head else contact_in(record, body)
    if contact is not None:
        fields["contact_id"] = contact.id
    elif head:
        fields["with_whom"] = head
    what, *outcome = _OUTCOME.split(body, maxsplit=1)
    fields["what"], fields["outcome"] = what.strip(), "".join(outcome).strip()
    is_said = "helped_with" in fields
    if not is_said:
        fields["helped_with"] = (_usual_kind(record, contact),)
    lacks = _next(record, then, fields) if fields["what"] else "Skriv vad kontakten gällde."
    return QuickCall(fields, tuple(_parts(fields, contact, record.today, is_said=is_said)), lacks)


def _halves(record: "Record", said: str) -> tuple[str, str]:
    """What stands before the colon when it tells with whom, and the rest."""
    text = " ".join(said.split())
    head, *rest = _COLON.split(text, maxsplit=1)
    body = "".join(rest)
    understood: dict[str, Any] = {}
    words = _taken(head, understood).split()
    if not rest or len(words) > _LONGEST_NAME:
        return "", text
    named = len(words) > 1 and all(word[0].isupper() for word in words)
    bare = " ".join(words)
    is_head = understood or named or is_close(bare) or (bare and _whom_alone(record, bare) is not None)
    return (head.strip(), body.strip()) if is_head else ("", text)


def _taken(head: str, fields: dict[str, Any]) -> str:
    """The words that are left when how, for how long and which help are taken out of them."""
    found = find_length(head)
    if found is not None:
        fields["minutes"], head = found.value, found.rest
    words = [word.strip(",.") for word in head.split()]
    for names, name in ((_FORMS, "form"), (_KINDS, "helped_with")):
        for length in (2, 1):
            for first in range(len(words) - length + 1):
                one = names.get(folded(" ".join(words[first : first + length])))
                if one is not None and name not in fields:
                    fields[name] = one if isinstance(one, LogForm) else (one,)
                    del words[first : first + length]
                    break
    return " ".join(filter(None, words))


def _whom_alone(record: "Record", said: str) -> Contact | None:
    """Who is meant, also with the letters or the name of her workplace after her own.

    None when a word is left that is not of her: somebody's mother is somebody else.
    """
    contact = contact_named(record, said) or contact_in(record, said)
    if contact is None:
        return None
    hers = _WORD.findall(folded(" ".join((contact.heading, contact.role, contact.unit, contact.organisation))))
    words = _WORD.findall(folded(said))
    return contact if all(any(one.startswith(word) for one in hers) for word in words) else None


def _usual_kind(record: "Record", contact: Contact | None) -> HelpKind:
    """What the last call with her was about, else what the last call was; the first of the four when there is none."""
    log = [one for one in record.all(ContactLogEntry) if one.helped_with]
    hers = [one for one in log if contact is not None and one.contact_id == contact.id]
    last = max(hers or log, key=lambda one: one.at.astimezone(UTC), default=None)
    return last.helped_with[0] if last is not None else HelpKind.COORDINATE


def _next(record: "Record", then: str, fields: dict[str, Any]) -> str:
    """Put in what comes next; what is lacking of it."""
    if folded(then).rstrip(".") in _NOTHING:
        fields["nothing_next"] = True
        return ""
    read = read_reminder(record, then)
    if not then.strip():
        return "Skriv vad du gör sedan och när, eller inget mer."
    fields["next_step"] = read.fields["what"]
    fields["owner"] = read.fields["owner"]
    if "due" in read.fields:
        fields["next_on"] = read.fields["due"]
    return read.lacks


def _parts(fields: Mapping[str, Any], contact: Contact | None, today: date, *, is_said: bool) -> list[Part]:
    if not fields["what"]:
        return []
    found = []
    whom = title_of(contact) if contact is not None else fields.get("with_whom", "")
    if whom:
        found.append(Part("Med vem", whom))
    found.append(Part("Form", fields.get("form", LogForm.PHONE_OUT).label, suggested="form" not in fields))
    if "minutes" in fields:
        found.append(Part("Minuter", f"{fields['minutes']} min"))
    found.append(Part("Hjälpen gällde", fields["helped_with"][0].label, suggested=not is_said))
    found.append(Part("Vad det gällde", fields["what"]))
    if fields["outcome"]:
        found.append(Part("Vad blev det?", fields["outcome"]))
    return [*found, *_next_parts(fields, today)]


def _next_parts(fields: Mapping[str, Any], today: date) -> Iterator[Part]:
    if "nothing_next" in fields:
        yield Part("Sedan", "Inget mer behövs")
    if fields.get("next_step"):
        yield Part("Sedan", fields["next_step"])
    if "next_on" in fields:
        yield Part("Datum", f"{short_day(fields['next_on'], today)}, {fields['owner']}")
