"""Every rule that looks for gaps, with its code, and how much each finds among all patients."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.gap import rules
from ui.pages.all_gaps_rows import GapOfAll
from ui.pages.gaps_rules import RuleRow, Standing, how_many
from ui.parts import clear, column, label, scrolling, whole
from ui.theme import scaled

_WIDEST = 1120
_WHAT = (
    "Reglerna säger bara att något inte är skrivet eller att en dag har passerat, aldrig vad vården ska göra. "
    "Det allvarligaste står först. På en patients sida kan en lucka, eller alla av ett slag, tystas en tid."
)


class AllRules(QWidget):
    """The list of rules."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(spacing=0)
        self._body = whole(self._lines)
        holder = QWidget()
        inside = column(label(_WHAT, wrap=True), self._body, 1, spacing=8)
        inside.setContentsMargins(0, 0, scaled(12), scaled(20))
        holder.setLayout(inside)
        holder.setMaximumWidth(scaled(_WIDEST))
        self.area = scrolling(holder)
        self.area.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll it
        self.area.setAccessibleName("Regler")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def show_found(self, rows: Sequence[GapOfAll]) -> None:
        """Show how much the rules have found."""
        self._body.hide()  # else everything is laid out anew for each of them
        clear(self._lines)
        many: dict[str, int] = {}
        whose: dict[str, set[object]] = {}
        for one in rows:
            many[one.gap.rule] = many.get(one.gap.rule, 0) + 1
            whose.setdefault(one.gap.rule, set()).add(one.gap.patient_id)
        for rule in rules():
            found = how_many(many.get(rule.code, 0))
            patients = len(whose.get(rule.code, ()))
            of = f" hos {patients} patienter" if patients > 1 else " hos 1 patient" if patients else ""
            made = RuleRow(rule, Standing(found + of), code=True)
            self._lines.addWidget(made)
            made.show()
        self._body.show()
