"""The journal text: a coordination note under fixed sökord, to paste into the journal as a whole or one at a time.

It says only what the record holds. What must never be silently absent (diagnosis, akutinformation, who coordinates,
consent, information given) is then said to be not asked for. No assessment is made up: the nurse writes her own.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from coordinator.exchange.journal_facts import action, alerts, current, information, planning, responsible
from coordinator.exchange.journal_letters import kept, one_line
from coordinator.exchange.journal_sip import sip_facts
from coordinator.exchange.journal_transition import transition_facts
from coordinator.protection import mask_of, shareable
from coordinator.record import Record
from coordinator.settings import JOURNAL_IDENTITY_NUMBER, JOURNAL_LATIN1, JOURNAL_ONE_LINE
from coordinator.swedish import SWEDEN

_ALONE = ("date", "identity", "form")
"""The sökord with a short value, which stand on the line of their value in either form."""


@dataclass(frozen=True)
class OwnWords:
    """What only the nurse can say about this contact; each part is left out when it is empty."""

    form: str = ""
    reason: str = ""
    assessment: str = ""
    action: str = ""


@dataclass(frozen=True)
class Section:
    """One sökord: its stable key, the heading as configured, and its lines without the heading."""

    key: str
    heading: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines alone, to copy into one field of a template."""
        return "\r\n".join(self.lines)


@dataclass(frozen=True)
class Lost:
    """A character that the journal cannot keep, and the sökord and line where a "?" stands for it."""

    character: str
    heading: str
    line: int

    def __str__(self) -> str:
        return (
            f"Tecknet U+{ord(self.character):04X} blev ? under {self.heading}, rad {self.line}. "
            "Rätta i journalen, eller stäng av inställningen om äldre journalsystem."
        )


@dataclass(frozen=True)
class JournalText:
    """The whole note. Lines end with CRLF and are never wrapped."""

    text: str
    sections: tuple[Section, ...]
    lost: tuple[Lost, ...]
    latin1: bool

    def encoded(self) -> bytes:
        """The note as bytes: ISO-8859-1 (the same in Windows-1252) when the filter is on, else UTF-8."""
        return self.text.encode("latin-1" if self.latin1 else "utf-8")


@cache
def headings() -> Mapping[str, str]:
    """The heading of each sökord, by its key, and that of the whole note (``title``)."""
    content = (files("resources") / "texts" / "journal_headings.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(content)
    return found


def journal_text(record: Record, words: OwnWords | None = None) -> JournalText:
    """The note on ``record`` as it is now, with the nurse's own words where she has written any."""
    mask, words = mask_of(record), words or OwnWords()
    words = OwnWords(*(mask(getattr(words, part.name)) for part in fields(words)))
    record = shareable(record)
    latin1 = record.settings[JOURNAL_LATIN1]
    known = headings()
    sections: list[Section] = []
    lost: list[Lost] = []
    for key, facts in _facts(record, words):
        heading = kept(known[key], latin1=latin1)[0]
        lines: list[str] = []
        for fact in facts:
            line, missing = kept(one_line(fact), latin1=latin1)
            # Letters that are left out may leave blanks behind.
            line = line.strip()
            if line:
                lines.append(_not_a_heading(line, known))
                lost += [Lost(character, heading, len(lines)) for character in missing]
        if lines:
            sections.append(Section(key, heading, tuple(lines)))
    title = kept(known["title"], latin1=latin1)[0]
    on_one_line = record.settings[JOURNAL_ONE_LINE]
    written = [title, *(line for section in sections for line in _written(section, on_one_line))]
    return JournalText("\r\n".join(written) + "\r\n", tuple(sections), tuple(dict.fromkeys(lost)), latin1)


def _facts(record: Record, words: OwnWords) -> Iterator[tuple[str, list[str]]]:
    """The lines of every sökord, in the order of the note."""
    now = record.now.astimezone(SWEDEN)
    number = record.patient.number_as_written if record.settings[JOURNAL_IDENTITY_NUMBER] else ""
    yield "identity", [number]
    yield "date", [now.strftime("%Y-%m-%d %H:%M")]
    yield "form", [words.form]
    yield "reason", [words.reason]
    yield "current", list(current(record))
    yield "alerts", list(alerts(record))
    yield "assessment", [words.assessment]
    yield "action", [words.action, *action(record)]
    yield "planning", [f"{number}. {fact}" for number, fact in enumerate(planning(record), 1)]
    yield "sip", list(sip_facts(record))
    yield "transition", list(transition_facts(record))
    yield "information", list(information(record))
    yield "responsible", [responsible(record)]


def _not_a_heading(line: str, known: Mapping[str, str]) -> str:
    """The line with a dash before it when a journal system could take it for a sökord."""
    start = line.partition(":")[0].strip().casefold()
    return f"- {line}" if start in {heading.casefold() for heading in known.values()} else line


def _written(section: Section, on_one_line: bool) -> Iterator[str]:
    if on_one_line or section.key in _ALONE:
        yield f"{section.heading}: {' / '.join(section.lines)}"
    else:
        yield section.heading
        yield from section.lines
