"""The papers of a SIP and of a stay in hospital on the command line, from end to end, on a real vault."""

from pathlib import Path

import pypdfium2
import pytest

from coordinator.sip.legal_points import LegalPoint
from tests.journeys.conftest import Hallpunkt

Command = tuple[object, ...]


@pytest.fixture
def leo(hallpunkt: Hallpunkt, vault_path: Path, passphrase_file: Path) -> Command:
    """``--vault``, ``--passphrase-file`` and ``--patient`` for a patient with a SIP that has only begun."""
    here = ("--vault", vault_path, "--passphrase-file", passphrase_file)
    number = "19900728-2388"
    added = hallpunkt("add", "patient", *here, "--number", number, "--given-name", "Leo", "--family-name", "Test")
    assert added.code == 0, added.err
    her = (*here, "--patient", number)
    added = hallpunkt("add", "sip", *her, "--own-words", "Jag vill träffa Noa.")
    assert added.code == 0, added.err
    return her


def pages(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf)


def test_a_plan_is_printed_as_a_draft_with_the_four_headings_standing_and_lying(
    hallpunkt: Hallpunkt, leo: Command, tmp_path: Path
) -> None:
    for extra in ((), ("--landscape",)):
        out = tmp_path / f"plan{len(list(tmp_path.glob('plan*')))}.pdf"
        answer = hallpunkt("print", "sip-plan", *leo, "--sip", 1, "--out", out, *extra)
        assert (answer.code, answer.err) == (0, ""), extra
        said = pages(out)
        assert all(point.label in said for point in LegalPoint)
        assert "”Jag vill träffa Noa.”" in said and "Utkast: Planen är inte upprättad än." in said


def test_what_there_is_nothing_of_is_said_in_words(hallpunkt: Hallpunkt, leo: Command, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    for paper in ("sip-avslut", "sip-uppfoljning", "utskrivning"):
        refused = hallpunkt("print", paper, *leo, "--out", out)
        assert refused.code == 3 and "Det finns inget att skriva" in refused.err
    assert not out.exists()


def test_a_stay_in_hospital_is_summed_up_for_the_patient(hallpunkt: Hallpunkt, leo: Command, tmp_path: Path) -> None:
    added = hallpunkt(
        "add", "hospital-stay", *leo, "--hospital", "Östra sjukhuset", "--admitted-at", "2026-01-20 14:00",
        "--summary", "Du vårdades för lunginflammation.", "--summary-source", "Amina Wallin",
    )  # fmt: skip
    assert added.code == 0, added.err
    out = tmp_path / "ut.pdf"
    answer = hallpunkt("print", "utskrivning", *leo, "--stay", 1, "--out", out)
    assert (answer.code, answer.err) == (0, "")
    said = pages(out)
    assert "Du vårdades för lunginflammation." in said and "Skriven av: Amina Wallin." in said
    assert "Ingen fast vårdkontakt är utsedd." in said
