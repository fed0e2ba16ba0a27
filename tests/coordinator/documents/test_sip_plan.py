"""*Samordnad individuell plan* on paper: the own words first, the four points always there, and gaps named."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordinator.blocks import Bullets, Facts, Heading, Missing, Note, Paragraph, Quote, Table, words
from coordinator.contact import Contact, ContactStatus, Huvudman
from coordinator.document import Document, from_json, texts, to_json
from coordinator.documents.sip_plan import plans_of_sips, sip_plan_document, sip_plan_document_landscape
from coordinator.entity import Entity
from coordinator.person import ProtectedIdentity
from coordinator.protection import HIDDEN
from coordinator.record import Record
from coordinator.sip.decision import DecisionStatus, SipDecision
from coordinator.sip.legal_points import LegalPoint
from coordinator.sip.meeting import SipMeeting
from coordinator.sip.participant import SipParticipant
from coordinator.sip.process import Sip, SipAnswer, SipCloseReason, SipLead
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of
from tests.coordinator.documents.sip_samples import WholeSip, whole_sip

WHOLE = whole_sip(PATIENT_ID)


def made(whole: WholeSip = WHOLE, *more: Entity, landscape: bool = False, **changed: Any) -> Document:
    record = record_of(*whole.entries(*more, **changed))
    return (sip_plan_document_landscape if landscape else sip_plan_document)(record, whole.sip.id)


def empty(**fields: Any) -> Document:
    sip = Sip(patient_id=PATIENT_ID, **fields)
    return sip_plan_document(record_of(sip), sip.id)


def said(document: Document) -> str:
    return "\n".join(texts(document))


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def missing(document: Document) -> list[str]:
    return [f"{block.word}: {block.text}" for block in document.blocks if isinstance(block, Missing)]


def facts(document: Document) -> dict[str, str]:
    return {
        fact.label: words(fact.value) for block in document.blocks if isinstance(block, Facts) for fact in block.facts
    }


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[words(cell) for cell in row] for row in block.rows] for block in document.blocks if isinstance(block, Table)
    ]


def under(document: Document, heading: str) -> list[Any]:
    """What stands under a heading, to the next one."""
    found: list[Any] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading):
            inside = block.text == heading
        elif inside:
            found.append(block)
    return found


def test_the_own_words_come_first_and_then_the_four_points_in_the_order_of_the_law() -> None:
    paper = made()
    assert headings(paper) == [
        "Vad är viktigt för mig", "Så är det nu", *(point.label for point in LegalPoint), "Om planen inte fungerar",
        "Uppföljning", "Deltagare",
    ]  # fmt: skip
    (quote,) = under(paper, "Vad är viktigt för mig")[:1]
    assert quote == Quote("Jag vill träffa Noa.")
    assert missing(paper) == []
    assert (paper.kind, paper.title, paper.number, paper.landscape) == (
        "sip_plan", "Samordnad individuell plan", 2, False,
    )  # fmt: skip
    assert paper.footer.edition == "Samordnad individuell plan 2, utskriven 2026-11-22"


def test_what_the_plan_is_stands_in_short() -> None:
    assert facts(made()) == {
        "Plan": "SIP 2. Upprättad 2026-11-20 av Helena Dahl", "Anledning": "Skolfrånvaro",
        "Möte": "Fredag 20 november 2026, klockan 13.00. Sal 4", "Ledde mötet": "Helena Dahl",
        "Antecknade": "Anna Berg", "Initiativ": "Helena Dahl, region",
        "Samtycke": "Skriftligt 2026-10-25, gäller till och med 2027-10-25",
        "Frågeställning": "Hur orkar Leo hela dagar?", "Huvudman": "Region",
        "Kontaktperson": "Helena Dahl, Habiliteringen, 031-390 06 12",
    }  # fmt: skip


def test_each_row_says_need_goal_what_who_for_whom_and_when() -> None:
    first, _, third = tables(made())[0]
    assert first == [
        "1. Hälsa: Sova bättre\nMål: Hel natt fem dagar i veckan", "Sömnskola",
        "Helena Dahl, kurator\nHuvudman: region", "Börjar 2026-12-01\nKlart senast 2027-01-15",
    ]  # fmt: skip
    assert third[2] == "Susanne Palm, handläggare\nHuvudman: stat"


def test_lying_down_each_part_has_a_column() -> None:
    paper = made(landscape=True)
    assert paper.landscape
    assert tables(paper)[0][1] == [
        "2. Fritid: Vara med Noa", "Träffas varje vecka", "Ledsagare på torsdagar", "Anna Berg, LSS-handläggare",
        "Kommun", "2026-12-01", "2027-01-15",
    ]  # fmt: skip
    assert headings(paper) == headings(made()) and facts(paper) == facts(made())


def test_what_region_and_kommun_answer_for_is_told_by_number() -> None:
    assert tables(made())[1] == [["Region", "1. Sömnskola"], ["Kommun", "2. Ledsagare på torsdagar"]]
    without = replace(WHOLE, rows=(WHOLE.rows[0], *(replace(one, huvudman=None) for one in WHOLE.rows[1:])))
    paper = made(without, established_on=None)
    assert tables(paper)[1] == [["Region", "1. Sömnskola"], ["Kommun", "Inga insatser i planen."]]
    assert "Saknas: Bestäm vem som svarar för insats 2 och 3." in missing(paper)


def test_what_others_do_is_told_with_who_does_it_and_what_the_family_does() -> None:
    bullets, family = under(made(), LegalPoint.OTHERS.label)
    assert isinstance(bullets, Bullets) and isinstance(family, Paragraph)
    assert [words(item) for item in bullets.items] == ["3. Vilorum (Susanne Palm, handläggare, stat)"]
    assert words(family.text) == "Jag och min familj gör: Leo ringer Noa."


def test_that_nobody_else_does_anything_is_an_answer() -> None:
    ours = replace(WHOLE, rows=WHOLE.rows[:2])
    (nobody,) = under(made(ours, family_does="", nobody_else=True), LegalPoint.OTHERS.label)
    assert words(nobody.text) == "Ingen annan gör något i planen."
    assert [type(block) for block in under(made(ours, family_does=""), LegalPoint.OTHERS.label)] == [Missing]
    somebody = under(made(WHOLE, family_does="", nobody_else=True), LegalPoint.OTHERS.label)
    assert [type(block) for block in somebody] == [Bullets]


def test_an_empty_sip_is_a_draft_that_names_all_it_lacks() -> None:
    paper = empty()
    assert [one for one in headings(paper) if one in {point.label for point in LegalPoint}] == [
        point.label for point in LegalPoint
    ]
    assert missing(paper) == [
        "Saknas: Börja mötet med att fråga vad som är viktigt, och skriv det med personens egna ord.",
        "Utkast: Planen är inte upprättad än. Kvar att bestämma: insatser som behövs, vad region och kommun svarar "
        "för, vad andra gör, vem har det övergripande ansvaret och när planen följs upp.",
        "Inte skrivet än: Skriv vad andra gör, eller att ingen annan gör något.",
        "Saknas: Bestäm om regionen eller kommunen har det övergripande ansvaret.",
        "Inte skrivet än: Bestäm vem man ringer om något i planen inte blir av.",
        "Saknas: Bestäm en dag.",
    ]
    assert paper.footer.edition == "Samordnad individuell plan 1 (utkast), utskriven 2026-11-22"
    assert "Ingen insats är bestämd än." in texts(paper) and "Inga deltagare är inskrivna än." in texts(paper)
    assert from_json(to_json(paper)) == paper


def test_only_what_is_left_is_named_in_a_draft() -> None:
    assert missing(made(established_on=None, overall_huvudman=None)) == [
        "Utkast: Planen är inte upprättad än. Kvar att bestämma: vem har det övergripande ansvaret.",
        "Saknas: Bestäm om regionen eller kommunen har det övergripande ansvaret.",
    ]
    assert missing(made(established_on=None)) == ["Utkast: Planen är inte upprättad än."]


def test_of_a_plan_that_others_lead_it_is_not_said_what_it_lacks() -> None:
    paper = empty(lead=SipLead.OTHERS, led_by="Eva Ek, kommunen")
    assert "Utkast: Planen är inte upprättad än." in missing(paper)
    assert facts(paper)["Planen leds av"] == "Eva Ek, kommunen"


def test_a_row_says_how_it_went_once_it_has_been_followed_up() -> None:
    went = WHOLE.followed_up(
        DecisionStatus.DONE, DecisionStatus.ONGOING, DecisionStatus.NOT_STARTED, on=TODAY, result="Sover"
    )
    assert [row[1] for row in tables(made(went))[0]] == [
        "Sömnskola\nKlart 2026-11-22\nResultat: Sover", "Ledsagare på torsdagar\nPågår 2026-11-22\nResultat: Sover",
        "Vilorum\nEj påbörjat 2026-11-22\nResultat: Sover",
    ]  # fmt: skip


def test_a_row_of_which_little_is_known_says_so() -> None:
    bare = SipDecision(patient_id=PATIENT_ID, sip_id=WHOLE.sip.id, need="Sova")
    (row,) = tables(made(replace(WHOLE, rows=(bare,))))[0]
    assert row == ["1. Sova", "Ingen insats bestämd än", "Ingen ansvarig än", "Inget datum än"]
    only_what = replace(bare, need="", what="Ringa", responsible="Mormor", status=DecisionStatus.DONE)
    (row,) = tables(made(replace(WHOLE, rows=(only_what,))))[0]
    assert row == ["1. Inget behov skrivet", "Ringa\nKlart", "Mormor", ""]


def test_who_took_part_and_who_came_is_told_with_numbers_to_ring_but_never_the_familys() -> None:
    rows = tables(made())[2]
    assert rows == [
        ["Maja Lindeskog", "", "", "Var med"],
        ["Maria Björk, vårdnadshavare", "", "", "Inte noterat"],
        ["Helena Dahl, kurator", "Habiliteringen (region)", "031-390 06 12", "Var med"],
        ["Anna Berg, LSS-handläggare", "Ekby kommun (kommun)", "0430-150 01", "Ombud: Daniel Roos"],
        ["Susanne Palm, handläggare", "Försäkringskassan (stat)", "Telefon saknas", "Var inte med"],
    ]
    assert "070-174" not in said(made())
    before = replace(WHOLE, others=tuple(
        replace(one, held_on=None) if isinstance(one, SipMeeting) else one for one in WHOLE.others
    ))  # fmt: skip
    assert {len(row) for row in tables(made(before, established_on=None))[2]} == {3}


def test_the_number_of_a_named_contact_stands_beside_it() -> None:
    for words_of_her in ("Anna Berg", "Anna Berg, Ekby kommun", "anna berg, lss-handläggare"):
        found = facts(made(overall_contact=words_of_her))
        assert (found["Kontaktperson"], found["Telefon"]) == (words_of_her, "0430-150 01")
    nobody = facts(made(overall_contact="Eva Ek"))
    assert (nobody["Kontaktperson"], nobody["Telefon"]) == ("Eva Ek", "Telefon saknas")
    assert "Saknas: Ingen kontaktperson är utsedd än." in missing(made(overall_contact=""))


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({"closed_on": TODAY, "close_reason": SipCloseReason.MOVED},
         "SIP 2. Upprättad 2026-11-20 av Helena Dahl. Avslutad 2026-11-22"),
        ({"established_on": None, "answer": SipAnswer.NO}, "SIP 2. Tackat nej"),
        ({"established_on": None, "refused_on": TODAY, "refused_reason": "Bara regionen"}, "SIP 2. Nekad"),
        ({"established_on": None}, "SIP 2. Utkast"),
    ],
)  # fmt: skip
def test_the_state_of_the_plan_is_said(changed: dict[str, Any], state: str) -> None:
    paper = made(WHOLE, **changed)
    assert facts(paper)["Plan"] == state
    assert any(one.startswith("Utkast") for one in missing(paper)) is state.endswith("Utkast")


def test_a_follow_up_day_that_has_passed_is_said_without_blame() -> None:
    (paragraph,) = under(made(follow_up_on=date(2026, 11, 21)), "Uppföljning")
    assert words(paragraph.text) == "Planen skulle ha följts upp lördag 21 november 2026."
    (closed,) = under(
        made(follow_up_on=date(2026, 11, 21), closed_on=TODAY, close_reason=SipCloseReason.MOVED), "Uppföljning"
    )
    assert words(closed.text) == "Planen följs upp lördag 21 november 2026."


def test_the_law_and_the_national_code_stand_at_the_end() -> None:
    note = made().blocks[-1]
    assert isinstance(note, Note)
    assert note.text.startswith("Laglig grund: hälso- och sjukvårdslagen (2017:30) 16 kap. 4 § och motsvarande ")
    assert "nationell kod SIP." in note.text


def test_names_of_eighty_letters_and_a_contact_that_has_ended_stand_there() -> None:
    long = "Å" * 80
    ended = tuple(
        replace(one, name=long, status=ContactStatus.ENDED) if isinstance(one, Contact) and one.name == "Anna Berg"
        else one
        for one in WHOLE.others
    )  # fmt: skip
    paper = made(replace(WHOLE, others=ended))
    assert tables(paper)[2][3][0] == f"{long}, LSS-handläggare"
    assert tables(paper)[0][1][2].startswith(long)


@pytest.mark.parametrize("landscape", [False, True])
def test_nothing_that_tells_where_a_protected_patient_is_stands_there(landscape: bool) -> None:
    hidden = replace(
        MAJA, protected_identity=ProtectedIdentity.REGISTRATION, phone="070-174 06 10", address="Ekgatan 1"
    )
    told = [replace(one, organisation="Ekby skola", phone="0430-2") for one in WHOLE.people[2:]]
    told[1] = replace(told[1], function="handläggare i Ekby")
    people = (*WHOLE.people[:2], *told)
    rows = tuple(replace(one, responsible="Anna Berg") for one in WHOLE.rows)
    paper = made(
        replace(WHOLE, people=people, rows=rows), hidden, landscape=landscape,
        overall_contact="Anna Berg, Ekby kommun, 0430-150 01",
    )  # fmt: skip
    left = said(paper)
    secrets = ("Anna Berg", "Ekby kommun", "0430", "Ekby skola", "i Ekby", "Sal 4", "Ekgatan")
    assert not [word for word in secrets if word in left]
    assert HIDDEN in left and "Helena Dahl" in left and "Maja Lindeskog" in left


def test_what_is_hidden_within_brackets_has_no_full_stop() -> None:
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
    rows = (replace(WHOLE.rows[1], huvudman=Huvudman.PRIVATE),)
    (bullets, _) = under(made(replace(WHOLE, rows=rows), hidden), LegalPoint.OTHERS.label)
    assert [words(item) for item in bullets.items] == [
        "1. Ledsagare på torsdagar (Uppgiften är skyddad och står inte här, privat)"
    ]


def test_every_plan_or_plan_to_be_can_be_printed_but_not_what_came_to_nothing() -> None:
    draft, plan = Sip(patient_id=PATIENT_ID, number=1), replace(WHOLE.sip, number=2)
    closed = Sip(
        patient_id=PATIENT_ID, number=3, established_on=TODAY, follow_up_on=TODAY, closed_on=TODAY,
        close_reason=SipCloseReason.MOVED,
    )  # fmt: skip
    nothing = [
        Sip(patient_id=PATIENT_ID, number=4, answer=SipAnswer.NO),
        Sip(patient_id=PATIENT_ID, number=5, refused_on=TODAY, refused_reason="Bara regionen"),
    ]
    found = plans_of_sips(record_of(draft, plan, closed, *nothing))
    assert [(one.id, one.number) for one in found] == [(plan.id, 2), (draft.id, 1), (closed.id, 3)]
    assert found[0].title == "SIP 2: skolfrånvaro"


@pytest.mark.parametrize("huvudman", Huvudman)
def test_every_huvudman_stands_under_one_of_the_points(huvudman: Huvudman) -> None:
    paper = made(replace(WHOLE, rows=(replace(WHOLE.rows[0], huvudman=huvudman),)))
    ours = huvudman in (Huvudman.REGION, Huvudman.KOMMUN)
    (table,) = [one for one in under(paper, LegalPoint.HUVUDMAN.label) if isinstance(one, Table)]
    assert ("1. Sömnskola" in " ".join(words(row[1]) for row in table.rows)) is ours
    assert any(isinstance(one, Bullets) for one in under(paper, LegalPoint.OTHERS.label)) is not ours


def test_a_participant_of_the_practice_people_is_anybody(practice: dict[str, Record]) -> None:
    """A record with 120 contacts: all may take part."""
    record = practice["120-kontakter"]
    sip = Sip(patient_id=record.patient_id)
    people = tuple(
        SipParticipant(patient_id=record.patient_id, sip_id=sip.id, position=number, contact_id=one.id)
        for number, one in enumerate(record.all(Contact))
    )
    whole = replace(record, entries={**record.entries, Sip: (sip,), SipParticipant: people})
    (table,) = [rows for rows in tables(sip_plan_document(whole, sip.id)) if len(rows) > 100]
    assert len(table) == len(people) >= 120
