"""The key file beside the vault: who may open it (slots), what it is, and how far its access log had come.

It is small JSON. A checksum tells damage from a wrong passphrase before any key is known; a seal under the vault's
own key tells tampering once it is. Every write is whole or not at all, and a twin (``.bak``) is written first.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from coordinator.errors import KeyFileDamaged, KeyFileMissing, TooNew, VaultError, WriteFailed, WrongKey
from coordinator.whole_file import FULL, replace_whole
from db import keys
from db.keys import Cost

FORMAT = "hallpunkt-nycklar"
FORMAT_VERSION = 1
_SALT_BYTES = 16

KEYRING = "keyring"
"""The slot whose secret is in the computer's keyring. Versions that do not know it keep it and pass it by."""


@dataclass(frozen=True)
class Slot:
    """One way to the vault's key: ``kind`` is "passphrase", "recovery" or "keyring"; ``cost`` only for a passphrase.

    A slot of a kind that this version does not know is kept as it is and opens nothing.
    """

    kind: str
    salt: bytes
    nonce: bytes
    wrapped: bytes
    cost: Cost | None = None


@dataclass(frozen=True)
class Head:
    """How far the access log had come when the key file was written: its newest row's number and seal."""

    seq: int
    mac: str


@dataclass(frozen=True)
class KeyFile:
    """What the key file says. ``schema`` is the number of the newest migration the vault has had."""

    vault_id: UUID
    schema: int
    practice: bool
    slots: tuple[Slot, ...]
    head: Head
    seal: str = ""

    def unlocked_by_passphrase(self, passphrase: str) -> bytes:
        """The vault's key; WrongKey when the passphrase is another."""
        for slot in self.slots:
            if slot.kind == "passphrase" and slot.cost:
                wrapping = keys.from_passphrase(passphrase, slot.salt, slot.cost)
                key = keys.unwrap(wrapping, slot.nonce, slot.wrapped, self._description(slot))
                if key is not None:
                    return self._with_seal_checked(key)
        raise WrongKey(
            "Fel lösenfras",
            "Kontrollera Caps Lock och försök igen. Har du glömt den finns återställningskoden.",
        )

    def unlocked_by_code(self, code: str) -> bytes:
        """The vault's key; WrongKey when the recovery code is misread or belongs to another vault."""
        signs = keys.read_recovery_code(code)
        if signs is None:
            raise WrongKey(
                "Återställningskoden är felskriven",
                "Något tecken stämmer inte. Läs koden på papperet en gång till.",
            )
        for slot in self.slots:
            if slot.kind == "recovery":
                wrapping = keys.from_recovery_code(signs, slot.salt)
                key = keys.unwrap(wrapping, slot.nonce, slot.wrapped, self._description(slot))
                if key is not None:
                    return self._with_seal_checked(key)
        raise WrongKey("Fel återställningskod", "Koden är rätt skriven men hör till en annan pärm, eller har bytts ut.")

    def unlocked_by_keyring(self, secret: bytes) -> bytes:
        """The vault's key; WrongKey when ``secret``, from the computer's keyring, does not belong to this key file."""
        for slot in self.slots:
            if slot.kind == KEYRING:
                wrapping = keys.from_keyring(secret, slot.salt)
                key = keys.unwrap(wrapping, slot.nonce, slot.wrapped, self._description(slot))
                if key is not None:
                    return self._with_seal_checked(key)
        raise WrongKey(
            "Nyckeln på den här datorn passar inte",
            "Den hör till en annan kopia av pärmen. Skriv lösenfrasen i stället. Välj sedan Kom ihåg på den här datorn "
            "igen.",
        )

    @property
    def remembered(self) -> bool:
        """Whether some computer's keyring has, or had, a key to the vault."""
        return any(slot.kind == KEYRING for slot in self.slots)

    def with_keyring(self, secret: bytes, key: bytes) -> "KeyFile":
        """The same with ``secret``, kept in the computer's keyring, as the only remembered key."""
        slot = Slot(KEYRING, os.urandom(_SALT_BYTES), b"", b"")
        return self._with_slot(slot, keys.from_keyring(secret, slot.salt), key)

    def without_keyring(self) -> "KeyFile":
        """The same without a remembered key; it is yet to be sealed."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.kind != KEYRING))

    def with_passphrase(self, passphrase: str, key: bytes, cost: Cost) -> "KeyFile":
        """The same with ``passphrase`` as the only passphrase."""
        salt = os.urandom(_SALT_BYTES)
        slot = Slot("passphrase", salt, b"", b"", cost)
        return self._with_slot(slot, keys.from_passphrase(passphrase, salt, cost), key)

    def with_code(self, code: str, key: bytes) -> "KeyFile":
        """The same with ``code`` as the only recovery code."""
        signs = keys.read_recovery_code(code)
        if signs is None:
            raise ValueError("a recovery code made by new_recovery_code is expected")
        slot = Slot("recovery", os.urandom(_SALT_BYTES), b"", b"")
        return self._with_slot(slot, keys.from_recovery_code(signs, slot.salt), key)

    def sealed(self, key: bytes) -> "KeyFile":
        """The same with the seal that belongs to its content."""
        return replace(self, seal=keys.seal(keys.derived(key, "key file"), _canonical(self._content())))

    def _with_slot(self, slot: Slot, wrapping: bytes, key: bytes) -> "KeyFile":
        nonce, wrapped = keys.wrap(wrapping, key, self._description(slot))
        others = tuple(other for other in self.slots if other.kind != slot.kind)
        return replace(self, slots=(*others, replace(slot, nonce=nonce, wrapped=wrapped))).sealed(key)

    def _with_seal_checked(self, key: bytes) -> bytes:
        if self.sealed(key).seal != self.seal:
            raise KeyFileDamaged(*_DAMAGED)
        return key

    def _description(self, slot: Slot) -> bytes:
        """What a wrapped key is bound to: everything about its slot but the ciphertext, and the vault it opens."""
        plain = {name: value for name, value in _slot_to_json(slot).items() if name not in ("nonce", "wrapped")}
        return _canonical({"vault_id": str(self.vault_id), "v": FORMAT_VERSION, "practice": self.practice, **plain})

    def _content(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "v": FORMAT_VERSION,
            "vault_id": str(self.vault_id),
            "schema": self.schema,
            "practice": self.practice,
            "slots": [_slot_to_json(slot) for slot in self.slots],
            "head": {"seq": self.head.seq, "mac": self.head.mac},
        }

    def to_json(self) -> str:
        """The text of the file; never one that only the computer's keyring could open."""
        if _only_keyring(self.slots):
            raise ValueError("a passphrase or a recovery code must open the vault too")
        content = self._content() | {"seal": self.seal}
        return json.dumps(content | {"checksum": _checksum(content)}, indent=1) + "\n"


