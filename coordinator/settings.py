"""Every setting once: its key, Swedish label, reason and default; and which of its values is in force, and why."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Generic, TypeVar, cast

from coordinator.errors import RuleError

_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Signs that are in no path we could show; a hard space, which not every key for a space avoids, is in some."""

T = TypeVar("T", bool, int, str)
Value = bool | int | str


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting; ``reason`` says why somebody would change it.

    group: under which heading it stands. also: what else it may be called by whoever looks for it. choices: the values
    there are, with their words; a number without choices is from ``low`` to ``high``, counted in ``unit``. folder: the
    text is a folder.
    """

    key: str
    label: str
    reason: str
    default: T
    low: int = 0
    high: int = 0
    group: str = ""
    also: str = ""
    choices: tuple[tuple[T, str], ...] = ()
    unit: tuple[str, str] = ("", "")
    folder: bool = False

    def takes(self, value: object) -> bool:
        """Whether ``value`` is one that the setting can have."""
        if type(value) is not type(self.default):
            return False
        if self.choices:
            return any(value == one for one, _ in self.choices)
        if isinstance(value, str):
            return not _NO_TEXT.search(value)
        return isinstance(value, bool) or (isinstance(value, int) and self.low <= value <= self.high)

    def in_words(self, value: Value) -> str:
        """``value`` as it is said: "12 månader", "på"."""
        for one, words in self.choices:
            if one == value:
                return words
        if isinstance(value, bool):
            return "på" if value else "av"
        if isinstance(value, int):
            return f"{value} {self.unit[value != 1]}".strip()
        return value or ("ingen mapp" if self.folder else "")


_SCREEN, _LOCK, _BACKUPS = "Skärm", "Lås", "Säkerhetskopior"
_PAPER, _JOURNAL, _PLAN, _VISITS, _BENEFITS = "Papper", "Journaltext", "Vårdplan", "Besök", "Intyg och stöd"
GROUPS = (_SCREEN, _LOCK, _BACKUPS, _PAPER, _JOURNAL, _PLAN, _VISITS, _BENEFITS)
"""The headings, in the order they are shown."""

PRINT_IDENTITY_NUMBER = Setting(
    "print.identity_number",
    "Personnummer i sidfoten på vårdplanen",
    "Nästa mottagning hittar rätt person. Stäng av där papper ofta blir liggande: då står födelsedatum i stället.",
    True,
    group=_PAPER,
    also="utskrift identitet sekretess samordningsnummer födelsedatum skriva ut",
)
JOURNAL_IDENTITY_NUMBER = Setting(
    "journal.identity_number",
    "Personnummer i journaltexten",
    "Av från början: texten klistras in i rätt patients journal och ska inte kunna spåras om den hamnar fel.",
    False,
    group=_JOURNAL,
    also="identitet sekretess samordningsnummer kopiera klistra",
)
JOURNAL_LATIN1 = Setting(
    "journal.latin1",
    "Journaltexten håller sig till tecken som äldre journalsystem klarar",
    "Stäng av om ditt journalsystem tar emot alla bokstäver, till exempel Ł eller kyrilliska namn.",
    True,
    group=_JOURNAL,
    also="bokstäver alfabet frågetecken konstiga tecken namn latin unicode",
)
JOURNAL_ONE_LINE = Setting(
    "journal.one_line",
    "Sökord och text på samma rad",
    "Vissa journalsystem delar upp en inklistrad text på rader av formen Sökord: text.",
    False,
    group=_JOURNAL,
    also="rubriker radbrytning klistra in mall",
)
PLAN_REVIEW_MONTHS = Setting(
    "plan.review_months",
    "Månader till nästa översyn av vårdplanen",
    "Föreslås när en plan fastställs. Verksamheten kan ha en annan rutin än en gång om året.",
    12,
    low=1,
    high=60,
    group=_PLAN,
    also="uppföljning hur ofta årlig revidera fastställa",
    unit=("månad", "månader"),
)

SHARED_DAY_WEEKS = Setting(
    "visits.shared_day_weeks",
    "Veckor som ett besök kan flyttas för att samlas med andra",
    "Längre resor gör det värt att flytta mer. Kortare när tiderna är svåra att ändra.",
    4,
    low=1,
    high=26,
    group=_VISITS,
    also="samla besök samma dag tider boka om resa",
    unit=("vecka", "veckor"),
)

BENEFIT_LEAD_INSURANCE = Setting(
    "benefits.lead_months_insurance",
    "Påminn så många månader innan ett stöd från Försäkringskassan slutar",
    "Läkarutlåtande och handläggning tar tid. Längre där intygen brukar dröja.",
    6,
    low=1,
    high=24,
    group=_BENEFITS,
    also="påminnelse förnya ansöka omvårdnadsbidrag aktivitetsersättning intyg",
    unit=("månad", "månader"),
)
BENEFIT_LEAD_OTHERS = Setting(
    "benefits.lead_months_others",
    "Påminn så många månader innan ett annat stöd slutar",
    "Kommunen, regionen, skolan och andra. Några stöd har en egen kortare eller längre tid.",
    3,
    low=1,
    high=24,
    group=_BENEFITS,
    also="påminnelse förnya ansöka LSS färdtjänst skolskjuts tandvård kommun region intyg",
    unit=("månad", "månader"),
)

THEME = Setting(
    "screen.theme",
    "Färger",
    "Mörkt bländar mindre i ett mörkt rum. Hög kontrast är för den som har svårt att se.",
    "",
    group=_SCREEN,
    also="tema mörkt läge dark ljus kontrast utseende syn",
    choices=(("", "Som datorn"), ("light", "Ljust"), ("dark", "Mörkt"), ("high-contrast", "Hög kontrast")),
)
TEXT_SIZE = Setting(
    "screen.text_size",
    "Textens storlek",
    "Större text syns på håll och för den som ser sämre. Ctrl + och Ctrl - ändrar den när som helst.",
    100,
    group=_SCREEN,
    also="större mindre zooma bokstäver teckensnitt font procent förstora syn",
    choices=((100, "100 %"), (125, "125 %"), (150, "150 %"), (175, "175 %"), (200, "200 %")),
)
MOTION = Setting(
    "screen.motion",
    "Rörelser på skärmen",
    "Inget flyttar sig eller tonar av sig självt. Skrivmärket i ett fält blinkar; låt det stå stilla om det stör.",
    True,
    group=_SCREEN,
    also="animationer minska rörelse blinkar markör tona yrsel migrän",
    choices=((True, "Skrivmärket blinkar"), (False, "Allt står stilla")),
)
LOCK_MINUTES = Setting(
    "lock.minutes",
    "Lås efter så lång tid utan att någon rör datorn",
    "Kort tid där andra går förbi skärmen. Det du skriver finns kvar när du låser upp.",
    10,
    group=_LOCK,
    also="låsa automatiskt skärmlås timeout inaktiv väntetid minuter",
    choices=((1, "1 minut"), *((minutes, f"{minutes} minuter") for minutes in (2, 5, 10, 15, 30))),
)
BACKUP_FOLDER = Setting(
    "backup.folder",
    "Mapp för säkerhetskopior",
    "En kopia om dagen läggs där. På ett USB-minne eller en nätverksdisk klarar den sig om datorn går sönder.",
    "",
    group=_BACKUPS,
    also="backup katalog usb minne disk server kopia reserv",
    folder=True,
)

REMEMBERED_HERE = Setting(
    "lock.remembered_here",
    "Kom ihåg på den här datorn",
    "Den som är inloggad som du öppnar då pärmen utan lösenfras. Lösenfrasen och återställningskoden gäller ändå.",
    False,
    group=_LOCK,
    also="nyckelring lösenord logga in automatiskt lösenfras glöm",
)
"""Whether the computer's keyring opens the pärm. The pärm's key file tells, so it is neither chosen nor shipped."""

AnySetting = Setting[bool] | Setting[int] | Setting[str]

SETTINGS: tuple[Setting[bool] | Setting[int], ...] = (
    PRINT_IDENTITY_NUMBER,
    JOURNAL_IDENTITY_NUMBER,
    JOURNAL_LATIN1,
    JOURNAL_ONE_LINE,
    PLAN_REVIEW_MONTHS,
    SHARED_DAY_WEEKS,
    BENEFIT_LEAD_INSURANCE,
    BENEFIT_LEAD_OTHERS,
)
"""Those of a pärm: chosen in it, and the same wherever it is opened."""
COMPUTER_SETTINGS: tuple[AnySetting, ...] = (THEME, TEXT_SIZE, MOTION, LOCK_MINUTES, BACKUP_FOLDER)
"""Those of a computer: chosen outside the pärm, and needed before it is open."""


@dataclass(frozen=True)
class Clinic:
    """What the clinic has decided, as far as it holds (`coordinator.clinic_defaults` reads it).

    values: from the beginning, by key. locked: the keys nobody here may choose otherwise. most: the highest value that
    may be chosen. faults: what is wrong in ``file``, each a line for whoever wrote it.
    """

    file: Path | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()
    most: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


NO_CLINIC = Clinic()


class Source(Enum):
    """Where the value in force comes from."""

    BUILT_IN = "Från början"
    CLINIC = "Satt av verksamheten"
    OWN = "Ditt val"
    LOCKED = "Låst av verksamheten"


@dataclass(frozen=True)
class Settings:
    """The values in force: what the clinic has locked, else what was chosen here, else the clinic's, else the first."""

    chosen: Mapping[str, Value] = field(default_factory=dict)
    clinic: Clinic = NO_CLINIC

    def __getitem__(self, setting: Setting[T]) -> T:
        return cast("T", self.value(setting))

    def value(self, setting: AnySetting) -> Value:
        """The value in force of a setting whose kind is not known where it is asked for."""
        return self.chosen[setting.key] if self.source(setting) is Source.OWN else self.without_choice(setting)

    def source(self, setting: AnySetting) -> Source:
        """Where the value in force comes from."""
        key, clinic = setting.key, self.clinic
        if key in clinic.locked:
            return Source.LOCKED
        if key in self.chosen and self.may_choose(setting, self.chosen[key]):
            return Source.OWN
        first_holds = key not in clinic.values and self.may_choose(setting, setting.default)
        return Source.BUILT_IN if first_holds else Source.CLINIC

    def without_choice(self, setting: AnySetting) -> Value:
        """What holds when nothing is chosen here."""
        value = self.clinic.values.get(setting.key, setting.default)
        return value if self.may_choose(setting, value) else self.clinic.most[setting.key]

    def may_choose(self, setting: AnySetting, value: Value) -> bool:
        """Whether the clinic allows so high a value."""
        most = self.clinic.most.get(setting.key)
        return most is None or not isinstance(value, int) or value <= most

    def require_open(self, setting: AnySetting) -> None:
        """Refuse to choose what the clinic has locked."""
        if setting.key in self.clinic.locked:
            raise RuleError(
                "Verksamheten har låst inställningen",
                f"{setting.label}: {setting.in_words(self.value(setting))}. Den som sköter datorerna kan ändra det.",
            )


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
    if not (re.fullmatch("[0-9]{1,6}", text) and setting.low <= int(text) <= setting.high):
        raise RuleError("Fel värde", f"{setting.label}: skriv ett heltal från {setting.low} till {setting.high}.")
    return setting, int(text)
