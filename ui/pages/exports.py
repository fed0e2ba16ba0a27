"""*Exportera och hämta*: every file that can be made of the patient, each asked about before it leaves."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coordinator.page import Page as PageName
from coordinator.record import Record
from ui.drafts import Drafts
from ui.pages.exports_calendar import CalendarLine
from ui.pages.exports_kinds import GROUPS, Exported, ExportGroup
from ui.pages.exports_line import ExportLine, Lacking
from ui.pages.import_contacts_parts import wrapped
from ui.pages.scrolled_page import ScrolledPage
from ui.parts import Button, Rule, Section, column, whole
from ui.saved_file import SavedFile
from ui.session import Session
from ui.window_commands import TAKE_IN

_WORDS = "Varje fil frågar till vem den är och varför, innan den sparas. Det skrivs i åtkomstloggen."


class ExportsPage(ScrolledPage):
    """The files in groups, and above them what came of the latest."""

    NAME = PageName.EXPORTS.stored
    TITLE = PageName.EXPORTS.label
    ICON = "folder-output"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self._record: Record | None = None
        to_take_in = partial(session.wanted.emit, TAKE_IN.name, None)
        self.take_in = Button(TAKE_IN.title, icon=TAKE_IN.icon, shortcut=TAKE_IN.keys, press=to_take_in)
        self.saved = SavedFile(session)
        self.lines: dict[str, ExportLine] = {}
        self.lacks: list[Lacking] = []
        self.calendar = CalendarLine()
        self.calendar.wanted.connect(self.saved.save)
        words = wrapped("note")
        words.setText(_WORDS)
        groups = [self._group(one) for one in GROUPS]
        self._lay_out(
            column(words, self.saved, *groups, spacing=18), self.take_in
        )  # fmt: skip

    def show_record(self, record: Record) -> None:
        """Show which files can be made of ``record``."""
        if self._record is None or self._record.patient_id != record.patient_id:
            self.saved.hide()
            self._to_top()
        self._record = record
        for line in self.lines.values():
            line.show_record(record)
        for lacks in self.lacks:
            lacks.show_record(record)
        self.calendar.show_record(record)

    def start(self, target: object = None) -> None:
        """Go to the first file; or to the one of that kind."""
        lines = [
            one for one in self.lines.values() if (one.exported.making and one.exported.making.what.name) == target
        ]
        line = lines[0] if lines else next(iter(self.lines.values()))
        line.button.setFocus(Qt.FocusReason.OtherFocusReason)
        if lines:
            self._bring_into_view(line)

    def _group(self, group: ExportGroup) -> QWidget:
        parts: list[QWidget] = [Section(group.title), Rule()]
        if group.says:
            says = wrapped()
            says.setText(group.says)
            parts.append(says)
        needs = tuple(dict.fromkeys(need for one in group.lines for need in one.needs))
        if needs:
            lacks = Lacking(needs)
            lacks.led.connect(self.session.wanted)
            self.lacks.append(lacks)
            parts.append(lacks)
        for one in group.lines:
            line = self.lines[one.title] = ExportLine(one)
            line.wanted.connect(partial(self._save, line))
            line.led.connect(self.session.wanted)
            parts.append(line)
        if group.calendar:
            parts.append(self.calendar)
        return whole(column(*parts, spacing=10))

    def _save(self, line: ExportLine, exported: Exported) -> None:
        if exported.making is not None:
            self.saved.save(exported.making, line.button)
