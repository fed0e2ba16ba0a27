"""What tests of documents share: the practice people whose records are empty, full, protected and a child's."""

import pytest

from coordinator.desk import Desk
from coordinator.practice import fill_practice
from coordinator.record import Record
from tests.coordinator.conftest import TODAY, MemoryStore, noon

PEOPLE = ("tom", "120-kontakter", "skyddad", "skyddad-foralder", "barn", "framtidsfullmakt")


@pytest.fixture(scope="session")
def practice() -> dict[str, Record]:
    """Their records, by the short name of each."""
    store = MemoryStore(noon(TODAY))
    return {one.slug: store.read(one.patient_id) for one in fill_practice(Desk(store), PEOPLE)}
