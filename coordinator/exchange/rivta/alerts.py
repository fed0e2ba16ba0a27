"""GetAlertInformation 2.0: every row of uppmärksamhetsinformation, each with the one body that belongs to its type.

    documentId              id                          approvedForPatient     for_patient
    typeOfAlertInformation  type ("C2 Aktiv substans", in words: its list has no OID)
    ascertainedDate         ascertained_on              verifiedTime           checked_on
    validityTimePeriod      valid_from – valid_until    obsoleteTime/Comment   ended_on, end_reason with end_note
    alertInformationComment a line for each of `_TOLD`: "Att göra eller undvika: …"; and codes that have no place

    body                           types   in it
    seriousDisease                 A1      disease: icd10, else snomed, else the term in words
    treatment                      A2      treatmentDescription: term; treatmentCode: snomed, icd10; pharmaceutical: atc
    communicableDisease            B1 B2   communicableDiseaseCode: icd10, else snomed, else the term in words
    hypersensitivity, other        C1      hypersensitivityAgent: term; its code: snomed
    hypersensitivity, medicine     C2 C4   atcSubstance: atc; without one nonATCSubstance: substance, term; npl
    hypersensitivity, medicine     C3      nonATCSubstance: term (an excipient has no ATC code)
    restrictionOfCare              D1 D2   restrictionOfCareComment: term
    unstructuredAlertInformation   E1      heading: term; content: as it was written
    unstructuredAlertInformation   A3 A4   heading: term; content: its type. The contract knows no implant or transplant

Not carried: english, list_version, in_journal, next_check, on_card. A row that was never true stays here, and so does a
treatment that is over on a day nobody wrote down: the contract could only say that it goes on.
"""

from collections.abc import Callable, Iterator

from coordinator.entity import shown
from coordinator.exchange.rivta.codes import ATC, ICD_10_SE, NPL, SNOMED_CT_SE, coded, words
from coordinator.exchange.rivta.header import Sender, header
from coordinator.exchange.rivta.times import day, day_end, day_start
from coordinator.exchange.rivta.told import told
from coordinator.exchange.rivta.writing import Values
from coordinator.record import Record
from coordinator.terms.sctid import is_concept_id
from coordinator.terms.term import is_icd_code
from coordinator.umi.atc import is_atc, is_too_coarse
from coordinator.umi.belonging import current_rows, past_rows
from coordinator.umi.in_words import is_mistake
from coordinator.umi.kinds import AlertType
from coordinator.umi.row import AlertInformation, fields_of
from coordinator.umi.terms import is_sure

NO_ATC = "Ingen ATC-kod är skriven."
_WHAT = "Uppmärksamhetsinformationen"
_NO_LAST_DAY = "slutdagen saknas. Avsluta raden, eller skriv giltig till och med."
_NO_PLACE = "står i klartext: tjänstekontraktet har ingen egen plats för det."
_TOLD = ("reactions", "advice", "comment", "source", "source_note")
_CODES = ("icd10", "snomed", "atc", "npl", "substance")


def alerts(record: Record, of: Sender) -> tuple[list[Values], list[str]]:
    """Every row that the contract can say, those that hold first; and what is not in the file."""
    rows = [*current_rows(record), *past_rows(record)]
    kept = [one for one in rows if not (is_mistake(one) or _is_over_unknown(one))]
    return [_alert(record, of, one) for one in kept], list(_notes(rows, kept))


def _notes(rows: list[AlertInformation], kept: list[AlertInformation]) -> Iterator[str]:
    mistakes = sum(map(is_mistake, rows))
    yield from told(mistakes, "En felregistrerad rad är inte med.", "felregistrerade rader är inte med.")
    yield from told(
        len(rows) - len(kept) - mistakes,
        f"En behandling som inte pågår är inte med: {_NO_LAST_DAY}",
        f"behandlingar som inte pågår är inte med: {_NO_LAST_DAY}",
    )
    yield from told(
        sum(one.type in (AlertType.TRANSPLANT, AlertType.IMPLANT) for one in kept),
        f"Ett transplantat eller implantat {_NO_PLACE}",
        f"transplantat eller implantat {_NO_PLACE}",
    )
    yield from told(
        sum(one.valid_from is None for one in kept),
        "En äldre uppgift saknar dag från vilken den gäller.",
        "äldre uppgifter saknar dag från vilken de gäller.",
    )


def _is_over_unknown(one: AlertInformation) -> bool:
    """Whether it is a treatment that does not go on, of which no day says since when."""
    return one.type is AlertType.TREATMENT and not one.ongoing and one.ended_on is None and one.valid_until is None


def _alert(record: Record, of: Sender, one: AlertInformation) -> Values:
    written = one.checked_on or one.valid_from or one.ascertained_on or record.today
    name, body = BODIES[one.type]
    return {
        "alertInformationHeader": header(
            record, of, one.id, authored=day_start(written, _WHAT), by=one.checked_by, for_patient=one.for_patient
        ),
        "alertInformationBody": {
            "typeOfAlertInformation": words(f"{one.type.stored} {one.type.label}"),
            "ascertainedDate": day(one.ascertained_on, _WHAT),
            "verifiedTime": day_start(one.checked_on, _WHAT),
            "validityTimePeriod": {
                "start": day_start(one.valid_from, _WHAT), "end": day_end(one.valid_until, _WHAT)
            },
            "alertInformationComment": "\n".join(_told(one)),
            "obsoleteTime": day_start(one.ended_on, _WHAT),
            "obsoleteComment": _why_ended(one),
            name: body(one),
        },
    }  # fmt: skip


def _why_ended(one: AlertInformation) -> str:
    said = (one.end_reason.label if one.end_reason else "", one.end_note.strip())
    return ". ".join(part for part in said if part) if one.ended_on else ""


