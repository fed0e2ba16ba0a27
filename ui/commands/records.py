"""Commands that read and write records: patients, show, shared-days, add, edit, remove, undo."""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from coordinator.careplan import CareGoal, HandedOutPlan, Intervention, add_goal, add_intervention
from coordinator.change import Applied, Change
from coordinator.contact import suggested_roles
from coordinator.contact_log import ContactLogEntry, log_contact
from coordinator.desk import Desk
from coordinator.entity import Attr, Entity, attrs_of, plain, shown
from coordinator.entries import add_entry, edit_entry
from coordinator.errors import RuleError
from coordinator.gap_silence import GapSilence
from coordinator.identity import IdentityType
from coordinator.kinds import KINDS
from coordinator.person import Patient, register_patient
from coordinator.record import Record
from coordinator.shared_days import Meeting, SharedDay, shared_days
from coordinator.transition.new_birth_date import change_number
from coordinator.umi.row import AlertInformation
from ui.arguments import SwedishParser, add_fields, fields_given
from ui.commands.alerts import add_by_hand, edit_by_hand, remove_by_hand
from ui.vault_options import LoadVaults, add_patient_option, add_vault_option, open_vault, undo_line

_NUMBER_FIELDS = ("identity_type", "identity_number", "former_numbers")
_ACTIONS: dict[type[Entity], Callable[..., Change]] = {
    CareGoal: add_goal,
    Intervention: add_intervention,
    ContactLogEntry: log_contact,
    AlertInformation: add_by_hand,
}
"""Kinds with an action of their own go through it: it knows what a bare entry does not, such as its place."""

_WRITABLE = tuple(kind for kind in KINDS if not kind.KEPT_AS_IS)


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser's."""
    patients = commands.add_parser("patients", help="lista patienterna i pärmen")
    add_vault_option(patients)
    _add_json(patients)
    patients.set_defaults(run=_patients)

    show = commands.add_parser("show", help="visa allt om en patient")
    add_vault_option(show)
    add_patient_option(show)
    _add_json(show)
    show.set_defaults(run=_show)

    gather = commands.add_parser("shared-days", help="samla besök: vilka kontakter som kan få samma dag")
    add_vault_option(gather)
    add_patient_option(gather)
    _add_json(gather)
    gather.set_defaults(run=_shared_days)

    add = _of_each_kind(commands, "add", "lägg till en patient, en kontakt eller något annat")
    for kind in _WRITABLE:
        parser = _parser(add, kind, "lägg till")
        add_vault_option(parser)
        if kind is Patient:
            _add_number(parser)
        else:
            add_patient_option(parser)
        add_fields(parser, kind, leave_out=_NUMBER_FIELDS if kind is Patient else ())
        if kind.KIND == "contact":
            parser.epilog = f"Vanliga roller: {', '.join(suggested_roles())}."
        parser.set_defaults(run=_add_patient if kind is Patient else _add, kind=kind)

    edit = _of_each_kind(commands, "edit", "ändra fält i något som finns")
    for kind in _WRITABLE:
        parser = _parser(edit, kind, "ändra")
        add_vault_option(parser)
        add_patient_option(parser)
        if kind is Patient:
            _add_number(parser)
        else:
            _add_id(parser)
        add_fields(parser, kind, leave_out=_NUMBER_FIELDS if kind is Patient else ())
        parser.set_defaults(run=_edit_patient if kind is Patient else _edit, kind=kind)

    remove = _of_each_kind(commands, "remove", "ta bort något; innehållet finns kvar i historiken")
    for kind in _WRITABLE:
        if kind is not Patient:
            parser = _parser(remove, kind, "ta bort")
            add_vault_option(parser)
            add_patient_option(parser)
            _add_id(parser)
            parser.add_argument("--reason", required=True, metavar="ORSAK", help="varför den tas bort")
            parser.set_defaults(run=_remove, kind=kind)

    undo = commands.add_parser("undo", help="ta tillbaka en ändring")
    add_vault_option(undo)
    undo.add_argument("change", metavar="ÄNDRING", help="ändringens id, som skrevs ut när den gjordes")
    undo.set_defaults(run=_undo)


def _of_each_kind(commands: Any, name: str, help: str) -> Any:
    return commands.add_parser(name, help=help).add_subparsers(title="Vad", metavar="VAD", required=True)


def _parser(of_kind: Any, kind: type[Entity], verb: str) -> SwedishParser:
    name = kind.KIND.replace("_", "-")
    # The usage of all fields would fill the screen at every slip; --help shows them.
    parser: SwedishParser = of_kind.add_parser(name, help=f"{verb}: {kind.TITLE.lower()}", usage="%(prog)s [VAL]")
    return parser


