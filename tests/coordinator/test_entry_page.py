"""Every kind of entry has a page where it is found."""

from coordinator.entry_page import PAGE_OF
from coordinator.kinds import KINDS


def test_every_kind_has_its_page() -> None:
    assert set(PAGE_OF) == set(KINDS)
