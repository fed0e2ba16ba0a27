"""Akutkort on the page UMI och akut: what stands on it, what has no room, who has which card, what is untrue on it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.alert import EmergencyInformation
from coordinator.change import Add, Change
from coordinator.errors import WriteFailed
from coordinator.page import Page
from coordinator.record import Record
from coordinator.umi.card import EmergencyCard
from coordinator.umi.card_facts import facts_said
from coordinator.umi.issuing import said_on
from coordinator.umi.kinds import AlertType, Severity
from coordinator.umi.registering import add_alert, edit_alert, set_on_card
from coordinator.umi.row import AlertInformation
from coordinator.umi.writing_texts import write_text, write_translation
from tests.ui.conftest import TypeText, press, type_into
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.pages.umi_card_out import OutCard
from ui.pages.umi_cards import CardPart
from ui.pages.umi_cards_out import NONE_OUT
from ui.session import Session

TODAY = date(2026, 11, 22)
Idle = Callable[[], None]


@pytest.fixture
def part(
    session: Session, drafts: Drafts, qtbot: QtBot, open_patient: Callable[[str], None], idle: Idle
) -> Iterator[CardPart]:
    """The part by itself, of a patient of whom nothing is known."""
    open_patient("tom")
    made = CardPart(session, drafts)
    qtbot.addWidget(made)

    def show() -> None:
        if session.record is not None:
            made.show_record(session.record)

    session.record_changed.connect(show)
    show()
    made.resize(420, 1000)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    idle()
    yield made
    session.record_changed.disconnect(show)


@pytest.fixture
def wanted(session: Session) -> list[tuple[str, object]]:
    """Where the window is asked to go."""
    found: list[tuple[str, object]] = []
    session.wanted.connect(lambda page, target: found.append((page, target)))
    return found


def penicillin(session: Session, idle: Idle, **fields: Any) -> AlertInformation:
    session.do(
        add_alert, type=AlertType.SUBSTANCE, term="Bensylpenicillin", valid_from=TODAY, atc="J01CE01",
        severity=Severity.LIFE_THREATENING, **fields,
    )  # fmt: skip
    idle()
    return next(one for one in record_of(session).all(AlertInformation) if one.term == "Bensylpenicillin")


def airway(session: Session, idle: Idle, **fields: Any) -> AlertInformation:
    session.do(add_alert, type=AlertType.CONDITION, term="Svårintuberad", valid_from=TODAY, **fields)
    idle()
    return next(one for one in record_of(session).all(AlertInformation) if one.term == "Svårintuberad")


def kortison(session: Session, idle: Idle, **fields: Any) -> EmergencyInformation:
    """A physician's text."""
    session.do(
        write_text, heading="Kortison", issued_by="Amina Wallin", source="Nödplan", checked_on=TODAY, **fields
    )  # fmt: skip
    idle()
    return next(one for one in record_of(session).all(EmergencyInformation) if one.heading == "Kortison")


def out(session: Session, idle: Idle, **fields: Any) -> EmergencyCard:
    """A card that says what is so today, in somebody's hand."""

    def add(record: Record, /) -> Change:
        paper = fields.get("paper", "akutkort")
        known: dict[str, Any] = {
            "paper": paper, "title": "Akutkort", "issued_on": TODAY, "issued_by": "Karin Lindström",
            "facts": said_on(record, paper), "holder": "skolan", "valid_until": TODAY + timedelta(days=300),
        }  # fmt: skip
        return Change("Kort", (Add(EmergencyCard(patient_id=record.patient_id, **known | fields)),))

    before = {one.id for one in record_of(session).all(EmergencyCard)}
    session.do(add)
    idle()
    return next(one for one in record_of(session).all(EmergencyCard) if one.id not in before)


def said(widget: QWidget) -> str:
    """All that is read in it."""
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def card_of(part: CardPart, card: EmergencyCard) -> OutCard:
    return part.out.cards[card.id]


# What stands on it


def test_the_empty_card_says_that_nobody_has_asked_and_that_none_is_out(part: CardPart) -> None:
    assert "Ingen har frågat än" in part.view.face.accessibleName()
    assert NONE_OUT in said(part.out) and part.old.isHidden()
    assert "inget att sätta på kortet" in said(part.rows) and part.print.isEnabled()
    assert part.until.text() == "Ett kort som skrivs ut i dag gäller till 22 nov 2027."
    assert part.start() and focused() is part.view.face


