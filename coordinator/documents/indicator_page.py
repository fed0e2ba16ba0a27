"""The Nyckeltal on one page: every figure with its chart and how it is counted, and nobody in it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from coordinator.blocks import Block, Note, Trends
from coordinator.days_left import with_year
from coordinator.document import Document, Footer
from coordinator.indicators.definitions import indicator_texts
from coordinator.indicators.figures import Clinic
from coordinator.indicators.trends import trends
from coordinator.trend import Trend

TITLE = "Nyckeltal"


def indicator_document(clinic: Clinic, now: datetime, unit: str, *, practice: bool = False, stale: int = 0) -> Document:
    """The page. ``unit``: whose figures they are, perhaps nobody's; ``now`` has a zone. stale: see `not_counted`."""
    shown = trends(clinic)
    sources = {source: number for number, source in enumerate(dict.fromkeys(one.source for one in shown), 1)}
    blocks: tuple[Block, ...] = (
        Trends(tuple(_with_number(one, sources) for one in shown)),
        Note("\n".join(filter(None, (not_counted(stale), str(indicator_texts()["about"]), *_listed(sources))))),
    )
    footer = Footer(TITLE, "utan namn och personnummer", f"Utskriven {now.strftime('%Y-%m-%d')}")
    subtitle = " · ".join(filter(None, (unit.strip(), with_year(clinic.today))))
    return Document(
        kind="indicator_page", title=TITLE, subtitle=subtitle, footer=footer, created=now, blocks=blocks,
        practice=practice,
    )  # fmt: skip


def not_counted(stale: int) -> str:
    """What must be said with figures in which the records of so many patients stand as they were on another day."""
    if not stale:
        return ""
    return f"Talen är inte räknade i dag för {'en patient' if stale == 1 else f'{stale} patienter'}."


def _with_number(trend: Trend, sources: Mapping[str, int]) -> Trend:
    """Several have the same source, which then is told once, at the foot of the page."""
    return replace(trend, definition=f"{trend.definition} Källa {sources[trend.source]}.", source="")


def _listed(sources: Mapping[str, int]) -> Iterable[str]:
    return (f"Källa {number}: {source.removesuffix('.')}." for source, number in sources.items())
