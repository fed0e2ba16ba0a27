"""The command terms: search the code lists, take one in from a file, see which there are, put back the one before."""

import argparse
from pathlib import Path
from typing import Any

from ui.output_options import count_up_to
from ui.vault_options import LoadVaults

LISTS = ("orpha", "icd-10-se", "umi-snomed")
_LIMIT, _MOST = 20, 200


def add_commands(commands: Any) -> None:
    """Add this module's commands to the parser's."""
    terms = commands.add_parser("terms", help="sök i kodlistorna och ta in nya; ingen pärm behövs")
    deeds = terms.add_subparsers(title="Vad", metavar="VAD", required=True)

    search = deeds.add_parser("search", help="sök en sjukdom efter namn eller kod")
    search.add_argument("text", nargs="+", metavar="TEXT", help="ett namn, en del av det, eller en kod")
    search.add_argument("--json", action="store_true", help="svara i JSON, för andra program")
    search.add_argument(
        "--limit",
        type=count_up_to(_MOST),
        default=_LIMIT,
        metavar="ANTAL",
        help=f"visa högst så många; annars {_LIMIT}",
    )
    search.set_defaults(run=_search)

    importing = deeds.add_parser("import", help="ta in en kodlista ur en fil som du har hämtat")
    importing.add_argument(
        "file",
        type=Path,
        metavar="FIL",
        help="ORPHA (xml, tsv), ICD-10-SE (tsv) eller SNOMED CT för UMI (tsv, csv), även gz",
    )
    importing.add_argument("--dry-run", action="store_true", help="visa bara vad som skulle ändras")
    importing.add_argument(
        "--release", default="", metavar="ÅÅÅÅ[-MM]", help="utgåvan, när varken filen eller dess namn säger den"
    )
    importing.set_defaults(run=_import)

    lists = deeds.add_parser("lists", help="visa vilka kodlistor som finns, och varifrån namnen kommer")
    lists.set_defaults(run=_lists)

    restore = deeds.add_parser("restore", help="låt den tidigare utgåvan av en kodlista gälla igen")
    restore.add_argument("list", choices=LISTS, metavar="LISTA", help=" eller ".join(LISTS))
    restore.set_defaults(run=_restore)


# What answers comes with all that reads and writes lists, which no other command and no window needs at start.
def _search(arguments: argparse.Namespace, _vaults: LoadVaults) -> None:
    from ui.commands import term_answers

    term_answers.search_lists(" ".join(arguments.text), limit=arguments.limit, in_json=arguments.json)


def _import(arguments: argparse.Namespace, _vaults: LoadVaults) -> None:
    from ui.commands import term_answers

    term_answers.import_list(arguments.file, release=arguments.release, dry_run=arguments.dry_run)


def _lists(_arguments: argparse.Namespace, _vaults: LoadVaults) -> None:
    from ui.commands import term_answers

    term_answers.tell_lists()


def _restore(arguments: argparse.Namespace, _vaults: LoadVaults) -> None:
    from ui.commands import term_answers

    term_answers.restore_list(arguments.list)
