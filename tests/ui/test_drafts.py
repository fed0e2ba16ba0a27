"""Half-written text survives a lock and a crash, under its own patient; and the session against a plain model."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from coordinator.contact import Contact, add_contact
from coordinator.entries import edit_entry
from coordinator.person import Patient, register_patient
from db import vault
from tests.conftest import CODE, clock
from tests.ui.conftest import ScriptedDialogs
from ui import drafts as drafts_module
from ui.drafts import Drafts
from ui.fields import LineField, TextField
from ui.session import Place, Session

CANARY = "Kanariefågel ringer Örjan 070-174 06 11"
Open = Callable[[str], None]
Idle = Callable[[], None]


@pytest.fixture(autouse=True)
def no_pause_ends(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is kept by itself, unless the test is about that: it would be kept in a vault that is closed."""
    made: list[Drafts] = []
    begin = Drafts.__init__

    def remember(one: Drafts, session: Session) -> None:
        begin(one, session)
        made.append(one)

    monkeypatch.setattr(drafts_module, "PAUSE_MS", 3_600_000)
    monkeypatch.setattr(Drafts, "__init__", remember)
    yield
    for one in made:
        if isValid(one):
            one._pause.stop()


@pytest.fixture
def make_field(qtbot: QtBot, dressed: QApplication) -> Callable[[], LineField]:
    def make_one() -> LineField:
        field = LineField("Namn")
        qtbot.addWidget(field)
        return field

    return make_one


Make = Callable[[], LineField]


def session_after(session: Session, idle: Idle) -> Session:
    """A session on the same vault, as after a lock."""
    made = Session(session.vault, session.vault_thread, session.side_thread, ScriptedDialogs(), parent=session)
    made.start(lambda _: None)
    idle()
    return made


# Keeping


def test_a_draft_is_kept_after_a_pause_and_put_back_after_a_lock(
    session: Session, open_patient: Open, make_field: Make, idle: Idle, qtbot: QtBot
) -> None:
    open_patient("barn")
    drafts, field = Drafts(session), make_field()
    drafts._pause.setInterval(20)
    drafts.watch(field, "contact:ny")
    field.show_draft(CANARY)
    key = session.draft_key("contact:ny")
    assert session.kept(key) is None
    qtbot.waitUntil(lambda: session.kept(key) == CANARY)
    idle()
    after = session_after(session, idle)
    assert session.record is not None
    after.open_patient(session.record.patient_id)
    idle()
    again = make_field()
    Drafts(after).watch(again, "contact:ny")
    assert again.unfinished() == CANARY


def test_a_draft_is_forgotten_when_it_is_saved(
    session: Session, open_patient: Open, make_field: Make, idle: Idle, qtbot: QtBot
) -> None:
    open_patient("tom")
    drafts, field = Drafts(session), make_field()
    drafts.watch(field, "contact:ny")
    field.show_draft("Lisa Ek")
    drafts.keep_now()
    key = session.draft_key("contact:ny")
    assert session.kept(key) == "Lisa Ek"

    def empty(_applied: object) -> None:
        field.setText("")
        field.show_saved("")

    session.do(add_contact, name="Lisa Ek").then(empty)
    qtbot.waitUntil(lambda: session.kept(key) is None)
    idle()
    assert session_after(session, idle).kept(key) is None


def test_a_saved_line_is_forgotten_at_once_so_that_a_crash_cannot_add_it_twice(
    session: Session, open_patient: Open, make_field: Make, idle: Idle
) -> None:
    open_patient("tom")
    drafts, field = Drafts(session), make_field()
    drafts.watch(field, "contact:ny")
    field.show_draft("Lisa Ek")
    drafts.keep_now()
    session.do(add_contact, name="Lisa Ek").then(lambda _: field.setText(""))
    idle()
    QApplication.processEvents()
    assert session.kept(session.draft_key("contact:ny")) is None


def test_what_is_taken_back_with_escape_is_kept_no_more(session: Session, open_patient: Open, make_field: Make) -> None:
    open_patient("barn")
    drafts, field = Drafts(session), make_field()
    drafts.watch(field, "x")
    field.show_draft("halv")
    drafts.keep_now()
    field.setText("")
    drafts.keep_now()
    assert session.kept(session.draft_key("x")) is None


def test_a_killed_program_keeps_its_drafts_and_writes_them_nowhere_in_the_clear(
    session: Session, open_patient: Open, make_field: Make, idle: Idle, tmp_path: Path
) -> None:
    open_patient("barn")
    drafts, field = Drafts(session), make_field()
    drafts.watch(field, "contact:ny")
    field.show_draft(CANARY)
    drafts.keep_now()
    idle()
    folder = session.vault.path.parent
    copy = tmp_path / "efter strömavbrottet"
    shutil.copytree(folder, copy)
    with vault.open_with_code(copy / session.vault.path.name, CODE, clock) as opened:
        assert opened.store.kept(session.draft_key("contact:ny")) == {session.draft_key("contact:ny"): CANARY}
    files = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert len(files) >= 4
    for one in files:
        held = one.read_bytes()
        for canary in ("Kanariefågel", "070-174 06 11"):
            for coding in ("utf-8", "utf-16-le", "latin-1"):
                assert canary.encode(coding) not in held, one.name


# Whose it is


def test_a_draft_is_never_shown_on_another_patient(
    session: Session, open_patient: Open, make_field: Make, idle: Idle
) -> None:
    open_patient("barn")
    drafts, field = Drafts(session), make_field()
    drafts.watch(field, "contact:ny")
    field.show_draft("om barnet")
    drafts.keep_now()
    of_child = session.draft_key("contact:ny")
    open_patient("dravet")
    other = make_field()
    drafts.watch(other, "contact:ny")
    assert other.text() == ""
    assert session.draft_key("contact:ny") != of_child
    drafts.keep_now()
    assert session.kept(of_child) == "om barnet"


