"""A SIP to make papers of: who takes part, the meeting where the plan was made, its rows and its consent."""

from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any
from uuid import UUID

from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole, Huvudman
from coordinator.entity import Entity
from coordinator.sip.decision import DecisionStatus, LifeArea, SipDecision
from coordinator.sip.follow_up import SipFollowUp
from coordinator.sip.meeting import Presence, SipInvitation, SipMeeting
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip, SipAnswer, SipReason

MADE_ON = date(2026, 11, 20)
_ROWS: tuple[tuple[str, str, str, str, Huvudman, LifeArea | None], ...] = (
    ("Sova bättre", "Hel natt fem dagar i veckan", "Sömnskola", "Helena Dahl", Huvudman.REGION, LifeArea.HEALTH),
    ("Vara med Noa", "Träffas varje vecka", "Ledsagare på torsdagar", "Anna Berg", Huvudman.KOMMUN, LifeArea.LEISURE),
    ("Orka skolan", "Hela dagar i mars", "Vilorum", "Susanne Palm", Huvudman.STATE, None),
)


@dataclass(frozen=True)
class WholeSip:
    """The SIP, and everything that belongs to it."""

    sip: Sip
    people: tuple[SipParticipant, ...]
    rows: tuple[SipDecision, ...]
    others: tuple[Entity, ...]

    def entries(self, *more: Entity, **changed: Any) -> tuple[Entity, ...]:
        """All of it, with other values in the SIP."""
        return (replace(self.sip, **changed), *self.people, *self.rows, *self.others, *more)

    def followed_up(self, *statuses: DecisionStatus, on: date, result: str = "") -> "WholeSip":
        """The same with how each row went."""
        rows = zip(self.rows, statuses, strict=True)
        return replace(
            self, rows=tuple(replace(one, status=status, followed_up_on=on, result=result) for one, status in rows)
        )


def whole_sip(patient_id: UUID, rows: int = 3, **fields: Any) -> WholeSip:
    """An established SIP with so many rows; ``fields`` are those of `Sip`."""
    helena = Contact(
        patient_id=patient_id, name="Helena Dahl", role="kurator", unit="Habiliteringen", huvudman=Huvudman.REGION,
        phone="031-390 06 12",
    )  # fmt: skip
    anna = Contact(
        patient_id=patient_id, name="Anna Berg", role="LSS-handläggare", organisation="Ekby kommun",
        phone="0430-150 01", huvudman=Huvudman.KOMMUN, category=ContactCategory.KOMMUN,
    )  # fmt: skip
    known: dict[str, Any] = {
        "number": 2, "reason": SipReason.SCHOOL_ABSENCE, "question": "Hur orkar Leo hela dagar?",
        "answer": SipAnswer.YES, "initiator": "Helena Dahl", "initiator_huvudman": Huvudman.REGION,
        "own_words": "Jag vill träffa Noa.",
        "situation": "Tre halva dagar i skolan.", "family_does": "Leo ringer Noa.", "if_it_fails": "Ring Helena.",
        "overall_huvudman": Huvudman.REGION, "overall_contact": "Helena Dahl, Habiliteringen, 031-390 06 12",
        "established_on": MADE_ON, "established_by": "Helena Dahl", "follow_up_on": date(2027, 2, 19),
    }  # fmt: skip
    sip = Sip(patient_id=patient_id, **(known | fields))

    def takes_part(position: int, **who: Any) -> SipParticipant:
        return SipParticipant(patient_id=patient_id, sip_id=sip.id, position=position, **who)

    people = (
        takes_part(0, part=SipPart.PATIENT),
        takes_part(1, part=SipPart.FAMILY, name="Maria Björk", function="vårdnadshavare", phone="070-174 06 12"),
        takes_part(2, contact_id=helena.id),
        takes_part(3, contact_id=anna.id),
        takes_part(
            4, name="Susanne Palm", function="handläggare", organisation="Försäkringskassan", huvudman=Huvudman.STATE
        ),
    )
    by_name = {"Helena Dahl": people[2], "Anna Berg": people[3], "Susanne Palm": people[4]}
    meeting = SipMeeting(
        patient_id=patient_id, sip_id=sip.id, day=MADE_ON, at=time(13), place="Sal 4", chair="Helena Dahl",
        recorder="Anna Berg", held_on=MADE_ON if sip.established_on else None,
    )  # fmt: skip
    came = (Presence.HERE, Presence.NOT_NOTED, Presence.HERE, Presence.PROXY, Presence.ABSENT)
    invitations = tuple(
        SipInvitation(
            patient_id=patient_id, meeting_id=meeting.id, participant_id=one.id, presence=presence,
            proxy="Daniel Roos" if presence is Presence.PROXY else "",
        )
        for one, presence in zip(people, came, strict=True)
    )  # fmt: skip
    consent = Consent(
        patient_id=patient_id, purpose=ConsentPurpose.SIP, given_by="Leo", given_on=date(2026, 10, 25), sip_id=sip.id,
        recipients="Alla deltagare", covers="Planen", valid_until=date(2027, 10, 25),
    )  # fmt: skip
    role = ContactRole(
        patient_id=patient_id, contact_id=helena.id, assignment=Assignment.FIXED_CARE_CONTACT, start=date(2025, 1, 1),
        main=True,
    )  # fmt: skip
    return WholeSip(
        sip, people, tuple(_row(sip, number, by_name) for number in range(rows)),
        (helena, anna, meeting, *invitations, consent, role),
    )  # fmt: skip


def _row(sip: Sip, number: int, by_name: dict[str, SipParticipant]) -> SipDecision:
    need, goal, what, who, huvudman, area = _ROWS[number % len(_ROWS)]
    return SipDecision(
        patient_id=sip.patient_id, sip_id=sip.id, position=number, need=need, goal=goal, what=what, area=area,
        participant_id=by_name[who].id, responsible=who, huvudman=huvudman, start=date(2026, 12, 1),
        due=date(2027, 1, 15),
    )  # fmt: skip


def follow_up_of(whole: WholeSip, **fields: Any) -> SipFollowUp:
    """A follow-up of it."""
    known: dict[str, Any] = {
        "followed_up_on": date(2026, 11, 22), "followed_up_by": "Helena Dahl", "judgement": 4,
        "own_words": "Det är bättre nu.", "note": "Vi prövar hela dagar.", "next_on": date(2027, 2, 19),
    }  # fmt: skip
    return SipFollowUp(patient_id=whole.sip.patient_id, sip_id=whole.sip.id, **(known | fields))
