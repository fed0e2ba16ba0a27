"""The line for the calendar: which SIP meeting or besök, to be put in a calendar or taken out of it."""

from collections.abc import Sequence
from datetime import date, time
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.exchange.target import ICS
from coordinator.record import Record
from coordinator.sip.meeting import SipMeeting
from coordinator.swedish import day_in_words
from ui.file_out import Content, Making
from ui.form_choice import ChoiceBox
from ui.pages.exports_line import line_of
from ui.pages.import_contacts_parts import wrapped
from ui.parts import Button, column
from ui.target_form import Answer

_TITLE = "SIP-möte eller besök till kalendern (ICS)"
_SAYS = "När och var, och ingenting om patienten. En avbokning tar bort det ur den kalender som har det."
_NONE = "Det finns inget kommande möte eller besök med dag. Skriv dem på sidan Tider eller SIP."
_MADE = "Kalenderfilen är sparad. Den säger när och var, och inget om patienten."
_CALLED_OFF = "Avbokningen är sparad. Den tar bort tiden ur den kalender som har den."


class CalendarLine(QWidget):
    """What there is to choose, and the two files of it."""

    wanted = Signal(object, object)
    """The file, and the button it was asked for with."""

    def __init__(self) -> None:
        super().__init__()
        self._called_off: set[UUID] = set()
        self._meetings: set[UUID] = set()
        self.which = ChoiceBox("Vilket möte eller besök")
        self.which.finished.connect(self._choose)
        self._nothing = wrapped("note")
        self._nothing.setText(_NONE)
        self.save = Button("Spara fil", icon="save", press=partial(self._want, cancel=False))
        self.cancel = Button("Spara avbokning", icon="calendar", press=partial(self._want, cancel=True))
        parts = (self.which, self._nothing)
        self.setLayout(column(line_of("calendar", _TITLE, _SAYS, parts, self.save, self.cancel)))

    def show_record(self, record: Record) -> None:
        """Offer what has a day; what is chosen stays."""
        offered = meetings_and_visits(record)
        self.which.offer(offered)
        if self.which.chosen() is None and offered:
            self.which.show_saved(offered[0][0])
        called_off = {one.id for one in record.all(Appointment) if one.status is AppointmentStatus.CANCELLED}
        self._called_off = called_off
        self._meetings = {one.id for one in record.all(SipMeeting)}
        self.which.setVisible(bool(offered))
        self._nothing.setVisible(not offered)
        self._show_buttons()

    def _choose(self) -> None:
        self.which.show_saved(self.which.chosen())
        self._show_buttons()

    def _show_buttons(self) -> None:
        chosen = self.which.chosen()
        self.save.setEnabled(chosen is not None and chosen not in self._called_off)
        self.cancel.setEnabled(chosen is not None)

    def _want(self, *, cancel: bool) -> None:
        chosen = self.which.chosen()
        if isinstance(chosen, UUID):
            name, told = ("avbokning.ics", _CALLED_OFF) if cancel else ("kalender.ics", _MADE)
            about = ("SIP-möte" if chosen in self._meetings else "besök") + ", inställt" * cancel
            making = Making(ICS, name, told, partial(_calendar, chosen, cancel), about=about)
            self.wanted.emit(making, self.cancel if cancel else self.save)


def meetings_and_visits(record: Record) -> Sequence[tuple[UUID, str]]:
    """Meetings with a day and an hour that are not held, and besök that are coming or called off; soonest first."""
    found: list[tuple[date, time, UUID, str]] = []
    for meeting in record.all(SipMeeting):
        if meeting.day is not None and meeting.at is not None and meeting.held_on is None:
            found.append((meeting.day, meeting.at, meeting.id, meeting.kind.label))
    for visit in record.all(Appointment):
        if visit.day >= record.today and (visit.is_coming or visit.status is AppointmentStatus.CANCELLED):
            off = ", avbokat" if visit.status is AppointmentStatus.CANCELLED else ""
            found.append((visit.day, visit.starts or time.min, visit.id, f"{_what(record, visit)}{off}"))
    return [
        (id, f"{day_in_words(day, record.today)}{f' {at:%H:%M}' if at != time.min else ''}: {words}")
        for day, at, id, words in sorted(found, key=lambda one: (one[0], one[1], str(one[2])))
    ]


def _what(record: Record, visit: Appointment) -> str:
    return visit.what.strip() or visit.with_whom.strip() or visit.form.label


def _calendar(id: UUID, cancel: bool, record: Record, _vault_id: UUID, _answer: Answer) -> Content:
    from coordinator.exchange.ics import appointment_ics, cancellation_ics, invitation_ics

    visit = next((one for one in record.all(Appointment) if one.id == id), None)
    if visit is not None:
        return Content(appointment_ics(record, visit, cancel=cancel).encode())
    meeting = record.get(SipMeeting, id)
    return Content((cancellation_ics(record, meeting) if cancel else invitation_ics(record, meeting)).encode())
