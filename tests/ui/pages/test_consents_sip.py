"""The step *Samtycke* of a SIP: to whom it is given, both guardians, one recipient's taken back, nothing lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.change import Change, Edit
from coordinator.consent import Consent, ConsentForm, ConsentGiver, ConsentPurpose, OneGuardian
from coordinator.consent_recipient import ConsentRecipient
from coordinator.contact import Contact
from coordinator.guardian import guardians
from coordinator.sip.consenting import consent_of, give_sip_consent, uncovered
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip, SipAnswer
from tests.rules.made_up import adding
from tests.ui.conftest import TypeText, press
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.fields import Field
from ui.pages.consents_card import ConsentCard
from ui.pages.consents_giving import GiveConsent
from ui.pages.consents_sip import SipConsent
from ui.parts import Button, column, scrolling, whole
from ui.session import Session

TODAY = date(2026, 11, 22)
CONTROL = Qt.KeyboardModifier.ControlModifier


class Beside:
    """The panel as the page has it: shown again after each change, of the SIP that is chosen."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        self.session, self.sip_id = session, UUID(int=0)
        self.panel = SipConsent(session, drafts)
        self.area = scrolling(whole(column(self.panel, 1)))
        session.record_changed.connect(self.show)

    def show(self) -> None:
        record = self.session.record
        sip = next((one for one in record.all(Sip) if one.id == self.sip_id), None) if record is not None else None
        if record is not None and sip is not None:
            self.panel.show_sip(record, sip)


@pytest.fixture
def beside(session: Session, drafts: Drafts, qtbot: QtBot) -> Beside:
    made = Beside(session, drafts)
    qtbot.addWidget(made.area)
    made.area.destroyed.connect(lambda: session.record_changed.disconnect(made.show))
    made.area.resize(1000, 650)
    made.area.show()
    made.area.activateWindow()
    qtbot.waitUntil(made.area.isActiveWindow)
    return made


OpenSip = Callable[..., Sip]


@pytest.fixture
def open_sip(
    beside: Beside, session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> OpenSip:
    """A new SIP of a practice patient, where so many of her contacts take part."""

    def open_one(slug: str, contacts: int = 2, **fields: Any) -> Sip:
        open_patient(slug)
        record = record_of(session)
        usual: dict[str, Any] = {"number": 9, "question": "Vem ordnar med stolen?"}
        sip = Sip(patient_id=record.patient_id, **usual | fields)
        chosen = [one for one in record.all(Contact) if one.is_current][:contacts]
        there = [
            SipParticipant(patient_id=record.patient_id, sip_id=sip.id, position=place, contact_id=one.id)
            for place, one in enumerate(chosen)
        ]
        herself = SipParticipant(patient_id=record.patient_id, sip_id=sip.id, part=SipPart.PATIENT)
        beside.sip_id = sip.id
        session.do(lambda _record: adding((sip, herself, *there)))
        idle()
        return sip

    return open_one


def consent(session: Session, sip: Sip) -> Consent:
    (found,) = [one for one in record_of(session).all(Consent) if one.sip_id == sip.id]
    return found


def recipients(session: Session) -> list[ConsentRecipient]:
    return list(record_of(session).all(ConsentRecipient))


def card(beside: Beside) -> ConsentCard:
    return next(iter(beside.panel.cards.values()))


def line_of(giving: GiveConsent, name: str) -> Field:
    found = giving.fields[name].editor.text_field
    assert found is not None
    return found


def test_it_is_given_to_those_who_take_part_with_a_few_keys(
    beside: Beside, open_sip: OpenSip, session: Session, idle: Callable[[], None]
) -> None:
    sip = open_sip("tom", contacts=0)
    session.do(
        lambda record: adding((Contact(patient_id=record.patient_id, name="Ali Demir", role="LSS-handläggare"),))
    )
    idle()
    contact = record_of(session).all(Contact)[-1]
    there = SipParticipant(patient_id=sip.patient_id, sip_id=sip.id, position=1, contact_id=contact.id)
    palm = SipParticipant(patient_id=sip.patient_id, sip_id=sip.id, position=2, name="Susanne Palm")
    session.do(lambda _record: adding((there, palm)))
    idle()
    giving = beside.panel.giving
    beside.panel.start()
    assert focused() is giving.whom.rows[there.id].box and giving.isVisible()
    line_of(giving, "given_by").show_draft("Maja")
    press(focused(), Qt.Key.Key_Return, CONTROL)
    idle()
    one = consent(session, sip)
    assert (one.given_by, one.given_on, one.valid_until) == ("Maja", TODAY, date(2027, 11, 22))
    assert one.covers == "Det som behövs för att planera: Vem ordnar med stolen?"
    assert one.recipients == "Ali Demir, LSS-handläggare\nSusanne Palm"
    assert consent_of(record_of(session), sip) == one and uncovered(record_of(session), sip) == []
    assert giving.isHidden() and card(beside).state.accessibleName() == "Gäller till 22 nov 2027, om 12 månader"


def test_who_is_unticked_gets_nothing_and_what_one_must_not_know_is_hers_alone(
    beside: Beside, open_sip: OpenSip, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    sip = open_sip("120-kontakter", contacts=3)
    giving = beside.panel.giving
    rows = list(giving.whom.rows.values())
    press(rows[0].box, Qt.Key.Key_Space)
    type_text(rows[1].excludes, "Diagnosen")
    giving.give()
    idle()
    mine = [one for one in recipients(session) if one.consent_id == consent(session, sip).id]
    assert [(one.contact_id, one.excludes) for one in mine] == [(rows[1].whom, "Diagnosen"), (rows[2].whom, "")]
    offered = [one for one in card(beside).uncovered.findChildren(Button) if one.isVisible()]
    assert len(offered) == 1 and offered[0].accessibleName().startswith("Lägg till ")
    offered[0].click()
    idle()
    assert uncovered(record_of(session), sip) == [] and card(beside).uncovered.isHidden()
    assert focused() is card(beside).recipients.add


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("valid_until", "2026-11-01", "slutar gälla innan det lämnades"),
        ("valid_until", "31 februari", "Februari har 28 dagar"),
        ("given_on", "2026-12-24", "framtiden"),
        ("covers", " ", "aldrig generellt"),
        ("given_by", " ", "vem som lämnade"),
    ],
)
def test_what_is_refused_is_said_beside_its_field_and_kept(
    beside: Beside, open_sip: OpenSip, session: Session, idle: Callable[[], None], *, name: str, text: str, says: str
) -> None:
    open_sip("120-kontakter")
    giving = beside.panel.giving
    line_of(giving, name).show_draft(text)
    giving.give()
    idle()
    assert says in giving.fields[name].fault_text and line_of(giving, name).text() == text
    assert focused() is line_of(giving, name) and giving.isVisible()
    assert not [one for one in record_of(session).all(Consent) if one.sip_id == beside.sip_id]


