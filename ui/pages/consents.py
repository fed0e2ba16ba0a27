"""*Samtycken*: to whom what may be told, until when and how long that is; revoking one is a line where it stands."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.consent import Consent, ConsentGiver, revoke_consent
from coordinator.consent_state import at_coming_of_age, holding, how_long, names_of, not_holding
from coordinator.days_left import ends_soon, with_year
from coordinator.deciding import is_minor
from coordinator.errors import CoordinatorError
from coordinator.page import Page as PageName
from coordinator.record import Record
from ui.chips import FACT, GAP, OWN, Sign
from ui.drafts import Drafts
from ui.entry_lines.entry_box import NewEntry
from ui.entry_lines.entry_list import EntryList
from ui.entry_lines.group import Group
from ui.entry_lines.line import Line
from ui.fields import LineField
from ui.form import Fault
from ui.pages.entries_page import EntriesPage
from ui.parts import Boxed, Button, Empty, Kind, column, label, row, whole
from ui.session import Session

_NEVER_GENERAL = "Ett samtycke är aldrig generellt: det gäller vissa uppgifter, till någon, till en viss dag."
_FIRST = (
    "purpose", "giver", "given_by", "recipients", "covers", "excludes", "valid_until", "given_on", "form",
)  # fmt: skip


class ConsentsPage(EntriesPage):
    """The patient's consents, those that hold first."""

    NAME = PageName.CONSENTS.stored
    TITLE = PageName.CONSENTS.label
    ICON = "signpost"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        add = Button("Nytt samtycke", Kind.PRIMARY, icon="plus")
        first = Button("Nytt samtycke", Kind.PRIMARY, icon="plus")
        words = "Fråga vem som får veta vad, och hur länge. Skriv det som det blev sagt eller underskrivet."
        self.entries = EntryList(
            session, drafts, Consent, self._groups, first=_FIRST, new=NewConsent, extras=self._extras,
            add=add, empty=Empty("signpost", "Inga samtycken än", words, first), empty_add=first,
        )  # fmt: skip
        self._lay_out(column(self.entries), add)

    def _groups(self, record: Record) -> list[Group]:
        return self.entries.standing(
            holding(record), not_holding(record), "som inte gäller längre", partial(said, record=record)
        )

    def show_record(self, record: Record) -> None:
        super().show_record(record)
        for id, slot in self.entries.lines.slots.items():
            holds = slot.button.line.asks
            if holds and slot.asking is None and self.session.kept(self.session.draft_key(_draft(id))) is not None:
                self._question_of(id)
            elif not holds and slot.asking is not None:
                slot.stop_asking()

    # Revoking

    def _extras(self, line: Line) -> QWidget | None:
        if not line.asks:
            return None
        made = Button("Återkalla", Kind.QUIET, icon="x", press=partial(self.ask, line.id))
        made.setAccessibleName(f"Återkalla: {line.what}")
        return whole(row(made, 1))

    def ask(self, id: UUID) -> None:
        """Ask for a word about the revocation, where the consent stands."""
        asked = self._question_of(id)
        asked.why.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_into_view(asked)

    def _question_of(self, id: UUID) -> "Revoking":
        slot = self.entries.lines.slots[id]
        if not isinstance(slot.asking, Revoking):
            made = Revoking(self.session, self.drafts, id)
            made.closed.connect(self._stop_asking)
            slot.ask(made)
            self.entries.lines.order_tabs()
            return made
        return slot.asking

    def _stop_asking(self, id: UUID) -> None:
        """Leave the consent as it is; what is written comes back."""
        self.drafts.keep_now()
        if id in self.entries.lines.slots:
            self.entries.lines.slots[id].stop_asking()
            self.entries.lines.go_to(id)

    @staticmethod
    def note(record: Record) -> str:
        """How many hold."""
        count = len(holding(record))
        return str(count) if count else ""


