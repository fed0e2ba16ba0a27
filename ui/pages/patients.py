"""The list of patients: those that are active, or others; found by name, number, condition or unit as one types."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from coordinator.desk import PatientRow
from coordinator.person import PatientStatus
from coordinator.swedish import age, sort_key
from ui.chips import FACT, OWN, Sign
from ui.drafts import Drafts
from ui.pages.new_patient import NewPatientCard
from ui.pages.patients_filter import PatientsFilter
from ui.pages.view import View
from ui.parts import Button, Empty, Kind, column, keys_in_words, label, on_ground, row, scrolling
from ui.preferences import Preferences
from ui.screen_reader import Announcer, hits_in_words
from ui.search_field import SearchField
from ui.session import Session
from ui.table import Cell, Column, TableModel
from ui.table_paint import row_height
from ui.table_view import TableView
from ui.theme import scaled
from ui.window_commands import HAND_OVER, NEW_PATIENT, PATIENTS, TAKE_IN


class PatientsPage(View):
    """Search at the top, the list below; or the form for a new patient."""

    NAME = PATIENTS.name
    TITLE = PATIENTS.title
    ICON = PATIENTS.icon

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__(session, drafts, preferences)
        self._shown: tuple[Sequence[PatientRow], tuple[UUID, ...]] | None = None
        self._among_all = False
        self._count = label("", "note")
        new = Button("Ny patient", Kind.PRIMARY, icon="user-plus", shortcut=NEW_PATIENT.keys)
        new.clicked.connect(lambda: self.start("new"))
        self.hand_over = Button(
            HAND_OVER.title, Kind.QUIET, icon=HAND_OVER.icon, press=lambda: session.wanted.emit(HAND_OVER.name, None)
        )
        hint = f"Namn, nummer, tillstånd eller verksamhet ({keys_in_words(PATIENTS.keys)})"
        self.search = SearchField(hint, "Sök patient")
        self.search.textChanged.connect(self._search)
        self._announcer = Announcer(self.search)
        self.search.down.connect(self._to_list)
        self.search.returnPressed.connect(self._open_first)
        self.model: TableModel[PatientRow] = TableModel(_columns(session), _searched, lambda one: 0, self)
        self.table = TableView("Patienter", self.model, lambda _row: False, self)
        self.table.entered.connect(lambda patient_id, _column: self._open(patient_id))
        self.table.typed.connect(self._type_on)
        self.table.escaped.connect(self.start)
        self.filter = PatientsFilter(self.hand_over)
        self.filter.narrowed.connect(self._narrow)
        self.model.keep_only(self.filter.keep)
        self.add_first = Button("Ny patient", Kind.PRIMARY, icon="user-plus", press=lambda: self.start("new"))
        nobody = Empty(
            "users",
            "Inga patienter än",
            "Lägg till den första. Namn eller nummer räcker för att börja.",
            self.add_first,
        )
        self._no_hit = label("", "body")
        self._no_hit.hide()
        self._below = QStackedWidget()
        self._lists = QWidget()
        self._lists.setLayout(column(self._no_hit, self.table, spacing=6))
        for part in (self._lists, nobody):
            self._below.addWidget(part)
        self._list = self._listed(new)
        self.new_patient = NewPatientCard(session, drafts)
        self.new_patient.created.connect(self._created)
        self.new_patient.cancelled.connect(self.start)
        self._layers = QStackedWidget()
        self._layers.addWidget(self._list)
        around = QWidget()
        room = column(self.new_patient, 1)
        room.setContentsMargins(scaled(24), scaled(20), scaled(24), scaled(20))
        around.setLayout(room)
        self._layers.addWidget(scrolling(around))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._layers)
        session.patients_changed.connect(self.show_patients)
        self.show_patients()

    def _listed(self, new: Button) -> QWidget:
        """The list under what narrows it; in a low window with large text it is scrolled to."""
        to_file = partial(self.session.wanted.emit, TAKE_IN.name, None)
        take_in = Button(TAKE_IN.title, Kind.QUIET, icon=TAKE_IN.icon, press=to_file)
        head = row(label("Patienter", "title"), self._count, 1, take_in, new, spacing=12)
        inner = column(head, self.search, self.filter, self._below, spacing=10)
        inner.setStretchFactor(self._below, 1)
        inner.setContentsMargins(scaled(24), scaled(14), scaled(24), 0)
        self.table.setMinimumHeight(4 * row_height())
        inside = QWidget()
        inside.setLayout(inner)
        on_ground(inside, "paper")
        return scrolling(inside)

    def show_patients(self) -> None:
        """Show the patients that the session has read."""
        rows, pinned = self.session.patients, tuple(self.session.pinned)
        if (rows, pinned) == self._shown:
            return
        self._shown = rows, pinned
        was_first = self.add_first.hasFocus()
        self.filter.show_counts(rows, self.session.me)
        if not self._among_all:
            self.model.keep_only(self.filter.keep)  # the user's name may be known first now
        self.model.show_rows(rows)
        self._below.setCurrentIndex(0 if rows else 1)
        for part in (self.search, self.filter):
            part.setVisible(bool(rows))
        self._tell()
        if was_first and rows:
            self.start()

    @property
    def is_adding(self) -> bool:
        """Whether the form for a new patient is on screen."""
        return self._layers.currentWidget() is not self._list

    def start(self, target: object = None) -> None:
        """Ready to search; or, for "new", the form for a new patient."""
        if target == "new":
            self._layers.setCurrentIndex(1)
            self.new_patient.start()
            return
        self._layers.setCurrentWidget(self._list)
        if not self.session.patients:
            self.add_first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _search(self, text: str) -> None:
        """Whoever is searched for is found among all, whatever the list is narrowed to."""
        if bool(text.strip()) is not self._among_all:
            self._among_all = bool(text.strip())
            self.model.keep_only(None if self._among_all else self.filter.keep)
        self.model.search(text)
        self._tell()
        if self._among_all:
            self._announcer.soon(hits_in_words(len(self.model.shown)))
        else:
            self._announcer.forget()

    def _narrow(self) -> None:
        """Show others; what stands in the search is let go, since it looks among all."""
        self.search.clear()
        self.filter.show_counts(self.session.patients, self.session.me)
        self.model.keep_only(self.filter.keep)
        self._tell()

    def _tell(self) -> None:
        """How many there are, and why nobody is shown."""
        text, shown, every = self.search.text().strip(), len(self.model.shown), len(self.session.patients)
        in_all = "1 patient" if every == 1 else f"{every} patienter"
        self._count.setText(f"{hits_in_words(shown)} bland alla {in_all}" if text else in_all)
        self._no_hit.setVisible(not shown)
        searched = f"Ingen patient passar ”{text}”. Sök på en del av namnet eller numret."
        self._no_hit.setText(searched if text else self.filter.nobody)

    def _type_on(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(self.search.text() + text)

    def _to_list(self) -> None:
        if self.table.current_id is not None or self.table.choose_first():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _open_first(self) -> None:
        shown = self.model.shown
        if shown:
            self._open(shown[0].id)

    def _open(self, patient_id: UUID) -> None:
        self.session.patient_wanted.emit(patient_id, "", None)

    def _created(self, _patient_id: object) -> None:
        self._layers.setCurrentWidget(self._list)
        self.session.wanted.emit("overview", None)


def _searched(one: PatientRow) -> str:
    numbers = " ".join((one.number, one.number.replace("-", ""), *one.former_numbers))
    return " ".join((one.name, one.called, one.sorted_name, numbers, *one.conditions, *one.units))


def _columns(session: Session) -> tuple[Column[PatientRow], ...]:
    def name(one: PatientRow) -> Cell:
        signs = []
        if one.protected:
            signs.append(Sign("Skyddad", OWN, "eye-off"))
        if one.status is not PatientStatus.ACTIVE:
            signs.append(Sign(one.status.label, FACT))
        pinned = one.id in session.pinned
        called = one.called if one.called and one.called not in one.name.split() else ""
        return Cell(
            one.sorted_name or "Namn saknas", called, weight=600, icon="pin" if pinned else "user",
            icon_role="teal" if pinned else "grey", signs=tuple(signs),
        )  # fmt: skip

    def years(one: PatientRow) -> Cell:
        return Cell(f"{age(one.birth_date, session.today)} år" if one.birth_date else "", role="grey")

    return (
        Column("Namn", name, lambda one: sort_key(one.sorted_name), "Öberghammarström, Anna-Karin", 3, has_icon=True),
        Column("Nummer", lambda one: Cell(one.number), lambda one: one.number or None, "19900728-2388", 0, 1),
        Column("Ålder", years, _born, "100 år", 0, 2),
        Column(
            "Tillstånd", _condition, _sorted(lambda one: ", ".join(one.conditions)), "Spinal muskelatrofi typ 2", 3, 3
        ),
        Column("Verksamhet", _units, _sorted(lambda one: ", ".join(one.units)), "Barnhabiliteringen", 2, 5),
        Column("Kontakter", lambda one: Cell(str(one.contacts)), lambda one: one.contacts, "120", 0, 4),
    )


def _sorted(text: Callable[[PatientRow], str]) -> Callable[[PatientRow], Any]:
    return lambda one: sort_key(text(one)) if text(one) else None


def _born(one: PatientRow) -> int | None:
    return None if one.birth_date is None else -one.birth_date.toordinal()


def _condition(one: PatientRow) -> Cell:
    return Cell(one.conditions[0] if one.conditions else "", help=", ".join(one.conditions[1:]))


def _units(one: PatientRow) -> Cell:
    return Cell(one.units[0] if one.units else "", role="grey", help=", ".join(one.units[1:]))
