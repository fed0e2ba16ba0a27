"""The command indicators: the Nyckeltal of the clinic in words, as JSON, as a table (CSV) or on a page (PDF)."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator.desk import Access
from coordinator.entity import new_id
from coordinator.errors import RuleError
from coordinator.whole_file import require_free, written
from ui.commands.papers import pdf_bytes
from ui.finding_anew import find_anew, tell_of
from ui.vault_options import LoadVaults, add_vault_option, open_vault

if TYPE_CHECKING:
    from coordinator.indicators.figures import Clinic
    from coordinator.record import Record

_CSV, _PDF = ".csv", ".pdf"


def add_commands(commands: Any) -> None:
    """Add this module's command to the parser's."""
    parser = commands.add_parser(
        "indicators", help="Nyckeltal: verksamhetens siffror nu och åtta kvartal bakåt, utan någon patient i"
    )
    add_vault_option(parser)
    parser.add_argument("--json", action="store_true", help="svara i JSON, för andra program")
    parser.add_argument(
        "--out", type=Path, metavar="FIL", help="skriv en fil: en tabell för kalkylprogram (.csv) eller en sida (.pdf)"
    )
    parser.add_argument("--force", action="store_true", help="skriv över filen om den finns")
    parser.set_defaults(run=_indicators)


def _indicators(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    from coordinator.indicators.figures import figures  # with it come all the rules
    from coordinator.today.day import Asked, clock_warning
    from ui.commands import indicator_answers as answers

    if arguments.out is not None:
        if arguments.out.suffix.lower() not in (_CSV, _PDF):
            raise RuleError("Nyckeltalen skrivs som CSV eller PDF", "Låt --out sluta på .csv eller .pdf.")
        require_free(arguments.out, force=arguments.force)
    with open_vault(arguments, vaults) as vault:
        stopped = find_anew(vault.store)
        seen = vault.store.blank(new_id())  # the time, and who asks
        warning = clock_warning(vault.store.day(Asked(seen.today, limit=0), noted=False), seen.today)
        clinic = figures(vault.store.facts(), seen.today)
        if arguments.out is not None:
            what, content = _file(arguments.out, clinic, seen, len(stopped))
            with written(arguments.out, content):
                vault.store.note(Access.EXPORT, what=what)
    if warning:
        print(f"VIKTIGT: {warning}", file=sys.stderr)
    if arguments.json:
        print(json.dumps(answers.clinic_json(clinic), ensure_ascii=False, indent=1))
    elif arguments.out is not None:
        print(f"Skrev {arguments.out}")
    else:
        print("\n".join(answers.clinic_in_words(clinic)))
    tell_of(stopped)


def _file(out: Path, clinic: "Clinic", seen: "Record", stale: int) -> tuple[str, bytes]:
    """What the log calls the file, and the file."""
    if out.suffix.lower() == _CSV:
        from coordinator.indicators.csv import csv_bytes

        return "Nyckeltal (CSV)", csv_bytes(clinic)
    from coordinator.documents.indicator_page import indicator_document

    document = indicator_document(clinic, seen.now, seen.actor.unit, practice=seen.practice, stale=stale)
    return "Nyckeltal (PDF)", pdf_bytes(document)
