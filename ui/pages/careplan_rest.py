"""The calm parts below the goals: health in short, self-care, where to turn, who took part. Closed until asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.careplan import CarePlan, write_plan
from coordinator.entity import attrs_of
from coordinator.record import Record
from coordinator.swedish import day_in_words
from ui.fields import Field, LineField, TextField
from ui.pages.careplan_binding import Bound, Desktop, Fault, day_reader, day_shown, one_line
from ui.parts import Button, Kind, column, label, row
from ui.session import Doing
from ui.theme import scaled


@dataclass(frozen=True)
class Part:
    """A closed part: its heading, and the fields of `CarePlan` in it; two of a pair stand beside each other."""

    title: str
    fields: tuple[str | tuple[str, str], ...]

    def names(self) -> Iterator[str]:
        """Each field."""
        for one in self.fields:
            yield from (one,) if isinstance(one, str) else one


PARTS = (
    Part("Min hälsa i korthet", ("health_in_short", "strengths_and_obstacles")),
    Part("Egenvård och kontroller", ("self_care", "check_ups")),
    Part(
        "Om jag blir sämre, och vart jag vänder mig",
        (
            "if_worse",
            ("turn_to_daytime", "turn_to_daytime_phone"),
            ("turn_to_evening", "turn_to_evening_phone"),
            ("turn_to_urgent", "turn_to_urgent_phone"),
        ),
    ),
    Part("Deltagare och nästa översyn", ("participants", ("valid_from", "next_review"), "approved_by")),
)
_DAYS = ("valid_from", "next_review")
_DECLARED = {attr.name: attr for attr in attrs_of(CarePlan)}


class Fold(QWidget):
    """One part, opened and closed by its heading. Its fields are made when it is opened the first time."""

    def __init__(self, desktop: Desktop, part: Part) -> None:
        super().__init__()
        self._desktop, self._part = desktop, part
        self._bound: dict[str, Bound] = {}
        self._plan: CarePlan | None = None
        self.head = Button(part.title, Kind.QUIET, icon="chevron-right", press=self.turn)
        self._note, self._inside = label("", "note"), QWidget()
        self._inside.hide()
        top = row(self.head, 1, self._note)
        self.setLayout(column(top, self._inside, spacing=2))
        if any(desktop.has_draft(_key(name)) for name in part.names()):
            self.turn()

    def show_plan(self, record: Record, plan: CarePlan | None) -> None:
        """Show the plan as it is now; None is one that nobody has begun."""
        self._plan = plan
        self._note.setText(_in_short(record, plan, self._part))
        for name, bound in self._bound.items():
            bound.show(_value(plan, name))

    def turn(self) -> None:
        """Open or close."""
        if not self._bound:
            self._make()
            for name, bound in self._bound.items():
                bound.show(_value(self._plan, name))
        self._inside.setVisible(self._inside.isHidden())
        self.head.say(self._part.title, icon="chevron-right" if self._inside.isHidden() else "chevron-down")

    def _make(self) -> None:
        grid = QGridLayout(self._inside)
        grid.setHorizontalSpacing(scaled(12))
        grid.setVerticalSpacing(scaled(6))
        grid.setContentsMargins(scaled(28), 0, 0, scaled(10))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for line, one in enumerate(self._part.fields):
            names = (one,) if isinstance(one, str) else one
            for place, name in enumerate(names):
                grid.addWidget(self._field(name), line, place, 1, 3 - len(names), Qt.AlignmentFlag.AlignTop)

    def _field(self, name: str) -> QWidget:
        declared = _DECLARED[name]
        field: Field
        ways: dict[str, Callable[[Any], Any]] = {}
        if declared.long:
            field = TextField(declared.label)
        else:
            field = LineField(declared.label, hint="1 dec, om ett år" if name in _DAYS else "")
            ways = {"read": one_line, "shown": one_line}
            if name in _DAYS:
                ways = {"read": day_reader(self._desktop), "shown": day_shown}
        fault = Fault()
        self._bound[name] = Bound(field, fault, self._saving(name), **ways)
        self._desktop.drafts.watch(field, _key(name))
        around = QWidget()
        around.setLayout(column(label(declared.label, "note"), field, fault, spacing=2))
        return around

    def _saving(self, name: str) -> Callable[[Any], Doing | None]:
        return lambda value: self._desktop.do(write_plan, **{name: value})


def _value(plan: CarePlan | None, name: str) -> Any:
    return getattr(plan, name) if plan is not None else None if name in _DAYS else ""


def _key(name: str) -> str:
    return f"care_plan:{name}"


def _in_short(record: Record, plan: CarePlan | None, part: Part) -> str:
    """What is in the part while it is closed: the day of the next review, the first words, or that it is empty."""
    if plan is None:
        return "inte skrivet än"
    if plan.next_review and "next_review" in part.names():
        return f"ses över {day_in_words(plan.next_review, record.today)}"
    written = [name for name in part.names() if _value(plan, name)]
    many = len(list(part.names()))
    return "inte skrivet än" if not written else "klart" if len(written) == many else f"{len(written)} av {many}"
