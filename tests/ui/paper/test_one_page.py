"""Documents that are one page by nature: exactly one on paper, smaller when long, refused in words when too long."""

import ctypes
import re
from dataclasses import replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.about_me import HEADINGS, AboutMe
from coordinator.blocks import Column, Fact, Facts, Table, plain, words
from coordinator.careplan import CarePlan, PlanStatus
from coordinator.contact import Assignment, Contact, ContactRole, InformedWay
from coordinator.document import ONE_PAGE, PRACTICE_TAG, PRACTICE_WORDS, Document
from coordinator.documents.about_me import about_me_document
from coordinator.documents.care_contact import care_contact_document
from coordinator.documents.catalogue import DOCUMENTS
from coordinator.entity import Entity
from coordinator.errors import RuleError
from coordinator.record import Record
from coordinator.story_reading import StoryReading
from tests.coordinator.conftest import PATIENT_ID, TODAY, record_of
from ui.paper import look
from ui.paper.marks import Dot
from ui.paper.one_page import SCALES, one_page_story
from ui.paper.pdf import render_pdf
from ui.paper.rows import Rows
from ui.paper.text import Text

SENTENCE = "Jag vill att du sätter dig ner och väntar in mig, och frågar en sak i taget med korta ord. "
NORMAL = 260
"""Letters under a heading: three or four lines under each of the eight."""


