"""Akutinformation in Swedish and English side by side, as the physician gave it. It is not UMI, and says so."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.diagnosis import RareCondition
from coordinator.entity import Knowledge
from coordinator.record import Record
from coordinator.umi.texts import TextPair, pairs, past_pairs, text_of_condition
from ui.drafts import Drafts
from ui.entry_lines.beginning import Beginning
from ui.entry_lines.group import Group, GroupHead
from ui.entry_lines.told import Told
from ui.form_flow import tab_after, tab_to
from ui.form_question import Question
from ui.pages.umi_text_block import TextBlock
from ui.pages.umi_text_rows import signed
from ui.pages.umi_text_writing import NewText, Which, half_written
from ui.parts import Button, Kind, Section, column, dress, label, whole
from ui.session import Session

QUESTION = "emergency_known"
"""The question by its name, for whoever leads here."""
_WHAT = "Det läkaren har skrivit för akuten. Det är inte UMI, som är en nationell lista."
_EMPTY = {
    Knowledge.NOT_ASKED: "Ingen har frågat än. Fråga familjen eller den behandlande läkaren, och svara här ovanför.",
    Knowledge.NONE_KNOWN: "Inget är känt. Fråga igen när diagnos eller behandling ändras.",
    Knowledge.SOME: "Något viktigt finns, men det är inte inskrivet. Be läkaren om texten och skriv in den.",
}
_PAST = "Något viktigt finns, men inget av det som är inskrivet gäller längre. Be läkaren förnya texten."


class Texts(QWidget):
    """The question, the texts that hold, and below them folded those that do not."""

    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self.session, self.drafts = session, drafts
        self._patient_id: UUID | None = None
        self.blocks: dict[UUID, TextBlock] = {}
        self.add = Button("Skriv akutinformation", Kind.QUIET, icon="plus", press=self.begin)
        self.question = Question(session, drafts, QUESTION, "emergency_checked", "emergency_checked_by")
        self.told, self.beginning = Told(session), Beginning(session, drafts)
        self.empty = label("", wrap=True)
        self._empty = signed(self.empty, "shield-alert", "grey")
        self._now, self._past = column(spacing=10), column(spacing=10)
        self.past = whole(self._past)
        self.past.hide()
        self.fold = GroupHead(self._head(0), self._turn, self)
        self.setLayout(
            column(
                Section("Akutinformation (ej UMI)", self.add), label(_WHAT, "note", wrap=True), self.question,
                self.told, self.beginning, self._empty, whole(self._now), self.fold, self.past, spacing=8,
            )
        )  # fmt: skip
        self.beginning.left.connect(self._left_new)
        self.beginning.added.connect(self._go_to)

    # Showing

    def show_record(self, record: Record) -> None:
        """Show a record: another patient's, or the same one after a change."""
        another, self._patient_id = self._patient_id != record.patient_id, record.patient_id
        focus = self.window().focusWidget()
        here = next((one for one in self.blocks.values() if focus is not None and one.isAncestorOf(focus)), None)
        if another:
            self._begin_patient()
        self.question.show_record(record)
        now, past = pairs(record), past_pairs(record)
        made = [*self._show(self._now, now, record), *self._show(self._past, past, record)]
        self._let_go({one.first.id for one in (*now, *past)})
        self._order_tabs(made)
        self.fold.setVisible(bool(past))
        self.fold.show_group(self._head(len(past)))
        self._say_empty(record, has_any=bool(now))
        if another:
            self._resume(record)
        elif here is not None and not here.isVisibleTo(self):  # it was ended, or taken back, with the keyboard in it
            self._to_add()

    def _begin_patient(self) -> None:
        """Another patient is on screen: nothing of the one before comes along."""
        self.drafts.keep_now()
        self.told.hide()
        self.past.hide()
        self.beginning.put_away()

    def _resume(self, record: Record) -> None:
        which = half_written(self.session)
        if which is not None:
            self._open_new(which, record)
        for block in self.blocks.values():
            block.resume()

    def _show(self, place: QVBoxLayout, shown: list[TextPair], record: Record) -> list[TextBlock]:
        """Let these blocks stand there, in that order; those that are new."""
        new = []
        for number, pair in enumerate(shown):
            block = self.blocks.get(pair.first.id)
            if block is None:
                block = self.blocks[pair.first.id] = TextBlock(self.session, self.drafts, pair)
                block.reached.connect(self.reached)
                block.taken_away.connect(self._taken_away)
                block.left.connect(self._to_add)
                new.append(block)
            if place.indexOf(block) != number:
                for other in (self._now, self._past):
                    other.removeWidget(block)
                place.insertWidget(number, block)
            block.show_pair(pair, record)
            block.show()
        return new

    def _let_go(self, kept: set[UUID]) -> None:
        for id in [one for one in self.blocks if one not in kept]:
            gone = self.blocks.pop(id)
            gone.hide()
            for place in (self._now, self._past):
                place.removeWidget(gone)
            gone.deleteLater()

    def _order_tabs(self, made: list[TextBlock]) -> None:
        """New blocks come where they stand, and not after what was made before them elsewhere on the page."""
        before: QWidget = self.question.other
        for place in (self._now, self._past):
            for block in _blocks_in(place):
                if block in made:
                    tab_after(before, block)
                before = block.on_card
            if place is self._now and made and self.fold.button is not None:
                tab_to(before, self.fold.button)
                before = self.fold.button

    def _standing(self) -> list[TextBlock]:
        return [*_blocks_in(self._now), *_blocks_in(self._past)]

    def _say_empty(self, record: Record, *, has_any: bool) -> None:
        known = record.patient.emergency_known
        is_past = known is Knowledge.SOME and self._past.count() > 0
        self.empty.setText(_PAST if is_past else _EMPTY[known])
        dress(self.empty, "body" if known is Knowledge.NONE_KNOWN else "amber")
        self._empty.setVisible(not has_any and self.beginning.form is None)

    # What no longer holds

    def _head(self, count: int) -> Group:
        words = f"{count} som inte gäller längre" if count else ""
        return Group("past", words, folds=True, is_open=not self.past.isHidden())

    def _turn(self, _key: str) -> None:
        self.past.setVisible(self.past.isHidden())
        self.fold.show_group(self._head(self._past.count()))

    # Where one goes

    def open(self, entry_id: UUID) -> bool:
        """Go to the text of that id, or of the diagnosis of that id, which gets a new one if it has none."""
        record = self.session.record
        if record is None:
            return False
        for block in self._standing():
            pair = block.pair
            if entry_id in {one.id for one in (pair.swedish, pair.english) if one is not None}:
                self._reveal(block)
                block.go_to(entry_id)
                return True
        return self._open_diagnosis(entry_id, record)

    def _open_diagnosis(self, condition_id: UUID, record: Record) -> bool:
        diagnosis = next((one for one in record.all(RareCondition) if one.id == condition_id), None)
        if diagnosis is None:
            return False
        text = text_of_condition(record, diagnosis.id, diagnosis.text)
        if text is not None:
            self._go_to(text.translates_id if text.translates_id in self.blocks else text.id)
        else:
            self._begin("", diagnosis.id)
        return True

    def open_question(self) -> None:
        """Go to the question; where something is known and no text holds, to renew the one that ran out, or to write
        one.
        """
        record = self.session.record
        if record is not None and record.patient.emergency_known is Knowledge.SOME and not pairs(record):
            ran_out = next((one for one in _blocks_in(self._past) if one.text.ended_on is None), None)
            if ran_out is None:
                self.begin()
            else:
                self._reveal(ran_out)
                ran_out.renew.setFocus(Qt.FocusReason.OtherFocusReason)
                self.reached.emit(ran_out)
            return
        self.question.start()
        self.reached.emit(self.question)

    def start(self) -> bool:
        """Put the keyboard where one begins; whether there is anywhere."""
        if self.beginning.start():
            return True
        if self.question.is_open:
            self.question.start()
        else:
            self._to_add()
        return True

    def begin(self, heading: str = "") -> None:
        """Open a new text with that heading, as when the national list has no such term."""
        self._begin(heading, None)

    def _begin(self, heading: str, condition_id: UUID | None) -> None:
        record = self.session.record
        if record is None:
            return
        asked = " ".join(heading.split()), condition_id
        self._open_new(asked if any(asked) else half_written(self.session) or asked, record)
        self.beginning.start()
        self.reached.emit(self.beginning)

    def _open_new(self, which: Which, record: Record) -> None:
        """Open the form of a new text; what is half-written about something else is put away, and kept."""
        open_form = self.beginning.form
        if isinstance(open_form, NewText) and open_form.which != which:
            self.beginning.put_away()
        self.beginning.open(lambda session, drafts: NewText(session, drafts, which), record, after=self.add)
        self._say_empty(record, has_any=bool(self._now.count()))

    def _go_to(self, text_id: UUID) -> None:
        block = self.blocks.get(text_id)
        if block is not None:
            self._reveal(block)
            block.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.reached.emit(block)

    def _reveal(self, block: TextBlock) -> None:
        if self._past.indexOf(block) >= 0 and self.past.isHidden():
            self._turn("past")

    def _taken_away(self, words: str) -> None:
        self.told.say(words)
        self._to_add()

    def _left_new(self) -> None:
        if self.session.record is not None:
            self._say_empty(self.session.record, has_any=bool(self._now.count()))
        self._to_add()

    def _to_add(self) -> None:
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)


def _blocks_in(place: QVBoxLayout) -> list[TextBlock]:
    items = (place.itemAt(number) for number in range(place.count()))
    widgets = (item.widget() for item in items if item is not None)
    return [one for one in widgets if isinstance(one, TextBlock)]
