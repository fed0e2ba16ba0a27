"""Parts that the patient does not share: nothing of them stands on any page, and the paper says which they are."""

from datetime import date, time, timedelta
from itertools import combinations

import pytest

from coordinator.alert import EmergencyInformation
from coordinator.appointment import Appointment
from coordinator.blocks import Alert, AlertState, Note, Table
from coordinator.careplan import CareGoal, CarePlan, Intervention, PlanStatus
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.device import AssistiveDevice
from coordinator.diagnosis import EmergencyWish, RareCondition
from coordinator.document import Document, texts
from coordinator.documents.care_plan import care_plan_document
from coordinator.entity import Knowledge
from coordinator.left_out import without
from coordinator.lettering import Lettering
from coordinator.person import DiagnosisState, Patient, ProtectedIdentity
from coordinator.record import Record
from coordinator.referral import Referral, ReferralStatus
from coordinator.relative import Relative
from coordinator.sections import Section
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.card import EmergencyCard
from coordinator.umi.kinds import AlertGroup, AlertType
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of

SOON = TODAY + timedelta(days=5)
WORDS = {
    Section.EMERGENCY: ("AKUTRUBRIK", "AKUTGÖR"),
    Section.HEALTH: ("DIAGNOSNAMN", "HÄLSAKORT", "RESURSER", "Under utredning"),
    Section.GOALS: ("MÅLTEXT", "INSATSTEXT"),
    Section.TIMES: ("BESÖKET", "REMISSVAR", "Kontakt med LOGOPED"),
    Section.DAILY_LIFE: ("EGENVÅRD", "KONTROLLER", "SÄMRE"),
    Section.DEVICES: ("RULLSTOL",),
    Section.REACHING_ME: ("070-174 06 35", "HEMGATAN"),
    Section.PEOPLE: ("MORMOR",),
    Section.CONTACTS: ("LOGOPEDNAMN",),
    Section.CONSENTS: ("SAMTYCKESTEXT",),
}


def full_record(protected: ProtectedIdentity = ProtectedIdentity.NONE) -> Record:
    """A record with something in every part, most of which shows in more than one place."""
    patient = Patient(
        id=PATIENT_ID, patient_id=PATIENT_ID, given_name="Maja", phone="070-174 06 35",
        address="HEMGATAN 1", protected_identity=protected, diagnosis_state=DiagnosisState.INVESTIGATION,
        emergency_known=Knowledge.SOME,
    )  # fmt: skip
    plan = CarePlan(
        patient_id=PATIENT_ID, status=PlanStatus.CURRENT, established_on=TODAY, health_in_short="HÄLSAKORT",
        strengths_and_obstacles="RESURSER", self_care="EGENVÅRD", check_ups="KONTROLLER", if_worse="SÄMRE",
    )  # fmt: skip
    goal = CareGoal(patient_id=PATIENT_ID, plan_id=plan.id, goal="MÅLTEXT", follow_up=SOON)
    karin = Contact(patient_id=PATIENT_ID, name="Karin Åhs", role="kontaktsjuksköterska", phone="031-390 06 77")
    logoped = Contact(patient_id=PATIENT_ID, name="LOGOPEDNAMN", role="LOGOPED", next_contact=SOON)
    return record_of(
        patient, plan, goal, karin, logoped,
        Intervention(patient_id=PATIENT_ID, goal_id=goal.id, what="INSATSTEXT", due=SOON),
        ContactRole(
            patient_id=PATIENT_ID, contact_id=karin.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
        ),
        EmergencyInformation(patient_id=PATIENT_ID, heading="AKUTRUBRIK", do_this="AKUTGÖR", anaesthesia="AKUTGÖR"),
        RareCondition(patient_id=PATIENT_ID, text="DIAGNOSNAMN"),
        Appointment(patient_id=PATIENT_ID, what="BESÖKET", day=SOON, starts=time(9)),
        Referral(
            patient_id=PATIENT_ID, to="REMISSVAR", status=ReferralStatus.SENT, sent_on=TODAY, expected_answer=SOON
        ),
        AssistiveDevice(patient_id=PATIENT_ID, name="RULLSTOL", next_service=SOON),
        Relative(patient_id=PATIENT_ID, name="MORMOR"),
        Consent(
            patient_id=PATIENT_ID, purpose=ConsentPurpose.DISCLOSURE, given_by="Maja", given_on=TODAY,
            recipients="Skolan", covers="SAMTYCKESTEXT", valid_until=date(2027, 1, 1),
        ),
    )  # fmt: skip


def said(document: Document) -> str:
    return "\n".join(texts(document))


def made(*left_out: Section) -> Document:
    return care_plan_document(full_record(), frozenset(left_out))


def test_everything_stands_there_when_nothing_is_left_out() -> None:
    text = said(made())
    assert [word for words in WORDS.values() for word in words if word not in text] == []
    assert "inte dela" not in text


