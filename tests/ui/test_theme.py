"""Every colour can be read on its ground in every theme, and no letter loses its dots at any size of text."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import chips, parts, theme
from ui.chips import Chip, Look
from ui.fields import LineField, TextField
from ui.parts import Button, Kind, label
from ui.theme import MARK_PAIRS, ROLES, SCALES, TEXT_PAIRS, THEMES, Theme, appearance, contrast, theme_named

EVERY_THEME = pytest.mark.parametrize("dress", THEMES, ids=lambda one: one.name)
LOOKS = {name: one for name, one in vars(chips).items() if isinstance(one, Look)}
LETTERS = "ÅÄÖåäöÉgjpqy|"
"""The highest and the lowest there are."""


# Contrast


def test_contrast_is_as_the_standard_says() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("FFFFFF", "FFFFFF") == pytest.approx(1)
    assert contrast("FFFFFF", "777777") == pytest.approx(4.48, abs=0.005)
    assert contrast("777777", "FFFFFF") == contrast("FFFFFF", "777777")


@EVERY_THEME
def test_every_text_can_be_read(dress: Theme) -> None:
    found = {pair: contrast(getattr(dress, pair[0]), getattr(dress, pair[1])) for pair in TEXT_PAIRS}
    assert {pair: value for pair, value in found.items() if value < 4.5} == {}


@EVERY_THEME
def test_every_mark_can_be_seen(dress: Theme) -> None:
    found = {pair: contrast(getattr(dress, pair[0]), getattr(dress, pair[1])) for pair in MARK_PAIRS}
    assert {pair: value for pair, value in found.items() if value < 3.0} == {}


def test_the_pairs_are_made_of_roles_and_every_colour_of_a_text_is_held_to_one() -> None:
    assert {role for pair in (*TEXT_PAIRS, *MARK_PAIRS) for role in pair} <= set(ROLES)
    assert set(ROLES) - {role for pair in (*TEXT_PAIRS, *MARK_PAIRS) for role in pair} == {"hair"}  # never alone


def test_there_are_chips_to_look_at() -> None:
    assert set(LOOKS) >= {"GAP", "FACT", "CHOSEN", "DONE", "LATE", "OWN"}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_chip_is_made_of_pairs_that_are_held(look: Look) -> None:
    assert (look.text, look.ground) in TEXT_PAIRS
    assert look.edge == look.ground or (look.edge, look.ground) in MARK_PAIRS


@pytest.mark.parametrize("look", theme.LOOKS)
def test_a_label_is_in_a_colour_that_is_held_on_the_grounds_of_a_page(look: str) -> None:
    colour = theme.LOOKS[look][2]
    assert {(colour, "paper"), (colour, "window")} <= set(TEXT_PAIRS)


STATES = {
    "resting": (False, False, True), "under the mouse": (False, True, True), "chosen": (True, False, True),
    "chosen under the mouse": (True, True, True), "not to be pressed": (False, False, False),
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
@EVERY_THEME
def test_a_button_can_be_read_in_every_state(
    dressed: QApplication, dress: Theme, state: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    appearance().apply(dress, 100)
    chosen, over, enabled = STATES[state]
    grounds: list[str] = []

    def remember(_painter: QPainter, _place: QRectF, _radius: float, ground: QColor | None, _edge: QPen | None) -> None:
        if ground is not None:
            grounds.append(ground.name()[1:].upper())

    monkeypatch.setattr(parts, "rounded", remember)
    for kind in Kind:
        button = Button("Åtgärda", kind, icon="plus", shortcut="Ctrl+N")
        qtbot.addWidget(button)
        button.setChecked(chosen and button.isCheckable())
        button.setEnabled(enabled)
        monkeypatch.setattr(button, "underMouse", lambda: over)
        grounds.clear()
        picture = QPixmap(10, 10)
        painter = QPainter(picture)
        role = button._paint_ground(painter, QRectF(0, 0, 200, 40))
        painter.end()
        words = {getattr(dress, role), getattr(dress, "grey" if role in ("ink", "teal") else role)}
        under = grounds[:1] or [getattr(dress, name) for name in ("paper", "window", "red_soft", "amber_soft")]
        assert [(kind, one, it) for one in words for it in under if contrast(one, it) < 4.5] == []


@EVERY_THEME
def test_the_palette_can_be_read(dressed: QApplication, dress: Theme) -> None:
    appearance().apply(dress, 100)
    palette, role = dressed.palette(), QPalette.ColorRole
    pairs = [
        (role.WindowText, role.Window), (role.Text, role.Base), (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button), (role.HighlightedText, role.Highlight), (role.PlaceholderText, role.Base),
        (role.ToolTipText, role.ToolTipBase), (role.Link, role.Base), (role.LinkVisited, role.Base),
        (role.BrightText, role.Window),
    ]  # fmt: skip
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        for text, ground in pairs:
            one, other = (palette.color(group, place).name()[1:] for place in (text, ground))
            assert contrast(one, other) >= 4.5, (group, text, ground)
    assert palette.color(role.PlaceholderText).alpha() == 255


def test_an_unknown_theme_is_the_other_one() -> None:
    assert [theme_named(one.name) for one in THEMES] == list(THEMES)
    assert theme_named("rosa", THEMES[1]) is THEMES[1]


# Letters


def _ink(picture: QImage) -> tuple[int, int]:
    """How wide and high what is drawn on one colour is."""
    ground = picture.pixel(0, 0)
    spots = [(x, y) for y in range(picture.height()) for x in range(picture.width()) if picture.pixel(x, y) != ground]
    across, down = [x for x, _ in spots], [y for _, y in spots]
    return max(across) - min(across) + 1, max(down) - min(down) + 1


def _unclipped(widget: QWidget, text: str) -> tuple[int, int]:
    """How wide and high the text is in the widget's font and colours, with all the room there may be."""
    metrics = QFontMetricsF(widget.font())
    picture = QImage(
        round(metrics.horizontalAdvance(text)) + 80, round(3 * metrics.height()), QImage.Format.Format_RGB32
    )
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.setFont(widget.font())
    painter.drawText(40, round(1.8 * metrics.height()), text)
    painter.end()
    return _ink(picture)


