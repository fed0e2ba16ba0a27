"""The command demo: a practice vault with invented patients, and what is printed and exported for some of them."""

import argparse
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from coordinator.documents.care_plan import care_plan_document
from coordinator.exchange.journaltext import journal_text
from coordinator.practice import PracticePatient, fill_practice

from coordinator.desk import Access, Desk
from coordinator.errors import VaultError
from coordinator.passphrase import PRACTICE_PASSPHRASE
from coordinator.record import SWEDEN, Actor, Clock, swedish_clock
from coordinator.vaults import OpenVault, Vaults
from coordinator.whole_file import write_output
from ui.arguments import read_date
from ui.commands.papers import draw

VAULT_NAME = "ovning.hallpunkt"
PRINTED = ("120-kontakter", "odiagnostiserad", "barn")
_ACTOR = Actor("Anna Lind", "kontaktsjuksköterska", "SMO-mottagningen")


def add_commands(commands: Any) -> None:
    """Add this module's command to the parser's."""
    demo = commands.add_parser("demo", help="gör en övningspärm med påhittade patienter")
    demo.add_argument("folder", type=Path, metavar="MAPP", help="mappen som övningspärmen läggs i")
    demo.add_argument(
        "--headless", action="store_true", help="öppna inget fönster: skriv ut och exportera till MAPP/ut"
    )
    demo.add_argument(
        "--today", type=read_date, metavar="ÅÅÅÅ-MM-DD", help="lägg patienternas datum kring den här dagen"
    )
    demo.add_argument("--force", action="store_true", help="ersätt en övningspärm som redan finns i mappen")
    demo.set_defaults(run=_demo)


def _demo(arguments: argparse.Namespace, vaults: Callable[[], Vaults]) -> None:
    if not arguments.headless:
        print("Fönstret finns inte i den här versionen, så övningspärmen skrivs ut och exporteras direkt.")
    path = arguments.folder / VAULT_NAME
    doors = vaults()
    if path.exists():
        if not arguments.force:
            raise VaultError(
                "Övningspärmen finns redan", f"{path} skrivs inte över. Lägg till --force för att göra om den."
            )
        doors.remove_practice(path)
    clock = _clock(arguments.today)
    with doors.create(
        path,
        passphrase=PRACTICE_PASSPHRASE,
        recovery_code=doors.new_recovery_code(),
        actor=_ACTOR,
        clock=clock,
        practice=True,
    ) as vault:
        people = fill_practice(Desk(vault.store))
        made = _papers(vault, people, arguments.folder / "ut")
    print(f"Övningspärmen: {path}\nLösenfras: {PRACTICE_PASSPHRASE}\n{len(people)} påhittade patienter:")
    for person in people:
        print(f"  {person.slug}: {person.why}")
    print("Skrivet:")
    for file in made:
        print(f"  {file}")


def _clock(today: date | None) -> Clock:
    if today is None:
        return swedish_clock
    fixed = datetime.combine(today, time(9, 20), SWEDEN)
    return lambda: fixed


def _papers(vault: OpenVault, people: tuple[PracticePatient, ...], folder: Path) -> list[Path]:
    """Print the vårdplan and export the journal text of the patients in `PRINTED`; the files made."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for person in people:
        if person.slug not in PRINTED:
            continue
        record = vault.store.read(person.patient_id)
        paper = care_plan_document(record)
        for file, content, access, what in (
            (folder / f"{person.slug}-vardplan.pdf", draw(paper, Path("x.pdf")), Access.PRINT, paper.title),
            (folder / f"{person.slug}-journaltext.txt", journal_text(record).encoded(), Access.EXPORT, "Journaltext"),
        ):
            vault.store.note(access, patient_id=person.patient_id, what=what)
            write_output(file, content)
            made.append(file)
    return made
