"""*Ny övergång*: of which kind, and who hands over; also where no plan is made, as from the hospital to home."""

from typing import Any

from coordinator.record import Record
from coordinator.transition.belonging import plan_of
from coordinator.transition.swap import Transition, TransitionKind
from coordinator.transition.swapping import begin_transition
from ui.drafts import Drafts
from ui.entry_lines import entry_box
from ui.entry_lines.entry_box import NewEntry
from ui.session import Doing, Session

FIRST = ("kind", "contact_id", "from_unit", "planned_on", "to_unit", "receiver")
"""What a transition begins with; the rest is written in its panel."""
_WORDS = "Slaget och den som lämnar räcker. Det andra kan skrivas sedan."


class NewTransition(NewEntry):
    """The form of a new transition. What is usually agreed for its kind comes by itself."""

    def __init__(self, session: Session, drafts: Drafts, kind: TransitionKind | None = None) -> None:
        """kind: of which kind it is at first; else what is most likely."""
        self._at_first = kind
        super().__init__(session, drafts, Transition, FIRST, words=_WORDS)
        self.done.say("Lägg till övergången")

    def given(self, record: Record) -> dict[str, Any]:
        plan = plan_of(record)
        grows_up = plan is not None and plan.is_open
        usual = TransitionKind.SPECIALIST if grows_up else TransitionKind.HOSPITAL_HOME
        return {"kind": self._at_first or usual}

    def send(self, values: dict[str, Any]) -> Doing:
        return self.session.do(begin_transition, **values)


def has_draft(session: Session) -> bool:
    """Whether a new transition is half-written for the patient on screen."""
    return entry_box.has_draft(session, Transition, FIRST)
