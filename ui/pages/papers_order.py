"""Where the Tab key stops on a page that has an order of its own, and where it goes from there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def takes_tab(one: QWidget) -> bool:
    """Whether the Tab key stops there now."""
    return one.isVisible() and one.isEnabled() and bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)


def tab_out_of(part: QWidget, *, next: bool) -> bool:
    """Put the focus on what comes after everything in ``part``, or before it; whether there is something."""
    focus = QApplication.focusWidget()
    found = focus
    while found is not None and found.window() is part.window():
        found = found.nextInFocusChain() if next else found.previousInFocusChain()
        if found is None or found is focus:
            break
        if found is not part and not part.isAncestorOf(found) and takes_tab(found):
            found.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
            return True
    return False
