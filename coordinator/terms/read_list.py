"""A code list as it was read from a file, before it is compared with the one that is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from coordinator.errors import ImportRefused
from coordinator.terms.source_file import SourceFile, refused
from coordinator.terms.term import ICD_10_SE, ORPHA, SNOMED_CT, Term


class ListKind(Enum):
    """The lists that are taken in from files, by the word that names them on the command line and on the disk."""

    ORPHA = "orpha"
    ICD_10_SE = "icd-10-se"
    UMI_SNOMED = "umi-snomed"

    @property
    def title(self) -> str:
        return _TITLES[self]

    @property
    def system(self) -> str:
        return _SYSTEMS[self]

    @property
    def names_disorders(self) -> bool:
        """Whether its terms are found where a diagnosis is chosen."""
        return self is not ListKind.UMI_SNOMED


_TITLES = {ListKind.ORPHA: "ORPHA", ListKind.ICD_10_SE: "ICD-10-SE", ListKind.UMI_SNOMED: "UMI – SNOMED CT"}
_SYSTEMS = {ListKind.ORPHA: ORPHA, ListKind.ICD_10_SE: ICD_10_SE, ListKind.UMI_SNOMED: SNOMED_CT}


@dataclass(frozen=True)
class ReadList:
    """The terms by code, and what the user is to know of the file. ``icd_from`` says where suggested codes are from."""

    kind: ListKind
    release: str
    terms: Mapping[str, Term]
    icd_from: str = ""
    notices: tuple[str, ...] = ()


def settled_release(source: SourceFile, said: str, content: str) -> str:
    """The release: what the content says, else what the user ``said`` or the file's name tells.

    Refused when they contradict each other, for then it is another file than somebody thinks.
    """
    stated = said or source.named_release
    if stated and content and stated[:4] != content[:4]:
        raise another_year(stated, content)
    if not (content or stated):
        raise refused(
            "Filen säger inte vilken utgåva den är",
            "Ge den ett namn med årtalet i, till exempel kodlista-2026.tsv, och välj den igen.",
        )
    return content or stated


def another_year(stated: str, content: str) -> ImportRefused:
    """The file is not of the year it is said to be."""
    return refused(
        "Filen är från ett annat år",
        f"Enligt namnet är den från {stated[:4]}, men innehållet är från {content[:4]}. "
        "Kontrollera att det är rätt fil, ge den rätt årtal i namnet och välj den igen.",
    )
