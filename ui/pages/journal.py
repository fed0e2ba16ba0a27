"""*Till journalen*: what is not in the journal, the note to paste there, and whether that is done."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLayout, QWidget

from coordinator.change import Applied
from coordinator.errors import CoordinatorError
from coordinator.exchange.journal_headings import headings_of, unplaced
from coordinator.journal.rows import JournalRow, JournalState, journal_rows
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.swedish import full_day
from ui.drafts import Drafts
from ui.pages.halves import Halves
from ui.pages.journal_copying import Copying, ToCopy
from ui.pages.journal_desk import Copied, JournalDesk, enter_copied
from ui.pages.journal_entered import EnteredRows
from ui.pages.journal_head import JournalHead
from ui.pages.journal_note import NoteView
from ui.pages.journal_question import NOT_YET_KEYS, YES_KEYS, rows_in_words
from ui.pages.journal_rows import WaitingRows
from ui.pages.journal_until import UntilDay
from ui.pages.journal_words import OwnWordsFields
from ui.pages.scrolled_page import ScrolledPage
from ui.parts import Button, Empty, Kind, Rule, Section, column, on_ground, scrolling, whole
from ui.screen_reader import announce
from ui.second_click import SecondClick
from ui.session import Session
from ui.theme import is_large, scaled
from ui.window_commands import JOURNAL_HEADINGS

if TYPE_CHECKING:
    from datetime import date

    from coordinator.exchange.journaltext import JournalText
    from coordinator.exchange.journaltext import Section as NotePart

_WIDE, _ROWS, _WIDEST = 840, 44, 1120
_EMPTY = (
    "Samtal, samtycken, SIP-möten och det som lämnas ut kommer hit, och står här tills du säger att det är infört i "
    "journalen."
)
_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class JournalPage(ScrolledPage):
    """The rows at the left, the note at the right; above both the one button, and the question after it."""

    NAME = PageName.JOURNAL.stored
    TITLE = PageName.JOURNAL.label
    ICON = "notebook-pen"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._record: Record | None = None
        self._rows: list[JournalRow] = []
        self._text: JournalText | None = None
        self._former: tuple[UUID, str, dict[str, str]] | None = None
        """Whose words stood in the fields before they were in the journal, and by which change: it may be undone."""
        self._shows_anyway = False
        self._second_click = SecondClick()
        self.desk, self.copying = JournalDesk.of(session), Copying(session, self)
        self.head = JournalHead(session, self.TITLE)
        self.rows, self.until, self.entered = WaitingRows(), UntilDay(session, drafts), EnteredRows()
        self.headings = Button("Sökord …", Kind.QUIET, icon="list", press=self._choose_headings)
        self.words, self.note_view = OwnWordsFields(), NoteView(session)
        self.anyway = Button("Skriv en anteckning ändå", icon="notebook-pen", press=self._show_anyway)
        self.empty = Empty("circle-check", "Allt står i journalen", _EMPTY, self.anyway)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._row_side = whole(column(self.rows, self.until, spacing=10))
        self._note_side = whole(
            column(
                column(Section("Anteckningen", self.headings), Rule(), spacing=4),
                self.note_view.warning,
                self.words,
                self.note_view,
                spacing=8,
            )
        )  # fmt: skip
        self.note_view.follow(self.words.last)
        self._both = Halves(self._row_side, self._note_side, wide=_WIDE, share=_ROWS)
        inside = column(self.empty, self._both, self.entered, spacing=14)
        if is_large():
            self._lay_out_below(self.head, inside)
        else:
            self._lay_out_apart(inside)

    def _lay_out_apart(self, inside: QLayout) -> None:
        """The head does not scroll: the button and the question are always at hand."""
        below = QWidget()
        self.head.inside.setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(8))
        around = column(inside, 1)
        around.setContentsMargins(scaled(24), scaled(4), scaled(24), scaled(24))
        below.setLayout(around)
        for part in (self.head, below):
            part.setMaximumWidth(scaled(_WIDEST))
            on_ground(part, "paper")
        self.area = scrolling(below)
        self.area.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(self.head, self.area, spacing=0))

    def _connect(self) -> None:
        self.copying.copied.connect(self._copied)
        self.head.copy_all.clicked.connect(self.copy_whole)
        self.head.question.yes.connect(self.enter)
        self.head.question.not_yet.connect(self._not_yet)
        self.rows.changed.connect(self._show_note)
        self.words.changed.connect(self._show_note)
        self.note_view.copy_wanted.connect(self.copy_part)
        self.until.entered.connect(self._say_until)
        for one in (self.rows, self.entered):
            one.reached.connect(self._bring_into_view)
        self.session.undone.connect(self._undone)
        for keys, act in ((YES_KEYS, self.enter), (NOT_YET_KEYS, self._not_yet)):
            QShortcut(QKeySequence(keys), self, act, context=_HERE).setAutoRepeat(False)

    @staticmethod
    def note(record: Record) -> str:
        """How many rows are not in the journal."""
        many = len(journal_rows(record))
        return str(many) if many else ""

    # Showing

    def show_record(self, record: Record) -> None:
        another = self._record is None or self._record.patient_id != record.patient_id
        if another:
            self._begin_patient(record.patient_id)
        self._record = record
        every = journal_rows(record, entered=True)
        rows = [one for one in every if one.state is not JournalState.ENTERED]
        self._rows = sorted(rows, key=lambda one: one.state is JournalState.WAITING)  # what is wrong there comes first
        there = [one for one in every if one.state is JournalState.ENTERED]
        self.rows.show_rows(self._rows, record.today)
        self.until.show_rows(self._rows)
        self.entered.show_rows(there[::-1], record.today)
        self._keep_question({one.entry_id for one in there})
        self._show_note()

    def _begin_patient(self, patient_id: UUID) -> None:
        """Nothing of the patient before comes along, and what was half-written of hers is kept."""
        self.drafts.keep_now()
        self.head.forget()
        self.until.put_away()
        self.rows.begin(self.desk.left_out[patient_id])
        self.entered.forget()
        self.words.watch(self.drafts)
        self._shows_anyway, self._former = False, None
        self._to_top()

    def _keep_question(self, there: set[UUID]) -> None:
        """The question stays until it is answered, here or elsewhere, or what it is about reads otherwise."""
        copied = self._asked
        if copied is not None and not copied.holds(self._rows):
            self._forget_question()
            if not there.issuperset(copied.ids):
                self.head.say_changed()

    def _forget_question(self) -> None:
        if self._record is not None:
            self.desk.copied.pop(self._record.patient_id, None)

    @property
    def _asked(self) -> Copied | None:
        return self.desk.copied.get(self._record.patient_id) if self._record is not None else None

    def _show_note(self) -> None:
        """The note of what is ticked and written now; none when there is nothing to write of."""
        record, copied = self._record, self._asked
        if record is None:
            return
        if self._rows or self._shows_anyway:
            from coordinator.journal.note import note_text  # what makes a note is no part of the start

            self._text = note_text(record, [one.entry_id for one in self.rows.chosen], self.words.words)
            self.note_view.show_text(self._text, copied.sections if copied is not None else {})
            self.note_view.show_left_out(self._left_out(record))
        else:
            self._text = None
        self._show_head(record, copied)

    def _left_out(self, record: Record) -> list[str]:
        """What of the ticked and the written stands under none of the clinic's sökord."""
        loose = unplaced(headings_of(record.settings))
        many = sum(one.section in loose for one in self.rows.chosen)
        return [*([rows_in_words(many)] if many else []), *self.words.titles(loose)]

    def _show_head(self, record: Record, copied: Copied | None) -> None:
        has_note = self._text is not None
        has_gone = self.head.show_state(record, self._rows, copied, has_note=has_note)
        self.empty.setVisible(not has_note)
        self._both.setVisible(has_note)
        self._row_side.setVisible(bool(self._rows))
        if has_gone:
            self.start()

    # Going there

    def start(self, target: object = None) -> None:
        """Go to a row by its entry's id; else to what comes next: the question, the button, the next patient."""
        if isinstance(target, UUID) and (self.rows.start(target) or self.entered.go_to(target)):
            return
        self.head.start(self.anyway)

    def _choose_headings(self) -> None:
        self.session.wanted.emit(JOURNAL_HEADINGS.name, None)

    def _show_anyway(self) -> None:
        self._shows_anyway = True
        self._show_note()
        self.words.start()

    # Copying

    def copy_whole(self, _checked: bool = False) -> None:
        """Copy the note as it is seen."""
        self._copy(None)

    def copy_part(self, part: "NotePart") -> None:
        """Copy one sökord alone."""
        self._copy(part.heading)

    def _copy(self, heading: str | None) -> None:
        if self._record is None or self._second_click.is_now:
            return
        self._second_click.begin()
        self.words.settle()
        self._show_note()  # with the last letters that were written
        if self._text is None:
            return
        asked = Copied.of(self._text, heading, self.rows.chosen, self.words.written())
        content = self._text.text if heading is None else asked.sections.get(heading, "")
        if content:
            self.copying.copy(self._record, ToCopy(self._record.patient_id, content, asked))

    def _copied(self, what: ToCopy) -> None:
        """It is on the clipboard: ask, and go to what comes next."""
        before = self.desk.copied.get(what.patient_id)
        asked = what.asked if before is None else before.with_more(what.asked)
        self.head.forget()
        if not asked.holds(self._rows):  # it was changed while the copy was noted
            self.head.say_changed()
        elif asked.is_asked_about or not asked.whole:
            self.desk.copied[what.patient_id] = asked
        self._show_note()
        seconds = self.copying.clipboard.seconds_left
        announce(self, f"Kopierat: {what.parts}. Försvinner ur urklipp om {seconds} sekunder")
        self._go_after(what)

    def _go_after(self, what: ToCopy) -> None:
        """From one sökord to the next, and from the last or the whole note to the question."""
        parts = self.note_view.in_order()
        here = next((at for at, one in enumerate(parts) if one.section.heading in what.asked.sections), len(parts))
        if not what.asked.whole and here + 1 < len(parts):
            parts[here + 1].copy.setFocus(Qt.FocusReason.OtherFocusReason)
            self._bring_into_view(parts[here + 1])
        elif self.head.question.is_open:
            self.head.question.start()
            self._bring_into_view(self.head.question)

    # Answering

    def enter(self) -> None:
        """What was copied stands in the journal."""
        copied, record = self._asked, self._record
        if copied is None or record is None or self._second_click.is_now:
            return
        self._second_click.begin()
        if copied.ids:
            self.session.do(enter_copied, copied).then(partial(self._entered, copied)).but(self._not_entered)
        else:  # only her own words were copied
            self._forget_words(copied)
            self._not_yet()

    def _entered(self, copied: Copied, applied: Applied) -> None:
        self.desk.copied.pop(applied.patient_id, None)
        record = self._record
        if record is None or record.patient_id != applied.patient_id:
            return
        self._former = record.patient_id, applied.title, self._forget_words(copied)
        self._show_note()
        self.head.told.say(f"Infört i journalen: {rows_in_words(len(copied.ids))}")
        self.start()

    def _forget_words(self, copied: Copied) -> dict[str, str]:
        """Those that were copied and still read so are in the journal; what was written after that stays."""
        gone = self.words.forget(copied.own)
        self.drafts.keep_now()
        return gone

    def _not_entered(self, error: CoordinatorError) -> None:
        self._forget_question()
        self._show_note()
        self.session.refused.emit(error)

    def _not_yet(self) -> None:
        if self.head.question.is_open:
            self._forget_question()
            self._show_note()
            self.start()

    def _undone(self, title: str) -> None:
        """An *införd* was taken back: what she had written stands in the fields again."""
        former, record = self._former, self._record
        if former is None or record is None or former[:2] != (record.patient_id, title):
            return
        self._former = None
        self.words.put_back(former[2])
        self._show_note()

    def _say_until(self, many: int, day: "date") -> None:
        self.head.told.say(f"{rows_in_words(many)} till och med {full_day(day, self.session.today)} står i journalen")
        self.start()
