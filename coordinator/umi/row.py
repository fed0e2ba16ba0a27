"""One row of uppmärksamhetsinformation: a checked copy of what the journal has, with the fields of its type."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.entity import Attr, Entity, attr, attrs_of, entity
from coordinator.swedish import folded
from coordinator.umi.atc import is_atc, is_too_coarse
from coordinator.umi.kinds import (
    AlertCertainty,
    AlertEnd,
    AlertGroup,
    AlertSource,
    AlertType,
    InJournal,
    Reaction,
    Severity,
)
from coordinator.umi.rules import next_check_after
from coordinator.umi.terms import blood_borne_words, is_national, version

if TYPE_CHECKING:
    from coordinator.record import Record

_GRADED = frozenset({"severity", "certainty", "reactions"})
_OWN_FIELDS: dict[AlertType, frozenset[str]] = {
    AlertType.CONDITION: frozenset({"icd10", "snomed"}),
    AlertType.TREATMENT: frozenset({"icd10", "snomed", "atc", "ongoing"}),
    AlertType.TRANSPLANT: frozenset({"icd10", "snomed"}),
    AlertType.IMPLANT: frozenset({"icd10", "snomed"}),
    AlertType.AGENT: frozenset({"icd10", "snomed"}),
    AlertType.DISEASE: frozenset({"icd10", "snomed"}),
    AlertType.STATE: _GRADED | {"snomed"},
    AlertType.SUBSTANCE: _GRADED | {"snomed", "atc", "substance", "no_atc_reason"},
    AlertType.EXCIPIENT: _GRADED | {"snomed", "substance"},
    AlertType.PRODUCT: _GRADED | {"atc", "npl", "substance", "no_atc_reason"},
    AlertType.INFORMATION: frozenset({"snomed"}),
    AlertType.DECISION: frozenset({"snomed"}),
    AlertType.HISTORIC: frozenset({"content"}),
}
"""The fields that only some types have. What stands in none of these sets every type has."""
_SOME_TYPES = frozenset().union(*_OWN_FIELDS.values())


@entity("alert_information", "Uppmärksamhetsinformation", since=9)
class AlertInformation(Entity):
    """One row. Which of the fields it may have follows from its type (`fields_of`).

    term: as the national list words it; of a medicine its name. list_version: of the list it was chosen from, empty
    for what is in none. english: for card and sheet, written by somebody, never translated here.
    """

    type: AlertType = attr("Typ")
    term: str = attr("Term", default="")
    content: str = attr("Som det var skrivet", default="", long=True)
    english: str = attr("På engelska", default="", help="För akutkort och akutblad. Programmet översätter inte.")
    list_version: str = attr("Listans version", default="")
    icd10: str = attr("ICD-10-SE", default="")
    atc: str = attr("ATC-kod", default="", help="Minst tre tecken, hellre fyra: J01C är bättre än J01.")
    snomed: str = attr("SNOMED CT", default="")
    npl: str = attr("NPL-id", default="")
    substance: str = attr("Ämne i klartext", default="", help="När det inte finns någon ATC-kod.")
    no_atc_reason: str = attr("Varför ATC-kod saknas", default="")
    severity: Severity | None = attr("Allvarlighetsgrad", default=None)
    certainty: AlertCertainty | None = attr("Visshetsgrad", default=None)
    reactions: tuple[Reaction, ...] = attr("Reaktioner", default=())
    ongoing: bool = attr("Pågående behandling", default=False)
    ascertained_on: date | None = attr("Konstaterad", default=None)
    valid_from: date | None = attr("Giltig från och med", default=None)
    valid_until: date | None = attr("Giltig till och med", default=None)
    advice: str = attr("Att göra eller undvika", default="", help="En rad, så som den står i journalen.")
    english_advice: str = attr("Att göra eller undvika, på engelska", default="")
    comment: str = attr("Kommentar", default="", long=True)
    source: AlertSource = attr("Källa", default=AlertSource.JOURNAL)
    source_note: str = attr("Om källan", default="", help="Till exempel vilken epikris, eller vem som berättade.")
    checked_on: date | None = attr("Kontrollerad mot journalen", default=None)
    checked_by: str = attr("Kontrollerad av", default="")
    next_check: date | None = attr("Ny kontroll senast", default=None)
    in_journal: InJournal = attr("I journalens UMI", default=InJournal.NOT_ASKED)
    reported_on: date | None = attr("Rapporterad till journalen", default=None)
    for_patient: bool = attr("Får visas för patienten", default=True, help="Annars står den inte på något papper.")
    on_card: bool = attr("På akutkortet", default=True)
    ended_on: date | None = attr("Avslutad", default=None)
    end_reason: AlertEnd | None = attr("Orsak till avslut", default=None)
    end_note: str = attr("Om avslutet", default="")

    @property
    def group(self) -> AlertGroup:
        """The group of its type."""
        return self.type.group

    @property
    def heading(self) -> str:
        """What it is called in a line."""
        first = next((line.strip() for line in self.content.splitlines() if line.strip()), "")
        return self.term.strip() or first or self.type.label

    @property
    def only_taken_in(self) -> bool:
        """Historic rows come from files: nobody writes a new one."""
        return self.type is AlertType.HISTORIC

    @property
    def kept_fields(self) -> frozenset[str]:
        """What was taken in as history stays as it was written; a row never becomes history."""
        return frozenset({"type", "term", "content", "valid_from", "source"}) if self.only_taken_in else frozenset()

    @property
    def check_due(self) -> date | None:
        """By when it is to be held against the journal again: the day that is written, else (of what came with a file)
        as long after the last check as the rules say. None of what never was checked, and is to be so now.
        """
        if self.next_check is None and self.checked_on is not None:
            return next_check_after(self.checked_on)
        return self.next_check

    def is_current_on(self, day: date) -> bool:
        """Whether it holds on ``day``: not ended, not past its last day, and of a treatment whether it goes on."""
        if self.ended_on is not None and day >= self.ended_on:
            return False
        if self.type is AlertType.TREATMENT and not self.ongoing:
            return False
        return self.valid_until is None or day <= self.valid_until

    def has_expired_on(self, day: date) -> bool:
        """Whether its last day has passed and nobody has ended it."""
        return self.ended_on is None and self.valid_until is not None and self.valid_until < day

    def problems(self, record: "Record") -> Iterator[str]:
        yield from (sentence for _, sentence in self.faults(record))

    def faults(self, record: "Record") -> Iterator[tuple[str, str]]:
        """What is wrong, each with the field it is about."""
        yield from self._term_faults()
        yield from self._old_faults()
        yield from self._field_faults()
        yield from self._atc_faults()
        yield from self._day_faults(record.today)
        if self.ended_on is not None and self.end_reason is None:
            yield "end_reason", "Välj varför uppgiften avslutas."
        if self.end_reason is AlertEnd.OTHER and not self.end_note.strip():
            yield "end_note", "Skriv varför uppgiften avslutas."
        if self.in_journal is InJournal.REPORTED and self.reported_on is None:
            yield "reported_on", "Skriv vilken dag det rapporterades till journalen."
        if self.is_current_on(record.today) and _others_of_same_term(record, self):
            yield "term", "Uppgiften finns redan. Ändra den raden i stället."

    def _term_faults(self) -> Iterator[tuple[str, str]]:
        if not (self.term.strip() or self.content.strip()):
            listed = self.type.is_listed
            yield "term", "Välj en term ur den nationella listan." if listed else "Skriv vad överkänsligheten gäller."
        elif self.type.is_listed and blood_borne_words(self.term):
            yield (
                "term",
                "Blodburen smitta är inte uppmärksamhetsinformation och kan inte läggas in, utom Blodsmitta hos "
                "gravid.",
            )
        elif self.type.is_listed and self.list_version in ("", version()) and not is_national(self.type, self.term):
            yield (
                "term",
                f"Termen finns inte i nationella listan under {self.type.stored} {self.type.label}. "
                "Lägg in det som akutinformation.",
            )

    def _old_faults(self) -> Iterator[tuple[str, str]]:
        """Older lists marked blood-borne infection; what came so with a file is kept, and told of until it is ended."""
        words = f"{self.term} {self.content}" if self.type is AlertType.HISTORIC and self.ended_on is None else ""
        if blood_borne_words(words):
            yield "content", "Raden nämner blodburen smitta, som inte längre får märkas. Avsluta den med en orsak."

    def _field_faults(self) -> Iterator[tuple[str, str]]:
        """Exactly one kind of body: what belongs to another type cannot stand here."""
        for declared in _fields_of_others(self.type):
            if getattr(self, declared.name) != declared.default:
                sort = f"{self.type.stored} {self.type.label}"
                yield declared.name, f"{declared.label} hör inte till {sort}. Ta bort den uppgiften."

    def _atc_faults(self) -> Iterator[tuple[str, str]]:
        atc = self.atc.strip()
        if atc and not is_atc(atc):
            yield "atc", "Det är ingen ATC-kod. En sådan ser ut som J01C eller J01CE01."
        elif atc and is_too_coarse(atc):
            yield "atc", f"ATC-koden {atc} är för grov. Skriv minst tre tecken, hellre fyra, till exempel J01C."
        needs = self.type.is_medicine and self.severity is not None and self.severity.needs_atc
        without = {name: getattr(self, name).strip() for name in ("substance", "no_atc_reason")}
        if needs and not atc and not all(without.values()):
            grade = self.severity.label.lower() if self.severity else ""
            lacks = next(name for name, text in without.items() if not text) if any(without.values()) else "atc"
            yield (
                lacks,
                f"En {grade} överkänslighet mot läkemedel behöver ATC-kod. Finns ingen kod, skriv ämnet i klartext och "
                "varför koden saknas.",
            )

    def _day_faults(self, today: date) -> Iterator[tuple[str, str]]:
        if self.valid_from is None and self.type is not AlertType.HISTORIC:
            yield "valid_from", "Skriv från vilken dag uppgiften är giltig."
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            yield "valid_until", "Giltig till och med ligger före giltig från och med."
        for name, label in _PAST.items():
            day = getattr(self, name)
            if day and day > today:
                yield name, f"{label} ligger i framtiden."
        if self.checked_on and not self.checked_by.strip():
            yield "checked_by", "Skriv vem som kontrollerade uppgiften mot journalen."
        if self.checked_on and self.next_check and self.next_check < self.checked_on:
            yield "next_check", "Nästa kontroll ligger före den senaste."


_PAST = {
    "ascertained_on": "Konstaterad",
    "checked_on": "Kontrollerad mot journalen",
    "reported_on": "Rapporterad till journalen",
    "ended_on": "Avslutad",
}
"""Days that cannot be in the future."""


def fields_of(kind: AlertType) -> tuple[Attr, ...]:
    """The fields a row of that type has, in the order they are declared."""
    has = _OWN_FIELDS[kind]
    return tuple(one for one in attrs_of(AlertInformation) if one.name not in _SOME_TYPES or one.name in has)


@cache
def _fields_of_others(kind: AlertType) -> tuple[Attr, ...]:
    """Those that only other types have."""
    return tuple(one for one in attrs_of(AlertInformation) if one.name in _SOME_TYPES - _OWN_FIELDS[kind])


def _others_of_same_term(record: "Record", row: AlertInformation) -> bool:
    """Whether another row that holds today has the term, under the same type; found once for a record.

    What is historic may say the same twice: it stays as it was written.
    """
    if _BY_TERM not in record.derived:
        by_term: defaultdict[tuple[AlertType, str], set[UUID]] = defaultdict(set)
        for one in record.all(AlertInformation):
            if one.is_current_on(record.today) and one.type is not AlertType.HISTORIC:
                by_term[one.type, folded(one.term)].add(one.id)
        record.derived[_BY_TERM] = by_term
    return bool(record.derived[_BY_TERM].get((row.type, folded(row.term)), set()) - {row.id})


_BY_TERM = "alert_information by term"
