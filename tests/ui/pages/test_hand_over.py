"""*Lämna över*: whose patients, ticked by keys, done one by one, stopped at the first refusal, and the papers after."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from coordinator.contact import Assignment, Contact, ContactRole, holders
from coordinator.patient_status import change_status
from coordinator.person import PatientStatus
from coordinator.reminder import Reminder
from coordinator.shared_paper import Ground, SharedPaper
from coordinator.swedish import folded
from coordinator.today.finding import AHEAD_DAYS
from tests.conftest import ACTOR
from tests.ui.conftest import ScriptedDialogs, press
from tests.ui.pages.seen import focused
from ui.drafts import Drafts
from ui.pages.hand_over import HandOverView
from ui.preferences import Preferences
from ui.session import Session

Idle = Callable[[], None]


@pytest.fixture
def view(session: Session, drafts: Drafts, tmp_path: Path, qtbot: QtBot, idle: Idle) -> Iterator[HandOverView]:
    made = HandOverView(session, drafts, Preferences(tmp_path / "hallpunkt.json"))
    qtbot.addWidget(made)
    made.resize(1152, 650)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    idle()
    yield made
    drafts.stop()


def names(view: HandOverView) -> list[str]:
    return [one.row.patient.sorted_name for one in view.model.shown]


def ticked(view: HandOverView) -> list[str]:
    return [one.row.patient.sorted_name for one in view.model.shown if one.ticked]


def coordinator_of(session: Session, patient_id: UUID) -> str:
    (_, contact), *_ = holders(session.vault.store.read(patient_id), Assignment.FIXED_CARE_CONTACT)
    return contact.name


def write(view: HandOverView, **lines: str) -> None:
    for name, text in ({"name": "Bo Ek", "title": "sjuksköterska", "phone": "010-1"} | lines).items():
        view.form.lines[name].setText(text)


def test_ones_own_are_offered_first_and_nobody_is_ticked(view: HandOverView, session: Session) -> None:
    mine = [one.sorted_name for one in session.patients if ACTOR.name in one.coordinators]
    assert len(mine) > 1 and names(view) == mine and ticked(view) == []
    assert view.whose.currentText() == f"Mina ({len(mine)})" and focused() is view.form.lines["name"]
    assert view.form.offers and ACTOR.name not in [one.text() for one in view.form.offers]


def test_what_is_open_is_counted_from_the_lines_of_idag(view: HandOverView, session: Session, idle: Idle) -> None:
    assert "Siffrorna räknas om" in view.sum.text()
    store = session.vault.store
    for patient in session.patients:
        session.vault_thread.run(partial(store.renew_findings, patient.id))
    view._read()
    idle()
    last = session.today + timedelta(days=AHEAD_DAYS)
    for one in view.model.shown:
        reminders = store.read(one.id).all(Reminder)
        soon = sum(each.done_on is None and each.due <= last for each in reminders)
        assert f"Bevakningar {soon}" in one.row.in_words
    assert any(one.row.late for one in view.model.shown) and "räknas om" not in view.sum.text()


def test_all_is_done_with_the_keys(view: HandOverView) -> None:
    view.table.setFocus()
    view.table.choose_first()
    press(view.table, Qt.Key.Key_Space)
    assert ticked(view) == names(view)[:1]
    press(view.table, Qt.Key.Key_Down)
    press(view.table, Qt.Key.Key_Return)
    assert ticked(view) == names(view)[:2]
    press(view.table, Qt.Key.Key_Space)
    assert ticked(view) == names(view)[:1]
    for expected in (names(view), []):
        press(view.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert ticked(view) == expected
    view.every.click()
    assert ticked(view) == names(view)
    view.none.click()
    assert ticked(view) == []
    press(view.table, Qt.Key.Key_Escape)
    assert focused() is view.form.lines["name"]


def test_nothing_is_done_before_who_and_whom_are_told(view: HandOverView, session: Session, idle: Idle) -> None:
    view.go.click()
    assert "Ingen patient är vald" in view.fault.text() and focused() is view.table
    view.every.click()
    view.go.click()
    assert "Vem tar över?" in view.form.fault.text() and focused() is view.form.lines["name"]
    write(view, on="i förrgår kanske")
    view.go.click()
    assert "Datumet går inte att läsa" in view.form.fault.text() and focused() is view.form.lines["on"]
    idle()
    assert session.can_undo == []


def test_each_is_handed_over_by_a_change_of_her_own(view: HandOverView, session: Session, idle: Idle) -> None:
    ids = [one.id for one in view.model.shown]
    last = names(view)[-1]
    write(view)
    view.every.click()
    assert view.go.text() == f"Lämna över {len(ids)} patienter till Bo Ek"
    view.go.click()
    idle()
    assert [coordinator_of(session, one) for one in ids] == ["Bo Ek"] * len(ids)
    assert [one.patient_id for one in session.can_undo] == ids
    assert view.papers.isVisible() and f"{len(ids)} patienter är lämnade till Bo Ek" in view.papers.words.text()
    assert focused() is view.papers.list
    session.undo()
    idle()
    assert coordinator_of(session, ids[-1]) == ACTOR.name and coordinator_of(session, ids[0]) == "Bo Ek"
    view.papers.again.click()
    idle()
    assert view.whose.currentText() == "Mina (1)" and names(view) == [last]


def test_the_keyboard_is_on_the_button_that_stands_there(view: HandOverView, session: Session, idle: Idle) -> None:
    write(view)
    view.every.click()
    view.go.setFocus()
    press(view.go, Qt.Key.Key_Space)
    assert focused() is view.stop
    press(view.stop, Qt.Key.Key_Space)
    idle()
    assert focused() is view.on
    press(view.on, Qt.Key.Key_Space)
    assert focused() is view.stop
    idle()
    view._begin_anew()
    idle()
    view.whose.setCurrentIndex(0)
    assert view.table.choose_first()
    view.table.setFocus()
    press(view.table, Qt.Key.Key_Space)
    write(view)
    path = session.vault.path
    path.rename(path.with_suffix(".borta"))
    view.go.setFocus()
    press(view.go, Qt.Key.Key_Space)
    idle()
    path.with_suffix(".borta").rename(path)
    assert "Pärmens fil är borta" in view.fault.text() and focused() is view.go


def test_a_window_that_is_made_anew_while_it_reads_hears_nothing(
    session: Session, drafts: Drafts, tmp_path: Path, qtbot: QtBot, idle: Idle
) -> None:
    made = HandOverView(session, drafts, Preferences(tmp_path / "hallpunkt.json"))
    made.show()
    made.start()
    drafts.stop()
    delete(made)
    with qtbot.captureExceptions() as crashes:
        idle()
    assert crashes == []


def test_the_first_refusal_stops_it_and_says_who_is_done(view: HandOverView, session: Session, idle: Idle) -> None:
    first, second, *rest = (one.row.patient for one in view.model.shown)
    write(view)
    view.every.click()
    # Somebody ended her care meanwhile: the list on screen does not know.
    today = session.today
    session.vault_thread.run(lambda: session.desk.do(second.id, change_status, PatientStatus.ENDED, on=today))
    view.go.click()
    idle()
    assert coordinator_of(session, first.id) == "Bo Ek" and coordinator_of(session, second.id) == ACTOR.name
    said = view.how_far.text()
    assert f"Lämnade: {first.name}." in said and f"Gick inte: {second.name}." in said
    assert f"Kvar: {', '.join(one.name for one in rest)}." in said
    assert "avslutad" in view.fault.text() and focused() is view.on
    view.on.click()
    idle()
    assert all(coordinator_of(session, one.id) == "Bo Ek" for one in rest)
    assert view.papers.isVisible() and second.name in view.papers.told.text()


def test_she_can_stop_it_and_go_on(view: HandOverView, session: Session, idle: Idle) -> None:
    ids = [one.id for one in view.model.shown]
    write(view)
    view.every.click()
    view.go.click()
    assert view.stop.isVisible() and not view.form.isEnabled() and "1 av" in view.how_far.text()
    view.stop.click()
    idle()
    assert [coordinator_of(session, one) for one in ids[:2]] == ["Bo Ek", ACTOR.name]
    assert "Du stannade" in view.how_far.text() and view.form.isEnabled()
    view.on.click()
    idle()
    assert coordinator_of(session, ids[-1]) == "Bo Ek"


def test_another_who_is_known_is_filled_in(view: HandOverView, session: Session, idle: Idle) -> None:
    offer = view.form.offers[0]
    offer.click()
    idle()
    name = view.form.lines["name"].text()
    assert name == offer.text() and view.form.lines["title"].text() and view.form.lines["phone"].text()
    known = [one for one in session.vault.store.contact_names() if folded(one.heading) == folded(name)]
    assert view.form.lines["phone"].text() in {one.phone for one in known}
    view.form.lines["unit"].setText("Ny enhet")
    view.form.lines["name"].setText("Bo Ek")
    said = {name: view.form.lines[name].text() for name in ("title", "phone", "unit")}
    assert said == {"title": "", "phone": "", "unit": "Ny enhet"}, "what was filled in of another is not hers"


def test_another_coordinators_patients(view: HandOverView, session: Session, idle: Idle) -> None:
    view.whose.setCurrentIndex(1)
    view.whose.activated.emit(1)
    idle()
    other = view.former
    assert other != ACTOR.name and names(view)
    assert names(view) == [one.sorted_name for one in session.patients if other in one.coordinators]


def test_the_papers_are_printed_and_each_letter_noted(
    view: HandOverView, session: Session, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    ids = [one.id for one in view.model.shown][:2]
    write(view)
    for one in ids:
        view._turn(one)
    view.go.click()
    idle()
    dialogs.answers += [True, True]
    view.papers.list.click()
    idle()
    view.papers.letters.click()
    idle()
    assert "2 brev skrevs inte ut: samtycke saknas" in view.papers.told.text(), "nobody has said whom she works for"
    view.papers.within_care.click()
    view.papers.letters.click()
    idle()
    assert [title for _, title in dialogs.printed] == ["Patienter till ny fast vårdkontakt", "Till ny fast vårdkontakt"]
    for one in ids:
        (kept,) = (each for each in session.vault.store.read(one).all(SharedPaper) if each.paper == "overlamning-fvk")
        assert (kept.ground, kept.to_patient, kept.to) == (Ground.TAKES_PART, False, "Bo Ek, sjuksköterska")
    assert "2 brev är utskrivna" in view.papers.told.text()
    logged = session.vault.store.changes(ids[0], limit=9)
    assert any(one.title == "Papper utlämnat" for one in logged)


def test_a_vault_without_coordinators_says_what_to_do(
    view: HandOverView, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "patients", [])
    view.start()
    assert view.nobody.isVisible() and not view.go.isVisible()


def test_the_contacts_know_the_new_one(view: HandOverView, session: Session, idle: Idle) -> None:
    one = view.model.shown[0].id
    write(view, unit="SMO-mottagningen", note="Jag slutar")
    view._turn(one)
    view.go.click()
    idle()
    record = session.vault.store.read(one)
    (bo,) = (each for each in record.all(Contact) if each.name == "Bo Ek")
    assert (bo.role, bo.unit, bo.phone) == ("sjuksköterska", "SMO-mottagningen", "010-1")
    assert sum(each.contact_id == bo.id for each in record.all(ContactRole)) == 1
