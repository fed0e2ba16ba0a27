"""How the screen looks: the colours of each theme, the sizes of text, and the palette and style sheet made of them."""

from dataclasses import dataclass, fields
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from resources import FOLDER

BODY_POINTS = 10.5
STYLE, STYLED = "Fusion", "hallpunkt_styled"
"""The toolkit's style that our colours are put on, and what an application says of itself when it has it."""
SCALES = (100, 125, 150, 175, 200)
"""The text sizes to choose between, in per cent."""
_LARGE = 150


@dataclass(frozen=True)
class Theme:
    """One set of colours, each as RRGGBB. What each is for stands in `ROLES`.

    line: how wide the edge of a button, a field or a box is; rings and bars are so many times wider. tinted: whether a
    ground can be told from another by its tint alone; where it cannot, it has an edge.
    """

    name: str
    label: str
    paper: str
    window: str
    sunken: str
    sel: str
    hair: str
    border: str
    ink: str
    grey: str
    teal: str
    on_teal: str
    red: str
    red_soft: str
    amber: str
    amber_soft: str
    green: str
    green_soft: str
    focus: str
    line: int = 1
    tinted: bool = True

    def colour(self, role: str) -> QColor:
        """The colour of a role, for painting."""
        return _colour(getattr(self, role))


@cache
def _colour(said: str) -> QColor:
    return QColor(f"#{said}")


LIGHT = Theme(
    "light", "Ljust", paper="FFFFFF", window="F1F5F5", sunken="E9F0F1", sel="DFECEE", hair="D3DDDF", border="74868E",
    ink="16252C", grey="51626A", teal="0B5563", on_teal="FFFFFF", red="9B1C1C", red_soft="FDF0EF", amber="8A5A00",
    amber_soft="FBF6EA", green="1F6B3A", green_soft="EAF4EC", focus="0B57C2",
)  # fmt: skip
DARK = Theme(
    "dark", "Mörkt", paper="152127", window="0E171B", sunken="1D2C33", sel="1D434C", hair="2E414A", border="748C97",
    ink="E8EFF1", grey="A8BAC1", teal="74CBD8", on_teal="08232A", red="F5A59E", red_soft="391D1D", amber="EBBE66",
    amber_soft="30270F", green="8ED09D", green_soft="17321F", focus="9CC4FF",
)  # fmt: skip
HIGH_CONTRAST = Theme(
    "high-contrast", "Hög kontrast", paper="000000", window="000000", sunken="000000", sel="00343F", hair="FFFFFF",
    border="FFFFFF", ink="FFFFFF", grey="FFFFFF", teal="8FE9F7", on_teal="000000", red="FFB4AC", red_soft="000000",
    amber="FFD45C", amber_soft="000000", green="9BF0AC", green_soft="000000", focus="FFFF00", line=2, tinted=False,
)  # fmt: skip
THEMES = (LIGHT, DARK, HIGH_CONTRAST)


def theme_named(name: str, otherwise: Theme = LIGHT) -> Theme:
    """The theme of that name; ``otherwise`` when there is none."""
    return next((theme for theme in THEMES if theme.name == name), otherwise)


def theme_of_computer() -> Theme:
    """The theme that is most like what the computer is set to: more contrast, dark, or neither."""
    hints = QGuiApplication.styleHints()  # kept in a name: what it answers with lives no longer than it does
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def theme_after(theme: Theme) -> Theme:
    """The next one of `THEMES`, and after the last the first."""
    return THEMES[(THEMES.index(theme) + 1) % len(THEMES)]


ROLES = tuple(field.name for field in fields(Theme) if field.name not in ("name", "label", "line", "tinted"))

TEXT_PAIRS = (
    *((text, ground) for text in ("ink", "grey", "teal", "amber") for ground in ("paper", "window", "sunken", "sel")),
    ("on_teal", "teal"), ("red", "red_soft"), ("ink", "red_soft"), ("amber", "amber_soft"), ("ink", "amber_soft"),
    ("grey", "amber_soft"), ("grey", "red_soft"), ("teal", "amber_soft"), ("teal", "red_soft"), ("green", "green_soft"),
    ("red", "paper"), ("red", "window"), ("green", "paper"), ("green", "window"),
)  # fmt: skip
"""Every text colour on every ground it is used on; a test holds each to a contrast of 4.5."""
MARK_PAIRS = tuple(
    (mark, ground)
    for mark, grounds in {
        "border": ("paper", "window", "sunken", "sel"),
        "focus": ("paper", "window", "sunken", "sel"),
        "teal": ("paper", "window", "sel"),
        "amber": ("paper", "sunken", "sel", "amber_soft"),
        "red": ("paper", "red_soft"),
        "green": ("paper", "window", "green_soft"),
    }.items()
    for ground in grounds
)
"""Edges, icons and the focus ring on their grounds; 3.0."""


