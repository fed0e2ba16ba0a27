"""The command terms: search, import with what it changes, lists and restore; no pärm is opened for any of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from coordinator.terms.read_list import ListKind
from tests.coordinator.terms.made_up_lists import ICD_FILE, ORPHA_FILE, allow_small_lists, same_and, snomed_table
from ui import command_line
from ui.commands import terms
from ui.exit_code import ExitCode
from ui.term_folder import term_folder

Run = Callable[..., str]


def no_vault() -> NoReturn:
    raise AssertionError("no vault is needed")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HALLPUNKT_CONFIG", str(tmp_path / "mitt" / "hallpunkt.json"))
    allow_small_lists(monkeypatch)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Carries out one command that succeeds; what it said."""

    def carried_out(*words: str) -> str:
        assert command_line.run(["terms", *words], no_vault) == ExitCode.DONE
        told = capsys.readouterr()
        assert told.err == ""
        return told.out

    return carried_out


def test_the_lists_lie_beside_what_the_computer_remembers(tmp_path: Path, run: Run) -> None:
    assert term_folder().path == tmp_path / "mitt" / "kodlistor"
    run("lists")
    run("search", "rett")
    run("import", str(ORPHA_FILE), "--dry-run")
    assert not (tmp_path / "mitt").exists()
    run("import", str(ORPHA_FILE))
    assert {path.name for path in (tmp_path / "mitt").iterdir()} == {"kodlistor"}


def test_a_search_tells_code_release_suggestions_and_whose_the_names_are(run: Run) -> None:
    lines = run("search", "duchennes", "muskel").splitlines()
    assert lines[:2] == [
        "Duchennes muskeldystrofi  ORPHA:98896  (december 2025)",
        "  ICD-10-SE (förslag, kontrollera): G71.0A; G71.0",
    ]
    assert lines[-2] == ""
    assert lines[-1].startswith("Sjukdomsnomenklatur: Orphanet / Orphadata, (c) INSERM")
    run("import", str(ICD_FILE))
    lines = run("search", "dmd").splitlines()
    assert lines[1:3] == [
        "  också: DMD",
        "  ICD-10-SE (förslag, kontrollera): G71.0A Muskeldystrofi av Duchennes typ; G71.0 Muskeldystrofi",
    ]
    assert "Z99  (2026)\n  Kan inte vara huvuddiagnos.\n" in run("search", "Z99")


def test_that_nothing_fits_is_no_dead_end(run: Run) -> None:
    assert run("search", "xyzzyqv") == (
        "Inget i listorna passar. Diagnosen kan alltid skrivas med egna ord, utan kod.\n"
    )


def test_what_it_answers_other_programs(run: Run) -> None:
    run("import", str(ICD_FILE))
    answer = json.loads(run("search", "duchenne", "--json", "--limit", "1"))
    assert set(answer) == {"terms", "attribution"}
    assert len(answer["attribution"]) == 2
    assert answer["terms"] == [
        {
            "display": "Duchennes muskeldystrofi", "code": "98896", "system": "http://www.orpha.net",
            "release": "2025-12", "other_names": ["DMD", "Duchenne muscular dystrophy"], "retired_in": None,
            "moved_to": None, "never_main": False,
            "suggestions": [
                {
                    "code": code, "system": "https://www.icd10.se/", "release": "2026", "display": display,
                    "status": "förslag, kontrollera",
                }
                for code, display in (("G71.0A", "Muskeldystrofi av Duchennes typ"), ("G71.0", "Muskeldystrofi"))
            ],
        }
    ]  # fmt: skip
    assert json.loads(run("search", "xyzzyqv", "--json"))["terms"] == []


def test_a_list_is_taken_in_renewed_and_put_back(run: Run, tmp_path: Path) -> None:
    later = same_and(tmp_path / "orpha_2026-06.tsv", ("9000007\tFoglight", "9000010\tBrand new"))
    assert "Listan fanns inte förut.\nListan är intagen.\n" in run("import", str(ORPHA_FILE))
    assert "Kör igen utan --dry-run för att ta in den. Inget har ändrats." in run("import", str(later), "--dry-run")
    assert run("search", "9000007").startswith("Foglight syndrome  ORPHA:9000007  (december 2025)\n")
    told = run("import", str(later))
    assert "  1 nya\n    9000010  Brand new syndrome\n" in told
    assert "hallpunkt terms restore orpha tar tillbaka den förra." in told
    assert "Koden finns inte längre i utgåvan juni 2026." in run("search", "9000007")
    assert "Den är redan intagen. Inget har ändrats." in run("import", str(later))
    assert run("restore", "orpha").startswith("ORPHA: utgåva december 2025, 40 koder, intagen ")
    assert "Koden finns inte längre" not in run("search", "9000007")


