"""*Idag*: what is due, what waits and what nobody holds, over all patients; at the right the next step of one line."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from coordinator.dates import date_rules
from coordinator.documents.day_list import day_list_document
from coordinator.entity import new_id
from coordinator.protection import place_is_secret
from coordinator.swedish import week, weekday_in_words
from coordinator.today.day import AT_ONCE, Asked, Day, clock_warning
from ui.drafts import Drafts
from ui.finding_keeper import FindingKeeper
from ui.form_flow import Spread
from ui.pages.printed_list import print_list
from ui.pages.reading import Reading
from ui.pages.renewing_line import RenewingLine
from ui.pages.today_chips import DayChips
from ui.pages.today_panel import StepPanel
from ui.pages.today_rows import MORE, id_of, rows_of, with_line, without
from ui.pages.today_sides import Sides
from ui.pages.today_stack import DayStack
from ui.pages.today_table import DayModel, DayTable
from ui.pages.today_warning import Warnings, of_rules
from ui.pages.view import View
from ui.parts import Button, column, label, row, whole
from ui.preferences import Preferences
from ui.screen_reader import announce
from ui.session import Session
from ui.theme import is_large, scaled
from ui.window_commands import TO_JOURNAL

_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut
_STEPS = ("Alt+Down", "Alt+Up")


@dataclass(frozen=True)
class _Read:
    """What was read, what for and when, and whether the access log has noted it."""

    day: Day = field(repr=False)
    asked: Asked
    now: datetime
    noted: bool


class TodayView(View):
    """The list with what narrows it, and the panel of the line one is on."""

    NAME = "today"
    TITLE = "Idag"
    ICON = "sun"

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__(session, drafts, preferences)
        self._shown: _Read | None = None
        self._gone: set[Hashable] = set()
        self._limit = AT_ONCE
        self._may_renew = False
        self.reading = Reading(session, self._asked, self._show, self)
        self._next_place: int | None = None
        self._led_to: Hashable | None = None
        """The line we went to by ourselves; it is no choice of hers."""
        self.keeper = FindingKeeper.of(session)
        self._date = label("", "body")
        self.to_journal = Button("Ska till journalen", icon="file-output", press=self._show_journal)
        self.to_journal.hide()
        self.print = Button("Skriv ut" if is_large() else "Skriv ut dagens lista", icon="printer", press=self._print)
        self.print.setAccessibleName("Skriv ut dagens lista")
        self.chips, self.warnings, self.renewing = DayChips(session), Warnings(), RenewingLine(self.keeper)
        self.model = DayModel(self)
        self.table = DayTable(self.TITLE, self.model, self)
        self.table.setMinimumHeight(4 * self.table.line_height())
        self.stack, self.panel = DayStack(session, self.table), StepPanel(session, drafts)
        self._build()
        self._connect()

    def _build(self) -> None:
        buttons = whole(row(self.to_journal, self.print, spacing=12))
        head = Spread(label(self.TITLE, "title"), self._date, buttons, spacing=12)
        listed = column(whole(head), self.chips, self.warnings, self.renewing, self.stack, spacing=9)
        listed.setStretchFactor(self.stack, 1)
        listed.setContentsMargins(scaled(24), scaled(14), scaled(12), 0)
        self.sides = Sides(whole(listed), self.panel)
        self.setLayout(column(self.sides, spacing=0))

    def _connect(self) -> None:
        self.chips.narrowed.connect(self._narrow)
        self.stack.all_wanted.connect(self._show_all)
        self.table.chosen.connect(self._choose)
        self.table.entered.connect(self._enter)
        self.panel.acted.connect(self._go_on)
        self.panel.left.connect(self._back_to_list)
        self.panel.unfolded.connect(lambda part: QTimer.singleShot(0, part, partial(self.sides.bring, part)))
        self.keeper.renewed.connect(self._renewed)
        self.keeper.progressed.connect(self._round_ended)
        self.renewing.stopped.connect(self.reading.start)
        self.renewing.left.connect(self._put_focus)
        self.table.day_over.connect(self._begin_day)
        self.session.saved.connect(self._changed)
        self.session.undone.connect(self._undone)
        panel = self.panel
        for keys, act in (
            ("Alt+Down", partial(self._step, 1)), ("Alt+Up", partial(self._step, -1)), ("Ctrl+O", panel.open_it),
            ("Ctrl+Return", panel.note_it), ("Ctrl+Enter", panel.note_it), ("Alt+S", panel.put_it_off),
            ("Alt+K", panel.finish_it),
        ):  # fmt: skip
            made = QShortcut(QKeySequence(keys), self, act, context=_HERE)
            made.setAutoRepeat(keys in _STEPS)  # a key that is held down goes on, but acts on no line after the first

    def start(self, target: object = None) -> None:
        """Read the list, and go on where one was in it."""
        self._may_renew, self._is_noted = not self.renewing.was_stopped, False
        self.reading.start()
        self._put_focus()

    def _put_focus(self) -> None:
        if not self.stack.start():
            self.chips.start()

    # Reading

    def _asked(self) -> Callable[[], _Read]:
        store = self.session.vault.store
        wanted = self.chips.asked(self.session.today, self.session.me, self._limit)
        noted = not self._is_noted  # once a visit, however often the list is read in it

        def read() -> _Read:
            blank = store.blank(new_id())  # the clock is the store's, and midnight may have passed
            asked = replace(wanted, today=blank.today)
            return _Read(store.day(asked, noted=noted), asked, blank.now, noted)

        return read

    def _show(self, found: _Read) -> None:
        self._shown = found
        self._is_noted |= found.noted
        self.table.begin_clock(found.now)
        self._show_lines()
        if found.day.stale and self._may_renew and not self.keeper.renewing:
            self.keeper.start()
        self._may_renew = False
        self.renewing.show_stale(found.day.stale)

    def _show_lines(self) -> None:
        """Show what was read, without what was just seen to; and be on the same line as before, or where it was."""
        if self._shown is None:
            return
        found, today = self._shown, self._shown.asked.today
        day = without(found.day, self._gone, today)
        kept = self._with_the_one_written_about(day)
        rows = rows_of(kept, today, found.now, AT_ONCE)
        chosen, line = self.table.current_id or self.session.today_line, self.table.currentIndex().row()
        if chosen == self._led_to and not self.panel.isAncestorOf(QApplication.focusWidget() or self):
            chosen, line = None, 0  # more has been found since, and what is first now may be urgent
        self.model.show_day(kept, today, rows)
        self.table.fit()
        self._choose_what_to_show(day, is_empty=not rows)
        if self._next_place is not None and self._next_place < len(day.lines):
            self.table.choose(rows[self._next_place].id)
            self._announce()
        elif chosen is None or (self.table.current_id != chosen and not self.table.choose(chosen)):
            self.table.choose_near(max(line, 0))
            if self.table.current_id == MORE:
                self.table.step(-1)
        if chosen is None:
            self._led_to = self.table.current_id
        self._next_place = None
        self._tell(day)

    def _with_the_one_written_about(self, day: Day) -> Day:
        """A line that goes while one writes about it stays until one leaves it: else the next words were another's."""
        row = self.panel.writes_about
        if row is None or row.line is None or row.id in self._gone or row.id in {id_of(one) for one in day.lines}:
            return day
        return with_line(day, row.line, row.place)

    def _tell(self, day: Day) -> None:
        """Say around the list how many there are, what day it is, and what may be wrong."""
        if self._shown is None:
            return
        today = self._shown.asked.today
        self._date.setText(f"{weekday_in_words(today)}, {week(today)}")
        self.chips.show_counts(day)
        self.to_journal.say(f"{day.to_journal} {'till' if is_large() else 'ska till'} journalen")
        self.to_journal.setVisible(day.to_journal > 0)
        self.warnings.warn((clock_warning(day, today), of_rules(date_rules().faults)))
        self.session.tell_due(day.in_all)

    def _choose_what_to_show(self, day: Day, *, is_empty: bool) -> None:
        self.chips.setVisible(bool(self.session.patients))
        self.print.setVisible(not is_empty)
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        is_narrowed = self.chips.is_narrowed or self.chips.mine.isChecked()
        self.sides.show_panel(visible=not is_empty)
        self.stack.show_lines(is_empty=is_empty, is_narrowed=is_narrowed, stale=day.stale)
        if had_focus and is_empty:  # what had the keyboard may be gone
            self._put_focus()

    def _changed(self, _title: str = "") -> None:
        """Something is saved: what was found of that patient is found anew, and then the list is read."""
        self.reading.grow_old()
        self._hide_words()
        if self.isVisible() and not self.keeper.renewing:
            self._may_renew = not self.renewing.was_stopped
            self.reading.start()

    def _hide_words(self) -> None:
        """Of one whose place has just become secret the words are not seen until the list is read again."""
        record = self.session.record
        if record is None or self._shown is None or not place_is_secret(record):
            return
        lines = [
            replace(one, matter=one.matter.without_words()) if one.matter.patient_id == record.patient_id else one
            for one in self._shown.day.lines
        ]
        if lines != list(self._shown.day.lines):
            self._shown = replace(self._shown, day=replace(self._shown.day, lines=lines))
            self._show_lines()

    def _undone(self, _title: str) -> None:
        self._gone.clear()
        self._changed()

    def _begin_day(self) -> None:
        """Midnight has passed while the list was on screen."""
        self.reading.grow_old()
        if self.isVisible():
            self._may_renew = not self.renewing.was_stopped
            self.reading.start()

    def _renewed(self) -> None:
        self._gone.clear()
        self.reading.grow_old()
        if self.isVisible():
            self.reading.start()

    def _round_ended(self, done: int, of: int) -> None:
        """A round in which nobody could be done tells no news: read what there is."""
        if not (done or of) and self.reading.is_due and self.isVisible():
            self.reading.start()

    # Going through the list

    def _choose(self, id: Hashable) -> None:
        line = None if id is None else self.model.line_of(id)
        row = None if line is None else self.model.row_at(line)
        if row is not None or not self.model.rowCount():
            self.panel.show_row(row)
        if row is not None:
            self.session.today_line = row.id

    def _step(self, by: int) -> None:
        """Go to the next line or the one before from anywhere; the focus stays where it is, ready to write."""
        found = self.table.step(by)
        if found == MORE:
            self._read_more()
        elif found is None:
            announce(self.table, "Det finns inga fler rader" if by > 0 else "Det är den första raden")
        else:
            self._announce()

    def _announce(self) -> None:
        """Tell a screen reader which line it is, when the focus is not on it."""
        row = self.model.row_at(self.table.currentIndex().row())
        if row is not None and not self.table.hasFocus():
            announce(self.table, row.aloud)

    def _enter(self, id: Hashable, _column: int = 0) -> None:
        """Enter on a line: write what came of it. On the last one: read more."""
        if id == MORE:
            self._read_more()
        else:
            self.panel.start()
            self.sides.bring(self.panel.note)

    def _read_more(self) -> None:
        """Read more lines, and go to the first of them."""
        if self._shown is not None:
            self._next_place = len(without(self._shown.day, self._gone, self._shown.asked.today).lines)
            self._limit += AT_ONCE
            self.reading.start()

    def _go_on(self, id: Hashable, stays: bool) -> None:
        """A line is seen to: it goes, unless it stays all the same, and one is on the next."""
        is_here = self.table.current_id == id
        writing = is_here and self.panel.isAncestorOf(QApplication.focusWidget() or self)
        if not stays:
            self._gone.add(id)
        if is_here:
            onward = self.table.step(1)
            if onward is None and not stays:
                self.table.step(-1)
            elif onward == MORE:
                self._read_more()
            self._announce()
        self._show_lines()
        if writing:
            (self.panel.start if self.table.current_id is not None else self._put_focus)()

    def _back_to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Narrowing

    def _narrow(self) -> None:
        self._limit = AT_ONCE
        self.reading.start()

    def _show_journal(self) -> None:
        self.session.wanted.emit(TO_JOURNAL.name, None)

    def _show_all(self) -> None:
        self.chips.mine.setChecked(False)
        self.chips.show_all()

    def _print(self) -> None:
        """Print the lines that are shown."""
        if self._shown is not None:
            found = self._shown
            day = without(found.day, self._gone, found.asked.today)
            print_list(
                self.session, self, day_list_document(day, found.asked, found.now, practice=self.session.vault.practice)
            )
