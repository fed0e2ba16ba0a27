"""The option that names the file to write, and what to say of a patient's wishes when something leaves the house."""

import argparse
import sys
from pathlib import Path

from coordinator.record import Record


def add_out_option(parser: argparse.ArgumentParser) -> None:
    """``--out`` and ``--force``, which every command that writes a file takes."""
    parser.add_argument("--out", required=True, type=Path, metavar="FIL", help="filen som ska skrivas")
    parser.add_argument("--force", action="store_true", help="skriv över filen om den finns")


def remind_of_restrictions(record: Record) -> None:
    """Say on standard error that somebody must not see what was just written."""
    if record.patient.restrictions.strip():
        print(
            "OBS: patienten har en spärr eller ett önskemål om vem som inte får se uppgifterna. "
            "Läs det (hallpunkt show) innan du lämnar något vidare.",
            file=sys.stderr,
        )
