"""What the steps before the window work with, and how a row of them goes from its first card to an open vault."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QStandardPaths, Signal

from coordinator.errors import CoordinatorError
from ui.dialogs import Dialogs
from ui.preferences import Preferences
from ui.start.card import Card
from ui.worker import Worker

if TYPE_CHECKING:  # slow to import, and nothing here needs them before the first picture is on the screen
    from coordinator.record import Clock
    from coordinator.vaults import OpenVault, Vaults

T = TypeVar("T")

SUFFIX = ".hallpunkt"
PRACTICE_NAME = f"ovning{SUFFIX}"


@dataclass(frozen=True)
class Folders:
    """Where new vaults are proposed to lie: the user's own, and the practice vault."""

    own: Path
    practice: Path

    @property
    def practice_vault(self) -> Path:
        """The practice vault's file, made or not."""
        return self.practice / PRACTICE_NAME


def usual_folders() -> Folders:
    """Under the user's documents, and under what the computer has for programs."""
    place = QStandardPaths.StandardLocation
    own = Path(QStandardPaths.writableLocation(place.DocumentsLocation) or Path.home())
    local = Path(QStandardPaths.writableLocation(place.GenericDataLocation) or Path.home())
    return Folders(own / "Hållpunkt", local / "hallpunkt" / "ovning")


def written_path(text: str) -> Path | None:
    """The path that somebody wrote; None when it is not written out in full."""
    if not text.isprintable():
        return None
    try:
        path = Path(text.strip()).expanduser()
    except RuntimeError:  # somebody who is not known here has no home
        return None
    return path if path.is_absolute() else None


def is_there(path: Path) -> bool:
    """Whether there is a file or folder; one that may not be looked at counts as none."""
    try:
        return path.exists()
    except OSError:
        return False


@dataclass(frozen=True)
class Opened:
    """A vault that is open, where its file is, and what she must be told before the window goes on."""

    vault: "OpenVault"
    path: Path
    told: tuple[str, ...] = ()


class Stage(QObject):
    """Everything a step may use. Whatever touches a vault goes over ``vault_thread``."""

    shown = Signal(object)
    """Another card is to be in front."""

    def __init__(
        self,
        preferences: Preferences,
        load_vaults: "Callable[[], Vaults]",
        *,
        vault_thread: Worker,
        side_thread: Worker,
        dialogs: Dialogs,
        clock: "Clock",
        folders: Folders,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.preferences, self.load_vaults, self.clock, self.folders = preferences, load_vaults, clock, folders
        self.vault_thread, self.side_thread, self.dialogs = vault_thread, side_thread, dialogs

    def close(self, vault: "OpenVault") -> None:
        """Close a vault that nobody is going to use."""
        self.vault_thread.run(lambda: _close(vault), None, _stay_silent)


def _close(vault: "OpenVault") -> None:
    with vault:
        pass


def _stay_silent(_error: CoordinatorError) -> None:
    """Closing failed: the lock is let go all the same, and she has gone on to something else."""


class Flow(QObject):
    """A row of cards that ends with an open vault, or with her going back."""

    opened = Signal(object)
    left = Signal()
    unlock_wanted = Signal(object, str, str)
    """Show the card that unlocks the vault at a path, with something told on it (title and message, or empty)."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.stage = stage
        self.card: Card | None = None
        self.gone = False
        self._cards: list[Card] = []

    def own(self, card: Card) -> None:
        """Let the card go when this row goes, shown or not."""
        if card not in self._cards:
            self._cards.append(card)

    def show(self, card: Card) -> None:
        """Put a card in front."""
        self.card = card
        self.own(card)
        self.stage.shown.emit(card)

    def run(
        self,
        words: str,
        job: Callable[[], T],
        done: Callable[[T], object],
        refused: Callable[[CoordinatorError], object] | None = None,
        *,
        unwanted: Callable[[T], object] | None = None,
    ) -> None:
        """Do ``job`` on the vault's thread while the card says ``words``; by default a refusal is told on the card.

        unwanted: gets the answer when she has gone away meanwhile, as to close a vault.
        """
        card = self.card
        if card is None or card.waiting:
            return
        card.wait(words)

        def end(answer: T) -> None:
            if not self.gone:
                card.ready()
                done(answer)
            elif unwanted is not None:
                unwanted(answer)

        def fail(error: CoordinatorError) -> None:
            if not self.gone:
                card.ready()
                (refused or card.show_error)(error)

        self.stage.vault_thread.run(job, end, fail)

    def leave(self) -> None:
        """Another row of cards comes instead."""
        self.gone = True
        for card in self._cards:
            card.deleteLater()  # and not hidden before the next is there: its focus would go anywhere
        self._cards.clear()
        self.card = None
        self.deleteLater()
