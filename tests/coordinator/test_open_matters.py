"""What of a patient is not finished: each area, what is due first, and nothing that is done."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.kinds import BenefitKind, Decision
from coordinator.contact import Contact
from coordinator.contact_log import ContactLogEntry, HelpKind
from coordinator.entity import new_id
from coordinator.hospital_stay import HospitalStay
from coordinator.journal_entry import enter_in_journal
from coordinator.open_matters import AREAS, in_numbers, open_matters_of
from coordinator.record import Record
from coordinator.referral import Referral, ReferralStatus
from coordinator.reminder import Reminder
from coordinator.sip.meeting import SipMeeting
from coordinator.sip.process import Sip, SipCloseReason
from coordinator.transition.swap import Transition
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, noon, record_of

OF: Any = {"patient_id": PATIENT_ID}
EARLIER, LATER = TODAY - timedelta(days=5), TODAY + timedelta(days=5)
EVA = Contact(**OF, name="Eva Ek", role="läkare")
OPEN = (
    Reminder(**OF, what="Ring skolan", owner="Anna Lind", due=LATER),
    Reminder(**OF, what="Ring hab", owner="Anna Lind", due=EARLIER),
    Referral(**OF, contact_id=EVA.id, sent_on=EARLIER),
    Certificate(**OF, title="Läkarutlåtande", contact_id=EVA.id, requested_on=EARLIER, needed_by=LATER),
    Benefit(**OF, kind=BenefitKind.CARE_ALLOWANCE, applied_on=EARLIER),
    Sip(**OF, number=1, established_on=EARLIER, follow_up_on=LATER),
    Transition(**OF, from_unit="Barnhabiliteringen"),
    Appointment(**OF, what="Provtagning", day=LATER),
    ContactLogEntry(**OF, at=noon(EARLIER), helped_with=(HelpKind.INFORM,), what="Ringde", nothing_next=True),
)
FINISHED = (
    Reminder(**OF, what="Klar", owner="Anna Lind", due=EARLIER, done_on=TODAY, done_note="Gjort"),
    Referral(**OF, to="Ögon", status=ReferralStatus.ANSWERED),
    Certificate(**OF, title="Skickat", issued_on=EARLIER, sent_on=EARLIER),
    Benefit(**OF, kind=BenefitKind.LSS, ended_on=EARLIER, end_reason="Flyttade"),
    Sip(**OF, number=2, closed_on=EARLIER, close_reason=SipCloseReason.GOALS_MET),
    Transition(**OF, same_unit=True),
    Appointment(**OF, what="Avbokat", day=LATER, status=AppointmentStatus.CANCELLED),
    Appointment(**OF, what="Passerat", day=EARLIER),
)


def record() -> Record:
    return record_of(EVA, *OPEN, *FINISHED)


def test_it_is_told_area_by_area_and_what_is_due_first_comes_first() -> None:
    found = open_matters_of(record())
    assert {one.entry_id for one in found} == {one.id for one in OPEN}
    assert list(dict.fromkeys(one.area for one in found)) == list(AREAS)
    assert [one.what for one in found[:2]] == ["Ring hab", "Ring skolan"]
    assert [one.is_late(TODAY) for one in found[:2]] == [True, False]


def test_each_says_with_whom_it_lies_and_how_far_it_has_come() -> None:
    said = {one.entry_id: (one.what, one.who, one.state) for one in open_matters_of(record())}
    _, _, referral, certificate, benefit, sip, swap, *_ = OPEN
    assert said[referral.id] == ("Svar på remiss till Eva Ek, läkare", "", "Skickad")
    assert said[certificate.id] == ("Läkarutlåtande", "Eva Ek, läkare", "Begärt")
    assert said[benefit.id] == ("Omvårdnadsbidrag", "", "Ansökt")
    assert said[sip.id][0] == "SIP 1: nya behov"
    assert said[swap.id] == ("Barn–vuxen specialistvård, från Barnhabiliteringen", "", "Saknar mottagare")


def test_what_has_no_day_is_not_late_and_stands_last_in_its_area() -> None:
    found = [one for one in open_matters_of(record_of(EVA, OPEN[4], OPEN[3])) if one.area == "Intyg och stöd"]
    assert [one.day for one in found] == [LATER, None] and not any(one.is_late(TODAY) for one in found)


def test_how_many_in_one_line() -> None:
    said = in_numbers(open_matters_of(record()))
    assert said == (
        "2 bevakningar, 1 remiss, 2 intyg och stöd, 1 SIP, 1 övergång, 1 kommande besök, 1 uppgift till journalen"
    )
    assert in_numbers([]) == ""


def said_of(*entries: Any) -> list[tuple[str, Any, str]]:
    return [(one.what, one.day, one.state) for one in open_matters_of(record_of(*entries))]


def test_a_support_that_ended_without_a_renewal_and_a_day_to_appeal_are_not_lost() -> None:
    granted: dict[str, Any] = {"decision": Decision.GRANTED, "decided_on": EARLIER, "valid_until": EARLIER}
    over = Benefit(**OF, kind=BenefitKind.CARE_ALLOWANCE, **granted)
    assert said_of(over) == [("Omvårdnadsbidrag", EARLIER, "Har gått ut")]
    assert len(said_of(over, Benefit(**OF, kind=over.kind, renews_id=over.id, applied_on=TODAY))) == 1, "renewed"
    refused: dict[str, Any] = {"decision": Decision.REFUSED, "decided_on": EARLIER, "appeal_by": LATER}
    assert said_of(Benefit(**OF, kind=BenefitKind.CARE_ALLOWANCE, **refused)) == [
        ("Sista dag att överklaga: Omvårdnadsbidrag", LATER, "Avslag")
    ]
    assert said_of(Benefit(**OF, kind=BenefitKind.CARE_ALLOWANCE, **refused | {"appeal_by": None})) == []


def test_what_the_law_waits_for_and_the_day_of_a_meeting_are_told() -> None:
    stay = HospitalStay(**OF, hospital="Medicin 4", admitted_at=noon(EARLIER), notice_at=noon(EARLIER), ready_on=TODAY)
    ((what, day, _),) = said_of(stay)
    assert "SIP" in what and day > TODAY and "Medicin 4" not in what
    sip = Sip(**OF)
    assert said_of(sip, SipMeeting(**OF, sip_id=sip.id, day=LATER))[0][1] == LATER


def test_notes_for_the_journal_are_one_line_whoever_is_here() -> None:
    notes = [ContactLogEntry(**OF, at=noon(EARLIER), helped_with=(HelpKind.INFORM,), what="Ringde", nothing_next=True)]
    notes += [replace(notes[0], id=new_id()) for _ in range(2)]
    held = record_of(*notes)
    (one,) = open_matters_of(held)
    assert (one.area, one.many, one.day) == ("Till journalen", 3, None)
    assert in_numbers([one]) == "3 uppgifter till journalen"
    assert open_matters_of(done(held, enter_in_journal(held))) == []
