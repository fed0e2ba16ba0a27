"""The gaps are found anew in the background: after unlocking, after each change, on a new day; never in her way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from coordinator.contact import add_contact
from coordinator.desk import Store
from coordinator.errors import CoordinatorError, FileDamaged, WriteFailed
from tests.conftest import NOW
from ui.finding_keeper import FindingKeeper
from ui.session import Session

Idle = Callable[[], None]
OpenPatient = Callable[[str], None]


@pytest.fixture
def store(session: Session) -> Store:
    return session.vault.store


@pytest.fixture
def keeper(session: Session) -> FindingKeeper:
    """One that has not been started."""
    return FindingKeeper(session, session)


@dataclass(frozen=True)
class Case:
    """A keeper and all that it works with."""

    keeper: FindingKeeper
    session: Session
    idle: Idle
    open_patient: OpenPatient
    practice: dict[str, UUID]

    @property
    def store(self) -> Store:
        return self.session.vault.store

    def go_through(self) -> None:
        """Through everybody."""
        self.keeper.start()
        self.idle()


@pytest.fixture
def case(
    keeper: FindingKeeper, session: Session, idle: Idle, open_patient: OpenPatient, practice: dict[str, UUID]
) -> Case:
    return Case(keeper, session, idle, open_patient, practice)


@pytest.fixture
def fresh(keeper: FindingKeeper, idle: Idle) -> FindingKeeper:
    """One that has been through everybody."""
    keeper.start()
    idle()
    assert not keeper.renewing
    return keeper


def stale(session: Session, idle: Idle) -> list[UUID]:
    found: list[UUID] = []
    session.vault_thread.run(session.vault.store.stale_findings, found.extend)
    idle()
    return found


def renewals(monkeypatch: pytest.MonkeyPatch, store: Store) -> list[UUID]:
    """Who is renewed from now on, in order."""
    done: list[UUID] = []
    renew = store.renew_findings

    def note(patient_id: UUID) -> None:
        done.append(patient_id)
        renew(patient_id)

    monkeypatch.setattr(store, "renew_findings", note)
    return done


def heard(keeper: FindingKeeper) -> list[str]:
    """What it says, in order: how far it is, and "renewed"."""
    told: list[str] = []
    keeper.progressed.connect(lambda done, of: told.append(f"{done}/{of}"))
    keeper.renewed.connect(lambda: told.append("renewed"))
    return told


def test_a_while_after_unlocking_everybody_is_found_anew(
    session: Session, practice: dict[str, UUID], qtbot: QtBot
) -> None:
    keeper = FindingKeeper(session, session, after_ms=0)
    told = heard(keeper)
    keeper.start_soon()
    qtbot.waitUntil(lambda: "renewed" in told)
    count = len(practice)
    assert told == [*(f"{done}/{count}" for done in range(count + 1)), "renewed"]
    assert not keeper.renewing
    listed: list[Any] = []
    session.vault_thread.run(session.vault.store.gap_list, listed.extend)
    qtbot.waitUntil(lambda: bool(listed))
    assert len({gap.patient_id for gap in listed}) > 5


def test_until_then_nothing_is_done(
    keeper: FindingKeeper, session: Session, idle: Idle, open_patient: OpenPatient
) -> None:
    told = heard(keeper)
    open_patient("tom")
    keeper.start_soon()
    session.do(add_contact, name="Ny")
    idle()
    assert (told, keeper.renewing) == ([], False)
    keeper.stop()
    assert len(stale(session, idle)) > 5


def test_there_is_one_for_a_session(session: Session) -> None:
    keeper = FindingKeeper.of(session)
    assert FindingKeeper.of(session) is keeper


def test_with_nobody_to_do_it_says_so(fresh: FindingKeeper, idle: Idle) -> None:
    told = heard(fresh)
    fresh.start()
    assert fresh.renewing
    idle()
    assert (told, fresh.renewing) == (["0/0"], False)


def test_after_a_change_she_is_found_anew(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.go_through()
    case.open_patient("tom")
    done, told = renewals(monkeypatch, case.store), heard(case.keeper)
    case.session.do(add_contact, name="Ny")
    case.idle()
    assert (done, told) == ([case.practice["tom"]], ["0/1", "1/1", "renewed"])
    case.session.undo()
    case.idle()
    assert done == 2 * [case.practice["tom"]]
    assert stale(case.session, case.idle) == []


def test_after_an_undo_it_is_she_whose_change_it_was(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.go_through()
    case.open_patient("tom")
    case.session.do(add_contact, name="Ny")
    case.idle()
    case.open_patient("barn")
    done = renewals(monkeypatch, case.store)
    case.session.undo()
    case.idle()
    assert done == [case.practice["tom"]]


def test_to_look_at_somebody_changes_nothing(fresh: FindingKeeper, idle: Idle, open_patient: OpenPatient) -> None:
    told = heard(fresh)
    open_patient("barn")
    idle()
    assert told == []


def test_on_a_new_day_everybody_is_found_anew(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.go_through()
    done = renewals(monkeypatch, case.store)
    monkeypatch.setattr(case.store, "clock", lambda: NOW + timedelta(days=1))
    case.open_patient("barn")
    case.idle()
    assert done[0] == case.practice["barn"]  # who is on screen first
    assert sorted(done) == sorted(case.practice.values())
    assert stale(case.session, case.idle) == []


def test_what_she_asks_for_comes_in_between(
    keeper: FindingKeeper, session: Session, store: Store, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each time somebody is done she asks for something, and with the answer for more: all of it before the next."""
    order: list[str] = []
    renew = store.renew_findings

    def note(patient_id: UUID) -> None:
        order.append("gaps")
        renew(patient_id)

    def ask(_done: int, _of: int) -> None:
        session.vault_thread.run(lambda: order.append("hers"), lambda _: ask_more())

    def ask_more() -> None:
        session.vault_thread.run(lambda: order.append("more"))

    monkeypatch.setattr(store, "renew_findings", note)
    keeper.progressed.connect(ask)
    keeper.start()
    idle()
    count = order.count("gaps")
    assert order == ["hers", "more", *count * ["gaps", "hers", "more"]]
    assert count > 5


