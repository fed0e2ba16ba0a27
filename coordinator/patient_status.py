"""Where a patient stands with the unit: active, resting, ended, moved or dead, since when, and back again."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from coordinator.change import Change, Edit
from coordinator.errors import RuleError
from coordinator.person import Patient, PatientStatus
from coordinator.swedish import day_in_words

if TYPE_CHECKING:
    from coordinator.record import Record


def change_status(
    record: "Record", /, status: PatientStatus, *, on: date, note: str = "", moved_to: str = ""
) -> Change:
    """The patient has the status since ``on``. Nothing else of her is closed: `open_matters_of` tells what is open.

    The same status once more sets its day and words right. What she was before stands in the history.
    """
    patient = record.patient
    _require_day(record, on)
    moved_to, note = moved_to.strip(), note.strip()
    if status is PatientStatus.MOVED and not moved_to:
        raise RuleError(
            "Vart har patienten flyttat?", "Skriv kommun, region eller ny mottagning. Vet du inte: skriv Okänt.",
            field="moved_to",
        )  # fmt: skip
    if status is not PatientStatus.MOVED and moved_to:
        raise RuleError(
            "Välj Flyttad", "Det står vart patienten har flyttat, men status är en annan.", field="moved_to"
        )
    changed = replace(patient, status=status, status_on=on, status_note=note, moved_to=moved_to)
    if changed == patient:
        raise RuleError("Inget är ändrat", f"Patienten är redan {status.label.lower()} sedan den dagen.")
    same = patient.status is status
    return Change("Status rättad" if same else _TITLES[status], (Edit(changed),))


def since_in_words(patient: Patient, today: date) -> str:
    """ "Aktiv", "Avslutad sedan 3 mar": the status, and since when that is known."""
    day = patient.status_on
    since = "" if day is None else " i dag" if day == today else f" {day_in_words(day, today)}"
    if since and patient.status not in (PatientStatus.DECEASED, PatientStatus.MOVED):
        since = f" sedan{since}"
    return f"{patient.status.label}{since}"


_TITLES = {
    PatientStatus.ACTIVE: "Patienten är aktiv igen",
    PatientStatus.RESTING: "Patienten är vilande",
    PatientStatus.ENDED: "Patienten är avslutad",
    PatientStatus.DECEASED: "Patienten har avlidit",
    PatientStatus.MOVED: "Patienten har flyttat",
}


def _require_day(record: "Record", on: date) -> None:
    patient = record.patient
    if on > record.today:
        raise RuleError(
            "Dagen ligger i framtiden", "Ändra status den dag det har hänt. Gör en bevakning så länge.", field="on"
        )
    if patient.enrolled_on and on < patient.enrolled_on:
        raise RuleError(
            "Dagen ligger före patienten kom till oss",
            f"Patienten har varit hos oss sedan {patient.enrolled_on.isoformat()}. Rätta den dag som är fel.",
            field="on",
        )
    if patient.birth_date and on < patient.birth_date:
        raise RuleError("Dagen ligger före födelsedagen", "Skriv en dag efter att patienten föddes.", field="on")
