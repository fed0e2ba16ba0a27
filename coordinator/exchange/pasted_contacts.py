"""Contacts out of text from the clipboard: a table, one contact in each line as one says it, or e-mail signatures."""

import re
from collections.abc import Sequence
from datetime import date

from coordinator.errors import ImportRefused
from coordinator.exchange.contact_columns import by_headings
from coordinator.exchange.contact_rows import ReadContact, ReadContacts, RowError, require_few
from coordinator.exchange.contacts_csv import read_csv
from coordinator.exchange.vcard import is_cards, read_cards
from coordinator.quick_contact import read_contact

PASTED = "Inklistrad"

_HEADING = frozenset({"name", "unit", "organisation", "role"})
_REACHED = frozenset({"phone", "switchboard", "email", "phone_hours", "channel"})
_SUGGESTED = frozenset({"category"})
_LONGEST_LINE = 120
"""Characters; a line of a signature that is longer is the small print under it."""
_LONGEST_SAID = 500
_LONGEST_SIGNATURE = 40
_LONGEST_TEXT = 2_000_000
_MOST_LINES = 10_000

_ITEM = re.compile(r"^(?:[-•*·–]|\d{1,3}[.)])[ \t]+")
_RULE = re.compile(r"[-_=*~–—\s]+")
_GREETING = re.compile(
    r"(?:(?:med )?(?:vänliga?|bästa|varma|hjärtliga) hälsning(?:ar)?|hälsning(?:ar|en)?|mvh|allt gott|hej\b.{0,20})"
    r"(?:,? \w+)?[,.!]*",
    re.IGNORECASE,
)
_WEB = re.compile(r"(?:(?:webb|webbplats|hemsida):? *)?(?:https?://|www\.)\S+", re.IGNORECASE)
_STREET_OR_TOWN = re.compile(
    r"(?:besöks|post|leverans|faktura)?adress\b.*|box \d+.*|(?:SE?-)?\d{3} ?\d{2} [a-zåäö]\D*"
    r"|\D*(?:gatan|gata|vägen|väg|gränd|torget|torg|plan|allén|stigen|backen) \d+.*",
    re.IGNORECASE,
)
_LICENSED = re.compile(r"(?:leg\.?|legitimerad) +", re.IGNORECASE)
_BETWEEN = re.compile(
    r" *[|•·] *|(?<=\d)[ ,]+(?=(?:mobil|direkt|tel|tfn|telefon|växel|vx|fax|e-?post|mejl|mail)\b)", re.IGNORECASE
)
_APART = re.compile(r"(?<!-)[,;\t]")
_SAID_TWICE = re.compile(r"(\S+@\S+)\s*[<\[]mailto:\1[>\]]", re.IGNORECASE)
_AROUND_ADDRESS = re.compile(r"mailto:|[<>\[\]*✆☎✉📞📱📧\ufe0f]", re.IGNORECASE)
_DIRECT = re.compile(r"direkt.*\d", re.IGNORECASE)

_Line = tuple[int, str]


def read_pasted(text: str, today: date) -> ReadContacts:
    """The contacts of a text, and what it was taken for. ImportRefused when it is empty or no list of contacts."""
    if len(text) > _LONGEST_TEXT:
        raise _too_long()
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").strip("\n")
    if is_cards(text):
        return read_cards(text, today)
    found = (_table(text, today) or _said(text, today)) if text.strip() else None
    if found is None or not (found.rows or found.errors):
        raise ImportRefused("Det finns ingen kontakt att läsa", "Kopiera raderna eller signaturen och klistra in igen.")
    return found


def _table(text: str, today: date) -> ReadContacts | None:
    """The text as a table: with tabs between its cells, or with headings; None when it is no table."""
    lines = [line for line in text.split("\n") if line.strip()]
    tabbed = sum("\t" in line for line in lines) * 2 > len(lines)
    headed = any(len(cells) > 1 and by_headings(cells) for cells in (lines[0].split(";"), lines[0].split(",")))
    if not tabbed and not headed:
        return None
    try:
        return read_csv(text, today, separators="\t" if tabbed else ";,", origin=PASTED)
    except ImportRefused:
        if not tabbed or by_headings(lines[0].split("\t")):
            raise
        return None  # each line may still be read as it is said


def _said(text: str, today: date) -> ReadContacts:
    """The text block by block, each a signature or lines that each say a contact."""
    if sum(bool(line.strip()) for line in text.split("\n")) > _MOST_LINES:
        raise _too_long()
    found: list[ReadContact | RowError] = []
    signatures = 0
    for block in _blocks(text, today):
        require_few(len(found) + len(block) if len(block) > _LONGEST_SIGNATURE else len(found))
        if _is_signature(block, today):
            found.append(_signature(block, today))
            signatures += 1
        else:
            found += [_line(number, line, today) for number, line in block]
        require_few(len(found))
    forms = ["en signatur"] if signatures == 1 else ["flera signaturer"] if signatures else []
    if len(found) > signatures:
        forms.append("en kontakt på varje rad")
    rows = tuple(one for one in found if isinstance(one, ReadContact))
    errors = tuple(one for one in found if isinstance(one, RowError))
    return ReadContacts(" och ".join(forms), PASTED, rows, errors)


