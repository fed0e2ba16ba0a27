"""The question before a file leaves: it is not answered before the file may go, and each refusal is told in place."""

from collections.abc import Callable
from functools import partial
from typing import Protocol
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.contact import Contact
from coordinator.covering import covering
from coordinator.documents.phrases import title_of
from coordinator.exchange.target import (
    EXTRACT,
    FHIR,
    ICS,
    RECORD,
    RIVTA_ALERTS,
    VCARD,
    Outgoing,
    Purpose,
    Target,
)
from coordinator.protection import hides_anything
from coordinator.recipient import PATIENT, Recipient, recipients
from coordinator.shared_paper import Ground
from tests.ui.asking import AskingDialogs
from tests.ui.conftest import press, type_into
from tests.ui.pages.seen import focused, record_of
from ui.parts import Button
from ui.session import Session
from ui.target_form import Answer, Option
from ui.target_question import TargetQuestion, ask_target

Idle = Callable[[], None]
PROTECTED = Option("protected", "Även skyddat", "Bara här", "även skyddat", Purpose.OWN_SYSTEM, hides_anything)


class Ask(Protocol):
    """Asks about a kind of file, for a practice patient."""

    def __call__(self, what: Outgoing, slug: str = "barn", *options: Option) -> TargetQuestion: ...


@pytest.fixture
def answers() -> list[Answer]:
    return []


@pytest.fixture
def ask(session: Session, qtbot: QtBot, open_patient: Callable[[str], None], answers: list[Answer]) -> Ask:
    dialogs = session.dialogs = AskingDialogs()
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()

    def one(what: Outgoing, slug: str = "barn", *options: Option) -> TargetQuestion:
        open_patient(slug)
        ask_target(session, window, what, answers.append, options=options)
        question = dialogs.target
        question.show()
        question.activateWindow()
        qtbot.waitUntil(question.isActiveWindow)
        return question

    return one


def test_what_can_only_be_for_the_engine_is_answered_already(ask: Ask, answers: list[Answer]) -> None:
    question = ask(RIVTA_ALERTS)
    assert question.form.to.line.hasFocus()
    assert question.form.to.currentText() == "Regionens integrationsmotor"
    assert question.form.why.isHidden() and question.form.said_why.text() == Purpose.OWN_SYSTEM.label
    assert question.form.standing.isHidden()
    press(question.form.to.line, Qt.Key.Key_Return)
    assert not question.isVisible()
    (answer,) = answers
    assert (answer.target.to, answer.target.purpose) == ("Regionens integrationsmotor", Purpose.OWN_SYSTEM)


@pytest.mark.parametrize(
    ("what", "to"), [(ICS, "Min kalender"), (VCARD, "Min adressbok"), (EXTRACT, "Mira, patienten"), (RECORD, "")]
)
def test_a_sensible_suggestion_is_filled_in(ask: Ask, what: Outgoing, to: str) -> None:
    assert ask(what).form.to.currentText() == to


def test_nobody_is_no_answer(ask: Ask, answers: list[Answer]) -> None:
    question = ask(FHIR)
    question.go.click()
    assert question.isVisible() and answers == []
    assert "Skriv till vem filen ska." in question.form.fault.text()
    assert question.form.to.line.hasFocus() or question.form.to.hasFocus()
    type_into(question.form.to.line, "V")
    assert question.form.fault.isHidden()


def test_another_clinic_without_consent_needs_a_ground_with_words(ask: Ask, answers: list[Answer]) -> None:
    question = ask(FHIR)
    type_into(question.form.to.line, "Vuxenmottagningen")
    press(question.form.to.line, Qt.Key.Key_Return)
    assert question.isVisible() and question.form.standing.is_stopped
    assert question.form.answer.target.purpose is Purpose.CARE
    offered = [one.text() for one in question.form.why.buttons if not one.isHidden()]
    assert Purpose.PATIENT.label not in offered and len(offered) == 3
    question.form.standing.ground.buttons[2].click()  # the law
    question.go.click()
    assert question.isVisible() and answers == []
    assert "vilken skyldighet" in question.form.standing.fault.text()
    assert question.form.standing.about.hasFocus()
    type_into(question.form.standing.about, "Lex Maria")
    question.go.click()
    (answer,) = answers
    assert (answer.target.ground, answer.target.ground_note) == (Ground.LAW, "Lex Maria")
    assert answer.target.reason == f"{Purpose.CARE.label}. {Ground.LAW.label}: Lex Maria"


def test_somebody_else_is_another_question(ask: Ask) -> None:
    form = ask(FHIR).form
    form.to.write("Vuxenmottagningen")
    form.standing.ground.buttons[1].click()
    form.why.buttons[[one.text() for one in form.why.buttons].index(Purpose.MOVE.label)].click()
    assert form.answer.target.ground is Ground.REQUEST
    form.to.write("Vårt eget system")
    target = form.answer.target
    assert (target.purpose, target.ground, target.ground_note) == (Purpose.OWN_SYSTEM, None, "")
    form.to.write("Barnmottagningen i en annan stad")
    assert form.answer.target == Target(Recipient("Barnmottagningen i en annan stad"), Purpose.CARE)


def test_a_consent_that_names_the_contact_is_found(ask: Ask, session: Session, answers: list[Answer]) -> None:
    question = ask(FHIR, "120-kontakter")
    record = record_of(session)
    known = [one for one in recipients(record) if not one.is_patient and covering(record, one, FHIR.name)]
    for one in known[:1]:
        question.form.to.write(one.name)
        assert not question.form.standing.is_stopped
        if question.form.standing.is_unread:
            question.go.click()
            assert answers == [] and question.form.standing.seen.hasFocus()
            question.form.standing.seen.click()
        question.go.click()
        assert [(answer.target.recipient, answer.target.ground) for answer in answers] == [(one, Ground.CONSENT)]
    assert known