def test_a_change_on_the_way_is_seen_and_comes_first(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.open_patient("tom")
    done = renewals(monkeypatch, case.store)
    case.keeper.start()
    saved: list[int] = []

    def save(count: int, _of: int) -> None:
        if count == 3 and not saved:
            case.session.do(add_contact, name="Ny").then(lambda _: saved.append(len(done)))

    case.keeper.progressed.connect(save)
    case.idle()
    assert done[0] == case.practice["tom"]
    assert done[saved[0]] == case.practice["tom"]
    assert done.count(case.practice["tom"]) == 2
    assert stale(case.session, case.idle) == []


def test_it_can_be_stopped_and_goes_on_where_it_was(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    done, told = renewals(monkeypatch, case.store), heard(case.keeper)
    case.keeper.progressed.connect(lambda count, _of: case.keeper.cancel() if count == 3 else None)
    case.keeper.start()
    case.idle()
    assert (len(done), told[-1], case.keeper.renewing) == (3, "renewed", False)
    left = stale(case.session, case.idle)
    assert len(left) == len(case.practice) - 3
    case.open_patient("tom")
    case.keeper.progressed.disconnect()
    case.session.do(add_contact, name="Ny")  # of those who are left only she who was changed
    case.idle()
    assert done[3:] == [case.practice["tom"]]
    case.keeper.start()
    case.idle()
    assert stale(case.session, case.idle) == []
    assert len(done) in (len(case.practice), len(case.practice) + 1)


def test_stopped_while_it_asks_nobody_is_done(
    keeper: FindingKeeper, store: Store, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = renewals(monkeypatch, store)
    keeper.start()
    keeper.cancel()
    assert not keeper.renewing
    idle()
    assert done == []


def test_when_the_vault_is_about_to_be_closed_nothing_more_is_begun(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, told = renewals(monkeypatch, case.store), heard(case.keeper)
    case.keeper.progressed.connect(lambda count, _of: case.keeper.stop() if count == 2 else None)
    case.keeper.start()
    case.idle()
    case.keeper.start()
    case.open_patient("tom")
    case.session.do(add_contact, name="Ny")
    case.idle()
    assert len(done) == 2 and not case.keeper.renewing
    assert "renewed" not in told, "whoever hears it would read the list before the vault is closed"


# What goes wrong


def failing(monkeypatch: pytest.MonkeyPatch, store: Store, whom: UUID, error: Exception) -> None:
    renew = store.renew_findings

    def fail(patient_id: UUID) -> None:
        if patient_id == whom:
            raise error
        renew(patient_id)

    monkeypatch.setattr(store, "renew_findings", fail)


def test_a_damaged_record_is_told_once_and_the_others_are_done(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, case.store, case.practice["barn"], FileDamaged("Pärmen är skadad", "Återställ."))
    told: list[CoordinatorError] = []
    case.session.refused.connect(told.append)
    for _ in range(2):
        case.keeper.start()
        case.idle()
    assert [error.title for error in told] == ["Pärmen är skadad"]
    assert stale(case.session, case.idle) == [case.practice["barn"]]


def test_a_bug_in_a_rule_is_told_once_and_the_others_are_done(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    bug = ZeroDivisionError()
    failing(monkeypatch, case.store, case.practice["barn"], bug)
    case.session.vault_thread.crashed.disconnect()  # else the case.session of the tests calls it a fault
    told: list[Exception] = []
    case.session.vault_thread.crashed.connect(told.append)
    for _ in range(2):
        case.keeper.start()
        case.idle()
    assert told == [bug]
    assert stale(case.session, case.idle) == [case.practice["barn"]]


def test_with_a_full_disk_the_list_stays_as_it_was_without_a_word(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next round is when something has been saved."""
    told: list[object] = []
    case.session.refused.connect(told.append)
    tried: list[UUID] = []

    def full(patient_id: UUID) -> None:
        tried.append(patient_id)
        raise WriteFailed("Disken är full", "")

    with monkeypatch.context() as patched:
        patched.setattr(case.store, "renew_findings", full)
        case.keeper.start()
        case.idle()
    assert (told, len(tried), case.keeper.renewing) == ([], 1, False)
    assert len(stale(case.session, case.idle)) == len(case.practice)
    case.keeper.start()
    case.idle()
    assert stale(case.session, case.idle) == []


def test_a_store_that_does_not_answer_ends_the_round(
    keeper: FindingKeeper, session: Session, store: Store, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise FileDamaged("Pärmen är skadad", "")

    told: list[object] = []
    session.refused.connect(told.append)
    monkeypatch.setattr(store, "stale_findings", fail)
    keeper.start()
    idle()
    assert (len(told), keeper.renewing) == (1, False)
