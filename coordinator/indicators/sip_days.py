"""The days on which a patient's SIPs were to be followed up, and whether each was in time."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from coordinator.sip.belonging import follow_ups_of
from coordinator.sip.follow_up import FollowUpDecision, SipFollowUp
from coordinator.sip.process import Sip

if TYPE_CHECKING:
    from coordinator.record import Record


def sip_days(record: "Record") -> Iterator[tuple[date, bool]]:
    """Each day that was said in a plan, and whether it was followed up that day at the latest.

    One that lies ahead is told only when it was followed up already. A follow-up from before the day was kept with it
    counts when the day is told by the one before, or by the plan that it ended.
    """
    for sip in record.all(Sip):
        if sip.established_on is None:
            continue
        last_said = sip.follow_up_on
        former: SipFollowUp | None = None
        for one in follow_ups_of(record, sip.id):
            planned = one.planned_on or (former.next_on if former else None)
            if planned is None and one.decision is not FollowUpDecision.GOES_ON:
                planned = sip.follow_up_on  # what it ended says it still
            if planned is not None:
                yield planned, one.followed_up_on <= planned
            if one.decision is not FollowUpDecision.GOES_ON:
                last_said = None
            former = one
        if last_said is not None and last_said < min(record.today, sip.closed_on or record.today):
            yield last_said, False
