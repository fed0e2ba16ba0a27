"""*Kodverk*: nothing is taken in unseen, what is refused changes nothing, the former comes back; own names as well."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.settings import Clinic
from coordinator.terms.kept_lists import ListFolder
from coordinator.terms.own_names import OwnName, add_own_name, own_names
from coordinator.terms.read_list import ListKind
from tests.conftest import NOW
from tests.coordinator.terms.made_up_lists import ICD_FILE, ORPHA_FILE, allow_small_lists, put, same_and
from tests.ui.conftest import ScriptedDialogs, TypeText, press
from tests.ui.pages.seen import focused
from ui.drafts import Drafts
from ui.pages.term_lists import TermListsView
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import LIGHT, appearance

Idle = Callable[[], None]
Make = Callable[[], TermListsView]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ListFolder:
    monkeypatch.setenv("HALLPUNKT_CONFIG", str(tmp_path / "hallpunkt.json"))
    allow_small_lists(monkeypatch)
    return ListFolder(tmp_path / "kodlistor")


@pytest.fixture
def settled(idle: Idle) -> Idle:
    """What one thread answers asks the other."""

    def settle() -> None:
        for _ in range(4):
            idle()

    return settle


@pytest.fixture
def make(session: Session, tmp_path: Path, qtbot: QtBot, settled: Idle) -> Make:
    def view() -> TermListsView:
        made = TermListsView(session, Drafts(session), Preferences(tmp_path / "hallpunkt.json", Clinic()))
        qtbot.addWidget(made)
        made.resize(1152, 650)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.start()
        settled()
        return made

    return view


def said(widget: QWidget) -> str:
    QApplication.processEvents()
    return " ".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def test_with_no_list_it_says_where_they_are_to_be_had(make: Make) -> None:
    view = make()
    assert view.choose.hasFocus() and "Inte intagen. Hämta en_product1.xml" in view.parts["orpha"].now.text()
    assert "Hämta icd-10-se.tsv" in view.parts["icd-10-se"].now.text()
    assert "kolumnerna term och sctid" in view.parts["umi-snomed"].now.text()
    assert view.parts["orpha"].put_back.isHidden() and not view.damaged.isVisible()
    assert "Orphanet / Orphadata" in view.sources.text() and "ICD-10-SE 2026" not in view.sources.text()
    assert "Svenska namn på sällsynta hälsotillstånd" in view.curated.text()


def test_a_list_is_taken_in_when_what_it_changes_was_seen(
    make: Make, dialogs: ScriptedDialogs, folder: ListFolder, settled: Idle
) -> None:
    view = make()
    dialogs.paths = [ORPHA_FILE]
    view.choose.click()
    assert view.progress.isVisible() and "Läser filen" in view.progress.text()
    view.choose.click()  # once more changes nothing: one at a time
    settled()
    assert folder.versions() == {}, "nothing is written before yes"
    assert view.report.isVisible() and "ORPHA, utgåva december 2025: 40 koder." in view.report.title.text()
    assert "Listan fanns inte förut." in view.report.words.text() and focused() is view.report.accept
    press(view.report.accept, Qt.Key.Key_Return)
    settled()
    kept = folder.versions()[ListKind.ORPHA].now
    assert kept.taken_in == NOW and not view.report.isVisible() and not view.progress.isVisible()
    assert view.told.text() == "ORPHA är intagen." and focused() is view.choose
    assert view.parts["orpha"].now.text().startswith("Den som gäller: utgåva december 2025, 40 koder, intagen i dag")
    assert view.shelf.lists is not None and view.shelf.lists.has(ListKind.ORPHA), "the picker has it at once"


def test_no_takes_nothing_in(make: Make, dialogs: ScriptedDialogs, folder: ListFolder, settled: Idle) -> None:
    view = make()
    dialogs.paths = [ORPHA_FILE]
    view.choose.click()
    settled()
    press(view.report.accept, Qt.Key.Key_Escape)
    settled()
    assert focused() is view.choose and view.area.verticalScrollBar().value() == 0
    assert folder.versions() == {} and not view.report.isVisible() and "Inget har ändrats" in view.told.text()


def test_a_file_that_is_refused_says_why_beside_the_button(
    make: Make, dialogs: ScriptedDialogs, folder: ListFolder, settled: Idle, tmp_path: Path
) -> None:
    put(ICD_FILE, folder)
    before = folder.versions()
    view = make()
    wrong = tmp_path / "lista.tsv"
    wrong.write_text("a\tb\n1\t2\n", encoding="utf-8")
    dialogs.paths = [wrong, None]
    view.choose.click()
    settled()
    assert "Filen är ingen kodlista som går att ta in" in view.fault.text() and not view.progress.isVisible()
    assert folder.versions() == before and not view.report.isVisible() and focused() is view.choose
    view.choose.click()  # and thinks better of it
    settled()
    assert folder.versions() == before


def test_a_new_edition_says_what_it_changes_and_the_former_comes_back(
    make: Make, dialogs: ScriptedDialogs, folder: ListFolder, settled: Idle, tmp_path: Path
) -> None:
    put(ORPHA_FILE, folder)
    view = make()
    dialogs.paths = [same_and(tmp_path / "orpha-2026-07.tsv", ("Dravet syndrome", "Dravet disease"))]
    view.choose.click()
    settled()
    assert "1 har fått nytt namn" in view.report.words.text()
    assert "33069  Dravet syndrome → Dravet disease" in view.report.words.text()
    view.report.accept.click()
    settled()
    part = view.parts["orpha"]
    assert "utgåva juli 2026" in part.now.text() and "Den förra: utgåva december 2025" in part.former.text()
    assert part.put_back.isVisible()
    part.put_back.click()
    settled()
    assert view.told.text() == "ORPHA, utgåva december 2025, gäller igen."
    assert "utgåva december 2025" in part.now.text() and "utgåva juli 2026" in part.former.text()


def test_the_same_file_again_changes_nothing(
    make: Make, dialogs: ScriptedDialogs, folder: ListFolder, settled: Idle
) -> None:
    put(ORPHA_FILE, folder)
    view = make()
    dialogs.paths = [ORPHA_FILE]
    view.choose.click()
    settled()
    assert "redan intagen" in view.told.text() and not view.report.isVisible()


def test_a_damaged_list_says_so(make: Make, folder: ListFolder) -> None:
    put(ORPHA_FILE, folder)
    (folder.path / folder.versions()[ListKind.ORPHA].now.file).write_bytes(b"x")
    view = make()
    assert "Listan ORPHA är skadad eller borta" in view.damaged.text() and view.damaged.isVisible()


def test_an_own_name_is_added_taken_away_and_put_back(
    make: Make, folder: ListFolder, type_text: TypeText, settled: Idle
) -> None:
    view = make()
    names = view.names
    names.name.setFocus()
    type_text(names.name, "Norrlandssjukan")
    type_text(names.code, "778")
    press(names.code, Qt.Key.Key_Return)
    settled()
    assert own_names(folder) == (OwnName("Norrlandssjukan", "778"),) and names.name.text() == names.code.text() == ""
    assert focused() is names.name and "Norrlandssjukan" in said(names) and names.head.note.text() == "1 namn"
    assert view.shelf.lists is not None and any("Norrlandssjukan" in one.swedish for one in view.shelf.lists.terms)
    names.removals[0].setFocus()
    press(names.removals[0], Qt.Key.Key_Return)
    settled()
    assert own_names(folder) == () and names.told.text() == "Borttaget: Norrlandssjukan" and focused() is names.name
    names.back.click()
    settled()
    assert own_names(folder) == (OwnName("Norrlandssjukan", "778"),) and names.back.isHidden()


def test_a_name_that_is_refused_stays_to_be_mended(
    make: Make, folder: ListFolder, type_text: TypeText, settled: Idle
) -> None:
    view = make()
    type_text(view.names.name, "Sjukan")
    type_text(view.names.code, "ingen kod")
    view.names.button.click()
    settled()
    assert "Koden går inte att läsa" in view.names.fault.text() and view.names.name.text() == "Sjukan"
    assert own_names(folder) == ()


def test_of_many_names_the_first_are_shown_until_all_are_wanted(make: Make, folder: ListFolder, settled: Idle) -> None:
    for place in range(41):
        add_own_name(folder, f"Sjukdom {place} {'med ett långt namn ' * 4}")
    view = make()
    assert len(view.names.removals) == 30 and view.names.more.text() == "Visa alla 41"
    view.names.more.click()
    assert len(view.names.removals) == 41 and view.names.more.isHidden() and focused() is view.names.removals[30]
    press(focused(), Qt.Key.Key_Return)
    settled()
    assert len(own_names(folder)) == 40 and focused() is view.names.removals[30]


def test_with_the_largest_text_it_fits_a_small_laptop(make: Make) -> None:
    appearance().apply(LIGHT, 200)
    assert make().minimumSizeHint().width() <= 1258
    appearance().apply(LIGHT, 100)
