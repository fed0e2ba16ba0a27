"""The Swedish names that Hållpunkt comes with, each for an ORPHA code, and the quick pick for who has no diagnosis."""

from collections.abc import Sequence
from functools import cache

from coordinator.terms.term import ORPHA, UNDIAGNOSED, Term
from resources import FOLDER

RELEASE = "2025-12"
"""The release of ORPHA that the names were written for."""
ICD_FROM = "ORDO 2.6"
"""Where most of the ICD-10 codes that they suggest are from."""

_NO_DIAGNOSIS = Term(
    code=UNDIAGNOSED,
    system=ORPHA,
    name="Rare disorder without a determined diagnosis after full investigation",
    swedish=("Sällsynt hälsotillstånd utan fastställd diagnos efter full utredning", "Odiagnostiserad"),
    release=RELEASE,
    level="disorder",
)


@cache
def curated_terms() -> Sequence[Term]:
    """All of them, in the order of the file; read when first asked for."""
    text = (FOLDER / "codes" / "conditions.tsv").read_text(encoding="utf-8")
    header, *lines = (line.split("\t") for line in text.splitlines())
    return (_NO_DIAGNOSIS, *(_term(dict(zip(header, line, strict=True))) for line in lines))


def _term(row: dict[str, str]) -> Term:
    codes = (*row["icd10se_sub_suggest"].split("|"), *row["icd10_2018"].split("|"))
    return Term(
        code=row["orpha"],
        system=ORPHA,
        name=row["orphanet_label_en"],
        swedish=(row["name_sv"], *(name for name in row["synonyms_sv"].split("|") if name)),
        release=RELEASE,
        suggestions=tuple(code for code in dict.fromkeys(codes) if code),
    )
