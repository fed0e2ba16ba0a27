"""What is known of one row of uppmärksamhetsinformation, line by line; what is missing is said as missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.days_left import with_year
from coordinator.entity import shown
from coordinator.umi.kinds import AlertGroup, AlertType, InJournal
from coordinator.umi.row import AlertInformation, fields_of
from ui.parts import Rule, clear, label
from ui.theme import scaled

NOT_CHECKED = "Inte kontrollerat mot journalen"
_MISSING = "Saknas"
_LABEL_WIDTH = 116


@dataclass(frozen=True)
class Fact:
    """One line. lacks: it is missing, or is due."""

    name: str
    text: str
    lacks: bool = False


def facts_of(one: AlertInformation, today: date) -> list[Fact]:
    """The lines of a row: only fields that its type has, the grade first."""
    return [
        *_graded(one), *_treated(one), *_written(one, "content", "atc", "substance", "no_atc_reason", "advice"),
        *_english(one), *_days(one), *_checks(one, today), *_written(one, "comment", "icd10", "snomed", "npl"),
    ]  # fmt: skip


def _written(one: AlertInformation, *names: str) -> Iterator[Fact]:
    """The fields of its type in which something stands."""
    for attr in fields_of(one.type):
        if attr.name in names and str(getattr(one, attr.name)).strip():
            yield Fact(attr.label, str(getattr(one, attr.name)).strip())


def _graded(one: AlertInformation) -> Iterator[Fact]:
    if one.group is not AlertGroup.HYPERSENSITIVITY:
        return
    for name, value in (("Allvarlighetsgrad", one.severity), ("Visshetsgrad", one.certainty)):
        yield Fact(name, value.label if value else "Inte angiven", lacks=value is None)
    if one.reactions:
        yield Fact("Reaktion" if len(one.reactions) == 1 else "Reaktioner", shown(one.reactions))


def _treated(one: AlertInformation) -> Iterator[Fact]:
    if one.type is AlertType.TREATMENT:
        yield Fact("Behandlingen", "Pågår" if one.ongoing else "Pågår inte")


def _english(one: AlertInformation) -> Iterator[Fact]:
    if one.english.strip() or one.on_card:
        yield Fact("På engelska", one.english.strip() or _MISSING, lacks=not one.english.strip())
    if one.english_advice.strip() or (one.on_card and one.advice.strip()):
        words = one.english_advice.strip()
        yield Fact("Att göra, på engelska", words or _MISSING, lacks=not words)


def _days(one: AlertInformation) -> Iterator[Fact]:
    if one.ascertained_on and one.ascertained_on != one.valid_from:
        yield Fact("Konstaterad", one.ascertained_on.isoformat())
    if one.valid_from or one.type is not AlertType.HISTORIC:
        yield Fact("Giltig från", shown(one.valid_from) or _MISSING, lacks=one.valid_from is None)
    if one.valid_until:
        yield Fact("Giltig till", one.valid_until.isoformat())


def _checks(one: AlertInformation, today: date) -> Iterator[Fact]:
    note = " ".join(one.source_note.split())
    yield Fact("Källa", f"{one.source.label}: {note}" if note else one.source.label)
    if one.checked_on:
        by = f" av {one.checked_by.strip()}" if one.checked_by.strip() else ""
        yield Fact("Kontrollerat", f"{with_year(one.checked_on)}{by}")
    else:
        yield Fact("Kontrollerat", NOT_CHECKED, lacks=True)
    if one.check_due:
        late = one.check_due <= today
        yield Fact("Ny kontroll senast", f"{with_year(one.check_due)}{', är dags' if late else ''}", lacks=late)
    if one.in_journal in (InJournal.NO, InJournal.REPORTED):
        reported = f" {with_year(one.reported_on)}" if one.reported_on else ""
        yield Fact("I journalens UMI", f"{one.in_journal.label}{reported}", lacks=one.in_journal is InJournal.NO)


class FactRows(QWidget):
    """The lines below each other, with what each is at the left."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: list[Fact] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, scaled(2), 0, scaled(4))
        self._grid.setHorizontalSpacing(scaled(12))
        self._grid.setVerticalSpacing(scaled(6))
        self._grid.setColumnStretch(1, 1)
        self.setLayout(self._grid)

    def show_facts(self, facts: list[Fact]) -> None:
        """Show these instead of those before."""
        if facts == self.facts:
            return
        self.facts = facts
        clear(self._grid)
        for place, fact in enumerate(facts):
            if place:
                self._grid.addWidget(Rule(), 2 * place - 1, 0, 1, 2)
            name = label(fact.name, "note", wrap=True)
            name.setFixedWidth(scaled(_LABEL_WIDTH))
            text = label(fact.text, "amber" if fact.lacks else "body", wrap=True)
            self._grid.addWidget(name, 2 * place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, 2 * place, 1)
