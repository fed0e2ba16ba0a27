"""Writing a row of uppmärksamhetsinformation into the record, and changing it."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.alert import EmergencyInformation
from coordinator.change import Add, Change, Edit
from coordinator.errors import RuleError
from coordinator.umi.asking import asked_anew, told
from coordinator.umi.atc import written_atc
from coordinator.umi.kinds import AlertGroup, AlertType, InJournal
from coordinator.umi.row import AlertInformation, fields_of
from coordinator.umi.rules import next_check_after
from coordinator.umi.terms import is_sure, national_term, version

if TYPE_CHECKING:
    from coordinator.record import Record

_CODES = ("icd10", "atc", "snomed")
_ON_CARD = frozenset({AlertGroup.CONDITION, AlertGroup.HYPERSENSITIVITY})
"""What goes on the card unless somebody says otherwise; infection and routines are nobody's business in a queue."""


def add_alert(
    record: "Record", /, *, type: AlertType, term: str, valid_from: date | None, checked: bool = False, **fields: Any
) -> Change:  # fmt: skip
    """A new row; a treatment goes on unless said otherwise. The codes of a national term follow with it where there is
    one of each. checked: it was held against the journal today. RuleError, with the field it is about, when the fields
    do not belong to the type, or the term to the list.
    """
    if type is AlertType.HISTORIC:
        raise RuleError("Äldre uppgifter skrivs inte in för hand", "De kommer bara med en fil från journalen.")
    known = national_term(type, term)
    has = {one.name for one in fields_of(type)}
    given = {name: value for name, value in begins_with(type, term).items() if name in has} | _as_written(fields)
    if checked:
        given |= {"checked_on": record.today, "checked_by": record.actor.name, "in_journal": InJournal.YES}
    if given.get("checked_on") and not given.get("next_check"):
        given["next_check"] = _next_check(record, given["checked_on"])
    row = AlertInformation(
        patient_id=record.patient_id,
        type=type,
        term=known.term if known is not None else " ".join(term.split()),
        valid_from=valid_from,
        **given,
    )
    _require_sound(record, row)
    return Change("Uppmärksamhetsinformation tillagd", (Add(row), *told(record, row)))


def begins_with(type: AlertType, term: str) -> dict[str, Any]:
    """What a new row of that term holds before anybody has written in it."""
    known = national_term(type, term)
    given: dict[str, Any] = {"on_card": type.group in _ON_CARD}
    if known is not None:
        given["list_version"] = version()
        paired = (("icd10", known.icd10), ("atc", known.atc))
        given |= {name: codes[0] for name, codes in paired if len(codes) == 1 and is_sure(codes[0])}
    if type is AlertType.TREATMENT:
        given["ongoing"] = True
    return given


def _as_written(fields: dict[str, Any]) -> dict[str, Any]:
    """ATC codes have capital letters, however they are typed. Which list a term is of nobody says by hand."""
    fields = {name: value for name, value in fields.items() if name != "list_version"}
    return fields | {"atc": written_atc(fields["atc"])} if "atc" in fields else fields


def _require_sound(record: "Record", row: AlertInformation, before: AlertInformation | None = None) -> None:
    """Refuse what the row itself says is wrong, by the field it is about; not what was wrong with it before."""
    known = set(before.faults(record)) if before is not None else set()
    wrong = next((one for one in row.faults(record) if one not in known), None)
    if wrong is not None:
        raise RuleError("Det går inte att spara", wrong[1], field=wrong[0])


def edit_alert(record: "Record", /, alert_id: UUID, **fields: Any) -> Change:
    """New values for some fields. With another type, what the new type has no field for must be taken away first.

    Another day of the check moves the next one, unless that is given too. When the row no longer holds, as a treatment
    that has been paused, and was the last of its group, the group is to be asked about anew.
    RuleError with the field it is about.
    """
    before = record.get(AlertInformation, alert_id)
    row = replace(before, **_as_written(fields))
    if (row.type, row.term) != (before.type, before.term):
        row = _of_another_term(row, before)
    if row.checked_on != before.checked_on and row.next_check == before.next_check:
        row = replace(row, next_check=_next_check(record, row.checked_on))
    _require_sound(record, row, before)
    left = not row.is_current_on(record.today) or row.group is not before.group
    anew = asked_anew(record, before) if left and before.is_current_on(record.today) else ()
    return Change("Uppmärksamhetsinformation ändrad", (Edit(row), *anew, *told(record, row)))


def _of_another_term(row: AlertInformation, before: AlertInformation) -> AlertInformation:
    """The row as the list words its new term, with the codes of that: those of the former term would be untrue."""
    known = national_term(row.type, row.term)
    term = known.term if known else " ".join(row.term.split())
    row = replace(row, list_version=version() if known else "", term=term)
    if not before.type.is_listed:
        return row
    begins, has = begins_with(row.type, row.term), {one.name for one in fields_of(row.type)}
    left = (name for name in _CODES if getattr(row, name) == getattr(before, name))
    codes: dict[str, Any] = {name: begins.get(name, "") if name in has else "" for name in left}
    return replace(row, **codes)


def _next_check(record: "Record", checked_on: date | None) -> date | None:
    """None of a row that is not checked; and of a day that is yet to come, which is refused."""
    return next_check_after(checked_on) if checked_on is not None and checked_on <= record.today else None


def set_on_card(record: "Record", /, entry_id: UUID, *, on_card: bool) -> Change:
    """Whether a row, or a text, stands on the akutkort. RuleError of a row that may stand on no paper."""
    row = next((one for one in record.all(AlertInformation) if one.id == entry_id), None)
    if row is not None and on_card and not row.for_patient:
        raise RuleError(
            "Raden får inte visas för patienten", "Därför står den inte på något papper, inte heller kortet."
        )
    entry = row if row is not None else record.get(EmergencyInformation, entry_id)
    title = "Står på akutkortet" if on_card else "Står inte på akutkortet"
    return Change(title, (Edit(replace(entry, on_card=on_card)),))
