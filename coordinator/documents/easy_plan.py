"""*Min vårdplan* on easy Swedish (lättläst): a wording of its own, for the patient and the family who read it with her.

One thought a line, questions as headings, days written out, no tables and no abbreviations of ours; only what matters
from day to day. What somebody has written in the record stands as it is, and is never put in other words.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from coordinator.blocks import Block, Heading, Missing, Note, Paragraph, Quote, Rich, Table, led, plain, strong, words
from coordinator.careplan import (
    CareGoal,
    CarePlan,
    GoalResult,
    Intervention,
    PlanStatus,
    current_plan,
    goals_of,
    interventions_of,
    next_number,
)
from coordinator.diagnosis import Certainty, conditions
from coordinator.document import Document
from coordinator.documents.easy_emergency import emergency_in_full
from coordinator.documents.easy_lines import thoughts
from coordinator.documents.easy_times import my_times, what_happens_now
from coordinator.documents.papers import paper
from coordinator.documents.people import people_to_print
from coordinator.documents.phrases import by_phone, responsible_name, sentence
from coordinator.documents.times_paper import coordinator_to_ring
from coordinator.documents.whom_to_call import whom_to_call
from coordinator.entity import Knowledge
from coordinator.guardian import Guardian
from coordinator.lettering import Lettering
from coordinator.person import DiagnosisState
from coordinator.protection import place_is_secret, printable, shareable
from coordinator.record import Record
from coordinator.related_person import RelatedPerson
from coordinator.relative import Relative
from coordinator.representative import LegalRepresentative
from coordinator.swedish import full_day

TITLE = "Min vårdplan"

_SHORT_QUOTE = 330
"""Own words of more letters than this are set line by line, since a box of many lines is hard to read."""


def easy_plan_document(record: Record) -> Document:
    """The plan for ``record`` as it is now, worded to be easy to read. It is never empty: gaps are said in words."""
    record = shareable(record)
    plan = current_plan(record)
    made = paper(
        record,
        "care_plan",
        TITLE,
        _blocks(record, plan),
        edition=_edition(record, plan),
        number=next_number(record) if plan else 0,
    )
    return replace(made, lettering=Lettering.EASY)


def _edition(record: Record, plan: CarePlan | None) -> str:
    if plan is None:
        return "Vårdplan på lätt svenska"
    draft = " (utkast)" if plan.status is PlanStatus.DRAFT else ""
    return f"Vårdplan på lätt svenska, version {next_number(record)}{draft}"


@cache
def _texts() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((files("resources") / "texts" / "easy_plan.json").read_text(encoding="utf-8"))
    return found


def _blocks(record: Record, plan: CarePlan | None) -> Iterator[Block]:
    yield from _said(_texts()["opening"])
    if plan is not None and plan.status is PlanStatus.DRAFT:
        yield Paragraph(plain(_texts()["draft"]))
    yield from _who_i_am(record)
    yield from emergency_in_full(record, _texts()["emergency"])
    yield from _what_matters(plan)
    yield from _whom_i_ring(record)
    yield from what_happens_now(record)
    yield from _who_does_what(record, plan)
    yield from my_times(record)
    yield from _by_myself(plan)
    yield Heading("Om jag blir sämre")
    if plan and plan.if_worse.strip():
        yield from _quoted(plan.if_worse)
    else:
        yield Missing("Inte skrivet än", "Jag frågar mottagningen vad jag ska göra.")
    yield Heading("Vilka läkemedel har jag?")
    yield from _said(_texts()["medicines"])
    yield from _close_to_me(record)
    yield from _reading(record, plan)


def _said(lines: list[str]) -> Iterator[Block]:
    for line in lines:
        yield from _quoted(line)


def _quoted(text: str) -> Iterator[Block]:
    """The text in its own words, one thought a line."""
    for thought in thoughts(text):
        yield Paragraph(plain(thought))


def _who_i_am(record: Record) -> Iterator[Block]:
    patient = record.patient
    yield Heading("Vem är jag?")
    if patient.given_name.strip() or patient.family_name.strip():
        yield Paragraph(plain(sentence(f"Jag heter {patient.name}")))
    called = patient.called.strip()
    if called and called != patient.given_name.strip():
        yield Paragraph(plain(sentence(f"Jag kallas {called}")))
    if place_is_secret(record):
        yield from _said(_texts()["secret_place"])
    yield from _conditions(record)
    yield from _how_we_talk(record)
    needs = patient.adaptations.strip()
    if needs and patient.adaptation_need is not Knowledge.NONE_KNOWN:
        yield Heading("Vad behöver jag vid besök?", 3)
        yield from _quoted(needs)


def _conditions(record: Record) -> Iterator[Block]:
    state = record.patient.diagnosis_state
    if state is DiagnosisState.INVESTIGATION:
        yield Paragraph(plain("Vården försöker ta reda på vad jag har."))
    elif state is DiagnosisState.UNDIAGNOSED:
        yield Paragraph(plain("Vården har letat men vet inte vad det jag har heter."))
    found = conditions(record)
    if found:
        yield Heading("Vad har jag?", 3)
    for one in found:
        suspected = one.certainty is Certainty.SUSPECTED
        yield Paragraph(strong(sentence(one.text.strip())))
        if suspected:
            yield Paragraph(plain("Vården tror det, men är inte säker än."))
        if one.plain_words.strip():
            yield from _quoted(one.plain_words)
        else:
            yield Paragraph(plain("Jag kan fråga min läkare vad det betyder."))


def _how_we_talk(record: Record) -> Iterator[Block]:
    patient = record.patient
    language, note = patient.language.strip(), patient.communication_note.strip()
    if not (language or note or patient.communication or patient.interpreter.strip()):
        return
    yield Heading("Hur pratar du med mig?", 3)
    if language:
        yield Paragraph(led("Mitt språk:", sentence(language)))
    for way in patient.communication:
        yield from _quoted(_texts()["communication"][way.stored])
    yield from _quoted(note)
    if patient.interpreter_need is Knowledge.NONE_KNOWN:
        yield Paragraph(plain("Jag behöver ingen tolk."))
    elif patient.interpreter.strip():
        yield Paragraph(led("Tolk behövs:", sentence(patient.interpreter.strip())))


def _what_matters(plan: CarePlan | None) -> Iterator[Block]:
    yield Heading("Vad är viktigt för mig?")
    text = plan.what_matters.strip() if plan else ""
    if not text:
        yield Missing("Inte skrivet än", "Jag kan berätta det nästa gång vi ses.")
    elif len(text) <= _SHORT_QUOTE:
        yield Quote(text)
    else:
        yield from _quoted(text)


def _whom_i_ring(record: Record) -> Iterator[Block]:
    yield Heading("Vem ringer jag?")
    for table in whom_to_call(record):
        for when, who, phone in table.rows if isinstance(table, Table) else ():
            yield Heading(_texts()["when"].get(words(when), words(when)), 3)
            who_in_words = sentence(words(who))
            has_number = any(char.isdigit() for char in words(phone))
            yield Paragraph(led("Jag ringer:", who_in_words) if has_number else plain(who_in_words))
            yield from (Paragraph(line) for line in _number(phone))


def _number(phone: Rich) -> Iterator[Rich]:
    """The number in bold; when it is answered on a line of its own."""
    found = words(phone).strip()
    number, _, hours = found.partition(", ")
    if number:
        yield strong(number) if any(char.isdigit() for char in number) else plain(sentence(number))
    if hours:
        yield led("Telefontid:", sentence(hours))


def _who_does_what(record: Record, plan: CarePlan | None) -> Iterator[Block]:
    yield Heading("Vem gör vad?")
    goals = goals_of(record, plan) if plan else []
    if not goals:
        yield Missing("Inte skrivet än", "Vi skriver mina mål tillsammans.")
    for number, goal in enumerate(goals, 1):
        yield Heading("Mitt mål" if len(goals) == 1 else f"Mål {number}", 3)
        for thought in thoughts(goal.goal.strip() or goal.need.strip()):
            yield Paragraph(strong(thought))
        yield from _goal(record, goal)


def _goal(record: Record, goal: CareGoal) -> Iterator[Block]:
    if goal.result is GoalResult.REACHED:
        yield Paragraph(plain("Målet är nått."))
        return
    for one in interventions_of(record, goal):
        if one.is_open:
            yield from _intervention(record, one)
    own = list(thoughts(goal.own_actions))
    for place, thought in enumerate(own):
        yield Paragraph(led("Jag gör själv:", thought) if place == 0 else plain(thought))
    if goal.follow_up and goal.result is GoalResult.NOT_FOLLOWED_UP and goal.follow_up >= record.today:
        yield Paragraph(plain(f"Vi ser hur det gick {full_day(goal.follow_up, record.today)}."))


def _intervention(record: Record, one: Intervention) -> Iterator[Block]:
    who = responsible_name(record, one.responsible, one.contact_id)
    for place, thought in enumerate(thoughts(one.what)):
        yield Paragraph(led("Det här görs:", thought) if place == 0 else plain(thought))
    yield Paragraph(led("Den som gör det:", sentence(who)) if who else plain("Ingen är vald att göra det än."))
    if one.due:
        late = one.due < record.today
        yield Paragraph(
            plain(f"Det {'skulle ha varit' if late else 'ska vara'} klart {full_day(one.due, record.today)}.")
        )


def _by_myself(plan: CarePlan | None) -> Iterator[Block]:
    if plan and plan.self_care.strip():
        yield Heading("Hur sköter jag om mig?")
        yield from _quoted(plan.self_care)


def _close_to_me(record: Record) -> Iterator[Block]:
    """Each who helps once, also one who is both a relative and a representative; all others are on another paper."""
    by_name: dict[str, list[RelatedPerson]] = {}
    for one in people_to_print(record):
        if not one.is_protected:
            by_name.setdefault(one.heading, []).append(one)
    yield Heading("Vilka hjälper mig?")
    yield from _said(_texts()["others"])
    for name, same in by_name.items():
        yield Heading(name, 3, from_record=True)
        for line in dict.fromkeys(line for one in same for line in _of_person(record, one)):
            yield from _quoted(line)
        for phone in dict.fromkeys(printable(record, one, "phone") for one in same):
            if phone:
                yield Paragraph(strong(phone))


def _of_person(record: Record, one: RelatedPerson) -> Iterator[str]:
    """What she is to me, in plain words."""
    if isinstance(one, Guardian):
        yield _texts()["kinship"][one.kinship.stored]
        yield "Är min vårdnadshavare."
    elif isinstance(one, LegalRepresentative):
        yield _texts()["powers"][one.power.stored]
    elif isinstance(one, Relative):
        called = one.called.strip()
        # A word such as mormor says what she is; a name says only what I call her.
        if not called.islower():
            yield _texts()["kinship"][one.kinship.stored]
        if called and called not in one.name:
            yield f"Jag säger {called}."
        yield one.helps_with.strip()
        if one.call_first and printable(record, one, "phone"):
            yield "Ring här först."


def _reading(record: Record, plan: CarePlan | None) -> Iterator[Block]:
    yield Heading("Vem hjälper mig att läsa?")
    yield from _said(_texts()["reading"])
    contact = coordinator_to_ring(record)
    if contact is None:
        yield Paragraph(plain("Jag kan fråga mottagningen."))
    else:
        yield Paragraph(plain(f"Jag kan fråga {contact.heading}, min fasta vårdkontakt."))
        yield Paragraph(by_phone(contact)[:1])
    yield from _said(_texts()["wrong"])
    if plan and plan.participants.strip():
        yield Paragraph(led("Vi som gjorde planen:", sentence(plan.participants.strip())))
    yield Note(f"Planen visar det som var skrivet {full_day(record.today, record.today)} {record.today.year}.")
