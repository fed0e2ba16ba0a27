"""*Lämna över*: whose patients, which of them, to whom and from when; done patient by patient, then the papers."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from coordinator.errors import CoordinatorError, RuleError
from coordinator.hand_over_row import HandOverRow, coordinators_of, hand_over_rows
from coordinator.swedish import folded
from coordinator.today.day import EVERY_LINE, Asked
from ui.drafts import Drafts
from ui.form import Fault
from ui.form_choice import ChoiceBox
from ui.form_flow import Flow
from ui.pages.hand_over_course import HandingOver
from ui.pages.hand_over_form import HandOverForm
from ui.pages.hand_over_papers import HandOverPapers, names_of
from ui.pages.hand_over_rows import Ticked, TickTable, columns, searched
from ui.pages.view import View
from ui.parts import Button, Empty, Kind, column, label, on_ground, row, scrolling, whole
from ui.preferences import Preferences
from ui.screen_reader import announce
from ui.session import Session
from ui.table import TableModel
from ui.table_paint import row_height
from ui.theme import scaled
from ui.window_commands import HAND_OVER

_NOBODY = "Här står de patienter som har en fast vårdkontakt. Den utses på sidan Kontakter."


class HandOverView(View):
    """The form, the list with ticks, and what becomes of it."""

    NAME = HAND_OVER.name
    TITLE = HAND_OVER.title
    ICON = HAND_OVER.icon

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__(session, drafts, preferences)
        self._rows: Sequence[HandOverRow] = ()
        self._ticked: set[UUID] = set()
        self._known: Sequence[object] | None = None
        self._to_read = True
        self._stale = 0
        self.whose = ChoiceBox("Vems patienter")
        self.form = HandOverForm(session, drafts)
        self.every = Button("Välj alla", Kind.QUIET, icon="square-check", press=self._tick_all)
        self.none = Button("Välj ingen", Kind.QUIET, icon="square", press=self._tick_none)
        self.sum = label("", "note")
        self.model: TableModel[Ticked] = TableModel(columns(), searched, lambda _row: 0, self)
        self.table = TickTable("Patienter att lämna över", self.model, self)
        self.table.setMinimumHeight(6 * row_height())
        self.go = Button("Lämna över", Kind.PRIMARY, icon="arrow-right-left", press=self._begin)
        self.stop = Button("Stanna", icon="x", press=self._stop)
        self.on = Button("Fortsätt med resten", icon="arrow-right", press=self._go_on)
        self.how_far = label("", "strong", wrap=True)
        self.fault = Fault()
        self.course = HandingOver(session, self)
        self.papers = HandOverPapers(session)
        self.nobody = Empty("arrow-right-left", "Ingen att lämna över", _NOBODY)
        self._build()
        self._connect()

    def _build(self) -> None:
        whose = label("Vems patienter", "note")
        whose.setBuddy(self.whose)
        self.whose.setMaximumWidth(scaled(360))
        picked = whole(Flow(self.every, self.none, self.sum))
        deeds = whole(Flow(self.go, self.stop, self.on, self.how_far))
        self._work = whole(column(
            whole(column(whose, self.whose, spacing=2)), self.form, picked, self.table, self.fault, deeds, spacing=10,
        ))  # fmt: skip
        self._stack = QStackedWidget()
        for part in (self._work, self.nobody, whole(column(self.papers, 1))):
            self._stack.addWidget(part)
        outer = column(row(label(self.TITLE, "title"), 1), self._stack, spacing=10)
        outer.setStretchFactor(self._stack, 1)
        outer.setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(14))
        inside = whole(outer)
        on_ground(inside, "paper")
        self.setLayout(column(scrolling(inside), spacing=0))
        self._show_course()

    def _connect(self) -> None:
        self.whose.finished.connect(self._read)
        self.table.turned.connect(self._turn)
        self.table.all_wanted.connect(self._tick_all_or_none)
        self.table.escaped.connect(self.form.start)
        self.form.changed.connect(self._count)
        self.course.went_on.connect(self._show_course)
        self.course.stopped.connect(self._stopped)
        self.course.finished.connect(self._finished)
        self.papers.more.connect(self._begin_anew)
        self.session.saved.connect(self._grow_old)
        self.session.undone.connect(self._grow_old)
        self.session.patients_changed.connect(self._patients_read)

    def start(self, target: object = None) -> None:
        """Read who there is, and go to who takes over."""
        self.session.refresh_patients()
        if not self.course.is_under_way and (self._to_read or self._known is not self.session.patients):
            self._offer()
        if self._stack.currentIndex() == 0:
            self.form.start()
        elif self._stack.currentIndex() == 2:
            self.papers.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # Whose patients

    def _patients_read(self) -> None:
        if self.isVisible() and not self.course.is_under_way and self._known is not self.session.patients:
            self._offer()

    def _offer(self) -> None:
        """Offer everybody who is fast vårdkontakt for somebody, the user first; and those who may take over."""
        self._known = self.session.patients
        counts = coordinators_of(self.session.patients)
        me = next((name for name in counts if folded(name) == folded(self.session.me)), "")
        names = [*([me] if me else []), *(name for name in counts if name != me)]
        chosen = self.whose.chosen()
        self.whose.offer([(name, f"{'Mina' if name == me else name} ({counts[name]})") for name in names])
        self.whose.show_saved(chosen if chosen in names else (names[0] if names else None))
        self.whose.take_back()  # who was chosen may have nobody any more
        self._offer_receivers()
        if self._stack.currentIndex() != 2:
            self._stack.setCurrentIndex(0 if names else 1)
        self._read()

    def _offer_receivers(self) -> None:
        former = self.former
        self.form.offer([name for name in coordinators_of(self.session.patients) if name != former])

    @property
    def former(self) -> str:
        """Whose patients they are; empty when nobody has any."""
        return self.whose.chosen() or ""

    def _read(self) -> None:
        """Count what is open of the patients: in the lines of Idag, never in their records."""
        self.whose.show_saved(self.whose.chosen())
        former, today = self.former, self.session.today
        if not former:
            self._show(former, ([], 0))
            return
        self._to_read = False
        self._offer_receivers()
        store, patients = self.session.vault.store, self.session.patients

        def read() -> tuple[list[HandOverRow], int]:
            day = store.day(Asked(today, mine=former, limit=EVERY_LINE, ahead=True))
            return hand_over_rows(patients, (line.matter for line in day.lines), former, today), day.stale

        self.session.vault_thread.run(read, partial(self._show, former), self.session.refused.emit)

    def _show(self, former: str, found: tuple[Sequence[HandOverRow], int]) -> None:
        rows, stale = found
        if former != self.former or self.course.is_under_way:
            return
        self._stale = stale
        self._ticked &= {one.id for one in rows}
        self._rows = rows
        self._show_ticks()

    def _grow_old(self, _title: str) -> None:
        self._to_read = True

    # Who of them

    def _turn(self, id: UUID) -> None:
        self._ticked ^= {id}
        self._show_ticks()

    def _tick_all(self) -> None:
        self._ticked = {one.id for one in self._rows}
        self._show_ticks()

    def _tick_none(self) -> None:
        self._ticked = set()
        self._show_ticks()

    def _tick_all_or_none(self) -> None:
        (self._tick_none if len(self._ticked) == len(self._rows) else self._tick_all)()

    def _show_ticks(self) -> None:
        today = self.session.today
        self.model.show_rows([Ticked(one, one.id in self._ticked, today) for one in self._rows])
        self._count()

    @property
    def chosen(self) -> list[HandOverRow]:
        """Those who are ticked, in the order they stand."""
        return [one for one in self._rows if one.id in self._ticked]

    def _count(self) -> None:
        rows = self.chosen
        opened, late = sum(one.open for one in rows), sum(one.late for one in rows)
        words = f"{len(rows)} av {len(self._rows)} valda, {opened} öppna{f', {late} försenade' if late else ''}"
        words = words if rows else "Ingen vald än: mellanslag väljer en rad"
        self.sum.setText(f"{words}. Siffrorna räknas om." if self._stale else words)
        many = "1 patient" if len(rows) == 1 else f"{len(rows)} patienter"
        to = f" till {self.form.name}" if self.form.name else ""
        self.go.say(f"Lämna över {many}{to}" if rows else "Lämna över")

    # Doing it

    def _begin(self) -> None:
        rows = self.chosen
        self.fault.say(None)
        if self.course.is_under_way:
            return
        if not rows:
            self.fault.say(RuleError("Ingen patient är vald", "Välj dem i listan med mellanslag."))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            wish = self.form.wish()
        except RuleError:
            return  # said by the line
        self.course.begin(rows, wish, self.former)

    def _stop(self) -> None:
        self.course.stop()

    def _go_on(self) -> None:
        self.fault.say(None)
        self.course.go_on()

    def _show_course(self) -> None:
        """How far it is; meanwhile nothing else can be chosen."""
        course = self.course
        under_way, waits = course.is_under_way, bool(course.left) and not course.is_under_way
        had_focus = any(one.hasFocus() for one in (self.go, self.stop, self.on))  # a button that goes loses it
        for part in (self.whose, self.form, self.table, self.every, self.none, self.go):
            part.setEnabled(not under_way)
        here = self.stop if under_way else self.on if waits else self.go
        for button in (here, self.go, self.stop, self.on):
            button.setVisible(button is here)
        if had_focus:
            here.setFocus(Qt.FocusReason.OtherFocusReason)
        if under_way:
            self.how_far.setText(f"Lämnar över {course.many - len(course.left) + 1} av {course.many} …")
        self.how_far.setVisible(under_way or waits)

    def _stopped(self, error: CoordinatorError | None) -> None:
        """Say who is done and who is not."""
        course = self.course
        if error is not None and not course.done and not course.left:
            self.form.refuse(error)  # it was the only one
        if not course.left:
            self._finished()
            if error is not None:
                self.fault.say(error)
            return
        self._show_course()
        done = names_of(course.done) or "ingen"
        self.how_far.setText(
            f"{'Det stannade.' if error is not None else 'Du stannade.'} Lämnade: {done}. "
            + (f"Gick inte: {names_of(course.refused)}. " if course.refused else "")
            + f"Kvar: {names_of(course.left)}."
        )
        if error is not None:
            self.fault.say(error)
        announce(self, self.how_far.text())
        self.on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finished(self) -> None:
        """Everybody is done, or nobody could be: the papers, or the list once more."""
        course = self.course
        self._show_course()
        self.session.read_patients()
        if course.done and course.wish is not None:
            self.papers.show_done(course.done, course.wish, course.former)
            if course.refused:
                self.papers.told.setText(f"Gick inte: {names_of(course.refused)}. De står kvar i listan.")
            self.form.clear()
            self._stack.setCurrentIndex(2)
            announce(self, self.papers.words.text())
            self.papers.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_anew(self) -> None:
        self._stack.setCurrentIndex(0)
        self._ticked = set()
        self.whose.show_saved(None)  # the user's own first, if she has any left
        self.whose.take_back()
        self.session.read_patients()  # what was undone since is not in the list
        self.form.start()
