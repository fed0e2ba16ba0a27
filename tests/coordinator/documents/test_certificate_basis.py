"""*Underlag till intyg*: what its writer needs, gathered from what is written, with nothing added and gaps said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.kinds import BenefitKind, Decider, Decision
from coordinator.blocks import Heading, Missing, Table
from coordinator.careplan import CareGoal, CarePlan, GoalResult, Intervention, InterventionStatus, PlanStatus
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole
from coordinator.device import AssistiveDevice
from coordinator.diagnosis import Certainty, RareCondition
from coordinator.document import Document
from coordinator.document_text import plain_text
from coordinator.documents.catalogue import CERTIFICATE_BASIS
from coordinator.documents.certificate_basis import certificate_basis_document, certificates_to_write
from coordinator.entity import Coding, Entity
from coordinator.hospital_stay import HospitalStay
from coordinator.person import DiagnosisState, ProtectedIdentity
from coordinator.recipient import PATIENT, Recipient
from coordinator.record import Record
from coordinator.shared_paper import Ground, SharedPaper, Way
from coordinator.sharing import Order, prepared, refusal, share
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, done, noon, record_of


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def mine(of: type[Entity], /, **fields: Any) -> Any:
    """An entry of the patient's."""
    return of(patient_id=PATIENT_ID, **fields)


EVA = mine(Contact, name="Eva Lundh", role="läkare", unit="Barnneurologen", phone="08-465 004 10")
KARIN = mine(Contact, name="Karin Ålander", role="sjuksköterska", phone="08-465 004 08", responsible_for="Håller ihop")
SCHOOL = mine(Contact, name="Rektor Falk", unit="Björkskolan", category=ContactCategory.SCHOOL_WORK)
COORDINATES = mine(
    ContactRole, contact_id=KARIN.id, assignment=Assignment.FIXED_CARE_CONTACT, start=day(-900), main=True
)
FORMER_GRANT = mine(
    Benefit, kind=BenefitKind.CARE_ALLOWANCE, decision=Decision.GRANTED, decided_on=day(-400), valid_until=day(90)
)
GRANT = mine(
    Benefit, kind=BenefitKind.CARE_ALLOWANCE, what="halvt", case_number="FK 4711", lifelong=True, applied_on=day(-9),
    renews_id=FORMER_GRANT.id,
)  # fmt: skip
FORMER = mine(
    Certificate, title="Läkarutlåtande", benefit_id=FORMER_GRANT.id, basis="Går inte själv.", requested_on=day(-430),
    issued_on=day(-410), sent_on=day(-405),
)  # fmt: skip
ASKED = mine(
    Certificate, title="Läkarutlåtande", form="7442", benefit_id=GRANT.id, contact_id=EVA.id, requested_on=day(-20),
    requested_by="Anna Lind", needed_by=day(30), basis="Går inte själv.\n\nVaknar fyra gånger varje natt.",
    basis_from=FORMER.id,
)  # fmt: skip
PLAN = mine(
    CarePlan, status=PlanStatus.CURRENT, established_on=day(-100), health_in_short="Kramperna är färre i år.",
    strengths_and_obstacles="Vill vara med. Blir trött av resor.", self_care="Sondmat fyra gånger om dagen.",
)  # fmt: skip
GOAL = mine(
    CareGoal, plan_id=PLAN.id, goal="Sover hela natten", follow_up=day(60), result=GoalResult.PARTLY,
    result_note="Två nätter i veckan",
)  # fmt: skip
NIGHTS = mine(Intervention, goal_id=GOAL.id, what="Nattschema provas", responsible="Karin Ålander")
FINISHED = mine(Intervention, goal_id=GOAL.id, what="Hembesök gjort", status=InterventionStatus.DONE)
ANGELMAN = mine(
    RareCondition, text="Angelmans syndrom", main=True, diagnosed_on=day(-3000), source="Klinisk genetik",
    orpha=Coding(code="72", display="Angelmans syndrom"), icd10=Coding(code="Q93.5", display="Angelmans syndrom"),
)  # fmt: skip
EPILEPSY = mine(RareCondition, text="Epilepsi", rare=False, certainty=Certainty.SUSPECTED, diagnosed_on=day(-50))
RULED_OUT = mine(RareCondition, text="Autism", certainty=Certainty.RULED_OUT)
CHAIR = mine(AssistiveDevice, name="Rullstol", received_on=day(-30))
WALKER = mine(AssistiveDevice, name="Gåstol", received_on=day(-900), returned_on=day(-31))
STAY = mine(HospitalStay, hospital="Barnkliniken", admitted_at=noon(day(-12)), discharged_on=day(-10))
WHOLE: tuple[Entity, ...] = (
    MAJA, EVA, KARIN, SCHOOL, COORDINATES, FORMER_GRANT, GRANT, FORMER, ASKED, PLAN, GOAL, NIGHTS, FINISHED, ANGELMAN,
    EPILEPSY, RULED_OUT, CHAIR, WALKER, STAY,
)  # fmt: skip


