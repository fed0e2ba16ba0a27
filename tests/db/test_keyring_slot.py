"""The keyring slot, against a real gnome-keyring in sessions of its own; Windows and macOS with mocked libraries."""

import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import keyring
import pytest
from keyring.backends import Windows, macOS
from keyring.backends.chainer import ChainerBackend
from keyring.core import load_keyring
from keyring.errors import InitError, KeyringLocked

from coordinator.errors import KeyringUnavailable, WriteFailed, WrongKey
from db import backup_file, failed_unlocks, key_file, keyring_slot, keys, vault
from db.backup import COPY_END
from tests.conftest import CODE, PASSPHRASE, clock
from tests.db.conftest import ROOT, files_in, raw
from tests.golden import make as golden

ID = UUID("3d2c0d3c-6f6e-4d9b-9c1c-0f5f7f1f2f3f")
LOCKED = "KeyringUnavailable: Datorns nyckelring är låst"
SILENT = "KeyringUnavailable: Datorns nyckelring svarar inte"
NONE = "KeyringUnavailable: Datorn har ingen nyckelring"
MISSING = "KeyringUnavailable: Nyckeln finns inte på den här datorn"
UNFIT = "WrongKey: Nyckeln på den här datorn passar inte"
FORGOTTEN = "WrongKey: Den här datorn kommer inte ihåg pärmen"
REMEMBER, FORGET = "Kom ihåg på den här datorn", "Glöm på den här datorn"

Said = list[tuple[str, str]]


@dataclass(frozen=True)
class Computer:
    """A user's home with its keyring, and a vault there."""

    home: Path

    @property
    def vault(self) -> Path:
        """The vault's file."""
        return self.home / "pärm" / "tom.hallpunkt"

    def session(self, login_password: str | None, *steps: str) -> Said:
        """Log in with the password (None: where there is no session bus), carry out the steps, log out."""
        program = [sys.executable, "-m", "tests.db.remembering", *steps]
        if login_password is not None:
            unlock = 'printf %s "$1" | gnome-keyring-daemon --unlock --components=secrets >&2; shift; exec "$@"'
            program = ["dbus-run-session", "--", "sh", "-c", unlock, "sh", login_password, *program]
        passphrase_file = self.home / "fras.txt"
        passphrase_file.write_text(PASSPHRASE, encoding="utf-8")
        # A short path of its own: the name of a socket has 108 bytes at most.
        with tempfile.TemporaryDirectory(prefix="hem", ignore_cleanup_errors=True) as run_folder:
            environment = {
                "PATH": os.environ["PATH"], "HOME": str(self.home), "XDG_DATA_HOME": str(self.home / "data"),
                "XDG_RUNTIME_DIR": run_folder, "LANG": "C.UTF-8", "PYTHONIOENCODING": "utf-8",
                "VAULT": str(self.vault), "CODE": CODE, "PASSPHRASE": PASSPHRASE,
                "PASSPHRASE_FILE": str(passphrase_file),
            }  # fmt: skip
            with subprocess.Popen(
                program, cwd=ROOT, env=environment, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                start_new_session=True,
            ) as run:  # fmt: skip
                try:
                    out, err = run.communicate(timeout=120)
                finally:
                    with suppress(ProcessLookupError):
                        os.killpg(run.pid, signal.SIGKILL)
        said = [line.partition("|") for line in out.splitlines()]
        assert [step for step, _bar, _answer in said] == list(steps), err
        return [(step, answer) for step, _bar, answer in said]


@pytest.fixture(scope="module")
def first_session(empty_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Computer, Said]:
    """A computer whose user logs in for the first time and has the vault remembered; what came of it."""
    missing = [name for name in ("gnome-keyring-daemon", "dbus-run-session", "dbus-send") if not shutil.which(name)]
    if missing and os.environ.get("CI"):
        pytest.fail(f"not installed: {', '.join(missing)}")
    if missing:
        pytest.skip(f"a real keyring is tested only where it is installed: {', '.join(missing)}")
    computer = Computer(tmp_path_factory.mktemp("dator"))
    shutil.copytree(empty_vault.parent, computer.vault.parent)
    return computer, computer.session(
        "lösen",
        "remembered", "open", "remember", "remembered", "secret", "open", "change keys", "open", "back up",
        "delete secret", "open", "open with passphrase", "remember", "garbage", "open", "other secret", "open",
        "remember",
    )  # fmt: skip


