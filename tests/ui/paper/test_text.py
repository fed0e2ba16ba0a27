"""Lines, pieces and columns: what may be broken where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.blocks import Column, ColumnKind, Span, Table, plain
from ui.paper.fonts import missing, normalised
from ui.paper.look import A4, BODY, COLUMN_HEADER, SMALL_CELL
from ui.paper.tables import column_widths, table_rows
from ui.paper.text import Text

SIDES = 10.0
"""The room that a cell has beside its text."""


def lines(text: Text, width: float) -> list[str]:
    text.wrap(width)
    return ["".join(piece for _, piece in line).replace("\xa0", " ").rstrip() for line in text._lines]


@pytest.mark.parametrize(
    "whole",
    ["031-390 06 12", "+46 31 390 06 12", "08-465 004 08", "tis 1 dec", "söndag 22 november 2026", "12 sep 2027",
     "2026-11-22 09:20", "19900728-2388"],
)  # fmt: skip
def test_a_date_or_a_phone_number_is_never_on_two_lines(whole: str) -> None:
    text = Text(f"Ring mottagningen på {whole} eller skriv ett brev om det", BODY)
    widest = text.longest_word()
    for width in range(int(widest) + 1, int(text.natural_width()) + 20, 3):
        assert sum(whole in line for line in lines(text, width)) == 1, width


def test_words_break_where_they_are_written_apart_and_numbers_in_prose_too() -> None:
    text = Text("Vi var 3 eller 4 och hade 12 mål i 2 år", BODY)
    assert text.longest_word() < 30
    assert lines(text, 60) != [text.rich[0].text]


@given(st.text(), st.floats(1, 400))
def test_breaking_loses_nothing_and_keeps_to_the_width(written: str, width: float) -> None:
    text = Text((Span(written), Span(written, bold=True)), BODY)
    expected = [char for char in normalised(written) * 2 if char not in " \n\xa0"]
    found = [char for char in "".join(lines(text, width)) if char != " "]
    assert found == ["□" if missing(char) else char for char in expected]
    single = [line for line in text._lines if sum(len(piece.rstrip()) for _, piece in line) > 1]
    assert all(text._width(_without_end(line)) <= width + 0.01 for line in single)


def _without_end(line: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """The line without the blank at its end, which may stand outside the width."""
    (*pieces, (font, last)) = line
    return [*pieces, (font, last.rstrip(" "))]


@given(st.integers(0, 40), st.floats(0, 700))
def test_a_text_is_parted_with_two_lines_at_least_on_each_side(count: int, height: float) -> None:
    text = Text("\n".join(f"rad {number}" for number in range(count)), BODY)
    whole = lines(text, 200)
    parts = text.split(200, height)
    if len(parts) == 2:
        first, rest = (lines(part, 200) for part in parts)
        assert first + rest == whole
        assert len(first) >= 2 and len(rest) >= 2
        assert parts[0].wrap(200)[1] <= height + 0.01
    elif parts:
        assert parts == [text] and len(whole) * BODY.leading <= height + 0.01
    else:
        assert height < 2 * BODY.leading or len(whole) < 4


@given(st.integers(1, 40), st.integers(1, 40), st.floats(20, 700))
def test_a_row_is_cut_only_when_it_is_tall_and_never_with_a_single_line_on_a_side(
    left: int, right: int, height: float
) -> None:
    made = Table(
        (Column("A"), Column("B")), ((plain("rad\n" * (left - 1) + "rad"), plain("rad\n" * (right - 1) + "rad")),)
    )
    (row,) = table_rows(made).rows
    cut = row.cut(height)
    if row.height() <= 100:
        assert cut is None
    if cut is None:
        return
    assert cut[0].height() <= height + 0.01
    for before, first, rest in zip(row.cells, cut[0].cells, cut[1].cells, strict=True):
        counts = [sum(len(lines(part, cell.width)) for part in cell.parts if isinstance(part, Text))
                  for cell in (first, rest)]  # fmt: skip
        assert sum(counts) == sum(len(lines(part, before.width)) for part in before.parts if isinstance(part, Text))
        assert 1 not in counts or sum(counts) <= 3


def _widths(columns: tuple[Column, ...], *rows: tuple[str, ...]) -> list[float]:
    headers = [Text(column.header, COLUMN_HEADER) for column in columns]
    return column_widths(columns, headers, [[Text(cell, SMALL_CELL) for cell in row] for row in rows])


def _needs(text: str) -> float:
    return Text(text, SMALL_CELL).longest_word()


def test_columns_fill_the_page_and_cut_no_word_they_need_not_cut() -> None:
    columns = (Column("Namn", 4), Column("Ansvarar för", 6), Column("Telefon", 3, ColumnKind.PHONE))
    row = ("Habiliteringsmottagningen", "hjälpmedel och mycket annat " * 9, "031-390 06 12, vardagar 8.00–16.00")
    widths = _widths(columns, row)
    assert sum(widths) == pytest.approx(A4.body_width)
    assert all(width - SIDES >= _needs(text) - 0.01 for width, text in zip(widths, row, strict=True))
    assert widths[1] == max(widths)


def test_a_phone_column_keeps_its_number_whole_when_words_are_too_long_for_the_page() -> None:
    columns = (Column("A"), Column("B"), Column("C"), Column("Telefon", 1, ColumnKind.PHONE))
    long = "Överkänslighetsutredningsmottagningskoordinator"
    widths = _widths(columns, (long, long, long, "031-390 06 12"))
    assert sum(widths) == pytest.approx(A4.body_width)
    assert widths[3] - SIDES >= _needs("031-390 06 12") - 0.01
    assert min(widths) > 40


def test_a_column_of_short_words_is_not_squeezed_to_a_letter_a_line_by_long_words_beside_it() -> None:
    columns = (Column("Behov", 5), Column("Mål", 5), Column("Insats", 6), Column("Vem gör", 5), Column("Huvudman", 2))
    long = "Åsbjörnsdotter" * 6
    widths = _widths(columns, (long, "mål " * 60, long, long, ""))
    assert sum(widths) == pytest.approx(A4.body_width)
    assert widths[1] > A4.body_width * 0.6 * 5 / 23 - 0.01
    assert widths[4] - SIDES >= Text("Huvudman", COLUMN_HEADER).longest_word() - 0.01
