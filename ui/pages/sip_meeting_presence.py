"""*Vilka är här?*: everybody who was asked to the meeting, noted as here, as ombud or as not here by a digit."""

from uuid import UUID

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from coordinator.change import Applied
from coordinator.errors import CoordinatorError
from coordinator.record import Record
from coordinator.sip.at_meeting import note_presence
from coordinator.sip.belonging import invitations_of, participants_of
from coordinator.sip.meeting import InvitationAnswer, Presence, SipInvitation
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.who import function_of, name_of_participant, organisation_of
from ui.chips import CHOSEN, DONE, FACT, GAP, Chip, Look, pen, rounded
from ui.pages.careplan_binding import Bound, Desktop, Fault, one_line
from ui.pages.sip_meeting_fields import PlainLine
from ui.pages.sip_meeting_more import OneMore
from ui.pages.sip_meeting_pressed import PressedLine
from ui.parts import Section, column, dress, label, row
from ui.screen_reader import announce
from ui.session import Doing
from ui.theme import font, scaled, theme

DIGITS = 9
"""So many have a key of their own; the arrows reach the others."""
_LOOKS: dict[Presence, tuple[str, Look, str]] = {
    Presence.HERE: ("här", DONE, "check"),
    Presence.PROXY: ("ombud", CHOSEN, "check"),
    Presence.ABSENT: ("inte här", FACT, "minus"),
    Presence.NOT_NOTED: ("notera", GAP, "circle-dashed"),
}
_ANSWERS = {
    InvitationAnswer.NO: "kommer inte",
    InvitationAnswer.PROXY: "skickar ombud",
}


