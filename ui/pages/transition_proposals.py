"""*Föreslå övergångar*: the contacts that end, each with why and when, ticked or not; one key accepts those ticked."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from coordinator.change import Applied
from coordinator.documents.phrases import workplace_of
from coordinator.record import Record
from coordinator.swedish import weekday_in_words
from coordinator.transition.belonging import plan_of
from coordinator.transition.planning import begin_plan, plan_more
from coordinator.transition.proposing import Proposal, proposals
from coordinator.transition.swap import TransitionKind
from coordinator.transition.swapping import same_unit
from ui.form import Fault
from ui.form_flow import tab_after
from ui.parts import Boxed, Button, Kind, Rule, Section, clear, column, label, row, whole
from ui.session import Session
from ui.theme import scaled
from ui.tick_box import TickBox

_AT_FIRST, _AT_A_TIME = 12, 40
_ARROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_Said = tuple[TransitionKind, date | None, str]
_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut
_WORDS = (
    "Kontakterna som brukar sluta när man blir vuxen är ikryssade. Ta bort krysset för dem som ska vara kvar. "
    "Byten som saknas kan läggas till sedan."
)
_NOBODY = "Ingen av kontakterna brukar sluta av sig själv. Lägg till ett byte för den som ändå slutar."


class Planner(Boxed):
    """The list. What she has ticked herself stays so when the page is shown again."""

    accepted = Signal(int)
    """Those that are ticked are planned: how many."""
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("sunken", bar="teal")
        self._session = session
        self._found: Sequence[Proposal] = ()
        self._ticked: dict[UUID, bool] = {}
        self._many = _AT_FIRST
        self._of: object = None
        self._has_plan = False
        self.boxes: dict[UUID, TickBox] = {}
        self._words = label(_WORDS, wrap=True)
        self._rows = column(spacing=0)
        self.more = Button("", Kind.QUIET, icon="chevron-down", press=self._show_more)
        self.done = Button("", Kind.PRIMARY, icon="check", shortcut="Ctrl+Return", press=self.accept)
        self.close_button = Button("Stäng", Kind.QUIET, shortcut="Esc", press=self.closed.emit)
        self.fault = Fault()
        # Above the list: there it is seen without scrolling, however many there are.
        buttons = whole(row(self.done, self.close_button, 1))
        self.inside.addLayout(
            column(Section("Kontakter som slutar"), self._words, buttons, self.fault, self._rows, self.more, spacing=8)
        )
        QShortcut(QKeySequence("Ctrl+Return"), self, self.accept, context=_HERE)
        QShortcut(QKeySequence("Escape"), self, self.closed.emit, context=_HERE)

    def show_record(self, record: Record) -> None:
        """Show what is proposed now."""
        if record.patient_id != self._of:
            self._of, self._many = record.patient_id, _AT_FIRST
            self._ticked.clear()
            self.fault.say(None)
        found = _grouped(proposals(record))
        plan = plan_of(record)
        self._has_plan = plan is not None and plan.is_open
        if found != self._found:
            here = self._row_with_focus()
            self._found = found
            self._fill(here)
        self._words.setText(_WORDS if found else _NOBODY)
        self._count()

    def chosen(self) -> list[UUID]:
        """The contacts that are ticked, also those further down than is shown."""
        return [one.contact.id for one in self._found if self._ticked.get(one.contact.id, one.chosen)]

    def start(self) -> None:
        """Put the focus where one accepts; where nothing is ticked, on the first that may be, or on the way out."""
        first = self.done if self.done.isEnabled() else next(iter(self.boxes.values()), self.close_button)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """Plan for those that are ticked, in the plan that goes on or in a new one."""
        if not self.done.isEnabled():
            return
        self.fault.say(None)
        ids = self.chosen()
        do = self._session.do
        doing = do(plan_more, ids) if self._has_plan else do(begin_plan, contact_ids=ids)
        doing.then(partial(self._planned, len(ids))).but(self.fault.say)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows go from box to box; a box itself would take them to whatever button is nearest."""
        by = _ARROWS.get(Qt.Key(event.key())) if isinstance(event, QKeyEvent) else None
        if by is None or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        boxes = list(self.boxes.values())
        here = next(place for place, one in enumerate(boxes) if one is watched)
        boxes[max(0, min(len(boxes) - 1, here + by))].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _fill(self, focus: int | None) -> None:
        clear(self._rows)
        self.boxes = {}
        said: _Said | None = None
        for one in self._found[: self._many]:
            if said != (said := _said(one)):
                self._rows.addWidget(_heading(one))
            self._rows.addWidget(self._made(one))
        left = len(self._found) - self._many
        self.more.say(f"Visa {left} till")
        self.more.setVisible(left > 0)
        tab_after(self._words, self)
        if focus is not None:  # one that was taken up is gone, and the next stands in its place
            boxes = list(self.boxes.values())
            there = boxes[min(focus, len(boxes) - 1)] if boxes else self.done
            there.setFocus(Qt.FocusReason.OtherFocusReason)

    def _planned(self, many: int, _applied: Applied) -> None:
        self.accepted.emit(many)

    def _same(self, contact_id: UUID) -> None:
        """The contact is with the same unit all the way."""
        self.fault.say(None)
        self._session.do(same_unit, contact_id).but(self.fault.say)

    def _row_with_focus(self) -> int | None:
        """In which row the keyboard is."""
        focus = QApplication.focusWidget()
        lines = (box.parentWidget() for box in self.boxes.values())
        return next((at for at, one in enumerate(lines) if focus and one and one.isAncestorOf(focus)), None)

    def _made(self, one: Proposal) -> QWidget:
        contact = one.contact
        place = workplace_of(contact)
        box = TickBox("", ", ".join(filter(None, (contact.heading, place, one.kind.label, _when(one), one.why))))
        box.setChecked(self._ticked.get(contact.id, one.chosen))
        box.toggled.connect(partial(self._tick, contact.id))
        box.installEventFilter(self)
        self.boxes[contact.id] = box
        words = column(label(contact.heading, "strong", wrap=True), spacing=0)
        if place and place != contact.heading:
            words.addWidget(label(place, "note", wrap=True))
        same = Button("Samma enhet", Kind.QUIET, press=partial(self._same, contact.id))
        same.setAccessibleName(f"{contact.heading}: samma enhet hela vägen")
        same.setToolTip("Kontakten fortsätter på samma enhet. Inget byte behövs.")
        line = row(spacing=4)
        line.setContentsMargins(0, scaled(2), 0, scaled(2))
        line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(same, 0, Qt.AlignmentFlag.AlignTop)
        return whole(line)

    def _tick(self, contact_id: UUID, ticked: bool) -> None:
        self._ticked[contact_id] = ticked
        self._count()

    def _count(self) -> None:
        many = len(self.chosen())
        words = "Lägg upp 1 övergång" if many == 1 else f"Lägg upp {many} övergångar"
        self.done.say(words if many or self._has_plan else "Börja planen ändå")
        self.done.setEnabled(bool(many) or not self._has_plan)

    def _show_more(self) -> None:
        before = len(self.boxes)
        self._many += _AT_A_TIME
        self._fill(before)


def _grouped(found: Sequence[Proposal]) -> list[Proposal]:
    """Those of one heading below each other, in the order of the first of each."""
    places: dict[_Said, int] = {}
    for one in found:
        places.setdefault(_said(one), len(places))
    return sorted(found, key=lambda one: places[_said(one)])


def _said(one: Proposal) -> _Said:
    return one.kind, one.day, one.why


def _heading(one: Proposal) -> QWidget:
    """What those below it have in common: the kind, the day, and why they are proposed."""
    words = label(f"{one.kind.label}, {_when(one)}", "section", wrap=True)
    made = column(Rule(), words, label(one.why, "note", wrap=True), spacing=2)
    made.setContentsMargins(0, scaled(6), 0, scaled(2))
    return whole(made)


def _when(one: Proposal) -> str:
    return weekday_in_words(one.day).partition(" ")[2] if one.day else "ingen dag än"
