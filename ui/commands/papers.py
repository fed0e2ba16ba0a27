"""Commands that put something on paper: print."""

import argparse
from typing import Any

from coordinator import document
from coordinator.careplan import hand_out_plan
from coordinator.contact import InformedWay, inform_of_contacts
from coordinator.desk import Access, Desk
from coordinator.document_text import plain_text
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.catalogue import CARE_CONTACT, CARE_PLAN, DOCUMENTS, Paper
from coordinator.handing_out import handed_out_document, paper_of, plan_to_hand_out
from coordinator.whole_file import require_free, written
from ui.output_options import add_out_option, remind_of_restrictions
from ui.vault_options import LoadVaults, add_patient_option, add_vault_option, open_vault


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser's."""
    printing = commands.add_parser("print", help="skriv ut ett dokument")
    kinds = printing.add_subparsers(title="Dokument", metavar="DOKUMENT", required=True)
    plan = kinds.add_parser("vardplan", help="Min vårdplan, som PDF (eller text, om filen slutar på .txt)")
    add_vault_option(plan)
    add_patient_option(plan)
    add_out_option(plan)
    handed = plan.add_mutually_exclusive_group()
    handed.add_argument(
        "--hand-out-to", metavar="VEM", help="planen lämnas ut: den bevaras som den är, och nästa får ett nytt nummer"
    )
    handed.add_argument(
        "--version", type=int, metavar="N", help="skriv ut en utlämnad version igen, precis som den var"
    )
    _add_replace_missing(plan)
    plan.set_defaults(run=_print_plan)
    for paper in DOCUMENTS:
        if paper is not CARE_PLAN:
            _add_paper(kinds, paper)


def _add_paper(kinds: Any, paper: Paper) -> None:
    parser = kinds.add_parser(paper.name, help=f"{paper.help}, som PDF (eller text, om filen slutar på .txt)")
    add_vault_option(parser)
    add_patient_option(parser)
    add_out_option(parser)
    _add_replace_missing(parser)
    if paper is CARE_CONTACT:
        ways = ", ".join(f"{way.stored} = {way.label.lower()}" for way in InformedWay)
        parser.add_argument(
            "--information-given",
            metavar="SÄTT",
            choices=[way.stored for way in InformedWay],
            help=f"notera i dag att informationen är lämnad, på det här sättet ({ways})",
        )
    parser.set_defaults(run=_print, paper=paper, information_given=None)


def _add_replace_missing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--replace-missing",
        action="store_true",
        help="skriv en ruta för tecken som typsnitten saknar, i stället för att neka",
    )


def _print(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    require_free(arguments.out, force=arguments.force)
    way = InformedWay.of(arguments.information_given) if arguments.information_given else None
    with open_vault(arguments, vaults) as vault:
        desk, patient_id = Desk(vault.store), vault.store.find(arguments.patient)
        record = vault.store.read(patient_id)
        paper = paper_of(record, arguments.paper.make, information_given=way)
        with written(arguments.out, _content(paper, arguments)):
            if way:
                desk.do(patient_id, inform_of_contacts, way=way)
            vault.store.note(Access.PRINT, patient_id=patient_id, what=paper.title)
    remind_of_restrictions(record)
    print(f"Skrev {arguments.out}")


def _content(paper: document.Document, arguments: argparse.Namespace) -> bytes:
    if arguments.out.suffix.lower() == ".txt":
        return text_bytes(paper)
    return pdf_bytes(paper, replace_missing=arguments.replace_missing)


def _print_plan(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    require_free(arguments.out, force=arguments.force)
    with open_vault(arguments, vaults) as vault:
        desk, patient_id = Desk(vault.store), vault.store.find(arguments.patient)
        record = vault.store.read(patient_id)
        paper = (
            care_plan_document(record) if arguments.version is None else handed_out_document(record, arguments.version)
        )
        content = _content(paper, arguments)
        # The file gets its name last: a paper that nobody knows of is worse than a note of one that failed.
        with written(arguments.out, content):
            if arguments.hand_out_to is not None:
                kept = document.to_json(paper)
                desk.do(patient_id, hand_out_plan, plan_to_hand_out(record).id, to=arguments.hand_out_to, document=kept)
            vault.store.note(Access.PRINT, patient_id=patient_id, what=paper.title)
    remind_of_restrictions(record)
    print(f"Skrev {arguments.out}")


def text_bytes(paper: document.Document) -> bytes:
    """The document as plain text, marked as UTF-8 for the programs that need it."""
    return plain_text(paper).encode("utf-8-sig")


def pdf_bytes(paper: document.Document, *, replace_missing: bool = False) -> bytes:
    """The document as PDF."""
    from ui.paper.pdf import render_pdf  # ReportLab is slow to import

    return render_pdf(paper, replace_missing=replace_missing)
