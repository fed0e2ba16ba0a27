"""The command export ics: a SIP meeting or a besök for a calendar, or what takes it out of the calendar again."""

import argparse
from datetime import time
from typing import Any

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.errors import RuleError
from coordinator.exchange.target import ICS
from coordinator.record import Record
from coordinator.vaults import OpenVault
from ui.commands.leaving import add_leaving_options, called, send
from ui.commands.subjects import add_meeting_option, meeting_meant
from ui.vault_options import LoadVaults

_MOST_LISTED = 20


def add_commands(formats: Any) -> None:
    """Add this module's format to those of export."""
    words = "ett SIP-möte eller ett besök till kalendern (ICS), utan något om patienten"
    parser = formats.add_parser(ICS.name, help=words)
    add_leaving_options(parser, ICS)
    about = parser.add_mutually_exclusive_group()
    about.add_argument("--sip", dest="number", type=int, metavar="N", help="vilken SIP, när det finns flera")
    about.add_argument(
        "--appointment", type=int, metavar="N", help="ett besök i stället för ett möte: numret på det, efter dag från 1"
    )
    add_meeting_option(parser)
    parser.add_argument(
        "--cancel", action="store_true", help="ställ in: filen tar bort mötet eller besöket ur kalendern"
    )
    parser.set_defaults(run=_export_calendar)


def _export_calendar(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    if arguments.appointment is not None and arguments.meeting is not None:
        raise RuleError("Välj ett av dem", "--meeting är för möten i en SIP, och --appointment är för besök.")
    kind = ", besök" if arguments.appointment is not None else ", SIP-möte"
    cancelled = ", inställt" if arguments.cancel else ""

    def make(record: Record, _vault: OpenVault) -> bytes:
        return _content(record, arguments).encode()

    send(arguments, vaults, called(ICS, f"{kind}{cancelled}"), make)


def _content(record: Record, arguments: argparse.Namespace) -> str:
    from coordinator.exchange.ics import appointment_ics, cancellation_ics, invitation_ics  # only when asked for

    if arguments.appointment is not None:
        return appointment_ics(record, _visit_meant(record, arguments.appointment), cancel=arguments.cancel)
    meeting = meeting_meant(record, arguments)
    return cancellation_ics(record, meeting) if arguments.cancel else invitation_ics(record, meeting)


def _visit_meant(record: Record, number: int) -> Appointment:
    """The besök with that number, of those to come and those called off, by day; RuleError says which there are."""
    found = [
        one
        for one in record.all(Appointment)
        if one.day >= record.today and (one.is_coming or one.status is AppointmentStatus.CANCELLED)
    ]
    found.sort(key=lambda one: (one.day, one.starts or time.min, str(one.id)))
    if not found:
        raise RuleError("Det finns inget besök", "Inget besök ligger framåt. Skriv in det på sidan Besök.")
    if not 1 <= number <= len(found):
        listed = "; ".join(f"{place} = {_when(one)}" for place, one in enumerate(found[:_MOST_LISTED], 1))
        raise RuleError(f"Det finns inget besök med nummer {number}", f"De som finns: {listed}.")
    return found[number - 1]


def _when(one: Appointment) -> str:
    at = f" kl. {one.starts:%H.%M}" if one.starts else ""
    return f"{one.day.isoformat()}{at}" + (" (avbokat)" if one.status is AppointmentStatus.CANCELLED else "")
