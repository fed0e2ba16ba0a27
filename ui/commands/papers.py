"""Commands that put something on paper or in a file for another system: print, export."""

import argparse
import sys
from pathlib import Path
from typing import Any

from coordinator import document
from coordinator.careplan import CarePlan, HandedOutPlan, current_plan, hand_out_plan
from coordinator.desk import Access, Desk
from coordinator.document_text import plain_text
from coordinator.documents.care_plan import care_plan_document
from coordinator.errors import RuleError
from coordinator.exchange.journaltext import OwnWords, journal_text
from coordinator.record import Record
from coordinator.whole_file import require_free, written
from ui.vault_options import LoadVaults, add_patient_option, add_vault_option, open_vault


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser's."""
    printing = commands.add_parser("print", help="skriv ut ett dokument")
    kinds = printing.add_subparsers(title="Dokument", metavar="DOKUMENT", required=True)
    plan = kinds.add_parser("vardplan", help="Min vårdplan, som PDF (eller text, om filen slutar på .txt)")
    add_vault_option(plan)
    add_patient_option(plan)
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
    add_vault_option(journal)
    add_patient_option(journal)
    _add_out(journal)
    journal.add_argument("--form", default="", metavar="TEXT", help="kontaktform, till exempel Telefon (utgående)")
    journal.add_argument("--reason", default="", metavar="TEXT", help="kontaktorsak")
    journal.add_argument("--assessment", default="", metavar="TEXT", help="din bedömning")
    journal.add_argument("--action", default="", metavar="TEXT", help="vad du har gjort")
    journal.set_defaults(run=_export_journal_text)


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, type=Path, metavar="FIL", help="filen som ska skrivas")
    parser.add_argument("--force", action="store_true", help="skriv över filen om den finns")


def _print_plan(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    require_free(arguments.out, force=arguments.force)
    with open_vault(arguments, vaults) as vault:
        desk, patient_id = Desk(vault.store), vault.store.find(arguments.patient)
        record = vault.store.read(patient_id)
        paper = care_plan_document(record) if arguments.version is None else _handed_out(record, arguments.version)
        as_text = arguments.out.suffix.lower() == ".txt"
        content = text_bytes(paper) if as_text else pdf_bytes(paper, replace_missing=arguments.replace_missing)
        # The file gets its name last: a paper that nobody knows of is worse than a note of one that failed.
        with written(arguments.out, content):
            if arguments.hand_out_to is not None:
                kept = document.to_json(paper)
                desk.do(patient_id, hand_out_plan, _plan_of(record).id, to=arguments.hand_out_to, document=kept)
            vault.store.note(Access.PRINT, patient_id=patient_id, what=paper.title)
    _remind_of_restrictions(record)
    print(f"Skrev {arguments.out}")


def text_bytes(paper: document.Document) -> bytes:
    """The document as plain text, marked as UTF-8 for the programs that need it."""
    return plain_text(paper).encode("utf-8-sig")


def pdf_bytes(paper: document.Document, *, replace_missing: bool = False) -> bytes:
    """The document as PDF."""
    from ui.paper.pdf import render_pdf  # ReportLab is slow to import

    return render_pdf(paper, replace_missing=replace_missing)


def _remind_of_restrictions(record: Record) -> None:
    if record.patient.restrictions.strip():
        print(
            "OBS: patienten har en spärr eller ett önskemål om vem som inte får se uppgifterna. "
            "Läs det (hallpunkt show) innan du lämnar något vidare.",
            file=sys.stderr,
        )


def _plan_of(record: Record) -> CarePlan:
    plan = current_plan(record)
    if plan is None:
        raise RuleError("Ingen vårdplan att lämna ut", "Patienten har ingen vårdplan än. Skriv en först.")
    return plan


def _handed_out(record: Record, number: int) -> document.Document:
    if record.patient.is_protected:
        raise RuleError(
            "Den utlämnade planen kan visa var patienten finns",
            "Patienten har nu skyddade personuppgifter. Skriv ut planen som den är i dag i stället.",
        )
    copies = record.all(HandedOutPlan)
    for copy in copies:
        if copy.number == number:
            return document.from_json(copy.document)
    known = ", ".join(str(copy.number) for copy in copies) or "ingen"
    raise RuleError(f"Version {number} är inte utlämnad", f"Utlämnade versioner: {known}.")


def _export_journal_text(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    require_free(arguments.out, force=arguments.force)
    with open_vault(arguments, vaults) as vault:
        patient_id = vault.store.find(arguments.patient)
        record = vault.store.read(patient_id)
        words = OwnWords(arguments.form, arguments.reason, arguments.assessment, arguments.action)
        text = journal_text(record, words)
        with written(arguments.out, text.encoded()):
            vault.store.note(Access.EXPORT, patient_id=patient_id, what="Journaltext")
    _remind_of_restrictions(record)
    for lost in text.lost:
        print(f"OBS: {lost}", file=sys.stderr)
    print(f"Skrev {arguments.out}")
