"""Dokument: a paper is chosen, for whom and how, looked at, and printed or saved; what left is noted, and only that."""

from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import pypdfium2
import pytest
from pikepdf import PasswordError, Pdf
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from shiboken6 import delete

from coordinator.card_layout.room import NO_ROOM, card_room
from coordinator.careplan import HandedOutPlan, current_plan, write_plan
from coordinator.consent import Consent, ConsentPurpose, give_consent
from coordinator.contact import Contact, ContactRole, InformedWay
from coordinator.desk import Access
from coordinator.device import AssistiveDevice
from coordinator.document import from_json
from coordinator.documents.catalogue import CARE_PLAN, DOCUMENTS, EMERGENCY_CARD, MOVE_HANDOVER
from coordinator.entity import new_id
from coordinator.errors import CoordinatorError, OutputError, RuleError
from coordinator.sections import Section
from coordinator.shared_paper import Ground, SharedPaper, Way
from coordinator.sharing import Recipient, recipients
from coordinator.swedish import add_months
from coordinator.umi.card_facts import card_facts
from tests.ui.conftest import ScriptedDialogs, TypeText, press, type_into
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import focused, record_of
from ui import handing_out
from ui.dialogs import Question
from ui.pages.papers import HAND_OUT, PRINT, PapersPage
from ui.pages.papers_password import Password
from ui.pages.papers_recipient import RecipientBox
from ui.paper.drawing import measure
from ui.paper.pdf import render_pdf
from ui.session import Session
from ui.theme import LIGHT, appearance

Idle = Callable[[], None]
Open = Callable[[str], None]
PASSWORD = "korall mjölk trampa linjal"


@pytest.fixture
def page(page_of: OpenPage[PapersPage]) -> PapersPage:
    return page_of(PapersPage, "barn")


@pytest.fixture
def noted(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Access, str, str]]:
    """What is put in the access log, with its reason, beside what the changes themselves put there."""
    found: list[tuple[Access, str, str]] = []
    note = session.vault.store.note

    def noting(access: Access, **named: Any) -> None:
        found.append((access, named.get("what", ""), named.get("reason", "")))
        note(access, **named)

    monkeypatch.setattr(session.vault.store, "note", noting)
    return found


def shared(session: Session) -> tuple[SharedPaper, ...]:
    return record_of(session).all(SharedPaper)


def words_in(pdf: bytes, password: str | None = None) -> str:
    with pypdfium2.PdfDocument(pdf, password=password) as document:
        return " ".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))


# To the patient


def test_two_keys_print_the_plan_for_the_patient(
    page: PapersPage, session: Session, dialogs: ScriptedDialogs, noted: list[tuple[Access, str, str]], idle: Idle
) -> None:
    page.start(PRINT)
    assert focused() is page.print and page.papers.paper is CARE_PLAN
    before = len(shared(session))
    dialogs.answers = [True]
    press(focused(), Qt.Key.Key_Return)
    idle()
    ((pdf, title),) = dialogs.printed
    assert title == "Min vårdplan" and "Mira" in words_in(pdf)  # in the print queue it names nobody
    one = shared(session)[-1]
    assert len(shared(session)) == before + 1
    assert (one.to_patient, one.ground, one.way) == (True, None, Way.PRINTED)
    assert one.sha256 == sha256(pdf).hexdigest()
    assert noted == [(Access.PRINT, "Min vårdplan", "")]
    assert page.notice.words == "Min vårdplan är skickad till skrivaren."
    assert record_of(session).all(HandedOutPlan) == ()


def test_what_is_thought_better_of_is_not_noted(
    page: PapersPage, session: Session, dialogs: ScriptedDialogs, noted: list[tuple[Access, str, str]], idle: Idle
) -> None:
    before = shared(session)
    dialogs.answers = [False]
    page.print.click()
    idle()
    dialogs.paths = [None]
    page.save.click()
    idle()
    assert len(dialogs.printed) == 1 and noted == [] and page.notice.words == "" and shared(session) == before


def test_a_paper_that_could_not_be_noted_says_so(
    page: PapersPage, dialogs: ScriptedDialogs, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_out, "share", _refuse)
    dialogs.answers = [True]
    page.print.click()
    idle()
    assert page.notice.words.startswith("Papperet är utskrivet, men det är inte noterat.")
    assert "Går inte" in page.notice.words


def _refuse(*_arguments: object, **_named: object) -> NoReturn:
    raise RuleError("Går inte", "Av något skäl.")


