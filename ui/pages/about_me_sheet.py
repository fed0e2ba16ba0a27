"""The fields of *Om mig*: the seven headings beside each other, the story in a place of its own, who wrote and when."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from coordinator.about_me import HEADINGS, AboutMe
from coordinator.entity import attrs_of
from coordinator.moment_reader import read_past_day
from coordinator.own_words import write_about_me, written_about_me
from coordinator.record import Record
from coordinator.removal import take_away
from ui.fields import Field, LineField, TextField
from ui.form_flow import Flow
from ui.history_below import HistoryBelow
from ui.pages.careplan_binding import Bound, Desktop, Fault, day_shown, one_line
from ui.parts import Boxed, Button, Kind, column, label, row, whole
from ui.session import Doing
from ui.theme import appearance, scaled, theme

STORY = "story"
_ASKS = {
    "most_important": "Det som jag vill att alla ska veta först",
    "people": "Vilka de är och vad de betyder för mig",
    "communication": "Hur jag visar ja och nej. Hur du frågar, och hur länge du väntar",
    "wellness": "Hur det märks, och vad som hjälper då",
    "do_and_do_not": "Det här gör det lättare. Det här gör det svårare",
    "support": "Med vad, av vem, och vad jag vill klara själv",
    "worth_knowing": "Det jag tycker om, det jag kan, det jag skrattar åt",
    STORY: "Det som har hänt, i korthet. Det som redan är prövat, och hur det gick. "
    "Det jag inte vill bli frågad om en gång till",
}
"""What to ask, in the field while it is empty."""
_DECLARED = {attr.name: attr for attr in attrs_of(AboutMe)}
_TWO_FROM = 760
"""How wide it must be at 100 % text before two headings stand beside each other."""
_LINE = 860
"""No line of text is longer than this: the eye would not find the next one."""


class Sheet(QWidget):
    """The fields of one patient's Om mig; the first words written in them begin it."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self._desktop = desktop
        self.fields: dict[str, Field] = {}
        self.faults: dict[str, Fault] = {}
        self._bound: dict[str, Bound] = {}
        self.setStyleSheet(_style())
        self.empty = label(
            "Skriv med patientens egna ord. Börja var som helst: det första som skrivs sparas, och det går att ändra.",
            "note", wrap=True,
        )  # fmt: skip
        names = [attr.name for attr in HEADINGS if attr.name != STORY]
        headings = _Pairs(*(self._heading(name) for name in names), first_alone=True)
        told_once = label("Berättad en gång, så att den inte behöver berättas igen.", "note", wrap=True)
        story = whole(column(self._heading(STORY, lines=4, below=told_once)))
        self.today = Button("Skrivet i dag", Kind.QUIET, icon="check", press=self._written_today)
        self.remove = Button("Ta bort Om mig", Kind.QUIET, icon="trash-2", press=self._take_away)
        self.history = HistoryBelow(desktop.session)
        by_whom = _Pairs(self._line("supported_by", "Till exempel mamma Sofia, med bildstöd"), self._written_on())
        below = row(spacing=12)
        below.addWidget(self.history, 1)
        below.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self.setLayout(column(self.empty, headings, story, by_whom, below, spacing=12))

    def show_record(self, record: Record) -> None:
        """Show what is written now."""
        one = written_about_me(record)
        self.empty.setVisible(one is None)
        self.history.about(one)
        for name, bound in self._bound.items():
            bound.show(_value(one, name))
        shown = {self.today: one is not None and one.written_on != record.today, self.remove: one is not None}
        for button, visible in shown.items():
            if button.hasFocus() and not visible:
                self.fields["written_on" if button is self.today else HEADINGS[0].name].setFocus()
            button.setVisible(visible)

    def _heading(self, name: str, *, lines: int = 2, below: QWidget | None = None) -> QWidget:
        words = _DECLARED[name].label
        field = TextField(words, hint=_ASKS[name], lines=lines)
        field.setProperty("own", True)
        field.setMaximumWidth(scaled(_LINE))
        box = Boxed("amber_soft", bar="amber")
        box.inside.setContentsMargins(scaled(10), scaled(4), scaled(6), scaled(4))
        box.inside.addWidget(field)
        box.inside.addStretch(1)
        box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # below a short text, beside a longer one
        box.setFocusProxy(field)
        box.setCursor(Qt.CursorShape.IBeamCursor)
        inside = column(label(words, "section", wrap=True), *([below] if below is not None else []), spacing=4)
        inside.addWidget(box, 1)
        inside.addWidget(self._join(name, field))
        return whole(inside)

    def _line(self, name: str, hint: str) -> QWidget:
        field = TextField(_DECLARED[name].label, hint=hint, lines=1)  # it may take two lines in large text
        fault = self._join(name, field, read=one_line, shown=one_line)
        return whole(column(label(_DECLARED[name].label, "note"), field, fault, 1, spacing=3))

    def _written_on(self) -> QWidget:
        words = _DECLARED["written_on"].label
        field = LineField(words, hint="i dag, 2026-11-03")
        field.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 16 + scaled(16))
        fault = self._join("written_on", field, read=self._read_day, shown=day_shown)
        beside = whole(Flow(field, self.today, spacing=12))
        return whole(column(label(words, "note"), beside, fault, 1, spacing=3))

    def _read_day(self, text: str) -> date | None:
        record = self._desktop.record
        return read_past_day(text.strip().casefold(), record.today) if record is not None else None

    def _join(self, name: str, field: Field, **ways: Any) -> Fault:
        """Let the field save itself; what says why it was not."""
        fault = Fault()
        self.fields[name], self.faults[name] = field, fault
        self._bound[name] = Bound(field, fault, lambda value: self._write(name, value), **ways)
        self._desktop.drafts.watch(field, f"{AboutMe.KIND}:{name}")
        return fault

    def _write(self, name: str, value: str | date | None) -> Doing | None:
        return self._desktop.do(write_about_me, **{name: value})

    def _written_today(self) -> None:
        record = self._desktop.record
        if record is not None:
            self._write("written_on", record.today)

    def _take_away(self) -> None:
        record = self._desktop.record
        one = written_about_me(record) if record is not None else None
        if one is not None:
            self._desktop.do(take_away, AboutMe, one.id)


