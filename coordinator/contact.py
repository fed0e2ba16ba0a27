"""The up to 120 vård- och samhällskontakter, and which of them hold a named role such as fast vårdkontakt."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit, Step
from coordinator.entity import Code, Entity, attr, entity
from coordinator.errors import RuleError

if TYPE_CHECKING:
    from coordinator.record import Record


class ContactCategory(Code):
    """The eight areas of life that contacts are sorted by, in the order they are shown."""

    COORDINATION = ("coordination", "Fast vård- och läkarkontakt")
    SPECIALIST = ("specialist", "Specialiserad vård")
    PRIMARY_CARE = ("primary_care", "Primärvård och kommunal primärvård")
    HABILITATION = ("habilitation", "Habilitering, rehabilitering, hjälpmedel")
    DENTAL = ("dental", "Tandvård")
    KOMMUN = ("kommun", "Kommun (LSS, socialtjänst, boende)")
    SCHOOL_WORK = ("school_work", "Förskola, skola, arbete")
    AUTHORITY = ("authority", "Myndigheter, förening och närstående")


class Huvudman(Code):
    """Who is responsible in law for the activity."""

    REGION = ("region", "Region")
    KOMMUN = ("kommun", "Kommun")
    STATE = ("state", "Stat")
    PRIVATE = ("private", "Privat")
    NON_PROFIT = ("non_profit", "Ideell")


class Channel(Code):
    """The safe way to reach a contact with personal data."""

    E1177 = ("1177", "1177")
    COSMIC = ("cosmic_messenger", "Cosmic Messenger")
    SDK = ("sdk", "Säker digital kommunikation (SDK)")
    FAX = ("fax", "Fax")
    LETTER = ("letter", "Brev")


class BookedBy(Code):
    """Who books the next visit."""

    PATIENT = ("patient", "Patienten")
    CARE_CONTACT = ("fixed_care_contact", "Fast vårdkontakt")
    UNIT = ("unit", "Enheten")


class ContactStatus(Code):
    """Whether the contact is there, to come or over."""

    ACTIVE = ("active", "Aktiv")
    PLANNED = ("planned", "Planerad")
    AWAITING_REFERRAL = ("awaiting_referral", "Väntar på remissvar")
    ENDED = ("ended", "Avslutad")
    TRANSFERRED = ("transferred", "Överförd")


class Assignment(Code):
    """The named roles in law (patientlagen 6 kap. 2–3 §§)."""

    FIXED_CARE_CONTACT = ("fixed_care_contact", "Fast vårdkontakt")
    FIXED_PHYSICIAN_CONTACT = ("fixed_physician_contact", "Fast läkarkontakt")


class InformedWay(Code):
    """How the patient was told who her fixed contact is."""

    ORALLY = ("orally", "Muntligt")
    IN_WRITING = ("in_writing", "Skriftligt")
    E1177 = ("1177", "Via 1177")
    THROUGH_RELATIVE = ("through_relative", "Genom närstående eller företrädare")


@entity("contact", "Kontakt")
class Contact(Entity):
    """A person or unit the patient meets or depends on."""

    category: ContactCategory = attr("Kategori", default=ContactCategory.SPECIALIST)
    name: str = attr("Namn", default="")
    role: str = attr("Roll", default="", help="Yrke eller uppgift, till exempel dietist eller LSS-handläggare.")
    organisation: str = attr("Verksamhet", default="")
    unit: str = attr("Enhet", default="")
    care_provider: str = attr("Vårdgivare", default="")
    huvudman: Huvudman | None = attr("Huvudman", default=None)
    phone: str = attr("Direkttelefon", default="")
    switchboard: str = attr("Växel", default="")
    phone_hours: str = attr("Telefontid", default="")
    email: str = attr("E-post", default="")
    channel: Channel | None = attr("Säker kanal", default=None)
    channel_note: str = attr("Så når du kontakten säkert", default="")
    hsa_id: str = attr("HSA-id", default="")
    region: str = attr("Region", default="")
    place: str = attr(
        "Plats", default="", help="Sjukhus eller ort. Kontakter på samma plats kan få besök samma dag.", since=2
    )
    responsible_for: str = attr("Ansvarar för", default="", long=True)
    body_area: str = attr("Organ eller område", default="")
    last_contact: date | None = attr("Senaste kontakt", default=None)
    next_contact: date | None = attr("Nästa planerade", default=None)
    next_is_preliminary: bool = attr("Nästa är preliminär", default=False)
    interval_months: int | None = attr("Månader mellan kontakterna", default=None)
    called_automatically: bool | None = attr("Kallas automatiskt", default=None)
    booked_by: BookedBy | None = attr("Bokas av", default=None)
    status: ContactStatus = attr("Status", default=ContactStatus.ACTIVE)
    transferred_to: str = attr("Överförd till", default="")
    consent_id: UUID | None = attr("Samtycke till informationsutbyte", default=None, refers_to="consent")
    important_in_emergency: bool = attr("Viktig i akut läge", default=False)
    on_print: bool = attr("Visas på patientens utskrift", default=True)
    reveals_location: bool = attr(
        "Röjer plats", default=False, help="Visar var en person med skyddade uppgifter bor eller går i skola."
    )
    note: str = attr("Anteckning", default="", long=True)
    source: str = attr("Källa", default="")
    checked_on: date | None = attr("Kontrollerad", default=None)
    checked_by: str = attr("Kontrollerad av", default="")

    @property
    def heading(self) -> str:
        """What to call the contact: the person's name, else the unit or the activity."""
        return next((text.strip() for text in (self.name, self.unit, self.organisation, self.role) if text.strip()), "")

    @property
    def is_current(self) -> bool:
        """Whether the contact still is, or is about to be, one of the patient's."""
        return self.status not in (ContactStatus.ENDED, ContactStatus.TRANSFERRED)

    def problems(self, record: "Record") -> Iterator[str]:
        if not self.heading.strip():
            yield "Skriv ett namn, en enhet, en verksamhet eller en roll."
        if self.interval_months is not None and not 1 <= self.interval_months <= 240:
            yield "Månader mellan kontakterna ska vara 1 till 240."
        if self.last_contact and self.last_contact > record.today:
            yield "Senaste kontakt ligger i framtiden. Ett planerat besök hör hemma i Nästa planerade."
        if self.transferred_to and self.status is not ContactStatus.TRANSFERRED:
            yield "Överförd till är ifyllt: sätt status till Överförd."
        if not self.is_current and any(
            held.contact_id == self.id and (held.end is None or held.end > record.today)
            for held in record.all(ContactRole)
        ):
            yield "Kontakten har ett uppdrag. Avsluta uppdraget först."
        if self.checked_on and self.checked_on > record.today:
            yield "Datumet för kontrollen ligger i framtiden."


