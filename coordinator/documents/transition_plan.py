"""*Övergångsplan*: the person's own words, how far it has come, who takes over after whom, and the days to know of.

A swap without a named receiver says so where the name would stand.
"""

from collections.abc import Iterator
from datetime import date

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
    Quote,
    Rich,
    Span,
    Table,
    TimelineFigure,
    plain,
    strong,
)
from coordinator.dates import date_rules
from coordinator.document import Document
from coordinator.documents.papers import paper
from coordinator.documents.phrases import sentence, title_of
from coordinator.documents.times_paper import coordinator_to_ring
from coordinator.documents.transition_rows import (
    as_drawn,
    dates_to_tell,
    receiver,
    sender,
    swaps_to_print,
    title_of_swap,
    transition_texts,
    way_back_line,
)
from coordinator.documents.whom_to_call import out_of_hours
from coordinator.protection import place_is_secret, shareable
from coordinator.record import Record
from coordinator.transition.belonging import follow_ups_of, plan_of, rounds, tasks_of
from coordinator.transition.days import swap_day
from coordinator.transition.kinds import rule_of
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.standing import STAGE_RULES, PlanStanding, TransitionStage, remaining, stage_day, standing
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionTask
from coordinator.transition.timeline import timeline

TITLE = "Övergångsplan"


def transition_plan_document(record: Record) -> Document:
    """The plan for ``record`` as it is now. It is never empty: what is not there is said in words."""
    record = shareable(record)
    return paper(record, "transition_plan", TITLE, _blocks(record))


def _blocks(record: Record) -> Iterator[Block]:
    texts, plan, swaps = transition_texts("plan"), plan_of(record), swaps_to_print(record)
    yield Paragraph(plain(texts["what"]))
    yield Heading("Med mina egna ord")
    own = plan.own_words.strip() if plan else ""
    yield Quote(own) if own else Missing("Saknas", texts["own_words_missing"])
    if plan and plan.family_words.strip():
        yield Heading("Min familjs ord", 3)
        yield Quote(plan.family_words.strip())
    if plan:
        yield from _about(record, plan)
    drawn = timeline(as_drawn(record))
    if swaps and drawn.lanes:
        yield Heading("Tidslinje")
        yield TimelineFigure(drawn)
    yield from _who_takes_over(record, swaps)
    yield from _remaining(record)
    yield from _agreed_for_all(record)
    for one in swaps:
        yield from _swap(record, one, plan.coordinator.strip() if plan else "")
    if plan and plan.risks.strip():
        yield Heading("Risker att tänka på")
        yield from (Paragraph(plain(line.strip())) for line in plan.risks.splitlines() if line.strip())
    yield from _dates(record)
    yield from _whom_to_ring(record, plan, swaps)
    yield Note(texts["journal"])


def _about(record: Record, plan: TransitionPlan) -> Iterator[Block]:
    facts = [Fact(label, plain(text)) for label, text in _facts(record, plan) if text]
    yield Facts(tuple(facts))
    if plan.closed_on:
        yield Paragraph(strong(transition_texts("plan")["closed"].format(day=plan.closed_on.isoformat())))
    stages = standing(record)
    yield Heading("Så långt har vi kommit")
    yield Facts(tuple(Fact(stage.label, _state(record, stage, stages)) for stage in TransitionStage))


def _state(record: Record, stage: TransitionStage, stages: PlanStanding) -> Rich:
    if stage in stages.done:
        return plain("Klart")
    if stage is stages.now:
        return strong("Här är vi nu")
    day = stage_day(record, stage)
    if day and day <= record.today:
        return plain(f"Inte klart än, från {day.isoformat()}")
    if day is None and stage in STAGE_RULES:
        return plain(transition_texts("plan")["no_day"])
    return plain(f"Från {day.isoformat()}" if day else "Sist av allt")


