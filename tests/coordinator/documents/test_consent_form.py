"""*Samtyckesblankett*: what is asked, who signs, and that nothing but name and number is told."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.blocks import Heading, Note, Paragraph, Signatures, Table, words
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole
from coordinator.document import Document, texts
from coordinator.documents.consent_form import consent_form_document, sip_consent_form
from coordinator.entity import Entity, Knowledge
from coordinator.guardian import Custody, Guardian
from coordinator.person import ProtectedIdentity
from coordinator.record import Record
from coordinator.representative import LegalRepresentative, Power
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

ADULT = replace(MAJA, birth_date=date(1990, 7, 28))
CHILD = replace(MAJA, birth_date=date(2014, 3, 17))
SELF, FOR_ME = "Jag själv", "Den som företräder mig: namn, och i vilken roll"
CHILD_SELF = "Jag själv, om jag är tillräckligt mogen för att vara med och bestämma"
INTERPRETER = "Tolk: namn och språk"
ORAL = "Muntligt samtycke: den som tog emot det skriver sitt namn och sin roll"
SECOND = "Vårdnadshavare, om det finns en till"


def form(*entries: Entity) -> Document:
    return consent_form_document(record_of(*entries))


def lines(made: Document) -> list[Signatures]:
    return [block for block in made.blocks if isinstance(block, Signatures)]


def signing(*entries: Entity) -> list[str]:
    return list(lines(form(*entries))[-1].roles)


def guardian(name: str, **fields: Any) -> Guardian:
    return Guardian(patient_id=PATIENT_ID, name=name, **fields)


def representative(name: str, **fields: Any) -> LegalRepresentative:
    return LegalRepresentative(patient_id=PATIENT_ID, name=name, **fields)


def said(made: Document) -> str:
    return " ".join(words(block.text) for block in made.blocks if isinstance(block, Paragraph))


def test_it_asks_to_whom_which_information_until_when_and_what_must_not_be_told() -> None:
    made = form()
    assert (made.kind, made.title) == ("consent_form", "Mitt samtycke")
    assert made.footer.edition == "Samtyckesblankett, utskriven 2026-11-22"
    assert [block.text for block in made.blocks if isinstance(block, Heading)] == [
        "Det här säger jag ja till", "Underskrift",
    ]  # fmt: skip
    assert lines(made)[:-1] == [
        Signatures(("Till vem: namn och verksamhet", "Till vem också: namn och verksamhet"), "Telefon"),
        Signatures(
            ("Vilka uppgifter, och vad de ska användas till", "Fler uppgifter, och vad de ska användas till"),
            "Till och med, datum",
        ),
        Signatures(("Det här får inte lämnas",), "Till vem"),
    ]


def test_it_says_that_it_is_never_general_and_how_it_is_taken_back() -> None:
    text = said(form())
    assert "Mitt samtycke gäller bara det jag skriver här" in text
    assert "när jag vill, helt eller delvis, utan att säga varför" in text
    assert "Jag säger till mottagningen." in text
    (note,) = (block.text for block in form().blocks if isinstance(block, Note))
    assert "25 kap." in note and "muntligt samtycke också i journalen" in note


def test_whom_to_tell_is_the_one_who_coordinates() -> None:
    karin = Contact(patient_id=PATIENT_ID, name="Karin Ek", phone="010-1")
    held = ContactRole(
        patient_id=PATIENT_ID, contact_id=karin.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
    )
    assert said(form(karin, held)).endswith("Jag säger till Karin Ek, min fasta vårdkontakt: 010-1.")


def test_a_grown_up_signs_and_so_does_who_represents_her() -> None:
    assert signing(ADULT) == [SELF, FOR_ME, INTERPRETER, ORAL]
    alvar = representative("Alvar Berg", power=Power.GOD_MAN)
    assert signing(ADULT, alvar) == [SELF, "God man: Alvar Berg", INTERPRETER, ORAL]
    gone = representative("Bo", valid_until=TODAY - timedelta(days=1))
    assert signing(ADULT, gone) == [SELF, FOR_ME, INTERPRETER, ORAL]
    assert signing() == [SELF, FOR_ME, INTERPRETER, ORAL], "of whom no birth date is known"


def test_both_guardians_of_a_child_sign_and_the_child_when_she_is_mature() -> None:
    both = [guardian("Sofia Ek", custody=Custody.JOINT), guardian("Karim Ek", custody=Custody.JOINT)]
    assert signing(CHILD, *both) == [
        "Vårdnadshavare: Sofia Ek", "Vårdnadshavare: Karim Ek", CHILD_SELF, INTERPRETER, ORAL,
    ]  # fmt: skip
    (note,) = (block.text for block in form(CHILD, *both).blocks if isinstance(block, Note))
    assert note.startswith("Är vårdnadshavarna två skriver båda under.")


def test_a_line_waits_for_a_guardian_nobody_has_written_down() -> None:
    assert signing(CHILD)[:3] == ["Vårdnadshavare", SECOND, CHILD_SELF]
    assert signing(CHILD, guardian("Sofia"))[:3] == ["Vårdnadshavare: Sofia", SECOND, CHILD_SELF]
    alone = guardian("Sofia", custody=Custody.SOLE)
    assert signing(CHILD, alone)[:2] == ["Vårdnadshavare: Sofia", CHILD_SELF]
    (note,) = (block.text for block in form(CHILD, alone).blocks if isinstance(block, Note))
    assert note.startswith("Vårdnadshavaren skriver under.")


def test_a_guardian_signs_no_more_on_the_day_the_patient_comes_of_age() -> None:
    sofia = guardian("Sofia")
    turning = replace(MAJA, birth_date=date(2008, 11, 22))
    assert signing(turning, sofia) == [SELF, FOR_ME, INTERPRETER, ORAL]
    assert signing(replace(turning, birth_date=date(2008, 11, 23)), sofia)[0] == "Vårdnadshavare: Sofia"


def test_no_line_for_an_interpreter_where_none_is_needed() -> None:
    assert INTERPRETER not in signing(replace(ADULT, interpreter_need=Knowledge.NONE_KNOWN))
    assert INTERPRETER in signing(replace(ADULT, interpreter_need=Knowledge.SOME))


@pytest.mark.parametrize("hidden", [{"on_print": False}, {"protected_identity": ProtectedIdentity.MARKED}])
def test_who_may_not_stand_on_paper_signs_on_a_line_without_a_name(hidden: dict[str, Any]) -> None:
    assert signing(CHILD, guardian("Sofia Ek", custody=Custody.SOLE, **hidden))[0] == "Vårdnadshavare"
    assert signing(ADULT, representative("Alvar", **hidden))[:2] == [SELF, FOR_ME]


def test_nothing_of_where_a_protected_patient_is_stands_there() -> None:
    me = replace(
        ADULT, protected_identity=ProtectedIdentity.REGISTRATION, address="Ekgatan 1", phone="070-174 06 10",
        kommun="Ekby",
    )  # fmt: skip
    school = Contact(patient_id=PATIENT_ID, name="Ekskolan", category=ContactCategory.SCHOOL_WORK, phone="0430-1")
    held = ContactRole(
        patient_id=PATIENT_ID, contact_id=school.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
    )
    left = " ".join(texts(form(me, school, held)))
    assert not [word for word in ("Ekgatan", "070-174", "Ekby", "Ekskolan", "0430-1") if word in left]


@pytest.mark.parametrize("who", ["tom", "120-kontakter", "skyddad", "skyddad-foralder", "barn", "framtidsfullmakt"])
def test_nothing_else_of_the_record_is_told(practice: dict[str, Record], who: str) -> None:
    record = practice[who]
    made = consent_form_document(record)
    assert made.subtitle.startswith(record.patient.name)
    assert len(" ".join(texts(made))) < 1500
    assert len(lines(made)[-1].roles) in (3, 4, 5)


# For a SIP


SIP = Sip(patient_id=PATIENT_ID, number=2, question="Vem ordnar med stolen?")
LSS = Contact(patient_id=PATIENT_ID, name="Ali Demir", role="LSS-handläggare", organisation="Ekby kommun")
SCHOOL = Contact(patient_id=PATIENT_ID, name="Ekskolan", category=ContactCategory.SCHOOL_WORK)


def part(position: int, **fields: Any) -> SipParticipant:
    return SipParticipant(patient_id=PATIENT_ID, sip_id=SIP.id, position=position, **fields)


THERE = (
    part(0, part=SipPart.PATIENT), part(1, part=SipPart.FAMILY, name="Sofia Ek"), part(2, contact_id=LSS.id),
    part(3, contact_id=SCHOOL.id),
    part(4, name="Susanne Palm", function="handläggare", organisation="Försäkringskassan"),
)  # fmt: skip


def for_sip(*entries: Entity) -> Document:
    record = record_of(SIP, LSS, SCHOOL, *THERE, *entries)
    return consent_form_document(record, SIP)


def asked(made: Document) -> list[str]:
    return [words(cells[0]) for block in made.blocks if isinstance(block, Table) for cells in block.rows]


def test_for_a_sip_those_who_take_part_stand_there_each_with_a_yes_and_a_no() -> None:
    made = for_sip()
    assert asked(made) == [
        "Ali Demir, LSS-handläggare, Ekby kommun", "Ekskolan", "Susanne Palm, handläggare, Försäkringskassan",
    ]  # fmt: skip
    assert all("□ Ja" in words(cells[1]) for block in made.blocks if isinstance(block, Table) for cells in block.rows)
    assert "Det gäller SIP 2." in said(made) and "Vem ordnar med stolen?" in said(made)
    assert lines(made)[0] == Signatures(("Till vem också: namn och verksamhet",), "Telefon")
    (note,) = (block.text for block in made.blocks if isinstance(block, Note))
    assert "16 kap. 4 §" in note and "25 kap." not in note and "muntligt samtycke också i journalen" in note
    assert sip_consent_form(record_of(SIP, LSS, SCHOOL, *THERE), SIP.id) == made


def test_for_a_sip_that_is_new_nothing_stands_before_the_lines() -> None:
    empty = replace(SIP, question="")
    made = consent_form_document(record_of(empty), empty)
    assert asked(made) == [] and "Det vi ska prata om" not in said(made)


def test_for_a_childs_sip_both_sign_and_the_child_has_a_line_of_her_own() -> None:
    both = [guardian("Sofia Ek", custody=Custody.JOINT), guardian("Karim Ek", custody=Custody.JOINT)]
    made = for_sip(CHILD, *both)
    assert list(lines(made)[-2].roles)[:3] == ["Vårdnadshavare: Sofia Ek", "Vårdnadshavare: Karim Ek", CHILD_SELF]
    assert list(lines(made)[-1].roles) == [
        "Barnets egen inställning", "Skälet, om bara en vårdnadshavare skriver under",
    ]  # fmt: skip
    assert lines(for_sip(ADULT))[-1].roles[0] == SELF


def test_who_tells_where_a_protected_patient_is_is_written_by_hand() -> None:
    hidden = replace(ADULT, protected_identity=ProtectedIdentity.REGISTRATION)
    made = for_sip(replace(hidden, address="Ekgatan 1"))
    assert asked(made) == ["Ali Demir, LSS-handläggare, Ekby kommun", "Susanne Palm, handläggare"]
    told = replace(SIP, question="Hon bor på Ekgatan 1")
    made = consent_form_document(record_of(replace(hidden, address="Ekgatan 1"), told, SCHOOL, *THERE[3:4]), told)
    left = " ".join(texts(made))
    assert not [word for word in ("Ekgatan", "Ekskolan") if word in left]


def test_thirty_take_part_and_all_stand_there() -> None:
    many = [part(10 + place, name=f"Namn {place}") for place in range(30)]
    assert len(asked(for_sip(*many))) == 33
