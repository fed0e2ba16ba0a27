"""Taking away what stands in a list: what hangs on it goes with it, or keeps its words; undo brings all of it back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.appointment import Appointment
from coordinator.careplan import CareGoal, CarePlan, Intervention
from coordinator.change import Remove
from coordinator.consent import Consent, ConsentPurpose
from coordinator.consent_recipient import ConsentRecipient
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole
from coordinator.contact_log import ContactLogEntry, HelpKind
from coordinator.desk import Desk
from coordinator.device import AssistiveDevice
from coordinator.entity import Entity
from coordinator.entries import add_entry
from coordinator.errors import RuleError
from coordinator.kinds import KINDS
from coordinator.person import Patient, ProtectedIdentity, register_patient
from coordinator.referral import Referral
from coordinator.reminder import Reminder
from coordinator.removal import TAKEN_OUT, remove_contact, remove_goal, take_away
from coordinator.shared_paper import Ground, SharedPaper
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, done, noon, record_of

KARIN = Contact(patient_id=PATIENT_ID, name="Karin", role="logoped")
PETRA = Contact(patient_id=PATIENT_ID, name="Petra")
PLAN = CarePlan(patient_id=PATIENT_ID)
FIRST, SECOND = (CareGoal(patient_id=PATIENT_ID, plan_id=PLAN.id, goal=text, position=1) for text in ("Åka", "Svara"))


def insats(goal: CareGoal, **fields: Any) -> Intervention:
    known: dict[str, Any] = {"patient_id": PATIENT_ID, "goal_id": goal.id, "what": "Öva"}
    return Intervention(**known | fields)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def role(start: int, end: int | None) -> ContactRole:
    return ContactRole(
        patient_id=PATIENT_ID,
        contact_id=KARIN.id,
        assignment=Assignment.FIXED_PHYSICIAN_CONTACT,
        start=day(start),
        end=None if end is None else day(end),
    )


def test_a_goal_goes_with_its_insatser_and_no_others() -> None:
    kept = insats(SECOND)
    record = record_of(PLAN, FIRST, SECOND, insats(FIRST), kept, insats(FIRST))
    record = done(record, remove_goal(record, FIRST.id))
    assert record.all(CareGoal) == (SECOND,)
    assert record.all(Intervention) == (kept,)


def test_a_consent_goes_with_its_recipients_and_no_others() -> None:
    given, other = (
        Consent(
            patient_id=PATIENT_ID, purpose=ConsentPurpose.SIP, given_by="Maja", given_on=TODAY, recipients="Karin",
            covers="Planen", valid_until=day(9),
        )
        for _ in range(2)
    )  # fmt: skip
    gone, kept = (ConsentRecipient(patient_id=PATIENT_ID, consent_id=one.id, name="Karin") for one in (given, other))
    record = record_of(given, other, gone, kept)
    record = done(record, take_away(record, Consent, given.id))
    assert (record.all(Consent), record.all(ConsentRecipient)) == ((other,), (kept,))


def test_a_contact_that_nothing_refers_to_is_taken_out() -> None:
    record = record_of(KARIN, PETRA)
    assert done(record, remove_contact(record, KARIN.id)).all(Contact) == (PETRA,)


def test_what_referred_to_the_contact_names_her_in_words() -> None:
    visit = Appointment(patient_id=PATIENT_ID, contact_id=KARIN.id, day=day(3))
    referral = Referral(patient_id=PATIENT_ID, contact_id=KARIN.id, from_contact_id=KARIN.id)
    device = AssistiveDevice(patient_id=PATIENT_ID, name="Rullstol", contact_id=KARIN.id)
    logged = ContactLogEntry(
        patient_id=PATIENT_ID, at=noon(day(-1)), helped_with=(HelpKind.INFORM,), what="Ringde", contact_id=KARIN.id,
        nothing_next=True,
    )  # fmt: skip
    reminder = Reminder(patient_id=PATIENT_ID, what="Ring", owner="Anna", due=day(2), contact_id=KARIN.id)
    written = insats(FIRST, contact_id=KARIN.id, responsible="Talpedagogen")
    others = insats(FIRST, contact_id=PETRA.id)
    record = record_of(KARIN, PETRA, PLAN, FIRST, visit, referral, device, logged, reminder, written, others)
    record = done(record, remove_contact(record, KARIN.id))
    named = "Karin, logoped"
    assert record.get(Appointment, visit.id).with_whom == named
    assert (record.get(Referral, referral.id).to, record.get(Referral, referral.id).sent_by) == (named, named)
    assert record.get(AssistiveDevice, device.id).responsible == named
    assert record.get(AssistiveDevice, device.id).phone_when_broken == ""
    assert record.get(ContactLogEntry, logged.id).with_whom == named
    assert record.get(Reminder, reminder.id).contact_id is None
    assert record.get(Intervention, written.id).responsible == "Talpedagogen"
    assert record.get(Intervention, others.id) == others
    assert KARIN.id not in [
        getattr(entry, "contact_id", None) for entries in record.entries.values() for entry in entries
    ]


@pytest.mark.parametrize(
    ("start", "end", "title"),
    [
        (-30, None, "Kontakten har ett uppdrag"),
        (-30, 0, "Kontakten har ett uppdrag"),
        (5, None, "Kontakten har ett uppdrag"),
        (-30, -1, "Kontakten har haft ett uppdrag"),
    ],
)
def test_a_contact_with_a_role_in_law_stays_and_it_is_said_what_to_do(start: int, end: int | None, title: str) -> None:
    record = record_of(KARIN, role(start, end))
    with pytest.raises(RuleError) as refused:
        remove_contact(record, KARIN.id)
    assert refused.value.title == title
    assert "Avslutad" in refused.value.message


def test_a_contact_who_got_a_paper_stays_and_it_is_said_what_to_do() -> None:
    got = SharedPaper(
        patient_id=PATIENT_ID, paper="om-mig", title="Om mig", to="Karin", contact_id=KARIN.id, shared_on=TODAY,
        shared_by="Eva", ground=Ground.REQUEST, sha256="a" * 64,
    )  # fmt: skip
    with pytest.raises(RuleError, match="Kontakten har fått ett papper") as refused:
        remove_contact(record_of(KARIN, got), KARIN.id)
    assert "Avslutad" in refused.value.message


def test_a_contact_that_tells_a_protected_place_stays_so_that_it_stays_hidden() -> None:
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
    school = replace(KARIN, category=ContactCategory.SCHOOL_WORK)
    with pytest.raises(RuleError) as refused:
        remove_contact(record_of(hidden, school), KARIN.id)
    assert "skyddat" in refused.value.title
    for record in (record_of(hidden, KARIN), record_of(school)):
        assert done(record, remove_contact(record, KARIN.id)).all(Contact) == ()


def test_any_kind_can_be_taken_away_from_its_list() -> None:
    one = insats(FIRST)
    record = record_of(PLAN, FIRST, one, KARIN)
    assert done(record, take_away(record, Intervention, one.id)).all(Intervention) == ()
    assert done(record, take_away(record, CareGoal, FIRST.id)).all(Intervention) == ()
    assert done(record, take_away(record, Contact, KARIN.id)).all(Contact) == ()
    with pytest.raises(RuleError):
        take_away(record, Patient, PATIENT_ID)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_what_is_not_there_is_not_taken_away(kind: type[Entity]) -> None:
    with pytest.raises(RuleError):
        take_away(record_of(), kind, KARIN.id)


def test_the_reason_that_is_kept_is_ours_or_the_one_given() -> None:
    record = record_of(PLAN, FIRST, insats(FIRST))
    for change, reason in (
        (take_away(record, CareGoal, FIRST.id), TAKEN_OUT),
        (take_away(record, CareGoal, FIRST.id, reason="Dubblett"), "Dubblett"),
    ):
        assert {step.reason for step in change.steps if isinstance(step, Remove)} == {reason}
    with pytest.raises(RuleError):
        remove_goal(record, FIRST.id, reason=" ")


def test_undo_brings_back_the_contact_and_what_referred_to_it(desk: Desk) -> None:
    patient = desk.begin(register_patient, given_name="Maja").patient_id
    desk.do(patient, add_entry, Contact, name="Karin")
    (karin,) = desk.store.read(patient).all(Contact)
    desk.do(patient, add_entry, Appointment, contact_id=karin.id, day=day(3))
    taken = desk.do(patient, take_away, Contact, karin.id)
    assert desk.store.read(patient).all(Appointment)[0].with_whom == "Karin"
    desk.undo(taken.id)
    record = desk.store.read(patient)
    assert record.all(Contact)[0].name == "Karin"
    assert (record.all(Appointment)[0].contact_id, record.all(Appointment)[0].with_whom) == (karin.id, "")