@pytest.fixture
def computer(first_session: tuple[Computer, Said], tmp_path: Path) -> Computer:
    """The computer where the vault is remembered, for one test."""
    return Computer(Path(shutil.copytree(first_session[0].home, tmp_path / "dator")))


def log_of(path: Path) -> list[tuple[str, str]]:
    """What the log says was done, in order."""
    with raw(path) as connection:
        return [tuple(row) for row in connection.execute("SELECT action, what FROM access_log ORDER BY seq")]


def test_it_is_remembered_until_the_secret_is_gone_and_the_passphrase_opens_anyway(
    first_session: tuple[Computer, Said],
) -> None:
    assert first_session[1] == [
        ("remembered", "False"), ("open", FORGOTTEN), ("remember", "ok"), ("remembered", "True"),
        ("secret", "64 signs"), ("open", "ok"), ("change keys", "ok"), ("open", "ok"), ("back up", "False"),
        ("delete secret", "ok"), ("open", MISSING), ("open with passphrase", "ok"), ("remember", "ok"),
        ("garbage", "ok"), ("open", MISSING), ("other secret", "ok"), ("open", UNFIT), ("remember", "ok"),
    ]  # fmt: skip


def test_the_log_has_each_change_of_keys_and_no_failed_unlock(computer: Computer) -> None:
    log = log_of(computer.vault)
    assert [what for action, what in log if action == "keys"] == [
        REMEMBER, "Lösenfras", "Återställningskod", REMEMBER, REMEMBER,
    ]  # fmt: skip
    assert ("unlock", "Datorns nyckelring") in log
    assert "failed_unlock" not in {action for action, _what in log}
    assert not failed_unlocks.path_of(computer.vault).exists()


def test_the_next_time_she_logs_in_it_opens_and_whatever_happens_to_the_keyring_has_its_words(
    computer: Computer,
) -> None:
    """Silent, killed (then the bus starts it anew, locked), and one that swallows what it is given."""
    assert computer.session(
        "lösen",
        "open", "chain", "open", "stop", "open", "go on", "open", "kill", "open", "null", "open", "remember",
        "remembered",
    ) == [
        ("open", "ok"), ("chain", "ok"), ("open", "ok"),
        ("stop", "ok"), ("open", SILENT), ("go on", "ok"), ("open", "ok"),
        ("kill", "ok"), ("open", LOCKED),
        ("null", "ok"), ("open", NONE), ("remember", NONE), ("remembered", "True"),
    ]  # fmt: skip


def test_another_login_password_leaves_it_locked(computer: Computer) -> None:
    assert computer.session("ett annat", "open", "remember", "remembered", "open with passphrase") == [
        ("open", LOCKED), ("remember", LOCKED), ("remembered", "True"), ("open with passphrase", "ok"),
    ]  # fmt: skip


def test_without_a_session_bus_there_is_no_keyring(computer: Computer) -> None:
    assert computer.session(None, "open", "remember", "remembered", "open with passphrase") == [
        ("open", NONE), ("remember", NONE), ("remembered", "True"), ("open with passphrase", "ok"),
    ]  # fmt: skip


