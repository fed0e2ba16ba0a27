"""The step *Kallelse*: people added by typing, a meeting planned by writing, answers by one key, then letters."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from coordinator.change import Change, Step
from coordinator.contact import Channel, Contact, ContactCategory, Huvudman
from coordinator.entries import add_entry, edit_entry
from coordinator.record import Record
from coordinator.relative import Relative
from coordinator.shared_paper import SharedPaper
from coordinator.sip.beginning import begin_sip, next_sip_number, refuse_sip, write_sip
from coordinator.sip.belonging import invitations_of, meetings_of, participants_of, sips
from coordinator.sip.consenting import give_sip_consent
from coordinator.sip.inviting import add_participant, add_participants, note_sent, plan_meeting
from coordinator.sip.meeting import InvitationAnswer, MeetingForm, SipInvitation, SipMeeting, SipMeetingKind
from coordinator.sip.participant import SipPart
from coordinator.sip.process import Sip, SipLead
from coordinator.sip.who import name_of_participant
from tests.ui.conftest import ScriptedDialogs, TypeText, press
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.form_choice import ChoiceBox
from ui.pages.scrolled_page import ScrolledPage
from ui.pages.sip_invite import Invite
from ui.pages.sip_invite_people import Proxy
from ui.parts import column
from ui.session import Session
from ui.target_question import TargetQuestion

P = ParamSpec("P")

ALT = Qt.KeyboardModifier.AltModifier
DAY = date(2026, 12, 9)


class StepPage(ScrolledPage):
    """A page with nothing but the step, of the SIP that is asked for."""

    NAME, TITLE, ICON = "sip", "SIP", "handshake"
    number = 0

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.invite = Invite(session, drafts)
        self._lay_out(column(self.invite))
        self.invite.reached.connect(self._bring_into_view)

    def show_record(self, record: Record) -> None:
        sip = next((one for one in sips(record) if one.number == self.number), None)
        self.invite.setVisible(sip is not None)
        if sip is not None:
            self.invite.show_sip(record, sip)


class Desk:
    """The step on screen, with what a test does to it and looks at in the record."""

    def __init__(self, page: StepPage, session: Session, idle: Callable[[], None], type_text: TypeText) -> None:
        self.page, self.invite, self.session, self.idle, self._type = page, page.invite, session, idle, type_text

    def do(self, action: Callable[Concatenate[Record, P], Change], *args: P.args, **fields: P.kwargs) -> None:
        self.session.do(action, *args, **fields)
        self.idle()

    @property
    def sip(self) -> Sip:
        return next(one for one in sips(record_of(self.session)) if one.number == self.page.number)

    @property
    def names(self) -> list[str]:
        record = record_of(self.session)
        return [name_of_participant(record, one) for one in participants_of(record, self.sip.id)]

    def meetings(self, kind: SipMeetingKind = SipMeetingKind.PLANNING) -> list[SipMeeting]:
        return [one for one in meetings_of(record_of(self.session), self.sip.id) if one.kind is kind]

    def answers(self) -> list[SipInvitation]:
        return invitations_of(record_of(self.session), self.meetings()[0].id)

    def type(self, text: str) -> None:
        """Type in the line that adds people."""
        self._type(self.invite.add.line, text)

    def key(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        press(widget, key, modifier)
        self.idle()

    def enter(self) -> None:
        self.key(self.invite.add.line, Qt.Key.Key_Return)

    def write(self, name: str, text: str) -> None:
        """Write in a field of the meeting, and leave it."""
        field = self.invite.meeting.fields[name].editor.text_field
        assert field is not None
        field.setFocus()
        field.selectAll()
        self._type(field, text)
        self.invite.add.setFocus()
        self.idle()

    def fault(self, name: str) -> str:
        return self.invite.meeting.fields[name].fault_text

    def text(self, name: str) -> str:
        field = self.invite.meeting.fields[name].editor.text_field
        assert field is not None
        return field.text()

    def line(self, place: int) -> QWidget:
        lines = self.invite.people.lines
        return lines.line(lines.ids[place])

    def signs(self) -> list[str]:
        lines = self.invite.people.lines
        return [" ".join(sign.text for sign in lines.said(id).signs) for id in lines.ids]


Begin = Callable[..., Desk]


@pytest.fixture
def begin(
    page_of: Callable[[type[StepPage], str], StepPage],
    session: Session,
    idle: Callable[[], None],
    type_text: TypeText,
) -> Begin:
    """Open a new SIP of a patient at the step."""

    def made(slug: str = "barn", action: Callable[..., Change] = begin_sip, **fields: object) -> Desk:
        desk = Desk(page_of(StepPage, slug), session, idle, type_text)
        number = next_sip_number(record_of(session))
        desk.page.number = number
        desk.do(action, **{"question": "Hur håller vardagen ihop?"} | fields)
        return desk

    return made


@pytest.fixture
def called(begin: Begin) -> Desk:
    """Three of the family and three contacts, two of whom a consent names, are to meet."""
    return begin(action=_to_meet)


def _to_meet(record: Record, /, question: str) -> Change:
    steps: list[Step] = []

    def take(change: Change) -> None:
        nonlocal record
        record = record.after(change)
        steps.extend(change.steps)

    take(begin_sip(record, question=question))
    sip = max(sips(record), key=lambda one: one.number)
    ids = some_contacts(record)
    take(add_participants(record, sip.id, ids))
    given: dict[str, Any] = {
        "covers": "Behov och insatser",
        "also_given_by": "Karim Nassar",
        "also_given_on": date(2026, 11, 20),
    }
    take(give_sip_consent(record, sip.id, recipients=ids[:2], **given))
    take(plan_meeting(record, sip.id, day=DAY, at=time(13), place="Sal 3"))
    return Change("Möte planerat", tuple(steps))


def some_contacts(record: Record) -> list[UUID]:
    found = [one for one in record.all(Contact) if one.is_current and one.name.strip()]
    return [one.id for one in found[:3]]


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


# Who takes part


def test_a_contact_is_found_by_a_part_of_the_name_and_added_by_enter(begin: Begin) -> None:
    desk = begin()
    desk.invite.start()
    assert focused() is desk.invite.add.line
    desk.type("annelie")
    here = desk.invite.add.offers.here
    assert here is not None and here.name.startswith("Annelie Borg")
    desk.enter()
    assert desk.names == ["Mira Nassar Ekvall", "Sofia Ekvall", "Karim Nassar", "Annelie Borg"]
    assert desk.invite.add.line.text() == ""
    assert focused() is desk.invite.add.line
    desk.type("annelie")
    assert desk.invite.add.offers.here is None  # she takes part already


def test_several_are_chosen_with_space_and_added_at_once(begin: Begin) -> None:
    desk = begin()
    line, offers = desk.invite.add.line, desk.invite.add.offers
    line.setFocus()
    before = len(desk.session.can_undo)
    chosen = []
    for _ in range(3):
        press(line, Qt.Key.Key_Down)
        press(line, Qt.Key.Key_Space)
        assert offers.here is not None
        chosen.append(offers.here.name.partition(",")[0])
    assert line.text() == ""
    assert "3 valda" in desk.invite.add.note.text()
    press(line, Qt.Key.Key_Escape)
    assert offers.chosen == () and not offers.isVisible()
    for _ in range(3):
        press(line, Qt.Key.Key_Down)
        press(line, Qt.Key.Key_Space)
    press(line, Qt.Key.Key_Space)  # and the last is taken back
    desk.enter()
    assert desk.names[3:] == chosen[:2]
    assert len(desk.session.can_undo) == before + 1
    assert offers.chosen == () and not offers.isVisible()


def test_space_is_a_letter_where_nobody_has_gone_down_the_list(begin: Begin) -> None:
    desk = begin()
    desk.type("annelie b")
    assert desk.invite.add.line.text() == "annelie b"
    assert desk.invite.add.offers.here is not None
    press(desk.invite.add.line, Qt.Key.Key_Up)  # none of them: as it is written
    desk.enter()
    assert desk.names[-1] == "annelie b"


def test_somebody_who_is_no_contact_is_written_as_one_would_say_it(begin: Begin) -> None:
    desk = begin()
    desk.type("Susanne Palm, handläggare, Försäkringskassan, stat")
    desk.enter()
    desk.type("Ali, morbror")
    desk.enter()
    palm, ali = participants_of(record_of(desk.session), desk.sip.id)[-2:]
    assert (palm.name, palm.function, palm.organisation) == ("Susanne Palm", "handläggare", "Försäkringskassan")
    assert palm.huvudman is Huvudman.STATE and palm.part is SipPart.PROFESSIONAL
    assert (ali.name, ali.part) == ("Ali", SipPart.FAMILY)


def test_a_participant_twice_is_refused_beside_the_line_and_the_text_is_kept(begin: Begin) -> None:
    desk = begin()
    for _ in range(2):
        desk.type("Susanne Palm, handläggare, Försäkringskassan")
        desk.enter()
    assert len(desk.names) == 4
    assert "redan med" in desk.invite.add.fault.text()
    assert desk.invite.add.line.text() == "Susanne Palm, handläggare, Försäkringskassan"
    assert desk.invite.add.line.property("faulty") is True
    desk.type("n")
    assert desk.invite.add.fault.text() == ""


def test_a_half_written_name_belongs_to_its_sip(begin: Begin) -> None:
    desk = begin()
    desk.do(begin_sip)
    desk.type("Susanne Palm, hand")
    desk.page.number += 1
    desk.page.show_record(record_of(desk.session))
    assert desk.invite.add.line.text() == ""
    desk.page.number -= 1
    desk.page.show_record(record_of(desk.session))
    assert desk.invite.add.line.text() == "Susanne Palm, hand"


def test_the_order_is_changed_with_alt_and_an_arrow(called: Desk) -> None:
    called.line(3).setFocus()
    before = called.names
    called.key(called.line(3), Qt.Key.Key_Up, ALT)
    assert called.names == [*before[:2], before[3], before[2], *before[4:]]
    assert focused() is called.line(2)


def test_delete_takes_out_with_the_invitation_and_undo_brings_back_but_not_the_patient(called: Desk) -> None:
    called.line(5).setFocus()
    called.key(called.line(5), Qt.Key.Key_Delete)
    assert len(called.names) == len(called.answers()) == 5
    assert called.invite.people.told.isVisible()
    called.session.undo()
    called.idle()
    assert len(called.names) == len(called.answers()) == 6
    called.line(0).setFocus()
    called.key(called.line(0), Qt.Key.Key_Delete)
    assert len(called.names) == 6
    assert "Patienten är alltid med" in called.invite.fault.text()


def test_what_is_known_of_somebody_is_written_where_the_line_stands(begin: Begin) -> None:
    desk = begin()
    desk.do(add_participant, desk.sip.id, name="Susanne Palm")
    desk.key(desk.line(3), Qt.Key.Key_Return)
    box = desk.invite.people.box
    assert box is not None and not desk.invite.people.to_contact.isVisible()
    field = box.form.fields["function"].editor.text_field
    assert field is not None and focused() is box.form.fields["name"].editor.text_field
    field.setFocus()
    desk._type(field, "handläggare")
    desk.key(field, Qt.Key.Key_Return)
    assert participants_of(record_of(desk.session), desk.sip.id)[3].function == "handläggare"


# The meeting


def test_what_is_written_first_plans_one_meeting_with_everybody(begin: Begin, type_text: TypeText) -> None:
    desk = begin()
    assert desk.meetings() == [] and not desk.invite.letters.print.isEnabled()
    for name, text in (("day", "9 dec"), ("at", "1300"), ("place", "Sal 3")):  # and nothing is waited for
        field = desk.invite.meeting.fields[name].editor.text_field
        assert field is not None
        field.setFocus()
        type_text(field, text)
    box = desk.invite.meeting.fields["form"].editor.main
    assert isinstance(box, ChoiceBox)
    box.setCurrentIndex(1)
    box.activated.emit(1)
    desk.invite.add.setFocus()
    desk.idle()
    (meeting,) = desk.meetings()
    assert (meeting.day, meeting.at, meeting.place, meeting.form) == (DAY, time(13), "Sal 3", MeetingForm.VIDEO)
    assert desk.text("answer_by") == "2026-12-02"
    assert len(desk.answers()) == 3
    assert desk.invite.letters.print.isEnabled()


def test_what_cannot_be_is_refused_in_words_beside_the_field_and_kept(called: Desk) -> None:
    before = called.meetings()
    for name, text, why in (
        ("day", "31 februari", "28 dagar"),
        ("day", "2026-11-20", "Mötet ligger före kallelsen"),
        ("at", "25.10", "Klockslaget"),
        ("minutes", "3", "5 till 480"),
        ("answer_by", "2026-12-24", "Svar senast ligger efter mötet"),
    ):
        called.write(name, text)
        field = called.invite.meeting.fields[name].editor.text_field
        assert field is not None and field.property("faulty") is True
        assert why in called.fault(name)
        assert called.text(name) == text
        field.setFocus()
        press(field, Qt.Key.Key_Escape)
        assert called.fault(name) == "" and called.text(name) != text
    assert called.meetings() == before


def test_a_day_before_today_is_refused_before_there_is_a_meeting(begin: Begin) -> None:
    desk = begin()
    desk.write("day", "2026-11-20")
    assert "Mötet ligger före kallelsen" in desk.fault("day")
    assert desk.meetings() == [] and desk.text("day") == "2026-11-20"


def test_a_meeting_that_is_moved_asks_everybody_anew(called: Desk) -> None:
    called.do(note_sent, called.meetings()[0].id)
    assert called.signs() == ["kallad, inte svarat"] * 6
    called.write("day", "10 dec")
    assert called.signs() == ["inte kallad"] * 6


def test_agenda_and_interpreter_are_told_in_a_line_and_opened_when_wanted(called: Desk) -> None:
    meeting = called.invite.meeting
    assert "punkter" in meeting.usual.text() and "Arabiska" in meeting.usual.text()
    assert not meeting.fields["agenda"].isVisible()
    meeting.unfold.click()
    assert focused() is meeting.fields["interpreter"].editor.text_field
    called.write("agenda", "En enda punkt")
    assert called.meetings()[0].agenda == "En enda punkt"
    meeting.unfold.click()
    assert "1 punkt." in meeting.usual.text()


def test_the_child_has_a_meeting_before_with_the_family_only(called: Desk) -> None:
    kinds = called.invite.meeting.kinds
    assert kinds is not None
    assert [one.text() for one in kinds.buttons] == ["SIP-möte", "Förmöte med Mira"]
    kinds.buttons[1].click()
    assert called.text("day") == ""
    called.write("day", "2 dec")
    (before,) = called.meetings(SipMeetingKind.PREPARATION)
    assert len(invitations_of(record_of(called.session), before.id)) == 3
    assert called.signs() == ["inte kallad"] * 3 + [""] * 3
    called.line(5).setFocus()
    called.key(called.line(5), Qt.Key.Key_J)
    assert "inte kallad till det här mötet" in called.invite.fault.text()
    assert called.meetings()[0].day == DAY


def test_a_half_written_field_is_kept_with_its_meeting(called: Desk, type_text: TypeText) -> None:
    field = called.invite.meeting.fields["place"].editor.text_field
    assert field is not None
    field.setFocus()
    type_text(field, " trappa")
    called.invite.show_kind(SipMeetingKind.PREPARATION)
    assert called.text("place") == ""
    called.invite.show_kind(SipMeetingKind.PLANNING)
    assert "trappa" in called.text("place")


def test_a_meeting_is_called_off_and_brought_back(called: Desk) -> None:
    called.invite.meeting.cancel.click()
    called.idle()
    assert called.meetings() == [] and called.text("day") == ""
    called.session.undo()
    called.idle()
    assert called.text("day") == DAY.isoformat() and len(called.answers()) == 6


# The answers


def test_an_answer_is_one_key(called: Desk) -> None:
    called.do(note_sent, called.meetings()[0].id)
    called.invite.start()
    assert focused() is called.line(0)
    called.key(called.line(0), Qt.Key.Key_J)
    press(called.line(0), Qt.Key.Key_Down)
    called.key(called.line(1), Qt.Key.Key_N)
    assert [one.answer for one in called.answers()[:2]] == [InvitationAnswer.YES, InvitationAnswer.NO]
    assert called.signs()[:3] == ["kommer", "kommer inte", "kallad, inte svarat"]
    assert focused() is called.line(1)
    called.do(edit_entry, SipMeeting, called.meetings()[0].id, answer_by=date(2026, 11, 21))
    assert called.signs()[2] == "svar skulle ha kommit"


def test_a_proxy_is_asked_for_by_name_and_a_half_written_one_again(called: Desk, type_text: TypeText) -> None:
    called.line(3).setFocus()
    called.key(called.line(3), Qt.Key.Key_O)
    type_text(focused(), "Daniel Roos,")
    called.page.drafts.keep_now()
    slot = called.invite.people.lines.slots[called.invite.people.lines.ids[3]]
    slot.stop_asking()
    called.page.show_record(record_of(called.session))
    asking = slot.asking
    assert isinstance(asking, Proxy) and asking.line.text() == "Daniel Roos,"
    asking.line.setFocus()
    type_text(asking.line, " lärare")
    called.key(asking.line, Qt.Key.Key_Return)
    answer = called.answers()[3]
    assert (answer.answer, answer.proxy) == (InvitationAnswer.PROXY, "Daniel Roos, lärare")
    assert focused() is called.line(3) and slot.asking is None
    assert "Ombud: Daniel Roos, lärare" in called.line(3).accessibleName()


def test_an_answer_before_there_is_a_meeting_says_what_to_do(begin: Begin) -> None:
    desk = begin()
    desk.line(0).setFocus()
    desk.key(desk.line(0), Qt.Key.Key_J)
    assert "Mötet är inte planerat" in desk.invite.fault.text()


def test_the_keys_are_buttons_too(called: Desk) -> None:
    called.key(called.line(2), Qt.Key.Key_Return)
    box = called.invite.people.box
    assert box is not None
    button = next(one for one in box.findChildren(QWidget) if one.accessibleName() == "Kommer")
    press(button, Qt.Key.Key_Space)
    called.idle()
    assert called.answers()[2].answer is InvitationAnswer.YES


# The letters


def test_all_letters_that_may_go_are_printed_at_once_and_noted(
    called: Desk, dialogs: ScriptedDialogs, type_text: TypeText
) -> None:
    letters = called.invite.letters
    assert letters.print.text() == "Skriv ut 5 av 6 kallelser"
    stopped = called.names[5]
    assert stopped in letters.stopped.text()
    assert "Samtycke till SIP saknas" in called.line(5).accessibleName()
    dialogs.answers.extend([False, True])
    letters.print.click()
    called.idle()
    assert all(one.sent_on is None for one in called.answers())  # she thought better of it
    place = called.invite.meeting.fields["place"].editor.text_field
    assert place is not None
    place.setFocus()
    place.selectAll()
    type_text(place, "Biblioteket")
    letters.print.setFocus(Qt.FocusReason.MouseFocusReason)
    letters.print.click()
    called.idle()
    pdf, title = dialogs.printed[-1]
    pages = pages_of(pdf)
    assert sum("Till: " in page for page in pages) == 5
    assert not any(f"Till: {stopped}" in page for page in pages)
    assert "Biblioteket" in pages[0]  # which was not saved when the button was pressed
    assert "Mira" not in title
    assert [one.sent_on is not None for one in called.answers()] == [True] * 5 + [False]
    assert len(record_of(called.session).all(SharedPaper)) >= 5
    assert "5" in letters.notice.words
    assert letters.head.text() == "6 kallelser, 5 skickade"


def test_letters_are_saved_as_one_file_or_each_as_its_own(
    called: Desk, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    together, apart = tmp_path / "alla.pdf", tmp_path / "var"
    apart.mkdir()
    dialogs.paths.extend([together, apart])
    called.invite.letters.save_one.click()
    called.idle()
    called.invite.letters.save_each.click()
    called.idle()
    assert len(pages_of(together.read_bytes())) >= 5
    assert len(list(apart.glob("*.pdf"))) == 5
    assert not any("Mira" in one.name for one in apart.iterdir())


def test_what_a_letter_cannot_do_without_is_asked_for_in_its_field(
    begin: Begin, dialogs: ScriptedDialogs, type_text: TypeText
) -> None:
    desk = begin()
    desk.write("place", "Sal 3")
    dialogs.answers.append(True)
    for name, words, text in (("day", "ingen dag", "9 dec"), ("at", "ingen tid", "13.00")):
        desk.invite.letters.print.click()
        desk.idle()
        field = desk.invite.meeting.fields[name].editor.text_field
        assert words in desk.fault(name)
        assert field is not None and focused() is field
        type_text(field, text)
        desk.invite.letters.print.setFocus(Qt.FocusReason.MouseFocusReason)  # it is on its way to the disk
    desk.invite.letters.print.click()
    desk.idle()
    assert len(dialogs.printed) == 1


def test_nothing_is_printed_or_saved_of_another_patient_who_comes_meanwhile(
    called: Desk, dialogs: ScriptedDialogs, practice: dict[str, UUID]
) -> None:
    letters = called.invite.letters
    for button in (letters.print, letters.save_one, letters.calendar):
        called.session.open_patient(practice["inskriven"])
        button.click()
        called.idle()
        called.session.open_patient(practice["barn"])
        called.idle()
    assert dialogs.printed == [] and dialogs.paths == []


def test_the_calendar_file_says_nothing_of_the_patient(called: Desk, dialogs: ScriptedDialogs, tmp_path: Path) -> None:
    dialogs.paths.append(tmp_path / "mote")
    dialogs.answers.append(True)
    called.invite.letters.calendar.click()
    called.idle()
    assert [one.form.answer.target.to for one in dialogs.asked if isinstance(one, TargetQuestion)] == ["Min kalender"]
    text = (tmp_path / "mote.ics").read_text(encoding="utf-8")
    assert "SUMMARY:SIP-möte" in text and "DTSTART;TZID=Europe/Stockholm:20261209T130000" in text
    for secret in ("Mira", "Nassar", "Ekvall", "vardagen"):
        assert secret not in text


def test_some_are_called_in_another_way_or_on_another_ground(called: Desk, qtbot: QtBot) -> None:
    letters = called.invite.letters
    for button, place in ((letters.other_ground, ["papers", "sip-kallelse"]), (letters.consent, ["sip", "consent"])):
        with qtbot.waitSignal(called.session.wanted) as asked:
            button.click()
        assert asked.args == place
    letters.by_other_way.click()
    menu = letters.findChild(QMenu)
    assert menu is not None
    next(one for one in menu.actions() if one.text() == "Genom 1177").trigger()
    menu.close()
    called.idle()
    assert all(one.way is Channel.E1177 and one.sent_on for one in called.answers())


# Anybody, and nobody


def test_a_sip_that_others_lead_has_no_letters_of_ours(begin: Begin) -> None:
    desk = begin(lead=SipLead.OTHERS, led_by="Kommunen")
    assert not desk.invite.letters.isVisible()
    desk.write("day", "2026-12-01")
    assert desk.meetings()[0].day == date(2026, 12, 1)


def test_a_sip_that_is_over_says_so_when_it_is_written_in(begin: Begin) -> None:
    desk = begin()
    desk.do(refuse_sip, desk.sip.id, reason="Samma mål finns i en annan plan")
    desk.write("place", "Sal 3")
    assert "SIP är nekad" in desk.fault("place")
    desk.type("Bo Ek")
    desk.enter()
    assert "SIP är nekad" in desk.invite.add.fault.text()


def test_a_patient_of_whom_nothing_is_known(begin: Begin) -> None:
    desk = begin("tom")
    press(desk.invite.add.line, Qt.Key.Key_Down)
    assert not desk.invite.add.offers.isVisible()
    desk.write("day", "9 dec")
    assert len(desk.answers()) == 1


def test_a_hundred_and_twenty_contacts_and_one_more(begin: Begin) -> None:
    desk = begin("120-kontakter")
    desk.do(add_entry, Contact, name="Åke " * 20, category=ContactCategory.KOMMUN)
    desk.do(add_entry, Relative, name="Å" * 80)
    offers = desk.invite.add.offers
    desk.invite.add.line.setFocus()
    for _ in range(130):
        press(desk.invite.add.line, Qt.Key.Key_Down)
    last = offers.here
    assert last is not None
    desk.enter()
    assert desk.names[-1] in last.name
    assert offers.height() < 400
    desk.do(write_sip, desk.sip.id, question="x")
    assert len(desk.invite.people.lines.ids) == len(desk.names)
