"""The command ``hallpunkt``: what it can be asked, and how answers and errors leave it."""

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from coordinator.errors import CoordinatorError, VaultError
from coordinator.whole_file import FULL
from ui.arguments import SwedishParser
from ui.bug import bug_text
from ui.commands import (
    copies,
    dates,
    demo,
    directory,
    exports,
    gaps,
    imports,
    indicators,
    papers,
    records,
    settings,
    terms,
    today,
    upkeep,
    window,
)
from ui.exit_code import ExitCode
from ui.vault_options import LoadVaults


def parser() -> SwedishParser:
    """The whole command line; each command sets ``run`` to the function that carries it out."""
    top = SwedishParser(
        prog="hallpunkt",
        description="Hållpunkt håller ihop kontakter, vårdplan och samtycken i en krypterad pärm på den här datorn. "
        "Det är journalen som gäller: Hållpunkt samordnar, påminner och skriver ut, och ger inga medicinska råd.",
        epilog="hallpunkt KOMMANDO --help visar mer. Utgångskoder: 0 klart, 2 fel skrivet kommando, 3 nekat av en "
        "regel, 4 pärmen kan inte användas, 1 fel i programmet.",
    )
    commands = top.add_subparsers(title="Kommandon", metavar="KOMMANDO", required=True)
    for module in (
        window, demo, records, today, gaps, indicators, dates, papers, exports, imports, terms, directory, upkeep,
        settings, copies,
    ):  # fmt: skip
        module.add_commands(commands)
    return top


def run(arguments: Sequence[str], vaults: LoadVaults) -> int:
    """Carry out one command; ``vaults`` is called only when a vault is needed. The exit code."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    try:
        chosen = parser().parse_args(arguments)
        done: int | None = chosen.run(chosen, vaults)
        sys.stdout.flush()
        return done or ExitCode.DONE
    except SystemExit as left:  # from argparse: help, or a usage error
        return left.code if isinstance(left.code, int) else 0
    except CoordinatorError as error:
        print(f"{error.title}\n{error.message}", file=sys.stderr)
        return ExitCode.VAULT if isinstance(error, VaultError) else ExitCode.REFUSED
    except BrokenPipeError:  # whoever read the answer has read enough
        _answer_no_more()
        return ExitCode.DONE
    except (KeyboardInterrupt, EOFError):  # Ctrl-C, or Ctrl-D at a question
        print("Avbrutet.", file=sys.stderr)
        return ExitCode.INTERRUPTED
    except OSError as error:
        if error.errno not in FULL:
            print(bug_text(error), file=sys.stderr)
            return ExitCode.BUG
        _answer_no_more()
        print("Disken är full\nSvaret kunde inte skrivas. Gör plats på disken och försök igen.", file=sys.stderr)
        return ExitCode.REFUSED
    except Exception as error:  # noqa: BLE001 - the last resort: say where, never what, since that may be personal data
        print(bug_text(error), file=sys.stderr)
        return ExitCode.BUG


def _answer_no_more() -> None:
    """What is left of the answer goes nowhere: Python would try once more to write it when it ends, and fail."""
    with suppress(OSError, ValueError):  # an answer that is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8(stream: object) -> None:
    """UTF-8 to files and pipes, whatever the terminal is set to: a name with ? in it is another name."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
