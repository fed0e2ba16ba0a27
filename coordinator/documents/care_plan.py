"""*Min vårdplan*: the care plan the patient takes home, in her own voice.

The first page answers who I am, what must be known in an emergency, what matters to me, whom I ring and what happens
next, in that order. The rest is the plan itself. No word of advice is made up: there is only what the record holds.
"""

from collections.abc import Iterator
from dataclasses import replace

from coordinator.blocks import (
    Alert,
    AlertItem,
    AlertState,
    Block,
    Bullets,
    Column,
    ColumnKind,
    Heading,
    Missing,
    Note,
    Paragraph,
    Quote,
    Rich,
    Signatures,
    Span,
    Table,
    led,
    plain,
)
from coordinator.careplan import CarePlan, PlanStatus, current_plan, goals_of, next_number
from coordinator.consent import Consent
from coordinator.consent_reach import recipients_today
from coordinator.diagnosis import conditions
from coordinator.document import Document
from coordinator.documents.contact_tables import my_contacts
from coordinator.documents.emergency import TITLE as EMERGENCY_TITLE
from coordinator.documents.emergency import emergency, more_on_emergencies, whom_to_ask
from coordinator.documents.goals import my_goals
from coordinator.documents.papers import paper
from coordinator.documents.people import my_people
from coordinator.documents.phrases import source_line
from coordinator.documents.times import my_devices, my_times
from coordinator.documents.who_i_am import condition_words, how_to_reach_me, who_i_am, whose_codes
from coordinator.documents.whom_to_call import what_happens_next, whom_to_call
from coordinator.left_out import without
from coordinator.lettering import Lettering
from coordinator.protection import shareable
from coordinator.record import Record
from coordinator.sections import Section
from coordinator.sip.consenting import in_force

TITLE = "Min vårdplan"

_HAS_DAYS = frozenset({Section.TIMES, Section.GOALS, Section.DEVICES, Section.CONTACTS})
"""The parts whose days stand in what happens next."""


def care_plan_document(
    record: Record, left_out: frozenset[Section] = frozenset(), lettering: Lettering = Lettering.STANDARD
) -> Document:
    """The paper for ``record`` as it is now, without the parts ``left_out``. It is never empty: gaps are said in words.

    A part that is left out is not there at all; near the end stands which parts they are, and nothing of what they say.
    """
    record = without(shareable(record), left_out)
    plan = current_plan(record)
    made = paper(
        record,
        "care_plan",
        TITLE,
        _blocks(record, plan, left_out),
        edition=_edition(record, plan),
        number=next_number(record) if plan else 0,
    )
    return replace(made, lettering=lettering)


def _edition(record: Record, plan: CarePlan | None) -> str:
    if plan is None:
        return "Vårdplan"
    draft = " (utkast)" if plan.status is PlanStatus.DRAFT else ""
    return f"Vårdplan, version {next_number(record)}{draft}"


def _blocks(record: Record, plan: CarePlan | None, left_out: frozenset[Section]) -> Iterator[Block]:
    yield from who_i_am(record, with_condition=Section.HEALTH not in left_out)
    if Section.EMERGENCY in left_out:
        yield from _not_shared_emergency(record)
    else:
        yield from emergency(record, more_follows=True)
    yield Heading("Vad är viktigt för mig")
    if plan and plan.what_matters.strip():
        yield Quote(plan.what_matters.strip())
    else:
        yield Missing("Inte skrivet än", "Berätta vid nästa besök vad som är viktigt för dig.")
    yield from whom_to_call(record)
    yield from _next(record, left_out)
    yield from more_on_emergencies(record)
    yield from _health(record, plan)
    if plan:
        yield from my_goals(record, plan)
    yield from my_times(record)
    if Section.DAILY_LIFE not in left_out:
        yield from _daily_life(plan)
    yield from my_devices(record)
    yield from _not_written(record, plan, left_out)
    if Section.REACHING_ME not in left_out:
        yield from how_to_reach_me(record)
    if Section.PEOPLE not in left_out:
        yield from my_people(record)
    if Section.CONTACTS not in left_out:
        yield from my_contacts(record)
    if Section.CONSENTS not in left_out:
        yield from _consents(record)
    yield from _agreement(record, plan, left_out)


def _not_shared_emergency(record: Record) -> Iterator[Block]:
    """Never an empty place: it would read as if there were nothing to know."""
    text = f"Jag har valt att inte ta med den här delen. Det kan finnas något att veta: fråga {whom_to_ask(record)}."
    yield Alert(EMERGENCY_TITLE, (AlertItem("Delas inte på det här papperet.", (plain(text),)),), AlertState.MISSING)


def _next(record: Record, left_out: frozenset[Section]) -> Iterator[Block]:
    """What happens next, as far as it is shared: an empty table never says that there is nothing when there may be."""
    for block in what_happens_next(record):
        if isinstance(block, Table) and not block.rows and left_out & _HAS_DAYS:
            yield replace(block, empty="Det som är bokat eller bestämt delas inte på det här papperet.")
        else:
            yield block


