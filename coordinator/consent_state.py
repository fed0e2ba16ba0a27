"""Which consents hold today, how each ended, and who can have given one: for the page of consents."""

from datetime import timedelta
from typing import TYPE_CHECKING

from coordinator.consent import Consent, ConsentGiver, OneGuardian
from coordinator.dates import OF_AGE, day_of
from coordinator.days_left import until, with_year
from coordinator.deciding import may_be_of_age
from coordinator.guardian import guardians
from coordinator.representative import Power, representatives

if TYPE_CHECKING:
    from coordinator.record import Record

_POWERS = {
    ConsentGiver.REPRESENTATIVE: (Power.GOD_MAN, Power.FORVALTARE),
    ConsentGiver.ATTORNEY: (Power.FUTURE_POWER,),
}


def holding(record: "Record") -> list[Consent]:
    """Those that hold today, the one that ends first on top."""
    found = (one for one in record.all(Consent) if holds_today(record, one))
    return sorted(found, key=lambda one: one.valid_until)


def not_holding(record: "Record") -> list[Consent]:
    """Those that are revoked or past, or that a guardian gave before she came of age; the latest on top."""
    found = (one for one in record.all(Consent) if not holds_today(record, one))
    return sorted(found, key=lambda one: one.revoked_on or one.valid_until, reverse=True)


def was_a_childs(record: "Record", consent: Consent) -> bool:
    """Whether a guardian gave it, and the patient has come of age; or nobody can say that she has not."""
    return consent.giver is ConsentGiver.GUARDIAN and may_be_of_age(record)


def holds_today(record: "Record", consent: Consent) -> bool:
    """Whether it may hold today, as far as days go; what it may lack besides is another matter."""
    return consent.is_valid_on(record.today) and not was_a_childs(record, consent)


def how_long(consent: Consent, record: "Record") -> str:
    """Until when the consent holds and how long that is, or how it ended."""
    if consent.revoked_on and consent.revoked_on <= record.today:
        return f"Återkallat {with_year(consent.revoked_on)}"
    if consent.valid_until < record.today:
        return f"Gällde till {with_year(consent.valid_until)}"
    if was_a_childs(record, consent):
        of_age, who = day_of(OF_AGE, record.patient.birth_date), record.patient.calling_name or "patienten"
        return f"Upphörde när {who} blev myndig {with_year(of_age)}" if of_age else "Om det gäller går inte att se"
    if consent.given_on > record.today:
        return f"Gäller från {with_year(consent.given_on)}"
    return f"Gäller {until(consent.valid_until, record.today)}"


def by_whom(consent: Consent) -> str:
    """How, when and by whom it was given, by both guardians where both gave it, or why one was enough."""
    given = f"{consent.form.label} {with_year(consent.given_on)} av {consent.given_by.strip()}"
    if consent.giver is not ConsentGiver.PATIENT:
        given = f"{given}, {consent.giver.label.lower()}"
    if consent.also_given_by.strip():
        on = f" {with_year(consent.also_given_on)}" if consent.also_given_on else ""
        return f"{given}. {consent.also_form.label}{on} av {consent.also_given_by.strip()}"
    if consent.one_guardian is not OneGuardian.NOT_SAID:
        why = f"{consent.one_guardian.label}: {consent.one_guardian_reason.strip()}".rstrip(": ")
        return f"{given}. En räcker. {why}"
    return given


def at_coming_of_age(consent: Consent, record: "Record") -> str:
    """What to say of a guardian's consent that meets the day the patient comes of age; empty when it does not."""
    of_age = day_of(OF_AGE, record.patient.birth_date)
    if consent.giver is not ConsentGiver.GUARDIAN or of_age is None or consent.valid_until < of_age - timedelta(days=1):
        return ""
    who, day = record.patient.calling_name or "Patienten", with_year(of_age)
    if of_age <= record.today:
        return f"Lämnat av vårdnadshavare. {who} är myndig sedan {day}."
    if consent.valid_until < of_age:
        return f"Upphör när {who} blir myndig {day}."
    return f"Lämnat av vårdnadshavare. {who} blir myndig {day}."


def names_of(record: "Record", giver: ConsentGiver) -> str:
    """The names of those who can give a consent as ``giver`` today, as they stand in the record; empty when none do."""
    if giver is ConsentGiver.PATIENT:
        patient = record.patient
        return f"{patient.given_name.strip()} {patient.family_name.strip()}".strip()
    if giver is ConsentGiver.GUARDIAN:
        found = [one.name.strip() for one in guardians(record)]
    else:
        found = [one.name.strip() for one in representatives(record) if one.power in _POWERS[giver]]
    return " och ".join(name for name in found if name)
