"""How *Min mapp* says things: short sentences, what somebody has written as it stands, and whom one can ask."""

from collections.abc import Iterator

from coordinator.blocks import Block, Paragraph, plain
from coordinator.documents.easy_lines import thoughts
from coordinator.documents.times_paper import coordinator_to_ring
from coordinator.documents.transition_rows import transition_texts
from coordinator.record import Record

LONG_QUOTE = 330
"""Own words of more letters than this are set line by line where it is to be easy: a box of many lines is not."""


def lines(texts: list[str], *, easy: bool) -> Iterator[Block]:
    """Short sentences: each a line of its own where that is easier to read."""
    if easy:
        yield from (Paragraph(plain(text)) for text in texts)
    else:
        yield Paragraph(plain(" ".join(texts)))


def written(text: str, *, easy: bool) -> Iterator[Block]:
    """What somebody has written, in its own words."""
    pieces = thoughts(text) if easy else (line.strip() for line in text.splitlines() if line.strip())
    yield from (Paragraph(plain(piece)) for piece in pieces)


def ask(record: Record) -> str:
    """The fast vårdkontakt by name, else the clinic."""
    texts, contact = transition_texts("folder"), coordinator_to_ring(record)
    if contact is None:
        return str(texts["ask_clinic"])
    return str(texts["ask"].format(who=f"{contact.heading}, min fasta vårdkontakt"))