def contrast(one: str, other: str) -> float:
    """The contrast of two colours RRGGBB, 1 to 21 (WCAG 2.1, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


LOOKS: dict[str, tuple[float, int, str]] = {
    "title": (17, 700, "teal"),
    "patient": (16, 700, "ink"),
    "section": (12.5, 700, "teal"),
    "body": (BODY_POINTS, 400, "ink"),
    "strong": (BODY_POINTS, 600, "ink"),
    "note": (9.5, 400, "grey"),
    "number": (12.5, 700, "teal"),
    "telephone": (22, 700, "teal"),
    "figure": (22, 700, "ink"),
    "large": (14, 400, "ink"),
    "own": (11.5, 400, "ink"),
    "column": (BODY_POINTS, 600, "grey"),
    "amber": (BODY_POINTS, 700, "amber"),
    "late": (9.5, 600, "amber"),
    "danger": (BODY_POINTS, 600, "red"),
    "brand": (14, 700, "teal"),
    "welcome": (21, 700, "teal"),
}


class Appearance(QObject):
    """The theme and the text size in force. One for the program, since fonts and palette are the application's."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = LIGHT
        self.scale = 100

    def apply(self, theme: Theme, scale: int) -> None:
        """Dress the application in ``theme`` with text of ``scale`` per cent."""
        self.theme, self.scale = theme, scale
        app = QApplication.instance()
        if isinstance(app, QApplication):
            if not app.property(STYLED):
                app.setStyle(STYLE)
                app.setProperty(STYLED, True)
            app.setFont(font())
            app.setPalette(_palette(theme))
            app.setStyleSheet(_style_sheet(theme, scale))
        self.changed.emit()


@cache
def appearance() -> Appearance:
    """The program's appearance."""
    return Appearance()


def theme() -> Theme:
    """The theme in force."""
    return appearance().theme


_FAMILIES = ("Atkinson Hyperlegible Next", "Inter")


@cache
def _load_fonts() -> None:
    """Make the program's own typeface known to Qt."""
    _load("AtkinsonHyperlegibleNext", ("Regular", "Medium", "SemiBold", "Bold"))


@cache
def load_more_letters() -> None:
    """Make the typeface known that has the letters the first one lacks: Sami, Vietnamese, Cyrillic."""
    _load("Inter", ("Regular", "Bold"))


def _load(family: str, cuts: tuple[str, ...]) -> None:
    for cut in cuts:
        QFontDatabase.addApplicationFontFromData((FOLDER / "fonts" / f"{family}-{cut}.ttf").read_bytes())


def font(points: float = BODY_POINTS, weight: int = 400) -> QFont:
    """The program's typeface at ``points`` for 100 % text, in the size in force."""
    return _font(points * appearance().scale / 100, weight)


@cache
def _font(points: float, weight: int) -> QFont:
    made = QFont()
    _load_fonts()
    made.setFamilies(_FAMILIES)
    made.setPointSizeF(points)
    made.setWeight(QFont.Weight(weight))
    return made


def metrics(points: float = BODY_POINTS, weight: int = 400) -> QFontMetricsF:
    """How much room a text takes in that font. Not to be changed: it is one for all that ask."""
    return _metrics(points * appearance().scale / 100, weight)


@cache
def _metrics(points: float, weight: int) -> QFontMetricsF:
    return QFontMetricsF(_font(points, weight))


def scaled(pixels: float) -> int:
    """A length for 100 % text in the text size in force: distances grow with the letters."""
    return round(pixels * appearance().scale / 100)


def is_large() -> bool:
    """Whether the text is so large that whole words come before as much as there is room for."""
    return appearance().scale >= _LARGE


