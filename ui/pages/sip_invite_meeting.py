"""When and how one meets: the fields of a meeting, which is planned by the first thing that is written of it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Concatenate
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from coordinator.change import Change
from coordinator.documents.phrases import sentence, shortened
from coordinator.entity import attrs_of
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.sip.belonging import meeting_to_come, meetings_of
from coordinator.sip.inviting import cancel_meeting, plan_meeting, write_meeting
from coordinator.sip.meeting import SipMeeting, SipMeetingKind
from coordinator.sip.process import Sip
from ui.drafts import Drafts
from ui.form import Fault, FormField
from ui.form_choice import ChoiceRow
from ui.form_flow import Columns, Flow
from ui.parts import Button, Kind, Section, column, label, whole
from ui.session import Session

_FIRST = ("day", "at", "minutes", "answer_by", "form", "place")
_MORE = ("interpreter", "adaptations", "agenda", "chair", "recorder")
"""What is as usual when nobody says otherwise, told in a line and opened when it is wanted."""
_WIDE = frozenset({"interpreter", "adaptations", "agenda"})
_UNFOLD = "Dagordning, tolk och anpassningar"
_SHORT = 60
_LONGEST_NAME = 18
"""Letters of a name that still has room on a button."""


class Meeting(QWidget):
    """The fields of one of the meetings of a SIP. Which one is chosen above them."""

    kind_chosen = Signal(object)
    """Another of the meetings is wanted: its `SipMeetingKind`."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self._session, self._drafts = session, drafts
        self._of: tuple[UUID, UUID, SipMeetingKind] | None = None
        self._watched: tuple[UUID, UUID, SipMeetingKind] | None = None
        self._meeting: SipMeeting | None = None
        self.kinds: ChoiceRow | None = None
        self._offered: Sequence[tuple[SipMeetingKind, str]] = ()
        self._above: QVBoxLayout = column()
        self.cancel = Button("Ställ in mötet", Kind.QUIET, icon="x", press=self._cancel)
        self.again = Button("Planera ett möte till", Kind.QUIET, icon="calendar-plus", press=self._plan_again)
        self.held = label("", "note", wrap=True)
        self.fault = Fault()
        self.fields: dict[str, FormField] = {}
        first = self._columns(_FIRST)
        self._more = self._columns(_MORE)
        self._more.hide()
        self.usual = label("", "note", wrap=True)
        self.unfold = Button(_UNFOLD, Kind.QUIET, icon="chevron-right", press=self._turn)
        below = whole(Flow(self.unfold, self.cancel, self.again))
        self.setLayout(
            column(
                Section("När, var och hur"), self._above, self.held, self.fault, first, self.usual, below, self._more,
                spacing=8,
            )
        )  # fmt: skip

    def _columns(self, names: Sequence[str]) -> Columns:
        made = Columns()
        declared = {attr.name: attr for attr in attrs_of(SipMeeting)}
        for name in names:
            field = self.fields[name] = FormField(declared[name])
            field.finished.connect(self._finish)
            if field.editor.text_field is not None:
                field.editor.text_field.textChanged.connect(partial(self._forget_fault, name))
            made.add(field, wide=name in _WIDE)
        return made

    def show_meeting(self, record: Record, sip: Sip, kind: SipMeetingKind) -> None:
        """Show that meeting of the SIP; one that is not planned as it would be."""
        self._offer_kinds(record, sip, kind)
        self._meeting = meeting_shown(record, sip, kind)
        shown = self._meeting or _as_planned(record, sip, kind)
        of = record.patient_id, sip.id, kind
        if of != self._of:
            self._begin(of)
        for name, field in self.fields.items():
            field.editor.meet(record)
            field.show_saved(getattr(shown, name))
        if of != self._watched:
            self._watch(of)
        self._say_usual(shown)
        was_held = shown.held_on is not None
        self.held.setText(f"Mötet hölls {shown.held_on.isoformat()}." if shown.held_on else "")
        self.held.setVisible(was_held)
        self.cancel.setVisible(self._meeting is not None and not was_held)
        self.again.setVisible(was_held)

    def start(self, name: str = "day") -> None:
        """Put the focus in a field."""
        self._open_for(name)
        self.fields[name].editor.start()

    def settle(self) -> None:
        """Take what stands in the fields as it stands."""
        for field in self.fields.values():
            written = field.editor.text_field
            if written is not None and written.unfinished() is not None:
                written.finish()

    # What is as usual

    def _say_usual(self, shown: SipMeeting) -> None:
        """What stands in the fields that are folded, in short."""
        points = len(shown.agenda.split("\n")) if shown.agenda.strip() else 0
        said = [
            f"Dagordning: {points} {'punkt' if points == 1 else 'punkter'}" if points else "Ingen dagordning",
            f"Tolk: {shortened(shown.interpreter, _SHORT)}" if shown.interpreter.strip() else "Ingen tolk",
            f"Anpassningar: {shortened(shown.adaptations, _SHORT)}" if shown.adaptations.strip() else "",
            f"Ordförande: {shortened(shown.chair, _SHORT)}" if shown.chair.strip() else "",
        ]
        self.usual.setText(" ".join(sentence(one) for one in said if one))
        if any(self._is_unfinished(name) for name in _MORE):
            self._open_for(_MORE[0])

    def _is_unfinished(self, name: str) -> bool:
        written = self.fields[name].editor.text_field
        return written is not None and written.unfinished() is not None

    def _turn(self) -> None:
        self._show_more(self._more.isHidden())
        if not self._more.isHidden():
            self.start(_MORE[0])

    def _show_more(self, shown: bool) -> None:
        self._more.setVisible(shown)
        self.usual.setVisible(not shown)
        self.unfold.say(_UNFOLD, icon="chevron-down" if shown else "chevron-right")
        self.unfold.setAccessibleName(f"{_UNFOLD}, {'öppen' if shown else 'stängd'}")

    def _open_for(self, name: str) -> None:
        if name in _MORE and self._more.isHidden():
            self._show_more(True)

    # Which meeting

    def _offer_kinds(self, record: Record, sip: Sip, kind: SipMeetingKind) -> None:
        offered = kinds_of(record, sip)
        if self.kinds is None or offered != self._offered:
            gone, self._offered = self.kinds, offered
            self.kinds = ChoiceRow("Vilket möte", offered)
            self.kinds.finished.connect(self._choose_kind)
            self._above.addWidget(self.kinds)
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self.kinds.show_saved(kind)

    def _choose_kind(self) -> None:
        if self.kinds is not None:
            self.kind_chosen.emit(self.kinds.chosen())

    def _begin(self, of: tuple[UUID, UUID, SipMeetingKind]) -> None:
        """Turn to another meeting. What is half-written about the one before is kept with that one."""
        self._drafts.keep_now()
        self._of = of
        self.fault.say(None)
        for field in self.fields.values():
            field.take_back()

    def _watch(self, of: tuple[UUID, UUID, SipMeetingKind]) -> None:
        self._watched = of
        _, sip_id, kind = of
        for name, field in self.fields.items():
            if field.editor.text_field is not None:
                self._drafts.watch(field.editor.text_field, f"sip_meeting:{sip_id}:{kind.stored}:{name}")

    # Saving

    def _forget_fault(self, name: str, _text: str = "") -> None:
        """Escape has brought the saved text back: there is nothing wrong with it."""
        field = self.fields[name]
        if field.fault_text and not self._is_unfinished(name):
            field.take_back()

    def _finish(self, name: str) -> None:
        field, record, of = self.fields[name], self._session.record, self._of
        try:
            value = field.value()
        except RuleError:
            return  # it is said beside the field
        if of is None or record is None or record.patient_id != of[0]:
            self._drafts.keep_now()  # the patient left the screen first: it is there when she comes back
            return
        if value == field.editor.saved:
            field.take_back()
            return

        def refuse(error: CoordinatorError) -> None:
            if isValid(self) and self._of == of:
                self.refuse(error, name)
            else:
                self._session.refused.emit(error)

        self.fault.say(None)
        self._session.do(_write_or_plan, of[1], of[2], **{name: value}).but(refuse)

    def refuse(self, error: CoordinatorError, name: str = "") -> None:
        """Say why beside the field it is about: the one the error names, else that of ``name``."""
        about = error.field if isinstance(error, RuleError) else ""
        if about in self.fields or name in self.fields:
            self._open_for(about or name)
            self.fields[about if about in self.fields else name].refuse(error)
            if about in self.fields and name in self.fields and about != name:
                self.fields[name].editor.show_fault()
        else:
            self.fault.say(error)

    def _cancel(self) -> None:
        if self._meeting is not None:
            self._do(cancel_meeting, self._meeting.id)

    def _plan_again(self) -> None:
        if self._of is not None:
            self._do(plan_meeting, self._of[1], kind=self._of[2])
            self.start()

    def _do(self, action: Callable[Concatenate[Record, ...], Change], *args: Any, **kwargs: Any) -> None:
        self._session.do(action, *args, **kwargs).but(self.fault.say)


