"""The first pärm: three steps to a vault that opens with her passphrase, and with the code that she typed back."""

from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coordinator.entity import new_id
from coordinator.errors import PlaceRefused, RuleError, WriteFailed
from db import vault
from tests.conftest import clock
from tests.ui.start.conftest import Start, texts
from ui.start.first_run import FirstRun, WelcomeCard, WhoCard
from ui.start.new_passphrase import NewPassphraseCard
from ui.start.recovery_code import CodeCard, TypedBackCard, _two
from ui.start.start_window import StartWindow
from ui.start.unlock import UnlockCard

PASSPHRASE = "korall mjölk trampa linjal"


@dataclass
class FirstTime:
    """A window on a computer that has seen no pärm, and the way through its steps."""

    start: Start
    window: StartWindow

    def begin(self) -> WhoCard:
        self.start.card(self.window, WelcomeCard)
        self.start.enter(self.window)
        return self.start.card(self.window, WhoCard)

    def who(self, unit: str = "Barnhabiliteringen Öst") -> NewPassphraseCard:
        card = self.start.card(self.window, WhoCard)
        self.start.write(card.name, "Örjan Åberg")
        self.start.enter(self.window)
        assert card.title.hasFocus()
        self.start.write(card.title, "kontaktsjuksköterska")
        self.start.enter(self.window)
        self.start.write(card.unit, unit)
        self.start.enter(self.window)
        return self.start.card(self.window, NewPassphraseCard)

    def passphrase(self) -> CodeCard:
        card = self.start.card(self.window, NewPassphraseCard)
        self.start.write(card.passphrase, PASSPHRASE)
        self.start.enter(self.window)
        assert card.again.hasFocus()
        self.start.write(card.again, PASSPHRASE)
        self.start.enter(self.window)
        return self.start.card(self.window, CodeCard)

    @property
    def code(self) -> str:
        assert isinstance(self.window._flow, FirstRun)
        return self.window._flow._code

    def on_paper(self) -> TypedBackCard:
        card = self.start.card(self.window, CodeCard)
        assert card.primary is not None
        card.primary.click()
        self.start.settle()
        return self.start.card(self.window, TypedBackCard)

    def type_back(self) -> None:
        card = self.start.card(self.window, TypedBackCard)
        groups = self.code.split("-")
        for number, field in zip(card.numbers, card.fields, strict=True):
            self.start.write(field, groups[number - 1].lower())

    def to_the_proof(self) -> TypedBackCard:
        self.begin()
        self.who()
        self.passphrase()
        return self.on_paper()

    def finish(self) -> None:
        card = self.start.card(self.window, TypedBackCard)
        assert card.primary is not None
        card.primary.click()
        self.start.settle()


@pytest.fixture
def first(start: Start) -> FirstTime:
    return FirstTime(start, start.window())


def test_to_the_end(first: FirstTime, start: Start, tmp_path: Path) -> None:
    first.to_the_proof()
    assert not (tmp_path / "Dokument").exists()  # nothing is made before the code is proven
    code = first.code
    first.type_back()
    first.finish()
    path = tmp_path / "Dokument" / "Hållpunkt" / "Barnhabiliteringen Öst.hallpunkt"
    assert first.window.path == path
    opened = start.opened.pop()
    with opened:
        assert not opened.practice
        actor = opened.store.blank(new_id()).actor
        assert (actor.name, actor.title, actor.unit) == (
            "Örjan Åberg", "kontaktsjuksköterska", "Barnhabiliteringen Öst",
        )  # fmt: skip
    with vault.open_with_passphrase(path, PASSPHRASE, clock):
        pass
    with vault.open_with_code(path, code, clock):
        pass
    assert start.preferences.now.vault == path
    assert start.preferences.now.backup_folder is None


def test_keys_alone_are_enough(first: FirstTime, start: Start) -> None:
    first.begin()
    first.who()
    first.passphrase()
    start.dialogs.answers = [True]
    start.enter(first.window)  # prints
    assert len(start.dialogs.printed) == 1
    start.enter(first.window)
    card = start.card(first.window, TypedBackCard)
    groups = first.code.split("-")
    start.type_text(card.fields[0], groups[card.numbers[0] - 1])
    start.enter(first.window)
    assert card.fields[1].hasFocus()
    start.type_text(card.fields[1], groups[card.numbers[1] - 1])
    start.enter(first.window)  # to the folder for backups, which is empty
    assert start.opened == []
    start.enter(first.window)
    start.only()


