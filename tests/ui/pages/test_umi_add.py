"""Adding a row of UMI: terms offered while one types, the fields of the type and only those, faults by their fields."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from coordinator.record import Record
from coordinator.terms.kept_lists import ListFolder
from coordinator.umi.atc import advice_on_atc
from coordinator.umi.belonging import answer_of
from coordinator.umi.kinds import AlertGroup, AlertType, InJournal, Severity
from coordinator.umi.row import AlertInformation
from coordinator.umi.term_search import BLOOD_BORNE, NOT_IN_LIST
from tests.coordinator.terms.made_up_lists import allow_small_lists, put, snomed_table
from tests.ui.conftest import TypeText, press
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form_choice import ChoiceBox
from ui.pages.scrolled_page import ScrolledPage
from ui.pages.umi_add import AddAlert
from ui.pages.umi_fields import ATC_RULE
from ui.pages.umi_new import NewAlert
from ui.pages.umi_offers import IS_MEDICINE
from ui.parts import column
from ui.session import Session
from ui.tick_box import TickBox


class AddPage(ScrolledPage):
    """A page with nothing but the line and its form."""

    NAME, TITLE, ICON = "umi", "UMI", "shield-alert"

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.add = AddAlert(session, drafts)
        self._lay_out(column(self.add))

    def show_record(self, record: Record) -> None:
        self.add.show_record(record)


class Adding:
    """The line on screen, with what a test does to it and looks at in the record."""

    def __init__(self, page: AddPage, session: Session, idle: Callable[[], None], type_text: TypeText) -> None:
        self.page, self.part, self.session, self.idle, self._type = page, page.add, session, idle, type_text

    def type(self, text: str) -> None:
        self.part.start()
        line = focused()
        assert isinstance(line, LineField)
        line.selectAll()
        self._type(line, text)

    def key(self, *keys: Qt.Key) -> None:
        for one in keys:
            press(focused(), one)
        self.idle()

    @property
    def form(self) -> NewAlert:
        assert self.part.form is not None
        return self.part.form

    @property
    def titles(self) -> list[str]:
        model = self.part.below.box.model
        return [str(model.index(place).data()) for place in range(model.rowCount())]

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            field = self.form.form.fields[name].editor.text_field
            assert isinstance(field, LineField)
            field.selectAll()
            self._type(field, text)

    def grade(self, severity: Severity) -> None:
        choice = self.form.form.fields["severity"].editor.main
        assert isinstance(choice, ChoiceBox)
        choice.setCurrentIndex(choice.findText(severity.label))
        choice.activated.emit(choice.currentIndex())

    def save(self) -> None:
        press(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.idle()

    def fault(self, name: str) -> str:
        return self.form.form.fields[name].fault_text

    @property
    def rows(self) -> Sequence[AlertInformation]:
        return record_of(self.session).all(AlertInformation)


@pytest.fixture
def adding(page_of: OpenPage[AddPage], session: Session, idle: Callable[[], None], type_text: TypeText) -> Adding:
    return Adding(page_of(AddPage, "tom"), session, idle, type_text)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is told, at once."""
    found: list[str] = []
    monkeypatch.setattr("ui.hits_below.announce", lambda _widget, text: found.append(text))
    monkeypatch.setattr("ui.screen_reader.Announcer.soon", lambda _self, text: found.append(text))
    return found


def test_a_term_is_chosen_by_keys_and_the_row_saved_as_checked_today(adding: Adding, said: list[str]) -> None:
    added: list[Any] = []
    adding.part.added.connect(added.append)
    adding.type("latex")
    assert adding.titles == ["Latex"] and said[-1] == "1 träff"
    adding.key(Qt.Key.Key_Down)
    assert said[-1] == "Latex, C1 Överkänslighetstillstånd"
    adding.key(Qt.Key.Key_Return)
    assert adding.part.line.isHidden() and focused() is adding.form.form.fields["severity"].editor.main
    adding.grade(Severity.HARMFUL)
    adding.form.checked.click()
    adding.save()
    one = adding.rows[0]
    today = record_of(adding.session).today
    assert (one.type, one.term, one.severity) == (AlertType.STATE, "Latex", Severity.HARMFUL)
    assert (one.valid_from, one.checked_on, one.in_journal) == (today, today, InJournal.YES)
    assert one.checked_by == record_of(adding.session).actor.name and one.list_version
    assert added == [one.id] and adding.part.form is None
    assert focused() is adding.part.line and adding.part.line.text() == ""
    answer = answer_of(record_of(adding.session), AlertGroup.HYPERSENSITIVITY)
    assert answer is not None and answer.known.stored == "some"


def test_without_the_tick_nobody_has_checked_it(adding: Adding) -> None:
    adding.type("Pacemaker")
    adding.key(Qt.Key.Key_Return)
    assert adding.form.form.fields["icd10"].editor.value() == "Z95.0", "the one code that the list pairs with it"
    adding.save()
    assert [(one.term, one.checked_on, one.icd10) for one in adding.rows] == [("Pacemaker", None, "Z95.0")]


