"""The directory: looked through and narrowed by keyboard, made a contact of a patient, and the clinic's own written."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.contact import Contact, ContactCategory
from coordinator.directory.own_units import FILE, add_unit, edit_unit, exported, read_directory, replace_units
from coordinator.directory.unit import Unit, UnitType, warnings_of
from coordinator.terms.kept_lists import ListFolder
from tests.ui.conftest import ScriptedDialogs, press, type_into
from ui.drafts import Drafts
from ui.pages.contacts import ContactsPage
from ui.pages.directory import DirectoryView
from ui.parts import Button
from ui.preferences import Preferences
from ui.session import Session
from ui.table import Group
from ui.term_folder import term_folder

Idle = Callable[[], None]
Open = Callable[[str], None]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ListFolder:
    monkeypatch.setenv("HALLPUNKT_CONFIG", str(tmp_path / "mitt" / "hallpunkt.json"))
    return term_folder()


@pytest.fixture
def made(session: Session, tmp_path: Path, qtbot: QtBot, idle: Idle) -> Iterator[DirectoryView]:
    drafts = Drafts(session)
    view = DirectoryView(session, drafts, Preferences(tmp_path / "hallpunkt.json"))
    qtbot.addWidget(view)
    view.resize(1152, 650)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    yield view
    idle()
    drafts.stop()


@pytest.fixture
def view(made: DirectoryView, idle: Idle) -> DirectoryView:
    made.start()
    idle()
    return made


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def shown(view: DirectoryView) -> list[str]:
    return [one.unit.name for one in view.model.shown]


def headings(view: DirectoryView) -> list[str]:
    lines = [view.model.line(row) for row in view.model.groups]
    return [one.title for one in lines if isinstance(one, Group)]


def words(widget: QWidget) -> str:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def button(view: QWidget, text: str) -> Button:
    (found,) = [one for one in view.findChildren(Button) if one.text() == text and one.isVisible()]
    return found


def search(view: DirectoryView, text: str) -> None:
    view.filter.start()
    type_into(view.filter.line, text)


def write(view: DirectoryView, name: str, text: str) -> None:
    field = view.panel.fields[name]
    field.setFocus()
    field.selectAll()
    type_into(field, text)
    press(field, Qt.Key.Key_Return)


def own(folder: ListFolder, name: str, session: Session) -> Unit:
    return add_unit(folder, Unit("", UnitType.OTHER, name), session.today)


def test_all_stand_under_their_types_the_long_ones_closed(view: DirectoryView) -> None:
    assert focus() is view.filter.line
    assert headings(view) == [one.label for one in UnitType if one not in (UnitType.OTHER, UnitType.EXPERT_TEAM)]
    assert len(shown(view)) == 370 - 21 - 290
    assert "370 enheter" in words(view)
    assert not view.give.isVisible()
    assert not view.filter.hidden.isVisible()
    assert view.notice.isHidden()


def test_a_search_shows_the_best_first_in_open_groups(view: DirectoryView) -> None:
    search(view, "umeå")
    assert shown(view)[0] == "Umeå kommun"
    assert headings(view)[0] == UnitType.KOMMUN.label
    assert "CSD Norra" in shown(view)
    view.filter.line.clear()
    assert headings(view)[0] == UnitType.CSD.label
    assert len(shown(view)) == 370 - 21 - 290


def test_while_one_types_one_is_on_the_best_hit(view: DirectoryView, idle: Idle) -> None:
    for typed, key in (("csd", "csd-norra"), (" väst", "csd-vast"), ("", "csd-vast")):
        type_into(view.filter.line, typed)
        assert view.table.current_id == key
    view.table.choose("csd-norra")  # which has it in its region
    view.deeds.read_again()
    idle()
    assert view.table.current_id == "csd-norra"


def test_nothing_found_leads_on(view: DirectoryView) -> None:
    search(view, "xyzzyqv")
    assert shown(view) == []
    press(button(view, "Visa alla"), Qt.Key.Key_Return)
    assert shown(view)
    assert focus() is view.filter.line


def test_one_type_alone(view: DirectoryView) -> None:
    view.filter.types.setCurrentText(UnitType.REGION.label)
    assert len(shown(view)) == 21
    view.filter.types.setCurrentText(UnitType.OTHER.label)
    assert shown(view) == []
    view.filter.types.setCurrentIndex(0)
    assert len(shown(view)) == 370 - 21 - 290


def test_what_is_to_be_known_stands_beside(view: DirectoryView, qtbot: QtBot) -> None:
    search(view, "csd väst")
    press(view.filter.line, Qt.Key.Key_Down)
    assert focus() is view.table
    press(view.table, Qt.Key.Key_Return)
    told = words(view.panel)
    unit = view.directory.unit("csd-vast")
    assert unit is not None
    for text in (*warnings_of(unit), unit.name, unit.type.label, "Sahlgrenska Universitetssjukhuset", "2026-11-22"):
        assert text in told
    press(focus(), Qt.Key.Key_Escape)
    assert focus() is view.table
    press(view.table, Qt.Key.Key_Escape)
    assert focus() is view.filter.line


def test_one_becomes_a_contact_of_the_patient_by_keyboard(
    view: DirectoryView, session: Session, open_patient: Open, idle: Idle
) -> None:
    open_patient("tom")
    search(view, "ern bond")
    press(view.filter.line, Qt.Key.Key_Down)
    press(view.table, Qt.Key.Key_Return)
    assert focus() is view.panel.add
    press(view.panel.add, Qt.Key.Key_Return)
    idle()
    assert session.record is not None
    (contact,) = session.record.all(Contact)
    assert (contact.organisation, contact.category) == ("ERN BOND", ContactCategory.SPECIALIST)
    assert contact.source == "Katalogen, EU-kommissionens sida om nätverken"
    wanted: list[tuple[str, object]] = []
    session.wanted.connect(lambda page, target: wanted.append((page, target)))
    press(button(view, "Till kontakten"), Qt.Key.Key_Return)
    assert wanted == [("contacts", contact.id)]
    session.undo()
    idle()
    assert session.record.all(Contact) == ()


def test_without_a_patient_it_says_what_to_do(
    view: DirectoryView, session: Session, open_patient: Open, practice: dict[str, object]
) -> None:
    view._go_to("csd-vast")
    assert not view.panel.add.isVisible()
    assert "Öppna en patient" in words(view.panel)
    open_patient("120-kontakter")
    assert session.record is not None
    assert view.panel.add.text() == f"Lägg till hos {session.record.patient.calling_name}"
    session.close_patient()
    assert not view.panel.add.isVisible()


def test_an_own_unit_is_added_and_written_in_place(view: DirectoryView, folder: ListFolder, idle: Idle) -> None:
    view.quick.setFocus()
    type_into(view.quick, "Ögonmottagningen")
    press(view.quick, Qt.Key.Key_Return)
    idle()
    assert view.quick.text() == ""
    assert focus() is view.panel.fields["name"]
    assert view.panel.remove.isVisible()
    assert not view.panel.hide_it.isVisible()
    assert not view.panel.correct.isVisible()
    write(view, "phone", "010-111 22 41")
    idle()
    write(view, "place", "Örebro")
    idle()
    (unit,) = read_directory(folder).own
    assert (unit.name, unit.phone, unit.place) == ("Ögonmottagningen", "010-111 22 41", "Örebro")
    assert "Skriv inget om patienter" in words(view)
    assert view.give.isVisible()
    view.filter.own.click()
    assert shown(view) == ["Ögonmottagningen"]


def test_two_edits_at_once_are_both_kept(view: DirectoryView, session: Session, folder: ListFolder, idle: Idle) -> None:
    key = own(folder, "Ögonmottagningen", session).key
    view.start(key)
    idle()
    write(view, "phone", "010-1")
    write(view, "place", "Örebro")
    idle()
    (unit,) = read_directory(folder).own
    assert (unit.phone, unit.place) == ("010-1", "Örebro")


def test_another_type_is_chosen(view: DirectoryView, session: Session, folder: ListFolder, idle: Idle) -> None:
    view.start(own(folder, "Muskelteamet", session).key)
    idle()
    box = view.panel.choices["type"]
    box.setFocus()
    for _ in range(list(UnitType).index(UnitType.EXPERT_TEAM)):
        press(box, Qt.Key.Key_Down)
    press(box, Qt.Key.Key_Return)
    idle()
    (unit,) = read_directory(folder).own
    assert unit.type is UnitType.EXPERT_TEAM


def test_what_is_refused_stays_beside_why(
    view: DirectoryView, session: Session, folder: ListFolder, idle: Idle
) -> None:
    view.start(own(folder, "Ögonmottagningen", session).key)
    idle()
    write(view, "note", "Maja 19900728-2388")
    idle()
    assert view.panel.fields["note"].text() == "Maja 19900728-2388"
    assert "inget om patienter" in view.panel.fault.text()
    press(view.panel.fields["note"], Qt.Key.Key_Escape)
    write(view, "note", "Ring först")
    idle()
    assert view.panel.fault.text() == ""
    type_into(view.quick, "   ")
    press(view.quick, Qt.Key.Key_Return)
    idle()
    assert "Namnet saknas" in view.quick_fault.text()


def test_one_is_removed_and_comes_back(view: DirectoryView, session: Session, folder: ListFolder, idle: Idle) -> None:
    for _ in range(2):
        own(folder, "Ögonmottagningen", session)
    view.start()
    idle()
    before = read_directory(folder).own
    view.table.choose(before[0].key)
    view.table.setFocus()
    press(view.table, Qt.Key.Key_Delete)
    idle()
    assert read_directory(folder).own == before[1:]
    assert focus() is button(view, "Ångra")
    press(focus(), Qt.Key.Key_Return)
    idle()
    assert set(read_directory(folder).own) == set(before)
    assert view.table.current_id == before[0].key


def test_one_of_ours_is_not_removed(view: DirectoryView, folder: ListFolder, idle: Idle) -> None:
    view.table.choose("csd-norra")
    press(view.table, Qt.Key.Key_Delete)
    idle()
    assert not folder.path.exists()


def test_one_of_ours_is_corrected_with_what_it_was_beside(view: DirectoryView, folder: ListFolder, idle: Idle) -> None:
    view._go_to("csd-norra")
    press(view.panel.correct, Qt.Key.Key_Return)
    idle()
    write(view, "place", "Umeå, hus 4")
    idle()
    assert "Från början: CSD Norra, Norra sjukvårdsregionen, Norrlands universitetssjukhus, Umeå" in words(view.panel)
    assert "CSD tar inte emot remisser" in words(view.panel)
    press(button(view, "Ta bort rättelsen"), Qt.Key.Key_Return)
    idle()
    assert read_directory(folder).own == ()
    assert "Rättelsen av CSD Norra är borttagen." in words(view.notice)


def test_one_of_ours_is_hidden_and_shown_again(view: DirectoryView, folder: ListFolder, idle: Idle) -> None:
    view._go_to("csd-norra")
    press(button(view, "Dölj"), Qt.Key.Key_Return)
    idle()
    assert "CSD Norra" not in shown(view)
    view.filter.hidden.click()
    assert shown(view) == ["CSD Norra"]
    press(button(view.notice, "Visa igen"), Qt.Key.Key_Return)
    idle()
    assert view.table.current_id == "csd-norra"
    assert read_directory(folder).own == ()


def test_a_colleagues_file_is_shown_before_it_is_taken_in(
    view: DirectoryView, dialogs: ScriptedDialogs, folder: ListFolder, tmp_path: Path, idle: Idle
) -> None:
    other = ListFolder(tmp_path / "kollegans")
    edit_unit(other, "csd-norra", view.session.today, place="Umeå, hus 4")
    own(other, "Ögonmottagningen", view.session)
    file = tmp_path / "från kollegan.tsv"
    file.write_bytes(exported(other) + b"nyckel\ttyp\n")
    dialogs.paths = [file]
    press(view.get, Qt.Key.Key_Return)
    idle()
    told = words(view.notice)
    assert "I filen: 2 nya, 0 ändrade, 0 som förut, 1 rad kan inte tas in." in told
    assert "Rad 4: " in view.notice.more.toPlainText()
    assert read_directory(folder).own == ()
    assert focus() is button(view, "Ta in")
    press(focus(), Qt.Key.Key_Return)
    idle()
    assert read_directory(folder).own == read_directory(other).own
    press(button(view, "Ångra"), Qt.Key.Key_Return)
    idle()
    assert read_directory(folder).own == ()


def test_a_file_that_is_none_changes_nothing(
    view: DirectoryView, dialogs: ScriptedDialogs, folder: ListFolder, tmp_path: Path, idle: Idle
) -> None:
    told: list[object] = []
    view.session.refused.connect(told.append)
    dialogs.paths = [tmp_path / "finns inte.tsv", None]
    view.get.click()
    idle()
    view.get.click()
    idle()
    assert [getattr(one, "title", "") for one in told] == ["Filen kan inte läsas"]
    assert not folder.path.exists()


def test_own_units_are_saved_for_a_colleague(
    view: DirectoryView, dialogs: ScriptedDialogs, folder: ListFolder, tmp_path: Path, idle: Idle
) -> None:
    own(folder, "Ögonmottagningen", view.session)
    view.start()
    idle()
    dialogs.paths = [tmp_path / "till kollegan.tsv"]
    press(view.give, Qt.Key.Key_Return)
    idle()
    assert (tmp_path / "till kollegan.tsv").read_bytes() == exported(folder)


def test_a_spoilt_file_is_said_and_left(view: DirectoryView, folder: ListFolder, idle: Idle) -> None:
    folder.path.mkdir(parents=True)
    (folder.path / FILE).write_bytes(b"\xff\xff")
    view.start()
    idle()
    assert "går inte att läsa" in words(view.notice)
    assert len(view.directory.units) == 370
    assert (folder.path / FILE).read_bytes() == b"\xff\xff"


def test_two_thousand_own_units(view: DirectoryView, folder: ListFolder, idle: Idle) -> None:
    many = [Unit(f"egen-{place}", UnitType.OTHER, f"Enhet {place} Å", own=True) for place in range(2_000)]
    replace_units(folder, many)
    view.start()
    idle()
    assert len(view.directory.own) == 2_000
    search(view, "enhet 1999")
    assert shown(view) == ["Enhet 1999 Å"]


def test_in_a_narrow_window_the_unit_takes_the_place_of_the_list(view: DirectoryView, qtbot: QtBot) -> None:
    view.resize(700, 650)
    qtbot.waitUntil(lambda: not view._has_room())
    search(view, "csd väst")
    press(view.filter.line, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not view._pause.isActive())
    assert not view.panel.isVisible()
    press(view.table, Qt.Key.Key_Return)
    assert view.panel.isVisible()
    assert not view.table.isVisible()
    press(focus(), Qt.Key.Key_Escape)
    assert view.table.isVisible()
    assert focus() is view.table


def test_what_is_half_written_stays_when_the_list_is_read_again(
    view: DirectoryView, session: Session, folder: ListFolder, idle: Idle
) -> None:
    key = own(folder, "Ögonmottagningen", session).key
    view.start(key)
    idle()
    field = view.panel.fields["place"]
    field.setFocus()
    type_into(field, "Öre")
    view.deeds.read_again()
    idle()
    assert (field.text(), focus()) == ("Öre", field)
    view.drafts.keep_now()
    assert session.kept(session.draft_key(f"directory:{key}:place", of_nobody=True)) == "Öre"


def test_the_contacts_lead_there(
    session: Session, open_patient: Open, drafts: Drafts, qtbot: QtBot, dressed: QApplication
) -> None:
    open_patient("tom")
    page = ContactsPage(session, drafts)
    qtbot.addWidget(page)
    wanted: list[tuple[str, object]] = []
    session.wanted.connect(lambda name, target: wanted.append((name, target)))
    (way,) = [one for one in page.findChildren(Button) if one.text() == "Ur katalogen"]
    press(way, Qt.Key.Key_Return)
    assert wanted == [("directory", None)]
    drafts.stop()
