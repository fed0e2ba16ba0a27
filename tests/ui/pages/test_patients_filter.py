"""The list of patients narrowed: the active first, others by status, one's own; a search finds among all."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from coordinator.contact import Assignment, end_role, holders
from coordinator.coordinator_change import NewCoordinator, hand_over
from coordinator.patient_status import change_status
from coordinator.person import PatientStatus
from tests.conftest import ACTOR
from tests.ui.conftest import TypeText
from ui.drafts import Drafts
from ui.pages.patients import PatientsPage
from ui.preferences import Preferences
from ui.session import Session

Idle = Callable[[], None]


@pytest.fixture
def page(session: Session, qtbot: QtBot, idle: Idle) -> Iterator[PatientsPage]:
    made = PatientsPage(session, Drafts(session), Preferences(session.vault.path.with_name("hallpunkt.json")))
    qtbot.addWidget(made)
    made.resize(1152, 650)
    made.show()
    made.start()
    yield made
    idle()


@pytest.fixture
def set_status(session: Session, practice: dict[str, UUID], idle: Idle) -> Callable[..., None]:
    def run(slug: str, status: PatientStatus, **fields: Any) -> None:
        session.do_for(practice[slug], change_status, status, on=session.today, **fields)
        idle()

    return run


def names(page: PatientsPage) -> list[str]:
    return [one.sorted_name for one in page.model.shown]


def words(page: PatientsPage) -> list[str]:
    return [one.text() for one in page.filter.choices]


def test_the_active_are_shown_first_and_each_word_says_how_many(
    page: PatientsPage, set_status: Callable[..., None], session: Session
) -> None:
    every = len(session.patients)
    set_status("barn", PatientStatus.RESTING)
    set_status("dravet", PatientStatus.MOVED, moved_to="Region X")
    assert words(page) == [
        f"Aktiva {every - 2}", "Vilande 1", "Avslutade 0", "Flyttade 1", "Avlidna 0", f"Alla {every}"
    ]  # fmt: skip
    assert len(names(page)) == every - 2
    for place, status in ((1, PatientStatus.RESTING), (3, PatientStatus.MOVED)):
        page.filter.choices[place].click()
        assert [one.status for one in page.model.shown] == [status]
        (name,) = (page.model.cell(0, 0),)
        assert status.label in name.words, "it is said in words beside the name"
    page.filter.choices[2].click()
    assert names(page) == [] and page._no_hit.text() == "Här finns inga avslutade patienter."
    page.filter.choices[5].click()
    assert len(names(page)) == every


def test_a_search_finds_among_all_and_says_which(
    page: PatientsPage, set_status: Callable[..., None], type_text: TypeText
) -> None:
    set_status("dravet", PatientStatus.DECEASED)
    narrowed = names(page)
    assert "Rutström, Ellen" not in narrowed
    type_text(page.search, "rutström")
    assert names(page) == ["Rutström, Ellen"] and "Avliden" in page.model.cell(0, 0).words
    assert page._count.text() == "1 träff bland alla 17 patienter"
    page.search.clear()
    assert names(page) == narrowed and page._count.text() == "17 patienter"


def test_to_narrow_it_lets_go_of_the_search(
    page: PatientsPage, set_status: Callable[..., None], type_text: TypeText
) -> None:
    set_status("barn", PatientStatus.RESTING)
    type_text(page.search, "rutström")
    page.filter.choices[1].click()
    assert page.search.text() == "" and len(names(page)) == 1


def test_ones_own_are_those_one_is_fast_vardkontakt_for(page: PatientsPage, session: Session, idle: Idle) -> None:
    mine = [one for one in session.patients if ACTOR.name in one.coordinators]
    page.filter.mine.click()
    assert names(page) == [one.sorted_name for one in mine] and page.filter.mine.text() == f"Bara mina {len(mine)}"
    assert words(page)[0] == f"Aktiva {len(mine)}", "the words count one's own"
    session.do_for(mine[0].id, hand_over, to=NewCoordinator(name="Bo Ek"), on=session.today)
    idle()
    session.refresh_patients()
    idle()
    assert names(page) == [one.sorted_name for one in mine[1:]]
    held, _ = holders(session.vault.store.read(mine[1].id), Assignment.FIXED_CARE_CONTACT)[0]
    session.do_for(mine[1].id, end_role, held.id, end=session.today - timedelta(days=1))
    idle()
    session.refresh_patients()
    idle()
    assert names(page) == [one.sorted_name for one in mine[2:]]
    page.filter.choices[4].click()
    assert page._no_hit.text() == "Du är inte fast vårdkontakt för några avlidna patienter."


def test_without_patients_there_is_nothing_to_narrow(
    page: PatientsPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.filter.isVisible()
    monkeypatch.setattr(session, "patients", [])
    page.show_patients()
    assert not page.filter.isVisible()
