"""The command line from end to end, on a real vault: the main job, and every way it says no."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from coordinator.passphrase import PRACTICE_PASSPHRASE
from tests.conftest import PASSPHRASE
from tests.journeys.conftest import Answer, Hallpunkt

TODAY = "2026-11-22"


@pytest.fixture
def here(vault_path: Path, passphrase_file: Path) -> tuple[object, ...]:
    """``--vault`` and ``--passphrase-file`` for the empty vault."""
    return ("--vault", vault_path, "--passphrase-file", passphrase_file)


@pytest.fixture
def with_maja(hallpunkt: Hallpunkt, here: tuple[object, ...]) -> tuple[object, ...]:
    """The vault with one patient in it, and ``--patient`` for her."""
    added = hallpunkt(
        "add", "patient", *here, "--number", "19900728-2388", "--given-name", "Maja", "--family-name", "Test"
    )
    assert added.code == 0, added.err
    return (*here, "--patient", "19900728-2388")


def pdf_text(path: Path) -> str:
    """All text of a PDF, page by page."""
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(pdf[number].get_textpage().get_text_bounded() for number in range(len(pdf)))


def test_demo_prints_and_exports_for_three_patients(hallpunkt: Hallpunkt, tmp_path: Path) -> None:
    folder = tmp_path / "övning"
    made = hallpunkt("demo", folder, "--headless", "--today", TODAY)
    assert made.code == 0, made.err
    files = sorted(path.name for path in (folder / "ut").iterdir())
    assert len(files) == 6
    assert all(name in made.out for name in files)
    assert PRACTICE_PASSPHRASE in made.out
    plan = pdf_text(folder / "ut" / "120-kontakter-vardplan.pdf")
    assert "Min vårdplan" in plan and "ÖVNING" in plan
    journal = (folder / "ut" / "120-kontakter-journaltext.txt").read_bytes()
    assert b"\r\n" in journal and b"\n\n" not in journal.replace(b"\r\n", b"")
    listed = hallpunkt("patients", "--vault", folder, "--passphrase-file", "-", "--json", typed=PRACTICE_PASSPHRASE)
    patients = json.loads(listed.out)
    assert len(patients) >= 6
    assert max(row["contacts"] for row in patients) == 120
    assert min(row["contacts"] for row in patients) == 0
    assert hallpunkt("check", "--vault", folder, "--passphrase-file", "-", typed=PRACTICE_PASSPHRASE).code == 0


def test_demo_without_a_screen_says_so_and_goes_on(
    hallpunkt: Hallpunkt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    made = hallpunkt("demo", tmp_path / "d")
    assert made.code == 0 and "ingen skärm" in made.out
    assert (tmp_path / "d" / "ut").is_dir()


def test_demo_replaces_only_a_practice_vault_and_only_when_told(hallpunkt: Hallpunkt, vault_path: Path) -> None:
    real = vault_path.rename(vault_path.with_name("ovning.hallpunkt"))
    for end in (".nycklar", ".nycklar.bak"):
        vault_path.with_name(vault_path.name + end).rename(real.with_name(real.name + end))
    before = real.read_bytes()
    assert hallpunkt("demo", real.parent).code == 4
    refused = hallpunkt("demo", real.parent, "--force")
    assert (refused.code, real.read_bytes()) == (4, before)
    assert "ingen övningspärm" in refused.err


def test_the_main_job(hallpunkt: Hallpunkt, with_maja: tuple[object, ...], tmp_path: Path) -> None:
    added = hallpunkt(
        "add", "contact", *with_maja, "--name", "Åsa Öberg", "--role", "dietist", "--phone", "031-390 06 12",
        "--unit", "Dietistmottagningen", "--category", "specialist", "--next-contact", "2031-01-20",
    )  # fmt: skip
    assert (added.code, added.err) == (0, "")
    shown = json.loads(hallpunkt("show", *with_maja, "--json").out)
    assert shown["patient"][0]["identity_number"] == "199007282388"
    assert shown["patient"][0]["birth_date"] == "1990-07-28"
    assert [contact["name"] for contact in shown["contact"]] == ["Åsa Öberg"]
    assert "Direkttelefon: 031-390 06 12" in hallpunkt("show", *with_maja).out
    plan, journal = tmp_path / "plan.pdf", tmp_path / "journal.txt"
    assert hallpunkt("print", "vardplan", *with_maja, "--out", plan).code == 0
    assert hallpunkt("export", "journaltext", *with_maja, "--out", journal).code == 0
    assert "Åsa Öberg" in pdf_text(plan)
    assert "Åsa Öberg".encode("latin-1") in journal.read_bytes()
    assert b"19900728" not in journal.read_bytes()


def test_undo_takes_the_contact_away_again(
    hallpunkt: Hallpunkt, with_maja: tuple[object, ...], here: tuple[object, ...]
) -> None:
    added = hallpunkt("add", "contact", *with_maja, "--name", "Fel Person")
    change = re.search(r"[0-9a-f-]{36}", added.out)
    assert change
    assert hallpunkt("undo", *here, change.group()).out == "Ångrat: Kontakt har lagts till.\n"
    assert json.loads(hallpunkt("show", *with_maja, "--json").out)["contact"] == []
    assert hallpunkt("undo", *here, change.group()).code == 3
    assert hallpunkt("undo", *here, "blaj").code == 3


def test_an_output_file_is_not_overwritten_without_force(
    hallpunkt: Hallpunkt, with_maja: tuple[object, ...], tmp_path: Path
) -> None:
    for command in (("print", "vardplan"), ("export", "journaltext")):
        out = tmp_path / f"{command[0]}.pdf"
        out.write_text("mitt")
        refused = hallpunkt(*command, *with_maja, "--out", out)
        assert (refused.code, out.read_text()) == (3, "mitt")
        assert "Filen finns redan" in refused.err
        assert hallpunkt(*command, *with_maja, "--out", out, "--force").code == 0
        assert out.read_bytes() != b"mitt"
        assert hallpunkt(*command, *with_maja, "--out", tmp_path / "ingen" / "x.pdf").code == 3
        assert hallpunkt(*command, *with_maja, "--out", tmp_path, "--force").code == 3
    assert not list(tmp_path.glob(".*.halv"))


def test_a_plan_that_was_handed_out_prints_again_as_it_was(
    hallpunkt: Hallpunkt, tmp_path: Path, passphrase_file: Path
) -> None:
    hallpunkt("demo", tmp_path / "d", "--headless", "--today", TODAY)
    here = ("--vault", tmp_path / "d", "--passphrase-file", "-", "--patient", "199007282388")
    first, again, later = (tmp_path / name for name in ("först.pdf", "igen.pdf", "sen.pdf"))
    typed = PRACTICE_PASSPHRASE
    handing = ("--out", first, "--hand-out-to", "Patienten", "--without-record")
    assert hallpunkt("print", "vardplan", *here, *handing, typed=typed).code == 0
    assert hallpunkt("add", "contact", *here, "--name", "Nykomling Efteråt", typed=typed).code == 0
    assert hallpunkt("print", "vardplan", *here, "--out", again, "--version", "1", typed=typed).code == 0
    assert hallpunkt("print", "vardplan", *here, "--out", later, typed=typed).code == 0
    assert first.read_bytes() == again.read_bytes()
    assert "Nykomling" in pdf_text(later) and "version 2" in pdf_text(later)
    refused = hallpunkt("print", "vardplan", *here, "--out", tmp_path / "x.pdf", "--version", "9", typed=typed)
    assert refused.code == 3 and "Utlämnade versioner: 1" in refused.err


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("200001052381", "Kontrollsiffran"),
        ("20000230-2380", "finns inte"),
        ("20990101-2386", "framtiden"),
        ("hej", "ÅÅÅÅMMDD-NNNN"),
    ],
)
def test_an_invalid_number_is_refused_with_the_reason(
    hallpunkt: Hallpunkt, here: tuple[object, ...], number: str, reason: str
) -> None:
    refused = hallpunkt("add", "patient", *here, "--number", number, "--given-name", "X")
    assert refused.code == 3 and reason in refused.err
    assert json.loads(hallpunkt("patients", *here, "--json").out) == []


def test_numbers_of_every_type_have_their_type(hallpunkt: Hallpunkt, here: tuple[object, ...]) -> None:
    for number, extra in (
        ("201001752383", ()),
        ("992004391013", ()),
        ("TF-123-X", ("--identity-type", "unknown")),
        (None, ()),
    ):
        given = ("--number", number) if number else ()
        assert hallpunkt("add", "patient", *here, *given, *extra, "--given-name", "N").code == 0
    types = []
    for row in json.loads(hallpunkt("patients", *here, "--json").out):
        shown = json.loads(hallpunkt("show", *here, "--patient", row["number"] or row["id"], "--json").out)
        types.append(shown["patient"][0]["identity_type"])
    assert sorted(types) == ["reservnummer", "samordningsnummer", "unknown", "unknown"]


def test_the_same_number_twice_is_refused(
    hallpunkt: Hallpunkt, with_maja: tuple[object, ...], here: tuple[object, ...]
) -> None:
    refused = hallpunkt("add", "patient", *here, "--number", "9007282388", "--given-name", "Dubbel")
    assert refused.code == 3 and "Numret finns redan" in refused.err


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "Rolig 😀 person", "שלום עולם", "rad ett\nrad två\ttabb", "<b>&amp;\"';--", "a\u0301å\u200d"]
)
def test_odd_text_is_kept_as_it_was(hallpunkt: Hallpunkt, with_maja: tuple[object, ...], text: str) -> None:
    assert hallpunkt("add", "contact", *with_maja, "--name", "K", "--note", text).code == 0
    (contact,) = json.loads(hallpunkt("show", *with_maja, "--json").out)["contact"]
    assert contact["note"] == text


def test_a_control_character_is_refused_and_named(hallpunkt: Hallpunkt, with_maja: tuple[object, ...]) -> None:
    refused = hallpunkt("add", "contact", *with_maja, "--name", "a\0b")
    assert refused.code == 3
    assert "Namn" in refused.err and "U+0000" in refused.err and "plats 2" in refused.err
    assert json.loads(hallpunkt("show", *with_maja, "--json").out)["contact"] == []


def test_a_character_no_font_has_is_named_before_anything_is_written(
    hallpunkt: Hallpunkt, with_maja: tuple[object, ...], tmp_path: Path
) -> None:
    hallpunkt("add", "contact", *with_maja, "--name", "Rolig 😀 person")
    out = tmp_path / "plan.pdf"
    refused = hallpunkt("print", "vardplan", *with_maja, "--out", out)
    assert refused.code == 3 and "😀" in refused.err and not out.exists()
    assert hallpunkt("print", "vardplan", *with_maja, "--out", out, "--replace-missing").code == 0


def test_wrong_passphrase_missing_and_damaged_are_told_apart(
    hallpunkt: Hallpunkt, vault_path: Path, here: tuple[object, ...]
) -> None:
    answers = [hallpunkt("patients", "--vault", vault_path, "--passphrase-file", "-", typed="fel fras helt och hållet")]
    keys_beside = vault_path.with_name(vault_path.name + ".nycklar")
    whole = keys_beside.read_text()
    keys_beside.write_text(whole.replace("argon", "x").replace('"v": 1', '"v": 2'))
    answers.append(hallpunkt("patients", *here))
    keys_beside.unlink()
    answers.append(hallpunkt("patients", *here))
    keys_beside.write_text(whole)
    vault_path.write_bytes(b"x" * 8192)
    answers.append(hallpunkt("patients", *here))
    assert [answer.code for answer in answers] == [4, 4, 4, 4]
    titles = [answer.err.splitlines()[0] for answer in answers]
    assert titles == ["Fel lösenfras", "Nyckelfilen är skadad", "Nyckelfilen saknas", "Pärmen är skadad"]


def test_create_change_recover(hallpunkt: Hallpunkt, tmp_path: Path) -> None:
    path = tmp_path / "ny pärm" / "anna.hallpunkt"
    who = ("--name", "Anna Lind", "--title", "sjuksköterska", "--unit", "SMO")
    made = hallpunkt("vault", "create", "--vault", path, *who, "--passphrase-file", "-", typed="häst batteri klammer")
    assert made.code == 0, made.err
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){7}-[0-9A-Z]", made.out)
    assert code
    again = hallpunkt("vault", "create", "--vault", path, *who, "--passphrase-file", "-", typed="häst batteri klammer")
    assert again.code == 4
    weak = hallpunkt("vault", "create", "--vault", tmp_path / "b", *who, "--passphrase-file", "-", typed="kort")
    assert weak.code == 3 and not (tmp_path / "b").exists()
    use = ("--vault", path, "--passphrase-file", "-")
    both = "häst batteri klammer\ntrappa måne cykel\n"
    assert hallpunkt("vault", "change-passphrase", *use, "--new-passphrase-file", "-", typed=both).code == 0
    assert hallpunkt("patients", *use, typed="häst batteri klammer").code == 4
    assert hallpunkt("patients", *use, typed="trappa måne cykel").code == 0
    new = tmp_path / "ny.txt"
    new.write_text("sommar potatis lampa", encoding="utf-8")
    recover = ("vault", "recover", "--vault", path, "--code-file", "-", "--new-passphrase-file", new)
    assert hallpunkt(*recover, typed="0" * 33).code == 4
    assert hallpunkt(*recover, typed=code.group().lower()).code == 0
    assert hallpunkt("patients", *use, typed="sommar potatis lampa").code == 0
    renewed = hallpunkt("vault", "new-recovery-code", *use, typed="sommar potatis lampa")
    assert renewed.code == 0 and code.group() not in renewed.out
    assert hallpunkt(*recover, typed=code.group()).code == 4


def test_settings_are_kept_and_explained(
    hallpunkt: Hallpunkt, with_maja: tuple[object, ...], here: tuple[object, ...], tmp_path: Path
) -> None:
    assert "print.identity_number = ja" in hallpunkt("settings", *here).out
    assert hallpunkt("settings", *here, "print.identity_number", "nej").code == 0
    assert "print.identity_number = nej" in hallpunkt("settings", *here).out
    hallpunkt("print", "vardplan", *with_maja, "--out", tmp_path / "plan.pdf")
    footer = pdf_text(tmp_path / "plan.pdf").strip().splitlines()[-4:]
    assert not any("-2388" in line for line in footer)
    for wrong in (
        ("print.identity_number", "kanske"),
        ("plan.review_months", "0"),
        ("plan.review_months", "٣"),
        ("finns.inte", "1"),
        ("plan.review_months",),
    ):
        assert hallpunkt("settings", *here, *wrong).code == 3


def test_check_names_what_is_damaged(
    hallpunkt: Hallpunkt, with_maja: tuple[object, ...], vault_path: Path, here: tuple[object, ...]
) -> None:
    sound = hallpunkt("check", *here, "--json")
    assert sound.code == 0 and json.loads(sound.out)["ok"] is True
    whole = vault_path.read_bytes()
    last = len(whole) // 4096
    for page in range(last, last - 12, -1):  # some of the last tell what tables there are: nothing is read without
        damaged = bytearray(whole)
        damaged[(page - 1) * 4096 + 100] ^= 1
        vault_path.write_bytes(damaged)
        found = hallpunkt("check", *here, "--json")
        assert found.code == 4
        faults = {part["part"]: part["faults"] for part in json.loads(found.out)["parts"]}
        if "cipher" in faults:
            break
    assert faults["cipher"] == [f"Sida {page} är inte som den skrevs."]
    assert "SKADAD" in hallpunkt("check", *here).out


@pytest.mark.parametrize(
    "arguments",
    [[], ["blaj"], ["patients"], ["add", "contact", "--vault", "x"], ["demo", "d", "--today", "i dag"],
     ["add", "patient", "--vault", "x", "--protected-identity", "kanske"]],
)  # fmt: skip
def test_a_command_not_understood_ends_with_2_in_swedish(hallpunkt: Hallpunkt, arguments: list[str]) -> None:
    answer = hallpunkt(*arguments)
    assert answer.code == 2 and answer.err.startswith("Användning: ")
    assert not re.search(r"usage|error|argument \S+:|invalid|required|choose|unrecognized", answer.err)


def test_an_unknown_option_is_named_but_what_was_typed_is_not(hallpunkt: Hallpunkt) -> None:
    answer = hallpunkt("add", "patient", "--vault", "x", "--fullname", "Hemlig Person", "19900728-2388")
    assert answer.code == 2 and "--fullname" in answer.err
    assert "Hemlig" not in answer.err and "2388" not in answer.err
    answer = hallpunkt("add", "patient", "--vault", "x", "--birth-date", "19900728-2388")
    assert answer.code == 2 and "--birth-date" in answer.err and "2388" not in answer.err


@pytest.mark.parametrize(
    "command",
    ["", "demo", "patients", "show", "add", "add patient", "add contact", "undo", "print", "print vardplan", "export",
     "export journaltext", "vault", "vault create", "vault change-passphrase", "vault recover",
     "vault new-recovery-code", "vault remember", "vault forget", "check", "settings"],
)  # fmt: skip
def test_help_is_swedish_everywhere(hallpunkt: Hallpunkt, command: str) -> None:
    answer = hallpunkt(*command.split(), "--help")
    assert answer.code == 0 and "visa den här hjälpen" in answer.out
    assert not re.search(r"\b(usage|options|positional|show this|optional)\b", answer.out, re.IGNORECASE)


def test_help_loads_nothing_heavy() -> None:
    seen = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv = ['hallpunkt', '--help']; from ui.__main__ import main; main(); "
         "print([m for m in ('PySide6', 'sqlalchemy', 'sqlcipher3', 'reportlab', 'cryptography', 'alembic', "
         "'keyring', 'lxml', 'pikepdf', 'coordinator.exchange.fhir', 'coordinator.exchange.rivta', "
         "'coordinator.take_in.fhir', 'coordinator.take_in.rivta', 'coordinator.take_in.preview') "
         "if m in sys.modules], file=sys.stderr)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert seen.stderr.strip() == "[]"


def test_a_bug_says_where_and_never_what(
    hallpunkt: Hallpunkt, with_maja: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("Maja Test 199007282388")

    monkeypatch.setattr("ui.commands.records.as_text", broken)
    answer: Answer = hallpunkt("show", *with_maja)
    assert answer.code == 1
    assert "ValueError" in answer.err and "records.py:" in answer.err
    assert "Maja" not in answer.err and "Traceback" not in answer.err


def test_a_demo_that_cannot_be_made_says_why_and_leaves_nothing(hallpunkt: Hallpunkt, tmp_path: Path) -> None:
    for day in ("1999-01-01", "0001-01-01", "9999-12-31"):
        refused = hallpunkt("demo", tmp_path / day, "--headless", "--today", day)
        assert refused.code == 3 and "2020-01-01" in refused.err
        assert not (tmp_path / day).exists()
    assert hallpunkt("demo", tmp_path / "skott", "--headless", "--today", "2024-02-29").code == 0


def test_a_second_draft_does_not_hide_the_first(hallpunkt: Hallpunkt, with_maja: tuple[object, ...]) -> None:
    assert hallpunkt("add", "care-plan", *with_maja, "--what-matters", "Hästar").code == 0
    refused = hallpunkt("add", "care-plan", *with_maja)
    assert refused.code == 3 and "redan ett utkast" in refused.err


def test_every_kind_can_be_added_edited_and_removed(hallpunkt: Hallpunkt, with_maja: tuple[object, ...]) -> None:
    def ids(kind: str) -> list[str]:
        return [entry["id"] for entry in json.loads(hallpunkt("show", *with_maja, "--json").out)[kind]]

    def add(kind: str, *fields: object) -> str:
        added = hallpunkt("add", kind, *with_maja, *fields)
        assert added.code == 0, added.err
        return ids(kind.replace("-", "_"))[-1]

    contact = add("contact", "--name", "Karin Ålander")
    add("contact-role", "--contact-id", contact, "--assignment", "fixed_care_contact", "--start", "2026-01-01",
        "--main", "ja")  # fmt: skip
    plan = add("care-plan", "--what-matters", "Hästar")
    goal = add("care-goal", "--plan-id", plan, "--goal", "Rida")
    insats = add("intervention", "--goal-id", goal, "--what", "Ridlektioner", "--contact-id", contact)
    add("rare-condition", "--text", "Marfans syndrom", "--orpha", "558 Marfans syndrom")
    add("emergency-information", "--heading", "Risk", "--source", "Läkare", "--checked-on", "2026-01-01")
    add("consent", "--purpose", "sip", "--given-by", "Maja", "--given-on", "2026-01-01", "--recipients", "Skolan",
        "--covers", "Planen", "--valid-until", "2099-01-01")  # fmt: skip
    assert hallpunkt("edit", "intervention", *with_maja, "--id", insats[:8], "--what", "Voltige").code == 0
    assert "Voltige" in hallpunkt("show", *with_maja).out and "Karin Ålander" in hallpunkt("show", *with_maja).out
    assert hallpunkt("remove", "care-goal", *with_maja, "--id", goal, "--reason", "Fel").code == 3
    assert hallpunkt("remove", "intervention", *with_maja, "--id", insats, "--reason", "Fel").code == 0
    assert ids("intervention") == []
    assert hallpunkt("edit", "patient", *with_maja, "--called", "Majsan").code == 0
    assert hallpunkt("edit", "patient", *with_maja, "--number", "19850419-2397").code == 0
    former = hallpunkt("show", *with_maja, "--json")
    assert json.loads(former.out)["patient"][0]["former_numbers"] == ["199007282388"]
    assert hallpunkt("add", "consent", *with_maja).code == 3
    assert hallpunkt("edit", "contact", *with_maja, "--id", "0000", "--name", "X").code == 3


def test_the_plan_as_text_and_a_reminder_of_who_may_not_see_it(
    hallpunkt: Hallpunkt, with_maja: tuple[object, ...], tmp_path: Path
) -> None:
    assert hallpunkt("edit", "patient", *with_maja, "--restrictions", "Visa inte för farfar").code == 0
    printed = hallpunkt("print", "vardplan", *with_maja, "--out", tmp_path / "plan.txt")
    assert printed.code == 0 and "vem som inte får se" in printed.err and "farfar" not in printed.err
    assert (tmp_path / "plan.txt").read_text(encoding="utf-8-sig").startswith("Min vårdplan")


def test_a_handed_out_plan_is_not_printed_again_once_the_patient_is_protected(
    hallpunkt: Hallpunkt, with_maja: tuple[object, ...], tmp_path: Path
) -> None:
    hallpunkt("add", "care-plan", *with_maja, "--what-matters", "Hästar")
    out = tmp_path / "plan.pdf"
    assert hallpunkt("print", "vardplan", *with_maja, "--out", out, "--hand-out-to", "Maja").code == 0
    assert hallpunkt("edit", "patient", *with_maja, "--protected-identity", "confidentiality_marking").code == 0
    refused = hallpunkt("print", "vardplan", *with_maja, "--out", tmp_path / "igen.pdf", "--version", "1")
    assert refused.code == 3 and not (tmp_path / "igen.pdf").exists()


def test_streams_are_utf_8_whatever_the_terminal_says(vault_path: Path, with_maja: tuple[object, ...]) -> None:
    here = [sys.executable, "-m", "ui", "patients", "--vault", str(vault_path), "--passphrase-file", "-"]
    plain = os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    typed = f"\ufeff{PASSPHRASE}\r\n".encode()
    answer = subprocess.run(here, input=typed, env=plain, capture_output=True, check=False)
    assert (answer.returncode, answer.stderr) == (0, b"")
    assert b"Maja Test" in answer.stdout
    if not Path("/dev/full").exists():
        return  # the rest needs a disk that is always full, which Linux has
    with Path("/dev/full").open("wb") as full:
        answer = subprocess.run(here, input=typed, env=plain, stdout=full, stderr=subprocess.PIPE, check=False)
    assert answer.returncode == 3 and answer.stderr.decode().startswith("Disken är full")


def test_the_word_usage_stands_once(hallpunkt: Hallpunkt) -> None:
    for command in ("patients", "add contact", "vault create"):
        assert hallpunkt(*command.split(), "--help").out.count("Användning:") == 1


def test_a_goal_and_an_insats_come_last_where_others_stand(hallpunkt: Hallpunkt, tmp_path: Path) -> None:
    hallpunkt("demo", tmp_path / "d", "--headless", "--today", TODAY)
    typed = PRACTICE_PASSPHRASE
    here = ("--vault", tmp_path / "d", "--passphrase-file", "-", "--patient", "199007282388")
    shown = json.loads(hallpunkt("show", *here, "--json", typed=typed).out)
    goals, insatser = shown["care_goal"], shown["intervention"]
    add_goal = ("add", "care-goal", *here, "--plan-id", goals[0]["plan_id"], "--goal", "Simma")
    assert hallpunkt(*add_goal, typed=typed).code == 0
    add_insats = ("add", "intervention", *here, "--goal-id", goals[0]["id"], "--what", "Simskola")
    assert hallpunkt(*add_insats, typed=typed).code == 0
    shown = json.loads(hallpunkt("show", *here, "--json", typed=typed).out)
    (goal,) = (one for one in shown["care_goal"] if one["goal"] == "Simma")
    (insats,) = (one for one in shown["intervention"] if one["what"] == "Simskola")
    assert goal["position"] > max(one["position"] for one in goals)
    beside = [one["position"] for one in insatser if one["goal_id"] == goals[0]["id"]]
    assert insats["position"] > max(beside)
    assert hallpunkt(*add_goal, "--position", "1", typed=typed).code == 0


def test_what_only_the_nurse_knows_stands_under_its_heading(
    hallpunkt: Hallpunkt, with_maja: tuple[object, ...], tmp_path: Path
) -> None:
    out = tmp_path / "journal.txt"
    told = ("--form", "Telefon (utgående)", "--reason", "Inför SIP-möte", "--assessment", "Behov av samordning",
            "--action", "Remiss påmind")  # fmt: skip
    assert hallpunkt("export", "journaltext", *with_maja, "--out", out, *told).code == 0
    lines = out.read_bytes().decode("latin-1").split("\r\n")
    for heading, text in (("Kontaktorsak", "Inför SIP-möte"), ("Bedömning", "Behov av samordning"),
                          ("Åtgärd", "Remiss påmind")):  # fmt: skip
        assert lines[lines.index(heading) + 1] == text
    assert "Kontaktform: Telefon (utgående)" in lines