def _blocks(text: str, today: date) -> list[list[_Line]]:
    """The lines that say anything, apart where a line is blank or a rule.

    What tells only how somebody is reached belongs to whom it stands under.
    """
    blocks: list[list[_Line]] = [[]]
    for number, line in enumerate(text.split("\n"), 1):
        if _RULE.fullmatch(line) or not line.strip():
            blocks.append([])
        elif not _GREETING.fullmatch(line.strip()):
            blocks[-1].append((number, line))
    whole: list[list[_Line]] = []
    for block in filter(None, blocks):
        if whole and not _read("; ".join(piece for _, line in block for piece in _pieces(line)[0]), today) & _HEADING:
            whole[-1] += block
        else:
            whole.append(block)
    return whole


def _read(said: str, today: date) -> frozenset[str]:
    """Which fields the words tell, without those that nobody wrote."""
    return frozenset(read_contact(said, today).fields) - _SUGGESTED


def _is_signature(block: Sequence[_Line], today: date) -> bool:
    """Whether the lines tell of one contact together: hardly any of them would do by itself."""
    if not 1 < len(block) <= _LONGEST_SIGNATURE:
        return False
    told = [_read("; ".join(_pieces(line)[0]), today) for _, line in block]
    by_themselves = sum(bool(one & _HEADING) and (bool(one & _REACHED) or len(one & _HEADING) > 1) for one in told)
    has_a_way = any(one and one <= _REACHED for one in told)
    has_a_title = told[0] == {"name"} and told[1] == {"role"} and told.count(frozenset({"name"})) == 1
    return by_themselves * 2 <= len(block) and (has_a_way or has_a_title)


def _line(number: int, line: str, today: date) -> ReadContact | RowError:
    """A contact as it is said in one line."""
    if len(line) > _LONGEST_SAID:
        return RowError(number, "Raden är för lång för en kontakt. Dela upp den och försök igen.")
    fields = read_contact(_BETWEEN.sub("; ", _ITEM.sub("", line.strip())), today).fields
    if not _HEADING & set(fields):
        return _nobody(number)
    return ReadContact(number, fields, tuple(_SUGGESTED))


def _signature(block: Sequence[_Line], today: date) -> ReadContact | RowError:
    """The one contact that the lines tell of."""
    pieces: list[str] = []
    left_out: list[str] = []
    title = ""
    for _, line in block:
        kept, left = _pieces(line)
        left_out += left
        # Under the name stands what she is, also when it is a title that nobody has heard of.
        if len(pieces) == 1 and not title and len(kept) == 1 and _read(kept[0], today) <= {"name", "note"}:
            title = kept[0]
        else:
            pieces += kept
    pieces = [*pieces[:1], *sorted(pieces[1:], key=lambda piece: not _DIRECT.search(piece))]
    fields = dict(read_contact("; ".join(pieces), today).fields)
    guessed = tuple(_SUGGESTED)
    if title and "name" in fields and "role" not in fields:
        fields["role"] = title
        guessed += ("role",)
    elif title:
        fields = dict(read_contact("; ".join([*pieces, title]), today).fields)
    if not _HEADING & set(fields):
        return _nobody(block[0][0])
    return ReadContact(block[0][0], fields, guessed, tuple(dict.fromkeys(left_out)))


def _pieces(line: str) -> tuple[list[str], list[str]]:
    """What of a line may tell of a contact, piece by piece; and what is left out, in words."""
    if len(line) > _LONGEST_LINE:
        return [], ["lång text"]
    line, webs = _WEB.subn("", _AROUND_ADDRESS.sub(" ", _SAID_TWICE.sub(r"\1", line)))
    left_out = ["webbadress"] if webs else []
    kept: list[str] = []
    for piece in _BETWEEN.split(line):
        parts = [_LICENSED.sub("", part.strip(), count=1) for part in _APART.split(piece) if part.strip()]
        places = [part for part in parts if _STREET_OR_TOWN.fullmatch(part)]
        left_out += ["adress"] * bool(places)
        kept += [part for part in parts if part not in places]
    return kept, left_out


def _too_long() -> ImportRefused:
    return ImportRefused(
        "Texten är för lång", "Kopiera bara raderna med kontakter, högst 1 000, och klistra in dem igen."
    )


def _nobody(row: int) -> RowError:
    return RowError(row, "Det står inget namn och ingen enhet, verksamhet eller roll. Skriv till det och försök igen.")