def test_nothing_is_printed_of_a_patient_who_has_left_the_screen(
    page: PapersPage, open_patient: Open, session: Session, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    page.papers.choose("om-mig")
    page.choices.to.write("Skolan")
    page.print.click()
    page.start(PRINT)
    page.print.click()
    open_patient("tom")
    idle()
    assert dialogs.printed == [] and shared(session) == ()
    assert page.papers.paper is CARE_PLAN and page.choices.order().recipient.is_patient


def test_a_printer_that_takes_nothing_leaves_nothing_noted(
    page: PapersPage, session: Session, dialogs: ScriptedDialogs, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> NoReturn:
        raise OutputError("Det gick inte att skriva ut", "Se efter skrivaren.")

    monkeypatch.setattr(dialogs, "print_pdf", broken)
    page.print.click()
    idle()
    assert page.notice.words.startswith("Det gick inte att skriva ut") and shared(session) == ()


def test_nothing_leaves_a_window_that_is_made_anew_meanwhile(
    page: PapersPage, session: Session, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    refused: list[CoordinatorError] = []
    session.refused.connect(refused.append)
    out = handing_out.HandingOut(session, page)
    out.print(handing_out.Wanted(handing_out.for_herself(CARE_PLAN, record_of(session))))
    delete(out)
    idle()
    assert dialogs.printed == [] and shared(session) == ()
    assert [one.title for one in refused] == ["Papperet är inte utlämnat"]


def test_another_with_the_same_words_is_somebody_else(page: PapersPage) -> None:
    box = RecipientBox(page)
    one, other = (Recipient("Eva Sund, kurator", new_id()) for _ in range(2))
    box.offer([one, other], [one.name, other.name])
    box.choose(0)
    told: list[Recipient] = []
    box.settled.connect(lambda: told.append(box.recipient()))
    box.choose(1)
    assert told == [other]


def test_an_extract_for_a_guardian_must_be_read(page: PapersPage, dialogs: ScriptedDialogs, idle: Idle) -> None:
    page.papers.choose("registerutdrag")
    page.choices.to.choose(1)
    assert page.choices.order().recipient.name.endswith("för patienten")
    page.print.click()
    idle()
    assert dialogs.printed == [] and focused() is page.choices.standing.seen
    page.choices.standing.seen.click()
    dialogs.answers = [True]
    page.print.click()
    idle()
    assert len(dialogs.printed) == 1


def test_handing_out_to_the_patient_keeps_the_very_paper(
    page: PapersPage, session: Session, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    page.start(HAND_OUT)
    assert focused() is page.choices.to
    assert page.choices.keep.text() == "Bevara som utlämnad version 1" and page.choices.keep.isChecked()
    dialogs.answers = [True, True]
    page.print.click()
    idle()
    (copy,) = record_of(session).all(HandedOutPlan)
    ((first, _),) = dialogs.printed
    attached = [one.sha256 for one in shared(session)]
    assert attached[-1] == sha256(first).hexdigest() and copy.number == 1
    assert page.notice.words.endswith("Version 1 är utlämnad till patienten.")
    assert page.choices.keep.text() == "Bevara som utlämnad version 2" and not page.choices.keep.isChecked()
    session.do(write_plan, what_matters="Något nytt")
    idle()
    page.out.print_again(1)
    idle()
    assert dialogs.printed[-1][0] == render_pdf(from_json(copy.document))
    assert "Något nytt" not in words_in(dialogs.printed[-1][0])


def test_it_is_noted_that_the_information_is_given(
    page: PapersPage, session: Session, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    page.papers.choose("fast-vardkontakt")
    assert page.choices.informed is not None
    page.choices.informed.buttons[1].click()
    dialogs.answers = [True]
    page.print.click()
    idle()
    assert "muntligt" in words_in(dialogs.printed[0][0]).lower()
    held = record_of(session).all(ContactRole)
    told = [one for one in held if one.informed_way is InformedWay.ORALLY]
    assert any(one.informed_on == record_of(session).today for one in told)
    assert shared(session)[-1].paper == "fast-vardkontakt"


# To somebody else


def test_whom_no_consent_covers_is_stopped_until_another_ground_is_stated(
    page: PapersPage,
    dialogs: ScriptedDialogs,
    noted: list[tuple[Access, str, str]],
    idle: Idle,
    type_text: TypeText,
) -> None:
    before = len(shared(page.session))
    page.choices.to.write("Socialjouren")
    standing = page.choices.standing
    assert standing.is_stopped and standing.isVisible()
    page.print.click()
    assert focused() is standing.ground.buttons[0], "she comes to what is to be decided"
    standing.ground.buttons[3].click()
    page.print.click()
    assert focused() is standing.about and "Skriv kort" in standing.fault.text()
    idle()
    assert dialogs.printed == [] and len(shared(page.session)) == before
    type_text(standing.about, "Fara för barnet")
    assert standing.fault.isHidden()
    dialogs.answers = [True]
    page.print.click()
    idle()
    one = shared(page.session)[-1]
    assert (one.to, one.ground, one.ground_note) == ("Socialjouren", Ground.EMERGENCY, "Fara för barnet")
    assert noted == [(Access.PRINT, "Min vårdplan", "Nödsituation: Fara för barnet")]
    (copy,) = record_of(page.session).all(HandedOutPlan)
    assert page.notice.words.startswith(
        f"Min vårdplan är skickad till skrivaren. Version {copy.number} är utlämnad till Socialjouren."
    )


def test_a_consent_covers_and_what_it_keeps_back_must_be_read(
    page: PapersPage, session: Session, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    today = record_of(session).today
    session.do(
        give_consent, purpose=ConsentPurpose.DISCLOSURE, given_by="Sofia", given_on=today, recipients="Lilla lägret",
        covers="Planen", excludes="Samtalen med kuratorn", valid_until=add_months(today, 6),
    )  # fmt: skip
    idle()
    consent = record_of(session).all(Consent)[-1]
    page.papers.choose("tider")
    page.choices.to.write("Lilla lägret")
    standing = page.choices.standing
    assert not standing.is_stopped and standing.seen.isVisible()
    assert "Samtalen med kuratorn" in standing.seen.accessibleDescription()
    page.print.click()
    assert focused() is standing.seen
    idle()
    assert dialogs.printed == []
    press(focused(), Qt.Key.Key_Space)
    dialogs.answers = [True]
    page.print.click()
    idle()
    one = shared(session)[-1]
    assert (one.paper, one.to, one.ground, one.consent_id) == ("tider", "Lilla lägret", Ground.CONSENT, consent.id)
    assert "noterat som lämnat till Lilla lägret" in page.notice.words
    page.choices.to.choose(0)
    assert not standing.seen.isVisible() and not standing.seen.isChecked()


def test_a_contact_is_found_by_any_part_of_the_name(page: PapersPage, session: Session, type_text: TypeText) -> None:
    contacts = [one for one in record_of(session).all(Contact) if one.is_current and one.name.strip()]
    assert page.choices.to.itemText(0) == "Mira, patienten"
    page.start("kontakter")
    assert focused() is page.choices.to
    line = page.choices.to.line
    line.selectAll()
    wanted = contacts[0]
    type_text(line, wanted.name.split()[-1][1:])
    completer = page.choices.to.completer()
    assert completer is not None
    found = completer.completionModel()
    assert any(wanted.name in str(found.index(at, 0).data()) for at in range(found.rowCount()))
    line.clear()
    type_text(line, wanted.name)
    assert page.choices.order().recipient.contact_id in (wanted.id, None)
    last = page.choices.to.count() - 1
    page.choices.to.choose(last)
    assert page.choices.order().recipient == recipients(record_of(session))[last]
    press(page.choices.to, Qt.Key.Key_Escape)
    assert page.choices.order().recipient.is_patient


def test_nobody_gets_nothing(page: PapersPage, dialogs: ScriptedDialogs, idle: Idle) -> None:
    page.choices.to.write("  ")
    page.print.click()
    idle()
    assert dialogs.printed == [] and focused() is page.choices.to


# How it looks


def test_parts_are_left_out_of_the_paper_and_of_the_preview(
    page: PapersPage, session: Session, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    idle()
    whole = page.preview.paper.pages
    for section in (Section.CONTACTS, Section.PEOPLE, Section.TIMES, Section.DEVICES):
        page.choices.parts[section].click()
    idle()
    assert page.preview.paper.pages < whole
    dialogs.answers = [True]
    page.print.click()
    idle()
    one = shared(session)[-1]
    assert set(one.left_out) == {Section.CONTACTS, Section.PEOPLE, Section.TIMES, Section.DEVICES}
    device, *_ = record_of(session).all(AssistiveDevice)
    assert device.name and device.name not in words_in(dialogs.printed[0][0])


def test_text_and_paper_are_chosen_where_the_paper_has_them(
    page: PapersPage, session: Session, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    assert page.choices.lettering is not None and page.choices.parts[Section.GOALS].isVisible()
    page.choices.lettering.buttons[2].click()
    assert page.choices.attach is not None and not page.choices.attach.isVisible()
    assert not page.choices.parts[Section.GOALS].isVisible()  # lättläst has a wording of its own
    idle()
    page.papers.choose("kontakter")
    assert page.choices.lies is not None and page.choices.parts == {} and page.choices.attach is None
    page.choices.lies.buttons[1].click()
    idle()
    assert page.preview.paper.ratio < 1
    dialogs.answers = [True]
    page.print.click()
    idle()
    with pypdfium2.PdfDocument(dialogs.printed[0][0]) as document:
        width, height = document[0].get_size()
    assert width > height and shared(session)[-1].landscape
    assert page.choices.lettering is not None
    page.choices.lettering.buttons[1].click()
    assert not page.choices.lies.isVisible() and not page.choices.order().landscape
    idle()


def test_the_map_is_offered_on_a4_and_a3(
    page: PapersPage, session: Session, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    page.start("kontaktkarta")
    assert page.choices.sheet is not None and page.choices.lies is None and page.choices.lettering is None
    assert [button.text() for button in page.choices.sheet.buttons] == ["A4", "A3"]
    assert not page.choices.order().a3
    page.choices.sheet.buttons[1].click()
    assert page.choices.order().a3
    idle()
    assert page.preview.paper.ratio < 1
    dialogs.answers = [True]
    page.print.click()
    idle()
    with pypdfium2.PdfDocument(dialogs.printed[0][0]) as document:
        assert [round(side) for side in document[0].get_size()] == [1191, 842]
    assert shared(session)[-1].paper == "kontaktkarta" and shared(session)[-1].landscape
    page.papers.choose("kontakter")
    assert page.choices.sheet is None and not page.choices.order().a3
    idle()


def test_what_the_fonts_lack_is_said_and_can_be_printed_with_squares(
    page: PapersPage, session: Session, dialogs: ScriptedDialogs, idle: Idle
) -> None:
    session.do(write_plan, what_matters="Hej \U0001f600")
    idle()
    page.print.click()
    idle()
    assert "U+1F600" in page.notice.words and dialogs.printed == [] and page.notice.squares.isVisible()
    dialogs.answers = [True]
    page.notice.squares.click()
    idle()
    assert len(dialogs.printed) == 1 and shared(session)[-1].sha256 == sha256(dialogs.printed[0][0]).hexdigest()


@pytest.mark.parametrize("slug", ["tom", "skyddad", "120-kontakter"])
def test_every_paper_is_drawn_of_whoever(page_of: OpenPage[PapersPage], slug: str, idle: Idle) -> None:
    page = page_of(PapersPage, slug)
    for paper in DOCUMENTS:
        page.papers.choose(paper.name)
        idle()
        if paper.make is None and not paper.subjects_of(record_of(page.session)):
            for part in (page.choices.about, page.preview):
                said = [one.text() for one in part.findChildren(QLabel) if one.isVisible()]
                assert paper.no_subject in said, paper.name
            assert not page.preview.paper.isVisible()
            continue
        if paper is EMERGENCY_CARD and not card_room(card_facts(record_of(page.session)), measure).fits:
            said = [one.text() for one in page.preview.findChildren(QLabel) if one.isVisible()]
            assert NO_ROOM in said and not page.preview.paper.isVisible()
            continue
        assert page.preview.paper.isVisible() and page.preview.paper.pages, paper.name
    for paper in DOCUMENTS:
        if paper.for_patient_only:
            page.papers.choose(paper.name)
            offered = [one for one in recipients(record_of(page.session)) if one.is_patient]
            assert page.choices.to.count() == len(offered) and page.choices.order().recipient.is_patient
            assert page.choices.to.isEnabled() == (len(offered) > 1)


# As a file


def test_the_file_is_whole_carries_the_record_and_is_noted(
    page: PapersPage,
    dialogs: ScriptedDialogs,
    noted: list[tuple[Access, str, str]],
    idle: Idle,
    tmp_path: Path,
) -> None:
    dialogs.paths = [tmp_path / "min plan", tmp_path / "utan.pdf"]
    assert page.choices.attach is not None and page.choices.attach.isChecked()
    page.save.click()
    idle()
    file = tmp_path / "min plan.pdf"
    with Pdf.open(file) as opened:
        assert "record.json" in opened.attachments
    assert "Mira" in words_in(file.read_bytes())
    one = shared(page.session)[-1]
    assert (one.way, one.with_record, one.sha256) == (Way.SAVED, True, sha256(file.read_bytes()).hexdigest())
    assert noted == [(Access.PRINT, "Min vårdplan", "")]
    assert page.notice.words == "Min vårdplan är sparad som PDF."
    page.choices.attach.click()
    page.save.click()
    idle()
    with Pdf.open(tmp_path / "utan.pdf") as opened:
        assert len(opened.attachments) == 0
    assert not shared(page.session)[-1].with_record
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == ["min plan.pdf", "utan.pdf"]


def test_the_name_that_is_suggested_names_nobody(
    page: PapersPage, dialogs: ScriptedDialogs, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested: list[str] = []
    monkeypatch.setattr(dialogs, "save_path", lambda _parent, _title, name, _kinds: suggested.append(name))
    page.save.click()
    idle()
    assert suggested == ["vardplan.pdf"]


def test_a_file_that_cannot_be_written_is_not_noted(
    page: PapersPage,
    dialogs: ScriptedDialogs,
    noted: list[tuple[Access, str, str]],
    idle: Idle,
    tmp_path: Path,
) -> None:
    before = record_of(page.session)
    dialogs.paths = [tmp_path / "finns inte" / "plan.pdf"]
    page.start(HAND_OUT)
    page.save.click()
    idle()
    assert page.notice.words == "Mappen finns inte. Skapa mappen som filen ska ligga i, eller välj en annan."
    assert noted == [] and record_of(page.session) == before


def test_a_file_that_cannot_be_noted_does_not_stay(
    page: PapersPage, dialogs: ScriptedDialogs, idle: Idle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_out, "share", _refuse)
    dialogs.paths = [tmp_path / "plan.pdf"]
    page.save.click()
    idle()
    assert page.notice.words == "Går inte. Av något skäl." and not (tmp_path / "plan.pdf").exists()


def test_a_file_with_a_password_opens_with_it_only(
    page: PapersPage,
    dialogs: ScriptedDialogs,
    idle: Idle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def answer(question: Question, yes: Callable[[], object]) -> None:
        (inside,) = question.findChildren(Password)
        assert "inte att få fram igen" in "".join(one.text() for one in question.findChildren(type(inside.hint)))
        type_into(inside.first, "kort")
        type_into(inside.again, "kort")
        assert not question.go.isEnabled() and "minst 12 tecken" in inside.hint.text()
        inside.first.clear()
        inside.again.clear()
        type_into(inside.first, PASSWORD)
        type_into(inside.again, PASSWORD[:5])
        assert inside.differs.isHidden() and not question.go.isEnabled()
        type_into(inside.again, "X")
        assert not inside.differs.isHidden()
        inside.again.clear()
        type_into(inside.again, PASSWORD)
        assert question.go.isEnabled() and "Räcker" in inside.hint.text()
        yes()

    monkeypatch.setattr(dialogs, "ask", answer)
    dialogs.paths = [tmp_path / "plan.pdf"]
    page.lock.click()
    idle()
    file = (tmp_path / "plan.pdf").read_bytes()
    with pytest.raises(PasswordError):
        Pdf.open(tmp_path / "plan.pdf")
    assert "Mira" in words_in(file, PASSWORD)
    one = shared(page.session)[-1]
    assert (one.way, one.sha256) == (Way.LOCKED, sha256(file).hexdigest())
    assert page.notice.words == "Min vårdplan är sparad som PDF med lösenord."


def test_what_is_for_the_next_clinic_is_saved_with_a_password_or_not_at_all(
    page: PapersPage, dialogs: ScriptedDialogs, idle: Idle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(question: Question, yes: Callable[[], object]) -> None:
        (inside,) = question.findChildren(Password)
        for field in (inside.first, inside.again):
            type_into(field, PASSWORD)
        yes()

    monkeypatch.setattr(dialogs, "ask", answer)
    page.papers.choose(MOVE_HANDOVER.name)
    idle()
    before = shared(page.session)
    page.print.click()
    assert page.choices.to.currentText() == "" and page.choices.to.line.hasFocus(), "for nobody until it is said"
    assert shared(page.session) == before and dialogs.printed == []
    page.choices.to.write("Nya mottagningen")
    press(page.choices.to.line, Qt.Key.Key_Escape)
    assert page.choices.to.currentText() == "", "and not the patient's by a key"
    page.choices.to.choose(0)
    assert page.save.isHidden() and not page.lock.isHidden() and not page.print.isHidden()
    before, dialogs.paths = shared(page.session), [tmp_path / "öppen.pdf", tmp_path / "flytt.pdf"]
    page.save.click()  # by whatever way: an open file is taken back, and nothing is noted
    idle()
    assert not (tmp_path / "öppen.pdf").exists() and shared(page.session) == before
    assert "bara med lösenord" in page.notice.words
    page.lock.click()
    idle()
    file = tmp_path / "flytt.pdf"
    with pytest.raises(PasswordError):
        Pdf.open(file)
    with Pdf.open(file, password=PASSWORD) as opened:
        assert set(opened.attachments) == {"record.json", "record.fhir.json", "kontakter.csv", "kontakter.vcf"}
    one = shared(page.session)[-1]
    assert (one.paper, one.way, one.with_record) == (MOVE_HANDOVER.name, Way.LOCKED, True)
    page.papers.choose(CARE_PLAN.name)
    idle()
    assert not page.save.isHidden()


# Keys, names and room


def test_everything_is_reached_with_tab_in_the_order_it_is_done(page: PapersPage, idle: Idle) -> None:
    page.choices.to.write("Socialjouren")
    page.start()
    assert focused() is page.papers.lines[0]
    press(focused(), Qt.Key.Key_Down)
    assert page.papers.paper is DOCUMENTS[1]
    press(focused(), Qt.Key.Key_Up)
    assert page.papers.paper is CARE_PLAN
    page.choices.to.write("Socialjouren")
    page.choices.standing.ground.buttons[2].click()
    page.start()
    idle()
    seen: list[QWidget] = []
    while focused() is not page.preview.paper:
        seen.append(focused())
        press(focused(), Qt.Key.Key_Tab)
        assert focused() not in seen
    for one in seen:
        said = QAccessible.queryAccessibleInterface(one)
        assert said is not None and said.text(QAccessible.Text.Name).strip(), type(one).__name__
    places = [
        seen.index(one)
        for one in (
            page.papers.line, page.choices.to, page.choices.parts[Section.EMERGENCY],
            page.choices.parts[Section.CONSENTS], page.print, page.save, page.lock,
        )
    ]  # fmt: skip
    assert all(one < other for one, other in pairwise(places))
    for one in reversed(seen):
        press(focused(), Qt.Key.Key_Backtab)
        assert focused() is one


def test_where_there_is_no_room_the_paper_is_asked_for(page: PapersPage, idle: Idle) -> None:
    idle()
    assert not page.turn.isVisible() and page.preview.isVisible() and not page.papers.line.brief
    page.resize(900, 600)
    page.resize(500, 600)
    assert page.turn.isVisible() and not page.preview.isVisible() and page.papers.line.brief
    page.turn.click()
    idle()
    assert page.preview.isVisible() and not page.choices.isVisible() and page.turn.text() == "Visa valen"
    page.choices.to.write("Socialjouren")
    page.print.click()
    asked = page.choices.standing.ground.buttons[0]
    assert page.choices.isVisible() and QApplication.focusWidget() is asked
    assert not asked.visibleRegion().isEmpty(), "it is scrolled to"
    idle()


def test_large_text_is_neither_cut_nor_wider_than_the_page(page_of: OpenPage[PapersPage], idle: Idle) -> None:
    appearance().apply(LIGHT, 200)
    page = page_of(PapersPage, "120-kontakter")
    page.notice.say("Min vårdplan är skickad till skrivaren. Den är noterad som lämnad till Eva Sund, kurator. " * 3)
    idle()
    (area,) = (one for one in page.findChildren(QScrollArea) if one.isAncestorOf(page.choices))
    assert area.horizontalScrollBar().maximum() == 0
    top = page.notice.parentWidget()
    assert top is not None and top.height() >= top.heightForWidth(top.width())


def test_what_is_chosen_stays_when_the_record_changes(page: PapersPage, session: Session, idle: Idle) -> None:
    page.choices.to.write("Skolan i byn")
    page.choices.standing.ground.buttons[1].click()
    page.choices.parts[Section.GOALS].click()
    session.do(write_plan, what_matters="Annat")
    idle()
    order = page.choices.order()
    assert (order.recipient.name, order.ground, order.left_out) == (
        "Skolan i byn",
        Ground.REQUEST,
        frozenset({Section.GOALS}),
    )
    plan = current_plan(record_of(session))
    assert plan is not None and plan.what_matters == "Annat"
