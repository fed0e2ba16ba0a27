"""The desk: one door to the record, where everything is saved whole or not at all and can be taken back."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from coordinator.careplan import CarePlan, add_goal, draft_plan, hand_out_plan
from coordinator.change import Add, Change, Edit
from coordinator.contact import Contact, add_contact
from coordinator.desk import Access, Desk, PatientRow
from coordinator.entries import edit_entry, remove_entry
from coordinator.errors import ConflictError, CoordinatorError, RuleError
from coordinator.person import Patient, PatientStatus, change_identity, register_patient
from coordinator.record import Record
from tests.conftest import without_ids
from tests.coordinator.conftest import ACTOR, TODAY, MemoryStore, noon


@pytest.fixture
def maja(desk: Desk) -> Patient:
    """A patient of one's own, registered through the desk."""
    applied = desk.begin(register_patient, number="19900728-2388", given_name="Maja")
    return desk.store.read(applied.patient_id).patient


def contacts(desk: Desk, patient: Patient) -> list[str]:
    return [contact.name for contact in desk.store.read(patient.id).all(Contact)]


def test_a_new_patient_gets_a_record_of_her_own(desk: Desk, store: MemoryStore) -> None:
    one = desk.begin(register_patient, given_name="Maja")
    other = desk.begin(register_patient, given_name="Alma")
    assert one.patient_id != other.patient_id
    record = store.read(one.patient_id)
    assert (record.patient.given_name, record.patient.id, record.patient.version) == ("Maja", one.patient_id, 1)
    assert (record.today, record.actor) == (TODAY, ACTOR)


def test_what_was_done_is_told_with_title_kinds_and_versions(desk: Desk, maja: Patient) -> None:
    applied = desk.do(maja.id, add_contact, name="Karin", role="logoped")
    (contact,) = desk.store.read(maja.id).all(Contact)
    assert (applied.patient_id, applied.title) == (maja.id, "Kontakt tillagd")
    assert applied.kinds == frozenset({Contact}) and applied.versions == {contact.id: 1}


def test_opening_a_record_is_noted_with_its_reason(desk: Desk, store: MemoryStore, maja: Patient) -> None:
    store.noted.clear()
    assert desk.open(maja.id, reason="Ringde") == store.read(maja.id)
    assert store.noted == [(Access.OPEN, maja.id, "", "Ringde")]


def test_a_record_that_is_not_there_is_noted_and_refused(desk: Desk, store: MemoryStore) -> None:
    stranger = uuid4()
    with pytest.raises(RuleError, match="Patienten finns inte"):
        desk.open(stranger)
    assert store.noted == [(Access.OPEN, stranger, "", "")]


def test_what_is_refused_leaves_everything_as_it_was(desk: Desk, store: MemoryStore, maja: Patient) -> None:
    store.noted.clear()

    def two_contacts(record: Record, /) -> Change:
        return Change(
            "Kontakter tillagda",
            (Add(Contact(patient_id=record.patient_id, name="Karin")), Add(Contact(patient_id=record.patient_id))),
        )

    with pytest.raises(RuleError, match="Skriv ett namn"):
        desk.do(maja.id, two_contacts)
    with pytest.raises(RuleError, match="Kontrollsiffran"):
        desk.do(maja.id, change_identity, number="200001052381")
    assert (contacts(desk, maja), store.noted) == ([], [])


def test_nobody_is_registered_in_somebody_elses_record(desk: Desk, maja: Patient) -> None:
    with pytest.raises(CoordinatorError):
        desk.do(maja.id, register_patient, given_name="Alma")
    assert desk.store.read(maja.id).patient.given_name == "Maja"


def test_a_number_belongs_to_one_patient(desk: Desk, maja: Patient) -> None:
    with pytest.raises(RuleError, match="finns redan"):
        desk.begin(register_patient, number="900728-2388", given_name="Klara")
    assert desk.store.find("199007282388") == maja.id


def test_who_saved_first_wins_and_nothing_is_lost(desk: Desk, store: MemoryStore, maja: Patient) -> None:
    desk.do(maja.id, add_contact, name="Karin")
    read_by_both = store.read(maja.id)
    (contact,) = read_by_both.all(Contact)
    desk.do(maja.id, edit_entry, Contact, contact.id, role="logoped")
    late = edit_entry(read_by_both, Contact, contact.id, role="dietist")
    with pytest.raises(ConflictError):
        store.apply(maja.id, late)
    assert [one.role for one in store.read(maja.id).all(Contact)] == ["logoped"]


def test_a_change_is_taken_back_and_done_again(desk: Desk, store: MemoryStore, maja: Patient) -> None:
    added = desk.do(maja.id, add_contact, name="Karin")
    undone = desk.undo(added.id)
    assert contacts(desk, maja) == [] and undone.kinds == frozenset({Contact})
    assert store.noted[-1][0] is Access.UNDO
    desk.undo(undone.id)
    assert contacts(desk, maja) == ["Karin"]


