"""The sheet that is filled in by hand at a follow-up, and the follow-up as it was noted."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordinator.blocks import Heading, Missing, Note, Paragraph, Quote, Signatures, Table, words
from coordinator.document import Document, texts
from coordinator.documents.sip_follow_up import follow_up_papers, sip_follow_up_document
from coordinator.entity import Entity
from coordinator.sip.decision import DecisionStatus
from coordinator.sip.follow_up import FollowUpDecision
from coordinator.sip.process import Sip, SipCloseReason
from tests.coordinator.conftest import PATIENT_ID, TODAY, later, record_of
from tests.coordinator.documents.sip_samples import follow_up_of, whole_sip

WHOLE = whole_sip(PATIENT_ID)
NOTED = follow_up_of(WHOLE)
WENT = WHOLE.followed_up(DecisionStatus.DONE, DecisionStatus.ONGOING, DecisionStatus.CHANGED, on=TODAY, result="Bra")


def sheet(*entries: Entity) -> Document:
    return sip_follow_up_document(record_of(*(entries or WHOLE.entries())), WHOLE.sip.id)


def noted(**fields: Any) -> Document:
    one = replace(NOTED, **fields)
    return sip_follow_up_document(record_of(*WENT.entries(one, closed_on=None)), one.id)


def table(document: Document) -> Table:
    (found,) = (block for block in document.blocks if isinstance(block, Table))
    return found


def rows(document: Document) -> list[list[str]]:
    return [[words(cell).strip() for cell in row] for row in table(document).rows]


def lines(document: Document) -> list[str]:
    return [role for block in document.blocks if isinstance(block, Signatures) for role in block.roles]


def paragraphs(document: Document) -> list[str]:
    return [words(block.text) for block in document.blocks if isinstance(block, Paragraph)]


# The sheet


def test_the_sheet_asks_the_patient_first_then_about_each_row_and_what_is_decided() -> None:
    made = sheet()
    assert [block.text for block in made.blocks if isinstance(block, Heading)] == [
        "Det här är viktigt för mig", "Så tycker jag att det har gått", "Vad har blivit gjort?", "Vad bestämmer vi?",
    ]  # fmt: skip
    assert rows(made)[0] == [
        "1. Sömnskola\nHelena Dahl, kurator", "2027-01-15", "□ Klart\n□ Pågår\n□ Ej påbörjat\n□ Ändrat", "",
    ]  # fmt: skip
    assert len(rows(made)) == 3
    assert lines(made) == [
        "Det här har blivit bättre", "Det här behöver ändras", "Varför, och vem som kallar nästa gång",
        "Uppföljningen gjordes av",
    ]  # fmt: skip
    (scale,) = (text for text in paragraphs(made) if text.startswith("Så väl"))
    assert [part.replace("\xa0", " ").strip() for part in scale.split("□")[1:]] == [
        "1 inte alls", "2 lite", "3 varken eller", "4 ganska väl", "5 mycket väl",
    ]  # fmt: skip
    assert [text.replace("\xa0", " ") for text in paragraphs(made) if text.startswith("□")] == [
        "□ Planen fortsätter  □ Vi gör en ny plan  □ Planen avslutas"
    ]
    assert (made.kind, made.number) == ("sip_follow_up", 2)
    assert made.footer.edition == "Uppföljning av SIP 2, utskriven 2026-11-22"


def test_there_is_room_to_write_beside_long_texts() -> None:
    (last,) = {words(row[3]) for row in table(sheet()).rows}
    assert len(last) > 40 and not last.strip()


def test_what_was_done_before_is_not_asked_about_again() -> None:
    went = WHOLE.followed_up(DecisionStatus.DONE, DecisionStatus.ONGOING, DecisionStatus.DONE, on=TODAY)
    made = sheet(*went.entries())
    assert [row[0].split("\n")[0] for row in rows(made)] == ["2. Ledsagare på torsdagar"]
    notes = [block.text for block in made.blocks if isinstance(block, Note)]
    assert notes == ["Klart sedan tidigare: insats 1 och 3."]
    assert not [block for block in sheet().blocks if isinstance(block, Note)]


def test_it_says_when_the_plan_is_followed_up() -> None:
    assert paragraphs(sheet())[0].endswith(
        "Planen är SIP 2, upprättad 2026-11-20. Den följs upp fredag 19 februari 2027."
    )
    passed = sip_follow_up_document(later(record_of(*WHOLE.entries()), date(2027, 2, 20)), WHOLE.sip.id)
    assert paragraphs(passed)[0].endswith("Den skulle ha följts upp fredag 19 februari 2027.")


def test_a_sip_without_anything_has_a_sheet_too() -> None:
    sip = Sip(patient_id=PATIENT_ID)
    made = sip_follow_up_document(record_of(sip), sip.id)
    assert table(made).empty == "Planen har inga insatser att följa upp." and not table(made).rows
    assert paragraphs(made)[0].endswith("hur går vi vidare? Planen är SIP 1.")
    assert not [block for block in made.blocks if isinstance(block, Quote)]


# As it was noted


def test_the_noted_follow_up_says_what_the_patient_thinks_how_it_went_and_what_was_decided() -> None:
    made = noted()
    assert paragraphs(made) == [
        "Planen är SIP 2, upprättad 2026-11-20. Den följdes upp söndag 22 november 2026 av Helena Dahl.",
        "Så väl har planen hjälpt mig: 4 av 5, ganska väl.", "Planen fortsätter.", "Vi prövar hela dagar.",
        "Nästa uppföljning: fredag 19 februari 2027",
    ]  # fmt: skip
    assert [block for block in made.blocks if isinstance(block, Quote)] == [Quote("Det är bättre nu.")]
    assert rows(made) == [
        ["1. Sömnskola\nHelena Dahl, kurator", "2027-01-15", "Klart\n2026-11-22", "Bra."],
        ["2. Ledsagare på torsdagar\nAnna Berg, LSS-handläggare", "2027-01-15", "Pågår\n2026-11-22", "Bra."],
        ["3. Vilorum\nSusanne Palm, handläggare", "2027-01-15", "Ändrat\n2026-11-22", "Bra."],
    ]
    assert "□" not in " ".join(texts(made)) and not lines(made)


def test_what_was_not_said_is_said_to_be_missing() -> None:
    made = noted(own_words=" ", judgement=None, followed_up_by="", note="")
    (gap,) = (block for block in made.blocks if isinstance(block, Missing))
    assert gap.text == "Inget är skrivet med patientens egna ord."
    assert "Så väl har planen hjälpt mig: Ingen siffra angiven." in paragraphs(made)
    assert paragraphs(made)[0].endswith("Den följdes upp söndag 22 november 2026.")


@pytest.mark.parametrize(("number", "word"), [(1, "inte alls"), (3, "varken eller"), (5, "mycket väl")])
def test_each_step_of_the_scale_has_its_word(number: int, word: str) -> None:
    assert f"Så väl har planen hjälpt mig: {number} av 5, {word}." in paragraphs(noted(judgement=number))


def test_when_the_plan_was_closed_the_reason_stands_there_and_no_next_day() -> None:
    one = follow_up_of(WHOLE, decision=FollowUpDecision.CLOSE)
    closed = WENT.entries(one, closed_on=TODAY, close_reason=SipCloseReason.GOALS_MET)
    made = sip_follow_up_document(record_of(*closed), one.id)
    assert "Planen avslutas: målen är uppfyllda." in paragraphs(made)
    assert not [text for text in paragraphs(made) if "Nästa" in text]


# Which there are


def test_there_is_a_sheet_for_a_plan_that_goes_on_and_the_latest_follow_up_of_each() -> None:
    earlier = follow_up_of(WHOLE, followed_up_on=date(2026, 11, 20))
    latest = follow_up_of(WHOLE, followed_up_on=date(2026, 11, 21))
    found = follow_up_papers(record_of(*WHOLE.entries(latest, earlier)))
    assert [(one.id, one.number, one.title) for one in found] == [
        (WHOLE.sip.id, 2, "SIP 2: skolfrånvaro, att fylla i"),
        (latest.id, 2, "SIP 2: skolfrånvaro, uppföljd 2026-11-21"),
    ]


def test_what_was_noted_today_comes_before_the_next_sheet() -> None:
    found = follow_up_papers(record_of(*WHOLE.entries(NOTED)))
    assert [one.id for one in found] == [NOTED.id, WHOLE.sip.id]


def test_there_is_no_sheet_before_the_plan_is_established_or_after_it_is_closed() -> None:
    assert follow_up_papers(record_of(Sip(patient_id=PATIENT_ID))) == []
    closed = WHOLE.entries(NOTED, closed_on=TODAY, close_reason=SipCloseReason.MOVED)
    assert [one.id for one in follow_up_papers(record_of(*closed))] == [NOTED.id]
