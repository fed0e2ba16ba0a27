"""Commands on settings: settings, of a pärm; defaults, the file that a clinic's IT ships."""

import argparse
import sys
from pathlib import Path
from typing import Any

from coordinator.clinic_defaults import KNOWN, defaults_file, read_defaults
from coordinator.errors import RuleError
from coordinator.settings import SETTINGS, Value, parse_setting
from ui.exit_code import ExitCode
from ui.vault_options import LoadVaults, add_vault_option, open_vault


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser's."""
    settings = commands.add_parser("settings", help="visa eller ändra inställningar")
    add_vault_option(settings)
    settings.add_argument("setting", nargs="?", metavar="NYCKEL", help="inställningen som ska ändras")
    settings.add_argument("value", nargs="?", metavar="VÄRDE", help="det nya värdet; '' för inget")
    settings.set_defaults(run=_settings)

    defaults = commands.add_parser("defaults", help="kontrollera verksamhetens inställningsfil (för IT)")
    deeds = defaults.add_subparsers(title="Vad", metavar="VAD", required=True)
    check = deeds.add_parser("check", help="säg allt som är fel i filen; utgångskod 3 när något är det")
    check.add_argument(
        "file", nargs="?", type=Path, metavar="FIL", help="filen; annars den som gäller på den här datorn"
    )
    check.set_defaults(run=_check)


def _settings(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    if arguments.setting and arguments.value is None:
        raise RuleError("Värdet saknas", f"Skriv det nya värdet efter {arguments.setting}.")
    with open_vault(arguments, vaults) as vault:
        if arguments.setting:
            setting, value = parse_setting(arguments.setting, arguments.value)
            if setting.hidden:
                raise RuleError("Inställningen har en egen sida", f"{setting.label}: öppna programmet och välj där.")
            vault.store.settings().require_open(setting)
            vault.store.set_setting(setting, value)
        settings = vault.store.settings()
    for known in (one for one in SETTINGS if not one.hidden):
        print(f"{known.key} = {_said(settings.value(known))} ({settings.source(known).value.lower()})")
        print(f"  {known.label}. {known.reason}")


def _said(value: Value) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return str(value)


def _check(arguments: argparse.Namespace, _vaults: LoadVaults) -> int:
    file: Path | None = arguments.file or defaults_file()
    if file is None:
        print("Ingen fil med verksamhetens inställningar finns på den här datorn.")
        return ExitCode.DONE
    found = read_defaults(file)
    for fault in found.faults:
        print(f"{file}: {fault}", file=sys.stderr)
    for key, setting in KNOWN.items():
        held = ", låst" if key in found.locked else ""
        if key in found.values or held:
            print(f"{key} = {setting.in_words(found.values.get(key, setting.default))}{held}")
        if key in found.most:
            print(f"{key}: högst {setting.in_words(found.most[key])}")
    if found.faults:
        count = "ett fel" if len(found.faults) == 1 else f"{len(found.faults)} fel"
        print(f"Filen har {count}. Det som är fel används inte, resten gäller.", file=sys.stderr)
        return ExitCode.REFUSED
    print("Filen är rätt.")
    return ExitCode.DONE
