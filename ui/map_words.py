"""The map of contacts as plain text: a list by area of life, for whoever does not see the map or would rather read."""

from operator import attrgetter

from coordinator.contact_map import ContactMap, MapNode, in_words
from ui.word_list import WordList


class MapWords(WordList[MapNode]):
    """A line for each contact below its area's heading."""

    def __init__(self) -> None:
        how = "Pil upp och ned går från rad till rad. Enter öppnar kontakten."
        super().__init__("Kontaktkartan som text", how, attrgetter("key"))

    def show_map(self, shown: ContactMap) -> None:
        """Show a map: another one, or the same after a change."""
        said = zip(in_words(shown), shown.nodes, strict=True)
        self.show_lines([(title, list(zip(lines, nodes, strict=True))) for (title, lines), nodes in said])

    @property
    def node(self) -> MapNode | None:
        """The contact whose line one is on; None on a heading or nowhere."""
        return self.thing
