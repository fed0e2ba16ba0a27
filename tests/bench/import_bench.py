"""How fast a list of 1,000 contacts is read and held against a record that has 120 of its own.

    python -m tests.bench.import_bench [--rows 1000]

Prints the time from the bytes of the file to the finished preview with its bound, the median of five, and ends with
exit code 1 when it is not met. Times are of this machine.
"""

import argparse
import statistics
import sys
import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

from coordinator.contact import Contact
from coordinator.contact_import import Preview, preview, read_contacts
from coordinator.person import Patient
from coordinator.record import Actor, Record, swedish_clock
from coordinator.settings import Settings

BOUND = 1.0
ROUNDS = 5
STANDING = 120
ROLES = ("barnneurolog", "dietist", "arbetsterapeut", "LSS-handläggare", "tandläkare", "fysioterapeut", "kurator")
UNITS = ("Barnneurologen", "Habiliteringen", "Kommunens stödenhet", "Folktandvården", "Vårdcentralen Eken")


def main() -> int:
    """Make the list and the record, measure, print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1000)
    rows = parser.parse_args().rows
    record, content = _record(), _list(rows)
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        found = preview(record, read_contacts(content, record.today))
        taken.append(time.perf_counter() - started)
        if _rows_in(found) != rows:
            print("Listan lästes inte hel.")
            return 1
    seconds = statistics.median(taken)
    met = seconds <= BOUND
    print(f"lista, {rows} rader, s: {seconds:.2f} (gräns {BOUND:g}) {'nådd' if met else 'INTE NÅDD'}")
    return 0 if met else 1


def _rows_in(found: Preview) -> int:
    return len(found.candidates) + found.bad_rows


def _record() -> Record:
    patient_id = uuid4()
    contacts = tuple(Contact(patient_id=patient_id, **_fields(number)) for number in range(STANDING))
    entries = {Patient: (Patient(id=patient_id, patient_id=patient_id),), Contact: contacts}
    return Record(patient_id, swedish_clock(), Actor("Mätare", "mätare", "mätbänken"), Settings(), entries)


def _fields(number: int) -> dict[str, Any]:
    return {
        "name": f"Mät Ning{number}",
        "role": ROLES[number % len(ROLES)],
        "unit": UNITS[number % len(UNITS)],
        "phone": f"031-390 06 {number % 100:02}",
        "email": f"mat.ning{number}@example.org",
    }


def _list(rows: int) -> bytes:
    """Some rows are there already, some cannot be read; each has a note of two lines in quotation marks."""
    lines = ["Namn;Roll;Enhet;Telefon;E-post;Nästa;Intervall;Ansvarar för;Anteckning"]
    for number in range(rows):
        day = swedish_clock().date() + timedelta(days=number % 300)
        often = "ibland" if number % 27 == 5 else "var 6:e månad"
        fields = ";".join(_fields(number + STANDING // 2).values())
        lines.append(
            f'{fields};{day};{often};Uppföljning av det som mäts;"Ringer själv\nEfter klockan nio; inte måndag"'
        )
    return "\r\n".join(lines).encode("cp1252")


if __name__ == "__main__":
    sys.exit(main())
