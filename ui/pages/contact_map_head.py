"""The top of the map page: what it shows, what narrows it, and where else one can go with it."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from coordinator.map_layout import legend_layout
from ui.form_flow import Flow
from ui.icon_button import IconButton
from ui.legend import Legend
from ui.menu import Item, show_menu
from ui.narrowing import ALL, KINDS, Narrowing
from ui.pages.quick_add import SignedLine
from ui.parts import Button, Kind, column, label, row, whole
from ui.theme import is_large, scaled

_TOGGLES = ("gaps", "acute", "without_time")
"""The kinds that have a button. Who has no time is asked for in the list; its button is there while it is chosen."""
_ALWAYS = _TOGGLES[:2]


class MapHead(QWidget):
    """Title, filter and ways out on one line where there is room; below it what the signs mean, and the tools."""

    table_wanted, print_wanted = Signal(), Signal()
    picture_wanted = Signal(str)
    """Save it as a picture: "png" or "svg"."""
    words_wanted = Signal(bool)
    ties_wanted = Signal(bool)
    zoom_wanted = Signal(int)
    """By so many steps; 0 is back to where it began."""
    done = Signal()
    """Down or Enter in the line: on to the map."""

    def __init__(self, title: str, narrowing: Narrowing) -> None:
        super().__init__()
        self._narrowing = narrowing
        self._in_words = self._any_ties = False
        self.how_many = label("", "note")
        self._make_filter()
        self.table = Button("Visa tabell", icon="list", press=self.table_wanted.emit)
        self.print = Button("Skriv ut", icon="printer", press=self.print_wanted.emit)
        self.picture = Button("Spara bild", icon="image", press=self._choose_picture)
        self.legend = Legend(legend_layout)
        self.ties = Button("Informationsutbyte", Kind.TOGGLE, icon="share-2")
        self.ties.setAccessibleDescription("Visar på kartan vilka som utbyter information med varandra")
        self.ties.toggled.connect(self.ties_wanted)
        self.words = Button("Visa som text", Kind.QUIET, icon="file-text", press=self._turn)
        self.smaller = IconButton("Zooma ut (−)", "zoom-out", partial(self.zoom_wanted.emit, -1))
        self.larger = IconButton("Zooma in (+)", "zoom-in", partial(self.zoom_wanted.emit, 1))
        self.percent = Button("100 %", Kind.QUIET, press=partial(self.zoom_wanted.emit, 0))
        self._lay_out(title)
        narrowing.changed.connect(self._follow)
        self._follow()

    def _make_filter(self) -> None:
        self.line = SignedLine("Filtrera kontakter", "search", hint="Filtrera")
        self.line.setMinimumWidth(scaled(150))
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        kinds = {kind.name: kind for kind in KINDS}
        self.toggles = {
            name: Button(kinds[name].title, Kind.TOGGLE, icon=kinds[name].icon, press=partial(self._toggle, name))
            for name in _TOGGLES
        }
        for toggle in self.toggles.values():
            toggle.setFixedHeight(self.line.sizeHint().height())

    def _lay_out(self, title: str) -> None:
        """With large text the ways out and the tools are signs, whose names the tips tell."""
        large = is_large()
        for one in (self.table, self.print, self.picture, self.ties, self.words) if large else ():
            one.compact = True
            one.setToolTip(one.text())
        self._heading = whole(Flow(label(title, "title"), self.how_many, spacing=12))
        self._ways = whole(Flow(self.line, *self.toggles.values(), self.table, self.print, self.picture))
        zoom = whole(row(self.smaller, self.percent, self.larger, spacing=2))
        self._tools = whole(Flow(self.ties, self.words, zoom))
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(scaled(8))
        self._top.addWidget(self._heading)
        self._top.addStretch(1)
        self._top.addWidget(self._tools if large else self._ways)
        below = column(self._ways, self.legend) if large else row(self.legend, spacing=16)
        if not large:
            below.addWidget(self._tools, 0, Qt.AlignmentFlag.AlignRight)
        self.setLayout(column(self._top, below, spacing=8))

    # What it says

    def show_counts(self, words: str, *, any_contact: bool, any_ties: bool) -> None:
        """How many there are; without a contact there is nothing to narrow, print or explain."""
        self.how_many.setText(words)
        self._ways.setVisible(any_contact)
        self._tools.setVisible(any_contact)
        self.legend.setVisible(any_contact and not self._in_words)
        self._any_ties = any_ties
        self._show_tools()
        self._arrange()

    def show_zoom(self, percent: int) -> None:
        """How large the map is."""
        self.percent.say(f"{percent} %")
        self.percent.setAccessibleName(f"Zoom {percent} procent, tillbaka till 100")

    def show_words(self, shown: bool) -> None:
        """Whether the map is shown as text."""
        self._in_words = shown
        self.words.say("Visa som karta" if shown else "Visa som text", icon="waypoints" if shown else "file-text")
        self.words.setToolTip(self.words.text() if self.words.compact else "")
        self.legend.setVisible(not shown)
        self._show_tools()

    def _show_tools(self) -> None:
        for one in (self.smaller, self.percent, self.larger):
            one.setVisible(not self._in_words)
        self.ties.setVisible(self._any_ties and not self._in_words)

    # What narrows it

    def _search(self, words: str) -> None:
        self._narrowing.words = words

    def _toggle(self, name: str) -> None:
        self._narrowing.kind = ALL.name if self._narrowing.kind == name else name

    def _follow(self) -> None:
        """Show what the narrowing is: it may have been changed on another page."""
        if self.line.text() != self._narrowing.words:
            self.line.setText(self._narrowing.words)
        for name, toggle in self.toggles.items():
            toggle.setChecked(name == self._narrowing.kind)
            toggle.setVisible(name in _ALWAYS or name == self._narrowing.kind)
            toggle.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.done.emit()
                return True
            if key == Qt.Key.Key_Escape and not self.line.text():
                self.done.emit()
                return True
        return super().eventFilter(watched, event)

    # Where else one can go

    def _choose_picture(self) -> None:
        show_menu(
            self,
            self.picture,
            [
                Item("Som bild (PNG)", partial(self.picture_wanted.emit, "png")),
                Item("Som vektorbild, skarp i alla storlekar (SVG)", partial(self.picture_wanted.emit, "svg")),
            ],
        )

    def _turn(self) -> None:
        self.words_wanted.emit(not self._in_words)

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self._tools if is_large() else self._ways
        needs = self._heading.sizeHint().width() + beside.sizeHint().width() + 3 * self._top.spacing()
        fits = needs <= self.width()
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._top.direction() != direction:
            self._top.setDirection(direction)
