"""Visits and booked times (besök): with whom, where, and how the patient gets there."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.contact import BookedBy, Contact
from coordinator.entity import Code, Entity, attr, entity
from coordinator.swedish import SWEDEN

if TYPE_CHECKING:
    from coordinator.record import Record


class AppointmentForm(Code):
    """How they meet."""

    VISIT = ("visit", "Besök")
    HOME_VISIT = ("home_visit", "Hembesök")
    VIDEO = ("video", "Videosamtal")
    PHONE = ("phone", "Telefonsamtal")
    GROUP = ("group", "Möte med flera")


class AppointmentStatus(Code):
    """Whether the time is wished for, booked or over."""

    PROPOSED = ("proposed", "Önskad tid")
    BOOKED = ("booked", "Bokad")
    FULFILLED = ("fulfilled", "Genomförd")
    CANCELLED = ("cancelled", "Avbokad")
    NO_SHOW = ("noshow", "Uteblev")


@entity("appointment", "Besök", since=2)
class Appointment(Entity):
    """A time the patient has with somebody. A time that has been moved is the same entry with a new day."""

    what: str = attr("Vad det gäller", default="")
    contact_id: UUID | None = attr("Med kontakt", default=None, refers_to="contact")
    with_whom: str = attr(
        "Med vem", default="", help="När det inte är en av kontakterna, eller flera.", stands_for="contact_id"
    )
    day: date = attr("Dag")
    starts: time | None = attr("Klockan", default=None)
    minutes: int | None = attr("Minuter", default=None)
    preliminary: bool = attr("Preliminär", default=False)
    movable: bool = attr("Kan flyttas", default=False, help="Får flyttas för att samla besök på samma dag.")
    form: AppointmentForm = attr("Form", default=AppointmentForm.VISIT)
    status: AppointmentStatus = attr("Status", default=AppointmentStatus.BOOKED)
    place: str = attr("Plats", default="", locates=True, help="Sjukhus eller ort, samma ord som hos kontakten.")
    where: str = attr("Hitta dit", default="", long=True, locates=True)
    travel: str = attr(
        "Så tar jag mig dit", default="", locates=True, help="Till exempel sjukresa bokad, med assistent."
    )
    companion: str = attr("Följer med", default="")
    interpreter_booked: bool | None = attr("Tolk bokad", default=None)
    preparation: str = attr("Förbered", default="", long=True)
    booked_by: BookedBy | None = attr("Bokat av", default=None)
    on_print: bool = attr("Visas på patientens utskrift", default=True)
    note: str = attr("Anteckning", default="", long=True)
    source: str = attr("Källa", default="")
    checked_on: date | None = attr("Kontrollerad", default=None)
    checked_by: str = attr("Kontrollerad av", default="")

    @property
    def is_coming(self) -> bool:
        """Whether it has neither taken place nor been called off."""
        return self.status in (AppointmentStatus.PROPOSED, AppointmentStatus.BOOKED)

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """Beginning and end in Swedish time; None when the hour or the length is not known."""
        if self.starts is None or self.minutes is None:
            return None
        begins = datetime.combine(self.day, self.starts, SWEDEN)
        # By the clock on the wall an hour may be missing, or come twice.
        ends = begins.astimezone(UTC) + timedelta(minutes=self.minutes)
        return begins, ends.astimezone(SWEDEN)

    def problems(self, record: "Record") -> Iterator[str]:
        if not (self.what.strip() or self.with_whom.strip() or self.contact_id):
            yield "Skriv vad besöket gäller, eller vem det är med."
        if self.minutes is not None and not 1 <= self.minutes <= 1440:
            yield "Minuter ska vara 1 till 1440."
        if self.day > record.today and self.status in (AppointmentStatus.FULFILLED, AppointmentStatus.NO_SHOW):
            yield f"Besöket ligger i framtiden. Välj en annan status än {self.status.label}."
        if self.checked_on and self.checked_on > record.today:
            yield "Datumet för kontrollen ligger i framtiden."


def has_appointment(record: "Record", contact: Contact, day: date) -> bool:
    """Whether the visit that day is also an appointment, which says more of it: that it is called off, for one."""
    return any(one.contact_id == contact.id and one.day == day for one in record.all(Appointment))
