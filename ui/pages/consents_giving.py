"""The form where a consent for a SIP is given: to whom, what they may know and not, until when and by whom."""

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from shiboken6 import isValid

from coordinator.change import Applied
from coordinator.consent import Consent, ConsentForm, ConsentGiver
from coordinator.consent_state import names_of
from coordinator.deciding import is_minor
from coordinator.entity import attrs_of
from coordinator.errors import CoordinatorError, RuleError
from coordinator.guardian import guardians
from coordinator.record import Record
from coordinator.sip.consenting import default_until, give_sip_consent, second_guardian
from coordinator.sip.process import Sip
from ui.drafts import Drafts
from ui.form import Fault, FormField
from ui.form_flow import Columns
from ui.pages.consents_whom import Whom
from ui.pages.sip_panel import HERE
from ui.parts import Boxed, Button, Kind, column, label, row
from ui.session import Session
from ui.tick_box import TickBox

_FIELDS = ("covers", "excludes", "giver", "given_by", "given_on", "form", "valid_until", "childs_view")
_ORAL = "Ett muntligt samtycke skrivs också i journalen."


class GiveConsent(Boxed):
    """A new consent for the SIP. Ctrl+Enter gives it; what is half-written comes back."""

    closed = Signal()
    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__("sunken")
        self._session, self._drafts = session, drafts
        self._sip: Sip | None = None
        self._suggested: dict[str, Any] = {}
        self._sent = False
        self.whom = Whom(session, drafts)
        declared = {attr.name: attr for attr in attrs_of(Consent)}
        self.fields = {name: FormField(declared[name]) for name in _FIELDS}
        self.both = TickBox("Den andra vårdnadshavaren samtycker också")
        self._oral = label(_ORAL, "note", wrap=True)
        self.fault = Fault()
        self.done = Button("Samtycket är lämnat", Kind.PRIMARY, icon="check", shortcut="Ctrl+Return", press=self.give)
        self.cancel = Button("Avbryt", Kind.QUIET, press=self.closed.emit)
        self._lay_out()
        self.fields["giver"].finished.connect(self._suggest)
        self.fields["given_by"].finished.connect(self._show_other)
        self.fields["form"].finished.connect(self._show_oral)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.give, context=HERE)

    def show_sip(self, record: Record, sip: Sip) -> None:
        """Show a SIP: another one, or the same after a change."""
        if self._sip is None or self._sip.id != sip.id:
            self._begin(record, sip)
        self._sip = sip
        self.whom.show_sip(record, sip)
        for field in self.fields.values():
            field.editor.meet(record)
        self.fields["childs_view"].setVisible(bool(is_minor(record)))
        self._show_other()
        self._show_oral()

    def start(self) -> None:
        """Put the focus where one begins: on the first to tick, or where somebody is added."""
        self.whom.start()

    def give(self) -> None:
        """Register the consent as it stands here."""
        record, sip = self._session.record, self._sip
        if record is None or sip is None or record.patient_id != sip.patient_id or self._sent:
            return
        self.fault.say(None)
        self.whom.fault.say(None)
        values = self._values()
        if values is None:
            return
        self._sent = True
        keys = [self._session.draft_key(_draft(sip.id, name)) for name in _FIELDS]
        doing = self._session.do(give_sip_consent, sip.id, **self.whom.chosen(), **values)
        doing.then(partial(self._given, sip.id, keys)).but(self._refused)

    def has_draft(self, sip_id: UUID) -> bool:
        """Whether something half-written is kept for that SIP."""
        kept, key = self._session.kept, self._session.draft_key
        return any(kept(key(_draft(sip_id, name))) is not None for name in _FIELDS)

    def _lay_out(self) -> None:
        fields = Columns()
        for name, field in self.fields.items():
            fields.add(field, wide=field.attr.long and name not in ("excludes", "covers"))
        self.inside.addLayout(
            column(
                label("Samtycket lämnas till", "strong"), self.whom, fields, self._oral, self.both, self.fault,
                row(self.done, self.cancel, 1), spacing=10,
            )
        )  # fmt: skip

    def _begin(self, record: Record, sip: Sip) -> None:
        """Another SIP: as one usually answers, with what is half-written from before."""
        self._drafts.keep_now()
        self._sent = False
        self.fault.say(None)
        self.both.setChecked(False)
        by_guardian = bool(is_minor(record)) and bool(guardians(record))
        giver = ConsentGiver.GUARDIAN if by_guardian else ConsentGiver.PATIENT
        self._suggested = self._usual(record, giver)
        covers = f"Det som behövs för att planera: {sip.question.strip()}" if sip.question.strip() else ""
        given = {"covers": covers, "excludes": "", "giver": giver, "given_on": record.today, "childs_view": ""}
        for name, field in self.fields.items():
            field.editor.meet(record)
            field.take_back()
            field.show_saved(({"form": field.attr.default} | given | self._suggested)[name])
            text_field = field.editor.text_field
            if text_field is not None:
                self._drafts.watch(text_field, _draft(sip.id, name))

    @staticmethod
    def _usual(record: Record, giver: ConsentGiver) -> dict[str, Any]:
        """Who gives it, as far as the record says, and until when it is suggested to hold."""
        found = guardians(record) if giver is ConsentGiver.GUARDIAN else []
        by = next((one.name.strip() for one in found if one.name.strip()), "") if found else names_of(record, giver)
        return {"given_by": by, "valid_until": default_until(record, giver)}

    def _suggest(self, _name: str) -> None:
        """Somebody else gives it: suggest who and until when, unless that has been written already."""
        record = self._session.record
        if record is None:
            return
        before, self._suggested = self._suggested, self._usual(record, self.fields["giver"].editor.value())
        for name, value in self._suggested.items():
            try:
                stands = self.fields[name].editor.value()
            except RuleError:
                continue
            if stands in (before[name], None, ""):
                self.fields[name].editor.take_back()
                self.fields[name].show_saved(value)
        self._show_other()

    def _other(self) -> str:
        """The guardian who may consent too, by name; empty when there is none to ask."""
        record = self._session.record
        if record is None or self.fields["giver"].editor.value() is not ConsentGiver.GUARDIAN:
            return ""
        other = second_guardian(record, str(self.fields["given_by"].editor.value()))
        return other.name.strip() if other is not None else ""

    def _show_other(self, _name: str = "") -> None:
        name = self._other()
        self.both.setVisible(bool(name))
        self.both.setText(f"{name} samtycker också" if name else self.both.text())
        self.both.setAccessibleName(self.both.text())
        self.both.updateGeometry()

    def _show_oral(self, _name: str = "") -> None:
        form = self.fields["form"].editor.value()
        self._oral.setVisible(form is ConsentForm.ORAL)

    def _values(self) -> dict[str, Any] | None:
        """What stands in the fields; None when something cannot be read, which is said there."""
        values, wrong = {}, []
        for name, field in self.fields.items():
            try:
                values[name] = field.value()
            except RuleError:
                wrong.append(field)
        if wrong:
            wrong[0].editor.start()
            return None
        if not self.both.isHidden() and self.both.isChecked():
            values |= {"also_given_by": self._other(), "also_given_on": values["given_on"], "also_form": values["form"]}
        return values

    def _given(self, sip_id: UUID, keys: list[str], _applied: Applied) -> None:
        if isValid(self) and self._sip is not None and self._sip.id == sip_id:
            for field in self.fields.values():
                field.take_back()
            self.whom.forget()
            self._drafts.keep_now()
            self._sip, self._sent = None, False  # the next one begins anew
            self.closed.emit()
        for key in keys:  # also when another patient came before it was on disk
            self._session.keep(key, None)

    def _refused(self, error: CoordinatorError) -> None:
        if not isValid(self):
            self._session.refused.emit(error)
            return
        self._sent = False
        name = error.field if isinstance(error, RuleError) else ""
        if name == "recipients":
            self.whom.refuse(error)
        elif name in self.fields and self.fields[name].isVisible():
            self.fields[name].refuse(error)
            self.fields[name].editor.start()
        else:
            self.fault.say(error)
        self.reached.emit(self.whom if name == "recipients" else self.fields.get(name, self.fault))


def _draft(sip_id: UUID, name: str) -> str:
    return f"{Sip.KIND}:{sip_id}:samtycke:{name}"
