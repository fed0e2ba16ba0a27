"""The clinic's file: what is right in it holds, what is wrong is told all at once, and nothing in it stops anybody."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as few
from hypothesis import strategies as st

from coordinator import clinic_defaults
from coordinator.clinic_defaults import KNOWN, defaults_file, in_force, line_of, read_defaults
from coordinator.settings import NO_CLINIC, UNIT_HSA_ID, Clinic, Settings, Source

EXAMPLE = Path(__file__).parents[2] / "resources" / "hallpunkt-exempel.toml"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "hallpunkt.toml"


def read(file: Path, text: str) -> Clinic:
    file.write_text(text, encoding="utf-8")
    return read_defaults(file)


def test_what_is_right_holds(file: Path) -> None:
    found = read(
        file,
        'locked = ["lock.minutes", "print.identity_number"]\n[lock]\nminutes = 5\nminutes_max = 10\n'
        "[journal]\nlatin1 = false\n[plan]\nreview_months = 6\n[backup]\nfolder = 'H:\\Kopior'\n"
        '[screen]\ntheme = ""\n',
    )
    assert found.faults == ()
    assert found.file == file
    assert found.locked == {"lock.minutes", "print.identity_number"}
    assert found.most == {"lock.minutes": 10}
    assert found.values == {
        "lock.minutes": 5, "journal.latin1": False, "plan.review_months": 6, "backup.folder": "H:\\Kopior",
        "screen.theme": "",
    }  # fmt: skip


def test_the_example_is_right_and_has_every_setting() -> None:
    found = read_defaults(EXAMPLE)
    assert found.faults == ()
    assert set(found.values) == {key for key, setting in KNOWN.items() if not setting.hidden}
    assert found.most == {"lock.minutes": 10}


def test_a_text_with_a_form_is_shipped_and_locked(file: Path) -> None:
    file.write_text('locked = ["care.unit_hsa_id"]\n[care]\nunit_hsa_id = "SE2321000016-1A2B"\nemail = ""', "utf-8")
    found = read_defaults(file)
    assert found.faults == () and found.values == {"care.unit_hsa_id": "SE2321000016-1A2B", "care.email": ""}
    held = Settings({"care.unit_hsa_id": "SE2321000016-9Z9Z"}, found)
    assert (held[UNIT_HSA_ID], held.source(UNIT_HSA_ID)) == ("SE2321000016-1A2B", Source.LOCKED)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[lock]\nminuter = 5", "Rad 2: lock.minuter: okänd nyckel. Menade du lock.minutes?"),
        ("[prints]\nidentity_number = true", "Menade du print.identity_number?"),
        ("xyz = 1", "okänd nyckel. De som finns är screen.theme"),
        ("[tom]", "Rad 1: tom: okänd nyckel"),
        ("[lock]\nminutes = true", "Rad 2: lock.minutes: skriv 1, 2, 5, 10, 15 eller 30"),
        ("[lock]\nminutes = 7", "skriv 1, 2, 5, 10, 15 eller 30"),
        ("[lock]\nminutes_max = 7", "lock.minutes_max: skriv 1, 2, 5"),
        ("[lock]\nminutes = 10\nminutes_max = 5", "Rad 2: lock.minutes: 10 är mer än lock.minutes_max, som är 5"),
        ("[lock.minutes]\nlike = 3", "okänd nyckel"),
        ('[journal]\nlatin1 = "ja"', "skriv true eller false, utan citattecken"),
        ("[journal]\nlatin1 = 1", "skriv true eller false, utan citattecken"),
        ("[plan]\nreview_months = 61", "heltal från 1 till 60"),
        ('[plan]\nreview_months = "12"', "heltal från 1 till 60, utan citattecken"),
        ('[screen]\ntheme = "rosa"', 'skriv "", "light", "dark" eller "high-contrast"'),
        ('[backup]\nfolder = "kopior"', "mappens hela sökväg"),
        ("[backup]\nfolder = 3", "mappens hela sökväg"),
        ('[care]\nunit_hsa_id = "kalle"', 'Rad 2: care.unit_hsa_id: skriv en text inom citattecken, som "SE2321000016'),
        ('[care]\nunit_hsa_id = "se2321000016-1a2b"', "care.unit_hsa_id: skriv en text"),
        ("[care]\nunit_hsa_id = 3", "care.unit_hsa_id: skriv en text"),
        ('[care]\nemail = "smo"', 'som "mottagningen@exempel.se"'),
        ('[backup]\nfolder = "H:\\Kopior"', "Rad 2: sökvägar med \\ skrivs inom enkla citattecken"),
        ('locked = "lock.minutes"', "Rad 1: locked: skriv en lista med nycklar"),
        ('locked = [1, "lock.minutes"]', "skriv en lista med nycklar"),
        ('locked = ["lock.minute"]', '"lock.minute" är en okänd nyckel. Menade du lock.minutes?'),
        ("[lock]\nlocked = []", "locked ska stå överst i filen"),
        ("[lock]\nminutes = 5\nminutes = 2", "Rad 3: det här står redan längre upp"),
        ("[lock]\nminutes 5", "Rad 2: raden går inte att läsa"),
        ("[lock\nminutes = 5", "Rad 1: en rubrik skrivs [namn]"),
        ('locked = ["lock.minutes",', "Inget i filen gäller förrän felet är rättat"),
        ("a = " + "[" * 5000, "Inget i filen gäller"),
    ],
)
def test_what_is_wrong_is_told_with_what_is_allowed(file: Path, text: str, told: str) -> None:
    found = read(file, text)
    assert any(told in fault for fault in found.faults), found.faults
    assert all(fault.endswith((".", "?")) for fault in found.faults)


def test_all_faults_are_told_at_once_in_their_order_and_the_rest_holds(file: Path) -> None:
    found = read(
        file,
        'locked = ["plan.review_months", "journal.latin1"]\n[plan]\nreview_months = 0\n[journal]\nlatin1 = false\n'
        'one_line = "nej"\nthis is nothing = \n[screen]\ntext_size = 150\nfolder = "H:\\Kopior"\n',
    )
    assert [fault.partition(":")[0] for fault in found.faults] == ["Rad 3", "Rad 6", "Rad 7", "Rad 10"]
    assert found.values == {"journal.latin1": False, "screen.text_size": 150}
    assert found.locked == {"journal.latin1"}


def test_a_wrong_line_alone_is_passed_over(file: Path) -> None:
    found = read(file, '[backup]\nfolder = "H:\\Kopior"\n[journal]\nlatin1 = false\none_line = ja\n')
    assert found.values == {"journal.latin1": False}
    assert len(found.faults) == 2


def test_nothing_below_a_wrong_heading_is_said_of_something_else(file: Path) -> None:
    found = read(file, "[print]\n[journal\nidentity_number = true\n")
    assert found.values == {}
    assert found.faults


def test_a_setting_with_a_wrong_value_is_not_locked_at_another(file: Path) -> None:
    found = read(file, 'locked = ["plan.review_months", "lock.minutes"]\n[plan]\nreview_months = 0\n')
    assert found.locked == {"lock.minutes"}
    too_many = read(file, 'locked = ["lock.minutes"]\n[lock]\nminutes = 30\nminutes_max = 5\n')
    assert (too_many.locked, too_many.most) == (frozenset(), {"lock.minutes": 5})
    assert not too_many.values


def test_what_is_no_text_says_on_which_line(file: Path) -> None:
    file.write_bytes('# rad\n# "Hållpunkt"\n'.encode("latin-1"))
    assert read_defaults(file).faults == ("Rad 2: tecknen är inte UTF-8. Spara om filen i UTF-8.",)


def test_windows_line_ends_and_a_byte_order_mark_are_no_fault(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf[lock]\r\nminutes = 5\r\n")
    found = read_defaults(file)
    assert (found.faults, found.values) == ((), {"lock.minutes": 5})


def test_a_file_that_is_not_there_or_no_file(tmp_path: Path) -> None:
    assert read_defaults(tmp_path / "inte.toml").faults == ("Filen finns inte.",)
    assert "kan inte läsas" in read_defaults(tmp_path).faults[0]
    (tmp_path / "stor.toml").write_bytes(b"#" * 1_000_001)
    assert "för stor" in read_defaults(tmp_path / "stor.toml").faults[0]


def test_home_and_the_user_are_put_in(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/anna")
    monkeypatch.setenv("MIN_MAPP", "anna")
    if sys.platform != "win32":
        assert read(file, "[backup]\nfolder = '~/Kopior'").values == {"backup.folder": "/home/anna/Kopior"}
    assert read(file, "[backup]\nfolder = '/mnt/$MIN_MAPP'").values == {"backup.folder": "/mnt/anna"}


def test_an_empty_folder_means_none(file: Path) -> None:
    assert read(file, '[backup]\nfolder = ""').values == {"backup.folder": ""}


@few(max_examples=60, deadline=None)
@given(text=st.text(st.sampled_from("locked.minutes=[]\"'\n\\#5{} ,"), max_size=60))
def test_no_text_stops_the_program(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    found = read(tmp_path_factory.getbasetemp() / "vad som helst.toml", text)
    assert all(KNOWN[key].takes(value) for key, value in found.values.items())
    assert found.locked <= set(KNOWN)


@pytest.mark.parametrize(
    "text",
    [f"[lock]\nminutes = {'1' * 5000}", '[backup]\nfolder = "~\\u0000/x"', f"{'.'.join(['lock'] * 3000)} = 1"],
)
def test_what_python_itself_cannot_take_is_a_fault_too(file: Path, text: str) -> None:
    found = read(file, text)
    assert found.faults and not found.values


def test_the_line_of_a_key(file: Path) -> None:
    text = '# lock.minutes = 1\n"plan.review_months" = 3\n[ lock ]\n  minutes = 5 # minutes\n[backup]\n'
    assert [line_of(text, key) for key in ("plan.review_months", "lock.minutes", "backup.x", "screen.x")] == [
        2,
        4,
        5,
        0,
    ]


# Where it is


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(clinic_defaults, "_places", lambda: iter([tmp_path / "ett.toml", tmp_path / "två.toml"]))
    monkeypatch.delenv(clinic_defaults.VARIABLE, raising=False)
    in_force.cache_clear()
    yield tmp_path
    in_force.cache_clear()


def test_the_first_there_is_counts(places: Path) -> None:
    assert defaults_file() is None
    assert in_force() is NO_CLINIC
    (places / "två.toml").write_text("", encoding="utf-8")
    assert defaults_file() == places / "två.toml"
    (places / "ett.toml").write_text("", encoding="utf-8")
    assert defaults_file() == places / "ett.toml"


def test_one_that_is_pointed_out_counts_though_it_is_not_there(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (places / "ett.toml").write_text("", encoding="utf-8")
    monkeypatch.setenv(clinic_defaults.VARIABLE, str(places / "min.toml"))
    assert defaults_file() == places / "min.toml"
    assert in_force().faults == ("Filen finns inte.",)


def test_the_usual_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CONFIG_DIRS", "/etc/xdg/klinik::/etc/annat")
    assert [file.as_posix() for file in clinic_defaults._places()] == [
        "/etc/hallpunkt/hallpunkt.toml", "/etc/xdg/klinik/hallpunkt/hallpunkt.toml",
        "/etc/annat/hallpunkt/hallpunkt.toml",
    ]  # fmt: skip
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("PROGRAMDATA", "D:/Data")
    assert [file.as_posix() for file in clinic_defaults._places()] == ["D:/Data/Hallpunkt/hallpunkt.toml"]
    monkeypatch.setattr(sys, "platform", "darwin")
    assert next(clinic_defaults._places()).parts[-2:] == ("Hallpunkt", "hallpunkt.toml")
