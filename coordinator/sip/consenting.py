"""The consent a SIP rests on: giving it, what it still lacks, and who at the SIP it does not reach."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit
from coordinator.consent import Consent, ConsentForm, ConsentGiver, ConsentPurpose, OneGuardian
from coordinator.consent_reach import entry_for, reaching
from coordinator.consent_recipient import ConsentRecipient
from coordinator.consent_state import names_of, was_a_childs
from coordinator.contact import Contact
from coordinator.dates import OF_AGE, day_of
from coordinator.deciding import is_minor
from coordinator.documents.phrases import title_of
from coordinator.errors import RuleError
from coordinator.guardian import Custody, Guardian, guardians
from coordinator.sip.belonging import participants_of
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip
from coordinator.swedish import add_months, folded

if TYPE_CHECKING:
    from coordinator.record import Record

_TO_WHOM = "recipients"
_JOINED = re.compile(r"[,;&+\n]|\b(?:och|samt)\b", re.IGNORECASE)


def consents_of(record: "Record", sip: Sip) -> list[Consent]:
    """Every consent that was given for the SIP, the latest last."""
    return sorted((one for one in record.all(Consent) if one.sip_id == sip.id), key=lambda one: one.given_on)


def consent_of(record: "Record", sip: Sip) -> Consent | None:
    """The consent the SIP rests on today: the latest that holds and is whole; None when there is none."""
    whole = [one for one in consents_of(record, sip) if holds(record, one)]
    return whole[-1] if whole else None


def holds(record: "Record", consent: Consent) -> bool:
    """Whether the consent holds today and lacks nothing."""
    return consent.is_valid_on(record.today) and not lacks(record, consent)


def in_force(record: "Record") -> list[Consent]:
    """Those that papers and exports may say hold today: not a guardian's when the patient has come of age."""
    return [one for one in record.all(Consent) if one.is_valid_on(record.today) and not was_a_childs(record, one)]


def lacks(record: "Record", consent: Consent) -> str:
    """What is missing before the consent holds, in a sentence; empty when nothing is.

    A child's consent is both guardians', unless one has custody alone or it is said why one is enough.
    """
    if consent.giver is not ConsentGiver.GUARDIAN:
        return ""
    if was_a_childs(record, consent):
        now = "patienten är myndig nu" if is_minor(record) is False else "om patienten är myndig går inte att se"
        return f"Det lämnades av vårdnadshavare, och {now}. Fråga patienten."
    if consent.also_given_by.strip():
        return "" if consent.also_given_on else "Skriv vilken dag den andra vårdnadshavaren svarade."
    if consent.one_guardian is not OneGuardian.NOT_SAID:
        return "" if consent.one_guardian_reason.strip() else "Skriv skälet till att en vårdnadshavare räcker."
    holding = guardians(record)
    if len(holding) == 1 and holding[0].custody in (Custody.SOLE, Custody.APPOINTED):
        return ""
    if len(holding) > 1 and _all_named(consent.given_by, [one.name for one in holding]):
        return ""  # they stand in one line
    return "Den andra vårdnadshavaren har inte svarat. Skriv det svaret, eller varför en räcker."


def uncovered(record: "Record", sip: Sip) -> list[SipParticipant]:
    """Those who take part for an organisation and whom no whole consent of the SIP names."""
    whole = [one for one in consents_of(record, sip) if holds(record, one)]
    there = [one for one in participants_of(record, sip.id) if one.part is SipPart.PROFESSIONAL]
    return [one for one in there if not reaching(record, whole, one.contact_id, one.heading)]


def default_until(record: "Record", giver: ConsentGiver) -> date:
    """Until when a consent is suggested to hold: a year; a guardian's no longer than the patient is a child."""
    in_a_year = add_months(record.today, 12)
    of_age = day_of(OF_AGE, record.patient.birth_date)
    if giver is ConsentGiver.GUARDIAN and of_age is not None and record.today < of_age <= in_a_year:
        return of_age - timedelta(days=1)
    return in_a_year


