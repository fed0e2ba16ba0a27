"""A file beside what stands here: what each row is, what differs, what comes along, and what no file changes."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from coordinator.careplan import CareGoal, CarePlan, HandedOutPlan, Intervention
from coordinator.change import Change, Remove
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole
from coordinator.contact_log import ContactLogEntry
from coordinator.desk import Access, Desk
from coordinator.entity import Entity, Knowledge
from coordinator.entry_name import name_of
from coordinator.errors import ImportRefused
from coordinator.exchange.record_json import record_json
from coordinator.journal.rows import journal_rows
from coordinator.journal_entry import JournalEntry, enter_in_journal
from coordinator.person import Patient, ProtectedIdentity
from coordinator.protection import HIDDEN
from coordinator.record import Record
from coordinator.take_in import rows
from coordinator.take_in.homing import referring
from coordinator.take_in.own_work import OWN_WORK
from coordinator.take_in.preview import Differs, RowState, first_choice, preview, with_needed
from coordinator.taken_in import TakenIn
from coordinator.umi.kinds import AlertSource, AlertType
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import PATIENT_ID, TODAY, MemoryStore, noon
from tests.coordinator.take_in.clinics import (
    HERE_ID,
    clinic,
    contact,
    edited,
    foreign,
    maja,
    row,
    seen,
    sent,
    states,
    taken,
)
from tests.rules.made_up import filled

PLAN = CarePlan(patient_id=PATIENT_ID)
LISA = contact("Lisa Ek", role="läkare", unit="Neurologen", phone="08-123 45 67")


def role_of(one: Contact, assignment: Assignment = Assignment.FIXED_PHYSICIAN_CONTACT) -> ContactRole:
    return ContactRole(patient_id=one.patient_id, contact_id=one.id, assignment=assignment, start=TODAY)


# What the rows are


@pytest.mark.parametrize("many", [0, 1, 40, 120])
def test_of_a_new_patient_everything_is_new_and_chosen(many: int) -> None:
    found = seen(sent(maja(), *(contact(f"Kontakt {number}") for number in range(many))), clinic())
    assert found.is_new_patient and found.patient_words == "Maja Lindeskog, 19900728-2388"
    assert [one.state for one in found.rows] == [RowState.NEW] * (many + 1)
    assert first_choice(found) == {one.id for one in found.rows}
    assert all(one.needs == {PATIENT_ID} for one in found.rows[1:]) and found.rows[0].needs == frozenset()


def test_every_kind_of_entry_has_a_row_and_is_the_same_the_second_time() -> None:
    content, store = sent(*filled(PATIENT_ID)), clinic()
    found = seen(content, store)
    assert {one.state for one in found.rows} == {RowState.NEW}
    taken(found, store)
    again = seen(content, store)
    assert {one.state for one in again.rows} == {RowState.SAME}
    assert not again.is_new_patient and first_choice(again) == frozenset()


def test_what_is_changed_in_the_file_is_told_field_by_field_and_not_chosen() -> None:
    store = clinic(maja(), LISA)
    found = seen(sent(maja(), replace(LISA, phone="08-765 43 21", email="lisa@exempel.se")), store)
    assert states(found) == {"Maja Lindeskog": "same", "Lisa Ek, läkare": "changed"}
    assert row(found, "Lisa Ek, läkare").differs == (
        Differs("Direkttelefon", "08-123 45 67", "08-765 43 21"),
        Differs("E-post", "", "lisa@exempel.se"),
    )
    assert first_choice(found) == frozenset()


def test_what_is_changed_here_is_told_as_well() -> None:
    store = clinic(maja(), LISA)
    content = sent(maja(), LISA)
    edited(store, LISA, phone="08-000 00 00")
    assert row(seen(content, store), "Lisa Ek, läkare").differs == (
        Differs("Direkttelefon", "08-000 00 00", "08-123 45 67"),
    )


def test_what_was_removed_here_is_told_and_comes_back_only_when_chosen() -> None:
    store = clinic(maja(), LISA)
    content = sent(maja(), LISA)
    store.apply(PATIENT_ID, Change("Bort", (Remove(store.read(PATIENT_ID).all(Contact)[0], "Dubblett"),)))
    found = seen(content, store)
    assert row(found, "Lisa Ek, läkare").state is RowState.REMOVED and first_choice(found) == frozenset()
    taken(found, store, [LISA.id])
    assert store.read(PATIENT_ID).all(Contact) == (replace(LISA, version=3),)


def test_a_new_row_that_needs_one_removed_here_is_not_chosen_by_itself() -> None:
    store = clinic(maja(), LISA)
    content = sent(maja(), LISA, role_of(LISA))
    store.apply(PATIENT_ID, Change("Bort", (Remove(store.read(PATIENT_ID).all(Contact)[0], "Dubblett"),)))
    found = seen(content, store)
    role = next(one for one in found.rows if isinstance(one.entry, ContactRole))
    assert role.state is RowState.NEW and role.needs == {LISA.id} and first_choice(found) == frozenset()
    assert with_needed(found, [role.id]) == {role.id, LISA.id}


def test_what_is_new_is_told_with_what_it_says() -> None:
    found = seen(sent(maja(), LISA), clinic(maja()))
    assert row(found, "Lisa Ek, läkare").differs == (
        Differs("Namn", "", "Lisa Ek"),
        Differs("Roll", "", "läkare"),
        Differs("Enhet", "", "Neurologen"),
        Differs("Direkttelefon", "", "08-123 45 67"),
    )


def test_a_reference_is_told_by_what_it_leads_to() -> None:
    goal = CareGoal(patient_id=PATIENT_ID, plan_id=uuid4(), goal="Cykla")
    plan = CarePlan(id=goal.plan_id, patient_id=PATIENT_ID)
    step = Intervention(patient_id=PATIENT_ID, goal_id=goal.id, what="Öva", contact_id=LISA.id)
    store = clinic(maja(), plan, goal, LISA, replace(step, contact_id=None))
    found = seen(sent(maja(), plan, goal, LISA, step), store)
    assert row(found, "Öva").differs == (Differs("Ansvarig kontakt", "", "Lisa Ek, läkare"),)


def test_what_must_come_along_is_all_that_it_leads_to() -> None:
    plan = CarePlan(patient_id=PATIENT_ID)
    goal = CareGoal(patient_id=PATIENT_ID, plan_id=plan.id, goal="Cykla")
    step = Intervention(patient_id=PATIENT_ID, goal_id=goal.id, what="Öva", contact_id=LISA.id)
    found = seen(sent(maja(), plan, goal, LISA, step), clinic(maja()))
    assert row(found, "Öva").needs == {goal.id, plan.id, LISA.id}
    assert with_needed(found, [step.id]) == {step.id, goal.id, plan.id, LISA.id}
    assert with_needed(found, [LISA.id, uuid4(), PATIENT_ID]) == {LISA.id}


def test_what_refers_to_nothing_is_refused_and_what_needs_it_too() -> None:
    goal = CareGoal(patient_id=PATIENT_ID, plan_id=uuid4(), goal="Cykla")
    step = Intervention(patient_id=PATIENT_ID, goal_id=goal.id, what="Öva")
    found = seen(foreign(goal, step, LISA, own=True), clinic(maja()))
    assert states(found) == {"Cykla": "refused", "Öva": "refused", "Lisa Ek, läkare": "new"}
    assert "inte finns" in row(found, "Öva").why and first_choice(found) == {LISA.id}


# What no file changes


def test_a_paper_that_was_handed_out_is_added_and_never_changed() -> None:
    plan = CarePlan(patient_id=PATIENT_ID)
    copy = HandedOutPlan(
        patient_id=PATIENT_ID, plan_id=plan.id, number=1, handed_out_on=TODAY, handed_to="Maja", handed_out_by="Anna",
        document="ett",
    )  # fmt: skip
    store = clinic(maja(), plan)
    assert [one.state for one in seen(sent(maja(), plan, copy), store).rows][-1] is RowState.NEW
    taken(seen(sent(maja(), plan, copy), store), store)
    last = seen(sent(maja(), plan, replace(copy, handed_to="Nova")), store).rows[-1]
    assert last.state is RowState.REFUSED and "bevaras" in last.why
    assert [(one.here, one.in_file) for one in last.differs] == [("Maja", "Nova")]


def test_the_number_is_never_changed_by_a_file() -> None:
    store = clinic(maja(former_numbers=("19990101TF01",)))
    found = seen(sent(maja(called="Majsan", former_numbers=())), store)
    her = row(found, "Maja Lindeskog")
    assert her.state is RowState.CHANGED and her.differs == (Differs("Tilltalsnamn", "", "Majsan"),)
    assert "Tidigare nummer" in her.why
    taken(found, store, [her.id])
    patient = store.read(PATIENT_ID).patient
    assert (patient.called, patient.former_numbers) == ("Majsan", ("19990101TF01",))


def test_what_differs_only_in_what_no_file_changes_is_not_taken_in() -> None:
    her = row(seen(sent(maja()), clinic(maja(former_numbers=("19990101TF01",)))), "Maja Lindeskog")
    assert her.state is RowState.REFUSED and her.why == "Står kvar som det är här: Tidigare nummer."


def test_a_protection_and_a_no_are_never_lost_by_a_file() -> None:
    yes = Consent(
        patient_id=PATIENT_ID, purpose=ConsentPurpose.SIP, given_by="Maja", given_on=TODAY, recipients="Skolan",
        covers="Allt", valid_until=TODAY,
    )  # fmt: skip
    store = clinic(maja(protected_identity=ProtectedIdentity.MARKED), replace(yes, revoked_on=TODAY))
    found = seen(sent(maja(protected_identity=ProtectedIdentity.NONE, language="Finska"), yes), store)
    taken(found, store, [one.id for one in found.rows])
    record = store.read(PATIENT_ID)
    assert record.patient.is_protected and record.patient.language == "Finska"
    assert record.all(Consent)[0].revoked_on == TODAY


def test_what_stays_as_it_came_in_is_not_written_over() -> None:
    old = AlertInformation(
        patient_id=PATIENT_ID, type=AlertType.HISTORIC, content="Reagerade 1998", source=AlertSource.FILE,
        valid_from=None, comment="Före",
    )  # fmt: skip
    store = clinic(maja(), old)
    found = seen(sent(maja(), replace(old, content="Skrivet om", comment="Efter")), store)
    assert [one.label for one in found.rows[-1].differs] == ["Kommentar"]
    taken(found, store, [old.id])
    stands = store.read(PATIENT_ID).all(AlertInformation)[0]
    assert (stands.content, stands.comment) == ("Reagerade 1998", "Efter")


def test_a_character_that_cannot_be_kept_stops_its_row_alone() -> None:
    found = seen(foreign(replace(LISA, name="Lisa\x00"), contact("Åsa"), own=True), clinic(maja()))
    bad, good = found.rows
    assert bad.state is RowState.REFUSED and "U+0000" in bad.why and good.state is RowState.NEW


# What the file says nothing of


def test_only_what_the_file_says_is_held_against_what_stands() -> None:
    store = clinic(maja(language="Finska"), replace(LISA, note="Vår egen"))
    read = foreign(maja(), replace(LISA, phone="1177"), says={"phone", "name", "given_name"}, own=True)
    found = seen(read, store)
    assert states(found) == {"Maja Lindeskog": "same", "Lisa Ek, läkare": "changed"}
    assert [one.label for one in row(found, "Lisa Ek, läkare").differs] == ["Direkttelefon"]
    taken(found, store, [LISA.id])
    stands = store.read(PATIENT_ID).all(Contact)[0]
    assert (stands.phone, stands.note, stands.role) == ("1177", "Vår egen", "läkare")


def test_what_was_left_out_of_a_file_is_not_something_that_it_says() -> None:
    """A paper of hers has no notes and no address: taken in where they stand, they stand."""
    whole = maja(address="Storgatan 1", language="Finska")
    store = clinic(whole, replace(LISA, note="Vår egen"))
    read = replace(foreign(maja(language="Arabiska"), LISA, own=True), complete=False)
    found = seen(read, store)
    assert [one.label for one in row(found, "Maja Lindeskog").differs] == ["Språk"]
    assert row(found, "Lisa Ek, läkare").state is RowState.SAME


def test_words_that_stand_for_what_is_protected_are_not_taken_for_a_change() -> None:
    school = contact("Ekskolan", category=ContactCategory.SCHOOL_WORK, phone="08-1")
    hers = maja(protected_identity=ProtectedIdentity.MARKED, address="Hemliga gatan 7")
    store = clinic(hers, school)
    content = record_json(store.read(PATIENT_ID))
    assert HIDDEN in content.decode()
    assert {one.state for one in seen(content, store).rows} == {RowState.SAME}


def test_an_older_file_says_nothing_of_younger_fields() -> None:
    store = clinic(maja(representative_known=Knowledge.SOME))
    read = replace(foreign(maja(), own=True), schema=1)
    assert seen(read, store).rows[0].state is RowState.SAME


# The same contact


def test_a_contact_that_is_here_already_is_told_and_not_chosen() -> None:
    ours = contact("Lisa Ek", unit="Neurologen", phone="08-1234567")
    store = clinic(maja(), ours)
    found = seen(sent(maja(), LISA, role_of(LISA)), store)
    theirs = row(found, "Lisa Ek, läkare")
    assert theirs.twin == ours.id and theirs.like == "Finns redan hos patienten"
    assert theirs.id not in first_choice(found) and theirs.state is RowState.NEW
    taken(found, store)
    assert [one.id for one in store.read(PATIENT_ID).all(Contact)] == [ours.id]
    assert store.read(PATIENT_ID).all(ContactRole)[0].contact_id == ours.id


def test_the_same_file_again_is_the_same_also_where_a_contact_was_here() -> None:
    store = clinic(maja(), contact("Lisa Ek", unit="Neurologen", phone="08-1234567"))
    content = sent(maja(), LISA, role_of(LISA))
    taken(seen(content, store), store)
    again = seen(content, store)
    assert [one.state for one in again.rows] == [RowState.SAME, RowState.NEW, RowState.SAME]
    assert first_choice(again) == frozenset()


def test_who_is_chosen_all_the_same_is_the_one_that_others_refer_to() -> None:
    store = clinic(maja(), contact("Lisa Ek", unit="Neurologen", phone="08-1234567"))
    found = seen(sent(maja(), LISA, role_of(LISA)), store)
    taken(found, store, [one.id for one in found.rows])
    assert store.read(PATIENT_ID).all(ContactRole)[0].contact_id == LISA.id
    assert len(store.read(PATIENT_ID).all(Contact)) == 2


def test_a_contact_that_only_resembles_one_is_told_and_chosen() -> None:
    store = clinic(maja(), contact("Lisa Ek", unit="Barnkliniken", phone="08-999 99 99"))
    found = seen(sent(maja(), LISA), store)
    theirs = row(found, "Lisa Ek, läkare")
    assert theirs.like.startswith("Liknar en kontakt som finns: samma namn") and theirs.twin is None
    assert first_choice(found) == {LISA.id}


def test_what_both_clinics_wrote_is_not_doubled() -> None:
    """Each wrote the same into its own record: the plan, its goal and its step are here, down to whom they name."""

    def plan_of(patient_id: UUID, **fields: Any) -> tuple[Entity, ...]:
        lisa = contact("Lisa Ek", patient_id, unit="Neurologen")
        plan = CarePlan(patient_id=patient_id, what_matters="Orka")
        goal = CareGoal(patient_id=patient_id, plan_id=plan.id, goal="Cykla")
        step = Intervention(patient_id=patient_id, goal_id=goal.id, what="Öva", contact_id=lisa.id, **fields)
        return maja(patient_id), lisa, plan, goal, step

    store = clinic(*plan_of(HERE_ID))
    found = seen(sent(*plan_of(PATIENT_ID)), store)
    assert all(one.twin is not None for one in found.rows[1:]) and first_choice(found) == frozenset()
    other = seen(sent(*plan_of(PATIENT_ID, frequency="varje dag")), store)
    assert [one.title for one in other.rows if one.twin is None] == ["Maja Lindeskog", "Öva"]
    taken(other, store)
    record = store.read(HERE_ID)
    assert {one.goal_id for one in record.all(Intervention)} == {record.all(CareGoal)[0].id}
    assert {one.contact_id for one in record.all(Intervention)} == {record.all(Contact)[0].id}


def test_an_entry_that_says_nothing_is_no_double() -> None:
    found = seen(
        foreign(maja(), CarePlan(patient_id=PATIENT_ID), own=True), clinic(maja(), CarePlan(patient_id=PATIENT_ID))
    )
    assert found.rows[-1].twin is None


def test_many_that_are_called_the_same_are_not_each_held_against_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand calls of ten years are called as each other."""
    many = [ContactLogEntry(patient_id=PATIENT_ID, at=noon(TODAY), what="Ringde", outcome=str(n)) for n in range(150)]
    store = clinic(maja(HERE_ID), *(replace(one, id=uuid4(), patient_id=HERE_ID) for one in many[:75]))
    content, asked = sent(maja(), *many), [0]

    def counted(entry: Entity) -> str:
        asked[0] += 1
        return name_of(entry)

    monkeypatch.setattr(rows, "name_of", counted)
    monkeypatch.setattr(rows, "referring", lambda entry, ids: (counted(entry), referring(entry, ids))[1])
    found = seen(content, store)
    assert sum(one.twin is not None for one in found.rows) == 75
    assert asked[0] < 10 * len(many)


