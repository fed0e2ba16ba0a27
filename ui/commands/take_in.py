"""The commands import pdf, fhir, rivta and auto: every row of a file is told beside what stands, and can be chosen."""

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.desk import Desk
from coordinator.errors import ImportRefused, PasswordNeeded
from ui.vault_options import LoadVaults, add_vault_option, open_vault, secret, way_back

if TYPE_CHECKING:
    from coordinator.change import Applied
    from coordinator.take_in.preview import IntakeRow, Preview
    from coordinator.take_in.read_file import ReadFile

_FORMATS = {
    "auto": ("", "en fil av något av slagen: papper, record.json, FHIR eller RIV-TA"),
    "pdf": ("paper", "ett papper från Hållpunkt (PDF) med uppgifterna i"),
    "fhir": ("fhir", "ett FHIR-dokument (JSON)"),
    "rivta": ("rivta", "en fil från en region (RIV-TA, XML)"),
}
"""By the word for it: the form that the file must have, any when empty, and what it is."""

_STANDARD_IN = "-"
_ROWS = re.compile(r"([1-9][0-9]{0,5})(?:-([1-9][0-9]{0,5}))?")
_LONGEST = 100


def add_formats(formats: Any) -> None:
    """Add the formats to those that can be imported."""
    for name, (_, help_text) in _FORMATS.items():
        one = formats.add_parser(name, help=help_text)
        one.add_argument("file", type=Path, metavar="FIL", help="filen som ska hämtas in")
        add_vault_option(one)
        one.add_argument("--patient", metavar="NUMMER", help="patienten som filen gäller, när filen inte säger det")
        one.add_argument("--apply", action="store_true", help="genomför; utan den ändras inget")
        add_row_options(one)
        one.set_defaults(run=take_in_rows, format=name)


def add_row_options(parser: argparse.ArgumentParser) -> None:
    """What says which rows are taken in, and how they are told."""
    parser.add_argument("--json", action="store_true", help="skriv raderna som JSON")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--only", nargs="+", metavar="RAD", help="ta bara in de raderna, som 1 4 7-9, och det de kräver")
    which.add_argument(
        "--with-changed", action="store_true", help="ta in det nya, och låt filens ord gälla där de skiljer sig"
    )
    parser.add_argument(
        "--password-file", metavar="FIL", help="lösenordet till ett låst papper, i en fil; - är standard in, efter "
        "lösenfrasen. Annars frågas efter det",
    )  # fmt: skip


def by_rows(arguments: argparse.Namespace) -> bool:
    """Whether the rows are asked for one by one."""
    return bool(arguments.json or arguments.only or arguments.with_changed)


