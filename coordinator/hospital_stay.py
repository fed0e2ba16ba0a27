"""A stay in hospital and the clocks of the law on discharge (2017:612): the notice, ready to go home, the summary."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.entity import Entity, attr, entity
from coordinator.swedish import SWEDEN

if TYPE_CHECKING:
    from coordinator.record import Record


@entity("hospital_stay", "Vårdtillfälle på sjukhus", since=7)
class HospitalStay(Entity):
    """One stay, as far as the coordination needs it; which day is the last for what follows by rule."""

    hospital: str = attr("Sjukhus och avdelning", default="", locates=True)
    phone: str = attr("Avdelningens telefon", default="", locates=True)
    admitted_at: datetime = attr("Inskriven")
    notice_at: datetime | None = attr("Inskrivningsmeddelande", default=None)
    expected_discharge: date | None = attr("Beräknad utskrivning", default=None)
    ready_on: date | None = attr("Utskrivningsklar", default=None)
    ready_notice_on: date | None = attr("Underrättelse om utskrivningsklar", default=None)
    sip_id: UUID | None = attr("SIP", default=None, refers_to="sip")
    no_sip_reason: str = attr("Skäl till att SIP inte behövs", default="", long=True)
    summary: str = attr(
        "Skriftlig sammanfattning", default="", long=True, help="Med sjukhusets ord, så som patienten ska få den."
    )
    summary_source: str = attr("Sammanfattningen skriven av", default="")
    summary_given_on: date | None = attr("Sammanfattningen lämnad", default=None)
    discharged_on: date | None = attr("Utskriven", default=None)
    note: str = attr("Anteckning", default="", long=True)

    @property
    def heading(self) -> str:
        """What it is called in a line."""
        return self.hospital.strip() or self.TITLE

    def problems(self, record: "Record") -> Iterator[str]:
        if self.admitted_at.astimezone(UTC) > record.now.astimezone(UTC):
            yield "Inskriven ligger i framtiden."
        if self.notice_at and self.notice_at.astimezone(UTC) < self.admitted_at.astimezone(UTC):
            yield "Inskrivningsmeddelandet ligger före inskrivningen."
        from_day = self.admitted_at.astimezone(SWEDEN).date()
        for label, day in (
            ("Utskrivningsklar", self.ready_on), ("Underrättelsen", self.ready_notice_on),
            ("Utskriven", self.discharged_on),
        ):  # fmt: skip
            if day and day < from_day:
                yield f"{label} ligger före inskrivningen."