def _told(one: AlertInformation) -> Iterator[str]:
    """What has no element of its own: a line each, with the label of the field."""
    has_place = _placed(one)
    for attr in fields_of(one.type):
        text = shown(getattr(one, attr.name)).strip()
        is_spare = attr.name in _CODES and is_sure(text) and attr.name not in has_place
        if text and (is_spare or attr.name in _TOLD):
            yield f"{attr.label}: {text}"


def _placed(one: AlertInformation) -> set[str]:
    """Which codes the body holds."""
    found = {name for name, code in (("icd10", _icd(one)), ("snomed", _snomed(one)), ("atc", _atc(one))) if code}
    if one.type in (AlertType.CONDITION, AlertType.AGENT, AlertType.DISEASE, AlertType.TREATMENT) and "icd10" in found:
        found -= {"snomed"}  # one code has room, and the contracts ask for ICD-10 first
    if one.type in _IN_WORDS_ALONE:
        found = set()
    if one.type in (AlertType.SUBSTANCE, AlertType.PRODUCT):
        found -= {"snomed"}
        found |= {"npl"} if _npl(one) else set()
        found |= set() if "atc" in found else {"substance"}
    return found


def _icd(one: AlertInformation) -> Values:
    code = one.icd10.strip()
    return coded(ICD_10_SE, code if is_icd_code(code) else "", one.heading, called="ICD-10-SE")


def _snomed(one: AlertInformation) -> Values:
    code = one.snomed.strip()
    return coded(SNOMED_CT_SE, code if is_concept_id(code) else "", one.heading, called="SNOMED CT SE")


def _atc(one: AlertInformation) -> Values:
    """The code with the name of what it is; the contract wants no more of it."""
    code = one.atc.strip()
    is_fine = is_atc(code) and not is_too_coarse(code)
    return coded(ATC, code if is_fine else "", one.substance.strip() or one.heading)


def _npl(one: AlertInformation) -> Values:
    code = one.npl.strip()
    return coded(NPL, code if code.isascii() and code.isdecimal() else "", one.heading, called="NPL-id")


def _disease(one: AlertInformation) -> Values:
    return {"disease": _icd(one) or _snomed(one) or words(one.heading)}


def _infection(one: AlertInformation) -> Values:
    return {"communicableDiseaseCode": _icd(one) or _snomed(one) or words(one.heading)}


def _treatment(one: AlertInformation) -> Values:
    return {
        "treatmentDescription": one.heading,
        "treatmentCode": _icd(one) or _snomed(one),
        "pharmaceuticalTreatment": _atc(one),
    }


def _graded(one: AlertInformation) -> Values:
    """How severe and how certain, in words: no list of the codes came with the program."""
    return {
        "degreeOfSeverity": words(one.severity.label) if one.severity else {},
        "degreeOfCertainty": words(one.certainty.label) if one.certainty else {},
    }


def _state(one: AlertInformation) -> Values:
    agent = {"hypersensitivityAgent": one.heading, "hypersensitivityAgentCode": _snomed(one)}
    return _graded(one) | {"otherHypersensitivity": agent}


def _medicine(one: AlertInformation) -> Values:
    """By its ATC code; else by its name, with why there is none."""
    atc = _atc(one)
    substance: Values = {"atcSubstance": atc}
    if not atc:
        substance = {
            "nonATCSubstance": one.substance.strip() or one.heading,
            "nonATCSubstanceComment": one.no_atc_reason.strip() or NO_ATC,
        }
    return _graded(one) | {"pharmaceuticalHypersensitivity": substance | {"pharmaceuticalProductId": [_npl(one)]}}


def _excipient(one: AlertInformation) -> Values:
    substance = {"nonATCSubstance": one.heading, "nonATCSubstanceComment": "Hjälpämnen har ingen ATC-kod."}
    return _graded(one) | {"pharmaceuticalHypersensitivity": substance}


def _routine(one: AlertInformation) -> Values:
    return {"restrictionOfCareComment": one.heading}


def _as_written(one: AlertInformation) -> Values:
    return {
        "unstructuredAlertInformationHeading": one.heading,
        "unstructuredAlertInformationContent": one.content.strip() or one.heading,
    }


def _in_words(one: AlertInformation) -> Values:
    return {
        "unstructuredAlertInformationHeading": one.heading,
        "unstructuredAlertInformationContent": f"{one.type.label}: {one.heading}",
    }


BODIES: dict[AlertType, tuple[str, Callable[[AlertInformation], Values]]] = {
    AlertType.CONDITION: ("seriousDisease", _disease),
    AlertType.TREATMENT: ("treatment", _treatment),
    AlertType.TRANSPLANT: ("unstructuredAlertInformation", _in_words),
    AlertType.IMPLANT: ("unstructuredAlertInformation", _in_words),
    AlertType.AGENT: ("communicableDisease", _infection),
    AlertType.DISEASE: ("communicableDisease", _infection),
    AlertType.STATE: ("hypersensitivity", _state),
    AlertType.SUBSTANCE: ("hypersensitivity", _medicine),
    AlertType.EXCIPIENT: ("hypersensitivity", _excipient),
    AlertType.PRODUCT: ("hypersensitivity", _medicine),
    AlertType.INFORMATION: ("restrictionOfCare", _routine),
    AlertType.DECISION: ("restrictionOfCare", _routine),
    AlertType.HISTORIC: ("unstructuredAlertInformation", _as_written),
}
"""The body of each type, and what fills it."""
_IN_WORDS_ALONE = frozenset(
    kind for kind, (_, body) in BODIES.items() if body in (_routine, _as_written, _in_words, _excipient)
)
