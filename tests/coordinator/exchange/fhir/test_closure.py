"""The check that a bundle holds together notices each way in which one may not."""

from typing import Any

import pytest

from coordinator.exchange.fhir.closure import unresolved
from tests.coordinator.exchange.fhir.reading import bundle, only, open_entries, resources


@pytest.fixture
def found() -> dict[str, Any]:
    whole = bundle(*open_entries(), with_log=True)
    assert unresolved(whole) == []
    return whole


def test_any_resource_that_is_missing_is_noticed(found: dict[str, Any]) -> None:
    for place in range(1, len(found["entry"])):
        kept = found | {"entry": [entry for number, entry in enumerate(found["entry"]) if number != place]}
        url = found["entry"][place]["fullUrl"]
        assert any(f"refers to what is not there: {url}" in line for line in unresolved(kept)), place


def test_a_resource_that_nothing_leads_to_is_noticed(found: dict[str, Any]) -> None:
    alone = {"resourceType": "Goal", "id": "1", "subject": {"reference": found["entry"][1]["fullUrl"]}}
    found["entry"].append({"fullUrl": "urn:uuid:1", "resource": alone})
    assert unresolved(found) == ["cannot be reached: Goal urn:uuid:1"]


def test_an_id_used_twice_is_noticed(found: dict[str, Any]) -> None:
    found["entry"].append(found["entry"][1])
    assert unresolved(found) == [f"id used twice: {found['entry'][1]['fullUrl']}"]


def test_an_address_that_is_not_the_id_is_noticed(found: dict[str, Any]) -> None:
    resources(found, "Flag")[0]["id"] = "another"
    assert [line.partition(":")[0] for line in unresolved(found)] == ["address and id disagree"]


def test_another_resource_first_is_noticed(found: dict[str, Any]) -> None:
    found["entry"].append(found["entry"].pop(0))
    assert "the first resource is not a Composition" in unresolved(found)


def test_a_reference_of_another_form_is_noticed(found: dict[str, Any]) -> None:
    resources(found, "Flag")[0]["subject"]["reference"] = f"Patient/{only(found, 'Patient')['id']}"
    assert any("Flag" in line and "Patient/" in line for line in unresolved(found))


@pytest.mark.parametrize("nothing", [{}, [], "", " \n", None])
def test_an_empty_element_is_noticed_wherever_it_stands(found: dict[str, Any], nothing: Any) -> None:
    resources(found, "Task")[0]["note"] = [{"text": "ja"}, nothing]
    (line,) = unresolved(found)
    assert line.startswith("empty element: Bundle.entry[") and line.endswith(".resource.note[1]")


def test_what_is_found_names_no_content(found: dict[str, Any]) -> None:
    only(found, "Patient")["name"] = [{"text": "KANARIEFÅGEL", "family": ""}]
    found["entry"].append(found["entry"][1])
    assert len(unresolved(found)) >= 2
    assert "KANARIEFÅGEL" not in " ".join(unresolved(found))


def test_a_bundle_with_nothing_in_it_is_not_one() -> None:
    assert unresolved({"resourceType": "Bundle"}) == ["the first resource is not a Composition"]
