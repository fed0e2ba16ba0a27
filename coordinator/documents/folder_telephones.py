"""The telephones in *Min mapp*: how one rings and where, the way back, and who helps."""

from collections.abc import Iterator

from coordinator.blocks import (
    Block,
    Bullets,
    Column,
    ColumnKind,
    Heading,
    Missing,
    Paragraph,
    Span,
    Table,
    led,
    plain,
    strong,
)
from coordinator.deciding import may_be_of_age
from coordinator.documents.folder_words import ask, lines, written
from coordinator.documents.people import people_to_print, what_she_is
from coordinator.documents.phrases import by_phone, sentence, title_of
from coordinator.documents.times_paper import coordinator_to_ring
from coordinator.documents.transition_rows import transition_texts, way_back_line
from coordinator.documents.whom_to_call import out_of_hours
from coordinator.guardian import Guardian
from coordinator.protection import printable
from coordinator.record import Record
from coordinator.related_person import RelatedPerson
from coordinator.relative import Relative
from coordinator.swedish import folded
from coordinator.transition.swap import Transition


def how_i_ring(record: Record, *, easy: bool) -> Iterator[Block]:
    """What to do before and while one rings, and the numbers; 112 last."""
    texts, contact = transition_texts("folder"), coordinator_to_ring(record)
    yield Heading("Så ringer jag")
    yield Heading("Innan jag ringer", 3)
    yield from _steps(texts["before"], easy=easy)
    yield Heading("När jag ringer", 3)
    yield from _steps(texts["during"], easy=easy)
    yield Paragraph(plain(texts["help"]))
    yield Heading("Hit ringer jag", 3)
    if contact is not None:
        yield Paragraph(led("Jag har en fråga:", sentence(f"{title_of(contact)}, min fasta vårdkontakt")))
        yield Paragraph(by_phone(contact))
    for when, who, phone in out_of_hours(record)[:-1]:
        yield Paragraph((Span(f"{when}: ", bold=True), *who, *((Span(", "), *phone) if phone else ())))
    yield Paragraph(strong(texts["emergency"]))


def _steps(texts: list[str], *, easy: bool) -> Iterator[Block]:
    if easy:
        yield from lines(texts, easy=True)
    else:
        yield Bullets(tuple(plain(text) for text in texts))


def ways_back(record: Record, swaps: list[Transition], *, easy: bool) -> Iterator[Block]:
    """Where to ring when it does not work with the new one, or whom to ask."""
    texts = transition_texts("folder")
    if all(one.same_unit for one in swaps):
        return
    yield Heading("Om det inte fungerar hos den nya")
    yield from lines(texts["back"], easy=easy)
    told = [line for one in swaps if not one.same_unit and (line := way_back_line(record, one))]
    yield from (Paragraph(line) for line in told)
    if not told:
        yield Missing("Inte skrivet än", ask(record))


def who_helps(record: Record, *, easy: bool) -> Iterator[Block]:
    """Those who are near, each once, also one who is both a relative and a representative; nobody who is protected.

    Whoever was a guardian is no longer one who helps for that alone: then it is written what she helps with.
    """
    no_more = {folded(one.heading) for one in record.all(Guardian)} if may_be_of_age(record) else set()
    by_name: dict[str, list[RelatedPerson]] = {}
    for one in people_to_print(record):
        is_old = isinstance(one, Relative) and folded(one.heading) in no_more and not one.helps_with.strip()
        if not (one.is_protected or is_old):
            by_name.setdefault(one.heading, []).append(one)
    if not by_name:
        return
    known = [
        (
            name,
            _what_she_is(same),
            ", ".join(dict.fromkeys(filter(None, (printable(record, one, "phone") for one in same)))),
        )
        for name, same in by_name.items()
    ]
    yield Heading("De här hjälper mig")
    if not easy:
        yield Table(
            (Column("Namn", 4), Column("Vem det är", 5), Column("Telefon", 3, ColumnKind.PHONE)),
            tuple((strong(name), plain(what), plain(phone)) for name, what, phone in known),
        )
        return
    for name, what, phone in known:
        yield Heading(name, 3, from_record=True)
        yield from written(what, easy=True)
        if phone:
            yield Paragraph(strong(phone))


def _what_she_is(same: list[RelatedPerson]) -> str:
    """What she is to me, one thing a line. What she may know is for those who ask, and not for this paper."""
    told: dict[str, None] = {}
    for one in same:
        what = [one.called.strip() or one.kinship.label, one.helps_with.strip()] if isinstance(one, Relative) else []
        told |= dict.fromkeys(filter(None, what or what_she_is(one).splitlines()))
    return "\n".join(told)
