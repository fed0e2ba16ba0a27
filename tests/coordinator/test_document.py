"""The document model: nothing is lost when it is stored, nothing foreign is taken in, every text is read in order."""

import json
from datetime import date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.blocks import (
    Alert,
    AlertItem,
    AlertState,
    AlertStrip,
    Bullets,
    Column,
    ColumnKind,
    ContactMap,
    Fact,
    Facts,
    Heading,
    Missing,
    Note,
    Paragraph,
    QrCode,
    Quote,
    Signatures,
    Span,
    StripCell,
    Table,
    TimelineFigure,
    Trends,
    led,
    plain,
    strong,
)
from coordinator.date_rule import DateSign
from coordinator.document import PRACTICE_WORDS, Document, Footer, from_json, places, texts, to_json
from coordinator.document_text import plain_text
from coordinator.errors import ImportRefused
from coordinator.lettering import Lettering
from coordinator.map_figure import MapArea, MapDot, MapFigure, MapMark, MapRing
from coordinator.transition.standing import SwapState
from coordinator.transition.swap import TransitionKind
from coordinator.transition.timeline_figure import Booking, Lane, Mark, Timeline, Years
from coordinator.trend import Trend, TrendGap, TrendPoint, TrendScale

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=1)))

FIGURE = MapFigure(
    "Maja", "3 kontakter", "3 kontakter i 2 områden.",
    (
        MapArea("Kommun", (
            MapDot("Åsa Ek", "boendestöd", MapMark.CURRENT, MapRing.MONTH),
            MapDot("Per Li", "avlösare", MapMark.GAP, MapRing.LATER, acute=True, says="ingen tid"),
        )),
        MapArea("Tandvård", (MapDot("Folktandvården", "", MapMark.OLD, MapRing.HALF_YEAR),)),
    ),
)  # fmt: skip

TIMELINE = Timeline(
    date(2026, 8, 22), date(2034, 12, 24), date(2026, 11, 22),
    (Years(2026, 2026, 17), Years(2027, 2027, 18), Years(2028, 2034, calm=True)),
    (Mark(date(2027, 12, 24), "18 år: myndig", DateSign.AGE, important=True),),
    (Lane(
        UUID(int=1), "Neurologi", TransitionKind.SPECIALIST, "Amina Wallin", date(2027, 12, 24), SwapState.HOLE,
        "Mottagare saknas", bookings=(Booking(date(2027, 2, 1), "Årskontroll"),),
    ),),
)  # fmt: skip

TREND = Trend(
    "Fast vårdkontakt", "Så räknas den.", "Strategin", TrendScale.SHARE,
    (
        TrendPoint(date(2026, 9, 30), "30 sep 2026", None, "Visas inte.", TrendGap.HIDDEN),
        TrendPoint(date(2026, 11, 22), "i dag", 80.0, "ungefär 20 av 25 patienter"),
    ),
)  # fmt: skip

EVERY_BLOCK = (
    Heading("Rubrik"),
    Heading("Underrubrik", 3),
    Paragraph((Span("Löpande "), Span("text", bold=True))),
    Facts((Fact("Etikett", plain("Värde")), Fact("Telefon", strong("010-1")))),
    Alert("Varning", (AlertItem("Fara", (led("Gör inte:", "detta"),), "Källa A"),), AlertState.DANGER),
    AlertStrip((StripCell("Smitta", AlertState.CALM, "Inga kända", "frågat i går"),)),
    Quote("mina ord"),
    Bullets((plain("punkt ett"), plain("punkt två"))),
    Table((Column("När", 1, ColumnKind.DATE), Column("Vad", 2)), ((plain("i dag"), plain("besök")),), caption="Tider"),
    Table((Column("Tom kolumn"),), (), empty="Inget än"),
    Note("liten not"),
    Missing("Saknas", "Be någon."),
    Signatures(("Jag",)),
    QrCode("BEGIN:VCARD", "Rutan sparar numret"),
    ContactMap(FIGURE),
    TimelineFigure(TIMELINE),
    Trends((TREND,)),
)


def document(*blocks: Any, **fields: Any) -> Document:
    known: dict[str, Any] = {
        "kind": "test", "title": "Titel", "subtitle": "Under", "created": NOON,
        "footer": Footer("Maja Test", "19900728-2388", "Version 1", "Logg 1a2b3c4d"),
    }  # fmt: skip
    return Document(blocks=blocks, **(known | fields))


