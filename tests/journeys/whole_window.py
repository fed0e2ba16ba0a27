"""The whole window over the practice vault, with nobody on screen yet; and the Tab key in it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press
from tests.ui.pages.seen import focused
from ui.preferences import Preferences
from ui.session import Place, Session
from ui.window import Window


@pytest.fixture
def window(session: Session, qtbot: QtBot, idle: Callable[[], None]) -> Iterator[Window]:
    made = Window(session, Preferences(session.vault.path.with_name("hallpunkt.json")))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.begin(Place(page="patients"))  # Idag would first look through every record
    idle()
    yield made
    idle()
    made.drafts.stop()


def tab_to(name: str, *, back: bool = False) -> int:
    """Go on, or back, with the Tab key until what is called so has the keyboard; how many keys it took."""
    for count in range(80):
        if focused().accessibleName() == name:
            return count
        press(focused(), Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {name}")
