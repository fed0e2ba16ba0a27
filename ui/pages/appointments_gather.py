"""*Samla besök*: which visits could share a day at one place, whom to ring about it, and where to write the new day."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.contact import Contact
from coordinator.number_to_ring import number_of_contact
from coordinator.record import Record
from coordinator.settings import SHARED_DAY_WEEKS
from coordinator.shared_days import Meeting, SharedDay, shared_days
from coordinator.swedish import short_day
from ui.entry_lines.group import Group
from ui.entry_lines.line import Line
from ui.entry_lines.lines import Lines
from ui.parts import Button, Section, column, label, row, whole
from ui.session import Session

_PLACES = "places"
_AT_FIRST = {_PLACES: 4}


class Gather(QWidget):
    """The suggestions. It decides nothing: whoever books asks the units."""

    opened = Signal(object)
    """A time's id: it is to be shown."""
    day_wanted = Signal(object, object)
    """A visit is to have another day: the `Meeting`, and the day that is booked there, or None."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._record: Record | None = None
        self.found: list[SharedDay] = []
        self._meetings: dict[object, tuple[Meeting, SharedDay]] = {}
        self.head = Section("Samla besök")
        self.words = label("", "note", wrap=True)
        self.lines = Lines("Besök som kan samlas", self._go, columns=(96,), extras=self._extras, at_first=_AT_FIRST)
        self.lines.changed.connect(self._again)
        self.setLayout(column(self.head, self.words, self.lines, 1, spacing=6))

    def begin(self) -> None:
        """Another patient is on screen."""
        self.lines.begin_again()

    def show_record(self, record: Record) -> None:
        """Show what could be gathered in ``record``."""
        self._record = record
        self.found = shared_days(record)
        weeks = record.settings[SHARED_DAY_WEEKS]
        far = "en vecka" if weeks == 1 else f"{weeks} veckor"
        if self.found:
            self.words.setText(
                f"Besök på samma plats som ligger högst {far} isär. Det som inte är bokat kan kanske läggas samma dag: "
                "ring och fråga enheten, och skriv sedan den nya dagen."
            )
        else:
            self.words.setText(
                f"Inga besök på samma plats ligger högst {far} isär och kan flyttas. Det som räknas är platsen och "
                "rutan Kan flyttas, så skriv platsen med samma ord varje gång."
            )
        self.head.note.setText(f"inom {far}")
        self._again()

    def _again(self) -> None:
        if self._record is None:
            return
        record, self._meetings = self._record, {}
        groups: list[Group] = []
        places = self.lines.sections.stretch(_PLACES)
        for at, shared in enumerate(places.of(self.found)):
            day = short_day(shared.day, record.today) if shared.day else ""
            note = f"{day} är bokat" if day else "ingen dag är bokad än"
            said = [*(self._line(one, shared, "Bokat", record) for one in shared.booked)]
            said += [self._line(one, shared, "", record) for one in shared.could_join]
            groups += self.lines.group(f"{at}:{shared.place}", shared.place, said, lambda line: line, note)
        rest = places.after(self.found)
        self.lines.show_groups([*groups, *([Group(_PLACES, "", after=rest)] if rest else [])])

    def _line(self, one: Meeting, shared: SharedDay, said: str, record: Record) -> Line:
        id = one.appointment_id or one.contact_id
        if id is None:
            raise ValueError("a meeting is of an appointment or a contact")
        self._meetings[id] = one, shared
        number = number_of_contact(record, one.contact_id)
        contact = next((found for found in record.all(Contact) if found.id == one.contact_id), None)
        who = contact.heading if contact is not None and contact.heading != one.what else ""
        return Line(
            id,
            one.what,
            (short_day(one.day, record.today),),
            ", ".join(part for part in (said, who) if part),
            number="" if said or number is None else number.text,
            asks=not said,
            elsewhere=True,
        )

    def _extras(self, line: Line) -> QWidget | None:
        if not line.asks:
            return None
        button = Button("Ny dag", press=partial(self._ask_day, line.id))
        button.setAccessibleName(f"Ny dag: {line.what}")
        return whole(row(button, 1))

    def _ask_day(self, id: object) -> None:
        meeting, shared = self._meetings[id]
        self.day_wanted.emit(meeting, shared.day)

    def _go(self, id: UUID) -> QWidget | None:
        """A visit has no form here: it is shown where it stands."""
        meeting, _ = self._meetings[id]
        if meeting.appointment_id is not None:
            self.opened.emit(meeting.appointment_id)
        else:
            self._session.wanted.emit("contacts", meeting.contact_id)
        return None
