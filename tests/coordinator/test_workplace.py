"""Which words name a workplace, and which a person."""

import pytest

from coordinator.contact import ContactCategory
from coordinator.workplace import Workplace, workplace


@pytest.mark.parametrize(
    ("text", "field", "category"),
    [
        ("Barnkliniken", "unit", ContactCategory.SPECIALIST),
        ("Klinisk genetik", "unit", ContactCategory.SPECIALIST),
        ("Neurologen", "unit", ContactCategory.SPECIALIST),
        ("Gomteamet", "unit", None),
        ("Östra sjukhuset", "organisation", ContactCategory.SPECIALIST),
        ("ostra SJUKHUSET plan 3", "organisation", ContactCategory.SPECIALIST),
        ("Vårdcentralen Lunden", "organisation", ContactCategory.PRIMARY_CARE),
        ("Barnhabiliteringen Öst", "organisation", ContactCategory.HABILITATION),
        ("Folktandvården Ekeberga", "organisation", ContactCategory.DENTAL),
        ("Lunds kommun", "organisation", ContactCategory.KOMMUN),
        ("Göteborgs Stad", "organisation", ContactCategory.KOMMUN),
        ("Lundaskolan", "organisation", ContactCategory.SCHOOL_WORK),
        ("Försäkringskassan", "organisation", ContactCategory.AUTHORITY),
        ("Region Dalarna", "organisation", None),
    ],
)
def test_a_workplace_is_known_by_its_words(text: str, field: str, category: ContactCategory | None) -> None:
    assert workplace(text) == Workplace(field, category)


@pytest.mark.parametrize("text", ["Lisa Ek", "Karin Halmstad", "Bo Skollag", "Anna Ekstad", "ring efter åtta", ""])
def test_a_person_is_no_workplace(text: str) -> None:
    assert workplace(text) is None