def _health(record: Record, plan: CarePlan | None) -> Iterator[Block]:
    in_short = plan.health_in_short.strip() if plan else ""
    helps = plan.strengths_and_obstacles.strip() if plan else ""
    diagnoses = tuple(_diagnosis(record))
    if not (in_short or helps or diagnoses):
        return
    yield Heading("Min hälsa i korthet")
    if in_short:
        yield Paragraph(plain(in_short))
    if diagnoses:
        yield Bullets(diagnoses)
        yield from whose_codes(conditions(record))
    if helps:
        yield Heading("Det som hjälper mig och det som är svårt", 3)
        yield Paragraph(plain(helps))


def _diagnosis(record: Record) -> Iterator[Rich]:
    for one in conditions(record):
        spans = [Span(f"{condition_words(one)}. ", bold=True)]
        if one.plain_words.strip():
            spans.append(Span(f"{one.plain_words.strip()} "))
        if one.diagnosed_on:
            spans.append(Span(f"Diagnos {one.diagnosed_on.isoformat()}. "))
        spans.append(Span(source_line(one.source, one.checked_on, one.checked_by)))
        yield tuple(span for span in spans if span.text)


def _daily_life(plan: CarePlan | None) -> Iterator[Block]:
    for heading, text in (
        ("Egenvård", plan.self_care if plan else ""),
        ("Kontroller", plan.check_ups if plan else ""),
        # Doses change more often than a plan on paper: it never holds a copy of them.
        ("Läkemedel", "Läkemedel: se läkemedelslistan."),
        ("Om jag blir sämre", plan.if_worse if plan else ""),
    ):
        if text.strip():
            yield Heading(heading)
            yield Paragraph(plain(text.strip()))


def _not_written(record: Record, plan: CarePlan | None, left_out: frozenset[Section]) -> Iterator[Block]:
    """One calm line for all empty parts, instead of a page of empty boxes. Of what is left out nothing is said."""
    parts = (
        (Section.HEALTH, "min hälsa i korthet", plan and plan.health_in_short.strip()),
        (Section.GOALS, "mål och insatser", plan and goals_of(record, plan)),
        (Section.DAILY_LIFE, "egenvård", plan and plan.self_care.strip()),
        (Section.DAILY_LIFE, "kontroller", plan and plan.check_ups.strip()),
        (Section.DAILY_LIFE, "om jag blir sämre", plan and plan.if_worse.strip()),
    )
    empty = [name for section, name, content in parts if not content and section not in left_out]
    if empty:
        listed = ", ".join(empty[:-1]) + (" och " if len(empty) > 1 else "") + empty[-1]
        yield Missing("Inte skrivet än", f"{listed[:1].upper()}{listed[1:]}. Skriv det tillsammans med mottagningen.")


def _consents(record: Record) -> Iterator[Block]:
    found = in_force(record)
    yield Heading("Mina samtycken")
    yield Table(
        (
            Column("Till vem", 4),
            Column("Vilka uppgifter", 4),
            Column("Får inte lämnas", 3),
            Column("Till och med", 2, ColumnKind.DATE),
        ),
        tuple(_consent(record, consent) for consent in found),
        empty="Inget samtycke gäller i dag.",
    )
    if found:
        yield Note("Jag kan ändra mig och ta tillbaka ett samtycke när jag vill.")


def _consent(record: Record, consent: Consent) -> tuple[Rich, ...]:
    given = f"{consent.form.label} {consent.given_on.isoformat()} av {consent.given_by.strip()}"
    return (
        (
            Span(recipients_today(record, consent), bold=True),
            Span(f"\n{consent.purpose.label}\n{given} ({consent.giver.label.lower()})"),
        ),
        plain(consent.covers.strip()),
        plain(consent.excludes.strip() or "Inget undantaget"),
        plain(consent.valid_until.isoformat()),
    )


def _agreement(record: Record, plan: CarePlan | None, left_out: frozenset[Section]) -> Iterator[Block]:
    yield Heading("Så gjordes planen")
    if plan and plan.participants.strip():
        yield Paragraph(led("Deltagare:", plan.participants.strip()))
    approved = plan.approved_by.strip() if plan else ""
    if plan and plan.established_on:
        by = f", godkänd av {approved}" if approved else ""
        yield Paragraph(led("Upprättad:", f"{plan.established_on.isoformat()}{by}"))
    elif approved:
        yield Paragraph(led("Godkänd av:", approved))
    else:
        yield Paragraph(plain("Planen är inte godkänd än."))
    yield Signatures(("Jag, eller den som företräder mig", "Fast vårdkontakt"))
    if left_out:
        names = "; ".join(section.label for section in Section if section in left_out)
        yield Note(f"Delar som jag har valt att inte dela på det här papperet: {names}.")
    yield Note(
        "Planen ersätter inte journalen. Den visar det som var inskrivet "
        f"{record.today.isoformat()}. Är något fel eller gammalt: säg till vid nästa kontakt."
    )
