"""The fields of a form, one sort for each type of value: they show it, and read back what the user made of it.

What is shown and not touched reads back exactly as it was, also where the screen cannot show every sign of it.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QSizePolicy, QWidget

from coordinator.day_reader import read_day
from coordinator.entity import Attr, Code
from coordinator.entry_name import name_of
from coordinator.errors import RuleError
from coordinator.kinds import BY_NAME
from coordinator.record import Record
from coordinator.swedish import short_day, week
from ui.fields import Field, LineField, TextField, mark_faulty
from ui.form_choice import ChoiceBox, ChoiceRow, Options
from ui.form_flow import Flow
from ui.form_values import as_text, read_text
from ui.parts import Button, Kind, column, label, row
from ui.theme import scaled, theme
from ui.tick_box import TickBox

NOTHING = "–"
"""The empty line of a list where nothing need be chosen."""
_CHOOSE = "Välj"
_YES_NO = ((None, "Ej ifyllt"), (True, "Ja"), (False, "Nej"))


class Editor(QWidget):
    """One value on screen."""

    finished = Signal()
    """The user is done with it: `value` may be another."""

    main: QWidget
    """What takes the focus."""
    text_field: Field | None = None
    """The field whose unfinished text can be kept as a draft."""

    def __init__(self, attr: Attr) -> None:
        super().__init__()
        self.attr = attr
        self.saved: Any = None

    def meet(self, record: Record) -> None:
        """Know the record that the value stands in."""

    def show_saved(self, value: Any) -> None:
        """The value on disk is ``value`` now; what is unfinished stays."""
        raise NotImplementedError

    def value(self) -> Any:
        """What stands in the field; RuleError when it cannot be read."""
        raise NotImplementedError

    def show_fault(self) -> None:
        """The value was refused."""
        raise NotImplementedError

    def take_back(self) -> None:
        """Forget what is unfinished."""
        raise NotImplementedError

    def start(self) -> None:
        """Put the focus here."""
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)


class WrittenEditor(Editor):
    """A value that is written: text, numbers, dates, codes, several texts one to a line."""

    def __init__(self, attr: Attr, hint: str = "") -> None:
        super().__init__(attr)
        self.field: Field
        if attr.long or attr.value_type is tuple:
            self.field = TextField(attr.label, hint=hint)
        else:
            self.field = LineField(attr.label, hint=hint)
            self.field.setMaxLength(_LONGEST_LINE)
        self.main = self.text_field = self.field
        self.field.finished.connect(self._tell)
        self.today = date.min
        self._chosen: Any = None
        self._lay_out()

    def _lay_out(self) -> None:
        self.setLayout(column(self.field))

    def meet(self, record: Record) -> None:
        self.today = record.today

    def show_saved(self, value: Any) -> None:
        if self.field.unfinished() is not None and self._means(value):
            self.field.show_draft(_as_field_shows(as_text(self.saved)))  # what was written another way is saved
        self.saved = value
        self.field.show_saved(_as_field_shows(as_text(value)))

    def choose(self, value: Any) -> None:
        """Write ``value``, which was chosen from a list: it holds more than its text says, until that is changed."""
        self._chosen = value
        self.field.show_draft(_as_field_shows(as_text(value)))

    def value(self) -> Any:
        if self.field.unfinished() is None:
            return self.saved
        if self._chosen is not None and self.field.text() == _as_field_shows(as_text(self._chosen)):
            return self._chosen
        return read_text(self.attr, self.field.text(), self.today, self.saved)

    def show_fault(self) -> None:
        self.field.show_fault()

    def take_back(self) -> None:
        self._chosen = None
        self.field.show_draft(_as_field_shows(as_text(self.saved)))
        mark_faulty(self.field, False)

    def _means(self, value: Any) -> bool:
        try:
            return bool(self.value() == value)
        except RuleError:
            return False

    def _tell(self, _text: str) -> None:
        self.finished.emit()


_LONGEST_LINE = 1_000_000
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\ufdd0\ufdd1]")


def _as_field_shows(text: str) -> str:
    """The text as a field gives it back when nobody touched it: with one sort of line end and of blank."""
    return _LINE_ENDS.sub("\n", text).replace("\xa0", " ")


class DayEditor(WrittenEditor):
    """A date: written as one says it or chosen in a calendar; the weekday and week stand beside."""

    def _lay_out(self) -> None:
        self._words = label("", "note")
        self.open_calendar = Button("", Kind.QUIET, icon="calendar", press=self._show_calendar)
        self.open_calendar.setAccessibleName(f"{self.attr.label}: välj i kalendern")
        self.open_calendar.setToolTip("Välj i kalendern")
        self.calendar: Calendar | None = None
        self.field.setFixedWidth(self.field.fontMetrics().horizontalAdvance("0") * 14 + scaled(16))
        self.field.textChanged.connect(self._say_day)
        self.setLayout(row(self.field, self.open_calendar, self._words, 1, spacing=4))

    def meet(self, record: Record) -> None:
        super().meet(record)
        self._say_day()

    def _day(self) -> date | None:
        try:
            return read_day(self.field.text(), self.today)
        except RuleError:
            return None

    def _say_day(self) -> None:
        day = self._day()
        self._words.setText(f"{short_day(day, self.today)}, {week(day)}" if day else "")
        self.field.setAccessibleDescription(self._words.text())

    def _show_calendar(self) -> None:
        if self.calendar is None:
            self.calendar = Calendar(self)
            self.calendar.chosen.connect(self._take_day)
        self.calendar.open_at(self.field, self._day() or self.today)

    def _take_day(self, day: date) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.show_draft(day.isoformat())
        self.field.finish()


class Calendar(QFrame):
    """A month to choose a day in, with ISO weeks and Monday first; Escape closes it."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.Box)
        self.days = QCalendarWidget(self)
        self.days.setAccessibleName("Kalender")
        self.days.setLocale(QLocale(QLocale.Language.Swedish, QLocale.Country.Sweden))
        self.days.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        plain, week_number = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(theme().colour("ink"))
        week_number.setForeground(theme().colour("grey"))
        week_number.setBackground(theme().colour("sunken"))
        self.days.setHeaderTextFormat(week_number)
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.days.setWeekdayTextFormat(weekday, plain)  # red is for danger
        self.days.clicked.connect(self._take)
        self.days.activated.connect(self._take)
        self.setLayout(column(self.days))

    def open_at(self, field: QWidget, day: date) -> None:
        """Open below ``field`` with ``day`` marked."""
        self.days.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        self.move(field.mapToGlobal(QPoint(0, field.height() + scaled(2))))
        self.show()
        self.days.setFocus()

    def _take(self, day: QDate) -> None:
        if self.isVisible():  # Enter tells of the same day twice
            self.hide()
            self.chosen.emit(date(day.year(), day.month(), day.day()))


