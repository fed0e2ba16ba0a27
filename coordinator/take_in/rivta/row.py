"""One row of an answer, with what every reader of a row needs of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from coordinator.entity import Entity
from coordinator.take_in.drafting import Draft, Unread
from coordinator.take_in.rivta.elements import local_id, text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(frozen=True)
class Row:
    """A row with its header, its place in the file, and where to tell of what it has that we cannot keep."""

    element: "Element" = field(repr=False)
    header: "Element | None" = field(repr=False)
    patient_id: UUID
    place: str
    unread: Unread

    @property
    def is_ours(self) -> bool:
        """Whether it has an id of the form that we give entries."""
        return local_id(self._document) is not None

    @property
    def _document(self) -> str:
        return text(self.header, "documentId")

    @property
    def for_patient(self) -> bool:
        """Whether the patient may see it."""
        return text(self.header, "approvedForPatient").lower() in ("true", "1")

    @property
    def by(self) -> str:
        """Who answers for it."""
        return text(self.header, "accountableHealthcareProfessional", "healthcareProfessionalName")

    def draft(self, kind: type[Entity], said: Mapping[str, Any], assumed: Mapping[str, Any] | None = None) -> Draft:
        """The entry the row becomes."""
        return self.called(kind, self._document or self.place, said, assumed or {})

    def called(self, kind: type[Entity], key: str, said: Mapping[str, Any], assumed: Mapping[str, Any]) -> Draft:
        """An entry of the row under a name of its own."""
        ours = local_id(key)
        return Draft(kind, ours or uuid5(self.patient_id, key), self.place, said, assumed, ours is not None)
