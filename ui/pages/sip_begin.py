"""*Ny SIP*: why it is needed now, the question that is asked in the letters, and who asked for it."""

from typing import Any

from coordinator.record import Record
from coordinator.sip.beginning import begin_sip
from coordinator.sip.process import Sip
from ui.drafts import Drafts
from ui.entry_lines import entry_box
from ui.entry_lines.entry_box import NewEntry
from ui.session import Doing, Session

FIRST = (
    "reason", "question", "asked_by_patient", "asked_on", "lead", "led_by", "initiator", "initiator_huvudman",
)  # fmt: skip
"""What a SIP is about: asked for when it begins, and changed above its steps."""
_WORDS = "Anledningen och frågeställningen räcker. Det andra kan skrivas sedan."


class NewSip(NewEntry):
    """The form of a new SIP. Its participants and its number come by themselves."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts, Sip, FIRST, words=_WORDS)
        self.done.say("Skapa SIP")

    def given(self, record: Record) -> dict[str, Any]:
        return {"asked_on": record.today}

    def send(self, values: dict[str, Any]) -> Doing:
        return self.session.do(begin_sip, **values)


def has_draft(session: Session) -> bool:
    """Whether a new SIP is half-written for the patient on screen."""
    return entry_box.has_draft(session, Sip, FIRST)
