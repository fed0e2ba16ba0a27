"""Till vem: the patient, one of the contacts, or a name that is written; found by typing any part of it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QSizePolicy, QWidget

from coordinator.sharing import Recipient
from ui.icons import draw_icon
from ui.theme import scaled


class RecipientBox(QComboBox):
    """A list that opens and a line to write in. ``settled`` tells when somebody else is meant: not at every letter."""

    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recipients: list[Recipient] = []
        self._told: tuple[str, Recipient] | None = None
        self._for_nobody = False
        self.line = QLineEdit()
        self.line.setProperty("plain", True)
        self.line.setAccessibleName("Till vem")
        self.setEditable(True)
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName("Till vem")
        self.view().setAccessibleName("Till vem")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(12)
        completer = QCompleter(self.model(), self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self.settle)
        self.setCompleter(completer)
        self.activated.connect(self.settle)
        self.line.returnPressed.connect(self.settle)

    def offer(self, recipients: Sequence[Recipient], labels: Sequence[str]) -> None:
        """Let these be the choices. Who is chosen or written stays so."""
        if list(recipients) == self._recipients and [self.itemText(at) for at in range(self.count())] == list(labels):
            return
        chosen, written = self.recipient(), self.currentText()
        self._recipients = [*recipients]
        self.blockSignals(True)
        self.clear()
        self.addItems(list(labels))
        known = chosen in self._recipients
        self.setCurrentIndex(self._recipients.index(chosen) if known else -1)
        if not known:
            self.setEditText(written)
        self.blockSignals(False)

    def begin(self, *, for_nobody: bool = False) -> None:
        """As it is before anybody is chosen, and after Escape: the first of those offered, or nobody."""
        self._for_nobody = for_nobody
        if for_nobody:
            self.setCurrentIndex(-1)
            self.write("")
        else:
            self.choose(0)

    def choose(self, place: int) -> None:
        """Choose one of those that are offered."""
        self.setCurrentIndex(place)
        self.setEditText(self.itemText(place))
        self.line.setCursorPosition(0)
        self.settle()

    def write(self, name: str) -> None:
        """Write a name, as when it is typed."""
        self.setEditText(name)
        self.settle()

    def recipient(self) -> Recipient:
        """Who is meant now: one of those offered when the words are hers, else whoever the words name."""
        words = " ".join(self.currentText().split()).casefold()
        texts = [self.itemText(place).casefold() for place in range(self.count())]
        here = self.currentIndex()
        if here >= 0 and texts[here] == words:  # two may be called the same
            return self._recipients[here]
        named = [one for one, text in zip(self._recipients, texts, strict=True) if words in (text, one.name.casefold())]
        return named[0] if len(named) == 1 else Recipient(" ".join(self.currentText().split()))

    def settle(self) -> None:
        """Tell who is meant, if that is news."""
        meant = (self.currentText(), self.recipient())  # two may be called the same
        if meant != self._told:
            self._told = meant
            self.settled.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.begin(for_nobody=self._for_nobody)
            self.line.selectAll()
            return
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.showPopup()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = scaled(14)
        painter = QPainter(self)
        place = QRectF(self.width() - side - scaled(8), (self.height() - side) / 2, side, side)
        draw_icon(painter, "chevron-down", "grey", place)
        painter.end()
