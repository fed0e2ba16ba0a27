"""*Underlag till intyg*: what the one who writes a certificate needs to write from, on at most two pages as a rule.

It gathers what is written already: what is asked for, how it is in everyday life, the diagnoses, the plan in short. The
program adds no word of its own on health or ability; what is not written is said to be missing.
"""

from collections.abc import Iterator
from uuid import UUID

from coordinator.benefit.belonging import benefit_of, is_called_for, with_purpose
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.standing import decided_by
from coordinator.blocks import (
    Block,
    Bullets,
    Column,
    ColumnKind,
    Fact,
    Facts,
    Heading,
    Missing,
    Note,
    Paragraph,
    Rich,
    Span,
    Table,
    led,
    plain,
)
from coordinator.careplan import CareGoal, CarePlan, GoalResult, current_plan, goals_of, interventions_of
from coordinator.contact import Contact, ContactCategory
from coordinator.diagnosis import conditions
from coordinator.document import Document
from coordinator.documents.certificate_changes import since_former
from coordinator.documents.contact_tables import roles_in_words
from coordinator.documents.medical_summary import as_given
from coordinator.documents.papers import paper
from coordinator.documents.phrases import (
    by_phone,
    responsible_name,
    sentence,
    shortened,
    source_line,
    title_of,
    workplace_of,
)
from coordinator.documents.subject import Subject
from coordinator.documents.times import devices_to_print
from coordinator.documents.times_paper import coordinator_to_ring
from coordinator.documents.who_i_am import condition_words, whose_codes
from coordinator.person import DiagnosisState
from coordinator.protection import contacts_to_print, shareable
from coordinator.record import Record
from coordinator.swedish import sort_key

NAME = "intygsunderlag"
TITLE = "Underlag till intyg"

_MOST_GOALS, _MOST_CONTACTS, _MOST_DEVICES = 6, 8, 12
"""How many there is room for; how many more there are is said."""
_UNKNOWN = (DiagnosisState.INVESTIGATION, DiagnosisState.UNDIAGNOSED)


def certificates_to_write(record: Record) -> list[Subject]:
    """Every certificate that was not dropped, those that somebody is to write before those that are written."""
    found = [one for one in reversed(record.all(Certificate)) if one.dropped_on is None]
    found.sort(key=lambda one: (one.issued_on is not None, not is_called_for(record, one)))
    return [Subject(one.id, with_purpose(record, one), number) for number, one in enumerate(found, 1)]


def certificate_basis_document(record: Record, certificate_id: UUID) -> Document:
    """The paper for one certificate."""
    record = shareable(record)
    return paper(record, "certificate_basis", TITLE, _blocks(record, record.get(Certificate, certificate_id)))


def _blocks(record: Record, one: Certificate) -> Iterator[Block]:
    benefit, plan = benefit_of(record, one), current_plan(record)
    facts = (*_asked(record, one), *_purpose(record, benefit), *_questions(record))
    yield Facts(tuple(Fact(label, value) for label, value in facts if value and value[0].text.strip()))
    if benefit is not None and benefit.waits_for_supplement:
        by = f" Senast {benefit.supplement_by.isoformat()}." if benefit.supplement_by else ""
        what = benefit.supplement_what.strip() or "Vad som ska kompletteras är inte inskrivet."
        yield Missing("Ska kompletteras", f"{sentence(what)}{by}")
    yield Heading("Hur det är i vardagen")
    if one.basis.strip():
        yield from as_given(one.basis)
    else:
        yield Missing("Inte skrivet än", "Skriv hur det är i vardagen på sidan Intyg och stöd.")
    yield from since_former(record, one)
    yield from _diagnoses(record)
    yield from _health(plan)
    if plan is not None:
        yield from _goals(record, plan)
    yield from _self_care(plan)
    yield from _devices(record)
    yield from _contacts(record)
    yield Note(
        "Underlaget är sammanställt ur det som är inskrivet. Det är ingen medicinsk bedömning: den gör den som skriver "
        "intyget, som också ser i journalen att uppgifterna stämmer."
    )


def _asked(record: Record, one: Certificate) -> Iterator[tuple[str, Rich]]:
    """Which certificate, who is to write it, who asked for it and by when it is needed."""
    form = f"\nBlankett {one.form.strip()}" if one.form.strip() else ""
    yield "Intyg", (Span(one.heading, bold=True), Span(form))
    yield "Skrivs av", plain(responsible_name(record, one.writer, one.contact_id) or "Ingen är tillfrågad än")
    by = f" av {one.requested_by.strip()}" if one.requested_by.strip() else ""
    yield "Begärt", plain(f"{one.requested_on.isoformat()}{by}" if one.requested_on else "Inte begärt än")
    if one.issued_on is not None:
        yield "Utfärdat", plain(one.issued_on.isoformat())
    else:
        yield "Behövs senast", plain(one.needed_by.isoformat() if one.needed_by else "Ingen dag är bestämd")


