"""Whether it has landed: the follow-ups after the first visit, each answered with one key."""

from collections.abc import Callable, Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coordinator.record import Record
from coordinator.swedish import how_late, short_day
from coordinator.transition.belonging import follow_ups_of
from coordinator.transition.following_up import follow_up, not_followed_up
from coordinator.transition.kinds import rule_of
from coordinator.transition.swap import Transition, TransitionFollowUp
from ui.chips import DONE, FACT, LATE, OWN, Sign
from ui.drafts import Drafts
from ui.entry_lines.group import Group
from ui.entry_lines.line import Line
from ui.pages.transition_swap_lines import SwapLines
from ui.pages.written_answer import AnswerLine
from ui.parts import Button, Kind, row, whole
from ui.session import Doing, Session

_FIELDS = ("due_on", "done_on", "works", "note")


class FollowUps(SwapLines):
    """The follow-ups of one swap. J on a line: it works; N: it does not, and what is lacking is asked for."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(
            session, drafts, TransitionFollowUp, self._found, order=_FIELDS, extras=self._extras, keys=self._keys_of,
            question=_question, send=self._to_send,
        )  # fmt: skip

    def _found(self, record: Record) -> list[Group]:
        if self.of is None:
            return []
        say = partial(_line, record=record, visit=rule_of(record.get(Transition, self.of).kind).first_visit)
        return self.lines.group("all", "", follow_ups_of(record, self.of), say)

    def _extras(self, line: Line) -> QWidget | None:
        if not line.asks:
            again = Button("Inte gjord", Kind.QUIET, icon="undo-2", press=partial(self.do, not_followed_up, line.id))
            again.setAccessibleName(f"Inte gjord ännu: {line.what}")
            return whole(row(again, 1))
        works = Button("Fungerar", icon="check", shortcut="J", press=partial(self.works, line.id))
        not_yet = Button("Fungerar inte", shortcut="N", press=partial(self.ask, line.id))
        for button in (works, not_yet):
            button.setAccessibleName(f"{button.text()}: {line.what}")
        return whole(row(works, not_yet, 1))

    def _keys_of(self, line: Line) -> Mapping[Qt.Key, Callable[[UUID], object]]:
        return {Qt.Key.Key_J: self.works, Qt.Key.Key_N: self.ask} if line.asks else {}

    def _to_send(self, id: UUID, text: str) -> Doing:
        return self._session.do(follow_up, id, works=False, note=text)

    def works(self, id: UUID) -> None:
        """The contact works."""
        self.do(follow_up, id, works=True)


def _question() -> AnswerLine:
    return AnswerLine("Vad fungerar inte?", hint="Vad som saknas, och vem som gör vad åt det")


def _line(one: TransitionFollowUp, *, record: Record, visit: str) -> Line:
    today, note = record.today, " ".join(one.note.split())
    what = f"{one.months} månader efter {visit}"
    if one.done_on is None:
        is_late = one.due_on < today
        sign = Sign(how_late(one.due_on, today), LATE if is_late else FACT, "clock" if is_late else "")
        return Line(one.id, what, (short_day(one.due_on, today),), about=note, signs=(sign,), asks=True)
    sign = Sign("fungerar inte", OWN, "triangle-alert")
    if one.works is not False:
        sign = Sign("fungerar" if one.works else "gjord", DONE, "check")
    about = " · ".join(filter(None, (f"följdes upp {short_day(one.done_on, today)}", note)))
    return Line(one.id, what, (short_day(one.due_on, today),), about=about, signs=(sign,))
