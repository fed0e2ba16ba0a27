"""Legal representatives (god man, förvaltare, framtidsfullmakt): scope, decision and until when."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from coordinator.entity import Code, attr, entity
from coordinator.related_person import RelatedPerson

if TYPE_CHECKING:
    from coordinator.record import Record


class Power(Code):
    """What the power rests on."""

    GOD_MAN = ("god_man", "God man")
    FORVALTARE = ("forvaltare", "Förvaltare")
    FUTURE_POWER = ("future_power_of_attorney", "Framtidsfullmakt")
    NEXT_OF_KIN = ("next_of_kin", "Anhörigbehörighet")
    POWER_OF_ATTORNEY = ("power_of_attorney", "Fullmakt")


class Scope(Code):
    """The three parts of an assignment as god man or förvaltare (föräldrabalken 11 kap.)."""

    RIGHTS = ("rights", "Bevaka rätt")
    PROPERTY = ("property", "Förvalta egendom")
    PERSON = ("person", "Sörja för person")


@entity("legal_representative", "Företrädare", since=2)
class LegalRepresentative(RelatedPerson):
    """Somebody with a power to act for the patient, as far as its scope goes and no longer than it holds."""

    power: Power = attr("Slag av företrädare", default=Power.GOD_MAN)
    scope: tuple[Scope, ...] = attr("Omfattning", default=())
    scope_note: str = attr("Om omfattningen", default="", long=True)
    decided_by: str = attr("Beslutat av", default="", help="Tingsrätten eller överförmyndaren; den som gav fullmakten.")
    decision_on: date | None = attr("Beslutsdatum", default=None)
    valid_from: date | None = attr("Gäller från och med", default=None)
    valid_until: date | None = attr("Gäller till och med", default=None, help="Tomt: tills vidare.")
    shown_on: date | None = attr("Beslutet visat", default=None, help="När någon här såg registerutdraget.")

    def holds_on(self, day: date) -> bool:
        """Whether the power holds on ``day``.

        A framtidsfullmakt is signed long before it takes effect (lag 2017:310 9 §): it needs a day from which it holds.
        """
        begins = self.valid_from or self.decision_on
        if self.power is Power.FUTURE_POWER and self.valid_from is None:
            return False
        return (begins is None or begins <= day) and (self.valid_until is None or day <= self.valid_until)

    def problems(self, record: "Record") -> Iterator[str]:
        yield from super().problems(record)
        begins = self.valid_from or self.decision_on
        if begins and self.valid_until and self.valid_until < begins:
            yield "Företrädarens uppdrag slutar innan det börjar."
        if self.decision_on and self.decision_on > record.today:
            yield "Beslutsdatum ligger i framtiden."
        if self.shown_on and self.shown_on > record.today:
            yield "Dagen när beslutet visades ligger i framtiden."


def representatives(record: "Record") -> list[LegalRepresentative]:
    """Those whose power holds today."""
    return [one for one in record.all(LegalRepresentative) if one.holds_on(record.today)]
