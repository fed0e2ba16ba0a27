"""All letters of one kind from the command line: bound in one PDF, or each as a file in a folder; each is noted."""

import argparse
import hashlib
import sys
from dataclasses import replace

from coordinator.desk import Access, Desk
from coordinator.documents.paper_kind import Paper
from coordinator.errors import RuleError
from coordinator.record import Record
from coordinator.shared_paper import Ground, Way
from coordinator.sharing import Order, cautions, logged_ground, share
from ui.commands.subjects import letters_meant
from ui.leaving_file import LeavingFiles, free_names
from ui.made_paper import Made, Wanted, made_papers
from ui.output_options import lettering_of, lock_password, wants_lock
from ui.vault_options import LoadVaults, open_vault


def print_letters(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    """Write every letter that the options mean: all of them or none."""
    apart = arguments.out.is_dir()
    if not apart and arguments.out.suffix.lower() != ".pdf":
        raise RuleError("Flera brev skrivs som PDF", "Låt --out sluta på .pdf, eller vara en mapp som finns.")
    with open_vault(arguments, vaults) as vault:
        desk, patient_id = Desk(vault.store), vault.store.find(arguments.patient)
        record = vault.store.read(patient_id)
        wanted = [Wanted(one) for one in _orders(record, arguments)]
        made = made_papers(record, wanted, together=not apart, squares=arguments.replace_missing)
        if wants_lock(arguments):
            made = _locked(made, lock_password(arguments))
        if apart:
            paths = free_names(arguments.out, arguments.paper.name, len(made))
            files = [(path, one.file) for path, one in zip(paths, made, strict=True)]
        else:
            files = [(arguments.out, made[0].file)]
        way = Way.LOCKED if wants_lock(arguments) else Way.SAVED

        def note() -> None:
            for one, letter in zip(made, wanted, strict=True):
                seal = hashlib.sha256(one.file).hexdigest()
                desk.do(patient_id, share, letter.order, document=one.document, sha256=seal, way=way)
                reason = logged_ground(letter.order)
                vault.store.note(Access.PRINT, patient_id=patient_id, what=one.document.title, reason=reason)

        LeavingFiles(files, force=arguments.force).write(note)
    for warning in dict.fromkeys(text for one in wanted for text in cautions(record, one.order)):
        print(f"OBS: {warning}", file=sys.stderr)
    print(f"Skrev {len(made)} brev i {arguments.out}")


def _orders(record: Record, arguments: argparse.Namespace) -> list[Order]:
    paper: Paper = arguments.paper
    ground = Ground.of(arguments.ground) if arguments.ground else None
    return [
        Order(
            paper, one.to, lettering_of(arguments), ground=ground, ground_note=arguments.ground_note, about=one.id,
        )
        for one in letters_meant(record, arguments)
        if one.to is not None
    ]  # fmt: skip


def _locked(made: list[Made], password: str) -> list[Made]:
    """The same with their files locked; a file that several share is locked once."""
    from ui.paper.locked_copy import locked_copy  # pikepdf is slow to import

    files = {file: locked_copy(file, password) for file in {one.file: None for one in made}}
    return [replace(one, file=files[one.file]) for one in made]
