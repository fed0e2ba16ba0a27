"""Commands that write a file for another system or another vault: export journaltext, record, fhir, csv, vcard, ics."""

import argparse
import sys
from typing import Any

from coordinator.desk import Access
from coordinator.exchange.fhir.bundle import document_bundle, to_bytes
from coordinator.exchange.journaltext import OwnWords, journal_text
from coordinator.exchange.record_json import record_json
from coordinator.protection import hides_anything
from coordinator.record import Record
from coordinator.umi.row import AlertInformation
from coordinator.whole_file import require_free, written
from ui.commands.subjects import add_meeting_option, meeting_meant
from ui.output_options import add_out_option, remind_of_restrictions
from ui.vault_options import LoadVaults, add_patient_option, add_vault_option, open_vault


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser's."""
    exporting = commands.add_parser("export", help="exportera till ett annat system")
    formats = exporting.add_subparsers(title="Format", metavar="FORMAT", required=True)
    journal = formats.add_parser("journaltext", help="text med sökord att klistra in i journalen")
    add_vault_option(journal)
    add_patient_option(journal)
    add_out_option(journal)
    journal.add_argument("--form", default="", metavar="TEXT", help="kontaktform, till exempel Telefon (utgående)")
    journal.add_argument("--reason", default="", metavar="TEXT", help="kontaktorsak")
    journal.add_argument("--assessment", default="", metavar="TEXT", help="din bedömning")
    journal.add_argument("--action", default="", metavar="TEXT", help="vad du har gjort")
    journal.set_defaults(run=_export_journal_text)

    whole = formats.add_parser("record", help="allt om patienten i en fil (record.json) som en annan pärm kan ta in")
    add_vault_option(whole)
    add_patient_option(whole)
    add_out_option(whole)
    whole.add_argument(
        "--include-protected",
        action="store_true",
        help="ta med det som är skyddat; bara för flytt till en annan pärm i samma verksamhet",
    )
    whole.set_defaults(run=_export_record)

    fhir = formats.add_parser("fhir", help="ett FHIR-dokument (R4, JSON) för andra system")
    add_vault_option(fhir)
    add_patient_option(fhir)
    add_out_option(fhir)
    fhir.add_argument("--with-log", action="store_true", help="ta med kontaktlogg och bevakningar")
    fhir.set_defaults(run=_export_fhir)

    calendar = formats.add_parser("ics", help="ett SIP-möte till kalendern (ICS), utan något om patienten")
    add_vault_option(calendar)
    add_patient_option(calendar)
    add_out_option(calendar)
    calendar.add_argument("--sip", dest="number", type=int, metavar="N", help="vilken SIP, när det finns flera")
    add_meeting_option(calendar)
    calendar.set_defaults(run=_export_ics)

    for form, words, what in (
        ("csv", "kontakterna som en tabell för kalkylprogram (CSV)", "Kontakter (CSV)"),
        ("vcard", "kontakterna som visitkort (vCard 3.0)", "Kontakter (vCard)"),
    ):
        contacts = formats.add_parser(form, help=words)
        add_vault_option(contacts)
        add_patient_option(contacts)
        add_out_option(contacts)
        contacts.set_defaults(run=_export_contacts, form=form, what=what)


def _export_journal_text(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    require_free(arguments.out, force=arguments.force)
    with open_vault(arguments, vaults) as vault:
        patient_id = vault.store.find(arguments.patient)
        record = vault.store.read(patient_id)
        words = OwnWords(arguments.form, arguments.reason, arguments.assessment, arguments.action)
        text = journal_text(record, words)
        with written(arguments.out, text.encoded()):
            vault.store.note(Access.EXPORT, patient_id=patient_id, what="Journaltext")
    remind_of_restrictions(record)
    for lost in text.lost:
        print(f"OBS: {lost}", file=sys.stderr)
    print(f"Skrev {arguments.out}")


def _remind_of_rows(record: Record) -> None:
    """Say that the file holds what the patient may not see, so that it is not handed to her as it is."""
    if not all(one.for_patient for one in record.all(AlertInformation)):
        print("OBS: i filen står uppmärksamhetsinformation som inte får visas för patienten.", file=sys.stderr)


def _export_record(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    require_free(arguments.out, force=arguments.force)
    everything = arguments.include_protected
    with open_vault(arguments, vaults) as vault:
        patient_id = vault.store.find(arguments.patient)
        record = vault.store.read(patient_id)
        what = "Alla uppgifter (record.json), även skyddade" if everything else "Alla uppgifter (record.json)"
        with written(arguments.out, record_json(record, everything=everything)):
            vault.store.note(Access.EXPORT, patient_id=patient_id, what=what)
    remind_of_restrictions(record)
    _remind_of_rows(record)
    if hides_anything(record):
        print(
            "OBS: filen innehåller SKYDDADE uppgifter. Den är inte krypterad: för över den säkert och ta bort den."
            if everything
            else "OBS: det som är skyddat är utelämnat ur filen. Ska allt med till en annan pärm i samma verksamhet: "
            "--include-protected.",
            file=sys.stderr,
        )
    print(f"Skrev {arguments.out}")


def _export_fhir(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    require_free(arguments.out, force=arguments.force)
    with open_vault(arguments, vaults) as vault:
        patient_id = vault.store.find(arguments.patient)
        record = vault.store.read(patient_id)
        content = to_bytes(document_bundle(record, vault.id, with_log=arguments.with_log))
        with written(arguments.out, content):
            vault.store.note(Access.EXPORT, patient_id=patient_id, what="FHIR-dokument")
    remind_of_restrictions(record)
    _remind_of_rows(record)
    if hides_anything(record):
        print("OBS: det som är skyddat är utelämnat ur filen.", file=sys.stderr)
    print(f"Skrev {arguments.out}")


def _export_ics(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    from coordinator.exchange.ics import invitation_ics  # a window that starts has no need of it

    require_free(arguments.out, force=arguments.force)
    with open_vault(arguments, vaults) as vault:
        patient_id = vault.store.find(arguments.patient)
        record = vault.store.read(patient_id)
        content = invitation_ics(record, meeting_meant(record, arguments))
        with written(arguments.out, content.encode()):
            vault.store.note(Access.EXPORT, patient_id=patient_id, what="Kalenderfil (ICS)")
    print(f"Skrev {arguments.out}")


def _export_contacts(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    # A window that starts has no need of them.
    from coordinator.exchange.contacts_csv import contacts_csv
    from coordinator.exchange.vcard import cards

    require_free(arguments.out, force=arguments.force)
    with open_vault(arguments, vaults) as vault:
        patient_id = vault.store.find(arguments.patient)
        record = vault.store.read(patient_id)
        content = contacts_csv(record) if arguments.form == "csv" else cards(record)
        with written(arguments.out, content):
            vault.store.note(Access.EXPORT, patient_id=patient_id, what=arguments.what)
    remind_of_restrictions(record)
    if hides_anything(record):
        print("OBS: det som är skyddat är utelämnat ur filen.", file=sys.stderr)
    print(f"Skrev {arguments.out}")
