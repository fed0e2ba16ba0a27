"""What happens now and the booked times, in a document that is easy to read: each day a heading, one thought a line."""

from collections.abc import Iterator
from datetime import time

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus
from coordinator.blocks import Block, Heading, Paragraph, Rich, led, plain, strong
from coordinator.documents.coming import Coming, coming
from coordinator.documents.easy_lines import thoughts
from coordinator.documents.phrases import sentence
from coordinator.documents.times import appointments_to_print, what_for, who_with
from coordinator.protection import printable
from coordinator.record import Record
from coordinator.swedish import full_day

_FIRST = 3
"""So many things happen now; what is later stands among the times."""

_SPOKEN = (AppointmentForm.PHONE, AppointmentForm.VIDEO)


def what_happens_now(record: Record) -> Iterator[Block]:
    """The next things, whatever they are; then what still is waited for."""
    yield Heading("Vad händer nu?")
    known = coming(record)
    late = [one for one in known if one.day < record.today]
    told = _told_first(record)
    for thing, appointment in told:
        if appointment is None:
            yield from _thing(record, thing)
        else:
            yield from _time(record, appointment)
    if not told:
        yield Paragraph(plain("Inget är bestämt just nu."))
    if late:
        yield Heading("Vad väntar vi på?", 3)
        for one in late[-_FIRST:]:
            what = one.what_late or one.what
            yield Paragraph(led(sentence(what), f"Det {one.late} {full_day(one.day, record.today)}."))
        if len(late) > _FIRST:
            yield Paragraph(plain("Vi väntar på fler saker också."))
        yield Paragraph(plain("Jag kan fråga hur det går."))


def my_times(record: Record) -> Iterator[Block]:
    """The booked times that are not told already."""
    yield Heading("Mina tider")
    every = appointments_to_print(record)
    told = {appointment.id for _, appointment in _told_first(record) if appointment is not None}
    rest = [one for one in every if one.id not in told]
    if told:
        yield Paragraph(plain("Det som händer först står under Vad händer nu."))
    if rest:
        for one in rest:
            yield from _time(record, one)
    else:
        yield Paragraph(plain("Jag har inga fler tider." if told else "Jag har ingen tid bokad just nu."))


def _told_first(record: Record) -> list[tuple[Coming, Appointment | None]]:
    """The next things from today on by day and hour, each with the appointment that it is, if it is one."""
    waiting = appointments_to_print(record)
    found: list[tuple[Coming, Appointment | None]] = []
    for thing in [one for one in coming(record) if one.day >= record.today]:
        mine = next((one for one in waiting if (one.day, what_for(one)) == (thing.day, thing.what)), None)
        if mine is not None:
            waiting.remove(mine)
        found.append((thing, mine))
    found.sort(key=lambda told: (told[0].day, (told[1].starts if told[1] else None) or time.min))
    return found[:_FIRST]


def _thing(record: Record, one: Coming) -> Iterator[Block]:
    yield Heading(_capital(full_day(one.day, record.today)), 3)
    for thought in thoughts(sentence(one.what)):
        yield Paragraph(plain(thought))
    if one.who:
        yield Paragraph(plain(sentence(one.who)))
    if one.preliminary:
        yield Paragraph(plain("Dagen kan ändras."))


def _time(record: Record, one: Appointment) -> Iterator[Block]:
    clock = f" klockan {one.starts:%H.%M}" if one.starts else ""
    yield Heading(_capital(full_day(one.day, record.today)) + clock, 3)
    for line in _about(record, one):
        yield Paragraph(line)


def _about(record: Record, one: Appointment) -> Iterator[Rich]:
    yield strong(sentence(what_for(one)))
    if one.form is AppointmentForm.VIDEO:
        yield plain("Vi ses på video.")
    elif one.form is AppointmentForm.PHONE:
        yield plain("Vi pratar i telefon.")
    elif one.form is AppointmentForm.HOME_VISIT:
        yield plain("De kommer hem till mig.")
    if who := who_with(record, one):
        yield led("Jag pratar med:" if one.form in _SPOKEN else "Jag träffar:", sentence(who))
    for lead, text in (
        ("Plats:", printable(record, one, "place")),
        ("Hitta dit:", printable(record, one, "where")),
        ("Så kommer jag dit:", printable(record, one, "travel")),
        ("Följer med mig:", one.companion.strip()),
        ("Det här gör jag innan:", one.preparation.strip()),
    ):
        if text:
            yield led(lead, sentence(text))
    if one.interpreter_booked is not None:
        yield plain("Tolk är bokad." if one.interpreter_booked else "Tolk är inte bokad än.")
    if one.status is AppointmentStatus.PROPOSED:
        yield plain("Vi har bett om tiden. Den är inte klar än.")
    elif one.preliminary:
        yield plain("Tiden kan ändras.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
