"""What must hold for a record after any change, whichever door the change came through."""

from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.change import Add, Change, Edit, Remove
from coordinator.entity import Entity, attrs_of
from coordinator.errors import RuleError
from coordinator.person import Patient

if TYPE_CHECKING:
    from coordinator.record import Record


def require_sound(before: "Record", change: Change) -> None:
    """Refuse a change after which the record would not hold together; RuleError says every reason.

    A problem that an entry had before does not stop an unrelated change.
    """
    _require_kept(before, change)
    after = _after(before, change)
    if not after.all(Patient):
        return
    known = problems(before)
    found = [problem[1] for problem in problems(after) if problem not in known]
    found += _dangling(after, change)
    if found:
        raise RuleError("Det går inte att spara", " ".join(dict.fromkeys(found)))


def require_whole(before: "Record", change: Change) -> None:
    """Refuse a change after which the record would not be one patient's, or refer to what is not there.

    Enough for entries that were sound where they come from: days pass, and what was right then may be a gap today.
    """
    found = _dangling(_after(before, change), change)
    if found:
        raise RuleError("Det går inte att spara", " ".join(dict.fromkeys(found)))


def _after(before: "Record", change: Change) -> "Record":
    """The record after the change, when it still is about one patient and what is kept as it is stays."""
    for step in change.steps:
        if type(step.entry).KEPT_AS_IS and step.entry.version > 0:
            raise RuleError(
                f"{step.entry.TITLE} ändras inte",
                "Det som har lämnats ut bevaras som det var. Gör i stället ett nytt papper.",
            )
    after = before.after(change)
    if not after.all(Patient) and any(after.entries.values()):
        raise RuleError("Patienten kan inte tas bort", "Pärmen har uppgifter om patienten. Ta tillbaka dem först.")
    if len(after.all(Patient)) > 1:
        raise RuleError("Det går inte att spara", "En pärm handlar om en enda patient.")
    return after


def _require_kept(before: "Record", change: Change) -> None:
    """Refuse to write by hand what only comes with a file, and to change what stays as it came."""
    edited = {type(step.entry) for step in change.steps if isinstance(step, Edit)}
    standing = {one.id: one for kind in edited for one in before.all(kind)}
    for step in change.steps:
        entry = step.entry
        if isinstance(step, Add) and entry.version == 0 and entry.only_taken_in:
            raise RuleError(
                f"{entry.TITLE} av det slaget skrivs inte in för hand",
                "Sådana uppgifter kommer bara med en fil från journalen.",
            )
        stood = standing.get(entry.id)
        if isinstance(step, Edit) and stood is not None:
            _require_same(stood, entry)


def _require_same(stood: Entity, entry: Entity) -> None:
    """Refuse another value in a field that stays as it came, before or after the change."""
    kept = stood.kept_fields | entry.kept_fields
    for attr in attrs_of(type(entry)) if kept else ():
        if attr.name in kept and getattr(stood, attr.name) != getattr(entry, attr.name):
            raise RuleError(
                f"{attr.label} ändras inte",
                "Uppgiften står kvar som den var skriven. Är den fel: avsluta den eller ta bort den, och lägg till en "
                "ny.",
            )


def problems(record: "Record") -> dict[tuple[UUID, str], None]:
    """What each entry says is wrong, in order. Nothing is asked of a record that has no patient yet."""
    if not record.all(Patient):
        return {}
    return {
        (entry.id, sentence): None
        for entries in record.entries.values()
        for entry in entries
        for sentence in entry.problems(record)
    }


def _dangling(after: "Record", change: Change) -> list[str]:
    """References from entries that stand in the record to entries that do not."""
    removed = {step.entry.id for step in change.steps if isinstance(step, Remove)}
    written = {step.entry.id for step in change.steps if not isinstance(step, Remove)}
    ids = {(kind.KIND, entry.id) for kind, entries in after.entries.items() for entry in entries}
    found = []
    for entries in after.entries.values():
        for entry in entries:
            for attr in attrs_of(type(entry)):
                target = getattr(entry, attr.name) if attr.refers_to else None
                if target is None or (target not in removed and entry.id not in written):
                    continue
                if (attr.refers_to, target) not in ids:
                    found.append(f"{entry.TITLE} hänvisar till en post som inte finns ({attr.label.lower()}).")
    return found
