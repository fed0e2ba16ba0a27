"""The vårdplan page: written in place, saved when an edit is finished, nothing lost."""

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from coordinator.careplan import (
    CareGoal,
    CarePlan,
    GoalResult,
    Intervention,
    InterventionStatus,
    PlanStatus,
    add_goal,
    add_intervention,
    current_plan,
    goals_of,
    interventions_of,
)
from coordinator.change import Add, Change
from coordinator.contact import Contact
from coordinator.entries import edit_entry
from coordinator.record import Record
from coordinator.taken_in import FileForm, TakenIn
from tests.ui.conftest import TypeText, press
from ui.drafts import Drafts
from ui.pages.careplan import CarePlanPage
from ui.pages.careplan_goal import GoalCard
from ui.pages.careplan_sheet import PlanSheet
from ui.session import Session
from ui.theme import LIGHT, appearance

# The offscreen screen has no windows to raise, as a menu or a list of suggestions wants.
pytestmark = pytest.mark.qt_log_ignore("does not support raise", "grabbing the keyboard", extend=True)

Idle = Callable[[], None]
Open = Callable[[str], None]


@pytest.fixture
def page(session: Session, qtbot: QtBot, idle: Idle) -> Iterator[CarePlanPage]:
    made = CarePlanPage(session, Drafts(session))
    qtbot.addWidget(made)
    made.resize(1152, 650)

    def show() -> None:
        if session.record is not None:
            made.show_record(session.record)

    session.record_changed.connect(show)
    made.show()
    yield made
    idle()
    made.drafts.keep_now()


@pytest.fixture
def child(page: CarePlanPage, open_patient: Open) -> CarePlanPage:
    """The page with a plan of three goals."""
    open_patient("barn")
    return page


@pytest.fixture
def empty(page: CarePlanPage, open_patient: Open) -> CarePlanPage:
    """The page of somebody of whom nothing is written."""
    open_patient("tom")
    return page


def sheet_of(page: CarePlanPage) -> PlanSheet:
    assert page.sheet is not None
    return page.sheet


def record_of(page: CarePlanPage) -> Record:
    assert page.session.record is not None
    return page.session.record


def plan_of(page: CarePlanPage) -> CarePlan:
    plan = current_plan(record_of(page))
    assert plan is not None
    return plan


def goals(page: CarePlanPage) -> list[CareGoal]:
    return goals_of(record_of(page), plan_of(page))


def cards(page: CarePlanPage) -> list[GoalCard]:
    """The goals as they stand on the page, from above."""
    found = page.findChildren(GoalCard)
    return sorted(
        (one for one in found if not one.isHidden()), key=lambda one: one.mapTo(sheet_of(page), QPoint(0, 0)).y()
    )


def field(page: CarePlanPage, name: str) -> QLineEdit | QPlainTextEdit:
    """The one field that a screen reader calls ``name``."""
    (found,) = [
        one for kind in (QLineEdit, QPlainTextEdit) for one in page.findChildren(kind)
        if one.accessibleName() == name and one.isVisible()
    ]  # fmt: skip
    assert isinstance(found, QLineEdit | QPlainTextEdit)
    return found


