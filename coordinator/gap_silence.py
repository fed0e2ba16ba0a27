"""Silences of gaps: for one patient a rule, or one thing it found, is quiet until a day, for a reason somebody gave."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.entity import Entity, attr, entity
from coordinator.gap import longest_silence, rule_named
from coordinator.swedish import add_months

if TYPE_CHECKING:
    from coordinator.record import Record


@entity("gap_silence", "Tystad lucka", since=6)
class GapSilence(Entity):
    """One silence. ``rule`` is the code of a rule; ``about`` the entry whose gap is quiet, none for all of the rule."""

    rule: str = attr("Regel")
    about: UUID | None = attr("Gäller posten", default=None)
    reason: str = attr("Skäl", default="", long=True)
    until: date = attr("Tyst till och med")
    silenced_on: date = attr("Tystad den")
    silenced_by: str = attr("Tystad av", default="")

    @property
    def rule_name(self) -> str:
        """What the rule looks for, in words."""
        rule = rule_named(self.rule)
        return rule.name if rule is not None else "En regel som inte finns längre"

    def holds_on(self, day: date) -> bool:
        """Whether the gap is quiet on ``day``."""
        return day <= self.until

    def problems(self, record: "Record") -> Iterator[str]:
        if not self.reason.strip():
            yield "Skriv varför luckan ska vara tyst."
        if self.silenced_on > record.today:
            yield "Luckan är tystad i framtiden."
        elif self.until <= self.silenced_on:
            yield "Välj en dag från och med i morgon. Skriv till när luckan ska vara tyst."
        elif self.until > add_months(self.silenced_on, longest_silence()):
            yield f"Luckan kan vara tyst i högst {longest_silence()} månader. Välj en tidigare dag."
