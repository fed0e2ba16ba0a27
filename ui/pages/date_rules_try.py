"""What a rule gives, shown as one types it: "Född 2008-12-14: 2026-12-14"."""

from datetime import date, datetime, time, timedelta

from PySide6.QtWidgets import QWidget

from coordinator.date_formula import AfterLast, FromBirth, Halves, read_formula
from coordinator.date_rule import DateRule
from coordinator.editing_rules import Rule, read_length
from coordinator.errors import RuleError
from ui.fields import LineField
from ui.parts import column, label, row, whole
from ui.screen_reader import Announcer

BORN = date(2008, 12, 14)
"""Somebody who was born then stands for all until another birth date is tried."""


class Trial(QWidget):
    """The day that the words of a rule give, for a birth date one may change."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "strong", wrap=True)
        self.born = LineField("Prova med ett annat födelsedatum")
        self.born.show_saved(BORN.isoformat())
        self.born.textChanged.connect(self._show)
        title = label("Prova med född", "note")
        title.setBuddy(self.born)
        self._ask = whole(row(title, self.born, spacing=8))
        self.setLayout(column(self.words, self._ask, spacing=3))
        self._announcer = Announcer(self.words)
        self._rule: Rule | None = None
        self._typed: str | None = None
        self._today = BORN

    def show_rule(self, rule: Rule, today: date) -> None:
        """Show what this rule gives, as it is saved."""
        self._rule, self._today, self._typed = rule, today, None
        self._ask.setVisible(isinstance(rule, DateRule) and rule.counts_from_birth)
        self._show()

    def show_words(self, text: str) -> None:
        """Show what the rule would give with these words instead."""
        self._typed = text
        self._show()
        self._announcer.soon(self.words.text())

    def _show(self) -> None:
        if self._rule is not None:
            self.words.setText(self._given(self._rule))

    def _given(self, rule: Rule) -> str:
        if isinstance(rule, DateRule):
            if rule.fault and self._typed is None:
                return "Ingen dag."
            try:
                return self._by_formula(rule, self._typed if self._typed is not None else rule.formula)
            except RuleError:
                return "Ingen dag än: orden går inte att läsa."
        return self._by_length(rule)

    def _by_formula(self, rule: DateRule, text: str) -> str:
        read = read_formula(text)
        if isinstance(read, AfterLast):
            last = read.day(self._today)
            return f"Sista uppgiften {self._today.isoformat()}: {last.isoformat() if last else 'ingen dag'}"
        if isinstance(read, Halves):
            period = read.period(self._today)
            return f"I dag: {period[0].isoformat()} till {period[1].isoformat()}" if period else "Ingen dag."
        if not isinstance(read, FromBirth):
            raise TypeError(type(read).__name__)
        try:
            born = date.fromisoformat(self.born.text().strip())
        except ValueError:
            return "Skriv födelsedatumet som ÅÅÅÅ-MM-DD."
        day = read.day(born)
        if day is None:
            return f"Född {born.isoformat()}: ingen dag, den ligger utanför kalendern"
        if rule.valid_from and day < rule.valid_from:
            return f"Född {born.isoformat()}: ingen dag, {day.isoformat()} är före {rule.valid_from.isoformat()}"
        return f"Född {born.isoformat()}: {day.isoformat()}"

    def _by_length(self, rule: Rule) -> str:
        try:
            hours, days = read_length(self._typed if self._typed is not None else getattr(rule, "span", ""))
        except RuleError:
            return "Ingen tid än: orden går inte att läsa."
        if hours is not None:
            begun = datetime.combine(self._today, time(14))
            return f"Från {begun:%Y-%m-%d %H:%M}: till {begun + timedelta(hours=hours):%Y-%m-%d %H:%M}"
        return f"Från {self._today.isoformat()}: till och med {(self._today + timedelta(days=days)).isoformat()}"
