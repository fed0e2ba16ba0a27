"""All terms there are to choose from, put together: Swedish names, the clinic's own, and the lists taken in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coordinator.terms import own_names
from coordinator.terms.curated import curated_terms
from coordinator.terms.kept_lists import ListFolder, Versions
from coordinator.terms.own_names import OwnName
from coordinator.terms.read_list import ListKind
from coordinator.terms.term import ICD_10_SE, ORPHA, OWN, UNDIAGNOSED, Term, code_key, system_of
from coordinator.terms.term_index import TermIndex

_Key = tuple[str, str]


@dataclass(frozen=True)
class _Loaded:
    stamp: object
    terms: Mapping[_Key, Term]
    index: TermIndex
    faults: tuple[str, ...]


class TermLists:
    """The lists in a folder and those that the program comes with; read when first asked for, and again when changed.

    They are asked from one thread.
    """

    def __init__(self, folder: ListFolder) -> None:
        self.folder = folder
        self._loaded: _Loaded | None = None

    @property
    def terms(self) -> Sequence[Term]:
        """Every term, each code once."""
        return tuple(self._now().terms.values())

    @property
    def index(self) -> TermIndex:
        """The same, to be found in."""
        return self._now().index

    @property
    def faults(self) -> Sequence[str]:
        """What could not be read, and what to do about it."""
        return self._now().faults

    def versions(self) -> Mapping[ListKind, Versions]:
        """The lists that were taken in."""
        return self.folder.versions()

    def term(self, system: str, code: str) -> Term | None:
        """The term with a code, retired or not; None for one that no list has."""
        return self._now().terms.get((system, code_key(code)))

    def has(self, kind: ListKind) -> bool:
        """Whether the list was taken in."""
        return kind in self.versions()

    def _now(self) -> _Loaded:
        stamp = (self.folder.stamp(), own_names.stamp(self.folder))
        if self._loaded is None or self._loaded.stamp != stamp:
            terms, faults = _put_together(self.folder)
            self._loaded = _Loaded(stamp, terms, TermIndex(tuple(terms.values())), faults)
        return self._loaded


def _put_together(folder: ListFolder) -> tuple[Mapping[_Key, Term], tuple[str, ...]]:
    terms: dict[_Key, Term] = {}
    faults, orpha_release = [], ""
    for kind, versions in folder.versions().items():
        found = folder.terms(versions.now)
        if found is None:
            faults.append(f"Listan {kind.title} är skadad eller borta. Ta in den ur sin fil igen.")
            continue
        if not kind.names_disorders:
            continue
        terms |= {_key(term): term for term in found}
        if kind is ListKind.ORPHA:
            orpha_release = versions.now.release
    for curated in curated_terms():
        _add_swedish(terms, curated, orpha_release)
    for own in own_names.own_names(folder):
        _add_own(terms, own)
    return terms, tuple(faults)


def _add_swedish(terms: dict[_Key, Term], curated: Term, release: str) -> None:
    """Give a term of the list its Swedish names; where the list has it no longer it stays, and says so."""
    listed = terms.get(_key(curated))
    if listed is None:
        terms[_key(curated)] = replace(curated, retired_in=release)
        return
    # The Swedish sub-codes first: they say more than the ones they belong to.
    suggestions = dict.fromkeys((*curated.suggestions, *listed.suggestions))
    terms[_key(curated)] = replace(listed, swedish=curated.swedish, suggestions=tuple(suggestions))


def _add_own(terms: dict[_Key, Term], own: OwnName) -> None:
    """The clinic's own name comes before ours."""
    if not own.code:
        terms[OWN, own.name] = Term(code="", system=OWN, name=own.name, swedish=(own.name,))
        return
    system = system_of(own.code)
    listed = terms.get((system, code_key(own.code))) or Term(code=own.code, system=system, name="")
    terms[_key(listed)] = replace(listed, swedish=tuple(dict.fromkeys((own.name, *listed.swedish))))


def _key(term: Term) -> _Key:
    return term.system, term.key


def suggested(lists: TermLists, term: Term) -> Sequence[Term]:
    """The ICD-10-SE codes that may fit a term, each to be checked by whoever chooses it.

    With the list taken in: those that are in it, with their names. Without it: the codes alone, without a release.
    """
    if not lists.has(ListKind.ICD_10_SE):
        return [Term(code=code, system=ICD_10_SE, name="") for code in term.suggestions]
    found = (lists.term(ICD_10_SE, code) for code in term.suggestions)
    return [one for one in found if one is not None and not one.retired_in]


def quick_picks(lists: TermLists) -> Sequence[Term]:
    """What is offered before anything is typed: that no diagnosis was found after full investigation."""
    found = lists.term(ORPHA, UNDIAGNOSED)
    return [] if found is None else [found]
