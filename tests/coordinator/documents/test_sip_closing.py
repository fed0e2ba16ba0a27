"""*Bekräftelse på avslut*: that a SIP is closed and why, how it went, and how to get help again."""

from dataclasses import replace
from typing import Any

import pytest

from coordinator.blocks import Facts, Heading, Missing, Note, Paragraph, Quote, Table, words
from coordinator.document import Document, texts
from coordinator.documents.sip_closing import closed_sips, sip_closing_document
from coordinator.entity import Entity
from coordinator.person import ProtectedIdentity
from coordinator.sip.decision import DecisionStatus
from coordinator.sip.process import Sip, SipCloseReason
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of
from tests.coordinator.documents.sip_samples import WholeSip, follow_up_of, whole_sip

CLOSED: dict[str, Any] = {
    "closed_on": TODAY, "closed_by": "Helena Dahl", "close_reason": SipCloseReason.GOALS_MET,
    "close_note": "Alla nöjda.",
}  # fmt: skip
WHOLE = whole_sip(PATIENT_ID)
WENT = WHOLE.followed_up(*[DecisionStatus.DONE] * 3, on=TODAY, result="Bra")


def made(whole: WholeSip = WENT, *more: Entity, **changed: Any) -> Document:
    return sip_closing_document(record_of(*whole.entries(*more, **(CLOSED | changed))), whole.sip.id)


def facts(document: Document) -> dict[str, str]:
    (found,) = (block for block in document.blocks if isinstance(block, Facts))
    return {fact.label: words(fact.value) for fact in found.facts}


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def said(document: Document) -> str:
    return "\n".join(texts(document))


def test_it_confirms_what_was_closed_when_by_whom_and_why() -> None:
    paper = made()
    assert facts(paper) == {
        "Plan": "SIP 2", "Upprättad": "2026-11-20", "Avslutad": "2026-11-22", "Avslutad av": "Helena Dahl",
        "Orsak": "Målen är uppfyllda", "Om avslutet": "Alla nöjda.",
    }  # fmt: skip
    assert headings(paper) == ["Så gick det med insatserna", "Om du behöver samordning igen"]
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert [words(cell) for cell in table.rows[0]] == [
        "1. Sömnskola", "Helena Dahl, kurator", "Klart\nBra", "2027-01-15",
    ]  # fmt: skip
    assert "Alla insatser i planen var klara." in said(paper)
    assert "Ring Helena Dahl, kurator: 031-390 06 12" in said(paper)
    assert isinstance(paper.blocks[-1], Note) and paper.blocks[-1].text.startswith("Laglig grund: hälso-")
    assert (paper.kind, paper.title, paper.number) == ("sip_closing", "Bekräftelse på avslut", 2)


def test_what_the_patient_said_last_stands_in_her_own_words() -> None:
    paper = made(WENT, follow_up_of(WHOLE))
    assert headings(paper)[0] == "Så tycker jag att det har gått"
    assert Quote("Det är bättre nu.") in paper.blocks
    assert "Uppföljning 2026-11-22. Så väl har planen hjälpt mig: 4 av 5, ganska väl." in [
        words(block.text) for block in paper.blocks if isinstance(block, Paragraph)
    ]


def test_rows_that_were_not_done_are_told_as_they_are() -> None:
    paper = made(WHOLE)
    assert "Alla insatser i planen var klara." not in said(paper)
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    assert {words(row[2]) for row in table.rows} == {"Ej påbörjat"}


def test_a_plan_that_was_replaced_leads_to_the_next() -> None:
    after = Sip(patient_id=PATIENT_ID, number=3, replaces_id=WHOLE.sip.id)
    paper = made(WENT, after, close_reason=SipCloseReason.REPLACED)
    assert "Samordningen fortsätter i SIP 3." in said(paper)
    assert "Om du behöver samordning igen" not in headings(paper)


def test_nobody_is_told_to_ring_for_somebody_who_is_dead() -> None:
    paper = made(WENT, close_reason=SipCloseReason.DECEASED)
    assert "Om du behöver samordning igen" not in headings(paper) and "Ring " not in said(paper)


@pytest.mark.parametrize("reason", [one for one in SipCloseReason if one is not SipCloseReason.DECEASED])
def test_for_every_other_reason_it_is_said_how_to_get_help_again(reason: SipCloseReason) -> None:
    assert "Om du behöver samordning igen" in headings(made(WENT, close_reason=reason))


def test_a_sip_that_was_never_a_plan_may_be_closed_too() -> None:
    sip = Sip(patient_id=PATIENT_ID, **CLOSED)
    paper = sip_closing_document(record_of(sip), sip.id)
    assert facts(paper)["Upprättad"] == "Blev inte upprättad"
    assert "Planen hade inga insatser." in said(paper) and "Ring " not in said(paper)
    assert "Alla insatser" not in said(paper)


def test_what_is_not_closed_has_nothing_to_confirm() -> None:
    paper = made(WENT, closed_on=None)
    assert [type(block) for block in paper.blocks] == [Missing]


def test_only_closed_ones_can_be_confirmed() -> None:
    record = record_of(*WHOLE.entries(Sip(patient_id=PATIENT_ID, number=3), **CLOSED))
    assert [(one.id, one.number) for one in closed_sips(record)] == [(WHOLE.sip.id, 2)]


def test_a_contact_that_tells_where_a_protected_patient_is_is_not_named() -> None:
    paper = made(WENT, replace(MAJA, protected_identity=ProtectedIdentity.MARKED))
    assert "Anna Berg" not in said(paper) and "Helena Dahl" in said(paper)
