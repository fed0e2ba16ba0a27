"""A contact added in one line, as one would say it; what it becomes is shown before Enter."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from coordinator.errors import CoordinatorError
from coordinator.quick_contact import QuickContact, read_contact
from ui.chips import Chip, Look, chip_size, pen, rounded
from ui.fields import LineField
from ui.form import Fault
from ui.form_flow import Flow
from ui.icons import draw_icon
from ui.parts import Button, Kind, column, keys_in_words, label, row
from ui.theme import font, scaled, theme
from ui.window_commands import NEW_CONTACT

PART = Look("ink", "sunken", "sunken")
_LABELLED = frozenset({"Växel", "Telefontid", "Nästa planerade", "Anteckning"})
"""Parts that do not say by themselves what they are."""


class SignedLine(LineField):
    """A line with an icon at its left, and at its right the keys that lead to it."""

    def __init__(self, name: str, icon: str, *, hint: str = "", keys: str = "", height: int = 32) -> None:
        super().__init__(name, hint=hint)
        self._icon, self._keys, self._height = icon, keys_in_words(keys) if keys else "", height
        right = round(QFontMetricsF(font(9, 500)).horizontalAdvance(self._keys)) + scaled(18) if keys else 0
        self.setTextMargins(scaled(24), 0, right, 0)
        if self._keys:
            self.setAccessibleDescription(self._keys)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(scaled(self._height), super().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = scaled(16)
        draw_icon(painter, self._icon, "grey", QRectF(scaled(10), (self.height() - side) / 2, side, side))
        if self._keys:
            painter.setFont(font(9, 500))
            metrics = QFontMetricsF(painter.font())
            width, height = metrics.horizontalAdvance(self._keys) + scaled(10), metrics.height() + scaled(2)
            cap = QRectF(self.width() - width - scaled(9), (self.height() - height) / 2, width, height)
            rounded(painter, cap, scaled(4), None, pen("border"))
            painter.setPen(theme().colour("grey"))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._keys)
        painter.end()


class QuickLine(SignedLine):
    """The line itself: only Enter adds. Left half-written it stays, and is kept as a draft."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QLineEdit.focusOutEvent(self, event)


class QuickAdd(QWidget):
    """The line, what it becomes, and why it was refused."""

    added = Signal(object)
    """Enter: the fields of the contact. Answer with `taken` or `refuse`."""

    def __init__(self) -> None:
        super().__init__()
        self._today = date.min
        self._sent = ""
        self.line = QuickLine(
            "Ny kontakt på en rad", "plus", hint="Lisa Ek, dietist, 070-123 45 67, var 6:e månad",
            keys=NEW_CONTACT.keys, height=36,
        )  # fmt: skip
        self._parts = Flow(spacing=6)
        self._becomes = QWidget()
        shown = row(spacing=10)
        shown.addLayout(self._parts, 1)
        add = Button("Lägg till", Kind.QUIET, shortcut="Return", press=self.line.finish)
        add.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the hands stay in the line, where Enter does the same
        shown.addWidget(add, 0, Qt.AlignmentFlag.AlignTop)
        self._becomes.setLayout(shown)
        self._fault = Fault()
        self.setLayout(column(self.line, self._fault, self._becomes, spacing=7))
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._read)
        self.line.finished.connect(self._add)
        self._read("")

    def begin(self, today: date) -> None:
        """Nothing is written: another patient is on screen. What was is her own draft, and cannot be undone to here."""
        self._today, self._sent = today, ""
        self.line.setText("")
        self.line.show_saved("")
        self._fault.say(None)

    def begin_in_role(self, role: str) -> None:
        """Ready for the name of somebody in a role, which stands there already; what is half-written stays as it is."""
        if self.line.text().strip() in ("", f", {role}"):
            self.line.setText(f", {role}")
            self.line.setCursorPosition(0)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def becomes(self) -> QuickContact:
        """What the line would add."""
        return read_contact(self.line.text(), self._today)

    def taken(self) -> None:
        """It is added: the line is ready for the next, unless that is begun already."""
        if self.line.text() == self._sent:
            self.line.clear()
        self.line.show_saved("")

    def refuse(self, error: CoordinatorError) -> None:
        """It was not added; the line stays as it is, and here is why."""
        self.line.show_fault()
        self._fault.say(error)

    def _add(self, text: str) -> None:
        fields: Mapping[str, Any] = self.becomes().fields
        self._sent = text
        if fields:
            self.added.emit(fields)
        else:
            self.line.show_saved("")

    def _read(self, _text: str) -> None:
        self._fault.say(None)
        while self._parts.count():
            item = self._parts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        found = self.becomes().parts
        self._becomes.setVisible(bool(found))
        if not found:
            self.line.setAccessibleDescription(keys_in_words(NEW_CONTACT.keys))
            return
        said = []
        self._put(_note("Blir:"))
        for part in found:
            words = f"{part.label}: {part.text}" if part.label in _LABELLED else part.text
            said.append(f"{part.label}: {part.text}" + (", föreslaget" if part.suggested else ""))
            chip = Chip(words, PART)
            chip.setToolTip(part.label)
            self._put(chip)
            if part.suggested:
                self._put(_note("föreslaget"))
        self._becomes.setAccessibleName("Blir: " + "; ".join(said))
        self.line.setAccessibleDescription("Blir: " + "; ".join(said))

    def _put(self, part: QWidget) -> None:
        part.setParent(self._becomes)
        self._parts.addWidget(part)
        part.show()


def _note(text: str) -> QLabel:
    """A quiet word in line with the chips."""
    made = label(text, "note")
    made.setMinimumHeight(chip_size(text).height())
    return made
