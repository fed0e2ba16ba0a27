"""*Om mig*: seven headings in the patient's own words, written where they stand and saved by themselves."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.about_me import HEADINGS, AboutMe, about_me
from coordinator.documents.catalogue import ABOUT_ME
from coordinator.entity import attrs_of
from coordinator.own_words import write_about_me, written_about_me
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.removal import take_away
from ui.drafts import Drafts
from ui.fields import Field, LineField, TextField
from ui.form_flow import Flow
from ui.handing_out import HandingOut
from ui.history_below import HistoryBelow
from ui.pages.careplan_binding import Bound, Desktop, Fault, day_reader, day_shown, one_line
from ui.pages.careplan_head import Notice
from ui.pages.scrolled_page import ScrolledPage
from ui.parts import Boxed, Button, Kind, column, label, row, whole
from ui.session import Doing, Session
from ui.theme import appearance, scaled, theme

_ASKS = {
    "most_important": "Det som jag vill att alla ska veta först",
    "people": "Vilka de är och vad de betyder för mig",
    "communication": "Hur jag visar ja och nej. Hur du frågar, och hur länge du väntar",
    "wellness": "Hur det märks, och vad som hjälper då",
    "do_and_do_not": "Det här gör det lättare. Det här gör det svårare",
    "support": "Med vad, av vem, och vad jag vill klara själv",
    "worth_knowing": "Det jag tycker om, det jag kan, det jag skrattar åt",
}
"""What to ask, in the field while it is empty."""
_DECLARED = {attr.name: attr for attr in attrs_of(AboutMe)}


class AboutMePage(ScrolledPage):
    """What the patient wants others to know."""

    NAME = PageName.ABOUT_ME.stored
    TITLE = PageName.ABOUT_ME.label
    ICON = "user"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._patient_id: UUID | None = None
        self.sheet: Sheet | None = None
        self.out, self.notice = HandingOut(session, self), Notice()
        self.out.told.connect(self.notice.say)
        self.out.refused.connect(self.notice.say_why)
        self.print = Button("Skriv ut", icon="printer", press=self._print)
        self.save = Button("Spara som PDF", Kind.QUIET, icon="file-text", press=self._save)
        for button in (self.print, self.save):
            button.setAccessibleName(f"{button.text()}: Om mig")
        self._inside: QVBoxLayout = column(self.notice, spacing=10)
        self._lay_out(self._inside, self.print, self.save)

    def show_record(self, record: Record) -> None:
        """Show her words; what is being written stays."""
        if self.sheet is None or self._patient_id != record.patient_id:
            self._patient_id = record.patient_id
            self.notice.hide()
            self._make_sheet(record)
            self._to_top()
        if self.sheet is not None:
            self.sheet.show_record(record)

    def start(self, target: object = None) -> None:
        """Go to the heading or field of that name; else to the first."""
        if self.sheet is None:
            return
        name = target if isinstance(target, str) and target in self.sheet.fields else HEADINGS[0].name
        field = self.sheet.fields[name]
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_into_view(field)

    @staticmethod
    def note(record: Record) -> str:
        """How many of the headings have words under them."""
        one = about_me(record)
        return f"{sum(bool(getattr(one, attr.name).strip()) for attr in HEADINGS)} av {len(HEADINGS)}" if one else ""

    def _make_sheet(self, record: Record) -> None:
        self.drafts.keep_now()
        old, self.sheet = self.sheet, Sheet(Desktop(self.session, self.drafts, record.patient_id))
        if old is not None:
            self._inside.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._inside.addWidget(self.sheet)

    def _print(self) -> None:
        self.out.print_paper(ABOUT_ME)

    def _save(self) -> None:
        self.out.save_paper(ABOUT_ME)


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
        parts: list[QWidget] = [self.empty, *(self._heading(attr.name) for attr in HEADINGS)]
        self.today = Button("Skrivet i dag", Kind.QUIET, icon="check", press=self._written_today)
        self.remove = Button("Ta bort Om mig", Kind.QUIET, icon="trash-2", press=self._take_away)
        helped = self._line("supported_by", "Till exempel mamma Sofia, med bildstöd")
        written = self._line("written_on", "i dag, 2026-11-03")
        self.fields["written_on"].setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 16 + scaled(16))
        self.fields["supported_by"].setMinimumWidth(scaled(320))
        self.history = HistoryBelow(desktop.session)
        parts += [helped, whole(Flow(written, self.today, spacing=12)), self.history]
        self.setLayout(column(*parts, row(self.remove, 1), spacing=12))

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

    def _heading(self, name: str) -> QWidget:
        words = _DECLARED[name].label
        field = TextField(words, hint=_ASKS[name], lines=2)
        field.setProperty("own", True)
        box = Boxed("amber_soft", bar="amber")
        box.inside.setContentsMargins(scaled(10), scaled(4), scaled(6), scaled(4))
        box.inside.addWidget(field)
        return whole(column(label(words, "section", wrap=True), box, self._join(name, field), spacing=4))

    def _line(self, name: str, hint: str) -> QWidget:
        field: Field = TextField(_DECLARED[name].label, hint=hint, lines=1)  # it may take two lines in large text
        ways: dict[str, Callable[[Any], Any]] = {"read": one_line, "shown": one_line}
        if name == "written_on":
            field = LineField(_DECLARED[name].label, hint=hint)
            ways = {"read": day_reader(self._desktop), "shown": day_shown}
        return whole(column(label(_DECLARED[name].label, "note"), field, self._join(name, field, **ways), spacing=3))

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
