"""Searches all lists by what somebody types; whatever is typed can also be kept as it is (`term.free_text`)."""

from itertools import chain

from coordinator.terms.term import Term
from coordinator.terms.term_index import name_key
from coordinator.terms.term_lists import TermLists

_LONGEST = 300
"""Letters; no name is longer, and a whole page put in the field by mistake is not looked through."""


def search(lists: TermLists, text: str, limit: int = 20) -> list[Term]:
    """At most ``limit`` terms: by code, by whole name, then Swedish names, ORPHA and ICD-10-SE; each term once.

    One slip is forgiven when nothing fits. None when nothing is typed.
    """
    text, index = text[:_LONGEST], lists.index
    found: dict[int, Term] = {}
    for term in chain(index.with_code(text), index.named(text, limit)):
        found.setdefault(id(term), term)
        if len(found) == limit:
            break
    if not found:
        found = {id(term): term for term in index.nearly(text, limit)}
    return list(found.values())


def name_met(term: Term, text: str) -> str:
    """Which other name of the term holds every word of ``text``, when the one that is shown does not; else empty."""
    words = name_key(text).split()
    for name in (term.display, *term.other_names):
        key = name_key(name)
        if words and all(word in key for word in words):
            return "" if name == term.display else name
    return ""
