"""Intyg och stöd: what has to be done now stands first, and one key does what is next about each."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel

from coordinator.benefit.applying import renew_benefit
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.kinds import BenefitKind, Decider, Decision
from coordinator.change import Add, Change
from coordinator.record import Record
from coordinator.swedish import short_day
from tests.ui.conftest import type_into
from tests.ui.pages.benefits_seen import Seen
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import focused, record_of
from ui.pages.benefits import NEW, BenefitsPage
from ui.pages.benefits_body import BenefitBody
from ui.session import Session


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody presses as quickly as a test does."""
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 0)


@pytest.fixture
def seen(page_of: OpenPage[BenefitsPage], session: Session, idle: Callable[[], None]) -> Iterator[Seen]:
    yield Seen(page_of(BenefitsPage, "tom"), session, idle)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_with_nothing_there_is_one_sentence_and_one_button(seen: Seen) -> None:
    seen.page.start()
    assert focused() is seen.page._empty_add
    assert (seen.page.add.isVisible(), seen.page.now.isVisible(), seen.page.lines.isVisible()) == (False, False, False)
    seen.key(focused(), Qt.Key.Key_Return)
    assert seen.page.beginning.form is not None and not seen.page._empty.isVisible()
    assert BenefitsPage.note(record_of(seen.session)) == ""


def test_each_stod_has_its_intyg_below_it_and_what_is_over_is_folded(seen: Seen) -> None:
    held = seen.held(2000, what="dag")
    seen.add(BenefitKind.LSS, applied_on=seen.today)
    seen.certificate(held, "Intyg om dag")
    refused = seen.bare(
        BenefitKind.CAR_GRANT, decision=Decision.REFUSED, decided_on=seen.day(-90), appeal_by=seen.day(-60)
    )
    seen.certificate(None, "Reseintyg")
    assert seen.titles == ["Söks", "Gäller", "Intyg för sig", "Avslag och avslutade, 1"]
    assert seen.lines == [
        "LSS-insats", "Intyg om funktionsnedsättning", "Färdtjänst: dag", "Intyg om dag", "Reseintyg",
    ]  # fmt: skip
    assert seen.page._how_many.text() == "1 söks, 1 gäller"
    seen.page.start(refused)
    assert seen.page.lines.open_id == refused  # folded, and yet found


def test_one_that_may_still_be_appealed_against_is_not_folded_away(seen: Seen) -> None:
    seen.bare(decision=Decision.REFUSED, decided_on=seen.today, appeal_by=seen.day(14))
    assert seen.titles == ["Söks"]
    assert seen.now == ["Sista dag att överklaga: Färdtjänst"]


def test_what_is_lost_stands_first_of_what_is_to_be_done(seen: Seen) -> None:
    ends = seen.held(20)
    asked = seen.bare(
        BenefitKind.LSS, applied_on=seen.day(-40), supplement_asked_on=seen.day(-9), supplement_by=seen.day(3),
        supplement_what="Hur ofta?",
    )  # fmt: skip
    late = seen.certificate(ends, "Utlåtande", requested_on=seen.day(-90))
    seen.certificate(ends, "Nytt", requested_on=seen.day(-2))
    assert seen.page.now.ids == [asked, late, ends]
    assert seen.page.now.said(asked).about == "Hur ofta?"
    assert [one.text for one in seen.page.now.said(late).signs] == ["Väntat 90 dagar"]
    assert BenefitsPage.note(record_of(seen.session)) == "2"


def test_who_is_late_is_to_be_rung_with_number_and_name(seen: Seen) -> None:
    writer = seen.contact("Henrik Falk", "010-111 22 40")
    stod = seen.held(2000)
    late = seen.certificate(stod, requested_on=seen.day(-90), contact_id=writer)
    said = seen.page.now.said(late)
    assert (said.number, said.number_of) == ("010-111 22 40", "Henrik Falk")
    assert "010-111 22 40 Henrik Falk" in said.words


