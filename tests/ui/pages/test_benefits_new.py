"""Adding a stöd: a few letters and Enter, with who decides, at which age and how it is renewed; then its days."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from coordinator.benefit.kinds import BenefitKind, Decision
from tests.ui.conftest import press, type_into
from tests.ui.pages.benefits_seen import Seen
from tests.ui.pages.conftest import OpenPage
from tests.ui.pages.seen import focused
from ui.pages.benefits import NEW, BenefitsPage
from ui.pages.benefits_new import HELD, PLANNED, NewBenefit
from ui.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def seen(page_of: OpenPage[BenefitsPage], session: Session, idle: Callable[[], None]) -> Iterator[Seen]:
    yield Seen(page_of(BenefitsPage, "tom"), session, idle)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def form_of(seen: Seen) -> NewBenefit:
    made = seen.page.beginning.form
    assert isinstance(made, NewBenefit)
    return made


def begun(seen: Seen, typed: str = "") -> NewBenefit:
    """The form, with that typed in its line."""
    seen.page.start(NEW)
    form = form_of(seen)
    assert focused() is form.line
    type_into(form.line, typed)
    return form


def test_a_few_letters_enter_and_ctrl_enter_add_one_that_is_to_be_applied_for(seen: Seen) -> None:
    form = begun(seen, "färdtj")
    assert form.below.is_open
    press(form.line, Qt.Key.Key_Return)
    assert form.kind is BenefitKind.TRANSPORT_SERVICE and focused() is form.standing.buttons[0]
    seen.key(focused(), Qt.Key.Key_Return, CTRL)
    (stod,) = seen.benefits
    assert (stod.kind, stod.applied_on, stod.decision) == (BenefitKind.TRANSPORT_SERVICE, None, None)
    assert [one.title for one in seen.certificates] == ["Läkarutlåtande"]
    assert seen.page.lines.open_id == stod.id and focused() is seen.body.next
    assert seen.page.beginning.form is None


def test_what_is_usual_for_the_kind_stands_below_it(seen: Seen) -> None:
    form = begun(seen, "aktivitetsersättning n")
    press(form.line, Qt.Key.Key_Return)
    said = form.usual.text()
    for part in ("Beslutas av försäkringskassan.", "ny ansökan.", "blankett 3200."):
        assert part in said
    assert not form.already.isVisible()


def test_a_word_of_who_decides_finds_all_that_is_decided_there(seen: Seen) -> None:
    seen.page.start(NEW)
    found = [hit.term for hit in form_of(seen)._hits("kommun")]
    assert {BenefitKind.LSS, BenefitKind.SCHOOL_TRANSPORT} <= set(found)
    assert BenefitKind.CARE_ALLOWANCE not in found


def test_what_is_none_of_them_is_added_by_its_own_name(seen: Seen) -> None:
    form = begun(seen, "simskola")
    assert [hit.term for hit in form._hits("simskola")] == [BenefitKind.OTHER]
    press(form.line, Qt.Key.Key_Return)
    seen.key(focused(), Qt.Key.Key_Return, CTRL)
    assert [(one.kind, one.what) for one in seen.benefits] == [(BenefitKind.OTHER, "simskola")]


def test_one_that_is_there_already_is_told(seen: Seen) -> None:
    seen.held(2000)
    form = begun(seen, "färdtj")
    press(form.line, Qt.Key.Key_Return)
    assert form.already.text().startswith("Finns redan: Färdtjänst, gäller.")


def test_one_that_is_applied_for_already_was_so_today_unless_another_day_is_written(seen: Seen) -> None:
    form = begun(seen, "lss-i")
    press(form.line, Qt.Key.Key_Return)
    press(focused(), Qt.Key.Key_Right)
    press(focused(), Qt.Key.Key_Space)
    assert focused() is form.form.fields["applied_on"].editor.main
    seen.key(focused(), Qt.Key.Key_Return, CTRL)
    assert [(one.kind, one.applied_on) for one in seen.benefits] == [(BenefitKind.LSS, seen.today)]


def test_one_that_is_held_has_its_days_and_no_intyg_to_ask_for(seen: Seen) -> None:
    form = begun(seen, "färdtj")
    press(form.line, Qt.Key.Key_Return)
    form.standing.buttons[2].click()
    for name, text in (("decided_on", "2026-01-10"), ("valid_from", "2026-02-01"), ("valid_until", "2029-01-31")):
        field = form.form.fields[name].editor.main
        field.setFocus()
        type_into(field, text)
    seen.key(focused(), Qt.Key.Key_Return, CTRL)
    (stod,) = seen.benefits
    assert (stod.decision, str(stod.valid_until), seen.certificates) == (Decision.GRANTED, "2029-01-31", [])
    assert stod.applied_on is None


@pytest.mark.parametrize(
    ("written", "field", "words"),
    [
        ({}, "decided_on", "Skriv vilken dag beslutet kom."),
        ({"decided_on": "2026-01-10", "valid_from": "2026-02-01", "valid_until": "2026-01-01"}, "valid_from",
         "Stödet slutar gälla innan det börjar."),
        ({"decided_on": "2099-01-10"}, "decided_on", "Beslutsdag ligger i framtiden."),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_by_its_field_and_stays(
    seen: Seen, written: dict[str, str], field: str, words: str
) -> None:
    form = begun(seen, "färdtj")
    press(form.line, Qt.Key.Key_Return)
    form.standing.buttons[2].click()
    for name, text in written.items():
        type_into(form.form.fields[name].editor.main, text)
    seen.key(form.done, Qt.Key.Key_Return)
    assert words in form.form.fields[field].fault_text
    assert focused() is form.form.fields[field].editor.main
    assert seen.benefits == []
    for name, text in written.items():
        shown = form.form.fields[name].editor.text_field
        assert shown is not None and shown.text() == text


def test_without_a_kind_nothing_is_added(seen: Seen) -> None:
    form = begun(seen, "zzz")
    form.add()
    seen.idle()
    assert "Vilket stöd gäller det?" in form.kind_fault.text() and focused() is form.line
    assert seen.benefits == []


def test_escape_closes_the_box_first_and_then_the_form(seen: Seen) -> None:
    form = begun(seen, "lss")
    press(form.line, Qt.Key.Key_Escape)
    assert not form.below.is_open and seen.page.beginning.form is form
    press(form.line, Qt.Key.Key_Escape)
    assert seen.page.beginning.form is None and focused() is seen.page._empty_add


def test_what_is_half_written_and_chosen_comes_back(seen: Seen, open_patient: Callable[[str], None]) -> None:
    form = begun(seen, "färdtj")
    press(form.line, Qt.Key.Key_Return)
    form.standing.buttons[2].click()
    type_into(form.form.fields["valid_until"].editor.main, "2029-01-31")
    form.form.fields["lifelong"].editor.main.setFocus()
    press(focused(), Qt.Key.Key_Space)
    open_patient("nyfodd")
    assert seen.page.beginning.form is None
    open_patient("tom")
    again = form_of(seen)
    assert (again.kind, again.standing.chosen()) == (BenefitKind.TRANSPORT_SERVICE, HELD)
    written = again.form.fields["valid_until"].editor.text_field
    assert written is not None and written.text() == "2029-01-31"
    assert again.form.fields["lifelong"].value() is True


def test_when_it_is_on_disk_nothing_of_it_is_left_to_be_kept_once_more(seen: Seen) -> None:
    form = begun(seen, "lss-i")
    press(form.line, Qt.Key.Key_Return)
    form.form.clear()
    assert (form.line.text(), form.line.unfinished(), form.form.is_unfinished()) == ("", None, False)


def test_after_one_is_added_the_next_begins_empty(seen: Seen) -> None:
    form = begun(seen, "lss-i")
    press(form.line, Qt.Key.Key_Return)
    form.standing.buttons[1].click()
    seen.key(form.done, Qt.Key.Key_Return)
    assert len(seen.benefits) == 1
    again = begun(seen)
    assert (again.line.text(), again.kind, again.standing.chosen()) == ("", None, PLANNED)
