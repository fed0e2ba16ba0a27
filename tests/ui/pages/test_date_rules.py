"""Datumregler: read and changed by keyboard, what is typed shown as a day at once, and everything follows."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.date_rule import KEYS
from coordinator.dates import date_rules, day_of, use_own_rules
from coordinator.discharge import discharge_rules
from tests.ui.conftest import press, type_into
from ui.drafts import Drafts
from ui.finding_keeper import FindingKeeper
from ui.pages.date_rules import DateRulesView
from ui.pages.date_rules_rows import ORDER
from ui.parts import Button
from ui.preferences import Preferences
from ui.session import Session
from ui.table import Group
from ui.window import Window

Idle = Callable[[], None]
BORN = date(2008, 12, 14)
TEETH = "fri_tandvard_t_o_m"


@pytest.fixture(autouse=True)
def own(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "kodlistor" / "datumregler.json"
    use_own_rules(path)
    yield path
    use_own_rules(None)


@pytest.fixture(autouse=True)
def renewals(monkeypatch: pytest.MonkeyPatch) -> list[FindingKeeper]:
    """How often the gaps of all patients were asked for anew; to find them would take its time."""
    asked: list[FindingKeeper] = []

    def start(keeper: FindingKeeper) -> None:
        asked.append(keeper)

    monkeypatch.setattr(FindingKeeper, "start", start)
    return asked


@pytest.fixture
def view(session: Session, tmp_path: Path, qtbot: QtBot, idle: Idle) -> Iterator[DateRulesView]:
    drafts = Drafts(session)
    made = DateRulesView(session, drafts, Preferences(tmp_path / "hallpunkt.json"))
    qtbot.addWidget(made)
    made.resize(1152, 650)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    yield made
    idle()
    drafts.stop()


def words(widget: QWidget) -> str:
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def write(view: DateRulesView, name: str, text: str, *, enter: bool = True) -> None:
    field = view.panel.fields[name]
    field.setFocus()
    field.selectAll()
    type_into(field, text)
    if enter:
        press(field, Qt.Key.Key_Return)


def button(view: QWidget, text: str) -> Button:
    (found,) = [one for one in view.findChildren(Button) if one.text() == text and one.isVisible()]
    return found


def test_every_rule_stands_under_what_it_is_about(view: DateRulesView) -> None:
    lines = [view.model.line(row) for row in view.model.groups]
    assert [one.title for one in lines if isinstance(one, Group)] == list(ORDER)
    assert [one.rule.key for one in view.model.shown][-1] == "written_summary"
    assert len(view.model.shown) == len(KEYS) + 3
    said = {one.rule.key: [view.model.cell(view.model.line_of(one.id) or 0, place).words for place in range(6)]
            for one in view.model.shown}  # fmt: skip
    assert said["myndig"] == [
        "Myndig", "18-årsdagen", "6 mån före", "1974-07-01", "Föräldrabalken 9 kap. 1 §", "Kontrollerad",
    ]  # fmt: skip
    assert said["gallring"][-1] == "Inte kontrollerad"
    assert said["admission_notice"][1] == "inom 24 timmar"
    assert QApplication.focusWidget() is view.table
    assert not view.undo.isVisible()


def test_a_rule_is_changed_by_keyboard_and_its_day_is_seen_while_one_types(
    view: DateRulesView, own: Path, open_patient: Callable[[str], None], renewals: list[FindingKeeper]
) -> None:
    open_patient("fyller-18")
    before = view.session.record
    view.start(TEETH)
    panel = view.panel
    assert QApplication.focusWidget() is panel.fields["formula"]
    assert panel.trial.words.text() == "Född 2008-12-14: 2027-12-31"
    write(view, "formula", "31 december det år personen fyller 2", enter=False)
    assert panel.trial.words.text().startswith("Född 2008-12-14: ingen dag, 2010-12-31 är före")
    type_into(panel.fields["formula"], "1")
    assert panel.trial.words.text() == "Född 2008-12-14: 2029-12-31"
    type_into(panel.fields["formula"], " x")
    assert "går inte att läsa" in panel.trial.words.text()
    press(panel.fields["formula"], Qt.Key.Key_Return)
    assert "”x”" in panel.faults["formula"].text()
    assert panel.fields["formula"].text().endswith("21 x")
    assert not own.exists()
    assert renewals == []
    write(view, "formula", "31 dec det år hon fyller 21")
    assert panel.fields["formula"].text() == "31 december det år personen fyller 21"
    assert panel.faults["formula"].text() == ""
    assert day_of(TEETH, BORN) == date(2029, 12, 31)
    assert "Programmets regel: 31 december det år personen fyller 19" in words(panel)
    assert "26 regler, 1 ändrade av er" in words(view)
    assert not panel.tick.isChecked()
    assert view.session.record is not before  # what follows from the record is worked out anew
    assert len(renewals) == 1
    panel.tick.click()
    write(view, "wording", "2028-01-01")
    assert "Dessförinnan gäller från 2025-01-01" in words(panel)
    assert panel.fields["wording"].text() == ""
    button(view, "Återgå till programmets regel").click()
    assert day_of(TEETH, BORN) == date(2027, 12, 31)
    button(view, "Ångra senaste ändringen").click()
    assert [one.verified for one in date_rules().generations(TEETH)] == [False, True]


def test_another_birth_date_can_be_tried(view: DateRulesView) -> None:
    view.start("god_man_forbered")
    view.panel.trial.born.selectAll()
    type_into(view.panel.trial.born, "2012-02-29")
    assert view.panel.trial.words.text() == "Född 2012-02-29: 2029-08-28"
    type_into(view.panel.trial.born, "9")
    assert "ÅÅÅÅ-MM-DD" in view.panel.trial.words.text()
    view.start("stb_period")
    assert view.panel.trial.words.text() == "I dag: 2026-07-01 till 2026-12-31"
    view.start("gallring")
    assert view.panel.trial.words.text() == "Sista uppgiften 2026-11-22: 2036-11-22"


def test_a_rule_of_a_discharge_is_changed_here_too(view: DateRulesView) -> None:
    view.start("sip_invitation")
    assert view.panel.trial.words.text() == "Från 2026-11-22: till och med 2026-11-25"
    write(view, "length", "48 timmar")
    assert view.panel.trial.words.text() == "Från 2026-11-22 14:00: till 2026-11-24 14:00"
    assert [one.hours for one in discharge_rules() if one.key == "sip_invitation"] == [48]


def test_what_is_fixed_has_no_fields(view: DateRulesView) -> None:
    view.start("myndig")
    assert view.panel.fields == {}
    assert "Ändras bara med programmet" in words(view.panel)
    assert "Född 2008-12-14: 2026-12-14" in words(view.panel)
    assert not view.panel.tick.isVisible()
    press(view.panel.area, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is view.table
    assert not view.panel.isVisible()


def test_half_written_words_are_there_after_a_lock(view: DateRulesView, session: Session, tmp_path: Path) -> None:
    view.start(TEETH)
    write(view, "source", "Region Ex", enter=False)
    view.drafts.keep_now()
    again = DateRulesView(session, view.drafts, Preferences(tmp_path / "hallpunkt.json"))
    again.start(TEETH)
    assert again.panel.fields["source"].text() == "Region Ex"
    again.deleteLater()


def test_a_file_that_others_have_changed_is_read_when_one_comes_here(
    view: DateRulesView, own: Path, renewals: list[FindingKeeper]
) -> None:
    own.parent.mkdir()
    rows = [{"key": TEETH, "formula": "31 december det år personen fyller 20"}]
    own.write_text(json.dumps({"date_rules": rows}), encoding="utf-8")
    view.start(TEETH)
    assert day_of(TEETH, BORN) == date(2028, 12, 31)
    assert len(renewals) == 1
    view.start(TEETH)
    assert len(renewals) == 1
    rows[0]["formula"] = "31 december det år personen fyller 22"
    own.write_text(json.dumps({"date_rules": rows}), encoding="utf-8")
    write(view, "formula", "31 december det år personen fyller 21")
    assert day_of(TEETH, BORN) == date(2030, 12, 31)  # what others wrote while one was here is seen, not written over
    assert "i ett annat fönster" in words(view.panel)
    assert view.panel.fields["formula"].text() == "31 december det år personen fyller 21"
    assert len(renewals) == 2
    press(view.panel.fields["formula"], Qt.Key.Key_Return)
    assert day_of(TEETH, BORN) == date(2029, 12, 31)


def test_what_is_wrong_is_said_at_start_and_beside_the_rule(
    view: DateRulesView, own: Path, tmp_path: Path, qtbot: QtBot, idle: Idle
) -> None:
    own.parent.mkdir()
    own.write_text(json.dumps({"date_rules": [{"key": TEETH, "formula": "31 december"}]}), encoding="utf-8")
    use_own_rules(own)
    view.start(TEETH)
    assert "Sista dag med fri tandvård (fri_tandvard_t_o_m) ger ingen dag" in view.told.text()
    assert view.panel.trial.words.text() == "Ingen dag."
    assert "I filen står: 31 december." in words(view.panel)
    assert view.panel.fields["formula"].text() == "31 december det år personen fyller 19"
    session = view.session
    window = Window(session, Preferences(tmp_path / "hallpunkt.json"))
    qtbot.addWidget(window)
    window.show()
    session.start(window.begin)
    idle()
    assert "ger ingen dag" in words(window.message)
    own.write_text("{", encoding="utf-8")
    use_own_rules(own)
    view.start(TEETH)
    write(view, "lead_months", "4")
    assert "orörd" in view.panel.faults["lead_months"].text()
    window.drafts.stop()
