"""Whole files about one invented person, one of every form that is taken in: what the torture run breaks."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any, TypedDict
from uuid import UUID, uuid5

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.careplan import CareGoal, CarePlan, Intervention
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.contact_log import ContactLogEntry
from coordinator.device import AssistiveDevice
from coordinator.diagnosis import RareCondition
from coordinator.documents.care_plan import care_plan_document
from coordinator.entity import Coding, Entity
from coordinator.exchange.carried import carried
from coordinator.exchange.contacts_csv import contacts_csv
from coordinator.exchange.fhir.bundle import document_bundle, to_bytes
from coordinator.exchange.fhir.transaction import transaction_bundle
from coordinator.exchange.record_json import record_json
from coordinator.exchange.rivta.rivta_file import rivta_file
from coordinator.exchange.target import RIVTA_ALERTS, RIVTA_CARE_MANAGERS, RIVTA_CARE_PLANS, RIVTA_CONTACTS
from coordinator.exchange.vcard import cards
from coordinator.guardian import Guardian
from coordinator.identity import IdentityType
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.referral import Referral
from coordinator.reminder import Reminder
from coordinator.settings import PROVIDER_HSA_ID, UNIT_HSA_ID, Settings
from coordinator.swedish import SWEDEN
from coordinator.umi.kinds import AlertType
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import ACTOR, TODAY, MemoryStore, noon
from tests.rules.made_up import adding

HERE = UUID(int=12)
MAJA_ID, OTHER_ID = UUID("11111111-2222-3333-4444-555555555555"), UUID("99999999-2222-3333-4444-555555555555")
NUMBER, OTHER_NUMBER = "199007282388", "199901012386"
SETTINGS = Settings({UNIT_HSA_ID.key: "SE2321000131-E000000000001", PROVIDER_HSA_ID.key: "SE2321000131-E000000000002"})


@dataclass(frozen=True)
class Seed:
    """A whole file: its form, and its content."""

    form: str
    content: bytes


class _Ids(TypedDict):
    """What every entry is known by."""

    id: UUID
    patient_id: UUID


def entries(patient_id: UUID = MAJA_ID, number: str = NUMBER, family: str = "Lindeskog") -> tuple[Entity, ...]:
    """A record with something of most that a file can carry; the same ids for the same person."""

    def ids(name: str) -> _Ids:
        return {"id": uuid5(patient_id, name), "patient_id": patient_id}

    contact = Contact(**ids("contact"), name="Lisa Ek", role="neurolog", unit="Neurologen", phone="031-7000001")
    plan = CarePlan(**ids("plan"), what_matters="Att orka & <leka>")
    goal = CareGoal(**ids("goal"), plan_id=plan.id, goal="Cykla", need="Kondition")
    call = ContactLogEntry(
        **ids("call"), at=datetime(2026, 11, 2, 9, tzinfo=SWEDEN), minutes=20, what="Fråga om remiss"
    )
    return (
        Patient(
            id=patient_id,
            patient_id=patient_id,
            given_name="Maja",
            family_name=family,
            identity_type=IdentityType.PERSONNUMMER,
            identity_number=number,
            birth_date=date(int(number[:4]), int(number[4:6]), int(number[6:8])),
        ),
        contact,
        ContactRole(
            **ids("role"), contact_id=contact.id, assignment=Assignment.FIXED_CARE_CONTACT, start=date(2026, 1, 7)
        ),
        RareCondition(
            **ids("condition"), text="Dravets syndrom", orpha=Coding(code="33069", system="http://www.orpha.net")
        ),
        plan,
        goal,
        Intervention(**ids("step"), goal_id=goal.id, what="Öva", contact_id=contact.id, due=date(2027, 1, 1)),
        Guardian(**ids("guardian"), name="Karin Lindeskog"),
        Appointment(**ids("visit"), day=date(2026, 12, 1), starts=time(9), minutes=30, contact_id=contact.id),
        Appointment(**ids("held"), day=date(2026, 11, 1), status=AppointmentStatus.FULFILLED, what="Hembesök"),
        Referral(**ids("referral"), contact_id=contact.id, question="Sömn?", sent_on=date(2026, 10, 1)),
        AssistiveDevice(**ids("device"), name="Rullstol", model="X1", contact_id=contact.id),
        call,
        Reminder(**ids("reminder"), what="Ring igen", owner="Anna Lind", due=date(2026, 12, 1), log_entry_id=call.id),
        AlertInformation(
            **ids("alert"), type=AlertType.SUBSTANCE, term="Penicillin", atc="J01CE", valid_from=date(2015, 5, 5)
        ),
    )


def store() -> MemoryStore:
    """A clinic that has Maja, not quite as the files have her, and somebody else."""
    made = MemoryStore(noon(TODAY))
    made.apply(MAJA_ID, adding(entries()[:6]))
    made.apply(OTHER_ID, adding(entries(OTHER_ID, OTHER_NUMBER, "Storm")))
    return made


def record_of(patient_id: UUID = MAJA_ID, number: str = NUMBER, family: str = "Lindeskog") -> Record:
    """The whole record of the one whom the files are about."""
    by_kind: dict[type[Entity], tuple[Entity, ...]] = {}
    for one in entries(patient_id, number, family):
        by_kind[type(one)] = (*by_kind.get(type(one), ()), one)
    return Record(patient_id, noon(TODAY), ACTOR, SETTINGS, by_kind)


def foreign_bundle() -> bytes:
    """What another system might send: its own ids, a server's addresses, and things that we do not know."""
    server = "https://server.example/fhir"
    person = {"reference": "Patient/17"}
    resources: list[dict[str, Any]] = [
        {
            "resourceType": "Patient",
            "id": "17",
            "identifier": [{"system": "http://electronichealth.se/identifier/personnummer", "value": NUMBER}],
            "name": [{"family": "Lindeskog", "given": ["Maja", "Lo"]}],
            "birthDate": "1990-07-28",
            "address": [{"line": ["Gatan 1"], "postalCode": "411 11", "city": "Göteborg"}],
        },
        {"resourceType": "Practitioner", "id": "p", "name": [{"text": "Amina Wallin"}]},
        {"resourceType": "Organization", "id": "o", "name": "Neurologen"},
        {
            "resourceType": "PractitionerRole",
            "id": "r",
            "practitioner": {"reference": "Practitioner/p"},
            "organization": {"reference": "Organization/o"},
            "code": [{"text": "neurolog"}],
            "telecom": [{"system": "phone", "value": "031-7000002"}],
        },
        {
            "resourceType": "CareTeam",
            "id": "t",
            "subject": person,
            "participant": [
                {
                    "role": [{"text": "Fast läkarkontakt"}],
                    "member": {"reference": "PractitionerRole/r"},
                    "period": {"start": "2026-01-01"},
                }
            ],
        },
        {
            "resourceType": "Condition",
            "id": "c",
            "subject": person,
            "code": {"coding": [{"system": "https://www.icd10.se/", "code": "G40.4"}], "text": "Epilepsi"},
            "verificationStatus": {"coding": [{"code": "confirmed"}]},
        },
        {
            "resourceType": "CarePlan",
            "id": "cp",
            "status": "active",
            "intent": "plan",
            "subject": person,
            "title": "Habiliteringsplan",
            "description": "Träning i vardagen",
            "goal": [{"reference": "Goal/g"}],
            "activity": [
                {"reference": {"reference": "Task/ta"}},
                {"detail": {"status": "in-progress", "description": "Bad varje vecka"}},
            ],
        },
        {"resourceType": "Goal", "id": "g", "subject": person, "description": {"text": "Gå i trappor"}},
        {
            "resourceType": "Task",
            "id": "ta",
            "status": "requested",
            "for": person,
            "description": "Prova ut skenor",
            "owner": {"reference": "PractitionerRole/r"},
        },
        {
            "resourceType": "Encounter",
            "id": "e",
            "status": "finished",
            "class": {"code": "AMB"},
            "subject": person,
            "period": {"start": "2026-10-05T09:00:00+02:00", "end": "2026-10-05T09:30:00+02:00"},
        },
        {
            "resourceType": "AllergyIntolerance",
            "id": "a",
            "patient": person,
            "recordedDate": "2020-02-02",
            "code": {"coding": [{"system": "http://www.whocc.no/atc", "code": "J01CE", "display": "Penicillin"}]},
        },
        {"resourceType": "RelatedPerson", "id": "rp", "patient": person, "name": [{"text": "Karin"}],
         "relationship": [{"coding": [{"code": "MTH"}]}]},
        {"resourceType": "Observation", "id": "ob", "status": "final", "subject": person},
        {"resourceType": "Consent", "id": "co", "status": "active", "patient": person, "dateTime": "2026-03",
         "provision": {"period": {"end": "2027-01-01"}, "code": [{"text": "Allt"}],
                       "actor": [{"reference": {"display": "Kommunen"}}]}},
        {"resourceType": "DeviceUseStatement", "id": "du", "status": "active", "subject": person,
         "device": {"reference": "Device/d"}, "timingPeriod": {"start": "2026-01-01"}},
        {"resourceType": "Device", "id": "d", "deviceName": [{"name": "Rollator", "type": "user-friendly-name"}]},
    ]  # fmt: skip
    listed = [{"fullUrl": f"{server}/{one['resourceType']}/{one['id']}", "resource": one} for one in resources]
    bundle = {"resourceType": "Bundle", "type": "searchset", "timestamp": "2026-11-01T10:00:00+01:00", "entry": listed}
    return json.dumps(bundle, ensure_ascii=False).encode()


