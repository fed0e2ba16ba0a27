"""The session: what is saved, refused and taken back, and that all of it is there after a lock."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from coordinator.change import Applied
from coordinator.contact import Contact, add_contact
from coordinator.entries import edit_entry, remove_entry
from coordinator.errors import ConflictError, CoordinatorError, RuleError, WriteFailed
from coordinator.person import Patient, register_patient
from coordinator.record import Record
from tests.conftest import NOW
from tests.ui.conftest import ScriptedDialogs
from ui.session import Done, Place, Session


@pytest.fixture
def refusals(session: Session) -> list[CoordinatorError]:
    found: list[CoordinatorError] = []
    session.refused.connect(found.append)
    return found


@pytest.fixture
def lock(session: Session, idle: Callable[[], None]) -> Iterator[Callable[[], tuple[Session, Place]]]:
    """Another session on the same vault, as after a lock, and where it says that she was."""
    made: list[Session] = []

    def lock_and_unlock() -> tuple[Session, Place]:
        for one in (session, *made):
            one.keep_now()
        idle()
        places: list[Place] = []
        made.append(Session(session.vault, session.vault_thread, session.side_thread, ScriptedDialogs()))
        made[-1].start(places.append)
        idle()
        return made[-1], places[0]

    yield lock_and_unlock
    for one in made:
        one.deleteLater()


def record_of(session: Session) -> Record:
    assert session.record is not None
    return session.record


def names(session: Session) -> list[str]:
    return [one.name for one in record_of(session).all(Contact)]


Open = Callable[[str], None]
Idle = Callable[[], None]
Lock = Callable[[], tuple[Session, Place]]


def call(session: Session, called: str) -> None:
    """Change what the patient on screen is called."""
    session.do(edit_entry, Patient, record_of(session).patient_id, called=called)


# Opening


def test_the_list_of_patients_is_read_when_it_begins(session: Session, practice: dict[str, UUID]) -> None:
    assert {one.id for one in session.patients} == set(practice.values())
    assert session.record is None
    assert (session.today, session.now) == (NOW.date(), NOW)
    assert (session.pinned, session.recent, session.can_undo) == ([], [], [])


def test_an_opened_patient_is_on_screen_and_among_the_recent(
    session: Session, practice: dict[str, UUID], idle: Idle, qtbot: QtBot
) -> None:
    shown: list[UUID | None] = []
    session.record_changed.connect(lambda: shown.append(session.record.patient_id if session.record else None))
    done: list[bool] = []
    for slug in ("barn", "tom", "barn"):
        session.open_patient(practice[slug], lambda: done.append(True))
        idle()
    assert shown == [practice["barn"], practice["tom"], practice["barn"]]
    assert session.recent == [practice["barn"], practice["tom"]]
    assert done == [True] * 3
    session.close_patient()
    session.close_patient()
    assert shown[3:] == [None]


def test_only_the_latest_eight_are_recent(session: Session, practice: dict[str, UUID], idle: Idle) -> None:
    for one in practice.values():
        session.open_patient(one)
        idle()
    assert session.recent == list(reversed(practice.values()))[:8]


def test_nothing_can_be_done_with_no_record(session: Session) -> None:
    with pytest.raises(RuntimeError, match="no record"):
        session.do(add_contact, name="Lisa Ek")


# Doing


def test_what_is_done_is_saved_shown_and_told_in_that_order(session: Session, open_patient: Open, idle: Idle) -> None:
    open_patient("tom")
    told: list[str] = []
    session.record_changed.connect(lambda: told.append(f"visas med {len(names(session))}"))
    session.saved.connect(told.append)
    applied: list[Applied] = []

    def then(one: Applied) -> None:
        applied.append(one)
        told.append(f"sedan med {len(names(session))}")

    session.do(add_contact, name="Lisa Ek", role="Dietist").then(then).but(lambda _: told.append("nej"))
    assert told == []
    idle()
    assert told == ["visas med 1", "Kontakt tillagd", "sedan med 1"]
    assert session.can_undo == [Done(applied[0].id, "Kontakt tillagd", applied[0].patient_id)]
    session.refresh_patients()  # as when the list comes on screen; until then nobody has looked at it
    idle()
    (row,) = [one for one in session.patients if one.id == record_of(session).patient_id]
    assert row.contacts == 1


def test_what_is_refused_goes_to_who_takes_it_and_else_to_the_signal(
    session: Session, open_patient: Open, idle: Idle, refusals: list[CoordinatorError]
) -> None:
    open_patient("tom")
    taken: list[CoordinatorError] = []
    done: list[Applied] = []
    session.do(add_contact, name=" ").then(done.append).but(taken.append)
    idle()
    assert [type(one) for one in taken] == [RuleError]
    assert refusals == []
    session.do(add_contact, name=" ").then(done.append)
    idle()
    assert [type(one) for one in refusals] == [RuleError]
    assert (done, session.can_undo, names(session)) == ([], [], [])


def test_a_change_of_a_patient_who_left_the_screen_does_not_bring_her_back(
    session: Session, open_patient: Open, practice: dict[str, UUID], idle: Idle
) -> None:
    open_patient("tom")
    session.open_patient(practice["barn"])
    call(session, "Tommy")
    session.open_patient(practice["dravet"])
    idle()
    assert record_of(session).patient_id == practice["dravet"]
    (row,) = [one for one in session.patients if one.id == practice["tom"]]
    assert row.called == "Tommy"


def test_a_change_of_one_who_is_not_on_screen_is_saved_and_taken_back_and_who_is_stays(
    session: Session, practice: dict[str, UUID], open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    before, other = session.record, practice["barn"]
    saved: list[str] = []
    session.saved.connect(saved.append)
    answers: list[Applied] = []
    session.do_for(other, add_contact, name="Berit Ö").then(answers.append)
    idle()
    assert [one.patient_id for one in answers] == [other] and len(saved) == 1
    assert session.record is before
    names = [one.name for one in session.vault.store.read(other).all(Contact)]
    assert "Berit Ö" in names and session.can_undo[-1].patient_id == other
    session.undo()
    idle()
    assert "Berit Ö" not in [one.name for one in session.vault.store.read(other).all(Contact)]
    assert session.record is before


def test_nobody_need_be_on_screen_and_a_refusal_goes_to_who_takes_it(
    session: Session, practice: dict[str, UUID], idle: Idle, refusals: list[CoordinatorError]
) -> None:
    taken: list[CoordinatorError] = []
    session.do_for(practice["barn"], add_contact, name="").but(taken.append)
    session.do_for(practice["barn"], add_contact, name="")
    idle()
    assert session.record is None and session.can_undo == []
    assert [type(one) for one in (*taken, *refusals)] == [RuleError, RuleError]


def test_how_many_lines_idag_has_is_told_once(session: Session) -> None:
    told: list[int | None] = []
    session.due_changed.connect(lambda: told.append(session.due))
    for many in (3, 3, 0):
        session.tell_due(many)
    assert told == [3, 0]


def test_a_new_patient_is_on_screen_and_among_the_recent_and_goes_when_taken_back(session: Session, idle: Idle) -> None:
    before = len(session.patients)
    session.begin(register_patient, given_name="Åsa", family_name="Öberg")
    idle()
    assert record_of(session).patient.name == "Åsa Öberg"
    assert session.recent == [record_of(session).patient_id]
    assert len(session.patients) == before + 1
    session.undo()
    idle()
    assert session.record is None
    assert len(session.patients) == before


def test_a_new_patient_who_cannot_be_recognised_is_refused(session: Session, idle: Idle) -> None:
    taken: list[CoordinatorError] = []
    session.begin(register_patient).but(taken.append)
    idle()
    assert [one.title for one in taken] == ["Patienten går inte att känna igen"]
    assert session.record is None


# Taking back


def test_changes_are_taken_back_latest_first_whoever_they_were_of(
    session: Session, open_patient: Open, practice: dict[str, UUID], idle: Idle
) -> None:
    undone: list[str] = []
    session.undone.connect(undone.append)
    open_patient("tom")
    call(session, "Ett")
    idle()
    open_patient("barn")
    before = record_of(session).patient.called
    call(session, "Två")
    idle()
    open_patient("tom")
    session.do(add_contact, name="Lisa Ek")
    idle()
    session.undo()
    idle()
    assert names(session) == []
    session.undo()
    idle()
    assert record_of(session).patient.called == "Ett"
    open_patient("barn")
    assert record_of(session).patient.called == before
    session.undo()
    session.undo()
    idle()
    open_patient("tom")
    assert record_of(session).patient.called == ""
    assert undone == ["Kontakt tillagd", "Patient har ändrats", "Patient har ändrats"]


def test_taking_back_at_once_takes_back_what_is_on_its_way_to_the_disk(
    session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    call(session, "Ett")
    idle()
    call(session, "Två")
    session.undo()
    idle()
    assert record_of(session).patient.called == "Ett"
    session.do(add_contact, name="Lisa Ek")
    session.do(add_contact, name="Bo Ek")
    session.undo()
    session.undo()
    idle()
    assert names(session) == []
    assert len(session.can_undo) == 1


def test_two_changes_of_the_same_field_are_both_taken_back(
    session: Session, open_patient: Open, idle: Idle, refusals: list[CoordinatorError]
) -> None:
    open_patient("tom")
    for called in ("Ett", "Två"):
        call(session, called)
        idle()
    for expected in ("Ett", ""):
        session.undo()
        idle()
        assert record_of(session).patient.called == expected
    assert refusals == []


def test_what_somebody_changed_since_cannot_be_taken_back_and_is_offered_no_more(
    session: Session, open_patient: Open, idle: Idle, refusals: list[CoordinatorError]
) -> None:
    open_patient("tom")
    patient_id = record_of(session).patient_id
    session.do(add_contact, name="Lisa Ek")
    idle()
    call(session, "Ett")
    idle()
    session.vault_thread.run(lambda: session.desk.do(patient_id, edit_entry, Patient, patient_id, called="En annan"))
    session.undo()
    idle()
    assert [type(one) for one in refusals] == [ConflictError]
    assert [one.title for one in session.can_undo] == ["Kontakt tillagd"]
    session.undo()
    idle()
    assert names(session) == []
    assert record_of(session).patient.called == "En annan"


def test_a_change_the_disk_had_no_room_to_take_back_can_be_taken_back_later(
    session: Session, open_patient: Open, idle: Idle, refusals: list[CoordinatorError], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_patient("tom")
    call(session, "Ett")
    idle()

    def full(_change_id: UUID) -> Applied:
        raise WriteFailed("Disken är full", "Frigör plats.")

    with monkeypatch.context() as patch:
        patch.setattr(session.desk, "undo", full)
        session.undo()
        idle()
    assert [one.title for one in refusals] == ["Disken är full"]
    assert len(session.can_undo) == 1
    session.undo()
    idle()
    assert record_of(session).patient.called == ""


def test_a_removed_entry_comes_back(session: Session, open_patient: Open, idle: Idle) -> None:
    open_patient("tom")
    session.do(add_contact, name="Lisa Ek", phone="070-174 06 11")
    idle()
    (taken_out,) = record_of(session).all(Contact)
    session.do(remove_entry, Contact, taken_out.id, reason="Felregistrerad")
    idle()
    assert names(session) == []
    session.undo()
    idle()
    (back,) = record_of(session).all(Contact)
    assert replace(back, version=0) == replace(taken_out, version=0)


def test_nothing_to_take_back_is_no_trouble(session: Session, idle: Idle, refusals: list[CoordinatorError]) -> None:
    session.undo()
    idle()
    assert refusals == []


def test_at_most_a_hundred_changes_are_offered(session: Session, open_patient: Open, idle: Idle) -> None:
    open_patient("tom")
    session.can_undo = [Done(record_of(session).patient_id, f"nr {number}") for number in range(100)]
    call(session, "Ett")
    idle()
    assert len(session.can_undo) == 100
    assert (session.can_undo[0].title, session.can_undo[-1].title) == ("nr 1", "Patient har ändrats")


# Lock and unlock


def test_after_a_lock_all_is_as_it_was(
    session: Session, open_patient: Open, practice: dict[str, UUID], idle: Idle, lock: Lock
) -> None:
    open_patient("tom")
    open_patient("barn")
    session.pin(practice["dravet"], pinned=True)
    session.pin(practice["tom"], pinned=True)
    session.pin(practice["dravet"], pinned=False)
    call(session, "Ett")
    idle()
    session.keep_place("contacts")
    after, place = lock()
    assert place == Place(practice["barn"], "contacts")
    assert after.pinned == [practice["tom"]]
    assert after.recent == [practice["barn"], practice["tom"]]
    assert after.can_undo == session.can_undo != []
    after.open_patient(practice["barn"])
    idle()
    assert record_of(after).patient.called == "Ett"
    after.undo()
    idle()
    assert record_of(after).patient.called != "Ett"
    once_more, _ = lock()
    assert once_more.can_undo == []


def test_a_patient_who_is_gone_is_neither_opened_nor_pinned_after_a_lock(
    session: Session, idle: Idle, lock: Lock
) -> None:
    session.begin(register_patient, given_name="Åsa")
    idle()
    gone = record_of(session).patient_id
    session.pin(gone, pinned=True)
    session.keep_place("overview")
    session.undo()
    idle()
    after, place = lock()
    assert place == Place(None, "overview")
    assert (after.pinned, after.recent) == ([], [])


def test_what_waited_to_be_kept_and_was_read_anew_meanwhile_stops_nothing(session: Session, idle: Idle) -> None:
    session.keep_place("contacts")
    session.start(lambda place: None)
    idle()
    session.keep_now()
    idle()
    assert session.kept("place") is None, "what was read is what is known"


def test_what_the_screen_keeps_is_there_after_a_lock(session: Session, lock: Lock) -> None:
    session.keep("a", "1")
    session.keep("b", "2")
    session.keep("a", "Åsa\n\x00")
    session.keep("b", None)
    session.keep("c", None)
    assert (session.kept("a"), session.kept("b")) == ("Åsa\n\x00", None)
    after, _ = lock()
    assert (after.kept("a"), after.kept("b"), after.kept("c")) == ("Åsa\n\x00", None, None)


def test_where_she_is_is_kept_without_a_lock_when_a_moment_has_passed(
    session: Session, open_patient: Open, practice: dict[str, UUID], idle: Idle, qtbot: QtBot
) -> None:
    open_patient("barn")
    session.keep_place("contacts")
    stored: list[Mapping[str, str]] = []

    def is_kept() -> bool:
        session.vault_thread.run(session.vault.store.kept, stored.append)
        idle()
        return {"place", "recent"} <= set(stored[-1])

    qtbot.waitUntil(is_kept)
    assert json.loads(stored[-1]["place"]) == [str(practice["barn"]), "contacts"]
