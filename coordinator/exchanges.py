"""Who exchanges information with whom, as far as the record says it: referrals, consents and papers that were shared.

What the record only hints at, such as two names in the same note, is not here.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.consent import ConsentPurpose
from coordinator.consent_names import ContactNames
from coordinator.contact import Assignment, Contact, holders
from coordinator.referral import Referral, ReferralStatus
from coordinator.shared_paper import SharedPaper
from coordinator.sip.consenting import in_force

if TYPE_CHECKING:
    from coordinator.record import Record

_REFERRAL, _AWAITED, _CONSENT, _PAPER = "remiss", "remiss som väntar på svar", "samtycke", "papper"
_NEVER_SENT = (ReferralStatus.TO_BE_WRITTEN, ReferralStatus.CANCELLED)


@dataclass(frozen=True)
class Exchange:
    """Two contacts that exchange information, and in which ways, in words. Which of the two comes first says nothing.

    Who coordinates may be one of them: on the map she stands between the patient and the others.
    """

    from_key: Hashable
    to_key: Hashable
    ways: tuple[str, ...]


def exchanges(record: "Record") -> tuple[Exchange, ...]:
    """The pairs of current contacts that exchange information, each once with every way."""
    current = {contact.id for contact in record.all(Contact) if contact.is_current}
    found: dict[tuple[UUID, UUID], set[str]] = {}
    for one, other, way in (*_referrals(record), *_from_coordinator(record)):
        if one != other and {one, other} <= current:
            found.setdefault((min(one, other), max(one, other)), set()).add(way)
    return tuple(Exchange(*pair, _in_order(ways)) for pair, ways in sorted(found.items()))


def _in_order(ways: set[str]) -> tuple[str, ...]:
    """The ways in a fixed order; a referral that is waited for says more than one that is not."""
    left_out = {_REFERRAL} if _AWAITED in ways else set()
    return tuple(way for way in (_AWAITED, _REFERRAL, _CONSENT, _PAPER) if way in ways - left_out)


def _referrals(record: "Record") -> Iterator[tuple[UUID, UUID, str]]:
    for one in record.all(Referral):
        if one.from_contact_id and one.contact_id and one.status not in _NEVER_SENT:
            yield one.from_contact_id, one.contact_id, _AWAITED if one.is_open else _REFERRAL


def _from_coordinator(record: "Record") -> Iterator[tuple[UUID, UUID, str]]:
    """What the one who coordinates shares, or may share, with others: it is from her that papers and facts leave."""
    coordinator = next((contact.id for _, contact in holders(record, Assignment.FIXED_CARE_CONTACT)), None)
    if coordinator is None:
        return
    holding = {one.id: one for one in in_force(record)}
    for contact in record.all(Contact):
        if contact.consent_id in holding:
            yield coordinator, contact.id, _CONSENT
    for_exchange = [one for one in holding.values() if one.purpose is ConsentPurpose.EXCHANGE]
    if for_exchange:
        names = ContactNames(record.all(Contact))
        for contact_id in sorted({id for one in for_exchange for id in names.named(one.recipients)}):
            yield coordinator, contact_id, _CONSENT
    for paper in record.all(SharedPaper):
        if paper.contact_id:
            yield coordinator, paper.contact_id, _PAPER
