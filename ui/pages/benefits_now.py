"""The line of what has to be done now about a stöd or an intyg, with the number to ring about it."""

from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.to_do import ToDo
from coordinator.benefit.waiting import waiting_in_words
from coordinator.benefit.who import number_to_ring
from coordinator.documents.phrases import sentence
from coordinator.record import Record
from coordinator.swedish import how_late, short_day
from ui.chips import FACT, LATE, OWN, Sign
from ui.entry_lines.line import Line


def now_line(record: Record, one: ToDo) -> Line:
    """The line of it, with the number to ring."""
    today, day = record.today, one.day
    late = day is not None and day < today
    number = number_to_ring(record, one.entry) if _is_rung_about(one.entry) else None
    signs = [Sign(how_late(day, today), LATE if one.urgent else OWN, "clock")] if late and day is not None else []
    waiting = waiting_in_words(one.entry, today) if isinstance(one.entry, Certificate) else ""
    if waiting and isinstance(one.entry, Certificate) and one.entry.is_waited_for:
        signs = [Sign(waiting, OWN if late else FACT, "clock")]
    return Line(
        one.id,
        one.what,
        (short_day(day, today) if day is not None else "",),
        sentence(" ".join(one.why.split())),
        tuple(signs),
        number.text if number is not None else "",
        ", ".join(filter(None, (number.whose, number.hours))) if number is not None else "",
        role="red" if one.urgent and late else "amber" if late or one.urgent else "ink",
        asks=True,
    )


def _is_rung_about(one: Benefit | Certificate) -> bool:
    """Whether the next thing is to ring: something is asked for or waited for."""
    return one.is_waited_for if isinstance(one, Certificate) else one.is_open and one.applied_on is not None
