"""Akutinformation on *UMI och akut*: two languages row beside row, what is missing in words, nothing written lost."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.diagnosis import RareCondition
from coordinator.entity import Knowledge, attrs_of
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.umi.writing_texts import end_text, write_text, write_translation
from tests.rules.made_up import adding
from tests.ui.conftest import TypeText, press, type_into
from tests.ui.pages.seen import focused, record_of
from ui.chips import Chip
from ui.drafts import Drafts
from ui.pages.page import Page
from ui.pages.umi_text_block import TextBlock
from ui.pages.umi_text_boxes import END, AskBox, TranslationBox, draft_name
from ui.pages.umi_text_rows import SideBySide
from ui.pages.umi_text_writing import FIRST, ORDER, NewText, TextBox
from ui.pages.umi_texts import Texts
from ui.parts import Kind, column, scrolling
from ui.session import Session

TODAY = date(2026, 11, 22)
GIVEN: dict[str, Any] = {
    "heading": "Risk vid sövning",
    "do_this": "Ring anestesi före sövning.\nGe kortison enligt bladet.",
    "do_not": "Böj inte nacken bakåt.",
    "anaesthesia": "Trång luftväg.",
    "issued_by": "Amina Wallin",
    "issued_on": date(2026, 11, 12),
    "valid_until": date(2027, 11, 12),
    "source": "Brev från anestesin",
    "checked_on": date(2026, 11, 12),
    "checked_by": "Karin Lindström",
    "call_daytime": "Anestesi Östra 010-238 22 33",
}


class TextsPage(Page):
    """The section by itself, in an area that scrolls as that of its page."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.texts = Texts(session, drafts)
        self.setLayout(column(scrolling(self.texts)))

    def show_record(self, record: Record) -> None:
        self.texts.show_record(record)


@pytest.fixture
def texts(page_of: Callable[[type[TextsPage], str], TextsPage]) -> Texts:
    """Of a patient of whom nothing is known."""
    return page_of(TextsPage, "tom").texts


@pytest.fixture
def given(texts: Texts, session: Session, idle: Callable[[], None]) -> Callable[..., TextBlock]:
    """Writes a text, in Swedish alone; its block."""

    def write(**fields: Any) -> TextBlock:
        before = set(texts.blocks)
        session.do(write_text, **(GIVEN | fields))
        idle()
        (new,) = set(texts.blocks) - before
        return texts.blocks[new]

    return write


def text_of(session: Session, block: TextBlock) -> EmergencyInformation:
    return record_of(session).get(EmergencyInformation, block.text.id)


def said(part: QWidget) -> list[str]:
    labels = [part] if isinstance(part, QLabel) else part.findChildren(QLabel)
    return [one.text() for one in labels if one.text() and one.isVisible()]


def cells(block: TextBlock) -> list[tuple[list[str], list[str]]]:
    """What stands on each row, in Swedish and in English."""
    assert block.rows is not None
    return [(said(left), said(right)) for left, right in block.rows.pairs]


def write(field: QWidget, words: str, type_text: TypeText) -> None:
    field.setFocus()
    type_text(field, words)


# What stands there


def test_row_stands_beside_row_under_the_word_of_its_field_and_what_is_missing_is_said(
    given: Callable[..., TextBlock], session: Session, idle: Callable[[], None]
) -> None:
    block = given()
    english = {"heading": "Risk at anaesthesia", "do_this": "Call anaesthesia.", "do_not": "Do not bend the neck."}
    session.do(write_translation, block.text.id, **english)
    idle()
    assert cells(block) == [
        (["Gör så här"], ["Do this"]),
        (["Risk vid sövning"], ["Risk at anaesthesia"]),
        (["Att inte göra"], ["What not to do"]),
        (["Böj inte nacken bakåt."], ["Do not bend the neck."]),
        (["Gör"], ["Do this"]),
        (["Ring anestesi före sövning."], ["Call anaesthesia."]),
        (["Ge kortison enligt bladet."], ["Engelsk text saknas för rad 3"]),
        (["Sövning"], ["Anaesthesia"]),
        (["Trång luftväg."], ["Engelsk text saknas för rad 4"]),
    ]
    assert block.rows is not None
    named = {one.accessibleName() for one in block.rows.findChildren(QLabel)}
    assert {"Att inte göra: Böj inte nacken bakåt.", "What not to do: Do not bend the neck."} <= named
    assert {one.accessibleName() for one in block.rows.findChildren(Chip)} == {"på svenska", "på engelska"}


