"""Utlämnat: what was handed out, on which consent, and the same paper again."""

from collections.abc import Callable, Iterator
from hashlib import sha256

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel

from coordinator.careplan import HandedOutPlan, current_plan, hand_out_plan
from coordinator.consent import revoke_consent
from coordinator.contact import InformedWay, inform_of_contacts
from coordinator.document import to_json
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.catalogue import CARE_PLAN
from coordinator.entries import edit_entry
from coordinator.person import Patient, ProtectedIdentity
from coordinator.sections import Section
from coordinator.shared_paper import SharedPaper
from coordinator.sharing import Ground, Order, Recipient, Way, prepared, share
from tests.ui.conftest import ScriptedDialogs
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import record_of
from ui.drafts import Drafts
from ui.pages.shared import SharedPage
from ui.pages.shared_body import SharedBody
from ui.parts import Button
from ui.session import Session

_SEAL = "0123456789abcdef" * 4
Idle = Callable[[], None]
Open = Callable[[str], None]


@pytest.fixture
def page(page_of: OpenPage[SharedPage], drafts: Drafts, idle: Idle) -> Iterator[SharedPage]:
    yield page_of(SharedPage)
    idle()
    drafts.stop()


def hand_out(session: Session, idle: Idle, to: str) -> HandedOutPlan:
    record = record_of(session)
    plan = current_plan(record)
    assert plan is not None
    session.do(hand_out_plan, plan.id, to=to, document=to_json(care_plan_document(record)))
    idle()
    return record_of(session).all(HandedOutPlan)[-1]


def words(page: SharedPage) -> str:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


def body_of(page: SharedPage) -> SharedBody:
    assert isinstance(page.lines.body, SharedBody)
    return page.lines.body


def sign_of(page: SharedPage, copy: HandedOutPlan) -> str:
    (sign,) = page.lines.said(copy.id).signs
    return sign.text


def test_an_empty_page_leads_to_where_one_hands_out(page: SharedPage, session: Session, open_patient: Open) -> None:
    open_patient("tom")
    assert "Inget är utlämnat än" in words(page) and SharedPage.note(record_of(session)) == ""
    wanted: list[str] = []
    session.wanted.connect(lambda name, _target: wanted.append(name))
    page.start()
    focus = QApplication.focusWidget()
    assert isinstance(focus, Button)
    focus.click()
    assert wanted == ["papers"]