def test_it_is_forgotten_and_the_user_is_told_what_may_remain(computer: Computer) -> None:
    """With the commands; the second time the keyring is locked when it is to let go."""
    assert computer.session(
        "lösen",
        "command forget", "remembered", "secret", "open", "forget",
        "command remember", "open", "lock", "command forget", "remembered", "open",
    ) == [
        ("command forget", "0 Pärmen öppnas nu bara med lösenfras eller återställningskod."),
        ("remembered", "False"), ("secret", "none"), ("open", FORGOTTEN), ("forget", "ok"),
        ("command remember", "0 Fönstret öppnar nu pärmen utan lösenfras för den som är inloggad som du på den här "
         "datorn."),
        ("open", "ok"), ("lock", "ok"), ("command forget", "4 Datorns nyckelring är låst"),
        ("remembered", "False"), ("open", FORGOTTEN),
    ]  # fmt: skip
    assert [what for action, what in log_of(computer.vault) if action == "keys"][-3:] == [FORGET, REMEMBER, FORGET]
    assert computer.session("lösen", "secret", "forget", "secret") == [
        ("secret", "64 signs"), ("forget", "ok"), ("secret", "none"),
    ]  # fmt: skip


# Which keyrings are trusted


class PlainText:
    """Stands for a keyring of the package keyrings.alt, which writes what it is given as text."""

    __module__ = "keyrings.alt.file"


@pytest.mark.parametrize("chosen", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring", "plain text"])
def test_a_keyring_that_keeps_nothing_or_keeps_it_open_is_refused(monkeypatch: pytest.MonkeyPatch, chosen: str) -> None:
    backend = PlainText() if chosen == "plain text" else load_keyring(chosen)
    for found in (backend, [backend], []):
        choose(monkeypatch, found)
        for attempt in (lambda: keyring_slot.keep(ID, keys.new_key()), lambda: keyring_slot.kept(ID)):
            with pytest.raises(KeyringUnavailable, match="Datorn har ingen nyckelring"):
                attempt()


def choose(monkeypatch: pytest.MonkeyPatch, backend: object) -> None:
    """Have the user's keyring be this one, or keyring's chain of these."""
    if isinstance(backend, list):
        monkeypatch.setattr(ChainerBackend, "backends", backend)
        backend = load_keyring("keyring.backends.chainer.ChainerBackend")
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)


# Windows, with its library mocked


class Windows11:
    """Mocks ``win32cred``, the library over Windows' credentials: keeps them in memory, as bytes in UTF-16."""

    CRED_TYPE_GENERIC, CRED_PERSIST_LOCAL_MACHINE, CRED_PERSIST_ENTERPRISE = 1, 2, 3

    class error(Exception):
        """Mocks ``pywintypes.error``."""

        def __init__(self, winerror: int, funcname: str) -> None:
            super().__init__(winerror, funcname)
            self.winerror, self.funcname = winerror, funcname

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}
        self.fault: Exception | None = None
        self.loses = False

    def CredRead(self, Type: int, TargetName: str) -> dict[str, Any]:
        """Mocked."""
        if self.fault:
            raise self.fault
        if TargetName not in self.kept:
            raise Windows11.error(1168, "CredRead")
        return self.kept[TargetName]

    def CredWrite(self, credential: dict[str, Any], _flags: int) -> None:
        """Mocked."""
        if not self.loses:
            blob = credential["CredentialBlob"].encode("utf-16")
            self.kept[credential["TargetName"]] = credential | {"CredentialBlob": blob}

    def CredDelete(self, Type: int, TargetName: str) -> None:
        """Mocked."""
        if not self.loses:
            del self.kept[TargetName]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows11:
    """keyring's real code for Windows over a mocked library."""
    mocked = Windows11()
    monkeypatch.setattr(Windows, "win32cred", mocked, raising=False)
    monkeypatch.setattr(Windows, "pywintypes", Windows11, raising=False)
    monkeypatch.setattr(Windows, "missing_deps", False)
    choose(monkeypatch, load_keyring("keyring.backends.Windows.WinVaultKeyring"))
    return mocked


