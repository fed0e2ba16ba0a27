"""A file of the patient on its way out: asked about, made of what is on disk, written whole, noted, and told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coordinator.change import Change
from coordinator.desk import Access
from coordinator.errors import CoordinatorError, RuleError
from coordinator.exchange.target import Outgoing, leave, logged, require
from coordinator.exchange.target_offers import leaves_out, wish_to_mind
from coordinator.record import Record
from ui.dialogs import Question
from ui.leaving_file import LeavingFiles
from ui.parts import label, scrolling
from ui.session import Session
from ui.target_form import Answer, Option, Tells
from ui.target_question import ask_target, fit_question

_FIRST = "Det här är inte med i filen, eller behöver du veta om den."
_REMOVE = "Filen är inte krypterad: ta bort den när den är använd."


@dataclass(frozen=True)
class Content:
    """What the file holds, and what else there is to know of it when it is saved: a sentence each.

    first: what has to be read before it is saved, such as what it leaves out.
    """

    file: bytes = field(repr=False)
    notes: tuple[str, ...] = field(default=(), repr=False)
    first: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Making:
    """A file that can be made: its kind, the name that is suggested, which never says whose, and how it is told.

    make: of the record, under the vault's own id, for whom and with which options was answered; beside the window.
    tells: what the file leaves out of what is protected, when it is not all of it. about: what the access log says that
    it is about, when files of its kind can be about different things.
    """

    what: Outgoing
    name: str
    told: str
    make: Callable[[Record, UUID, Answer], Content]
    options: tuple[Option, ...] = ()
    tells: Tells | None = None
    about: str = ""


@dataclass(frozen=True)
class _Made:
    """A file ready to leave, the record it was made of, and to whom it goes."""

    record: Record = field(repr=False)
    content: Content = field(repr=False)
    answer: Answer


class FileOut(QObject):
    """Asks, makes, writes and notes; one file at a time."""

    told = Signal(str)
    """The file is where she said, and that is noted."""
    refused = Signal(object)
    """It is not: a CoordinatorError."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window

    def begin(self, making: Making) -> None:
        """Ask to whom and why, and go on when it may go."""
        tells = making.tells or _protected
        ask_target(
            self._session, self._window, making.what, partial(self._read, making), options=making.options, tells=tells
        )

    def _read(self, making: Making, answer: Answer) -> None:
        """Read the record as it is on disk, after every change under way; the file may go as that is."""
        if self._session.record is None:
            return
        patient_id, store = self._session.record.patient_id, self._session.vault.store

        def read() -> Record:
            record = store.read(patient_id)
            require(record, making.what, answer.target)
            return record

        self._session.vault_thread.run(read, partial(self._make, making, answer), self.refused.emit)

    def _make(self, making: Making, answer: Answer, record: Record) -> None:
        """On the thread where papers are made too: what makes them is not for two at a time."""
        vault_id = self._session.vault.id

        def make() -> _Made:
            return _Made(record, making.make(record, vault_id, answer), answer)

        self._session.side_thread.run(make, partial(self._ask, making), self.refused.emit)

    def _ask(self, making: Making, made: _Made) -> None:
        """Where to put it; and before that, whether it may be without what it leaves out."""
        if not made.content.first:
            self._save(making, made)
        elif self._is_hers(made):
            question = _read_first(self._window, made.content.first)
            self._session.dialogs.ask(question, partial(self._save, making, made))

    def _save(self, making: Making, made: _Made) -> None:
        if not self._is_hers(made):
            return
        path = self._session.dialogs.save_path(self._window, "Spara filen", making.name, making.what.kinds)
        if path is None or not self._is_hers(made):
            return
        file = path if path.suffix else path.with_name(f"{path.name}{Path(making.name).suffix}")
        files = LeavingFiles([(file, made.content.file)], force=True)  # the dialog has asked about a file that is there
        log = partial(_log, self._session, making, made)
        leaves = made.answer.target.is_handed_out
        told = None if leaves else partial(self._tell, making, made)
        self._session.vault_thread.run(partial(files.write, log), told, self.refused.emit)
        if leaves:  # asked for at once, while the patient is on screen: what she goes to next is not what is noted on
            noting = self._session.do(partial(_left, making=making, made=made, files=files))
            noting.then(partial(self._tell, making, made)).but(partial(self._take_back, files))

    def _is_hers(self, made: _Made) -> bool:
        """Whether the patient it tells of is still the one on screen."""
        record = self._session.record
        return record is not None and record.patient_id == made.record.patient_id

    def _take_back(self, files: LeavingFiles, error: CoordinatorError) -> None:
        """What could not be noted must not have left; when nothing was written, that is told already."""
        if files.is_written:
            self._session.vault_thread.run(files.remove, None, self.refused.emit)
            self.refused.emit(error)

    def _tell(self, making: Making, made: _Made, _done: object) -> None:
        if not self._is_hers(made):
            return
        target = made.answer.target
        said = [f"{making.told} {_REMOVE}" if making.what.of_patient else making.told]
        tells = making.tells or _protected
        said += (*made.content.notes, *made.content.first)
        if not (made.content.notes or made.content.first):
            said.append(tells(made.record, made.answer))
        if target.purpose.leaves:
            said.append(f"Det är noterat som lämnat till {target.to}.")
            said.append(wish_to_mind(made.record, target))
        self.told.emit("\n".join(filter(None, said)))


def _read_first(window: QWidget, sentences: Sequence[str]) -> Question:
    words = label("\n".join(f"• {one}" for one in sentences), wrap=True)
    area = scrolling(words)
    question = Question(window, "Läs innan filen sparas", _FIRST, "Fortsätt", area)
    fit_question(question, area)
    return question


def _log(session: Session, making: Making, made: _Made) -> None:
    """What the access log says of it; on the vault's thread, before the file has its name."""
    target = made.answer.target
    chosen = (one.logged for one in making.options if one.name in made.answer.options)
    title = ", ".join(filter(None, (making.what.title, making.about, *chosen)))
    what = logged(replace(making.what, title=title), target)
    session.vault.store.note(Access.EXPORT, patient_id=made.record.patient_id, what=what, reason=target.reason)


def _left(record: Record, /, making: Making, made: _Made, files: LeavingFiles) -> Change:
    files.require_written()
    change = leave(record, making.what, made.answer.target, sha256=sha256(made.content.file).hexdigest())
    if change is None:
        raise RuleError("Filen stannar i huset", "Det finns inget att notera.")
    return change


def _protected(record: Record, answer: Answer) -> str:
    return leaves_out(record)
