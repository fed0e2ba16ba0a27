"""Uppmärksamhetsinformation that nobody has asked about or checked, cards that are no longer true, texts that end."""

from collections.abc import Iterator
from datetime import timedelta

from coordinator.diagnosis import Certainty, EmergencyWish, RareCondition
from coordinator.documents.phrases import shortened
from coordinator.gap import Gap, GapRule
from coordinator.gap_rules.finders import RecordView, finds
from coordinator.swedish import day_in_words
from coordinator.umi.asking import unasked
from coordinator.umi.belonging import current_rows
from coordinator.umi.issuing import CardStanding, standings
from coordinator.umi.kinds import InJournal
from coordinator.umi.row import AlertInformation
from coordinator.umi.texts import pairs, past_pairs, text_of_condition

_LONGEST = 60


@finds("umi_not_asked")
def umi_not_asked(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    groups = unasked(view.record)
    if groups:
        yield rule.found({"groups": ", ".join(one.label.lower() for one in groups)}, entry_id=view.record.patient.id)


@finds("umi_check_due")
def umi_check_due(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for one in current_rows(view.record):
        if one.check_due is not None and one.check_due <= view.today:
            words = {"what": _named(one), "day": day_in_words(one.check_due, view.today)}
            yield rule.found(words, entry_id=one.id, due=one.check_due)


@finds("umi_unchecked")
def umi_unchecked(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """Read somewhere, and never held against the journal."""
    for one in current_rows(view.record):
        if one.checked_on is None:
            source = ", ".join(part for part in (one.source.label.lower(), one.source_note.strip()) if part)
            yield rule.found({"what": _named(one), "source": shortened(source, _LONGEST)}, entry_id=one.id)


@finds("umi_not_in_journal")
def umi_not_in_journal(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for one in current_rows(view.record):
        if one.in_journal is InJournal.NO:
            yield rule.found({"what": _named(one)}, entry_id=one.id)


@finds("umi_expired")
def umi_expired(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for one in view.record.all(AlertInformation):
        if one.valid_until is not None and one.has_expired_on(view.today):
            words = {"what": _named(one), "day": day_in_words(one.valid_until, view.today)}
            yield rule.found(words, entry_id=one.id, due=one.valid_until)


@finds("diagnosis_without_emergency")
def diagnosis_without_emergency(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """Only where the physician has said that it is wanted: which conditions need it is never ours to say."""
    for one in view.record.all(RareCondition):
        wanted = one.emergency_wish is EmergencyWish.WANTED and one.certainty is not Certainty.RULED_OUT
        if wanted and text_of_condition(view.record, one.id, one.text) is None:
            words = {"what": shortened(one.text, _LONGEST), "who": one.emergency_wish_by.strip() or "Läkaren"}
            yield rule.found(words, entry_id=one.id)


@finds("emergency_ends")
def emergency_ends(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """A text that ends soon, or ended by itself while others hold; of a patient left without any another rule tells.

    A translation ends with what it translates and is not told of apart.
    """
    last = view.today + timedelta(days=rule.numbers["days"])
    current = pairs(view.record)
    for pair in (*current, *(past_pairs(view.record) if current else ())):
        one = pair.first
        if one.ended_on is not None or one.valid_until is None or one.valid_until > last:
            continue
        when = "gällde till" if one.valid_until < view.today else "gäller till"
        words = {
            "what": shortened(one.heading, _LONGEST),
            "when": f"{when} och med {day_in_words(one.valid_until, view.today)}",
        }
        yield rule.found(words, entry_id=one.id, due=one.valid_until)


@finds("emergency_no_physician")
def emergency_no_physician(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for pair in pairs(view.record):
        if not pair.first.issued_by.strip():
            yield rule.found({"what": shortened(pair.first.heading, _LONGEST)}, entry_id=pair.first.id)


@finds("card_out_of_date")
def card_out_of_date(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    """A card says something else than it would today, or its last day has passed; and somebody has it."""
    for one in standings(view.record):
        if one.is_outdated:
            words = {"holder": _held_by(one), "what": _what_is_wrong(view, one)}
            yield rule.found(words, entry_id=one.card.id, due=one.card.valid_until if one.expired else None)


@finds("card_expires")
def card_expires(view: RecordView, rule: GapRule) -> Iterator[Gap]:
    for one in standings(view.record):
        until = one.card.valid_until
        if one.expires_soon and not one.is_outdated and until is not None:
            words = {"holder": _held_by(one), "day": day_in_words(until, view.today)}
            yield rule.found(words, entry_id=one.card.id, due=until)


def _named(one: AlertInformation) -> str:
    return shortened(one.heading, _LONGEST)


def _held_by(standing: CardStanding) -> str:
    return shortened(standing.card.holder, _LONGEST) or "okänd"


def _what_is_wrong(view: RecordView, standing: CardStanding) -> str:
    card = standing.card
    if standing.expired and card.valid_until is not None:
        return f"Gällde till och med {day_in_words(card.valid_until, view.today)}"
    changed = len(set(standing.gone) | set(standing.lacks))
    rows = "1 rad" if changed == 1 else f"{changed} rader"
    return f"{rows} skiljer sedan det skrevs ut {day_in_words(card.issued_on, view.today)}"
