"""Options of what leaves the house: which file, for whom, in which form; and what to say of a patient's wishes."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coordinator.errors import RuleError
from coordinator.lettering import Lettering
from coordinator.passphrase import require_strong
from coordinator.sections import Section
from coordinator.shared_paper import Ground
from ui.vault_options import secret

if TYPE_CHECKING:
    from coordinator.documents.paper_kind import Paper
    from coordinator.record import Record


def add_out_option(parser: argparse.ArgumentParser) -> None:
    """``--out`` and ``--force``, which every command that writes a file takes."""
    parser.add_argument("--out", required=True, type=Path, metavar="FIL", help="filen som ska skrivas")
    parser.add_argument("--force", action="store_true", help="skriv över filen om den finns")


def is_text(out: Path) -> bool:
    """Whether the file is to be plain text."""
    return out.suffix.lower() == ".txt"


def is_picture(out: Path) -> bool:
    """Whether the file is to be a picture of lines and letters."""
    return out.suffix.lower() == ".svg"


def count_up_to(most: int) -> Callable[[str], int]:
    """What reads how many are asked for: a number from 1 to ``most``."""

    def read(text: str) -> int:
        count = int(text) if text.isdecimal() else 0
        if not 1 <= count <= most:
            raise argparse.ArgumentTypeError(f"skriv ett tal från 1 till {most}")
        return count

    return read


def add_recipient_options(parser: argparse.ArgumentParser, grounds: Sequence[Ground], *, to_another: bool) -> Any:
    """``--to`` and on which ground; the group of what says whom it is for, for one more way to say it.

    to_another: it is not for the patient when nothing is said.
    """
    to = parser.add_mutually_exclusive_group()
    unsaid = "" if to_another else " (så är det om inget anges)"
    to.add_argument(
        "--to",
        metavar="VEM",
        default="" if to_another else "patienten",
        help=f"vem papperet är till: en kontakts namn eller patienten{unsaid}",
    )
    told = ", ".join(f"{ground.stored} = {ground.label.lower()}" for ground in grounds)
    parser.add_argument(
        "--ground",
        metavar="GRUND",
        choices=[ground.stored for ground in grounds],
        help=f"grunden, när papperet inte är till patienten och inget samtycke nämner mottagaren ({told})",
    )
    parser.add_argument("--ground-note", metavar="TEXT", default="", help="kort om grunden; den bevaras i loggen")
    return to


def add_section_option(parser: argparse.ArgumentParser, paper: "Paper") -> None:
    """``--leave-out``, for a paper with parts that can be left out."""
    parser.set_defaults(leave_out=[])
    if paper.sections:
        parts = ", ".join(f"{section.stored} = {section.label}" for section in Section)
        parser.add_argument(
            "--leave-out",
            metavar="DEL",
            action="append",
            choices=[section.stored for section in Section],
            help=f"en del som patienten inte vill dela; kan anges flera gånger ({parts})",
        )


def add_lettering_options(parser: argparse.ArgumentParser, paper: "Paper") -> None:
    """``--large``, ``--easy``, ``--landscape`` and ``--a3``, as far as the paper is made so."""
    parser.set_defaults(large=False, easy=False, landscape=False, a3=False)
    if paper.a3:
        parser.add_argument("--a3", action="store_true", help="på ett A3-papper, dubbelt så stort som A4")
    if paper.letterings == (Lettering.STANDARD,) and not paper.landscape:
        return
    form = parser.add_mutually_exclusive_group()
    if Lettering.LARGE in paper.letterings:
        form.add_argument("--large", action="store_true", help="storstil, för den som ser dåligt")
    if Lettering.EASY in paper.letterings:
        form.add_argument("--easy", action="store_true", help="lättläst, med egna ord")
    if paper.landscape:
        form.add_argument("--landscape", action="store_true", help="liggande papper, med fler spalter")


def add_copies_option(parser: argparse.ArgumentParser, paper: "Paper") -> None:
    """``--copies``, for a paper with something to cut out."""
    parser.set_defaults(copies=1)
    if paper.most_copies > 1:
        parser.add_argument(
            "--copies",
            type=count_up_to(paper.most_copies),
            metavar="ANTAL",
            help=f"hur många som ska klippas ut, från 1 (så är det om inget anges) till {paper.most_copies}",
        )


def lettering_of(arguments: argparse.Namespace) -> Lettering:
    """The lettering that the options say."""
    return Lettering.LARGE if arguments.large else Lettering.EASY if arguments.easy else Lettering.STANDARD


def add_lock_options(parser: argparse.ArgumentParser) -> None:
    """``--password-prompt`` and ``--password-file``: the file is locked; a password is never an argument itself."""
    lock = parser.add_mutually_exclusive_group()
    lock.add_argument("--password-prompt", action="store_true", help="lås filen med ett lösenord som frågas efter")
    lock.add_argument(
        "--password-file", metavar="FIL", help="lås filen med lösenordet i en fil; - är standard in, efter lösenfrasen"
    )


def wants_lock(arguments: argparse.Namespace) -> bool:
    """Whether the file is to be locked."""
    return arguments.password_prompt or arguments.password_file is not None


def lock_password(arguments: argparse.Namespace) -> str:
    """The password of the file; asked for twice, since nobody opens the file without it."""
    password = secret(arguments.password_file, "Lösenord för filen")
    if arguments.password_file is None and secret(None, "Samma lösenord igen") != password:
        raise RuleError("Lösenorden är olika", "Skriv samma två gånger. Inget har skrivits.")
    try:
        require_strong(password)
    except RuleError as error:
        raise RuleError("Lösenordet är för svagt", error.message) from error
    return password


def remind_of_restrictions(record: "Record") -> None:
    """Say on standard error that somebody must not see what was just written."""
    if record.patient.restrictions.strip():
        print(
            "OBS: patienten har en spärr eller ett önskemål om vem som inte får se uppgifterna. "
            "Läs det (hallpunkt show) innan du lämnar något vidare.",
            file=sys.stderr,
        )
