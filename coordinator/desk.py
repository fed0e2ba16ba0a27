"""The one door from screen and command line to the record: read, do, undo, and what the store must be able to do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol
from uuid import UUID

from coordinator.change import Add, Applied, Change
from coordinator.entity import Code, Entity, new_id
from coordinator.person import Patient, PatientStatus
from coordinator.record import Actor, Record
from coordinator.search import LIMIT
from coordinator.settings import AnySetting, Settings
from coordinator.soundness import require_sound, require_whole
from coordinator.swedish import folded

if TYPE_CHECKING:  # with it come all the rules, which the start window does not need
    from coordinator.indicators.fact import Fact
    from coordinator.stored_gap import StoredGap
    from coordinator.today.day import Asked, Day
    from coordinator.transition.team import Member

P = ParamSpec("P")


class Access(Code):
    """What the access log calls each thing done (HSLF-FS 2016:40 4 kap. 9 §)."""

    CREATE_VAULT = ("create_vault", "Skapa pärm")
    UNLOCK = ("unlock", "Lås upp")
    FAILED_UNLOCK = ("failed_unlock", "Misslyckad upplåsning")
    LOCK = ("lock", "Lås")
    OPEN = ("open", "Öppna")
    LIST = ("list", "Visa lista")
    SEARCH = ("search", "Sök")
    CHANGE = ("change", "Ändra")
    UNDO = ("undo", "Ångra")
    PRINT = ("print", "Skriva ut")
    EXPORT = ("export", "Exportera")
    IMPORT = ("import", "Importera")
    KEYS = ("keys", "Ändra vad som öppnar pärmen")
    SETTING = ("setting", "Ändra inställning")
    BACKUP = ("backup", "Säkerhetskopiera")


@dataclass(frozen=True)
class PatientRow:
    """One line of the patient list, and what she is searched for by: a projection, read without the record.

    sorted_name: family name first ("Åkesson, Ronja"); empty, as the name, when neither is known. conditions: the
    diagnoses that are not ruled out, the main one first. units: where she is known, each once: by contacts that hold,
    her journal and her health centre, without what tells where she lives when that is secret. coordinators: the names
    of her fasta vårdkontakter today, the one who has the main responsibility first.
    """

    id: UUID
    name: str = field(repr=False)
    number: str = field(repr=False)
    birth_date: date | None = field(repr=False)
    protected: bool
    contacts: int
    called: str = field(repr=False)
    sorted_name: str = field(repr=False)
    former_numbers: tuple[str, ...] = field(repr=False)
    status: PatientStatus
    conditions: tuple[str, ...] = field(repr=False)
    units: tuple[str, ...] = field(repr=False)
    coordinators: tuple[str, ...] = field(default=(), repr=False)

    def is_held_by(self, name: str) -> bool:
        """Whether somebody of that name is her fast vårdkontakt today; nobody is without a name."""
        wanted = folded(name)
        return bool(wanted) and wanted in map(folded, self.coordinators)


@dataclass(frozen=True)
class FormerVersion:
    """What an entry was: its content, and who saved it when and as what.

    newest: the number of the newest version there is of the entry, also when that is its removal: from there it goes
    on when it is brought back.
    """

    entry: Entity
    at: datetime
    by: Actor
    title: str
    removed_because: str = field(default="", repr=False)
    newest: int = 0


class Deed(Code):
    """What a change did to one entry."""

    ADDED = ("add", "Skapad")
    EDITED = ("edit", "Ändrad")
    REMOVED = ("remove", "Borttagen")


@dataclass(frozen=True)
class Touched:
    """One entry that a change added, edited or removed. ``removed``: what it was, when it was taken away."""

    kind: type[Entity]
    id: UUID
    version: int
    deed: Deed
    removed: FormerVersion | None = None


@dataclass(frozen=True)
class LoggedChange:
    """One change of a record, or one paper or file that left it, as the access log tells it.

    ``number`` is its place in the log: the next page of the list begins before it.
    """

    number: int
    at: datetime
    by: Actor
    access: Access
    title: str
    reason: str = field(default="", repr=False)
    entries: tuple[Touched, ...] = ()


@dataclass(frozen=True)
class Hit:
    """One entry that a search found: whose it is, what it is called, and the piece of it that shows why.

    text: a piece of the field ``label`` as it is written, on one line. marks: where in it what was searched for stands,
    (start, length) of each place in order; none when it stands in other fields only. day: that which the entry is
    about, else that on which it was saved. patient and number: empty when not known. protected: her identity is.
    """

    patient_id: UUID
    patient: str = field(repr=False)
    number: str = field(repr=False)
    protected: bool
    kind: type[Entity]
    entry_id: UUID
    day: date
    heading: str = field(repr=False)
    label: str
    text: str = field(repr=False)
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Found:
    """What a search found, the newest first. more: there are older ones that were left out.

    too_short: nothing was searched for, since no word had two letters. damaged: nor was it, since the index must be
    made anew first (`Store.rebuild_search`); records are read and saved as usual.
    """

    hits: tuple[Hit, ...] = ()
    more: bool = False
    too_short: bool = False
    damaged: bool = False


@dataclass(frozen=True, slots=True)  # there may be sixty thousand
class ContactName:
    """One contact that holds, of some patient, as she is looked for by name: a projection, read without the record.

    phone: the direct number, else that of the switchboard.
    """

    patient_id: UUID
    contact_id: UUID
    heading: str = field(repr=False)
    role: str = field(repr=False)
    unit: str = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True)
class Beside:
    """What a vault holds of other patients, as far as whoever takes a file in must know it.

    known: the vault has the patient herself. ids: of the others' entries. numbers: theirs, former ones too, without
    what people put between the signs.
    """

    known: bool
    ids: frozenset[UUID] = field(repr=False)
    numbers: frozenset[str] = field(repr=False)


class Records(Protocol):
    """What keeps the records, as far as actions, their desk and other vaults need it."""

    def read(self, patient_id: UUID) -> Record: ...

    def blank(self, patient_id: UUID) -> Record: ...

    def apply(self, patient_id: UUID, change: Change, *, access: Access = Access.CHANGE) -> Applied: ...

    def reversal(self, change_id: UUID) -> tuple[UUID, Change]: ...

    def history(self, patient_id: UUID, entry_id: UUID) -> Sequence[FormerVersion]: ...

    def changes(
        self,
        patient_id: UUID,
        *,
        limit: int,
        before: int | None = None,
        entry_id: UUID | None = None,
        removed: bool = False,
    ) -> Sequence[LoggedChange]: ...

    def patients(self) -> Sequence[PatientRow]: ...

    def find(self, number: str) -> UUID: ...

    def beside(self, patient_id: UUID) -> Beside: ...

    def note(self, access: Access, *, patient_id: UUID | None = None, what: str = "", reason: str = "") -> None: ...

    def settings(self) -> Settings: ...

    def set_setting(self, setting: AnySetting, value: bool | int | str | None) -> None: ...

    def keep(self, key: str, value: str | None) -> None: ...

    def kept(self, prefix: str = "") -> Mapping[str, str]: ...


class Store(Records, Protocol):
    """The encrypted vault in the program: it keeps the records, and finds in all of them."""

    def search(self, words: str, patient_id: UUID | None = None, *, noted: bool = True, limit: int = LIMIT) -> Found:
        """The newest entries that hold every word, of one patient or of all; nothing that is typed is an error.

        noted: the access log notes it, without the words. A window notes the first search after the field was empty
        or the patients to search among were changed, and passes False while she types on in the same search.
        """
        ...

    def rebuild_search(self) -> None:
        """Make what is searched in anew from the entries."""
        ...

    def contact_names(self) -> Sequence[ContactName]: ...

    def gap_list(self) -> Sequence["StoredGap"]:
        """The gaps of every patient whose care has not ended, as they were last found; the access log notes it."""
        ...

    def transition_list(self, until: date) -> Sequence["Member"]:
        """What is looked at of the transitions of every patient whose care goes on; the access log notes it.

        Of what is agreed only what is due by ``until`` and remains.
        """
        ...

    def day(self, asked: "Asked", *, noted: bool = True) -> "Day":
        """The lines of Idag that are asked for, as they were last found, and how many there are in all.

        noted: the access log notes it. A window notes the first reading after it came to the list, and passes False
        when it reads the same list again because something was done in it, or to show other kinds.
        """
        ...

    def facts(self, *, noted: bool = True) -> Sequence["Fact"]:
        """What every patient's record says to the indicators, as it was last found; nobody is named.

        noted: the access log notes it. A window that reads again in the same visit passes False.
        """
        ...

    def stale_findings(self) -> Sequence[UUID]:
        """The patients who must be looked at anew before the lists over all patients can be trusted."""
        ...

    def renew_findings(self, patient_id: UUID) -> None:
        """Find a patient's gaps, lines of Idag and facts anew and keep them for the lists over all patients."""
        ...