@entity("contact_role", "Uppdrag")
class ContactRole(Entity):
    """A named role that a contact holds from a day to a day, and when the patient was told so."""

    contact_id: UUID = attr("Kontakt", refers_to="contact")
    assignment: Assignment = attr("Uppdrag")
    start: date = attr("Från och med")
    end: date | None = attr("Till och med", default=None)
    main: bool = attr("Huvudansvarig samordnare", default=False)
    informed_on: date | None = attr("Information lämnad", default=None)
    informed_way: InformedWay | None = attr("Informationen lämnades", default=None)
    informed_by: str = attr("Informationen lämnades av", default="")

    def holds_on(self, day: date) -> bool:
        """Whether the role is held on ``day``."""
        return self.start <= day and (self.end is None or day <= self.end)

    def problems(self, record: "Record") -> Iterator[str]:
        if self.end and self.end < self.start:
            yield "Uppdraget slutar innan det börjar."
        if self.main and self.assignment is not Assignment.FIXED_CARE_CONTACT:
            yield "Bara en fast vårdkontakt kan vara huvudansvarig samordnare."
        if self.informed_on and not (self.informed_way and self.informed_by.strip()):
            yield "Skriv också på vilket sätt informationen lämnades och av vem."
        if self.informed_on and self.informed_on > record.today:
            yield "Information lämnad ligger i framtiden."
        if self.assignment is not Assignment.FIXED_CARE_CONTACT:
            return
        held = _held(record, Assignment.FIXED_CARE_CONTACT, record.today)
        mains = sum(one.main for one in held)
        if self in held and (mains > 1 if self.main else mains == 0):
            yield "Exakt en fast vårdkontakt ska vara huvudansvarig samordnare."


def _held(record: "Record", assignment: Assignment, day: date) -> list[ContactRole]:
    return [one for one in record.all(ContactRole) if one.assignment is assignment and one.holds_on(day)]


