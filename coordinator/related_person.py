"""What relatives, guardians and legal representatives have in common: a person beside the patient, and her protection.

Their powers differ, so they are three kinds of entry; how they are reached and shielded is the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, dataclass_transform

from coordinator.entity import Code, Entity, attr
from coordinator.person import ProtectedIdentity

if TYPE_CHECKING:
    from coordinator.record import Record


class Kinship(Code):
    """What the person is to the patient."""

    MOTHER = ("mother", "Mamma")
    FATHER = ("father", "Pappa")
    PARENT = ("parent", "Förälder")
    SIBLING = ("sibling", "Syskon")
    PARTNER = ("partner", "Partner")
    CHILD = ("child", "Barn")
    GRANDPARENT = ("grandparent", "Mor- eller farförälder")
    OTHER_RELATIVE = ("other_relative", "Annan släkting")
    FRIEND = ("friend", "Vän")
    OTHER = ("other", "Annan")


class SharesHome(Code):
    """Whether the person lives with the patient: then what tells where one lives tells it of the other."""

    NOT_ASKED = ("not_asked", "Ej efterfrågat")
    YES = ("yes", "Ja")
    PARTLY = ("partly", "Växelvis")
    NO = ("no", "Nej")


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(attr,))
def _declared(cls: type) -> type:
    return dataclass(frozen=True, kw_only=True, repr=False)(cls)


@_declared
class RelatedPerson(Entity):
    """A person beside the patient. Not a kind of its own: `Relative`, `Guardian` and `LegalRepresentative` are."""

    name: str = attr("Namn", default="")
    phone: str = attr("Telefon", default="", locates=True)
    email: str = attr("E-post", default="", locates=True)
    address: str = attr("Adress", default="", long=True, locates=True)
    kommun: str = attr("Kommun", default="", locates=True)
    language: str = attr("Språk och tolk", default="", help="Till exempel arabiska, behöver tolk.")
    lives_with_patient: SharesHome = attr("Bor med patienten", default=SharesHome.NOT_ASKED)
    protected_identity: ProtectedIdentity = attr(
        "Skyddade personuppgifter",
        default=ProtectedIdentity.NOT_ASKED,
        help="Gäller den här personen. Då står inget om henne på något papper, och inte heller var patienten bor om "
        "de delar hem.",
    )
    on_print: bool = attr("Visas på patientens utskrift", default=True)
    note: str = attr("Anteckning", default="", long=True)
    source: str = attr("Källa", default="")
    checked_on: date | None = attr("Kontrollerad", default=None)
    checked_by: str = attr("Kontrollerad av", default="")

    @property
    def heading(self) -> str:
        """What to call the person in lists."""
        return self.name.strip() or self.TITLE

    @property
    def is_protected(self) -> bool:
        """Whether nothing about this person may stand on paper or in exports."""
        return self.protected_identity.protects

    @property
    def shields_home(self) -> bool:
        """Whether this person's protection also hides where the patient lives; so too when nobody has asked."""
        return self.is_protected and self.lives_with_patient is not SharesHome.NO

    def problems(self, record: "Record") -> Iterator[str]:
        if not self.name.strip() and not self.is_protected:
            yield "Skriv personens namn."
        if self.checked_on and self.checked_on > record.today:
            yield "Datumet för kontrollen ligger i framtiden."
