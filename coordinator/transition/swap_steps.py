"""What to do next with one swap: from a hole to a follow-up that says how it landed."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coordinator.page import Page
from coordinator.swedish import add_months, day_in_words
from coordinator.transition.belonging import follow_ups_of
from coordinator.transition.days import swap_day
from coordinator.transition.following_up import does_not_work
from coordinator.transition.kinds import rule_of, waiting
from coordinator.transition.next_step import NextStep, StepGroup, step_of
from coordinator.transition.standing import SwapState, state_of
from coordinator.transition.swap import Transition
from coordinator.transition.who import place_words, receiver_phone, receiving_contact, sender_phone

if TYPE_CHECKING:
    from coordinator.record import Record

_UNANSWERED = (SwapState.HOLE, SwapState.NAMED)


def steps_of(record: "Record", swap: Transition) -> Iterator[NextStep]:
    """Every step of the swap, in no order."""
    if swap.is_open:
        yield from _receiver(record, swap)
        yield from _waited_for(record, swap)
        yield from _letter(record, swap)
        yield from _visit(record, swap)
    if swap.is_open or swap.completed_on:
        yield from _landed(record, swap)


def _receiver(record: "Record", swap: Transition) -> Iterator[NextStep]:
    """Nobody is named, or who was named has ended."""
    day, place = swap_day(record, swap), place_words(record, swap)
    late = day is not None and day < record.today
    receiving = receiving_contact(record, swap)
    if receiving is not None and not receiving.is_current:
        words = (f"Utse en ny mottagare efter {place}", "Kontakten som skulle ta över är avslutad.",
                 "Skriv in mottagare")  # fmt: skip
        yield step_of(swap, StepGroup.HOLE, day, words, field="receiver", late=late)
    elif state_of(swap) is SwapState.HOLE and _near(record, day, waiting().hole_months):
        words = (f"Utse mottagare efter {place}", _planned(record, day), "Skriv in mottagare")
        phone = sender_phone(record, swap)
        yield step_of(swap, StepGroup.HOLE, day, words, field="receiver", phone=phone, late=late)


def _waited_for(record: "Record", swap: Transition) -> Iterator[NextStep]:
    """What nobody has answered, and a meeting of which nobody has noted that it was held."""
    place, phone, state = place_words(record, swap), receiver_phone(record, swap), state_of(swap)
    sent, letter, meeting = swap.referral_sent_on, swap.letter_sent_on, swap.joint_meeting_on
    if sent and swap.referral_confirmed_on is None and state in _UNANSWERED and swap.first_visit_done_on is None:
        asked, late = _waited(record, sent, waiting().referral_days)
        words = (f"Fråga om remissen från {place}", f"Skickad {_said(record, sent)}, inget svar är noterat.",
                 "Remissen är bekräftad")  # fmt: skip
        if asked:
            yield step_of(swap, StepGroup.REFERRAL, sent, words, field="referral_confirmed_on", phone=phone, late=late)
    if letter and state is SwapState.NAMED:
        asked, late = _waited(record, letter, waiting().receipt_days)
        words = (f"Fråga om mottagaren efter {place} tar över",
                 f"Överlämningsbrevet skickades {_said(record, letter)}.", "Mottagaren har bekräftat")  # fmt: skip
        if asked:
            yield step_of(swap, StepGroup.RECEIPT, letter, words, field="acknowledged_by", phone=phone, late=late)
    if meeting and meeting < record.today and swap.joint_meeting_held_on is None:
        words = (f"Hölls mötet om {place}?", f"Gemensamt möte var planerat till {_said(record, meeting)}.",
                 "Mötet hölls")  # fmt: skip
        yield step_of(swap, StepGroup.MEETING, meeting, words, field="joint_meeting_held_on", late=True)


def _letter(record: "Record", swap: Transition) -> Iterator[NextStep]:
    """Who is named has not been written to, and the day is near."""
    day = swap_day(record, swap)
    if (
        swap.letter_sent_on is None
        and state_of(swap) is SwapState.NAMED
        and _near(record, day, waiting().letter_months)
    ):
        words = (f"Lämna överlämningsbrevet efter {place_words(record, swap)}", _planned(record, day), "Gör brevet")
        yield step_of(swap, StepGroup.LETTER, day, words, page=Page.PAPERS, field="letter_sent_on")


def _visit(record: "Record", swap: Transition) -> Iterator[NextStep]:
    """The first visit: to book, to note as made; and then the swap can be complete."""
    state, day, booked = state_of(swap), swap_day(record, swap), swap.first_visit_on
    place, visit, phone = place_words(record, swap), rule_of(swap.kind).first_visit, receiver_phone(record, swap)
    if state is SwapState.VISITED:
        words = (f"Gör övergången från {place} klar",
                 f"{visit[:1].upper()}{visit[1:]} är gjort. Lämnande enhet ansvarar tills övergången är klar.",
                 "Klar")  # fmt: skip
        yield step_of(swap, StepGroup.COMPLETE, swap.first_visit_done_on, words, field="completed_on")
    elif swap.first_visit_done_on is None and booked and booked < record.today:
        words = (f"Är {visit} efter {place} gjort?", f"Det var bokat {_said(record, booked)}.", "Besöket är gjort")
        yield step_of(swap, StepGroup.VISIT, booked, words, field="first_visit_done_on", phone=phone, late=True)
    elif booked is None and state is not SwapState.HOLE and _near(record, day, waiting().visit_months):
        words = (f"Boka {visit} efter {place}", _planned(record, day), "Skriv in tiden")
        late = day is not None and day < record.today
        yield step_of(swap, StepGroup.VISIT, day, words, field="first_visit_on", phone=phone, late=late)


def _landed(record: "Record", swap: Transition) -> Iterator[NextStep]:
    """Follow-ups whose day has come, and a contact that does not work."""
    place, phone = place_words(record, swap), receiver_phone(record, swap)
    failing = does_not_work(record, swap)
    if failing is not None:
        back = swap.way_back.strip()
        words = (f"Det fungerar inte efter bytet från {place}",
                 f"Väg tillbaka: {back}" if back else "Vägen tillbaka är inte ifylld.", "Se uppföljningen")  # fmt: skip
        yield step_of(
            swap, StepGroup.FAILS, failing.done_on, words, field="way_back", phone=phone, follow_up_id=failing.id
        )
    for one in follow_ups_of(record, swap.id):
        if one.done_on is None and one.due_on <= record.today + timedelta(waiting().follow_up_days):
            late, said = one.due_on < record.today, _said(record, one.due_on)
            words = (f"Följ upp bytet från {place} efter {one.months} månader",
                     f"Skulle ha gjorts {said}." if late else f"Senast {said}.", "Följ upp")  # fmt: skip
            yield step_of(
                swap, StepGroup.FOLLOW_UP, one.due_on, words, field="works", phone=phone, late=late, follow_up_id=one.id
            )


def _waited(record: "Record", since: date, days: int) -> tuple[bool, bool]:
    """Whether it is time to ask, after half as long, and whether it is late."""
    waited = (record.today - since).days
    return waited >= days // 2, waited >= days


def _near(record: "Record", day: date | None, months: int) -> bool:
    """Whether the day is so near, or not known."""
    return day is None or day <= add_months(record.today, months)


def _planned(record: "Record", day: date | None) -> str:
    if day is None:
        return "Dagen för bytet är inte bestämd."
    said = _said(record, day)
    return f"Bytet skulle ha varit {said}." if day < record.today else f"Bytet är {said}."


def _said(record: "Record", day: date) -> str:
    return day_in_words(day, record.today)
