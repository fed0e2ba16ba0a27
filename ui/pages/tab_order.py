"""Where the Tab key stops on a page that has an order of its own, and where it goes from there."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QWidget


def in_reading_order(part: QWidget | QLayout) -> Iterator[QWidget]:
    """Every widget in ``part``, as their layouts show them."""
    layout = part if isinstance(part, QLayout) else part.layout()
    for place in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(place) if layout is not None else None
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if widget is not None:
            yield widget
            yield from in_reading_order(widget)
        elif inner is not None:
            yield from in_reading_order(inner)


def tab(part: QWidget, widgets: Iterable[QWidget], *, next: bool) -> bool:
    """Move the keyboard to the next of the ``widgets`` of ``part``, or past its end to what stands outside it.

    Whether there was anywhere to go.
    """
    focus = QApplication.focusWidget()
    reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
    stops = [one for one in widgets if _takes_tab(one)]
    place = stops.index(focus) + (1 if next else -1) if focus in stops else -1
    if 0 <= place < len(stops):
        stops[place].setFocus(reason)
        return True
    found = focus
    while found is not None and found.window() is part.window():
        found = found.nextInFocusChain() if next else found.previousInFocusChain()
        if found is None or found is focus:
            break
        if found is not part and not part.isAncestorOf(found) and _takes_tab(found):
            found.setFocus(reason)
            return True
    return False


def _takes_tab(one: QWidget) -> bool:
    return one.isVisible() and one.isEnabled() and bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
