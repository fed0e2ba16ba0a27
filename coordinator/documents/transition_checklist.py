"""*Checklista*: to fill in by hand, for the young person or a relative, and as it was answered with what has changed.

Nothing is added up. With picture support there is room beside each sentence for the pictures the person uses.
"""

from collections.abc import Iterator
from uuid import UUID, uuid5

from coordinator.blocks import (
    Block,
    Bullets,
    Column,
    Fact,
    Facts,
    Heading,
    Note,
    Paragraph,
    Rich,
    Signatures,
    Span,
    Table,
    plain,
    strong,
)
from coordinator.document import Document
from coordinator.documents.papers import paper
from coordinator.documents.subject import Subject
from coordinator.protection import shareable
from coordinator.record import Record
from coordinator.transition.belonging import rounds
from coordinator.transition.checklist import Ability, Answerer, ChecklistRound
from coordinator.transition.checklists import InRound, areas, in_round, introduction, paper_texts, who_answered

TITLE = "Checklista"
_BOX = "□"
_SPACE = UUID("b0c9b2c8-1f0d-4a39-8a50-2f6f4f6a0b1e")
BLANK_PICTURES, BLANK_RELATIVE = (uuid5(_SPACE, one) for one in ("pictures", "relative"))
"""The subjects that are of no round: other sheets to fill in than the young person's own."""
_SHEETS = {
    BLANK_PICTURES: "Att fylla i, med bildstöd",
    BLANK_RELATIVE: "Att fylla i, närstående",
}
_ROOM: Rich = plain("\xa0" * 24)
"""Room for a picture: an empty column would get none beside long texts."""


def checklist_papers(record: Record) -> list[Subject]:
    """The other sheets to fill in, then each time that it was answered, the latest first."""
    sheets = [Subject(id, title, number) for number, (id, title) in enumerate(_SHEETS.items(), 1)]
    answered = [
        Subject(one.id, f"Besvarad {one.answered_on.isoformat()}, {who_answered(one)}", number)
        for number, one in enumerate(rounds(record), len(sheets) + 1)
    ]
    return [*sheets, *answered]


def blank_checklist(record: Record) -> Document:
    """The sheet that the young person fills in."""
    return _paper(shareable(record), _sheet(Answerer.YOUNG, with_pictures=False))


def checklist_document(record: Record, subject_id: UUID) -> Document:
    """Another sheet to fill in, or the round of that id as it was answered."""
    record = shareable(record)
    if subject_id in _SHEETS:
        by = Answerer.RELATIVE if subject_id == BLANK_RELATIVE else Answerer.YOUNG
        blocks = _sheet(by, with_pictures=subject_id == BLANK_PICTURES)
    else:
        blocks = _answered(record, record.get(ChecklistRound, subject_id))
    return _paper(record, blocks)


def _paper(record: Record, blocks: Iterator[Block]) -> Document:
    return paper(record, "transition_checklist", TITLE, blocks)


# A sheet to fill in


def _sheet(by: Answerer, *, with_pictures: bool) -> Iterator[Block]:
    texts = paper_texts()
    yield Paragraph(plain(introduction(by)))
    yield Paragraph(plain(texts["pictures" if with_pictures else "tick"]))
    for area in areas():
        yield Heading(area.title)
        said = [question.to(by) for question in area.questions]
        yield _with_pictures(said) if with_pictures else _to_tick(said)
    yield Heading("Mer att berätta")
    yield Signatures(tuple(texts["lines"]), texts["beside"])
    yield Signatures((texts["who_relative" if by is Answerer.RELATIVE else "who_young"],))


def _to_tick(said: list[str]) -> Table:
    return Table(
        (Column("Fråga", 7), *(Column(one.label, 2) for one in Ability)),
        tuple((plain(each), *(plain(_BOX) for _ in Ability)) for each in said),
    )


def _with_pictures(said: list[str]) -> Table:
    boxes = plain("\n".join(f"{_BOX}\xa0{one.label}" for one in Ability))
    return Table(
        (Column("Fråga", 6), Column("Svar", 3), Column("Bild", 4)),
        tuple((strong(each), boxes, _ROOM) for each in said),
    )


# As it was answered


def _answered(record: Record, one: ChecklistRound) -> Iterator[Block]:
    texts, told = paper_texts(), in_round(record, one)
    yield Facts((Fact("Besvarad", plain(one.answered_on.isoformat())), Fact("Vem", plain(who_answered(one)))))
    if one.note.strip():
        yield Paragraph(plain(one.note.strip()))
    changed = [each for each in told.values() if each.has_changed]
    if changed:
        yield Heading("Det här har ändrats")
        yield Bullets(tuple(_change(each, one.answered_by) for each in changed))
    for area in areas():
        yield Heading(area.title)
        yield Table(
            (Column("Fråga", 6), Column("Svar", 4), Column("Förra gången", 4)),
            tuple(_row(told[question.key], one.answered_by) for question in area.questions),
        )
    yield Note(texts["not_added_up"])


def _change(told: InRound, by: Answerer) -> Rich:
    now = told.answer.answer.label if told.answer else ""
    was = told.before.label if told.before else ""
    return (Span(f"{told.question.to(by)} ", bold=True), Span(f"Förra gången: {was.lower()}. Nu: {now.lower()}."))


def _row(told: InRound, by: Answerer) -> tuple[Rich, ...]:
    answer = told.answer
    note = f"\n{answer.note.strip()}" if answer is not None and answer.note.strip() else ""
    said: Rich = (Span(answer.answer.label, bold=True), Span(note)) if answer is not None else plain("Inte besvarad")
    before = f"{told.before.label}\n{told.before_on.isoformat()}" if told.before and told.before_on else ""
    return plain(told.question.to(by)), said, plain(before)
