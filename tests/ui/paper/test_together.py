"""Several letters bound in one file: each begins a page and is numbered for itself, and the whole passes the gate."""

from dataclasses import replace
from datetime import date, time
from io import BytesIO

import pypdfium2
import pytest
from pikepdf import Pdf

from coordinator.contact import Contact
from coordinator.document import Document
from coordinator.documents.sip_invitation import letters, sip_invitation_document
from coordinator.errors import RuleError
from coordinator.lettering import Lettering
from coordinator.sip.meeting import SipInvitation, SipMeeting, SipMeetingKind
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip
from coordinator.sip.texts import usual_agenda
from tests.ui.paper.gate import complaints
from tests.ui.paper.samples import ME, contacts, record_of
from tests.ui.paper.structure import read
from ui.paper.pdf import render_pdf, render_together

SIP = Sip(patient_id=ME, question="Hur orkar Maja hela veckan?")
MEETING = SipMeeting(
    patient_id=ME, sip_id=SIP.id, day=date(2026, 12, 1), at=time(14), place="Sal B2", answer_by=date(2026, 11, 27),
    agenda="\n".join(usual_agenda(SipMeetingKind.PLANNING)), interpreter="Arabiska", adaptations="Paus",
)  # fmt: skip


def made(count: int, *, lettering: Lettering = Lettering.STANDARD) -> list[Document]:
    """The letters to a meeting of the patient and so many others."""
    people: list[Contact] = contacts(count)
    there = [SipParticipant(patient_id=ME, sip_id=SIP.id, part=SipPart.PATIENT)]
    there += [SipParticipant(patient_id=ME, sip_id=SIP.id, position=at, contact_id=one.id)
              for at, one in enumerate(people, 1)]  # fmt: skip
    called = [SipInvitation(patient_id=ME, meeting_id=MEETING.id, participant_id=one.id) for one in there]
    record = record_of(SIP, MEETING, *people, *there, *called)
    found = [sip_invitation_document(record, one.id) for one in letters(record, MEETING.id)]
    return [replace(one, lettering=lettering) for one in found]


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [document[n].get_textpage().get_text_bounded() for n in range(len(document))]


@pytest.mark.parametrize("lettering", [Lettering.STANDARD, Lettering.LARGE])
def test_a_letter_passes_the_gate(lettering: Lettering) -> None:
    for one in (made(0, lettering=lettering)[0], *made(5, lettering=lettering)[:2], made(60, lettering=lettering)[0]):
        assert complaints(render_pdf(one)) == []


def test_six_letters_are_six_pages() -> None:
    documents = made(5)
    assert all(len(pages(render_pdf(one))) == 1 for one in documents)
    pdf = render_together(documents)
    assert complaints(pdf) == []
    assert all("Sida 1 av 1" in page for page in pages(pdf)) and len(pages(pdf)) == 6
    assert len({page.splitlines()[2] for page in pages(pdf)}) == 6, "each to somebody of her own"


def test_each_is_heard_as_a_part_with_a_title_of_its_own() -> None:
    elements = read(render_together(made(2))).elements
    assert [one.kind for one in elements if one.kind in ("Part", "H1")] == ["Part", "H1"] * 3


def test_a_letter_of_several_pages_is_numbered_for_itself() -> None:
    long, short, last = made(60)[0], *made(1)
    pdf = render_together([long, short, last])
    assert complaints(pdf) == []
    numbers = [line for page in pages(pdf) for line in page.split("\n") if "Sida " in line]
    found = [line[line.index("Sida ") :].strip() for line in numbers]
    count = len(pages(render_pdf(long)))
    assert count > 1
    assert found == [*(f"Sida {number} av {count}" for number in range(1, count + 1)), "Sida 1 av 1", "Sida 1 av 1"]


def test_what_is_bound_says_what_the_letters_say() -> None:
    documents = made(3)
    apart = [page for one in documents for page in pages(render_pdf(one))]
    assert pages(render_together(documents)) == apart


def test_the_bytes_are_the_same_every_time_and_the_title_names_nobody() -> None:
    documents = made(2)
    pdf = render_together(documents)
    assert pdf == render_together(documents) != render_together(documents[::-1])
    with Pdf.open(BytesIO(pdf)) as opened:
        assert str(opened.docinfo.Title) == "Kallelse till SIP-möte" and len(opened.Root.Outlines) > 0


def test_one_alone_is_as_it_always_is() -> None:
    (document, *_) = made(1)
    assert render_together([document]) == render_pdf(document)


def test_what_is_not_of_one_form_is_not_bound() -> None:
    with pytest.raises(ValueError, match="several forms"):
        render_together([*made(0), *made(0, lettering=Lettering.LARGE)])


def test_a_character_that_no_font_has_is_named() -> None:
    documents = made(1)
    odd = replace(documents[1], title="Hej \U0001f600")
    with pytest.raises(RuleError, match="tecken"):
        render_together([documents[0], odd])
    assert render_together([documents[0], odd], replace_missing=True).startswith(b"%PDF")
