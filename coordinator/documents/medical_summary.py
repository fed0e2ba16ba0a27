"""*Medicinsk sammanfattning*: the physician's own text exactly as it was given, with whose it is. Nothing is added."""

from collections.abc import Iterator

from coordinator.blocks import Block, Fact, Facts, Missing, Note, Paragraph, plain
from coordinator.document import Document
from coordinator.documents.papers import paper
from coordinator.documents.transition_rows import transition_texts
from coordinator.protection import shareable
from coordinator.record import Record
from coordinator.transition.belonging import plan_of
from coordinator.transition.plan import TransitionPlan

TITLE = "Medicinsk sammanfattning"


def medical_summary_document(record: Record) -> Document:
    """The summary of the plan for ``record``; that there is none is said, with what to do."""
    record = shareable(record)
    return paper(record, "medical_summary", TITLE, _blocks(plan_of(record)))


def _blocks(plan: TransitionPlan | None) -> Iterator[Block]:
    texts = transition_texts("summary")
    if plan is None or not plan.summary.strip():
        yield Missing("Saknas", texts["missing"])
        return
    facts = [Fact("Skriven av", plain(plan.summary_by.strip() or texts["by_missing"]))]
    facts += [Fact("Skriven", plain(plan.summary_on.isoformat()))] if plan.summary_on else []
    yield Facts(tuple(facts))
    yield from as_given(plan.summary)
    yield Note(texts["as_given"])


def as_given(text: str) -> Iterator[Paragraph]:
    """Somebody else's text: a paragraph where there is a blank line, every other line break where it stood."""
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.strip():
            lines.append(line.rstrip())
        elif lines:
            yield Paragraph(plain("\n".join(lines)))
            lines = []
