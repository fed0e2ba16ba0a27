"""The papers about a SIP and a stay in hospital pass the gate, empty, full and of thirty rows, in every way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from coordinator.document import Document
from coordinator.documents.discharge_summary import discharge_summary_document
from coordinator.documents.sip_closing import sip_closing_document
from coordinator.documents.sip_follow_up import sip_follow_up_document
from coordinator.documents.sip_plan import sip_plan_document, sip_plan_document_landscape
from coordinator.hospital_stay import HospitalStay
from coordinator.lettering import Lettering
from coordinator.sip.decision import DecisionStatus
from coordinator.sip.process import Sip, SipCloseReason
from tests.coordinator.documents.sip_samples import WholeSip, follow_up_of, whole_sip
from tests.ui.paper.gate import complaints
from tests.ui.paper.samples import ME, NOW, TODAY, record_of
from tests.ui.paper.structure import read, squeezed
from ui.paper.pdf import render_pdf

STAY = HospitalStay(patient_id=ME, admitted_at=datetime(2026, 11, 20, 14, tzinfo=NOW.tzinfo), summary="Du mår bra.")


def _plan(whole: WholeSip) -> Document:
    return sip_plan_document(record_of(*whole.entries()), whole.sip.id)


def _lying(whole: WholeSip) -> Document:
    return sip_plan_document_landscape(record_of(*whole.entries()), whole.sip.id)


def _sheet(whole: WholeSip) -> Document:
    return sip_follow_up_document(record_of(*whole.entries()), whole.sip.id)


def _noted(whole: WholeSip) -> Document:
    noted = follow_up_of(whole)
    went = whole.followed_up(*[DecisionStatus.ONGOING] * len(whole.rows), on=TODAY, result="Det går bra. " * 9)
    return sip_follow_up_document(record_of(*went.entries(noted)), noted.id)


def _closing(whole: WholeSip) -> Document:
    closed = whole.entries(follow_up_of(whole), closed_on=TODAY, close_reason=SipCloseReason.GOALS_MET)
    return sip_closing_document(record_of(*closed), whole.sip.id)


def _discharge(whole: WholeSip) -> Document:
    stay = replace(STAY, sip_id=whole.sip.id)
    return discharge_summary_document(record_of(stay, *whole.entries()), stay.id)


PAPERS = [_plan, _lying, _sheet, _noted, _closing, _discharge]
LARGE = [one for one in PAPERS if one is not _lying]


@pytest.mark.parametrize("rows", [0, 30])
@pytest.mark.parametrize("make", PAPERS, ids=lambda make: make.__name__.strip("_"))
def test_each_paper_passes_the_gate_and_says_each_row(make: Callable[[WholeSip], Document], rows: int) -> None:
    pdf = render_pdf(make(whole_sip(ME, rows)))
    assert complaints(pdf) == []
    heard = squeezed(" ".join(one.text for one in read(pdf).elements))
    if make is not _discharge:
        assert [number for number in range(1, rows + 1) if f"{number}. " not in heard] == []


@pytest.mark.parametrize("make", LARGE, ids=lambda make: make.__name__.strip("_"))
def test_so_it_does_in_large_letters(make: Callable[[WholeSip], Document]) -> None:
    pdf = render_pdf(replace(make(whole_sip(ME)), lettering=Lettering.LARGE))
    assert complaints(pdf) == []
    assert not {one.kind for one in read(pdf).elements} & {"Table", "TR", "TD", "TH"}


@pytest.mark.parametrize("make", [sip_plan_document, sip_follow_up_document, sip_closing_document])
def test_a_sip_of_which_nothing_is_known_passes_it_too(make: Callable[..., Document]) -> None:
    sip = Sip(patient_id=ME)
    assert complaints(render_pdf(make(record_of(sip), sip.id))) == []


def test_a_stay_of_which_nothing_is_known_passes_it_too() -> None:
    stay = replace(STAY, summary="")
    assert complaints(render_pdf(discharge_summary_document(record_of(stay), stay.id))) == []


def test_the_four_points_of_the_law_are_headings_of_the_plan() -> None:
    heard = read(render_pdf(_plan(whole_sip(ME)))).elements
    assert [squeezed(one.text) for one in heard if one.kind == "H2"] == [
        "Vad är viktigt för mig", "Så är det nu", "Insatser som behövs", "Vad region och kommun svarar för",
        "Vad andra gör", "Vem har det övergripande ansvaret?", "Om planen inte fungerar", "Uppföljning", "Deltagare",
    ]  # fmt: skip


def test_the_boxes_of_a_row_stand_on_one_page() -> None:
    """Nobody ticks a box whose row stands on the page before."""
    pages = [squeezed(" ".join(one.marked.values())) for one in read(render_pdf(_sheet(whole_sip(ME, 30)))).pages]
    counts = [(drawn.count("□ Klart"), drawn.count("□ Ändrat")) for drawn in pages]
    assert sum(first for first, _ in counts) == 30
    assert all(first == last for first, last in counts)
