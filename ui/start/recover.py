"""Back in without the passphrase: the recovery code opens, a new passphrase is chosen, and perhaps a new code made."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from coordinator.errors import CoordinatorError
from ui.parts import Button, Kind, label
from ui.start.card import Card, Line
from ui.start.flow import Flow, Opened, Stage
from ui.start.new_passphrase import NewPassphraseCard
from ui.start.recovery_code import CodeCard, Sheet, TypedBackCard

if TYPE_CHECKING:
    from coordinator.record import Actor
    from coordinator.vaults import OpenVault


class CodeFieldCard(Card):
    """Where the recovery code is written."""

    written = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(width=520)
        self.add_head("Öppna med återställningskoden", f"Koden till {name} står på papperet som du lade undan.")
        self.code = Line("Återställningskod", hint="åtta grupper om fyra tecken, och ett till")
        self.add_field(
            "Återställningskod", self.code, "Stora och små bokstäver spelar ingen roll, inte bindestreck heller."
        )
        self.add_primary("Öppna", self._write, back="Tillbaka")
        self.first = self.code

    def _write(self) -> None:
        if self.code.text().strip():
            self.written.emit(self.code.text())
        else:
            self.show_fault("Koden saknas", "Skriv den som den står på papperet.", self.code)


class KeepCodeCard(Card):
    """The passphrase is changed; is a new code wanted too?"""

    kept = Signal()
    renewed = Signal()

    def __init__(self) -> None:
        super().__init__(width=520)
        self.add_head(
            "Lösenfrasen är bytt", "Återställningskoden på papperet gäller fortfarande. Lägg tillbaka det inlåst."
        )
        self.inside.addWidget(
            label("Gör en ny kod om papperet har varit framme för andra, eller om det kan ha kommit bort.", wrap=True)
        )
        self.first = self.add_primary("Behåll koden och gå vidare", self.kept.emit)
        self.add_quiet(Button("Gör en ny återställningskod", Kind.QUIET, press=self.renewed.emit))


class Recover(Flow):
    """From the paper with the code to an open vault with a passphrase that she knows."""

    def __init__(self, stage: Stage, path: Path) -> None:
        super().__init__(stage)
        self.path = path
        self._vault: OpenVault | None = None
        self._code = ""

    def begin(self) -> None:
        """Ask for the code."""
        self.code_card = CodeFieldCard(self.path.stem)
        self.code_card.back.connect(self.left)
        self.code_card.written.connect(self._open)
        self.show(self.code_card)

    def leave(self) -> None:
        if self._vault is not None:  # she goes before a new passphrase is chosen: it is as it was
            self.stage.close(self._vault)
            self._vault = None
        super().leave()

    def _open(self, code: str) -> None:
        path, stage = self.path, self.stage
        self.run(
            "Öppnar …",
            lambda: stage.load_vaults().open_with_code(path, code, stage.clock),
            self._choose,
            lambda error: self.code_card.show_error(error, self.code_card.code),
            unwanted=stage.close,
        )

    def _choose(self, vault: "OpenVault") -> None:
        self._vault = vault
        self.code_card.code.clear()
        card = NewPassphraseCard(
            "Välj en ny lösenfras",
            "Den gamla slutar gälla. Backar du nu är allt som det var.",
            "Byt lösenfras",
            back="Lås pärmen igen",
        )
        card.back.connect(self.left)
        card.chosen.connect(self._change)
        self.passphrase_card = card
        self.show(card)

    def _change(self, passphrase: str) -> None:
        vault = self._held()
        self.run("Byter lösenfras …", lambda: vault.change_passphrase(passphrase), lambda _done: self._offer())

    def _offer(self) -> None:
        self.passphrase_card.forget()
        card = KeepCodeCard()
        card.kept.connect(self._keep)
        card.renewed.connect(self._renew)
        self.show(card)

    def _keep(self) -> None:
        self._end()

    def _renew(self) -> None:
        load, vault = self.stage.load_vaults, self._held()
        self.run("Gör en ny kod …", lambda: (load().new_recovery_code(), _owner(vault)), self._show_code)

    def _show_code(self, made: "tuple[str, Actor]") -> None:
        self._code, owner = made
        code = self._code
        card = CodeCard(code, "Din nya återställningskod", back="Behåll den gamla koden")
        card.back.connect(self._keep)
        card.on_paper.connect(self._prove)
        Sheet(
            self.stage, card, code,
            vault_name=self.path.stem, owner=owner, practice=self._held().practice,
        )  # fmt: skip
        self._code_card = card
        self.show(card)

    def _prove(self) -> None:
        card = TypedBackCard(self._code, "Byt till den nya koden")
        card.back.connect(self._back_to_code)
        card.proven.connect(self._replace_code)
        self.show(card)

    def _back_to_code(self) -> None:
        self.show(self._code_card)

    def _replace_code(self) -> None:
        vault, code = self._held(), self._code
        self.run(
            "Byter kod …",
            lambda: vault.change_recovery_code(code),
            lambda _done: self._end("Den nya återställningskoden gäller. Förstör papperet med den gamla."),
            self._not_replaced,
        )

    def _not_replaced(self, error: CoordinatorError) -> None:
        if self.card is not None:
            self.card.show_fault(error.title, f"{error.message} Den gamla koden gäller fortfarande.")

    def _held(self) -> "OpenVault":
        if self._vault is None:
            raise RuntimeError("no vault is open")
        return self._vault

    def _end(self, *told: str) -> None:
        vault, self._vault = self._held(), None
        self.opened.emit(Opened(vault, self.path, told))


def _owner(vault: "OpenVault") -> "Actor":
    from coordinator.entity import new_id

    return vault.store.blank(new_id()).actor