def test_two_that_are_alike_in_both_records_are_two() -> None:
    one, other = (CareGoal(patient_id=PATIENT_ID, plan_id=PLAN.id, goal="Cykla") for _ in range(2))
    found = seen(sent(maja(), PLAN, one, other), clinic(maja(), PLAN, one))
    assert [each.state.stored for each in found.rows][-2:] == ["same", "new"] and found.rows[-1].twin is None


# What is to be known


def test_what_will_be_to_mend_is_told_on_its_row() -> None:
    late = replace(LISA, last_contact=date(2030, 1, 1))
    assert row(seen(sent(maja(), late), clinic(maja())), "Lisa Ek, läkare").why.startswith("Att rätta efteråt: ")
    assert row(seen(sent(maja(), LISA), clinic(maja())), "Lisa Ek, läkare").why == ""


def test_a_file_that_is_not_whole_or_from_practice_says_so() -> None:
    assert seen(foreign(maja(), own=True, practice=False), clinic(maja())).warnings == ()
    warnings = seen(foreign(maja(), own=True, practice=True, complete=False), clinic(maja())).warnings
    assert len(warnings) == 2 and "övningspärm" in warnings[0] and "utelämnat" in warnings[1]


def test_a_real_patient_does_not_go_into_a_practice_vault() -> None:
    with pytest.raises(ImportRefused, match="övningspärm"):
        preview(foreign(maja()), clinic(), into_practice=True)
    assert preview(foreign(maja(), practice=True), clinic(), into_practice=True).is_new_patient


