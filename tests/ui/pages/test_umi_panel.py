"""The panel of one row: what is known of it, and every deed; refused ones are said by what they are about."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from coordinator.change import Add, Change
from coordinator.entity import Knowledge, new_id
from coordinator.record import Record
from coordinator.umi.belonging import answer_of
from coordinator.umi.checking import note_missing
from coordinator.umi.ending import end_alert
from coordinator.umi.kinds import AlertCertainty, AlertEnd, AlertGroup, AlertType, InJournal, Severity
from coordinator.umi.registering import add_alert, edit_alert
from coordinator.umi.row import AlertInformation
from tests.ui.conftest import TypeText, press
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form_choice import ChoiceBox
from ui.pages.scrolled_page import ScrolledPage
from ui.pages.umi_facts import NOT_CHECKED, facts_of
from ui.pages.umi_panel import AlertPanel
from ui.parts import Button, column
from ui.session import Session


class PanelPage(ScrolledPage):
    """A page with nothing but the panel."""

    NAME, TITLE, ICON = "umi", "UMI", "shield-alert"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.panel = AlertPanel(session, drafts)
        self._lay_out(column(self.panel))

    def show_record(self, record: Record) -> None:
        self.panel.show_row(record, self.panel.row.id if self.panel.row is not None else None)


class Looking:
    """The panel on screen, with what a test does to it and looks at in the record."""

    def __init__(self, page: PanelPage, session: Session, idle: Callable[[], None], type_text: TypeText) -> None:
        self.panel, self.session, self.idle, self._type = page.panel, session, idle, type_text

    def add(self, term: str = "Latex", kind: AlertType = AlertType.STATE) -> AlertInformation:
        graded: dict[str, Any] = {"severity": Severity.HARMFUL} if kind.group is AlertGroup.HYPERSENSITIVITY else {}
        self.session.do(add_alert, type=kind, term=term, valid_from=date(2020, 5, 4), **graded)
        self.idle()
        made = next(one for one in record_of(self.session).all(AlertInformation) if one.term == term)
        self.panel.show_row(record_of(self.session), made.id)
        return made

    @property
    def row(self) -> AlertInformation:
        assert self.panel.row is not None
        return record_of(self.session).get(AlertInformation, self.panel.row.id)

    @property
    def facts(self) -> dict[str, str]:
        return {fact.name: fact.text for fact in self.panel.facts.facts}

    def push(self, button: Button) -> None:
        """Press a button by the keyboard."""
        button.setFocus()
        assert focused() is button, button.text()
        press(button, Qt.Key.Key_Space)
        self.idle()

    def write(self, name: str, text: str) -> LineField:
        """Write in a field of the form, and press Enter."""
        assert self.panel.form is not None
        line = self.panel.form.fields[name].editor.main
        assert isinstance(line, LineField)
        line.setFocus()
        line.selectAll()
        self._type(line, text)
        press(line, Qt.Key.Key_Return)
        self.idle()
        return line


@pytest.fixture
def looking(page_of: OpenPage[PanelPage], session: Session, idle: Callable[[], None], type_text: TypeText) -> Looking:
    return Looking(page_of(PanelPage, "tom"), session, idle, type_text)


def test_without_a_row_it_says_what_to_choose(looking: Looking) -> None:
    assert not looking.panel.empty.isHidden() and not looking.panel.check.isVisible() and not looking.panel.start()
    looking.add()
    assert looking.panel.empty.isHidden() and looking.panel.check.isVisible()
    looking.panel.show_row(record_of(looking.session), None)
    assert not looking.panel.empty.isHidden() and not looking.panel.check.isVisible()


def test_the_facts_are_those_of_the_type_and_what_is_missing_is_said(looking: Looking) -> None:
    looking.add()
    assert looking.facts["Allvarlighetsgrad"] == "Skadlig" and looking.facts["Visshetsgrad"] == "Inte angiven"
    assert looking.facts["Kontrollerat"] == NOT_CHECKED and looking.facts["På engelska"] == "Saknas"
    assert "Behandlingen" not in looking.facts
    looking.add("Warfarinbehandling", AlertType.TREATMENT)
    assert looking.facts["Behandlingen"] == "Pågår" and looking.facts["ATC-kod"] == "B01AA03"
    assert not {"Allvarlighetsgrad", "Visshetsgrad"} & set(looking.facts)


def test_a_check_that_is_due_is_said_to_be_so() -> None:
    today = date(2026, 11, 20)
    one = AlertInformation(
        patient_id=new_id(), type=AlertType.IMPLANT, term="Pacemaker", checked_on=date(2025, 11, 19), next_check=today
    )
    due = next(fact for fact in facts_of(one, today) if fact.name == "Ny kontroll senast")
    assert due.lacks and due.text == "20 nov 2026, är dags"


def test_checked_today_by_one_key(looking: Looking) -> None:
    looking.add()
    looking.push(looking.panel.check)
    assert looking.row.checked_on == record_of(looking.session).today and looking.row.in_journal is InJournal.YES
    assert "av " in looking.facts["Kontrollerat"] and focused() is looking.panel.check


def test_missing_in_the_journal_and_then_reported(looking: Looking) -> None:
    looking.add()
    assert looking.panel.reported.isHidden()
    looking.push(looking.panel.missing)
    assert looking.facts["I journalens UMI"] == InJournal.NO.label and looking.panel.missing.isHidden()
    assert focused() is looking.panel.reported
    looking.push(looking.panel.reported)
    assert looking.row.in_journal is InJournal.REPORTED and "22 nov 2026" in looking.facts["I journalens UMI"]


def test_it_is_ended_with_a_reason_and_taken_up_again(looking: Looking, type_text: TypeText) -> None:
    looking.add()
    looking.push(looking.panel.end)
    ending = looking.panel.ending
    assert ending is not None
    reason = ending.fields["reason"].editor.main
    assert isinstance(reason, ChoiceBox) and focused() is reason
    press(reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    looking.idle()
    assert "bara med en orsak" in ending.fields["reason"].fault_text and looking.row.ended_on is None
    reason.setCurrentIndex(reason.findText(AlertEnd.OTHER.label))
    looking.push(ending.done)
    assert "några ord" in ending.fields["note"].fault_text and not ending.fields["reason"].fault_text
    note = focused()
    assert note is ending.fields["note"].editor.main
    type_text(note, "Två journaler hade slagits ihop")
    press(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    looking.idle()
    assert looking.row.end_reason is AlertEnd.OTHER and looking.panel.ending is None
    assert looking.panel.state.text().endswith("annat. Två journaler hade slagits ihop")
    assert focused() is looking.panel.again and looking.panel.check.isHidden()
    answer = answer_of(record_of(looking.session), AlertGroup.HYPERSENSITIVITY)
    assert answer is not None and answer.known is Knowledge.NOT_ASKED
    looking.push(looking.panel.again)
    assert looking.row.ended_on is None and focused() is looking.panel.check


def test_a_row_that_is_ended_meanwhile_closes_the_question_why(looking: Looking) -> None:
    row = looking.add()
    looking.panel.end.click()
    assert looking.panel.ending is not None and looking.panel.ending.isAncestorOf(focused())
    looking.session.do(end_alert, row.id, reason=AlertEnd.MOVED)
    looking.idle()
    assert looking.panel.ending is None and focused() is looking.panel.again


def test_what_is_missing_in_the_journal_is_first_to_be_reported(looking: Looking) -> None:
    looking.session.do(note_missing, looking.add().id, reported=False)
    looking.idle()
    assert looking.panel.start() and focused() is looking.panel.reported


def test_escape_leaves_the_ending(looking: Looking) -> None:
    looking.add()
    looking.push(looking.panel.end)
    press(focused(), Qt.Key.Key_Escape)
    assert looking.panel.ending is None and focused() is looking.panel.end and looking.row.ended_on is None


def test_what_is_written_in_the_form_saves_itself(looking: Looking) -> None:
    looking.add()
    looking.push(looking.panel.change)
    form = looking.panel.form
    assert form is not None and focused() is form.fields["severity"].editor.main and looking.panel.facts.isHidden()
    assert not {"atc", "ongoing", "term"} & set(form.fields)
    looking.write("english", "Latex allergy")
    assert looking.row.english == "Latex allergy"
    press(focused(), Qt.Key.Key_Escape)
    assert looking.panel.form is None and focused() is looking.panel.change
    assert looking.facts["På engelska"] == "Latex allergy"


def test_a_refused_edit_stands_by_its_field(looking: Looking) -> None:
    looking.session.do(
        add_alert, type=AlertType.SUBSTANCE, term="Penicillin", valid_from=date(2020, 5, 4), atc="J01CE01",
        severity=Severity.LIFE_THREATENING, certainty=AlertCertainty.CONFIRMED,
    )  # fmt: skip
    looking.idle()
    made = record_of(looking.session).all(AlertInformation)[0]
    looking.panel.show_row(record_of(looking.session), made.id)
    looking.push(looking.panel.change)
    assert looking.panel.form is not None
    line = looking.write("atc", "J")
    assert "för grov" in looking.panel.form.fields["atc"].fault_text and line.text() == "J"
    assert looking.row.atc == "J01CE01"
    looking.write("atc", "j01c")
    assert looking.row.atc == "J01C" and not looking.panel.form.fields["atc"].fault_text


def test_the_ticks(looking: Looking) -> None:
    looking.add()
    assert looking.panel.on_card.isChecked()
    looking.panel.on_card.click()
    looking.idle()
    assert not looking.row.on_card and "På engelska" not in looking.facts
    looking.panel.for_patient.click()
    looking.idle()
    assert not looking.row.for_patient and not looking.panel.not_shown.isHidden()
    assert not looking.panel.on_card.isEnabled()


def test_what_is_historic_stands_as_it_was_written(looking: Looking) -> None:
    record = record_of(looking.session)
    old = AlertInformation(
        patient_id=record.patient_id, type=AlertType.HISTORIC, content="OBS! Kortison", valid_from=date(1999, 1, 1)
    )
    looking.panel.show_row(record.after(Change("Inläst", (Add(old),))), old.id)
    assert looking.panel.change.isHidden() and not looking.panel.why_kept.isHidden()
    assert looking.facts["Som det var skrivet"] == "OBS! Kortison" and not looking.panel.end.isHidden()


def test_a_deed_that_is_refused_is_said_below_the_buttons(looking: Looking) -> None:
    one = looking.add("Warfarinbehandling", AlertType.TREATMENT)
    panel, session = looking.panel, looking.session
    session.do(edit_alert, one.id, ongoing=False)
    panel.check.click()  # before the change above is on disk
    looking.idle()
    assert "gäller inte längre" in panel.fault.text() and not panel.fault.isHidden()
    assert panel.check.isHidden() and "pågår inte" in panel.state.text()


def test_a_half_written_word_about_the_end_comes_back(looking: Looking, type_text: TypeText) -> None:
    one, other = looking.add(), looking.add("Pacemaker", AlertType.IMPLANT)
    looking.panel.show_row(record_of(looking.session), one.id)
    looking.push(looking.panel.end)
    assert looking.panel.ending is not None
    note = looking.panel.ending.fields["note"].editor.main
    note.setFocus()
    type_text(note, "Prickt")
    looking.panel.show_row(record_of(looking.session), other.id)
    assert looking.panel.ending is None
    looking.panel.show_row(record_of(looking.session), one.id)
    again = looking.panel.ending
    assert again is not None and again.fields["note"].editor.value() == "Prickt"


def test_the_history_is_below(looking: Looking) -> None:
    looking.add()
    looking.push(looking.panel.history.button)
    assert looking.panel.history.is_open
