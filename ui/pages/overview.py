"""The overview of a patient: what matters to her, what comes, who coordinates, and what is missing."""

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.about_me import about_me
from coordinator.agenda import AgendaItem, agenda, latest_notes, next_birthday
from coordinator.careplan import current_plan
from coordinator.contact import Assignment, Contact, ContactRole, holders
from coordinator.contact_log import ContactLogEntry
from coordinator.diagnosis import RareCondition
from coordinator.entity import shown
from coordinator.gaps import gaps, silenced
from coordinator.page import Page as PageName
from coordinator.person import DiagnosisState
from coordinator.record import Record
from coordinator.swedish import how_late, short_day, weeks
from ui.chips import FACT, OWN, Sign
from ui.drafts import Drafts
from ui.pages.dated_row import DatedRow
from ui.pages.gap_row import GapRow, has_draft
from ui.pages.gaps_silenced import SILENCED, how_many_quiet
from ui.pages.leading_row import LeadingRow
from ui.pages.page import Page
from ui.parts import (
    Boxed,
    Button,
    Kind,
    Picture,
    Rule,
    Section,
    clear,
    column,
    keys_in_words,
    label,
    row,
    scrolling,
    selectable,
    whole,
)
from ui.session import Session
from ui.theme import scaled
from ui.window_commands import NOTE_CALL, PRINT

_DAYS = 30
_BESIDE = 820
"""From this width, at 100 % text, who coordinates and what is missing stand beside the rest."""
_GAPS_AT_FIRST = 5
_ITEMS_AT_FIRST = 7


