"""One akutinformation on the page: its rows in both languages, who gave it, and what can be done with it."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.alert import EmergencyInformation
from coordinator.change import Applied
from coordinator.entry_name import name_of
from coordinator.errors import CoordinatorError
from coordinator.gaps import gaps
from coordinator.record import Record
from coordinator.removal import take_away
from coordinator.umi.registering import set_on_card
from coordinator.umi.texts import TextPair, missing_english
from coordinator.umi.writing_texts import confirm_text
from ui.chips import Chip
from ui.drafts import Drafts
from ui.form import Fault
from ui.form_flow import Flow, tab_after
from ui.pages.umi_text_boxes import (
    END,
    ENGLISH,
    RENEW,
    AskBox,
    TranslationBox,
    draft_name,
    ending_box,
    renewal_box,
    translated,
)
from ui.pages.umi_text_rows import SideBySide, signed
from ui.pages.umi_text_words import signs, told, why_past
from ui.pages.umi_text_writing import ORDER, TextBox
from ui.parts import Button, Kind, Rule, clear, column, label, selectable, whole
from ui.session import Doing, Session
from ui.tick_box import TickBox

_CHANGE, _CONFIRM = "ändra", "kontrollera"
_WAITS = {"emergency_no_physician": "issued_by", "emergency_ends": RENEW, "emergency_old": _CONFIRM}
"""What mends the gap of each rule about a text: a field, or something that is done with it."""


class TextBlock(QWidget):
    """Shows a pair, and keeps what is open in it when the pair is shown anew."""

    reached = Signal(object)
    """A widget that is to be seen."""
    taken_away = Signal(str)
    """The text is gone; what to say of it."""
    left = Signal()
    """What was open is put away, and the block is not seen any more."""

    def __init__(self, session: Session, drafts: Drafts, pair: TextPair) -> None:
        super().__init__()
        self.session, self.drafts, self.pair = session, drafts, pair
        self.box: AskBox | TextBox | None = None
        self.asked = ""
        """What the box that is open is about."""
        self.rows: SideBySide | None = None
        self.ended = label("", "late", wrap=True)
        self.phones = {name: selectable(label("", "strong", wrap=True)) for name in ("call_daytime", "call_on_call")}
        self._rows, self._calls, self.foot = column(), column(spacing=2), label("", "note", wrap=True)
        for one in self.phones.values():
            self._calls.addWidget(signed(one, "phone", "teal"))
        self._signs, self.fault, self._place = QWidget(), Fault(), column()
        self._flow = Flow(spacing=6)
        self._signs.setLayout(self._flow)
        self._make_deeds()
        deeds = whole(Flow(*self.buttons, self.on_card, spacing=6))
        self.setLayout(
            column(
                self.ended, whole(self._rows), whole(self._calls), self.foot, self._signs, deeds, self.fault,
                whole(self._place), Rule(), spacing=6,
            )
        )  # fmt: skip

    def _make_deeds(self) -> None:
        self.edit = Button("Ändra", Kind.QUIET, icon="pencil", press=lambda: self.ask(_CHANGE))
        self.translate = Button("Skriv engelska", Kind.QUIET, icon="languages", press=lambda: self.ask(ENGLISH))
        self.confirm = Button("Kontrollerad mot källan i dag", Kind.QUIET, icon="check", press=self._confirm)
        self.renew = Button("Förnyad av läkaren", Kind.QUIET, icon="refresh-cw", press=lambda: self.ask(RENEW))
        self.end = Button("Avsluta", Kind.QUIET, icon="archive-restore", press=lambda: self.ask(END))
        self.buttons = (self.edit, self.translate, self.confirm, self.renew, self.end)
        self.on_card = TickBox("Står på akutkortet")
        self.on_card.clicked.connect(self._tick)

    @property
    def text(self) -> EmergencyInformation:
        """The text that deeds are about: the Swedish one if there is one."""
        return self.pair.first

    # Showing

    def show_pair(self, pair: TextPair, record: Record) -> None:
        """Show the pair as it is now; what is open stays open."""
        pressed = next((one for one in self.buttons if one.hasFocus()), None)
        self.pair = pair
        self.fault.say(None)
        self.rows = SideBySide(pair)
        clear(self._rows)
        self._rows.addWidget(self.rows)
        self._show_foot(record)
        self._show_deeds(record)
        if isinstance(self.box, TextBox):
            self.box.show_text(self.text, record)
        if pressed is not None and pressed.isHidden():
            self._go_back(self.edit)

    def resume(self) -> None:
        """Open what is half-written again."""
        names = {END: ["end_reason"], RENEW: ["issued_by", "issued_on", "valid_until", "source"]}
        names[ENGLISH] = translated(self.pair)
        found = next((what for what in names if self._has_draft(draft_name(self.text.id, what, "{}"), names[what])), "")
        if not found and self._has_draft(f"{EmergencyInformation.KIND}:{self.text.id}:{{}}", ORDER):
            found = _CHANGE
        if found:
            self._open(found)

    def _has_draft(self, name: str, names: list[str] | tuple[str, ...]) -> bool:
        kept, key = self.session.kept, self.session.draft_key
        return any(kept(key(name.format(one))) is not None for one in names)

    def _show_foot(self, record: Record) -> None:
        text = self.text
        why = why_past(text, record)
        self.ended.setText(why)
        self.ended.setVisible(bool(why))
        for name, shown in self.phones.items():
            number = getattr(text, name).strip()
            when = "dagtid" if name == "call_daytime" else "jourtid"
            shown.setText(f"Ring {when}: {number}")
            around = shown.parentWidget()
            if around is not None:
                around.setVisible(bool(number))
        self.foot.setText("\n".join(told(text, record)))
        self.foot.setVisible(bool(self.foot.text()))
        clear(self._flow)
        found = [] if why else list(signs(text, record))
        for sign in found:
            self._flow.addWidget(Chip(sign.text, sign.look, sign.icon))
        self._signs.setVisible(bool(found))

    def _show_deeds(self, record: Record) -> None:
        text, current = self.text, self.text.is_current_on(record.today)
        swedish = self.pair.swedish is not None
        self.translate.setVisible(swedish and current)
        lacks = bool(missing_english(self.pair))
        self.translate.say("Skriv engelska" if lacks else "Ändra engelska")
        self.translate.weigh(Kind.GAP if lacks else Kind.QUIET)
        for button in self.buttons:
            button.setAccessibleName(f"{button.text()}: {name_of(text)}")
        self.confirm.setVisible(current and text.checked_on != record.today)
        self.end.setVisible(text.ended_on is None)
        self.on_card.setVisible(current)
        self.on_card.setChecked(text.on_card)
        self.on_card.setAccessibleName(f"{name_of(text)}: står på akutkortet")

    # What is open

    def ask(self, what: str) -> None:
        """Open what is asked of the text, or put it away when it is open; go there."""
        if self.box is not None and self.asked == what:
            self.close_box()
            return
        self._open(what)
        if self.box is not None:
            self.box.start()
            self.reached.emit(self.box)

    def go_to(self, text_id: UUID) -> None:
        """Go to what the text waits for, else to its form; of the translation, by its id, to that form."""
        record = self.session.record
        waits = _WAITS.get(_gap_about(record, self.text.id), "") if record is not None else ""
        button = {RENEW: self.renew, _CONFIRM: self.confirm}.get(waits)
        if text_id == self.text.id and button is not None and not button.isHidden():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.reached.emit(self)
            return
        is_translation = self.pair.swedish is not None and text_id != self.pair.swedish.id
        what = ENGLISH if is_translation and not self.translate.isHidden() else _CHANGE
        if self.asked != what:
            self._open(what)
        if self.box is not None:
            self.box.start()
            if waits in ORDER and isinstance(self.box, TextBox):
                self.box.form.start(waits)
            self.reached.emit(self)

    def _open(self, what: str) -> None:
        record = self.session.record
        if record is None:
            return
        self._put_away()
        self.asked = what
        made = self.box = self._make(what, record)
        made.closed.connect(self.close_box)
        self._place.addWidget(made)
        made.show()  # at once: only what is seen can have the focus
        tab_after(self.on_card, made)

    def _make(self, what: str, record: Record) -> AskBox | TextBox:
        if what == _CHANGE:
            made = TextBox(self.session, self.drafts)
            made.show_text(self.text, record)
            made.removal_wanted.connect(self._take_away)
            return made
        if what == ENGLISH:
            return TranslationBox(self.session, self.drafts, self.pair, record)
        make = renewal_box if what == RENEW else ending_box
        return make(self.session, self.drafts, self.text, record)

    def close_box(self) -> None:
        """Put away what is open, and go back to the button that opened it."""
        button = {_CHANGE: self.edit, ENGLISH: self.translate, RENEW: self.renew, END: self.end}.get(self.asked)
        self._put_away()
        self._go_back(button if button is not None and not button.isHidden() else self.edit)

    def _go_back(self, button: Button) -> None:
        if self.isVisible():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def _put_away(self) -> None:
        if self.box is None:
            return
        self.drafts.keep_now()
        gone, self.box, self.asked = self.box, None, ""
        gone.blockSignals(True)  # what it saves later does not close the next one
        self._place.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    # Deeds

    def _confirm(self) -> None:
        if self._is_on_screen:
            self._follow(self.session.do(confirm_text, self.text.id))

    def _tick(self) -> None:
        if self._is_on_screen:
            self._follow(self.session.do(set_on_card, self.text.id, on_card=self.on_card.isChecked()))

    def _take_away(self, text_id: UUID) -> None:
        words = f"Borttaget: {name_of(self.text)}"

        def gone(_applied: Applied) -> None:
            self.taken_away.emit(words)

        if self._is_on_screen:
            self._follow(self.session.do(take_away, EmergencyInformation, text_id).then(gone))

    @property
    def _is_on_screen(self) -> bool:
        record = self.session.record
        return record is not None and record.patient_id == self.text.patient_id

    def _follow(self, doing: Doing) -> None:
        """Say here why a deed was refused."""
        self.fault.say(None)

        def refused(error: CoordinatorError) -> None:
            if isValid(self):
                self.on_card.setChecked(self.text.on_card)
                self.fault.say(error)
            else:
                self.session.refused.emit(error)

        doing.but(refused)


def _gap_about(record: Record, text_id: UUID) -> str:
    """The rule of the first gap about a text; empty when it has none."""
    return next((one.key for one in gaps(record) if one.entry_id == text_id), "")
