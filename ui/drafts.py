"""Keeps half-written text in the vault, so that neither a lock nor a crash takes it."""

import json
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ui.fields import Field, LineField
from ui.session import Session

PAUSE_MS = 1500
"""How long after the last key a draft is kept."""


_WRITING = "writing"


@dataclass(frozen=True)
class Spot:
    """Where she was writing: the draft's key, and how far into the text."""

    key: str
    position: int


@dataclass(frozen=True)
class _Watched:
    field: Field
    key: str


class Drafts(QObject):
    """Watches fields. What is unfinished in one is kept under its key, and put back when the field is made again."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """parent: the window whose fields these are, so that it ends with it."""
        super().__init__(parent or session)
        self._session = session
        self._watched: list[_Watched] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep_now)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.keep_now)
        session.saved.connect(self._soon.start)  # what was a draft is on disk: forgotten when the page has shown it

    def watch(self, field: Field, what: str, *, of_nobody: bool = False) -> None:
        """Keep what is unfinished in ``field``; ``what`` names it within the patient on screen, the same every time.

        A field that is watched already has been given to something else. of_nobody: it is about no patient there is.
        """
        key = self._session.draft_key(what, of_nobody=of_nobody)
        if all(one.field is not field for one in self._watched):
            field.textChanged.connect(self._pause.start)
        self._watched = [
            one for one in self._watched if isValid(one.field) and one.field is not field and one.key != key
        ]
        self._watched.append(_Watched(field, key))
        kept = self._session.kept(key)
        if kept is not None and kept != field.text():
            field.show_draft(kept)

    def step_out(self) -> Spot | None:
        """Leave the field that has the keyboard with its text unfinished, since it is about to go; where that was."""
        self.keep_now()
        focus = QApplication.focusWidget()
        if focus is None:
            return None
        here = next((one for one in self._watched if one.field is focus), None)
        spot = Spot(here.key, _position(here.field)) if here is not None else None
        focus.window().setFocus(Qt.FocusReason.ActiveWindowFocusReason)  # the one way of leaving that finishes nothing
        return spot

    def step_back(self, spot: Spot | None) -> bool:
        """Go on where she was writing; whether that field is there again."""
        found = next((one.field for one in self._watched if spot is not None and one.key == spot.key), None)
        if spot is None or found is None or not isValid(found):
            return False
        found.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(found, LineField):
            found.setCursorPosition(spot.position)
        else:
            cursor = found.textCursor()
            cursor.setPosition(min(spot.position, len(found.toPlainText())))
            found.setTextCursor(cursor)
        return True

    def resume(self) -> None:
        """Go on where she was writing when the drafts of the window before were stopped."""
        kept = self._session.kept(_WRITING)
        if kept is not None:
            self.step_back(Spot(*json.loads(kept)))
            self._session.keep(_WRITING, None)

    def stop(self) -> None:
        """Keep what there is and where she writes, and then no more: the fields, or the vault, are about to go."""
        spot = self.step_out()
        self._session.keep(_WRITING, None if spot is None else json.dumps([spot.key, spot.position]))
        self._soon.stop()
        self._watched = []

    def keep_now(self) -> None:
        """Keep every draft at once, as before a lock, and forget those that are finished."""
        self._pause.stop()
        self._watched = [one for one in self._watched if isValid(one.field)]
        for one in self._watched:
            self._session.keep(one.key, one.field.unfinished())


def _position(field: Field) -> int:
    return field.cursorPosition() if isinstance(field, LineField) else field.textCursor().position()
