"""Kontakter: everybody the patient meets or depends on, in one list with what to do next and which number to ring."""

from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.contact import Assignment, Contact, ContactRole, add_contact, appoint
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.removal import remove_contact
from ui.drafts import Drafts
from ui.form_flow import Flow
from ui.menu import Item, show_menu
from ui.narrowing import searched
from ui.pages.contacts_cells import Cells
from ui.pages.contacts_export import SavedList
from ui.pages.contacts_filter import ContactsFilter
from ui.pages.contacts_menu import items, to_inform
from ui.pages.contacts_notice import Choosing, Removed
from ui.pages.contacts_panel import Beside, ContactPanel
from ui.pages.contacts_rows import NEXT, STATE, ContactRow, by_area, columns, contact_rows, how_many, rank
from ui.pages.import_contacts_layer import ListOrImport
from ui.pages.page import Page
from ui.pages.quick_add import QuickAdd
from ui.parts import Button, Empty, Kind, column, label, on_ground, row, scrolling, whole
from ui.screen_reader import Announcer, hits_in_words
from ui.session import Session
from ui.table import TableModel
from ui.table_paint import row_height
from ui.table_view import TableView
from ui.theme import is_large, scaled
from ui.window_commands import NEW_CONTACT

_PAUSE_MS = 120
NEW_IN_ROLE = "new:"
"""What to go to for a new contact in the role that stands behind it."""
IMPORT = "import"
"""What to go to for taking many in at once."""


