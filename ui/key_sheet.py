"""The sheet of all keys, for the wall beside the screen: made of the table of commands, so that it cannot be wrong."""

from datetime import datetime

from coordinator import __version__
from coordinator.blocks import Block, Fact, Facts, Heading, plain
from coordinator.document import Document, Footer
from ui.parts import keys_in_words
from ui.window_commands import COMMANDS, IN_LISTS, PALETTE, Group

TITLE = "Alla tangenter"
IN_LISTS_TITLE = "I listor, fält och formulär"
WITHOUT = (
    f"Det som inte har egna tangenter hittar du med {PALETTE.keys.replace('+', ' ')}: skriv några bokstäver av det."
)

Row = tuple[str, str]


def groups() -> list[tuple[str, list[Row]]]:
    """Every heading with its rows: the keys, and what they do."""
    by_group = [
        (group.value, [(keys_in_words(one.keys), one.title) for one in COMMANDS if one.group is group and one.keys])
        for group in Group
    ]
    return [*by_group, (IN_LISTS_TITLE, list(IN_LISTS))]


def key_sheet(now: datetime) -> Document:
    """The sheet as a document; it says nothing of any patient."""
    blocks: list[Block] = []
    for title, rows in groups():
        blocks += [Heading(title), Facts(tuple(Fact(keys, plain(does)) for keys, does in rows))]
    return Document(
        kind="key_sheet",
        title=TITLE,
        subtitle=WITHOUT,
        footer=Footer("Hållpunkt", f"version {__version__}", TITLE),
        created=now,
        blocks=tuple(blocks),
    )
