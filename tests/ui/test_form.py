"""Generated forms: every kind is shown and read back as it is, an edit saves itself, a refused one keeps its words."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.appointment import Appointment
from coordinator.contact import Assignment, Channel, Contact, ContactCategory, ContactRole
from coordinator.contact_log import ContactLogEntry
from coordinator.diagnosis import RareCondition
from coordinator.entity import Coding, Entity, attrs_of
from coordinator.entries import add_entry
from coordinator.entry_name import name_of
from coordinator.errors import RuleError
from coordinator.kinds import KINDS
from coordinator.person import Communication, Patient
from coordinator.record import Record
from coordinator.settings import Settings
from coordinator.swedish import SWEDEN
from tests.conftest import ACTOR, NOW
from tests.rules.made_up import filled, whole_records
from tests.ui.conftest import TypeText, press
from ui.drafts import Drafts
from ui.fields import LineField, TextField
from ui.form import EntryForm
from ui.form_choice import ChoiceBox, ChoiceRow
from ui.form_fields import CheckEditor, ChoiceEditor, DayEditor, Editor, ManyEditor, WrittenEditor
from ui.session import Session


@pytest.fixture
def drafts(session: Session) -> Iterator[Drafts]:
    made = Drafts(session)
    yield made
    made.keep_now()


@pytest.fixture
def record(session: Session, open_patient: Callable[[str], None]) -> Record:
    open_patient("barn")
    assert session.record is not None
    return session.record


def record_with(*entries: Entity) -> Record:
    by_kind = {kind: tuple(entry for entry in entries if type(entry) is kind) for kind in KINDS}
    return Record(entries[0].patient_id, NOW, ACTOR, Settings(), by_kind)


def declared(entry: Entity) -> dict[str, Any]:
    """What can be written of it: an id that may be of any kind cannot."""
    by_hand = (one for one in attrs_of(type(entry)) if one.refers_to or UUID not in (one.value_type, one.item_type))
    return {one.name: getattr(entry, one.name) for one in by_hand}


def written(form: EntryForm, name: str) -> LineField | TextField:
    field = form.fields[name].editor.text_field
    assert field is not None
    return field


def leave(widget: QWidget) -> None:
    """Take the focus away, as Tab does."""
    widget.clearFocus()


@pytest.fixture
def form_of(session: Session, drafts: Drafts, qtbot: QtBot) -> Callable[..., EntryForm]:
    """A form on screen, with the focus."""

    def make(kind: type[Entity], *only: str) -> EntryForm:
        form = EntryForm(session, drafts, kind, only=only)
        qtbot.addWidget(form)
        form.resize(900, 700)
        form.show()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        return form

    return make


def test_every_kind_reads_back_what_it_shows(session: Session, drafts: Drafts) -> None:
    """The same forms show one made-up patient after the other, as a page does."""
    forms = {kind: EntryForm(session, drafts, kind) for kind in KINDS}

    @settings(
        max_examples=6,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(entries=whole_records())
    def shows(entries: tuple[Entity, ...]) -> None:
        for entry in entries:
            form = forms[type(entry)]
            form.show_entry(entry, record_with(*entries))
            assert form.values() == declared(entry)
            assert not form.is_unfinished()

    shows()
    delete(*forms.values())


def test_what_a_form_shows_can_be_written_by_hand(session: Session, drafts: Drafts) -> None:
    entries = filled(uuid4())
    for entry in entries:
        shown, blank = (EntryForm(session, drafts, type(entry)) for _ in range(2))
        shown.show_entry(entry, record_with(*entries))
        blank.show_blank(record_with(*entries))
        for name, field in blank.fields.items():
            write_as(shown.fields[name].editor, field.editor)
        expected = declared(entry)
        for name, value in expected.items():
            if isinstance(value, Coding):  # which code list it is from stands with the saved one only
                expected[name] = replace(value, system="")
        assert blank.values() == expected
        delete(shown, blank)


def write_as(model: Editor, editor: Editor) -> None:
    """Do with ``editor`` what a user does who copies what she sees in ``model``."""
    if isinstance(editor, WrittenEditor) and isinstance(model, WrittenEditor):
        editor.field.show_draft(model.field.text())
    elif isinstance(editor, CheckEditor) and isinstance(model, CheckEditor):
        editor.box.setChecked(model.box.isChecked())
    elif isinstance(editor, ManyEditor) and isinstance(model, ManyEditor):
        for code, box in editor.boxes.items():
            box.setChecked(model.boxes[code].isChecked())
    elif isinstance(editor, ChoiceEditor) and isinstance(model, ChoiceEditor):
        if isinstance(editor.choice, ChoiceBox) and isinstance(model.choice, ChoiceBox):
            editor.choice.setCurrentIndex(editor.choice.findText(model.choice.currentText()))
        elif isinstance(editor.choice, ChoiceRow) and isinstance(model.choice, ChoiceRow):
            editor.choice.buttons[[button.isChecked() for button in model.choice.buttons].index(True)].click()


def delete(*forms: EntryForm) -> None:
    for form in forms:
        form.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_every_field_has_a_name_and_a_label(session: Session, drafts: Drafts) -> None:
    entries = filled(uuid4())
    for entry in entries:
        form = EntryForm(session, drafts, type(entry))
        form.show_entry(entry, record_with(*entries))
        for one in form.findChildren(QWidget):
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.objectName().startswith("qt_"):
                assert QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name), type(one)
        labelled = {one.buddy() for one in form.findChildren(QLabel) if one.buddy()}
        for field in form.fields.values():
            assert isinstance(field.editor, CheckEditor) or field.editor.main in labelled
        delete(form)


def test_a_finished_line_is_saved_and_showing_it_writes_nothing(
    session: Session, record: Record, type_text: TypeText, idle: Callable[[], None], form_of: Callable[..., EntryForm]
) -> None:
    contact = record.all(Contact)[0]
    form = form_of(Contact, "name", "note")
    form.show_entry(contact, record)
    field = written(form, "name")
    field.setFocus()
    leave(field)
    idle()
    assert session.record is record and session.can_undo == []
    field.setFocus()
    field.selectAll()
    type_text(field, "Åsa Öberg")
    press(field, Qt.Key.Key_Return)
    idle()
    assert session.record is not None
    saved = session.record.get(Contact, contact.id)
    assert (saved.name, saved.note) == ("Åsa Öberg", contact.note)
    form.show_entry(saved, session.record)
    assert not form.is_unfinished()


def test_a_text_with_signs_the_screen_cannot_show_is_not_changed_by_leaving_it(
    session: Session, record: Record, idle: Callable[[], None], form_of: Callable[..., EntryForm]
) -> None:
    contact = replace(record.all(Contact)[0], note="hård\xa0blank\r\nrad\u2028slut", name="en\nrad")
    form = form_of(Contact, "name", "note")
    form.show_entry(contact, record)
    for name in ("name", "note"):
        written(form, name).setFocus()
        leave(written(form, name))
    idle()
    assert session.can_undo == [] and not form.is_unfinished()


def test_a_day_is_read_as_it_is_said_and_shown_with_weekday_and_week(
    session: Session, record: Record, type_text: TypeText, idle: Callable[[], None], form_of: Callable[..., EntryForm]
) -> None:
    contact = record.all(Contact)[0]
    form = form_of(Contact, "next_contact")
    form.show_entry(replace(contact, next_contact=None), record)
    field = written(form, "next_contact")
    type_text(field, "1 dec")
    assert any("tis 1 dec, v. 49" in one.text() for one in form.findChildren(QLabel))
    press(field, Qt.Key.Key_Return)
    idle()
    assert session.record is not None
    saved = session.record.get(Contact, contact.id)
    assert saved.next_contact == date(2026, 12, 1)
    form.show_entry(saved, session.record)
    assert field.text() == "2026-12-01"


def test_a_day_that_cannot_be_read_keeps_its_text_and_says_why(
    session: Session, record: Record, type_text: TypeText, idle: Callable[[], None], form_of: Callable[..., EntryForm]
) -> None:
    form = form_of(Contact, "next_contact", "name")
    form.show_entry(replace(record.all(Contact)[0], next_contact=None), record)
    field = written(form, "next_contact")
    type_text(field, "31 februari 2027")
    press(field, Qt.Key.Key_Return)
    idle()
    shown = form.fields["next_contact"]
    assert (field.text(), field.property("faulty")) == ("31 februari 2027", True)
    assert "februari" in shown.fault_text.casefold()
    assert session.can_undo == []
    with pytest.raises(RuleError):
        form.values()
    press(field, Qt.Key.Key_Escape)
    assert form.values()["next_contact"] is None


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_a_day_is_chosen_in_the_calendar(
    session: Session, record: Record, idle: Callable[[], None], form_of: Callable[..., EntryForm]
) -> None:
    contact = record.all(Contact)[0]
    form = form_of(Contact, "next_contact")
    form.show_entry(replace(contact, next_contact=date(2026, 11, 30)), record)
    editor = form.fields["next_contact"].editor
    assert isinstance(editor, DayEditor)
    editor.open_calendar.click()
    assert editor.calendar is not None and editor.calendar.days.selectedDate().toPython() == date(2026, 11, 30)
    press(editor.calendar.days.focusProxy() or editor.calendar.days, Qt.Key.Key_Right)
    press(editor.calendar.days.focusProxy() or editor.calendar.days, Qt.Key.Key_Return)
    idle()
    assert session.record is not None
    assert session.record.get(Contact, contact.id).next_contact == date(2026, 12, 1)
    assert not editor.calendar.isVisible()


def test_what_a_rule_refuses_is_said_beside_the_field(
    record: Record, type_text: TypeText, idle: Callable[[], None], form_of: Callable[..., EntryForm]
) -> None:
    form = form_of(Contact, "last_contact", "interval_months")
    form.show_entry(replace(record.all(Contact)[0], interval_months=None), record)
    field = written(form, "interval_months")
    type_text(field, "300")
    press(field, Qt.Key.Key_Return)
    idle()
    assert "1 till 240" in form.fields["interval_months"].fault_text
    assert (field.text(), field.property("faulty")) == ("300", True)
    type_text(field, "x")
    press(field, Qt.Key.Key_Return)
    idle()
    assert "heltal" in form.fields["interval_months"].fault_text


def test_a_list_of_codes_is_stepped_through_by_key_and_saved_when_left(
    session: Session, record: Record, idle: Callable[[], None], form_of: Callable[..., EntryForm]
) -> None:
    contact = record.all(Contact)[0]
    form = form_of(Contact, "channel", "category")
    form.show_entry(replace(contact, channel=None), record)
    editor = form.fields["channel"].editor
    assert isinstance(editor, ChoiceEditor) and isinstance(editor.choice, ChoiceBox)
    assert editor.choice.itemText(0) == "–"
    editor.start()
    press(editor.choice, Qt.Key.Key_Down)
    press(editor.choice, Qt.Key.Key_Down)
    idle()
    assert session.can_undo == []
    leave(editor.choice)
    idle()
    assert session.record is not None and len(session.can_undo) == 1
    assert session.record.get(Contact, contact.id).channel is Channel.COSMIC
    press(editor.choice, Qt.Key.Key_F)  # the word for it is searched by its letters
    assert editor.choice.currentText() == "Fax"


def test_the_wheel_turns_a_list_only_when_it_has_the_focus(qtbot: QtBot, dressed: QApplication) -> None:
    box = ChoiceBox("Kategori", [(one, one.label) for one in ContactCategory])
    qtbot.addWidget(box)
    box.show_saved(ContactCategory.SPECIALIST)
    box.show()
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    box.wheelEvent(wheel)
    assert box.chosen() is ContactCategory.SPECIALIST


def test_a_new_entry_is_read_back_and_added(
    session: Session, record: Record, type_text: TypeText, idle: Callable[[], None], form_of: Callable[..., EntryForm]
) -> None:
    form = form_of(RareCondition)
    form.show_blank(record, main=True)
    written(form, "text").setFocus()
    type_text(written(form, "text"), "Dravets syndrom")
    type_text(written(form, "orpha"), "33069 Dravet syndrome")
    type_text(written(form, "icd10"), "Utan kod")
    values = form.values()
    assert values["orpha"] == Coding(code="33069", display="Dravet syndrome")
    assert values["icd10"] == Coding(original_text="Utan kod")
    assert (values["rare"], values["main"], values["snomed"]) == (True, True, None)
    session.do(add_entry, RareCondition, **values).but(form.refuse)
    idle()
    assert session.record is not None
    assert "Dravets syndrom" in [one.text for one in session.record.all(RareCondition)]
    form.clear()
    assert form.values()["text"] == "" and not form.is_unfinished()


def test_what_must_be_chosen_in_a_new_entry_is_asked_for(record: Record, form_of: Callable[..., EntryForm]) -> None:
    form = form_of(ContactRole)
    form.show_blank(record)
    with pytest.raises(RuleError, match="Fyll i Kontakt"):
        form.values()
    assert form.fields["assignment"].fault_text and form.fields["start"].fault_text
    editor = form.fields["assignment"].editor
    assert isinstance(editor, ChoiceEditor) and isinstance(editor.choice, ChoiceBox)
    assert [editor.choice.itemText(place) for place in range(3)] == ["Välj", *(one.label for one in Assignment)]


def test_another_entry_is_chosen_by_its_name(record: Record, form_of: Callable[..., EntryForm]) -> None:
    form = form_of(Appointment, "contact_id")
    form.show_blank(record)
    editor = form.fields["contact_id"].editor
    assert isinstance(editor, ChoiceEditor) and isinstance(editor.choice, ChoiceBox)
    shown = {editor.choice.itemText(place) for place in range(editor.choice.count())}
    assert {name_of(one) for one in record.all(Contact)} <= shown


def test_a_time_is_kept_to_the_second_when_it_is_not_touched(session: Session, drafts: Drafts, record: Record) -> None:
    at = datetime(2026, 11, 20, 9, 15, 42, tzinfo=UTC)
    entry = ContactLogEntry(patient_id=record.patient_id, at=at, what="Ringde")
    form = EntryForm(session, drafts, ContactLogEntry, only=["at", "minutes"])
    form.show_entry(entry, record)
    assert form.values() == {"at": at, "minutes": None}
    field = written(form, "at")
    assert field.text() == "2026-11-20 10:15"
    field.show_draft("i går 8.05")
    assert form.values()["at"] == datetime(2026, 11, 21, 8, 5, tzinfo=SWEDEN)
    for wrong in ("i går", "i går 25:00", "2026-03-29 02:30"):
        field.show_draft(wrong)
        with pytest.raises(RuleError):
            form.values()
    form.deleteLater()


def test_half_written_text_is_there_again_and_does_not_follow_to_another_entry(
    session: Session, record: Record, type_text: TypeText, idle: Callable[[], None], form_of: Callable[..., EntryForm]
) -> None:
    one, other = record.all(Contact)[:2]
    form = form_of(Contact, "note")
    form.show_entry(one, record)
    type_text(written(form, "note"), "Halvfärd")
    form.show_entry(other, record)
    idle()
    assert written(form, "note").text() == other.note
    form.show_entry(one, record)
    assert "Halvfärd" in written(form, "note").text()
    assert session.can_undo == []


def test_what_is_seldom_written_is_folded_until_something_is_to_be_seen_there(
    session: Session, drafts: Drafts, record: Record, qtbot: QtBot
) -> None:
    made = [
        EntryForm(session, drafts, Contact, only=["unit"], more=["note", "interval_months"], new_one=name)
        for name in ("ny:ett", "ny:ett", "ny:annat")
    ]
    for form in made:
        qtbot.addWidget(form)
    first, again, other = made
    first.show_blank(record)
    assert first.more is not None and not first.more.is_open
    written(first, "interval_months").show_draft("ofta")
    with pytest.raises(RuleError):
        first.values()
    assert first.more.is_open
    drafts.keep_now()
    for form, is_open in ((again, True), (other, False)):
        form.show_blank(record)
        assert form.more is not None and form.more.is_open is is_open
        assert written(form, "interval_months").text() == ("ofta" if is_open else "")


def test_a_field_may_have_other_words_than_its_kind(session: Session, drafts: Drafts, qtbot: QtBot) -> None:
    form = EntryForm(session, drafts, Contact, only=["unit", "note"], labels={"unit": "Klinik"})
    qtbot.addWidget(form)
    names = [form.fields[name].editor.main.accessibleName() for name in ("unit", "note")]
    assert names == ["Klinik", next(attr.label for attr in attrs_of(Contact) if attr.name == "note")]


def test_an_edit_that_is_finished_when_the_patient_has_gone_waits_as_a_draft(
    session: Session,
    record: Record,
    type_text: TypeText,
    idle: Callable[[], None],
    form_of: Callable[..., EntryForm],
) -> None:
    contact = record.all(Contact)[0]
    form = form_of(Contact, "note")
    form.show_entry(replace(contact, note=""), record)
    written(form, "note").setFocus()
    type_text(written(form, "note"), "Ring åter")
    session.close_patient()
    leave(written(form, "note"))
    idle()
    session.open_patient(record.patient_id)
    idle()
    assert session.can_undo == [] and session.record is not None
    again = EntryForm(session, Drafts(session), Contact, only=["note"])
    again.show_entry(replace(contact, note=""), session.record)
    assert written(again, "note").text() == "Ring åter"
    delete(again)


def test_boxes_are_ticked_in_a_form(
    session: Session, record: Record, idle: Callable[[], None], form_of: Callable[..., EntryForm]
) -> None:
    patient = replace(record.patient, communication=(Communication.SIGN_LANGUAGE,))
    form = form_of(Patient, "communication")
    form.show_entry(patient, record)
    editor = form.fields["communication"].editor
    assert isinstance(editor, ManyEditor)
    editor.boxes[Communication.AAC].click()
    idle()
    assert session.record is not None
    assert session.record.patient.communication == (Communication.SIGN_LANGUAGE, Communication.AAC)


@pytest.mark.parametrize(("width", "columns"), [(320, 1), (700, 2), (1100, 3)])
def test_fields_stand_in_as_many_columns_as_there_is_room_for(
    record: Record, form_of: Callable[..., EntryForm], qtbot: QtBot, width: int, columns: int
) -> None:
    form = form_of(Contact, "name", "role", "unit", "note")
    form.show_entry(record.all(Contact)[0], record)
    form.resize(width, 600)
    qtbot.waitUntil(lambda: len({form.fields[name].x() for name in ("name", "role", "unit")}) == columns)


def test_a_saved_entry_has_the_way_to_its_history_and_a_new_one_has_not(
    session: Session, drafts: Drafts, record: Record, qtbot: QtBot, idle: Callable[[], None]
) -> None:
    contact = record.all(Contact)[0]
    form = EntryForm(session, drafts, Contact, only=["phone"], history=True)
    qtbot.addWidget(form)
    form.show()
    form.show_blank(record)
    assert form.history is not None and form.history.isHidden()
    form.show_entry(contact, record)
    assert form.history.isVisible()
    assert form.history.button.accessibleName() == f"Historik: {contact.heading}, {contact.role}"
    form.history.toggle()
    idle()
    assert form.history.versions is not None
    assert [one.number for one in form.history.versions.shown] == [contact.version]
    form.show_entry(record.all(Contact)[1], record)
    assert not form.history.is_open
    form.show_blank(record)
    assert form.history.isHidden()


def test_a_form_without_history_has_no_way_to_it(form_of: Callable[..., EntryForm], record: Record) -> None:
    form = form_of(Contact, "phone")
    form.show_entry(record.all(Contact)[0], record)
    assert form.history is None
