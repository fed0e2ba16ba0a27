"""The glossary is complete, and the code keeps to its words."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import coordinator
from coordinator.entity import Code, Entity
from coordinator.kinds import KINDS

ROOT = Path(__file__).parents[2]
PACKAGES = ("coordinator", "db", "ui", "resources", "installers", "tests")
ROW = re.compile(r"^\| (?P<swedish>[^|]+) \| (?P<code>[^|]+) \| ?(?P<note>[^|]*?) ?\|$", re.MULTILINE)
NO_MODULE_NAME = {
    "valv", "snooze", "register", "util", "utils", "helper", "helpers", "common", "service", "services", "manager",
    "managers", "misc", "tools",
}  # fmt: skip


def rows() -> list[tuple[str, set[str]]]:
    """Each row of the glossary: the Swedish words and the identifiers."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    found = [(row["swedish"].strip(), set(re.findall(r"`([^`]+)`", row["code"]))) for row in ROW.finditer(text)]
    return [(swedish, names) for swedish, names in found if swedish not in ("Swedish", "---")]


def codes() -> list[type[Code]]:
    for module in pkgutil.walk_packages(coordinator.__path__, "coordinator."):
        importlib.import_module(module.name)
    return [code for code in Code.__subclasses__() if code.__module__.startswith("coordinator.")]


def modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (path.relative_to(ROOT) for path in (ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_every_kind_has_a_row_with_its_title_class_and_stored_name(kind: type[Entity]) -> None:
    assert (kind.TITLE, {kind.__name__, kind.KIND}) in rows()


def test_every_list_of_codes_has_one_row() -> None:
    known = [name for _, names in rows() for name in names]
    assert [code.__name__ for code in codes() if known.count(code.__name__) != 1] == []


def test_every_row_says_something_in_swedish_and_names_an_identifier() -> None:
    found = rows()
    assert len(found) > len(KINDS) + len(codes())
    assert all(swedish and names and all(name.isascii() for name in names) for swedish, names in found)
    assert len({swedish for swedish, _ in found}) == len(found)


def test_no_line_of_a_table_is_lost_to_a_slip_of_the_pen() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("|")]
    heads = sum(line == "| Swedish | code | note |" for line in lines)
    assert heads == sum(line == "|---|---|---|" for line in lines) == 4
    assert len(rows()) == len(lines) - 2 * heads


def test_modules_are_named_for_what_they_hold() -> None:
    found = list(modules())
    assert len(found) > 50
    named = {(path, word) for path in found for part in path.with_suffix("").parts for word in part.split("_")}
    assert sorted(str(path) for path, word in named if word in NO_MODULE_NAME) == []
    assert all(str(path).isascii() and str(path) == str(path).lower() for path in found)


def test_no_text_says_a_word_that_was_given_up() -> None:
    given_up = re.compile(r"\b(?:valv(?:et|en|ets)?|snooze\w*)\b", re.IGNORECASE)
    found = []
    for path in modules():
        if path.parts[0] == "tests":
            continue
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and given_up.search(node.value):
                found.append(f"{path}:{node.lineno}")
    assert found == []
