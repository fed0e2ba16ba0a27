"""Taking a stöd or an intyg away: what cannot stand without it goes with it, and nothing points to what is gone."""

from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.removal import TAKEN_OUT, take_away
from tests.coordinator.benefit.conftest import benefit, certificate, day, granted
from tests.coordinator.conftest import done, record_of


def test_a_stod_goes_with_its_certificates_and_no_others() -> None:
    one, other = benefit(), benefit()
    hers, others, loose = certificate(benefit_id=one.id), certificate(benefit_id=other.id), certificate()
    record = record_of(one, other, hers, others, loose)
    after = done(record, take_away(record, Benefit, one.id))
    assert [each.id for each in after.all(Benefit)] == [other.id]
    assert {each.id for each in after.all(Certificate)} == {others.id, loose.id}


def test_its_renewal_stands_by_itself_and_keeps_the_basis_that_came_from_it() -> None:
    former = granted(valid_until=day(20))
    written = certificate(benefit_id=former.id, basis="Så är det.", issued_on=day(-300))
    renewal = benefit(renews_id=former.id)
    asked = certificate(benefit_id=renewal.id, basis="Så är det.", basis_from=written.id)
    record = record_of(former, written, renewal, asked)
    after = done(record, take_away(record, Benefit, former.id))
    assert after.get(Benefit, renewal.id).renews_id is None
    kept = after.get(Certificate, asked.id)
    assert (kept.basis, kept.basis_from) == ("Så är det.", None)


def test_a_certificate_goes_alone_with_the_usual_reason() -> None:
    one = benefit()
    written, taken = certificate(benefit_id=one.id, basis="Så är det."), certificate(benefit_id=one.id)
    later = certificate(basis="Så är det.", basis_from=written.id)
    record = record_of(one, written, taken, later)
    change = take_away(record, Certificate, written.id)
    after = done(record, change)
    assert [each.id for each in after.all(Benefit)] == [one.id]
    assert {each.id for each in after.all(Certificate)} == {taken.id, later.id}
    assert after.get(Certificate, later.id).basis_from is None
    assert [step.reason for step in change.steps if hasattr(step, "reason")] == [TAKEN_OUT]
