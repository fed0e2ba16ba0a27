"""The first pärm in three steps: who she is, her passphrase, and the recovery code on paper.

Nothing is on the disk until all three are done, so that every step can be gone back to.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from coordinator.errors import CoordinatorError, OutputError, PlaceRefused, RuleError, WriteFailed
from ui.parts import Button, Picture, column, label, row
from ui.start.backups import BackupFolder
from ui.start.card import Card, Line, wide
from ui.start.flow import SUFFIX, Flow, Folders, Opened, Stage, is_there, written_path
from ui.start.new_passphrase import NewPassphraseCard
from ui.start.recovery_code import CodeCard, Sheet, TypedBackCard
from ui.theme import scaled

if TYPE_CHECKING:
    from coordinator.vaults import OpenVault, Vaults

_NO_BACKUP_FOLDER = (
    "Mappen för säkerhetskopior finns inte",
    "Sätt i minnet eller välj en annan mapp, eller lämna fältet tomt.",
)
_FORBIDDEN = '<>:"/\\|?*'


class WelcomeCard(Card):
    """The very first picture: try it, or begin."""

    creation_wanted = Signal()
    practice_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(width=480)
        head = row(Picture("mark", "teal", 44), spacing=14)
        head.addLayout(
            column(
                label("Hållpunkt", "welcome"), label("För dig som är fast vårdkontakt", "note", wrap=True), spacing=1
            ),
            1,
        )
        self.inside.addLayout(head)
        self.inside.addSpacing(scaled(12))
        self.inside.addWidget(
            label(
                "Håll ihop kontakter, vårdplan och nästa steg i en pärm som bara du kan öppna. Allt stannar på den här "
                "datorn.",
                wrap=True,
            )
        )
        self.setAccessibleName("Välkommen till Hållpunkt")
        self.add_primary("Skapa min pärm", self.creation_wanted.emit)
        self.inside.addWidget(label("Tre steg: vem du är, din lösenfras och en kod på papper.", "note", wrap=True))
        self.inside.addSpacing(scaled(8))
        self.practice = wide(Button("Prova med påhittade patienter", icon="users", press=self.practice_wanted.emit))
        self.inside.addWidget(self.practice)
        self.inside.addWidget(label("En egen pärm att öva i. Det står ÖVNING överallt.", "note", wrap=True))
        self.first = self.primary


@dataclass(frozen=True)
class Who:
    """The first step's answers."""

    name: str
    title: str
    unit: str
    path: Path


