"""The frame: side panel, patient head, page, status bar, and the keys that work everywhere."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from coordinator.record import Record
from ui import shortcuts
from ui.drafts import Drafts
from ui.menu import Item, show_menu
from ui.message_bar import MessageBar
from ui.pages.careplan import CarePlanPage
from ui.pages.contacts import ContactsPage
from ui.pages.overview import OverviewPage
from ui.pages.page import Page
from ui.pages.patients import PatientsPage
from ui.pages.person import PersonPage
from ui.parts import Rule, column, on_ground, row
from ui.patient_head import PatientHead
from ui.session import Place, Session
from ui.shortcuts import Shortcut, page_keys
from ui.side_panel import SidePanel
from ui.status_bar import StatusBar
from ui.theme import DARK, LIGHT, SCALES, THEMES, appearance, scaled

_PATIENTS = "patients"
_NEW_PATIENT = "new_patient"
_WIDE = 1080
"""From this width of the page, at 100 % text, the strip stands beside the name."""


class Window(QWidget):
    """The program while a pärm is open. Dressed in one theme and text size: for another it is made anew."""

    lock_wanted = Signal()
    dressed_anew = Signal(str, int)
    """Another theme or text size was chosen: its name and per cent."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        on_ground(self, "paper")
        self.session, self.drafts = session, Drafts(session, self)
        self.patients = PatientsPage(session, self.drafts)
        self.pages: Sequence[Page] = tuple(
            kind(session, self.drafts) for kind in (OverviewPage, ContactsPage, CarePlanPage, PersonPage)
        )
        self.side = SidePanel(session, self.pages, appearance().scale)
        self.head, self.message, self.status = PatientHead(), MessageBar(), StatusBar(session)
        self._stack = QStackedWidget()
        for page in (self.patients, *self.pages):
            self._stack.addWidget(page)
        self._head_rule = Rule()
        main = column(self.head, self._head_rule, self.message, self._stack, spacing=0)
        main.setStretchFactor(self._stack, 1)
        upper = row(self.side, main, spacing=0)
        upper.setStretchFactor(main, 1)
        whole = column(upper, Rule(), self.status, spacing=0)
        whole.setStretchFactor(upper, 1)
        self.setLayout(whole)
        self._place = ""
        self._on_screen: UUID | None = None
        self._headed: tuple[Record, bool, bool] | None = None
        self._connect()
        self._add_keys()
        self._show_head()

    def sizeHint(self) -> QSize:
        return QSize(1366, 768)

    def minimumSizeHint(self) -> QSize:
        return QSize(640, 480)

    def _connect(self) -> None:
        session = self.session
        self.side.patients_wanted.connect(self.show_patients)
        self.side.patient_wanted.connect(self.show_patient)
        self.side.page_wanted.connect(self.show_page)
        self.patients.chosen.connect(self.show_patient)
        session.wanted.connect(self.show_page)
        session.record_changed.connect(self._show_record)
        session.patients_changed.connect(self._show_head)
        session.refused.connect(self.message.show_error)
        session.saved.connect(self.message.hide)
        self.status.lock.clicked.connect(self.lock_wanted)
        self.status.look.clicked.connect(self._choose_look)

    def _add_keys(self) -> None:
        on: dict[Shortcut, Callable[[], object]] = {
            shortcuts.PATIENTS: self.show_patients,
            shortcuts.NEW_PATIENT: self._new_patient,
            shortcuts.NEW_CONTACT: lambda: self._on_patient("contacts", "new"),
            shortcuts.PRINT: lambda: self._on_patient("care_plan", "print"),
            shortcuts.UNDO: self.session.undo,
            shortcuts.LOCK: self.lock_wanted.emit,
            shortcuts.NEXT_PANE: self._next_pane,
            shortcuts.LARGER: lambda: self._resize_text(1),
            shortcuts.SMALLER: lambda: self._resize_text(-1),
            shortcuts.NORMAL: lambda: self.dressed_anew.emit(appearance().theme.name, 100),
            shortcuts.DARKER: self._other_theme,
        }
        for shortcut, act in on.items():
            QShortcut(QKeySequence(shortcut.keys), self, act)
        for place, page in enumerate(self.pages, 1):
            QShortcut(QKeySequence(page_keys(place)), self, lambda name=page.NAME: self._on_patient(name))

    # Where she is

    def begin(self, place: Place, done: Callable[[], object] | None = None) -> None:
        """Go to where she was, or to the list of patients; and on with what she was writing there."""

        def arrived() -> None:
            self.drafts.resume()
            if done is not None:
                done()

        record = self.session.record
        if record is not None and record.patient_id == place.patient_id:
            self._on_screen = record.patient_id
            self.show_page(place.page)
            arrived()
        elif place.patient_id is None or place.page in (_PATIENTS, _NEW_PATIENT):
            self.show_page(place.page if place.page == _NEW_PATIENT else _PATIENTS)
            arrived()
        else:
            self._place = place.page
            self.session.open_patient(place.patient_id, arrived)

    @property
    def place(self) -> str:
        """The page she is on."""
        return _NEW_PATIENT if self._place == _PATIENTS and self.patients.is_adding else self._place

    def show_patients(self) -> None:
        """The list of all patients, ready to search."""
        self.session.refresh_patients()
        self._go(self.patients, _PATIENTS)
        self.patients.start()

    def show_patient(self, patient_id: UUID) -> None:
        """Open a patient: on the page she was on, or the overview."""
        if self._place in ("", _PATIENTS):
            self._place = self.pages[0].NAME
        if self.session.record is not None and self.session.record.patient_id == patient_id:
            self.session.stay()
            self.show_page(self._place)
        else:
            self.drafts.keep_now()
            self.session.open_patient(patient_id)

    def show_page(self, name: str, target: object = None) -> None:
        """Go to a page of the patient on screen, and to ``target`` on it."""
        if name in (_PATIENTS, _NEW_PATIENT):
            self.show_patients()
            if name == _NEW_PATIENT:
                self.patients.start("new")
            return
        page = next((one for one in self.pages if name == one.NAME), self.pages[0])
        if self.session.record is None:
            return
        self._go(page, page.NAME)
        page.show_record(self.session.record)
        page.start(target)

    def _on_patient(self, name: str, target: object = None) -> None:
        if self.session.record is not None:
            self.show_page(name, target)

    def _new_patient(self) -> None:
        self.show_page(_NEW_PATIENT)

    def _go(self, page: QWidget, name: str) -> None:
        self.drafts.keep_now()
        self._place = name
        self._stack.setCurrentWidget(page)
        # Where she is, for screen readers and the task bar; never who is on screen.
        self.setWindowTitle(next((one.TITLE for one in self.pages if one is page), "Patienter"))
        self.side.show_place(name)
        self._show_head()
        self.session.keep_place(name)

    def _show_record(self) -> None:
        record = self.session.record
        self._show_head()
        if record is None:
            if self._place != _PATIENTS:
                self.show_patients()
            return
        if self._place == _PATIENTS and self._on_screen == record.patient_id:
            return  # a change of hers was saved or taken back: that is no reason to leave the list
        page = self._stack.currentWidget()
        if isinstance(page, Page) and self._place == page.NAME and self._on_screen == record.patient_id:
            page.show_record(record)
        else:
            self._on_screen = record.patient_id
            self.show_page(self.pages[0].NAME if self._place in ("", _PATIENTS) else self._place)

    def _show_head(self) -> None:
        record = self.session.record
        visible = record is not None and self._place != _PATIENTS
        self.head.setVisible(visible)
        self._head_rule.setVisible(visible)
        if record is None or not visible:
            return
        patient_id = record.patient_id
        pinned = patient_id in self.session.pinned
        wide = self.width() - self.side.width() >= scaled(_WIDE - 214)
        if self._headed == (record, pinned, wide):
            return
        self._headed = (record, pinned, wide)
        self.head.show_record(record, pinned=pinned, wide=wide)
        self.head.pin.clicked.connect(lambda: self.session.pin(patient_id, pinned=not pinned))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._show_head()

    # Panes, text and theme

    def _next_pane(self) -> None:
        """F6: side panel, page, status bar, and round again."""
        panes: list[QWidget] = [self.side, self._stack.currentWidget() or self._stack, self.status]
        focus = QApplication.focusWidget()
        here = next((place for place, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), -1)
        first_focusable(panes[(here + 1) % len(panes)])

    def _choose_look(self) -> None:
        now, dress = appearance(), self.dressed_anew.emit
        themes = [Item(one.label, partial(dress, one.name, now.scale), chosen=one is now.theme) for one in THEMES]
        scales = [
            Item(f"Text {one} %", partial(dress, now.theme.name, one), chosen=one == now.scale, apart=one == SCALES[0])
            for one in SCALES
        ]
        show_menu(self, self.status.look.mapToGlobal(self.status.look.rect().topLeft()), [*themes, *scales])

    def _resize_text(self, steps: int) -> None:
        place = SCALES.index(appearance().scale) + steps
        if 0 <= place < len(SCALES):
            self.dressed_anew.emit(appearance().theme.name, SCALES[place])

    def _other_theme(self) -> None:
        self.dressed_anew.emit((LIGHT if appearance().theme is DARK else DARK).name, appearance().scale)


def first_focusable(pane: QWidget) -> None:
    """Put the focus on the first thing in ``pane`` that takes it with Tab."""
    found: QWidget | None = pane.nextInFocusChain()
    while found is not None and found is not pane:
        if pane.isAncestorOf(found) and found.isVisible() and found.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.setFocus(Qt.FocusReason.TabFocusReason)
            return
        found = found.nextInFocusChain()
