"""What is done with the clinic's own units: each deed touches their file on the other thread, and is told of after."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from coordinator.directory.own_units import (
    FILE,
    Directory,
    add_unit,
    back_to_former,
    edit_unit,
    exported,
    hide_unit,
    put_back,
    read_directory,
    remove_unit,
)
from coordinator.directory.unit import Unit, UnitType
from coordinator.directory.unit_import import UnitImport, read_import, take_in
from coordinator.errors import CoordinatorError
from coordinator.whole_file import written
from ui.pages.directory_notice import DirectoryNotice
from ui.session import Session
from ui.term_folder import term_folder

_FILES = "Textfil (*.tsv *.txt);;Alla filer (*)"

Refused = Callable[[CoordinatorError], object]


class DirectoryDeeds(QObject):
    """After each deed ``read`` tells the units as they are then, and ``went_to`` which of them to go to."""

    read = Signal(object)
    went_to = Signal(str)
    kept = Signal()
    """What was written in a field is in the file."""

    def __init__(self, session: Session, notice: DirectoryNotice, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._notice, self._folder = session, notice, term_folder()

    def read_again(self, go_to: str = "") -> None:
        """Read the units, and perhaps go to one."""
        self._do(lambda: None, lambda _none: self.went_to.emit(go_to) if go_to else None)

    def _do(self, deed: Callable[[], Any], then: Callable[[Any], object], refused: Refused | None = None) -> None:
        folder = self._folder

        def job() -> tuple[Any, Directory]:
            answer = deed()
            return answer, read_directory(folder)

        self._session.side_thread.run(job, partial(self._done, then), refused)

    def _done(self, then: Callable[[Any], object], found: tuple[Any, Directory]) -> None:
        answer, directory = found
        self.read.emit(directory)
        then(answer)

    # The clinic's own words

    def add(self, name: str, done: Callable[[], object], refused: Refused) -> None:
        """A new unit of that name."""
        folder, today = self._folder, self._session.today

        def added(new: Unit) -> None:
            done()
            self.went_to.emit(new.key)

        self._do(lambda: add_unit(folder, Unit("", UnitType.OTHER, name), today), added, refused)

    def edit(self, key: str, name: str, value: Any, refused: Refused) -> None:
        """Another value of one field."""
        folder, today = self._folder, self._session.today
        self._do(lambda: edit_unit(folder, key, today, **{name: value}), lambda _unit: self.kept.emit(), refused)

    def correct(self, key: str) -> None:
        """Write own words in the place of ours."""
        folder, today = self._folder, self._session.today
        self._do(lambda: edit_unit(folder, key, today), lambda unit: self.went_to.emit(unit.key))

    def hide(self, unit: Unit, *, hidden: bool) -> None:
        """Let one of ours stand in the list or not."""
        folder = self._folder

        def done(_none: None) -> None:
            if hidden:
                again = partial(self.hide, unit, hidden=False)
                self._notice.say(f"{unit.name} är dold i listan.", ("Visa igen", "eye", again))
                self._notice.start()
            else:
                self._notice.hide()
                self.went_to.emit(unit.key)

        self._do(lambda: hide_unit(folder, unit, hidden=hidden), done)

    def remove(self, unit: Unit) -> None:
        """Take away the clinic's words of a unit, and offer the way back."""
        folder = self._folder

        def gone(former: Unit) -> None:
            words = f"Rättelsen av {unit.name}" if unit.original is not None else unit.name
            back = partial(self._put_back, former)
            self._notice.say(f"{words} är borttagen.", ("Ångra", "undo-2", back))
            self._notice.start()

        self._do(lambda: remove_unit(folder, unit.key), gone)

    def _put_back(self, unit: Unit) -> None:
        folder = self._folder

        def back(_none: None) -> None:
            self._notice.hide()
            self.went_to.emit(unit.key)

        self._do(lambda: put_back(folder, unit), back)

    # To and from a colleague

    def give(self) -> None:
        """Write the clinic's own units to a file."""
        path = self._session.dialogs.save_path(self._notice, "Spara till kollega", FILE, _FILES)
        if path is None:
            return
        folder = self._folder

        def write() -> None:
            with written(path, exported(folder)):
                pass

        said = "De egna enheterna är sparade i filen. Kollegan tar in dem med Hämta från kollega."
        self._do(write, lambda _none: self._notice.say(said))

    def get(self) -> None:
        """Read a colleague's file and say what it would change: nothing is taken in before yes."""
        path = self._session.dialogs.open_path(self._notice, "Hämta från kollega", _FILES)
        if path is None:
            return
        folder, today = self._folder, self._session.today
        self._do(lambda: read_import(path, folder, today), self._offer)

    def _offer(self, found: UnitImport) -> None:
        first, *more = found.in_words()
        take = ("Ta in", "check", partial(self._take_in, found))
        self._notice.say(first, *([take] if found.changes_anything else []), more=more)
        self._notice.start()

    def _take_in(self, found: UnitImport) -> None:
        folder = self._folder

        def taken(_none: None) -> None:
            self._notice.say(f"Enheterna är intagna: {found.summary()}.", ("Ångra", "undo-2", self._undo_import))
            self._notice.start()

        self._do(lambda: take_in(found, folder), taken)

    def _undo_import(self) -> None:
        folder = self._folder
        self._do(lambda: back_to_former(folder), lambda _none: self._notice.say("Enheterna är som före hämtningen."))
