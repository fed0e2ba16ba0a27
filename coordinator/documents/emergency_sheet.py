"""*Akutblad*: one page for an emergency room, in Swedish or in English, what must not be done before what shall be.

Every word about what to do is copied as a named physician gave it. On the English sheet what nobody has written in
English stands in Swedish, and it is said that it does.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files

from coordinator.alert import EmergencyInformation
from coordinator.blocks import (
    Alert,
    Block,
    Column,
    Fact,
    Facts,
    Missing,
    Note,
    QrCode,
    Rich,
    Table,
    plain,
    strong,
)
from coordinator.diagnosis import conditions
from coordinator.document import Document
from coordinator.documents.alert_rows import row_item, rows_source, rows_to_print, strip_block
from coordinator.documents.emergency import current_emergencies, no_text, nothing_known, run_out
from coordinator.documents.emergency_texts import english_items, english_sources, swedish_items, swedish_sources
from coordinator.documents.english_alerts import english_row, english_rows_source, english_strip
from coordinator.documents.english_emergency import english_nothing, english_run_out
from coordinator.documents.papers import paper
from coordinator.documents.who_i_am import condition_words, how_to_talk
from coordinator.protection import printable, shareable
from coordinator.record import Record
from coordinator.umi.card_facts import card_facts, card_valid_until, qr_excess, qr_text
from coordinator.umi.card_figure import CardFacts

MOST_BYTES = 666
"""A square of version 20, level M: 53 mm in modules of half a millimetre. A finer one no telephone reads from paper."""

_EMERGENCY_NUMBER = "112"


def emergency_sheet_document(record: Record) -> Document:
    """The sheet in Swedish for ``record`` as it is now."""
    record, texts = shareable(record), sheet_texts("sv")
    made = paper(record, "emergency_sheet", texts["title"], _swedish(record, texts))
    return replace(made, subtitle=_subtitle(made, record))


def english_emergency_sheet_document(record: Record) -> Document:
    """The sheet in English."""
    record, texts = shareable(record), sheet_texts("en")
    made = paper(record, "emergency_sheet_en", texts["title"], _english(record, texts))
    edition = f"{texts['title']}, printed {record.today.isoformat()}"
    footer = replace(made.footer, number=_born(made.footer.number), edition=edition)
    return replace(made, subtitle=_born(_subtitle(made, record)), footer=footer, language="en")


@cache
def sheet_texts(language: str) -> dict[str, str]:
    """The fixed words of the sheet in a language."""
    path = files("resources") / "texts" / "emergency_papers.json"
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))[language]
    return found


def _subtitle(made: Document, record: Record) -> str:
    main = [condition_words(one) for one in conditions(record)[:1]]
    return " · ".join([made.subtitle, *main])


def _born(text: str) -> str:
    for swedish, english in (("född ", "born "), ("nummer saknas", "number missing"),
                             ("födelsedatum saknas", "date of birth missing")):  # fmt: skip
        text = text.replace(swedish, english)
    return text


def _swedish(record: Record, texts: dict[str, str]) -> Iterator[Block]:
    yield strip_block(record)
    rows, shown = rows_to_print(record), current_emergencies(record)
    if rows:
        yield Alert(texts["rows"], tuple(map(row_item, rows)))
    if shown:
        yield Alert(texts["do"], tuple(swedish_items(record, texts)))
    elif rows:
        yield Alert(texts["do"], (no_text(record),), nothing_known(record).state)
    else:
        yield nothing_known(record)
    yield from run_out(record)
    yield from _rest(record, texts)
    yield from map(Note, (*rows_source(rows), *swedish_sources(record, texts)))


def _english(record: Record, texts: dict[str, str]) -> Iterator[Block]:
    yield english_strip(record)
    rows, shown = rows_to_print(record), current_emergencies(record)
    if rows:
        yield Alert(texts["rows"], tuple(map(english_row, rows)))
    if shown:
        yield Alert(texts["do"], tuple(english_items(record, texts)))
    else:
        yield english_nothing(record, texts, beside=bool(rows))
    yield from english_run_out(record, texts)
    yield from _rest(record, texts)
    yield from map(Note, (*english_rows_source(rows), *english_sources(record, texts)))


def _rest(record: Record, texts: dict[str, str]) -> Iterator[Block]:
    """How to talk with me, whom to ring, the square, and until when the sheet holds."""
    shown = current_emergencies(record)
    talk = " ".join([how_to_talk(record), *_all_of(record, shown, "communication")]).strip()
    facts = (
        (texts["talk"], talk),
        (texts["interpreter"], record.patient.interpreter.strip()),
        (texts["hospital"], ". ".join(_all_of(record, shown, "hospital"))),
        (texts["document"], ". ".join(_all_of(record, shown, "document"))),
    )
    told = tuple(Fact(label, plain(value)) for label, value in facts if value)
    if told:
        yield Facts(told)
    of_card = card_facts(record)
    yield Table((Column(texts["call"], 6), Column(texts["telephone"], 5)), tuple(_calls(record, of_card, texts)))
    yield _square(of_card, texts)
    yield Note(texts["foot"].format(until=card_valid_until(record, whole=True).isoformat()))


def _all_of(record: Record, shown: list[EmergencyInformation], name: str) -> list[str]:
    """What the texts say in a field, each once."""
    return list(dict.fromkeys(text for one in shown if (text := printable(record, one, name))))


def _calls(record: Record, facts: CardFacts, texts: dict[str, str]) -> Iterator[tuple[Rich, Rich]]:
    """112, then the team and the numbers of the card; two with the same number share a row, since room is short."""
    shown, english = current_emergencies(record), texts["language"] == "en"
    yield plain(texts["life"]), strong(_EMERGENCY_NUMBER)
    found = [
        [label, text]
        for label, name in ((texts["daytime"], "call_daytime"), (texts["on_call"], "call_on_call"))
        for text in _all_of(record, shown, name)
    ]
    for one in facts.phones:
        who = f"{one.english_who if english else one.who}: {one.name}"
        same = next((row for row in found if _digits(one.number) and _digits(one.number) in _digits(row[1])), None)
        if same is not None:
            same[0] += f". {who}"
        else:
            found.append([who, one.number])
    yield from ((plain(who), strong(number)) for who, number in found)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _square(facts: CardFacts, texts: dict[str, str]) -> QrCode | Missing:
    """The same text as on the card; what is too long for a square is said and never cut."""
    content = qr_text(facts)
    excess = qr_excess(content, MOST_BYTES)
    if excess:
        return Missing(texts["no_square"], texts["square_too_long"].format(excess=excess))
    return QrCode(content, texts["square"])