def test_below_are_the_physician_the_days_the_source_and_whom_to_ring(given: Callable[..., TextBlock]) -> None:
    block = given(hospital="Östra sjukhuset", call_on_call="")
    assert block.foot.text().splitlines() == [
        "Som läkaren Amina Wallin har skrivit den, 2026-11-12. Gäller till 2027-11-12.",
        "Källa: Brev från anestesin, kontrollerad 2026-11-12 av Karin Lindström.",
        "Sjukhus som känner patienten: Östra sjukhuset.",
    ]
    assert block.phones["call_daytime"].text() == "Ring dagtid: Anestesi Östra 010-238 22 33"
    assert block.phones["call_daytime"].isVisible() and not block.phones["call_on_call"].isVisible()
    assert not block.ended.isVisible()


def test_a_whole_language_that_is_missing_is_said_once(given: Callable[..., TextBlock], texts: Texts) -> None:
    block = given()
    rows = cells(block)
    assert rows[1] == (["Risk vid sövning"], ["Engelsk text saknas"])
    assert all(english == [] for _, english in rows[2:])
    assert block.translate.text() == "Skriv engelska" and block.translate.kind is Kind.GAP


def test_an_english_text_alone_says_that_the_swedish_is_missing(
    texts: Texts, session: Session, idle: Callable[[], None]
) -> None:
    alone = EmergencyInformation(
        patient_id=record_of(session).patient_id, heading="Seizures", do_this="Call 112.", source="Card",
        checked_on=TODAY, language=CardLanguage.ENGLISH,
    )  # fmt: skip
    session.do(lambda _record: adding((alone,)))
    idle()
    block = texts.blocks[alone.id]
    assert cells(block)[1] == (["Svensk text saknas"], ["Seizures"]) and not block.translate.isVisible()
    shown = [one.accessibleName() for one in block.findChildren(Chip)]
    assert "Läkare saknas" in shown and "Källa saknas" not in shown


def test_the_languages_stand_below_each_other_where_there_is_no_room(
    given: Callable[..., TextBlock], idle: Callable[[], None]
) -> None:
    rows = given().rows
    assert isinstance(rows, SideBySide) and rows.is_beside
    swedish, english = rows.pairs[1]
    assert swedish.y() == english.y() and swedish.x() < english.x()
    rows.window().resize(380, 650)
    idle()
    assert not rows.is_beside
    assert english.x() == swedish.x() and english.y() > max(left.y() for left, _ in rows.pairs)


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (Knowledge.NOT_ASKED, "Ingen har frågat än. Fråga familjen"),
        (Knowledge.NONE_KNOWN, "Inget är känt. Fråga igen"),
        (Knowledge.SOME, "men det är inte inskrivet. Be läkaren"),
    ],
)
def test_nothing_written_says_what_is_known_and_what_to_do(
    texts: Texts, session: Session, idle: Callable[[], None], known: Knowledge, words: str
) -> None:
    place = list(Knowledge).index(known)
    texts.question.answer.buttons[place].click()
    idle()
    assert words in texts.empty.text() and texts.empty.isVisible()
    patient = record_of(session).patient
    assert patient.emergency_known is known
    assert patient.emergency_checked == (TODAY if known is not Knowledge.NOT_ASKED else None)


def test_what_no_longer_holds_is_folded_with_the_reason(
    texts: Texts, given: Callable[..., TextBlock], session: Session, idle: Callable[[], None]
) -> None:
    block = given()
    over = EmergencyInformation(
        patient_id=block.text.patient_id, heading="Gammalt", source="Brev", checked_on=date(2024, 1, 1),
        valid_until=date(2025, 1, 1),
    )  # fmt: skip
    session.do(lambda _record: adding((over,)))
    idle()
    assert texts.fold.words == "1 som inte gäller längre" and not texts.blocks[over.id].isVisible()
    assert texts.open(over.id)
    shown = texts.blocks[over.id]
    assert shown.isVisible() and shown.ended.text() == "Har gått ut: gällde till 2025-01-01"
    assert focused() is shown.renew


# Writing one


