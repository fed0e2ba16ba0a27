"""The commands export rivta-…: payload files in the shape of RIV-TA contracts, for a region's integration engine."""

import argparse
import sys
from pathlib import Path
from typing import Any

from coordinator.exchange.target import (
    RIVTA_ALERTS,
    RIVTA_CARE_MANAGERS,
    RIVTA_CARE_PLANS,
    RIVTA_CONTACTS,
    Outgoing,
)
from coordinator.exchange.target_offers import ENGINE
from coordinator.record import Record
from coordinator.vaults import OpenVault
from ui.commands.leaving import add_leaving_options, send
from ui.vault_options import LoadVaults

_FORMATS: tuple[tuple[Outgoing, str], ...] = (
    (RIVTA_CARE_PLANS, "vårdplaner, SIP och övergångsplan (GetCarePlans 2.0)"),
    (RIVTA_ALERTS, "uppmärksamhetsinformation (GetAlertInformation 2.0)"),
    (RIVTA_CONTACTS, "genomförda kontakter och besök (GetCareContacts 3.0)"),
    (RIVTA_CARE_MANAGERS, "patientens vårdkontakter (GetCareManagers 1.0)"),
)


def add_commands(formats: Any) -> None:
    """Add this module's formats to those of export."""
    for what, words in _FORMATS:
        parser = formats.add_parser(what.name, help=f"{words} som fil till regionens integrationsmotor")
        add_leaving_options(parser, what)
        parser.add_argument(
            "--xsd", type=Path, metavar="MAPP", help="kontrollera filen mot tjänstekontraktets scheman, som ligger där"
        )
        parser.set_defaults(run=_export, what=what, to=ENGINE, with_pdf=False)
        if what is RIVTA_CARE_PLANS:
            parser.add_argument(
                "--with-pdf", action="store_true", help="ta med planen som PDF också, när den är högst 100 kB"
            )


def _export(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    from coordinator.exchange.rivta.rivta_file import rivta_file  # nobody else has any need of it

    notes: list[str] = []

    def make(record: Record, _vault: OpenVault) -> bytes:
        to_pdf = None
        if arguments.with_pdf:
            from ui.commands.papers import pdf_bytes

            to_pdf = pdf_bytes
        made = rivta_file(record, arguments.what, to_pdf=to_pdf, schemas=arguments.xsd)
        notes.extend(made.notes)
        return made.content

    send(arguments, vaults, arguments.what, make)
    for one in notes:
        print(f"OBS: {one}", file=sys.stderr)