def test_the_paper_holds_the_code(first: FirstTime, start: Start) -> None:
    first.begin()
    first.who()
    card = first.passphrase()
    assert [text for text in texts(card) if text in first.code.split("-")] == first.code.split("-")
    start.dialogs.answers = [False, True]
    card.print.click()
    start.settle()
    assert card.done.isHidden()  # she closed the printer's dialog
    card.print.click()
    start.settle()
    assert "Skickat till skrivaren" in card.done.text()
    pdf, title = start.dialogs.printed[-1]
    assert title == "Återställningskod"
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0].get_textpage()
        said = page.get_text_range()
        page.close()
    finally:
        document.close()
    assert all(group in said for group in first.code.split("-"))
    assert "Barnhabiliteringen Öst" in said


def test_the_paper_as_a_file(first: FirstTime, start: Start, tmp_path: Path) -> None:
    first.begin()
    first.who()
    card = first.passphrase()
    start.dialogs.paths = [None, tmp_path / "koden", tmp_path / "ingen mapp" / "koden.pdf"]
    card.save.click()
    start.settle()
    card.save.click()
    start.settle()
    assert (tmp_path / "koden.pdf").read_bytes().startswith(b"%PDF")
    assert "koden.pdf" in card.done.text()
    card.save.click()
    start.settle()
    assert "Filen kan inte skrivas" in card.fault.told
    assert card.save.isEnabled()


def test_a_wrong_group_loses_nothing(first: FirstTime, start: Start) -> None:
    card = first.to_the_proof()
    code = first.code
    first.finish()
    assert f"Grupp {card.numbers[0]} saknas" in card.fault.told
    first.type_back()
    start.write(card.fields[1], "????")
    first.finish()
    assert f"Grupp {card.numbers[1]} stämmer inte" in card.fault.told
    assert card.fields[1].hasFocus()
    assert start.opened == []
    card.back.emit()
    assert first.code == code
    assert code.split("-")[0] in texts(start.card(first.window, CodeCard))
    first.on_paper()
    start.write(card.fields[1], code.split("-")[card.numbers[1] - 1])
    first.finish()
    start.only()


def test_the_code_is_out_of_sight_when_it_is_typed_back(first: FirstTime) -> None:
    card = first.to_the_proof()
    said = " ".join(texts(card))
    assert not any(group in said for group in first.code.split("-") if len(group) == 4)


def test_what_looks_like_another_sign_is_read_as_it_is_meant(first: FirstTime, start: Start) -> None:
    card = TypedBackCard("0A1B-" * 8 + "7", "Skapa", numbers=(1, 8))
    start.qtbot.addWidget(card)
    proven: list[bool] = []
    card.proven.connect(lambda: proven.append(True))
    for field in card.fields:
        field.setText(" oalb-")
    card._compare()
    assert proven == [True]


def test_the_groups_are_two_and_not_always_the_same() -> None:
    drawn = {_two() for _ in range(200)}
    assert all(1 <= first < second <= 8 for first, second in drawn)
    assert len(drawn) > 5


def test_back_and_forth_keeps_what_is_written(first: FirstTime, start: Start) -> None:
    first.to_the_proof()
    code = first.code
    for expected in (CodeCard, NewPassphraseCard, WhoCard):
        start.press(first.window, Qt.Key.Key_Escape)
        start.card(first.window, expected)
    card = start.card(first.window, WhoCard)
    assert (card.name.text(), card.vault_name.text()) == ("Örjan Åberg", "Barnhabiliteringen Öst")
    start.write(card.unit, "Barnhabiliteringen Väst")
    start.enter(first.window)
    assert start.card(first.window, NewPassphraseCard).passphrase.text() == PASSPHRASE
    start.enter(first.window)
    start.card(first.window, CodeCard)
    assert first.code == code  # it may be on paper already
    first.on_paper()
    first.type_back()
    first.finish()
    assert start.only().store.blank(new_id()).actor.unit == "Barnhabiliteringen Väst"
    assert first.window.path is not None
    assert first.window.path.stem == "Barnhabiliteringen Väst"


