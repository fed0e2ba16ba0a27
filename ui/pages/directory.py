"""*Katalog*: units that a patient may come to need, looked up and made a contact of hers; the clinic's own too."""

from collections.abc import Hashable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.contact import add_contact
from coordinator.directory.finding_units import UnitFinder
from coordinator.directory.own_units import FILE, Directory
from coordinator.directory.unit import Unit, contact_of
from coordinator.errors import CoordinatorError
from ui.drafts import Drafts
from ui.form import Fault
from ui.form_flow import Flow
from ui.pages.contacts_panel import WIDTH, Beside
from ui.pages.directory_deeds import DirectoryDeeds
from ui.pages.directory_filter import DirectoryFilter
from ui.pages.directory_notice import DirectoryNotice
from ui.pages.directory_panel import NO_PATIENTS, DirectoryPanel
from ui.pages.directory_rows import UnitRow, by_type, columns, searched
from ui.pages.quick_add import SignedLine
from ui.pages.view import View
from ui.parts import Button, Empty, column, label, on_ground, scrolling, whole
from ui.preferences import Preferences
from ui.screen_reader import Announcer, hits_in_words
from ui.session import Session
from ui.table import TableModel
from ui.table_paint import row_height
from ui.table_view import TableView
from ui.theme import scaled

_LIST = 560
"""The list keeps at least this width, at 100 % text, when a unit stands open beside it."""
_PAUSE_MS = 120


