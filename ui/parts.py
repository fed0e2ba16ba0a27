"""The parts every page is built of: texts, buttons, headings with a rule, the box of own words, an empty page."""

import sys
from collections.abc import Callable
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.chips import edge_of, fitted, pen, rounded
from ui.icons import draw_icon
from ui.theme import BODY_POINTS, LOOKS, appearance, font, metrics, scaled, theme

L = TypeVar("L", QHBoxLayout, QVBoxLayout)


_HEADINGS = frozenset({"title", "section", "welcome"})


class Heading(QLabel):
    """A heading: a class of its own, by which `ui.roles` knows it."""


def label(text: str, look: str = "body", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """A text in one of the looks of `ui.theme`. It is never read as markup: it may come from the record."""
    made = Heading(parent) if look in _HEADINGS else QLabel(parent)
    made.setText(text)  # not while it is made: a screen reader would be told of it before it is a heading
    made.setTextFormat(Qt.TextFormat.PlainText)
    dress(made, look)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def dress(made: QLabel, look: str) -> None:
    """Give a label another look. Directly and not by the style sheet, which would be searched for every label."""
    points, weight, colour = LOOKS[look]
    made.setProperty("look", look)  # for a page that sets its texts in another size
    made.setFont(font(points, weight))
    palette = made.palette()
    palette.setColor(QPalette.ColorRole.WindowText, theme().colour(colour))
    made.setPalette(palette)


def selectable(made: QLabel) -> QLabel:
    """Let the text be marked and copied with the mouse or the keyboard, as a telephone number is."""
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made


def tip(text: str) -> str:
    """A text from the record as a tooltip, which else would be read as markup when it looks like it."""
    from html import escape

    return f"<p>{escape(text).replace(chr(10), '<br>')}</p>" if "<" in text else text


def on_ground(widget: QWidget, ground: str) -> None:
    """Give a widget one of the grounds of the theme: "paper", "window" or "sunken"."""
    widget.setProperty("ground", ground)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def keys_in_words(shortcut: str) -> str:
    """A shortcut as it stands on Swedish keys: ``Ctrl+Shift+N`` is "Ctrl Skift N", or "⇧⌘N" on a Mac."""
    if sys.platform == "darwin":
        return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    said = shortcut.replace("Return", "Enter").replace("Shift", "Skift")
    return f"{said[:-2].replace('+', ' ')} +" if said.endswith("++") else said.replace("+", " ")


class Kind(Enum):
    """What a button weighs. At most one PRIMARY on a page; GAP is a dashed amber edge: what is missing, as a verb."""

    PRIMARY = "primary"
    ORDINARY = "ordinary"
    QUIET = "quiet"
    GAP = "gap"
    TOGGLE = "toggle"
    NAV = "nav"


class Pressable(QPushButton):
    """A button that Enter presses too, when one is on it: Qt itself does so in dialogs only."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self.click()
        else:
            super().keyPressEvent(event)


class Button(Pressable):
    """A button with a word, perhaps an icon and the keys that do the same.

    One that cannot be pressed is drawn dashed and readable; say why beside it.
    """

    def __init__(
        self,
        text: str,
        kind: Kind = Kind.ORDINARY,
        *,
        icon: str = "",
        shortcut: str = "",
        press: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind, self._icon, self._note = kind, icon, ""
        self._measured: tuple[tuple[object, ...], QSize] | None = None
        self._chosen, self._described = False, ""
        self.setText(text)
        self.compact = False  # only the icon, where large text leaves no room; the name is still told
        self._keys = keys_in_words(shortcut) if shortcut else ""
        self.setAccessibleName(text)
        self.describe(self._keys)
        self.setCheckable(kind is Kind.TOGGLE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding if kind is Kind.NAV else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if press is not None:
            self.clicked.connect(lambda _checked=False: press())

    def setText(self, text: str) -> None:
        """Show ``text`` as it is: the sign & in a name gives no key of its own."""
        super().setText(text)
        self.setShortcut(QKeySequence())

    @property
    def chosen(self) -> bool:
        """Whether it leads to where one is: for a NAV button, which is pressed to go there and never to leave."""
        return self._chosen

    @chosen.setter
    def chosen(self, chosen: bool) -> None:
        if chosen != self._chosen:
            self._chosen = chosen
            self.describe(self._described)
            self.updateGeometry()
            self.update()

    def weigh(self, kind: Kind) -> None:
        """Let it weigh otherwise, as when another button is the first one to press."""
        if kind is not self.kind:
            self.kind = kind
            self.updateGeometry()
            self.update()

    def describe(self, text: str) -> None:
        """What a screen reader says of it beside its name, as the keys that do the same."""
        self._described = text
        self.setAccessibleDescription(", ".join(filter(None, ("visas nu" if self._chosen else "", text))))

    def say(self, text: str, *, icon: str | None = None, note: str | None = None) -> None:
        """Change the word; ``note`` is a figure at the right, as how many there are."""
        self.setText(text)
        self._icon = self._icon if icon is None else icon
        self._note = self._note if note is None else note
        self.setAccessibleName(f"{text} {self._note}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Measured once for what it says: a page with many of them asks a hundred thousand times."""
        said = (self.text(), self._note, self._icon, self.kind, self.compact, self._hand(), appearance().scale)
        if self._measured is None or self._measured[0] != said:
            self._measured = said, self._measure()
        return QSize(self._measured[1])

    def _measure(self) -> QSize:
        room = metrics(*self._hand())
        if self.compact:
            return QSize(scaled(36), round(room.height() + scaled(10)))
        width = room.horizontalAdvance(self.text()) + 2 * self._margin()
        if self._icon:
            width += scaled(16) + scaled(8)
        if self._keys:
            width += self._keys_width() + scaled(8)
        if self._note:
            width += metrics(9.5).horizontalAdvance(self._note) + scaled(8)
        height = {Kind.PRIMARY: 13, Kind.ORDINARY: 13, Kind.NAV: 10, Kind.GAP: 8}.get(self.kind, 10)
        return QSize(round(width), round(room.height() + scaled(height)))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(scaled(36), hint.height()) if self.kind is Kind.NAV else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect())
        text_role = self._paint_ground(painter, place)
        self._paint_words(painter, place, text_role)
        if self.hasFocus():
            if self.kind is Kind.PRIMARY:  # a gap, so that the ring is seen on the filled ground
                rounded(painter, place, self._radius(), None, pen("paper", width=2 + 2 / theme().line))
            rounded(painter, place, self._radius(), None, pen("focus", width=2))
        painter.end()

    def _hand(self) -> tuple[float, int]:
        """The points and the weight of its words."""
        heavy = self.kind in (Kind.PRIMARY, Kind.GAP) or self._chosen or self.isChecked()
        return 9.5 if self.kind is Kind.GAP else BODY_POINTS, 600 if heavy else 500

    def _margin(self) -> int:
        return scaled({Kind.QUIET: 6, Kind.GAP: 10, Kind.NAV: 12}.get(self.kind, 13))

    def _radius(self) -> float:
        return self.height() / 2 if self.kind is Kind.TOGGLE else scaled(5)

    def _keys_width(self) -> float:
        return metrics(9, 500).horizontalAdvance(self._keys) + scaled(10)

    def _paint_ground(self, painter: QPainter, place: QRectF) -> str:
        """Draw what lies under the words; the role of their colour."""
        over = self.underMouse() and self.isEnabled()
        if not self.isEnabled():
            rounded(painter, place, self._radius(), theme().colour("sunken"), pen("border", dashed=True))
            return "grey"
        if self.kind is Kind.PRIMARY:
            ground = theme().colour("teal")
            rounded(painter, place, self._radius(), ground.darker(112) if over or self.isDown() else ground, None)
            return "on_teal"
        if self.kind is Kind.GAP:
            ground = theme().colour("amber_soft" if over else "paper")
            rounded(painter, place, self._radius(), ground, pen("amber", dashed=True))
            return "amber"
        if self.kind is Kind.QUIET:
            if over:
                rounded(painter, place, self._radius(), theme().colour("sel"), None)
            return "teal"
        if self.kind is Kind.NAV:
            if self._chosen or over:
                edge = edge_of("sel", "", "border") if self._chosen else None
                rounded(painter, place, self._radius(), theme().colour("sel"), edge)
            if self._chosen:
                bar = QRectF(place.left(), place.top() + scaled(6), scaled(3), place.height() - scaled(12))
                rounded(painter, bar, scaled(1.5), theme().colour("teal"), None)
            return "teal" if self._chosen else "ink"
        chosen = self.isChecked()
        ground = theme().colour("sel" if chosen or over or self.isDown() else "paper")
        rounded(painter, place, self._radius(), ground, pen("teal" if chosen else "border"))
        return "teal" if chosen else "ink"

    def _paint_words(self, painter: QPainter, place: QRectF, role: str) -> None:
        if self.compact:
            side = scaled(16)
            draw_icon(
                painter, self._icon, role, QRectF((place.width() - side) / 2, (place.height() - side) / 2, side, side)
            )
            return
        painter.setFont(font(*self._hand()))
        measure = metrics(*self._hand())
        words = measure.horizontalAdvance(self.text())
        side = scaled(16)
        left = place.left() + self._margin()
        if self.kind is not Kind.NAV:  # in the middle, when the button is wider than it needs
            left += max(0.0, (place.width() - self.sizeHint().width()) / 2)
        if self._icon:
            draw_icon(painter, self._icon, role, QRectF(left, place.center().y() - side / 2, side, side))
            left += side + scaled(8)
        painter.setPen(theme().colour(role))
        right = place.right() - scaled(6)
        if self._note:
            width = metrics(9.5).horizontalAdvance(self._note)
            painter.save()
            painter.setFont(font(9.5))
            painter.setPen(theme().colour("grey" if role in ("ink", "teal") else role))
            painter.drawText(
                QRectF(right - width - scaled(2), place.top(), width + scaled(2), place.height()),
                Qt.AlignmentFlag.AlignVCenter, self._note,
            )  # fmt: skip
            painter.restore()
            right -= width + scaled(8)
        if self._keys:
            right -= self._paint_keys(painter, place, right, role)
        room = max(0.0, right - left) if self.kind is Kind.NAV or self._keys or self._note else words + 2
        shown, _ = fitted(self.text(), measure, room)
        painter.drawText(QRectF(left, place.top(), room + 2, place.height()), Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_keys(self, painter: QPainter, place: QRectF, right: float, role: str) -> float:
        width = self._keys_width()
        height = metrics(9, 500).height() + scaled(2)
        cap = QRectF(right - width - scaled(2), place.center().y() - height / 2, width, height)
        painter.save()
        rounded(painter, cap, scaled(4), None, pen("border" if role in ("ink", "grey", "teal") else role))
        painter.setFont(font(9, 500))
        painter.setPen(theme().colour("grey" if role in ("ink", "teal") else role))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._keys)
        painter.restore()
        return width + scaled(8)


