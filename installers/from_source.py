"""Run Hållpunkt, or its tests, straight from a source checkout.

    python3 installers/from_source.py demo [ARGS…]
    python3 installers/from_source.py test [PYTEST ARGS…]

Both make `.venv` in the checkout from the hash-locked lists beside this file; on Debian and Ubuntu they first
see to the system packages that are needed. `test` also makes `.venv-fhir`, for a judge of FHIR that needs packages
too old for the others. Without ARGS, `demo` writes `hallpunkt-ovning` in the current
folder; otherwise ARGS go to `hallpunkt demo` as they are.

Only the standard library is used, and the file must parse on Pythons older than 3.11 so that they get the
message about the version rather than a syntax error.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import os
import platform
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LOCKS = {
    "demo": ROOT / "installers" / "requirements.txt",
    "test": ROOT / "installers" / "requirements-test.txt",
}
FHIR_VENV = ROOT / ".venv-fhir"
FHIR_LOCK = ROOT / "installers" / "requirements-fhir.txt"
FHIR_BELOW = (3, 12)  # google-fhir-r4 says so itself
FHIR_MUST_BE_THERE = "HALLPUNKT_FHIR_JUDGE"  # tests that need it may not be left out when this is set
QT_PACKAGES = [
    "libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libxkbcommon0",
    # for a window on an X screen
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0", "libxcb-shape0",
    "libxcb-xkb1", "libxkbcommon-x11-0",
]  # fmt: skip
TEST_PACKAGES = [
    "poppler-utils",  # reads PDFs
    "xvfb", "xdotool", "dbus", "gnome-keyring",  # a screen to type on, a bus and a keyring that are real
    # a window manager, and what a screen reader is: the library is that of the system's own Python
    "evilwm", "at-spi2-core", "gir1.2-atspi-2.0", "python3-gi",
]  # fmt: skip
CHECKS = [
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["mypy"],
    ["lint-imports"],
    ["pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"],  # last: its closing line ends the output
]
USAGE = """\
Användning:
    python3 installers/from_source.py demo [ARGUMENT till hallpunkt demo]
    python3 installers/from_source.py test [ARGUMENT till pytest]
"""


INSTALLING_FAILED = (
    "Se efter att datorn har nät och når paketkällan för Python, och försök igen. Står det ovan att\n"
    "en kontrollsumma (hash) inte stämmer, installera inte på annat sätt utan anmäl det."
)


class Failure(Exception):
    """A step that did not succeed: what to tell the person at the keyboard."""


def tool(name: str, venv: Path = VENV) -> str:
    return str(venv / BIN.name / (f"{name}.exe" if os.name == "nt" else name))


def say(text: str) -> None:
    print(text, flush=True)


def python_problem(version: tuple[int, int]) -> str | None:
    """Say in Swedish why this Python will not do, or None when it will."""
    if (3, 11) <= version < (3, 15):
        return None
    return (
        f"Hållpunkt behöver Python 3.11–3.14, men det här är Python {version[0]}.{version[1]}.\n"
        "Installera en sådan Python och kör samma kommando med den, till exempel\n"
        "    python3.11 installers/from_source.py demo"
    )


def child_environment(**extra: str) -> dict[str, str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PATH"] = os.pathsep.join([str(BIN), environment.get("PATH", os.defpath)])
    return {**environment, **extra}


def attempt(command: list[str]) -> tuple[bool, str]:
    """Run a command in silence; give whether it succeeded, and what it wrote."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=child_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        return False, str(error)
    return done.returncode == 0, done.stdout.strip()


def must(command: list[str], advice: str) -> None:
    succeeded, output = attempt(command)
    if not succeeded:
        raise Failure(f"Kommandot misslyckades: {shlex.join(command)}\n{output}\n\n{advice}")


# System packages (Debian and Ubuntu)


def wanted_packages(command: str, version: tuple[int, int], venv_works: bool) -> list[str]:
    venv_packages = [] if venv_works else [f"python{version[0]}.{version[1]}-venv"]
    return venv_packages + QT_PACKAGES + (TEST_PACKAGES if command == "test" else [])


def missing_packages(wanted: list[str], dpkg_list: str) -> list[str]:
    """Give those wanted that are neither installed nor provided by something installed.

    `dpkg_list` has lines of package, status and provided names, with tabs between. Newer releases have
    renamed some libraries (libglib2.0-0t64), which then provide the old name.
    """
    present = set()
    for line in dpkg_list.splitlines():
        package, status, provides = (*line.split("\t"), "", "")[:3]
        if status != "installed":
            continue
        present.add(package)
        for provided in provides.split(","):
            present.add(provided.split("(")[0].split(":")[0].strip())
    return [package for package in wanted if package not in present and f"{package}t64" not in present]


