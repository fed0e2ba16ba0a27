"""One code list on screen: which edition holds and which came before; and the box that says what a new one changes."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.days_left import with_year
from coordinator.swedish import SWEDEN
from ui.form_flow import Flow
from ui.parts import Boxed, Button, Kind, Picture, Section, column, label, row
from ui.screen_reader import announce

if TYPE_CHECKING:
    from coordinator.terms.imports import ChangeReport
    from coordinator.terms.kept_lists import KeptList, Versions
    from coordinator.terms.read_list import ListKind

_WHERE = {
    "orpha": "Hämta en_product1.xml från www.orphadata.com. Utan listan finns de svenska namn som följer med.",
    "icd-10-se": "Hämta icd-10-se.tsv från E-hälsomyndigheten. Utan listan kan koden skrivas som den är.",
    "umi-snomed": "Den som har licens för SNOMED CT gör en tabell med kolumnerna term och sctid. Utan listan står "
    "termerna utan id.",
}


class ListPart(QWidget):
    """How one list stands."""

    put_back_wanted = Signal()
    """The former edition is to hold again."""

    def __init__(self, kind: "ListKind") -> None:
        super().__init__()
        self._sign_done = Picture("circle-check", "green")
        self._sign_none = Picture("circle-dashed", "grey")
        self.now, self.former = label("", wrap=True), label("", "note", wrap=True)
        self.put_back = Button("Ta tillbaka den förra", Kind.QUIET, icon="undo-2", press=self.put_back_wanted.emit)
        self.put_back.setAccessibleName(f"{kind.title}: ta tillbaka den förra utgåvan")
        self._where = _WHERE[kind.value]
        stands = row(spacing=8)
        for sign in (self._sign_done, self._sign_none):
            stands.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        stands.addLayout(column(self.now, self.former, spacing=3), 1)
        self.setLayout(column(Section(kind.title, self.put_back), stands, spacing=4))

    def show_versions(self, versions: "Versions | None", today: date) -> None:
        """Say which edition holds, and the one before it."""
        former = versions.former if versions is not None else None
        self._sign_done.setVisible(versions is not None)
        self._sign_none.setVisible(versions is None)
        self.now.setText(
            f"Den som gäller: {_in_words(versions.now, today)}" if versions else f"Inte intagen. {self._where}"
        )
        self.former.setText(f"Den förra: {_in_words(former, today)}" if former is not None else "")
        self.former.setVisible(former is not None)
        self.put_back.setVisible(former is not None)


def _in_words(kept: "KeptList", today: date) -> str:
    from coordinator.terms.imports import number
    from coordinator.terms.term import release_in_words

    taken = kept.taken_in.astimezone(SWEDEN)
    day = "i dag" if taken.date() == today else with_year(taken.date())
    retired = f" och {number(kept.retired)} som har utgått" if kept.retired else ""
    return f"utgåva {release_in_words(kept.release)}, {number(kept.codes)} koder{retired}, intagen {day} {taken:%H:%M}."


class ReportBox(Boxed):
    """What taking in a list would change. Escape says no."""

    accepted = Signal()
    declined = Signal()

    def __init__(self) -> None:
        super().__init__("sunken", bar="teal")
        self.title = label("", "section", wrap=True)
        self.words = label("", wrap=True)
        self.accept = Button("Ta in listan", icon="check", press=self.accepted.emit)
        self.decline = Button("Avbryt", Kind.QUIET, shortcut="Esc", press=self.declined.emit)
        deeds = QWidget()
        deeds.setLayout(Flow(self.accept, self.decline, spacing=8))
        self.inside.addLayout(column(self.title, self.words, deeds, spacing=8))
        self.hide()

    def show_report(self, report: "ChangeReport") -> None:
        """Show it and go to its verb; nothing is changed yet."""
        title, *lines = report.in_words()
        self.title.setText(title)
        self.words.setText("\n".join(lines))
        self.show()
        announce(self, f"{title} {' '.join(line.strip() for line in lines)}")
        self.accept.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.declined.emit()
        else:
            super().keyPressEvent(event)