def _facts(record: Record, plan: TransitionPlan) -> Iterator[tuple[str, str]]:
    yield "Samordnar", plan.coordinator.strip()
    yield "Spår", plan.track.label if plan.track else ""
    yield "Påbörjad", _iso(plan.begun_on)
    summed = f"Finns, {plan.summary_by.strip()} {_iso(plan.summary_on)}".strip(" ,") if plan.summary.strip() else ""
    yield "Medicinsk sammanfattning", summed
    last = next(iter(rounds(record)), None)
    yield "Checklista", f"Besvarad {last.answered_on.isoformat()}, {last.answered_by.label.lower()}" if last else ""


def _who_takes_over(record: Record, swaps: list[Transition]) -> Iterator[Block]:
    texts = transition_texts("plan")
    yield Heading("Vem har ansvaret i dag, och vem tar över?")
    if not swaps:
        yield Missing("Saknas", texts["no_swaps"])
        return
    yield Table(
        (Column("Övergång", 3), Column("I dag", 4), Column("Sedan", 4), Column("När", 2, ColumnKind.DATE)),
        tuple(
            (plain(one.kind.label), _today(record, one), _then(record, one), plain(_when(record, one))) for one in swaps
        ),
    )
    yield Paragraph(plain(texts["responsible"]))


def _today(record: Record, one: Transition) -> Rich:
    known = sender(record, one)
    return known.lines if known else plain("Inte skrivet än")


def _then(record: Record, one: Transition) -> Rich:
    """Who takes over; that it is the same unit; or that nobody is named."""
    if one.same_unit:
        return plain("Samma enhet hela vägen")
    known = receiver(record, one)
    if known is not None:
        return known.lines
    unit = "" if place_is_secret(record) else one.to_unit.strip()
    return (Span(rule_of(one.kind).hole, bold=True), *((Span(f"\n{unit}"),) if unit else ()))


def _when(record: Record, one: Transition) -> str:
    """The day of the swap, or where it stands when there is none to wait for."""
    if one.same_unit:
        return ""
    if one.completed_on:
        return f"Klar\n{one.completed_on.isoformat()}"
    day = swap_day(record, one)
    if day is None:
        return str(transition_texts("plan")["no_day"])
    late = "\nskulle ha varit" if day < record.today else ""
    return f"{day.isoformat()}{late}"


def _remaining(record: Record) -> Iterator[Block]:
    """What must be there before the plan is done, as the screen says it."""
    left = [one for one in remaining(record) if one.done < one.of]
    if left:
        yield Heading("Övergången kan bli klar när", 3)
        yield Bullets(tuple(plain(f"{one.text}: {one.done} av {one.of}") for one in left))


# Each swap


def _agreed_for_all(record: Record) -> Iterator[Block]:
    """What was agreed for the plan as a whole."""
    if tasks_of(record, None):
        yield Heading("Överenskommet för hela övergången")
        yield agreed(tasks_of(record, None))


def _swap(record: Record, one: Transition, of_all: str) -> Iterator[Block]:
    """How one swap is made; nothing of one where there is nothing to tell beyond the table.

    of_all: who holds the whole together, who is not named again.
    """
    tasks = tasks_of(record, one.id)
    facts = tuple(Fact(label, plain(text)) for label, text in _steps(record, one) if text not in ("", of_all))
    if one.same_unit or not (facts or tasks):
        return
    yield Heading(title_of_swap(record, one), from_record=True)
    if facts:
        yield Facts(facts)
    if tasks:
        yield agreed(tasks)


def _steps(record: Record, one: Transition) -> Iterator[tuple[str, str]]:
    yield "Samordnar", one.coordinator.strip()
    confirmed = f", bekräftad {one.referral_confirmed_on.isoformat()}" if one.referral_confirmed_on else ""
    yield "Remiss", f"Skickad {one.referral_sent_on.isoformat()}{confirmed}" if one.referral_sent_on else ""
    yield "Gemensamt möte", _held(one.joint_meeting_held_on, one.joint_meeting_on)
    yield "Sista besök hos lämnande", _iso(one.last_visit_on)
    yield "Överlämningsbrev", f"Skickat {one.letter_sent_on.isoformat()}" if one.letter_sent_on else ""
    by = f", {one.acknowledged_by.strip()}" if one.acknowledged_by.strip() else ""
    yield "Mottagaren har bekräftat", f"{one.acknowledged_on.isoformat()}{by}" if one.acknowledged_on else ""
    yield "Första besöket", _held(one.first_visit_done_on, one.first_visit_on, done="Gjort")
    yield "Uppföljning", "\n".join(map(_followed_up, follow_ups_of(record, one.id)))
    yield "Risker", one.risks.strip()


