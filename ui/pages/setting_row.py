"""One setting on screen: what it is called and why one would change it, its control, and where its value comes from."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from coordinator.errors import CoordinatorError, RuleError
from coordinator.settings import AnySetting, Settings, Source, Value, parse_setting
from coordinator.swedish import folded
from ui.fields import LineField
from ui.form import Fault
from ui.form_choice import ChoiceBox, ChoiceRow
from ui.parts import Button, Kind, column, label, row
from ui.start.backups import LOCKED
from ui.theme import scaled
from ui.tick_box import TickBox

_WIDE = 760
"""From this width, at 100 % text, the control stands beside the words."""
_CONTROL = 400
_EMPTY = "tomt"
_BUTTONS = 5
"""So many choices are buttons; more are a list that opens."""

Control = TickBox | ChoiceRow | ChoiceBox | LineField | Button


class SettingRow(QWidget):
    """Tells ``chosen`` with the new value, or None to go back to what holds without a choice; shows what is saved."""

    chosen = Signal(object)
    folder_wanted = Signal()

    def __init__(self, setting: AnySetting) -> None:
        super().__init__()
        self.setting = setting
        self._found_by = folded(_words(setting))
        self._saved: Value = setting.default
        self.name = label(setting.label, "strong", wrap=True)
        self.reason = label(setting.reason, "note", wrap=True)
        self.origin = label("", "note", wrap=True)
        self.back = Button("", Kind.QUIET, icon="undo-2", press=self._go_back)
        self.back.hide()
        self.fault = Fault()
        self.held = Button("", icon="lock")
        self.held.setEnabled(False)
        self.held.hide()
        self.path = label("", wrap=True, parent=self)
        self.path.setVisible(setting.folder)
        self.control = self._made()
        self.name.setBuddy(self.control)
        beside = [self.path] if setting.folder else []
        held = row(self.control, 1, spacing=8) if _is_narrow(self.control) else row(self.control)
        if self._unit:
            held.insertWidget(1, label(self._unit, "note"))
        below = row(self.back, 1)
        self._control_side = QWidget()
        self._control_side.setLayout(column(*beside, self.held, held, self.fault, spacing=4))
        words = QWidget()
        words.setLayout(column(self.name, self.reason, self.origin, below, spacing=3))
        self._place = QHBoxLayout(self)
        self._place.setContentsMargins(0, scaled(6), 0, scaled(6))
        self._place.setSpacing(scaled(28))
        self._place.addWidget(words, 1, Qt.AlignmentFlag.AlignTop)
        self._place.addWidget(self._control_side, 0, Qt.AlignmentFlag.AlignTop)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        """As high as the words are at this width: else the page is as long as if all were narrow."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), min(hint.height(), self.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self.updateGeometry()

    def _lay_out(self) -> None:
        """The control beside the words, or below them where there is no room."""
        beside = self.width() >= scaled(_WIDE)
        directions = QBoxLayout.Direction
        self._place.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._place.setSpacing(scaled(28 if beside else 6))
        self._control_side.setMinimumWidth(scaled(_CONTROL) if beside else 0)
        self._control_side.setMaximumWidth(scaled(_CONTROL) if beside else 16_777_215)

    # Making the control

    @property
    def _unit(self) -> str:
        return self.setting.unit[1] if isinstance(self.control, LineField) else ""

    def _made(self) -> Control:
        setting = self.setting
        name = setting.label
        if setting.folder:
            return Button("Välj mapp", icon="folder-open", press=self.folder_wanted.emit)
        if setting.choices:
            options = tuple(setting.choices)
            made = ChoiceRow(name, options) if len(options) <= _BUTTONS else ChoiceBox(name, options)
            made.finished.connect(self._tell_choice)
            return made
        if isinstance(setting.default, bool):
            box = TickBox("På", name)
            box.clicked.connect(self._tell_tick)
            return box
        is_text = isinstance(setting.default, str)
        line = LineField(name, hint=f"Till exempel {setting.example}" if is_text else f"{setting.low}–{setting.high}")
        if not is_text:
            line.setMaximumWidth(scaled(90))
        line.finished.connect(self._tell_written)
        return line

    # Showing

    def show_settings(self, settings: Settings) -> None:
        """These are the settings in force."""
        setting, control = self.setting, self.control
        source, value = settings.source(setting), settings.value(setting)
        locked = source is Source.LOCKED
        self._saved = value
        self.held.setVisible(locked)
        words = setting.in_words(value) or _EMPTY
        self.held.say(words)
        self.held.setAccessibleName(f"{setting.label}: {words}, låst")
        control.setVisible(not locked)
        self.path.setVisible(setting.folder and not locked)
        self.path.setText(setting.in_words(value))
        if isinstance(control, ChoiceBox):
            control.offer([one for one in setting.choices if settings.may_choose(setting, one[0])])
            control.show_saved(value)
        elif isinstance(control, ChoiceRow):
            control.show_saved(value)
        elif isinstance(control, LineField):
            control.show_saved(str(value))
        elif isinstance(control, TickBox):
            self.show_tick(bool(value))
        else:
            control.say("Byt mapp" if value else "Välj mapp")
            control.setAccessibleName(f"{setting.label}: {setting.in_words(value)}. {control.text()}")
        if not (isinstance(control, LineField) and control.unfinished() is not None):
            self.fault.say(None)  # else it is about what still stands in the field
        self._show_origin(settings, source)

    def show_tick(self, on: bool) -> None:
        """A box is on or off."""
        if isinstance(self.control, TickBox):
            self.control.setChecked(on)
            self.control.setText("På" if on else "Av")

    def show_fault(self, error: CoordinatorError) -> None:
        """The value could not be saved: what she wrote stays, and a box is as it was."""
        self.show_tick(bool(self._saved))
        if isinstance(self.control, LineField):
            self.control.show_fault()
        self.fault.say(error)

    def _show_origin(self, settings: Settings, source: Source) -> None:
        setting = self.setting
        without = settings.without_choice(setting)
        said = [source.value]
        if source is Source.LOCKED:
            said = [LOCKED]
        elif source is Source.CLINIC:
            said.append(f"från början: {setting.in_words(setting.default) or _EMPTY}")
        elif source is Source.OWN and setting.key in settings.clinic.values:
            said.append(f"verksamhetens: {setting.in_words(without) or _EMPTY}")
        most = settings.clinic.most.get(setting.key)
        if most is not None and source is not Source.LOCKED:
            said.append(f"verksamheten tillåter högst {setting.in_words(most)}")
        self.origin.setText("; ".join(said))
        self.back.setVisible(source is Source.OWN and self.setting.takes(without))
        words = setting.in_words(without)
        named = words if words[:1].isdigit() or setting.folder else f"”{words}”"
        self.back.say(f"Tillbaka till {named}" if words else "Töm")
        self.back.setAccessibleName(f"{setting.label}: {'tillbaka till ' + named if words else 'töm'}")

    # Finding

    def answers_to(self, words: list[str]) -> bool:
        """Whether all of the words, folded, are about this setting."""
        return all(word in self._found_by for word in words)

    def take_focus(self) -> None:
        """Put the focus on the control; on the words' way back when it is locked, there is nothing to do."""
        if isinstance(self.control, ChoiceRow):
            self.control.start()
        else:
            self.control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Telling

    def _go_back(self) -> None:
        self.take_focus()  # the button is about to go
        self.chosen.emit(None)

    def _tell_choice(self) -> None:
        if isinstance(self.control, (ChoiceRow, ChoiceBox)):
            self.chosen.emit(self.control.chosen())

    def _tell_tick(self, on: bool) -> None:
        self.show_tick(on)
        self.chosen.emit(on)

    def _tell_written(self, text: str) -> None:
        try:
            _, value = parse_setting(self.setting.key, text.strip())
        except RuleError as error:
            self.show_fault(error)
            return
        self.fault.say(None)
        if isinstance(self.control, LineField) and isinstance(value, str):
            self.control.setText(value)  # as it is saved: without blanks around it, and in capitals where it must be
        self.chosen.emit(value)


def _is_narrow(control: Control) -> bool:
    if isinstance(control, LineField):
        return control.maximumWidth() < _CONTROL  # a number; a text has all the room there is
    return isinstance(control, (TickBox, Button))


def _words(setting: AnySetting) -> str:
    """All that somebody who looks for the setting may write."""
    choices = " ".join(words for _, words in setting.choices)
    return " ".join((setting.label, setting.reason, setting.group, setting.also, choices, setting.key))


def value_of(said: object) -> Value | None:
    """What ``chosen`` told, as a value."""
    return said if isinstance(said, (bool, int, str)) else None
