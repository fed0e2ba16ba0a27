"""The gallery shows every view; on a small laptop, also with the largest text, no word is cut and nothing is hidden.

Looked at in high contrast, whose lines are the widest: what has room there has room in the other themes.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from db import keys, vault
from tests.ui.looking import faults, is_blank
from ui import gallery
from ui.chips import Chip
from ui.fields import LineField, TextField
from ui.parts import Button, Kind, column, label, row, scrolling
from ui.theme import HIGH_CONTRAST, LIGHT, THEMES, appearance
from ui.tick_box import TickBox

LONG = "Skyddade personuppgifter"


@pytest.fixture(scope="module")
def seen(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[str]]]:
    """What is wrong with each view, by the name of its picture."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(gallery, "THEMES", (HIGH_CONTRAST,))
        patched.setattr(keys, "calibrated_cost", lambda: keys.FLOOR)
        patched.setenv("HOME", str(tmp_path_factory.mktemp("hem")))
        found = {}
        before = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        for name, widget in gallery.on_screen(vault):
            found[name] = faults(widget)
            seen_apart = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one not in before]
            found[name] += [f"{type(one).__name__} i ett eget fönster" for one in seen_apart if one is not widget]
            picture = widget.grab().toImage()
            if (picture.width(), picture.height()) != (gallery.WIDTH, gallery.HEIGHT):
                found[name].append(f"tar {picture.width()}×{picture.height()}")
            if is_blank(picture):
                found[name].append("tom bild")
    yield found
    appearance().apply(LIGHT, 100)


def test_no_word_is_cut_and_nothing_is_hidden(seen: dict[str, list[str]]) -> None:
    assert {name: wrong for name, wrong in seen.items() if wrong} == {}


def test_every_view_is_there_at_each_size_of_text(seen: dict[str, list[str]]) -> None:
    names = {one.name for one in gallery.VIEWS} | {"las-upp", "forsta-gangen", "forsta-gangen-4"}
    assert len({one.name for one in gallery.VIEWS}) == len(gallery.VIEWS)
    assert set(seen) >= {f"{name}-high-contrast-{scale}" for name in names for scale in gallery.SCALES}


def test_what_has_room_in_high_contrast_has_room_in_the_others() -> None:
    assert max(one.line for one in THEMES) == HIGH_CONTRAST.line


def test_the_pictures_are_written(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    shown = label("Kontakter", "title")
    qtbot.addWidget(shown)
    monkeypatch.setattr(gallery, "on_screen", lambda vaults: iter([("kontakter-light-100", shown)]))
    (file,) = gallery.write_gallery(tmp_path / "ny mapp", vault)
    assert file == tmp_path / "ny mapp" / "kontakter-light-100.png"
    assert not is_blank(QImage(str(file)))


# The looking itself


def _in_window(part: QWidget, width: int, qtbot: QtBot, height: int = 30) -> list[str]:
    window = QWidget()
    qtbot.addWidget(window)
    part.setParent(window)
    part.setGeometry(0, 0, width, height)
    window.resize(400, 300)
    window.show()
    return faults(window)


def _tabs() -> QTabBar:
    made = QTabBar()
    made.addTab(LONG)
    return made


def _field(kind: type[LineField] | type[TextField]) -> QWidget:
    made = kind("Namn")
    made.show_saved(LONG)
    return made


PARTS = {
    "a label": lambda: label(LONG), "a label of several lines": lambda: label(LONG, wrap=True),
    "a button": lambda: Button(LONG), "a gap": lambda: Button(LONG, Kind.GAP), "a chip": lambda: Chip(LONG),
    "a chip with a sign": lambda: Chip(LONG, icon="eye-off"), "a box to tick": lambda: TickBox(LONG),
    "a field": lambda: _field(LineField), "a hint": lambda: LineField("Namn", hint=LONG), "tabs": _tabs,
}  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_a_cut_word_is_found(dressed: QApplication, part: str, qtbot: QtBot) -> None:
    fault, *_ = _in_window(PARTS[part](), 110, qtbot, 24)
    assert fault.startswith(("avklippt", "förkortat"))


@pytest.mark.parametrize("part", [one for one in PARTS if one != "a label of several lines"])
def test_a_whole_word_is_no_fault(dressed: QApplication, part: str, qtbot: QtBot) -> None:
    assert _in_window(PARTS[part](), 300, qtbot) == []


def test_lines_without_room_below_are_found(dressed: QApplication, qtbot: QtBot) -> None:
    assert _in_window(label(f"{LONG} {LONG}", wrap=True), 200, qtbot, 20) != []
    assert _in_window(label(f"{LONG} {LONG}", wrap=True), 200, qtbot, 60) == []


def test_what_lies_on_something_else_is_found(dressed: QApplication, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.setLayout(row(Button("Utse"), Button("Ring")))
    page.show()
    assert faults(page) == []
    first, second = page.findChildren(Button)
    second.move(first.pos())
    assert [one.split(":")[0] for one in faults(page)] == ["ovanpå varandra"]


def test_what_is_outside_and_what_must_be_scrolled_sideways_is_found(dressed: QApplication, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    inside = QWidget()
    wide = QLabel("Bred")
    wide.setMinimumWidth(500)
    inside.setLayout(column(wide))
    page.setLayout(column(scrolling(inside)))
    page.resize(600, 100)
    page.show()
    assert faults(page) == []
    page.resize(300, 100)
    assert [one.split(":")[0] for one in faults(page)] == ["måste rullas i sidled"]
    wide.move(450, 0)
    assert "utanför" in [one.split(":")[0] for one in faults(page)]


def test_an_empty_picture_is_blank() -> None:
    picture = QPixmap(200, 100)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.fillRect(0, 0, 60, 100, QColor("gray"))
    painter.end()
    assert is_blank(picture.toImage())
