"""After a whole journey with provoked errors a patient's name and number are nowhere but in the files she asked for."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import PASSPHRASE

NAME, FAMILY, NUMBER = "Kanariefina", "Gulfjäder", "199007282388"
PHONE = "031-390 06 77"


def test_the_canary_is_found_nowhere(vault_path: Path, tmp_path: Path) -> None:
    home = tmp_path / "hem"
    temp = tmp_path / "temp"
    out = tmp_path / "ut"
    for folder in (home, temp, out):
        folder.mkdir()
    secret = tmp_path / "fras.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    environment = os.environ | {
        "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home), "XDG_DATA_HOME": str(home),
        "TMPDIR": str(temp), "TEMP": str(temp), "TMP": str(temp),
    }  # fmt: skip
    here = ["--vault", str(vault_path), "--passphrase-file", str(secret)]
    her = [*here, "--patient", NUMBER]
    said = ""
    for expected, command in (
        (0, ["add", "patient", *here, "--number", NUMBER, "--given-name", NAME, "--family-name", FAMILY]),
        (3, ["add", "patient", *here, "--number", NUMBER, "--given-name", NAME]),
        (0, ["add", "contact", *her, "--name", FAMILY, "--phone", PHONE, "--next-contact", "2031-01-20"]),
        (3, ["add", "contact", *her, "--name", "", "--interval-months", "0"]),
        (3, ["print", "vardplan", *her, "--out", str(tmp_path / "finns" / "inte.pdf")]),
        (0, ["print", "vardplan", *her, "--out", str(out / "plan.pdf")]),
        (0, ["export", "journaltext", *her, "--out", str(out / "journal.txt")]),
        (0, ["check", *here]),
        (4, ["patients", "--vault", str(vault_path), "--passphrase-file", str(tmp_path / "fras.txt.fel")]),
    ):
        if expected == 4:
            (tmp_path / "fras.txt.fel").write_text("helt fel lösenfras här", encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "ui", *command],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == expected, (command[:2], done.stderr)
        said += done.stdout + done.stderr

    forms = [
        word.encode(coding)
        for word in (NAME, FAMILY, NUMBER, "19900728-2388", PHONE)
        for coding in ("utf-8", "utf-16-le", "latin-1")
    ]
    searched = [path for path in tmp_path.rglob("*") if path.is_file() and out not in path.parents]
    assert vault_path in searched
    assert [(path.name, form) for path in searched for form in forms if form in path.read_bytes()] == []
    assert [form for form in forms if form in said.encode()] == []
    assert FAMILY.encode("latin-1") in (out / "journal.txt").read_bytes()
    assert not list(temp.rglob("*")) and not list(home.rglob("*"))