class OverviewPage(Page):
    """What one needs to know with the telephone at the ear, on one screen."""

    NAME = "overview"
    TITLE = "Översikt"
    ICON = "house"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._all_items = False
        self._of: object = None
        self._gap_rows: list[GapRow] = []
        self._beside: bool | None = None
        self._what = label("", "note", wrap=True)
        self.note_call = Button(NOTE_CALL.title, Kind.PRIMARY, icon=NOTE_CALL.icon, shortcut=NOTE_CALL.keys)
        self.note_call.clicked.connect(lambda: session.wanted.emit("contact_log", "new"))
        self.print = Button("Skriv ut", icon=PRINT.icon)
        self.print.setAccessibleName(PRINT.title)
        self.print.setToolTip(f"{PRINT.title}, {keys_in_words(PRINT.keys)}")
        self.print.clicked.connect(lambda: session.wanted.emit("papers", "print"))
        # Widgets and not bare layouts, here and for each row: only a widget remembers how high it is at a width.
        self._sides = (QWidget(), QWidget())
        self._left, self._right = column(spacing=4), column(spacing=8)
        for widget, side in zip(self._sides, (self._left, self._right), strict=True):
            widget.setLayout(side)
        self._columns = QGridLayout()
        self._columns.setHorizontalSpacing(scaled(28))
        self._columns.setVerticalSpacing(scaled(16))
        inside = QWidget()
        head = row(label(self.TITLE, "title"), self._what, self.note_call, self.print, spacing=12)
        head.setStretchFactor(self._what, 1)
        inner = column(whole(head), self._columns, 1, spacing=12)
        inner.setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(16))
        inside.setLayout(inner)
        self._area = scrolling(inside)
        self.setLayout(column(self._area, spacing=0))
        self._place_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_columns()

    def _place_columns(self) -> None:
        """Two columns; in a narrow window, or with large text, the right one goes below."""
        beside = self.width() >= scaled(_BESIDE)
        if beside == self._beside:
            return
        self._beside = beside
        left, right = self._sides
        self._columns.addWidget(left, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._columns.addWidget(right, 0 if beside else 1, 1 if beside else 0, Qt.AlignmentFlag.AlignTop)
        self._columns.setColumnStretch(0, 7)
        self._columns.setColumnStretch(1, 5 if beside else 0)

    def show_record(self, record: Record) -> None:
        if self._of != record.patient_id:
            self._all_items = False
            self._gap_rows.clear()
            self._area.verticalScrollBar().setValue(0)
        self._of = record.patient_id
        self._what.setText(_condition(record))
        had_focus = _has_focus(*self._sides)
        gap = next((place for place, one in enumerate(self._gap_rows) if _has_focus(one)), None)
        self.drafts.keep_now()
        spot = self.drafts.step_out() if had_focus else None
        clear(self._left)
        clear(self._right)
        self._show_what_matters(record)
        self._show_coming(record)
        self._show_notes(record)
        self._show_coordinators(record)
        self._show_gaps(record)
        for side in (self._left, self._right):
            side.addStretch(1)
        if had_focus and not (self.drafts.step_back(spot) and _has_focus(*self._sides)):
            here: QWidget = self.note_call
            if gap is not None and self._gap_rows:  # one that was mended is gone, with the line it was mended in
                here = self._gap_rows[min(gap, len(self._gap_rows) - 1)].button
            here.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self, target: object = None) -> None:
        self.note_call.setFocus(Qt.FocusReason.OtherFocusReason)

    # Left: the person and time

    def _show_what_matters(self, record: Record) -> None:
        plan, words = current_plan(record), about_me(record)
        called = record.patient.calling_name or "patienten"
        change = Button("Ändra", Kind.QUIET, icon="pencil")
        change.clicked.connect(lambda: self.session.wanted.emit("care_plan", "what_matters"))
        self._left.addWidget(Section(f"Viktigt för {called}", change))
        own = plan.what_matters.strip() if plan else ""
        source = f"Ur vårdplanen{f', {plan.established_on.isoformat()}' if plan and plan.established_on else ''}"
        if not own and words is not None and words.most_important.strip():
            own, source = words.most_important.strip(), f"Ur Om mig{_written(words.written_on)}"
        if own:
            box = Boxed("amber_soft", bar="amber")
            box.inside.addWidget(label(f"”{own}”", "own", wrap=True))
            box.inside.addWidget(label(source, "note"))
            self._left.addWidget(box)
        else:
            self._left.addWidget(whole(_missing("Inte skrivet än. Fråga: Vad är viktigt för dig?")))

    def _show_coming(self, record: Record) -> None:
        found = agenda(record, _DAYS)
        coming = [one for one in found if not one.late]
        note = weeks(record.today, record.today + timedelta(days=_DAYS))
        birthday = next_birthday(record.patient, record.today)
        if birthday and birthday[0] > record.today + timedelta(days=_DAYS):
            note += f". Fyller {birthday[1]} år {short_day(birthday[0], record.today)}"
        self._show_items(f"De närmaste {_DAYS} dagarna", note, coming, record)
        if not coming:
            self._left.addWidget(label("Inget är inplanerat.", "note"))
        late = [one for one in found if one.late]
        if late:
            self._show_items("Försenat", "", late, record)

    def _show_items(self, title: str, note: str, items: list[AgendaItem], record: Record) -> None:
        self._left.addSpacing(scaled(6))
        self._left.addWidget(Section(title, note=note))
        shown_items = items if self._all_items else items[:_ITEMS_AT_FIRST]
        for one in shown_items:
            self._left.addWidget(LeadingRow(_dated(one, record), partial(self._go_to, one)))
        if len(items) > len(shown_items):
            more = Button(f"Visa {len(items) - len(shown_items)} till", Kind.QUIET, icon="chevron-down")
            more.clicked.connect(self._show_all_items)
            self._left.addWidget(whole(row(more, 1)))

    def _show_notes(self, record: Record) -> None:
        found = latest_notes(record)
        if not found:
            return
        self._left.addSpacing(scaled(6))
        count = len(record.all(ContactLogEntry))
        every = Button("Hela loggen", Kind.QUIET)
        every.clicked.connect(lambda: self.session.wanted.emit("contact_log", None))
        note = f"{len(found)} av {count}" if count > len(found) else ""
        self._left.addWidget(Section("Senast antecknat", every, note=note))
        for one in found:
            self._left.addWidget(DatedRow(short_day(one.day, record.today), one.text))

    # Right: who, and what is missing

    def _show_coordinators(self, record: Record) -> None:
        self._right.addWidget(Section("Vem samordnar"))
        for assignment in Assignment:
            held = holders(record, assignment)
            for role, contact in held:
                title = f"{assignment.label}{', samordnar' if role.main and len(held) > 1 else ''}"
                self._right.addWidget(
                    whole(_person(title, contact.heading, contact.phone or contact.switchboard, _told(role, contact)))
                )
                self._right.addWidget(Rule())
            if not held:
                choose = Button("Utse", icon="user-plus")
                choose.setAccessibleName(f"Utse {assignment.label.lower()}")
                choose.clicked.connect(
                    lambda _on=False, code=assignment.stored: self.session.wanted.emit("contacts", code)
                )
                absent = row(Picture("circle-dashed", "amber"), label("Saknas", "amber"), 1, choose, spacing=6)
                self._right.addWidget(whole(column(label(assignment.label, "note"), absent, spacing=2)))
                self._right.addWidget(Rule())
        plan = current_plan(record)
        if plan and (plan.turn_to_urgent.strip() or plan.turn_to_urgent_phone.strip()):
            self._right.addWidget(
                whole(_person("När det är bråttom", plan.turn_to_urgent, plan.turn_to_urgent_phone, ""))
            )

    def _show_gaps(self, record: Record) -> None:
        found, quiet = gaps(record), len(silenced(record))
        # What is half-written is seen, also far down.
        unfinished = [gap for gap in found[_GAPS_AT_FIRST:] if has_draft(gap, self.session)]
        shown_gaps = found[:_GAPS_AT_FIRST] + unfinished
        self._right.addSpacing(scaled(10))
        links = []
        if quiet:
            links.append(self._to_gaps(how_many_quiet(quiet), SILENCED))
        if len(found) > len(shown_gaps):
            links.append(self._to_gaps(f"Alla {len(found)} luckor", None))
        self._right.addWidget(Section("Luckor", *links))
        if not found:
            self._right.addWidget(whole(row(Picture("circle-check", "green"), label("Inga luckor just nu."), 1)))
        self._gap_rows = [GapRow(gap, self.session, self.drafts) for gap in shown_gaps]
        for made in self._gap_rows:
            self._right.addWidget(made)
            made.show()  # at once: the focus may belong in it
            self._right.addWidget(Rule())

    def _go_to(self, one: AgendaItem) -> None:
        """To where the thing is done."""
        self.session.wanted.emit(one.page.stored, one.entry_id)

    def _to_gaps(self, words: str, target: object) -> Button:
        made = Button(words, Kind.QUIET)
        made.clicked.connect(lambda: self.session.wanted.emit(PageName.GAPS.stored, target))
        return made

    def _show_all_items(self) -> None:
        self._all_items = True
        self._again()

    def _again(self) -> None:
        if self.session.record is not None:
            self.show_record(self.session.record)


