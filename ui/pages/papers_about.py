"""What a paper is about, when the record has several of it: which SIP, which letter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.documents.paper_kind import Paper
from coordinator.documents.subject import Subject
from coordinator.record import Record
from ui.form_choice import ChoiceBox
from ui.parts import column, label

_NONE = "Inget särskilt, en tom blankett"


class About(QWidget):
    """The question and a list that opens; not there at all for a paper that is about the whole record."""

    changed = Signal()
    """Another one is chosen, or the one that was is gone."""

    def __init__(self) -> None:
        super().__init__()
        self._paper: Paper | None = None
        self._subjects: list[Subject] = []
        self._head, self._none = label("", "section"), label("", "note", wrap=True)
        self.box = ChoiceBox("Vad papperet gäller")
        self.box.finished.connect(self._choose)
        self._head.setBuddy(self.box)
        self.setLayout(column(self._head, self.box, self._none, spacing=6))

    def begin(self, paper: Paper, record: Record) -> None:
        """Another paper: about none where that can be, else about the first there is."""
        self._paper = paper
        self._head.setText(paper.subject_label)
        self.box.setAccessibleName(paper.subject_label)
        self.box.view().setAccessibleName(paper.subject_label)
        self._none.setText(paper.no_subject)
        self._offer(record)
        first = self._subjects[0].id if paper.make is None and self._subjects else None
        self._show(first)

    def show_record(self, record: Record) -> None:
        """The same paper after a change; what it is about stays while that is there."""
        if self._paper is None:
            return
        before = self.box.chosen()
        self._offer(record)
        known = {one.id for one in self._subjects}
        if before not in known and (before is not None or self._paper.make is None):
            self._show(self._subjects[0].id if self._paper.make is None and self._subjects else None)
            if self.box.chosen() != before:
                self.changed.emit()

    def choose(self, subject_id: object) -> None:
        """Choose it, when it is offered."""
        if any(one.id == subject_id for one in self._subjects):
            self._show(subject_id)
            self.changed.emit()

    def ask(self) -> None:
        """Put the keyboard where it is chosen."""
        self.box.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def subject(self) -> Subject | None:
        """What is chosen; None when nothing is."""
        chosen = self.box.chosen()
        return next((one for one in self._subjects if one.id == chosen), None)

    def _offer(self, record: Record) -> None:
        paper = self._paper
        self._subjects = paper.subjects_of(record) if paper is not None else []
        none = [(None, _NONE)] if paper is not None and paper.make is not None else []
        self.box.offer([*none, *((one.id, one.title) for one in self._subjects)])
        asked = paper is not None and paper.subjects is not None
        self.setVisible(asked and (bool(self._subjects) or not none))
        self.box.setVisible(bool(self._subjects))
        self._none.setVisible(not self._subjects)

    def _show(self, subject_id: object) -> None:
        self.box.show_saved(subject_id)
        self.box.take_back()

    def _choose(self) -> None:
        self._show(self.box.chosen())
        self.changed.emit()
