"""*Registerutdrag*: everything the record holds about a patient, for whoever has the right to ask for it.

It is written from the declarations, so that a new field or kind of entry stands here by itself. Like every paper it
begins with what may be shown: what is protected is named, never told, since one parent may ask for an extract that
tells where the other lives. The access log is no part of the record: it is about those who work here, and an extract of
it is asked for by itself. That it exists, and how to ask, is said on the first page.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from coordinator.blocks import (
    Block,
    Bullets,
    Column,
    ColumnKind,
    Fact,
    Facts,
    Heading,
    Missing,
    Note,
    Paragraph,
    Rich,
    Table,
    led,
    plain,
)
from coordinator.contact import Assignment, holders
from coordinator.diagnosis import RareCondition
from coordinator.disclosure import Disclosure, disclosures
from coordinator.document import Document
from coordinator.documents.papers import paper
from coordinator.documents.phrases import sentence
from coordinator.documents.who_i_am import whose_codes
from coordinator.entity import Attr, Coding, Entity, attrs_of, shown
from coordinator.entry_name import name_of
from coordinator.gap_silence import GapSilence
from coordinator.kinds import KINDS
from coordinator.person import Patient
from coordinator.protection import hides_anything, may_show, shareable
from coordinator.record import Record
from coordinator.related_person import RelatedPerson
from coordinator.swedish import SWEDEN
from coordinator.umi.row import AlertInformation

TITLE = "Registerutdrag"
WITHHELD = "Skyddat"
"""The label over the names of the fields that hold what is protected."""

NOT_SHOWN = "Står inte här"
"""What an entry is called that the patient may not see, and the label over why nothing of it is told."""

_KEPT_PAPER = '{"hallpunkt_document":'
_KEPT_WHOLE = "Papperet är bevarat som det var. Be om en kopia."


def record_extract_document(record: Record) -> Document:
    """The extract of ``record`` as it is now."""
    return paper(record, "record_extract", TITLE, _blocks(record))


@cache
def _texts() -> dict[str, Any]:
    path = files("resources") / "texts" / "record_extract.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _blocks(whole: Record) -> Iterator[Block]:
    record = _without_words(shareable(whole))
    held = {entry.id: entry for found in whole.entries.values() for entry in found}
    numbers = {entry.id: at for kind in KINDS for at, entry in enumerate(record.all(kind), 1)}
    yield from _about_the_extract(record, protected=hides_anything(whole))
    yield from _contents(record)
    yield from _handed_out(record)
    names = _names(record, numbers)
    for kind in KINDS:
        found = record.all(kind)
        if found:
            yield Heading(kind.TITLE if len(found) == 1 else f"{kind.TITLE} ({len(found)})")
        for entry in found:
            if len(found) > 1:
                yield Heading(f"{kind.TITLE} {numbers[entry.id]}: {name_of(entry)}", 3, from_record=True)
            yield Facts(tuple(_not_shown() if _is_kept_back(entry) else _facts(entry, held[entry.id], names)))
    yield from whose_codes(record.all(RareCondition))


# What the patient may not see: that it exists is told, and who decides


def _without_words(record: Record) -> Record:
    """The record with no word of such rows, so that neither a heading nor a reference tells them."""
    rows = record.all(AlertInformation)
    if not any(map(_is_kept_back, rows)):
        return record
    told = tuple(replace(one, term=NOT_SHOWN) if _is_kept_back(one) else one for one in rows)
    return replace(record, entries={**record.entries, AlertInformation: told})


def _is_kept_back(entry: Entity) -> bool:
    return isinstance(entry, AlertInformation) and not entry.for_patient


def _not_shown() -> Iterator[Fact]:
    yield Fact(NOT_SHOWN, plain(_texts()["not_shown"]))


# The first page


def _about_the_extract(record: Record, *, protected: bool) -> Iterator[Block]:
    texts, actor = _texts(), record.actor
    made = f"{record.now.astimezone(SWEDEN):%Y-%m-%d kl. %H.%M}"
    made_by = ", ".join(part.strip() for part in (actor.name, actor.title, actor.unit) if part.strip())
    facts = (("Skapat", made), ("Skapat av", made_by))
    yield Facts(tuple(Fact(label, plain(value)) for label, value in facts if value))
    yield Paragraph(plain(texts["what"]))
    if protected:
        yield Missing(WITHHELD, texts["protected"])
    yield Heading("Vem som svarar för uppgifterna, och varför de finns")
    for text in texts["why"]:
        yield Paragraph(plain(text.format(unit=actor.unit.strip() or "mottagningen")))
    yield Heading("Det här kan du göra")
    yield Bullets(tuple(_led(text.format(whom=_whom_to_ask(record))) for text in texts["rights"]))
    yield Heading("Det här finns på annat håll")
    yield Bullets(tuple(_led(text) for text in texts["elsewhere"]))


def _led(text: str) -> Rich:
    """The words before the colon in bold."""
    lead, colon, rest = text.partition(": ")
    return led(f"{lead}:", rest) if colon else plain(text)


def _whom_to_ask(record: Record) -> str:
    """The fast vårdkontakt with her number, else the clinic."""
    for _, contact in holders(record, Assignment.FIXED_CARE_CONTACT):
        if may_show(record, contact):
            phone = contact.phone.strip() or contact.switchboard.strip()
            return f"din fasta vårdkontakt, {contact.heading}" + (f", {phone}" if phone else "")
    return "mottagningen"


def _contents(record: Record) -> Iterator[Block]:
    """How many entries there are of each kind, and of which kinds there are none."""
    yield Heading("Det här finns om dig")
    counted = [(kind.TITLE.lower(), len(record.all(kind))) for kind in KINDS]
    some = ", ".join(f"{title} {n}" for title, n in counted if n)
    yield Paragraph(led("Antal poster av varje slag:", sentence(some)))
    empty = [title for title, n in counted if not n]
    listed = ", ".join(empty[:-1]) + (" eller " if len(empty) > 1 else "") + "".join(empty[-1:])
    nothing = f"Ingen post finns av slaget {listed}. " if empty else ""
    yield Note(nothing + _texts()["unsaid"])


def _handed_out(record: Record) -> Iterator[Block]:
    yield Heading("Det här har lämnats ut")
    columns = (
        Column("Dag", 2, ColumnKind.DATE), Column("Vad", 4), Column("Till vem och på vilken grund", 5), Column("Av", 3),
    )  # fmt: skip
    rows = tuple(_disclosure(one) for one in disclosures(record))
    yield Table(columns, rows, empty="Inget är noterat som utlämnat.", small=True)


def _disclosure(one: Disclosure) -> tuple[Rich, ...]:
    to = "\n".join(text for text in (one.to.strip(), _ground(one)) if text)
    return plain(one.day.isoformat()), plain(one.what), plain(to), plain(one.by)


def _ground(one: Disclosure) -> str:
    """On what it went to somebody else than the patient; nothing when it went to her."""
    if one.paper is not None and one.ground is not None:
        return ": ".join(text for text in (one.ground.label, one.paper.ground_note.strip()) if text)
    if not one.needs_consent:
        return ""
    return "Samtycke" if one.rested_on_consent else "Grunden är inte noterad"


# The entries


def _names(record: Record, numbers: Mapping[UUID, int]) -> dict[UUID, str]:
    """What each entry is called where another refers to it: with its number, when there are several of the kind."""
    return {
        entry.id: f"{name_of(entry)} ({kind.TITLE.lower()} {numbers[entry.id]})" if len(found) > 1 else name_of(entry)
        for kind in KINDS
        if (found := record.all(kind))
        for entry in found
    }


def _facts(entry: Entity, held: Entity, names: Mapping[UUID, str]) -> Iterator[Fact]:
    """Every field that says something. held: the entry before what is protected was taken out.

    Of a protected person there is only that there is one: not even what she is to the patient.
    """
    shielded = isinstance(entry, RelatedPerson) and entry.is_protected
    said: dict[str, str] = {}
    withheld = []
    for attr in attrs_of(type(entry)):
        if not _is_said(attr, getattr(held, attr.name)):
            continue
        text = _in_words(entry, attr, names).strip()
        if not text or (shielded and attr.name != "name"):
            withheld.append(attr.label)
        elif (of := attr.label.removesuffix(" av")) in said and of != attr.label:
            said[of] += f" av {text}"  # when something was checked, and by whom
        else:
            said[attr.label] = text
    yield from (Fact(label, plain(text)) for label, text in said.items())
    if withheld:
        yield Fact(WITHHELD, plain(f"{', '.join(withheld)}. Det finns i registret men står inte på papper."))


def _is_said(attr: Attr, value: Any) -> bool:
    """Whether there is anything to say: not when it is empty, or a box that is not ticked from the beginning."""
    if value is False and attr.default is False:
        return False
    return bool(shown(value).strip())


def _in_words(entry: Entity, attr: Attr, names: Mapping[UUID, str]) -> str:
    value = getattr(entry, attr.name)
    if isinstance(value, UUID):
        return names.get(value, "En post som är borttagen")
    if isinstance(entry, Patient) and attr.name == "identity_number":
        return entry.number_as_written
    if isinstance(entry, GapSilence) and attr.name == "rule":
        return entry.rule_name
    if isinstance(value, Coding):
        parts = (value.code, value.display, value.original_text, value.system, value.system_version)
        return ", ".join(dict.fromkeys(part.strip() for part in parts if part.strip()))
    if isinstance(value, str) and value.startswith(_KEPT_PAPER):
        return _KEPT_WHOLE
    return shown(value)
