"""A menu that opens where one is, does what is chosen, and goes away by itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True)
class Item:
    """A line of the menu. ``chosen`` is None where there is nothing to tick; ``apart`` puts a rule above it."""

    title: str
    act: Callable[[], object]
    chosen: bool | None = None
    apart: bool = False


def show_menu(parent: QWidget, at: QPoint | QWidget, items: Iterable[Item]) -> QMenu:
    """Open a menu of ``items`` at a place on the screen, or below a button."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    for item in items:
        if item.apart and menu.actions():
            menu.addSeparator()
        action = menu.addAction(item.title.replace("&", "&&"))
        if item.chosen is not None:
            action.setCheckable(True)
            action.setChecked(item.chosen)
        action.triggered.connect(lambda _on=False, act=item.act: act())
    menu.popup(at if isinstance(at, QPoint) else at.mapToGlobal(at.rect().bottomLeft()))
    return menu
