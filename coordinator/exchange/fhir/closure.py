"""What no validator finds: that a bundle holds together, so that each part of it can be reached and none is empty."""

from collections.abc import Iterator
from typing import Any

from coordinator.exchange.fhir.elements import says_nothing


def unresolved(bundle: dict[str, Any]) -> list[str]:
    """What is wrong with the bundle, one line each; none when it holds together.

    The lines name places, types and ids, never content. Checked are: ids and addresses are there, agree and are unique;
    each reference leads to a resource of the bundle; no element is empty. Of a document also that the Composition comes
    first and that each resource can be reached from it; of a transaction that each entry says what is to be done.
    """
    entries = bundle.get("entry", [])
    found: list[str] = []
    known: dict[str, Any] = {}
    leads: dict[str, list[str]] = {}
    whole = _is_whole({name: part for name, part in bundle.items() if name != "entry"}, [])
    for entry in entries:
        url = entry.get("fullUrl", "")
        if url in known:
            found.append(f"id used twice: {url}")
        known[url] = entry.get("resource", {})
        leads[url] = []
        whole = _is_whole(entry, leads[url]) and whole
    found += [f"address and id disagree: {place}" for place in _misnamed(entries)]
    for url, targets in leads.items():
        lost = [target for target in targets if target not in known]
        found += [f"{known[url].get('resourceType')} {url} refers to what is not there: {target}" for target in lost]
    if not whole:
        found += [f"empty element: {path}" for path in _empty(bundle, "Bundle")]
    of_its_type = _transaction(entries) if bundle.get("type") == "transaction" else _document(entries, known, leads)
    return [*found, *of_its_type]


def _document(entries: list[dict[str, Any]], known: dict[str, Any], leads: dict[str, list[str]]) -> Iterator[str]:
    if not entries or entries[0].get("resource", {}).get("resourceType") != "Composition":
        yield "the first resource is not a Composition"
    reached = _reached(leads, entries[0].get("fullUrl", "")) if entries else set()
    yield from (f"cannot be reached: {known[url].get('resourceType')} {url}" for url in known if url not in reached)


def _transaction(entries: list[dict[str, Any]]) -> Iterator[str]:
    for place, entry in enumerate(entries):
        request = entry.get("request", {})
        if not (request.get("method") and request.get("url")):
            yield f"nothing to do: entry {place}"


def _misnamed(entries: list[dict[str, Any]]) -> Iterator[str]:
    for place, entry in enumerate(entries):
        id_ = entry.get("resource", {}).get("id")
        if not id_ or entry.get("fullUrl") != f"urn:uuid:{id_}":
            yield f"entry {place}"


def _is_whole(value: Any, references: list[str]) -> bool:
    """Whether no element is empty; every literal reference is put with ``references``. Once through, for speed."""
    if isinstance(value, dict):
        target = value.get("reference")
        if isinstance(target, str):
            references.append(target)
        value = value.values()
    elif not isinstance(value, list):
        return value is not None
    whole = bool(value)
    for part in value:
        if isinstance(part, str):
            if not part or part.isspace():
                whole = False
        elif not _is_whole(part, references):
            whole = False
    return whole


def _reached(leads: dict[str, list[str]], start: str) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        url = waiting.pop()
        if url in leads and url not in reached:
            reached.add(url)
            waiting += leads[url]
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
