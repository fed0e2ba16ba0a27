"""What was answered when somebody asked about a group of uppmärksamhetsinformation: one answer a group."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from coordinator.entity import Entity, Knowledge, attr, entity
from coordinator.umi.kinds import AlertGroup
from coordinator.umi.row import AlertInformation

if TYPE_CHECKING:
    from coordinator.record import Record


@entity("alert_group_answer", "Svar om en UMI-grupp", since=9)
class AlertGroupAnswer(Entity):
    """Finns, inget känt or ej efterfrågat. A group without an answer has not been asked about."""

    about: AlertGroup = attr("Grupp")
    known: Knowledge = attr("Svar", default=Knowledge.NOT_ASKED)
    checked_on: date | None = attr("Frågat", default=None)
    checked_by: str = attr("Frågat av", default="")
    source: str = attr("Vem svarade", default="", help="Journalen, patienten eller en närstående.")

    @property
    def heading(self) -> str:
        """What it is called in a line."""
        return f"{self.about.label}: {self.known.label.lower()}"

    @property
    def kept_fields(self) -> frozenset[str]:
        """An answer about one group never becomes one about another."""
        return frozenset({"about"})

    def problems(self, record: "Record") -> Iterator[str]:
        if any(one.id != self.id and one.about is self.about for one in record.all(AlertGroupAnswer)):
            yield f"Det finns redan ett svar om {self.about.label}. Ändra det i stället."
        if self.known is not Knowledge.NOT_ASKED and (self.checked_on is None or not self.checked_by.strip()):
            yield "Skriv vilken dag det frågades, och av vem."
        if self.checked_on and self.checked_on > record.today:
            yield "Dagen det frågades ligger i framtiden."
        if self.known is Knowledge.NONE_KNOWN and any(
            one.group is self.about and one.is_current_on(record.today) for one in record.all(AlertInformation)
        ):
            yield f"{self.about.label} har uppgifter som gäller: svaret kan inte vara Inget känt."
