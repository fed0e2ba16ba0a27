"""The consent form for a SIP passes the gate, with nobody in it and with thirty, in both sizes of text."""

from dataclasses import replace

import pytest

from coordinator.documents.consent_form import consent_form_document
from coordinator.lettering import Lettering
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip
from tests.ui.paper.gate import complaints
from tests.ui.paper.samples import ME, record_of
from tests.ui.paper.structure import read, squeezed
from ui.paper.pdf import render_pdf

SIP = Sip(patient_id=ME, question="Vem ordnar med stolen?")


@pytest.mark.parametrize("lettering", [Lettering.STANDARD, Lettering.LARGE], ids=lambda one: one.stored)
@pytest.mark.parametrize("count", [0, 30])
def test_the_form_for_a_sip_passes_the_gate_with_everybody_in_it(count: int, lettering: Lettering) -> None:
    there = [
        SipParticipant(patient_id=ME, sip_id=SIP.id, position=place, name=f"Namn{place:02} {'Lång' * 15}")
        for place in range(count)
    ]
    pdf = render_pdf(replace(consent_form_document(record_of(SIP, *there), SIP), lettering=lettering))
    assert complaints(pdf) == []
    heard = squeezed(" ".join(one.text for one in read(pdf).elements))
    assert [f"Namn{place:02}" in heard for place in range(count)] == [True] * count
