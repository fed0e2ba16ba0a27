"""Everything about one contact, beside the list: the numbers large, and a field for each thing that can be written."""

from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from coordinator.contact import Contact
from coordinator.documents.phrases import title_of
from coordinator.record import Record
from coordinator.taken_in import origin_in_words
from ui.drafts import Drafts
from ui.form import EntryForm
from ui.parts import Button, Kind, Rule, clear, column, label, row, scrolling, selectable
from ui.session import Session
from ui.theme import scaled

WIDTH = 360
_LIST_BESIDE = 560
"""The list keeps at least this width at 100 % text beside the panel."""
_ANY_WIDTH = 16_777_215

_ORDER = (
    "phone", "switchboard", "phone_hours", "email", "channel", "channel_note", "responsible_for", "note",
    "name", "role", "organisation", "unit", "category", "status", "transferred_to",
    "last_contact", "next_contact", "next_is_preliminary", "interval_months", "called_automatically", "booked_by",
    "important_in_emergency", "on_print", "reveals_location",
    "care_provider", "huvudman", "hsa_id", "region", "place", "body_area", "consent_id",
    "source", "checked_on", "checked_by",
)  # fmt: skip
"""The fields in the order one looks for them with a phone at the ear."""


class ContactPanel(QWidget):
    """One contact, whole. Edits save themselves."""

    left = Signal()
    """Escape or the button: back to the list."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self.contact_id: UUID | None = None
        self._title = label("", "section", wrap=True)
        self._numbers = column(spacing=2)
        self.source = label("", "note", wrap=True)
        self.form = EntryForm(session, drafts, Contact, only=_ORDER, history=True)
        self.close_button = Button("Stäng", Kind.QUIET, icon="x", shortcut="Esc", press=self.left.emit)
        inside = QWidget()
        held = column(self._numbers, self.source, Rule(), self.form, 1, spacing=12)
        held.setContentsMargins(0, 0, scaled(12), scaled(12))
        inside.setLayout(held)
        head = row(spacing=8)
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.area = scrolling(inside)
        whole = column(head, self.area, spacing=8)
        whole.setStretchFactor(self.area, 1)
        whole.setContentsMargins(scaled(16), 0, 0, 0)
        self.setLayout(whole)
        self.setAccessibleName("Allt om kontakten")

    def show_contact(self, contact: Contact, record: Record) -> None:
        """Show a contact: another one, or the same after a change."""
        if self.contact_id != contact.id:
            self.area.verticalScrollBar().setValue(0)
        self.contact_id = contact.id
        self._title.setText(title_of(contact))
        clear(self._numbers)
        for what, number in (("Direkt", contact.phone), ("Växel", contact.switchboard)):
            if number.strip():
                shown = selectable(label(number.strip(), "number"))
                shown.setAccessibleName(f"{what}: {number.strip()}")
                self._numbers.addLayout(row(shown, label(what, "note"), 1, spacing=10))
        if contact.phone_hours.strip():
            self._numbers.addWidget(label(contact.phone_hours.strip(), "note", wrap=True))
        self.source.setText(origin_in_words(record, contact.id))
        self.source.setVisible(bool(self.source.text()))
        self.form.show_entry(contact, record)
        for field in self.form.fields.values():
            field.editor.main.installEventFilter(self)

    def start(self) -> None:
        """Put the focus on the first field."""
        self.form.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape leaves the panel from a field in which nothing is unfinished; else the field takes it back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            field = next((one.editor for one in self.form.fields.values() if one.editor.main is watched), None)
            written = field.text_field.unfinished() if field is not None and field.text_field is not None else None
            if written is None:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class Beside(QWidget):
    """The list, and the panel beside it when it is open; in its place where there is no room for both."""

    def __init__(self, listed: QWidget, panel: QWidget) -> None:
        super().__init__()
        self._listed, self._panel = listed, panel
        self._inside = row(listed, panel, spacing=0)
        self.setLayout(self._inside)
        panel.hide()
        self._arrange()

    def show_panel(self, *, shown: bool) -> None:
        """Open the panel, or close it."""
        self._panel.setVisible(shown)
        self._arrange()

    def _arrange(self) -> None:
        is_open = not self._panel.isHidden()
        beside = self.width() - scaled(WIDTH) >= scaled(_LIST_BESIDE)
        self._listed.setVisible(beside or not is_open)
        self._panel.setMinimumWidth(scaled(WIDTH) if beside else 0)
        self._panel.setMaximumWidth(scaled(WIDTH) if beside else _ANY_WIDTH)
        self._inside.setStretchFactor(self._listed, 1)
        self._inside.setStretchFactor(self._panel, 0 if beside else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
