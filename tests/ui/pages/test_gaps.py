"""The page of a patient's gaps: each with the way to mend it, kept quiet in its own row, and what is looked for."""

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from coordinator.change import Add, Change
from coordinator.contact import Contact, ContactCategory
from coordinator.entries import edit_entry, remove_entry
from coordinator.gap import rules
from coordinator.gap_silence import GapSilence
from coordinator.gaps import Gap, gaps, silence_gap, silenced
from coordinator.person import Patient, PatientStatus
from coordinator.record import Record
from coordinator.reminder import open_reminders
from coordinator.swedish import add_months
from tests.ui.conftest import TypeText, press
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.pages.gap_row import target_of
from ui.pages.gaps import GapsPage
from ui.pages.gaps_row import GapLine
from ui.pages.gaps_rules import RuleRow
from ui.pages.gaps_silence import SilenceForm
from ui.session import Session

Idle = Callable[[], None]
Open = Callable[[str], None]


@pytest.fixture(autouse=True)
def nothing_quiet_yet(session: Session, practice: dict[str, UUID], idle: Idle) -> None:
    """What is silenced of a practice patient is not what is tested: each test silences its own."""

    def end_all() -> None:
        hers = practice["120-kontakter"]
        for one in session.vault.store.read(hers).all(GapSilence):
            session.desk.do(hers, remove_entry, GapSilence, one.id, reason="Provas")

    session.vault_thread.run(end_all)
    idle()


@pytest.fixture
def page(page_of: OpenPage[GapsPage], drafts: Drafts, idle: Idle) -> Iterator[GapsPage]:
    yield page_of(GapsPage)
    idle()
    drafts.stop()


def words(part: QWidget) -> str:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return "\n".join(one.text() for one in part.findChildren(QLabel) if one.isVisibleTo(part))


def found(session: Session) -> list[Gap]:
    return gaps(record_of(session))


def form_in(row: GapLine) -> SilenceForm:
    assert row.form is not None
    return row.form


def a_silence(session: Session) -> GapSilence:
    (one,) = record_of(session).all(GapSilence)
    return one


def many_unreachable(record: Record, count: int) -> Change:
    people = (
        Contact(patient_id=record.patient_id, name=f"Kontakt {place}", category=ContactCategory.SCHOOL_WORK)
        for place in range(count)
    )
    return Change("Många kontakter", tuple(map(Add, people)))


def show_all(page: GapsPage) -> None:
    while not page.more.isHidden():
        page.more.click()


def test_every_gap_is_there_the_most_serious_first_with_the_word_that_mends_it(
    page: GapsPage, session: Session, open_patient: Open
) -> None:
    for slug in ("120-kontakter", "tom", "barn"):
        open_patient(slug)
        show_all(page)
        assert [row.gap for row in page.rows] == found(session)
        assert [row.button.text() for row in page.rows] == [gap.verb for gap in found(session)]
        assert GapsPage.note(record_of(session)) == str(len(found(session)))
        for gap in found(session):
            assert gap.title in words(page) and gap.why in words(page)


def test_the_button_leads_to_where_it_is_mended(page: GapsPage, session: Session, open_patient: Open) -> None:
    open_patient("tom")
    wanted: list[tuple[str, object]] = []
    session.wanted.connect(lambda name, target: wanted.append((name, target)))
    for row in page.rows:
        press(row.button, Qt.Key.Key_Return)
    assert wanted == [(gap.page.stored, target_of(gap)) for gap in found(session)]


def test_the_arrow_keys_go_from_row_to_row(page: GapsPage, open_patient: Open) -> None:
    open_patient("tom")
    page.start()
    first, second, *_, last = page.rows
    assert focused() is first.button
    press(focused(), Qt.Key.Key_Up)
    assert focused() is first.button
    press(focused(), Qt.Key.Key_Down)
    assert focused() is second.button
    press(focused(), Qt.Key.Key_Tab)
    assert focused() is second.quiet
    press(focused(), Qt.Key.Key_Up)
    assert focused() is first.quiet
    for _ in page.rows:
        press(focused(), Qt.Key.Key_Down)
    assert focused() is last.quiet
    page.start()
    assert focused() is last.button  # where one was


def test_the_tab_key_goes_as_the_eye_does(page: GapsPage, session: Session, open_patient: Open, idle: Idle) -> None:
    open_patient("tom")
    page.start()
    page.rows[0].quiet.click()
    form = form_in(page.rows[0])
    stops: list[QWidget] = [form.until, *form.choices, form.send, form.back, page.rows[1].button]
    for stop in stops:
        press(focused(), Qt.Key.Key_Tab)
        assert focused() is stop


