"""The fields of a form that are seldom written: folded below the others, behind a button."""

from PySide6.QtWidgets import QWidget

from ui.form_flow import Columns
from ui.parts import Button, Kind, column, label, row

_MORE, _FEWER = "Fler uppgifter", "Färre uppgifter"


class MoreFields(QWidget):
    """A button that opens and closes, and the fields below it. about: which they are, said while they are folded."""

    def __init__(self, about: str = "") -> None:
        super().__init__()
        self.about = label(about, "note", wrap=True)
        if not about:
            self.about.hide()
        self.columns = Columns()
        self.columns.hide()
        self.button = Button(_MORE, Kind.QUIET, icon="chevron-right", press=self._turn)
        self.button.describe(about)
        self.setLayout(column(row(self.button, 1), self.about, self.columns, spacing=6))

    @property
    def is_open(self) -> bool:
        """Whether the fields are seen."""
        return not self.columns.isHidden()

    def set_open(self, *, is_open: bool) -> None:
        """Open or close it."""
        self.columns.setVisible(is_open)
        self.about.setVisible(bool(self.about.text()) and not is_open)
        self.button.say(_FEWER if is_open else _MORE, icon="chevron-down" if is_open else "chevron-right")

    def _turn(self) -> None:
        self.set_open(is_open=not self.is_open)
