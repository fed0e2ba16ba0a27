"""Every setting once: its key, Swedish label, reason and default."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar, cast

from coordinator.errors import RuleError

T = TypeVar("T", bool, int, str)


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting; ``reason`` says why somebody would change it."""

    key: str
    label: str
    reason: str
    default: T
    low: int = 0
    high: int = 0


PRINT_IDENTITY_NUMBER = Setting(
    "print.identity_number",
    "Personnummer i sidfoten på vårdplanen",
    "Nästa mottagning hittar rätt person. Stäng av där papper ofta blir liggande: då står födelsedatum i stället.",
    True,
)
JOURNAL_IDENTITY_NUMBER = Setting(
    "journal.identity_number",
    "Personnummer i journaltexten",
    "Av från början: texten klistras in i rätt patients journal och ska inte kunna spåras om den hamnar fel.",
    False,
)
JOURNAL_LATIN1 = Setting(
    "journal.latin1",
    "Journaltexten håller sig till tecken som äldre journalsystem klarar",
    "Stäng av om ditt journalsystem tar emot alla bokstäver, till exempel Ł eller kyrilliska namn.",
    True,
)
JOURNAL_ONE_LINE = Setting(
    "journal.one_line",
    "Sökord och text på samma rad",
    "Vissa journalsystem delar upp en inklistrad text på rader av formen Sökord: text.",
    False,
)
PLAN_REVIEW_MONTHS = Setting(
    "plan.review_months",
    "Månader till nästa översyn av vårdplanen",
    "Föreslås när en plan fastställs. Verksamheten kan ha en annan rutin än en gång om året.",
    12,
    low=1,
    high=60,
)

SHARED_DAY_WEEKS = Setting(
    "visits.shared_day_weeks",
    "Veckor som ett besök kan flyttas för att samlas med andra",
    "Längre resor gör det värt att flytta mer. Kortare när tiderna är svåra att ändra.",
    4,
    low=1,
    high=26,
)

AnySetting = Setting[bool] | Setting[int]

SETTINGS: tuple[AnySetting, ...] = (
    PRINT_IDENTITY_NUMBER,
    JOURNAL_IDENTITY_NUMBER,
    JOURNAL_LATIN1,
    JOURNAL_ONE_LINE,
    PLAN_REVIEW_MONTHS,
    SHARED_DAY_WEEKS,
)


@dataclass(frozen=True)
class Settings:
    """The values in force: those chosen in this vault, else the defaults."""

    chosen: Mapping[str, bool | int | str] = field(default_factory=dict)

    def __getitem__(self, setting: Setting[T]) -> T:
        return cast("T", self.chosen.get(setting.key, setting.default))


def parse_setting(key: str, text: str) -> tuple[AnySetting, bool | int | str]:
    """The setting called ``key`` and the value that ``text`` stands for; RuleError says what is allowed."""
    setting = next((known for known in SETTINGS if known.key == key), None)
    if setting is None:
        known_keys = ", ".join(known.key for known in SETTINGS)
        raise RuleError("Okänd inställning", f"Välj en av {known_keys}.")
    if isinstance(setting.default, bool):
        if text.casefold() not in ("ja", "nej"):
            raise RuleError("Fel värde", f"{setting.label}: skriv ja eller nej.")
        return setting, text.casefold() == "ja"
    if isinstance(setting.default, int):
        if not (re.fullmatch("[0-9]{1,6}", text) and setting.low <= int(text) <= setting.high):
            raise RuleError("Fel värde", f"{setting.label}: skriv ett heltal från {setting.low} till {setting.high}.")
        return setting, int(text)
    return setting, text
