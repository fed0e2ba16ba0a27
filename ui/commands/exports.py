"""Commands that write a file for another system, another vault or somebody's calendar: export and its formats."""

import argparse
from dataclasses import replace
from typing import Any

from coordinator.errors import RuleError
from coordinator.exchange.target import CSV, EXTRACT, FHIR, FHIR_TRANSACTION, RECORD, VCARD, Outgoing, Purpose
from coordinator.record import Record
from coordinator.vaults import OpenVault
from ui.commands import export_calendar, journal_text, rivta
from ui.commands.leaving import add_leaving_options, called, send, target_of
from ui.vault_options import LoadVaults

_EXTRACT_PDF = replace(EXTRACT, title="Registerutdrag (PDF)")


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser's."""
    exporting = commands.add_parser("export", help="exportera till ett annat system")
    formats = exporting.add_subparsers(title="Format", metavar="FORMAT", required=True)
    journal_text.add_commands(formats)
    fhir = _add(formats, FHIR, "ett FHIR-dokument (R4, JSON) för andra system", _export_fhir)
    fhir.add_argument("--with-log", action="store_true", help="ta med kontaktlogg och bevakningar")
    server = _add(formats, FHIR_TRANSACTION, "en FHIR-transaktion (R4, JSON) för en FHIR-server", _export_transaction)
    server.add_argument("--with-log", action="store_true", help="ta med kontaktlogg och bevakningar")
    rivta.add_commands(formats)
    export_calendar.add_commands(formats)
    _add(formats, VCARD, "kontakterna som visitkort (vCard 3.0)", _export_cards)
    _add(formats, CSV, "kontakterna som en tabell för kalkylprogram (CSV)", _export_table)
    _add(formats, EXTRACT, "allt som pärmen har om patienten, till patienten (PDF eller JSON)", _export_extract)
    whole = _add(
        formats, RECORD, "allt om patienten i en fil (record.json) som en annan pärm kan ta in", _export_record
    )
    whole.add_argument(
        "--include-protected",
        action="store_true",
        help="ta med det som är skyddat; bara för flytt till en annan pärm i samma verksamhet",
    )


def _add(formats: Any, what: Outgoing, words: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = formats.add_parser(what.name, help=words)
    add_leaving_options(parser, what)
    parser.set_defaults(run=run)
    return parser


# The modules that write a format are imported when one is asked for: a window that starts has no need of them.


def _export_fhir(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    def make(record: Record, vault: OpenVault) -> bytes:
        from coordinator.exchange.fhir.bundle import document_bundle, to_bytes
        from coordinator.exchange.kept_back import seen_by

        seen = seen_by(record, target_of(arguments, record, FHIR))
        return to_bytes(document_bundle(seen, vault.id, with_log=arguments.with_log))

    send(arguments, vaults, _with_log(FHIR, arguments), make)


def _export_transaction(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    def make(record: Record, vault: OpenVault) -> bytes:
        from coordinator.exchange.fhir.bundle import to_bytes
        from coordinator.exchange.fhir.transaction import transaction_bundle

        return to_bytes(transaction_bundle(record, vault.id, with_log=arguments.with_log))

    send(arguments, vaults, _with_log(FHIR_TRANSACTION, arguments), make)


def _with_log(what: Outgoing, arguments: argparse.Namespace) -> Outgoing:
    return called(what, ", med kontaktlogg") if arguments.with_log else what


def _export_cards(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    def make(record: Record, _vault: OpenVault) -> bytes:
        from coordinator.exchange.vcard import cards

        return cards(record)

    send(arguments, vaults, VCARD, make)


def _export_table(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    def make(record: Record, _vault: OpenVault) -> bytes:
        from coordinator.exchange.contacts_csv import contacts_csv

        return contacts_csv(record, notes=arguments.purpose == Purpose.OWN_SYSTEM.stored)

    send(arguments, vaults, CSV, make)


def _export_extract(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    form = arguments.out.suffix.lower()
    if form == ".json":
        send(arguments, vaults, EXTRACT, _extract_json)
    elif form == ".pdf":
        # It is the paper of that name too, which `print registerutdrag` makes in large text or with a password.
        send(arguments, vaults, _EXTRACT_PDF, _extract_pdf)
    else:
        raise RuleError("Vilket slag av fil?", "Låt namnet sluta på .pdf (att läsa) eller .json (för andra program).")


def _extract_json(record: Record, _vault: OpenVault) -> bytes:
    from coordinator.exchange.extract_json import extract_json

    return extract_json(record)


def _extract_pdf(record: Record, _vault: OpenVault) -> bytes:
    from coordinator.documents.record_extract import record_extract_document
    from ui.commands.papers import pdf_bytes

    return pdf_bytes(record_extract_document(record))


def _export_record(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    everything = arguments.include_protected
    if everything and arguments.purpose not in (None, Purpose.OWN_SYSTEM.stored):
        raise RuleError(
            "Det som är skyddat stannar i verksamheten",
            f"Ta bort --include-protected, eller välj --purpose {Purpose.OWN_SYSTEM.stored}.",
        )

    def make(record: Record, _vault: OpenVault) -> bytes:
        from coordinator.exchange.kept_back import seen_by
        from coordinator.exchange.record_json import record_json

        seen = seen_by(record, target_of(arguments, record, RECORD))
        return record_json(seen, everything=everything, whole=seen is record)

    send(arguments, vaults, called(RECORD, ", även skyddade") if everything else RECORD, make)
