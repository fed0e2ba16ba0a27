"""A card or sheet that somebody has: what stood on it, so that it can be told when it is no longer true."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.entity import Entity, attr, entity

if TYPE_CHECKING:
    from coordinator.record import Record


@entity("emergency_card", "Akutkort i omlopp", since=9)
class EmergencyCard(Entity):
    """Cards or sheets of one print that went to one holder.

    paper: the word for the paper in commands. facts: what it says, one fact a line (`coordinator.umi.card_facts`);
    compared with what it would say today. holder: often where the person is by day, a school or a workplace.
    shared_paper_id: the entry of the print.
    """

    paper: str = attr("Papper", help="Vad papperet heter i kommandon och filnamn.")
    title: str = attr("Titel", default="")
    holder: str = attr("Vem har det", default="", locates=True)
    copies: int = attr("Antal", default=1)
    issued_on: date = attr("Utskrivet")
    issued_by: str = attr("Utskrivet av", default="")
    valid_until: date | None = attr("Gäller till och med", default=None)
    facts: str = attr("Det som står på det", default="", long=True)
    shared_paper_id: UUID | None = attr("Utlämnat papper", default=None, refers_to="shared_paper")
    called_in_on: date | None = attr("Tillbaka eller kastat", default=None)
    called_in_note: str = attr("Om det", default="")

    @property
    def heading(self) -> str:
        """What it is called in a line: the paper, and who has it."""
        return ", ".join(part for part in (self.title.strip() or self.TITLE, self.holder.strip()) if part)

    @property
    def kept_fields(self) -> frozenset[str]:
        """What was printed stays printed, whatever becomes of the card."""
        return frozenset({"paper", "facts", "issued_on", "valid_until", "shared_paper_id"})

    @property
    def is_out(self) -> bool:
        """Whether somebody still has it."""
        return self.called_in_on is None

    def problems(self, record: "Record") -> Iterator[str]:
        if self.copies < 1:
            yield "Antalet kort ska vara minst ett."
        if self.issued_on > record.today:
            yield "Dagen kortet skrevs ut ligger i framtiden."
        if self.valid_until and self.valid_until < self.issued_on:
            yield "Kortet slutar gälla innan det skrevs ut."
        if self.called_in_on and not self.issued_on <= self.called_in_on <= record.today:
            yield "Dagen kortet kom tillbaka ska ligga mellan utskriften och i dag."
