"""To whom a consent lets information go, one line each: what she may know and not, and taking it back for her alone."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.consent import Consent
from coordinator.consent_reach import recipients_of, who
from coordinator.consent_recipient import ConsentRecipient
from coordinator.contact_choice import contact_meant, names_of_contacts
from coordinator.days_left import with_year
from coordinator.entries import edit_entry
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.sip.consenting import add_recipient, revoke_for
from ui.chips import FACT, Chip
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form import Fault
from ui.form_flow import tab_after
from ui.pages.careplan_binding import Bound
from ui.pages.careplan_binding import Fault as FieldFault
from ui.pages.consents_revoking import Revoking
from ui.parts import Button, Kind, column, label, row
from ui.session import Doing, Session


class Recipients(QWidget):
    """The recipients of one consent, and a line that adds one."""

    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts, where: str) -> None:
        """where: what the half-written of this part is kept under; a consent is shown on more than one page."""
        super().__init__()
        self._session, self._drafts, self._where = session, drafts, where
        self._consent: Consent | None = None
        self._sent = False
        self.rows: dict[UUID, RecipientRow] = {}
        self._lines = column(spacing=6)
        self.add = LineField("Lägg till mottagare", hint="Lägg till: namn på en kontakt, eller namn och verksamhet")
        self.add.returnPressed.connect(self._add)
        self.fault = Fault()
        self._names: list[str] = []
        self.setLayout(column(label("Mottagare", "strong"), self._lines, self.add, self.fault, spacing=6))

    def show_consent(self, record: Record, consent: Consent) -> None:
        """Show the recipients of a consent: of another one, or of the same after a change."""
        if self._consent is None or self._consent.id != consent.id:
            self._begin(consent)
        self._consent = consent
        found = recipients_of(record, consent.id)
        for id in [one for one in self.rows if one not in {each.id for each in found}]:
            gone = self.rows.pop(id)
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for one in found:
            if one.id not in self.rows:
                self._make_row(one)
            self.rows[one.id].show_recipient(record, one, asks=consent.is_valid_on(record.today))
        self.add.setVisible(consent.revoked_on is None)
        self._offer(record)

    def start(self) -> None:
        """Put the focus where one adds somebody."""
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, consent: Consent) -> None:
        self._drafts.keep_now()
        for gone in self.rows.values():
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.rows = {}
        self._sent = False
        self.fault.say(None)
        self.add.setText("")
        self._drafts.watch(self.add, f"{self._where}:{consent.id}:ny mottagare")

    def _make_row(self, one: ConsentRecipient) -> None:
        made = RecipientRow(self._session, self._drafts, f"{self._where}:{one.id}", one.id)
        made.reached.connect(self.reached)
        before = list(self.rows.values())[-1] if self.rows else None
        self.rows[one.id] = made
        self._lines.addWidget(made)
        if before is not None:
            tab_after(before.last, made)
        self.setTabOrder(made.last, self.add)

    def _offer(self, record: Record) -> None:
        """Offer the contacts that hold while she types."""
        names = sorted(names_of_contacts(record).values())
        if names == self._names:
            return
        self._names = names
        offered = QCompleter(names, self.add)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        before = self.add.completer()
        self.add.setCompleter(offered)
        if before is not None and isValid(before):
            before.deleteLater()

    def _add(self) -> None:
        """Add whoever is written: a contact where the words mean one, else by name."""
        record, consent, words = self._session.record, self._consent, self.add.text().strip()
        if record is None or consent is None or record.patient_id != consent.patient_id or self._sent or not words:
            return
        completer = self.add.completer()
        popup = completer.popup() if completer is not None else None
        if popup is not None:
            popup.hide()  # else it keeps the keyboard when the field goes on
        contact = contact_meant(record, words)
        self._sent = True
        self.fault.say(None)
        whom: dict[str, Any] = {"contact_id": contact.id} if contact is not None else {"name": words}
        doing = self._session.do(add_recipient, consent.id, **whom)
        doing.then(partial(self._added, words)).but(self._refused)

    def _added(self, words: str, _applied: Applied) -> None:
        if isValid(self):
            self._sent = False
            if self.add.text().strip() == words:
                self.add.setText("")
            self._drafts.keep_now()

    def _refused(self, error: CoordinatorError) -> None:
        if not isValid(self):
            self._session.refused.emit(error)
            return
        self._sent = False
        self.add.show_fault()
        self.fault.say(error)


class RecipientRow(QWidget):
    """One recipient: her name, what she may know and not, and *Återkalla* for her alone."""

    reached = Signal(object)

    def __init__(self, session: Session, drafts: Drafts, where: str, recipient_id: UUID) -> None:
        super().__init__()
        self._session, self._drafts, self._where, self._id = session, drafts, where, recipient_id
        self._one: ConsentRecipient | None = None
        self.name = label("", "body", wrap=True)
        self.chip = Chip("", FACT, "history")
        self.change = Button("Ändra", Kind.QUIET, icon="pencil", press=self._open)
        self.revoke = Button("Återkalla", Kind.QUIET, icon="x", press=self.ask)
        self.note = label("", "note", wrap=True)
        self.content: _Content | None = None
        self.asking: Revoking | None = None
        head = row(self.name, self.chip, self.change, self.revoke)
        head.setStretchFactor(self.name, 1)
        self._inside = column(head, self.note, spacing=1)
        self.setLayout(self._inside)

    @property
    def last(self) -> QWidget:
        """The last button of the line."""
        return self.revoke

    def show_recipient(self, record: Record, one: ConsentRecipient, *, asks: bool) -> None:
        """Show the recipient. asks: the consent holds, so that it can be taken back for her."""
        self._one = one
        name = who(record, one)
        self.name.setText(name)
        self.chip.setVisible(one.revoked_on is not None)
        if one.revoked_on is not None:
            self.chip.show_text(f"Återkallat {with_year(one.revoked_on)}", FACT, "history")
        can_be_revoked = asks and one.revoked_on is None
        self.change.setVisible(can_be_revoked and self.content is None)
        self.revoke.setVisible(can_be_revoked)
        self.change.setAccessibleName(f"Ändra vad {name} får veta")
        self.revoke.setAccessibleName(f"Återkalla för {name}")
        said = (("Får veta", one.covers), ("Får inte veta", one.excludes), ("Om återkallelsen", one.revoked_note))
        self.note.setText("\n".join(f"{words}: {text.strip()}" for words, text in said if text.strip()))
        self.note.setVisible(bool(self.note.text()) and self.content is None)
        if self._has_draft("covers") or self._has_draft("excludes"):
            self._show_content()
        if self.content is not None:
            self.content.show_recipient(name, one)
        if not can_be_revoked:
            self._stop_asking()
        elif self.asking is None and self._has_draft("revoke"):
            self._question()

    def ask(self) -> None:
        """Ask for a word about the revocation, here."""
        question = self._question()
        question.why.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reached.emit(question)

    def _has_draft(self, name: str) -> bool:
        return self._session.kept(self._session.draft_key(f"{self._where}:{name}")) is not None

    def _open(self) -> None:
        content = self._show_content()
        content.covers.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reached.emit(content)

    def _show_content(self) -> "_Content":
        if self.content is None:
            self.content = _Content(self._session, self._drafts, self._where)
            self.content.closed.connect(self._close)
            self._inside.insertWidget(1, self.content)
            self.content.show()
            tab_after(self.revoke, self.content)
            self.change.hide()
            self.note.hide()
            if self._one is not None:
                self.content.show_recipient(self.name.text(), self._one)
        return self.content

    def _close(self) -> None:
        """Put the fields away: what was written in them is saved."""
        if self.content is None:
            return
        gone, self.content = self.content, None
        self.change.show()
        self.note.setVisible(bool(self.note.text()))
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)
        self._inside.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _question(self) -> Revoking:
        if self.asking is None:
            self.asking = Revoking(
                self._session, self._drafts, revoke_for, self._id, draft=f"{self._where}:revoke",
                words="Samtycket slutar gälla för den här mottagaren nu. För de andra gäller det vidare.",
                does="Återkalla för mottagaren",
            )  # fmt: skip
            self.asking.closed.connect(self._leave)
            self._inside.addWidget(self.asking)
            self.asking.show()
            tab_after(self.revoke, self.asking)
        return self.asking

    def _leave(self, _id: UUID) -> None:
        """Leave it as it is; what is written comes back."""
        self._drafts.keep_now()
        self._stop_asking()
        self.revoke.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_asking(self) -> None:
        if self.asking is not None:
            gone, self.asking = self.asking, None
            self._inside.removeWidget(gone)
            gone.hide()
            gone.deleteLater()


class _Content(QWidget):
    """What one recipient may know and not know, in two fields that save themselves."""

    closed = Signal()

    def __init__(self, session: Session, drafts: Drafts, where: str) -> None:
        super().__init__()
        self._session = session
        self._one: ConsentRecipient | None = None
        self.covers = LineField("Får veta", hint="Det som samtycket gäller")
        self.excludes = LineField("Får inte veta", hint="Inget särskilt")
        self.close_button = Button("Stäng", Kind.QUIET, icon="x", press=self.closed.emit)
        self._bound: dict[str, Bound] = {}
        parts: list[QWidget] = []
        for field, name in ((self.covers, "covers"), (self.excludes, "excludes")):
            fault = FieldFault()
            self._bound[name] = Bound(field, fault, partial(self._save, name))
            field.left_empty_handed.connect(self.closed)
            drafts.watch(field, f"{where}:{name}")
            words = label(field.accessibleName(), "note")
            words.setBuddy(field)
            parts += [words, field, fault]
        self.setLayout(column(*parts, row(self.close_button, 1), spacing=4))

    def show_recipient(self, name: str, one: ConsentRecipient) -> None:
        """Show what is saved."""
        self._one = one
        self.covers.setAccessibleName(f"{name} får veta")
        self.excludes.setAccessibleName(f"{name} får inte veta")
        self._bound["covers"].show(one.covers)
        self._bound["excludes"].show(one.excludes)

    def _save(self, name: str, value: str) -> Doing | None:
        record, one = self._session.record, self._one
        if record is None or one is None or record.patient_id != one.patient_id:
            return None
        return self._session.do(edit_entry, ConsentRecipient, one.id, **{name: value})
