"""One line of Idag: whom it concerns, what and why, when, and where it is seen to; as it is found and as stored."""

import dataclasses
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from coordinator.entity import Code
from coordinator.page import Page

_PAGES = {page.stored: page for page in Page}
_day = lru_cache(date.fromisoformat)
_ON_HER_PAGE = "Vad det gäller står på patientens egen sida."


class MatterKind(Code):
    """What sort of line it is: what the list can be narrowed to."""

    MEETING = ("meeting", "Möten")
    REMINDER = ("reminder", "Bevakningar")
    ANSWER = ("answer", "Svar på remiss")
    BENEFIT = ("benefit", "Intyg och stöd")
    SIP = ("sip", "SIP")
    TRANSITION = ("transition", "Övergångar")
    EMERGENCY = ("emergency", "UMI och akut")
    AGE = ("age", "Ålder")
    PLAN = ("plan", "Vårdplan")
    DEVICE = ("device", "Hjälpmedel")
    JOURNAL = ("journal", "Till journalen")
    GAP = ("gap", "Luckor")


kind_stored = lru_cache(MatterKind.of)  # it is asked of each of tens of thousands of lines


@dataclasses.dataclass(frozen=True)
class Matter:
    """One line of one patient.

    key: the same each time it is found, and for no other line of hers. entry_kind, entry_id: what it is about. day:
    when it is or was due; None for what has no day. clock: "13:30", or empty. urgent: law or somebody's safety hangs on
    the day. waiting: it lies with somebody else. ends: something of hers ends that day. owner: who holds it, when
    somebody does. should_have: what to say when its day has passed. many: how many things it stands for.
    """

    key: str
    kind: MatterKind
    title: str = dataclasses.field(repr=False)
    why: str = dataclasses.field(repr=False)
    verb: str
    page: Page
    entry_kind: str = ""
    entry_id: UUID | None = None
    field: str = ""
    day: date | None = None
    clock: str = ""
    urgent: bool = False
    waiting: bool = False
    ends: bool = False
    owner: str = dataclasses.field(default="", repr=False)
    should_have: str = ""
    many: int = 1


class StoredMatter(NamedTuple):
    """One line of some patient as the list over all patients tells it: a row as it is stored. See `Matter`."""

    patient: str
    key: str
    kind_name: str
    title: str
    why: str
    verb: str
    page_name: str
    entry_kind: str
    entry: str | None
    field: str
    day_text: str | None
    clock: str
    urgent: int
    waiting: int
    ends: int
    owner: str
    should_have: str
    many: int

    def __repr__(self) -> str:
        return f"StoredMatter({self.patient}, {self.kind_name})"  # not its words: they are of the record

    @property
    def patient_id(self) -> UUID:
        """Whose it is."""
        return UUID(self.patient)

    @property
    def kind(self) -> MatterKind:
        """What sort of line it is."""
        return kind_stored(self.kind_name)

    @property
    def page(self) -> Page:
        """Where it is seen to; the overview when that page is gone."""
        return _PAGES.get(self.page_name, Page.OVERVIEW)

    @property
    def entry_id(self) -> UUID | None:
        """The entry it is about."""
        return UUID(self.entry) if self.entry else None

    @property
    def day(self) -> date | None:
        """When it is or was due."""
        return _day(self.day_text) if self.day_text else None

    def is_late(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.day is not None and self.day < today

    def without_words(self) -> "StoredMatter":
        """The same line in words that name nobody and no place."""
        return self._replace(title=self.kind.label, why=_ON_HER_PAGE, owner="")


def stored(patient_id: UUID, one: Matter) -> StoredMatter:
    """A line as it is stored."""
    return StoredMatter(
        str(patient_id), one.key, one.kind.stored, one.title, one.why, one.verb, one.page.stored, one.entry_kind,
        str(one.entry_id) if one.entry_id else None, one.field, one.day.isoformat() if one.day else None, one.clock,
        int(one.urgent), int(one.waiting), int(one.ends), one.owner, one.should_have, one.many,
    )  # fmt: skip
