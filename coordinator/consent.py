"""Consents (samtycken): to whom, what they cover and must not, until when – never general, always revocable."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit
from coordinator.entity import Code, Entity, attr, entity
from coordinator.errors import RuleError
from coordinator.swedish import folded

if TYPE_CHECKING:
    from coordinator.record import Record


class ConsentPurpose(Code):
    """What the consent is for."""

    SIP = ("sip", "Samordnad individuell plan (SIP)")
    EXCHANGE = ("exchange", "Informationsutbyte mellan namngivna verksamheter")
    DISCLOSURE = ("disclosure", "Utlämnande av vårdplan")
    ERN = ("ern", "Konsultation i europeiskt referensnätverk (ERN)")
    OTHER = ("other", "Annat")


class ConsentGiver(Code):
    """Who gave it."""

    PATIENT = ("patient", "Patienten")
    GUARDIAN = ("guardian", "Vårdnadshavare")
    REPRESENTATIVE = ("representative", "God man eller förvaltare")
    ATTORNEY = ("attorney", "Framtidsfullmäktig")


class ConsentForm(Code):
    """How it was given."""

    WRITTEN = ("written", "Skriftligt")
    ORAL = ("oral", "Muntligt")


class OneGuardian(Code):
    """Why one guardian's consent is enough for a child (föräldrabalken 6 kap. 11–13 §§)."""

    NOT_SAID = ("not_said", "Inte angivet")
    DECIDES_ALONE = ("decides_alone", "Får besluta ensam")
    OTHER_UNREACHABLE = ("other_unreachable", "Den andra går inte att nå")
    CHILD_DECIDES = ("child_decides", "Barnet är moget att bestämma själv")


@entity("consent", "Samtycke")
class Consent(Entity):
    """One consent to pass on information. It is not the ground for keeping the record, only for disclosure."""

    purpose: ConsentPurpose = attr("Gäller")
    given_by: str = attr("Lämnat av")
    giver: ConsentGiver = attr("Relation", default=ConsentGiver.PATIENT)
    given_on: date = attr("Datum")
    form: ConsentForm = attr("Form", default=ConsentForm.WRITTEN)
    recipients: str = attr("Till vem", long=True)
    covers: str = attr("Vilka uppgifter", long=True)
    excludes: str = attr("Får inte lämnas", default="", long=True)
    valid_until: date = attr("Giltigt till och med")
    revoked_on: date | None = attr("Återkallat", default=None)
    revoked_note: str = attr("Om återkallelsen", default="")
    in_journal_on: date | None = attr("Journalfört", default=None)
    sip_id: UUID | None = attr("Samordnad individuell plan", default=None, since=7)
    also_given_by: str = attr("Lämnat också av", default="", help="Den andra vårdnadshavaren.", since=7)
    also_given_on: date | None = attr("Den andras datum", default=None, since=7)
    also_form: ConsentForm = attr("Den andras form", default=ConsentForm.WRITTEN, since=7)
    one_guardian: OneGuardian = attr("En vårdnadshavare räcker för att", default=OneGuardian.NOT_SAID, since=7)
    one_guardian_reason: str = attr("Skälet till det", default="", long=True, since=7)
    childs_view: str = attr("Barnets egen inställning", default="", long=True, since=7)

    def is_valid_on(self, day: date) -> bool:
        """Whether the consent holds on ``day``; a revoked one does not hold on the day it was revoked."""
        return self.given_on <= day <= self.valid_until and (self.revoked_on is None or day < self.revoked_on)

    @property
    def is_given_twice_by_one(self) -> bool:
        """Whether the other guardian is written with the name of the first."""
        return bool(self.also_given_by.strip()) and folded(self.also_given_by) == folded(self.given_by)

    def problems(self, record: "Record") -> Iterator[str]:
        if not self.given_by.strip():
            yield "Skriv vem som lämnade samtycket."
        if not self.recipients.strip():
            yield "Ett samtycke är aldrig generellt: skriv till vem."
        if not self.covers.strip():
            yield "Ett samtycke är aldrig generellt: skriv vilka uppgifter."
        if self.given_on > record.today:
            yield "Samtyckets datum ligger i framtiden."
        if self.valid_until < self.given_on:
            yield "Samtycket slutar gälla innan det lämnades."
        if self.revoked_on and not self.given_on <= self.revoked_on <= record.today:
            yield "Återkallelsens datum ska ligga mellan samtyckets datum och i dag."
        if self.is_given_twice_by_one:
            yield "Samma person står två gånger. Skriv den andra vårdnadshavaren."
        if self.also_given_on and self.also_given_on > record.today:
            yield "Den andras datum ligger i framtiden."


def give_consent(record: "Record", /, **fields: Any) -> Change:
    """A new consent; ``fields`` are those of `Consent`."""
    return Change("Samtycke registrerat", (Add(Consent(patient_id=record.patient_id, **fields)),))


def revoke_consent(record: "Record", /, consent_id: UUID, *, note: str = "") -> Change:
    """The consent stops holding today."""
    consent = record.get(Consent, consent_id)
    if consent.revoked_on:
        raise RuleError("Samtycket är redan återkallat", f"Det återkallades {consent.revoked_on.isoformat()}.")
    return Change("Samtycke återkallat", (Edit(replace(consent, revoked_on=record.today, revoked_note=note)),))
