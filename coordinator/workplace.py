"""Which words name a workplace rather than a person: hospitals, clinics, schools, authorities."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from coordinator.contact import ContactCategory
from coordinator.swedish import folded


@dataclass(frozen=True)
class Workplace:
    """A kind of workplace: the field of `Contact` it belongs in, and the area of life when it tells."""

    field: str
    category: ContactCategory | None


def workplace(text: str) -> Workplace | None:
    """What kind of workplace ``text`` names; None when it names none."""
    words = folded(text).split()
    for kind, endings, whole in _kinds():
        if any(word in whole or word.endswith(endings) for word in words):
            return kind
    return None


@cache
def _kinds() -> Sequence[tuple[Workplace, tuple[str, ...], frozenset[str]]]:
    """Each kind with the endings and the whole words that tell it, as compared."""
    text = (files("resources") / "codes" / "workplaces.json").read_text(encoding="utf-8")
    return [
        (
            Workplace(one["field"], ContactCategory.of(one["category"]) if one["category"] else None),
            tuple(folded(ending) for ending in one.get("endings", ())),
            frozenset(folded(word) for word in one.get("words", ())),
        )
        for one in json.loads(text)
    ]