def test_the_lists_are_told_with_where_they_came_from(run: Run, tmp_path: Path) -> None:
    told = run("lists")
    assert "Svenska namn som följer med: 198\nEgna namn: 0\n" in told
    assert "ORPHA: finns inte. Hämta en_product1.xml" in told
    assert "ICD-10-SE: finns inte. Hämta icd-10-se.tsv" in told
    assert "UMI – SNOMED CT: finns inte. Gör en tabell med kolumnerna term och sctid" in told
    run("import", str(ORPHA_FILE))
    run("import", str(same_and(tmp_path / "2026.tsv", ("9000007\tFoglight", "9000010\tBrand new"))))
    kept = term_folder().versions()[ListKind.ORPHA]
    told = run("lists")
    assert "ORPHA (orpha): utgåva 2026, 40 koder och 1 som har utgått, intagen " in told
    assert f"sha256 {kept.now.sha256}\n  den förra: utgåva december 2025, 40 koder, intagen " in told
    assert "version 2026, CC BY 4.0" in told


def test_the_clinics_own_list_of_snomed_ids_is_taken_in_and_put_back(run: Run, tmp_path: Path) -> None:
    for year, terms_ in (("2025", ("Aspleni",)), ("2026", ("Aspleni", "Latex"))):
        snomed_table(tmp_path / f"umi-{year}.tsv", *terms_)
        assert f"UMI – SNOMED CT, utgåva {year}" in run("import", str(tmp_path / f"umi-{year}.tsv"))
    told = run("lists")
    assert "UMI – SNOMED CT (umi-snomed): utgåva 2026, 2 koder, intagen " in told
    assert "SNOMED CT-id för UMI, utgåva 2026: er egen lista, under er licens." in told
    assert run("restore", "umi-snomed").startswith("UMI – SNOMED CT: utgåva 2025, 1 koder, intagen ")
    assert "Inget i listorna passar" in run("search", "Aspleni")


def test_a_damaged_list_is_told_of_and_the_rest_is_searched(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", str(ORPHA_FILE))
    (file,) = (tmp_path / "mitt" / "kodlistor").glob("*.gz")
    file.write_bytes(b"")
    for words in (["search", "retts"], ["lists"]):
        assert command_line.run(["terms", *words], no_vault) == ExitCode.DONE
        told = capsys.readouterr()
        assert told.err == "OBS: Listan ORPHA är skadad eller borta. Ta in den ur sin fil igen.\n"
        assert told.out


def test_a_file_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "fel.tsv").write_text("namn;telefon\n", encoding="utf-8")
    for name, title in (("fel.tsv", "Filen är ingen kodlista som går att ta in"), ("x.tsv", "Filen kan inte läsas")):
        assert command_line.run(["terms", "import", str(tmp_path / name)], no_vault) == ExitCode.REFUSED
        assert capsys.readouterr().err.startswith(f"{title}\n")
    assert command_line.run(["terms", "restore", "icd-10-se"], no_vault) == ExitCode.REFUSED
    assert capsys.readouterr().err.startswith("Det finns ingen tidigare utgåva\n")


def test_the_release_may_be_said(run: Run, tmp_path: Path) -> None:
    file = same_and(tmp_path / "orpha.tsv")
    assert run("import", str(file), "--release", "2026-06").startswith("ORPHA, utgåva juni 2026: 40 koder.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "det här saknas: VAD"),
        (["search"], "det här saknas: TEXT"),
        (["search", "rett", "--limit", "0"], "--limit: skriv ett tal från 1 till 200"),
        (["search", "rett", "--limit", "²"], "--limit: skriv ett tal från 1 till 200"),
        (["restore", "snomed"], "LISTA: går inte att välja. Välj bland"),
    ],
)
def test_what_cannot_be_asked_is_said(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.run(["terms", *words], no_vault) == 2
    assert said in capsys.readouterr().err.splitlines()[-1]


def test_the_words_for_the_lists_are_those_they_are_kept_by() -> None:
    assert tuple(kind.value for kind in ListKind) == terms.LISTS
