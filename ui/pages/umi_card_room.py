"""Says when the akutkort has no room for what was chosen, and proposes what to leave out or to shorten."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication

from coordinator.card_layout.room import CardRoom
from coordinator.umi.card_figure import CardItem
from ui.form_flow import Flow, tab_after
from ui.parts import Boxed, Button, Picture, clear, column, label, row, whole
from ui.screen_reader import Announcer

TITLE = "Kortet är för fullt och går inte att skriva ut"
_MOST = 3
_NEVER = "Programmet kortar eller tar inte bort något av sig självt."


class TooMuch(Boxed):
    """What has no room and what would give it some; hidden while all has room."""

    leave_out = Signal(object)
    """The ids of those that are to go from the card."""
    shorten = Signal(object)
    """The id of the one whose text is to be shorter."""

    def __init__(self) -> None:
        super().__init__("amber_soft", bar="amber")
        self._announcer = Announcer(self)
        self._said = ""
        self.buttons: list[Button] = []
        self.words = label("", wrap=True)
        self._proposals = column(spacing=6)
        head = row(Picture("triangle-alert", "amber"), spacing=8)
        head.addWidget(label(TITLE, "strong", wrap=True), 1)
        self.inside.addLayout(column(head, self.words, self._proposals, label(_NEVER, "note", wrap=True), spacing=8))
        self.hide()

    def show_room(self, room: CardRoom) -> None:
        """Say it, or go away when all has room."""
        had_focus = QApplication.focusWidget() in self.buttons
        self.setVisible(not room.fits)
        said = why(room)
        if said != self._said:
            self._said = said
            self._announcer.soon(f"{TITLE}. {said}") if said else self._announcer.forget()
        self.words.setText(said)
        clear(self._proposals)
        self.buttons = []
        if room.fits:
            return
        self._propose(room)
        tab_after(self, self)
        if had_focus and self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _propose(self, room: CardRoom) -> None:
        offered = [[one] for one in room.one_of[:_MOST]] or ([[*room.together]] if room.together else [])
        longest, apart = room.longest, all(room.longest not in items for items in offered)
        if offered:
            self._say(_words(room, len(offered), may_shorten=not apart))
        for items in offered:
            buttons = [self._remover(items)]
            if len(items) == 1 and items[0] is longest:
                buttons.append(self._shortener(longest))
            self._offer(", ".join(one.heading for one in items), buttons)
        if longest is not None and apart:
            self._say(f"{'Eller korta' if offered else 'Korta'} den längsta texten{_by(room)}:")
            self._offer(longest.heading, [self._shortener(longest)])

    def _remover(self, items: Sequence[CardItem]) -> Button:
        ids: list[UUID] = [one.id for one in items]
        words = ", ".join(one.heading for one in items)
        made = Button("Ta bort från kortet", icon="minus", press=partial(self.leave_out.emit, ids))
        made.setAccessibleName(f"Ta bort från kortet: {words}")
        return made

    def _shortener(self, item: CardItem) -> Button:
        made = Button("Korta texten", icon="pencil", press=partial(self.shorten.emit, item.id))
        made.setAccessibleName(f"Korta texten till {item.heading}")
        return made

    def _say(self, words: str) -> None:
        self._proposals.addWidget(label(words, "note", wrap=True))

    def _offer(self, words: str, buttons: list[Button]) -> None:
        self._proposals.addWidget(label(words, "strong", wrap=True))
        self._proposals.addWidget(whole(Flow(*buttons, spacing=6)))
        self.buttons += buttons


def _words(room: CardRoom, offered: int, *, may_shorten: bool) -> str:
    """What is proposed of those that follow."""
    if room.together:
        return "Det räcker om de här raderna tas bort tillsammans:"
    one = "den här raden" if offered == 1 else "en av de här raderna"
    return f"Det räcker att ta bort {one}{f', eller att korta den längsta texten{_by(room)}' if may_shorten else ''}:"


def _by(room: CardRoom) -> str:
    """By how much, when only the code is too full."""
    return f" med minst {room.excess} tecken" if room.excess and not room.layout.too_much else ""


def why(room: CardRoom) -> str:
    """What has no room, in words; empty when all has."""
    found = [f"Får inte plats: {one.rstrip('.')}." for one in room.layout.too_much]
    if room.excess:
        signs = "1 tecken" if room.excess == 1 else f"{room.excess} tecken"
        found.append(f"Texten i QR-koden är {signs} för lång.")
    return "\n".join(found)