def test_about_more_that_is_asked_for_the_writer_is_rung_and_else_who_decides(seen: Seen) -> None:
    writer, officer = seen.contact("Henrik Falk", "010-111 22 40"), seen.contact("Eva Ek", "010-111 22 50")
    stod = seen.bare(applied_on=seen.day(-40), supplement_asked_on=seen.day(-9), contact_id=officer)
    assert seen.page.now.said(stod).number == "010-111 22 50"
    seen.certificate(stod, contact_id=writer, issued_on=seen.day(-50), sent_on=seen.day(-40))
    assert seen.page.now.said(stod).number == "010-111 22 40"


def test_k_on_what_is_to_be_done_does_it_today_and_goes_on_to_the_next(seen: Seen, session: Session) -> None:
    more: dict[str, Any] = {"applied_on": seen.day(-40), "supplement_asked_on": seen.day(-9)}
    first = seen.bare(supplement_by=seen.day(3), **more)
    second = seen.bare(BenefitKind.LSS, supplement_by=seen.day(5), **more)
    seen.page.start()
    assert focused() is seen.page.now.line(first)
    seen.key(focused(), Qt.Key.Key_K)
    assert seen.benefit(first).supplement_sent_on == seen.today
    assert seen.page.told.words.text() == "Komplettering skickad: Färdtjänst"
    assert focused() is seen.page.now.line(second)
    session.undo()
    seen.idle()
    assert seen.benefit(first).supplement_sent_on is None
    assert seen.page.told.isHidden()


def test_the_button_beside_does_the_same(seen: Seen) -> None:
    stod = seen.held(None)
    waited = seen.certificate(stod, requested_on=seen.day(-90))
    seen.button("Intyg har kommit: Läkarutlåtande").click()
    seen.idle()
    assert seen.of(waited).issued_on == seen.today
    assert len(seen.now) == 1 and seen.now[0].startswith("Skicka in läkarutlåtande")
    seen.button("Skickat in: Läkarutlåtande").click()
    seen.idle()
    assert seen.of(waited).sent_on == seen.today
    assert seen.now == [] and seen.page.now.isHidden()


def test_enter_on_what_is_to_be_done_opens_its_stod_on_what_is_next(seen: Seen) -> None:
    stod = seen.bare(applied_on=seen.day(-90))
    seen.page.start()
    seen.key(focused(), Qt.Key.Key_Return)
    assert seen.page.lines.open_id == stod
    assert focused() is seen.body.next and seen.body.next.text() == "Beslut kom …"


