"""What is said of an akutinformation beside its rows: who gave it, until when it holds, what it lacks."""

from collections.abc import Iterator

from coordinator.alert import EmergencyInformation
from coordinator.days_left import left
from coordinator.diagnosis import RareCondition
from coordinator.documents.phrases import sentence, source_line
from coordinator.entry_name import name_of
from coordinator.record import Record
from coordinator.umi.rules import alert_rules
from ui.chips import GAP, OWN, Sign


def why_past(text: EmergencyInformation, record: Record) -> str:
    """Why a text holds no longer; empty when it holds."""
    if text.is_current_on(record.today):
        return ""
    if text.ended_on is not None and text.ended_on <= record.today:
        reason = " ".join(text.end_reason.split()) or "orsak saknas"
        return f"Avslutad {text.ended_on.isoformat()}: {reason}"
    return f"Har gått ut: gällde till {text.valid_until.isoformat()}" if text.valid_until else ""


def told(text: EmergencyInformation, record: Record) -> Iterator[str]:
    """Who gave it and when, until when it holds, where it stands, which diagnosis and hospital."""
    physician = text.issued_by.strip()
    day = f", {text.issued_on.isoformat()}" if text.issued_on else ", dag saknas"
    verb = "Gäller" if text.is_current_on(record.today) else "Gällde"
    holds = f"{verb} till {text.valid_until.isoformat()}." if text.valid_until else "Ingen sista dag är skriven."
    yield f"Som läkaren {physician} har skrivit den{day}. {holds}" if physician else holds
    source = source_line(text.source, text.checked_on, text.checked_by)
    if source:
        yield source
    about = next((name_of(one) for one in record.all(RareCondition) if one.id == text.condition_id), "")
    if about:
        yield sentence(f"Gäller diagnosen {about}")
    if text.hospital.strip():
        yield sentence(f"Sjukhus som känner patienten: {text.hospital.strip()}")
    if text.document.strip():
        yield sentence(f"Dokument: {text.document.strip()}")


def signs(text: EmergencyInformation, record: Record) -> Iterator[Sign]:
    """What a text that holds lacks, and that it soon goes out."""
    if not text.issued_by.strip():
        yield Sign("Läkare saknas", GAP, "circle-dashed")
    if not text.source.strip():
        yield Sign("Källa saknas", GAP, "circle-dashed")
    if text.checked_on is None:
        yield Sign("Inte kontrollerad mot källan", GAP, "circle-dashed")
    last = text.valid_until
    if last is not None and (last - record.today).days <= alert_rules().notice_days:
        yield Sign(f"Går ut {left(last, record.today)}", OWN, "clock")
