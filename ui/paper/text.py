"""A text on paper: broken into lines, split over pages with at least two lines on each side, drawn by its fonts.

It is the only thing on the paper that shows letters, and every mark of meaning for a screen reader belongs here.
"""

import re
from collections.abc import Iterable, Iterator

from reportlab.lib.colors import HexColor
from reportlab.platypus.flowables import Flowable

from coordinator.blocks import Rich, plain
from ui.paper.fonts import Run, normalised, runs, width_of
from ui.paper.look import Style, Weight
from ui.paper.tags import Node

# The blanks inside these do not break: a date or a phone number on two lines is read wrong.
_UNBROKEN = re.compile(
    r"(?<!\w)\+?\(?\d[\d()/–-]{0,15}(?: [\d()/–-]{1,15}){1,5}(?!\w)"
    r"|(?<!\w)(?:(?:mån|tis|ons|tor|fre|lör|sön)(?:dag)? )?"
    r"\d{1,2} (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]{0,7}(?: \d{4})?(?!\w)"
)
_BREAK_AFTER = "-/@._,;"
_LEAST_LINES = 2

Line = tuple[Run, ...]


class Text(Flowable):  # type: ignore[misc]
    """Left-aligned text. ``heading`` is its level when it is a heading and shall be found among the bookmarks.

    node: the element that the text is the words of; both parts of a text that was split are the words of one.
    """

    def __init__(self, rich: Rich | str, style: Style, *, heading: int = 0, node: Node | None = None) -> None:
        super().__init__()
        self.rich = plain(rich) if isinstance(rich, str) else rich
        self.style = style
        self.heading = heading
        self.node = node
        self._words: list[list[Line]] | None = None
        self._lines: list[Line] = []
        self._broken_for = -1.0

    def wrap(self, available_width: float, _available_height: float = 0) -> tuple[float, float]:
        """Break into lines for the width; gives the width and the height needed."""
        if self._broken_for != available_width:
            self._lines = list(self._break(available_width))
            self._broken_for = available_width
        self.width, self.height = available_width, len(self._lines) * self.style.leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list["Text"]:
        """The text in two at a line, two lines at least on each side; empty when that does not go."""
        self.wrap(available_width)
        count = len(self._lines)
        fitting = int(available_height / self.style.leading + 1e-6)
        if fitting >= count:
            return [self]
        fitting = min(fitting, count - _LEAST_LINES)
        if fitting < _LEAST_LINES:
            return []
        return [self._part(slice(None, fitting)), self._part(slice(fitting, None))]

    def _part(self, which: slice) -> "Text":
        part = Text(self.rich, self.style, heading=0 if which.start else self.heading, node=self.node)
        part._words = self._words
        part._lines = self._lines[which]
        part._broken_for = self._broken_for
        return part

    def least_height(self, width: float) -> float:
        """The height of the smallest piece that may begin at the foot of a page."""
        _, height = self.wrap(width)
        return min(height, (_LEAST_LINES if len(self._lines) > 3 else 3) * self.style.leading)

    def draw(self) -> None:
        """Draw the lines from the top of the flowable's box."""
        style, canvas = self.style, self.canv
        if self.heading:
            canvas.note_heading("".join(span.text for span in self.rich), self.heading, self.height)
        if not any(self._lines):
            return
        drawing = canvas.beginText()
        drawing.setFillColor(HexColor(f"#{style.colour}"))
        # Centred on the capitals, so that texts of different size on one row look level.
        baseline = self.height - style.leading / 2 - 0.334 * style.size
        for line in self._lines:
            drawing.setTextOrigin(0, baseline)
            for name, text in line:
                drawing.setFont(name, style.size, style.leading)
                drawing.textOut(text.replace("\xa0", " "))
            baseline -= style.leading
        with canvas.saying(self.node):
            canvas.drawText(drawing)

    def longest_word(self) -> float:
        """The width below which a word would have to be cut."""
        return max((self._width(word) for line in self._in_words() for word in line), default=0.0)

    def natural_width(self) -> float:
        """The width at which no line is wrapped."""
        blank = self._blank()
        return max((sum(map(self._width, line)) + blank * len(line) for line in self._in_words()), default=0.0)

    def _width(self, word: Iterable[Run]) -> float:
        return sum(width_of(run, self.style.size) for run in word)

    def _blank(self) -> float:
        return width_of(runs(" ", self.style.weight)[0], self.style.size)

    def _in_words(self) -> list[list[Line]]:
        """The lines as written, each a list of words; a word is its runs."""
        if self._words is None:
            self._words = _words(self.rich, self.style)
        return self._words

    def _break(self, width: float) -> Iterator[Line]:
        blank, most = self._blank(), self.style.letters
        for words in self._in_words():
            line: list[Run] = []
            used, count = 0.0, 0
            for word in words:
                needed, letters = self._width(word), sum(len(text) for _, text in word)
                if line and (used + needed > width + 1e-6 or 0 < most < count + letters):
                    # The blank at the end keeps the words apart for whoever reads the text out of the file.
                    yield _joined(line)
                    line, used, count = [], 0.0, 0
                rest = word
                if needed > width + 1e-6:
                    *full, rest = self._cut(word, width)
                    yield from full
                    needed = self._width(rest)
                line += [*rest, (rest[-1][0], " ")]
                used += needed + blank
                count += letters + 1
            yield _joined(line)

    def _cut(self, word: Line, width: float) -> list[Line]:
        """A word too long for a line in pieces that fit: after a sign where one breaks, else where the line is full."""
        letters = [(name, char) for name, text in word for char in text]
        widths = [width_of(letter, self.style.size) for letter in letters]
        pieces: list[Line] = []
        start = 0
        while start < len(letters):
            end, used = start + 1, widths[start]
            while end < len(letters) and used + widths[end] <= width:
                used += widths[end]
                end += 1
            if end < len(letters):
                signs = (at for at in range(end, (start + end) // 2, -1) if letters[at - 1][1] in _BREAK_AFTER)
                end = next(signs, end)
            pieces.append(_joined(letters[start:end]))
            start = end
        return pieces


def _joined(pieces: Iterable[Run]) -> Line:
    """The same runs with neighbours of one font put together."""
    found: list[Run] = []
    for name, text in pieces:
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + text)
        else:
            found.append((name, text))
    return tuple(found)


def _words(rich: Rich, style: Style) -> list[list[Line]]:
    letters: list[str] = []
    weights: list[Weight] = []
    for span in rich:
        text = normalised(span.text)
        letters.append(text)
        weights += [style.strong if span.bold else style.weight] * len(text)
    whole = _kept_together("".join(letters))
    lines: list[list[Line]] = []
    position = 0
    for written in whole.split("\n"):
        words = []
        for word in written.split(" "):
            if word:
                words.append(_weighted(word, weights[position : position + len(word)]))
            position += len(word) + 1
        lines.append(words)
    return lines


def _weighted(word: str, weights: list[Weight]) -> Line:
    if len(set(weights)) == 1:
        return tuple(runs(word, weights[0]))
    return _joined(run for char, weight in zip(word, weights, strict=True) for run in runs(char, weight))


def _kept_together(text: str) -> str:
    """``text`` with no-break spaces inside dates and phone numbers; its length does not change."""
    return _UNBROKEN.sub(lambda found: found.group().replace(" ", "\xa0"), text)