class _Digit(QWidget):
    """The key that notes a participant."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(20), scaled(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text:
            return
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), scaled(4), None, pen("border"))
        painter.setFont(font(9, 500))
        painter.setPen(theme().colour("grey"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


class Attendant(PressedLine):
    """One participant: a press goes on to the next of here, ombud and not here; Delete takes the note back."""

    RULED = True
    moved = Signal(int)
    wiped = Signal()

    def __init__(self, place: int) -> None:
        super().__init__()
        self._number = str(place) if place <= DIGITS else ""
        self._name, self._about = label("", "strong", wrap=True), label("", "note", wrap=True)
        self._sign = Chip("")
        words = column(self._name, self._about, spacing=0)
        inside = row(_Digit(self._number), spacing=10)
        inside.addLayout(words, 1)
        inside.addWidget(self._sign)
        inside.setContentsMargins(scaled(3), scaled(5), scaled(4), scaled(6))
        self.fill(inside)

    def show_words(self, name: str, about: str, presence: Presence) -> None:
        """Who it is, and whether she is here."""
        words, look, icon = _LOOKS[presence]
        self._name.setText(name)
        dress(self._name, "body" if presence is Presence.ABSENT else "strong")
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._sign.show_text(words, look, icon)
        said = words if presence is not Presence.NOT_NOTED else "inte noterat"
        self.setAccessibleName(", ".join(filter(None, (name, about, said))))
        keys = f"tangent {self._number}, " if self._number else ""
        self.setAccessibleDescription(f"{keys}mellanslag byter, Delete tar bort")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.wiped.emit()
        else:
            super().keyPressEvent(event)


class _Place(QWidget):
    """One participant, and below her the name of who came in her stead."""

    def __init__(self, desktop: Desktop, meeting_id: UUID, participant_id: UUID, place: int) -> None:
        super().__init__()
        self._desktop, self._meeting_id, self._participant_id = desktop, meeting_id, participant_id
        self._presence, self._first, self._under_way = Presence.NOT_NOTED, Presence.HERE, 0
        self._proxy_name = ""
        self._fault = Fault()
        self.button = Attendant(place)
        self.button.clicked.connect(self.go_on)
        self.button.wiped.connect(self._wipe)
        self.proxy = PlainLine("Ombudets namn", hint="Vem är ombud?")
        self._proxy = Bound(self.proxy, self._fault, self._save_proxy, read=one_line, shown=one_line)
        desktop.drafts.watch(self.proxy, f"sip_meeting:{meeting_id}:{participant_id}:proxy")
        self._below = QWidget()
        below = row(label("Ombud", "note"), self.proxy, spacing=4)
        below.setStretch(1, 1)
        below.setContentsMargins(scaled(33), 0, 0, scaled(4))
        self._below.setLayout(below)
        self.setLayout(column(self.button, self._below, self._fault, spacing=0))

    def show_participant(self, record: Record, one: SipParticipant, invitation: SipInvitation | None) -> None:
        """Show her as she is noted; what is on its way to the disk stays."""
        self._name, self._about = name_of_participant(record, one), _about(record, one, invitation)
        self._proxy_name = invitation.proxy if invitation else ""
        sends_proxy = invitation is not None and invitation.answer is InvitationAnswer.PROXY
        self._first = Presence.PROXY if sends_proxy else Presence.HERE
        if not self._under_way:
            self._presence = invitation.presence if invitation else Presence.NOT_NOTED
        self._proxy.show(self._proxy_name)
        self._show()

    def go_on(self) -> None:
        """Note the next: here, ombud, not here; ombud first when that is what was answered."""
        self._fault.forget(self.button)
        order = [Presence.HERE, Presence.PROXY, Presence.ABSENT]
        if self._first is Presence.PROXY:
            order = [Presence.PROXY, Presence.HERE, Presence.ABSENT]
        place = order.index(self._presence) + 1 if self._presence in order else 0
        self._note(order[place % len(order)])

    def _wipe(self) -> None:
        if self._presence is not Presence.NOT_NOTED:
            self._note(Presence.NOT_NOTED)

    def _note(self, presence: Presence) -> None:
        doing = self._desktop.do(
            note_presence, self._meeting_id, self._participant_id, presence, proxy=self._proxy_name
        )
        if doing is not None:
            self._presence = presence
            self._under_way += 1
            self._show()
            announce(self.button, f"{self._name}: {_LOOKS[presence][0]}")
            doing.then(self._noted).but(self._refuse)

    def _noted(self, _applied: Applied) -> None:
        self._under_way -= 1

    def _refuse(self, error: CoordinatorError) -> None:
        self._under_way -= 1
        self._presence = Presence.NOT_NOTED
        record = self._desktop.record
        for one in invitations_of(record, self._meeting_id) if record is not None else ():
            if one.participant_id == self._participant_id:
                self._presence = one.presence
        self._show()
        self._fault.say(self.button, error)

    def _save_proxy(self, name: str) -> Doing | None:
        return self._desktop.do(note_presence, self._meeting_id, self._participant_id, Presence.PROXY, proxy=name)

    def _show(self) -> None:
        self.button.show_words(self._name, self._about, self._presence)
        self._below.setVisible(self._presence is Presence.PROXY)


class PresenceList(QWidget):
    """Everybody, in the order in which they are counted."""

    def __init__(self, desktop: Desktop, sip_id: UUID, meeting_id: UUID) -> None:
        super().__init__()
        self._desktop, self._sip_id, self._meeting_id = desktop, sip_id, meeting_id
        self._places: dict[UUID, _Place] = {}
        self._rows: QVBoxLayout = column(spacing=0)
        self.more = OneMore(desktop, sip_id)
        self.setLayout(column(Section("Vilka är här?", note="tryck siffran"), self._rows, self.more, spacing=4))

    def show_record(self, record: Record) -> None:
        """Show who takes part, and who is here."""
        invitations = {one.participant_id: one for one in invitations_of(record, self._meeting_id)}
        people = participants_of(record, self._sip_id)
        if list(self._places) != [one.id for one in people]:
            self._make(people)
        for one in people:
            self._places[one.id].show_participant(record, one, invitations.get(one.id))
        self.more.show_record(record)

    @property
    def buttons(self) -> list[Attendant]:
        """One for each, in their order."""
        return [one.button for one in self._places.values()]

    def note(self, number: int) -> Attendant | None:
        """The digit of a participant was pressed; whose it is."""
        places = list(self._places.values())
        if not 0 < number <= min(DIGITS, len(places)):
            return None
        places[number - 1].go_on()
        return places[number - 1].button

    def _make(self, people: list[SipParticipant]) -> None:
        """Anew for others or another order: the digits go with the places."""
        spot = self._desktop.drafts.step_out()
        for one in self._places.values():
            self._rows.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._places = {
            one.id: _Place(self._desktop, self._meeting_id, one.id, place) for place, one in enumerate(people, 1)
        }
        for place in self._places.values():
            place.button.moved.connect(self._move)
            self._rows.addWidget(place)
        self._desktop.drafts.step_back(spot)

    def _move(self, step: int) -> None:
        buttons = self.buttons
        here = next((place for place, one in enumerate(buttons) if one.hasFocus()), -1)
        if here >= 0 and 0 <= here + step < len(buttons):
            buttons[here + step].setFocus(Qt.FocusReason.OtherFocusReason)


def _about(record: Record, one: SipParticipant, invitation: SipInvitation | None) -> str:
    """What she is, else where she works; and that she said no, as long as it is not known whether she came."""
    answer = ""
    if invitation is not None and invitation.presence is Presence.NOT_NOTED:
        answer = _ANSWERS.get(invitation.answer, "")
    own = "egen röst" if one.part is SipPart.PATIENT else function_of(record, one) or organisation_of(record, one)
    return ", ".join(filter(None, (own, answer)))
