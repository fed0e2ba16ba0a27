"""The view of the backups: how they stand, where they lie, whether they are whole, and the way to put one back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.settings import BACKUP_FOLDER, Source
from coordinator.swedish import SWEDEN, short_day
from coordinator.vaults import Copies
from ui.daily_backup import DailyBackup
from ui.drafts import Drafts
from ui.pages.backup_list import BackupList
from ui.pages.view import View
from ui.parts import Boxed, Button, Empty, Kind, Picture, Rule, Section, column, label, row, scrolling, selectable
from ui.preferences import Preferences
from ui.screen_reader import announce
from ui.session import Session
from ui.start.backups import SAME_DISK
from ui.theme import scaled

_NO_FOLDER = "Utan säkerhetskopia är allt borta om datorn går sönder. Välj en mapp, helst på ett USB-minne."
_EACH_DAY = (
    "En kopia görs av sig själv varje dag som du arbetar, en för varje veckodag. Kopian är lika krypterad som pärmen."
)
_RESTORE = (
    "Återställ gör du i upplåsningsfönstret. Kopian kontrolleras först och läggs sedan som en pärm i en egen mapp. "
    "Inget som finns skrivs över, och det du har skrivit sparas innan pärmen låses."
)


class BackupsView(View):
    """Says the state first, then what failed, then the rest."""

    NAME = "backups"
    TITLE = "Säkerhetskopior"
    ICON = "hard-drive"

    restore_wanted = Signal()
    """Lock, and go to where a copy is read in."""

    def __init__(self, session: Session, drafts: Drafts, preferences: Preferences) -> None:
        super().__init__(session, drafts, preferences)
        self.backups = DailyBackup.of(session, preferences)
        self._was_copying = self.backups.copying
        inside = QWidget()
        inner = self._needed() if self.backups.is_needed else self._practice()
        inner.setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(20))
        inside.setLayout(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))
        if self.backups.is_needed:
            self.backups.changed.connect(self._show_standing)
            self._show_standing()

    def _practice(self) -> QVBoxLayout:
        back = Button("Till patienterna", icon="users", press=lambda: self.session.wanted.emit("patients", None))
        self.first: Button = back
        text = (
            "Här är alla patienter påhittade, så inget behöver sparas undan. I din egen pärm ser du här när den "
            "senaste kopian gjordes och var den ligger, och kan kontrollera att den är hel."
        )
        nothing = Empty("hard-drive", "Övningspärmen behöver inga säkerhetskopior", text, back)
        return column(label("Säkerhetskopior", "title"), nothing, spacing=10)

    def _needed(self) -> QVBoxLayout:
        self.copy_now = Button("Kopiera nu", Kind.PRIMARY, icon="save", press=self.backups.copy_now)
        self.first = self.copy_now
        self._sign = QWidget()
        self._sign.setLayout(column(spacing=0))
        self.words, self.more = label("", "strong", wrap=True), label("", "note", wrap=True)
        standing = row(self._sign, spacing=12)
        standing.addLayout(column(self.words, self.more, spacing=2), 1)
        self.failed = Boxed("amber_soft", bar="amber")
        self.failed_title = label("", "amber", wrap=True)
        self.failed_text, self.failed_when = label("", wrap=True), label("", "note", wrap=True)
        for part in (self.failed_title, self.failed_text, self.failed_when):
            self.failed.inside.addWidget(part)
        self.list = BackupList(self.session)
        restore = Button("Lås och gå dit", icon="lock", press=self.restore_wanted.emit)
        restore.setAccessibleName("Lås och gå till upplåsningsfönstret för att återställa")
        self.restore = restore
        return column(
            row(label("Säkerhetskopior", "title"), 1, self.copy_now, spacing=12),
            standing,
            self.failed,
            Rule(),
            *self._folder(),
            Rule(),
            self.list,
            Rule(),
            Section("Återställ en kopia"),
            label(_RESTORE, wrap=True),
            row(restore, 1),
            1,
            spacing=12,
        )

    def _folder(self) -> list[QWidget]:
        self.path = selectable(label("", "strong", wrap=True))
        self.path.setAccessibleName("Mapp för säkerhetskopior")
        self.change = Button("Byt mapp", icon="folder-open", press=self._choose_folder)
        self.locked = label(
            "Verksamheten har bestämt mappen. Den som sköter datorerna kan ändra det.", "note", wrap=True
        )
        self.meaning = label("", "note", wrap=True)
        chosen = QWidget()
        line = row(spacing=12)
        line.addWidget(self.path, 1)
        line.addWidget(self.change)
        chosen.setLayout(line)
        return [Section("Mapp"), chosen, self.locked, self.meaning]

    def start(self, target: object = None) -> None:
        """On what to do now."""
        focus = self.first
        if self.backups.is_needed:
            self._read_folder()
            if self.backups.folder is None and self.change.isEnabled():
                focus = self.change
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is shown

    def _show_standing(self) -> None:
        backups = self.backups
        standing = backups.standing()
        self.words.setText(standing.words)
        self.more.setText(standing.more if backups.failure is None else self._last_in_words())
        self.more.setVisible(bool(self.more.text()))
        self._show_sign("circle-dashed" if standing.lacking else "circle-check", lacking=standing.lacking)
        self.copy_now.setEnabled(backups.folder is not None)
        self.copy_now.say("Kopierar …" if backups.copying else "Kopiera nu")
        self._show_failure()
        self._show_folder()
        if self._was_copying and not backups.copying:
            self._tell_result()
        self._was_copying = backups.copying

    def _show_sign(self, icon: str, *, lacking: bool) -> None:
        inside = self._sign.layout()
        if inside is None or self._sign.property("icon") == icon:
            return
        self._sign.setProperty("icon", icon)
        while (item := inside.takeAt(0)) is not None:
            former = item.widget()
            if former is not None:
                former.deleteLater()
        inside.addWidget(Picture(icon, "amber" if lacking else "green", 24))

    def _last_in_words(self) -> str:
        last = self.backups.last
        if last is None:
            return ""
        made = last.made.astimezone(SWEDEN)
        return f"Senaste kopian: {short_day(made.date(), self.session.today)} kl. {made:%H:%M} i {last.folder}."

    def _show_failure(self) -> None:
        failure = self.backups.failure
        self.failed.setVisible(failure is not None)
        if failure is None:
            return
        at = failure.at.astimezone(SWEDEN)
        self.failed_title.setText(failure.title)
        self.failed_text.setText(failure.message)
        tried = f"Senaste försöket: {short_day(at.date(), self.session.today)} kl. {at:%H:%M}."
        again = " Ett nytt görs av sig själv om en stund." if self.backups.is_waiting else ""
        self.failed_when.setText(f"{tried}{again}")

    def _show_folder(self) -> None:
        folder = self.backups.folder
        settings = self.preferences.settings
        locked = settings.source(BACKUP_FOLDER) is Source.LOCKED
        self.path.setText(str(folder) if folder is not None else "Ingen mapp är vald")
        self.change.say("Välj mapp" if folder is None else "Byt mapp")
        self.change.setEnabled(not locked)
        self.locked.setVisible(locked)
        if folder is None:
            self.meaning.setText(_NO_FOLDER)

    def _read_folder(self) -> None:
        folder = self.backups.folder
        if folder is None:
            self.list.show_none("Välj en mapp först. Då visas de kopior som ligger i den.")
            return
        self.list.read(folder, self._show_copies, lambda: self.meaning.setText(_EACH_DAY))

    def _show_copies(self, found: Copies) -> None:
        self.meaning.setText(SAME_DISK if found.same_disk else _EACH_DAY)

    def _tell_result(self) -> None:
        """A copy has just been made, or not."""
        made = self.backups.made
        if made is not None:
            self.list.result.say(
                "Kopian är klar, kontrollerad och hel",
                f"Patienter: {made.patients}. Den öppnas med dagens lösenfras eller återställningskod.",
                sound=True,
            )
        elif self.backups.failure is not None:
            announce(self.failed, f"{self.backups.failure.title}. {self.backups.failure.message}")
        self._read_folder()

    # What is done

    def _choose_folder(self) -> None:
        chosen = self.session.dialogs.folder(self, "Mapp för säkerhetskopior", self.backups.folder)
        if chosen is not None:
            self.backups.choose_folder(chosen)
            self._read_folder()
