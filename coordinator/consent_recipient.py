"""To whom a consent lets information go: what she may know, what not, and whether it was taken back for her alone."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.entity import Entity, attr, entity
from coordinator.swedish import folded

if TYPE_CHECKING:
    from coordinator.record import Record


@entity("consent_recipient", "Samtyckets mottagare", since=7)
class ConsentRecipient(Entity):
    """One recipient of one consent. What is blank here is as the whole consent says."""

    consent_id: UUID = attr("Samtycke", refers_to="consent")
    contact_id: UUID | None = attr("Kontakt", default=None, refers_to="contact")
    name: str = attr("Till vem", default="", stands_for="contact_id")
    covers: str = attr("Får veta", default="", long=True)
    excludes: str = attr("Får inte veta", default="", long=True)
    revoked_on: date | None = attr("Återkallat", default=None)
    revoked_note: str = attr("Om återkallelsen", default="", long=True)

    @property
    def heading(self) -> str:
        """What is written of who it is."""
        return self.name.strip() or self.TITLE

    def problems(self, record: "Record") -> Iterator[str]:
        if self.contact_id is None and not self.name.strip():
            yield "Skriv till vem."
        if self.revoked_on and self.revoked_on > record.today:
            yield "Återkallelsen ligger i framtiden."
        beside = [
            one for one in record.all(ConsentRecipient) if one.consent_id == self.consent_id and one.id != self.id
        ]
        if any(self._is_same_as(one) for one in beside):
            yield "Mottagaren står redan i samtycket."

    def _is_same_as(self, other: "ConsentRecipient") -> bool:
        if self.contact_id is not None or other.contact_id is not None:
            return self.contact_id == other.contact_id
        return folded(self.name) == folded(other.name)
