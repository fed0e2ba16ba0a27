"""The day's list on paper: part by part whom, by initials and year of birth, what sort of thing it is, and when.

It lies on a desk where others come by. So it holds the program's own words alone: the kind of a line and its day. No
name, number, unit or title of a line stands here, for those are written by people and may say who she is or what she
has; of a gap the name of its rule is told. Two of a clinic's patients may share letters and year: the list on the
screen says which of them it is.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from coordinator.blocks import Block, Column, Heading, Note, Rich, Table, plain, strong
from coordinator.document import Document, Footer
from coordinator.documents.initials import initials_of
from coordinator.swedish import SWEDEN, week, weekday_in_words
from coordinator.today.day import Asked, Day, DayLine, Part, nothing_words, part_title, when_words
from coordinator.today.words import called

TITLE = "Dagens lista"

_OF_THE_DAY = (Part.URGENT, Part.MEETINGS, Part.LATE, Part.THIS_WEEK)
"""What a list of the day holds when nothing else was asked for: what lies further on fills ten papers."""
_BOX = "□"
_COLUMNS = (Column("Klart", 1), Column("Vem", 2), Column("Vad", 5), Column("När", 3), Column("Anteckning", 4))


def day_list_document(day: Day, asked: Asked, now: datetime, *, practice: bool = False) -> Document:
    """The lines that were read, under their parts, as they were asked for. ``now`` has a zone."""
    printed = now.astimezone(SWEDEN).strftime("%Y-%m-%d")
    return Document(
        kind="day_list", title=TITLE, subtitle=", ".join(_what_it_is(asked)),
        footer=Footer("Intern lista", "initialer och födelseår", f"Utskriven {printed}"), created=now,
        blocks=tuple(_blocks(day, asked)), practice=practice,
    )  # fmt: skip


def _what_it_is(asked: Asked) -> Iterator[str]:
    """The day, and what was asked for when that is not everything."""
    yield f"{weekday_in_words(asked.today)}, {week(asked.today)}"
    if asked.me:
        yield "bara mina"
    yield from sorted(one.label for one in asked.kinds)
    chosen = {"försenat": asked.late, "väntar på svar": asked.waiting, "tar slut": asked.ends}
    yield from (words for words, is_asked in chosen.items() if is_asked)


def _blocks(day: Day, asked: Asked) -> Iterator[Block]:
    if not day.lines:
        yield Note(nothing_words(asked))
    for part in Part if asked.is_narrowed else _OF_THE_DAY:
        lines = [one for one in day.lines if one.part is part]
        if not lines:
            continue
        yield Heading(f"{part_title(part, asked.today)} ({day.parts.get(part, len(lines))})")
        yield Table(_COLUMNS, tuple(_cells(lines, asked)), small=True)
        left = day.parts.get(part, 0) - len(lines)
        if left > 0:
            yield Note(f"{left} till står i listan på skärmen.")
    others = [part for part in day.parts if day.parts[part] and not asked.is_narrowed and part not in _OF_THE_DAY]
    if others:
        told = ", ".join(f"{part_title(part, asked.today)} ({day.parts[part]})" for part in sorted(others))
        yield Note(f"Bara på skärmen: {told}.")


def _cells(lines: Sequence[DayLine], asked: Asked) -> Iterator[tuple[Rich, ...]]:
    for one in lines:
        many = f" ({one.matter.many})" if one.matter.many > 1 else ""
        yield (
            plain(_BOX),
            strong(initials_of(one.name, one.birth_date)),
            plain(f"{called(one.matter)}{many}"),
            plain(when_words(one, asked.today) or "–"),
            plain(""),
        )
