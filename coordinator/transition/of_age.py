"""What changes at 13, 15, 16 and 18: told of in time, and what remains to be done when the day has passed.

Nothing is judged here: how mature a child is, a clinician says and signs (`coordinator.transition.checklist`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coordinator.consent import Consent, ConsentGiver
from coordinator.dates import OF_AGE, date_rules, day_of
from coordinator.page import Page
from coordinator.representative import LegalRepresentative
from coordinator.swedish import add_months
from coordinator.transition.belonging import plan_of, tasks_of
from coordinator.transition.plan import Track

if TYPE_CHECKING:
    from coordinator.record import Record

GOD_MAN, GOD_MAN_TASK = "god_man_forbered", "god_man"
"""The date rule and the usual task: to prepare that somebody represents her."""
_ASKED_FOR = 12
"""Months after she has come of age during which new consents are asked for."""

_MATURITY = "Hur moget barnet är bedömer vården. Skriv in bedömningen på sidan Övergång."
_CHANGES = {
    "ombud1177_upphor": ("1177: vårdnadshavares ombud upphör", _MATURITY, Page.TRANSITION),
    "egen_part_15": ("15 år: för egen talan i mål om LSS och socialtjänst", "Berätta för den unge.", Page.TRANSITION),
    "egen_journal1177": ("1177: den unge läser sin journal själv", _MATURITY, Page.TRANSITION),
    OF_AGE: (
        "Myndig: vårdnadshavares samtycken och rätt till papper upphör",
        "Fråga om nya samtycken i god tid.",
        Page.CONSENTS,
    ),
}


@dataclass(frozen=True)
class AgeMark:
    """A day that changes who decides. about: what to do about it. late: it has passed, and something remains."""

    key: str
    day: date
    what: str
    about: str
    page: Page
    late: bool = field(default=False, kw_only=True)
    should_have: str = field(default="", kw_only=True)


def age_marks(record: "Record") -> list[AgeMark]:
    """What is to be told of today: from so many months before as the date rule says, the earliest first.

    Nothing for a patient who is ended or has died.
    """
    if not record.patient.status.goes_on:
        return []
    found = [*_changes(record), *_god_man(record), *_new_consents(record)]
    return sorted(found, key=lambda one: one.day)


def guardians_consents(record: "Record") -> list[Consent]:
    """Those of guardians that would hold still if the patient had not come of age."""
    of_age = day_of(OF_AGE, record.patient.birth_date)
    if of_age is None:
        return []
    return [
        one
        for one in record.all(Consent)
        if one.giver is ConsentGiver.GUARDIAN
        and (one.revoked_on is None or one.revoked_on >= of_age)
        and one.valid_until >= of_age - timedelta(days=1)
    ]


def god_man_is_seen_to(record: "Record") -> bool:
    """Whether somebody represents her from the day she is of age, or the talk about it is held or not needed."""
    if any(one.task == GOD_MAN_TASK and not one.is_open for one in tasks_of(record, None)):
        return True
    then = max(day_of(OF_AGE, record.patient.birth_date) or record.today, record.today)
    return any(one.holds_on(then) for one in record.all(LegalRepresentative))


def _changes(record: "Record") -> Iterator[AgeMark]:
    for key, (what, about, page) in _CHANGES.items():
        day = _told(record, key)
        if day is not None and record.today <= day:
            yield AgeMark(key, day, what, about, page)


def _god_man(record: "Record") -> Iterator[AgeMark]:
    """Until somebody is to represent her, it is noted as dealt with, or she is of age and nobody has said she needs it.

    Only whoever is known to hold her own care alone is not asked about.
    """
    day, of_age, plan = _told(record, GOD_MAN), day_of(OF_AGE, record.patient.birth_date), plan_of(record)
    track = plan.track if plan is not None else None
    if day is None or of_age is None or track is Track.INDEPENDENT:
        return
    if record.today >= of_age and (track is not Track.REPRESENTED or plan is None or not plan.is_open):
        return
    if god_man_is_seen_to(record):
        return
    late = day < record.today
    yield AgeMark(
        GOD_MAN,
        day,
        "Förbered ansökan om god man",
        "Om den unge behöver någon som företräder efter 18.",
        Page.RELATIVES,
        late=late,
        should_have="skulle ha förberetts" if late else "",
    )


def _new_consents(record: "Record") -> Iterator[AgeMark]:
    """Until she has given one herself, or her representative has, when guardians had before."""
    day = day_of(OF_AGE, record.patient.birth_date)
    if day is None or not day < record.today < add_months(day, _ASKED_FOR) or not guardians_consents(record):
        return
    others = [one for one in record.all(Consent) if one.giver is not ConsentGiver.GUARDIAN]
    if not any(one.given_on >= day or one.is_valid_on(record.today) for one in others):
        about = "Vårdnadshavares samtycken gäller inte längre. Fråga patienten."
        yield AgeMark(OF_AGE, day, "Nya samtycken", about, Page.CONSENTS, late=True, should_have="skulle ha frågats om")


def _told(record: "Record", key: str) -> date | None:
    """The day of the rule, when it is time to tell of it or it has passed."""
    found = date_rules().day(key, record.patient.birth_date)
    if found is None:
        return None
    rule, day = found
    return day if add_months(day, -rule.lead_months) <= record.today else None
