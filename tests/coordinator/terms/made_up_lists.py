"""Small code lists for tests: two files made by hand, and what of Orphanet's and other forms is written as needed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from coordinator.swedish import SWEDEN
from coordinator.terms.imports import FEWEST, ChangeReport, prepare, take_in
from coordinator.terms.kept_lists import ListFolder
from coordinator.terms.read_list import ListKind
from coordinator.terms.sctid import is_concept_id

HERE = Path(__file__).parent
ORPHA_FILE, ICD_FILE = HERE / "orpha-2025-12.tsv", HERE / "icd-10-se-2026.tsv"
REAL_DATA = HERE.parents[3] / "shared" / "data"
"""Where the real files lie for those who have them; they are not ours to hand on."""
AT = datetime(2026, 11, 22, 9, 20, tzinfo=SWEDEN)

Disorder = tuple[str, str]


def allow_small_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let lists of a few rows count as whole."""
    for kind in ListKind:
        monkeypatch.setitem(FEWEST, kind, 1)


def put(path: Path, folder: ListFolder, release: str = "") -> ChangeReport:
    """Take the file in."""
    prepared = prepare(path, folder, at=AT, release=release)
    take_in(prepared, folder)
    return prepared.report


def orpha_table(path: Path, rows: Iterable[Disorder], without: Sequence[str] = ()) -> Path:
    """A table of codes and names, perhaps without some columns."""
    columns = [name for name in ("orpha", "name_en", "level", "synonyms_en", "icd10_2018") if name not in without]
    lines = ["\t".join(columns)]
    for code, name in rows:
        cells = {"orpha": code, "name_en": name, "level": "disorder"}
        lines.append("\t".join(cells.get(column, "") for column in columns))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def same_and(path: Path, *changed: tuple[str, str]) -> Path:
    """The handmade ORPHA list with something in its text put in the place of something else."""
    text = ORPHA_FILE.read_text(encoding="utf-8")
    for before, after in changed:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")
    return path


LICENCE = (
    "<Availability><Licence><FullName lang='en'>Creative Commons Attribution 4.0 International</FullName>"
    "<ShortIdentifier>CC-BY-4.0</ShortIdentifier></Licence></Availability>"
)


def orphadata(
    *disorders: str, licence: str = LICENCE, date: str = "date='2026-06-23 07:53:50'", before: str = ""
) -> str:
    """A file as Orphadata's en_product1.xml."""
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>{before}\n<JDBOR {date} copyright='Orphanet (c) 2026'>\n"
        f"{licence}\n<DisorderList count='{len(disorders)}'>\n{''.join(disorders)}</DisorderList></JDBOR>\n"
    )


def disorder(code: str, name: str, inside: str = "", language: str = "en") -> str:
    """One disorder of such a file."""
    return (
        f"<Disorder id='1{code}'><OrphaCode>{code}</OrphaCode><Name lang='{language}'>{name}</Name>"
        f"<DisorderFlagList><DisorderFlag id='475'><Value>1</Value><Label/></DisorderFlag></DisorderFlagList>"
        f"{inside}</Disorder>\n"
    )


def made_up_sctid(item: int) -> str:
    """An id of SNOMED CT's form in the namespace 9999999, which nobody has: no real id is ours to hand on."""
    beginning = f"{item}999999910"
    return next(f"{beginning}{digit}" for digit in range(10) if is_concept_id(f"{beginning}{digit}"))


def snomed_table(path: Path, *terms: str) -> dict[str, str]:
    """A clinic's own list of ids for these terms; which has which."""
    ids = {term: made_up_sctid(item) for item, term in enumerate(terms, 1)}
    path.write_text("".join(f"{term}\t{id_}\n" for term, id_ in {"term": "sctid", **ids}.items()), encoding="utf-8")
    return ids
