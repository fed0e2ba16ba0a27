"""What a paper is about when a record has several of it: one SIP of three, one letter of six."""

from dataclasses import dataclass, field
from uuid import UUID

from coordinator.recipient import Recipient
from coordinator.record import Record
from coordinator.sip.belonging import sips


@dataclass(frozen=True)
class Subject:
    """One of those a paper can be about: its id, what it is called in a list, and the number one gives in a command.

    Several may have one number: the letters of one SIP. to: whom alone the paper is for; None when it may be anybody.
    """

    id: UUID
    title: str = field(repr=False)
    number: int
    to: Recipient | None = None


def about_sips(record: Record) -> list[Subject]:
    """Every SIP, those that are open first."""
    return [Subject(one.id, one.heading, one.number) for one in sips(record)]
