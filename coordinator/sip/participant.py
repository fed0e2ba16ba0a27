"""Who takes part in a SIP: the patient, the family, and those whom the plan needs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.contact import Contact, Huvudman
from coordinator.entity import Code, Entity, attr, entity

if TYPE_CHECKING:
    from coordinator.record import Record


class SipPart(Code):
    """As what somebody takes part."""

    PATIENT = ("patient", "Patienten själv")
    FAMILY = ("family", "Vårdnadshavare, närstående eller företrädare")
    PROFESSIONAL = ("professional", "Verksamhet")


@entity("sip_participant", "SIP-deltagare", since=7)
class SipParticipant(Entity):
    """Somebody who takes part in one SIP. Of a contact the name and numbers are read where the contact stands."""

    sip_id: UUID = attr("SIP", refers_to="sip")
    position: int = attr("Ordning", default=0)
    part: SipPart = attr("Deltar som", default=SipPart.PROFESSIONAL)
    contact_id: UUID | None = attr("Kontakt", default=None, refers_to="contact")
    name: str = attr("Namn", default="", stands_for="contact_id")
    function: str = attr("Funktion", default="", help="Yrke eller uppgift; för familjen relationen.")
    organisation: str = attr("Organisation", default="", locates=True)
    huvudman: Huvudman | None = attr("Huvudman", default=None)
    phone: str = attr("Telefon", default="", locates=True)
    note: str = attr("Anteckning", default="", long=True)

    def contact(self, record: "Record") -> Contact | None:
        """The contact it is; None for somebody who is none."""
        return next((one for one in record.all(Contact) if one.id == self.contact_id), None)

    @property
    def heading(self) -> str:
        """What is written of who it is."""
        return self._words or self.part.label

    @property
    def is_somebody(self) -> bool:
        """Whether it is told who it is."""
        return self.part is SipPart.PATIENT or self.contact_id is not None or bool(self._words)

    @property
    def is_workplace_alone(self) -> bool:
        """Whether a workplace is all that is told of who it is."""
        told = self.contact_id is not None or self.name.strip() or self.function.strip()
        return bool(self.organisation.strip()) and not told

    @property
    def _words(self) -> str:
        return self.name.strip() or self.function.strip() or self.organisation.strip()

    def problems(self, record: "Record") -> Iterator[str]:
        if not self.is_somebody:
            yield "Skriv vem som deltar."
        beside = [one for one in record.all(SipParticipant) if one.sip_id == self.sip_id and one.id != self.id]
        if self.contact_id is not None and any(one.contact_id == self.contact_id for one in beside):
            yield "Deltagaren är redan med."
        if self.part is SipPart.PATIENT and any(one.part is SipPart.PATIENT for one in beside):
            yield "Patienten är redan med."
