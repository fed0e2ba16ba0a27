"""One stöd: applied for, perhaps to be supplemented, decided, and in force until a day."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.benefit.kinds import BenefitKind, Decider, Decision
from coordinator.entity import Entity, attr, entity

if TYPE_CHECKING:
    from coordinator.record import Record


@entity("benefit", "Stöd", since=10)
class Benefit(Entity):
    """One application and what became of it. A renewal is a new one that ``renews_id`` ties to the former.

    what: what more is to be said of the kind, as which insats or how much of it. lead_months: how long before its last
    day it is told of, None for what is usual. lifelong: the need does not go away, whatever day the decision ends.
    appeal_by is a day somebody wrote, never one the program reckoned.
    """

    kind: BenefitKind = attr("Stöd")
    what: str = attr("Vilket", default="", help="Till exempel korttidsvistelse, eller halvt bidrag.")
    decider: Decider | None = attr("Vem beslutar", default=None, help="När det inte är som vanligt.")
    contact_id: UUID | None = attr("Handläggare", default=None, refers_to="contact")
    officer: str = attr(
        "Handläggarens namn", default="", help="När hon inte är en av kontakterna.", stands_for="contact_id"
    )
    case_number: str = attr("Ärendenummer", default="")
    applied_on: date | None = attr("Ansökt", default=None)
    supplement_asked_on: date | None = attr("Komplettering begärd", default=None)
    supplement_by: date | None = attr("Komplettering senast", default=None)
    supplement_what: str = attr("Vad som ska kompletteras", default="", long=True)
    supplement_sent_on: date | None = attr("Komplettering skickad", default=None)
    decision: Decision | None = attr("Beslut", default=None)
    decided_on: date | None = attr("Beslutsdag", default=None)
    valid_from: date | None = attr("Gäller från och med", default=None)
    valid_until: date | None = attr("Gäller till och med", default=None)
    renew_by: date | None = attr("Förnyas senast", default=None)
    lead_months: int | None = attr("Påminn så många månader före", default=None)
    lifelong: bool = attr("Livslångt behov", default=False)
    appeal_by: date | None = attr("Överklaga senast", default=None)
    renews_id: UUID | None = attr("Förnyar", default=None, refers_to="benefit")
    ended_on: date | None = attr("Avslutat", default=None)
    end_reason: str = attr("Varför det avslutades", default="", long=True)
    on_print: bool = attr("Visas på patientens utskrift", default=True)
    note: str = attr("Anteckning", default="", long=True)
    source: str = attr("Källa", default="")
    checked_on: date | None = attr("Kontrollerad", default=None)
    checked_by: str = attr("Kontrollerad av", default="")

    @property
    def heading(self) -> str:
        """What it is called in a line: the kind, and what more was said of it."""
        what = self.what.strip()
        if self.kind is BenefitKind.OTHER and what:
            return what
        return f"{self.kind.label}: {what}" if what else self.kind.label

    @property
    def is_open(self) -> bool:
        """Whether somebody waits for a decision."""
        return self.decision is None and self.ended_on is None

    @property
    def waits_for_supplement(self) -> bool:
        """Whether more was asked for and has not been sent."""
        return self.is_open and self.supplement_asked_on is not None and self.supplement_sent_on is None

    def holds_on(self, day: date) -> bool:
        """Whether what was decided is in force on ``day``."""
        granted = self.decision in (Decision.GRANTED, Decision.PARTLY)
        begun = self.valid_from is None or self.valid_from <= day
        return granted and begun and all(end is None or day <= end for end in (self.valid_until, self.ended_on))

    def problems(self, record: "Record") -> Iterator[str]:
        past = {
            "Ansökt": self.applied_on, "Komplettering begärd": self.supplement_asked_on,
            "Komplettering skickad": self.supplement_sent_on, "Beslutsdag": self.decided_on,
            "Avslutat": self.ended_on, "Kontrollerad": self.checked_on,
        }  # fmt: skip
        yield from (f"{label} ligger i framtiden." for label, day in past.items() if day and day > record.today)
        if self.kind is BenefitKind.OTHER and not self.what.strip():
            yield "Skriv vilket intyg eller stöd det gäller."
        yield from self._of_application()
        yield from self._of_decision()
        if self.lead_months is not None and not 0 <= self.lead_months <= 60:
            yield "Påminn 0 till 60 månader före."
        if self.renews_id == self.id:
            yield "Ett stöd kan inte förnya sig självt."
        if self.ended_on and not self.end_reason.strip():
            yield "Skriv varför stödet avslutades."

    def _of_application(self) -> Iterator[str]:
        """What is wrong with what was sent and asked for."""
        asked, by, sent = self.supplement_asked_on, self.supplement_by, self.supplement_sent_on
        if self.applied_on and asked and asked < self.applied_on:
            yield "Kompletteringen begärdes innan ansökan skickades. Rätta den dag som är fel."
        if asked and by and by < asked:
            yield "Sista dag för kompletteringen ligger före dagen den begärdes."
        if asked and sent and sent < asked:
            yield "Kompletteringen skickades innan den begärdes. Rätta den dag som är fel."
        if (by or sent) and asked is None:
            yield "Skriv när kompletteringen begärdes."

    def _of_decision(self) -> Iterator[str]:
        """What is wrong with what was decided, and for how long."""
        decided, until = self.decided_on, self.valid_until
        if self.applied_on and decided and decided < self.applied_on:
            yield "Beslutet ligger före ansökan. Rätta den dag som är fel."
        if self.decision and decided is None:
            yield "Skriv vilken dag beslutet kom."
        if decided and self.decision is None:
            yield "Välj vad beslutet blev."
        if self.appeal_by and decided and self.appeal_by < decided:
            yield "Sista dag att överklaga ligger före beslutet."
        if self.valid_from and until and until < self.valid_from:
            yield "Stödet slutar gälla innan det börjar."
        if self.renew_by and until and self.renew_by > until:
            yield "Förnyas senast ligger efter dagen stödet slutar gälla."
