"""A child's SIP through the window: two guardians, a consent taken back for one, and the end of it at eighteen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from coordinator.consent_recipient import ConsentRecipient
from coordinator.contact import Contact
from coordinator.dates import day_of
from coordinator.document import texts
from coordinator.documents.catalogue import CONSENT_FORM, SIP_PLAN
from coordinator.recipient import Recipient
from coordinator.record import Record
from coordinator.shared_paper import Ground
from coordinator.sharing import Order, prepared, refusal
from coordinator.sip.beginning import answer_offer, assess_need, begin_sip, offer
from coordinator.sip.belonging import sips
from coordinator.sip.consenting import consents_of, lacks
from coordinator.sip.inviting import add_participants
from coordinator.sip.process import Sip, SipReason
from coordinator.sip.standing import SipStep, standing
from coordinator.swedish import SWEDEN
from tests.journeys.whole_window import window
from tests.ui.conftest import (
    dialogs,
    dressed,
    idle,
    open_patient,
    practice,
    practice_folder,
    session,
)
from ui.pages.consents_sip import SipConsent
from ui.pages.papers import PapersPage
from ui.session import Session
from ui.window import Window

__all__ = ["dialogs", "dressed", "idle", "open_patient", "practice", "practice_folder", "session", "window"]  # fixtures

pytestmark = pytest.mark.qt_log_ignore("does not support", "grabbing the keyboard", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def sip(
    window: Window, session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> Callable[[], Sip]:
    """A child's SIP that her guardians have said yes to, on screen at the step of the consent."""
    assert window.isVisible()
    open_patient("barn")
    session.do(begin_sip, reason=SipReason.NEW_NEEDS, question="Hur orkar Mira med skolan?")
    idle()
    newest = max(sips(record_of(session)), key=lambda one: one.number)
    contacts = [one.id for one in record_of(session).all(Contact) if one.is_current][:2]
    session.do(assess_need, newest.id, need="Skolan och vården planerar var för sig.")
    session.do(offer, newest.id)
    session.do(answer_offer, newest.id, yes=True)
    session.do(add_participants, newest.id, contacts)
    idle()
    session.wanted.emit("sip", newest.id)
    idle()
    return lambda: record_of(session).get(Sip, newest.id)


def record_of(session: Session) -> Record:
    assert session.record is not None
    return session.record


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)


def name_of_focus() -> str:
    focus: QWidget | None = QApplication.focusWidget()
    return focus.accessibleName() if focus is not None else ""


def test_a_childs_consent_from_both_guardians_to_one_taken_back_to_eighteen(
    window: Window, sip: Callable[[], Sip], session: Session, idle: Callable[[], None]
) -> None:
    panel = window.findChild(SipConsent)
    assert panel is not None and panel.isVisible() and standing(record_of(session), sip()).now is SipStep.CONSENT
    panel.start()
    press(Qt.Key.Key_Return, CTRL)  # one guardian, to both who take part
    idle()
    (one,) = consents_of(record_of(session), sip())
    assert "andra vårdnadshavaren" in lacks(record_of(session), one)
    assert standing(record_of(session), sip()).now is SipStep.CONSENT
    recipients = [line for line in record_of(session).all(ConsentRecipient) if line.consent_id == one.id]
    orders = [Order(SIP_PLAN, Recipient(line.name, line.contact_id), about=sip().id) for line in recipients]
    assert all("andra vårdnadshavaren" in refusal(record_of(session), order) for order in orders)

    panel.start()
    assert name_of_focus() == "Den andra vårdnadshavaren"
    press(Qt.Key.Key_Return)  # the record knows the name
    idle()
    assert standing(record_of(session), sip()).now is SipStep.INVITATION
    assert [refusal(record_of(session), order) for order in orders] == ["", ""]

    session.wanted.emit("sip", SipStep.CONSENT.stored)
    idle()
    card = next(iter(panel.cards.values()))
    card.recipients.rows[recipients[0].id].revoke.click()
    press(Qt.Key.Key_Return)
    idle()
    assert "återkallat för mottagaren" in refusal(record_of(session), orders[0])
    assert refusal(record_of(session), orders[1]) == ""
    by_law = replace(orders[0], ground=Ground.LAW, ground_note="Orosanmälan")
    assert prepared(record_of(session), by_law).document.kind

    of_age = day_of("myndig", record_of(session).patient.birth_date)
    assert of_age is not None
    grown = replace(record_of(session), now=datetime(of_age.year, of_age.month, of_age.day, 9, tzinfo=SWEDEN))
    assert refusal(grown, orders[1]) != "" and standing(grown, sip()).now is SipStep.CONSENT


def test_the_form_that_is_asked_for_is_of_this_sip(
    window: Window, sip: Callable[[], Sip], session: Session, idle: Callable[[], None]
) -> None:
    panel = window.findChild(SipConsent)
    assert panel is not None
    panel.print_form.click()
    idle()
    papers = window.findChild(PapersPage)
    assert papers is not None and papers.isVisible()
    order = papers.choices.order()
    assert (order.paper, order.about, order.recipient.is_patient) == (CONSENT_FORM, sip().id, True)
    said = " ".join(texts(prepared(record_of(session), order).document))
    assert "Hur orkar Mira med skolan?" in said and "Vem får veta?" in said
