"""Documents to print: of any blocks, and of records with any number of contacts and goals."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from coordinator.alert import EmergencyInformation
from coordinator.blocks import (
    Alert,
    AlertItem,
    AlertState,
    AlertStrip,
    Bullets,
    Column,
    ColumnKind,
    Fact,
    Facts,
    Heading,
    Missing,
    Note,
    Paragraph,
    QrCode,
    Quote,
    Signatures,
    StripCell,
    Table,
    led,
    plain,
    strong,
)
from coordinator.careplan import CareGoal, CarePlan, Intervention, PlanStatus
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole
from coordinator.diagnosis import RareCondition
from coordinator.document import Document, Footer
from coordinator.documents.care_plan import care_plan_document
from coordinator.entity import Coding, Entity
from coordinator.identity import IdentityType
from coordinator.person import Patient
from coordinator.record import Actor, Record
from coordinator.settings import Settings
from coordinator.swedish import SWEDEN

ME = UUID(int=1)
NOW = datetime(2026, 11, 22, 9, 20, tzinfo=SWEDEN)
TODAY = NOW.date()
LETTERS_OF_EUROPE = (
    "Áŋŋel Sárá Ŧuŋŋi ǥ ǧ ǯ đ", "Łucja Żółć-Świątek", "Gülşah Iğdır", "Nguyễn Thị Hồng Đào", "Олена Ткаченко",
    "Þórður Æðarson", "Çağrı Ö. – “x” … • → ≥ ½ µg",
)  # fmt: skip


def document(*blocks: Any, **fields: Any) -> Document:
    """A document of these blocks."""
    known: dict[str, Any] = {
        "kind": "test", "title": "Min vårdplan", "subtitle": "Maja Test · 19900728-2388", "created": NOW,
        "footer": Footer("Maja Test", "19900728-2388", "Vårdplan, version 1, utskriven 2026-11-22", "Logg 1a2b3c4d"),
    }  # fmt: skip
    return Document(blocks=blocks, **(known | fields))


def record_of(*entries: Entity, **fields: Any) -> Record:
    """A record with these entries, and a patient unless there is one among them."""
    patient = Patient(
        id=ME, patient_id=ME, given_name="Maja", family_name="Test", identity_type=IdentityType.PERSONNUMMER,
        identity_number="199007282388", birth_date=date(1990, 7, 28),
    )  # fmt: skip
    by_kind: dict[type[Entity], tuple[Entity, ...]] = {Patient: (patient,)}
    for entry in entries:
        earlier = by_kind.get(type(entry), ()) if not isinstance(entry, Patient) else ()
        by_kind[type(entry)] = (*earlier, entry)
    known: dict[str, Any] = {"now": NOW, "actor": Actor("Anna Lind", "sjuksköterska", "SMO"), "settings": Settings()}
    return Record(patient_id=ME, entries=by_kind, **(known | fields))


def plan_of(*entries: Entity, **fields: Any) -> Document:
    """The plan of such a record."""
    return care_plan_document(record_of(*entries, **fields))


def contacts(count: int) -> list[Contact]:
    """So many contacts, over all categories."""
    categories = list(ContactCategory)
    return [
        Contact(
            patient_id=ME, category=categories[number % 8], name=f"Förnamn{number:03} Efternamnsson",
            role="arbetsterapeut", unit=f"Habiliteringsmottagningen {number:03}", phone=f"031-390 {number:03} 67",
            phone_hours="vardagar 8.00–16.00", responsible_for="Håller i hjälpmedel, anpassning och uppföljning hemma",
            next_contact=TODAY + timedelta(days=7 * number),
        )
        for number in range(count)
    ]  # fmt: skip


def full_record(count: int = 120, goals: int = 8, **fields: Any) -> Record:
    """A record with so many contacts and goals, and one of the rest."""
    plan = CarePlan(
        patient_id=ME, status=PlanStatus.CURRENT, established_on=TODAY, valid_from=TODAY, what_matters="Att åka buss.",
        next_review=date(2027, 11, 22), health_in_short="Mår bra.", self_care="Tar insulin.", if_worse="Ring.",
        participants="Maja, Karin", turn_to_evening="Akuten Östra", turn_to_evening_phone="010-999 00 11",
    )  # fmt: skip
    people = contacts(count)
    entries: list[Entity] = [
        plan,
        *people,
        RareCondition(patient_id=ME, text="Marfans syndrom", orpha=Coding(code="558"), source="Genetiken"),
        EmergencyInformation(
            patient_id=ME, heading="Risk vid sövning", do_not="Ge inte X", do_this="Ring Östra", source="Anestesin",
            checked_on=TODAY, checked_by="Dr Ek", breathing="Trång luftväg",
        ),
        Consent(
            patient_id=ME, purpose=ConsentPurpose.SIP, given_by="Maja Test", given_on=TODAY, recipients="Skolan",
            covers="Planen", valid_until=date(2027, 10, 1),
        ),
    ]  # fmt: skip
    if people:
        entries.append(
            ContactRole(
                patient_id=ME, contact_id=people[0].id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
            )
        )
    for number in range(goals):
        goal = CareGoal(patient_id=ME, plan_id=plan.id, position=number, goal=f"Målet är nummer {number}.")
        entries.append(goal)
        entries += [
            Intervention(
                patient_id=ME, goal_id=goal.id, position=step, what=f"Insats {number}.{step} med ett namn",
                responsible="Vem som helst", due=date(2027, 1, 10 + step), frequency="varje vecka",
            )
            for step in range(3)
        ]  # fmt: skip
    return record_of(*entries, **fields)


def full_plan(count: int = 120, goals: int = 8, **fields: Any) -> Document:
    """The plan of such a record."""
    return care_plan_document(full_record(count, goals, **fields))


EVERY_BLOCK = (
    Heading("Alla slags stycken"),
    Paragraph(led("Behov:", "att komma ut varje dag, " * 30)),
    Facts((Fact("Namn", plain("Maja Test")), Fact("Tolk", plain("Nej")), Fact("Så pratar du", plain("Visa. " * 40)))),
    Alert("Viktigt", (AlertItem("Kramper.", (plain("Vänta."), plain("Ring 112.")), "Källa: x"), AlertItem("Astma."))),
    Alert("Inget är känt", (), AlertState.CALM),
    Alert("Inte efterfrågat", (AlertItem("Fråga vid nästa besök."),), AlertState.MISSING),
    AlertStrip(
        (
            StripCell("Tillstånd/behandling", AlertState.DANGER, "2 finns", "kontrollerat 12 nov 2026"),
            StripCell("Smitta", AlertState.CALM, "Inga kända", "frågat 12 nov 2026"),
            StripCell("Överkänslighet", AlertState.DANGER, "1 livshotande av 3", "kontrollerat 12 nov 2026"),
            StripCell("Särskild vårdrutin", AlertState.MISSING, "Ej efterfrågat", "fråga familj eller journal"),
            StripCell("Äldre uppgift", AlertState.CALM, "Ingen känd", "frågat 12 nov 2026"),
        )
    ),
    Heading("Under det", level=3),
    Quote("Att åka buss."),
    Missing("Saknas", "Be mottagningen utse en."),
    Bullets((plain("Ett"), strong("Två"), plain("Tre, som är långt. " * 20))),
    Heading("Ett kapitel", level=1),
    Heading("Tabeller"),
    Table(
        (Column("Namn", 2), Column("Roll"), Column("Telefon", 1, ColumnKind.PHONE)),
        (*((plain(f"Anna Lind {n}"), plain("kurator"), strong(f"08-465 004 {n:02}")) for n in range(60)), ((), (), ())),
        caption="Alla som hjälper till",
        small=True,
    ),
    Table((Column("Dag", 1, ColumnKind.DATE), Column("Vad")), ((plain("2026-11-22"), plain("Besök")),)),
    Table((Column("Dag"), Column("Vad")), (), caption="Tomt", empty="Inget är bokat."),
    Note("En förklaring."),
    QrCode("Maja Test\n08-465 004 08", "Håll kameran över rutan, så sparas numret."),
    Signatures(("Jag", "Fast vårdkontakt")),
)
"""One of each, and a table that goes on over a page."""
