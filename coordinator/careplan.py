"""The vårdplan: what matters, goals, who does what by when, where to turn, and what was handed out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.change import Add, Change, Edit, Step
from coordinator.contact import Huvudman
from coordinator.entity import Code, Entity, attr, entity
from coordinator.errors import RuleError
from coordinator.order import moved_one_place
from coordinator.settings import PLAN_REVIEW_MONTHS
from coordinator.swedish import add_months

if TYPE_CHECKING:
    from coordinator.record import Record


class PlanType(Code):
    """The national codes for kinds of plan (RIV-TA TypeOfCarePlanEnum, clinicalprocess:logistics:logistics 3.0)."""

    SIP = ("SIP", "Samordnad individuell plan")
    PSYCHIATRIC = ("SPLPTLRV", "Samordnad plan enligt LPT eller LRV")
    DISCHARGE = ("SPU", "Samordnad plan vid utskrivning")
    CARE = ("VP", "Vårdplan")
    HABILITATION = ("HP", "Habiliteringsplan")
    REHABILITATION = ("RP", "Rehabiliteringsplan")
    IMPLEMENTATION = ("GP", "Genomförandeplan")
    STANDARDISED = ("SVP", "Standardiserad vårdplan")


class PlanStatus(Code):
    """Where a plan is in its life."""

    DRAFT = ("draft", "Utkast")
    CURRENT = ("current", "Gällande")
    REPLACED = ("replaced", "Ersatt")
    ENDED = ("ended", "Avslutad")


class Horizon(Code):
    """How far away a goal is."""

    SHORT = ("short", "Kort sikt")
    LONG = ("long", "Lång sikt")


class GoalResult(Code):
    """What the follow-up of a goal found."""

    NOT_FOLLOWED_UP = ("not_followed_up", "Inte uppföljt")
    REACHED = ("reached", "Uppnått")
    PARTLY = ("partly", "Delvis uppnått")
    NOT_REACHED = ("not_reached", "Inte uppnått")


class InterventionStatus(Code):
    """How far an insats has come."""

    NOT_STARTED = ("not_started", "Inte påbörjad")
    ONGOING = ("ongoing", "Pågår")
    DONE = ("done", "Klar")
    STOPPED = ("stopped", "Avbruten")


@entity("care_plan", "Vårdplan")
class CarePlan(Entity):
    """One plan. The number on its paper is `next_number`, until that paper has been handed out."""

    plan_type: PlanType = attr("Plantyp", default=PlanType.CARE)
    status: PlanStatus = attr("Status", default=PlanStatus.DRAFT)
    established_on: date | None = attr("Upprättad", default=None)
    participants: str = attr("Deltagare", default="", long=True)
    consent_id: UUID | None = attr("Samtycke", default=None, refers_to="consent")
    what_matters: str = attr("Vad är viktigt för mig", default="", long=True)
    health_in_short: str = attr("Min hälsa i korthet", default="", long=True)
    strengths_and_obstacles: str = attr("Resurser och hinder", default="", long=True)
    self_care: str = attr("Egenvård", default="", long=True)
    check_ups: str = attr("Kontroller och uppföljningsprogram", default="", long=True)
    turn_to_daytime: str = attr("Vart jag vänder mig dagtid", default="")
    turn_to_daytime_phone: str = attr("Telefon dagtid", default="")
    turn_to_evening: str = attr("Vart jag vänder mig kväll och helg", default="")
    turn_to_evening_phone: str = attr("Telefon kväll och helg", default="")
    turn_to_urgent: str = attr("Vart jag vänder mig när det är bråttom", default="")
    turn_to_urgent_phone: str = attr("Telefon när det är bråttom", default="")
    if_worse: str = attr("Om jag blir sämre", default="", long=True)
    valid_from: date | None = attr("Gäller från och med", default=None)
    next_review: date | None = attr("Nästa översyn", default=None)
    approved_by: str = attr("Godkänd av", default="")

    def problems(self, record: "Record") -> Iterator[str]:
        if self.status is PlanStatus.CURRENT and self.established_on is None:
            yield "Skriv datum när planen upprättades."
        if self.next_review and self.established_on and self.next_review < self.established_on:
            yield "Nästa översyn ligger före planens datum."
        same = [plan.status for plan in record.all(CarePlan) if plan.plan_type is self.plan_type]
        if same.count(PlanStatus.CURRENT) > 1:
            yield "Bara en plan av varje typ kan vara gällande."
        if same.count(PlanStatus.DRAFT) > 1:
            yield "Det finns redan ett utkast av den plantypen. Ändra det, eller ta bort det först."


@entity("care_goal", "Mål")
class CareGoal(Entity):
    """A need, the goal it leads to, what the patient does herself and how the goal went."""

    plan_id: UUID = attr("Vårdplan", refers_to="care_plan")
    position: int = attr("Ordning", default=0)
    need: str = attr("Behov", default="", long=True)
    goal: str = attr("Mål", default="", long=True)
    horizon: Horizon = attr("Sikt", default=Horizon.SHORT)
    measure: str = attr("Så vet vi att målet är nått", default="", long=True)
    target_date: date | None = attr("Måldatum", default=None)
    own_actions: str = attr("Jag gör själv", default="", long=True)
    follow_up: date | None = attr("Uppföljning", default=None)
    result: GoalResult = attr("Resultat", default=GoalResult.NOT_FOLLOWED_UP)
    result_note: str = attr("Om resultatet", default="", long=True)

    def problems(self, record: "Record") -> Iterator[str]:
        if not (self.need.strip() or self.goal.strip()):
            yield "Skriv ett behov eller ett mål."


@entity("intervention", "Insats")
class Intervention(Entity):
    """What is done towards a goal, by whom and by when."""

    goal_id: UUID = attr("Mål", refers_to="care_goal")
    position: int = attr("Ordning", default=0)
    what: str = attr("Insats", long=True)
    responsible: str = attr(
        "Ansvarig", default="", help="Den som svarar för insatsen, med namn eller funktion.", stands_for="contact_id"
    )
    contact_id: UUID | None = attr("Ansvarig kontakt", default=None, refers_to="contact")
    huvudman: Huvudman | None = attr("Huvudman", default=None)
    start: date | None = attr("Start", default=None)
    due: date | None = attr("Klart senast", default=None)
    frequency: str = attr("Hur ofta", default="")
    status: InterventionStatus = attr("Status", default=InterventionStatus.NOT_STARTED)
    follow_up: date | None = attr("Uppföljning", default=None)
    result: str = attr("Resultat", default="", long=True)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.status in (InterventionStatus.NOT_STARTED, InterventionStatus.ONGOING)

    def problems(self, record: "Record") -> Iterator[str]:
        if not self.what.strip():
            yield "Skriv vad som ska göras."
        if self.start and self.due and self.due < self.start:
            yield "Klart senast ligger före Start."


@entity("handed_out_plan", "Utlämnad vårdplan", kept_as_is=True)
class HandedOutPlan(Entity):
    """A plan as it was on the paper that was handed out: never changed afterwards, printed again exactly."""

    plan_id: UUID = attr("Vårdplan", refers_to="care_plan")
    number: int = attr("Version")
    handed_out_on: date = attr("Utlämnad")
    handed_to: str = attr("Utlämnad till")
    handed_out_by: str = attr("Utlämnad av")
    document: str = attr("Dokument", long=True, help="Det utlämnade dokumentet, i programmets eget format.")

    def problems(self, record: "Record") -> Iterator[str]:
        if not self.handed_to.strip():
            yield "Skriv vem som fick planen."


def current_plan(record: "Record") -> CarePlan | None:
    """The vårdplan to show and print: the one in force, else the newest draft."""
    plans = [plan for plan in record.all(CarePlan) if plan.plan_type is PlanType.CARE]
    for status in (PlanStatus.CURRENT, PlanStatus.DRAFT):
        found = [plan for plan in plans if plan.status is status]
        if found:
            return found[-1]
    return None


def next_number(record: "Record") -> int:
    """The number of the next plan that is handed out to this patient; it stands on every paper until then."""
    return 1 + max((copy.number for copy in record.all(HandedOutPlan)), default=0)


def goals_of(record: "Record", plan: CarePlan) -> list[CareGoal]:
    """The plan's goals in their order."""
    return sorted((goal for goal in record.all(CareGoal) if goal.plan_id == plan.id), key=lambda goal: goal.position)


