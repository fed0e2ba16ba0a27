"""The plans: their kind, what they say, who takes part, and a PDF only where it fits."""

from base64 import b64decode
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.careplan import CareGoal, CarePlan, Intervention, PlanStatus, PlanType
from coordinator.contact import Contact
from coordinator.document import Document
from coordinator.entity import Entity
from coordinator.exchange.rivta.care_plans import LARGEST_CONTENT, pieces
from coordinator.exchange.rivta.contracts import CARE_PLANS
from coordinator.exchange.rivta.rivta_file import RivtaFile
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip, SipAnswer
from coordinator.transition.plan import TransitionPlan
from tests.coordinator.exchange.fhir.reading import ME
from tests.coordinator.exchange.rivta.answers import answer, listed, text, texts

DAY = date(2026, 3, 4)
UNIT = "SE2321000016-3C4D"


def plan(**fields: Any) -> CarePlan:
    known: dict[str, Any] = {"status": PlanStatus.CURRENT, "established_on": DAY, "what_matters": "Att kunna rida"}
    return CarePlan(patient_id=ME, **(known | fields))


def in_header(made: RivtaFile, name: str) -> list[str]:
    return [text(CARE_PLANS, one, f"carePlanHeader/{name}") for one in listed(CARE_PLANS, made)]


def words(*entries: Entity) -> str:
    (one,) = listed(CARE_PLANS, answer(CARE_PLANS, *entries))
    return b"".join(map(b64decode, texts(CARE_PLANS, one, "value"))).decode()


@pytest.mark.parametrize("kind", PlanType)
def test_each_kind_of_plan_has_its_code_and_its_words(kind: PlanType) -> None:
    one = plan(plan_type=kind)
    (found,) = listed(CARE_PLANS, answer(CARE_PLANS, one))
    for path, expected in {
        "carePlanHeader/documentId": str(one.id),
        "carePlanHeader/documentTitle": kind.label,
        "carePlanHeader/documentTime": "20260304000000",
        "carePlanHeader/accountableHealthcareProfessional/authorTime": "20260304000000",
        "carePlanHeader/approvedForPatient": "true",
        "carePlanBody/typeOfCarePlanEnum": kind.stored,
        "carePlanBody/content/mediaType": "text/plain",
    }.items():
        assert text(CARE_PLANS, found, path) == expected, path
    assert "Att kunna rida" in words(one)


def test_a_former_plan_is_written_with_its_own_words_and_goals_alone() -> None:
    former, now = plan(status=PlanStatus.REPLACED, what_matters="Att gå"), plan()
    goal = CareGoal(patient_id=ME, plan_id=former.id, goal="Gå till skolan")
    made = answer(CARE_PLANS, former, now, goal)
    old, new = (b64decode(texts(CARE_PLANS, one, "value")[0]).decode() for one in listed(CARE_PLANS, made))
    assert in_header(made, "documentTitle") == ["Vårdplan (ersatt)", "Vårdplan"]
    assert "Att gå" in old and "Gå till skolan" in old and "Att kunna rida" not in old and "Mina kontakter" not in old
    assert "Att kunna rida" in new and "Gå till skolan" not in new and "Mina kontakter" in new


def test_what_is_not_established_says_so_and_is_not_for_her_yet() -> None:
    made = answer(CARE_PLANS, plan(status=PlanStatus.DRAFT, established_on=None), Sip(patient_id=ME, number=2))
    assert in_header(made, "documentTitle") == ["Vårdplan (utkast)", "SIP 2: nya behov (inte upprättad än)"]
    assert in_header(made, "approvedForPatient") == ["false", "false"]
    assert in_header(made, "documentTime") == ["", ""]
    assert made.notes[0].startswith("2 planer är inte fastställda")


def test_a_sip_and_an_overgangsplan_are_plans_too() -> None:
    sip = Sip(patient_id=ME, established_on=DAY, follow_up_on=DAY, established_by="Bo Ek")
    transition = TransitionPlan(patient_id=ME, planned_on=DAY, own_words="Jag vill bestämma")
    made = answer(CARE_PLANS, sip, transition, Sip(patient_id=ME, number=2, answer=SipAnswer.NO))
    assert in_header(made, "documentId") == [str(sip.id), str(transition.id)]
    assert in_header(made, "documentTitle") == ["SIP 1: nya behov", "Övergångsplan"]
    kinds = [texts(CARE_PLANS, one, "typeOfCarePlanEnum") for one in listed(CARE_PLANS, made)]
    assert kinds == [["SIP"], []]


def test_units_that_take_part_are_told_once_and_people_are_not() -> None:
    clinic = Contact(patient_id=ME, unit="Neurologen", hsa_id=UNIT)
    twin = Contact(patient_id=ME, unit="Neurologen 2", hsa_id=UNIT)
    person = Contact(patient_id=ME, name="Anna", hsa_id="SE2321000016-5E6F")
    wrong = Contact(patient_id=ME, unit="Ögon", hsa_id="kalle")
    one = plan()
    goal = CareGoal(patient_id=ME, plan_id=one.id, goal="Gå")
    people = (clinic, twin, person, wrong)
    doing = [Intervention(patient_id=ME, goal_id=goal.id, what="Träna", contact_id=who.id) for who in people]
    sip = Sip(patient_id=ME, established_on=DAY, follow_up_on=DAY)
    taking = [SipParticipant(patient_id=ME, sip_id=sip.id, contact_id=who.id) for who in people]
    made = answer(CARE_PLANS, one, goal, sip, *people, *doing, *taking)
    for found in listed(CARE_PLANS, made):
        assert texts(CARE_PLANS, found, "extension") == [UNIT]
        assert texts(CARE_PLANS, found, "root") == ["1.2.752.129.2.1.4.1"]


def test_a_pdf_goes_along_where_it_fits() -> None:
    seen: list[Document] = []

    def small(document: Document) -> bytes:
        seen.append(document)
        return b"%PDF" + b"x" * (LARGEST_CONTENT - 4)

    made = answer(CARE_PLANS, plan(), to_pdf=small)
    (found,) = listed(CARE_PLANS, made)
    assert texts(CARE_PLANS, found, "mediaType") == ["text/plain", "application/pdf"]
    assert b64decode(texts(CARE_PLANS, found, "value")[1]).startswith(b"%PDF")
    assert [one.title for one in seen] == ["Min vårdplan"]
    large = answer(CARE_PLANS, plan(), to_pdf=lambda _: b"x" * (LARGEST_CONTENT + 1))
    assert texts(CARE_PLANS, listed(CARE_PLANS, large)[0], "mediaType") == ["text/plain"]
    assert "över 100 kB" in large.notes[0]


def test_a_long_plan_is_parted_and_nothing_of_it_is_lost() -> None:
    made = answer(CARE_PLANS, plan(what_matters="Att kunna rida. " * 10_000))
    (found,) = listed(CARE_PLANS, made)
    parts = list(map(b64decode, texts(CARE_PLANS, found, "value")))
    assert len(parts) > 1 and all(0 < len(part) <= LARGEST_CONTENT for part in parts)
    assert b"".join(parts).decode().count("Att kunna rida.") == 10_000


@given(written=st.text(st.characters(exclude_categories=["Cs"]), max_size=60), largest=st.integers(4, 20))
def test_pieces_are_the_text(written: str, largest: int) -> None:
    found = list(pieces(written, largest))
    assert "".join(found) == written
    assert all(0 < len(piece.encode()) <= largest for piece in found)
