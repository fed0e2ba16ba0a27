"""The checklist of a transition, each time it was gone through, as a QuestionnaireResponse: answers, never a sum."""

from coordinator.exchange.fhir.elements import Element, Resource, day, listed
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.text import Fact
from coordinator.transition.belonging import answers_of, rounds
from coordinator.transition.checklist import Answerer, ChecklistAnswer, ChecklistRound
from coordinator.transition.checklists import areas, questions, who_answered

_NO_KEY = "unknown"
"""A question must have a key in an answered form, also one that nobody knows."""


def checklists_told(links: Links) -> list[Fact]:
    """That it was gone through, when, and whose answers they are."""
    return [(one.heading, who_answered(one)) for one in rounds(links.record)]


def checklists(links: Links) -> list[Resource]:
    """Every time it was gone through that has an answer."""
    return [_response(links, one) for one in rounds(links.record) if answers_of(links.record, one.id)]


def _response(links: Links, one: ChecklistRound) -> Resource:
    """One time. Who answered is the patient only when the answers are hers alone."""
    found = answers_of(links.record, one.id)
    own = one.answered_by is Answerer.YOUNG
    body = {
        "status": "completed",
        "subject": links.patient,
        "authored": day(one.answered_on),
        "source": links.patient if own else {"display": who_answered(one)},
        "item": _items(one, found),
    }
    facts = [
        ("Besvarad av", who_answered(one)),
        *((_words(one, key), each.answer.label) for key, each in found.items()),
    ]
    return links.of("QuestionnaireResponse", one, body, title=one.heading, facts=facts)


def _items(one: ChecklistRound, found: dict[str, ChecklistAnswer]) -> list[Element]:
    """The answers under the headings of the paper; last those to questions that are no longer asked."""
    asked = {question.key for area in areas() for question in area.questions}
    groups = [(area.key, area.title, [question.key for question in area.questions]) for area in areas()]
    former = [("former", "Frågor som inte längre ställs", sorted(found.keys() - asked))]
    return listed(_group(one, found, *group) for group in [*groups, *former])


def _group(one: ChecklistRound, found: dict[str, ChecklistAnswer], key: str, title: str, keys: list[str]) -> Element:
    """The answers of one heading; empty when there are none."""
    items = [
        {"id": str(found[each].id), "linkId": each.strip() or _NO_KEY, "text": _words(one, each),
         "answer": [{"valueString": found[each].answer.label}]}
        for each in keys if each in found
    ]  # fmt: skip
    return {"linkId": f"area.{key}", "text": title, "item": items} if items else {}


def _words(one: ChecklistRound, key: str) -> str:
    """The question as whoever answered read it."""
    known = questions().get(key)
    return known.to(one.answered_by) if known else key