def test_one_tick_for_each_that_may_stand_on_it_saves_at_once_and_the_keyboard_stays(
    part: CardPart, session: Session, idle: Idle
) -> None:
    severe, light = penicillin(session, idle, english="Benzylpenicillin"), airway(session, idle, advice="Ring jouren.")
    text = kortison(session, idle, card_text="Avbryt aldrig.")
    session.do(add_alert, type=AlertType.IMPLANT, term="Pacemaker", valid_from=TODAY, for_patient=False)
    idle()
    assert list(part.rows.ticks) == [severe.id, light.id, text.id]
    assert "En rad får inte visas för patienten och kan inte stå på kortet." in said(part.rows)
    assert all(one.box.isChecked() for one in part.rows.ticks.values())
    tick = part.rows.ticks[light.id]
    tick.box.setFocus()
    press(tick.box, Qt.Key.Key_Space)
    idle()
    assert [one.on_card for one in record_of(session).all(AlertInformation) if one.id == light.id] == [False]
    assert (
        not tick.box.isChecked() and focused() is tick.box and session.can_undo[-1].title == "Står inte på akutkortet"
    )
    assert "Svårintuberad" not in part.view.face.accessibleName() and "Ring jouren." not in said(part.rows)
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(tick.width() - 4, 6))  # on its words
    idle()
    assert tick.box.isChecked() and "Svårintuberad. Ring jouren." in part.view.face.accessibleName()
    press(part.rows.ticks[text.id].box, Qt.Key.Key_Space)
    idle()
    assert not record_of(session).get(EmergencyInformation, text.id).on_card


def test_what_lacks_english_is_said_until_somebody_has_written_it(part: CardPart, session: Session, idle: Idle) -> None:
    row = airway(session, idle, advice="Ring jouren.", english="Difficult airway")
    tick = part.rows.ticks[row.id]
    assert tick.no_english.isVisible() and "Engelsk text saknas" in tick.box.accessibleDescription()
    session.do(edit_alert, row.id, english_advice="Call the anaesthetist.")
    idle()
    assert tick.no_english.isHidden() and tick.box.accessibleDescription() == "Ring jouren."
    session.do(edit_alert, row.id, english="")
    session.do(set_on_card, row.id, on_card=False)
    idle()
    assert tick.no_english.isHidden()  # it does not stand there at all


def test_it_says_until_when_a_card_holds_and_why(part: CardPart, session: Session, idle: Idle) -> None:
    penicillin(session, idle, checked_on=TODAY, checked_by="Karin Lindström", next_check=date(2027, 8, 1))
    assert part.until.text() == (
        "Ett kort som skrivs ut i dag gäller till 1 aug 2027. Då ska ”Bensylpenicillin” kontrolleras."
    )
    kortison(session, idle, valid_until=date(2027, 5, 9))
    assert part.until.text() == "Ett kort som skrivs ut i dag gäller till 9 maj 2027. Då slutar ”Kortison” gälla."


def test_a_card_with_a_row_that_is_overdue_holds_for_today_alone(part: CardPart, session: Session, idle: Idle) -> None:
    then = date(2025, 9, 1)
    penicillin(session, idle, checked_on=then, checked_by="Karin Lindström", next_check=date(2026, 9, 1))
    assert part.until.text() == (
        "Ett kort som skrivs ut i dag gäller bara i dag. ”Bensylpenicillin” ska ha kontrollerats 1 sep 2026."
    )


