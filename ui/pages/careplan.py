"""The vårdplan: written together with the patient, with the paper it becomes beside it."""

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator.careplan import PlanStatus, current_plan
from coordinator.page import Page as PageName
from coordinator.record import Record
from ui.drafts import Drafts
from ui.handing_out import HandingOut
from ui.pages.careplan_binding import Desktop
from ui.pages.careplan_head import Head, Notice, Sizes
from ui.pages.careplan_row import InterventionRow
from ui.pages.careplan_sheet import PlanSheet
from ui.pages.careplan_versions import Versions
from ui.pages.page import Page
from ui.parts import column, scrolling
from ui.preview import Preview
from ui.session import Session
from ui.theme import scaled

_ROOM_FOR_PAPER = 1040
"""From this width, at 100 % text, the paper stands beside the text."""
_PAPER_WIDTH, _LARGE_PAPER_WIDTH = 376, 470
_LARGE = 1.4
"""How much larger the text is when the patient reads along."""


class CarePlanPage(Page):
    """The plan of the patient on screen."""

    NAME: ClassVar[str] = "care_plan"
    TITLE: ClassVar[str] = "Vårdplan"
    ICON: ClassVar[str] = "clipboard-list"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._desktop: Desktop | None = None
        self.sheet: PlanSheet | None = None
        self._large = self._paper_asked_for = False
        self.out = HandingOut(session, self)
        self.head, self.sizes = Head(), Sizes()
        self.notice = Notice()
        self.preview = Preview(session.side_thread)
        self._scroll: QScrollArea = scrolling(QWidget())
        self._lay_out()
        self.out.told.connect(self.notice.say)
        self.out.refused.connect(self.notice.say_why)
        self.head.wanted.connect(self._go_to_papers)
        self.sizes.large_wanted.connect(self._show_large)
        self.sizes.paper_wanted.connect(self._show_paper)
        self.sizes.establish_wanted.connect(self._establish)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._point_at_what_is_written)

    def show_record(self, record: Record) -> None:
        """Show her plan; what is being written stays."""
        if self._desktop is None or self._desktop.patient_id != record.patient_id:
            self.notice.hide()
            self._make_sheet(record)
        if self.sheet is not None:
            self.sheet.show_record(record)
        self.head.show_record(record)
        self.sizes.show_record(record)
        self.preview.show_record(record)

    def start(self, target: object = None) -> None:
        """Begin with what matters; or go to a goal or an insats."""
        if self.sheet is None:
            return
        place = self.sheet.place_of(target) if isinstance(target, UUID) else None
        field = place or self.sheet.matters
        self._show_paper(False)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(field)

    @staticmethod
    def note(record: Record) -> str:
        """Whether the plan is a draft."""
        plan = current_plan(record)
        return "utkast" if plan is not None and plan.status is PlanStatus.DRAFT else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _lay_out(self) -> None:
        top = column(self.head, self.sizes, self.notice, spacing=8)
        top.setContentsMargins(scaled(24), scaled(12), scaled(24), scaled(8))
        self._left = QVBoxLayout()
        self._left.setSpacing(0)
        self._left.addLayout(top)
        self._left.addWidget(self._scroll, 1)
        self._whole = QHBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self._whole.addLayout(self._left, 1)
        self._whole.addWidget(self.preview)
        self._arrange()

    def _arrange(self) -> None:
        """The paper beside the text where there is room; else in its place, when asked for."""
        beside = self.width() >= scaled(_ROOM_FOR_PAPER)
        shown = beside or self._paper_asked_for
        self._scroll.setVisible(beside or not shown)
        if beside:
            self.preview.stand(self._whole, self._left, scaled(_LARGE_PAPER_WIDTH if self._large else _PAPER_WIDTH))
        else:
            self.preview.stand(self._left, self._whole)
        self.preview.setVisible(shown)
        self.sizes.show_paper_choice(offered=not beside, shown=shown)

    def _make_sheet(self, record: Record) -> None:
        self.drafts.keep_now()
        factor = _LARGE if self._large else 1.0
        self._desktop = Desktop(self.session, self.drafts, record.patient_id, factor=factor)
        self.sheet = PlanSheet(self._desktop, Versions(self.out.print_again))
        self.sheet.establishing.closed.connect(self._after_establishing)
        self._scroll.setWidget(self.sheet)

    def _show_large(self, large: bool) -> None:
        record = self._desktop.record if self._desktop is not None else None
        if record is None or large == self._large:
            return
        self._large = large
        self._make_sheet(record)
        self.show_record(record)
        self._arrange()

    def _show_paper(self, shown: bool) -> None:
        self._paper_asked_for = shown
        self._arrange()

    def _go_to_papers(self, target: object) -> None:
        """On to the paper, with what is being written: it is saved when it is left."""
        self.session.wanted.emit(PageName.PAPERS.stored, target)

    def _establish(self) -> None:
        if self.sheet is not None:
            self._show_paper(False)
            self.sheet.establishing.open()

    def _after_establishing(self) -> None:
        if self.isVisible():
            self.head.print.setFocus()

    def _point_at_what_is_written(self, _old: QWidget | None, now: QWidget | None) -> None:
        """The row that is written in is tinted on the paper."""
        if now is None or self.sheet is None or not self.sheet.isAncestorOf(now):
            return
        self._scroll.ensureWidgetVisible(now)
        within: QWidget | None = now
        while within is not None and not isinstance(within, InterventionRow):
            within = within.parentWidget()
        self.preview.point_at(within.what.text() if isinstance(within, InterventionRow) else "")
