"""*Min mapp*: plain words to the young person; whom she meets now and then, what happens when, and how one rings."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.about_me import AboutMe
from coordinator.blocks import Block, Bullets, Heading, Paragraph, Quote, Table, plain, words
from coordinator.careplan import CarePlan, PlanStatus
from coordinator.contact import ContactCategory
from coordinator.document import Document, texts
from coordinator.documents.my_folder import my_easy_folder_document, my_folder_document
from coordinator.entity import Entity
from coordinator.guardian import Guardian
from coordinator.lettering import Lettering
from coordinator.person import ProtectedIdentity
from coordinator.related_person import Kinship
from coordinator.relative import Relative
from coordinator.transition.plan import Track
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of
from tests.coordinator.documents.transition_samples import whole_transition

WHOLE = whole_transition(PATIENT_ID)
MOTHER = Relative(patient_id=PATIENT_ID, name="Eva Fyller", kinship=Kinship.MOTHER, phone="070-174 06 05")


def made(*entries: Entity) -> Document:
    return my_folder_document(record_of(*entries))


def easy(*entries: Entity) -> list[str]:
    """Every paragraph of the text that is easy to read."""
    blocks = my_easy_folder_document(record_of(*entries)).blocks
    return [words(block.text) for block in blocks if isinstance(block, Paragraph)]


def under(document: Document, heading: str) -> list[Block]:
    """The blocks that stand under a heading of the second level."""
    found: list[Block] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 2:
            inside = block.text == heading
        elif inside:
            found.append(block)
    return found


def rows(document: Document, heading: str) -> list[tuple[str, ...]]:
    (table,) = (block for block in under(document, heading) if isinstance(block, Table))
    return [tuple(map(words, row)) for row in table.rows]


def test_it_begins_with_who_i_am_in_my_own_words() -> None:
    about = AboutMe(patient_id=PATIENT_ID, wellness="Musik är bra.", written_on=TODAY)
    found = under(made(*WHOLE.entries(about)), "Om mig")
    assert found[0] == Paragraph(plain("Jag heter Leo Fyller."))
    assert Quote("Jag vill veta vem jag ska träffa innan jag kommer dit.") in found
    assert Heading("När jag mår bra, och när jag inte gör det", 3) in found
    care_plan = CarePlan(patient_id=PATIENT_ID, status=PlanStatus.CURRENT, established_on=TODAY, what_matters="Musiken")
    assert Quote("Musiken") in under(made(care_plan), "Om mig")


def test_whom_i_meet_now_and_then_without_a_word_of_blame_for_a_hole() -> None:
    assert rows(made(*WHOLE.entries()), "Mina kontakter nu och sedan") == [
        ("Barnneurologen", "Amina Wallin, barnneurolog\n031-390 06 13", "Ingen är bestämd än.", "måndag 14 december"),
        ("Habiliteringen", "Helena Dahl, kurator\n031-390 06 12",
         "Mona Rehn, kurator\nVuxenhabiliteringen\n031-390 06 16", "måndag 1 mars 2027"),
        ("Folktandvården Ekby", "Cecilia Ask, tandläkare\n031-390 06 14",
         "Björn Lund, tandläkare\nSpecialisttandvården Mölndal\n031-390 06 17", "fredag 31 december 2027"),
        ("Hjälpmedelscentralen", "Ali Hassan, ortopedingenjör\n031-390 06 15", "Jag fortsätter hos samma.", ""),
    ]  # fmt: skip


def test_what_happens_is_told_in_the_order_of_days() -> None:
    assert rows(made(*WHOLE.entries()), "Vad händer när?") == [
        ("Måndag 14 december", "Jag byter från Barnneurologen"),
        ("Onsdag 20 januari 2027", "Vi träffas alla tillsammans: Helena Dahl och Mona Rehn"),
        ("Onsdag 10 februari 2027", "Jag är hos Helena Dahl sista gången"),
        ("Måndag 1 mars 2027", "Mona Rehn tar över efter Helena Dahl"),
        ("Onsdag 10 mars 2027", "Jag träffar Mona Rehn första gången"),
        ("Fredag 31 december 2027", "Björn Lund tar över efter Cecilia Ask"),
    ]
    over = WHOLE.with_swap("habilitation", joint_meeting_held_on=TODAY, first_visit_done_on=TODAY, completed_on=TODAY)
    assert len(rows(made(*over.entries()), "Vad händer när?")) == 2


def test_days_of_law_are_said_plainly_and_marked_when_nobody_has_checked_them() -> None:
    found = {row[0]: row[1] for row in rows(made(*WHOLE.entries()), "Dagar som gäller lagar och stöd")}
    assert found["Måndag 14 december"] == "Jag blir myndig"
    assert found["Fredag 31 december 2027"] == "Sista dagen som tandvården är gratis"
    assert found["Fredag 30 juni 2028"].endswith("*")
    assert not any("2026-06-14" in day for day in found), "what has been is not told here"


@pytest.mark.parametrize("track", list(Track))
def test_every_track_has_words_of_its_own(track: Track) -> None:
    (said,) = under(made(*WHOLE.entries(track=track)), "Så gör jag")
    assert isinstance(said, Paragraph) and words(said.text)
    assert under(made(*WHOLE.entries(track=None)), "Så gör jag") == []


def test_how_one_rings_and_where_ends_with_112() -> None:
    found = under(made(*WHOLE.entries()), "Så ringer jag")
    assert sum(isinstance(block, Bullets) for block in found) == 2
    said = [words(block.text) for block in found if isinstance(block, Paragraph)]
    assert "031-390 06 12" in said and said[-1] == "Är det fara för livet ringer jag 112."


def test_the_way_back_is_told_or_whom_to_ask() -> None:
    heading = "Om det inte fungerar hos den nya"
    assert "Habiliteringen: Helena Dahl, 031-390 06 12" in str(texts(made(*WHOLE.entries())))
    lacking = made(*WHOLE.with_swap("habilitation", way_back=" ").entries())
    assert "Jag kan fråga Helena Dahl, min fasta vårdkontakt." in texts(lacking)
    assert under(made(), heading) == []


def test_who_helps_me_stands_there() -> None:
    assert rows(made(*WHOLE.entries(MOTHER)), "De här hjälper mig") == [("Eva Fyller", "Mamma", "070-174 06 05")]
    both = Guardian(patient_id=PATIENT_ID, name="Eva Fyller", kinship=Kinship.MOTHER, phone="070-174 06 05")
    (row,) = rows(made(*WHOLE.entries(MOTHER, both)), "De här hjälper mig")
    assert row == ("Eva Fyller", "Vårdnadshavare (mamma)\nMamma", "070-174 06 05")
    grown = replace(WHOLE, patient=replace(WHOLE.patient, birth_date=date(2008, 11, 1)))
    assert "De här hjälper mig" not in texts(made(*grown.entries(MOTHER, both)))
    helps = replace(MOTHER, helps_with="Följer med när jag vill.")
    (row,) = rows(made(*grown.entries(helps, both)), "De här hjälper mig")
    assert row[1] == "Mamma\nFöljer med när jag vill."
    hidden = replace(MOTHER, protected_identity=ProtectedIdentity.MARKED)
    assert "De här hjälper mig" not in texts(made(*WHOLE.entries(hidden)))


def test_the_easy_text_has_no_tables_and_one_thought_a_line() -> None:
    made_easy = my_easy_folder_document(record_of(*WHOLE.entries(MOTHER)))
    assert made_easy.lettering is Lettering.EASY
    assert not [block for block in made_easy.blocks if isinstance(block, Table | Bullets)]
    said = easy(*WHOLE.entries(MOTHER))
    for text in (
        "Det här är min mapp.", "Jag träffar nu: Helena Dahl, kurator.",
        "Jag träffar sedan: Mona Rehn, kurator på Vuxenhabiliteringen.", "När: måndag 1 mars 2027.",
        "Jag träffar sedan: Ingen är bestämd än.", "Måndag 14 december: Jag blir myndig.", "Mamma", "070-174 06 05",
    ):  # fmt: skip
        assert text in said, text


def test_long_own_words_are_set_line_by_line_where_it_is_to_be_easy() -> None:
    long = "Jag vill veta allt om den nya. " * 20
    assert easy(*WHOLE.entries(own_words=long)).count("Jag vill veta allt om den nya.") == 20
    assert Quote(long.strip()) in made(*WHOLE.entries(own_words=long)).blocks


def test_nothing_is_filled_in() -> None:
    said = texts(made())
    assert "Inget byte är bestämt än." in said and "Inget är bestämt just nu." in said
    assert "Jag kan fråga mottagningen." in easy()


def test_where_a_protected_person_is_is_not_told() -> None:
    contacts = WHOLE.contacts | {"cecilia": replace(WHOLE.contacts["cecilia"], category=ContactCategory.KOMMUN)}
    patient = replace(WHOLE.patient, protected_identity=ProtectedIdentity.REGISTRATION)
    hidden = replace(WHOLE, contacts=contacts, patient=patient)
    for said in (str(texts(made(*hidden.entries()))), str(easy(*hidden.entries()))):
        assert not [secret for secret in ("Cecilia", "Ekby", "Björn", "Mölndal", "06 17") if secret in said]
        assert "Mona Rehn" in said and "Jag byter: Barn–vuxen tandvård" in said


def test_an_older_person_gets_no_days_that_have_been() -> None:
    adult = replace(WHOLE.patient, birth_date=date(1992, 5, 1))
    assert "Dagar som gäller lagar och stöd" not in texts(made(*replace(WHOLE, patient=adult).entries()))
