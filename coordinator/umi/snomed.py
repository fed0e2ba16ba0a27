"""The SNOMED CT id of a national term, from the list that the clinic has added; the program comes with none."""

from coordinator.terms.kept_lists import ListFolder
from coordinator.terms.read_list import ListKind
from coordinator.umi.kinds import AlertType
from coordinator.umi.row import fields_of
from coordinator.umi.terms import NationalTerm, national_term


def snomed_of(folder: ListFolder, term: NationalTerm) -> str:
    """The id; empty when the clinic has added no list, or its list has none for the term."""
    kept = folder.versions().get(ListKind.UMI_SNOMED)
    found = folder.terms(kept.now) if kept is not None else None
    return next((one.code for one in found or () if not one.retired_in and term.term in (one.name, *one.synonyms)), "")


def snomed_to_keep(folder: ListFolder, kind: AlertType, term: str) -> str:
    """The id to keep in a new row of that type; empty when the type has no such field or the term is not national."""
    if all(one.name != "snomed" for one in fields_of(kind)):
        return ""
    known = national_term(kind, term)
    return snomed_of(folder, known) if known is not None else ""
