"""The paper as a PDF, read back by another library: every text, every page, every font, and nothing left on disk."""

import ctypes
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.alert import EmergencyInformation
from coordinator.blocks import Alert, Column, Heading, Missing, Note, Paragraph, Quote, Signatures, Table, plain
from coordinator.careplan import CareGoal, CarePlan, Intervention
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Contact, ContactCategory
from coordinator.diagnosis import RareCondition
from coordinator.document import PRACTICE_TAG, PRACTICE_WORDS, Document, Footer, from_json, texts, to_json
from coordinator.documents.consent_form import consent_form_document
from coordinator.entity import Entity, Knowledge, attrs_of
from coordinator.errors import RuleError
from coordinator.guardian import Guardian
from coordinator.person import Patient
from tests.ui.paper.samples import LETTERS_OF_EUROPE, ME, NOW, TODAY, contacts, document, full_plan, plan_of, record_of
from ui.paper import look
from ui.paper.fonts import REPLACEMENT, font_for, missing, normalised
from ui.paper.pdf import Unprintable, render_pdf, unprintable


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    made = pypdfium2.PdfDocument(pdf)
    try:
        yield made
    finally:
        made.close()


def _squeezed(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


def pages(pdf: bytes, *, bottom: float, top: float) -> list[str]:
    """The text of each page between two heights, in the order of the file."""
    found = []
    with opened(pdf) as made:
        for page in made:
            # A hyphen at the end of a line comes out as U+FFFE.
            found.append(page.get_textpage().get_text_bounded(bottom=bottom, top=top).replace("\ufffe", "-"))
    return found


def bodies(pdf: bytes) -> list[str]:
    return pages(pdf, bottom=look.BOTTOM - 4, top=look.PAGE_HEIGHT - look.TOP)


def feet(pdf: bytes) -> list[str]:
    return [_squeezed(foot) for foot in pages(pdf, bottom=0, top=look.FOOTER_LINE)]


def body_text(made: Document, pdf: bytes) -> str:
    """All text of the bodies in story order; headers that come again at the top of a page are taken out."""
    headers = [
        _squeezed(" ".join(column.header for column in block.columns))
        for block in made.blocks
        if isinstance(block, Table)
    ]
    expected = model_text(made)
    read = ""
    for body in bodies(pdf):
        text = _squeezed(body)
        rest = expected[len(read) :].strip()
        for header in headers:
            if text.startswith(header) and not rest.startswith(header):
                text = text.removeprefix(header).strip()
                break
        read = f"{read} {text}".strip()
    return read


def model_text(made: Document) -> str:
    foot = [part for part in (made.footer.person, made.footer.number, made.footer.edition, made.footer.mark) if part]
    said = texts(made)[: -len(foot)]
    return _squeezed(normalised(" ".join(said)))


def _as_drawn(made: Document) -> str:
    """The model's text with the colon that a gap has on paper after its word."""
    text = model_text(made)
    for block in made.blocks:
        if isinstance(block, Missing):
            text = text.replace(f"{block.word} {_squeezed(block.text)}", f"{block.word}: {_squeezed(block.text)}", 1)
    return text


@pytest.mark.parametrize("count", [0, 1, 40, 120])
def test_the_paper_says_what_the_model_says_in_its_order(count: int) -> None:
    made = full_plan(count)
    pdf = render_pdf(made)
    assert body_text(made, pdf) == _as_drawn(made)


@pytest.mark.parametrize("count", [1, 40, 120])
def test_every_contact_is_on_paper_exactly_once(count: int) -> None:
    made = full_plan(count)
    text = _squeezed(" ".join(bodies(render_pdf(made))))
    tables = text[text.index("Mina kontakter") :]
    for contact in contacts(count):
        assert tables.count(contact.name) == 1
        assert tables.count(contact.phone) == 1


def test_no_date_and_no_phone_number_is_split_over_lines() -> None:
    raw = "\n".join(bodies(render_pdf(full_plan(120)))).replace("\xa0", " ")
    for contact in contacts(120):
        assert contact.phone in raw
        assert contact.next_contact and contact.next_contact.isoformat() in raw
    assert not re.search(r"\d{4}-\d?\r?\n", raw)


@pytest.mark.parametrize("made", [full_plan(0, 0), full_plan(120, 8), plan_of()], ids=["få", "alla", "tom"])
def test_every_page_has_its_footer_and_none_but_the_last_is_almost_empty(made: Document) -> None:
    pdf = render_pdf(made)
    found = feet(pdf)
    for number, foot in enumerate(found, 1):
        assert foot.startswith("Maja Test · 19900728-2388")
        assert "utskriven 2026-11-22" in foot
        assert foot.endswith(f"Sida {number} av {len(found)}")
    assert min(ink(pdf)[:-1], default=1) >= 0.15


def ink(pdf: bytes) -> list[float]:
    """For each page, how far down its body something is drawn, as a share of the body's height."""
    found = []
    with opened(pdf) as made:
        for page in made:
            image = page.render(scale=0.5, grayscale=True).to_pil()
            scale = image.height / look.PAGE_HEIGHT
            body = image.crop(
                (0, int(look.TOP * scale), image.width, int((look.PAGE_HEIGHT - look.BOTTOM) * scale))
            ).point(lambda level: 255 if level < 200 else 0)
            box = body.getbbox()
            found.append(box[3] / body.height if box else 0.0)
    return found


def test_the_empty_plan_is_one_or_two_pages_and_the_first_page_holds_its_five_parts() -> None:
    assert len(feet(render_pdf(plan_of()))) <= 2
    for made in (plan_of(), full_plan(120)):
        first = bodies(render_pdf(made))[0]
        found = [first.index(text) for text in (
            "Min vårdplan", "Fast vårdkontakt", "Viktigt att veta", "Vad är viktigt", "Vem ringer", "112",
            "Det här händer härnäst",
        )]  # fmt: skip
        assert found == sorted(found)


def test_practice_is_marked_on_every_page_and_only_then() -> None:
    real, practice = render_pdf(full_plan(40)), render_pdf(full_plan(40, practice=True))
    heads = pages(practice, bottom=look.PAGE_HEIGHT - look.TOP, top=look.PAGE_HEIGHT)
    assert len(heads) > 2
    assert [head.strip() for head in heads] == [PRACTICE_TAG] * len(heads)
    assert all(PRACTICE_WORDS in foot for foot in feet(practice))
    assert PRACTICE_TAG not in " ".join(pages(real, bottom=0, top=look.PAGE_HEIGHT))
    assert bodies(real) == bodies(practice)


def test_only_our_own_fonts_are_used_and_all_are_embedded() -> None:
    made = document(*(Paragraph(plain(text)) for text in LETTERS_OF_EUROPE), *full_plan(8).blocks, practice=True)
    pdf = render_pdf(made)
    with pikepdf.open(BytesIO(pdf)) as read:
        every = "".join(str(one.get("/BaseFont", "")) for one in read.objects if isinstance(one, pikepdf.Dictionary))
    assert "Atkinson" in every and "Helvetica" not in every and "Times" not in every
    names = set()
    with opened(pdf) as read:
        for page in read:
            for part in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=3):
                font = pdfium.FPDFTextObj_GetFont(part.raw)
                assert pdfium.FPDFFont_GetIsEmbedded(font) == 1
                size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
                name = ctypes.create_string_buffer(size)
                pdfium.FPDFFont_GetBaseFontName(font, name, size)
                names.add(name.value.decode().partition("+")[2] or name.value.decode())
    assert {name.partition("-")[0] for name in names} == {"AtkinsonHyperlegibleNext", "Inter"}