_DAMAGED = (
    "Nyckelfilen är skadad",
    "Filen som slutar på .nycklar är inte som programmet skrev den. Bredvid den ligger en kopia som slutar på "
    ".nycklar.bak: spara undan den skadade filen, ge sedan kopian den skadade filens namn och försök igen. "
    "Uppgifterna i pärmen är orörda.",
)


def key_path(vault: Path) -> Path:
    """Where the key file of the vault file ``vault`` is."""
    return vault.with_name(vault.name + ".nycklar")


def twin_path(vault: Path) -> Path:
    """Where the key file's twin is."""
    return vault.with_name(vault.name + ".nycklar.bak")


def read(vault: Path) -> KeyFile:
    """Read the key file; KeyFileMissing, KeyFileDamaged, TooNew, or VaultError when it may not be read."""
    try:
        text = key_path(vault).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KeyFileMissing(
            "Nyckelfilen saknas",
            f"Bredvid pärmen ska ligga {key_path(vault).name}. Har pärmen flyttats måste den filen följa med. "
            f"Finns {twin_path(vault).name} kan den kopieras till det namnet.",
        ) from None
    except UnicodeDecodeError:
        raise KeyFileDamaged(*_DAMAGED) from None
    except OSError as error:
        raise VaultError(
            "Nyckelfilen kan inte läsas", f"Kontrollera att du får läsa {key_path(vault).name}."
        ) from error
    return from_text(text)


