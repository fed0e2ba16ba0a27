"""What is said below the line when no national term fits, and the two ways on: akutinformation, and a medicine."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.umi.kinds import AlertType
from coordinator.umi.term_search import TermAnswer
from ui.form_flow import Flow
from ui.pages.umi_new import MEDICINE
from ui.parts import Button, Picture, column, label, row, whole

FREE = (AlertType.SUBSTANCE, AlertType.EXCIPIENT, AlertType.PRODUCT)
"""Of these the name is written freely: to which medicine somebody is hypersensitive no list can tell."""
IS_MEDICINE = "Är det ett läkemedel som patienten är överkänslig mot? Det är UMI och läggs in som:"
"""Else penicillin, which no list names, would end among the texts, and the strip would say nothing of it."""
_NONE_FITS = "Passar ingen av termerna?"


class Offers(QWidget):
    """Takes no room while there is nothing to say."""

    as_text = Signal()
    """It is to be akutinformation."""
    medicine = Signal(object)
    """It is a hypersensitivity to a medicine, of that type."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "body", wrap=True)
        self._sign = Picture("circle-alert", "teal")
        said = row(spacing=8)
        said.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.words, 1)
        self.text = Button("Lägg som akutinformation", icon="plus", press=self.as_text.emit)
        self.kinds = {one: self._of(one) for one in FREE}
        lead = label(IS_MEDICINE, "strong", wrap=True)
        kinds = whole(Flow(*self.kinds.values(), spacing=6))
        self._ways = whole(column(whole(Flow(self.text)), lead, kinds, spacing=6))
        self.setLayout(column(whole(said), self._ways, spacing=6))
        self.hide()

    def show_answer(self, answer: TermAnswer, typed: str) -> None:
        """Show what is to be said of what is typed."""
        words = answer.said or (_NONE_FITS if typed.strip() else "")
        self.words.setText(words)
        self._ways.setVisible(bool(words) and (not answer.said or answer.as_text))
        self.setVisible(bool(words))

    def start(self) -> None:
        """Put the focus on the first way."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def offers(self) -> bool:
        """Whether there is anything to press."""
        return not self.isHidden() and not self._ways.isHidden()

    def _of(self, kind: AlertType) -> Button:
        made = Button(kind.label, press=lambda: self.medicine.emit(kind))
        made.setAccessibleName(f"{MEDICINE}: {kind.label.lower()}")
        return made
