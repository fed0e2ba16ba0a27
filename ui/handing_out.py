"""Papers out of the window: printed from memory or saved as PDF, noted in the access log, handed out for good."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QRadioButton, QWidget

from coordinator.careplan import HandedOutPlan, hand_out_plan
from coordinator.change import Applied
from coordinator.contact import InformedWay, inform_of_contacts
from coordinator.desk import Access
from coordinator.document import Document, to_json
from coordinator.documents.catalogue import CARE_PLAN, Paper
from coordinator.errors import CoordinatorError, RuleError
from coordinator.handing_out import handed_out_document, paper_of, plan_to_hand_out
from coordinator.record import Record
from coordinator.whole_file import require_free, written
from ui.dialogs import Question
from ui.fields import LineField
from ui.parts import column, label, row
from ui.session import Session

_PDF = "PDF (*.pdf)"


class LacksCharacters(RuleError):
    """The fonts lack a character; the paper can be made with a square instead."""


@dataclass(frozen=True)
class Made:
    """A paper ready to leave: what it says and its PDF, of one and the same record."""

    record: Record = field(repr=False)
    document: Document = field(repr=False)
    pdf: bytes = field(repr=False)


Use = Callable[[Made], object]
Make = Callable[[Record], Document]


class HandingOut(QObject):
    """Prints, saves and hands out the papers of the patient on screen."""

    told = Signal(str)
    """Something left the house: what to say of it."""
    refused = Signal(object, object)
    """It did not: a CoordinatorError, and what to call to do it with squares for missing characters, or None."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window

    def print_paper(self, paper: Paper = CARE_PLAN, way: InformedWay | None = None) -> None:
        """Print a paper; with ``way``, note as well that its information was given so."""
        self._make(partial(paper_of, make=paper.make, information_given=way), partial(self._print, way=way))

    def save_paper(self, paper: Paper = CARE_PLAN, way: InformedWay | None = None) -> None:
        """Save a paper as PDF; ``way`` as in `print_paper`. The suggested name says what it is and never whose."""
        make = partial(paper_of, make=paper.make, information_given=way)
        self._make(make, partial(self._save, name=paper.name, way=way))

    def print_again(self, number: int) -> None:
        """Print a version that was handed out, exactly as it was."""
        self._make(partial(handed_out_document, number=number), self._print)

    def hand_out(self) -> None:
        """Freeze the plan as it is now and let it go: the one step that asks."""
        self._make(_plan_paper, self._ask)

    def _make(self, make: Make, use: Use, *, squares: bool = False) -> None:
        """Make a paper of the record as it is on disk, after every change under way; then ``use`` it."""
        if self._session.record is None:
            return
        patient_id = self._session.record.patient_id
        again = None if squares else partial(self._make, make, use, squares=True)
        refuse = partial(self._refuse, again)

        def draw(record: Record) -> None:
            self._session.side_thread.run(lambda: _made(record, make, squares=squares), show, refuse)

        def show(made: Made) -> None:
            on_screen = self._session.record
            if on_screen is not None and on_screen.patient_id == patient_id:
                use(made)

        self._session.vault_thread.run(lambda: self._session.vault.store.read(patient_id), draw, refuse)

    def _print(self, made: Made, way: InformedWay | None = None) -> None:
        if self._session.dialogs.print_pdf(self._window, made.pdf, made.document.title):
            self._note_print(made)
            self._inform(way)
            self.told.emit(f"{made.document.title} är skickad till skrivaren.{_restricted(made.record)}")

    def _save(self, made: Made, name: str, way: InformedWay | None = None) -> None:
        path = self._where(name)
        if path is not None:
            words = f"{made.document.title} är sparad som PDF.{_restricted(made.record)}"
            self._write(made, path, words, lambda: self._inform(way))

    def _where(self, name: str) -> Path | None:
        path = self._session.dialogs.save_path(self._window, "Spara som PDF", f"{name}.pdf", _PDF)
        return path.with_name(f"{path.name}.pdf") if path is not None and not path.suffix else path

    def _write(self, made: Made, path: Path, words: str, done: Callable[[], None] | None = None) -> None:
        """Write the file whole; it gets its name when the access log has noted it."""
        store = self._session.vault.store

        def write() -> None:
            require_free(path, force=True)  # the dialog has asked about a file that is there
            with written(path, made.pdf):
                store.note(Access.PRINT, patient_id=made.record.patient_id, what=made.document.title)

        def tell(_nothing: None) -> None:
            if done is not None:
                done()
            self.told.emit(words)

        self._session.vault_thread.run(write, tell, partial(self._refuse, None))

    def _note_print(self, made: Made) -> None:
        patient_id, title = made.record.patient_id, made.document.title
        store = self._session.vault.store
        self._session.vault_thread.run(lambda: store.note(Access.PRINT, patient_id=patient_id, what=title))

    def _inform(self, way: InformedWay | None) -> None:
        if way is not None:
            self._session.do(inform_of_contacts, way=way).but(partial(self._refuse, None))

    def _ask(self, made: Made) -> None:
        """Ask to whom, and whether on paper or as a file."""
        inside = _Inside(made.record)
        number = made.document.number
        question = Question(
            self._window,
            f"Lämna ut version {number}",
            f"Planen fryses som den är nu, och nästa papper blir version {number + 1}. Version {number} går alltid att "
            f"skriva ut igen, precis likadan.{_restricted(made.record)}",
            "Lämna ut",
            inside,
        )
        inside.to.textChanged.connect(lambda text: question.go.setEnabled(bool(text.strip())))
        question.go.setEnabled(bool(inside.to.text().strip()))
        inside.to.setFocus()
        self._session.dialogs.ask(question, lambda: self._hand_out(made, inside.to.text().strip(), inside.on_paper))

    def _hand_out(self, made: Made, to: str, on_paper: bool) -> None:
        words = f"Version {made.document.number} är utlämnad till {to}."
        plan_id = plan_to_hand_out(made.record).id
        if on_paper:
            if not self._session.dialogs.print_pdf(self._window, made.pdf, made.document.title):
                return
            self._note_print(made)
            self._keep(made, plan_id, to, lambda _applied: self.told.emit(words))
            return
        path = self._where(CARE_PLAN.name)
        if path is not None:
            self._keep(made, plan_id, to, lambda _applied: self._write(made, path, words))

    def _keep(self, made: Made, plan_id: UUID, to: str, done: Callable[[Applied], object]) -> None:
        kept = self._session.do(hand_out_plan, plan_id, to=to, document=to_json(made.document))
        kept.then(done).but(partial(self._refuse, None))

    def _refuse(self, again: Callable[[], None] | None, error: CoordinatorError) -> None:
        self.refused.emit(error, again if isinstance(error, LacksCharacters) else None)


