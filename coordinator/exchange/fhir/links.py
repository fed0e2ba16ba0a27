"""How the resources of one bundle are named and find each other, and which entries of the record are among them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID, uuid5

from coordinator.contact import Contact
from coordinator.documents.phrases import title_of
from coordinator.entity import Entity
from coordinator.exchange.fhir.elements import Element, Resource, coded, hl7, identity_of, pruned
from coordinator.exchange.fhir.text import Fact, facts_of, narrative
from coordinator.protection import HIDDEN, may_show, place_is_secret
from coordinator.record import Record

E = TypeVar("E", bound=Entity)

TEST_DATA = coded(hl7("v3-ActReason"), "HTEST", "test health data")


@dataclass(frozen=True)
class Links:
    """Names for what `record` holds, under the ``namespace`` of the installation; ``record`` is shareable already.

    An id is made from the kind and id of the entry, so the same entry has the same id in every export. A resource that
    shares an entry with another has a kind with a part: ``contact.practitioner``.
    """

    record: Record
    namespace: UUID
    labels: tuple[Element, ...] = field(default=())
    _ids: dict[tuple[str, object], str] = field(default_factory=dict, init=False, compare=False, repr=False)

    def id(self, kind: str, key: object) -> str:
        """The id of the resource."""
        found = self._ids.get((kind, key))
        if found is None:  # many lead to the same
            found = self._ids[kind, key] = str(uuid5(self.namespace, f"{kind}:{key}"))
        return found

    def to(self, kind: str, key: object, display: str = "") -> Element:
        """A reference to it."""
        return {"reference": f"urn:uuid:{self.id(kind, key)}", "display": display}

    @cached_property
    def patient(self) -> Element:
        """A reference to the patient."""
        return self.to("patient", self.record.patient_id)

    def resource(
        self, type_: str, kind: str, key: object, body: Element, *, text: Element | None = None, labels: Any = (),
        profile: str = "",
    ) -> Resource:  # fmt: skip
        """A resource with its id, its labels and the profile it keeps to, without any empty element."""
        security = [*([TEST_DATA] if self.record.practice else ()), *self.labels, *labels]
        meta: Element = {"profile": [profile]} if profile else {}
        if security:
            meta["security"] = security
        found: Resource = {"resourceType": type_, "id": self.id(kind, key)}
        if meta:
            found["meta"] = meta
        if text:
            found["text"] = text
        found |= pruned(body)
        return found

    def of(
        self, type_: str, entry: Entity, body: Element, *, title: str, facts: Iterable[Fact] | None = None,
        labels: Any = (), profile: str = "",
    ) -> Resource:  # fmt: skip
        """The resource of an entry, with ``title`` and its facts (all it declares when none are given) in words.

        It says which entry it tells of. A resource that shares the entry with it does not: it is found from this one.
        """
        told = narrative(title, facts_of(entry) if facts is None else facts)
        found = self.resource(type_, entry.KIND, entry.id, body, text=told, labels=labels, profile=profile)
        own = identity_of(entry)
        # Only an answered form has room for no more than one.
        named = own if type_ == "QuestionnaireResponse" else [own, *found.get("identifier", ())]
        return found | {"identifier": named}

    def among(self, kind: type[E]) -> list[E]:
        """The entries of ``kind`` that stand in the document: not those the patient wants on no paper of hers."""
        return [entry for entry in self.record.all(kind) if getattr(entry, "on_print", True)]

    def nameable(self, kind: type[E]) -> list[E]:
        """Those that also are not with a contact who may not be named: the meeting itself would tell the place."""
        return [entry for entry in self.among(kind) if not self._is_hidden(getattr(entry, "contact_id", None))]

    @cached_property
    def contacts(self) -> dict[UUID, Contact]:
        """The contacts that stand in the document, current and former, by their ids."""
        return {one.id: one for one in self.record.all(Contact) if one.on_print and one.id not in self._hidden}

    @cached_property
    def _hidden(self) -> frozenset[UUID]:
        if not place_is_secret(self.record):  # asked once, and not again for each contact
            return frozenset()
        return frozenset(one.id for one in self.record.all(Contact) if not may_show(self.record, one))

    @property
    def hides_contacts(self) -> bool:
        """Whether there are contacts that would tell where a protected person is."""
        return bool(self._hidden)

    def _is_hidden(self, contact_id: UUID | None) -> bool:
        return contact_id is not None and contact_id in self._hidden

    def party(self, contact_id: UUID | None, written: str = "") -> Element:
        """Who it is: the contact when it stands in the document, else what is ``written``, if that may be said."""
        contact = self.contacts.get(contact_id) if contact_id else None
        if contact is not None:
            return self.to(contact.KIND, contact.id, written.strip() or title_of(contact))
        return {"display": HIDDEN if self._is_hidden(contact_id) else written.strip()}
