"""Taking many contacts in: seen before anything is saved, chosen row by row, added and taken back in one."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from coordinator.contact import Contact
from coordinator.errors import CoordinatorError
from coordinator.exchange.text_file import LARGEST
from db.store import VaultStore
from tests.ui.conftest import ScriptedDialogs, press
from tests.ui.pages.seen import focused, record_of
from ui.drafts import Drafts
from ui.file_out import Making
from ui.pages.contacts import IMPORT, ContactsPage
from ui.pages.contacts_export import CSV, VCARD
from ui.pages.import_contacts import ImportPanel
from ui.pages.tick_table import TICK
from ui.parts import Button
from ui.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier
SIGNATURE = "Lisa Ek\nDietist\nBarnmottagningen\nTelefon 070-123 45 67\nwww.exempel.se\n"
HEADINGS = "Namn\tRoll\tEnhet\tTelefon\tSenaste kontakt"


def name(number: int) -> str:
    """One that nobody else has: figures are no part of a name."""
    return "Test " + "".join(chr(ord("a") + number // step % 26) for step in (676, 26, 1))


def table(many: int, *, broken: int = 0, separator: str = "\t") -> str:
    """A list with headings; the first ``broken`` rows have a day that does not exist."""
    rows = [HEADINGS.split("\t")]
    for number in range(many):
        day = "31 februari 2026" if number < broken else "2026-10-01"
        rows.append([name(number), "dietist", f"Enhet {number}", f"031-390 {number:04}", day])
    return "\n".join(map(separator.join, rows))


class Opened:
    """The contact page with the panel, following the session as the window lets it."""

    def __init__(self, session: Session, qtbot: QtBot, idle: Callable[[], None]) -> None:
        self.session, self.qtbot, self._idle = session, qtbot, idle
        self.drafts = Drafts(session)
        self.page = ContactsPage(session, self.drafts)
        qtbot.addWidget(self.page)
        self.refused: list[CoordinatorError] = []
        session.refused.connect(self.refused.append)
        session.record_changed.connect(self._show)
        self.page.resize(1152, 650)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self._show()
        self.page.start(IMPORT)

    def _show(self) -> None:
        if self.session.record is not None:
            self.page.show_record(self.session.record)

    @property
    def panel(self) -> ImportPanel:
        assert self.page.layer.panel is not None
        return self.page.layer.panel

    @property
    def contacts(self) -> list[Contact]:
        return list(record_of(self.session).all(Contact))

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.contacts]

    def settle(self) -> None:
        """Until what is written has been read and shown."""
        self.qtbot.waitUntil(lambda: not self.panel.is_reading)
        self._idle()

    def paste(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.panel.field.selectAll()
        press(self.panel.field, Qt.Key.Key_V, CTRL)
        self.settle()

    def open_file(self, path: Path) -> None:
        self.panel.read_file(path)
        self.settle()

    def add(self) -> None:
        press(focused(), Qt.Key.Key_Return, CTRL)
        self._idle()

    def words(self) -> str:
        return "\n".join(one.text() for one in self.page.findChildren(QLabel) if one.isVisible())


@pytest.fixture
def opened(
    session: Session, open_patient: Callable[[str], None], qtbot: QtBot, idle: Callable[[], None]
) -> Iterator[Callable[[str], Opened]]:
    def make(slug: str = "tom") -> Opened:
        open_patient(slug)
        return Opened(session, qtbot, idle)

    yield make
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def empty(opened: Callable[[str], Opened]) -> Opened:
    return opened("tom")


# From the clipboard


def test_forty_are_pasted_seen_added_and_taken_back_in_one(empty: Opened, idle: Callable[[], None]) -> None:
    assert focused() is empty.panel.field
    assert not empty.panel.add.isVisible()
    empty.paste(table(40))
    assert "40 kontakter kan läggas till." in empty.words()
    assert "Läst som en tabell med rubrikrad" in empty.words()
    assert "Föreslaget, kontrollera: kategori för 40 kontakter." in empty.words()
    assert empty.panel.add.text() == "Lägg till 40 kontakter"
    assert empty.contacts == []
    empty.add()
    assert len(empty.contacts) == 40
    assert not empty.page.layer.is_open
    assert "40 kontakter är tillagda." in empty.words()
    assert empty.page.table.current_id in [one.id for one in empty.contacts]
    assert empty.page.table.hasFocus()
    empty.session.undo()
    idle()
    assert empty.contacts == []
    assert "är tillagda" not in empty.words()


def test_what_was_added_whole_is_not_there_to_be_added_again(empty: Opened) -> None:
    empty.paste(table(2))
    empty.add()
    assert empty.page.take_in.text() == "Ta in flera …"
    empty.page.open_import()
    assert empty.panel.field.text() == ""
    assert not empty.panel.add.isVisible()


def test_a_thousand_rows_of_which_37_are_broken(empty: Opened) -> None:
    empty.paste(table(1000, broken=37))
    assert "963 kontakter kan läggas till, 37 rader kan inte tas in." in empty.words()
    lines = empty.panel.bad.lines.toPlainText().splitlines()
    assert len(lines) == 37
    assert lines[0].startswith("Rad 2, Senaste kontakt: ")
    empty.add()
    assert len(empty.contacts) == 963
    assert "963 kontakter är tillagda. 37 rader kunde inte tas in och finns kvar" in empty.words()


def test_the_broken_rows_stay_and_can_be_mended_in_the_text(empty: Opened) -> None:
    empty.paste(table(3, broken=1))
    empty.add()
    assert empty.names == [name(1), name(2)]
    empty.page.open_import()
    assert "2 finns redan" in empty.words()
    empty.paste(empty.panel.field.text().replace("31 februari 2026", "2026-10-01"))
    assert empty.panel.add.text() == "Lägg till 1 kontakt"
    empty.add()
    assert sorted(empty.names) == [name(0), name(1), name(2)]


def test_a_signature_is_one_contact_and_what_is_left_out_is_told(empty: Opened) -> None:
    empty.paste(SIGNATURE)
    assert "Läst som en signatur." in empty.words()
    assert "Tas inte med: webbadress" in empty.words()
    empty.add()
    (lisa,) = empty.contacts
    assert (lisa.name, lisa.role, lisa.unit) == ("Lisa Ek", "dietist", "Barnmottagningen")


def test_a_text_that_is_no_contact_says_what_to_do(empty: Opened) -> None:
    empty.paste("- - -")
    assert "Kopiera raderna eller signaturen" in empty.words()
    assert not empty.panel.add.isVisible()
    empty.paste(SIGNATURE)
    assert "Kopiera raderna eller signaturen" not in empty.words()


def test_nothing_is_added_that_has_not_been_seen(empty: Opened) -> None:
    empty.paste(SIGNATURE)
    empty.panel.field.setPlainText(table(2))
    empty.add()
    assert empty.contacts == []
    empty.settle()
    empty.add()
    assert len(empty.contacts) == 2


def test_several_lines_pasted_in_the_line_or_the_list_are_taken_in_and_one_is_not(empty: Opened) -> None:
    press(empty.panel.field, Qt.Key.Key_Escape)
    line = empty.page.quick.line
    line.setFocus()
    QApplication.clipboard().setText("Bo Al, kurator\n")
    press(line, Qt.Key.Key_V, CTRL)
    assert "Bo Al, kurator" in line.text()
    assert not empty.page.layer.is_open
    line.clear()
    QApplication.clipboard().setText(table(2))
    press(line, Qt.Key.Key_V, CTRL)
    empty.settle()
    assert line.text() == ""
    empty.add()
    assert len(empty.contacts) == 2
    QApplication.clipboard().setText("Bo Al, kurator")
    press(empty.page.table, Qt.Key.Key_V, CTRL)
    empty.settle()
    assert [row.contact.name for row in empty.panel.chosen] == ["Bo Al"]
    press(empty.panel.field, Qt.Key.Key_Escape)
    QApplication.clipboard().setText("Eva Ås, dietist")
    press(empty.page.table, Qt.Key.Key_V, CTRL)  # what was there is not lost
    empty.settle()
    assert [row.contact.name for row in empty.panel.chosen] == ["Bo Al", "Eva Ås"]


# From a file


def test_a_file_is_seen_and_added(empty: Opened, tmp_path: Path, dialogs: ScriptedDialogs) -> None:
    path = tmp_path / "lista.csv"
    path.write_bytes(table(3, separator=";").encode("cp1252"))
    dialogs.paths = [path]
    empty.panel.open_file.click()
    empty.settle()
    assert "Ur filen lista.csv" in empty.words()
    assert not empty.panel.field.isVisible()
    assert focused() is empty.panel.table
    empty.add()
    assert len(empty.contacts) == 3
    assert all(one.source.startswith("Importerad ur fil") for one in empty.contacts)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    empty: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("it was opened"))
    empty.open_file(path)
    assert "Filen är för stor" in empty.panel.fault.text()


def test_a_bad_file_says_why_and_leaves_what_was_there(empty: Opened, tmp_path: Path) -> None:
    empty.paste(table(2))
    path = tmp_path / "bok.xlsx"
    path.write_bytes(b"PK\x03\x04 rest")
    empty.open_file(path)
    assert "arbetsbok" in empty.panel.fault.text()
    assert empty.panel.add.text() == "Lägg till 2 kontakter"
    empty.open_file(tmp_path / "borta.csv")
    assert "Filen kan inte läsas" in empty.panel.fault.text()
    empty.panel.field.setFocus()
    empty.add()
    assert len(empty.contacts) == 2


def test_a_dropped_card_is_opened_and_one_can_go_back_to_the_text(empty: Opened, tmp_path: Path) -> None:
    empty.paste(SIGNATURE)
    path = tmp_path / "kort.vcf"
    path.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Bo Al\nTITLE:kurator\nEND:VCARD\n", encoding="utf-8")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(path))])
    assert empty.panel.field.canInsertFromMimeData(dropped)
    empty.panel.field.insertFromMimeData(dropped)
    empty.settle()
    assert [row.contact.name for row in empty.panel.chosen] == ["Bo Al"]
    press(empty.panel.paste_instead, Qt.Key.Key_Return)
    empty.settle()
    assert [row.contact.name for row in empty.panel.chosen] == ["Lisa Ek"]


# Choosing


def test_who_is_there_already_is_not_ticked_and_who_resembles_another_is_marked(empty: Opened) -> None:
    empty.paste(SIGNATURE)
    empty.add()
    empty.page.open_import()
    rows = ["Lisa Ek\tdietist\tBarnmottagningen\t070-123 45 67", "Lisa Ek\tdietist\tNeurologen\t", "Bo Al\tkurator\t\t"]
    empty.paste("\n".join(["Namn\tRoll\tEnhet\tTelefon", *rows]))
    assert [row.contact.unit for row in empty.panel.chosen] == ["Neurologen", ""]
    said = {row.contact.unit: row.candidate.same_as or row.candidate.like for row in empty.panel.table.rows.shown}
    assert said == {
        "Barnmottagningen": "Finns redan hos patienten",
        "Neurologen": "Liknar en kontakt som finns: samma namn",
        "": "",
    }
    titles = [empty.panel.table.rows.line(line) for line in empty.panel.table.rows.groups]
    assert [getattr(one, "title", "") for one in titles] == ["Kan vara samma som en annan", "Nya", "Finns redan"]


def test_rows_are_ticked_with_space_and_all_with_one_key(empty: Opened) -> None:
    empty.paste(table(3))
    rows = empty.panel.table
    rows.setFocus()
    press(rows, Qt.Key.Key_Space)
    assert empty.panel.add.text() == "Lägg till 2 kontakter"
    assert rows.current_id == 0
    model = rows.rows
    assert "inte vald" in str(model.data(model.index(0, TICK), Qt.ItemDataRole.AccessibleTextRole))
    press(rows, Qt.Key.Key_A, CTRL)
    assert empty.panel.add.text() == "Lägg till 3 kontakter"
    press(rows, Qt.Key.Key_A, CTRL)
    assert not empty.panel.add.isEnabled()
    empty.add()
    assert empty.contacts == []
    empty.panel.all.click()
    empty.panel.none.click()
    rows.choose(1)
    press(rows, Qt.Key.Key_Space)
    empty.add()
    assert empty.names == [name(1)]


def test_her_answers_stay_when_the_record_changes(empty: Opened, idle: Callable[[], None]) -> None:
    empty.paste("Bo Al, kurator")
    empty.add()
    empty.page.open_import()
    empty.paste(table(3) + "\nBo Al\tkurator\t\t\t")
    empty.panel.table.choose(1)
    press(empty.panel.table, Qt.Key.Key_Space)
    assert len(empty.panel.chosen) == 2
    empty.session.undo()  # then Bo is nobody who is there
    idle()
    assert [row.contact.name for row in empty.panel.chosen] == [name(0), name(2), "Bo Al"]


# Going away and coming back


def test_escape_goes_back_and_nothing_is_lost(empty: Opened) -> None:
    empty.paste(table(2))
    for part in (empty.panel.field, empty.panel.table, empty.panel.open_file):
        part.setFocus()
        press(part, Qt.Key.Key_Escape)
        assert not empty.page.layer.is_open
        assert focused() is empty.page.take_in
        assert empty.page.take_in.text() == "Fortsätt ta in …"
        press(focused(), Qt.Key.Key_Return)
        assert empty.panel.add.text() == "Lägg till 2 kontakter"


def test_another_patient_gets_nothing_of_it_and_hers_is_there_when_she_is_back(
    empty: Opened, session: Session, practice: dict[str, UUID], idle: Callable[[], None]
) -> None:
    empty.paste(table(2))
    empty.drafts.keep_now()
    session.open_patient(practice["barn"])
    idle()
    assert not empty.page.layer.is_open
    assert empty.page.take_in.text() == "Ta in flera …"
    empty.page.open_import()
    assert empty.panel.field.text() == ""
    assert not empty.panel.add.isVisible()
    session.open_patient(practice["tom"])
    idle()
    empty.page.open_import()
    empty.settle()
    assert empty.panel.field.text() == table(2)
    assert len(empty.panel.chosen) == 2


def test_a_refusal_stays_with_what_was_to_be_added(empty: Opened, session: Session) -> None:
    empty.paste(table(2))
    hidden = session.vault.path.rename(session.vault.path.with_name("undan.hallpunkt"))
    try:
        empty.add()
        assert "Pärmens fil är borta" in empty.panel.fault.text()
        assert empty.refused == []
    finally:
        hidden.rename(session.vault.path)
    empty.add()
    assert len(empty.contacts) == 2


def test_the_whole_way_by_keyboard_and_every_part_has_a_name(empty: Opened) -> None:
    empty.paste(table(3, broken=1))
    seen = []
    for _ in range(8):
        seen.append(focused())
        press(focused(), Qt.Key.Key_Tab)
    panel = empty.panel
    for part in (panel.field, panel.open_file, panel.all, panel.none, panel.table, panel.bad.lines, panel.add):
        assert part in seen
        assert part.accessibleName()


def test_an_empty_list_offers_to_take_many_in(empty: Opened) -> None:
    press(empty.panel.field, Qt.Key.Key_Escape)
    offers = [one for one in empty.page.findChildren(Button) if one.isVisible() and one.text() == "Ta in flera …"]
    assert len(offers) == 2
    offers[0].click()
    assert empty.page.layer.is_open


# Saving the list


def noted(session: Session, idle: Callable[[], None]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    store = session.vault.store
    assert isinstance(store, VaultStore)

    def read() -> list[tuple[str, str]]:
        with store.engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT action, what FROM access_log ORDER BY seq")
            return [(action, what) for action, what in rows]

    session.vault_thread.run(read, found.extend)
    idle()
    return found


@pytest.mark.parametrize("form", [CSV, VCARD])
def test_the_list_of_a_protected_patient_is_saved_without_what_is_protected(
    opened: Callable[[str], Opened],
    form: Making,
    tmp_path: Path,
    dialogs: ScriptedDialogs,
    idle: Callable[[], None],
) -> None:
    shown = opened("skyddad")
    shown.page.layer.close_panel()
    dialogs.paths, dialogs.answers = [tmp_path / "kontakter"], [True]
    shown.page.saved_list.save(form, shown.page.saved_list.button)
    idle()
    content = (tmp_path / form.name).read_bytes()
    assert content.startswith(b"BEGIN:VCARD" if form is VCARD else b"\xef\xbb\xbf")
    hidden = [one for one in shown.contacts if one.reveals_location and one.unit]
    assert hidden
    assert not [one for one in hidden if one.unit.encode() in content]
    assert "Det som är skyddat är utelämnat ur filen." in shown.words()
    to = "Min adressbok" if form is VCARD else "Vårt eget system"
    assert ("export", f"{form.what.title}, till {to}") in noted(shown.session, idle)


@pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing the keyboard")
def test_the_kind_of_file_is_chosen_in_a_menu(
    opened: Callable[[str], Opened], tmp_path: Path, dialogs: ScriptedDialogs, idle: Callable[[], None]
) -> None:
    shown = opened("barn")
    shown.page.layer.close_panel()
    dialogs.paths, dialogs.answers = [tmp_path / "mina.vcf"], [True]
    press(shown.page.saved_list.button, Qt.Key.Key_Return)
    (menu,) = shown.page.findChildren(QMenu)
    assert [one.text() for one in menu.actions()] == [
        "Tabell för kalkylprogram (CSV)", "Visitkort för adressboken (vCard)"
    ]  # fmt: skip
    menu.actions()[1].trigger()
    menu.close()
    idle()
    assert (tmp_path / "mina.vcf").read_bytes().startswith(b"BEGIN:VCARD")
    assert "Kontaktlistan är sparad som visitkort." in shown.words()


def test_a_list_with_nobody_in_it_is_not_saved(
    empty: Opened, dialogs: ScriptedDialogs, idle: Callable[[], None]
) -> None:
    dialogs.answers = [True]
    empty.page.saved_list.save(CSV, empty.page.saved_list.button)
    idle()
    assert "Inga kontakter att exportera" in empty.page.saved_list.words.text()
    assert dialogs.paths == []


def test_a_file_that_cannot_be_written_is_told_and_not_noted(
    opened: Callable[[str], Opened], tmp_path: Path, dialogs: ScriptedDialogs, idle: Callable[[], None]
) -> None:
    shown = opened("barn")
    shown.page.layer.close_panel()
    saved = shown.page.saved_list
    dialogs.paths, dialogs.answers = [tmp_path / "finns inte" / "kontakter.csv", None], [True, True]
    saved.save(CSV, saved.button)
    idle()
    assert "Mappen finns inte" in saved.words.text()
    saved.save(CSV, saved.button)  # and she thinks better of it
    idle()
    assert not saved.isVisible()
    assert not [what for action, what in noted(shown.session, idle) if action == "export"]
