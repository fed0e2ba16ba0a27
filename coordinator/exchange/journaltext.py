"""The journal text: a coordination note under fixed sökord, to paste into the journal as a whole or one at a time.

It says only what the record holds. What must never be silently absent (diagnosis, akutinformation, who coordinates,
consent, information given) is then said to be not asked for. No assessment is made up: the nurse writes her own.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from coordinator.exchange.journal_facts import action, alerts, current, information, planning, responsible
from coordinator.exchange.journal_headings import LONGEST, headings_of, looks_as, own_texts
from coordinator.exchange.journal_letters import kept, one_line
from coordinator.exchange.journal_sip import sip_facts
from coordinator.exchange.journal_transition import transition_facts
from coordinator.exchange.own_number import number_left_out
from coordinator.protection import mask_of, shareable
from coordinator.record import Record
from coordinator.settings import JOURNAL_IDENTITY_NUMBER, JOURNAL_LATIN1, JOURNAL_ONE_LINE
from coordinator.swedish import SWEDEN

_ALONE = frozenset({"date", "identity", "form"})
"""The sökord with a short value, which stand on the line of their value in either form."""
_LONGEST_LOOK = 3 * LONGEST
"""No sökord is longer, whatever letters it is written with: "…" becomes three."""


@dataclass(frozen=True)
class OwnWords:
    """What only the nurse can say about this contact; each part is left out when it is empty."""

    form: str = ""
    reason: str = ""
    assessment: str = ""
    action: str = ""


@dataclass(frozen=True)
class Section:
    """One sökord: its stable key, the heading as configured, and its lines without the heading.

    key: those of the parts that stand under it, with a plus between them.
    """

    key: str
    heading: str
    lines: tuple[str, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The keys of the parts that stand under it."""
        return tuple(self.key.split("+"))

    @property
    def text(self) -> str:
        """The lines alone, to copy into one field of a template."""
        return "\r\n".join(self.lines)


@dataclass(frozen=True)
class Lost:
    """A character that the journal cannot keep, and the sökord and line where a "?" stands for it; 0: the sökord."""

    character: str
    heading: str
    line: int

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return f"{self.heading} rad {self.line}" if self.line else f"sökordet {self.heading}"

    def __str__(self) -> str:
        where = f"under {self.heading}, rad {self.line}" if self.line else f"i {self.place}"
        return (
            f"Tecknet U+{ord(self.character):04X} blev ? {where}. "
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

    def under(self, section: Section) -> "JournalText":
        """What stands under one of the sökord alone, without the sökord."""
        lost = tuple(one for one in self.lost if one.heading == section.heading and one.line)
        return JournalText(f"{section.text}\r\n", (section,), lost, self.latin1)


def headings() -> Mapping[str, str]:
    """The program's own sökord by its key, and that of the whole note (``title``)."""
    return own_texts()


def journal_text(record: Record, words: OwnWords | None = None) -> JournalText:
    """The note on ``record`` as it is now, with the nurse's own words where she has written any."""
    own = masked_words(record, words)
    shown = shareable(record)
    facts: dict[str, list[str]] = {key: [*lines] for key, lines in opening(record, own).items()}
    facts |= {
        "current": list(current(shown)),
        "alerts": list(alerts(shown)),
        "action": [own.action, *action(shown)],
        "planning": [f"{number}. {fact}" for number, fact in enumerate(planning(shown), 1)],
        "sip": list(sip_facts(shown)),
        "transition": list(transition_facts(shown)),
        "information": list(information(shown)),
    }
    return composed(record, facts)


def masked_words(record: Record, words: OwnWords | None) -> OwnWords:
    """The nurse's own words without what is protected."""
    mask, words = mask_of(record), words or OwnWords()
    return OwnWords(*(mask(getattr(words, part.name)) for part in fields(words)))


def opening(record: Record, words: OwnWords) -> dict[str, list[str]]:
    """What stands in every note: whose it is when that is wanted, when and by whom it is written, her own words."""
    number = record.patient.number_as_written if record.settings[JOURNAL_IDENTITY_NUMBER] else ""
    return {
        "identity": [number],
        "date": [record.now.astimezone(SWEDEN).strftime("%Y-%m-%d %H:%M")],
        "form": [words.form],
        "reason": [words.reason],
        "assessment": [words.assessment],
        "action": [words.action],
        "responsible": [responsible(record)],
    }


def composed(record: Record, facts: Mapping[str, Sequence[str]]) -> JournalText:
    """The note: the facts of each part under the sökord that the clinic has placed it under, in the clinic's order."""
    latin1 = record.settings[JOURNAL_LATIN1]
    known = headings_of(record.settings)
    titles = [own_texts()["title"], *(one.text for one in known)]
    looks = frozenset(map(looks_as, titles))
    with_number = record.settings[JOURNAL_IDENTITY_NUMBER]
    without = None if with_number else number_left_out(record.patient)
    sections: list[Section] = []
    lost: list[Lost] = []
    for one in known:
        heading, unkept = kept(one_line(one.text), latin1=latin1)
        heading = heading.strip()
        lines: list[str] = []
        for fact in (fact for part in one.parts for fact in facts.get(part, ())):
            line, missing = kept(one_line(fact), latin1=latin1)
            # Letters that are left out may leave blanks behind.
            line = line.strip() if without is None else without(line.strip())
            if line:
                lines.append(_not_a_heading(line, looks))
                lost += [Lost(character, heading, len(lines)) for character in missing]
        if lines:
            lost += [Lost(character, heading, 0) for character in unkept]
            sections.append(Section("+".join(one.parts), heading, tuple(lines)))
    title = kept(titles[0], latin1=latin1)[0]
    on_one_line = record.settings[JOURNAL_ONE_LINE]
    written = [title, *(line for section in sections for line in _written(section, on_one_line))]
    return JournalText("\r\n".join(written) + "\r\n", tuple(sections), tuple(dict.fromkeys(lost)), latin1)


def _not_a_heading(line: str, looks: Collection[str]) -> str:
    """The line with a dash before it when a journal system could take it for a sökord."""
    start = line.partition(":")[0]
    return f"- {line}" if len(start) <= _LONGEST_LOOK and looks_as(start) in looks else line


def _written(section: Section, on_one_line: bool) -> Iterator[str]:
    if on_one_line or set(section.parts) <= _ALONE:
        yield f"{section.heading}: {' / '.join(section.lines)}"
    else:
        yield section.heading
        yield from section.lines