def test_the_access_log_has_the_look_without_where_the_file_came_from() -> None:
    store = clinic(maja())
    seen(foreign(maja(), origin="Hemliga kliniken"), store)
    assert store.noted[-1] == (Access.IMPORT, PATIENT_ID, "Förhandsgranskning: FHIR-dokument", "")


def test_a_look_changes_nothing() -> None:
    store = clinic(maja(HERE_ID), contact("Bara här", HERE_ID))
    before = entries_of(store.read(HERE_ID))
    seen(sent(maja(), LISA), store)
    assert entries_of(store.read(HERE_ID)) == before and [one.id for one in store.patients()] == [HERE_ID]


def test_nothing_of_a_preview_is_shown_by_repr(store: MemoryStore) -> None:
    found = seen(sent(*filled(PATIENT_ID, text="KANARIE")), store)
    assert "KANARIE" not in repr(found) and "KANARIE" not in repr(found.rows)


def entries_of(record: Record) -> dict[type, tuple[object, ...]]:
    return dict(record.entries)


def test_a_row_of_another_kind_here_is_refused() -> None:
    found = seen(foreign(CarePlan(id=LISA.id, patient_id=PATIENT_ID), own=True), clinic(maja(), LISA))
    assert found.rows[0].state is RowState.REFUSED and "annat slag" in found.rows[0].why


