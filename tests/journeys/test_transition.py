"""A young person goes over to adult care by keyboard: nobody is let go before somebody has taken over, by name."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coordinator.contact import Contact, ContactStatus
from coordinator.transition.belonging import follow_ups_of
from coordinator.transition.days import swap_day
from coordinator.transition.standing import SwapState, state_of
from coordinator.transition.swap import Transition, TransitionKind
from tests.journeys.conftest import Hallpunkt
from tests.journeys.whole_window import tab_to, window
from tests.ui.conftest import dialogs, dressed, idle, open_patient, practice, practice_folder, press, session, type_into
from tests.ui.pages.seen import focused, record_of
from ui.form import Fault
from ui.pages.transition import TransitionPage
from ui.session import Session
from ui.window import Window

__all__ = [
    "dialogs", "dressed", "idle", "open_patient", "practice", "practice_folder", "session", "window",
]  # fmt: skip

# The offscreen screen has no windows to raise, as a menu wants.
pytestmark = pytest.mark.qt_log_ignore("does not support", "grabbing the keyboard", extend=True)

COMPLETE = "Klar: mottagaren har tagit över"


def seen_faults(part: QWidget) -> str:
    return " ".join(one.text() for one in part.findChildren(Fault) if one.isVisible())


def test_who_was_born_on_a_leap_day_is_not_let_go_before_somebody_has_taken_over(
    window: Window, session: Session, idle: Callable[[], None], open_patient: Callable[[str], None]
) -> None:
    def enter(text: str = "") -> None:
        type_into(focused(), text)
        window.activateWindow()  # the names that were suggested were a window of their own
        press(focused(), Qt.Key.Key_Return)
        idle()

    open_patient("skottdag")
    session.wanted.emit("transition", "propose")
    idle()
    page = window.page("transition")
    assert isinstance(page, TransitionPage)

    # What ends is proposed from the birth date and the contacts; one key accepts it all.
    before = {one.id for one in record_of(session).all(Transition)}
    enter()
    new = {one.kind: one for one in record_of(session).all(Transition) if one.id not in before}
    swap = new[TransitionKind.HABILITATION]
    assert swap_day(record_of(session), swap) == date(2030, 2, 28)
    assert swap_day(record_of(session), new[TransitionKind.DENTAL]) == date(2031, 12, 31)
    assert state_of(swap) is SwapState.HOLE

    # Complete is refused: first nobody takes over, then she has not been there.
    session.wanted.emit("transition", swap.id)
    idle()
    assert "28 feb" in page.swap.day.words.text()
    tab_to(COMPLETE)
    enter()
    assert "en namngiven mottagare" in seen_faults(page.swap)
    assert focused().accessibleName() == "Namngiven mottagare"
    enter("Mona Rehn")
    assert "vilken enhet" in seen_faults(page.swap)
    tab_to("Mottagande enhet")
    enter("Vuxenhabiliteringen Solbo")
    tab_to(COMPLETE)
    enter()
    assert "första besöket på vuxenhabiliteringen är gjort" in seen_faults(page.swap)
    leaving = record_of(session).get(Contact, swap.contact_id) if swap.contact_id else None
    assert leaving is not None and leaving.is_current

    # The visit is made; then it can be complete, and is followed up three times.
    assert focused().accessibleName() == "Första besöket: Gjort i dag"
    enter()
    dues = [(one.months, one.due_on) for one in follow_ups_of(record_of(session), swap.id)]
    assert dues == [(3, date(2027, 2, 22)), (6, date(2027, 5, 22)), (12, date(2027, 11, 22))]
    tab_to(COMPLETE)
    enter()
    record = record_of(session)
    assert state_of(record.get(Transition, swap.id)) is SwapState.DONE and seen_faults(page.swap) == ""
    gone = record.get(Contact, leaving.id)
    assert (gone.status, gone.transferred_to) == (
        ContactStatus.TRANSFERRED, "Mona Rehn, Vuxenhabiliteringen Solbo",
    )  # fmt: skip
    assert [one.unit for one in record.all(Contact) if one.name == "Mona Rehn"] == ["Vuxenhabiliteringen Solbo"]


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2008-12-14", {"myndig": "2026-12-14", "god_man_forbered": "2026-06-14"}),
        ("2007-07-31", {
            "omvardnadsbidrag_t_o_m": "2026-06-30", "aktivitetsersattning_tidigast": "2026-07-01",
            "fri_tandvard_t_o_m": "2026-12-31", "tandvardsstod_fr_o_m": "2027-01-01",
        }),
        ("2012-02-29", {
            "ombud1177_upphor": "2025-02-28", "egen_journal1177": "2028-02-29", "myndig": "2030-02-28",
        }),
    ],
)  # fmt: skip
def test_the_days_of_law_and_benefit_from_a_birth_date(
    hallpunkt: Hallpunkt, born: str, expected: dict[str, str]
) -> None:
    answer = hallpunkt("dates", "--born", born, "--json")
    assert answer.code == 0
    days = {one["rule"]: one["date"] for one in json.loads(answer.out)["dates"]}
    assert {key: days[key] for key in expected} == expected
