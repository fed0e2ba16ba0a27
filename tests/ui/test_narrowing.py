"""What narrows the contacts: the list and the map keep the same, and nothing follows to another patient."""

from collections.abc import Callable, Mapping
from uuid import UUID, uuid4

import pytest
from pytestqt.qtbot import QtBot

from coordinator.contact import Contact, ContactStatus
from coordinator.contact_map import contact_map
from coordinator.desk import Desk
from coordinator.practice import fill_practice
from coordinator.record import Record
from tests.coordinator.conftest import PATIENT_ID, TODAY, MemoryStore, noon, record_of
from ui.narrowing import KINDS, Narrowing, searched
from ui.pages.contacts_filter import ContactsFilter
from ui.pages.contacts_rows import columns, contact_rows, rank
from ui.session import Session
from ui.table import TableModel

WORDS = ("", "läkare", "LAKARE ", "östra", "010", "0101112240", "tandvården", "fast", "saknas", "ek a", "qqq")


@pytest.fixture(scope="module")
def practice_records() -> Mapping[str, Record]:
    store = MemoryStore(noon(TODAY))
    return {one.slug: store.read(one.patient_id) for one in fill_practice(Desk(store))}


@pytest.fixture
def narrowing() -> Narrowing:
    return Narrowing()


def test_the_list_and_the_map_keep_the_same(practice_records: Mapping[str, Record], narrowing: Narrowing) -> None:
    for record in practice_records.values():
        model = TableModel(columns(), searched, rank)
        model.show_rows(contact_rows(record))
        whole = contact_map(record)
        for kind in KINDS:
            for words in WORDS:
                narrowing.words, narrowing.kind = words, kind.name
                model.search(words)
                model.keep_only(narrowing.is_of_kind)
                shown = {row.id for row in model.shown if row.contact is None or row.is_current}
                kept = whole.narrowed(narrowing.keeps)
                assert {node.key for nodes in kept.nodes for node in nodes} == shown


def test_the_list_and_the_map_have_the_same_areas_gaps_and_days(practice_records: Mapping[str, Record]) -> None:
    for record in practice_records.values():
        rows = {row.id: row for row in contact_rows(record) if row.contact is None or row.is_current}
        map = contact_map(record)
        assert sum(row.is_gap for row in rows.values()) == map.gap_count
        for node in (node for nodes in map.nodes for node in nodes):
            row = rows.pop(node.key)
            assert (row.area, row.gap, row.next_time, row.held) == (node.category, node.gap, node.next_time, node.held)
        assert not rows


def test_the_buttons_count_the_same_of_both(practice_records: Mapping[str, Record], qtbot: QtBot) -> None:
    shown = ContactsFilter(Narrowing())
    qtbot.addWidget(shown)
    for record in practice_records.values():
        shown.show_counts(contact_rows(record))
        of_list = [toggle.text() for toggle in shown.toggles]
        shown.show_counts([node for nodes in contact_map(record).nodes for node in nodes])
        assert [toggle.text() for toggle in shown.toggles] == of_list


def test_who_is_no_longer_a_contact_is_of_no_kind(narrowing: Narrowing) -> None:
    ended = Contact(patient_id=PATIENT_ID, name="Lisa Ek", status=ContactStatus.ENDED, important_in_emergency=True)
    (row, *_) = contact_rows(record_of(ended))
    assert row.contact is ended
    for kind in KINDS[1:]:
        narrowing.kind = kind.name
        assert not narrowing.keeps(row)


def test_it_tells_only_news(narrowing: Narrowing) -> None:
    told: list[tuple[str, str]] = []
    narrowing.changed.connect(lambda: told.append((narrowing.words, narrowing.kind)))
    narrowing.words = "lisa"
    narrowing.words = "lisa"
    narrowing.kind = "gaps"
    assert narrowing.is_narrowed
    narrowing.clear()
    narrowing.clear()
    assert told == [("lisa", "all"), ("lisa", "gaps"), ("", "all")]
    narrowing.words = "  "
    assert not narrowing.is_narrowed


def test_another_patient_is_shown_whole(narrowing: Narrowing) -> None:
    first, second = uuid4(), uuid4()
    narrowing.begin(first)
    narrowing.words = "lisa"
    narrowing.begin(first)
    assert narrowing.words == "lisa"
    narrowing.begin(second)
    assert not narrowing.is_narrowed


def test_the_session_forgets_it_with_the_patient(
    session: Session, open_patient: Callable[[str], None], practice: dict[str, UUID]
) -> None:
    open_patient("barn")
    session.narrowing.kind = "acute"
    seen: list[str] = []
    session.record_changed.connect(lambda: seen.append(session.narrowing.kind))
    open_patient("barn")
    open_patient("tom")
    assert seen == ["acute", "all"]


def test_two_filters_on_the_same_follow_each_other(narrowing: Narrowing, qtbot: QtBot) -> None:
    here, there = ContactsFilter(narrowing, with_grouping=True), ContactsFilter(narrowing)
    qtbot.addWidget(here)
    qtbot.addWidget(there)
    here.line.setText("lisa ")
    there.toggles[2].click()
    assert there.line.text() == "lisa "
    assert here.toggles[2].isChecked()
    assert [toggle.isChecked() for toggle in here.toggles].count(True) == 1
    assert (narrowing.words, narrowing.kind) == ("lisa ", "without_time")