@pytest.mark.parametrize("scale", [100, 150, 200])
@pytest.mark.parametrize("look", theme.LOOKS)
def test_a_label_shows_all_of_its_letters(dressed: QApplication, look: str, scale: int, qtbot: QtBot) -> None:
    appearance().apply(THEMES[0], scale)
    shown = label(LETTERS, look)
    qtbot.addWidget(shown)
    shown.adjustSize()
    picture = shown.grab().toImage()
    width, height = _unclipped(shown, LETTERS)
    drawn_width, drawn_height = _ink(picture)
    assert drawn_height >= height
    assert drawn_width >= width - 1  # the edge of the last letter may fall between two pixels


def test_a_label_too_low_would_be_found_out(dressed: QApplication, qtbot: QtBot) -> None:
    shown = label(LETTERS)
    qtbot.addWidget(shown)
    shown.setFixedSize(shown.sizeHint().width(), shown.sizeHint().height() - 8)
    assert _ink(shown.grab().toImage())[1] < _unclipped(shown, LETTERS)[1]


@pytest.mark.parametrize("scale", [100, 200])
def test_a_field_is_high_enough_for_its_letters(dressed: QApplication, scale: int, qtbot: QtBot) -> None:
    appearance().apply(THEMES[0], scale)
    for field in (LineField("Namn"), TextField("Text")):
        qtbot.addWidget(field)
        field.show_saved(LETTERS)
        field.resize(field.sizeHint().width() * 2, field.sizeHint().height())
        picture = field.grab().toImage()
        edge = 6 * scale // 100
        inner = picture.copy(edge, 3, picture.width() - 2 * edge, picture.height() - 6)
        assert _ink(inner)[1] >= _unclipped(field, LETTERS)[1], type(field)


@pytest.mark.parametrize("scale", SCALES)
def test_a_chip_and_a_button_have_room_for_their_words(dressed: QApplication, scale: int, qtbot: QtBot) -> None:
    appearance().apply(THEMES[0], scale)
    small = QFontMetricsF(theme.font(9.5, 600))
    chip = Chip(LETTERS, icon="star")
    qtbot.addWidget(chip)
    assert chip.sizeHint().height() >= small.height()
    assert chip.sizeHint().width() > small.horizontalAdvance(LETTERS) + small.height()
    for kind in Kind:
        button = Button(LETTERS, kind, icon="plus", shortcut="Ctrl+N")
        qtbot.addWidget(button)
        button.setChecked(True)
        metrics = QFontMetricsF(button._font())
        assert button.sizeHint().height() >= metrics.height()
        assert button.sizeHint().width() > metrics.horizontalAdvance(LETTERS) + button._keys_width()


def test_the_typeface_is_ours_and_follows_the_size_of_text(dressed: QApplication) -> None:
    assert theme.font().families()[0].startswith("Atkinson Hyperlegible Next")
    at_100 = theme.font().pointSizeF(), theme.scaled(10)
    appearance().apply(THEMES[0], 200)
    assert (theme.font().pointSizeF(), theme.scaled(10)) == (2 * at_100[0], 20)
    assert dressed.font().pointSizeF() == theme.font().pointSizeF()


def test_plain_text_is_no_markup(dressed: QApplication, qtbot: QtBot) -> None:
    shown = label("<b>x</b>")
    qtbot.addWidget(shown)
    assert shown.textFormat() is Qt.TextFormat.PlainText
    assert shown.sizeHint().width() >= QFontMetricsF(theme.font()).horizontalAdvance("<b>x</b>") - 1
