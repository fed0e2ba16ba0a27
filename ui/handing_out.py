"""Papers out of the window: printed from memory or saved as a file, and then noted as shared, with to whom and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.careplan import HandedOutPlan
from coordinator.change import Applied, Change
from coordinator.contact import InformedWay, inform_of_contacts
from coordinator.desk import Access
from coordinator.documents.paper_kind import Paper
from coordinator.errors import CoordinatorError, OutputError, RuleError
from coordinator.record import Record
from coordinator.sharing import PATIENT, REFUSED, Order, Way, again, logged_ground, recipients, refusal, share
from ui.leaving_file import LeavingFiles, free_names
from ui.made_paper import Contents, Draw, LacksCharacters, Made, Wanted, contents, made_paper, made_papers
from ui.session import Session

__all__ = ["Form", "HandingOut", "Made", "Wanted", "contents", "for_herself"]


@dataclass(frozen=True)
class Form:
    """What a paper is saved as: the kinds the dialog offers, how the name ends, and how it is told.

    draw: what makes the file, for a paper that is saved as a picture; without it the file is a PDF.
    """

    title: str
    kinds: str
    suffix: str
    told: str
    draw: Draw | None = None


_PDF = Form("Spara som PDF", "PDF (*.pdf)", ".pdf", "{paper} är sparad som PDF.")


@dataclass(frozen=True)
class _Leaving:
    """Papers on their way out: how they leave, and what to say when that is noted."""

    papers: tuple[tuple[Made, Wanted], ...]
    way: Way
    words: str


T = TypeVar("T")


class HandingOut(QObject):
    """Prints and saves the papers of the patient on screen."""

    told = Signal(str)
    """Something left the house: what to say of it."""
    left = Signal(object)
    """It left and is noted: what was wanted, a list of `Wanted`. Told before ``told``."""
    refused = Signal(object, object)
    """It did not: a CoordinatorError, and what to call to do it with squares for missing characters, or None."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window

    def print(self, wanted: Wanted) -> None:
        """Print a paper for somebody; when it is at the printer it is noted."""
        self._make(partial(made_paper, make=partial(contents, wanted=wanted)), partial(self._print, wanted=wanted))

    def print_all(self, wanted: Sequence[Wanted]) -> None:
        """Print several papers at once, each for somebody: all of them or none; each is noted."""
        if wanted:
            self._make(partial(made_papers, wanted=wanted, together=True), partial(self._print_all, wanted=wanted))

    def save(self, wanted: Wanted, password: str = "") -> None:
        """Save a paper for somebody as PDF, with a password if there is one. The suggested name never says whose."""
        form = replace(_PDF, told="{paper} är sparad som PDF med lösenord.") if password else _PDF
        way = Way.LOCKED if password else Way.SAVED
        making = partial(made_paper, make=partial(contents, wanted=wanted), password=password)
        self._make(making, partial(self._save, wanted=wanted, form=form, way=way))

    def save_all(self, wanted: Sequence[Wanted], *, together: bool) -> None:
        """Save several papers, as one PDF or each as its own in a folder: all of them or none; each is noted."""
        if wanted:
            use = self._save_bound if together else self._save_apart
            self._make(partial(made_papers, wanted=wanted, together=together), partial(use, wanted=wanted))

    def save_as(self, wanted: Wanted, form: Form) -> None:
        """Save a paper for somebody as another kind of file, under the same rules as the PDF."""
        making = partial(made_paper, make=partial(contents, wanted=wanted), draw=form.draw)
        self._make(making, partial(self._save, wanted=wanted, form=form, way=Way.SAVED))

    def print_paper(self, paper: Paper) -> None:
        """Print a paper for the patient herself, as it usually is."""
        if self._session.record is not None:
            self.print(Wanted(for_herself(paper, self._session.record)))

    def save_paper(self, paper: Paper) -> None:
        """Save a paper for the patient herself, as it usually is."""
        if self._session.record is not None:
            self.save(Wanted(for_herself(paper, self._session.record)))

    def print_again(self, number: int) -> None:
        """Print a version that was handed out, exactly as it was, for the one who got it."""
        making = partial(made_paper, make=partial(_again, number=number))
        self._make(making, partial(self._print_again, number=number))

    def _make(self, making: Callable[..., T], use: Callable[[T], object], *, squares: bool = False) -> None:
        """Make papers of the record as it is on disk, after every change under way; then ``use`` them."""
        if self._session.record is None:
            return
        patient_id = self._session.record.patient_id
        once_more = None if squares else partial(self._make, making, use, squares=True)
        refuse = partial(self._refuse, once_more)

        def begin(record: Record) -> None:
            self._session.side_thread.run(partial(making, record, squares=squares), show, refuse)

        def show(made: T) -> None:
            on_screen = self._session.record
            if not isValid(self):  # the window has been made anew, with other colours or larger text
                self._session.refused.emit(RuleError("Papperet är inte utlämnat", "Fönstret byttes. Gör om det."))
            elif on_screen is not None and on_screen.patient_id == patient_id:
                use(made)

        self._session.vault_thread.run(lambda: self._session.vault.store.read(patient_id), begin, refuse)

    def _print_again(self, made: Made, number: int) -> None:
        order, _document = again(made.record, number)
        self._print(made, Wanted(order))

    def _print(self, made: Made, wanted: Wanted) -> None:
        self._to_printer(((made, wanted),), f"{made.document.title} är skickad till skrivaren.")

    def _print_all(self, made: list[Made], wanted: Sequence[Wanted]) -> None:
        papers = tuple(zip(made, wanted, strict=True))
        self._to_printer(papers, _so_many(made, "skickad till skrivaren", "skickade till skrivaren"))

    def _to_printer(self, papers: tuple[tuple[Made, Wanted], ...], words: str) -> None:
        """What is bound together is printed once."""
        made = papers[0][0]
        try:
            if not self._session.dialogs.print_pdf(self._window, made.file, made.document.title):
                return
        except OutputError as error:
            self._refuse(None, error)
            return
        leaving = _Leaving(papers, Way.PRINTED, words)
        self._session.vault_thread.run(partial(_log, self._session, leaving))
        self._note(leaving, self._refuse_noting)

    def _save(self, made: Made, wanted: Wanted, form: Form, way: Way) -> None:
        path = self._path(wanted, form)
        if path is not None:
            leaving = _Leaving(((made, wanted),), way, form.told.format(paper=made.document.title))
            self._to_disk(LeavingFiles([(path, made.file)], force=True), leaving)

    def _save_bound(self, made: list[Made], wanted: Sequence[Wanted]) -> None:
        path = self._path(wanted[0], _PDF)
        if path is not None:
            words = _so_many(made, "sparad som PDF", "sparade som en PDF")
            leaving = _Leaving(tuple(zip(made, wanted, strict=True)), Way.SAVED, words)
            self._to_disk(LeavingFiles([(path, made[0].file)], force=True), leaving)

    def _save_apart(self, made: list[Made], wanted: Sequence[Wanted]) -> None:
        folder = self._session.dialogs.folder(self._window, "Spara var för sig i en mapp")
        if folder is not None:
            paths = free_names(folder, wanted[0].order.paper.name, len(made))
            words = _so_many(made, "sparad som PDF", "sparade, vart och ett som en egen PDF")
            leaving = _Leaving(tuple(zip(made, wanted, strict=True)), Way.SAVED, words)
            files = [(path, one.file) for path, one in zip(paths, made, strict=True)]
            self._to_disk(LeavingFiles(files, force=False), leaving)

    def _path(self, wanted: Wanted, form: Form) -> Path | None:
        suggested = f"{wanted.order.paper.name}{form.suffix}"
        path = self._session.dialogs.save_path(self._window, form.title, suggested, form.kinds)
        return path if path is None or path.suffix else path.with_name(f"{path.name}{form.suffix}")

    def _to_disk(self, files: LeavingFiles, leaving: _Leaving) -> None:
        log = partial(_log, self._session, leaving)
        self._session.vault_thread.run(partial(files.write, log), None, partial(self._refuse, None))
        self._note(leaving, partial(self._take_back, files), files.require_written)

    def _note(
        self,
        leaving: _Leaving,
        refuse: Callable[[CoordinatorError], object],
        require: Callable[[], object] | None = None,
    ) -> None:
        """Note that they have left, in the order in which things are done in the vault; then tell it.

        Asked for at once, while the patient is on screen: what she goes to next is not what is noted on.
        """

        def left(record: Record) -> Change:
            if require is not None:
                require()
            return _shared(record, leaving)

        for _made, wanted in leaving.papers:
            if wanted.way is not None:
                self._session.do(_informed, wanted.way, require).but(refuse)
        self._session.do(left).then(partial(self._tell, leaving)).but(refuse)

    def _tell(self, leaving: _Leaving, applied: Applied) -> None:
        self.left.emit([wanted for _made, wanted in leaving.papers])
        made, wanted = leaving.papers[0]
        recipient, words = wanted.order.recipient, leaving.words
        to = "patienten" if recipient.name == PATIENT else recipient.name.strip()
        if HandedOutPlan in applied.kinds:
            words += f" Version {made.document.number} är utlämnad till {to}."
        elif not recipient.is_patient and len(leaving.papers) == 1:
            words += f" Det är noterat som lämnat till {to}."
        self.told.emit(words + _restricted(made.record))

    def _take_back(self, files: LeavingFiles, error: CoordinatorError) -> None:
        """What could not be noted must not have left; when nothing was written, that is told already."""
        if files.is_written:
            self._session.vault_thread.run(files.remove, None, partial(self._refuse, None))
            self._refuse(None, error)

    def _refuse_noting(self, error: CoordinatorError) -> None:
        title = "Papperet är utskrivet, men det är inte noterat"
        self.refused.emit(RuleError(title, f"{error.title}. {error.message}"), None)

    def _refuse(self, once_more: Callable[[], None] | None, error: CoordinatorError) -> None:
        self.refused.emit(error, once_more if isinstance(error, LacksCharacters) else None)


