"""The parts of a page: buttons, chips, headings, boxes, the message bar and the questions, and that they go away."""

import gc
import sys
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coordinator.desk import PatientRow
from coordinator.entity import Knowledge
from coordinator.errors import RuleError
from coordinator.umi.kinds import AlertGroup
from coordinator.umi.strip import StripField
from tests.ui.conftest import press
from ui.bug import bug_text
from ui.chips import GAP, LATE, Chip, fitted
from ui.dialogs import Dialogs, Question
from ui.form_choice import ChoiceRow
from ui.icon_button import IconButton
from ui.message_bar import MessageBar
from ui.narrowing import Narrowing
from ui.pages.careplan_head import Sizes
from ui.pages.contacts_filter import ContactsFilter
from ui.pages.log_filter import LogFilter
from ui.parts import (
    Boxed,
    Button,
    Empty,
    Kind,
    Rule,
    Section,
    clear,
    column,
    keys_in_words,
    label,
    row,
    scrolling,
    selectable,
    tip,
)
from ui.patient_head import PatientHead
from ui.session import Session
from ui.side_panel import SidePanel
from ui.strip_view import StripView
from ui.theme import DARK, LIGHT, appearance, metrics, scaled

MARKUP = '<b>x</b> & "Ö" &amp; <img src=x>'


def let_go(*widgets: QWidget) -> None:
    """Delete widgets, as the program does when it shows something else."""
    for one in widgets:
        one.hide()
        one.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def bring_to_front(window: QWidget, qtbot: QtBot) -> None:
    """Show a window that has the keyboard."""
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


# Buttons


def test_a_button_is_pressed_by_mouse_and_by_key(dressed: QApplication, qtbot: QtBot) -> None:
    pressed: list[str] = []
    button = Button("Åtgärda", press=lambda: pressed.append("ja"))
    qtbot.addWidget(button)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    press(button, Qt.Key.Key_Space)
    button.setEnabled(False)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == ["ja", "ja"]


@pytest.mark.parametrize("text", ["Lisa & Co", "A&B", MARKUP, "Ge &råd"])
def test_a_name_on_a_button_is_shown_as_it_is_and_makes_no_key(dressed: QApplication, text: str, qtbot: QtBot) -> None:
    button = Button(text, Kind.NAV)
    qtbot.addWidget(button)
    assert button.text() == button.accessibleName() == text
    assert button.shortcut().isEmpty()
    button.say(f"{text}!")
    assert button.shortcut().isEmpty()
    assert button.accessibleName() == f"{text}!"


def test_the_sign_and_is_drawn(dressed: QApplication, qtbot: QtBot) -> None:
    plain, with_sign = Button("AB"), Button("A&B")
    for button in (plain, with_sign):
        qtbot.addWidget(button)
        button.setFixedSize(120, 30)
    assert plain.grab().toImage() != with_sign.grab().toImage()
    assert with_sign.sizeHint().width() > plain.sizeHint().width()


def test_a_button_says_its_keys_and_its_figure(dressed: QApplication, qtbot: QtBot) -> None:
    button = Button("Ny kontakt", icon="plus", shortcut="Ctrl+N")
    qtbot.addWidget(button)
    assert button.accessibleDescription() == keys_in_words("Ctrl+N")
    narrow = button.sizeHint().width()
    button.say("Ny kontakt", note="12")
    assert button.accessibleName() == "Ny kontakt 12"
    assert button.sizeHint().width() > narrow
    button.say("Ny")
    assert button.accessibleName() == "Ny 12"
    button.say("Ny", note="")
    assert button.accessibleName() == "Ny"


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac writes its keys with signs")
def test_keys_are_written_as_they_stand_on_the_keys(dressed: QApplication) -> None:
    assert keys_in_words("Ctrl+Shift+N") == "Ctrl Skift N"
    assert keys_in_words("Ctrl+Return") == "Ctrl Enter"
    assert keys_in_words("Ctrl++") == "Ctrl +"