def test_the_patient_has_hers_without_a_ground_but_not_unread(ask: Ask, answers: list[Answer]) -> None:
    question = ask(RECORD)
    guardian = next(
        question.form.to.itemText(place)
        for place in range(question.form.to.count())
        if question.form.to.itemText(place).endswith("för patienten")
    )
    question.form.to.write(guardian)
    assert question.form.said_why.text() == Purpose.PATIENT.label
    question.go.click()
    assert answers == [] and question.form.standing.seen.hasFocus()
    question.form.standing.seen.click()
    question.go.click()
    assert [one.target.recipient.is_patient for one in answers] == [True]


def test_escape_leaves_it_wherever_one_is(ask: Ask, answers: list[Answer]) -> None:
    question = ask(FHIR)
    type_into(question.form.to.line, "Vuxen")
    press(question.form.to.line, Qt.Key.Key_Escape)
    assert not question.isVisible() and answers == []


def test_the_latest_answer_is_suggested_and_only_for_her_when_it_leaves_the_house(ask: Ask, session: Session) -> None:
    question = ask(FHIR)
    question.form.to.write("Vuxenmottagningen")
    question.form.standing.ground.buttons[1].click()
    question.go.click()
    assert session.suggested_target(FHIR) == Target(Recipient("Vuxenmottagningen"), Purpose.CARE)  # without the ground
    again = ask(FHIR).form
    assert (again.to.currentText(), again.answer.target.ground) == ("Vuxenmottagningen", None)
    assert ask(RECORD).form.to.currentText() == ""  # each kind of file has its own
    assert ask(FHIR, "120-kontakter").form.to.currentText() == ""
    own = ask(FHIR)
    own.form.to.write("Vårt eget system")
    own.go.click()
    assert ask(FHIR, "barn").form.to.currentText() == "Vårt eget system"
    assert all("Vuxenmottagningen" not in value for value in session.vault.store.kept().values())


def test_a_written_name_is_the_one_who_is_called_so(ask: Ask, session: Session, answers: list[Answer]) -> None:
    question = ask(FHIR)
    record = record_of(session)
    contact = next(one for one in record.all(Contact) if one.is_current and one.name and one.role)
    question.form.to.write(contact.heading.upper())
    assert question.form.answer.target.recipient == Recipient(title_of(contact), contact.id)
    assert Purpose.OWN_SYSTEM.label not in [one.text() for one in question.form.why.buttons if not one.isHidden()]
    question.form.to.write(f"{record.patient.given_name} {record.patient.family_name}")
    assert question.form.answer.target == Target(Recipient(PATIENT, is_patient=True), Purpose.PATIENT)


def test_whom_one_patient_has_is_not_suggested_for_another(ask: Ask, session: Session) -> None:
    ask(ICS)
    record = record_of(session)
    contact = next(one for one in recipients(record) if one.contact_id is not None)
    guardian = next(one for one in recipients(record) if one.is_patient and one.name != PATIENT)
    for what, whom in ((ICS, contact), (RECORD, guardian)):
        question = ask(what)
        question.form.to.write(whom.name)
        question.form.standing.seen.click()
        question.go.click()
        assert not question.isVisible() and ask(what).form.to.currentText() == whom.name
        assert whom.name not in ask(what, "120-kontakter").form.to.currentText()


def test_the_way_to_the_consents_keeps_the_answer(ask: Ask, session: Session, qtbot: QtBot) -> None:
    question = ask(FHIR)
    question.form.to.write("Vuxenmottagningen")
    with qtbot.waitSignal(session.wanted) as asked:
        question.form.standing.see_consents.click()
    assert asked.args == ["consents", None]
    assert not question.isVisible()
    assert ask(FHIR).form.to.currentText() == "Vuxenmottagningen"


def test_another_patient_or_none_on_screen_takes_the_question_away(
    ask: Ask, session: Session, practice: dict[str, UUID], idle: Idle, answers: list[Answer]
) -> None:
    leaving: list[Callable[[], None]] = [partial(session.open_patient, practice["tom"]), session.close_patient]
    for leave in leaving:
        question = ask(VCARD)
        leave()
        idle()
        assert not question.isVisible()
    assert answers == []


def test_an_option_is_for_its_purpose_and_for_those_it_is_about(ask: Ask, answers: list[Answer]) -> None:
    assert ask(RECORD, "barn", PROTECTED).form.boxes == {}
    question = ask(RECORD, "skyddad", PROTECTED)
    box = question.form.boxes[PROTECTED]
    question.form.to.write("Vårt eget system")
    assert box.isVisible()
    box.click()
    assert question.form.answer.options == {"protected"}
    question.form.to.write("Vuxenmottagningen")
    assert not box.isVisible() and question.form.answer.options == frozenset()
    question.form.to.write("Vårt eget system")
    question.go.click()
    assert [one.options for one in answers] == [{"protected"}]


def test_the_tab_key_goes_from_whom_to_why_to_the_ground_and_on(ask: Ask, answers: list[Answer]) -> None:
    question = ask(FHIR)
    form = question.form
    type_into(form.to.line, "Vuxenmottagningen")
    form.to.settle()
    seen: list[QWidget | None] = []
    for _ in range(5):
        press(focused(), Qt.Key.Key_Tab)
        seen.append(focused())
    chosen = next(one for one in form.why.buttons if one.isChecked())
    way_out = [one for one in question.findChildren(Button) if one.text() == "Avbryt"]
    assert seen == [chosen, form.standing.see_consents, form.standing.ground.buttons[0], *way_out, question.go]
    press(question.go, Qt.Key.Key_Return)
    assert answers == [] and focused() is form.standing.ground.buttons[0]