def test_it_tells_to_whom_and_on_which_consent(
    page: SharedPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("120-kontakter")
    informed = int(SharedPage.note(record_of(session)) or 0)
    own = hand_out(session, idle, "Maja")
    other = hand_out(session, idle, "LSS-handläggaren")
    assert page.lines.ids[:2] == [other.id, own.id]
    assert page.lines.said(other.id).about == "Till LSS-handläggaren, av Anna Lind"
    assert (sign_of(page, own), sign_of(page, other)) == ("inget samtycke behövs", "samtycket gäller")
    assert SharedPage.note(record_of(session)) == str(informed + 2)
    page.start(other.id)
    shown = words(page)
    assert "Samtycke, ur vårdplanen" in shown and "Fick inte lämnas" in shown
    assert "Samtalen med kuratorn och psykologens utredning." in shown
    disclosure = body_of(page).disclosure
    assert disclosure is not None
    (consent,) = disclosure.consents
    wanted: list[tuple[str, object]] = []
    session.wanted.connect(lambda name, target: wanted.append((name, target)))
    body_of(page).consent.click()
    assert wanted == [("consents", consent.id)]
    session.do(revoke_consent, consent.id)
    idle()
    assert sign_of(page, other) == "samtycket gällde inte då"  # the very day it was handed out
    assert "Samtycket gällde inte den dag papperet lämnades ut." in words(page)


def test_without_a_consent_it_says_what_is_missing(
    page: SharedPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("vuxen-ny-fvk")
    copy = hand_out(session, idle, "Hemtjänsten")
    assert sign_of(page, copy) == "samtycke inte noterat"
    page.start(copy.id)
    assert "Välj samtycke i vårdplanen" in words(page) and body_of(page).consent.text() == "Se samtycken"


def test_information_to_the_patient_stands_there_without_a_paper(
    page: SharedPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("120-kontakter")
    session.do(inform_of_contacts, way=InformedWay.IN_WRITING)
    idle()
    first = page.lines.ids[0]
    assert page.lines.said(first).about == "Till patienten, skriftligt, av Anna Lind"
    page.start(first)
    assert body_of(page).show_paper.isHidden() and body_of(page).print.isHidden()


def test_it_tells_how_a_paper_went_and_its_checksum_is_copied(
    page: SharedPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("vuxen-ny-fvk")
    order = Order(
        CARE_PLAN, Recipient("Socialjouren"), left_out=frozenset({Section.GOALS}), attach=True,
        ground=Ground.EMERGENCY, ground_note="Fara för livet",
    )  # fmt: skip
    made = prepared(record_of(session), order)
    session.do(share, order, document=made.document, sha256=_SEAL, way=Way.LOCKED)
    idle()
    one = record_of(session).all(SharedPaper)[-1]
    assert page.lines.said(one.id).about == "Till Socialjouren, av Anna Lind"
    (sign,) = page.lines.said(one.id).signs
    assert sign.text == "nödsituation"
    page.start(one.id)
    shown = words(page)
    assert "Nödsituation: Fara för livet" in shown and Section.GOALS.label in shown
    assert "Sparat som fil med lösenord. Vanlig text. Uppgifterna följde med i filen." in shown
    assert _SEAL in shown.replace(" ", "")
    body_of(page).copy.click()
    assert QApplication.clipboard().text() == _SEAL
    assert body_of(page).show_paper.isVisible() and not body_of(page).consent.isVisible()


def test_the_exact_paper_is_shown_and_printed_again(
    page: SharedPage, session: Session, open_patient: Open, idle: Idle, dialogs: ScriptedDialogs
) -> None:
    open_patient("vuxen-ny-fvk")
    copy = hand_out(session, idle, "patienten")
    page.start(copy.id)
    body_of(page).show_paper.click()
    assert page.paper.paper.isHidden()
    idle()
    assert page.paper.paper.isVisible() and page.paper.paper.pages >= 1 and page.paper.number == 1
    assert "Version 1 som den lämnades ut" in words(page)
    dialogs.answers = [True]
    body_of(page).print.click()
    idle()
    (printed,) = dialogs.printed
    (noted,) = record_of(session).all(SharedPaper)
    assert noted.again and noted.copy_id == copy.id and noted.sha256 == sha256(printed[0]).hexdigest()
    assert printed[0] == page.paper.paper._pdf, "the paper on screen is the one that is printed"
    assert "är skickad till skrivaren" in words(page)
    page.paper.close_button.click()
    assert page.paper.isHidden() and page.lines.line(copy.id).hasFocus()


def test_nobody_gets_a_paper_again_when_no_consent_holds_now(
    page: SharedPage, session: Session, open_patient: Open, idle: Idle, dialogs: ScriptedDialogs
) -> None:
    open_patient("vuxen-ny-fvk")
    page.start(hand_out(session, idle, "Hemtjänsten").id)
    body_of(page).print.click()
    idle()
    assert "Papperet får inte lämnas ut" in words(page) and dialogs.printed == []


def test_no_former_paper_is_shown_when_somebody_is_protected_since(
    page: SharedPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("vuxen-ny-fvk")
    copy = hand_out(session, idle, "Hemtjänsten")
    page.start(copy.id)
    body_of(page).show_paper.click()
    idle()
    patient = record_of(session).patient
    session.do(
        edit_entry, Patient, patient.id, protected_identity=ProtectedIdentity.REGISTRATION,
        protection_checked=record_of(session).today, protection_checked_by="Anna Lind",
    )  # fmt: skip
    idle()
    assert page.paper.isHidden()
    assert not body_of(page).show_paper.isEnabled() and not body_of(page).print.isEnabled()
    assert "Någons uppgifter är skyddade nu" in words(page)


def test_nothing_of_one_patient_stands_on_the_next(
    page: SharedPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("vuxen-ny-fvk")
    copy = hand_out(session, idle, "Hemtjänsten")
    page.start(copy.id)
    body_of(page).show_paper.click()
    open_patient("tom")
    idle()
    assert page.paper.isHidden() and "Hemtjänsten" not in words(page) and page.lines.ids == []