def record(*more: Entity, instead: Sequence[Entity] = ()) -> Record:
    """The whole record; ``instead``: entries that stand in the place of those with their id."""
    swapped = {one.id: one for one in instead}
    return record_of(*(swapped.get(one.id, one) for one in WHOLE), *more)


def made(of: Record, one: Certificate = ASKED) -> Document:
    return certificate_basis_document(of, one.id)


def text(of: Record, one: Certificate = ASKED) -> str:
    return plain_text(made(of, one))


def missing(document: Document) -> list[str]:
    return [block.word for block in document.blocks if isinstance(block, Missing)]


# About which certificates


def test_it_is_about_each_certificate_that_was_not_dropped_those_to_write_first() -> None:
    dropped = mine(Certificate, title="Reseintyg", dropped_on=day(-1), dropped_because="Reser inte")
    loose = mine(Certificate, title="Studieintyg")
    found = certificates_to_write(record(dropped, loose))
    assert [(one.number, one.id, one.title) for one in found] == [
        (1, loose.id, "Studieintyg"),
        (2, ASKED.id, "Läkarutlåtande för omvårdnadsbidrag: halvt"),
        (3, FORMER.id, "Läkarutlåtande för omvårdnadsbidrag"),
    ]
    assert certificates_to_write(record_of()) == []


def test_one_that_is_called_for_no_longer_stands_after_those_that_are() -> None:
    decided = replace(GRANT, decision=Decision.GRANTED, decided_on=day(-1))
    older = mine(Certificate, title="Studieintyg")
    of = record_of(older, *(decided if one == GRANT else one for one in WHOLE))
    assert [one.id for one in certificates_to_write(of)] == [older.id, ASKED.id, FORMER.id]


# What it says


def test_it_says_what_is_asked_for_by_whom_and_by_when() -> None:
    said = text(record())
    for words in (
        "Underlag till intyg", "Maja Lindeskog", "Läkarutlåtande", "Blankett 7442", "Eva Lundh, läkare",
        "2026-11-02 av Anna Lind", "2026-12-22", "Omvårdnadsbidrag: halvt", "Försäkringskassan", "FK 4711",
        "till och med 2027-02-20", "Inskrivet som livslångt", "Karin Ålander, sjuksköterska", "08-465 004 08",
    ):  # fmt: skip
        assert words in said, words
    assert "Ska kompletteras" not in said and "Ingen dag är bestämd" not in said


def test_who_decides_on_this_one_goes_before_who_usually_does() -> None:
    assert "Kommunen" in text(record(instead=[replace(GRANT, decider=Decider.KOMMUN)]))


def test_what_must_be_supplemented_is_told_with_its_last_day() -> None:
    asked = replace(GRANT, supplement_asked_on=day(-2), supplement_by=day(12), supplement_what="Hur ofta på natten")
    of = record(instead=[asked])
    assert missing(made(of)) == ["Ska kompletteras"]
    assert "Hur ofta på natten. Senast 2026-12-04." in text(of)
    bare = replace(asked, supplement_by=None, supplement_what="")
    assert "Vad som ska kompletteras är inte inskrivet." in text(record(instead=[bare]))


def test_everyday_life_is_as_it_was_written() -> None:
    blocks = plain_text(made(record()))
    assert "Går inte själv." in blocks and "Vaknar fyra gånger varje natt." in blocks
    without = record(instead=[replace(ASKED, basis=" ", basis_from=None)])
    assert missing(made(without)) == ["Inte skrivet än"] and "sidan Intyg och stöd" in text(without)


def test_the_diagnoses_stand_with_their_codes_and_nothing_that_was_ruled_out() -> None:
    said = text(record())
    assert "Angelmans syndrom (ORPHA:72, ICD-10-SE Q93.5)." in said and "Misstänkt: Epilepsi." in said
    assert "Källa: Klinisk genetik." in said and "Orphanet" in said and "Autism" not in said


