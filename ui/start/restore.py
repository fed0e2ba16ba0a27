"""A pärm out of its backup, into a folder of its own; the same in the window as `hallpunkt restore`."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from coordinator.errors import (
    CoordinatorError,
    FileDamaged,
    KeyFileDamaged,
    PlaceRefused,
    TooNew,
    WriteFailed,
    WrongKey,
)
from ui.parts import Button, label
from ui.start.card import Card, Line, NoticeCard
from ui.start.flow import Flow, written_path
from ui.start.secret import CapsLock, SecretLine
from ui.tick_box import TickBox

if TYPE_CHECKING:
    from coordinator.vaults import Restored

_END = ".hallpunkt-kopia"
COPY_KINDS = "Säkerhetskopia (*.hallpunkt-kopia);;Alla filer (*)"
_OWN_WORDS = "Lösenfrasen som gällde när kopian gjordes"
_ON_PAPER = "Återställningskoden som gällde när kopian gjordes"


class RestoreCard(Card):
    """Which copy, where to, and what opens it."""

    copy_wanted = Signal()
    folder_wanted = Signal()
    answered = Signal(object, object)

    def __init__(self, folder: Path) -> None:
        super().__init__(width=560)
        self.add_head(
            "Läs in en säkerhetskopia",
            "Kopian kontrolleras först och läggs sedan som en pärm i en egen mapp. Inget som finns skrivs över.",
        )
        self.copy = Line("Säkerhetskopian", hint="filen som slutar på .hallpunkt-kopia")
        choose_copy = Button("Välj fil", icon="file-text", press=self.copy_wanted.emit)
        choose_copy.setAccessibleName("Välj säkerhetskopia")
        self.add_field("Säkerhetskopian", self.copy, beside=choose_copy)
        self.folder = Line("Mapp att lägga pärmen i", str(folder))
        choose_folder = Button("Välj mapp", icon="folder-open", press=self.folder_wanted.emit)
        choose_folder.setAccessibleName("Välj mapp att lägga pärmen i")
        self.add_field(
            "Mapp att lägga pärmen i", self.folder, "En tom mapp, eller en som inte finns än.", beside=choose_folder
        )
        self.secret_name = label(_OWN_WORDS, "strong", wrap=True)
        self.secret = SecretLine(_OWN_WORDS)
        self.secret_name.setBuddy(self.secret)
        self.with_code = TickBox("Öppna med återställningskoden i stället")
        self.with_code.toggled.connect(self._name_secret)
        for part in (self.secret_name, self.secret, CapsLock(self.secret), self.with_code):
            self.inside.addWidget(part)
        self.add_primary("Läs in kopian", self._answer, back="Tillbaka", keys=False)
        self.first = choose_copy

    def show_refused(self, error: CoordinatorError) -> None:
        """Beside the field that it is about."""
        if isinstance(error, WrongKey):
            self.show_error(error, self.secret)
        elif isinstance(error, (FileDamaged, KeyFileDamaged, TooNew)):
            self.show_error(error, self.copy)
        else:
            self.show_error(error, self.folder if isinstance(error, (PlaceRefused, WriteFailed)) else None)

    def _name_secret(self, code: bool) -> None:
        name = _ON_PAPER if code else _OWN_WORDS
        self.secret_name.setText(name)
        self.secret.setAccessibleName(name)
        self.secret.forget()
        self.secret.eye.setChecked(code)  # a code is read from paper, not known by heart
        self.secret.setFocus()

    def _answer(self) -> None:
        for field, words in (
            (self.copy, "Tryck på Välj fil och peka ut den."),
            (self.folder, "Välj en mapp på datorns egen disk."),
            (self.secret, "Skriv den och tryck på Enter."),
        ):
            if not field.text().strip():
                self.show_fault(f"{field.accessibleName()} saknas", words, field)
                return
        copy, folder = written_path(self.copy.text()), written_path(self.folder.text())
        if copy is None:
            self.show_fault("Filen är inte utskriven", "Skriv hela sökvägen, eller tryck på Välj fil.", self.copy)
        elif folder is None:
            self.show_fault("Mappen är inte utskriven", "Skriv hela sökvägen, eller tryck på Välj mapp.", self.folder)
        else:
            self.clear_fault()
            self.answered.emit(copy, folder)


def newest_copy(folder: Path) -> Path | None:
    """The backup in ``folder`` that was written last; None where there is none, or no folder."""
    try:
        copies = [(copy.stat().st_mtime, copy) for copy in folder.glob(f"*{_END}")]
    except OSError:
        return None
    return max(copies)[1] if copies else None


class Restore(Flow):
    """From a backup to a pärm that can be unlocked."""

    def begin(self) -> None:
        """Ask for everything at once."""
        day = self.stage.clock()
        card = RestoreCard(self.stage.folders.own.with_name(f"Hållpunkt återställd {day:%Y-%m-%d}"))
        card.back.connect(self.left)
        card.copy_wanted.connect(self._choose_copy)
        card.folder_wanted.connect(self._choose_folder)
        card.answered.connect(self._restore)
        self.restore_card = card
        self.show(card)
        last = self.stage.preferences.now.last_backup
        if last is not None:
            self.stage.side_thread.run(partial(newest_copy, last.folder), self._propose)

    def _propose(self, copy: Path | None) -> None:
        """The newest one where the copies are put stands there already, if nothing else does."""
        card = self.restore_card
        if copy is not None and not self.gone and not card.copy.text():
            card.copy.setText(str(copy))

    def _choose_copy(self) -> None:
        card = self.restore_card
        chosen = self.stage.dialogs.open_path(card, "Välj säkerhetskopia", COPY_KINDS)
        if chosen is not None:
            card.copy.setText(str(chosen))
            card.clear_fault()
            card.secret.setFocus()

    def _choose_folder(self) -> None:
        chosen = self.stage.dialogs.folder(self.restore_card, "Mapp att lägga pärmen i")
        if chosen is not None:
            self.restore_card.folder.setText(str(chosen))
            self.restore_card.clear_fault()

    def _restore(self, copy: Path, folder: Path) -> None:
        card, load = self.restore_card, self.stage.load_vaults
        secret, with_code = card.secret.text(), card.with_code.isChecked()

        def restore() -> "Restored":
            vaults = load()
            vaults.require_restorable(copy, folder)
            if with_code:
                return vaults.restore_with_code(copy, folder, secret)
            return vaults.restore_with_passphrase(copy, folder, secret)

        self.run("Kontrollerar kopian och lägger in den …", restore, self._restored, card.show_refused)

    def _restored(self, restored: "Restored") -> None:
        self.restore_card.secret.forget()
        self._path = restored.path
        what = "Övningspärmen" if restored.practice else "Pärmen"
        texts = [
            f"Den är som den var {restored.made:%Y-%m-%d kl. %H:%M}. Patienter: {restored.patients}.",
            "Det som skrevs senare finns inte i den: jämför med utskrifter och journal innan du arbetar vidare.",
            f"Den ligger i {restored.path.parent}",
        ]
        self.show(NoticeCard(f"{what} är återställd", texts, "Lås upp den", self._unlock))

    def _unlock(self) -> None:
        self.unlock_wanted.emit(self._path, "", "")
