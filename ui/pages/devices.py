"""Hjälpmedel: what the patient has, whom to ring when it breaks, and when it is to be serviced."""

from collections.abc import Sequence

from coordinator.device import AssistiveDevice
from coordinator.documents.phrases import sentence
from coordinator.entity import Entity
from coordinator.number_to_ring import Number, number_when_broken, who_is_responsible
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.swedish import how_late, short_day, sort_key
from ui.chips import FACT, GAP, OWN, Sign
from ui.drafts import Drafts
from ui.entry_lines.entry_list import EntryList
from ui.entry_lines.group import Group
from ui.entry_lines.line import Line
from ui.pages.entries_page import EntriesPage
from ui.parts import Button, Empty, Kind, column, label
from ui.session import Session

_ORDER = (
    "name", "model", "inventory_number", "phone_when_broken", "contact_id", "responsible", "spare", "last_service",
    "next_service", "service_months", "prescribed_by", "received_on", "returned_on", "on_print", "note", "source",
    "checked_on", "checked_by",
)  # fmt: skip
_FIRST = ("name", "model", "contact_id", "responsible", "phone_when_broken", "next_service", "spare")


class DevicesPage(EntriesPage):
    """The assistive devices of the patient on screen."""

    NAME = PageName.DEVICES.stored
    TITLE = PageName.DEVICES.label
    ICON = "accessibility"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._how_many = label("", "note")
        add = Button("Nytt hjälpmedel", icon="plus")
        first = Button("Lägg till hjälpmedel", Kind.PRIMARY)
        words = "Skriv det första och numret att ringa när det går sönder, så finns det till hands den dagen."
        self.entries = EntryList(
            session, drafts, AssistiveDevice, self._groups, order=_ORDER, first=_FIRST,
            add=add, empty=Empty("accessibility", "Inga hjälpmedel än", words, first), empty_add=first,
            at_first={"in_use": 40}, folded=frozenset({"returned"}), number=_number,
        )  # fmt: skip
        self._lay_out(column(self.entries), self._how_many, add)

    @staticmethod
    def note(record: Record) -> str:
        many = sum(one.is_in_use for one in record.all(AssistiveDevice))
        return str(many) if many else ""

    def _groups(self, record: Record) -> Sequence[Group]:
        found = record.all(AssistiveDevice)
        in_use = sorted(
            (one for one in found if one.is_in_use), key=lambda one: (not _is_late(one, record), sort_key(one.name))
        )
        returned = sorted(
            (one for one in found if not one.is_in_use),
            key=lambda one: one.returned_on or record.today,
            reverse=True,
        )
        late = sum(_is_late(one, record) for one in in_use)
        said = [f"{len(in_use)} i bruk" if in_use else "inget i bruk"]
        said += [f"{late} skulle ha fått service"] if late else []
        self._how_many.setText(", ".join(said))
        group = self.entries.lines.group
        return [
            *group("in_use", "I bruk", in_use, lambda one: _in_use(one, record)),
            *group("returned", f"Återlämnade, {len(returned)}", returned, lambda one: _returned(one, record)),
        ]


def _number(entry: Entity, record: Record) -> Number | None:
    return number_when_broken(record, entry) if isinstance(entry, AssistiveDevice) else None


def _is_late(one: AssistiveDevice, record: Record) -> bool:
    return one.next_service is not None and one.next_service < record.today


def _in_use(one: AssistiveDevice, record: Record) -> Line:
    number, today = number_when_broken(record, one), record.today
    signs = []
    if one.next_service is not None and _is_late(one, record):
        signs.append(Sign(f"Service {how_late(one.next_service, today)}", OWN, "clock"))
    elif one.next_service is not None:
        signs.append(Sign(f"Service {short_day(one.next_service, today)}", FACT))
    if number is None:
        signs.append(Sign("Skriv numret att ringa", GAP, "phone"))
    responsible = who_is_responsible(record, one)
    spare = " ".join(one.spare.split())
    about = [responsible, f"Om det går sönder: {spare}" if spare else ""]
    return Line(
        one.id,
        _called(one),
        (),
        " ".join(sentence(part) for part in about if part),
        tuple(signs),
        number.text if number is not None else "",
        "när det går sönder" if number is not None else "",
    )


def _returned(one: AssistiveDevice, record: Record) -> Line:
    day = short_day(one.returned_on, record.today) if one.returned_on else ""
    return Line(one.id, _called(one), (), f"Återlämnat {day}".strip(), role="grey")


def _called(one: AssistiveDevice) -> str:
    return ", ".join(part for part in (one.name.strip(), one.model.strip()) if part)
