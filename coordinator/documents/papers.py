"""What every document of a record shares: title, whose it is, edition, mark of the log, time."""

from collections.abc import Iterable
from datetime import timezone

from coordinator.blocks import Block
from coordinator.document import Document, Footer
from coordinator.documents.phrases import identity
from coordinator.record import Record
from coordinator.swedish import SWEDEN


def paper(
    record: Record, kind: str, title: str, blocks: Iterable[Block], *, edition: str = "", number: int = 0
) -> Document:
    """A document about the patient, printed now. edition: what stands before the date in the footer, else the title."""
    known_as = identity(record)
    local = record.now.astimezone(SWEDEN)
    offset = local.utcoffset()
    return Document(
        kind=kind,
        title=title,
        subtitle=f"{record.patient.name} · {known_as}",
        footer=Footer(
            person=record.patient.name,
            number=known_as,
            edition=f"{edition or title}, utskriven {record.today.isoformat()}",
            mark=f"Logg {record.head}" if record.head else "",
        ),
        # A fixed offset, so that the stored document equals this one even in the hour when summer time ends.
        created=local.replace(tzinfo=timezone(offset), fold=0) if offset is not None else local,
        blocks=tuple(blocks),
        number=number,
        practice=record.practice,
    )
