"""The view of the Nyckeltal: counted off the window's thread, never without definitions, saved, printed and logged."""

import threading
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.desk import Access
from coordinator.errors import FileDamaged, OutputError
from coordinator.indicators.csv import csv_bytes
from coordinator.indicators.definitions import indicator_texts, indicators
from coordinator.indicators.fact import Fact, FactKind
from coordinator.indicators.figures import figures
from tests.ui.conftest import ScriptedDialogs, press
from tests.ui.pages.seen import focused
from ui.drafts import Drafts
from ui.pages.indicators import IndicatorsView
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import LIGHT, appearance

Idle = Callable[[], None]
Noted = list[tuple[Access, str]]


def clinic_of(many: int, having: int) -> list[Fact]:
    """So many patients that are here, and so many of them with a care contact."""
    here = [Fact(f"p{number}", FactKind.HERE.stored, "", "") for number in range(many)]
    return here + [Fact(f"p{number}", FactKind.CARE_CONTACT.stored, "", "") for number in range(having)]


FACTS = clinic_of(500, 400)


@pytest.fixture(autouse=True)
def facts(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[Fact]:
    """What the store tells of the clinic; nothing is stale."""
    found = list(FACTS)
    monkeypatch.setattr(type(session.vault.store), "facts", lambda _store, **_noted: list(found))
    monkeypatch.setattr(type(session.vault.store), "stale_findings", lambda _store: [])
    return found


@pytest.fixture
def noted(session: Session, monkeypatch: pytest.MonkeyPatch) -> Noted:
    """What the access log was told."""
    found: Noted = []

    def note(_store: object, access: Access, *, what: str = "", **_more: Any) -> None:
        found.append((access, what))

    monkeypatch.setattr(type(session.vault.store), "note", note)
    return found


@pytest.fixture
def open_view(
    session: Session, drafts: Drafts, tmp_path: Path, qtbot: QtBot, idle: Idle
) -> Iterator[Callable[[int], IndicatorsView]]:
    """Opens the view in a width, with everything read."""

    def open_one(width: int) -> IndicatorsView:
        made = IndicatorsView(session, drafts, Preferences(tmp_path / "hallpunkt.json"))
        qtbot.addWidget(made)
        made.resize(width, 650)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.start()
        idle()
        return made

    yield open_one
    drafts.stop()


@pytest.fixture
def view(open_view: Callable[[int], IndicatorsView]) -> IndicatorsView:
    return open_view(1152)


def again(view: IndicatorsView, idle: Idle) -> None:
    """Something was changed, and one comes back."""
    view.session.saved.emit("Ändrat")
    view.start()
    idle()


def test_every_indicator_stands_with_figure_definition_source_and_chart(view: IndicatorsView) -> None:
    cards = view.cards.cards
    assert [one.title.text() for one in cards] == [one.name for one in indicators()]
    for card, one in zip(cards, indicators(), strict=True):
        shown = (card.figure, card.counted, card.definition, card.source, card.chart)
        assert all(part.isVisibleTo(view) for part in shown)
        assert card.definition.text() == one.definition and card.source.text() == f"Källa: {one.source}"
        assert not card.definition.toolTip()
    first = figures(FACTS, view.session.today).series[0]
    about = first.about(first.now)
    assert (cards[0].figure.text(), cards[0].counted.text()) == ("80 %", about) and "500 patienter" in about
    assert f"i dag: 80 %, {about}" in cards[0].chart.accessibleName()


def test_the_access_log_notes_a_visit_once_however_often_it_is_counted(
    view: IndicatorsView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[bool] = []

    def facts(_store: object, *, noted: bool) -> list[Fact]:
        told.append(noted)
        return FACTS

    monkeypatch.setattr(type(session.vault.store), "facts", facts)
    again(view, idle)
    view.reading.start()
    idle()
    again(view, idle)
    assert told == [True, False, True]


def test_what_is_of_few_says_so_and_shows_no_number(view: IndicatorsView, facts: list[Fact], idle: Idle) -> None:
    facts[:] = clinic_of(40, 37)
    again(view, idle)
    card = view.cards.cards[0]
    assert (card.figure.text(), card.counted.text()) == ("–", indicator_texts()["no_figure"]["hidden"])
    assert "%" not in card.chart.accessibleName() and "visas inte" in card.chart.accessibleName()


def test_they_are_counted_off_the_windows_thread(
    view: IndicatorsView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[str] = []

    def facts(_store: object, **_noted: bool) -> list[Fact]:
        threads.append(threading.current_thread().name)
        return FACTS

    monkeypatch.setattr(type(session.vault.store), "facts", facts)
    again(view, idle)
    assert threads and threading.main_thread().name not in threads


def test_one_begins_at_the_first_chart_and_goes_on_where_one_was(
    view: IndicatorsView, facts: list[Fact], idle: Idle
) -> None:
    cards = view.cards.cards
    assert focused() is cards[0].chart
    press(cards[0].chart, Qt.Key.Key_Tab)
    assert focused() is cards[1].chart
    view.session.saved.emit("Ändrat")
    view._renewed()
    idle()
    assert view.cards.cards is cards and focused() is cards[1].chart, "the same figures: nothing changes"
    facts[:] = clinic_of(500, 100)
    view._renewed()
    idle()
    assert view.cards.cards[0].figure.text() == "20 %" and focused() is view.cards.cards[1].chart


def test_there_are_two_columns_where_there_is_room(view: IndicatorsView, qtbot: QtBot) -> None:
    first, second, third = (view.cards.cards[at] for at in range(3))
    assert first.y() == second.y() < third.y() and first.x() < second.x()
    view.resize(700, 650)
    qtbot.waitUntil(lambda: first.x() == second.x())
    assert first.geometry().bottom() < second.y()
    view.resize(1152, 650)
    qtbot.waitUntil(lambda: first.y() == second.y())


@pytest.mark.parametrize("width", [640, 1152])
def test_nothing_is_cut_in_the_largest_text(width: int, open_view: Callable[[int], IndicatorsView]) -> None:
    appearance().apply(LIGHT, 200)
    view = open_view(width)
    QApplication.processEvents()
    for card in view.cards.cards:
        for words in (card.title, card.counted, card.definition, card.source):
            assert words.height() >= words.heightForWidth(words.width())
        assert card.figure.width() >= card.figure.sizeHint().width()
        assert card.chart.placed.width <= card.chart.width()


def test_an_empty_clinic_says_so_and_leads_on(view: IndicatorsView, session: Session, idle: Idle) -> None:
    session.patients = ()
    session.patients_changed.emit()
    view.start()
    idle()
    assert view.nobody.isVisible() and not view.cards.isVisible()
    assert not (view.csv.isVisible() or view.pdf.isVisible() or view.print.isVisible())
    wanted: list[str] = []
    session.wanted.connect(lambda name, _target: wanted.append(name))
    press(focused(), Qt.Key.Key_Return)
    assert wanted == ["new_patient"]


def test_the_table_is_saved_whole_and_noted(
    view: IndicatorsView, dialogs: ScriptedDialogs, noted: Noted, tmp_path: Path, idle: Idle
) -> None:
    dialogs.paths = [tmp_path / "tal", None]
    view.csv.click()
    idle()
    assert (tmp_path / "tal.csv").read_bytes() == csv_bytes(figures(FACTS, view.session.today))
    assert noted == [(Access.EXPORT, "Nyckeltal (CSV)")]
    assert view.out.isVisible() and "sparade" in view.out.words.text()
    view.out.close_it.click()
    assert not view.out.isVisible() and focused() is view.csv
    view.csv.click()
    idle()
    assert len(noted) == 1 and not view.out.isVisible(), "she changed her mind"


def test_the_page_is_saved_and_noted(
    view: IndicatorsView, dialogs: ScriptedDialogs, noted: Noted, tmp_path: Path, idle: Idle
) -> None:
    dialogs.paths = [tmp_path / "tal.pdf"]
    view.pdf.click()
    idle()
    with pypdfium2.PdfDocument(BytesIO((tmp_path / "tal.pdf").read_bytes())) as opened:
        assert len(opened) == 1
        text = opened[0].get_textpage().get_text_bounded()
    assert "80 %" in text and "ÖVNING" in text
    assert noted == [(Access.EXPORT, "Nyckeltal (PDF)")]


def test_the_page_is_printed_and_noted_when_it_was(
    view: IndicatorsView, dialogs: ScriptedDialogs, noted: Noted, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialogs.answers = [False, True]
    for _ in range(2):
        view.print.click()
        idle()
    assert [title for _pdf, title in dialogs.printed] == ["Nyckeltal"] * 2
    assert noted == [(Access.PRINT, "Nyckeltal")]
    told: list[object] = []
    view.session.refused.connect(told.append)

    def broken(*_arguments: object) -> bool:
        raise OutputError("Det gick inte", "Skrivaren svarar inte.")

    monkeypatch.setattr(dialogs, "print_pdf", broken)
    view.print.click()
    idle()
    assert len(told) == 1 and len(noted) == 1


def test_a_file_that_cannot_be_noted_is_not_there(
    view: IndicatorsView, dialogs: ScriptedDialogs, tmp_path: Path, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_store: object, *_arguments: object, **_more: object) -> None:
        raise FileDamaged("Pärmen är skadad", "Läs tillbaka en kopia.")

    monkeypatch.setattr(type(view.session.vault.store), "note", full)
    told: list[object] = []
    view.session.refused.connect(told.append)
    dialogs.paths = [tmp_path / "tal.csv"]
    view.csv.click()
    idle()
    assert len(told) == 1 and not (tmp_path / "tal.csv").exists() and not view.out.isVisible()


def test_while_patients_are_read_nothing_leaves_the_house(
    view: IndicatorsView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = [one.id for one in session.patients]
    renewed: list[bool] = []
    monkeypatch.setattr(type(session.vault.store), "stale_findings", lambda _store: list(stale))

    def renew(_store: object, patient_id: UUID) -> None:
        renewed.append(view.csv.isEnabled())
        stale.remove(patient_id)

    monkeypatch.setattr(type(session.vault.store), "renew_findings", renew)
    said: list[str] = []
    view.keeper.progressed.connect(lambda _done, _of: said.append(view.renewing.words.text()))
    again(view, idle)
    assert len(renewed) == len(session.patients) and not any(renewed)
    assert f"Läser igenom 3 av {len(renewed)} patienter" in said
    assert view.csv.isEnabled() and not view.renewing.isVisible()


@pytest.mark.usefixtures("noted")
def test_what_may_be_old_says_so_on_screen_and_in_what_leaves(
    view: IndicatorsView, dialogs: ScriptedDialogs, tmp_path: Path, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = view.session
    stale = [one.id for one in session.patients[:2]]
    monkeypatch.setattr(type(session.vault.store), "stale_findings", lambda _store: stale)
    view.renewing.was_stopped = True
    again(view, idle)
    told = "Talen är inte räknade i dag för 2 patienter."
    assert view.renewing.isVisible() and told in view.renewing.words.text()
    dialogs.paths = [tmp_path / "tal.csv", tmp_path / "tal.pdf"]
    view.csv.click()
    idle()
    assert told in (tmp_path / "tal.csv").read_text(encoding="utf-8-sig")
    view.pdf.click()
    idle()
    with pypdfium2.PdfDocument(BytesIO((tmp_path / "tal.pdf").read_bytes())) as opened:
        assert told in opened[0].get_textpage().get_text_bounded()


def test_what_cannot_be_read_is_told_and_tried_again(
    view: IndicatorsView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    session.refused.connect(told.append)

    def damaged(_store: object, **_noted: bool) -> list[Fact]:
        raise FileDamaged("Pärmen är skadad", "Läs tillbaka en kopia.")

    with monkeypatch.context() as now:
        now.setattr(type(session.vault.store), "facts", damaged)
        again(view, idle)
    assert len(told) == 1 and view.cards.cards[0].figure.text() == "80 %"
    monkeypatch.setattr(type(session.vault.store), "facts", lambda _store, **_noted: clinic_of(500, 250))
    view.start()
    idle()
    assert view.cards.cards[0].figure.text() == "50 %"
