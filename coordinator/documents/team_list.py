"""The team's list of transitions on paper: initials and year of birth only, since it lies on a table among people."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from coordinator.blocks import Block, Column, Heading, Note, Rich, Table, plain, strong
from coordinator.document import Document, Footer
from coordinator.documents.initials import initials_of
from coordinator.swedish import short_day
from coordinator.transition.kinds import usual_words
from coordinator.transition.swap import TransitionTask
from coordinator.transition.team import Due, TeamRow, quarter_end

TITLE = "Alla övergångar"
NOT_BEGUN = "Inte påbörjad"
_COLUMNS = (
    Column("Vem", 2), Column("Ålder"), Column("Har mottagare", 2), Column("Saknar mottagare", 4), Column("Att göra", 6)
)  # fmt: skip


def team_list_document(rows: Sequence[TeamRow], now: datetime, *, practice: bool = False) -> Document:
    """The rows as they are shown, under their stages, with what is due before the quarter ends. ``now`` has a zone."""
    made = now.strftime("%Y-%m-%d")
    footer = Footer("Intern lista", "initialer och födelseår", f"Utskriven {made}")
    subtitle = f"Att göra till och med {quarter_end(now.date()).isoformat()}"
    return Document(
        kind="team_list", title=TITLE, subtitle=subtitle, footer=footer, created=now, blocks=tuple(_blocks(rows, now)),
        practice=practice, landscape=True,
    )  # fmt: skip


def stage_title(row: TeamRow) -> str:
    """Under which heading she stands."""
    return row.stage.label if row.stage is not None else NOT_BEGUN


def initials(row: TeamRow) -> str:
    """Who it is, in letters and a year."""
    return initials_of(row.name, row.birth_date)


def _blocks(rows: Sequence[TeamRow], now: datetime) -> Iterator[Block]:
    if not rows:
        yield Note("Ingen är i en övergång just nu.")
    for title in dict.fromkeys(map(stage_title, rows)):
        mine = [row for row in rows if stage_title(row) == title]
        yield Heading(f"{title} ({len(mine)})")
        yield Table(_COLUMNS, tuple(_cells(mine, now)), small=True)


def _cells(rows: Iterable[TeamRow], now: datetime) -> Iterator[tuple[Rich, ...]]:
    today = now.date()
    for row in rows:
        due = row.due_until(quarter_end(today))
        holes = [hole.kind.label for hole in row.holes]  # a unit would tell more than the initials hide
        yield (
            strong(initials(row)),
            plain(f"{row.years} år" if row.years is not None else "–"),
            plain(f"{row.named} av {row.swaps}" if row.swaps else "–"),
            plain(", ".join(holes) or "–"),
            plain("\n".join(f"{short_day(one.day, today)}: {_told(one)}" for one in due) or "–"),
        )


def _told(due: Due) -> str:
    """What remains; of an agreement in somebody's own words only that it is one, since they may say a name."""
    what = TransitionTask.TITLE if due.agreed and due.what not in usual_words() else due.what
    return f"{what} ({due.kind.label})" if due.kind is not None else what