def apt_prefix(root: bool, sudo_works: bool) -> list[str] | None:
    """Give what to put before apt-get, or None when packages may not be installed without a password."""
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if root:
        return quiet
    return ["sudo", "-n", *quiet] if sudo_works else None


def apt_line(missing: list[str]) -> str:
    names = shlex.join(missing)
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"


def still_missing(wanted: list[str]) -> list[str]:
    form = "${Package}\\t${db:Status-Status}\\t${Provides}\\n"
    succeeded, output = attempt(["dpkg-query", "-W", "-f", form])
    if not succeeded:
        raise Failure(f"dpkg-query misslyckades, så det går inte att se vilka systempaket som finns.\n{output}")
    return missing_packages(wanted, output)


def may_install() -> list[str] | None:
    root = os.geteuid() == 0
    sudo_works = not root and shutil.which("sudo") is not None and attempt(["sudo", "-n", "true"])[0]
    return apt_prefix(root, sudo_works)


def see_to_system_packages(command: str) -> None:
    if shutil.which("apt-get") is None or shutil.which("dpkg-query") is None:
        return
    venv_works = all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))
    wanted = wanted_packages(command, sys.version_info[:2], venv_works)
    missing = still_missing(wanted)
    if not missing:
        say("Systempaket: allt som behövs finns.")
        return
    by_hand = f"Kör den här raden och försök sedan igen:\n    {apt_line(missing)}"
    prefix = may_install()
    if prefix is None:
        raise Failure(f"De här systempaketen saknas: {', '.join(missing)}\n{by_hand}")
    say(f"Systempaket: installerar {', '.join(missing)} …")
    apt = [*prefix, "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    # A failed update is not the end: the lists that are there may do. It is shown if the installation fails.
    updated, update_output = attempt([*apt, "update"])
    installed, output = attempt([*apt, "install", "-y", "--no-install-recommends", *missing])
    missing = still_missing(wanted)
    if not installed or missing:
        seen = output if updated else f"{update_output}\n{output}"
        raise Failure(f"Systempaketen kunde inte installeras.\n{seen}\n\n{by_hand}")


# The virtual environment


def venv_mark(venv: Path) -> str:
    """What a `.venv` made by this program, for this Python and in this place, says of itself."""
    return f"{platform.python_version()}\n{venv}\n"


def venv_is_good(venv: Path) -> bool:
    mark = venv / ".hallpunkt-venv"
    if venv.is_symlink() or not mark.is_file() or mark.read_text(encoding="utf-8") != venv_mark(venv):
        return False
    return attempt([tool("python", venv), "-c", "import pip"])[0]


def lock_stamp(lock: Path, pyproject: Path) -> str:
    """What an installation is made of: the lock, the project file and the Python."""
    digest = hashlib.sha256(lock.read_bytes())
    digest.update(b"\0" + pyproject.read_bytes() + b"\0" + platform.python_version().encode())
    return digest.hexdigest() + "\n"


def stamp_file(venv: Path, command: str) -> Path:
    return venv / f".hallpunkt-lock-{command}"


def is_installed(venv: Path, command: str, stamp: str) -> bool:
    file = stamp_file(venv, command)
    return file.is_file() and file.read_text(encoding="utf-8") == stamp


def make_venv(venv: Path) -> None:
    if venv.is_symlink() or venv.is_file():
        venv.unlink()
    must(
        [sys.executable, "-m", "venv", "--clear", str(venv)],
        f"Python kunde inte göra en egen miljö i {venv}. Se efter att mappen går att skriva i och\n"
        "att det finns plats på disken, ta bort mappen om den finns och försök igen.",
    )
    (venv / ".hallpunkt-venv").write_text(venv_mark(venv), encoding="utf-8")


def see_to_venv(command: str) -> None:
    if venv_is_good(VENV):
        say("Python-miljö: .venv finns.")
    else:
        say("Python-miljö: gör .venv …")
        make_venv(VENV)
    lock = LOCKS[command]
    stamp = lock_stamp(lock, ROOT / "pyproject.toml")
    if is_installed(VENV, command, stamp):
        say("Python-paket: installerade sedan tidigare enligt låsfilen.")
    else:
        stamp_file(VENV, command).unlink(missing_ok=True)
        pip = pip_install(VENV)
        say(f"Python-paket: installerar enligt {lock.relative_to(ROOT)} (några minuter första gången) …")
        must(
            [*pip, "--require-hashes", "-r", str(lock)],
            INSTALLING_FAILED,
        )
        say("Hållpunkt: installerar från källkoden …")
        must(
            [*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)],
            "Källkoden kunde inte installeras. Felet står ovan.",
        )
        stamp_file(VENV, command).write_text(stamp, encoding="utf-8")
    packages = [name for name in ("coordinator", "db", "ui", "resources") if (ROOT / name).is_dir()]
    compiled, output = attempt([tool("python"), "-m", "compileall", "-q", *packages])
    if not compiled:
        say(f"Obs: all källkod gick inte att kompilera i förväg.\n{output}")


