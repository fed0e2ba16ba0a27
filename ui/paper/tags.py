"""What the paper says, as a tree for whoever hears it: built with the story, filled in as its parts are drawn.

Reading order is the order of the tree, wherever the parts stand on the page. What belongs to no node is decoration.
"""

from dataclasses import dataclass

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of what is drawn: the page, counted from 0, and the stretch's number on it."""

    page: int
    number: int


class Node:
    """An element: what kind it is ("H1", "P", "TD" …) and, in order, what it holds.

    alt: what a drawing means, actual: the letters that a drawing stands for. scope: what the header of a table is the
    header of. numbering: that of a list. once: what comes again, at the top of the next page, is decoration there.
    language: the one it is read in, when that is not the document's.
    """

    __slots__ = ("actual", "alt", "box", "holds", "kind", "language", "numbering", "once", "scope")

    def __init__(
        self, kind: str, *, alt: str = "", actual: str = "", scope: str = "", numbering: str = "", once: bool = False,
        language: str = "",
    ) -> None:  # fmt: skip
        self.kind = kind
        self.alt, self.actual, self.scope, self.numbering, self.once = alt, actual, scope, numbering, once
        self.language = language
        self.box: Box | None = None
        self.holds: list[Node | Mark] = []

    def add(
        self, kind: str, *, alt: str = "", actual: str = "", scope: str = "", numbering: str = "", once: bool = False,
        language: str = "",
    ) -> "Node":  # fmt: skip
        """A new element at the end of this one."""
        made = Node(
            kind, alt=alt, actual=actual, scope=scope, numbering=numbering, once=once, language=language
        )  # fmt: skip
        self.holds.append(made)
        return made

    def item(self) -> "Node":
        """A new item at the end of this list, with its body."""
        return self.add("LI").add("LBody")

    @property
    def is_said(self) -> bool:
        """Whether it is to be left alone now: it has been drawn, and is said once only."""
        return self.once and bool(self.holds)

    def prune(self) -> bool:
        """Take away what came to hold nothing; whether anything is left. An empty cell keeps its place in the row."""
        kept = [one for one in self.holds if isinstance(one, Mark) or one.prune()]
        self.holds = kept
        return bool(kept) or self.kind in ("TH", "TD")
