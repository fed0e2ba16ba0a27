"""What the record adds to a line of Idag: whom to ring, with the number large, and what was said of it earlier."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.contact import Contact
from coordinator.documents.phrases import workplace_of
from coordinator.errors import RuleError
from coordinator.number_to_ring import number_of
from coordinator.protection import place_is_secret
from coordinator.record import Record
from coordinator.swedish import day_in_words
from coordinator.today.looking_back import Earlier, earlier_notes, whom_to_ring
from ui.parts import Boxed, Rule, clear, column, label, row, selectable, whole
from ui.theme import scaled


@dataclass(frozen=True)
class About:
    """What was read of the record; of one whose place is secret nothing is told here, no more than in the list."""

    record: Record = field(repr=False)
    ring: Contact | None = field(repr=False)
    earlier: Sequence[Earlier] = field(repr=False)


def about(record: Record, key: str) -> About:
    """What the record adds to the line with that key."""
    if place_is_secret(record):
        return About(record, None, ())
    try:
        return About(record, whom_to_ring(record, key), earlier_notes(record, key))
    except RuleError:  # it is seen to already, and leaves the list when that is read again
        return About(record, None, ())


class ToRing(Boxed):
    """Whom to ring. Hidden while nobody is known."""

    def __init__(self) -> None:
        super().__init__("sunken")
        self.contact: Contact | None = None
        self._whom, self._where = label("", "section", wrap=True), label("", "note", wrap=True)
        self._way = label("", "note")
        self.number = selectable(label("", "telephone", wrap=True))
        head = row(self._whom, self._way, spacing=8)
        head.setStretchFactor(self._whom, 1)
        self.inside.addLayout(head)
        for part in (self._where, self.number):
            self.inside.addWidget(part)
        self.hide()

    def show_contact(self, contact: Contact | None) -> None:
        """Show whom to ring; None: nobody is known."""
        self.contact = contact
        self.setVisible(contact is not None)
        if contact is None:
            return
        number = number_of(contact)
        self._whom.setText(f"Ring {contact.heading}" if number is not None else contact.heading)
        role = contact.role.strip() if contact.role.strip() != contact.heading else ""
        hours = f"telefontid {contact.phone_hours.strip()}" if contact.phone_hours.strip() else ""
        where = ", ".join(filter(None, (role, workplace_of(contact), hours)))
        self._where.setText(where)
        self._where.setVisible(bool(where))
        direct = bool(contact.phone.strip())
        self._way.setText(("direkt" if direct else "växel") if number is not None else "")
        said = (contact.phone.strip() or contact.switchboard.strip()) if number is not None else "Numret är inte känt"
        self.number.setText(said)
        self.number.setAccessibleName(f"Telefon {contact.heading}: {said}")


class EarlierNotes(QWidget):
    """The latest that was said of it, the newest first. Hidden while there is nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = QGridLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setHorizontalSpacing(scaled(14))
        self._lines.setVerticalSpacing(scaled(5))
        self._lines.setColumnStretch(1, 1)
        self.setLayout(column(Rule(), label("Tidigare", "section"), whole(self._lines), spacing=8))
        self.hide()

    def show_notes(self, notes: Sequence[Earlier], today: date) -> None:
        """Show these."""
        clear(self._lines)
        self.setVisible(bool(notes))
        for place, one in enumerate(notes):
            day, words = label(day_in_words(one.day, today), "strong"), label(one.words, "note", wrap=True)
            self._lines.addWidget(day, place, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(words, place, 1)
