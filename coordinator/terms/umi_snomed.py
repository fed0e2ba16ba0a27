"""Reads the clinic's own list of SNOMED CT ids for the national terms of uppmärksamhetsinformation.

The ids need a licence of their own and do not come with the program: a table with a column for the term and one for the
id, divided by tabs, semicolons or commas.
"""

import csv
from collections.abc import Iterator, Mapping
from itertools import islice

from coordinator.swedish import folded
from coordinator.terms.read_list import ListKind, ReadList, settled_release
from coordinator.terms.sctid import is_concept_id
from coordinator.terms.source_file import SourceFile, one_line, refused
from coordinator.terms.term import SNOMED_CT, Term
from coordinator.umi.terms import national_terms

_TERM = {"term", "nationell term"}
_ID = {"sctid", "snomed", "snomed ct", "snomed-ct", "snomed ct id", "conceptid"}
_DIVIDERS = "\t;,"
_EXAMPLES = 10


def is_snomed_list(first: str) -> bool:
    """Whether the first line of a file is the header of such a table."""
    return _divider(first) is not None


def _divider(first: str) -> str | None:
    for one in _DIVIDERS:
        names = set(_names(first.split(one)))
        if names & _TERM and names & _ID:
            return one
    return None


def _names(cells: list[str]) -> list[str]:
    return [" ".join(cell.strip().strip('"').casefold().split()) for cell in cells]


def read_snomed_list(source: SourceFile, said: str) -> ReadList:
    """The ids by their national terms. Refused when an id is none: it could be another's, and nobody would see it.

    Terms that the national list does not have are told of and left out.
    """
    ids: dict[str, str] = {}
    unknown: list[str] = []
    national = {folded(one.term): one.term for one in national_terms()}
    for line, term, id_ in _rows(source):
        name = national.get(folded(term))
        if not is_concept_id(id_):
            raise refused(
                "Ett nummer i filen är inget SNOMED CT-id",
                f"Numret på rad {line} stämmer inte. Kalkylprogram avrundar långa nummer: gör kolumnen till text och "
                "hämta numren igen.",
            )
        if name is None:
            unknown.append(f"rad {line}: {one_line(term)}")
        elif ids.setdefault(name, id_) != id_:
            raise refused(
                "En term har två SNOMED CT-id i filen",
                f"Termen på rad {line} har ett annat id längre upp. Ta bort ett.",
            )
    if not ids:
        raise refused("Ingen term i filen är nationell", "Termerna ska heta som i den nationella listan.")
    return ReadList(
        ListKind.UMI_SNOMED, settled_release(source, said, ""), _by_id(ids), notices=tuple(_told(ids, unknown))
    )  # fmt: skip


def _rows(source: SourceFile) -> Iterator[tuple[int, str, str]]:
    """Each row that says something: the number of its line, the term and the id."""
    divider = _divider(source.lines[0]) or "\t"
    names = _names(source.lines[0].split(divider))
    term, id_ = (next(at for at, name in enumerate(names) if name in known) for known in (_TERM, _ID))
    for line, text in enumerate(source.lines[1:], 2):
        if not text.strip():
            continue
        try:  # each line by itself: a quotation mark that nobody closed does not swallow the next
            (cells,) = csv.reader([text], delimiter=divider)
        except csv.Error:
            raise refused("En rad i filen är inte hel", f"Rad {line} går inte att läsa.") from None
        if len(cells) <= max(term, id_) or not cells[term].strip():
            raise refused("En rad i filen är inte hel", f"Rad {line} saknar term eller id.")
        yield line, cells[term], cells[id_].strip()


def _by_id(ids: Mapping[str, str]) -> dict[str, Term]:
    """The terms by id; where two share one, the second is another name of it."""
    names: dict[str, list[str]] = {}
    for name, id_ in ids.items():
        names.setdefault(id_, []).append(name)
    return {
        id_: Term(code=id_, system=SNOMED_CT, name=first, synonyms=tuple(others))
        for id_, (first, *others) in names.items()
    }


def _told(ids: Mapping[str, str], unknown: list[str]) -> Iterator[str]:
    missing = sum(one.term not in ids for one in national_terms())
    if unknown:
        more = f" och {len(unknown) - _EXAMPLES} till" if len(unknown) > _EXAMPLES else ""
        yield (
            "De här termerna finns inte i den nationella listan och tas inte med: "
            f"{'; '.join(islice(unknown, _EXAMPLES))}{more}."
        )
    if missing:
        yield f"{missing} nationella termer får inget id ur filen."
