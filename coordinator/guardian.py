"""Guardians (vårdnadshavare): who decides for a child, until when, and whether one may decide alone."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from coordinator.dates import OF_AGE, day_of
from coordinator.entity import Code, attr, entity
from coordinator.related_person import Kinship, RelatedPerson

if TYPE_CHECKING:
    from coordinator.record import Record


class Custody(Code):
    """Whether the guardian decides together with another or alone (föräldrabalken 6 kap.)."""

    NOT_ASKED = ("not_asked", "Ej efterfrågat")
    JOINT = ("joint", "Gemensam vårdnad")
    SOLE = ("sole", "Ensam vårdnad")
    APPOINTED = ("appointed", "Särskilt förordnad vårdnadshavare")


@entity("guardian", "Vårdnadshavare", since=2)
class Guardian(RelatedPerson):
    """Somebody who has custody of the patient. The power ends on the day the patient comes of age, if not before."""

    kinship: Kinship = attr("Relation", default=Kinship.PARENT)
    custody: Custody = attr("Vårdnad", default=Custody.NOT_ASKED)
    decides_alone_on: str = attr(
        "Får besluta ensam om", default="", long=True, help="Enligt dom eller beslut av socialnämnden."
    )
    valid_from: date | None = attr("Vårdnad från och med", default=None)
    valid_until: date | None = attr("Vårdnad till och med", default=None, help="Tomt: till patienten blir myndig.")

    def holds_on(self, day: date, record: "Record") -> bool:
        """Whether the guardian decides for the patient on ``day``; not when the law's own rule cannot be read."""
        born = record.patient.birth_date
        of_age = day_of(OF_AGE, born)
        return (
            (self.valid_from is None or self.valid_from <= day)
            and (self.valid_until is None or day <= self.valid_until)
            and (born is None or (of_age is not None and day < of_age))
        )

    def problems(self, record: "Record") -> Iterator[str]:
        yield from super().problems(record)
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            yield "Vårdnaden slutar innan den börjar."
        of_age = day_of(OF_AGE, record.patient.birth_date)
        if of_age and any(day and day >= of_age for day in (self.valid_from, self.valid_until)):
            yield "Vårdnaden upphör när patienten blir myndig. Skriv en dag före den dagen, eller lämna tomt."


def guardians(record: "Record") -> list[Guardian]:
    """Those who decide for the patient today; none when she is of age."""
    return [one for one in record.all(Guardian) if one.holds_on(record.today, record)]