@pytest.mark.parametrize("state", DiagnosisState)
def test_without_a_diagnosis_it_says_how_that_stands(state: DiagnosisState) -> None:
    found = made(record_of(replace(MAJA, diagnosis_state=state), ASKED, GRANT))
    unknown = state in (DiagnosisState.INVESTIGATION, DiagnosisState.UNDIAGNOSED)
    assert (state.label in plain_text(found)) is unknown
    assert ("Ingen diagnos är inskriven." in plain_text(found)) is not unknown


def test_the_plan_stands_in_short_with_what_is_not_done() -> None:
    said = text(record())
    for words in (
        "Kramperna är färre i år.", "Vill vara med. Blir trött av resor.", "Sover hela natten",
        "Nattschema provas – Karin Ålander", "Delvis uppnått", "Två nätter i veckan", "Sondmat fyra gånger om dagen.",
        "Hjälpmedel: Rullstol.", "Barnneurologen", "Håller ihop",
    ):  # fmt: skip
        assert words in said, words
    assert "Hembesök gjort" not in said, "what is done"
    assert "Gåstol" not in said.partition("Hjälpmedel: ")[2], "what was given back"


def test_the_program_makes_no_medical_judgement_and_says_so() -> None:
    assert "ingen medicinsk bedömning" in text(record()) and "ingen medicinsk bedömning" in text(
        record_of(ASKED, GRANT)
    )


# Since the former certificate


def since(of: Record, one: Certificate = ASKED) -> str:
    """The part on what is new."""
    blocks = made(of, one).blocks
    start = next(at for at, block in enumerate(blocks) if block == Heading("Sedan förra intyget"))
    end = next(at for at, block in enumerate(blocks) if at > start and isinstance(block, Heading))
    return plain_text(replace(made(of, one), blocks=blocks[start:end]))


def test_what_has_a_later_day_than_the_former_certificate_is_new() -> None:
    said = since(record())
    assert "Förra intyget: Läkarutlåtande, 2025-10-08." in said
    for words in (
        "2026-10-03 Diagnos: Misstänkt: Epilepsi", "2026-10-23 Nytt hjälpmedel: Rullstol",
        "2026-10-22 Hjälpmedel återlämnat: Gåstol", "2026-08-14 Vårdplanen upprättad på nytt",
        "2026-11-12 Utskrivning från sjukhus",
    ):  # fmt: skip
        assert words in said, words
    assert "Angelman" not in said and "densamma" not in said


def test_words_that_are_used_again_are_told() -> None:
    same = replace(ASKED, basis="Går  inte själv.\n")
    assert "Texten ovan är densamma som då" in since(record(instead=[same]))
    blank = replace(ASKED, basis="", basis_from=None)
    assert "densamma" not in since(record(instead=[blank]))
    assert "2025-10-08" in since(record(instead=[blank])), "the former one is known by its stöd"


def test_nothing_to_compare_with_and_nothing_newer_are_said() -> None:
    loose = mine(Certificate, title="Reseintyg")
    assert "inget tidigare underlag" in since(record(loose), loose)
    lately = replace(FORMER, issued_on=day(0), sent_on=day(0))
    assert "Inget som är inskrivet med dag är nyare." in since(record(instead=[lately]))
    undated = replace(FORMER, requested_on=None, issued_on=None, sent_on=None)
    said = since(record(instead=[undated]))
    assert "Läkarutlåtande, utan dag." in said and "Nytt hjälpmedel" not in said and "nyare" not in said


# Empty and many


def test_an_empty_record_says_what_is_missing_and_is_never_blank() -> None:
    loose = mine(Certificate, title="Reseintyg")
    found = made(record_of(loose), loose)
    assert missing(found) == ["Inte skrivet än", "Saknas", "Saknas"]
    said = plain_text(found)
    for words in ("Ingen är tillfrågad än", "Inte begärt än", "Ingen dag är bestämd", "Ingen diagnos är inskriven.",
                  "Ingen vårdplan är skriven än.", "Egenvård: inte skrivet än.", "inga är inskrivna."):  # fmt: skip
        assert words in said, words
    draft = plain_text(made(record_of(loose, mine(CarePlan)), loose))
    assert "Hälsan i korthet: inte skrivet än." in draft and "Inga mål är skrivna än." in draft


