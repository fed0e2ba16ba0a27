"""Commands that put something on paper or in a file for another system: print, export."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coordinator.documents.care_plan import care_plan_document
from coordinator.exchange.journaltext import journal_text

from coordinator import document
from coordinator.careplan import CarePlan, HandedOutPlan, current_plan, hand_out_plan
from coordinator.desk import Access, Desk
from coordinator.document_text import plain_text
from coordinator.errors import RuleError
from coordinator.record import Record
from coordinator.vaults import Vaults
from coordinator.whole_file import require_free, write_output
from ui.arguments import add_vault
from ui.commands.records import add_patient, open_vault


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser's."""
    printing = commands.add_parser("print", help="skriv ut ett dokument")
    kinds = printing.add_subparsers(title="Dokument", metavar="DOKUMENT", required=True)
    plan = kinds.add_parser("vardplan", help="Min vårdplan, som PDF (eller text, om filen slutar på .txt)")
    add_vault(plan)
    add_patient(plan)
    _add_out(plan)
    handed = plan.add_mutually_exclusive_group()
    handed.add_argument(
        "--hand-out-to", metavar="VEM", help="planen lämnas ut: den bevaras som den är, och nästa får ett nytt nummer"
    )
    handed.add_argument(
        "--version", type=int, metavar="N", help="skriv ut en utlämnad version igen, precis som den var"
    )
    plan.add_argument(
        "--replace-missing",
        action="store_true",
        help="skriv en ruta för tecken som typsnitten saknar, i stället för att neka",
    )
    plan.set_defaults(run=_print_plan)

    exporting = commands.add_parser("export", help="exportera till ett annat system")
    formats = exporting.add_subparsers(title="Format", metavar="FORMAT", required=True)
    journal = formats.add_parser("journaltext", help="text med sökord att klistra in i journalen")
    add_vault(journal)
    add_patient(journal)
    _add_out(journal)
    journal.set_defaults(run=_export_journal_text)


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, type=Path, metavar="FIL", help="filen som ska skrivas")
    parser.add_argument("--force", action="store_true", help="skriv över filen om den finns")


def _print_plan(arguments: argparse.Namespace, vaults: Callable[[], Vaults]) -> None:
    require_free(arguments.out, force=arguments.force)
    with open_vault(arguments, vaults) as vault:
        desk = Desk(vault.store)
        patient_id = vault.store.find(arguments.patient)
        record = vault.store.read(patient_id)
        if arguments.version is None:
            paper = care_plan_document(record)
        else:
            paper = document.from_json(_handed_out(record, arguments.version).document)
        content = draw(paper, arguments.out, replace_missing=arguments.replace_missing)
        if arguments.hand_out_to is not None:
            kept = document.to_json(paper)
            desk.do(patient_id, hand_out_plan, _plan_of(record).id, to=arguments.hand_out_to, document=kept)
        # Into the log first: a print that nobody knows of is worse than a log row for one that failed.
        vault.store.note(Access.PRINT, patient_id=patient_id, what=paper.title)
        write_output(arguments.out, content)
    print(f"Skrev {arguments.out}")


def draw(paper: document.Document, out: Path, *, replace_missing: bool = False) -> bytes:
    """The document in the form the file's name asks for: plain text for ``.txt``, else PDF."""
    if out.suffix.lower() == ".txt":
        return plain_text(paper).encode("utf-8-sig")
    from ui.paper.pdf import render_pdf  # ReportLab is slow to import

    return render_pdf(paper, replace_missing=replace_missing)


def _plan_of(record: Record) -> CarePlan:
    plan = current_plan(record)
    if plan is None:
        raise RuleError("Ingen vårdplan att lämna ut", "Patienten har ingen vårdplan än. Skriv en först.")
    return plan


def _handed_out(record: Record, number: int) -> HandedOutPlan:
    copies = record.all(HandedOutPlan)
    for copy in copies:
        if copy.number == number:
            return copy
    known = ", ".join(str(copy.number) for copy in copies) or "ingen"
    raise RuleError(f"Version {number} är inte utlämnad", f"Utlämnade versioner: {known}.")


def _export_journal_text(arguments: argparse.Namespace, vaults: Callable[[], Vaults]) -> None:
    require_free(arguments.out, force=arguments.force)
    with open_vault(arguments, vaults) as vault:
        patient_id = vault.store.find(arguments.patient)
        text = journal_text(vault.store.read(patient_id))
        vault.store.note(Access.EXPORT, patient_id=patient_id, what="Journaltext")
        write_output(arguments.out, text.encoded())
    for lost in text.lost:
        print(f"OBS: {lost}", file=sys.stderr)
    print(f"Skrev {arguments.out}")
