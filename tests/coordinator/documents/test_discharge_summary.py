"""*Sammanfattning vid utskrivning*: who coordinates, when the SIP is made, the plans, the hospital's words."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from coordinator.blocks import Bullets, Facts, Heading, Missing, Note, Paragraph, words
from coordinator.careplan import CarePlan, PlanStatus
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole
from coordinator.document import Document, texts
from coordinator.documents.discharge_summary import discharge_summary_document, hospital_stays
from coordinator.entity import Entity
from coordinator.hospital_stay import HospitalStay
from coordinator.person import ProtectedIdentity
from coordinator.protection import HIDDEN
from coordinator.sip.meeting import SipMeeting
from coordinator.sip.process import SipCloseReason
from coordinator.swedish import SWEDEN
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of
from tests.coordinator.documents.sip_samples import whole_sip

WHOLE = whole_sip(PATIENT_ID)
NOT_NEEDED = "Sjukhuset och de som tar över har bedömt att en sådan plan inte behövs."


def stay(**fields: Any) -> HospitalStay:
    known: dict[str, Any] = {"admitted_at": datetime(2026, 11, 20, 14, tzinfo=SWEDEN)}
    return HospitalStay(patient_id=PATIENT_ID, **(known | fields))


FULL = stay(
    hospital="Östra sjukhuset, avdelning 12", phone="010-111 22 33", expected_discharge=date(2026, 11, 24),
    sip_id=WHOLE.sip.id, summary="Du vårdades för lunginflammation.\n\nDu äter som vanligt.",
    summary_source="Amina Wallin, överläkare", summary_given_on=TODAY,
)  # fmt: skip


def made(one: HospitalStay, *entries: Entity) -> Document:
    return discharge_summary_document(record_of(one, *entries), one.id)


def under(document: Document, heading: str) -> list[str]:
    """The texts of what stands under a heading."""
    found: list[str] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading):
            inside = block.text == heading
        elif inside and isinstance(block, Paragraph):
            found.append(words(block.text))
        elif inside and isinstance(block, Missing):
            found.append(f"{block.word}: {block.text}")
        elif inside and isinstance(block, Note):
            found.append(block.text)
        elif inside and isinstance(block, Bullets):
            found += [words(item) for item in block.items]
        elif inside and isinstance(block, Facts):
            found += [f"{fact.label}: {words(fact.value)}" for fact in block.facts]
    return found


def about(document: Document) -> dict[str, str]:
    first = next(block for block in document.blocks if isinstance(block, Facts))
    return {fact.label: words(fact.value) for fact in first.facts}


def test_it_names_who_coordinates_with_a_number_to_ring() -> None:
    paper = made(FULL, *WHOLE.entries())
    assert under(paper, "Din fasta vårdkontakt") == [
        "Namn: Helena Dahl", "Telefon: 031-390 06 12", "Roll: kurator", "Arbetar på: Habiliteringen",
    ]  # fmt: skip
    assert about(paper) == {
        "Sjukhus": "Östra sjukhuset, avdelning 12", "Telefon": "010-111 22 33", "Inskriven": "2026-11-20",
        "Skrivs ut": "2026-11-24 (beräknat)",
    }  # fmt: skip
    assert (paper.kind, paper.title) == ("discharge_summary", "Sammanfattning vid utskrivning")


def test_the_hospitals_words_stand_as_they_were_given_with_whose_they_are() -> None:
    assert under(made(FULL, *WHOLE.entries()), "Sjukhusets sammanfattning") == [
        "Du vårdades för lunginflammation.", "Du äter som vanligt.",
        "Texten är sjukhusets. Skriven av: Amina Wallin, överläkare.",
    ]  # fmt: skip
    unknown = made(replace(FULL, summary_source=" "), *WHOLE.entries())
    assert under(unknown, "Sjukhusets sammanfattning")[-1].endswith("Vem som skrev den är inte inskrivet.")


def test_an_empty_stay_says_all_that_is_missing() -> None:
    paper = made(stay())
    assert about(paper) == {"Inskriven": "2026-11-20"}
    assert under(paper, "Din fasta vårdkontakt") == [
        "Saknas: Ingen fast vårdkontakt är utsedd. Be avdelningen eller vårdcentralen utse en."
    ]
    assert under(paper, "Samordnad individuell plan")[-1].startswith("Saknas: Ingen dag är bestämd än.")
    assert under(paper, "Planer som finns") == ["Inga planer är inskrivna."]
    assert under(paper, "Sjukhusets sammanfattning")[0].startswith("Saknas: Sammanfattningen är inte inskriven.")
    assert "112" in texts(paper) and "Lämnad till patienten" not in " ".join(texts(paper))


def planned(day: date | None, *, held: date | None = None, established: date | None = None) -> Document:
    meeting = SipMeeting(patient_id=PATIENT_ID, sip_id=WHOLE.sip.id, day=day, place="Sal 4", held_on=held)
    sip = replace(WHOLE.sip, established_on=established)
    return made(FULL, sip, meeting)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 24), "Mötet är tisdag 24 november 2026. Sal 4."),
        (TODAY, "Mötet är söndag 22 november 2026. Sal 4."),
        (date(2026, 11, 21), "Mötet skulle ha varit lördag 21 november 2026. Sal 4."),
        (None, "Saknas: Ingen dag är bestämd än. Fråga din fasta vårdkontakt."),
    ],
)
def test_the_day_of_the_sip_is_told(day: date | None, said: str) -> None:
    assert under(planned(day), "Samordnad individuell plan")[1:] == [said]


def test_a_meeting_that_was_held_and_a_plan_that_is_made_are_told() -> None:
    assert under(planned(TODAY, held=TODAY), "Samordnad individuell plan")[1:] == [
        "Mötet hölls söndag 22 november 2026."
    ]
    assert under(planned(TODAY, held=TODAY, established=TODAY), "Samordnad individuell plan")[1:] == [
        "Planen är upprättad söndag 22 november 2026.", "Planen följs upp fredag 19 februari 2027.",
    ]  # fmt: skip


def test_that_no_sip_is_needed_is_said_but_not_why() -> None:
    paper = made(stay(no_sip_reason="Samma insatser som förut"))
    assert under(paper, "Samordnad individuell plan") == [NOT_NEEDED]
    assert "Samma insatser" not in " ".join(texts(paper))
    assert NOT_NEEDED not in texts(made(replace(FULL, no_sip_reason="Ändrat"), *WHOLE.entries()))


def test_the_plans_there_are_stand_in_a_list() -> None:
    plan = CarePlan(patient_id=PATIENT_ID, status=PlanStatus.CURRENT, established_on=date(2026, 3, 1))
    assert under(made(FULL, plan, *WHOLE.entries()), "Planer som finns") == [
        "Vårdplan, upprättad 2026-03-01", "Samordnad individuell plan (SIP) 2, upprättad 2026-11-20",
    ]  # fmt: skip
    closed = WHOLE.entries(closed_on=TODAY, close_reason=SipCloseReason.GOALS_MET)
    assert under(made(FULL, *closed), "Planer som finns") == ["Inga planer är inskrivna."]
    draft = CarePlan(patient_id=PATIENT_ID)
    assert under(made(stay(), draft), "Planer som finns") == ["Vårdplan, inte färdig än"]


def test_when_it_was_given_and_the_law_stand_at_the_end() -> None:
    last = made(FULL, *WHOLE.entries()).blocks[-1]
    assert isinstance(last, Note)
    assert last.text.startswith("Lämnad till patienten 2026-11-22. Laglig grund: lagen (2017:612) om samverkan")
    assert "patientlagen (2014:821) 3 kap. 2 b §" in last.text


def test_after_the_discharge_the_day_stands_instead_of_the_guess() -> None:
    found = about(made(replace(FULL, discharged_on=TODAY), *WHOLE.entries()))
    assert found["Utskriven"] == "2026-11-22" and "Skrivs ut" not in found


def test_the_physician_stands_there_too_when_there_is_one() -> None:
    eva = Contact(patient_id=PATIENT_ID, name="Dr Eva Ek")
    held = ContactRole(
        patient_id=PATIENT_ID, contact_id=eva.id, assignment=Assignment.FIXED_PHYSICIAN_CONTACT, start=date(2025, 1, 1)
    )
    assert under(made(FULL, eva, held), "Din fasta läkarkontakt")[0] == "Namn: Dr Eva Ek"
    assert under(made(FULL), "Din fasta läkarkontakt") == []


def test_where_a_protected_patient_is_cared_for_or_meets_is_not_told() -> None:
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.REGISTRATION)
    meeting = SipMeeting(patient_id=PATIENT_ID, sip_id=WHOLE.sip.id, day=date(2026, 11, 24), place="Sal 4 i Ekby")
    sip = replace(WHOLE.sip, established_on=None)
    left = " ".join(texts(made(FULL, hidden, sip, meeting)))
    assert not [word for word in ("Östra", "010-111", "Ekby") if word in left]
    assert HIDDEN in left and "Du vårdades" in left


def test_a_coordinator_whose_place_is_secret_is_not_named() -> None:
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.REGISTRATION)
    nurse = Contact(patient_id=PATIENT_ID, name="Siv Ek", category=ContactCategory.SCHOOL_WORK, phone="0430-1")
    held = ContactRole(
        patient_id=PATIENT_ID, contact_id=nurse.id, assignment=Assignment.FIXED_CARE_CONTACT, start=date(2025, 1, 1),
        main=True,
    )  # fmt: skip
    assert under(made(FULL, hidden, nurse, held), "Din fasta vårdkontakt") == [f"Skyddat: {HIDDEN}"]


def test_each_stay_has_a_number_and_those_that_go_on_come_first() -> None:
    over = stay(hospital="Kärnsjukhuset", discharged_on=TODAY)
    found = hospital_stays(record_of(over, FULL))
    assert [(one.id, one.number, one.title) for one in found] == [
        (FULL.id, 1, "Östra sjukhuset, avdelning 12, inskriven 2026-11-20"),
        (over.id, 2, "Kärnsjukhuset, inskriven 2026-11-20"),
    ]
