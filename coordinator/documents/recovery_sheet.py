"""*Återställningskod*: the page that opens a vault when the passphrase is forgotten. It is of a vault, not a record."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from functools import cache
from importlib.resources import files
from typing import Any

from coordinator.blocks import Block, Bullets, Fact, Facts, Heading, Note, Paragraph, plain
from coordinator.document import Document, Footer
from coordinator.record import Actor
from coordinator.swedish import SWEDEN

TITLE = "Återställningskod"
_GROUPS_ON_THE_FIRST_LINE = 4


def recovery_sheet(code: str, *, vault_name: str, owner: Actor, made: datetime, practice: bool) -> Document:
    """One page with the code in its groups, what it is for, where to keep it and what to do when it is lost."""
    local = made.astimezone(SWEDEN)
    offset = local.utcoffset()
    return Document(
        kind="recovery_sheet",
        title=TITLE,
        subtitle=f"till pärmen {vault_name}",
        footer=Footer(owner.name, vault_name, f"{TITLE}, skapad {local.date().isoformat()}"),
        created=local.replace(tzinfo=timezone(offset), fold=0) if offset is not None else local,
        blocks=tuple(_blocks(code, vault_name, owner, local)),
        practice=practice,
    )


@cache
def _texts() -> dict[str, Any]:
    path = files("resources") / "texts" / "recovery_sheet.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _blocks(code: str, vault_name: str, owner: Actor, made: datetime) -> Iterator[Block]:
    texts = _texts()
    yield Facts(
        (
            Fact("Pärm", plain(vault_name)),
            Fact("Skapad", plain(f"{made:%Y-%m-%d %H:%M}")),
            Fact("Tillhör", plain(", ".join(part for part in (owner.name, owner.title, owner.unit) if part.strip()))),
        )
    )
    groups = code.split("-")
    yield from _line(groups[:_GROUPS_ON_THE_FIRST_LINE], 0)
    yield from _line(groups[_GROUPS_ON_THE_FIRST_LINE:], _GROUPS_ON_THE_FIRST_LINE)
    yield Heading("Det här är koden till för")
    yield Paragraph(plain(texts["what"]))
    yield Heading("Förvara den så här")
    yield Bullets(tuple(plain(text) for text in texts["keep"]))
    yield Heading("Använd den så här")
    yield Paragraph(plain(texts["use"]))
    yield Heading("Om den kommer bort")
    yield Paragraph(plain(texts["lost"]))
    yield Note("Bokstäverna I, L, O och U finns inte i koden: det som ser ut som ett O är en nolla.")


def _line(groups: Sequence[str], start: int) -> Iterator[Block]:
    """Some groups in large letters, under a word for which they are."""
    yield Heading(f"Grupp {start + 1} till {start + len(groups)}", level=3)
    # Marked as from the record: it is a secret, and no message may name it as a place.
    yield Heading("-".join(groups), level=1, from_record=True)
