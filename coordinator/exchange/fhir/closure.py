"""What no validator finds: that a bundle holds together, so that each part of it can be reached and none is empty."""

from collections.abc import Iterator
from typing import Any

from coordinator.exchange.fhir.elements import says_nothing


def unresolved(bundle: dict[str, Any]) -> list[str]:
    """What is wrong with the bundle, one line each; none when it holds together.

    The lines name places, types and ids, never content. Checked are: the Composition comes first; ids and addresses
    are there, agree and are unique; each reference leads to a resource of the bundle; each resource can be reached from
    the Composition; no element is empty.
    """
    entries = bundle.get("entry", [])
    resources = [entry.get("resource", {}) for entry in entries]
    found = [f"empty element: {path}" for path in _empty(bundle, "Bundle")]
    if not resources or resources[0].get("resourceType") != "Composition":
        found.append("the first resource is not a Composition")
    found += [f"address and id disagree: {place}" for place in _misnamed(entries)]
    known: dict[str, Any] = {}
    for entry, resource in zip(entries, resources, strict=True):
        url = entry.get("fullUrl", "")
        if url in known:
            found.append(f"id used twice: {url}")
        known[url] = resource
    for url, resource in known.items():
        lost = [target for target in _references(resource) if target not in known]
        found += [f"{resource.get('resourceType')} {url} refers to what is not there: {target}" for target in lost]
    reached = _reached(known, entries[0].get("fullUrl", "")) if entries else set()
    found += [f"cannot be reached: {known[url].get('resourceType')} {url}" for url in known if url not in reached]
    return found


def _misnamed(entries: list[dict[str, Any]]) -> Iterator[str]:
    for place, entry in enumerate(entries):
        id_ = entry.get("resource", {}).get("id")
        if not id_ or entry.get("fullUrl") != f"urn:uuid:{id_}":
            yield f"entry {place}"


def _references(value: Any) -> Iterator[str]:
    """Every literal reference in a value; one that only has words is none."""
    if isinstance(value, dict):
        target = value.get("reference")
        if isinstance(target, str):
            yield target
        for part in value.values():
            yield from _references(part)
    elif isinstance(value, list):
        for part in value:
            yield from _references(part)


def _reached(known: dict[str, Any], start: str) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        url = waiting.pop()
        if url in known and url not in reached:
            reached.add(url)
            waiting += _references(known[url])
    return reached


def _empty(value: Any, path: str) -> Iterator[str]:
    if says_nothing(value) or (isinstance(value, str) and not value.strip()):
        yield path
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _empty(part, f"{path}.{name}")
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _empty(part, f"{path}[{place}]")
