"""*Övergångsplan*: own words first, who takes over after whom with every hole, what was agreed, days with source."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordinator.blocks import Block, Bullets, Facts, Heading, Missing, Paragraph, Quote, Table, words
from coordinator.contact import Contact, ContactCategory, ContactStatus
from coordinator.document import Document, from_json, texts, to_json
from coordinator.documents.transition_plan import transition_plan_document
from coordinator.entity import Entity
from coordinator.guardian import Guardian
from coordinator.person import ProtectedIdentity
from coordinator.protection import HIDDEN
from coordinator.transition.swap import Transition, TransitionKind, TransitionTask
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of
from tests.coordinator.documents.transition_samples import WholeTransition, whole_transition

WHOLE = whole_transition(PATIENT_ID)
SWAPS = "Vem har ansvaret i dag, och vem tar över?"


def made(*entries: Entity, today: date = TODAY) -> Document:
    return transition_plan_document(record_of(*entries, today=today))


def under(document: Document, heading: str) -> list[Block]:
    """The blocks that stand under a heading."""
    found: list[Block] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading):
            inside = block.text == heading
        elif inside:
            found.append(block)
    return found


def rows(document: Document, heading: str) -> list[tuple[str, ...]]:
    """The rows of the table under a heading."""
    (table,) = (block for block in under(document, heading) if isinstance(block, Table))
    return [tuple(map(words, row)) for row in table.rows]


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def test_own_words_come_first() -> None:
    first, heading, own, theirs, family, *_ = made(*WHOLE.entries()).blocks
    assert isinstance(first, Paragraph) and heading == Heading("Med mina egna ord")
    assert own == Quote("Jag vill veta vem jag ska träffa innan jag kommer dit.")
    assert (theirs, family) == (Heading("Min familjs ord", 3), Quote("Vi vill vara med första gången."))
    missing = made(*WHOLE.entries(own_words=" ", family_words="")).blocks[2:4]
    assert isinstance(missing[0], Missing) and isinstance(missing[1], Facts)


def test_the_stages_stand_with_their_day_and_where_we_are() -> None:
    (stages,) = under(made(*WHOLE.entries()), "Så långt har vi kommit")
    assert isinstance(stages, Facts)
    assert [(fact.label, words(fact.value)) for fact in stages.facts] == [
        ("Informera", "Klart"), ("Planera", "Klart"), ("Förbereda", "Här är vi nu"),
        ("Mottagare utsedd", "Inte klart än, från 2025-12-14"), ("Överföra", "Från 2026-12-14"),
        ("Landa", "Från 2027-12-14"), ("Klar", "Sist av allt"),
    ]  # fmt: skip
    ageless = replace(WHOLE, patient=replace(WHOLE.patient, birth_date=None))
    (stages,) = under(made(*ageless.entries()), "Så långt har vi kommit")
    assert isinstance(stages, Facts)
    assert [words(fact.value) for fact in stages.facts][-3:] == [*["Dagen är inte bestämd"] * 2, "Sist av allt"]
    assert "Så långt har vi kommit" not in headings(made(*replace(WHOLE, others=()).swaps.values(),
                                                         *WHOLE.contacts.values()))  # fmt: skip


def test_every_swap_says_who_answers_and_who_takes_over_or_that_nobody_does() -> None:
    assert rows(made(*WHOLE.entries()), SWAPS) == [
        ("Barn–vuxen specialistvård", "Amina Wallin, barnneurolog\nBarnneurologen\n031-390 06 13",
         "Mottagare saknas\nNeurologen Östra", "2026-12-14"),
        ("Barn–vuxen habilitering", "Helena Dahl, kurator\nHabiliteringen\n031-390 06 12",
         "Mona Rehn, kurator\nVuxenhabiliteringen\n031-390 06 16", "2027-03-01"),
        ("Barn–vuxen tandvård", "Cecilia Ask, tandläkare\nFolktandvården Ekby\n031-390 06 14",
         "Björn Lund, tandläkare\nSpecialisttandvården Mölndal\n031-390 06 17", "2027-12-31"),
        ("Barn–vuxen habilitering", "Ali Hassan, ortopedingenjör\nHjälpmedelscentralen\n031-390 06 15",
         "Samma enhet hela vägen", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"rule": "", "planned_on": None}, ("Mottagare saknas\nNeurologen Östra", "Dagen är inte bestämd")),
        (
            {"rule": "", "planned_on": date(2026, 11, 1)},
            ("Mottagare saknas\nNeurologen Östra", "2026-11-01\nskulle ha varit"),
        ),
        ({"completed_on": TODAY, "receiver": "Bo"}, ("Bo\nNeurologen Östra", "Klar\n2026-11-22")),
    ],
)
def test_a_swap_without_a_day_and_one_that_is_done(fields: dict[str, Any], said: tuple[str, str]) -> None:
    found = rows(made(*WHOLE.with_swap("neurology", **fields).entries()), SWAPS)
    assert said in [row[2:] for row in found if row[0] == "Barn–vuxen specialistvård"]


def test_what_was_agreed_stands_with_its_swap() -> None:
    general = TransitionTask(patient_id=PATIENT_ID, what="Samtal om god man", who="Helena Dahl")
    paper = made(*WHOLE.entries(general))
    assert rows(paper, "Habiliteringen (Barn–vuxen habilitering)") == [
        ("Hjälpmedlen följer med", "Ali Hassan", "2027-02-01", "Ska göras"),
        ("Remiss till vuxenhabiliteringen", "Helena Dahl", "", "Klart 2026-09-01"),
    ]
    assert rows(paper, "Folktandvården Ekby (Barn–vuxen tandvård)")[1] == (
        "Intyg om F-tandvård", "Ingen än", "", "Behövs inte: Leo har det redan.",
    )  # fmt: skip
    assert rows(paper, "Överenskommet för hela övergången")[0][0] == "Samtal om god man"
    assert "Barnneurologen (Barn–vuxen specialistvård)" not in headings(paper), "nothing to tell beyond the table"
    (facts,) = (one for one in under(paper, "Habiliteringen (Barn–vuxen habilitering)") if isinstance(one, Facts))
    told = {fact.label: words(fact.value) for fact in facts.facts}
    assert told["Remiss"] == "Skickad 2026-09-01, bekräftad 2026-09-20"
    assert told["Mottagaren har bekräftat"] == "2026-10-09, Mona Rehn"
    assert (told["Första besöket"], told["Uppföljning"]) == ("Planerat 2027-03-10", "3 månader: 2027-06-10")


def test_what_remains_is_counted() -> None:
    (bullets,) = under(made(*WHOLE.entries()), "Övergången kan bli klar när")
    assert isinstance(bullets, Bullets)
    assert words(bullets.items[0]) == "alla byten har en namngiven mottagare: 2 av 3"


def test_days_of_law_and_support_stand_with_their_source_and_whether_it_was_checked() -> None:
    found = rows(made(*WHOLE.entries()), "Dagar att känna till")
    days = [row[0] for row in found]
    assert days[:3] == ["2026-06-14\nhar varit", "2026-12-14", "2027-06-30"]
    assert "2027-12-31" in days and "2028-01-01" in days and "2058-12-13" not in days
    assert found[0][2].endswith("Inte kontrollerad") and not found[1][2].endswith("Inte kontrollerad")
    assert all(row[2] for row in found)


def test_without_a_birth_date_that_is_said_and_an_adult_has_no_days() -> None:
    (missing,) = under(made(), "Dagar att känna till")
    assert isinstance(missing, Missing)
    adult = replace(WHOLE.patient, birth_date=date(1992, 5, 1))
    assert "Dagar att känna till" not in headings(made(adult))


def test_whom_to_ring_and_the_way_back() -> None:
    paper = made(*WHOLE.entries())
    assert rows(paper, "Vem ringer jag?")[0] == ("Frågor om övergången", "Helena Dahl, kurator", "031-390 06 12")
    assert rows(paper, "Vem ringer jag?")[-1][-1] == "112"
    (back,) = under(paper, "Om det inte fungerar efter bytet")[:1]
    assert isinstance(back, Bullets) and len(back.items) == 1
    lacking = made(*WHOLE.with_swap("habilitation", way_back="").entries())
    assert isinstance(under(lacking, "Om det inte fungerar efter bytet")[0], Missing)


def test_an_empty_record_says_what_is_missing_and_where_to_begin() -> None:
    paper = made()
    assert [block.word for block in paper.blocks if isinstance(block, Missing)] == ["Saknas"] * 3
    assert "112" in texts(paper)


def test_a_hundred_swaps_and_a_unit_that_has_closed() -> None:
    gone = Contact(patient_id=PATIENT_ID, name="Barnmottagningen", status=ContactStatus.ENDED)
    swaps = [Transition(patient_id=PATIENT_ID, contact_id=gone.id, receiver="Å" * 80, to_unit=f"Enhet {number}")
             for number in range(120)]  # fmt: skip
    found = rows(made(gone, *swaps), SWAPS)
    assert len(found) == 120 and all(row[1] == "Barnmottagningen" for row in found)


def test_what_came_to_nothing_and_what_is_kept_off_paper_is_not_there() -> None:
    dropped = WHOLE.with_swap("neurology", dropped_on=TODAY, dropped_reason="Nej")
    assert len(rows(made(*dropped.entries()), SWAPS)) == 3
    contacts = WHOLE.contacts | {"amina": replace(WHOLE.contacts["amina"], on_print=False)}
    off_paper = replace(WHOLE, contacts=contacts).entries(summary="", summary_by="")
    assert "Amina Wallin" not in str(texts(made(*off_paper))), "neither in the table nor in the timeline"


def hidden(**changed: Any) -> WholeTransition:
    """A patient who is protected, with other values in the contact who leaves."""
    contacts = WHOLE.contacts | {"helena": replace(WHOLE.contacts["helena"], **changed)}
    patient = replace(WHOLE.patient, protected_identity=ProtectedIdentity.REGISTRATION)
    return replace(WHOLE, contacts=contacts, patient=patient)


def test_where_a_protected_person_goes_is_not_told() -> None:
    school = hidden(category=ContactCategory.SCHOOL_WORK)
    vague = Transition(
        patient_id=PATIENT_ID, kind=TransitionKind.SCHOOL_ADULT, from_unit="Ekskolan", receiver="Rut Ek",
        to_unit="Daglig verksamhet Solen", receiver_phone="0430-1", way_back="Ekskolan, 0430-2",
    )  # fmt: skip
    said = " ".join(texts(made(*school.entries(vague))))
    for secret in ("Helena", "Rut Ek", "Solen", "Ekskolan", "0430", "Mölndal", "06 17", "Neurologen Östra"):
        assert secret not in said, secret
    assert HIDDEN in said and "Björn Lund" in said and "Vuxenhabiliteringen" in said


def test_a_protected_guardian_is_not_named() -> None:
    mother = Guardian(patient_id=PATIENT_ID, name="Hanna Fyller", protected_identity=ProtectedIdentity.MARKED)
    assert "Hanna" not in " ".join(texts(made(*WHOLE.entries(mother, family_words="Hanna Fyller vill vara med."))))


def test_it_is_the_same_when_it_has_been_stored() -> None:
    paper = made(*WHOLE.entries())
    assert from_json(to_json(paper)) == paper
