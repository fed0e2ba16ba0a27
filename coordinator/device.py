"""Assistive devices (hjälpmedel): who is responsible, whom to ring when one breaks, and when it is serviced."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.entity import Entity, attr, entity

if TYPE_CHECKING:
    from coordinator.record import Record


@entity("assistive_device", "Hjälpmedel", since=2)
class AssistiveDevice(Entity):
    """One device the patient has."""

    name: str = attr("Hjälpmedel", default="")
    model: str = attr("Märke och modell", default="")
    inventory_number: str = attr("Inventarienummer", default="")
    contact_id: UUID | None = attr("Ansvarig enhet", default=None, refers_to="contact")
    responsible: str = attr(
        "Ansvarig", default="", help="När den ansvariga enheten inte är en av kontakterna.", stands_for="contact_id"
    )
    phone_when_broken: str = attr("Ring när det går sönder", default="", stands_for="contact_id")
    prescribed_by: str = attr("Förskrivet av", default="")
    received_on: date | None = attr("Mottaget", default=None)
    last_service: date | None = attr("Senaste service", default=None)
    next_service: date | None = attr("Nästa service", default=None)
    service_months: int | None = attr("Månader mellan service", default=None)
    spare: str = attr("Om det går sönder", default="", long=True, help="Reserv eller det som gäller under tiden.")
    returned_on: date | None = attr("Återlämnat", default=None)
    on_print: bool = attr("Visas på patientens utskrift", default=True)
    note: str = attr("Anteckning", default="", long=True)
    source: str = attr("Källa", default="")
    checked_on: date | None = attr("Kontrollerad", default=None)
    checked_by: str = attr("Kontrollerad av", default="")

    @property
    def is_in_use(self) -> bool:
        """Whether the patient has it."""
        return self.returned_on is None

    def problems(self, record: "Record") -> Iterator[str]:
        if not self.name.strip():
            yield "Skriv vad det är för hjälpmedel."
        if self.service_months is not None and not 1 <= self.service_months <= 240:
            yield "Månader mellan service ska vara 1 till 240."
        if self.last_service and self.last_service > record.today:
            yield "Senaste service ligger i framtiden. En planerad service hör hemma i Nästa service."
        if self.received_on and self.returned_on and self.returned_on < self.received_on:
            yield "Hjälpmedlet är återlämnat innan det togs emot."
        if any(day and day > record.today for day in (self.received_on, self.returned_on)):
            yield "Mottaget och Återlämnat är dagar som har varit. Skriv en planerad dag i anteckningen."
        if self.checked_on and self.checked_on > record.today:
            yield "Datumet för kontrollen ligger i framtiden."
