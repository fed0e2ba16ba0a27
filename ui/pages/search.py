"""*Sök i allt som är skrivet*: every entry that holds the words, of the patient on screen or of all, newest first."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from coordinator.desk import Found, Hit
from coordinator.entry_page import PAGE_OF
from coordinator.errors import CoordinatorError
from ui.drafts import Drafts
from ui.pages.search_hits import HitPainter, HitsModel
from ui.pages.view import View
from ui.parts import Button, Empty, Kind, column, label, on_ground, row, scrolling, whole
from ui.preferences import Preferences
from ui.screen_reader import Announcer, hits_in_words
from ui.search_field import SearchField
from ui.session import Session
from ui.theme import scaled
from ui.window_commands import SEARCH

_PAUSE_MS = 180
"""How long after the last key it is searched: nobody waits for it, and the log is not filled with half words."""


class SearchView(View):
    """A field, whose records to search, and what was found. The searching is done on the vault's thread."""

    NAME = SEARCH.name
    TITLE = SEARCH.title
    ICON = SEARCH.icon

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__(session, drafts, preferences)
        self.field = SearchField("Ord eller del av ord, namn eller nummer", "Sök i allt som är skrivet")
        self.field.textChanged.connect(self._typed)
        self.field.down.connect(self._to_list)
        self.field.returnPressed.connect(self._enter)
        self.hers = Button("Bara patienten", Kind.TOGGLE, press=partial(self._among, True))
        self.everybody = Button("Alla patienter", Kind.TOGGLE, press=partial(self._among, False))
        for one in (self.hers, self.everybody):
            one.setAutoExclusive(True)
        self.count = label("", "note")
        self.told = label("", "body", wrap=True)
        self.rebuild = Button("Gör sökningen hel igen", Kind.PRIMARY, press=self._rebuild)
        self.model = HitsModel(self)
        self.list = _List()
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitPainter(self.list))
        self.list.setAccessibleName("Träffar")
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        self._empty = Empty(
            "text-search", "Sök i allt som är skrivet",
            "Plan, kontakter, logg, tider, remisser, samtycken och allt annat. Nyast står först.",
        )  # fmt: skip
        inner = column(
            row(label(self.TITLE, "title"), self.count, 1, spacing=12), self.field,
            row(self.hers, self.everybody, 1), self.told, row(self.rebuild, 1), self._empty, self.list, spacing=10,
        )  # fmt: skip
        inner.setStretchFactor(self.list, 1)
        inner.setContentsMargins(scaled(24), scaled(14), scaled(24), 0)
        inside = whole(inner)
        on_ground(inside, "paper")
        self.setLayout(column(scrolling(inside), spacing=0))  # in a low window with large text the rest is scrolled to
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self._announcer = Announcer(self.field)
        self._only: UUID | None = None
        self._asked = 0
        self._noted: tuple[UUID | None, str] | None = None
        self._is_old = False
        session.record_changed.connect(self._follow)
        session.saved.connect(self._again)
        session.undone.connect(self._again)
        self._show(Found(too_short=True))
        self._show_whose()

    def start(self, target: object = None) -> None:
        """Ready to search; a text is searched for at once, among all patients."""
        if isinstance(target, str):
            self._only = self._noted = None
            self.field.setText(target)
            self._search()
        elif not self.field.text() and self.session.record is not None:
            self._only = self.session.record.patient_id
        elif self._is_old:
            self._search()
        self._show_whose()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    # Searching

    def _typed(self, text: str) -> None:
        if not text.strip():
            self._noted = None
        self._pause.start()

    def _among(self, only_hers: bool) -> None:
        record = self.session.record
        self._only = record.patient_id if only_hers and record is not None else None
        self._show_whose()
        self._search()

    def _follow(self) -> None:
        """Another patient is on screen: a search of hers is not one of his."""
        record = self.session.record
        if self._only is not None and (record is None or record.patient_id != self._only):
            self._only = None
            self.field.clear()
            self._pause.stop()
            self._announcer.forget()
            self._asked += 1  # an answer on its way is of hers too
            self._noted = None
            self._show(Found(too_short=True))
        self._show_whose()

    def _again(self, _title: str) -> None:
        """Something was changed: what was found may read otherwise now, or when one comes back."""
        self._is_old = True
        if self.isVisible() and self.field.text().strip():
            self._pause.start()

    def _search(self) -> None:
        self._pause.stop()
        words, only = self.field.text(), self._only
        self._asked += 1
        self._is_old = False
        if not words.strip():
            self._show(Found(too_short=True))
            return
        first = not self._goes_on(words)
        self._noted = (only, words)
        job = partial(self.session.vault.store.search, words, only, noted=first)
        self.session.vault_thread.run(job, partial(self._answer, self._asked), partial(self._refused, self._asked))

    def _goes_on(self, words: str) -> bool:
        """Whether it is the search that was noted last, with more or fewer letters."""
        if self._noted is None:
            return False
        only, before = self._noted
        return only == self._only and (words.startswith(before) or before.startswith(words))

    def _answer(self, asked: int, found: Found) -> None:
        if asked == self._asked:  # else she has typed on, and another answer is on its way
            self._show(found)

    def _refused(self, asked: int, error: CoordinatorError) -> None:
        self._noted = None  # the note may not be on the disk
        if asked == self._asked:  # what was found before is not found by these words
            self._show(Found(too_short=True))
            self.told.hide()
        self.session.refused.emit(error)

    def _rebuild(self) -> None:
        self.rebuild.setEnabled(False)
        self.told.setText(
            "Sökningen görs hel. Det kan ta några minuter. Under tiden väntar det du ändrar på att bli sparat."
        )
        self.session.vault_thread.run(self.session.vault.store.rebuild_search, self._rebuilt, self._not_rebuilt)

    def _rebuilt(self, _nothing: None) -> None:
        self._search()

    def _not_rebuilt(self, error: CoordinatorError) -> None:
        self._show(Found(damaged=True))
        self.session.refused.emit(error)

    # Showing

    def _show(self, found: Found) -> None:
        typed = bool(self.field.text().strip())
        self.model.show_hits(found.hits, self.session.today, named=self._only is None)
        many = hits_in_words(len(found.hits))
        searched = typed and not (found.too_short or found.damaged)
        self.count.setText(
            "" if not searched else f"de {len(found.hits)} nyaste" if found.more and found.hits else many
        )
        self.told.setText(self._words(found) if typed else "")
        self.told.setVisible(bool(self.told.text()))
        self.rebuild.setVisible(found.damaged)
        self.rebuild.setEnabled(True)
        self.list.setVisible(bool(found.hits))
        self._empty.setVisible(not typed)
        if searched:
            self._announcer.soon(many)

    def _words(self, found: Found) -> str:
        if found.damaged:
            return "Det som sökningen letar i är inte helt. Ingenting av det du har skrivit är borta."
        if found.too_short:
            return "Skriv minst två bokstäver."
        if found.more:
            return "Det finns äldre träffar också. Skriv ett ord till, eller mer av ordet."
        if found.hits:
            return ""
        where = "hos patienten" if self._only is not None else "hos någon patient"
        return f"Inget som är skrivet {where} har de orden. Skriv en del av ett ord, eller färre ord."

    def _show_whose(self) -> None:
        record = self.session.record
        self.hers.setVisible(record is not None)
        if record is not None:
            self.hers.say(f"Bara {record.patient.calling_name or 'patienten'}")
        self.hers.setChecked(self._only is not None)
        self.everybody.setChecked(self._only is None)

    # Going there

    def _to_list(self) -> None:
        if self.model.rowCount():
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0))
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _enter(self) -> None:
        if self._pause.isActive():
            self._search()
        elif self.model.rowCount():
            self._open(self.model.index(0))

    def _open(self, index: QModelIndex) -> None:
        hit: Hit | None = self.model.hit(index)
        if hit is not None:
            self.session.patient_wanted.emit(hit.patient_id, PAGE_OF[hit.kind].stored, hit.entry_id)


class _List(QListView):
    """What was found; Enter opens, and letters are not for the list to jump by."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters do nothing here."""
