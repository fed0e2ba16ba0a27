"""Options that name a vault and a patient, and the opening of what they name; secrets are read without being shown."""

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path

from coordinator.change import Applied, Change
from coordinator.errors import CoordinatorError, VaultError
from coordinator.record import swedish_clock
from coordinator.vaults import OpenVault, Vaults
from ui.rule_file import tell_rule_faults

SUFFIX = ".hallpunkt"

LoadVaults = Callable[[], Vaults]
"""Gives what can make and open vaults; called only when one is needed, since it is slow to import."""


def add_vault_option(parser: argparse.ArgumentParser) -> None:
    """``--vault`` and ``--passphrase-file``, which nearly every command takes."""
    parser.add_argument(
        "--vault", required=True, type=Path, metavar="PÄRM", help="pärmens fil, eller mappen om den bara har en pärm"
    )
    parser.add_argument(
        "--passphrase-file", metavar="FIL", help="läs lösenfrasen ur en fil; - är standard in. Annars frågas efter den"
    )


def add_patient_option(parser: argparse.ArgumentParser) -> None:
    """``--patient``, which commands on one record take."""
    parser.add_argument(
        "--patient",
        required=True,
        metavar="NUMMER",
        help="identitetsnummer, eller början av id för den som saknar nummer",
    )


def open_vault(arguments: argparse.Namespace, vaults: LoadVaults) -> OpenVault:
    """The vault that the arguments name, opened; what must be seen at once goes to standard error."""
    path = vault_file(arguments.vault)
    vault = vaults().open_with_passphrase(path, secret(arguments.passphrase_file, "Lösenfras"), swedish_clock)
    show_notices(vault)
    tell_rule_faults()
    return vault


def show_notices(vault: OpenVault) -> None:
    """Say what the user must see at once."""
    for notice in vault.notices:
        print(f"VIKTIGT: {notice}", file=sys.stderr)


def undo_line(vault: Path, done: Applied) -> str:
    """What to write to take a change back."""
    return f'Ångra: hallpunkt undo --vault "{vault}" {done.id}'


def way_back(change: Change, vault: Path, done: Applied) -> str:
    """How to take an import back, or why that cannot be done."""
    if any(type(step.entry).KEPT_AS_IS for step in change.steps):
        return "Det kan inte ångras, eftersom utlämnade planer bevaras."
    return undo_line(vault, done)


def vault_file(given: Path) -> Path:
    """The vault file that ``--vault`` means: the file itself, or the only one in a folder."""
    if not given.is_dir():
        return given
    found = sorted(given.glob(f"*{SUFFIX}"))
    if len(found) == 1:
        return found[0]
    if not found:
        raise VaultError("Ingen pärm i mappen", f"Mappen har ingen fil som slutar på {SUFFIX}.")
    raise VaultError("Flera pärmar i mappen", f"Välj en av {', '.join(path.name for path in found)}.")


def secret(file: str | None, question: str) -> str:
    """A secret line: the first of ``file`` (``-``: the next of standard input), else asked for without echo."""
    try:
        if file == "-":
            # As bytes: what the terminal is set to says nothing of a file that is led in here.
            led_in = getattr(sys.stdin, "buffer", None)
            line = led_in.readline().decode("utf-8-sig") if led_in else sys.stdin.readline()
        elif file:
            with Path(file).open(encoding="utf-8-sig") as lines:
                line = lines.readline()
        else:
            line = getpass.getpass(f"{question}: ")
    except (OSError, UnicodeDecodeError):
        raise CoordinatorError(
            "Filen kan inte läsas", f"{question}: kontrollera att filen finns och är text i UTF-8."
        ) from None
    except EOFError:
        line = ""
    line = line.rstrip("\r\n")
    if not line:
        raise CoordinatorError(f"{question} saknas", "Skriv den, eller ange en fil som har den på första raden.")
    return line
