"""How fast a transition comes on screen: the timeline of 40 contacts, from the record in memory to the last letter.

    python -m tests.bench.transition_bench

Prints one line a figure with its bound, and ends with exit code 1 when a bound is not met. Milliseconds on this
machine, without a screen (offscreen).
"""

import os
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from coordinator.record import Record
    from ui.timeline_view import TimelineView

ROUNDS = 15
CONTACTS = 40


def main() -> int:
    """Measure and print; the exit code."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HALLPUNKT_CONFIG"] = str(Path(folder) / "hallpunkt.json")
        return _measure_timeline()


def _measure_timeline() -> int:
    from PySide6.QtWidgets import QApplication

    from ui.theme import LIGHT, appearance
    from ui.timeline_view import TimelineView

    app = QApplication.instance() or QApplication(["mätning"])
    if not isinstance(app, QApplication):
        raise RuntimeError("no application with windows")
    appearance().apply(LIGHT, 100)
    many, few = young_person(CONTACTS), young_person(3)
    view = TimelineView()
    view.resize(830, 560)
    view.show()
    taken = [_show(app, view, few, many) for _ in range(ROUNDS)]
    if view.picture.placed is None or len(view.picture.placed.rows) != CONTACTS:
        raise RuntimeError("not the timeline that was to be measured")
    view.close()
    return told("tidslinje med 40 kontakter, från journal till bild, ms", statistics.median(taken) * 1000, 100)


def young_person(contacts: int) -> "Record":
    """Somebody who is 16, with so many contacts that end, every other with a receiver."""
    from coordinator.contact import Contact
    from coordinator.swedish import add_months
    from coordinator.transition.swap import Transition
    from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

    people = [
        Contact(patient_id=PATIENT_ID, name=f"Påhittad Testsson {number}", unit=f"Barnmottagning {number}")
        for number in range(contacts)
    ]
    swaps = [
        Transition(
            patient_id=PATIENT_ID,
            contact_id=one.id,
            planned_on=add_months(TODAY, 3 + number),
            receiver=f"Mottagare {number}" if number % 2 else "",
            to_unit="Vuxenmottagningen" if number % 2 else "",
            joint_meeting_on=add_months(TODAY, 2 + number),
        )
        for number, one in enumerate(people)
    ]
    return record_of(replace(MAJA, birth_date=date(2009, 12, 24)), *people, *swaps)


def _show(app: "QApplication", view: "TimelineView", before: "Record", record: "Record") -> float:
    """How long one waits for the timeline of ``record`` when another is on screen."""
    from coordinator.transition.timeline import timeline

    view.show_timeline(timeline(before))
    app.processEvents()
    began = time.perf_counter()
    view.begin()
    view.show_timeline(timeline(record))
    view.picture.viewport().repaint()
    taken = time.perf_counter() - began
    app.processEvents()
    return taken


def told(what: str, figure: float, bound: float) -> int:
    """Print a figure with its bound; 1 when it is too much."""
    met = figure <= bound
    print(f"{what}: {figure:.2f} (gräns {bound:g}) {'ok' if met else 'FÖR MYCKET'}", flush=True)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
