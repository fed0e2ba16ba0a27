"""What an intyg is written from: it is saved when it is left, the former one comes back by a button, and on paper."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from coordinator.documents.certificate_basis import NAME as CERTIFICATE_BASIS
from coordinator.page import Page
from tests.ui.conftest import type_into
from tests.ui.pages.benefits_seen import Seen
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import focused
from ui.pages.benefits import BenefitsPage
from ui.pages.benefits_basis import Basis
from ui.session import Session


@pytest.fixture
def seen(page_of: OpenPage[BenefitsPage], session: Session, idle: Callable[[], None]) -> Iterator[Seen]:
    yield Seen(page_of(BenefitsPage, "tom"), session, idle)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def basis_of(seen: Seen, id: UUID) -> Basis:
    seen.page.start(id)
    assert seen.body.basis is not None
    return seen.body.basis


def test_what_is_written_is_saved_when_the_text_is_left(seen: Seen) -> None:
    intyg = seen.certificate(seen.bare())
    basis = basis_of(seen, intyg)
    basis.text.setFocus()
    type_into(basis.text, "Orkar en timme")
    assert seen.of(intyg).basis == ""
    seen.body.change.setFocus()
    seen.idle()
    assert (seen.of(intyg).basis, seen.of(intyg).basis_ready_on) == ("Orkar en timme", None)
    assert seen.page.lines.said(intyg).about.endswith("Underlaget är påbörjat.")


def test_half_written_it_is_there_when_one_comes_back(seen: Seen, open_patient: Callable[[str], None]) -> None:
    intyg = seen.certificate(seen.bare())
    basis = basis_of(seen, intyg)
    basis.text.setFocus()
    type_into(basis.text, "Orkar")
    seen.page.drafts.step_out()  # the program is locked
    open_patient("nyfodd")
    open_patient("tom")
    assert basis_of(seen, intyg).text.text() == "Orkar"
    assert seen.of(intyg).basis == ""


def test_the_former_one_is_taken_over_and_said_where_it_comes_from(seen: Seen) -> None:
    former = seen.certificate(
        seen.held(20), issued_on=seen.day(-400), sent_on=seen.day(-399), basis="Sitter i rullstol."
    )
    intyg = seen.certificate(seen.bare())
    basis = basis_of(seen, intyg)
    assert basis.reuse.isVisible()
    seen.key(basis.reuse, Qt.Key.Key_Return)
    assert (seen.of(intyg).basis, seen.of(intyg).basis_from) == ("Sitter i rullstol.", former)
    assert basis.text.text() == "Sitter i rullstol." and focused() is basis.text
    assert not basis.reuse.isVisible()
    assert basis.state.text() == f"hämtat från förra intyget, {seen.day(-400).isoformat()}"
    assert seen.page.told.words.text() == "Förra underlaget är hämtat"


def test_it_is_said_to_be_ready_with_what_stands_there_then(seen: Seen) -> None:
    intyg = seen.certificate(seen.bare())
    basis = basis_of(seen, intyg)
    basis.text.setFocus()
    type_into(basis.text, "Orkar en timme")
    seen.key(basis.ready, Qt.Key.Key_Return)
    assert (seen.of(intyg).basis, seen.of(intyg).basis_ready_on) == ("Orkar en timme", seen.today)
    assert not basis.ready.isVisible()
    assert seen.page.lines.said(intyg).about.endswith("Underlaget är klart.")


def test_an_empty_one_is_never_ready(seen: Seen) -> None:
    intyg = seen.certificate(seen.bare())
    basis = basis_of(seen, intyg)
    seen.key(basis.ready, Qt.Key.Key_Return)
    assert "Underlaget är tomt" in basis.fault.text()
    assert seen.of(intyg).basis_ready_on is None


def test_the_paper_is_about_this_intyg_with_what_was_just_written(seen: Seen, session: Session) -> None:
    wanted: list[tuple[str, object]] = []
    session.wanted.connect(lambda page, target: wanted.append((page, target)))
    intyg = seen.certificate(seen.bare())
    basis = basis_of(seen, intyg)
    basis.text.setFocus()
    type_into(basis.text, "Orkar en timme")
    basis.print.click()
    seen.idle()
    assert wanted == [(Page.PAPERS.stored, (CERTIFICATE_BASIS, intyg))]
    assert seen.of(intyg).basis == "Orkar en timme"


def test_of_an_intyg_that_is_sent_it_is_read_and_not_written(seen: Seen) -> None:
    stod = seen.bare()
    sent: dict[str, Any] = {"issued_on": seen.day(-9), "sent_on": seen.day(-8)}
    with_text, without = seen.certificate(stod, basis="Så här", **sent), seen.certificate(stod, **sent)
    basis = basis_of(seen, with_text)
    assert basis.isVisible() and basis.text.isReadOnly()
    assert not (basis.reuse.isVisible() or basis.ready.isVisible())
    assert not basis_of(seen, without).isVisible()
