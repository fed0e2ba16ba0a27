"""How fast the map of 120 contacts comes: placed and painted, and painted again when it is zoomed.

    python -m tests.bench.map_bench

Prints one line a figure with its bound, and ends with exit code 1 when a bound is not met. Milliseconds on this
machine, without a screen (offscreen): from the record in memory, through what the map shows of it and where everything
stands, to the last letter painted.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from coordinator.record import Record
    from coordinator.vaults import OpenVault
    from ui.pages.contact_map import ContactMapPage

ROUNDS = 15
CONTACTS = 120


def main() -> int:
    """Measure and print; the exit code."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HALLPUNKT_CONFIG"] = str(Path(folder) / "hallpunkt.json")
        return _measure(Path(folder) / "karta.hallpunkt")


def _measure(path: Path) -> int:
    from PySide6.QtWidgets import QApplication

    from db import keys, vault
    from tests.conftest import ACTOR, CODE, PASSPHRASE, clock
    from ui.dialogs import Dialogs
    from ui.drafts import Drafts
    from ui.gallery import wait_for
    from ui.pages.contact_map import ContactMapPage
    from ui.session import Session
    from ui.theme import LIGHT, appearance
    from ui.worker import Worker

    app = QApplication(["mätning"])
    appearance().apply(LIGHT, 100)
    with vault.create(
        path, passphrase=PASSPHRASE, recovery_code=CODE, actor=ACTOR, clock=clock, practice=True, cost=keys.FLOOR
    ) as made:
        many, few = _records(made)
        vault_thread, side_thread = Worker("vault"), Worker("side")
        page = ContactMapPage(session := Session(made, vault_thread, side_thread, Dialogs()), Drafts(session))
        page.resize(1152, 650)
        page.show()
        shown = [_show(app, page, few, many) for _ in range(ROUNDS)]
        if page.view.placed is None or len(page.view.placed.dots) != CONTACTS:
            raise RuntimeError("not the map that was to be measured")
        zoomed = [_zoom(app, page) for _ in range(ROUNDS)]
        page.close()
        wait_for(lambda: not (vault_thread.busy or side_thread.busy))
        vault_thread.stop()
        side_thread.stop()
    return max(
        _told("karta med 120 kontakter, från journal till bild, ms", statistics.median(shown) * 1000, 100),
        _told("ett steg närmare, ritad igen, ms", statistics.median(zoomed) * 1000, 30),
    )


def _records(made: "OpenVault") -> "tuple[Record, Record]":
    """A patient with as many contacts as there may be, and one with a few, of the practice clinic."""
    from coordinator.contact import Contact, add_contact
    from coordinator.desk import Desk
    from coordinator.practice import fill_practice

    desk = Desk(made.store)
    people = {one.slug: one.patient_id for one in fill_practice(desk)}
    many = people["120-kontakter"]
    current = sum(one.is_current for one in made.store.read(many).all(Contact))
    for number in range(current, CONTACTS):
        desk.do(many, add_contact, name=f"Påhittad Testsson {number}", role="sjuksköterska")
    return made.store.read(many), made.store.read(people["barn"])


def _show(app: "QApplication", page: "ContactMapPage", before: "Record", record: "Record") -> float:
    """How long one waits for the map of ``record`` when another is on screen."""
    page.show_record(before)
    app.processEvents()
    began = time.perf_counter()
    page.show_record(record)
    page.view.viewport().repaint()
    taken = time.perf_counter() - began
    app.processEvents()
    return taken


def _zoom(app: "QApplication", page: "ContactMapPage") -> float:
    page.view.zoom_back()
    app.processEvents()
    began = time.perf_counter()
    page.view.zoom_by(1)
    page.view.viewport().repaint()
    return time.perf_counter() - began


def _told(what: str, figure: float, bound: float) -> int:
    met = figure <= bound
    print(f"{what}: {figure:.2f} (gräns {bound:g}) {'ok' if met else 'FÖR MYCKET'}", flush=True)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