def test_to_nobody_is_refused_beside_the_boxes(beside: Beside, open_sip: OpenSip, idle: Callable[[], None]) -> None:
    open_sip("120-kontakter", contacts=1)
    giving = beside.panel.giving
    next(iter(giving.whom.rows.values())).box.setChecked(False)
    giving.give()
    idle()
    assert "minst en mottagare" in giving.whom.fault.text() and giving.fault.isHidden()
    next(iter(giving.whom.rows.values())).box.setChecked(True)
    giving.give()
    idle()
    assert giving.isHidden() and giving.whom.fault.text() == ""


def test_somebody_more_is_written_once_and_then_takes_part_too(
    beside: Beside, open_sip: OpenSip, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    sip = open_sip("tom", contacts=0)
    whom = beside.panel.giving.whom
    assert whom.nobody.isVisible()
    beside.panel.start()
    type_text(focused(), "Susanne Palm, handläggare, Försäkringskassan")
    press(focused(), Qt.Key.Key_Return)
    idle()
    (row,) = whom.rows.values()
    assert (row.whom, row.box.accessibleName()) == ("Susanne Palm", "Susanne Palm, handläggare, Försäkringskassan")
    assert row.box.isChecked() and whom.nobody.isHidden() and focused() is whom.add.line
    assert [one.name for one in record_of(session).all(SipParticipant) if one.sip_id == sip.id][-1] == "Susanne Palm"


def test_a_childs_is_both_guardians(
    beside: Beside, open_sip: OpenSip, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    sip = open_sip("barn")
    giving = beside.panel.giving
    assert giving.fields["given_by"].value() == "Sofia Ekvall" and giving.both.text() == "Karim Nassar samtycker också"
    press(giving.both, Qt.Key.Key_Space)
    type_text(line_of(giving, "childs_view"), "Mira vill vara med")
    giving.give()
    idle()
    one = consent(session, sip)
    assert (one.giver, one.also_given_by, one.also_given_on) == (ConsentGiver.GUARDIAN, "Karim Nassar", TODAY)
    assert one.childs_view == "Mira vill vara med" and consent_of(record_of(session), sip) == one
    assert card(beside).guardians.missing.isHidden() and card(beside).guardians.view.text() == "Mira vill vara med"


def by_one_guardian(session: Session, sip: Sip, idle: Callable[[], None], **fields: Any) -> None:
    """A consent that only one guardian has given."""
    there = [one.contact_id for one in record_of(session).all(SipParticipant) if one.sip_id == sip.id]
    given: dict[str, Any] = {"covers": "Planen", "giver": ConsentGiver.GUARDIAN}
    given["given_by"] = guardians(record_of(session))[0].name
    session.do(give_sip_consent, sip.id, recipients=[one for one in there if one], **given | fields)
    idle()


def test_the_other_guardians_answer_is_one_enter_when_the_record_knows_the_name(
    beside: Beside, open_sip: OpenSip, session: Session, idle: Callable[[], None]
) -> None:
    sip = open_sip("barn")
    by_one_guardian(session, sip, idle)
    assert card(beside).lacking.isVisible() and consent_of(record_of(session), sip) is None
    missing = card(beside).guardians.missing
    beside.panel.start()
    assert focused() is missing.by and missing.by.text() == "Karim Nassar"
    missing.on.show_draft("31 februari")
    press(missing.by, Qt.Key.Key_Return)
    assert "Februari har 28 dagar" in missing.fault_of_other.text() and focused() is missing.on
    missing.on.show_draft("i går")
    missing.form.buttons[1].click()
    press(missing.on, Qt.Key.Key_Return)
    idle()
    one = consent(session, sip)
    assert (one.also_given_by, one.also_given_on) == ("Karim Nassar", TODAY - timedelta(days=1))
    assert one.also_form is ConsentForm.ORAL and consent_of(record_of(session), sip) == one
    assert missing.isHidden() and card(beside).lacking.isHidden()


def test_one_is_enough_when_the_reason_is_written(
    beside: Beside, open_sip: OpenSip, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    sip = open_sip("barn")
    by_one_guardian(session, sip, idle)
    missing = card(beside).guardians.missing
    missing.why.buttons[1].click()
    press(missing.reason, Qt.Key.Key_Return)
    idle()
    assert "Skriv skälet" in missing.fault_of_one.text() and focused() is missing.reason
    type_text(missing.reason, "Ringt tre dagar")
    press(missing.reason, Qt.Key.Key_Return)
    idle()
    one = consent(session, sip)
    assert (one.one_guardian, one.one_guardian_reason) == (OneGuardian.OTHER_UNREACHABLE, "Ringt tre dagar")
    assert missing.isHidden() and "En räcker. Den andra går inte att nå: Ringt tre dagar" in card(beside).by.text()


def test_it_is_taken_back_for_one_where_she_stands_and_undone(
    beside: Beside, open_sip: OpenSip, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    sip = open_sip("120-kontakter", contacts=2)
    beside.panel.giving.give()
    idle()
    rows = list(card(beside).recipients.rows.values())
    assert rows[0].revoke.accessibleName().startswith("Återkalla för ")
    rows[0].revoke.click()
    assert rows[0].asking is not None and focused() is rows[0].asking.why
    press(focused(), Qt.Key.Key_Escape)
    assert rows[0].asking is None and focused() is rows[0].revoke
    rows[0].revoke.click()
    type_text(focused(), "Ringde")
    press(focused(), Qt.Key.Key_Return)
    idle()
    missed = uncovered(record_of(session), sip)
    assert len(missed) == 1 and rows[0].chip.isVisible() and rows[0].revoke.isHidden()
    assert rows[0].note.text() == "Om återkallelsen: Ringde" and rows[1].revoke.isVisible()
    assert card(beside).uncovered.isHidden(), "a new consent is asked for, no tick in the one she took back"
    session.undo()
    idle()
    assert uncovered(record_of(session), sip) == [] and rows[0].revoke.isVisible()


def test_what_one_may_know_is_changed_where_she_stands(
    beside: Beside, open_sip: OpenSip, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    sip = open_sip("120-kontakter", contacts=2)
    beside.panel.giving.give()
    idle()
    row = list(card(beside).recipients.rows.values())[1]
    row.change.click()
    assert row.content is not None and focused() is row.content.covers
    type_text(row.content.excludes, "Diagnosen")
    press(row.content.excludes, Qt.Key.Key_Return)
    idle()
    changed = [one for one in recipients(session) if one.consent_id == consent(session, sip).id][1]
    assert changed.excludes == "Diagnosen"
    press(row.content.excludes, Qt.Key.Key_Escape)
    assert row.content is None and row.note.text() == "Får inte veta: Diagnosen" and focused() is row.change


def test_one_more_recipient_is_a_contact_where_the_words_mean_one_and_nobody_twice(
    beside: Beside, open_sip: OpenSip, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    sip = open_sip("120-kontakter", contacts=1)
    beside.panel.giving.give()
    idle()
    other = next(one for one in record_of(session).all(Contact) if one.name == "Nadja Kovač")
    add = card(beside).recipients.add
    for words in ("Nadja Kovač", "Trygg Försäkring"):
        add.setText(words)
        press(add, Qt.Key.Key_Return)
        idle()
        assert add.text() == ""
    mine = [one for one in recipients(session) if one.consent_id == consent(session, sip).id]
    assert [(one.contact_id, one.name) for one in mine[1:]] == [
        (other.id, mine[1].name), (None, "Trygg Försäkring"),
    ]  # fmt: skip
    add.setText("trygg försäkring")
    press(add, Qt.Key.Key_Return)
    idle()
    assert "står redan" in card(beside).recipients.fault.text() and add.text() == "trygg försäkring"


def test_all_of_it_is_taken_back_and_a_new_one_is_asked_for(
    beside: Beside, open_sip: OpenSip, session: Session, idle: Callable[[], None]
) -> None:
    sip = open_sip("120-kontakter")
    beside.panel.giving.give()
    idle()
    card(beside).revoke.click()
    press(focused(), Qt.Key.Key_Return)
    idle()
    assert consent(session, sip).revoked_on == TODAY and beside.panel.cards == {}
    assert beside.panel.former.text().startswith("Återkallat 22 nov 2026. Skriftligt 22 nov 2026 av ")
    assert beside.panel.giving.isVisible()


def test_half_written_comes_back_and_never_to_another_patient(
    beside: Beside, open_sip: OpenSip, type_text: TypeText, open_patient: Callable[[str], None]
) -> None:
    first = open_sip("120-kontakter")
    giving = beside.panel.giving
    line_of(giving, "covers").show_draft("Planen och tiderna")
    type_text(next(iter(giving.whom.rows.values())).excludes, "Diagnosen")
    open_sip("barn")
    assert "Planen och tiderna" not in line_of(giving, "covers").text()
    assert all(row.excludes.text() == "" for row in giving.whom.rows.values())
    beside.sip_id = first.id
    open_patient("120-kontakter")
    assert line_of(giving, "covers").text() == "Planen och tiderna"
    assert next(iter(giving.whom.rows.values())).excludes.text() == "Diagnosen"


def test_one_more_consent_is_begun_and_left(
    beside: Beside, open_sip: OpenSip, idle: Callable[[], None], session: Session
) -> None:
    sip = open_sip("120-kontakter")
    beside.panel.giving.give()
    idle()
    beside.panel.again.click()
    assert beside.panel.giving.isVisible() and beside.panel.again.isHidden()
    beside.panel.giving.cancel.click()
    assert beside.panel.giving.isHidden() and focused() is beside.panel.again
    asked: list[bool] = []
    beside.panel.form_wanted.connect(lambda: asked.append(True))
    beside.panel.print_form.click()
    assert asked == [True] and consent(session, sip).purpose is ConsentPurpose.SIP


def test_a_closed_sip_shows_its_consents_and_asks_for_none(
    beside: Beside, open_sip: OpenSip, session: Session, idle: Callable[[], None]
) -> None:
    sip = open_sip("120-kontakter")
    beside.panel.giving.give()
    idle()
    closed = replace(record_of(session).get(Sip, sip.id), answer=SipAnswer.NO)
    session.do(lambda _record: Change("Tackat nej", (Edit(closed),)))
    idle()
    assert beside.panel.giving.isHidden() and beside.panel.again.isHidden() and len(beside.panel.cards) == 1


def test_sixty_take_part_and_everything_has_a_name(beside: Beside, open_sip: OpenSip, idle: Callable[[], None]) -> None:
    open_sip("120-kontakter", contacts=60)
    giving = beside.panel.giving
    assert len(giving.whom.rows) == 60
    giving.give()
    idle()
    assert len(card(beside).recipients.rows) == 60
    beside.panel.again.click()
    for one in beside.panel.findChildren(QWidget):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible():
            assert QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name), type(one)
