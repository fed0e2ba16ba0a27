"""*Vem ringer jag?* and *Det här händer härnäst*: the two short tables that end the first page of the plan."""

from collections.abc import Iterator

from coordinator.blocks import Block, Column, ColumnKind, Heading, Note, Rich, Span, Table, plain, strong
from coordinator.careplan import CarePlan, current_plan
from coordinator.contact import Assignment, Contact, holders
from coordinator.documents.coming import Coming, coming
from coordinator.documents.phrases import by_phone, near, shortened
from coordinator.protection import may_show
from coordinator.record import Record

_ROWS = 3
_NOT_WRITTEN = plain("Inte skrivet än. Fråga mottagningen.")
_EMERGENCY_NUMBER = "112"


def whom_to_call(record: Record) -> Iterator[Block]:
    """Whom I ring with questions, when I get worse and when life is in danger: 112 last."""
    plan = current_plan(record)
    rows = [("Frågor om planen och tider", *_questions(record, plan))]
    if plan and _turns_elsewhere_in_daytime(plan, _coordinator(record)):
        rows.append(("Jag blir sämre, dagtid", *_turn(plan.turn_to_daytime, plan.turn_to_daytime_phone)))
    rows += out_of_hours(record)
    yield Heading("Vem ringer jag?")
    yield Table(
        (Column("När", 4), Column("Ring", 4), Column("Telefon", 3, ColumnKind.PHONE)),
        tuple((plain(when), who, phone) for when, who, phone in rows),
    )


def out_of_hours(record: Record) -> list[tuple[str, Rich, Rich]]:
    """When, whom and which number in the evening, when it is urgent and when life is in danger."""
    plan = current_plan(record)
    evening = _turn(plan.turn_to_evening, plan.turn_to_evening_phone) if plan else (_NOT_WRITTEN, ())
    rows = [("Jag blir sämre, kväll och helg", *evening)]
    if plan and plan.turn_to_urgent.strip() and plan.turn_to_urgent_phone.strip() != _EMERGENCY_NUMBER:
        rows.append(("Det är bråttom", *_turn(plan.turn_to_urgent, plan.turn_to_urgent_phone)))
    rows.append(("Fara för livet", plain("SOS Alarm"), strong(_EMERGENCY_NUMBER)))
    return rows


def _coordinator(record: Record) -> Contact | None:
    for _, contact in holders(record, Assignment.FIXED_CARE_CONTACT):
        if may_show(record, contact):
            return contact
    return None


def _turns_elsewhere_in_daytime(plan: CarePlan, coordinator: Contact | None) -> bool:
    """Whether the plan says whom to turn to in daytime, and it is not the coordinator's number once more."""
    if coordinator is None or not plan.turn_to_daytime.strip():
        return False
    number = _digits(plan.turn_to_daytime_phone)
    return not number or number != _digits(coordinator.phone)


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))


def _questions(record: Record, plan: CarePlan | None) -> tuple[Rich, Rich]:
    contact = _coordinator(record)
    if contact is not None:
        return plain(f"{contact.heading}, fast vårdkontakt"), _on_one_line(by_phone(contact))
    if plan is not None:
        return _turn(plan.turn_to_daytime, plan.turn_to_daytime_phone)
    return _NOT_WRITTEN, ()


def _on_one_line(rich: Rich) -> Rich:
    return tuple(Span(span.text.replace("\n", ", "), span.bold) for span in rich)


def _turn(whom: str, phone: str) -> tuple[Rich, Rich]:
    if not (whom.strip() or phone.strip()):
        return _NOT_WRITTEN, ()
    return plain(whom.strip()), strong(phone.strip()) if phone.strip() else plain("Telefon saknas")


def what_happens_next(record: Record) -> Iterator[Block]:
    """The next dated things from today on, three rows in all; what should have been done last is one of them."""
    known = coming(record)
    ahead = [one for one in known if one.day >= record.today]
    late = [one for one in known if one.day < record.today]
    waiting = late[-1:]
    yield Heading("Det här händer härnäst")
    yield Table(
        (Column("Datum", 3, ColumnKind.DATE), Column("Vad", 4), Column("Var och med vem", 4)),
        (*(_late_row(one, record) for one in waiting), *(_row(one, record) for one in ahead[: _ROWS - len(waiting)])),
        empty="Inget är bokat eller bestämt än.",
    )
    if len(late) > 1:
        more = "En sak till" if len(late) == 2 else f"{len(late) - 1} saker till"
        yield Note(f"{more} skulle ha varit klara: se mina mål och kontakter, och fråga den som svarar för det.")


def _late_row(one: Coming, record: Record) -> tuple[Rich, ...]:
    # On one line: the first page is full, and the whole text stands with the goal or the contact.
    what = f"Väntar: {shortened(one.what_late or one.what, 34)}"
    return strong(near(one.day, record.today)), plain(what), plain(shortened(one.who, 50))


def _row(one: Coming, record: Record) -> tuple[Rich, ...]:
    day = near(one.day, record.today)
    when = [Span(day, bold=True)]
    when += [Span(f" {one.clock}")] if one.clock else []
    when += [Span("\npreliminärt")] if one.preliminary else []
    return tuple(when), plain(shortened(one.what)), plain(shortened(one.who))
