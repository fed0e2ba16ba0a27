"""The head over a patient's pages: it names her, tells unknown from nothing, and is made anew without a trace."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel, QLayout
from pytestqt.qtbot import QtBot

from coordinator.alert import EmergencyInformation
from coordinator.entity import Entity, Knowledge
from coordinator.person import Patient, PatientStatus
from coordinator.record import Record
from coordinator.settings import Settings
from coordinator.umi.kinds import AlertGroup
from coordinator.umi.strip import strip
from tests.conftest import ACTOR, NOW
from tests.ui.conftest import press
from ui.chips import Chip
from ui.parts import Button
from ui.patient_head import PatientHead
from ui.session import Session
from ui.strip_view import StripView

SHORT = [AlertGroup.HYPERSENSITIVITY, AlertGroup.ROUTINE]
"""Where the short strip of the practice patient leads: to what is life-threatening, and to what nobody has asked."""
MARKUP = '<b>x</b> & "Ö"'


@pytest.fixture
def record(session: Session, open_patient: Callable[[str], None]) -> Record:
    open_patient("barn")
    assert session.record is not None
    return session.record


@pytest.fixture
def head(session: Session, qtbot: QtBot) -> PatientHead:
    made = PatientHead()
    qtbot.addWidget(made)
    return made


def of(record: Record, *others: Entity, **fields: object) -> Record:
    """A record with that patient and these entries, and nothing else in it."""
    patient = replace(record.patient, **fields)  # type: ignore[arg-type]  # each test gives fields that fit
    every: dict[type[Entity], tuple[Entity, ...]] = {Patient: (patient,)}
    for one in others:
        every[type(one)] = (*every.get(type(one), ()), one)
    return Record(record.patient_id, NOW, ACTOR, Settings(), every)


def said(head: PatientHead) -> list[str]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [one.text() for one in head.findChildren(QLabel)]


def strips(head: PatientHead) -> list[StripView]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return head.findChildren(StripView)


def test_she_is_named_with_number_and_age(head: PatientHead, record: Record) -> None:
    head.show_record(record, pinned=False, wide=True)
    patient = record.patient
    assert said(head)[:3] == [patient.name, patient.number_as_written, f"{patient.age_on(record.today)} år"]


def test_of_one_who_is_unknown_the_head_says_what_is_not_known(head: PatientHead, record: Record) -> None:
    nobody = Record(
        record.patient_id, NOW, ACTOR, Settings(),
        {Patient: (Patient(id=record.patient_id, patient_id=record.patient_id),)},
    )  # fmt: skip
    head.show_record(nobody, pinned=False, wide=False)
    assert {
        "Namn saknas", "Ålder okänd", "Tolk: ej efterfrågat", "Anpassning: ej efterfrågat",
        "Akutinformation: ej efterfrågat",
    } <= set(said(head))  # fmt: skip
    assert head.strip is not None and head.strip.said == ["UMI: ej efterfrågat"]


def test_asked_and_nothing_is_not_the_same_as_not_asked(head: PatientHead, record: Record) -> None:
    none = of(
        record, interpreter_need=Knowledge.NONE_KNOWN, adaptation_need=Knowledge.NONE_KNOWN,
        emergency_known=Knowledge.NONE_KNOWN,
    )  # fmt: skip
    head.show_record(none, pinned=False, wide=True)
    assert {"Ingen tolk", "Inga anpassningar", "Akutinformation: inget känt"} <= set(said(head))


def test_akutinformation_is_told_of_apart_from_the_strip(head: PatientHead, record: Record) -> None:
    """Whatever is known of the one says nothing of the other."""
    text = EmergencyInformation(patient_id=record.patient_id, heading="Kramper")
    ended = replace(text, id=record.patient_id, ended_on=record.today)
    for wide in (True, False):
        head.show_record(of(record, text, ended), pinned=False, wide=wide)
        assert "Akutinformation: 1 finns" in said(head)
        assert head.strip is not None and not any("finns" in one for one in head.strip.said)
    some = of(record, ended, emergency_known=Knowledge.SOME)
    head.show_record(some, pinned=False, wide=True)
    assert "Akutinformation: finns, inte inskriven" in said(head)


def test_the_strip_says_all_five_groups_where_there_is_room_and_is_left_out_where_the_page_says_it(
    head: PatientHead, record: Record
) -> None:
    fields = strip(record)
    head.show_record(record, pinned=False, wide=True)
    (view,) = strips(head)
    assert view.said == [f"{one.group.label}: {one.words}" for one in fields] and len(fields) == len(AlertGroup)
    assert all(one.says in view.accessibleName() for one in fields)
    head.show_record(record, pinned=False, wide=False)
    assert head.strip is not None and len(head.strip.said) < len(fields)
    assert all(one.says in head.strip.accessibleName() for one in fields)
    head.show_record(record, pinned=False, wide=True, with_strip=False)
    assert head.strip is None and strips(head) == []


@pytest.mark.parametrize("width", [1000, 480])
def test_in_a_narrow_window_the_whole_strip_is_seen(head: PatientHead, record: Record, width: int) -> None:
    head.show_record(record, pinned=False, wide=False)
    head.show()
    head.resize(width, head.heightForWidth(width))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert head.strip is not None and head.strip.width() <= width
    places = head.strip._places(head.strip.width())
    assert len({place.top() for place in places}) == (2 if width < 500 else 1)
    assert max(place.bottom() for place in places) <= head.strip.height()
    assert max(place.right() for place in places) <= head.strip.width()


@pytest.mark.parametrize("wide", [True, False])
def test_a_field_of_the_strip_leads_to_its_group(head: PatientHead, record: Record, wide: bool, qtbot: QtBot) -> None:
    wanted: list[object] = []
    head.group_wanted.connect(wanted.append)
    with qtbot.waitActive(head):
        head.show()
        head.activateWindow()
    head.show_record(record, pinned=False, wide=wide)
    assert head.strip is not None
    qtbot.waitUntil(head.strip.isVisible)
    head.strip.setFocus()
    head.show_record(record, pinned=True, wide=wide)
    qtbot.waitUntil(head.strip.hasFocus)
    assert not head.pin.hasFocus() and len(strips(head)) == 1
    press(head.strip, Qt.Key.Key_Return)
    press(head.strip, Qt.Key.Key_Right)
    press(head.strip, Qt.Key.Key_Return)
    assert wanted == ([AlertGroup.CONDITION, AlertGroup.INFECTION] if wide else SHORT)


def test_names_are_shown_as_they_are_written_and_long_ones_whole_in_the_tooltip(
    head: PatientHead, record: Record
) -> None:
    long = f"{MARKUP} {'ord ' * 40}slut"
    head.show_record(
        of(record, given_name=MARKUP, family_name="Öberg", called="Ö", language=long, communication=()),
        pinned=False, wide=True,
    )  # fmt: skip
    texts = said(head)
    assert f"{MARKUP} Öberg" in texts
    assert "kallas Ö" in texts
    (short,) = [one for one in head.findChildren(QLabel) if one.text().startswith("<b>") and one.text().endswith(" …")]
    assert short.toolTip().startswith("<p>&lt;b&gt;x&lt;/b&gt; &amp; ")
    assert short.toolTip().endswith("slut</p>")


def test_a_long_fact_is_shown_with_whole_words(head: PatientHead, record: Record) -> None:
    language = "svenska och arabiska med bilder"
    head.show_record(of(record, language=language, communication=()), pinned=False, wide=False)
    (short,) = [one for one in head.findChildren(QLabel) if one.accessibleName() == language]
    assert short.text() == "svenska och arabiska med …"
    head.show_record(of(record, language="x" * 60, communication=()), pinned=False, wide=False)
    assert any(one.text() == "x" * 26 + " …" for one in head.findChildren(QLabel))


def test_another_status_than_active_is_said(head: PatientHead, record: Record) -> None:
    for status in PatientStatus:
        head.show_record(of(record, status=status), pinned=False, wide=True)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        chips = [one.accessibleName() for one in head.findChildren(Chip)]
        assert (status.label in chips) is (status is not PatientStatus.ACTIVE)


def test_a_protected_person_is_marked(head: PatientHead, session: Session, open_patient: Callable[[str], None]) -> None:
    open_patient("skyddad")
    assert session.record is not None
    head.show_record(session.record, pinned=False, wide=True)
    assert "Skyddade personuppgifter" in [one.accessibleName() for one in head.findChildren(Chip)]


@pytest.mark.parametrize("shown_first", [True, False])
def test_there_is_one_button_and_it_keeps_the_focus(
    head: PatientHead, record: Record, shown_first: bool, qtbot: QtBot
) -> None:
    if shown_first:
        head.show()
    head.show_record(record, pinned=False, wide=True)
    with qtbot.waitActive(head):
        head.show()
        head.activateWindow()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [one.text() for one in head.findChildren(Button)] == ["Fäst"]
    head.pin.setFocus()
    for pinned, word in ((True, "Lossa"), (False, "Fäst")):
        head.show_record(record, pinned=pinned, wide=True)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert [one.text() for one in head.findChildren(Button)] == [word]
        assert head.pin.hasFocus()


def test_before_a_record_is_shown_there_is_nothing(head: PatientHead) -> None:
    head.show()
    assert [one for one in head.findChildren(Button) if one.isVisible()] == []


def test_showing_her_again_leaves_nothing_behind(head: PatientHead, record: Record) -> None:
    counts = []
    for _ in range(5):
        for wide in (True, False):
            head.show_record(record, pinned=False, wide=wide)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        counts.append((len(head.findChildren(QLabel)), len(head.findChildren(QLayout))))
    assert len(set(counts)) == 1
