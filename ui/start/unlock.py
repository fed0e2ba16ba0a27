"""Unlocking a pärm: with the passphrase, with the computer's keyring, or by way of the recovery code."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from coordinator.errors import CoordinatorError
from ui.parts import Button, Kind, Picture, Rule, column, label, row
from ui.start.card import Card, NoticeCard, fact, wide
from ui.start.flow import Flow, Opened, Stage, is_there
from ui.start.secret import CapsLock, SecretLine
from ui.theme import scaled
from ui.tick_box import TickBox

if TYPE_CHECKING:
    from coordinator.vaults import OpenVault


class UnlockCard(Card):
    """The first picture: only the field has weight."""

    forgotten = Signal()
    keyring_wanted = Signal()
    tried = Signal(str)

    def __init__(self, name: str, backup: str, *, practice: bool) -> None:
        super().__init__()
        names = column(label("Hållpunkt", "welcome"), label(name, "note", wrap=True), spacing=1)
        head = row(Picture("mark", "teal", 44), spacing=14)
        head.addLayout(names, 1)
        self.inside.addLayout(head)
        self.inside.addSpacing(scaled(18))
        self.setAccessibleName(f"Lås upp {name}")

        self.passphrase = SecretLine("Din lösenfras")
        said = label("Din lösenfras", "strong")
        said.setBuddy(self.passphrase)
        self.passphrase.setMinimumHeight(scaled(38))
        self.inside.addWidget(said)
        self.inside.addWidget(self.passphrase)
        self.inside.addWidget(CapsLock(self.passphrase))
        if practice:
            from coordinator.passphrase import PRACTICE_PASSPHRASE  # slow to load, and seldom needed

            self.inside.addWidget(label(f"Övningspärm. Lösenfrasen är: {PRACTICE_PASSPHRASE}", "note", wrap=True))
        self.add_primary("Lås upp", self._try)
        self.keyring = wide(Button("Lås upp med datorns nyckelring", icon="key-round", press=self.keyring_wanted.emit))
        self.keyring.hide()
        self.inside.addWidget(self.keyring)
        self.inside.addSpacing(scaled(4))
        self.add_quiet(Button("Jag har glömt min lösenfras", Kind.QUIET, press=self.forgotten.emit))

        self.inside.addSpacing(scaled(4))
        self.inside.addWidget(Rule())
        self.inside.addSpacing(scaled(4))
        self.remember = TickBox("Kom ihåg på den här datorn")
        self.remember.toggled.connect(self._explain)
        self.remember.hide()
        self.explained = label(
            "Den som är inloggad som du på datorn öppnar då pärmen utan lösenfras. Lösenfrasen gäller fortfarande.",
            "note", wrap=True,
        )  # fmt: skip
        self.explained.hide()
        self.inside.addWidget(self.remember)
        self.inside.addWidget(self.explained)
        if backup:
            self.inside.addLayout(fact("shield-check", "green", backup))
        self.inside.addLayout(fact("lock", "grey", "Krypterat på den här datorn. Inget skickas över nätet."))
        self.first = self.passphrase

    def offer(self, *, remembered: bool) -> None:
        """Show the keyring's button when the pärm is remembered there, else the box that makes it so."""
        self.keyring.setVisible(remembered)
        self.remember.setVisible(not remembered)

    def _explain(self, ticked: bool) -> None:
        self.explained.setVisible(ticked)

    def _try(self) -> None:
        if self.passphrase.text():
            self.tried.emit(self.passphrase.text())
        else:
            self.show_fault("Lösenfrasen saknas", "Skriv den och tryck på Enter.", self.passphrase)