def interventions_of(record: "Record", goal: CareGoal) -> list[Intervention]:
    """The goal's insatser in their order."""
    found = (one for one in record.all(Intervention) if one.goal_id == goal.id)
    return sorted(found, key=lambda one: one.position)


def draft_plan(record: "Record", /, **fields: Any) -> Change:
    """A new plan, as a draft; ``fields`` are those of `CarePlan`."""
    return Change("Vårdplan påbörjad", (Add(CarePlan(patient_id=record.patient_id, **fields)),))


def add_goal(record: "Record", /, plan_id: UUID, **fields: Any) -> Change:
    """A goal, last in the plan unless ``fields`` (those of `CareGoal`) give it a position."""
    plan = record.get(CarePlan, plan_id)
    position = 1 + max((goal.position for goal in goals_of(record, plan)), default=0)
    goal = CareGoal(patient_id=record.patient_id, plan_id=plan.id, **{"position": position} | fields)
    return Change("Mål tillagt", (Add(goal),))


def add_intervention(record: "Record", /, goal_id: UUID, **fields: Any) -> Change:
    """An insats, last under the goal unless ``fields`` (those of `Intervention`) give it a position."""
    goal = record.get(CareGoal, goal_id)
    position = 1 + max((one.position for one in interventions_of(record, goal)), default=0)
    new = Intervention(patient_id=record.patient_id, goal_id=goal.id, **{"position": position} | fields)
    return Change("Insats tillagd", (Add(new),))


