"""Reads ICD-10-SE: the table with sixteen columns, several rows a code, or the older text, one code a line, no stop."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coordinator.terms.read_list import ListKind, ReadList, another_year, settled_release
from coordinator.terms.source_file import SourceFile, cell, refused, unquoted
from coordinator.terms.term import ICD_10_SE, Term, is_icd_code, with_stop

COLUMNS = (
    "Kod", "Giltig från", "Överordnad kod", "Titel", "Latin", "Exempel", "Ej huvuddiagnos",
    "Kodnivå - kodspecifikation",
)  # fmt: skip
"""Those of the sixteen that we read; they are found by name, in whatever order they stand."""

_OLD_LINE = re.compile(r"([A-Z]\d\d[0-9A-Z-]{0,3})\t([^\t]*)\t(\S.*)", re.ASCII)
_EXTERNAL_CAUSES = "VWXY"
_NOT_TO_CHOOSE = ("Kapitelkod", "Avsnittskod")
_NO = {"", "nej", "0", "false"}


def is_icd_table(header: Sequence[str]) -> bool:
    """Whether a table that begins so is meant as one of ICD codes."""
    return len({"kod", "titel", "kodnivå - kodspecifikation"} & set(map(_bare, header))) > 1


def is_old_text(first: str) -> bool:
    """Whether the first line is one of the older form."""
    return _OLD_LINE.fullmatch(first) is not None


@dataclass
class _Found:
    """What the rows of one code have said of it."""

    title: str = ""
    synonyms: list[str] = field(default_factory=list)
    valid_from: str = ""
    parent: str = ""
    never_main: bool = False
    level: str = ""


def read_table(source: SourceFile, said: str) -> ReadList:
    """The table with columns."""
    rows = _rows(source)
    _, header = next(rows)
    found: dict[str, _Found] = {}
    twice: set[str] = set()
    code = ""
    places = _places(header)
    for number, cells in rows:
        if len(cells) > len(header):
            raise refused(
                "En rad i filen är inte hel",
                f"Rad {number} har {len(cells)} av {len(header)} kolumner. Hämta filen igen.",
            )
        values = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
        said_code = values["Kod"] or code  # a row that continues the one above may leave the code out
        code = with_stop(said_code) if is_icd_code(said_code) else said_code
        if not code:
            raise refused("En rad i filen är fel", f"Rad {number} har ingen kod. Hämta filen igen.")
        if _take(found.setdefault(code, _Found()), values):
            twice.add(code)
    newest = max((one.valid_from for one in found.values()), default="")
    stated = said or source.named_release
    if stated and newest[:4] > stated[:4]:
        raise another_year(stated, newest)
    release = stated[:4] or settled_release(source, said, newest[:4])
    notices = []
    if newest and newest[:4] < release:
        notices.append(f"Den nyaste koden gäller från {newest[:4]}. Kontrollera att filen är från {release}.")
    if twice:
        many = "En kod" if len(twice) == 1 else f"{len(twice)} koder"
        notices.append(f"{many} står med mer än ett namn. Det första används.")
    terms = {code: _term(code, one, release) for code, one in found.items() if _to_choose(code, one)}
    return ReadList(ListKind.ICD_10_SE, release, terms, notices=tuple(notices))


def read_old_text(source: SourceFile, said: str) -> ReadList:
    """The older text: code, dagger or star, name."""
    release = settled_release(source, said, "")[:4]
    terms: dict[str, Term] = {}
    for number, line in enumerate(source.lines, 1):
        if not line.strip():
            continue
        found = _OLD_LINE.fullmatch(line.rstrip())
        if found is None:
            raise refused("En rad i filen är fel", f"Rad {number} är inte kod, tecken och namn. Hämta filen igen.")
        code, name = with_stop(found[1]), cell(found[3])
        if code[0] in _EXTERNAL_CAUSES:
            continue
        if terms.setdefault(code, _term(code, _Found(title=name), release)).name != name:
            raise refused(
                "En kod står två gånger i filen",
                f"Rad {number}: koden {code} har redan ett namn. Hämta filen igen.",
            )
    return ReadList(ListKind.ICD_10_SE, release, terms)


def _rows(source: SourceFile) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(source.lines, 1):
        if line.strip():
            yield number, [unquoted(one.strip()) for one in line.split("\t")]


def _bare(name: str) -> str:
    return " ".join(name.replace("–", "-").casefold().split())


def _places(header: Sequence[str]) -> dict[str, int]:
    known = {_bare(name): at for at, name in enumerate(header)}
    missing = [name for name in COLUMNS if _bare(name) not in known]
    if missing:
        raise refused(
            "Kolumner saknas i filen",
            f"Rad 1 saknar {', '.join(missing)}. Hämta icd-10-se.tsv från E-hälsomyndigheten igen.",
        )
    return {name: known[_bare(name)] for name in COLUMNS}


def _take(found: _Found, values: dict[str, str]) -> bool:
    """Take in what one row says; whether it names the code otherwise than the rows before."""
    title = cell(values["Titel"])
    found.title = found.title or title
    found.synonyms += [cell(values[name]) for name in ("Latin", "Exempel") if values[name]]
    found.valid_from = max(found.valid_from, _day(values["Giltig från"]))
    found.parent = found.parent or values["Överordnad kod"]
    found.never_main = found.never_main or values["Ej huvuddiagnos"].casefold() not in _NO
    found.level = found.level or values["Kodnivå - kodspecifikation"]
    return bool(title) and title != found.title


def _day(said: str) -> str:
    """A day that begins with its year; what does not is no day we can compare."""
    return said if said[:4].isdecimal() else ""


def _to_choose(code: str, found: _Found) -> bool:
    """Chapters and intervals are no diagnoses, and causes from outside are not what this list is for."""
    if found.level.startswith(_NOT_TO_CHOOSE) or not is_icd_code(code):
        return False
    return bool(found.title) and code[0] not in _EXTERNAL_CAUSES


def _term(code: str, found: _Found, release: str) -> Term:
    return Term(
        code=code,
        system=ICD_10_SE,
        name=found.title,
        synonyms=tuple(name for name in dict.fromkeys(found.synonyms) if name != found.title),
        release=release,
        level=found.level,
        parent=found.parent,
        valid_from=found.valid_from,
        never_main=found.never_main,
    )