def from_text(text: str) -> KeyFile:
    """What the text of a key file says; KeyFileDamaged or TooNew."""
    try:
        return _from_json(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise KeyFileDamaged(*_DAMAGED) from None


def write(vault: Path, key_file: KeyFile) -> None:
    """Write the twin, then the key file, each whole or not at all; WriteFailed when the disk says no."""
    text = key_file.to_json()
    try:
        for path in (twin_path(vault), key_path(vault)):
            replace_whole(path, text.encode())
    except OSError as error:
        raise write_failed(error) from error


def write_failed(error: OSError) -> WriteFailed:
    """What an operating system error means to the user."""
    if error.errno in FULL:
        return WriteFailed("Disken är full", "Inget har ändrats. Gör plats på disken och försök igen.")
    return WriteFailed("Mappen kan inte skrivas", "Inget har ändrats. Kontrollera att du får skriva i pärmens mapp.")


def too_new() -> TooNew:
    """What to say of a vault that a later version has written. Made anew each time: an error keeps what it met."""
    return TooNew(
        "Pärmen är gjord av en nyare version",
        "Programmet på den här datorn är äldre än pärmen och har inte rört den. Uppdatera programmet och öppna igen.",
    )


def _only_keyring(slots: tuple[Slot, ...]) -> bool:
    return {slot.kind for slot in slots} == {KEYRING}


def _slot_to_json(slot: Slot) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "kind": slot.kind, "salt": slot.salt.hex(), "nonce": slot.nonce.hex(), "wrapped": slot.wrapped.hex(),
    }  # fmt: skip
    if slot.cost:
        plain |= {"passes": slot.cost.passes, "memory_kib": slot.cost.memory_kib, "lanes": slot.cost.lanes}
    return plain


def _from_json(content: dict[str, Any]) -> KeyFile:
    checksum = content.pop("checksum")
    if content["format"] != FORMAT or checksum != _checksum(content):
        raise ValueError("checksum")
    if content["v"] != FORMAT_VERSION:
        raise too_new() if content["v"] > FORMAT_VERSION else ValueError("version")
    slots = tuple(_slot_from_json(slot) for slot in content["slots"])
    if len({slot.kind for slot in slots}) < len(slots):
        raise ValueError("two slots of one kind")  # each would be tried, and each takes its time
    if _only_keyring(slots):
        raise ValueError("only a keyring")  # never written so: somebody took the others away
    return KeyFile(
        vault_id=UUID(content["vault_id"]),
        schema=int(content["schema"]),
        practice=bool(content["practice"]),
        slots=slots,
        head=Head(int(content["head"]["seq"]), str(content["head"]["mac"])),
        seal=str(content["seal"]),
    )


def _slot_from_json(plain: Mapping[str, Any]) -> Slot:
    cost = None
    if plain["kind"] == "passphrase":
        cost = Cost(int(plain["passes"]), int(plain["memory_kib"]), int(plain["lanes"]))
        if not cost.reaches(keys.FLOOR) or not keys.CEILING.reaches(cost):
            raise ValueError("cost")
    salt, nonce, wrapped = (bytes.fromhex(plain[name]) for name in ("salt", "nonce", "wrapped"))
    if len(salt) != _SALT_BYTES:
        raise ValueError("salt")
    return Slot(str(plain["kind"]), salt, nonce, wrapped, cost)


def _canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def _checksum(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(content)).hexdigest()
