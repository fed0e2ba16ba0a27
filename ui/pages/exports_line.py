"""One line of the page of files: what it is for and holds, and a button; and which settings some of them lack."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.record import Record
from coordinator.settings import Setting
from ui.form_flow import Flow
from ui.pages.exports_kinds import Exported
from ui.pages.import_contacts_parts import wrapped
from ui.parts import Boxed, Button, Kind, Picture, column, row, whole
from ui.theme import is_large
from ui.window_commands import SETTINGS


def line_of(icon: str, title: str, says: str, below: Sequence[QWidget], *buttons: Button) -> QWidget:
    """A line: words at the left and buttons at the right, or below them in large text."""
    named, about = wrapped("strong"), wrapped("note")
    named.setText(title)
    about.setText(says)
    words = column(named, about, *below, spacing=2)
    for button in buttons:
        button.setAccessibleName(f"{button.text()}, {title}")
        button.describe(says)
    if is_large():
        words.addWidget(whole(Flow(*buttons, spacing=8)))
    made = row(spacing=12)
    made.addWidget(Picture(icon, "teal", 18), 0, Qt.AlignmentFlag.AlignTop)
    made.addLayout(words, 1)
    for button in () if is_large() else buttons:
        made.addWidget(button)
    return whole(made)


class ExportLine(QWidget):
    """A file, or where one is made."""

    wanted = Signal(object)
    """The file of this line."""
    led = Signal(str, object)
    """To a page, and what there."""

    def __init__(self, exported: Exported) -> None:
        super().__init__()
        self.exported = exported
        icon = "save" if exported.making is not None else "arrow-right"
        self.button = Button(exported.button, icon=icon, press=self._press)
        self.setLayout(column(line_of(exported.icon, exported.title, exported.says, (), self.button)))

    def show_record(self, record: Record) -> None:
        """Whether it can be made, with the settings there are."""
        self.button.setEnabled(not lacking(self.exported.needs, record))

    def _press(self) -> None:
        if self.exported.making is not None:
            self.wanted.emit(self.exported)
        else:
            self.led.emit(*self.exported.leads)


class Lacking(Boxed):
    """Which settings some of the files lack, and the way to each."""

    led = Signal(str, object)

    def __init__(self, needs: Sequence[Setting[str]]) -> None:
        super().__init__("amber_soft", bar="amber")
        self._needs = needs
        self.words = wrapped()
        self.mend = [
            Button(_write(one), Kind.GAP, press=partial(self.led.emit, SETTINGS.name, one.key)) for one in needs
        ]
        self.inside.addLayout(column(self.words, whole(Flow(*self.mend, spacing=8)), spacing=6))
        self.hide()

    def show_record(self, record: Record) -> None:
        """Say what is missing, if anything is."""
        missing = lacking(self._needs, record)
        for one, button in zip(self._needs, self.mend, strict=True):
            button.setVisible(one in missing)
        names = " och ".join(one.label for one in missing)
        self.words.setText(f"RIV-TA-filerna går inte att göra än. Det saknas i Inställningar: {names}.")
        self.setVisible(bool(missing))


def lacking(needs: Sequence[Setting[str]], record: Record) -> list[Setting[str]]:
    """Those that are empty."""
    return [one for one in needs if not record.settings[one].strip()]


def _write(setting: Setting[str]) -> str:
    return f"Skriv in {setting.label[0].lower()}{setting.label[1:]}"
