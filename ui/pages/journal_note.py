"""The note as it will be pasted, sökord by sökord, each with a button that copies it alone."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.settings import JOURNAL_LATIN1
from ui.form_flow import Spread, tab_to
from ui.pages.wrapped_text import WrappedText
from ui.parts import Boxed, Button, Kind, Picture, Rule, clear, column, label, row
from ui.session import Session

if TYPE_CHECKING:  # what makes the note is needed when somebody comes here, and no window is slower for it
    from coordinator.exchange.journaltext import JournalText, Lost, Section

_MOST_TOLD = 6


class NoteSection(QWidget):
    """One sökord: its heading, its lines, and what is lost in them."""

    copy_wanted = Signal(object)

    def __init__(self, section: "Section", lost: "Sequence[Lost]") -> None:
        super().__init__()
        self.section = section
        self._lost: Sequence[Lost] = ()
        self.heading = label(section.heading, "strong", wrap=True)
        self.copy = Button("Kopiera", Kind.QUIET, icon="copy", press=self._tell)
        self.text = WrappedText()
        self._below: QVBoxLayout = column(spacing=1)
        head = row(spacing=8)
        head.addWidget(self.heading, 1)
        head.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(head, self.text, self._below, spacing=2))
        self.show_section(section, lost)
        self.mark(copied=False)

    def show_section(self, section: "Section", lost: "Sequence[Lost]") -> None:
        """Show its lines as they are now."""
        self.section = section
        self.text.setText("\n".join(section.lines))
        if tuple(lost) != tuple(self._lost):
            self._lost = lost
            clear(self._below)
            for one in lost:
                where = f"Rad {one.line}" if one.line else "Sökordet"
                self._below.addWidget(label(f"{where}: {lost_in_words(one)}", "late", wrap=True))

    def mark(self, *, copied: bool) -> None:
        """Whether it is copied already, as it reads now."""
        self.copy.say("Kopierat" if copied else "Kopiera", icon="check" if copied else "copy")
        named = f"Kopiera {self.section.heading}"
        self.copy.setAccessibleName(f"{named}, kopierat" if copied else named)

    def _tell(self) -> None:
        self.copy_wanted.emit(self.section)


class NoteView(QWidget):
    """The whole note on a sheet of its own. Its parts stay while their text changes, and the focus with them."""

    copy_wanted = Signal(object)
    """A `Section` is to be copied alone."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.warning = Warned(session)
        """What stands above the note, and above the fields it is written from."""
        self.left_out = label("", "amber", wrap=True)
        self._title = label("", "strong", wrap=True)
        self._sections: QVBoxLayout = column(spacing=10)
        self.parts: dict[str, NoteSection] = {}
        self._before: QWidget | None = None
        sheet = Boxed("paper", edge="border")
        sheet.inside.setSpacing(sheet.inside.spacing() + 4)
        sheet.inside.addWidget(self._title)
        sheet.inside.addWidget(Rule())
        sheet.inside.addLayout(self._sections)
        self.setLayout(column(self.left_out, sheet))

    def show_left_out(self, named: Sequence[str]) -> None:
        """Name what the clinic has placed under no sökord: it does not come with what is copied."""
        said = f"Står inte under något sökord, och kommer inte med i anteckningen: {', '.join(named)}."
        self.left_out.setText(said if named else "")
        self.left_out.setVisible(bool(named))

    def show_text(self, text: "JournalText", copied: Mapping[str, str]) -> None:
        """Show the note; ``copied``: what is copied already, by its heading."""
        self._title.setText(text.text.partition("\r\n")[0])
        self.warning.show_lost(text.lost)
        wanted = {_key(one): one for one in text.sections}
        for key in [one for one in self.parts if one not in wanted]:
            gone = self.parts.pop(key)
            self._sections.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, (key, section) in enumerate(wanted.items()):
            lost = [one for one in text.lost if one.heading == section.heading]
            part = self.parts.get(key)
            if part is None:
                part = self.parts[key] = NoteSection(section, lost)
                part.copy_wanted.connect(self.copy_wanted)
            else:
                part.show_section(section, lost)
            if self._sections.indexOf(part) != place:
                self._sections.insertWidget(place, part)
            part.mark(copied=copied.get(section.heading) == section.text)
        self._put_tabs()

    def follow(self, before: QWidget) -> None:
        """Let the Tab key come here from ``before``."""
        self._before = before
        self._put_tabs()

    def _put_tabs(self) -> None:
        before = self._before
        for part in self.in_order():
            if before is not None and before.nextInFocusChain() is not part.copy:
                tab_to(before, part.copy)
            before = part.copy

    def in_order(self) -> list[NoteSection]:
        """The sökord from the top."""
        found = [self._sections.itemAt(place) for place in range(self._sections.count())]
        widgets = [item.widget() for item in found if item is not None]
        return [one for one in widgets if isinstance(one, NoteSection)]


def _key(section: "Section") -> str:
    return f"{section.key}:{section.heading}"


def lost_in_words(one: "Lost") -> str:
    """The character and what becomes of it: "Ł (U+0141) blir ?"."""
    shown = one.character if one.character.isprintable() else "Ett tecken som inte syns"
    return f"{shown} (U+{ord(one.character):04X}) blir ?"


class Warned(Boxed):
    """Says before anything is copied what the journal could not keep, and leads to the setting that decides it."""

    def __init__(self, session: Session) -> None:
        super().__init__("amber_soft", bar="amber")
        self._title = label("", "amber")
        self._where = label("", wrap=True)
        self.setting = Button(
            "Till inställningen", Kind.QUIET, icon="settings",
            press=partial(session.wanted.emit, "settings", JOURNAL_LATIN1.key),
        )  # fmt: skip
        what_to_do = "Skriv om det, eller ändra inställningen om ert journalsystem klarar tecknen."
        words = column(
            Spread(self._title, self.setting, lines=2), self._where, label(what_to_do, "note", wrap=True), spacing=2
        )
        line = row(spacing=10)
        line.addWidget(Picture("triangle-alert", "amber", 18), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.inside.addLayout(line)
        self.hide()

    def show_lost(self, lost: "Sequence[Lost]") -> None:
        """Name each character and the places where it stands."""
        places: dict[str, list[str]] = {}
        for one in lost:
            places.setdefault(lost_in_words(one), []).append(one.place)
        told = [f"{what}: {', '.join(where)}" for what, where in [*places.items()][:_MOST_TOLD]]
        more = len(places) - len(told)
        self._where.setText("\n".join([*told, *([f"och {more} tecken till"] if more > 0 else [])]))
        many = len(places)
        self._title.setText(
            "Ett tecken följer inte med till journalen"
            if many == 1
            else f"{many} tecken följer inte med till journalen"
        )
        self.setVisible(bool(lost))