def for_herself(paper: Paper, record: Record) -> Order:
    """A paper for the patient, as it usually is."""
    return Order(paper, recipients(record)[0], attach=paper.carries_record)


def _shared(record: Record, leaving: _Leaving) -> Change:
    """Each of the papers noted, in one change: all of them or none."""
    changes = []
    for made, wanted in leaving.papers:
        change = share(
            record, wanted.order, document=made.document, sha256=sha256(made.file).hexdigest(), way=leaving.way,
            hand_out=wanted.hand_out,
        )  # fmt: skip
        changes.append(change)
        record = record.after(change)
    if len(changes) == 1:
        return changes[0]
    return Change("Papper utlämnade", tuple(step for change in changes for step in change.steps))


def _log(session: Session, leaving: _Leaving) -> None:
    """What the access log says of papers that leave, one row each; on the vault's thread."""
    for made, wanted in leaving.papers:
        session.vault.store.note(
            Access.PRINT,
            patient_id=made.record.patient_id,
            what=made.document.title,
            reason=logged_ground(wanted.order),
        )


def _so_many(made: Sequence[Made], one: str, many: str) -> str:
    """What to say of all of them."""
    title = made[0].document.title
    if len(made) == 1:
        return f"{title} är {one}."
    return f"{title}: {len(made)} papper är {many}. Vart och ett är noterat som lämnat."


def _again(record: Record, number: int) -> Contents:
    order, document = again(record, number)
    why_not = refusal(record, order)
    if why_not:
        raise RuleError(REFUSED, why_not)
    return document, ()


def _informed(record: Record, /, way: InformedWay, require: Callable[[], object] | None) -> Change:
    if require is not None:
        require()
    return inform_of_contacts(record, way=way)


def _restricted(record: Record) -> str:
    """What the patient has said of who must not see it, where something leaves the house."""
    wish = record.patient.restrictions.strip()
    return f"\n\nSpärr eller önskemål om vem som inte får se uppgifterna: {wish}" if wish else ""