class CheckEditor(Editor):
    """Yes or no, as a box with its label beside it."""

    def __init__(self, attr: Attr) -> None:
        super().__init__(attr)
        self.saved = False
        self.main = self.box = TickBox(attr.label)
        self.box.clicked.connect(self._tell)
        self.setLayout(column(self.box))

    def show_saved(self, value: Any) -> None:
        self.saved = bool(value)
        self.box.setChecked(self.saved)

    def value(self) -> Any:
        return self.box.isChecked()

    def show_fault(self) -> None:
        self.take_back()

    def take_back(self) -> None:
        self.box.setChecked(self.saved)

    def _tell(self) -> None:
        self.finished.emit()


class ChoiceEditor(Editor):
    """One of several: a code, or another entry of the record. A refused choice goes back, since it is easily made."""

    def __init__(self, attr: Attr, choice: ChoiceBox | ChoiceRow) -> None:
        super().__init__(attr)
        self.choice = choice
        self.main = choice if isinstance(choice, ChoiceBox) else choice.buttons[0]
        self.choice.finished.connect(self.finished)
        self.setLayout(column(choice))

    def show_saved(self, value: Any) -> None:
        self.saved = value
        self.choice.show_saved(value)

    def value(self) -> Any:
        return self.choice.chosen()

    def show_fault(self) -> None:
        self.take_back()

    def take_back(self) -> None:
        self.choice.take_back()

    def start(self) -> None:
        if isinstance(self.choice, ChoiceRow):
            self.choice.start()
        else:
            super().start()


