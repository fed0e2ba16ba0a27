"""The operating system's keyring: where the secret of "kom ihåg på den här datorn" is kept, and every way it says no.

A call may have to wait for a person: the keyring asks for the computer's password (Linux), or whether the program may
read it (macOS). Nothing can hurry that, so each call runs beside the program and is left behind after `PATIENCE`
seconds; still, call from where waiting harms nobody, never from the thread of the window. `keyring` is imported inside
the functions: it is slow, and most vaults are opened without it.
"""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from coordinator.errors import KeyringUnavailable
from db.keys import KEY_BYTES

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Hållpunkt"
PATIENCE = 60.0
"""Seconds; enough to find and type the computer's password when the keyring asks for it."""

# Only these are kept by the operating system under the user's login. Others write plain text, keep nothing and say
# that all is well, or are unknown to us.
_TRUSTED = {
    "keyring.backends.Windows.WinVaultKeyring",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.kwallet.DBusKeyringKWallet4",
}

_Answer = TypeVar("_Answer")


def keep(vault_id: UUID, secret: bytes) -> None:
    """Keep ``secret`` for the vault, in place of a former one; KeyringUnavailable when it is not there afterwards."""

    def deed(backend: "KeyringBackend") -> None:
        backend.set_password(SERVICE, str(vault_id), secret.hex())
        if backend.get_password(SERVICE, str(vault_id)) != secret.hex():
            raise KeyringUnavailable(
                "Datorns nyckelring sparade inte nyckeln",
                "Pärmen kan inte kommas ihåg på den här datorn. Skriv lösenfrasen som vanligt.",
            )

    _asked(deed)


def kept(vault_id: UUID) -> bytes:
    """The vault's secret; KeyringUnavailable when there is none or the keyring cannot be used."""
    text = _asked(lambda backend: backend.get_password(SERVICE, str(vault_id)))
    try:
        secret = bytes.fromhex(text or "")
    except ValueError:
        secret = b""
    if len(secret) != KEY_BYTES:
        raise KeyringUnavailable(
            "Nyckeln finns inte på den här datorn",
            "Pärmen kommer kanske från en annan dator, eller så har nyckeln tagits bort ur datorns nyckelring. Skriv "
            "lösenfrasen i stället. Välj sedan Kom ihåg på den här datorn igen.",
        )
    return secret


def forget(vault_id: UUID) -> None:
    """Remove the vault's secret, if there is one; KeyringUnavailable when it may still be there."""

    def deed(backend: "KeyringBackend") -> None:
        if backend.get_password(SERVICE, str(vault_id)) is None:
            return
        backend.delete_password(SERVICE, str(vault_id))
        if backend.get_password(SERVICE, str(vault_id)) is not None:
            raise KeyringUnavailable("Datorns nyckelring tog inte bort nyckeln", "Försök igen.")

    _asked(deed)


def _asked(deed: Callable[["KeyringBackend"], _Answer]) -> _Answer:
    # Here, not in the thread: that it is missing is a fault in how the program was built, and is to be seen as such.
    from keyring.errors import InitError, KeyringLocked

    answer: Future[_Answer] = Future()
    # A daemon, so that a question that nobody answers does not keep the program from ending.
    Thread(target=_carry_out, args=(deed, answer, (InitError, KeyringLocked)), name="keyring", daemon=True).start()
    try:
        return answer.result(PATIENCE)
    except TimeoutError as error:
        raise KeyringUnavailable(
            "Datorns nyckelring svarar inte",
            "Den väntar kanske på datorns lösenord i ett annat fönster. Skriv lösenfrasen i stället.",
        ) from error


def _carry_out(
    deed: Callable[["KeyringBackend"], _Answer], answer: "Future[_Answer]", locked: tuple[type[Exception], ...]
) -> None:
    try:
        answer.set_result(deed(_backend()))
    except KeyringUnavailable as error:
        answer.set_exception(error)
    except Exception as error:  # noqa: BLE001 - each keyring has the errors of its own system, and none may pass by us
        answer.set_exception(_told(error, locked=isinstance(error, locked)))


def _backend() -> "KeyringBackend":
    """The keyring that this computer's user has, if it is one that we trust."""
    import keyring
    from keyring.backends.chainer import ChainerBackend
    from keyring.backends.Windows import WinVaultKeyring

    chosen = keyring.get_keyring()
    for backend in chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]:  # a chain: the preferred first
        if f"{type(backend).__module__}.{type(backend).__qualname__}" in _TRUSTED:
            if isinstance(backend, WinVaultKeyring):
                # Otherwise Windows carries the secret along to each computer that the user logs in on.
                backend.persist = "local machine"
            return backend
    raise KeyringUnavailable(
        "Datorn har ingen nyckelring",
        "Det saknas en plats som skyddas av datorns inloggning, så pärmen kan inte kommas ihåg här. Skriv lösenfrasen "
        "som vanligt.",
    )


def _told(error: Exception, *, locked: bool) -> KeyringUnavailable:
    if locked:
        told = KeyringUnavailable(
            "Datorns nyckelring är låst",
            "Den öppnas med datorns lösenord, och frågan om det stängdes eller kunde inte visas. Skriv lösenfrasen i "
            "stället, eller lås upp nyckelringen och försök igen.",
        )
    else:
        told = KeyringUnavailable(
            "Datorns nyckelring kan inte användas", "Den svarade med ett fel. Skriv lösenfrasen i stället."
        )
    told.__cause__ = error
    return told
