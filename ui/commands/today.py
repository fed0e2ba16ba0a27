"""The command today: the lines of Idag over all patients, in words, as JSON or on a paper with initials only."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from coordinator.desk import Access
from coordinator.entity import new_id
from coordinator.today.matter import MatterKind
from coordinator.whole_file import require_free, written
from ui.commands.papers import pdf_bytes, text_bytes
from ui.finding_anew import find_anew, tell_of
from ui.output_options import is_text
from ui.vault_options import LoadVaults, add_vault_option, open_vault


def add_commands(commands: Any) -> None:
    """Add this module's command to the parser's."""
    parser = commands.add_parser("today", help="Idag: vad som ska göras, är försenat eller väntar, för alla patienter")
    add_vault_option(parser)
    parser.add_argument(
        "--mine", action="store_true", help="bara de patienter du är fast vårdkontakt för, och det du själv har hand om"
    )
    kinds = ", ".join(f"{kind.stored} = {kind.label}" for kind in MatterKind)
    parser.add_argument(
        "--kind", metavar="SLAG", action="append", default=[], choices=[kind.stored for kind in MatterKind],
        help=f"bara det slaget; kan anges flera gånger ({kinds})",
    )  # fmt: skip
    for name, words in (("late", "är försenat"), ("waiting", "väntar på svar"), ("ends", "tar slut")):
        parser.add_argument(f"--{name}", action="store_true", help=f"bara det som {words}")
    parser.add_argument("--json", action="store_true", help="svara i JSON, för andra program")
    parser.add_argument(
        "--out", type=Path, metavar="FIL",
        help="skriv dagens lista som PDF (eller text, om den slutar på .txt), med initialer i stället för namn",
    )  # fmt: skip
    parser.add_argument("--force", action="store_true", help="skriv över filen om den finns")
    parser.set_defaults(run=_today)


def _today(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    from coordinator.today.day import EVERY_LINE, Asked, clock_warning  # with it come all the rules
    from ui.commands import today_answers as answers

    if arguments.out is not None:
        require_free(arguments.out, force=arguments.force)
    with open_vault(arguments, vaults) as vault:
        stopped = find_anew(vault.store)
        seen = vault.store.blank(new_id())  # the time, and who asks
        asked = Asked(
            seen.today, seen.actor.name if arguments.mine else "", frozenset(map(MatterKind.of, arguments.kind)),
            arguments.late, arguments.waiting, arguments.ends, EVERY_LINE,
        )  # fmt: skip
        day = vault.store.day(asked)
        warning = clock_warning(day, asked.today)
        if warning:
            print(f"VIKTIGT: {warning}", file=sys.stderr)
        if arguments.out is not None:
            from coordinator.documents.day_list import TITLE, day_list_document

            document = day_list_document(day, asked, seen.now, practice=vault.practice)
            content = text_bytes(document) if is_text(arguments.out) else pdf_bytes(document)
            with written(arguments.out, content):
                vault.store.note(Access.PRINT, what=TITLE)
    if arguments.json:
        print(json.dumps(answers.day_json(day, asked), ensure_ascii=False, indent=1))
    elif arguments.out is not None:
        print(f"Skrev {arguments.out}")
    else:
        print("\n".join(answers.day_in_words(day, asked, seen.now)))
    tell_of(stopped)
