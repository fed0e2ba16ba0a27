"""The whole record as one FHIR R4 transaction: what a FHIR server is asked to hold, all of it or nothing."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from coordinator.exchange.fhir.bundle import whole
from coordinator.exchange.fhir.contents import Contents, contents
from coordinator.exchange.fhir.elements import Element, Resource, moment
from coordinator.exchange.fhir.links import TEST_DATA
from coordinator.exchange.fhir.patient import national_identifier
from coordinator.record import Record
from coordinator.sections import Section as Part


def transaction_bundle(
    record: Record, namespace: UUID, *, with_log: bool = False, left_out: frozenset[Part] = frozenset()
) -> dict[str, Any]:
    """The resources of the document, under the same ids, as a Bundle of type transaction.

    A patient with a national number is made only when the server has nobody with it (a conditional create); without
    one she is put under her id, as all else is, so that a second transaction changes what the first has made. The
    document's own first page, the Composition, is none of them: its words of *Om mig* and of what was asked and not
    found go with the document alone.
    """
    found = contents(record, namespace, with_log=with_log, left_out=left_out)
    bundle: dict[str, Any] = {
        "resourceType": "Bundle",
        "id": found.links.id("transaction", record.patient_id),
        "meta": {"security": [*([TEST_DATA] if record.practice else []), *found.links.labels, *found.hidden]},
        "type": "transaction",
        "timestamp": moment(record.now),
        "entry": [_entry(found, resource) for resource in found.resources],
    }
    return whole(bundle)


def _entry(found: Contents, resource: Resource) -> Element:
    """What is to be done with one resource."""
    kind, id_ = resource["resourceType"], resource["id"]
    request = {"method": "PUT", "url": f"{kind}/{id_}"}
    number = national_identifier(found.links.record.patient) if kind == "Patient" else None
    if number is not None:
        value = quote(f"{number['system']}|{number['value']}", safe=":/|")
        request = {"method": "POST", "url": kind, "ifNoneExist": f"identifier={value}"}
    shared = kind == "Organization" or resource in found.ours
    return {
        "fullUrl": f"urn:uuid:{id_}",
        "resource": _of_nobody(found, resource) if shared else resource,
        "request": request,
    }


def _of_nobody(found: Contents, resource: Resource) -> Resource:
    """A resource that several patients share, without the labels of this one: they would be put on the others' too."""
    meta = dict(resource.get("meta", {}))
    kept = [label for label in meta.pop("security", []) if label not in found.links.labels]
    meta |= {"security": kept} if kept else {}
    return {name: part for name, part in resource.items() if name != "meta"} | ({"meta": meta} if meta else {})
