"""What can be done with an entry of any kind, and what must hold for the record after any change."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from coordinator.careplan import CareGoal, CarePlan, HandedOutPlan, Intervention
from coordinator.change import Add, Change, Edit, Remove
from coordinator.consent import Consent
from coordinator.contact import Contact, ContactStatus
from coordinator.entity import Entity, new_id
from coordinator.entries import add_entry, edit_entry, remove_entry
from coordinator.errors import ConflictError, RuleError
from coordinator.kinds import BY_NAME, KINDS
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.settings import Settings
from coordinator.soundness import require_sound
from tests.coordinator.conftest import ACTOR, MAJA, PATIENT_ID, TODAY, done, noon, record_of

KARIN = Contact(patient_id=PATIENT_ID, name="Karin Ålander")
PLAN = CarePlan(patient_id=PATIENT_ID)
GOAL = CareGoal(patient_id=PATIENT_ID, plan_id=PLAN.id, goal="Rida")
INSATS = Intervention(patient_id=PATIENT_ID, goal_id=GOAL.id, what="Röstträning", contact_id=KARIN.id)


def refusal(record: Record, change: Change) -> str:
    with pytest.raises(RuleError) as refused:
        require_sound(record, change)
    return f"{refused.value.title}. {refused.value.message}"


# The general door


def test_an_entry_is_added_changed_and_taken_away() -> None:
    record = done(record_of(), add_entry(record_of(), Contact, name="Karin"))
    (contact,) = record.all(Contact)
    record = done(record, edit_entry(record, Contact, contact.id, name="Karin Ålander", role="logoped"))
    assert (record.get(Contact, contact.id).name, record.get(Contact, contact.id).role) == ("Karin Ålander", "logoped")
    change = remove_entry(record, Contact, contact.id, reason="Felregistrerad")
    assert change.steps == (Remove(record.get(Contact, contact.id), "Felregistrerad"),)
    assert done(record, change).all(Contact) == ()


def test_a_change_is_refused_when_a_kind_says_so() -> None:
    record = record_of(KARIN)
    assert "Skriv ett namn" in refusal(record, edit_entry(record, Contact, KARIN.id, name=""))
    assert "Skriv ett namn" in refusal(record, add_entry(record, Contact, note="Hej"))


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_nothing_is_taken_away_without_a_reason(reason: str) -> None:
    with pytest.raises(RuleError, match="Skriv varför"):
        remove_entry(record_of(KARIN), Contact, KARIN.id, reason=reason)


def test_the_patient_is_never_taken_away() -> None:
    with pytest.raises(RuleError, match="Patienten kan inte tas bort"):
        remove_entry(record_of(), Patient, PATIENT_ID, reason="Fel")


@pytest.mark.parametrize("name", ["id", "patient_id", "version", "nickname"])
def test_only_declared_fields_are_written(name: str) -> None:
    with pytest.raises(TypeError, match=name):
        edit_entry(record_of(KARIN), Contact, KARIN.id, **{name: new_id()})
    with pytest.raises(TypeError, match=name):
        add_entry(record_of(), Contact, name="Karin", **{name: new_id()})


def test_an_entry_that_is_not_there_is_told_by_its_kind() -> None:
    for action in (
        lambda: edit_entry(record_of(), Contact, KARIN.id, name="x"),
        lambda: record_of().get(Contact, PATIENT_ID),
    ):
        with pytest.raises(RuleError, match="Kontakt finns inte"):
            action()


def test_what_was_done_is_said_in_swedish() -> None:
    record = record_of(KARIN)
    assert add_entry(record, Contact, name="Petra").title == "Kontakt har lagts till"
    assert edit_entry(record, Contact, KARIN.id, name="Petra").title == "Kontakt har ändrats"
    assert remove_entry(record, Contact, KARIN.id, reason="Fel").title == "Kontakt har tagits bort"


# What must hold after any change


@pytest.mark.parametrize(
    ("removed", "pointing", "field"),
    [
        (PLAN, (GOAL,), "vårdplan"),
        (GOAL, (replace(INSATS, contact_id=None),), "mål"),
        (KARIN, (PLAN, GOAL, INSATS), "ansvarig kontakt"),
    ],
)
def test_what_others_point_at_is_not_taken_away(removed: Entity, pointing: tuple[Entity, ...], field: str) -> None:
    record = record_of(removed, *pointing)
    said = refusal(record, Change("Borttagen", (Remove(removed, "Fel"),)))
    assert f"hänvisar till en post som inte finns ({field})" in said


def test_a_plan_is_taken_away_together_with_what_points_at_it() -> None:
    record = record_of(KARIN, PLAN, GOAL, INSATS)
    steps = tuple(Remove(entry, "Fel") for entry in (PLAN, INSATS, GOAL))
    record = done(record, Change("Borttagen", steps))
    assert [kind for kind in (CarePlan, CareGoal, Intervention) if record.entries[kind]] == []


@pytest.mark.parametrize("step", [Add, Edit])
def test_nothing_new_points_at_what_is_not_there(step: type[Add] | type[Edit]) -> None:
    record = record_of(PLAN, GOAL) if step is Edit else record_of(PLAN)
    astray = replace(GOAL, plan_id=UUID(int=7))
    assert "hänvisar till en post som inte finns (vårdplan)" in refusal(record, Change("Ändrat", (step(astray),)))


def test_an_id_of_another_kind_is_no_answer() -> None:
    astray = replace(GOAL, plan_id=KARIN.id)
    assert "hänvisar" in refusal(record_of(KARIN), Change("Mål tillagt", (Add(astray),)))


def test_an_old_stray_reference_does_not_stop_other_work() -> None:
    record = record_of(replace(GOAL, plan_id=UUID(int=7)))
    assert done(record, add_entry(record, Contact, name="Karin")).all(Contact)


def test_an_old_problem_does_not_stop_other_work_but_a_new_one_alike_does() -> None:
    nameless = Contact(patient_id=PATIENT_ID)
    record = record_of(nameless, KARIN)
    assert done(record, edit_entry(record, Contact, KARIN.id, role="logoped")).get(Contact, KARIN.id).role == "logoped"
    assert "Skriv ett namn" in refusal(record, edit_entry(record, Contact, KARIN.id, name=""))


def test_every_reason_is_said_once() -> None:
    tomorrow = TODAY + timedelta(days=1)
    wrong = [
        Contact(patient_id=PATIENT_ID, last_contact=tomorrow, interval_months=0),
        Contact(patient_id=PATIENT_ID, last_contact=tomorrow),
    ]
    said = refusal(record_of(), Change("Kontakter tillagda", tuple(Add(one) for one in wrong)))
    assert [said.count(words) for words in ("Skriv ett namn", "Senaste kontakt ligger", "1 till 240")] == [1, 1, 1]


def test_what_is_kept_as_it_was_may_be_added_but_nothing_more() -> None:
    copy = HandedOutPlan(
        patient_id=PATIENT_ID, plan_id=PLAN.id, number=1, handed_out_on=TODAY, handed_to="Maja",
        handed_out_by="Anna Lind", document="{}",
    )  # fmt: skip
    record = done(record_of(PLAN), Change("Vårdplan utlämnad", (Add(copy),)))
    saved = replace(copy, version=1)
    record = record_of(PLAN, saved)
    for step in (Edit(saved), Remove(saved, "Fel"), Add(replace(saved, version=2))):
        assert "Utlämnad vårdplan ändras inte" in refusal(record, Change("Ändrat", (step,)))


def test_a_patient_with_anything_written_about_her_is_not_taken_away_by_any_door() -> None:
    gone = Change("Ångrat", (Remove(MAJA, "Ångrat"),))
    assert "Patienten kan inte tas bort" in refusal(record_of(KARIN), gone)
    assert done(record_of(), gone).all(Patient) == ()


def test_a_record_is_about_one_person() -> None:
    other = Patient(id=new_id(), patient_id=PATIENT_ID, given_name="Klara")
    assert "en enda patient" in refusal(record_of(), Change("Patient tillagd", (Add(other),)))
    blank = Record(PATIENT_ID, noon(TODAY), ACTOR, Settings(), {})
    assert "en enda patient" in refusal(blank, Change("Patient tillagd", (Add(other),)))


def test_nothing_is_written_before_there_is_a_patient() -> None:
    blank = Record(PATIENT_ID, noon(TODAY), ACTOR, Settings(), {})
    with pytest.raises(RuleError):
        require_sound(blank, Change("Kontakt tillagd", (Add(KARIN),)))


# The record itself


def test_the_record_after_a_change_is_new_and_the_former_is_untouched() -> None:
    before = record_of(KARIN)
    after = before.after(edit_entry(before, Contact, KARIN.id, status=ContactStatus.ENDED))
    assert (before.get(Contact, KARIN.id).status, after.get(Contact, KARIN.id).status) == (
        ContactStatus.ACTIVE, ContactStatus.ENDED,
    )  # fmt: skip
    assert repr(after) == "<record 11111111>"


def test_an_edit_keeps_its_place_and_a_new_entry_comes_last() -> None:
    petra, siv = replace(KARIN, id=new_id(), name="Petra"), replace(KARIN, id=new_id(), name="Siv")
    record = record_of(KARIN, petra)
    record = done(record, edit_entry(record, Contact, KARIN.id, name="Karin"))
    record = done(record, Change("Kontakt tillagd", (Add(siv),)))
    assert [contact.name for contact in record.all(Contact)] == ["Karin", "Petra", "Siv"]


def test_what_was_removed_meanwhile_is_not_edited() -> None:
    with pytest.raises(ConflictError, match="Posten har ändrats"):
        require_sound(record_of(), Change("Kontakt ändrad", (Edit(KARIN),)))


def test_the_day_is_the_swedish_one() -> None:
    late = noon(TODAY).replace(hour=23, minute=30)
    assert replace(record_of(), now=late).today == TODAY
    assert replace(record_of(), now=late + timedelta(hours=1)).today == TODAY + timedelta(days=1)


def test_every_kind_is_found_by_its_stored_name() -> None:
    assert BY_NAME["consent"] is Consent
    assert set(BY_NAME.values()) == set(KINDS) and len(BY_NAME) == len(KINDS)
