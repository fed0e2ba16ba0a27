"""*Viktigt att veta i akuta lägen*: the strip, UMI and akutinformation, each with its source, or that there is none."""

from collections.abc import Iterator
from dataclasses import replace

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
    in_one_piece,
    led,
    plain,
)
from coordinator.contact import Assignment, holders
from coordinator.documents.alert_rows import (
    NOT_NATIONAL,
    checked_in_short,
    expired_rows,
    is_never_asked,
    row_details,
    row_items,
    row_items_in_short,
    rows_to_print,
    strip_block,
    unknown_groups,
)
from coordinator.documents.phrases import sentence, source_line, title_of
from coordinator.entity import Knowledge
from coordinator.protection import may_show, printable
from coordinator.record import Record

TITLE = "Viktigt att veta i akuta lägen"

ONLY_ENGLISH = "Texten finns bara på engelska."

FIRST = (("do_not", "Att inte göra:"), ("avoid_medicines", "Läkemedel att undvika:"), ("do_this", "Gör:"))
"""What stands on the first page, what must not be done before what shall be.

The words before what must not be done are a name and no order: "Gör inte: Lämna henne inte ensam" would turn it round,
and the text is the physician's.
"""

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


def emergency(record: Record, *, more_follows: bool = False) -> Iterator[Block]:
    """The strip, then the red box; or a calm one when it is known that there is nothing, or a gap when it is not.

    In the box is UMI first, then akutinformation, kept apart in words; below it what has run out. more_follows: what
    `more_on_emergencies` tells further on is not told here, for the first page has more to hold than this.
    """
    yield strip_block(record)
    rows, shown = rows_to_print(record), current_emergencies(record)
    if rows or shown:
        told = row_items_in_short(rows) if more_follows else row_items(rows)
        texts = list(_items_in_short(record, shown) if more_follows else (_item(record, one) for one in shown))
        yield Alert(TITLE, (*told, *(texts or [no_text(record)])))
    else:
        yield nothing_known(record)
    yield from run_out(record)


def nothing_known(record: Record) -> Alert:
    """The box when there is neither row nor text: calm only when all has been asked and there is nothing."""
    return Alert(TITLE, _nothing(record), _state(record))


def run_out(record: Record) -> Iterator[Missing]:
    """What nobody ended but whose last day has passed."""
    for row in expired_rows(record):
        until = row.valid_until.isoformat() if row.valid_until else ""
        text = f"”{row.heading}” gällde till och med {until}. Be vården kontrollera uppgiften mot journalen."
        yield Missing("Har gått ut", text)
    for one in expired_emergencies(record):
        until = one.valid_until.isoformat() if one.valid_until else ""
        yield Missing(
            "Har gått ut",
            f"”{one.heading.strip()}” gällde till och med {until}. Be den som utfärdade texten att kontrollera den.",
        )


def more_on_emergencies(record: Record) -> Iterator[Block]:
    """What the first page had no room for."""
    found = [(one, (*written_lines(record, one, MORE), *_whose(one))) for one in current_emergencies(record)]
    rows = rows_to_print(record)
    if not rows and not any(lines for _, lines in found):
        return
    yield Heading("Mer om akuta lägen")
    if rows:
        yield Heading("Uppmärksamhetsinformation (UMI)", 3)
        yield Bullets(tuple(map(row_details, rows)))
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
    """The texts that nobody ended but whose last day has passed; not those that say in English what one says."""
    return [
        one
        for one in record.all(EmergencyInformation)
        if one.translates_id is None and one.ended_on is None and not one.is_current_on(record.today)
    ]


def _state(record: Record) -> AlertState:
    known = record.patient.emergency_known is Knowledge.NONE_KNOWN and not unknown_groups(record)
    calm = known and not expired_emergencies(record) and not expired_rows(record)
    return AlertState.CALM if calm else AlertState.MISSING


def _item(record: Record, one: EmergencyInformation) -> AlertItem:
    return replace(_said(record, one), source=_below([one], source_line(one.source, one.checked_on, one.checked_by)))


def _items_in_short(record: Record, shown: list[EmergencyInformation]) -> Iterator[AlertItem]:
    """The texts with one line below them on when they were checked; whose words they are stands further on."""
    items = [_said(record, one) for one in shown]
    yield from items[:-1]
    if items:
        yield replace(items[-1], source=_below(shown, checked_in_short(shown)))


def _said(record: Record, one: EmergencyInformation) -> AlertItem:
    """Its heading and what comes first, in one piece."""
    first = in_one_piece(written_lines(record, one, FIRST))
    return AlertItem(sentence(one.heading.strip()), (first,) if first else ())


def _below(shown: list[EmergencyInformation], checked: str) -> str:
    """What stands below texts: that they are no UMI, when they were checked, and whether they are English."""
    english = all(one.language is not CardLanguage.SWEDISH for one in shown)
    return " ".join(part for part in (NOT_NATIONAL, checked, ONLY_ENGLISH if english else "") if part)


def _whose(one: EmergencyInformation) -> Iterator[Rich]:
    """Where it was read and when it was checked, who issued it and until when it holds."""
    if one.source.strip():
        yield led("Källa:", source_line(one.source, one.checked_on, one.checked_by).removeprefix("Källa: "))
    if one.issued_by.strip():
        day = f" {one.issued_on.isoformat()}" if one.issued_on else ""
        yield led("Utfärdad av:", sentence(f"{one.issued_by.strip()}{day}"))
    if one.valid_until:
        yield led("Gäller till och med:", sentence(one.valid_until.isoformat()))


def written_lines(record: Record, one: EmergencyInformation, fields: tuple[tuple[str, str], ...]) -> Iterator[Rich]:
    """Those of the fields that are written, each with what leads in it, as they may be printed."""
    for name, lead in fields:
        text = printable(record, one, name)
        if text:
            yield led(lead, sentence(text))


def _nothing(record: Record) -> tuple[AlertItem, ...]:
    """What is known when there is neither row nor text: UMI and akutinformation apart, unless both say the same."""
    known, unknown = record.patient.emergency_known, unknown_groups(record)
    if known is Knowledge.NONE_KNOWN and not unknown:
        return (AlertItem("Inga kända.", (), _checked(record)),)
    if known is Knowledge.NOT_ASKED and is_never_asked(record):
        text = f"Ingen har frågat än om det finns något att veta. Fråga {whom_to_ask(record)}."
        return (AlertItem("Inte efterfrågat.", (plain(text),)),)
    ask = (plain(f"Fråga {whom_to_ask(record)}."),) if unknown and known is Knowledge.NONE_KNOWN else ()
    return AlertItem(f"UMI (nationell lista): {_uncapitalised(unknown) or 'inga kända.'}", ask), no_text(record)


def no_text(record: Record) -> AlertItem:
    """What is known of akutinformation when no text of it holds."""
    known = record.patient.emergency_known
    if known is Knowledge.NONE_KNOWN:
        return AlertItem("Akutinformation (ej UMI): inga kända.", (), _checked(record))
    said = "finns, men är inte inskriven." if known is Knowledge.SOME else "inte efterfrågat."
    return AlertItem(f"Akutinformation (ej UMI): {said}", (plain(f"Fråga {whom_to_ask(record)}."),))


def _checked(record: Record) -> str:
    patient = record.patient
    said = source_line("", patient.emergency_checked, patient.emergency_checked_by)
    return said or "Datum för kontrollen saknas."


def _uncapitalised(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


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
