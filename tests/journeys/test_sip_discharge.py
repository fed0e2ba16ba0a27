"""From a telephone call about a patient in hospital to the call to a SIP, by keyboard, with the hours of the law."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt

from coordinator.discharge import clocks
from coordinator.hospital_stay import HospitalStay
from coordinator.person import register_patient
from coordinator.sip.belonging import meetings_of, participants_of
from coordinator.sip.inviting import note_sent, write_meeting
from coordinator.sip.process import Sip, SipReason
from coordinator.swedish import SWEDEN
from tests.journeys.whole_window import tab_to, window
from tests.ui.conftest import dialogs, dressed, idle, practice, practice_folder, press, session, type_into
from tests.ui.pages.seen import focused, record_of
from ui.pages.leading_row import LeadingRow
from ui.pages.sip import SipPage
from ui.session import Session
from ui.window import Window

__all__ = ["dialogs", "dressed", "idle", "practice", "practice_folder", "session", "window"]  # fixtures

# The offscreen screen has no windows to raise, as a menu wants.
pytestmark = pytest.mark.qt_log_ignore("does not support", "grabbing the keyboard", extend=True)

MOST_KEYS = 90
"""At three keys a second it is half a minute."""


def said(page: SipPage, name: str) -> str:
    """How a thing of the one stay stands, in words."""
    (box,) = page.stays.boxes.values()
    return next(step.words.text() for step in box.steps if step.name == name)


def test_the_clocks_of_the_discharge_and_the_call_to_a_sip(
    window: Window, session: Session, idle: Callable[[], None]
) -> None:
    session.begin(register_patient, number="19571230-2842", given_name="Tore", family_name="Test")
    idle()
    session.wanted.emit("sip", None)
    idle()
    page = window.page("sip")
    assert isinstance(page, SipPage)

    # The ward rings: Tore has been there since Friday, and no notice has come.
    keys = tab_to("Inskriven på sjukhus", back=True) + 1
    press(focused(), Qt.Key.Key_Return)
    line = "Medicin 4 Centralsjukhuset, 20 nov 14:00, 040-628 04 39"
    type_into(focused(), line)
    keys += len(line) + tab_to("Inskrivningsmeddelandet har kommit") + 1
    press(focused(), Qt.Key.Key_Space)
    keys += tab_to("Registrera") + 1
    press(focused(), Qt.Key.Key_Return)
    idle()
    print(keys, "keys")
    assert keys <= MOST_KEYS, f"{keys} keys"
    (stay,) = record_of(session).all(HospitalStay)
    assert stay.admitted_at == datetime(2026, 11, 20, 14, 0, tzinfo=SWEDEN)
    (notice,) = clocks(record_of(session), stay)
    assert notice.due == datetime(2026, 11, 21, 14, 0, tzinfo=SWEDEN) and notice.late
    assert said(page, "Inskrivningsmeddelande") == "skulle ha kommit lör 21 nov 14:00, 19 timmar sen"

    # On Friday he was said to be ready to go home.
    tab_to("Ändra uppgifterna om Medicin 4 Centralsjukhuset")
    press(focused(), Qt.Key.Key_Return)
    tab_to("Utskrivningsklar")
    type_into(focused(), "2026-11-20")
    press(focused(), Qt.Key.Key_Return)
    idle()
    press(focused(), Qt.Key.Key_Escape)
    assert said(page, "Kallelse till SIP") == "senast mån 23 nov, i morgon"

    # The overview says the same, what is late first.
    session.wanted.emit("overview", None)
    idle()
    lines = [one.accessibleName() for one in window.page("overview").findChildren(LeadingRow) if not one.isHidden()]
    assert any("Inskrivningsmeddelande" in one and "1 dag sen" in one for one in lines), lines
    assert any("mån 23 nov" in one and "Kallelse till SIP" in one for one in lines), lines

    # The SIP is begun with what is known, and its steps are on screen.
    session.wanted.emit("sip", stay.id)
    idle()
    tab_to("Påbörja SIP")
    press(focused(), Qt.Key.Key_Return)
    idle()
    (sip,) = record_of(session).all(Sip)
    assert sip.reason is SipReason.DISCHARGE and page.head.title.text() == sip.heading
    people = [one.name for one in participants_of(record_of(session), sip.id)]
    assert people == ["", "Medicin 4 Centralsjukhuset"]
    assert record_of(session).get(HospitalStay, stay.id).sip_id == sip.id
    assert said(page, "Kallelse till SIP") == "senast mån 23 nov, i morgon"

    # When the letters have left nothing is waited for any more.
    (meeting,) = meetings_of(record_of(session), sip.id)
    at = datetime(2026, 11, 24, 13, 0).time()
    session.do(write_meeting, meeting.id, day=date(2026, 11, 24), at=at)
    session.do(note_sent, meeting.id)
    idle()
    assert said(page, "Kallelse till SIP") == "skickad sön 22 nov"