class ReferenceEditor(ChoiceEditor):
    """Another entry of the record, by its heading."""

    def __init__(self, attr: Attr) -> None:
        self.box = ChoiceBox(attr.label)
        super().__init__(attr, self.box)
        self._entries: Options = ()

    def meet(self, record: Record) -> None:
        found = record.all(BY_NAME[self.attr.refers_to])
        self._entries = [(entry.id, name_of(entry)) for entry in found]
        self._offer()

    def show_saved(self, value: Any) -> None:
        self._offer(value)
        super().show_saved(value)
        self._offer()

    def _offer(self, *more: Any) -> None:
        known = [one for one, _ in self._entries]
        gone = [(one, "Finns inte längre") for one in (self.saved, *more) if one is not None and one not in known]
        self.box.offer([*_nothing(self.attr), *self._entries, *gone])


class ManyEditor(Editor):
    """Any number of codes, as boxes to tick."""

    def __init__(self, attr: Attr, codes: Sequence[Code]) -> None:
        super().__init__(attr)
        self.saved = ()
        self.boxes = {code: TickBox(code.label, f"{attr.label}: {code.label}") for code in codes}
        for box in self.boxes.values():
            box.clicked.connect(self._tell)
        self.main = next(iter(self.boxes.values()))
        self.setLayout(Flow(*self.boxes.values(), spacing=12))

    def show_saved(self, value: Any) -> None:
        self.saved = tuple(value or ())
        self.take_back()

    def value(self) -> Any:
        """The ticked ones; in the order they were saved, and the new ones after."""
        ticked = {code for code, box in self.boxes.items() if box.isChecked()}
        kept = tuple(code for code in self.saved if code in ticked)
        return (*kept, *(code for code in self.boxes if code in ticked and code not in kept))

    def show_fault(self) -> None:
        self.take_back()

    def take_back(self) -> None:
        for code, box in self.boxes.items():
            box.setChecked(code in self.saved)

    def _tell(self) -> None:
        self.finished.emit()


def editor_for(attr: Attr) -> Editor:
    """The field for the type of ``attr``."""
    item = attr.item_type
    if attr.refers_to:
        return ReferenceEditor(attr)
    if item is not None and issubclass(item, Code):
        return ManyEditor(attr, tuple(item))
    if issubclass(attr.value_type, Code):
        options = [*_nothing(attr), *((code, code.label) for code in attr.value_type)]
        return ChoiceEditor(attr, ChoiceBox(attr.label, options))
    if attr.value_type is bool:
        return ChoiceEditor(attr, ChoiceRow(attr.label, _YES_NO)) if attr.optional else CheckEditor(attr)
    if attr.value_type is date:
        return DayEditor(attr)
    if attr.value_type is datetime:
        return WrittenEditor(attr, hint="ÅÅÅÅ-MM-DD TT:MM")
    editor = WrittenEditor(attr, hint="Ett på varje rad" if attr.value_type is tuple else "")
    if attr.value_type not in (str, tuple):
        editor.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return editor


def _nothing(attr: Attr) -> Options:
    """The line for no choice, where that is a choice or nothing has been chosen yet."""
    if attr.optional:
        return [(None, NOTHING)]
    return [(None, _CHOOSE)] if attr.required else []
