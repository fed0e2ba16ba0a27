"""Transitions in the FHIR document: a CarePlan, a Task to each who takes over, nobody who may not be named."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordinator.contact import ContactCategory
from coordinator.entity import Entity
from coordinator.person import ProtectedIdentity
from coordinator.protection import HIDDEN
from coordinator.transition.swap import Transition, TransitionKind, TransitionTask
from tests.conftest import without_ids
from tests.coordinator.documents.transition_samples import WholeTransition, whole_transition
from tests.coordinator.exchange.fhir.reading import ME, at, bundle, only, resources, sections, texts
from tests.coordinator.exchange.fhir.test_bundle import faults

WHOLE = whole_transition(ME)


def whole(*entries: Entity) -> dict[str, Any]:
    """The bundle of these, after every check."""
    found = bundle(*entries)
    assert faults(found) == []
    return found


def task_of(found: dict[str, Any], begins: str) -> dict[str, Any]:
    """The task whose description begins so."""
    (one,) = [task for task in resources(found, "Task") if task["description"].startswith(begins)]
    return one


def test_the_plan_is_a_care_plan_and_each_swap_a_task_of_it() -> None:
    found = whole(*WHOLE.entries())
    plan = only(found, "CarePlan")
    assert (plan["status"], plan["category"], plan["description"]) == (
        "active", [{"text": "Övergångsplan"}], "Jag vill veta vem jag ska träffa innan jag kommer dit.",
    )  # fmt: skip
    assert {"text": "Spår: Med stöd"} in plan["note"]
    swaps = [at(found, one["reference"]) for one in plan["activity"]]
    assert [(one["status"], one["description"]) for one in swaps] == [
        ("draft", "Barnneurologen (Barn–vuxen specialistvård)"),
        ("accepted", "Habiliteringen (Barn–vuxen habilitering)"),
        ("requested", "Folktandvården Ekby (Barn–vuxen tandvård)"),
        ("completed", "Hjälpmedelscentralen (Barn–vuxen habilitering)"),
    ]
    assert at(found, swaps[1]["basedOn"][0]) == plan
    assert sections(found)["Övergångsplan"]["entry"][0]["reference"] == f"urn:uuid:{plan['id']}"


def test_who_leaves_and_who_takes_over_and_when() -> None:
    found = whole(*WHOLE.entries())
    hole, named = (task_of(found, place) for place in ("Barnneurologen", "Habiliteringen"))
    assert "owner" not in hole and hole["restriction"] == {"period": {"end": "2026-12-14"}}
    assert at(found, named["owner"])["resourceType"] == "PractitionerRole"
    assert named["owner"]["display"] == "Mona Rehn, kurator, Vuxenhabiliteringen"
    assert at(found, named["requester"])["resourceType"] == "PractitionerRole"
    assert task_of(found, "Folktandvården")["owner"] == {
        "display": "Björn Lund, tandläkare, Specialisttandvården Mölndal"
    }
    assert {"text": "Väg tillbaka: Helena Dahl, 031-390 06 12, till och med juni 2027"} in named["note"]
    assert {"text": "Uppföljning efter 3 månader: 2027-06-10"} in named["note"]


def test_what_was_agreed_is_part_of_its_swap() -> None:
    general = TransitionTask(patient_id=ME, what="Samtal om god man", who="Helena Dahl")
    found = whole(*WHOLE.entries(general))
    devices, sent, not_needed = (task_of(found, word) for word in ("Hjälpmedlen", "Remiss till", "Intyg"))
    assert [one["status"] for one in (devices, sent, not_needed)] == ["requested", "completed", "cancelled"]
    assert at(found, devices["partOf"][0]) == task_of(found, "Habiliteringen")
    assert devices["restriction"] == {"period": {"end": "2027-02-01"}}
    assert not_needed["statusReason"] == {"text": "Leo har det redan"}
    assert "partOf" not in task_of(found, "Samtal om god man")
    assert len(only(found, "CarePlan")["activity"]) == len(WHOLE.swaps) + 1


def test_a_swap_needs_no_plan_and_what_came_to_nothing_is_not_there() -> None:
    alone = Transition(patient_id=ME, kind=TransitionKind.HOSPITAL_HOME, from_unit="Avdelning 12")
    dropped = replace(alone, id=WHOLE.plan.id, dropped_on=date(2026, 11, 1), dropped_reason="SKÄLET")
    found = whole(alone, dropped)
    assert resources(found, "CarePlan") == [] and "SKÄLET" not in " ".join(texts(found))
    assert only(found, "Task")["description"] == "Avdelning 12 (Sjukhus–hemmet)"
    assert "Övergångar" in sections(found) and "Övergångar" not in sections(whole())


def test_what_the_physician_and_the_receiver_are_told_stays_here() -> None:
    said = " ".join(texts(whole(*WHOLE.entries())))
    assert not [
        text for text in ("ovanlig diagnos", "svarar med bilder", "trött av resor", "Många byten") if text in said
    ]


def with_contact(word: str, **changed: Any) -> WholeTransition:
    contacts = WHOLE.contacts | {word: replace(WHOLE.contacts[word], **changed)}
    return replace(WHOLE, contacts=contacts)


def test_a_swap_of_a_contact_that_is_on_no_paper_is_not_there() -> None:
    for word in ("mona", "helena"):
        told = [one["description"] for one in resources(whole(*with_contact(word, on_print=False).entries()), "Task")]
        assert "Folktandvården Ekby (Barn–vuxen tandvård)" in told
        assert not [text for text in told if text.startswith("Habiliteringen")]


@pytest.mark.parametrize(("word", "name"), [("helena", "Helena"), ("mona", "Mona")])
def test_nobody_who_tells_a_secret_place_is_named(word: str, name: str) -> None:
    hidden = with_contact(word, category=ContactCategory.SCHOOL_WORK)
    patient = replace(WHOLE.patient, protected_identity=ProtectedIdentity.REGISTRATION)
    found = whole(*replace(hidden, patient=patient).entries())
    said = without_ids(" ".join(texts(found)))
    assert name not in said and HIDDEN in said
    assert "Björn Lund" in said and "Mölndal" not in said, "a receiver who is no contact has no workplace here"
    assert "031-390 06 17" not in said
