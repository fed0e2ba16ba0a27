"""The few drawn marks: a dot, a rule, and the signs of danger, gap and nothing known. They carry no text."""

from reportlab.lib.colors import HexColor
from reportlab.platypus.flowables import Flowable

from coordinator.blocks import AlertState
from ui.paper.look import AMBER, GREY, PAPER, RED


class Mark(Flowable):  # type: ignore[misc]
    """A drawing of fixed size, in points; it never splits."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height

    def wrap(self, _available_width: float, _available_height: float = 0) -> tuple[float, float]:
        """The size, whatever the space."""
        return self.width, self.height

    def least_height(self, _width: float) -> float:
        """The height: the mark is one piece."""
        return float(self.height)


class Dot(Mark):
    """The dot before an item of a list, level with a first line of the given leading."""

    def __init__(self, leading: float, colour: str) -> None:
        super().__init__(10, leading)
        self.colour = colour

    def draw(self) -> None:
        """Draw a filled circle."""
        self.canv.setFillColor(HexColor(f"#{self.colour}"))
        self.canv.circle(3, self.height / 2, 1.7, stroke=0, fill=1)


class Rule(Mark):
    """A line to write on, with room above it."""

    def __init__(self, width: float, room: float) -> None:
        super().__init__(width, room)

    def draw(self) -> None:
        """Draw the line at the foot of the room."""
        self.canv.setStrokeColor(HexColor(f"#{GREY}"))
        self.canv.setLineWidth(0.8)
        self.canv.line(0, 0, self.width, 0)


class Gap(Mark):
    """Empty room between two texts of one cell."""

    def __init__(self, height: float) -> None:
        super().__init__(0, height)

    def draw(self) -> None:
        """Draw nothing."""


class Sign(Mark):
    """Before the title of an alert: a filled triangle, a dashed circle or a minus, by its state."""

    def __init__(self, state: AlertState) -> None:
        super().__init__(24, 20)
        self.state = state

    def draw(self) -> None:
        """Draw the sign, 20 points high."""
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
