"""An admission written in one line, as it is told: "Medicin 4 Centralsjukhuset, i går 14:00, 040-628 04 39".

Reading only sorts what is there: what is neither a moment, a number nor the day of going home is where the patient is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from coordinator.contact import Contact
from coordinator.day_reader import NotADay, read_day
from coordinator.errors import RuleError
from coordinator.moment_reader import read_moment
from coordinator.number_to_ring import number_of
from coordinator.quick_contact import Part, read_contact
from coordinator.quick_intervention import contact_named
from coordinator.swedish import SWEDEN, folded, short_day, week

if TYPE_CHECKING:
    from coordinator.record import Record

_HOME = re.compile(r"(?:beräkna\w*:? )?(?:(?:åka |komma )?(?:hem|ut|utskriven|utskrivning|hemgång):? )?", re.IGNORECASE)
_LEADS = re.compile(r"(?:inskriven|inlagd|kom in|sedan):? ", re.IGNORECASE)
"""Words that only say that the moment follows."""
_LONGEST_MOMENT = 6


@dataclass(frozen=True)
class QuickStay:
    """What a line became: the fields of a `HospitalStay`, and the same in the order to show.

    lacks: what must be written too before it can be added; empty when nothing must.
    """

    fields: Mapping[str, Any] = field(repr=False)
    parts: tuple[Part, ...] = field(repr=False)
    lacks: str = ""


def read_stay(record: "Record", text: str) -> QuickStay:
    """Read one line, its parts set apart by commas. RuleError when it tells a day or an hour that does not exist."""
    fields: dict[str, Any] = {}
    places: list[str] = []
    lacks_hour = False
    for written in text.split(","):
        number, part = _number(" ".join(written.split()), record.today)
        if number and "phone" not in fields:
            fields["phone"] = number
        elif number:
            part = " ".join(written.split())  # a second one is kept with the words
        if not part:
            continue
        home = _home(part, record.today) if "expected_discharge" not in fields else None
        if home is not None:
            fields["expected_discharge"] = home
        elif "admitted_at" not in fields and (said := _moment(part, record.now)):
            place, moment = said
            lacks_hour = moment is None
            if moment is not None:
                fields["admitted_at"] = moment
            places += [place] if place else []
        else:
            places.append(part)
    if places:
        fields["hospital"] = ", ".join(places)
    suggested = _number_there(record, fields)
    return QuickStay(fields | suggested, tuple(_shown(record, fields, suggested)), _lacks(fields, lacks_hour))


def _lacks(fields: Mapping[str, Any], lacks_hour: bool) -> str:
    if "hospital" not in fields:
        return "Skriv var patienten är inskriven."
    if "admitted_at" in fields:
        return ""
    return "Skriv också klockslaget." if lacks_hour else "Skriv också när, till exempel i går 14:00."


def _shown(record: "Record", fields: Mapping[str, Any], suggested: Mapping[str, Any]) -> list[Part]:
    shown = []
    if "hospital" in fields:
        shown.append(Part("Sjukhus och avdelning", fields["hospital"]))
    if "admitted_at" in fields:
        moment = fields["admitted_at"].astimezone(SWEDEN)
        shown.append(Part("Inskriven", f"inskriven {short_day(moment.date(), record.today)} {moment:%H:%M}"))
    if phone := fields.get("phone") or suggested.get("phone"):
        shown.append(Part("Telefon", phone, suggested="phone" in suggested))
    if day := fields.get("expected_discharge"):
        shown.append(Part("Beräknad utskrivning", f"beräknas hem {short_day(day, record.today)}, {week(day)}"))
    return shown


def _number_there(record: "Record", fields: Mapping[str, Any]) -> dict[str, str]:
    """The number of the contact that the ward is, when none was written."""
    place = fields.get("hospital", "")
    if not place or "phone" in fields:
        return {}
    contact = _ward(record, place) or contact_named(record, place)
    number = number_of(contact) if contact is not None else None
    return {"phone": number.text} if number is not None else {}


def _ward(record: "Record", place: str) -> Contact | None:
    """The one contact whose ward, or ward and hospital, this is."""
    words = set(folded(place).replace(",", " ").split())
    fits = [
        one
        for one in record.all(Contact)
        if one.is_current and one.unit.strip() and _is_at(words, folded(one.unit), folded(one.organisation))
    ]
    return fits[0] if len(fits) == 1 else None


def _is_at(words: set[str], unit: str, organisation: str) -> bool:
    return set(unit.split()) <= words <= set(f"{unit} {organisation}".split())


def _number(part: str, today: date) -> tuple[str, str]:
    """The telephone number in the part, else nothing, and the words that are left."""
    found = read_contact(part, today).fields
    number = str(found.get("phone") or found.get("switchboard") or "")
    if not number or number not in part:
        return "", part
    only_number = not found.keys() - {"phone", "switchboard", "category"}
    return number, "" if only_number else " ".join(part.replace(number, " ", 1).split())


def _home(part: str, today: date) -> date | None:
    """The day that the part says one goes home; None when it says nothing of that."""
    lead = _HOME.match(part)
    if lead is None or not lead.group():
        return None
    try:
        return read_day(part[lead.end() :], today)
    except NotADay:
        return None


def _moment(part: str, now: datetime) -> tuple[str, datetime | None] | None:
    """The moment that ends the part, and the words before it; without the moment when only its hour is missing."""
    words = _LEADS.sub("", part, count=1).split() if _LEADS.match(part) else part.split()
    for first in range(max(0, len(words) - _LONGEST_MOMENT), len(words)):
        said = " ".join(words[first:])
        try:
            return " ".join(words[:first]), read_moment(said, now)
        except NotADay:
            continue
        except RuleError:
            if _tells_day(said, now):
                return " ".join(words[:first]), None
            raise
    return None


def _tells_day(said: str, now: datetime) -> bool:
    """Whether it is a day without its hour."""
    try:
        return read_day(said, now.astimezone(SWEDEN).date()) is not None
    except RuleError:
        return False
