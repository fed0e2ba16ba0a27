"""The rows of a file before they are taken in: what goes with what, and what is said of each."""

from dataclasses import replace
from uuid import UUID

import pytest

from coordinator.contact import Contact
from coordinator.take_in.preview import Differs, IntakeRow, Preview, RowState
from coordinator.take_in.read_file import ReadFile
from coordinator.taken_in import FileForm
from tests.coordinator.conftest import PATIENT_ID, record_of
from ui.pages.take_in_rows import TakeInRow, by_kind, columns, counted, differences, refused_in_words, without


def row(number: int, *needs: int, state: RowState = RowState.NEW, kind: str = "Kontakt", why: str = "") -> IntakeRow:
    entry = Contact(id=UUID(int=number), patient_id=PATIENT_ID, name=f"Person {number}", role="dietist")
    there = None if state is RowState.NEW else entry
    return IntakeRow(
        entry, there, state, f"Person {number}", kind, needs=frozenset(UUID(int=one) for one in needs), why=why
    )  # fmt: skip


def preview(*rows: IntakeRow) -> Preview:
    return Preview(ReadFile(FileForm.RECORD, PATIENT_ID, ()), record_of(), rows, False, "Maja")


def ids(*numbers: int) -> frozenset[UUID]:
    return frozenset(UUID(int=one) for one in numbers)


def test_what_needs_a_row_goes_with_it_however_far() -> None:
    found = preview(row(1), row(2, 1), row(3, 2), row(4), row(5, 4), row(6, 6))
    assert without(found, ids(1, 2, 3, 4, 5), UUID(int=1)) == ids(4, 5)
    assert without(found, ids(1, 2, 3), UUID(int=3)) == ids(1, 2)
    assert without(found, ids(6), UUID(int=6)) == frozenset()


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ((), "Det finns inga poster i filen."),
        ((RowState.NEW,), "1 ny."),
        ((RowState.NEW, RowState.NEW, RowState.SAME), "2 nya, 1 lika."),
        ((RowState.REMOVED, RowState.REFUSED, RowState.CHANGED), "1 ändrad, 1 borttagen här, 1 kan inte tas in."),
    ],
)
def test_how_much_of_each_there_is(states: tuple[RowState, ...], words: str) -> None:
    assert counted(preview(*(row(number, state=state) for number, state in enumerate(states, 1)))) == words


def test_kinds_with_something_to_choose_or_to_read_stand_first_and_open() -> None:
    found = preview(
        row(1, state=RowState.SAME, kind="Diagnos"),
        row(2, state=RowState.REFUSED, kind="Samtycke", why="Saknar dag."),
        row(3, kind="Besök"),
    )
    grouping = by_kind(found)
    assert (grouping.order, list(grouping.closed)) == (("Samtycke", "Besök", "Diagnos"), ["Diagnos"])
    assert grouping.about([TakeInRow(found.rows[2], ticked=True)]) == ("1 av 1 valda", "")
    assert grouping.about([TakeInRow(found.rows[0], ticked=False)]) == ("1, inget att välja", "")
    assert refused_in_words(found.rows) == ["Samtycke, Person 2: Saknar dag."]


def test_a_new_row_says_all_that_it_holds_and_a_changed_one_what_differs() -> None:
    new, changed = row(1), row(2, state=RowState.CHANGED)
    assert ("Namn", "Person 1") in [(one.label, one.in_file) for one in differences(new)]
    assert differences(changed) == ()
    told = IntakeRow(
        changed.entry, changed.entry, RowState.CHANGED, "P", "Kontakt", (Differs("Telefon", "1", "2"),)
    )  # fmt: skip
    cells = [one.cell(TakeInRow(told, ticked=False)) for one in columns()]
    assert [cell.words for cell in cells] == ["inte vald", "P", "Ändrad", "Telefon"]
    assert columns()[0].cell(TakeInRow(row(3, state=RowState.SAME), ticked=False)).words == "går inte att välja"


def test_of_what_is_anothers_own_it_is_told_how_many() -> None:
    rows = [replace(row(number, kind="Utlämnat", why="Eget arbete."), theirs=True) for number in (1, 2)]
    assert refused_in_words([*rows, row(3, why="Saknar dag.")]) == [
        "Kontakt, Person 3: Saknar dag.", "Utlämnat, 2 poster: Eget arbete.",
    ]  # fmt: skip
