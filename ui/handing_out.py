"""Papers out of the window: printed from memory or saved as a file, and then noted as shared, with to whom and why."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from coordinator.careplan import HandedOutPlan
from coordinator.change import Applied, Change
from coordinator.contact import InformedWay, inform_of_contacts
from coordinator.desk import Access
from coordinator.document import Attachment, Document
from coordinator.documents.catalogue import Paper
from coordinator.errors import CoordinatorError, OutputError, RuleError
from coordinator.record import Record
from coordinator.sharing import PATIENT, REFUSED, Order, Way, again, logged_ground, prepared, recipients, refusal, share
from coordinator.whole_file import require_free, written
from ui.session import Session

Draw = Callable[[Document], bytes]


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


class LacksCharacters(RuleError):
    """The fonts lack a character; the paper can be made with a square instead."""


@dataclass(frozen=True)
class Made:
    """A paper ready to leave: what it says and its file, of one and the same record."""

    record: Record = field(repr=False)
    document: Document = field(repr=False)
    file: bytes = field(repr=False)


@dataclass(frozen=True)
class Wanted:
    """What is to leave the house: an order; how the information on the paper is given, when that is noted too; and
    whether the plan is kept as it is, which it always is when it goes to somebody else than the patient.
    """

    order: Order
    way: InformedWay | None = None
    hand_out: bool = False


@dataclass(frozen=True)
class _Leaving:
    """A paper on its way out: how it leaves, and what to say when that is noted."""

    made: Made
    wanted: Wanted
    way: Way
    words: str


Contents = tuple[Document, tuple[Attachment, ...]]
Make = Callable[[Record], Contents]
Use = Callable[[Made], object]


class HandingOut(QObject):
    """Prints and saves the papers of the patient on screen."""

    told = Signal(str)
    """Something left the house: what to say of it."""
    refused = Signal(object, object)
    """It did not: a CoordinatorError, and what to call to do it with squares for missing characters, or None."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window

    def print(self, wanted: Wanted) -> None:
        """Print a paper for somebody; when it is at the printer it is noted."""
        self._make(partial(contents, wanted=wanted), partial(self._print, wanted=wanted))

    def save(self, wanted: Wanted, password: str = "") -> None:
        """Save a paper for somebody as PDF, with a password if there is one. The suggested name never says whose."""
        form = replace(_PDF, told="{paper} är sparad som PDF med lösenord.") if password else _PDF
        way = Way.LOCKED if password else Way.SAVED
        make = partial(contents, wanted=wanted)
        self._make(make, partial(self._save, wanted=wanted, form=form, way=way), password=password)

    def save_as(self, wanted: Wanted, form: Form) -> None:
        """Save a paper for somebody as another kind of file, under the same rules as the PDF."""
        make = partial(contents, wanted=wanted)
        self._make(make, partial(self._save, wanted=wanted, form=form, way=Way.SAVED), draw=form.draw)

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
        self._make(partial(_again, number=number), partial(self._print_again, number=number))

    def _make(
        self, make: Make, use: Use, *, password: str = "", squares: bool = False, draw: Draw | None = None
    ) -> None:
        """Make a paper of the record as it is on disk, after every change under way; then ``use`` it."""
        if self._session.record is None:
            return
        patient_id = self._session.record.patient_id
        once_more = None if squares else partial(self._make, make, use, password=password, squares=True)
        refuse = partial(self._refuse, once_more)

        def begin(record: Record) -> None:
            made = partial(_made, record, make, password, squares=squares, draw=draw)
            self._session.side_thread.run(made, show, refuse)

        def show(made: Made) -> None:
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
        try:
            if not self._session.dialogs.print_pdf(self._window, made.file, made.document.title):
                return
        except OutputError as error:
            self._refuse(None, error)
            return
        self._session.vault_thread.run(partial(_log, self._session, made, wanted))
        words = f"{made.document.title} är skickad till skrivaren."
        self._note(_Leaving(made, wanted, Way.PRINTED, words), self._refuse_noting)

    def _save(self, made: Made, wanted: Wanted, form: Form, way: Way) -> None:
        suggested = f"{wanted.order.paper.name}{form.suffix}"
        path = self._session.dialogs.save_path(self._window, form.title, suggested, form.kinds)
        if path is None:
            return
        file = path if path.suffix else path.with_name(f"{path.name}{form.suffix}")
        leaving = _File(file, made.file)
        log = partial(_log, self._session, made, wanted)
        self._session.vault_thread.run(partial(leaving.write, log), None, partial(self._refuse, None))
        noted = _Leaving(made, wanted, way, form.told.format(paper=made.document.title))
        self._note(noted, partial(self._take_back, leaving), leaving.require_written)

    def _note(
        self,
        one: _Leaving,
        refuse: Callable[[CoordinatorError], object],
        require: Callable[[], object] | None = None,
    ) -> None:
        """Note that it has left, in the order in which things are done in the vault; then tell it.

        Asked for at once, while the patient is on screen: what she goes to next is not what is noted on.
        """
        made, wanted = one.made, one.wanted

        def left(record: Record) -> Change:
            if require is not None:
                require()
            return share(
                record, wanted.order, document=made.document, sha256=sha256(made.file).hexdigest(), way=one.way,
                hand_out=wanted.hand_out,
            )  # fmt: skip

        if wanted.way is not None:
            self._session.do(_informed, wanted.way, require).but(refuse)
        self._session.do(left).then(partial(self._tell, one)).but(refuse)

    def _tell(self, one: _Leaving, applied: Applied) -> None:
        recipient, words = one.wanted.order.recipient, one.words
        to = "patienten" if recipient.name == PATIENT else recipient.name.strip()
        if HandedOutPlan in applied.kinds:
            words += f" Version {one.made.document.number} är utlämnad till {to}."
        elif not recipient.is_patient:
            words += f" Det är noterat som lämnat till {to}."
        self.told.emit(words + _restricted(one.made.record))

    def _take_back(self, leaving: "_File", error: CoordinatorError) -> None:
        """What could not be noted must not have left; when nothing was written, that is told already."""
        if leaving.is_written:
            self._session.vault_thread.run(leaving.remove, None, partial(self._refuse, None))
            self._refuse(None, error)

    def _refuse_noting(self, error: CoordinatorError) -> None:
        title = "Papperet är utskrivet, men det är inte noterat"
        self.refused.emit(RuleError(title, f"{error.title}. {error.message}"), None)

    def _refuse(self, once_more: Callable[[], None] | None, error: CoordinatorError) -> None:
        self.refused.emit(error, once_more if isinstance(error, LacksCharacters) else None)


