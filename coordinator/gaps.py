"""The gaps (luckor) of a patient's record: what is missing or late, most serious first, and where it is mended.

Only that something is not written or that a day has passed is said, never what care should do. Order, words and page
of each are data: `resources/texts/gaps.json`, most serious first.
"""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.alert import EmergencyInformation
from coordinator.careplan import CareGoal, GoalResult, Intervention, current_plan, goals_of, interventions_of
from coordinator.contact import Assignment, Contact, ContactRole, holders
from coordinator.contact_state import ContactStates
from coordinator.documents.phrases import is_old, shortened, title_of
from coordinator.entity import Knowledge
from coordinator.page import Page
from coordinator.person import DiagnosisState, PatientStatus, ProtectedIdentity
from coordinator.referral import Referral
from coordinator.reminder import open_reminders
from coordinator.spoken import often_in_words
from coordinator.swedish import day_in_words, how_late

if TYPE_CHECKING:
    from coordinator.record import Record


@dataclass(frozen=True)
class Gap:
    """One gap: what it is, why it matters, the word on its button, and the page and the entry where it is mended.

    field: what on the page, when it is no entry: the name of a field, or of an assignment.
    """

    key: str
    title: str = dataclasses.field(repr=False)
    why: str = dataclasses.field(repr=False)
    verb: str
    page: Page
    contact_id: UUID | None = None
    entry_id: UUID | None = None
    field: str = ""


def gaps(record: "Record") -> list[Gap]:
    """The gaps of one patient, most serious first; none for a patient who is ended or has died."""
    if record.patient.status in (PatientStatus.ENDED, PatientStatus.DECEASED):
        return []
    found = [*_not_asked(record), *_roles(record), *_waited_for(record), *_plan(record), *_contacts(record)]
    ranks = {key: rank for rank, key in enumerate(_texts())}
    return sorted(found, key=lambda gap: ranks[gap.key])


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    text = (files("resources") / "texts" / "gaps.json").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, str]] = json.loads(text)
    return found


def _gap(
    key: str, words: Mapping[str, str] | None = None, *, contact_id: UUID | None = None, entry_id: UUID | None = None
) -> Gap:
    texts = _texts()[key]
    title, why = (_capital(texts[name].format_map(words or {})) for name in ("title", "why"))
    return Gap(key, title, why, texts["verb"], Page.of(texts["page"]), contact_id, entry_id, texts.get("field", ""))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _not_asked(record: "Record") -> Iterator[Gap]:
    """What nobody has asked the patient, or looked up, of who she is."""
    patient = record.patient
    if patient.emergency_known is Knowledge.NOT_ASKED:
        yield _gap("emergency_not_asked", entry_id=patient.id)
    elif patient.emergency_known is Knowledge.SOME and not any(
        one.is_current_on(record.today) for one in record.all(EmergencyInformation)
    ):
        yield _gap("emergency_not_written", entry_id=patient.id)
    if patient.protected_identity is ProtectedIdentity.NOT_ASKED:
        yield _gap("protection_not_asked", entry_id=patient.id)
    if patient.interpreter_need is Knowledge.NOT_ASKED:
        yield _gap("interpreter_not_asked", entry_id=patient.id)
    if patient.adaptation_need is Knowledge.NOT_ASKED:
        yield _gap("adaptation_not_asked", entry_id=patient.id)
    if patient.representative_known is Knowledge.NOT_ASKED:
        yield _gap("representative_not_asked", entry_id=patient.id)
    if patient.diagnosis_state is DiagnosisState.NOT_ASKED:
        yield _gap("diagnosis_not_asked", entry_id=patient.id)


def _roles(record: "Record") -> Iterator[Gap]:
    missing = {
        Assignment.FIXED_CARE_CONTACT: "no_care_contact",
        Assignment.FIXED_PHYSICIAN_CONTACT: "no_physician_contact",
    }
    for assignment, key in missing.items():
        held = holders(record, assignment)
        if not held:
            yield _gap(key)
        for role, contact in held:
            if role.informed_on is None:
                yield _not_informed(role, contact)


def _not_informed(role: ContactRole, contact: Contact) -> Gap:
    words = {"assignment": role.assignment.label.lower(), "who": title_of(contact)}
    return _gap("not_informed", words, contact_id=contact.id, entry_id=role.id)


