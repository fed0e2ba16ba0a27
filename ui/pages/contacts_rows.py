"""The rows of the contact list: one for each contact, and one for each role in law that nobody holds."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole, ContactStatus
from coordinator.contact_map import how_many as contacts_in_words
from coordinator.contact_map import how_many_missing
from coordinator.contact_standing import Standings, area_of, roles_in_words
from coordinator.contact_state import ContactState
from coordinator.documents.phrases import workplace_of
from coordinator.entity import shown
from coordinator.gap import Gap
from coordinator.gaps import is_reachable
from coordinator.record import Record
from coordinator.swedish import sort_key
from ui.chips import CHOSEN, FACT, GAP, Sign
from ui.pages.contacts_writing import as_written
from ui.table import Cell, Column, Grouping, Written

ENDED = "Avslutade och överförda"
_NEAR_DAYS = 60
NEXT, STATE = 5, 7
"""The columns with the next day, and with what is to be done."""


@dataclass(frozen=True)
class ContactRow:
    """A contact as the list shows it; or, without a contact, the gap of a role that nobody holds.

    id: the contact's; of a missing role its `Assignment`, or the word of the gap.
    """

    id: Hashable
    contact: Contact | None
    today: date
    gap: Gap | None = None
    state: ContactState = ContactState.NONE
    next_time: date | None = None
    needs_time: bool = False
    held: tuple[ContactRole, ...] = ()
    area: ContactCategory = ContactCategory.COORDINATION

    @property
    def is_current(self) -> bool:
        """Whether the contact still is one of the patient's."""
        return self.contact is not None and self.contact.is_current

    @property
    def coordinates(self) -> bool:
        """Whether she is the fast vårdkontakt who coordinates today."""
        return self.state is ContactState.COORDINATES

    @property
    def is_gap(self) -> bool:
        """Whether something is missing or late."""
        return self.gap is not None

    @property
    def is_acute(self) -> bool:
        """Whether the contact is important in an emergency."""
        return self.is_current and self.contact is not None and self.contact.important_in_emergency

    @property
    def uninformed(self) -> ContactRole | None:
        """A role she holds that the patient has not been told of."""
        return next((one for one in self.held if one.informed_on is None), None)


def contact_rows(record: Record) -> list[ContactRow]:
    """A row for each contact and each missing role."""
    standings = Standings(record)
    states = standings.states
    rows = [
        ContactRow(
            contact.id,
            contact,
            record.today,
            next(iter(standings.gaps(contact)), None),
            states.of(contact),
            states.next_time(contact),
            states.needs_time(contact),
            standings.held(contact),
            area_of(contact, standings.held(contact)),
        )
        for contact in record.all(Contact)
    ]
    return rows + [ContactRow(one.key, None, record.today, one.gap, area=one.area) for one in standings.missing]


def rank(row: ContactRow) -> int:
    """Who stands first whatever the order: who coordinates, who else holds a role, the roles that are missing."""
    if isinstance(row.id, Assignment):
        return 2 + list(Assignment).index(row.id)
    if row.coordinates:
        return 0
    return 1 if row.held else 2 + len(Assignment) + (row.contact is not None)


# The cells


def _name(row: ContactRow) -> Cell:
    contact = row.contact
    if contact is None:
        title = row.gap.title if row.gap else ""
        return Cell(title, role="amber", weight=700, icon="circle-dashed", icon_role="amber")
    icon = "star" if row.coordinates else "zap" if row.is_acute else ""
    helps = ["Samordnar"] * row.coordinates + ["Viktig i akut läge"] * row.is_acute
    return Cell(
        contact.heading,
        roles_in_words(contact, row.held),
        role="ink" if row.is_current else "grey",
        weight=700,
        icon=icon,
        icon_role="red" if icon == "zap" else "teal",
        help=", ".join(helps),
    )


def _workplace(row: ContactRow) -> Cell:
    if row.contact is None:
        return Cell(row.gap.why if row.gap else "", role="grey")
    return Cell(workplace_of(row.contact))


def _phone(row: ContactRow) -> Cell:
    contact = row.contact
    if contact is None:
        return Cell()
    if contact.phone.strip():
        return Cell(contact.phone.strip(), weight=600)
    if contact.switchboard.strip():
        return Cell(contact.switchboard.strip(), "växel", weight=600)
    return Cell() if is_reachable(contact) or not contact.is_current else Cell("saknas", role="amber", weight=700)


def _channel(row: ContactRow) -> Cell:
    if row.contact is None or row.contact.channel is None:
        return Cell()
    long = row.contact.channel.label
    short = long.partition("(")[2].rstrip(")") or long
    return Cell(short, help="" if short == long else long)


def _last(row: ContactRow) -> Cell:
    return Cell(shown(row.contact.last_contact) if row.contact else "", role="grey")


