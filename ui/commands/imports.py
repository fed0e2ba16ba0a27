"""Commands that take a file in: import record, and the group they stand in. Without --apply they only tell."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator.desk import Access, Desk, Store
from coordinator.entity import Entity
from coordinator.errors import ImportRefused
from coordinator.identity import compact
from coordinator.kinds import KINDS
from coordinator.person import Patient
from ui.commands import contact_imports, take_in
from ui.vault_options import LoadVaults, add_vault_option, open_vault, way_back

if TYPE_CHECKING:
    from coordinator.exchange.record_json import TakenOut
    from coordinator.intake import Intake


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser's."""
    importing = commands.add_parser("import", help="ta in en fil; utan --apply visas bara vad som skulle hända")
    formats = importing.add_subparsers(title="Format", metavar="FORMAT", required=True)
    record = formats.add_parser("record", help="en patients alla uppgifter (record.json), allt på en gång")
    record.add_argument("file", type=Path, metavar="FIL", help="filen från export record")
    add_vault_option(record)
    record.add_argument("--patient", metavar="NUMMER", help="ta bara in filen om den gäller den här patienten")
    record.add_argument("--apply", action="store_true", help="genomför; utan den ändras inget")
    record.add_argument(
        "--replace", action="store_true", help="låt filens ord gälla där posterna skiljer sig; de gamla bevaras"
    )
    take_in.add_row_options(record)
    record.set_defaults(run=_import_record, format="record")
    take_in.add_formats(formats)
    contact_imports.add_format(formats)


def _import_record(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    if take_in.by_rows(arguments):
        if arguments.replace:
            raise ImportRefused(
                "Välj antingen rader eller --replace",
                "Med --replace gäller filens ord i allt. Rad för rad: --with-changed eller --only. Inget har ändrats.",
            )
        take_in.take_in_rows(arguments, vaults)
        return
    # Whoever asks for help, or for another command, has no need of them.
    from coordinator.exchange.record_json import read_record_json
    from coordinator.intake import compare
    from coordinator.take_in.opening import read_path
    from coordinator.take_in.record import as_read
    from coordinator.take_in.source import with_source

    content = read_path(arguments.file)
    taken = read_record_json(content)
    with open_vault(arguments, vaults) as vault:
        if arguments.patient is not None:
            _require_patient(taken, arguments.patient, vault.store)
        replacing = arguments.replace
        intake = compare(taken, vault.store, into_practice=vault.practice, replacing=replacing)
        change = intake.change
        _tell(intake, taken, replacing=replacing)
        if arguments.apply and change.steps:
            change = with_source(intake.record, as_read(taken, content), change)
            done = Desk(vault.store).take_in(taken.patient_id, change)
            print(f"{done.title}. {way_back(change, arguments.vault, done)}")
            return
        vault.store.note(Access.IMPORT, patient_id=taken.patient_id, what="Förhandsgranskning av record.json")
        print("Kör igen med --apply för att ta in det. Inget har ändrats." if change.steps else "Inget att ta in.")


def _require_patient(taken: "TakenOut", number: str, store: Store) -> None:
    """Refuse a file that is about somebody else than the patient asked for."""
    (patient,) = (entry for entry in taken.entries if isinstance(entry, Patient))
    own = {compact(one) for one in (patient.identity_number or "", *patient.former_numbers) if one}
    if compact(number) not in own and store.find(number) != taken.patient_id:
        raise ImportRefused("Filen gäller en annan patient", "Det är inte den patient du angav. Inget har ändrats.")


def _tell(intake: "Intake", taken: "TakenOut", *, replacing: bool) -> None:
    print("Ny patient i pärmen." if intake.is_new_patient else "Patienten finns i pärmen.")
    back = "är borttagna här och tas tillbaka" if replacing else "är borttagna här (--replace tar tillbaka dem)"
    replaced, kept = "ersätts av filens", "skiljer sig och behålls som de är (--replace låter filen gälla)"
    for word, entries in (
        ("nya", intake.new),
        ("finns redan, lika", intake.same),
        (replaced if replacing else kept, [entry for entry, _ in intake.differing if not entry.KEPT_AS_IS]),
        (back, intake.removed),
        ("gäller en annan mottagnings journal och tas inte in", intake.theirs),
    ):
        if entries:
            print(f"{len(entries)} {'post' if len(entries) == 1 else 'poster'} {word}: {_counted(entries)}")
    if taken.practice and intake.new:
        print("OBS: filen kommer från en övningspärm. Patienten är påhittad.", file=sys.stderr)
    if not taken.complete:
        left_out = "det som är skyddat eller som avsändaren valt bort är utelämnat"
        print(f"OBS: allt är inte med i filen: {left_out}.", file=sys.stderr)
    for sentence in intake.to_mend:
        print(f"Att rätta efteråt: {sentence}", file=sys.stderr)


def _counted(entries: Iterable[Entity]) -> str:
    counts = Counter(type(entry) for entry in entries)
    return ", ".join(f"{counts[kind]} {kind.TITLE.lower()}" for kind in KINDS if kind in counts)
