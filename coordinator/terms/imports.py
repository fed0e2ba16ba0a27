"""Takes in a code list from a file: reads it, holds it against the one that is there, and says what would change."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from coordinator.terms import icd, orpha, umi_snomed
from coordinator.terms.kept_lists import KeptList, ListFolder
from coordinator.terms.read_list import ListKind, ReadList
from coordinator.terms.source_file import SourceFile, read_source, refused, release_in
from coordinator.terms.term import Term, release_in_words

FEWEST: dict[ListKind, int] = {ListKind.ORPHA: 5_000, ListKind.ICD_10_SE: 3_000, ListKind.UMI_SNOMED: 1}
MOST: dict[ListKind, int] = {ListKind.ORPHA: 40_000, ListKind.ICD_10_SE: 100_000, ListKind.UMI_SNOMED: 500}
"""Between these lies the number of codes in use of a whole list."""
_LEAST_LEFT = 0.8
"""So much of the list that is there must be in the new one: fewer is a part of a list."""
_EXAMPLES = 10


@dataclass(frozen=True)
class Changed:
    """A code that the two lists differ in: its names before and after, one of them empty when it is not there."""

    code: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class ChangeReport:
    """What taking in a list changes. Of a first list everything is added."""

    kind: ListKind
    release: str
    former_release: str
    codes: int
    added: tuple[Changed, ...]
    renamed: tuple[Changed, ...]
    retired: tuple[Changed, ...]
    same: int
    notices: tuple[str, ...] = ()
    already_there: bool = False

    def in_words(self) -> Iterator[str]:
        """Line by line, with some examples."""
        yield f"{self.kind.title}, utgåva {release_in_words(self.release)}: {number(self.codes)} koder."
        if not self.former_release:
            yield "Listan fanns inte förut."
        else:
            yield f"Mot den som finns, {release_in_words(self.former_release)}:"
            yield f"  {number(len(self.added))} nya"
            yield from _examples(self.added)
            yield f"  {number(len(self.renamed))} har fått nytt namn"
            yield from _examples(self.renamed)
            yield f"  {number(len(self.retired))} finns inte längre; de visas med att de har utgått"
            yield from _examples(self.retired)
            yield f"  {number(self.same)} som förut"
        for notice in self.notices:
            yield f"OBS: {notice}"


@dataclass(frozen=True)
class Prepared:
    """A list ready to be kept: what it changes, and its terms with those that are retired."""

    report: ChangeReport
    kept: KeptList
    terms: tuple[Term, ...]


def prepare(path: Path, folder: ListFolder, *, at: datetime, release: str = "") -> Prepared:
    """Read ``path`` and hold it against what is there; nothing is written.

    at: when it is taken in. release: the year, or year and month, that the user says; else the file tells it.
    """
    if release and release_in(release) != release:
        raise refused("Utgåvan går inte att läsa", "Skriv ett årtal, till exempel 2026, eller år och månad: 2026-06.")
    source = read_source(path)
    read = _read(source, release)
    held = folder.versions().get(read.kind)
    before = {term.code: term for term in (folder.terms(held.now) if held else None) or ()}
    active = sum(not term.retired_in for term in read.terms.values())
    _require_whole_list(read.kind, active, sum(not term.retired_in for term in before.values()))
    after = _with_retired(read, before)
    already = held is not None and (held.now.sha256, held.now.release) == (source.sha256, read.release)
    report = replace(_compared(read, before), codes=active, already_there=already and bool(before))
    kept = KeptList(
        read.kind, read.release, active, len(after) - active, source.sha256, at, file="", icd_from=read.icd_from
    )
    return Prepared(report, kept, after)


def take_in(prepared: Prepared, folder: ListFolder) -> None:
    """Keep what was prepared. A list that is there already stays as it is, with its former version."""
    if not prepared.report.already_there:
        folder.put(prepared.kept, prepared.terms)


def number(count: int) -> str:
    """A number as it is written in Swedish: 10 101."""
    return f"{count:,}".replace(",", "\u00a0")


def _read(source: SourceFile, said: str) -> ReadList:
    """What kind of file it is shows in how it begins."""
    if source.is_xml:
        return orpha.read_xml(source, said)
    first = source.lines[0]
    header = tuple(name.strip().strip('"') for name in first.split("\t"))
    if orpha.is_orpha_table(header):
        return orpha.read_table(source, said)
    if icd.is_icd_table(header):
        return icd.read_table(source, said)
    if icd.is_old_text(first.rstrip()):
        return icd.read_old_text(source, said)
    if umi_snomed.is_snomed_list(first):
        return umi_snomed.read_snomed_list(source, said)
    raise refused(
        "Filen är ingen kodlista som går att ta in",
        "Det som går är Orphadatas en_product1.xml, Orphanets ORPHAnomenclature_en_ÅÅÅÅ.xml, E-hälsomyndighetens "
        "icd-10-se.tsv och en egen lista med kolumnerna term och sctid.",
    )


def _require_whole_list(kind: ListKind, count: int, before: int) -> None:
    if not FEWEST[kind] <= count <= MOST[kind]:
        raise refused(
            "Filen är ingen hel lista",
            f"Den har {number(count)} koder; {kind.title} har mellan {number(FEWEST[kind])} och {number(MOST[kind])}. "
            "Hämta filen igen.",
        )
    if count < _LEAST_LEFT * before:
        raise refused(
            "Filen är ingen hel lista",
            f"Den har {number(count)} koder, och listan som finns har {number(before)}. Hämta filen igen.",
        )


def _with_retired(read: ReadList, before: Mapping[str, Term]) -> tuple[Term, ...]:
    """The new terms, and after them those of before that are gone: they stay, and say that they are retired."""
    gone = (
        replace(term, retired_in=term.retired_in or read.release)
        for code, term in before.items()
        if code not in read.terms
    )
    return (*read.terms.values(), *gone)


def _compared(read: ReadList, before: Mapping[str, Term]) -> ChangeReport:
    added, renamed, retired, same = [], [], [], 0
    for code, new in read.terms.items():
        old = before.get(code)
        was = old is not None and not old.retired_in
        if new.retired_in:
            if old is not None and was:
                retired.append(Changed(code, before=old.name))
        elif old is None or not was:
            added.append(Changed(code, after=new.name))
        elif old.name != new.name:
            renamed.append(Changed(code, old.name, new.name))
        else:
            same += 1
    retired += [
        Changed(code, before=old.name) for code, old in before.items() if code not in read.terms and not old.retired_in
    ]
    former = next((term.release for term in before.values() if not term.retired_in), "")
    notices = list(read.notices)
    if read.release < former[: len(read.release)]:  # one may be told by its year, the other by its month too
        notices.append(f"Filen är äldre än listan som finns, som är från {release_in_words(former)}.")
    return ChangeReport(
        read.kind, read.release, former, 0, tuple(added), tuple(renamed), tuple(retired), same, tuple(notices)
    )


def _examples(changed: Iterable[Changed]) -> Iterator[str]:
    every = list(changed)
    for one in every[:_EXAMPLES]:
        yield f"    {one.code}  {' → '.join(name for name in (one.before, one.after) if name)}"
    if len(every) > _EXAMPLES:
        yield f"    … och {number(len(every) - _EXAMPLES)} till"
