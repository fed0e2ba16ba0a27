"""The Nyckeltal on one page: exactly one whatever the figures are, with every definition and with nobody in it."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from coordinator.blocks import Trends
from coordinator.document import ONE_PAGE, Document, from_json, texts, to_json
from coordinator.document_text import plain_text
from coordinator.documents.indicator_page import indicator_document, not_counted
from coordinator.indicators.counting import days_told
from coordinator.indicators.definitions import Indicator, Unit, indicator_texts, indicators
from coordinator.indicators.figures import Clinic, Point, Series, figures
from coordinator.indicators.trends import trends
from coordinator.trend import TrendGap
from tests.conftest import NOW
from tests.coordinator.conftest import TODAY
from tests.ui.paper.gate import complaints
from tests.ui.paper.structure import read, squeezed
from tests.ui.paper.test_contact_map import letters, on_each_other
from ui.paper.pdf import render_pdf

UNIT = "Centrum för sällsynta hälsotillstånd, Östra sjukhuset i Göteborg"
NO_FIGURE = ("hidden", "nothing", "unknown")


def clinic(*kinds: str) -> Clinic:
    """Every indicator with points of these kinds, round and round."""
    return Clinic(TODAY, tuple(Series(one, tuple(_points(one, kinds))) for one in indicators()))


def _points(indicator: Indicator, kinds: tuple[str, ...]) -> list[Point]:
    return [_point(indicator, day, kinds[at % len(kinds)]) for at, day in enumerate(days_told(TODAY))]


def _point(indicator: Indicator, day: date, kind: str) -> Point:
    if kind in NO_FIGURE:
        return Point(day, denominator=0 if kind == "nothing" else None, suppressed=kind == "hidden")
    return Point(day, value=87.0 if indicator.unit is Unit.DAYS else 75.0, denominator=1235)


def page(shown: Clinic, *, stale: int = 0) -> Document:
    return indicator_document(shown, NOW, UNIT, practice=True, stale=stale)


@pytest.mark.parametrize(
    "kinds",
    [
        ("known",),
        ("hidden",),
        ("nothing",),
        ("unknown",),
        ("hidden", "known"),
        ("known", "nothing", "hidden"),
        NO_FIGURE,
        ("known", *NO_FIGURE),
    ],
    ids=" ".join,
)
def test_it_is_one_page_whatever_the_figures_are(kinds: tuple[str, ...]) -> None:
    pdf = render_pdf(page(clinic(*kinds), stale=12))
    with pypdfium2.PdfDocument(pdf) as opened:
        assert len(opened) == 1
        written = opened[0].get_textpage().get_text_bounded()
    assert all(one.name.split()[0] in written for one in indicators()) and "Sida 1 av 1" in written
    assert complaints(pdf) == []
    found = list(letters(pdf))
    assert on_each_other([(one.left, one.bottom, one.right, one.top, one.page) for one in found]) == []
    assert min(one.size for one in found) >= 8


def test_an_empty_clinic_is_a_page_too() -> None:
    made = page(figures([], TODAY))
    assert complaints(render_pdf(made)) == []
    assert texts(made).count("Inget att räkna.") == len(indicators())


def test_figure_chart_and_definition_of_every_indicator_are_there_and_heard() -> None:
    made = page(clinic("known", "hidden"))
    (shown,) = (block for block in made.blocks if isinstance(block, Trends))
    assert [one.title for one in shown.shown] == [one.name for one in indicators()]
    said = "\n".join(texts(made))
    for series in clinic("known").series:
        one = series.indicator
        assert one.definition in said and one.source.removesuffix(".") in said
        assert f"\n{series.about(series.now)}\n" in said and "1235" in series.about(series.now)
    heard = read(render_pdf(made)).elements
    charts = [one.alt for one in heard if one.kind == "Figure"]
    assert len(charts) == len(indicators())
    assert all(one.startswith("Över tid: ") and one.count("visas inte") == 4 for one in charts)
    assert "kvartal 3 2026: visas inte" in charts[3] and "30 sep 2026: visas inte" in charts[0]
    first = clinic("known").series[0]
    assert f"i dag: 75 %, {first.about(first.now)}." in charts[0]
    assert [squeezed(one.text) for one in heard if one.kind == "H2"] == [one.name for one in indicators()]


def test_each_source_is_told_once_and_every_definition_says_which() -> None:
    said = "\n".join(texts(page(clinic("known"))))
    for number, source in enumerate(dict.fromkeys(one.source for one in indicators()), 1):
        assert said.count(f"Källa {number}: {source.removesuffix('.')}.") == 1
        mine = sum(one.source == source for one in indicators())
        assert said.count(f" Källa {number}.") == mine
    assert str(indicator_texts()["about"]) in said


def test_what_is_hidden_leaves_no_figure_anywhere() -> None:
    made = page(clinic("hidden"))
    said = plain_text(made)
    assert "75 %" not in said and "87 dag" not in said and "1235" not in said
    (shown,) = (block for block in made.blocks if isinstance(block, Trends))
    assert {point.gap for trend in shown.shown for point in trend.points} == {TrendGap.HIDDEN}
    assert {point.value for trend in shown.shown for point in trend.points} == {None}


def test_whose_figures_they_are_and_when_stands_below_the_title() -> None:
    assert page(clinic("known")).subtitle == f"{UNIT} · 22 nov 2026"
    assert indicator_document(clinic("known"), NOW, " ").subtitle == "22 nov 2026"
    assert page(clinic("known")).kind in ONE_PAGE


@pytest.mark.parametrize(
    ("stale", "said"),
    [(0, ""), (1, "Talen är inte räknade i dag för en patient."), (7, "Talen är inte räknade i dag för 7 patienter.")],
)
def test_figures_that_may_be_old_say_so(stale: int, said: str) -> None:
    assert not_counted(stale) == said
    assert ("inte räknade" in plain_text(page(clinic("known"), stale=stale))) is bool(stale)


def test_it_is_kept_and_read_again_as_it_was() -> None:
    made = page(clinic("known", *NO_FIGURE))
    assert from_json(to_json(made)) == made


def test_each_kind_of_point_becomes_what_it_is() -> None:
    (first, *_) = trends(clinic("known", *NO_FIGURE))
    assert [one.gap for one in first.points[:4]] == [None, TrendGap.HIDDEN, TrendGap.NOTHING, TrendGap.UNKNOWN]
    why = indicator_texts()["no_figure"]
    assert [one.counted for one in first.points[1:4]] == [why["hidden"], why["nothing"], why["unknown"]]
    series = clinic("known").series[0]
    assert trends(replace(clinic("known"), series=(series,)))[0].now.value == 75
