"""Dokument: how many cards are wanted, as far as a paper has them, and what is said of a card that has no room."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt

from coordinator.documents.catalogue import DOCUMENTS
from coordinator.shared_paper import SharedPaper
from coordinator.umi.card import EmergencyCard
from coordinator.umi.kinds import AlertType
from coordinator.umi.registering import add_alert
from tests.ui.conftest import ScriptedDialogs, press
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import record_of
from ui.pages.papers import PapersPage
from ui.parts import Boxed
from ui.session import Session

Idle = Callable[[], None]
CARD, MAP = "akutkort", "kontaktkarta"


@pytest.fixture
def page(page_of: OpenPage[PapersPage]) -> PapersPage:
    return page_of(PapersPage, "tom")


def test_only_a_paper_with_cards_asks_how_many(page: PapersPage) -> None:
    for paper in DOCUMENTS:
        page.start((paper.name, None))
        assert (page.choices.copies is not None) == (paper.most_copies > 1), paper.name
    page.start((CARD, None))
    box = page.choices.copies
    assert box is not None and box.accessibleName() == "Antal kort"
    assert [box.itemText(place) for place in range(box.count())] == list("12345678") and box.chosen() == 1


def test_so_many_are_shown_printed_and_out_and_it_is_remembered_nowhere(
    page: PapersPage, session: Session, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    page.start((CARD, None))
    idle()
    box = page.choices.copies
    assert box is not None and page.preview.paper.pages == 1
    one_card = page.preview.paper.grab().toImage()
    box.setFocus()
    press(box, Qt.Key.Key_3)
    press(box, Qt.Key.Key_Return)
    idle()
    assert page.preview.paper.grab().toImage() != one_card
    dialogs.answers = [True]
    page.print.click()
    idle()
    (out,) = record_of(session).all(EmergencyCard)
    assert (out.paper, out.copies, out.is_out, len(dialogs.printed)) == (CARD, 3, True, 1)
    assert page.choices.copies is box and box.chosen() == 3  # the record is another, the choice is not
    page.start((MAP, None))
    page.start((CARD, None))
    assert page.choices.copies is not None and page.choices.copies.chosen() == 1


def test_a_card_without_room_is_refused_in_words_where_it_would_be_seen_and_when_it_is_printed(
    page: PapersPage, session: Session, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    session.do(
        add_alert, type=AlertType.CONDITION, term="Svårintuberad", valid_from=date(2026, 1, 1), advice="x" * 400
    )  # fmt: skip
    page.start((CARD, None))
    idle()
    words = page.preview.findChild(Boxed)
    assert words is not None and words.isVisible() and page.preview.paper.isHidden()
    page.print.click()
    idle()
    assert "inte plats" in page.notice.words and "tecken för lång" in page.notice.words
    assert "Svårintuberad" in page.notice.words and page.notice.squares.isHidden()
    assert dialogs.printed == [] and record_of(session).all(SharedPaper) == ()
    assert record_of(session).all(EmergencyCard) == ()