class ContactsPage(Page):
    """The contact list of the patient on screen."""

    NAME = "contacts"
    TITLE = "Kontakter"
    ICON = "users"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._patient_id: UUID | None = None
        self._rows: Mapping[Hashable, ContactRow] = {}
        self._choosing: Assignment | None = None
        self.model: TableModel[ContactRow] = TableModel(columns(), searched, rank, self)
        self.model.group_by(by_area())
        self.table = TableView("Kontakter", self.model, _is_contact)
        self.table.setMinimumHeight(5 * row_height())
        self._cells = Cells(session, drafts, self.table, self._row_of)
        self.filter = ContactsFilter(session.narrowing, with_grouping=True)
        self._announcer = Announcer(self.filter.line)
        self.panel = ContactPanel(session, drafts)
        self.choosing_box, self.removed_box = Choosing(self._stop_choosing), Removed(session.undo)
        self.saved_list = SavedList(session)
        self._how_many = label("", "note")
        self.quick = QuickAdd()
        self.quick.added.connect(self._add)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._empty = Empty(
            "users",
            "Inga kontakter än",
            "Skriv den första som du skulle säga den: Lisa Ek, dietist, 070-123\u00a045\u00a067. "
            "Har du redan en lista: kopiera den och tryck Ctrl\u00a0V.",
            whole(
                row(
                    Button("Lägg till kontakt", Kind.PRIMARY, shortcut=NEW_CONTACT.keys, press=self._start_new),
                    Button("Ta in flera …", icon="clipboard-list", press=self.open_import),
                )
            ),
        )
        self._no_hits = Empty(
            "search", "Ingen kontakt passar", "Ändra det du filtrerar på.", Button("Visa alla", press=self._show_all)
        )
        self._stack = QStackedWidget()
        for one in (self.table, self._empty, self._no_hits):
            self._stack.addWidget(one)
        self._body = Beside(self._stack, self.panel)
        show_map = Button("Visa karta", icon="waypoints", press=self._go_to_map)
        from_directory = Button("Ur katalogen", Kind.QUIET, icon="folder-open", press=self._go_to_directory)
        self.take_in = Button("Ta in flera …", Kind.QUIET, icon="clipboard-list", press=self.open_import)
        title, deeds = label(self.TITLE, "title"), (self.take_in, self.saved_list.button, from_directory, show_map)
        if is_large():
            head: QLayout = Flow(title, self._how_many, *deeds, spacing=12)
        else:
            head = row(title, self._how_many, 1, Flow(*deeds, spacing=12), spacing=12)
        inside = QWidget()
        on_ground(inside, "paper")
        held = column(
            head, self.quick, self.choosing_box, self.removed_box, self.saved_list, self.filter, spacing=10,
        )  # fmt: skip
        held.addWidget(self._body, 1)
        held.setContentsMargins(scaled(24), scaled(14), scaled(24), 0)
        inside.setLayout(held)
        self.layer = ListOrImport(self.session, self.drafts, scrolling(inside), self.quick.line)
        self.setLayout(column(self.layer, spacing=0))

    def _connect(self) -> None:
        self.session.narrowing.changed.connect(self._follow_narrowing)
        self.filter.grouping_changed.connect(self._group)
        self.filter.done.connect(self._start_list)
        table = self.table
        table.typed.connect(self.filter.type_on)
        table.chosen.connect(self._pause.start)
        table.entered.connect(self._enter)
        table.pressed_sign.connect(self._act)
        table.opened.connect(self.open_panel)
        table.removed.connect(self._remove)
        table.menu_wanted.connect(self._show_menu)
        table.escaped.connect(self._escape)
        self.panel.left.connect(self.close_panel)
        self.layer.closed.connect(self._leave_import)
        self.layer.added.connect(self._imported)
        self._pause.timeout.connect(self._follow)
        self.session.saved.connect(self.removed_box.hide)
        self.session.undone.connect(self.removed_box.hide)

    # Showing

    @staticmethod
    def note(record: Record) -> str:
        many = sum(contact.is_current for contact in record.all(Contact))
        return str(many) if many else ""

    def show_record(self, record: Record) -> None:
        another = record.patient_id != self._patient_id
        if another:
            self._begin_patient(record)
        rows = contact_rows(record)
        self._rows = {one.id: one for one in rows}
        self.model.show_rows(rows)
        self.table.fit()
        self.filter.show_counts(rows)
        self._how_many.setText(how_many(rows))
        self._choose_what_to_show()
        self._show_panel()
        self.layer.show_record(record)
        self._name_import()
        if another:
            self._cells.resume(record.patient_id)

    def _begin_patient(self, record: Record) -> None:
        """Nothing of the patient before comes along, and what was half-written of hers is kept."""
        self._cells.leave()
        self._patient_id = record.patient_id
        self.removed_box.hide()
        self.saved_list.hide()
        self.layer.close_panel()
        self._stop_choosing()
        self.close_panel()
        self.quick.begin(record.today)
        self.drafts.watch(self.quick.line, "contact:ny")

    def _row_of(self, id: UUID) -> ContactRow | None:
        return self._rows.get(id)

    def _choose_what_to_show(self) -> None:
        any_contact = any(one.contact for one in self._rows.values())
        self.filter.setVisible(any_contact)
        is_table = self.model.rowCount() or not self.session.narrowing.is_narrowed
        self._stack.setCurrentWidget(self._empty if not any_contact else self.table if is_table else self._no_hits)

    def start(self, target: object = None) -> None:
        if target == IMPORT or (target is None and self.layer.is_open):
            self.open_import()
            return
        self.layer.close_panel()
        if target == "new":
            self._start_new()
        elif isinstance(target, str) and target.startswith(NEW_IN_ROLE):
            self.quick.begin_in_role(target.removeprefix(NEW_IN_ROLE))
        elif isinstance(target, str) and target in [one.stored for one in Assignment]:
            self.appoint_to(Assignment.of(target))
        elif isinstance(target, UUID):
            self._start_at(target)
        elif self.table.writing.field is not None:
            self.table.writing.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._stack.currentWidget() is self._empty:
            self._start_new()
        else:
            self._start_list()

    def _start_at(self, target: UUID) -> None:
        """Go to a contact, or to the one that has the role of that id."""
        record = self.session.record
        roles = record.all(ContactRole) if record is not None else ()
        contact_id = next((one.contact_id for one in roles if one.id == target), target)
        if not self.table.choose(contact_id):
            self._show_all()
            self.table.choose(contact_id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start_new(self) -> None:
        self.quick.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start_list(self) -> None:
        if self.table.current_id is None:
            self.table.choose_first()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Narrowing

    def _follow_narrowing(self) -> None:
        self._narrow()
        words = self.session.narrowing.words
        if words.strip() and self.isVisible():
            self._announcer.soon(hits_in_words(len(self.model.shown)))
        else:
            self._announcer.forget()

    def _narrow(self) -> None:
        narrowing = self.session.narrowing
        self.model.search(narrowing.words)
        self.model.keep_only(_is_current if self._choosing is not None else narrowing.is_of_kind)
        self._choose_what_to_show()

    def _group(self, by_life_area: bool) -> None:
        self.model.group_by(by_area() if by_life_area else None)

    def _show_all(self) -> None:
        self.session.narrowing.clear()

    # Adding and removing

    def _add(self, fields: Mapping[str, Any]) -> None:
        key, sent, patient_id = self.session.draft_key("contact:ny"), self.quick.line.text(), self._patient_id

        def is_hers() -> bool:
            """Whether the line is still there, and not another patient's."""
            return isValid(self) and self._patient_id == patient_id

        def added(applied: Applied) -> None:
            if not is_hers():
                if self.session.kept(key) == sent:
                    self.session.keep(key, None)
                return
            self.quick.taken()
            self.drafts.keep_now()
            (new,) = applied.versions
            if not self.table.choose(new):
                self._show_all()
                self.table.choose(new)
            if self._choosing is not None:
                self._start_list()

        def refused(error: CoordinatorError) -> None:
            if is_hers():
                self.quick.refuse(error)
            else:
                self.session.refused.emit(error)

        self.session.do(add_contact, **fields).then(added).but(refused)

    def _remove(self, id: Hashable) -> None:
        row = self._rows.get(id)
        if row is None or row.contact is None:
            return
        shown = self.model.shown
        place = shown.index(row)
        beside = next(iter(shown[place + 1 :] or shown[:place][-1:]), None)
        name = row.contact.heading

        def removed(_applied: Applied) -> None:
            if not isValid(self):
                return
            self.removed_box.say(f"Kontakten {name} är borttagen från listan.")
            if beside is not None:
                self.table.choose(beside.id)

        self.session.do(remove_contact, row.contact.id).then(removed)

    # Taking many in at once

    def open_import(self) -> None:
        """Let her paste a list or open a file; what it becomes is seen before anything is added."""
        self.layer.open()

    def _name_import(self) -> None:
        self.take_in.say("Fortsätt ta in …" if self.layer.is_begun else "Ta in flera …")

    def _leave_import(self) -> None:
        self._name_import()
        self.take_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def _imported(self, new: Sequence[UUID], words: str) -> None:
        self._name_import()
        self.removed_box.say(words)
        if not self.table.choose(new[0]):
            self._show_all()
            self.table.choose(new[0])
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Roles in law

    def appoint_to(self, assignment: Assignment) -> None:
        """Let her choose who is to have the assignment, among the contacts."""
        self._choosing = assignment
        any_contact = any(one.is_current for one in self._rows.values())
        self.choosing_box.say(assignment, any_contact=any_contact)
        self.close_panel()
        self.session.narrowing.clear()
        self._narrow()
        if any_contact:
            self.table.choose_first()
            self._start_list()
        else:
            self._start_new()

    def _stop_choosing(self) -> None:
        self._choosing = None
        self.choosing_box.hide()
        self._narrow()

    def _appoint(self, row: ContactRow) -> None:
        assignment = self._choosing
        if assignment is None or row.contact is None:
            return
        contact_id = row.contact.id

        def appointed(_applied: Applied) -> None:
            if isValid(self):
                self._stop_choosing()
                self.table.choose(contact_id)

        self.session.do(appoint, contact_id, assignment).then(appointed)

    # What one does in the list

    def _enter(self, id: Hashable, place: int) -> None:
        row = self._rows[id]
        if self._choosing is not None and row.contact is not None:
            self._appoint(row)
        elif row.contact is None or place == STATE:
            self._act(id, STATE)
        elif place == 0:
            self.open_panel(id)
        else:
            self.table.writing.begin(id, place)

    def _act(self, id: Hashable, place: int) -> None:
        """Do what the sign says."""
        row, record = self._rows[id], self.session.record
        if isinstance(row.id, Assignment):
            self.appoint_to(row.id)
        elif row.contact is None:
            self.start(row.gap.field if row.gap else "new")
        elif self._choosing is not None:
            self._appoint(row)
        elif row.needs_time and not self.table.isColumnHidden(NEXT):
            self.table.writing.begin(id, NEXT)
        elif row.uninformed is not None and record is not None:
            show_menu(self, self.table.place_of(id, place), to_inform(self.session, record, row))
        else:
            self.open_panel(id)

    def _show_menu(self, id: Hashable, at: QPoint) -> None:
        row, record = self._rows[id], self.session.record
        if record is None:
            return
        if isinstance(row.id, Assignment):
            assignment = row.id
            show_menu(self, at, [Item(f"Utse {assignment.label.lower()}", lambda: self.appoint_to(assignment))])
            return
        if row.contact is None:
            show_menu(self, at, [Item("Lägg till kontakt", partial(self.start, row.gap.field if row.gap else "new"))])
            return
        own = [
            Item("Visa allt om kontakten\tAlt+Enter", lambda: self.open_panel(id)),
            Item("Ändra i rutan\tF2", lambda: self.table.writing.begin(id, self.table.currentIndex().column())),
        ]
        remove = Item("Ta bort\tDelete", lambda: self._remove(id))
        show_menu(self, at, [*own, *items(self.session, record, row), remove])

    def _go_to_directory(self) -> None:
        self.session.wanted.emit("directory", None)

    def _go_to_map(self) -> None:
        id = self.table.current_id
        self.session.wanted.emit("contact_map", id if isinstance(id, UUID) else None)

    def _escape(self) -> None:
        if self._choosing is not None:
            self._stop_choosing()
        elif self.panel.isVisible():
            self.close_panel()

    # The panel

    def open_panel(self, id: Hashable) -> None:
        """Show everything about a contact beside the list, and go there."""
        row = self._rows[id]
        if row.contact is None:
            return
        self.table.choose(id)
        self._body.show_panel(shown=True)
        self._show_panel()
        self.panel.start()

    def close_panel(self) -> None:
        """The list alone again."""
        was_open = self.panel.isVisible()
        self._body.show_panel(shown=False)
        if was_open:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        if self.panel.isVisible():
            self._show_panel()

    def _show_panel(self) -> None:
        """Show the contact one is on; when she is not there any more, nothing."""
        record = self.session.record
        if self.panel.isHidden() or record is None:
            return
        shown = self._rows.get(self.table.current_id) or self._rows.get(self.panel.contact_id)
        if shown is None or shown.contact is None:
            self.close_panel()
        else:
            self.panel.show_contact(shown.contact, record)


def _is_contact(row: ContactRow) -> bool:
    return row.contact is not None


def _is_current(row: ContactRow) -> bool:
    return row.is_current
