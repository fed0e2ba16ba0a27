"""What it costs the machine to make what goes out and to look at what comes in, for a patient with 120 contacts.

    python -m tests.bench.exchange_bench

Prints one line a figure with its bound in milliseconds, and ends with exit code 1 when a bound is not met. The patient
is the one of practice with 120 contacts, whom 120 contacts in the log and their consents wait for the journal of. Times
are medians of the processor's time, since it is one thread that does the work and waits for nothing; what is read once
in a run of the program has been read, and nothing is remembered of the record from one round to the next.

A figure is a line of `FIGURES`: what it is called, what is timed, and its bound.
"""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from coordinator.change import Add, Change
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry, HelpKind
from coordinator.desk import Desk
from coordinator.entity import Entity
from coordinator.exchange.fhir.bundle import document_bundle, to_bytes
from coordinator.exchange.fhir.transaction import transaction_bundle
from coordinator.exchange.journaltext import journal_text
from coordinator.exchange.record_json import record_json
from coordinator.journal.note import note_text
from coordinator.practice import fill_practice
from coordinator.record import Record
from coordinator.take_in.opening import open_file
from coordinator.take_in.preview import preview
from tests.coordinator.conftest import TODAY, MemoryStore, noon

ROUNDS = 21
MANY = 120


@dataclass(frozen=True)
class Figure:
    """One thing that is timed. work: makes of the record what is timed, with all that is made beforehand."""

    title: str
    work: Callable[[Record], Callable[[], object]]
    most_ms: float


def _preview(record: Record, *, known: bool) -> Callable[[], object]:
    """From the bytes of her whole record to every row of it; known: a clinic that has written all of it by itself."""
    content = record_json(record, everything=True)
    here = MemoryStore(noon(TODAY))
    if known:
        fill_practice(Desk(here), ["120-kontakter"])
    return lambda: preview(open_file(content), here, into_practice=False)


def _fhir(record: Record, make: Callable[..., dict[str, Any]]) -> Callable[[], object]:
    """From the record as she is in practice to the bytes of the file, its ids and references looked through."""
    there = MemoryStore(noon(TODAY))
    fill_practice(Desk(there), ["120-kontakter"])
    plain = there.read(there.patients()[0].id)
    return lambda: to_bytes(make(replace(plain), record.patient_id))


FIGURES = (
    Figure("journaltext, hela anteckningen, ms", lambda record: lambda: journal_text(replace(record)), 5),
    Figure("journaltext, allt som väntar, ms", lambda record: lambda: note_text(replace(record)), 5),
    Figure("hämta in, en ny patient, ms", lambda record: _preview(record, known=False), 200),
    Figure("hämta in, en patient som finns, ms", lambda record: _preview(record, known=True), 200),
    Figure("FHIR-dokument, ms", lambda record: _fhir(record, document_bundle), 20),
    Figure("FHIR-transaktion, ms", lambda record: _fhir(record, transaction_bundle), 20),
)


def main() -> int:
    """Measure and print; the exit code."""
    record = _of_120_contacts()
    print(f"{len(record.all(Contact))} kontakter, {len(record.all(ContactLogEntry))} i loggen")
    return max(_told(one, record) for one in FIGURES)


def _of_120_contacts() -> Record:
    store = MemoryStore(noon(TODAY))
    fill_practice(Desk(store), ["120-kontakter"])
    (patient,) = store.patients()
    record = store.read(patient.id)
    return record.after(Change("Att föra in", tuple(map(Add, _to_enter(record)))))


def _to_enter(record: Record) -> list[Entity]:
    found: list[Entity] = []
    for place, contact in enumerate(record.all(Contact)[:MANY]):
        day = record.now - timedelta(days=place)
        found.append(
            ContactLogEntry(
                patient_id=record.patient_id, at=day, helped_with=(HelpKind.COORDINATE,), contact_id=contact.id,
                what="Ringde om nästa besök och hur resan dit går till.", outcome="Svar väntas i nästa vecka.",
                next_step="Ring igen", next_on=day.date() + timedelta(days=7), by="Anna Lind",
            )
        )  # fmt: skip
        found.append(
            Consent(
                patient_id=record.patient_id, purpose=ConsentPurpose.EXCHANGE, given_by=record.patient.name,
                given_on=day.date(), recipients=contact.heading, covers="Vårdplanen",
                valid_until=day.date() + timedelta(days=365),
            )
        )  # fmt: skip
    return found


def _told(figure: Figure, record: Record) -> int:
    work = figure.work(record)
    work()
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        taken.append(1000 * (time.process_time() - began))
    median = statistics.median(taken)
    met = median <= figure.most_ms
    words = "ok" if met else "FÖR MYCKET"
    print(f"{figure.title}: {median:.2f} (gräns {figure.most_ms:g}) {words}", flush=True)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
