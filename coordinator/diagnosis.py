"""Diagnoses and rare conditions (sällsynta hälsotillstånd), by code or in free text."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from coordinator.entity import Code, Coding, Entity, attr, entity

if TYPE_CHECKING:
    from coordinator.record import Record


class Certainty(Code):
    """How sure the diagnosis is, as the physician has stated it."""

    CONFIRMED = ("confirmed", "Fastställd")
    SUSPECTED = ("suspected", "Misstänkt")
    RULED_OUT = ("ruled_out", "Avskriven")


class EmergencyWish(Code):
    """Whether the physician wants akutinformation for the diagnosis."""

    NOT_ASKED = ("not_asked", "Läkaren är inte tillfrågad")
    WANTED = ("wanted", "Läkaren vill att den finns")
    NOT_NEEDED = ("not_needed", "Läkaren ser inget behov")


@entity("rare_condition", "Diagnos")
class RareCondition(Entity):
    """One diagnosis. The words are always there; each code is optional and kept with its label as chosen."""

    text: str = attr("Diagnos", help="Som läkaren har uttryckt den.")
    rare: bool = attr("Sällsynt hälsotillstånd", default=True)
    main: bool = attr("Huvuddiagnos", default=False)
    certainty: Certainty = attr("Säkerhet", default=Certainty.CONFIRMED)
    orpha: Coding | None = attr("ORPHA-kod", default=None)
    icd10: Coding | None = attr("ICD-10-SE", default=None)
    snomed: Coding | None = attr("SNOMED CT", default=None)
    diagnosed_on: date | None = attr("Diagnosdatum", default=None)
    plain_words: str = attr("Med enkla ord", default="", long=True)
    source: str = attr("Källa", default="")
    checked_on: date | None = attr("Kontrollerad", default=None)
    checked_by: str = attr("Kontrollerad av", default="")
    emergency_wish: EmergencyWish = attr("Akutinformation", default=EmergencyWish.NOT_ASKED, since=9)
    emergency_wish_by: str = attr("Vem har sagt det om akutinformation", default="", since=9)

    def problems(self, record: "Record") -> Iterator[str]:
        if not self.text.strip():
            yield "Skriv diagnosen med ord. Koder är frivilliga."
        if self.diagnosed_on and self.diagnosed_on > record.today:
            yield "Diagnosdatumet ligger i framtiden."
        if self.checked_on and self.checked_on > record.today:
            yield "Datumet för kontrollen ligger i framtiden."


def conditions(record: "Record") -> list[RareCondition]:
    """The diagnoses that are not ruled out, the main one first."""
    found = [one for one in record.all(RareCondition) if one.certainty is not Certainty.RULED_OUT]
    return sorted(found, key=lambda one: not one.main)
