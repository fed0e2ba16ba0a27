"""What pages that scroll share: a title with what stands beside it, and below it what scrolls."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.drafts import Drafts
from ui.form_flow import Flow
from ui.pages.page import Page
from ui.parts import column, label, scrolling
from ui.session import Session
from ui.theme import scaled

_WIDEST = 1120
_SEEN = 1_000
"""As much of an opened form is brought on screen, from its top, as there is room for."""
_STILL = 4
"""After so many times in the same place it has got it, between events: a bar that comes takes width, and texts wrap."""
_AT_MOST = 30


class ScrolledPage(Page):
    """A page of things below each other."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._shown_next: QWidget | None = None
        self._left = self._still = 0
        self._with_focus = False
        self._place = (0, 0)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_it)

    def _lay_out(self, inside: QVBoxLayout, *beside: QWidget) -> None:
        """The title with ``beside`` it, and ``inside`` in an area that scrolls."""
        self._lay_out_below(Flow(label(self.TITLE, "title"), *beside, spacing=16), inside)

    def _lay_out_below(self, head: QWidget | QLayout, inside: QVBoxLayout) -> None:
        """``head`` with the title in it, and ``inside`` in an area that scrolls."""
        whole = column(head, inside, 1, spacing=12)
        whole.setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(24))
        holder = QWidget()
        holder.setLayout(whole)
        holder.setMaximumWidth(scaled(_WIDEST))
        self.area = scrolling(holder)
        self.area.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(self.area))

    def _to_top(self) -> None:
        self._shown_next = None  # what was to be seen is another patient's
        self.area.verticalScrollBar().setValue(0)

    def _bring_into_view(self, part: QWidget, *, with_focus: bool = False) -> None:
        """Scroll to ``part``, once it has got its place; ``with_focus``: so far that what one is on in it is seen."""
        self._shown_next, self._left, self._still = part, _AT_MOST, 0
        self._with_focus = with_focus
        self._soon.start()

    def _show_it(self) -> None:
        part, inside = self._shown_next, self.area.widget()
        if part is None or inside is None or not isValid(part) or not inside.isAncestorOf(part):
            self._shown_next = None
            return
        top = part.mapTo(inside, part.rect().topLeft()).y()
        self._still = self._still + 1 if (top, part.height()) == self._place else 0
        self._place = top, part.height()
        self._scroll_to(part, inside)
        focus = self.focusWidget()
        if self._with_focus and focus is not None and part.isAncestorOf(focus):
            self._scroll_to(focus, inside)
        self._left -= 1
        if self._left and self._still < _STILL:
            self._soon.start()
        else:
            self._shown_next = None

    def _scroll_to(self, part: QWidget, inside: QWidget) -> None:
        """As much of a part as there is room for, from its top."""
        top = part.mapTo(inside, part.rect().topLeft()).y()
        height = min(part.height(), self.area.viewport().height() - scaled(16), scaled(_SEEN))
        self.area.ensureVisible(0, top + height, 0, scaled(8))
        self.area.ensureVisible(0, top, 0, scaled(8))
