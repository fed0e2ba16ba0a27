"""What the English akutblad says when there is no text, and of what has run out."""

from collections.abc import Iterator

from coordinator.blocks import Alert, AlertItem, AlertState, Missing
from coordinator.documents.alert_rows import expired_rows
from coordinator.documents.emergency import expired_emergencies, nothing_known
from coordinator.entity import Knowledge
from coordinator.record import Record


def english_nothing(record: Record, texts: dict[str, str], *, beside: bool) -> Alert:
    """What is known of akutinformation when no text of it holds. beside: rows of UMI stand above."""
    known = record.patient.emergency_known
    state = nothing_known(record).state
    title = texts["do"] if beside else texts["nothing"]
    if known is Knowledge.SOME:
        return Alert(title, (AlertItem(texts["no_text"]),), AlertState.MISSING)
    if known is Knowledge.NOT_ASKED:
        return Alert(title, (AlertItem(texts["ask"]),), AlertState.MISSING)
    if state is AlertState.CALM or beside:
        return Alert(title, (AlertItem(texts["none_known"]),), AlertState.CALM)
    return Alert(title, (AlertItem(texts["partly"]),), AlertState.MISSING)


def english_run_out(record: Record, texts: dict[str, str]) -> Iterator[Missing]:
    """What nobody ended but whose last day has passed: it is named, and never told."""
    for row in expired_rows(record):
        yield Missing(texts["expired"], f"{row.heading}: {row.valid_until.isoformat() if row.valid_until else ''}.")
    for one in expired_emergencies(record):
        until = one.valid_until.isoformat() if one.valid_until else ""
        yield Missing(texts["expired"], f"{one.heading.strip()}: {until}.")
