"""The strip of five fields: for each group whether anything is known, in words and numbers, and when it was checked.

It is our own sign. The national symbol is not imitated, and no field is ever empty: "not asked" is not "nothing".
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from coordinator.entity import Knowledge
from coordinator.swedish import day_in_words
from coordinator.umi.belonging import answer_of, current_rows
from coordinator.umi.kinds import AlertGroup, Severity
from coordinator.umi.row import AlertInformation

if TYPE_CHECKING:
    from coordinator.record import Record

NOT_ASKED = "Ej efterfrågat"


@dataclass(frozen=True)
class StripField:
    """One field. words: "2 finns", "1 livshotande av 3", "Inga kända" or "Ej efterfrågat"; note: since when, or what to
    do. worst: the severest grade among the rows. checked_on: the day that the words hold from, None when there is none.
    more: there are others that are not told of.
    """

    group: AlertGroup
    state: Knowledge
    count: int
    worst: Severity | None
    checked_on: date | None
    words: str = field(repr=False)
    note: str = field(repr=False)
    more: bool = False

    @property
    def has_stopped(self) -> bool:
        """Whether there was something that ran out or was paused, and nobody has asked since; or that is not told."""
        return self.state is Knowledge.NOT_ASKED and self.words != NOT_ASKED

    @property
    def says(self) -> str:
        """The field as one sentence, for whoever hears it."""
        return f"{self.group.label}: {self.words[:1].lower()}{self.words[1:]}, {self.note}"


def strip(record: "Record", *, on_paper: bool = False) -> tuple[StripField, ...]:
    """The five fields today. on_paper: rows that the patient may not see are not told of."""
    return tuple(_field(record, group, on_paper=on_paper) for group in AlertGroup)


def _field(record: "Record", group: AlertGroup, *, on_paper: bool) -> StripField:
    current = current_rows(record, group)
    rows = [one for one in current if one.for_patient or not on_paper]
    if rows:
        found = _with_rows(record, group, rows)
        return found if len(rows) == len(current) else replace(found, note="mer står i journalen", more=True)
    if current:  # "none" would be untrue, and so would "not asked"
        return StripField(group, Knowledge.NOT_ASKED, 0, None, None, "Se journalen", "står inte på papper")
    return _without_rows(record, group)


def _without_rows(record: "Record", group: AlertGroup) -> StripField:
    answer = answer_of(record, group)
    known = answer.known if answer is not None else Knowledge.NOT_ASKED
    day = answer.checked_on if answer is not None and known is not Knowledge.NOT_ASKED else None
    stopped = _stopped(record, group, day)
    if stopped:
        return StripField(group, Knowledge.NOT_ASKED, 0, None, None, stopped, "kontrollera mot journalen")
    if known is Knowledge.NOT_ASKED:
        note = "läses i journalen" if group is AlertGroup.HISTORIC else "fråga familj eller journal"
        return StripField(group, known, 0, None, None, NOT_ASKED, note)
    words = "Inga kända" if known is Knowledge.NONE_KNOWN else "Finns, inte inskrivet"
    if known is Knowledge.NONE_KNOWN and group is AlertGroup.HISTORIC:
        words = "Ingen känd"
    return StripField(group, known, 0, None, day, words, f"frågat {_day(record, day)}" if day else "dag saknas")


def _with_rows(record: "Record", group: AlertGroup, rows: list[AlertInformation]) -> StripField:
    grades = [one.severity for one in rows if one.severity]
    worst = min(grades, key=list(Severity).index, default=None)
    life = grades.count(Severity.LIFE_THREATENING)
    of_all = f" av {len(rows)}" if len(rows) > life else ""
    words = f"{life} livshotande{of_all}" if life else f"{len(rows)} finns"
    days = [one.checked_on for one in rows]
    oldest = min((day for day in days if day is not None), default=None)
    unchecked = days.count(None)
    if oldest is None:
        note = "inte kontrollerat mot journalen"
    elif unchecked:
        note = f"{unchecked} inte kontrollerat" if unchecked == 1 else f"{unchecked} inte kontrollerade"
    else:
        note = f"kontrollerat {_day(record, oldest)}"
    return StripField(group, Knowledge.SOME, len(rows), worst, oldest if not unchecked else None, words, note)


def _stopped(record: "Record", group: AlertGroup, asked_on: date | None) -> str:
    """What is said of a group that had something until its last day passed or a treatment was paused, and that nobody
    has asked about since: neither "none" nor "not asked" would tell that. Empty when there is no such thing.
    """
    rows = [one for one in record.all(AlertInformation) if one.group is group and one.ended_on is None]
    expired = [one.valid_until for one in rows if one.valid_until and one.has_expired_on(record.today)]
    if expired and (asked_on is None or asked_on <= max(expired)):
        return "Har gått ut"
    return "Behandling pausad" if rows and asked_on is None and not expired else ""


def _day(record: "Record", day: date | None) -> str:
    return day_in_words(day, record.today) if day else ""
