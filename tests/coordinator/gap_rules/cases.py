"""Cases for the rules of gaps: a record in which every rule is silent, changed so that one fires or still is silent."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from coordinator.careplan import CareGoal, CarePlan, Intervention, InterventionStatus, PlanStatus
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole, InformedWay
from coordinator.entity import Entity, Knowledge
from coordinator.gap import Gap
from coordinator.gaps import gaps
from coordinator.person import DiagnosisState, ProtectedIdentity
from coordinator.record import Record
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.kinds import AlertGroup
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def role(assignment: Assignment, **fields: Any) -> ContactRole:
    known: dict[str, Any] = {
        "patient_id": PATIENT_ID, "contact_id": KARIN.id, "assignment": assignment, "start": day(-30),
        "main": assignment is Assignment.FIXED_CARE_CONTACT, "informed_on": day(-3),
        "informed_way": InformedWay.ORALLY, "informed_by": "Karin",
    }  # fmt: skip
    return ContactRole(**known | fields)


ASKED = replace(
    MAJA,
    emergency_known=Knowledge.NONE_KNOWN,
    protected_identity=ProtectedIdentity.NONE,
    interpreter_need=Knowledge.NONE_KNOWN,
    adaptation_need=Knowledge.NONE_KNOWN,
    representative_known=Knowledge.NONE_KNOWN,
    diagnosis_state=DiagnosisState.DIAGNOSED,
    health_centre="Ekeberga",
)
KARIN = Contact(patient_id=PATIENT_ID, name="Karin", role="sjuksköterska", phone="010-1")
DENTIST = Contact(patient_id=PATIENT_ID, name="Vera", role="tandläkare", phone="2", category=ContactCategory.DENTAL)
CARE, PHYSICIAN = role(Assignment.FIXED_CARE_CONTACT), role(Assignment.FIXED_PHYSICIAN_CONTACT)
PLAN = CarePlan(
    patient_id=PATIENT_ID, status=PlanStatus.CURRENT, established_on=day(-30), what_matters="Musik", next_review=day(0)
)
GOAL = CareGoal(patient_id=PATIENT_ID, plan_id=PLAN.id, goal="Åka själv")
DONE = Intervention(
    patient_id=PATIENT_ID, goal_id=GOAL.id, what="Öva vägen", status=InterventionStatus.DONE, due=day(-5)
)
UMI_ANSWERS = tuple(
    AlertGroupAnswer(
        patient_id=PATIENT_ID, about=group, known=Knowledge.NONE_KNOWN, checked_on=day(-30), checked_by="Karin"
    )
    for group in AlertGroup
    if group is not AlertGroup.HISTORIC
)
WHOLE: tuple[Entity, ...] = (ASKED, KARIN, DENTIST, CARE, PHYSICIAN, PLAN, GOAL, DONE, *UMI_ANSWERS)
"""A record without any gap."""


def record_with(*changed: Entity, without: tuple[Entity, ...] = ()) -> Record:
    """That record, with entries put in, or in the place of those that have the same id."""
    kept = {one.id: one for one in WHOLE if one not in without}
    return record_of(*(kept | {one.id: one for one in changed}).values())


@dataclass(frozen=True)
class Case:
    """A record, and what one rule says of it: the gaps that are found, of which its own is one, or nothing."""

    code: str
    of: str
    record: Record
    beside: tuple[str, ...] = ()
    title: str = ""
    why: str = ""
    due: date | None = None
    fires: bool = True

    def __str__(self) -> str:
        return f"{self.code} {'fires' if self.fires else 'is silent'}: {self.of}"

    def check(self) -> None:
        found = gaps(self.record)
        mine = [gap for gap in found if gap.key == self.code]
        if not self.fires:
            assert mine == []
            return
        assert sorted(gap.key for gap in found) == sorted((self.code, *self.beside))
        (gap,) = mine
        assert (gap.title, gap.why, gap.due) == (self.title, self.why, self.due)
        assert gap.entry_id is None or gap.entry_id in _ids(self.record)
        assert gap.contact_id is None or self.record.get(Contact, gap.contact_id)


def fires(
    code: str,
    of: str,
    *changed: Entity,
    without: tuple[Entity, ...] = (),
    beside: tuple[str, ...] = (),
    says: tuple[str, str],
    due: date | None = None,
) -> Case:
    """The rule finds one gap with this title and reason; ``beside``: the rules that find one too."""
    return Case(code, of, record_with(*changed, without=without), beside, *says, due)


def silent(code: str, of: str, *changed: Entity, without: tuple[Entity, ...] = ()) -> Case:
    """The rule finds nothing, where it nearly could."""
    return Case(code, of, record_with(*changed, without=without), fires=False)


def the_gap(*changed: Entity, without: tuple[Entity, ...] = ()) -> Gap:
    """The one gap of the record changed so."""
    (gap,) = gaps(record_with(*changed, without=without))
    return gap


def _ids(record: Record) -> set[Any]:
    return {entry.id for entries in record.entries.values() for entry in entries}
