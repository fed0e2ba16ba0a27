"""What is chosen of a file comes in by one change that says where it is from, goes back by one undo, and is told."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from coordinator.careplan import CareGoal, CarePlan, HandedOutPlan
from coordinator.change import Change, Remove
from coordinator.contact import Contact
from coordinator.desk import Access, Desk
from coordinator.errors import ConflictError, RuleError
from coordinator.exchange.record_json import record_json
from coordinator.kinds import KINDS
from coordinator.person import Patient
from coordinator.take_in.preview import first_choice
from coordinator.take_in.taking import report, take_in
from coordinator.taken_in import FileForm, TakenIn, taken_from
from tests.coordinator.conftest import PATIENT_ID, TODAY
from tests.coordinator.take_in.clinics import HERE_ID, clinic, contact, edited, foreign, maja, row, seen, sent, taken
from tests.rules.made_up import filled

LISA = contact("Lisa Ek", unit="Neurologen")
ASA = contact("Åsa Öberg")


@pytest.mark.parametrize("many", [0, 1, 40, 120])
def test_a_record_goes_to_an_empty_clinic_and_out_again_as_it_was(many: int) -> None:
    content = sent(*filled(PATIENT_ID), *(contact(f"Kontakt {number}") for number in range(many)))
    store = clinic()
    found = seen(content, store)
    taken(found, store)
    came = store.read(PATIENT_ID)
    (source,) = (one for one in came.all(TakenIn) if one.id not in {row.id for row in found.rows})
    without = replace(came, entries={**came.entries, TakenIn: tuple(one for one in came.all(TakenIn) if one != source)})
    assert entries_in(record_json(without, everything=True)) == entries_in(content)


def entries_in(content: bytes) -> bytes:
    return content[content.index(b'"complete"') :]


def test_only_what_is_chosen_comes_in() -> None:
    store = clinic(maja())
    taken(seen(sent(maja(), LISA, ASA), store), store, [ASA.id])
    assert [one.name for one in store.read(PATIENT_ID).all(Contact)] == ["Åsa Öberg"]


def test_what_is_needed_comes_along() -> None:
    plan = CarePlan(patient_id=PATIENT_ID)
    goal = CareGoal(patient_id=PATIENT_ID, plan_id=plan.id, goal="Cykla")
    store = clinic()
    taken(seen(sent(maja(), plan, goal, LISA), store), store, [goal.id])
    record = store.read(PATIENT_ID)
    assert {kind for kind, found in record.entries.items() if found} == {Patient, CarePlan, CareGoal, TakenIn}


def test_what_is_chosen_of_what_differs_gets_the_words_of_the_file_and_the_rest_stays() -> None:
    store = clinic(maja(), LISA, ASA)
    content = sent(maja(), replace(LISA, phone="1177"), replace(ASA, phone="112"))
    done = taken(seen(content, store), store, [LISA.id])
    assert {one.name: one.phone for one in store.read(PATIENT_ID).all(Contact)} == {"Lisa Ek": "1177", "Åsa Öberg": ""}
    former = [getattr(one.entry, "phone", None) for one in store.history(PATIENT_ID, LISA.id)]
    assert former == [""], "what stood here is kept"
    Desk(store).undo(done.id)
    assert [one.phone for one in store.read(PATIENT_ID).all(Contact)] == ["", ""]


def test_nothing_chosen_is_said() -> None:
    found = seen(sent(maja(), LISA), clinic(maja(), LISA))
    for chosen in (first_choice(found), [one.id for one in found.rows], [uuid4()]):
        with pytest.raises(RuleError, match="Inget är valt"):
            take_in(found, chosen)


# Where it is from


def test_where_it_came_from_is_kept_with_what_it_became() -> None:
    store = clinic(maja(), ASA)
    content = sent(maja(), LISA, replace(ASA, phone="112"))
    found = seen(content, store)
    taken(found, store, [LISA.id, ASA.id])
    record = store.read(PATIENT_ID)
    (source,) = record.all(TakenIn)
    assert source.form is FileForm.RECORD and source.made_on == TODAY and source.taken_at == record.now
    assert source.heading == "Från SMO-mottagningen (Anna Lind, kontaktsjuksköterska) 2026-11-22"
    assert source.taken_by == "Anna Lind" and source.sha256 == found.read.sha256 and len(source.sha256) == 64
    assert (source.added, source.changed) == ((LISA.id,), (ASA.id,))
    assert taken_from(record, LISA.id) == taken_from(record, ASA.id) == source
    assert taken_from(record, PATIENT_ID) is None


def test_what_the_file_had_that_was_not_read_is_kept_in_words_that_can_be_kept() -> None:
    store = clinic(maja())
    unread = ("Medication, 2 st", "Rad\nmed\x00skräp", *(f"Nummer {number}" for number in range(300)))
    taken(seen(foreign(maja(), LISA, own=True, unread=unread), store), store)
    lines = store.read(PATIENT_ID).all(TakenIn)[0].unread.splitlines()
    assert lines[:2] == ["Medication, 2 st", "Rad med skräp"] and lines[-1] == "och 102 till" and len(lines) == 201


def test_the_log_says_nothing_of_who_sent_it() -> None:
    store = clinic()
    taken(seen(sent(maja(), LISA), store), store)
    assert store.noted[-1] == (Access.IMPORT, PATIENT_ID, "Uppgifter hämtade ur en fil", "")


# One undo


def test_one_undo_takes_everything_back_with_the_patient_and_it_can_be_done_again() -> None:
    content, store = sent(maja(), LISA, ASA), clinic()
    for _ in range(3):
        done = taken(seen(content, store), store)
        assert len(store.read(PATIENT_ID).all(Contact)) == 2
        Desk(store).undo(done.id)
        assert store.patients() == []


def test_one_undo_takes_back_what_came_to_a_known_patient() -> None:
    store = clinic(maja(HERE_ID), contact("Bara här", HERE_ID))
    before = store.read(HERE_ID).entries
    done = taken(seen(sent(maja(), LISA, ASA), store), store)
    Desk(store).undo(done.id)
    after = {kind: found for kind, found in store.read(HERE_ID).entries.items() if found}
    assert after == dict(before)


def test_a_record_that_was_changed_since_the_preview_is_not_written_over() -> None:
    store = clinic(maja(), LISA)
    found = seen(sent(maja(), replace(LISA, phone="1177"), ASA), store)
    edited(store, LISA, phone="112")
    with pytest.raises(ConflictError):
        taken(found, store, [LISA.id, ASA.id])
    assert [(one.name, one.phone) for one in store.read(PATIENT_ID).all(Contact)] == [("Lisa Ek", "112")]


def test_what_came_in_since_the_preview_does_not_come_twice() -> None:
    store = clinic(maja())
    found = seen(sent(maja(), LISA), store)
    taken(found, store)
    with pytest.raises(ConflictError):
        taken(found, store)
    assert len(store.read(PATIENT_ID).all(TakenIn)) == 1


def test_a_contact_that_was_removed_since_the_preview_is_not_referred_to() -> None:
    ours = contact("Lisa Ek", unit="Neurologen")
    goal = CareGoal(patient_id=PATIENT_ID, plan_id=uuid4(), goal="Cykla")
    plan = CarePlan(id=goal.plan_id, patient_id=PATIENT_ID)
    store = clinic(maja(), ours, plan)
    found = seen(sent(maja(), plan, goal), store)
    store.apply(PATIENT_ID, Change("Bort", (Remove(store.read(PATIENT_ID).all(CarePlan)[0]),)))
    with pytest.raises(RuleError, match="hänvisar till en post som inte finns"):
        taken(found, store)
    assert store.read(PATIENT_ID).all(CareGoal) == ()


# The report


def test_the_report_of_a_new_patient() -> None:
    found = seen(sent(maja(), LISA, ASA), clinic())
    assert report(found, first_choice(found)) == (
        "Från SMO-mottagningen (Anna Lind, kontaktsjuksköterska), filen är från 2026-11-22.",
        "3 poster kom in: 1 patient, 2 kontakt.",
    )


def test_the_report_says_what_was_kept_and_what_was_not_taken_in() -> None:
    plan = CarePlan(patient_id=PATIENT_ID)
    copy = HandedOutPlan(
        patient_id=PATIENT_ID, plan_id=plan.id, number=1, handed_out_on=TODAY, handed_to="Maja", handed_out_by="Anna",
        document="ett",
    )  # fmt: skip
    twin, gone, late = (
        contact("Lisa Ek", unit="Neurologen"),
        contact("Borta"),
        contact("Sen", last_contact=date(2030, 1, 1)),
    )
    store = clinic(maja(), twin, ASA, gone, plan, copy)
    store.apply(PATIENT_ID, Change("Bort", (Remove(store.read(PATIENT_ID).all(Contact)[2]),)))
    read = foreign(
        maja(), LISA, replace(ASA, phone="112"), gone, plan, replace(copy, handed_to="Nova"), late,
        own=True, origin="Habiliteringen", made_on=date(2026, 11, 1), unread=("Medication, 2 st",),
    )  # fmt: skip
    found = seen(read, store)
    told = report(found, first_choice(found))
    assert told[0] == "Från Habiliteringen, filen är från 2026-11-01."
    assert told[1] == "1 post kom in: 1 kontakt."
    assert told[2] == "2 poster är lika och lämnades som de är: 1 patient, 1 vårdplan."
    assert told[3:6] == (
        "1 post fanns redan hos patienten och togs inte in en gång till: 1 kontakt.",
        "Behölls som det är här: Kontakt, Åsa Öberg.",
        "Är fortfarande borttagen här: Kontakt, Borta.",
    )
    assert told[6].startswith("Togs inte in: Utlämnad vårdplan, ") and "bevaras" in told[6]
    assert told[7] == "Lästes inte: Medication, 2 st"
    assert told[8].startswith("Att rätta: Senaste kontakt ligger i framtiden.") and len(told) == 9


def test_the_report_of_what_was_chosen_says_so() -> None:
    store = clinic(maja(), LISA)
    store.apply(PATIENT_ID, Change("Bort", (Remove(store.read(PATIENT_ID).all(Contact)[0]),)))
    found = seen(sent(maja(called="Majsan"), LISA, ASA), store)
    told = report(found, [PATIENT_ID, LISA.id])
    assert told[1:] == (
        "1 post togs tillbaka: 1 kontakt.",
        "1 post fick filens ord: 1 patient.",
        "Valdes bort: Kontakt, Åsa Öberg.",
    )
    assert row(found, "Åsa Öberg").id not in [PATIENT_ID, LISA.id]


def test_what_stands_in_their_journal_is_told_as_a_number() -> None:
    content = sent(*filled(PATIENT_ID)).replace(b"SMO-mottagningen", b"Habiliteringen")
    found = seen(content, clinic())
    told = report(found, first_choice(found))
    line = "1 post gäller den andra mottagningens journal, och togs inte in: 1 införd i journalen."
    assert line in told and not any(one.startswith("Togs inte in: Införd") for one in told)


def test_every_kind_can_be_taken_in() -> None:
    store = clinic()
    found = seen(sent(*filled(PATIENT_ID)), store)
    assert taken(found, store).kinds == frozenset(KINDS)
