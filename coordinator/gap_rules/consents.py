"""The consents: that what was given is asked for again before, or when, it has ended."""

from collections.abc import Iterator
from datetime import date, timedelta

from coordinator.consent import Consent, ConsentPurpose
from coordinator.days_left import left
from coordinator.documents.phrases import shortened
from coordinator.gap import Gap, GapRule
from coordinator.gap_rules.finders import RecordView, finds
from coordinator.swedish import add_months, day_in_words, folded, how_late


@finds("consent_ending")
def consent_ending(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    soon = view.today + timedelta(days=rule.numbers["days"])
    for one in _last_ones(view):
        if one.is_valid_on(view.today) and one.valid_until <= soon:
            words = {"who": shortened(one.recipients, 60), "day": day_in_words(one.valid_until, view.today)}
            words["left"] = left(one.valid_until, view.today)
            yield rule.found(words, entry_id=one.id, due=one.valid_until)


@finds("consent_expired")
def consent_expired(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    since = add_months(view.today, -rule.numbers["months"])
    for one in _last_ones(view):
        if one.revoked_on is None and since <= one.valid_until < view.today:
            words = {"who": shortened(one.recipients, 60), "day": day_in_words(one.valid_until, view.today)}
            words["late"] = how_late(one.valid_until, view.today)
            yield rule.found(words, entry_id=one.id, due=one.valid_until)


def _last_ones(view: RecordView) -> list[Consent]:
    """Of consents for the same thing to the same recipients, the one that counts; the first to end first.

    That is the one that holds longest; when none holds, the last that was given – which may have been taken back, and
    then nobody shall ask again because an older one ended.
    """

    def weight(one: Consent) -> tuple[bool, date]:
        holds = one.is_valid_on(view.today)
        return holds, one.valid_until if holds else one.given_on

    found: dict[tuple[ConsentPurpose, str], Consent] = {}
    for one in sorted(view.record.all(Consent), key=weight):
        found[one.purpose, folded(one.recipients)] = one
    return sorted(found.values(), key=lambda one: one.valid_until)
