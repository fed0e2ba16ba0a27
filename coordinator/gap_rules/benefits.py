"""Stöd that ends or has ended without a renewal, what was to be supplemented, and certificates that are waited for."""

from collections.abc import Iterator
from datetime import timedelta

from coordinator.benefit.belonging import is_called_for
from coordinator.benefit.benefit import Benefit
from coordinator.benefit.certificate import Certificate
from coordinator.benefit.standing import last_day, told_of
from coordinator.benefit.waiting import waiting_since
from coordinator.benefit.who import writer_of
from coordinator.documents.phrases import shortened
from coordinator.gap import Gap, GapRule
from coordinator.gap_rules.finders import RecordView, finds
from coordinator.swedish import day_in_words

_LONGEST = 60


@finds("benefit_supplement_late")
def benefit_supplement_late(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for one in view.record.all(Benefit):
        last = one.supplement_by
        if one.waits_for_supplement and last is not None and last < view.today:
            words = {"what": _named(one), "day": day_in_words(last, view.today)}
            yield rule.found(words, entry_id=one.id, due=last)


@finds("benefit_ends", "benefit_expired")
def benefit_ends(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """The days before the last day are of the one rule, those after it of the other; renewed in time it is of none."""
    is_over = rule.code == "benefit_expired"
    for one in view.record.all(Benefit):
        last = last_day(one)
        if last is not None and (last < view.today) == is_over and told_of(view.record, one):
            words = {"what": _named(one), "day": day_in_words(last, view.today)}
            yield rule.found(words, entry_id=one.id, due=last)


@finds("benefit_not_decided")
def benefit_not_decided(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for one in view.record.all(Benefit):
        if not one.is_open or one.applied_on is None or one.waits_for_supplement:
            continue
        due = (waiting_since(one) or one.applied_on) + timedelta(days=rule.numbers["days"])
        if due <= view.today:
            words = {"what": _named(one), "day": day_in_words(one.applied_on, view.today)}
            yield rule.found(words, entry_id=one.id, due=due)


@finds("certificate_late")
def certificate_late(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """Past the day it was needed by; of one without such a day, when it has been waited for as long as is usual."""
    for one in view.record.all(Certificate):
        if not one.is_waited_for or one.requested_on is None or not is_called_for(view.record, one):
            continue
        due = one.needed_by or one.requested_on + timedelta(days=rule.numbers["days"])
        if due <= view.today:
            who = writer_of(view.record, one) or "Ingen är utsedd att skriva"
            words = {
                "what": shortened(one.heading, _LONGEST), "who": who, "day": day_in_words(one.requested_on, view.today)
            }  # fmt: skip
            yield rule.found(words, entry_id=one.id, due=due)


@finds("certificate_not_sent")
def certificate_not_sent(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for one in view.record.all(Certificate):
        if one.issued_on is None or not is_called_for(view.record, one):
            continue
        due = one.issued_on + timedelta(days=rule.numbers["days"])
        if due <= view.today:
            words = {"what": shortened(one.heading, _LONGEST), "day": day_in_words(one.issued_on, view.today)}
            yield rule.found(words, entry_id=one.id, due=due)


def _named(one: Benefit) -> str:
    return shortened(one.heading, _LONGEST)
