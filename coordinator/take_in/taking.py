"""Takes in what was chosen of a file, in one change, and tells what came of it."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from coordinator.change import Change, Step
from coordinator.errors import RuleError
from coordinator.soundness import problems
from coordinator.take_in.homing import referring
from coordinator.take_in.preview import IntakeRow, Preview, RowState, with_needed
from coordinator.take_in.rows import step_of
from coordinator.take_in.source import with_source


def take_in(preview: Preview, chosen: Collection[UUID]) -> Change:
    """One change of the chosen rows and those they need, for `Desk.take_in`. RuleError when nothing is chosen."""
    record = preview.record
    rows = _taken(preview, chosen)
    if not rows:
        raise RuleError("Inget är valt", "Välj vad som ska hämtas in ur filen. Inget har ändrats.")
    return with_source(record, preview.read, Change("Uppgifter hämtade ur en fil", tuple(_steps(preview, rows))))


def report(preview: Preview, chosen: Collection[UUID]) -> tuple[str, ...]:
    """What came in, from whom and of which day, what stays as it was, what was not read, and what to mend; lines."""
    read = preview.read
    rows = _taken(preview, chosen)
    came = {row.id for row in rows}
    left = [row for row in preview.rows if row.id not in came and row.twin is None]
    doubles = [row for row in preview.rows if row.id not in came and row.twin is not None]
    day = f", filen är från {read.made_on.isoformat()}" if read.made_on else ""
    lines = [f"Från {read.origin or 'okänd avsändare'}{day}."]
    lines += _counted("kom in", [row for row in rows if row.state is RowState.NEW])
    lines += _counted("togs tillbaka", [row for row in rows if row.state is RowState.REMOVED])
    lines += _counted("fick filens ord", [row for row in rows if row.state is RowState.CHANGED])
    lines += _counted("är lika och lämnades som de är", [row for row in left if row.state is RowState.SAME])
    lines += _counted("fanns redan hos patienten och togs inte in en gång till", doubles)
    lines += [f"Behölls som det är här: {_name(row)}." for row in left if row.state is RowState.CHANGED]
    lines += [f"Är fortfarande borttagen här: {_name(row)}." for row in left if row.state is RowState.REMOVED]
    lines += [f"Valdes bort: {_name(row)}." for row in left if row.state is RowState.NEW]
    refused = [row for row in left if row.state is RowState.REFUSED]
    lines += [f"Togs inte in: {_name(row)}. {row.why}" for row in refused if not row.theirs]
    lines += _counted(
        "gäller den andra mottagningens journal, och togs inte in", [row for row in refused if row.theirs]
    )
    lines += [f"Lästes inte: {line}" for line in read.unread]
    return (*lines, *_to_mend(preview, rows))


def _taken(preview: Preview, chosen: Collection[UUID]) -> list[IntakeRow]:
    wanted = with_needed(preview, chosen)
    return [row for row in preview.rows if row.id in wanted]


def _steps(preview: Preview, rows: Sequence[IntakeRow]) -> Iterator[Step]:
    """What the chosen rows do. What refers to a contact that is here already refers to that one, unless both are."""
    came = {row.id for row in rows}
    twins = {row.id: row.twin for row in preview.rows if row.twin is not None and row.id not in came}
    for row in rows:
        yield step_of(row, referring(row.apart or row.entry, twins))


def _to_mend(preview: Preview, rows: Sequence[IntakeRow]) -> Iterator[str]:
    if not rows:
        return
    known = problems(preview.record)
    after = preview.record.after(Change("Förhandsgranskning", tuple(_steps(preview, rows))))
    for sentence in dict.fromkeys(found[1] for found in problems(after) if found not in known):
        yield f"Att rätta: {sentence}"


def _counted(what: str, rows: Sequence[IntakeRow]) -> Iterator[str]:
    if rows:
        counts = Counter(row.kind_title for row in rows)
        kinds = ", ".join(f"{count} {title.lower()}" for title, count in counts.items())
        yield f"{len(rows)} {'post' if len(rows) == 1 else 'poster'} {what}: {kinds}."


def _name(row: IntakeRow) -> str:
    return row.kind_title if row.title == row.kind_title else f"{row.kind_title}, {row.title}"
