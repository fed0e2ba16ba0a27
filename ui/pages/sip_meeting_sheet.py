"""What is seen and written at one meeting: who is here and the four points, and beside them the plan."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QWidget

from coordinator.record import Record
from coordinator.sip.legal_points import LegalPoint
from coordinator.sip.meeting import SipMeeting
from coordinator.sip.plan_duty import FIELD_OF_POINT
from coordinator.sip.process import Sip
from ui.pages.careplan_binding import Desktop
from ui.pages.sip_meeting_fields import style_of_meeting
from ui.pages.sip_meeting_overall import Overall
from ui.pages.sip_meeting_points import Points
from ui.pages.sip_meeting_presence import PresenceList
from ui.pages.sip_meeting_rest import Beside, OwnWords, Writing
from ui.pages.sip_meeting_rows import DecisionRows
from ui.pages.tab_order import in_reading_order, tab
from ui.parts import column, scrolling, whole
from ui.theme import scaled, theme

_SIDE = 346
_BESIDE_FROM = 1000
"""From this width, at 100 % text, who is here stands beside the plan; else above it."""
_ONE_LINE_FROM = 940
"""From this width of the plan a row of it is one line."""
_ROOM_BELOW = 84
"""So much is seen above and below the field one writes in: what it becomes, and why it was refused, stand there."""
_TALL = 520
"""From this height both lists at the side stand whole, if not many take part."""


class MeetingSheet(QWidget):
    """One SIP, and one meeting of it."""

    def __init__(self, desktop: Desktop, sip_id: UUID, meeting_id: UUID) -> None:
        super().__init__()
        self.desktop, self.sip_id, self.meeting_id = desktop, sip_id, meeting_id
        writing = Writing(desktop, sip_id)
        self.presence, self.points = PresenceList(desktop, sip_id, meeting_id), Points()
        self.own, self.rows = OwnWords(writing), DecisionRows(desktop, sip_id)
        self.beside, self.overall = Beside(writing), Overall(writing)
        self.points.wanted.connect(self.go_to_point)
        self.setStyleSheet(style_of_meeting())
        self._is_beside: bool | None = None
        self._at_side = column(spacing=0)
        self._at_side.setContentsMargins(scaled(24), scaled(8), scaled(20), 0)
        self._plan = column(self.own, self.rows, self.beside, self.overall, 1, spacing=9)
        self._plan.setContentsMargins(scaled(24), scaled(10), scaled(24), scaled(8))
        self._side_area, self.plan_area = _scrolled(self._at_side), _scrolled(self._plan)
        self._points_at_side = column(spacing=0)
        self._points_at_side.setContentsMargins(scaled(24), scaled(8), scaled(20), scaled(8))
        self._side = whole(column(self._side_area, self._points_at_side, spacing=0))
        self._side.setParent(self)
        self.plan_area.setParent(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._show_what_is_written)

    def show_record(self, record: Record, sip: Sip, _meeting: SipMeeting) -> None:
        """Show everything as it is now."""
        self.presence.show_record(record)
        for one in (self.points, self.own, self.beside, self.overall):
            one.show_sip(record, sip)
        self.rows.show_record(record)

    def note_presence(self, number: int) -> None:
        """The digit of a participant was pressed."""
        self._show_what_is_written(None, self.presence.note(number))

    def field_to_fill(self, name: str) -> QWidget | None:
        """Where the field of that name is filled: of the plan, or of the first row that lacks it."""
        if name in ("overall_huvudman", "overall_contact", "follow_up_on"):
            return self.overall.field_to_fill(name)
        if name == "family_does":
            return self.beside.family
        return self.rows.field_to_fill(name) if name in ("what", "huvudman", "responsible") else None

    def to_top(self) -> None:
        """Show the plan from its beginning: the patient's own words are read first."""
        self.plan_area.verticalScrollBar().setValue(0)

    def go_to(self, part: QWidget) -> None:
        """Put the focus there."""
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_point(self, point: LegalPoint) -> None:
        """Put the focus where that point of the law is filled."""
        found = self.field_to_fill(FIELD_OF_POINT[point])
        if found is not None:
            self.go_to(found)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab goes as one reads, also to rows that were made later than what stands below them."""
        return tab(self, self._in_order(), next=next) or super().focusNextPrevChild(next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_beside:
            painter = QPainter(self)
            top = scaled(12)
            painter.fillRect(scaled(_SIDE), top, 1, self.height() - 2 * top, theme().colour("hair"))
            painter.end()

    def _in_order(self) -> list[QWidget]:
        parts = (self._at_side, self._plan, self._points_at_side) if self._is_beside else (self._plan,)
        return [one for part in parts for one in in_reading_order(part)]

    def _arrange(self) -> None:
        beside = self.width() >= scaled(_BESIDE_FROM)
        if beside != self._is_beside:
            self._is_beside = beside
            for layout in (self._at_side, self._points_at_side):
                while layout.count():
                    layout.takeAt(0)
            for part in (self.presence, self.points):
                self._plan.removeWidget(part)
            if beside:
                self._at_side.addWidget(self.presence)
                self._at_side.addStretch(1)
                self._points_at_side.addWidget(self.points)
            else:
                self._plan.insertWidget(1, self.presence)
                self._plan.insertWidget(self._plan.indexOf(self.overall) + 1, self.points)
            self._side.setVisible(beside)
        left = scaled(_SIDE) + 1 if beside else 0
        self._side.setGeometry(0, 0, scaled(_SIDE), self.height())
        self.plan_area.setGeometry(left, 0, self.width() - left, self.height())
        self.points.arrange(tight=beside and self.height() < scaled(_TALL))
        roomy = self.plan_area.width() < scaled(_ONE_LINE_FROM)
        for one in (self.rows, self.beside, self.overall):
            one.arrange(roomy=roomy)

    def _show_what_is_written(self, _old: QWidget | None, now: QWidget | None) -> None:
        for area in (self._side_area, self.plan_area):
            if now is not None and area.isAncestorOf(now):
                area.ensureWidgetVisible(now, 0, scaled(_ROOM_BELOW))


def _scrolled(inside: QLayout) -> QScrollArea:
    area = scrolling(whole(inside))
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