def test_a_tick_that_is_refused_goes_back_and_it_is_said_why(
    part: CardPart, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = airway(session, idle)
    refused: list[object] = []
    session.refused.connect(refused.append)
    session.vault_thread.run(lambda: monkeypatch.setattr(session.desk, "do", _full_disk))
    part.rows.ticks[row.id].box.click()
    idle()
    assert len(refused) == 1 and part.rows.ticks[row.id].box.isChecked()


def _full_disk(*_arguments: object, **_named: object) -> None:
    raise WriteFailed("Disken är full", "Inget är sparat.")


# What has no room


def test_a_card_that_is_too_full_says_so_proposes_and_is_not_offered_to_be_printed(
    part: CardPart, session: Session, idle: Idle, wanted: list[tuple[str, object]]
) -> None:
    severe = penicillin(session, idle, advice="Ge inte betalaktam.")
    row = airway(session, idle, advice="x" * 150)
    kortison(session, idle, card_text="å" * 60)
    box = part.too_much
    assert box.isVisible() and "tecken för lång" in said(box) and not part.print.isEnabled()
    assert "för fullt" in part.print.toolTip() and part.sheet.isEnabled() and part.notice.isEnabled()
    names = [one.accessibleName() for one in box.buttons]
    assert "Ta bort från kortet: Svårintuberad" in names and not any("Bensyl" in one for one in names)
    shorten = next(one for one in box.buttons if one.accessibleName() == "Korta texten till Svårintuberad")
    shorten.click()
    assert wanted == [(Page.UMI.stored, row.id)]
    assert record_of(session).get(AlertInformation, row.id).on_card  # nothing goes by itself
    remove = box.buttons[names.index("Ta bort från kortet: Svårintuberad")]
    remove.setFocus()
    press(remove, Qt.Key.Key_Return)
    idle()
    assert not record_of(session).get(AlertInformation, row.id).on_card
    assert record_of(session).get(AlertInformation, severe.id).on_card
    assert box.isHidden() and part.print.isEnabled() and focused() is part.print


def test_tab_goes_through_it_as_one_reads_whatever_came_last(part: CardPart, session: Session, idle: Idle) -> None:
    card = out(session, idle)
    airway(session, idle, advice="x" * 400)
    penicillin(session, idle)
    idle()
    part.start()
    met = [focused()]
    while met[-1] is not list(part.rows.ticks.values())[-1].box and len(met) < 30:
        press(met[-1], Qt.Key.Key_Tab)
        met.append(focused())
    shown = card_of(part, card)
    proposed, papers = part.too_much.buttons, [part.sheet, part.notice]
    ticks = [one.box for one in part.rows.ticks.values()]
    assert met == [part.view.face, part.view.other, *proposed, *papers, *shown.buttons, *ticks]


def test_another_patient_s_card_is_not_too_full_because_this_one_was(
    part: CardPart, session: Session, idle: Idle, open_patient: Callable[[str], None]
) -> None:
    airway(session, idle, advice="x" * 400)
    assert not part.print.isEnabled() and part.too_much.isVisible()
    at_once: list[tuple[bool, bool]] = []
    session.record_changed.connect(lambda: at_once.append((part.too_much.isHidden(), part.print.isEnabled())))
    open_patient("nyupptackt")
    assert at_once == [(True, True)]  # before it is known what hers has room for


def test_the_buttons_lead_to_the_papers(part: CardPart, wanted: list[tuple[str, object]]) -> None:
    for button in (part.print, part.sheet, part.notice):
        button.click()
    papers = Page.PAPERS.stored
    assert wanted == [(papers, ("akutkort", None)), (papers, ("akutblad", None)), (papers, ("akutlapp", None))]


# Cards that are out


def test_a_card_that_is_no_longer_true_comes_first_with_what_is_untrue(
    part: CardPart, session: Session, idle: Idle, wanted: list[tuple[str, object]]
) -> None:
    row = airway(session, idle, advice="Ring jouren.")
    old = out(session, idle, copies=2, facts=f"{facts_said(record_of(session))}\nLatex. Inga ballonger.")
    session.do(edit_alert, row.id, advice="Ring jouren på Östra.")
    idle()
    true = out(session, idle, holder="mormor")
    assert list(part.out.cards) == [old.id, true.id]
    words = said(card_of(part, old))
    assert "Inaktuellt kort i omlopp" in words and "Skolan" in words
    assert "Akutkort, 2 st, utskrivna 22 nov 2026 av Karin Lindström, gäller till 18 sep 2027." in words
    untrue, missing = words.index("inte längre sant"), words.index("Saknas där")
    assert untrue < words.index("Latex. Inga ballonger.") < missing < words.index("Ring jouren på Östra.")
    assert "Mormor" in said(card_of(part, true)) and "naktuell" not in said(card_of(part, true))
    assert card_of(part, true).anew.isHidden() and part.old.accessibleName() == "1 inaktuellt ute"
    card_of(part, old).anew.click()
    assert wanted == [(Page.PAPERS.stored, ("akutkort", None))]


def test_a_card_that_has_expired_or_soon_does_says_so(part: CardPart, session: Session, idle: Idle) -> None:
    then = TODAY - timedelta(days=100)
    gone = out(session, idle, issued_on=then, valid_until=TODAY - timedelta(days=1))
    soon = out(session, idle, issued_on=then, valid_until=TODAY + timedelta(days=3), paper="akutlapp", title="Lapp")
    assert "gällde till 21 nov 2026" in said(card_of(part, gone)) and card_of(part, gone).is_outdated
    assert not card_of(part, soon).is_outdated and card_of(part, soon).anew.isVisible()


def test_a_card_that_came_back_is_folded_away_with_what_was_said_of_it(
    part: CardPart, session: Session, idle: Idle, type_text: TypeText
) -> None:
    first, second = out(session, idle), out(session, idle, holder="mormor")
    shown = card_of(part, first)
    shown.back.click()
    type_text(focused(), "Kastat av skolan")
    press(focused(), Qt.Key.Key_Return)
    idle()
    back = record_of(session).get(EmergencyCard, first.id)
    assert (back.called_in_on, back.called_in_note) == (TODAY, "Kastat av skolan")
    assert list(part.out.cards) == [second.id] and part.out.back.isVisible()
    assert card_of(part, second).isAncestorOf(focused())
    assert "Kastat av skolan" not in said(part.out.back)
    assert part.open(first.id)
    assert "Akutkort, skolan, utskrivet 22 nov 2026. Tillbaka 22 nov 2026. Kastat av skolan." in said(part.out.back)
    assert "mormor" not in said(part.out.back)
    card_of(part, second).back.click()
    press(focused(), Qt.Key.Key_Return)  # nothing need be said of it
    idle()
    assert part.out.cards == {} and NONE_OUT in said(part.out) and part.out.back.isAncestorOf(focused())


def test_who_has_it_and_how_many_can_be_changed_and_what_is_no_number_is_said(
    part: CardPart, session: Session, idle: Idle, type_text: TypeText
) -> None:
    card = out(session, idle)
    shown = card_of(part, card)
    shown.change.click()
    asking = shown.asking
    assert asking is not None and [one.text() for one in asking.lines] == ["skolan", "1"]
    holder, copies = asking.lines
    for field, text in ((holder, "skolan och fritids"), (copies, "två")):
        field.selectAll()
        type_text(field, text)
    press(copies, Qt.Key.Key_Return)
    assert "till exempel 2" in said(asking) and focused() is copies
    copies.selectAll()
    type_text(copies, "2")
    press(copies, Qt.Key.Key_Return)
    idle()
    kept = record_of(session).get(EmergencyCard, card.id)
    assert (kept.holder, kept.copies) == ("skolan och fritids", 2) and shown.asking is None
    assert "Skolan och fritids" in said(shown) and shown.isAncestorOf(focused())
    session.keep_now()
    assert session.kept(session.draft_key(f"emergency_card:{card.id}:vem")) is None


def test_what_is_half_written_about_a_card_comes_back_and_escape_forgets_it(
    part: CardPart, session: Session, drafts: Drafts, idle: Idle, open_patient: Callable[[str], None]
) -> None:
    card = out(session, idle)
    card_of(part, card).change.click()
    type_into(focused(), "Ny ")
    drafts.keep_now()
    open_patient("barn")
    open_patient("tom")
    again = card_of(part, card).asking
    assert again is not None and "Ny " in again.lines[0].text()
    again.lines[0].setFocus()
    press(again.lines[0], Qt.Key.Key_Escape)
    assert again.lines[0].text() == "skolan"
    press(again.lines[0], Qt.Key.Key_Escape)
    assert card_of(part, card).asking is None and focused() is card_of(part, card).back
    open_patient("barn")
    open_patient("tom")
    assert card_of(part, card).asking is None


def test_a_card_is_found_by_its_id_and_what_is_none_is_not(part: CardPart, session: Session, idle: Idle) -> None:
    card, row = out(session, idle), airway(session, idle)
    assert part.open(card.id) and focused() is card_of(part, card).anew  # the row made it outdated
    assert not part.open(row.id) and not part.open(UUID(int=1))


def test_a_card_that_becomes_untrue_while_it_is_shown_changes_its_looks_and_back(
    part: CardPart, session: Session, idle: Idle
) -> None:
    card = out(session, idle)
    assert "naktuell" not in said(card_of(part, card))
    kortison(session, idle)
    assert "Inaktuellt kort i omlopp" in said(card_of(part, card)) and card_of(part, card).anew.isVisible()
    session.undo()
    idle()
    assert "naktuell" not in said(card_of(part, card)) and part.old.isHidden()
    assert card_of(part, card).back.isVisible()


def test_a_translation_is_no_row_of_its_own(part: CardPart, session: Session, idle: Idle) -> None:
    text = kortison(session, idle)
    session.do(write_translation, text.id, heading="Cortisone", card_text="")
    idle()
    assert list(part.rows.ticks) == [text.id] and part.rows.ticks[text.id].no_english.isHidden()
