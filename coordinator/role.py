"""What a contact's role says of her: its usual spelling, and the area of life it mostly belongs to."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from coordinator.contact import ContactCategory, suggested_roles
from coordinator.swedish import folded


def role_key(text: str) -> str:
    """``text`` as roles are compared: without case, marks, hyphens and full stops."""
    return " ".join(folded(text).replace("-", " ").replace(".", " ").split())


def known_role(text: str) -> str:
    """The usual spelling of the role that ``text`` names, a synonym too; empty when it is no role we know."""
    found = _spellings().get(role_key(text))
    if found is None and " " not in text.strip() and _by_ending(text) is not None:
        found = " ".join(text.split())
    return found or ""


def category_of_role(role: str) -> ContactCategory | None:
    """The area of life that contacts with the role mostly belong to; None for a role that tells nothing."""
    found = _categories().get(role_key(known_role(role) or role))
    return found or _by_ending(role)


def _by_ending(role: str) -> ContactCategory | None:
    key = role_key(role)
    return max(((len(end), area) for end, area in _endings().items() if key.endswith(end)), default=(0, None))[1]


@cache
def _spellings() -> Mapping[str, str]:
    """Every spelling of a role, as compared, and the usual one."""
    found: dict[str, str] = {}
    for roles in _read("role_categories").values():
        found |= {role_key(role): role for role in roles}
    for role, synonyms in _read("role_synonyms").items():
        found |= {role_key(synonym): role for synonym in synonyms}
    return found | {role_key(role): role for role in suggested_roles()}


@cache
def _categories() -> Mapping[str, ContactCategory]:
    stored = _read("role_categories").items()
    return {role_key(role): ContactCategory.of(category) for category, roles in stored for role in roles}


@cache
def _endings() -> Mapping[str, ContactCategory]:
    stored = _read("role_endings").items()
    return {role_key(end): ContactCategory.of(category) for category, endings in stored for end in endings}


def _read(name: str) -> Mapping[str, list[str]]:
    text = (files("resources") / "codes" / f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, list[str]] = json.loads(text)
    return found
