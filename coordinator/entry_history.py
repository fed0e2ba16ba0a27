"""What became of an entry: every version of it in words, who saved it when, and a former one brought back as a new.

Nothing is erased (PDL 3 kap. 14 §): to go back is to save once more what it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from coordinator.careplan import HandedOutPlan
from coordinator.change import Add, Change, Edit
from coordinator.consent import Consent
from coordinator.contact import Contact
from coordinator.desk import Deed, FormerVersion, LoggedChange, Records
from coordinator.entity import Attr, Coding, Entity, attrs_of, shown
from coordinator.entry_name import name_of
from coordinator.errors import RuleError
from coordinator.gap_silence import GapSilence
from coordinator.identity import parse_identity
from coordinator.kinds import BY_NAME
from coordinator.person import Patient
from coordinator.protection import place_is_secret
from coordinator.record import Actor
from coordinator.related_person import RelatedPerson
from coordinator.swedish import SWEDEN, day_in_words
from coordinator.text_difference import Piece, difference
from coordinator.transition.new_birth_date import with_moved_days

if TYPE_CHECKING:
    from coordinator.record import Record

BROUGHT_BACK = "Tillbaka"
"""What an entry is called that was removed and added again."""

_NUMBER = ("identity_type", "identity_number", "former_numbers")
_NUMBER_AND_BIRTH = (*_NUMBER, "birth_date")
_PROTECTION = ("protected_identity", "protection_checked", "protection_checked_by", "lives_with_patient")


@dataclass(frozen=True)
class Past:
    """What the store knows of one entry, the newest change first. ``gone``: names of removed entries it refers to."""

    changes: tuple[LoggedChange, ...]
    former: tuple[FormerVersion, ...]
    gone: Mapping[UUID, str] = field(repr=False)


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, in words; empty where nothing stood."""

    label: str
    before: str = field(repr=False)
    after: str = field(repr=False)
    long: bool = False

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The words that were kept, taken out and written in."""
        return difference(self.before, self.after)


@dataclass(frozen=True)
class Version:
    """One version of an entry. ``happened`` says in a word how it came; ``changes`` what differs from the one before.

    former: what `bring_back` takes to make the entry so again; None when it is so already or never may be.
    """

    number: int
    at: datetime
    by: Actor
    title: str
    happened: str
    reason: str = field(repr=False)
    changes: tuple[FieldChange, ...]
    former: FormerVersion | None


def read_past(store: Records, record: "Record", entry_id: UUID, *, limit: int) -> Past:
    """What became of an entry: its newest ``limit`` changes, and every former version."""
    changes = store.changes(record.patient_id, limit=limit, entry_id=entry_id)
    former = store.history(record.patient_id, entry_id)
    standing = {entry.id for entries in record.entries.values() for entry in entries}
    present = _standing(record, entry_id)
    told = [one.entry for one in former] + ([present] if present is not None else [])
    gone: dict[UUID, str] = {}
    for target in {target for entry in told for target in _targets(entry)} - standing:
        removed = store.history(record.patient_id, target)
        if removed:
            gone[target] = name_of(removed[-1].entry)
    return Past(tuple(changes), tuple(former), gone)


def versions(record: "Record", entry_id: UUID, past: Past) -> list[Version]:
    """The versions of an entry, newest first, in words as they are read in ``record``."""
    present = _standing(record, entry_id)
    contents = {former.entry.version: former.entry for former in past.former}
    if present is not None:
        contents[present.version] = present
    kept = {former.entry.version: former for former in past.former}
    made = []
    for change in past.changes:
        touched = next(one for one in change.entries if one.id == entry_id)
        back = touched.deed is Deed.ADDED and touched.version > 1
        gone = touched.deed is Deed.REMOVED
        after = None if gone else contents.get(touched.version)
        before = contents.get(touched.version - (2 if back else 1))
        former = kept.get(touched.version - 1 if gone else touched.version)
        made.append(
            Version(
                number=touched.version,
                at=change.at,
                by=change.by,
                title=change.title,
                happened=BROUGHT_BACK if back else touched.deed.label,
                reason=change.reason if gone else "",
                changes=() if after is None else tuple(_differing(record, past.gone, before, after)),
                former=former if former is not None and _may_come_back(record, former, present) else None,
            )
        )
    return made


def bring_back(record: "Record", /, *former: FormerVersion) -> Change:
    """Give entries the content they had in former versions, as new ones; what was removed is there again.

    RuleError when one must stay as it is, is so already, or refers to an entry that is gone. The patient's identity
    number is never changed so: it has an action of its own, which keeps the old one. Nor is a protection taken away, or
    a consent given again that was revoked: whoever goes back to an older telephone number did not mean that.
    """
    steps = tuple(_step(record, one) for one in former)
    _require_targets(record, [step.entry for step in steps])
    first = former[0]
    if _standing(record, first.entry.id) is None:
        others = f" och {len(former) - 1} till" if len(former) > 1 else ""
        return Change(f"{first.entry.TITLE}{others} är tillbaka", steps)
    title = f"{first.entry.TITLE} tillbaka till {first.at.astimezone(SWEDEN).date().isoformat()}"
    return with_moved_days(record, Change(title, steps))


def moment_in_words(at: datetime, today: date) -> str:
    """When something was done: "i dag 09:41", "i går 16:02", "20 nov 16:02"; with its year when that is long ago."""
    here = at.astimezone(SWEDEN)
    days = (today - here.date()).days
    day = {0: "i dag", 1: "i går"}.get(days) or day_in_words(here.date(), today)
    return f"{day} {here:%H:%M}"


def who_in_words(by: Actor) -> str:
    """Who did something: "Anna Lind, kontaktsjuksköterska"."""
    return ", ".join(part for part in (by.name, by.title) if part)


# Bringing back


def _step(record: "Record", former: FormerVersion) -> Add | Edit:
    entry, kind = former.entry, type(former.entry)
    if entry.patient_id != record.patient_id:
        raise RuleError("En annan patient är öppen", "Gå tillbaka till den patient som uppgifterna gäller.")
    if kind.KEPT_AS_IS:
        raise RuleError(f"{kind.TITLE} ändras inte", "Den bevaras som den var när den lämnades ut.")
    standing = _standing(record, entry.id)
    if standing is None:
        if kind is Patient:
            raise RuleError("Patienten finns inte", "Ångra ändringen som tog bort patienten i stället.")
        if not _loses_nothing(record, former):
            raise RuleError(
                f"{kind.TITLE} kommer tillbaka som den senast var",
                "Ta först tillbaka den senaste versionen. Sedan går det att gå längre tillbaka.",
            )
        return Add(replace(entry, version=former.newest))
    entry = over(standing, entry, record.today)
    if entry == standing:
        raise RuleError("Inget skiljer", f"{kind.TITLE} är redan som då, så inget behöver tas tillbaka.")
    return Edit(entry)


def _loses_nothing(record: "Record", former: FormerVersion) -> bool:
    """Whether a removed entry may come back so: as it last was, or with no protection or no that could be missing."""
    entry = former.entry
    if entry.version == former.newest - 1:
        return True
    if isinstance(entry, Consent):
        return entry.revoked_on is not None
    if isinstance(entry, RelatedPerson):
        return entry.is_protected
    return not isinstance(entry, Contact) or entry.reveals_location or not place_is_secret(record)


def over(standing: Entity, entry: Entity, today: date) -> Entity:
    """``entry`` in the place of what stands. What must not be lost by the way stays: a number, a protection, a no."""
    stays: dict[str, Any] = {"version": standing.version}
    if isinstance(standing, Patient):
        names = _NUMBER if standing.identity_number is None or not _tells_birth(standing, today) else _NUMBER_AND_BIRTH
        stays |= _of(standing, names)
    if isinstance(standing, (Patient, RelatedPerson)) and standing.is_protected:
        stays |= _of(standing, _PROTECTION)
    if isinstance(standing, Contact) and standing.reveals_location:
        stays |= _of(standing, ("reveals_location",))
    if isinstance(standing, Consent) and standing.revoked_on is not None:
        stays |= _of(standing, ("revoked_on", "revoked_note"))
    return replace(entry, **stays)


def _of(entry: Entity, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in names if hasattr(entry, name)}


def _tells_birth(patient: Patient, today: date) -> bool:
    """Whether her number says when she was born, as most do."""
    try:
        known = parse_identity(patient.identity_number or "", today, patient.identity_type)
    except RuleError:  # what stands is not mended by going back
        return True
    return known.birth_date is not None


def _require_targets(record: "Record", entries: Sequence[Entity]) -> None:
    there = {(kind.KIND, entry.id) for kind, found in record.entries.items() for entry in found}
    there |= {(entry.KIND, entry.id) for entry in entries}
    missing = {
        f"{attr.label} ({BY_NAME[attr.refers_to].TITLE.lower()})": None
        for entry in entries
        for attr in attrs_of(type(entry))
        if attr.refers_to and getattr(entry, attr.name) and (attr.refers_to, getattr(entry, attr.name)) not in there
    }
    if missing:
        raise RuleError(
            "Något den hänvisar till är borttaget",
            f"Borttaget: {', '.join(missing)}. Ta tillbaka det först, på sidan Historik under Borttaget.",
        )


def _may_come_back(record: "Record", former: FormerVersion, present: Entity | None) -> bool:
    """Whether it would make a difference, and is allowed at all."""
    if type(former.entry).KEPT_AS_IS:
        return False
    if present is None:
        return type(former.entry) is not Patient and _loses_nothing(record, former)
    return over(present, former.entry, record.today) != present


# In words


def _differing(
    record: "Record", gone: Mapping[UUID, str], before: Entity | None, after: Entity
) -> Iterator[FieldChange]:
    """The fields that differ; of a first version those that hold something of their own."""
    for attr in attrs_of(type(after)):
        was = getattr(before, attr.name) if before is not None else attr.default
        value = getattr(after, attr.name)
        if was == value:
            continue
        old = "" if before is None else _in_words(record, gone, before, attr)
        new = _in_words(record, gone, after, attr)
        if old != new:
            yield FieldChange(attr.label, old, new, attr.long)


def _in_words(record: "Record", gone: Mapping[UUID, str], entry: Entity, attr: Attr) -> str:
    value = getattr(entry, attr.name)
    if value is None:
        return ""
    if isinstance(value, UUID):
        target = _standing(record, value)
        kind = BY_NAME[attr.refers_to].TITLE if attr.refers_to else "En post"
        return name_of(target) if target is not None else f"{gone.get(value, kind)} (borttagen)"
    return in_words(entry, attr)


def in_words(entry: Entity, attr: Attr) -> str:
    """The value of a field that refers to nothing, as it is told."""
    value = getattr(entry, attr.name)
    if isinstance(entry, GapSilence) and attr.name == "rule":
        return entry.rule_name
    if isinstance(entry, HandedOutPlan) and attr.name == "document":
        return "Finns kvar, och kan skrivas ut igen från vårdplanen."
    if isinstance(entry, Patient) and attr.name == "identity_number":
        return entry.number_as_written
    if isinstance(value, Coding) and value.code:
        return " ".join(dict.fromkeys((value.code, str(value))))
    return shown(value)


def _targets(entry: Entity) -> Iterator[UUID]:
    for attr in attrs_of(type(entry)):
        target = getattr(entry, attr.name)
        if isinstance(target, UUID):
            yield target


def _standing(record: "Record", entry_id: UUID) -> Entity | None:
    found = (entry for entries in record.entries.values() for entry in entries if entry.id == entry_id)
    return next(found, None)
