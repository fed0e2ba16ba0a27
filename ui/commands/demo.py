"""The command demo: a practice vault with invented patients, and what is printed and exported for some of them."""

import argparse
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from coordinator.desk import Access, Desk
from coordinator.documents.care_plan import care_plan_document
from coordinator.errors import OutputError, RuleError, VaultError
from coordinator.exchange.target import JOURNAL_TEXT, Target, logged
from coordinator.exchange.target_offers import OUR_JOURNAL
from coordinator.passphrase import PRACTICE_PASSPHRASE
from coordinator.practice import PracticePatient, fill_practice
from coordinator.recipient import Recipient
from coordinator.record import Actor, Clock, swedish_clock
from coordinator.swedish import SWEDEN
from coordinator.vaults import OpenVault
from coordinator.whole_file import require_free, written
from ui.arguments import read_date
from ui.commands.papers import pdf_bytes
from ui.screen import has_screen, show_window
from ui.vault_options import LoadVaults

VAULT_NAME = "ovning.hallpunkt"
_EARLIEST, _LATEST = date(2020, 1, 1), date(2099, 12, 31)
_ENDINGS = ("vardplan.pdf", "journaltext.txt")
PRINTED = ("120-kontakter", "odiagnostiserad", "barn")
_ACTOR = Actor("Anna Lind", "kontaktsjuksköterska", "SMO-mottagningen")


def add_commands(commands: Any) -> None:
    """Add this module's command to the parser's."""
    demo = commands.add_parser("demo", help="gör en övningspärm med påhittade patienter")
    demo.add_argument("folder", type=Path, metavar="MAPP", help="mappen som övningspärmen läggs i")
    demo.add_argument(
        "--headless", action="store_true", help="skriv bara ut och exportera till MAPP/ut, utan att öppna fönstret"
    )
    demo.add_argument(
        "--today", type=read_date, metavar="ÅÅÅÅ-MM-DD", help="lägg patienternas datum kring den här dagen"
    )
    demo.add_argument("--force", action="store_true", help="ersätt en övningspärm som redan finns i mappen")
    demo.set_defaults(run=_demo)


def _demo(arguments: argparse.Namespace, vaults: LoadVaults) -> int | None:
    path, out = arguments.folder / VAULT_NAME, arguments.folder / "ut"
    _require_room(path, out, force=arguments.force)
    if arguments.today and not _EARLIEST <= arguments.today <= _LATEST:
        raise RuleError("Dagen går inte att välja", f"De påhittade patienterna lever från {_EARLIEST} till {_LATEST}.")
    all_vaults, clock = vaults(), _clock(arguments.today)
    if path.exists():
        all_vaults.remove_practice(path)
    try:
        with all_vaults.create(
            path,
            passphrase=PRACTICE_PASSPHRASE,
            recovery_code=all_vaults.new_recovery_code(),
            actor=_ACTOR,
            clock=clock,
            practice=True,
        ) as vault:
            people = fill_practice(Desk(vault.store))
            made = _papers(vault, people, out)
    except BaseException:
        if path.exists():  # half a practice vault would only be in the way of the next attempt
            all_vaults.remove_practice(path)
        raise
    print(f"Övningspärmen: {path}\nLösenfras: {PRACTICE_PASSPHRASE}\n{len(people)} påhittade patienter:")
    for person in people:
        print(f"  {person.slug}: {person.why}")
    print("Skrivet:")
    for file in made:
        print(f"  {file}")
    if arguments.headless:
        return None
    if not has_screen():
        print("Här finns ingen skärm, så inget fönster öppnas.")
        return None
    return show_window(vaults, path.absolute())


def _require_room(path: Path, out: Path, *, force: bool) -> None:
    """Before anything is made: nothing that stands there already is written over without ``force``."""
    if path.exists() and not force:
        raise VaultError("Övningspärmen finns redan", "Den skrivs inte över. Lägg till --force för att göra om den.")
    if out.is_dir():
        for slug in PRINTED:
            for ending in _ENDINGS:
                require_free(out / f"{slug}-{ending}", force=force)


def _clock(today: date | None) -> Clock:
    if today is None:
        return swedish_clock
    fixed = datetime.combine(today, time(9, 20), SWEDEN)
    return lambda: fixed


def _papers(vault: OpenVault, people: tuple[PracticePatient, ...], out: Path) -> list[Path]:
    """Print the vårdplan and export the journal text of the patients in `PRINTED`; the files made."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError("Mappen kan inte skapas", "Kontrollera att du får skriva där.") from error
    from coordinator.exchange.journaltext import journal_text  # a window that starts has no need of it

    to_journal = Target(Recipient(OUR_JOURNAL), JOURNAL_TEXT.purposes[0])
    made = []
    for person in people:
        if person.slug not in PRINTED:
            continue
        record = vault.store.read(person.patient_id)
        paper = care_plan_document(record)
        contents = (pdf_bytes(paper), journal_text(record).encoded())
        notes = (
            (Access.PRINT, paper.title, ""),
            (Access.EXPORT, logged(JOURNAL_TEXT, to_journal), to_journal.reason),
        )
        for ending, content, (access, what, reason) in zip(_ENDINGS, contents, notes, strict=True):
            file = out / f"{person.slug}-{ending}"
            with written(file, content):
                vault.store.note(access, patient_id=person.patient_id, what=what, reason=reason)
            made.append(file)
    return made
