"""The rules on uppmärksamhetsinformation, the cards that are out and the texts that end."""

from dataclasses import replace

import pytest

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.diagnosis import Certainty, EmergencyWish, RareCondition
from coordinator.entity import Knowledge
from coordinator.page import Page
from coordinator.swedish import add_months
from coordinator.umi.card import EmergencyCard
from coordinator.umi.card_facts import facts_said
from coordinator.umi.kinds import AlertEnd, AlertGroup, AlertSource, AlertType, InJournal, Severity
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import PATIENT_ID
from tests.coordinator.gap_rules.cases import (
    ASKED,
    KARIN,
    UMI_ANSWERS,
    Case,
    day,
    fires,
    record_with,
    silent,
    the_gap,
)

OF_A, OF_C = (next(one for one in UMI_ANSWERS if one.about is group) for group in (AlertGroup.CONDITION,
              AlertGroup.HYPERSENSITIVITY))  # fmt: skip
A_IS_THERE, C_IS_THERE = (replace(one, known=Knowledge.SOME) for one in (OF_A, OF_C))
ROW = AlertInformation(
    patient_id=PATIENT_ID, type=AlertType.CONDITION, term="Addisons sjukdom", valid_from=day(-900),
    checked_on=day(-100), checked_by="Karin", next_check=day(100), in_journal=InJournal.YES,
)  # fmt: skip
TOLD = replace(ROW, source=AlertSource.PATIENT, source_note="Mamma", checked_on=None, checked_by="", next_check=None)
SOME = replace(ASKED, emergency_known=Knowledge.SOME)
TEXT = EmergencyInformation(
    patient_id=PATIENT_ID, heading="Risk vid sövning", source="Neurologen", checked_on=day(-1), issued_by="Amina",
    valid_until=day(31),
)  # fmt: skip
OTHER = replace(TEXT, id=KARIN.id.__class__(int=7), heading="Kortison", valid_until=None)
DUCHENNE = RareCondition(
    patient_id=PATIENT_ID, text="Duchennes muskeldystrofi", emergency_wish=EmergencyWish.WANTED,
    emergency_wish_by="Amina Wallin",
)  # fmt: skip
CARD = EmergencyCard(
    patient_id=PATIENT_ID, paper="akutkort", title="Akutkort", holder="Skolan", issued_on=day(-60),
    valid_until=day(31), facts=facts_said(record_with()),
)  # fmt: skip
CARD_OF_ROW = replace(CARD, facts=facts_said(record_with(A_IS_THERE, ROW)))
IMPLANT = replace(ROW, id=OTHER.id, type=AlertType.IMPLANT, term="Pacemaker", on_card=False)
PENICILLIN = AlertInformation(
    patient_id=PATIENT_ID, type=AlertType.SUBSTANCE, term="Bensylpenicillin", atc="J01CE01", valid_from=day(-9),
    severity=Severity.LIFE_THREATENING, checked_on=day(-9), checked_by="Karin", next_check=day(100),
)  # fmt: skip

