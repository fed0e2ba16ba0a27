"""Dokument about one of several: which letter or which SIP is chosen first, and a letter is for the one it is to."""

from collections.abc import Callable
from hashlib import sha256

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from coordinator.change import Change, Remove
from coordinator.documents.catalogue import CARE_PLAN, CONSENT_FORM, SIP_INVITATION, SIP_PLAN
from coordinator.documents.sip_invitation import letters_of
from coordinator.documents.subject import Subject
from coordinator.record import Record
from coordinator.shared_paper import SharedPaper
from coordinator.sharing import PATIENT, Ground
from coordinator.sip.belonging import sips
from coordinator.sip.inviting import remove_participant
from coordinator.sip.meeting import SipInvitation
from tests.ui.conftest import ScriptedDialogs, press
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import focused, record_of
from ui.pages.papers import PapersPage
from ui.session import Session

Idle = Callable[[], None]


@pytest.fixture
def page(page_of: OpenPage[PapersPage], idle: Idle) -> PapersPage:
    made = page_of(PapersPage, "barn")
    made.start(SIP_INVITATION.name)
    idle()
    return made


def letters(page: PapersPage) -> list[Subject]:
    return letters_of(record_of(page.session))


def shown(page: PapersPage) -> str:
    """What stands on the first page of the paper that is seen."""
    with pypdfium2.PdfDocument(page.preview.paper._pdf) as document:
        return str(document[0].get_textpage().get_text_bounded())


def test_the_first_letter_is_chosen_and_it_is_asked_which(page: PapersPage) -> None:
    first = letters(page)[0]
    order = page.choices.order()
    assert (order.paper, order.about, order.recipient) == (SIP_INVITATION, first.id, first.to)
    assert focused() is page.choices.about.box and page.choices.about.box.accessibleName() == "Vilken kallelse"
    assert [page.choices.about.box.itemText(at) for at in range(8)] == [one.title for one in letters(page)]
    assert "Mira" in shown(page)


def test_a_letter_is_for_the_one_it_is_to_and_no_one_else_can_be_chosen(page: PapersPage, idle: Idle) -> None:
    one = letters(page)[3]
    page.start((SIP_INVITATION.name, one.id))
    idle()
    assert page.choices.order().recipient == one.to and page.choices.order().about == one.id
    assert not page.choices.to.isVisible() and one.to is not None
    assert one.to.name.split(",")[0] in shown(page)
    page.papers.choose(CARE_PLAN.name)
    idle()
    order = page.choices.order()
    assert (order.recipient.name, order.about) == (PATIENT, None) and page.choices.to.isVisible()
    assert not page.choices.about.isVisible()


def test_it_is_chosen_with_keys_and_leaves_for_whom_it_is(
    page: PapersPage, session: Session, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    box = page.choices.about.box
    for _ in range(4):
        press(box, Qt.Key.Key_Down)
    press(box, Qt.Key.Key_Return)
    idle()
    one = letters(page)[4]
    assert page.choices.order().about == one.id
    if page.choices.standing.is_unread:
        page.choices.standing.seen.setChecked(True)
    dialogs.answers = [True]
    page.print.click()
    idle()
    kept = record_of(session).all(SharedPaper)[-1]
    assert one.to is not None and (kept.paper, kept.to) == ("sip-kallelse", one.to.name)
    assert kept.ground is Ground.CONSENT and kept.sha256 == sha256(dialogs.printed[0][0]).hexdigest()


def test_what_is_chosen_stays_while_it_is_there(page: PapersPage, session: Session, idle: Idle) -> None:
    last = letters(page)[-1]
    page.start((SIP_INVITATION.name, last.id))
    idle()
    session.do(_without_letter, letters(page)[2].id)
    idle()
    assert page.choices.order().about == last.id and page.choices.about.box.count() == 7
    session.do(remove_participant, record_of(session).get(SipInvitation, last.id).participant_id)
    idle()
    assert page.choices.order().about == letters(page)[0].id and page.choices.order().recipient.name == PATIENT


def test_a_form_is_about_nothing_until_a_sip_is_chosen(page: PapersPage, idle: Idle) -> None:
    page.start(CONSENT_FORM.name)
    idle()
    assert page.choices.order().about is None and "Annelie Borg" not in shown(page)
    (sip,) = sips(record_of(page.session))
    page.start((CONSENT_FORM.name, sip.id))
    idle()
    assert page.choices.order().about == sip.id and "Annelie Borg" in shown(page)
    assert page.choices.to.isVisible(), "a form may be given to anybody"


def test_a_plan_is_shown_lying_down_too(page: PapersPage, idle: Idle) -> None:
    page.papers.choose(SIP_PLAN.name)
    idle()
    upright = page.preview.paper.ratio
    assert page.choices.lies is not None
    page.choices.lies.buttons[1].click()
    idle()
    assert page.choices.order().landscape and page.preview.paper.ratio < upright


def test_without_anything_to_be_about_it_is_said_and_nothing_leaves(
    page_of: OpenPage[PapersPage], dialogs: ScriptedDialogs, idle: Idle
) -> None:
    page = page_of(PapersPage, "tom")
    for name in ("sip-kallelse", "sip-plan", "sip-uppfoljning", "sip-avslut", "utskrivning"):
        page.start(name)
        idle()
        page.print.click()
        idle()
        paper = page.papers.paper
        assert paper is not None and paper.name == name and dialogs.printed == []
        assert paper.no_subject in [one.text() for one in page.choices.findChildren(QLabel) if one.isVisible()]
    page.start(CONSENT_FORM.name)
    idle()
    assert not page.choices.about.isVisible() and page.preview.paper.isVisible()


def _without_letter(record: Record, /, invitation_id: object) -> Change:
    return Change("Påhittat", tuple(Remove(one) for one in record.all(SipInvitation) if one.id == invitation_id))
