"""A wrapped text is measured once for each width, and again when it says something else."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from ui.pages.wrapped_text import WrappedText


def test_it_is_measured_once_for_each_width(dressed: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    measure = QLabel.heightForWidth

    def measured(text: QLabel, width: int) -> int:
        asked.append(width)
        return measure(text, width)

    monkeypatch.setattr(QLabel, "heightForWidth", measured)
    made = WrappedText("ord " * 60)
    heights = [made.heightForWidth(width) for width in (200, 400, 200, 400)]
    assert asked == [200, 400] and heights[0] == heights[2] > heights[1] == heights[3]
    made.setText("ord")
    assert made.heightForWidth(200) < heights[1]


def test_what_looks_like_markup_is_shown_as_it_is(dressed: QApplication) -> None:
    made = WrappedText("<b>x</b>")
    plain = WrappedText("x")
    assert made.text() == "<b>x</b>" and made.sizeHint().width() > 2 * plain.sizeHint().width()