def test_a_patient_that_was_taken_away_again_is_new() -> None:
    store = clinic(maja(), LISA)
    content = sent(maja(), LISA)
    people = store.read(PATIENT_ID)
    store.apply(PATIENT_ID, Change("Bort", tuple(Remove(one) for one in (*people.all(Contact), *people.all(Patient)))))
    found = seen(content, store)
    assert found.is_new_patient and {one.state for one in found.rows} == {RowState.NEW}
    taken(found, store)
    assert store.read(PATIENT_ID).all(Contact) == (replace(LISA, version=3),)


def test_unknown_ids_choose_nothing() -> None:
    assert with_needed(seen(sent(maja(), LISA), clinic(maja())), [UUID(int=7)]) == frozenset()


# Another practice's own work


def of_unit(content: bytes, unit: str) -> bytes:
    """The file, as if it was made at another unit."""
    whole = json.loads(content)
    whole["provenance"]["by"]["unit"] = unit
    return json.dumps(whole).encode()


@pytest.mark.parametrize("unit", ["Habiliteringen", ""])
def test_what_another_practice_noted_for_itself_is_not_chosen_and_its_journal_is_not_ours(
    unit: str,
) -> None:
    store = clinic()
    content = of_unit(sent(*filled(PATIENT_ID)), unit)
    found = seen(content, store)
    by_kind = {type(one.entry): one for one in found.rows}
    chosen = first_choice(found)
    for kind in OWN_WORK:
        one = by_kind[kind]
        assert one.id not in chosen and one.why.startswith("Den ")
        assert one.state is (RowState.REFUSED if kind is JournalEntry else RowState.NEW)
        assert one.theirs
    assert by_kind[ContactLogEntry].id in chosen and by_kind[CarePlan].id in chosen
    taken(found, store)
    record = store.read(PATIENT_ID)
    assert not any(record.all(kind) for kind in OWN_WORK)
    assert any(one.from_others and one.taken_by == "Anna Lind" for one in record.all(TakenIn))
    assert journal_rows(record) == []