def meeting_shown(record: Record, sip: Sip, kind: SipMeetingKind) -> SipMeeting | None:
    """The meeting of that kind that one works with: the one to come, else the latest that was held."""
    coming = meeting_to_come(record, sip.id, kind)
    return coming or next((one for one in reversed(meetings_of(record, sip.id)) if one.kind is kind), None)


def kinds_of(record: Record, sip: Sip) -> list[tuple[SipMeetingKind, str]]:
    """The meetings there may be: one before the meeting with the patient alone, the meeting, and when there is a plan
    one to follow it up.
    """
    name = record.patient.calling_name
    before = f"Förmöte med {name}" if name and len(name) <= _LONGEST_NAME else "Förmöte"
    offered = [(SipMeetingKind.PLANNING, "SIP-möte"), (SipMeetingKind.PREPARATION, before)]
    if sip.established_on or meetings_of_kind(record, sip, SipMeetingKind.FOLLOW_UP):
        offered.append((SipMeetingKind.FOLLOW_UP, "Uppföljningsmöte"))
    return offered


def meetings_of_kind(record: Record, sip: Sip, kind: SipMeetingKind) -> list[SipMeeting]:
    """The meetings of one kind."""
    return [one for one in meetings_of(record, sip.id) if one.kind is kind]


def _as_planned(record: Record, sip: Sip, kind: SipMeetingKind) -> SipMeeting:
    """The meeting as it is when nobody has said anything of it."""
    try:
        steps = plan_meeting(record, sip.id, kind=kind).steps
    except RuleError:  # the SIP is over: the fields are there, and say so when they are written in
        steps = ()
    planned = (step.entry for step in steps if isinstance(step.entry, SipMeeting))
    return next(planned, SipMeeting(patient_id=record.patient_id, sip_id=sip.id, kind=kind))


def _write_or_plan(record: Record, /, sip_id: UUID, kind: SipMeetingKind, **fields: Any) -> Change:
    """Write in the meeting of that kind, which the first thing that is written plans. Asked of the record as it is
    then: what is written in two fields at once plans one meeting.
    """
    sip = record.get(Sip, sip_id)
    meeting = meeting_shown(record, sip, kind)
    if meeting is None:
        return plan_meeting(record, sip_id, kind=kind, **fields)
    return write_meeting(record, meeting.id, **fields)