CASES = (
    fires(
        "umi_not_asked", "nobody asked about anything", without=UMI_ANSWERS,
        says=(
            "UMI är inte efterfrågad: tillstånd/behandling, smitta, överkänslighet, särskild vårdrutin",
            "Ingen vet om det finns något. Fråga familjen eller se i journalen",
        ),
    ),
    fires(
        "umi_not_asked", "one answer was taken back", replace(OF_C, known=Knowledge.NOT_ASKED),
        says=(
            "UMI är inte efterfrågad: överkänslighet",
            "Ingen vet om det finns något. Fråga familjen eller se i journalen",
        ),
    ),
    silent("umi_not_asked", "a row is an answer", C_IS_THERE, PENICILLIN, without=(OF_C,)),
    silent("umi_not_asked", "what is historic is asked of no patient"),
    fires(
        "umi_check_due", "today is the day", A_IS_THERE, replace(ROW, next_check=day(0)), due=day(0),
        says=("Addisons sjukdom ska kontrolleras mot journalen", "Senast 22 nov"),
    ),
    fires(
        "umi_check_due", "it came with a file, which has no day for it", A_IS_THERE,
        replace(ROW, checked_on=day(-400), next_check=None), due=add_months(day(-400), 12),
        says=("Addisons sjukdom ska kontrolleras mot journalen", "Senast 18 okt"),
    ),
    silent("umi_check_due", "tomorrow", A_IS_THERE, replace(ROW, next_check=day(1))),
    silent(
        "umi_check_due", "it has ended", OF_A,
        replace(ROW, next_check=day(-1), ended_on=day(-1), end_reason=AlertEnd.NOT_RELEVANT),
    ),
    fires(
        "umi_unchecked", "somebody told of it", A_IS_THERE, TOLD,
        says=("Addisons sjukdom är inte kontrollerad mot journalen", "Källa: patienten eller närstående, Mamma"),
    ),
    silent("umi_unchecked", "checked once", A_IS_THERE, ROW),
    fires(
        "umi_not_in_journal", "the journal lacks it", A_IS_THERE, replace(ROW, in_journal=InJournal.NO),
        says=("Addisons sjukdom saknas i journalens UMI", "Be den som får registrera att lägga in den"),
    ),
    silent("umi_not_in_journal", "it is reported", A_IS_THERE, replace(ROW, in_journal=InJournal.REPORTED)),
    fires(
        "umi_expired", "its last day was yesterday", replace(ROW, valid_until=day(-1)), due=day(-1),
        says=(
            "Addisons sjukdom har gått ut",
            "Gällde till och med 21 nov. Se i journalen om den gäller än",
        ),
    ),
    silent("umi_expired", "its last day is today", A_IS_THERE, replace(ROW, valid_until=day(0))),
    silent(
        "umi_expired", "somebody has ended it",
        replace(ROW, valid_until=day(-1), ended_on=day(-1), end_reason=AlertEnd.NOT_RELEVANT),
    ),
    fires(
        "diagnosis_without_emergency", "the physician wants it", DUCHENNE,
        says=("Akutinformation saknas för Duchennes muskeldystrofi", "Amina Wallin vill att den finns"),
    ),
    fires(
        "diagnosis_without_emergency", "the text is about something else", DUCHENNE, SOME,
        replace(TEXT, condition="Addisons sjukdom"),
        says=("Akutinformation saknas för Duchennes muskeldystrofi", "Amina Wallin vill att den finns"),
    ),
    silent("diagnosis_without_emergency", "nobody has asked the physician",
           replace(DUCHENNE, emergency_wish=EmergencyWish.NOT_ASKED)),
    silent("diagnosis_without_emergency", "it was ruled out", replace(DUCHENNE, certainty=Certainty.RULED_OUT)),
    silent("diagnosis_without_emergency", "there is a text", DUCHENNE, SOME, replace(TEXT, condition_id=DUCHENNE.id)),
    silent("diagnosis_without_emergency", "a text from before has its name", DUCHENNE, SOME,
           replace(TEXT, condition="duchennes muskeldystrofi")),
    fires(
        "emergency_ends", "a month is left", SOME, replace(TEXT, valid_until=day(30)), due=day(30),
        says=("Akutinformationen Risk vid sövning gäller till och med 22 dec", "Be den som gav texten att förnya den"),
    ),
    fires(
        "emergency_ends", "it ended, and another holds", SOME, replace(TEXT, valid_until=day(-1)), OTHER, due=day(-1),
        says=("Akutinformationen Risk vid sövning gällde till och med 21 nov", "Be den som gav texten att förnya den"),
    ),
    silent("emergency_ends", "more than a month", SOME, TEXT),
    silent("emergency_ends", "it ended, and another rule tells that none holds", SOME,
           replace(TEXT, valid_until=day(-1))),
    fires(
        "emergency_no_physician", "nobody stands for it", SOME, replace(TEXT, issued_by=" "),
        says=("Det står inte vem som har gett akutinformationen Risk vid sövning", "Skriv läkarens namn"),
    ),
    silent("emergency_no_physician", "somebody does", SOME, TEXT),
    fires(
        "card_out_of_date", "an allergy has come to light", CARD_OF_ROW, A_IS_THERE, C_IS_THERE, ROW, PENICILLIN,
        says=("Inaktuellt kort i omlopp: Skolan", "3 rader skiljer sedan det skrevs ut 23 sep"),
    ),
    fires(
        "card_out_of_date", "it says that nothing is known", CARD, C_IS_THERE, replace(PENICILLIN, on_card=False),
        says=("Inaktuellt kort i omlopp: Skolan", "2 rader skiljer sedan det skrevs ut 23 sep"),
    ),
    fires(
        "card_out_of_date", "whom to ring has another number", CARD, replace(KARIN, phone="010-2"),
        says=("Inaktuellt kort i omlopp: Skolan", "2 rader skiljer sedan det skrevs ut 23 sep"),
    ),
    fires(
        "card_out_of_date", "its last day has passed", replace(CARD, valid_until=day(-1)), due=day(-1),
        says=("Inaktuellt kort i omlopp: Skolan", "Gällde till och med 21 nov"),
    ),
    silent("card_out_of_date", "it says what it would say today", CARD),
    silent("card_out_of_date", "what came to light is not for the card", CARD_OF_ROW, A_IS_THERE, ROW, IMPLANT),
    silent("card_out_of_date", "it has come back", C_IS_THERE, PENICILLIN, replace(CARD, called_in_on=day(0))),
    fires(
        "card_expires", "a month is left", replace(CARD, valid_until=day(30)), due=day(30),
        says=("Kortet hos Skolan slutar snart gälla", "Gäller till och med 22 dec"),
    ),
    silent("card_expires", "more than a month", CARD),
    silent("card_expires", "another rule tells that it is untrue", replace(CARD, valid_until=day(30)), C_IS_THERE,
           PENICILLIN),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_rule(case: Case) -> None:
    case.check()


def test_what_nobody_asked_is_asked_on_the_page_of_uppmarksamhetsinformation() -> None:
    gap = the_gap(replace(OF_C, known=Knowledge.NOT_ASKED))
    assert (gap.page, gap.field, gap.entry_id) == (Page.UMI, "ask", PATIENT_ID)


def test_a_translation_is_not_told_of_beside_what_it_translates() -> None:
    swedish = replace(TEXT, valid_until=day(9))
    english = replace(swedish, id=OTHER.id, heading="Anaesthesia", language=CardLanguage.ENGLISH, issued_by="")
    english = replace(english, translates_id=swedish.id)
    assert the_gap(SOME, swedish, english).entry_id == swedish.id