def pip_install(venv: Path) -> list[str]:
    return [tool("python", venv), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]


def part_of_lock(lock: str, package: str) -> str:
    """The lines of a lock that are about one package: its version and its hashes."""
    lines = lock.splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{package}=="))
    end = next((number for number in range(start + 1, len(lines)) if not lines[number].startswith(" ")), len(lines))
    return "".join(lines[start:end])


def see_to_fhir_venv(version: tuple[int, int]) -> bool:
    """Make `.venv-fhir` when this Python can have it; whether it is there.

    Some of its packages are built here, with the setuptools of the same lock, so that nothing without a hash is used.
    """
    if version >= FHIR_BELOW:
        say(f"FHIR-granskaren: behöver Python 3.11, inte {version[0]}.{version[1]}. De testerna hoppas över.")
        return False
    if not venv_is_good(FHIR_VENV):
        say("FHIR-granskaren: gör .venv-fhir …")
        make_venv(FHIR_VENV)
    stamp = lock_stamp(FHIR_LOCK, ROOT / "pyproject.toml")
    if is_installed(FHIR_VENV, "test", stamp):
        say("FHIR-granskaren: finns.")
        return True
    stamp_file(FHIR_VENV, "test").unlink(missing_ok=True)
    builder = FHIR_VENV / "setuptools.txt"
    builder.write_text(part_of_lock(FHIR_LOCK.read_text(encoding="utf-8"), "setuptools"), encoding="utf-8")
    say(f"FHIR-granskaren: installerar enligt {FHIR_LOCK.relative_to(ROOT)} …")
    for lock in (builder, FHIR_LOCK):
        must(
            [*pip_install(FHIR_VENV), "--no-build-isolation", "--require-hashes", "-r", str(lock)],
            INSTALLING_FAILED,
        )
    stamp_file(FHIR_VENV, "test").write_text(stamp, encoding="utf-8")
    return True


# The commands


def demo_command(arguments: list[str], folder: Path) -> list[str]:
    return [tool("hallpunkt"), "demo", *(arguments or [str(folder / "hallpunkt-ovning"), "--force"])]


def demo(arguments: list[str]) -> int:
    return subprocess.run(demo_command(arguments, Path.cwd()), env=child_environment(), check=False).returncode


def test(arguments: list[str], *, with_fhir: bool = True) -> int:
    environment = child_environment(QT_QPA_PLATFORM="offscreen")
    if with_fhir:
        environment[FHIR_MUST_BE_THERE] = "1"
    failed: list[str] = []
    for check in CHECKS:
        name, *rest = check
        if name == "pytest":
            rest = [*rest, *arguments]
            if failed:
                say(f"\nUnderkänt hittills: {', '.join(failed)}")
        heading = shlex.join([name, *rest])
        say(f"\n== {heading} ==")
        done = subprocess.run([tool(name), *rest], cwd=ROOT, env=environment, check=False)
        if done.returncode != 0:
            failed.append(heading)
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    problem = python_problem(sys.version_info[:2])
    if problem is not None:
        print(problem, file=sys.stderr)
        return 1
    if not arguments or arguments[0] not in LOCKS:
        asked = bool(arguments) and arguments[0] in ("-h", "--help")
        print(USAGE, end="", file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    command, *rest = arguments
    try:
        see_to_system_packages(command)
        see_to_venv(command)
        with_fhir = command == "test" and see_to_fhir_venv(sys.version_info[:2])
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    return demo(rest) if command == "demo" else test(rest, with_fhir=with_fhir)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
