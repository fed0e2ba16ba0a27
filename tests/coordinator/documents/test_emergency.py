"""The strip and the red box: UMI before akutinformation, kept apart in words, and never calm when nobody has asked."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.blocks import Alert, AlertState, AlertStrip, Bullets, Heading, Missing, words
from coordinator.document import Document, texts
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.catalogue import DOCUMENTS
from coordinator.documents.easy_emergency import emergency_in_full
from coordinator.documents.emergency import FIRST, emergency, more_on_emergencies
from coordinator.documents.emergency_sheet import sheet_texts
from coordinator.documents.english_alerts import english_strip
from coordinator.entity import Entity, Knowledge
from coordinator.record import Record
from coordinator.sections import Section
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.card_facts import LEADS
from coordinator.umi.kinds import AlertCertainty, AlertGroup, AlertSource, AlertType, Reaction, Severity
from coordinator.umi.row import AlertInformation
from coordinator.umi.texts import SAID
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

UNAWARE = replace(MAJA, emergency_known=Knowledge.NONE_KNOWN)


def row(**given: Any) -> AlertInformation:
    known: dict[str, Any] = {
        "type": AlertType.SUBSTANCE, "term": "Bensylpenicillin", "atc": "J01CE01", "valid_from": TODAY,
        "severity": Severity.LIFE_THREATENING, "advice": "Ge inte penicillin", "checked_on": TODAY,
        "checked_by": "Anna",
    }  # fmt: skip
    return AlertInformation(patient_id=PATIENT_ID, **(known | given))


def condition(term: str, **given: Any) -> AlertInformation:
    return row(type=AlertType.CONDITION, term=term, atc="", severity=None, advice="", **given)


def text(heading: str = "Kramper", **given: Any) -> EmergencyInformation:
    known: dict[str, Any] = {"source": "Planen", "checked_on": TODAY, "checked_by": "Anna", "do_not": "Håll inte fast"}
    return EmergencyInformation(patient_id=PATIENT_ID, heading=heading, **(known | given))


def answers(*groups: AlertGroup, known: Knowledge = Knowledge.NONE_KNOWN) -> list[AlertGroupAnswer]:
    return [
        AlertGroupAnswer(patient_id=PATIENT_ID, about=group, known=known, checked_on=TODAY, checked_by="Anna")
        for group in groups or AlertGroup
    ]


def box(*entries: Entity, more_follows: bool = False) -> Alert:
    found = emergency(record_of(*entries), more_follows=more_follows)
    (alert,) = (one for one in found if isinstance(one, Alert))
    return alert


def test_the_strip_comes_first_and_says_what_the_rows_and_answers_say() -> None:
    hidden = row(type=AlertType.DECISION, term="Hemligt", atc="", severity=None, for_patient=False)
    strip = next(emergency(record_of(row(), hidden, *answers(AlertGroup.INFECTION))))
    assert isinstance(strip, AlertStrip)
    assert [(cell.title, cell.words, cell.state) for cell in strip.cells] == [
        ("Tillstånd/behandling", "Ej efterfrågat", AlertState.MISSING),
        ("Smitta", "Inga kända", AlertState.CALM),
        ("Överkänslighet", "1 livshotande", AlertState.DANGER),
        ("Särskild vårdrutin", "Se journalen", AlertState.MISSING),
        ("Äldre uppgift", "Ej efterfrågat", AlertState.MISSING),
    ]
    assert all(cell.note for cell in strip.cells)


def test_umi_stands_before_akutinformation_and_each_says_which_it_is() -> None:
    mild = row(term="Kodein", severity=Severity.TROUBLESOME, certainty=AlertCertainty.SUSPECTED, atc="")
    shown = box(text(), mild, row(reactions=(Reaction.ANAPHYLAXIS, Reaction.ASTHMA)))
    assert shown.state is AlertState.DANGER
    assert [item.lead for item in shown.items] == [
        "Livshotande överkänslighet: Bensylpenicillin.", "Misstänkt besvärande överkänslighet: Kodein.", "Kramper.",
    ]  # fmt: skip
    assert words(shown.items[0].lines[0]) == "Ge inte penicillin. Reaktion: anafylaktisk reaktion, astma."
    assert shown.items[0].source == ""
    assert shown.items[1].source == (
        "UMI (nationell lista). De 2 uppgifterna ovan. Källa: Journalen, kontrollerad 2026-11-22 av Anna."
    )
    assert shown.items[2].source.startswith("Akutinformation (ej UMI). Källa: Planen")


@pytest.mark.parametrize(
    ("entry", "lead"),
    [
        (condition("Svårintuberad"), "Svårintuberad."),
        (replace(condition("Dialys"), type=AlertType.TREATMENT, ongoing=True), "Pågående behandling: Dialys."),
        (replace(condition("MRSA"), type=AlertType.AGENT), "Smitta: MRSA."),
        (replace(condition("Jehovas vittne"), type=AlertType.DECISION), "Särskild vårdrutin: Jehovas vittne."),
        (replace(condition(""), type=AlertType.HISTORIC, content="Varning 1998\nTål inte X"),
         "Äldre uppgift: Varning 1998."),
        (row(type=AlertType.STATE, term="Latex", severity=None), "Överkänslighet: Latex."),
    ],
)  # fmt: skip
def test_a_row_says_what_kind_of_thing_it_is(entry: AlertInformation, lead: str) -> None:
    assert box(entry).items[0].lead == lead


def test_what_is_historic_stands_as_it_was_written() -> None:
    old = replace(condition(""), type=AlertType.HISTORIC, content="Varning 1998\nTål inte X")
    assert words(box(old).items[0].lines[0]) == "Tål inte X."


def test_a_row_that_nobody_checked_says_so() -> None:
    unchecked = row(term="Kodein", checked_on=None, checked_by="", source=AlertSource.PATIENT, source_note="Mamma")
    assert box(unchecked).items[0].source == (
        "UMI (nationell lista). Källa: Patienten eller närstående, Mamma. Inte kontrollerad mot journalen."
    )
    earlier = row(term="Latex", checked_on=date(2026, 1, 2))
    in_short = box(unchecked, row(), earlier, more_follows=True)
    assert [bool(item.source) for item in in_short.items] == [False, False, True, False]
    assert in_short.items[2].source == (
        "UMI (nationell lista). Kontrollerade 2026-01-02 till 2026-11-22. Inte kontrollerad mot journalen: Kodein."
    )
    assert box(row(), more_follows=True).items[0].source == ("UMI (nationell lista). Kontrollerad 2026-11-22 av Anna.")


def test_further_on_stands_the_rest_of_each_row_with_its_source() -> None:
    one = row(ascertained_on=date(2014, 6, 2), comment="Tål\ncefalosporiner", valid_until=date(2027, 1, 1))
    blocks = list(more_on_emergencies(record_of(one)))
    assert [block.text for block in blocks if isinstance(block, Heading)] == [
        "Mer om akuta lägen", "Uppmärksamhetsinformation (UMI)",
    ]  # fmt: skip
    (bullets,) = (block for block in blocks if isinstance(block, Bullets))
    assert [words(line) for line in bullets.items] == [
        "Bensylpenicillin: C2 Aktiv substans. ATC J01CE01. Konstaterad 2014-06-02. Giltig till och med 2027-01-01. "
        "Tål cefalosporiner. Källa: Journalen, kontrollerad 2026-11-22 av Anna."
    ]
    assert list(more_on_emergencies(record_of())) == []


def test_a_code_that_was_guessed_stands_on_no_paper() -> None:
    blocks = list(more_on_emergencies(record_of(row(type=AlertType.CONDITION, atc="", severity=None, icd10="E27.1?"))))
    assert not [one for one in blocks if isinstance(one, Bullets) and "E27" in words(one.items[0])]


def test_on_paper_it_is_told_that_there_is_more_than_what_she_may_see() -> None:
    """One harmless row alone would be read as all there is."""
    hidden = row(term="Kodein", for_patient=False)
    record = record_of(row(term="Latex", type=AlertType.STATE, severity=None, atc=""), hidden)
    (strip,) = (block for block in emergency(record) if isinstance(block, AlertStrip))
    cell = strip.cells[2]
    assert (cell.words, cell.note) == ("1 finns", "mer står i journalen")
    assert english_strip(record).cells[2].note == "more in the record"
    (easy,) = (block for block in emergency_in_full(record, []) if isinstance(block, AlertStrip))
    assert (easy.cells[2].words, easy.cells[2].note) == ("1 sak", "Mer står i journalen")


def test_what_the_patient_may_not_see_stands_on_no_paper_that_is_made() -> None:
    hidden = row(term="Hemligtord", advice="Hemligtord", for_patient=False)
    old = row(term="Hemligtord", for_patient=False, valid_until=TODAY - timedelta(days=1))
    for paper in DOCUMENTS:
        for made in paper.all_made(record_of(hidden, old)):
            assert "Hemligtord" not in " ".join(texts(made)), paper.name


def test_it_is_calm_only_when_everything_is_asked_and_nothing_is_known() -> None:
    calm = box(UNAWARE, *answers())
    assert (calm.state, [item.lead for item in calm.items]) == (AlertState.CALM, ["Inga kända."])
    assert box(UNAWARE, *answers(*list(AlertGroup)[:4])).state is AlertState.CALM, "older entries need not be asked for"
    for group in list(AlertGroup)[:4]:
        some = box(UNAWARE, *(one for one in answers() if one.about is not group))
        assert some.state is AlertState.MISSING
        assert [item.lead for item in some.items] == [
            f"UMI (nationell lista): ej efterfrågat: {group.label}.", "Akutinformation (ej UMI): inga kända.",
        ]  # fmt: skip
        assert words(some.items[0].lines[0]) == "Fråga mottagningen."
    hidden = row(type=AlertType.HISTORIC, content="X", atc="", severity=None, for_patient=False)
    assert box(UNAWARE, hidden, *answers(*list(AlertGroup)[:4])).state is AlertState.MISSING


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (Knowledge.NOT_ASKED, "Akutinformation (ej UMI): inte efterfrågat."),
        (Knowledge.SOME, "Akutinformation (ej UMI): finns, men är inte inskriven."),
    ],
)
def test_nothing_known_of_umi_says_nothing_of_akutinformation(known: Knowledge, said: str) -> None:
    shown = box(replace(MAJA, emergency_known=known), *answers())
    assert shown.state is AlertState.MISSING
    assert [item.lead for item in shown.items] == ["UMI (nationell lista): inga kända.", said]
    assert [item.lead for item in box(replace(MAJA, emergency_known=known), row()).items][1:] == [said]


def test_nobody_asked_about_anything() -> None:
    assert [item.lead for item in box().items] == ["Inte efterfrågat."]


def test_a_row_that_has_run_out_is_a_gap_and_is_not_told() -> None:
    old = row(term="Kodein", advice="Ge inte kodein", valid_until=TODAY - timedelta(days=1), valid_from=None)
    blocks = list(emergency(record_of(UNAWARE, old, *answers(known=Knowledge.NOT_ASKED))))
    assert [one for one in blocks if isinstance(one, Missing)] == [
        Missing(
            "Har gått ut", "”Kodein” gällde till och med 2026-11-21. Be vården kontrollera uppgiften mot journalen."
        )
    ]
    assert "Ge inte kodein" not in str(blocks)
    asked_since = list(emergency(record_of(UNAWARE, old, *answers())))
    assert [one.state for one in asked_since if isinstance(one, Alert)] == [AlertState.MISSING]


CARRIES = {"vardplan", "overlamning-flytt", "akutblad", "akutblad-en"}
"""The papers that carry the strip. An overlamning does so where the consent covers the receiver, and one to a fast
vårdkontakt wherever there is one beside the user."""


def test_the_strip_stands_on_every_paper_with_the_emergency_part_and_no_other(practice: dict[str, Record]) -> None:
    def carries(made: Document) -> bool:
        return any(isinstance(block, AlertStrip) for block in made.blocks)

    found = {paper.name for paper in DOCUMENTS for made in paper.all_made(practice["barn"]) if carries(made)}
    assert found - {"overlamning", "overlamning-fvk"} == CARRIES
    for paper in DOCUMENTS:
        for lettering in paper.letterings if paper.name in CARRIES else ():
            assert carries(paper.made(practice["barn"], lettering)), (paper.name, lettering)


def test_where_the_part_is_left_out_there_is_neither_strip_nor_row() -> None:
    made = care_plan_document(record_of(row(), text()), frozenset({Section.EMERGENCY}))
    assert not any(isinstance(block, AlertStrip) for block in made.blocks)
    assert "enicillin" not in " ".join(texts(made)) and "Håll inte fast" not in " ".join(texts(made))


def test_the_words_before_what_must_not_be_done_never_turn_it_round() -> None:
    labels = [dict(FIRST)["do_not"], *(sheet_texts(one)["do_not"] for one in ("sv", "en"))]
    named = {*(one.removesuffix(":") for one in labels), *LEADS["do_not"], SAID["do_not"]}
    assert named == {"Att inte göra", "What not to do"}, "a name, under which “Lämna henne inte ensam” can stand"
    assert not any(lead in ("Undvik", "Avoid") for both in LEADS.values() for lead in both)


def test_in_short_what_threatens_life_is_alone_and_the_others_share_a_line_by_group() -> None:
    mild, latex = (row(term=term, severity=Severity.TROUBLESOME, advice="") for term in ("Kodein", "Latex"))
    some = [condition("Svårintuberad"), replace(condition("Dialys"), type=AlertType.TREATMENT, ongoing=True)]
    shown = box(row(reactions=(Reaction.ASTHMA,)), mild, latex, *some, text(), more_follows=True)
    assert [" ".join([item.lead, *map(words, item.lines)]) for item in shown.items] == [
        "Livshotande överkänslighet: Bensylpenicillin. Ge inte penicillin.",
        "Besvärande överkänslighet: Kodein. Besvärande överkänslighet: Latex.",
        "Svårintuberad. Pågående behandling: Dialys.",
        "Kramper. Att inte göra: Håll inte fast.",
    ]
    assert [item.source.partition(").")[0] for item in shown.items] == [
        "", "", "UMI (nationell lista", "Akutinformation (ej UMI",
    ]  # fmt: skip
    said = " ".join(words(line) for block in more_on_emergencies(record_of(row(reactions=(Reaction.ASTHMA,)), text()))
                    if isinstance(block, Bullets) for line in block.items)  # fmt: skip
    assert "Reaktion: astma." in said and "Källa: Planen, kontrollerad 2026-11-22 av Anna." in said


def test_of_several_texts_in_short_the_days_of_their_checks_stand_once() -> None:
    shown = box(text(), text("Pacemaker", checked_on=date(2026, 3, 1)), more_follows=True)
    assert [item.source for item in shown.items] == [
        "", "Akutinformation (ej UMI). Kontrollerade 2026-03-01 till 2026-11-22.",
    ]  # fmt: skip
    english = box(text(language=CardLanguage.ENGLISH), more_follows=True)
    assert english.items[0].source.endswith("av Anna. Texten finns bara på engelska.")


def test_a_text_in_english_alone_that_has_run_out_is_told_of() -> None:
    old = text("Seizures", language=CardLanguage.ENGLISH, valid_until=TODAY - timedelta(days=1))
    swedish = text()
    told = [one.text for one in emergency(record_of(old)) if isinstance(one, Missing)]
    assert len(told) == 1 and "Seizures" in told[0]
    beside = emergency(record_of(swedish, replace(old, translates_id=swedish.id)))
    assert [one for one in beside if isinstance(one, Missing)] == []
