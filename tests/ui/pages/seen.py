"""What a test of a page looks at: the record on screen, and what has the keyboard."""

from PySide6.QtWidgets import QApplication, QWidget

from coordinator.record import Record
from ui.session import Session


def record_of(session: Session) -> Record:
    """The record on screen."""
    assert session.record is not None
    return session.record


def focused() -> QWidget:
    """What has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found
