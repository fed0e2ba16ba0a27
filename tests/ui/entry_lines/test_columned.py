"""A line with columns: its sign and its days stand beside the words where there is room, else below them."""

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from ui.chips import DONE, FACT, Sign
from ui.entry_lines.columned import Columned, ColumnedLine
from ui.theme import scaled

ONE, TWO = Sign("Gäller", DONE, "check"), Sign("Livslångt behov", FACT)
LINE = ColumnedLine(UUID(int=1), "Färdtjänst", about="Kommunen", signs=(ONE,), last=(("body", "2026"), ("note", "sen")))
WIDE, NARROW = 900, 420


class Drawn(Columned):
    TABLE, SIGN, LAST = 600, 150, 150


@pytest.fixture(autouse=True)
def _in_the_theme(dressed: QApplication) -> None:
    """Measured as on screen."""


def height(line: ColumnedLine, width: int) -> int:
    return Drawn(line, (), scaled(width)).height


def painted(line: ColumnedLine, width: int) -> list[int]:
    """The columns of pixels in which anything is drawn."""
    drawn = Drawn(line, (), scaled(width))
    image = QImage(scaled(width), drawn.height, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    drawn.paint(painter)
    painter.end()
    white = image.pixel(0, 0)
    return [x for x in range(image.width()) if any(image.pixel(x, y) != white for y in range(image.height()))]


def test_all_of_it_is_read_aloud_with_the_last_column() -> None:
    assert LINE.words == "Färdtjänst, Kommunen, Gäller, 2026, sen"


def test_in_a_narrow_window_sign_and_days_stand_below_the_words() -> None:
    assert height(LINE, NARROW) > height(LINE, WIDE)
    bare = replace(LINE, signs=(), last=())
    assert height(bare, NARROW) == height(bare, WIDE)


def test_where_there_is_room_they_stand_in_columns_of_their_own() -> None:
    columns = painted(LINE, WIDE)
    assert any(scaled(WIDE - 300) <= x < scaled(WIDE - 150) for x in columns)
    assert any(x >= scaled(WIDE - 150) for x in columns)
    below = painted(LINE, NARROW)
    assert max(below) < scaled(NARROW - 150)


def test_two_signs_have_room_below_each_other() -> None:
    both = replace(LINE, signs=(ONE, TWO))
    assert height(both, WIDE) > height(LINE, WIDE)


def test_what_belongs_to_the_line_above_begins_further_in() -> None:
    assert min(painted(replace(LINE, inside=24), WIDE)) - min(painted(LINE, WIDE)) == scaled(24)


def test_long_days_make_the_line_higher_and_are_not_cut() -> None:
    long = replace(LINE, last=(("body", "från den första dagen i månaden och så länge som behovet finns kvar"),))
    assert height(long, WIDE) > height(LINE, WIDE)
