"""A sample of the torture run (`python -m tests.torture.take_in`), and every file made to do harm, by name."""

from random import Random

import pytest

from coordinator.errors import CoordinatorError, ImportRefused
from coordinator.take_in.opening import open_file
from coordinator.take_in.preview import preview
from tests.coordinator.conftest import MemoryStore
from tests.torture.breaking import broken
from tests.torture.judging import Wrong, outcome
from tests.torture.nasty import NASTY
from tests.torture.seeds import MAJA_ID, Seed, other_patients, papers, store, texts

SEED = 13


@pytest.fixture(scope="module")
def here() -> MemoryStore:
    return store()


@pytest.mark.parametrize("whole", texts(), ids=lambda one: one.form)
def test_what_is_broken_is_refused_or_taken_in_whole(whole: Seed, here: MemoryStore) -> None:
    for number in range(13):
        random = Random(f"{SEED} {whole.form} {len(whole.content)} {number}")
        assert outcome(whole.form, broken(whole, random), here, random)


def test_a_broken_paper_is_refused_or_taken_in_whole(here: MemoryStore) -> None:
    for number in range(15):
        random = Random(f"{SEED} paper {number}")
        assert outcome("paper", broken(papers()[0], random), here, random)


@pytest.mark.parametrize("name", NASTY)
def test_what_is_made_to_do_harm_is_refused_or_listed(name: str, here: MemoryStore) -> None:
    make, listed = NASTY[name]
    content = make()
    if not listed:
        with pytest.raises(ImportRefused) as refused:
            open_file(content)
        assert "Inget har ändrats" in refused.value.message
        return
    read = open_file(content)
    assert listed in " ".join(read.unread)
    assert not any("Lindeskog" in line for line in read.unread)
    assert "taken for one here" in outcome("fhir", content, here, Random(1))


@pytest.mark.parametrize("whole", other_patients(), ids=lambda one: one.form)
def test_the_file_of_another_patient_is_not_taken_for_the_one_who_is_open(whole: Seed, here: MemoryStore) -> None:
    with pytest.raises(ImportRefused) as refused:
        preview(open_file(whole.content), here, into_practice=False, patient_id=MAJA_ID)
    assert "annan patient" in refused.value.title


@pytest.mark.parametrize("whole", [*texts(), papers()[0]], ids=lambda one: one.form)
def test_whole_files_are_taken_in(whole: Seed, here: MemoryStore) -> None:
    """But what is here already."""
    told = outcome(whole.form, whole.content, here, Random(0))
    assert "taken" in told or told == "refused: Inget är valt", told


def test_the_judge_sees_what_is_wrong(here: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def repeats(content: bytes) -> None:
        raise ImportRefused("Filen kan inte läsas", "Lindeskog står i den.")

    monkeypatch.setattr("tests.torture.judging.open_file", repeats)
    with pytest.raises(Wrong, match="repeats"):
        outcome("fhir", b"{}", here, Random(0))
    with pytest.raises(CoordinatorError):
        open_file(b"")
