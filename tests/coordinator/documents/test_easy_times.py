"""What happens now and the times on easy Swedish: each thing once, under its day."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.blocks import Block, Heading, Paragraph, words
from coordinator.contact import Contact
from coordinator.device import AssistiveDevice
from coordinator.documents.easy_times import my_times, what_happens_now
from coordinator.entity import Entity
from coordinator.referral import Referral
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of

IN_A_WEEK = TODAY + timedelta(days=7)


def visit(day: date = IN_A_WEEK, what: str = "Prov", **fields: Any) -> Appointment:
    return Appointment(patient_id=PATIENT_ID, day=day, what=what, **fields)


def said(blocks: Any) -> list[str]:
    return [_words(block) for block in blocks]


def _words(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {block.text}"
    assert isinstance(block, Paragraph), "no tables, and no lists"
    return words(block.text)


def now(*entries: Entity) -> list[str]:
    return said(what_happens_now(record_of(*entries)))


def times(*entries: Entity) -> list[str]:
    return said(my_times(record_of(*entries)))


def test_nothing_is_said_calmly() -> None:
    assert now() == ["## Vad händer nu?", "Inget är bestämt just nu."]
    assert times() == ["## Mina tider", "Jag har ingen tid bokad just nu."]


def test_a_time_stands_under_its_day_and_hour_one_thought_a_line() -> None:
    eva = Contact(patient_id=PATIENT_ID, name="Eva Ek", role="läkare")
    one = visit(
        contact_id=eva.id, starts=time(9, 5), place="Östra", where="Plan 3", travel="Taxi", companion="Mamma",
        preparation="Fasta", interpreter_booked=False,
    )  # fmt: skip
    assert now(eva, one) == [
        "## Vad händer nu?", "### Söndag 29 november klockan 09.05", "Prov.", "Jag träffar: Eva Ek, läkare.",
        "Plats: Östra.", "Hitta dit: Plan 3.", "Så kommer jag dit: Taxi.", "Följer med mig: Mamma.",
        "Det här gör jag innan: Fasta.", "Tolk är inte bokad än.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"form": AppointmentForm.VIDEO, "with_whom": "Eva"}, "Vi ses på video."),
        ({"form": AppointmentForm.VIDEO, "with_whom": "Eva"}, "Jag pratar med: Eva."),
        ({"form": AppointmentForm.PHONE}, "Vi pratar i telefon."),
        ({"form": AppointmentForm.HOME_VISIT}, "De kommer hem till mig."),
        ({"form": AppointmentForm.GROUP, "with_whom": "Skolan"}, "Jag träffar: Skolan."),
        ({"interpreter_booked": True}, "Tolk är bokad."),
        ({"preliminary": True}, "Tiden kan ändras."),
        ({"status": AppointmentStatus.PROPOSED}, "Vi har bett om tiden. Den är inte klar än."),
    ],
)
def test_what_a_time_is_like_is_said_in_plain_words(fields: dict[str, Any], line: str) -> None:
    assert line in now(visit(**fields))


def test_three_things_happen_now_and_the_other_times_come_later_none_of_them_twice() -> None:
    listed = [visit(TODAY + timedelta(days=days), f"Sak {days}") for days in range(5)]
    assert [line for line in now(*listed) if line.startswith("Sak")] == ["Sak 0.", "Sak 1.", "Sak 2."]
    later = times(*listed)
    assert later[1] == "Det som händer först står under Vad händer nu."
    assert [line for line in later if line.startswith("Sak")] == ["Sak 3.", "Sak 4."]
    assert times(visit())[1:] == ["Det som händer först står under Vad händer nu.", "Jag har inga fler tider."]


def test_two_times_alike_on_one_day_are_two() -> None:
    assert now(visit(starts=time(8)), visit(starts=time(9))).count("Prov.") == 2


def test_of_one_day_the_earliest_hour_comes_first() -> None:
    early, late = visit(what="Öron", starts=time(8)), visit(what="Andning", starts=time(13))
    assert [line for line in now(late, early) if line in ("Öron.", "Andning.")] == ["Öron.", "Andning."]
    assert times(*(visit(what=f"Sak {hour}", starts=time(hour)) for hour in (12, 11, 10, 9)))[2] == (
        "### Söndag 29 november klockan 12.00"
    )


def test_other_things_happen_too() -> None:
    eva = Contact(patient_id=PATIENT_ID, name="Eva Ek", role="läkare", next_contact=IN_A_WEEK, next_is_preliminary=True)
    assert now(eva)[1:] == ["### Söndag 29 november", "Kontakt med läkare.", "Eva Ek.", "Dagen kan ändras."]


def test_what_is_waited_for_is_said_without_blame() -> None:
    late = [
        Referral(patient_id=PATIENT_ID, to=f"Klinik {days}", expected_answer=TODAY - timedelta(days=days))
        for days in (1, 2, 3, 4)
    ]
    broken = AssistiveDevice(patient_id=PATIENT_ID, name="Lyft", next_service=TODAY - timedelta(days=2))
    assert now(broken)[1:] == [
        "Inget är bestämt just nu.", "### Vad väntar vi på?",
        "Service: Lyft. Det skulle ha gjorts fredag 20 november.", "Jag kan fråga hur det går.",
    ]  # fmt: skip
    assert [line for line in now(*late) if "Klinik" in line or "fler" in line] == [
        "Svar på remiss till Klinik 3. Det skulle ha kommit torsdag 19 november.",
        "Svar på remiss till Klinik 2. Det skulle ha kommit fredag 20 november.",
        "Svar på remiss till Klinik 1. Det skulle ha kommit lördag 21 november.",
        "Vi väntar på fler saker också.",
    ]  # fmt: skip
    assert "Vi väntar på fler saker också." not in now(*late[:3])
