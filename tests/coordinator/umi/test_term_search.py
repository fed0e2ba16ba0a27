"""Finding a term as people type it, and being told when the list has none."""

import csv
from importlib.resources import files
from time import perf_counter

import pytest

from coordinator.umi.kinds import AlertType
from coordinator.umi.term_search import BLOOD_BORNE, NOT_IN_LIST, search_terms
from coordinator.umi.terms import NationalTerm, is_national, national_terms


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("LQTS", "Långt QT-syndrom (LQTS)"),
        ("syndrom långt", "Långt QT-syndrom (LQTS)"),
        ("langt qt", "Långt QT-syndrom (LQTS)"),
        ("ICD", "Implanterbar defibrillator (ICD – implantable cardioverter-defibrillator)"),
        ("pacemaker", "Pacemaker"),
        ("mrsa", "MRSA (meticillinresistenta Staphylococcus aureus)"),
        ("Adisons", "Addisons sjukdom"),
        ("intuberad", "Svårintuberad"),
        ("E27.1", "Addisons sjukdom"),
        ("e271", "Addisons sjukdom"),
        ("I49.8E", "Långt QT-syndrom (LQTS)"),
        ("i498e", "Långt QT-syndrom (LQTS)"),
        ("E71.1A", "Hyperleucin-isoleucinemi"),
        ("U82.1", "MRSA (meticillinresistenta Staphylococcus aureus)"),
        ("b01aa03", "Warfarinbehandling"),
        ("ej HLR", "Läkarbeslut finns om att inte utföra hjärt-lungräddning"),
        ("0-HLR", "Läkarbeslut finns om att inte utföra hjärt-lungräddning"),
        ("blodtransfusion", "Patienten accepterar ej blod- eller plasmatransfusion"),
        ("fettsyraomsättningen", "Rubbningar i fettsyraomsättningen"),
        ("VP-shunt", "Shunt i centrala nervsystemet"),
        ("njurtransplantation", "Njurtransplanterad"),
        ("gravid", "Blodsmitta hos gravid"),
    ],
)
def test_what_people_type_finds_the_term_first(typed: str, term: str) -> None:
    found = search_terms(typed)
    assert [one.term for one in found.hits][:1] == [term]
    assert not found.said and not found.as_text


def test_cochlea_is_found_by_its_letters() -> None:
    assert "Cochleaimplantat" in [one.term for one in search_terms("CI").hits]


@pytest.mark.parametrize("one", national_terms(), ids=lambda one: one.term)
def test_every_term_is_found_by_itself(one: NationalTerm) -> None:
    assert one in search_terms(one.term).hits


@pytest.mark.parametrize(
    "typed", ["Dravet", "Dravets syndrom", "Jehovas", "kortison", "Marfan", "diabetes", "hepatit a"]
)
def test_what_is_not_in_the_list_is_for_akutinformation(typed: str) -> None:
    found = search_terms(typed)
    assert (found.hits, found.said, found.as_text) == ((), NOT_IN_LIST, True)
    assert NOT_IN_LIST == "Finns inte i nationella listan – lägg som akutinformation."


@pytest.mark.parametrize("typed", ["hepatit C", "Hepatit-B", "HIV", "blodsmitta", "hcv pacemaker", "blodsmitta hos gr"])
def test_blood_borne_infection_is_explained_and_only_that_of_somebody_pregnant_offered(typed: str) -> None:
    found = search_terms(typed)
    assert [one.term for one in found.hits] == ["Blodsmitta hos gravid"]
    assert found.said == BLOOD_BORNE and not found.as_text


def test_the_allowed_one_typed_in_full_is_not_explained() -> None:
    assert search_terms("Blodsmitta hos gravid").said == ""


@pytest.mark.parametrize("typed", ["", "  \n", "()", "…"])
def test_nothing_typed_is_nothing_said(typed: str) -> None:
    found = search_terms(typed)
    assert (found.hits, found.said, found.as_text) == ((), "", False)


@pytest.mark.parametrize("typed", ["hjartlung " * 20_000, "x" * 200_000, "a.b" * 50_000, "1." * 50_000])
def test_a_text_put_in_the_wrong_field_is_answered_at_once(typed: str) -> None:
    begun = perf_counter()
    assert search_terms(typed).as_text
    assert perf_counter() - begun < 1


def test_no_more_are_offered_than_asked_for() -> None:
    assert len(search_terms("rubbningar", 3).hits) == 3


def test_our_own_words_are_beside_terms_of_the_list_and_name_no_blood_borne_infection() -> None:
    lines = (files("resources") / "codes" / "umi_words.tsv").read_text(encoding="utf-8").splitlines()
    for line in csv.DictReader(lines, delimiter="\t"):
        assert is_national(AlertType.of(line["type"]), line["term"]), line["term"]
        for words in line["words"].split("|"):
            hits = [one.term for one in search_terms(words, 93).hits]
            assert line["term"] in hits, words
