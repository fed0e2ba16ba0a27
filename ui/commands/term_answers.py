"""What the command terms does and answers, in words and as JSON."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from coordinator.record import swedish_clock
from coordinator.swedish import SWEDEN
from coordinator.terms.attribution import attribution
from coordinator.terms.curated import curated_terms
from coordinator.terms.imports import number, prepare, take_in
from coordinator.terms.kept_lists import KeptList
from coordinator.terms.own_names import own_names
from coordinator.terms.read_list import ListKind
from coordinator.terms.searching import name_met, search
from coordinator.terms.term import TO_CHECK, Term, release_in_words
from coordinator.terms.term_lists import TermLists, suggested
from ui.term_folder import term_folder

_MISSING = {
    ListKind.ORPHA: "Hämta en_product1.xml från www.orphadata.com och kör hallpunkt terms import FIL.",
    ListKind.ICD_10_SE: "Hämta icd-10-se.tsv från E-hälsomyndigheten och kör hallpunkt terms import FIL.",
    ListKind.UMI_SNOMED: "Gör en tabell med kolumnerna term och sctid, och kör hallpunkt terms import FIL.",
}


def search_lists(text: str, *, limit: int, in_json: bool) -> None:
    """Tell what fits, with whose the names are."""
    lists = TermLists(term_folder())
    found = search(lists, text, limit)
    sources = attribution(lists)
    _warn(lists)
    if in_json:
        answer = {"terms": [_term_json(lists, term) for term in found], "attribution": list(sources)}
        print(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    if not found:
        print("Inget i listorna passar. Diagnosen kan alltid skrivas med egna ord, utan kod.")
        return
    for term in found:
        print("\n".join(_term_in_words(lists, term, text)))
    print("\n" + "\n".join(sources))


def import_list(file: Path, *, release: str, dry_run: bool) -> None:
    """Take a list in, or only tell what would change."""
    folder = term_folder()
    prepared = prepare(file, folder, at=swedish_clock(), release=release)
    print("\n".join(prepared.report.in_words()))
    if prepared.report.already_there:
        print("Den är redan intagen. Inget har ändrats.")
    elif dry_run:
        print("Kör igen utan --dry-run för att ta in den. Inget har ändrats.")
    else:
        take_in(prepared, folder)
        back = f" hallpunkt terms restore {prepared.kept.kind.value} tar tillbaka den förra."
        print("Listan är intagen." + (back if prepared.report.former_release else ""))


def tell_lists() -> None:
    """Tell which lists there are, and whose the names are."""
    lists = TermLists(term_folder())
    kept = lists.versions()
    print(f"Svenska namn som följer med: {number(len(curated_terms()))}")
    print(f"Egna namn: {number(len(own_names(lists.folder)))}")
    for kind in ListKind:
        if kind not in kept:
            print(f"{kind.title}: finns inte. {_MISSING[kind]}")
            continue
        print(f"{kind.title} ({kind.value}): {_kept_in_words(kept[kind].now)}")
        former = kept[kind].former
        if former is not None:
            print(f"  den förra: {_kept_in_words(former)}")
    _warn(lists)
    print("\n" + "\n".join(attribution(lists)))


def restore_list(word: str) -> None:
    """Put back the version before."""
    kind = ListKind(word)
    held = term_folder().put_back(kind)
    print(f"{kind.title}: {_kept_in_words(held.now)} gäller igen.")


def _warn(lists: TermLists) -> None:
    for fault in lists.faults:
        print(f"OBS: {fault}", file=sys.stderr)


def _term_in_words(lists: TermLists, term: Term, text: str) -> Iterable[str]:
    code = f"  {term.written_code}" if term.code else ""
    yield f"{term.display}{code}" + (f"  ({release_in_words(term.release)})" if term.release else "")
    met = name_met(term, text)
    if met:
        yield f"  också: {met}"
    if term.remark:
        yield f"  {term.remark}"
    codes = [f"{one.code} {one.name}".strip() for one in suggested(lists, term)]
    if codes:
        yield f"  ICD-10-SE ({TO_CHECK}): {'; '.join(codes)}"


def _term_json(lists: TermLists, term: Term) -> dict[str, Any]:
    return {
        "display": term.display, "code": term.code, "system": term.system, "release": term.release,
        "other_names": list(term.other_names), "retired_in": term.retired_in or None, "moved_to": term.moved_to or None,
        "never_main": term.never_main,
        "suggestions": [
            {"code": one.code, "system": one.system, "release": one.release, "display": one.name, "status": TO_CHECK}
            for one in suggested(lists, term)
        ],
    }  # fmt: skip


def _kept_in_words(kept: KeptList) -> str:
    retired = f" och {number(kept.retired)} som har utgått" if kept.retired else ""
    when = f"{kept.taken_in.astimezone(SWEDEN):%Y-%m-%d %H:%M}"
    return (
        f"utgåva {release_in_words(kept.release)}, {number(kept.codes)} koder{retired}, intagen {when}, "
        f"sha256 {kept.sha256}"
    )
