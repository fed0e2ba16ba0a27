"""Who decides for the patient today and until when, as the record says it and no more: for the page of relatives."""

from datetime import date, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

from coordinator.dates import OF_AGE, day_of
from coordinator.days_left import left, until, with_year
from coordinator.entity import Knowledge
from coordinator.guardian import Custody, Guardian, guardians
from coordinator.representative import LegalRepresentative, Power, representatives

if TYPE_CHECKING:
    from coordinator.record import Record

_BOTH = 2
_ACTS_AS = {
    Power.GOD_MAN: "är god man",
    Power.FORVALTARE: "är förvaltare",
    Power.FUTURE_POWER: "har framtidsfullmakt",
    Power.NEXT_OF_KIN: "har anhörigbehörighet",
    Power.POWER_OF_ATTORNEY: "har fullmakt",
}
_NO_REPRESENTATIVE = {
    Knowledge.NOT_ASKED: "Om det finns en företrädare är inte efterfrågat.",
    Knowledge.NONE_KNOWN: "Ingen företrädare är känd.",
    Knowledge.SOME: "Ingen företrädare vars uppdrag gäller i dag är inskriven.",
}


class Standing(Enum):
    """Whether a power holds today."""

    HOLDING = auto()
    COMING = auto()
    ENDED = auto()


def standing(person: Guardian | LegalRepresentative, record: "Record") -> Standing:
    """Whether the person's power to decide holds today, has not begun, or has ended."""
    today = record.today
    ended = person.valid_until is not None and person.valid_until < today
    if isinstance(person, Guardian):
        ended = ended or may_be_of_age(record)
        holds = person.holds_on(today, record)
    else:
        holds = person.holds_on(today)
    return Standing.HOLDING if holds else Standing.ENDED if ended else Standing.COMING


def how_long(person: Guardian | LegalRepresentative, record: "Record") -> str:
    """Until when the power holds, from when, or when it ended."""
    now = standing(person, record)
    if now is Standing.COMING:
        return f"Gäller från {with_year(person.valid_from)}" if person.valid_from else "Har inte börjat gälla"
    if isinstance(person, Guardian):
        of_age = day_of(OF_AGE, record.patient.birth_date)
        if of_age and (person.valid_until is None or person.valid_until >= of_age):
            if now is Standing.ENDED:
                return f"Upphörde när {_who(record)} blev myndig {with_year(of_age)}"
            return f"Upphör när {_who(record)} blir myndig {with_year(of_age)}, {left(of_age, record.today)}"
    if person.valid_until is None:
        return (
            f"{_unknown(record)}: hur länge går inte att se" if isinstance(person, Guardian) else "Gäller tills vidare"
        )
    if now is Standing.ENDED:
        return f"Upphörde {with_year(person.valid_until)}"
    return f"Gäller {until(person.valid_until, record.today)}"


def last_day(person: Guardian | LegalRepresentative, record: "Record") -> date | None:
    """The last day on which the power holds; None when none is known."""
    of_age = day_of(OF_AGE, record.patient.birth_date) if isinstance(person, Guardian) else None
    days = [day for day in (person.valid_until, of_age - timedelta(days=1) if of_age else None) if day]
    return min(days, default=None)


def is_minor(record: "Record") -> bool | None:
    """Whether the patient has not come of age; None when the birth date is not known, or the rule cannot be read."""
    of_age = day_of(OF_AGE, record.patient.birth_date)
    return record.today < of_age if of_age else None


def may_be_of_age(record: "Record") -> bool:
    """Whether she has come of age, or is born and nobody can say when she does: no guardian decides for her then."""
    return record.patient.birth_date is not None and not is_minor(record)


def who_decides(record: "Record") -> str:
    """Who decides today, in a few words: age, guardians and representatives as they are written down."""
    minor, years = is_minor(record), record.patient.age_on(record.today)
    if minor is None:
        said = [f"{_unknown(record)}: om {_who(record)} är myndig går inte att se."]
    elif minor:
        said = [f"{_who(record)} är {f'{years} år' if years else 'under ett år'}."]
    else:
        said = [f"{_who(record)} är {years} år och myndig."]
    if minor or (minor is None and record.all(Guardian)):
        said += _guardians(record)
    said += [f"{one.heading} {_ACTS_AS[one.power]}." for one in representatives(record)]
    if not minor and not representatives(record):
        said.append(_NO_REPRESENTATIVE[record.patient.representative_known])
    return " ".join(said)


def _guardians(record: "Record") -> list[str]:
    found = guardians(record)
    names = " och ".join(one.heading for one in found)
    customs = {one.custody for one in found}
    if not found:
        some = bool(record.all(Guardian))
        return ["Ingen vars vårdnad gäller i dag är inskriven." if some else "Ingen vårdnadshavare är inskriven."]
    if customs == {Custody.JOINT}:
        if len(found) == 1:
            said = f"{names} har gemensam vårdnad. Den andra vårdnadshavaren är inte inskriven."
        else:
            every = "Båda vårdnadshavarna" if len(found) == _BOTH else "Vårdnadshavarna"
            said = f"{every} beslutar: {names}."
    elif len(found) == 1:
        has = {Custody.SOLE: "har ensam vårdnad", Custody.APPOINTED: "är särskilt förordnad vårdnadshavare"}
        said = f"{names} {has.get(found[0].custody, 'är vårdnadshavare')}."
    else:
        said = f"Vårdnadshavare är {names}."
    if Custody.NOT_ASKED in customs:
        said += " Om vårdnaden är gemensam är inte efterfrågat."
    alone = (one.heading for one in found if one.decides_alone_on.strip())
    return [said, *(f"{name} får besluta ensam om det som står nedan." for name in alone)]


def _unknown(record: "Record") -> str:
    """Why it cannot be seen when she comes of age."""
    return (
        "Födelsedatum saknas" if record.patient.birth_date is None else "Regeln om myndighetsåldern går inte att läsa"
    )


def _who(record: "Record") -> str:
    return record.patient.calling_name or "Patienten"
