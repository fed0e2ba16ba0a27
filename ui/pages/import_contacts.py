"""Taking many contacts in at once: pasted or from a file, seen before anything is saved, added in one change."""

from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLayout, QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.contact_import import import_contacts
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from ui.drafts import Drafts
from ui.form import Fault
from ui.form_flow import Flow
from ui.pages.import_contacts_layer import DRAFT
from ui.pages.import_contacts_parts import BadRows, Examples, PasteField, wrapped
from ui.pages.import_contacts_reading import (
    Found,
    beside,
    contacts_in_words,
    errors_in_words,
    in_file,
    in_text,
    rows_in_words,
    summary,
    to_know,
)
from ui.pages.import_contacts_rows import ImportRow, everything_in_words
from ui.pages.import_contacts_table import ImportTable
from ui.parts import Button, Kind, Rule, column, label, on_ground, row, scrolling, whole
from ui.screen_reader import announce
from ui.session import Session
from ui.theme import is_large, scaled

_PAUSE_MS = 150
_KINDS = "Listor och visitkort (*.csv *.txt *.tsv *.vcf *.vcard);;Alla filer (*)"


class ImportPanel(QWidget):
    """The field, the file, the preview and the one button. It stands in the place of the contact list."""

    left = Signal()
    """Escape or the button: back to the list; what is pasted stays here."""
    added = Signal(object, str)
    """They are on disk: the ids of the new contacts, and what to say."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self.session, self.drafts = session, drafts
        self._record: Record | None = None
        self._found: Found | None = None
        self._rows: tuple[ImportRow, ...] = ()
        self._asked = self._seen = 0
        self._adding = False
        self.field, self.fault, self.bad = PasteField(), Fault(), BadRows()
        self.open_file = Button("Öppna fil …", icon="folder-open", press=self._choose_file)
        self.paste_instead = Button("Klistra in i stället", Kind.QUIET, icon="clipboard-list", press=self._leave_file)
        self.form, self.summary = wrapped("note"), wrapped("strong")
        self.file_name = label("", "strong", wrap=True)
        self.all, self.none = (
            Button("Välj alla", Kind.QUIET, shortcut="Ctrl+A", press=partial(self._tick_all, to=True)),
            Button("Välj inga", Kind.QUIET, press=partial(self._tick_all, to=False)),
        )
        self.table = ImportTable()
        self.detail, self.known = wrapped("note"), wrapped()
        self.add = Button("", Kind.PRIMARY, icon="user-plus", shortcut="Ctrl+Return", press=self._add)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read_text)
        self._build()
        self._connect()
        self._show_nothing()

    def _build(self) -> None:
        on_ground(self, "paper")
        self.setAcceptDrops(True)
        self.setAccessibleName("Ta in flera kontakter")
        back = Button("Tillbaka till listan", Kind.QUIET, icon="x", shortcut="Esc", press=self.left.emit)
        self.examples = Examples()
        told = row(spacing=12)
        told.addLayout(column(self.summary, self.form, spacing=1), 1)
        told.addWidget(self.all, 0, Qt.AlignmentFlag.AlignBottom)
        told.addWidget(self.none, 0, Qt.AlignmentFlag.AlignBottom)
        held = column(told, self.known, self.table, self.detail, self.bad, spacing=8)
        held.setStretchFactor(self.table, 1)
        self.preview = whole(held)
        inside = QWidget()
        on_ground(inside, "paper")
        title, deeds = label("Ta in flera kontakter", "title"), (self.open_file, back)
        head: QLayout = Flow(title, *deeds, spacing=12) if is_large() else row(title, 1, *deeds, spacing=12)
        from_file = row(self.file_name, self.paste_instead, 1, spacing=12)
        filled = column(head, self.field, from_file, self.fault, self.examples, spacing=10)
        filled.addWidget(self.preview, 1)
        filled.addStretch(0)
        filled.setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(10))
        inside.setLayout(filled)
        self._bar = whole(row(self.add, label("Inget sparas förrän du lägger till.", "note", wrap=True), spacing=12))
        self._bar.setContentsMargins(scaled(24), scaled(8), scaled(24), scaled(8))
        self._rule = Rule()
        self._area = scrolling(inside)
        outer = column(self._area, self._rule, self._bar, spacing=0)
        outer.setStretchFactor(self._area, 1)
        self.setLayout(outer)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._pause.start)
        self.field.left.connect(self.left)
        self.field.given_file.connect(self.read_file)
        self.table.ticked.connect(self._tick)
        self.table.all_ticked.connect(self._turn_all)
        self.table.chosen.connect(self._show_detail)
        self.table.entered.connect(self._enter)
        self.table.escaped.connect(self.left)

    # Which patient, and where one begins

    def show_record(self, record: Record) -> None:
        """Another patient's record, or the same after a change: what was read is then held against it anew."""
        before, self._record = self._record, record
        if before is None or before.patient_id != record.patient_id:
            self._adding = False
            self._forget()
            self.field.empty()
            self.drafts.watch(self.field, DRAFT)
        elif before is not record and self._found is not None:
            self._look(partial(beside, record, self._found.read), new=False)

    def start(self) -> None:
        """Where one begins: in the field, or in what was read from a file."""
        (self.field if self.field.isVisibleTo(self) else self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def paste(self) -> None:
        """Begin with what is on the clipboard, after what is pasted already."""
        if not self.field.isVisibleTo(self):
            self._leave_file()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        if self.field.text().strip():
            self.field.insertPlainText("\n")
        self.field.paste()

    # Reading

    def _read_text(self) -> None:
        record, text = self._record, self.field.text()
        if record is None or not self.field.isVisibleTo(self):
            return
        if not text.strip():
            self._forget()
        else:
            self._look(partial(in_text, record, text), new=True)

    def _choose_file(self) -> None:
        path = self.session.dialogs.open_path(self, "Välj en lista eller ett visitkort", _KINDS)
        if path is not None:
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        """Read a file that was chosen or dropped; when it cannot be, what was here before stays."""
        if self._record is not None:
            self._pause.stop()
            self._look(partial(in_file, self._record, path), new=True, file=path.name)

    def _leave_file(self) -> None:
        self._forget()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read_text()

    @property
    def is_reading(self) -> bool:
        """Whether what she sees is not yet what was pasted or opened: nothing is added before it is."""
        return self._pause.isActive() or self._seen != self._asked

    def _look(self, job: Any, *, new: bool, file: str = "") -> None:
        """Do ``job`` beside the window; only the latest that was asked for is shown."""
        self._asked += 1
        asked = self._asked

        def show(found: Found) -> None:
            if isValid(self) and asked == self._asked:
                self._seen = asked
                self._show(found, new=new, file=file)

        def refuse(error: CoordinatorError) -> None:
            if isValid(self) and asked == self._asked:
                self._seen = asked
                if not file:
                    self._show_nothing()
                self.fault.say(error)

        self.session.side_thread.run(job, show, refuse)

    # Showing

    def _forget(self) -> None:
        self._asked += 1  # an answer under way is about something else
        self._seen = self._asked
        self._pause.stop()
        self.fault.say(None)
        self.file_name.setText("")
        self._show_nothing()

    def _show_nothing(self) -> None:
        self._found, self._rows = None, ()
        is_file = bool(self.file_name.text())
        self.field.setVisible(not is_file)
        self.field.make_room(for_preview=False)
        self.file_name.setVisible(is_file)
        self.paste_instead.setVisible(is_file)
        for part in (self.preview, self._bar, self._rule):
            part.hide()
        self.examples.show()

    def _show(self, found: Found, *, new: bool, file: str) -> None:
        self.fault.say(None)
        if new:
            self.file_name.setText(f"Ur filen {file}" if file else "")
        answers = {} if new else {one.candidate.row: one for one in self._rows}
        self._found, self._rows = found, tuple(_as_before(one, answers.get(one.candidate.row)) for one in found.rows)
        preview, is_file = found.preview, bool(self.file_name.text())
        self.field.setVisible(not is_file)
        self.field.make_room(for_preview=True)
        self.file_name.setVisible(is_file)
        self.paste_instead.setVisible(is_file)
        self.examples.hide()
        self.summary.setText(summary(preview))
        self.form.setText(f"Läst som {preview.form}.")
        self.known.setText("\n".join(to_know(preview)))
        self.known.setVisible(bool(self.known.text()))
        fix = "Rätta dem i filen och öppna den igen" if is_file else "Rätta dem i texten"
        bad = rows_in_words(preview, preview.bad_rows)
        self.bad.say(f"{bad} kan inte tas in. {fix}, eller lägg till de andra nu.", errors_in_words(preview))
        for one in (self.table, self.all, self.none, self.detail):
            one.setVisible(bool(self._rows))
        self.table.show_new(self._rows)
        self._show_chosen()
        for shown in (self.preview, self._bar, self._rule):
            shown.show()
        self._show_detail()
        announce(self.summary, f"{self.form.text()} {self.summary.text()}")
        if file:
            self.start()

    def _show_chosen(self) -> None:
        many = len(self.chosen)
        self.add.say(f"Lägg till {contacts_in_words(many)}" if many else "Ingen är vald")
        self.add.setEnabled(bool(many))

    def _show_detail(self, _id: object = None) -> None:
        here = self.table.current_id
        row_here = next((one for one in self._rows if one.id == here), None)
        self.detail.setText(everything_in_words(row_here) if row_here else "Mellanslag väljer och väljer bort en rad.")

    # Choosing

    @property
    def chosen(self) -> list[ImportRow]:
        """Those that are to be added."""
        return [one for one in self._rows if one.ticked]

    def _tick(self, id: object) -> None:
        self._answer(tuple(one.turned() if one.id == id else one for one in self._rows))

    def _tick_all(self, *, to: bool) -> None:
        self._answer(tuple(one if one.ticked == to else one.turned() for one in self._rows))

    def _turn_all(self) -> None:
        self._tick_all(to=len(self.chosen) < len(self._rows))

    def _enter(self, id: object, _column: int) -> None:
        self._tick(id)

    def _answer(self, rows: tuple[ImportRow, ...]) -> None:
        self._rows = rows
        self.table.show_again(rows)
        self._show_chosen()

    # Adding

    def _add(self) -> None:
        found, record, chosen = self._found, self._record, [one.candidate for one in self.chosen]
        if found is None or record is None or not chosen or self._adding or self.is_reading:
            return
        self._adding = True
        key, sent = self.session.draft_key(DRAFT), self.field.text()
        whole_list = not found.preview.errors

        def added(applied: Applied) -> None:
            if not self._is_about(record.patient_id):
                if whole_list and self.session.kept(key) == sent:
                    self.session.keep(key, None)
                return
            self._adding = False
            self._taken(applied, found)

        def refused(error: CoordinatorError) -> None:
            if self._is_about(record.patient_id):
                self._adding = False
                self.fault.say(error)
            else:
                self.session.refused.emit(error)

        self.session.do(import_contacts, chosen, source=found.preview.origin, checked=False).then(added).but(refused)

    def _is_about(self, patient_id: UUID) -> bool:
        """Whether this is still there, and shows that patient."""
        return isValid(self) and self._record is not None and self._record.patient_id == patient_id

    def _taken(self, applied: Applied, found: Found) -> None:
        many, bad = len(applied.versions), found.preview.bad_rows
        words = f"{contacts_in_words(many)} är {'tillagd' if many == 1 else 'tillagda'}."
        if bad:  # they stay here, to be mended and taken in too
            words += f" {rows_in_words(found.preview, bad)} kunde inte tas in och finns kvar under Ta in flera."
        else:
            self._forget()
            self.field.empty()
            self.drafts.keep_now()
        self.added.emit(list(applied.versions), words)

    # Keys and files

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif held and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.field.canInsertFromMimeData(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.field.isVisibleTo(self) or event.mimeData().hasUrls():
            self.field.insertFromMimeData(event.mimeData())
            event.acceptProposedAction()


def _as_before(row: ImportRow, before: ImportRow | None) -> ImportRow:
    """The row as she has answered for it; one that has become a contact since is not to be added again."""
    same_state = before is not None and bool(before.candidate.same_as) == bool(row.candidate.same_as)
    return row.turned() if before is not None and same_state and before.ticked != row.ticked else row