def move_goal(record: "Record", /, goal_id: UUID, *, up: bool) -> Change:
    """The goal one place up or down among the plan's; RuleError when it stands first or last already."""
    goal = record.get(CareGoal, goal_id)
    goals = goals_of(record, record.get(CarePlan, goal.plan_id))
    return Change("Mål flyttat", moved_one_place(goals, goal, up=up, called="Målet"))


def follow_up_goal(record: "Record", /, goal_id: UUID, *, result: GoalResult, note: str = "") -> Change:
    """What the follow-up of the goal found."""
    goal = record.get(CareGoal, goal_id)
    if result is GoalResult.NOT_FOLLOWED_UP:
        raise RuleError("Välj ett resultat", "Uppnått, delvis uppnått eller inte uppnått.")
    return Change("Mål uppföljt", (Edit(replace(goal, result=result, result_note=note)),))


def set_intervention_done(record: "Record", /, intervention_id: UUID) -> Change:
    """The insats is done."""
    one = record.get(Intervention, intervention_id)
    if one.status is InterventionStatus.DONE:
        raise RuleError("Insatsen är redan klar", "Ändra status om den ska göras igen.")
    return Change("Insats klar", (Edit(replace(one, status=InterventionStatus.DONE)),))


def establish_plan(record: "Record", /, plan_id: UUID, *, approved_by: str, next_review: date | None = None) -> Change:
    """The draft comes into force today; a plan of the same type in force is replaced by it."""
    plan = record.get(CarePlan, plan_id)
    if plan.status is not PlanStatus.DRAFT:
        raise RuleError("Planen är inte ett utkast", f"Den är {plan.status.label.lower()}.")
    former: list[Step] = [
        Edit(replace(other, status=PlanStatus.REPLACED))
        for other in record.all(CarePlan)
        if other.plan_type is plan.plan_type and other.status is PlanStatus.CURRENT
    ]
    established = replace(
        plan,
        status=PlanStatus.CURRENT,
        established_on=record.today,
        valid_from=plan.valid_from or record.today,
        approved_by=approved_by,
        next_review=next_review or add_months(record.today, record.settings[PLAN_REVIEW_MONTHS]),
    )
    return Change("Vårdplan upprättad", (*former, Edit(established)))


def hand_out_plan(record: "Record", /, plan_id: UUID, *, to: str, document: str) -> Change:
    """Keep the plan as it is on the paper handed over; the next paper gets the next number.

    document: the printed document in its stored form (`coordinator.document.to_json`).
    """
    copy = HandedOutPlan(
        patient_id=record.patient_id,
        plan_id=record.get(CarePlan, plan_id).id,
        number=next_number(record),
        handed_out_on=record.today,
        handed_to=to,
        handed_out_by=record.actor.name,
        document=document,
    )
    return Change("Vårdplan utlämnad", (Add(copy),))


def write_plan(record: "Record", /, **fields: Any) -> Change:
    """New values for some fields of the plan that is shown; the first thing written begins one, as a draft."""
    plan = current_plan(record)
    if plan is None:
        return draft_plan(record, **fields)
    return Change("Vårdplan har ändrats", (Edit(replace(plan, **fields)),))


def write_goal(record: "Record", /, **fields: Any) -> Change:
    """A goal, last in the plan that is shown; with it comes a draft when there is none, so that undo takes both."""
    plan = current_plan(record)
    if plan is not None:
        return add_goal(record, plan.id, **fields)
    begun = CarePlan(patient_id=record.patient_id)
    goal = CareGoal(patient_id=record.patient_id, plan_id=begun.id, **{"position": 1} | fields)
    return Change("Vårdplan påbörjad med ett mål", (Add(begun), Add(goal)))
