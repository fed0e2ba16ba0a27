"""A page by itself, as the window has it: of one patient, shown again after each change."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeVar

import pytest
from pytestqt.qtbot import QtBot

from coordinator.change import Change
from ui.drafts import Drafts
from ui.pages.page import Page
from ui.session import Session

P = TypeVar("P", bound=Page)
Do = Callable[..., None]


class OpenPage(Protocol[P]):
    """Makes a page and shows it."""

    def __call__(self, kind: type[P], slug: str = "") -> P: ...


@pytest.fixture
def drafts(session: Session) -> Iterator[Drafts]:
    """What is half-written on the page."""
    made = Drafts(session)
    yield made
    made.keep_now()


@pytest.fixture
def do(session: Session, idle: Callable[[], None]) -> Do:
    """Runs an action on the record, and waits until it is shown."""

    def run(action: Callable[..., Change], *args: Any, **fields: Any) -> None:
        session.do(action, *args, **fields)
        idle()

    return run


@pytest.fixture
def page_of(session: Session, drafts: Drafts, qtbot: QtBot, open_patient: Callable[[str], None]) -> OpenPage[P]:
    """Opens a page of a practice patient, by her short name; of nobody yet when there is none."""

    def open_page(kind: type[P], slug: str = "") -> P:
        made = kind(session, drafts)
        qtbot.addWidget(made)

        def show() -> None:
            if session.record is not None:
                made.show_record(session.record)

        made.destroyed.connect(lambda: session.record_changed.disconnect(show))
        session.record_changed.connect(show)
        if slug:
            open_patient(slug)
        made.resize(1152, 650)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    return open_page
