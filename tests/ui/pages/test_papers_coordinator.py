"""Dokument: the letter to the fast vårdkontakt goes to her alone, and it is asked whose she is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from coordinator.contact import Contact
from coordinator.documents.catalogue import CARE_PLAN, COORDINATOR_LETTER
from coordinator.entries import edit_entry
from coordinator.shared_paper import Ground, SharedPaper
from tests.ui.conftest import ScriptedDialogs, press
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import record_of
from ui.pages.papers import PapersPage
from ui.session import Session

Idle = Callable[[], None]


@pytest.fixture
def page(page_of: OpenPage[PapersPage], idle: Idle) -> PapersPage:
    made = page_of(PapersPage, "fyller-18")
    made.start(COORDINATOR_LETTER.name)
    idle()
    return made


def test_it_goes_to_her_when_somebody_says_that_it_is_the_same_vardgivare(
    page: PapersPage, session: Session, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    order = page.choices.order()
    (subject,) = COORDINATOR_LETTER.subjects_of(record_of(session))
    assert (order.about, order.recipient) == (subject.id, subject.to)
    standing = page.choices.standing
    assert standing.is_stopped and "samma vårdgivare som du" in standing._why.text()
    page.print.click()
    idle()
    assert not dialogs.printed
    (button,) = (one for one in standing.ground.buttons if one.text() == Ground.TAKES_PART.label)
    assert not button.isHidden()
    button.click()
    assert standing.about.isHidden(), "it says all there is to say"
    dialogs.answers.append(True)
    page.print.click()
    idle()
    kept = record_of(session).all(SharedPaper)[-1]
    assert (kept.paper, kept.ground) == (COORDINATOR_LETTER.name, Ground.TAKES_PART)


def test_of_the_same_unit_nothing_is_asked(page: PapersPage, session: Session, idle: Idle) -> None:
    (subject,) = COORDINATOR_LETTER.subjects_of(record_of(session))
    assert subject.to is not None and subject.to.contact_id is not None
    session.do(edit_entry, Contact, subject.to.contact_id, unit=record_of(session).actor.unit)
    idle()
    standing = page.choices.standing
    assert not standing.is_stopped and "Inget samtycke behövs." in standing._note.text()


def test_that_ground_is_offered_for_no_other_paper(page: PapersPage, idle: Idle) -> None:
    ground = page.choices.standing.ground
    (button,) = (one for one in ground.buttons if one.text() == Ground.TAKES_PART.label)
    button.click()
    page.papers.choose(CARE_PLAN.name)
    idle()
    page.choices.to.write("Socialjouren")
    assert button.isHidden() and ground.chosen() is None
    last = next(one for one in reversed(ground.buttons) if not one.isHidden())
    last.setFocus()
    press(last, Qt.Key.Key_Right)
    assert ground.buttons[0].hasFocus(), "the arrows pass what is not seen"