def _add_number(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--number", metavar="NUMMER", help="personnummer, samordningsnummer eller reservnummer")
    types = [kind.stored for kind in IdentityType]
    parser.add_argument(
        "--identity-type", metavar="TYP", choices=types, help=f"när numret är av annat slag: {', '.join(types)}"
    )


def _add_id(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--id", required=True, metavar="ID", help="postens id, eller början av det (se show --json)")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="svara i JSON, för andra program")


def _patients(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
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


def _show(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    with open_vault(arguments, vaults) as vault:
        record = Desk(vault.store).open(vault.store.find(arguments.patient))
    print(json.dumps(as_json(record), ensure_ascii=False, indent=1) if arguments.json else as_text(record))


def _shared_days(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    with open_vault(arguments, vaults) as vault:
        found = shared_days(Desk(vault.store).open(vault.store.find(arguments.patient)))
    if arguments.json:
        print(json.dumps([_shared_day_json(one) for one in found], ensure_ascii=False, indent=1))
        return
    if not found:
        print("Inga besök på samma plats ligger så nära varandra att de kan samlas.")
    for one in found:
        print(f"{one.place}, {one.day.isoformat() if one.day else 'ingen dag bokad'}")
        for meeting in one.booked:
            print(f"  bokat    {meeting.day.isoformat()}  {meeting.what}")
        for meeting in one.could_join:
            print(f"  kan med  {meeting.day.isoformat()}  {meeting.what}")


def _shared_day_json(one: SharedDay) -> dict[str, Any]:
    return {
        "place": one.place,
        "day": plain(one.day),
        "booked": [_meeting_json(meeting) for meeting in one.booked],
        "could_join": [_meeting_json(meeting) for meeting in one.could_join],
    }


def _meeting_json(meeting: Meeting) -> dict[str, Any]:
    return {name: plain(value) for name, value in asdict(meeting).items()}


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
            lines += ["", f"{kind.TITLE.upper()} ({str(entry.id)[:8]})"]
            for attr in attrs_of(kind):
                value = _said(record, entry, attr)
                if value:
                    lines.append(f"  {attr.label}: {value}".replace("\n", "\n    "))
    return "\n".join(lines[1:])


def _said(record: Record, entry: Entity, attr: Attr) -> str:
    value = getattr(entry, attr.name)
    if isinstance(entry, HandedOutPlan) and attr.name == "document":
        return "skriv ut den med print vardplan --version"
    if isinstance(entry, GapSilence) and attr.name == "rule":
        return entry.rule_name
    if not isinstance(value, UUID):
        return shown(value)
    named = next((other for found in record.entries.values() for other in found if other.id == value), None)
    return f"{getattr(named, 'heading', '')} ({str(value)[:8]})".strip()


def _add_patient(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    fields = fields_given(arguments, Patient, leave_out=_NUMBER_FIELDS)
    with open_vault(arguments, vaults) as vault:
        done = Desk(vault.store).begin(
            register_patient, number=arguments.number, identity_type=_chosen_type(arguments), **fields
        )
    _tell(done, arguments)


def _chosen_type(arguments: argparse.Namespace) -> IdentityType | None:
    return IdentityType.of(arguments.identity_type) if arguments.identity_type else None


def _add(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    fields = fields_given(arguments, arguments.kind)
    action = _ACTIONS.get(arguments.kind)
    if arguments.kind is not ContactLogEntry:  # its action knows the time and who it is
        _require_all(arguments.kind, fields)
    with open_vault(arguments, vaults) as vault:
        desk, patient_id = Desk(vault.store), vault.store.find(arguments.patient)
        if action is not None:
            done = desk.do(patient_id, action, **fields)
        else:
            done = desk.do(patient_id, add_entry, arguments.kind, **fields)
    _tell(done, arguments)


def _require_all(kind: type[Entity], fields: dict[str, Any]) -> None:
    missing = [
        f"--{attr.name.replace('_', '-')}" for attr in attrs_of(kind) if attr.required and attr.name not in fields
    ]
    if missing:
        raise RuleError(f"{kind.TITLE} är inte fullständig", f"Lägg till {', '.join(missing)}.")


def _edit_patient(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    fields = fields_given(arguments, Patient, leave_out=_NUMBER_FIELDS)
    with open_vault(arguments, vaults) as vault:
        desk, patient_id = Desk(vault.store), vault.store.find(arguments.patient)
        if arguments.number:
            number_type = _chosen_type(arguments)
            _tell(desk.do(patient_id, change_number, number=arguments.number, identity_type=number_type), arguments)
        if fields or not arguments.number:
            _tell(desk.do(patient_id, edit_entry, Patient, patient_id, **fields), arguments)


def _edit(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    fields = fields_given(arguments, arguments.kind)
    with open_vault(arguments, vaults) as vault:
        patient_id = vault.store.find(arguments.patient)
        entry_id = _entry_id(vault.store.read(patient_id), arguments)
        done = Desk(vault.store).do(patient_id, edit_by_hand, arguments.kind, entry_id, **fields)
    _tell(done, arguments)


def _remove(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    with open_vault(arguments, vaults) as vault:
        patient_id = vault.store.find(arguments.patient)
        entry_id = _entry_id(vault.store.read(patient_id), arguments)
        done = Desk(vault.store).do(patient_id, remove_by_hand, arguments.kind, entry_id, reason=arguments.reason)
    _tell(done, arguments)


def _entry_id(record: Record, arguments: argparse.Namespace) -> UUID:
    beginning = arguments.id.casefold()
    hits: list[UUID] = [entry.id for entry in record.all(arguments.kind) if str(entry.id).startswith(beginning)]
    if len(hits) != 1:
        title = "Id passar flera poster" if hits else f"{arguments.kind.TITLE} finns inte"
        raise RuleError(title, "Skriv hela det id som hallpunkt show --json visar.")
    return hits[0]


def _tell(done: Applied, arguments: argparse.Namespace) -> None:
    print(f"{done.title}. {undo_line(arguments.vault, done)}")


def _undo(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    try:
        change = UUID(arguments.change)
    except ValueError:
        raise RuleError(
            "Id går inte att läsa", "Skriv hela det id som stod efter Ångra: när ändringen gjordes."
        ) from None
    with open_vault(arguments, vaults) as vault:
        done = Desk(vault.store).undo(change)
    print(f"{done.title}.")
