"""The command export journaltext: text with sökord to paste into the journal, with what only the nurse knows."""

import argparse
import sys
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.desk import Desk
from coordinator.errors import RuleError
from coordinator.exchange.target import JOURNAL_TEXT
from coordinator.journal_entry import enter_in_journal
from coordinator.record import Record
from coordinator.vaults import OpenVault
from ui.commands.leaving import add_leaving_options, send
from ui.vault_options import LoadVaults

if TYPE_CHECKING:
    from coordinator.exchange.journaltext import JournalText


def add_commands(formats: Any) -> None:
    """Add this module's format to those of export."""
    journal = formats.add_parser(JOURNAL_TEXT.name, help="text med sökord att klistra in i journalen")
    add_leaving_options(journal, JOURNAL_TEXT)
    which = journal.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true", help="hela samordningsanteckningen; det om inget anges")
    which.add_argument("--waiting", action="store_true", help="bara det som ännu inte är infört i journalen")
    journal.add_argument("--heading", metavar="SÖKORD", help="bara det som står under sökordet, utan sökordet självt")
    journal.add_argument(
        "--mark", action="store_true", help="anteckna att det som skrevs är infört i journalen; bara med --waiting"
    )
    journal.add_argument("--form", default="", metavar="TEXT", help="kontaktform, till exempel Telefon (utgående)")
    journal.add_argument("--reason", default="", metavar="TEXT", help="kontaktorsak")
    journal.add_argument("--assessment", default="", metavar="TEXT", help="din bedömning")
    journal.add_argument("--action", default="", metavar="TEXT", help="vad du har gjort")
    journal.set_defaults(run=_export_journal_text)


def _export_journal_text(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    if arguments.mark and not arguments.waiting:
        raise RuleError(
            "Vad är infört?", "--mark hör till --waiting. Hela anteckningen säger mer än det som väntar på journalen."
        )
    lost: list[str] = []
    put: list[UUID] = []

    def make(record: Record, _vault: OpenVault) -> bytes:
        from coordinator.journal.note import told_in

        text = _text(arguments, record)
        if arguments.waiting:
            put.extend(told_in(record, text))
        if arguments.mark and not put:
            raise RuleError(
                "Inget av det som väntar står i texten", "Välj ett annat sökord, eller skriv den utan --mark."
            )
        lost.extend(map(str, text.lost))
        return text.encoded()

    def mark(record: Record, vault: OpenVault) -> None:
        if arguments.mark:
            Desk(vault.store).do(record.patient_id, enter_in_journal, put)

    send(arguments, vaults, JOURNAL_TEXT, make, then=mark)
    if arguments.mark:
        print(f"Antecknat som infört i journalen: {len(put)}")
    for one in lost:
        print(f"OBS: {one}", file=sys.stderr)


def _text(arguments: argparse.Namespace, record: Record) -> "JournalText":
    """What is asked for. RuleError when there is nothing of it."""
    # Read first when somebody asks for it.
    from coordinator.exchange.journaltext import OwnWords, journal_text
    from coordinator.journal.note import note_text
    from coordinator.journal.rows import journal_rows

    words = OwnWords(arguments.form, arguments.reason, arguments.assessment, arguments.action)
    if arguments.waiting and not journal_rows(record):
        raise RuleError("Inget väntar på journalen", "Allt är redan infört. Hela anteckningen skrivs med --all.")
    text = note_text(record, None, words) if arguments.waiting else journal_text(record, words)
    return text if arguments.heading is None else _under(text, arguments.heading, record)


def _under(text: "JournalText", wanted: str, record: Record) -> "JournalText":
    from coordinator.exchange.journal_headings import headings_of, looks_as

    known = [one.text for one in headings_of(record.settings)]
    if looks_as(wanted) not in map(looks_as, known):
        raise RuleError("Sökordet finns inte", f"Välj ett av {', '.join(known)}.")
    found = [one for one in text.sections if looks_as(one.heading) == looks_as(wanted)]
    if not found:
        raise RuleError("Inget står under sökordet", "Välj ett annat, eller skriv hela anteckningen utan --heading.")
    return text.under(found[0])
