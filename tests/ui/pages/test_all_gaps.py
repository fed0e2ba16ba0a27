"""The list of all patients' gaps: read from what is stored, narrowed, put together, opened; and the list of rules."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from coordinator.change import Change, Edit
from coordinator.errors import FileDamaged
from coordinator.gap import rule_named, rules
from coordinator.page import Page as PageName
from coordinator.person import ProtectedIdentity
from coordinator.stored_gap import StoredGap
from tests.ui.conftest import TypeText, press
from tests.ui.pages.seen import focused
from ui.drafts import Drafts
from ui.finding_keeper import FindingKeeper
from ui.pages.all_gaps import AllGapsView
from ui.pages.all_gaps_rows import DAY, DO, FLAT, PATIENT, RULE, WHOSE, patient_titles, rows_of
from ui.pages.gap_row import target_of
from ui.pages.gaps_rules import RuleRow
from ui.preferences import Preferences
from ui.session import Session
from ui.table import Group

Idle = Callable[[], None]


@pytest.fixture
def made(session: Session, drafts: Drafts, tmp_path: Path, qtbot: QtBot, idle: Idle) -> Iterator[AllGapsView]:
    """The view as it is when one first comes to it."""
    view = AllGapsView(session, drafts, Preferences(tmp_path / "hallpunkt.json"))
    qtbot.addWidget(view)
    view.resize(1152, 650)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    yield view
    view.keeper.stop()
    idle()
    drafts.stop()


@pytest.fixture
def view(made: AllGapsView, settle: Idle) -> AllGapsView:
    """The view with every patient read."""
    made.start()
    settle()
    return made


@pytest.fixture
def settle(session: Session, qtbot: QtBot, idle: Idle) -> Idle:
    """Wait until all that is to be read is read."""

    def wait() -> None:
        idle()
        qtbot.waitUntil(lambda: not FindingKeeper.of(session).renewing and not session.vault_thread.busy)
        idle()

    return wait


def stored(session: Session) -> list[StoredGap]:
    found: list[list[StoredGap]] = []
    session.vault_thread.run(lambda: list(session.vault.store.gap_list()), found.append)
    while session.vault_thread.busy:
        QApplication.processEvents()
    return found[0]


def words(view: AllGapsView) -> str:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return "\n".join(one.text() for one in view.findChildren(QLabel) if one.isVisible())


def headings(view: AllGapsView) -> list[str]:
    lines = [view.model.line(row) for row in view.model.groups]
    return [one.title for one in lines if isinstance(one, Group)]


def gaps_shown(view: AllGapsView) -> list[StoredGap]:
    return [one.gap for one in view.model.shown]


def by_rank(found: list[StoredGap]) -> list[int]:
    return sorted(one.rank for one in found)


class Given:
    """A store that gives what a test wants to see."""

    def __init__(self, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        self.gaps: list[StoredGap] = []
        self.stale: list[UUID] = []
        self.renewed: list[UUID] = []
        store = session.vault.store
        monkeypatch.setattr(type(store), "gap_list", lambda _store: list(self.gaps))
        monkeypatch.setattr(type(store), "stale_findings", lambda _store: list(self.stale))
        monkeypatch.setattr(type(store), "renew_findings", lambda _store, patient_id: self._renew(patient_id))

    def _renew(self, patient_id: UUID) -> None:
        self.renewed.append(patient_id)
        self.stale.remove(patient_id)


@pytest.fixture
def given(session: Session, monkeypatch: pytest.MonkeyPatch) -> Given:
    return Given(session, monkeypatch)


def a_gap(session: Session, place: int, **fields: Any) -> StoredGap:
    rule = rules()[place % len(rules())]
    made = StoredGap(
        str(session.patients[place % len(session.patients)].id), rule.code, rule.rank, f"Lucka {place}", "Varför",
        rule.verb, rule.page.stored, rule.field, None, None, str(UUID(int=place + 1)),
    )  # fmt: skip
    return made._replace(**fields)


def test_every_gap_of_every_patient_is_there_under_her_name(view: AllGapsView, session: Session) -> None:
    every = stored(session)
    assert every and sorted(map(repr, gaps_shown(view))) == sorted(map(repr, every))
    assert headings(view) == patient_titles(view.model.shown)
    patients = len({one.patient_id for one in every})
    assert f"{len(every)} luckor hos {patients} patienter" in words(view)
    names = {one.id: one.sorted_name for one in session.patients}
    for row in view.model.shown:
        assert row.whose.name == names[row.gap.patient_id]


def test_they_are_put_together_by_patient_by_rule_or_not_at_all(view: AllGapsView) -> None:
    first = view.model.line(0)
    assert isinstance(first, Group) and view.table.isColumnHidden(WHOSE)  # her name is the heading
    assert [one.gap.rank for one in first.rows] == by_rank([one.gap for one in first.rows])
    view.filter.grouping.setCurrentText(RULE)
    names = [rule.name for rule in rules()]
    assert headings(view) == sorted(headings(view), key=names.index) and len(headings(view)) > 1
    assert not view.table.isColumnHidden(WHOSE)
    view.filter.grouping.setCurrentText(FLAT)
    assert headings(view) == [] and [one.rank for one in gaps_shown(view)] == by_rank(gaps_shown(view))
    view.filter.grouping.setCurrentText(PATIENT)
    assert len(headings(view)) > 1


def test_the_line_narrows_by_name_number_and_what_is_missing(
    view: AllGapsView, session: Session, type_text: TypeText
) -> None:
    one = next(row for row in session.patients if row.number)
    for wanted in (one.number, one.number.replace("-", ""), one.sorted_name):
        view.filter.line.setText(wanted)
        assert gaps_shown(view) and {gap.patient_id for gap in gaps_shown(view)} == {one.id}
    view.filter.line.setText("finns inte alls")
    assert view.model.shown == [] and "Ingen lucka passar" in words(view)
    press(view.filter.line, Qt.Key.Key_Escape)
    assert len(gaps_shown(view)) == len(stored(session))
    press(view.filter.line, Qt.Key.Key_Down)
    assert focused() is view.table
    type_text(view.table, "ö")
    assert focused() is view.filter.line and view.filter.line.text() == "ö"


def test_each_gap_is_late_not_asked_or_missing(view: AllGapsView, session: Session) -> None:
    every = len(stored(session))
    _, late, unasked, missing = view.filter.toggles
    counts = []
    for toggle in (late, unasked, missing):
        toggle.click()
        counts.append(len(view.model.shown))
        assert toggle.text().endswith(f" {counts[-1]}")
    assert all(counts) and sum(counts) == every
    late.click()
    assert all(one.due is not None and one.due < session.today for one in gaps_shown(view))
    unasked.click()
    assert all(one.rule.endswith("not_asked") for one in gaps_shown(view))


def test_enter_and_the_word_lead_to_the_patient_where_it_is_mended(view: AllGapsView, session: Session) -> None:
    wanted: list[tuple[object, str, object]] = []
    session.patient_wanted.connect(lambda patient, page, target: wanted.append((patient, page, target)))
    press(view.filter.line, Qt.Key.Key_Down)
    row = view.model.row_at(view.table.currentIndex().row())
    assert row is not None
    press(view.table, Qt.Key.Key_Return)
    view.table.pressed_sign.emit(row.id, DO)
    there = (row.gap.patient_id, row.gap.page.stored, target_of(row.gap))
    assert wanted == [there, there]


def test_the_gap_one_was_on_is_chosen_again_or_the_one_in_its_place(
    made: AllGapsView, session: Session, given: Given, settle: Idle
) -> None:
    given.gaps = [a_gap(session, place) for place in range(60)]
    made.start()
    settle()
    made.filter.grouping.setCurrentText(FLAT)
    shown = made.model.shown
    made.table.choose(shown[7].id)
    session.saved.emit("Ändrad")
    given.gaps = [one._replace(title=f"{one.title} nu") for one in given.gaps]
    made.start()
    settle()
    assert made.table.current_id == shown[7].id and focused() is made.table
    given.gaps.remove(shown[7].gap._replace(title=f"{shown[7].gap.title} nu"))
    session.saved.emit("Ändrad")
    made.start()
    settle()
    assert made.table.current_id == shown[8].id


def test_the_list_is_read_again_only_when_it_may_be_another(
    view: AllGapsView, session: Session, monkeypatch: pytest.MonkeyPatch, settle: Idle
) -> None:
    reads: list[int] = []
    store = session.vault.store

    def read(_store: object) -> list[StoredGap]:
        reads.append(1)
        return []

    monkeypatch.setattr(type(store), "gap_list", read)
    view.start()
    settle()
    assert reads == []  # each reading stands in the log
    session.undone.emit("Ändrad")
    view.start()
    settle()
    assert reads == [1]


def test_of_one_whose_place_is_secret_by_now_no_words_are_left_until_it_is_read_again(
    view: AllGapsView, session: Session, open_patient: Callable[[str], None], settle: Idle
) -> None:
    open_patient("barn")
    assert session.record is not None
    hers = session.record.patient_id
    before = {one.id: one for one in view.model.shown}
    reading: list[bool] = []
    session.saved.connect(lambda _title: reading.append(view.reading.under_way))
    protected = replace(session.record.patient, protected_identity=ProtectedIdentity.MARKED)
    session.do(lambda _: Change("Skyddad", (Edit(protected),)))
    shown_then: list[StoredGap] = []
    session.saved.connect(lambda _title: shown_then.extend(gaps_shown(view)))
    settle()
    assert reading == [False] and len(shown_then) == len(before)
    for gap in shown_then:
        of_rule = rule_named(gap.rule)
        assert of_rule is not None and (gap.patient_id != hers or gap.title == of_rule.name)
    others = [one for one in before.values() if one.gap.patient_id != hers]
    assert others and all(one.gap in shown_then for one in others)
    view.filter.line.setText(next(one.gap.title for one in before.values() if one.gap.rule == "reminder_late"))
    assert hers not in {gap.patient_id for gap in gaps_shown(view)}


def test_how_far_the_reading_has_come_is_said_and_it_can_be_stopped_and_begun_again(
    made: AllGapsView, session: Session, given: Given, settle: Idle
) -> None:
    given.stale = [uuid4() for _ in range(30)]
    given.gaps = [a_gap(session, 1)]
    said: list[str] = []
    made.keeper.progressed.connect(lambda _done, _of: said.append(made.renewing.words.text()))
    stopped: list[bool] = []

    def stop(done: int, _of: int) -> None:
        if done == 10 and not stopped:
            stopped.append(made.renewing.stop.isVisible())
            made.renewing.stop.click()

    made.keeper.progressed.connect(stop)
    made.start()
    settle()
    assert stopped == [True] and "Läser igenom 10 av 30 patienter" in said
    left = len(given.stale)
    assert 18 <= left <= 20
    assert f"Listan är inte läst i dag för {left} patienter" in words(made) and made.renewing.renew.hasFocus()
    session.saved.emit("Ändrad")
    made.start()  # it is not begun behind her back
    settle()
    assert len(given.stale) == left
    made.renewing.renew.click()
    settle()
    assert given.stale == [] and not made.renewing.words.isVisible()


def test_a_patient_that_cannot_be_read_is_not_tried_for_ever(
    made: AllGapsView, session: Session, given: Given, settle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, tries = uuid4(), []
    given.stale = [broken, uuid4()]

    def renew(_store: object, patient_id: UUID) -> None:
        if patient_id == broken:
            tries.append(patient_id)
            raise FileDamaged("Skadad", "Återställ en kopia.")
        given.stale.remove(patient_id)

    monkeypatch.setattr(type(session.vault.store), "renew_findings", renew)
    made.start()
    settle()
    assert tries == [broken] and "en patient" in words(made)


def test_no_gaps_at_all_is_said_with_a_green_sign(made: AllGapsView, given: Given, settle: Idle) -> None:
    assert "Inga luckor" not in words(made)  # it is not known yet
    made.start()
    settle()
    assert "Inga luckor just nu." in words(made) and not made.filter.isVisible()


def test_a_gap_of_somebody_who_is_not_in_the_list_or_of_a_rule_that_is_gone(
    made: AllGapsView, session: Session, given: Given, settle: Idle
) -> None:
    given.gaps = [
        a_gap(session, 1, patient=str(uuid4())),
        a_gap(session, 2, rule="gone", page_name=PageName.GAPS.stored),
    ]
    made.start()
    settle()
    assert len(made.model.shown) == 2 and "Namn saknas" in headings(made)
    made.filter.grouping.setCurrentText(RULE)
    assert headings(made)[-1] == "Annat"


def test_thousands_are_shown_and_patients_that_come_and_go_are_headings_or_not(
    made: AllGapsView, session: Session, given: Given, settle: Idle
) -> None:
    days = [(session.today - timedelta(place % 90 - 30)).isoformat() for place in range(10_000)]
    given.gaps = [a_gap(session, place, due_text=day) for place, day in enumerate(days)]
    made.start()
    settle()
    assert len(made.model.shown) == 10_000
    gone = session.patients[0].id
    given.gaps = [one for one in given.gaps if one.patient_id != gone]
    session.saved.emit("Ändrad")
    made.start()
    settle()
    assert len(made.model.shown) == len(given.gaps) and len(headings(made)) == len(session.patients) - 1


def test_a_day_that_has_passed_is_said_with_how_long_ago(made: AllGapsView, session: Session) -> None:
    def day(due: date | None) -> str:
        (row,) = rows_of([a_gap(session, 1, due_text=due and due.isoformat())], session.patients, session.today)
        assert row.late == (due is not None and due < session.today)
        return made.model.columns[DAY].cell(row).words

    assert "2 dagar sen" in day(session.today - timedelta(2))
    assert day(session.today + timedelta(2)) and "sen" not in day(session.today + timedelta(2))
    assert day(session.today) == "i dag"
    assert day(None) == ""


def test_all_rules_are_listed_with_code_reason_and_how_much_they_find(view: AllGapsView, session: Session) -> None:
    view.rules.click()
    rows = view.all_rules.findChildren(RuleRow)
    every = stored(session)
    assert len(rows) == len(rules())
    for rule, row in zip(rules(), rows, strict=True):
        shown = [one.text() for one in row.findChildren(QLabel)]
        assert [rule.name, rule.reason, rule.code] == shown
        many = [one.patient_id for one in every if one.rule == rule.code]
        said = row.accessibleName()
        assert ("luck" in said.split(", ")[1]) == bool(many)
        if len(set(many)) > 1:
            assert f"{len(many)} luckor hos {len(set(many))} patienter" in said
    view.start()
    assert focused() is view.rules
    view.gaps.click()
    assert view.table.isVisible()
    view.start("rules")
    assert view.all_rules.isVisible()
