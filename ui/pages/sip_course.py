"""Which step of a SIP is gone on with, which can be opened, and when the page goes along to the next."""

from coordinator.record import Record
from coordinator.sip.process import Sip
from coordinator.sip.standing import SipStatus, SipStep, standing

_ENDED = {SipStatus.REFUSED: SipStep.NEED, SipStatus.DECLINED: SipStep.OFFER, SipStatus.CLOSED: SipStep.CLOSED}
_GOES_ON = frozenset({SipStep.NEED, SipStep.OFFER, SipStep.CONSENT})
"""When one of these is done the next is shown at once; in the others there is more to do."""
_PLACE = {step: place for place, step in enumerate(SipStep)}


def step_now(record: Record, sip: Sip) -> SipStep:
    """The step to go on with: the next; of a plan that is followed up again and again that; else where it ended."""
    stands = standing(record, sip)
    now = stands.now or _ENDED[stands.status]
    return SipStep.FOLLOW_UP if now is SipStep.CLOSED and sip.is_open else now


def can_open(record: Record, sip: Sip) -> frozenset[SipStep]:
    """What has been done or is next, what can be prepared, and the end, which may come at any time."""
    known = standing(record, sip).done | {step_now(record, sip)}
    if not sip.is_open:
        return known
    return known | {step for step in SipStep if step is not SipStep.FOLLOW_UP or sip.established_on}


def leads_on(step: SipStep, now: SipStep, *, is_open: bool) -> bool:
    """Whether she who was at the step that was next goes along to the one that is."""
    return now is not step and (step in _GOES_ON or is_before(now, step) or not is_open)


def is_before(step: SipStep, other: SipStep) -> bool:
    """Whether a step stands before another."""
    return _PLACE[step] < _PLACE[other]
