"""Nothing on screen moves by itself: the toolkit's effects are off, and the cursor stands still for who wants it."""

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

_EFFECTS = (
    Qt.UIEffect.UI_General,
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)


def hold_still(*, cursor: bool) -> None:
    """From now on no menu, list or tip slides or fades in. ``cursor``: neither does the one in a field blink.

    Whether she wants that is a choice of hers: the toolkit cannot say what the computer is set to. Without it the
    cursor blinks as the computer has it, or stands still if that says so.
    """
    as_computer = _blinks_as_computer()
    for effect in _EFFECTS:
        QApplication.setEffectEnabled(effect, False)
    QApplication.setCursorFlashTime(0 if cursor else as_computer)


@cache
def _blinks_as_computer() -> int:
    """How long the cursor takes to blink, in ms, before we say anything of it; 0 is not at all."""
    return QApplication.cursorFlashTime()