def test_a_stod_is_led_by_one_key_from_the_plan_to_the_decision(seen: Seen) -> None:
    stod = seen.bare(BenefitKind.LSS_PLAN)
    seen.page.lines.go_to(stod)
    seen.key(focused(), Qt.Key.Key_Return)
    assert (focused() is seen.body.next, seen.body.next.text()) == (True, "Ansökan skickad")
    seen.key(focused(), Qt.Key.Key_K)
    assert seen.benefit(stod).applied_on == seen.today
    assert (focused() is seen.body.next, seen.body.next.text()) == (True, "Beslut kom …")
    seen.key(focused(), Qt.Key.Key_K)
    ask = seen.body.ask
    assert ask is not None and ask.deed.name == "decide"
    assert focused() in ask.findChildren(type(focused()))
    seen.key(focused(), Qt.Key.Key_Right)
    seen.key(focused(), Qt.Key.Key_Space)
    type_into(ask.fields["valid_until"].editor.main, "2030-06-30")
    seen.key(ask.fields["valid_until"].editor.main, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = seen.benefit(stod)
    assert (found.decision, found.decided_on, str(found.valid_until)) == (Decision.GRANTED, seen.today, "2030-06-30")
    assert seen.signs(stod) == ["Gäller"]
    assert seen.page.lines.open_id == stod and seen.body.ask is None


def test_the_second_of_two_quick_clicks_does_not_do_what_comes_next(
    seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 60_000)
    stod = seen.add(applied_on=seen.today)
    intyg = seen.certificate(stod, "Utlåtande", requested_on=seen.day(-3))
    other = seen.certificate(stod, "Intyg", requested_on=seen.day(-3))
    seen.page.act(intyg)
    seen.page.act(intyg)  # before it is saved
    seen.idle()
    seen.page.act(intyg)  # "Skickat in" stands there by now
    seen.page.start(other)
    seen.key(focused(), Qt.Key.Key_K)
    seen.key(focused(), Qt.Key.Key_K)
    for one in (seen.of(intyg), seen.of(other)):
        assert (one.issued_on, one.sent_on) == (seen.today, None)


def test_an_intyg_is_led_by_one_key_from_asked_for_to_sent(seen: Seen) -> None:
    stod = seen.add()
    (intyg,) = seen.certificates
    seen.page.start(intyg.id)
    assert focused() is seen.body.next and seen.body.next.text() == "Begär intyg …"
    seen.key(focused(), Qt.Key.Key_K)
    ask = seen.body.ask
    assert ask is not None and ask.whom is not None and focused() is ask.whom.line
    type_into(ask.whom.line, "Doktor Ny")
    seen.key(ask.whom.line, Qt.Key.Key_Return)
    seen.key(focused(), Qt.Key.Key_Return)
    seen.key(focused(), Qt.Key.Key_Return)  # who, needed by, asked for today
    assert (seen.of(intyg.id).requested_on, seen.of(intyg.id).writer) == (seen.today, "Doktor Ny")
    seen.key(focused(), Qt.Key.Key_K)
    seen.key(focused(), Qt.Key.Key_K)
    assert (seen.of(intyg.id).issued_on, seen.of(intyg.id).sent_on) == (seen.today, seen.today)
    assert seen.benefit(stod).applied_on is None
    assert seen.now == ["Skicka ansökan: Färdtjänst"]


def test_a_renewal_takes_the_former_basis_with_it_and_is_gone_on_with(seen: Seen) -> None:
    stod = seen.held(20, lifelong=True)
    seen.certificate(
        stod, requested_on=seen.day(-420), issued_on=seen.day(-410), sent_on=seen.day(-409), basis="Sitter i rullstol."
    )
    assert seen.signs(stod) == ["Slutar snart", "Livslångt behov"]
    seen.page.start(stod)
    assert "Livslångt behov: förra underlaget kan användas igen." in _texts(seen.body)
    assert seen.body.reuse.isVisible() and seen.body.reuse.isChecked()
    seen.key(focused(), Qt.Key.Key_K)
    new = next(one for one in seen.benefits if one.renews_id == stod)
    (intyg,) = [one for one in seen.certificates if one.benefit_id == new.id]
    assert (new.lifelong, intyg.basis) == (True, "Sitter i rullstol.")
    assert seen.page.lines.open_id == new.id and focused() is seen.body.next
    seen.page.start(stod)
    assert seen.body.next.isHidden() and not seen.body.reuse.isVisible()  # not twice


def test_a_renewal_without_the_former_basis(seen: Seen) -> None:
    stod = seen.held(20)
    seen.certificate(stod, issued_on=seen.day(-410), sent_on=seen.day(-409), basis="Sitter i rullstol.")
    seen.page.start(stod)
    seen.body.reuse.click()
    seen.body.next.click()
    seen.idle()
    assert [one.basis for one in seen.certificates if one.benefit_id != stod] == [""]


def test_what_ends_is_told_on_the_line_of_its_renewal_once_that_is_begun(seen: Seen) -> None:
    stod = seen.held(20)
    assert seen.now == ["Färdtjänst slutar"]
    seen.session.do(renew_benefit, stod)
    seen.idle()
    assert len(seen.now) == 1 and seen.now[0].startswith("Begär läkarutlåtande")
    assert seen.page.now.said(seen.certificates[-1].id).left == (short_day(seen.day(20), seen.today),)
    assert "förnyelsen är påbörjad" in seen.page.lines.said(stod).words


def test_escape_goes_from_what_is_open_to_its_line_and_closes_it(seen: Seen) -> None:
    stod = seen.held(None)
    seen.page.start(stod)
    seen.key(focused(), Qt.Key.Key_Escape)
    assert focused() is seen.line(stod)
    seen.key(focused(), Qt.Key.Key_Escape)
    assert seen.page.lines.open_id is None


def test_k_in_a_field_is_a_letter_and_held_down_it_does_nothing_more(seen: Seen) -> None:
    stod = seen.bare(applied_on=seen.day(-9), supplement_asked_on=seen.day(-3))
    seen.page.start(stod)
    seen.body.turn_form()
    note = seen.body.form.fields["note"].editor.main if seen.body.form is not None else seen.page
    type_into(note, "k")
    seen.idle()
    assert seen.benefit(stod).supplement_sent_on is None
    for here in (seen.line(stod), seen.body.next):
        here.setFocus()
        again = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_K, Qt.KeyboardModifier.NoModifier, "k", autorep=True)
        QApplication.sendEvent(here, again)
        seen.idle()
    assert seen.benefit(stod).supplement_sent_on is None


