"""The program that makes golden vaults still does, for the schema of today."""

import json
from pathlib import Path

from coordinator.kinds import KINDS, SCHEMA
from db import vault
from tests.golden import make


def test_a_golden_vault_of_today_holds_every_kind_and_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "gyllene"
    make.make(folder)
    assert {made.name for made in folder.iterdir()} == {
        make.NAME, f"{make.NAME}.nycklar", f"{make.NAME}.nycklar.bak", make.EXPECTED,
    }  # fmt: skip
    expected = json.loads((folder / make.EXPECTED).read_text(encoding="utf-8"))
    held = {kind for record in expected["records"].values() for kind, entries in record.items() if entries}
    assert (expected["schema"], held) == (SCHEMA, {kind.KIND for kind in KINDS})
    assert not any(part.faults for part in vault.check(folder / make.NAME, make.PASSPHRASE, make.clock))
