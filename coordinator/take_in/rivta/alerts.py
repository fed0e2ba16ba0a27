"""GetAlertInformation: each row of uppmärksamhetsinformation, by its type and its one body."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from coordinator.entity import Code
from coordinator.exchange.rivta.alerts import NO_ATC
from coordinator.exchange.rivta.codes import ATC, ICD_10_SE, ICD_10_SE_BEFORE, NPL, SNOMED_CT_SE
from coordinator.exchange.rivta.shapes import ALERT_BODIES
from coordinator.take_in.drafting import Draft
from coordinator.take_in.fhir.values import under_labels
from coordinator.take_in.rivta.elements import child, children, code, day, name_of, said, text
from coordinator.take_in.rivta.row import Row
from coordinator.umi.kinds import AlertCertainty, AlertEnd, AlertSource, AlertType, Severity
from coordinator.umi.row import AlertInformation

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TOLD = ("reactions", "advice", "comment", "source", "source_note", "icd10", "snomed", "atc", "npl", "substance")
_KIND_OF_BODY = {
    "seriousDisease": AlertType.CONDITION,
    "treatment": AlertType.TREATMENT,
    "communicableDisease": AlertType.DISEASE,
    "restrictionOfCare": AlertType.INFORMATION,
    "unstructuredAlertInformation": AlertType.HISTORIC,
}


def alert(row: Row) -> Iterator[Draft]:
    """One row. With no body, or with more than one, it cannot be known what it says."""
    whole = child(row.element, "alertInformationBody")
    bodies = [one for one in whole if name_of(one) in ALERT_BODIES] if whole is not None else []
    if whole is None or len(bodies) != 1:
        row.unread.add(AlertInformation.TITLE, "har inget innehåll, eller flera som inte kan gälla samtidigt")
        return
    (body,) = bodies
    kind = _kind(whole, body)
    found = _READERS[name_of(body)](body, kind)
    values: dict[str, Any] = {
        "type": kind,
        "for_patient": row.for_patient,
        "ascertained_on": day(text(whole, "ascertainedDate")),
        "valid_from": day(text(whole, "validityTimePeriod", "start")),
        "valid_until": day(text(whole, "validityTimePeriod", "end")),
        **_ended(whole),
        **_checked(row, whole),
        **_comment(row, text(whole, "alertInformationComment")),
        **found,
    }
    if kind is AlertType.TREATMENT:
        values["ongoing"] = values["valid_until"] is None and values["ended_on"] is None
    yield row.draft(AlertInformation, values, {"source": AlertSource.FILE})


def _kind(whole: "Element", body: "Element") -> AlertType:
    """The type by its national code, else the one that such a body is of."""
    written = text(whole, "typeOfAlertInformation", "code") or said(whole, "typeOfAlertInformation").partition(" ")[0]
    known = next((one for one in AlertType if one.stored == written), None)
    if known is None and name_of(body) == "hypersensitivity":
        medicine = child(body, "pharmaceuticalHypersensitivity") is not None
        return AlertType.SUBSTANCE if medicine else AlertType.STATE
    return known or _KIND_OF_BODY.get(name_of(body), AlertType.HISTORIC)


def _ended(whole: "Element") -> dict[str, Any]:
    ended = day(text(whole, "obsoleteTime"))
    told = text(whole, "obsoleteComment")
    if ended is None:
        return {"ended_on": None}
    reason = next((one for one in AlertEnd if told == one.label or told.startswith(f"{one.label}. ")), None)
    note = told.removeprefix(reason.label).removeprefix(". ") if reason else told or "Orsaken står inte i filen"
    return {"ended_on": ended, "end_reason": reason or AlertEnd.OTHER, "end_note": note}


def _checked(row: Row, whole: "Element") -> dict[str, Any]:
    checked = day(text(whole, "verifiedTime")) if row.is_ours else None
    return {"checked_on": checked, "checked_by": row.by} if checked else {}


def _comment(row: Row, written: str) -> dict[str, Any]:
    """Our own comment has a label on each line; another's is a comment."""
    if not row.is_ours:
        return {"comment": written}
    told: dict[str, str] = {}
    label = ""
    for line in written.splitlines():
        start, colon, rest = line.partition(": ")
        if colon and start in _LABELS:
            label = start
            told[label] = rest
        elif label:
            told[label] += f"\n{line}"
    return {name: value for name, value in under_labels(AlertInformation, told).items() if name in _TOLD}


