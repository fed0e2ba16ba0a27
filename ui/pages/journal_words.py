"""What only the nurse can say of this contact: four fields, kept as drafts until the note stands in the journal."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.drafts import Drafts
from ui.fields import Field, LineField, TextField
from ui.pages.halves import Halves
from ui.parts import column, label, whole

if TYPE_CHECKING:
    from coordinator.exchange.journaltext import OwnWords

_PAUSE_MS = 150
"""So long after the last key the note is made anew."""
_FIELDS = (
    ("form", "Kontaktform", "Telefon, besök, möte"),
    ("reason", "Kontaktorsak", "Varför kontakten togs"),
    ("assessment", "Bedömning", ""),
    ("action", "Åtgärd", ""),
)
_LONG = ("assessment", "action")
_BESIDE = 440


class OwnWordsFields(QWidget):
    """The fields. What is empty does not stand in the note."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        cells = [self._cell(*one) for one in _FIELDS]
        pairs = [Halves(*pair, wide=_BESIDE, spacing=16) for pair in zip(cells[::2], cells[1::2], strict=True)]
        self.setLayout(column(*pairs, spacing=6))

    def _cell(self, name: str, title: str, hint: str) -> QWidget:
        field = TextField(title, lines=1) if name in _LONG else LineField(title, hint=hint)
        words = label(title, "note")
        words.setBuddy(field)
        field.textChanged.connect(self._pause.start)
        self.fields[name] = field
        return whole(column(words, field, spacing=2))

    def watch(self, drafts: Drafts) -> None:
        """They are about the patient on screen now: what was half-written of hers is put back."""
        for name, field in self.fields.items():
            self._show(field, "")
            drafts.watch(field, f"journal:{name}")
        self._pause.stop()

    @property
    def words(self) -> "OwnWords":
        """What is written."""
        from coordinator.exchange.journaltext import OwnWords  # with the rest of what makes the note

        return OwnWords(**self.written())

    @property
    def last(self) -> Field:
        """The field after which the note itself begins."""
        return [*self.fields.values()][-1]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return not self.written()

    def start(self) -> None:
        """Go to the first field."""
        self.fields["form"].setFocus(Qt.FocusReason.OtherFocusReason)

    def written(self) -> dict[str, str]:
        """What is written, by its field: the key of the part of the note that it stands in."""
        return {name: text for name, field in self.fields.items() if (text := field.text().strip())}

    def titles(self, parts: Collection[str]) -> list[str]:
        """What those of the fields are called in which something is written."""
        return [title for name, title, _ in _FIELDS if name in parts and name in self.written()]

    def forget(self, words: Mapping[str, str]) -> dict[str, str]:
        """Empty the fields that still read so, since that is in the journal; what stood in them."""
        gone = {name: text for name, text in words.items() if self.fields[name].text().strip() == text}
        for name in gone:
            self._show(self.fields[name], "")
        self._pause.stop()
        return gone

    def put_back(self, words: Mapping[str, str]) -> None:
        """Let this stand in the fields as before it was in the journal, where nothing else is written since."""
        for name, text in words.items():
            if not self.fields[name].text().strip():
                self._show(self.fields[name], text)
        self._pause.stop()

    def settle(self) -> None:
        """Wait for no more keys."""
        self._pause.stop()

    @staticmethod
    def _show(field: Field, text: str) -> None:
        field.show_saved("")
        field.show_draft(text)
