"""One sökord as it is edited: its words, its place among the others, and what stands under it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from coordinator.errors import RuleError
from coordinator.exchange.journal_headings import PARTS, Heading
from ui.fields import LineField, mark_faulty
from ui.form import Fault
from ui.form_flow import Flow, tab_after
from ui.icon_button import IconButton
from ui.menu import Item, show_menu
from ui.pages.halves import Halves
from ui.parts import Button, Kind, Rule, column, label, row, whole
from ui.theme import scaled

_BESIDE, _NAMED = 620, 38


class HeadingRow(QWidget):
    """Tells what is wanted; whoever holds the rows does it."""

    renamed = Signal()
    move_wanted = Signal(int)
    """One step up (-1) or down (1)."""
    removal_wanted = Signal()
    part_wanted = Signal(str)
    """That part is to stand here, wherever it stands now."""
    part_gone = Signal(str)

    def __init__(self, heading: Heading) -> None:
        super().__init__()
        self.parts: tuple[str, ...] = heading.parts
        self._elsewhere: Sequence[tuple[str, str]] = ()
        self.field = LineField("Sökord", hint="Sökordet som det heter i journalen")
        self.field.show_saved(heading.text)
        self.field.finished.connect(self._rename)
        self.up = IconButton("Flytta upp", "arrow-up", partial(self.move_wanted.emit, -1))
        self.down = IconButton("Flytta ned", "arrow-down", partial(self.move_wanted.emit, 1))
        self.remove = IconButton("Ta bort sökordet", "trash-2", self.removal_wanted.emit)
        self.add = Button("Lägg till …", Kind.QUIET, icon="plus", press=self._choose_part)
        self.fault = Fault()
        self.chips: dict[str, Button] = {}
        self._flow = Flow(self.add, spacing=6, lines=4)
        self._under = whole(self._flow)
        self.nothing = label("Inget står här: sökordet kommer inte med i anteckningen.", "late", wrap=True)
        line = row(self.field, self.up, self.down, self.remove, spacing=4)
        line.setStretch(0, 1)
        both = Halves(
            whole(column(line, self.fault, spacing=4)),
            whole(column(self._under, self.nothing, spacing=4)),
            wide=_BESIDE,
            share=_NAMED,
            spacing=12,
        )
        body = whole(column(both))
        body.setContentsMargins(0, scaled(6), 0, scaled(6))
        self.setLayout(column(body, Rule(), spacing=0))
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            moves = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            moves.activated.connect(partial(self.move_wanted.emit, by))
        self.show_parts(heading.parts)

    @property
    def heading(self) -> Heading:
        """The sökord as it stands here."""
        return Heading(" ".join(self.field.text().split()), self.parts)

    def show_parts(self, parts: tuple[str, ...]) -> None:
        """Show what stands under it."""
        self.parts = parts
        for key in [one for one in self.chips if one not in parts]:
            gone = self.chips.pop(key)
            self._flow.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for key in parts:
            if key not in self.chips:
                made = Button(_short(key), icon="x", press=partial(self.part_gone.emit, key))
                made.setToolTip(PARTS[key])
                self.chips[key] = made
                self._flow.addWidget(made)
        self._flow.removeWidget(self.add)
        self._flow.addWidget(self.add)
        self.nothing.setVisible(not parts)
        tab_after(self.remove, self._under)
        self._name()

    def show_place(self, place: int, of: int) -> None:
        """Which way it can go."""
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place < of - 1)
        self.field.setAccessibleName(f"Sökord {place + 1} av {of}")

    def offer(self, elsewhere: Sequence[tuple[str, str]]) -> None:
        """What may come here, each with the sökord it stands under now; empty when it stands nowhere."""
        self._elsewhere = elsewhere
        self.add.setVisible(bool(elsewhere))

    def show_faults(self, wrong: Sequence[str]) -> None:
        """Why its words cannot stand as they are; nothing when they can."""
        mark_faulty(self.field, bool(wrong))
        self.fault.say(RuleError("Inte sparat", " ".join(wrong)) if wrong else None)

    def _rename(self, _text: str) -> None:
        self.field.show_saved(self.field.text())
        self._name()
        self.renamed.emit()

    def _name(self) -> None:
        """Say of each button which sökord it is about."""
        named = self.field.text().strip() or "sökordet"
        self.up.setAccessibleName(f"Flytta upp {named} (Alt Upp)")
        self.down.setAccessibleName(f"Flytta ned {named} (Alt Ned)")
        self.remove.setAccessibleName(f"Ta bort {named}")
        self.add.setAccessibleName(f"Lägg till under {named}")
        for key, chip in self.chips.items():
            chip.setAccessibleName(f"Ta bort {PARTS[key]} ur {named}")

    def _choose_part(self) -> None:
        show_menu(self.window(), self.add, self.items())

    def items(self) -> list[Item]:
        """What the menu offers: what stands nowhere first."""
        loose = [(key, "") for key, under in self._elsewhere if not under]
        placed = [(key, under) for key, under in self._elsewhere if under]
        return [
            Item(
                f"{PARTS[key]} (flyttas från {under})" if under else PARTS[key],
                partial(self.part_wanted.emit, key),
                apart=bool(loose) and (key, under) == placed[0] if under else False,
            )
            for key, under in [*loose, *placed]
        ]


def _short(key: str) -> str:
    """What stands there without what it consists of."""
    return PARTS[key].partition(":")[0]
