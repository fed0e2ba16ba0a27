"""What several deeds on transitions refuse, each said beside the field it is about."""

from datetime import date
from typing import TYPE_CHECKING

from coordinator.errors import RuleError
from coordinator.swedish import folded
from coordinator.transition.belonging import plan_of
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.swap import Transition
from coordinator.transition.who import is_at, sender

if TYPE_CHECKING:
    from coordinator.record import Record


def require_open(transition: Transition) -> None:
    """Somebody is to take over, and has not yet."""
    if transition.completed_on:
        raise RuleError("Övergången är klar", "Välj Ta upp igen om något ska ändras i den.")
    if transition.dropped_on:
        raise RuleError("Övergången blev inte av", "Välj Ta upp igen om den ändå ska göras.")
    if transition.same_unit:
        raise RuleError("Det är samma enhet hela vägen", "Välj Ta upp igen om någon annan ska ta över.")


def require_plan(record: "Record") -> TransitionPlan:
    """The plan that is open."""
    plan = plan_of(record)
    if plan is None:
        raise RuleError("Det finns ingen övergångsplan", "Börja planen först.")
    if not plan.is_open:
        raise RuleError("Övergångsplanen är avslutad", "Välj Öppna planen igen om något ska ändras.")
    return plan


def require_after_referral(transition: Transition, field: str) -> None:
    """Nothing of the swap happens before the referral was sent. ``field`` is the one that was written."""
    sent = transition.referral_sent_on
    if sent is None:
        return
    days: dict[str, tuple[str, date | None]] = {
        "planned_on": ("Överföringen ligger före remissen", transition.planned_on),
        "referral_confirmed_on": ("Remissen bekräftades innan den skickades", transition.referral_confirmed_on),
        "first_visit_on": ("Första besöket ligger före remissen", transition.first_visit_on),
        "first_visit_done_on": ("Första besöket gjordes före remissen", transition.first_visit_done_on),
    }
    for name, (title, day) in days.items():
        if day is None or day >= sent or field not in (name, "referral_sent_on"):
            continue
        raise RuleError(title, f"Remissen skickades {sent.isoformat()}. Ändra den dagen, eller skriv en senare.",
                        field=field)  # fmt: skip


def require_receiver(record: "Record", transition: Transition) -> None:
    """Who is named works at a unit, is not the unit itself, and is not who leaves it under her own name."""
    if not transition.has_receiver:
        return
    if not transition.to_unit.strip():
        raise RuleError("Mottagaren har ingen enhet", "Skriv också vilken enhet mottagaren arbetar på.",
                        field="to_unit")  # fmt: skip
    if folded(transition.receiver) == folded(transition.to_unit):
        raise RuleError("Mottagaren är en enhet", "Skriv namnet på en person som tar över där.", field="receiver")
    leaving = sender(record, transition)
    if leaving is not None and is_at(leaving, transition.receiver, transition.to_unit):
        raise same_contact()


def same_contact() -> RuleError:
    """Who leaves cannot be who takes over."""
    return RuleError("Det är samma kontakt som lämnar", "Välj Samma enhet hela vägen i stället.", field="receiver")


def require_visited_there(before: Transition, transition: Transition) -> None:
    """A first visit that was made does not count for somebody else somewhere else."""
    somebody_else = transition.has_receiver and folded(before.receiver) != folded(transition.receiver)
    elsewhere = before.to_unit.strip() and folded(before.to_unit) != folded(transition.to_unit)
    visited = before.first_visit_done_on
    if visited and visited == transition.first_visit_done_on and somebody_else and elsewhere:
        raise RuleError(
            f"Första besöket är gjort på {before.to_unit.strip()}",
            "Ta först bort dagen för besöket, om någon annan tar över på en annan enhet.",
            field="to_unit",
        )
