"""The one-page papers and shared days on the command line, from end to end, on a real vault."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.conftest import without_ids
from tests.journeys.conftest import Hallpunkt

Command = tuple[object, ...]


@pytest.fixture
def maja(hallpunkt: Hallpunkt, vault_path: Path, passphrase_file: Path) -> Command:
    """``--vault``, ``--passphrase-file`` and ``--patient`` for a patient without contacts."""
    here = ("--vault", vault_path, "--passphrase-file", passphrase_file)
    added = hallpunkt(
        "add", "patient", *here, "--number", "19900728-2388", "--given-name", "Maja", "--family-name", "Test"
    )
    assert added.code == 0, added.err
    return (*here, "--patient", "19900728-2388")


@pytest.fixture
def with_karin(hallpunkt: Hallpunkt, maja: Command) -> Command:
    """The same patient with Karin as her fast vårdkontakt."""
    appoint(hallpunkt, maja, "Karin Åhs")
    return maja


def shown(hallpunkt: Hallpunkt, her: Command) -> dict[str, Any]:
    answer = hallpunkt("show", *her, "--json")
    assert answer.code == 0, answer.err
    found: dict[str, Any] = json.loads(answer.out)
    found.pop("shared_paper")  # every paper is noted there
    return found


def add(hallpunkt: Hallpunkt, her: Command, kind: str, *options: object) -> None:
    added = hallpunkt("add", kind, *her, *options)
    assert added.code == 0, added.err


def appoint(hallpunkt: Hallpunkt, her: Command, name: str) -> None:
    add(hallpunkt, her, "contact", "--name", name, "--phone", "031-390 06 77")
    (one,) = (entry for entry in shown(hallpunkt, her)["contact"] if entry["name"] == name)
    add(
        hallpunkt, her, "contact-role", "--contact-id", one["id"], "--assignment", "fixed_care_contact",
        "--start", "2025-01-01", "--main", "ja",
    )  # fmt: skip


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [" ".join(pdf[n].get_textpage().get_text_bounded().split()) for n in range(len(pdf))]


def test_om_mig_is_printed_on_one_page_or_as_text(hallpunkt: Hallpunkt, maja: Command, tmp_path: Path) -> None:
    add(hallpunkt, maja, "about-me", "--most-important", "Att få sova ut", "--supported-by", "Eva Ek")
    before = shown(hallpunkt, maja)
    out, text = tmp_path / "om.pdf", tmp_path / "om.TXT"
    answer = hallpunkt("print", "om-mig", *maja, "--out", out)
    assert (answer.code, answer.err, answer.out) == (0, "", f"Skrev {out}\n")
    (page,) = pages(out)
    assert "Om mig" in page and "Att få sova ut" in page and "med stöd av Eva Ek" in page and "Logg " in page
    assert hallpunkt("print", "om-mig", *maja, "--out", text).code == 0
    assert text.read_bytes().startswith(b"\xef\xbb\xbf") and "Att få sova ut" in text.read_text("utf-8-sig")
    assert shown(hallpunkt, maja) == before


def test_om_mig_too_long_is_refused_and_nothing_is_written(hallpunkt: Hallpunkt, maja: Command, tmp_path: Path) -> None:
    add(hallpunkt, maja, "about-me", "--support", "Vänta in mig och fråga igen. " * 400)
    refused = hallpunkt("print", "om-mig", *maja, "--out", tmp_path / "om.pdf")
    assert refused.code == 3 and "Så vill jag ha stöd, och när" in refused.err
    assert "Vänta in" not in refused.err and not (tmp_path / "om.pdf").exists()
    assert hallpunkt("print", "om-mig", *maja, "--out", tmp_path / "om.txt").code == 0  # text has no pages


def test_printing_the_care_contact_alone_changes_nothing(
    hallpunkt: Hallpunkt, with_karin: Command, tmp_path: Path
) -> None:
    before = shown(hallpunkt, with_karin)
    out = tmp_path / "fvk.pdf"
    assert hallpunkt("print", "fast-vardkontakt", *with_karin, "--out", out).code == 0
    (page,) = pages(out)
    assert "Karin Åhs" in page and "031-390 06 77" in page and "Informationen lämnades" not in page
    assert shown(hallpunkt, with_karin) == before


@pytest.mark.parametrize(
    ("way", "word"),
    [("in_writing", "skriftligt"), ("orally", "muntligt"), ("1177", "via 1177"),
     ("through_relative", "genom närstående eller företrädare")],
)  # fmt: skip
def test_the_print_notes_that_the_information_was_given_and_says_so(
    hallpunkt: Hallpunkt, with_karin: Command, tmp_path: Path, way: str, word: str
) -> None:
    out = tmp_path / "fvk.pdf"
    today = date.today().isoformat()
    answer = hallpunkt("print", "fast-vardkontakt", *with_karin, "--out", out, "--information-given", way)
    assert (answer.code, answer.err) == (0, "")
    (role,) = shown(hallpunkt, with_karin)["contact_role"]
    assert (role["informed_on"], role["informed_way"], role["informed_by"]) == (today, way, "Anna Lind")
    assert (role["main"], role["version"]) == (True, 2)
    (page,) = pages(out)
    assert f"Informationen lämnades {today}, {word}, av Anna Lind." in page
    again = tmp_path / "igen.pdf"
    assert hallpunkt("print", "fast-vardkontakt", *with_karin, "--out", again).code == 0
    assert f"Informationen lämnades {today}, {word}, av Anna Lind." in pages(again)[0]


def test_nobody_appointed_is_refused_when_the_information_is_to_be_noted(
    hallpunkt: Hallpunkt, maja: Command, tmp_path: Path
) -> None:
    out = tmp_path / "fvk.pdf"
    refused = hallpunkt("print", "fast-vardkontakt", *maja, "--out", out, "--information-given", "orally")
    assert refused.code == 3 and "Ingen fast vårdkontakt är utsedd" in refused.err
    assert not out.exists() and not list(tmp_path.glob(".*.halv"))
    assert hallpunkt("print", "fast-vardkontakt", *maja, "--out", out).code == 0  # the page itself says who is missing
    assert "Ingen fast vårdkontakt är utsedd" in pages(out)[0]


def test_nothing_is_noted_when_the_paper_cannot_be_written(
    hallpunkt: Hallpunkt, with_karin: Command, tmp_path: Path
) -> None:
    taken, blocked = tmp_path / "finns.pdf", tmp_path / "hinder.pdf"
    taken.write_text("mitt")
    (tmp_path / ".hinder.pdf.halv").mkdir()  # the disk says no to the file
    before = shown(hallpunkt, with_karin)
    for out in (taken, blocked, tmp_path / "ingen" / "x.pdf", tmp_path):
        refused = hallpunkt("print", "fast-vardkontakt", *with_karin, "--out", out, "--information-given", "orally")
        assert refused.code == 3, refused.err
    assert shown(hallpunkt, with_karin) == before
    assert taken.read_text() == "mitt" and not blocked.exists()


def test_nothing_is_noted_when_a_letter_cannot_be_printed(hallpunkt: Hallpunkt, maja: Command, tmp_path: Path) -> None:
    appoint(hallpunkt, maja, "Karin \U000104a0")
    before = shown(hallpunkt, maja)
    ask = ("print", "fast-vardkontakt", *maja, "--out", tmp_path / "x.pdf", "--information-given", "orally")
    refused = hallpunkt(*ask)
    assert refused.code == 3 and "Alla tecken kan inte skrivas ut" in refused.err
    assert shown(hallpunkt, maja) == before and not (tmp_path / "x.pdf").exists()
    assert hallpunkt(*ask, "--replace-missing").code == 0
    assert shown(hallpunkt, maja)["contact_role"][0]["informed_on"]


def test_only_the_care_contacts_paper_notes_information_and_only_in_known_ways(
    hallpunkt: Hallpunkt, with_karin: Command, tmp_path: Path
) -> None:
    for paper, way in (("om-mig", "orally"), ("vardplan", "orally"), ("fast-vardkontakt", "blaj")):
        refused = hallpunkt("print", paper, *with_karin, "--out", tmp_path / "x.pdf", "--information-given", way)
        assert refused.code == 2, paper
    assert not (tmp_path / "x.pdf").exists()


def test_a_protected_patients_papers_and_exports_have_neither_address_nor_school(
    hallpunkt: Hallpunkt, maja: Command, tmp_path: Path
) -> None:
    edited = hallpunkt(
        "edit", "patient", *maja, "--protected-identity", "protected_registration", "--address",
        "Gömstället 7\n543 21 Gömort", "--phone", "070-174 06 10",
    )  # fmt: skip
    assert edited.code == 0, edited.err
    add(hallpunkt, maja, "contact", "--name", "Hemskolan", "--category", "school_work", "--phone", "08-465 004 01")
    add(
        hallpunkt, maja, "about-me", "--people", "Fröken på Hemskolan, 0846500401", "--support",
        "Ring 0701740610. Jag bor på Gömstället 7 i Gömort.",
    )  # fmt: skip
    listed = ("print om-mig", "print fast-vardkontakt", "print vardplan", "export journaltext", "export record")
    engine = ("--to", "Integrationsmotorn", "--purpose", "own_system")
    for command in listed:
        out = tmp_path / f"{command}.txt"
        answer = hallpunkt(*command.split(), *maja, "--out", out, *(engine if command == "export record" else ()))
        assert answer.code == 0, answer.err
        said = without_ids(out.read_bytes().decode("latin-1" if command == "export journaltext" else "utf-8"))
        for secret in ("Gömstället", "Gömort", "Hemskolan"):
            assert secret not in said, (command, secret)
        digits = re.sub(r"(?<=\d)[^\w\"]+(?=\d)", "", said)  # a number leaks however it is grouped
        for secret in ("1740610", "46500401"):
            assert secret not in digits, (command, secret)


def test_shared_days_in_words_and_in_json(hallpunkt: Hallpunkt, maja: Command) -> None:
    empty = hallpunkt("shared-days", *maja)
    assert (empty.code, empty.err) == (0, "")
    assert empty.out == "Inga besök på samma plats ligger så nära varandra att de kan samlas.\n"
    assert json.loads(hallpunkt("shared-days", *maja, "--json").out) == []
    day, near = date.today() + timedelta(days=60), date.today() + timedelta(days=64)
    add(hallpunkt, maja, "appointment", "--what", "Ögon", "--day", day, "--place", "Östra")
    add(hallpunkt, maja, "appointment", "--what", "Prov", "--day", near, "--place", " östra", "--movable", "ja")
    add(hallpunkt, maja, "contact", "--name", "Dietist", "--place", "Östra", "--next-contact", near,
        "--next-is-preliminary", "ja")  # fmt: skip
    listed = hallpunkt("shared-days", *maja)
    assert (listed.code, listed.err) == (0, "")
    assert listed.out.splitlines() == [
        f"Östra, {day}", f"  bokat    {day}  Ögon", f"  kan med  {near}  Prov", f"  kan med  {near}  Dietist",
    ]  # fmt: skip
    (shared,) = json.loads(hallpunkt("shared-days", *maja, "--json").out)
    assert (shared["place"], shared["day"]) == ("Östra", day.isoformat())
    assert [one["what"] for one in shared["could_join"]] == ["Prov", "Dietist"]
    assert [one["fixed"] for one in (*shared["booked"], *shared["could_join"])] == [True, False, False]
    ids = {entry["id"] for entry in shown(hallpunkt, maja)["appointment"]}
    assert {shared["booked"][0]["appointment_id"], shared["could_join"][0]["appointment_id"]} == ids


def test_shared_days_without_a_booked_day_and_with_another_setting(hallpunkt: Hallpunkt, maja: Command) -> None:
    day = date.today() + timedelta(days=60)
    for after in (0, 30):
        add(
            hallpunkt, maja, "appointment", "--what", f"Önskan {after}", "--day", day + timedelta(days=after),
            "--place", "Östra", "--status", "proposed",
        )  # fmt: skip
    assert "Inga besök" in hallpunkt("shared-days", *maja).out
    here = maja[:4]
    changed = hallpunkt("settings", *here, "visits.shared_day_weeks", "5")
    assert changed.code == 0, changed.err
    assert hallpunkt("shared-days", *maja).out.startswith("Östra, ingen dag bokad\n")
    unknown = hallpunkt("shared-days", *here, "--patient", "19121212-1212")
    assert unknown.code == 3
