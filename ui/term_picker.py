"""Chooses a diagnosis from the code lists while one types its name or code; what is typed may always stay as it is."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from coordinator.entity import Coding
from coordinator.errors import RuleError
from ui.fields import LineField
from ui.form import EntryForm
from ui.form_fields import WrittenEditor
from ui.form_flow import tab_after
from ui.form_values import as_text
from ui.hits_below import KEYS, HitsBelow
from ui.parts import Button, Kind, clear, column, tip
from ui.screen_reader import announce, hits_in_words
from ui.session import Session
from ui.term_hits import Hit, TermHits
from ui.term_shelf import TermShelf

if TYPE_CHECKING:
    from coordinator.terms.term import Term
    from coordinator.terms.term_lists import TermLists

MOST = 8
_LOOKED_THROUGH = 200
"""So many hits are asked for where only those of one list are wanted."""
_MOST_OFFERED, _CODES_ON_A_LINE = 6, 2
NAME, ORPHA_FIELD, ICD_FIELD = "text", "orpha", "icd10"
READING = "Läser kodlistorna …"
NONE = "Inget i kodlistorna passar. Det du skriver sparas som det står."
NO_ICD = "ICD-10-SE är inte intagen än; det görs under Kodverk. Koden kan skrivas som den är."
HELP = f"{KEYS} Det går lika bra att skriva klart."
UNDIAGNOSED_WORDS = "Odiagnostiserad efter full utredning"


class TermPicker(QObject):
    """Belongs to a form of a diagnosis: offers terms below its fields, and writes the one that is chosen in them."""

    def __init__(self, form: EntryForm, session: Session) -> None:
        super().__init__(form)
        self.form = form
        self.shelf = TermShelf.of(session)
        self.shelf.loaded.connect(self._loaded)
        self.lines: dict[str, LineField] = {}
        for name in (NAME, ORPHA_FIELD, ICD_FIELD):
            line = form.fields[name].editor.main
            if isinstance(line, LineField):
                self.lines[name] = line
                line.textEdited.connect(partial(self._typed, name))
                line.textChanged.connect(self.offer)
        self._below = {name: HitsBelow(line, "Förslag ur kodlistorna") for name, line in self.lines.items()}
        for name, below in self._below.items():
            below.taken.connect(partial(self._take, name))
        self._waits_for_quick_pick = False
        self.undiagnosed = Button(UNDIAGNOSED_WORDS, Kind.QUIET, icon="circle-question-mark", press=self._quick_pick)
        self.undiagnosed.setAccessibleName(f"{UNDIAGNOSED_WORDS}, ORPHA:616874")
        form.fields[NAME].show_below(self.undiagnosed)
        QWidget.setTabOrder(self.lines[NAME], self.undiagnosed)
        self.offers = _Offers(self.lines[ICD_FIELD])
        form.fields[ICD_FIELD].show_below(self.offers)
        self.offer()

    def hits(self, name: str) -> TermHits:
        """The box of a field, made when it is first needed."""
        return self._below[name].box

    def offer(self) -> None:
        """Offer what fits what stands in the fields: codes for the condition, or that there is no diagnosis."""
        texts = {name: line.text().strip() for name, line in self.lines.items()}
        self.undiagnosed.setVisible(not texts[NAME] and not texts[ORPHA_FIELD])
        if not texts[ORPHA_FIELD] or texts[ICD_FIELD]:
            self.offers.show_terms([], self._take_offered)
        if not (texts[ORPHA_FIELD] or texts[ICD_FIELD]):
            return
        if self.shelf.lists is None:
            if not texts[ICD_FIELD]:
                self.shelf.load()
            return
        self._recognise(self.shelf.lists)
        if not texts[ICD_FIELD]:
            self.offers.show_terms(self._fitting(self.shelf.lists), self._take_offered)

    # Looking for what is typed

    def _typed(self, name: str, text: str) -> None:
        self._waits_for_quick_pick = False  # somebody thought better of it
        if not text.strip():
            self._below[name].close_box()
            return
        self.shelf.load()
        self._find(name)

    def _loaded(self) -> None:
        for name, below in self._below.items():
            if below.is_open:
                self._find(name)
        if self._waits_for_quick_pick:
            self._quick_pick()
        self.offer()

    def _find(self, name: str) -> None:
        typed, lists = self.lines[name].text(), self.shelf.lists
        if lists is None:
            self._below[name].show_hits([], READING)
            return
        found = _found(lists, name, typed)
        if found:
            self._below[name].show_hits(found, f"{hits_in_words(len(found))}. {HELP}")
        else:
            self._below[name].show_hits([], NO_ICD if name == ICD_FIELD and not _has_icd(lists) else NONE)

    # Choosing

    def _take(self, name: str, hit: "Hit[Term]") -> None:
        """Write the term where it belongs. A name that stands there gives way only when it was what one typed."""
        from coordinator.terms.term import ICD_10_SE, OWN

        self._below[name].close_box()
        values: dict[str, object] = {}
        if name == NAME or not self.lines[NAME].text().strip():
            values[NAME] = hit.term.display or hit.term.written_code
        if hit.term.system != OWN:
            values[ICD_FIELD if hit.term.system == ICD_10_SE else ORPHA_FIELD] = hit.term.coding()
        self.form.choose(**values)
        announce(self.lines[name], f"Valt: {hit.words}")

    def _take_offered(self, term: "Term") -> None:
        self.form.choose(icd10=term.coding())
        self.lines[ICD_FIELD].setFocus(Qt.FocusReason.OtherFocusReason)

    def _quick_pick(self) -> None:
        """That no diagnosis was found; the lists may have to be read first."""
        lists = self.shelf.lists
        self._waits_for_quick_pick = lists is None
        if lists is None:
            self.shelf.load()
            return
        from coordinator.terms.term_lists import quick_picks

        had_focus = self.undiagnosed.hasFocus()
        for term in quick_picks(lists):
            self._take(NAME, _hit(lists, term, ""))
        if had_focus:
            self.lines[NAME].setFocus(Qt.FocusReason.OtherFocusReason)

    def _recognise(self, lists: "TermLists") -> None:
        """A code that was chosen and is a draft since, of which only the words were kept, is what was chosen again."""
        from coordinator.terms.term import ICD_10_SE, ORPHA

        for name, system in ((ORPHA_FIELD, ORPHA), (ICD_FIELD, ICD_10_SE)):
            written, editor = self.lines[name].unfinished(), self.form.fields[name].editor
            term = lists.term(system, written.split()[0]) if written and written.split() else None
            if term is not None and isinstance(editor, WrittenEditor) and as_text(term.coding()) == written:
                editor.choose(term.coding())

    def _fitting(self, lists: "TermLists") -> "Sequence[Term]":
        """The ICD-10-SE codes that may fit the condition."""
        from coordinator.terms.term import ORPHA
        from coordinator.terms.term_lists import suggested

        try:
            coding = self.form.fields[ORPHA_FIELD].editor.value()
        except RuleError:
            return ()
        term = lists.term(ORPHA, coding.code) if isinstance(coding, Coding) and coding.code else None
        return suggested(lists, term)[:_MOST_OFFERED] if term is not None else ()


class _Offers(QWidget):
    """Codes to press, each to be checked; none is ever taken by itself."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self._field = field
        self.setLayout(column(spacing=0))
        self._codes: list[str] = []
        self.buttons: list[Button] = []
        self.hide()

    def show_terms(self, terms: "Sequence[Term]", take: "Callable[[Term], object]") -> None:
        """Offer these; with none there is nothing to see."""
        codes = [term.code for term in terms]
        if codes != self._codes:
            self._codes, self.buttons = codes, [_offer_of(term, take) for term in terms]
            inside = self.layout()
            if inside is not None:
                clear(inside)
                for button in self.buttons:
                    inside.addWidget(button)
                tab_after(self._field, self)
        self.setVisible(bool(codes))