def _palette(theme: Theme) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    for place, name in {
        role.Window: "paper", role.WindowText: "ink", role.Base: "paper", role.AlternateBase: "sunken",
        role.Text: "ink", role.Button: "window", role.ButtonText: "ink", role.BrightText: "red",
        role.Highlight: "teal", role.HighlightedText: "on_teal", role.PlaceholderText: "grey", role.Link: "teal",
        role.LinkVisited: "teal", role.ToolTipBase: "paper", role.ToolTipText: "ink", role.Mid: "border",
        role.Dark: "border", role.Light: "hair", role.Midlight: "hair", role.Shadow: "border", role.Accent: "teal",
    }.items():  # fmt: skip
        made.setColor(place, theme.colour(name))
    for place in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, place, theme.colour("grey"))
    return made


def _style_sheet(theme: Theme, scale: int) -> str:
    """What a palette cannot say. Lengths are in em or points so that they follow the text; an edge is the theme's."""
    grounds = "\n".join(
        f'QWidget[ground="{name}"] {{ background: #{getattr(theme, name)}; }}' for name in ("paper", "window", "sunken")
    )
    edge, ring = f"{theme.line}px solid #{theme.border}", f"{2 * theme.line}px solid #{theme.focus}"
    wider = theme.line / (BODY_POINTS * 96 / 72 * scale / 100)  # in em: what the ring takes of the padding
    # What is chosen in a menu is tinted, and has an edge where a tint is not enough.
    chosen = f"background: #{theme.sel}; color: #{theme.ink};" + ("" if theme.tinted else f" border: {edge};")
    return f"""
{grounds}
QToolTip {{ color: #{theme.ink}; background: #{theme.paper}; border: {edge}; padding: 0.3em; }}
QLineEdit, QPlainTextEdit, QComboBox, QDateEdit {{
  background: #{theme.paper}; color: #{theme.ink}; border: {edge}; border-radius: 5px;
  padding: 0.35em 0.6em; selection-background-color: #{theme.teal}; selection-color: #{theme.on_teal};
  placeholder-text-color: #{theme.grey};
}}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus {{ border: {ring};
  padding: {0.35 - wider:.3f}em {0.6 - wider:.3f}em; }}
QLineEdit[faulty="true"], QPlainTextEdit[faulty="true"], QComboBox[faulty="true"] {{
  border: {2 * theme.line}px solid #{theme.red}; padding: {0.35 - wider:.3f}em {0.6 - wider:.3f}em; }}
QLineEdit[faulty="true"]:focus, QPlainTextEdit[faulty="true"]:focus, QComboBox[faulty="true"]:focus {{
  border: {ring}; border-left: {4 * theme.line}px solid #{theme.red}; padding-left: {0.6 - 3 * wider:.3f}em; }}
QLineEdit[plain="true"] {{ border: none; background: transparent; padding: 0; }}
QComboBox::drop-down {{ border: none; width: 1.6em; }}
QComboBox QAbstractItemView {{ background: #{theme.paper}; color: #{theme.ink}; border: {edge};
  selection-background-color: #{theme.sel}; selection-color: #{theme.ink}; outline: none; }}
QCheckBox {{ spacing: 0.5em; }}
QCheckBox:focus, QRadioButton:focus {{ border: {ring}; border-radius: 4px; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QHeaderView {{ background: #{theme.paper}; border: none; }}
QHeaderView::section {{ background: #{theme.paper}; color: #{theme.grey}; border: none;
  border-bottom: {edge}; padding: 0.35em 0.6em; font-weight: 600; }}
QTableView {{ background: #{theme.paper}; border: none; gridline-color: #{theme.hair}; outline: none;
  selection-background-color: #{theme.sel}; selection-color: #{theme.ink}; }}
QScrollBar:vertical {{ background: transparent; width: 0.9em; margin: 0; }}
QScrollBar::handle:vertical {{ background: #{theme.border}; border-radius: 4px; min-height: 2em; margin: 0 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 0.9em; margin: 0; }}
QScrollBar::handle:horizontal {{ background: #{theme.border}; border-radius: 4px; min-width: 2em; margin: 2px 0; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ background: #{theme.paper}; color: #{theme.ink}; border: {edge}; padding: 0.3em; }}
QMenu::item {{ padding: 0.4em 1.2em; border-radius: 4px; }}
QMenu::item:selected {{ {chosen} }}
QMenu::separator {{ height: {theme.line}px; background: #{theme.hair}; margin: 0.2em 0; }}
QCalendarWidget QTableView {{ selection-background-color: #{theme.teal}; selection-color: #{theme.on_teal}; }}
QDialog {{ background: #{theme.paper}; border: {"none" if theme.tinted else edge}; }}
"""
