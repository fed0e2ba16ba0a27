"""Commands on the vault itself: create, change-passphrase, recover, new-recovery-code, remember, forget; check."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from coordinator.errors import CoordinatorError, RuleError
from coordinator.passphrase import require_strong
from coordinator.record import Actor, swedish_clock
from ui.exit_code import ExitCode
from ui.vault_options import SUFFIX, LoadVaults, add_vault_option, open_vault, secret, show_notices, vault_file


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser's."""
    vault = commands.add_parser("vault", help="skapa en pärm, byt lösenfras, återställ")
    deeds = vault.add_subparsers(title="Vad", metavar="VAD", required=True)

    create = deeds.add_parser("create", help="skapa en ny, tom pärm")
    create.add_argument(
        "--vault", required=True, type=Path, metavar="PÄRM", help=f"filen som ska skapas; den slutar på {SUFFIX}"
    )
    create.add_argument("--passphrase-file", metavar="FIL", help="läs lösenfrasen ur en fil; - är standard in")
    create.add_argument("--name", metavar="NAMN", help="ditt namn; det står i loggen")
    create.add_argument("--title", metavar="TITEL", help="din titel")
    create.add_argument("--unit", metavar="ENHET", help="din vårdenhet")
    create.set_defaults(run=_create)

    change = deeds.add_parser("change-passphrase", help="byt lösenfras")
    add_vault_option(change)
    _add_new_passphrase(change)
    change.set_defaults(run=_change_passphrase)

    recover = deeds.add_parser("recover", help="sätt en ny lösenfras med återställningskoden")
    recover.add_argument("--vault", required=True, type=Path, metavar="PÄRM", help="pärmens fil eller mapp")
    recover.add_argument("--code-file", metavar="FIL", help="läs koden ur en fil; - är standard in")
    _add_new_passphrase(recover)
    recover.set_defaults(run=_recover)

    new_code = deeds.add_parser("new-recovery-code", help="gör en ny återställningskod; den gamla slutar gälla")
    add_vault_option(new_code)
    new_code.set_defaults(run=_new_recovery_code)

    remember = deeds.add_parser("remember", help="låt den här datorns inloggning öppna pärmen i fönstret")
    add_vault_option(remember)
    remember.set_defaults(run=_remember)

    forget = deeds.add_parser("forget", help="sluta komma ihåg pärmen på den här datorn")
    add_vault_option(forget)
    forget.set_defaults(run=_forget)

    check = commands.add_parser("check", help="kontrollera att pärmen är hel")
    add_vault_option(check)
    check.add_argument("--json", action="store_true", help="svara i JSON, för andra program")
    check.set_defaults(run=_check)


def _add_new_passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--new-passphrase-file", metavar="FIL", help="läs den nya lösenfrasen ur en fil; - är standard in"
    )


def _new_passphrase(file: str | None) -> str:
    passphrase = secret(file, "Ny lösenfras")
    require_strong(passphrase)
    if file is None and secret(None, "Samma lösenfras igen") != passphrase:
        raise RuleError("Lösenfraserna är olika", "Skriv samma två gånger. Inget har ändrats.")
    return passphrase


def _create(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    path: Path = arguments.vault
    if path.suffix != SUFFIX:
        path = path / f"parm{SUFFIX}" if path.is_dir() else path.with_name(path.name + SUFFIX)
    all_vaults = vaults()
    all_vaults.require_free(path)  # before anything is asked
    actor = Actor(
        arguments.name or _ask("Ditt namn"),
        arguments.title or _ask("Din titel"),
        arguments.unit or _ask("Din vårdenhet"),
    )
    passphrase = _new_passphrase(arguments.passphrase_file)
    code = all_vaults.new_recovery_code()
    _show_code(code)
    with all_vaults.create(path, passphrase=passphrase, recovery_code=code, actor=actor, clock=swedish_clock):
        pass
    print(f"Pärmen är skapad: {path}")


def _ask(question: str) -> str:
    if not sys.stdin.isatty():
        raise CoordinatorError(f"{question} saknas", "Ange --name, --title och --unit.")
    answer = input(f"{question}: ").strip()
    if not answer:
        raise CoordinatorError(f"{question} saknas", "Det står i loggen vid allt du gör, så det behövs.")
    return answer


def _show_code(code: str) -> None:
    """Show a recovery code; at a keyboard, go on only when two of its groups have been typed back."""
    print(f"Återställningskod: {code}")
    print("Skriv av den på papper och lägg den inlåst. Utan den är pärmen förlorad om lösenfrasen glöms.")
    if not sys.stdin.isatty():
        return
    groups = code.split("-")
    for number in (2, 7):
        while input(f"Skriv grupp {number} från papperet: ").strip().upper() != groups[number - 1]:
            print("Den stämmer inte. Läs gruppen på papperet en gång till.")


def _change_passphrase(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    with open_vault(arguments, vaults) as vault:
        vault.change_passphrase(_new_passphrase(arguments.new_passphrase_file))
    print("Lösenfrasen är bytt. Den gamla öppnar inte längre pärmen.")


def _recover(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    path = vault_file(arguments.vault)
    with vaults().open_with_code(path, secret(arguments.code_file, "Återställningskod"), swedish_clock) as vault:
        show_notices(vault)
        vault.change_passphrase(_new_passphrase(arguments.new_passphrase_file))
    print("Pärmen har en ny lösenfras. Återställningskoden gäller fortfarande.")


def _new_recovery_code(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    with open_vault(arguments, vaults) as vault:
        code = vaults().new_recovery_code()
        _show_code(code)
        vault.change_recovery_code(code)
    print("Den nya koden gäller. Förstör papperet med den gamla.")


def _remember(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    with open_vault(arguments, vaults) as vault:
        vault.remember_here()
    print("Fönstret öppnar nu pärmen utan lösenfras för den som är inloggad som du på den här datorn.")
    print("Lösenfrasen och återställningskoden gäller fortfarande. Ha dem kvar: nyckelringen kan försvinna.")


def _forget(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    with open_vault(arguments, vaults) as vault:
        vault.forget_here()
    print("Pärmen öppnas nu bara med lösenfras eller återställningskod.")


def _check(arguments: argparse.Namespace, vaults: LoadVaults) -> int:
    path = vault_file(arguments.vault)
    parts = vaults().check(path, secret(arguments.passphrase_file, "Lösenfras"))
    sound = not any(part.faults for part in parts)
    if arguments.json:
        found = [{"part": part.name, "ok": not part.faults, "faults": list(part.faults)} for part in parts]
        print(json.dumps({"ok": sound, "parts": found}, ensure_ascii=False, indent=1))
        return 0 if sound else ExitCode.VAULT
    for part in parts:
        print(f"{part.title}: {'hel' if not part.faults else 'SKADAD'}")
        for fault in part.faults:
            print(f"  {fault}")
    print("Pärmen är hel." if sound else "Pärmen är skadad. Skriv inget i den. Återställ från en säkerhetskopia.")
    return 0 if sound else ExitCode.VAULT