class WhoCard(Card):
    """Who she is, and the name and place of the pärm."""

    answered = Signal(object)
    folder_wanted = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__(width=520)
        self.add_head(
            "Vem är du?",
            "Det står i loggen vid allt du gör, och som avsändare på det du skriver ut.",
            step="Steg 1 av 3",
        )
        self.name = Line("Ditt namn")
        self.title = Line("Din titel", hint="till exempel kontaktsjuksköterska")
        self.unit = Line("Din vårdenhet", hint="till exempel Barnhabiliteringen Öst")
        self.vault_name = Line("Pärmens namn", hint="till exempel Barnhabiliteringen Öst")
        self.folder = Line("Mappen som pärmen ligger i", str(folder))
        self.add_field("Ditt namn", self.name)
        self.add_field("Din titel", self.title)
        self.add_field("Din vårdenhet", self.unit)
        self.add_field("Pärmens namn", self.vault_name, "Syns på skärmen före lösenfrasen: skriv ingen patients namn.")
        choose = Button("Välj mapp", icon="folder-open", press=self.folder_wanted.emit)
        choose.setAccessibleName("Välj mapp för pärmen")
        self.add_field("Mapp på den här datorn", self.folder, beside=choose)
        self.add_primary("Nästa", self._answer, back="Tillbaka")
        self.first = self.name
        self._proposed = ("", str(folder))
        self.unit.textChanged.connect(self._name_after_unit)

    def propose_folder(self, folder: Path) -> None:
        """A better folder than the first one, unless she has chosen one herself."""
        if self.folder.text() == self._proposed[1]:
            self._proposed = (self._proposed[0], str(folder))
            self.folder.setText(str(folder))

    def show_refused(self, error: CoordinatorError) -> None:
        """The pärm cannot be there, or not under that name."""
        in_folder = isinstance(error, (PlaceRefused, WriteFailed))
        self.show_error(error, self.folder if in_folder else self.vault_name)

    def _name_after_unit(self, unit: str) -> None:
        if self.vault_name.text() == self._proposed[0]:
            name = "".join(sign for sign in unit if sign not in _FORBIDDEN and sign.isprintable()).strip(" .")
            self._proposed = (name, self._proposed[1])
            self.vault_name.setText(name)

    def _answer(self) -> None:
        for field, words in (
            (self.name, "Skriv ditt namn."),
            (self.title, "Skriv din titel, som den ska stå på det du skriver ut."),
            (self.unit, "Skriv var du arbetar."),
            (self.vault_name, "Ge pärmen ett namn, till exempel enhetens."),
            (self.folder, "Välj en mapp på datorns egen disk."),
        ):
            if not field.text().strip():
                self.show_fault(f"{field.accessibleName()} saknas", words, field)
                return
        name = self.vault_name.text().strip().removesuffix(SUFFIX)
        if set(name) & set(_FORBIDDEN) or not name.isprintable() or name != name.strip(" ."):
            self.show_fault(
                "Namnet går inte att använda",
                f"Pärmen blir en fil, och filnamn kan inte ha {' '.join(_FORBIDDEN)} eller sluta med punkt.",
                self.vault_name,
            )
            return
        folder = written_path(self.folder.text())
        if folder is None:
            self.show_fault("Mappen är inte utskriven", "Skriv hela sökvägen, eller tryck på Välj mapp.", self.folder)
            return
        self.clear_fault()
        self.answered.emit(
            Who(
                self.name.text().strip(),
                self.title.text().strip(),
                self.unit.text().strip(),
                folder / f"{name}{SUFFIX}",
            )
        )


