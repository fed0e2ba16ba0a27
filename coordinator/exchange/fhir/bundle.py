"""The whole record as one FHIR R4 document, and a bundle as bytes."""

import json
import marshal
from hashlib import sha256
from typing import Any
from uuid import UUID

from coordinator.document import PRACTICE_TAG, PRACTICE_WORDS
from coordinator.exchange.fhir.closure import unresolved
from coordinator.exchange.fhir.contents import Contents, contents
from coordinator.exchange.fhir.elements import LOINC, URIS, Resource, coded, concept, moment, pruned
from coordinator.exchange.fhir.links import TEST_DATA, Links
from coordinator.exchange.fhir.own_side import unit
from coordinator.exchange.fhir.plan import PLAN_OF_CARE
from coordinator.exchange.fhir.section import lines
from coordinator.exchange.fhir.text import narrative
from coordinator.record import Record
from coordinator.sections import Section as Part

TITLE = "Vårdplan och vårdkontakter"


def document_bundle(
    record: Record, namespace: UUID, *, with_log: bool = False, left_out: frozenset[Part] = frozenset()
) -> dict[str, Any]:
    """The record as a Bundle of type document: a Composition, then everything it leads to.

    namespace: the installation's own; the same entry has the same id in every export made under it. Two exports of the
    same record differ in their times only.

    It is a document that travels with the patient. Left out are therefore entries she does not want on paper of hers
    (``on_print``), the nurse's own notes, former versions, which papers went to whom, and what tells of a protected
    person; the contact log and the reminders go along only ``with_log``. left_out: the parts that the patient keeps to
    herself, which say so.

    It keeps to FHIR R4 and to the code systems of HL7 Sweden and Inera. A profile is named only where `profiles` says
    that it is kept; the International Patient Summary is not: it also asks for medicines, which this record does not
    have.
    """
    found = contents(record, namespace, with_log=with_log, left_out=left_out)
    links, practice = found.links, record.practice
    resources = [_composition(found), *found.resources]
    bundle: dict[str, Any] = {
        "resourceType": "Bundle",
        "id": links.id("bundle", record.patient_id),
        "meta": {"security": [*([TEST_DATA] if practice else []), *links.labels, *found.hidden]},
        "identifier": {"system": URIS, "value": f"urn:uuid:{_edition(links, resources)}"},
        "type": "document",
        "timestamp": moment(record.now),
        "entry": [{"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource} for resource in resources],
    }
    return whole(bundle)


def whole(bundle: dict[str, Any]) -> dict[str, Any]:
    """The bundle, its own elements without those that say nothing; RuntimeError when it does not hold together."""
    entries = bundle["entry"]  # each resource is without empty elements already
    bundle = pruned(bundle | {"entry": None}) | {"entry": entries}
    wrong = unresolved(bundle)
    if wrong:
        raise RuntimeError(f"the bundle does not hold together: {'; '.join(wrong)}")
    return bundle


def to_bytes(bundle: dict[str, Any]) -> bytes:
    """The bundle as UTF-8 JSON, its keys always in the same order, with a line break last."""
    return _json(bundle).encode() + b"\n"


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def _composition(found: Contents) -> Resource:
    links, record = found.links, found.links.record
    return links.resource(
        "Composition",
        "composition",
        record.patient_id,
        {
            "language": "sv",
            "status": "final",
            "type": concept("Vårdplan", coded(LOINC, *PLAN_OF_CARE)),
            "subject": links.patient,
            "date": moment(record.now),
            "author": [found.author],
            "title": f"{PRACTICE_TAG}: {TITLE}" if record.practice else TITLE,
            "custodian": unit(links),
            "section": [section.element() for section in found.sections],
        },
        text=narrative(TITLE, lines([PRACTICE_WORDS] if record.practice else [])),
        labels=found.hidden,
    )


_BY_CONTENT = 2
"""The form of `marshal` that depends on the values alone; it is nowhere read again, and is quicker than JSON."""
_TIMES = {"Composition": "date", "Provenance": "recorded"}
"""The element of a resource that is when it was made."""


def _edition(links: Links, resources: list[Resource]) -> str:
    """The document's own number: a new one when anything but the time has changed."""
    timeless = [one | {_TIMES[kind]: None} if (kind := one["resourceType"]) in _TIMES else one for one in resources]
    return links.id("document", sha256(marshal.dumps(timeless, _BY_CONTENT)).hexdigest())
