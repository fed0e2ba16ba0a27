"""Beginning a record: who the patient is and what she has, in one change, so that one undo takes all of it back."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coordinator.change import Add, Change
from coordinator.desk import PatientRow
from coordinator.diagnosis import RareCondition
from coordinator.identity import IdentityType, compact
from coordinator.person import DiagnosisState, register_patient

if TYPE_CHECKING:
    from coordinator.record import Record


def register_with_diagnosis(
    record: "Record",
    /,
    *,
    diagnosis: str = "",
    number: str | None = None,
    identity_type: IdentityType | None = None,
    **fields: Any,
) -> Change:
    """A new patient in an empty record, with her main diagnosis when it is known.

    That there is a diagnosis is then also answered, today by the user.
    """
    if not diagnosis.strip():
        return register_patient(record, number=number, identity_type=identity_type, **fields)
    answered = {
        "diagnosis_state": DiagnosisState.DIAGNOSED,
        "diagnosis_checked": record.today,
        "diagnosis_checked_by": record.actor.name,
    }
    change = register_patient(record, number=number, identity_type=identity_type, **(answered | fields))
    main = RareCondition(patient_id=record.patient_id, text=diagnosis.strip(), main=True)
    return replace(change, steps=(*change.steps, Add(main)))


def holder_of(number: str, patients: Iterable[PatientRow]) -> PatientRow | None:
    """The patient of the list who has, or has had, that number; None when nobody has."""
    wanted = compact(number)
    held = (row for row in patients if wanted in map(compact, (row.number, *row.former_numbers)))
    return next(held, None) if wanted else None
