"""*Om mig*: one page in the patient's own words, for whoever meets her for the first time."""

from collections.abc import Iterator

from coordinator.about_me import HEADINGS, AboutMe, about_me
from coordinator.blocks import Block, Heading, Missing, Note, Paragraph, plain
from coordinator.document import Document
from coordinator.documents.papers import paper
from coordinator.documents.phrases import sentence
from coordinator.protection import shareable
from coordinator.record import Record

TITLE = "Om mig"


def about_me_document(record: Record) -> Document:
    """The page for ``record`` as it is now; a heading without words says so, ready to be filled in by hand."""
    record = shareable(record)
    return paper(record, "about_me", TITLE, _blocks(record))


def _blocks(record: Record) -> Iterator[Block]:
    found = about_me(record)
    called = record.patient.called.strip()
    if called:
        yield Paragraph(plain(f"Jag kallas {sentence(called)}"))
    for attr in HEADINGS:
        yield Heading(attr.label, 2)
        text = str(getattr(found, attr.name)).strip() if found else ""
        yield Paragraph(plain(text)) if text else Missing("Inte skrivet än", "Fråga mig, eller den som är med mig.")
    yield Note(_written(found))


def _written(found: AboutMe | None) -> str:
    written = "Skrivet"
    if found and found.written_on:
        written += f" {found.written_on.isoformat()}"
    if found and found.supported_by.strip():
        written += f" med stöd av {found.supported_by.strip()}"
    start = f"{sentence(written)} " if written != "Skrivet" else ""
    return f"{start}Rubrikerna bygger på About Me (PRSB)."