def _waited_for(record: "Record") -> Iterator[Gap]:
    today = record.today
    for one in open_reminders(record):
        if one.due < today:
            words = {"what": shortened(one.what), "late": how_late(one.due, today), "who": one.owner.strip()}
            yield _gap("reminder_late", words, contact_id=one.contact_id, entry_id=one.id)
    contacts = {contact.id: contact for contact in record.all(Contact)}
    late = [one for one in record.all(Referral) if one.is_open and one.expected_answer and one.expected_answer < today]
    for referral in sorted(late, key=lambda one: one.expected_answer or today):
        day = referral.expected_answer or today
        contact = contacts.get(referral.contact_id) if referral.contact_id else None
        who = referral.to.strip() or (contact.heading if contact else "")
        words = {"who": who, "day": day_in_words(day, today), "late": how_late(day, today)}
        yield _gap("referral_late", words, contact_id=referral.contact_id, entry_id=referral.id)


def _plan(record: "Record") -> Iterator[Gap]:
    plan, today = current_plan(record), record.today
    contacts = {contact.id: contact for contact in record.all(Contact)}
    if plan is None:
        yield _gap("no_plan")
        return
    if not plan.what_matters.strip():
        yield _gap("what_matters_not_written", entry_id=plan.id)
    if plan.next_review and plan.next_review < today:
        words = {"day": day_in_words(plan.next_review, today), "late": how_late(plan.next_review, today)}
        yield _gap("plan_review_late", words, entry_id=plan.id)
    for goal in goals_of(record, plan):
        under = interventions_of(record, goal)
        yield from _goal(goal, has_intervention=bool(under), today=today)
        for one in under:
            if one.is_open:
                yield from _intervention(one, contacts, today)


def _goal(goal: CareGoal, *, has_intervention: bool, today: date) -> Iterator[Gap]:
    what = shortened(goal.goal.strip() or goal.need.strip())
    if not has_intervention and goal.result is not GoalResult.REACHED:
        yield _gap("goal_without_intervention", {"what": what}, entry_id=goal.id)
    if goal.follow_up and goal.follow_up < today and goal.result is GoalResult.NOT_FOLLOWED_UP:
        words = {"what": what, "late": how_late(goal.follow_up, today)}
        yield _gap("goal_follow_up_late", words, entry_id=goal.id)


def _intervention(one: Intervention, contacts: Mapping[UUID, Contact], today: date) -> Iterator[Gap]:
    contact = contacts.get(one.contact_id) if one.contact_id else None
    what, who = shortened(one.what), one.responsible.strip() or (contact.heading if contact else "")
    if one.due and one.due < today:
        words = {"what": what, "late": how_late(one.due, today), "who": f", {who}" if who else ""}
        yield _gap("intervention_late", words, contact_id=one.contact_id, entry_id=one.id)
    missing = ["ansvarig"] * (not who) + ["datum"] * (one.due is None and one.follow_up is None)
    if missing:
        yield _gap("intervention_unclear", {"what": what, "missing": " och ".join(missing)}, entry_id=one.id)


def _contacts(record: "Record") -> Iterator[Gap]:
    states, today = ContactStates(record), record.today
    for contact in record.all(Contact):
        if not contact.is_current:
            continue
        who = contact.heading
        if states.needs_time(contact) and contact.last_contact and contact.interval_months:
            role = f"{contact.role.strip()}, " if contact.role.strip() not in ("", who) else ""
            often = role + often_in_words(contact.interval_months)
            day = day_in_words(contact.last_contact, today)
            words = {"who": who, "often": often, "day": day}
            yield _gap("contact_no_time", words, contact_id=contact.id, entry_id=contact.id)
        if not is_reachable(contact):
            yield _gap("contact_unreachable", {"who": who}, contact_id=contact.id, entry_id=contact.id)
        if contact.checked_on and is_old(contact, today):
            words = {"who": who, "day": day_in_words(contact.checked_on, today)}
            yield _gap("contact_old", words, contact_id=contact.id, entry_id=contact.id)


def is_reachable(contact: Contact) -> bool:
    """Whether there is any way to reach the contact: a number, an address or a safe channel."""
    ways = (contact.phone, contact.switchboard, contact.email, contact.channel_note)
    return contact.channel is not None or any(way.strip() for way in ways)
