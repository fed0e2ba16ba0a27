"""Choosing one of the record's contacts by typing: what each is called, and whom a text means."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.contact import Contact
from coordinator.documents.phrases import title_of, workplace_of
from coordinator.quick_intervention import contact_named
from coordinator.swedish import folded

if TYPE_CHECKING:
    from coordinator.record import Record


def names_of_contacts(record: "Record") -> Mapping[UUID, str]:
    """What to call each contact that still holds: with her workplace where two else would be called the same."""
    current = [one for one in record.all(Contact) if one.is_current]
    titles = [title_of(one) for one in current]
    many = Counter(titles)
    names: dict[UUID, str] = {}
    for one, title in zip(current, titles, strict=True):
        alike = many[title] > 1
        names[one.id] = ", ".join(filter(None, (title, workplace_of(one)))) if alike else title
    return names


def contact_meant(record: "Record", text: str) -> Contact | None:
    """The one contact that ``text`` means: as she is called in the list, or by as much of her name as fits only her."""
    wanted = folded(text)
    if not wanted:
        return None
    fits = [contact_id for contact_id, name in names_of_contacts(record).items() if folded(name) == wanted]
    if len(fits) == 1:
        return record.get(Contact, fits[0])
    return None if fits else contact_named(record, text)