_LABELS = frozenset({"Reaktioner", "Att göra eller undvika", "Kommentar", "Källa", "Om källan"}) | {
    "ICD-10-SE", "SNOMED CT", "ATC-kod", "NPL-id", "Ämne i klartext",
}  # fmt: skip


def _named(element: "Element | None", *names: str) -> dict[str, Any]:
    """A code with its words; with none of a list that we keep, its words alone."""
    icd10 = next(filter(None, (code(element, one, *names) for one in (ICD_10_SE, *ICD_10_SE_BEFORE))), "")
    return {
        "term": said(element, *names) or text(element, *names, "code"),
        "icd10": icd10,
        "snomed": code(element, SNOMED_CT_SE, *names),
    }


def _disease(body: "Element", kind: AlertType) -> dict[str, Any]:
    return _named(body, "disease")


def _infection(body: "Element", kind: AlertType) -> dict[str, Any]:
    return _named(body, "communicableDiseaseCode")


def _treatment(body: "Element", kind: AlertType) -> dict[str, Any]:
    return _named(body, "treatmentCode") | {
        "term": text(body, "treatmentDescription"),
        "atc": code(body, ATC, "pharmaceuticalTreatment"),
    }


def _restriction(body: "Element", kind: AlertType) -> dict[str, Any]:
    return {"term": text(body, "restrictionOfCareComment")}


def _unstructured(body: "Element", kind: AlertType) -> dict[str, Any]:
    heading = text(body, "unstructuredAlertInformationHeading")
    content = text(body, "unstructuredAlertInformationContent")
    if kind is not AlertType.HISTORIC:
        return {"term": heading}
    first = next((line.strip() for line in content.splitlines() if line.strip()), "")
    return {"term": "" if heading == first else heading, "content": content}


def _hypersensitivity(body: "Element", kind: AlertType) -> dict[str, Any]:
    graded: dict[str, Any] = {
        "severity": _graded(Severity, said(body, "degreeOfSeverity")),
        "certainty": _graded(AlertCertainty, said(body, "degreeOfCertainty")),
    }
    medicine = child(body, "pharmaceuticalHypersensitivity")
    if medicine is None:
        other = child(body, "otherHypersensitivity")
        named = said(other, "hypersensitivityAgentCode")
        return graded | {
            "term": text(other, "hypersensitivityAgent") or named or said(body, "typeOfHypersensitivity"),
            "snomed": code(other, SNOMED_CT_SE, "hypersensitivityAgentCode"),
        }
    return graded | _medicine(medicine, kind)


def _medicine(medicine: "Element", kind: AlertType) -> dict[str, Any]:
    plain = text(medicine, "nonATCSubstance")
    why = text(medicine, "nonATCSubstanceComment")
    if kind is AlertType.EXCIPIENT:
        return {"term": plain or said(medicine, "atcSubstance")}
    products = (code(one, NPL) for one in children(medicine, "pharmaceuticalProductId"))
    return {
        "term": said(medicine, "atcSubstance") or plain,
        "atc": code(medicine, ATC, "atcSubstance"),
        "substance": plain,
        "no_atc_reason": "" if why == NO_ATC else why,
        "npl": next(products, "") if kind is AlertType.PRODUCT else "",
    }


def _graded(kind: type[Code], label: str) -> Any:
    return next((one for one in kind if one.label.casefold() == label.casefold()), None)


_READERS: dict[str, Callable[["Element", AlertType], dict[str, Any]]] = {
    "seriousDisease": _disease,
    "treatment": _treatment,
    "communicableDisease": _infection,
    "hypersensitivity": _hypersensitivity,
    "restrictionOfCare": _restriction,
    "unstructuredAlertInformation": _unstructured,
}