def second_guardian(record: "Record", given_by: str) -> Guardian | None:
    """The guardian whose answer is asked for beside that of ``given_by``; None when the record knows of no other."""
    said = set(folded(given_by).split())
    named = (one for one in guardians(record) if one.name.strip())
    return next((one for one in named if not set(folded(one.name).split()) <= said), None)


def give_sip_consent(
    record: "Record",
    /,
    sip_id: UUID,
    *,
    recipients: Sequence[UUID | str],
    for_each: Mapping[UUID | str, Mapping[str, str]] | None = None,
    **fields: Any,
) -> Change:
    """A consent for one SIP; ``recipients`` are contacts by their ids, and others by name.

    for_each: what one recipient may know and not know besides, as ``covers`` and ``excludes``. fields: of `Consent`;
    ``given_by``, ``given_on`` and ``valid_until`` need not be said.
    """
    sip = record.get(Sip, sip_id)
    called = [_called(record, one) for one in recipients]
    if not any(called):
        raise RuleError("Skriv till vem", "Ett samtycke är aldrig generellt: välj minst en mottagare.", field=_TO_WHOM)
    if len(set(recipients)) < len(recipients):
        raise RuleError("En mottagare står två gånger", "Ta bort den ena.", field=_TO_WHOM)
    giver = fields.setdefault("giver", ConsentGiver.PATIENT)
    usual: dict[str, Any] = {
        "given_by": names_of(record, giver),
        "given_on": record.today,
        "valid_until": default_until(record, giver),
        "recipients": "\n".join(called),
    }
    consent = Consent(patient_id=record.patient_id, purpose=ConsentPurpose.SIP, sip_id=sip.id, **usual | fields)
    _require_whole(consent, record)
    added = (_recipient(record, consent, one, **(for_each or {}).get(one, {})) for one in recipients)
    return Change("Samtycke registrerat", (Add(consent), *(Add(one) for one in added)))


def add_recipient(
    record: "Record", /, consent_id: UUID, *, contact_id: UUID | None = None, name: str = "", covers: str = "",
    excludes: str = "",
) -> Change:  # fmt: skip
    """One more recipient of a consent, which says so itself: it was given for her too."""
    consent = record.get(Consent, consent_id)
    if consent.revoked_on:
        raise RuleError("Samtycket är återkallat", "Skriv in ett nytt samtycke för mottagaren.", field="name")
    if contact_id is None and not name.strip():
        raise RuleError("Skriv till vem", "Välj en kontakt, eller skriv ett namn och en verksamhet.", field="name")
    whom = contact_id if contact_id is not None else name.strip()
    there = entry_for(record, consent, contact_id, name)
    if there is not None and there.revoked_on:
        raise RuleError(
            "Samtycket är återkallat för mottagaren", "Skriv in ett nytt samtycke för den mottagaren.", field="name"
        )
    if there is not None:
        raise RuleError("Mottagaren står redan i samtycket", "Välj en annan mottagare.", field="name")
    added = Add(_recipient(record, consent, whom, covers=covers, excludes=excludes))
    return Change("Mottagare tillagd i samtycket", (added,))


def revoke_for(record: "Record", /, recipient_id: UUID, *, note: str = "") -> Change:
    """The consent stops holding for this recipient now; for the others it goes on."""
    one = record.get(ConsentRecipient, recipient_id)
    if one.revoked_on:
        was = f"Det återkallades {one.revoked_on.isoformat()}."
        raise RuleError("Samtycket är redan återkallat för mottagaren", was)
    revoked = replace(one, revoked_on=record.today, revoked_note=note)
    return Change("Samtycke återkallat för en mottagare", (Edit(revoked),))


