"""Uppmärksamhetsinformation: each row of the national list as a Flag, and what was answered of each group.

No code system of the draft of HL7 Sweden is named: its groups and types go as text. SNOMED CT stands where the clinic
has added it from a list of its own.
"""

from collections.abc import Iterator

from coordinator.entity import Knowledge
from coordinator.exchange.fhir.elements import STRUCTURES, Element, Resource, coded, concept, hl7, period, translated
from coordinator.exchange.fhir.links import Links
from coordinator.exchange.fhir.section import Section, why_empty
from coordinator.exchange.fhir.text import Fact, facts_of
from coordinator.terms.sctid import is_concept_id
from coordinator.terms.term import ICD_10_SE, SNOMED_CT, is_icd_code
from coordinator.umi.atc import is_atc
from coordinator.umi.belonging import answer_of, current_rows, past_rows
from coordinator.umi.in_words import answer_in_words, is_mistake, row_in_words
from coordinator.umi.kinds import ASKED_OF, AlertGroup, AlertType
from coordinator.umi.row import AlertInformation
from coordinator.umi.terms import is_sure

NATIONAL = "Uppmärksamhetsinformation (UMI)"
ALLERGY_KIND = f"{AlertInformation.KIND}.allergy"
"""The resource that says more of a hypersensitivity has a name of its own."""

ATC = "http://www.whocc.no/atc"
NOT_FOR_PATIENT = coded(
    hl7("v3-ActCode"),
    "NOPATIENT",
    "no disclosure to patient, family or caregivers without attending provider's authorization",
)
_OUR_WORK = ("on_card", "in_journal", "reported_on", "next_check", "for_patient")
_CODES = ("icd10", "atc", "snomed", "npl")


def umi_section(links: Links) -> Section:
    """Every row, those that hold first; and of each group what was answered."""
    found = rows_of(links)
    told = [fact for group in AlertGroup for fact in _group_in_words(links, group)]
    return Section(
        NATIONAL,
        tuple(told),
        tuple(_flag(links, one) for one in found),
        loinc=("104605-1", "Alert"),
        empty=_why_empty([_known(links, group) for group in ASKED_OF]),
    )


def rows_of(links: Links) -> list[AlertInformation]:
    """Every row, in the order it is read: those that hold first."""
    return [*current_rows(links.record), *past_rows(links.record)]


def _group_in_words(links: Links, group: AlertGroup) -> Iterator[Fact]:
    found = [one for one in rows_of(links) if one.group is group]
    yield from ((group.label, row_in_short(links, one)) for one in found)
    if group in ASKED_OF or answer_of(links.record, group) is not None:
        yield (group.label if not found else f"{group.label}, svar"), answer_in_words(links.record, group)


def row_in_short(links: Links, one: AlertInformation) -> str:
    """The row in words, and first that it does not hold when it does not."""
    if is_mistake(one):
        return f"Felregistrerad. {row_in_words(one)}"
    return row_in_words(one) if one.is_current_on(links.record.today) else f"Gäller inte längre. {row_in_words(one)}"


def _known(links: Links, group: AlertGroup) -> Knowledge:
    answer = answer_of(links.record, group)
    return answer.known if answer is not None else Knowledge.NOT_ASKED


def _why_empty(known: list[Knowledge]) -> Element:
    """One reason for all groups only when the answer is the same of all."""
    return why_empty(known[0], known[0].label) if len(set(known)) == 1 else why_empty(Knowledge.SOME, "Se texten")


def why_group_is_empty(links: Links, group: AlertGroup) -> Element:
    """Why nothing stands there of one group."""
    known = _known(links, group)
    return why_empty(known, known.label)


def _flag(links: Links, one: AlertInformation) -> Resource:
    """One row. What has no element of its own is told in its words, as everything else is."""
    body = {
        "extension": _more(links, one),
        "status": _status(links, one),
        "category": [concept(one.group.label), concept(f"{one.type.stored} {one.type.label}")],
        "code": named(one, *codings(one)),
        "subject": links.patient,
        "period": period_of(one),
    }
    return links.of("Flag", one, body, title=one.heading, facts=facts_told(one), labels=labels_of(one))


def _more(links: Links, one: AlertInformation) -> list[Element]:
    if one.group is not AlertGroup.HYPERSENSITIVITY:
        return []
    return [{"url": f"{STRUCTURES}flag-detail", "valueReference": links.to(ALLERGY_KIND, one.id, one.heading)}]


def _status(links: Links, one: AlertInformation) -> str:
    if is_mistake(one):
        return "entered-in-error"
    return "active" if one.is_current_on(links.record.today) else "inactive"


def period_of(one: AlertInformation) -> Element:
    """From the first day it holds to the last, or to the one on which it was ended."""
    ends = [last for last in (one.valid_until, one.ended_on) if last is not None]
    return period(one.valid_from, min(ends, default=None))


def named(one: AlertInformation, *codes: Element) -> Element:
    """What it is, in the words of the list and in English when somebody has written that."""
    text = one.heading
    if one.type is AlertType.HISTORIC:
        text = "\n".join(part for part in (one.term.strip(), one.content.strip()) if part) or one.heading
    return concept(text, *codes) | {"_text": translated(one.english)}


def codings(one: AlertInformation) -> list[Element]:
    """Its codes, those that are one code of their system: what was guessed or put together is told in words alone."""
    icd10, atc, snomed = one.icd10.strip(), one.atc.strip(), one.snomed.strip()
    return [
        coded(ICD_10_SE, icd10 if is_icd_code(icd10) else ""),
        coded(ATC, atc if is_atc(atc) else ""),
        coded(SNOMED_CT, snomed if is_concept_id(snomed) else ""),
    ]


def facts_told(one: AlertInformation) -> list[Fact]:
    """Its fields in words, without what is our own work and without codes of which we are not sure."""
    unsure = [name for name in _CODES if not is_sure(getattr(one, name))]
    return list(facts_of(one, without=(*_OUR_WORK, *unsure)))


def labels_of(*rows: AlertInformation) -> tuple[Element, ...]:
    """That what tells of these rows is not to be shown to the patient, when one of them is not."""
    return () if all(one.for_patient for one in rows) else (NOT_FOR_PATIENT,)
