"""What a SIP must state when it is established and after: the four points of the law, and when it is followed up."""

from datetime import date
from typing import TYPE_CHECKING

from coordinator.change import Change
from coordinator.errors import RuleError
from coordinator.sip.legal_points import LegalPoint, PointState, missing_points
from coordinator.sip.process import Sip, SipLead

if TYPE_CHECKING:
    from coordinator.record import Record

FIELD_OF_POINT = {
    LegalPoint.NEEDED: "what",
    LegalPoint.HUVUDMAN: "huvudman",
    LegalPoint.OTHERS: "family_does",
    LegalPoint.OVERALL: "overall_huvudman",
}
"""The field to fill when a point is missing."""


def points_left(record: "Record", sip: Sip) -> list[PointState]:
    """What the plan must get first. Of one that others lead we know our part only, so nothing is asked of it."""
    return [] if sip.lead is SipLead.OTHERS else missing_points(record, sip)


def require_points(record: "Record", sip: Sip) -> None:
    """The four points are there."""
    missing = points_left(record, sip)
    if not missing:
        return
    names = ", ".join(f"{one.name} ({one.words})" for one in missing)
    what = "en punkt" if len(missing) == 1 else f"{len(missing)} punkter"
    raise RuleError(
        f"Planen saknar {what} som lagen kräver",
        f"Det som saknas: {names}.",
        field=FIELD_OF_POINT[missing[0].point],
    )


def require_follow_up(sip: Sip, established_on: date) -> None:
    """It is said when the plan is followed up, and that is after it was made."""
    if sip.follow_up_on is None:
        raise RuleError("Skriv när planen följs upp", "En SIP upprättas alltid med en dag för uppföljning.",
                        field="follow_up_on")  # fmt: skip
    if sip.follow_up_on <= established_on:
        raise RuleError("Uppföljningen ska ligga efter planens datum", f"Skriv en dag efter {established_on}.",
                        field="follow_up_on")  # fmt: skip


def require_plan_stands(record: "Record", sip: Sip, change: Change) -> None:
    """What an established plan must state, it states after the change too, unless it did not before."""
    if not sip.established_on or sip.closed_on:
        return
    after = record.after(change)
    if not missing_points(record, sip):
        require_points(after, after.get(Sip, sip.id))
