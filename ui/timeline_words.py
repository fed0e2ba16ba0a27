"""The timeline as plain text: the days of law and support, and a line for each contact with all that is known of it."""

from operator import attrgetter

from coordinator.transition.timeline_figure import Lane, Timeline
from coordinator.transition.timeline_words import CONTACTS, in_words
from ui.word_list import WordList


class TimelineWords(WordList[Lane]):
    """A line for each day and each lane."""

    def __init__(self) -> None:
        how = "Pil upp och ned går från rad till rad. Enter öppnar övergången."
        super().__init__("Tidslinjen som text", how, attrgetter("id"))

    def show_timeline(self, shown: Timeline) -> None:
        """Show a timeline: another one, or the same after a change."""
        self.show_lines(
            [
                (heading, [(line, shown.lanes[at] if heading == CONTACTS else None) for at, line in enumerate(lines)])
                for heading, lines in in_words(shown)
            ]
        )
