"""Business cards (vCard): versions 2.1, 3.0 and 4.0 are read, 3.0 is written."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from coordinator.contact import Contact
from coordinator.errors import ImportRefused
from coordinator.exchange.contact_rows import Guesses, ReadContact, ReadContacts, RowError, read_fields, require_few
from coordinator.exchange.contacts_csv import contacts_to_share
from coordinator.exchange.content_line import escaped, fold
from coordinator.exchange.telling import tells
from coordinator.record import Record
from coordinator.swedish import folded

FROM_CARDS = "Importerad ur visitkort"

_BEGIN, _STOP = "BEGIN:VCARD", "END:VCARD"
_NOT_TAKEN: Mapping[str, str] = {
    "PHOTO": "foto", "LOGO": "logotyp", "SOUND": "ljud", "KEY": "nyckel", "ADR": "adress", "LABEL": "adress",
    "BDAY": "födelsedag", "ANNIVERSARY": "årsdag", "GEO": "läge på kartan", "URL": "webbadress",
    "IMPP": "snabbmeddelande", "AGENT": "visitkort i visitkortet", "RELATED": "närstående",
}  # fmt: skip
_NAME_OF = re.compile(r"(?:(?P<group>[\w-]+)\.)?(?P<name>[\w-]+)(?P<rest>[;:].*)", re.DOTALL)
_PARAMETER = re.compile(r';([^=:;"]*)(?:=((?:"[^"]*"|[^":;])*))?')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_UNESCAPED_SEMICOLON = re.compile(r"(?<!\\)(?:\\\\)*;")
_EXTENSION = re.compile(r";ext=(\d+).*", re.IGNORECASE)
_DIRECT_FIRST = ("work", "cell", "voice", "home")


@dataclass(frozen=True)
class _Line:
    """One property: its name in capitals, the words of its parameters in small letters, and its text."""

    name: str
    types: frozenset[str]
    text: str = field(repr=False)
    group: str = ""

    @property
    def value(self) -> str:
        """The text as one would write it."""
        return _unescaped(self.text).strip()

    @property
    def parts(self) -> list[str]:
        """The parts of a text that has several."""
        return [_unescaped(part).strip() for part in _split(self.text)]


def is_cards(text: str) -> bool:
    """Whether the text is business cards."""
    return text.lstrip("\ufeff \t\n")[: len(_BEGIN)].upper() == _BEGIN


def read_cards(text: str, today: date) -> ReadContacts:
    """The contacts of a file of cards; ``row`` is the number of the card in it."""
    read: list[ReadContact] = []
    errors: list[RowError] = []
    guesses: Guesses = {}
    for number, (lines, whole) in enumerate(_cards(text), 1):
        require_few(number)
        if not whole:
            errors.append(RowError(number, "Kortet slutar mitt i. Exportera det en gång till."))
            continue
        found = _contact(lines, number, today, guesses)
        if isinstance(found, ReadContact):
            read.append(found)
        else:
            errors += found
    if not read and not errors:
        raise ImportRefused(
            "Filen har inget visitkort", "Kontrollera att det är rätt fil, eller exportera den på nytt."
        )
    form = "ett visitkort (vCard)" if len(read) + len(errors) == 1 else "visitkort (vCard)"
    return ReadContacts(form, FROM_CARDS, tuple(read), tuple(errors), called="kort")


def _cards(text: str) -> Iterator[tuple[list[str], bool]]:
    """The physical lines of each card, and whether it has an end. A card within a card stays with the outer one."""
    lines: list[str] = []
    depth = 0
    for line in text.split("\n"):
        told = line.strip().upper()
        if told == _BEGIN:
            if depth and not _carries_a_card(lines):
                yield lines, False
                depth, lines = 0, []
            depth += 1
        elif told == _STOP and depth:
            depth -= 1
            if depth == 0:
                yield lines, True
                lines = []
        elif depth == 1:
            lines.append(line)
    if depth:
        yield lines, False


def _carries_a_card(lines: Sequence[str]) -> bool:
    """Whether the last line says that a whole card follows, as 2.1 has it."""
    return bool(lines) and lines[-1].strip().upper().rstrip(":") == "AGENT"


def _contact(lines: Sequence[str], number: int, today: date, guesses: Guesses) -> ReadContact | list[RowError]:
    found = list(_properties(lines))
    labels = {one.group: one.value for one in found if one.name == "X-ABLABEL" and one.group}
    notes = [("note", "", one.value) for one in found if one.name == "NOTE"]
    cells = [*_who(found), *notes, *_numbers(found, labels), *_addresses(found)]
    left_out = tuple(dict.fromkeys(_NOT_TAKEN[one.name] for one in found if one.name in _NOT_TAKEN and one.text))
    contact = read_fields(cells, number, today, guesses)
    return replace(contact, left_out=left_out) if isinstance(contact, ReadContact) else contact


def _who(found: Iterable[_Line]) -> Iterator[tuple[str, str, str]]:
    first: dict[str, _Line] = {}
    for line in found:
        if line.text.strip(" ;"):
            first.setdefault(line.name, line)
    places = first["ORG"].parts if "ORG" in first else [""]
    titles = [first[title].value for title in ("TITLE", "ROLE") if title in first]
    name = first["FN"].value if "FN" in first else ""
    if not name and "N" in first:
        family, given, *_ = [*first["N"].parts, ""]
        name = f"{given} {family}"
    # A card of a workplace has its name as the name of the person.
    if folded(name) not in map(folded, places + titles):
        yield "name", "Namn", name
    yield "organisation", "Verksamhet", places[0]
    yield "unit", "Enhet", ", ".join(filter(None, places[1:]))
    for title in titles:
        yield "role", "Roll", title


def _numbers(found: Iterable[_Line], labels: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """The number for work first; those that have no field of their own stand in the note, with what they are called."""
    lines = [one for one in found if one.name == "TEL" and one.value]
    switchboards = [one for one in lines if "vaxel" in folded(labels.get(one.group, ""))]
    faxes = [one for one in lines if "fax" in one.types]
    others = sorted((one for one in lines if one not in switchboards + faxes), key=_nearness)
    for one in others:
        yield "phone", "Mobil" if "cell" in one.types else "Telefon", _dialled(one)
    for one in switchboards:
        yield "switchboard", "Växel", _dialled(one)
    for one in faxes:
        yield "note", "", f"Fax: {_dialled(one)}"


def _nearness(line: _Line) -> tuple[int, bool]:
    place = min((_DIRECT_FIRST.index(kind) for kind in line.types if kind in _DIRECT_FIRST), default=2)
    return 3 if "home" in line.types else place, "pref" not in line.types


def _dialled(line: _Line) -> str:
    number = line.value
    if number.lower().startswith("tel:"):
        number = _EXTENSION.sub(r" ankn \1", number[4:]).split(";")[0]
    return number


def _addresses(found: Iterable[_Line]) -> Iterator[tuple[str, str, str]]:
    lines = [one for one in found if one.name == "EMAIL"]
    for one in sorted(lines, key=lambda line: "pref" not in line.types):
        yield "email", "E-post", re.sub("^mailto:", "", one.value, flags=re.IGNORECASE)


def _properties(lines: Sequence[str]) -> Iterator[_Line]:
    for whole in _unfolded(lines):
        found = _NAME_OF.fullmatch(whole)
        if found is None:
            continue
        rest, end = found["rest"], 0
        parameters: list[tuple[str, str]] = []
        while parameter := _PARAMETER.match(rest, end):
            parameters.append((parameter[1].strip().upper(), (parameter[2] or "").replace('"', "")))
            end = parameter.end()
        if rest[end : end + 1] != ":":
            continue
        # In 2.1 a type or an encoding may stand without its name.
        words = {word.strip().lower() for name, value in parameters for word in (value or name).split(",")}
        words |= {"pref" for name, _ in parameters if name == "PREF"}
        charset = next((value for name, value in parameters if name == "CHARSET"), "utf-8")
        name = found["name"].upper()
        text = rest[end + 1 :]
        text = text.strip(" ;") if name in _NOT_TAKEN else _decoded(text, words, charset)
        yield _Line(name, frozenset(words), text, found["group"] or "")


def _unfolded(lines: Sequence[str]) -> Iterator[str]:
    """Each property on one line: broken lines go on after a blank, or in quoted-printable after an equals sign."""
    keeps_blank = any(line.strip().upper() == "VERSION:2.1" for line in lines)
    whole: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on or (whole and line[:1] in (" ", "\t")):
            if goes_on:
                whole[-1] = whole[-1].rstrip()[:-1]
            whole.append(line if goes_on or keeps_blank else line[1:])
        else:
            if whole:
                yield "".join(whole)
            whole = [line]
        head = whole[0].partition(":")[0].upper()
        goes_on = "QUOTED-PRINTABLE" in head and line.rstrip().endswith("=")
    if whole:
        yield "".join(whole)


def _decoded(text: str, words: Iterable[str], charset: str) -> str:
    """The text of a property out of the encoding that its parameters say."""
    encodings = frozenset(words)
    if "quoted-printable" in encodings:
        content = quopri.decodestring(text.encode("utf-8"))
    elif encodings & {"b", "base64"}:
        try:
            content = base64.b64decode("".join(text.split()))
        except (binascii.Error, ValueError):
            return ""
    else:
        return text
    try:
        return content.decode(charset)
    except (UnicodeError, LookupError):
        return content.decode("cp1252", errors="replace")


def _split(text: str) -> Iterator[str]:
    """The parts of a text between its semicolons."""
    begin = 0
    for found in _UNESCAPED_SEMICOLON.finditer(text):
        yield text[begin : found.end() - 1]
        begin = found.end()
    yield text[begin:]


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def cards(record: Record) -> bytes:
    """The contacts that may leave the house as cards of version 3.0, with nothing that is about the patient."""
    written = (fold(line) for contact in contacts_to_share(record) for line in _written(record, contact))
    return "".join(f"{line}\r\n" for line in written).encode()


def _written(record: Record, contact: Contact) -> Iterator[str]:
    name = " ".join(contact.name.split())
    given, _, family = name.rpartition(" ")
    yield _BEGIN
    yield "VERSION:3.0"
    yield f"N:{escaped(family or contact.heading)};{escaped(given)};;;"
    yield f"FN:{escaped(contact.heading)}"
    if contact.organisation.strip() or contact.unit.strip():
        yield f"ORG:{escaped(contact.organisation)};{escaped(contact.unit)}"
    if contact.role.strip():
        yield f"TITLE:{escaped(contact.role)}"
    if contact.phone.strip():
        yield f"TEL;TYPE=WORK,VOICE:{escaped(contact.phone)}"
    if contact.switchboard.strip():
        yield f"vaxel.TEL;TYPE=WORK,VOICE:{escaped(contact.switchboard)}"
        yield "vaxel.X-ABLabel:Växel"
    if contact.email.strip():
        yield f"EMAIL:{escaped(contact.email)}"
    hours = contact.phone_hours.strip()
    if hours and not tells(record, hours):  # an address book is no place for what somebody wrote of the patient
        yield f"NOTE:{escaped(f'Telefontid: {hours}')}"
    yield _STOP
