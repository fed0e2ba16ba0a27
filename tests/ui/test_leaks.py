"""A window that is made anew for another theme or text size leaves nothing of itself behind."""

import gc
import weakref
from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from ui.preferences import Preferences
from ui.session import Session
from ui.window import PAGES, VIEWS, Window

WINDOWS = 30


def test_thirty_windows_leave_nothing(
    session: Session, open_patient: Callable[[str], None], idle: Callable[[], None],

) -> None:  # fmt: skip
    open_patient("barn")
    before = set(QApplication.topLevelWidgets())
    places = [*PAGES, *VIEWS]
    gone: list[weakref.ref[Window]] = []
    for number in range(WINDOWS):
        window = Window(session, Preferences(session.vault.path.with_name("hallpunkt.json")))
        window.resize(1366, 768)
        window.show()
        for step in range(2):  # every page and view has its turn
            window.show_page(places[(2 * number + step) % len(places)])
            idle()
        gone.append(weakref.ref(window))
        window.drafts.stop()
        window.close()
        window.deleteLater()
        del window
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert [one() for one in gone if one() is not None] == []
    assert set(QApplication.topLevelWidgets()) == before