class Rule(QFrame):
    """A thin line between things that belong apart; ``frame``: between the parts of the window, as wide as an edge.

    ``upright``: between what stands beside each other. It is not there where the theme has tints, which say the same.
    """

    def __init__(self, parent: QWidget | None = None, *, frame: bool = False, upright: bool = False) -> None:
        super().__init__(parent)
        width = theme().line if frame or upright else 1
        if upright:
            self.setFixedWidth(width)
            self.setVisible(not theme().tinted)
        else:
            self.setFixedHeight(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("hair"))
        painter.end()


def row(*parts: QWidget | QLayout | int, spacing: int = 8) -> QHBoxLayout:
    """Parts beside each other; an int is a stretch of that weight."""
    return _filled(QHBoxLayout(), parts, spacing)


def column(*parts: QWidget | QLayout | int, spacing: int = 8) -> QVBoxLayout:
    """Parts below each other; an int is a stretch of that weight."""
    return _filled(QVBoxLayout(), parts, spacing)


def whole(layout: QLayout) -> QWidget:
    """Parts in a widget of their own, which remembers how high it is at a width and goes away whole."""
    made = QWidget()
    made.setLayout(layout)
    return made


def _filled(made: L, parts: tuple[QWidget | QLayout | int, ...], spacing: int) -> L:
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(scaled(spacing))
    for part in parts:
        if isinstance(part, int):
            made.addStretch(part)
        elif isinstance(part, QWidget):
            made.addWidget(part)
        else:
            made.addLayout(part)
    return made


