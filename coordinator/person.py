"""The patient: who she is, how she is reached and met, and what is known of her condition."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from coordinator.change import Add, Change, Edit
from coordinator.entity import Code, Entity, Knowledge, attr, entity
from coordinator.errors import RuleError
from coordinator.identity import IdentityType, as_written, parse_identity
from coordinator.swedish import age

if TYPE_CHECKING:
    from coordinator.record import Record


class ProtectedIdentity(Code):
    """Protection in the population register (folkbokföringen); each kind keeps the address off paper and exports."""

    NOT_ASKED = ("not_asked", "Ej kontrollerat")
    NONE = ("none", "Inga skyddade personuppgifter")
    MARKED = ("confidentiality_marking", "Sekretessmarkering")
    REGISTRATION = ("protected_registration", "Skyddad folkbokföring")

    @property
    def protects(self) -> bool:
        """Whether everything that tells where the person lives must stay off paper and exports."""
        return self in (ProtectedIdentity.MARKED, ProtectedIdentity.REGISTRATION)


class Communication(Code):
    """How the person communicates."""

    SPEECH = ("speech", "Tal")
    AAC = ("aac", "AKK")
    PICTURES = ("picture_support", "Bildstöd")
    TALKING_MAT = ("talking_mat", "Samtalsmatta")
    SIGN_LANGUAGE = ("sign_language", "Teckenspråk")
    EYE_GAZE = ("eye_gaze", "Ögonstyrning")


class DiagnosisState(Code):
    """What is known of the diagnosis; undiagnosed is a state of its own, not an empty field."""

    NOT_ASKED = ("not_asked", "Ej efterfrågat")
    DIAGNOSED = ("diagnosed", "Diagnos finns")
    INVESTIGATION = ("investigation", "Under utredning")
    UNDIAGNOSED = ("undiagnosed", "Odiagnostiserad efter utredning")


class PatientStatus(Code):
    """Where the patient stands with the unit."""

    ACTIVE = ("active", "Aktiv")
    RESTING = ("resting", "Vilande")
    ENDED = ("ended", "Avslutad")
    DECEASED = ("deceased", "Avliden")
    MOVED = ("moved", "Flyttad")

    @property
    def goes_on(self) -> bool:
        """Whether the unit still has the care."""
        return self in (PatientStatus.ACTIVE, PatientStatus.RESTING)


@entity("patient", "Patient")
class Patient(Entity):
    """The person the record is about. Her ``id`` is also the ``patient_id`` of every entry in the record."""

    given_name: str = attr("Förnamn", default="")
    family_name: str = attr("Efternamn", default="")
    called: str = attr("Tilltalsnamn", default="", help="Det namn patienten vill bli kallad.")
    identity_type: IdentityType = attr("Typ av nummer", default=IdentityType.UNKNOWN)
    identity_number: str | None = attr("Identitetsnummer", default=None, unique=True)
    former_numbers: tuple[str, ...] = attr("Tidigare nummer", default=())
    birth_date: date | None = attr("Födelsedatum", default=None)
    protected_identity: ProtectedIdentity = attr("Skyddade personuppgifter", default=ProtectedIdentity.NOT_ASKED)
    protection_checked: date | None = attr("Skydd kontrollerat", default=None)
    protection_checked_by: str = attr("Skydd kontrollerat av", default="")
    address: str = attr("Adress", default="", long=True, locates=True)
    phone: str = attr("Telefon", default="", locates=True)
    email: str = attr("E-post", default="", locates=True)
    kommun: str = attr("Kommun", default="", locates=True)
    region: str = attr("Region", default="", locates=True)
    health_centre: str = attr("Listad vårdcentral", default="", locates=True)
    language: str = attr("Språk", default="")
    interpreter_need: Knowledge = attr("Tolkbehov", default=Knowledge.NOT_ASKED)
    interpreter: str = attr("Tolk", default="", help="Språk, teckenspråk eller dövblindtolk, och till vem.")
    interpreter_checked: date | None = attr("Tolkbehov kontrollerat", default=None)
    interpreter_checked_by: str = attr("Tolkbehov kontrollerat av", default="")
    communication: tuple[Communication, ...] = attr("Kommunikationssätt", default=())
    communication_note: str = attr("Så pratar du med mig", default="", long=True)
    adaptation_need: Knowledge = attr("Behov av anpassning", default=Knowledge.NOT_ASKED)
    adaptations: str = attr(
        "Anpassningar vid besök",
        default="",
        long=True,
        help="Längre tid, lugnt rum, sist på dagen, lyft, rullstol.",
    )
    adaptation_checked: date | None = attr("Behov av anpassning kontrollerat", default=None)
    adaptation_checked_by: str = attr("Behov av anpassning kontrollerat av", default="")
    diagnosis_state: DiagnosisState = attr("Diagnosläge", default=DiagnosisState.NOT_ASKED)
    diagnosis_checked: date | None = attr("Diagnosläge kontrollerat", default=None)
    diagnosis_checked_by: str = attr("Diagnosläge kontrollerat av", default="")
    emergency_known: Knowledge = attr("Viktigt i akuta lägen", default=Knowledge.NOT_ASKED)
    emergency_checked: date | None = attr("Viktigt i akuta lägen kontrollerat", default=None)
    emergency_checked_by: str = attr("Viktigt i akuta lägen kontrollerat av", default="")
    status: PatientStatus = attr("Status", default=PatientStatus.ACTIVE)
    journal_system: str = attr("Journalsystem", default="")
    journal_unit: str = attr("Journalens enhet", default="")
    last_journal_entry: date | None = attr("Senaste journalanteckning", default=None)
    representative_known: Knowledge = attr("God man eller annan företrädare", default=Knowledge.NOT_ASKED, since=2)
    representative_checked: date | None = attr("Företrädare kontrollerat", default=None, since=2)
    representative_checked_by: str = attr("Företrädare kontrollerat av", default="", since=2)
    restrictions: str = attr("Spärr eller önskemål: visa inte för", default="", long=True)
    enrolled_on: date | None = attr("Hos oss sedan", default=None, since=10)
    status_on: date | None = attr("Status sedan", default=None, since=10)
    status_note: str = attr("Om status", default="", long=True, since=10)
    moved_to: str = attr("Flyttad till", default="", locates=True, since=10)

    @property
    def name(self) -> str:
        """Given and family name; a stand-in when neither is known."""
        return f"{self.given_name.strip()} {self.family_name.strip()}".strip() or "Namn saknas"

    @property
    def calling_name(self) -> str:
        """What to call her: the name she wants, else the given name; empty when neither is known."""
        return self.called.strip() or self.given_name.strip()

    @property
    def number_as_written(self) -> str:
        """The identity number as people write it, or what stands in its place."""
        if self.identity_number is None:
            return "Nummer saknas"
        return as_written(self.identity_type, self.identity_number)

    @property
    def is_protected(self) -> bool:
        """Whether everything that tells where she lives must stay off paper and exports."""
        return self.protected_identity.protects

    @property
    def legal_sex(self) -> str:
        """Kön enligt nummer: "kvinna" or "man"; empty when the number does not tell."""
        national = self.identity_type in (IdentityType.PERSONNUMMER, IdentityType.SAMORDNINGSNUMMER)
        if not national or self.identity_number is None:
            return ""
        return "man" if int(self.identity_number[10]) % 2 else "kvinna"

    def age_on(self, day: date) -> int | None:
        """Whole years on ``day``; None when the birth date is not known."""
        return None if self.birth_date is None else age(self.birth_date, day)

    def problems(self, record: "Record") -> Iterator[str]:
        if self.birth_date and self.birth_date > record.today:
            yield "Födelsedatumet ligger i framtiden."
        if self.id != self.patient_id:
            yield "En pärm handlar om en enda patient."
        if self.interpreter and self.interpreter_need is Knowledge.NONE_KNOWN:
            yield "Tolk är ifylld: ändra Tolkbehov till Finns."
        if self.adaptations and self.adaptation_need is Knowledge.NONE_KNOWN:
            yield "Anpassningar är ifyllda: ändra Behov av anpassning till Finns."
        if self.enrolled_on and self.enrolled_on > record.today:
            yield "Hos oss sedan ligger i framtiden."
        if self.status_on and self.status_on > record.today:
            yield "Status sedan ligger i framtiden."
        if self.enrolled_on and self.status_on and self.status_on < self.enrolled_on:
            yield "Status sedan ligger före dagen patienten kom till oss."
        if self.identity_number is None:
            return
        try:
            known = parse_identity(self.identity_number, record.today, self.identity_type)
        except RuleError as error:
            yield str(error)
            return
        if known.number != self.identity_number:
            yield "Numret ska sparas med tolv siffror utan streck."
        if known.birth_date and known.birth_date != self.birth_date:
            yield "Födelsedatumet är inte detsamma som i numret."


def register_patient(
    record: "Record", /, *, number: str | None = None, identity_type: IdentityType | None = None, **fields: Any
) -> Change:
    """A new patient in an empty record, with us from today. The birth date comes from the number where it tells it."""
    came = {"enrolled_on": record.today} | fields
    patient = Patient(id=record.patient_id, patient_id=record.patient_id, **came)
    if number:
        patient = _with_number(patient, record, number, identity_type)
    if not (patient.given_name.strip() or patient.family_name.strip() or patient.identity_number):
        raise RuleError("Patienten går inte att känna igen", "Skriv minst ett namn eller ett nummer.")
    return Change("Patient tillagd", (Add(patient),))


def change_identity(record: "Record", /, *, number: str, identity_type: IdentityType | None = None) -> Change:
    """A new identity number, as when a newborn's reservnummer becomes a personnummer: the old one is kept and found."""
    patient = record.patient
    changed = _with_number(patient, record, number, identity_type)
    if changed.identity_number == patient.identity_number:
        raise RuleError("Samma nummer", "Patienten har redan det numret.")
    if patient.identity_number:
        former = (*patient.former_numbers, patient.identity_number)
        kept = tuple(number for number in former if number != changed.identity_number)
        changed = replace(changed, former_numbers=kept)
    return Change("Identitetsnummer bytt", (Edit(changed),))


def _with_number(patient: Patient, record: "Record", number: str, identity_type: IdentityType | None) -> Patient:
    known = parse_identity(number, record.today, identity_type)
    return replace(
        patient,
        identity_type=known.type,
        identity_number=known.number,
        birth_date=known.birth_date or patient.birth_date,
    )
