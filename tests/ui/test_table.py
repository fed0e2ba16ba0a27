"""The table: its model keeps its own order and filter, its view stays on the same row and is worked by keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from coordinator.swedish import folded, sort_key
from tests.ui.conftest import TypeText, press
from ui.chips import GAP, Sign
from ui.fields import LineField
from ui.table import CELL, Cell, Column, Group, Grouping, TableModel, Written
from ui.table_paint import row_height
from ui.table_view import TableView
from ui.theme import DARK, LIGHT, appearance

ASC, DESC = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
ROLES = Qt.ItemDataRole
AREAS = ("Vård", "Skola", "Avslutade")


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    area: str = "Vård"
    months: int | None = None
    gap: bool = False
    writable: bool = True


def _about(rows: Sequence[Person]) -> tuple[str, str]:
    missing = sum(row.gap for row in rows)
    return f"{len(rows)} rader", f"{missing} luckor" if missing else ""


GROUPING = Grouping[Person](lambda row: row.area, AREAS, _about, closed=("Avslutade",))


def _columns() -> tuple[Column[Person], ...]:
    return (
        Column(
            "Namn", lambda row: Cell(row.name, row.area, icon="zap", help="viktig" if row.gap else ""),
            lambda row: sort_key(row.name), "Charlotte", 1, has_icon=True,
            edits=(Written("name", "Namn", lambda row: row.name), Written("area", "Område", lambda row: row.area)),
        ),
        Column("Var", lambda row: Cell(f"{row.months or ''}"), lambda row: row.months, "12 mån", 0, 1,
               (Written("months", "Månader", lambda row: f"{row.months or ''}"),)),
        Column("Läge", lambda row: Cell(signs=(Sign("Ring", GAP, "phone"),) if row.gap else ()),
               lambda row: None if not row.gap else 0, "Ring och boka"),
    )  # fmt: skip


def a_model(*rows: Person) -> TableModel[Person]:
    model = TableModel(_columns(), lambda row: f"{row.name} {row.area}", lambda row: 1)
    model.show_rows(rows)
    return model


def names(model: TableModel[Person]) -> list[str]:
    return [row.name for row in model.shown]


def people(many: int) -> list[Person]:
    return [Person(place, f"Kontakt {place}", AREAS[place % 3], place % 7 or None) for place in range(many)]


# The model


@pytest.mark.parametrize("many", [0, 1, 500])
def test_the_model_is_sound_whatever_it_shows(qtmodeltester: ModelTester, many: int) -> None:
    check: Callable[..., None] = qtmodeltester.check
    model = a_model(*people(many))
    check(model, force_py=True)  # and from here on after every change
    model.group_by(GROUPING)
    model.search("kontakt 4")
    model.sort(1, DESC)
    model.turn("Vård")
    model.show_rows(people(many // 2))


def test_swedish_order_both_ways() -> None:
    model = a_model(*(Person(place, name) for place, name in enumerate(["Öberg", "Ek 10", "Ärla", "Åke", "Ek 2"])))
    model.sort(0, ASC)
    assert names(model) == ["Ek 2", "Ek 10", "Åke", "Ärla", "Öberg"]
    model.sort(0, DESC)
    assert names(model) == ["Öberg", "Ärla", "Åke", "Ek 10", "Ek 2"]


def test_what_has_no_value_stands_last_both_ways() -> None:
    model = a_model(Person(1, "a", months=None), Person(2, "b", months=3), Person(3, "c", months=12))
    model.sort(1, ASC)
    assert names(model) == ["b", "c", "a"]
    model.sort(1, DESC)
    assert names(model) == ["c", "b", "a"]


def test_some_rows_stand_first_whatever_the_order() -> None:
    model = TableModel(_columns(), lambda row: row.name, lambda row: 0 if row.gap else 1)
    model.show_rows([Person(1, "a"), Person(2, "z", gap=True), Person(3, "m")])
    model.sort(0, DESC)
    assert names(model) == ["z", "m", "a"]


def test_the_filter_takes_every_word_with_or_without_marks() -> None:
    model = a_model(Person(1, "Lisa Öberg", "Skola"), Person(2, "Lisa Ek", "Vård"), Person(3, "Åsa Öberg", "Vård"))
    model.search("oberg")
    assert names(model) == ["Lisa Öberg", "Åsa Öberg"]
    model.search("  ÖBERG  lis ")
    assert names(model) == ["Lisa Öberg"]
    model.search("")
    assert len(names(model)) == 3
    model.keep_only(lambda row: row.area == "Vård")
    assert names(model) == ["Lisa Ek", "Åsa Öberg"]
    model.keep_only(None)
    assert len(names(model)) == 3


def test_groups_in_their_order_with_what_is_said_of_them() -> None:
    model = a_model(Person(1, "b", "Skola"), Person(2, "a", "Vård", gap=True), Person(3, "c", "Vård"))
    model.group_by(GROUPING)
    heads = [line for line in (model.line(place) for place in model.groups) if isinstance(line, Group)]
    assert [head.title for head in heads] == ["Vård", "Skola"]
    assert model.about(heads[0]) == ("2 rader", "1 luckor")
    assert model.groups == [0, 3]
    heading = model.index(0, 0)
    assert model.data(heading) == "Vård"
    assert model.data(heading, ROLES.AccessibleTextRole) == "Vård, 2 rader, 1 luckor, öppen"
    assert model.data(model.index(0, 1)) is None


def test_a_closed_group_opens_while_one_searches() -> None:
    model = a_model(Person(1, "Ada", "Avslutade"), Person(2, "Bo", "Vård"))
    model.group_by(GROUPING)
    assert names(model) == ["Bo"]
    model.search("ada")
    assert names(model) == ["Ada"]
    model.search("")
    model.turn("Avslutade")
    assert names(model) == ["Bo", "Ada"]
    model.turn("Vård")
    assert names(model) == ["Ada"]
    model.reveal(2)
    assert names(model) == ["Bo", "Ada"]


def test_twelve_thousand_rows_are_filtered_sorted_and_grouped() -> None:
    model = a_model(*people(12_000))
    model.group_by(GROUPING)
    model.search("kontakt 119")
    assert [row.id for row in model.shown if "119" not in str(row.id)] == []
    assert len(model.shown) == sum("119" in str(number) for number in range(12_000))
    model.search("")
    assert len(model.shown) == 8_000  # the third group is closed


def test_a_cell_says_itself_aloud() -> None:
    model = a_model(Person(1, "Lisa Ek", "Skola", months=6, gap=True))
    texts = [model.data(model.index(0, column), ROLES.AccessibleTextRole) for column in range(3)]
    assert texts == ["Namn: Lisa Ek, Skola, viktig", "Var: 6", "Läge: Ring"]
    assert model.data(a_model(Person(1, "x")).index(0, 1), ROLES.AccessibleTextRole) is not None
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Var"
    assert "Lisa" not in repr(model.data(model.index(0, 0), CELL))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(st.text("abåäöÅ12 ", max_size=5), st.sampled_from(AREAS), st.none() | st.integers(0, 9))),
    words=st.text("aå1 ", max_size=3),
    column=st.integers(0, 1),
    down=st.booleans(),
    turned=st.lists(st.sampled_from(AREAS), max_size=3),
)
def test_the_model_against_plain_lists(
    rows: list[tuple[str, str, int | None]], words: str, column: int, down: bool, turned: list[str]
) -> None:
    persons = [Person(place, *row) for place, row in enumerate(rows)]
    model = a_model(*persons)
    model.sort(column, DESC if down else ASC)
    model.search(words)
    wanted = [one for one in persons if all(word in folded(f"{one.name} {one.area}") for word in folded(words).split())]
    assert sorted(row.id for row in model.shown) == [one.id for one in wanted]
    key = model.columns[column].key
    keys = [key(row) for row in model.shown if key(row) is not None]
    assert keys == sorted(keys, reverse=down)
    model.group_by(GROUPING)
    for title in turned:
        model.turn(title)
    closed = {"Avslutade"} ^ {title for title in turned if turned.count(title) % 2}
    if folded(words):
        closed = set()
    assert sorted(row.id for row in model.shown) == [one.id for one in wanted if one.area not in closed]
    assert [row.area for row in model.shown] == sorted((row.area for row in model.shown), key=AREAS.index)


# The view


class Shown:
    """A table on screen, and what it told."""

    def __init__(self, qtbot: QtBot, *rows: Person) -> None:
        self.model = a_model(*rows)
        self.view = TableView("Personer", self.model, lambda row: row.writable)
        qtbot.addWidget(self.view)
        self.told: list[tuple[object, ...]] = []
        for name in ("entered", "opened", "removed", "typed", "escaped", "pressed_sign"):
            getattr(self.view, name).connect(lambda *said, name=name: self.told.append((name, *said)))
        self.view.writing.finished.connect(
            lambda id, written, text: self.told.append(("written", id, written.name, text))
        )
        self.view.resize(600, 300)
        self.view.show()
        self.view.setFocus()
        qtbot.waitUntil(self.view.hasFocus)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        press(self.view, key, held)

    @property
    def field(self) -> LineField:
        field = self.view.writing.field
        assert field is not None
        return field


@pytest.fixture
def shown(dressed: QApplication, qtbot: QtBot) -> Shown:
    return Shown(
        qtbot,
        Person(1, "Ada", "Vård", 6),
        Person(2, "Bo", "Vård", 12, gap=True),
        Person(3, "Cy", "Skola", writable=False),
        Person(4, "Di", "Skola"),
    )


def test_it_begins_on_the_first_row_and_is_moved_by_keys(shown: Shown) -> None:
    been = [shown.view.current_id]
    for key in (Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Home):
        shown.key(key)
        been.append(shown.view.current_id)
    assert been == [1, 4, 3, 1]
    assert shown.view.accessibleName() == "Personer"


def test_the_chosen_row_and_the_column_stay_when_rows_are_read_again(shown: Shown) -> None:
    shown.view.choose(2, 1)
    shown.model.show_rows([Person(999, "Aa"), *people(200)[3:], Person(2, "Bo", "Skola")])
    assert shown.view.current_id == 2
    assert shown.view.currentIndex().column() == 1
    shown.model.search("kontakt")
    assert shown.view.current_id is None
    shown.model.search("")
    assert shown.view.current_id == 2
    assert len(shown.view.selectionModel().selectedRows()) == 1


def test_the_place_one_has_scrolled_to_stays(shown: Shown) -> None:
    shown.model.show_rows(people(300))
    shown.view.verticalScrollBar().setValue(1500)
    shown.model.show_rows(people(300))
    assert shown.view.verticalScrollBar().value() == 1500


def test_keys_tell_what_is_wanted(shown: Shown) -> None:
    shown.view.choose(2, 0)
    shown.key(Qt.Key.Key_Return)
    shown.key(Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    shown.key(Qt.Key.Key_Delete)
    shown.key(Qt.Key.Key_Escape)
    assert shown.told == [("entered", 2, 0), ("opened", 2), ("removed", 2), ("escaped",)]


def test_letters_go_to_the_filter(shown: Shown, type_text: TypeText) -> None:
    type_text(shown.view, "ö1")
    assert shown.told == [("typed", "ö"), ("typed", "1")]


def test_ctrl_and_an_arrow_sorts_by_the_column_one_is_in(shown: Shown) -> None:
    shown.view.choose(1, 1)
    shown.key(Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert names(shown.model) == ["Bo", "Ada", "Cy", "Di"]
    shown.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert names(shown.model) == ["Ada", "Bo", "Cy", "Di"]
    assert shown.view.current_id == 1


def test_space_closes_a_group_and_arrows_close_and_open_it(shown: Shown) -> None:
    shown.model.group_by(GROUPING)
    shown.key(Qt.Key.Key_Home)
    assert shown.view.current_id is None
    shown.key(Qt.Key.Key_Space)
    assert names(shown.model) == ["Cy", "Di"]
    shown.key(Qt.Key.Key_Left)
    assert names(shown.model) == ["Cy", "Di"]
    shown.key(Qt.Key.Key_Right)
    assert len(names(shown.model)) == 4
    shown.key(Qt.Key.Key_Left)
    shown.key(Qt.Key.Key_Return)
    assert len(names(shown.model)) == 4
    assert shown.told == []


def test_a_group_heading_goes_right_across(shown: Shown) -> None:
    shown.model.group_by(GROUPING)
    assert shown.view.columnSpan(0, 0) == 3
    assert shown.view.rowHeight(0) < shown.view.rowHeight(1)
    shown.model.group_by(None)
    assert shown.view.columnSpan(0, 0) == 1


def test_a_row_that_stands_where_a_heading_was_is_as_high_as_the_others(shown: Shown) -> None:
    shown.model.group_by(GROUPING)
    shown.model.group_by(None)
    assert {shown.view.rowHeight(line) for line in range(shown.model.rowCount())} == {row_height()}


def test_a_click_on_a_heading_closes_it_and_on_a_chip_tells(shown: Shown) -> None:
    shown.model.group_by(GROUPING)

    def click(row: int, column: int) -> None:
        where = shown.view.visualRect(shown.model.index(row, column)).center()
        QTest.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=where)

    click(2, 2)
    assert shown.told == [("pressed_sign", 2, 2)]
    click(1, 2)
    assert len(shown.told) == 1
    click(0, 0)
    assert names(shown.model) == ["Cy", "Di"]


def test_the_menu_key_asks_for_the_menu_of_the_row_one_is_on(shown: Shown) -> None:
    asked: list[object] = []
    shown.view.menu_wanted.connect(lambda id, at: asked.append(id))
    shown.view.choose(3)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(shown.view.viewport(), event)
    assert asked == [3]


def test_a_cell_is_written_in_and_told(shown: Shown, type_text: TypeText) -> None:
    shown.view.choose(1, 1)
    shown.key(Qt.Key.Key_F2)
    assert (shown.field.text(), shown.field.accessibleName()) == ("6", "Månader")
    assert shown.field.hasFocus()
    type_text(shown.field, "9")
    press(shown.field, Qt.Key.Key_Return)
    assert shown.told == [("written", 1, "months", "9")]
    shown.view.writing.saved()
    assert shown.view.writing.field is None
    assert shown.view.hasFocus()


def test_escape_gives_up_and_nothing_is_told(shown: Shown, type_text: TypeText) -> None:
    shown.view.choose(1, 0)
    shown.key(Qt.Key.Key_F2)
    type_text(shown.field, "Öla")
    press(shown.field, Qt.Key.Key_Escape)
    assert shown.view.writing.field is None
    assert shown.told == []


def test_a_refused_text_stays_with_why_beside_it(shown: Shown, type_text: TypeText) -> None:
    shown.view.choose(1, 1)
    shown.key(Qt.Key.Key_F2)
    type_text(shown.field, "x")
    press(shown.field, Qt.Key.Key_Return)
    shown.view.writing.refuse("Det går inte att läsa. Skriv 6.")
    assert shown.field.text() == "x"
    assert shown.view.writing.fault == shown.field.accessibleDescription() == "Det går inte att läsa. Skriv 6."
    type_text(shown.field, "y")
    assert shown.view.writing.fault == ""


def test_what_is_half_written_stays_over_its_cell_when_rows_are_read_again(shown: Shown, type_text: TypeText) -> None:
    shown.view.writing.begin(2, 0)
    type_text(shown.field, "Ny")
    before = shown.field.geometry().top()
    shown.model.show_rows([Person(7, "Aab"), Person(8, "Aac"), Person(2, "Bo")])
    assert shown.field.text() == "Ny"
    assert shown.field.hasFocus()
    assert shown.field.geometry().top() > before
    shown.model.show_rows([Person(7, "Aab")])
    assert shown.view.writing.field is None


def test_tab_goes_on_to_the_next_field_of_the_row(shown: Shown, type_text: TypeText) -> None:
    shown.view.writing.begin(1, 0)
    press(shown.field, Qt.Key.Key_Tab)
    assert shown.field.accessibleName() == "Område"
    type_text(shown.field, "Skola")
    press(shown.field, Qt.Key.Key_Tab)
    shown.view.writing.saved()
    assert shown.field.accessibleName() == "Månader"
    press(shown.field, Qt.Key.Key_Backtab)
    assert shown.field.accessibleName() == "Område"
    shown.view.writing.begin(1, 1)
    press(shown.field, Qt.Key.Key_Tab)
    assert shown.view.writing.field is None


def test_a_row_that_cannot_be_written_in_is_not(shown: Shown) -> None:
    assert not shown.view.writing.begin(3, 0)
    assert not shown.view.writing.begin(1, 2)
    assert not shown.view.writing.begin(99, 0)
    assert shown.view.writing.field is None


def test_a_narrow_table_leaves_out_what_gives_way(shown: Shown, qtbot: QtBot) -> None:
    assert not shown.view.isColumnHidden(1)
    shown.view.resize(260, 300)
    qtbot.waitUntil(lambda: shown.view.isColumnHidden(1))
    assert not shown.view.isColumnHidden(0)
    assert not shown.view.isColumnHidden(2)


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_it_is_painted_in_every_state(shown: Shown, theme: object) -> None:
    appearance().apply(DARK if theme is DARK else LIGHT, 200)
    shown.model.group_by(GROUPING)
    first = shown.view.grab().toImage()
    shown.view.choose(2)
    shown.model.turn("Skola")
    assert first != shown.view.grab().toImage()
    assert not first.isNull()


def test_nothing_is_at_an_index_that_is_not_there() -> None:
    model = a_model(Person(1, "x"))
    assert model.data(QModelIndex()) is None
    assert model.line(5) is None
    assert model.line_of(5) is None
