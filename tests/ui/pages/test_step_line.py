"""The line of steps, with ages below the names: how each is said, where Tab and arrows go, rows where narrow."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.transition.standing import TransitionStage
from tests.ui.conftest import press
from ui.pages.step_line import StepLine, StepState

FIRST, SECOND, THIRD, *REST = TransitionStage
STATES = {
    FIRST: StepState(is_done=True, note="12 år"),
    SECOND: StepState(is_now=True, note="14 år, pågår"),
    THIRD: StepState(is_ended=True, words="Tackat nej"),
    **{one: StepState(note="17 år") for one in REST},
}


@pytest.fixture
def line(dressed: QApplication, qtbot: QtBot) -> StepLine[TransitionStage]:
    made: StepLine[TransitionStage] = StepLine(TransitionStage, "Så långt")
    qtbot.addWidget(made)
    made.resize(1120, 70)
    made.show()
    return made


def test_every_step_is_told_with_its_age_and_how_it_stands(line: StepLine[TransitionStage]) -> None:
    line.show_steps(STATES, None, {FIRST, SECOND})
    names = [one.accessibleName() for one in line.steps.values()]
    assert names[:4] == [
        "Informera, 12 år, klart", "Planera, 14 år, pågår, här är ni nu", "Tackat nej, här slutade det",
        "Mottagare utsedd, 17 år, inte gjort än",
    ]  # fmt: skip
    joined = [one.joined for one in line.steps.values()]
    assert joined == ["teal", "hair", "hair", "hair", "hair", "hair", ""]
    assert [step for step, one in line.steps.items() if one.isEnabled()] == [FIRST, SECOND]


def test_tab_goes_to_the_one_that_is_open_else_to_where_it_stands(line: StepLine[TransitionStage]) -> None:
    def with_tab() -> list[TransitionStage]:
        return [step for step, one in line.steps.items() if one.focusPolicy() & Qt.FocusPolicy.TabFocus]

    line.show_steps(STATES, None, {FIRST, SECOND})
    assert with_tab() == [SECOND]
    line.show_steps(STATES, FIRST, {FIRST, SECOND})
    assert with_tab() == [FIRST] and line.steps[FIRST].accessibleDescription() == "visas nu"
    line.show_steps(dict.fromkeys(TransitionStage, StepState()), None, {THIRD})
    assert with_tab() == [THIRD]


def test_arrows_go_past_what_cannot_be_opened(line: StepLine[TransitionStage], qtbot: QtBot) -> None:
    opened: list[object] = []
    line.opened.connect(opened.append)
    line.show_steps(STATES, None, {FIRST, THIRD})
    line.activateWindow()
    line.steps[FIRST].setFocus()
    press(line.steps[FIRST], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is line.steps[THIRD]
    press(line.steps[THIRD], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is line.steps[THIRD]
    press(line.steps[THIRD], Qt.Key.Key_Return)
    assert opened == [THIRD]


@pytest.mark.parametrize(("width", "columns"), [(1120, 7), (700, 4), (300, 2), (150, 1)])
def test_seven_stand_in_more_rows_where_it_is_narrow(line: StepLine[TransitionStage], width: int, columns: int) -> None:
    line.show_steps(STATES, None, set())
    line.resize(width, line.height())
    assert len({one.x() for one in line.steps.values()}) == columns
    assert all(one.geometry().right() < width for one in line.steps.values())
    assert all(one.geometry().bottom() < line.minimumHeight() for one in line.steps.values())
