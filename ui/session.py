"""What the window works with while a vault is open: the record on screen, what can be undone, what is half-written.

Pages know this and functions of `coordinator`; nothing else of the program.
"""

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from coordinator.change import Applied, Change
from coordinator.contact import Contact, ContactRole
from coordinator.desk import Desk, PatientRow
from coordinator.diagnosis import RareCondition
from coordinator.entity import new_id
from coordinator.errors import CoordinatorError, RuleError, VaultError, WriteFailed
from coordinator.exchange.target import Outgoing, Target
from coordinator.person import Patient
from coordinator.recipient import PATIENT
from coordinator.record import Record
from coordinator.settings import AnySetting, Settings, Value
from coordinator.vaults import OpenVault
from ui.dialogs import Dialogs
from ui.narrowing import Narrowing
from ui.worker import Refused, Worker, is_there

P = ParamSpec("P")

_DRAFT, _PINNED, _RECENT, _PLACE, _UNDO = "draft:", "pinned", "recent", "place", "undo"
_RECENT_LENGTH = 8
_A_MOMENT_MS = 400
"""How long where she is waits to be kept: until the patient she went to is on screen."""
_UNDO_LENGTH = 100


@dataclass(frozen=True)
class Done:
    """One change that can be taken back."""

    change_id: UUID
    title: str
    patient_id: UUID | None = None
    """Whose it was; None when that was not kept."""


@dataclass(frozen=True)
class Place:
    """Where she was: a patient and a page, each perhaps none."""

    patient_id: UUID | None = None
    page: str = ""