def test_back_from_the_first_step_is_where_she_began(first: FirstTime, start: Start) -> None:
    first.begin()
    start.press(first.window, Qt.Key.Key_Escape)
    start.card(first.window, WelcomeCard)


def test_back_from_a_new_one_is_the_one_she_has(start: Start, vault_path: Path) -> None:
    window = start.window(vault_path)
    window.new.click()
    start.settle()
    start.card(window, WhoCard)
    start.press(window, Qt.Key.Key_Escape)
    start.card(window, UnlockCard)


def test_what_is_missing_is_said_beside_it(first: FirstTime, start: Start) -> None:
    card = first.begin()
    for field in (card.name, card.title, card.unit, card.vault_name):
        start.write(field, "Öst")
    for missing in card.lines():
        written = missing.text()
        missing.setText("  ")
        card.go_on()
        start.settle()
        assert card.isVisible()
        assert card.fault.told.startswith(f"{missing.accessibleName()} saknas")
        assert missing.hasFocus()
        missing.setText(written)


def test_what_no_file_and_no_folder_can_be_called(first: FirstTime, start: Start) -> None:
    card = first.begin()
    for field in (card.name, card.title, card.unit):
        start.write(field, "Öst")
    for name in ("a/b", "con:", "slut."):
        card.vault_name.setText(name)
        card.go_on()
        start.settle()
        assert "Namnet går inte att använda" in card.fault.told
    card.vault_name.setText("Öst")
    for folder in ("min mapp", "~ingen som finns/pärm", "/en\0mapp"):
        card.folder.setText(folder)
        card.go_on()
        start.settle()
        assert "inte utskriven" in card.fault.told


def test_a_unit_that_is_no_file_name_proposes_one_that_is(first: FirstTime, start: Start) -> None:
    card = first.begin()
    start.write(card.unit, "Hab/Öst: 2.")
    assert card.vault_name.text() == "HabÖst 2"
    start.write(card.vault_name, "Eget")
    start.write(card.unit, "Något annat")
    assert card.vault_name.text() == "Eget"


def test_a_synchronised_folder_is_refused_at_once(first: FirstTime, start: Start, tmp_path: Path) -> None:
    card = first.begin()
    start.dialogs.paths = [None, tmp_path / "OneDrive"]
    for field in (card.name, card.title, card.unit):
        start.write(field, "Öst")
    card.folder_wanted.emit()
    card.folder_wanted.emit()
    card.go_on()
    start.settle()
    assert "Mappen synkroniseras" in card.fault.told
    assert card.folder.hasFocus()


def test_the_name_follows_a_unit_that_a_screen_reader_writes(first: FirstTime) -> None:
    card = first.begin()
    card.unit.setText("Barnhabiliteringen Öst")  # no key was pressed
    assert card.vault_name.text() == "Barnhabiliteringen Öst"
    card.vault_name.setText("Eget")
    card.unit.setText("Barnhabiliteringen Väst")
    assert card.vault_name.text() == "Eget"


def test_a_red_edge_goes_when_a_screen_reader_writes(first: FirstTime) -> None:
    card = first.begin()
    card.show_fault("Namnet saknas", "Skriv ditt namn.", card.name)
    card.name.setText("Örjan Åberg")
    assert card.name.property("faulty") is False


def test_a_synchronised_documents_folder_is_not_proposed(start: Start, tmp_path: Path) -> None:
    start.folders = replace(start.folders, own=tmp_path / "OneDrive" / "Dokument" / "Hållpunkt")
    window = start.window()
    window.create_vault()
    start.settle()
    assert start.card(window, WhoCard).folder.text() == str(tmp_path / "data" / "parmar")


