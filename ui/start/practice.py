"""The practice vault: opened when it is there, else made and filled with invented patients, in words as it goes on."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from coordinator.errors import CoordinatorError
from coordinator.passphrase import PRACTICE_PASSPHRASE
from ui.parts import label
from ui.start.card import Card
from ui.start.flow import Flow, Opened, Stage, is_there

if TYPE_CHECKING:
    from coordinator.record import Clock
    from coordinator.vaults import OpenVault, Vaults

OWNER = ("Anna Lind", "kontaktsjuksköterska", "SMO-mottagningen")
"""Who she is in the practice vault: name, title, unit; invented like the patients."""


class PracticeCard(Card):
    """Says what is being made, and what it is."""

    again = Signal()

    def __init__(self) -> None:
        super().__init__(width=520)
        self.add_head(
            "Prova med påhittade patienter",
            "Övningspärmen är en egen pärm. Det står ÖVNING på varje sida och varje utskrift, och inget du gör där rör "
            "en riktig patient.",
        )
        self.inside.addWidget(label("Första gången tar det några sekunder.", "note", wrap=True))
        self.first = self.add_primary("Öppna övningspärmen", self.again.emit, back="Tillbaka")


class Practice(Flow):
    """From the wish to practise to an open practice vault. One that is there already is opened as it is."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.path = stage.folders.practice_vault

    def begin(self) -> None:
        """Show the card and begin at once: there is nothing to decide."""
        card = PracticeCard()
        card.back.connect(self.left)
        card.again.connect(self._open)
        self.show(card)
        self._open()

    def _open(self) -> None:
        path, stage = self.path, self.stage
        if is_there(path):
            self.run(
                "Öppnar övningspärmen …",
                lambda: stage.load_vaults().open_with_passphrase(path, PRACTICE_PASSPHRASE, stage.clock),
                self._ready,
                self._refuse,
                unwanted=stage.close,
            )
            return
        self.run(
            "Gör en övningspärm …", lambda: _create(stage.load_vaults(), path, stage.clock), self._fill,
            unwanted=stage.close,
        )  # fmt: skip

    def _fill(self, vault: "OpenVault") -> None:
        stage, path = self.stage, self.path
        self.run(
            "Lägger in påhittade patienter …",
            lambda: _fill(stage.load_vaults(), path, vault),
            lambda _nothing: self._ready(vault),
            unwanted=lambda _nothing: stage.close(vault),
        )

    def _ready(self, vault: "OpenVault") -> None:
        self.opened.emit(Opened(vault, self.path))

    def _refuse(self, error: CoordinatorError) -> None:
        # Its passphrase was changed, or it is open in another window: then it is unlocked like any other.
        self.unlock_wanted.emit(self.path, error.title, error.message)


def _create(vaults: "Vaults", path: Path, clock: "Clock") -> "OpenVault":
    from coordinator.record import Actor

    return vaults.create(
        path,
        passphrase=PRACTICE_PASSPHRASE,
        recovery_code=vaults.new_recovery_code(),
        actor=Actor(*OWNER),
        clock=clock,
        practice=True,
    )


def _fill(vaults: "Vaults", path: Path, vault: "OpenVault") -> None:
    from coordinator.desk import Desk
    from coordinator.practice import fill_practice

    try:
        fill_practice(Desk(vault.store))
    except BaseException:
        with vault:
            pass
        vaults.remove_practice(path)  # half a practice vault would only be in the way of the next attempt
        raise
