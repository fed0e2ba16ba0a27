"""*Min mapp*: for the young person herself, in plain words. Who I am, whom I meet now and then, what happens when.

What somebody has written stands as it is. In the text that is easy to read there are no tables: one thought a line.
"""

from collections.abc import Iterator
from dataclasses import replace

from coordinator.about_me import HEADINGS, about_me
from coordinator.blocks import (
    Block,
    Column,
    ColumnKind,
    Heading,
    Missing,
    Note,
    Paragraph,
    Quote,
    Rich,
    Table,
    led,
    plain,
    strong,
)
from coordinator.careplan import current_plan
from coordinator.document import Document
from coordinator.documents.folder_days import days_of_law, what_happens
from coordinator.documents.folder_telephones import how_i_ring, ways_back, who_helps
from coordinator.documents.folder_words import LONG_QUOTE, ask, lines, written
from coordinator.documents.papers import paper
from coordinator.documents.phrases import sentence
from coordinator.documents.transition_rows import (
    Party,
    place_left,
    receiver,
    sender,
    swaps_to_print,
    transition_texts,
)
from coordinator.lettering import Lettering
from coordinator.protection import HIDDEN, shareable
from coordinator.record import Record
from coordinator.swedish import full_day
from coordinator.transition.belonging import plan_of
from coordinator.transition.days import swap_day
from coordinator.transition.swap import Transition

TITLE = "Min mapp"


def my_folder_document(record: Record) -> Document:
    """The folder for ``record`` as it is now. It is never empty: what is not written is said, with whom to ask."""
    return _made(record, easy=False)


def my_easy_folder_document(record: Record) -> Document:
    """The same in the setting that is easy to read."""
    return replace(_made(record, easy=True), lettering=Lettering.EASY)


def _made(record: Record, *, easy: bool) -> Document:
    record = shareable(record)
    return paper(record, "my_folder", TITLE, _blocks(record, easy=easy))


def _blocks(record: Record, *, easy: bool) -> Iterator[Block]:
    texts, plan, swaps = transition_texts("folder"), plan_of(record), swaps_to_print(record)
    yield from lines(texts["opening"], easy=easy)
    yield from _about_me(record, easy=easy)
    if plan and plan.track:
        yield Heading("Så gör jag")
        yield from lines(texts["tracks"][plan.track.stored], easy=easy)
    yield from _contacts(record, swaps, easy=easy)
    yield from what_happens(record, swaps, easy=easy)
    yield from how_i_ring(record, easy=easy)
    yield from ways_back(record, swaps, easy=easy)
    yield from who_helps(record, easy=easy)
    yield from days_of_law(record, easy=easy)
    yield Note(f"Mappen visar det som var skrivet {full_day(record.today, record.today)} {record.today.year}.")


# Who I am


def _about_me(record: Record, *, easy: bool) -> Iterator[Block]:
    texts, patient, known = transition_texts("folder"), record.patient, about_me(record)
    yield Heading("Om mig")
    if patient.given_name.strip() or patient.family_name.strip():
        yield Paragraph(plain(sentence(f"Jag heter {patient.name}")))
    if patient.called.strip() not in ("", patient.given_name.strip()):
        yield Paragraph(plain(sentence(f"Jag kallas {patient.called.strip()}")))
    yield Heading("Det är viktigt för mig", 3)
    words = _important(record)
    if easy and len(words) > LONG_QUOTE:
        yield from written(words, easy=True)
    else:
        yield Quote(words) if words else Missing("Inte skrivet än", texts["important_missing"])
    for attr in HEADINGS if known else ():
        text = str(getattr(known, attr.name)).strip()
        if text and text != words:
            yield Heading(attr.label, 3)
            yield from written(text, easy=easy)


def _important(record: Record) -> str:
    """Her own words on the transition; else what matters in her care plan."""
    plan, care_plan = plan_of(record), current_plan(record)
    if plan and plan.own_words.strip():
        return plan.own_words.strip()
    return care_plan.what_matters.strip() if care_plan else ""


# My contacts


def _contacts(record: Record, swaps: list[Transition], *, easy: bool) -> Iterator[Block]:
    texts = transition_texts("folder")
    yield Heading("Mina kontakter nu och sedan")
    if not swaps:
        yield Paragraph(plain(texts["no_swaps"]))
        yield Paragraph(plain(ask(record)))
        return
    if easy:
        yield from lines(texts["contacts"], easy=easy)
        for one in swaps:
            yield from _swap_in_lines(record, one)
    else:
        yield Table(
            (Column("Var", 3), Column("Jag träffar nu", 4), Column("Jag träffar sedan", 4),
             Column("När", 3, ColumnKind.DATE)),
            tuple((strong(_where(record, one)), _now(record, one), _then(record, one), plain(_when(record, one)))
                  for one in swaps),
        )  # fmt: skip
        yield from lines(texts["contacts"], easy=easy)
    if any(not one.same_unit and not one.has_receiver for one in swaps):
        yield Paragraph(plain(ask(record)))
    yield from lines(texts["others"], easy=easy)


def _where(record: Record, one: Transition) -> str:
    return place_left(record, one) or one.kind.label


def _swap_in_lines(record: Record, one: Transition) -> Iterator[Block]:
    where = _where(record, one)
    yield Heading(where, 3, from_record=True)
    now, then = sender(record, one), receiver(record, one)
    texts = transition_texts("folder")
    if now:
        yield from _party("Jag träffar nu:", now, where)
    if one.same_unit:
        yield Paragraph(plain(texts["same"]))
        return
    if then:
        yield from _party("Jag träffar sedan:", then)
    else:
        yield Paragraph(led("Jag träffar sedan:", texts["nobody"]))
    yield Paragraph(led("När:", sentence(_when(record, one).replace("\n", " "))))


def _party(lead: str, who: Party, where: str = "") -> Iterator[Block]:
    """Who it is and where, unless that is ``where`` we already are."""
    is_told = not who.place or who.place == HIDDEN or who.place.partition(",")[0] == where
    yield Paragraph(led(lead, sentence(who.title if is_told else f"{who.title} på {who.place}")))
    if who.phone:
        yield Paragraph(strong(who.phone))


def _now(record: Record, one: Transition) -> Rich:
    known = sender(record, one)
    if known is None:
        return ()
    is_told = known.place.partition(",")[0] == place_left(record, one)
    return (replace(known, place="") if is_told else known).lines


def _then(record: Record, one: Transition) -> Rich:
    texts = transition_texts("folder")
    if one.same_unit:
        return plain(texts["same"])
    known = receiver(record, one)
    return known.lines if known else plain(texts["nobody"])


def _when(record: Record, one: Transition) -> str:
    if one.same_unit:
        return ""
    if one.completed_on:
        return str(transition_texts("folder")["done"])
    day = swap_day(record, one)
    if day is None:
        return str(transition_texts("folder")["no_day"])
    return f"{'skulle ha varit ' if day < record.today else ''}{full_day(day, record.today)}"
