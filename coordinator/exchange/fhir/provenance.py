"""Who established a plan, on which day, and who keeps it."""

from datetime import date

from coordinator.entity import Entity
from coordinator.exchange.fhir.elements import Element, Resource, coded, concept, day, hl7, listed, moment
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.own_side import unit

_PARTS = hl7("provenance-participant-type")


def established(links: Links, plan: Entity, *, by: str, on: date | None) -> list[Resource]:
    """What is told of a plan that has been established; nothing of a draft, or when nobody is known.

    The record knows the day, not the moment: what was recorded at a moment is this account of it.
    """
    kept_by = unit(links)
    agents = listed(
        [
            _agent("author", "Author", "Upprättad av", {"display": by}) if by.strip() else None,
            _agent("custodian", "Custodian", "Förvaras av", kept_by) if kept_by else None,
        ]
    )
    if on is None or not agents:
        return []
    body = {
        "target": [links.to(plan.KIND, plan.id)],
        "occurredDateTime": day(on),
        "recorded": moment(links.record.now),
        "agent": agents,
    }
    return [links.resource("Provenance", f"{plan.KIND}.provenance", plan.id, body)]


def _agent(code: str, display: str, words: str, who: Element) -> Element:
    return {"type": concept(words, coded(_PARTS, code, display)), "who": who}