class _File:
    """A file on its way out. Everything of it is done on the vault's thread, where it is also noted."""

    def __init__(self, path: Path, content: bytes) -> None:
        self._path, self._content = path, content
        self.is_written = False

    def write(self, log: Callable[[], object]) -> None:
        """Write it whole; it gets its name when the access log has noted it."""
        require_free(self._path, force=True)  # the dialog has asked about a file that is there
        with written(self._path, self._content):
            log()
        self.is_written = True

    def require_written(self) -> None:
        """Nothing is noted of what was never written."""
        if not self.is_written:
            raise OutputError("Filen är inte skriven", "Därför är inget noterat.")

    def remove(self) -> None:
        """It is not there any more."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError("Filen ligger kvar", "Den är inte noterad som lämnad. Ta bort den själv.") from error


def for_herself(paper: Paper, record: Record) -> Order:
    """A paper for the patient, as it usually is."""
    return Order(paper, recipients(record)[0], attach=paper.carries_record)


def contents(record: Record, wanted: Wanted) -> Contents:
    """What the paper says and what goes with it. RuleError when it may not go."""
    shown = record.after(inform_of_contacts(record, way=wanted.way)) if wanted.way is not None else record
    found = prepared(shown, wanted.order)
    return found.document, found.attachments


def _log(session: Session, made: Made, wanted: Wanted) -> None:
    """What the access log says of a paper that leaves; on the vault's thread."""
    reason = logged_ground(wanted.order)
    session.vault.store.note(Access.PRINT, patient_id=made.record.patient_id, what=made.document.title, reason=reason)


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


def _made(record: Record, make: Make, password: str, *, squares: bool, draw: Draw | None) -> Made:
    """The paper and its file, a PDF unless something else is to be drawn; on the side thread."""
    document, attachments = make(record)
    if draw is not None:
        return Made(record, document, draw(document))
    from ui.paper.pdf import render_pdf, unprintable  # ReportLab is slow to import

    try:
        pdf = render_pdf(document, replace_missing=squares, attachments=attachments)
    except RuleError as error:
        if unprintable(document):
            raise LacksCharacters(error.title, error.message) from error
        raise
    if password:
        from ui.paper.locked_copy import locked_copy

        pdf = locked_copy(pdf, password)
    return Made(record, document, pdf)


def _restricted(record: Record) -> str:
    """What the patient has said of who must not see it, where something leaves the house."""
    wish = record.patient.restrictions.strip()
    return f"\n\nSpärr eller önskemål om vem som inte får se uppgifterna: {wish}" if wish else ""
