"""Finds somebody on a map of contacts: by key, by how many stand before, by the first letter of the name."""

from collections.abc import Hashable, Sequence
from functools import cached_property

from coordinator.contact import ContactCategory
from coordinator.contact_map import ContactMap, MapNode, in_words

Spot = tuple[int, int]
"""The number of an area of the figure, and of a dot in it."""


class MapIndex:
    """A map, looked up in. Made anew for each map, since none of it changes."""

    def __init__(self, shown: ContactMap) -> None:
        self.map = shown
        self.nodes: list[MapNode] = [node for area in shown.nodes for node in area]
        self.categories: list[ContactCategory] = [area[0].category for area in shown.nodes]
        self._spots = [(i, j) for i, area in enumerate(shown.nodes) for j in range(len(area))]
        self.spots: dict[Hashable, Spot] = {node.key: spot for node, spot in zip(self.nodes, self._spots, strict=True)}

    def node_at(self, spot: Spot) -> MapNode:
        """Who is there."""
        return self.map.nodes[spot[0]][spot[1]]

    def before(self, key: Hashable) -> int:
        """How many stand before the contact with that key; none when it is not on the map."""
        return self._spots.index(self.spots[key]) if key in self.spots else 0

    def beginning_with(self, letter: str, after: Hashable) -> Spot | None:
        """The next one after that key whose name begins so, round and round."""
        first = self.before(after) + 1
        every = [*zip(self.nodes, self._spots, strict=True)]
        found = (spot for node, spot in every[first:] + every[:first] if _begins(node, letter))
        return next(found, None)

    def most_to_do(self) -> MapNode | None:
        """The first contact with a gap, else the first of all."""
        with_gap = (node for node in self.nodes if node.contact is not None and node.gap is not None)
        return next(with_gap, next(iter(self.nodes), None))

    def in_words(self, spot: Sequence[int]) -> str:
        """All that the map says of somebody."""
        return self._words[spot[0]][1][spot[1]]

    @cached_property
    def _words(self) -> list[tuple[str, list[str]]]:
        return in_words(self.map)


def _begins(node: MapNode, letter: str) -> bool:
    return node.dot.name.casefold().startswith(letter.casefold())
