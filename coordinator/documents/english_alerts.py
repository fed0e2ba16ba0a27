"""The strip and the rows of uppmärksamhetsinformation in English: fixed words of ours, and what somebody has written.

Nothing is translated here. What nobody has written in English stands in Swedish, and it is said that it does.
"""

import re
from collections.abc import Iterator, Sequence

from coordinator.blocks import AlertItem, AlertStrip, Rich, StripCell, in_one_piece, led, plain
from coordinator.documents.alert_rows import STATES, row_lead, told_groups
from coordinator.documents.phrases import sentence
from coordinator.entity import Knowledge
from coordinator.record import Record
from coordinator.umi.card_facts import row_item
from coordinator.umi.card_figure import CardItem
from coordinator.umi.kinds import AlertCertainty, AlertGroup, AlertSource, Reaction
from coordinator.umi.row import AlertInformation
from coordinator.umi.strip import NOT_ASKED, StripField

MISSING_HERE = "English text missing"
MISSING = f"{MISSING_HERE}. In Swedish:"

_GROUPS = {
    AlertGroup.CONDITION: "Condition/treatment",
    AlertGroup.INFECTION: "Infection",
    AlertGroup.HYPERSENSITIVITY: "Hypersensitivity",
    AlertGroup.ROUTINE: "Special routine",
    AlertGroup.HISTORIC: "Older entry",
}
_WORDS = {
    "Ej efterfrågat": ("Not asked", "ask family or record"),
    "Se journalen": ("See the record", "not told on paper"),
    "Har gått ut": ("Out of date", "check the record"),
    "Behandling pausad": ("Treatment paused", "check the record"),
}
"""What is not known, and what to do about it."""
_LIFE = re.compile(r"(\d+) livshotande(?: av (\d+))?")

_SOURCES = {
    AlertSource.JOURNAL: "medical record",
    AlertSource.PATIENT: "patient or family",
    AlertSource.SUMMARY: "discharge summary",
    AlertSource.CARD: "card that the patient carries",
    AlertSource.FILE: "taken in from a file",
}
_REACTIONS = {
    Reaction.ARRHYTHMIA: "severe arrhythmia",
    Reaction.ANAPHYLAXIS: "anaphylaxis",
    Reaction.ANGIOEDEMA: "angioedema",
    Reaction.ASTHMA: "asthma",
    Reaction.HYPOTENSION: "fall in blood pressure",
    Reaction.CONFUSION: "confusion",
    Reaction.CONVULSIONS: "generalised seizures",
    Reaction.LARYNX: "laryngeal oedema",
    Reaction.STEVENS_JOHNSON: "Stevens-Johnson syndrome",
    Reaction.SEVERE_URTICARIA: "severe urticaria",
    Reaction.UNCONSCIOUS: "lowered consciousness",
    Reaction.NECROLYSIS: "toxic epidermal necrolysis",
    Reaction.DIARRHOEA: "diarrhoea",
    Reaction.REDNESS: "reddening of the skin",
    Reaction.SWELLING: "swelling of the skin",
    Reaction.ITCHING: "itching",
    Reaction.VOMITING: "vomiting",
    Reaction.URTICARIA: "mild to moderate urticaria",
    Reaction.MOUTH: "irritation of mouth and throat",
    Reaction.NOSE: "irritation of the nose",
    Reaction.EYES: "irritation of the eyes",
    Reaction.BREATHING: "laboured breathing",
    Reaction.OTHER: "other reaction",
}


def english_strip(record: Record) -> AlertStrip:
    """The five fields in English."""
    return AlertStrip(tuple(_cell(one) for one in told_groups(record)))


def _cell(one: StripField) -> StripCell:
    day = one.checked_on.isoformat() if one.checked_on else ""
    if one.count:
        checked = f"checked {day}" if day else "not all checked"
        said, note = _how_many(one), "more in the record" if one.more else checked
    elif one.state is Knowledge.NONE_KNOWN:
        said, note = "None known", f"asked {day}" if day else "day missing"
    elif one.state is Knowledge.SOME:
        said, note = "Exists, not written", f"asked {day}" if day else "day missing"
    else:
        said, note = _WORDS.get(one.words, ("Not known", "check the record"))
        if one.group is AlertGroup.HISTORIC and one.words == NOT_ASKED:
            note = "read in the record"
    return StripCell(_GROUPS[one.group], STATES[one.state], said, note)


def _how_many(one: StripField) -> str:
    life = _LIFE.fullmatch(one.words)
    if life is None:
        return f"{one.count} recorded"
    return f"{life[1]} {'threatens' if life[1] == '1' else 'threaten'} life" + (f", of {life[2]}" if life[2] else "")


def english_row(one: AlertInformation) -> AlertItem:
    """A row with how it shows; what has no English is said in Swedish."""
    item = row_item(one)
    lead = item.english_heading or (f"{item.in_its_place} ({MISSING_HERE})" if item.in_its_place else "")
    if lead and one.certainty is AlertCertainty.SUSPECTED:
        lead = f"Suspected: {lead}"
    said = in_one_piece(_lines(one, item))
    return AlertItem(sentence(lead or f"{MISSING} {row_lead(one)}"), (said,) if said else ())


def _lines(one: AlertInformation, item: CardItem) -> Iterator[Rich]:
    written = " ".join(one.content.split()).removeprefix(one.heading).strip()
    if written:
        yield led(MISSING, sentence(written))
    if item.english_text:
        yield plain(sentence(item.english_text))
    elif item.text:
        yield led(MISSING, sentence(item.text))
    reactions = ", ".join(_REACTIONS[reaction] for reaction in one.reactions)
    if reactions:
        yield plain(f"Reaction: {sentence(reactions)}")


def english_rows_source(rows: Sequence[AlertInformation]) -> Iterator[str]:
    """Where all of them were read and when they were checked, in a line or two; nothing without any."""
    if not rows:
        return
    sources = ", ".join(dict.fromkeys(_SOURCES[one.source] for one in rows))
    yield " ".join(["UMI (national list).", f"Source: {sentence(sources)}", *_checked(rows)])


def _checked(rows: Sequence[AlertInformation]) -> Iterator[str]:
    days = sorted(one.checked_on.isoformat() for one in rows if one.checked_on)
    people = dict.fromkeys(one.checked_by.strip() for one in rows if one.checked_on and one.checked_by.strip())
    if days:
        by = f" by {', '.join(people)}" if people else ""
        yield sentence(f"Checked {days[0]}{f' to {days[-1]}' if days[0] != days[-1] else ''}{by}")
    unchecked = [one.english.strip() or one.heading for one in rows if not one.checked_on]
    if unchecked:
        yield sentence(f"Not checked against the medical record: {', '.join(unchecked)}")
