"""When the swap is: on a day that follows from the birth date by a rule, or on a day of its own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coordinator.date_rule import RuleGroup
from coordinator.dates import OF_AGE, date_rules, dates_of
from coordinator.errors import CoordinatorError, RuleError
from coordinator.record import Record
from coordinator.swedish import how_late, short_day, week
from coordinator.transition.days import swap_day
from coordinator.transition.swap import Transition
from coordinator.transition.swapping import write_transition
from ui.drafts import Drafts
from ui.form import Fault
from ui.form_choice import ChoiceBox, Options
from ui.form_flow import Columns
from ui.pages.transition_swap_part import SwapPart
from ui.parts import column, dress, label, whole
from ui.session import Session

RULE, OWN_DAY = "rule", "planned_on"
_GROUPS = frozenset({RuleGroup.CARE, RuleGroup.SCHOOL, RuleGroup.TRANSITION})
_NO_RULE = "Egen dag"


class SwapDay(SwapPart):
    """The rule that the day follows, and beside it the day in words, or the field for a day of its own."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.words = label("", "strong", wrap=True)
        self.rule = ChoiceBox("Överföring, dagen följer")
        self.rule.finished.connect(self._choose_rule)
        self.rule_fault = Fault()
        self._own = self.make_fields((OWN_DAY,))
        follows = label("Överföring, dagen följer", "note")
        follows.setBuddy(self.rule)
        beside = Columns()
        beside.add(whole(column(follows, self.rule, self.rule_fault, spacing=3)))
        beside.add(whole(column(self._own, self.words, spacing=3)), middle=True)
        self.setLayout(column(beside))

    def show_swap(self, record: Record, swap: Transition) -> None:
        if self.swap is None or self.swap.id != swap.id:
            self.rule.take_back()
            self.rule_fault.say(None)
        super().show_swap(record, swap)
        self.rule.offer(_offered(record, swap))
        self.rule.show_saved(swap.rule)
        self._own.setVisible(not swap.rule)
        self._say_day(record, swap)

    def _say_day(self, record: Record, swap: Transition) -> None:
        """The day that the rule gives; of a day of its own only that it is past, since the field tells the rest."""
        day, today = swap_day(record, swap), record.today
        is_late = swap.is_open and day is not None and day < today
        if day is None:
            self.words.setText("Regeln ger ingen dag" if swap.rule else "Ingen dag än")
        elif swap.rule:
            self.words.setText(f"{short_day(day, today)}, {week(day)}, {how_late(day, today)}")
        else:
            self.words.setText(how_late(day, today).capitalize() if is_late else "")
        self.words.setVisible(bool(self.words.text()))
        dress(self.words, "amber" if is_late or day is None else "strong")

    def refuse(self, error: CoordinatorError) -> QWidget | None:
        about = error.field if isinstance(error, RuleError) else ""
        if about == RULE or (about == OWN_DAY and self._own.isHidden()):
            self.rule.take_back()
            self.rule_fault.say(error)
            return self.rule_fault
        return super().refuse(error)

    def forget_faults(self) -> None:
        self.rule_fault.say(None)

    def start(self, name: str = "") -> bool:
        if name == RULE or (name == OWN_DAY and self._own.isHidden()):
            self.rule.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().start(name)

    def _choose_rule(self) -> None:
        """Follow a rule, which has no day of its own beside it; or stand on the day that it was."""
        record, swap, chosen = self.session.record, self.swap, self.rule.chosen()
        if record is None or swap is None or chosen is None:
            return
        own = None if chosen else swap_day(record, swap)
        self.do(write_transition, swap.id, rule=chosen, planned_on=own)


def _offered(record: Record, swap: Transition) -> Options:
    """A day of its own, then the rules that a swap may follow, with the day each gives her."""
    days = dates_of(record.patient.birth_date)
    offered = [
        (rule.key, f"{rule.name}: {short_day(day, record.today)}")
        for rule, day in days
        if rule.group in _GROUPS or rule.key in (OF_AGE, swap.rule)
    ]
    if swap.rule and swap.rule not in (key for key, _ in offered):
        known = date_rules().rule(swap.rule)
        offered.append((swap.rule, f"{known.name if known is not None else swap.rule}: ingen dag"))
    return [("", _NO_RULE), *offered]