def focus() -> QWidget:
    """What has the focus."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def write(field: QWidget, text: str, type_text: TypeText) -> None:
    """Replace what stands in the field and leave it."""
    field.setFocus()
    field.selectAll()  # type: ignore[attr-defined]  # both kinds of field have it
    type_text(field, text)
    assert field.isVisible()
    field.clearFocus()


def words_on(page: CarePlanPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def test_the_first_words_begin_the_plan_and_one_undo_takes_it_back(
    empty: CarePlanPage, idle: Idle, type_text: TypeText
) -> None:
    assert current_plan(record_of(empty)) is None and not empty.head.hand_out.isEnabled()
    assert "Planen börjar med det första du skriver." in words_on(empty)
    write(sheet_of(empty).matters, "Fråga mig först, inte mamma. Åäö!", type_text)
    idle()
    assert plan_of(empty).what_matters == "Fråga mig först, inte mamma. Åäö!"
    assert plan_of(empty).status is PlanStatus.DRAFT and empty.head.hand_out.isEnabled()
    assert empty.note(record_of(empty)) == "utkast"
    empty.session.undo()
    idle()
    assert current_plan(record_of(empty)) is None
    assert sheet_of(empty).matters.text() == ""
    assert empty.note(record_of(empty)) == ""


def test_two_first_edits_at_once_make_one_plan(empty: CarePlanPage, idle: Idle, type_text: TypeText) -> None:
    write(sheet_of(empty).matters, "Musik", type_text)
    sheet_of(empty).new_goal.setFocus()
    type_text(sheet_of(empty).new_goal, "Åka buss")
    press(sheet_of(empty).new_goal, Qt.Key.Key_Return)
    idle()
    assert len(record_of(empty).all(CarePlan)) == 1
    assert (plan_of(empty).what_matters, [one.goal for one in goals(empty)]) == ("Musik", ["Åka buss"])


def test_a_goal_and_its_insats_by_keyboard_alone(empty: CarePlanPage, idle: Idle, type_text: TypeText) -> None:
    new = sheet_of(empty).new_goal
    new.setFocus()
    type_text(new, "Åka buss själv")
    press(new, Qt.Key.Key_Return)
    idle()
    (card,) = cards(empty)
    assert new.text() == "" and focus() is card.quick.field  # she goes on where she is
    type_text(card.quick.field, "Övar vägen, mamma, 1 dec")
    assert "Blir: Övar vägen · mamma · 2026-12-01, v. 49" in words_on(empty)
    press(card.quick.field, Qt.Key.Key_Return)
    idle()
    (one,) = record_of(empty).all(Intervention)
    assert (one.what, one.responsible, one.due) == ("Övar vägen", "mamma", date(2026, 12, 1))
    assert card.quick.field.text() == "" and focus() is card.quick.field


def test_an_insats_is_added_by_a_button_too(child: CarePlanPage, idle: Idle) -> None:
    line = cards(child)[0].quick
    before = len(record_of(child).all(Intervention))
    assert not line.add.isVisible()
    line.field.setFocus()
    line.field.setText("Övar vägen")  # as a screen reader does it
    assert line.add.isVisible()
    line.add.click()
    idle()
    assert len(record_of(child).all(Intervention)) == before + 1
    assert line.field.text() == "" and not line.add.isVisible() and focus() is line.field


def test_leaving_the_quick_line_adds_nothing(child: CarePlanPage, idle: Idle, type_text: TypeText) -> None:
    before = record_of(child).all(Intervention)
    write(cards(child)[0].quick.field, "Halvfärdigt", type_text)
    idle()
    assert record_of(child).all(Intervention) == before
    assert cards(child)[0].quick.field.text() == "Halvfärdigt"


def test_a_day_that_does_not_exist_is_said_beside_the_line_and_the_text_stays(
    child: CarePlanPage, idle: Idle, type_text: TypeText
) -> None:
    line = cards(child)[0].quick.field
    before = record_of(child).all(Intervention)
    type_text(line, "Övar, 31 februari 2027")
    press(line, Qt.Key.Key_Return)
    idle()
    assert "Februari har 28 dagar 2027. Skriv ett annat datum." in words_on(child)
    assert line.text() == "Övar, 31 februari 2027" and line.property("faulty") is True
    assert record_of(child).all(Intervention) == before


def first_row(page: CarePlanPage) -> tuple[GoalCard, Intervention]:
    card = cards(page)[0]
    return card, interventions_of(record_of(page), goals(page)[0])[0]


def test_a_row_is_written_where_it_stands(child: CarePlanPage, idle: Idle, type_text: TypeText) -> None:
    card, one = first_row(child)
    row = next(iter(card._rows.values()))
    assert (row.what.text(), row.who.text(), row.due.text()) == (one.what, one.responsible, str(one.due))
    write(row.what, "Provar telefon med bildstöd", type_text)
    row.who.setFocus()
    row.who.selectAll()
    type_text(row.who, "simon hägg")
    suggestions = row.who.completer().popup()
    assert suggestions is not None
    press(suggestions, Qt.Key.Key_Tab)  # the list of suggestions is open, and has the keys
    assert focus() is row.due
    write(row.due, "1 dec", type_text)
    idle()
    saved = record_of(child).get(Intervention, one.id)
    simon = next(contact for contact in record_of(child).all(Contact) if contact.name == "Simon Hägg")
    assert (saved.what, saved.responsible, saved.contact_id) == (
        "Provar telefon med bildstöd", "Simon Hägg, fysioterapeut", simon.id,
    )  # fmt: skip
    assert saved.due == date(2026, 12, 1)
    assert (row.who.text(), row.due.text()) == ("Simon Hägg, fysioterapeut", "2026-12-01")
    assert [field.unfinished() for field in (row.what, row.who, row.due)] == [None] * 3
    assert "v. 49" in words_on(child)


def test_who_is_no_contact_stays_as_words(child: CarePlanPage, idle: Idle, type_text: TypeText) -> None:
    card, one = first_row(child)
    row = next(iter(card._rows.values()))
    write(row.who, "storasyster", type_text)
    idle()
    saved = record_of(child).get(Intervention, one.id)
    assert (saved.responsible, saved.contact_id, row.who.text()) == ("storasyster", None, "storasyster")


def test_the_same_day_in_other_words_changes_nothing(child: CarePlanPage, idle: Idle, type_text: TypeText) -> None:
    card, one = first_row(child)
    row = next(iter(card._rows.values()))
    assert one.due is not None
    write(row.due, f"{one.due.day}/{one.due.month} {one.due.year}", type_text)
    idle()
    assert record_of(child).get(Intervention, one.id).version == one.version
    assert row.due.text() == one.due.isoformat()


def test_an_insats_without_words_is_refused_beside_it(child: CarePlanPage, idle: Idle, type_text: TypeText) -> None:
    card, one = first_row(child)
    row = next(iter(card._rows.values()))
    write(row.what, " ", type_text)
    idle()
    assert "Skriv vad som ska göras." in words_on(child) and row.what.property("faulty") is True
    assert record_of(child).get(Intervention, one.id).what == one.what
    write(row.what, "Övar", type_text)
    idle()
    assert "Skriv vad som ska göras." not in words_on(child) and not row.what.property("faulty")
    assert record_of(child).get(Intervention, one.id).what == "Övar"


def test_a_late_insats_says_how_late_in_words(child: CarePlanPage, idle: Idle, type_text: TypeText) -> None:
    row = next(iter(cards(child)[0]._rows.values()))
    write(row.due, "2026-11-20", type_text)
    idle()
    assert "2 dagar sen" in words_on(child)


def test_the_status_is_chosen_with_space_and_arrows(child: CarePlanPage, idle: Idle) -> None:
    card, one = first_row(child)
    button = next(iter(card._rows.values())).status
    assert one.status is InterventionStatus.ONGOING and button.accessibleName() == "Status: Pågår"
    button.setFocus()
    press(button, Qt.Key.Key_Space)
    idle()
    assert record_of(child).get(Intervention, one.id).status is InterventionStatus.DONE
    assert button.accessibleName() == "Status: Klar"
    press(button, Qt.Key.Key_Down)
    idle()
    assert record_of(child).get(Intervention, one.id).status is InterventionStatus.STOPPED
    press(button, Qt.Key.Key_Return)
    idle()
    assert record_of(child).get(Intervention, one.id).status is InterventionStatus.NOT_STARTED


def test_an_insats_is_taken_away_and_comes_back(child: CarePlanPage, idle: Idle) -> None:
    card, one = first_row(child)
    row = next(iter(card._rows.values()))
    row.status.menu_wanted.emit()  # as the menu key does
    (menu,) = row.findChildren(QMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["Inte påbörjad", "Pågår", "Klar", "Avbruten", "Historik", "Ta bort insatsen"]
    menu.close()
    press(row.status, Qt.Key.Key_Delete)
    idle()
    assert one.id not in {found.id for found in record_of(child).all(Intervention)}
    assert one.id not in card._rows
    child.session.undo()
    idle()
    assert card._rows[one.id].what.text() == one.what
    QApplication.processEvents()
    assert min(card._rows, key=lambda key: card._rows[key].y()) == one.id  # first again, as it was


def test_goals_move_with_the_keyboard(child: CarePlanPage, idle: Idle, qtbot: QtBot) -> None:
    first, second, third = (goal.id for goal in goals(child))
    card = cards(child)[1]
    card.words.setFocus()
    qtbot.waitUntil(card.words.hasFocus)
    press(card.words, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    idle()
    QApplication.processEvents()
    assert [goal.id for goal in goals(child)] == [second, first, third]
    assert [one.goal_id for one in cards(child)] == [second, first, third]
    assert card.words.accessibleName() == "Mål 1" and focus() is card.words
    press(card.words, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    idle()
    assert [goal.id for goal in goals(child)] == [first, second, third]


def test_a_goal_goes_with_its_insatser_and_comes_back_with_them(child: CarePlanPage, idle: Idle) -> None:
    card, _ = first_row(child)
    before = record_of(child)
    card.more.click()
    (menu,) = card.findChildren(QMenu)
    next(action for action in menu.actions() if action.text().startswith("Ta bort")).trigger()
    menu.close()
    idle()
    assert len(goals(child)) == 2
    assert len(record_of(child).all(Intervention)) == len(before.all(Intervention)) - 2
    child.session.undo()
    idle()
    assert {goal.goal for goal in goals(child)} == {goal.goal for goal in before.all(CareGoal)}
    assert len(record_of(child).all(Intervention)) == len(before.all(Intervention))
    QApplication.processEvents()
    assert cards(child)[0].goal_id == card.goal_id


def test_the_details_of_a_goal_are_written_and_followed_up(
    child: CarePlanPage, idle: Idle, type_text: TypeText
) -> None:
    goal = goals(child)[1]
    card = cards(child)[1]
    assert "Behov: Familjen sover för lite." in words_on(child)
    card.follow_up.click()
    assert focus().accessibleName() == "Resultat: Inte uppföljt"
    press(focus(), Qt.Key.Key_Right)
    assert focus().accessibleName() == "Resultat: Uppnått"
    press(focus(), Qt.Key.Key_Space)
    write(field(child, "Behov"), "Alla sover för lite.", type_text)
    write(field(child, "Så vet vi"), "Vi räknar nätter.", type_text)
    write(field(child, "Jag gör själv"), "Läser i sängen.", type_text)
    write(field(child, "Målet ska vara nått"), "1 juni 2027", type_text)
    write(field(child, "Följs upp"), "om 2 veckor", type_text)
    write(field(child, "Om resultatet"), "Tre nätter av sju.", type_text)
    idle()
    saved = record_of(child).get(CareGoal, goal.id)
    assert (saved.result, saved.result_note) == (GoalResult.REACHED, "Tre nätter av sju.")
    assert (saved.need, saved.measure, saved.own_actions) == (
        "Alla sover för lite.", "Vi räknar nätter.", "Läser i sängen.",
    )  # fmt: skip
    assert (saved.target_date, saved.follow_up) == (date(2027, 6, 1), date(2026, 12, 6))
    assert "Behov: Alla sover för lite. Till 1 jun 2027, v. 22. Uppnått." in words_on(child)


def test_the_rest_of_the_plan_is_closed_until_it_is_asked_for(
    child: CarePlanPage, idle: Idle, type_text: TypeText
) -> None:
    names = {one.accessibleName() for one in child.findChildren(QLineEdit)}
    assert "Telefon dagtid" not in names
    for fold in sheet_of(child).folds:
        fold.head.click()
    written = {
        "Min hälsa i korthet": ("health_in_short", "Pigg."),
        "Om jag blir sämre": ("if_worse", "Ring."),
        "Telefon dagtid": ("turn_to_daytime_phone", "08-465 004 08"),
        "Deltagare": ("participants", "Alla."),
        "Godkänd av": ("approved_by", "Mira"),
        "Nästa översyn": ("next_review", "om ett år"),
    }
    for label, (_, text) in written.items():
        write(field(child, label), text, type_text)
    idle()
    plan = plan_of(child)
    for name, text in written.values():
        assert getattr(plan, name) == (text if name != "next_review" else date(2027, 11, 22))
    sheet_of(child).folds[0].head.click()
    assert not any(
        one.isVisible() for one in child.findChildren(QPlainTextEdit) if one.accessibleName() == "Min hälsa i korthet"
    )


def test_a_change_elsewhere_leaves_what_is_being_written(child: CarePlanPage, idle: Idle, type_text: TypeText) -> None:
    card, one = first_row(child)
    row = next(iter(card._rows.values()))
    row.what.setFocus()
    type_text(row.what, "Halv ")
    half, cursor = row.what.text(), row.what.cursorPosition()
    child.session.do(edit_entry, Intervention, one.id, frequency="varje dag")
    child.session.do(add_goal, plan_of(child).id, goal="Ett till")
    idle()
    assert len(cards(child)) == 4
    assert (row.what.text(), row.what.cursorPosition()) == (half, cursor)
    assert focus() is row.what


def test_half_written_text_survives_another_patient(
    child: CarePlanPage, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    cards(child)[0].follow_up.click()  # a draft in what is closed opens it again
    need = field(child, "Behov")
    need.setFocus()
    need.selectAll()
    type_text(need, "Halvt skriv")
    child.drafts.keep_now()  # as the window does before it goes to another patient
    open_patient("tom")
    idle()
    assert current_plan(record_of(child)) is None and sheet_of(child).matters.text() == ""
    open_patient("barn")
    assert field(child, "Behov").text() == "Halvt skriv"  # type: ignore[union-attr]  # both kinds here have it


def test_text_left_after_the_patient_was_changed_is_not_saved_with_the_next(
    child: CarePlanPage, practice: dict[str, UUID], idle: Idle, type_text: TypeText
) -> None:
    sheet = sheet_of(child)
    sheet.matters.setFocus()
    sheet.matters.selectAll()
    type_text(sheet.matters, "Hennes ord")
    child.session.record_changed.disconnect()
    child.session.open_patient(practice["tom"])
    idle()
    sheet.matters.finish()
    sheet.new_goal.setText("Hennes mål")
    press(sheet.new_goal, Qt.Key.Key_Return)
    idle()
    assert current_plan(record_of(child)) is None


def test_large_text_keeps_what_is_half_written(child: CarePlanPage, idle: Idle, type_text: TypeText) -> None:
    card, _ = first_row(child)
    row = next(iter(card._rows.values()))
    small = row.what.fontMetrics().height()
    row.what.setFocus()
    row.what.end(False)
    type_text(row.what, " och mer")
    half = row.what.text()
    child.sizes.large.click()
    idle()
    again = next(iter(cards(child)[0]._rows.values()))
    assert again is not row and again.what.fontMetrics().height() > 1.3 * small
    assert half.endswith("och mer") and again.what.text() == half
    child.sizes.normal.click()
    QApplication.processEvents()
    assert next(iter(cards(child)[0]._rows.values())).what.fontMetrics().height() == small


def test_where_one_begins(child: CarePlanPage, idle: Idle) -> None:
    child.start()
    assert focus() is sheet_of(child).matters
    child.start(goals(child)[2].id)
    assert focus() is cards(child)[2].words
    one = record_of(child).all(Intervention)[-1]
    child.start(one.id)
    here = focus()
    assert isinstance(here, QLineEdit) and here.text() == one.what
    idle()


def many_goals(record: Record, count: int) -> Change:
    plan = current_plan(record)
    assert plan is not None
    made = [CareGoal(patient_id=record.patient_id, plan_id=plan.id, position=n + 9, goal=f"M{n}") for n in range(count)]
    under = [Intervention(patient_id=record.patient_id, goal_id=goal.id, what="Övar") for goal in made]
    return Change("Många mål", (*map(Add, made), *map(Add, under)))


def test_forty_goals_come_a_few_at_a_time_and_the_last_can_be_gone_to(
    child: CarePlanPage, idle: Idle, qtbot: QtBot
) -> None:
    child.session.do(many_goals, 37)
    idle()
    qtbot.waitUntil(lambda: len(cards(child)) == 40)
    assert [one.goal_id for one in cards(child)] == [goal.id for goal in goals(child)]
    child.session.do(many_goals, 10)
    idle()
    last = goals(child)[-1]
    child.start(last.id)
    assert focus().accessibleName() == "Mål 50"


def test_tab_goes_as_one_reads_also_to_a_row_that_came_later(child: CarePlanPage, idle: Idle) -> None:
    goal = goals(child)[0]
    child.session.do(add_intervention, goal.id, what="Ny rad")
    idle()
    QApplication.processEvents()
    rows = list(cards(child)[0]._rows.values())
    rows[-2].status.setFocus()
    seen = []
    for _ in range(5):
        press(focus(), Qt.Key.Key_Tab)
        seen.append(focus())
    assert seen == [rows[-1].what, rows[-1].who, rows[-1].due, rows[-1].status, cards(child)[0].quick.field]
    press(focus(), Qt.Key.Key_Backtab)
    assert focus() is rows[-1].status


def test_tab_leaves_the_sheet_at_its_end(child: CarePlanPage, idle: Idle) -> None:
    idle()
    last = sheet_of(child).folds[-1].head
    last.setFocus()
    press(last, Qt.Key.Key_Tab)
    assert not sheet_of(child).isAncestorOf(focus())


@pytest.mark.parametrize("scale", [100, 200])
def test_everything_that_takes_focus_has_a_name_and_the_page_is_no_wider_than_the_window(
    session: Session, open_patient: Open, idle: Idle, qtbot: QtBot, scale: int
) -> None:
    appearance().apply(LIGHT, scale)
    open_patient("barn")
    page = CarePlanPage(session, Drafts(session))
    qtbot.addWidget(page)
    page.resize(1152, 650)
    page.show()
    page.show_record(record_of(page))
    for card in page.findChildren(GoalCard):
        card.follow_up.click()
    for fold in sheet_of(page).folds:
        fold.head.click()
    idle()
    nameless = [
        one for one in page.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)
    ]  # fmt: skip
    assert nameless == []
    assert page.minimumSizeHint().width() <= 1152
    assert sheet_of(page).minimumSizeHint().width() <= page._scroll.viewport().width()


def test_contacts_are_suggested_after_the_comma(child: CarePlanPage, type_text: TypeText) -> None:
    line = cards(child)[0].quick.field
    line.setFocus()
    type_text(line, "Provar telefon, sim")
    completer = line.completer()
    assert completer.completionCount() == 1
    assert completer.currentCompletion() == "Provar telefon, Simon Hägg"
    line.setText("sim")
    completer.setCompletionPrefix("sim")
    assert completer.completionCount() == 0


def test_a_plan_that_came_from_another_clinic_says_from_whom(child: CarePlanPage, session: Session, idle: Idle) -> None:
    record = record_of(child)
    assert child.sizes.source.isHidden()
    source = TakenIn(
        patient_id=record.patient_id, form=FileForm.PAPER, origin="Habiliteringen", made_on=date(2026, 11, 20),
        taken_at=record.now, added=(plan_of(child).id,),
    )  # fmt: skip
    session.do(lambda _: Change("Hämtat", (Add(source),)))
    idle()
    assert child.sizes.source.text() == f"Från Habiliteringen 2026-11-20, hämtad {record.today.isoformat()}"
    assert not child.sizes.source.isHidden()
