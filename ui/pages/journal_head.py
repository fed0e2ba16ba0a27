"""What stands above *Till journalen*: how much there is, the one button, the next patient, and the question."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coordinator.journal.rows import JournalRow, JournalState
from coordinator.page import Page
from coordinator.record import Record
from ui.clipboard import Clipboard
from ui.entry_lines.told import Told
from ui.form_flow import Flow
from ui.pages.journal_desk import CHANGED, Copied, JournalDesk
from ui.pages.journal_question import Question, rows_in_words
from ui.parts import Button, Kind, column, label
from ui.screen_reader import announce
from ui.session import Session
from ui.window_commands import TO_JOURNAL


class JournalHead(QWidget):
    """One of its buttons is the first to press, whatever the page has come to."""

    def __init__(self, session: Session, title: str) -> None:
        super().__init__()
        self._session, self._desk = session, JournalDesk.of(session)
        self._record: Record | None = None
        self.how_many = label("", "note")
        self.copy_all = Button("Kopiera alla", Kind.PRIMARY, icon="copy")
        self.next = Button("Nästa patient", icon="arrow-right", press=self._go_on)
        self.log = Button(
            "Till kontaktloggen", Kind.QUIET, icon="message-square",
            press=partial(session.wanted.emit, Page.CONTACT_LOG.stored, None),
        )  # fmt: skip
        self.changed = label(f"{CHANGED}. Kopiera igen.", "amber", wrap=True)
        self.question, self.told = Question(Clipboard.of(session)), Told(session)
        line = Flow(label(title, "title"), self.how_many, self.copy_all, self.next, self.log, spacing=16)
        self.inside = column(line, self.changed, self.question, self.told, spacing=10)
        self.setLayout(self.inside)

    def forget(self) -> None:
        """Another patient comes: nothing that was said of the one before stays."""
        self.told.hide()
        self.changed.hide()

    def say_changed(self) -> None:
        """What was copied is not what stands here now."""
        self.changed.show()
        announce(self, self.changed.text())

    def show_state(self, record: Record, rows: Sequence[JournalRow], copied: Copied | None, *, has_note: bool) -> bool:
        """Show what there is to do now; whether what had the keyboard has gone by that."""
        self._record = record
        had_focus = [one for one in (self.question.enter, self.question.wait, self.copy_all) if one.hasFocus()]
        self.how_many.setText(_how_many(rows))
        self.how_many.setVisible(bool(rows))
        self.copy_all.setVisible(has_note)
        self.question.ask(copied)
        left = self._desk.left_after(record.patient_id)
        self.next.setVisible(self._desk.is_in_round(record.patient_id))
        self.next.say("Nästa patient" if left else "Till listan", note=f"{len(left)} kvar" if left else "")
        self.copy_all.weigh(Kind.ORDINARY if self.question.is_open else Kind.PRIMARY)
        self.next.weigh(Kind.ORDINARY if has_note else Kind.PRIMARY)
        return any(not one.isVisibleTo(self) for one in had_focus)

    def start(self, otherwise: QWidget) -> None:
        """Go to what is first to press: the answer, the button, the next patient; else to ``otherwise``."""
        if self.question.is_open:
            self.question.start()
            return
        first = next((one for one in (self.copy_all, self.next) if not one.isHidden()), otherwise)
        (self.log if first.isHidden() else first).setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        """To the next patient of the round, or back to the list when this was the last."""
        left = self._desk.left_after(self._record.patient_id) if self._record is not None else []
        if left:
            self._session.patient_wanted.emit(left[0], Page.JOURNAL.stored, None)
        else:
            self._session.wanted.emit(TO_JOURNAL.name, None)


def _how_many(rows: Sequence[JournalRow]) -> str:
    """ "3 uppgifter, 1 ändrad efter överföring"."""
    changed = sum(one.state is JournalState.CHANGED for one in rows)
    gone = sum(one.state is JournalState.REMOVED for one in rows)
    said = [rows_in_words(len(rows))] if rows else []
    said += [f"{changed} {'ändrad' if changed == 1 else 'ändrade'} efter överföring"] if changed else []
    said += [f"{gone} {'borttagen' if gone == 1 else 'borttagna'} efter överföring"] if gone else []
    return ", ".join(said)
