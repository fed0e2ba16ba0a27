"""Remember, open and forget a vault with the keyring of the session it runs in. Run by the tests.

Each step that it is told is carried out in turn; for each a line says "ok", or the error's kind and title.
"""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path

import keyring
import secretstorage
from keyring.core import load_keyring

from coordinator.errors import CoordinatorError
from coordinator.record import swedish_clock as clock
from db import backup_file, key_file, keyring_slot, keys, vault

PATH = Path(os.environ["VAULT"])
CODE, PASSPHRASE, PASSPHRASE_FILE = (os.environ[name] for name in ("CODE", "PASSPHRASE", "PASSPHRASE_FILE"))


def main() -> None:
    """Carry out the steps that the arguments name."""
    for step in sys.argv[1:]:
        try:
            said = STEPS[step]() or "ok"
        except CoordinatorError as error:
            said = f"{type(error).__name__}: {error.title}"
        print(f"{step}|{said}", flush=True)


def _remember() -> None:
    with vault.open_with_code(PATH, CODE, clock) as opened:
        opened.remember_here()
        assert opened.remembered_here


def _forget() -> None:
    with vault.open_with_code(PATH, CODE, clock) as opened:
        try:
            opened.forget_here()
        finally:
            assert not opened.remembered_here


def _change_keys() -> None:
    """To the same passphrase and code, wrapped anew."""
    with vault.open_with_code(PATH, CODE, clock) as opened:
        opened.change_passphrase(PASSPHRASE, cost=keys.FLOOR)
        opened.change_recovery_code(CODE)


def _delete_secret() -> None:
    keyring_slot.forget(key_file.read(PATH).vault_id)


def _secret() -> str:
    """What is in the keyring, asked past the program."""
    found = keyring.get_password("Hållpunkt", str(key_file.read(PATH).vault_id))
    return f"{len(found)} signs" if found else "none"


def _garbage() -> None:
    keyring.set_password("Hållpunkt", str(key_file.read(PATH).vault_id), "inte en nyckel")


def _back_up() -> str:
    """Whether the copy is remembered."""
    out = PATH.with_name("kopia.hallpunkt-kopia")
    with vault.open_with_keyring(PATH, clock) as opened:
        opened.back_up(out, force=True)
    return str(backup_file.read(out).key_file.remembered)


def _other_secret() -> None:
    keyring_slot.keep(key_file.read(PATH).vault_id, keys.new_key())


def _lock() -> None:
    with closing(secretstorage.dbus_init()) as bus:
        secretstorage.get_default_collection(bus).lock()


def _stop() -> None:
    keyring_slot.PATIENCE = 0.5  # it will not answer, however long
    _send(signal.SIGSTOP)


def _go_on() -> None:
    _send(signal.SIGCONT)
    keyring_slot.PATIENCE = 60.0


def _send(number: int) -> None:
    """To the keyring's own process, which the bus knows."""
    asked = [
        "dbus-send", "--session", "--print-reply=literal", "--dest=org.freedesktop.DBus", "/",
        "org.freedesktop.DBus.GetConnectionUnixProcessID", "string:org.freedesktop.secrets",
    ]  # fmt: skip
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout  # "   uint32 4711"
    os.kill(int(said.split()[-1]), number)


def _command(*arguments: str) -> str:
    """How the command ends, and what it says first."""
    from ui import command_line  # slow to import, and few sessions ask for it

    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = command_line.run(
            ["vault", *arguments, "--vault", str(PATH), "--passphrase-file", PASSPHRASE_FILE], lambda: vault
        )
    return f"{code} {said.getvalue().splitlines()[0]}"


STEPS: dict[str, Callable[[], str | None]] = {
    "remember": _remember,
    "forget": _forget,
    "open": lambda: vault.open_with_keyring(PATH, clock).close(),
    "open with passphrase": lambda: vault.open_with_passphrase(PATH, PASSPHRASE, clock).close(),
    "remembered": lambda: str(vault.is_remembered(PATH)),
    "change keys": _change_keys,
    "secret": _secret,
    "delete secret": _delete_secret,
    "garbage": _garbage,
    "other secret": _other_secret,
    "lock": _lock,
    "stop": _stop,
    "go on": _go_on,
    "kill": lambda: _send(signal.SIGKILL),
    "back up": _back_up,
    "null": lambda: keyring.set_keyring(load_keyring("keyring.backends.null.Keyring")),
    "chain": lambda: keyring.set_keyring(load_keyring("keyring.backends.chainer.ChainerBackend")),
    "command remember": lambda: _command("remember"),
    "command forget": lambda: _command("forget"),
}


if __name__ == "__main__":
    main()
