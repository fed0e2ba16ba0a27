"""What Idag shows where the list stands: the list, or why there is nothing in it and what one can do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.parts import Button, Empty, Kind, column, label, scrolling, whole
from ui.session import Session
from ui.window_commands import NEW_PATIENT, PATIENTS


class DayStack(QStackedWidget):
    """One of the list and its empty pages at a time."""

    all_wanted = Signal()
    """Nothing is to be narrowed away."""

    def __init__(self, session: Session, table: QWidget) -> None:
        super().__init__()
        self._session, self.table = session, table
        anew = Button("Ny patient", Kind.PRIMARY, icon="user-plus", shortcut=NEW_PATIENT.keys)
        anew.clicked.connect(lambda: session.wanted.emit(NEW_PATIENT.name, None))
        others = Button("Till patienterna", icon="users", shortcut=PATIENTS.keys)
        others.clicked.connect(lambda: session.wanted.emit(PATIENTS.name, None))
        self.show_all = Button("Visa allt", press=self.all_wanted.emit)
        self.waits = whole(column(label("Läser igenom patienterna", "note"), 1))
        self.nobody = Empty(
            "users", "Inga patienter än",
            "Här kommer det att stå vad som är på gång för var och en. Lägg till den första patienten.", anew,
        )  # fmt: skip
        self.nothing = Empty(
            "sun", "Inget att göra just nu",
            "Det som kommer framöver visar sig här när det är dags. Hinner du, se efter hur det är med någon du inte "
            "har talat med på länge.", others,
        )  # fmt: skip
        self.no_hit = Empty("search", "Inget av det här just nu", "Annat kan finnas i listan.", self.show_all)
        self._areas = {one: scrolling(one) for one in (self.nobody, self.nothing, self.no_hit)}
        for page in (table, self.waits, *self._areas.values()):
            self.addWidget(page)

    def show_lines(self, *, is_empty: bool, is_narrowed: bool, stale: int) -> None:
        """Show the list, or the page that says why it is empty. What is not read yet may well hold something."""
        if not is_empty:
            here = self.table
        elif not self._session.patients:
            here = self._areas[self.nobody]
        elif is_narrowed:
            here = self._areas[self.no_hit]
        else:
            here = self.waits if stale else self._areas[self.nothing]
        self.setCurrentWidget(here)

    def start(self) -> bool:
        """Put the focus on the list, or on what can be done when it is empty; whether there was anything to be on."""
        here = self.currentWidget()
        button = next((one.findChild(Button) for one, area in self._areas.items() if area is here), None)
        to = self.table if here is self.table else button
        if to is not None:
            to.setFocus(Qt.FocusReason.OtherFocusReason)
        return to is not None