@pytest.mark.parametrize("text", LETTERS_OF_EUROPE)
def test_names_of_many_languages_are_printed_letter_by_letter(text: str) -> None:
    made = document(Paragraph(plain(text)), Table((Column("Namn"),), ((plain(text),),)))
    assert unprintable(made) == []
    read = _squeezed(bodies(render_pdf(made))[0])
    assert read.count(_squeezed(text)) == 2


def test_decomposed_letters_are_the_same_letters() -> None:
    assert missing("A\u030aslo\u0308v") == []
    assert "Åslöv" in bodies(render_pdf(document(Note("A\u030aslo\u0308v"))))[0]


@pytest.mark.parametrize("text", ["😀", "مريم", "李小龍", "\x07", "\ue000", "x\ufffdy"])
def test_a_letter_no_font_has_is_refused_with_its_place_and_printed_as_a_square_when_asked(text: str) -> None:
    made = document(Heading("Vem ringer jag?"), Table((Column("Ring"),), ((plain(f"a{text}b"),),)))
    found = unprintable(made)
    assert [one.where for one in found] == ["Vem ringer jag? (rad 1, Ring)"] * len(found)
    assert {one.character for one in found} <= set(text)
    with pytest.raises(RuleError) as refused:
        render_pdf(made)
    assert refused.value.title == "Alla tecken kan inte skrivas ut"
    assert f"U+{ord(found[0].character):04X}" in refused.value.message
    assert "Vem ringer jag? (rad 1, Ring)" in refused.value.message
    drawn = re.sub("[^xyab]", REPLACEMENT, f"a{text}b")
    assert drawn in bodies(render_pdf(made, replace_missing=True))[0]


