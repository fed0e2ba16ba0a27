"""Which stöd is applied for, which holds and which is past, and how many there are of each."""

from coordinator.benefit.grouping import grouped, how_many, to_see_to
from tests.coordinator.benefit.conftest import benefit, day, granted
from tests.coordinator.conftest import record_of


def test_a_renewed_stod_is_past_once_the_new_one_holds_and_not_before() -> None:
    former = granted(valid_until=day(20))
    waiting = benefit(renews_id=former.id, applied_on=day(-9))
    assert list(grouped(record_of(former, waiting)).holding) == [former]
    held = granted(renews_id=former.id)
    found = grouped(record_of(former, held))
    assert (list(found.holding), list(found.past)) == ([held], [former])


def test_one_that_has_gone_out_is_to_be_seen_to_until_its_renewal_is_sent() -> None:
    out = granted(valid_until=day(-3))
    assert list(grouped(record_of(out)).holding) == [out]
    begun, sent = benefit(renews_id=out.id), benefit(renews_id=out.id, applied_on=day(-9))
    assert list(grouped(record_of(out, begun)).holding) == [out]
    assert list(grouped(record_of(out, sent)).past) == [out]


def test_they_are_counted_in_words_and_for_the_side_panel() -> None:
    record = record_of(
        benefit(), benefit(applied_on=day(-1)), granted(valid_until=day(20)), granted(valid_until=day(2000))
    )
    assert (how_many(record), to_see_to(record)) == ("2 söks, 2 gäller, 1 ska förnyas", 3)
    assert (how_many(record_of()), to_see_to(record_of())) == ("", 0)
