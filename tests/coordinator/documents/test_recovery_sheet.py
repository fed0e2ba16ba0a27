"""*Återställningskod*: the code in its groups on one page, and no secret where a message could name it."""

from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest

from coordinator.blocks import Heading
from coordinator.document import Document, from_json, places, texts, to_json
from coordinator.documents.recovery_sheet import recovery_sheet
from coordinator.record import Actor
from tests.coordinator.conftest import ACTOR
from ui.paper.pdf import render_pdf

CODE = "NG20-DP99-7K3M-QW12-Z8XR-4TVC-0H5J-B6YE-7"
MADE = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


def sheet(owner: Actor = ACTOR, *, vault_name: str = "Min pärm", practice: bool = False) -> Document:
    return recovery_sheet(CODE, vault_name=vault_name, owner=owner, made=MADE, practice=practice)


def test_the_code_stands_large_in_its_groups_and_in_order() -> None:
    large = [block.text for block in sheet().blocks if isinstance(block, Heading) and block.level == 1]
    assert large == ["NG20-DP99-7K3M-QW12", "Z8XR-4TVC-0H5J-B6YE-7"]
    small = [block.text for block in sheet().blocks if isinstance(block, Heading) and block.level == 3]
    assert small == ["Grupp 1 till 4", "Grupp 5 till 9"]


def test_it_says_which_vault_whose_and_when_by_swedish_time() -> None:
    said = "\n".join(texts(sheet()))
    for text in ("Min pärm", "Anna Lind, kontaktsjuksköterska, SMO-mottagningen", "2026-11-23 00:30"):
        assert text in said
    assert sheet().footer.edition == "Återställningskod, skapad 2026-11-23"
    assert sheet(replace(ACTOR, title="", unit=" ")).footer.person == "Anna Lind"


def test_it_says_what_it_is_for_where_to_keep_it_and_what_to_do_when_it_is_lost() -> None:
    headings = [block.text for block in sheet().blocks if isinstance(block, Heading) and block.level == 2]
    assert headings == [
        "Det här är koden till för", "Förvara den så här", "Använd den så här", "Om den kommer bort",
    ]  # fmt: skip
    said = " ".join(texts(sheet()))
    assert "Aldrig tillsammans med datorn" in said
    assert "skapa en ny kod" in said


def test_no_message_that_names_a_place_tells_the_code() -> None:
    groups = CODE.split("-")[:-1]
    assert not [place.where for place in places(sheet()) if any(group in place.where for group in groups)]
    assert not [group for group in groups if group in sheet().title + sheet().subtitle]


@pytest.mark.parametrize("practice", [True, False])
def test_it_is_one_page_with_the_code_as_text(practice: bool) -> None:
    long = Actor("Anna-Karin Lindeskog Wallenstråle", "specialistsjuksköterska och vårdkoordinator", "Mottagningen" * 6)
    document = sheet(long, vault_name="Sällsynta hälsotillstånd, vuxna och barn i hela regionen", practice=practice)
    with pypdfium2.PdfDocument(render_pdf(document)) as pdf:
        assert len(pdf) == 1
        page = pdf[0].get_textpage().get_text_bounded()
    assert "NG20-DP99-7K3M-QW12" in page
    assert "Z8XR-4TVC-0H5J-B6YE-7" in page
    assert ("ÖVNING" in page) is practice


def test_it_is_stored_and_read_like_any_document() -> None:
    assert from_json(to_json(sheet())) == sheet()
