"""The parts of the page where contacts are taken in: the field to paste in, an example of each way, what went wrong."""

from collections.abc import Sequence
from math import ceil
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy

from ui.fields import TextField
from ui.form_flow import Columns
from ui.parts import Boxed, Picture, label, row
from ui.theme import scaled

_ROOMY, _SMALL = 7, 3
_EXAMPLES = (
    ("list", "Tabell från Excel", "Markera rader och kolumner, gärna med rubriker, och kopiera: "
     "Namn, Roll, Enhet, Telefon"),
    ("users", "En kontakt på varje rad", "Lisa Ek, dietist, Barnmottagningen, 070-123\u00a045\u00a067\n"
     "Olle Berg, kurator, Habiliteringen"),
    ("id-card", "Signatur ur ett mejl", "Lisa Ek\nDietist, Barnmottagningen\nTelefon 070-123\u00a045\u00a067"),
    ("folder-open", "Fil", "En lista sparad som CSV, eller visitkort (vCard). Välj Öppna fil, eller släpp filen här."),
)  # fmt: skip


class PasteField(TextField):
    """Where a list is pasted. Nothing of it is saved until it is taken in; a file dropped or pasted here is opened."""

    left = Signal()
    """Escape: the text stays."""
    given_file = Signal(object)

    _room = _ROOMY

    def __init__(self) -> None:
        super().__init__("Klistra in kontakter", hint="Klistra in här med Ctrl V")

    def make_room(self, *, for_preview: bool) -> None:
        """Be low when there is a preview below."""
        room = _SMALL if for_preview else _ROOMY
        if room != self._room:
            self._room = room
            self._fit()

    def empty(self) -> None:
        """Nothing is written, and nothing was."""
        self.setPlainText("")
        self.show_saved("")

    def _fit(self) -> None:
        height = ceil(QFontMetricsF(self.font()).lineSpacing() * self._room) + scaled(20)
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & _CTRL:
            event.ignore()  # the page takes them in
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QPlainTextEdit.focusOutEvent(self, event)  # to leave it finishes nothing

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return _file_in(source) is not None or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        path = _file_in(source)
        if path is None:
            super().insertFromMimeData(source)
        else:
            self.given_file.emit(path)


def wrapped(look: str = "body") -> QLabel:
    """A text in as many lines as it needs at the width there is: what is around it is no higher than that."""
    made = label("", look, wrap=True)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


_CTRL = Qt.KeyboardModifier.ControlModifier


def _file_in(source: QMimeData) -> Path | None:
    """The one file that is dropped or was copied."""
    urls = source.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None


class Examples(Columns):
    """What can be pasted, with an example of each."""

    def __init__(self) -> None:
        super().__init__()
        for icon, title, text in _EXAMPLES:
            box = Boxed("sunken")
            box.inside.addLayout(row(Picture(icon, "teal"), label(title, "strong", wrap=True), spacing=8))
            box.inside.addWidget(label(text, wrap=True))
            self.add(box)


class BadRows(Boxed):
    """The rows that cannot be taken in, in a text that can be copied to whoever made the list."""

    def __init__(self) -> None:
        super().__init__("amber_soft", bar="amber")
        self.title = wrapped("strong")
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        self.lines.setTabChangesFocus(True)
        self.lines.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.lines.setAccessibleName("Rader som inte kan tas in")
        line = row(spacing=8)
        line.addWidget(Picture("triangle-alert", "amber"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.title, 1)
        self.inside.addLayout(line)
        self.inside.addWidget(self.lines)
        self.hide()

    def say(self, title: str, lines: Sequence[str]) -> None:
        """Say them; with no lines there is nothing here."""
        self.setVisible(bool(lines))
        self.title.setText(title)
        self.lines.setPlainText("\n".join(lines))
        rows = min(len(lines) + 1, 4)
        self.lines.setFixedHeight(ceil(QFontMetricsF(self.lines.font()).lineSpacing() * rows) + scaled(16))
