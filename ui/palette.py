"""Ctrl+K: one field in the middle of the window that finds patients, contacts, pages and commands as one types."""

from math import ceil
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coordinator.finding import marked
from ui.chips import pen, rounded
from ui.icons import draw_icon
from ui.palette_offers import Groups, Offer, Offers
from ui.parts import Boxed, Picture, Rule, column, label, row
from ui.screen_reader import Announcer, announce, hits_in_words
from ui.theme import font, metrics, scaled, theme
from ui.writing import Hand, write

Index = QModelIndex | QPersistentModelIndex

_WIDTH, _FROM_TOP, _ROWS = 640, 92, 11
_SHADE = 96
"""How dark the window becomes behind the palette, of 255."""
_MARGIN = 14
_A_MOMENT_MS = 400
_NONE = "Ingen patient, kontakt eller sida heter så."
_TITLE, _TYPED = Hand("ink", 500), Hand("teal", 700)
_HEADING, _MORE = Hand("grey", 600, 9.5), Hand("grey", 400, 9.5)


class Palette(QWidget):
    """Lies over the window while it is open. The field keeps the keyboard; the arrows move in the list below."""

    def __init__(self, offers: Offers, parent: QWidget) -> None:
        super().__init__(parent)
        self._offers, self._over = offers, parent
        self._before: QWidget | None = None
        self._typed = ""
        self.hide()
        self.field = _Field(self)
        self.field.setPlaceholderText("Sök patient, kontakt eller sida, eller skriv vad du vill göra")
        self.field.setAccessibleName("Sök eller gör")
        self.field.textChanged.connect(self._find)
        self._announcer = Announcer(self.field)
        self.hits = label("", "note")
        self.hits.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # As wide as it gets: when it grows or shrinks, the field does too, and all behind them is drawn again.
        self.hits.setMinimumWidth(ceil(metrics(9.5).horizontalAdvance(hits_in_words(0))))
        self.model = _Model(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.setAccessibleName("Träffar")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.clicked.connect(self._clicked)
        self.card = Boxed("paper", edge="border")
        self.card.setParent(self)
        help = label("Pil upp och ned väljer, Enter öppnar, Esc stänger. Å, ä och ö behövs inte.", "note", wrap=True)
        top = row(Picture("search", "teal"), self.field, self.hits, spacing=10)
        self._inside = column(top, Rule(), self.list, Rule(), help, spacing=6)
        self.card.inside.addWidget(_opaque(self._inside))
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_A_MOMENT_MS)
        self._settled.timeout.connect(self._arrange)
        offers.more.connect(self._find_again)

    def turn(self) -> None:
        """Show it, ready to type; or put it away if it is there."""
        if self.isVisible():
            self.close_again()
            return
        self._before = QApplication.focusWidget()
        self._offers.renew()
        self.setGeometry(self._over.rect())
        self.field.clear()
        self._find("")
        self._arrange()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_again(self) -> None:
        """Put it away; whoever had the keyboard has it again."""
        if self.isVisible():
            self._announcer.forget()
            self.hide()
            if self._before is not None and self._before.isVisible():
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def choose(self) -> None:
        """Do what the marked line says."""
        offer = self.model.offer(self.list.currentIndex())
        if offer is not None:
            self.close_again()
            offer.act()

    def step(self, rows: int) -> None:
        """Move so many lines, past headings, and round at the ends."""
        places = self.model.places
        if not places:
            return
        here = self.list.currentIndex().row()
        now = places.index(here) if here in places else -1
        self._mark(
            places[(now + rows) % len(places)] if abs(rows) == 1 else places[max(0, min(now + rows, len(places) - 1))]
        )

    def _mark(self, place: int, *, typing: bool = False) -> None:
        """Mark a line and say it; while one types it is said with how many there are, when that has settled."""
        index = self.model.index(place)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(self.model.index(0) if place == self.model.places[0] else index)
        said = self.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
        self.field.setAccessibleDescription(said)
        if typing:
            self._announcer.soon(", ".join(filter(None, (self.hits.text(), said))))
        else:
            self._announcer.forget()
            announce(self.field, said)

    def _find(self, typed: str) -> None:
        self._typed = typed
        groups = self._offers.found(typed)
        many = sum(len(offers) for _, offers in groups) - 1  # the last line, to search in what is written, is no hit
        self.hits.setText(hits_in_words(many) if typed.strip() else "")
        self.model.show_groups(groups if many or not typed.strip() else [(_NONE, []), *groups], typed)
        if self.model.places:
            self._mark(self.model.places[0], typing=True)
        self._arrange_growing()

    def _find_again(self) -> None:
        """The contacts have come: the line that is marked stays marked, unless nothing but to search was offered."""
        if not self.isVisible():
            return
        here = self.model.offer(self.list.currentIndex()) if len(self.model.places) > 1 else None
        self._find(self._typed)
        for place in self.model.places:
            offer = self.model.offer(self.model.index(place))
            if here is not None and offer is not None and (offer.title, offer.more) == (here.title, here.more):
                self._mark(place, typing=True)
                break

    def _clicked(self, index: QModelIndex) -> None:
        if self.model.offer(index) is not None:
            self.list.setCurrentIndex(index)
            self.choose()

    def _arrange_growing(self) -> None:
        """Make room for what was found, at once; what is not needed is given back when she has typed.

        Whatever the card uncovers must be drawn again behind it, and while she types nobody sees that.
        """
        if self._needed() > self.list.height():
            self._arrange()
        else:
            self._settled.start()

    def _needed(self) -> int:
        offers = len(self.model.places)
        content = offers * _height() + (self.model.rowCount() - offers) * _heading_height()
        return min(content, _ROWS * _height(), max(_height(), self.height() - self._top() - scaled(190)))

    def _top(self) -> int:
        return min(scaled(_FROM_TOP), self.height() // 10)

    def _arrange(self) -> None:
        self._settled.stop()
        width = min(scaled(_WIDTH), self.width() - scaled(24))
        self.card.setFixedWidth(width)
        self.list.setFixedHeight(self._needed())
        self._inside.activate()  # the card asks it what it needs now
        self.card.adjustSize()
        self.card.move((self.width() - width) // 2, self._top())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close_again()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, _SHADE))
        painter.end()


def _opaque(layout: QLayout) -> QWidget:
    """A ground of its own for what stands in the card: nothing behind it has to be drawn when a letter changes."""
    ground = QWidget()
    ground.setLayout(layout)
    ground.setAutoFillBackground(True)
    return ground


class _Field(QLineEdit):
    """Where one types; the keys that move in the list are the list's."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self.setFrame(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1,
            Qt.Key.Key_PageDown: _ROWS - 1, Qt.Key.Key_PageUp: 1 - _ROWS,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            self._palette.step(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._palette.choose()
        elif key == Qt.Key.Key_Escape:
            self._palette.close_again()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self._palette.step(1 if forward else -1)
        return True


_ABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Model(QAbstractListModel):
    """Headings and offers below each other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: list[str | Offer] = []
        self.typed = ""
        self.places: list[int] = []

    def show_groups(self, groups: Groups, typed: str) -> None:
        self.beginResetModel()
        self.typed = typed
        self._lines = []
        for title, offers in groups:
            self._lines += [title, *offers]
        self.places = [place for place, line in enumerate(self._lines) if isinstance(line, Offer)]
        self.endResetModel()

    def offer(self, index: Index) -> Offer | None:
        """The offer at a line; None for a heading."""
        line = self._lines[index.row()] if 0 <= index.row() < len(self._lines) else None
        return line if isinstance(line, Offer) else None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _ABLE if self.offer(index) is not None else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title if isinstance(line, Offer) else line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (line.title, line.more, line.keys) if isinstance(line, Offer) else (line,)
            return ", ".join(filter(None, said))
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, Offer):
            return line.more
        return None


def _height() -> int:
    return max(scaled(38), round(metrics().height()) + scaled(12))


def _heading_height() -> int:
    return round(metrics(9.5).height()) + scaled(12)


class _Painter(QStyledItemDelegate):
    """Draws a heading or an offer; what was typed is bold."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._of_heading, self._of_offer = QSize(0, _heading_height()), QSize(0, _height())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        heading = isinstance(model, _Model) and model.offer(index) is None
        return self._of_heading if heading else self._of_offer

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, place = index.model(), QRectF(option.rect)
        if not isinstance(model, _Model):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(place, theme().colour("paper"))
        offer = model.offer(index)
        room = place.adjusted(scaled(_MARGIN), 0, -scaled(_MARGIN), 0)
        if offer is None:
            write(painter, room.adjusted(0, scaled(6), 0, 0), str(index.data()), _HEADING)
            return
        if option.state & QStyle.StateFlag.State_Selected:
            edge = None if theme().tinted else pen("ink", width=theme().line)
            rounded(painter, place.adjusted(1, 1, -1, -1), scaled(5), theme().colour("sel"), edge)
            painter.fillRect(
                QRectF(place.left(), place.top() + 4, scaled(3), place.height() - 8), theme().colour("teal")
            )
        side = scaled(16)
        draw_icon(painter, offer.icon, "grey", QRectF(room.left(), place.center().y() - side / 2, side, side))
        room.setLeft(room.left() + side + scaled(12))
        if offer.keys:
            room.setRight(room.right() - _paint_keys(painter, room, offer.keys) - scaled(10))
        room.setLeft(self._title(painter, room, offer.title, model.typed) + scaled(10))
        write(painter, room, offer.more, _MORE)

    @staticmethod
    def _title(painter: QPainter, room: QRectF, title: str, typed: str) -> float:
        """Draw the title with what was typed in bold; where it ends."""
        at, room = 0, QRectF(room)
        for start, length in [*marked(title, typed), (len(title), 0)]:
            for text, hand in ((title[at:start], _TITLE), (title[start : start + length], _TYPED)):
                room.setLeft(write(painter, room, text, hand))
            at = start + length
        return room.left()


def _paint_keys(painter: QPainter, room: QRectF, keys: str) -> float:
    """Draw the keys at the right of ``room``; how much they take."""
    measure = metrics(9)
    width, height = measure.horizontalAdvance(keys) + scaled(12), measure.height() + scaled(4)
    cap = QRectF(room.right() - width, room.center().y() - height / 2, width, height)
    rounded(painter, cap, scaled(4), None, pen("border"))
    painter.setFont(font(9))
    painter.setPen(theme().colour("grey"))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)
    return width
