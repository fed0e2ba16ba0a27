"""The consent a paper rests on when it goes to somebody, and what to say when none does or it says something besides.

A consent for a SIP is for the papers of that SIP. What was taken back for the recipient covers nothing more of it, and
a consent from before that day does not open the same door again.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.consent import Consent, ConsentPurpose
from coordinator.consent_reach import BY_GENERAL_WORDS, entry_for, lines_for, naming, reaching, taken_back_on
from coordinator.consent_state import how_long, was_a_childs
from coordinator.days_left import with_year
from coordinator.recipient import Recipient
from coordinator.shared_paper import Ground
from coordinator.sip.consenting import holds, lacks
from coordinator.sip.meeting import SipInvitation, SipMeeting

if TYPE_CHECKING:
    from coordinator.record import Record

OTHER_GROUNDS = "patienten bad om det, skyldighet enligt lag eller nödsituation"
_OF_SIP = "sip-"
"""How the names of the papers of a SIP begin."""


def covering(record: "Record", recipient: Recipient, paper: str = "", about: UUID | None = None) -> Consent | None:
    """The consent that names the recipient and holds today, one for the very thing before others; None when none does.

    paper: the name of the paper that is meant, and ``about`` which of its subjects; without it a consent for a SIP is
    not counted. The patient needs none.
    """
    if recipient.is_patient:
        return None
    wanted = [one for one in _for(record, paper, about) if holds(record, one)]
    found = reaching(record, wanted, recipient.contact_id, recipient.name)
    taken_back = _taken_back_on(record, recipient, paper, about)
    if taken_back is not None:
        # One for the SIP that was given the same day is taken to be the new one: it is what was asked for then.
        found = [
            one for one in found if one.given_on > taken_back or (one.sip_id is not None and one.given_on == taken_back)
        ]
    return _first(found)


def rests_on(
    record: "Record", recipient: Recipient, ground: Ground | None, paper: str, about: UUID | None = None
) -> tuple[Ground | None, Consent | None]:
    """The ground that something is given on, and the consent when it is that; none for the patient, who needs none."""
    if recipient.is_patient:
        return None, None
    if ground is None or ground is Ground.CONSENT:
        return Ground.CONSENT, covering(record, recipient, paper, about)
    return ground, None


def without_consent(record: "Record", recipient: Recipient, paper: str = "", about: UUID | None = None) -> str:
    """Why no consent covers the paper, and what to do; empty when one does. It names nobody."""
    if covering(record, recipient, paper, about) is not None:
        return ""
    of_paper = _for(record, paper, about)
    found = naming(record, of_paper, recipient.contact_id, recipient.name)
    still = reaching(record, found, recipient.contact_id, recipient.name)
    not_whole = next((one for one in still if one.is_valid_on(record.today) and lacks(record, one)), None)
    taken_back = max((day for one in found for day in _taken_back(record, one, recipient)), default=None)
    if not_whole is not None:
        why = _what_it_lacks(record, not_whole)
    elif taken_back is not None:
        has_line = any(entry_for(record, one, recipient.contact_id, recipient.name) for one in found)
        whom = "mottagaren" if has_line else "någon som kan vara mottagaren"
        why = f"Samtycket är återkallat för {whom} sedan {with_year(taken_back)}. Skriv in ett nytt"
    elif found:
        last = max(found, key=lambda one: one.valid_until)
        why = f"Samtycket som nämner mottagaren gäller inte i dag. {how_long(last, record)}. Skriv in ett nytt"
    elif _sip_consents_naming(record, recipient):
        why = "Samtycket som nämner mottagaren gäller en annan SIP, eller bara SIP. Skriv in ett för det här papperet"
    else:
        why = (
            "Inget samtycke som gäller i dag nämner mottagaren så att ingen annan kan menas. Skriv in ett samtycke "
            "med varje mottagare på en egen rad"
        )
    return f"{why}, eller ange en annan grund: {OTHER_GROUNDS}."


def said_in(record: "Record", consent: Consent, recipient: Recipient) -> Iterator[str]:
    """What the consent says of what may not go, to anybody and to this recipient."""
    if consent.excludes.strip():
        yield f"Samtycket säger att det här inte får lämnas: {consent.excludes.strip()}"
    for hers in lines_for(record, consent, recipient.contact_id, recipient.name):
        if hers.excludes.strip():
            yield f"Mottagaren får inte veta: {hers.excludes.strip()}"
        if hers.covers.strip():
            yield f"Mottagaren får bara veta: {hers.covers.strip()}"


def _for(record: "Record", paper: str, about: UUID | None) -> list[Consent]:
    """The consents that can be for the paper: one that was given for a SIP is for the papers of that one."""
    sip_id = _sip_of(record, about)
    of_sip = paper.startswith(_OF_SIP)
    return [
        one for one in record.all(Consent) if one.sip_id is None or (of_sip and (about is None or one.sip_id == sip_id))
    ]


def _sip_of(record: "Record", about: UUID | None) -> UUID | None:
    """The SIP that a paper is about, which may be about one of its meetings or letters."""
    meetings = {one.id: one.sip_id for one in record.all(SipMeeting)}
    letters = {one.id: meetings.get(one.meeting_id) for one in record.all(SipInvitation)}
    return about if about is None else meetings.get(about) or letters.get(about) or about


def _taken_back_on(record: "Record", recipient: Recipient, paper: str, about: UUID | None) -> date | None:
    """The latest day on which a consent for the SIP was taken back, altogether or for the recipient; None if none."""
    of_sip = [one for one in _for(record, paper, about) if one.sip_id is not None]
    found = naming(record, of_sip, recipient.contact_id, recipient.name)
    return max((day for one in found for day in _taken_back(record, one, recipient)), default=None)


def _taken_back(record: "Record", consent: Consent, recipient: Recipient) -> Iterator[date]:
    """The days on which the consent was taken back, altogether and for the recipient."""
    if consent.revoked_on is not None:
        yield consent.revoked_on
    yield from taken_back_on(record, consent, recipient.contact_id, recipient.name)


def _first(consents: Sequence[Consent]) -> Consent | None:
    """The one a paper rests on, when several hold."""
    order, first = list(ConsentPurpose), BY_GENERAL_WORDS
    return min(
        consents,
        key=lambda one: (
            one.sip_id is None,
            one.purpose not in first,
            one.purpose is not first[0],
            order.index(one.purpose),
        ),
        default=None,
    )


def _what_it_lacks(record: "Record", consent: Consent) -> str:
    missing = lacks(record, consent)
    if was_a_childs(record, consent):
        return f"Samtycket som nämner mottagaren gäller inte i dag. {missing} Skriv in ett nytt"
    return f"Samtycket som nämner mottagaren räcker inte än. {missing} Du kan också skriva in ett nytt"


def _sip_consents_naming(record: "Record", recipient: Recipient) -> list[Consent]:
    of_sips = [one for one in record.all(Consent) if one.sip_id is not None and holds(record, one)]
    return reaching(record, of_sips, recipient.contact_id, recipient.name)
