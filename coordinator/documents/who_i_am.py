"""The facts at the top of *Min vårdplan*: what I am called, my condition, how to talk with me, who coordinates."""

from collections.abc import Iterable, Iterator

from coordinator.blocks import Block, Fact, Facts, Heading, Missing, Note, Rich, Span, plain
from coordinator.careplan import CarePlan, PlanStatus, current_plan
from coordinator.contact import Assignment, holders
from coordinator.diagnosis import Certainty, RareCondition, conditions
from coordinator.documents.phrases import by_phone, safely, sentence, title_of
from coordinator.entity import Coding, Knowledge
from coordinator.person import Communication, DiagnosisState, ProtectedIdentity
from coordinator.protection import HIDDEN, PROTECTED_WORDS, may_show, place_is_secret, printable
from coordinator.record import Record
from coordinator.terms.attribution import attribution_on_paper

NOT_ASKED = "Inte frågat än."

# The label AKK is an abbreviation the patient may never have met.
_COMMUNICATION = {Communication.AAC: "AKK (alternativ och kompletterande kommunikation)"}

_SHOWN_CONDITIONS = 1


def who_i_am(record: Record, *, with_condition: bool = True) -> Iterator[Block]:
    """The facts, and what is missing among them; without the diagnosis when the patient keeps it to herself."""
    patient = record.patient
    facts = [
        # In pairs of about the same length: the first page has to hold much.
        ("Jag kallas", plain(patient.calling_name or "Namn saknas")),
        ("Tolk", plain(_known(patient.interpreter_need, patient.interpreter, "Jag behöver ingen tolk."))),
        ("Hälsotillstånd", plain(_condition(record) if with_condition else "")),
        ("Planen gäller", plain(_validity(record, current_plan(record)))),
        ("Så pratar du med mig", plain(how_to_talk(record) or NOT_ASKED)),
        ("Fast vårdkontakt", _holder(record, Assignment.FIXED_CARE_CONTACT)),
        ("Fast läkarkontakt", _holder(record, Assignment.FIXED_PHYSICIAN_CONTACT)),
        ("Vid besök", plain(_known(patient.adaptation_need, patient.adaptations, "Inget särskilt behövs."))),
    ]
    yield Facts(tuple(Fact(label, value) for label, value in facts if value[0].text))
    if place_is_secret(record):
        yield Missing("Skyddat", PROTECTED_WORDS)
    if not holders(record, Assignment.FIXED_CARE_CONTACT):
        yield Missing("Saknas", "Ingen fast vårdkontakt är utsedd. Be mottagningen utse en.")


def how_to_reach_me(record: Record) -> Iterator[Block]:
    """My telephone, address and health centre, where they may stand on paper."""
    facts = [("Så når du mig", _reach_me(record)), ("Vårdcentral", _health_centre(record))]
    found = tuple(Fact(label, plain(value)) for label, value in facts if value)
    if found:
        yield Heading("Mina uppgifter")
        yield Facts(found)


def condition_words(condition: RareCondition) -> str:
    """The diagnosis with its codes: "Marfans syndrom (ORPHA:558)"."""
    codes = [code for code in (_code("ORPHA:", condition.orpha), _code("ICD-10-SE ", condition.icd10)) if code]
    text = condition.text.strip() + (f" ({', '.join(codes)})" if codes else "")
    return f"Misstänkt: {text}" if condition.certainty is Certainty.SUSPECTED else text


def whose_codes(found: Iterable[RareCondition]) -> Iterator[Block]:
    """Whose the ORPHA codes of these diagnoses are, which is to stand where they are printed; nothing without any."""
    said = attribution_on_paper(one.orpha for one in found)
    if said:
        yield Note(said)


def _code(prefix: str, coding: Coding | None) -> str:
    if coding is None or not coding.code.strip():
        return ""
    return prefix + coding.code.strip().removeprefix(prefix.strip())


def _condition(record: Record) -> str:
    state = record.patient.diagnosis_state
    found = conditions(record)
    lines = [condition_words(one) for one in found[:_SHOWN_CONDITIONS]]
    if len(found) > _SHOWN_CONDITIONS:
        lines[-1] += f" och {len(found) - _SHOWN_CONDITIONS} till"
    if state in (DiagnosisState.INVESTIGATION, DiagnosisState.UNDIAGNOSED):
        lines.insert(0, state.label + _checked(record))
    elif not found and state is DiagnosisState.DIAGNOSED:
        lines.append("Diagnos finns, men är inte inskriven här.")
    elif not found:
        lines.append(NOT_ASKED)
    return "\n".join(lines)


def _checked(record: Record) -> str:
    day = record.patient.diagnosis_checked
    by = record.patient.diagnosis_checked_by.strip()
    text = " ".join(part for part in (day.isoformat() if day else "", f"av {by}" if by else "") if part)
    return f" (kontrollerat {text})" if text else ""


def how_to_talk(record: Record) -> str:
    """The languages, the ways to communicate and the words on it; empty when nobody has asked."""
    patient = record.patient
    ways = ", ".join(_COMMUNICATION.get(way, way.label) for way in patient.communication)
    language = f"{patient.language.strip()[:1].upper()}{patient.language.strip()[1:]}"
    sentences = [sentence(part.strip()) for part in (language, ways, patient.communication_note)]
    return " ".join(part for part in sentences if part)


def _known(need: Knowledge, text: str, none: str) -> str:
    if text.strip():
        return text.strip()
    return {Knowledge.SOME: "Behövs, men är inte beskrivet.", Knowledge.NONE_KNOWN: none}.get(need, NOT_ASKED)


def _validity(record: Record, plan: CarePlan | None) -> str:
    if plan is None:
        return "Ingen vårdplan är skriven än."
    if plan.status is PlanStatus.DRAFT:
        text = "Utkast, inte fastställt än."
    else:
        text = f"Från {plan.valid_from.isoformat()}." if plan.valid_from else "Startdatum saknas."
    if plan.next_review is None:
        return f"{text} Nästa översyn är inte bestämd."
    if plan.next_review < record.today:
        return f"{text} Skulle ha setts över {plan.next_review.isoformat()}."
    return f"{text} Nästa översyn {plan.next_review.isoformat()}."


def _reach_me(record: Record) -> str:
    # Not checked is not the same as not protected: a wrong address on paper cannot be taken back.
    if record.patient.protected_identity is not ProtectedIdentity.NONE:
        return ""
    return "\n".join(text for name in ("phone", "address") if (text := printable(record, record.patient, name)))


def _health_centre(record: Record) -> str:
    if record.patient.protected_identity is not ProtectedIdentity.NONE:
        return ""
    return printable(record, record.patient, "health_centre")


def _holder(record: Record, role: Assignment) -> Rich:
    found = holders(record, role)
    if not found:
        return plain("Ingen utsedd än.")
    spans: list[Span] = []
    for held, contact in found:
        if spans:
            spans.append(Span("\n"))
        if not may_show(record, contact):
            spans.append(Span(HIDDEN))
            continue
        word = " (samordnar)" if held.main and len(found) > 1 else ""
        spans += [Span(f"{title_of(contact)}{word}\n"), *by_phone(contact)[:1], *safely(contact)]
    return tuple(spans)
