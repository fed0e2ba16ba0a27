"""Choosing a passphrase: written twice, with a hint that says honestly how long it would hold."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator.errors import CoordinatorError
from coordinator.passphrase import Strength, require_strong, strength
from ui.chips import pen, rounded
from ui.parts import label
from ui.start.card import Card
from ui.start.secret import CapsLock, SecretLine
from ui.theme import scaled, theme

_ROLES = ("red", "amber", "teal", "green")


class Meter(QWidget):
    """Three fields that fill as the passphrase grows stronger. The words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._level = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_level(self, level: int) -> None:
        """0 to 3."""
        self._level = level
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(120), scaled(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        gap = scaled(4)
        width = (self.width() - 2 * gap) / 3
        for place in range(3):
            box = QRectF(place * (width + gap), 0, width, self.height())
            if place < self._level:
                rounded(painter, box, scaled(3), theme().colour(_ROLES[self._level]), None)
            else:
                rounded(painter, box, scaled(3), theme().colour("sunken"), pen("border"))
        painter.end()


class NewPassphraseCard(Card):
    """Two fields and the hint. ``chosen`` tells a passphrase that may be used and was written twice the same."""

    chosen = Signal(str)

    def __init__(self, title: str, text: str, verb: str, *, step: str = "", back: str = "") -> None:
        super().__init__(width=520)
        self._known: Sequence[str] = ()
        self.add_head(title, text, step=step)
        self.passphrase, self.again = SecretLine("Lösenfras"), SecretLine("Samma lösenfras igen")
        self.add_field("Lösenfras", self.passphrase)
        self.meter = Meter()
        self.hint = label(
            "Skriv fyra ord som inte hör ihop. De är lätta att minnas och svåra att gissa.", "note", wrap=True
        )
        self.inside.addWidget(self.meter)
        self.inside.addWidget(self.hint)
        self.add_field("Samma lösenfras igen", self.again)
        self.inside.addWidget(CapsLock(self.passphrase, self.again))
        self.add_primary(verb, self._choose, back=back)
        self.passphrase.textChanged.connect(self._weigh)
        self.first = self.passphrase

    def know(self, words: Sequence[str]) -> None:
        """What others know of her, which makes a poor passphrase."""
        self._known = words
        self._weigh(self.passphrase.text())

    def forget(self) -> None:
        """Nothing is written any more."""
        self.passphrase.forget()
        self.again.forget()

    def show_refused(self, error: CoordinatorError) -> None:
        """The passphrase is refused: why, beside it."""
        self.show_error(error, self.passphrase)

    def _weigh(self, text: str) -> None:
        if not text:
            found = Strength(0, "Skriv fyra ord som inte hör ihop. De är lätta att minnas och svåra att gissa.")
        else:
            found = strength(text, self._known)
        self.meter.show_level(found.level)
        self.hint.setText(found.words)
        self.passphrase.setAccessibleDescription(found.words)

    def _choose(self) -> None:
        try:
            require_strong(self.passphrase.text())
        except CoordinatorError as error:
            self.show_refused(error)
            return
        if self.passphrase.text() != self.again.text():
            self.show_fault(
                "Lösenfraserna är olika",
                "Skriv samma i båda fälten. Ögat i fältet visar vad du har skrivit.",
                self.again,
            )
            return
        self.clear_fault()
        self.chosen.emit(self.passphrase.text())

    def begin(self) -> None:
        """Where there is something to write."""
        written = self.passphrase.text() and not self.again.text()
        (self.again if written else self.passphrase).setFocus(Qt.FocusReason.OtherFocusReason)