class Desk:
    """Runs actions on records. It never grows with features: a feature is a function that makes a `Change`."""

    def __init__(self, store: Records) -> None:
        self.store = store

    def open(self, patient_id: UUID, *, reason: str = "") -> Record:
        """Read a record to look at it; the access log notes it."""
        self.store.note(Access.OPEN, patient_id=patient_id, reason=reason)
        return self.store.read(patient_id)

    def do(
        self,
        patient_id: UUID,
        action: Callable[Concatenate[Record, P], Change],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Applied:
        """Run ``action`` on the patient's record and save what it changes, whole or not at all.

        Raises RuleError when a rule says no and ConflictError when somebody saved first; then nothing is saved.
        """
        record = self.store.read(patient_id)
        return self._save(record, action(record, *args, **kwargs))

    def begin(self, action: Callable[Concatenate[Record, P], Change], *args: P.args, **kwargs: P.kwargs) -> Applied:
        """Like `do`, on the empty record of a patient who is new."""
        record = self.store.blank(new_id())
        return self._save(record, action(record, *args, **kwargs))

    def take_in(self, patient_id: UUID, change: Change) -> Applied:
        """Save entries that come whole from another vault; the patient may be new.

        They were sound when they were written, so only that they hold together is asked.
        """
        record = self.store.read(patient_id) if self.store.beside(patient_id).known else self.store.blank(patient_id)
        require_whole(record, change)
        return self.store.apply(patient_id, change, access=Access.IMPORT)

    def undo(self, change_id: UUID) -> Applied:
        """Write a new change that takes the given one back; ConflictError when its entries have changed since."""
        patient_id, change = self.store.reversal(change_id)
        comes_back = any(isinstance(step, Add) and isinstance(step.entry, Patient) for step in change.steps)
        if comes_back:  # the whole record at once, as it was
            require_whole(self.store.blank(patient_id), change)
            return self.store.apply(patient_id, change, access=Access.UNDO)
        return self._save(self.store.read(patient_id), change, Access.UNDO)

    def _save(self, record: Record, change: Change, access: Access = Access.CHANGE) -> Applied:
        require_sound(record, change)
        return self.store.apply(record.patient_id, change, access=access)
