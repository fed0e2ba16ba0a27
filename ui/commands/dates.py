"""The command dates: the days that follow from a birth date, of a patient or of any date, with where each stands."""

import argparse
import json
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from coordinator.dates import date_rules, dates_of
from coordinator.desk import Desk
from coordinator.record import swedish_clock
from ui.arguments import SwedishParser, read_date
from ui.rule_file import tell_rule_faults, use_rule_file
from ui.vault_options import LoadVaults, open_vault


def add_commands(commands: Any) -> None:
    """Add this module's command to the parser's."""
    parser: SwedishParser = commands.add_parser(
        "dates", help="räkna ut dagarna som följer av ett födelsedatum: 18 år, stöd, tandvård, övergång"
    )
    parser.add_argument("--born", type=read_date, metavar="DATUM", help="födelsedatumet; då behövs ingen pärm")
    parser.add_argument("--vault", type=Path, metavar="PÄRM", help="pärmens fil, eller mappen om den bara har en pärm")
    parser.add_argument(
        "--passphrase-file", metavar="FIL", help="läs lösenfrasen ur en fil; - är standard in. Annars frågas efter den"
    )
    parser.add_argument("--patient", metavar="NUMMER", help="patientens personnummer, annat nummer eller id")
    parser.add_argument("--json", action="store_true", help="svara i JSON, för andra program")
    parser.set_defaults(run=partial(_dates, parser))


def _dates(parser: SwedishParser, arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    if arguments.born is not None:
        for option in ("vault", "patient"):
            if getattr(arguments, option) is not None:
                parser.error(f"argument --born: not allowed with argument --{option}")
        use_rule_file()
        tell_rule_faults()
        born: date | None = arguments.born
        today, last_entry = swedish_clock().date(), None
    else:
        missing = [f"--{option}" for option in ("vault", "patient") if getattr(arguments, option) is None]
        if missing:
            known = "--born, eller --vault och --patient" if len(missing) > 1 else missing[0]
            parser.error(f"the following arguments are required: {known}")
        with open_vault(arguments, vaults) as vault:
            record = Desk(vault.store).open(vault.store.find(arguments.patient))
        born, today, last_entry = record.patient.birth_date, record.today, record.patient.last_journal_entry
    rows = _rows(born, today, last_entry)
    if arguments.json:
        told = {"born": born.isoformat() if born else None, "dates": rows, "faults": list(date_rules().faults)}
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    print(f"Född {born.isoformat()}" if born else "Födelsedatum saknas")
    for row in rows:
        checked = "kontrollerad mot källan" if row["verified"] else "inte kontrollerad mot källan"
        print(f"{row['date'] or '–':<10}  {row['name']}  ({row['rule']})")
        print(f"            {row['formula']}. {row['source'] or 'Källa saknas'}, {checked}.")
        if row["period"]:
            print(f"            Nu: {row['period']['from']} till {row['period']['to']}.")
        elif row["why"]:
            print(f"            Ingen dag. {row['why']}")


def _rows(born: date | None, today: date, last_entry: date | None) -> list[dict[str, Any]]:
    """What is told of each rule: those from the birth date in the order of their days, then the others.

    last_entry: of the journal, from which some rules count.
    """
    rules = date_rules()
    found = {rule.key: (rule, day) for rule, day in dates_of(born)}
    rest = [those[0] for those in rules.by_key.values() if those[0].key not in found]
    others = [(one, one.day_after(last_entry)) for one in rest]
    return [
        {
            "rule": rule.key,
            "date": day.isoformat() if day else None,
            "name": rule.name,
            "formula": rule.formula,
            "source": rule.source,
            "verified": rule.verified,
            "valid_from": rule.valid_from.isoformat() if rule.valid_from else None,
            "own": rule.own,
            "period": _period(rules.period(rule.key, today)),
            "why": None if day else rules.why_no_day(rule.key, born),
        }
        for rule, day in (*found.values(), *others)
    ]


def _period(found: tuple[date, date] | None) -> dict[str, str] | None:
    """The half-year that is now, of a rule that divides the year."""
    return {"from": found[0].isoformat(), "to": found[1].isoformat()} if found else None
