"""Commands that keep a vault from being lost with its disk: backup, restore."""

import argparse
from pathlib import Path
from typing import Any

from ui.vault_options import LoadVaults, add_vault_option, open_vault, secret, vault_file


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser's."""
    backup = commands.add_parser("backup", help="säkerhetskopiera pärmen till en fil")
    add_vault_option(backup)
    backup.add_argument(
        "--out", required=True, type=Path, metavar="FIL", help="filen som ska skrivas, helst på en annan disk"
    )
    backup.add_argument("--force", action="store_true", help="skriv över filen om den finns")
    backup.set_defaults(run=_back_up)

    restore = commands.add_parser("restore", help="återställ pärmen ur en säkerhetskopia till en tom mapp")
    restore.add_argument("copy", type=Path, metavar="FIL", help="säkerhetskopian")
    restore.add_argument(
        "--into", required=True, type=Path, metavar="MAPP", help="mappen som pärmen läggs i; den görs om den inte finns"
    )
    opened_by = restore.add_mutually_exclusive_group()
    opened_by.add_argument(
        "--passphrase-file",
        metavar="FIL",
        help="läs lösenfrasen som gällde när kopian gjordes ur en fil; - är standard in. Annars frågas efter den",
    )
    opened_by.add_argument(
        "--code-file", metavar="FIL", help="använd i stället återställningskoden, ur en fil; - är standard in"
    )
    restore.set_defaults(run=_restore)


def _back_up(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    vaults().require_backup_room(arguments.out, vault_file(arguments.vault), force=arguments.force)
    with open_vault(arguments, vaults) as vault:
        copied = vault.back_up(arguments.out, force=arguments.force)
    print(f"Skrev {arguments.out}\nKopian är kontrollerad och hel. Patienter: {copied.patients}.")
    print("Den öppnas med dagens lösenfras eller återställningskod, också om du byter dem senare.")
    if copied.same_disk:
        print(
            "OBS: Kopian ligger på samma disk som pärmen, och går disken sönder är båda borta. Lägg en kopia på en "
            "annan disk också, till exempel ett USB-minne som låses in."
        )


def _restore(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    all_vaults = vaults()
    all_vaults.require_restorable(arguments.copy, arguments.into)  # before anything is asked
    if arguments.code_file:
        code = secret(arguments.code_file, "Återställningskod")
        restored = all_vaults.restore_with_code(arguments.copy, arguments.into, code)
    else:
        passphrase = secret(arguments.passphrase_file, "Lösenfras som gällde när kopian gjordes")
        restored = all_vaults.restore_with_passphrase(arguments.copy, arguments.into, passphrase)
    print(f"{'Övningspärmen' if restored.practice else 'Pärmen'} är återställd: {restored.path}")
    print(f"Den är som den var {restored.made:%Y-%m-%d kl. %H:%M}. Patienter: {restored.patients}.")
    print("Det som skrevs senare finns inte i den: jämför med utskrifter och journal innan du arbetar vidare.")
    print(f'Öppna den: hallpunkt patients --vault "{restored.path}"')
