"""GetCareManagers: the contacts, and the assignments in law that they hold."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coordinator.contact import Assignment, Contact, ContactRole, ContactStatus
from coordinator.exchange.rivta.codes import HSA_ID
from coordinator.take_in.drafting import Draft
from coordinator.take_in.rivta.elements import child, children, day, local_id, said, text
from coordinator.take_in.rivta.row import Row

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NUMBERS = {"Telefon": "phone", "Växel": "switchboard", "E-post": "email"}
_NOTES = {"Telefontid": "phone_hours", "Ansvarar för": "responsible_for"}


def care_manager(row: Row) -> Iterator[Draft]:
    """A contact, once however many assignments are listed for it, and the assignment when it is one in law."""
    practitioner, place = child(row.element, "practitioner"), child(row.element, "careProvidingCareUnit")
    label = said(row.element, "code")
    assignment = next((one for one in Assignment if one.label.casefold() == label.casefold()), None)
    key = _key(practitioner, place)
    if not key:
        row.unread.add("kontakter", "har varken namn, HSA-id eller enhet")
        return
    values: dict[str, Any] = {
        "name": text(practitioner, "name"),
        "role": said(practitioner, "qualification") or ("" if assignment else label),
        "hsa_id": _hsa_id(practitioner) or _hsa_id(place),
        **_reached(row),
        **_told(row, text(row.element, "externalNotes")),
    }
    assumed: dict[str, Any] = {}
    unit, comma, organisation = text(place, "name").rpartition(", ")
    if _is_ours(practitioner, place):  # the file has unit and organisation in one, and the channel in words
        assumed = {"unit": unit, "organisation": organisation, "channel_note": values.pop("channel_note")}
    else:
        values["unit"] = unit + comma + organisation
    if day(text(row.element, "period", "end")) and assignment is None:
        values["status"] = ContactStatus.ENDED
    contact = row.called(Contact, key, values, assumed)
    yield contact
    if assignment:
        held = {
            "contact_id": contact.id,
            "assignment": assignment,
            "start": day(text(row.element, "period", "start")),
            "end": day(text(row.element, "period", "end")),
        }
        begins = text(row.element, "period", "start")
        yield row.called(ContactRole, f"{contact.id} {assignment.stored} {begins}", held, {})


def _is_ours(*elements: "Element | None") -> bool:
    """Whether it has an id that we gave it."""
    return any(local_id(text(one, "hsaId", "extension")) for one in elements)


def _key(practitioner: "Element | None", place: "Element | None") -> str:
    """By what a contact is known: the id that we gave it, else the person's, else who and where."""
    for one in (practitioner, place):
        ours = local_id(text(one, "hsaId", "extension"))
        if ours:
            return str(ours)
    number = text(practitioner, "hsaId", "extension")
    return number or " ".join(filter(None, (text(practitioner, "name"), text(place, "name"))))


def _hsa_id(element: "Element | None") -> str:
    return text(element, "hsaId", "extension") if text(element, "hsaId", "root") == HSA_ID else ""


def _reached(row: Row) -> dict[str, str]:
    """The first number and mail; ours are told apart by the labels of their fields."""
    found: dict[str, str] = {}
    for contact in children(row.element, "contact"):
        for point in children(contact, "telecom"):
            value = text(point, "value")
            name = _NUMBERS.get(said(point, "system")) or ("email" if "@" in value else "phone")
            found.setdefault(name, value)
    return found


def _told(row: Row, written: str) -> dict[str, str]:
    """Notes for those outside: what has a field goes there, and the rest stands as it was written."""
    found: dict[str, str] = {}
    rest: list[str] = []
    for line in written.splitlines():
        label, colon, words = line.partition(": ")
        if colon and label in _NOTES:
            found[_NOTES[label]] = words.strip()
        else:
            rest.append(line)
    return found | {"channel_note": "\n".join(rest).strip().removeprefix("Säker kanal: ")}
