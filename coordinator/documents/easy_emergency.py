"""What must be known in an emergency, in a document that is easy to read: every word of it as the physician gave it."""

from collections.abc import Iterator
from datetime import date

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.blocks import (
    Alert,
    AlertItem,
    AlertState,
    Block,
    Bullets,
    Heading,
    Missing,
    Paragraph,
    Rich,
    led,
    plain,
)
from coordinator.documents.easy_lines import thoughts
from coordinator.documents.emergency import FIRST, MORE, current_emergencies, expired_emergencies, whom_to_ask
from coordinator.documents.phrases import sentence
from coordinator.documents.times_paper import full_day
from coordinator.entity import Knowledge
from coordinator.protection import printable
from coordinator.record import Record

TITLE = "Vad är viktigt om det blir akut?"


def emergency_in_full(record: Record, explained: list[str]) -> Iterator[Block]:
    """The red box with all that holds today, then the rest of each text; ``explained`` says whom the box is for."""
    shown = current_emergencies(record)
    if shown:
        # The box itself is for whoever helps; what it is, is told to the person whose paper it is.
        yield Alert(TITLE, tuple(_item(record, one) for one in shown))
        yield from (Paragraph(plain(thought)) for line in explained for thought in thoughts(line))
    else:
        yield _nothing(record)
    for one in expired_emergencies(record):
        until = full_day(one.valid_until, record.today) if one.valid_until else ""
        text = f"”{one.heading.strip()}” gällde till {until}. Den som skrev texten behöver läsa den igen."
        yield Missing("Texten är för gammal", text)
    for one in shown:
        lines = (*_lines(record, one, MORE), *_issued(record, one))
        if lines:
            yield Heading(one.heading.strip(), 3, from_record=True)
            yield Bullets(lines)


def _item(record: Record, one: EmergencyInformation) -> AlertItem:
    source = [f"Texten kommer från: {sentence(one.source.strip())}"] if one.source.strip() else []
    source += _checked(record, one.checked_by, one.checked_on)
    if one.language is not CardLanguage.SWEDISH:
        source.append("Texten finns bara på engelska.")
    return AlertItem(sentence(one.heading.strip()), tuple(_lines(record, one, FIRST)), " ".join(source))


def _checked(record: Record, by: str, day: date | None) -> list[str]:
    """When it was checked and by whom, as far as that is known."""
    parts = [full_day(day, record.today) if day else "", f"av {by.strip()}" if by.strip() else ""]
    return [sentence(" ".join(["Kontrollerat", *filter(None, parts)]))] if any(parts) else []


def _lines(record: Record, one: EmergencyInformation, fields: tuple[tuple[str, str], ...]) -> Iterator[Rich]:
    for name, lead in fields:
        text = printable(record, one, name)
        if text:
            yield led(lead, sentence(text))


def _issued(record: Record, one: EmergencyInformation) -> Iterator[Rich]:
    if one.issued_by.strip():
        day = f", {full_day(one.issued_on, record.today)}" if one.issued_on else ""
        yield led("Den som skrev texten:", sentence(f"{one.issued_by.strip()}{day}"))
    if one.valid_until:
        yield led("Texten gäller till:", f"{full_day(one.valid_until, record.today)}.")


def _nothing(record: Record) -> Alert:
    patient = record.patient
    if patient.emergency_known is Knowledge.NONE_KNOWN and not expired_emergencies(record):
        checked = " ".join(_checked(record, patient.emergency_checked_by, patient.emergency_checked))
        return Alert(TITLE, (AlertItem("Vi vet inget särskilt som är viktigt då.", (), checked),), AlertState.CALM)
    asked = patient.emergency_known is Knowledge.SOME
    lead = "Det finns något viktigt, men det är inte skrivet här än." if asked else "Ingen har frågat än."
    return Alert(TITLE, (AlertItem(lead, (plain(sentence(f"Fråga {whom_to_ask(record)}")),)),), AlertState.MISSING)
