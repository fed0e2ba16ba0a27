"""The history of one entry, beside or below it: who changed what when, and the way back to what it was."""

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from coordinator.documents.phrases import sentence
from coordinator.entry_history import (
    FieldChange,
    Version,
    bring_back,
    moment_in_words,
    read_past,
    versions,
    who_in_words,
)
from coordinator.errors import CoordinatorError
from coordinator.taken_in import origin_in_words
from coordinator.text_difference import Fate, Piece
from ui.form import Fault
from ui.form_flow import tab_after
from ui.parts import Button, Kind, Rule, clear, column, label, row, whole
from ui.session import Session
from ui.theme import theme

PAGE = 20
"""How many versions are read at a time."""
_AROUND = 60
"""How much of a text that stayed the same is shown beside what changed."""


class EntryHistory(QWidget):
    """The versions of one entry, newest first. Reads again by itself when the record on screen is another."""

    closed = Signal()
    """Escape, or the button: back to where she came from."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._entry_id: UUID | None = None
        self._limit, self._is_old = PAGE, False
        self.shown: Sequence[Version] = ()
        self.lines: dict[int, _Line] = {}
        self._title = label("Historik", "section", wrap=True)
        self.close_button = Button("Stäng", Kind.QUIET, icon="x", shortcut="Esc", press=self.closed.emit)
        self.source = label("", "note", wrap=True)
        self._lines: QVBoxLayout = column(spacing=10)
        self._body = whole(self._lines)
        self.more = Button("Visa äldre", Kind.QUIET, icon="chevron-down", press=self._show_more)
        head = row(spacing=8)
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(head, self.source, self._body, row(self.more, 1), spacing=8))
        self.more.hide()
        self.source.hide()
        self.setAccessibleName("Historik")
        session.record_changed.connect(self._note_change)

    def show_entry(self, entry_id: UUID, name: str = "") -> None:
        """Show the history of an entry, which may be removed. ``name``: what it is called, for the heading."""
        if entry_id != self._entry_id:
            self._limit = PAGE
            self._show_lines(())
        self._entry_id = entry_id
        self._title.setText(f"Historik: {name}" if name else "Historik")
        self.close_button.setAccessibleName(f"Stäng historiken: {name}" if name else "Stäng historiken")
        self._read()

    def clear(self) -> None:
        """Show nothing."""
        self._entry_id = None
        self._show_lines(())

    def start(self) -> None:
        """Put the focus where one begins."""
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note_change(self) -> None:
        record = self._session.record
        if self._entry_id is None or record is None:
            return
        if self.isVisible():
            self._read()
        else:
            self._is_old = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_old:
            self._read()

    def _read(self) -> None:
        record, entry_id = self._session.record, self._entry_id
        if record is None or entry_id is None:
            return
        self._is_old = False
        store, limit = self._session.vault.store, self._limit

        def read() -> list[Version]:
            return versions(record, entry_id, read_past(store, record, entry_id, limit=limit))

        self._session.vault_thread.run(read, partial(self._show, entry_id))

    def _show(self, entry_id: UUID, found: Sequence[Version]) -> None:
        if entry_id == self._entry_id:
            self._show_lines(found)

    def _show_lines(self, found: Sequence[Version]) -> None:
        record = self._session.record
        if record is None:
            return
        focus = self.window().focusWidget()
        numbers = [number for number, line in self.lines.items() if focus is not None and line.isAncestorOf(focus)]
        if numbers:  # what has the focus is about to go
            self.start()
        clear(self._lines)
        self.source.setText(origin_in_words(record, self._entry_id) if self._entry_id is not None else "")
        self.source.setVisible(bool(self.source.text()))
        self.shown, self.lines = found, {}
        for version in found:
            line = _Line(version, moment_in_words(version.at, record.today), self._bring_back)
            self.lines[version.number] = line
            self._lines.addWidget(line)
        self.more.setVisible(len(found) >= self._limit)
        tab_after(self.close_button, self._body)
        backs = [line.back for line in self.lines.values() if line.back is not None]
        QWidget.setTabOrder(backs[-1] if backs else self.close_button, self.more)
        again = next((self.lines[one].back for one in numbers if one in self.lines), None)
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_more(self) -> None:
        self._limit += PAGE
        self._read()

    def _bring_back(self, version: Version) -> None:
        if version.former is None or self._session.record is None:
            return
        self._session.do(bring_back, version.former).but(partial(self._refuse, version.number))

    def _refuse(self, number: int, error: CoordinatorError) -> None:
        line = self.lines.get(number)
        if isValid(self) and line is not None:
            line.fault.say(error)
        else:
            self._session.refused.emit(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class _Line(QWidget):
    """One version: when and by whom, what the change was called, the fields it changed, and the way back to it."""

    def __init__(self, version: Version, moment: str, bring_back: Callable[[Version], object]) -> None:
        super().__init__()
        who = f"{who_in_words(version.by)}, {version.by.unit}" if version.by.unit else who_in_words(version.by)
        self.fault = Fault()
        self.back: Button | None = None
        head = row(spacing=8)
        head.addWidget(label(f"{moment[:1].upper()}{moment[1:]}", "strong", wrap=True), 1)
        if version.former is not None:
            self.back = Button("Ta tillbaka", Kind.QUIET, icon="undo-2", press=partial(bring_back, version))
            self.back.setAccessibleName(f"Ta tillbaka som det var {moment}")
            head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        title = f"{version.title}: {version.reason}" if version.reason else version.title
        inside = column(head, label(who, "note", wrap=True), label(title, wrap=True), spacing=2)
        if version.changes:
            inside.addWidget(_changed(version.changes))
        inside.addWidget(self.fault)
        inside.addWidget(Rule())
        self.setLayout(inside)


def _changed(changes: Sequence[FieldChange]) -> QLabel:
    """Every field that was changed, in one text: a version of a new entry has many."""
    made = label("", wrap=True)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setText("".join(f'<p style="margin:2px 0">{_marked(one)}</p>' for one in changes))
    made.setAccessibleName(" ".join(map(in_words, changes)))
    return made


def _marked(change: FieldChange) -> str:
    """The change with marks: taken out words are struck, new ones underlined. Text of the record is never markup."""
    name = f'<span style="color:#{theme().grey}">{_text(change.label)}:</span> '
    if not change.before:
        return name + _text(change.after)
    if not change.after:
        return name + marked(Fate.REMOVED, change.before)
    if not change.long:
        return f"{name}{marked(Fate.REMOVED, change.before)} → {_text(change.after)}"
    last = len(change.pieces) - 1
    return name + "".join(
        marked(piece.fate, piece.text if piece.fate is not Fate.KEPT else _near(piece, place == 0, place == last))
        for place, piece in enumerate(change.pieces)
    )


def _near(piece: Piece, first: bool, last: bool) -> str:
    """Of a text that stayed the same, what stands next to a change."""
    text = piece.text
    if len(text) <= 3 * _AROUND:
        return text
    begins = "" if first else text[:_AROUND].rpartition(" ")[0] + " "
    ends = "" if last else " " + text[-_AROUND:].partition(" ")[2]
    return f"{begins}…{ends}"


_LOOKS = {
    Fate.ADDED: ("green", "underline"),
    Fate.REMOVED: ("red", "line-through"),
}


def marked(fate: Fate, text: str) -> str:
    """A piece of text as markup: what was taken out is struck, what is new underlined."""
    if fate is Fate.KEPT or not text.strip():
        return _text(text)
    role, line = _LOOKS[fate]
    bare = text.strip()
    before, after = text[: text.index(bare)], text[text.index(bare) + len(bare) :]  # no line under what is blank
    marked = f'<span style="color:#{getattr(theme(), role)};text-decoration:{line}">{_text(bare)}</span>'
    return f"{_text(before)}{marked}{_text(after)}"


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def in_words(change: FieldChange) -> str:
    """The change as it is read aloud, where neither colour nor line is seen."""
    if not change.before:
        return sentence(f"{change.label}: {change.after}")
    if not change.after:
        return sentence(f"{change.label} är tömt, var: {change.before}")
    if not change.long:
        return sentence(f"{change.label}: {change.before} blev {change.after}")
    parts = []
    for fate, word in ((Fate.REMOVED, "borttaget"), (Fate.ADDED, "tillagt")):
        pieces = [piece.text.strip() for piece in change.pieces if piece.fate is fate and piece.text.strip()]
        parts += [f"{word} {', '.join(pieces)}"] if pieces else []
    return sentence(f"{change.label}: {', '.join(parts)}")
