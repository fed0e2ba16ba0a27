"""Text on the map: measured once, broken between words for paper, shortened for the screen."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from coordinator.map_layout.primitives import Measure, Of, Role, Words

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one style. before: the empty width before it, as a share of the size (None: a space)."""

    text: str = field(repr=False)
    role: Role
    bold: bool = False
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text. before and width are shares of the size."""

    text: str = field(repr=False)
    role: Role
    bold: bool
    before: float
    width: float


@dataclass(frozen=True, slots=True)
class Text:
    """Measured words."""

    words: tuple[Word, ...]

    @property
    def width(self) -> float:
        """How wide they are on one line, as a share of the size."""
        return sum(word.before + word.width for word in self.words)


@dataclass(frozen=True, slots=True)
class Run:
    """What stands in one style on one line, and how far in."""

    x: float
    text: str = field(repr=False)
    role: Role
    bold: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of runs under each other, and how wide each is."""

    lines: tuple[tuple[Run, ...], ...]
    widths: tuple[float, ...]

    @property
    def width(self) -> float:
        """The width of the widest line."""
        return max(self.widths, default=0)


class Ruler:
    """Measures text, each only once, in one size. Other sizes follow in proportion."""

    def __init__(self, measure: Measure, basis: float) -> None:
        """Measure with `measure` in the size `basis`."""
        self._measure = measure
        self._basis = basis
        self._known: dict[tuple[str, bool], float] = {}

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """The width of a text."""
        return self._share(text, bold) * size

    def text(self, pieces: Sequence[Piece]) -> Text:
        """The pieces, measured."""
        words: list[Word] = []
        for piece in pieces:
            space = self._share(" ", piece.bold)
            before = space if piece.before is None else piece.before
            for word in piece.text.split():
                words.append(Word(word, piece.role, piece.bold, before if words else 0, self._share(word, piece.bold)))
                before = space
        return Text(tuple(words))

    def shortened(self, text: str, size: float, bold: bool, room: float) -> str:
        """The text, or as much of its beginning as goes before an ellipsis. Empty when not even one letter does."""
        if self.width(text, size, bold) <= room:
            return text
        low, high = 0, len(text)
        while low < high - 1:
            middle = (low + high) // 2
            if self.width(text[:middle].rstrip() + ELLIPSIS, size, bold) <= room:
                low = middle
            else:
                high = middle
        return text[:low].rstrip(" ,-/") + ELLIPSIS if low else ""

    def wrapped(self, text: Text, size: float, room: float = float("inf")) -> Block:
        """The text in as many lines as it takes, broken between words; a word longer than a line is broken too."""
        line: list[Run] = []
        lines, widths = [line], [0.0]
        for word in text.words:
            before, wide = word.before * size if line else 0, word.width * size
            if line and widths[-1] + before + wide > room:
                line, before = [], 0
                lines.append(line)
                widths.append(0)
            rest = word.text
            while wide > room and len(rest) > 1:
                part = self._as_much_as_goes(rest, size, word.bold, room)
                line.append(Run(0, part, word.role, word.bold))
                widths[-1] = self.width(part, size, word.bold)
                rest = rest[len(part) :]
                wide = self.width(rest, size, word.bold)
                line = []
                lines.append(line)
                widths.append(0)
            self._put(line, Run(widths[-1] + before, rest, word.role, word.bold))
            widths[-1] += before + wide
        return Block(tuple(tuple(runs) for runs in lines), tuple(widths))

    def _share(self, text: str, bold: bool) -> float:
        known = self._known.get((text, bold))
        if known is None:
            known = self._known[text, bold] = self._measure(text, self._basis, bold) / self._basis
        return known

    def _as_much_as_goes(self, word: str, size: float, bold: bool, room: float) -> str:
        letters = 1
        while letters < len(word) - 1 and self.width(word[: letters + 1], size, bold) <= room:
            letters += 1
        return word[:letters]

    def _put(self, line: list[Run], run: Run) -> None:
        # Words of one style stand in one run, so that they are one text in the file too.
        last = line[-1] if line else None
        if last and (last.role, last.bold) == (run.role, run.bold):
            line[-1] = Run(last.x, f"{last.text} {run.text}", last.role, last.bold)
        else:
            line.append(run)


def drawn(
    block: Block, x: float, top: float, *, height: float, size: float, leading: float, of: Of, right: bool = False
) -> list[Words]:
    """A block of text in the middle of that height, from x to the right, or to the left with its right edge at x."""
    first = top + (height - leading * len(block.lines)) / 2 + leading / 2 + 0.35 * size
    return [
        Words(x + run.x - (width if right else 0), first + leading * n, run.text, size, run.role, run.bold, of=of)
        for n, (line, width) in enumerate(zip(block.lines, block.widths, strict=True))
        for run in line
    ]
