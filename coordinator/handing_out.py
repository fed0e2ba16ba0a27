"""What must hold before a paper leaves the house: a plan to hand out, a former version that may be printed again."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from coordinator import document
from coordinator.careplan import CarePlan, HandedOutPlan, current_plan
from coordinator.contact import InformedWay, inform_of_contacts
from coordinator.document import Document
from coordinator.errors import RuleError
from coordinator.protection import hides_anything

if TYPE_CHECKING:
    from coordinator.record import Record


def plan_to_hand_out(record: "Record") -> CarePlan:
    """The plan that is shown; RuleError when there is none."""
    plan = current_plan(record)
    if plan is None:
        raise RuleError("Ingen vårdplan att lämna ut", "Patienten har ingen vårdplan än. Skriv en först.")
    return plan


def require_reprintable(record: "Record") -> None:
    """Refuse to print any former version when it may tell what has become protected since."""
    if hides_anything(record):
        raise RuleError(
            "Den utlämnade planen kan visa var patienten finns",
            "Patienten eller en närstående har nu skyddade uppgifter. Skriv ut planen som den är i dag i stället.",
        )


def handed_out_document(record: "Record", number: int) -> Document:
    """The paper of that version exactly as it was handed out; RuleError when there is none, or it may not be shown."""
    require_reprintable(record)
    copies = record.all(HandedOutPlan)
    for copy in copies:
        if copy.number == number:
            return document.from_json(copy.document)
    known = ", ".join(str(copy.number) for copy in copies) or "ingen"
    raise RuleError(f"Version {number} är inte utlämnad", f"Utlämnade versioner: {known}.")


def paper_of(
    record: "Record", make: Callable[["Record"], Document], *, information_given: InformedWay | None = None
) -> Document:
    """The paper, which itself tells that the information is given when that is to be noted with it."""
    shown = record.after(inform_of_contacts(record, way=information_given)) if information_given else record
    return make(shown)
