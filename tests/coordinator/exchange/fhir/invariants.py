"""Rules of FHIR R4 that the validator in the tests does not know: invariants, and codes from closed lists.

Written down from the specification (4.0.1), independently of the exporter. Each line of the answer names a rule and a
resource.
"""

from collections.abc import Callable, Iterator
from typing import Any

Resource = dict[str, Any]

STATUSES = {
    "Appointment": {
        "proposed", "pending", "booked", "arrived", "fulfilled", "cancelled", "noshow", "entered-in-error",
        "checked-in", "waitlist",
    },
    "CarePlan": {"draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"},
    "CareTeam": {"proposed", "active", "suspended", "inactive", "entered-in-error"},
    "Communication": {
        "preparation", "in-progress", "not-done", "on-hold", "stopped", "completed", "entered-in-error", "unknown"
    },
    "Composition": {"preliminary", "final", "amended", "entered-in-error"},
    "Consent": {"draft", "proposed", "active", "rejected", "inactive", "entered-in-error"},
    "Device": {"active", "inactive", "entered-in-error", "unknown"},
    "DeviceUseStatement": {
        "active", "completed", "entered-in-error", "intended", "stopped", "on-hold"
    },
    "DocumentReference": {"current", "superseded", "entered-in-error"},
    "Encounter": {
        "planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled", "entered-in-error",
        "unknown",
    },
    "Flag": {"active", "inactive", "entered-in-error"},
    "ServiceRequest": {"draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"},
    "Task": {
        "draft", "requested", "received", "accepted", "rejected", "ready", "cancelled", "in-progress", "on-hold",
        "failed", "completed", "entered-in-error",
    },
}  # fmt: skip
GOAL_STATUSES = {
    "proposed", "planned", "accepted", "active", "on-hold", "completed", "cancelled", "entered-in-error", "rejected",
}  # fmt: skip
PARTICIPATION = {"accepted", "declined", "tentative", "needs-action"}
ALLERGY_VERIFICATION = {"unconfirmed", "confirmed", "refuted", "entered-in-error"}
VERIFICATION = {"unconfirmed", "provisional", "differential", "confirmed", "refuted", "entered-in-error"}


def broken(bundle: Resource) -> list[str]:
    """Every rule that a resource of the bundle breaks."""
    found = [f"bdl-{rule}" for rule in (_document(bundle) if bundle["type"] == "document" else _transaction(bundle))]
    for entry in bundle["entry"]:
        resource = entry["resource"]
        place = f"{resource['resourceType']} {resource['id']}"
        if resource["resourceType"] in STATUSES and resource["status"] not in STATUSES[resource["resourceType"]]:
            found.append(f"status {place}")
        found += [f"{rule} {place}" for rule in RULES.get(resource["resourceType"], _nothing)(resource)]
        found += [f"{rule} {place}" for rule in _everywhere(resource)]
    return found


def _document(bundle: Resource) -> Iterator[str]:
    if not (bundle["identifier"].get("system") and bundle["identifier"].get("value")):
        yield "9"
    if not bundle.get("timestamp"):
        yield "10"
    if bundle["entry"][0]["resource"]["resourceType"] != "Composition":
        yield "11"


def _transaction(bundle: Resource) -> Iterator[str]:
    if not all("request" in entry for entry in bundle["entry"]):
        yield "3"
    addresses = [entry["request"]["url"] for entry in bundle["entry"] if entry["request"]["method"] == "PUT"]
    if len(addresses) != len(set(addresses)):
        yield "one place put twice"


def _everywhere(value: Any) -> Iterator[str]:
    """Rules of the data types, wherever they stand."""
    if isinstance(value, list):
        for part in value:
            yield from _everywhere(part)
    if not isinstance(value, dict):
        return
    if {"start", "end"} <= value.keys():
        same = len(value["start"]) == len(value["end"])
        if not same or value["start"][:10] > value["end"][:10]:
            yield "per-1"
    if "rank" in value and not value.get("system"):
        yield "cpt-2"
    if "contained" in value:
        yield "no contained resources here"
    for part in value.values():
        yield from _everywhere(part)


def _nothing(_: Resource) -> Iterator[str]:
    return iter(())


