"""Akutkort in their true size: front and back side by side, to cut out, fold in the middle and laminate."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlab.lib.colors import HexColor

from coordinator.blocks import Cards
from coordinator.card_layout import HEIGHT, WIDTH
from coordinator.card_layout.room import require_room
from coordinator.card_layout.said import back_said, front_said
from coordinator.map_layout import Primitive, Words
from coordinator.umi.card_figure import CardFacts
from ui.paper.drawing import measure, paint, write
from ui.paper.fonts import normalised, one_line
from ui.paper.look import GREY, Sheet
from ui.paper.marks import Mark
from ui.paper.tags import Node

AROUND = 4.5
"""The room above and below a card, for the marks to cut along."""

ENGLISH = "en"

_MARK, _FROM_CORNER = 3.5, 1.0
_LINE = 0.4


class CardPiece(Mark):
    """One card. The marks to cut along stand outside of it, where they are cut away."""

    def __init__(self, sides: Sequence[tuple[Node, Sequence[Primitive]]], room: float) -> None:
        super().__init__(room, HEIGHT + 2 * AROUND)
        self._sides = sides

    def draw(self) -> None:
        """Each side as what it says, then where to cut and to fold."""
        canvas = self.canv
        canvas.saveState()
        canvas.setLineJoin(1)
        canvas.translate((self.width - 2 * WIDTH) / 2, AROUND)
        for node, marks in self._sides:
            self._side(node, marks)
            canvas.translate(WIDTH, 0)
        canvas.translate(-2 * WIDTH, 0)
        self._lines()
        canvas.restoreState()

    def _side(self, node: Node, marks: Sequence[Primitive]) -> None:
        if node.box is None:
            node.box = self.canv.box_of(WIDTH, HEIGHT)
        with self.canv.saying(node):
            for mark in marks:
                if isinstance(mark, Words):
                    write(self.canv, HEIGHT, mark)
                else:
                    paint(self.canv, HEIGHT, mark)

    def _lines(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(HexColor(f"#{GREY}"))
        canvas.setLineWidth(_LINE)
        canvas.setDash()
        canvas.rect(0, 0, 2 * WIDTH, HEIGHT, stroke=1, fill=0)
        near, far = _FROM_CORNER, _FROM_CORNER + _MARK
        for x, out in ((0, -1), (2 * WIDTH, 1)):
            for y, up in ((0, -1), (HEIGHT, 1)):
                canvas.line(x + out * near, y, x + out * far, y)
                canvas.line(x, y + up * near, x, y + up * far)
        canvas.setDash([2.4, 1.8])
        canvas.line(WIDTH, -far, WIDTH, HEIGHT + far)
        canvas.setDash()


def as_set(facts: CardFacts) -> CardFacts:
    """The same with every text as it is set: only what a physician wrote keeps its lines."""
    items = tuple(
        replace(
            one, heading=one_line(one.heading), text=normalised(one.text),
            english_heading=one_line(one.english_heading), english_text=normalised(one.english_text),
        )
        for one in facts.items
    )  # fmt: skip
    phones = tuple(
        replace(
            one, who=one_line(one.who), english_who=one_line(one.english_who), name=one_line(one.name),
            number=one_line(one.number),
        )
        for one in facts.phones
    )  # fmt: skip
    return replace(
        facts, name=one_line(facts.name), number=one_line(facts.number), condition=one_line(facts.condition),
        items=items, phones=phones, speaks=one_line(facts.speaks), source=one_line(facts.source),
    )  # fmt: skip


def card_pieces(cards: Cards, sheet: Sheet, parent: Node) -> Iterator[CardPiece]:
    """So many cards as are wanted, which say what they say once. RuleError when not everything has room on a card."""
    facts = as_set(cards.facts)
    layout = require_room(facts, measure).layout
    front = parent.add("Figure", alt=" ".join(front_said(facts)), once=True)
    back = parent.add("Figure", alt=" ".join(back_said(facts)), once=True, language=ENGLISH)
    sides = ((front, layout.front), (back, layout.back))
    for _ in range(cards.copies):
        yield CardPiece(sides, sheet.body_width)
