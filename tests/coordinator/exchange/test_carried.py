"""What the plan carries as files: what the paper shows, whole and valid, and not a word of what it keeps to itself."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import combinations
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.careplan import CareGoal, CarePlan, Intervention, PlanStatus, PlanType
from coordinator.consent import Consent
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole, ContactStatus
from coordinator.contact_log import ContactLogEntry, HelpKind
from coordinator.desk import Desk
from coordinator.device import AssistiveDevice
from coordinator.diagnosis import Certainty, RareCondition
from coordinator.document import Attachment
from coordinator.entity import Entity, Knowledge, attrs_of, new_id
from coordinator.exchange.carried import CARRIED, NEVER_CARRIED, carried
from coordinator.exchange.record_json import TakenOut, read_record_json
from coordinator.guardian import Guardian
from coordinator.intake import compare
from coordinator.kinds import KINDS
from coordinator.person import Patient, ProtectedIdentity
from coordinator.practice import fill_practice
from coordinator.record import Record
from coordinator.referral import Referral, ReferralStatus
from coordinator.related_person import SharesHome
from coordinator.relative import Relative
from coordinator.representative import LegalRepresentative
from coordinator.sections import Section
from coordinator.settings import Settings
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.card import EmergencyCard
from coordinator.umi.kinds import AlertGroup, AlertType, InJournal
from coordinator.umi.row import AlertInformation
from tests.conftest import without_ids
from tests.coordinator.conftest import ACTOR, MAJA, PATIENT_ID, TODAY, MemoryStore, noon, record_of
from tests.coordinator.exchange.fhir.reading import open_entries, sections
from tests.coordinator.exchange.fhir.test_bundle import faults
from tests.rules.made_up import whole_records

E = TypeVar("E", bound=Entity)

YESTERDAY = TODAY - timedelta(days=1)

ON_PAPER: dict[type[Entity], dict[str, Any]] = {
    EmergencyInformation: {"language": CardLanguage.SWEDISH, "ended_on": None},
    AlertInformation: {"type": AlertType.SUBSTANCE, "ended_on": None},
    RareCondition: {"certainty": Certainty.CONFIRMED},
    Contact: {"status": ContactStatus.ACTIVE},
    CarePlan: {"plan_type": PlanType.CARE, "status": PlanStatus.CURRENT},
    Consent: {"revoked_on": None},
    Appointment: {"status": AppointmentStatus.BOOKED},
    Referral: {"status": ReferralStatus.SENT},
    AssistiveDevice: {"returned_on": None},
}
"""What an entry that is filled in at random lacks to stand on the plan of today."""


def all_on_paper() -> Record:
    """One entry of every kind, each where the plan shows it; the texts say "§kind.field§"."""
    entries = [replace(one, **ON_PAPER.get(type(one), {})) for one in open_entries("§{kind}.{field}§")]
    by_kind = {kind: tuple(one for one in entries if type(one) is kind) for kind in KINDS}
    return Record(entries[0].patient_id, noon(TODAY), ACTOR, Settings(), by_kind, head="0123abcd")


def files(record: Record, left_out: Iterable[Section] = ()) -> tuple[bytes, bytes]:
    ours, fhir = carried(record, frozenset(left_out))
    return ours.content, fhir.content


def text_of(record: Record, left_out: Iterable[Section] = ()) -> str:
    return "\n".join(content.decode() for content in files(record, left_out))


def taken(record: Record, left_out: Iterable[Section] = ()) -> TakenOut:
    return read_record_json(files(record, left_out)[0])


def among(found: TakenOut, kind: type[E]) -> list[E]:
    return [entry for entry in found.entries if isinstance(entry, kind)]


def require_whole_files(record: Record, left_out: Iterable[Section] = ()) -> None:
    """Both files can be read by themselves: valid, and with nothing that points to what is not there."""
    ours, fhir = files(record, left_out)
    assert ours.endswith(b"}\n") and fhir.endswith(b"}\n")
    entries = read_record_json(ours).entries
    ids = {(entry.KIND, entry.id) for entry in entries}
    for entry in entries:
        for attr in attrs_of(type(entry)):
            target = getattr(entry, attr.name) if attr.refers_to else None
            assert target is None or (attr.refers_to, target) in ids
    assert faults(json.loads(fhir)) == []


def practice_record(who: str) -> Record:
    store = MemoryStore(noon(TODAY))
    (patient,) = fill_practice(Desk(store), [who])
    return store.read(patient.patient_id)


def test_the_files_have_names_types_and_words() -> None:
    ours, fhir = carried(record_of())
    assert (ours.name, ours.media_type) == ("record.json", "application/json")
    assert (fhir.name, fhir.media_type) == ("record.fhir.json", "application/fhir+json")
    for one in (ours, fhir):
        assert isinstance(one, Attachment) and one.description.startswith("Uppgifterna i planen")


def test_every_kind_of_entry_is_carried_or_said_to_stay() -> None:
    assert set(CARRIED) | NEVER_CARRIED == set(KINDS)
    assert not set(CARRIED) & NEVER_CARRIED
    parts = {part for part, _ in CARRIED.values()}
    assert parts == {None, *Section} - {Section.REACHING_ME, Section.DAILY_LIFE}  # these are fields of two kinds


def test_what_the_paper_shows_is_in_both_files_but_for_our_own_notes() -> None:
    """A new field goes along unless it is decided here that it stays."""
    ours, fhir = files(all_on_paper())
    lacking = {
        f"{kind.KIND}.{attr.name}"
        for kind in CARRIED
        for attr in attrs_of(kind)
        if attr.value_type is str and f"§{kind.KIND}.{attr.name}§" not in ours.decode()
    }
    beside = {f"{kind}.{name}" for kind in ("relative", "guardian", "legal_representative")
              for name in ("address", "email", "kommun", "note")}  # fmt: skip
    assert lacking == {
        "patient.journal_system", "patient.journal_unit", "patient.restrictions", "patient.status_note",
        "patient.moved_to", "contact.note", "appointment.note",
        "referral.note", "assistive_device.note", "contact_role.informed_by", "consent.also_given_by",
        "consent.one_guardian_reason", "consent.childs_view", "alert_information.comment",
        "alert_information.source_note", "alert_information.end_note", *beside,
    }  # fmt: skip
    assert "§patient.former_numbers§" not in ours.decode()
    for kind in CARRIED:
        assert f"§{kind.KIND}." in fhir.decode() or kind is ContactRole, kind


def test_nothing_that_never_stands_in_the_plan_is_in_any_file() -> None:
    said = text_of(all_on_paper())
    assert {kind.KIND for kind in NEVER_CARRIED if f"§{kind.KIND}." in said} == set()
    assert "§contact_log_entry." not in said and "§reminder." not in said


@pytest.mark.parametrize("left_out", Section)
def test_not_a_word_of_a_part_that_is_left_out_is_in_any_file(left_out: Section) -> None:
    record = all_on_paper()
    said, whole = text_of(record, {left_out}), text_of(record)
    fields = {
        Section.HEALTH: {"care_plan.health_in_short", "care_plan.strengths_and_obstacles", "patient.diagnosis_"},
        Section.EMERGENCY: {"patient.emergency_", "rare_condition.emergency_wish_by", "alert_group_answer."},
        Section.DAILY_LIFE: {"care_plan.self_care", "care_plan.check_ups", "care_plan.if_worse"},
        Section.REACHING_ME: {f"patient.{name}" for name in ("address", "phone", "email", "kommun", "health_centre")},
        Section.PEOPLE: {"patient.representative_"},
    }.get(left_out, set())
    with_text = {kind: part for kind, (part, _) in CARRIED.items() if kind is not ContactRole}  # days and codes alone
    kinds = {f"{kind.KIND}." for kind, part in with_text.items() if part is left_out}
    assert fields or kinds
    for canary in fields | kinds:
        assert f"§{canary}" in whole, canary
        assert f"§{canary}" not in said, canary
    for kind, part in with_text.items():
        assert part is left_out or f"§{kind.KIND}." in said, kind
    require_whole_files(record, {left_out})
    assert not read_record_json(files(record, {left_out})[0]).complete


def test_any_two_parts_and_all_of_them_may_be_left_out() -> None:
    record = all_on_paper()
    for pair in combinations(Section, 2):
        require_whole_files(record, pair)
    require_whole_files(record, Section)
    assert {type(entry) for entry in taken(record, Section).entries} == {Patient, CarePlan}
    said = text_of(record, Section)
    assert "§care_plan.what_matters§" in said and "§care_plan.turn_to_daytime§" in said


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(entries=whole_records(), left_out=st.frozensets(st.sampled_from(Section)))
def test_whatever_a_record_holds_the_files_are_whole(entries: tuple[Entity, ...], left_out: frozenset[Section]) -> None:
    by_kind = {kind: tuple(one for one in entries if type(one) is kind) for kind in KINDS}
    require_whole_files(Record(entries[0].patient_id, noon(TODAY), ACTOR, Settings(), by_kind), left_out)


@pytest.mark.parametrize("who", ["tom", "barn", "120-kontakter", "skyddad", "skyddad-foralder"])
@pytest.mark.parametrize("left_out", [(), (Section.CONTACTS, Section.TIMES)], ids=["allt", "delar"])
def test_everybodys_files_are_whole_and_the_same_twice(who: str, left_out: tuple[Section, ...]) -> None:
    record = practice_record(who)
    require_whole_files(record, left_out)
    assert carried(record, frozenset(left_out)) == carried(record, frozenset(left_out))
    said = text_of(record, left_out)
    for one in record.all(ContactLogEntry):
        assert one.what not in said or len(one.what) < 20
    assert not {one.id for one in taken(record, left_out).entries} & {
        one.id for kind in NEVER_CARRIED for one in record.all(kind)
    }


def test_all_of_120_contacts_go_along() -> None:
    record = practice_record("120-kontakter")
    on_paper = {one.id for one in record.all(Contact) if one.is_current and one.on_print}
    assert len(on_paper) > 100
    assert {one.id for one in among(taken(record), Contact)} == on_paper


def test_what_is_over_or_wanted_on_no_paper_stays_here() -> None:
    plan = CarePlan(patient_id=PATIENT_ID, what_matters="Vatten")
    sip = CarePlan(patient_id=PATIENT_ID, plan_type=PlanType.SIP, what_matters="GAMMAL sip")
    goal = CareGoal(patient_id=PATIENT_ID, plan_id=sip.id, goal="GAMMALT mål")
    entries: list[Entity] = [
        plan, sip, goal,
        Intervention(patient_id=PATIENT_ID, goal_id=goal.id, what="GAMMAL insats"),
        Contact(patient_id=PATIENT_ID, name="GAMMAL kontakt", status=ContactStatus.ENDED),
        Contact(patient_id=PATIENT_ID, name="GAMMAL hemlig", on_print=False),
        RareCondition(patient_id=PATIENT_ID, text="GAMMAL gikt", certainty=Certainty.RULED_OUT),
        Appointment(patient_id=PATIENT_ID, what="GAMMALT besök", day=YESTERDAY),
        Referral(patient_id=PATIENT_ID, to="GAMMAL remiss", status=ReferralStatus.ANSWERED),
        AssistiveDevice(patient_id=PATIENT_ID, name="GAMMAL stol", returned_on=YESTERDAY),
        Guardian(patient_id=PATIENT_ID, name="GAMMAL mamma", valid_until=YESTERDAY),
        LegalRepresentative(patient_id=PATIENT_ID, name="GAMMAL god man", valid_until=YESTERDAY),
        Relative(patient_id=PATIENT_ID, name="GAMMAL vän", on_print=False),
        EmergencyInformation(
            patient_id=PATIENT_ID, heading="GAMMALT råd", source="X", checked_on=YESTERDAY, valid_until=YESTERDAY
        ),
        ContactLogEntry(
            patient_id=PATIENT_ID, at=noon(YESTERDAY), helped_with=(HelpKind.INFORM,), what="GAMMALT samtal",
            nothing_next=True,
        ),
    ]  # fmt: skip
    record = record_of(*entries)
    assert "GAMMAL" not in text_of(record)
    assert [type(one) for one in taken(record).entries] == [Patient, CarePlan]
    require_whole_files(record)


def test_a_reference_goes_when_its_entry_does_and_an_entry_that_needs_it_goes_too() -> None:
    contact = Contact(patient_id=PATIENT_ID, name="Ali")
    held = ContactRole(
        patient_id=PATIENT_ID, contact_id=contact.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
    )
    visit = Appointment(patient_id=PATIENT_ID, what="Prov", day=TODAY, starts=time(9), contact_id=contact.id)
    record = record_of(contact, held, visit)
    assert among(taken(record), Appointment) == [visit] and among(taken(record), ContactRole) == [held]
    without = taken(record, {Section.CONTACTS})
    assert among(without, Appointment) == [replace(visit, contact_id=None)]
    assert among(without, ContactRole) == []


def test_the_file_says_that_it_is_complete_only_when_nothing_was_left_out() -> None:
    checked = replace(MAJA, protected_identity=ProtectedIdentity.NONE, phone="070-174 06 05")
    contact = Contact(patient_id=PATIENT_ID, name="Ali")
    assert taken(record_of(checked, contact)).complete
    assert not taken(record_of(checked, contact), {Section.REACHING_ME}).complete
    assert not taken(record_of(checked, replace(contact, note="Vår egen"))).complete
    assert not taken(record_of(checked, replace(contact, on_print=False))).complete
    assert taken(record_of(checked), {Section.CONTACTS}).complete  # there was none


@pytest.mark.parametrize("checked", ProtectedIdentity)
def test_where_the_patient_lives_goes_along_only_when_it_is_known_that_it_may(checked: ProtectedIdentity) -> None:
    patient = replace(MAJA, protected_identity=checked, address="Gatan 3", phone="070-174 06 05")
    school = Contact(
        patient_id=PATIENT_ID, name="Hemskolan", category=ContactCategory.SCHOOL_WORK, phone="08-465 004 01"
    )
    said = text_of(record_of(patient, school))
    assert ("Gatan 3" in said) is ("070-174 06 05" in said) is (checked is ProtectedIdentity.NONE)
    assert ("Hemskolan" in said) is ("08-465 004 01" in said) is (not checked.protects)


@pytest.mark.parametrize("left_out", [(), (Section.PEOPLE,), tuple(Section)], ids=["allt", "närstående", "delar"])
def test_a_protected_parent_shields_the_home_in_the_files_too(left_out: tuple[Section, ...]) -> None:
    patient = replace(
        MAJA, protected_identity=ProtectedIdentity.NONE, address="Gömstället 7", birth_date=date(2015, 1, 1)
    )
    mother = Guardian(
        patient_id=PATIENT_ID, name="Hemlig Mamma", phone="070-174 06 10", lives_with_patient=SharesHome.YES,
        protected_identity=ProtectedIdentity.REGISTRATION,
    )  # fmt: skip
    school = Contact(patient_id=PATIENT_ID, name="Gömskolan", category=ContactCategory.SCHOOL_WORK)
    plan = CarePlan(patient_id=PATIENT_ID, what_matters="Att Hemlig Mamma når mig på 0701740610 på Gömskolan")
    record = record_of(patient, mother, school, plan)
    said = without_ids(text_of(record, left_out))
    for secret in ("Hemlig", "Göm", "1740610", "174 06 10"):
        assert secret not in said
    require_whole_files(record, left_out)


def test_the_day_of_a_contacts_next_visit_goes_with_the_times() -> None:
    contact = Contact(patient_id=PATIENT_ID, name="Ali", next_contact=TODAY + timedelta(days=3))
    record = record_of(contact)
    assert among(taken(record), Contact) == [contact]
    assert among(taken(record, {Section.TIMES}), Contact) == [replace(contact, next_contact=None)]


def test_what_was_left_out_is_not_said_to_be_unknown() -> None:
    known = replace(MAJA, emergency_known=Knowledge.NONE_KNOWN)
    fhir = json.loads(files(record_of(known), {Section.EMERGENCY, Section.TIMES})[1])
    found = sections(fhir)
    assert found["Akutinformation (ej UMI)"]["emptyReason"]["coding"][0]["code"] == "withheld"
    assert "Besök och bokade tider" in found and "Hjälpmedel" not in found
    asked = sections(json.loads(files(record_of(known))[1]))
    assert asked["Akutinformation (ej UMI)"]["emptyReason"]["coding"][0]["code"] == "nilknown"


def alert(type: AlertType, term: str, **fields: Any) -> AlertInformation:
    return AlertInformation(patient_id=PATIENT_ID, type=type, term=term, valid_from=YESTERDAY, **fields)


def answered(group: AlertGroup, known: Knowledge) -> AlertGroupAnswer:
    return AlertGroupAnswer(
        patient_id=PATIENT_ID, about=group, known=known, checked_on=TODAY, checked_by="Anna", source="Journalen"
    )


def test_of_uppmarksamhetsinformation_goes_what_holds_and_what_she_may_see() -> None:
    holds = alert(AlertType.CONDITION, "Aspleni", comment="VÅR egen", source_note="VÅR epikris",
                  in_journal=InJournal.REPORTED, reported_on=TODAY, next_check=TODAY)  # fmt: skip
    entries: list[Entity] = [
        holds,
        alert(AlertType.INFORMATION, "DOLD", for_patient=False),
        alert(AlertType.STATE, "GAMMAL", valid_until=YESTERDAY),
        alert(AlertType.STATE, "GAMMAL också", ended_on=TODAY, end_note="GAMMAL"),
        EmergencyCard(patient_id=PATIENT_ID, paper="akutkort", issued_on=TODAY, holder="SKOLAN", facts="Aspleni"),
        answered(AlertGroup.CONDITION, Knowledge.SOME),
        answered(AlertGroup.ROUTINE, Knowledge.NONE_KNOWN),
        answered(AlertGroup.INFECTION, Knowledge.NONE_KNOWN),
    ]
    record = record_of(*entries)
    said = text_of(record)
    assert not [word for word in ("VÅR", "DOLD", "GAMMAL", "SKOLAN") if word in said]
    kept: dict[str, Any] = {"comment": "", "source_note": "", "in_journal": InJournal.NOT_ASKED}
    assert among(taken(record), AlertInformation) == [replace(holds, **kept, reported_on=None, next_check=None)]
    # That nothing is known of the routines would be untrue: one of them is what she may not see.
    assert {one.about for one in among(taken(record), AlertGroupAnswer)} == {AlertGroup.CONDITION, AlertGroup.INFECTION}
    require_whole_files(record)
    without = text_of(record, {Section.EMERGENCY})
    assert "Aspleni" not in without and among(taken(record, {Section.EMERGENCY}), AlertGroupAnswer) == []


def test_none_known_does_not_go_when_something_has_run_out_since() -> None:
    """Of what ran out nothing goes, so that "none known" would stand alone in the other clinic."""
    ran_out = alert(AlertType.STATE, "Latex", valid_until=YESTERDAY)
    asked = replace(answered(AlertGroup.HYPERSENSITIVITY, Knowledge.NONE_KNOWN), checked_on=YESTERDAY)
    for row in (ran_out, replace(ran_out, for_patient=False)):
        assert among(taken(record_of(row, asked)), AlertGroupAnswer) == []
    since = replace(asked, checked_on=TODAY)
    assert among(taken(record_of(ran_out, since)), AlertGroupAnswer) == [since]


def test_an_english_text_goes_with_the_swedish_one_it_translates() -> None:
    given: dict[str, Any] = {"patient_id": PATIENT_ID, "source": "X", "checked_on": TODAY}
    ataxia = RareCondition(patient_id=PATIENT_ID, text="Ataxi")
    swedish = EmergencyInformation(heading="Risk vid sövning", condition_id=ataxia.id, **given)
    english = EmergencyInformation(
        heading="Risk in anaesthesia", language=CardLanguage.ENGLISH, translates_id=swedish.id, **given
    )
    other = EmergencyInformation(heading="On its own", language=CardLanguage.ENGLISH, **given)
    over = EmergencyInformation(heading="Gammal", valid_until=YESTERDAY, **given)
    of_over = replace(english, id=new_id(), heading="Of the old one", translates_id=over.id)
    record = record_of(ataxia, swedish, english, other, over, of_over)
    assert among(taken(record), EmergencyInformation) == [swedish, english]
    # Without the diagnosis nothing points to it.
    alone = [replace(swedish, condition_id=None), english]
    assert among(taken(record, {Section.HEALTH}), EmergencyInformation) == alone
    require_whole_files(record, {Section.HEALTH})


def test_another_clinic_can_take_the_file_in() -> None:
    record = practice_record("barn")
    elsewhere = MemoryStore(noon(TODAY))
    intake = compare(taken(record, {Section.HEALTH}), elsewhere, into_practice=True)
    assert intake.is_new_patient
    Desk(elsewhere).take_in(record.patient_id, intake.change)
    there = elsewhere.read(record.patient_id)
    assert len(there.all(Contact)) == len([one for one in record.all(Contact) if one.is_current and one.on_print])
    assert there.all(RareCondition) == () and there.all(ContactLogEntry) == ()


def test_the_same_entry_has_the_same_name_on_every_paper() -> None:
    device = AssistiveDevice(patient_id=PATIENT_ID, name="Rullstol")
    one = json.loads(files(record_of(device))[1])
    later = json.loads(files(record_of(replace(device, name="Elrullstol"), today=date(2027, 1, 1)))[1])
    ids = [
        {entry["resource"]["id"] for entry in found["entry"] if entry["resource"]["resourceType"].startswith("Device")}
        for found in (one, later)
    ]
    assert ids[0] == ids[1] != set()
