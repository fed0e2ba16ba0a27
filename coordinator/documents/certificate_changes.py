"""What has changed since the former certificate: its day, and what has a later day among what is written."""

from collections.abc import Iterator
from datetime import date

from coordinator.benefit.belonging import former_basis
from coordinator.benefit.certificate import Certificate
from coordinator.blocks import Block, Bullets, Heading, Paragraph, Rich, led, plain
from coordinator.careplan import CarePlan, PlanStatus
from coordinator.device import AssistiveDevice
from coordinator.diagnosis import conditions
from coordinator.documents.times import devices_to_print
from coordinator.documents.who_i_am import condition_words
from coordinator.hospital_stay import HospitalStay
from coordinator.record import Record

_MOST = 8


def since_former(record: Record, one: Certificate) -> Iterator[Block]:
    """When the former basis was written, whether its words are used again, and what is newer than it."""
    former = next((each for each in record.all(Certificate) if each.id == one.basis_from), None)
    former = former or former_basis(record, one)
    yield Heading("Sedan förra intyget")
    if former is None:
        yield Paragraph(plain("Det finns inget tidigare underlag att jämföra med."))
        return
    day = former.issued_on or former.basis_ready_on or former.requested_on
    since = f"Förra intyget: {former.heading}, {day.isoformat() if day else 'utan dag'}."
    same = former.basis.split() == one.basis.split()
    again = " Texten ovan är densamma som då: läs igenom att den stämmer i dag." if same and one.basis.strip() else ""
    yield Paragraph(plain(f"{since}{again}"))
    if day is None:
        return
    newer = sorted(_newer(record, day))
    if newer:
        yield Bullets(tuple(_line(when, what) for when, what in newer[-_MOST:]))
    else:
        yield Paragraph(plain("Inget som är inskrivet med dag är nyare. Fråga vad som har ändrats i vardagen."))


def _line(when: date, what: str) -> Rich:
    return led(when.isoformat(), what)


def _newer(record: Record, day: date) -> Iterator[tuple[date, str]]:
    found: list[tuple[date | None, str]] = []
    found += [(one.diagnosed_on, f"Diagnos: {condition_words(one)}") for one in conditions(record)]
    found += [(one.received_on, f"Nytt hjälpmedel: {one.name.strip()}") for one in devices_to_print(record)]
    found += [
        (one.returned_on, f"Hjälpmedel återlämnat: {one.name.strip()}")
        for one in record.all(AssistiveDevice)
        if one.on_print
    ]
    found += [
        (one.established_on, "Vårdplanen upprättad på nytt")
        for one in record.all(CarePlan)
        if one.status is PlanStatus.CURRENT
    ]
    found += [(one.discharged_on, "Utskrivning från sjukhus") for one in record.all(HospitalStay)]
    yield from ((when, what) for when, what in found if when is not None and when > day)
