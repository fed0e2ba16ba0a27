"""*Underlag till intyg* passes the gate, empty and full, and has room on two pages with very much in the record."""

import pytest

from coordinator.benefit.certificate import Certificate
from coordinator.documents.catalogue import CERTIFICATE_BASIS
from coordinator.lettering import Lettering
from coordinator.record import Record
from tests.coordinator.conftest import PATIENT_ID, record_of
from tests.coordinator.documents.test_certificate_basis import ASKED, record, very_many
from tests.ui.paper.gate import complaints
from tests.ui.paper.structure import read
from ui.paper.pdf import render_pdf

EMPTY = Certificate(patient_id=PATIENT_ID, title="Reseintyg")


@pytest.mark.parametrize(
    ("of", "one", "most"), [(record_of(EMPTY), EMPTY, 1), (record(), ASKED, 2), (very_many(), ASKED, 2)]
)
def test_it_passes_the_gate_and_has_room(of: Record, one: Certificate, most: int) -> None:
    pdf = render_pdf(CERTIFICATE_BASIS.made(of, about=one.id))
    assert complaints(pdf) == [] and len(read(pdf).pages) <= most


def test_so_it_does_in_large_letters() -> None:
    assert complaints(render_pdf(CERTIFICATE_BASIS.made(very_many(), Lettering.LARGE, about=ASKED.id))) == []
