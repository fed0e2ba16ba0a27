"""Nothing on screen moves by itself, and the cursor in a field stands still for who wants it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import ui
from ui.motion import hold_still

MOVING = ("QPropertyAnimation", "QVariantAnimation", "QTimeLine", "QMovie", "QScroller", "setAnimated")


@pytest.fixture
def blinking(dressed: QApplication) -> Iterator[QApplication]:
    dressed.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, True)
    before = dressed.cursorFlashTime()
    yield dressed
    dressed.setCursorFlashTime(before)


def test_no_menu_list_or_tip_slides_or_fades(blinking: QApplication) -> None:
    hold_still(cursor=False)
    assert not any(blinking.isEffectEnabled(one) for one in Qt.UIEffect)


def test_the_cursor_stands_still_for_who_wants_it_and_blinks_again_after(blinking: QApplication) -> None:
    as_computer = blinking.cursorFlashTime()
    assert as_computer > 0
    hold_still(cursor=True)
    assert blinking.cursorFlashTime() == 0
    hold_still(cursor=False)
    assert blinking.cursorFlashTime() == as_computer


def test_nothing_of_ours_moves_by_itself() -> None:
    files = Path(ui.__file__).parent.rglob("*.py")
    found = {file.name: word for file in files for word in MOVING if word in file.read_text(encoding="utf-8")}
    assert found == {}
