"""A copy with a password: nothing of it can be read without, and nothing of it is lost with."""

import unicodedata
from io import BytesIO

import page
import pikepdf
import pypdfium2
import pytest
from pikepdf import Pdf

from coordinator.document import Attachment
from coordinator.errors import RuleError
from tests.ui.paper.samples import full_plan
from tests.ui.paper.structure import read
from ui.paper.locked_copy import locked_copy
from ui.paper.pdf import render_pdf

PASSWORD = "blå häst 7 fönster"


@pytest.fixture(scope="module")
def paper() -> bytes:
    attached = Attachment("journal.json", "application/json", "Uppgifterna", b'{"namn": "Maja"}\n')
    return render_pdf(full_plan(4), attachments=[attached])


@pytest.fixture(scope="module")
def locked(paper: bytes) -> bytes:
    return locked_copy(paper, PASSWORD)


def test_it_is_locked_with_aes_256(locked: bytes) -> None:
    with Pdf.open(BytesIO(locked), password=PASSWORD) as opened:
        how = opened.encryption
        assert (how.R, how.V, how.bits) == (6, 5, 256)
        assert how.stream_method == how.string_method == how.file_method == pikepdf.models.EncryptionMethod.aesv3
        assert opened.allow.accessibility


@pytest.mark.parametrize("password", ["", "fel", PASSWORD.upper()])
def test_no_other_password_and_none_opens_it(locked: bytes, password: str) -> None:
    with pytest.raises(pikepdf.PasswordError):
        Pdf.open(BytesIO(locked), password=password)
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(locked, password=password)


def test_nothing_of_it_stands_in_the_open(locked: bytes) -> None:
    for text in ("Min vårdplan", "Maja Test", "journal.json", "pdfaid", "http://www.aiim.org"):
        assert text.encode() not in locked and text.encode("utf-16-be") not in locked


def test_it_says_the_same_and_carries_the_same_and_claims_only_what_is_so(paper: bytes, locked: bytes) -> None:
    with Pdf.open(BytesIO(paper)) as before, Pdf.open(BytesIO(locked), password=PASSWORD) as after:
        assert read(paper).elements == read(locked, PASSWORD).elements
        assert after.attachments["journal.json"].get_file().read_bytes() == b'{"namn": "Maja"}\n'
        metadata = after.Root.Metadata.read_bytes()
        assert b"pdfaid:part" in before.Root.Metadata.read_bytes()
        assert b"pdfaid:" not in metadata and b"<pdfuaid:part>1</pdfuaid:part>" in metadata
        opened = BytesIO()
        after.save(opened)
    assert page.validate_pdf_bytes(opened.getvalue(), profile="ua1").failures == []
    assert not page.is_pdf_compliant_bytes(opened.getvalue(), profile="3a")


def test_the_password_is_the_same_however_its_letters_are_composed(paper: bytes) -> None:
    locked = locked_copy(paper, unicodedata.normalize("NFD", PASSWORD))
    with Pdf.open(BytesIO(locked), password=PASSWORD) as opened:
        assert len(opened.pages) > 0


@pytest.mark.parametrize("password", ["", "  ", "å" * 64, "hemligt\ud800", "hem\x00ligt"])
def test_a_password_that_would_not_hold_is_refused(paper: bytes, password: str) -> None:
    with pytest.raises(RuleError, match="Lösenordet"):
        locked_copy(paper, password)
