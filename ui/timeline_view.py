"""The timeline on a page: the drawing or the same as text, what the signs mean, and the way from one to the other."""

from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from coordinator.timeline_layout import legend_layout
from coordinator.transition.timeline_figure import Lane, Timeline
from ui.legend import Legend
from ui.parts import Button, Kind, column, row
from ui.timeline_paint import TimelinePicture
from ui.timeline_words import TimelineWords


class TimelineView(QWidget):
    """A patient's `Timeline`. What one is on stays when it is shown again."""

    chosen = Signal(UUID)
    """Enter, Space or a click on the lane of that transition."""
    representation_wanted = Signal()
    """The same on the lane of those who decide for the patient, which is no transition."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Timeline | None = None
        self._in_words = False
        self.picture, self.words = TimelinePicture(), TimelineWords()
        self.legend = Legend(legend_layout)
        self.turn = Button("Visa som text", Kind.QUIET, icon="file-text", press=self._turn)
        self._stack = _Pages()
        for one in (self.picture, self.words):
            self._stack.addWidget(one)
            one.opened.connect(self._open)
        foot = row(self.legend, spacing=12)
        foot.setStretchFactor(self.legend, 1)
        foot.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        whole = column(self._stack, foot, spacing=6)
        whole.setStretchFactor(self._stack, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.picture)

    def show_timeline(self, shown: Timeline) -> None:
        """Show a timeline: another one, or the same after a change."""
        self._shown = shown
        if self._in_words:
            self.words.show_timeline(shown)
        else:
            self.picture.show_timeline(shown)

    def bound(self, most: int) -> None:
        """Let the drawing be as high as all of it, and no higher than ``most``: then its lanes scroll in it."""
        self.picture.bound(most)

    def begin(self) -> None:
        """Another patient's timeline comes: nothing of this one stays."""
        self._shown = None
        self.picture.begin()
        self.words.begin()

    @property
    def lane(self) -> Lane | None:
        """The lane one is on."""
        return self.words.thing if self._in_words else self.picture.lane

    def choose(self, transition_id: UUID) -> bool:
        """Go to the lane of that transition; whether there is one."""
        return self.words.choose(transition_id) if self._in_words else self.picture.choose(transition_id)

    def _open(self, lane: Lane) -> None:
        if lane.id is not None:
            self.chosen.emit(lane.id)
        else:
            self.representation_wanted.emit()

    def _turn(self) -> None:
        before = self.lane
        self._in_words = not self._in_words
        shown = self.words if self._in_words else self.picture
        self._stack.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        self.legend.setVisible(not self._in_words)
        icon = "route" if self._in_words else "file-text"
        self.turn.say("Visa som tidslinje" if self._in_words else "Visa som text", icon=icon)
        if self._shown is not None:
            self.show_timeline(self._shown)
        if before is not None:
            (self.words if self._in_words else self.picture).choose(before.id)
        shown.setFocus(Qt.FocusReason.OtherFocusReason)


class _Pages(QStackedWidget):
    """Wishes for as much room as what it shows, not as the larger of both."""

    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        least = super().minimumSizeHint()
        return QSize(least.width(), shown.minimumHeight()) if shown is not None else least
