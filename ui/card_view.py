"""The akutkort on screen as it would be printed, one side at a time: placed with the fonts of the paper, and white."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from coordinator.card_layout import HEIGHT, WIDTH, CardLayout
from coordinator.card_layout.room import CardRoom, card_room
from coordinator.card_layout.said import back_said, front_said
from coordinator.errors import CoordinatorError
from coordinator.umi.card_figure import CardFacts
from ui.chips import pen, rounded
from ui.form import Fault
from ui.map_paint import Drawing
from ui.parts import Button, Kind, column, row
from ui.screen_reader import announce
from ui.theme import LIGHT, scaled
from ui.worker import Worker

_WIDEST, _NARROWEST = 520, 220
_CORNER = 3
"""How round the corners of the card are, in points."""
Says = tuple[str, str]
"""What the front says, and the back."""
_TURNS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Left, Qt.Key.Key_Right)


class CardFace(QLabel):
    """One side of the card, white in every theme.

    A label, since Qt tells a screen reader of those that they are there to be read.
    """

    turned = Signal()
    """A key or a click asks for the other side."""

    def __init__(self) -> None:
        super().__init__()
        self.is_back = False
        self._sides: tuple[Drawing, Drawing] | None = None
        self._says = ("", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(scaled(_WIDEST))
        self._name()

    def show_card(self, layout: CardLayout, says: Says) -> None:
        """Show another card, on the side that is up. says: what its sides say, for whoever hears it."""
        self._sides = Drawing(layout.front, LIGHT.colour), Drawing(layout.back, LIGHT.colour)
        self._says = says
        self._name()
        self.update()

    def begin(self) -> None:
        """Another patient's card comes: nothing of this one stays, and the front is up."""
        self._sides, self._says, self.is_back = None, ("", ""), False
        self._name()
        self.update()

    def turn(self) -> None:
        """Show the other side."""
        self.is_back = not self.is_back
        self._name()
        self.update()

    @property
    def side(self) -> str:
        """Which side is up, in a word."""
        return "baksidan" if self.is_back else "framsidan"

    def _name(self) -> None:
        self.setAccessibleName(f"Så blir akutkortet, {self.side}. {self._says[self.is_back]}".strip())

    def sizeHint(self) -> QSize:
        return QSize(scaled(_WIDEST), self.heightForWidth(scaled(_WIDEST)))

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, self.heightForWidth(_NARROWEST))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(min(width, self.maximumWidth()) * HEIGHT / WIDTH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if Qt.Key(event.key()) in _TURNS and not held:
            self.turned.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = min(self.width() / WIDTH, self.height() / HEIGHT)
        place, corner = QRectF(0, 0, WIDTH * size, HEIGHT * size), _CORNER * size
        rounded(painter, place, corner, LIGHT.colour("paper"), None)
        if self._sides is not None:
            outline = QPainterPath()
            outline.addRoundedRect(place, corner, corner)
            painter.save()
            painter.setClipPath(outline)
            painter.scale(size, size)
            self._sides[self.is_back].paint(painter, QRectF(0, 0, WIDTH, HEIGHT))
            painter.restore()
        rounded(painter, place, corner, None, pen("border"))
        if self.hasFocus():
            rounded(painter, place, corner, None, pen("focus", width=2))
        painter.end()


class CardView(QWidget):
    """The card and the way to its other side. Placed on the side thread, one at a time, and only the newest."""

    placed = Signal(object)
    """The card shown is placed: its `CardRoom`."""

    def __init__(self, side_thread: Worker) -> None:
        super().__init__()
        self._side_thread = side_thread
        self._shown: CardFacts | None = None
        self._wanted: CardFacts | None = None
        self._under_way = False
        self.face, self.fault = CardFace(), Fault()
        self.face.turned.connect(self.turn)
        self.other = Button("Visa baksidan", Kind.QUIET, icon="refresh-cw", press=self.turn)
        line = row(spacing=0)
        line.addWidget(self.face, 100)
        line.addStretch(0)  # what is left when the card is as wide as it may be
        self.setLayout(column(line, self.fault, row(self.other, 1), 1, spacing=4))

    def show_facts(self, facts: CardFacts) -> None:
        """Show a card, as soon as it is placed."""
        if facts != self._shown:
            self._shown = self._wanted = facts
            self._begin()

    def begin(self) -> None:
        """Another patient's card comes: nothing of this one stays."""
        self._shown = self._wanted = None
        self.fault.say(None)
        self.face.begin()
        self._name_other()

    def turn(self) -> None:
        """Show the other side."""
        self.face.turn()
        self._name_other()
        announce(self.face, self.face.side[:1].upper() + self.face.side[1:])

    def _name_other(self) -> None:
        self.other.say("Visa framsidan" if self.face.is_back else "Visa baksidan")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begin()

    def _begin(self) -> None:
        """Place the newest, unless one is under way or nobody sees it."""
        if self._wanted is None or self._under_way or not self.isVisible():
            return
        facts, self._wanted, self._under_way = self._wanted, None, True
        self._side_thread.run(partial(_placed, facts), partial(self._show, facts), self._refuse)

    def _show(self, facts: CardFacts, made: tuple[CardRoom, Says]) -> None:
        self._under_way = False
        if facts is self._shown:
            room, says = made
            self.fault.say(None)
            self.face.show_card(room.layout, says)
            self.placed.emit(room)
        self._begin()

    def _refuse(self, error: CoordinatorError) -> None:
        self._under_way = False
        self.fault.say(error)
        self._begin()


def _placed(facts: CardFacts) -> tuple[CardRoom, Says]:
    """The card as the paper sets and measures it, and what its sides say; on the side thread."""
    from ui.paper.card import as_set  # ReportLab, whose fonts it is measured with, is slow to import
    from ui.paper.drawing import measure

    facts = as_set(facts)
    return card_room(facts, measure), (" ".join(front_said(facts)), " ".join(back_said(facts)))
