"""Whose the names are: what is said of the lists' sources wherever their names are shown or printed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from coordinator.entity import Coding
from coordinator.terms.curated import ICD_FROM, RELEASE
from coordinator.terms.read_list import ListKind
from coordinator.terms.source_file import release_in
from coordinator.terms.term import release_in_words
from resources import FOLDER

if TYPE_CHECKING:  # a paper tells its sources too, and needs no lists for that
    from coordinator.terms.term_lists import TermLists


def attribution(lists: "TermLists") -> Sequence[str]:
    """One sentence for each source. ORPHA is always among them: what the program comes with has its codes."""
    texts = _texts()
    kept = lists.versions()
    orpha = kept[ListKind.ORPHA].now if ListKind.ORPHA in kept else None
    release = orpha.release if orpha else RELEASE
    icd_from = dict.fromkeys((orpha.icd_from if orpha else "", ICD_FROM))
    said = [
        texts["orpha"].format(
            year=release[:4],
            version=release_in_words(release),
            icd_from=" och ".join(one for one in icd_from if one),
        )
    ]
    if ListKind.ICD_10_SE in kept:
        said.append(texts["icd-10-se"].format(version=kept[ListKind.ICD_10_SE].now.release))
    if ListKind.UMI_SNOMED in kept:
        said.append(texts["umi-snomed"].format(version=release_in_words(kept[ListKind.UMI_SNOMED].now.release)))
    return said


def attribution_on_paper(orpha: Iterable[Coding | None]) -> str:
    """What a paper says of the ORPHA codes on it, from what stands in them; empty when there is none."""
    codes = [one for one in orpha if one is not None and one.code.strip()]
    if not codes:
        return ""
    releases = sorted({release_in(one.system_version) for one in codes} - {""})
    if not releases:
        return _texts()["orpha-on-paper"]
    versions = " och ".join(map(release_in_words, releases))
    return _texts()["orpha-on-paper-of-release"].format(year=releases[-1][:4], version=versions)


def _texts() -> Mapping[str, str]:
    found: Mapping[str, str] = json.loads((FOLDER / "codes" / "attribution.json").read_text(encoding="utf-8"))
    return found
