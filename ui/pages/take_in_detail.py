"""The row that one is on, in full: what stands here, and what the file says, beside each other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.take_in.preview import IntakeRow
from ui.pages.take_in_rows import differences
from ui.parts import Boxed, clear, column, label, scrolling, selectable
from ui.theme import scaled

_NOT_SAID = "–"


class TakeInDetail(QWidget):
    """A heading, and a line for each field that differs: here, and in the file."""

    def __init__(self) -> None:
        super().__init__()
        self._row: IntakeRow | None = None
        self.title, self.why = label("", "section", wrap=True), label("", "amber", wrap=True)
        self._box = Boxed("sunken")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(scaled(16))
        self._grid.setVerticalSpacing(scaled(6))
        self._box.inside.addLayout(column(self.title, self.why, self._grid, 1, spacing=8))
        self.area = scrolling(self._box)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.area.setAccessibleName("Vad som skiljer, här och i filen")
        self.setLayout(column(self.area))

    def show_row(self, row: IntakeRow | None) -> None:
        """Show that row; None on a heading."""
        if row is self._row and row is not None:
            return
        self._row = row
        clear(self._grid)
        self.title.setText(row.title if row is not None else "Välj en rad för att se vad som står i filen.")
        self.why.setText("\n".join(filter(None, (row.why, row.like))) if row is not None else "")
        self.why.setVisible(bool(self.why.text()))
        if row is not None:
            self._fill(row)

    def _fill(self, row: IntakeRow) -> None:
        is_here = row.there is not None
        found = differences(row)
        if not found:
            self._grid.addWidget(label("Det står likadant här.", "note", wrap=True), 0, 0, 1, 3)
            return
        heads = ("", "Här", "I filen") if is_here else ("", "I filen")
        for place, words in enumerate(heads):
            self._grid.addWidget(label(words, "note"), 0, place)
        for line, one in enumerate(found, 1):
            said = (one.here, one.in_file) if is_here else (one.in_file,)
            self._grid.addWidget(label(one.label, "note", wrap=True), line, 0, Qt.AlignmentFlag.AlignTop)
            for place, words in enumerate(said, 1):
                shown = selectable(label(words.strip() or _NOT_SAID, wrap=True))
                shown.setAccessibleName(f"{one.label}, {heads[place].lower()}: {words.strip() or 'inget'}")
                self._grid.addWidget(shown, line, place, Qt.AlignmentFlag.AlignTop)
        for place in range(len(heads)):
            self._grid.setColumnStretch(place, 2 if place else 1)
