"""The status on *Om patienten*: said in words, changed in a box that tells what is open; nothing is closed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from coordinator.entries import edit_entry
from coordinator.open_matters import open_matters_of
from coordinator.person import PatientStatus
from coordinator.reminder import Reminder, open_reminders
from tests.ui.conftest import press
from tests.ui.pages.conftest import Do
from tests.ui.pages.seen import focused, record_of
from ui.pages.person import PersonPage
from ui.pages.person_status import StatusBox, lines_of
from ui.session import Session

Idle = Callable[[], None]
TODAY = date(2026, 11, 22)


@pytest.fixture
def page(page_of: Callable[[type[PersonPage], str], PersonPage]) -> PersonPage:
    return page_of(PersonPage, "fyller-18")


def opened(page: PersonPage, status: PatientStatus) -> StatusBox:
    """The box with that status chosen."""
    page.status.change.click()
    box = page.status.box
    assert box is not None
    box.status.buttons[list(PatientStatus).index(status)].click()
    return box


def write(box: StatusBox, name: str, text: str) -> None:
    field = box.fields[name].editor.text_field
    assert field is not None
    field.show_draft(text)


def test_the_status_is_said_and_changed_with_its_day_and_words(page: PersonPage, session: Session, idle: Idle) -> None:
    assert page.status.chip.accessibleName() == "Aktiv" and page.status.words.isHidden()
    box = opened(page, PatientStatus.RESTING)
    assert box.fields["moved_to"].isHidden() and box.open_words.isHidden(), "resting is still with us"
    write(box, "on", "i går")
    write(box, "note", "Utomlands till våren")
    box.done.click()
    idle()
    patient = record_of(session).patient
    assert (patient.status, patient.status_on) == (PatientStatus.RESTING, TODAY - timedelta(days=1))
    assert page.status.chip.accessibleName() == "Vilande" and page.status.since.text() == "sedan 21 nov"
    assert page.status.words.text() == "Utomlands till våren"
    assert page.status.box is None and focused() is page.status.change
    session.undo()
    idle()
    assert page.status.chip.accessibleName() == "Aktiv"


def test_who_ends_is_told_what_is_open_and_nothing_of_it_is_closed(
    page: PersonPage, session: Session, idle: Idle
) -> None:
    before = open_matters_of(record_of(session))
    box = opened(page, PatientStatus.DECEASED)
    assert box.open_words.isVisible() and "stängs inte av sig självt" in box.open_words.text()
    assert "6 bevakningar" in box.open_words.text() and box._open.count() == 9
    box.done.click()
    idle()
    assert record_of(session).patient.status is PatientStatus.DECEASED
    assert open_matters_of(record_of(session)) == before


def test_when_nothing_is_open_that_is_said(page_of: Callable[[type[PersonPage], str], PersonPage]) -> None:
    box = opened(page_of(PersonPage, "tom"), PatientStatus.ENDED)
    assert box.open_words.text().startswith("Inget är öppet")


def test_who_has_moved_went_somewhere(page: PersonPage, session: Session, idle: Idle) -> None:
    box = opened(page, PatientStatus.MOVED)
    assert box.fields["moved_to"].isVisible()
    box.done.click()
    idle()
    assert "Vart har patienten flyttat?" in box.fields["moved_to"].fault_text
    write(box, "moved_to", "Region Norrbotten")
    box.done.click()
    idle()
    patient = record_of(session).patient
    assert (patient.status, patient.moved_to) == (PatientStatus.MOVED, "Region Norrbotten")
    assert page.status.words.text() == "Flyttad till: Region Norrbotten"


def test_a_day_that_cannot_be_is_said_by_the_day(page: PersonPage, session: Session, idle: Idle) -> None:
    box = opened(page, PatientStatus.ENDED)
    for day, why in (("i morgon", "ligger i framtiden"), ("ingen dag", "går inte att läsa"), ("", "Dagen saknas")):
        write(box, "on", day)
        box.done.click()
        idle()
        assert why in box.fields["on"].fault_text
    assert record_of(session).patient.status is PatientStatus.ACTIVE and session.can_undo == []


def test_it_is_done_and_left_by_keys(page: PersonPage, session: Session, idle: Idle) -> None:
    box = opened(page, PatientStatus.RESTING)
    press(focused(), Qt.Key.Key_Escape)
    assert page.status.box is None and focused() is page.status.change
    box = opened(page, PatientStatus.RESTING)
    press(box.fields["note"].editor.main, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle()
    assert record_of(session).patient.status is PatientStatus.RESTING


def test_another_patient_is_met_without_the_box(
    page: PersonPage, open_patient: Callable[[str], None], session: Session
) -> None:
    opened(page, PatientStatus.ENDED)
    open_patient("barn")
    assert page.status.box is None and page.status.change.isVisible()
    page.start("moved_to")
    assert focused() is page.status.change


def test_what_is_open_follows_what_is_done_meanwhile(page: PersonPage, session: Session, do: Do) -> None:
    box = opened(page, PatientStatus.ENDED)
    reminder = open_reminders(record_of(session))[0]
    do(edit_entry, Reminder, reminder.id, done_on=TODAY, done_note="Gjort")
    assert "5 bevakningar" in box.open_words.text()


def test_only_the_first_lines_are_told(session: Session, page: PersonPage) -> None:
    found = open_matters_of(record_of(session))
    lines = lines_of(found, TODAY, 2)
    assert len(lines) == 3 and lines[2] == f"… och {len(found) - 2} till." and "Bevakningar: " in lines[0]
    assert lines_of(found[:2], TODAY, 2) == lines[:2]
