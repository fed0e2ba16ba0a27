"""SIP, its consents and going home from hospital: what should have been done, and who cannot be reached."""

from collections.abc import Iterator
from datetime import timedelta

from coordinator.consent import Consent, ConsentGiver
from coordinator.dates import OF_AGE, day_of
from coordinator.discharge import waited_for
from coordinator.documents.phrases import shortened
from coordinator.gap import Gap, GapRule
from coordinator.gap_rules.finders import RecordView, finds
from coordinator.sip.belonging import decisions_of, participants_of, sips
from coordinator.sip.consenting import consents_of, lacks, uncovered
from coordinator.sip.decision import DecisionStatus
from coordinator.sip.participant import SipPart
from coordinator.sip.process import Sip, SipAnswer, SipLead
from coordinator.sip.standing import planning_meeting
from coordinator.sip.who import name_of_participant, phone_of
from coordinator.swedish import add_months, day_in_words, how_late


@finds("sip_not_followed_up")
def sip_not_followed_up(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for sip in _open(view):
        if sip.established_on and sip.follow_up_on and sip.follow_up_on < view.today:
            words = {
                "sip": sip.heading, "day": day_in_words(sip.follow_up_on, view.today),
                "late": how_late(sip.follow_up_on, view.today),
            }  # fmt: skip
            yield rule.found(words, entry_id=sip.id, due=sip.follow_up_on)


@finds("sip_not_answered")
def sip_not_answered(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """Somebody asked for a SIP, and it is neither offered nor refused."""
    for sip in _open(view):
        if sip.asked_on and not (sip.offered_on or sip.established_on) and sip.answer is SipAnswer.NOT_ANSWERED:
            last = sip.asked_on + timedelta(days=rule.numbers["days"])
            if last < view.today:
                words = {"sip": sip.heading, "day": day_in_words(sip.asked_on, view.today)}
                yield rule.found(words, entry_id=sip.id, due=last)


@finds("sip_without_plan")
def sip_without_plan(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """The meeting was held, or its day has passed, and there is no plan."""
    for sip in _ours(view):
        meeting = planning_meeting(view.record, sip)
        day = (meeting.held_on or meeting.day) if meeting else None
        if sip.established_on is None and day and day + timedelta(days=rule.numbers["days"]) < view.today:
            yield rule.found({"sip": sip.heading, "day": day_in_words(day, view.today)}, entry_id=sip.id, due=day)


@finds("sip_responsible_unreachable")
def sip_responsible_unreachable(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """Who does something that the plan says, and is not done, has no telephone. The family is asked on its own page."""
    for sip in _open(view):
        at_work = {one.id: one for one in participants_of(view.record, sip.id) if one.part is SipPart.PROFESSIONAL}
        open_rows = (one for one in decisions_of(view.record, sip.id) if one.status is not DecisionStatus.DONE)
        responsible = dict.fromkeys(one.participant_id for one in open_rows if one.participant_id in at_work)
        for one in (at_work[id] for id in responsible if id is not None):
            if not phone_of(view.record, one):
                words = {"who": name_of_participant(view.record, one), "sip": sip.heading}
                yield rule.found(words, contact_id=one.contact_id, entry_id=sip.id)


@finds("sip_participant_without_consent")
def sip_participant_without_consent(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for sip in _ours(view):
        if planning_meeting(view.record, sip) is None:  # nobody is about to be told anything
            continue
        without = uncovered(view.record, sip)
        if without:
            names = ", ".join(name_of_participant(view.record, one) for one in without)
            yield rule.found({"who": shortened(names, 80), "sip": sip.heading}, entry_id=sip.id)


@finds("sip_consent_not_whole")
def sip_consent_not_whole(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for sip in _ours(view):
        for one in consents_of(view.record, sip):
            why = lacks(view.record, one) if one.is_valid_on(view.today) else ""
            if why:
                yield rule.found({"sip": sip.heading, "why": why.rstrip(".")}, entry_id=one.id)


@finds("consent_ends_at_18")
def consent_ends_at_18(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """A guardian's consent ends the day the patient comes of age, whatever day is written in it."""
    of_age = day_of(OF_AGE, view.record.patient.birth_date)
    if of_age is None or not add_months(of_age, -rule.numbers["months"]) <= view.today < of_age:
        return
    for one in view.record.all(Consent):
        if one.giver is ConsentGiver.GUARDIAN and one.is_valid_on(view.today) and one.valid_until >= of_age:
            words = {"who": shortened(one.recipients, 60), "day": day_in_words(of_age, view.today)}
            yield rule.found(words, entry_id=one.id, due=of_age)


@finds("discharge_late")
def discharge_late(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for stay, clock in waited_for(view.record):
        if clock.late:
            words = {
                "should": f"{clock.name} {clock.should_have}",
                "day": day_in_words(clock.day, view.today),
                "where": stay.heading,
            }
            yield rule.found(words, entry_id=stay.id, due=clock.day)


def _open(view: RecordView) -> list[Sip]:
    return [one for one in sips(view.record) if one.is_open]


def _ours(view: RecordView) -> list[Sip]:
    return [one for one in _open(view) if one.lead is SipLead.OURS]