def test_a_new_one_lacks_nothing_by_oversight_and_keeps_what_is_written(
    texts: Texts, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    texts.begin("Latexband")
    form = texts.beginning.form
    assert isinstance(form, NewText) and not texts.empty.isVisible()
    fields = form.form.fields
    assert fields["heading"].editor.value() == "Latexband" and fields["checked_on"].editor.value() == TODAY
    write(fields["do_not"].editor.main, "Använd inte latex.", type_text)
    for missing, words in (("issued_by", "Amina Wallin"), ("source", "Brev")):
        form.done.click()
        idle()
        assert focused() is fields[missing].editor.main and fields[missing].fault_text
        type_text(focused(), words)
    more = form.form.more
    assert more is not None and more.about.isVisible() and not fields["breathing"].isVisible()
    more.button.click()
    assert fields["breathing"].isVisible() and not more.about.isVisible()
    write(fields["issued_on"].editor.main, "2026-11-12", type_text)
    write(fields["valid_until"].editor.main, "2026-11-01", type_text)
    form.done.click()
    idle()
    assert "ligger före den dag texten utfärdades" in fields["valid_until"].fault_text
    assert (
        record_of(session).all(EmergencyInformation) == () and fields["do_not"].editor.value() == "Använd inte latex."
    )
    fields["valid_until"].editor.main.setProperty("text", "2027-11-01")
    press(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle()
    (made,) = record_of(session).all(EmergencyInformation)
    assert (made.heading, made.do_not, made.issued_by) == ("Latexband", "Använd inte latex.", "Amina Wallin")
    assert (made.checked_on, made.checked_by, made.valid_until) == (TODAY, "Anna Lind", date(2027, 11, 1))
    assert record_of(session).patient.emergency_known is Knowledge.SOME and len(session.can_undo) == 1
    assert texts.beginning.form is None and focused() is texts.blocks[made.id].edit


def test_what_is_half_written_in_a_seldom_field_comes_back_unfolded(
    texts: Texts, type_text: TypeText, open_patient: Callable[[str], None]
) -> None:
    texts.begin("Latexband")
    form = texts.beginning.form
    assert isinstance(form, NewText) and form.form.more is not None
    assert set(FIRST) == set(form.form.fields)
    form.form.more.button.click()
    write(form.form.fields["breathing"].editor.main, "Sitt upp.", type_text)
    open_patient("barn")
    open_patient("tom")
    again = texts.beginning.form
    assert isinstance(again, NewText) and again.form.fields["breathing"].isVisible()
    assert again.form.fields["breathing"].editor.value() == "Sitt upp."


def test_half_written_comes_back_with_its_diagnosis_and_no_other_patient_sees_it(
    texts: Texts, session: Session, type_text: TypeText, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    diagnosis = RareCondition(patient_id=record_of(session).patient_id, text="Dravets syndrom")
    session.do(lambda _record: adding((diagnosis,)))
    idle()
    assert texts.open(diagnosis.id)
    form = texts.beginning.form
    assert isinstance(form, NewText) and form.about.choice.currentText() == "Dravets syndrom"
    type_text(focused(), "Kramper")
    press(focused(), Qt.Key.Key_Escape)
    assert texts.beginning.form is None and focused() is texts.add
    open_patient("barn")
    assert texts.beginning.form is None
    open_patient("tom")
    again = texts.beginning.form
    assert isinstance(again, NewText) and again.form.fields["heading"].editor.value() == "Kramper"
    open_patient("barn")
    assert texts.beginning.form is None, "also when it was open"
    open_patient("tom")
    again = texts.beginning.form
    assert isinstance(again, NewText)
    assert again.about.choice.chosen() == diagnosis.id
    for name, words in (("issued_by", "Bo Ek"), ("source", "Brev")):
        write(again.form.fields[name].editor.main, words, type_text)
    again.done.click()
    idle()
    (made,) = record_of(session).all(EmergencyInformation)
    assert made.condition_id == diagnosis.id
    assert "Gäller diagnosen Dravets syndrom." in texts.blocks[made.id].foot.text()
    assert texts.open(diagnosis.id) and focused() is texts.blocks[made.id].edit
    texts.begin()
    assert isinstance(texts.beginning.form, NewText) and texts.beginning.form.about.choice.chosen() is None


def test_the_question_that_is_answered_with_nothing_written_leads_to_writing(
    texts: Texts, idle: Callable[[], None]
) -> None:
    texts.open_question()
    assert focused() is texts.question.answer.buttons[0]
    texts.question.answer.buttons[2].click()
    idle()
    texts.open_question()
    assert texts.beginning.form is not None and texts.beginning.form.isAncestorOf(focused())


def test_of_a_text_that_ran_out_the_question_leads_to_renewing_it(
    texts: Texts, session: Session, idle: Callable[[], None]
) -> None:
    over = EmergencyInformation(
        patient_id=record_of(session).patient_id, heading="Gammalt", source="Brev", checked_on=date(2024, 1, 1),
        valid_until=date(2025, 1, 1),
    )  # fmt: skip
    session.do(lambda _record: adding((over,)))
    texts.question.answer.buttons[2].click()
    idle()
    block = texts.blocks[over.id]
    assert not block.isVisible()
    texts.open_question()
    assert block.isVisible() and focused() is block.renew and texts.beginning.form is None


@pytest.mark.parametrize(
    ("fields", "waits"),
    [
        ({"valid_until": TODAY + timedelta(days=7), "issued_on": TODAY}, "renew"),
        ({"checked_on": date(2024, 1, 1), "issued_on": date(2024, 1, 1)}, "confirm"),
        ({}, "edit"),
    ],
)
def test_a_text_is_opened_at_what_it_waits_for(
    texts: Texts, given: Callable[..., TextBlock], fields: dict[str, Any], waits: str
) -> None:
    block = given(**({"valid_until": None} | fields))
    assert texts.open(block.text.id)
    if waits == "edit":
        assert isinstance(block.box, TextBox) and block.box.isAncestorOf(focused())
    else:
        assert focused() is getattr(block, waits) and block.box is None


def test_a_text_without_its_physician_is_opened_at_that_field(
    texts: Texts, session: Session, idle: Callable[[], None]
) -> None:
    alone = EmergencyInformation(
        patient_id=record_of(session).patient_id, heading="Kramper", source="Brev", checked_on=TODAY
    )  # fmt: skip
    session.do(lambda _record: adding((alone,)))
    idle()
    assert texts.open(alone.id)
    box = texts.blocks[alone.id].box
    assert isinstance(box, TextBox) and focused() is box.form.fields["issued_by"].editor.main


def test_what_is_half_written_about_one_thing_is_not_in_the_form_of_another(
    texts: Texts, session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    diagnoses = [RareCondition(patient_id=record_of(session).patient_id, text=one) for one in ("Dravet", "Rett")]
    session.do(lambda _record: adding(tuple(diagnoses)))
    idle()

    def shown() -> tuple[str, object]:
        form = texts.beginning.form
        assert isinstance(form, NewText)
        return form.form.fields["heading"].editor.value(), form.about.choice.chosen()

    assert texts.open(diagnoses[0].id)
    type_text(focused(), "Kramper")
    texts.begin("Latexband")
    assert shown() == ("Latexband", None) and texts.beginning.form is not None
    assert texts.beginning.form.isAncestorOf(focused())
    assert texts.open(diagnoses[1].id)
    assert shown() == ("", diagnoses[1].id)
    assert texts.open(diagnoses[0].id)
    assert shown() == ("Kramper", diagnoses[0].id)
    press(focused(), Qt.Key.Key_Escape)
    texts.add.click()
    assert shown() == ("Kramper", diagnoses[0].id), "the half-written comes back"


@pytest.mark.parametrize("goes", ["undone", "ended"])
def test_when_a_text_goes_with_the_keyboard_in_it_the_keyboard_is_with_the_texts(
    texts: Texts, given: Callable[..., TextBlock], session: Session, idle: Callable[[], None], goes: str
) -> None:
    blocks = [given(heading="Risk vid sövning"), given(heading="Kramper")]
    block = blocks[-1] if goes == "undone" else min(blocks, key=lambda one: one.y())
    block.translate.click()
    assert block.isAncestorOf(focused())
    session.undo() if goes == "undone" else session.do(end_text, block.text.id, reason="Läkaren har tagit tillbaka den")
    idle()
    assert focused() is texts.add


# Changing one


def test_every_field_of_a_text_is_somewhere() -> None:
    elsewhere = {"on_card", "condition_id", "translates_id"}
    assert set(ORDER) | elsewhere == {one.name for one in attrs_of(EmergencyInformation)}


def test_a_change_saves_itself_and_the_translation_follows(
    given: Callable[..., TextBlock], session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    block = given()
    session.do(write_translation, block.text.id, heading="Risk")
    idle()
    block.edit.click()
    box = block.box
    assert isinstance(box, TextBox) and "translates_id" not in box.form.fields
    field = box.form.fields["valid_until"]
    for day, saved in (("2026-10-01", date(2027, 11, 12)), ("2028-01-02", date(2028, 1, 2))):
        field.editor.main.setFocus()
        field.editor.main.setProperty("text", day)
        press(focused(), Qt.Key.Key_Return)
        idle()
        assert bool(field.fault_text) == (day == "2026-10-01")
        assert {one.valid_until for one in record_of(session).all(EmergencyInformation)} == {saved}
    assert block.box is box, "what is open stays open"
    physician = box.form.fields["issued_by"]
    physician.editor.main.setFocus()
    physician.editor.main.setProperty("text", "")
    press(focused(), Qt.Key.Key_Return)
    idle()
    assert "vilken läkare" in physician.fault_text and text_of(session, block).issued_by == "Amina Wallin"


def test_taken_away_it_goes_with_its_translation_and_comes_back(
    texts: Texts, given: Callable[..., TextBlock], session: Session, idle: Callable[[], None]
) -> None:
    block = given()
    session.do(write_translation, block.text.id, heading="Risk")
    idle()
    block.edit.click()
    assert isinstance(block.box, TextBox)
    block.box.remove.click()
    idle()
    assert (
        record_of(session).all(EmergencyInformation) == () and texts.told.words.text() == "Borttaget: Risk vid sövning"
    )
    assert focused() is texts.add
    session.undo()
    idle()
    assert len(record_of(session).all(EmergencyInformation)) == 2 and len(texts.blocks) == 1


def test_the_english_is_written_with_the_swedish_beside_and_is_never_filled_in(
    given: Callable[..., TextBlock], session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    block = given()
    block.translate.click()
    box = block.box
    assert isinstance(box, TranslationBox) and list(box.fields) == ["heading", "do_not", "do_this", "anaesthesia"]
    assert all(field.editor.value() == "" for field in box.fields.values())
    assert "Böj inte nacken bakåt." in said(box) and "What not to do" in said(box)
    write(box.fields["heading"].editor.main, "Risk at anaesthesia", type_text)
    press(focused(), Qt.Key.Key_Escape)
    assert block.box is None and focused() is block.translate
    block.translate.click()
    box = block.box
    assert isinstance(box, TranslationBox) and box.fields["heading"].editor.value() == "Risk at anaesthesia"
    write(box.fields["do_not"].editor.main, "Do not bend the neck.", type_text)
    press(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle()
    english = next(one for one in record_of(session).all(EmergencyInformation) if one.translates_id == block.text.id)
    assert (english.heading, english.do_not, english.do_this) == ("Risk at anaesthesia", "Do not bend the neck.", "")
    assert (english.issued_by, english.valid_until) == ("Amina Wallin", date(2027, 11, 12))
    assert block.box is None and block.translate.text() == "Skriv engelska", "there are rows without English yet"
    block.translate.click()
    assert isinstance(block.box, TranslationBox)
    assert block.box.fields["do_not"].editor.value() == "Do not bend the neck."
    for name, words in (("do_this", "Call.\nGive cortisone."), ("anaesthesia", "Narrow airway.")):
        block.box.fields[name].editor.main.setProperty("plainText", words)
    block.box.do.click()
    idle()
    assert block.translate.text() == "Ändra engelska" and block.translate.kind is Kind.QUIET


def test_the_translation_is_opened_by_its_own_id(
    texts: Texts, given: Callable[..., TextBlock], session: Session, idle: Callable[[], None]
) -> None:
    block = given()
    session.do(write_translation, block.text.id, heading="Risk")
    idle()
    assert block.pair.english is not None and texts.open(block.pair.english.id)
    assert isinstance(block.box, TranslationBox) and not texts.open(UUID(int=5))


def test_it_is_confirmed_against_its_source_and_taken_off_the_card(
    given: Callable[..., TextBlock], session: Session, idle: Callable[[], None]
) -> None:
    block = given()
    block.confirm.setFocus()
    block.confirm.click()
    idle()
    assert (text_of(session, block).checked_on, text_of(session, block).checked_by) == (TODAY, "Anna Lind")
    assert not block.confirm.isVisible() and focused() is block.edit
    assert block.on_card.isChecked()
    block.on_card.click()
    idle()
    assert not text_of(session, block).on_card and not block.on_card.isChecked()


def test_it_is_renewed_with_another_last_day_and_the_half_written_comes_back_until_then(
    texts: Texts,
    given: Callable[..., TextBlock],
    session: Session,
    open_patient: Callable[[str], None],
    idle: Callable[[], None],
) -> None:
    block = given(valid_until=TODAY + timedelta(days=12))
    assert "Går ut om 12 dagar" in [one.accessibleName() for one in block.findChildren(Chip)]
    block.renew.click()
    box = block.box
    assert isinstance(box, AskBox) and focused() is box.fields["valid_until"].editor.main
    box.do.click()
    idle()
    assert "hur länge" in box.fields["valid_until"].fault_text
    type_into(focused(), "2027-11-22")
    for slug in ("barn", "tom"):
        open_patient(slug)
    block = texts.blocks[block.text.id]
    box = block.box
    assert isinstance(box, AskBox) and box.fields["valid_until"].editor.value() == date(2027, 11, 22)
    box.do.click()
    idle()
    text = text_of(session, block)
    assert (text.issued_on, text.valid_until, text.checked_on) == (TODAY, date(2027, 11, 22), TODAY)
    assert block.box is None and focused() is block.renew
    for slug in ("barn", "tom"):
        open_patient(slug)
    assert texts.blocks[text.id].box is None, "nothing is half-written any more"


def test_it_ends_with_a_reason_and_is_folded(
    texts: Texts, given: Callable[..., TextBlock], session: Session, type_text: TypeText, idle: Callable[[], None]
) -> None:
    block = given()
    block.end.click()
    box = block.box
    assert isinstance(box, AskBox)
    box.do.click()
    idle()
    assert box.fields["end_reason"].fault_text and text_of(session, block).ended_on is None
    type_text(focused(), "Läkaren har tagit tillbaka den")
    press(focused(), Qt.Key.Key_Return)
    block.close_box()  # before it is on disk
    idle()
    text = text_of(session, block)
    assert session.kept(session.draft_key(draft_name(text.id, END, "end_reason"))) is None
    assert (text.ended_on, text.end_reason) == (TODAY, "Läkaren har tagit tillbaka den")
    assert not block.isVisible() and focused() is texts.add
    assert texts.empty.isVisible() and "inget av det som är inskrivet gäller längre" in texts.empty.text()
    assert texts.open(text.id) and block.ended.text() == "Avslutad 2026-11-22: Läkaren har tagit tillbaka den"
    assert not block.end.isVisible() and not block.on_card.isVisible()
    assert "Gällde till 2027-11-12." in block.foot.text()


def test_one_that_was_ended_holds_again_with_its_translation_when_the_physician_renews_it(
    texts: Texts, given: Callable[..., TextBlock], session: Session, idle: Callable[[], None]
) -> None:
    block = given()
    session.do(write_translation, block.text.id, heading="Risk")
    session.do(end_text, block.text.id, reason="Tillbakatagen")
    idle()
    assert texts.fold.button is not None
    texts.fold.button.click()
    block.renew.click()
    assert isinstance(block.box, AskBox)
    block.box.fields["valid_until"].editor.main.setProperty("text", "2027-11-22")
    block.box.do.click()
    idle()
    assert {one.ended_on for one in record_of(session).all(EmergencyInformation)} == {None}
    assert block.isVisible() and block.pair.english is not None and not texts.fold.isVisible()


# By keyboard


def test_tab_goes_through_the_texts_in_their_order_and_every_stop_has_a_name(
    texts: Texts, given: Callable[..., TextBlock]
) -> None:
    given(heading="Gammalt", issued_on=None, valid_until=date(2025, 1, 1))
    first, second = given(), given(heading="Kramper")
    first.translate.click()
    texts.add.setFocus()
    stops: list[QWidget] = []
    while focused() not in stops:
        stops.append(focused())
        press(focused(), Qt.Key.Key_Tab)
    assert stops.index(texts.question.again if texts.question.again in stops else texts.question.other) < stops.index(
        first.edit
    )
    assert isinstance(first.box, TranslationBox)
    inside = stops.index(first.box.fields["heading"].editor.main)
    assert texts.fold.button is not None
    assert stops.index(first.on_card) < inside < stops.index(second.edit) < stops.index(texts.fold.button)
    for one in stops:
        assert QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name), type(one)


def test_the_section_begins_with_what_nobody_has_asked(
    texts: Texts, session: Session, idle: Callable[[], None]
) -> None:
    assert texts.start() and focused() is texts.question.answer.buttons[0]
    texts.question.answer.buttons[1].click()
    idle()
    assert record_of(session).get(Patient, record_of(session).patient_id).emergency_known is Knowledge.NONE_KNOWN
    assert texts.start() and focused() is texts.add
