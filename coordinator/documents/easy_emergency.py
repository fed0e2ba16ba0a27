"""What must be known in an emergency, in a document that is easy to read: every word of it as it was given."""

from collections.abc import Iterator
from datetime import date

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.blocks import (
    Alert,
    AlertItem,
    AlertState,
    AlertStrip,
    Block,
    Bullets,
    Heading,
    Missing,
    Paragraph,
    Rich,
    StripCell,
    led,
    plain,
)
from coordinator.documents.alert_rows import (
    STATES,
    expired_rows,
    row_lead,
    row_words,
    rows_to_print,
    told_groups,
    unknown_groups,
)
from coordinator.documents.easy_lines import thoughts
from coordinator.documents.emergency import (
    FIRST,
    MORE,
    ONLY_ENGLISH,
    current_emergencies,
    expired_emergencies,
    whom_to_ask,
    written_lines,
)
from coordinator.documents.phrases import sentence
from coordinator.entity import Knowledge
from coordinator.record import Record
from coordinator.swedish import full_day
from coordinator.umi.kinds import AlertGroup, Severity
from coordinator.umi.row import AlertInformation
from coordinator.umi.strip import NOT_ASKED, StripField

TITLE = "Vad är viktigt om det blir akut?"

_GROUPS = {
    AlertGroup.CONDITION: "Sjukdom eller behandling",
    AlertGroup.INFECTION: "Smitta",
    AlertGroup.HYPERSENSITIVITY: "Allergi och överkänslighet",
    AlertGroup.ROUTINE: "Vård på ett särskilt sätt",
    AlertGroup.HISTORIC: "Gamla uppgifter",
}
_NOT_KNOWN = {
    NOT_ASKED: "Ingen har frågat än",
    "Har gått ut": "Uppgiften är för gammal",
    "Behandling pausad": "En behandling har paus",
}


def emergency_in_full(record: Record, explained: list[str]) -> Iterator[Block]:
    """The five fields and the red box with all that holds today, then the rest of each text.

    explained: says whom the box is for.
    """
    yield AlertStrip(tuple(_cell(record, one) for one in told_groups(record)))
    rows, shown = rows_to_print(record), current_emergencies(record)
    if rows or shown:
        # The box itself is for whoever helps; what it is, is told to the person whose paper it is.
        texts = [_item(record, one) for one in shown] or [_no_text(record, beside=bool(rows))]
        yield Alert(TITLE, (*(_row_item(record, one) for one in rows), *texts))
        yield from (Paragraph(plain(thought)) for line in explained for thought in thoughts(line))
    else:
        yield _nothing(record)
    for row in expired_rows(record):
        until = full_day(row.valid_until, record.today) if row.valid_until else ""
        text = f"”{row.heading}” gällde till {until}. Vården behöver titta i journalen."
        yield Missing("Uppgiften är för gammal", text)
    for one in expired_emergencies(record):
        until = full_day(one.valid_until, record.today) if one.valid_until else ""
        text = f"”{one.heading.strip()}” gällde till {until}. Den som skrev texten behöver läsa den igen."
        yield Missing("Texten är för gammal", text)
    for one in shown:
        lines = (*written_lines(record, one, MORE), *_issued(record, one))
        if lines:
            yield Heading(one.heading.strip(), 3, from_record=True)
            yield Bullets(lines)


def _item(record: Record, one: EmergencyInformation) -> AlertItem:
    source = ["Det här är akutinformation (ej UMI)."]
    source += [f"Texten kommer från: {sentence(one.source.strip())}"] if one.source.strip() else []
    source += _checked(record, one.checked_by, one.checked_on)
    if one.language is not CardLanguage.SWEDISH:
        source.append(ONLY_ENGLISH)
    return AlertItem(sentence(one.heading.strip()), tuple(written_lines(record, one, FIRST)), " ".join(source))


