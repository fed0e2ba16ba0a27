"""The command directory: search the units, write the clinic's own to a file, take in a colleague's."""

import argparse
import json
from pathlib import Path
from typing import Any

from ui.output_options import count_up_to
from ui.vault_options import LoadVaults

_LIMIT, _MOST = 20, 500
_TYPES = (
    "other", "csd", "ern", "nhv", "expert_team", "cf", "dental_centre", "smo", "primo", "competence_centre", "region",
    "kommun",
)  # fmt: skip


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser's."""
    directory = commands.add_parser("directory", help="sök i katalogen över enheter; ingen pärm behövs")
    deeds = directory.add_subparsers(title="Vad", metavar="VAD", required=True)

    search = deeds.add_parser("search", help="sök en enhet efter namn, plats eller vad den gör")
    search.add_argument("text", nargs="+", metavar="TEXT", help="ett namn, en ort eller en del av ett ord")
    search.add_argument("--type", choices=_TYPES, metavar="TYP", help=f"bara av typen: {', '.join(_TYPES)}")
    search.add_argument("--json", action="store_true", help="svara i JSON, för andra program")
    search.add_argument(
        "--limit",
        type=count_up_to(_MOST),
        default=_LIMIT,
        metavar="ANTAL",
        help=f"visa högst så många; annars {_LIMIT}",
    )
    search.set_defaults(run=_search)

    export = deeds.add_parser("export", help="spara verksamhetens egna enheter i en fil till en kollega")
    export.add_argument("--out", type=Path, required=True, metavar="FIL", help="filen som skrivs")
    export.add_argument("--force", action="store_true", help="skriv över filen om den finns")
    export.set_defaults(run=_export)

    importing = deeds.add_parser("import", help="ta in en kollegas enheter ur en fil")
    importing.add_argument("file", type=Path, metavar="FIL", help="filen som kollegan har sparat")
    importing.add_argument("--apply", action="store_true", help="ta in dem; annars visas bara vad som skulle ändras")
    importing.set_defaults(run=_import)


# The units are read only when they are asked for: no other command and no window needs them at start.
def _search(arguments: argparse.Namespace, _vaults: LoadVaults) -> None:
    from coordinator.directory.finding_units import UnitFinder
    from coordinator.directory.own_units import read_directory
    from coordinator.directory.unit import Unit, UnitType, warnings_of
    from ui.term_folder import term_folder

    def in_json(unit: Unit) -> dict[str, Any]:
        return {
            "key": unit.key, "type": unit.type.stored, "name": unit.name, "about": unit.about,
            "other_names": list(unit.also), "organisation": unit.organisation, "place": unit.place,
            "region": unit.region, "phone": unit.phone, "own": unit.own, "source": unit.source,
            "checked_on": unit.checked_on.isoformat() if unit.checked_on else None,
            "warnings": list(warnings_of(unit)),
        }  # fmt: skip

    type = UnitType.of(arguments.type) if arguments.type else None
    units = [unit for unit in read_directory(term_folder()).units if not unit.hidden]
    found = UnitFinder(units).find(" ".join(arguments.text), type=type, limit=arguments.limit)
    if arguments.json:
        print(json.dumps({"units": [in_json(unit) for unit in found]}, ensure_ascii=False, indent=1))
        return
    if not found:
        print("Ingen enhet i katalogen passar.")
    for unit in found:
        about = [unit.about, unit.organisation, unit.place, unit.phone]
        print(f"{unit.name}  ({unit.type.label})")
        print("".join(f"  {text}\n" for text in (", ".join(filter(None, about)), *warnings_of(unit)) if text), end="")
        print(f"  Källa: {unit.source or 'okänd'}, kontrollerad {unit.checked_on or 'okänt när'}")


def _export(arguments: argparse.Namespace, _vaults: LoadVaults) -> None:
    from coordinator.directory.own_units import exported
    from coordinator.whole_file import require_free, written
    from ui.term_folder import term_folder

    require_free(arguments.out, force=arguments.force)
    with written(arguments.out, exported(term_folder())):
        pass
    print("De egna enheterna är sparade i filen.")


def _import(arguments: argparse.Namespace, _vaults: LoadVaults) -> None:
    from coordinator.directory.unit_import import read_import, take_in
    from coordinator.record import swedish_clock
    from ui.term_folder import term_folder

    folder = term_folder()
    found = read_import(arguments.file, folder, swedish_clock().date())
    print("\n".join(found.in_words()))
    if not found.changes_anything:
        print("Det finns inget nytt att ta in. Inget har ändrats.")
    elif arguments.apply:
        take_in(found, folder)
        print("Enheterna är intagna.")
    else:
        print("Kör igen med --apply för att ta in dem. Inget har ändrats.")
