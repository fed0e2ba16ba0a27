"""What of one record belongs in Idag, for the days to come as well, so that a stored list holds on another day too.

A line says in ``why`` what is known of it with days of the calendar, never "i går": it may be read on another day than
it was found. How late it is, is worked out by whoever reads it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coordinator.agenda import BIRTHDAY, AgendaItem, agenda
from coordinator.appointment import Appointment
from coordinator.contact import Contact
from coordinator.documents.phrases import sentence, shortened
from coordinator.gap import Gap
from coordinator.gaps import gaps
from coordinator.page import Page
from coordinator.person import Patient, PatientStatus
from coordinator.today.ages import age_days
from coordinator.today.mark import MatterMark
from coordinator.today.matter import Matter, MatterKind
from coordinator.today.telling import told
from coordinator.today.waiting import waited_for
from coordinator.today.words import AGE, GAP, JOURNAL, Finishing, sort_named, sort_of

if TYPE_CHECKING:
    from coordinator.record import Record

AHEAD_DAYS = 45
"""So far ahead what has a day is told of. Ages and stöd are told of from when their own lead times begin."""
VISITS_AHEAD_DAYS = 14
"""So far ahead the patient's own visits are told of: before they are near there is nothing to do about them, and who
has 120 contacts has more of them than of all the rest."""
_VISITS = (Appointment, Contact)
_NAMED = 3
_LONG_WHY = 160


def matters(record: "Record", *, to_journal: int = 0) -> list[Matter]:
    """The lines of the patient that nobody has put off or seen to. to_journal: how many entries wait for the journal.

    None of who is ended, has moved or has died. Of who is resting only what does not rest: nobody works with her now,
    but what was promised by a day that has come is still promised, what runs out runs out all the same, the law's
    clocks run, and what was noted belongs in the journal.
    """
    status = record.patient.status
    if not status.goes_on:
        return []
    found = [*_dated(record), *waited_for(record), *_of_age(record)]
    found += _serious(record, found)
    found += _to_journal(to_journal)
    if status is PatientStatus.RESTING:
        found = [one for one in found if _does_not_rest(one, record)]
    marks: dict[str, list[MatterMark]] = {}
    for mark in record.all(MatterMark):
        marks.setdefault(mark.matter, []).append(mark)
    return [one for one in found if not _is_hidden(one, marks.get(one.key, ()), record)]


def _is_hidden(one: Matter, marks: Iterable[MatterMark], record: "Record") -> bool:
    """Whether somebody put it off or has seen to it. What is done in its entry hides nothing."""
    is_seen_to = sort_of(one).finishing is Finishing.MARK
    return any(mark.hides(one.key, one.day, record.today) for mark in marks if mark.until is not None or is_seen_to)


def _does_not_rest(one: Matter, record: "Record") -> bool:
    has_come = one.day is not None and one.day <= record.today
    return one.urgent or one.ends or has_come or one.kind is MatterKind.JOURNAL


def _dated(record: "Record") -> Iterator[Matter]:
    """What the patient's own page tells of the days to come. A birthday by itself is nothing to do."""
    last_visit = record.today + timedelta(days=VISITS_AHEAD_DAYS)
    checks: dict[date, Matter] = {}
    for item in agenda(record, AHEAD_DAYS, benefits_ahead=True):
        if item.sort == BIRTHDAY or (item.kind in _VISITS and item.day > last_visit):
            continue
        one = _matter(record, item)
        if one.kind is not MatterKind.EMERGENCY or one.ends:
            yield one
        elif item.day in checks:  # a dozen rows may be checked against the journal on one day: that is one thing to do
            checks[item.day] = _together(checks[item.day], one)
        else:
            checks[item.day] = one
    yield from checks.values()


def _matter(record: "Record", item: AgendaItem) -> Matter:
    kind = item.kind.KIND
    sort, words = sort_named(kind, item.sort), told(record, item)
    return Matter(
        ":".join(filter(None, (kind, str(item.entry_id), item.sort))), sort.kind, words.title, words.why,
        sort.verb, item.page, kind, item.entry_id, day=item.day, clock=item.clock, urgent=item.urgent,
        waiting=item.waiting, ends=item.ends, owner=item.owner, should_have=item.if_late, many=item.many,
    )  # fmt: skip


def _together(first: Matter, other: Matter) -> Matter:
    """Two checks of one day as one line, which names the rows as long as they are few."""
    return replace(first, why=shortened(f"{first.why.rstrip('.')}; {other.why}", _LONG_WHY), many=first.many + 1)


def _of_age(record: "Record") -> Iterator[Matter]:
    verb, patient = sort_named(AGE).verb, record.patient
    for one in age_days(record):
        key = f"{Patient.KIND}:{patient.id}:{one.key}"
        yield Matter(key, MatterKind.AGE, one.what, one.why, verb, one.page, Patient.KIND, patient.id, day=one.day)


def _serious(record: "Record", lines: Iterable[Matter]) -> Iterator[Matter]:
    """The gaps nobody may overlook that no line tells of already, one line for each rule."""
    told_of = {(one.entry_id, one.day) for one in lines if one.day is not None and one.many == 1}
    by_rule: dict[str, list[Gap]] = {}
    for gap in gaps(record):
        if gap.rule.serious and (gap.due is None or (gap.entry_id, gap.due) not in told_of):
            by_rule.setdefault(gap.key, []).append(gap)
    for code, found in by_rule.items():
        yield _one_gap(record, found[0]) if len(found) == 1 else _several_gaps(code, found)


def _one_gap(record: "Record", gap: Gap) -> Matter:
    why = gap.rule.reason if "{late}" in gap.rule.why else gap.why  # how late it is would be another word tomorrow
    kind = next((kind.KIND for kind in record.entries for one in record.all(kind) if one.id == gap.entry_id), "")
    return Matter(
        f"{GAP}:{gap.key}", MatterKind.GAP, gap.title, sentence(why), gap.verb, gap.page, kind, gap.entry_id, gap.field
    )


def _several_gaps(code: str, found: list[Gap]) -> Matter:
    """Each rule is a line, however much it finds: thirty contacts without a time are one morning's work."""
    first, rule = found[0], found[0].rule
    more = f" och {len(found) - _NAMED} till" if len(found) > _NAMED else ""
    why = "; ".join(shortened(gap.title, 60) for gap in found[:_NAMED]) + more
    return Matter(
        f"{GAP}:{code}", MatterKind.GAP, f"{rule.name} ({len(found)})", f"{why}.", first.verb, first.page,
        field=first.field, many=len(found),
    )  # fmt: skip


def _to_journal(many: int) -> Iterator[Matter]:
    if many > 0:
        title = "1 uppgift ska till journalen" if many == 1 else f"{many} uppgifter ska till journalen"
        why = "Står här och inte i journalen, eller har ändrats eller tagits bort sedan det infördes."
        verb = sort_named(JOURNAL).verb
        yield Matter(JOURNAL, MatterKind.JOURNAL, title, why, verb, Page.JOURNAL, many=many)
