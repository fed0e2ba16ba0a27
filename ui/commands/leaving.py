"""What every command that writes a file for somebody has in common: to whom and why, and that it is noted."""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256

from coordinator.desk import Access, Desk
from coordinator.errors import RuleError
from coordinator.exchange.target import Outgoing, Purpose, Target, leave, logged, require
from coordinator.exchange.target_offers import first_target, kept_back, leaves_out, to_mind
from coordinator.record import Record
from coordinator.shared_paper import STATED, Ground
from coordinator.sharing import recipient_named
from coordinator.vaults import OpenVault
from coordinator.whole_file import require_free, written
from ui.output_options import add_out_option, remind_of_restrictions
from ui.vault_options import LoadVaults, add_patient_option, add_vault_option, open_vault

Make = Callable[[Record, OpenVault], bytes]
"""Makes the content of the file."""
Then = Callable[[Record, OpenVault], object]
"""What is noted with it when the file is written."""

_TO_HAVE_IT = "Ska allt med till en annan pärm i samma verksamhet: --include-protected."


def add_leaving_options(parser: argparse.ArgumentParser, what: Outgoing) -> None:
    """The vault, the patient and the file, and to whom and why: they are the same for every format."""
    add_vault_option(parser)
    add_patient_option(parser)
    add_out_option(parser)
    first = f"; {_first_to(what).lower()} om inget anges" if _first_to(what) else ""
    parser.add_argument(
        "--to",
        metavar="VEM",
        help=f"vem filen är till: en kontakts namn, patienten, eller ett system med dess namn{first}",
    )
    parser.add_argument(
        "--purpose",
        metavar="ÄNDAMÅL",
        choices=[one.stored for one in what.purposes],
        help=f"varför filen görs ({_told(what)}){'; det om inget anges' if len(what.purposes) == 1 else ''}",
    )
    parser.set_defaults(ground=None, ground_note="")
    if any(one.leaves for one in what.purposes):
        grounds = "; ".join(f"{ground.stored} = {ground.label.lower()}" for ground in STATED)
        parser.add_argument(
            "--ground",
            metavar="GRUND",
            choices=[ground.stored for ground in STATED],
            help=f"grunden, när filen går till en annan vårdgivare och inget samtycke nämner mottagaren ({grounds})",
        )
        parser.add_argument("--ground-note", metavar="TEXT", default="", help="kort om grunden; den bevaras i loggen")


def send(
    arguments: argparse.Namespace, vaults: LoadVaults, what: Outgoing, make: Make, *, then: Then | None = None
) -> None:
    """Make the file, write it whole, note that it was made, for whom and why, and say what to mind.

    What goes out of the house is kept among the papers that were handed out. RuleError when it may not go; then there
    is no file, and nothing is noted.
    """
    require_said(arguments, what)
    require_free(arguments.out, force=arguments.force)
    with open_vault(arguments, vaults) as vault:
        patient_id = vault.store.find(arguments.patient)
        record = vault.store.read(patient_id)
        target = target_of(arguments, record, what)
        require(record, what, target)
        content = make(record, vault)
        seal = sha256(content).hexdigest()
        # The file gets its name last: one that nobody knows of is worse than a note of one that failed.
        with written(arguments.out, content):
            change = leave(record, what, target, sha256=seal)
            if change is not None:
                Desk(vault.store).do(patient_id, lambda _record: change)
            if then is not None:
                then(record, vault)
            vault.store.note(
                Access.EXPORT, patient_id=patient_id, what=logged(what, target), reason=target.reason
            )  # fmt: skip
    if what.of_patient:
        remind_of_restrictions(record)
        for warning in _to_mind(record, what, target, everything=getattr(arguments, "include_protected", None)):
            print(f"OBS: {warning}", file=sys.stderr)
    print(f"Skrev {arguments.out}")


def _to_mind(record: Record, what: Outgoing, target: Target, *, everything: bool | None) -> Iterator[str]:
    """What to think of before the file is given. everything: whether what is protected is in it; None: it never is."""
    left_out = leaves_out(record, everything=bool(everything))
    if left_out:
        yield f"{left_out} {_TO_HAVE_IT}" if everything is False else left_out
    yield from kept_back(record, what, target)
    yield from to_mind(record, what, target)


def require_said(arguments: argparse.Namespace, what: Outgoing) -> None:
    """RuleError when it is not said to whom the file goes and why, and more than one answer could be right."""
    lacks_whom = not (arguments.to or _first_to(what)).strip()
    lacks_why = arguments.purpose is None and len(what.purposes) > 1
    if not (lacks_whom or lacks_why):
        return
    whom = "Lägg till --to och vem filen är till: en kontakts namn, patienten, eller ett system med dess namn."
    why = f"Lägg till --purpose och varför: {_told(what)}."
    if lacks_whom and lacks_why:
        raise RuleError("Säg vem filen är till, och varför", f"{whom} {why}")
    raise RuleError("Säg vem filen är till", whom) if lacks_whom else RuleError("Säg varför filen görs", why)


def target_of(arguments: argparse.Namespace, record: Record, what: Outgoing) -> Target:
    """To whom the file goes and why, as the options say it."""
    purpose = Purpose.of(arguments.purpose) if arguments.purpose else what.purposes[0]
    recipient = recipient_named(record, arguments.to or _first_to(what))
    ground = Ground.of(arguments.ground) if arguments.ground else None
    return Target(recipient, purpose, ground, arguments.ground_note)


def called(what: Outgoing, more: str) -> Outgoing:
    """The same kind of file, with more to say in the log of what it holds."""
    return replace(what, title=f"{what.title}{more}")


def _first_to(what: Outgoing) -> str:
    """Whom it is to when nothing else is said, where only one answer is right; else empty."""
    first = first_target(what)
    return first.to if first is not None and len(what.purposes) == 1 and not first.recipient.is_patient else ""


def _told(what: Outgoing) -> str:
    return "; ".join(f"{one.stored} = {one.label}" for one in what.purposes)