def test_texts_come_in_reading_order_with_the_footer_last() -> None:
    assert texts(document(*EVERY_BLOCK)) == [
        "Titel", "Under", "Rubrik", "Underrubrik", "Löpande text", "Etikett", "Värde", "Telefon", "010-1",
        "Varning", "Fara", "Gör inte: detta", "Källa A", "Smitta", "Inga kända", "frågat i går",
        "”mina ord”", "punkt ett", "punkt två",
        "Tider", "När", "Vad", "i dag", "besök", "Inget än", "liten not", "Saknas", "Be någon.", "Jag", "Datum",
        "Rutan sparar numret", "3 kontakter i 2 områden.", "Maja", "3 kontakter", "Kommun", "Åsa Ek", "boendestöd",
        "Per Li", "avlösare", "ingen tid", "Tandvård", "Folktandvården",
        "Tidslinje från 22 nov 2026 till 2034 med 1 kontakt: för 1 saknas vem som tar över.",
        "Lag och stöd räknat från födelsedatum", "24 dec 2027: 18 år: myndig",
        "Neurologi: Amina Wallin till 24 dec 2027, sedan mottagare saknas. Årskontroll 1 feb 2027.",
        "Fast vårdkontakt", "80 %", "ungefär 20 av 25 patienter",
        "Över tid: 30 sep 2026: visas inte; i dag: 80 %, ungefär 20 av 25 patienter.", "Så räknas den.", "Strategin",
        "Maja Test", "19900728-2388", "Version 1", "Logg 1a2b3c4d",
    ]  # fmt: skip


def test_a_place_names_the_programs_words_and_never_the_patients() -> None:
    found = {
        place.text: place.where
        for place in places(
            document(
                Heading("Akuta lägen"),
                Heading("Majas hemlighet", 3, from_record=True),
                Facts((Fact("Ring", plain("A")),)),
                Table((Column("Vem"), Column("Var")), ((plain("B"), plain("C")), (plain("D"), plain("E")))),
            )
        )
    }
    assert found["A"] == "Akuta lägen (Ring)"
    assert found["C"] == "Akuta lägen (rad 1, Var)"
    assert found["D"] == "Akuta lägen (rad 2, Vem)"
    assert found["Under"] == "raden under titeln"
    assert found["Maja Test"] == "sidfoten"
    assert not any("hemlighet" in where for where in found.values())


def test_plain_text_has_every_text_in_order() -> None:
    made = plain_text(document(*EVERY_BLOCK, practice=True))
    assert made.startswith(PRACTICE_WORDS)
    position = 0
    for text in texts(document(*EVERY_BLOCK)):
        if text in ("När", "Vad", "Tom kolumn"):  # headers stand before each value instead
            continue
        position = made.index(text, position)
    assert "När: i dag\nVad: besök" in made
    assert "Titel\n=====\n" in made and "Underrubrik\n-----------\n" in made
    assert "! Fara\n  Gör inte: detta\n  Källa A" in made
    assert "Maja Test · 19900728-2388 · Version 1 · Logg 1a2b3c4d\n" in made


def test_a_map_is_in_plain_text_a_list_for_each_area_with_words_for_its_signs() -> None:
    assert plain_text(document(ContactMap(FIGURE))).partition("Under\n\n")[2] == (
        "3 kontakter i 2 områden.\nMaja · 3 kontakter\n\n"
        "Kommun\n======\n- Åsa Ek, boendestöd, ses inom 30 dagar\n"
        "- Per Li, avlösare, lucka, viktig i akut läge, ingen tid\n\n"
        "Tandvård\n========\n"
        "- Folktandvården, inte kontrollerad på 12 månader, ses inom 6 mån\n\n"
        "Maja Test · 19900728-2388 · Version 1 · Logg 1a2b3c4d\n"
    )


def test_a_place_on_the_map_names_the_area_and_nobody_in_it() -> None:
    found = {place.text: place.where for place in places(document(ContactMap(FIGURE)))}
    assert (found["Per Li"], found["ingen tid"], found["Maja"]) == (
        "kartan (Kommun)", "kartan (Kommun)", "kartan",
    )  # fmt: skip


def test_a_timeline_is_in_plain_text_its_days_and_its_contacts() -> None:
    assert plain_text(document(TimelineFigure(TIMELINE))).partition("Under\n\n")[2].splitlines()[1:-2] == [
        "", "Lag och stöd räknat från födelsedatum", "=" * 37, "- 24 dec 2027: 18 år: myndig",
        "", "Kontakter", "=========",
        "- Neurologi: Amina Wallin till 24 dec 2027, sedan mottagare saknas. Årskontroll 1 feb 2027.",
    ]  # fmt: skip


def test_a_place_on_the_timeline_names_nobody() -> None:
    found = [place.where for place in places(document(TimelineFigure(TIMELINE)))]
    assert found[2:6] == ["tidslinjen", "tidslinjen", "tidslinjen (Lag och stöd)", "tidslinjen (kontakt 1)"]


