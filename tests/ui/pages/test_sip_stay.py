"""Stays in hospital: registered in one line, each thing noted with one key, and what is late said in words."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from coordinator.change import Add, Change
from coordinator.entries import edit_entry
from coordinator.hospital_stay import HospitalStay
from coordinator.record import Record
from coordinator.sip.process import Sip, SipReason
from coordinator.swedish import SWEDEN
from tests.ui.conftest import press, type_into
from tests.ui.pages.conftest import Do
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.pages.page import Page
from ui.pages.sip_stay import Stays
from ui.pages.sip_stay_box import StayBox
from ui.parts import column
from ui.session import Session
from ui.theme import LIGHT, appearance

ADMITTED = datetime(2026, 11, 20, 14, 0, tzinfo=SWEDEN)
LINE = "Medicin 4, i går 14:00, 040-628 04 39"
Idle = Callable[[], None]


class StaysPage(Page):
    """The part by itself, with the button that begins a new one."""

    NAME, TITLE, ICON = "sip", "SIP", "handshake"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.stays = Stays(session, drafts)
        self.setLayout(column(self.stays.add, self.stays, 1))

    def show_record(self, record: Record) -> None:
        self.stays.show_record(record)


@pytest.fixture
def page(page_of: Callable[[type[StaysPage], str], StaysPage]) -> StaysPage:
    """Of a patient with nothing filled in."""
    return page_of(StaysPage, "tom")


def staying(record: Record, /, **fields: Any) -> Change:
    known: dict[str, Any] = {"hospital": "Medicin 4", "admitted_at": ADMITTED}
    return Change("Inskriven", (Add(HospitalStay(patient_id=record.patient_id, **known | fields)),))


def many(record: Record, /, count: int) -> Change:
    """So many that are over, each a day after the other."""
    days = [ADMITTED - timedelta(days=place + 1) for place in range(count)]
    stays = (
        HospitalStay(
            patient_id=record.patient_id, hospital="Avdelning " + "x" * 70, admitted_at=day, discharged_on=day.date(),
            summary_given_on=day.date(),
        )
        for day in days
    )  # fmt: skip
    return Change("Många", tuple(map(Add, stays)))


def box(page: StaysPage) -> StayBox:
    (found,) = page.stays.boxes.values()
    return found


def stay(session: Session) -> HospitalStay:
    (found,) = record_of(session).all(HospitalStay)
    return found


def words(page: StaysPage, name: str) -> str:
    return next(step.words.text() for step in box(page).steps if step.name == name)


def offered(page: StaysPage) -> list[str]:
    return [one.text() for step in box(page).steps for one in step.buttons if one.isVisible()]


def test_without_a_stay_there_is_only_the_way_to_one(page: StaysPage) -> None:
    assert not page.stays.isVisible() and page.stays.add.isVisible()
    assert not page.stays.start()


def test_an_admission_is_registered_in_one_line(page: StaysPage, session: Session, idle: Idle) -> None:
    page.stays.add.setFocus()
    press(focused(), Qt.Key.Key_Return)
    type_into(focused(), LINE)
    press(focused(), Qt.Key.Key_Return)
    idle()
    one = stay(session)
    assert (one.hospital, one.phone, one.admitted_at) == (
        "Medicin 4",
        "040-628 04 39",
        datetime(2026, 11, 21, 14, 0, tzinfo=SWEDEN),
    )
    assert one.notice_at == record_of(session).now
    assert page.stays.new is None and focused() is box(page).is_ready
    assert words(page, "Inskrivningsmeddelande") == "kom sön 22 nov 09:20"


def test_the_notice_that_has_not_come_is_waited_for(page: StaysPage, session: Session, idle: Idle) -> None:
    page.stays.begin()
    new = page.stays.new
    assert new is not None
    type_into(new.line, "Medicin 4, i går 14:00")
    new.has_notice.click()
    new.add()
    idle()
    assert stay(session).notice_at is None
    assert words(page, "Inskrivningsmeddelande") == "senast sön 22 nov 14:00, om 4 timmar"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Medicin 4, 31 februari 14:00", "Februari har 28 dagar 2026. Skriv ett annat datum."),
        ("Medicin 4, i går", "Något saknas. Skriv också klockslaget."),
    ],
)
def test_what_cannot_be_read_is_said_at_the_line(page: StaysPage, session: Session, text: str, why: str) -> None:
    page.stays.begin()
    new = page.stays.new
    assert new is not None
    type_into(new.line, text)
    press(new.line, Qt.Key.Key_Return)
    assert (new.fault.text(), new.line.text()) == (why, text)
    assert focused() is new.line and not record_of(session).all(HospitalStay)


def test_who_is_in_hospital_is_not_registered_once_more(page: StaysPage, session: Session, do: Do, idle: Idle) -> None:
    do(staying)
    page.stays.begin()
    new = page.stays.new
    assert new is not None
    type_into(new.line, LINE)
    press(new.line, Qt.Key.Key_Return)
    idle()
    assert "redan inskriven" in new.fault.text() and new.line.text() == LINE
    assert len(record_of(session).all(HospitalStay)) == 1


def test_what_is_half_written_comes_back(page: StaysPage, open_patient: Callable[[str], None]) -> None:
    page.stays.begin()
    assert page.stays.new is not None
    type_into(page.stays.new.line, "Medicin 4, i g")
    press(page.stays.new.line, Qt.Key.Key_Escape)
    assert page.stays.new is None and focused() is page.stays.add
    page.stays.begin()
    open_patient("barn")
    assert page.stays.new is None
    open_patient("tom")
    assert page.stays.new is not None
    assert page.stays.new.line.text() == "Medicin 4, i g"


def test_what_is_late_by_law_is_said_and_seen(page: StaysPage, do: Do) -> None:
    do(staying, ready_on=date(2026, 11, 20))
    assert words(page, "Inskrivningsmeddelande") == "skulle ha kommit lör 21 nov 14:00, 19 timmar sen"
    assert words(page, "Kallelse till SIP") == "senast mån 23 nov, i morgon"
    step = box(page).steps[0]
    assert step.words.property("look") == "danger" and step.accessibleName().startswith(
        "Inskrivningsmeddelande: skulle"
    )
    assert "2017:612" in box(page)._law.text()


def test_each_thing_is_noted_with_one_key_and_the_next_has_the_focus(
    page: StaysPage, session: Session, do: Do, idle: Idle
) -> None:
    do(staying, phone="040-628 04 39")
    box(page).start()
    for name in ("Meddelandet kom nu", "Utskrivningsklar i dag"):
        button = next(one for step in box(page).steps for one in step.buttons if one.text() == name)
        button.setFocus()
        press(button, Qt.Key.Key_Return)
        idle()
        assert page.isAncestorOf(focused()) and focused().isVisible()
    one = stay(session)
    assert one.notice_at is not None and one.ready_on == one.ready_notice_on == record_of(session).today
    assert offered(page) == [
        "Inte längre klar", "Påbörja SIP", "SIP behövs inte", "Utskriven i dag", "Skriv ut", "Lämnad i dag",
    ]  # fmt: skip
    box(page).not_ready.click()
    idle()
    assert stay(session).ready_on is None
    box(page).gone_home.click()
    idle()
    box(page).given.click()
    idle()
    one = stay(session)
    assert one.discharged_on == one.summary_given_on == record_of(session).today


def test_the_sip_is_begun_with_what_is_known_and_shown(page: StaysPage, session: Session, do: Do, idle: Idle) -> None:
    do(staying, ready_on=date(2026, 11, 20))
    wanted: list[object] = []
    page.stays.sip_wanted.connect(wanted.append)
    box(page).begin_sip.click()
    idle()
    (sip,) = record_of(session).all(Sip)
    assert sip.reason is SipReason.DISCHARGE and wanted == [sip.id]
    assert box(page).show_sip_button.text() == "Visa SIP 1" and not box(page).begin_sip.isVisible()
    box(page).show_sip_button.click()
    assert wanted == [sip.id, sip.id]


def test_why_no_sip_is_needed_is_said_beside(page: StaysPage, session: Session, do: Do, idle: Idle) -> None:
    do(staying, ready_on=date(2026, 11, 20))
    box(page).none_needed.click()
    assert focused() is box(page).reason
    press(focused(), Qt.Key.Key_Return)
    idle()
    assert box(page).reason_fault.text().startswith("Skälet saknas")
    type_into(box(page).reason, "Behöver bara regionen")
    press(box(page).reason, Qt.Key.Key_Return)
    idle()
    assert stay(session).no_sip_reason == "Behöver bara regionen"
    assert words(page, "Kallelse till SIP") == "behövs inte: Behöver bara regionen"
    assert not box(page).reason.isVisible()


def test_the_written_summary_is_asked_for_on_paper(page: StaysPage, session: Session, do: Do) -> None:
    do(staying)
    wanted: list[object] = []
    page.stays.paper_wanted.connect(wanted.append)
    box(page).print.click()
    assert wanted == [stay(session).id]


def test_the_fields_open_and_are_put_away(page: StaysPage, session: Session, do: Do, idle: Idle) -> None:
    do(staying)
    box(page).turn()
    fields = box(page).box
    assert fields is not None and fields.isVisible()
    editor = fields.form.fields["ready_on"].editor
    assert editor.text_field is not None
    editor.text_field.setFocus()
    type_into(editor.text_field, "31 februari")
    press(editor.text_field, Qt.Key.Key_Return)
    assert "Februari har 28 dagar" in fields.form.fields["ready_on"].fault_text
    assert editor.text_field.text() == "31 februari"
    press(editor.text_field, Qt.Key.Key_Escape)
    press(editor.text_field, Qt.Key.Key_Escape)
    assert box(page).box is None and focused() is box(page).change


def test_a_stay_that_was_a_mistake_is_taken_away_and_comes_back(
    page: StaysPage, session: Session, do: Do, idle: Idle
) -> None:
    do(staying)
    box(page).start()
    box(page).removal_wanted.emit(stay(session).id)
    idle()
    assert focused() is page.stays.add
    assert not page.stays.boxes and page.stays.told.words.text() == "Borttaget: Medicin 4"
    assert page.stays.told.isVisible()
    session.undo()
    idle()
    assert box(page).title.text() == "Medicin 4" and not page.stays.told.isVisible()


def test_of_many_earlier_ones_a_few_are_shown_when_asked_for(page: StaysPage, session: Session, do: Do) -> None:
    do(many, 120)
    assert not page.stays.boxes and page.stays.earlier.text() == "Tidigare vårdtillfällen, 120"
    page.stays.earlier.click()
    assert len(page.stays.boxes) == 5
    page.stays.more.click()
    assert len(page.stays.boxes) == 10
    page.stays.earlier.click()
    assert not page.stays.boxes
    oldest = min(record_of(session).all(HospitalStay), key=lambda one: one.admitted_at)
    assert page.stays.open(oldest.id) and page.stays.boxes[oldest.id].isAncestorOf(focused())
    assert not page.stays.open(UUID(int=1))


def test_the_one_that_goes_on_stands_first(page: StaysPage, do: Do) -> None:
    do(many, 3)
    do(staying)
    assert box(page).title.text() == "Medicin 4"


def test_what_has_the_focus_stays_when_it_is_over(page: StaysPage, session: Session, do: Do) -> None:
    do(staying, notice_at=ADMITTED, discharged_on=date(2026, 11, 21))
    box(page).given.setFocus()
    do(edit_entry, HospitalStay, stay(session).id, summary_given_on=date(2026, 11, 21))
    assert box(page).isAncestorOf(focused())


def test_the_stays_of_another_patient_are_not_shown(
    page: StaysPage, do: Do, open_patient: Callable[[str], None]
) -> None:
    do(staying)
    open_patient("barn")
    assert not page.stays.boxes and not page.stays.isVisible()


def test_with_large_text_everything_has_room(page_of: Callable[[type[StaysPage], str], StaysPage], do: Do) -> None:
    appearance().apply(LIGHT, 200)
    page = page_of(StaysPage, "tom")
    do(staying, hospital="Lungmedicinska avdelningen, Universitetssjukhuset " * 2, ready_on=date(2026, 11, 20))
    QApplication.processEvents()
    assert box(page).minimumSizeHint().width() <= 1152