@pytest.mark.parametrize("section", Section)
def test_a_part_that_is_left_out_is_nowhere_and_the_others_are(section: Section) -> None:
    document = made(section)
    text = said(document)
    assert [word for word in WORDS[section] if word in text] == []
    others = [word for other, words in WORDS.items() if other is not section for word in words]
    gone = [word for word in others if word not in text]
    # Next visits are told with the contacts, and so go with them.
    assert gone == (["Kontakt med LOGOPED"] if section is Section.CONTACTS else [])
    (note,) = [block.text for block in document.blocks if isinstance(block, Note) and "inte dela" in block.text]
    assert note.endswith(f": {section.label}.")


def test_all_that_is_left_out_is_named_once_and_in_order() -> None:
    document = made(*reversed(Section))
    text = said(document)
    assert [word for words in WORDS.values() for word in words if word in text] == []
    assert text.count("; ".join(section.label for section in Section)) == 1
    assert "Karin Åhs" in text and "112" in text  # whom she rings stands on every plan


def test_every_pair_is_left_out_together() -> None:
    for pair in combinations(Section, 2):
        text = said(made(*pair))
        assert not any(word in text for section in pair for word in WORDS[section]), pair


@pytest.mark.parametrize("known", Knowledge)
def test_page_one_never_looks_as_if_there_were_nothing_to_know(known: Knowledge) -> None:
    """It says the same whatever the record holds."""
    patient = Patient(id=PATIENT_ID, patient_id=PATIENT_ID, emergency_known=known, emergency_checked_by="Anna")
    document = care_plan_document(record_of(patient), frozenset({Section.EMERGENCY}))
    (alert,) = [block for block in document.blocks if isinstance(block, Alert)]
    (item,) = alert.items
    text = said(document)
    assert alert.state is AlertState.MISSING and "Delas inte" in text and "Det kan finnas något att veta" in text
    assert "Inga kända" not in text and "Inte efterfrågat" not in text and "Anna" not in text
    assert item.source == ""


def test_an_empty_table_of_what_comes_does_not_say_that_nothing_does() -> None:
    (table,) = [
        block
        for block in made(Section.TIMES, Section.GOALS, Section.DEVICES, Section.CONTACTS).blocks
        if isinstance(block, Table) and block.empty and "bokat" in block.empty
    ]
    assert "delas inte" in table.empty and not table.rows
    assert "Inget är bokat" in said(care_plan_document(record_of(), frozenset({Section.CONSENTS})))


def test_what_is_not_written_says_nothing_of_what_is_left_out() -> None:
    text = said(care_plan_document(record_of(), frozenset({Section.HEALTH, Section.DAILY_LIFE, Section.GOALS})))
    assert "Skriv det tillsammans" not in text
    assert "Mål och insatser. Skriv" in said(
        care_plan_document(record_of(), frozenset({Section.HEALTH, Section.DAILY_LIFE}))
    )


def test_with_all_left_out_an_empty_record_is_still_a_paper() -> None:
    assert said(care_plan_document(record_of(), frozenset(Section), Lettering.LARGE))


def test_the_setting_is_that_of_the_paper_and_changes_no_word() -> None:
    large = care_plan_document(full_record(), lettering=Lettering.LARGE)
    assert large.lettering is Lettering.LARGE and texts(large) == texts(made())


def test_what_is_protected_stays_so_whatever_is_left_out() -> None:
    record = full_record(ProtectedIdentity.MARKED)
    for left_out in ((), *((section,) for section in Section)):
        text = said(care_plan_document(record, frozenset(left_out)))
        assert "070-174 06 35" not in text and "HEMGATAN" not in text


def test_without_what_an_emergency_room_must_know_nothing_of_it_is_left() -> None:
    row = AlertInformation(patient_id=PATIENT_ID, type=AlertType.CONDITION, term="Aspleni", valid_from=TODAY)
    answer = AlertGroupAnswer(patient_id=PATIENT_ID, about=AlertGroup.CONDITION, known=Knowledge.SOME)
    card = EmergencyCard(patient_id=PATIENT_ID, paper="akutkort", issued_on=TODAY, facts="Aspleni")
    wish = RareCondition(
        patient_id=PATIENT_ID, text="Ataxi", emergency_wish=EmergencyWish.WANTED, emergency_wish_by="Dr Ek"
    )
    record = record_of(row, answer, card, wish)
    left = without(record, frozenset({Section.EMERGENCY}))
    assert [left.all(kind) for kind in (AlertInformation, AlertGroupAnswer, EmergencyCard)] == [(), (), ()]
    (diagnosis,) = left.all(RareCondition)
    assert (diagnosis.text, diagnosis.emergency_wish, diagnosis.emergency_wish_by) == (
        "Ataxi", EmergencyWish.NOT_ASKED, "",
    )  # fmt: skip
    others = without(record, frozenset(Section) - {Section.EMERGENCY, Section.HEALTH})
    assert others.all(AlertInformation) == (row,) and others.all(RareCondition) == (wish,)


def test_a_record_of_which_nothing_is_left_out_is_the_same_record() -> None:
    record = full_record()
    assert without(record, frozenset()) is record
    assert without(record, frozenset({Section.CONSENTS, Section.PEOPLE, Section.REACHING_ME})) is record
