"""Between which ages a stöd can be had: in words for the page, and which kinds to offer first."""

from datetime import date
from typing import TYPE_CHECKING

from coordinator.benefit.kinds import BenefitKind
from coordinator.benefit.rules import BenefitRule, benefit_rule, lead_months, months_before
from coordinator.swedish import MONTHS

if TYPE_CHECKING:
    from coordinator.record import Record

NOT_CHECKED = "inte kontrollerat mot källan"


def age_words(rule: BenefitRule, born: date | None, today: date) -> str:
    """From and to which day somebody born then can have it: "Tidigast 1 juli 2027".

    Empty when age does not matter, when the first day has passed and there is no last one, and when a day is not known:
    without a birth date, or where its date rule is missing or broken.
    """
    earliest, latest = rule.earliest(born), rule.latest(born)
    parts = []
    if earliest is not None and earliest > today:
        parts.append(f"tidigast {_in_full(earliest)}")
    if latest is not None:
        parts.append(_until(rule, latest, today))
    if not parts:
        return ""
    if not rule.is_confirmed_for(born):
        parts[-1] += f" ({NOT_CHECKED})"
    said = ", ".join(parts)
    return f"{said[:1].upper()}{said[1:]}{f'. {rule.age_note}' if rule.age_note else ''}"


def fits_age(record: "Record", kind: BenefitKind) -> bool:
    """Whether the patient can have it by her age, now or within the time it takes to apply; also when not known."""
    rule, born, today = benefit_rule(kind), record.patient.birth_date, record.today
    earliest = rule.earliest(born)
    too_early = earliest is not None and months_before(earliest, lead_months(record.settings, kind)) > today
    return not (too_early or rule.is_past(born, today))


def offered_kinds(record: "Record") -> list[BenefitKind]:
    """Every kind, those that fit her age first; what is none of them stands last."""
    return sorted(BenefitKind, key=lambda kind: (kind is BenefitKind.OTHER, not fits_age(record, kind)))


def _until(rule: BenefitRule, latest: date, today: date) -> str:
    what, until = ("ny ansökan ", "senast") if rule.kept_after else ("", "längst till och med")
    return f"{what}{until if latest >= today else 'gick till och med'} {_in_full(latest)}"


def _in_full(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
