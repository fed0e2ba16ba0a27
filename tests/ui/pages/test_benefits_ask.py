"""What a deed of Intyg och stöd asks for: a day, a reason, a decision; and why it is refused, by the field."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from coordinator.benefit.applying import apply_for
from coordinator.benefit.kinds import BenefitKind, Decision
from tests.ui.conftest import type_into
from tests.ui.pages.benefits_seen import Seen
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import focused
from ui.form_fields import ChoiceEditor
from ui.pages.benefits import BenefitsPage
from ui.pages.benefits_ask import Ask, draft_name
from ui.pages.benefits_deeds import (
    APPLY,
    ASK_MORE,
    CAME,
    DECIDE,
    DROP,
    END,
    MORE,
    REQUEST,
    SEND,
    SEND_MORE,
    Deed,
)
from ui.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def seen(page_of: OpenPage[BenefitsPage], session: Session, idle: Callable[[], None]) -> Iterator[Seen]:
    yield Seen(page_of(BenefitsPage, "tom"), session, idle)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def asked(seen: Seen, id: UUID, deed: Deed) -> Ask:
    """What the deed asks for, open."""
    seen.page.start(id)
    if deed.asks:
        seen.body.take(deed)
    else:
        seen.body.another_day.click()
    assert seen.body.ask is not None and seen.body.ask.deed is deed
    return seen.body.ask


def write(ask: Ask, name: str, text: str) -> None:
    field = ask.fields[name].editor.text_field
    assert field is not None
    field.setFocus()
    field.selectAll()
    type_into(field, text)


def decide(ask: Ask, decision: Decision) -> None:
    editor = ask.fields["decision"].editor
    assert isinstance(editor, ChoiceEditor) and ask.decision is not None
    next(one for one in ask.decision.buttons if one.text() == decision.label).click()


def test_another_day_is_asked_for_with_today_in_it(seen: Seen) -> None:
    stod = seen.bare()
    ask = asked(seen, stod, APPLY)
    assert focused() is ask.fields["on"].editor.main
    write(ask, "on", seen.day(-3).isoformat())
    seen.key(focused(), Qt.Key.Key_Return)
    assert seen.benefit(stod).applied_on == seen.day(-3)
    assert seen.body.ask is None and focused() is seen.body.next


def test_more_that_is_asked_for_has_a_last_day(seen: Seen) -> None:
    stod = seen.bare(applied_on=seen.day(-20))
    ask = asked(seen, stod, ASK_MORE)
    write(ask, "what", "Hur ofta?")
    write(ask, "by", seen.day(10).isoformat())
    seen.key(focused(), Qt.Key.Key_Return)  # on to the day it was asked for
    seen.key(focused(), Qt.Key.Key_Return)
    found = seen.benefit(stod)
    assert (found.supplement_what, found.supplement_by) == ("Hur ofta?", seen.day(10))
    assert found.supplement_asked_on == seen.today
    assert seen.signs(stod) == ["Ska kompletteras"]


def test_a_refusal_asks_by_when_it_may_be_appealed_against_and_not_how_long_it_holds(seen: Seen) -> None:
    ask = asked(seen, seen.bare(applied_on=seen.day(-20)), DECIDE)
    decide(ask, Decision.REFUSED)
    seen_now = {name for name, field in ask.fields.items() if field.isVisible()}
    assert seen_now == {"decision", "on", "appeal_by"}
    decide(ask, Decision.GRANTED)
    assert not ask.fields["appeal_by"].isVisible() and ask.fields["valid_until"].isVisible()


def test_a_refusal_leaves_out_days_that_were_written_for_another_decision(seen: Seen) -> None:
    stod = seen.bare(applied_on=seen.day(-20))
    ask = asked(seen, stod, DECIDE)
    decide(ask, Decision.GRANTED)
    write(ask, "valid_from", seen.today.isoformat())
    decide(ask, Decision.REFUSED)
    seen.key(ask.do_it, Qt.Key.Key_Return)
    assert (seen.benefit(stod).decision, seen.benefit(stod).valid_from) == (Decision.REFUSED, None)


def test_the_usual_last_day_is_offered_and_not_written_by_itself(seen: Seen) -> None:
    stod = seen.bare(BenefitKind.LSS_PLAN, applied_on=seen.day(-20))
    ask = asked(seen, stod, DECIDE)
    decide(ask, Decision.GRANTED)
    write(ask, "valid_from", "2026-01-01")
    assert ask.usual.isVisible() and ask.usual.text() == "Brukar gälla till 31 dec"
    assert ask.fields["valid_until"].value() is None
    ask.usual.click()
    assert str(ask.fields["valid_until"].value()) == "2026-12-31" and not ask.usual.isVisible()


@dataclass(frozen=True)
class Fault:
    """stood: the days that are known, from today. written: what is written. The field then says ``words``."""

    deed: Deed
    stood: Mapping[str, Any]
    written: Mapping[str, Any]
    field: str
    words: str


FAULTS = (
    Fault(APPLY, {}, {"on": 3}, "on", "Ansökt ligger i framtiden."),
    Fault(SEND_MORE, {"applied_on": -20, "supplement_asked_on": -5}, {"on": -9}, "on", "innan den begärdes"),
    Fault(ASK_MORE, {"applied_on": -20}, {"on": -30}, "on", "begärdes innan ansökan skickades"),
    Fault(ASK_MORE, {"applied_on": -20}, {"on": -5, "by": -9}, "by", "Sista dag för kompletteringen"),
    Fault(ASK_MORE, {"applied_on": -20}, {"on": 2}, "on", "Komplettering begärd ligger i framtiden."),
    Fault(DECIDE, {"applied_on": -20}, {"on": -30}, "on", "Beslutet ligger före ansökan."),
    Fault(
        DECIDE, {"applied_on": -20}, {"valid_from": 9, "valid_until": 2}, "valid_from", "slutar gälla innan det börjar"
    ),
    Fault(END, {}, {"because": "flytt", "on": 2}, "on", "Avslutat ligger i framtiden."),
    Fault(END, {}, {}, "because", "Skriv varför stödet avslutades."),
)


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: f"{case.deed.name} {case.words}")
def test_what_the_domain_refuses_is_said_by_the_field_and_what_is_written_stays(seen: Seen, case: Fault) -> None:
    stood: dict[str, Any] = {name: seen.day(days) for name, days in case.stood.items()}
    stod = seen.bare(**stood)
    before = seen.benefit(stod)
    ask = asked(seen, stod, case.deed)
    if case.deed is DECIDE:
        decide(ask, Decision.GRANTED)
    texts = {name: seen.day(said).isoformat() if isinstance(said, int) else said for name, said in case.written.items()}
    for name, text in texts.items():
        write(ask, name, text)
    seen.key(ask.do_it, Qt.Key.Key_Return)
    assert case.words in ask.fields[case.field].fault_text
    assert {name for name, one in ask.fields.items() if one.fault_text} == {case.field}
    field = ask.fields[case.field].editor.main
    assert focused() is field and field.accessibleDescription() == ask.fields[case.field].fault_text
    assert seen.benefit(stod) == before
    for name, text in texts.items():
        shown = ask.fields[name].editor.text_field
        assert shown is not None and shown.text() == text


CERTIFICATE_FAULTS = (
    Fault(REQUEST, {}, {"on": 3}, "on", "Begärt ligger i framtiden."),
    Fault(REQUEST, {}, {"on": -3, "needed_by": -9}, "needed_by", "Intyget behövdes innan det begärdes."),
    Fault(CAME, {"requested_on": -5}, {"on": -9}, "on", "utfärdat innan det begärdes"),
    Fault(SEND, {"requested_on": -9, "issued_on": -5}, {"on": -7}, "on", "inskickat innan det utfärdades"),
    Fault(DROP, {}, {}, "because", "Skriv varför intyget inte behövs längre."),
)


@pytest.mark.parametrize("case", CERTIFICATE_FAULTS, ids=lambda case: f"{case.deed.name} {case.words}")
def test_so_it_is_with_an_intyg(seen: Seen, case: Fault) -> None:
    stood: dict[str, Any] = {name: seen.day(days) for name, days in case.stood.items()}
    intyg = seen.certificate(seen.bare(), **stood)
    before = seen.of(intyg)
    ask = asked(seen, intyg, case.deed)
    for name, days in case.written.items():
        write(ask, name, seen.day(days).isoformat())
    seen.key(ask.do_it, Qt.Key.Key_Return)
    assert case.words in ask.fields[case.field].fault_text and focused() is ask.fields[case.field].editor.main
    assert seen.of(intyg) == before


def test_a_decision_that_is_not_chosen_is_asked_for(seen: Seen) -> None:
    stod = seen.bare(applied_on=seen.day(-20))
    ask = asked(seen, stod, DECIDE)
    seen.key(ask.do_it, Qt.Key.Key_Return)
    assert "Välj vad beslutet blev." in ask.fault.text()
    assert ask.decision is not None and focused() in ask.decision.buttons
    assert seen.benefit(stod).decision is None


def test_a_day_that_cannot_be_read_is_told_by_its_field(seen: Seen) -> None:
    stod = seen.bare()
    ask = asked(seen, stod, APPLY)
    write(ask, "on", "31 februari")
    seen.key(focused(), Qt.Key.Key_Return)
    assert ask.fields["on"].fault_text and seen.benefit(stod).applied_on is None


def test_what_was_done_elsewhere_meanwhile_is_told_and_nothing_is_lost(seen: Seen) -> None:
    stod = seen.bare(applied_on=seen.day(-20))
    ask = asked(seen, stod, DECIDE)
    decide(ask, Decision.GRANTED)
    seen.session.do(DECIDE.does, stod, decision=Decision.REFUSED)
    refused: list[object] = []
    seen.session.refused.connect(refused.append)
    ask.send()
    seen.idle()
    assert seen.benefit(stod).decision is Decision.REFUSED
    assert len(refused) == 1, refused


def test_escape_thinks_better_of_it_and_nothing_is_kept(seen: Seen) -> None:
    stod = seen.bare(applied_on=seen.day(-20))
    ask = asked(seen, stod, ASK_MORE)
    write(ask, "what", "Hur")
    seen.key(focused(), Qt.Key.Key_Escape)
    assert seen.body.ask is None and focused() is seen.body.next
    seen.page.lines.shut()
    seen.page.start(stod)
    assert seen.body.ask is None


def test_what_is_half_written_is_asked_for_again_when_one_comes_back(
    seen: Seen, open_patient: Callable[[str], None]
) -> None:
    stod = seen.bare(applied_on=seen.day(-20))
    ask = asked(seen, stod, ASK_MORE)
    write(ask, "what", "Hur ofta")
    open_patient("nyfodd")
    open_patient("tom")
    seen.page.start(stod)
    again = seen.body.ask
    assert again is not None and again.deed is ASK_MORE
    field = again.fields["what"].editor.text_field
    assert field is not None and field.text() == "Hur ofta"
    write(again, "what", "Hur ofta?")
    seen.key(focused(), Qt.Key.Key_Return, CTRL)
    assert seen.benefit(stod).supplement_what == "Hur ofta?"
    seen.page.lines.shut()
    seen.page.start(stod)
    assert seen.body.ask is None  # and its draft is gone


def test_what_was_sent_as_she_left_is_half_written_no_more(
    seen: Seen, open_patient: Callable[[str], None], session: Session, practice: dict[str, UUID]
) -> None:
    stod = seen.bare(applied_on=seen.day(-20))
    ask = asked(seen, stod, ASK_MORE)
    write(ask, "what", "Hur ofta?")
    seen.page.drafts.keep_now()
    ask.send()
    session.open_patient(practice["nyfodd"])
    seen.page.lines.shut()  # gone before it is on disk
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    seen.idle()
    open_patient("tom")
    assert seen.benefit(stod).supplement_what == "Hur ofta?"
    asked(seen, stod, DECIDE).leave()
    assert session.kept(session.draft_key(draft_name(ASK_MORE, seen.benefit(stod), "what"))) is None


def test_who_writes_is_one_of_the_contacts_or_somebody_by_name(seen: Seen) -> None:
    writer = seen.contact("Henrik Falk", "010-111 22 40")
    first, second = seen.certificate(seen.bare(), "Ett"), seen.certificate(None, "Två")
    for id, name in ((first, "Henrik Falk"), (second, "Doktor Ny")):
        ask = asked(seen, id, REQUEST)
        assert ask.whom is not None
        type_into(ask.whom.line, name)
        seen.key(ask.whom.line, Qt.Key.Key_Return, CTRL)
    assert (seen.of(first).contact_id, seen.of(first).writer) == (writer, "")
    assert (seen.of(second).contact_id, seen.of(second).writer) == (None, "Doktor Ny")


def test_one_more_intyg_begins_with_the_one_that_is_usual(seen: Seen) -> None:
    stod = seen.bare(BenefitKind.ACTIVITY_GRANT)
    ask = asked(seen, stod, MORE)
    seen.key(ask.do_it, Qt.Key.Key_Return)
    (intyg,) = seen.certificates
    assert (intyg.title, intyg.form, intyg.benefit_id) == ("Läkarutlåtande om hälsotillstånd", "3200", stod)


def test_it_is_sent_to_whoever_decides_unless_another_is_written(seen: Seen) -> None:
    intyg = seen.certificate(seen.bare(BenefitKind.CARE_ALLOWANCE), issued_on=seen.day(-2))
    ask = asked(seen, intyg, SEND)
    assert ask.fields["to"].value() == "Försäkringskassan"


def test_a_deed_that_was_done_from_elsewhere_is_asked_for_no_more(seen: Seen) -> None:
    stod = seen.bare()
    asked(seen, stod, APPLY)
    seen.session.do(apply_for, stod)
    seen.idle()
    assert seen.body.ask is None and seen.body.next.text() == "Beslut kom …"
