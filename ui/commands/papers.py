"""Commands that put something on paper: print, every document of the catalogue, for the patient or somebody else."""

import argparse
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from coordinator.contact import InformedWay, inform_of_contacts
from coordinator.desk import Access, Desk
from coordinator.document import Attachment, Document
from coordinator.document_text import plain_text
from coordinator.documents.catalogue import CARE_CONTACT, CARE_PLAN, CONTACT_MAP, COORDINATOR_LETTER, DOCUMENTS
from coordinator.documents.paper_kind import Paper
from coordinator.errors import RuleError
from coordinator.lettering import Lettering
from coordinator.record import Record
from coordinator.sections import Section
from coordinator.shared_paper import STATED, Ground, Way
from coordinator.sharing import (
    ONLY_LOCKED,
    Order,
    Prepared,
    again,
    cautions,
    logged_ground,
    prepared,
    recipient_named,
    share,
)
from coordinator.whole_file import require_free, written
from ui.commands.letters import print_letters
from ui.commands.subjects import add_subject_options, subject_meant
from ui.output_options import (
    add_copies_option,
    add_lettering_options,
    add_lock_options,
    add_out_option,
    add_recipient_options,
    add_section_option,
    is_picture,
    is_text,
    lettering_of,
    lock_password,
    remind_of_restrictions,
    wants_lock,
)
from ui.vault_options import LoadVaults, add_patient_option, add_vault_option, open_vault


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser's."""
    printing = commands.add_parser("print", help="skriv ut ett dokument")
    kinds = printing.add_subparsers(title="Dokument", metavar="DOKUMENT", required=True)
    for paper in DOCUMENTS:
        _add_paper(kinds, paper)


def _add_paper(kinds: Any, paper: Paper) -> None:
    others = "text, om filen slutar på .txt" + ", eller bild, om den slutar på .svg" * (paper is CONTACT_MAP)
    parser = kinds.add_parser(paper.name, help=f"{paper.help}, som PDF (eller {others})")
    add_vault_option(parser)
    add_patient_option(parser)
    add_out_option(parser)
    to = add_recipient_options(
        parser, tuple(Ground) if paper is COORDINATOR_LETTER else STATED, to_another=paper.to_another
    )  # fmt: skip
    parser.set_defaults(
        run=_print, paper=paper, hand_out_to=None, version=None, information_given=None, without_record=False
    )
    if paper is CARE_PLAN:
        to.add_argument(
            "--hand-out-to",
            metavar="VEM",
            help="som --to, och papperet bevaras som det är också när det är till patienten; nästa får ett nytt nummer",
        )
        parser.add_argument(
            "--version", type=int, metavar="N", help="skriv ut en utlämnad version igen, precis som den var"
        )
    if paper.carries_record:
        parser.add_argument(
            "--without-record", action="store_true", help="låt inte uppgifterna följa med som filer i papperet"
        )
    if paper is CARE_CONTACT:
        ways = ", ".join(f"{way.stored} = {way.label.lower()}" for way in InformedWay)
        parser.add_argument(
            "--information-given",
            metavar="SÄTT",
            choices=[way.stored for way in InformedWay],
            help=f"notera i dag att informationen är lämnad, på det här sättet ({ways})",
        )
    add_subject_options(parser, to, paper)
    add_section_option(parser, paper)
    add_lettering_options(parser, paper)
    add_copies_option(parser, paper)
    add_lock_options(parser)
    parser.add_argument(
        "--replace-missing",
        action="store_true",
        help="skriv en ruta för tecken som typsnitten saknar, i stället för att neka",
    )