def test_delete_takes_a_stod_and_its_intyg_away_and_undo_brings_them_back(seen: Seen, session: Session) -> None:
    stod = seen.add()
    seen.page.lines.go_to(stod)
    seen.key(focused(), Qt.Key.Key_Delete)
    assert (seen.benefits, seen.certificates) == ([], [])
    assert seen.page.told.words.text() == "Borttaget: Färdtjänst"
    session.undo()
    seen.idle()
    assert (len(seen.benefits), len(seen.certificates)) == (1, 1)


def test_another_patient_has_nothing_of_the_one_before(
    seen: Seen, open_patient: Callable[[str], None], session: Session
) -> None:
    stod = seen.bare(decider=Decider.REGION)
    seen.page.start(stod)
    seen.key(focused(), Qt.Key.Key_K)
    assert seen.page.told.isVisible() and seen.page.lines.open_id == stod
    open_patient("nyfodd")
    assert seen.page.lines.open_id is None and seen.page.told.isHidden()
    assert stod not in seen.page.lines.ids
    assert all(one.patient_id == record_of(session).patient_id for one in seen.page._entries.values())


def test_new_begins_one_and_an_unknown_id_is_no_harm(seen: Seen) -> None:
    seen.held(None)
    seen.page.start(UUID(int=1))
    assert focused() is seen.line(seen.benefits[0].id)
    seen.page.start(NEW)
    assert seen.page.beginning.form is not None and seen.page.beginning.form.isAncestorOf(focused())


def test_every_line_is_read_aloud_with_who_decides_how_far_and_until_when(seen: Seen) -> None:
    stod = seen.held(2000, decider=Decider.REGION, lifelong=True)
    words = seen.page.lines.said(stod).words
    for part in ("Färdtjänst", "Regionen", "Gäller", "Livslångt behov", "slutar om 5 år"):
        assert part in words
    seen.page.start(stod)
    names = [one.accessibleName() for one in seen.body.deeds.values() if one.isVisible()]
    assert names == ["Förnya: Färdtjänst", "Lägg till intyg: Färdtjänst", "Avsluta: Färdtjänst"]


def test_a_hundred_and_twenty_stod_are_shown_a_stretch_at_a_time(seen: Seen, session: Session) -> None:
    def many(record: Record) -> Change:
        made = [
            Benefit(patient_id=record.patient_id, kind=kind, what=str(at), applied_on=record.today)
            for kind, at in zip(list(BenefitKind) * 4, range(120), strict=False)
        ]
        return Change("Många", tuple(Add(one) for one in made))

    session.do(many)
    seen.idle()
    assert len(seen.benefits) == 120 and len(seen.lines) == 20
    last = seen.benefits[-1]
    seen.page.start(last.id)
    assert seen.page.lines.open_id == last.id and seen.body.next.isVisible()


def _texts(body: BenefitBody) -> list[str]:
    return [one.text() for one in body.findChildren(QLabel) if one.isVisible()]
