"""Writing a new akutinformation, and the form of one that stands: as the physician gave it, never in our own words."""

import json
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.alert import EmergencyInformation
from coordinator.diagnosis import Certainty, RareCondition
from coordinator.entity import Entity
from coordinator.entry_name import name_of
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.umi.writing_texts import edit_text, write_text
from ui.drafts import Drafts
from ui.entry_lines.entry_box import EntryBox, NewEntry
from ui.form import EntryForm, Fault
from ui.form_choice import ChoiceBox
from ui.form_fields import NOTHING, WrittenEditor
from ui.form_flow import tab_after
from ui.parts import column, label, on_ground
from ui.session import Doing, Session
from ui.theme import scaled

_SAID = (
    "do_this", "do_not", "avoid_medicines", "anaesthesia", "fasting", "infusion", "seizures", "breathing",
    "communication",
)  # fmt: skip
_CALL = ("card_text", "call_daytime", "call_on_call", "hospital")
_SEEN = (
    "heading", "issued_by", "source", "issued_on", "valid_until", "do_this", "do_not", "avoid_medicines", "card_text",
    "call_daytime", "call_on_call",
)  # fmt: skip
_FOLDED = (
    "anaesthesia", "fasting", "infusion", "seizures", "breathing", "communication", "hospital", "checked_on",
    "checked_by",
)  # fmt: skip
FIRST = (*_SEEN, *_FOLDED)
"""The fields of a new text: who gave it stands beside what it is."""
_FOLDED_ABOUT = (
    "Sövning, fasta och energi, infusion, kramper, andning, kommunikation, sjukhus, och när texten kontrollerades."
)
ORDER = (
    "heading", "issued_by", "source", "issued_on", "valid_until", "checked_on", "checked_by", *_SAID, *_CALL,
    "condition", "document", "language", "ended_on", "end_reason",
)  # fmt: skip
_WHICH = f"{EmergencyInformation.KIND}:ny:vilken"
_NO_DIAGNOSIS = "-"
Which = tuple[str, UUID | None]
"""What a new text was begun with: a heading, or a diagnosis. What is half-written of one is not in another's form."""


class AboutDiagnosis(QWidget):
    """Which of the patient's diagnoses a text is about, by its name."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice, self.fault = ChoiceBox("Gäller diagnosen"), Fault()
        self.choice.finished.connect(self.finished)
        words = label("Gäller diagnosen", "note")
        words.setBuddy(self.choice)
        self.setLayout(column(words, self.choice, self.fault, spacing=3))

    def offer(self, record: Record, chosen: UUID | None) -> None:
        """The diagnoses that stand, and the one that is chosen."""
        every = record.all(RareCondition)
        there = [one for one in every if one.certainty is not Certainty.RULED_OUT or one.id == chosen]
        gone = [(chosen, "Finns inte längre")] if chosen and all(one.id != chosen for one in every) else []
        self.setVisible(bool(there or gone))
        self.choice.offer([(None, NOTHING), *((one.id, name_of(one)) for one in there), *gone])
        self.choice.show_saved(chosen)


def _below_heading(form: EntryForm) -> AboutDiagnosis:
    """The diagnosis stands by what the text is about."""
    made, heading = AboutDiagnosis(), form.fields["heading"]
    heading.show_below(made)
    tab_after(heading.editor.main, made)
    return made


class NewText(NewEntry):
    """The form of a new text. What it lacks is said by the field it is about."""

    def __init__(self, session: Session, drafts: Drafts, which: Which = ("", None)) -> None:
        self.which, self._name = which, _name(which)
        words = "Skriv av texten så som läkaren har gett den"
        form = EntryForm(
            session, drafts, EmergencyInformation, only=_SEEN, more=_FOLDED, more_about=_FOLDED_ABOUT,
            new_one=self._name,
        )  # fmt: skip
        super().__init__(session, drafts, EmergencyInformation, (), words=words, form=form)
        self.about = _below_heading(self.form)
        self.about.choice.installEventFilter(self)
        self.about.finished.connect(self._keep_about)

    def begin(self, record: Record) -> None:
        super().begin(record)
        heading, diagnosis = self.which
        kept = self.session.kept(self.session.draft_key(self._about))
        if kept is not None:
            diagnosis = UUID(kept) if kept != _NO_DIAGNOSIS else None
        self.about.offer(record, diagnosis)
        editor = self.form.fields["heading"].editor
        if heading and isinstance(editor, WrittenEditor) and not editor.field.text().strip():
            editor.field.show_draft(heading)
        self.session.keep(self.session.draft_key(_WHICH), json.dumps([heading, str(self.which[1] or "")]))

    def given(self, record: Record) -> dict[str, Any]:
        return {"checked_on": record.today, "checked_by": record.actor.name}

    def draft_names(self) -> list[str]:
        return [*super().draft_names(), _WHICH, self._about]

    @property
    def _about(self) -> str:
        return f"{EmergencyInformation.KIND}:{self._name}:condition_id"

    def _keep_about(self) -> None:
        chosen = self.about.choice.chosen()
        self.session.keep(self.session.draft_key(self._about), str(chosen) if chosen else _NO_DIAGNOSIS)

    def send(self, values: dict[str, Any]) -> Doing:
        return self.session.do(write_text, **values, condition_id=self.about.choice.chosen())


def half_written(session: Session) -> Which | None:
    """With what the text was begun that is half-written for the patient on screen; None when none is."""
    kept = session.kept(session.draft_key(_WHICH))
    heading, diagnosis = json.loads(kept) if kept is not None else ("", "")
    which = heading, UUID(diagnosis) if diagnosis else None
    names = (f"{EmergencyInformation.KIND}:{_name(which)}:{one}" for one in FIRST)
    return which if any(session.kept(session.draft_key(one)) is not None for one in names) else None


def _name(which: Which) -> str:
    """What the new text is known by among drafts."""
    return ":".join(["ny", *(str(one) for one in which if one)])


class TextForm(EntryForm):
    """Saves through `edit_text`: a translation shares the days and the physician."""

    def save(self, entry: Entity, **values: Any) -> Doing:
        return self._session.do(edit_text, entry.id, **values)


class TextBox(EntryBox):
    """Everything about one text, which saves itself, and the diagnosis it is about."""

    FORM = TextForm

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts, EmergencyInformation, ORDER)
        self._session = session
        self.about = _below_heading(self.form)
        self.about.finished.connect(self._save_about)
        on_ground(self, "sunken")
        self.setContentsMargins(scaled(16), scaled(11), scaled(14), scaled(11))

    def show_text(self, text: EmergencyInformation, record: Record) -> None:
        """Show a text: another one, or the same after a change."""
        self.show_entry(text, record)
        self.about.offer(record, text.condition_id)

    def _save_about(self) -> None:
        text_id = self.entry_id
        if text_id is None or self._session.record is None:
            return
        self.about.fault.say(None)

        def refused(error: CoordinatorError) -> None:
            if isValid(self):
                self.about.choice.take_back()
                self.about.fault.say(error)
            else:
                self._session.refused.emit(error)

        self._session.do(edit_text, text_id, condition_id=self.about.choice.chosen()).but(refused)

    def start(self) -> None:
        """Go to the first field."""
        self.form.fields[ORDER[0]].editor.main.setFocus(Qt.FocusReason.OtherFocusReason)
