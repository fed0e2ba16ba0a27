"""A term as it is shown, and what the record keeps of it."""

import pytest

from coordinator.entity import Coding
from coordinator.terms.term import (
    ICD_10_SE,
    ORPHA,
    OWN,
    Term,
    code_key,
    free_text,
    is_icd_code,
    release_in_words,
    system_of,
    with_stop,
)

RETT = Term(
    code="778", system=ORPHA, name="Rett syndrome", synonyms=("RTT",), swedish=("Retts syndrom", "Rett syndrom"),
    release="2025-12",
)  # fmt: skip


def test_it_is_shown_in_swedish_and_its_other_names_each_once() -> None:
    assert RETT.display == "Retts syndrom"
    assert RETT.other_names == ("Rett syndrom", "Rett syndrome", "RTT")
    assert RETT.written_code == "ORPHA:778"
    assert Term(code="G10", system=ICD_10_SE, name="").other_names == ()


def test_chosen_it_keeps_all_that_is_needed_to_read_it_later() -> None:
    assert RETT.coding() == Coding(
        code="778", system="http://www.orpha.net", system_version="2025-12", display="Retts syndrom"
    )
    assert RETT.coding(" rett \n").original_text == "rett"


def test_a_name_without_a_code_is_free_text() -> None:
    own = Term(code="", system=OWN, name="Vår egen grupp")
    assert own.coding() == free_text("Vår  egen grupp") == Coding(original_text="Vår egen grupp")


@pytest.mark.parametrize("typed", ["778", "ORPHA:778", "orpha 778", "Orpha778", "ORPHANET:778", " 778 "])
def test_an_orpha_code_is_known_however_it_is_written(typed: str) -> None:
    assert code_key(typed) == "778"


@pytest.mark.parametrize("typed", ["G71.0A", "g710a", "G710A"])
def test_an_icd_code_is_known_with_and_without_its_stop(typed: str) -> None:
    assert code_key(typed) == "G710A"
    assert is_icd_code(typed.upper())
    assert with_stop(typed.upper()) == "G71.0A"


def test_which_list_a_code_is_of_shows_in_its_form() -> None:
    assert [system_of(code) for code in ("778", "G10", "G71.0A", "C77.-", "Rett", "", "0778", "12345678")] == [
        ORPHA, ICD_10_SE, ICD_10_SE, ICD_10_SE, OWN, OWN, OWN, OWN,
    ]  # fmt: skip
    assert with_stop("G10") == "G10"


def test_what_is_retired_says_so_and_what_came_in_its_place() -> None:
    gone = Term(code="2950", system=ORPHA, name="X", retired_in="2026-06", moved_to="988")
    assert gone.remark == "Koden finns inte längre i utgåvan juni 2026. I stället: ORPHA:988."
    assert Term(code="Z99", system=ICD_10_SE, name="X", never_main=True).remark == "Kan inte vara huvuddiagnos."
    assert RETT.remark == ""


def test_a_release_in_words() -> None:
    assert (release_in_words("2025-12"), release_in_words("2026")) == ("december 2025", "2026")
