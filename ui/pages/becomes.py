"""What a line becomes, part by part, shown before Enter; and what it lacks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from coordinator.quick_contact import Part
from ui.chips import GAP, Chip, chip_size
from ui.form_flow import Flow
from ui.pages.quick_add import PART
from ui.parts import label, row
from ui.theme import appearance

_LARGE = 150
"""From this text size the chips need the whole width."""


class Becomes(QWidget):
    """Chips under a line. ``labelled``: the labels of parts that do not say by themselves what they are."""

    def __init__(self, labelled: frozenset[str] = frozenset(), hint: str = "") -> None:
        super().__init__()
        self._labelled = labelled
        self._parts = Flow(spacing=6)
        shown = row(spacing=10)
        shown.addLayout(self._parts, 1)
        if hint and appearance().scale < _LARGE:
            shown.addWidget(_note(hint), 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(shown)
        self.hide()

    def show_parts(self, parts: Sequence[Part], lacks: str = "") -> str:
        """Show them, and what more must be written; the same in words."""
        self.hide()  # else the page is laid out anew for each chip
        while self._parts.count():
            item = self._parts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not (parts or lacks):
            return ""
        self._put(_note("Blir:"))
        said = []
        for part in parts:
            chip = Chip(f"{part.label}: {part.text}" if part.label in self._labelled else part.text, PART)
            chip.setToolTip(part.label)
            self._put(chip)
            if part.suggested:
                self._put(_note("föreslaget"))
            said.append(f"{part.label}: {part.text}" + (", föreslaget" if part.suggested else ""))
        if lacks:
            self._put(Chip(lacks, GAP, "circle-dashed"))
            said.append(lacks)
        words = "Blir: " + "; ".join(said)
        self.setAccessibleName(words)
        self.show()
        return words

    def _put(self, part: QWidget) -> None:
        part.setParent(self)
        self._parts.addWidget(part)
        part.show()


def _note(text: str) -> QLabel:
    """A quiet word in line with the chips."""
    made = label(text, "note")
    made.setMinimumHeight(chip_size(text).height())
    return made
