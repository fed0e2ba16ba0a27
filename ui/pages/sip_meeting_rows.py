"""*Vad ska göras?*: the rows of the plan, and the line where the next one is said whole."""

import re
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from coordinator.contact import Huvudman
from coordinator.errors import RuleError
from coordinator.record import Record
from coordinator.sip.at_meeting import add_decision, decision_from_line
from coordinator.sip.belonging import decisions_of, participants_of
from coordinator.sip.who import name_of_participant
from coordinator.swedish import day_in_words, week
from ui.fields import LineField
from ui.icon_button import SIDE
from ui.pages.careplan_binding import Desktop
from ui.pages.careplan_quick import AddField, AddingLine, Names
from ui.pages.sip_meeting_row import BETWEEN, CELLS, DecisionRow, day_width, huvudman_width
from ui.parts import Button, Kind, Section, column, label, row, whole
from ui.theme import scaled, theme

_APART = re.compile(r"[·;,|]\s*|\s[-–—]\s")
"""What sets the parts of the line apart."""
_HINT = "Ny rad: behov; mål; insats; vem; klart"


class NamesInLine(Names):
    """Suggests participants for the last part of the line: "Sova bättre; sömnskola; hel" goes on to Helena."""

    def splitPath(self, path: str) -> list[str]:
        *before, last = _APART.split(path)
        # What is no name yet is looked for as a sign that no name has: then nothing is suggested.
        return [last.strip()] if before and last.strip() else ["\0"]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        field = self.widget()
        text = field.text() if isinstance(field, LineField) else ""
        ends = [found.end() for found in _APART.finditer(text)]
        return f"{text[: ends[-1]] if ends else ''}{index.data()}"


class NewRow(AddingLine):
    """One line: need, goal, insats, who, when. What it becomes is shown before Enter."""

    def __init__(self, desktop: Desktop, sip_id: UUID, names: QStringListModel) -> None:
        super().__init__(desktop, AddField(_HINT, _HINT))
        self._sip_id = sip_id
        self.field.setCompleter(NamesInLine(names, self))
        self.field.setMinimumHeight(scaled(34))
        self._becomes = label("", "note", wrap=True)
        self.add = Button("Lägg till raden", Kind.QUIET, shortcut="Return", press=self._add)
        self.add.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the hands stay in the line, where Enter does the same
        shown = row(spacing=10)
        shown.addWidget(self._becomes, 1)
        shown.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        self._below = whole(shown)
        self._below.hide()
        self.field.returnPressed.connect(self._add)
        self.field.textChanged.connect(self._show_becomes)
        self.setLayout(column(self.field, self._below, self._fault, spacing=2))
        desktop.drafts.watch(self.field, f"sip:{sip_id}:new_row")

    def _add(self) -> None:
        record = self._desktop.record
        if record is None or not self._is_to_add():
            return
        try:
            fields = decision_from_line(record, self._sip_id, self.field.text())
        except RuleError as error:
            self.refuse(error)
            return
        self.follow(self._desktop.do(add_decision, self._sip_id, **fields))

    def _show_becomes(self, text: str) -> None:
        self._fault.forget(self.field)
        record = self._desktop.record
        self._becomes.setText(_becomes(record, self._sip_id, text) if record is not None and text.strip() else "")
        self._below.setVisible(bool(text.strip()))


class DecisionRows(QWidget):
    """The rows under their headings, and the line for the next."""

    changed = Signal()
    """There is another number of rows."""

    def __init__(self, desktop: Desktop, sip_id: UUID) -> None:
        super().__init__()
        self._desktop, self._sip_id = desktop, sip_id
        self._rows: dict[UUID, DecisionRow] = {}
        self._roomy = False
        self._name_list = QStringListModel([], self)
        self._names = Names(self._name_list, self)
        self.new = NewRow(desktop, sip_id, self._name_list)
        self._headings = _Headings()
        self._empty = label(
            "Inga rader än. Skriv den första som ni säger den: Sova bättre; hel natt; sömnskola; Helena Dahl; 18 dec",
            "body", wrap=True,
        )  # fmt: skip
        self._inside: QVBoxLayout = column(spacing=0)
        self.title = Section("Vad ska göras?", note="större text: Ctrl och plus")
        whole_part = column(self.title, self._headings, self._inside, self._empty, self.new, spacing=4)
        whole_part.setSpacing(scaled(6))
        self.setLayout(whole_part)

    def show_record(self, record: Record) -> None:
        """Show the rows as they are now; what is being written stays."""
        decisions = decisions_of(record, self._sip_id)
        names = list(dict.fromkeys(name_of_participant(record, one) for one in participants_of(record, self._sip_id)))
        if names != self._name_list.stringList():
            self._name_list.setStringList(names)
        for gone in self._rows.keys() - {one.id for one in decisions}:
            taken = self._rows.pop(gone)
            if taken.isAncestorOf(taken.window().focusWidget() or taken.window()):
                self.new.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._inside.removeWidget(taken)
            taken.hide()
            taken.deleteLater()
        for place, one in enumerate(decisions):
            if one.id not in self._rows:
                self._rows[one.id] = DecisionRow(self._desktop, one, self._names)
                self._rows[one.id].arrange(roomy=self._roomy)
            if self._inside.indexOf(self._rows[one.id]) != place:
                self._inside.insertWidget(place, self._rows[one.id])
            self._rows[one.id].show_decision(record, one)
        self._empty.setVisible(not decisions)
        self._headings.setVisible(bool(decisions) and not self._roomy)

    def arrange(self, *, roomy: bool) -> None:
        """Each row in one line, or in several."""
        self._roomy = roomy
        self._headings.setVisible(bool(self._rows) and not roomy)
        for one in self._rows.values():
            one.arrange(roomy=roomy)

    def field_to_fill(self, name: str) -> QWidget:
        """The first field of that name that is empty, in a row that tells what is to be done; else the line."""
        record = self._desktop.record
        for one in decisions_of(record, self._sip_id) if record is not None else ():
            found = self._rows[one.id].fields.get(name) if one.id in self._rows else None
            if found is not None and not getattr(one, name) and (one.what.strip() or name == "what"):
                return found
        return self.new.field


class _Headings(QWidget):
    """The headings of the columns, and the rule below them."""

    def __init__(self) -> None:
        super().__init__()
        inside: QHBoxLayout = row(spacing=BETWEEN)
        for title, share in CELLS.values():
            inside.addWidget(self._heading(title), share)
        for title, width in (("Huvudman", huvudman_width()), ("Börjar", day_width()), ("Klart senast", day_width())):
            heading = self._heading(title)
            heading.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            heading.setFixedWidth(max(width, heading.sizeHint().width()))
            inside.addWidget(heading)
        inside.addSpacing(scaled(SIDE))
        inside.setContentsMargins(0, 0, 0, scaled(6))
        self.setLayout(inside)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().colour("border"))
        painter.end()

    @staticmethod
    def _heading(text: str) -> QWidget:
        made = label(text, "column")
        made.setContentsMargins(scaled(7), 0, 0, 0)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return made


def _becomes(record: Record, sip_id: UUID, text: str) -> str:
    try:
        fields = decision_from_line(record, sip_id, text)
    except RuleError as error:
        return str(error)
    return f"Blir: {' · '.join(_said(record, value) for value in fields.values())}"


def _said(record: Record, value: Any) -> str:
    """A field of the row to come, as it is shown before Enter."""
    if isinstance(value, Huvudman):
        return value.label.lower()
    if isinstance(value, date):
        return f"klart {day_in_words(value, record.today)}, {week(value)}"
    return str(value)
