"""*UMI och akut* as a whole: asking about the groups, going through the rows, and where one begins."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from coordinator.change import Add, Change, Edit
from coordinator.entity import Knowledge
from coordinator.record import Record
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.asking import answer_group, answer_rest
from coordinator.umi.belonging import answer_of, current_rows, past_rows
from coordinator.umi.ending import end_alert
from coordinator.umi.kinds import AlertCertainty, AlertEnd, AlertGroup, AlertSource, AlertType, InJournal, Severity
from coordinator.umi.registering import add_alert
from coordinator.umi.row import AlertInformation
from tests.ui.conftest import TypeText, press
from tests.ui.pages.conftest import Do
from tests.ui.pages.seen import focused, record_of
from ui.entry_lines.button import LineButton
from ui.pages.umi import ASK, NEW, UmiPage
from ui.pages.umi_line import AlertDrawing, current_line, past_line
from ui.pages.umi_next import next_thing
from ui.pages.umi_texts import QUESTION
from ui.parts import Button
from ui.session import Session

Idle = Callable[[], None]
Opened = Callable[[type[UmiPage], str], UmiPage]
NONE, SOME = Knowledge.NONE_KNOWN, Knowledge.SOME


def changed(record: Record, /, id: UUID, **fields: Any) -> Change:
    """A row with other values."""
    return Change("Ändrad", (Edit(replace(record.get(AlertInformation, id), **fields)),))


def medicine(term: str, severity: Severity, **fields: Any) -> dict[str, Any]:
    """What `add_alert` needs for hypersensitivity to a medicine."""
    return {"type": AlertType.SUBSTANCE, "term": term, "severity": severity, "atc": "J01CE01", **fields}


def words_of(part: QWidget) -> str:
    """The words on a button."""
    assert isinstance(part, Button)
    return part.text()


def row_of(page: UmiPage) -> str:
    """The name of the row that has the keyboard."""
    here = focused()
    assert isinstance(here, LineButton) and page.rows.isAncestorOf(here)
    return here.line.what


def top_of(page: UmiPage, part: QWidget) -> int:
    """How far down a part of the page stands."""
    return part.mapTo(page, QPoint()).y()


def look_of(page: UmiPage, group: AlertGroup) -> object:
    """How the heading of a group is written among the rows."""
    return page.rows.lines.head(group.stored)._title.property("look")


def known(record: Record, group: AlertGroup) -> Knowledge:
    """What was answered about a group."""
    answer = answer_of(record, group)
    return answer.known if answer is not None else Knowledge.NOT_ASKED


# Asking


def test_the_groups_are_asked_about_by_keyboard_one_after_the_other_and_the_rest_at_once(
    page_of: Opened, session: Session, idle: Idle, type_text: TypeText
) -> None:
    page = page_of(UmiPage, "tom")
    page.start()
    assert words_of(focused()) == "Fråga om Tillstånd/behandling" and page.note(record_of(session)) == "fråga"
    press(focused(), Qt.Key.Key_Return)
    assert page.tiles.is_asking and focused() is page.tiles.asking.who
    assert [group for group, tile in page.tiles.tiles.items() if tile.is_chosen] == [AlertGroup.CONDITION]
    assert not page.tiles.asking.answers[Knowledge.NOT_ASKED].isVisible(), "there is no answer to take back"
    assert look_of(page, AlertGroup.CONDITION) == "amber"
    type_text(focused(), "mamma")
    press(focused(), Qt.Key.Key_Return)
    assert words_of(focused()) == "Finns"
    press(focused(), Qt.Key.Key_Tab)
    assert words_of(focused()) == "Inget känt"
    press(focused(), Qt.Key.Key_Return)
    idle()
    answer = answer_of(record_of(session), AlertGroup.CONDITION)
    assert answer is not None and (answer.known, answer.source) == (NONE, "mamma")
    assert answer.checked_on == session.today and answer.checked_by == record_of(session).actor.name
    assert page.told.words.text() == "Tillstånd/behandling: inget känt" and not page.tiles.is_asking
    assert (look_of(page, AlertGroup.CONDITION), look_of(page, AlertGroup.INFECTION)) == ("section", "amber")
    assert words_of(focused()) == "Fråga om Smitta"
    press(focused(), Qt.Key.Key_Return)
    assert page.tiles.asking.who.text() == "mamma", "she answers about the next group too"
    assert page.tiles.asking.rest.text() == "Inget känt i någon av de 3"
    page.tiles.asking.rest.click()
    idle()
    found = {group: known(record_of(session), group) for group in AlertGroup}
    assert found.pop(AlertGroup.HISTORIC) is Knowledge.NOT_ASKED and set(found.values()) == {NONE}
    assert not page.next.isVisible() and page.note(record_of(session)) == ""
    assert focused() in page.tiles.tiles.values()


def test_what_is_answered_with_finns_is_to_be_written_in(page_of: Opened, session: Session, idle: Idle) -> None:
    page = page_of(UmiPage, "tom")
    page.start(AlertGroup.INFECTION.stored)
    assert page.tiles.asking.group is AlertGroup.INFECTION and focused() is page.tiles.asking.who
    page.tiles.asking.answers[SOME].click()
    idle()
    assert known(record_of(session), AlertGroup.INFECTION) is SOME
    assert page.add.isAncestorOf(focused())
    session.do(answer_rest)
    idle()
    assert page.next.text() == "Skriv in Smitta" and page.note(record_of(session)) == "skriv in"
    page.next.setFocus()
    press(page.next, Qt.Key.Key_Return)
    assert page.add.isAncestorOf(focused())
    page.tiles.open_group(AlertGroup.INFECTION)
    page.tiles.asking.answers[Knowledge.NOT_ASKED].click()
    idle()
    assert known(record_of(session), AlertGroup.INFECTION) is Knowledge.NOT_ASKED
    assert page.tiles.tiles[AlertGroup.INFECTION].told.words == "Ej efterfrågat"


def test_the_historic_group_is_read_and_never_asked_for(page_of: Opened, session: Session, idle: Idle) -> None:
    page = page_of(UmiPage, "tom")
    page.start(AlertGroup.HISTORIC.stored)
    asking = page.tiles.asking
    assert not asking.who.isVisible() and not asking.rest.isVisible() and words_of(focused()) == "Finns"
    press(focused(), Qt.Key.Key_Return)
    idle()
    answer = answer_of(record_of(session), AlertGroup.HISTORIC)
    assert answer is not None and (answer.known, answer.source) == (SOME, "Journalen")
    assert not page.add.isAncestorOf(focused()), "nobody writes a new one"
    assert words_of(focused()) == "Fråga om Tillstånd/behandling"
    session.do(answer_rest)
    idle()
    assert next_thing(record_of(session)) is None


def test_escape_puts_the_question_away_and_the_arrows_go_between_the_tiles(page_of: Opened) -> None:
    page = page_of(UmiPage, "tom")
    page.start(ASK)
    press(focused(), Qt.Key.Key_Escape)
    first, *_, last = page.tiles.tiles.values()
    assert not page.tiles.is_asking and focused() is first and not first.is_chosen
    press(focused(), Qt.Key.Key_Left)
    assert focused() is last
    press(focused(), Qt.Key.Key_Right)
    press(focused(), Qt.Key.Key_Return)
    assert page.tiles.is_asking and page.tiles.asking.group is AlertGroup.CONDITION
    page.tiles.asking.answers[SOME].setFocus()
    press(focused(), Qt.Key.Key_Escape)
    assert not page.tiles.is_asking and focused() is first


def test_who_answered_is_hers_alone_and_a_refused_answer_is_told(
    page_of: Opened, session: Session, idle: Idle, open_patient: Callable[[str], None], do: Do
) -> None:
    page = page_of(UmiPage, "tom")
    page.start(ASK)
    page.tiles.asking.who.setText("pappa")
    do(add_alert, type=AlertType.CONDITION, term="Långt QT-syndrom (LQTS)", valid_from=session.today)
    page.tiles.asking.answers[NONE].click()
    idle()
    assert "har uppgifter som gäller" in page.tiles.asking.fault.text() and page.tiles.is_asking
    open_patient("barn")
    assert not page.tiles.is_asking
    page.start(AlertGroup.ROUTINE.stored)
    assert page.tiles.asking.who.text() == "" and not page.tiles.asking.rest.isVisible()
    open_patient("tom")
    page.start(AlertGroup.INFECTION.stored)
    assert page.tiles.asking.who.text() == "pappa", "what is half-written comes back"


def test_a_group_with_rows_leads_to_them(page_of: Opened, session: Session) -> None:
    page = page_of(UmiPage, "barn")
    page.start(AlertGroup.CONDITION.stored)
    (row,) = current_rows(record_of(session), AlertGroup.CONDITION)
    assert row_of(page) == row.heading and not page.tiles.is_asking
    assert page.panel.row is not None and page.panel.row.id == row.id
    assert [group for group, tile in page.tiles.tiles.items() if tile.is_chosen] == [AlertGroup.CONDITION]
    page.start(AlertGroup.ROUTINE.stored)
    assert page.tiles.tiles[AlertGroup.ROUTINE].is_chosen and not page.tiles.tiles[AlertGroup.CONDITION].is_chosen
    reached: list[object] = []
    page.rows.reached.connect(reached.append)
    press(focused(), Qt.Key.Key_Escape)
    assert page.tiles.tiles[AlertGroup.CONDITION].is_chosen, "whose row is chosen"
    assert reached == [], "the keyboard did not go over the rows on its way to the tile"


# The rows


def test_the_rows_stand_with_the_worst_first_and_what_nobody_asked_is_said(page_of: Opened, session: Session) -> None:
    page = page_of(UmiPage, "barn")
    record = record_of(session)
    first, second = page.rows.lines.ids
    assert record.get(AlertInformation, first).severity is Severity.LIFE_THREATENING
    assert page.rows.chosen_id == first and page.panel.row is not None and page.panel.row.id == first
    for group in AlertGroup:
        head = page.rows.lines.head(group.stored)
        assert head.words == group.label
        said = head._note.text()
        many = len(current_rows(record, group))
        assert said == str(many) if many else said.startswith(("ej efterfrågat", "inga kända", "ingen känd"))
    assert page.rows.lines.head("D")._note.text().startswith("ej efterfrågat")
    heads = [top_of(page, page.rows.lines.head(letter)) for letter in "CADBE"]
    assert heads == sorted(heads)
    assert top_of(page, page.rows.lines.line(second)) > heads[1]


def test_arrows_choose_enter_goes_into_the_panel_and_delete_asks_for_a_reason(
    page_of: Opened, session: Session, idle: Idle
) -> None:
    page = page_of(UmiPage, "barn")
    first, second = page.rows.lines.ids
    page.rows.start()
    press(focused(), Qt.Key.Key_Down)
    assert page.rows.chosen_id == second and page.panel.row is not None and page.panel.row.id == second
    assert page.rows.lines.line(second).is_open and not page.rows.lines.line(first).is_open
    press(focused(), Qt.Key.Key_Return)
    assert page.panel.isAncestorOf(focused())
    page.rows.lines.line(first).click()
    assert page.rows.chosen_id == first and page.panel.row.id == first
    before = current_rows(record_of(session))
    page.rows.open(second)
    press(focused(), Qt.Key.Key_Delete)
    idle()
    assert page.panel.row.id == second and page.panel.ending is not None and page.panel.isAncestorOf(focused())
    assert current_rows(record_of(session)) == before, "a row is never taken away without a reason"


def test_k_says_that_a_row_is_checked_and_goes_on_to_the_next_that_is_due(
    page_of: Opened, session: Session, idle: Idle, do: Do
) -> None:
    page = page_of(UmiPage, "barn")
    do(answer_group, AlertGroup.ROUTINE, known=NONE)
    first, second = page.rows.lines.ids
    assert not page.next.isVisible()
    do(changed, second, checked_on=None, checked_by="", next_check=None)
    do(changed, first, next_check=session.today)
    assert page.next.text() == "Kontrollera mot journalen" and page.note(record_of(session)) == "kontroll"
    page.start()
    press(focused(), Qt.Key.Key_Return)
    assert row_of(page) == record_of(session).get(AlertInformation, first).heading
    press(focused(), Qt.Key.Key_K)
    idle()
    checked = record_of(session).get(AlertInformation, first)
    assert checked.checked_on == session.today and checked.in_journal is InJournal.YES
    assert row_of(page) == record_of(session).get(AlertInformation, second).heading and page.next.isVisible()
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_K, Qt.KeyboardModifier.NoModifier, "k", True)
    QApplication.sendEvent(focused(), held)
    idle()
    assert page.next.isVisible(), "a key that is held down has read nothing"
    press(focused(), Qt.Key.Key_K)
    idle()
    assert not page.next.isVisible() and page.rows.chosen_id == second
    press(focused(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert not session.vault_thread.busy


def test_all_is_checked_at_once_and_that_is_taken_back(page_of: Opened, session: Session, idle: Idle, do: Do) -> None:
    page = page_of(UmiPage, "barn")
    before = [one.checked_on for one in current_rows(record_of(session))]
    assert session.today not in before
    page.rows.check_all.click()
    idle()
    assert {one.checked_on for one in current_rows(record_of(session))} == {session.today}
    assert page.told.isVisible() and "Allt är kontrollerat" in page.told.words.text()
    session.undo()
    idle()
    assert [one.checked_on for one in current_rows(record_of(session))] == before
    row = page.rows.lines.ids[0]
    do(end_alert, row, reason=AlertEnd.MISTAKE)
    page.rows.check(row)
    idle()
    assert "gäller inte längre" in page.rows.fault.text()


def test_what_no_longer_holds_is_folded_with_its_reason(page_of: Opened, session: Session, do: Do) -> None:
    page = page_of(UmiPage, "barn")
    row = page.rows.lines.ids[1]
    group = record_of(session).get(AlertInformation, row).group
    many = len(past_rows(record_of(session)))
    do(end_alert, row, reason=AlertEnd.MISTAKE, note="fel person")
    assert row not in page.rows.lines.ids and known(record_of(session), group) is Knowledge.NOT_ASKED
    assert page.rows.lines.head("past").words == f"Gäller inte, {many + 1}"
    page.start(row)
    assert row_of(page) == record_of(session).get(AlertInformation, row).heading
    assert "Felregistrerad, fel person" in page.rows.lines.said(row).words
    assert page.panel.row is not None and page.panel.row.id == row and page.panel.again.isVisible()
    press(focused(), Qt.Key.Key_Delete)
    assert focused() is page.panel.again and page.panel.ending is None


def test_many_rows_are_shown_a_part_at_a_time(page_of: Opened, session: Session, do: Do) -> None:
    def many(record: Record, /) -> Change:
        made = (
            AlertInformation(
                patient_id=record.patient_id, type=AlertType.SUBSTANCE, term=f"Ämne {number:03} {'x' * 60}",
                severity=Severity.TROUBLESOME, valid_from=record.today,
            )
            for number in range(45)
        )  # fmt: skip
        return Change("Många", tuple(map(Add, made)))

    page = page_of(UmiPage, "tom")
    do(many)
    assert len(page.rows.lines.ids) == 30 and page.tiles.tiles[AlertGroup.HYPERSENSITIVITY].told.words == "45 finns"
    last = current_rows(record_of(session))[-1]
    page.start(last.id)
    assert row_of(page) == last.heading and last.id in page.rows.lines.ids
    assert page.panel.row is not None and page.panel.row.id == last.id


# What a line says


def test_a_line_says_type_codes_grade_and_when_it_was_checked(
    session: Session, open_patient: Callable[[str], None], do: Do
) -> None:
    open_patient("tom")
    day = session.today
    fields = medicine("Amoxicillin", Severity.HARMFUL, certainty=AlertCertainty.SUSPECTED, advice="Ge inte.")
    do(add_alert, valid_from=day, source=AlertSource.CARD, **fields)
    (row,) = current_rows(record_of(session))
    words = current_line(record_of(session), row).words
    assert words == (
        "Amoxicillin, C2 Aktiv substans, ATC\N{NO-BREAK SPACE}J01CE01, misstänkt, Skadlig, Ge inte., "
        "inte kontrollerad, Kort som patienten bär"
    )
    late = replace(
        row,
        severity=None,
        checked_on=day,
        checked_by="Anna",
        next_check=day,
        in_journal=InJournal.NO,
        for_patient=False,
    )
    words = current_line(record_of(session), late).words
    for said in ("Grad saknas", "av Anna", "ny kontroll i dag", "Saknas i journalens UMI", "Visas inte för patienten"):
        assert said in words
    assert "ny kontroll" not in current_line(record_of(session), replace(late, next_check=day + timedelta(1))).words
    reported = replace(late, in_journal=InJournal.REPORTED, atc="", substance="Penicillin")
    assert "rapporterad" in current_line(record_of(session), reported).words
    assert "Penicillin" in current_line(record_of(session), reported).words
    expired = replace(row, valid_until=day - timedelta(days=1))
    assert "gick ut" in past_line(record_of(session), expired).words
    stopped = replace(row, type=AlertType.TREATMENT, severity=None, certainty=None)
    assert "behandlingen pågår inte" in past_line(record_of(session), stopped).words


def test_a_row_that_came_with_a_file_is_told_from_the_others(
    session: Session, open_patient: Callable[[str], None]
) -> None:
    open_patient("tom")
    record = record_of(session)
    row = AlertInformation(patient_id=record.patient_id, type=AlertType.HISTORIC, content="Något, 1998\nMer")
    line = current_line(record, row)
    assert (line.what, line.icon, line.signs) == ("Något, 1998", "history", ())


def test_in_a_narrow_window_grade_and_check_stand_below(session: Session, open_patient: Callable[[str], None]) -> None:
    open_patient("barn")
    line = current_line(record_of(session), current_rows(record_of(session))[0])
    wide, narrow = (AlertDrawing(line, (), width).height for width in (700, 340))
    assert narrow > wide + 30


@pytest.mark.parametrize("width", [700, 340])
def test_the_grade_and_the_check_are_drawn_inside_the_line(
    session: Session, open_patient: Callable[[str], None], width: int
) -> None:
    open_patient("barn")
    row = current_rows(record_of(session))[-1]
    assert row.severity is Severity.LIFE_THREATENING

    def drawn(one: AlertInformation) -> QImage:
        drawing = AlertDrawing(current_line(record_of(session), one), (), width)
        picture = QImage(width + 40, drawing.height + 40, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        drawing.paint(painter)
        painter.end()
        blank = QImage(picture)
        blank.fill(Qt.GlobalColor.white)
        for edge in (QRect(width, 0, 40, picture.height()), QRect(0, drawing.height, width, 40)):
            assert picture.copy(edge) == blank.copy(edge), "nothing outside"
        return picture

    other_grade = replace(row, severity=Severity.HARMFUL)
    other_day = replace(row, checked_on=session.today)
    whole = drawn(row)
    assert all(drawn(one) != whole for one in (other_grade, other_day))


# Going there


def test_the_page_begins_where_it_is_asked_to(page_of: Opened, session: Session, do: Do, idle: Idle) -> None:
    page = page_of(UmiPage, "barn")
    idle()
    page.start(NEW)
    assert page.add.isAncestorOf(focused())
    page.start(QUESTION)
    assert page.texts.isAncestorOf(focused())
    page.start(ASK)
    assert page.tiles.asking.group is AlertGroup.ROUTINE and focused() is page.tiles.asking.who
    do(answer_group, AlertGroup.ROUTINE, known=NONE, source="pappa")
    answer = next(one for one in record_of(session).all(AlertGroupAnswer) if one.about is AlertGroup.ROUTINE)
    page.start(answer.id)
    assert page.tiles.is_asking and "Senast: inget känt, pappa" in page.tiles.asking._before.text()
    press(focused(), Qt.Key.Key_Escape)
    page.start(ASK)
    assert not page.tiles.is_asking, "nothing is left to ask about"
    assert focused() in page.tiles.tiles.values()
    page.start(uuid4())
    assert focused() in page.tiles.tiles.values(), "an entry that is gone: where one begins"


def test_a_new_row_is_chosen_and_what_is_no_umi_becomes_a_text(page_of: Opened, session: Session, do: Do) -> None:
    page = page_of(UmiPage, "tom")
    do(add_alert, type=AlertType.IMPLANT, term="Pacemaker", valid_from=session.today)
    (row,) = current_rows(record_of(session))
    page.add.added.emit(row.id)
    assert row_of(page) == "Pacemaker" and page.panel.row is not None and page.panel.row.id == row.id
    page.add.as_text.emit("Epilepsi")
    assert page.texts.isAncestorOf(focused())
    session.undo()


def test_the_panel_stands_beside_the_rows_or_right_below_them(page_of: Opened) -> None:
    page = page_of(UmiPage, "barn")
    assert abs(top_of(page, page.panel) - top_of(page, page.rows)) < 10
    assert page.panel.mapTo(page, QPoint()).x() > page.rows.mapTo(page, QPoint(page.rows.width(), 0)).x()
    page.rows.start()
    page.resize(700, 650)
    page.grab()
    assert top_of(page, page.rows) < top_of(page, page.add) < top_of(page, page.panel) < top_of(page, page.texts)
    assert top_of(page, page.texts) < top_of(page, page.cards) and page.rows.isAncestorOf(focused())
    places = {(tile.x(), tile.y()) for tile in page.tiles.tiles.values()}
    assert len({y for _, y in places}) == 2, "three and two"


@pytest.mark.parametrize("opened", ["change", "end"])
def test_a_row_that_is_taken_back_while_one_is_in_its_panel_leaves_the_keyboard_with_the_others(
    page_of: Opened, session: Session, do: Do, idle: Idle, opened: str
) -> None:
    page = page_of(UmiPage, "tom")
    today = record_of(session).today
    do(add_alert, **medicine("Kodein", Severity.HARMFUL), valid_from=today)
    do(add_alert, **medicine("Tramadol", Severity.HARMFUL), valid_from=today)
    page.rows.open(record_of(session).all(AlertInformation)[1].id)
    getattr(page.panel, opened).click()
    assert page.panel.isAncestorOf(focused())
    session.undo()
    idle()
    assert row_of(page) == "Kodein"
    getattr(page.panel, opened).click()
    session.undo()
    idle()
    assert focused() is page.next, "no row is left, and no key adds or ends anything"


def test_what_expired_is_to_be_checked(page_of: Opened, session: Session, do: Do) -> None:
    page = page_of(UmiPage, "barn")
    do(answer_group, AlertGroup.ROUTINE, known=NONE)
    row = page.rows.lines.ids[0]
    do(changed, row, valid_until=session.today - timedelta(days=1))
    assert page.tiles.tiles[AlertGroup.HYPERSENSITIVITY].told.words == "Har gått ut"
    assert page.next.text() == "Kontrollera mot journalen"
    page.take_next()
    assert row_of(page) == record_of(session).get(AlertInformation, row).heading


def test_the_tab_key_goes_as_the_eye_does(page_of: Opened) -> None:
    page = page_of(UmiPage, "barn")
    page.start()
    parts = (page.next, page.tiles, page.rows, page.add, page.panel, page.texts, page.cards)
    seen: list[QWidget] = []
    for _ in range(40):
        part = next(one for one in parts if one is focused() or one.isAncestorOf(focused()))
        seen += [part] if part not in seen else []
        press(focused(), Qt.Key.Key_Tab)
    assert tuple(seen) == parts