class NewConsent(NewEntry):
    """A new consent: what for, who gives it, to whom, which information and until when."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts, Consent, _FIRST, words=_NEVER_GENERAL)
        self._suggested = ""
        self.form.fields["giver"].finished.connect(self._suggest)
        until = self.form.fields["valid_until"].editor.text_field
        if isinstance(until, LineField):
            until.setPlaceholderText("om ett år")

    def given(self, record: Record) -> dict[str, Any]:
        """Today; and by whom, where the record says who that can be."""
        giver = ConsentGiver.PATIENT
        if is_minor(record) and names_of(record, ConsentGiver.GUARDIAN):
            giver = ConsentGiver.GUARDIAN
        self._suggested = names_of(record, giver)
        return {"given_on": record.today, "giver": giver, "given_by": self._suggested}

    def _suggest(self, _name: str) -> None:
        """Write who that is, unless somebody has been written already."""
        record, field = self.session.record, self.form.fields["given_by"].editor.text_field
        if record is None or field is None or field.text().strip() not in ("", self._suggested):
            return
        self._suggested = names_of(record, self.form.fields["giver"].editor.value())
        field.show_draft(self._suggested)


class Revoking(Boxed):
    """A word about why, which may be empty, and the button that revokes. Enter does it too, Escape does not."""

    closed = Signal(object)

    def __init__(self, session: Session, drafts: Drafts, consent_id: UUID) -> None:
        super().__init__("sunken")
        self._session, self._drafts, self._consent_id = session, drafts, consent_id
        self._patient_id = session.record.patient_id if session.record is not None else None
        self._key = session.draft_key(_draft(consent_id))
        self._sent = False
        self.why = LineField("Om återkallelsen", hint="Vem som sa det och hur. Får vara tomt")
        self.why.returnPressed.connect(self._revoke)
        self.why.left_empty_handed.connect(self._close)
        self.done = Button("Återkalla samtycket", icon="check", press=self._revoke)
        self.cancel = Button("Avbryt", Kind.QUIET, press=self._close)
        self.fault = Fault()
        self.inside.addWidget(label("Samtycket slutar gälla i dag.", "strong"))
        self.inside.addWidget(self.why)
        self.inside.addLayout(row(self.done, self.cancel, 1))
        self.inside.addWidget(self.fault)
        drafts.watch(self.why, _draft(consent_id))

    def _revoke(self) -> None:
        record = self._session.record
        if record is None or record.patient_id != self._patient_id or self._sent:
            return
        self._sent = True
        doing = self._session.do(revoke_consent, self._consent_id, note=self.why.text().strip())
        doing.then(self._revoked).but(self._refused)

    def _close(self) -> None:
        self.closed.emit(self._consent_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _revoked(self, _applied: Applied) -> None:
        if isValid(self):
            self._sent = False
            self.why.show_draft("")
            self._drafts.keep_now()
        else:
            self._session.keep(self._key, None)

    def _refused(self, error: CoordinatorError) -> None:
        if isValid(self):
            self._sent = False
            self.why.show_fault()
            self.fault.say(error)
        else:
            self._session.refused.emit(error)


def _draft(consent_id: UUID) -> str:
    return f"{Consent.KIND}:{consent_id}:revoke"


def said(one: Consent, record: Record) -> Line:
    """What stands on the line of one consent."""
    today = record.today
    holds, of_age = one.is_valid_on(today), at_coming_of_age(one, record)
    soon = holds and ends_soon(one.valid_until, today)
    signs = [Sign(how_long(one, record), OWN if soon else FACT, "clock" if holds else "history")]
    if one.in_journal_on is None:
        signs.append(Sign("Inte journalfört", GAP, "circle-dashed"))
    parts = [
        ("body", one.covers, "Får lämnas"),
        ("body", one.excludes, "Får inte lämnas"),
        ("late" if holds else "note", of_age, ""),
        ("note", one.revoked_note, "Om återkallelsen"),
        ("note", f"{one.form.label} {with_year(one.given_on)} av {one.given_by.strip()}{_relation(one)}", ""),
    ]
    notes = tuple((look, f"{words}: {text.strip()}" if words else text) for look, text, words in parts if text.strip())
    name = " ".join(one.recipients.split())
    return Line(one.id, name, about=one.purpose.label, signs=tuple(signs), notes=notes, asks=holds)


def _relation(one: Consent) -> str:
    return f", {one.giver.label.lower()}" if one.giver is not ConsentGiver.PATIENT else ""
