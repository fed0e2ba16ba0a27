"""The settings: found by what one calls them, saved at once, with where each value comes from and the way back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.errors import KeyringUnavailable
from coordinator.settings import (
    BACKUP_FOLDER,
    BENEFIT_LEAD_INSURANCE,
    BENEFIT_LEAD_OTHERS,
    COMPUTER_SETTINGS,
    LOCK_MINUTES,
    MOTION,
    OWN_HSA_ID,
    PLAN_REVIEW_MONTHS,
    PRINT_IDENTITY_NUMBER,
    REMEMBERED_HERE,
    SETTINGS,
    TEXT_SIZE,
    THEME,
    UNIT_HSA_ID,
    AnySetting,
    Clinic,
    Settings,
)
from db.vault import Vault
from tests.ui.conftest import ScriptedDialogs, TypeText, press
from ui.daily_backup import DailyBackup
from ui.drafts import Drafts
from ui.fields import LineField
from ui.form_choice import ChoiceBox, ChoiceRow
from ui.pages.setting_row import SettingRow
from ui.pages.settings import SettingsView
from ui.preferences import Preferences
from ui.session import Session
from ui.theme import LIGHT, appearance
from ui.tick_box import TickBox

Idle = Callable[[], None]
Make = Callable[..., SettingsView]


@pytest.fixture
def make(session: Session, qtbot: QtBot, idle: Idle, tmp_path: Path) -> Iterator[Make]:
    def view(clinic: Clinic | None = None) -> SettingsView:
        made = SettingsView(session, Drafts(session), Preferences(tmp_path / "hallpunkt.json", clinic or Clinic()))
        qtbot.addWidget(made)
        made.resize(1152, 650)
        made.show()
        qtbot.waitUntil(made.isActiveWindow)
        made.start()
        idle()
        return made

    yield view
    idle()


@pytest.fixture
def view(make: Make) -> SettingsView:
    return make()


def row(view: SettingsView, setting: AnySetting) -> SettingRow:
    return view.rows[setting.key]


def hits(view: SettingsView) -> list[str]:
    return [one.setting.key for one in view._hits()]


def said(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def test_every_setting_is_there_with_its_reason(view: SettingsView) -> None:
    every = (*(one for one in SETTINGS if not one.hidden), *COMPUTER_SETTINGS, REMEMBERED_HERE)
    assert set(view.rows) == {one.key for one in every}
    for setting in every:
        assert row(view, setting).reason.text() == setting.reason
        assert row(view, setting).isVisible()
        assert row(view, setting).control.accessibleName() or isinstance(row(view, setting).control, ChoiceRow)
    assert view.count.text() == f"{len(every)} inställningar" == "20 inställningar"
    assert view.search.hasFocus()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zooma", {TEXT_SIZE.key}),
        ("MÖRKT", {THEME.key}),
        ("morkt läge", {THEME.key}),
        ("minska rörelser", {MOTION.key}),
        ("nyckelring", {REMEMBERED_HERE.key}),
        ("usb", {BACKUP_FOLDER.key}),
        ("timeout", {LOCK_MINUTES.key}),
        ("personnummer", {PRINT_IDENTITY_NUMBER.key, "journal.identity_number"}),
        ("plan.review_months", {PLAN_REVIEW_MONTHS.key}),
        ("omvårdnadsbidrag", {BENEFIT_LEAD_INSURANCE.key}),
        ("färdtjänst", {BENEFIT_LEAD_OTHERS.key}),
        ("siths", {OWN_HSA_ID.key}),
    ],
)
def test_one_is_found_by_what_it_may_be_called(
    view: SettingsView, type_text: TypeText, typed: str, found: set[str]
) -> None:
    type_text(view.search, typed)
    assert set(hits(view)) == found
    assert view.count.text() == ("1 träff" if len(found) == 1 else f"{len(found)} träffar")


def test_nothing_found_teaches_and_shows_all_again(view: SettingsView, type_text: TypeText) -> None:
    type_text(view.search, "xyzzy")
    assert hits(view) == [] and view.nothing.isVisible()
    assert view.count.text() == "0 träffar"
    view._show_all()
    assert len(hits(view)) == 20 and not view.nothing.isVisible()
    assert view.search.hasFocus()


def test_enter_goes_to_the_first_hit_and_escape_empties(view: SettingsView, type_text: TypeText) -> None:
    type_text(view.search, "översyn")
    press(view.search, Qt.Key.Key_Return)
    assert row(view, PLAN_REVIEW_MONTHS).control.hasFocus()
    view.search.setFocus()
    press(view.search, Qt.Key.Key_Escape)
    assert view.search.text() == "" and len(hits(view)) == 20


def test_a_setting_of_the_vault_is_saved_at_once_and_can_be_taken_back(
    view: SettingsView, open_patient: Callable[[str], None], session: Session, idle: Idle, qtbot: QtBot
) -> None:
    open_patient("tom")
    one = row(view, PRINT_IDENTITY_NUMBER)
    assert isinstance(one.control, TickBox)
    assert (one.control.text(), one.origin.text(), one.back.isHidden()) == ("På", "Från början", True)
    with qtbot.waitSignal(session.saved):
        one.control.click()
    assert session.record is not None
    assert session.record.settings[PRINT_IDENTITY_NUMBER] is False  # what is printed next is under it
    assert (one.control.text(), one.origin.text(), one.back.text()) == ("Av", "Ditt val", "Tillbaka till ”på”")
    one.back.setFocus()
    one.back.click()
    idle()
    assert session.vault.store.settings().chosen == {}
    assert (one.control.isChecked(), one.origin.text(), one.back.isHidden()) == (True, "Från början", True)
    assert one.control.hasFocus()


def test_a_number_out_of_bounds_is_told_beside_it_and_kept(
    view: SettingsView, session: Session, idle: Idle, type_text: TypeText
) -> None:
    one = row(view, PLAN_REVIEW_MONTHS)
    assert isinstance(one.control, LineField)
    one.control.setFocus()
    one.control.selectAll()
    type_text(one.control, "99")
    press(one.control, Qt.Key.Key_Return)
    assert "från 1 till 60" in one.fault.text()
    assert one.control.text() == "99"
    one.control.selectAll()
    type_text(one.control, "6")
    press(one.control, Qt.Key.Key_Return)
    idle()
    assert one.fault.isHidden()
    assert session.vault.store.settings()[PLAN_REVIEW_MONTHS] == 6
    assert one.back.text() == "Tillbaka till 12 månader"


def test_a_text_is_saved_in_its_form_told_when_it_is_wrong_and_cleared(
    view: SettingsView, session: Session, idle: Idle, type_text: TypeText
) -> None:
    one = row(view, UNIT_HSA_ID)
    assert isinstance(one.control, LineField)
    assert (
        one.control.placeholderText() == f"Till exempel {UNIT_HSA_ID.example}"
        and one.control.accessibleName() == UNIT_HSA_ID.label
    )
    assert one.control.width() > row(view, PLAN_REVIEW_MONTHS).control.width() * 2
    one.control.setFocus()
    type_text(one.control, "se2321000016")
    press(one.control, Qt.Key.Key_Return)
    assert UNIT_HSA_ID.example in one.fault.text() and one.control.text() == "se2321000016"
    type_text(one.control, "-1a2b ")
    press(one.control, Qt.Key.Key_Return)
    idle()
    assert one.fault.isHidden()
    assert session.vault.store.settings()[UNIT_HSA_ID] == "SE2321000016-1A2B" == one.control.text()
    assert one.control.unfinished() is None
    assert (one.origin.text(), one.back.text()) == ("Ditt val", "Töm")
    one.back.setFocus()
    one.back.click()
    idle()
    assert session.vault.store.settings()[UNIT_HSA_ID] == "" == one.control.text()
    assert one.back.isHidden() and one.control.hasFocus()


def test_a_text_that_the_clinic_keeps_empty_says_so(view: SettingsView) -> None:
    one = row(view, UNIT_HSA_ID)
    one.show_settings(Settings({}, Clinic(locked=frozenset({UNIT_HSA_ID.key}))))
    assert one.held.isVisible() and one.held.text() == "tomt" and not one.control.isVisible()


def test_a_full_disk_is_told_beside_the_setting(view: SettingsView, session: Session, idle: Idle) -> None:
    session.vault.path.rename(session.vault.path.with_name("borta"))
    one = row(view, PRINT_IDENTITY_NUMBER)
    one.chosen.emit(False)
    idle()
    assert "fil är borta" in one.fault.text()
    session.vault.path.with_name("borta").rename(session.vault.path)


def test_a_box_shows_what_is_saved_when_it_could_not_be_changed(
    view: SettingsView, session: Session, idle: Idle
) -> None:
    one = row(view, PRINT_IDENTITY_NUMBER)
    assert isinstance(one.control, TickBox) and one.control.isChecked()
    session.vault.path.rename(session.vault.path.with_suffix(".borta"))
    one.control.click()
    idle()
    assert not one.fault.isHidden()
    assert one.control.isChecked() and one.control.text() == "På"


def test_why_a_number_is_not_saved_stays_while_another_setting_is(
    view: SettingsView, type_text: TypeText, idle: Idle
) -> None:
    one, other = row(view, PLAN_REVIEW_MONTHS), row(view, PRINT_IDENTITY_NUMBER)
    assert isinstance(one.control, LineField) and isinstance(other.control, TickBox)
    one.control.setFocus()
    one.control.selectAll()
    type_text(one.control, "99")
    press(one.control, Qt.Key.Key_Return)
    assert not one.fault.isHidden()
    other.control.click()
    idle()
    assert one.control.text() == "99" and not one.fault.isHidden()


def test_the_look_is_told_and_the_place_is_found_again(view: SettingsView, make: Make, qtbot: QtBot) -> None:
    one = row(view, THEME)
    assert isinstance(one.control, ChoiceRow)
    with qtbot.waitSignal(view.dressed_anew) as told:
        one.control.buttons[2].click()
    assert told.args == ["dark", 100]
    size = row(view, TEXT_SIZE)
    assert isinstance(size.control, ChoiceRow)
    with qtbot.waitSignal(view.dressed_anew) as told:
        size.control.buttons[4].click()
    assert told.args == ["dark", 200]
    again = make()  # the window is made anew
    control = row(again, TEXT_SIZE).control
    assert isinstance(control, ChoiceRow)
    assert control.buttons[4].hasFocus()
    with qtbot.waitSignal(again.dressed_anew) as told:
        row(again, THEME).back.click()
    assert told.args == ["", 200]


def test_the_minutes_to_lock_are_told(view: SettingsView, qtbot: QtBot) -> None:
    one = row(view, LOCK_MINUTES)
    with qtbot.waitSignal(view.lock_minutes_changed) as told:
        one.chosen.emit(2)
    assert told.args == [2]
    assert view.preferences.now.lock_minutes == 2
    with qtbot.waitSignal(view.lock_minutes_changed) as told:
        one.back.click()
    assert told.args == [10]


def test_what_cannot_be_kept_is_told(view: SettingsView) -> None:
    view.preferences.file.mkdir()
    row(view, MOTION).chosen.emit(False)
    assert view.preferences.now.motion is False
    assert "kunde inte sparas" in row(view, MOTION).fault.text()


def test_the_folder_for_copies(
    view: SettingsView, session: Session, dialogs: ScriptedDialogs, tmp_path: Path, idle: Idle
) -> None:
    one = row(view, BACKUP_FOLDER)
    dialogs.paths = [None, tmp_path]
    one.folder_wanted.emit()
    assert view.preferences.now.backup_folder is None
    one.folder_wanted.emit()
    assert view.preferences.now.backup_folder == tmp_path
    assert (one.path.text(), one.back.text()) == (str(tmp_path), "Tillbaka till ingen mapp")
    one.back.click()
    assert view.preferences.now.backup_folder is None
    assert DailyBackup.of(session, view.preferences).standing().words == "Ingen kopia behövs"


def test_the_clinics_values_and_locks_are_shown_with_their_reason(make: Make) -> None:
    clinic = Clinic(
        Path("/etc/hallpunkt/hallpunkt.toml"),
        {"lock.minutes": 5, "plan.review_months": 24, "screen.motion": False},
        frozenset({"plan.review_months", "screen.motion"}),
        {"lock.minutes": 10},
        ("Rad 3: x: okänd nyckel.",),
    )
    view = make(clinic)
    assert "/etc/hallpunkt/hallpunkt.toml" in said(view) and "Rad 3: x: okänd nyckel." in said(view)
    minutes = row(view, LOCK_MINUTES)
    assert isinstance(minutes.control, ChoiceBox)
    assert [minutes.control.itemText(place) for place in range(minutes.control.count())][-1] == "10 minuter"
    assert minutes.origin.text() == (
        "Satt av verksamheten; från början: 10 minuter; verksamheten tillåter högst 10 minuter"
    )
    motion = row(view, MOTION)
    assert not motion.control.isVisible() and motion.held.isVisible() and not motion.held.isEnabled()
    assert motion.held.text() == "Allt står stilla"
    assert "Verksamheten har låst" in motion.origin.text()
    minutes.chosen.emit(2)
    assert minutes.origin.text() == ("Ditt val; verksamhetens: 5 minuter; verksamheten tillåter högst 10 minuter")
    assert minutes.back.text() == "Tillbaka till 5 minuter"


def test_what_the_clinic_ships_is_shown_in_the_window_that_is_there(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part that is shown before it has its place is a window of its own, and takes the keyboard."""
    alone: list[QWidget] = []
    set_visible = QWidget.setVisible

    def note(part: QWidget, visible: bool) -> None:
        if visible and part.parentWidget() is None:
            alone.append(part)
        set_visible(part, visible)

    monkeypatch.setattr(QWidget, "setVisible", note)
    make(Clinic(Path("/etc/hallpunkt/hallpunkt.toml"), {}, frozenset(), {}, ()))
    assert alone == []


