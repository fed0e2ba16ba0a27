"""*Närstående*: who decides is said on top, whom to ring, what nobody has asked, and powers that have ended."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.entity import Knowledge
from coordinator.gaps import gaps
from coordinator.guardian import Custody, Guardian
from coordinator.page import Page as PageName
from coordinator.person import ProtectedIdentity
from coordinator.related_person import SharesHome
from coordinator.relative import Relative
from coordinator.representative import LegalRepresentative, Power, Scope
from tests.rules.made_up import adding
from tests.ui.conftest import TypeText, press
from tests.ui.pages.seen import focused, record_of
from ui.chips import CHOSEN, DONE, FACT, GAP, OWN, Sign
from ui.entry_lines.line import Line
from ui.entry_lines.sections import AT_A_TIME
from ui.pages.relatives import RelativesPage
from ui.session import Session

TODAY = date(2026, 11, 22)


@pytest.fixture
def page(page_of: Callable[[type[RelativesPage], str], RelativesPage]) -> RelativesPage:
    """The page of a child with two guardians, a grandmother and a brother."""
    return page_of(RelativesPage, "barn")


def lines_of(page: RelativesPage, kind: type) -> list[Line]:
    lines = page.lists[kind].lines
    return [lines.said(id) for id in lines.ids]


def words_of(page: RelativesPage, session: Session, entry: Any, idle: Callable[[], None]) -> Line:
    """What the line of an entry says once it is in the record."""
    session.do(lambda _record: adding((entry,)))
    idle()
    return page.lists[type(entry)].lines.said(entry.id)


def test_who_decides_stands_on_top_and_each_line_has_its_number(page: RelativesPage, session: Session) -> None:
    assert page.deciding.text() == "Mira är 12 år. Båda vårdnadshavarna beslutar: Sofia Ekvall och Karim Nassar."
    mother, brother = lines_of(page, Relative)
    assert (mother.what, mother.number, mother.about) == ("Lena Ekvall", "070-174 06 63", "mormor")
    assert "telefon 070-174 06 63" in page.lists[Relative].lines.line(mother.id).accessibleName()
    assert brother.number == ""
    page.start(mother.id)
    shown = [one for one in page.findChildren(QLabel) if one.isVisible() and one.text() == "070-174 06 63"]
    assert [one.accessibleName() for one in shown] == ["Telefon Lena Ekvall: 070-174 06 63"]
    assert page.note(record_of(session)) == "4"


def test_a_relative_s_line_says_what_is_known_and_draws_what_is_not_asked(
    page: RelativesPage, session: Session, idle: Callable[[], None]
) -> None:
    patient_id = record_of(session).patient_id
    bare = words_of(page, session, Relative(patient_id=patient_id, name="Bo"), idle)
    assert [sign for sign in bare.signs if sign.look is not GAP] == [] and bare.about == ""
    assert [sign.text for sign in bare.signs] == [
        "Skydd: ej kontrollerat", "Bor med patienten: ej efterfrågat", "Får veta: ej efterfrågat",
    ]  # fmt: skip
    full = Relative(
        patient_id=patient_id, name="Åsa", call_first=True, may_know="Tider", lives_with_patient=SharesHome.NO,
        protected_identity=ProtectedIdentity.MARKED, on_print=False, note="Vill bli ringd",
    )  # fmt: skip
    words = words_of(page, session, full, idle)
    assert words.signs == (
        Sign("Ring först", CHOSEN, "phone"), Sign("Skyddade personuppgifter", OWN, "eye-off"),
        Sign("Inte på utskriften", FACT, "printer"),
    )  # fmt: skip
    assert words.notes == (("note", "Får veta: Tider"), ("note", "Anteckning: Vill bli ringd"))
    assert page.lists[Relative].lines.ids[0] == full.id


def test_a_guardian_s_line_says_until_when_and_is_amber_the_last_month(
    page: RelativesPage, session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    sofia = lines_of(page, Guardian)[0]
    assert sofia.notes[0] == ("note", "Upphör när Mira blir myndig 17 mar 2032, om 5 år")
    assert sofia.signs[0] == Sign("Gemensam vårdnad", FACT)
    patient_id = record_of(session).patient_id
    asked = Guardian(patient_id=patient_id, name="Bo", decides_alone_on="Hörapparat")
    words = words_of(page, session, asked, idle)
    assert words.signs[0] == Sign("Vårdnad: ej efterfrågat", GAP, "circle-dashed")
    assert ("note", "Får besluta ensam om: Hörapparat") in words.notes
    open_patient("fyller-18")
    nina = lines_of(page, Guardian)[0]
    assert nina.notes[0] == ("late", "Upphör när Wille blir myndig 14 dec 2026, om 22 dagar")


def test_a_representative_s_line_says_scope_and_decision(
    page: RelativesPage, session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    open_patient("forvaltare")
    assert page.deciding.text() == "Rogge är 45 år och myndig. Gerhard Lundin är förvaltare."
    words = lines_of(page, LegalRepresentative)[0]
    assert words.about == "Förvaltare"
    assert Sign("Bevaka rätt", FACT) in words.signs and Sign("Beslutet visat 22 jul 2026", DONE, "check") in words.signs
    assert words.notes[:2] == (("note", "Gäller tills vidare"), ("note", "Beslutat av Tingsrätten 22 nov 2020"))
    paper = LegalRepresentative(
        patient_id=record_of(session).patient_id, name="Klara", power=Power.FUTURE_POWER, decided_by="Rogge",
        scope=(Scope.PERSON,),
    )  # fmt: skip
    words = words_of(page, session, paper, idle)
    assert words.signs[:3] == (
        Sign("Gäller inte än", FACT, "clock"), Sign("Sörja för person", FACT),
        Sign("Beslutet är inte visat", GAP, "circle-dashed"),
    )  # fmt: skip
    assert words.notes[:2] == (("note", "Har inte börjat gälla"), ("note", "Given av Rogge"))


def test_a_power_that_has_ended_is_folded_and_goes_nowhere_while_it_is_open(
    page: RelativesPage, session: Session, idle: Callable[[], None]
) -> None:
    guardians, lines = page.lists[Guardian], page.lists[Guardian].lines
    sofia, karim = lines.ids
    page.start(sofia)
    assert guardians.box is not None
    guardians.box.form.start("valid_until")
    last = guardians.box.form.fields["valid_until"].editor.text_field
    assert last is not None
    last.show_draft("2026-11-20")
    press(last, Qt.Key.Key_Return)
    idle()
    assert record_of(session).get(Guardian, sofia).valid_until == date(2026, 11, 20)
    assert page.deciding.text().endswith("Den andra vårdnadshavaren är inte inskriven.")
    assert lines.ids == [karim, sofia] and lines.open_id == sofia and focused() is last
    press(last, Qt.Key.Key_Escape)
    assert lines.ids == [karim] and lines.head("past").words == "1 vars uppdrag har upphört"
    assert focused() is lines.line(karim)
    page.start(sofia)
    assert lines.open_id == sofia and lines.ids == [karim, sofia]
    assert page.note(record_of(session)) == "3"


def test_the_gap_leads_to_the_question_which_is_answered_in_one_change(
    page: RelativesPage, session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    open_patient("tom")
    gap = next(one for one in gaps(record_of(session)) if one.key == "representative_not_asked")
    assert gap.page is PageName.RELATIVES
    page.start(gap.field)
    assert focused() is page.question.answer.buttons[0]
    page.question.answer.buttons[1].click()
    idle()
    patient = record_of(session).patient
    assert patient.representative_known is Knowledge.NONE_KNOWN
    assert (patient.representative_checked, patient.representative_checked_by) == (TODAY, "Anna Lind")
    assert page.deciding.text().endswith("Ingen företrädare är känd.")


@pytest.mark.parametrize("kind", [Relative, Guardian, LegalRepresentative])
def test_each_is_added_with_the_keyboard_and_taken_away(
    page: RelativesPage, session: Session, type_text: TypeText, idle: Callable[[], None], kind: type[Relative]
) -> None:
    page.start(kind.KIND)
    type_text(focused(), "Åke Öst")
    press(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle()
    (added,) = [one for one in record_of(session).all(kind) if one.name == "Åke Öst"]
    made = page.lists[kind]
    assert focused() is made.lines.line(added.id)
    press(focused(), Qt.Key.Key_Return)
    assert made.lines.open_id == added.id and made.box is not None
    made.box.remove.setFocus()
    press(made.box.remove, Qt.Key.Key_Space)
    idle()
    assert added.id not in [one.id for one in record_of(session).all(kind)]
    assert added.id not in made.lines.ids and page.isAncestorOf(focused())
    session.undo()
    idle()
    assert added.id in made.lines.ids


def test_a_new_one_without_a_name_is_refused_with_what_is_written_kept(
    page: RelativesPage, type_text: TypeText, idle: Callable[[], None]
) -> None:
    page.start("new")
    new = page.lists[Relative].new
    assert new is not None
    new.form.start("phone")
    type_text(focused(), "070-1")
    new.done.click()
    idle()
    assert "Skriv personens namn" in new.form.fault.text()
    assert new.form.fields["phone"].value() == "070-1"


def test_an_empty_page_begins_with_whom_to_ring(page: RelativesPage, open_patient: Callable[[str], None]) -> None:
    open_patient("tom")
    page.start()
    assert focused() is page.lists[Relative].add
    assert "Börja med den som man ringer först" in " ".join(one.text() for one in page.findChildren(QLabel))


def test_guardians_are_of_a_child_or_of_who_has_had_one(
    page: RelativesPage, session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    assert page.lists[Guardian].isVisible()
    open_patient("forvaltare")
    assert not page.lists[Guardian].isVisible()
    session.do(lambda record: adding((Guardian(patient_id=record.patient_id, name="Bo", custody=Custody.SOLE),)))
    idle()
    assert page.lists[Guardian].isVisible() and page.lists[Guardian].lines.head("past").words.startswith("1 ")


def test_many_are_shown_twenty_at_a_time(
    page: RelativesPage, session: Session, open_patient: Callable[[str], None], idle: Callable[[], None]
) -> None:
    open_patient("tom")
    patient_id: UUID = record_of(session).patient_id
    many = [Relative(patient_id=patient_id, name=f"Nummer {place}") for place in range(45)]
    ended = [
        LegalRepresentative(patient_id=patient_id, name=f"Förr {place}", valid_until=TODAY - timedelta(days=1))
        for place in range(25)
    ]
    session.do(lambda _record: adding((*many, *ended)))
    idle()
    assert len(lines_of(page, Relative)) == AT_A_TIME and lines_of(page, LegalRepresentative) == []
    fold = page.lists[LegalRepresentative].lines.head("past").button
    assert fold is not None
    fold.click()
    assert len(lines_of(page, LegalRepresentative)) == AT_A_TIME
    page.start(many[25].id)
    assert len(lines_of(page, Relative)) == 2 * AT_A_TIME
    assert page.lists[Relative].lines.open_id == many[25].id


def test_tab_goes_down_the_page_and_everything_has_a_name(page: RelativesPage, qtbot: QtBot) -> None:
    page.lists[Relative].begin()
    page.lists[Guardian].open(page.lists[Guardian].lines.ids[0])
    page.lists[Relative].start()
    seen: list[QWidget] = []
    while focused() not in seen:
        seen.append(focused())
        press(focused(), Qt.Key.Key_Tab)
    inside = page.area.widget()
    assert inside is not None and len(seen) > 25

    def in_order() -> bool:
        tops = [one.mapTo(inside, one.rect().center()).y() for one in seen if inside.isAncestorOf(one)]
        return all(later > earlier - 30 for earlier, later in pairwise(tops))

    qtbot.waitUntil(in_order)
    for one in page.findChildren(QWidget):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible():
            assert QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name), type(one)
