"""Writing akutinformation as the physician gave it, and what it says in English; ending both together."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.change import Add, Change, Edit, Step
from coordinator.entity import Knowledge
from coordinator.errors import RuleError

if TYPE_CHECKING:
    from coordinator.record import Record

_FOLLOWS = ("issued_by", "issued_on", "valid_until", "source", "checked_on", "checked_by", "condition_id")
"""What a text and its translation have in common: who gave it, until when it holds, where it was read."""
_SAME_AT_FIRST = ("call_daytime", "call_on_call", "hospital")
"""What the translation begins with, and may say in its own words."""


def write_text(record: "Record", /, *, heading: str, issued_by: str, **fields: Any) -> Change:
    """A new akutinformation, by a named physician. The patient's *Viktigt i akuta lägen* becomes Finns.

    RuleError, with the field it is about, when the heading, the physician, the source or the day it was checked is
    missing, or a day cannot be right.
    """
    text = EmergencyInformation(patient_id=record.patient_id, heading=heading, issued_by=issued_by, **fields)
    _require_whole(text)
    _require_days(record, text)
    return Change("Akutinformation tillagd", (Add(text), *_known(record)))


def _require_whole(text: EmergencyInformation) -> None:
    """In the order of the form, each by its field."""
    if not text.heading.strip():
        raise RuleError("Skriv en rubrik", "Det viktigaste med några ord: Risk vid sövning.", field="heading")
    _require_physician(text.issued_by)
    source = "Skriv källan och datum när texten kontrollerades mot den"
    if not text.source.strip():
        raise RuleError(source, "Källan är brevet eller anteckningen som texten står i.", field="source")
    if text.checked_on is None:
        raise RuleError(source, "Det är i dag, om du skriver av den nu.", field="checked_on")


def _require_days(record: "Record", text: EmergencyInformation) -> None:
    if text.issued_on and text.valid_until and text.valid_until < text.issued_on:
        raise RuleError(
            "Giltig till och med ligger före den dag texten utfärdades",
            f"Den utfärdades {text.issued_on.isoformat()}. Rätta en av dagarna.",
            field="valid_until",
        )
    if text.checked_on and text.checked_on > record.today:
        raise RuleError(
            "Datumet för kontrollen ligger i framtiden", "Skriv dagen då du jämförde med källan.", field="checked_on"
        )


def _require_physician(issued_by: str) -> None:
    if not issued_by.strip():
        raise RuleError(
            "Skriv vilken läkare som har gett texten", "Akutinformation är en läkares ord, aldrig våra egna.",
            field="issued_by",
        )  # fmt: skip


def _require_still_named(text: EmergencyInformation, fields: dict[str, Any]) -> None:
    """A physician who has been named stays or is followed by another; older texts may have none."""
    if text.issued_by.strip():
        _require_physician(fields.get("issued_by", text.issued_by))


def _known(record: "Record") -> tuple[Step, ...]:
    if record.patient.emergency_known is Knowledge.SOME:
        return ()
    asked = replace(record.patient, emergency_checked=record.today, emergency_checked_by=record.actor.name)
    return (Edit(replace(asked, emergency_known=Knowledge.SOME)),)


def edit_text(record: "Record", /, text_id: UUID, **fields: Any) -> Change:
    """New values for some fields of a text in either language. The days, the source and the physician of a Swedish one
    are its translation's too; what each says is its own.
    """
    text = record.get(EmergencyInformation, text_id)
    _require_still_named(text, fields)
    after = replace(text, **fields)
    if fields.keys() & {"issued_on", "valid_until", "checked_on"}:
        _require_days(record, after)
    steps = [Edit(after)]
    for english in _translations(record, text_id):
        follows = {name: fields[name] for name in _FOLLOWS if name in fields and _is_same(english, text, name)}
        if follows:
            steps.append(Edit(replace(english, **follows)))
    return Change("Akutinformation ändrad", tuple(steps))


def _is_same(one: EmergencyInformation, other: EmergencyInformation, name: str) -> bool:
    return bool(getattr(one, name) == getattr(other, name))


def _translations(record: "Record", text_id: UUID) -> list[EmergencyInformation]:
    """Those of a Swedish text that nobody has ended: one at the most."""
    texts = record.all(EmergencyInformation)
    return [one for one in texts if one.translates_id == text_id and one.ended_on is None]


def write_translation(record: "Record", /, text_id: UUID, *, heading: str, **fields: Any) -> Change:
    """What a Swedish text says in English, written by somebody: it shares the days and the physician of the Swedish."""
    swedish = record.get(EmergencyInformation, text_id)
    for english in _translations(record, text_id):
        return edit_text(record, english.id, heading=heading, **fields)
    shared = {name: getattr(swedish, name) for name in (*_FOLLOWS, *_SAME_AT_FIRST)} | fields
    text = EmergencyInformation(
        patient_id=record.patient_id, heading=heading, language=CardLanguage.ENGLISH, translates_id=text_id, **shared
    )
    return Change("Engelsk text tillagd", (Add(text),))


def end_text(record: "Record", /, text_id: UUID, *, reason: str) -> Change:
    """The text holds no longer from today, and neither does its translation."""
    text = record.get(EmergencyInformation, text_id)
    if text.ended_on is not None:
        raise RuleError("Texten är redan avslutad", f"Den avslutades {text.ended_on.isoformat()}.")
    if not reason.strip():
        raise RuleError("Skriv varför", "Akutinformation avslutas bara med en orsak.", field="reason")
    both = (text, *_translations(record, text_id))
    ended = (replace(one, ended_on=record.today, end_reason=reason.strip()) for one in both)
    return Change("Akutinformation avslutad", tuple(Edit(one) for one in ended))


def confirm_text(record: "Record", /, text_id: UUID) -> Change:
    """The text, and its translation, was held against its source today."""
    both = (record.get(EmergencyInformation, text_id), *_translations(record, text_id))
    checked = (replace(one, checked_on=record.today, checked_by=record.actor.name) for one in both)
    return Change("Kontrollerad mot källan", tuple(Edit(one) for one in checked))


def renew_text(record: "Record", /, text_id: UUID, **fields: Any) -> Change:
    """The physician has given the text anew: another day, and until when it holds (``issued_on``, ``valid_until``…);
    and so its translation. Other words are the text's alone. One that had passed its last day holds again, and one
    that was ended, with what was ended with it. RuleError when it had a last day and now would hold for ever.
    """
    text = record.get(EmergencyInformation, text_id)
    _require_still_named(text, fields)
    again: dict[str, Any] = {"ended_on": None, "end_reason": ""} if text.ended_on else {}
    after = replace(text, **again | fields)
    _require_days(record, after)
    if text.valid_until and not after.valid_until:
        until = f"Förut gällde den till {text.valid_until.isoformat()}."
        raise RuleError("Skriv hur länge texten gäller nu", until, field="valid_until")
    shared = again | {name: value for name, value in fields.items() if name in _FOLLOWS}
    follow = (Edit(replace(one, **shared)) for one in _ended_with(record, text))
    return Change("Akutinformation förnyad", (Edit(after), *follow, *_known(record)))


def _ended_with(record: "Record", text: EmergencyInformation) -> list[EmergencyInformation]:
    """The translation that holds as long as the text, or that was ended together with it."""
    found = [one for one in record.all(EmergencyInformation) if one.translates_id == text.id]
    hold = [one for one in found if one.ended_on is None]
    return hold or [one for one in found if one.ended_on == text.ended_on][-1:]  # of two that day, the latest written
