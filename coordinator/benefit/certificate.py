"""One intyg: what somebody is asked to write for a stöd, what it can be written from, and when it came and went."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.entity import Entity, attr, entity

if TYPE_CHECKING:
    from coordinator.record import Record


@entity("certificate", "Intyg", since=10)
class Certificate(Entity):
    """One certificate. ``benefit_id``: what it is for; none when it is for nothing that is followed here.

    basis: what its writer is given to write from, in our words and the patient's; never the certificate itself.
    basis_from: the certificate whose basis was taken over.
    """

    title: str = attr("Intyg", default="", help="Till exempel läkarutlåtande om hälsotillstånd.")
    form: str = attr("Blankett", default="")
    benefit_id: UUID | None = attr("Till stödet", default=None, refers_to="benefit")
    contact_id: UUID | None = attr("Skrivs av kontakt", default=None, refers_to="contact")
    writer: str = attr("Skrivs av", default="", help="När det inte är en av kontakterna.", stands_for="contact_id")
    requested_on: date | None = attr("Begärt", default=None)
    requested_by: str = attr("Begärt av", default="")
    needed_by: date | None = attr("Behövs senast", default=None)
    basis: str = attr("Underlag", default="", long=True, help="Hur det är i vardagen, och vad som har ändrats.")
    basis_ready_on: date | None = attr("Underlaget klart", default=None)
    basis_from: UUID | None = attr("Underlaget kommer från", default=None, refers_to="certificate")
    issued_on: date | None = attr("Utfärdat", default=None)
    sent_on: date | None = attr("Inskickat", default=None)
    sent_to: str = attr("Skickat till", default="")
    copy_in_journal_on: date | None = attr("Kopia i journalen", default=None)
    dropped_on: date | None = attr("Behövs inte längre", default=None)
    dropped_because: str = attr("Varför det inte behövs", default="", long=True)
    note: str = attr("Anteckning", default="", long=True)

    @property
    def heading(self) -> str:
        """What it is called in a line."""
        return self.title.strip() or self.TITLE

    @property
    def is_open(self) -> bool:
        """Whether it has yet to be written or sent."""
        return self.sent_on is None and self.dropped_on is None

    @property
    def is_waited_for(self) -> bool:
        """Whether it was asked for and has not come."""
        return self.requested_on is not None and self.issued_on is None and self.dropped_on is None

    def problems(self, record: "Record") -> Iterator[str]:
        past = {
            "Begärt": self.requested_on, "Underlaget klart": self.basis_ready_on, "Utfärdat": self.issued_on,
            "Inskickat": self.sent_on, "Kopia i journalen": self.copy_in_journal_on,
            "Behövs inte längre": self.dropped_on,
        }  # fmt: skip
        yield from (f"{label} ligger i framtiden." for label, day in past.items() if day and day > record.today)
        if not self.title.strip() and self.benefit_id is None:
            yield "Skriv vilket intyg det gäller."
        if self.requested_on and self.issued_on and self.issued_on < self.requested_on:
            yield "Intyget är utfärdat innan det begärdes. Rätta den dag som är fel."
        if self.issued_on and self.sent_on and self.sent_on < self.issued_on:
            yield "Intyget är inskickat innan det utfärdades. Rätta den dag som är fel."
        if self.sent_on and self.issued_on is None:
            yield "Skriv när intyget utfärdades: det är inskickat."
        if self.requested_on and self.needed_by and self.needed_by < self.requested_on:
            yield "Intyget behövdes innan det begärdes. Rätta den dag som är fel."
        if self.basis_from == self.id:
            yield "Ett underlag kan inte komma från sig självt."
        if self.dropped_on and not self.dropped_because.strip():
            yield "Skriv varför intyget inte behövs längre."