@cache
def suggested_roles() -> tuple[str, ...]:
    """The usual roles, as suggestions: any other word may be written."""
    text = (files("resources") / "codes" / "roles.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def holders(record: "Record", assignment: Assignment) -> list[tuple[ContactRole, Contact]]:
    """Who holds the assignment today, the main coordinator first.

    Days pass without anybody saving: when the main coordinator's last day is over, the one of the others who began
    first coordinates, so that there always is exactly one.
    """
    held = sorted(_held(record, assignment, record.today), key=lambda one: (not one.main, one.start))
    if assignment is Assignment.FIXED_CARE_CONTACT:
        held = [replace(one, main=place == 0) for place, one in enumerate(held)]
    return [(one, record.get(Contact, one.contact_id)) for one in held]


def add_contact(record: "Record", /, **fields: Any) -> Change:
    """A new contact; ``fields`` are those of `Contact`."""
    return Change("Kontakt tillagd", (Add(Contact(patient_id=record.patient_id, **fields)),))


def appoint(
    record: "Record",
    /,
    contact_id: UUID,
    assignment: Assignment,
    *,
    start: date | None = None,
    main: bool = False,
) -> Change:
    """Give a contact a named assignment from ``start`` (today when not given).

    The first fast vårdkontakt becomes the main coordinator; with ``main`` a later one takes over from the former.
    """
    contact = record.get(Contact, contact_id)
    start = start or record.today
    if main and assignment is not Assignment.FIXED_CARE_CONTACT:
        raise RuleError("Fel uppdrag", "Bara en fast vårdkontakt kan vara huvudansvarig samordnare.")
    if main and start > record.today:
        raise RuleError(
            "Huvudansvaret byts på dagen", "Utse kontakten nu utan huvudansvar, och byt den dag det gäller."
        )
    mine = [
        one
        for one in record.all(ContactRole)
        if one.assignment is assignment and one.contact_id == contact.id and (one.end is None or one.end >= start)
    ]
    if mine and not (main and mine[0].holds_on(record.today)):
        raise RuleError("Uppdraget finns redan", f"Kontakten är redan {assignment.label.lower()} den dagen.")
    beside = _held(record, assignment, max(start, record.today))
    others = [one for one in beside if one.contact_id != contact.id]
    if assignment is Assignment.FIXED_CARE_CONTACT:
        main = main or not others
    steps: list[Step] = []
    if main:
        steps += [Edit(replace(one, main=False)) for one in others if one.main]
    elif assignment is Assignment.FIXED_CARE_CONTACT and start <= record.today and not any(one.main for one in others):
        # The main coordinator's days are over: the one who has coordinated since is written down as main.
        steps.append(Edit(holders(record, assignment)[0][0]))
    if mine:
        steps.append(Edit(replace(mine[0], main=True)))
    else:
        new = ContactRole(
            patient_id=record.patient_id, contact_id=contact.id, assignment=assignment, start=start, main=main
        )
        steps.append(Add(new))
    return Change(f"{assignment.label} utsedd", tuple(steps))


def end_role(
    record: "Record", /, role_id: UUID, *, end: date | None = None, successor_id: UUID | None = None
) -> Change:
    """End an assignment; ``end`` is its last day (today when not given).

    When it is the main coordinator's and others remain, ``successor_id`` says whose assignment becomes the main one.
    """
    held = record.get(ContactRole, role_id)
    others = [other for other, _ in holders(record, held.assignment) if other.id != held.id]
    if not (held.main and others):
        return Change(f"{held.assignment.label} avslutad", (Edit(replace(held, end=end or record.today)),))
    successor = next((other for other in others if other.id == successor_id), None)
    if successor is None:
        raise RuleError(
            "Huvudansvarig saknas", "Välj först vem av de andra fasta vårdkontakterna som blir huvudansvarig."
        )
    ended = replace(held, end=end or record.today, main=False)
    return Change(f"{held.assignment.label} avslutad", (Edit(ended), Edit(replace(successor, main=True))))


def inform_of_contacts(record: "Record", /, *, way: InformedWay, by: str = "") -> Change:
    """Note that the patient was told today who her fixed contacts are and how to reach them; by the user if not said.

    RuleError when nobody is appointed.
    """
    held = [one for assignment in Assignment for one, _ in holders(record, assignment)]
    if not held:
        raise RuleError("Ingen fast vårdkontakt är utsedd", "Utse en först: då finns det något att informera om.")
    by = by.strip() or record.actor.name
    told = (Edit(replace(one, informed_on=record.today, informed_way=way, informed_by=by)) for one in held)
    return Change("Information lämnad", tuple(told))


def record_information_given(record: "Record", /, role_id: UUID, *, on: date, way: InformedWay, by: str) -> Change:
    """Note that the patient has been told who holds the role and how to reach them."""
    held = record.get(ContactRole, role_id)
    # Who coordinates since the main coordinator's days are over is written down as main, the others as not.
    now = {one.id: one for one, _ in holders(record, held.assignment)}
    told = replace(now.pop(role_id, held), informed_on=on, informed_way=way, informed_by=by)
    beside = (one for one in now.values() if one != record.get(ContactRole, one.id))
    return Change("Information lämnad", (Edit(told), *map(Edit, beside)))
