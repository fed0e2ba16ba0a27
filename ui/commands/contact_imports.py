"""The command import contacts: a list, business cards or pasted text, told row by row; with --apply it is taken in."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator.contact import Contact
from coordinator.desk import Access, Desk
from coordinator.entity import attrs_of
from coordinator.errors import ImportRefused
from ui.vault_options import LoadVaults, add_patient_option, add_vault_option, open_vault, undo_line

if TYPE_CHECKING:
    from coordinator.contact_import import Preview

_STANDARD_IN = "-"


def add_format(formats: Any) -> None:
    """Add ``contacts`` to the formats that can be imported."""
    contacts = formats.add_parser(
        "contacts", help="kontakter ur en tabell (CSV), visitkort (vCard) eller inklistrad text"
    )
    contacts.add_argument("file", metavar="FIL", help="filen; - läser text på standard in, som en signatur eller lista")
    add_vault_option(contacts)
    add_patient_option(contacts)
    contacts.add_argument("--apply", action="store_true", help="genomför; utan den ändras inget")
    contacts.add_argument("--duplicates", action="store_true", help="ta med också dem som redan finns")
    contacts.set_defaults(run=_import_contacts)


def _import_contacts(arguments: argparse.Namespace, vaults: LoadVaults) -> None:
    # A window that starts has no need of them.
    from coordinator.contact_import import import_contacts, preview, read_contacts
    from coordinator.exchange.pasted_contacts import read_pasted
    from coordinator.exchange.text_file import content_of

    content = None if arguments.file == _STANDARD_IN else content_of(Path(arguments.file))
    with open_vault(arguments, vaults) as vault:
        patient_id = vault.store.find(arguments.patient)
        record = vault.store.read(patient_id)
        # The passphrase may stand first on standard in: what is left there is the text.
        read = read_pasted(_pasted(), record.today) if content is None else read_contacts(content, record.today)
        found = preview(record, read)
        chosen = found.candidates if arguments.duplicates else found.ready
        _tell(found)
        if arguments.apply and chosen:
            done = Desk(vault.store).do(patient_id, import_contacts, chosen, source=found.origin)
            print(f"{done.title}. {undo_line(arguments.vault, done)}")
            return
        vault.store.note(Access.IMPORT, patient_id=patient_id, what="Förhandsgranskning av kontakter")
    if not chosen:
        why = (
            "Alla finns redan. Lägg till --duplicates för att ta med dem."
            if found.candidates
            else "Rätta raderna ovan."
        )
        raise ImportRefused("Inget att ta in", f"{why} Inget har ändrats.")
    print(f"Kör igen med --apply för att ta in {_counted(len(chosen))}. Inget har ändrats.")


def _pasted() -> str:
    from coordinator.exchange.text_file import LARGEST, read_text, require_size

    led_in = getattr(sys.stdin, "buffer", None)
    content = led_in.read(LARGEST + 1) if led_in else sys.stdin.read().encode()
    require_size(len(content))
    return read_text(content)


def _tell(found: "Preview") -> None:
    print(f"Läste det som {found.form}.")
    parts = [f"{_counted(len(found.ready))} kan tas in"]
    if found.duplicates:
        parts.append(f"{len(found.duplicates)} finns redan")
    if found.bad_rows:
        called = "rader" if found.called == "rad" and found.bad_rows > 1 else found.called
        parts.append(f"{found.bad_rows} {called} kan inte tas in")
    print(f"{', '.join(parts)}.")
    ready = found.ready
    for title, lines in (
        ("Kan inte tas in", [_error(found, error.row, error.column, error.why) for error in found.errors]),
        ("Finns redan", [f"{found.called} {one.row}: {one.same_as}" for one in found.duplicates]),
        ("Kan vara samma", [f"{found.called} {one.row}: {one.like}" for one in ready if one.like]),
        ("Gissat, kontrollera efteråt", _guesses(found)),
        (
            "Tas inte med",
            [f"{found.called} {one.row}: {', '.join(one.left_out)}" for one in ready if one.left_out],
        ),
        ("Kolumner som inte förstås och inte tas med", found.unknown_columns),
        ("Att veta", found.remarks),
    ):
        _list(title, lines)


def _list(title: str, lines: Iterable[str]) -> None:
    lines = list(lines)
    if lines:
        print(f"{title}:")
        print("\n".join(f"  {line}" for line in lines))


def _error(found: "Preview", row: int, column: str, why: str) -> str:
    return f"{found.called} {row}{f', {column}' if column else ''}: {why}"


def _guesses(found: "Preview") -> list[str]:
    labels = {attr.name: attr.label for attr in attrs_of(Contact)}
    counts = Counter(name for one in found.ready for name in one.guessed)
    return [f"{labels[name]} för {_counted(count)}" for name, count in counts.items()]


def _counted(count: int) -> str:
    return "1 kontakt" if count == 1 else f"{count} kontakter"
