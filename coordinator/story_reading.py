"""Who has read *Om mig*: ticked on the paper where it was read, and written here when the paper comes back."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.entity import Entity, attr, entity

if TYPE_CHECKING:
    from coordinator.record import Record


@entity("story_reading", "Läst Om mig", since=6)
class StoryReading(Entity):
    """Somebody has read what the patient wrote about herself, so that she need not tell it again."""

    contact_id: UUID | None = attr("Vem", default=None, refers_to="contact")
    who: str = attr("Någon annan", default="", help="När den som läste inte är en av kontakterna.",
                    stands_for="contact_id")  # fmt: skip
    read_on: date = attr("Läst den")

    def problems(self, record: "Record") -> Iterator[str]:
        if not (self.who.strip() or self.contact_id):
            yield "Skriv vem som har läst."
        if self.read_on > record.today:
            yield "Dagen ligger i framtiden. Skriv den dag det lästes."
