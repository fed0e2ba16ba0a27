"""The bar below the map: the chosen contact, the number to ring, what is missing, and what to do about it."""

from collections.abc import Callable, Hashable
from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel

from coordinator.contact import Contact
from coordinator.contact_map import ContactMap, MapNode
from coordinator.contact_state import ContactStates
from coordinator.documents.phrases import workplace_of
from coordinator.number_to_ring import number_of
from coordinator.record import Record
from coordinator.swedish import day_in_words, sort_key
from ui.form_flow import Flow
from ui.parts import Boxed, Button, Kind, Picture, column, dress, label, row, selectable, whole
from ui.theme import is_large, scaled
from ui.window_commands import NOTE_CALL

_NAMED = 3
"""With more than these the first are named, and how many the others are."""
_GAP, _SIGN, _BESIDE = 6, 16, 14


class ChosenBar(Boxed):
    """What is chosen on the map. It stays as high as it has been, so that the map above it does not move meanwhile."""

    def __init__(self, act: Callable[[], object], ring: Callable[[], object]) -> None:
        super().__init__("sunken")
        self._record: Record | None = None
        self._map: ContactMap | None = None
        self._states: ContactStates | None = None
        self._tallest = 0
        self.name, self.about, self.number, self.gap = (Piece(look) for look in ("strong", "note", "number", "amber"))
        selectable(self.number)
        self._missing = whole(row(Picture("circle-dashed", "amber", _SIGN), self.gap, spacing=_GAP))
        self.ties = label("", "note", wrap=True)
        self.open = Button("Öppna", shortcut="Return", press=act)
        self.mend = Button("", Kind.PRIMARY, shortcut="Return", press=act)
        self.ring = Button("Ring", Kind.PRIMARY, icon="phone", shortcut=NOTE_CALL.keys, press=ring)
        self._first = whole(Flow(self.name, self.about, self.number, self._missing, spacing=2))
        self._texts = whole(column(1, self._first, self.ties, 1, spacing=2))
        self._buttons = whole(row(self.open, self.mend, self.ring, *[1] * is_large()))
        line = column(self._texts, self._buttons) if is_large() else row(self._texts, self._buttons, spacing=12)
        line.setStretchFactor(self._texts, 1)
        self.inside.addLayout(line)
        self.inside.setContentsMargins(scaled(14), scaled(7), scaled(8), scaled(7))
        self.setAccessibleName("Vald på kartan")

    def show_record(self, record: Record, shown: ContactMap) -> None:
        """What is told from now on is of that record."""
        self._record, self._map = record, shown
        self._states = None

    def begin(self) -> None:
        """Another patient comes: the bar is as low as it can be again."""
        self._tallest = 0

    def show_node(self, node: MapNode) -> None:
        """Tell of a contact, or of a role that nobody has."""
        contact, gap = node.contact, node.gap
        missing = node.dot.says or (gap.title if gap is not None else "")
        if contact is None:
            self._say(node.dot.name, gap.why if gap is not None else "", name_look="amber")
            self._offer(gap.verb if gap is not None else "")
            return
        number, needs_time = number_of(contact), self._needs_time(contact)
        if needs_time and contact.last_contact is not None and self._record is not None:
            missing = f"{missing}, senast {day_in_words(contact.last_contact, self._record.today)}"
        about = ", ".join(filter(None, (node.dot.role, workplace_of(contact))))
        self._say(node.dot.name, about, number.text if number is not None else "", missing, self._ties_of(node.key))
        self.ring.say("Ring och boka" if needs_time else "Ring")
        self._offer("", opens=True, rings=number is not None)

    def show_more(self, title: str, hidden: int) -> None:
        """Tell what is behind the rest of a list."""
        self._say(f"{hidden} till", title)
        self._offer("Visa")

    def show_nothing(self) -> None:
        """Nobody is chosen."""
        self._say("", "")
        self._offer("")

    def _needs_time(self, contact: Contact) -> bool:
        if self._states is None and self._record is not None:
            self._states = ContactStates(self._record)
        return self._states is not None and self._states.needs_time(contact)

    def _ties_of(self, key: Hashable) -> str:
        if self._map is None:
            return ""
        names = {node.key: node.dot.name for nodes in self._map.nodes for node in nodes}
        found = []
        for one in self._map.exchanges:
            if key in (one.from_key, one.to_key):
                other = names[one.to_key if one.from_key == key else one.from_key]
                found.append((sort_key(other), f"{other} ({', '.join(one.ways)})"))
        said = [words for _, words in sorted(found)]
        if not said:
            return ""
        rest = len(said) - _NAMED
        more = f" och {rest} till" if rest > 0 else ""
        return f"Utbyter information med {', '.join(said[:_NAMED])}{more}"

    def _say(
        self, name: str, about: str, number: str = "", missing: str = "", ties: str = "", *, name_look: str = "strong"
    ) -> None:
        dress(self.name, name_look)
        for piece, text in ((self.name, name), (self.about, about), (self.number, number), (self.gap, missing)):
            piece.setText(text)
            piece.setVisible(bool(text))
        self.number.setAccessibleName(f"Telefon: {number}")
        self._missing.setVisible(bool(missing))
        self.ties.setText(ties)
        self.ties.setVisible(bool(ties))
        self._arrange()

    def _offer(self, verb: str, *, opens: bool = False, rings: bool = False) -> None:
        self.mend.say(verb)
        for button, offered in ((self.open, opens), (self.mend, bool(verb)), (self.ring, rings)):
            button.setVisible(offered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.begin()
            self._arrange()

    def _arrange(self) -> None:
        """Let each text have the room there is, and the bar be no lower than it was."""
        room = self._texts.width()
        for piece in (self.name, self.about, self.number):
            piece.fit(room)
        self.gap.fit(room - scaled(_SIGN + _GAP))
        self._tallest = max(self._tallest, self._height_of_texts(room) + self._around())
        self.setMinimumHeight(self._tallest)

    def _height_of_texts(self, room: int) -> int:
        """What the texts take in that width; two lines where somebody exchanges information, whoever is chosen."""
        first = max(self._first.heightForWidth(room), self.number.fontMetrics().height() + scaled(2))
        if self.ties.text():
            return first + scaled(2) + self.ties.heightForWidth(room)
        has_ties = self._map is not None and bool(self._map.exchanges)
        return first + (scaled(2) + self.ties.fontMetrics().height() if has_ties else 0)

    def _around(self) -> int:
        margins = self.inside.contentsMargins()
        below = self._buttons.sizeHint().height() + scaled(8) if is_large() else 0
        return margins.top() + margins.bottom() + below


class Piece(QLabel):
    """A text on one line beside others; one that is longer than there is room for goes on in the next."""

    def __init__(self, look: str) -> None:
        super().__init__()
        self._size = QSize()
        made = label("", look)
        self.setTextFormat(made.textFormat())
        dress(self, look)

    def fit(self, room: int) -> None:
        """Be as wide as the text, and no wider than the room."""
        natural = ceil(self.fontMetrics().horizontalAdvance(self.text())) + scaled(_BESIDE)
        wraps = natural > room
        self.setWordWrap(wraps)
        width = max(1, min(natural, room))
        self._size = QSize(width, self.heightForWidth(width) if wraps else self.fontMetrics().height() + scaled(2))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._size.width(), scaled(60)), self._size.height())
