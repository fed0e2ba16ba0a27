"""One section of the document: what a person reads first, and the resources behind it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from coordinator.entity import Knowledge
from coordinator.exchange.fhir.elements import LOINC, Element, Resource, coded, concept, hl7
from coordinator.exchange.fhir.text import Fact, narrative


@dataclass(frozen=True)
class Section:
    """A heading with a LOINC code where one fits, its words, the resources listed and those only pointed to by them.

    ``empty`` says why nothing is listed; it is left out when something is.
    """

    title: str
    facts: tuple[Fact, ...]
    listed: tuple[Resource, ...] = ()
    behind: tuple[Resource, ...] = ()
    loinc: tuple[str, str] = ("", "")
    empty: Element | None = None

    @property
    def is_said(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.facts or self.listed or self.empty)

    def withheld(self) -> Self:
        """The section without content, and the reason: which is not that nobody asked, or that nothing is known."""
        words = "Den här delen är utelämnad"
        reason = concept(words, coded(hl7("list-empty-reason"), "withheld", "Information Withheld"))
        return replace(self, facts=lines([words]), listed=(), behind=(), empty=reason)

    def element(self) -> Element:
        """The section as it stands in the Composition."""
        return {
            "title": self.title,
            "code": concept(self.title, coded(LOINC, *self.loinc)),
            "text": narrative(self.title, self.facts),
            "entry": [{"reference": f"urn:uuid:{one['id']}"} for one in self.listed],
            "emptyReason": None if self.listed else self.empty,
        }


def why_empty(knowledge: Knowledge, words: str) -> Element:
    """Why a section is empty: not asked is not the same as nothing known."""
    codes = {Knowledge.NOT_ASKED: ("notasked", "Not Asked"), Knowledge.NONE_KNOWN: ("nilknown", "Nil Known")}
    code, display = codes.get(knowledge, ("", ""))
    return concept(words, coded(hl7("list-empty-reason"), code, display))


def lines(texts: Iterable[str]) -> tuple[Fact, ...]:
    """Texts that stand alone, without a label."""
    return tuple(("", text) for text in texts if text.strip())
