"""What six letters to a SIP meeting cost the machine, from "Skapa SIP" to the files, for a patient with 120 contacts.

    python -m tests.bench.sip_bench

Prints one line a figure with its bound, and ends with exit code 1 when a bound is not met. Six are called, five of
them contacts; a letter is asked for, made and drawn as when it leaves, bound as one PDF and as six. Times are medians
of the processor's time, since it is one thread that does the work and waits for nothing.
"""

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import time as hour
from datetime import timedelta

from coordinator.change import Change
from coordinator.contact import Contact
from coordinator.desk import Desk
from coordinator.documents.catalogue import SIP_INVITATION
from coordinator.documents.sip_invitation import letters
from coordinator.practice import fill_practice
from coordinator.record import Record
from coordinator.shared_paper import Ground
from coordinator.sharing import Order
from coordinator.sip.beginning import begin_sip
from coordinator.sip.belonging import meetings_of, sips
from coordinator.sip.inviting import add_participants, note_sent, plan_meeting
from coordinator.soundness import require_sound
from tests.coordinator.conftest import TODAY, MemoryStore, noon
from ui.made_paper import Wanted, made_papers

ROUNDS = 7
CONTACTS_CALLED = 5


def main() -> int:
    """Measure and print; the exit code."""
    record = _of_120_contacts()
    called = _called(record)
    wanted = _wanted(called)
    made_papers(called, wanted, together=False)  # fonts are read once in a run of the program
    bound = made_papers(called, wanted, together=True)[0].file
    print(f"{len(record.all(Contact))} kontakter, {len(wanted)} kallelser, {len(bound) / 1024:.0f} KiB som en PDF")
    steps = _seconds(lambda: _called(record))
    one = _seconds(lambda: made_papers(called, wanted, together=True))
    six = _seconds(lambda: made_papers(called, wanted, together=False))
    return max(
        _told("från Skapa SIP till kallade, s", steps, 1),
        _told("sex kallelser som en PDF, s", one, 1),
        _told("sex kallelser som sex, s", six, 1),
    )


def _of_120_contacts() -> Record:
    store = MemoryStore(noon(TODAY))
    fill_practice(Desk(store), ["120-kontakter"])
    (patient,) = store.patients()
    return store.read(patient.id)


def _called(record: Record) -> Record:
    """The record with a SIP to whose meeting six are called, each step checked as when it is saved."""
    record = _done(record, begin_sip(record, question="Hur kan vardagen bli lättare?"))
    sip = sips(record)[0]
    chosen = [one.id for one in record.all(Contact) if one.is_current][:CONTACTS_CALLED]
    record = _done(record, add_participants(record, sip.id, chosen))
    record = _done(record, plan_meeting(record, sip.id, day=record.today + timedelta(20), at=hour(13), place="Sal 3"))
    return _done(record, note_sent(record, meetings_of(record, sip.id)[0].id))


def _done(record: Record, change: Change) -> Record:
    require_sound(record, change)
    return record.after(change)


def _wanted(record: Record) -> Sequence[Wanted]:
    """The letters, on the ground that the law asks for the plan."""
    meeting = meetings_of(record, sips(record)[0].id)[0]
    found = []
    for letter in letters(record, meeting.id):
        assert letter.to is not None, "a letter is to somebody"
        order = Order(SIP_INVITATION, letter.to, about=letter.id)
        if not letter.to.is_patient:
            order = replace(order, ground=Ground.LAW, ground_note="16 kap. 4 § HSL")
        found.append(Wanted(order))
    return found


def _seconds(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def _told(what: str, figure: float, bound: float) -> int:
    met = figure <= bound
    print(f"{what}: {figure:.2f} (gräns {bound:g}) {'ok' if met else 'FÖR MYCKET'}", flush=True)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