def _print(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    if arguments.all:
        print_letters(arguments, vaults)
        return
    require_free(arguments.out, force=arguments.force)
    _require_locked(arguments)
    informed = InformedWay.of(arguments.information_given) if arguments.information_given else None
    with open_vault(arguments, vaults) as vault:
        desk, patient_id = Desk(vault.store), vault.store.find(arguments.patient)
        record = vault.store.read(patient_id)
        # The paper itself tells that the information is given when that is noted with it.
        shown = record.after(inform_of_contacts(record, way=informed)) if informed else record
        order, made = _made(shown, arguments)
        content = _content(made, arguments)
        seal = hashlib.sha256(content).hexdigest()
        # The file gets its name last: a paper that nobody knows of is worse than a note of one that failed.
        with written(arguments.out, content):
            if informed:
                desk.do(patient_id, inform_of_contacts, way=informed)
            desk.do(
                patient_id, share, order, document=made.document, sha256=seal, way=_way(arguments),
                hand_out=arguments.hand_out_to is not None,
            )  # fmt: skip
            vault.store.note(Access.PRINT, patient_id=patient_id, what=made.document.title, reason=logged_ground(order))
    if order.recipient.is_patient:
        remind_of_restrictions(record)
    for warning in made.warnings:
        print(f"OBS: {warning}", file=sys.stderr)
    print(f"Skrev {arguments.out}")


def _require_locked(arguments: argparse.Namespace) -> None:
    if arguments.paper.locked and not wants_lock(arguments):
        raise RuleError(ONLY_LOCKED, "Lägg till --password-prompt, eller --password-file FIL.")


def _way(arguments: argparse.Namespace) -> Way:
    return Way.LOCKED if wants_lock(arguments) else Way.SAVED


def _made(record: Record, arguments: argparse.Namespace) -> tuple[Order, Prepared]:
    """What is ordered, and the paper; RuleError when it may not go."""
    paper: Paper = arguments.paper
    handed_to = arguments.hand_out_to
    recipient = recipient_named(record, arguments.to if handed_to is None else handed_to)
    ground = Ground.of(arguments.ground) if arguments.ground else None
    lettering, left_out = lettering_of(arguments), frozenset(map(Section.of, arguments.leave_out))
    if arguments.version is None:
        attach = paper.carries_record and not arguments.without_record and not is_text(arguments.out)
        subject = subject_meant(record, arguments)
        order = Order(
            paper, recipient if subject is None or subject.to is None else subject.to, lettering, arguments.landscape,
            left_out, attach, ground, arguments.ground_note, arguments.a3, subject.id if subject is not None else None,
            arguments.copies,
        )  # fmt: skip
        return order, prepared(record, order)
    if lettering is not Lettering.STANDARD or left_out:
        raise RuleError("Versionen skrivs som den var", "Ta bort valen av textform och delar, eller --version.")
    order, document = again(record, arguments.version, recipient)
    order = replace(order, ground=ground, ground_note=arguments.ground_note)
    return order, Prepared(document, warnings=cautions(record, order))


def _content(made: Prepared, arguments: argparse.Namespace) -> bytes:
    if is_text(arguments.out):
        if wants_lock(arguments):
            raise RuleError("En textfil kan inte låsas", "Låt filen sluta på .pdf, eller ta bort lösenordet.")
        return text_bytes(made.document)
    if is_picture(arguments.out):
        if wants_lock(arguments):
            raise RuleError("En bild kan inte låsas", "Låt filen sluta på .pdf, eller ta bort lösenordet.")
        return picture_bytes(made.document)
    pdf = pdf_bytes(made.document, replace_missing=arguments.replace_missing, attachments=made.attachments)
    if not wants_lock(arguments):
        return pdf
    from ui.paper.locked_copy import locked_copy  # pikepdf is slow to import

    return locked_copy(pdf, lock_password(arguments))


def text_bytes(paper: Document) -> bytes:
    """The document as plain text, marked as UTF-8 for the programs that need it."""
    return plain_text(paper).encode("utf-8-sig")


def picture_bytes(paper: Document) -> bytes:
    """The map of the document as a picture that grows without getting blurred (SVG). RuleError when it has none."""
    from ui.paper.map_picture import map_picture  # ReportLab is slow to import

    return map_picture(paper).encode()


def pdf_bytes(
    paper: Document, *, replace_missing: bool = False, attachments: Sequence[Attachment] = ()
) -> bytes:  # fmt: skip
    """The document as PDF, with the files that go with it inside."""
    from ui.paper.pdf import render_pdf  # ReportLab is slow to import

    return render_pdf(paper, replace_missing=replace_missing, attachments=attachments)
