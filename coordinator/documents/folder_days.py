"""The days in *Min mapp*: what happens when, and the days of law and support in plain words."""

from collections.abc import Iterator
from datetime import date

from coordinator.blocks import Block, Column, ColumnKind, Heading, Note, Paragraph, Table, led, plain, strong
from coordinator.date_rule import DateRule
from coordinator.documents.phrases import sentence
from coordinator.documents.transition_rows import dates_to_tell, place_left, receiver, sender, transition_texts
from coordinator.record import Record
from coordinator.swedish import full_day
from coordinator.transition.days import swap_day
from coordinator.transition.swap import Transition


def what_happens(record: Record, swaps: list[Transition], *, easy: bool) -> Iterator[Block]:
    """Every meeting, visit and swap to come, the earliest first."""
    yield Heading("Vad händer när?")
    found = sorted((day, what) for day, what in _coming(record, swaps) if day >= record.today)
    if not found:
        yield Paragraph(plain(transition_texts("folder")["nothing"]))
    yield from _days(record, [(day, what, "") for day, what in found], easy=easy)


def _coming(record: Record, swaps: list[Transition]) -> Iterator[tuple[date, str]]:
    for one in swaps:
        if one.same_unit or one.completed_on:
            continue
        leaves, takes_over = sender(record, one), receiver(record, one)
        now, then = (who.name if who and not who.is_hidden else "" for who in (leaves, takes_over))
        if one.joint_meeting_on and not one.joint_meeting_held_on:
            yield one.joint_meeting_on, "Vi träffas alla tillsammans" + (f": {now} och {then}" if now and then else "")
        if one.last_visit_on:
            yield one.last_visit_on, f"Jag är hos {now} sista gången" if now else "Jag är där sista gången"
        if one.first_visit_on and not one.first_visit_done_on:
            yield one.first_visit_on, f"Jag träffar {then} första gången" if then else "Mitt första besök hos den nya"
        day = swap_day(record, one)
        if day:
            yield day, f"{then} tar över efter {now}" if now and then else _swapped(record, one)


def _swapped(record: Record, one: Transition) -> str:
    place = place_left(record, one)
    return f"Jag byter från {place}" if place else f"Jag byter: {one.kind.label}"


def days_of_law(record: Record, *, easy: bool) -> Iterator[Block]:
    """The days of law and support to come; a sign marks those that nobody has checked."""
    texts = transition_texts("folder")
    found = [(day, _in_plain_words(rule), "" if rule.verified else "*") for rule, day in dates_to_tell(record)
             if day >= record.today]  # fmt: skip
    if not found:
        return
    yield Heading("Dagar som gäller lagar och stöd")
    yield from _days(record, found, easy=easy)
    yield Paragraph(plain(texts["dates"]))
    if any(mark for _, _, mark in found):
        yield Note(texts["not_verified"])


def _in_plain_words(rule: DateRule) -> str:
    """What the day is; a rule that the clinic has changed is called what the clinic calls it."""
    return rule.name if rule.own else str(transition_texts("folder")["days"].get(rule.key, rule.name))


def _days(record: Record, found: list[tuple[date, str, str]], *, easy: bool) -> Iterator[Block]:
    """Each day with what happens then, and a sign after it."""
    if easy:
        for day, what, mark in found:
            yield Paragraph(led(f"{_upper(full_day(day, record.today))}:", f"{sentence(what)}{mark}"))
    elif found:
        yield Table(
            (Column("Dag", 4, ColumnKind.DATE), Column("Vad", 8)),
            tuple((strong(_upper(full_day(day, record.today))), plain(f"{what}{mark}")) for day, what, mark in found),
        )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
