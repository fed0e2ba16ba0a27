"""The deeds on the plan: begun from the proposals, written in, given a track, gone through, closed."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit, Remove, Step
from coordinator.contact import Assignment, holders
from coordinator.errors import RuleError
from coordinator.refusing import require_fields, require_passed
from coordinator.transition.belonging import plan_of
from coordinator.transition.days import moved_tasks
from coordinator.transition.plan import Track, TransitionPlan
from coordinator.transition.proposing import Proposal, proposals
from coordinator.transition.refusing import require_plan
from coordinator.transition.swap import Transition, TransitionFollowUp
from coordinator.transition.usual_tasks import tasks_of_kind, tasks_of_other_tracks, tasks_of_track

if TYPE_CHECKING:
    from coordinator.record import Record

_BY_DEEDS = frozenset({"track", "born", "closed_on", "closed_by"})
"""What only a deed of its own writes."""
_DAYS = ("begun_on", "informed_on", "planned_on", "prepared_on", "summary_on")


def begin_plan(
    record: "Record", /, *, track: Track | None = None, contact_ids: Collection[UUID] | None = None
) -> Change:
    """The plan, with a swap for each chosen contact among the proposals and what is usually agreed for it.

    contact_ids: the contacts that are chosen; None for those that are ticked from the start.
    """
    if any(one.is_open for one in record.all(TransitionPlan)):
        raise RuleError("Planen är redan påbörjad", "Lägg till övergångar i den plan som finns.")
    plan = TransitionPlan(
        patient_id=record.patient_id,
        track=track,
        coordinator=usual_coordinator(record),
        begun_on=record.today,
        born=record.patient.birth_date,
    )
    steps: list[Step] = [Add(plan), *(Add(one) for one in tasks_of_track(record, track))]
    return Change("Övergångsplan påbörjad", (*steps, *_planned(record, _chosen(record, contact_ids))))


def plan_more(record: "Record", /, contact_ids: Collection[UUID]) -> Change:
    """Swaps for more of the contacts that are proposed, with or without a plan."""
    chosen = _chosen(record, contact_ids)
    if not chosen:
        raise RuleError("Ingen kontakt är vald", "Kryssa för de kontakter som ska lämnas över.")
    return Change("Övergångar tillagda", tuple(_planned(record, chosen)))


def write_plan(record: "Record", /, **fields: Any) -> Change:
    """New values for some fields of the plan, except those that deeds of their own write."""
    require_fields(TransitionPlan, fields, but=_BY_DEEDS)
    plan = require_plan(record)
    for name in _DAYS:
        if fields.get(name):
            require_passed(record, fields[name], name)
    return Change("Övergångsplanen har ändrats", (Edit(replace(plan, **fields)),))


def set_track(record: "Record", /, *, track: Track | None) -> Change:
    """How the young person is to hold her own care; the usual tasks of the track come, those of another go."""
    plan = require_plan(record)
    if plan.track is track:
        raise RuleError("Spåret är redan valt", "Välj ett annat om det har ändrats.", field="track")
    gone = (Remove(one, "Spåret är ett annat") for one in tasks_of_other_tracks(record, track))
    new = (Add(one) for one in tasks_of_track(record, track))
    return Change("Spår valt", (Edit(replace(plan, track=track)), *gone, *new))


def note_informed(record: "Record", /, *, on: date | None = None) -> Change:
    """The young person and her family were told of what is to come."""
    return _gone_through(record, "informed_on", "Informationen om övergången är noterad", on)


def note_planned(record: "Record", /, *, on: date | None = None) -> Change:
    """The plan is made together."""
    return _gone_through(record, "planned_on", "Övergångsplanen är gjord", on)


def note_prepared(record: "Record", /, *, on: date | None = None) -> Change:
    """What she manages and needs has been gone through; done anew each year."""
    return _gone_through(record, "prepared_on", "Beredskapen är genomgången", on)


def accept_new_birth_date(record: "Record", /) -> Change:
    """The days that follow from the new birth date are seen; the usual tasks that remain move with it."""
    plan = require_plan(record)
    born = record.patient.birth_date
    if plan.born == born:
        raise RuleError("Inget har ändrats", "Planen följer patientens födelsedatum.")
    tasks = (Edit(replace(task, due_on=day)) for task, day in moved_tasks(record))
    return Change("Nytt födelsedatum i övergångsplanen", (Edit(replace(plan, born=born)), *tasks))


def close_plan(record: "Record", /, *, note: str = "") -> Change:
    """The plan ends. RuleError while somebody is still to take over, or a follow-up remains without a word on why."""
    plan = require_plan(record)
    left = sum(one.is_open for one in record.all(Transition))
    if left:
        many = "1 övergång pågår" if left == 1 else f"{left} övergångar pågår"
        raise RuleError("Planen kan inte avslutas än", f"{many}. Gör dem klara, eller skriv varför de inte blev av.")
    due = sum(one.done_on is None for one in record.all(TransitionFollowUp))
    if due and not note.strip():
        many = "1 uppföljning återstår" if due == 1 else f"{due} uppföljningar återstår"
        raise RuleError("Uppföljning återstår", f"{many}. Gör klart, eller skriv varför planen avslutas ändå.",
                        field="close_note")  # fmt: skip
    closed = replace(plan, closed_on=record.today, closed_by=record.actor.name, close_note=note or plan.close_note)
    return Change("Övergångsplanen avslutad", (Edit(closed),))


def reopen_plan(record: "Record", /) -> Change:
    """The plan that was closed last goes on; what was said when it was closed stays in the history."""
    plan = plan_of(record)
    if plan is None:
        raise RuleError("Det finns ingen övergångsplan", "Börja planen först.")
    if plan.is_open:
        raise RuleError("Planen pågår redan", "Den är inte avslutad.")
    return Change("Övergångsplanen öppnad igen", (Edit(replace(plan, closed_on=None, closed_by="", close_note="")),))


def usual_coordinator(record: "Record") -> str:
    """Who holds it together if nobody says otherwise: the main fast vårdkontakt, as she is called."""
    held = holders(record, Assignment.FIXED_CARE_CONTACT)
    return held[0][1].heading if held else ""


def _gone_through(record: "Record", name: str, title: str, on: date | None) -> Change:
    plan = require_plan(record)
    on = on or record.today
    require_passed(record, on, name)
    gone_through: dict[str, Any] = {name: on}
    return Change(title, (Edit(replace(plan, **gone_through)),))


def _chosen(record: "Record", contact_ids: Collection[UUID] | None) -> list[Proposal]:
    found = proposals(record)
    if contact_ids is None:
        return [one for one in found if one.chosen]
    if set(contact_ids) - {one.contact.id for one in found}:
        raise RuleError("Kontakten kan inte väljas", "Den är redan planerad eller finns inte kvar. Läs om sidan.")
    return [one for one in found if one.contact.id in contact_ids]


def _planned(record: "Record", chosen: list[Proposal]) -> list[Step]:
    coordinator = usual_coordinator(record)
    steps: list[Step] = []
    for one in chosen:
        swap = Transition(
            patient_id=record.patient_id,
            kind=one.kind,
            contact_id=one.contact.id,
            rule=one.rule,
            coordinator=coordinator,
            begun_on=record.today,
        )
        steps += [Add(swap), *(Add(task) for task in tasks_of_kind(record, swap))]
    return steps