def test_a_name_that_is_taken(first: FirstTime, start: Start, vault_path: Path) -> None:
    card = first.begin()
    for field in (card.name, card.title, card.unit):
        start.write(field, "Öst")
    start.write(card.folder, str(vault_path.parent))
    start.write(card.vault_name, vault_path.name)
    card.go_on()
    start.settle()
    assert "Pärmen finns redan" in card.fault.told
    assert card.vault_name.hasFocus()


def test_the_passphrase_must_be_strong_and_the_same_twice(first: FirstTime, start: Start) -> None:
    first.begin()
    card = first.who()
    start.write(card.passphrase, "kort")
    assert "för kort" in card.hint.text()
    start.write(card.again, "kort")
    start.enter(first.window)
    assert "Lösenfrasen är för kort" in card.fault.told
    assert card.passphrase.hasFocus()
    start.write(card.passphrase, PASSPHRASE)
    start.enter(first.window)
    start.enter(first.window)
    assert "Lösenfraserna är olika" in card.fault.told
    assert card.again.hasFocus()


def test_the_hint_knows_who_she_is(first: FirstTime, start: Start) -> None:
    first.begin()
    card = first.who()
    start.write(card.passphrase, "barnhabiliteringen öst 2026")
    poor = card.meter._level
    start.write(card.passphrase, PASSPHRASE)
    assert card.meter._level > poor
    assert card.passphrase.accessibleDescription() == card.hint.text()


def test_where_backups_go(first: FirstTime, start: Start, tmp_path: Path) -> None:
    card = first.to_the_proof()
    flow = first.window._flow
    assert isinstance(flow, FirstRun)
    assert flow.backups is not None
    assert "allt borta" in flow.backups.meaning.text()
    start.dialogs.paths = [None, tmp_path]
    flow.backups._choose()
    assert "allt borta" in flow.backups.meaning.text()
    flow.backups._choose()
    assert "samma disk" in flow.backups.meaning.text()
    first.type_back()
    start.write(flow.backups.line, "mitt minne")
    first.finish()
    assert "Mappen för säkerhetskopior finns inte" in card.fault.told
    start.write(flow.backups.line, str(tmp_path / "urtaget minne"))
    assert "samma disk" not in flow.backups.meaning.text()
    first.type_back()
    first.finish()
    assert "Mappen för säkerhetskopior finns inte" in card.fault.told
    assert flow.backups.line.hasFocus()
    start.write(flow.backups.line, str(tmp_path))
    first.finish()
    start.only()
    assert start.preferences.now.backup_folder == tmp_path


@pytest.mark.parametrize(
    ("error", "step"),
    [
        (PlaceRefused("Mappen synkroniseras", "Välj en annan."), WhoCard),
        (WriteFailed("Disken är full", "Gör plats."), WhoCard),
        (RuleError("Lösenfrasen är känd", "Välj en egen."), NewPassphraseCard),
    ],
)
def test_a_refused_creation_leads_to_its_step_with_all_she_wrote(
    first: FirstTime, start: Start, monkeypatch: pytest.MonkeyPatch, error: Exception, step: type
) -> None:
    first.to_the_proof()
    code = first.code
    first.type_back()

    def refuse(*_arguments: object, **_named: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(vault, "create", refuse)
        first.finish()
    card = first.window._card
    assert isinstance(card, step)
    assert isinstance(card, WhoCard | NewPassphraseCard)
    assert str(error) == card.fault.told
    assert start.opened == []
    while not isinstance(first.window._card, CodeCard):  # on again, with nothing written anew
        assert first.window._card is not None
        first.window._card.go_on()
        start.settle()
    first.on_paper()
    assert first.code == code
    first.finish()
    start.only()


def test_closing_the_window_half_way_leaves_nothing(first: FirstTime, start: Start, tmp_path: Path) -> None:
    first.to_the_proof()
    first.type_back()
    card = start.card(first.window, TypedBackCard)
    assert card.primary is not None
    QTest.mouseClick(card.primary, Qt.MouseButton.LeftButton)
    first.window.close()
    start.settle()
    assert start.opened == []
    made = list((tmp_path / "Dokument").rglob("*.hallpunkt"))
    for path in made:
        with vault.open_with_passphrase(path, PASSPHRASE, clock):
            pass  # it was made, but it is closed
