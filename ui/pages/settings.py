"""The view of all settings: found by searching, each with its reason and where its value comes from, saved at once."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from coordinator.errors import CoordinatorError, OutputError
from coordinator.settings import (
    BACKUP_FOLDER,
    COMPUTER_SETTINGS,
    GROUPS,
    JOURNAL_HEADINGS,
    LOCK_MINUTES,
    MOTION,
    REMEMBERED_HERE,
    SETTINGS,
    TEXT_SIZE,
    THEME,
    AnySetting,
    Clinic,
    Settings,
    Value,
)
from coordinator.swedish import folded
from ui.daily_backup import DailyBackup
from ui.drafts import Drafts
from ui.motion import hold_still
from ui.pages.setting_row import SettingRow, value_of
from ui.pages.view import View
from ui.parts import Boxed, Button, Empty, Kind, Rule, Section, column, label, row, scrolling
from ui.preferences import Preferences
from ui.screen_reader import Announcer, announce, hits_in_words
from ui.search_field import SearchField
from ui.session import Session
from ui.theme import scaled

_RETURN = "setting_to_return_to"
_SHIPPED = "Verksamhetens inställningar läses ur {file} när programmet startar."
_NOT_KEPT = OutputError(
    "Valet gäller nu men kunde inte sparas",
    "Datorn låter inte programmet skriva i din inställningsmapp. Nästa gång gäller det som var.",
)
_NO_HIT = "Sök på det du vill ändra, till exempel text, lås, kopia eller personnummer."


class SettingsView(View):
    """The search on top, the settings under their headings below."""

    NAME = "settings"
    TITLE = "Inställningar"
    ICON = "settings"

    dressed_anew = Signal(str, int)
    """Another theme or text size was chosen: the theme's name, empty for the computer's own, and per cent."""
    lock_minutes_changed = Signal(int)

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__(session, drafts, preferences)
        self.search = SearchField("Sök inställning, till exempel text, lås eller personnummer", "Sök inställning")
        self.search.textChanged.connect(self._search)
        self.search.down.connect(self._to_first)
        self.search.returnPressed.connect(self._to_first)
        self._announcer = Announcer(self.search)
        self.count = label("", "note")
        self.rows = {setting.key: SettingRow(setting) for setting in _shown()}
        for key, one in self.rows.items():
            one.chosen.connect(partial(self._chosen, key))
        self.rows[BACKUP_FOLDER.key].folder_wanted.connect(self._choose_folder)
        self.nothing = Empty(
            "search", "Ingen inställning passar", _NO_HIT, Button("Visa alla inställningar", press=self._show_all)
        )
        self.nothing.hide()
        self.to_backups = Button(
            "Visa säkerhetskopiorna", Kind.QUIET, icon="hard-drive", press=lambda: session.wanted.emit("backups", None)
        )
        self.to_headings = Button(
            "Journalens sökord", Kind.QUIET, icon="list", press=lambda: session.wanted.emit("journal_headings", None)
        )
        self._groups: list[tuple[QWidget, list[SettingRow]]] = []
        inner = column(self._of_clinic(preferences.settings.clinic), *self._made_groups(), self.nothing, 1, spacing=10)
        inner.setContentsMargins(scaled(24), 0, scaled(24), scaled(20))
        inside = QWidget()
        inside.setLayout(inner)
        self.area: QScrollArea = scrolling(inside)
        head = column(row(label("Inställningar", "title"), self.count, 1, spacing=12), self.search, spacing=10)
        head.setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(10))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.area, 1)
        self._show_count()
        self._show_computer()

    def _made_groups(self) -> list[QWidget]:
        for name in GROUPS:
            rows = [one for one in self.rows.values() if one.setting.group == name]
            beside = {BACKUP_FOLDER.group: [self.to_backups], JOURNAL_HEADINGS.group: [self.to_headings]}
            actions = beside.get(name, [])
            group = QWidget()
            group.setLayout(column(Section(name, *actions), Rule(), *rows, spacing=4))
            self._groups.append((group, rows))
        return [group for group, _ in self._groups]

    def _of_clinic(self, clinic: Clinic) -> QWidget:
        """What the clinic's IT ships, and what is wrong in it."""
        made = QWidget(self)  # without a parent it would be a window of its own, and take the keyboard
        inside = column(spacing=6)
        if clinic.file is not None:
            inside.addWidget(label(_SHIPPED.format(file=clinic.file), "note", wrap=True))
        if clinic.faults:
            box = Boxed("amber_soft", bar="amber")
            title = "Verksamhetens inställningsfil har fel. Visa det här för den som sköter datorerna."
            box.inside.addWidget(label(title, "amber", wrap=True))
            for fault in clinic.faults:
                box.inside.addWidget(label(fault, wrap=True))
            box.inside.addWidget(label("Det som är fel används inte. Resten gäller.", "note", wrap=True))
            inside.addWidget(box)
        made.setLayout(inside)
        made.setVisible(clinic.file is not None)
        return made

    def start(self, target: object = None) -> None:
        """Ready to search; or on the setting of that key. After another theme or size on the one that was chosen."""
        wanted = target or self.session.property(_RETURN)
        self.session.setProperty(_RETURN, None)
        self._read_vault()
        self._show_computer()
        if isinstance(wanted, str) and wanted in self.rows:
            self._show_all()
            self.rows[wanted].take_focus()
            self.area.ensureWidgetVisible(self.rows[wanted])
            return
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # What is shown

    def _read_vault(self) -> None:
        self.session.vault_thread.run(self.session.vault.store.settings, self._show_vault)

    def _show_vault(self, settings: Settings) -> None:
        for setting in SETTINGS:
            if not setting.hidden:
                self.rows[setting.key].show_settings(settings)

    def _show_computer(self) -> None:
        settings = self.preferences.settings
        for setting in COMPUTER_SETTINGS:
            self.rows[setting.key].show_settings(settings)
        self._show_remembered()

    def _show_remembered(self) -> None:
        remembered = self.session.vault.remembered_here
        self.rows[REMEMBERED_HERE.key].show_settings(Settings({REMEMBERED_HERE.key: True} if remembered else {}))

    # Searching

    def _search(self, text: str) -> None:
        words = folded(text).split()
        hits = 0
        for group, rows in self._groups:
            found = [one for one in rows if one.answers_to(words)]
            for one in rows:
                one.setVisible(one in found)
            group.setVisible(bool(found))
            hits += len(found)
        self.nothing.setVisible(not hits)
        self._show_count()
        if words:
            self._announcer.soon(hits_in_words(hits))
        else:
            self._announcer.forget()

    def _hits(self) -> list[SettingRow]:
        return [one for group, rows in self._groups for one in rows if not (group.isHidden() or one.isHidden())]

    def _show_count(self) -> None:
        hits, searching = len(self._hits()), bool(self.search.text().strip())
        word = ("träff" if hits == 1 else "träffar") if searching else "inställningar"
        self.count.setText(f"{hits} {word}")

    def _show_all(self) -> None:
        self.search.clear()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_first(self) -> None:
        found = self._hits()
        if found:
            found[0].take_focus()
            self.area.ensureWidgetVisible(found[0])

    # Choosing

    def _chosen(self, key: str, said: object) -> None:
        one = self.rows[key]
        if one.setting is REMEMBERED_HERE:
            self._remember(bool(said))
        elif key in {setting.key for setting in SETTINGS}:
            self.session.choose(one.setting, value_of(said), self._saved_in_vault, one.show_fault)
        else:
            self._choose_here(one.setting, value_of(said))

    def _saved_in_vault(self, settings: Settings) -> None:
        self._show_vault(settings)
        announce(self, "Sparat")

    def _choose_here(self, setting: AnySetting, value: Value | None) -> None:
        before = self.preferences.now
        kept = self.preferences.choose(setting, value)
        now = self.preferences.now
        self._show_computer()
        if kept:
            announce(self, "Sparat")
        else:
            self.rows[setting.key].show_fault(_NOT_KEPT)
        if setting is LOCK_MINUTES:
            self.lock_minutes_changed.emit(now.lock_minutes)
        elif setting is MOTION:
            hold_still(cursor=not now.motion)
        elif setting is BACKUP_FOLDER:
            DailyBackup.of(self.session, self.preferences).changed.emit()
        elif setting in (THEME, TEXT_SIZE) and (before.theme, before.scale) != (now.theme, now.scale):
            self.session.setProperty(_RETURN, setting.key)
            self.dressed_anew.emit(now.theme, now.scale)

    def _choose_folder(self) -> None:
        before = self.preferences.now.backup_folder
        chosen = self.session.dialogs.folder(self, BACKUP_FOLDER.label, before)
        if chosen is not None:
            DailyBackup.of(self.session, self.preferences).choose_folder(chosen)
            self._show_computer()
            announce(self, "Sparat")

    def _remember(self, remember: bool) -> None:
        """Ask the computer's keyring, which may wait for a person."""
        vault = self.session.vault
        ask = vault.remember_here if remember else vault.forget_here
        self.session.vault_thread.run(ask, self._remembered, self._not_remembered)

    def _remembered(self, _nothing: None) -> None:
        self._show_remembered()
        announce(self, "Sparat")

    def _not_remembered(self, error: CoordinatorError) -> None:
        self._show_remembered()
        self.rows[REMEMBERED_HERE.key].show_fault(error)


def _shown() -> tuple[AnySetting, ...]:
    """The settings in the order they stand under their headings; not those that have a page of their own."""
    of_vault = (one for one in SETTINGS if not one.hidden)
    return (*COMPUTER_SETTINGS[: COMPUTER_SETTINGS.index(LOCK_MINUTES) + 1], REMEMBERED_HERE, BACKUP_FOLDER, *of_vault)