class Unlock(Flow):
    """From the passphrase to the open vault. Every way it can fail is told beside the field."""

    forgotten = Signal(object)
    """She wants in with the recovery code instead; the path."""

    def __init__(self, stage: Stage, path: Path) -> None:
        super().__init__(stage)
        self.path = path
        self._asks_keyring = False
        self._done = False
        self._pending: Opened | None = None

    def begin(self, title: str = "", message: str = "") -> None:
        """Show the card, and look at what lies there as soon as that can be done."""
        practice = self.path == self.stage.folders.practice_vault
        # The name of the file; the practice vault's has no å and ö.
        name = "Påhittade patienter" if practice else self.path.stem
        card = UnlockCard(name, self._backup_in_words(), practice=practice)
        card.tried.connect(self._try)
        card.forgotten.connect(self._forgotten)
        card.keyring_wanted.connect(self._try_keyring)
        self.unlock_card = card
        self.show(card)
        if title:
            card.fault.tell(title, message)

    def look(self) -> None:
        """See whether the pärm is there and remembered on this computer. It waits its turn behind the imports."""
        path, load = self.path, self.stage.load_vaults

        def found(answer: tuple[bool, bool]) -> None:
            there, remembered = answer
            if self.gone or self._done:
                return
            if there:
                self.unlock_card.offer(remembered=remembered)
            elif not self.unlock_card.waiting and not self.unlock_card.fault.told:
                self.unlock_card.fault.tell(
                    "Pärmen hittas inte",
                    f"{path.name} ligger inte där den låg sist. Sätt i minnet den ligger på, eller välj Öppna en annan "
                    "pärm.",
                )

        self.stage.vault_thread.run(lambda: (is_there(path), load().is_remembered(path)), found)

    def _backup_in_words(self) -> str:
        backup = self.stage.preferences.now.backup_of(self.path)
        if backup is None:
            return ""
        from coordinator.swedish import SWEDEN, short_day

        made = backup.made.astimezone(SWEDEN)
        now = self.stage.clock().astimezone(SWEDEN)
        days = (now.date() - made.date()).days
        day = {0: "i dag", 1: "i går"}.get(days, short_day(made.date(), now.date()))
        return f"Säkerhetskopia {day} {made:%H:%M} i {backup.folder.name or backup.folder}"

    # With the passphrase

    def _try(self, passphrase: str) -> None:
        path, stage = self.path, self.stage
        self.run(
            "Låser upp …",
            lambda: stage.load_vaults().open_with_passphrase(path, passphrase, stage.clock),
            self._open,
            self._refuse,
            unwanted=stage.close,
        )

    def _refuse(self, error: CoordinatorError) -> None:
        if not self._done:
            self.unlock_card.show_error(error, self.unlock_card.passphrase)

    def _open(self, vault: "OpenVault") -> None:
        if self._done:
            self.stage.close(vault)
            return
        self._done = True
        card = self.unlock_card
        card.passphrase.forget()
        if not card.remember.isChecked():
            self.opened.emit(Opened(vault, self.path))
            return
        self._pending = Opened(vault, self.path)
        self.run(
            "Frågar datorns nyckelring …",
            vault.remember_here,
            lambda _nothing: self._hand_over(),
            lambda error: self._hand_over(str(error)),
            unwanted=lambda _nothing: self.stage.close(vault),
        )

    def _hand_over(self, *told: str) -> None:
        if self._pending is not None:
            opened, self._pending = replace(self._pending, told=told), None
            self.opened.emit(opened)

    def go_on_after_crash(self) -> None:
        """A job ended in a fault of the program. What is open is hers all the same; else she may try again."""
        self._offer_keyring_again()
        self._hand_over()

    # With the computer's keyring

    def _try_keyring(self) -> None:
        """Ask the keyring beside everything else: it may wait for a person, and the passphrase must go meanwhile."""
        if self._asks_keyring:
            return
        self._asks_keyring = True
        path, stage, card = self.path, self.stage, self.unlock_card
        card.clear_fault()
        card.keyring.setEnabled(False)
        card.keyring.say("Frågar datorns nyckelring …")
        card.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        stage.side_thread.run(
            lambda: stage.load_vaults().open_with_keyring(path, stage.clock),
            self._keyring_opened,
            self._keyring_refused,
        )

    def _keyring_opened(self, vault: "OpenVault") -> None:
        if self.gone or self._done:
            self.stage.close(vault)
            return
        self._done = True
        self.unlock_card.passphrase.forget()
        self.opened.emit(Opened(vault, self.path))

    def _keyring_refused(self, error: CoordinatorError) -> None:
        self._offer_keyring_again()
        card = self.unlock_card
        if not (self.gone or self._done or card.waiting):
            card.show_error(error)
            card.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_keyring_again(self) -> None:
        self._asks_keyring = False
        if not self.gone:
            self.unlock_card.keyring.setEnabled(True)
            self.unlock_card.keyring.say("Lås upp med datorns nyckelring")

    def _forgotten(self) -> None:
        self.forgotten.emit(self.path)


def notice_card(opened: Opened, read: Callable[[], object]) -> NoticeCard | None:
    """What she must read before the window goes on, then ``read``; None when there is nothing."""
    texts = [f"VIKTIGT: {notice}" for notice in opened.vault.notices] + list(opened.told)
    if not texts:
        return None
    title = "Läs det här först" if opened.vault.notices else "Pärmen är öppen"
    return NoticeCard(title, texts, "Jag har läst", read)
