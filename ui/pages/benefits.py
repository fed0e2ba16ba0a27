"""Intyg och stöd: what has to be done now, what is applied for and held until when, and the intyg that take time."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.grouping import Entry, grouped, how_many, to_see_to, with_certificates
from coordinator.benefit.to_do import to_do
from coordinator.change import Applied
from coordinator.errors import CoordinatorError
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.removal import take_away
from ui.drafts import Drafts
from ui.entry_lines.beginning import Beginning
from ui.entry_lines.group import Group
from ui.entry_lines.line import Line
from ui.entry_lines.lines import Lines
from ui.entry_lines.told import Told
from ui.pages.benefits_body import BenefitBody
from ui.pages.benefits_deeds import Deed, offered
from ui.pages.benefits_lines import BenefitDrawing, line_of
from ui.pages.benefits_new import NewBenefit, is_begun
from ui.pages.benefits_now import now_line
from ui.pages.scrolled_page import ScrolledPage
from ui.parts import Button, Empty, Kind, column, label, row, whole
from ui.second_click import SecondClick
from ui.session import Session

NEW = "new"
"""What the page may be asked to begin with, besides an entry."""
_NOW_AT_FIRST, _PAST = 6, "past"


class BenefitsPage(ScrolledPage):
    """The stöd and intyg of the patient on screen."""

    NAME = PageName.BENEFITS.stored
    TITLE = PageName.BENEFITS.label
    ICON = "badge-check"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._record: Record | None = None
        self._entries: dict[UUID, Entry] = {}
        self._sent, self._second_click = False, SecondClick()
        self._how_many = label("", "note")
        self.add = Button("Nytt intyg eller stöd", icon="plus", press=self.begin)
        first = Button("Lägg till intyg eller stöd", Kind.PRIMARY, icon="plus", press=self.begin)
        words = "Skriv vad som söks eller redan gäller, så står det här när det ska förnyas och vem som ska ringas."
        self._empty, self._empty_add = Empty("badge-check", "Inga intyg eller stöd än", words, first), first
        self.told, self.beginning = Told(session), Beginning(session, drafts)
        self.now = Lines(
            "Att göra nu", self._go_down, columns=(104,), extras=self._extras, at_first={"now": _NOW_AT_FIRST}
        )
        self.lines = Lines(self.TITLE, self._body_of, folded={_PAST}, draw=BenefitDrawing)
        inside = column(self.told, self.beginning, self._empty, self.now, self.lines, spacing=10)
        self._lay_out(inside, self._how_many, self.add)
        self._connect()

    def _connect(self) -> None:
        for lines in (self.now, self.lines):
            lines.changed.connect(self._reshow)
            lines.reached.connect(self._bring_into_view)
            lines.removed.connect(self._remove)
        self.now.emptied.connect(self.start)
        self.lines.emptied.connect(self._to_add)
        self.lines.closing.connect(self.drafts.keep_now)
        self.lines.opened.connect(self._start_body)
        self.beginning.left.connect(self._left_new)
        self.beginning.added.connect(self._added)

    @staticmethod
    def note(record: Record) -> str:
        """How many are applied for or are to be renewed."""
        many = to_see_to(record)
        return str(many) if many else ""

    # Showing

    def show_record(self, record: Record) -> None:
        another = self._record is None or self._record.patient_id != record.patient_id
        if another:
            self._begin_patient()
        self._record = record
        every: list[Entry] = [*record.all(Benefit), *record.all(Certificate)]
        self._entries = {one.id: one for one in every}
        self._how_many.setText(how_many(record))
        self._reshow()
        body = self._body
        if body is not None:
            body.show_entry(record, self._entries[body.entry.id])
        if another:
            self._resume(record)

    def _begin_patient(self) -> None:
        """Nothing of the patient before comes along, and what was half-written of hers is kept."""
        self.drafts.keep_now()
        self.told.hide()
        self.beginning.put_away()
        for lines in (self.now, self.lines):
            lines.begin_again()
            lines.show_groups([])
        self._to_top()

    def _resume(self, record: Record) -> None:
        if is_begun(self.session):
            self._open_new(record)

    def _reshow(self) -> None:
        record = self._record
        if record is None:
            return
        things = to_do(record)
        self.now.show_groups(
            self.now.group("now", "Att göra nu", things, partial(now_line, record), str(len(things)), gap=True)
        )
        self.lines.show_groups(self._groups(record))
        self.now.setVisible(bool(things))
        self._show_empty()

    def _groups(self, record: Record) -> list[Group]:
        found, say, group = grouped(record), partial(line_of, record), self.lines.group
        past = with_certificates(record, found.past)
        return [
            *group("open", "Söks", with_certificates(record, found.open), say, str(len(found.open))),
            *group("holding", "Gäller", with_certificates(record, found.holding), say, str(len(found.holding))),
            *group("loose", "Intyg för sig", found.loose, say, str(len(found.loose))),
            *group(_PAST, f"Avslag och avslutade, {len(found.past)}", past, say),
        ]

    def _show_empty(self) -> None:
        empty = not self._entries and self.beginning.form is None
        self._empty.setVisible(empty)
        self.add.setVisible(bool(self._entries) and self.beginning.form is None)
        self.lines.setVisible(bool(self._entries))

    @property
    def _body(self) -> BenefitBody | None:
        body = self.lines.body
        return body if isinstance(body, BenefitBody) else None

    # Going there

    def start(self, target: object = None) -> None:
        """Begin a new one, or open the entry of that id; else go to what is first to do."""
        if target == NEW:
            self.begin()
        elif isinstance(target, UUID) and self.open(target):
            return
        elif not self.beginning.start() and not self.now.go_to() and not self.lines.go_to():
            self._to_add()

    def open(self, id: UUID) -> bool:
        """Open a stöd or an intyg and go to what is next about it; whether there is such a one."""
        if id not in self._entries or not self.lines.reveal(id):
            return False
        self.lines.open(id)
        self._start_body(id)
        return True

    def _start_body(self, id: UUID) -> None:
        if self._body is not None:
            self._body.start()
            self._bring_into_view(self.lines.slots[id], with_focus=True)

    def _follow_focus(self, part: QWidget) -> None:
        self._bring_into_view(part, with_focus=True)

    def _to_add(self) -> None:
        button = self.add if not self.add.isHidden() else self._empty_add
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_down(self, id: UUID) -> QWidget | None:
        """What is to be done opens where its stöd stands."""
        self.open(id)
        return None

    # Doing

    def _extras(self, line: Line) -> QWidget | None:
        record, entry = self._record, self._entries.get(line.id)
        deed = offered(record, entry).next if record is not None and entry is not None else None
        if deed is None or entry is None:
            return None
        made = Button(deed.said, icon=deed.icon, press=partial(self.act, line.id))
        made.setAccessibleName(f"{deed.words}: {entry.heading}")
        return whole(row(made, 1))

    def act(self, id: UUID) -> None:
        """Do what is next about an entry; what asks for something asks in its place."""
        record, entry = self._record, self._entries.get(id)
        deed = offered(record, entry).next if record is not None and entry is not None else None
        if deed is None or entry is None:
            self.open(id)
        elif deed.asks:
            self.open(id)
            if self._body is not None:
                self._body.take(deed)
        elif not self._sent and not self._second_click.is_now:
            self._sent = True
            self.session.do(deed.does, id).then(partial(self._acted, deed, entry)).but(self._not_done)

    def _acted(self, deed: Deed, entry: Entry, applied: Applied) -> None:
        """What is done stays told above; only to a renewal one goes on."""
        self._sent = False
        self._second_click.begin()
        self._tell(deed, entry, applied)
        self._open_renewal(entry, applied)

    def _not_done(self, error: CoordinatorError) -> None:
        self._sent = False
        self.session.refused.emit(error)

    def _body_of(self, id: UUID) -> QWidget | None:
        record, entry = self._record, self._entries.get(id)
        if record is None or entry is None:
            return None
        body = BenefitBody(self.session, self.drafts, entry, record)
        body.back.connect(self._back_to_line)
        body.did.connect(partial(self._did, entry))
        body.told.connect(self.told.say)
        body.removal_wanted.connect(self._remove)
        body.reached.connect(self._follow_focus)
        return body

    def _did(self, entry: Entry, applied: Applied, deed: Deed) -> None:
        """On to what is next about it; a renewal is the next of all."""
        self._tell(deed, entry, applied)
        if self._open_renewal(entry, applied):
            return
        if self._body is not None:
            self._body.start()
        else:
            self.start()

    def _open_renewal(self, entry: Entry, applied: Applied) -> bool:
        """Open the renewal that was begun, when it was."""
        new = (one for one in self._entries.values() if isinstance(one, Benefit) and one.renews_id == entry.id)
        found = next((one for one in new if one.id in applied.versions), None)
        return found is not None and self.open(found.id)

    def _tell(self, deed: Deed, entry: Entry, _applied: Applied) -> None:
        if self._record is not None and self._record.patient_id == entry.patient_id:
            self.told.say(f"{deed.told}: {entry.heading}")

    def _back_to_line(self) -> None:
        self.lines.go_to()

    def _remove(self, id: UUID) -> None:
        entry = self._entries.get(id)
        if entry is not None:
            self.session.do(take_away, type(entry), id).then(partial(self._removed, entry))

    def _removed(self, entry: Entry, _applied: Applied) -> None:
        if self._record is not None and self._record.patient_id == entry.patient_id:
            self.told.say(f"Borttaget: {entry.heading}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """K on a line: what is next about it is done."""
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        here = self._line_with_focus()
        if event.key() == Qt.Key.Key_K and not held and here is not None and not event.isAutoRepeat():
            self.act(here)
        else:
            super().keyPressEvent(event)

    def _line_with_focus(self) -> UUID | None:
        slots = (*self.now.slots.items(), *self.lines.slots.items())
        return next((id for id, slot in slots if slot.button.hasFocus()), None)

    # Adding

    def begin(self) -> None:
        """Open the form of a new one, and go there."""
        if self._record is not None:
            self.lines.shut()
            self._open_new(self._record)
            self.beginning.start()
            self._bring_into_view(self.beginning)

    def _open_new(self, record: Record) -> None:
        self.beginning.open(NewBenefit, record, after=self.add)
        if isinstance(self.beginning.form, NewBenefit):
            self.beginning.form.reached.connect(self._follow_focus)
        self._show_empty()

    def _left_new(self) -> None:
        self._show_empty()
        self._to_add()

    def _added(self, id: object) -> None:
        self._show_empty()
        if isinstance(id, UUID):
            self.open(id)