def _row_item(record: Record, one: AlertInformation) -> AlertItem:
    said, came = row_words(one), ", ".join(part for part in (one.source.label, one.source_note.strip()) if part)
    source = ["Det här är från den nationella listan (UMI).", f"Uppgiften kommer från: {sentence(came)}"]
    source += _checked(record, one.checked_by, one.checked_on) or ["Ingen har kontrollerat den i journalen."]
    return AlertItem(sentence(row_lead(one)), (plain(said),) if said else (), " ".join(source))


def _cell(record: Record, one: StripField) -> StripCell:
    """A field of the strip in words that are easy to read."""
    day = full_day(one.checked_on, record.today) if one.checked_on else ""
    if one.count:
        note = f"Kontrollerat {day}" if day else "Allt är inte kontrollerat i journalen"
        note = "Mer står i journalen" if one.more else note
        return StripCell(_GROUPS[one.group], STATES[one.state], _how_many(one), note)
    if one.state is Knowledge.NONE_KNOWN:
        said, note = "Vi vet inte om något", f"Vi frågade {day}" if day else "Vi vet inte när vi frågade"
    elif one.state is Knowledge.SOME:
        said, note = "Det finns något", "Det är inte skrivet här än"
    else:
        # What stands in the journal and not on paper is nothing that the family can answer.
        said, note = _NOT_KNOWN.get(one.words, "Det står i journalen"), "Fråga vården"
        note = "Fråga mig, familjen eller vården" if one.words == NOT_ASKED else note
    return StripCell(_GROUPS[one.group], STATES[one.state], said, note)


def _how_many(one: StripField) -> str:
    many = "1 sak" if one.count == 1 else f"{one.count} saker"
    if one.worst is not Severity.LIFE_THREATENING:
        return many
    return f"{many}, farlig för livet" if one.count == 1 else f"{many}, minst en är farlig för livet"


def _checked(record: Record, by: str, day: date | None) -> list[str]:
    """When it was checked and by whom, as far as that is known."""
    parts = [full_day(day, record.today) if day else "", f"av {by.strip()}" if by.strip() else ""]
    return [sentence(" ".join(["Kontrollerat", *filter(None, parts)]))] if any(parts) else []


def _issued(record: Record, one: EmergencyInformation) -> Iterator[Rich]:
    if one.issued_by.strip():
        day = f", {full_day(one.issued_on, record.today)}" if one.issued_on else ""
        yield led("Den som skrev texten:", sentence(f"{one.issued_by.strip()}{day}"))
    if one.valid_until:
        yield led("Texten gäller till:", f"{full_day(one.valid_until, record.today)}.")


def _nothing(record: Record) -> Alert:
    patient = record.patient
    if patient.emergency_known is Knowledge.NONE_KNOWN and not expired_emergencies(record):
        if not (unknown_groups(record) or expired_rows(record)):
            checked = " ".join(_checked(record, patient.emergency_checked_by, patient.emergency_checked))
            return Alert(TITLE, (AlertItem("Vi vet inget särskilt som är viktigt då.", (), checked),), AlertState.CALM)
        item = AlertItem("Det kan finnas något viktigt. Alla frågor har inte fått svar än.", (_ask(record),))
        return Alert(TITLE, (item,), AlertState.MISSING)
    return Alert(TITLE, (_no_text(record),), AlertState.MISSING)


def _no_text(record: Record, *, beside: bool = False) -> AlertItem:
    """What is known of akutinformation when no text of it holds. beside: other things are known."""
    known = record.patient.emergency_known
    if known is Knowledge.NONE_KNOWN:
        return AlertItem("Annan viktig information: vi vet inte om någon.")
    something, nobody = (
        ("Det finns något mer", "Ingen har frågat om det finns mer")
        if beside
        else ("Det finns något viktigt", "Ingen har frågat än")
    )
    lead = f"{something}, men det är inte skrivet här än." if known is Knowledge.SOME else f"{nobody}."
    return AlertItem(lead, (_ask(record),))


def _ask(record: Record) -> Rich:
    return plain(sentence(f"Fråga {whom_to_ask(record)}"))
