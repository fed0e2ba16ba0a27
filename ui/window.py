"""The frame: side panel, patient head, page, status bar, and the keys that work everywhere."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from coordinator.dates import date_rules
from coordinator.errors import RuleError
from coordinator.record import Record
from ui import window_commands as commands
from ui.daily_backup import DailyBackup
from ui.drafts import Drafts
from ui.menu import Item, show_menu
from ui.message_bar import MessageBar
from ui.pages.about_me import AboutMePage
from ui.pages.all_gaps import AllGapsView
from ui.pages.all_transitions import AllTransitionsView
from ui.pages.appointments import AppointmentsPage
from ui.pages.backups import BackupsView
from ui.pages.benefits import BenefitsPage
from ui.pages.careplan import CarePlanPage
from ui.pages.consents import ConsentsPage
from ui.pages.contact_log import ContactLogPage
from ui.pages.contact_map import ContactMapPage
from ui.pages.contacts import IMPORT, ContactsPage
from ui.pages.date_rules import DateRulesView
from ui.pages.devices import DevicesPage
from ui.pages.diagnoses import DiagnosesPage
from ui.pages.directory import DirectoryView
from ui.pages.exports import ExportsPage
from ui.pages.gaps import GapsPage
from ui.pages.hand_over import HandOverView
from ui.pages.history import HistoryPage
from ui.pages.indicators import IndicatorsView
from ui.pages.journal import JournalPage
from ui.pages.journal_headings import JournalHeadingsView
from ui.pages.keys import KeysView
from ui.pages.overview import OverviewPage
from ui.pages.page import Page
from ui.pages.papers import PapersPage
from ui.pages.patients import PatientsPage
from ui.pages.person import PersonPage
from ui.pages.referrals import ReferralsPage
from ui.pages.relatives import RelativesPage
from ui.pages.reminders import RemindersPage
from ui.pages.search import SearchView
from ui.pages.settings import SettingsView
from ui.pages.shared import SharedPage
from ui.pages.sip import SipPage
from ui.pages.sip_meeting_page import SipMeetingPage
from ui.pages.take_in import TakeInView
from ui.pages.term_lists import TermListsView
from ui.pages.to_journal import ToJournalView
from ui.pages.today import TodayView
from ui.pages.transition import TransitionPage
from ui.pages.umi import UmiPage
from ui.pages.view import View
from ui.pages.whole_page import WholePage
from ui.palette import Palette
from ui.palette_offers import Offers
from ui.parts import Rule, column, on_ground, row, whole
from ui.patient_head import PatientHead
from ui.preferences import Preferences
from ui.session import Place, Session
from ui.side_panel import SidePanel
from ui.status_bar import StatusBar
from ui.theme import SCALES, THEMES, appearance, scaled, theme_after
from ui.window_commands import COMMANDS, Command

_EVERY_PAGE: tuple[type[Page], ...] = (
    OverviewPage, ContactsPage, ContactMapPage, GapsPage, CarePlanPage, SipPage, UmiPage, TransitionPage,
    BenefitsPage, AppointmentsPage, RemindersPage, ContactLogPage, JournalPage, ReferralsPage, PersonPage, AboutMePage,
    RelativesPage, DiagnosesPage, DevicesPage, ConsentsPage, PapersPage, ExportsPage, SharedPage, HistoryPage,
)  # fmt: skip
_EVERY_VIEW: tuple[type[View], ...] = (
    TodayView, PatientsPage, AllGapsView, AllTransitionsView, ToJournalView, IndicatorsView, HandOverView, TakeInView,
    SearchView, DirectoryView, DateRulesView, TermListsView, JournalHeadingsView,
    SettingsView, BackupsView, KeysView,
)  # fmt: skip
PAGES = {kind.NAME: kind for kind in _EVERY_PAGE}
VIEWS = {kind.NAME: kind for kind in _EVERY_VIEW}
WHOLE_PAGES: dict[str, type[Page]] = {kind.NAME: kind for kind in (SipMeetingPage,)}
"""Pages of a patient that have the window to themselves: one comes to them from another page, and not by a command."""
_OF_PATIENT: dict[str, type[Page]] = PAGES | WHOLE_PAGES
_EVERYWHERE = frozenset(
    (commands.UNDO, commands.LOCK, commands.NEXT_PANE, commands.LARGER, commands.SMALLER, commands.NORMAL,
     commands.THEME)
)  # fmt: skip
"""Commands that lead nowhere else, and mean the same on a page that has the window to itself."""
_FIRST = OverviewPage.NAME
_PATIENTS = PatientsPage.NAME
_NEW_PATIENT = "new_patient"
_WIDE, _SIDE = 1300, 214
"""From this width of the window, with a side panel that wide, at 100 % text the strip stands beside the name."""


class Window(QWidget):
    """The program while a pärm is open. Dressed in one theme and text size: for another it is made anew."""

    lock_wanted = Signal()
    lock_minutes_changed = Signal(int)
    restore_wanted = Signal()
    """Lock, and go on where a copy is read back."""
    dressed_anew = Signal(str, int)
    """Another theme or text size was chosen: its name and per cent."""

    def __init__(self, session: Session, preferences: Preferences) -> None:
        super().__init__()
        on_ground(self, "paper")
        self.session, self.preferences, self.drafts = session, preferences, Drafts(session, self)
        self.side = SidePanel(session, tuple(PAGES.values()), appearance().scale)
        self.head, self.message, self.status = PatientHead(), MessageBar(), StatusBar(session)
        self._stack = QStackedWidget()
        self._made: dict[str, Page | View] = {}
        self._head_rule = Rule(frame=True)
        main = column(self.head, self._head_rule, self.message, self._stack, spacing=0)
        main.setStretchFactor(self._stack, 1)
        self._side_rule = whole(row(Rule(upright=True), spacing=0))
        upper = row(self.side, self._side_rule, main, spacing=0)
        upper.setStretchFactor(main, 1)
        everything = column(upper, Rule(frame=True), self.status, spacing=0)
        everything.setStretchFactor(upper, 1)
        self.setLayout(everything)
        self._place = ""
        self._on_screen: UUID | None = None
        self._next: tuple[UUID, str, object] | None = None
        self._headed: tuple[Record, bool, bool, bool] | None = None
        self.palette_over = Palette(Offers(session, self.offered, self.run, self), self)
        self._acts = self._actions()
        self._connect()
        for command in COMMANDS:
            if command.keys:
                QShortcut(QKeySequence(command.keys), self, partial(self.run, command))
        self._show_head()

    def sizeHint(self) -> QSize:
        return QSize(1366, 768)

    def minimumSizeHint(self) -> QSize:
        return QSize(640, 480)

    def _connect(self) -> None:
        session = self.session
        self.side.wanted.connect(self.run)
        self.side.patient_wanted.connect(self.show_patient)
        session.wanted.connect(self.show_page)
        session.patient_wanted.connect(self.show_patient)
        session.record_changed.connect(self._show_record)
        session.patients_changed.connect(self._show_head)
        session.refused.connect(self.message.show_error)
        session.saved.connect(self.message.hide)
        self.head.group_wanted.connect(lambda group: self.show_page(UmiPage.NAME, group.stored))
        self.status.lock.clicked.connect(self.lock_wanted)
        self.status.look.clicked.connect(self._choose_look)
        self.status.show_backups(DailyBackup.of(session, self.preferences))
        self.status.backups_wanted.connect(partial(self.show_page, BackupsView.NAME))

    # Commands

    def _actions(self) -> dict[str, Callable[[], object]]:
        """What each command does."""
        go = {name: partial(self.show_page, name) for name in (*PAGES, *VIEWS)}
        to = self.show_page
        return {
            **go,
            commands.PALETTE.name: self.palette_over.turn,
            commands.NEW_APPOINTMENT.name: partial(to, "appointments", "new"),
            commands.NEW_PATIENT.name: partial(to, _NEW_PATIENT),
            commands.NEW_CONTACT.name: partial(to, "contacts", "new"),
            commands.IMPORT_CONTACTS.name: partial(to, "contacts", IMPORT),
            commands.NOTE_CALL.name: partial(to, "contact_log", "new"),
            commands.NEW_REMINDER.name: partial(to, "reminders", "new"),
            commands.NEW_SIP.name: partial(to, "sip", "new"),
            commands.NEW_ALERT.name: partial(to, "umi", "new"),
            commands.NEW_TRANSITION.name: partial(to, "transition", "new"),
            commands.NEW_BENEFIT.name: partial(to, "benefits", "new"),
            commands.PRINT.name: partial(to, "papers", "print"),
            commands.UNDO.name: self.session.undo,
            commands.LOCK.name: self.lock_wanted.emit,
            commands.NEXT_PANE.name: self._next_pane,
            commands.LARGER.name: partial(self._resize_text, 1),
            commands.SMALLER.name: partial(self._resize_text, -1),
            commands.NORMAL.name: lambda: self.dressed_anew.emit(self.preferences.now.theme, 100),
            commands.THEME.name: self._other_theme,
        }

    def offered(self) -> list[Command]:
        """The commands that do something now."""
        if self._alone is not None:
            return [one for one in COMMANDS if one in _EVERYWHERE]
        return [one for one in COMMANDS if self.session.record is not None or not one.of_patient]

    def run(self, command: Command) -> None:
        """Do what a command says, if it can be done now."""
        if self._alone is not None and command not in _EVERYWHERE:
            self._alone.take(command)
            return
        if command is not commands.PALETTE:
            self.palette_over.close_again()
        if self.session.record is not None or not command.of_patient:
            self._acts[command.name]()

    # Where she is

    def begin(self, place: Place, done: Callable[[], object] | None = None) -> None:
        """Go to where she was, the first time to Idag; and on with what she was writing there."""

        if faults := date_rules().faults:
            more = f" Det är fel på {len(faults) - 1} till." if len(faults) > 1 else ""
            self.message.show_error(RuleError("Alla regler kan inte användas", f"{faults[0]}{more} Se Datumregler."))

        def arrived() -> None:
            self.drafts.resume()
            if done is not None:
                done()

        record = self.session.record
        if record is not None and record.patient_id == place.patient_id:
            self._on_screen = record.patient_id
            self.show_page(place.page)
            arrived()
        elif place.patient_id is None or place.page in (_NEW_PATIENT, *VIEWS):
            elsewhere = _PATIENTS if place.page else TodayView.NAME
            self.show_page(place.page if place.page in (_NEW_PATIENT, *VIEWS) else elsewhere)
            arrived()
        else:
            self._place = place.page
            self.session.open_patient(place.patient_id, arrived)

    @property
    def place(self) -> str:
        """The page she is on."""
        adding = self._place == _PATIENTS and self.patients.is_adding
        return _NEW_PATIENT if adding else self._place

    @property
    def patients(self) -> PatientsPage:
        """The list of all patients."""
        found = self.view(_PATIENTS)
        if not isinstance(found, PatientsPage):
            raise TypeError(type(found).__name__)
        return found

    def page(self, name: str) -> Page:
        """A page of the patient on screen, made when it is first asked for."""
        if name not in self._made:
            made = self._made[name] = _OF_PATIENT[name](self.session, self.drafts)
            self._stack.addWidget(made)
        found = self._made[name]
        if not isinstance(found, Page):
            raise TypeError(type(found).__name__)
        return found

    def view(self, name: str) -> View:
        """A view that is of no patient, made when it is first asked for."""
        if name not in self._made:
            made = self._made[name] = VIEWS[name](self.session, self.drafts, self.preferences)
            self._stack.addWidget(made)
            if isinstance(made, SettingsView):
                made.dressed_anew.connect(self.dressed_anew)
                made.lock_minutes_changed.connect(self.lock_minutes_changed)
            elif isinstance(made, BackupsView):
                made.restore_wanted.connect(self.restore_wanted)
        found = self._made[name]
        if not isinstance(found, View):
            raise TypeError(type(found).__name__)
        return found

    def show_patient(self, patient_id: UUID, page: str = "", target: object = None) -> None:
        """Open a patient: on that page, else on the one she was on, else the overview."""
        name = page or (self._place if self._place in PAGES else _FIRST)
        if self.session.record is not None and self.session.record.patient_id == patient_id:
            self.session.stay()
            self.show_page(name, target)
        else:
            self.drafts.keep_now()
            self._next = (patient_id, name, target)
            self.session.open_patient(patient_id)

    def show_page(self, name: str, target: object = None) -> None:
        """Go to a view, or to a page of the patient on screen, and to ``target`` on it."""
        self._next = None
        if name == _NEW_PATIENT:
            name, target = _PATIENTS, "new"
        if name in VIEWS:
            if name == _PATIENTS:
                self.session.refresh_patients()
            view = self.view(name)
            self._go(view, name)
            view.start(target)
        elif self.session.record is not None:
            page = self.page(name if name in _OF_PATIENT else _FIRST)
            self._go(page, page.NAME)
            page.show_record(self.session.record)
            page.start(target)

    def _go(self, page: Page | View, name: str) -> None:
        self.drafts.keep_now()
        self._place = name
        self._stack.setCurrentWidget(page)
        self.setWindowTitle(page.TITLE)  # for screen readers and the task bar; never who is on screen
        self.side.show_place(name)
        alone = self.session.others_look_on = self._alone is not None
        if alone:  # what was said or found before they looked on
            self.palette_over.close_again()
            self.message.hide()
        for part in (self.side, self._side_rule):
            part.setVisible(not alone)
        self.status.show_alone(alone)
        self._show_head()
        self.session.keep_place(name)

    @property
    def _alone(self) -> WholePage | None:
        """The page that has the window to itself, when she is on such a one."""
        here = self._stack.currentWidget()
        return here if isinstance(here, WholePage) else None

    def _show_record(self) -> None:
        record = self.session.record
        self._show_head()
        if record is None:
            if self._place in _OF_PATIENT:
                self.show_page(_PATIENTS)
        elif self._on_screen != record.patient_id:
            self._on_screen = record.patient_id
            wanted = self._next if self._next is not None and self._next[0] == record.patient_id else None
            here = self._place if self._place in _OF_PATIENT else _FIRST
            self.show_page(*(wanted[1:] if wanted is not None else (here,)))
        elif self._place in _OF_PATIENT:  # else a change of hers was saved or taken back: no reason to leave the list
            self.page(self._place).show_record(record)

    def _show_head(self) -> None:
        record = self.session.record
        visible = record is not None and self._place in PAGES
        self.head.setVisible(visible)
        self._head_rule.setVisible(visible)
        if record is None or not visible:
            return
        patient_id = record.patient_id
        pinned = patient_id in self.session.pinned
        wide = self.width() - self.side.width() >= scaled(_WIDE - _SIDE)
        with_strip = self._place != UmiPage.NAME  # its tiles say the same
        if self._headed == (record, pinned, wide, with_strip):
            return
        self._headed = (record, pinned, wide, with_strip)
        self.head.show_record(record, pinned=pinned, wide=wide, with_strip=with_strip)
        self.head.pin.clicked.connect(lambda: self.session.pin(patient_id, pinned=not pinned))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._show_head()
        self.palette_over.setGeometry(self.rect())

    # Panes, text and theme

    def _next_pane(self) -> None:
        """F6: side panel, page, status bar, and round again."""
        every: list[QWidget] = [self.side, self._stack.currentWidget() or self._stack, self.status]
        panes = [one for one in every if one.isVisible()]
        focus = QApplication.focusWidget()
        here = next((place for place, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), -1)
        first_focusable(panes[(here + 1) % len(panes)])

    def _choose_look(self) -> None:
        now, dress = appearance(), self.dressed_anew.emit
        themes = [Item(one.label, partial(dress, one.name, now.scale), chosen=one is now.theme) for one in THEMES]
        kept = self.preferences.now.theme
        scales = [
            Item(f"Text {one} %", partial(dress, kept, one), chosen=one == now.scale, apart=one == SCALES[0])
            for one in SCALES
        ]
        show_menu(self, self.status.look.mapToGlobal(self.status.look.rect().topLeft()), [*themes, *scales])

    def _resize_text(self, steps: int) -> None:
        place = SCALES.index(appearance().scale) + steps
        if 0 <= place < len(SCALES):
            self.dressed_anew.emit(self.preferences.now.theme, SCALES[place])

    def _other_theme(self) -> None:
        self.dressed_anew.emit(theme_after(appearance().theme).name, appearance().scale)


def first_focusable(pane: QWidget) -> None:
    """Put the focus on the first thing in ``pane`` that takes it with Tab."""
    found: QWidget | None = pane.nextInFocusChain()
    while found is not None and found is not pane:
        if pane.isAncestorOf(found) and found.isVisible() and found.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.setFocus(Qt.FocusReason.TabFocusReason)
            return
        found = found.nextInFocusChain()
