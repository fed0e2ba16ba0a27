"""What is asked before a file is saved with a password: the password twice, and a word on how long it would hold."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.errors import RuleError
from coordinator.passphrase import require_strong, strength
from ui.parts import column, label
from ui.start.new_passphrase import Meter
from ui.start.secret import CapsLock, SecretLine

TITLE = "Spara med lösenord"
WORDS = (
    "Filen går bara att öppna med lösenordet. Hållpunkt sparar det inte: tappas det bort går det inte att få fram "
    "igen. Lämna det på annat sätt än filen, till exempel på telefon."
)
_BEGIN = "Skriv fyra ord som inte hör ihop. De är lätta att minnas och svåra att gissa."
_HOLDS = {
    1: "Går att gissa för den som får tag i filen: skriv ett eller två ord till.",
    2: "Räcker om orden inte hör ihop, men ett ord till gör stor skillnad.",
    3: "Håller länge, om orden inte hör ihop.",
}


class Password(QWidget):
    """Two fields and the hint."""

    changed = Signal()
    """Something was written."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.again = SecretLine("Lösenord"), SecretLine("Samma lösenord igen")
        self.meter, self.hint = Meter(), label(_BEGIN, "note", wrap=True)
        self.differs = label("", "danger", wrap=True)
        self.differs.hide()
        words = [label(field.accessibleName(), "strong") for field in (self.first, self.again)]
        for said, field in zip(words, (self.first, self.again), strict=True):
            said.setBuddy(field)
        self.setLayout(
            column(
                words[0], self.first, self.meter, self.hint, words[1], self.again, self.differs,
                CapsLock(self.first, self.again), spacing=6,
            )
        )  # fmt: skip
        self.first.textChanged.connect(self._weigh)
        self.again.textChanged.connect(self._weigh)

    @property
    def is_ready(self) -> bool:
        """Whether it is strong enough, and the same twice."""
        return not _too_weak(self.first.text()) and self.first.text() == self.again.text()

    @property
    def password(self) -> str:
        """What was written."""
        return self.first.text()

    def _weigh(self) -> None:
        text, again = self.first.text(), self.again.text()
        weak = _too_weak(text)
        level = 0 if weak else strength(text).level
        self.meter.show_level(level)
        self.hint.setText(weak or _HOLDS[level])
        self.first.setAccessibleDescription(self.hint.text())
        differs = bool(again) and not text.startswith(again)  # not before she has gone astray
        self.differs.setText("Lösenorden är olika. Skriv samma i båda fälten." if differs else "")
        self.again.setAccessibleDescription(self.differs.text())
        self.differs.setVisible(differs)
        self.changed.emit()


def _too_weak(text: str) -> str:
    """What is wanted instead; empty when it is strong enough."""
    if not text:
        return _BEGIN
    try:
        require_strong(text)
    except RuleError as error:
        return error.message
    return ""
