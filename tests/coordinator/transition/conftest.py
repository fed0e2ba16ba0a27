"""What tests of transitions share: a young person with contacts that end, and a swap as far as a test needs it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.contact import Contact, ContactCategory, ContactStatus
from coordinator.entity import Entity
from coordinator.errors import RuleError
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.transition.handing_over import first_visit_done
from coordinator.transition.plan import TransitionPlan
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionKind, TransitionTask
from coordinator.transition.swapping import begin_transition, name_receiver
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, record_of

BORN = date(2009, 12, 24)
"""Turns 17 a month after today."""
OF_AGE = date(2027, 12, 24)
ALVA = Patient(
    id=PATIENT_ID, patient_id=PATIENT_ID, given_name="Alva", family_name="Testsson", birth_date=BORN
)  # fmt: skip

NEURO = Contact(
    patient_id=PATIENT_ID, name="Amina Wallin", role="läkare", unit="Barnneurologen", organisation="Barnsjukhuset",
    phone="010-555 01 20",
)  # fmt: skip
DENTIST = Contact(
    patient_id=PATIENT_ID, category=ContactCategory.DENTAL, name="Cecilia Ask", role="tandläkare",
    organisation="Folktandvården Lunden",
)  # fmt: skip
HABILITATION = Contact(
    patient_id=PATIENT_ID, category=ContactCategory.HABILITATION, name="Karin Lindström", role="logoped",
    organisation="Habiliteringen för barn, Björkhaga",
)  # fmt: skip
TEACHER = Contact(
    patient_id=PATIENT_ID, category=ContactCategory.SCHOOL_WORK, name="Bengt Hjort", role="mentor",
    organisation="Lundaskolan",
)  # fmt: skip
DEVICES = Contact(
    patient_id=PATIENT_ID, category=ContactCategory.HABILITATION, name="Ali Hassan", role="hjälpmedelskonsulent",
    organisation="Hjälpmedelscentralen Väster",
)  # fmt: skip
ADULT = Contact(
    patient_id=PATIENT_ID, name="Jakob Linder", role="läkare", unit="Medicinkliniken", phone="010-555 01 21",
    status=ContactStatus.AWAITING_REFERRAL,
)  # fmt: skip
CLOSED_UNIT = Contact(
    patient_id=PATIENT_ID, unit="Barnmottagningen", status=ContactStatus.ENDED,
)  # fmt: skip

CONTACTS = (NEURO, DENTIST, HABILITATION, TEACHER, DEVICES, ADULT, CLOSED_UNIT)


def day(offset: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=offset)


def young(*entries: Entity, today: date = TODAY, born: date | None = BORN) -> Record:
    """Alva with her contacts, and whatever else a test needs."""
    return record_of(replace(ALVA, birth_date=born), *CONTACTS, *entries, today=today)


def begun(kind: TransitionKind = TransitionKind.SPECIALIST, contact: Contact | None = NEURO, **fields: Any) -> Record:
    """The same with one swap that is begun."""
    record = young()
    return done(record, begin_transition(record, kind=kind, contact_id=contact.id if contact else None, **fields))


def named(record: Record | None = None, **fields: Any) -> Record:
    """The same with somebody who takes over."""
    record = begun() if record is None else record
    usual = {"receiver": "Mona Rehn", "to_unit": "Vuxenneurologen", "role": "läkare"}
    return done(record, name_receiver(record, swap_of(record).id, **usual | fields))


def visited(on: date = TODAY) -> Record:
    """The same with the first visit made."""
    record = named()
    return done(record, first_visit_done(record, swap_of(record).id, on=on))


def swap_of(record: Record) -> Transition:
    """The only swap, or the one that was begun last."""
    return record.all(Transition)[-1]


def plan_in(record: Record) -> TransitionPlan:
    """The only plan."""
    (plan,) = record.all(TransitionPlan)
    return plan


def tasks(record: Record) -> dict[str, TransitionTask]:
    """The usual tasks of every swap and of the plan, by their key."""
    return {one.task: one for one in record.all(TransitionTask)}


def due_days(record: Record) -> list[tuple[int, date]]:
    """The follow-ups that remain, with their days."""
    left = [one for one in record.all(TransitionFollowUp) if one.done_on is None]
    return sorted((one.months, one.due_on) for one in left)


def refused(action: Callable[..., object], *args: Any, **kwargs: Any) -> RuleError:
    """What the action says when it refuses."""
    with pytest.raises(RuleError) as caught:
        action(*args, **kwargs)
    return caught.value
