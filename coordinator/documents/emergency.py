"""*Viktigt att veta i akuta lägen*: akutinformation copied with its source, or in words that there is none."""

from collections.abc import Iterator

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.blocks import (
    Alert,
    AlertItem,
    AlertState,
    Block,
    Bullets,
    Heading,
    Missing,
    Rich,
    Span,
    led,
    plain,
)
from coordinator.contact import Assignment, holders
from coordinator.documents.phrases import sentence, source_line, title_of
from coordinator.entity import Knowledge
from coordinator.protection import may_show, printable
from coordinator.record import Record

TITLE = "Viktigt att veta i akuta lägen"

FIRST = (("do_not", "Gör inte:"), ("avoid_medicines", "Läkemedel att undvika:"), ("do_this", "Gör:"))
"""What stands on the first page, what must not be done before what shall be."""

MORE = (
    ("anaesthesia", "Sövning och narkos:"),
    ("fasting", "Fasta och energi:"),
    ("infusion", "Infusion (dropp):"),
    ("seizures", "Kramper:"),
    ("breathing", "Andning:"),
    ("condition", "Tillstånd:"),
    ("communication", "Så pratar du med mig:"),
    ("call_daytime", "Ring dagtid:"),
    ("call_on_call", "Ring jourtid:"),
    ("hospital", "Sjukhus som känner mig:"),
    ("document", "Dokument:"),
)
"""The rest of an akutinformation, in the order it is read further on in the document."""


def emergency(record: Record) -> Iterator[Block]:
    """The red box; or a calm one when it is known that there is nothing, or a gap when nobody has asked."""
    shown = current_emergencies(record)
    if shown:
        yield Alert(TITLE, tuple(_item(record, one) for one in shown))
    else:
        yield Alert(TITLE, (_nothing(record),), _state(record))
    for one in expired_emergencies(record):
        until = one.valid_until.isoformat() if one.valid_until else ""
        yield Missing(
            "Har gått ut",
            f"”{one.heading.strip()}” gällde till och med {until}. Be den som utfärdade texten att kontrollera den.",
        )


def more_on_emergencies(record: Record) -> Iterator[Block]:
    """What the first page had no room for."""
    found = [(one, (*_lines(record, one, MORE), *_issued(one))) for one in current_emergencies(record)]
    if not any(lines for _, lines in found):
        return
    yield Heading("Mer om akuta lägen")
    for one, lines in found:
        if lines:
            yield Heading(one.heading.strip(), 3, from_record=True)
            yield Bullets(lines)


def current_emergencies(record: Record) -> list[EmergencyInformation]:
    """The texts that hold today: the Swedish ones, else the English ones, since no text at all is worse."""
    current = [one for one in record.all(EmergencyInformation) if one.is_current_on(record.today)]
    swedish = [one for one in current if one.language is CardLanguage.SWEDISH]
    return swedish or current


def expired_emergencies(record: Record) -> list[EmergencyInformation]:
    """The Swedish texts that nobody ended but whose last day has passed."""
    return [
        one
        for one in record.all(EmergencyInformation)
        if one.language is CardLanguage.SWEDISH and one.ended_on is None and not one.is_current_on(record.today)
    ]


def _state(record: Record) -> AlertState:
    calm = record.patient.emergency_known is Knowledge.NONE_KNOWN and not expired_emergencies(record)
    return AlertState.CALM if calm else AlertState.MISSING


def _item(record: Record, one: EmergencyInformation) -> AlertItem:
    first = [span for line in _lines(record, one, FIRST) for span in (*line, Span(" "))]
    source = [source_line(one.source, one.checked_on, one.checked_by)]
    if one.language is not CardLanguage.SWEDISH:
        source.append("Texten finns bara på engelska.")
    lines = (tuple(first[:-1]),) if first else ()
    return AlertItem(sentence(one.heading.strip()), lines, " ".join(part for part in source if part))


def _issued(one: EmergencyInformation) -> Iterator[Rich]:
    if one.issued_by.strip():
        day = f" {one.issued_on.isoformat()}" if one.issued_on else ""
        yield led("Utfärdad av:", sentence(f"{one.issued_by.strip()}{day}"))
    if one.valid_until:
        yield led("Gäller till och med:", sentence(one.valid_until.isoformat()))


def _lines(record: Record, one: EmergencyInformation, fields: tuple[tuple[str, str], ...]) -> Iterator[Rich]:
    for name, lead in fields:
        text = printable(record, one, name)
        if text:
            yield led(lead, sentence(text))


def _nothing(record: Record) -> AlertItem:
    patient = record.patient
    if patient.emergency_known is Knowledge.NONE_KNOWN:
        checked = source_line("", patient.emergency_checked, patient.emergency_checked_by)
        return AlertItem("Inga kända.", (), checked or "Datum för kontrollen saknas.")
    if patient.emergency_known is Knowledge.SOME:
        return AlertItem("Finns, men är inte inskrivet.", (plain(f"Fråga {whom_to_ask(record)}."),))
    text = f"Ingen har frågat än om det finns något att veta. Fråga {whom_to_ask(record)}."
    return AlertItem("Inte efterfrågat.", (plain(text),))


def whom_to_ask(record: Record) -> str:
    """The fast läkarkontakt, else the fast vårdkontakt, else the clinic."""
    for role in (Assignment.FIXED_PHYSICIAN_CONTACT, Assignment.FIXED_CARE_CONTACT):
        for _, contact in holders(record, role):
            if may_show(record, contact):
                phone = contact.phone.strip()
                return f"min {_mine(role)}: {title_of(contact)}" + (f", {phone}" if phone else "")
    return "mottagningen"


def _mine(role: Assignment) -> str:
    return "fasta läkarkontakt" if role is Assignment.FIXED_PHYSICIAN_CONTACT else "fasta vårdkontakt"
