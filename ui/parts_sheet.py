"""All parts of a page on one sheet, each in the states it can be in: to see a theme, or a change, at a glance."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from coordinator.entity import Knowledge
from coordinator.errors import RuleError
from coordinator.umi.kinds import AlertGroup, Severity
from coordinator.umi.strip import NOT_ASKED, StripField
from ui.chips import CHOSEN, DONE, FACT, GAP, LATE, OWN, Chip, Sign
from ui.fields import LineField, TextField
from ui.form import Fault
from ui.form_flow import Flow
from ui.icon_button import IconButton
from ui.message_bar import MessageBar
from ui.parts import Boxed, Button, Empty, Kind, Section, column, label, on_ground, row, scrolling, whole
from ui.strip_view import StripView
from ui.table import Cell, Column, Grouping, TableModel
from ui.table_view import TableView
from ui.theme import is_large, scaled, theme
from ui.tick_box import TickBox

_NAMES = UUID("5a0f7d3e-3f43-4a6e-9d3a-6f6c2a4c1e11")


class PartsSheet(QWidget):
    """The sheet. Nothing on it does anything."""

    def __init__(self) -> None:
        super().__init__()
        on_ground(self, "paper")
        inside = QWidget()
        on_ground(inside, "paper")
        halves = column(spacing=14) if is_large() else row(spacing=28)
        halves.addLayout(column(_buttons(), _chips(), _table(), _own_words(), 1, spacing=14), 1)
        halves.addLayout(column(_fields(), _strip(), _faults(), _empty(), 1, spacing=14), 1)
        page = column(row(label("Hållpunkt, delar", "title"), 1, label(theme().label, "note")), halves, spacing=14)
        page.setContentsMargins(scaled(24), scaled(14), scaled(24), scaled(14))
        inside.setLayout(page)
        self.setLayout(column(scrolling(inside), spacing=0))


def _part(title: str, *parts: QWidget) -> QWidget:
    return whole(column(Section(title), *parts, spacing=8))


def _flow(*parts: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(Flow(*parts))
    return made


def _buttons() -> QWidget:
    chosen, stopped = Button("Alla 21", Kind.TOGGLE), Button("Upprätta planen", icon="check")
    chosen.setChecked(True)
    stopped.setEnabled(False)
    here = Button("Översikt", Kind.NAV, icon="house")
    here.setChecked(True)
    return _part(
        "Knappar",
        _flow(
            Button("Anteckna samtal", Kind.PRIMARY, icon="phone-call", shortcut="Ctrl+J"),
            Button("Skriv ut", icon="printer"), Button("Ändra", Kind.QUIET, icon="pencil"), Button("Utse", Kind.GAP),
            chosen, Button("Luckor 1", Kind.TOGGLE), IconButton("Ta bort", "x", lambda: None),
        ),
        _flow(stopped, label("En punkt kvar: övergripande ansvar.", "amber")),
        here, Button("Kontakter", Kind.NAV, icon="users"),
    )  # fmt: skip


def _chips() -> QWidget:
    return _part(
        "Märken",
        _flow(
            Chip("2 dagar sen", LATE, "clock"), Chip("Ring och boka", GAP, "phone"),
            Chip("Äldre än 1 år", FACT, "history"), Chip("Samordnar", CHOSEN, "star"), Chip("Klart", DONE, "check"),
            Chip("Utkast, version 4", OWN, "pencil"),
        ),
    )  # fmt: skip


def _fields() -> QWidget:
    written, hint, text, choice = (
        LineField("Namn"),
        LineField("Nytt namn", hint="Lisa Ek, dietist"),
        TextField("Text"),
        QComboBox(),
    )
    written.show_saved("Amina Wallin")
    text.show_saved("Ringer i dag 10:30.")
    choice.addItem("Livsområde")
    ticked = TickBox("Kom ihåg på den här datorn")
    ticked.setChecked(True)
    return _part("Fält", written, hint, text, choice, ticked, TickBox("Viktig i akuta lägen"))


def _faults() -> QWidget:
    wrong, fault, bar = LineField("Mötet är"), Fault(), MessageBar()
    wrong.show_saved("31 februari 2027")
    wrong.show_fault()
    fault.say(RuleError("Februari har 28 dagar 2027", "Skriv ett annat datum."))
    bar.show_error(RuleError("Det gick inte att spara", "Disken är full. Frigör utrymme och försök igen."))
    return _part("Fel vid fältet", wrong, fault, bar)


def _strip() -> QWidget:
    fields = (
        StripField(
            AlertGroup.HYPERSENSITIVITY, Knowledge.SOME, 1, Severity.LIFE_THREATENING, None, "1 livshotande",
            "inte kontrollerat mot journalen",
        ),
        StripField(AlertGroup.INFECTION, Knowledge.NONE_KNOWN, 0, None, None, "Inga kända", "frågat 12 nov"),
        StripField(AlertGroup.ROUTINE, Knowledge.NOT_ASKED, 0, None, None, NOT_ASKED, "fråga familj eller journal"),
    )  # fmt: skip
    return _part("UMI", whole(row(StripView(fields), 1)), whole(row(StripView(fields, short=True), 1)))


def _own_words() -> QWidget:
    own, call = Boxed("amber_soft", bar="amber"), Boxed("sunken")
    own.inside.addWidget(label("”Fråga mig först, inte mamma. Jag behöver tid att svara.”", "own", wrap=True))
    call.inside.addLayout(row(label("Ring Henrik Falk", "strong"), 1, label("010-111 22 40", "number")))
    return _part("Egna ord, och vem man ringer", own, call)


def _empty() -> QWidget:
    add = Button("Lägg till kontakt", Kind.PRIMARY, shortcut="Ctrl+N")
    return Empty("users", "Inga kontakter än", "Skriv den första som du skulle säga den: Lisa Ek, dietist.", add)


@dataclass(frozen=True)
class _Line:
    """A row of the table."""

    name: str
    role: str
    phone: str
    sign: Sign | None

    @property
    def id(self) -> UUID:
        return uuid5(_NAMES, self.name)


_LINES = (
    _Line("Amina Wallin", "neurolog", "010-111 22 41", None),
    _Line("Jonas Edman", "endokrinolog", "010-111 22 45", Sign("Ring och boka", GAP, "phone")),
    _Line("Fast läkarkontakt saknas", "", "", Sign("Utse", GAP, "user-plus")),
)


def _table() -> QWidget:
    columns: tuple[Column[_Line], ...] = (
        Column("Namn och roll", _name, lambda one: one.name, "Fast läkarkontakt saknas", 1, has_icon=True),
        Column(
            "Telefon", lambda one: Cell(one.phone, weight=600), lambda one: one.phone or None, "000-000 00 00", 0, 1
        ),
        Column("Läge", _state, lambda _: None, "Ring och boka snarast"),
    )
    model: TableModel[_Line] = TableModel(columns, lambda one: one.name, lambda one: 0)
    model.group_by(
        Grouping(lambda one: "Specialiserad vård", ("Specialiserad vård",), lambda _: ("10 kontakter", "2 luckor"))
    )
    table = TableView("Kontakter", model, lambda one: False)
    model.setParent(table)
    model.show_rows(_LINES)
    table.fit()
    table.choose(_LINES[1].id)
    table.setFixedHeight(scaled(186))
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return _part("Tabell", table)


def _state(one: _Line) -> Cell:
    return Cell(signs=(one.sign,) if one.sign else ())


def _name(one: _Line) -> Cell:
    gap = not one.phone
    role, icon = ("amber", "circle-dashed") if gap else ("ink", "zap")
    return Cell(one.name, one.role, role, 600, icon, "amber" if gap else "red")
