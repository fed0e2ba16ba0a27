"""The checklist of a transition: its questions in our own words, the answers of each time, and what has changed.

No answer is added to another and none is better than another: with help is a way to manage.
"""

import json
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit, Remove
from coordinator.days_left import with_year
from coordinator.errors import RuleError
from coordinator.transition.belonging import answers_of, rounds
from coordinator.transition.checklist import Ability, Answerer, ChecklistAnswer, ChecklistRound, MaturityAssessment

if TYPE_CHECKING:
    from coordinator.record import Record


@dataclass(frozen=True)
class Question:
    """One question. young, relative: the sentence as each of them reads it. picture: the icon that stands beside."""

    key: str
    young: str
    relative: str
    picture: str

    def to(self, answerer: Answerer) -> str:
        """The sentence as whoever answers reads it."""
        return self.relative if answerer is Answerer.RELATIVE else self.young


@dataclass(frozen=True)
class Area:
    """One of the six areas with its questions."""

    key: str
    title: str
    icon: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Answered:
    """One question as it was answered last, and the answer before that when it was another.

    by: whose answer it is. The young person's own and a relative's are never put in each other's place.
    """

    question: Question
    answer: ChecklistAnswer = field(repr=False)
    of: ChecklistRound = field(repr=False)
    before: Ability | None
    before_on: date | None


@dataclass(frozen=True)
class InRound:
    """One question in one round. before: what the same side answered last before that, and when."""

    question: Question
    answer: ChecklistAnswer | None = field(repr=False)
    before: Ability | None
    before_on: date | None

    @property
    def has_changed(self) -> bool:
        """Whether it was answered otherwise before."""
        return self.answer is not None and self.before not in (None, self.answer.answer)

    @property
    def before_words(self) -> str:
        """What was answered before, in words; empty when it was not."""
        if self.before is None or self.before_on is None:
            return ""
        same = self.answer is not None and self.answer.answer is self.before
        return f"Förra gången, {with_year(self.before_on)}: {'samma svar' if same else self.before.label}"


@cache
def areas() -> tuple[Area, ...]:
    """The six areas in their order."""
    return tuple(
        Area(one["key"], one["title"], one["icon"], tuple(Question(**each) for each in one["questions"]))
        for one in _text()["areas"]
    )


@cache
def questions() -> dict[str, Question]:
    """Every question by its key."""
    return {one.key: one for area in areas() for one in area.questions}


def introduction(answerer: Answerer) -> str:
    """What is said above the questions."""
    words: str = _text()["intro"]["relative" if answerer is Answerer.RELATIVE else "young"]
    return words


def paper_texts() -> dict[str, Any]:
    """What the checklist says on paper besides its questions."""
    texts: dict[str, Any] = _text()["paper"]
    return texts


def answered(record: "Record", *, by_relative: bool) -> dict[str, Answered]:
    """What was answered last to each question, by the young person (alone or together) or by relatives."""
    mine = [one for one in rounds(record) if (one.answered_by is Answerer.RELATIVE) == by_relative]
    found: dict[str, Answered] = {}
    known = questions()
    for one in reversed(mine):  # the earliest first
        for key, answer in answers_of(record, one.id).items():
            if key not in known:
                continue
            was = found.get(key)
            if was is None:
                found[key] = Answered(known[key], answer, one, None, None)
            elif was.answer.answer is answer.answer:
                found[key] = Answered(known[key], answer, one, was.before, was.before_on)
            else:
                found[key] = Answered(known[key], answer, one, was.answer.answer, was.of.answered_on)
    return found


def in_round(record: "Record", one: ChecklistRound) -> dict[str, InRound]:
    """Every question as it stands in a round, in order, with the answer the same side gave before."""
    held = answers_of(record, one.id)
    every = rounds(record)
    earlier = every[[each.id for each in every].index(one.id) + 1 :]
    by_relative = one.answered_by is Answerer.RELATIVE
    same_side = [each for each in earlier if (each.answered_by is Answerer.RELATIVE) == by_relative]
    was: dict[str, tuple[Ability, date]] = {}
    for each in reversed(same_side):
        for key, answer in answers_of(record, each.id).items():
            was[key] = answer.answer, each.answered_on
    return {key: InRound(question, held.get(key), *was.get(key, (None, None))) for key, question in questions().items()}


def who_answered(one: ChecklistRound) -> str:
    """Whose answers they are, in words: "Den unge tillsammans med Stina Broman, psykolog"."""
    name = one.name.strip()
    if not name:
        return one.answered_by.label
    if one.answered_by is Answerer.TOGETHER:
        return f"Den unge tillsammans med {name}"
    return f"{'Närstående' if one.answered_by is Answerer.RELATIVE else one.answered_by.label}, {name}"


def begin_round(
    record: "Record",
    /,
    *,
    answered_by: Answerer,
    name: str = "",
    picture_support: bool = False,
    on: date | None = None,
) -> Change:
    """The checklist is gone through once more."""
    if answered_by is Answerer.RELATIVE and not name.strip():
        raise RuleError("Namnet saknas", "Skriv vem som svarar, till exempel mamma Nina.", field="name")
    new = ChecklistRound(
        patient_id=record.patient_id,
        answered_on=on or record.today,
        answered_by=answered_by,
        name=name.strip(),
        picture_support=picture_support,
    )
    return Change("Checklista påbörjad", (Add(new),))


def answer_question(
    record: "Record", /, round_id: UUID, question: str, answer: Ability | None, *, note: str = ""
) -> Change:
    """The answer to one question of a round; None takes it away again."""
    one = record.get(ChecklistRound, round_id)
    if question not in questions():
        raise RuleError("Frågan finns inte", "Läs om sidan. Frågan har tagits bort ur checklistan.")
    held = answers_of(record, one.id).get(question)
    if answer is None:
        return Change("Svaret borttaget", (Remove(held, "Inget svar"),) if held else ())
    if held is not None:
        return Change("Svar i checklista", (Edit(replace(held, answer=answer, note=note.strip() or held.note)),))
    new = ChecklistAnswer(
        patient_id=record.patient_id, round_id=one.id, question=question, answer=answer, note=note.strip()
    )
    return Change("Svar i checklista", (Add(new),))


def assess_maturity(record: "Record", /, *, about: str, assessment: str, by: str, on: date | None = None) -> Change:
    """A clinician's judgement, in her own words: the program works nothing out."""
    for words, name, what in (
        (about, "about", "Skriv vad bedömningen gäller."),
        (assessment, "assessment", "Skriv bedömningen med bedömarens ord."),
        (by, "assessed_by", "Skriv vem som har gjort bedömningen."),
    ):
        if not words.strip():
            raise RuleError("Bedömningen är inte hel", what, field=name)
    new = MaturityAssessment(
        patient_id=record.patient_id,
        about=about.strip(),
        assessment=assessment.strip(),
        assessed_by=by.strip(),
        assessed_on=on or record.today,
    )
    return Change("Mognadsbedömning noterad", (Add(new),))


@cache
def _text() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (files("resources") / "texts" / "transition_checklist.json").read_text(encoding="utf-8")
    )
    return found
