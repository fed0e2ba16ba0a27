"""Every colour can be read on its ground in every theme, and no letter loses its dots at any size of text."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QImage, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from ui import chips, parts, theme
from ui.chips import FACT, LATE, Chip, Look, pen
from ui.fields import LineField, TextField, mark_faulty
from ui.parts import Boxed, Button, Kind, Rule, column, label
from ui.parts_sheet import PartsSheet
from ui.table_view import TableView
from ui.theme import (
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    MARK_PAIRS,
    ROLES,
    SCALES,
    TEXT_PAIRS,
    THEMES,
    Theme,
    appearance,
    contrast,
    theme_after,
    theme_named,
    theme_of_computer,
)

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
        button.chosen = chosen and kind is Kind.NAV
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


# High contrast


def _edge(picture: QImage, colour: QColor, *, left: bool = False) -> int:
    """How many pixels wide the line of that colour is, from above in the middle, or from the left half-way down."""
    middle, end = (picture.height() // 2, picture.width()) if left else (picture.width() // 2, picture.height())
    dots = [picture.pixelColor(step, middle) if left else picture.pixelColor(middle, step) for step in range(end)]
    return next((place for place, one in enumerate(dots) if one.rgb() != colour.rgb()), end)


def _boxed(ground: str, **named: Any) -> Boxed:
    made = Boxed(ground, **named)
    made.resize(120, 60)
    return made


EDGED: dict[str, tuple[str, Callable[[], QWidget]]] = {
    "a button": ("border", lambda: Button("Skriv ut")), "a choice": ("border", lambda: Button("Alla", Kind.TOGGLE)),
    "a field": ("border", lambda: LineField("Namn")), "a text": ("border", lambda: TextField("Text")),
    "a list to choose from": ("border", QComboBox), "a fact": ("border", lambda: Chip("Äldre än ett år", FACT)),
    "what is late": ("red", lambda: Chip("2 dagar sen", LATE)),
    "a box": ("red", lambda: _boxed("red_soft", edge="red")),
}  # fmt: skip


@pytest.mark.parametrize("part", EDGED)
@EVERY_THEME
def test_a_line_is_as_wide_as_the_theme_says(dressed: QApplication, dress: Theme, part: str, qtbot: QtBot) -> None:
    appearance().apply(dress, 100)
    role, make = EDGED[part]
    widget = make()
    qtbot.addWidget(widget)
    widget.resize(max(100, widget.sizeHint().width()), widget.sizeHint().height())
    assert _edge(widget.grab().toImage(), dress.colour(role)) == dress.line == (2 if dress is HIGH_CONTRAST else 1)


def test_a_rule_between_the_parts_of_the_window_is_as_wide(dressed: QApplication, qtbot: QtBot) -> None:
    for dress, thin, wide, beside in ((LIGHT, 1, 1, False), (HIGH_CONTRAST, 1, 2, True)):
        appearance().apply(dress, 100)
        rule, frame, upright = Rule(), Rule(frame=True), Rule(upright=True)
        for one in (rule, frame, upright):
            qtbot.addWidget(one)
        assert (rule.height(), frame.height()) == (thin, wide)
        assert upright.isHidden() is not beside
        assert upright.width() == dress.line


@pytest.mark.parametrize("part", [LineField, TextField, Button])
@EVERY_THEME
def test_the_focus_is_seen_by_its_width_too(
    dressed: QApplication, dress: Theme, part: Callable[[str], QWidget], qtbot: QtBot
) -> None:
    appearance().apply(dress, 100)
    page, widget, other = QWidget(), part("Namn"), LineField("Annat")
    page.setLayout(column(widget, other))
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    other.setFocus()
    height = widget.sizeHint().height()
    widget.setFocus()
    assert _edge(widget.grab().toImage(), dress.colour("focus")) == 2 * dress.line
    assert widget.sizeHint().height() == height  # nothing jumps
    mark_faulty(widget, True)
    if not isinstance(widget, Button):
        picture = widget.grab().toImage()
        assert _edge(picture, dress.colour("red"), left=True) == 4 * dress.line
        assert picture.pixelColor(picture.width() - 1, picture.height() // 2) == dress.colour("focus")


def test_without_tints_what_is_chosen_has_a_frame(dressed: QApplication, qtbot: QtBot) -> None:
    for dress, frame in ((LIGHT, 0), (DARK, 0), (HIGH_CONTRAST, 2)):
        appearance().apply(dress, 100)
        button = Button("Översikt", Kind.NAV)
        qtbot.addWidget(button)
        button.chosen = True
        button.resize(180, 30)
        picture = button.grab().toImage()
        edge = dress.colour("border").rgb()
        assert [picture.pixelColor(90, y).rgb() == edge for y in range(3)] == [y < frame for y in range(3)]
        assert picture.pixelColor(90, 4) == dress.colour("sel")


@pytest.mark.parametrize("scale", [100, 200])
def test_without_tints_the_row_one_is_on_has_a_frame(dressed: QApplication, scale: int, qtbot: QtBot) -> None:
    appearance().apply(HIGH_CONTRAST, scale)
    sheet = PartsSheet()
    qtbot.addWidget(sheet)
    sheet.resize(1366, 768)
    sheet.show()
    table = sheet.findChild(TableView)
    assert table is not None
    row = table.currentIndex().row()
    picture = table.viewport().grab().toImage()
    line, white = table.rowViewportPosition(row), HIGH_CONTRAST.colour("hair").rgb()
    height, right = table.rowHeight(row), sum(table.columnWidth(one) for one in range(3)) - 1
    places = [line, line + 1, line + height - 2, line + 4]
    assert [picture.pixel(right - 8, y) == white for y in places] == [True, True, True, False]
    assert picture.pixel(right - 1, line + height // 2) == white
    assert picture.pixel(1, line + height // 2) == HIGH_CONTRAST.colour("teal").rgb()


@pytest.mark.parametrize("ground", ["sunken", "amber_soft", "red_soft"])
def test_without_tints_a_box_has_an_edge(dressed: QApplication, ground: str, qtbot: QtBot) -> None:
    appearance().apply(HIGH_CONTRAST, 100)
    assert _edge(_boxed(ground).grab().toImage(), HIGH_CONTRAST.colour("border")) == 2
    own = Chip("föreslaget", Look("ink", ground, ground))
    qtbot.addWidget(own)
    own.resize(own.sizeHint())
    assert _edge(own.grab().toImage(), HIGH_CONTRAST.colour("ink")) == 2


@EVERY_THEME
def test_a_theme_says_whether_its_grounds_can_be_told_apart(dress: Theme) -> None:
    grounds = {dress.paper, dress.window, dress.sunken, dress.red_soft, dress.amber_soft, dress.green_soft}
    assert (len(grounds) > 1) is dress.tinted
    assert dress.sel not in grounds


def test_high_contrast_is_as_high_as_was_promised() -> None:
    promised = {
        ("ink", "paper"): 21, ("grey", "sel"): 11.3, ("teal", "paper"): 14.8, ("red", "red_soft"): 12.3,
        ("amber", "amber_soft"): 14.7, ("green", "green_soft"): 15.4, ("border", "paper"): 21, ("focus", "paper"): 19.5,
    }  # fmt: skip
    found = {
        pair: contrast(getattr(HIGH_CONTRAST, pair[0]), getattr(HIGH_CONTRAST, pair[1]))
        for pair in (*TEXT_PAIRS, *MARK_PAIRS)
    }
    assert {pair: found[pair] for pair, least in promised.items() if found[pair] < least} == {}
    assert min(found.values()) >= 7


def test_a_signs_dashes_are_as_long_as_the_line_is_wide(dressed: QApplication) -> None:
    """A dash is measured in widths of its line: else the gaps close when it gets wider."""
    for dress in (LIGHT, HIGH_CONTRAST):
        appearance().apply(dress, 100)
        made = pen("amber", dashed=True)
        assert made.widthF() == dress.line
        assert min(made.dashPattern()) - 1 >= 1  # its square ends take one


# What the computer asks for


@pytest.mark.parametrize(
    ("more_contrast", "dark", "theme_then"),
    [(False, False, LIGHT), (False, True, DARK), (True, False, HIGH_CONTRAST), (True, True, HIGH_CONTRAST)],
)
def test_the_theme_is_as_the_computer_has_it(
    more_contrast: bool, dark: bool, theme_then: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Qt.ContrastPreference.HighContrast if more_contrast else Qt.ContrastPreference.NoPreference
    scheme = Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light
    hints = SimpleNamespace(
        accessibility=lambda: SimpleNamespace(contrastPreference=lambda: wanted), colorScheme=lambda: scheme
    )
    monkeypatch.setattr(QGuiApplication, "styleHints", lambda: hints)
    assert theme_of_computer() is theme_then


def test_the_computer_can_be_asked(dressed: QApplication) -> None:
    assert theme_of_computer() in THEMES


def test_each_theme_is_followed_by_another_and_the_last_by_the_first() -> None:
    assert [theme_after(one) for one in THEMES] == [*THEMES[1:], THEMES[0]]


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
        button.chosen = kind is Kind.NAV
        metrics = QFontMetricsF(theme.font(*button._hand()))
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
