"""*Din fasta vårdkontakt* as a model: who it is, what she helps with, how to reach her and the doctor."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.blocks import Bullets, Facts, Heading, Missing, Note, QrCode, Table, words
from coordinator.careplan import CarePlan, PlanStatus
from coordinator.contact import (
    Assignment,
    Channel,
    Contact,
    ContactCategory,
    ContactRole,
    InformedWay,
    inform_of_contacts,
)
from coordinator.document import Document, texts
from coordinator.documents.care_contact import care_contact_document, name_card
from coordinator.errors import RuleError
from coordinator.person import ProtectedIdentity
from coordinator.protection import HIDDEN
from tests.coordinator.conftest import ACTOR, MAJA, PATIENT_ID, TODAY, done, record_of

FIXED, PHYSICIAN = Assignment.FIXED_CARE_CONTACT, Assignment.FIXED_PHYSICIAN_CONTACT
HIDDEN_MAJA = replace(MAJA, protected_identity=ProtectedIdentity.REGISTRATION)


def contact(name: str, **fields: Any) -> Contact:
    return Contact(patient_id=PATIENT_ID, name=name, **fields)


def holds(one: Contact, assignment: Assignment = FIXED, **fields: Any) -> ContactRole:
    known: dict[str, Any] = {"start": date(2025, 1, 1), "main": assignment is FIXED}
    return ContactRole(patient_id=PATIENT_ID, contact_id=one.id, assignment=assignment, **(known | fields))


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def missing(document: Document) -> list[str]:
    return [f"{block.word}: {block.text}" for block in document.blocks if isinstance(block, Missing)]


def facts(document: Document) -> list[dict[str, str]]:
    return [
        {fact.label: words(fact.value) for fact in block.facts} for block in document.blocks if isinstance(block, Facts)
    ]


def note(document: Document) -> str:
    (found,) = (block.text for block in document.blocks if isinstance(block, Note))
    return found


KARIN = contact(
    " Karin Åhs ", role=" sjuksköterska ", unit="SMO", organisation="Östra", phone=" 010-1 ", phone_hours=" 8–16 ",
    channel=Channel.E1177, channel_note="Skriv till SMO", responsible_for=" Samordnar ",
)  # fmt: skip
EVA = contact("Dr Eva Ek", switchboard="010-9")


def test_who_it_is_what_she_helps_with_how_to_reach_her_and_the_doctor() -> None:
    made = care_contact_document(record_of(KARIN, EVA, holds(KARIN), holds(EVA, PHYSICIAN)))
    assert headings(made) == [
        "Det här är din fasta vårdkontakt", "Det här hjälper din fasta vårdkontakt dig med", "Din fasta läkarkontakt",
        "När mottagningen är stängd",
    ]  # fmt: skip
    nurse, doctor = facts(made)
    assert nurse == {
        "Namn": "Karin Åhs", "Roll": "sjuksköterska", "Arbetar på": "SMO, Östra", "Telefon": "010-1\n8–16",
        "Svarar för": "Samordnar", "Skriv säkert": "1177. Skriv till SMO",
    }  # fmt: skip
    assert doctor == {"Namn": "Dr Eva Ek", "Telefon": "010-9 (växel)"}
    assert missing(made) == []
    (helps,) = (block for block in made.blocks if isinstance(block, Bullets))
    assert [words(item).split(":")[0] for item in helps.items] == [
        "Samordna", "Informera", "Förmedla", "Vara kontaktperson",
    ]  # fmt: skip
    assert all(item[0].bold and not item[1].bold for item in helps.items)
    assert (made.kind, made.title, made.footer.edition) == (
        "care_contact", "Din fasta vårdkontakt", "Din fasta vårdkontakt, utskriven 2026-11-22",
    )  # fmt: skip


def test_nobody_is_said_in_words_with_what_to_do() -> None:
    made = care_contact_document(record_of(KARIN))
    assert missing(made) == [
        "Saknas: Ingen fast vårdkontakt är utsedd. Be mottagningen utse en.",
        "Saknas: Ingen fast läkarkontakt är utsedd. Fråga mottagningen.",
    ]
    assert facts(made) == []
    assert "Karin" not in "\n".join(texts(made))
    assert "Informationen lämnades" not in note(made)


def test_the_physician_alone_may_be_missing_and_so_may_the_nurse() -> None:
    nurse_only = care_contact_document(record_of(KARIN, holds(KARIN)))
    assert missing(nurse_only) == ["Saknas: Ingen fast läkarkontakt är utsedd. Fråga mottagningen."]
    doctor_only = care_contact_document(record_of(EVA, holds(EVA, PHYSICIAN)))
    assert missing(doctor_only) == ["Saknas: Ingen fast vårdkontakt är utsedd. Be mottagningen utse en."]
    assert [one["Namn"] for one in facts(doctor_only)] == ["Dr Eva Ek"]


@pytest.mark.parametrize("days", [{"end": TODAY - timedelta(days=1)}, {"start": TODAY + timedelta(days=1)}])
def test_an_assignment_that_is_over_or_to_come_is_not_hers_today(days: dict[str, Any]) -> None:
    made = care_contact_document(record_of(KARIN, holds(KARIN, **days), EVA, holds(EVA, PHYSICIAN, **days)))
    assert facts(made) == [] and len(missing(made)) == 2


def test_of_several_the_one_who_coordinates_stands_first() -> None:
    olle = contact("Olle", phone="010-2")
    made = care_contact_document(record_of(olle, KARIN, holds(olle, main=False, start=date(2024, 1, 1)), holds(KARIN)))
    assert headings(made)[:2] == ["Din fasta vårdkontakt, som samordnar", "Också fast vårdkontakt för dig"]
    assert [one["Namn"] for one in facts(made)] == ["Karin Åhs", "Olle"]


def test_a_role_that_is_all_that_is_known_is_not_said_twice() -> None:
    (only,) = facts(care_contact_document(record_of(one := contact("", role="Kontaktsjuksköterska"), holds(one))))
    assert only == {"Namn": "Kontaktsjuksköterska", "Telefon": "Telefon saknas"}


def test_a_coordinator_whose_place_is_secret_is_not_named_and_the_doctor_is() -> None:
    school_nurse = replace(KARIN, category=ContactCategory.SCHOOL_WORK)
    record = record_of(HIDDEN_MAJA, school_nurse, EVA, holds(school_nurse), holds(EVA, PHYSICIAN))
    made = care_contact_document(record)
    assert missing(made) == [f"Skyddat: {HIDDEN}"]
    said = "\n".join(texts(made))
    for secret in ("Karin", "010-1", "SMO", "Östra"):
        assert secret not in said, secret
    assert [one["Namn"] for one in facts(made)] == ["Dr Eva Ek"]
    marked = record_of(HIDDEN_MAJA, EVA, holds(EVA, PHYSICIAN), replace(KARIN, reveals_location=True), holds(KARIN))
    assert "Karin" not in "\n".join(texts(care_contact_document(marked)))


def test_whom_to_ring_when_it_is_closed_ends_with_112() -> None:
    plan = CarePlan(
        patient_id=PATIENT_ID, status=PlanStatus.CURRENT, established_on=TODAY, turn_to_evening="Jouren",
        turn_to_evening_phone="010-7", turn_to_urgent="Akuten", turn_to_urgent_phone="010-8",
    )  # fmt: skip
    for entries, rows in (
        ((), ["Inte skrivet än. Fråga mottagningen.", "SOS Alarm"]),
        ((plan,), ["Jouren", "Akuten", "SOS Alarm"]),
    ):
        (table,) = (block for block in care_contact_document(record_of(*entries)).blocks if isinstance(block, Table))
        assert [words(row[1]) for row in table.rows] == rows
        assert words(table.rows[-1][2]) == "112"


# Information lämnad


def test_the_page_says_when_how_and_by_whom_the_information_was_given() -> None:
    record = record_of(KARIN, holds(KARIN))
    assert "Informationen lämnades" not in note(care_contact_document(record))
    told = done(record, inform_of_contacts(record, way=InformedWay.IN_WRITING))
    assert note(care_contact_document(told)).endswith(
        f"Informationen lämnades 2026-11-22, skriftligt, av {ACTOR.name}."
    )
    assert note(care_contact_document(told)).startswith("Passar det inte?")


def test_everybody_appointed_today_is_told_of_and_nobody_else() -> None:
    olle = contact("Olle")
    over = holds(EVA, PHYSICIAN, end=TODAY - timedelta(days=1))
    to_come = holds(olle, main=False, start=TODAY + timedelta(days=1))
    nurse, doctor = holds(KARIN), holds(EVA, PHYSICIAN)
    record = record_of(KARIN, EVA, olle, over, to_come, nurse, doctor)
    change = inform_of_contacts(record, way=InformedWay.ORALLY, by=" Siv ")
    assert change.title == "Information lämnad"
    roles = done(record, change).all(ContactRole)
    told = {one.id: (one.informed_on, one.informed_way, one.informed_by) for one in roles}
    given, nothing = (TODAY, InformedWay.ORALLY, "Siv"), (None, None, "")
    assert told == {nurse.id: given, doctor.id: given, over.id: nothing, to_come.id: nothing}


def test_a_later_information_takes_the_formers_place() -> None:
    earlier = holds(KARIN, informed_on=date(2025, 1, 1), informed_way=InformedWay.ORALLY, informed_by="Siv")
    record = record_of(KARIN, earlier)
    assert "Informationen lämnades 2025-01-01, muntligt, av Siv." in note(care_contact_document(record))
    (told,) = done(record, inform_of_contacts(record, way=InformedWay.E1177)).all(ContactRole)
    assert (told.informed_on, told.informed_way, told.informed_by) == (TODAY, InformedWay.E1177, ACTOR.name)


@pytest.mark.parametrize(
    "roles",
    [(), (holds(KARIN, end=TODAY - timedelta(days=1)),), (holds(KARIN, start=TODAY + timedelta(days=1)),)],
    ids=["ingen", "slut", "i morgon"],
)
def test_there_is_nothing_to_tell_when_nobody_is_appointed(roles: tuple[ContactRole, ...]) -> None:
    with pytest.raises(RuleError, match="Ingen fast vårdkontakt är utsedd"):
        inform_of_contacts(record_of(KARIN, *roles), way=InformedWay.ORALLY)


def test_a_last_day_is_still_a_day() -> None:
    record = record_of(KARIN, holds(KARIN, end=TODAY))
    assert inform_of_contacts(record, way=InformedWay.ORALLY).steps
    assert facts(care_contact_document(record)) != []


# The square that a telephone reads


def squares(document: Document) -> list[QrCode]:
    return [block for block in document.blocks if isinstance(block, QrCode)]


def test_a_telephone_can_save_the_name_and_number_of_who_coordinates() -> None:
    other = contact("Bo Ek", phone="010-2")
    record = record_of(other, KARIN, holds(other, main=False), holds(KARIN))
    (square,) = squares(care_contact_document(record))
    assert square.content == (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Karin Åhs;;;;\r\nFN:Karin Åhs\r\nTEL;TYPE=WORK:0101\r\nEND:VCARD\r\n"
    )
    assert square.says.startswith("Håll telefonens kamera över rutan, så kan du spara numret till Karin Åhs.")


def test_there_is_nothing_about_the_patient_in_the_square() -> None:
    (square,) = squares(care_contact_document(record_of(KARIN, holds(KARIN))))
    assert "Maja" not in square.content and "Lindeskog" not in square.content and "SMO" not in square.content


def test_the_switchboards_number_is_saved_when_there_is_no_other() -> None:
    one = contact("Eva", switchboard="+46 10-9")
    (square,) = squares(care_contact_document(record_of(one, holds(one))))
    assert "TEL;TYPE=WORK:+46109\r\n" in square.content


@pytest.mark.parametrize("phone", ["", " ", "fråga"])
def test_without_a_number_there_is_no_square(phone: str) -> None:
    one = contact("Eva", phone=phone)
    assert squares(care_contact_document(record_of(one, holds(one)))) == []
    assert squares(care_contact_document(record_of())) == []


def test_who_may_not_be_named_is_not_in_a_square() -> None:
    school = contact("Skolan", phone="0430-1", category=ContactCategory.SCHOOL_WORK)
    assert len(squares(care_contact_document(record_of(school, holds(school))))) == 1
    assert squares(care_contact_document(record_of(HIDDEN_MAJA, school, holds(school)))) == []


def test_a_square_that_would_be_too_fine_to_read_is_left_out() -> None:
    """The bytes count, not the letters."""
    short, long = contact("Å" * 40, phone="010-1"), contact("Å" * 60, phone="010-1")
    (square,) = squares(care_contact_document(record_of(short, holds(short))))
    assert len(square.content.encode()) < 280
    assert squares(care_contact_document(record_of(long, holds(long)))) == []


def test_a_name_with_the_separators_of_the_card_is_one_name() -> None:
    card = name_card("Ek, Eva; Bo\\Åsa\nRing", "010-1")
    assert "FN:Ek\\, Eva\\; Bo\\\\Åsa Ring\r\n" in card
    assert card.count("\r\n") == 6 == card.count("\n")
