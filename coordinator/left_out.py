"""The record without the parts of the plan that the patient keeps to herself, wherever else they would show.

A visit stands among the times and in what happens next; a diagnosis stands under health and on the first page. A
document that is made of a record without them cannot tell them.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from coordinator.alert import EmergencyInformation
from coordinator.appointment import Appointment
from coordinator.careplan import CareGoal, CarePlan, Intervention
from coordinator.contact import Contact
from coordinator.device import AssistiveDevice
from coordinator.diagnosis import EmergencyWish, RareCondition
from coordinator.entity import Attr, Entity, Knowledge, attrs_of
from coordinator.person import DiagnosisState, Patient
from coordinator.record import Record
from coordinator.referral import Referral
from coordinator.sections import Section
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.card import EmergencyCard
from coordinator.umi.row import AlertInformation

_KINDS: dict[Section, tuple[type[Entity], ...]] = {
    Section.EMERGENCY: (EmergencyInformation, AlertInformation, AlertGroupAnswer, EmergencyCard),
    Section.HEALTH: (RareCondition,),
    Section.GOALS: (CareGoal, Intervention),
    Section.TIMES: (Appointment, Referral),
    Section.DEVICES: (AssistiveDevice,),
}
_BLANK: dict[Section, dict[type[Entity], dict[str, Any]]] = {
    Section.EMERGENCY: {
        Patient: {"emergency_known": Knowledge.NOT_ASKED, "emergency_checked": None, "emergency_checked_by": ""},
        RareCondition: {"emergency_wish": EmergencyWish.NOT_ASKED, "emergency_wish_by": ""},
    },
    Section.HEALTH: {
        CarePlan: {"health_in_short": "", "strengths_and_obstacles": ""},
        Patient: {
            "diagnosis_state": DiagnosisState.NOT_ASKED, "diagnosis_checked": None, "diagnosis_checked_by": "",
        },
    },
    Section.DAILY_LIFE: {CarePlan: {"self_care": "", "check_ups": "", "if_worse": ""}},
    Section.TIMES: {Contact: {"next_contact": None}},
    Section.CONTACTS: {Contact: {"next_contact": None}},
}  # fmt: skip


def without(record: Record, left_out: frozenset[Section]) -> Record:
    """The record as a paper without those parts may see it; the same record when nothing is left out.

    Contacts and people beside the patient stay: who holds a role in law, whom to ring and what is protected follow from
    them.
    """
    gone = {kind for section in left_out for kind in _KINDS.get(section, ())}
    blank: dict[type[Entity], dict[str, Any]] = {}
    for section in left_out:
        for kind, fields in _BLANK.get(section, {}).items():
            blank[kind] = blank.get(kind, {}) | fields
    if not (gone or blank):
        return record
    entries = {
        kind: tuple(replace(entry, **blank[kind]) for entry in found) if kind in blank else found
        for kind, found in record.entries.items()
        if kind not in gone
    }
    return replace(record, entries=entries)


def without_entries(record: Record, gone: Collection[UUID]) -> Record:
    """The record without those, references to them and words that stand for one; nor what cannot be without one."""
    lost: set[UUID] = set()
    gone, entries = set(gone), record.entries
    while gone != lost:
        lost = set(gone)
        entries = {
            kind: tuple(_apart(one, lost) for one in found if one.id not in lost) for kind, found in entries.items()
        }
        gone |= {one.id for found in entries.values() for one in found if _leads_to(one, lost)}
    return replace(record, entries=entries)


def _apart(entry: Entity, gone: Collection[UUID]) -> Entity:
    """The entry without the references to those that it can be without, nor words that stand for one."""
    lost = {attr.name for attr in attrs_of(type(entry)) if attr.optional and _is_one_of(entry, attr, gone)}
    blank: dict[str, Any] = dict.fromkeys(lost)
    blank |= {attr.name: "" for attr in attrs_of(type(entry)) if attr.stands_for in lost}
    return replace(entry, **blank) if blank else entry


def _leads_to(entry: Entity, gone: Collection[UUID]) -> bool:
    return any(_is_one_of(entry, attr, gone) for attr in attrs_of(type(entry)))


def _is_one_of(entry: Entity, attr: Attr, gone: Collection[UUID]) -> bool:
    return attr.value_type is UUID and getattr(entry, attr.name) in gone
