"""Every day of a swap as a field, folded: for the day that was another, or was noted by mistake."""

from coordinator.record import Record
from coordinator.transition.swap import Transition
from ui.drafts import Drafts
from ui.form_flow import Columns, tab_after
from ui.pages.transition_swap_part import SwapPart
from ui.parts import Button, Kind, column, row, whole
from ui.session import Session

_FIELDS = (
    "kind", "coordinator", "begun_on", "referral_sent_on", "referral_confirmed_on", "joint_meeting_on",
    "joint_meeting_held_on", "last_visit_on", "letter_sent_on", "acknowledged_on", "acknowledged_by", "first_visit_on",
    "first_visit_done_on",
)  # fmt: skip
_UNFOLD = "Alla dagar"


class AllDays(SwapPart):
    """The button, and the fields below it. They are made when they are first wanted: mostly the deeds are enough."""

    def __init__(self, session: Session, drafts: Drafts) -> None:
        super().__init__(session, drafts)
        self.days: Columns | None = None
        self._record: Record | None = None
        self.unfold = Button(_UNFOLD, Kind.QUIET, icon="chevron-right", press=self.turn)
        self._inside = column(whole(row(self.unfold, 1)), spacing=6)
        self.setLayout(self._inside)

    def show_swap(self, record: Record, swap: Transition) -> None:
        super().show_swap(record, swap)
        self._record = record
        if not self.is_open and self.has_draft(_FIELDS):
            self.turn()

    @property
    def is_open(self) -> bool:
        """Whether the fields are shown."""
        return self.days is not None and not self.days.isHidden()

    def turn(self) -> None:
        """Show the fields, or put them away."""
        opens = not self.is_open
        (self.days or self._make_days()).setVisible(opens)
        self.unfold.say(_UNFOLD, icon="chevron-down" if opens else "chevron-right")
        self.unfold.setAccessibleName(f"{_UNFOLD}, {'öppen' if opens else 'stängd'}")

    def start(self, name: str = "") -> bool:
        if name in _FIELDS and not self.is_open:
            self.turn()
        return super().start(name)

    def _make_days(self) -> Columns:
        made = self.days = self.make_fields(_FIELDS)
        self._inside.addWidget(made)
        tab_after(self.unfold, made)
        if self._record is not None and self.swap is not None:
            self.fill(_FIELDS, self._record, self.swap, begin=True)
        return made
