"""The strip of the five groups: what it says with much room and with little, its keys, and its three looks."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.entity import Knowledge
from coordinator.umi.kinds import AlertGroup, Severity
from coordinator.umi.strip import NOT_ASKED, StripField
from tests.ui.conftest import press
from ui.strip_view import StripView
from ui.theme import THEMES, appearance

NONE, SOME, UNKNOWN = Knowledge.NONE_KNOWN, Knowledge.SOME, Knowledge.NOT_ASKED
SEVERE = Severity.LIFE_THREATENING


def told(group: AlertGroup, state: Knowledge, words: str, count: int = 0, worst: Severity | None = None) -> StripField:
    """A field of the strip."""
    return StripField(group, state, count, worst, None, words, "i dag")


def five(**others: StripField) -> list[StripField]:
    """The five fields by their letters: nothing is known but of these."""
    return [others.get(one.stored, told(one, NONE, "Inga kända")) for one in AlertGroup]


def unasked(*groups: AlertGroup) -> dict[str, StripField]:
    """These are not asked about."""
    return {one.stored: told(one, UNKNOWN, NOT_ASKED) for one in groups}


C = told(AlertGroup.HYPERSENSITIVITY, SOME, "1 livshotande av 2", 2, SEVERE)
A = told(AlertGroup.CONDITION, SOME, "3 finns", 3)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (five(), ["UMI: inga kända"]),
        (five(**unasked(*AlertGroup)), ["UMI: ej efterfrågat"]),
        (five(**unasked(AlertGroup.ROUTINE)), ["Särskild vårdrutin: ej efterfrågat"]),
        (five(A=A, C=C), ["Överkänslighet: 1 livshotande av 2, 3 till"]),
        (five(C=C), ["Överkänslighet: 1 livshotande av 2"]),
        (five(A=A), ["UMI: 3 finns"]),
        (five(A=told(AlertGroup.CONDITION, SOME, "Finns, inte inskrivet")), ["UMI finns, inte inskriven"]),
        (
            five(A=A, **unasked(AlertGroup.ROUTINE, AlertGroup.HISTORIC)),
            ["UMI: 3 finns", "2 UMI-grupper: ej efterfrågat"],
        ),
        (
            five(B=told(AlertGroup.INFECTION, UNKNOWN, "Har gått ut"), **unasked(AlertGroup.ROUTINE)),
            ["2 UMI-grupper: har gått ut eller ej efterfrågat"],
        ),
    ],
)
def test_with_little_room_it_says_what_there_is_and_what_nobody_has_asked(
    dressed: QApplication, fields: list[StripField], said: list[str], qtbot: QtBot
) -> None:
    view = StripView(fields, short=True)
    qtbot.addWidget(view)
    assert view.said == said
    assert all(one.says in view.accessibleName() for one in fields)


def test_what_nobody_has_asked_never_reads_as_nothing(dressed: QApplication, qtbot: QtBot) -> None:
    for group in AlertGroup:
        for short in (True, False):
            view = StripView(five(**unasked(group)), short=short)
            qtbot.addWidget(view)
            assert any("ej efterfrågat" in one.lower() for one in view.said)
            assert not short or view.said == [f"{group.label}: ej efterfrågat"]


def test_the_arrows_go_round_and_enter_space_and_the_mouse_lead_to_a_group(dressed: QApplication, qtbot: QtBot) -> None:
    view = StripView(five(A=A))
    qtbot.addWidget(view)
    view.resize(view.sizeHint())
    wanted: list[AlertGroup] = []
    view.group_wanted.connect(wanted.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Down):
        press(view, key)
    press(view, Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(view.width() - 5, 5))
    assert wanted == [AlertGroup.HISTORIC, AlertGroup.CONDITION, AlertGroup.HISTORIC]


def test_in_a_narrow_window_nothing_is_cut(dressed: QApplication, qtbot: QtBot) -> None:
    view = StripView(five(A=A, **unasked(AlertGroup.ROUTINE)))
    qtbot.addWidget(view)
    one_line, narrow = view.sizeHint(), view.minimumSizeHint().width()
    assert view.heightForWidth(one_line.width()) == one_line.height()
    assert view.heightForWidth(one_line.width() - 1) > one_line.height()
    places = view._places(narrow)
    assert len({place.top() for place in places}) == len(AlertGroup), "one below the other"
    assert all(place.right() <= narrow for place in places)
    assert view.heightForWidth(narrow) >= max(place.bottom() for place in places)


@pytest.mark.parametrize("state", Knowledge)
def test_the_three_states_differ_in_shape_and_not_only_in_colour(dressed: QApplication, state: Knowledge) -> None:
    def grey(one: Knowledge) -> object:
        view = StripView([told(AlertGroup.INFECTION, one, "samma ord")])
        view.resize(view.sizeHint())
        picture = view.grab().toImage().convertToFormat(view.grab().toImage().Format.Format_Mono)
        view.deleteLater()
        return [picture.pixelIndex(x, y) for x in range(picture.width()) for y in range(picture.height())]

    for dress in THEMES:
        appearance().apply(dress, 100)
        assert all(grey(state) != grey(other) for other in Knowledge if other is not state)