def take_in_rows(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    """Tell every row of the file; with ``--apply`` take in those that are chosen."""
    from coordinator.take_in.opening import read_path
    from coordinator.take_in.preview import preview, with_needed
    from coordinator.take_in.taking import report, take_in

    content = read_path(arguments.file)
    read = None if arguments.password_file == _STANDARD_IN else _opened(content, arguments)
    with open_vault(arguments, vaults) as vault:
        read = read or _opened(content, arguments)
        patient_id = vault.store.find(arguments.patient) if arguments.patient else None
        found = preview(read, vault.store, into_practice=vault.practice, patient_id=patient_id)
        chosen = with_needed(found, _chosen(found, arguments))
        said: tuple[str, ...] = ()
        done = None
        if not arguments.json:
            _tell(found, chosen)
        if arguments.apply and chosen:
            change = take_in(found, chosen)
            done = Desk(vault.store).take_in(found.record.patient_id, change)
            said = (*report(found, chosen), f"{done.title}. {way_back(change, arguments.vault, done)}")
    if arguments.json:
        print(json.dumps(_plain(found, chosen, said, done), ensure_ascii=False, indent=1))
    elif done is not None:
        print("\n".join(("", *said)))
    elif chosen:
        print(f"Kör igen med --apply för att ta in {_counted(len(chosen))}. Inget har ändrats.")
    else:
        print("Inget att ta in.")


def _opened(content: bytes, arguments: argparse.Namespace) -> "ReadFile":
    from coordinator.take_in.opening import form_of, open_file

    wanted = _FORMATS.get(arguments.format, ("record", ""))[0]
    if content and wanted and form_of(content).stored != wanted:
        raise ImportRefused(
            "Filen är av ett annat slag",
            "Skriv import auto, så avgör programmet vad filen är. Inget har ändrats.",
        )
    password = secret(arguments.password_file, "Lösenord för filen") if arguments.password_file else ""
    try:
        return open_file(content, password=password)
    except PasswordNeeded:
        if password or not sys.stdin.isatty():
            raise
    return open_file(content, password=secret(None, "Lösenord för filen"))


def _chosen(found: "Preview", arguments: argparse.Namespace) -> frozenset[UUID]:
    from coordinator.take_in.preview import RowState, first_choice

    if arguments.only:
        return frozenset(found.rows[number - 1].id for number in _numbers(arguments.only, len(found.rows)))
    if not arguments.with_changed:
        return first_choice(found)
    return first_choice(found) | {row.id for row in found.rows if row.state is RowState.CHANGED}


def _numbers(written: Iterable[str], last: int) -> Iterator[int]:
    """The rows that are meant. ImportRefused when one is not in the file."""
    for text in written:
        rows = _ROWS.fullmatch(text)
        if rows is None or int(rows[2] or rows[1]) > last or int(rows[2] or rows[1]) < int(rows[1]):
            raise ImportRefused("Raden finns inte", f"Skriv rader från 1 till {last}, som 1 4 7-9. Inget har ändrats.")
        yield from range(int(rows[1]), int(rows[2] or rows[1]) + 1)


def _tell(found: "Preview", chosen: frozenset[UUID]) -> None:
    read = found.read
    day = f", filen är från {read.made_on.isoformat()}" if read.made_on else ""
    print(f"{read.form.label}. Från {read.origin or 'okänd avsändare'}{day}.")
    print(f"{'Ny patient i pärmen' if found.is_new_patient else 'Patienten finns i pärmen'}: {found.patient_words}")
    for warning in found.warnings:
        print(f"OBS: {warning}", file=sys.stderr)
    numbers = {row.id: number for number, row in enumerate(found.rows, 1)}
    for row in found.rows:
        print("\n".join(_lines(row, numbers, chosen)))
    if read.unread:
        print("Läses inte in:")
        print("\n".join(f"  {line}" for line in read.unread))
    print("+ framför raden: tas in med --apply.")


def _lines(row: "IntakeRow", numbers: dict[UUID, int], chosen: frozenset[UUID]) -> Iterator[str]:
    """The row: its number, what it is here, and below it what differs, what it needs and what is to know."""
    mark = "+" if row.id in chosen else " "
    state = row.state.label if row.twin is None else "Finns redan"
    yield f"{mark}{numbers[row.id]:4}  {state:13}  {row.kind_title}: {_short(row.title)}"
    if row.there is not None:
        for one in row.differs:
            yield f"{'':22}{one.label}: {_short(one.here) or '(tomt)'} → {_short(one.in_file) or '(tomt)'}"
    needed = sorted(numbers[one] for one in row.needs)
    if needed:
        yield f"{'':22}Tas in tillsammans med rad {', '.join(map(str, needed))}."
    for said in (row.like if row.twin is None else "", row.why):
        if said:
            yield f"{'':22}{said}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _plain(found: "Preview", chosen: frozenset[UUID], said: tuple[str, ...], done: "Applied | None") -> dict[str, Any]:
    """The preview for other programs, and what came of it when it was taken in."""
    numbers = {row.id: number for number, row in enumerate(found.rows, 1)}
    read = found.read
    return {
        "form": read.form.stored,
        "origin": read.origin,
        "made_on": read.made_on.isoformat() if read.made_on else None,
        "complete": read.complete,
        "practice": read.practice,
        "sha256": read.sha256,
        "patient_id": str(found.record.patient_id),
        "new_patient": found.is_new_patient,
        "patient": found.patient_words,
        "warnings": list(found.warnings),
        "rows": [
            {
                "row": numbers[row.id],
                "id": str(row.id),
                "kind": row.entry.KIND,
                "state": row.state.stored,
                "chosen": row.id in chosen,
                "title": row.title,
                "differs": [{"field": one.label, "here": one.here, "in_file": one.in_file} for one in row.differs],
                "needs": sorted(numbers[one] for one in row.needs),
                "like": row.like,
                "why": row.why,
            }
            for row in found.rows
        ],
        "unread": list(read.unread),
        "taken_in": None if done is None else {"change": str(done.id), "report": list(said)},
    }


def _counted(many: int) -> str:
    return "1 post" if many == 1 else f"{many} poster"
