"""*Ny SIP*: why it is needed now, the question that is asked in the letters, and who asked for it."""

from typing import Any
from uuid import UUID

from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.sip.beginning import begin_sip
from coordinator.sip.process import Sip
from ui.drafts import Drafts
from ui.entry_lines.entry_box import NewEntry
from ui.session import Session

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

    def add(self) -> None:
        record = self.session.record
        if record is None or self._sent:
            return
        try:
            values = self.form.values()
        except RuleError:
            return  # said beside the field
        self._sent = True
        session, keys = self.session, [self.session.draft_key(_draft(name)) for name in values]

        def added(applied: Applied) -> None:
            if isValid(self):
                self.form.clear()
                self.added.emit(_sip_in(session.record, applied))
            for key in keys:  # also when the form was put away, or another patient came, before it was on disk
                session.keep(key, None)

        session.do(begin_sip, **values).then(added).but(self._refused)

    def _refused(self, error: CoordinatorError) -> None:
        """Beside the field it is about."""
        self._sent = False
        name = error.field if isinstance(error, RuleError) else ""
        if isValid(self) and name in self.form.fields:
            self.form.fields[name].refuse(error)
            self.form.start(name)
        else:
            super()._refused(error)


def has_draft(session: Session) -> bool:
    """Whether a new SIP is half-written for the patient on screen."""
    return any(session.kept(session.draft_key(_draft(name))) is not None for name in FIRST)


def _draft(name: str) -> str:
    return f"{Sip.KIND}:ny:{name}"


def _sip_in(record: Record | None, applied: Applied) -> UUID | None:
    found = record.all(Sip) if record is not None else []
    return next((one.id for one in found if one.id in applied.versions), None)
