"""Joins a field to what it says in the record: reads the text, saves it, and says beside it why it was refused."""

from collections.abc import Callable
from datetime import date
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from shiboken6 import isValid

from coordinator.change import Applied, Change
from coordinator.day_reader import read_day
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.swedish import how_late, week
from ui.drafts import Drafts
from ui.fields import Field, LineField, mark_faulty
from ui.parts import dress
from ui.screen_reader import announce
from ui.session import Doing, Session
from ui.theme import appearance

P = ParamSpec("P")

_NEAR_DAYS = 300
_TWO_LINES_FROM = 130


class Desktop:
    """The one patient whose fields stand on the page, and the way her changes go.

    A field is left late, sometimes when another patient is on screen already: then nothing is saved, and the text stays
    a draft of hers.
    """

    def __init__(self, session: Session, drafts: Drafts, patient_id: UUID, *, factor: float = 1.0) -> None:
        self.session, self.drafts, self.patient_id = session, drafts, patient_id
        self.factor = factor
        """How much larger than the rest of the program the text is."""

    @property
    def roomy(self) -> bool:
        """Whether letters are so large that a row needs two lines."""
        return self.factor * appearance().scale >= _TWO_LINES_FROM

    @property
    def record(self) -> Record | None:
        """Her record, while it is the one on screen."""
        record = self.session.record
        return record if record is not None and record.patient_id == self.patient_id else None

    def do(self, action: Callable[Concatenate[Record, P], Change], *args: P.args, **kwargs: P.kwargs) -> Doing | None:
        """Run an action on her record; None when it is not on screen any more."""
        return self.session.do(action, *args, **kwargs) if self.record is not None else None

    def has_draft(self, what: str) -> bool:
        """Whether something half-written is kept under that name."""
        return self.session.kept(self.session.draft_key(what)) is not None


class Fault(QLabel):
    """Why a field beside it could not be saved; takes no room when there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        dress(self, "danger")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._field: QWidget | None = None
        self.hide()

    def say(self, field: QWidget, error: CoordinatorError) -> None:
        """Say why ``field`` was refused."""
        self._field = field
        field.setAccessibleDescription(str(error))
        self.setText(str(error))
        self.show()
        announce(self, str(error))

    def forget(self, field: QWidget) -> None:
        """There is nothing wrong with ``field`` any more."""
        if self._field is field:
            self._field = None
            field.setAccessibleDescription("")
            self.hide()


_NOTHING = object()


class Bound(QObject):
    """One field and its value. It lives as long as the field does."""

    def __init__(
        self,
        field: Field,
        fault: Fault,
        save: Callable[[Any], Doing | None],
        *,
        read: Callable[[str], Any] = str.strip,
        shown: Callable[[Any], str] = str,
    ) -> None:
        super().__init__(field)
        self._field, self._fault, self._save, self._read, self._shown = field, fault, save, read, shown
        self._value: Any = _NOTHING
        self._sent: Any = _NOTHING
        field.finished.connect(self._finish)
        field.textChanged.connect(self._forget_fault)

    def show(self, value: Any) -> None:
        """The value on disk."""
        self._value = value
        self._field.show_saved(self._shown(value))

    def _finish(self, text: str) -> None:
        try:
            value = self._read(text)
        except CoordinatorError as error:
            self._refuse(error)
            return
        self._settle(text, value)
        if value in (self._value, self._sent):
            return
        doing = self._save(value)
        if doing is not None:
            self._sent = value
            doing.then(self._saved).but(self._refuse)

    def _settle(self, text: str, value: Any) -> None:
        """A line shows the value as the program writes it: "1 dec" becomes its date."""
        shown = self._shown(value)
        if isinstance(self._field, LineField) and text != shown:
            self._field.setText(shown)

    def _saved(self, _applied: Applied) -> None:
        self._sent = _NOTHING

    def _refuse(self, error: CoordinatorError) -> None:
        self._sent = _NOTHING
        if isValid(self._field):
            self._field.show_fault()
            self._fault.say(self._field, error)

    def _forget_fault(self) -> None:
        self._fault.forget(self._field)
        mark_faulty(self._field, False)


def one_line(text: str) -> str:
    """A text that may have several lines, as it stands in a field of one."""
    return " ".join(text.split())


def day_reader(desktop: Desktop) -> Callable[[str], date | None]:
    """What reads a day, near the day it is in her record."""

    def read(text: str) -> date | None:
        record = desktop.record
        return read_day(text, record.today) if record is not None else None

    return read


def day_shown(day: date | None) -> str:
    """A day as it stands in a field."""
    return day.isoformat() if day else ""


def week_beside(day: date | None, today: date, *, late: bool = False) -> str:
    """What stands beside a near day: its week, or how late it is when somebody waits for it."""
    if day is None or abs((day - today).days) >= _NEAR_DAYS:
        return ""
    return how_late(day, today) if late and day < today else week(day)
