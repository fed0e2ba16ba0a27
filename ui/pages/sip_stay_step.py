"""One thing of a stay in hospital: a sign, what it is, how it stands in words, and what can be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from coordinator.discharge import Clock
from coordinator.hospital_stay import HospitalStay
from coordinator.record import Record
from coordinator.swedish import SWEDEN, how_late, short_day
from ui.form_flow import Flow
from ui.icons import draw_icon
from ui.parts import Button, Rule, column, dress, label, row, whole
from ui.theme import appearance, scaled

_NAME_WIDTH, _LARGE = 190, 150
_BESIDE = 460
"""From this width of the row, at 100 % text, the buttons stand beside the words."""
_AS_WIDE = 16_777_215
"""As wide as there is room for, as Qt counts it."""
_HOURS_AS_HOURS = 48


@dataclass(frozen=True)
class Standing:
    """How a step stands: its sign (icon and role of the theme), the words for it, and the look of them."""

    icon: str
    role: str
    words: str = field(repr=False)
    look: str = "note"


DONE, WAITS, LATE = ("circle-check", "green"), ("circle-dashed", "grey"), ("triangle-alert", "red")


class _Sign(QWidget):
    """The sign; the words say what it means."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = WAITS
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_sign(self, icon: str, role: str) -> None:
        self._shown = icon, role
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(18), scaled(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_icon(painter, *self._shown, QRectF(0, scaled(3), scaled(16), scaled(16)))
        painter.end()


class StayStep(QWidget):
    """The row. Which of its buttons are there is said each time it is shown."""

    def __init__(self, name: str, *buttons: Button) -> None:
        super().__init__()
        self.name, self.buttons = name, buttons
        self._sign = _Sign()
        self._title = label(name, "strong", wrap=True)
        self.words = label("", "note", wrap=True)
        self._deeds = whole(Flow(*buttons, spacing=6))
        self._is_below: bool | None = None
        self._said = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._said.setContentsMargins(0, 0, 0, 0)
        self._said.addWidget(self._title)
        self._said.addWidget(self.words, 1)
        self._said.addWidget(self._deeds)
        self._line = row(spacing=8)
        self._line.addWidget(self._sign)
        self._line.addLayout(self._said, 1)
        inside = column(self._line, Rule(), spacing=5)
        inside.setContentsMargins(0, scaled(5), 0, 0)
        self.setLayout(inside)
        self._place(below=appearance().scale >= _LARGE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(below=appearance().scale >= _LARGE or event.size().width() < scaled(_BESIDE))

    def minimumSizeHint(self) -> QSize:
        """Below each other they need no more: the page may be that narrow."""
        widest = max(one.minimumSizeHint().width() for one in (self.words, self._deeds))
        return QSize(self._sign.sizeHint().width() + scaled(8) + widest, super().minimumSizeHint().height())

    def _place(self, *, below: bool) -> None:
        """Let the name, the words and the buttons stand below each other, or beside."""
        if below == self._is_below:
            return
        self._is_below = below
        self._title.setMinimumWidth(0 if below else scaled(_NAME_WIDTH))
        self._title.setMaximumWidth(_AS_WIDE if below else scaled(_NAME_WIDTH))
        self._said.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self._said.setSpacing(scaled(2 if below else 8))
        middle = Qt.AlignmentFlag(0) if below else Qt.AlignmentFlag.AlignVCenter
        for part in (self._title, self._deeds):
            self._said.setAlignment(part, middle)
        self._line.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop if below else middle)

    def show_standing(self, stands: Standing, offered: Sequence[Button]) -> None:
        """Show how it stands, with these of its buttons."""
        self._sign.show_sign(stands.icon, stands.role)
        self.words.setText(stands.words)
        dress(self.words, stands.look)
        for button in self.buttons:
            button.setVisible(button in offered)
            button.describe(stands.words)
        self._deeds.setVisible(bool(offered))
        self.setAccessibleName(f"{self.name}: {stands.words}")


def of_clock(record: Record, clock: Clock, done: str) -> Standing:
    """How a clock stands. ``done``: what to say of one that is done, before the day."""
    if clock.done:
        day = f" {short_day(clock.done_on, record.today)}" if clock.done_on else ""
        return Standing(*DONE, f"{done}{day}")
    when = _when(record, clock)
    if clock.late:
        return Standing(*LATE, f"{clock.should_have} {when}, {_away(record, clock)}", "danger")
    return Standing(*WAITS, f"senast {when}, {_away(record, clock)}", "body")


def _when(record: Record, clock: Clock) -> str:
    hour = f" {clock.due.astimezone(SWEDEN):%H:%M}" if clock.by_the_hour else ""
    return f"{short_day(clock.day, record.today)}{hour}"


def _away(record: Record, clock: Clock) -> str:
    """How far away it is: in hours when it counts by the hour and is near, else in days."""
    if not clock.by_the_hour:
        return how_late(clock.day, record.today)
    return _hours(clock.due - record.now) or how_late(clock.day, record.today)


def _hours(left: timedelta) -> str:
    """ "19 timmar sen", "om 3 timmar"; empty when that is many."""
    whole_hours = int(abs(left) / timedelta(hours=1))
    if whole_hours >= _HOURS_AS_HOURS:
        return ""
    said = "mindre än en timme" if not whole_hours else "1 timme" if whole_hours == 1 else f"{whole_hours} timmar"
    return f"om {said}" if left > timedelta(0) else f"{said} sen"


def moment(record: Record, at: datetime) -> str:
    """ "fre 20 nov 14:00"."""
    here = at.astimezone(SWEDEN)
    return f"{short_day(here.date(), record.today)} {here:%H:%M}"


def since(record: Record, stay: HospitalStay) -> str:
    """When the stay began, and when it is thought to end."""
    parts = [f"inskriven {moment(record, stay.admitted_at)}"]
    if stay.discharged_on is None:
        parts.append(expected(record, stay))
    return ", ".join(part for part in parts if part).capitalize()


def expected(record: Record, stay: HospitalStay) -> str:
    """When the patient is thought to go home; empty when nobody has said."""
    day = stay.expected_discharge
    return f"beräknas hem {short_day(day, record.today)}" if day else ""


def grounds(running: list[Clock]) -> str:
    """By what the hours and days are counted that are waited for, each source once."""
    found: dict[str, list[Clock]] = {}
    for one in running:
        found.setdefault(one.source, []).append(one)
    said = []
    for source, of_it in found.items():
        first, *rest = (f"{one.name} {one.rule.span}" for one in of_it)
        spans = ", ".join((first, *(f"{each[:1].lower()}{each[1:]}" for each in rest)))
        checked = all(one.rule.verified for one in of_it)
        said.append(f"{spans}: {source}{'' if checked else ' (inte kontrollerat)'}.")
    return " ".join(said)
