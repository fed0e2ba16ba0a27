"""What is asked for about an akutinformation: the English, that the physician gave it anew, why it ends."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.alert import EmergencyInformation
from coordinator.change import Applied
from coordinator.entity import Attr, attrs_of
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.umi.texts import SAID, TextPair
from coordinator.umi.writing_texts import end_text, renew_text, write_translation
from ui.box_to_add import BoxToAdd
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form import Fault, FormField
from ui.form_flow import Columns
from ui.pages.log_fields import Band
from ui.pages.umi_text_rows import copyable
from ui.parts import Button, Kind, column, label, row, whole
from ui.session import Doing, Session
from ui.theme import scaled

ATTRS = {attr.name: attr for attr in attrs_of(EmergencyInformation)}
ENGLISH, RENEW, END = "engelska", "förnya", "avsluta"
"""What is asked of a text: under these names the half-written is kept."""
_BESIDE = 440


def draft_name(text_id: UUID, what: str, name: str) -> str:
    """Under what a half-written answer is kept; ``what`` is asked of the text."""
    return f"{EmergencyInformation.KIND}:{text_id}:{what}:{name}"


class AskBox(BoxToAdd):
    """Some fields about a text. Ctrl+Enter sends them; Escape puts the box away, what is half-written comes back."""

    def __init__(
        self,
        session: Session,
        drafts: Drafts,
        text_id: UUID,
        what: str,
        *,
        words: str,
        do: str,
        save: Callable[[dict[str, Any]], Doing],
    ) -> None:
        """what: the name the drafts are kept under. words: what stands above the fields. do: what the button says.

        save: saves what was answered.
        """
        super().__init__("sunken")
        self.session, self.text_id, self._drafts, self._what = session, text_id, drafts, what
        self.fields: dict[str, FormField] = {}
        self._save, self._sent = save, False
        self.fault = Fault()
        self.asked_to_add.connect(self.send)
        self.do = Button(do, icon="check", shortcut="Ctrl+Return", press=self.send)
        self.cancel = Button("Avbryt", Kind.QUIET, shortcut="Esc", press=self.closed.emit)
        self.inside.addWidget(label(words, "strong", wrap=True))

    def ask(self, attr: Attr, value: Any, record: Record) -> FormField:
        """One more field, which shows ``value`` or what is half-written."""
        field = self.fields[attr.name] = FormField(attr)
        field.editor.meet(record)
        field.show_saved(value)
        field.editor.main.installEventFilter(self)
        if field.editor.text_field is not None:
            self._drafts.watch(field.editor.text_field, draft_name(self.text_id, self._what, attr.name))
        return field

    def lay_out(self, *parts: QWidget) -> None:
        """The fields, and the buttons below them."""
        self.inside.addWidget(whole(column(*parts, self.fault, spacing=8)))
        self.inside.addWidget(whole(row(self.do, self.cancel, 1)))

    def start(self) -> None:
        """Go to the first field that is empty, else to the first."""
        every = list(self.fields.values())
        next((one for one in every if one.editor.value() in ("", None)), every[0]).editor.start()

    def values(self) -> dict[str, Any]:
        """What stands in the fields; RuleError, said by the field, when one cannot be read."""
        found, wrong = {}, []
        for name, field in self.fields.items():
            try:
                found[name] = field.value()
            except RuleError as error:
                wrong.append((field, error))
        if wrong:
            wrong[0][0].editor.start()
            raise wrong[0][1]
        return found

    def send(self) -> None:
        """Save it; what cannot stand is said by its field."""
        if self.session.record is None or self._sent:
            return
        self.fault.say(None)
        try:
            values = self.values()
        except RuleError:
            return
        self._sent = True
        session, key = self.session, self.session.draft_key
        keys = [key(draft_name(self.text_id, self._what, name)) for name in values]

        def done(_applied: Applied) -> None:
            if isValid(self):
                for field in self.fields.values():
                    field.take_back()  # else it is kept once more before the field is gone
                self.closed.emit()
            for one in keys:  # also when the box was put away before it was on disk
                session.keep(one, None)

        self._save(values).then(done).but(self._refused)

    def _refused(self, error: CoordinatorError) -> None:
        if not isValid(self):
            self.session.refused.emit(error)
            return
        self._sent = False
        name = error.field if isinstance(error, RuleError) else ""
        name = {"reason": "end_reason"}.get(name, name)
        if name in self.fields:
            self.fields[name].refuse(error)
            self.fields[name].editor.start()
        else:
            self.fault.say(error)


def renewal_box(session: Session, drafts: Drafts, text: EmergencyInformation, record: Record) -> AskBox:
    """The physician has given the text anew: who, when, until when, and where it stands."""

    def save(values: dict[str, Any]) -> Doing:
        checked = {"checked_on": record.today, "checked_by": record.actor.name}
        return session.do(renew_text, text.id, **values, **checked)

    made = AskBox(
        session, drafts, text.id, RENEW, words="Läkaren har gett texten på nytt", do="Spara förnyelsen", save=save
    )
    begins = {"issued_by": text.issued_by, "issued_on": record.today, "valid_until": None, "source": text.source}
    beside = Columns()
    for name, value in begins.items():
        beside.add(made.ask(ATTRS[name], value, record))
    made.lay_out(beside)
    return made


def ending_box(session: Session, drafts: Drafts, text: EmergencyInformation, record: Record) -> AskBox:
    """Why the text holds no longer."""
    made = AskBox(
        session, drafts, text.id, END, words="Varför gäller texten inte längre?", do="Avsluta texten",
        save=lambda values: session.do(end_text, text.id, reason=values["end_reason"]),
    )  # fmt: skip
    field = made.ask(replace(ATTRS["end_reason"], help="Till exempel: läkaren har tagit tillbaka den."), "", record)
    if isinstance(field.editor.text_field, LineField):
        field.editor.text_field.returnPressed.connect(made.send)
    made.lay_out(field)
    return made


class TranslationBox(AskBox):
    """Each English field with the Swedish text beside it, so that one reads it while writing."""

    def __init__(self, session: Session, drafts: Drafts, pair: TextPair, record: Record) -> None:
        swedish = pair.first
        super().__init__(
            session, drafts, swedish.id, ENGLISH, words="Skriv det läkaren säger på engelska", do="Spara engelskan",
            save=lambda values: session.do(write_translation, swedish.id, **values),
        )  # fmt: skip
        self._bands = [self._band(pair, name, record) for name in translated(pair)]
        how = label(
            "Skriv en engelsk rad för varje svensk rad, i samma ordning. Programmet översätter ingenting.",
            "note", wrap=True,
        )  # fmt: skip
        self.lay_out(how, *self._bands)

    def _band(self, pair: TextPair, name: str, record: Record) -> Band:
        text = getattr(pair.first, name).strip()
        words = copyable(label(text or "Inget på svenska", "body" if text else "note", wrap=True))
        words.setAccessibleName(f"{ATTRS[name].label} på svenska: {text or 'inget'}")
        beside = whole(column(label(ATTRS[name].label, "note", wrap=True), words, 1, spacing=3))
        attr = replace(ATTRS[name], label=SAID.get(name, "Heading"), help="", long=ATTRS[name].long or "\n" in text)
        english = getattr(pair.english, name) if pair.english is not None else ""
        return Band((beside, 1), (self.ask(attr, english, record), 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for band in self._bands:
            band.arrange(beside=self.width() >= scaled(_BESIDE))


def translated(pair: TextPair) -> list[str]:
    """The fields that have something to translate, or something translated."""
    texts = [one for one in (pair.swedish, pair.english) if one is not None]
    return [name for name in ("heading", *SAID) if any(getattr(one, name).strip() for one in texts)]
