"""The map of contacts on paper: a drawing, and beside it every contact in letters, in an order that can be heard.

The drawing is heard as one sentence. Each area of life is a heading with a list, whatever page its labels stand on, so
that whoever hears the paper gets all that stands on it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coordinator.blocks import signs
from coordinator.map_figure import MapArea, MapDot, MapFigure
from coordinator.map_layout import Circle, MapLayout, Of, Path, Primitive, Words, paper_layouts
from ui.paper.drawing import measure, paint, write
from ui.paper.fonts import one_line
from ui.paper.look import Sheet
from ui.paper.marks import Mark
from ui.paper.tags import Node

LARGEST, SMALLEST = 10.0, 5.0
"""The size of the names on A4, in points; the sheet says how much larger they are on its own paper."""


def as_set(figure: MapFigure) -> MapFigure:
    """The same with every text on one line."""

    def dot(one: MapDot) -> MapDot:
        return replace(one, name=one_line(one.name), role=one_line(one.role), says=one_line(one.says))

    areas = tuple(replace(area, title=one_line(area.title), dots=tuple(map(dot, area.dots))) for area in figure.areas)
    return replace(figure, centre=one_line(figure.centre), below=one_line(figure.below), areas=areas)


def map_pages(figure: MapFigure, sheet: Sheet, height: float) -> list[MapLayout]:
    """The map for a sheet, with so much room from the top of the page; more than one when the names need it."""
    return paper_layouts(
        as_set(figure), measure, sheet.body_width, height, size=LARGEST * sheet.scale, smallest=SMALLEST * sheet.scale
    )


def in_a_row(dot: MapDot) -> str:
    """All that stands about a contact, as its label reads."""
    role = f"{dot.role}," if dot.role and dot.says else dot.role
    return " ".join(filter(None, (dot.name, role, dot.says)))


class MapNodes:
    """The elements that the map is heard as. level: that of the headings of its areas."""

    def __init__(self, figure: MapFigure, parent: Node, level: int) -> None:
        self.figure, self.level = as_set(figure), level
        self.drawing = parent.add("Figure", alt=figure.says)
        self.centre = parent.add("P")
        self.legend = parent.add("P", once=True)
        self.headings: list[Node] = []
        self.signs: dict[tuple[int, int], Node] = {}
        self.bodies: dict[tuple[int, int], Node] = {}
        for i, area in enumerate(self.figure.areas):
            self.headings.append(parent.add(f"H{level}"))
            listed = parent.add("L", numbering="None")
            for j, dot in enumerate(area.dots):
                item = listed.add("LI")
                if words := ", ".join(signs(dot)):
                    self.signs[i, j] = item.add("Lbl", actual=words)
                self.bodies[i, j] = item.add("LBody")


class MapPage(Mark):
    """One page of the map, as large as it is placed.

    What is not in letters is drawn first, as one figure; then each text as what it says, in the order it is heard.
    """

    def __init__(self, layout: MapLayout, nodes: MapNodes) -> None:
        super().__init__(layout.width, layout.height, nodes.drawing)
        self.layout, self._nodes = layout, nodes

    def draw(self) -> None:
        """Draw the page."""
        nodes, figure = self._nodes, self._nodes.figure
        self.canv.setLineJoin(1)
        of: dict[Of, list[Primitive]] = {}
        drawing: list[Primitive] = []
        for mark in self.layout.marks:
            is_letters = isinstance(mark, Words) and not _is_ring(mark)
            (of.setdefault(mark.of, []) if is_letters or self._is_sign(mark) else drawing).append(mark)
        # A further page has no rings: its lines are decoration.
        has_rings = any(map(_is_ring, drawing))
        if has_rings and nodes.drawing.box is None:
            nodes.drawing.box = self.canv.box_of(self.width, self.height)
        self._say(nodes.drawing if has_rings else None, drawing)
        self._say(nodes.centre, of.pop(("centre",), ()), f"{figure.centre} {figure.below}")
        legend = of.pop(("legend",), ())
        self._say(None, [mark for mark in legend if not isinstance(mark, Words)])
        self._say(nodes.legend, [mark for mark in legend if isinstance(mark, Words)])
        for i, area in enumerate(figure.areas):
            self._draw_heading(i, area, of.pop(("area", i), ()))
            for j, dot in enumerate(area.dots):
                marks = of.pop(("dot", i, j), ())
                self._say(nodes.signs.get((i, j)), [mark for mark in marks if not isinstance(mark, Words)])
                text = [mark for mark in marks if isinstance(mark, Words)]
                self._say(nodes.bodies[i, j], text, in_a_row(dot))

    def _is_sign(self, mark: Primitive) -> bool:
        """Whether it tells something of a contact, on the rings or before the name; a line to it does not."""
        match mark.of:
            case ("legend",):
                return True
            case ("dot", int(i), int(j)):
                filled = isinstance(mark, Circle) or (isinstance(mark, Path) and mark.fill is not None)
                return filled and (i, j) in self._nodes.signs
        return False

    def _draw_heading(self, i: int, area: MapArea, marks: Sequence[Primitive]) -> None:
        """The title of an area. How many are in it the list says itself, and that it goes on over a page too."""
        words = [mark for mark in marks if isinstance(mark, Words)]
        node, level = self._nodes.headings[i], self._nodes.level
        title, rest = _parted(words, area.title)
        if title:
            self.canv.note_heading(area.title, level, self.height - title[0].y + title[0].size)
        self._say(node, title, area.title)
        self._say(None, rest)

    def _say(self, node: Node | None, marks: Sequence[Primitive], text: str = "") -> None:
        """Draw the marks as the element. text: what the words are the lines of, in one piece."""
        if not marks:
            return
        with self.canv.saying(node):
            for mark, after in _with_blanks(marks, text):
                if isinstance(mark, Words):
                    write(self.canv, self.height, mark, after)
                else:
                    paint(self.canv, self.height, mark)


def _is_ring(mark: Primitive) -> bool:
    return mark.of is not None and mark.of[0] == "ring"


def _with_blanks(marks: Sequence[Primitive], text: str) -> Iterator[tuple[Primitive, str]]:
    """Each mark, and what comes after it for whoever reads the letters out of the file: nothing inside a word."""
    at = 0
    for mark in marks:
        after = " "
        if isinstance(mark, Words) and text.startswith(mark.text, at):
            at += len(mark.text)
            after = " " if text[at : at + 1] in (" ", "") else ""
            at += len(after)
        yield mark, after


def _parted(words: Sequence[Words], title: str) -> tuple[list[Words], list[Words]]:
    """Those that are the lines of the title, in its order, and the rest."""
    lines: list[Words] = []
    rest: list[Words] = []
    for one in words:
        is_next = title.startswith(one.text, len(" ".join(line.text for line in lines)) + bool(lines))
        (lines if is_next else rest).append(one)
    return lines, rest