def _held(done_on: date | None, planned_on: date | None, *, done: str = "Hölls") -> str:
    if done_on:
        return f"{done} {done_on.isoformat()}"
    return f"Planerat {planned_on.isoformat()}" if planned_on else ""


def _followed_up(one: TransitionFollowUp) -> str:
    after = f"{one.months} månader"
    if one.done_on is None:
        return f"{after}: {one.due_on.isoformat()}"
    works = {True: ", fungerar", False: ", fungerar inte", None: ""}[one.works]
    return f"{after}: gjord {one.done_on.isoformat()}{works}"


def agreed(tasks: list[TransitionTask]) -> Table:
    """What was agreed: what, who and when, and what is done of it."""
    return Table(
        (Column("Överenskommet", 6), Column("Vem", 4), Column("När", 2, ColumnKind.DATE), Column("Läge", 3)),
        tuple(
            (plain(one.what.strip()), plain(one.who.strip() or "Ingen än"), plain(_iso(one.due_on)), plain(_done(one)))
            for one in tasks
        ),
        small=True,
    )


def _done(one: TransitionTask) -> str:
    if one.not_needed.strip():
        return f"Behövs inte: {sentence(one.not_needed.strip())}"
    return f"Klart {one.done_on.isoformat()}" if one.done_on else "Ska göras"


# Days and telephones


def _dates(record: Record) -> Iterator[Block]:
    texts, found = transition_texts("plan"), dates_to_tell(record)
    if record.patient.birth_date is None:
        yield Heading("Dagar att känna till")
        yield Missing("Saknas", texts["no_birth_date"])
        return
    faults = date_rules().faults
    if not (found or faults):
        return
    yield Heading("Dagar att känna till")
    if faults:
        yield Missing("Någon dag saknas", texts["faults"])
    yield Table(
        (Column("Dag", 2, ColumnKind.DATE), Column("Vad", 5), Column("Källa", 5)),
        tuple(
            (
                (Span(day.isoformat(), bold=True), *((Span("\nhar varit"),) if day < record.today else ())),
                plain(rule.name),
                plain("\n".join(filter(None, (rule.source.strip(), "" if rule.verified else "Inte kontrollerad")))),
            )
            for rule, day in found
        ),
        empty=texts["no_dates"],
        small=True,
    )
    unsure = f" {texts['not_verified']}" if not all(rule.verified for rule, _ in found) else ""
    yield Note(f"{texts['dates']}{unsure}")


def _whom_to_ring(record: Record, plan: TransitionPlan | None, swaps: list[Transition]) -> Iterator[Block]:
    yield Heading("Vem ringer jag?")
    contact = coordinator_to_ring(record)
    rows: list[tuple[Rich, Rich, Rich]] = []
    if contact is not None:
        number = contact.phone.strip() or contact.switchboard.strip()
        rows.append((plain("Frågor om övergången"), plain(title_of(contact)),
                     strong(number) if number else plain("Telefon saknas")))  # fmt: skip
    elif plan and plan.coordinator.strip():
        rows.append((plain("Frågor om övergången"), plain(plan.coordinator.strip()), plain("")))
    rows += [(plain(when), who, phone) for when, who, phone in out_of_hours(record)]
    yield Table((Column("När", 4), Column("Ring", 4), Column("Telefon", 3, ColumnKind.PHONE)), tuple(rows))
    leaving = [one for one in swaps if not one.same_unit]
    told = tuple(line for one in leaving if (line := way_back_line(record, one)))
    if leaving:
        yield Heading("Om det inte fungerar efter bytet", 3)
        yield Bullets(told) if told else Missing("Saknas", transition_texts("plan")["way_back_missing"])


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