def note_second_guardian(
    record: "Record", /, consent_id: UUID, *, by: str, on: date | None = None, form: ConsentForm = ConsentForm.WRITTEN
) -> Change:
    """The other guardian has consented too; today when no day is said."""
    consent = _of_guardian(record, consent_id)
    if not by.strip():
        raise RuleError("Skriv vem", "Skriv den andra vårdnadshavarens namn.", field="also_given_by")
    both = replace(consent, also_given_by=by.strip(), also_given_on=on or record.today, also_form=form)
    _require_whole(both, record)
    return Change("Den andra vårdnadshavarens samtycke noterat", (Edit(both),))


def one_guardian_is_enough(record: "Record", /, consent_id: UUID, *, why: OneGuardian, reason: str) -> Change:
    """Note why the consent of one guardian is enough, with the reason that the law asks for."""
    consent = _of_guardian(record, consent_id)
    if why is OneGuardian.NOT_SAID:
        raise RuleError("Välj varför", "Välj varför en vårdnadshavare räcker.", field="one_guardian")
    if not reason.strip():
        raise RuleError("Skälet saknas", "Skriv skälet till att en vårdnadshavare räcker.", field="one_guardian_reason")
    said = replace(consent, one_guardian=why, one_guardian_reason=reason.strip())
    return Change("Skälet till att en vårdnadshavare räcker noterat", (Edit(said),))


def _all_named(given_by: str, names: Sequence[str]) -> bool:
    """Whether a line tells of everybody, each by herself: "Nina och Urban Ek" is two, "Anna Karin Ek" is one."""
    parts = [set(folded(part).split()) for part in _JOINED.split(given_by)]
    said = set[str]().union(*parts)
    for name in names:
        words = folded(name).split()
        hers = next((part for part in parts if words and words[0] in part), None)
        if hers is None or not set(words) <= said:
            return False
        parts.remove(hers)
    return True


def _of_guardian(record: "Record", consent_id: UUID) -> Consent:
    consent = record.get(Consent, consent_id)
    if consent.giver is not ConsentGiver.GUARDIAN:
        raise RuleError("Samtycket är inte en vårdnadshavares", "Ändra först vem som lämnade samtycket.", field="giver")
    return consent


def _require_whole(consent: Consent, record: "Record") -> None:
    """What cannot stand in it is said beside the field it is about, before it is said of the whole entry."""
    faults: Iterable[tuple[str, bool, str]] = (
        ("given_by", not consent.given_by.strip(), "Skriv vem som lämnade samtycket."),
        ("covers", not consent.covers.strip(), "Ett samtycke är aldrig generellt: skriv vilka uppgifter."),
        ("given_on", consent.given_on > record.today, "Samtyckets datum ligger i framtiden."),
        ("valid_until", consent.valid_until < consent.given_on, "Samtycket slutar gälla innan det lämnades."),
        ("also_given_by", consent.is_given_twice_by_one, "Samma person står två gånger. Skriv den andra."),
        (
            "also_given_on",
            consent.also_given_on is not None and consent.also_given_on > record.today,
            "Den andras datum ligger i framtiden.",
        ),
        (
            "one_guardian_reason",
            consent.one_guardian is not OneGuardian.NOT_SAID and not consent.one_guardian_reason.strip(),
            "Skriv skälet till att en vårdnadshavare räcker.",
        ),
    )
    for name, is_wrong, words in faults:
        if is_wrong:
            raise RuleError("Samtycket går inte att spara så", words, field=name)


def _called(record: "Record", whom: UUID | str) -> str:
    return whom.strip() if isinstance(whom, str) else title_of(record.get(Contact, whom))


def _recipient(
    record: "Record", consent: Consent, whom: UUID | str, *, covers: str = "", excludes: str = ""
) -> ConsentRecipient:
    contact_id = None if isinstance(whom, str) else whom
    name = _called(record, whom)
    return ConsentRecipient(
        patient_id=record.patient_id, consent_id=consent.id, contact_id=contact_id, name=name, covers=covers.strip(),
        excludes=excludes.strip(),
    )  # fmt: skip