class FirstRun(Flow):
    """The three steps. She can go back and forth; what she has written stays."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._who: Who | None = None
        self._passphrase = ""
        self._code = ""
        self._sheet_of: Who | None = None

    def begin(self) -> None:
        """The first step."""
        stage = self.stage
        self.who_card = WhoCard(stage.folders.own)
        self.who_card.back.connect(self.left)
        self.who_card.answered.connect(self._look_at_place)
        self.who_card.folder_wanted.connect(self._choose_folder)
        self.passphrase_card = NewPassphraseCard(
            "Välj en lösenfras",
            "Den öppnar pärmen. Ingen annan har den, och den går inte att ta fram igen.",
            "Nästa",
            step="Steg 2 av 3",
            back="Tillbaka",
        )
        self.own(self.passphrase_card)
        self.passphrase_card.back.connect(self._back_to_who)
        self.passphrase_card.chosen.connect(self._make_code)
        self.code_card: CodeCard | None = None
        self.proof_card: TypedBackCard | None = None
        self.backups: BackupFolder | None = None
        self.show(self.who_card)
        folders, load = stage.folders, stage.load_vaults
        stage.vault_thread.run(lambda: _safe_folder(load(), folders), self._propose)

    def _propose(self, folder: Path) -> None:
        if not self.gone:
            self.who_card.propose_folder(folder)

    # Step 1

    def _choose_folder(self) -> None:
        chosen = self.stage.dialogs.folder(self.who_card, "Mapp för pärmen")
        if chosen is not None:
            self.who_card.folder.setText(str(chosen))
            self.who_card.clear_fault()

    def _look_at_place(self, who: Who) -> None:
        load = self.stage.load_vaults
        self.run(
            "Ser efter att platsen duger …",
            lambda: load().require_free(who.path),
            lambda _free: self._go_to_passphrase(who),
            self.who_card.show_refused,
        )

    def _go_to_passphrase(self, who: Who) -> None:
        self._who = who
        self.passphrase_card.know([who.name, who.title, who.unit, who.path.stem])
        self.show(self.passphrase_card)

    def _back_to_who(self) -> None:
        self.show(self.who_card)

    # Step 2

    def _make_code(self, passphrase: str) -> None:
        self._passphrase = passphrase
        if self._code:  # the code may be on paper already: it stays the same
            self._show_code(self._code)
            return
        load = self.stage.load_vaults
        self.run("Gör din återställningskod …", lambda: load().new_recovery_code(), self._show_code)

    # Step 3

    def _show_code(self, code: str) -> None:
        who = self._answered()
        self._code = code
        if self.code_card is None or self._sheet_of != who:  # the paper says whose it is
            from coordinator.record import Actor

            card = CodeCard(code, "Din återställningskod", step="Steg 3 av 3")
            card.back.connect(self._back_to_passphrase)
            card.on_paper.connect(self._prove)
            owner = Actor(who.name, who.title, who.unit)
            Sheet(self.stage, card, code, vault_name=who.path.stem, owner=owner, practice=False)
            self.code_card, self._sheet_of = card, who
        self.show(self.code_card)

    def _back_to_passphrase(self) -> None:
        self.show(self.passphrase_card)

    def _prove(self) -> None:
        if self.proof_card is None:
            self.backups = BackupFolder(self.stage, lambda: self._answered().path.parent)
            card = TypedBackCard(self._code, "Skapa pärmen", step="Steg 3 av 3", more=self.backups)
            card.back.connect(self._back_to_code)
            card.proven.connect(self._create)
            self.proof_card = card
        self.show(self.proof_card)

    def _back_to_code(self) -> None:
        self._show_code(self._code)

    def _create(self) -> None:
        who, stage, passphrase, code = self._answered(), self.stage, self._passphrase, self._code
        folder = self.backups.folder if self.backups else None
        if self.backups is not None and self.backups.line.text().strip() and folder is None:
            self._refuse(OutputError(*_NO_BACKUP_FOLDER))
            return

        def create() -> "OpenVault":
            from coordinator.record import Actor

            _require_folder(folder)
            return stage.load_vaults().create(
                who.path,
                passphrase=passphrase,
                recovery_code=code,
                actor=Actor(who.name, who.title, who.unit),
                clock=stage.clock,
            )

        self.run("Skapar pärmen …", create, self._created, self._refuse, unwanted=stage.close)

    def _created(self, vault: "OpenVault") -> None:
        self._passphrase = self._code = ""
        self.passphrase_card.forget()
        if self.backups is not None:
            self.backups.keep()
        self.opened.emit(Opened(vault, self._answered().path))

    def _refuse(self, error: CoordinatorError) -> None:
        """Go back to the step that it is about; everything she wrote is still there."""
        if isinstance(error, OutputError) and self.proof_card is not None and self.backups is not None:
            self.proof_card.show_error(error, self.backups.line)
        elif isinstance(error, RuleError):
            self.show(self.passphrase_card)
            self.passphrase_card.show_refused(error)
        else:
            self.show(self.who_card)
            self.who_card.show_refused(error)

    def _answered(self) -> Who:
        if self._who is None:
            raise RuntimeError("the first step is not answered")
        return self._who


def _safe_folder(vaults: "Vaults", folders: Folders) -> Path:
    """The user's documents, or where the computer keeps what programs have when those are synchronised."""
    for folder in (folders.own, folders.practice.parent / "parmar"):
        try:
            vaults.require_free(folder / f"ny{SUFFIX}")
        except PlaceRefused:
            continue
        except CoordinatorError:
            pass
        return folder
    return folders.own


def _require_folder(folder: Path | None) -> None:
    if folder is not None and not is_there(folder):
        raise OutputError(*_NO_BACKUP_FOLDER)
