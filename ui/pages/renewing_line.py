"""How far the reading of all patients has come, over a list that is made of it; with a way to stop it or begin anew."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui.finding_keeper import FindingKeeper
from ui.parts import Button, label, row

_MANY = 5
"""Fewer patients are read in no time: a line that comes and goes would only disturb."""


class RenewingLine(QWidget):
    """Hidden while the list is fresh."""

    stopped = Signal()
    """She has read enough: what was found so far is there."""
    left = Signal()
    """It is about to be hidden, and the keyboard was here."""

    def __init__(self, keeper: FindingKeeper, *, old: str = "Listan är inte läst i dag") -> None:
        """old: what is said when it was stopped, before of how many patients."""
        super().__init__()
        self.keeper, self._old = keeper, old
        self.was_stopped = False
        """Whether she has stopped it: then it does not begin by itself again."""
        self._stale = 0
        self.words = label("", "note", wrap=True)
        self.stop = Button("Avbryt", press=self._cancel)
        self.renew = Button("Läs om", icon="history", press=self._renew)
        line = row(self.words, self.stop, self.renew, spacing=10)
        line.setStretchFactor(self.words, 1)
        self.setLayout(line)
        keeper.progressed.connect(self.show_progress)
        keeper.renewed.connect(self.show_progress)
        self.show_progress()

    def show_stale(self, patients: int) -> None:
        """Of so many patients the list may be old."""
        self._stale = patients
        self.show_progress()

    def show_progress(self, done: int = 0, of: int = 0) -> None:
        """How far the reading has come; when it was stopped, of how many patients the list may be old."""
        renewing, left = self.keeper.renewing, self._stale
        if renewing:
            words = f"Läser igenom {done} av {of} patienter" if of else "Läser igenom patienterna"
        else:
            many = "en patient" if left == 1 else f"{left} patienter"
            words = f"{self._old} för {many}. Där kan det ha ändrats."
        self.words.setText(words)
        is_wanted = of >= _MANY if renewing else left > 0
        here, gone = (self.stop, self.renew) if renewing else (self.renew, self.stop)
        here.show()
        if self.isAncestorOf(QApplication.focusWidget() or self):
            if is_wanted:
                here.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.left.emit()
        gone.hide()
        self.setVisible(is_wanted)

    def _cancel(self) -> None:
        self.was_stopped = True
        self.keeper.cancel()
        self.stopped.emit()
        self.renew.setFocus(Qt.FocusReason.OtherFocusReason)

    def _renew(self) -> None:
        self.was_stopped = False
        self.keeper.start()
        self.show_progress()
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
