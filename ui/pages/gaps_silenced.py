"""The gaps of a patient that are quiet: why, until when and by whom, each with the way to show it again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from coordinator.days_left import until, with_year
from coordinator.gap import rule_named
from coordinator.gap_silence import GapSilence
from coordinator.gaps import end_silence, silenced
from coordinator.record import Record
from ui.pages.gap_row import WrappedRow
from ui.pages.gaps_fold import Fold
from ui.parts import Button, Picture, Rule, column, label, row
from ui.session import Session
from ui.theme import scaled

SILENCED = "silenced"
"""What to go to on the page for those that are quiet."""


def how_many_quiet(many: int) -> str:
    """So many quiet ones, in words."""
    return "1 tystad" if many == 1 else f"{many} tystade"


@dataclass(frozen=True)
class Silence:
    """A silence that holds, and what it keeps quiet now; nothing, when all of that is mended."""

    entry: GapSilence
    titles: tuple[str, ...] = field(repr=False)

    @property
    def title(self) -> str:
        """What is quiet, in one line."""
        name, rule = self.entry.rule_name, rule_named(self.entry.rule)
        looks_at_one = rule is not None and bool(rule.field)  # at a field, a role or a plan: there are no others
        if self.entry.about is not None or looks_at_one:
            return self.titles[0] if self.titles else name
        return f"{name}: alla, {len(self.titles)} just nu"

    def until(self, record: Record) -> str:
        """Until when, and who said so on which day."""
        one = self.entry
        who = f" av {one.silenced_by.strip()}" if one.silenced_by.strip() else ""
        last = until(one.until, record.today)
        return f"Tyst {last}. Tystad{who} {with_year(one.silenced_on)}"


def silences(record: Record) -> list[Silence]:
    """The silences that hold today, that of the most serious gap first, and last those that keep nothing quiet now."""
    titles: dict[UUID, list[str]] = {}
    for gap, one in silenced(record):
        titles.setdefault(one.id, []).append(gap.title)
    for one in record.all(GapSilence):
        if one.holds_on(record.today):
            titles.setdefault(one.id, [])
    entries = {one.id: one for one in record.all(GapSilence)}
    return [Silence(entries[id], tuple(found)) for id, found in titles.items()]


class Silenced(Fold):
    """Folded, with how many gaps are quiet."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._record: Record | None = None
        self._buttons: dict[UUID, Button] = {}
        self.opened.connect(self._show)

    def show_record(self, record: Record) -> None:
        """Show those of ``record``; whoever stood on one that went stands on the next."""
        self._record = record
        found = silences(record)
        many = sum(len(one.titles) for one in found)
        self.say(f"Tystade, {many}")
        self.setVisible(bool(found))
        if self.is_open:
            self._show(found)

    def go_to(self, silence_id: UUID | None = None) -> bool:
        """Open it and put the focus on one, or on the first; whether there is such a one."""
        if self._record is None or not (found := silences(self._record)):
            return False
        wanted = silence_id if silence_id is not None else found[0].entry.id
        if wanted not in [one.entry.id for one in found]:
            return False
        if not self.is_open:
            self.set_open(is_open=True)
            self._show(found)
        self._buttons[wanted].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _show(self, found: Sequence[Silence] | None = None) -> None:
        if self._record is None:
            return
        focus = QApplication.focusWidget()
        before = list(self._buttons)
        here = next((id for id, one in self._buttons.items() if one is focus), None)
        self._buttons = {}
        self.show_rows([self._row(one, self._record) for one in found or silences(self._record)])
        if here is not None:
            place = before.index(here)
            left = list(self._buttons)
            if here not in left:
                here = left[min(place, len(left) - 1)] if left else None
            if here is not None:
                self._buttons[here].setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, one: Silence, record: Record) -> QWidget:
        again = Button("Visa igen", icon="bell", press=partial(self._end, one.entry.id))
        again.setAccessibleName(f"Visa igen: {one.title}")
        self._buttons[one.entry.id] = again
        texts = column(
            label(one.title, "strong", wrap=True),
            label(one.entry.reason.strip(), wrap=True),
            label(one.until(record), "note", wrap=True),
            spacing=0,
        )
        line = row(Picture("bell-off", "grey", 18), texts, again, spacing=10)
        line.setStretchFactor(texts, 1)
        line.setContentsMargins(0, scaled(6), 0, scaled(6))
        made = WrappedRow()
        made.setLayout(column(line, Rule(), spacing=0))
        return made

    def _end(self, silence_id: UUID) -> None:
        self._session.do(end_silence, silence_id)
