"""Roles as people write them, and the area of life each mostly belongs to."""

import json
from importlib.resources import files

import pytest

from coordinator.contact import ContactCategory, suggested_roles
from coordinator.role import category_of_role, known_role


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("dietist", "dietist"),
        ("  DIETIST ", "dietist"),
        ("lakare", "läkare"),
        ("Sjukgymnast", "fysioterapeut"),
        ("lss handläggare", "LSS-handläggare"),
        ("handläggare  LSS", "LSS-handläggare"),
        ("leg. läkare", "läkare"),
        ("fvk", "fast vårdkontakt"),
        ("öron-, näs- och halsläkare", "öron-, näs- och halsläkare"),
        ("Tonårsläkare", "Tonårsläkare"),
        ("granne", ""),
        ("Lisa Ek, läkare", ""),
        ("", ""),
    ],
)
def test_a_role_is_known_in_any_spelling(written: str, role: str) -> None:
    assert known_role(written) == role


@pytest.mark.parametrize(
    ("role", "category"),
    [
        ("dietist", ContactCategory.SPECIALIST),
        ("sjukgymnast", ContactCategory.HABILITATION),
        ("fast läkarkontakt", ContactCategory.COORDINATION),
        ("distriktssköterska", ContactCategory.PRIMARY_CARE),
        ("Tandläkare", ContactCategory.DENTAL),
        ("käktandläkare", ContactCategory.DENTAL),
        ("smärtläkare", ContactCategory.SPECIALIST),
        ("LSS-handläggare", ContactCategory.KOMMUN),
        ("skolsköterska", ContactCategory.SCHOOL_WORK),
        ("handläggare för parkeringstillstånd", None),
        ("FK-handläggare", ContactCategory.AUTHORITY),
        ("granne", None),
        ("", None),
    ],
)
def test_a_role_tells_the_area_of_life(role: str, category: ContactCategory | None) -> None:
    assert category_of_role(role) is category


def test_every_suggested_role_is_known_by_its_own_name_and_tells_its_area() -> None:
    assert [role for role in suggested_roles() if known_role(role) != role] == []
    assert [role for role in suggested_roles() if category_of_role(role) is None] == []


def test_the_lists_of_roles_agree() -> None:
    folder = files("resources") / "codes"
    categories = json.loads((folder / "role_categories.json").read_text(encoding="utf-8"))
    synonyms = json.loads((folder / "role_synonyms.json").read_text(encoding="utf-8"))
    roles = [role for listed in categories.values() for role in listed]
    assert len(set(roles)) == len(roles)
    assert set(categories) == {category.stored for category in ContactCategory}
    assert [role for role in synonyms if role not in roles] == []
    written = [synonym for listed in synonyms.values() for synonym in listed]
    assert len(set(written)) == len(written)
    assert set(written).isdisjoint(roles)
