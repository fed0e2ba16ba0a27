"""Commands that read and write records: patients, show, add, undo."""

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any
from uuid import UUID

from coordinator.contact import Contact, add_contact
from coordinator.desk import Desk
from coordinator.entity import attrs_of, plain, shown
from coordinator.errors import RuleError
from coordinator.identity import IdentityType
from coordinator.kinds import KINDS
from coordinator.person import Patient, register_patient
from coordinator.record import Record, swedish_clock
from coordinator.vaults import OpenVault, Vaults
from ui.arguments import add_fields, add_vault, fields_given, secret, vault_file

_NUMBER_FIELDS = ("identity_type", "identity_number", "former_numbers")


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser's."""
    patients = commands.add_parser("patients", help="lista patienterna i pärmen")
    add_vault(patients)
    _add_json(patients)
    patients.set_defaults(run=_patients)

    show = commands.add_parser("show", help="visa allt om en patient")
    add_vault(show)
    add_patient(show)
    _add_json(show)
    show.set_defaults(run=_show)

    add = commands.add_parser("add", help="lägg till en patient eller en kontakt")
    kinds = add.add_subparsers(title="Vad", metavar="VAD", required=True)
    patient = kinds.add_parser("patient", help="en ny patient")
    add_vault(patient)
    patient.add_argument("--number", metavar="NUMMER", help="personnummer, samordningsnummer eller reservnummer")
    patient.add_argument(
        "--identity-type", metavar="TYP", choices=[kind.stored for kind in IdentityType],
        help=f"när numret är av annat slag: {', '.join(kind.stored for kind in IdentityType)}",
    )  # fmt: skip
    add_fields(patient, Patient, leave_out=_NUMBER_FIELDS)
    patient.set_defaults(run=_add_patient)
    contact = kinds.add_parser("contact", help="en ny kontakt hos en patient")
    add_vault(contact)
    add_patient(contact)
    add_fields(contact, Contact)
    contact.set_defaults(run=_add_contact)

    undo = commands.add_parser("undo", help="ta tillbaka en ändring")
    add_vault(undo)
    undo.add_argument("change", metavar="ÄNDRING", help="ändringens id, som skrevs ut när den gjordes")
    undo.set_defaults(run=_undo)


def add_patient(parser: argparse.ArgumentParser) -> None:
    """``--patient``, which commands on one record take."""
    parser.add_argument(
        "--patient",
        required=True,
        metavar="NUMMER",
        help="identitetsnummer, eller början av id för den som saknar nummer",
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="svara i JSON, för andra program")


def open_vault(arguments: argparse.Namespace, vaults: Callable[[], Vaults]) -> OpenVault:
    """The vault that the arguments name, opened; what must be seen at once goes to standard error."""
    path = vault_file(arguments.vault)
    vault = vaults().open_with_passphrase(path, secret(arguments.passphrase_file, "Lösenfras"), swedish_clock)
    show_notices(vault)
    return vault


def show_notices(vault: OpenVault) -> None:
    """Say what the user must see at once."""
    for notice in vault.notices:
        print(f"VIKTIGT: {notice}", file=sys.stderr)


def _patients(arguments: argparse.Namespace, vaults: Callable[[], Vaults]) -> None:
    with open_vault(arguments, vaults) as vault:
        rows = vault.store.patients()
    if arguments.json:
        listed = [
            {
                "id": str(row.id), "name": row.name, "number": row.number or None,
                "birth_date": plain(row.birth_date), "protected": row.protected, "contacts": row.contacts,
            }
            for row in rows
        ]  # fmt: skip
        print(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    if not rows:
        print("Inga patienter än. Lägg till den första: hallpunkt add patient --vault … --number … --given-name …")
    width = max((len(row.name) for row in rows), default=0)
    for row in rows:
        number = row.number or f"id {str(row.id)[:8]}"
        protected = "  skyddade personuppgifter" if row.protected else ""
        contacts = "1 kontakt" if row.contacts == 1 else f"{row.contacts} kontakter"
        print(f"{row.name or 'Namn saknas':<{width}}  {number:<13}  {contacts}{protected}")


def _show(arguments: argparse.Namespace, vaults: Callable[[], Vaults]) -> None:
    with open_vault(arguments, vaults) as vault:
        record = Desk(vault.store).open(vault.store.find(arguments.patient))
    print(json.dumps(as_json(record), ensure_ascii=False, indent=1) if arguments.json else as_text(record))


def as_json(record: Record) -> dict[str, Any]:
    """The record by kind, with stored names and values."""
    return {
        kind.KIND: [
            {"id": str(entry.id), "version": entry.version}
            | {attr.name: plain(getattr(entry, attr.name)) for attr in attrs_of(kind)}
            for entry in record.all(kind)
        ]
        for kind in KINDS
    }


def as_text(record: Record) -> str:
    """The record in Swedish, one field a line, what is empty left out."""
    lines = []
    for kind in KINDS:
        for entry in record.all(kind):
            lines += ["", kind.TITLE.upper()]
            for attr in attrs_of(kind):
                value = shown(getattr(entry, attr.name))
                if value and not attr.refers_to and attr.name != "document":
                    lines.append(f"  {attr.label}: {value}".replace("\n", "\n    "))
    return "\n".join(lines[1:])


def _add_patient(arguments: argparse.Namespace, vaults: Callable[[], Vaults]) -> None:
    chosen = IdentityType.of(arguments.identity_type) if arguments.identity_type else None
    fields = fields_given(arguments, Patient)
    with open_vault(arguments, vaults) as vault:
        done = Desk(vault.store).begin(register_patient, number=arguments.number, identity_type=chosen, **fields)
    print(f"{done.title}. Ångra: hallpunkt undo --vault {arguments.vault} {done.id}")


def _add_contact(arguments: argparse.Namespace, vaults: Callable[[], Vaults]) -> None:
    fields = fields_given(arguments, Contact)
    with open_vault(arguments, vaults) as vault:
        done = Desk(vault.store).do(vault.store.find(arguments.patient), add_contact, **fields)
    print(f"{done.title}. Ångra: hallpunkt undo --vault {arguments.vault} {done.id}")


def _undo(arguments: argparse.Namespace, vaults: Callable[[], Vaults]) -> None:
    try:
        change = UUID(arguments.change)
    except ValueError:
        raise RuleError(
            "Id går inte att läsa", "Skriv hela det id som stod efter Ångra: när ändringen gjordes."
        ) from None
    with open_vault(arguments, vaults) as vault:
        done = Desk(vault.store).undo(change)
    print(f"{done.title}.")