def test_a_term_gets_the_id_of_the_clinic_s_own_list_and_the_program_comes_with_none(
    adding: Adding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HALLPUNKT_CONFIG", str(tmp_path / "hallpunkt.json"))
    allow_small_lists(monkeypatch)
    ids = snomed_table(tmp_path / "umi-2026.tsv", "Pacemaker")
    put(tmp_path / "umi-2026.tsv", ListFolder(tmp_path / "kodlistor"))
    for term, id_ in (("Pacemaker", ids["Pacemaker"]), ("Aspleni", "")):
        adding.type(term)
        adding.key(Qt.Key.Key_Return)
        assert adding.form.form.fields["snomed"].editor.value() == id_
        adding.save()
    assert [(one.term, one.snomed) for one in adding.rows] == [("Pacemaker", ids["Pacemaker"]), ("Aspleni", "")]


def test_escape_closes_the_box_and_then_empties_the_line(adding: Adding) -> None:
    adding.type("pace")
    assert adding.part.below.is_open and len(adding.titles) == 3
    adding.key(Qt.Key.Key_Escape)
    assert not adding.part.below.is_open and adding.part.line.text() == "pace"
    adding.key(Qt.Key.Key_Escape)
    assert adding.part.line.text() == "" and adding.part.offers.isHidden()


def test_enter_takes_nothing_that_is_not_meant(adding: Adding) -> None:
    adding.type("pace")
    adding.key(Qt.Key.Key_Return)
    marked = adding.part.below.box.marked
    assert adding.part.form is None and marked is not None and marked.title == "Pacemaker"


def test_a_code_paired_by_guess_is_said_to_be_so_and_not_filled_in(adding: Adding) -> None:
    adding.type("isovalerisk")
    hit = adding.part.below.box.model.hit(adding.part.below.box.model.index(0))
    assert hit is not None and hit.more == "ICD-10-SE E71.1B (koppling inte kontrollerad)"
    adding.key(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert adding.form.form.fields["icd10"].editor.value() == ""


def test_a_medicine_is_told_to_be_umi_though_no_list_names_it(adding: Adding, said: list[str]) -> None:
    adding.type("penicillin")
    shown = {one.text() for one in adding.part.offers.findChildren(QLabel) if one.isVisible()}
    assert {NOT_IN_LIST, IS_MEDICINE} <= shown
    assert said[-1] == f"{NOT_IN_LIST} {IS_MEDICINE} aktiv substans, hjälpämne, läkemedelsprodukt."
    adding.key(Qt.Key.Key_Return, Qt.Key.Key_Tab)
    assert focused() is adding.part.offers.kinds[AlertType.SUBSTANCE]


def test_what_is_not_in_the_list_goes_to_akutinformation(adding: Adding) -> None:
    heard: list[str] = []
    adding.part.as_text.connect(heard.append)
    adding.type("Dravets syndrom")
    assert adding.part.offers.words.text() == NOT_IN_LIST and not adding.part.below.is_open
    adding.key(Qt.Key.Key_Return)
    assert focused() is adding.part.offers.text
    adding.key(Qt.Key.Key_Space)
    assert heard == ["Dravets syndrom"] and adding.part.line.text() == "" and not adding.rows


def test_blood_borne_infection_is_explained_and_not_offered(adding: Adding, said: list[str]) -> None:
    adding.type("hepatit C")
    assert BLOOD_BORNE in adding.part.offers.words.text() and not adding.part.offers.offers
    assert said[-1] == BLOOD_BORNE and "Hepatit C" not in adding.titles
    adding.key(Qt.Key.Key_Return)
    assert adding.part.form is None


@pytest.mark.parametrize(
    ("kind", "has", "lacks"),
    [
        (AlertType.CONDITION, {"icd10", "valid_from"}, {"severity", "certainty", "atc", "ongoing", "term", "npl"}),
        (AlertType.TREATMENT, {"ongoing", "atc"}, {"severity", "no_atc_reason", "term"}),
        (AlertType.STATE, {"severity", "certainty", "reactions"}, {"atc", "ongoing", "icd10"}),
        (AlertType.PRODUCT, {"term", "atc", "npl", "severity", "substance", "no_atc_reason"}, {"ongoing", "icd10"}),
        (AlertType.DECISION, {"advice"}, {"severity", "atc", "ongoing", "icd10"}),
    ],
)
def test_a_type_has_its_fields_and_no_others(
    kind: AlertType, has: set[str], lacks: set[str], session: Session, qtbot: QtBot
) -> None:
    made = NewAlert(session, Drafts(session), kind, "Warfarinbehandling")
    qtbot.addWidget(made)
    assert has <= set(made.form.fields) and not lacks & set(made.form.fields)


def penicillin(adding: Adding) -> None:
    adding.type("penicillin")
    adding.part.offers.kinds[AlertType.SUBSTANCE].click()
    assert adding.form.form.fields["term"].editor.value() == "penicillin"


def test_a_life_threatening_medicine_needs_its_code_or_substance_and_reason(adding: Adding) -> None:
    penicillin(adding)
    adding.grade(Severity.LIFE_THREATENING)
    adding.save()
    assert "behöver ATC-kod" in adding.fault("atc") and focused() is adding.form.form.fields["atc"].editor.main
    adding.write(substance="Penicillin")
    adding.save()
    assert "varför koden saknas" in adding.fault("no_atc_reason") and not adding.rows
    adding.write(no_atc_reason="Preparatet är okänt")
    adding.save()
    assert [(one.term, one.severity) for one in adding.rows] == [("penicillin", Severity.LIFE_THREATENING)]


def test_a_rough_code_is_refused_and_a_rather_rough_one_taken_with_advice(adding: Adding, said: list[str]) -> None:
    penicillin(adding)
    assert ATC_RULE in adding.form.form.fields["atc"].editor.main.accessibleDescription()
    adding.write(atc="J")
    adding.save()
    assert "för grov" in adding.fault("atc") and not adding.rows
    rough = adding.form.form.rough
    assert rough.isHidden()
    adding.form.form.fields["atc"].editor.main.setFocus()
    adding.write(atc="j01")
    assert rough.text() == advice_on_atc("J01") == said[-1] != "" and not rough.isHidden()
    adding.save()
    assert [one.atc for one in adding.rows] == ["J01"]


def test_a_last_day_before_the_first_unfolds_the_field_and_says_so_there(adding: Adding) -> None:
    penicillin(adding)
    more = adding.form.form.more
    assert more is not None and not more.is_open
    adding.write(valid_from="2026-05-01", valid_until="2026-04-30")
    adding.save()
    assert more.is_open and "före giltig från" in adding.fault("valid_until") and not adding.rows
    assert focused() is adding.form.form.fields["valid_until"].editor.main
    adding.write(valid_from="2026-04-01")
    adding.save()
    assert [one.valid_until for one in adding.rows] == [date(2026, 4, 30)]


def test_the_day_it_is_valid_from_must_be_there(adding: Adding) -> None:
    penicillin(adding)
    field = adding.form.form.fields["valid_from"].editor.text_field
    assert field is not None
    field.show_draft("")
    adding.save()
    assert "från vilken dag" in adding.fault("valid_from") and not adding.rows


def test_a_term_that_stands_there_already_is_refused_below_the_form(adding: Adding) -> None:
    for _ in range(2):
        adding.type("Latex")
        adding.key(Qt.Key.Key_Return)
        adding.save()
    assert "finns redan" in adding.form.form.fault.text() and len(adding.rows) == 1
    adding.key(Qt.Key.Key_Escape)
    assert adding.part.line.text() == "Latex"


def test_a_half_made_row_comes_back_with_what_was_chosen(
    adding: Adding, session: Session, drafts: Drafts, qtbot: QtBot
) -> None:
    penicillin(adding)
    adding.grade(Severity.HARMFUL)
    adding.form.checked.click()
    adding.write(advice="Ge inte penicillin")
    drafts.stop()
    later = AddPage(session, Drafts(session))
    qtbot.addWidget(later)
    later.show_record(record_of(session))
    form = later.add.form
    assert form is not None and isinstance(form.checked, TickBox) and form.checked.isChecked()
    fields = form.form.fields
    values = [fields[name].editor.value() for name in ("term", "severity", "advice")]
    assert values == ["penicillin", Severity.HARMFUL, "Ge inte penicillin"]


def test_what_is_half_made_of_one_term_is_not_in_the_form_of_another(adding: Adding) -> None:
    penicillin(adding)
    adding.write(atc="J01CE01")
    adding.key(Qt.Key.Key_Escape)
    assert adding.part.form is None and focused() is adding.part.line and adding.part.line.text() == "penicillin"
    adding.type("alvedon")
    adding.part.offers.kinds[AlertType.SUBSTANCE].click()
    assert adding.form.form.fields["atc"].editor.value() == ""


def test_what_was_put_away_does_not_open_by_itself(adding: Adding, session: Session, qtbot: QtBot) -> None:
    penicillin(adding)
    adding.key(Qt.Key.Key_Escape)
    later = AddPage(session, Drafts(session))
    qtbot.addWidget(later)
    later.show_record(record_of(session))
    assert later.add.form is None and later.add.line.text() == "penicillin" and not later.add.line.isHidden()


def test_the_tab_key_goes_through_the_form_from_its_first_field_to_its_buttons(adding: Adding) -> None:
    penicillin(adding)
    form, gone = adding.form, [focused()]
    while gone[-1] is not form.cancel and len(gone) < 40:
        press(focused(), Qt.Key.Key_Tab)
        gone.append(focused())
    fields = form.form.fields
    assert form.form.more is not None
    first = [fields[name].editor.main for name in ("term", "severity", "certainty", "atc", "substance")]
    assert gone[:5] == first and gone[-4:] == [form.form.more.button, form.checked, form.done, form.cancel]


def test_another_patient_has_an_empty_line(
    adding: Adding, open_patient: Callable[[str], None], session: Session
) -> None:
    penicillin(adding)
    adding.write(advice="Ge inte")
    open_patient("barn")
    assert adding.part.form is None and adding.part.line.text() == "" and not adding.part.line.isHidden()
    open_patient("tom")
    assert adding.form.form.fields["advice"].editor.value() == "Ge inte"
