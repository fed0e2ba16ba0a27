"""*Registerutdrag*: everything the record holds about a patient, for whoever has the right to ask for it.

What it tells is found by `extract_content`, for this paper and for the file alike. The access log is no part of the
record: it is about those who work here, and an extract of it is asked for by itself. That it exists, and how to ask, is
said on the first page.
"""

from collections.abc import Iterator

from coordinator.blocks import (
    Block,
    Bullets,
    Column,
    ColumnKind,
    Fact,
    Facts,
    Heading,
    Missing,
    Note,
    Paragraph,
    Rich,
    Table,
    led,
    plain,
)
from coordinator.diagnosis import RareCondition
from coordinator.document import Document
from coordinator.documents.extract_content import (
    NOT_SHOWN,
    Extract,
    Handed,
    ToldEntry,
    extract_of,
    extract_texts,
    made_by,
    rights,
    why,
)
from coordinator.documents.papers import paper
from coordinator.documents.phrases import sentence
from coordinator.documents.who_i_am import whose_codes
from coordinator.kinds import KINDS
from coordinator.protection import hides_anything
from coordinator.record import Record
from coordinator.swedish import SWEDEN

TITLE = "Registerutdrag"
WITHHELD = "Skyddat"
"""The label over the names of the fields that hold what is protected."""


def record_extract_document(record: Record) -> Document:
    """The extract of ``record`` as it is now."""
    return paper(record, "record_extract", TITLE, _blocks(record))


def _blocks(whole: Record) -> Iterator[Block]:
    extract = extract_of(whole)
    yield from _about_the_extract(extract.record, protected=hides_anything(whole))
    yield from _contents(extract.record)
    yield from _handed_out(extract)
    for one in extract.entries:
        if one.number == 1:
            yield Heading(one.kind.TITLE if one.many == 1 else f"{one.kind.TITLE} ({one.many})")
        if one.many > 1:
            yield Heading(f"{one.kind.TITLE} {one.number}: {one.title}", 3, from_record=True)
        yield Facts(tuple(_facts(one)))
    yield from whose_codes(extract.record.all(RareCondition))


# The first page


def _about_the_extract(record: Record, *, protected: bool) -> Iterator[Block]:
    texts = extract_texts()
    made = f"{record.now.astimezone(SWEDEN):%Y-%m-%d kl. %H.%M}"
    facts = (("Skapat", made), ("Skapat av", made_by(record)))
    yield Facts(tuple(Fact(label, plain(value)) for label, value in facts if value))
    yield Paragraph(plain(texts["what"]))
    if protected:
        yield Missing(WITHHELD, texts["protected"])
    yield Heading("Vem som svarar för uppgifterna, och varför de finns")
    for text in why(record):
        yield Paragraph(plain(text))
    yield Heading("Det här kan du göra")
    yield Bullets(tuple(map(_led, rights(record))))
    yield Heading("Det här finns på annat håll")
    yield Bullets(tuple(map(_led, texts["elsewhere"])))


def _led(text: str) -> Rich:
    """The words before the colon in bold."""
    lead, colon, rest = text.partition(": ")
    return led(f"{lead}:", rest) if colon else plain(text)


def _contents(record: Record) -> Iterator[Block]:
    """How many entries there are of each kind, and of which kinds there are none."""
    yield Heading("Det här finns om dig")
    counted = [(kind.TITLE.lower(), len(record.all(kind))) for kind in KINDS]
    some = ", ".join(f"{title} {n}" for title, n in counted if n)
    yield Paragraph(led("Antal poster av varje slag:", sentence(some)))
    empty = [title for title, n in counted if not n]
    listed = ", ".join(empty[:-1]) + (" eller " if len(empty) > 1 else "") + "".join(empty[-1:])
    nothing = f"Ingen post finns av slaget {listed}. " if empty else ""
    yield Note(nothing + extract_texts()["unsaid"])


def _handed_out(extract: Extract) -> Iterator[Block]:
    yield Heading("Det här har lämnats ut")
    columns = (
        Column("Dag", 2, ColumnKind.DATE), Column("Vad", 4), Column("Till vem och på vilken grund", 5), Column("Av", 3),
    )  # fmt: skip
    rows = tuple(map(_disclosure, extract.handed_out))
    yield Table(columns, rows, empty="Inget är noterat som utlämnat.", small=True)


def _disclosure(one: Handed) -> tuple[Rich, ...]:
    to = "\n".join(filter(None, (one.to, one.ground)))
    return plain(one.day), plain(one.what), plain(to), plain(one.by)


# The entries


def _facts(one: ToldEntry) -> Iterator[Fact]:
    if one.not_shown:
        yield Fact(NOT_SHOWN, plain(extract_texts()["not_shown"]))
    said: dict[str, str] = {}
    for told in one.told:
        if (of := told.label.removesuffix(" av")) in said and of != told.label:
            said[of] += f" av {told.words}"  # when something was checked, and by whom
        else:
            said[told.label] = told.words
    yield from (Fact(label, plain(text)) for label, text in said.items())
    if one.withheld:
        listed = ", ".join(one.withheld)
        yield Fact(WITHHELD, plain(f"{listed}. Det finns i registret men står inte på papper."))
