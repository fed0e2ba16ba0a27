"""The start window is there at once with nothing heavy loaded, names all that can be used, and bears large text."""

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from coordinator.vaults import Vaults
from db import vault
from tests.conftest import CODE
from tests.ui.start.conftest import Start
from ui.parts import Button
from ui.preferences import Remembered
from ui.start.card import Card
from ui.start.first_run import FirstRun, Who, WhoCard
from ui.start.recover import KeepCodeCard, Recover
from ui.start.start_window import StartWindow
from ui.theme import DARK, LIGHT, appearance

HEAVY = (
    "sqlalchemy", "sqlcipher3", "alembic", "reportlab", "keyring", "cryptography", "pypdfium2", "PIL", "lxml",
    "pikepdf", "db",
)  # fmt: skip

WRITES_OR_READS = (
    "carried", "calendar_file", "contacts_csv", "extract_json", "fhir", "ics", "record_json", "rivta", "text_file",
    "vcard",
)  # fmt: skip

_LOOK = """
import importlib, pkgutil, sys
import ui.start, ui.preferences
for found in pkgutil.iter_modules(ui.start.__path__):
    importlib.import_module(f"ui.start.{found.name}")
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_nothing_heavy_is_imported_with_the_start_window() -> None:
    done = subprocess.run([sys.executable, "-c", _LOOK], capture_output=True, text=True, check=True, timeout=60)
    loaded = set(done.stdout.split())
    assert "PySide6" in loaded
    assert loaded.isdisjoint(HEAVY)


_FIRST_PICTURE = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.dialogs import Dialogs
from ui.preferences import Preferences
from ui.start.start_window import StartWindow
from ui.theme import LIGHT, appearance
from ui.worker import Worker

app = QApplication([])
appearance().apply(LIGHT, 100)
one, other = Worker("vault"), Worker("side")
calls = []

def load():
    calls.append(set(sys.modules))
    raise RuntimeError("nothing more is needed here")  # SystemExit would end the program when the window hears of it

window = StartWindow(Preferences(Path(sys.argv[1])), load, one, other, Dialogs(), clock=None, vault=Path(sys.argv[2]))
assert not calls
window.show()
while not calls:
    app.processEvents()
one.stop(); other.stop()
print(*{name.partition(".")[0] for name in calls[0]}, *(name for name in calls[0] if name.startswith("coordinator.")))
"""


@pytest.mark.parametrize("module", ["ui.running", "ui.command_line"])
def test_the_window_and_the_commands_are_there_without_what_goes_out_and_comes_in(module: str) -> None:
    """What writes and reads the files of others is imported when such a file is asked for."""
    look = f"import sys; import {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, timeout=60)
    loaded = set(done.stdout.split())
    assert module in loaded
    assert loaded.isdisjoint({"lxml", "pikepdf", "reportlab", "coordinator.take_in"})
    for one in WRITES_OR_READS:
        assert f"coordinator.exchange.{one}" not in loaded


def test_nothing_heavy_is_there_when_it_has_been_painted(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _FIRST_PICTURE, str(tmp_path / "minne.json"), str(tmp_path / "x.hallpunkt")],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert done.returncode == 0 and "PySide6" in loaded, (done.returncode, done.stdout, done.stderr)
    assert loaded.isdisjoint({*HEAVY, "coordinator.record", "coordinator.vaults", "coordinator.practice"})
    assert loaded.isdisjoint({"coordinator.exchange.fhir", "coordinator.exchange.rivta", "coordinator.take_in"})


def test_the_imports_begin_after_the_first_picture(start: Start, vault_path: Path) -> None:
    calls: list[str] = []

    def load() -> Vaults:
        calls.append("load")
        return vault

    window = StartWindow(
        start.preferences, load, start.vault_thread, start.side_thread, start.dialogs,
        clock=lambda: pytest.fail("no time is needed"), vault=vault_path, folders=start.folders,
    )  # fmt: skip
    start.qtbot.addWidget(window)
    assert not start.vault_thread.busy
    window.show()
    start.qtbot.waitUntil(lambda: bool(calls))
    start.settle()


Way = Callable[[StartWindow], None]


def _with_code(window: StartWindow) -> FirstRun:
    window.create_vault()
    flow = window._flow
    assert isinstance(flow, FirstRun)
    flow._who = Who("Örjan", "läkare", "Öst", Path("/tmp/öst.hallpunkt"))  # noqa: S108 - never written
    flow._show_code(CODE)
    return flow


def _proof(window: StartWindow) -> None:
    _with_code(window)._prove()


def _passphrase(window: StartWindow) -> None:
    flow = _with_code(window)
    flow.show(flow.passphrase_card)


def _keep(window: StartWindow) -> None:
    flow = Recover(window.stage, Path("x"))
    window._begin(flow)
    flow.show(KeepCodeCard())


