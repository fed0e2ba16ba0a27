"""A page of lines on screen, as tests of such pages work it: by line, by key and by word."""

from collections.abc import Callable
from typing import Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from coordinator.errors import CoordinatorError
from coordinator.record import Record
from tests.ui.conftest import press
from ui.drafts import Drafts
from ui.entry_lines.line import Line
from ui.pages.entries_page import EntriesPage
from ui.parts import Button
from ui.session import Session

P = TypeVar("P", bound=EntriesPage)


class Shown(Generic[P]):
    """The page, following the session as the window lets it."""

    def __init__(self, kind: type[P], session: Session, qtbot: QtBot, idle: Callable[[], None]) -> None:
        self.session, self.idle = session, idle
        self.drafts = Drafts(session)
        self.page = kind(session, self.drafts)
        qtbot.addWidget(self.page)
        self.refused: list[CoordinatorError] = []
        self.wanted: list[tuple[str, object]] = []
        session.refused.connect(self.refused.append)
        session.wanted.connect(self._note_wanted)
        session.record_changed.connect(self._show)
        self.page.resize(1152, 650)
        self.page.show()
        qtbot.waitUntil(self.page.isActiveWindow)
        self._show()
        self.page.start()

    def _show(self) -> None:
        if self.session.record is not None:
            self.page.show_record(self.session.record)

    def _note_wanted(self, page: str, target: object) -> None:
        self.wanted.append((page, target))

    @property
    def record(self) -> Record:
        assert self.session.record is not None
        return self.session.record

    @property
    def lines(self) -> list[Line]:
        """What is seen, from the top."""
        slots = self.page.entries.lines.slots
        return [slots[id].button.line for id in self.page.entries.lines.ids]

    @property
    def titles(self) -> list[str]:
        """The headings, from the top."""
        heads = [one for one in self.page.entries.lines.findChildren(QWidget) if type(one).__name__ == "GroupHead"]
        seen = sorted((one for one in heads if one.isVisible()), key=lambda one: one.y())
        return [next(text for text in _words(one) if text) for one in seen]

    def line(self, what: str) -> Line:
        return next(one for one in self.lines if one.what == what)

    def signs(self, what: str) -> list[str]:
        return [one.text for one in self.line(what).signs]

    def key(self, id: UUID, key: Qt.Key) -> None:
        press(self.page.entries.lines.slots[id].button, key)
        self.idle()

    def button(self, name: str) -> Button:
        """The one that is seen and is called so."""
        return next(one for one in self.page.findChildren(Button) if one.isVisible() and one.accessibleName() == name)

    def choose(self, title: str) -> None:
        """Choose in the menu that is open."""
        menu = self.page.findChildren(QMenu)[-1]
        actions: dict[str, QAction] = {one.text(): one for one in menu.actions()}
        actions[title].trigger()
        menu.close()
        self.settle()

    def settle(self) -> None:
        self.idle()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def focus(self) -> object:
        """The line that has the focus, else the widget."""
        focus = QApplication.focusWidget()
        found = (id for id, slot in self.page.entries.lines.slots.items() if slot.button is focus)
        return next(found, focus)


def _words(part: QWidget) -> list[str]:
    found: list[Button | QLabel] = [*part.findChildren(Button), *part.findChildren(QLabel)]
    return [one.text() for one in found if not one.isHidden()]
