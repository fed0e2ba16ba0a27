"""Commands that take a file in: import record, and the group they stand in. Without --apply they only tell."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from coordinator.change import Applied, Change
from coordinator.desk import Access, Desk, Store
from coordinator.entity import Entity
from coordinator.errors import ImportRefused
from coordinator.exchange.record_json import LARGEST, TakenOut, read_record_json
from coordinator.identity import compact
from coordinator.intake import Intake, compare
from coordinator.kinds import KINDS
from coordinator.person import Patient
from ui.commands import contact_imports
from ui.vault_options import LoadVaults, add_vault_option, open_vault, undo_line


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser's."""
    importing = commands.add_parser("import", help="ta in en fil; utan --apply visas bara vad som skulle hända")
    formats = importing.add_subparsers(title="Format", metavar="FORMAT", required=True)
    record = formats.add_parser("record", help="en patients alla uppgifter (record.json)")
    record.add_argument("file", type=Path, metavar="FIL", help="filen från export record")
    add_vault_option(record)
    record.add_argument("--patient", metavar="NUMMER", help="ta bara in filen om den gäller den här patienten")
    record.add_argument("--apply", action="store_true", help="genomför; utan den ändras inget")
    record.add_argument(
        "--replace", action="store_true", help="låt filens ord gälla där posterna skiljer sig; de gamla bevaras"
    )
    record.set_defaults(run=_import_record)
    contact_imports.add_format(formats)


def _import_record(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    taken = read_record_json(_content(arguments.file))
    with open_vault(arguments, vaults) as vault:
        if arguments.patient is not None:
            _require_patient(taken, arguments.patient, vault.store)
        replacing = arguments.replace
        intake = compare(taken, vault.store, into_practice=vault.practice, replacing=replacing)
        change = intake.change
        _tell(intake, taken, replacing=replacing)
        if arguments.apply and change.steps:
            done = Desk(vault.store).take_in(taken.patient_id, change)
            print(f"{done.title}. {_way_back(change, arguments.vault, done)}")
            return
        vault.store.note(Access.IMPORT, patient_id=taken.patient_id, what="Förhandsgranskning av record.json")
        print("Kör igen med --apply för att ta in det. Inget har ändrats." if change.steps else "Inget att ta in.")


def _require_patient(taken: TakenOut, number: str, store: Store) -> None:
    """Refuse a file that is about somebody else than the patient asked for."""
    (patient,) = (entry for entry in taken.entries if isinstance(entry, Patient))
    own = {compact(one) for one in (patient.identity_number or "", *patient.former_numbers) if one}
    if compact(number) not in own and store.find(number) != taken.patient_id:
        raise ImportRefused("Filen gäller en annan patient", "Det är inte den patient du angav. Inget har ändrats.")


def _way_back(change: Change, vault: Path, done: Applied) -> str:
    if any(type(step.entry).KEPT_AS_IS for step in change.steps):
        return "Det kan inte ångras, eftersom utlämnade planer bevaras."
    return undo_line(vault, done)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        raise ImportRefused(
            "Filen kan inte läsas", "Kontrollera att den finns och att du får läsa den. Inget har ändrats."
        ) from None


def _tell(intake: Intake, taken: TakenOut, *, replacing: bool) -> None:
    print("Ny patient i pärmen." if intake.is_new_patient else "Patienten finns i pärmen.")
    back = "är borttagna här och tas tillbaka" if replacing else "är borttagna här (--replace tar tillbaka dem)"
    replaced, kept = "ersätts av filens", "skiljer sig och behålls som de är (--replace låter filen gälla)"
    for word, entries in (
        ("nya", intake.new),
        ("finns redan, lika", intake.same),
        (replaced if replacing else kept, [entry for entry, _ in intake.differing if not entry.KEPT_AS_IS]),
        (back, intake.removed),
    ):
        if entries:
            print(f"{len(entries)} {'post' if len(entries) == 1 else 'poster'} {word}: {_counted(entries)}")
    if taken.practice and intake.new:
        print("OBS: filen kommer från en övningspärm. Patienten är påhittad.", file=sys.stderr)
    if not taken.complete:
        print("OBS: det som är skyddat är utelämnat ur filen.", file=sys.stderr)
    for sentence in intake.to_mend:
        print(f"Att rätta efteråt: {sentence}", file=sys.stderr)


def _counted(entries: Iterable[Entity]) -> str:
    counts = Counter(type(entry) for entry in entries)
    return ", ".join(f"{counts[kind]} {kind.TITLE.lower()}" for kind in KINDS if kind in counts)
