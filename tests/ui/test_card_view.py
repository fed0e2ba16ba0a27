"""The akutkort on screen: placed with the fonts of the paper, white in every theme, and read aloud side by side."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator.card_layout import HEIGHT, WIDTH, card_layout
from coordinator.card_layout.room import CardRoom, card_room
from coordinator.card_layout.said import back_said, front_said
from coordinator.map_layout import Words
from coordinator.map_layout.primitives import Measure
from coordinator.umi.card_figure import CardFacts, CardItem, CardPhone
from tests.ui.conftest import press
from ui.card_view import CardView
from ui.paper.drawing import measure
from ui.theme import DARK, HIGH_CONTRAST, LIGHT, Theme, appearance
from ui.worker import Worker

PENICILLIN = CardItem(
    UUID(int=1), "Livshotande överkänslighet: Bensylpenicillin", "Ge inte betalaktam.",
    "Life-threatening hypersensitivity: Benzylpenicillin", "", severe=True,
)  # fmt: skip
AIRWAY = CardItem(UUID(int=2), "Svårintuberad", "Ring anestesijouren.", "Difficult airway", "Call the anaesthetist.")
CARD = CardFacts(
    "Alva Testsson", "20091224-2385", date(2009, 12, 24), "Angelmans syndrom", (PENICILLIN, AIRWAY), ("", ""),
    (CardPhone("Fast vårdkontakt", "Care coordinator", "Karin Lindström", "010-123 45 67"),), "svenska, bildstöd",
    "Kontrollerat mot källan 2026-11-12.", date(2026, 11, 22), date(2027, 11, 12), practice=False,
)  # fmt: skip


@pytest.fixture
def side() -> Iterator[Worker]:
    made = Worker("side")
    yield made
    made.stop()


@pytest.fixture
def view(qtbot: QtBot, dressed: QApplication, side: Worker) -> CardView:
    made = CardView(side)
    qtbot.addWidget(made)
    made.resize(430, 400)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def show(view: CardView, facts: CardFacts, qtbot: QtBot) -> CardRoom:
    with qtbot.waitSignal(view.placed) as told:
        view.show_facts(facts)
    found = told.args[0] if told.args else None
    assert isinstance(found, CardRoom)
    return found


def picture(view: CardView) -> QImage:
    return view.face.grab().toImage()


SIDES = " ".join(front_said(CARD)), " ".join(back_said(CARD))


def test_it_is_placed_as_on_the_paper_with_words_set_as_there(view: CardView, qtbot: QtBot) -> None:
    room = show(view, CARD, qtbot)
    assert room.layout == card_layout(CARD, measure) and room.fits
    loose = replace(CARD, name="Alva\u2003 Testsson", condition=" Angelmans\nsyndrom ")
    assert show(view, loose, qtbot).layout == room.layout
    assert "Alva Testsson" in [one.text for one in room.layout.front if isinstance(one, Words)]


def test_a_key_or_the_button_turns_it_and_a_letter_does_not(view: CardView, qtbot: QtBot) -> None:
    show(view, CARD, qtbot)
    view.face.setFocus()
    front = picture(view)
    assert "Karin Lindström, 010-123 45 67" in SIDES[0] and "Benzylpenicillin" in SIDES[1]
    assert view.face.accessibleName() == f"Så blir akutkortet, framsidan. {SIDES[0]}"
    press(view.face, Qt.Key.Key_Space)
    assert picture(view) != front and view.other.text() == "Visa framsidan"
    assert view.face.accessibleName() == f"Så blir akutkortet, baksidan. {SIDES[1]}"
    press(view.face, Qt.Key.Key_B)
    assert view.face.is_back
    QTest.mouseClick(view.other, Qt.MouseButton.LeftButton)
    view.face.setFocus()
    assert picture(view) == front and view.other.text() == "Visa baksidan"


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST])
def test_it_is_white_paper_in_every_theme_and_has_an_edge(view: CardView, qtbot: QtBot, theme: Theme) -> None:
    appearance().apply(theme, 100)
    show(view, CARD, qtbot)
    view.other.setFocus()
    seen = picture(view)
    middle = seen.height() // 2
    assert seen.pixelColor(seen.width() - 6, middle) == QColor("#FFFFFF")
    assert seen.pixelColor(seen.width() // 2, 4) == QColor(f"#{LIGHT.red}")
    assert seen.pixelColor(0, middle) == QColor(f"#{theme.border}")


def test_it_keeps_the_shape_of_the_card_at_any_width(view: CardView, qtbot: QtBot) -> None:
    show(view, CARD, qtbot)
    for width in (260, 400, 900):
        view.resize(width, 700)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        face = view.face
        assert face.height() == round(face.width() * HEIGHT / WIDTH) and face.width() <= min(width, 520)
    assert view.face.width() == 520


def test_only_the_newest_card_is_placed_and_nothing_of_the_patient_before_is_shown(
    view: CardView, qtbot: QtBot, side: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed: list[str] = []

    def counting(facts: CardFacts, measure: Measure) -> CardRoom:
        placed.append(facts.name)
        return card_room(facts, measure)

    monkeypatch.setattr("ui.card_view.card_room", counting)
    shown: list[CardRoom] = []
    view.placed.connect(shown.append)
    view.show_facts(CARD)  # under way
    view.begin()
    for name in ("Bo Testsson", "Cia Testsson", "Cia Testsson"):
        view.show_facts(replace(CARD, name=name))
    assert "Alva" not in view.face.accessibleName()
    qtbot.waitUntil(lambda: not side.busy)
    assert placed == ["Alva Testsson", "Cia Testsson"] and len(shown) == 1
    assert "Cia Testsson" in view.face.accessibleName()
    view.show_facts(replace(CARD, name="Cia Testsson"))
    assert not side.busy


def test_of_another_patient_nothing_is_shown_until_hers_is_placed(view: CardView, qtbot: QtBot) -> None:
    view.other.setFocus()
    empty = picture(view)
    show(view, CARD, qtbot)
    press(view.face, Qt.Key.Key_Return)
    view.begin()
    assert view.face.accessibleName() == "Så blir akutkortet, framsidan." and view.other.text() == "Visa baksidan"
    view.other.setFocus()
    assert picture(view) == empty


def test_it_is_not_placed_before_somebody_sees_it(view: CardView, qtbot: QtBot, side: Worker) -> None:
    view.hide()
    view.show_facts(CARD)
    assert not side.busy
    with qtbot.waitSignal(view.placed):
        view.show()
