"""What is done with a certificate, from when it is asked for until it is sent, and that no word of a basis is lost."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.benefit.certificate import Certificate
from coordinator.benefit.certifying import (
    add_certificate,
    drop_certificate,
    issue_certificate,
    request_certificate,
    reuse_basis,
    send_certificate,
    write_basis,
)
from coordinator.change import Change, Edit
from coordinator.contact import Contact
from coordinator.desk import Desk
from coordinator.errors import RuleError
from coordinator.person import register_patient
from coordinator.record import Record
from tests.coordinator.benefit.conftest import certificate, day
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, later, record_of

EVA = Contact(patient_id=PATIENT_ID, name="Eva Lundh", role="läkare")


def changed(record: Record, action: Callable[..., Change], **fields: Any) -> Certificate:
    """The one certificate of the record after the deed."""
    id = record.all(Certificate)[-1].id
    return done(record, action(record, id, **fields)).get(Certificate, id)


def test_a_certificate_is_added_for_a_support_or_for_nothing_that_is_followed() -> None:
    (added,) = done(record_of(), add_certificate(record_of(), title="Reseintyg")).all(Certificate)
    assert (added.title, added.benefit_id, added.is_open) == ("Reseintyg", None, True)
    with pytest.raises(RuleError, match="vilket intyg"):
        done(record_of(), add_certificate(record_of()))


def test_it_is_asked_for_with_who_asked_and_by_when() -> None:
    one = changed(record_of(certificate(needed_by=day(9))), request_certificate)
    assert (one.requested_on, one.requested_by, one.needed_by) == (TODAY, "Anna Lind", day(9))
    other = changed(record_of(certificate(needed_by=day(9))), request_certificate, on=day(-4), needed_by=day(30))
    assert (other.requested_on, other.needed_by) == (day(-4), day(30))


def test_who_writes_it_may_be_told_when_it_is_asked_for_and_stands_once() -> None:
    by_eva, by_name = certificate(contact_id=EVA.id), certificate(writer="Doktor Ek")
    assert changed(record_of(EVA, by_eva), request_certificate).contact_id == EVA.id
    assert changed(record_of(EVA, by_name), request_certificate, writer=" ").writer == "Doktor Ek"
    now_eva = changed(record_of(EVA, by_name), request_certificate, contact_id=EVA.id)
    assert (now_eva.contact_id, now_eva.writer) == (EVA.id, "")
    now_named = changed(record_of(EVA, by_eva), request_certificate, writer=" Doktor Ek ")
    assert (now_named.contact_id, now_named.writer) == (None, "Doktor Ek")


def test_asking_once_more_does_not_make_the_waiting_shorter() -> None:
    record = record_of(certificate(requested_on=day(-40)))
    with pytest.raises(RuleError, match=f"redan begärt.*{day(-40).isoformat()}"):
        changed(record, request_certificate)


def test_from_the_request_to_the_copy_that_was_sent() -> None:
    record = record_of(certificate(requested_on=day(-40)))
    record = done(record, issue_certificate(record, record.all(Certificate)[0].id, on=day(-6)))
    with pytest.raises(RuleError, match=f"redan utfärdat.*{day(-6).isoformat()}"):
        changed(record, issue_certificate)
    sent = changed(record, send_certificate, to=" Försäkringskassan ")
    assert (sent.issued_on, sent.sent_on, sent.sent_to) == (day(-6), TODAY, "Försäkringskassan")
    assert (
        changed(record_of(certificate(issued_on=day(-1), sent_to="Kommunen")), send_certificate).sent_to == "Kommunen"
    )


def test_a_certificate_that_came_before_it_was_asked_for_is_told_and_nothing_is_lost() -> None:
    record = record_of(certificate(requested_on=day(-3), basis="Går inte själv"))
    with pytest.raises(RuleError, match="utfärdat innan det begärdes"):
        changed(record, issue_certificate, on=day(-4))
    with pytest.raises(RuleError, match="när intyget utfärdades"):
        changed(record, send_certificate)
    with pytest.raises(RuleError, match="i framtiden"):
        changed(record, issue_certificate, on=day(1))
    assert record.all(Certificate)[0].basis == "Går inte själv"


def test_with_the_clock_set_back_a_deed_is_refused_and_nothing_is_lost() -> None:
    record = later(record_of(certificate(requested_on=TODAY)), day(-10))
    with pytest.raises(RuleError, match="utfärdat innan det begärdes"):
        changed(record, issue_certificate)


def test_it_is_not_needed_with_a_reason() -> None:
    dropped = changed(record_of(certificate()), drop_certificate, because=" Beslutet kom utan det ")
    assert (dropped.dropped_on, dropped.dropped_because) == (TODAY, "Beslutet kom utan det")
    with pytest.raises(RuleError, match="varför"):
        changed(record_of(certificate()), drop_certificate, because=" ")


@pytest.mark.parametrize(
    "closed", [{"issued_on": day(-2), "sent_on": day(-1)}, {"dropped_on": day(-1), "dropped_because": "x"}]
)
@pytest.mark.parametrize(
    ("action", "fields"),
    [
        (request_certificate, {}), (write_basis, {"basis": "x"}), (reuse_basis, {}), (issue_certificate, {}),
        (send_certificate, {}), (drop_certificate, {"because": "x"}),
    ],
)  # fmt: skip
def test_nothing_is_done_with_one_that_is_sent_or_dropped(
    closed: dict[str, Any], action: Callable[..., Change], fields: dict[str, Any]
) -> None:
    with pytest.raises(RuleError, match="redan klart"):
        changed(record_of(certificate(**closed)), action, **fields)


# What it is written from


def test_a_basis_is_written_and_then_ready() -> None:
    record = record_of(certificate())
    assert changed(record, write_basis, basis="Går inte själv").basis_ready_on is None
    ready = changed(record, write_basis, basis="Går inte själv", ready=True)
    assert (ready.basis, ready.basis_ready_on) == ("Går inte själv", TODAY)
    once_more = changed(record_of(ready), write_basis, basis="Går inte själv längre")
    assert once_more.basis_ready_on is None, "it has changed since it was ready"
    with pytest.raises(RuleError, match="tomt"):
        changed(record, write_basis, basis=" \n", ready=True)


def test_the_former_basis_comes_back_and_is_known_as_that_until_it_is_taken_away() -> None:
    former = certificate(basis="Går inte själv", issued_on=day(-400), sent_on=day(-399))
    back = changed(record_of(former, certificate()), reuse_basis)
    assert (back.basis, back.basis_from) == ("Går inte själv", former.id)
    kept = changed(record_of(former, back), write_basis, basis="Går inte själv. Ny rullstol.")
    assert kept.basis_from == former.id
    assert changed(record_of(former, back), write_basis, basis=" ").basis_from is None


def test_the_former_basis_never_takes_the_place_of_what_is_written() -> None:
    former = certificate(basis="Gammalt", issued_on=day(-400), sent_on=day(-399))
    with pytest.raises(RuleError, match="redan påbörjat"):
        changed(record_of(former, certificate(basis="Nytt")), reuse_basis)
    with pytest.raises(RuleError, match="inget tidigare underlag"):
        changed(record_of(certificate()), reuse_basis)


@given(
    requested=st.none() | st.integers(-30, 30),
    issued=st.none() | st.integers(-30, 30),
    on=st.integers(-30, 30),
    action=st.sampled_from([issue_certificate, send_certificate, request_certificate]),
)
def test_whatever_the_days_a_deed_is_done_or_refused_in_words(
    requested: int | None, issued: int | None, on: int, action: Callable[..., Change]
) -> None:
    def at(offset: int | None) -> date | None:
        return None if offset is None else TODAY + timedelta(days=offset)

    record = record_of(certificate(requested_on=at(requested), issued_on=at(issued), basis="Går inte själv"))
    try:
        one = changed(record, action, on=at(on))
    except RuleError as refused:
        assert str(refused).endswith(".")
        one = record.all(Certificate)[0]
    else:
        assert on <= 0
    assert one.basis == "Går inte själv"


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        (request_certificate, {}), (write_basis, {"basis": "x"}), (issue_certificate, {}),
        (drop_certificate, {"because": "x"}),
    ],
)  # fmt: skip
def test_undo_takes_every_deed_back(desk: Desk, action: Callable[..., Change], fields: dict[str, Any]) -> None:
    patient_id = desk.begin(register_patient, given_name="Maja", family_name="Lind").patient_id
    desk.do(patient_id, add_certificate, title="Reseintyg", basis="Flyger med syrgas")
    (before,) = desk.open(patient_id).all(Certificate)
    applied = desk.do(patient_id, action, before.id, **fields)
    (during,) = desk.open(patient_id).all(Certificate)
    desk.undo(applied.id)
    (after,) = desk.open(patient_id).all(Certificate)
    assert [type(step) for step in action(desk.open(patient_id), before.id, **fields).steps] == [Edit]
    shown = [(one.requested_on, one.basis, one.issued_on, one.dropped_on) for one in (before, during, after)]
    assert shown[0] == shown[2] != shown[1]
