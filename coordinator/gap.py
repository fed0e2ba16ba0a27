"""A gap (lucka): something that is missing or late in a record; and the rules that look for them, declared as data.

The rules stand in `resources/rules/gaps.json`, most serious first: what each is called, why it matters, the words of
what it finds, where that is mended, and its limits. What looks for it is in `coordinator/gap_rules/`.
"""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from uuid import UUID

from coordinator.page import Page


@dataclass(frozen=True)
class GapRule:
    """One rule. ``code`` is stored in silences and never changes; ``rank`` is its place, the most serious first.

    name: what is looked for, naming nobody. reason: why it matters, one sentence. title, why: patterns for one gap.
    field: what on the page, when it is no entry: the name of a field, of an assignment, or what to begin with ("new:").
    numbers: its lead times and limits, such as ``{"days": 30}``. serious: it stands in the list of what is to be done,
    where nobody has looked for it.
    """

    code: str
    rank: int
    name: str
    reason: str
    title: str
    why: str
    verb: str
    page: Page
    field: str = ""
    numbers: Mapping[str, int] = dataclasses.field(default_factory=dict, hash=False)
    serious: bool = False

    def found(
        self,
        words: Mapping[str, str] | None = None,
        *,
        contact_id: UUID | None = None,
        entry_id: UUID | None = None,
        due: date | None = None,
    ) -> "Gap":
        """A gap by this rule, with ``words`` put into its patterns."""
        title, why = (_capital(pattern.format_map(words or {})) for pattern in (self.title, self.why))
        return Gap(self.code, title, why, self.verb, self.page, contact_id, entry_id, self.field, due)


@dataclass(frozen=True)
class Gap:
    """One gap: what it is, why it matters, the word on its button, and the page and the entry where it is mended.

    key: the code of its rule. field: what on the page, when it is no entry. due: the day it was or is due.
    """

    key: str
    title: str = dataclasses.field(repr=False)
    why: str = dataclasses.field(repr=False)
    verb: str
    page: Page
    contact_id: UUID | None = None
    entry_id: UUID | None = None
    field: str = ""
    due: date | None = None

    @property
    def rule(self) -> GapRule:
        """The rule that found it."""
        return _by_code()[self.key]


def rules() -> Sequence[GapRule]:
    """Every rule there is, the most serious first."""
    return tuple(_by_code().values())


def rule_named(code: str) -> GapRule | None:
    """The rule with that code; None when there is none, or none any more."""
    return _by_code().get(code)


def longest_silence() -> int:
    """For how many months a gap may be silenced at most."""
    return int(_data()["silence_months"])


def data(file: str = "gaps.json") -> bytes:
    """The rules as they are written; those of other lists lie beside them."""
    return (files("resources") / "rules" / file).read_bytes()


def rule_set(written: bytes, edition: int) -> str:
    """A short name for the rules as they are written, and for the edition of the code that reads them."""
    return f"{edition}-{sha256(written).hexdigest()[:16]}"


@cache
def _data() -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads(data())
    return read


@cache
def _by_code() -> Mapping[str, GapRule]:
    listed = enumerate(_data()["rules"])
    return {one["code"]: GapRule(**one | {"rank": rank, "page": Page.of(one["page"])}) for rank, one in listed}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
