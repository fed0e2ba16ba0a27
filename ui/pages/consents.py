"""*Samtycken*: to whom what may be told, until when and how long that is; revoking one is a line where it stands."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coordinator.consent import Consent, ConsentGiver, revoke_consent
from coordinator.consent_reach import recipients_of, who
from coordinator.consent_recipient import ConsentRecipient
from coordinator.consent_state import at_coming_of_age, by_whom, holding, holds_today, how_long, names_of, not_holding
from coordinator.days_left import ends_soon, with_year
from coordinator.deciding import is_minor
from coordinator.entity import Entity
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.sip.consenting import lacks
from coordinator.sip.process import Sip
from ui.chips import FACT, GAP, OWN, Sign
from ui.drafts import Drafts
from ui.entry_lines.entry_box import EntryBox, NewEntry
from ui.entry_lines.entry_list import EntryList
from ui.entry_lines.group import Group
from ui.entry_lines.line import Line
from ui.fields import LineField
from ui.form_flow import tab_after
from ui.pages.consents_guardians import Missing
from ui.pages.consents_recipients import Recipients
from ui.pages.consents_revoking import Revoking
from ui.pages.entries_page import EntriesPage
from ui.parts import Button, Empty, Kind, column, row, whole
from ui.session import Session

_NEVER_GENERAL = "Ett samtycke är aldrig generellt: det gäller vissa uppgifter, till någon, till en viss dag."
_FIRST = (
    "purpose", "giver", "given_by", "recipients", "covers", "excludes", "valid_until", "given_on", "form",
)  # fmt: skip


_OF_GUARDIANS = ("also_given_by", "also_given_on", "also_form", "one_guardian", "one_guardian_reason")
_ORDER = (
    "purpose", "giver", "given_by", "given_on", "form", "recipients", "covers", "excludes", "valid_until",
    "in_journal_on", "revoked_on", "revoked_note", *_OF_GUARDIANS, "childs_view",
)  # fmt: skip
_WHERE = "samtycken"


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
            session, drafts, Consent, self._groups, order=_ORDER, first=_FIRST, new=NewConsent, extras=self._extras,
            shown=self._show_parts, add=add, empty=Empty("signpost", "Inga samtycken än", words, first),
            empty_add=first,
        )  # fmt: skip
        self.parts: BoxParts | None = None
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

    def start(self, target: object = None) -> None:
        """Go to a consent by its id, or to the one that a recipient of that id stands in."""
        record = self.session.record
        lines = record.all(ConsentRecipient) if record is not None else ()
        super().start(next((one.consent_id for one in lines if one.id == target), target))

    def _show_parts(self, entry: Entity, record: Record) -> None:
        """What the box has besides the fields: the recipients one by one, and what a child's consent lacks."""
        box = self.entries.box
        if box is None or not isinstance(entry, Consent):
            return
        if self.parts is None:
            self.parts = BoxParts(self.session, self.drafts, box)
            self.parts.recipients.reached.connect(self._bring_into_view)
        self.parts.show_consent(record, entry)

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

    def _question_of(self, id: UUID) -> Revoking:
        slot = self.entries.lines.slots[id]
        if not isinstance(slot.asking, Revoking):
            made = Revoking(self.session, self.drafts, revoke_consent, id, draft=_draft(id))
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


class BoxParts:
    """What the open consent has besides its fields; fields that are of no use for it are not there."""

    def __init__(self, session: Session, drafts: Drafts, box: EntryBox) -> None:
        self._fields = box.form.fields
        self.missing = Missing(session, drafts, _WHERE)
        self.recipients = Recipients(session, drafts, _WHERE)
        box.below_tools.addWidget(self.missing)
        box.below_tools.addWidget(self.recipients)
        tab_after(box.close_button, self.missing)

    def show_consent(self, record: Record, consent: Consent) -> None:
        """Show another consent, or the same after a change."""
        self.missing.show_consent(record, consent)
        self.recipients.show_consent(record, consent)
        of_guardian = consent.giver is ConsentGiver.GUARDIAN
        for name in _OF_GUARDIANS:
            self._fields[name].setVisible(of_guardian and self.missing.isHidden())
        self._fields["childs_view"].setVisible(of_guardian or bool(is_minor(record)) or bool(consent.childs_view))


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


def _draft(consent_id: UUID) -> str:
    return f"{Consent.KIND}:{consent_id}:revoke"


def said(one: Consent, record: Record) -> Line:
    """What stands on the line of one consent."""
    today = record.today
    holds, of_age = holds_today(record, one), at_coming_of_age(one, record)
    soon = holds and ends_soon(one.valid_until, today)
    signs = [Sign(how_long(one, record), OWN if soon else FACT, "clock" if holds else "history")]
    if one.in_journal_on is None:
        signs.append(Sign("Inte journalfört", GAP, "circle-dashed"))
    parts = [
        ("body", one.covers, "Får lämnas"),
        ("body", one.excludes, "Får inte lämnas"),
        ("late" if holds else "note", of_age or (lacks(record, one) if holds else ""), ""),
        *(("note", text, words) for words, text in _of_recipients(one, record)),
        ("note", one.revoked_note, "Om återkallelsen"),
        ("note", by_whom(one), ""),
    ]
    notes = tuple((look, f"{words}: {text.strip()}" if words else text) for look, text, words in parts if text.strip())
    name = " ".join(one.recipients.split())
    about = next((sip.heading for sip in record.all(Sip) if sip.id == one.sip_id), one.purpose.label)
    return Line(one.id, name, about=about, signs=tuple(signs), notes=notes, asks=holds)


def _of_recipients(one: Consent, record: Record) -> Iterator[tuple[str, str]]:
    """What is said of one recipient alone, each after her name."""
    for recipient in recipients_of(record, one.id):
        name = who(record, recipient)
        if recipient.revoked_on is not None:
            yield f"Återkallat för {name}", with_year(recipient.revoked_on)
        elif recipient.excludes.strip():
            yield f"{name} får inte veta", recipient.excludes
