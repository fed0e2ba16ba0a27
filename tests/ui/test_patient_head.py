"""The head over a patient's pages: it names her, tells unknown from nothing, and is made anew without a trace."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QLayout
from pytestqt.qtbot import QtBot

from coordinator.entity import Knowledge
from coordinator.person import Patient
from coordinator.record import Record
from coordinator.settings import Settings
from tests.conftest import ACTOR, NOW
from ui.chips import Chip
from ui.parts import Button
from ui.patient_head import PatientHead, StripField, emergency_field
from ui.session import Session
from ui.theme import THEMES, appearance

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


def of(record: Record, **fields: object) -> Record:
    """A record with that patient, and nothing else in it."""
    patient = replace(record.patient, **fields)  # type: ignore[arg-type]  # each test gives fields that fit
    return Record(record.patient_id, NOW, ACTOR, Settings(), {Patient: (patient,)})


def said(head: PatientHead) -> list[str]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [one.text() for one in head.findChildren(QLabel)]


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
    assert {"Namn saknas", "Ålder okänd", "Tolk: ej efterfrågat", "Anpassning: ej efterfrågat"} <= set(said(head))
    (field,) = head.findChildren(StripField)
    assert field.accessibleName() == "Viktigt i akuta lägen: Ej efterfrågat"


def test_asked_and_nothing_is_not_the_same_as_not_asked(head: PatientHead, record: Record) -> None:
    none = of(
        record, interpreter_need=Knowledge.NONE_KNOWN, adaptation_need=Knowledge.NONE_KNOWN,
        emergency_known=Knowledge.NONE_KNOWN,
    )  # fmt: skip
    head.show_record(none, pinned=False, wide=True)
    assert {"Ingen tolk", "Inga anpassningar"} <= set(said(head))
    assert emergency_field(none).accessibleName().endswith("Inget känt")


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


@pytest.mark.parametrize("state", Knowledge)
def test_the_three_states_differ_in_shape_and_not_only_in_colour(session: Session, state: Knowledge) -> None:
    def grey(one: Knowledge) -> object:
        field = StripField("Viktigt", one, "samma ord")
        field.resize(field.sizeHint())
        picture = field.grab().toImage().convertToFormat(field.grab().toImage().Format.Format_Mono)
        field.deleteLater()
        return [picture.pixelIndex(x, y) for x in range(picture.width()) for y in range(picture.height())]

    for dress in THEMES:
        appearance().apply(dress, 100)
        assert all(grey(state) != grey(other) for other in Knowledge if other is not state)