class _Pairs(QWidget):
    """Cells two by two where there is room, perhaps the first alone on its row; those of a row are equally high."""

    def __init__(self, *cells: QWidget, first_alone: bool = False) -> None:
        super().__init__()
        self._cells, self._first_alone = cells, first_alone
        self._count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(20))
        self._grid.setVerticalSpacing(scaled(12))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._lay_out(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(2 if self.width() >= scaled(_TWO_FROM) else 1)

    def _lay_out(self, count: int) -> None:
        if count == self._count:
            return
        self._count = count
        for cell in self._cells:
            self._grid.removeWidget(cell)
        place = 0
        for cell in self._cells:
            alone = self._first_alone and place == 0
            self._grid.addWidget(cell, place // count, place % count, 1, count if alone else 1)
            place += count if alone else 1
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, count - 1)
        self._grid.activate()
        self.updateGeometry()


def _value(one: AboutMe | None, name: str) -> Any:
    return getattr(one, name) if one is not None else None if name == "written_on" else ""


def _style() -> str:
    """The look of own words to write in: no edge at rest but the amber box around them."""
    now, size = theme(), 11.5 * appearance().scale / 100
    return f"""
QPlainTextEdit[own="true"] {{ font-size: {size:.2f}pt; background: transparent;
  border: {now.line}px solid transparent; }}
QPlainTextEdit[own="true"]:hover {{ border: {now.line}px solid #{now.border}; }}
QPlainTextEdit[own="true"]:focus {{ border: {2 * now.line}px solid #{now.focus}; background: #{now.paper}; }}
QPlainTextEdit[own="true"][faulty="true"] {{ border: {2 * now.line}px solid #{now.red}; }}
"""
