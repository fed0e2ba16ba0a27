"""Tells a file of our own practice, which moves, from one of another's; and what in that is theirs alone.

What stands in another practice's journal says nothing of ours. What it noted for its own working day, and which papers
it handed out, stays theirs unless somebody chooses it.
"""

from typing import TYPE_CHECKING

from coordinator.careplan import HandedOutPlan
from coordinator.entity import Entity
from coordinator.gap_silence import GapSilence
from coordinator.journal_entry import JournalEntry
from coordinator.shared_paper import SharedPaper
from coordinator.story_reading import StoryReading
from coordinator.swedish import folded
from coordinator.taken_in import FileForm
from coordinator.today.mark import MatterMark

if TYPE_CHECKING:
    from coordinator.record import Record

OWN_WORK: frozenset[type[Entity]] = frozenset(
    {JournalEntry, MatterMark, GapSilence, StoryReading, SharedPaper, HandedOutPlan}
)
"""The kinds that tell of the work of those who wrote them, and not of the patient."""

THEIR_JOURNAL = "Den säger vad som står i den andra mottagningens journal, och gäller inte er."
THEIR_WORK = "Den gäller den andra mottagningens eget arbete, och är inte vald från början."


def of_our_practice(form: FileForm, unit: str, record: "Record") -> bool:
    """Whether a whole record was written at the unit that takes it in. One that does not say where is another's."""
    return form is FileForm.RECORD and bool(folded(unit)) and folded(unit) == folded(record.actor.unit)
