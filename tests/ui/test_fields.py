"""Fields that save themselves: told once, kept while unfinished, given back as they were, and who takes Ctrl+Z."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TypeText, press
from ui.fields import Field, LineField, TextField, mark_faulty
from ui.parts import Button, column
from ui.theme import LIGHT, appearance

EVERY_FIELD = pytest.mark.parametrize("kind", [LineField, TextField])
CTRL = Qt.KeyboardModifier.ControlModifier


class Told:
    """A field, and what it has told."""

    def __init__(self, field: Field) -> None:
        self.field, self.values = field, list[str]()
        field.finished.connect(self.values.append)

    def leave(self, why: Qt.FocusReason = Qt.FocusReason.TabFocusReason) -> None:
        QApplication.sendEvent(self.field, QFocusEvent(QEvent.Type.FocusOut, why))

    def enter(self) -> None:
        press(self.field, Qt.Key.Key_Return, CTRL if isinstance(self.field, TextField) else Qt.KeyboardModifier(0))


@pytest.fixture
def make(dressed: QApplication, qtbot: QtBot) -> Callable[[type[Field]], Told]:
    def make_one(kind: type[Field]) -> Told:
        field = kind("Namn", hint="Skriv namnet")
        qtbot.addWidget(field)
        return Told(field)

    return make_one


Make = Callable[[type[Field]], Told]


# Finishing


@EVERY_FIELD
def test_an_edit_is_told_once_by_key_and_by_leaving(make: Make, kind: type[Field], type_text: TypeText) -> None:
    told = make(kind)
    told.enter()
    told.leave()
    assert told.values == []
    type_text(told.field, "Åsa Öberg")
    assert told.field.unfinished() == "Åsa Öberg"
    told.enter()
    told.leave()
    told.enter()
    assert told.values == ["Åsa Öberg"]
    told.field.show_saved("Åsa Öberg")
    told.leave()
    assert told.values == ["Åsa Öberg"]
    assert told.field.unfinished() is None


@EVERY_FIELD
def test_what_was_refused_is_told_again_and_keeps_its_words(make: Make, kind: type[Field], type_text: TypeText) -> None:
    told = make(kind)
    type_text(told.field, "x")
    told.leave()
    told.field.show_fault()
    assert told.field.text() == "x"
    assert told.field.property("faulty") is True
    told.leave()
    assert told.values == ["x", "x"]
    told.field.show_saved("x")
    assert told.field.property("faulty") is False


def test_the_red_edge_goes_when_a_screen_reader_writes(make: Make) -> None:
    field = make(LineField).field
    assert isinstance(field, LineField)
    field.show_fault()
    field.setText("Åsa")  # no key was pressed
    assert field.property("faulty") is False


def test_the_red_edge_goes_when_she_writes_on(make: Make, type_text: TypeText) -> None:
    told = make(LineField)
    type_text(told.field, "x")
    told.field.show_fault()
    type_text(told.field, "y")
    assert told.field.property("faulty") is False


@EVERY_FIELD
@pytest.mark.parametrize("why", [Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason])
def test_a_menu_or_another_window_finishes_nothing(
    make: Make, kind: type[Field], why: Qt.FocusReason, type_text: TypeText
) -> None:
    told = make(kind)
    type_text(told.field, "x")
    told.leave(why)
    assert told.values == []
    told.leave()
    assert told.values == ["x"]


@EVERY_FIELD
def test_escape_brings_the_saved_text_back(make: Make, kind: type[Field], type_text: TypeText) -> None:
    told = make(kind)
    told.field.show_saved("Åsa")
    type_text(told.field, "!")
    told.field.show_fault()
    press(told.field, Qt.Key.Key_Escape)
    assert told.field.text() == "Åsa"
    assert told.field.property("faulty") is False
    told.leave()
    assert told.values == []


def test_escape_with_nothing_unfinished_is_told(make: Make, type_text: TypeText) -> None:
    field = make(LineField).field
    assert isinstance(field, LineField)
    left: list[bool] = []
    field.left_empty_handed.connect(lambda: left.append(True))
    type_text(field, "x")
    press(field, Qt.Key.Key_Escape)
    assert left == []
    press(field, Qt.Key.Key_Escape)
    assert left == [True]


def test_enter_is_a_new_line_in_a_text(make: Make, type_text: TypeText) -> None:
    told = make(TextField)
    type_text(told.field, "a")
    press(told.field, Qt.Key.Key_Return)
    press(told.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    type_text(told.field, "b")
    assert told.values == []
    told.enter()
    assert told.values == ["a\n\nb"]


# While a save is under way


@EVERY_FIELD
def test_what_is_told_and_not_answered_is_not_told_again_when_another_field_is_saved(
    make: Make, kind: type[Field], type_text: TypeText
) -> None:
    told = make(kind)
    told.field.show_saved("a")
    told.field.selectAll()
    type_text(told.field, "b")
    told.leave()
    told.field.show_saved("a")  # the record was read before this one was saved
    told.leave()
    assert told.values == ["b"]
    told.field.show_saved("b")
    assert told.field.unfinished() is None


@EVERY_FIELD
def test_writing_the_former_text_back_while_the_new_is_saved_is_told(
    make: Make, kind: type[Field], type_text: TypeText
) -> None:
    told = make(kind)
    told.field.show_saved("a")
    for text in ("b", "a"):
        told.field.selectAll()
        type_text(told.field, text)
        told.leave()
    assert told.values == ["b", "a"]
    told.field.show_saved("b")
    told.field.show_saved("a")
    assert (told.field.text(), told.field.unfinished()) == ("a", None)


@EVERY_FIELD
def test_what_she_is_writing_stays_when_the_record_is_shown_again(
    make: Make, kind: type[Field], type_text: TypeText
) -> None:
    told = make(kind)
    told.field.show_saved("a")
    type_text(told.field, "b")
    written = told.field.text()
    for value in ("a", "c"):
        told.field.show_saved(value)
        assert told.field.text() == told.field.unfinished() == written
    told.leave()
    assert told.values == [written]


@EVERY_FIELD
def test_blanks_around_it_are_nothing_of_hers(make: Make, kind: type[Field], type_text: TypeText) -> None:
    told = make(kind)
    type_text(told.field, " Åsa ")
    told.leave()
    told.field.show_saved("Åsa")
    assert (told.field.text(), told.field.unfinished()) == ("Åsa", None)


@EVERY_FIELD
def test_a_change_that_was_taken_back_can_be_written_again(make: Make, kind: type[Field], type_text: TypeText) -> None:
    told = make(kind)
    for value in ("b", "", "b"):
        told.field.selectAll()
        if value:
            type_text(told.field, value)
            told.leave()
        told.field.show_saved(value)
    assert told.values == ["b", "b"]


@EVERY_FIELD
def test_a_draft_is_unfinished(make: Make, kind: type[Field]) -> None:
    told = make(kind)
    told.field.show_saved("a")
    told.field.show_draft("ab")
    assert told.field.unfinished() == "ab"
    told.field.show_saved("a")
    assert told.field.text() == "ab"
    told.leave()
    assert told.values == ["ab"]


# Any text


TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("\u202e\u2066\u2069\x00\xa0\u2028\u2029\r\n\ufeff\ufdd0👩\u200d👧ÅÄÖ"),
    ),
    max_size=12,
)


@pytest.mark.parametrize("kind", [LineField, TextField])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
@example(text="070\xa0174 06 11")
@example(text="\ufeffÅsa\r\nÖ\u2028x")
@example(text="\u202eabc\u2066 👩\u200d👧")
def test_showing_a_saved_text_is_no_edit(dressed: QApplication, kind: type[Field], text: str) -> None:
    field = kind("Namn")
    told = Told(field)
    field.show_saved(text)
    assert field.unfinished() is None
    told.leave()
    field.show_saved(text)
    assert told.values == []
    field.deleteLater()


@EVERY_FIELD
@pytest.mark.parametrize(
    "text", ["070\xa0174", "\u202eabc\u202c", "👩\u200d👧", "e\u0301", "A\u00adB", "<b>x</b>&amp;"]
)
def test_a_text_that_can_be_shown_comes_back_as_it_is(
    make: Make, kind: type[Field], text: str, type_text: TypeText
) -> None:
    told = make(kind)
    told.field.show_saved(text)
    press(told.field, Qt.Key.Key_End)
    type_text(told.field, "!")
    told.leave()
    assert told.values in ([f"{text}!"], [f"!{text}"])


def test_a_text_keeps_its_lines(make: Make) -> None:
    told = make(TextField)
    told.field.show_draft("a\n\n  b\n")
    assert told.field.unfinished() == "a\n\n  b\n"


# Ctrl+Z


@EVERY_FIELD
def test_ctrl_z_is_the_fields_own_only_while_something_is_unfinished(
    dressed: QApplication, kind: type[Field], type_text: TypeText, qtbot: QtBot
) -> None:
    window, field = QWidget(), kind("Namn")
    window.setLayout(column(field, Button("Annat")))
    qtbot.addWidget(window)
    undone: list[str] = []
    QShortcut(QKeySequence("Ctrl+Z"), window, lambda: undone.append("fönstret"))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.show_saved("Åsa")
    field.setFocus()
    press(field, Qt.Key.Key_Z, CTRL)
    assert undone == ["fönstret"]
    press(field, Qt.Key.Key_End)
    type_text(field, "!")
    press(field, Qt.Key.Key_Z, CTRL)
    assert (field.text(), undone) == ("Åsa", ["fönstret"])
    press(field, Qt.Key.Key_Z, CTRL)
    assert undone == ["fönstret"] * 2
    type_text(field, "?")
    written = field.text()
    field.finish()
    field.show_saved(written)
    press(field, Qt.Key.Key_Z, CTRL)  # it is saved: what takes it back is the window
    assert (field.text(), undone) == (written, ["fönstret"] * 3)


# How it looks


@EVERY_FIELD
def test_a_field_has_a_name_and_a_hint(make: Make, kind: type[Field]) -> None:
    field = make(kind).field
    assert field.accessibleName() == "Namn"
    assert field.placeholderText() == "Skriv namnet"


def test_a_faulty_field_is_drawn_so(make: Make) -> None:
    field = make(LineField).field
    field.resize(200, field.sizeHint().height())
    before = field.grab().toImage()
    mark_faulty(field, True)
    assert field.grab().toImage() != before
    mark_faulty(field, False)
    assert field.grab().toImage() == before


class Counted(TextField):
    """Counts how often it is given another size."""

    def __init__(self, name: str) -> None:
        self.resized = 0
        super().__init__(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.resized += 1
        super().resizeEvent(event)


@pytest.mark.parametrize("scale", [100, 200])
def test_a_text_grows_to_twelve_lines_and_comes_to_rest(dressed: QApplication, scale: int, qtbot: QtBot) -> None:
    appearance().apply(LIGHT, scale)
    page, field = QWidget(), Counted("Text")
    page.setLayout(column(field, 1))
    qtbot.addWidget(page)
    page.resize(300, 900)
    page.show()
    heights = []
    for text in ("a", "a\nb\nc", "å " * 200, "\n".join("abc" * 20), "ö" * 5000, "a"):
        field.show_saved(text)
        QApplication.processEvents()
        heights.append(field.height())
    low, three, wrapped, most, also_most, low_again = heights
    assert low == low_again < three < wrapped <= most == also_most
    assert most < 14 * field.fontMetrics().lineSpacing()
    field.resized = 0
    for width in range(240, 400, 7):  # where a scroll bar comes or goes, a line may break anew
        page.resize(width, 900)
        QApplication.processEvents()
    assert field.resized < 3 * 25