@pytest.mark.parametrize("kind", Kind)
def test_a_button_shows_where_the_focus_is(dressed: QApplication, kind: Kind, qtbot: QtBot) -> None:
    page = QWidget()
    button, other = Button("Åtgärda", kind), Button("Annat")
    page.setLayout(column(button, other))
    qtbot.addWidget(page)
    bring_to_front(page, qtbot)
    other.setFocus()
    without = button.grab().toImage()
    button.setFocus()
    assert button.hasFocus()
    picture = button.grab().toImage()
    assert picture != without
    focus = LIGHT.colour("focus").rgb()
    assert any(picture.pixel(x, picture.height() // 2) == focus for x in range(picture.width()))


def test_a_long_name_gives_way_and_short_ones_are_whole(dressed: QApplication, qtbot: QtBot) -> None:
    button = Button("Örjan " * 40, Kind.NAV, icon="user")
    qtbot.addWidget(button)
    assert button.minimumSizeHint().width() < 60
    button.resize(120, button.sizeHint().height())
    assert not button.grab().isNull()


# Chips and labels


def test_a_chip_says_something_else_when_told(dressed: QApplication, qtbot: QtBot) -> None:
    chip = Chip("Utse", GAP)
    qtbot.addWidget(chip)
    before, width = chip.grab().toImage(), chip.sizeHint().width()
    chip.show_text("Två dagar sen", LATE, "clock")
    assert chip.accessibleName() == "Två dagar sen"
    assert chip.sizeHint().width() > width
    assert chip.minimumSizeHint() == chip.sizeHint()
    assert chip.grab().toImage() != before


def test_a_chip_without_room_shortens_its_words(dressed: QApplication, qtbot: QtBot) -> None:
    chip = Chip("Skyddade personuppgifter", LATE, "eye-off")
    qtbot.addWidget(chip)
    chip.setFixedSize(40, chip.sizeHint().height())
    assert not chip.grab().isNull()


@pytest.mark.parametrize(
    ("scale", "room", "shown"),
    [
        (100, "fast vårdkontakt, specialistsjuksköterska", "fast vårdkontakt, specialistsjuksköterska"),
        (100, "fast vårdkontakt, speci…", "fast vårdkontakt …"),
        (100, "fast vårdkon…", "fast vårdkon…"),  # "fast …" would be much less
        (200, "fast vårdkon…", "fast …"),
        (200, "fas…", "fas…"),
    ],
)
def test_without_room_a_text_has_fewer_words(dressed: QApplication, scale: int, room: str, shown: str) -> None:
    appearance().apply(LIGHT, scale)
    width = metrics().horizontalAdvance(room) + 2
    text, needs = fitted("fast vårdkontakt, specialistsjuksköterska", metrics(), width)
    assert text == shown
    assert needs <= width + 1


def test_markup_is_shown_as_written_everywhere(dressed: QApplication, qtbot: QtBot) -> None:
    question = Question(None, MARKUP, MARKUP, MARKUP)
    bar = MessageBar()
    qtbot.addWidget(question)
    qtbot.addWidget(bar)
    bar.show_error(RuleError(MARKUP, MARKUP))
    section, empty = Section(MARKUP, note=MARKUP), Empty("users", MARKUP, MARKUP)
    qtbot.addWidget(section)
    qtbot.addWidget(empty)
    found = [one for part in (question, bar, section, empty) for one in part.findChildren(QLabel)]
    assert len(found) == 8
    assert {one.text() for one in found} == {MARKUP}
    assert {one.textFormat() for one in found} == {Qt.TextFormat.PlainText}


def test_a_tooltip_shows_markup_as_written() -> None:
    assert tip("Anna & Bo, 1 > 0") == "Anna & Bo, 1 > 0"
    assert tip("<b>x</b>\n&amp;") == "<p>&lt;b&gt;x&lt;/b&gt;<br>&amp;amp;</p>"


def test_a_text_can_be_marked_and_copied(dressed: QApplication, qtbot: QtBot) -> None:
    number = selectable(label("070-174 06 11", "number"))
    qtbot.addWidget(number)
    assert number.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert number.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


# Layouts


def test_parts_stand_beside_and_below_each_other(dressed: QApplication, qtbot: QtBot) -> None:
    appearance().apply(LIGHT, 200)
    one, two = label("a"), label("b")
    inside = column(row(one, 1, two), 2, spacing=6)
    page = QWidget()
    page.setLayout(inside)
    qtbot.addWidget(page)
    assert inside.spacing() == 12
    assert inside.count() == 2
    first = inside.itemAt(0)
    assert first is not None
    inner = first.layout()
    assert inner is not None
    items = [inner.itemAt(place) for place in range(inner.count())]
    assert [item.widget() if item else item for item in items] == [one, None, two]


def test_a_cleared_layout_leaves_neither_widgets_nor_layouts(dressed: QApplication, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    inside = QVBoxLayout(page)
    for _ in range(3):
        clear(inside)
        inside.addLayout(row(label("a"), column(label("b"), Rule()), 1))
        inside.addWidget(Boxed("sunken", bar="amber", edge="amber", dashed=True))
    clear(inside)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert inside.count() == 0
    assert page.findChildren(QWidget) == []
    assert page.findChildren(QLayout) == [inside]


def test_what_scrolls_takes_no_focus_and_fills_the_width(dressed: QApplication, qtbot: QtBot) -> None:
    area = scrolling(label("Text", wrap=True))
    qtbot.addWidget(area)
    assert area.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert area.widgetResizable()


@pytest.mark.parametrize("ground", ["sunken", "red_soft", "amber_soft"])
def test_a_box_has_its_ground_and_its_bar(dressed: QApplication, ground: str, qtbot: QtBot) -> None:
    appearance().apply(DARK, 100)
    box = Boxed(ground, bar="red")
    box.inside.addWidget(label("Text"))
    qtbot.addWidget(box)
    box.resize(200, 60)
    picture = box.grab().toImage()
    assert picture.pixelColor(190, 30).name() == DARK.colour(ground).name()
    assert picture.pixelColor(1, 30).name() == DARK.colour("red").name()
    assert picture.pixelColor(scaled(4) + 1, 30).name() == DARK.colour(ground).name()


# Messages and questions


def test_an_error_stands_until_it_is_closed_and_takes_no_focus(dressed: QApplication, qtbot: QtBot) -> None:
    page, bar, field = QWidget(), MessageBar(), Button("Här")
    page.setLayout(column(bar, field))
    qtbot.addWidget(page)
    bring_to_front(page, qtbot)
    field.setFocus()
    assert bar.isHidden()
    bar.show_error(RuleError("Det går inte", "Gör så här."))
    assert bar.isVisible()
    assert field.hasFocus()
    assert [one.text() for one in bar.findChildren(QLabel)] == ["Det går inte", "Gör så här."]
    bar.findChildren(Button)[0].click()
    assert bar.isHidden()


def test_a_fault_in_the_program_says_where_and_nothing_of_a_patient(dressed: QApplication, qtbot: QtBot) -> None:
    def broken() -> None:
        raise ValueError("Kajsa Kanariefågel 070-174 06 11")

    bar = MessageBar()
    qtbot.addWidget(bar)
    with pytest.raises(ValueError, match="Kajsa") as caught:
        broken()
    bar.show_bug(caught.value)
    said = " ".join(one.text() for one in bar.findChildren(QLabel))
    assert said.startswith("Fel i programmet")
    assert f"ValueError i {Path(__file__).name}:" in said
    assert "Kajsa" not in said
    assert "Kajsa" not in bug_text(caught.value)
    assert bug_text(KeyError("Kajsa")).endswith("KeyError i ")


@pytest.mark.parametrize(("key", "answers"), [(Qt.Key.Key_Return, ["ja"]), (Qt.Key.Key_Escape, [])])
def test_a_question_is_answered_by_key_and_goes_away(
    dressed: QApplication, key: Qt.Key, answers: list[str], qtbot: QtBot
) -> None:
    given: list[str] = []
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    question = Question(page, "Lämna ut planen?", "Den fryses så som den är nu.", "Lämna ut")
    Dialogs().ask(question, lambda: given.append("ja"))
    qtbot.waitUntil(question.isVisible)
    press(question, key)
    assert given == answers
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert page.findChildren(Question) == []


# What Qt must not lose, and what must go away


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12")
def test_painting_our_own_parts_keeps_the_references_to_none(dressed: QApplication, qtbot: QtBot) -> None:
    shown = [
        Button("Åtgärda", Kind.PRIMARY, icon="plus", shortcut="Ctrl+N"), Button("Utse", Kind.GAP),
        Chip("Ej efterfrågat", GAP, "circle-question-mark"),
        StripView([StripField(AlertGroup.INFECTION, known, 2, None, None, "2 finns", "") for known in Knowledge]),
    ]  # fmt: skip
    picture = QImage(300, 60, QImage.Format.Format_ARGB32)
    painter = QPainter(picture)
    for one in shown:
        qtbot.addWidget(one)
        one.resize(one.sizeHint())
        one.render(painter, QPoint())
    gc.collect()
    gc.disable()  # what it frees while we count would be taken for what Qt lost
    try:
        before = sys.getrefcount(None)
        for _ in range(60):
            for one in shown:
                one.render(painter, QPoint())
        after = sys.getrefcount(None)
    finally:
        gc.enable()
    painter.end()
    assert after > before - 100


def test_nothing_stays_when_it_has_been_shown(session: Session, open_patient: Callable[[str], None]) -> None:
    open_patient("barn")
    record = session.record
    assert record is not None
    made: list[weakref.ref[QObject]] = []
    for _ in range(30):
        panel, head = SidePanel(session, (), 100), PatientHead()
        head.show_record(record, pinned=False, wide=True)
        head.show_record(record, pinned=True, wide=False)
        button = Button("Åtgärda", press=head.hide)
        made += [weakref.ref(one) for one in (panel, head, button, *panel.findChildren(Button), head.pin)]
        let_go(panel, head, button)
        del panel, head, button
    gc.collect()
    assert len(made) >= 30 * 5
    assert [one() for one in made if one() is not None] == []


def test_a_patient_row_is_told_apart_by_what_it_shows(session: Session) -> None:
    assert len({one.id for one in session.patients}) == len(session.patients)
    assert all(isinstance(one, PatientRow) for one in session.patients)


@pytest.mark.parametrize("only_icon", [False, True])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_one_is_on(dressed: QApplication, qtbot: QtBot, key: Qt.Key, only_icon: bool) -> None:
    pressed: list[int] = []

    def act() -> None:
        pressed.append(1)

    button = IconButton("Nästa sida", "chevron-down", act) if only_icon else Button("Utse", press=act)
    qtbot.addWidget(button)
    button.show()
    press(button, key)
    assert pressed == [1]
    press(button, key, Qt.KeyboardModifier.ControlModifier if key is not Qt.Key.Key_Space else Qt.KeyboardModifier(0))
    assert len(pressed) == (2 if key is Qt.Key.Key_Space else 1)


def test_a_way_to_a_page_is_a_button_that_says_when_one_is_there(dressed: QApplication, qtbot: QtBot) -> None:
    button = Button("Kontakter", Kind.NAV)
    qtbot.addWidget(button)
    button.describe("Ctrl 2")
    for chosen, said in ((False, "Ctrl 2"), (True, "visas nu, Ctrl 2"), (True, "visas nu, Ctrl 2"), (False, "Ctrl 2")):
        button.chosen = chosen
        told = QAccessible.queryAccessibleInterface(button)
        assert (told.role(), told.state().checkable) == (QAccessible.Role.Button, False)
        assert (button.chosen, button.accessibleDescription()) == (chosen, said)
    button.chosen = True
    button.describe("Ctrl 3")
    assert button.accessibleDescription() == "visas nu, Ctrl 3"


def test_a_sign_that_is_called_something_else_says_so_in_its_tooltip_too(dressed: QApplication, qtbot: QtBot) -> None:
    sign = IconButton("Ta bort mål 1", "x", lambda: None)
    qtbot.addWidget(sign)
    sign.setAccessibleName("Ta bort mål 2")
    assert sign.accessibleName() == sign.toolTip() == "Ta bort mål 2"


def _of_words() -> tuple[QWidget, list[Button]]:
    made = ChoiceRow("Ton", [(one, one) for one in ("mild", "saklig", "rak")])
    return made, list(made.buttons)


def _of_kinds() -> tuple[QWidget, list[Button]]:
    made = ContactsFilter(Narrowing())
    return made, made.toggles


def _of_log() -> tuple[QWidget, list[Button]]:
    made = LogFilter()
    return made, made.findChildren(Button)


def _of_sizes() -> tuple[QWidget, list[Button]]:
    made = Sizes()
    return made, [made.normal, made.large]


@pytest.mark.parametrize("make", [_of_words, _of_kinds, _of_log, _of_sizes])
def test_buttons_that_exclude_each_other_are_told_as_such(
    dressed: QApplication, make: Callable[[], tuple[QWidget, list[Button]]], qtbot: QtBot
) -> None:
    page, buttons = make()
    qtbot.addWidget(page)
    page.show()
    for button in [*buttons[1:], buttons[0], buttons[0]]:
        button.click()
        assert [one for one in buttons if one.isChecked()] == [button]
    roles = {QAccessible.queryAccessibleInterface(one).role() for one in buttons}
    assert roles == {QAccessible.Role.RadioButton}


def test_tab_goes_to_the_choice_that_is_made_also_after_the_arrows(dressed: QApplication, qtbot: QtBot) -> None:
    page, choice, after = QWidget(), ChoiceRow("Ton", [(one, one) for one in ("mild", "saklig")]), Button("Annat")
    page.setLayout(column(choice, after))
    qtbot.addWidget(page)
    bring_to_front(page, qtbot)
    choice.start()
    press(choice.buttons[0], Qt.Key.Key_Right)
    assert choice.buttons[1].hasFocus() and choice.chosen() == "mild"
    after.setFocus()
    press(after, Qt.Key.Key_Backtab)
    assert choice.buttons[0].hasFocus()
