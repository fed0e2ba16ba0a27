"""*Mina tider*: the times that are booked, the visits that are planned without a time, and the answers waited for."""

from collections.abc import Iterator
from datetime import date

from coordinator.appointment import Appointment, AppointmentForm, AppointmentStatus, has_appointment
from coordinator.blocks import (
    Block,
    Bullets,
    Column,
    ColumnKind,
    Heading,
    Missing,
    Note,
    Paragraph,
    Rich,
    Span,
    Table,
    led,
    plain,
)
from coordinator.contact import Assignment, BookedBy, Contact, holders
from coordinator.document import Document
from coordinator.documents.coming import Coming, visit_of
from coordinator.documents.papers import paper
from coordinator.documents.phrases import by_phone, sentence, title_of, workplace_of
from coordinator.documents.times import (
    appointments_to_print,
    referrals_to_print,
    what_for,
    who_with,
    whom_referred_to,
)
from coordinator.protection import PROTECTED_WORDS, contacts_to_print, may_show, place_is_secret, printable, shareable
from coordinator.record import Record
from coordinator.referral import Referral
from coordinator.swedish import MONTHS, WEEKDAYS, full_day

TITLE = "Mina tider"

_BOOKED_BY = {
    BookedBy.PATIENT: "Jag bokar",
    BookedBy.CARE_CONTACT: "Min fasta vårdkontakt bokar",
    BookedBy.UNIT: "Mottagningen bokar",
}


def times_document(record: Record) -> Document:
    """The paper for ``record`` as it is now; that nothing is booked is said calmly."""
    record = shareable(record)
    return paper(record, "times", TITLE, _blocks(record))


def clock(one: Appointment) -> str:
    """The hour, and when it ends where that is known: "klockan 13.30–14.15"; empty when the hour is not known."""
    if one.starts is None:
        return ""
    ends = f"–{one.span[1]:%H.%M}" if one.span else ""
    return f"klockan {one.starts:%H.%M}{ends}"


def planned_visits(record: Record) -> list[tuple[Contact, Coming]]:
    """The contacts' planned visits that no appointment says more of, the earliest first."""
    found = [
        (contact, visit)
        for contact in contacts_to_print(record)
        if (visit := visit_of(contact, record.today)) and not has_appointment(record, contact, visit.day)
    ]
    return sorted(found, key=lambda one: one[1].day)


def coordinator_to_ring(record: Record) -> Contact | None:
    """The fast vårdkontakt who coordinates, or another one, when she may be named."""
    held = (contact for _, contact in holders(record, Assignment.FIXED_CARE_CONTACT))
    return next((contact for contact in held if may_show(record, contact)), None)


def _blocks(record: Record) -> Iterator[Block]:
    if place_is_secret(record):
        yield Missing("Skyddat", PROTECTED_WORDS)
    booked = appointments_to_print(record)
    yield Heading("Bokade tider")
    yield Table(
        (Column("Dag", 4, ColumnKind.DATE), Column("Vad och med vem", 6), Column("Plats och resa", 5)),
        tuple(_booked(record, one) for one in booked),
        empty="Just nu är ingen tid bokad.",
    )
    if any(one.movable for one in booked):
        yield Note("Tiden kan flyttas: den får byta dag, så att flera besök blir samma dag.")
    visits = planned_visits(record)
    if visits:
        yield Heading("Planerat, men ingen tid är bokad än")
        yield Table(
            (Column("Ungefär när", 4, ColumnKind.DATE), Column("Med vem", 6), Column("Vem bokar", 5)),
            tuple(_planned(record, contact, visit) for contact, visit in visits),
        )
    referrals = referrals_to_print(record)
    if referrals:
        yield Heading("Svar jag väntar på")
        yield Bullets(tuple(_awaited(record, one) for one in referrals))
    yield Heading("Om något inte passar")
    yield Paragraph(plain("Kan jag inte komma ringer jag den jag skulle träffa, så snart jag vet det."))
    yield Paragraph(_questions(record))
    yield Note(f"Tiderna är de som var inskrivna {full_day(record.today, record.today)} {record.today.year}.")


def _booked(record: Record, one: Appointment) -> tuple[Rich, ...]:
    what = what_for(one)
    lines = [
        one.form.label if one.form is not AppointmentForm.VISIT and one.form.label != what else "",
        who_with(record, one),
        f"Följer med: {one.companion.strip()}" if one.companion.strip() else "",
        {True: "Tolk är bokad.", False: "Tolk är inte bokad.", None: ""}[one.interpreter_booked],
        f"Förbered: {one.preparation.strip()}" if one.preparation.strip() else "",
        "Tiden kan flyttas." if one.movable else "",
    ]
    spans = [Span(what, bold=True), *(Span(f"\n{line}") for line in lines if line)]
    contact = next((contact for contact in record.all(Contact) if contact.id == one.contact_id), None)
    if contact is not None and (contact.phone.strip() or contact.switchboard.strip()):
        spans += [Span("\nTelefon: "), *by_phone(contact)[:1]]
    place = "\n".join(text for name in ("place", "where", "travel") if (text := printable(record, one, name)))
    return _day(record, one), tuple(spans), plain(place)


def _day(record: Record, one: Appointment) -> Rich:
    words = [clock(one) or "klockslag inte bestämt", _week(one.day, record.today)]
    if one.status is AppointmentStatus.PROPOSED:
        words.append("önskad tid")
    elif one.preliminary:
        words.append("preliminär tid")
    return (Span(_weekday_and_day(one.day), bold=True), *(Span(f"\n{word}") for word in words))


def _weekday_and_day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def _week(day: date, today: date) -> str:
    """The ISO week, after the year when it is another than today's: "2027, vecka 3"."""
    number = f"vecka {day.isocalendar().week}"
    return number if day.year == today.year else f"{day.year}, {number}"


def _planned(record: Record, contact: Contact, visit: Coming) -> tuple[Rich, ...]:
    late = visit.day < record.today
    words = [_week(visit.day, record.today), "preliminärt" if visit.preliminary else ""]
    when = [
        Span("skulle ha varit\n" if late else ""),
        Span(_weekday_and_day(visit.day), bold=True),
        *(Span(f"\n{word}") for word in words if word),
    ]
    place = workplace_of(contact)
    who = (Span(title_of(contact), bold=True), Span(f"\n{place}" if place else ""))
    booking = _BOOKED_BY[contact.booked_by] if contact.booked_by else ""
    if not booking and contact.called_automatically:
        booking = "Jag blir kallad"
    spans = [Span(f"{booking}\n")] if booking else []
    return (
        tuple(span for span in when if span.text),
        tuple(span for span in who if span.text),
        (*spans, *by_phone(contact)[:1]),
    )


def _awaited(record: Record, one: Referral) -> Rich:
    expected = "Ingen dag är bestämd för svaret."
    if one.expected_answer:
        day = full_day(one.expected_answer, record.today)
        late = one.expected_answer < record.today
        expected = f"Svaret skulle ha kommit {day}." if late else f"Svaret väntas {day}."
    question = f"{sentence(one.question.strip())} " if one.question.strip() else ""
    return led(sentence(f"Remiss till {whom_referred_to(record, one)}"), f"{question}{expected}")


def _questions(record: Record) -> Rich:
    contact = coordinator_to_ring(record)
    if contact is None:
        return plain("Har jag frågor om tiderna ringer jag mottagningen.")
    lead = f"Frågor om tiderna: {contact.heading}, fast vårdkontakt, "
    return (Span(lead), *by_phone(contact)[:1])
