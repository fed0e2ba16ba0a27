"""The whole record as one FHIR R4 document, and the document as bytes."""

import json
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any
from uuid import UUID

from coordinator.document import PRACTICE_TAG, PRACTICE_WORDS
from coordinator.exchange.fhir.alerts import labels_of, rows_of, umi_section
from coordinator.exchange.fhir.allergies import allergies_section
from coordinator.exchange.fhir.closure import unresolved
from coordinator.exchange.fhir.consents import consents_section
from coordinator.exchange.fhir.contacts import author, contacts_section
from coordinator.exchange.fhir.devices import devices_section
from coordinator.exchange.fhir.elements import LOINC, Resource, coded, concept, moment, pruned
from coordinator.exchange.fhir.health import alerts_section, conditions_section
from coordinator.exchange.fhir.links import TEST_DATA, Links
from coordinator.exchange.fhir.log import log_section
from coordinator.exchange.fhir.patient import about_me_section, labels, patient_resource, without_name
from coordinator.exchange.fhir.plan import PLAN_OF_CARE, goals_section, plan_section
from coordinator.exchange.fhir.referrals import referrals_section
from coordinator.exchange.fhir.related import related_section
from coordinator.exchange.fhir.section import Section, lines
from coordinator.exchange.fhir.sip import sip_section
from coordinator.exchange.fhir.text import narrative
from coordinator.exchange.fhir.transition import transition_section
from coordinator.exchange.fhir.visits import visits_section
from coordinator.protection import shareable
from coordinator.record import Record
from coordinator.sections import Section as Part

TITLE = "Vårdplan och vårdkontakter"


def document_bundle(
    record: Record, namespace: UUID, *, with_log: bool = False, left_out: frozenset[Part] = frozenset()
) -> dict[str, Any]:
    """The record as a Bundle of type document: a Composition, then everything it leads to.

    namespace: the installation's own; the same entry has the same id in every export made under it. Two exports of the
    same record differ in their timestamps only.

    It is a document that travels with the patient. Left out are therefore entries she does not want on paper of hers
    (``on_print``), the nurse's own notes, former versions, which papers went to whom, and what tells of a protected
    person; the contact log and the reminders go along only ``with_log``. left_out: the parts that the patient keeps to
    herself, which say so.

    It keeps to FHIR R4 and to the code systems of HL7 Sweden and Inera, but names no profile (``meta.profile``): the
    shape is near that of SEBasePatient and of the International Patient Summary, but nothing here checks a resource
    against a profile, the patient summary also asks for medicines that this record does not have, and a claim that
    nobody checks is one a receiver should not have to trust.
    """
    record = without_name(shareable(record))
    links = Links(record, namespace, labels(record.patient))
    sections = [section for section in _sections(links, left_out, with_log=with_log) if section.is_said]
    hidden = () if Part.EMERGENCY in left_out else labels_of(*rows_of(links))
    written_by, authors = author(links)
    composition = links.resource(
        "Composition",
        "composition",
        record.patient_id,
        {
            "language": "sv",
            "status": "final",
            "type": concept("Vårdplan", coded(LOINC, *PLAN_OF_CARE)),
            "subject": links.patient,
            "date": moment(record.now),
            "author": [written_by],
            "title": f"{PRACTICE_TAG}: {TITLE}" if record.practice else TITLE,
            "section": [section.element() for section in sections],
        },
        text=narrative(TITLE, lines([PRACTICE_WORDS] if record.practice else [])),
        labels=hidden,
    )
    parts = [part for section in sections for part in (*section.listed, *section.behind)]
    resources = _each_once([composition, patient_resource(links), *authors, *parts])
    bundle: dict[str, Any] = pruned(
        {
            "resourceType": "Bundle",
            "id": links.id("bundle", record.patient_id),
            "meta": {"security": [*([TEST_DATA] if record.practice else []), *links.labels, *hidden]},
            "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{_edition(links, resources)}"},
            "type": "document",
            "timestamp": moment(record.now),
            "entry": [{"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource} for resource in resources],
        }
    )
    wrong = unresolved(bundle)
    if wrong:
        raise RuntimeError(f"the bundle does not hold together: {'; '.join(wrong)}")
    return bundle


def to_bytes(bundle: dict[str, Any]) -> bytes:
    """The bundle as UTF-8 JSON, its keys always in the same order, with a line break last."""
    return json.dumps(bundle, ensure_ascii=False, indent=1).encode() + b"\n"


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


def _each_once(resources: Iterable[Resource]) -> list[Resource]:
    """Resources that several others share, such as a workplace, stand once."""
    return list({resource["id"]: resource for resource in resources}.values())


def _edition(links: Links, resources: list[Resource]) -> str:
    """The document's own number: a new one when anything but the time has changed."""
    composition, *rest = resources
    written = json.dumps([composition | {"date": None}, *rest], ensure_ascii=False, sort_keys=True)
    return links.id("document", sha256(written.encode()).hexdigest())
