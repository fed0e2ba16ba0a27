"""*SIP*: which there are, where each stands, and its steps one after the other, by keyboard alone."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from coordinator.change import Add, Change
from coordinator.consent import revoke_consent
from coordinator.contact import Huvudman
from coordinator.hospital_stay import HospitalStay
from coordinator.record import Record
from coordinator.sip.beginning import answer_offer, assess_need, begin_sip, refuse_sip, write_sip
from coordinator.sip.consenting import consent_of, give_sip_consent
from coordinator.sip.follow_up import FollowUpDecision
from coordinator.sip.following_up import close_sip, follow_up_sip
from coordinator.sip.inviting import plan_meeting
from coordinator.sip.process import Sip, SipAnswer, SipCloseReason, SipLead, SipReason
from coordinator.sip.standing import SipStep
from tests.ui.conftest import TypeText, press, type_into
from tests.ui.pages.conftest import Do
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.pages.consents_sip import SipConsent
from ui.pages.sip import SipPage
from ui.pages.sip_begin import has_draft
from ui.pages.sip_closed import Closed
from ui.pages.sip_follow_up import FollowUp
from ui.pages.sip_need import Need
from ui.pages.sip_offer import Offer
from ui.preferences import Preferences
from ui.session import Session
from ui.window import Window
from ui.window_commands import NEW_SIP

TODAY = date(2026, 11, 22)
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
K = TypeVar("K", Need, Offer, SipConsent, Closed)


@pytest.fixture
def page(page_of: Callable[[type[SipPage], str], SipPage]) -> SipPage:
    """The page of a patient with nothing filled in."""
    return page_of(SipPage, "tom")


def newest(session: Session) -> Sip:
    return max(record_of(session).all(Sip), key=lambda one: one.number)


def many(record: Record, /, count: int) -> Change:
    """So many SIPs, of which every second is closed."""
    ended: dict[str, Any] = {"closed_on": TODAY, "close_reason": SipCloseReason.GOALS_MET}
    made = (
        Sip(patient_id=record.patient_id, number=number, question="x" * 80, **(ended if number % 2 else {}))
        for number in range(1, count + 1)
    )
    return Change("Många", tuple(map(Add, made)))


def panel(page: SipPage, kind: type[K]) -> K:
    shown = page.panels.shown
    assert isinstance(shown, kind)
    return shown


def shown_step(page: SipPage) -> SipStep:
    (chosen,) = (step for step, one in page.steps.steps.items() if one.is_chosen)
    return chosen


def test_an_empty_page_teaches_the_one_thing_to_do(page: SipPage, session: Session) -> None:
    page.start()
    assert page.empty.isVisible() and not page.add.isVisible() and not page.list.isVisible()
    assert page.note(record_of(session)) == ""
    press(focused(), Qt.Key.Key_Return)
    assert page.beginning.form is not None and not page.empty.isVisible()
    press(focused(), Qt.Key.Key_Escape)
    assert page.beginning.form is None and page.empty.isVisible() and focused().text() == "Ny SIP"


def test_from_nothing_to_consent_by_keyboard(
    page: SipPage, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    page.start("new")
    press(focused(), Qt.Key.Key_Tab)
    type_text(focused(), "Vem gör vad på nätterna?")
    press(focused(), Qt.Key.Key_Return, CONTROL)
    idle()
    sip = newest(session)
    assert (sip.question, sip.number, page.beginning.form) == ("Vem gör vad på nätterna?", 1, None)
    assert shown_step(page) is SipStep.NEED and panel(page, Need).need.isAncestorOf(focused())
    type_text(focused(), "Skolan och LSS vet inte om varandra")
    press(focused(), Qt.Key.Key_Return, CONTROL)
    idle()
    assert newest(session).need_assessed_on == TODAY
    assert shown_step(page) is SipStep.OFFER and focused() is panel(page, Offer).note
    type_text(focused(), "Mamma svarade")
    press(focused(), Qt.Key.Key_Return, CONTROL)
    idle()
    answered = newest(session)
    assert (answered.answer, answered.answered_on, answered.offered_on, answered.answer_note) == (
        SipAnswer.YES, TODAY, TODAY, "Mamma svarade",
    )  # fmt: skip
    assert shown_step(page) is SipStep.CONSENT
    assert page.steps.steps[SipStep.CONSENT].accessibleName() == "Samtycke, här är ni nu"
    assert page.steps.steps[SipStep.NEED].accessibleName() == "Behov bedömt, klart"


def test_a_form_put_away_before_it_is_saved_does_not_come_back(
    page: SipPage, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    page.start("new")
    press(focused(), Qt.Key.Key_Tab)
    type_text(focused(), "Vem gör vad?")
    assert page.beginning.form is not None
    page.beginning.form.add()
    page.beginning.form.closed.emit()
    idle()
    assert newest(session).question == "Vem gör vad?" and not has_draft(session)


def test_undo_goes_back_to_the_step(page: SipPage, session: Session, do: Do, idle: Callable[[], None]) -> None:
    do(begin_sip)
    do(assess_need, newest(session).id, need="Mycket")
    assert shown_step(page) is SipStep.OFFER
    session.undo()
    idle()
    assert shown_step(page) is SipStep.NEED and panel(page, Need).done.isVisible()


def test_what_is_half_written_stays_when_something_else_changes(
    page: SipPage, session: Session, drafts: Drafts, type_text: TypeText, do: Do
) -> None:
    do(begin_sip)
    page.start()
    field = focused()
    type_text(field, "Halva mening")
    do(begin_sip, reason=SipReason.LSS)
    assert focused() is field and newest(session).number == 2
    drafts.keep_now()
    page.choose(newest(session).id)
    page.choose(next(one.id for one in record_of(session).all(Sip) if one.number == 1))
    again = panel(page, Need).need.fields["need"].editor.text_field
    assert again is not None and again.text() == "Halva mening"


def test_a_need_without_words_is_asked_for_beside_the_field(
    page: SipPage, session: Session, do: Do, idle: Callable[[], None]
) -> None:
    do(begin_sip)
    need = panel(page, Need)
    need.done.click()
    idle()
    assert "behovsbedömningen" in need.need.fields["need"].fault_text
    assert newest(session).need_assessed_on is None


def test_a_sip_is_refused_with_a_reason_only_and_taken_up_again(
    page: SipPage, session: Session, type_text: TypeText, do: Do, idle: Callable[[], None]
) -> None:
    do(begin_sip)
    need = panel(page, Need)
    need.refuse.click()
    assert focused() is need.why
    press(need.why, Qt.Key.Key_Tab)
    press(focused(), Qt.Key.Key_Return)
    idle()
    assert "Skriv skälet" in need.asked["refused_reason"][1].text() and focused() is need.why
    type_text(need.why, "Planen som finns räcker")
    press(need.why, Qt.Key.Key_Tab)
    press(focused(), Qt.Key.Key_Return)
    idle()
    sip = newest(session)
    assert (sip.refused_on, sip.refused_reason) == (TODAY, "Planen som finns räcker")
    assert page.steps.steps[SipStep.NEED].accessibleName() == "Nekad, här slutade det"
    assert need.ended.isVisible() and not need.refusing.isVisible() and not need.done.isVisible()
    assert page.note(record_of(session)) == ""
    need.ended.again.click()
    idle()
    assert newest(session).is_open and not need.ended.isVisible() and need.done.isVisible()


def test_no_is_noted_and_can_be_taken_up_again(
    page: SipPage, session: Session, do: Do, idle: Callable[[], None]
) -> None:
    do(begin_sip)
    do(assess_need, newest(session).id, need="Mycket")
    offered = panel(page, Offer)
    offered.wait.click()
    idle()
    assert offered.state.text() == "Erbjuden 22 nov, svaret väntar" and not offered.wait.isVisible()
    assert shown_step(page) is SipStep.OFFER
    offered.no.click()
    idle()
    assert newest(session).answer is SipAnswer.NO
    assert page.steps.steps[SipStep.OFFER].text() == "Tackat nej" and offered.ended.words.text() == "Tackade nej 22 nov"
    offered.ended.again.click()
    idle()
    assert newest(session).answer is SipAnswer.NOT_ANSWERED and offered.yes.isVisible()


def test_alt_and_an_arrow_open_the_step_beside_and_the_ones_to_come_wait(
    page: SipPage, session: Session, do: Do
) -> None:
    do(begin_sip)
    page.start()
    assert not page.steps.steps[SipStep.FOLLOW_UP].isEnabled()
    press(focused(), Qt.Key.Key_Right, ALT)
    assert shown_step(page) is SipStep.OFFER and page.panels.has_focus
    press(focused(), Qt.Key.Key_Left, ALT)
    press(focused(), Qt.Key.Key_Left, ALT)
    assert shown_step(page) is SipStep.NEED
    page.open_step(SipStep.PLAN)
    press(focused(), Qt.Key.Key_Right, ALT)
    assert shown_step(page) is SipStep.CLOSED


def test_arrows_move_along_the_steps_and_enter_opens_one(page: SipPage, do: Do) -> None:
    do(begin_sip)
    first, second = page.steps.steps[SipStep.NEED], page.steps.steps[SipStep.OFFER]
    first.setFocus()
    press(first, Qt.Key.Key_Right)
    assert focused() is second and shown_step(page) is SipStep.NEED
    press(second, Qt.Key.Key_Return)
    assert shown_step(page) is SipStep.OFFER
    assert first.focusPolicy() == Qt.FocusPolicy.ClickFocus and second.focusPolicy() == Qt.FocusPolicy.StrongFocus


@pytest.mark.parametrize(("width", "rows"), [(1152, 1), (700, 2), (320, 4)])
def test_the_steps_stand_in_more_rows_where_it_is_narrow(page: SipPage, do: Do, width: int, rows: int) -> None:
    do(begin_sip)
    page.steps.setMinimumWidth(0)
    page.steps.resize(width, page.steps.height())
    found = {one.y() for one in page.steps.steps.values()}
    assert len(found) == rows
    assert all(one.geometry().right() < width for one in page.steps.steps.values())


def test_three_open_sips_at_once_and_one_that_others_lead(page: SipPage, session: Session, do: Do) -> None:
    do(begin_sip, question="Första")
    assert not page.list.isVisible()
    do(begin_sip, reason=SipReason.LSS, question="Andra")
    do(begin_sip, reason=SipReason.CHILD_TO_ADULT, lead=SipLead.OTHERS, led_by="Eva Ström, BUP", question="Tredje")
    first, second, third = sorted(record_of(session).all(Sip), key=lambda one: one.number)
    assert list(page.list.lines) == [third.id, second.id, first.id]
    assert page.note(record_of(session)) == "3"
    assert page.list.lines[first.id].is_open and page.head.question.text() == "Första"
    page.list.lines[third.id].click()
    assert page.head.question.text() == "Tredje" and page.head.lead.isVisible()
    assert page.head.facts.text().startswith("Leds av Eva Ström, BUP")
    assert "Vi deltar" in page.list.lines[third.id].accessibleName()
    assert page.steps.steps[SipStep.OFFER].is_done
    page.open_step(SipStep.OFFER)
    assert not panel(page, Offer).yes.isVisible()
    page.open_step(SipStep.NEED)
    assert not panel(page, Need).done.isVisible() and not panel(page, Need).refuse.isVisible()
    do(plan_meeting, second.id, day=TODAY + timedelta(days=9))
    assert page.head.question.text() == "Tredje"


def test_a_hundred_and_twenty_are_shown_a_few_at_a_time(page: SipPage, session: Session, do: Do) -> None:
    do(many, 120)
    assert len(page.list.lines) == 6 and page.list.more.text() == "Visa 54 till"
    assert page.list.past.text() == "Visa 60 som är avslutade"
    page.list.more.click()
    assert len(page.list.lines) == 26 and focused() is list(page.list.lines.values())[6]
    page.list.past.click()
    assert page.list.past.text() == "Visa bara de som pågår"
    line = next(iter(page.list.lines.values()))
    line.setFocus()
    press(line, Qt.Key.Key_Down)
    assert focused() is list(page.list.lines.values())[1]


def test_a_sip_is_closed_with_a_reason_at_any_time(
    page: SipPage, session: Session, do: Do, idle: Callable[[], None]
) -> None:
    do(begin_sip)
    page.open_step(SipStep.CLOSED)
    closing = panel(page, Closed)
    closing.close_it.click()
    idle()
    assert newest(session).is_open and focused() is closing.reason
    closing.reason.setCurrentIndex(1 + list(SipCloseReason).index(SipCloseReason.MOVED))
    closing.close_it.click()
    idle()
    assert newest(session).close_reason is SipCloseReason.MOVED
    assert closing.state.text().startswith("Avslutad 22 nov av ") and closing.paper.isVisible()
    wanted: list[object] = []
    session.wanted.connect(lambda name, target: wanted.append((name, target)))
    closing.paper.click()
    assert wanted == [("papers", ("sip-avslut", newest(session).id))]


def test_what_it_is_about_is_changed_and_the_whole_is_taken_away_and_comes_back(
    page: SipPage, session: Session, type_text: TypeText, do: Do, idle: Callable[[], None]
) -> None:
    do(begin_sip)
    assert page.head.missing.isVisible()
    page.head.missing.click()
    type_text(focused(), "Vem svarar för vad?")
    press(focused(), Qt.Key.Key_Return, CONTROL)
    idle()
    assert page.head.question.text() == "Vem svarar för vad?" and not page.head.missing.isVisible()
    assert page.head.box is not None
    page.head.box.remove.click()
    idle()
    assert record_of(session).all(Sip) == () and page.empty.isVisible() and page.told.isVisible()
    assert page.told.words.text() == "Borttaget: SIP 1: nya behov" and focused().accessibleName() == "Ny SIP"
    session.undo()
    idle()
    assert newest(session).question == "Vem svarar för vad?" and page.steps.isVisible()


def test_it_goes_to_what_is_asked_for(page: SipPage, session: Session, do: Do) -> None:
    do(begin_sip)
    first = newest(session)
    do(begin_sip, question="Andra")
    do(plan_meeting, first.id, day=TODAY + timedelta(days=9))
    page.open_step(SipStep.CLOSED)
    page.start(newest(session).id)
    assert page.head.question.text() == "Andra" and shown_step(page) is SipStep.NEED
    (meeting,) = (
        one for kind, found in record_of(session).entries.items() if kind.KIND == "sip_meeting" for one in found
    )
    page.start(meeting.id)
    assert page.head.title.text() == first.heading and shown_step(page) is SipStep.INVITATION
    page.start("offer")
    assert shown_step(page) is SipStep.OFFER
    page.start(UUID(int=7))
    assert shown_step(page) is SipStep.OFFER


def test_a_window_made_anew_goes_on_at_the_step_unless_something_has_happened(
    page: SipPage, session: Session, drafts: Drafts, do: Do, qtbot: QtBot
) -> None:
    do(begin_sip)
    first = newest(session)
    do(begin_sip)
    do(refuse_sip, newest(session).id, reason="Räcker")
    page.choose(first.id, SipStep.CLOSED)

    def anew() -> SipPage:
        made = SipPage(session, drafts)
        qtbot.addWidget(made)
        made.show_record(record_of(session))
        return made

    assert shown_step(anew()) is SipStep.CLOSED
    page.start(newest(session).id)
    assert anew().head.title.text() == newest(session).heading
    page.choose(first.id, SipStep.CLOSED)
    do(close_sip, first.id, reason=SipCloseReason.MOVED)
    page.choose(first.id, SipStep.OFFER)
    assert shown_step(anew()) is SipStep.OFFER


def test_what_is_half_written_is_seen_in_a_window_made_anew(
    page: SipPage, session: Session, drafts: Drafts, do: Do, qtbot: QtBot
) -> None:
    do(begin_sip)
    panel(page, Need).refuse.click()
    type_into(focused(), "Ett skäl")
    page.head.write_question()
    type_into(focused(), "Vem gör")
    spot = drafts.step_out()
    made = SipPage(session, drafts)
    qtbot.addWidget(made)
    made.show_record(record_of(session))
    made.show()
    why = panel(made, Need).why
    assert why.text() == "Ett skäl" and why.isVisible() and made.head.box is not None
    here = made.focusWidget() if drafts.step_back(spot) else None
    assert here is not None and made.head.box.isAncestorOf(here)
    question = made.head.box.form.fields["question"].editor.text_field
    assert question is not None and question.text() == "Vem gör"


def test_another_patient_brings_nothing_along(
    page: SipPage, session: Session, type_text: TypeText, do: Do, open_patient: Callable[[str], None]
) -> None:
    do(begin_sip)
    page.start("new")
    press(focused(), Qt.Key.Key_Tab)
    type_text(focused(), "Halvskrivet")
    open_patient("nyfodd")
    assert page.beginning.form is None and page.empty.isVisible()
    open_patient("tom")
    assert page.beginning.form is not None and page.beginning.form.form.fields["question"].editor.text_field is not None
    assert page.beginning.form.form.fields["question"].editor.text_field.text() == "Halvskrivet"


def test_a_name_of_eighty_letters_and_a_long_question_have_room(page: SipPage, session: Session, do: Do) -> None:
    do(begin_sip, lead=SipLead.OTHERS, led_by="Ö" * 80, question="Q" * 500)
    do(answer_offer, newest(session).id, yes=False, note="n" * 500)
    assert page.area.horizontalScrollBar().maximum() == 0


def established(record: Record, /) -> Change:
    """A SIP whose plan is in force."""
    made = Sip(
        patient_id=record.patient_id, established_on=TODAY - timedelta(days=80), follow_up_on=TODAY, question="Hur då?",
        overall_huvudman=Huvudman.REGION,
    )  # fmt: skip
    return Change("Upprättad", (Add(made),))


def test_a_follow_up_leads_on_to_the_sip_that_was_begun_for_it(page: SipPage, session: Session, do: Do) -> None:
    do(established)
    first = newest(session)
    assert shown_step(page) is SipStep.FOLLOW_UP and isinstance(page.panels.shown, FollowUp)
    do(follow_up_sip, first.id, decision=FollowUpDecision.NEW_SIP)
    page.panels.followed_up.emit(FollowUpDecision.NEW_SIP)
    assert page.head.title.text() == newest(session).heading != first.heading
    assert record_of(session).get(Sip, first.id).closed_on == TODAY


def test_a_follow_up_that_ends_it_leads_on_to_the_end_and_one_that_goes_on_stays(
    page: SipPage, session: Session, do: Do
) -> None:
    do(established)
    going = {"decision": FollowUpDecision.GOES_ON, "next_on": TODAY + timedelta(days=90)}
    do(follow_up_sip, newest(session).id, **going)
    assert shown_step(page) is SipStep.FOLLOW_UP and not page.onward.isVisible()
    do(close_sip, newest(session).id, reason=SipCloseReason.GOALS_MET)
    assert shown_step(page) is SipStep.CLOSED and panel(page, Closed).paper.isVisible()


def test_a_step_that_is_done_has_a_way_on(page: SipPage, do: Do) -> None:
    do(established)
    page.open_step(SipStep.PLAN)
    assert page.onward.text() == "Vidare till Uppföljning"
    page.onward.click()
    assert shown_step(page) is SipStep.FOLLOW_UP


def test_when_the_part_that_has_the_keyboard_is_gone_the_step_goes_on(page: SipPage, session: Session, do: Do) -> None:
    do(begin_sip, question="Hur?")
    sip = newest(session)
    do(give_sip_consent, sip.id, recipients=["Boendet"], covers="Allt")
    page.choose(sip.id, SipStep.CONSENT)
    consent = consent_of(record_of(session), sip)
    assert consent is not None
    panel(page, SipConsent).cards[consent.id].ask()
    do(revoke_consent, consent.id)
    assert panel(page, SipConsent).isAncestorOf(focused())
    session.undo()
    do(write_sip, sip.id, need="Ett annat")
    assert panel(page, SipConsent).isAncestorOf(focused())


def test_a_stay_in_hospital_stands_above_and_its_paper_is_about_it(
    page_of: Callable[[type[SipPage], str], SipPage], session: Session
) -> None:
    page = page_of(SipPage, "inskriven")
    (stay,) = record_of(session).all(HospitalStay)
    assert page.stays.isVisible() and page.stays.mapTo(page, QPoint()).y() < page.head.mapTo(page, QPoint()).y()
    page.start(stay.id)
    assert page.stays.isAncestorOf(focused())
    wanted: list[object] = []
    session.wanted.connect(lambda name, target: wanted.append((name, target)))
    page.stays.paper_wanted.emit(stay.id)
    assert wanted == [("papers", ("utskrivning", stay.id))]


def test_the_command_begins_a_new_sip(session: Session, open_patient: Callable[[str], None], qtbot: QtBot) -> None:
    open_patient("tom")
    window = Window(session, Preferences(session.vault.path.with_name("hallpunkt.json")))
    qtbot.addWidget(window)
    window.show()
    window.run(NEW_SIP)
    page = window.page("sip")
    assert isinstance(page, SipPage) and page.beginning.form is not None
    window.drafts.stop()
