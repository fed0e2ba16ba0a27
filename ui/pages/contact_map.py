"""Kontaktkarta: everybody around the patient on one map, with what is missing, and the number to ring below."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from coordinator.contact_map import ContactMap, MapNode, contact_map
from coordinator.documents.catalogue import CONTACT_MAP
from coordinator.page import Page as PageName
from coordinator.record import Record
from ui.drafts import Drafts
from ui.handing_out import HandingOut, Wanted, for_herself
from ui.map_picture import PNG, SVG
from ui.map_view import MapView
from ui.map_words import MapWords
from ui.pages.careplan_head import Notice
from ui.pages.contact_map_bar import ChosenBar
from ui.pages.contact_map_head import MapHead
from ui.pages.gap_row import target_of
from ui.pages.page import Page
from ui.parts import Button, Empty, Kind, column, on_ground, scrolling
from ui.screen_reader import Announcer, hits_in_words
from ui.session import Session
from ui.theme import scaled
from ui.window_commands import NEW_CONTACT, NOTE_CALL

_PAUSE_MS = 120
_ZOOM_KEYS = {"+": 1, "-": -1, "0": 0}


class ContactMapPage(Page):
    """The map of the contacts of the patient on screen."""

    NAME = PageName.CONTACT_MAP.stored
    TITLE = PageName.CONTACT_MAP.label
    ICON = "waypoints"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._record: Record | None = None
        self._whole: ContactMap | None = None
        self._map: ContactMap | None = None
        self._in_words = False
        self.view, self.words = MapView(), MapWords()
        self.head = MapHead(self.TITLE, session.narrowing)
        self.bar = ChosenBar(self._act, self._ring)
        self.out, self.notice = HandingOut(session, self), Notice()
        self._announcer = Announcer(self.head.line)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._empty = Empty(
            "users",
            "Inga kontakter än",
            "Här kommer kartan att rita sig själv av dem som finns runt patienten. Lägg till den första.",
            Button("Lägg till kontakt", Kind.PRIMARY, shortcut=NEW_CONTACT.keys, press=self._add),
        )
        self.no_hits_button = Button("Visa alla", press=self._show_all)
        self.no_hits = Empty("search", "Ingen kontakt passar", "Ändra det du filtrerar på.", self.no_hits_button)
        self._stack = QStackedWidget()
        for one in (self.view, self.words, self._empty, self.no_hits):
            self._stack.addWidget(one)
        inside = QWidget()
        on_ground(inside, "paper")
        whole = column(self.head, self.notice, self._stack, self.bar, spacing=8)
        whole.setStretchFactor(self._stack, 1)
        whole.setContentsMargins(scaled(24), scaled(10), scaled(24), scaled(10))
        inside.setLayout(whole)
        self.area = scrolling(inside)
        self.setLayout(column(self.area, spacing=0))

    def _connect(self) -> None:
        session, head = self.session, self.head
        session.narrowing.changed.connect(self._narrow)
        self._pause.timeout.connect(self._show_narrowed)
        self.out.told.connect(self.notice.say)
        self.out.refused.connect(self.notice.say_why)
        head.table_wanted.connect(self._show_table)
        head.print_wanted.connect(partial(session.wanted.emit, PageName.PAPERS.stored, CONTACT_MAP.name))
        head.picture_wanted.connect(self._save_picture)
        head.words_wanted.connect(self._turn_to_words)
        head.ties_wanted.connect(self.view.show_all_ties)
        head.zoom_wanted.connect(self._zoom)
        head.done.connect(self._start_map)
        self.view.zoomed.connect(self._show_zoom)
        self._show_zoom()
        for one in (self.view, self.words):
            one.moved.connect(self._show_chosen)
            one.opened.connect(self._open)

    # Showing

    def show_record(self, record: Record) -> None:
        """Show the map of a record; zoom, place and choice stay while it is the same patient's."""
        before, self._record = self._record, record
        if before is None or before.patient_id != record.patient_id:
            self.notice.hide()
            self.view.begin()
            self.words.begin()
            self.bar.begin()
        self._whole = contact_map(record)
        self._show_map()

    def _show_map(self) -> None:
        self._pause.stop()
        record, everybody, narrowing = self._record, self._whole, self.session.narrowing
        if record is None or everybody is None:
            return
        shown = everybody.narrowed(narrowing.keeps) if narrowing.is_narrowed else everybody
        self._map = shown
        self.head.show_counts(
            _how_many(everybody, shown, narrowed=narrowing.is_narrowed),
            any_contact=_has_contacts(everybody),
            any_ties=bool(everybody.exchanges),
        )
        self.bar.show_record(record, shown)
        if self._in_words:
            self.words.show_map(shown)
        else:
            self.view.show_map(shown)
        self._choose_what_to_show()

    def _choose_what_to_show(self) -> None:
        any_node = self._map is not None and bool(self._map.nodes)
        any_contact = self._whole is not None and _has_contacts(self._whole)
        shown = self._empty if not any_contact else self.no_hits if not any_node else self._as_chosen
        self._stack.setCurrentWidget(shown)
        self._show_chosen()

    @property
    def _as_chosen(self) -> QWidget:
        return self.words if self._in_words else self.view

    @property
    def shown(self) -> ContactMap | None:
        """The map on screen, of those that the filter keeps."""
        return self._map

    @property
    def node(self) -> MapNode | None:
        """The contact one is on."""
        return self.words.node if self._in_words else self.view.node

    def _show_chosen(self) -> None:
        node, more = self.node, self.view.more if not self._in_words else None
        self.bar.setVisible(self._stack.currentWidget() in (self.view, self.words))
        if more is not None:
            self.bar.show_more(*more)
        elif node is not None:
            self.bar.show_node(node)
        else:
            self.bar.show_nothing()

    def _show_zoom(self) -> None:
        self.head.show_zoom(self.view.zoom)

    # Going there

    def start(self, target: object = None) -> None:
        """Go to a contact on the map; else to the one with most to be done about it."""
        if self._stack.currentWidget() is self._empty:
            self._empty.findChildren(Button)[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if isinstance(target, UUID) and not self._choose(target):
            self._show_all()
            self._choose(target)
        self._start_map()

    def _choose(self, key: object) -> bool:
        return self.words.choose(key) if self._in_words else self.view.choose(key)

    def _start_map(self) -> None:
        """Put the keyboard on the map, on somebody."""
        if self._pause.isActive():
            self._show_map()
        if self._stack.currentWidget() not in (self.view, self.words):
            return
        if not self._in_words and self.view.node is None:
            self.view.choose_first()
        self._as_chosen.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(self._as_chosen)

    # Narrowing

    def _narrow(self) -> None:
        """The map of those that are kept, when she pauses: each one is laid out anew."""
        if self.isVisible():
            self._pause.start()
        self._announcer.forget()

    def _show_narrowed(self) -> None:
        self._show_map()
        if self.session.narrowing.words.strip() and self._map is not None:
            self._announcer.soon(hits_in_words(sum(map(len, self._map.nodes))))

    def _show_all(self) -> None:
        self.session.narrowing.clear()
        self._show_map()

    # Keys

    def event(self, event: QEvent) -> bool:
        """Ctrl+J rings the chosen contact here; elsewhere it notes a call with anybody."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._is_ring(event):
            event.accept()
            return True
        return super().event(event)

    def _is_ring(self, event: QKeyEvent) -> bool:
        node = self.node
        chosen = self.bar.isVisible() and node is not None and node.contact is not None
        return chosen and QKeySequence(event.keyCombination()) == QKeySequence(NOTE_CALL.keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_ring(event):
            self._ring()
        elif event.text() in _ZOOM_KEYS and self._stack.currentWidget() is self.view:
            self._zoom(_ZOOM_KEYS[event.text()])
        else:
            super().keyPressEvent(event)

    def _zoom(self, steps: int) -> None:
        if steps:
            self.view.zoom_by(steps)
        else:
            self.view.zoom_back()

    # What one does about a contact

    def _act(self) -> None:
        if self._in_words:
            if self.words.node is not None:
                self._open(self.words.node)
        else:
            self.view.act()

    def _open(self, node: MapNode) -> None:
        """To the contact; of a role that nobody has to where somebody gets it."""
        if node.contact is not None:
            self.session.wanted.emit(PageName.CONTACTS.stored, node.contact.id)
        elif node.gap is not None:
            self.session.wanted.emit(node.gap.page.stored, target_of(node.gap))

    def _ring(self) -> None:
        node = self.node
        if node is not None and node.contact is not None:
            self.session.wanted.emit(PageName.CONTACT_LOG.stored, node.contact.id)

    def _add(self) -> None:
        self.session.wanted.emit(PageName.CONTACTS.stored, "new")

    def _show_table(self) -> None:
        node = self.node
        contact = node.contact if node is not None else None
        self.session.wanted.emit(PageName.CONTACTS.stored, contact.id if contact is not None else None)

    # As text, and as a picture

    def _turn_to_words(self, shown: bool) -> None:
        before = self.node
        self._in_words = shown
        self.head.show_words(shown)
        self._show_map()
        if before is not None:
            self._choose(before.key)
        self._as_chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_picture(self, kind: str) -> None:
        if self._record is not None:
            order = replace(for_herself(CONTACT_MAP, self._record), a3=True)
            self.out.save_as(Wanted(order), PNG if kind == "png" else SVG)


def _has_contacts(shown: ContactMap) -> bool:
    return any(node.contact is not None for nodes in shown.nodes for node in nodes)


def _how_many(everybody: ContactMap, shown: ContactMap, *, narrowed: bool) -> str:
    """ "40 kontakter, 5 luckor"; when some are hidden, "12 av 40 kontakter"."""
    if narrowed or not _has_contacts(everybody):
        return shown.figure.below
    gaps = everybody.gap_count
    said = "inga luckor" if not gaps else "1 lucka" if gaps == 1 else f"{gaps} luckor"
    return f"{everybody.figure.below}, {said}"
