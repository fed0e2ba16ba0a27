"""Adding a row: the national terms are offered while one types; then the fields of the type that was chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.record import Record
from coordinator.swedish import folded
from coordinator.umi.kinds import AlertType
from coordinator.umi.row import AlertInformation
from coordinator.umi.term_search import TermAnswer, search_terms
from coordinator.umi.terms import NationalTerm
from ui.drafts import Drafts
from ui.entry_lines.beginning import Beginning
from ui.hits_below import KEYS, HitsBelow
from ui.pages.quick_add import QuickLine
from ui.pages.umi_fields import codes_in_words
from ui.pages.umi_new import NewAlert, begun
from ui.pages.umi_offers import FREE, IS_MEDICINE, Offers
from ui.parts import column
from ui.screen_reader import hits_in_words
from ui.session import Session
from ui.term_hits import Hit

HINT = "Lägg till UMI: skriv term, till exempel latex"
_LINE = f"{AlertInformation.KIND}:ny:rad"
_ELSE = "Tab: när ingen passar."
_KINDS = ", ".join(one.label.lower() for one in FREE)


class AddAlert(QWidget):
    """The line, and in its place the form of the term that was chosen."""

    as_text = Signal(str)
    """What is typed is no uppmärksamhetsinformation: it is to be the heading of a new akutinformation."""
    added = Signal(object)
    """A row is on disk; its id."""
    reached = Signal(object)
    """A widget that is to be seen."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__()
        self.session, self.drafts = session, drafts
        self._record: Record | None = None
        self.line = QuickLine("Lägg till UMI", "plus", hint=HINT, height=36)
        self.below = HitsBelow(self.line, "Termer ur den nationella listan")
        self.offers = Offers()
        self.beginning = Beginning(session, drafts)
        self.setLayout(column(self.line, self.offers, self.beginning, spacing=6))
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._show_offers)
        self.line.textEdited.connect(self._offer)
        self.line.returnPressed.connect(self._enter)
        self.below.taken.connect(self._take)
        self.offers.as_text.connect(self._to_text)
        self.offers.medicine.connect(self._take_medicine)
        self.beginning.left.connect(self._left)
        self.beginning.added.connect(self._added)

    @property
    def form(self) -> NewAlert | None:
        """The form of a new row, while it is open."""
        made = self.beginning.form
        return made if isinstance(made, NewAlert) else None

    def show_record(self, record: Record) -> None:
        """Show a record: another patient's, or the same one after a change."""
        another = self._record is None or self._record.patient_id != record.patient_id
        self._record = record
        if not another:
            if self.form is not None:
                self.form.form.show_blank(record)
            return
        self.drafts.keep_now()
        self.beginning.put_away()
        self.line.setText("")
        self.line.show_saved("")
        self.drafts.watch(self.line, _LINE)
        which = begun(self.session)
        self.line.setVisible(which is None)
        if which is not None:
            self.begin(*which, goes_on=True)

    def start(self) -> bool:
        """Put the keyboard where one begins; whether there is anywhere."""
        if not self.beginning.start():
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # While one types

    def _show_offers(self, typed: str) -> None:
        self.offers.show_answer(search_terms(typed), typed)

    def _offer(self, typed: str) -> None:
        """Open the box below the line; with nothing in it what is said stands on the page itself."""
        answer = search_terms(typed)
        if answer.hits:
            said = [answer.said] if answer.said else []
            note = " ".join([f"{hits_in_words(len(answer.hits))}.", *said, KEYS, *([] if said else [_ELSE])])
            self.below.show_hits([_hit(one) for one in answer.hits], note)
        else:
            self.below.close_box()
        if answer.said:
            self.below.tell(f"{answer.said} {IS_MEDICINE} {_KINDS}." if answer.as_text else answer.said)

    def _enter(self) -> None:
        """Take the term that is typed in full, or the only one; else go to the first that is offered."""
        typed = self.line.text()
        answer = search_terms(typed)
        term = _meant(answer, typed)
        if term is not None:
            self._take(_hit(term))
        elif answer.hits:
            self._offer(typed)
            self.below.step(1)
        elif self.offers.offers:
            self.offers.start()

    # What was chosen

    def _take(self, hit: Hit[NationalTerm]) -> None:
        self.begin(hit.term.type, hit.term.term)

    def _take_medicine(self, kind: AlertType) -> None:
        self.begin(kind, self.line.text())

    def _to_text(self) -> None:
        words = " ".join(self.line.text().split())
        self._empty_line()
        self.as_text.emit(words)

    def begin(self, kind: AlertType, term: str, *, goes_on: bool = False) -> None:
        """Open the form of a new row. goes_on: it was open when it went away."""
        if self._record is None:
            return
        self.below.close_box()
        self.offers.hide()
        self.beginning.open(
            lambda session, drafts: NewAlert(session, drafts, kind, term, goes_on=goes_on), self._record,
            after=self.line,
        )  # fmt: skip
        self.line.hide()
        if self.form is not None:
            self.form.stuck.connect(self._show_fault)
        if not goes_on:
            self.beginning.start()
            self.reached.emit(self.beginning)

    def _show_fault(self) -> None:
        """Let the field be seen with what is said below it; or what is said of the whole form."""
        fields = self.form.form.fields.values() if self.form is not None else ()
        told = next((one for one in fields if one.editor.main.hasFocus()), None)
        self.reached.emit(told or self.beginning)

    def _left(self) -> None:
        """Escape in the form: back to what was typed."""
        self.line.show()
        self._show_offers(self.line.text())
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _added(self, id: object) -> None:
        self._empty_line()
        self.line.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)  # whoever hears of the row may go to it
        self.added.emit(id)

    def _empty_line(self) -> None:
        self.line.setText("")
        self.line.show_saved("")
        self.drafts.keep_now()


def _meant(answer: TermAnswer, typed: str) -> NationalTerm | None:
    """The one term that is meant: it is typed in full, or the only one that holds what is typed."""
    asked = folded(" ".join(typed.split()))
    full = next((one for one in answer.hits if folded(one.term) == asked), None)
    holds = [one for one in answer.hits if asked in folded(one.term)]
    return full or (holds[0] if len(holds) == len(answer.hits) == 1 else None)


def _hit(one: NationalTerm) -> Hit[NationalTerm]:
    icd = [f"ICD-10-SE {codes_in_words(one.icd10)}"] if one.icd10 else []
    atc = [f"ATC {codes_in_words(one.atc)}"] if one.atc else []
    return Hit(one, one.term, f"{one.type.stored} {one.type.label}", more=". ".join(icd + atc))
