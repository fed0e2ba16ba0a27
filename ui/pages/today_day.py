"""A day as she writes it in Idag, and beside it which day that becomes."""

from datetime import date

from PySide6.QtWidgets import QLabel

from coordinator.day_reader import read_day
from coordinator.swedish import short_day, week


def read_or_say(text: str, today: date, becomes: QLabel) -> date | None:
    """The day that is written, said in ``becomes``; None when nothing is. RuleError when it is no day."""
    day = read_day(text, today)
    becomes.setText(f"Blir: {short_day(day, today)}, {week(day)}" if day is not None else "")
    becomes.setVisible(day is not None)
    return day
