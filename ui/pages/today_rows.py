"""The lines of Idag as they are shown: whom, what, why and when in words, with which sign, and in which colour."""

from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from coordinator.today.day import Day, DayLine, Part, part_title, when_words, why_words
from coordinator.today.matter import MatterKind
from ui.table import Cell

MORE = ("more",)
"""The id of the last line, which reads more lines."""
NAMELESS = "Namn saknas"

ICON_OF = {
    MatterKind.MEETING: "users",
    MatterKind.REMINDER: "bell",
    MatterKind.ANSWER: "file-text",
    MatterKind.BENEFIT: "badge-check",
    MatterKind.SIP: "handshake",
    MatterKind.TRANSITION: "route",
    MatterKind.EMERGENCY: "shield-alert",
    MatterKind.AGE: "signpost",
    MatterKind.PLAN: "clipboard-list",
    MatterKind.DEVICE: "accessibility",
    MatterKind.JOURNAL: "file-output",
    MatterKind.GAP: "circle-dashed",
}
"""The sign of each kind of line."""

_ROLE_OF = {Part.URGENT: "red", Part.LATE: "amber"}


def role_of(part: Part) -> str:
    """The colour of what stands in a part: its words say the same."""
    return _ROLE_OF.get(part, "teal")


@dataclass(frozen=True)
class DayRow:
    """One line of the list. ``line`` is None for the last one, which reads ``more`` lines; place: in the order read."""

    line: DayLine | None = field(repr=False)
    place: int
    today: date
    now: datetime
    heading: str
    more: int = 0

    @property
    def id(self) -> Hashable:
        """The same each time the list is read."""
        return MORE if self.line is None else id_of(self.line)

    @property
    def is_late(self) -> bool:
        """Whether its day has passed."""
        return self.line is not None and self.line.matter.is_late(self.today)

    @property
    def name(self) -> str:
        """Whom it concerns."""
        return "" if self.line is None else self.line.name or self.line.number or NAMELESS

    @property
    def why(self) -> str:
        """Why it stands here."""
        return "" if self.line is None else why_words(self.line, self.today)

    def when_at(self, now: datetime) -> str:
        """When it is or was due, as one says it at that moment."""
        return "" if self.line is None else when_words(self.line, self.today, now)

    @property
    def when(self) -> str:
        """When it is or was due, as one said it when the list was read."""
        return self.when_at(self.now)

    @property
    def role(self) -> str:
        """The colour of its day: what is late or urgent says so in words too."""
        if self.line is None:
            return "teal"
        if self.line.matter.urgent and self.line.part is Part.URGENT:
            return "red"
        return "amber" if self.is_late else "ink"

    @property
    def aloud(self) -> str:
        """The whole line in one sentence, for a screen reader and for its tip."""
        if self.line is None:
            return more_in_words(self.more)
        one = self.line.matter
        hidden = "skyddade personuppgifter" if self.line.protected else ""
        whom = ", ".join(filter(None, (self.name, hidden)))
        return ". ".join(part.rstrip(".") for part in (whom, one.title, self.why, self.when, self.heading) if part)


def more_in_words(many: int) -> str:
    """What the last line says."""
    return f"Visa {many} till"


def rows_of(day: Day, today: date, now: datetime, at_once: int) -> list[DayRow]:
    """A row for each line, and a last one when there are more than were read."""
    rows = [DayRow(one, place, today, now, part_title(one.part, today)) for place, one in enumerate(day.lines)]
    left = sum(day.parts.values()) - len(rows)
    if rows and left > 0:
        rows.append(DayRow(None, len(rows), today, now, rows[-1].heading, min(left, at_once)))
    return rows


def id_of(line: DayLine) -> Hashable:
    """What tells a line from every other, each time the list is read."""
    return line.matter.patient, line.matter.key


def without(day: Day, ids: Collection[Hashable], today: date) -> Day:
    """The same answer without some of its lines, as those that were just seen to."""
    gone = [one for one in day.lines if id_of(one) in ids]
    if not gone:
        return day
    return replace(
        day,
        lines=[one for one in day.lines if id_of(one) not in ids],
        parts=Counter(day.parts) - Counter(one.part for one in gone),
        kinds=Counter(day.kinds) - Counter(one.matter.kind for one in gone),
        late=day.late - sum(one.matter.is_late(today) for one in gone),
        waiting=day.waiting - sum(one.matter.waiting for one in gone),
        ends=day.ends - sum(one.matter.ends for one in gone),
        in_all=day.in_all - len(gone),
    )


def with_line(day: Day, line: DayLine, place: int) -> Day:
    """The same answer with a line more, at that place."""
    lines = [*day.lines[:place], line, *day.lines[place:]]
    return replace(day, lines=lines, parts=Counter(day.parts) + Counter((line.part,)))


@dataclass(frozen=True)
class DayCell(Cell):
    """What the one cell of a line says; see `DayRow`. ``text`` is the name."""

    title: str = field(default="", repr=False)
    why: str = field(default="", repr=False)
    row: DayRow | None = field(default=None, repr=False)
    when_role: str = "ink"
    has_sign: bool = False
    protected: bool = False


def cell_of(one: DayRow) -> DayCell:
    """How a line is shown."""
    if one.line is None:
        return DayCell(one.aloud, role="teal", weight=600, icon="chevron-down", icon_role="teal")
    matter = one.line.matter
    part = _ROLE_OF.get(one.line.part, "teal" if one.line.part is Part.MEETINGS else "grey")
    return DayCell(
        one.name, weight=600, icon=ICON_OF[matter.kind], icon_role=part, title=matter.title,
        why=one.why, row=one, when_role=one.role, has_sign=one.role in ("red", "amber"), protected=one.line.protected,
    )  # fmt: skip


def headings(today: date) -> Sequence[str]:
    """What stands over the parts, in their order."""
    return [part_title(part, today) for part in Part]
