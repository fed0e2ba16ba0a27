"""What must be known in an emergency: akutinformation as the specialist gave it, copied with source and date.

This is not UMI (uppmärksamhetsinformation), which is a closed national list.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.entity import Code, Entity, Knowledge, attr, entity

if TYPE_CHECKING:
    from coordinator.record import Record


class CardLanguage(Code):
    """The language of one emergency text."""

    SWEDISH = ("sv", "Svenska")
    ENGLISH = ("en", "Engelska")


@entity("emergency_information", "Akutinformation")
class EmergencyInformation(Entity):
    """One emergency text. Every word is copied from the source named in it; none is generated.

    translates_id: the Swedish text that an English one says in other words. condition_id: the diagnosis it is about.
    """

    heading: str = attr("Rubrik", help="Det viktigaste med några ord, till exempel Risk vid sövning.")
    card_text: str = attr(
        "På akutkortet", default="", help="En eller två rader, så som läkaren vill ha dem på kortet.", since=9
    )
    condition: str = attr("Tillstånd", default="")
    do_this: str = attr("Gör detta", default="", long=True)
    do_not: str = attr(
        "Gör inte detta", default="", long=True, help="Hela meningar, till exempel Lämna henne inte ensam."
    )
    anaesthesia: str = attr("Sövning och narkos", default="", long=True)
    fasting: str = attr("Fasta och energi", default="", long=True)
    infusion: str = attr("Infusion", default="", long=True)
    seizures: str = attr("Kramper", default="", long=True)
    breathing: str = attr("Andning", default="", long=True)
    avoid_medicines: str = attr("Läkemedel att undvika", default="", long=True)
    call_daytime: str = attr("Ring dagtid", default="")
    call_on_call: str = attr("Ring jourtid", default="")
    hospital: str = attr("Sjukhus som känner patienten", default="", locates=True)
    communication: str = attr("Kommunikation", default="", long=True)
    document: str = attr("Dokument", default="")
    language: CardLanguage = attr("Språk", default=CardLanguage.SWEDISH)
    issued_by: str = attr("Utfärdad av", default="", help="Läkaren som har gett texten.")
    issued_on: date | None = attr("Utfärdad", default=None)
    valid_until: date | None = attr("Giltig till och med", default=None)
    source: str = attr("Källa", default="")
    checked_on: date | None = attr("Kontrollerad", default=None)
    checked_by: str = attr("Kontrollerad av", default="")
    ended_on: date | None = attr("Avslutad", default=None)
    end_reason: str = attr("Orsak till avslut", default="")
    on_card: bool = attr("Står på akutkortet", default=True, since=9)
    translates_id: UUID | None = attr("Översätter", default=None, since=9)
    condition_id: UUID | None = attr("Gäller diagnosen", default=None, since=9)

    def is_current_on(self, day: date) -> bool:
        """Whether the text still holds on ``day``."""
        return (self.ended_on is None or day < self.ended_on) and (self.valid_until is None or day <= self.valid_until)

    def problems(self, record: "Record") -> Iterator[str]:
        if not self.heading.strip():
            yield "Skriv en rubrik."
        if not self.source.strip() or self.checked_on is None:
            yield "Skriv källan och datum när texten kontrollerades mot den."
        if self.checked_on and self.checked_on > record.today:
            yield "Datumet för kontrollen ligger i framtiden."
        if self.is_current_on(record.today) and record.patient.emergency_known is Knowledge.NONE_KNOWN:
            yield "Akutinformation finns: ändra Viktigt i akuta lägen till Finns."
        if self.issued_on and self.valid_until and self.valid_until < self.issued_on:
            yield "Giltig till och med ligger före den dag texten utfärdades."
        if self.translates_id is not None:
            yield from self._translation_problems(record)
        if self.ended_on and not self.end_reason.strip():
            yield "Skriv varför akutinformationen avslutas."

    def _translation_problems(self, record: "Record") -> Iterator[str]:
        texts = record.all(EmergencyInformation)
        if self.language is not CardLanguage.ENGLISH:
            yield "Bara en engelsk text kan vara översättning av en svensk."
        if not any(one.id == self.translates_id and one.language is CardLanguage.SWEDISH for one in texts):
            yield "Den engelska texten översätter en svensk som inte finns. Ta bort den engelska först."
        same = (one for one in texts if one.id != self.id and one.translates_id == self.translates_id)
        if self.ended_on is None and any(one.ended_on is None for one in same):
            yield "Texten har redan en engelsk översättning. Ändra den i stället."
