"""What to call an entry in a line: its heading, else its first words, else its kind."""

from coordinator.careplan import CareGoal, CarePlan
from coordinator.contact import Contact
from coordinator.documents.phrases import shortened, title_of
from coordinator.entity import Entity, attrs_of
from coordinator.gap_silence import GapSilence
from coordinator.person import Patient
from coordinator.transition.checklist import ChecklistAnswer
from coordinator.transition.checklists import questions

_LONGEST = 60


def name_of(entry: Entity) -> str:
    """One line that tells which of its kind the entry is: a contact with her role, a plan by its type."""
    if isinstance(entry, Contact):
        return shortened(title_of(entry), _LONGEST) or entry.TITLE
    if isinstance(entry, Patient):
        return shortened(entry.name, _LONGEST)
    if isinstance(entry, CarePlan):
        return entry.plan_type.label
    if isinstance(entry, GapSilence):
        return shortened(entry.rule_name, _LONGEST)
    if isinstance(entry, ChecklistAnswer):
        asked = questions().get(entry.question)
        return shortened(asked.young, _LONGEST) if asked else entry.TITLE
    heading = entry.goal if isinstance(entry, CareGoal) else getattr(entry, "heading", "")
    texts = (getattr(entry, attr.name) for attr in attrs_of(type(entry)) if attr.value_type is str)
    first = next((text for text in (heading, *texts) if text and text.strip()), type(entry).TITLE)
    return shortened(first, _LONGEST)