def test_the_backups_are_a_press_away(view: SettingsView, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.wanted) as told:
        view.to_backups.click()
    assert told.args == ["backups", None]


def test_without_a_clinics_file_nothing_is_said_of_one(view: SettingsView) -> None:
    assert "Verksamhetens" not in said(view)


def test_what_the_keyring_says_no_to_is_told(
    view: SettingsView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = row(view, REMEMBERED_HERE)
    asked: list[str] = []

    def remember(_vault: Vault) -> None:
        asked.append("remember")
        raise KeyringUnavailable("Nyckelringen svarar inte", "Försök igen.")

    monkeypatch.setattr(Vault, "remember_here", remember)
    assert isinstance(one.control, TickBox)
    one.control.click()
    idle()
    assert asked == ["remember"]
    assert not one.control.isChecked() and one.control.text() == "Av"
    assert "Nyckelringen svarar inte" in one.fault.text()


def test_what_the_keyring_remembers_is_shown_and_forgotten(
    view: SettingsView, session: Session, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    remembered = [True]
    monkeypatch.setattr(Vault, "remembered_here", property(lambda _vault: remembered[0]))
    monkeypatch.setattr(Vault, "forget_here", lambda _vault: remembered.__setitem__(0, False))
    view.start()
    one = row(view, REMEMBERED_HERE)
    assert isinstance(one.control, TickBox) and one.control.isChecked()
    one.back.click()
    idle()
    assert remembered == [False] and not one.control.isChecked()


def test_one_can_go_straight_to_a_setting(view: SettingsView, type_text: TypeText) -> None:
    type_text(view.search, "zooma")
    view.start(PLAN_REVIEW_MONTHS.key)
    assert row(view, PLAN_REVIEW_MONTHS).control.hasFocus()


def test_with_the_largest_text_no_row_is_wider_than_the_page(session: Session, make: Make) -> None:
    appearance().apply(LIGHT, 200)
    view = make()
    view.resize(1258, 650)
    assert view.area.horizontalScrollBar().maximum() == 0
    assert view.minimumSizeHint().width() <= 1258
    appearance().apply(LIGHT, 100)


def test_what_was_chosen_elsewhere_is_shown_when_one_comes_back(view: SettingsView) -> None:
    view.preferences.keep(replace(view.preferences.now, lock_minutes=1))
    view.start()
    control = row(view, LOCK_MINUTES).control
    assert isinstance(control, ChoiceBox) and control.currentText() == "1 minut"