def test_the_tab_key_goes_on_from_the_rows_to_what_is_quiet_and_what_is_looked_for(
    page: GapsPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("120-kontakter")
    show_all(page)
    page.rows[-1].quiet.setFocus()
    press(focused(), Qt.Key.Key_Tab)
    assert page.rules.isAncestorOf(focused())
    gap, today = found(session)[3], record_of(session).today
    session.do(silence_gap, gap.key, about=gap.entry_id, reason="Efter flytten", until=add_months(today, 1))
    idle()
    page.rows[-1].quiet.setFocus()
    press(focused(), Qt.Key.Key_Tab)
    press(focused(), Qt.Key.Key_Space)
    assert page.silenced.is_open and page.silenced.isAncestorOf(focused())
    press(focused(), Qt.Key.Key_Tab)
    assert focused().accessibleName() == f"Visa igen: {gap.title}"
    press(focused(), Qt.Key.Key_Tab)
    assert page.rules.isAncestorOf(focused())


def test_a_gap_is_kept_quiet_in_its_row_and_the_next_one_has_the_keyboard(
    page: GapsPage, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("120-kontakter")
    show_all(page)
    before = found(session)
    row = next(one for one in page.rows if one.gap.key == "contact_no_time")
    place = page.rows.index(row)
    row.button.setFocus()
    press(row.button, Qt.Key.Key_T)
    assert focused() is form_in(row).reason
    type_text(focused(), "Tjatar inte")  # the letter that opened it is only a letter here
    assert form_in(row).reason.text() == "Tjatar inte"
    press(focused(), Qt.Key.Key_Return)
    idle()
    one, today = a_silence(session), record_of(session).today
    assert (one.rule, one.about, one.reason) == ("contact_no_time", row.gap.entry_id, "Tjatar inte")
    assert one.until == add_months(today, 3)
    assert found(session) == [gap for gap in before if gap is not before[place]]
    assert [row.gap for row in page.rows] == found(session)
    assert focused() is page.rows[place].button
    kept = session.draft_key(f"gap_silence:contact_no_time:{one.about}:reason")
    page.drafts.keep_now()
    assert session.kept(kept) is None


def test_a_reason_that_is_saved_is_no_draft_even_when_its_row_has_gone(
    page: GapsPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    row = page.rows[0]
    row.quiet.click()
    form_in(row).reason.setText("Efter flytten")
    page.drafts.keep_now()
    assert any("gap_silence" in key for key in session._kept)
    form_in(row).send.click()
    page._let_go([row.gap])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    idle()
    assert a_silence(session).reason == "Efter flytten"
    assert not any("gap_silence" in key for key in session._kept)


@pytest.mark.parametrize("written", [("", 3), ("om 6 månader", 6), ("Ett år", 12)])
def test_until_when_is_pressed_or_written(
    page: GapsPage, session: Session, open_patient: Open, idle: Idle, written: tuple[str, int]
) -> None:
    open_patient("tom")
    page.rows[0].quiet.click()
    form = form_in(page.rows[0])
    assert [one.isChecked() for one in form.choices] == [True, False, False]
    text, months = written
    pressed = next((one for one in form.choices if one.text() == text), None)
    if pressed is not None:
        pressed.click()
    else:
        form.until.setText(text)
    assert [one.isChecked() for one in form.choices] == [months == 3, months == 6, months == 12]
    until = add_months(record_of(session).today, months)
    assert str(until.year) in words(form)
    form.reason.setText("Efter flytten")
    form.send.click()
    idle()
    assert a_silence(session).until == until


def test_another_day_is_written_as_days_are(page: GapsPage, session: Session, open_patient: Open, idle: Idle) -> None:
    open_patient("tom")
    page.rows[0].quiet.click()
    form = form_in(page.rows[0])
    form.reason.setText("Efter flytten")
    form.until.setText("2027-02-31")
    press(form.until, Qt.Key.Key_Return)
    assert "28 dagar" in form.fault_text() and focused() is form.until
    form.until.setText("2027-03-01")
    assert form.fault_text() == ""
    press(form.until, Qt.Key.Key_Return)
    idle()
    assert a_silence(session).until == date(2027, 3, 1)


def test_without_a_reason_it_stays(page: GapsPage, session: Session, open_patient: Open, idle: Idle) -> None:
    open_patient("tom")
    before = found(session)
    page.rows[0].quiet.click()
    form = form_in(page.rows[0])
    form.until.setText("om ett år")
    form.send.click()
    idle()
    assert "varför" in form.fault_text() and focused() is form.reason
    assert found(session) == before and form.until.text() == "om ett år"
    form.reason.setText("Hon har sagt nej")
    form.send.click()
    idle()
    assert len(found(session)) == len(before) - 1


def test_all_of_a_kind_are_kept_quiet_at_once(page: GapsPage, session: Session, open_patient: Open, idle: Idle) -> None:
    open_patient("120-kontakter")
    row = next(one for one in page.rows if one.gap.key == "contact_old")
    several = [gap for gap in found(session) if gap.key == "contact_old"]
    assert len(several) > 1
    row.quiet.click()
    form = form_in(row)
    assert form.only.isChecked() and form.only.isVisible()
    form.every.click()
    form.reason.setText("Kontrolleras på mötet i mars")
    form.send.click()
    idle()
    assert a_silence(session).about is None
    assert [gap for gap, _ in silenced(record_of(session))] == several
    page.silenced.go_to()
    assert f"alla, {len(several)} just nu" in words(page.silenced)


def test_where_there_is_only_one_it_is_not_asked_which(page: GapsPage, open_patient: Open) -> None:
    open_patient("tom")
    for row in page.rows:
        row.quiet.click()
        assert form_in(row).only.isHidden() and form_in(row).every.isHidden()


def test_a_half_written_reason_is_kept_with_the_patient_it_is_about(
    page: GapsPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("barn")
    page.rows[1].quiet.click()
    form_in(page.rows[1]).reason.setText("Mamma hör")
    form_in(page.rows[1]).until.setText("1 mars")
    open_patient("tom")
    assert all(row.form is None for row in page.rows)
    open_patient("barn")
    form = form_in(page.rows[1])
    assert (form.reason.text(), form.until.text()) == ("Mamma hör", "1 mars")
    assert all(row.form is None for row in page.rows if row is not page.rows[1])


def test_what_is_written_of_a_gap_is_not_written_of_the_same_gap_of_another_patient(
    page: GapsPage, session: Session, open_patient: Open, idle: Idle, practice: dict[str, UUID]
) -> None:
    open_patient("tom")
    hers = found(session)
    for row in page.rows:
        row.quiet.click()
        form_in(row).reason.setText("Efter flytten")
    for slug in practice:
        open_patient(slug)
        both = [gap for gap in found(session) if gap in hers and slug != "tom"]
        if both:
            break
    assert both and all(row.form is None for row in page.rows)


def test_what_is_being_written_stays_when_something_else_is_saved(
    page: GapsPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("120-kontakter")
    row = page.rows[-1]
    row.quiet.click()
    form_in(row).reason.setText("Halvt")
    form_in(row).reason.setCursorPosition(2)
    session.do(edit_entry, Patient, record_of(session).patient_id, called="Bim")
    idle()
    form = form_in(page.rows[-1])
    assert focused() is form.reason and (form.reason.text(), form.reason.cursorPosition()) == ("Halvt", 2)


def test_escape_puts_the_question_away(page: GapsPage, session: Session, open_patient: Open) -> None:
    open_patient("tom")
    row = page.rows[0]
    row.quiet.click()
    form_in(row).reason.setText("Nej")
    press(focused(), Qt.Key.Key_Escape)
    assert form_in(row).reason.text() == ""
    press(focused(), Qt.Key.Key_Escape)
    assert row.form is None and focused() is row.quiet
    press(row.quiet, Qt.Key.Key_T)
    form_in(row).reason.setText("Nej")
    form_in(row).choices[1].setFocus()
    press(focused(), Qt.Key.Key_Escape)
    assert row.form is None and focused() is row.quiet
    page.drafts.keep_now()
    assert not any("gap_silence" in key for key in session._kept)


def test_a_reminder_is_finished_on_this_page_and_its_draft_is_forgotten(
    page: GapsPage, session: Session, open_patient: Open, idle: Idle, type_text: TypeText
) -> None:
    open_patient("barn")
    row = next(one for one in page.rows if one.gap.key == "reminder_late")
    place, before = page.rows.index(row), open_reminders(record_of(session))
    row.button.setFocus()
    press(row.button, Qt.Key.Key_Return)
    type_text(focused(), "Ringde t")
    press(focused(), Qt.Key.Key_Return)
    idle()
    assert len(open_reminders(record_of(session))) == len(before) - 1
    assert row.gap not in [one.gap for one in page.rows]
    assert focused() is page.rows[place].button
    page.drafts.keep_now()
    assert not any("gap:reminder_late" in key for key in session._kept)


def test_half_a_line_goes_along_from_the_overview(
    page: GapsPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("barn")
    row = next(one for one in page.rows if one.gap.key == "reminder_late")
    session.keep(session.draft_key(f"gap:reminder_late:{row.gap.entry_id}"), "Halvt")
    page.show_record(record_of(session))
    again = next(one for one in page.rows if one.gap == row.gap)
    assert again.is_writing and again is not row


def test_the_quiet_ones_say_why_until_when_and_by_whom_and_can_be_shown_again(
    page: GapsPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("120-kontakter")
    assert page.silenced.isHidden()
    before, today = found(session), record_of(session).today
    for gap in before[3:5]:
        session.do(silence_gap, gap.key, about=gap.entry_id, reason="Efter flytten", until=add_months(today, 4))
    idle()
    assert page.silenced.title == "Tystade, 2" and not page.silenced.is_open
    assert "2 tystade" in words(page)
    page.start("silenced")
    shown = words(page.silenced)
    one = record_of(session).all(GapSilence)[0]
    assert {before[3].title, before[4].title, "Efter flytten"} <= set(shown.split("\n"))
    assert f"Tystad av {one.silenced_by}" in shown and str(one.until.year) in shown
    ids = [silence.id for _, silence in silenced(record_of(session))]
    page.start(ids[1])
    assert focused().accessibleName() == f"Visa igen: {before[4].title}"
    press(focused(), Qt.Key.Key_Return)
    idle()
    assert focused().accessibleName() == f"Visa igen: {before[3].title}"
    press(focused(), Qt.Key.Key_Return)
    idle()
    assert found(session) == before and page.silenced.isHidden()
    assert page.rows[0].button.hasFocus()


def test_a_silence_whose_gap_is_mended_is_still_told_of(
    page: GapsPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    gap = next(one for one in found(session) if one.key == "no_plan")
    today = record_of(session).today
    session.do(silence_gap, gap.key, about=None, reason="Skrivs på mötet", until=add_months(today, 1))
    session.do(edit_entry, Patient, record_of(session).patient_id, status=PatientStatus.ENDED)
    idle()
    assert page.rows == [] and "Patienten är avslutad" in page.none.text()
    page.start("silenced")
    assert page.silenced.title == "Tystade, 0"
    assert words(page.silenced).split("\n")[1] == "Ingen vårdplan", "of which there is one at most: not how many"


def test_everything_that_is_looked_for_is_listed_with_how_much_there_is(
    page: GapsPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("120-kontakter")
    assert page.rules.findChildren(RuleRow) == []  # made when it is opened
    head = page.rules._head.button
    assert head is not None
    head.click()
    rows = page.rules.findChildren(RuleRow)
    names = [one.accessibleName() for one in rows]
    assert len(rows) == len(rules())
    keys = [gap.key for gap in found(session)]
    for rule, name in zip(rules(), names, strict=True):
        many = keys.count(rule.code)
        said = f"{rule.name}, {many} luck{'a' if many == 1 else 'or'}, {rule.reason}"
        assert name == (said if many else f"{rule.name}, {rule.reason}")
    until = add_months(record_of(session).today, 1)
    session.do(silence_gap, "contact_old", about=None, reason="Sen", until=until)
    idle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    quiet = [one.accessibleName() for one in page.rules.findChildren(RuleRow) if "tyst till" in one.accessibleName()]
    assert len(quiet) == 1 and str(until.year) in quiet[0]


def test_no_gaps_is_said_with_a_green_sign(page: GapsPage, session: Session, open_patient: Open, idle: Idle) -> None:
    open_patient("tom")
    until = add_months(record_of(session).today, 1)
    for gap in found(session):
        session.do(silence_gap, gap.key, about=None, reason="Sen", until=until)
    idle()
    assert page.rows == [] and page.none.text() == "Inga luckor just nu." and page.none.isVisible()
    assert GapsPage.note(record_of(session)) == ""
    page.start()
    assert page.silenced.isAncestorOf(focused())


def test_a_patient_whose_care_has_ended_has_none_and_it_is_said_why(
    page: GapsPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    for status, says in (
        (PatientStatus.ENDED, "avslutad"), (PatientStatus.DECEASED, "avlidit"), (PatientStatus.MOVED, "flyttat"),
    ):  # fmt: skip
        session.do(edit_entry, Patient, record_of(session).patient_id, status=status)
        idle()
        assert page.rows == [] and says in page.none.text()


def test_it_goes_to_the_gap_of_an_entry(page: GapsPage, session: Session, open_patient: Open) -> None:
    open_patient("120-kontakter")
    for gap in (found(session)[-1], found(session)[5]):
        assert isinstance(gap.entry_id, UUID)
        page.start(gap.entry_id)
        assert focused() is next(row.button for row in page.rows if row.gap == gap)


def test_of_very_many_the_first_are_shown_and_the_rest_when_asked_for(
    page: GapsPage, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    session.do(many_unreachable, 100)
    idle()
    every = found(session)
    assert len(every) > 100 and len(page.rows) == 30
    page.more.click()
    assert len(page.rows) == 60 and focused() is page.rows[30].button
    last = every[-1]
    page.start(last.entry_id)
    assert [row.gap for row in page.rows] == every and focused() is page.rows[-1].button
    open_patient("barn")
    assert focused() is not None
    open_patient("tom")
    assert len(page.rows) == 30
