"""*Mina tider*: every time that is booked or wished for, and the answers and services that are waited for."""

from collections.abc import Iterator
from datetime import time
from uuid import UUID

from coordinator.appointment import Appointment, AppointmentStatus
from coordinator.blocks import Block, Column, ColumnKind, Heading, Rich, Span, Table, plain
from coordinator.contact import Contact
from coordinator.device import AssistiveDevice
from coordinator.documents.phrases import by_phone, near, responsible_name
from coordinator.protection import may_show, printable
from coordinator.record import Record
from coordinator.referral import Referral


def appointments_to_print(record: Record) -> list[Appointment]:
    """The times from today on that the patient wants on paper and that do not tell where a protected person is."""
    found = [
        one
        for one in record.all(Appointment)
        if one.is_coming and one.on_print and one.day >= record.today and _may_name(record, one.contact_id)
    ]
    return sorted(found, key=lambda one: (one.day, one.starts or time.min))


def referrals_to_print(record: Record) -> list[Referral]:
    """The referrals somebody still waits for an answer to."""
    found = [one for one in record.all(Referral) if one.is_open and one.on_print and _may_name(record, one.contact_id)]
    return sorted(found, key=lambda one: (one.expected_answer is None, one.expected_answer or record.today))


def devices_to_print(record: Record) -> list[AssistiveDevice]:
    """The devices the patient has."""
    return [one for one in record.all(AssistiveDevice) if one.is_in_use and one.on_print]


def who_with(record: Record, one: Appointment) -> str:
    """With whom the time is."""
    return responsible_name(record, one.with_whom, one.contact_id)


def whom_referred_to(record: Record, one: Referral) -> str:
    """Where the referral went."""
    return responsible_name(record, one.to, one.contact_id)


def what_for(one: Appointment) -> str:
    """What the time is for; its form when nothing is written."""
    return one.what.strip() or one.form.label


def at_clock(one: Appointment) -> str:
    """The hour as people write it: "kl. 13.30"; empty when it is not known."""
    return f"kl. {one.starts:%H.%M}" if one.starts else ""


def my_times(record: Record) -> Iterator[Block]:
    """A table of the times to come and one of the answers waited for; nothing when there is neither."""
    times, referrals = appointments_to_print(record), referrals_to_print(record)
    if times:
        yield Heading("Mina tider")
        columns = (Column("Dag", 3, ColumnKind.DATE), Column("Vad och med vem", 5), Column("Plats och resa", 5))
        yield Table(columns, tuple(_time(record, one) for one in times), small=True)
    if referrals:
        yield Heading("Svar jag väntar på")
        columns = (Column("Skickad", 2, ColumnKind.DATE), Column("Remiss till", 5), Column("Svar väntas", 3))
        yield Table(columns, tuple(_referral(record, one) for one in referrals), small=True)


def _time(record: Record, one: Appointment) -> tuple[Rich, ...]:
    day = [Span(near(one.day, record.today), bold=True)]
    unsure = one.preliminary and one.status is not AppointmentStatus.PROPOSED
    words = (at_clock(one), "önskad tid" if one.status is AppointmentStatus.PROPOSED else "", "preliminär" * unsure)
    day += [Span(f"\n{word}") for word in words if word]
    what = [Span(what_for(one), bold=True)]
    interpreter = "" if one.interpreter_booked is None else f"Tolk är {'' if one.interpreter_booked else 'inte '}bokad."
    for line in (
        who_with(record, one),
        f"Följer med: {one.companion.strip()}" if one.companion.strip() else "",
        interpreter,
        f"Förbered: {one.preparation.strip()}" if one.preparation.strip() else "",
    ):
        if line:
            what.append(Span(f"\n{line}"))
    place = "\n".join(text for name in ("place", "where", "travel") if (text := printable(record, one, name)))
    return tuple(day), tuple(what), plain(place)


def _referral(record: Record, one: Referral) -> tuple[Rich, ...]:
    name = whom_referred_to(record, one)
    question = f"\n{one.question.strip()}" if one.question.strip() else ""
    expected = one.expected_answer.isoformat() if one.expected_answer else "Inget datum än"
    if one.expected_answer and one.expected_answer < record.today:
        expected = f"skulle ha kommit {expected}"
    return (
        plain(one.sent_on.isoformat() if one.sent_on else ""),
        (Span(name, bold=True), Span(question)),
        plain(f"{expected}\n{one.status.label}"),
    )


def my_devices(record: Record) -> Iterator[Block]:
    """A table of the devices; nothing when the patient has none."""
    devices = devices_to_print(record)
    if devices:
        yield Heading("Mina hjälpmedel")
        columns = (
            Column("Hjälpmedel", 4),
            Column("När det går sönder", 5),
            Column("Nästa service", 2, ColumnKind.DATE),
        )
        yield Table(columns, tuple(_device(record, one) for one in devices), small=True)


def _device(record: Record, one: AssistiveDevice) -> tuple[Rich, ...]:
    name = [Span(one.name.strip(), bold=True)]
    name += [Span(f"\n{text.strip()}") for text in (one.model, one.inventory_number) if text.strip()]
    service = one.next_service.isoformat() if one.next_service else ""
    if one.next_service and one.next_service < record.today:
        service = f"skulle ha gjorts {service}"
    return tuple(name), _when_broken(record, one), plain(service)


def _when_broken(record: Record, one: AssistiveDevice) -> Rich:
    who = responsible_name(record, one.responsible, one.contact_id)
    contact = next((found for found in record.all(Contact) if found.id == one.contact_id), None)
    spans = [Span(who)] if who else []
    number: Rich = (Span(one.phone_when_broken.strip(), bold=True),) if one.phone_when_broken.strip() else ()
    if not number and contact is not None and may_show(record, contact):
        number = by_phone(contact)[:1]
    for part in (number, plain(one.spare.strip()) if one.spare.strip() else ()):
        if part:
            spans += [Span("\n" if spans else ""), *part]
    return tuple(spans)


def _may_name(record: Record, contact_id: UUID | None) -> bool:
    contact = next((one for one in record.all(Contact) if one.id == contact_id), None)
    return contact is None or may_show(record, contact)