def _purpose(record: Record, benefit: Benefit | None) -> Iterator[tuple[str, Rich]]:
    """What it is for, who decides, and until when what she has now holds."""
    if benefit is None:
        return
    yield "Till", plain(benefit.heading)
    decider = decided_by(benefit)
    yield "Beslutas av", plain(decider.label if decider is not None else "")
    yield "Ärendenummer", plain(benefit.case_number.strip())
    former = next((one for one in record.all(Benefit) if one.id == benefit.renews_id), None)
    if former is not None and former.valid_until is not None:
        yield "Förra beslutet gäller", plain(f"till och med {former.valid_until.isoformat()}")
    if benefit.lifelong:
        yield "Behovet", plain("Inskrivet som livslångt")


def _questions(record: Record) -> Iterator[tuple[str, Rich]]:
    contact = coordinator_to_ring(record)
    if contact is not None:
        yield "Frågor till", (Span(f"{title_of(contact)}\n"), *by_phone(contact)[:1])


def _diagnoses(record: Record) -> Iterator[Block]:
    yield Heading("Diagnoser")
    found, state = conditions(record), record.patient.diagnosis_state
    if state in _UNKNOWN:
        yield Paragraph(plain(sentence(state.label)))
    if found:
        yield Bullets(
            tuple(
                (
                    Span(f"{condition_words(one)}. ", bold=True),
                    Span(f"Diagnos {one.diagnosed_on.isoformat()}. " if one.diagnosed_on else ""),
                    Span(source_line(one.source, one.checked_on, one.checked_by)),
                )
                for one in found
            )
        )
        yield from whose_codes(found)
    elif state not in _UNKNOWN:
        yield Missing("Saknas", "Ingen diagnos är inskriven.")


def _health(plan: CarePlan | None) -> Iterator[Block]:
    """The plan's own words, in the voice they were written in."""
    yield Heading("Ur vårdplanen")
    if plan is None:
        yield Missing("Saknas", "Ingen vårdplan är skriven än.")
        return
    for label, text in (
        ("Hälsan i korthet:", plan.health_in_short),
        ("Det som hjälper och det som är svårt:", plan.strengths_and_obstacles),
    ):
        yield Paragraph(led(label, text.strip() or "inte skrivet än."))


def _goals(record: Record, plan: CarePlan) -> Iterator[Block]:
    goals = goals_of(record, plan)
    yield Heading("Mål och insatser", 3)
    yield Table(
        (Column("Mål", 4), Column("Insatser som inte är klara", 6), Column("Uppföljning", 3)),
        tuple(_goal(record, goal) for goal in goals[:_MOST_GOALS]),
        empty="Inga mål är skrivna än.",
        small=True,
    )
    yield from _and_more(len(goals) - _MOST_GOALS, "mål")


def _goal(record: Record, goal: CareGoal) -> tuple[Rich, ...]:
    open_ones = [one for one in interventions_of(record, goal) if one.is_open]
    lines = [
        " – ".join(filter(None, (shortened(one.what), responsible_name(record, one.responsible, one.contact_id))))
        for one in open_ones[:3]
    ]
    if len(open_ones) > len(lines):
        lines.append(f"och {len(open_ones) - len(lines)} till")
    day = goal.follow_up.isoformat() if goal.follow_up else ""
    result = "" if goal.result is GoalResult.NOT_FOLLOWED_UP else goal.result.label
    went = "\n".join(filter(None, (day, result, shortened(goal.result_note))))
    return plain(shortened(goal.goal or goal.need, 120)), plain("\n".join(lines) or "Inga"), plain(went)


def _self_care(plan: CarePlan | None) -> Iterator[Block]:
    text = plan.self_care.strip() if plan is not None else ""
    yield Paragraph(led("Egenvård:", text or "inte skrivet än."))


def _devices(record: Record) -> Iterator[Block]:
    found = devices_to_print(record)
    names = ", ".join(one.name.strip() for one in found[:_MOST_DEVICES])
    more = f" och {len(found) - _MOST_DEVICES} till" if len(found) > _MOST_DEVICES else ""
    yield Paragraph(led("Hjälpmedel:", f"{names}{more}." if names else "inga är inskrivna."))


def _contacts(record: Record) -> Iterator[Block]:
    roles, order = roles_in_words(record), list(ContactCategory)
    found = sorted(
        contacts_to_print(record),
        key=lambda one: (one.id not in roles, order.index(one.category), sort_key(one.heading)),
    )
    yield Heading("Kontakter")
    columns = (
        Column("Namn och roll", 4),
        Column("Enhet", 4),
        Column("Ansvarar för", 4),
        Column("Telefon", 3, ColumnKind.PHONE),
    )
    rows = tuple(_contact(one, roles.get(one.id, "")) for one in found[:_MOST_CONTACTS])
    yield Table(columns, rows, empty="Inga kontakter står på papper.", small=True)
    yield from _and_more(len(found) - _MOST_CONTACTS, "kontakter")


def _contact(one: Contact, roles: str) -> tuple[Rich, ...]:
    name = [Span(one.heading, bold=True)]
    name += [Span(f"\n{text}") for text in (one.role.strip(), roles) if text and text != one.heading]
    return tuple(name), plain(workplace_of(one)), plain(shortened(one.responsible_for)), by_phone(one)[:1]


def _and_more(count: int, what: str) -> Iterator[Block]:
    if count > 0:
        yield Note(f"Här står de första. {count} {what} till står i vårdplanen.")
