"""*De som står mig nära*: who stands there, in which order, what each may do, and nothing of the protected one."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.blocks import Heading, Table, words
from coordinator.document import texts
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.easy_plan import easy_plan_document
from coordinator.documents.people import my_people, people_to_print, what_she_is
from coordinator.entity import Entity
from coordinator.guardian import Custody, Guardian
from coordinator.person import ProtectedIdentity
from coordinator.protection import PROTECTED_PERSON, shareable
from coordinator.record import Record
from coordinator.related_person import Kinship, RelatedPerson, SharesHome
from coordinator.relative import Relative
from coordinator.representative import LegalRepresentative, Power, Scope
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, later, record_of

CHILD = replace(MAJA, birth_date=date(2015, 6, 1))
PROTECTED: dict[str, Any] = {"protected_identity": ProtectedIdentity.REGISTRATION}


def relative(name: str, **fields: Any) -> Relative:
    return Relative(patient_id=PATIENT_ID, name=name, **fields)


def guardian(name: str, **fields: Any) -> Guardian:
    return Guardian(patient_id=PATIENT_ID, name=name, **fields)


def god_man(name: str, **fields: Any) -> LegalRepresentative:
    return LegalRepresentative(patient_id=PATIENT_ID, name=name, **fields)


def rows(record: Record) -> list[tuple[str, ...]]:
    return [
        tuple(words(cell) for cell in row)
        for block in my_people(record)
        if isinstance(block, Table)
        for row in block.rows
    ]


def names(*entries: Entity) -> list[str]:
    return [one.name for one in people_to_print(record_of(*entries))]


def test_nobody_is_no_heading() -> None:
    assert list(my_people(record_of())) == []
    assert list(my_people(record_of(relative("A", on_print=False)))) == []
    heading, _ = my_people(record_of(relative("A")))
    assert heading == Heading("De som står mig nära")


def test_those_who_decide_come_first_then_the_one_to_ring_then_the_rest() -> None:
    everybody: list[Entity] = [
        relative("Moster"), relative("Mormor", call_first=True), god_man("God man"), guardian("Mamma"),
        relative("Morfar"), guardian("Pappa"),
    ]  # fmt: skip
    assert names(CHILD, *everybody) == ["Mamma", "Pappa", "God man", "Mormor", "Moster", "Morfar"]


def test_a_guardian_of_somebody_of_age_and_a_power_that_is_over_are_left_out() -> None:
    over = god_man("Slut", valid_until=TODAY - timedelta(days=1))
    last = god_man("Sista dagen", valid_until=TODAY)
    begins = god_man("I morgon", valid_from=TODAY + timedelta(days=1))
    assert names(CHILD, guardian("Mamma"), over, last, begins) == ["Mamma", "Sista dagen"]
    grown = replace(CHILD, birth_date=date(2008, 11, 22))
    assert names(grown, guardian("Mamma")) == []
    day_before = later(record_of(grown, guardian("Mamma")), TODAY - timedelta(days=1))
    assert len(people_to_print(day_before)) == 1


@pytest.mark.parametrize("kind", [Relative, Guardian, LegalRepresentative])
def test_whom_the_patient_wants_off_the_paper_is_off(kind: type[RelatedPerson]) -> None:
    assert names(CHILD, kind(patient_id=PATIENT_ID, name="A", on_print=False)) == []


def test_a_row_says_who_in_which_language_what_and_how_to_ring() -> None:
    mormor = relative(
        " Greta Ek ", called=" mormor ", kinship=Kinship.GRANDPARENT, helps_with="Skjuts", may_know="Allt",
        language=" finska ", call_first=True, phone=" 070-1 ",
    )  # fmt: skip
    assert rows(record_of(mormor)) == [
        ("Greta Ek\nfinska\nRing först", "mormor\nSkjuts\nFår veta: Allt.", "070-1"),
    ]
    assert rows(record_of(relative("A"))) == [("A", "Annan", "Telefon saknas")]


def test_nobody_is_asked_to_ring_first_where_the_number_is_protected(practice: dict[str, Record]) -> None:
    gun = next(row for row in rows(shareable(practice["skyddad"])) if "moster" in row[1])
    assert gun[2] == "" and "Ring först" not in gun[0]
    easy = easy_plan_document(practice["skyddad"])
    assert not any("Ring här först" in text for text in texts(easy)) and any("moster" in text for text in texts(easy))


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (guardian("A"), "Vårdnadshavare (förälder)"),
        (guardian("A", kinship=Kinship.MOTHER, custody=Custody.SOLE), "Vårdnadshavare (mamma, ensam vårdnad)"),
        (
            guardian("A", decides_alone_on=" Skolval ", valid_until=date(2030, 1, 1)),
            "Vårdnadshavare (förälder)\nFår besluta ensam om: Skolval.\nTill och med 2030-01-01",
        ),
        (god_man("A"), "God man"),
        (
            god_man("A", power=Power.FORVALTARE, scope=(Scope.RIGHTS, Scope.PERSON), scope_note=" Bara i vården "),
            "Förvaltare: bevaka rätt, sörja för person\nBara i vården",
        ),
        (god_man("A", valid_until=date(2030, 1, 1)), "God man\nTill och med 2030-01-01"),
        (relative("A", kinship=Kinship.SIBLING), "Syskon"),
        (relative("A", called="storebror", kinship=Kinship.SIBLING), "storebror"),
    ],
)
def test_what_the_person_is_and_may_do(one: RelatedPerson, said: str) -> None:
    assert what_she_is(one) == said


@pytest.mark.parametrize("home", SharesHome)
def test_a_protected_parent_has_no_name_number_or_words_on_the_others_print(home: SharesHome) -> None:
    mother = guardian(
        "Hanna Dold", kinship=Kinship.MOTHER, phone="070-174 06 10", language="persiska", decides_alone_on="Hannas sak",
        note="Hemlig not", lives_with_patient=home, **PROTECTED,
    )  # fmt: skip
    father = guardian("Olle Öppen", kinship=Kinship.FATHER, phone="070-174 06 20")
    made = care_plan_document(record_of(CHILD, mother, father))
    said = "\n".join(texts(made))
    for secret in ("Hanna", "Dold", "174 06 10", "persiska", "Hannas", "Hemlig"):
        assert secret not in said, secret
    shared = rows(shareable(record_of(CHILD, mother, father)))
    assert [row[0] for row in shared] == [PROTECTED_PERSON, "Olle Öppen"]
    assert shared[0][2] == ""  # not "saknas": that would be an invitation to fill it in
    assert (shared[1][2] == "070-174 06 20") is (home is SharesHome.NO)


def test_a_number_that_is_kept_off_the_paper_is_not_said_to_be_missing() -> None:
    """Whoever reads "saknas" writes it in by hand, on the paper it must not be on."""
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
    made = care_plan_document(record_of(hidden, relative("Olle", phone="070-174 06 20")))
    assert "174 06 20" not in "\n".join(texts(made))
    assert "Telefon saknas" not in "\n".join(texts(made))