def very_many() -> Record:
    """The certificate with 120 of everything there can be many of."""
    goals = [mine(CareGoal, plan_id=PLAN.id, position=at, goal=f"Mål {at}") for at in range(120)]
    insatser = [mine(Intervention, goal_id=goals[0].id, position=at, what=f"Insats {at}") for at in range(120)]
    contacts = [mine(Contact, name=f"Kontakt {at:03}") for at in range(120)]
    devices = [mine(AssistiveDevice, name=f"Sak {at}", received_on=day(-at)) for at in range(120)]
    stays = [mine(HospitalStay, admitted_at=noon(day(-at - 1)), discharged_on=day(-at)) for at in range(120)]
    held = (MAJA, ASKED, EVA, GRANT, FORMER_GRANT, FORMER, PLAN, ANGELMAN)
    return record_of(*held, *goals, *insatser, *contacts, *devices, *stays)


def test_of_very_many_the_first_stand_and_the_rest_are_counted() -> None:
    of = very_many()
    found = made(of)
    assert [len(block.rows) for block in found.blocks if isinstance(block, Table)] == [6, 8]
    assert since(of).count("Utskrivning") + since(of).count("Nytt hjälpmedel") == 8
    said = plain_text(found)
    for words in ("114 mål till", "113 kontakter till", "och 117 till", "och 108 till", "Insats 2", "Kontakt 000"):
        assert words in said, words
    assert "Insats 3" not in said and "Sak 12" not in said


@pytest.mark.parametrize("who", ["120-kontakter", "barn", "skyddad"])
def test_it_is_made_of_every_certificate_of_the_practice_people(practice: dict[str, Record], who: str) -> None:
    of = practice[who]
    for one in certificates_to_write(of):
        said = plain_text(certificate_basis_document(of, one.id))
        assert of.get(Certificate, one.id).heading in said and "ingen medicinsk bedömning" in said


# Whom it may go to, and what must not stand there


@pytest.mark.parametrize("how", [ProtectedIdentity.REGISTRATION, ProtectedIdentity.MARKED])
def test_nothing_tells_where_a_protected_person_is(how: ProtectedIdentity) -> None:
    secret = replace(MAJA, protected_identity=how, address="Hemliga gatan 1")
    basis = replace(ASKED, basis="Bor på Hemliga gatan 1 och går i Björkskolan.", contact_id=SCHOOL.id)
    of = record(instead=[secret, basis])
    said = text(of)
    for words in ("Hemliga gatan", "Björkskolan", "Falk", "Barnkliniken"):
        assert words not in said, words
    assert "går i" in said and "Karin Ålander" in said


def test_contacts_that_are_to_stay_off_paper_and_devices_too_do() -> None:
    off = [replace(EVA, on_print=False), replace(CHAIR, on_print=False)]
    said = text(record(instead=off))
    assert "Barnneurologen" not in said and "Rullstol" not in said


def test_it_goes_to_who_writes_it_when_a_consent_names_her_or_on_a_stated_ground() -> None:
    to_eva = Recipient("Eva Lundh, läkare", EVA.id)
    grown_up = replace(MAJA, birth_date=date(1990, 1, 1))
    order = Order(CERTIFICATE_BASIS, to_eva, about=ASKED.id)
    of = record(instead=[grown_up])
    assert "samtycke" in refusal(of, order)
    assert refusal(of, replace(order, ground=Ground.REQUEST, ground_note="Maja bad om det")) == ""
    consent = mine(
        Consent, purpose=ConsentPurpose.DISCLOSURE, given_by="Maja", given_on=TODAY, recipients="Eva Lundh",
        covers="Allt", valid_until=day(90),
    )  # fmt: skip
    of = record(consent, instead=[grown_up])
    assert refusal(of, order) == ""
    shared = done(of, share(of, order, document=prepared(of, order).document, sha256="a" * 64, way=Way.PRINTED))
    (kept,) = shared.all(SharedPaper)
    assert (kept.paper, kept.contact_id, kept.consent_id) == ("intygsunderlag", EVA.id, consent.id)


def test_the_patient_may_always_read_it_and_it_is_about_one_certificate() -> None:
    herself = Recipient(PATIENT, is_patient=True)
    assert refusal(record(), Order(CERTIFICATE_BASIS, herself, about=ASKED.id)) == ""
    assert refusal(record(), Order(CERTIFICATE_BASIS, herself)) == "Välj först: vilket intyg?"
    assert "sidan Intyg och stöd" in refusal(record_of(), Order(CERTIFICATE_BASIS, herself))