def test_a_figure_over_time_is_in_plain_text_every_point_and_how_it_is_counted() -> None:
    waiting = Trend(
        "Tid", "Median.", "", TrendScale.DAYS, (TrendPoint(NOON.date(), "i dag", 30.5, "ungefär 10 intyg"),)
    )
    assert plain_text(document(Trends((TREND, waiting)))).partition("Under\n\n")[2] == (
        "Fast vårdkontakt\n================\n80 %\nungefär 20 av 25 patienter\n"
        "Över tid: 30 sep 2026: visas inte; i dag: 80 %, ungefär 20 av 25 patienter.\nSå räknas den.\nStrategin\n\n"
        "Tid\n===\n30,5 dagar\nungefär 10 intyg\nÖver tid: i dag: 30,5 dagar, ungefär 10 intyg.\nMedian.\n\n"
        "Maja Test · 19900728-2388 · Version 1 · Logg 1a2b3c4d\n"
    )


def test_the_stored_form_is_stable() -> None:
    # Handed-out plans stand in vaults in this form: a change that breaks it must raise SCHEMA.
    made = document(Heading("A"), Missing("B", "C"), number=3)
    assert to_json(made) == (
        '{"hallpunkt_document":4,"document":{"kind":"test","title":"Titel","subtitle":"Under","footer":'
        '{"person":"Maja Test","number":"19900728-2388","edition":"Version 1","mark":"Logg 1a2b3c4d"},'
        '"created":"2026-11-22T12:00:00+01:00","blocks":[{"block":"heading","text":"A","level":2,"from_record":false,'
        '"language":""},{"block":"missing","word":"B","text":"C"}],"number":3,"practice":false,"language":"sv-SE",'
        '"lettering":"standard","landscape":false,"a3":false}}'
    )


@pytest.mark.parametrize(
    "later", ["", ',"lettering":"standard","landscape":false'], ids=["before lettering", "before A3"]
)
def test_what_was_stored_before_the_paper_had_settings_is_read_as_it_was(later: str) -> None:
    stored = (
        f'{{"hallpunkt_document":{2 if later else 1},"document":'
        '{"kind":"test","title":"Titel","subtitle":"Under","footer":'
        '{"person":"Maja Test","number":"19900728-2388","edition":"Version 1","mark":"Logg 1a2b3c4d"},'
        '"created":"2026-11-22T12:00:00+01:00","blocks":[{"block":"heading","text":"A","level":2,"from_record":false},'
        '{"block":"missing","word":"B","text":"C"}],"number":3,"practice":false,"language":"sv-SE"' + later + "}}"
    )
    assert from_json(stored) == document(Heading("A"), Missing("B", "C"), number=3)


RICH = st.lists(st.builds(Span, st.text(), st.booleans()), max_size=3).map(tuple)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(
        st.lists(st.builds(Column, st.text(), st.integers(1, 9), st.sampled_from(ColumnKind)), min_size=1, max_size=3)
    )
    row = st.tuples(*[RICH] * len(columns))
    rows = draw(st.lists(row, max_size=3))
    return Table(tuple(columns), tuple(rows), draw(st.text()), draw(st.text()), draw(st.booleans()))


