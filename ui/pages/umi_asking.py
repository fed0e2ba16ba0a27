"""Asking about one group: who answered, and whether anything is known; or of all that are left, that nothing is."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from coordinator.change import Applied
from coordinator.days_left import with_year
from coordinator.entity import Knowledge
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.asking import answer_group, answer_rest, answered_together
from coordinator.umi.belonging import answer_of
from coordinator.umi.kinds import AlertGroup, AlertSource
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form import Fault
from ui.form_flow import Flow
from ui.parts import Boxed, Button, Kind, label, whole
from ui.session import Session
from ui.theme import scaled

_WHO, _DRAFT = "Vem svarar", "umi:who"
_HINT = "till exempel mamma, eller journalen"
_IN_JOURNAL = "Äldre uppgifter frågar man ingen om. De läses i journalen, och kommer hit med en fil därifrån."


class Asking(Boxed):
    """Enter in the field goes on to the answers; Escape puts it away. Who answered stays for the next group."""

    answered = Signal(object, object)
    """The group, None for all that were left, and the answer."""
    left = Signal()
    """Escape: the group is not asked about now."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__("sunken", bar="teal")
        self._session, self._drafts = session, drafts
        self.group = AlertGroup.CONDITION
        self._title, self._before = label("", "strong", wrap=True), label("", "note", wrap=True)
        self._who_label = label(_WHO, "note")
        self.who = LineField(_WHO, hint=_HINT)
        self.who.setMinimumWidth(scaled(260))
        self.who.returnPressed.connect(self._to_answers)
        self.who.left_empty_handed.connect(self.left)
        self.answers = {
            known: Button(known.label, icon=icon, press=partial(self._answer, known))
            for known, icon in (
                (Knowledge.SOME, "triangle-alert"), (Knowledge.NONE_KNOWN, "minus"),
                (Knowledge.NOT_ASKED, "circle-question-mark"),
            )
        }  # fmt: skip
        self.rest = Button("", Kind.QUIET, press=self._answer_rest)
        self.fault = Fault()
        answers = Flow(self._who_label, self.who, *self.answers.values(), self.rest, spacing=8)
        for part in (self._title, self._before, whole(answers), self.fault):
            self.inside.addWidget(part)
        self.hide()

    # Showing

    def begin(self, record: Record, group: AlertGroup) -> None:
        """Ask about that group, with the keyboard at who answers; of a group that is read, at the answers."""
        self.group = group
        self.show_record(record)
        self.show()
        self._first().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_record(self, record: Record) -> None:
        """Show what was answered before, and which groups are left."""
        self.fault.say(None)
        read, answer = self.group is AlertGroup.HISTORIC, answer_of(record, self.group)
        is_asked = answer is not None and answer.known is not Knowledge.NOT_ASKED
        together = answered_together(record)
        others = [one for one in together if one is not self.group] if self.group in together else []
        question = "vad står i journalen?" if read else "finns något?"
        self._title.setText(f"{self.group.label}: {question}")
        told = [_IN_JOURNAL] if read else []
        if answer is not None and is_asked:
            told.append(_last_time(answer))
        if others:
            told.append(f"Ej efterfrågat är också {_listed([one.label.lower() for one in others])}.")
        self._before.setText(" ".join(told))
        self._before.setVisible(bool(told))
        for part in (self._who_label, self.who):
            part.setVisible(not read)
        self.answers[Knowledge.NOT_ASKED].setVisible(is_asked)
        self.rest.say(f"Inget känt i någon av de {len(others) + 1}")
        self.rest.setVisible(bool(others))

    def forget(self) -> None:
        """Another patient is on screen: who answered about the one before is no answer of hers."""
        self._drafts.keep_now()
        self.who.setText("")
        self.who.show_saved("")
        self._drafts.watch(self.who, _DRAFT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _first(self) -> LineField | Button:
        return self.answers[Knowledge.SOME] if self.who.isHidden() else self.who

    def _to_answers(self) -> None:
        self.answers[Knowledge.SOME].setFocus(Qt.FocusReason.OtherFocusReason)

    # Answering

    @property
    def _source(self) -> str:
        is_read = self.group is AlertGroup.HISTORIC
        return AlertSource.JOURNAL.label if is_read else " ".join(self.who.text().split())

    def _answer(self, known: Knowledge) -> None:
        doing = self._session.do(answer_group, self.group, known=known, source=self._source)
        doing.then(partial(self._kept, self.group, known)).but(self._refused)

    def _answer_rest(self) -> None:
        doing = self._session.do(answer_rest, source=self._source)
        doing.then(partial(self._kept, None, Knowledge.NONE_KNOWN)).but(self._refused)

    def _kept(self, group: AlertGroup | None, known: Knowledge, _applied: Applied) -> None:
        self.who.show_saved(self.who.text())  # the one she talks with may answer about the next group too
        self._drafts.keep_now()
        self.answered.emit(group, known)

    def _refused(self, error: CoordinatorError) -> None:
        self.fault.say(error)


def _last_time(answer: AlertGroupAnswer) -> str:
    day = with_year(answer.checked_on) if answer.checked_on is not None else ""
    return f"Senast: {', '.join(filter(None, (answer.known.label.lower(), ' '.join(answer.source.split()), day)))}."


def _listed(words: list[str]) -> str:
    return " och ".join(filter(None, (", ".join(words[:-1]), words[-1])))