@cache
def texts() -> tuple[Seed, ...]:
    """One whole file of every form but PDF."""
    record = record_of()
    return (
        Seed("record", record_json(record)),
        Seed("fhir", to_bytes(document_bundle(record, HERE, with_log=True))),
        Seed("fhir", to_bytes(transaction_bundle(record, HERE))),
        Seed("fhir", foreign_bundle()),
        *(
            Seed("rivta", rivta_file(record, what).content)
            for what in (RIVTA_ALERTS, RIVTA_CARE_MANAGERS, RIVTA_CARE_PLANS, RIVTA_CONTACTS)
        ),
        Seed("csv", contacts_csv(record)),
        Seed("vcard", cards(record)),
        Seed(
            "pasted",
            "Lisa Ek, neurolog\nNeurologen\n031-700 00 01\nlisa.ek@example.se\n\nTandvården 0300-12345".encode(),
        ),
    )


@cache
def other_patients() -> tuple[Seed, ...]:
    """The same forms about somebody else."""
    record = record_of(OTHER_ID, OTHER_NUMBER, "Storm")
    return (
        Seed("record", record_json(record)),
        Seed("fhir", to_bytes(document_bundle(record, HERE))),
        Seed("rivta", rivta_file(record, RIVTA_CONTACTS).content),
    )


@cache
def papers() -> tuple[Seed, ...]:
    """Maja's plan on paper with the facts inside, and the other's."""
    from ui.paper.pdf import render_pdf  # it brings ReportLab, which a run of texts has no use for

    found = []
    for one in (record_of(), record_of(OTHER_ID, OTHER_NUMBER, "Storm")):
        found.append(Seed("paper", render_pdf(care_plan_document(one), attachments=carried(one))))
    return tuple(found)
