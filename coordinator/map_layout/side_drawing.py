"""Drawing one side of the map: its headings and names, and the curves that lead to them from the circle."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from coordinator.map_figure import MapMark
from coordinator.map_layout.curves import way_out
from coordinator.map_layout.lettering import Block, drawn
from coordinator.map_layout.names import signs_before
from coordinator.map_layout.primitives import Box, More, Of, Path, Place, Primitive, Words
from coordinator.map_layout.side import Frame, Group, Row, Style, total
from coordinator.map_layout.spread import spread
from coordinator.map_layout.wheel import Key, Wheel

MORE_INDENT = 1.15
"""How far in "Visa 24 till" begins, in text sizes."""
_MOST_STRETCH = 1.22
"""How much further apart the rows stand where there is room."""
_MOST_STRETCH_OF_LINES = 1.4


@dataclass
class Drawing:
    """What has been drawn so far. The lines lie under the circle's arcs and dots, the rest beside it."""

    lines: list[Primitive] = field(default_factory=list)
    marks: list[Primitive] = field(default_factory=list)
    labels: dict[Key, Box] = field(default_factory=dict)
    headings: dict[int, Box] = field(default_factory=dict)
    mores: dict[int, More] = field(default_factory=dict)
    bottom: float = 0

    def places(self, wheel: Wheel) -> dict[Key, Place]:
        """Each dot with its label."""
        return {key: Place(*wheel.at(key), spot.r, self.labels.get(key)) for key, spot in wheel.spots.items()}


@dataclass(frozen=True)
class Side:
    """One side, drawn into a drawing. Without a wheel the names stand alone, as on a further page."""

    style: Style
    frame: Frame
    drawing: Drawing
    wheel: Wheel | None = None

    def draw(self, groups: Sequence[Group], top: float, bottom: float) -> None:
        """The areas under each other between top and bottom, each as near its arc as it goes."""
        takes = total(groups, self.style)
        most = _MOST_STRETCH if self.style.listed else _MOST_STRETCH_OF_LINES
        stretch = min(most, max(1.0, (bottom - top) / takes)) if takes else 1.0
        heights = [group.height * stretch for group in groups]
        hopes = [self._hope(group, stretch) for group in groups]
        tops = spread(hopes, heights, self.style.between * stretch, top, bottom)
        for group, begins in zip(groups, tops, strict=True):
            self.draw_group(group, begins, stretch)

    def draw_group(self, group: Group, top: float, stretch: float = 1) -> None:
        """One area from that height."""
        line = self._heading(group, top, stretch)
        if self.style.listed:
            self._curve(group, line)
        step = self.style.column(self.frame.width, max(len(group.columns), 1)) + self.style.gutter
        for n, rows in enumerate(group.columns):
            y = top + group.heading_height * stretch
            for row in rows:
                height = row.height * stretch
                if row.number is None:
                    self._more(group, row, self.frame.x + n * step, y, height)
                else:
                    self._contact((group.area, row.number), row, self.frame.x + n * step, y, height)
                y += height
            self.drawing.bottom = max(self.drawing.bottom, y)

    def _hope(self, group: Group, stretch: float) -> float:
        """Where an area would begin if it were alone: its list, or its names, as high as its arc."""
        arc = self.wheel.rim.at(self.wheel.sectors[group.area].middle)[1] if self.wheel else 0
        heading = 0 if self.style.listed else group.heading_height
        return arc - (group.height + heading) * stretch / 2

    def _heading(self, group: Group, top: float, stretch: float) -> float:
        """The heading of an area with the hairline under it; how far down the hairline is."""
        style, frame, of = self.style, self.frame, ("area", group.area)
        line = top + group.heading_height * stretch - 0.2 * style.size
        height = style.leading * len(group.heading.lines)
        above = line - 0.1 * style.size - height
        outward = not style.listed and not frame.right
        x = frame.x + frame.width if outward else frame.x
        text = self._text(group.heading, x, above, height, of, right=outward)
        ends = (("M", frame.x, line), ("L", frame.x + frame.width, line))
        self.drawing.marks += [*text, Path(ends, stroke="hair", width=0.08 * style.size, of=of)]
        left = x - group.heading.width if outward else x
        self.drawing.headings[group.area] = Box(left, above, group.heading.width, height)
        return line

    def _text(self, text: Block, x: float, top: float, height: float, of: Of, *, right: bool = False) -> list[Words]:
        size, leading = self.style.size, self.style.leading
        return drawn(text, x, top, height=height, size=size, leading=leading, of=of, right=right)

    def _contact(self, key: Key, row: Row, x: float, y: float, height: float) -> None:
        """A contact with its signs; without lists also the line to its dot."""
        style, frame = self.style, self.frame
        dot, of = style.names.dot(key), ("dot", *key)
        inset = style.indent(key)
        width = inset + row.text.width
        left = x if style.listed or frame.right else frame.x + frame.width - width
        first = y + (height - style.leading * (len(row.text.lines) - 1)) / 2
        self.drawing.labels[key] = Box(left, y, width, height)
        self.drawing.marks += signs_before(dot, left, first, size=style.size, of=of, listed=style.listed)
        self.drawing.marks += self._text(row.text, left + inset, y, height, of)
        if not style.listed:
            self._line(key, y + height / 2, gap=dot.mark is MapMark.GAP, of=of)

    def _more(self, group: Group, row: Row, x: float, y: float, height: float) -> None:
        """ "Visa 24 till" with a corner that points down; on paper only that there are more."""
        if self.style.whole:
            self.drawing.marks += self._text(row.text, x, y, height, ("area", group.area))
            return
        size, of = self.style.size, ("more", group.area)
        at, middle, arm = x + 0.46 * size, y + height / 2, 0.26 * size
        corner = (
            ("M", at - arm, middle - arm / 2),
            ("L", at, middle + arm / 2),
            ("L", at + arm, middle - arm / 2),
        )
        self.drawing.mores[group.area] = More(Box(x, y, row.text.width + MORE_INDENT * size, height), group.hidden)
        self.drawing.marks.append(Path(corner, stroke="teal", width=0.12 * size, of=of))
        self.drawing.marks += self._text(row.text, x + MORE_INDENT * size, y, height, of)

    def _curve(self, group: Group, y: float) -> None:
        """The curve from the arc of an area to its heading."""
        if self.wheel is None:
            return
        angle = self.wheel.sectors[group.area].nearest(self.wheel.rim.level(y, right=self.frame.right))
        steps = way_out(self.wheel.rim, angle, self.frame.edge, y, 0.5 * self.style.size)
        self.drawing.lines.append(Path(steps, stroke="teal", width=0.09 * self.style.size, of=("area", group.area)))

    def _line(self, key: Key, y: float, *, gap: bool, of: Of) -> None:
        """The line from a dot straight out to the rim and on to its name."""
        if self.wheel is None:
            return
        size = self.style.size
        edge = self.frame.edge + (-0.35 if self.frame.right else 0.35) * size
        rim, *out = way_out(self.wheel.rim, self.wheel.spots[key].angle, edge, y, 0.5 * size)
        steps = (("M", *self.wheel.at(key)), ("L", *rim[1:]), *out)
        dash = (0.32 * size, 0.22 * size) if gap else ()
        self.drawing.lines.append(Path(steps, stroke="amber" if gap else "grey", width=0.075 * size, dash=dash, of=of))
