"""Searching: the order of the picker, folded letters, codes however they are written, a slip, and what is retired."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.terms import term_index, term_lists
from coordinator.terms.attribution import attribution
from coordinator.terms.curated import curated_terms
from coordinator.terms.kept_lists import ListFolder
from coordinator.terms.searching import name_met, search
from coordinator.terms.term import ICD_10_SE, ORPHA, UNDIAGNOSED, Term
from coordinator.terms.term_index import TermIndex
from coordinator.terms.term_lists import TermLists, quick_picks, suggested
from tests.coordinator.terms.made_up_lists import ICD_FILE, ORPHA_FILE, allow_small_lists, put, same_and


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ListFolder:
    allow_small_lists(monkeypatch)
    return ListFolder(tmp_path / "kodlistor")


@pytest.fixture
def lists(folder: ListFolder) -> TermLists:
    put(ORPHA_FILE, folder)
    put(ICD_FILE, folder)
    return TermLists(folder)


def shown(lists: TermLists, text: str, limit: int = 20) -> list[str]:
    return [term.display for term in search(lists, text, limit)]


def codes(lists: TermLists, text: str, limit: int = 20) -> list[str]:
    return [term.code for term in search(lists, text, limit)]


def test_without_any_file_the_swedish_names_are_there(folder: ListFolder) -> None:
    lists = TermLists(folder)
    assert len(curated_terms()) == 198
    (rett, *_) = search(lists, "retts")
    assert (rett.display, rett.code, rett.release, rett.suggestions) == ("Retts syndrom", "778", "2025-12", ("F84.2",))
    assert lists.faults == ()
    assert not folder.path.exists()


def test_every_name_that_comes_with_the_program_is_whole() -> None:
    assert len({term.code for term in curated_terms()}) == 198
    for term in curated_terms():
        assert term.name and all(term.swedish) and term.code.isdecimal()
        assert term.display == term.display.strip() and "\ufffd" not in term.display


def test_the_swedish_name_comes_first_then_orpha_then_icd(lists: TermLists) -> None:
    assert shown(lists, "duchenne") == ["Duchennes muskeldystrofi", "Muskeldystrofi av Duchennes typ"]
    assert codes(lists, "syndrom med")[-2:] == ["D82.1", "Q87.1"]
    found = search(lists, "syndrom", 100)
    kinds = ["sv" if one.swedish else one.system for one in found if not one.retired_in]
    assert kinds == sorted(kinds, key=["sv", ORPHA, ICD_10_SE].index)
    assert len(set(kinds)) == 3


def test_within_a_list_what_begins_so_then_word_by_word_then_anywhere_and_the_shortest_first(lists: TermLists) -> None:
    assert codes(lists, "mock") == ["9000001", "9000009", "9000002", "9000003", "9000005"]
    assert codes(lists, "ingbird") == ["9000001", "9000003", "9000002", "9000005"]
    assert codes(lists, "lantern") == ["9000006", "9000008"]
    assert codes(lists, "rare mock") == ["9000003"]


def test_the_whole_name_comes_before_longer_ones_of_earlier_lists() -> None:
    longer = Term(code="1", system=ORPHA, name="x", swedish=("Emsyndromet",))
    exact = Term(code="2", system=ORPHA, name="EMS")
    index = TermIndex([longer, exact])
    assert [term.code for term in index.named("ems", 5)][:2] == ["2", "1"]


@pytest.mark.parametrize("typed", ["möbius", "mobius", "MOBIUS ", "möbius synd", "syndrom mobius", "Moebius"])
def test_marks_case_order_and_blanks_do_not_matter(lists: TermLists, typed: str) -> None:
    assert shown(lists, typed)[:1] == ["Möbius syndrom"]


def test_signs_between_words_do_not_matter(lists: TermLists) -> None:
    for typed in ("lindwurm oberg", "Lindwurm-Öberg", "lindwurm–öberg"):
        assert codes(lists, typed) == ["9000004"]
    assert codes(lists, "x linked lantern") == ["9000006"]


@pytest.mark.parametrize("typed", ["mokingbird", "mockingbirds", "mockngbird syndrome", "mcokingbird", "mockinbgird"])
def test_one_slip_is_forgiven_when_nothing_fits(lists: TermLists, typed: str) -> None:
    assert "9000001" in codes(lists, typed)


def test_two_slips_are_not(lists: TermLists) -> None:
    assert codes(lists, "mokingbrd") == []


@pytest.mark.parametrize("typed", ["778", "ORPHA:778", "orpha 778"])
def test_an_orpha_code_finds_its_term_first(lists: TermLists, typed: str) -> None:
    assert codes(lists, typed)[0] == "778"


def test_an_icd_code_finds_its_term_and_those_below_it(lists: TermLists) -> None:
    assert codes(lists, "G71.0A") == codes(lists, "g710a") == ["G71.0A"]
    assert codes(lists, "G71") == ["G71", "G71.0", "G71.0A", "G71.0B"]
    assert codes(lists, "B12")[:2] == ["B12", "B12.9"]


def test_each_term_once_and_no_more_than_asked_for(lists: TermLists) -> None:
    found = codes(lists, "syndrom", 7)
    assert len(found) == len(set(found)) == 7
    assert codes(lists, "mockingbird", 1) == ["9000001"]


@pytest.mark.parametrize("typed", ["", "  ", "-", "?!", "\x01"])
def test_nothing_typed_finds_nothing(lists: TermLists, typed: str) -> None:
    assert search(lists, typed) == []


@cache
def curated_index() -> TermIndex:
    return TermIndex(curated_terms())


@settings(max_examples=40)
@given(st.text(max_size=12))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    index = curated_index()
    for found in (index.with_code(typed), index.named(typed, 5), index.nearly(typed, 5)):
        assert all(isinstance(term, Term) for term in found)


def test_what_is_retired_is_found_last_and_says_so(lists: TermLists, folder: ListFolder, tmp_path: Path) -> None:
    later = same_and(
        tmp_path / "2026-06.tsv", ("9000001\tMockingbird syndrome", "9000020\tUnrelated"), ("778\t", "777\t")
    )
    put(later, folder)
    assert codes(lists, "mockingbird")[-1] == "9000001"
    assert search(lists, "mockingbird")[-1].remark == "Koden finns inte längre i utgåvan juni 2026."
    rett = search(lists, "retts syndrom")[0]
    assert (rett.code, rett.retired_in) == ("778", "2026-06")


def test_a_swedish_name_whose_code_the_list_never_had_says_so(lists: TermLists) -> None:
    unlisted = [term for term in lists.terms if term.swedish and term.retired_in == "2025-12"]
    assert len(unlisted) == 198 - 31


def test_that_no_diagnosis_was_found_is_a_quick_pick(lists: TermLists, tmp_path: Path) -> None:
    for some in (lists, TermLists(ListFolder(tmp_path / "tom"))):
        (pick,) = quick_picks(some)
        assert (pick.code, pick.retired_in) == (UNDIAGNOSED, "")
        assert search(some, "odiagn") == search(some, "616874") == [pick]
        assert pick.coding().display == "Sällsynt hälsotillstånd utan fastställd diagnos efter full utredning"


def test_suggested_codes_have_names_when_icd_is_taken_in(lists: TermLists, folder: ListFolder, tmp_path: Path) -> None:
    duchenne = search(lists, "duchenne")[0]
    assert duchenne.suggestions == ("G71.0A", "G71.0")
    assert [(one.code, one.display) for one in suggested(lists, duchenne)] == [
        ("G71.0A", "Muskeldystrofi av Duchennes typ"), ("G71.0", "Muskeldystrofi"),
    ]  # fmt: skip
    alone = TermLists(ListFolder(tmp_path / "tom"))
    assert [one.coding().code for one in suggested(alone, duchenne)] == ["G71.0A", "G71.0"]
    assert all(one.system == ICD_10_SE for one in suggested(alone, duchenne))
    fabry = search(lists, "fabry")[0]
    assert "E75.2" in fabry.suggestions
    gone = Term(code="1", system=ORPHA, name="x", suggestions=("G90.3", "E75.2"))
    assert [one.code for one in suggested(lists, gone)] == ["E75.2"]


def test_which_name_was_met_is_told_when_it_is_not_the_one_that_is_shown(lists: TermLists) -> None:
    duchenne = search(lists, "dmd")[0]
    assert (name_met(duchenne, "dmd"), name_met(duchenne, "duchenne"), name_met(duchenne, "x")) == ("DMD", "", "")
    assert name_met(duchenne, "") == ""


def test_lists_are_read_when_first_asked_for_and_again_when_they_change(
    folder: ListFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []

    class Counted(TermIndex):
        def __init__(self, terms: object) -> None:
            made.append(terms)
            super().__init__(curated_terms())

    monkeypatch.setattr(term_lists, "TermIndex", Counted)
    lists = TermLists(folder)
    assert made == []
    search(lists, "rett")
    search(lists, "rett")
    assert len(made) == 1
    put(ORPHA_FILE, folder)
    search(lists, "rett")
    assert len(made) == 2
    assert lists.term(ORPHA, "9000001") is not None


def test_names_made_together_are_as_those_made_one_by_one() -> None:
    names = [term.name for term in curated_terms()] + ["A -- b", "Å-ö", "Naïve_x", "β-talassemi", "", "a\x01b", "2,5"]
    assert term_index._name_keys(names) == [term_index.name_key(name) for name in names]


def test_whose_the_names_are_follows_the_lists(lists: TermLists, folder: ListFolder, tmp_path: Path) -> None:
    given = (
        "Sjukdomsnomenklatur: Orphanet / Orphadata, (c) INSERM 1999-2025, www.orphadata.com, version december 2025, "
        "CC BY 4.0; bearbetad (kolumner valda, ICD-10 från ORDO 2.6, svenska namn är inte Orphanets)."
    )
    assert attribution(TermLists(ListFolder(tmp_path / "tom"))) == [given]
    both = attribution(lists)
    assert both[0] == given
    assert both[1].startswith("ICD-10-SE 2026: E-hälsomyndigheten")
    kept = folder.versions()
    (orpha,) = [one.now for one in kept.values() if one.now.icd_from]
    folder.put(type(orpha)(**{**vars(orpha), "release": "2026-06", "icd_from": "Orphadata"}), lists.terms)
    assert "1999-2026" in attribution(lists)[0]
    assert "version juni 2026" in attribution(lists)[0]
    assert "ICD-10 från Orphadata och ORDO 2.6" in attribution(lists)[0]


def test_of_a_whole_page_put_in_the_field_the_beginning_is_looked_for(folder: ListFolder) -> None:
    found = search(TermLists(folder), f"marfan{' ' * 300}{'qxz' * 100_000}")
    assert "Marfans syndrom" in [term.display for term in found]
