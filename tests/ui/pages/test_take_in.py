"""*Hämta in en fil*: read, looked through beside what stands here, and taken in as one change that can be undone."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from coordinator.appointment import Appointment
from coordinator.contact import Contact, add_contact
from coordinator.entries import edit_entry
from coordinator.errors import PasswordNeeded, RuleError
from coordinator.exchange.record_json import record_json
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.take_in import opening
from coordinator.take_in.preview import RowState
from coordinator.take_in.preview import preview as held_against
from coordinator.take_in.read_file import ReadFile
from coordinator.taken_in import TakenIn
from tests.ui.conftest import ScriptedDialogs, press, type_into
from tests.ui.pages.conftest import Do
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.form_choice import ChoiceBox
from ui.pages import take_in_reading
from ui.pages.take_in import TakeInView
from ui.pages.take_in_panel import TakeInPanel
from ui.pages.take_in_rows import without
from ui.preferences import Preferences
from ui.session import Session

Idle = Callable[[], None]
_NEW_ID = UUID(int=1)


class Desk:
    """The view, the record of a practice patient as a file, and what can be done with them."""

    def __init__(self, view: TakeInPanel, session: Session, idle: Idle, folder: Path) -> None:
        self.view, self.session, self.idle, self.folder = view, session, idle, folder
        self.refused: list[Any] = []
        session.refused.connect(self.refused.append)

    @property
    def record(self) -> Record:
        return record_of(self.session)

    def file(self, change: Callable[[dict[str, Any]], object] | None = None, name: str = "fil.json") -> Path:
        """The record on screen in a file, changed as by somebody else."""
        content = json.loads(record_json(self.record, everything=True))
        if change is not None:
            change(content)
        path = self.folder / name
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    def read(self, path: Path) -> None:
        self.view.read_file(path)
        self.idle()
        self.idle()  # read on one thread, and held against the pärm on the other

    def change_and_read(self) -> None:
        """A contact with another number in it, and one that is new."""
        self.read(self.file(_one_changed_and_one_new))

    def states(self) -> dict[RowState, int]:
        rows = self.view.preview.found.rows if self.view.preview.found else ()
        return {state: many for state in RowState if (many := sum(one.state is state for one in rows))}

    def row(self, state: RowState) -> UUID:
        found = self.view.preview.found
        assert found is not None
        return next(one.id for one in found.rows if one.state is state)

    def take(self) -> None:
        self.view.preview.take.click()
        self.idle()
        self.idle()

    @property
    def fault(self) -> str:
        return self.view.fault.text() if self.view.fault.isVisible() else ""

    @property
    def chosen(self) -> frozenset[UUID]:
        return self.view.preview.chosen


def _one_changed_and_one_new(content: dict[str, Any]) -> None:
    known = content["entries"]["contact"]
    known[0]["phone"] = "018-238 00 10"
    known.append(known[1] | {"id": str(_NEW_ID), "name": "Sanna Björk", "role": "dietist", "phone": "", "email": ""})


def _choose(box: ChoiceBox, name: str) -> None:
    """As with the mouse."""
    place = next(at for at in range(box.count()) if name in box.itemText(at))
    box.setCurrentIndex(place)
    box.activated.emit(place)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "hallpunkt.json")


@pytest.fixture
def make_view(session: Session, qtbot: QtBot, preferences: Preferences) -> Iterator[Callable[[], TakeInPanel]]:
    drafts = Drafts(session)
    views: list[TakeInView] = []

    def make() -> TakeInPanel:
        view = TakeInView(session, drafts, preferences)
        views.append(view)
        qtbot.addWidget(view)
        view.resize(1152, 650)
        view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        return view.panel

    yield make
    drafts.keep_now()


@pytest.fixture
def desk(
    make_view: Callable[[], TakeInPanel],
    session: Session,
    idle: Idle,
    tmp_path: Path,
    open_patient: Callable[[str], None],
) -> Desk:
    open_patient("barn")
    return Desk(make_view(), session, idle, tmp_path)


# Reading


def test_one_begins_by_choosing_a_file(desk: Desk, dialogs: ScriptedDialogs) -> None:
    desk.view.start()
    assert focused() is desk.view.first
    dialogs.paths = [None, desk.file()]
    press(desk.view.first, Qt.Key.Key_Return)
    assert desk.view.empty.isVisible()
    press(desk.view.first, Qt.Key.Key_Return)
    desk.idle()
    desk.idle()
    assert desk.view.preview.isVisible() and focused() is desk.view.preview.table


def test_a_file_that_is_dropped_is_read(desk: Desk) -> None:
    path, data = desk.file(), QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    desk.view.dropEvent(event)
    desk.idle()
    desk.idle()
    assert desk.view.preview.isVisible()


@pytest.mark.parametrize("content", [b"", b"hej", b"{", b"%PDF-1.7 nix", b'{"hallpunkt_record": 1}', b"<a"])
def test_a_bad_file_is_told_in_place_and_another_can_be_chosen(desk: Desk, content: bytes) -> None:
    bad = desk.folder / "Maja Lindeskog.json"
    bad.write_bytes(content)
    desk.read(bad)
    assert desk.fault and "Maja" not in desk.fault
    assert desk.view.empty.isVisible() and focused() is desk.view.first
    assert desk.refused == []
    desk.read(desk.file())
    assert desk.fault == "" and desk.view.preview.isVisible()


def test_a_bad_file_takes_nothing_of_what_was_read_before(desk: Desk) -> None:
    desk.change_and_read()
    desk.view.preview.changed.click()
    before = desk.chosen
    desk.read(desk.folder / "finns inte.json")
    assert desk.fault and desk.view.preview.isVisible() and desk.chosen == before
    desk.take()
    assert desk.view.report.isVisible() and desk.fault == ""


def test_a_locked_file_asks_for_its_password_and_keeps_it_nowhere(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []

    def locked(content: bytes, *, password: str = "") -> ReadFile:
        given.append(password)
        if password != "rätt ord":
            raise PasswordNeeded("Lösenordet stämmer inte" if password else "Papperet är låst", "Skriv lösenordet.")
        return opening.open_file(content)

    monkeypatch.setattr(take_in_reading, "open_file", locked)
    desk.read(desk.file())
    box = desk.view.locked
    assert box.isVisible() and "Papperet är låst" in box.words.text() and box.line.hasFocus()
    press(box.line, Qt.Key.Key_Return)  # nothing is written yet
    type_into(box.line, "fel")
    press(box.line, Qt.Key.Key_Return)
    desk.idle()
    assert box.isVisible() and "stämmer inte" in box.words.text() and box.line.text() == ""
    type_into(box.line, "rätt ord")
    box.open_it.click()
    desk.idle()
    desk.idle()
    assert given == ["", "fel", "rätt ord"]
    assert desk.view.preview.isVisible() and box.line.text() == ""
    assert all("rätt ord" not in value for value in desk.session.vault.store.kept().values())


def test_only_the_file_that_was_asked_for_last_is_shown(desk: Desk) -> None:
    first, second = desk.file(name="ett.json"), desk.file(_one_changed_and_one_new, name="två.json")
    desk.view.read_file(second)
    desk.read(first)
    assert set(desk.states()) == {RowState.SAME}


# Looking through it


def test_what_is_new_is_chosen_and_nothing_is_overwritten_unasked(desk: Desk) -> None:
    desk.change_and_read()
    preview = desk.view.preview
    assert preview.whose.words.text().startswith("Mira Nassar Ekvall")
    assert "Från " in preview.whose.origin.text() and "2026-11-22" in preview.whose.origin.text()
    assert desk.states()[RowState.NEW] == desk.states()[RowState.CHANGED] == 1
    assert preview.counts.text().startswith("1 ny, 1 ändrad, ")
    assert desk.chosen == {_NEW_ID}
    assert preview.take.text() == "Hämta in 1 post"
    preview.changed.click()
    assert desk.chosen == {_NEW_ID, desk.row(RowState.CHANGED)} and preview.take.text() == "Hämta in 2 poster"
    preview.none.click()
    assert desk.chosen == frozenset() and not preview.take.isEnabled()
    preview.new.click()
    assert desk.chosen == {_NEW_ID}


def test_all_that_is_new_or_everything_doubles_nothing_and_takes_no_work_of_others(desk: Desk) -> None:
    """A contact that is here under another id, and what another practice noted for its own day."""

    def change(content: dict[str, Any]) -> None:
        _one_changed_and_one_new(content)
        known = content["entries"]["contact"]
        known.append(known[1] | {"id": str(UUID(int=2))})
        content["provenance"]["by"]["unit"] = "En annan mottagning"
        content["entries"]["story_reading"].append(
            {"id": str(UUID(int=3)), "contact_id": None, "who": "Någon", "read_on": "2026-01-02"}
        )

    desk.read(desk.file(change))
    preview = desk.view.preview
    rows = {one.id: one for one in preview.found.rows} if preview.found else {}
    assert rows[UUID(int=2)].twin is not None and rows[UUID(int=3)].theirs
    apart = {UUID(int=2), UUID(int=3)}
    assert desk.chosen == {_NEW_ID}
    preview.new.click()
    assert desk.chosen == {_NEW_ID}
    preview.table.all_ticked.emit()
    assert _NEW_ID in desk.chosen and not apart & desk.chosen
    preview.table.ticked.emit(UUID(int=2))
    assert UUID(int=2) in desk.chosen, "by itself it can be"


def test_the_row_one_is_on_is_seen_here_and_in_the_file(desk: Desk) -> None:
    desk.change_and_read()
    before = desk.record.get(Contact, desk.row(RowState.CHANGED)).phone
    desk.view.preview.table.choose(desk.row(RowState.CHANGED))
    words = [one.text() for one in desk.view.preview.detail.findChildren(type(desk.view.preview.detail.title))]
    shown = [one.accessibleName() for one in desk.view.preview.detail.findChildren(type(desk.view.preview.counts))]
    assert f"Direkttelefon, här: {before}" in shown and "Direkttelefon, i filen: 018-238 00 10" in shown
    assert words
    desk.view.preview.table.choose(_NEW_ID)
    shown = [one.accessibleName() for one in desk.view.preview.detail.findChildren(type(desk.view.preview.counts))]
    assert "Namn, i filen: Sanna Björk" in shown


def test_the_state_of_a_row_is_a_word_with_a_sign(desk: Desk) -> None:
    desk.change_and_read()
    table = desk.view.preview.table
    signs = {row.row.state: table.rows.cell(table.rows.line_of(row.id) or 0, 2).signs for row in table.rows.shown}
    assert {state: (one.text, bool(one.icon)) for state, (one,) in signs.items()} == {
        state: (state.label, True) for state in signs
    }
    titles = [table.rows.data(table.rows.index(line, 0)) for line in table.rows.groups]
    assert titles[0] == "Kontakt"  # what has something to choose stands first and open, the rest is closed
    assert RowState.NEW in signs and all(row.row.kind_title == "Kontakt" for row in table.rows.shown)


def test_all_of_it_is_done_by_keyboard(desk: Desk) -> None:
    desk.change_and_read()
    table = desk.view.preview.table
    assert focused() is table and table.current_id == _NEW_ID
    press(table, Qt.Key.Key_Space)
    assert desk.chosen == frozenset()
    press(table, Qt.Key.Key_Down)
    assert table.current_id == desk.row(RowState.CHANGED)
    press(table, Qt.Key.Key_Return)
    assert desk.chosen == {desk.row(RowState.CHANGED)}
    press(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.chosen) == 2
    press(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert desk.chosen == frozenset()
    press(table, Qt.Key.Key_Space)
    press(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.idle()
    desk.idle()
    assert desk.view.report.isVisible()
    assert desk.record.get(Contact, desk.record.all(TakenIn)[0].changed[0]).phone == "018-238 00 10"


def test_a_row_that_is_the_same_cannot_be_chosen_and_that_is_said(desk: Desk) -> None:
    desk.change_and_read()
    table, same = desk.view.preview.table, desk.row(RowState.SAME)
    assert table.choose(same)
    press(table, Qt.Key.Key_Space)
    assert desk.chosen == {_NEW_ID} and "går inte att välja" in desk.view.preview.together.text()


def _with_a_visit(content: dict[str, Any]) -> None:
    _one_changed_and_one_new(content)
    visit = content["entries"]["appointment"][0]
    content["entries"]["appointment"].append(
        visit | {"id": str(UUID(int=2)), "contact_id": str(_NEW_ID), "what": "Kostsamtal", "with_whom": ""}
    )


def test_rows_that_need_each_other_are_chosen_together_and_that_is_said(desk: Desk) -> None:
    desk.read(desk.file(_with_a_visit))
    preview, visit = desk.view.preview, UUID(int=2)
    assert desk.chosen == {_NEW_ID, visit}
    preview.table.choose(_NEW_ID)
    press(preview.table, Qt.Key.Key_Space)
    assert desk.chosen == frozenset()
    assert preview.together.text() == "1 post till är bortvald, eftersom de hör ihop."
    preview.table.choose(visit)
    press(preview.table, Qt.Key.Key_Space)
    assert desk.chosen == {_NEW_ID, visit}
    assert preview.together.text() == "1 post till är vald, eftersom de hör ihop."
    found = preview.found
    assert found is not None and without(found, desk.chosen, visit) == {_NEW_ID}
    desk.take()
    assert desk.record.get(Appointment, visit).contact_id == _NEW_ID


# Whose it is


def _another(content: dict[str, Any]) -> None:
    """A patient nobody here has seen, with nothing but her name and a contact."""
    new_id = str(UUID(int=9))
    patient = content["entries"]["patient"][0]
    patient |= {
        "id": new_id, "given_name": "Vera", "family_name": "Okänd", "identity_number": None,
        "called": "", "former_numbers": [],
    }  # fmt: skip
    contact = content["entries"]["contact"][0] | {"id": str(UUID(int=10)), "name": "Sanna Björk", "phone": ""}
    content["patient_id"] = new_id
    content["entries"] = {kind: [] for kind in content["entries"]} | {"patient": [patient], "contact": [contact]}


def test_a_patient_who_is_not_here_comes_in_as_a_new_one(desk: Desk, qtbot: QtBot) -> None:
    desk.read(desk.file(_another))
    whose = desk.view.preview.whose
    assert whose.asks.isVisible() and focused() is whose.who and whose.who.currentText() == "Ny patient i pärmen"
    many = len(desk.session.patients)
    desk.take()
    assert len(desk.session.patients) == many + 1
    assert desk.record.patient.given_name == "Mira"  # who is on screen stays there
    with qtbot.waitSignal(desk.session.patient_wanted) as asked:
        press(focused(), Qt.Key.Key_Return)
    assert asked.args is not None and asked.args[0] == UUID(int=9)
    desk.session.undo()
    desk.idle()
    assert len(desk.session.patients) == many and desk.view.empty.isVisible()


def test_she_says_who_it_is_and_the_file_is_held_against_that_one(
    desk: Desk, practice: dict[str, UUID], open_patient: Callable[[str], None]
) -> None:
    desk.read(desk.file(_another))
    whose, tom = desk.view.preview.whose, practice["tom"]
    _choose(whose.who, "Alma")
    desk.idle()
    found = desk.view.preview.found
    assert found is not None and not found.is_new_patient and found.record.patient_id == tom
    assert whose.asks.isVisible()  # she may have chosen the wrong one
    assert desk.chosen == {one.id for one in found.rows if one.state is RowState.NEW}
    desk.take()
    open_patient("tom")
    assert "Sanna Björk" in [one.name for one in desk.record.all(Contact)]


def test_somebody_it_cannot_be_is_refused_and_the_answer_goes_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.read(desk.file(_another))
    whose, real = desk.view.preview.whose, held_against

    def refuse(read: ReadFile, store: Any, *, into_practice: bool, patient_id: UUID | None = None) -> Any:
        if patient_id is not None:
            raise RuleError("Filen gäller en annan patient", "Välj en annan.")
        return real(read, store, into_practice=into_practice)

    monkeypatch.setattr(take_in_reading, "preview", refuse)
    _choose(whose.who, "Alma")
    desk.idle()
    assert "Filen gäller en annan patient" in desk.fault
    assert whose.who.currentText() == "Ny patient i pärmen"


def test_a_file_that_names_nobody_asks_who_it_is(desk: Desk) -> None:
    def nameless(content: dict[str, Any]) -> None:
        _another(content)
        content["entries"]["patient"][0] |= {"given_name": "", "family_name": "", "birth_date": "2014-03-15"}

    desk.read(desk.file(nameless))
    box = desk.view.nameless
    assert box.isVisible() and focused() is box.who and box.who.currentIndex() == -1
    _choose(box.who, "Lindeskog")
    desk.idle()
    assert "Filen gäller en annan patient" in desk.fault and box.isVisible()  # she is born on another day
    _choose(box.who, "Alma")
    desk.idle()
    assert desk.fault == "" and desk.view.preview.whose.words.text().startswith("Alma")


# Taking in


def test_it_is_one_change_that_is_noted_told_and_undone(desk: Desk, qtbot: QtBot) -> None:
    desk.change_and_read()
    desk.view.preview.changed.click()
    old = desk.record.get(Contact, desk.row(RowState.CHANGED))
    desk.take()
    (noted,) = desk.record.all(TakenIn)
    assert (noted.added, noted.changed) == ((_NEW_ID,), (old.id,))
    assert desk.record.get(Contact, old.id).phone == "018-238 00 10"
    report = desk.view.report
    assert report.isVisible() and report.title.text() == "2 poster är hämtade."
    assert report.lines.toPlainText().startswith("Från ") and focused() is report.to_patient
    desk.session.undo()
    desk.idle()
    assert desk.record.all(TakenIn) == () and desk.record.get(Contact, old.id).phone == old.phone
    assert desk.view.empty.isVisible()


def test_what_changed_meanwhile_is_seen_before_it_is_taken_in(desk: Desk, do: Do) -> None:
    desk.change_and_read()
    changed = desk.row(RowState.CHANGED)
    desk.view.preview.changed.click()
    do(edit_entry, Contact, changed, phone="018-238 00 99")
    desk.take()
    assert "Pärmen har ändrats" in desk.fault
    assert desk.record.all(TakenIn) == () and desk.view.preview.isVisible()
    row = next(one for one in desk.view.preview.found.rows if one.id == changed) if desk.view.preview.found else None
    assert row is not None and "018-238 00 99" in [one.here for one in row.differs]
    assert desk.chosen == {_NEW_ID, changed}
    desk.take()
    assert desk.view.report.isVisible() and desk.record.get(Contact, changed).phone == "018-238 00 10"


def test_it_is_taken_in_once_however_often_it_is_pressed(desk: Desk) -> None:
    desk.change_and_read()
    desk.view.preview.take.click()
    desk.view.preview.take.click()
    desk.idle()
    desk.idle()
    assert len(desk.record.all(TakenIn)) == 1 and desk.refused == []


def test_another_patient_on_screen_makes_no_difference_to_whose_the_file_is(
    desk: Desk, practice: dict[str, UUID], open_patient: Callable[[str], None]
) -> None:
    desk.change_and_read()
    desk.view.preview.take.click()
    desk.session.open_patient(practice["tom"])
    desk.idle()
    desk.idle()
    assert desk.record.all(TakenIn) == () and desk.view.report.isVisible()
    open_patient("barn")
    assert len(desk.record.all(TakenIn)) == 1


def test_nothing_of_it_is_wanted(desk: Desk) -> None:
    desk.change_and_read()
    desk.view.preview.leave.click()
    assert desk.view.empty.isVisible() and focused() is desk.view.first
    press(desk.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.idle()
    assert desk.record.all(TakenIn) == ()


def test_what_is_chosen_is_there_when_the_window_is_made_anew(desk: Desk, make_view: Callable[[], TakeInPanel]) -> None:
    desk.change_and_read()
    desk.view.preview.changed.click()
    chosen = desk.chosen
    anew = make_view()
    assert anew.preview.isVisible() and anew.preview.chosen == chosen
    anew.preview.take.click()
    desk.idle()
    desk.idle()
    assert len(desk.record.all(TakenIn)) == 1
    assert make_view().empty.isVisible()


def test_the_view_that_is_gone_takes_nothing_in(desk: Desk) -> None:
    """As when the program locks while the file is read."""
    desk.view.read_file(desk.file(_one_changed_and_one_new))
    desk.view.close()
    desk.idle()
    desk.idle()
    assert desk.record.all(TakenIn) == ()


def test_very_many_rows_are_grouped_and_chosen_at_once(desk: Desk) -> None:
    def many(content: dict[str, Any]) -> None:
        known = content["entries"]["contact"][1]
        content["entries"]["contact"] += [
            known | {"id": str(uuid4()), "name": f"Person {number}", "phone": "", "email": ""} for number in range(900)
        ]

    desk.read(desk.file(many))
    desk.view.preview.new.click()
    assert len(desk.chosen) == 900 and desk.view.preview.take.text() == "Hämta in 900 poster"
    assert desk.view.preview.table.rows.rowCount() > 900


def test_what_is_left_out_or_to_be_mended_is_listed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def unread(content: bytes, *, password: str = "") -> ReadFile:
        return replace(opening.open_file(content), unread=("MedicationRequest: 3 st",))

    monkeypatch.setattr(take_in_reading, "open_file", unread)
    desk.change_and_read()
    assert desk.view.preview.unread.isVisible()
    assert "MedicationRequest: 3 st" in desk.view.preview.unread.lines.toPlainText()
    desk.take()
    assert "MedicationRequest: 3 st" in desk.view.report.lines.toPlainText()


def test_the_patient_can_be_the_file_alone(desk: Desk) -> None:
    assert [one.given_name for one in desk.record.all(Patient)] == ["Mira"]
    add_contact(desk.record, name="Ingen", role="ingen")  # nothing is saved by asking for a change
    desk.read(desk.file())
    assert desk.chosen == frozenset() and not desk.view.preview.take.isEnabled()
