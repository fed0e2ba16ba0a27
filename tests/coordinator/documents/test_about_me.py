"""*Om mig* as a model: seven headings in the patient's words, and what is said where nothing is written."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from coordinator.about_me import HEADINGS, AboutMe
from coordinator.blocks import Block, Heading, Missing, Note, Paragraph, words
from coordinator.document import Document, texts
from coordinator.document_text import plain_text
from coordinator.documents.about_me import about_me_document
from coordinator.entity import Attr
from coordinator.identity import IdentityType
from coordinator.person import ProtectedIdentity
from coordinator.relative import Relative
from coordinator.settings import PRINT_IDENTITY_NUMBER, Settings
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

SEVEN = (
    "Det viktigaste för mig", "Människor som är viktiga för mig", "Så kommunicerar jag och så pratar du med mig",
    "När jag mår bra, och när jag inte gör det", "Gör så här, och gör inte så här", "Så vill jag ha stöd, och när",
    "Bra att veta om mig också",
)  # fmt: skip
BUILT_ON = "Rubrikerna bygger på About Me (PRSB)."


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


def test_the_seven_headings_stand_in_their_order_even_when_nothing_is_written() -> None:
    made = about_me_document(record_of())
    assert tuple(block.text for block in made.blocks if isinstance(block, Heading)) == SEVEN
    assert {block.level for block in made.blocks if isinstance(block, Heading)} == {2}
    assert [block.word for block in made.blocks if isinstance(block, Missing)] == ["Inte skrivet än"] * 7
    assert note(made) == BUILT_ON
    assert (made.kind, made.title) == ("about_me", "Om mig")
    assert not any(isinstance(block, Paragraph) for block in made.blocks)


@pytest.mark.parametrize("attr", HEADINGS, ids=lambda attr: attr.name)
def test_what_is_written_stands_under_its_heading_alone(attr: Attr) -> None:
    made = about_me_document(record_of(about(**{attr.name: "  Två rader\nom mig.  "})))
    found = under(made)
    (block,) = [block for block in found[attr.label] if not isinstance(block, Note)]
    assert isinstance(block, Paragraph) and words(block.text) == "Två rader\nom mig."
    others = [block for label, blocks in found.items() if label not in ("", attr.label) for block in blocks]
    assert sum(isinstance(block, Missing) for block in others) == 6
    assert "Två rader" not in str(others)


def test_blanks_are_not_words() -> None:
    made = about_me_document(record_of(about(most_important=" \n ", support="Hjälp")))
    assert sum(isinstance(block, Missing) for block in made.blocks) == 6


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