class _Inside(QWidget):
    """What the question asks: to whom, and printed or saved."""

    def __init__(self, record: Record) -> None:
        super().__init__()
        self.to = LineField("Till vem", hint="Till exempel patienten och mamma")
        self.to.setText(_last_time(record))
        self.to.selectAll()
        self._print, self._save = QRadioButton("Skriv ut"), QRadioButton("Spara som PDF")
        self._print.setChecked(True)
        for button in (self._print, self._save):
            button.setAccessibleName(button.text())
        self.setLayout(column(label("Till vem?", "strong"), self.to, row(self._print, self._save, 1, spacing=16)))

    @property
    def on_paper(self) -> bool:
        """Whether it is to be printed."""
        return self._print.isChecked()


def _plan_paper(record: Record) -> Document:
    plan_to_hand_out(record)
    return CARE_PLAN.make(record)


def _made(record: Record, make: Make, *, squares: bool) -> Made:
    """The paper and its PDF; on the side thread."""
    from ui.paper.pdf import render_pdf, unprintable  # ReportLab is slow to import

    document = make(record)
    try:
        return Made(record, document, render_pdf(document, replace_missing=squares))
    except RuleError as error:
        if unprintable(document):
            raise LacksCharacters(error.title, error.message) from error
        raise


def _last_time(record: Record) -> str:
    """To whom the plan was handed last, else the patient by name."""
    copies = record.all(HandedOutPlan)
    return copies[-1].handed_to if copies else record.patient.calling_name


def _restricted(record: Record) -> str:
    """What the patient has said of who must not see it, where something leaves the house."""
    wish = record.patient.restrictions.strip()
    return f"\n\nSpärr eller önskemål om vem som inte får se uppgifterna: {wish}" if wish else ""
