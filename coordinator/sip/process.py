"""One SIP: why it began, what was answered, what the plan says beside its rows, and how it ended.

Where it stands is stored nowhere: it follows from the days that are filled in (`coordinator.sip.standing`).
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.contact import Huvudman
from coordinator.entity import Code, Entity, attr, entity

if TYPE_CHECKING:
    from coordinator.record import Record


REGION_AND_KOMMUN = (Huvudman.REGION, Huvudman.KOMMUN)
"""The huvudmän that make a SIP together: it says what each answers for, and one has the overall responsibility."""


class SipLead(Code):
    """Whether we lead the work or only take part."""

    OURS = ("ours", "Vi leder")
    OTHERS = ("others", "Någon annan leder, vi deltar")


class SipReason(Code):
    """Why the coordination is needed now."""

    NEW_NEEDS = ("new_needs", "Nya behov")
    CHILD_TO_ADULT = ("child_to_adult", "Övergång från barn till vuxen")
    DISCHARGE = ("discharge", "Utskrivning från sjukhus")
    LSS = ("lss", "LSS-ansökan")
    SCHOOL_ABSENCE = ("school_absence", "Skolfrånvaro")
    MANY_CONTACTS = ("many_contacts", "Många kontakter")
    REVIEW = ("review", "Omprövning")
    OTHER = ("other", "Annat")


class SipAnswer(Code):
    """What the patient, or who decides for her, answered to the offer."""

    NOT_ANSWERED = ("not_answered", "Inte svarat")
    YES = ("yes", "Ja tack")
    NO = ("no", "Nej tack")


class SipCloseReason(Code):
    """Why the SIP is closed."""

    GOALS_MET = ("goals_met", "Målen är uppfyllda")
    NO_LONGER_NEEDED = ("no_longer_needed", "Samordning behövs inte längre")
    CONSENT_REVOKED = ("consent_revoked", "Samtycket är återkallat")
    MOVED = ("moved", "Flytt")
    DECEASED = ("deceased", "Avliden")
    REPLACED = ("replaced", "Ersatt av ny SIP")


@entity("sip", "SIP", since=7)
class Sip(Entity):
    """One samordnad individuell plan. A patient may have several open at once; ``number`` tells them apart."""

    number: int = attr("Nummer", default=1)
    lead: SipLead = attr("Vem leder", default=SipLead.OURS)
    led_by: str = attr("Leds av", default="", help="Namn och verksamhet, när någon annan leder.")
    reason: SipReason = attr("Anledning", default=SipReason.NEW_NEEDS)
    question: str = attr(
        "Frågeställning", default="", long=True, help="Det enda om patientens behov som står i kallelsen."
    )
    initiator: str = attr("Initiativtagare", default="", help="Namn och roll.")
    initiator_huvudman: Huvudman | None = attr("Initiativtagarens huvudman", default=None)
    asked_by_patient: bool | None = attr("Begärd av patienten eller närstående", default=None)
    asked_on: date | None = attr("Begärd", default=None)
    need: str = attr("Behovsbedömning", default="", long=True)
    need_assessed_on: date | None = attr("Behovet bedömt", default=None)
    refused_on: date | None = attr("Nekad", default=None)
    refused_reason: str = attr("Skäl till att neka", default="", long=True)
    offered_on: date | None = attr("Erbjuden", default=None)
    answer: SipAnswer = attr("Svar på erbjudandet", default=SipAnswer.NOT_ANSWERED)
    answered_on: date | None = attr("Svarade", default=None)
    answer_note: str = attr("Om svaret", default="", long=True)
    own_words: str = attr("Patientens egna ord", default="", long=True)
    situation: str = attr("Nuläge", default="", long=True)
    family_does: str = attr("Patienten och familjen gör", default="", long=True)
    nobody_else: bool = attr("Ingen annan gör något", default=False)
    if_it_fails: str = attr("Om planen inte fungerar", default="", long=True)
    overall_huvudman: Huvudman | None = attr("Övergripande ansvar", default=None, help="Region eller kommun.")
    overall_contact: str = attr(
        "Kontaktperson för det övergripande ansvaret", default="", help="Namn, verksamhet och telefon."
    )
    follow_up_on: date | None = attr("Följs upp", default=None)
    established_on: date | None = attr("Upprättad", default=None)
    established_by: str = attr("Upprättad av", default="")
    replaces_id: UUID | None = attr("Ersätter", default=None, refers_to="sip")
    closed_on: date | None = attr("Avslutad", default=None)
    closed_by: str = attr("Avslutad av", default="")
    close_reason: SipCloseReason | None = attr("Orsak till avslut", default=None)
    close_note: str = attr("Om avslutet", default="", long=True)

    @property
    def heading(self) -> str:
        """What it is called in a line."""
        return f"SIP {self.number}: {self.why}"

    @property
    def why(self) -> str:
        """The reason within a line."""
        label = self.reason.label
        return label if label[1:2].isupper() else label.lower()  # LSS stays LSS

    @property
    def is_open(self) -> bool:
        """Whether something remains to be done: it is neither closed, refused nor declined."""
        return not (self.closed_on or self.refused_on or self.answer is SipAnswer.NO)

    def problems(self, record: "Record") -> Iterator[str]:
        days = {
            "Behovet bedömt": self.need_assessed_on, "Begärd": self.asked_on, "Nekad": self.refused_on,
            "Erbjuden": self.offered_on, "Svarade": self.answered_on, "Upprättad": self.established_on,
            "Avslutad": self.closed_on,
        }  # fmt: skip
        yield from (f"{label} ligger i framtiden." for label, day in days.items() if day and day > record.today)
        if self.offered_on and self.answered_on and self.answered_on < self.offered_on:
            yield "Svaret ligger före erbjudandet."
        if self.refused_on and not self.refused_reason.strip():
            yield "Skriv skälet till att SIP nekas."
        if self.overall_huvudman not in (None, *REGION_AND_KOMMUN):
            yield "Det övergripande ansvaret har regionen eller kommunen."
        if self.established_on and self.follow_up_on is None:
            yield "Skriv när planen följs upp."
        if self.established_on and self.follow_up_on and self.follow_up_on < self.established_on:
            yield "Uppföljningen ligger före planens datum."
        if self.established_on and self.closed_on and self.closed_on < self.established_on:
            yield "Avslutet ligger före planens datum."
        if self.closed_on and self.close_reason is None:
            yield "Välj varför SIP avslutas."
