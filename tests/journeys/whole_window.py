"""The whole window over the practice vault, with nobody on screen yet."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

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
    made.begin(Place())
    idle()
    yield made
    idle()
    made.drafts.stop()
