"""The list of papers: what each is called and, where there is room, one line on what it is."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator.documents.paper_kind import Paper
from ui.chips import edge_of, pen, rounded
from ui.parts import Pressable, column
from ui.theme import BODY_POINTS, font, metrics, scaled, theme

_AROUND, _LEFT, _RIGHT, _BETWEEN = 7, 12, 10, 1
_NOTE_POINTS = 9.5
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PaperList(QWidget):
    """One line is chosen; the arrow keys choose another, and the Tab key comes to the one that is."""

    chosen = Signal(object)
    """Another paper."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        super().__init__()
        self._papers = list(papers)
        self.lines = [PaperLine(paper) for paper in papers]
        for place, line in enumerate(self.lines):
            line.clicked.connect(partial(self._take, place))
            line.moved.connect(partial(self._move, place))
        self.setLayout(column(*self.lines, spacing=0))
        self._place = -1
        self._take(0)

    @property
    def paper(self) -> Paper:
        """The one that is chosen."""
        return self._papers[self._place]

    @property
    def line(self) -> "PaperLine":
        """The line of the one that is chosen."""
        return self.lines[self._place]

    def choose(self, name: str) -> None:
        """Choose the paper of that name."""
        self._take(next(place for place, paper in enumerate(self._papers) if paper.name == name))

    def show_brief(self, brief: bool) -> None:
        """With only the names, but for the one that is chosen, or with what each is."""
        for line in self.lines:
            line.show_brief(brief)

    def _move(self, place: int, step: int) -> None:
        there = max(0, min(place + step, len(self.lines) - 1))
        self._take(there)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, place: int, _checked: bool = False) -> None:
        news, self._place = place != self._place, place
        for line in self.lines:
            line.show_chosen(line is self.line)
        if news:
            self.chosen.emit(self.paper)


class PaperLine(Pressable):
    """A paper: its name, what it is below, and a bar at the left when it is chosen."""

    moved = Signal(int)
    """An arrow key: up or down."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._what, self._brief = what_it_is(paper), False
        self.setText(paper.title)
        self.setAccessibleName(paper.title)
        self.setAccessibleDescription(self._what)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def brief(self) -> bool:
        """Whether only its name is shown while another is chosen."""
        return self._brief

    def show_chosen(self, chosen: bool) -> None:
        """Whether it is the one."""
        self.setChecked(chosen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        self.updateGeometry()

    def show_brief(self, brief: bool) -> None:
        """Only the name, unless it is the one that is chosen."""
        self._brief = brief
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = scaled(200)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(120), self.heightForWidth(self.width()))

    def heightForWidth(self, width: int) -> int:
        height = metrics(BODY_POINTS, 600).height() + 2 * scaled(_AROUND)
        if self._tells:
            height += scaled(_BETWEEN) + _laid(self._what, _room(width)).boundingRect().height()
        return round(height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place, chosen = QRectF(self.rect()), self.isChecked()
        if chosen or self.underMouse():
            edge = edge_of("sel", "", "border") if chosen else None
            rounded(painter, place, scaled(5), theme().colour("sel"), edge)
        if chosen:
            bar = QRectF(0, scaled(6), scaled(3), self.height() - scaled(12))
            rounded(painter, bar, scaled(1.5), theme().colour("teal"), None)
        name, top = metrics(BODY_POINTS, 600), scaled(_AROUND)
        painter.setFont(font(BODY_POINTS, 600))
        painter.setPen(theme().colour("teal" if chosen else "ink"))
        words = QRectF(scaled(_LEFT), top, self.width() - scaled(_LEFT), name.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._tells:
            painter.setPen(theme().colour("grey"))
            below = QRectF(scaled(_LEFT), top + name.height() + scaled(_BETWEEN), 0, 0)
            _laid(self._what, _room(self.width())).draw(painter, below.topLeft())
        if self.hasFocus():
            rounded(painter, place, scaled(5), None, pen("focus", width=2))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    @property
    def _tells(self) -> bool:
        return bool(self._what) and (self.isChecked() or not self._brief)


def what_it_is(paper: Paper) -> str:
    """What the catalogue says of a paper, without its name once more."""
    said = paper.help.removeprefix(paper.title).lstrip(" ,:–")
    return said[:1].upper() + said[1:]


def _room(width: int) -> int:
    return max(scaled(60), width - scaled(_LEFT) - scaled(_RIGHT))


def _laid(text: str, width: int) -> QTextLayout:
    """A note, in lines of that width."""
    made = QTextLayout(text, font(_NOTE_POINTS))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    made.setTextOption(option)
    made.beginLayout()
    height = 0.0
    while (line := made.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QRectF(0, height, 0, 0).topLeft())
        height += line.height()
    made.endLayout()
    return made