def test_the_footer_and_the_name_are_looked_at_too() -> None:
    made = document(subtitle="李", footer=Footer("李", "1", "x"))
    assert unprintable(made) == [Unprintable("李", "raden under titeln"), Unprintable("李", "sidfoten")]
    assert f"{REPLACEMENT} · 1" in feet(render_pdf(made, replace_missing=True))[0]


def test_markup_is_letters_like_any_other() -> None:
    text = 'A & B <b>fet</b> &amp; <font name="x"> &#65; </para> %s {x} \\n (]'
    made = document(Paragraph(plain(text)), Quote(text), Table((Column(text),), ((plain(text),),)))
    assert _squeezed(bodies(render_pdf(made))[0]).count(text) == 4


def _long(name: str) -> str:
    """About 10,000 letters in words that stand nowhere else."""
    return " ".join(f"{name}{number:04}" for number in range(10_000 // (len(name) + 5)))


def test_ten_thousand_letters_in_any_field_are_printed_in_full() -> None:
    fields = {
        CarePlan: ("participants", "what_matters", "health_in_short", "strengths_and_obstacles", "self_care",
                   "check_ups", "turn_to_evening", "if_worse"),
        CareGoal: ("need", "goal", "measure", "own_actions"),
        Intervention: ("what", "responsible", "frequency", "result"),
        Contact: ("name", "role", "unit", "phone", "phone_hours", "responsible_for"),
        EmergencyInformation: ("heading", "do_not", "do_this", "anaesthesia", "source"),
        Consent: ("given_by", "recipients", "covers", "excludes"),
        RareCondition: ("text", "plain_words", "source"),
        Patient: ("family_name", "communication_note", "adaptations", "interpreter"),
    }  # fmt: skip
    known: dict[type[Entity], dict[str, Any]] = {
        Patient: {"id": ME}, CarePlan: {"id": UUID(int=2)}, CareGoal: {"plan_id": UUID(int=2), "id": UUID(int=3)},
        Intervention: {"goal_id": UUID(int=3)}, EmergencyInformation: {"checked_on": TODAY},
        Consent: {"purpose": ConsentPurpose.SIP, "given_on": TODAY, "valid_until": TODAY},
    }  # fmt: skip
    written = []
    entries = []
    for number, (kind, names) in enumerate(fields.items()):
        values = {name: _long(f"{chr(97 + number)}{place}x") for place, name in enumerate(names)}
        assert {attr.name for attr in attrs_of(kind)} >= set(values)
        written += list(values.values())
        entries.append(kind(patient_id=ME, **(known.get(kind, {}) | values)))
    pdf = render_pdf(plan_of(*entries))
    read = set(_squeezed(" ".join(bodies(pdf))).replace(".", " ").replace("”", " ").replace(",", " ").split())
    for text in written:
        assert [word for word in text.split() if word not in read] == []
    assert min(ink(pdf)[:-1]) >= 0.15


@pytest.mark.parametrize("char", ["x", "ŋ", "1-", "W", "a\n"])
def test_a_word_longer_than_a_page_is_cut_and_none_of_it_is_lost(char: str) -> None:
    text = char * 10_000
    made = document(Paragraph(plain(text)), Table((Column("A"), Column("B")), ((plain("kort"), plain(text)),)))
    read = "".join("".join(bodies(render_pdf(made))).split())
    assert read.count(char[0]) - _body_less(char[0]) == 20_000


def _body_less(char: str) -> int:
    empty = document(Paragraph(plain("")), Table((Column("A"), Column("B")), ((plain("kort"), plain("")),)))
    return "".join(bodies(render_pdf(empty))).count(char)


def test_a_long_name_shortens_in_the_footer_but_never_the_number() -> None:
    made = document(
        footer=Footer("Ett mycket långt namn " * 9, "19900728-2388", "Vårdplan, version 1", "Logg 1a2b3c4d")
    )
    (foot,) = feet(render_pdf(made))
    assert re.fullmatch(r"Ett mycket långt.*… · 19900728-2388 Vårdplan, version 1 · Logg 1a2b3c4d Sida 1 av 1", foot)


def test_the_bytes_are_the_same_whatever_the_computer_says(monkeypatch: pytest.MonkeyPatch) -> None:
    made = full_plan(40)
    first = render_pdf(made)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12345")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert render_pdf(made) == first
    assert render_pdf(from_json(to_json(made))) == first
    later = replace(made, created=NOW + timedelta(days=1))
    assert render_pdf(later) != first


def test_what_readers_show_of_the_file_never_names_the_patient() -> None:
    pdf = render_pdf(full_plan(1))
    with opened(pdf) as made:
        told = made.get_metadata_dict()
        assert told["Title"] == "Min vårdplan"
        assert told["CreationDate"] == told["ModDate"] == "D:20261122092000+01'00'"
        assert not re.search("Maja|1990", " ".join(told.values()))
        for entry in made.get_toc():
            assert not re.search("Maja|1990", entry.get_title())
    with pikepdf.open(BytesIO(pdf)) as made:
        assert made.Root.Lang == "sv-SE"
        assert bool(made.Root.ViewerPreferences.DisplayDocTitle)
        assert not re.search(b"Maja|1990", made.Root.Metadata.read_bytes())


def test_the_bookmarks_are_the_headings_on_their_pages() -> None:
    made = full_plan(40)
    expected = ["Min vårdplan"]
    for block in made.blocks:
        if isinstance(block, Heading | Alert):
            expected.append(block.text if isinstance(block, Heading) else block.title)
    pdf = render_pdf(made)
    on_page = [_squeezed(body) for body in bodies(pdf)]
    with opened(pdf) as read:
        found = [(entry.get_title(), entry.level, entry.get_dest().get_index()) for entry in read.get_toc()]
    assert [title for title, _, _ in found] == expected
    assert [title for title, _, page in found if title not in on_page[page]] == []
    assert found[0][1] == 0 and {level for _, level, _ in found[1:]} == {1, 2}


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    headings = {"Mina mål", "Mina kontakter", "Mina samtycken", *(category.label for category in ContactCategory)}
    for filler in range(0, 40, 3):
        made = document(*(Paragraph(plain("rad")) for _ in range(filler)), *full_plan(24, 3).blocks)
        for body in bodies(render_pdf(made)):
            assert body.strip().splitlines()[-1].strip() not in headings


@pytest.mark.parametrize("guardians_known", [0, 1, 2])
def test_a_form_to_sign_is_one_page_for_whoever_signs_it(guardians_known: int) -> None:
    found = [Guardian(patient_id=ME, name=f"Förnamn{number} Efternamnsson") for number in range(guardians_known)]
    child = replace(record_of().patient, birth_date=date(2014, 3, 17), interpreter_need=Knowledge.SOME)
    (page,) = bodies(render_pdf(consent_form_document(record_of(child, *found))))
    assert page.index("Underskrift") < page.index("Tolk") < page.index("Muntligt samtycke") < page.index("2009:400")


def test_a_form_whose_names_take_pages_is_printed_in_full() -> None:
    read = "".join(bodies(render_pdf(document(Heading("Underskrift"), Signatures(("x" * 9000,) * 3)))))
    assert read.count("x") == 3 * 9000


def test_half_a_character_is_a_square_in_bookmarks_too() -> None:
    made = document(Heading("Mål \ud800"), title="Min \ud800 plan")
    with opened(render_pdf(made, replace_missing=True)) as pdf:
        assert [one.get_title() for one in pdf.get_toc()] == ["Min □ plan", "Mål □"]


def test_signatures_are_not_parted() -> None:
    for filler in range(20, 48):
        made = document(*(Paragraph(plain("rad")) for _ in range(filler)), Signatures(("Jag", "Fast vårdkontakt")))
        assert [body.count("Datum") for body in bodies(render_pdf(made))] in ([2], [0, 2])


WRITING = {"active": False}
WRITTEN: list[str] = []


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if WRITING["active"] and event == "open":
        path, mode, flags = arguments
        if set(mode or "r") & set("wax+") or (mode is None and flags & 3):
            WRITTEN.append(str(path))


sys.addaudithook(_watch)


def test_nothing_is_written_to_disk(tmp_path: Any) -> None:
    made = full_plan(120)
    WRITTEN.clear()
    WRITING["active"] = True
    try:
        render_pdf(made)
        assert WRITTEN == []
        (tmp_path / "prov").write_text("x")
        assert [str(tmp_path / "prov")] == WRITTEN  # the watch does see writing
    finally:
        WRITING["active"] = False


def _luminance(colour: str) -> float:
    shares = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_text_can_be_told_from_its_ground() -> None:
    assert _contrast("000000", "FFFFFF") == pytest.approx(21)
    for text, ground in look.TEXT_ON_GROUND:
        assert _contrast(text, ground) >= 4.5, (text, ground)
    styles = [value for value in vars(look).values() if isinstance(value, look.Style)]
    styles += look.HEADINGS.values()
    assert {style.colour for style in styles} <= {text for text, _ in look.TEXT_ON_GROUND}


def test_letters_are_large_enough() -> None:
    for style in (look.BODY, look.VALUE, look.CELL, look.OWN_WORDS):
        assert style.size >= 10.5
    assert look.SMALL_CELL.size >= 9 and look.SMALL.size >= 9
    for style in (value for value in vars(look).values() if isinstance(value, look.Style)):
        assert style.leading >= 1.15 * style.size


def test_the_square_for_missing_letters_is_a_letter_of_every_cut() -> None:
    for weight in look.Weight:
        assert font_for(REPLACEMENT, weight) is not None


TEXT = st.text(max_size=60)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, TEXT, TEXT, st.integers(1, 60))
def test_any_text_becomes_a_paper(subtitle: str, cell: str, long: str, times: int) -> None:
    made = document(
        Paragraph(plain(long * times)),
        Quote(long * times),
        Table((Column("A"), Column(cell, 3)), ((plain(cell), plain(long * times)), ((), ()))),
        subtitle=subtitle,
        footer=Footer(subtitle, cell, long),
    )
    pdf = render_pdf(made, replace_missing=True)
    with opened(pdf) as read:
        assert len(read) >= 1
    assert pdf == render_pdf(made, replace_missing=True)
    if not unprintable(made):
        assert render_pdf(made) == pdf
