"""What Ctrl+K offers for what is typed: patients, contacts of everybody, pages and commands, best first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from coordinator.desk import ContactName, PatientRow
from coordinator.errors import CoordinatorError
from coordinator.finding import Finder
from coordinator.swedish import age, folded
from ui.parts import keys_in_words
from ui.session import Session
from ui.window_commands import NOTE_CALL, PAGES, PALETTE, PRINT, SEARCH, Command

_PATIENTS, _CONTACTS, _COMMANDS = 5, 5, 6
"""How many of each are offered at most."""
_PAGES_OF = 3
_APART = "\t"
_TARGETS = {NOTE_CALL: ("contact_log", "new"), PRINT: ("papers", "print")}
"""What is offered for whoever was found, and where it is done."""


@dataclass(frozen=True)
class Offer:
    """One line of the palette: ``title`` with ``more`` beside it, the keys that do the same, and what it does."""

    icon: str
    title: str = field(repr=False)
    act: Callable[[], object] = field(repr=False)
    more: str = field(default="", repr=False)
    keys: str = ""


Groups = list[tuple[str, list[Offer]]]


class Offers(QObject):
    """Finds offers. Patients and commands are there at once; the contacts of all are read when somebody first asks."""

    more = Signal()
    """The contacts are there too."""

    def __init__(
        self,
        session: Session,
        commands: Callable[[], Sequence[Command]],
        run: Callable[[Command], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent or session)
        self._session, self._commands, self._run = session, commands, run
        self._contacts: Finder[str] | None = None
        self._recent: list[PatientRow] = []
        self._now: list[Command] = []
        self._patients: Finder[PatientRow] = Finder((), _of_patient)
        self._offered: Finder[Command] = Finder((), _of_command)
        self._pages: Finder[Command] = Finder(list(PAGES.values()), lambda one: one.title)
        self._names: dict[UUID, str] = {}
        self._read_at = -1

    def renew(self) -> None:
        """The palette is opened: what can be found now?"""
        session = self._session
        recent = {patient_id: place for place, patient_id in enumerate(session.recent)}
        rows = sorted(session.patients, key=lambda one: recent.get(one.id, len(recent)))
        self._recent = [one for one in rows if one.id in recent]
        self._patients = Finder(rows, _of_patient)
        self._names = {one.id: f"{one.name or one.number}{' (skyddad)' if one.protected else ''}" for one in rows}
        self._now = [one for one in self._commands() if one is not PALETTE]
        self._offered = Finder(self._now, _of_command, loose=True)
        if self._read_at != session.contacts_changed:
            self._read_at = session.contacts_changed
            session.vault_thread.run(partial(_read, session), self._read, self._not_read)

    def _read(self, found: Finder[str]) -> None:
        self._contacts = found
        self.more.emit()

    def _not_read(self, error: CoordinatorError) -> None:
        self._read_at = -1  # once more the next time
        self._session.refused.emit(error)

    def found(self, typed: str) -> Groups:
        """The offers under their headings; for nothing typed, whom she had open lately and what can be done."""
        if not folded(typed):
            recent = [self._patient(one) for one in self._recent[:_PATIENTS]]
            every = [self._command(one) for one in self._now]
            return [(title, ones) for title, ones in (("Senaste", recent), ("Gå till och gör", every)) if ones]
        both = self._pages_of_patients(typed)
        patients, contacts, commands = self._fitting(typed, Finder.find_as_typed)
        if not (patients or contacts or commands or both):
            patients, contacts, commands = self._fitting(typed, Finder.find_nearly)
        groups: Groups = [
            ("Patienter", [self._patient(one) for one in patients]),
            ("Kontakter", [self._contact(one) for one in contacts]),
            ("Gör", [*map(self._command, commands), *self._of_the_first(patients), *both]),
            ("Text", [self._search(typed)]),
        ]
        return [(title, ones) for title, ones in groups if ones]

    def _fitting(
        self, typed: str, find: Callable[[Finder[Any], str, int], list[Any]]
    ) -> tuple[Sequence[PatientRow], Sequence[str], Sequence[Command]]:
        """Who and what fits best; of the contacts first those of the patient on screen."""
        here = self._session.record.patient_id if self._session.record is not None else None
        contacts = find(self._contacts, typed, 4 * _CONTACTS) if self._contacts is not None else []
        contacts.sort(key=lambda one: not one.startswith(f"{here}"))
        return find(self._patients, typed, _PATIENTS), contacts[:_CONTACTS], find(self._offered, typed, _COMMANDS)

    def _patient(self, one: PatientRow) -> Offer:
        years = f"{age(one.birth_date, self._session.today)} år" if one.birth_date else ""
        mark = "Skyddad" if one.protected else ""
        more = ", ".join(filter(None, (mark, one.number, years, *one.conditions[:1])))
        return Offer("user", one.name or one.number or "Namn saknas", self._go(one.id), more)

    def _contact(self, one: str) -> Offer:
        patient_id, contact_id, heading, role, unit, phone = one.split(_APART)
        whose = self._names.get(UUID(patient_id), "")
        said = (role if role != heading else "", unit, f"hos {whose}" if whose else "", phone)
        return Offer(
            "users", heading, self._go(UUID(patient_id), "contacts", UUID(contact_id)), ", ".join(filter(None, said))
        )

    def _command(self, one: Command) -> Offer:
        return Offer(one.icon, one.title, partial(self._run, one), keys=keys_in_words(one.keys) if one.keys else "")

    def _of_the_first(self, patients: Sequence[PatientRow]) -> list[Offer]:
        """What one mostly wants with the patient one has just found."""
        return [
            Offer(
                command.icon,
                f"{command.title}: {one.name}",
                self._go(one.id, *target),
                keys=keys_in_words(command.keys),
            )
            for one in patients[:1]
            if one.name
            for command, target in _TARGETS.items()
        ]

    def _pages_of_patients(self, typed: str) -> list[Offer]:
        """A name and a page in one: "wilma vårdplan"."""
        words = folded(typed).split()
        pages = {word: self._pages.find(word, 1) for word in words if len(word) > 2}
        rest = " ".join(word for word in words if not pages.get(word))
        page = next((found[0] for found in pages.values() if found), None)
        if page is None or not rest:
            return []
        found = self._patients.find(rest, _PAGES_OF)
        return [Offer(page.icon, f"{page.title}: {one.name}", self._go(one.id, page.name)) for one in found]

    def _search(self, typed: str) -> Offer:
        what = " ".join(typed.split())
        wanted = self._session.wanted
        return Offer(
            SEARCH.icon, f"Sök ”{what}” i allt som är skrivet", lambda: wanted.emit(SEARCH.name, what),
            keys=keys_in_words(SEARCH.keys),
        )  # fmt: skip

    def _go(self, patient_id: UUID, page: str = "", target: object = None) -> Callable[[], None]:
        wanted = self._session.patient_wanted
        return lambda: wanted.emit(patient_id, page, target)


def _read(session: Session) -> Finder[str]:
    """On the vault's thread: the names are read there, and sixty thousand take half a second to fold.

    Each is kept as one text. As so many objects they would hold the window up when Python next looks for cycles.
    """
    return Finder([_as_text(one) for one in session.vault.store.contact_names()], _of_contact)


def _as_text(one: ContactName) -> str:
    said = (one.heading, one.role, one.unit, one.phone)
    return _APART.join((str(one.patient_id), str(one.contact_id), *(" ".join(part.split()) for part in said)))


def _of_patient(one: PatientRow) -> str:
    return " ".join((one.name, one.called, one.number, one.number.replace("-", ""), *one.conditions))


def _of_command(one: Command) -> str:
    return f"{one.title} {one.words}"


def _of_contact(one: str) -> str:
    *said, phone = one.split(_APART)[2:]
    return " ".join((*said, phone, "".join(char for char in phone if char.isdigit())))