def _allergy(one: Resource) -> Iterator[str]:
    (verification,) = one.get("verificationStatus", {}).get("coding", [{}])
    is_mistake = verification.get("code") == "entered-in-error"
    if not is_mistake and "clinicalStatus" not in one:
        yield "ait-1"
    if is_mistake and "clinicalStatus" in one:
        yield "ait-2"
    if verification.get("code", "confirmed") not in ALLERGY_VERIFICATION:
        yield "verification"
    clinical = one.get("clinicalStatus", {}).get("coding", [{"code": "active"}])
    if any(part["code"] not in ("active", "inactive", "resolved") for part in clinical):
        yield "clinical status"
    if one.get("criticality", "low") not in ("low", "high", "unable-to-assess"):
        yield "criticality"
    if not set(one.get("category", [])) <= {"food", "medication", "environment", "biologic"}:
        yield "category"
    if not all(part.get("manifestation") for part in one.get("reaction", [])):
        yield "a reaction has manifestations"


def _appointment(one: Resource) -> Iterator[str]:
    if not all(part.get("type") or part.get("actor") for part in one["participant"]):
        yield "app-1"
    if ("start" in one) != ("end" in one):
        yield "app-2"
    if "start" not in one and one["status"] not in ("proposed", "cancelled", "waitlist"):
        yield "app-3"
    if "cancelationReason" in one and one["status"] not in ("cancelled", "noshow"):
        yield "app-4"
    if not all(part["status"] in PARTICIPATION for part in one["participant"]):
        yield "participation"


def _care_plan(one: Resource) -> Iterator[str]:
    if any("detail" in part and "reference" in part for part in one.get("activity", [])):
        yield "cpl-3"
    if one["intent"] not in ("proposal", "plan", "order", "option"):
        yield "intent"


def _care_team(one: Resource) -> Iterator[str]:
    if any("onBehalfOf" in part for part in one["participant"]):
        yield "ctm-1"


def _composition(one: Resource) -> Iterator[str]:
    for section in one["section"]:
        if not (section.get("text") or section.get("entry") or section.get("section")):
            yield "cmp-1"
        if section.get("emptyReason") and section.get("entry"):
            yield "cmp-2"


def _condition(one: Resource) -> Iterator[str]:
    (verification,) = one["verificationStatus"]["coding"]
    if verification["code"] not in VERIFICATION:
        yield "verification"
    categories = [coding["code"] for part in one.get("category", []) for coding in part["coding"]]
    if "problem-list-item" in categories and "clinicalStatus" not in one:
        yield "con-3"
    if verification["code"] == "entered-in-error" and "clinicalStatus" in one:
        yield "con-5"


def _consent(one: Resource) -> Iterator[str]:
    if not (one.get("policy") or one.get("policyRule")):
        yield "ppc-1"
    if not (one.get("scope") and one.get("category")):
        yield "scope and category"
    if "type" in one["provision"] or not all("type" in part for part in one["provision"].get("provision", [])):
        yield "the outermost rule has no type, the inner ones have"


def _encounter(one: Resource) -> Iterator[str]:
    if one["class"]["code"] not in ("AMB", "VR", "HH"):
        yield "class"


def _goal(one: Resource) -> Iterator[str]:
    if one["lifecycleStatus"] not in GOAL_STATUSES or not one.get("description"):
        yield "lifecycle"
    if any("detailString" in part and "measure" not in part for part in one.get("target", [])):
        yield "gol-1"


def _document_reference(one: Resource) -> Iterator[str]:
    for content in one["content"]:
        if not content["attachment"] or (
            "data" in content["attachment"] and "contentType" not in content["attachment"]
        ):
            yield "att-1"


def _organization(one: Resource) -> Iterator[str]:
    if not (one.get("name") or one.get("identifier")):
        yield "org-1"


def _patient(one: Resource) -> Iterator[str]:
    if one["gender"] not in ("male", "female", "other", "unknown"):
        yield "gender"
    if len(one.get("name", [])) > 1:
        yield "one name (SEBasePatient)"
    systems = [number["system"] for number in one.get("identifier", []) if "system" in number]
    if len(systems) != len(set(systems)):
        yield "one number of each kind (SEBasePatient)"


def _task(one: Resource) -> Iterator[str]:
    if one["intent"] not in ("unknown", "proposal", "plan", "order", "original-order", "reflex-order", "filler-order"):
        yield "intent"


RULES: dict[str, Callable[[Resource], Iterator[str]]] = {
    "AllergyIntolerance": _allergy,
    "Appointment": _appointment,
    "CarePlan": _care_plan,
    "CareTeam": _care_team,
    "Composition": _composition,
    "Condition": _condition,
    "Consent": _consent,
    "DocumentReference": _document_reference,
    "Encounter": _encounter,
    "Goal": _goal,
    "Organization": _organization,
    "Patient": _patient,
    "Task": _task,
}
