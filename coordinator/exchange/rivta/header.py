"""What stands over every entry: whose it is, where it comes from, who answers for it, and whether she may see it."""

from dataclasses import dataclass
from uuid import UUID

from coordinator.errors import RuleError
from coordinator.exchange.rivta.codes import (
    PERSON_NUMBERS,
    RESERVNUMMER,
    hsa,
    is_hsa_id,
    is_national_reserve,
    words,
)
from coordinator.exchange.rivta.writing import Values
from coordinator.identity import IdentityType
from coordinator.record import Record
from coordinator.settings import (
    OWN_HSA_ID,
    PROVIDER_HSA_ID,
    SYSTEM_HSA_ID,
    UNIT_HSA_ID,
    Setting,
    Settings,
)
from coordinator.swedish import folded

NO_SYSTEM = (
    "Källsystemets HSA-id är inte skrivet i inställningarna: enhetens står i stället. Fråga regionen om det går."
)


@dataclass(frozen=True)
class Sender:
    """Where the file comes from: the HSA-ids of unit, vårdgivare, system and user. own: empty when she has not told."""

    unit: str
    provider: str
    system: str
    own: str


def sender(settings: Settings) -> Sender:
    """The sender as the settings have it. RuleError that names the setting when one is empty that is needed."""
    unit, provider = _required(settings, UNIT_HSA_ID), _required(settings, PROVIDER_HSA_ID)
    return Sender(unit, provider, settings[SYSTEM_HSA_ID] or unit, settings[OWN_HSA_ID])


def _required(settings: Settings, setting: Setting[str]) -> str:
    value = settings[setting]
    if not is_hsa_id(value):
        raise RuleError(
            f"{setting.label} saknas",
            f"Skriv det på sidan Inställningar, under {setting.group}, eller med hallpunkt settings {setting.key}. "
            f"Det ser ut som {setting.example}.",
        )
    return value


def patient_number(record: Record) -> tuple[str, str]:
    """The patient's number and the OID of its kind. RuleError when no region could know whose the file is."""
    patient = record.patient
    number, kind = patient.identity_number or "", patient.identity_type
    if number and kind in PERSON_NUMBERS:
        return number, PERSON_NUMBERS[kind]
    if kind is IdentityType.RESERVNUMMER and is_national_reserve(number):
        return number, RESERVNUMMER
    instead = "Lämna uppgifterna på ett annat sätt, till exempel som journaltext."
    if number and kind is IdentityType.RESERVNUMMER:
        raise RuleError(
            "Reservnumret kan inte stå i filen",
            "Bara nationella reservnummer har en beteckning som alla regioner känner. Har patienten fått personnummer "
            f"eller samordningsnummer, skriv det på sidan Om patienten. {instead}",
        )
    raise RuleError(
        "Patienten saknar ett nummer som kan stå i filen",
        "Filen behöver personnummer, samordningsnummer eller nationellt reservnummer. Skriv det på sidan Om patienten. "
        f"{instead}",
    )


def patient_id(record: Record) -> Values:
    """Whose it is, as most contracts have it."""
    number, kind = patient_number(record)
    return {"id": number, "type": kind}


def patient_ii(record: Record) -> Values:
    """The same, as GetCareManagers has it."""
    number, kind = patient_number(record)
    return {"root": kind, "extension": number}


def header(
    record: Record,
    of: Sender,
    entry_id: UUID,
    *,
    authored: str,
    by: str = "",
    title: str = "",
    drawn_up: str = "",
    for_patient: bool,
) -> Values:
    """The header of one entry. authored: when it was written down. drawn_up: when the document was drawn up.

    by: who answers for it, the user when empty. Her HSA-id and title stand only where it is she.
    """
    actor = record.actor
    is_user = not by.strip() or folded(by) == folded(actor.name)
    unit = {"orgUnitHSAId": of.unit, "orgUnitName": actor.unit} if actor.unit.strip() else {}
    return {
        "documentId": str(entry_id),
        "sourceSystemHSAId": of.system,
        "documentTitle": title,
        "documentTime": drawn_up,
        "patientId": patient_id(record),
        "accountableHealthcareProfessional": {
            "authorTime": authored,
            "healthcareProfessionalHSAId": of.own if is_user else "",
            "healthcareProfessionalName": actor.name if is_user else by,
            "healthcareProfessionalRoleCode": words(actor.title) if is_user else {},
            "healthcareProfessionalOrgUnit": unit,
            "healthcareProfessionalCareUnitHSAId": of.unit,
            "healthcareProfessionalCareGiverHSAId": of.provider,
        },
        "approvedForPatient": for_patient,
    }


def access_header(record: Record, of: Sender, since: str) -> Values:
    """The header of a care manager. since: what a block of care data is compared with, the first day of it."""
    return {
        "accessControlHeader": {
            "accountableHealthcareProviderId": hsa(of.provider),
            "accountableCareUnitId": hsa(of.unit),
            "patientId": patient_ii(record),
            "blockComparisonTime": since,
        },
        "sourceSystemId": hsa(of.system),
    }