def test_a_field_given_to_another_patient_neither_takes_nor_mixes_drafts(
    session: Session, open_patient: Open, make_field: Make
) -> None:
    open_patient("barn")
    drafts, field = Drafts(session), make_field()
    drafts.watch(field, "contact:ny")
    field.show_draft("om barnet")
    drafts.keep_now()
    of_child = session.draft_key("contact:ny")
    open_patient("dravet")
    field.setText("")
    drafts.watch(field, "contact:ny")
    field.show_draft("om den andra")
    drafts.keep_now()
    assert session.kept(of_child) == "om barnet"
    assert session.kept(session.draft_key("contact:ny")) == "om den andra"


def test_a_field_made_anew_takes_the_place_of_the_one_before(
    session: Session, open_patient: Open, make_field: Make
) -> None:
    open_patient("barn")
    drafts, first = Drafts(session), make_field()
    drafts.watch(first, "x")
    first.show_draft("halv")
    drafts.keep_now()
    second = make_field()
    drafts.watch(second, "x")
    first.setText("")
    drafts.keep_now()
    assert second.text() == session.kept(session.draft_key("x")) == "halv"


def test_a_field_that_is_gone_keeps_the_draft_it_had(session: Session, open_patient: Open) -> None:
    open_patient("barn")
    drafts, field = Drafts(session), TextField("Text")
    drafts.watch(field, "x")
    field.show_draft("halv\nrad")
    drafts.keep_now()
    field.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    drafts.keep_now()
    assert session.kept(session.draft_key("x")) == "halv\nrad"


# Against a plain model


def test_add_edit_undo_lock_and_drafts_are_as_a_plain_model_says(
    session: Session, idle: Idle, make_field: Make
) -> None:
    words = st.sampled_from(["Åsa Ek", "Lisa & Co", "<b>x</b>", "Örjan\u202e", "a", "070\xa0174"])
    which = st.integers(0, 1)

    class Model(RuleBasedStateMachine):
        """Two new patients. ``known``: what each has; ``before``: what was so before each change."""

        def __init__(self) -> None:
            super().__init__()
            self.session, self.place = session, 0
            self.known: list[dict[UUID, str]] = [{}, {}]
            self.called = ["", ""]
            self.drafts = ["", ""]
            self.before: list[tuple[list[dict[UUID, str]], list[str]]] = []
            self.patients: list[UUID] = []

        @initialize()
        def begin(self) -> None:
            for name in ("Ett", "Två"):
                self.session.begin(register_patient, given_name=name)
                idle()
                assert self.session.record is not None
                self.patients.append(self.session.record.patient_id)
            self.go(0)

        def go(self, place: int) -> None:
            self.place = place
            self.session.open_patient(self.patients[place])
            idle()
            self.kept, self.field = Drafts(self.session), make_field()
            self.kept.watch(self.field, "contact:ny")

        def change(self, known: list[dict[UUID, str]]) -> None:
            self.before.append((known, list(self.called)))

        @rule(place=which)
        def open_one(self, place: int) -> None:
            self.kept.keep_now()
            self.go(place)

        @rule(name=words)
        def add(self, name: str) -> None:
            added: list[UUID] = []
            known = [dict(one) for one in self.known]
            self.session.do(add_contact, name=name).then(lambda applied: added.extend(applied.versions))
            idle()
            self.change(known)
            self.known[self.place][added[0]] = name

        @rule(name=words)
        def edit(self, name: str) -> None:
            known = [dict(one) for one in self.known]
            if self.known[self.place]:
                first = next(iter(self.known[self.place]))
                self.change(known)
                self.session.do(edit_entry, Contact, first, name=name)
                self.known[self.place][first] = name
            else:
                self.change(known)
                self.session.do(edit_entry, Patient, self.patients[self.place], called=name)
                self.called[self.place] = name
            idle()

        @rule()
        def be_refused(self) -> None:
            self.session.do(add_contact, name=" ").but(lambda _: None)
            idle()

        @precondition(lambda self: self.before)
        @rule()
        def undo(self) -> None:
            self.session.undo()
            idle()
            self.known, self.called = self.before.pop()

        @rule(text=words)
        def write(self, text: str) -> None:
            self.field.show_draft(text)
            self.drafts[self.place] = text

        @rule()
        def think_better(self) -> None:
            self.field.setText("")
            self.drafts[self.place] = ""

        @rule()
        def lock(self) -> None:
            self.kept.keep_now()
            self.session.keep_place("contacts")
            self.session.keep_now()
            idle()
            places: list[Place] = []
            self.session = Session(
                session.vault, session.vault_thread, session.side_thread, ScriptedDialogs(), parent=session
            )
            self.session.start(places.append)
            idle()
            assert places == [Place(self.patients[self.place], "contacts")]
            self.go(self.place)

        @invariant()
        def the_screen_shows_what_is_known(self) -> None:
            if not self.patients:
                return
            record = self.session.record
            assert record is not None
            assert record.patient_id == self.patients[self.place]
            assert {one.id: one.name for one in record.all(Contact)} == self.known[self.place]
            assert record.patient.called == self.called[self.place]
            assert self.field.text() == self.drafts[self.place]
            assert len(self.session.can_undo) >= len(self.before)
            self.session.refresh_patients()
            idle()
            rows = {one.id: one.contacts for one in self.session.patients}
            assert [rows[one] for one in self.patients] == [len(one) for one in self.known]

    run_state_machine_as_test(
        Model,
        settings=settings(
            max_examples=7, stateful_step_count=12, deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )  # fmt: skip