def about(letters: int | dict[str, int], **fields: Any) -> Document:
    """*Om mig* with so many letters under each heading, or under those named."""
    count = letters if isinstance(letters, dict) else {attr.name: letters for attr in HEADINGS}
    words = {name: (SENTENCE * (1 + number // len(SENTENCE)))[:number] for name, number in count.items()}
    return about_me_document(record_of(AboutMe(patient_id=PATIENT_ID, **(words | fields))))


def care_contacts(count: int, **fields: Any) -> Document:
    """*Din fasta vårdkontakt* with so many holders, every other a physician."""
    entries: list[Entity] = []
    for number in range(count):
        one = Contact(
            patient_id=PATIENT_ID, name=f"Förnamn{number} Efternamnsson", role="specialistsjuksköterska",
            unit="Mottagningen för sällsynta hälsotillstånd", organisation="Östra sjukhuset",
            phone=f"031-390 {number:02} 67", phone_hours="vardagar 8.00–16.00", **fields,
        )  # fmt: skip
        assignment = list(Assignment)[number % 2]
        held = ContactRole(
            patient_id=PATIENT_ID, contact_id=one.id, assignment=assignment, start=TODAY, main=number == 0,
            informed_on=TODAY, informed_way=InformedWay.IN_WRITING, informed_by="Anna Lind",
        )  # fmt: skip
        entries += [one, held]
    plan = CarePlan(
        patient_id=PATIENT_ID, status=PlanStatus.CURRENT, established_on=TODAY, turn_to_evening="Östra sjukhusets jour",
        turn_to_evening_phone="031-343 40 00", turn_to_urgent="Akutmottagningen, Östra", turn_to_urgent_phone="031-1",
    )  # fmt: skip
    return care_contact_document(record_of(*entries, plan))


def pages(content: bytes) -> list[str]:
    """The text of each page, with single blanks."""
    with pypdfium2.PdfDocument(content) as pdf:
        return [" ".join(pdf[n].get_textpage().get_text_bounded().split()) for n in range(len(pdf))]


def sizes(content: bytes) -> dict[float, str]:
    """The letters of the body by their size in points."""
    found: dict[float, str] = {}
    with pypdfium2.PdfDocument(content) as pdf:
        textpage = pdf[0].get_textpage()
        for index in range(textpage.count_chars()):
            left, right, bottom, top = (ctypes.c_double() for _ in range(4))
            pdfium.FPDFText_GetCharBox(textpage.raw, index, left, right, bottom, top)
            letter = chr(pdfium.FPDFText_GetUnicode(textpage.raw, index))
            if letter.strip() and bottom.value > look.FOOTER_LINE:
                size = round(pdfium.FPDFText_GetFontSize(textpage.raw, index), 2)
                found[size] = found.get(size, "") + letter
    return found


def running(content: bytes) -> float:
    """The size that most of the body is set in."""
    return max(sizes(content).items(), key=lambda item: len(item[1]))[0]


def longest_that_fits() -> int:
    """How many letters under each heading still go on the page."""
    fits, too_long = NORMAL, 1400
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        try:
            render_pdf(about(middle))
            fits = middle
        except RuleError:
            too_long = middle
    return fits


@pytest.fixture(scope="module")
def limit() -> int:
    return longest_that_fits()


def test_which_documents_are_one_page() -> None:
    kinds = {made.kind for kind in DOCUMENTS for made in kind.all_made(record_of())}
    of_nobody = {"indicator_page"}  # which has no record; see the tests of that page
    assert kinds >= ONE_PAGE - of_nobody == {
        "about_me", "care_contact", "emergency_sheet", "emergency_sheet_en", "emergency_notice",
    }  # fmt: skip
    assert of_nobody <= ONE_PAGE


@pytest.mark.parametrize("letters", [0, 1, 40, NORMAL])
def test_om_mig_is_exactly_one_page_at_normal_length_and_set_in_full_size(letters: int) -> None:
    content = render_pdf(about(letters, supported_by="Eva Ek, kurator", written_on=TODAY))
    (page,) = pages(content)
    assert "Sida 1 av 1" in page
    assert [attr.label for attr in HEADINGS if attr.label not in page] == []
    assert "De sju första rubrikerna bygger på About Me (PRSB)." in page
    assert ("Skrivet 2026-11-22 med stöd av Eva Ek, kurator." in page) is (letters > 0)
    assert "Om mig, utskriven 2026-11-22" in page
    assert running(content) >= look.BODY.size


def test_the_mark_of_the_log_and_of_practice_are_on_the_page() -> None:
    document = about(NORMAL)
    marked = replace(document, practice=True, footer=replace(document.footer, mark="Logg 1a2b3c4d"))
    (page,) = pages(render_pdf(marked))
    assert PRACTICE_TAG in page and PRACTICE_WORDS in page and "Logg 1a2b3c4d" in page
    (unmarked,) = pages(render_pdf(document))
    assert PRACTICE_TAG not in unmarked


def test_a_long_text_is_set_smaller_and_every_word_of_it_is_there(limit: int) -> None:
    assert limit > NORMAL
    content = render_pdf(about(limit))
    (page,) = pages(content)
    assert page.count(SENTENCE.strip()) == 8 * (limit // len(SENTENCE))
    assert 9 <= running(content) < look.BODY.size


def test_running_text_is_never_under_nine_points() -> None:
    assert list(SCALES) == sorted(SCALES, reverse=True)
    for style in (look.BODY, look.VALUE, look.CELL):
        assert style.size * SCALES[-1] >= 9, style


def test_no_text_of_the_body_is_under_nine_points(limit: int) -> None:
    """Notes, labels and column headers too: who supported it, and "Namn" and "Telefon", are read as well."""
    smallest = {
        size: text
        for content in (render_pdf(about(limit, supported_by="Eva", written_on=TODAY)), render_pdf(care_contacts(5)))
        for size, text in sizes(content).items()
        if size < 9
    }
    assert smallest == {}


def test_one_page_at_every_length_up_to_the_limit_and_refused_from_there_on(limit: int) -> None:
    sizes_seen = []
    for letters in (*range(0, limit, limit // 12), *range(limit - 2, limit + 1)):
        content = render_pdf(about(letters))
        assert len(pages(content)) == 1, letters
        sizes_seen.append(running(content) if letters > 100 else 99)
    assert sizes_seen == sorted(sizes_seen, reverse=True), "more text is never set larger"
    assert len(set(sizes_seen)) > len(SCALES) // 2, "the steps are of use"
    for letters in (limit + 200, 2 * limit, 8 * limit):
        with pytest.raises(RuleError, match="Om mig ryms inte på en sida"):
            render_pdf(about(letters))


@pytest.mark.parametrize("attr", HEADINGS, ids=lambda attr: attr.name)
def test_the_refusal_names_the_longest_heading_and_no_word_of_the_text(attr: Any) -> None:
    with pytest.raises(RuleError) as refused:
        render_pdf(about({other.name: 300 for other in HEADINGS} | {attr.name: 6000}))
    assert refused.value.title == "Om mig ryms inte på en sida"
    assert f"”{attr.label}”" in refused.value.message and "Korta den." in refused.value.message
    assert "sätter dig" not in refused.value.message and "Lindeskog" not in refused.value.message


def test_the_refusal_names_what_takes_the_room_also_when_it_is_short_lines() -> None:
    lines = {"people": "\n".join("ab" for _ in range(60)), "support": SENTENCE * 5}
    with pytest.raises(RuleError) as refused:
        render_pdf(about({}, **lines))
    assert "”Människor som är viktiga för mig”" in refused.value.message


def test_the_refusal_says_how_much_is_too_much(limit: int) -> None:
    def percent(letters: int) -> int:
        with pytest.raises(RuleError) as refused:
            render_pdf(about(letters))
        return int(re.findall(r"(\d+) procent", refused.value.message)[0])

    assert 1 <= percent(limit + 60) <= 10
    assert percent(limit + 60) < percent(2 * limit) < 100


def test_a_page_is_drawn_the_same_every_time_and_the_document_is_as_it_was(limit: int) -> None:
    document = about(limit)
    before = repr(document)
    assert render_pdf(document) == render_pdf(document)
    assert repr(document) == before
    again = render_pdf(about(NORMAL))  # what was set smaller has left no trace in the styles
    assert running(again) == running(render_pdf(about(NORMAL))) >= look.BODY.size


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_the_care_contact_is_one_page_with_nobody_one_or_several(count: int) -> None:
    (page,) = pages(render_pdf(care_contacts(count)))
    assert "Sida 1 av 1" in page and "112" in page
    assert all(f"Förnamn{number} Efternamnsson" in page for number in range(count))
    assert ("Informationen lämnades 2026-11-22, skriftligt, av Anna Lind." in page) is (count > 0)


def test_no_word_is_cut_for_the_sake_of_larger_letters() -> None:
    word = "Habiliteringsmottagningen"
    made = care_contacts(0)
    facts = Facts((Fact("Arbetar på", plain(word)), Fact("Telefon", plain("031-1"))))
    (page,) = pages(render_pdf(replace(made, blocks=(facts, *made.blocks))))
    assert word in page


def test_the_dot_of_a_list_is_level_with_its_line_in_every_size() -> None:
    small, large = (one_page_story(care_contacts(count)).flowables for count in (4, 0))
    levels = [
        (dot.height, text.style.leading)
        for one in (*small, *large) if isinstance(one, Rows)
        for row in one.rows
        if len(row.cells) == 2 and isinstance(dot := row.cells[0].parts[0], Dot)
        and isinstance(text := row.cells[1].parts[0], Text)
    ]  # fmt: skip
    assert len({height for height, _ in levels}) == 2
    assert all(height == pytest.approx(leading) for height, leading in levels)


def test_too_many_or_too_wordy_contacts_are_refused_in_words() -> None:
    with pytest.raises(RuleError, match="Din fasta vårdkontakt ryms inte på en sida"):
        render_pdf(care_contacts(30))
    with pytest.raises(RuleError) as refused:
        render_pdf(care_contacts(1, responsible_for=SENTENCE * 60))
    assert "”Det här är din fasta vårdkontakt”" in refused.value.message
    assert "Efternamnsson" not in refused.value.message


def rows_to_fill_in(document: Document) -> list[str]:
    """The marks of the rows that are there to be filled in, as the page is set."""
    table = one_page_story(document).flowables[-1]
    assert isinstance(table, Rows)
    return [words(part.rich) for row in table.rows for cell in row.cells for part in cell.parts
            if isinstance(part, Text) and words(part.rich) == "□"]  # fmt: skip


def test_there_are_fewer_rows_to_fill_in_the_longer_the_text_and_never_none() -> None:
    def rows(story: int) -> int:
        return len(rows_to_fill_in(about({attr.name: 200 for attr in HEADINGS} | {"story": story})))

    counts = [len(rows_to_fill_in(about({}))), len(rows_to_fill_in(about(NORMAL)))]
    assert 12 >= counts[0] >= counts[1] >= 6
    fits, too_long = NORMAL, 6000
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        try:
            counts.append(rows(middle))
            fits = middle
        except RuleError:
            too_long = middle
    assert rows(fits) == min(counts) == 2


@pytest.mark.parametrize("readers", [1, 6, 40])
def test_a_text_that_fits_is_not_refused_because_somebody_has_read_it(limit: int, readers: int) -> None:
    entries = [StoryReading(patient_id=PATIENT_ID, who=f"Läsare {number}", read_on=TODAY) for number in range(readers)]
    mine: dict[str, Any] = {attr.name: (SENTENCE * 9)[: limit - 30] for attr in HEADINGS}
    document = about_me_document(record_of(*entries, AboutMe(patient_id=PATIENT_ID, **mine)))
    (page,) = pages(render_pdf(document))
    assert "□" in page


@pytest.mark.parametrize("name", ["Eva Ek", "Maria Elisabeth Gustafsdotter Lejonhufvud af Ulvåsa Natt och Dag " * 4])
def test_neither_are_long_names_nor_a_long_story_a_reason_to_refuse(name: str) -> None:
    readings = [StoryReading(patient_id=PATIENT_ID, who=f"{name}{number}", read_on=TODAY) for number in range(6)]
    for letters in (0, 800, 1600, 1900, 2300, 2500):
        mine = AboutMe(patient_id=PATIENT_ID, story=(SENTENCE * 99)[:letters])
        (page,) = pages(render_pdf(about_me_document(record_of(*readings, mine))))
        assert "□" in page
    for lines in (3, 4):
        all_over: dict[str, Any] = {attr.name: "\n".join("a" * lines) for attr in HEADINGS}
        mine = AboutMe(patient_id=PATIENT_ID, **all_over)
        (page,) = pages(render_pdf(about_me_document(record_of(*readings, mine))))
        assert "□" in page


def test_a_row_that_says_anything_is_never_left_out() -> None:
    table = Table((Column("Namn"), Column("Datum")), ((plain("Ida"), ()),) * 80)
    with pytest.raises(RuleError, match="ryms inte"):
        render_pdf(replace(about(0), blocks=(table,)))


LINE = st.text(st.sampled_from("abcdefghij åäöÅÄÖ.,–()0123456789 "), max_size=120)
WORDS = st.lists(LINE, max_size=14).map("\n".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.fixed_dictionaries({attr.name: WORDS for attr in HEADINGS}))
def test_any_text_is_one_page_or_refused(words: dict[str, str]) -> None:
    document = about({}, **words)
    try:
        content = render_pdf(document)
    except RuleError as error:
        assert "ryms inte på en sida" in error.title
        return
    assert len(pages(content)) == 1


def test_a_word_without_end_and_many_lines_do_not_hang_or_spill() -> None:
    for text in ("x" * 2500, "a\n" * 20, "http://" + "a/" * 900):
        assert len(pages(render_pdf(about({}, most_important=text)))) == 1


def test_an_empty_record_is_one_page_of_gaps() -> None:
    record: Record = record_of()
    for document in (made for kind in DOCUMENTS for made in kind.all_made(record)):
        if document.kind in ONE_PAGE:
            (page,) = pages(render_pdf(document))
            said = ("Inte skrivet än", "Saknas", "Ej efterfrågat", "Not asked", "Ingen har frågat än")
            assert any(word in page for word in said)
