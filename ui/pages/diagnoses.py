"""*Diagnoser*: the main one first, how sure each is, its codes and where it comes from; and the state as a question."""

from dataclasses import replace
from functools import partial

from coordinator.days_left import with_year
from coordinator.diagnosis import Certainty, EmergencyWish, RareCondition
from coordinator.documents.phrases import source_line
from coordinator.entity import Coding, Entity
from coordinator.page import Page as PageName
from coordinator.record import Record
from coordinator.umi.texts import text_of_condition
from ui.chips import CHOSEN, FACT, GAP, OWN, Sign
from ui.drafts import Drafts
from ui.entry_lines.entry_box import NewEntry
from ui.entry_lines.entry_list import EntryList
from ui.entry_lines.group import Group
from ui.entry_lines.line import Line
from ui.form_question import Question
from ui.pages.entries_page import EntriesPage
from ui.parts import Button, Empty, Kind, column
from ui.session import Session
from ui.term_picker import TermPicker

_QUESTION = "diagnosis_state"
_FIRST = ("text", "certainty", "main", "rare", "orpha", "icd10", "snomed", "diagnosed_on", "source")
_WISH = ("emergency_wish", "emergency_wish_by")


class DiagnosesPage(EntriesPage):
    """Every diagnosis of the patient, in the physician's words."""

    NAME = PageName.DIAGNOSES.stored
    TITLE = PageName.DIAGNOSES.label
    ICON = "star"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        add = Button("Lägg till diagnos", Kind.PRIMARY, icon="plus")
        first = Button("Lägg till diagnos", Kind.PRIMARY, icon="plus")
        words = "Skriv diagnosen som läkaren har uttryckt den. Koder är frivilliga och kan läggas till efteråt."
        self.question = Question(session, drafts, _QUESTION, "diagnosis_checked", "diagnosis_checked_by")
        self.texts = Button("Akutinformation", Kind.QUIET, icon="shield-alert", press=self._to_texts, parent=self)
        self.texts.hide()  # until it stands in the box of a diagnosis
        self._picker: TermPicker | None = None
        self.entries = EntryList(
            session, drafts, RareCondition, self._groups, first=_FIRST, new=_new_diagnosis,
            add=add, empty=Empty("star", "Inga diagnoser än", words, first), empty_add=first, shown=self._shown,
            tools=[self.texts],
        )  # fmt: skip
        self._lay_out(column(self.question, self.entries, spacing=12), add)

    def _groups(self, record: Record) -> list[Group]:
        return self.entries.standing(*sort(record), "som är avskrivna", partial(_said_in, record))

    def show_record(self, record: Record) -> None:
        self.question.show_record(record)
        super().show_record(record)

    def _shown(self, entry: Entity, record: Record) -> None:
        box = self.entries.box
        if box is None or not isinstance(entry, RareCondition):
            return
        if self._picker is None:
            self._picker = TermPicker(box.form, self.session)
        holds = entry.certainty is not Certainty.RULED_OUT
        there = text_of_condition(record, entry.id, entry.text) is not None
        for name in _WISH:
            box.form.fields[name].setVisible(holds or getattr(entry, name) not in ("", EmergencyWish.NOT_ASKED))
        self.texts.setVisible(holds or there)
        self.texts.say("Visa akutinformation" if there else "Skriv akutinformation")

    def _to_texts(self) -> None:
        """Go to the akutinformation about the diagnosis that is open, or to write it."""
        if self.entries.box is not None:
            self.session.wanted.emit(PageName.UMI.stored, self.entries.box.entry_id)

    def start(self, target: object = None) -> None:
        """Go to a diagnosis by its id, to the question by its name, or begin a new one by "new"."""
        asks = self.question.is_open and self.entries.is_empty
        if target == _QUESTION or (asks and target != "new"):
            self.question.start()
            self._bring_into_view(self.question)
        else:
            super().start(target)

    @staticmethod
    def note(record: Record) -> str:
        """How many stand that are not ruled out."""
        count = sum(one.certainty is not Certainty.RULED_OUT for one in record.all(RareCondition))
        return str(count) if count else ""


def _new_diagnosis(session: Session, drafts: Drafts) -> NewEntry:
    made = NewEntry(session, drafts, RareCondition, _FIRST)
    TermPicker(made.form, session)
    return made


def sort(record: Record) -> tuple[list[RareCondition], list[RareCondition]]:
    """The main diagnosis first, the suspected ones last; and those that are ruled out."""
    every = record.all(RareCondition)
    standing = [one for one in every if one.certainty is not Certainty.RULED_OUT]
    standing.sort(key=lambda one: (not one.main, one.certainty is Certainty.SUSPECTED))
    return standing, [one for one in every if one.certainty is Certainty.RULED_OUT]


def _said_in(record: Record, one: RareCondition) -> Line:
    """What stands on the line, with whether akutinformation exists for the diagnosis, or is wanted and does not."""
    line = said(one)
    if text_of_condition(record, one.id, one.text) is not None:
        return replace(line, signs=(*line.signs, Sign("Akutinformation finns", FACT, "shield-alert")))
    is_wanted = one.emergency_wish is EmergencyWish.WANTED and one.certainty is not Certainty.RULED_OUT
    missing = [Sign("Akutinformation saknas", GAP, "circle-dashed")] if is_wanted else []
    return replace(line, signs=(*line.signs, *missing))


def said(one: RareCondition) -> Line:
    """What stands on the line of one diagnosis."""
    since = f"Sedan {with_year(one.diagnosed_on)}" if one.diagnosed_on else ""
    codes = [("ORPHA", one.orpha), ("ICD-10-SE", one.icd10), ("SNOMED CT", one.snomed)]
    coded = ". ".join(f"{system} {_code(coding)}" for system, coding in codes if coding is not None and _code(coding))
    told = source_line(one.source, one.checked_on, one.checked_by)
    certainty = {Certainty.SUSPECTED: OWN, Certainty.RULED_OUT: FACT}
    signs = [
        *([Sign("Huvuddiagnos", CHOSEN, "star")] if one.main else []),
        *([Sign(one.certainty.label, certainty[one.certainty])] if one.certainty in certainty else []),
        *([Sign("Sällsynt hälsotillstånd", FACT)] if one.rare else []),
        *([] if one.source.strip() else [Sign("Källa saknas", GAP, "circle-dashed")]),
    ]
    notes = [("body", one.plain_words.strip()), ("note", coded), ("note", told)]
    return Line(
        one.id, one.text.strip(), about=since, signs=tuple(signs), notes=tuple(note for note in notes if note[1])
    )


def _code(coding: Coding) -> str:
    return f"{coding.code} {coding.display or coding.original_text}".strip()
