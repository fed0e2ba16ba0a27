"""Idag: the whole list by keyboard, each act and its undo, narrowing, paper; and that nothing typed is lost."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from coordinator.errors import FileDamaged, RuleError
from coordinator.page import Page
from coordinator.record import Record
from coordinator.reminder import Reminder, finish_reminder
from coordinator.today.day import Asked, Day, Part
from coordinator.today.mark import MatterMark
from coordinator.today.matter import MatterKind
from db import vault
from tests.conftest import ACTOR, CODE, NOW, clock
from tests.ui.conftest import ScriptedDialogs, TypeText, press
from tests.ui.pages.seen import focused
from ui.drafts import Drafts
from ui.pages import today
from ui.pages.today import TodayView
from ui.pages.today_rows import MORE, DayRow
from ui.preferences import Preferences
from ui.session import Session
from ui.table import Group

Idle = Callable[[], None]
Known = dict[str, UUID]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
TODAY = NOW.date()
AT_ONCE = 100
"""Fewer than there are in the practice vault, so that there is a last line which reads more."""


@pytest.fixture(scope="module")
def practice_folder(
    practice_folder: tuple[Path, Known], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Known]:
    """The practice vault in which every patient has been looked through today: else each test would do that first."""
    old, people = practice_folder
    folder = tmp_path_factory.mktemp("idag") / "pärm"
    shutil.copytree(old.parent, folder)
    path = folder / old.name
    with vault.open_with_code(path, CODE, clock) as opened:
        for one in opened.store.stale_findings():
            opened.store.renew_findings(one)
    return path, people


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(today, "AT_ONCE", AT_ONCE)


@pytest.fixture
def make_view(
    session: Session, drafts: Drafts, few_at_once: None, qtbot: QtBot, idle: Idle
) -> Iterator[Callable[[], TodayView]]:
    every: list[TodayView] = []

    def make() -> TodayView:
        made = TodayView(session, drafts, Preferences(session.vault.path.with_name("hallpunkt.json")))
        qtbot.addWidget(made)
        made.resize(1152, 700)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.start()
        idle()
        every.append(made)
        return made

    yield make
    for one in every:
        one.hide()
    drafts.stop()


@pytest.fixture
def view(make_view: Callable[[], TodayView]) -> TodayView:
    return make_view()


def rows(view: TodayView) -> list[DayRow]:
    return list(view.model.shown)


def headings(view: TodayView) -> list[str]:
    lines = (view.model.line(place) for place in range(view.model.rowCount()))
    return [f"{line.title} {view.model.count(line)}" for line in lines if isinstance(line, Group)]


def here(view: TodayView) -> DayRow:
    row = view.model.row_at(view.table.currentIndex().row())
    assert row is not None and row.line is not None
    return row


def title(view: TodayView) -> str:
    row = here(view)
    assert row.line is not None
    return row.line.matter.title


def go_to(view: TodayView, wanted: str) -> DayRow:
    """Be on the first line whose title begins so."""
    row = next(one for one in rows(view) if one.line is not None and one.line.matter.title.startswith(wanted))
    assert view.table.choose(row.id)
    return row


def day_of(session: Session, mine: str = "", kinds: frozenset[MatterKind] = frozenset(), *, late: bool = False) -> Day:
    """What the store says, past the view."""
    return session.vault.store.day(Asked(TODAY, mine, kinds, late=late, limit=10_000))


def record_of(session: Session, row: DayRow) -> Record:
    assert row.line is not None
    return session.vault.store.read(row.line.matter.patient_id)


def read_about(view: TodayView, idle: Idle) -> None:
    """Wait no longer than one must have been on a line."""
    view.panel._soon.stop()
    view.panel._read_record()
    idle()


# What stands there


def test_the_day_stands_in_its_parts_with_the_first_line_chosen(view: TodayView, session: Session) -> None:
    assert [one.partition(" ")[0] for one in headings(view)][:3] == ["Bråttom", "Möten", "Försenat"]
    assert "Den här veckan, v. 47" not in headings(view)  # it is Sunday
    day = day_of(session)
    urgent, meetings, late = (day.parts[part] for part in (Part.URGENT, Part.MEETINGS, Part.LATE))
    assert headings(view)[:3] == [f"Bråttom {urgent}", f"Möten i dag {meetings}", f"Försenat {late}"]
    assert view._date.text() == "söndag 22 november 2026, v. 47"
    assert title(view) == "Skicka komplettering: Merkostnadsersättning för barn"
    assert focused() is view.table and session.due == day.in_all > AT_ONCE
    told = [button.text() for button in view.chips.buttons]
    counts = (day.in_all, day.kinds[MatterKind.MEETING], day.late, day.waiting, day.ends)
    names = ("Allt", "Möten", "Försenat", "Väntar på svar", "Tar slut")
    assert told == [f"{name} {many}" for name, many in zip(names, counts, strict=True)] and 0 not in counts
    assert view.to_journal.text() == f"{day.to_journal} ska till journalen" and not view.to_journal.isHidden()
    assert view.warnings.text == ""


def test_a_line_is_told_whole_to_a_screen_reader_and_late_is_said_in_words(view: TodayView) -> None:
    row = go_to(view, "Service: Ståstöd")
    assert row.aloud.startswith("Mira Nassar Ekvall. Service: Ståstöd. ")
    assert row.aloud.endswith(". 3 månader sen. Försenat") and row.role == "amber"
    index = view.table.currentIndex()
    assert view.model.data(index, Qt.ItemDataRole.AccessibleTextRole) == row.aloud
    urgent = rows(view)[0]
    assert (urgent.role, urgent.when) == ("red", "2 dagar sen") and urgent.aloud.endswith("Bråttom")
    assert rows(view)[1].when == "10:30, om 70 min"


def test_headings_are_passed_and_seen(view: TodayView) -> None:
    press(view.table, Qt.Key.Key_Down)
    assert title(view) == "Telefonmöte om helgen"
    press(view.table, Qt.Key.Key_Up)
    press(view.table, Qt.Key.Key_Up)
    assert title(view) == "Skicka komplettering: Merkostnadsersättning för barn"
    assert view.table.verticalScrollBar().value() == 0
    press(view.table, Qt.Key.Key_End)
    press(view.table, Qt.Key.Key_Home)
    assert title(view) == "Skicka komplettering: Merkostnadsersättning för barn"
    press(view.table, Qt.Key.Key_Down, CTRL)  # nothing is sorted otherwise
    assert headings(view)[0] == "Bråttom 1"


# Through the list


def test_the_whole_list_is_gone_through_from_the_text_field(
    view: TodayView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(today, "AT_ONCE", 20)
    view.chips.buttons[2].click()  # late
    idle()
    assert rows(view)[-1].id == MORE and rows(view)[-1].aloud == "Visa 20 till" and len(rows(view)) == 21
    late = day_of(session, late=True).late
    assert late > 41  # more than is read twice
    assert view.table.choose_first()
    press(view.table, Qt.Key.Key_Return)
    assert focused() is view.panel.note
    seen = [here(view).id]
    for _ in range(late - 1):
        press(focused(), Qt.Key.Key_Down, ALT)
        idle()
        assert focused() is view.panel.note
        seen.append(here(view).id)
    assert len(set(seen)) == len(seen) == late and MORE not in seen
    press(focused(), Qt.Key.Key_Down, ALT)
    assert here(view).id == seen[-1]
    press(focused(), Qt.Key.Key_Up, ALT)
    assert here(view).id == seen[-2]
    press(focused(), Qt.Key.Key_Escape)
    assert focused() is view.table


def test_the_last_line_reads_more_by_enter(view: TodayView, session: Session, idle: Idle) -> None:
    assert view.table.choose(MORE)
    assert not view.panel._inside.isVisible()
    press(view.table, Qt.Key.Key_Return)
    idle()
    assert here(view).place == AT_ONCE and len(rows(view)) == min(2 * AT_ONCE + 1, day_of(session).in_all)


def test_to_run_through_the_list_opens_nobody_but_where_one_stays(
    view: TodayView, session: Session, idle: Idle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[UUID, str]] = []
    really = session.desk.open

    def note(patient_id: UUID, *, reason: str = "") -> Record:
        opened.append((patient_id, reason))
        return really(patient_id, reason=reason)

    monkeypatch.setattr(session.desk, "open", note)
    row = go_to(view, "Svar på remiss till Leopold Ek")
    press(view.table, Qt.Key.Key_Up)
    press(view.table, Qt.Key.Key_Down)
    assert row.line is not None and opened == []
    assert view.panel._soon.isActive() and view.panel._soon.interval() == 150
    qtbot.waitUntil(lambda: view.panel.ring.contact is not None)
    idle()
    assert opened == [(row.line.matter.patient_id, "Idag")]
    ring = view.panel.ring
    assert ring._whom.text() == "Ring Leopold Ek" and ring.number.font().pointSizeF() == 22
    assert ring.number.accessibleName() == f"Telefon Leopold Ek: {ring.number.text()}"
    assert session.record is None  # she is not on screen


# Acting


def test_noted_with_a_next_step_the_line_goes_and_one_is_on_the_next(
    view: TodayView, session: Session, idle: Idle, type_text: TypeText
) -> None:
    refused: list[object] = []
    session.refused.connect(refused.append)
    row = go_to(view, "Ring ögonmottagningen")
    following, before = rows(view)[row.place + 1], session.due
    press(view.table, Qt.Key.Key_Return)
    type_text(focused(), "Tid kommer i brev.")
    view.panel.then.setText("Se att brevet har kommit")
    view.panel.when.setText("om en vecka")
    assert view.panel.writing.becomes.text() == "Blir: sön 29 nov, v. 48"
    press(focused(), Qt.Key.Key_Return, CTRL)
    press(focused(), Qt.Key.Key_Return, CTRL)  # twice in haste is once
    idle()
    assert refused == [] and len(session.can_undo) == 1
    assert here(view).id == following.id and focused() is view.panel.note and view.panel.note.text() == ""
    assert row.id not in [one.id for one in rows(view)] and session.due == before  # one new, later
    record = record_of(session, row)
    assert any(one.what == "Se att brevet har kommit" and one.due == date(2026, 11, 29) for one in record.all(Reminder))
    session.undo()
    idle()
    assert row.id in [one.id for one in rows(view)]
    assert not any(one.what == "Se att brevet har kommit" for one in record_of(session, row).all(Reminder))
    assert view.table.choose(row.id) and view.panel.note.text() == view.panel.then.text() == ""  # no draft any more


def test_it_goes_and_comes_back_at_once_also_while_no_patient_is_looked_through(
    view: TodayView, session: Session, idle: Idle
) -> None:
    view.renewing.was_stopped = True
    row, day = go_to(view, "Ring ögonmottagningen"), day_of(session)
    late = day.parts[Part.LATE]
    view.panel.note.setPlainText("Gjort.")
    view.panel.finish_it()
    idle()
    assert row.id not in [one.id for one in rows(view)] and f"Försenat {late - 1}" in headings(view)
    assert view.chips.buttons[0].text() == f"Allt {day.in_all - 1}" and session.due == day.in_all - 1
    assert view.renewing.words.text() == "Listan är inte läst i dag för en patient. Där kan det ha ändrats."
    session.undo()
    idle()
    assert row.id in [one.id for one in rows(view)] and f"Försenat {late}" in headings(view)


def test_a_call_without_a_next_day_leaves_what_still_waits_in_the_list(
    view: TodayView, idle: Idle, type_text: TypeText
) -> None:
    row = go_to(view, "Svar på remiss till Leopold Ek")
    view.panel.start()
    type_text(focused(), "Ingen svarade.")
    view.panel.save.click()
    idle()
    assert row.id in [one.id for one in rows(view)] and here(view).place == row.place + 1


def test_what_is_refused_is_said_by_the_field_and_stays(view: TodayView, session: Session, idle: Idle) -> None:
    go_to(view, "Ring ögonmottagningen")
    press(view.table, Qt.Key.Key_Return, CTRL)
    idle()
    assert view.panel.writing.fault.text() == "Skriv vad det blev. Några ord räcker." and focused() is view.panel.note
    view.panel.note.setPlainText("Ringde.")
    assert view.panel.writing.fault.text() == ""
    view.panel.then.setText("Ringa igen")
    view.panel.when.setText("blå")
    press(view.panel.when, Qt.Key.Key_Return, CTRL)
    assert "Datumet går inte att läsa" in view.panel.writing.fault.text() and focused() is view.panel.when
    view.panel.when.clear()
    press(view.panel.note, Qt.Key.Key_Return, CTRL)
    idle()
    assert view.panel.writing.fault.text() != "" and focused() is view.panel.when
    assert (view.panel.note.text(), view.panel.then.text()) == ("Ringde.", "Ringa igen")
    assert session.can_undo == []


def test_put_off_with_a_reason_in_place(view: TodayView, session: Session, idle: Idle, type_text: TypeText) -> None:
    row = go_to(view, "Service: Ståstöd")
    press(view.table, Qt.Key.Key_S, ALT)
    assert focused() is view.panel.put_off.because
    press(focused(), Qt.Key.Key_Return)
    assert focused() is view.panel.put_off.until
    press(focused(), Qt.Key.Key_Return)
    assert focused() is view.panel.put_off.because
    type_text(focused(), "Teknikern är sjuk")
    press(focused(), Qt.Key.Key_Return)
    type_text(focused(), "i dag")
    press(focused(), Qt.Key.Key_Return)
    idle()
    assert "senare dag" in view.panel.put_off.fault.text() and focused() is view.panel.put_off.until
    view.panel.put_off.until.setText("fre")
    assert view.panel.put_off.becomes.text() == "Blir: fre 27 nov, v. 48"
    press(focused(), Qt.Key.Key_Return)
    idle()
    assert row.id not in [one.id for one in rows(view)] and not view.panel.put_off.isVisible()
    (mark,) = [one for one in record_of(session, row).all(MatterMark) if one.marked_on == TODAY]
    assert (mark.words, mark.until) == ("Teknikern är sjuk", date(2026, 11, 27))
    assert focused() is view.panel.note
    session.undo()
    idle()
    assert row.id in [one.id for one in rows(view)]


def test_escape_puts_the_question_away_and_keeps_what_was_written(view: TodayView, type_text: TypeText) -> None:
    go_to(view, "Service: Ståstöd")
    press(view.table, Qt.Key.Key_S, ALT)
    type_text(focused(), "Teknikern")
    press(focused(), Qt.Key.Key_Down, ALT)
    assert not view.panel.put_off.isVisible() and focused() is view.panel.note
    press(view.table, Qt.Key.Key_Up, ALT)
    press(view.table, Qt.Key.Key_S, ALT)
    assert view.panel.put_off.because.text() == "Teknikern" and focused() is view.panel.put_off.until
    press(focused(), Qt.Key.Key_Escape)
    assert not view.panel.put_off.isVisible() and focused() is view.table


def test_done_with_the_note_there_and_then(view: TodayView, session: Session, idle: Idle, type_text: TypeText) -> None:
    row = go_to(view, "Ring ögonmottagningen")
    press(view.table, Qt.Key.Key_K, ALT)
    idle()
    assert "Skriv hur det gick" in view.panel.writing.fault.text() and focused() is view.panel.note
    type_text(focused(), "Kallelsen är på väg.")
    press(focused(), Qt.Key.Key_K, ALT)
    idle()
    assert row.line is not None and row.id not in [one.id for one in rows(view)]
    done = record_of(session, row).get(Reminder, UUID(row.line.matter.entry))
    assert (done.done_on, done.done_note) == (TODAY, "Kallelsen är på väg.")


def test_what_is_done_on_its_own_page_says_where_and_enter_goes_there(view: TodayView, session: Session) -> None:
    wanted: list[tuple[UUID, str, object]] = []
    session.patient_wanted.connect(lambda *one: wanted.append(one))
    row = go_to(view, "Kontrollera UMI mot journalen")
    press(view.table, Qt.Key.Key_K, ALT)
    assert focused() is view.panel.there and view.panel.there.text() == "Gå till UMI och akut"
    assert "journalen" in view.panel._place.text()
    press(focused(), Qt.Key.Key_Return)
    assert row.line is not None
    one = row.line.matter
    assert wanted == [(one.patient_id, Page.UMI.stored, one.entry_id)]
    press(view.table, Qt.Key.Key_O, CTRL)
    assert len(wanted) == 2 and wanted[1] == wanted[0]


def test_the_line_that_was_on_its_way_is_told_over_the_page_when_one_has_gone_on(
    view: TodayView, session: Session, idle: Idle
) -> None:
    told: list[object] = []
    session.refused.connect(told.append)
    row = go_to(view, "Ring ögonmottagningen")
    view.panel.finish_it()
    press(view.table, Qt.Key.Key_Down, ALT)
    idle()
    assert here(view).place == row.place + 1 and view.panel.writing.fault.text() == ""
    assert [type(one) for one in told] == [RuleError]


def test_a_line_that_somebody_else_has_seen_to_is_told_and_leaves(
    view: TodayView, session: Session, idle: Idle
) -> None:
    row = go_to(view, "Ring ögonmottagningen")
    assert row.line is not None
    one = row.line.matter

    done = partial(session.desk.do, one.patient_id, finish_reminder, UUID(one.entry), note="Redan gjort.")
    session.vault_thread.run(done)
    idle()
    view.panel.note.setPlainText("Ringde.")
    view.panel.finish_it()
    idle()
    assert "Raden finns inte längre" in view.panel.writing.fault.text() and view.panel.note.text() == "Ringde."
    view.start()
    idle()
    assert row.id not in [line.id for line in rows(view)]


# Nothing is lost


def test_what_is_half_written_stays_with_its_line(
    view: TodayView, make_view: Callable[[], TodayView], drafts: Drafts, type_text: TypeText
) -> None:
    first = go_to(view, "Ring ögonmottagningen")
    view.panel.start()
    type_text(focused(), "Upptaget,")
    press(focused(), Qt.Key.Key_Down, ALT)
    assert view.panel.note.text() == ""
    type_text(focused(), "Annat")
    press(focused(), Qt.Key.Key_Up, ALT)
    assert view.panel.note.text() == "Upptaget,"
    drafts.stop()
    view.hide()
    again = make_view()
    assert here(again).id == first.id and again.panel.note.text() == "Upptaget,"
    press(again.table, Qt.Key.Key_Down, ALT)
    assert again.panel.note.text() == "Annat"


def test_what_is_written_stays_when_the_list_is_read_again(view: TodayView, idle: Idle, type_text: TypeText) -> None:
    row = go_to(view, "Ring ögonmottagningen")
    view.panel.start()
    type_text(focused(), "Upptaget,")
    view.reading.start()
    idle()
    assert here(view).id == row.id and view.panel.note.text() == "Upptaget," and focused() is view.panel.note


def test_a_line_that_goes_while_one_writes_about_it_stays_until_one_leaves_it(
    view: TodayView, session: Session, idle: Idle, type_text: TypeText
) -> None:
    row = go_to(view, "Ring ögonmottagningen")
    many = headings(view)
    view.panel.start()
    type_text(focused(), "Pratade med ")
    assert row.line is not None
    one = row.line.matter
    session.do_for(one.patient_id, finish_reminder, UUID(one.entry), note="En kollega gjorde det.")
    idle()
    type_text(focused(), "Anna")  # never in the note of the next line, which may be another patient's
    assert here(view).id == row.id and view.panel.note.text() == "Pratade med Anna" and headings(view) == many
    press(focused(), Qt.Key.Key_Down, ALT)
    assert view.panel.note.text() == "" and here(view).id != row.id
    view.reading.start()
    idle()
    assert row.id not in [line.id for line in rows(view)]


def test_no_key_acts_on_a_line_that_is_not_shown(view: TodayView, session: Session, idle: Idle) -> None:
    wanted: list[object] = []
    session.patient_wanted.connect(lambda *where: wanted.append(where))
    assert view.table.choose_first() and view.table.choose(MORE)
    for key, held in (
        (Qt.Key.Key_O, CTRL), (Qt.Key.Key_S, ALT), (Qt.Key.Key_K, ALT), (Qt.Key.Key_Return, CTRL),
    ):  # fmt: skip
        press(view.table, key, held)
    idle()
    assert wanted == [] and session.can_undo == [] and focused() is view.table and view.panel.put_off.isHidden()


def test_saved_behind_one_it_takes_the_keyboard_from_nobody(view: TodayView, idle: Idle, type_text: TypeText) -> None:
    row = go_to(view, "Ring ögonmottagningen")
    view.panel.start()
    type_text(focused(), "Gjort.")
    press(focused(), Qt.Key.Key_Return, CTRL)
    press(focused(), Qt.Key.Key_Down, ALT)
    view.panel.then.setFocus()
    idle()
    assert focused() is view.panel.then and row.id not in [one.id for one in rows(view)]


def test_the_second_of_two_quick_clicks_is_not_for_the_next_line(
    view: TodayView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = go_to(view, "Ring ögonmottagningen")
    view.panel.note.setPlainText("Gjort.")
    view.panel.done.click()
    idle()
    assert here(view).place == row.place and here(view).id != row.id
    view.panel.done.click()  # by now it would be the next line, perhaps another patient's
    idle()
    assert len(session.can_undo) == 1 and view.panel._elsewhere.isHidden()
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 0)
    press(view.table, Qt.Key.Key_Return, CTRL)
    assert view.panel.writing.fault.text() == "" and session.vault_thread.busy  # a click of its own
    idle()


def test_a_key_that_is_held_down_acts_once(view: TodayView) -> None:
    repeats = {one.key().toString(): one.autoRepeat() for one in view.findChildren(QShortcut)}
    assert {keys for keys, again in repeats.items() if again} == {"Alt+Down", "Alt+Up"}
    assert {"Alt+K", "Alt+S", "Ctrl+Return", "Ctrl+O"} <= set(repeats)


def test_what_is_written_after_it_was_sent_is_kept_and_nothing_is_sent_twice(
    view: TodayView, session: Session, idle: Idle, type_text: TypeText
) -> None:
    row = go_to(view, "Svar på remiss till Leopold Ek")
    view.panel.start()
    type_text(focused(), "Ingen svarade.")
    press(focused(), Qt.Key.Key_Return, CTRL)
    press(focused(), Qt.Key.Key_Down, ALT)
    press(focused(), Qt.Key.Key_Up, ALT)
    press(focused(), Qt.Key.Key_Return, CTRL)  # on its way already
    type_text(focused(), " Ring")
    press(focused(), Qt.Key.Key_Down, ALT)
    idle()
    assert len(session.can_undo) == 1
    assert view.table.choose(row.id) and view.panel.note.text() == "Ingen svarade. Ring"


# Narrowing


def test_narrowed_by_what_waits_and_by_kind(view: TodayView, idle: Idle) -> None:
    counts = {}
    for button in view.chips.buttons[1:]:
        button.click()
        idle()
        counts[button.text()] = sum(int(one.rpartition(" ")[2]) for one in headings(view))
    assert all(name.endswith(f" {many}") for name, many in counts.items()) and len(set(counts.values())) == 4
    view.chips.show_kind(MatterKind.JOURNAL)
    idle()
    assert view.chips.kinds.text() == f"Till journalen {len(rows(view))}" and view.chips.kinds.isChecked()
    assert {one.line.matter.kind for one in rows(view) if one.line is not None} == {MatterKind.JOURNAL}
    view.chips.kinds.click()
    (menu,) = [one for one in view.chips.findChildren(QMenu) if one.isVisible()]
    chosen = next(action for action in menu.actions() if action.text().startswith("Hjälpmedel "))
    chosen.trigger()
    menu.hide()
    idle()
    assert {one.line.matter.kind for one in rows(view) if one.line is not None} == {MatterKind.DEVICE}
    view.chips.buttons[0].click()
    idle()
    assert view.chips.kinds.text() == "Fler" and len(rows(view)) == AT_ONCE + 1


def test_what_is_to_go_to_the_journal_leads_to_the_list_of_it(view: TodayView, session: Session) -> None:
    wanted: list[str] = []
    session.wanted.connect(lambda name, _target: wanted.append(name))
    view.to_journal.click()
    assert wanted == ["to_journal"]


def test_only_mine_is_remembered(
    view: TodayView, make_view: Callable[[], TodayView], session: Session, idle: Idle
) -> None:
    assert session.me == ACTOR.name
    view.chips.mine.click()
    idle()
    mine = day_of(session, ACTOR.name).in_all
    assert view.chips.buttons[0].text() == f"Allt {mine}" and session.due == mine < day_of(session).in_all
    view.hide()
    again = make_view()
    assert again.chips.mine.isChecked() and again.chips.buttons[0].text() == f"Allt {mine}"


def empty(_store: object, asked: Asked, *, noted: bool = True) -> Day:
    return Day([], {}, {}, 0, 0, 0, 0, 0, 0, 0)


def test_nothing_to_do_nobody_at_all_and_nothing_of_a_kind(
    view: TodayView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[str] = []
    session.wanted.connect(lambda name, _target: wanted.append(name))
    monkeypatch.setattr(type(session.vault.store), "day", empty)
    view.start()
    idle()
    assert view.stack.nothing.isVisible() and not view.print.isVisible() and not view.panel._inside.isVisible()
    press(focused(), Qt.Key.Key_Return)
    view.chips.buttons[2].click()
    idle()
    assert view.stack.no_hit.isVisible()
    view.stack.show_all.click()
    idle()
    assert view.stack.nothing.isVisible() and view.chips.buttons[0].isChecked()
    session.patients = ()
    view.start()
    idle()
    assert view.stack.nobody.isVisible()
    press(focused(), Qt.Key.Key_Return)
    assert wanted == ["patients", "new_patient"]


def test_unread_is_not_nothing(view: TodayView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch) -> None:
    view.renewing.was_stopped = True
    half_read = replace(empty(session.vault.store, Asked(session.today)), stale=9)
    monkeypatch.setattr(type(session.vault.store), "day", lambda _store, _asked, *, noted: half_read)
    view.start()
    idle()
    assert view.stack.waits.isVisible() and not view.stack.nothing.isVisible()
    assert view.renewing.words.text().startswith("Listan är inte läst i dag för 9 patienter.")
    assert view.renewing.renew.isVisible()


# Paper, protection, bad input


def test_the_list_is_printed_as_it_is_shown_and_noted(
    view: TodayView, session: Session, dialogs: ScriptedDialogs, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[str] = []
    monkeypatch.setattr(
        type(session.vault.store), "note", lambda _store, access, *, what="", **_more: noted.append(what)
    )
    view.chips.mine.click()
    idle()
    view.panel._soon.stop()
    dialogs.answers = [True, False]
    for _ in range(2):
        view.print.click()
        idle()
    assert [name for _, name in dialogs.printed] == ["Dagens lista"] * 2 and noted == ["Dagens lista"]


def test_of_one_whose_place_is_secret_nobodys_words_are_told(view: TodayView, practice: Known, idle: Idle) -> None:
    for slug, protected in (("skyddad", True), ("skyddad-foralder", False)):
        row = next(one for one in rows(view) if one.line is not None and one.line.matter.patient_id == practice[slug])
        view.table.choose(row.id)
        read_about(view, idle)
        assert row.line is not None and row.line.matter.title == row.line.matter.kind.label
        assert ("skyddade personuppgifter" in row.aloud) is protected
        assert view.panel._hidden.isVisible() is protected
        assert not view.panel.ring.isVisible() and not view.panel.earlier.isVisible()


def test_a_clock_that_was_set_back_is_told_and_nothing_hidden(
    view: TodayView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.renewing.was_stopped = True
    monkeypatch.setattr(session.vault.store, "clock", lambda: NOW - timedelta(days=5))
    view.start()
    idle()
    assert "Datorns klocka verkar gå fel" in view.warnings.text and len(rows(view)) == AT_ONCE + 1


def test_rules_for_days_that_cannot_be_used_are_told(
    view: TodayView, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Faulty:
        faults = ("Regeln myndig går inte att läsa.", "En till.")

    monkeypatch.setattr(today, "date_rules", Faulty)
    view.reading.start()
    idle()
    assert "Regeln myndig går inte att läsa. Det är fel på 1 till." in view.warnings.text


def test_what_cannot_be_read_is_told_and_the_list_stays(
    view: TodayView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    session.refused.connect(told.append)

    def damaged(_store: object, _asked: Asked, *, noted: bool) -> Day:
        raise FileDamaged("Pärmen är skadad", "Läs tillbaka en kopia.")

    monkeypatch.setattr(type(session.vault.store), "day", damaged)
    view.start()
    idle()
    assert [type(one) for one in told] == [FileDamaged] and len(rows(view)) == AT_ONCE + 1


# The room there is


def test_in_a_narrow_page_the_lines_are_short_and_then_the_panel_goes_below(view: TodayView, qtbot: QtBot) -> None:
    assert view.table.is_wide
    assert view.chips.mine.geometry().right() == view.chips.rect().right()
    view.resize(800, 700)
    qtbot.waitUntil(lambda: not view.table.is_wide)
    assert view.sides.panel_area.geometry().left() >= view.table.width()
    view.resize(560, 700)
    qtbot.waitUntil(lambda: view.sides.panel_area.geometry().top() > 200)
    assert view.sides.panel_area.width() == view.width() or view.sides.area.verticalScrollBar().isVisible()
    press(view.table, Qt.Key.Key_Return)
    assert not view.panel.note.visibleRegion().isEmpty()
