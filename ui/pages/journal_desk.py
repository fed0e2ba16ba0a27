"""What the pages of the journal remember while the program is unlocked: what was copied, and whose turn is next."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject

from coordinator.change import Change
from coordinator.errors import RuleError
from coordinator.journal.rows import JournalRow, journal_rows
from coordinator.journal_entry import enter_in_journal
from ui.session import Session

if TYPE_CHECKING:
    from coordinator.exchange.journaltext import JournalText
    from coordinator.record import Record

T = TypeVar("T")
Wording = tuple[UUID, str, tuple[str, ...]]
"""One row as it was copied: which, how it stood, and its words."""
CHANGED = "Uppgifterna har ändrats sedan du kopierade"


@dataclass(frozen=True)
class Copied:
    """What was copied of one patient's and is not yet told to stand in the journal, by sökord.

    rows: those that are told of under each; own: her own words there, by their field. sections: what was copied of
    those that the note has, ``among``; whole: the note was copied as a whole.
    """

    rows: Mapping[str, tuple[Wording, ...]] = field(repr=False)
    own: Mapping[str, str] = field(default_factory=dict, repr=False)
    sections: Mapping[str, str] = field(default_factory=dict, repr=False)
    among: tuple[str, ...] = ()
    whole: bool = False

    @staticmethod
    def of(note: "JournalText", heading: str | None, rows: Sequence[JournalRow], own: Mapping[str, str]) -> "Copied":
        """What of the note is copied, all or one sökord, of what is ticked and of what she has written herself."""
        copied = [one for one in note.sections if heading in (None, one.heading)]
        parts = {part for one in copied for part in one.parts}
        return Copied(
            rows={one.heading: tuple(wording(row) for row in rows if row.section in one.parts) for one in copied},
            own={part: text for part, text in own.items() if part in parts},
            sections={one.heading: one.text for one in copied} if heading is not None else {},
            among=tuple(one.heading for one in note.sections),
            whole=heading is None,
        )

    @property
    def wordings(self) -> dict[Wording, None]:
        """The rows, each once."""
        return dict.fromkeys(one for rows in self.rows.values() for one in rows)

    @property
    def ids(self) -> list[UUID]:
        """The entries it is about."""
        return [*dict.fromkeys(id for id, _, _ in self.wordings)]

    @property
    def is_asked_about(self) -> bool:
        """Whether there is anything in it that can be said to stand in the journal."""
        return bool(self.ids) or any(self.own.values())

    def with_more(self, later: "Copied") -> "Copied":
        """What is copied now after what was copied before it; what is copied again counts as it reads now."""
        if later.whole:
            return replace(later, sections=self._still(self.sections, later))
        return replace(
            later,
            rows={**self._still(self.rows, later), **later.rows},
            own={**self.own, **later.own},
            sections={**self._still(self.sections, later), **later.sections},
            whole=self.whole,
        )

    @staticmethod
    def _still(known: Mapping[str, T], later: "Copied") -> dict[str, T]:
        return {heading: one for heading, one in known.items() if heading in later.among}

    def holds(self, rows: Iterable[JournalRow]) -> bool:
        """Whether all that was copied still reads as it did."""
        return {*self.wordings} <= {wording(one) for one in rows}


def wording(one: JournalRow) -> Wording:
    """A row as it reads now."""
    return one.entry_id, one.state.stored, one.words


def enter_copied(record: "Record", /, copied: Copied) -> Change:
    """What was copied stands in the journal now; RuleError when it reads otherwise by now."""
    if not copied.holds(journal_rows(record)):
        raise RuleError(CHANGED, "Kopiera igen, så att journalen får det som står här nu.")
    return enter_in_journal(record, copied.ids)


class JournalDesk(QObject):
    """One for a session: it outlives a window that is made anew, and ends with the lock."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.copied: dict[UUID, Copied] = {}
        """The open question of each patient."""
        self.left_out: defaultdict[UUID, set[UUID]] = defaultdict(set)
        """The rows of each patient that are not ticked."""
        self.until = ""
        """The day until which all of the last one asked about stood there: often the same for the next."""
        self._round: list[UUID] = []

    @staticmethod
    def of(session: Session) -> "JournalDesk":
        """The one of the session, made when it is first asked for."""
        found = session.findChild(JournalDesk)
        return found if isinstance(found, JournalDesk) else JournalDesk(session)

    # The round: one patient after the other

    def begin_round(self, patients: Sequence[UUID]) -> None:
        """These are gone through, in this order."""
        self._round = list(patients)

    def is_in_round(self, patient_id: UUID) -> bool:
        """Whether this one is one of several that are gone through."""
        return len(self._round) > 1 and patient_id in self._round

    def left_after(self, patient_id: UUID) -> list[UUID]:
        """Who comes after this one."""
        return self._round[self._round.index(patient_id) + 1 :] if patient_id in self._round else []
