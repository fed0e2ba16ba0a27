"""A gap on the page of gaps: like that on the overview, and it can be kept quiet in its own place."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication

from coordinator.gaps import Gap
from ui.drafts import Drafts
from ui.pages.gap_row import GapRow, has_draft
from ui.pages.gaps_silence import LINES, SilenceForm, draft_of
from ui.parts import Button, Kind, keys_in_words
from ui.session import Session
from ui.theme import is_large, scaled, theme

QUIET_KEY = "T"
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class GapLine(GapRow):
    """Arrow keys and the letter work on its buttons only: in a line one writes."""

    stepped = Signal(object, int)
    """An arrow key: from this row, so many down."""
    reached = Signal(object)
    """One of the buttons of this row has the focus."""
    grown = Signal(object)
    """The form of this row is open below: it is to be seen."""

    def __init__(self, gap: Gap, session: Session, drafts: Drafts) -> None:
        super().__init__(gap, session, drafts)
        self.form: SilenceForm | None = None
        self.quiet = Button("Tysta", Kind.QUIET, icon="bell-off", press=self.turn_form)
        self.quiet.compact = is_large()
        self.quiet.setAccessibleName(f"Tysta: {gap.title}")
        self.quiet.setToolTip(f"Tysta en tid, {keys_in_words(QUIET_KEY)}")
        self.quiet.describe(keys_in_words(QUIET_KEY))
        self._line.addWidget(self.quiet)
        self._inside.setContentsMargins(0, scaled(6), 0, scaled(7))
        for button in (self.button, self.quiet):
            button.installEventFilter(self)
        if _is_begun_silence(gap, session):
            self._open_form()

    @property
    def holds(self) -> bool:
        """Whether it can stand as it is when the page is shown again: what is shared with the overview cannot."""
        return not self.is_writing and not has_draft(self._gap, self._session)

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard is somewhere in it."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def turn_form(self) -> None:
        """Ask why and until when; or, when that is asked, put it away."""
        if self.form is not None:
            self.form.close_it()
        else:
            self._open_form().start()
            self.grown.emit(self)

    def _open_form(self) -> SilenceForm:
        self.form = SilenceForm(self._session, self._drafts, self._gap)
        self.form.closed.connect(self._close_form)
        self._inside.addWidget(self.form)
        self.form.show()  # at once: only what is seen can have the focus
        return self.form

    def _close_form(self) -> None:
        gone, self.form = self.form, None
        if gone is not None:
            if self.has_focus:
                self.quiet.setFocus(Qt.FocusReason.OtherFocusReason)
            self._inside.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colour("hair"))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.reached.emit(self)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held:
            return False
        if key in _STEPS:
            self.stepped.emit(self, _STEPS[Qt.Key(key)])
        elif key == Qt.Key.Key_T:
            self.turn_form()
        elif key == Qt.Key.Key_Escape and self.form is not None:
            self.form.close_it()
        else:
            return False
        return True


def is_begun(gap: Gap, session: Session) -> bool:
    """Whether something is half-written in the row of a gap."""
    return has_draft(gap, session) or _is_begun_silence(gap, session)


def _is_begun_silence(gap: Gap, session: Session) -> bool:
    return any(session.kept(session.draft_key(draft_of(gap, line))) is not None for line in LINES)
