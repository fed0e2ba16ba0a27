"""Relatives and others close to the patient (närstående): whom to ring and what they may know."""

from uuid import UUID

from coordinator.entity import attr, entity
from coordinator.related_person import Kinship, RelatedPerson


@entity("relative", "Närstående", since=2)
class Relative(RelatedPerson):
    """Somebody close to the patient. Being close gives no power to decide."""

    kinship: Kinship = attr("Relation", default=Kinship.OTHER)
    called: str = attr("Patienten säger", default="", help="Det patienten själv kallar personen, till exempel mormor.")
    call_first: bool = attr("Ring först", default=False)
    helps_with: str = attr("Hjälper till med", default="", long=True)
    may_know: str = attr("Får veta", default="", long=True, help="Det patienten vill att personen får veta.")
    consent_id: UUID | None = attr("Samtycke", default=None, refers_to="consent")