class Section(QWidget):
    """A heading with its quiet actions at the right; what belongs to it stands below."""

    def __init__(self, title: str, *actions: QWidget, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.note = label(note, "note")
        self.setLayout(row(label(title, "section"), 1, self.note, *actions))


class Boxed(QFrame):
    """A box with a ground of its own; ``bar`` is the role of a thick edge at the left."""

    def __init__(self, ground: str, *, bar: str = "", edge: str = "", dashed: bool = False) -> None:
        super().__init__()
        self._ground, self._bar, self._edge, self._dashed = ground, bar, edge, dashed
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(scaled(16), scaled(11), scaled(14), scaled(11))
        self.inside.setSpacing(scaled(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        edge = edge_of(self._ground, self._edge, self._bar or "border", dashed=self._dashed)
        rounded(painter, place, scaled(5), theme().colour(self._ground), edge)
        if self._bar:
            painter.fillRect(QRectF(place.left(), place.top(), scaled(4), place.height()), theme().colour(self._bar))
        painter.end()


class Picture(QWidget):
    """An icon beside a text; the text says what it means, so it has no name of its own."""

    def __init__(self, name: str, role: str = "grey", side: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._role, self._side = name, role, side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(self._side), scaled(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_icon(painter, self._name, self._role, QRectF(0, 0, scaled(self._side), scaled(self._side)))
        painter.end()


class Empty(QWidget):
    """A page or a part with nothing on it yet: what it is for, and the one thing to do."""

    def __init__(self, icon: str, title: str, text: str, action: QWidget | None = None) -> None:
        super().__init__()
        words = label(text, "body", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside = column(1, spacing=10)
        for part in (Picture(icon, "teal", 28), label(title, "section"), words):
            inside.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        words.setFixedWidth(scaled(420))
        words.setMinimumHeight(words.heightForWidth(scaled(420)))
        if action is not None:
            inside.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(1)
        self.setLayout(inside)


def scrolling(inside: QWidget, *, see_through: bool = False) -> QScrollArea:
    """``inside`` in an area that scrolls down when the window is small or the text large, never sideways.

    see_through: what is behind the area is seen around ``inside``.
    """
    area = QScrollArea()
    if see_through:
        # A viewport of ours. To ask for the one it has makes the bindings look through every kind of widget there is
        # for what it may be, which is a tenth of the time to the first picture.
        ground = QWidget()
        ground.setAutoFillBackground(False)
        area.setViewport(ground)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
