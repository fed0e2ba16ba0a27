"""*Patienter till ny fast vårdkontakt*: one list for the one who takes over, with what is open of each in numbers."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from coordinator.blocks import Block, Column, ColumnKind, Fact, Facts, Note, Rich, Span, Table, plain, strong
from coordinator.document import Document, Footer
from coordinator.documents.initials import initials_of
from coordinator.hand_over_row import HandOverRow
from coordinator.person import PatientStatus
from coordinator.protection import PROTECTED_PERSON
from coordinator.swedish import sort_key
from coordinator.today.finding import AHEAD_DAYS, VISITS_AHEAD_DAYS

TITLE = "Patienter till ny fast vårdkontakt"
_COLUMNS = (
    Column("Patient", 4), Column("Nummer", 3, ColumnKind.DATE), Column("Öppet", 7),
    Column("Nästa dag", 2, ColumnKind.DATE), Column("Försenat", 2),
)  # fmt: skip


def coordinator_list_document(
    rows: Sequence[HandOverRow],
    now: datetime,
    *,
    former: str,
    to: str,
    on: date,
    practice: bool = False,
) -> Document:
    """The patients that go from ``former`` to ``to`` from ``on``, in order of family name. ``now`` has a zone."""
    many = "1 patient" if len(rows) == 1 else f"{len(rows)} patienter"
    footer = Footer("Intern lista", many, f"Utskriven {now.strftime('%Y-%m-%d')}")
    return Document(
        kind="coordinator_list", title=TITLE, subtitle=f"Från {on.isoformat()}", footer=footer, created=now,
        blocks=tuple(_blocks(rows, former, to)), practice=practice, landscape=True,
    )  # fmt: skip


def _blocks(rows: Sequence[HandOverRow], former: str, to: str) -> Iterator[Block]:
    opened, late = sum(one.open for one in rows), sum(one.late for one in rows)
    yield Facts((
        Fact("Tar över", strong(to)), Fact("Lämnar", plain(former)), Fact("Patienter", plain(str(len(rows)))),
        Fact("Öppet", plain(f"{opened}, varav {late} försenat" if late else str(opened))),
    ))  # fmt: skip
    found = sorted(rows, key=lambda one: sort_key(one.patient.sorted_name))
    yield Table(_COLUMNS, tuple(map(_cells, found)), empty="Inga patienter.", small=True)
    yield Note(
        f"Öppet är det som är försenat, väntar på svar eller infaller inom {AHEAD_DAYS} dagar, besök inom "
        f"{VISITS_AHEAD_DAYS}. Vad det är står i pärmen, på patientens egna sidor. Den som har skyddade "
        "personuppgifter står här med initialer och födelseår."
    )


def _cells(one: HandOverRow) -> tuple[Rich, ...]:
    return (
        (Span(_name(one), bold=True), *_status(one)),
        plain(PROTECTED_PERSON if one.patient.protected else one.patient.number or "–"),
        plain(one.in_words or "Inget"),
        plain(one.next_day.isoformat() if one.next_day else "–"),
        strong(str(one.late)) if one.late else plain("–"),
    )


def _status(one: HandOverRow) -> Rich:
    """The status when it is another than the usual one."""
    status = one.patient.status
    return (Span(f"\n{status.label}"),) if status is not PatientStatus.ACTIVE else ()


def _name(one: HandOverRow) -> str:
    patient = one.patient
    if patient.protected:
        return initials_of(patient.name, patient.birth_date)
    return patient.sorted_name or "Namn saknas"