def _has_focus(*parts: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and focus.isVisible() and any(part.isAncestorOf(focus) for part in parts)


def _dated(one: AgendaItem, record: Record) -> DatedRow:
    day = short_day(one.day, record.today) + (f" {one.clock}" if one.clock else "")
    sign = None
    if one.late:
        sign = Sign(how_late(one.day, record.today), OWN, "clock")
    elif one.preliminary:
        sign = Sign("preliminär", FACT)
    return DatedRow(day, one.what, one.who, sign)


def _condition(record: Record) -> str:
    main = sorted(record.all(RareCondition), key=lambda one: not one.main)
    if main:
        return main[0].text.strip() or shown(main[0].orpha)
    return (
        record.patient.diagnosis_state.label if record.patient.diagnosis_state is not DiagnosisState.NOT_ASKED else ""
    )


def _written(day: object) -> str:
    return f", {shown(day)}" if day else ""


def _told(role: ContactRole, contact: Contact) -> str:
    told = f"berättat för patienten {role.informed_on.isoformat()}" if role.informed_on else ""
    return ", ".join(part for part in (contact.phone_hours.strip(), told) if part)


def _person(title: str, name: str, number: str, note: str) -> QVBoxLayout:
    """Who, with the number to ring large at the right."""
    phone = selectable(label(number.strip(), "number"))
    phone.setAccessibleName(f"Telefon {name}: {number}")
    line = row(label(name.strip() or "Namn saknas", "strong", wrap=True), phone, spacing=8)
    line.setStretch(0, 1)
    return column(label(title, "note"), line, *([label(note, "note", wrap=True)] if note else []), spacing=1)


def _missing(text: str) -> QHBoxLayout:
    words = label(text, "amber", wrap=True)
    made = row(Picture("circle-dashed", "amber"), words, spacing=8)
    made.setStretchFactor(words, 1)
    return made
