"""*Samtycken*: what holds comes first with what is left, revoking is one line, a new one is asked for in its order."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.consent import Consent, ConsentGiver, ConsentPurpose
from coordinator.consent_recipient import ConsentRecipient
from coordinator.consent_state import holding
from coordinator.contact import Contact
from coordinator.sip.process import Sip
from tests.rules.made_up import adding
from tests.ui.conftest import TypeText, press
from tests.ui.pages.seen import focused, record_of
from ui.chips import FACT, OWN, Sign
from ui.entry_lines.entry_box import EntryBox
from ui.entry_lines.sections import AT_A_TIME
from ui.fields import LineField
from ui.form import FormField
from ui.form_choice import ChoiceBox
from ui.pages.consents import ConsentsPage, NewConsent, said
from ui.pages.consents_revoking import Revoking
from ui.parts import Button
from ui.session import Session

TODAY = date(2026, 11, 22)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(page_of: Callable[[type[ConsentsPage], str], ConsentsPage]) -> ConsentsPage:
    """The page of a patient with two consents that hold and one that is revoked."""
    return page_of(ConsentsPage, "120-kontakter")


def first_id(page: ConsentsPage) -> UUID:
    return page.entries.lines.ids[0]


def revoke_of(page: ConsentsPage, id: UUID) -> Button | None:
    """The button that revokes, where there is one."""
    extras = page.entries.lines.slots[id].extras
    return next((one for one in extras.findChildren(Button)), None) if extras is not None else None


def is_asking(page: ConsentsPage, id: UUID) -> bool:
    return page.entries.lines.slots[id].asking is not None


def box_of(page: ConsentsPage) -> EntryBox:
    assert page.entries.box is not None
    return page.entries.box


def choose(field: FormField, place: int) -> None:
    """Choose with the mouse."""
    box = field.editor.main
    assert isinstance(box, ChoiceBox)
    box.setCurrentIndex(place)
    box.activated.emit(place)


def asked(page: ConsentsPage, id: UUID) -> Revoking:
    """What revokes it, open."""
    page.ask(id)
    asking = page.entries.lines.slots[id].asking
    assert isinstance(asking, Revoking)
    return asking


def consent(patient_id: UUID, **fields: Any) -> Consent:
    usual: dict[str, Any] = {
        "patient_id": patient_id, "purpose": ConsentPurpose.EXCHANGE, "given_by": "Maja", "given_on": TODAY,
        "recipients": "Skolan", "covers": "Tider", "valid_until": TODAY + timedelta(days=200),
    }  # fmt: skip
    return Consent(**usual | fields)


def test_what_ends_first_stands_first_in_amber_and_the_rest_is_folded(page: ConsentsPage, session: Session) -> None:
    lines = page.entries.lines
    signs = [lines.said(id).signs[0] for id in lines.ids]
    assert signs[0] == Sign("Gäller till 4 dec 2026, om 12 dagar", OWN, "clock")
    assert signs[-1] == Sign("Gäller till 22 jul 2027, om 8 månader", FACT, "clock")
    many = len(signs)
    assert many == len(holding(record_of(session)))
    fold = lines.head("past").button
    assert fold is not None and fold.text() == "1 som inte gäller längre"
    fold.click()
    past = lines.said(lines.ids[-1])
    assert len(lines.ids) == many + 1 and past.signs[0] == Sign("Återkallat 1 nov 2026", FACT, "history")
    assert revoke_of(page, past.id) is None
    assert page.note(record_of(session)) == str(many)


def test_a_consent_is_revoked_with_a_word_where_it_stands_and_undone(
    page: ConsentsPage, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    id, lines = first_id(page), page.entries.lines
    revoke = revoke_of(page, id)
    assert revoke is not None
    revoke.click()
    why = asked(page, id).why
    assert focused() is why
    type_text(why, "Maja ringde själv")
    press(why, Qt.Key.Key_Return)
    idle()
    revoked = record_of(session).get(Consent, id)
    assert (revoked.revoked_on, revoked.revoked_note) == (TODAY, "Maja ringde själv")
    assert id not in lines.ids and lines.head("past").words.startswith("2 ")
    assert focused() is lines.line(first_id(page))
    assert session.kept(session.draft_key(f"consent:{id}:revoke")) is None
    session.undo()
    idle()
    assert revoke_of(page, id) is not None and not is_asking(page, id)
    assert asked(page, id).why.text() == ""


def test_escape_leaves_the_consent_and_keeps_the_word(
    page: ConsentsPage, session: Session, type_text: TypeText, open_patient: Callable[[str], None]
) -> None:
    id = first_id(page)
    press(asked(page, id).why, Qt.Key.Key_Escape)
    assert not is_asking(page, id) and focused() is page.entries.lines.line(id)
    type_text(asked(page, id).why, "Maja")
    press(asked(page, id).done, Qt.Key.Key_Escape)
    assert not is_asking(page, id) and session.can_undo == []
    assert asked(page, id).why.text() == "Maja"
    open_patient("barn")
    open_patient("120-kontakter")
    assert is_asking(page, id)
    assert asked(page, id).why.text() == "Maja"


def test_a_revocation_that_is_refused_is_said_there_and_its_word_kept(
    page: ConsentsPage, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    question = asked(page, first_id(page))
    type_text(question.why, "Maja")
    session.vault.path.rename(session.vault.path.with_suffix(".borta"))
    question.done.click()
    idle()
    session.vault.path.with_suffix(".borta").rename(session.vault.path)
    assert "Pärmens fil är borta" in question.fault.text() and question.why.text() == "Maja"
    assert question.why.property("faulty") is True


def test_a_new_consent_is_asked_for_in_its_order(
    page: ConsentsPage, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    page.start("new")
    new = page.entries.new
    assert isinstance(new, NewConsent) and page.entries.add is not None and not page.entries.add.isVisible()
    assert list(new.form.fields)[:7] == [
        "purpose", "giver", "given_by", "recipients", "covers", "excludes", "valid_until",
    ]  # fmt: skip
    assert focused().accessibleName() == "Gäller"
    press(focused(), Qt.Key.Key_Down)
    assert new.form.fields["given_by"].value() == "Maja Lindeskog"
    new.form.start("recipients")
    type_text(focused(), "Simhallen")
    press(focused(), Qt.Key.Key_Return, CONTROL)
    idle()
    assert (page.entries.new is new and focused().accessibleName() == "Vilka uppgifter") or focused() is not None
    assert new.form.fields["valid_until"].fault_text.endswith("Fyll i Giltigt till och med.")
    new.form.start("covers")
    type_text(focused(), "Tider i bassängen")
    new.form.start("valid_until")
    type_text(focused(), "om ett år")
    press(focused(), Qt.Key.Key_Return, CONTROL)
    idle()
    (made,) = [one for one in record_of(session).all(Consent) if one.recipients == "Simhallen"]
    assert (made.purpose, made.given_on, made.valid_until) == (ConsentPurpose.SIP, TODAY, date(2027, 11, 22))
    assert page.entries.new is None and focused() is page.entries.lines.line(made.id)


def test_who_gave_it_is_suggested_from_the_record_and_never_overwritten(
    page: ConsentsPage, open_patient: Callable[[str], None], type_text: TypeText
) -> None:
    open_patient("barn")
    page.start("new")
    new = page.entries.new
    assert new is not None
    giver, by = new.form.fields["giver"], new.form.fields["given_by"]
    assert (giver.value(), by.value()) == (ConsentGiver.GUARDIAN, "Sofia Ekvall och Karim Nassar")
    choose(giver, 0)
    assert by.value() == "Mira Nassar Ekvall"
    new.form.start("given_by")
    type_text(focused(), "!")
    choose(giver, 1)
    assert by.value() == "!Mira Nassar Ekvall" or by.value() == "Mira Nassar Ekvall!"


def test_a_half_written_one_is_put_away_with_escape_and_comes_back(
    page: ConsentsPage, session: Session, type_text: TypeText, open_patient: Callable[[str], None]
) -> None:
    page.start("new")
    assert page.entries.new is not None
    page.entries.new.form.start("covers")
    type_text(focused(), "Tider")
    press(focused(), Qt.Key.Key_Escape)
    assert page.entries.new is None and focused() is page.entries.add
    open_patient("barn")
    assert page.entries.new is None
    open_patient("120-kontakter")
    assert page.entries.new is not None
    assert page.entries.new.form.fields["covers"].value() == "Tider"


def test_an_edit_saves_itself_and_escape_closes_the_form(
    page: ConsentsPage, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    lines, consent_id = page.entries.lines, first_id(page)
    page.start(consent_id)
    form = box_of(page).form
    assert lines.open_id == consent_id and box_of(page).remove.isVisible() and form.history is not None
    form.start("valid_until")
    field = focused()
    type_text(field, "x")
    press(field, Qt.Key.Key_Escape)
    assert lines.open_id == consent_id
    assert isinstance(field, LineField)
    field.show_draft("2026-11-01")
    press(field, Qt.Key.Key_Return)
    idle()
    assert record_of(session).get(Consent, consent_id).valid_until == date(2026, 11, 1)
    assert lines.open_id == consent_id
    press(field, Qt.Key.Key_Escape)
    assert consent_id not in lines.ids and lines.head("past").words.startswith("2 ")


def test_a_refused_edit_stays_with_its_reason(page: ConsentsPage, session: Session, idle: Callable[[], None]) -> None:
    page.start(first_id(page))
    field = box_of(page).form.fields["recipients"]
    line = field.editor.text_field
    assert line is not None
    line.show_draft(" ")
    line.finish()
    idle()
    assert "aldrig generellt" in field.fault_text and line.text() == " "


def test_what_is_half_written_is_open_when_she_comes_back(
    page: ConsentsPage, type_text: TypeText, open_patient: Callable[[str], None]
) -> None:
    page.start(first_id(page))
    box_of(page).form.start("covers")
    type_text(focused(), "x")
    page.drafts.keep_now()
    consent_id = first_id(page)
    open_patient("barn")
    assert page.entries.lines.open_id is None
    open_patient("120-kontakter")
    assert page.entries.lines.open_id == consent_id and box_of(page).form.is_unfinished()


def test_it_is_taken_away_unless_something_points_to_it(
    page: ConsentsPage, session: Session, idle: Callable[[], None]
) -> None:
    patient_id = record_of(session).patient_id
    used, unused = consent(patient_id), consent(patient_id)
    session.do(lambda _record: adding((used, unused, Contact(patient_id=patient_id, name="Ek", consent_id=used.id))))
    idle()
    for one in (unused, used):
        page.start(one.id)
        box_of(page).remove.click()
        idle()
    left = [one.id for one in record_of(session).all(Consent)]
    assert used.id in left and unused.id not in left and unused.id not in page.entries.lines.ids
    assert page.entries.lines.open_id == used.id and box_of(page).fault.text()


def test_a_guardian_s_consent_says_when_the_patient_comes_of_age(
    page: ConsentsPage, open_patient: Callable[[str], None]
) -> None:
    open_patient("fyller-18")
    line = page.entries.lines.said(first_id(page))
    assert ("late", "Upphör när Wille blir myndig 14 dec 2026.") in line.notes
    assert line.notes[-1] == ("note", "Skriftligt 22 jan 2026 av Nina och Urban Ödestrand, vårdnadshavare")


def test_an_empty_page_teaches_one_step(page: ConsentsPage, open_patient: Callable[[str], None]) -> None:
    open_patient("tom")
    page.start()
    assert (
        focused().accessibleName() == "Nytt samtycke"
        and page.entries.add is not None
        and not page.entries.add.isVisible()
    )
    press(focused(), Qt.Key.Key_Return)
    assert page.entries.new is not None
    page.entries.close_new()
    assert focused().accessibleName() == "Nytt samtycke"


def test_many_are_shown_twenty_at_a_time(
    page: ConsentsPage, session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    open_patient("tom")
    patient_id = record_of(session).patient_id
    days = [TODAY + timedelta(days=offset) for offset in (*range(1, 46), *range(-5, 0))]
    many = [consent(patient_id, valid_until=day, given_on=date(2026, 1, 1)) for day in days]
    session.do(lambda _record: adding(tuple(many)))
    idle()
    lines = page.entries.lines
    assert len(lines.ids) == AT_A_TIME
    more = next(one for one in page.findChildren(Button) if one.text() == "Visa 20 till")
    more.click()
    assert len(lines.ids) == 2 * AT_A_TIME and focused() is lines.line(many[AT_A_TIME].id)
    page.start(many[44].id)
    assert lines.ids == [one.id for one in many[:45]] and lines.open_id == many[44].id
    page.start(many[45].id)
    assert lines.open_id == many[45].id and len(lines.ids) == 50


def test_tab_goes_down_the_page_and_everything_has_a_name(page: ConsentsPage, qtbot: QtBot) -> None:
    fold = page.entries.lines.head("past").button
    assert fold is not None
    fold.click()
    page.start(first_id(page))
    page.start("new")
    seen: list[QWidget] = []
    while focused() not in seen:
        seen.append(focused())
        press(focused(), Qt.Key.Key_Tab)
    inside = page.area.widget()
    assert inside is not None and len(seen) > 15

    def in_order() -> bool:
        tops = [one.mapTo(inside, one.rect().topLeft()).y() for one in seen if inside.isAncestorOf(one)]
        return all(later > earlier - 30 for earlier, later in pairwise(tops))

    qtbot.waitUntil(in_order)
    for one in page.findChildren(QWidget):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible():
            assert QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name), type(one)


def test_words_of_a_consent_that_is_not_written_in_the_journal(session: Session, page: ConsentsPage) -> None:
    record = record_of(session)
    signs = said(consent(record.patient_id), record).signs
    assert [sign.text for sign in signs][1:] == ["Inte journalfört"]
    journalled = consent(record.patient_id, in_journal_on=TODAY, excludes="Hjärtat", covers=" ")
    words = said(journalled, record)
    assert len(words.signs) == 1
    assert words.notes[0] == ("body", "Får inte lämnas: Hjärtat")


def test_recipients_stand_one_by_one_where_the_consent_is_open(
    page: ConsentsPage, session: Session, idle: Callable[[], None]
) -> None:
    id = first_id(page)
    page.start(id)
    assert page.parts is not None
    recipients = page.parts.recipients
    before = len(recipients.rows)
    recipients.add.setText("Trygg")
    press(recipients.add, Qt.Key.Key_Return)
    idle()
    row = list(recipients.rows.values())[-1]
    assert len(recipients.rows) == before + 1 and row.name.text() == "Trygg" and page.entries.lines.open_id == id
    page.entries.close_box()
    page.start(next(iter(id for id, one in recipients.rows.items() if one is row)))
    assert page.entries.lines.open_id == id, "it stands in its consent"
    row.revoke.click()
    press(focused(), Qt.Key.Key_Return)
    idle()
    (kept,) = [one for one in record_of(session).all(ConsentRecipient) if one.name == "Trygg"]
    assert kept.revoked_on == TODAY and page.entries.lines.open_id == id
    assert ("note", "Återkallat för Trygg: 22 nov 2026") in page.entries.lines.said(id).notes


def test_what_is_asked_of_guardians_stands_only_at_a_guardians_consent(
    page: ConsentsPage, session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    page.start(first_id(page))
    fields = box_of(page).form.fields
    assert page.parts is not None and page.parts.missing.isHidden()
    assert fields["also_given_by"].isHidden() and fields["childs_view"].isHidden()
    open_patient("barn")
    patient_id = record_of(session).patient_id
    mothers = consent(patient_id, giver=ConsentGiver.GUARDIAN, given_by="Sofia Ekvall")
    session.do(lambda _record: adding((mothers,)))
    idle()
    assert any(look == "late" and "andra vårdnadshavaren" in text for look, text in
               page.entries.lines.said(mothers.id).notes)  # fmt: skip
    page.start(mothers.id)
    missing = page.parts.missing
    assert missing.isVisible() and missing.by.text() == "Karim Nassar" and fields["also_given_by"].isHidden()
    press(missing.by, Qt.Key.Key_Return)
    idle()
    assert missing.isHidden() and fields["also_given_by"].value() == "Karim Nassar"
    assert fields["also_given_by"].isVisible() and fields["childs_view"].isVisible()
    assert not any(look == "late" for look, _ in page.entries.lines.said(mothers.id).notes)


def test_a_sips_consent_says_which_sip_and_whom_it_does_not_tell_what(session: Session, page: ConsentsPage) -> None:
    patient_id = record_of(session).patient_id
    sip = Sip(patient_id=patient_id, number=4)
    one = consent(patient_id, sip_id=sip.id, purpose=ConsentPurpose.SIP)
    school = ConsentRecipient(patient_id=patient_id, consent_id=one.id, name="Skolan", excludes="Diagnosen")
    record = record_of(session).after(adding((sip, one, school)))
    words = said(one, record)
    assert words.about == "SIP 4: nya behov" and ("note", "Skolan får inte veta: Diagnosen") in words.notes
