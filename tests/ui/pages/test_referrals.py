"""Remisser: what is waited for stands first, and its answer is written in place."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.contact import Contact
from coordinator.entries import add_entry
from coordinator.errors import CoordinatorError
from coordinator.referral import Referral, ReferralStatus, note_answer
from tests.ui.conftest import TypeText, press
from tests.ui.entry_lines.shown import Shown
from ui.pages.referrals import Answer, ReferralsPage
from ui.session import Session

Open = Callable[[str], Shown[ReferralsPage]]


@pytest.fixture
def open_page(
    session: Session, open_patient: Callable[[str], None], qtbot: QtBot, idle: Callable[[], None]
) -> Iterator[Open]:
    made: list[Shown[ReferralsPage]] = []

    def make(slug: str) -> Shown[ReferralsPage]:
        open_patient(slug)
        made.append(Shown(ReferralsPage, session, qtbot, idle))
        return made[-1]

    yield make
    idle()
    for one in made:
        one.drafts.stop()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def add(shown: Shown[ReferralsPage], to: str, expected: int | None = None, **fields: Any) -> UUID:
    """A referral whose answer is expected so many days from today."""
    found: list[UUID] = []
    if expected is not None:
        fields["expected_answer"] = shown.record.today + timedelta(days=expected)
    shown.session.do(add_entry, Referral, to=to, **fields).then(lambda applied: found.extend(applied.versions))
    shown.idle()
    return found[0]


def answer_of(shown: Shown[ReferralsPage], id: UUID) -> Answer:
    asking = shown.page.entries.lines.slots[id].asking
    assert isinstance(asking, Answer)
    return asking


def test_late_ones_stand_first_then_the_others_then_what_is_done(open_page: Open) -> None:
    shown = open_page("tom")
    add(shown, "Utan dag")
    add(shown, "I tid", 10)
    add(shown, "Sen", -5)
    add(shown, "Utkast", status=ReferralStatus.TO_BE_WRITTEN)
    add(shown, "Klar", status=ReferralStatus.ANSWERED, answered_on=shown.record.today, answer="Allt väl")
    assert [one.what for one in shown.lines] == ["Sen", "I tid", "Utan dag", "Utkast", "Klar"]
    assert shown.titles == ["Väntar på svar", "Ska skrivas", "Besvarade och avslutade"]
    assert (shown.line("Sen").role, shown.signs("Sen")) == ("amber", ["5 dagar sen"])
    assert shown.line("I tid").role == "ink"
    assert shown.line("Utan dag").left == ("inget datum",)
    assert shown.line("Klar").about == "Svar: Allt väl"
    assert ReferralsPage.note(shown.record) == "3"


def test_a_late_one_has_the_number_to_ring(open_page: Open) -> None:
    shown = open_page("aret-19")
    late = next(one for one in shown.lines if one.role == "amber")
    referral = shown.record.get(Referral, late.id)
    contact = shown.record.get(Contact, referral.contact_id or UUID(int=0))
    assert late.number == (contact.phone or f"{contact.switchboard} (växel)")
    assert [one.number for one in shown.lines if one.role != "amber"] == [""] * (len(shown.lines) - 1)


def test_the_answer_is_asked_for_in_place_and_noted(open_page: Open, type_text: TypeText) -> None:
    shown = open_page("aret-19")
    id = shown.lines[0].id
    shown.button(f"Svar har kommit: {shown.lines[0].what}").click()
    answer = answer_of(shown, id)
    assert answer.line.hasFocus()
    type_text(answer.line, "Huden är bra")
    press(answer.line, Qt.Key.Key_Return)
    shown.settle()
    referral = shown.record.get(Referral, id)
    assert (referral.status, referral.answer) == (ReferralStatus.ANSWERED, "Huden är bra")
    assert referral.answered_on == shown.record.today
    assert shown.page.entries.lines.slots[id].asking is None
    assert shown.page.entries.lines.ids[0] != id
    assert shown.session.kept(shown.session.draft_key(f"referral:{id}:answer_in_short")) is None
    assert shown.focus == shown.page.entries.lines.ids[0]


def test_an_empty_answer_is_none(open_page: Open) -> None:
    shown = open_page("aret-19")
    id = shown.lines[0].id
    shown.page._ask_answer(id)
    press(answer_of(shown, id).line, Qt.Key.Key_Return)
    shown.settle()
    assert "Vad blev svaret?" in answer_of(shown, id).fault.text()
    assert shown.record.get(Referral, id).is_open
    press(answer_of(shown, id).line, Qt.Key.Key_Escape)
    assert shown.page.entries.lines.slots[id].asking is None
    assert shown.focus == id


def test_an_answer_to_what_is_answered_already_is_refused_with_its_text_kept(
    open_page: Open, type_text: TypeText, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = open_page("aret-19")
    id = shown.lines[0].id
    shown.page._ask_answer(id)
    answer = answer_of(shown, id)
    told: list[object] = []  # the line itself may be gone when it has been told
    monkeypatch.setattr(answer.fault, "say", told.append)
    type_text(answer.line, "Huden är bra")
    shown.session.do(note_answer, id, answer="Från en annan dator")
    press(answer.line, Qt.Key.Key_Return)
    assert answer.line.text() == "Huden är bra"
    shown.idle()
    assert shown.record.get(Referral, id).answer == "Från en annan dator"
    assert [one for one in (*shown.refused, *told) if isinstance(one, CoordinatorError)]


def test_a_half_written_answer_is_there_when_one_comes_back(
    open_page: Open, open_patient: Callable[[str], None], type_text: TypeText
) -> None:
    shown = open_page("aret-19")
    id = shown.lines[0].id
    shown.page._ask_answer(id)
    type_text(answer_of(shown, id).line, "Huden")
    shown.drafts.keep_now()
    open_patient("tom")
    assert shown.record.all(Referral) == ()
    open_patient("aret-19")
    assert answer_of(shown, id).line.text() == "Huden"
    assert shown.record.get(Referral, id).is_open


def test_a_referral_opens_and_is_changed_in_place(open_page: Open, type_text: TypeText) -> None:
    shown = open_page("aret-19")
    id = shown.lines[0].id
    shown.page.start(id)
    box = shown.page.entries.box
    assert box is not None and box.isVisible()
    question = box.form.fields["question"].editor.main
    question.setFocus()
    type_text(question, "Nu: ")
    press(question, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shown.idle()
    assert "Nu: " in shown.record.get(Referral, id).question


def test_where_there_is_none_a_new_one_is_begun(open_page: Open, type_text: TypeText) -> None:
    shown = open_page("tom")
    first = shown.button("Lägg till remiss")
    assert first.hasFocus()
    press(first, Qt.Key.Key_Return)
    assert shown.page.entries.new is not None and shown.page.entries.new.isVisible()
    type_text(shown.page.entries.new.form.fields["to"].editor.main, "Ögonkliniken")
    shown.page.entries.new.done.click()
    shown.settle()
    assert [one.what for one in shown.lines] == ["Ögonkliniken"]
    assert ReferralsPage.note(shown.record) == "1"


def test_what_is_removed_is_called_by_where_it_went(open_page: Open) -> None:
    shown = open_page("aret-19")
    first = shown.lines[0]
    shown.key(first.id, Qt.Key.Key_Delete)
    assert shown.page.entries.told.words.text() == f"Remissen till {first.what} är borttagen."


def test_that_a_csd_takes_no_referrals_is_said_and_stops_nobody(open_page: Open) -> None:
    shown = open_page("tom")
    named = add(shown, "CSD Väst", 30)
    other = add(shown, "Neurologen", 30)
    found: list[UUID] = []
    shown.session.do(add_entry, Contact, unit="CSD Norra", organisation="Norrlands universitetssjukhus").then(
        lambda applied: found.extend(applied.versions)
    )
    shown.idle()
    contact = add(shown, "", contact_id=found[0], status=ReferralStatus.TO_BE_WRITTEN)

    def signs(id: UUID) -> list[str]:
        return [sign.text for sign in shown.page.entries.lines.slots[id].button.line.signs]

    assert "Tar inte emot remisser" in signs(named)
    assert signs(contact) == ["Tar inte emot remisser"]
    assert "Tar inte emot remisser" not in signs(other)