def test_an_edit_and_a_removal_are_taken_back(desk: Desk, maja: Patient) -> None:
    desk.do(maja.id, add_contact, name="Karin", note="Ring på förmiddagen")
    (contact,) = desk.store.read(maja.id).all(Contact)
    edited = desk.do(maja.id, edit_entry, Contact, contact.id, name="Karin Ålander", note="")
    desk.undo(edited.id)
    removed = desk.do(maja.id, remove_entry, Contact, contact.id, reason="Felregistrerad")
    assert contacts(desk, maja) == []
    desk.undo(removed.id)
    (back,) = desk.store.read(maja.id).all(Contact)
    assert (back.id, back.name, back.note) == (contact.id, "Karin", "Ring på förmiddagen")
    former = [(one.entry.version, one.removed_because) for one in desk.store.history(maja.id, contact.id)]
    assert former == [(1, ""), (2, ""), (3, "Felregistrerad")]


def test_what_has_changed_since_is_not_taken_back(desk: Desk, maja: Patient) -> None:
    added = desk.do(maja.id, add_contact, name="Karin")
    (contact,) = desk.store.read(maja.id).all(Contact)
    desk.do(maja.id, edit_entry, Contact, contact.id, role="logoped")
    with pytest.raises(ConflictError):
        desk.undo(added.id)
    assert contacts(desk, maja) == ["Karin"]


def test_what_others_lean_on_since_is_not_taken_back(desk: Desk, maja: Patient) -> None:
    drafted = desk.do(maja.id, draft_plan)
    (plan,) = desk.store.read(maja.id).all(CarePlan)
    desk.do(maja.id, add_goal, plan.id, goal="Rida")
    with pytest.raises(RuleError, match="hänvisar"):
        desk.undo(drafted.id)
    assert desk.store.read(maja.id).all(CarePlan)


def test_a_paper_that_was_handed_out_is_not_taken_back(desk: Desk, maja: Patient) -> None:
    desk.do(maja.id, draft_plan)
    (plan,) = desk.store.read(maja.id).all(CarePlan)
    handed = desk.do(maja.id, hand_out_plan, plan.id, to="Maja", document="{}")
    with pytest.raises(RuleError, match="ändras inte"):
        desk.undo(handed.id)


def test_a_registration_is_taken_back_and_done_again_while_nothing_was_written(desk: Desk) -> None:
    registered = desk.begin(register_patient, given_name="Fel person")
    undone = desk.undo(registered.id)
    with pytest.raises(RuleError, match="Patienten finns inte"):
        desk.open(registered.patient_id)
    desk.undo(undone.id)
    assert desk.open(registered.patient_id).patient.given_name == "Fel person"


def test_a_registration_is_not_taken_back_from_under_what_was_written(desk: Desk) -> None:
    registered = desk.begin(register_patient, given_name="Maja")
    desk.do(registered.patient_id, add_contact, name="Karin")
    with pytest.raises(RuleError, match="Patienten kan inte tas bort"):
        desk.undo(registered.id)
    assert desk.open(registered.patient_id).all(Contact)


def test_each_action_sees_the_day_it_is_done(desk: Desk, store: MemoryStore, maja: Patient) -> None:
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(RuleError, match="Senaste kontakt ligger i framtiden"):
        desk.do(maja.id, add_contact, name="Karin", last_contact=tomorrow)
    store.now = noon(tomorrow)
    desk.do(maja.id, add_contact, name="Karin", last_contact=tomorrow)
    assert contacts(desk, maja) == ["Karin"]


def test_a_change_for_one_patient_does_not_touch_another(desk: Desk, store: MemoryStore, maja: Patient) -> None:
    other = desk.begin(register_patient, given_name="Alma").patient_id
    astray = Change("Kontakt tillagd", (Add(Contact(patient_id=other, name="Karin")),))
    with pytest.raises(ValueError, match="one patient"):
        store.apply(maja.id, astray)
    assert store.read(other).all(Contact) == ()


def test_the_list_tells_who_there_is_and_says_no_names_in_logs(desk: Desk, maja: Patient) -> None:
    (row,) = desk.store.patients()
    assert (row.id, row.name, row.number, row.birth_date) == (maja.id, "Maja", "19900728-2388", maja.birth_date)


def test_a_line_of_the_list_shows_no_content_in_logs() -> None:
    row = PatientRow(
        id=uuid4(), name="Hemlig Hemlig", number="Hemlig", birth_date=date(1990, 7, 28), protected=True, contacts=3,
        called="Hemlig", sorted_name="Hemlig", former_numbers=("Hemlig",), status=PatientStatus.RESTING,
        conditions=("Hemlig",), units=("Hemlig",),
    )  # fmt: skip
    assert "Hemlig" not in repr(row) and "1990" not in without_ids(repr(row))


def test_what_is_kept_for_the_screen_is_found_by_how_its_key_begins(desk: Desk) -> None:
    desk.store.keep("utkast/1", "Halv")
    desk.store.keep("plats", "översikt")
    desk.store.keep("utkast/1", "Halva meningen")
    assert desk.store.kept("utkast/") == {"utkast/1": "Halva meningen"}
    desk.store.keep("utkast/1", None)
    assert desk.store.kept() == {"plats": "översikt"}


def test_an_edit_of_nothing_new_is_still_one_version(desk: Desk, maja: Patient) -> None:
    def same(record: Record, /) -> Change:
        return Change("Patient ändrad", (Edit(record.patient),))

    applied = desk.do(maja.id, same)
    assert applied.versions == {maja.id: 2}
