"""The copies in the folder, each with a button that checks it whole; what a check found stands below."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.errors import CoordinatorError
from coordinator.swedish import SWEDEN, short_day
from coordinator.vaults import Copies, CopyFile
from ui.parts import Boxed, Button, Kind, Picture, Section, clear, column, label, row
from ui.screen_reader import announce
from ui.session import Session
from ui.theme import scaled

_SHOWN = 30
_KINDS = "Säkerhetskopia (*.hallpunkt-kopia);;Alla filer (*)"


class BackupList(QWidget):
    """What lies in the folder. It is read beside the window: a disk may take its time to answer."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: Copies | None = None
        self._head = Section("Kopior i mappen")
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(20))
        self._grid.setVerticalSpacing(scaled(4))
        self._grid.setColumnStretch(4, 1)
        self.beside = label("", "note", wrap=True)
        self.other = Button("Kontrollera en annan fil", Kind.QUIET, icon="file-text", press=self._choose)
        self.result = Result()
        parts = (self._head, self._lines, self.beside, row(self.other, 1), self.result)
        self.setLayout(column(*parts, spacing=6))
        self.checks: list[Button] = []
        self._checking = False
        self._say_beside("")

    def read(self, folder: Path, done: Callable[[Copies], object], refused: Callable[[], object]) -> None:
        """Show what lies in ``folder`` now."""
        if self._shown is None:
            self._head.note.setText("Läser mappen …")
        look = partial(self._session.vault.copies_in, folder)
        self._session.side_thread.run(look, partial(self._read, done), partial(self._not_read, refused))

    def _read(self, done: Callable[[Copies], object], found: Copies) -> None:
        self._show(found)
        done(found)

    def _not_read(self, refused: Callable[[], object], error: CoordinatorError) -> None:
        self.show_none(f"{error.title}. {error.message}")
        refused()

    def show_none(self, why: str) -> None:
        """There is nothing to show, and why."""
        self._shown = None
        self._clear()
        self._head.note.setText("")
        self._say_beside(why)

    def _show(self, found: Copies) -> None:
        copies = found.copies
        size = sum(one.size for one in copies)
        count = "1 kopia" if len(copies) == 1 else f"{len(copies)} kopior"
        self._head.note.setText(f"{count}, {size_in_words(size)}" if copies else "")
        self._say_beside(_beside(found))
        if self._shown is not None and self._shown.copies == copies:
            return  # a button that has the focus keeps it
        focused = next((place for place, one in enumerate(self.checks) if one.hasFocus()), None)
        self._shown = found
        self._clear()
        for place, copy in enumerate(copies[:_SHOWN]):
            self._add(place, copy)
        if focused is not None and self.checks:
            self.checks[min(focused, len(self.checks) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, place: int, copy: CopyFile) -> None:
        when = _when(copy, self._session)
        patients = "1 patient" if copy.patients == 1 else f"{copy.patients} patienter"
        check = Button("Kontrollera", Kind.QUIET, icon="shield-check", press=partial(self.check, copy.path, when))
        check.setAccessibleName(f"Kontrollera kopian från {when}")
        check.setToolTip(copy.path.name)
        self.checks.append(check)
        cells = (label(when, "strong"), label(patients), label(size_in_words(copy.size), "note"), check)
        for at, cell in enumerate(cells):
            self._grid.addWidget(cell, place, at)

    def _clear(self) -> None:
        self.checks.clear()
        clear(self._grid)

    def _say_beside(self, words: str) -> None:
        self.beside.setText(words)
        self.beside.setVisible(bool(words))

    def _choose(self) -> None:
        chosen = self._session.dialogs.open_path(self, "Kontrollera en säkerhetskopia", _KINDS)
        if chosen is not None:
            self.check(chosen, "")

    def check(self, copy: Path, when: str) -> None:
        """Read a copy as a restore would, and say how it is."""
        if self._checking:
            return
        self._checking = True
        what = f"kopian från {when}" if when else "filen"
        self.result.say(f"Kontrollerar {what} …", "Den packas upp och läses som om den skulle återställas.")

        self._session.side_thread.run(
            partial(self._session.vault.check_copy, copy), self._found_whole, self._found_damaged
        )

    def _found_whole(self, found: CopyFile) -> None:
        self._checking = False
        self.result.say(
            f"Kopian från {_when(found, self._session)} är hel",
            f"Patienter: {found.patients}. Den öppnas med den lösenfras eller återställningskod som gällde när den "
            "gjordes.",
            sound=True,
        )

    def _found_damaged(self, error: CoordinatorError) -> None:
        self._checking = False
        self.result.say(error.title, error.message, sound=False)


class Result(QWidget):
    """What a check found; hidden until there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.setLayout(column(spacing=0))
        self.told = ""
        self.hide()

    def say(self, title: str, text: str, *, sound: bool | None = None) -> None:
        """Say it, also to a screen reader; ``sound`` is None while it goes on."""
        ground, bar, icon, look = {
            None: ("sunken", "", "clock", "strong"),
            True: ("green_soft", "green", "circle-check", "strong"),
            False: ("red_soft", "red", "triangle-alert", "danger"),
        }[sound]
        self.told = f"{title}. {text}"
        box = Boxed(ground, bar=bar)
        words = column(label(title, look, wrap=True), label(text, wrap=True), spacing=2)
        line = row(Picture(icon, bar or "grey", 18), spacing=12)
        line.addLayout(words, 1)
        box.inside.addLayout(line)
        inside = self.layout()
        if inside is not None:
            clear(inside)
            inside.addWidget(box)
        self.show()
        announce(self, self.told)


def _when(copy: CopyFile, session: Session) -> str:
    made = copy.made.astimezone(SWEDEN)
    day = {0: "i dag", 1: "i går"}.get((session.today - made.date()).days, short_day(made.date(), session.today))
    return f"{day} {made:%H:%M}"


def _beside(found: Copies) -> str:
    """What else is to be said of the folder."""
    said = []
    if not found.copies:
        said.append("Här ligger ingen kopia av pärmen än.")
    if len(found.copies) > _SHOWN:
        said.append(f"De {_SHOWN} nyaste visas.")
    if found.others:
        word = "en kopia" if found.others == 1 else f"{found.others} kopior"
        said.append(f"I mappen ligger också {word} av andra pärmar.")
    if found.unreadable:
        word = "En fil" if found.unreadable == 1 else f"{found.unreadable} filer"
        said.append(f"{word} i mappen går inte att läsa som säkerhetskopia: skadad, eller gjord av en nyare version.")
    return " ".join(said)


def size_in_words(size: int) -> str:
    """How large a file is: "340 kB", "4,2 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    shown, unit = (size / 1e6, "MB") if size < 1_000_000_000 else (size / 1e9, "GB")
    return f"{shown:.1f} {unit}".replace(".", ",")
