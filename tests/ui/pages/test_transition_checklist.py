"""The checklist without the mouse: who answers, a figure a line, what was said before; and what a clinician judged."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coordinator.record import Record
from coordinator.transition.belonging import answers_of, rounds
from coordinator.transition.checklist import Ability, Answerer, ChecklistRound, MaturityAssessment
from coordinator.transition.checklists import questions
from tests.ui.conftest import press, type_into
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.form_choice import ChoiceBox
from ui.pages.page import Page
from ui.pages.transition_checklist import Checklists
from ui.pages.transition_checklist_row import ORDER, AbilityChoice, AnswerRow, draft_name
from ui.parts import column
from ui.session import Session

Idle = Callable[[], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


class ChecklistPage(Page):
    """The part by itself."""

    NAME, TITLE, ICON = "transition", "Övergång", "route"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.part = Checklists(session, drafts)
        self.setLayout(column(self.part, 1))

    def show_record(self, record: Record) -> None:
        self.part.show_record(record)


@pytest.fixture
def part(page_of: Callable[..., ChecklistPage]) -> Checklists:
    return page_of(ChecklistPage, "fyller-18").part


def on_line(part: Checklists) -> str:
    """The question whose line has the keyboard."""
    here = focused()
    return next(key for key, one in part.rows.rows.items() if one.choice is here)


def said(session: Session, place: int = 0) -> dict[str, Ability]:
    """What is answered in a round, the latest first."""
    record = record_of(session)
    return {key: one.answer for key, one in answers_of(record, rounds(record)[place].id).items()}


def about(one: AnswerRow) -> str:
    return one._about.text()


def test_half_answered_with_pictures_it_goes_on_by_figures_from_area_to_area(
    part: Checklists, session: Session, idle: Idle
) -> None:
    assert part.isVisible() and not part.answers.isVisible() and part.rows.rows == {}
    part.fold.setFocus()
    press(part.fold, Qt.Key.Key_Return)
    shown = [key for key, one in part.rows.rows.items() if one.isVisible()]
    assert shown == ["condition_name", "medicines", "warning_signs", "emergency_who"] and on_line(part) == shown[-1]
    assert about(part.rows.rows["medicines"]) == "Närstående, Nina Ödestrand, 22 nov 2025: Inte än"
    assert part.rows.rows["medicines"].note.text() == "Mamma delar dem för en vecka"
    assert not part.rows.rows["emergency_who"].note.isVisible(), "a note belongs to an answer"
    here = focused()
    press(here, Qt.Key.Key_Tab)
    assert focused() is part.rows.previous, "the tab key goes on where the lines stand"
    here.setFocus()
    press(focused(), Qt.Key.Key_2)
    assert on_line(part) == "book_visit" and not part.rows.rows["medicines"].isVisible()
    assert part.rows._where.text() == "Del 2 av 6: Göra själv i vården"
    idle()
    assert said(session)["emergency_who"] is Ability.WITH_HELP
    press(focused(), Qt.Key.Key_Up)
    assert on_line(part) == "emergency_who" and part.rows.rows["emergency_who"].note.isVisible()
    press(focused(), Qt.Key.Key_Right)
    idle()
    assert said(session)["emergency_who"] is Ability.NOT_YET and on_line(part) == "emergency_who"
    press(focused(), Qt.Key.Key_Delete)
    idle()
    assert "emergency_who" not in said(session) and part.rows.rows["emergency_who"].choice.place is None
    session.undo()
    idle()
    assert said(session)["emergency_who"] is Ability.NOT_YET and on_line(part) == "emergency_who"
    part.rows.next.click()
    assert on_line(part) == "book_visit"
    part.rows.turn(-2)
    assert on_line(part) == "summary" and part.rows._where.text() == "Del 6 av 6: Det som ska följa med"


def test_a_relative_says_who_she_is_and_answers_every_question_without_the_mouse(
    part: Checklists, session: Session, idle: Idle
) -> None:
    part.begin()
    assert part.beginning.form is not None
    who = part.beginning.form.form.fields["answered_by"].editor.main
    assert isinstance(who, ChoiceBox)
    who._choose(Answerer.RELATIVE)
    press(focused(), Qt.Key.Key_Return, CONTROL)
    idle()
    assert (
        part.beginning.form.form.fields["name"].fault_text.startswith("Namnet saknas")
        and len(rounds(record_of(session))) == 2
    )
    type_into(focused(), "Urban Ödestrand")
    press(focused(), Qt.Key.Key_Return, CONTROL)
    idle()
    latest = rounds(record_of(session))[0]
    assert (latest.answered_by, latest.name) == (Answerer.RELATIVE, "Urban Ödestrand") and part.beginning.form is None
    assert on_line(part) == "condition_name" and all(one.isVisible() for one in part.rows.rows.values())
    assert about(part.rows.rows["medicines"]) == (
        "Förra gången, 22 nov 2025: Inte än\nDen unge tillsammans med Stina Broman, psykolog, 18 okt 2026: Med hjälp"
    )
    for place in range(len(questions())):
        press(focused(), (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)[place % 4])
    idle()
    assert list(said(session).values()) == [ORDER[place % 4] for place in range(len(questions()))]
    assert on_line(part) == list(questions())[-1]
    assert about(part.rows.rows["book_visit"]).startswith("Förra gången, 22 nov 2025: Inte än")
    assert said(session, 1)["medicines"] is Ability.WITH_HELP, "the young person's own answers stand as they were"


def test_a_note_is_kept_half_written_and_a_round_is_taken_away_and_comes_back(
    part: Checklists, session: Session, idle: Idle, open_patient: Callable[[str], None], drafts: Drafts
) -> None:
    part._turn()
    row = part.rows.rows["medicines"]
    row.note.setFocus()
    row.note.setText("Dosett")
    drafts.keep_now()
    latest = rounds(record_of(session))[0]
    open_patient("tom")
    assert not part.isVisible(), "nothing of a grown-up with nothing filled in"
    open_patient("fyller-18")
    assert part.answers.isVisible() and part.rows.rows["medicines"].note.text() == "Dosett"
    assert session.kept(session.draft_key(draft_name(latest.id, "medicines"))) == "Dosett"
    part.rows.rows["medicines"].note.finish()
    idle()
    held = answers_of(record_of(session), latest.id)["medicines"]
    assert (held.note, held.answer) == ("Dosett", Ability.WITH_HELP)
    part.remove.click()
    idle()
    assert [one.answered_by for one in rounds(record_of(session))] == [Answerer.RELATIVE]
    assert part.told.isVisible() and focused() is part.add and part.which.chosen() != latest.id
    session.undo()
    idle()
    assert len(said(session)) == 11 and part.which.count() == 2


def test_a_judgement_is_written_in_with_whose_it_is(part: Checklists, session: Session, idle: Idle) -> None:
    assert part.maturity.isVisible() and len(part.maturity.entries.lines.ids) == 1
    part.maturity.add.click()
    new = part.maturity.entries.new
    assert new is not None
    written: dict[str, Any] = {"about": "Läsa journalen på 1177", "assessment": "Förstår vad som står där."}
    for name, text in written.items():
        type_into(new.form.fields[name].editor.main, text)
    new.add()
    idle()
    assert new.form.fields["assessed_by"].fault_text and len(record_of(session).all(MaturityAssessment)) == 1
    type_into(focused(), "Eva Lund, läkare")
    new.add()
    idle()
    one = record_of(session).all(MaturityAssessment)[-1]
    assert (one.about, one.assessed_by, one.assessed_on) == (
        "Läsa journalen på 1177", "Eva Lund, läkare", record_of(session).today,
    )  # fmt: skip


def test_no_answer_is_drawn_as_better_than_another(qtbot: Any, dressed: QWidget) -> None:
    choice = AbilityChoice()
    qtbot.addWidget(choice)
    assert len({choice.look_of(place) for place in range(len(ORDER))}) == 1
    assert tuple(Ability) == ORDER
    choice.show_answer(None, of="Jag frågar.")
    assert choice.accessibleName() == "Jag frågar.: inte besvarad"
    press(choice, Qt.Key.Key_Left)
    assert choice.place == len(ORDER) - 1
    choice.show_answer(None, of="Jag frågar.")
    press(choice, Qt.Key.Key_Right)
    assert choice.place == 0


def test_an_entry_is_found_by_its_id(part: Checklists, session: Session) -> None:
    record = record_of(session)
    (relative,) = [one for one in record.all(ChecklistRound) if one.answered_by is Answerer.RELATIVE]
    answer = answers_of(record, relative.id)["travel"]
    assert part.open(answer.id) and on_line(part) == "travel" and part.which.chosen() == relative.id
    assert part.open(record.all(MaturityAssessment)[0].id) and part.maturity.entries.box is not None
    assert not part.open(record.patient_id)
