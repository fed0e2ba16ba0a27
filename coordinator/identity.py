"""Identity numbers: personnummer, samordningsnummer, reservnummer and numbers of other kinds, checked with the reason.

Form and check digit: folkbokföringslagen 1991:481 18 § and Skatteverket's description; the samordningsnummer has 60
added to the day. A reservnummer is regional, may hold letters and has no common check digit.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from coordinator.entity import Code
from coordinator.errors import RuleError


class IdentityType(Code):
    """What kind of number identifies the patient."""

    PERSONNUMMER = ("personnummer", "Personnummer")
    SAMORDNINGSNUMMER = ("samordningsnummer", "Samordningsnummer")
    RESERVNUMMER = ("reservnummer", "Reservnummer")
    UNKNOWN = ("unknown", "Okänt eller annat nummer")


@dataclass(frozen=True)
class IdentityNumber:
    """A checked number in its stored form.

    12 digits for personnummer and samordningsnummer, capitals without hyphens for reservnummer, else as written.
    """

    type: IdentityType
    number: str = field(repr=False)
    birth_date: date | None = field(repr=False)


_LONGEST_UNKNOWN = 40
_NATIONAL = re.compile(r"(\d{2})?(\d{2})(\d{2})(\d{2})([-+]?)(\d{4})", re.ASCII)
_RESERVE = re.compile(r"99[0-9]{10}|(?=.*[A-Z])[0-9][0-9A-Z]{11}")


def parse_identity(text: str, today: date, type: IdentityType | None = None) -> IdentityNumber:
    """Read a number a person wrote; RuleError says what is wrong with it.

    Without ``type`` a personnummer or samordningsnummer is expected; a number of 12 signs that begins with 99 or
    holds letters is taken as reservnummer.
    """
    if type is IdentityType.UNKNOWN:
        if len(text.strip()) > _LONGEST_UNKNOWN:
            raise RuleError("Numret är för långt", f"Skriv högst {_LONGEST_UNKNOWN} tecken.")
        if not text.strip():
            raise RuleError("Numret är tomt", "Skriv numret, eller lämna fältet tomt om det inte finns något.")
        return IdentityNumber(type, text.strip(), None)
    compact = re.sub("[‐‑–−]", "-", re.sub(r"\s", "", text))
    reserve = compact.replace("-", "").upper()
    if type is IdentityType.RESERVNUMMER:
        if not re.fullmatch(r"[0-9A-Z]{6,20}", reserve):
            raise RuleError("Reservnumret går inte att läsa", "Skriv 6 till 20 siffror och bokstäver (A till Z).")
        return IdentityNumber(type, reserve, None)
    if type is None and _RESERVE.fullmatch(reserve):
        return IdentityNumber(IdentityType.RESERVNUMMER, reserve, None)
    found = _NATIONAL.fullmatch(compact)
    if not found:
        raise RuleError(
            "Numret går inte att läsa",
            "Ett personnummer skrivs ÅÅÅÅMMDD-NNNN. Har patienten reservnummer eller okänt nummer: välj den typen.",
        )
    number = _twelve_digits(found, today)
    born = _birth_date(number)
    if check_digit(number[2:11]) != int(number[11]):
        raise RuleError("Numret stämmer inte", "Kontrollsiffran (den sista) är fel. Läs numret en gång till.")
    if number[8:11] == "000":
        raise RuleError("Numret stämmer inte", "Födelsenumret 000 finns inte. Läs numret en gång till.")
    if born > today:
        raise RuleError("Numret stämmer inte", "Födelsedatumet ligger i framtiden. Läs numret en gång till.")
    found_type = IdentityType.SAMORDNINGSNUMMER if int(number[6:8]) > 60 else IdentityType.PERSONNUMMER
    if type is not None and type is not found_type:
        raise RuleError("Fel typ av nummer", f"Det här är ett {found_type.label.lower()}. Välj den typen.")
    return IdentityNumber(found_type, number, born)


def _twelve_digits(found: re.Match[str], today: date) -> str:
    century, year, month, day, sign, serial = found.groups()
    if century is None:
        this_year = today.year
        full = this_year // 100 * 100 + int(year)
        full -= 100 * (full > this_year)
        full -= 100 * (sign == "+")
        century = str(full // 100)
    return f"{century}{year}{month}{day}{serial}"


def _birth_date(number: str) -> date:
    day = int(number[6:8])
    try:
        return date(int(number[:4]), int(number[4:6]), day - 60 if day > 60 else day)
    except ValueError:
        raise RuleError(
            "Numret stämmer inte",
            "Datumet i numret (de åtta första siffrorna) finns inte. Läs numret en gång till.",
        ) from None


def check_digit(nine_digits: str) -> int:
    """The Luhn digit over the nine digits before it (two of the year)."""
    total = 0
    for position, digit in enumerate(nine_digits):
        product = int(digit) * (2 - position % 2)
        total += product // 10 + product % 10
    return -total % 10


def as_written(type: IdentityType, number: str) -> str:
    """The number as people write it: ``19900728-2388``; numbers of other kinds unchanged."""
    if type in (IdentityType.PERSONNUMMER, IdentityType.SAMORDNINGSNUMMER):
        return f"{number[:8]}-{number[8:]}"
    return number


def compact(number: str) -> str:
    """A number without what people put between its signs, to compare it with another."""
    return "".join(sign for sign in number if sign.isalnum()).upper()
