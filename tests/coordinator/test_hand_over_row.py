"""Who is handed over and what is open of each in numbers, from lines that are stored."""

from dataclasses import replace
from datetime import date, timedelta

from coordinator.desk import PatientRow
from coordinator.entity import new_id
from coordinator.hand_over_row import coordinators_of, hand_over_rows
from coordinator.page import Page
from coordinator.person import PatientStatus
from coordinator.today.matter import Matter, MatterKind, StoredMatter, stored
from tests.coordinator.conftest import MAJA, TODAY, record_of, row_of


def patient(*coordinators: str, status: PatientStatus = PatientStatus.ACTIVE) -> PatientRow:
    return replace(row_of(record_of(MAJA)), id=new_id(), coordinators=coordinators, status=status)


def line(of: PatientRow, kind: MatterKind, day: date | None = None, many: int = 1) -> StoredMatter:
    return stored(of.id, Matter(f"{kind}{day}", kind, "", "", "", Page.OVERVIEW, day=day, many=many))


def test_those_whose_care_goes_on_and_whose_coordinator_it_is() -> None:
    mine, resting = patient("Siv", "Anna Lind"), patient("anna  LIND", status=PatientStatus.RESTING)
    others = [patient("Siv"), patient(), patient(""), patient("Anna Lind", status=PatientStatus.MOVED)]
    assert [one.patient for one in hand_over_rows([mine, *others, resting], [], "Anna Lind", TODAY)] == [mine, resting]
    assert hand_over_rows(others, [], "", TODAY) == []


def test_what_is_open_is_counted_by_kind_and_what_happens_of_itself_is_not() -> None:
    mine, other = patient("Anna Lind"), patient("Anna Lind")
    lines = [
        line(mine, MatterKind.REMINDER, TODAY - timedelta(days=2)),
        line(mine, MatterKind.REMINDER, TODAY),
        line(mine, MatterKind.SIP, TODAY + timedelta(days=3)),
        line(mine, MatterKind.JOURNAL, many=4),
        line(mine, MatterKind.AGE, TODAY - timedelta(days=9)),
    ]
    found, empty = hand_over_rows([mine, other], lines, "Anna Lind", TODAY)
    assert found.kinds == {MatterKind.REMINDER: 2, MatterKind.SIP: 1, MatterKind.JOURNAL: 4}
    assert (found.open, found.late, found.next_day) == (7, 1, TODAY)
    assert found.in_words == "Bevakningar 2, SIP 1, Till journalen 4"
    assert (empty.open, empty.late, empty.next_day, empty.in_words) == (0, 0, None, "")


def test_everybody_who_coordinates_and_for_how_many() -> None:
    rows = [patient("Siv"), patient("Anna Lind", "Siv"), patient("siv"), patient("Bo", status=PatientStatus.ENDED)]
    assert coordinators_of(rows) == {"Siv": 3, "Anna Lind": 1}
