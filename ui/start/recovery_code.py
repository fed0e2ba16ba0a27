"""The recovery code: shown large, put on paper, and two of its groups typed back, so that it truly is there."""

import secrets
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from coordinator.errors import CoordinatorError
from ui.parts import Boxed, Button, column, label, row
from ui.screen_reader import announce
from ui.start.card import Card, Line
from ui.start.flow import Stage
from ui.theme import font, scaled

if TYPE_CHECKING:
    from coordinator.record import Actor

GROUPS = 8
_PDF_NAME = "återställningskod.pdf"
# As a code read from paper is read when the pärm is opened with it: some letters are not in it, but look like digits.
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


class CodeCard(Card):
    """The code in groups of four, and the ways to get it on paper."""

    printing = Signal()
    saving = Signal()
    on_paper = Signal()

    def __init__(self, code: str, title: str, *, step: str = "", back: str = "Tillbaka") -> None:
        super().__init__(width=560)
        self.add_head(
            title,
            "Med koden kommer du in om du glömmer lösenfrasen. Den visas bara nu. Utan både lösenfras och kod är "
            "pärmen förlorad: ingen annan kan öppna den.",
            step=step,
        )
        self.inside.addSpacing(scaled(4))
        self.inside.addWidget(_groups(code))
        self.print = Button("Skriv ut", icon="printer", press=self.printing.emit)
        self.save = Button("Spara som PDF", icon="save", press=self.saving.emit)
        self.done = label("", "strong", wrap=True)
        self.done.hide()
        self.inside.addLayout(row(self.print, self.save, 1))
        self.inside.addWidget(self.done)
        self.inside.addWidget(
            label("Eller skriv av den för hand. Lägg papperet inlåst, inte vid datorn.", "note", wrap=True)
        )
        self.add_primary("Jag har koden på papper", self.on_paper.emit, back=back, keys=False)
        self.first = self.print

    def say_done(self, words: str) -> None:
        """What became of the paper; it is ready for the next step."""
        self.ready()
        self.clear_fault()
        self.done.setText(words)
        self.done.show()
        announce(self, words)
        if self.primary is not None:
            self.primary.setFocus(Qt.FocusReason.OtherFocusReason)


class TypedBackCard(Card):
    """Two groups of the code, typed from the paper; the code itself is out of sight. ``proven`` when both are right."""

    proven = Signal()

    def __init__(
        self,
        code: str,
        verb: str,
        *,
        step: str = "",
        numbers: tuple[int, int] | None = None,
        more: QWidget | None = None,
    ) -> None:
        super().__init__(width=520)
        self._groups = code.split("-")
        self.numbers = numbers or _two()
        self.add_head(
            "Skriv två grupper från papperet",
            "Så vet vi båda att koden går att läsa den dag den behövs.",
            step=step,
        )
        self.fields = []
        for number in self.numbers:
            name = f"Grupp {number}"
            field = Line(name, hint="fyra tecken")
            field.setMaximumWidth(scaled(180))
            self.add_field(name, field)
            self.fields.append(field)
        if more is not None:
            self.inside.addSpacing(scaled(8))
            self.inside.addWidget(more)
        self.add_primary(verb, self._compare, back="Visa koden igen")
        self.first = self.fields[0]

    def _compare(self) -> None:
        for number, field in zip(self.numbers, self.fields, strict=True):
            if not field.text().strip():
                self.show_fault(
                    f"Grupp {number} saknas", "Räkna från vänster och uppifrån på papperet, och skriv den.", field
                )
                return
            if _read(field.text()) != self._groups[number - 1]:
                self.show_fault(
                    f"Grupp {number} stämmer inte",
                    "Läs den på papperet en gång till. Inget är förlorat: du kan också visa koden igen.",
                    field,
                )
                return
        self.clear_fault()
        self.proven.emit()


class Sheet(QObject):
    """Puts the code on paper for a `CodeCard`, with printer or as a PDF file; it is rendered beside the window."""

    def __init__(
        self, stage: Stage, card: CodeCard, code: str, *, vault_name: str, owner: "Actor", practice: bool
    ) -> None:
        super().__init__(card)
        self._stage, self._card, self._code = stage, card, code
        self._vault_name, self._owner, self._practice = vault_name, owner, practice
        card.printing.connect(self._print)
        card.saving.connect(self._save)

    def _render(self) -> bytes:
        return sheet_pdf(
            self._code,
            vault_name=self._vault_name,
            owner=self._owner,
            made=self._stage.clock(),
            practice=self._practice,
        )

    def _print(self) -> None:
        self._card.wait("Gör klart papperet …")
        self._stage.side_thread.run(self._render, self._send, self._refuse)

    def _send(self, pdf: bytes) -> None:
        self._card.ready()
        if self._stage.dialogs.print_pdf(self._card, pdf, "Återställningskod"):
            self._card.say_done("Skickat till skrivaren. Hämta papperet nu.")

    def _save(self) -> None:
        path = self._stage.dialogs.save_path(self._card, "Spara återställningskoden", _PDF_NAME, "PDF (*.pdf)")
        if path is None:
            return
        if path.suffix.casefold() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        self._card.wait("Sparar …")
        self._stage.side_thread.run(lambda: _write(path, self._render()), self._saved, self._refuse)

    def _saved(self, path: Path) -> None:
        self._card.say_done(f"Sparat som {path.name}. Skriv ut den, och ta sedan bort filen från datorn.")

    def _refuse(self, error: CoordinatorError) -> None:
        self._card.show_error(error)


def sheet_pdf(code: str, *, vault_name: str, owner: "Actor", made: datetime, practice: bool) -> bytes:
    """The paper with the code, as PDF."""
    from coordinator.documents.recovery_sheet import recovery_sheet
    from ui.paper.pdf import render_pdf

    paper = recovery_sheet(code, vault_name=vault_name, owner=owner, made=made, practice=practice)
    return render_pdf(paper, replace_missing=True)


def _write(path: Path, pdf: bytes) -> Path:
    from coordinator.whole_file import written

    with written(path, pdf):
        return path


def _two() -> tuple[int, int]:
    first, second = sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), 2))
    return first, second


def _read(typed: str) -> str:
    return "".join(sign for sign in typed.upper().translate(_READ_AS) if sign.isalnum())


def _groups(code: str) -> Boxed:
    """The groups, four to a row with their numbers; the check sign comes last by itself."""
    box = Boxed("amber_soft", bar="amber")
    grid = QGridLayout()
    grid.setHorizontalSpacing(scaled(18))
    grid.setVerticalSpacing(scaled(6))
    large = font(16, 600)
    wide = round(QFontMetricsF(large).horizontalAdvance("WWWW"))
    for place, group in enumerate(code.split("-")):
        sign = QLabel(group)  # not to be copied: it belongs on paper
        sign.setFont(large)
        sign.setTextFormat(Qt.TextFormat.PlainText)
        name = f"grupp {place + 1}" if place < GROUPS else "sist"
        sign.setAccessibleName(f"{name}: {' '.join(group)}")
        sign.setMinimumWidth(min(wide, scaled(90)))
        grid.addLayout(column(label(name, "note"), sign, spacing=0), place // 4, place % 4)
    box.inside.addLayout(grid)
    return box
