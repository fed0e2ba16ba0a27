"""*Om mig* as a model: her words and her story, what is said where nothing is written, and who has read it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.about_me import HEADINGS, AboutMe
from coordinator.blocks import Block, Heading, Missing, Note, Paragraph, Rich, Table, words
from coordinator.contact import Contact, ContactCategory, ContactStatus
from coordinator.document import Document, texts
from coordinator.document_text import plain_text
from coordinator.documents.about_me import about_me_document
from coordinator.entity import Attr, Entity
from coordinator.identity import IdentityType
from coordinator.person import ProtectedIdentity
from coordinator.relative import Relative
from coordinator.settings import PRINT_IDENTITY_NUMBER, Settings
from coordinator.story_reading import StoryReading
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

SEVEN = (
    "Det viktigaste för mig", "Människor som är viktiga för mig", "Så kommunicerar jag och så pratar du med mig",
    "När jag mår bra, och när jag inte gör det", "Gör så här, och gör inte så här", "Så vill jag ha stöd, och när",
    "Bra att veta om mig också",
)  # fmt: skip
BUILT_ON = "De sju första rubrikerna bygger på About Me (PRSB)."


def about(**fields: Any) -> AboutMe:
    return AboutMe(patient_id=PATIENT_ID, **fields)


def under(document: Document) -> dict[str, list[Block]]:
    """The blocks under each heading; those before the first under an empty one."""
    found: dict[str, list[Block]] = {"": []}
    for block in document.blocks:
        if isinstance(block, Heading):
            found[block.text] = []
        else:
            found[list(found)[-1]].append(block)
    return found


def note(document: Document) -> str:
    (found,) = (block.text for block in document.blocks if isinstance(block, Note))
    return found


def test_the_headings_stand_in_their_order_even_when_nothing_is_written() -> None:
    made = about_me_document(record_of())
    headings = [block for block in made.blocks if isinstance(block, Heading)]
    assert tuple(block.text for block in headings) == (*SEVEN, "Min historia", "Jag har läst")
    assert {block.level for block in headings} == {3}
    assert [block.word for block in made.blocks if isinstance(block, Missing)] == ["Inte skrivet än"] * 8
    assert note(made) == BUILT_ON
    assert (made.kind, made.title) == ("about_me", "Om mig")
    assert not any(isinstance(block, Paragraph) for block in made.blocks)


@pytest.mark.parametrize("attr", HEADINGS, ids=lambda attr: attr.name)
def test_what_is_written_stands_under_its_heading_alone(attr: Attr) -> None:
    made = about_me_document(record_of(about(**{attr.name: "  Två rader\nom mig.  "})))
    found = under(made)
    (block,) = [block for block in found[attr.label] if not isinstance(block, Note)]  # that stands after the last
    assert isinstance(block, Paragraph) and words(block.text) == "Två rader\nom mig."
    others = [block for label, blocks in found.items() if label not in ("", attr.label) for block in blocks]
    assert sum(isinstance(block, Missing) for block in others) == 7
    assert "Två rader" not in str(others)


def test_blanks_are_not_words() -> None:
    made = about_me_document(record_of(about(most_important=" \n ", support="Hjälp")))
    assert sum(isinstance(block, Missing) for block in made.blocks) == 7


def test_a_full_page_has_no_gap_and_every_word() -> None:
    made = about_me_document(record_of(about(**{attr.name: f"Ord om {attr.name}" for attr in HEADINGS})))
    assert not any(isinstance(block, Missing) for block in made.blocks)
    said = plain_text(made)
    assert [attr.name for attr in HEADINGS if f"Ord om {attr.name}" not in said] == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, ""),
        ({"written_on": date(2026, 11, 1)}, "Skrivet 2026-11-01. "),
        ({"supported_by": " Mamma "}, "Skrivet med stöd av Mamma. "),
        ({"supported_by": " "}, ""),
        ({"written_on": date(2026, 11, 1), "supported_by": "Eva, kurator"},
         "Skrivet 2026-11-01 med stöd av Eva, kurator. "),
        ({"supported_by": "Eva Ek m.fl."}, "Skrivet med stöd av Eva Ek m.fl. "),
    ],
)  # fmt: skip
def test_when_it_was_written_with_whose_support_and_what_it_builds_on(fields: dict[str, Any], said: str) -> None:
    assert note(about_me_document(record_of(about(most_important="Lugn", **fields)))) == said + BUILT_ON


@pytest.mark.parametrize(("called", "said"), [("Majsan", "Jag kallas Majsan."), (" M. ", "Jag kallas M."), (" ", "")])
def test_the_name_she_is_called_by_comes_first(called: str, said: str) -> None:
    first = under(about_me_document(record_of(replace(MAJA, called=called))))[""]
    assert [words(block.text) for block in first if isinstance(block, Paragraph)] == ([said] if said else [])


def test_whose_page_it_is_when_it_was_printed_and_from_which_state() -> None:
    patient = replace(
        MAJA, identity_number="199007282388", identity_type=IdentityType.PERSONNUMMER, birth_date=date(1990, 7, 28)
    )
    record = replace(record_of(patient), head="1a2b3c4d", practice=True)
    made = about_me_document(record)
    assert made.subtitle == "Maja Lindeskog · 19900728-2388"
    assert (made.footer.person, made.footer.number) == ("Maja Lindeskog", "19900728-2388")
    assert (made.footer.edition, made.footer.mark) == (f"Om mig, utskriven {TODAY.isoformat()}", "Logg 1a2b3c4d")
    assert (made.practice, made.number) == (True, 0)
    assert about_me_document(record_of(patient)).footer.mark == ""
    off = about_me_document(record_of(patient, settings=Settings({PRINT_IDENTITY_NUMBER.key: False})))
    assert "2388" not in "\n".join(texts(off)) and off.footer.number == "född 1990-07-28"


def test_a_protected_sisters_name_and_number_are_masked_in_her_own_words() -> None:
    sister = Relative(
        patient_id=PATIENT_ID, name="Hanna Dold", phone="070-174 06 10", protected_identity=ProtectedIdentity.MARKED
    )
    mine = about(people="Hanna Dold, ring 0701740610", supported_by="Hanna Dold")
    said = "\n".join(texts(about_me_document(record_of(sister, mine))))
    assert "Hanna" not in said and "0701740610" not in said and "(skyddad uppgift), ring" in said


# Who has read it

AMINA = Contact(patient_id=PATIENT_ID, name="Amina Wallin", role="neurolog")
BEFORE = TODAY - timedelta(days=9)


def reading(day: date = TODAY, **fields: Any) -> StoryReading:
    return StoryReading(patient_id=PATIENT_ID, read_on=day, **fields)


def rows(*entries: Entity) -> tuple[tuple[Rich, ...], ...]:
    """The rows of the table at the foot."""
    last = about_me_document(record_of(*entries)).blocks[-1]
    assert isinstance(last, Table)
    assert [column.header for column in last.columns] == ["Namn och roll", "Datum"] * 2
    return last.rows


def named(*entries: Entity) -> list[str]:
    """Who stands there, with the days."""
    return [words(cell) for row in rows(*entries) for cell in row if any(map(str.isalnum, words(cell)))]


def blank(*entries: Entity) -> int:
    """How many rows are wholly there to be filled in."""
    return sum(words(row[0]) == words(row[2]) == "□" and not row[1] and not row[3] for row in rows(*entries))


def test_nobody_has_read_and_there_is_room_for_twelve() -> None:
    assert named() == [] and blank() == len(rows()) == 6


def test_who_has_read_stands_with_the_day_newest_first_and_room_is_left() -> None:
    entries = (AMINA, reading(BEFORE, contact_id=AMINA.id), reading(TODAY, who="Mormor Lena"))
    assert named(*entries) == ["Mormor Lena", "2026-11-22", "Amina Wallin, neurolog", "2026-11-13"]
    assert blank(*entries) == 5


def test_an_odd_one_has_an_empty_place_beside_her() -> None:
    (first, *others) = rows(reading(who="Lena"))
    assert [words(cell) for cell in first] == ["Lena", "2026-11-22", "□", ""] and len(others) == 5


def test_only_those_who_have_read_this_wording_stand_there_and_each_once() -> None:
    mine = about(story="Nu.", written_on=BEFORE)
    older = reading(BEFORE - timedelta(days=1), who="Ove")
    assert named(mine, older, reading(BEFORE, who="Åsa"), reading(TODAY, who="Åsa")) == ["Åsa", "2026-11-22"]


def test_many_are_counted_and_leave_the_room_to_others() -> None:
    many = [reading(BEFORE + timedelta(days=number % 3), who=f"Läsare {number}") for number in range(7)]
    assert named(*many) == [] and blank(*many) == 6
    said = plain_text(about_me_document(record_of(*many)))
    assert "7 personer har läst det här, senast 2026-11-15." in said and "Läsare 1" not in said
    assert len(named(*many[:6])) == 12 and blank(*many[:6]) == 3


def test_below_a_long_text_they_are_counted_too() -> None:
    lena = reading(who="Lena")
    assert named(lena, about(story="x" * 1280)) == ["Lena", "2026-11-22"]
    assert named(lena, about(story="x" * 1281)) == [] == named(lena, about(story="x\n" * 16 + "x"))
    assert named(reading(who="Lena " * 10), about(story="x" * 1280)) == []
    long = about_me_document(record_of(lena, about(story="x" * 1281)))
    assert "1 person har läst det här, senast 2026-11-22." in plain_text(long)
    assert "har läst det här" not in plain_text(about_me_document(record_of(about(story="x" * 1281))))
    longest = about_me_document(record_of(lena, about(story="x" * 2000)))
    assert "har läst det här" not in plain_text(longest) and "Lena" not in plain_text(longest)


def test_with_120_contacts_that_have_all_read_it_is_as_short() -> None:
    contacts = [Contact(patient_id=PATIENT_ID, name=f"Kontakt {number}") for number in range(120)]
    entries = (*contacts, *(reading(contact_id=one.id) for one in contacts))
    assert blank(*entries) == 6 and "120 personer har läst det här" in plain_text(
        about_me_document(record_of(*entries))
    )


def test_whom_she_wants_on_no_paper_does_not_stand_there() -> None:
    assert named(replace(AMINA, on_print=False), reading(contact_id=AMINA.id)) == []
    assert named(replace(AMINA, status=ContactStatus.ENDED), reading(contact_id=AMINA.id)) != []


def test_a_contact_that_tells_where_a_protected_patient_is_has_not_read_on_paper() -> None:
    school = Contact(patient_id=PATIENT_ID, name="Gerd Ek", role="rektor", category=ContactCategory.SCHOOL_WORK)
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
    entries = (school, AMINA, reading(contact_id=school.id, who="Gerd"), reading(contact_id=AMINA.id))
    assert named(*entries) == ["Amina Wallin, neurolog", "2026-11-22", "Gerd", "2026-11-22"]
    assert named(hidden, *entries) == ["Amina Wallin, neurolog", "2026-11-22"]