class Session(QObject):
    """An open vault as the window sees it. Everything that touches the vault goes over ``vault_thread``."""

    patients_changed = Signal()
    """``patients``, ``pinned`` or ``recent`` is another."""
    record_changed = Signal()
    """``record`` is another: opened, changed, or closed."""
    saved = Signal(str)
    """A change is on disk; its title."""
    undone = Signal(str)
    refused = Signal(object)
    """A CoordinatorError that no page took."""
    undo_changed = Signal()
    due_changed = Signal()
    """``due`` is another."""
    wanted = Signal(str, object)
    """Go to the page of that name, and to what on it (an entry's id, or None)."""
    patient_wanted = Signal(object, str, object)
    """Open the patient of that id, on that page (or none), at what on it."""

    def __init__(
        self,
        vault: OpenVault,
        vault_thread: Worker,
        side_thread: Worker,
        dialogs: Dialogs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.vault, self.vault_thread, self.side_thread, self.dialogs = vault, vault_thread, side_thread, dialogs
        self.desk = Desk(vault.store)
        self.record: Record | None = None
        self.today = date.min
        """The day at the last reading: no page asks the clock."""
        self.now: datetime | None = None
        """The moment of the last reading or change."""
        self.me = ""
        """The name of whoever uses the program, as the vault has it."""
        self.patients: Sequence[PatientRow] = ()
        self.pinned: list[UUID] = []
        self.recent: list[UUID] = []
        self.can_undo: list[Done] = []
        self.others_look_on = False
        """Whether others see the screen: then nothing of another patient's is offered to be taken back, or is."""
        self.due: int | None = None
        """How many lines Idag had when it was last read; None before that."""
        self.today_line: Hashable = None
        """The line of Idag one was on, for when the window is made anew."""
        self._targets: dict[Outgoing, tuple[UUID, Target]] = {}
        self._kept: dict[str, str] = {}
        self._in_a_moment: set[str] = set()
        self._moment = QTimer(self)
        self._moment.setSingleShot(True)
        self._moment.setInterval(_A_MOMENT_MS)
        self._moment.timeout.connect(self.keep_now)
        self.contacts_changed = 0
        """Grows with every change of a contact: whoever keeps a list of all contacts reads it again."""
        self._list_is_old = False
        self._awaited: UUID | None = None
        self.narrowing = Narrowing(self)
        """What the contacts of the patient on screen are narrowed to, in the list and on the map."""
        vault_thread.refused.connect(self.refused)
        side_thread.refused.connect(self.refused)

    # Opening

    def start(self, done: Callable[[Place], object]) -> None:
        """Read the list of patients and where she was; then ``done`` gets the place."""

        def read() -> tuple[Sequence[PatientRow], Mapping[str, str], Record]:
            store = self.vault.store
            return store.patients(), store.kept(), store.blank(new_id())

        def show(found: tuple[Sequence[PatientRow], Mapping[str, str], Record]) -> None:
            self.patients, kept, blank = found
            self._tell_time(blank)
            self._kept = dict(kept)
            here = {row.id for row in self.patients}
            self.pinned = [one for one in map(UUID, self._kept_list(_PINNED)) if one in here]
            self.recent = [one for one in map(UUID, self._kept_list(_RECENT)) if one in here]
            self.can_undo = [_done(*one) for one in self._kept_list(_UNDO)]
            self.patients_changed.emit()
            self.undo_changed.emit()
            place = self._kept_place()
            done(place if place.patient_id in here else Place(page=place.page))

        self.vault_thread.run(read, show)

    def refresh_patients(self) -> None:
        """Read the list of patients again if something that stands in it has changed."""
        if self._list_is_old:
            self.read_patients()

    def read_patients(self) -> None:
        """Read the list of patients again; the access log notes it."""
        self._list_is_old = False

        def show(found: Sequence[PatientRow]) -> None:
            self.patients = found
            self.patients_changed.emit()

        self.vault_thread.run(self.vault.store.patients, show)

    def tell_due(self, lines: int) -> None:
        """Idag has been read, and has so many lines."""
        if lines != self.due:
            self.due = lines
            self.due_changed.emit()

    def open_patient(self, patient_id: UUID, done: Callable[[], object] | None = None) -> None:
        """Read a patient's record and make it the one on screen; the access log notes it.

        Whoever is asked for last is shown, however long the reading of another takes.
        """
        self._awaited = patient_id

        def show(record: Record) -> None:
            if self._awaited != patient_id:
                return
            self._awaited = None
            self._show(record)
            self._remember_recent(patient_id)
            if done is not None:
                done()

        self.vault_thread.run(lambda: self.desk.open(patient_id), show)

    def stay(self) -> None:
        """Show nobody else than who is on screen: a patient who is being read is not wanted any more."""
        self._awaited = None

    def _remember_recent(self, patient_id: UUID) -> None:
        self.recent = [patient_id, *(one for one in self.recent if one != patient_id)][:_RECENT_LENGTH]
        self._keep_in_a_moment(_RECENT, json.dumps(list(map(str, self.recent))))
        self.patients_changed.emit()

    def close_patient(self) -> None:
        """No record on screen."""
        self.stay()
        if self.record is not None:
            self._show(None)

    def pin(self, patient_id: UUID, *, pinned: bool) -> None:
        """Keep a patient at the top of the side panel, or not."""
        self.pinned = [one for one in self.pinned if one != patient_id] + ([patient_id] if pinned else [])
        self.keep(_PINNED, json.dumps(list(map(str, self.pinned))))
        self.patients_changed.emit()

    # Changing

    def do(
        self,
        action: Callable[Concatenate[Record, P], Change],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> "Doing":
        """Run an action on the record on screen. What is to follow is said on the answer: ``.then(…)``, ``.but(…)``."""
        if self.record is None:
            raise RuntimeError("no record is open")
        return self.do_for(self.record.patient_id, action, *args, **kwargs)

    def do_for(
        self,
        patient_id: UUID,
        action: Callable[Concatenate[Record, P], Change],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> "Doing":
        """Like `do`, for the patient with that id, who need not be on screen."""
        doing = Doing()

        def job() -> tuple[Applied, Record]:
            applied = self.desk.do(patient_id, action, *args, **kwargs)
            return applied, self.vault.store.read(patient_id)

        self._run(doing, job)
        return doing

    def begin(self, action: Callable[Concatenate[Record, P], Change], *args: P.args, **kwargs: P.kwargs) -> "Doing":
        """Like `do`, for a patient who is new; her record is then the one on screen."""
        doing = Doing()

        def job() -> tuple[Applied, Record]:
            applied = self.desk.begin(action, *args, **kwargs)
            return applied, self.desk.open(applied.patient_id)

        self._run(doing, job, new=True)
        return doing

    def take_in(self, taking: Callable[[], Applied]) -> "Doing":
        """Run ``taking`` on the vault's thread: it takes in a file, in one change, of whichever patient it is."""
        doing = Doing()

        def job() -> tuple[Applied, Record]:
            applied = taking()
            return applied, self.vault.store.read(applied.patient_id)

        self._run(doing, job)
        return doing

    @property
    def next_undo(self) -> Done | None:
        """The change that would be taken back now."""
        last = self.can_undo[-1] if self.can_undo else None
        is_hers = self.record is not None and last is not None and last.patient_id == self.record.patient_id
        return last if is_hers or not self.others_look_on else None

    def undo(self) -> None:
        """Take the latest change back, whichever patient it was of; one that is on its way to the disk too."""
        if self.vault_thread.busy:
            self.vault_thread.run(lambda: None, lambda _: self._undo_last())
        else:
            self._undo_last()

    def choose(
        self, setting: AnySetting, value: Value | None, done: Callable[[Settings], object], refused: Refused
    ) -> None:
        """Choose a value for a setting of the pärm, with None none; the record on screen is then under it."""
        patient_id = self.record.patient_id if self.record is not None else None

        def job() -> tuple[Settings, Record | None]:
            self._require_file()
            store = self.vault.store
            store.set_setting(setting, value)
            return store.settings(), store.read(patient_id) if patient_id is not None else None

        def show(answer: tuple[Settings, Record | None]) -> None:
            settings, record = answer
            if record is not None and self._is_on_screen(record.patient_id):
                self._show(record)
            self.saved.emit("Inställning ändrad")
            if is_there(done):
                done(settings)

        def fail(error: CoordinatorError) -> None:
            (refused if is_there(refused) else self.refused.emit)(error)

        self.vault_thread.run(job, show, fail)

    def _undo_last(self) -> None:
        last = self.next_undo
        if last is None:
            return
        self.can_undo.pop()
        self._keep_undo()

        def job() -> tuple[Applied, Record, bool]:
            self._require_file()
            applied = self.desk.undo(last.change_id)
            store, patient_id = self.vault.store, applied.patient_id
            try:
                return applied, store.read(patient_id), True
            except RuleError:  # it was her registration that was taken back
                return applied, store.blank(patient_id), False

        def show(answer: tuple[Applied, Record, bool]) -> None:
            applied, record, known = answer
            self._tell_time(record)
            self._reread_list_after(applied)
            if self._is_on_screen(applied.patient_id):
                self._show(record if known else None)
            self.undone.emit(last.title)

        def refused(error: CoordinatorError) -> None:
            if isinstance(error, VaultError):  # the disk was full: the change stands, and can be taken back later
                self.can_undo = [*self.can_undo, last]
                self._keep_undo()
            self.refused.emit(error)

        self.vault_thread.run(job, show, refused)

    def _run(self, doing: "Doing", job: Callable[[], tuple[Applied, Record]], *, new: bool = False) -> None:
        def saved(answer: tuple[Applied, Record]) -> None:
            applied, record = answer
            self.can_undo = [*self.can_undo, Done(applied.id, applied.title, applied.patient_id)][-_UNDO_LENGTH:]
            self._keep_undo()
            self._tell_time(record)
            if new or self._is_on_screen(applied.patient_id):
                self._show(record)
            if new:
                self._remember_recent(applied.patient_id)
            self._reread_list_after(applied)
            self.saved.emit(applied.title)
            doing.end(applied)

        def refused(error: CoordinatorError) -> None:
            if not doing.fail(error):
                self.refused.emit(error)

        def checked() -> tuple[Applied, Record]:
            self._require_file()
            return job()

        self.vault_thread.run(checked, saved, refused)

    def _require_file(self) -> None:
        """The file is open, so the system lets us write in it even when it has been deleted: for nobody, ever."""
        if not self.vault.path.exists():
            raise WriteFailed(
                "Pärmens fil är borta",
                "Ändringen är inte sparad. Någon har flyttat eller tagit bort filen, eller så är disken inte ansluten. "
                "Lägg tillbaka den eller anslut disken, och försök igen.",
            )

    def _is_on_screen(self, patient_id: UUID) -> bool:
        return self.record is not None and self.record.patient_id == patient_id

    def _reread_list_after(self, applied: Applied) -> None:
        self.contacts_changed += bool(applied.kinds & {Patient, Contact})
        if applied.kinds & {Patient, RareCondition}:
            self.read_patients()
        elif applied.kinds & {Contact, ContactRole}:  # how many, of which units, whose: read and logged when it is seen
            self._list_is_old = True

    def reckon_anew(self) -> None:
        """Let all that follows from the record on screen be worked out again: the rules are others."""
        if self.record is not None:
            self._show(replace(self.record))

    def _show(self, record: Record | None) -> None:
        self.record = record
        if record is not None:
            self._tell_time(record)
            self.narrowing.begin(record.patient_id)
        self.record_changed.emit()

    def _tell_time(self, record: Record) -> None:
        self.now, self.today, self.me = record.now, record.today, record.actor.name

    # To whom the latest file went: until the pärm is locked, and nowhere written

    def keep_target(self, what: Outgoing, target: Target) -> None:
        """Remember to whom a file of that kind went, and why; the ground is asked for each time."""
        if self.record is not None:
            self._targets[what] = self.record.patient_id, Target(target.recipient, target.purpose)

    def suggested_target(self, what: Outgoing) -> Target | None:
        """To whom the latest file of that kind went; for another patient only what stays in the house, or is hers."""
        whose, target = self._targets.get(what, (None, None))
        if target is None or (self.record is not None and whose == self.record.patient_id):
            return target
        to = target.recipient
        names_somebody = to.contact_id is not None or (to.is_patient and to.name != PATIENT)  # whom the other one has
        return None if target.purpose.leaves or names_somebody else target

    # What the screen keeps in the vault

    def keep(self, key: str, value: str | None) -> None:
        """Remember something for the screen, encrypted like the rest; None forgets it."""
        if self._remember(key, value):
            self.vault_thread.run(lambda: self.vault.store.keep(key, value))

    def keep_now(self) -> None:
        """Write what waits to be kept: the vault is about to go, or the moment has passed."""
        self._moment.stop()
        waiting = {key: self._kept[key] for key in sorted(self._in_a_moment & self._kept.keys())}
        self._in_a_moment.clear()
        for key, value in waiting.items():
            self.vault_thread.run(partial(self.vault.store.keep, key, value))

    def _keep_in_a_moment(self, key: str, value: str) -> None:
        """Like `keep`, when the window has drawn what she asked for: a writing beside it makes her wait."""
        if self._remember(key, value):
            self._in_a_moment.add(key)
            self._moment.start()

    def _remember(self, key: str, value: str | None) -> bool:
        """Whether that is news."""
        if self._kept.get(key) == value:
            return False
        if value is None:
            self._kept.pop(key, None)
        else:
            self._kept[key] = value
        return True

    def kept(self, key: str) -> str | None:
        """What was remembered."""
        return self._kept.get(key)

    def keep_place(self, page: str) -> None:
        """Remember where she is."""
        patient = str(self.record.patient_id) if self.record else ""
        self._keep_in_a_moment(_PLACE, json.dumps([patient, page]))

    def draft_key(self, what: str, *, of_nobody: bool = False) -> str:
        """Where the draft of ``what`` is kept: of the patient on screen, or of nobody yet."""
        return f"{_DRAFT}{self.record.patient_id if self.record and not of_nobody else ''}:{what}"

    def _keep_undo(self) -> None:
        self.keep(_UNDO, json.dumps([_kept(one) for one in self.can_undo]))
        self.undo_changed.emit()

    def _kept_list(self, key: str) -> list[Any]:
        found = json.loads(self._kept.get(key, "[]"))
        return list(found)

    def _kept_place(self) -> Place:
        patient, page = json.loads(self._kept.get(_PLACE, '["", ""]'))
        return Place(UUID(patient) if patient else None, page)


def _kept(one: Done) -> list[str]:
    return [str(one.change_id), one.title, str(one.patient_id or "")]


def _done(change_id: str, title: str, patient_id: str = "") -> Done:
    """A change as it was kept; whose it was has not always been."""
    return Done(UUID(change_id), title, UUID(patient_id) if patient_id else None)


class Doing:
    """A change on its way to the disk, and what is to happen when it is there or refused."""

    def __init__(self) -> None:
        self._then: Callable[[Applied], object] | None = None
        self._but: Refused | None = None

    def then(self, done: Callable[[Applied], object]) -> "Doing":
        """Call ``done`` when it is saved; the record on screen is then the new one."""
        self._then = done
        return self

    def but(self, refused: Refused) -> "Doing":
        """Call ``refused`` when it is not saved; without this the window says why at the top of the page."""
        self._but = refused
        return self

    def end(self, applied: Applied) -> None:
        """It is saved."""
        if self._then is not None and is_there(self._then):
            self._then(applied)

    def fail(self, error: CoordinatorError) -> bool:
        """It is refused; whether somebody here takes care of saying so."""
        if self._but is None or not is_there(self._but):
            return False
        self._but(error)
        return True
