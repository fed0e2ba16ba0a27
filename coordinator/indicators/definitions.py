"""What each indicator counts, in the words that stand beside its figure, and where it comes from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from coordinator.entity import Code


class Unit(Code):
    """What a figure is told in."""

    SHARE = ("share", "procent")
    DAYS = ("days", "dagar")


@dataclass(frozen=True)
class Indicator:
    """One indicator. ``definition``: what is counted of what, when, and what is not; ``source``: where it comes from.

    counted: what the number below it is of, in plural. by_quarter: it counts what happened in a quarter; else how it
    was on a day. only_now: nothing tells how it was before. hidden_with: the key of another whose count this one is
    told of, so that it says nothing where the other is hidden.
    """

    key: str
    name: str
    definition: str
    unit: Unit
    source: str
    counted: str
    by_quarter: bool = False
    only_now: bool = False
    hidden_with: str = ""


@cache
def indicators() -> tuple[Indicator, ...]:
    """Every indicator in the order they are shown."""
    texts = indicator_texts()
    return tuple(
        Indicator(**{**one, "unit": Unit.of(one["unit"]), "source": texts["sources"][one["source"]]})
        for one in texts["indicators"]
    )


@cache
def indicator_texts() -> Mapping[str, Any]:
    """The words of the indicators, and ``about``: what must be known to read any of them."""
    text = (files("resources") / "texts" / "indicators.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found
