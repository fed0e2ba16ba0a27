"""What a reader makes of a file, whatever form it has: entries, with what the file says of each, and what it left."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from coordinator.entity import Entity
from coordinator.kinds import SCHEMA
from coordinator.taken_in import FileForm

LARGEST = 20 * 1024 * 1024
"""Bytes. A larger file is refused before it is read."""


@dataclass(frozen=True)
class ReadEntry:
    """One entry as the file has it: version 0, under the file's own patient.

    says: the names of the fields that the file says anything of; None when it says all of them. place: where in the
    file it stands, for messages, without a word of its content.
    """

    entry: Entity
    says: frozenset[str] | None = None
    place: str = ""


@dataclass(frozen=True)
class ReadFile:
    """A file about one patient. origin: who made it, as the file says; unit: where, when it is a record of ours.
    made_on: the day it says that it was made.

    entries: her own first; a foreign file may know of her only what it says. complete: nothing was left out of it.
    practice: the people are invented. schema: the shape it was written in; what is younger it cannot say. unread: what
    stands in it and is not taken in, in Swedish, a line each, without a name of a person in it. own: the ids are those
    that this program gave the entries, so that an entry keeps its own wherever it lies.
    """

    form: FileForm
    patient_id: UUID
    entries: tuple[ReadEntry, ...] = field(repr=False)
    origin: str = field(default="", repr=False)
    unit: str = field(default="", repr=False)
    made_on: date | None = None
    complete: bool = True
    practice: bool = False
    schema: int = SCHEMA
    unread: tuple[str, ...] = field(default=(), repr=False)
    own: bool = True
    sha256: str = ""