WAYS: dict[str, Way] = {
    "lås upp": lambda window: window.unlock(Path("/ingen/Barnhabiliteringen Öst.hallpunkt")),
    "kod": lambda window: window._recover(Path("/ingen/Barnhabiliteringen Öst.hallpunkt")),
    "välkommen": lambda window: window._welcome(),
    "vem": lambda window: window.create_vault(),
    "lösenfras": _passphrase,
    "återställningskod": lambda window: (_with_code(window), None)[1],
    "grupper": _proof,
    "behåll": _keep,
    "läs in": lambda window: window.restore_copy(),
}


@pytest.fixture
def each_way(start: Start) -> Iterator[tuple[StartWindow, Iterator[str]]]:
    """One window, taken to each card in turn."""
    window = start.window()
    window.resize(1366, 768)

    def go() -> Iterator[str]:
        for name, way in WAYS.items():
            way(window)
            start.settle()
            yield name

    yield window, go()


def test_everything_that_can_have_the_focus_has_a_name(each_way: tuple[StartWindow, Iterator[str]]) -> None:
    window, ways = each_way
    for _way in ways:
        _require_names(window)


def _require_names(window: StartWindow) -> None:
    found = [
        one for one in window.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]  # fmt: skip
    assert len(found) >= 4
    for one in found:
        reader = QAccessible.queryAccessibleInterface(one)
        assert reader.text(QAccessible.Text.Name), one


def test_tab_comes_round_to_every_one(each_way: tuple[StartWindow, Iterator[str]]) -> None:
    window, ways = each_way
    for _way in ways:
        _require_tab_order(window)


def _require_tab_order(window: StartWindow) -> None:
    wanted = {
        one for one in window.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    }  # fmt: skip
    seen: list[QWidget] = []
    for _step in range(40):
        focused = window.focusWidget()
        assert focused is not None
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert wanted <= set(seen)


@pytest.fixture(params=[(LIGHT, 200), (DARK, 100)], ids=["200 %", "mörkt"])
def look(dressed: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    theme, scale = request.param
    appearance().apply(theme, scale)
    yield


def test_nothing_is_cut_when_the_text_is_large(look: None, each_way: tuple[StartWindow, Iterator[str]]) -> None:
    window, ways = each_way
    for _way in ways:
        _require_room(window)


def _require_room(window: StartWindow) -> None:
    card = window._card
    assert card is not None
    assert window.area.horizontalScrollBar().maximum() == 0
    for text in card.findChildren(QLabel):
        if text.isVisible() and text.text():
            needed = text.heightForWidth(text.width()) if text.wordWrap() else text.sizeHint().height()
            assert text.height() >= needed, text.text()
            assert text.wordWrap() or text.width() >= text.sizeHint().width(), text.text()
    for button in window.findChildren(Button):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.text()


def test_the_focus_is_scrolled_into_sight(start: Start, dressed: QApplication) -> None:
    appearance().apply(LIGHT, 200)
    window = start.window()
    window.resize(1366, 768)
    window.create_vault()
    start.settle()
    card = start.card(window, WhoCard)
    card.folder.setFocus()
    seen = window.area.viewport().rect()
    assert seen.contains(card.folder.mapTo(window.area.viewport(), card.folder.rect().center()))
    card.go_on()
    start.settle()
    assert seen.contains(card.fault.mapTo(window.area.viewport(), card.fault.rect().center()))


def test_every_card_can_be_left_and_come_back_to(start: Start) -> None:
    window = start.window()
    for _round in range(2):
        for way in WAYS.values():
            way(window)
            start.settle()
    cards = [one for one in window.findChildren(Card) if one.isVisible()]
    assert cards == [window._card]


def test_the_practice_and_new_links_stand_once(start: Start, vault_path: Path) -> None:
    window = start.window()
    assert not window.try_out.isVisible()
    window.unlock(vault_path)
    start.settle()
    assert window.try_out.isVisible()


def test_the_given_vault_goes_before_the_remembered_one(start: Start, vault_path: Path, tmp_path: Path) -> None:
    start.preferences.keep(Remembered(vault=tmp_path / "en annan.hallpunkt"))
    window = start.window(vault_path)
    assert window._wanted == vault_path


def test_a_window_that_is_closed_leaves_no_widget(start: Start, vault_path: Path) -> None:
    def open_and_close() -> int:
        window = start.window()
        for way in WAYS.values():
            way(window)
            start.settle()
        window.close()
        window.deleteLater()
        del window
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return len(QApplication.allWidgets())

    first = open_and_close()
    assert open_and_close() <= first


def test_a_window_that_has_nothing_to_unlock_says_welcome(start: Start) -> None:
    window = start.window()

    def told() -> tuple[str, str]:
        return window.windowTitle(), window.accessibleName()

    assert told() == ("Välkommen till Hållpunkt", "Välkommen till Hållpunkt")
    window.create_vault()
    assert told()[0] == "Välkommen till Hållpunkt"
    window.unlock(Path("/ingen/Barnhabiliteringen Öst.hallpunkt"))
    assert told() == ("Lås upp", "Hållpunkt är låst")
    start.settle()