def test_on_mocked_windows_the_secret_stays_on_this_computer(
    windows: Windows11, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = keys.new_key(), keys.new_key()
    keyring_slot.keep(ID, first)
    keyring_slot.keep(UUID(int=7), second)
    assert (keyring_slot.kept(ID), keyring_slot.kept(UUID(int=7))) == (first, second)
    assert {kept["Persist"] for kept in windows.kept.values()} == {Windows11.CRED_PERSIST_LOCAL_MACHINE}
    choose(monkeypatch, [load_keyring("keyring.backends.null.Keyring"), keyring.get_keyring()])
    keyring_slot.forget(ID)
    keyring_slot.forget(ID)
    assert keyring_slot.kept(UUID(int=7)) == second
    with pytest.raises(KeyringUnavailable, match="Nyckeln finns inte"):
        keyring_slot.kept(ID)


def test_on_mocked_windows_what_is_not_there_afterwards_was_not_kept(windows: Windows11) -> None:
    windows.loses = True
    with pytest.raises(KeyringUnavailable, match="sparade inte"):
        keyring_slot.keep(ID, keys.new_key())
    windows.loses = False
    keyring_slot.keep(ID, keys.new_key())
    windows.loses = True
    with pytest.raises(KeyringUnavailable, match="tog inte bort"):
        keyring_slot.forget(ID)


@pytest.mark.parametrize(
    ("fault", "title"),
    [
        (Windows11.error(1312, "CredRead"), "Datorns nyckelring kan inte användas"),
        (OSError("hemligt"), "Datorns nyckelring kan inte användas"),
        (KeyringLocked("hemligt"), "Datorns nyckelring är låst"),
        (InitError("hemligt"), "Datorns nyckelring är låst"),
        (TimeoutError("hemligt"), "Datorns nyckelring kan inte användas"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_on_mocked_windows_each_fault_is_told_in_our_words(windows: Windows11, fault: Exception, title: str) -> None:
    windows.fault = fault
    for attempt in (
        lambda: keyring_slot.keep(ID, keys.new_key()), lambda: keyring_slot.kept(ID), lambda: keyring_slot.forget(ID),
    ):  # fmt: skip
        with pytest.raises(KeyringUnavailable) as said:
            attempt()
        assert said.value.title == title
        assert "hemligt" not in str(said.value)


def test_on_mocked_windows_a_disk_that_says_no_leaves_neither_slot_nor_secret(
    windows: Windows11, vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk's error is put in place of the writing of the key file."""
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        before = key_file.read(vault_path)

        def refuse(_path: Path, _changed: key_file.KeyFile) -> None:
            raise WriteFailed("Disken är full", "")

        with monkeypatch.context() as patched:
            patched.setattr(key_file, "write", refuse)
            with pytest.raises(WriteFailed):
                opened.remember_here()
        assert not opened.remembered_here
        assert key_file.read(vault_path) == before
        assert windows.kept == {}
        opened.remember_here()
        with monkeypatch.context() as patched:
            patched.setattr(key_file, "write", refuse)
            with pytest.raises(WriteFailed):
                opened.forget_here()
        assert opened.remembered_here
    vault.open_with_keyring(vault_path, clock).close()


def test_on_mocked_windows_a_copy_of_the_files_opens_there_until_another_is_remembered(
    windows: Windows11, vault_path: Path, tmp_path: Path
) -> None:
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        opened.remember_here()
    copy = Path(shutil.copytree(vault_path.parent, tmp_path / "kopia")) / vault_path.name
    vault.open_with_keyring(copy, clock).close()
    with vault.open_with_keyring(vault_path, clock) as opened:
        opened.remember_here()
    vault.open_with_keyring(vault_path, clock).close()
    before = files_in(copy.parent)
    with pytest.raises(WrongKey, match="lösenfrasen i stället"):
        vault.open_with_keyring(copy, clock)
    windows.kept.clear()  # as on another computer
    with pytest.raises(KeyringUnavailable, match="lösenfrasen i stället"):
        vault.open_with_keyring(copy, clock)
    assert files_in(copy.parent) == before


def test_on_mocked_windows_the_vault_is_free_while_the_keyring_waits_for_a_person(
    windows: Windows11, vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """She gives up on the keyring's question and writes the passphrase: put in where the question stands."""
    with vault.open_with_code(vault_path, CODE, clock) as opened:
        opened.remember_here()

    def meanwhile(vault_id: UUID) -> bytes:
        vault.open_with_code(vault_path, CODE, clock).close()
        raise KeyringUnavailable("Datorns nyckelring svarar inte", str(vault_id))

    monkeypatch.setattr(keyring_slot, "kept", meanwhile)
    with pytest.raises(KeyringUnavailable):
        vault.open_with_keyring(vault_path, clock)


def test_on_mocked_windows_the_copy_made_before_an_upgrade_is_not_remembered(
    windows: Windows11, tmp_path: Path
) -> None:
    """A golden vault of the first schema, which the version of that time could not remember, is given the slot."""
    path = Path(shutil.copytree(ROOT / "tests" / "golden" / "schema-1", tmp_path / "gyllene")) / golden.NAME
    old, secret = key_file.read(path), keys.new_key()
    key_file.write(path, old.with_keyring(secret, old.unlocked_by_code(golden.RECOVERY_CODE)))
    keyring_slot.keep(old.vault_id, secret)
    with vault.open_with_keyring(path, golden.clock) as opened:
        assert opened.remembered_here
    copies = list(path.parent.glob(f"*{COPY_END}"))
    assert [backup_file.read(copy).key_file.remembered for copy in copies] == [False]
    assert vault.is_remembered(path)


# macOS, with its library mocked


class Keychain:
    """Mocks keyring's own layer over the macOS keychain."""

    class Error(Exception):
        """Mocked."""

    class NotFound(Error):
        """Mocked."""

    class KeychainDenied(Error):
        """Mocked: the person said no to letting the program in."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.denied = False

    def set_generic_password(self, _keychain: None, service: str, username: str, password: str) -> None:
        """Mocked."""
        self._ask()
        self.kept[service, username] = password

    def find_generic_password(self, _keychain: None, service: str, username: str) -> str:
        """Mocked."""
        self._ask()
        try:
            return self.kept[service, username]
        except KeyError:
            raise Keychain.NotFound from None

    def delete_generic_password(self, _keychain: None, service: str, username: str) -> None:
        """Mocked."""
        self._ask()
        del self.kept[service, username]

    def _ask(self) -> None:
        if self.denied:
            raise Keychain.KeychainDenied


def test_on_mocked_macos_it_is_kept_found_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    mocked, secret = Keychain(), keys.new_key()
    monkeypatch.setattr(macOS, "api", mocked, raising=False)
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    choose(monkeypatch, load_keyring("keyring.backends.macOS.Keyring"))
    keyring_slot.keep(ID, secret)
    assert keyring_slot.kept(ID) == secret
    assert list(mocked.kept) == [("Hållpunkt", str(ID))]
    mocked.denied = True
    with pytest.raises(KeyringUnavailable, match="är låst"):
        keyring_slot.keep(ID, secret)
    with pytest.raises(KeyringUnavailable, match="är låst"):
        keyring_slot.forget(ID)
    mocked.denied = False
    keyring_slot.forget(ID)
    with pytest.raises(KeyringUnavailable, match="finns inte"):
        keyring_slot.kept(ID)


# What needs no keyring


def test_whether_it_is_remembered_is_answered_whatever_is_there(vault_path: Path, tmp_path: Path) -> None:
    assert not vault.is_remembered(vault_path)
    key_file.key_path(vault_path).write_bytes(b"\xff")
    for path in (vault_path, tmp_path / "finns inte", tmp_path, Path("a\0b"), tmp_path / ("a" * 300)):
        assert not vault.is_remembered(path)


def test_the_library_is_not_loaded_by_those_who_do_not_use_it(vault_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from coordinator.record import swedish_clock; from db import vault; "
        "assert not vault.is_remembered(Path(sys.argv[1])); "
        "vault.open_with_code(Path(sys.argv[1]), sys.argv[2], swedish_clock).close(); print('keyring' in sys.modules)"
    )
    seen = subprocess.run(
        [sys.executable, "-c", program, vault_path, CODE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert seen.stdout.strip() == "False"
