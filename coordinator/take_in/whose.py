"""Which patient here a file is about: by her id, by her number, or because somebody says so; never another's."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from unicodedata import normalize
from uuid import UUID, uuid5

from coordinator.desk import Beside, Records
from coordinator.errors import ImportRefused, RuleError
from coordinator.identity import IdentityType, compact, parse_identity
from coordinator.person import Patient
from coordinator.take_in.read_file import ReadFile

if TYPE_CHECKING:
    from coordinator.record import Record

_LEAST = 6
"""Signs in a former number that can be told from others."""
_APART = "är hon inskriven för sig här, och uppgifterna kan inte läggas ihop av sig själva."
_OPEN_HER = "öppnar du den patienten och hämtar in filen där."
_NATIONAL = (IdentityType.PERSONNUMMER, IdentityType.SAMORDNINGSNUMMER)


@dataclass(frozen=True)
class Whose:
    """The patient that a file goes in under. record: hers here, empty when she is new. beside: what the vault holds of
    others. warnings: what must be checked.
    """

    record: "Record" = field(repr=False)
    beside: Beside = field(repr=False)
    warnings: tuple[str, ...] = ()

    @property
    def patient_id(self) -> UUID:
        """Her id here."""
        return self.record.patient_id

    @property
    def is_new(self) -> bool:
        """Whether the vault does not have her."""
        return not self.beside.known


def require_place(*, practice: bool, into_practice: bool) -> None:
    """Refuse to put a real patient where anybody can read her."""
    if into_practice and not practice:
        raise ImportRefused(
            "En riktig patient hör inte hemma i övningspärmen",
            "Dess lösenfras är känd av alla. Importera i din egen pärm. Inget har ändrats.",
        )


def require_hers(person: Patient | None, beside: Beside, today: date, *, to_do: str = "") -> None:
    """Refuse a file with a number that is another patient's in this vault. to_do: when something can be done."""
    if person is not None and _all_numbers(person, today) & beside.numbers:
        raise ImportRefused(
            "Numret hör till en annan patient i pärmen", f"Är det samma person {to_do or _APART} Inget har ändrats."
        )


def person_in(read: ReadFile) -> Patient | None:
    """The patient as the file has her; None when it only says what it knows of her."""
    people = [one.entry for one in read.entries if isinstance(one.entry, Patient)]
    if len(people) > 1:
        raise ImportRefused("Filen gäller flera patienter", "Den ska handla om en enda. Inget har ändrats.")
    return people[0] if people else None


def whose(read: ReadFile, store: Records, patient_id: UUID | None) -> Whose:
    """Find her. ImportRefused when the file is another patient's than the chosen, or nobody can tell whose it is."""
    person = person_in(read)
    record, beside = _chosen(patient_id, store) if patient_id else _found(read, person, store)
    today = record.today
    warnings: tuple[str, ...] = ()
    if not beside.known:
        warnings = _new(person, today)
    else:
        _require_same_number(person, record.patient, today)
        if record.patient_id != read.patient_id or not read.own or record.patient.identity_number:
            warnings = _unsure(person, record.patient)
    require_hers(person, beside, today, to_do="" if patient_id else _OPEN_HER)
    return Whose(record, beside, warnings)


def _chosen(patient_id: UUID, store: Records) -> tuple["Record", Beside]:
    beside = store.beside(patient_id)
    if not beside.known:
        raise ImportRefused("Patienten finns inte", "Pärmen har inte den patient som du valde. Inget har ändrats.")
    return store.read(patient_id), beside


def _found(read: ReadFile, person: Patient | None, store: Records) -> tuple["Record", Beside]:
    """The patient of that id, else of that national number; else one who is new, under the id she gets here."""
    today = store.blank(read.patient_id).today
    number = _national(person, today)
    # Another program's id may be any: a new patient's is made of hers there and her number.
    own_id = read.patient_id if read.own or not number else uuid5(read.patient_id, number)
    beside = store.beside(own_id)
    if beside.known:
        return store.read(own_id), beside
    if not number or number not in beside.numbers:
        return store.blank(own_id), beside
    record = store.read(store.find(number))
    hers = {entry.id for found in record.entries.values() for entry in found}
    return record, Beside(True, beside.ids - hers, beside.numbers - _all_numbers(record.patient, today))


def _require_same_number(person: Patient | None, here: Patient, today: date) -> None:
    """Refuse another person's file: each has a number, and none of them is the other's, now or before."""
    if person is None:
        return
    theirs, ours = compact(person.identity_number or ""), compact(here.identity_number or "")
    if theirs and ours:
        if not _all_numbers(person, today) & _all_numbers(here, today):
            raise ImportRefused(
                "Filen gäller en annan patient",
                "Numret i filen är ett annat än patientens här. Har patienten bytt nummer: byt det här först, under "
                "Om patienten. Inget har ändrats.",
            )
    elif _differ(person.birth_date, here.birth_date):
        raise ImportRefused(
            "Filen gäller en annan patient",
            "Födelsedatumet i filen är ett annat än patientens här. Kontrollera vilken patient filen gäller. Inget har "
            "ändrats.",
        )


def _unsure(person: Patient | None, here: Patient) -> tuple[str, ...]:
    """What must be checked when no number says that they are one."""
    if person is not None and person.identity_number and here.identity_number:
        return ()
    lacking = "i filen" if person is None or not person.identity_number else "här"
    return (f"Numret saknas {lacking}. Kontrollera att filen gäller rätt patient innan du hämtar in den.",)


def _new(person: Patient | None, today: date) -> tuple[str, ...]:
    if person is None or not (person.given_name.strip() or person.family_name.strip() or person.identity_number):
        raise ImportRefused(
            "Filen säger inte vem den gäller",
            "Den har varken namn eller nummer. Öppna patienten och hämta in filen där. Inget har ändrats.",
        )
    if _national(person, today):
        return ()
    lacking = "i filen är inget personnummer som stämmer" if person.identity_number else "saknas i filen"
    return (f"Numret {lacking}. Kontrollera att patienten inte redan finns i pärmen.",)


def _national(person: Patient | None, today: date) -> str:
    """The number as it is kept here, however it was written; empty of one that is none."""
    if person is None or person.identity_type not in _NATIONAL:
        return ""
    try:
        found = parse_identity(_plain(person.identity_number or ""), today, person.identity_type)
    except RuleError:
        return ""
    return compact(found.number)


def _all_numbers(person: Patient, today: date) -> set[str]:
    """The number and the former ones, without what people put between the signs; none that is too short to tell."""
    former = {compact(_plain(number)) for number in person.former_numbers}
    now = {compact(_plain(person.identity_number or "")), _national(person, today)}
    return (now | {one for one in former if len(one) >= _LEAST}) - {""}


def _plain(number: str) -> str:
    """Without signs that look like others, and those that are not seen."""
    return "".join(sign for sign in normalize("NFKC", number) if sign.isprintable())


def _differ(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one != other
