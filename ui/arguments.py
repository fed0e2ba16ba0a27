"""Command line arguments in Swedish, and options made from the declared fields of entries."""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any, NoReturn
from uuid import UUID

from coordinator.entity import Attr, Code, Coding, Entity, attrs_of
from coordinator.kinds import BY_NAME
from coordinator.swedish import SWEDEN

# argparse speaks English and offers only gettext catalogues; these are the sentences a user can meet.
_SWEDISH = (
    (r"the following arguments are required: (.+)", r"det här saknas: \1"),
    (r"argument (\S+(?: \S+)?): expected one argument", r"\1: ett värde saknas"),
    (r"argument (\S+(?: \S+)?): expected at least one argument", r"\1: minst ett värde saknas"),
    (r"argument (.+?): invalid choice: .+? \(choose from (.+)\)", r"\1: går inte att välja. Välj bland \2"),
    (r"argument (.+?): invalid .+? value: .+", r"\1: värdet går inte att läsa"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 kan inte stå tillsammans med \2"),
    (r"argument (.+?): ignored explicit argument .+", r"\1: tar inget värde"),
    (r"argument (.+?): (.+)", r"\1: \2"),
    (r"one of the arguments (.+) is required", r"något av \1 saknas"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 kan betyda flera saker: \2"),
)


class SwedishParser(argparse.ArgumentParser):
    """An ArgumentParser whose help and errors are in Swedish; a usage error ends with exit code 2."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _SwedishHelp)
        super().__init__(**options, add_help=False, allow_abbrev=False)
        self._positionals.title = "Argument"
        self._optionals.title = "Val"
        self.add_argument("-h", "--help", action="help", help="visa den här hjälpen")

    def error(self, message: str) -> NoReturn:
        if message.startswith("unrecognized arguments: "):
            # Only the names of options are told: the rest may be a patient's name, and errors end up in logs.
            options = re.findall(r"(?<= )--?[a-z-]+\d?", message)
            message = f"okända val: {', '.join(options)}" if options else "för många ord i kommandot"
        for english, swedish in _SWEDISH:
            found = re.fullmatch(english, message, re.DOTALL)
            if found:
                message = found.expand(swedish)
                break
        else:
            if not message.startswith(("okända val", "för många ord")):
                message = "kommandot går inte att läsa"
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}\n")


class _SwedishHelp(argparse.HelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "Användning: " if prefix is None else prefix)


def add_fields(parser: argparse.ArgumentParser, kind: type[Entity], leave_out: Sequence[str] = ()) -> None:
    """One option for each declared field of ``kind``, with its Swedish label as help."""
    for attr in attrs_of(kind):
        if attr.name in leave_out:
            continue
        flag = "--" + attr.name.replace("_", "-")
        help_text = f"{attr.label}. {attr.help}" if attr.help else attr.label
        if attr.refers_to:
            help_text += f" (id på {BY_NAME[attr.refers_to].TITLE.lower()})"
        value_type = attr.item_type if attr.value_type is tuple and attr.item_type else attr.value_type
        if issubclass(value_type, Code):
            help_text += f" ({', '.join(f'{code.stored} = {code.label}' for code in value_type)})"
        parser.add_argument(
            flag,
            dest=attr.name,
            default=argparse.SUPPRESS,
            metavar="X",
            type=_reader(value_type),
            action="append" if attr.value_type is tuple else "store",
            help=help_text.replace("%", "%%"),
        )


def fields_given(arguments: argparse.Namespace, kind: type[Entity], leave_out: Sequence[str] = ()) -> dict[str, Any]:
    """The values of the options that `add_fields` made and the user gave."""
    return {
        attr.name: _value(attr, getattr(arguments, attr.name))
        for attr in attrs_of(kind)
        if attr.name in arguments and attr.name not in leave_out
    }


def _value(attr: Attr, given: Any) -> Any:
    return tuple(given) if attr.value_type is tuple else given


def _reader(value_type: type) -> Callable[[str], Any]:
    if issubclass(value_type, Code):
        return partial(_read_code, value_type)
    if value_type is date:
        return read_date
    if value_type is datetime:
        return _read_moment
    if value_type is time:
        return _read_time
    if value_type is Coding:
        return _read_coding
    if value_type is UUID:
        return _read_id
    if value_type is int:
        return _read_int
    if value_type is bool:
        return _read_bool
    return value_type


def read_date(text: str) -> date:
    """A date as an option's value; argparse shows the message."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("inget datum. Skriv ÅÅÅÅ-MM-DD, till exempel 2026-11-22") from None


def _read_moment(text: str) -> datetime:
    try:
        day, _, clock = text.strip().partition(" ")
        moment = datetime.combine(date.fromisoformat(day), _clock(clock), SWEDEN)
        if moment.astimezone(UTC).astimezone(SWEDEN).time() != moment.time():
            raise ValueError("the clocks jumped over it")
        return moment
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(
            "ingen tidpunkt. Skriv ÅÅÅÅ-MM-DD TT:MM inom citattecken, till exempel ”2026-11-22 09:20”"
        ) from None


def _clock(text: str) -> time:
    if not re.fullmatch(r"[0-9]{1,2}[.:][0-9]{2}", text):
        raise ValueError(text)
    hour, minute = re.split("[.:]", text)
    return time(int(hour), int(minute))


def _read_time(text: str) -> time:
    try:
        return _clock(text)
    except ValueError:
        raise argparse.ArgumentTypeError("inget klockslag. Skriv TT:MM, till exempel 09:20") from None


def _read_code(codes: type[Code], text: str) -> Code:
    try:
        return codes.of(text)
    except ValueError:
        known = ", ".join(code.stored for code in codes)
        raise argparse.ArgumentTypeError(f"går inte att välja. Välj bland {known}") from None


def _read_coding(text: str) -> Coding:
    """A code, or a code and its name after a blank; the field says which code list it is from."""
    code, _, display = text.strip().partition(" ")
    return Coding(code=code, display=display.strip())


def _read_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise argparse.ArgumentTypeError("inget id. Skriv hela det id som hallpunkt show --json visar") from None


def _read_int(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError("skriv ett heltal")
    return int(text)


def _read_bool(text: str) -> bool:
    if text.casefold() not in ("ja", "nej"):
        raise argparse.ArgumentTypeError("skriv ja eller nej")
    return text.casefold() == "ja"