class DirectoryView(View):
    """The list with what narrows it, the unit one is on beside it, and a line for a new unit of the clinic's own."""

    NAME = "directory"
    TITLE = "Katalog"
    ICON = "folder-open"

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__(session, drafts, preferences)
        self.directory = Directory(())
        self._finder = UnitFinder(())
        self._were_open: bool | None = None
        self._how_many = label("", "note")
        self.notice = DirectoryNotice()
        self.deeds = DirectoryDeeds(session, self.notice, self)
        self.get = Button("Hämta från kollega …", icon="archive-restore", press=self.deeds.get)
        self.give = Button("Spara till kollega …", icon="share-2", press=self.deeds.give)
        self.quick = SignedLine("Ny egen enhet", "plus", hint="Ny egen enhet: skriv namnet och tryck Enter")
        self.quick_fault = Fault()
        self.filter = DirectoryFilter()
        self._announcer = Announcer(self.filter.line)
        self.model: TableModel[UnitRow] = TableModel(columns(), searched, lambda one: one.rank, self)
        self.table = TableView("Katalog", self.model, lambda _row: False, self)
        self.table.setMinimumHeight(5 * row_height())
        self.panel = DirectoryPanel(drafts)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._build()
        self._connect()
        self.drafts.watch(self.quick, "directory:ny", of_nobody=True)

    def _build(self) -> None:
        show_all = Button("Visa alla", press=self._show_all)
        self._no_hit = Empty(
            "search", "Ingen enhet passar", "Ändra det du filtrerar på, eller skriv en egen enhet ovanför.", show_all
        )
        self._stack = QStackedWidget()
        for widget in (self.table, self._no_hit):
            self._stack.addWidget(widget)
        self._body = Beside(self._stack, self.panel)
        head = Flow(label(self.TITLE, "title"), self._how_many, self.get, self.give, spacing=12)
        new = column(self.quick, label(NO_PATIENTS, "note", wrap=True), self.quick_fault, spacing=3)
        outer = column(head, new, self.notice, self.filter, spacing=10)
        outer.addWidget(self._body, 1)
        outer.setContentsMargins(scaled(24), scaled(14), scaled(24), 0)
        inside = whole(outer)
        on_ground(inside, "paper")
        self.setLayout(column(scrolling(inside), spacing=0))

    def _connect(self) -> None:
        self.deeds.read.connect(self._show)
        self.deeds.went_to.connect(self._go_to)
        self.deeds.kept.connect(self._kept)
        self.quick.returnPressed.connect(self._add_own)
        self.quick.textChanged.connect(self._forget_fault)
        self.filter.changed.connect(self._search)
        self.filter.done.connect(self._to_list)
        table, panel = self.table, self.panel
        table.typed.connect(self.filter.type_on)
        table.chosen.connect(self._pause.start)
        table.entered.connect(self._open)
        table.opened.connect(self._open)
        table.pressed_sign.connect(self._open)
        table.removed.connect(self._remove)
        table.escaped.connect(self.filter.start)
        panel.left.connect(self._leave_panel)
        panel.added.connect(self._add_to_patient)
        panel.edited.connect(self._edit)
        panel.corrected.connect(self.deeds.correct)
        panel.hidden.connect(self._hide)
        panel.removed.connect(self._remove)
        self._pause.timeout.connect(self._follow)
        self.session.record_changed.connect(self._show_patient)

    def start(self, target: object = None) -> None:
        """Read the units, and begin in the filter; or go to the unit whose key it is."""
        self._show_patient()
        self.deeds.read_again(target if isinstance(target, str) else "")
        if target is None:
            self.filter.start()

    # What is shown

    def _show(self, directory: Directory) -> None:
        self.directory = directory
        self._finder = UnitFinder(directory.units)
        shown = sum(not unit.hidden for unit in directory.units)
        self._how_many.setText(f"{shown} enheter")
        self.filter.show_counts(directory)
        self.give.setVisible(bool(directory.own))
        self._tell_faults()
        self._narrow()
        self._follow()

    def _tell_faults(self) -> None:
        """A file that was changed in another program may hold what cannot be read: it is left as it is."""
        if not self.notice.isHidden():
            return
        if self.directory.unreadable:
            self.notice.say(
                "De egna enheterna går inte att läsa. Filen är orörd.",
                more=(f"Rätta eller flytta undan {FILE} i mappen med kodlistor.",),
            )
        elif self.directory.refused:
            rows = [f"Rad {row.number}: {row.reason}" for row in self.directory.refused]
            self.notice.say("Några rader i filen med egna enheter går inte att läsa. De ligger kvar där.", more=rows)

    def _search(self) -> None:
        """Narrow the list; while there are words one is on the best hit."""
        self._narrow()
        if self.filter.is_searching:
            self.table.choose_first()
            self._announcer.soon(hits_in_words(len(self.model.shown)))
        else:
            self._announcer.forget()

    def _narrow(self) -> None:
        found = self.filter.found(self._finder)
        are_open = self.filter.is_searching or self.filter.type is not None or self.filter.own.isChecked()
        if are_open or are_open is not self._were_open:
            self.model.group_by(by_type(found, are_open=are_open))
        self._were_open = are_open
        self.model.show_rows(found)
        self.table.fit()
        self._stack.setCurrentWidget(self.table if found else self._no_hit)

    def _show_all(self) -> None:
        self.filter.show_all()
        self.filter.start()

    def _to_list(self) -> None:
        if self.table.current_id is not None or self.table.choose_first():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # The unit one is on

    def _unit(self, key: Hashable) -> Unit | None:
        return self.directory.unit(key) if isinstance(key, str) else None

    def _has_room(self) -> bool:
        return self._body.width() >= scaled(WIDTH + _LIST)

    def _follow(self) -> None:
        """Show the unit one is on, where there is room for it beside the list or one stands open already."""
        is_open = not self.panel.isHidden()
        key = self.table.current_id
        unit = self._unit(key)
        if key is None and is_open and self.panel.unit is not None:
            unit = self._unit(self.panel.unit.key)  # on a heading: what was read last stays
        if unit is not None and (is_open or self._has_room()):
            self.panel.show_unit(unit)
        self._body.show_panel(shown=unit is not None and (is_open or self._has_room()))

    def _open(self, id: Hashable, _column: int = 0) -> None:
        unit = self._unit(id)
        if unit is not None:
            self.panel.show_unit(unit)
            self._body.show_panel(shown=True)
            self.panel.start()

    def _leave_panel(self) -> None:
        if not self._has_room():
            self._body.show_panel(shown=False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, key: str) -> None:
        """Choose a unit, letting it be seen, and open it."""
        unit = self._unit(key)
        if unit is None:
            return
        if not self.table.choose(key):
            self.filter.show_all(hidden=unit.hidden)
            self.table.choose(key)
        self._open(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pause.start()

    # What can be done

    def _show_patient(self) -> None:
        record = self.session.record
        self.panel.show_patient(record.patient.calling_name if record is not None else None)

    def _add_to_patient(self, key: str) -> None:
        unit = self._unit(key)
        if unit is not None and self.session.record is not None:
            doing = self.session.do(add_contact, **contact_of(unit))
            doing.then(partial(self._added, unit.name)).but(self.panel.refuse)

    def _added(self, name: str, applied: Applied) -> None:
        if isValid(self):
            (contact,) = applied.versions
            go = partial(self.session.wanted.emit, "contacts", contact)
            self.notice.say(f"{name} är tillagd som kontakt.", ("Till kontakten", "users", go))

    def _add_own(self) -> None:
        self.deeds.add(self.quick.text(), self._new_is_kept, self._refuse_new)

    def _new_is_kept(self) -> None:
        self.quick.show_draft("")
        self.drafts.keep_now()

    def _refuse_new(self, error: CoordinatorError) -> None:
        if isValid(self):
            self.quick.show_fault()
            self.quick_fault.say(error)

    def _forget_fault(self) -> None:
        self.quick_fault.say(None)

    def _edit(self, key: str, name: str, value: Any) -> None:
        self.deeds.edit(key, name, value, partial(self._refuse_edit, key, name))

    def _refuse_edit(self, key: str, name: str, error: CoordinatorError) -> None:
        if isValid(self) and self.panel.unit is not None and self.panel.unit.key == key:
            self.panel.refuse(error, name)
        else:
            self.session.refused.emit(error)

    def _kept(self) -> None:
        self.panel.fault.say(None)
        self.drafts.keep_now()

    def _hide(self, key: str, hidden: bool) -> None:
        unit = self._unit(key)
        if unit is not None:
            self.deeds.hide(unit, hidden=hidden)

    def _remove(self, key: Hashable) -> None:
        unit = self._unit(key)
        if unit is not None and unit.own:
            self.deeds.remove(unit)
