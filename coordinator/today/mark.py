"""What somebody has said of a line in Idag: put off until a day, or seen to, and why."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.entity import Entity, attr, entity

if TYPE_CHECKING:
    from coordinator.record import Record


@entity("matter_mark", "Markering i Idag", since=10)
class MatterMark(Entity):
    """One mark. ``matter``: the key of the line (`coordinator.today.matter.Matter.key`); ``day``: its day then.

    until: the day on which it is shown again, or sooner when the line has got another day before that; none when it was
    seen to, which holds for as long as the line has the same day. What the line is about is not changed by it.
    """

    matter: str = attr("Rad")
    about: UUID | None = attr("Gäller posten", default=None)
    title: str = attr("Vad det gällde", default="")
    day: date | None = attr("Radens dag", default=None)
    until: date | None = attr("Uppskjuten till", default=None)
    words: str = attr("Anteckning", default="", long=True)
    marked_on: date = attr("Markerad")
    marked_by: str = attr("Markerad av", default="")

    def hides(self, key: str, day: date | None, today: date) -> bool:
        """Whether the line with that key and day is not to be shown today."""
        if key != self.matter:
            return False
        if self.until is None:
            return day == self.day
        is_before = day is not None and day != self.day and day < self.until
        return today < self.until and not is_before

    def problems(self, record: "Record") -> Iterator[str]:
        if not self.words.strip():
            yield "Skriv varför, eller hur det gick."
        if self.marked_on > record.today:
            yield "Markeringen ligger i framtiden."
        if self.until is not None and self.until <= self.marked_on:
            yield "Välj en dag från och med i morgon."
