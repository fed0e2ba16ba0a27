"""What of a record goes along in a bundle, be it a document or a transaction: the same resources under the same ids."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from coordinator.exchange.fhir.alerts import labels_of, rows_of, umi_section
from coordinator.exchange.fhir.allergies import allergies_section
from coordinator.exchange.fhir.consents import consents_section
from coordinator.exchange.fhir.contacts import contacts_section
from coordinator.exchange.fhir.devices import devices_section
from coordinator.exchange.fhir.elements import Element, Resource
from coordinator.exchange.fhir.health import alerts_section, conditions_section
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.log import log_section
from coordinator.exchange.fhir.own_side import author
from coordinator.exchange.fhir.patient import about_me_section, labels, patient_resource, without_name
from coordinator.exchange.fhir.plan import goals_section, plan_section
from coordinator.exchange.fhir.referrals import referrals_section
from coordinator.exchange.fhir.related import related_section
from coordinator.exchange.fhir.section import Section
from coordinator.exchange.fhir.sip import sip_section
from coordinator.exchange.fhir.transition import transition_section
from coordinator.exchange.fhir.visits import visits_section
from coordinator.protection import shareable
from coordinator.record import Record
from coordinator.sections import Section as Part


@dataclass(frozen=True)
class Contents:
    """What goes along of a record.

    author: a reference to who made the file; ours: that person, the unit and the care provider. hidden: the label that
    what tells of these rows is not to be shown to the patient, when there is such a row.
    """

    links: Links
    sections: tuple[Section, ...]
    author: Element
    patient: Resource
    ours: tuple[Resource, ...]
    hidden: tuple[Element, ...]

    @property
    def resources(self) -> list[Resource]:
        """Every resource, the patient first; those that several others share, such as a workplace, once."""
        parts = [part for section in self.sections for part in (*section.listed, *section.behind)]
        return list({resource["id"]: resource for resource in (self.patient, *self.ours, *parts)}.values())


def contents(
    record: Record, namespace: UUID, *, with_log: bool = False, left_out: frozenset[Part] = frozenset()
) -> Contents:
    """What may leave of the record, as resources under ``namespace``; see `bundle.document_bundle`."""
    record = without_name(shareable(record))
    links = Links(record, namespace, labels(record.patient))
    sections = tuple(section for section in _sections(links, left_out, with_log=with_log) if section.is_said)
    hidden = () if Part.EMERGENCY in left_out else labels_of(*rows_of(links))
    written_by, ours = author(links)
    return Contents(links, sections, written_by, patient_resource(links), tuple(ours), hidden)


_SECTIONS: tuple[tuple[Callable[[Links], Section], Part | None], ...] = (
    (umi_section, Part.EMERGENCY),
    (allergies_section, Part.EMERGENCY),
    (alerts_section, Part.EMERGENCY),
    (about_me_section, None),
    (conditions_section, Part.HEALTH),
    (plan_section, None),
    (goals_section, Part.GOALS),
    (sip_section, None),
    (transition_section, None),
    (contacts_section, Part.CONTACTS),
    (related_section, Part.PEOPLE),
    (visits_section, Part.TIMES),
    (referrals_section, Part.TIMES),
    (devices_section, Part.DEVICES),
    (consents_section, Part.CONSENTS),
)
"""In the order a reader needs them who has never met the patient; with the part of *Min vårdplan* that each is."""


def _sections(links: Links, left_out: frozenset[Part], *, with_log: bool) -> Iterable[Section]:
    for make, part in _SECTIONS:
        yield make(links).withheld() if part in left_out else make(links)
    if with_log:
        yield log_section(links)
