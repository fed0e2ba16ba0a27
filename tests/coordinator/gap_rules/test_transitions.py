"""The rules on transitions."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.contact import Contact, ContactCategory
from coordinator.entity import new_id
from coordinator.gap import Gap
from coordinator.gaps import gaps
from coordinator.record import Record
from coordinator.representative import LegalRepresentative
from coordinator.transition.plan import Track, TransitionPlan
from coordinator.transition.swap import Transition, TransitionFollowUp, TransitionKind, TransitionTask
from tests.coordinator.conftest import PATIENT_ID
from tests.coordinator.gap_rules.cases import ASKED, DENTIST, Case, day, fires, record_with, silent

FIFTEEN = replace(ASKED, birth_date=date(2011, 9, 1))
THIRTEEN = replace(ASKED, birth_date=date(2013, 3, 1))
SEVENTEEN = replace(ASKED, birth_date=date(2009, 3, 1))  # of age 1 March 2027; free dental care until the end of 2028
EIGHTEEN = replace(ASKED, birth_date=date(2008, 8, 1))
NINETEEN = replace(ASKED, birth_date=date(2007, 7, 31))
PLAN = TransitionPlan(patient_id=PATIENT_ID, track=Track.SUPPORTED, born=FIFTEEN.birth_date, informed_on=day(-9))
OLDER_PLAN = replace(PLAN, born=SEVENTEEN.birth_date)
HEART = Contact(patient_id=PATIENT_ID, name="Amina", role="läkare", unit="Barnhjärtmottagningen", phone="3")
SWAP = Transition(patient_id=PATIENT_ID, contact_id=HEART.id, rule="myndig")
NAMED = replace(SWAP, receiver="Jakob Linder", to_unit="Hjärtmottagningen")
DENTAL = Transition(
    patient_id=PATIENT_ID,
    kind=TransitionKind.DENTAL,
    rule="fri_tandvard_t_o_m",
    receiver="Rojda",
    to_unit="Käkcentrum",
    contact_id=DENTIST.id,
)
APPLY = TransitionTask(patient_id=PATIENT_ID, transition_id=DENTAL.id, task="dental_f", what="Ansök om F-tandvård")
ASK = TransitionTask(patient_id=PATIENT_ID, transition_id=NAMED.id, what="Visa rummet", who="Karin", due_on=day(-7))
THREE = TransitionFollowUp(patient_id=PATIENT_ID, transition_id=NAMED.id, months=3, due_on=day(-14))
VISITED = replace(NAMED, rule="", planned_on=day(-200), first_visit_done_on=day(-110))
MOVED = Transition(patient_id=PATIENT_ID, kind=TransitionKind.MOVE, receiver="Anna", to_unit="Norr")
REPRESENTED = replace(PLAN, track=Track.REPRESENTED, born=SEVENTEEN.birth_date)
MIDWIFE = Contact(patient_id=PATIENT_ID, name="Eva", role="barnmorska", unit="Barnmorskemottagningen", phone="5")
BELLMAN = LegalRepresentative(patient_id=PATIENT_ID, name="Sophia Bellman", phone="4")
GOD_MAN_TASK = TransitionTask(patient_id=PATIENT_ID, task="god_man", what="Samtal om god man", due_on=day(20))

CASES: tuple[Case, ...] = (
    fires(
        "young_without_transition", "she is fifteen", FIFTEEN, due=date(2029, 9, 1),
        says=("Övergången till vuxenvården är inte påbörjad", "Patienten är myndig 1 sep 2029"),
    ),
    silent("young_without_transition", "she is thirteen", THIRTEEN),
    silent("young_without_transition", "a plan is begun", FIFTEEN, PLAN),
    silent("young_without_transition", "one swap is begun", FIFTEEN, HEART, NAMED),
    silent("young_without_transition", "one is the same all the way", FIFTEEN, HEART, replace(SWAP, same_unit=True)),
    fires("young_without_transition", "she only moves, or goes home", FIFTEEN, MOVED, due=date(2029, 9, 1),
          says=("Övergången till vuxenvården är inte påbörjad", "Patienten är myndig 1 sep 2029")),
    silent("young_without_transition", "a year after her birthday", NINETEEN, DENTAL),
    fires(
        "ends_without_receiver", "in three months", SEVENTEEN, OLDER_PLAN, HEART, SWAP, due=date(2027, 3, 1),
        says=("Barnhjärtmottagningen har ingen som tar över",
              "Barn–vuxen specialistvård, byte 1 mar. Fråga efter ett namn"),
    ),
    silent("ends_without_receiver", "in three years", FIFTEEN, PLAN, HEART, SWAP),
    silent("ends_without_receiver", "somebody is named", SEVENTEEN, OLDER_PLAN, HEART, NAMED),
    silent("ends_without_receiver", "its day is at the end of the calendar", SEVENTEEN, OLDER_PLAN, HEART,
           replace(SWAP, rule="", planned_on=date.max)),
    silent("ends_without_receiver", "the same unit all the way", SEVENTEEN, OLDER_PLAN, HEART,
           replace(SWAP, same_unit=True)),
    fires(
        "contact_ends_unplanned", "the heart was forgotten", SEVENTEEN, OLDER_PLAN, HEART, due=date(2027, 3, 1),
        says=("Amina slutar och är inte med i övergångsplanen", "Barn–vuxen specialistvård, byte 1 mar"),
    ),
    silent("contact_ends_unplanned", "it is in the plan", SEVENTEEN, OLDER_PLAN, HEART, NAMED),
    silent("contact_ends_unplanned", "nothing is planned yet", SEVENTEEN, HEART),
    silent("contact_ends_unplanned", "she has a midwife", NINETEEN, MIDWIFE, DENTAL),
    silent("contact_ends_unplanned", "a grown-up has a child doctor", replace(ASKED, birth_date=date(1992, 3, 1)),
           HEART, MOVED, replace(OLDER_PLAN, born=date(1992, 3, 1))),
    fires(
        "receiver_not_acknowledged", "the letter was sent five weeks ago", SEVENTEEN, OLDER_PLAN, HEART,
        replace(NAMED, letter_sent_on=day(-35)), due=day(-5),
        says=("Jakob Linder har inte bekräftat att de tar emot", "Brev eller remiss skickades 18 okt"),
    ),
    silent("receiver_not_acknowledged", "it was sent lately", SEVENTEEN, OLDER_PLAN, HEART,
           replace(NAMED, letter_sent_on=day(-29))),
    silent("receiver_not_acknowledged", "he has answered", SEVENTEEN, OLDER_PLAN, HEART,
           replace(NAMED, letter_sent_on=day(-35), acknowledged_on=day(-2))),
    fires(
        "no_first_visit", "four months after", HEART, replace(NAMED, rule="", planned_on=date(2026, 7, 20)),
        due=date(2026, 10, 20),
        says=("Första besöket efter bytet är inte gjort",
              "Barn–vuxen specialistvård, Barnhjärtmottagningen. Bytet var 20 jul. Ring båda mottagningarna"),
    ),
    silent("no_first_visit", "two months after", HEART, replace(NAMED, rule="", planned_on=date(2026, 9, 20))),
    silent("no_first_visit", "it is made", HEART, VISITED),
    silent("no_first_visit", "its day is at the end of the calendar", HEART,
           replace(NAMED, rule="", planned_on=date.max)),
    fires(
        "dental_not_begun", "the year of eighteen", replace(ASKED, birth_date=date(2008, 12, 30)), NAMED, HEART,
        OLDER_PLAN, beside=("birth_date_moved_plan",), due=date(2027, 12, 31),
        says=("Övergången till vuxentandvård är inte påbörjad",
              "Sista dagen med fri tandvård är 31 dec 2027, om 13 månader"),
    ),
    silent("dental_not_begun", "the year before", SEVENTEEN, OLDER_PLAN),
    silent("dental_not_begun", "it is begun", EIGHTEEN, DENTAL),
    fires(
        "dental_application_open", "six weeks before", NINETEEN, DENTAL, APPLY, due=date(2026, 12, 31),
        says=("Ansök om F-tandvård", "Sista dagen med fri tandvård är 31 dec"),
    ),
    fires("dental_application_open", "it is late, which is not told twice", NINETEEN, DENTAL,
          replace(APPLY, due_on=day(-9)), due=date(2026, 12, 31),
          says=("Ansök om F-tandvård", "Sista dagen med fri tandvård är 31 dec")),
    silent("dental_application_open", "the year before", EIGHTEEN, DENTAL, APPLY),
    silent("dental_application_open", "it is sent", NINETEEN, DENTAL, replace(APPLY, done_on=day(-1))),
    silent("dental_application_open", "it is not needed", NINETEEN, DENTAL, replace(APPLY, not_needed="Har redan")),
    fires(
        "god_man_not_prepared", "five months before", SEVENTEEN, REPRESENTED, GOD_MAN_TASK, due=date(2026, 9, 1),
        says=("God man är inte förberedd", "Förberedelsen skulle ha börjat 1 sep. Patienten är myndig 1 mar"),
    ),
    silent("god_man_not_prepared", "she acts for herself", SEVENTEEN, OLDER_PLAN),
    silent("god_man_not_prepared", "they have applied", SEVENTEEN, REPRESENTED,
           replace(GOD_MAN_TASK, done_on=day(-2))),
    fires("god_man_not_prepared", "their talk is late, which is not told twice", SEVENTEEN, REPRESENTED,
          replace(GOD_MAN_TASK, due_on=day(-9)), due=date(2026, 9, 1),
          says=("God man är inte förberedd", "Förberedelsen skulle ha börjat 1 sep. Patienten är myndig 1 mar")),
    fires("god_man_not_prepared", "the certificate alone is no talk", SEVENTEEN, REPRESENTED,
          replace(GOD_MAN_TASK, task="god_man_certificate", done_on=day(-2)), due=date(2026, 9, 1),
          says=("God man är inte förberedd", "Förberedelsen skulle ha börjat 1 sep. Patienten är myndig 1 mar")),
    fires("god_man_not_prepared", "the power ends before", SEVENTEEN, REPRESENTED,
          replace(BELLMAN, valid_until=date(2027, 2, 28)), due=date(2026, 9, 1),
          says=("God man är inte förberedd", "Förberedelsen skulle ha börjat 1 sep. Patienten är myndig 1 mar")),
    silent("god_man_not_prepared", "somebody is appointed", SEVENTEEN, REPRESENTED, BELLMAN),
    fires(
        "transition_follow_up_late", "two weeks ago", HEART, VISITED, THREE, due=day(-14),
        says=("Barnhjärtmottagningen skulle ha följts upp efter bytet",
              "Uppföljningen efter 3 månader var planerad 8 nov, för 2 veckor sen"),
    ),
    silent("transition_follow_up_late", "it came to nothing", HEART,
           replace(VISITED, dropped_on=day(-1), dropped_reason="Flyttade"), THREE),
    silent("transition_follow_up_late", "it is today", HEART, VISITED, replace(THREE, due_on=day(0))),
    silent("transition_follow_up_late", "it is done", HEART, VISITED, replace(THREE, done_on=day(-1), works=True)),
    fires(
        "transition_task_late", "a week ago", SEVENTEEN, OLDER_PLAN, HEART, NAMED, ASK, due=day(-7),
        says=("Visa rummet", "Skulle ha varit klart för 7 dagar sen, Karin"),
    ),
    silent("transition_task_late", "it is today", SEVENTEEN, OLDER_PLAN, HEART, NAMED, replace(ASK, due_on=day(0))),
    silent("transition_task_late", "the plan is closed", SEVENTEEN, replace(OLDER_PLAN, closed_on=day(-1)),
           replace(GOD_MAN_TASK, due_on=day(-7))),
    silent("transition_task_late", "the swap came to nothing", SEVENTEEN, OLDER_PLAN, HEART,
           replace(NAMED, dropped_on=day(-1), dropped_reason="Flyttade"), ASK),
    fires(
        "birth_date_moved_plan", "a day later", replace(FIFTEEN, birth_date=date(2011, 9, 2)), PLAN,
        says=("Övergångsplanen är gjord för ett annat födelsedatum", "13 dagar i planen flyttar sig"),
    ),
    silent("birth_date_moved_plan", "it is the same", FIFTEEN, PLAN),
    silent("birth_date_moved_plan", "the plan is closed", replace(FIFTEEN, birth_date=date(2011, 9, 2)),
           replace(PLAN, closed_on=day(-1))),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    case.check()


def test_each_swap_without_a_receiver_is_a_gap_of_its_own() -> None:
    other = replace(SWAP, id=new_id(), contact_id=None, from_unit="BUP", kind=TransitionKind.PSYCHIATRY)
    found = _of("ends_without_receiver", record_with(SEVENTEEN, OLDER_PLAN, HEART, SWAP, other))
    assert {one.title.split(" har ")[0] for one in found} == {"Barnhjärtmottagningen", "BUP"}


def test_the_dentist_is_named_where_she_is_known() -> None:
    dentist = Contact(patient_id=PATIENT_ID, name="Vera", phone="2", category=ContactCategory.DENTAL)
    (found,) = _of("dental_not_begun", record_with(EIGHTEEN, OLDER_PLAN, dentist))
    assert found.contact_id is not None


def _of(code: str, record: Record) -> list[Gap]:
    return [one for one in gaps(record) if one.key == code]
