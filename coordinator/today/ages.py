"""Days that follow from her age and change what she may have: told of from as long before as their date rules say.

What changes at 13, 15, 16 and 18 (`coordinator.transition.of_age`) stands in the agenda already. Here are the last and
the first days of stöd and of dental care. That a day comes is told of everybody: whether she has the stöd is often not
known here, and unknown is not no.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coordinator.dates import date_rules
from coordinator.page import Page
from coordinator.swedish import add_months
from coordinator.transition.swap import Transition, TransitionKind

if TYPE_CHECKING:
    from coordinator.record import Record

_DENTAL = "fri_tandvard_t_o_m"
_TOLD = {
    _DENTAL: ("Sista dag med fri tandvård", "Planera tandvård för vuxna. Fråga om tandvårdsstöd.", Page.TRANSITION),
    "omvardnadsbidrag_t_o_m": (
        "Sista dag för omvårdnadsbidrag", "Fråga familjen om de har det, och vad som gäller sedan.", Page.BENEFITS,
    ),
    "aktivitetsersattning_tidigast": (
        "Första dag för aktivitetsersättning", "Fråga om det ska sökas. Intyget tar tid.", Page.BENEFITS,
    ),
    "aktivitetsersattning_t_o_m": (
        "Sista dag för aktivitetsersättning", "Fråga om det finns, och vad som gäller sedan.", Page.BENEFITS,
    ),
    "bilstod_g3_t_o_m": ("Sista dag för bilstöd i grupp 3", "Fråga om det ska sökas.", Page.BENEFITS),
    "lss_ny_ansokan_fore": ("Ny ansökan om assistans före den här dagen", "Fråga om det ska sökas.", Page.BENEFITS),
}  # fmt: skip


@dataclass(frozen=True)
class AgeDay:
    """One such day. key: that of its date rule."""

    key: str
    day: date
    what: str
    why: str
    page: Page


def age_days(record: "Record") -> Iterator[AgeDay]:
    """Those whose lead time has begun and that are not behind; none of a rule that cannot be read."""
    for key, (what, why, page) in _TOLD.items():
        found = date_rules().day(key, record.patient.birth_date)
        if found is None or (key == _DENTAL and _dental_care_is_planned(record)):
            continue
        rule, day = found
        if add_months(day, -rule.lead_months) <= record.today <= day:
            yield AgeDay(key, day, what, why, page)


def _dental_care_is_planned(record: "Record") -> bool:
    """Whether there is a transition of it, which has days of its own."""
    return any(one.kind is TransitionKind.DENTAL for one in record.all(Transition))
