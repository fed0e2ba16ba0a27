"""The few drawn marks: a dot, a rule, and the signs of danger, gap and nothing known. They carry no letters."""

from reportlab.lib.colors import HexColor
from reportlab.platypus.flowables import Flowable

from coordinator.blocks import AlertState
from ui.paper.look import AMBER, GREY, PAPER, RED
from ui.paper.tags import Node


class Mark(Flowable):  # type: ignore[misc]
    """A drawing of fixed size, in points; it never splits. ``node`` is what it means; without, it is decoration."""

    def __init__(self, width: float, height: float, node: Node | None = None) -> None:
        super().__init__()
        self.width, self.height, self.node = width, height, node

    def wrap(self, _available_width: float, _available_height: float = 0) -> tuple[float, float]:
        """The size, whatever the space."""
        return self.width, self.height

    def least_height(self, _width: float) -> float:
        """The height: the mark is one piece."""
        return float(self.height)

    def draw(self) -> None:
        """Draw it as what it means."""
        if self.node is not None:
            self.node.box = self.canv.box_of(self.width, self.height)
        with self.canv.saying(self.node):
            self._draw()

    def _draw(self) -> None:
        """Draw nothing."""


class Dot(Mark):
    """The dot before an item of a list, level with a first line of the given leading."""

    def __init__(self, leading: float, colour: str, scale: float = 1.0, node: Node | None = None) -> None:
        super().__init__(10 * scale, leading, node)
        self.colour, self.scale = colour, scale

    def _draw(self) -> None:
        self.canv.setFillColor(HexColor(f"#{self.colour}"))
        self.canv.circle(3 * self.scale, self.height / 2, 1.7 * self.scale, stroke=0, fill=1)


class Rule(Mark):
    """A line to write on, at the foot of the room for it."""

    def _draw(self) -> None:
        self.canv.setStrokeColor(HexColor(f"#{GREY}"))
        self.canv.setLineWidth(0.8)
        self.canv.line(0, 0, self.width, 0)


class Gap(Mark):
    """Empty room between two texts of one cell."""

    def __init__(self, height: float) -> None:
        super().__init__(0, height)


class Sign(Mark):
    """Before the title of an alert: a filled triangle, a dashed circle or a minus, by its state."""

    def __init__(self, state: AlertState, scale: float = 1.0, node: Node | None = None) -> None:
        super().__init__(24 * scale, 20 * scale, node)
        self.state, self.scale = state, scale

    def _draw(self) -> None:
        self.canv.scale(self.scale, self.scale)
        if self.state is AlertState.DANGER:
            self._triangle()
        elif self.state is AlertState.MISSING:
            self._circle()
        else:
            self._minus()

    def _triangle(self) -> None:
        canvas = self.canv
        canvas.setFillColor(HexColor(f"#{RED}"))
        canvas.setStrokeColor(HexColor(f"#{RED}"))
        canvas.setLineJoin(1)
        canvas.setLineWidth(2)
        outline = canvas.beginPath()
        outline.moveTo(2, 2)
        outline.lineTo(20, 2)
        outline.lineTo(11, 17.5)
        outline.close()
        canvas.drawPath(outline, stroke=1, fill=1)
        self._exclamation(PAPER, 11, 4)

    def _circle(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(HexColor(f"#{AMBER}"))
        canvas.setLineWidth(1.4)
        canvas.setDash(2.6, 2.2)
        canvas.circle(11, 9.5, 8, stroke=1, fill=0)
        canvas.setDash()
        self._exclamation(AMBER, 11, 4.8)

    def _minus(self) -> None:
        canvas = self.canv
        canvas.setStrokeColor(HexColor(f"#{GREY}"))
        canvas.setLineWidth(1.6)
        canvas.circle(11, 9.5, 8, stroke=1, fill=0)
        canvas.line(7.4, 9.5, 14.6, 9.5)

    def _exclamation(self, colour: str, x: float, foot: float) -> None:
        canvas = self.canv
        canvas.setStrokeColor(HexColor(f"#{colour}"))
        canvas.setFillColor(HexColor(f"#{colour}"))
        canvas.setLineWidth(1.9)
        canvas.setLineCap(1)
        canvas.line(x, foot + 4, x, foot + 8.2)
        canvas.setLineCap(0)
        canvas.circle(x, foot + 0.9, 1.15, stroke=0, fill=1)
