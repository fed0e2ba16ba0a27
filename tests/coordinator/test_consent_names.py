"""Whom a consent names in its free text: a doubt covers nobody, and no paper goes to the wrong place."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.consent_names import ContactNames, named, names_in_words
from coordinator.contact import Contact, ContactStatus
from tests.coordinator.conftest import PATIENT_ID


def contact(name: str = "", role: str = "", unit: str = "", organisation: str = "", **fields: Any) -> Contact:
    return Contact(patient_id=PATIENT_ID, name=name, role=role, unit=unit, organisation=organisation, **fields)


EVA = contact("Eva Sund", "kurator", "Habiliteringen Sundsvall", "Region Västernorrland")
TEACHER = contact("Åke Blom", "klasslärare", "Ekskolan", "Sundsvalls kommun")
NURSE = contact("Gun Öberg", "skolsköterska", "Ekskolan", "Sundsvalls kommun")
LSS = contact("Ali Demir", "LSS-handläggare", "Funktionsstöd", "Sundsvalls kommun")
CLINIC = contact("", "neurolog", "Neurologmottagningen", "Universitetssjukhuset i norr")
EVERYBODY = (EVA, TEACHER, NURSE, LSS, CLINIC)


def who(text: str, *contacts: Contact, in_full: bool = False) -> set[str]:
    among = contacts or EVERYBODY
    found = named(text, among, in_full=in_full)
    return {one.heading for one in among if one.id in found}


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Eva Sund", {"Eva Sund"}),
        ("kuratorn Eva Sund på Habiliteringen Sundsvall", {"Eva Sund"}),
        ("Habiliteringen Sundsvall", {"Eva Sund"}),
        ("habiliteringen i Sundsvall", {"Eva Sund"}),
        ("HABILITERINGEN SUNDSVALL.", {"Eva Sund"}),
        ("Habiliteringen", {"Eva Sund"}),  # the only one there is, or has been
        ("Ekskolan", {"Åke Blom", "Gun Öberg"}),
        ("Personalen på Ekskolan", {"Åke Blom", "Gun Öberg"}),
        ("skolan", {"Åke Blom", "Gun Öberg"}),
        ("Skolans personal", {"Åke Blom", "Gun Öberg"}),
        ("skolsköterskan", {"Gun Öberg"}),
        ("Klassläraren och skolsköterskan på Ekskolan", {"Åke Blom", "Gun Öberg"}),
        ("LSS-handläggaren", {"Ali Demir"}),
        ("LSS handläggarna på Sundsvalls kommun", {"Ali Demir"}),
        ("Ekskolan; LSS-handläggaren", {"Åke Blom", "Gun Öberg", "Ali Demir"}),
        ("Ekskolan\nkuratorn", {"Åke Blom", "Gun Öberg", "Eva Sund"}),
        ("Ekskolan, LSS-handläggaren och neurologen", {"Åke Blom", "Gun Öberg", "Ali Demir", "Neurologmottagningen"}),
        ("Neurologmottagningen på Universitetssjukhuset i norr", {"Neurologmottagningen"}),
    ],
)
def test_it_covers_whom_it_names(text: str, covered: set[str]) -> None:
    assert who(text) == covered


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Habiliteringen i Härnösand",  # another town
        "Habiliteringen Örebro",
        "Habiliteringen, Härnösand",
        "Habiliteringen (Härnösand)",
        "Björkskolan",  # another school
        "förskolan",
        "Eva Lund",  # another person
        "Eva",  # one word of a name
        "Sund",
        "Eva Berg, Habiliteringen Sundsvall",  # somebody there, who is not the contact
        "Maria Ek, kurator, Ekskolan",
        "Läkaren",
        "Kommunen",
        "Regionen",
        "Universitetssjukhuset i söder",
        "Alla som behöver det",
        "Alla utom Ekskolan",  # what a person reads as the contrary
        "Habiliteringen Sundsvall, men inte Eva Sund",
        "Ekskolan. Aldrig Åke Blom.",
        "fritids på Ekskolan",  # who there, nobody knows
        "Ekskolan i Timrå",
        "mamma",
        "kuratorn Eva Berg, Habiliteringen Sundsvall",  # a person there who is another, however she is told
        "Eva Berg (kurator), Habiliteringen Sundsvall",
        "mamma Sara, Ekskolan",
        "Ekskolan, kurator Eva Berg",
        "Habiliteringen, region Gävleborg",
        "Habiliteringen/Örebro",
        "Varken Ekskolan eller Habiliteringen",
        "Alla bortsett från Ekskolan och Habiliteringen",
        "Återkallat: skolan, Habiliteringen",
        "Ekskolan, nej",
        "Nekas: LSS-handläggaren, Ekskolan",
        "Ekskolan, om Maja säger ja den dagen",  # hangs on what is not known here
        "Ekskolan, kanske",
    ],
)
def test_it_covers_nobody_when_it_may_mean_another(text: str) -> None:
    assert who(text) == set()


def test_somebody_who_is_named_with_her_unit_does_not_open_it_to_all_there() -> None:
    assert who("Gun Öberg, skolsköterska, Ekskolan") == {"Gun Öberg"}


def test_a_general_word_covers_nobody_when_several_places_can_be_meant() -> None:
    other = contact("Bo", "kurator", "Habiliteringen Härnösand")
    assert who("Habiliteringen", EVA, other) == set()
    assert who("kuratorn", EVA, other) == set()
    assert who("Habiliteringen Härnösand", EVA, other) == {"Bo"}
    assert who("skolan", TEACHER, contact("X", unit="Lövskolan")) == set()


@pytest.mark.parametrize("unit", ["Förskolan Ekorren", "Högskolan Dalarna", "Förskolan"])
def test_a_forskola_is_no_skola(unit: str) -> None:
    assert who("skolan", contact("Eva Ask", unit=unit)) == set()
    assert who(unit, contact("Eva Ask", unit=unit)) == {"Eva Ask"}


def test_a_contact_that_ended_may_be_the_one_that_was_meant() -> None:
    former = contact("Lotta Ek", "klasslärare", "Björkskolan", "Sundsvalls kommun", status=ContactStatus.ENDED)
    assert who("skolan", TEACHER, former) == set()
    assert who("klassläraren", TEACHER, former) == set()
    assert who("Ekskolan", TEACHER, former) == {"Åke Blom"}


def test_the_same_words_in_two_regions_are_two_places() -> None:
    here = contact("Ann Al", unit="Habiliteringen", organisation="Region Uppsala")
    there = contact("Bo Ask", unit="Habiliteringen", organisation="Region Gävleborg")
    assert who("Habiliteringen", here, there) == set()
    assert who("Habiliteringen i Region Uppsala", here, there) == {"Ann Al"}


def test_names_of_places_are_not_bent_as_words_are() -> None:
    berg = contact("Ann Al", unit="Vårdcentralen Berg")
    assert who("Vårdcentralen Bergen", berg) == set()
    assert who("Vårdcentralen Bergs", berg) == who("Vårdcentralen Berg", berg) == {"Ann Al"}


def test_where_they_are_is_said_once_for_several() -> None:
    assert who("Kuratorn och rektorn på Habiliteringen Sundsvall") == {"Eva Sund"}
    assert who("Kuratorn och arbetsterapeuten på Habiliteringen i Örebro") == set()


@pytest.mark.parametrize("text", ["Anna-Karin", "Karin Berg", "Anna Berg", "Anna-Karin Bergs mamma"])
def test_a_part_of_a_name_is_another_name(text: str) -> None:
    assert who(text, contact("Anna-Karin Berg", "logoped")) == set()
    assert who(text, contact("Anna-Karin")) <= {"Anna-Karin"} and who(text, contact("Anna-Karin", "logoped")) == set()
    assert who("Anna-Karin Berg", contact("Anna-Karin Berg", "logoped")) == {"Anna-Karin Berg"}


def test_who_there_is_told_after_a_comma() -> None:
    assert who("Ekskolan, skolsköterskan") == {"Gun Öberg"}
    assert who("Ekskolan, Åke Blom") == {"Åke Blom"}
    assert who("Ekskolan och skolsköterskan") == {"Åke Blom", "Gun Öberg"}


def test_a_contact_with_one_word_only_is_called_that() -> None:
    assert who("Ekskolan", contact("Ekskolan")) == {"Ekskolan"}
    assert who("Maria", contact("Maria", "kurator", "Habiliteringen")) == set()


def test_in_full_only_whole_names_count() -> None:
    for general in ("skolan", "kuratorn", "Habiliteringen", "neurologen", "Sundsvalls kommun"):
        assert who(general, in_full=True) == set(), general
    assert who("Eva Sund", in_full=True) == {"Eva Sund"}
    assert who("Ekskolan", in_full=True) == {"Åke Blom", "Gun Öberg"}
    assert who("Mottagningen", contact("Ann Al", unit="Mottagningen"), in_full=True) == set()


def test_somebody_who_is_no_contact_is_named_word_for_word() -> None:
    assert names_in_words("Frida Malmros, sambo", "frida malmros")
    assert names_in_words("Trygg Försäkring\nEkskolan", "Trygg Försäkring")
    assert not names_in_words("Frida Malmros", "Frida")
    assert not names_in_words("Frida Malmros", "Frida Malm")
    assert not names_in_words("Alla utom Frida Malmros", "Frida Malmros")
    for nobody in ("läkaren", "Kommunen", "mottagningen på sjukhuset"):
        assert not names_in_words(nobody, nobody)
    assert not names_in_words("", "") and not names_in_words("Frida", " ")


def test_what_is_written_by_hand_opens_no_more_than_the_list_does() -> None:
    other = contact("X", "klasslärare", "Lövskolan")
    assert not ContactNames((TEACHER, other)).somebody_else_is_named("skolan", "skolan")
    assert ContactNames((TEACHER, NURSE)).somebody_else_is_named("skolan", "Skolan")
    assert ContactNames(EVERYBODY).somebody_else_is_named("Frida Malmros", "Frida Malmros")


def test_every_word_that_is_not_told_by_the_contact_stops_it() -> None:
    """What is added to a name may make it another's."""
    for more in ("gamla", "i Umeå", "Norra", "Lund", "2"):
        assert who(f"{more} Habiliteringen Sundsvall") == set(), more


@given(text=st.text(), name=st.text(), unit=st.text())
def test_any_text_is_read(text: str, name: str, unit: str) -> None:
    one = contact(name, unit=unit)
    assert named(text, (one, EVA)) <= {one.id, EVA.id}
    assert named(f"inte {text}", (one, EVA)) == frozenset()


@given(st.sampled_from(["Ekskolan", "Eva Sund", "kuratorn", "skolan"]), st.sampled_from(["\n", ";", "; ", " och "]))
def test_one_more_that_is_unknown_takes_nothing_away(known: str, between: str) -> None:
    assert who(f"{known}{between}mormor") == who(known) == who(f"mormor{between}{known}")
