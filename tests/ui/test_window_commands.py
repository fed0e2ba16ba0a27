"""The table of commands: every one has a name, a title, an icon and keys of its own, and stands once."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from coordinator.page import Page
from ui.window_commands import COMMANDS, PAGES, Group

_TAKEN = {"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Y", "Ctrl+Return", "Tab", "Return", "Escape", "F10", "Alt+F4"}
"""What fields, lists and the desktop need for themselves."""


def test_no_two_commands_have_the_same_keys_name_or_title() -> None:
    for said in ("name", "title"):
        assert [one for one, many in Counter(getattr(one, said) for one in COMMANDS).items() if many > 1] == []
    keys = Counter(QKeySequence(one.keys).toString() for one in COMMANDS if one.keys)
    assert [one for one, many in keys.items() if many > 1 or not one] == []
    assert not keys.keys() & _TAKEN


def test_every_group_has_commands_and_they_stand_together() -> None:
    found = [one.group for one in COMMANDS]
    assert list(dict.fromkeys(found)) == list(Group)
    assert found == sorted(found, key=list(Group).index)


@pytest.mark.parametrize("page", Page, ids=lambda page: page.stored)
def test_there_is_a_way_to_each_page(page: Page) -> None:
    assert PAGES[page.stored] in COMMANDS
    assert PAGES[page.stored].title == page.label
