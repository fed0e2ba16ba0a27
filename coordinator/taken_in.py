"""What was taken in from a file: from whom, of which day, and which entries of the record it became."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.entity import Code, Entity, attr, entity
from coordinator.swedish import SWEDEN

if TYPE_CHECKING:
    from coordinator.record import Record


class FileForm(Code):
    """What kind of file it was."""

    PAPER = ("paper", "Papper från Hållpunkt (PDF)")
    RECORD = ("record", "Uppgifter från Hållpunkt (record.json)")
    FHIR = ("fhir", "FHIR-dokument")
    RIVTA = ("rivta", "Fil från en region (RIV-TA)")


@entity("taken_in", "Hämtad fil", since=11)
class TakenIn(Entity):
    """One file that was taken in. added, changed: the ids of the entries it became and of those it put other words in.

    origin: who the file says that it is from. made_on: the day it was made, as it says. sha256: of the whole file.
    unread: what stands in the file and was not taken in, a line each. from_others: it is not our own practice that
    moved, so that what came with it belongs in the journal of those who wrote it.
    """

    form: FileForm = attr("Slags fil")
    origin: str = attr("Från", default="")
    made_on: date | None = attr("Filens datum", default=None)
    taken_at: datetime = attr("Hämtad")
    taken_by: str = attr("Hämtad av", default="")
    sha256: str = attr("Filens kontrollsumma (SHA-256)", default="")
    added: tuple[UUID, ...] = attr("Nya poster", default=())
    changed: tuple[UUID, ...] = attr("Ändrade poster", default=())
    unread: str = attr("Togs inte med", default="", long=True)
    from_others: bool = attr("Från en annan mottagning", default=True)

    @property
    def heading(self) -> str:
        """Whom it is from and of which day: "Från SMO-mottagningen 2026-11-20"."""
        day = f" {self.made_on.isoformat()}" if self.made_on else ""
        return f"Från {self.origin.strip() or 'okänd avsändare'}{day}"

    def problems(self, record: "Record") -> Iterator[str]:
        if self.taken_at > record.now:
            yield "Filen hämtades i framtiden."


def origin_in_words(record: "Record", entry_id: UUID) -> str:
    """ "Från SMO-mottagningen 2026-11-20, hämtad 2026-11-23"; empty for what was written here."""
    source = taken_from(record, entry_id)
    if source is None:
        return ""
    return f"{source.heading}, hämtad {source.taken_at.astimezone(SWEDEN).date().isoformat()}"


def taken_from(record: "Record", entry_id: UUID) -> TakenIn | None:
    """The latest file that an entry came from, or got its words from; None when it was written here."""
    found = [one for one in record.all(TakenIn) if entry_id in one.added or entry_id in one.changed]
    return max(found, key=lambda one: one.taken_at, default=None)