def _next(row: ContactRow) -> Cell:
    contact = row.contact
    if contact is None or not contact.is_current:
        return Cell()
    if row.needs_time:
        return Cell("ingen tid", role="amber", weight=700)
    if row.next_time is None:
        return Cell("–", role="grey")
    is_near = (row.next_time - row.today).days <= _NEAR_DAYS
    near = f"v. {row.next_time.isocalendar().week}" if is_near else ""
    booked = row.next_time != contact.next_contact
    preliminary = contact.next_is_preliminary and not booked
    help = "Bokad tid" if booked else "Preliminär" if preliminary else ""
    return Cell(row.next_time.isoformat(), "prel." if preliminary else near, help=", ".join(filter(None, (help, near))))


def _interval(row: ContactRow) -> Cell:
    months = row.contact.interval_months if row.contact else None
    return Cell(f"{months} mån" if months else "", role="grey")


def _state(row: ContactRow) -> Cell:
    return Cell(signs=tuple(_signs(row)))


def _signs(row: ContactRow) -> Sequence[Sign]:
    contact = row.contact
    if contact is None:
        return [Sign(row.gap.verb if row.gap else "", GAP, "user-plus")]
    if not contact.is_current:
        return [Sign(contact.status.label, FACT)]
    signs = []
    if row.needs_time:
        signs.append(Sign(ContactState.NO_TIME.label, GAP, "phone"))
    elif row.uninformed is not None:
        signs.append(Sign("Berätta", GAP, "message-square"))
    elif row.state is ContactState.OLD:
        signs.append(Sign(ContactState.OLD.label, FACT, "history"))
    elif contact.status is not ContactStatus.ACTIVE:
        signs.append(Sign(contact.status.label, FACT, "clock"))
    if row.coordinates:
        signs.append(Sign(ContactState.COORDINATES.label, CHOSEN, "star"))
    return signs


def _state_rank(row: ContactRow) -> int | None:
    """The order of the last column: what is to be done first, then what is only said, then nothing."""
    if row.contact is None or row.needs_time or (row.uninformed is not None):
        return 0 if row.contact is None else 1 if row.needs_time else 2
    if row.coordinates or row.state is ContactState.OLD:
        return 4 if row.coordinates else 3
    return 5 if _signs(row) else None


def _text(words: str) -> tuple[str, ...] | None:
    return sort_key(words) if words else None


def _field(name: str, label: str, hint: str = "") -> Written[ContactRow]:
    return Written(name, label, lambda row: as_written(row.contact, name) if row.contact else "", hint)


def columns() -> tuple[Column[ContactRow], ...]:
    """The columns of the list."""
    return (
        Column(
            "Namn och roll", _name, lambda row: _text(_name(row).text), "Charlotte Lindström", 5, has_icon=True,
            edits=(_field("name", "Namn"), _field("role", "Roll")),
        ),
        Column(
            "Verksamhet", _workplace, lambda row: _text(_workplace(row).text), "Barnhabilitering", 3, 4,
            (_field("organisation", "Verksamhet"), _field("unit", "Enhet")),
        ),
        Column(
            "Telefon", _phone, lambda row: _text(_phone(row).text), "000-000 00 00",
            edits=(_field("phone", "Direkttelefon"),), whole=True,
        ),
        Column(
            "Kanal", _channel, lambda row: _text(_channel(row).text), "Messenger", 1, 7,
            (_field("channel", "Säker kanal", "1177, Cosmic Messenger, SDK, fax, brev"),),
        ),
        Column(
            "Senast", _last, lambda row: row.contact.last_contact if row.contact else None, "2028-08-08", 0, 5,
            (_field("last_contact", "Senaste kontakt", "2026-11-20 eller 20 nov"),),
        ),
        Column(
            "Nästa", _next, lambda row: row.next_time, "2028-08-08 v. 48", 0, 3,
            (_field("next_contact", "Nästa planerade", "2026-12-03 eller 3 dec"),),
        ),
        Column(
            "Var", _interval, lambda row: row.contact.interval_months if row.contact else None, "12 mån", 0, 6,
            (_field("interval_months", "Månader mellan kontakterna", "6"),),
        ),
        Column("Läge", _state, _state_rank, "Väntar på remissvar", 0, 1),
    )  # fmt: skip


def _area(row: ContactRow) -> str:
    return ENDED if row.contact and not (row.is_current or row.held) else row.area.label


def _about(rows: Sequence[ContactRow]) -> tuple[str, str]:
    contacts = sum(row.contact is not None for row in rows)
    missing = sum(row.is_gap for row in rows)
    said = contacts_in_words(contacts) if contacts else "0 kontakter"
    return said, f"{missing} lucka" if missing == 1 else f"{missing} luckor" if missing else ""


def by_area() -> Grouping[ContactRow]:
    """Grouped by area of life; who holds a role in law stands first, who is no longer a contact last and closed."""
    order = (*(category.label for category in ContactCategory), ENDED)
    return Grouping(_area, order, _about, closed=(ENDED,))


def how_many(rows: Sequence[ContactRow]) -> str:
    """How many contacts there are, and how many roles nobody holds."""
    current = sum(one.is_current for one in rows)
    missing = sum(one.contact is None for one in rows)
    return ", ".join([contacts_in_words(current), *[how_many_missing(missing)] * bool(missing)])