def _offer_of(term: "Term", take: "Callable[[Term], object]") -> Button:
    from coordinator.terms.term import TO_CHECK

    made = Button("", Kind.NAV, icon="plus", press=partial(take, term))
    made.say(f"{term.code} {term.name}".strip(), note=TO_CHECK)
    made.setAccessibleName(f"ICD-10-SE {term.code} {term.name}".strip() + f", {TO_CHECK}")
    made.setToolTip(tip(f"{term.code} {term.name}".strip()))
    return made


def _found(lists: "TermLists", name: str, typed: str) -> "list[Hit[Term]]":
    """At most `MOST` terms for a field: of every list for the name, of its own list for a code."""
    from coordinator.terms.searching import search
    from coordinator.terms.term import ICD_10_SE, ORPHA

    if name == NAME:
        terms = search(lists, typed, MOST)
    else:
        system = ORPHA if name == ORPHA_FIELD else ICD_10_SE
        terms = [term for term in search(lists, typed, _LOOKED_THROUGH) if term.system == system][:MOST]
    return [_hit(lists, term, typed) for term in terms]


def _hit(lists: "TermLists", term: "Term", typed: str) -> "Hit[Term]":
    from coordinator.terms.searching import name_met
    from coordinator.terms.term import TO_CHECK
    from coordinator.terms.term_lists import suggested

    met = name_met(term, typed)
    codes = [one.code for one in suggested(lists, term)]
    said = [f"{code} ({TO_CHECK})" for code in codes[:_CODES_ON_A_LINE]]
    if len(codes) > len(said):
        said.append(f"och {len(codes) - len(said)} till")
    more = [f"också: {met}"] if met else []
    more += [f"ICD-10-SE {', '.join(said)}"] if said else []
    return Hit(term, term.display, term.written_code if term.code else "", term.remark, ". ".join(more))


def _has_icd(lists: "TermLists") -> bool:
    from coordinator.terms.read_list import ListKind

    return lists.has(ListKind.ICD_10_SE)
