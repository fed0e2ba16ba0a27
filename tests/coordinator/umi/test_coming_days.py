"""Checks and last days stand among what is dated, and are told of when they have passed."""

from dataclasses import replace

from coordinator.agenda import AgendaItem, agenda
from coordinator.alert import CardLanguage
from coordinator.entity import Entity
from coordinator.page import Page
from coordinator.umi.card import EmergencyCard
from tests.coordinator.conftest import PATIENT_ID, record_of
from tests.coordinator.umi.conftest import day, row, text


def items(*entries: Entity) -> list[AgendaItem]:
    return agenda(record_of(*entries))


def said(*entries: Entity) -> list[tuple[str, bool, str]]:
    return [(one.what, one.late, one.should_have) for one in items(*entries)]


def test_a_check_is_told_of_within_the_month_and_when_it_is_late() -> None:
    soon, late, later = (row(checked_on=day(-400), checked_by="Anna", next_check=day(n)) for n in (30, -1, 31))
    assert said(soon) == [("Kontrollera mot journalen: Addisons sjukdom", False, "")]
    assert said(late) == [("Kontrollera mot journalen: Addisons sjukdom", True, "skulle ha kontrollerats")]
    assert said(later) == []
    assert [(one.page, one.entry_id) for one in items(soon)] == [(Page.UMI, soon.id)]


def test_the_last_days_of_rows_texts_and_cards_are_told_of_while_they_hold() -> None:
    card = EmergencyCard(
        patient_id=PATIENT_ID, paper="akutkort", holder="Skolan", issued_on=day(-9), valid_until=day(3)
    )
    english = text("Anaesthesia", language=CardLanguage.ENGLISH, valid_until=day(2))
    swedish = text(valid_until=day(2))
    english = replace(english, translates_id=swedish.id)
    assert said(row(valid_until=day(1), next_check=None), swedish, english, card) == [
        ("Sista dagen för UMI: Addisons sjukdom", False, ""),
        ("Sista dagen för akutinformation: Risk vid sövning", False, ""),
        ("Sista dagen för kortet hos Skolan", False, ""),
    ]
    assert said(row(valid_until=day(-1), next_check=None), text(valid_until=day(-1))) == []
    assert said(replace(card, valid_until=day(-1))) == [
        ("Sista dagen för kortet hos Skolan", True, "skulle ha bytts ut")
    ]
    assert said(replace(card, called_in_on=day(0))) == []
