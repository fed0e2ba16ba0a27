"""*Om mig*: seven headings in the patient's own words and her story, for whoever meets her for the first time.

The headings build on the About Me standard of the Professional Record Standards Body (PRSB, 2021); the Swedish words
are our own.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from coordinator.entity import Attr, Entity, attr, attrs_of, entity

if TYPE_CHECKING:
    from coordinator.record import Record


@entity("about_me", "Om mig", since=2)
class AboutMe(Entity):
    """What the patient wants others to know. There is one; a new wording keeps the former one in the history."""

    most_important: str = attr("Det viktigaste för mig", default="", long=True)
    people: str = attr("Människor som är viktiga för mig", default="", long=True)
    communication: str = attr("Så kommunicerar jag och så pratar du med mig", default="", long=True)
    wellness: str = attr("När jag mår bra, och när jag inte gör det", default="", long=True)
    do_and_do_not: str = attr("Gör så här, och gör inte så här", default="", long=True)
    support: str = attr("Så vill jag ha stöd, och när", default="", long=True)
    worth_knowing: str = attr("Bra att veta om mig också", default="", long=True)
    story: str = attr("Min historia", default="", long=True, since=6)
    supported_by: str = attr(
        "Skrivet med stöd av", default="", help="Den som hjälpte till att skriva, och i vilken roll."
    )
    written_on: date | None = attr("Skrivet den", default=None)

    def problems(self, record: "Record") -> Iterator[str]:
        if len(record.all(AboutMe)) > 1:
            yield "Om mig finns redan. Ändra i den: den tidigare texten finns kvar i historiken."
        if self.written_on and self.written_on > record.today:
            yield "Datumet för Om mig ligger i framtiden."


HEADINGS: tuple[Attr, ...] = attrs_of(AboutMe)[:8]
"""The headings in their order: the seven, and the story that need not be told again."""


def about_me(record: "Record") -> AboutMe | None:
    """What the patient has written about herself; None when nothing is written."""
    written = (one for one in record.all(AboutMe) if any(getattr(one, attr.name).strip() for attr in HEADINGS))
    return next(written, None)
