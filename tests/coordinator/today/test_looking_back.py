"""Whom one rings about a line, and what was noted of it before."""

from dataclasses import replace
from typing import Any

from coordinator.contact_log import ContactLogEntry, HelpKind
from coordinator.entity import Entity, new_id
from coordinator.sip.meeting import InvitationAnswer
from coordinator.today.finding import matters
from coordinator.today.looking_back import earlier_notes, whom_to_ring
from coordinator.today.mark import MatterMark
from tests.coordinator.conftest import PATIENT_ID, noon, record_of
from tests.coordinator.today.conftest import (
    ASK_AGAIN,
    ASKED,
    AT_IT,
    CALLED,
    GONE,
    MEETING,
    NORA,
    PAPER,
    PLAN,
    PLANNED,
    REFERRAL,
    RING,
    SIP,
    STOD,
    SWAP,
    TASK,
    day,
    made,
    practice_records,
)


def rung(key: str, *entries: Entity) -> str | None:
    contact = whom_to_ring(record_of(NORA, *entries), key)
    return contact.name if contact is not None else None


def log(ahead: int, what: str, **fields: Any) -> ContactLogEntry:
    return ContactLogEntry(
        patient_id=PATIENT_ID, at=noon(day(ahead)), helped_with=(HelpKind.INFORM,), what=what, nothing_next=True,
        **fields,
    )  # fmt: skip


def notes(key: str, *entries: Entity) -> list[tuple[str, str]]:
    return [(one.day.isoformat(), one.words) for one in earlier_notes(record_of(NORA, *entries), key)]


# Whom to ring


def test_the_contact_of_the_entry_is_rung() -> None:
    assert rung(f"reminder:{RING.id}", RING) == "Nora Berg"
    assert rung(f"referral:{REFERRAL.id}", REFERRAL) == "Nora Berg"
    assert rung(f"benefit:{STOD.id}:ends", STOD) == "Nora Berg"


def test_nobody_is_rung_who_has_ended_or_is_not_known() -> None:
    assert rung(f"reminder:{RING.id}", GONE, replace(RING, contact_id=GONE.id)) is None
    assert rung(f"reminder:{RING.id}", replace(RING, contact_id=None)) is None
    assert rung(f"care_plan:{PLAN.id}:review", replace(PLAN, next_review=day(2))) is None


def test_of_a_meeting_who_has_not_answered_is_rung() -> None:
    assert rung(f"sip_meeting:{MEETING.id}", SIP, MEETING, AT_IT, CALLED) == "Nora Berg"
    assert rung(f"sip_meeting:{MEETING.id}:answers", SIP, MEETING, AT_IT, CALLED) == "Nora Berg"
    yes = replace(CALLED, answer=InvitationAnswer.YES)
    assert rung(f"sip_meeting:{MEETING.id}", SIP, MEETING, AT_IT, yes) is None


def test_of_a_transition_the_receiver_is_rung_before_who_leaves() -> None:
    eva = replace(NORA, id=new_id(), name="Eva Ek")
    swap = replace(SWAP, receiver_contact_id=eva.id)
    for key in (f"transition:{SWAP.id}:swap", f"transition_task:{TASK.id}:agreed",
                f"transition_follow_up:{ASK_AGAIN.id}:follow_up"):  # fmt: skip
        assert rung(key, PLANNED, eva, swap, TASK, ASK_AGAIN) == "Eva Ek"
        assert rung(key, PLANNED, SWAP, TASK, ASK_AGAIN) == "Nora Berg"


def test_of_a_certificate_its_writer_is_rung_else_who_decides_on_the_stod() -> None:
    key = f"certificate:{PAPER.id}:answer"
    stod = replace(STOD, decision=None, decided_on=None, valid_until=None)
    assert rung(key, PAPER) == "Nora Berg"
    assert rung(key, stod, replace(PAPER, contact_id=None, benefit_id=STOD.id)) == "Nora Berg"


def test_of_a_gap_its_contact_is_rung() -> None:
    late = replace(NORA, last_contact=day(-400), interval_months=6)
    found = whom_to_ring(record_of(late), "gap:contact_no_time")
    assert found is not None and found.id == NORA.id


# What was noted


def test_the_latest_calls_with_the_contact_are_told_newest_first_and_no_others() -> None:
    logged = [log(-ahead, f"Samtal {ahead}", contact_id=NORA.id) for ahead in (9, 3, 5, 7)]
    found = notes(f"reminder:{RING.id}", RING, *logged, log(-1, "Med skolan"))
    assert found == [
        ("2026-11-19", "Samtal 3. Klart."), ("2026-11-17", "Samtal 5. Klart."), ("2026-11-15", "Samtal 7. Klart."),
    ]  # fmt: skip


def test_a_reminder_tells_the_call_it_came_of() -> None:
    call = log(-2, "Frågade om tid")
    came = replace(RING, contact_id=None, log_entry_id=call.id)
    assert notes(f"reminder:{RING.id}", came, call) == [("2026-11-20", "Frågade om tid. Klart.")]


def test_why_it_was_put_off_is_told() -> None:
    mark = made(MatterMark, matter=f"sip:{SIP.id}", until=day(0), words="Kommunen är stängd", marked_on=day(-4))
    assert notes(f"sip:{SIP.id}", SIP, mark) == [("2026-11-18", "Uppskjutet: Kommunen är stängd")]
    other = replace(mark, matter="sip:1")
    assert notes(f"sip:{SIP.id}", SIP, other) == []


def test_the_steps_of_a_stod_a_certificate_and_a_referral_are_told() -> None:
    assert notes(f"benefit:{ASKED.id}:supplement", ASKED) == [
        ("2026-11-17", "Komplettering begärd: Svar på fråga 7."),
        ("2026-11-02", "Ansökan skickad: Parkeringstillstånd."),
    ]  # fmt: skip
    assert notes(f"certificate:{PAPER.id}:answer", PAPER) == [("2026-11-02", "Läkarutlåtande: begärt.")]
    assert notes(f"referral:{REFERRAL.id}", REFERRAL) == [("2026-10-23", "Remissen skickad.")]


def test_nothing_was_noted() -> None:
    assert notes(f"sip:{SIP.id}", SIP) == []


def test_every_practice_patients_lines_are_looked_back_on() -> None:
    for record in practice_records()[::4]:
        for one in matters(record)[::5]:
            found = earlier_notes(record, one.key)
            assert len(found) <= 3 and all(note.words.strip() for note in found)
            assert [note.day for note in found] == sorted((note.day for note in found), reverse=True)
            contact = whom_to_ring(record, one.key)
            assert contact is None or contact.is_current
