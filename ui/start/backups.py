"""Where the backups are to go: a folder, or none for now, with plain words on what that means."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from coordinator.settings import BACKUP_FOLDER, Source
from ui.parts import Button, column, label, row
from ui.start.card import Line
from ui.start.flow import Stage, written_path

_NONE = "Utan säkerhetskopia är allt borta om datorn går sönder. Du kan hoppa över det nu och välja mapp senare."
SAME_DISK = (
    "Mappen ligger på samma disk som pärmen. Går disken sönder är båda borta: lägg en kopia på ett USB-minne också."
)
LOCKED = "Verksamheten har låst inställningen. Den som sköter datorerna kan ändra den."
_CHOSEN = "Ta ut minnet när kopian är gjord, och lås in det."


class BackupFolder(QWidget):
    """The folder's line, a button to choose it, and what the choice means."""

    def __init__(self, stage: Stage, vault_folder: Callable[[], Path]) -> None:
        super().__init__()
        self._stage, self._vault_folder = stage, vault_folder
        kept = stage.preferences.now.backup_folder
        self.line = Line("Mapp för säkerhetskopior", str(kept) if kept else "", hint="helst på ett USB-minne")
        name = label("Var ska säkerhetskopiorna ligga?", "strong")
        name.setBuddy(self.line)
        choose = Button("Välj mapp", icon="hard-drive", press=self._choose)
        choose.setAccessibleName("Välj mapp för säkerhetskopior")
        self.meaning = label("", "note", wrap=True)
        chosen = row(spacing=8)
        chosen.addWidget(self.line, 1)
        chosen.addWidget(choose)
        inside = column(name, spacing=4)
        inside.addLayout(chosen)
        inside.addWidget(self.meaning)
        self.setLayout(inside)
        self.line.textChanged.connect(self._explain)
        self._locked = stage.preferences.settings.source(BACKUP_FOLDER) is Source.LOCKED
        self.line.setReadOnly(self._locked)
        choose.setEnabled(not self._locked)
        self._explain()

    @property
    def folder(self) -> Path | None:
        """The folder she has chosen; None when she skips it, or has not written it out in full."""
        return written_path(self.line.text()) if self.line.text().strip() else None

    def keep(self) -> None:
        """Remember the choice on this computer."""
        preferences = self._stage.preferences
        preferences.keep(replace(preferences.now, backup_folder=self.folder))

    def _choose(self) -> None:
        chosen = self._stage.dialogs.folder(self, "Mapp för säkerhetskopior")
        if chosen is not None:
            self.line.setText(str(chosen))

    def _explain(self) -> None:
        folder = self.folder
        if folder is None:
            self.meaning.setText(_NONE)
        else:
            self.meaning.setText(SAME_DISK if _same_disk(folder, self._vault_folder()) else _CHOSEN)
        if self._locked:
            self.meaning.setText(f"{LOCKED} {self.meaning.text()}" if folder is not None else LOCKED)
        self.line.setAccessibleDescription(self.meaning.text())


def _same_disk(one: Path, other: Path) -> bool:
    """Whether both lie on one disk; the vault's folder may not be made yet."""
    with suppress(OSError):
        there = next((part for part in (other, *other.parents) if part.exists()), None)
        return there is not None and one.stat().st_dev == there.stat().st_dev
    return False
