"""Makes what is to leave the house: what a paper says and its file, one at a time or several bound together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from coordinator.contact import InformedWay, inform_of_contacts
from coordinator.document import Attachment, Document
from coordinator.errors import RuleError
from coordinator.record import Record
from coordinator.sharing import REFUSED, Order, prepared, refusal

Draw = Callable[[Document], bytes]
Contents = tuple[Document, tuple[Attachment, ...]]


class LacksCharacters(RuleError):
    """The fonts lack a character; the paper can be made with a square instead."""


@dataclass(frozen=True)
class Wanted:
    """What is to leave the house: an order; how the information on the paper is given, when that is noted too; and
    whether the plan is kept as it is, which it always is when it goes to somebody else than the patient.
    """

    order: Order
    way: InformedWay | None = None
    hand_out: bool = False


@dataclass(frozen=True)
class Made:
    """A paper ready to leave: what it says and its file, of one and the same record."""

    record: Record = field(repr=False)
    document: Document = field(repr=False)
    file: bytes = field(repr=False)


def contents(record: Record, wanted: Wanted) -> Contents:
    """What the paper says and what goes with it. RuleError when it may not go."""
    shown = record.after(inform_of_contacts(record, way=wanted.way)) if wanted.way is not None else record
    found = prepared(shown, wanted.order)
    return found.document, found.attachments


def made_paper(
    record: Record,
    make: Callable[[Record], Contents],
    *,
    password: str = "",
    squares: bool = False,
    draw: Draw | None = None,
) -> Made:
    """The paper and its file, a PDF unless something else is to be drawn."""
    found = make(record)
    if draw is not None:
        return Made(record, found[0], draw(found[0]))
    made = _as_pdf(record, found, squares=squares)
    if not password:
        return made
    from ui.paper.locked_copy import locked_copy  # pikepdf is slow to import

    return replace(made, file=locked_copy(made.file, password))


def made_papers(record: Record, wanted: Sequence[Wanted], *, together: bool, squares: bool = False) -> list[Made]:
    """Each of the papers; ``together`` they are bound in one file, which is then the file of each.

    RuleError when one of them may not go: then none does, and it is said which.
    """
    found = []
    for number, one in enumerate(wanted, 1):
        why_not = refusal(record, one.order)
        if why_not:
            raise RuleError(REFUSED, f"Papper {number} av {len(wanted)}: {why_not} Inget av dem har lämnats.")
        found.append(contents(record, one))
    if together:
        from ui.paper.pdf import render_together  # ReportLab is slow to import

        documents = [document for document, _attachments in found]
        bound = _drawn(documents, lambda: render_together(documents, replace_missing=squares))
        return [Made(record, document, bound) for document in documents]
    return [_as_pdf(record, one, squares=squares) for one in found]


def _as_pdf(record: Record, found: Contents, *, squares: bool) -> Made:
    from ui.paper.pdf import render_pdf  # ReportLab is slow to import

    document, attachments = found
    pdf = _drawn([document], lambda: render_pdf(document, replace_missing=squares, attachments=attachments))
    return Made(record, document, pdf)


def _drawn(documents: Sequence[Document], draw: Callable[[], bytes]) -> bytes:
    """What ``draw`` makes of them; LacksCharacters when the fonts lack one that they need."""
    from ui.paper.pdf import unprintable

    try:
        return draw()
    except RuleError as error:
        if any(map(unprintable, documents)):
            raise LacksCharacters(error.title, error.message) from error
        raise
