"""The command gaps: the gaps of all patients or of one, most serious first; and which rules there are."""

import argparse
import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from coordinator.desk import Desk
from ui.arguments import SwedishParser
from ui.finding_anew import find_anew, tell_of
from ui.vault_options import LoadVaults, open_vault


def add_commands(commands: Any) -> None:
    """Add this module's command to the parser's."""
    parser: SwedishParser = commands.add_parser(
        "gaps", help="lista luckorna: det som saknas eller är försenat, allvarligast först"
    )
    parser.add_argument("--vault", type=Path, metavar="PÄRM", help="pärmens fil, eller mappen om den bara har en pärm")
    parser.add_argument(
        "--passphrase-file", metavar="FIL", help="läs lösenfrasen ur en fil; - är standard in. Annars frågas efter den"
    )
    parser.add_argument(
        "--patient", metavar="NUMMER", help="bara den patientens luckor, också de tysta; utan den listas alla patienter"
    )
    parser.add_argument("--rules", action="store_true", help="lista i stället reglerna; då behövs ingen pärm")
    parser.add_argument("--json", action="store_true", help="svara i JSON, för andra program")
    parser.set_defaults(run=partial(_gaps, parser))


def _gaps(parser: SwedishParser, arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    from ui.commands import gap_answers as answers  # with it come all the rules, which no other command needs

    if arguments.rules:
        for option in ("vault", "patient"):
            if getattr(arguments, option) is not None:
                parser.error(f"argument --rules: not allowed with argument --{option}")
        _tell(arguments, answers.rules_json, answers.rules_in_words)
        return
    if arguments.vault is None:
        parser.error("the following arguments are required: --vault")
    with open_vault(arguments, vaults) as vault:
        if arguments.patient is not None:
            record = Desk(vault.store).open(vault.store.find(arguments.patient))
            _tell(arguments, partial(answers.record_json, record), partial(answers.record_in_words, record))
            return
        stopped = find_anew(vault.store)
        patients = {row.id: row for row in vault.store.patients()}
        listed = answers.by_patient(vault.store.gap_list())
    _tell(arguments, partial(answers.list_json, patients, listed), partial(answers.list_in_words, patients, listed))
    tell_of(stopped)


def _tell(arguments: argparse.Namespace, in_json: Callable[[], Any], in_words: Callable[[], Iterable[str]]) -> None:
    if arguments.json:
        print(json.dumps(in_json(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(in_words()))
