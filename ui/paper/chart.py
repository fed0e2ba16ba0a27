"""Figures over time on paper: a row for each with its name and figure, its chart, and how it is counted.

A chart is heard as one text that tells every point; in large letters its parts stand below each other.
"""

from collections.abc import Callable

from coordinator.chart_layout import chart_layout
from coordinator.map_layout import Words
from coordinator.trend import Trend
from coordinator.trend_words import figure, says
from ui.paper.drawing import measure, paint, write
from ui.paper.look import GREY, HAIR, INK, TEAL, Sheet, Style, Weight
from ui.paper.marks import Gap, Mark
from ui.paper.rows import Cell, Part, Row, Rows
from ui.paper.tags import Node
from ui.paper.text import Text

SIZE = 8.0
"""The size of the letters in a chart, in points."""
_HEIGHT = 70.0
_NAME, _CHART, _BETWEEN = 0.19, 0.36, 10.0
"""The parts of the width that the name and the chart have; the rest is for how it is counted."""
_TITLE = Style(9.5, 11.5, TEAL, Weight.BOLD)
_FIGURE = Style(17, 19.5, INK, Weight.BOLD)
_COUNTED = Style(9, 11, INK)
_DEFINITION, _SOURCE = Style(9, 11, INK), Style(9, 11, GREY)

MakeHeading = Callable[[str, Style, int, Node], Text]
"""Makes a heading of a text, in a style, of a level, below an element."""


class Chart(Mark):
    """One chart."""

    def __init__(self, trend: Trend, width: float, scale: float, node: Node) -> None:
        self._layout = chart_layout(trend, measure, width, _HEIGHT * scale, SIZE * scale)
        super().__init__(self._layout.width, self._layout.height, node)

    def _draw(self) -> None:
        self.canv.setLineJoin(1)
        for mark in self._layout.marks:
            if isinstance(mark, Words):
                write(self.canv, self.height, mark)
            else:
                paint(self.canv, self.height, mark)
        self.canv.setDash()


def trend_rows(shown: tuple[Trend, ...], sheet: Sheet, parent: Node, heading: MakeHeading) -> Rows:
    """A row for each figure, with a line below it."""
    one_row = _stacked if sheet.stacked else _row
    return Rows((Row((), rule=TEAL), *(one_row(trend, sheet, parent, heading) for trend in shown)), together=2)


def _row(trend: Trend, sheet: Sheet, parent: Node, heading: MakeHeading) -> Row:
    said = parent.add("Sect")
    whole, between = sheet.body_width, _BETWEEN * sheet.scale
    name, chart = _NAME * whole, _CHART * whole
    left = name + chart
    cells = (
        Cell(0, name - between, _name(trend, sheet, said, heading)),
        Cell(name, chart - between, (_chart(trend, chart - between, sheet, said),)),
        Cell(left, whole - left, _counted(trend, sheet, said)),
    )
    return Row(cells, 3, 3, rule=HAIR, tall=sheet.body_height)


def _stacked(trend: Trend, sheet: Sheet, parent: Node, heading: MakeHeading) -> Row:
    said = parent.add("Sect")
    parts: tuple[Part, ...] = (
        *_name(trend, sheet, said, heading), Gap(6 * sheet.scale),
        _chart(trend, sheet.body_width, sheet, said), Gap(6 * sheet.scale), *_counted(trend, sheet, said),
    )  # fmt: skip
    return Row((Cell(0, sheet.body_width, parts),), 6, 8, rule=HAIR, tall=sheet.body_height)


def _name(trend: Trend, sheet: Sheet, said: Node, heading: MakeHeading) -> tuple[Text, ...]:
    """The name, the figure and what it is counted of."""
    return (
        heading(trend.title, _TITLE, 2, said),
        Text(figure(trend), sheet.style(_FIGURE), node=said.add("P")),
        Text(trend.now.counted, sheet.style(_COUNTED), node=said.add("P")),
    )


def _chart(trend: Trend, width: float, sheet: Sheet, said: Node) -> Chart:
    return Chart(trend, width, sheet.scale, said.add("Figure", alt=says(trend)))


def _counted(trend: Trend, sheet: Sheet, said: Node) -> tuple[Text, ...]:
    """How it is counted, and where that comes from."""
    texts = (trend.definition, _DEFINITION), (trend.source, _SOURCE)
    return tuple(Text(text, sheet.style(style), node=said.add("P")) for text, style in texts if text)
