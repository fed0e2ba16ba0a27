"""What somebody waits for: reminders that should have been done, and answers to referrals."""

from collections.abc import Iterator

from coordinator.documents.phrases import shortened
from coordinator.gap import Gap, GapRule
from coordinator.gap_rules.finders import RecordView, finds
from coordinator.referral import Referral
from coordinator.reminder import late_reminders
from coordinator.swedish import day_in_words, how_late


@finds("reminder_late")
def reminder_late(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for one in late_reminders(view.record):
        words = {"what": shortened(one.what), "late": how_late(one.due, view.today), "who": one.owner.strip()}
        yield rule.found(words, contact_id=one.contact_id, entry_id=one.id, due=one.due)


@finds("referral_late")
def referral_late(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    waited = ((one.expected_answer, one) for one in _open_referrals(view) if one.expected_answer)
    late = [(day, one) for day, one in waited if day < view.today]
    for day, one in sorted(late, key=lambda found: found[0]):
        words = {"who": _receiver(view, one), "day": day_in_words(day, view.today), "late": how_late(day, view.today)}
        yield rule.found(words, contact_id=one.contact_id, entry_id=one.id, due=day)


@finds("referral_without_day")
def referral_without_day(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for one in _open_referrals(view):
        if one.expected_answer is None:
            yield rule.found({"who": _receiver(view, one)}, contact_id=one.contact_id, entry_id=one.id)


def _open_referrals(view: RecordView) -> Iterator[Referral]:
    return (one for one in view.record.all(Referral) if one.is_open)


def _receiver(view: RecordView, referral: Referral) -> str:
    contact = view.contacts.get(referral.contact_id) if referral.contact_id else None
    return referral.to.strip() or (contact.heading if contact else "")