ITEMS = st.builds(AlertItem, st.text(), st.lists(RICH, max_size=2).map(tuple), st.text())
DOTS = st.builds(
    MapDot, st.text(), st.text(), st.sampled_from(MapMark), st.sampled_from(MapRing), st.booleans(), st.text()
)
AREAS = st.builds(MapArea, st.text(), st.lists(DOTS, max_size=2).map(tuple))
FIGURES = st.builds(MapFigure, st.text(), st.text(), st.text(), st.lists(AREAS, max_size=2).map(tuple))
LANES = st.builds(
    Lane, st.none() | st.uuids(), st.text(), st.none() | st.sampled_from(TransitionKind), st.text(),
    st.none() | st.dates(), st.sampled_from(SwapState), st.text(), joint=st.none() | st.dates(),
)  # fmt: skip
TIMELINES = st.builds(
    Timeline, st.dates(), st.dates(), st.dates(),
    st.lists(st.builds(Years, st.integers(), st.integers()), max_size=1).map(tuple),
    st.lists(st.builds(Mark, st.dates(), st.text(), st.sampled_from(DateSign)), max_size=1).map(tuple),
    st.lists(LANES, max_size=2).map(tuple),
)  # fmt: skip
TREND_POINTS = st.builds(TrendPoint, st.dates(), st.text(), st.floats(0, 1e300), st.text()) | st.builds(
    TrendPoint, st.dates(), st.text(), st.none(), st.text(), st.sampled_from(TrendGap)
)
TRENDS = st.builds(
    Trend, st.text(), st.text(), st.text(), st.sampled_from(TrendScale),
    st.lists(TREND_POINTS, min_size=1, max_size=3).map(tuple),
)  # fmt: skip
BLOCKS = st.one_of(
    st.builds(Heading, st.text(), st.sampled_from((1, 2, 3)), st.booleans()),
    st.builds(Paragraph, RICH),
    st.builds(Facts, st.lists(st.builds(Fact, st.text(), RICH), max_size=3).map(tuple)),
    st.builds(Alert, st.text(), st.lists(ITEMS, max_size=2).map(tuple), st.sampled_from(AlertState)),
    st.builds(
        AlertStrip,
        st.lists(st.builds(StripCell, st.text(), st.sampled_from(AlertState), st.text(), st.text()), max_size=2).map(
            tuple
        ),
    ),
    st.builds(Quote, st.text()),
    st.builds(Bullets, st.lists(RICH, max_size=3).map(tuple)),
    tables(),
    st.builds(Note, st.text()),
    st.builds(Missing, st.text(), st.text()),
    st.builds(Signatures, st.lists(st.text(), max_size=2).map(tuple), st.text()),
    st.builds(QrCode, st.text(), st.text()),
    st.builds(ContactMap, FIGURES),
    st.builds(TimelineFigure, TIMELINES),
    st.builds(Trends, st.lists(TRENDS, max_size=2).map(tuple)),
)
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
DOCUMENTS = st.builds(
    Document,
    kind=st.text(),
    title=st.text(),
    subtitle=st.text(),
    footer=st.builds(Footer, st.text(), st.text(), st.text(), st.text()),
    created=st.datetimes(timezones=OFFSETS),
    blocks=st.lists(BLOCKS, max_size=5).map(tuple),
    number=st.integers(),
    practice=st.booleans(),
    lettering=st.sampled_from(Lettering),
    landscape=st.booleans(),
    a3=st.booleans(),
)


@given(DOCUMENTS)
def test_nothing_is_lost_in_the_stored_form(made: Document) -> None:
    stored = to_json(made)
    assert from_json(stored) == made
    assert to_json(from_json(stored)) == stored


STORED = to_json(document(*EVERY_BLOCK))


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", "[" * 100_000, "9" * 10_000, '"\ud800"', "PK\x03\x04", '{"document":{}}',
     STORED[:-1], STORED + "x", STORED.replace('"hallpunkt_document":4', '"hallpunkt_document":0'),
     STORED.replace('"hallpunkt_document":4', '"hallpunkt_document":true'),
     STORED.replace('"block":"quote"', '"block":"script"'), STORED.replace('"level":2', '"level":7'),
     STORED.replace('"state":"danger"', '"state":"calmer"'), STORED.replace("+01:00", ""),
     STORED.replace('"practice":false', '"practice":0'), STORED.replace('"number":0', '"number":1.0'),
     STORED.replace('"text":"mina ord"', '"text":"mina ord","more":1'), STORED.replace('"weight":2,', "")],
)  # fmt: skip
def test_anything_else_is_refused_in_words(text: str) -> None:
    assert text != STORED
    with pytest.raises(ImportRefused) as refused:
        from_json(text)
    assert refused.value.title == "Dokumentet kan inte läsas"
    assert refused.value.message.endswith(".")


def test_a_later_version_is_recognised() -> None:
    with pytest.raises(ImportRefused, match="senare version"):
        from_json(STORED.replace('"hallpunkt_document":4', '"hallpunkt_document":5'))


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [leaf for key, part in value.items() for leaf in _leaves(part, (*path, key))]
    if isinstance(value, list):
        return [leaf for i, part in enumerate(value) for leaf in _leaves(part, (*path, i))]
    return [path]


@pytest.mark.parametrize("path", _leaves(json.loads(STORED)), ids=lambda path: ".".join(map(str, path)))
def test_every_value_of_the_wrong_kind_is_refused_without_repeating_it(path: tuple[Any, ...]) -> None:
    stored = json.loads(STORED)
    inner = stored
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = ["HEMLIGT"]
    with pytest.raises(ImportRefused) as refused:
        from_json(json.dumps(stored))
    assert "HEMLIGT" not in str(refused.value)


def test_a_table_needs_one_cell_a_column_and_a_heading_a_level() -> None:
    with pytest.raises(ValueError, match="one cell"):
        Table((Column("A"), Column("B")), ((plain("1"),),))
    with pytest.raises(ValueError, match="one cell"):
        Table((), ())
    with pytest.raises(ValueError, match="level"):
        Heading("A", 4)
    three = STORED.replace('[{"text":"i dag","bold":false}],', "")
    assert three != STORED
    with pytest.raises(ImportRefused):
        from_json(three)
