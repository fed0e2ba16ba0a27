"""Reads a record.json, by itself or out of a paper."""

import hashlib

from coordinator.exchange.record_json import TakenOut, read_record_json
from coordinator.take_in.read_file import ReadEntry, ReadFile
from coordinator.taken_in import FileForm


def read_record(content: bytes) -> ReadFile:
    """What the file says. ImportRefused says what is wrong with it."""
    return as_read(read_record_json(content), content)


def as_read(taken: TakenOut, content: bytes) -> ReadFile:
    """A record that has been read, as every file is that is taken in."""
    return ReadFile(
        form=FileForm.RECORD,
        patient_id=taken.patient_id,
        entries=tuple(ReadEntry(entry) for entry in taken.entries),
        origin=taken.origin,
        unit=taken.unit,
        made_on=taken.made_on,
        complete=taken.complete,
        practice=taken.practice,
        schema=taken.schema,
        sha256=hashlib.sha256(content).hexdigest(),
    )
