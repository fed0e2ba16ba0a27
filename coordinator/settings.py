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
    text is a folder. pattern: what a text that is not empty must look like (a regular expression), and ``example`` one
    that does. hidden: it is chosen on a page of its own.
    """

    key: str
    label: str
    reason: str
    default: T
    low: int = 0
    high: int = 0
    group: str = ""
    also: str = ""
    pattern: str = ""
    example: str = ""
    choices: tuple[tuple[T, str], ...] = ()
    unit: tuple[str, str] = ("", "")
    folder: bool = False
    hidden: bool = False

    def takes(self, value: object) -> bool:
        """Whether ``value`` is one that the setting can have."""
        if type(value) is not type(self.default):
            return False
        if self.choices:
            return any(value == one for one, _ in self.choices)
        if isinstance(value, str):
            fits = not self.pattern or not value or re.fullmatch(self.pattern, value) is not None
            return fits and not _NO_TEXT.search(value)
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
_FILES = "Filer till andra system"
GROUPS = (_SCREEN, _LOCK, _BACKUPS, _PAPER, _JOURNAL, _FILES, _PLAN, _VISITS, _BENEFITS)
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
JOURNAL_CLIPBOARD = Setting(
    "journal.clipboard_seconds",
    "Sekunder tills det kopierade försvinner ur urklipp",
    "Så att det inte klistras in på fel ställe senare. Längre där det tar tid att komma till rätt journal.",
    90,
    low=10,
    high=600,
    group=_JOURNAL,
    also="kopiera klistra urklipp töm tömma minne sekretess",
    unit=("sekund", "sekunder"),
)
JOURNAL_HEADINGS = Setting(
    "journal.headings",
    "Journalens sökord",
    "Era egna sökord, i er ordning, och vad som står under vart och ett.",
    "",
    group=_JOURNAL,
    hidden=True,
)
"""Written and read by `coordinator.exchange.journal_headings`; empty: the program's own."""

_HSA_ID = "SE[0-9]{10}-[0-9A-Z]{1,18}"
"""The directory allows 31 characters, capitals and digits."""
UNIT_HSA_ID = Setting(
    "care.unit_hsa_id",
    "Enhetens HSA-id",
    "Behövs i filer till regionens integrationsmotor. Fråga den som sköter HSA-katalogen hos er.",
    "",
    group=_FILES,
    also="rivta riv-ta fhir npö mottagning vårdenhet",
    pattern=_HSA_ID,
    example="SE2321000016-1A2B",
)
PROVIDER_HSA_ID = Setting(
    "care.provider_hsa_id",
    "Vårdgivarens HSA-id",
    "Behövs i filer till regionens integrationsmotor: den region, kommun eller det bolag som ansvarar för vården.",
    "",
    group=_FILES,
    also="rivta riv-ta fhir npö region vårdgivare",
    pattern=_HSA_ID,
    example="SE2321000016-106J",
)
OWN_HSA_ID = Setting(
    "care.own_hsa_id",
    "Ditt eget HSA-id",
    "Står i filer till andra system som den som är fast vårdkontakt. Det finns på ditt SITHS-kort.",
    "",
    group=_FILES,
    also="rivta riv-ta fhir siths tjänstekort",
    pattern=_HSA_ID,
    example="SE2321000016-9XYZ",
)
SYSTEM_HSA_ID = Setting(
    "care.system_hsa_id",
    "Källsystemets HSA-id",
    "Det som regionen har gett det här programmet. Är det tomt står enhetens HSA-id i filerna i stället.",
    "",
    group=_FILES,
    also="rivta riv-ta fhir npö integration system",
    pattern=_HSA_ID,
    example="SE2321000016-7KLM",
)
CLINIC_EMAIL = Setting(
    "care.email",
    "Mottagningens e-postadress",
    "Står som avsändare i kalenderfiler, så att svar på en kallelse kommer rätt. Aldrig en patients.",
    "",
    group=_FILES,
    also="kalender ics kallelse mejl organisatör",
    pattern=r"[^@\s:;,\"<>]+@[^@\s:;,\"<>]+\.[^@\s:;,\"<>]+",
    example="mottagningen@exempel.se",
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

SETTINGS: tuple[AnySetting, ...] = (
    PRINT_IDENTITY_NUMBER,
    JOURNAL_IDENTITY_NUMBER,
    JOURNAL_LATIN1,
    JOURNAL_ONE_LINE,
    JOURNAL_CLIPBOARD,
    JOURNAL_HEADINGS,
    UNIT_HSA_ID,
    PROVIDER_HSA_ID,
    OWN_HSA_ID,
    SYSTEM_HSA_ID,
    CLINIC_EMAIL,
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


def _read_text(setting: AnySetting, text: str) -> str:
    """A text without blanks around it; in capitals where only those are right, since nobody sees the difference."""
    fits = (one for one in (text.strip(), text.strip().upper()) if setting.takes(one))
    found = next(fits, None)
    if found is None:
        like = f"skriv det som {setting.example}, eller inget alls" if setting.example else "skriv det på en rad"
        raise RuleError("Fel värde", f"{setting.label}: {like}.")
    return found


def parse_setting(key: str, text: str) -> tuple[AnySetting, bool | int | str]:
    """The setting called ``key`` and the value that ``text`` stands for; RuleError says what is allowed."""
    setting = next((known for known in SETTINGS if known.key == key), None)
    if setting is None:
        known_keys = ", ".join(known.key for known in SETTINGS if not known.hidden)
        raise RuleError("Okänd inställning", f"Välj en av {known_keys}.")
    if isinstance(setting.default, bool):
        if text.casefold() not in ("ja", "nej"):
            raise RuleError("Fel värde", f"{setting.label}: skriv ja eller nej.")
        return setting, text.casefold() == "ja"
    if isinstance(setting.default, str):
        return setting, _read_text(setting, text)
    if not (re.fullmatch("[0-9]{1,6}", text) and setting.low <= int(text) <= setting.high):
        raise RuleError("Fel värde", f"{setting.label}: skriv ett heltal från {setting.low} till {setting.high}.")
    return setting, int(text)
