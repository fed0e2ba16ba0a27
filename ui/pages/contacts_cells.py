"""What is written in the cells of the contact list: read, saved at once, refused beside the cell, kept as a draft."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.contact import Contact
from coordinator.entries import edit_entry
from coordinator.errors import CoordinatorError, RuleError
from ui.drafts import Drafts
from ui.pages.contacts_rows import ContactRow
from ui.pages.contacts_writing import read_field
from ui.session import Session
from ui.table import Written
from ui.table_editor import CellField
from ui.table_view import TableView

_OPEN = "contacts:cell"
"""Under this is kept which cell is being written in."""


class Cells(QObject):
    """Saves what is written in the table's cells. ``row_of`` gives the row of a contact."""

    def __init__(
        self, session: Session, drafts: Drafts, table: TableView, row_of: Callable[[UUID], ContactRow | None]
    ) -> None:
        super().__init__(table)
        self._session, self._drafts, self._writing, self._row_of = session, drafts, table.writing, row_of
        self._columns = table.columns
        self._patient_id: UUID | None = None
        self._writing.opened.connect(self._opened)
        self._writing.finished.connect(self._finished)
        self._writing.closed.connect(self._closed)

    def leave(self) -> None:
        """Another patient comes on screen: what is half-written stays the draft of the one before."""
        self._drafts.keep_now()
        self._writing.close()

    def resume(self, patient_id: UUID) -> None:
        """Open the cell that was being written in when the pärm was locked or the patient left."""
        self._patient_id = patient_id
        kept = self._session.kept(self._session.draft_key(_OPEN))
        if kept is None:
            return
        id, name = kept.split(" ")
        for place, one in enumerate(self._columns):
            for step, written in enumerate(one.edits):
                if written.name == name:
                    self._writing.begin(UUID(id), place, step)

    def _opened(self, field: CellField, id: UUID, written: Written[ContactRow]) -> None:
        self._drafts.watch(field, f"cell:{id}:{written.name}")
        self._session.keep(self._session.draft_key(_OPEN), f"{id} {written.name}")

    def _closed(self, field: CellField, id: UUID, written: Written[ContactRow]) -> None:
        if field.unfinished() is None:
            self._forget(id, written.name)

    def _forget(self, id: UUID, name: str) -> None:
        record = self._session.record
        if record is None or record.patient_id != self._patient_id:
            return
        self._session.keep(self._session.draft_key(f"cell:{id}:{name}"), None)
        if self._session.kept(self._session.draft_key(_OPEN)) == f"{id} {name}":
            self._session.keep(self._session.draft_key(_OPEN), None)

    def _finished(self, id: UUID, written: Written[ContactRow], text: str) -> None:
        row, name, writing = self._row_of(id), written.name, self._writing

        def saved(_applied: Applied) -> None:
            if isValid(writing) and writing.is_open(id, name):
                writing.saved()
            else:
                self._forget(id, name)

        def refused(error: CoordinatorError) -> None:
            if isValid(writing) and writing.is_open(id, name):
                writing.refuse(f"{error.title}. {error.message}")
            else:
                self._session.refused.emit(error)

        record = self._session.record
        if row is None or record is None or record.patient_id != self._patient_id:
            return  # she left first: the draft is there when she comes back
        try:
            value = read_field(name, text, row.today)
        except RuleError as error:
            refused(error)
            return
        if value == getattr(row.contact, name):
            writing.saved()
            return
        self._session.do(edit_entry, Contact, id, **{name: value}).then(saved).but(refused)