def test_of_a_practice_that_moves_its_own_work_comes_along() -> None:
    store = clinic()
    content = of_unit(sent(*filled(PATIENT_ID)), "  smo-mottagningen ")
    found = seen(content, store)
    assert first_choice(found) == {one.id for one in found.rows}
    taken(found, store)
    assert [one.from_others for one in store.read(PATIENT_ID).all(TakenIn) if one.taken_by == "Anna Lind"] == [False]


def test_that_a_call_stands_in_the_journal_needs_the_call() -> None:
    call = ContactLogEntry(patient_id=PATIENT_ID, at=noon(TODAY), what="Ringde skolan")
    there = clinic(maja(), call)
    Desk(there).do(PATIENT_ID, enter_in_journal)
    (entered,) = there.read(PATIENT_ID).all(JournalEntry)
    store = clinic(maja())
    found = seen(sent(maja(), call, entered), store)
    assert with_needed(found, [entered.id]) == {entered.id, call.id}
    assert with_needed(found, [call.id]) == {call.id}
    taken(found, store, [entered.id])
    assert journal_rows(store.read(PATIENT_ID)) == []


def test_what_we_wrote_and_got_back_is_still_ours() -> None:
    """The other clinic took it in from us, and its file says so; here it was never taken in."""
    call = ContactLogEntry(patient_id=PATIENT_ID, at=noon(TODAY), what="Ringde skolan")
    for there_id in (PATIENT_ID, HERE_ID):
        here, there = clinic(maja(), call), clinic(*([] if there_id == PATIENT_ID else [maja(there_id)]))
        taken(seen(record_json(here.read(PATIENT_ID)), there), there)
        content = record_json(there.read(there_id))
        found = seen(content, here)
        taken(found, here)
        record = here.read(PATIENT_ID)
        assert not any(call.id in one.added for one in record.all(TakenIn))
        assert [one.entry_id for one in journal_rows(record)] == [call.id]
        assert {one.state for one in seen(content, here).rows} == {RowState.SAME}
