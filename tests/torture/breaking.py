"""Whole files become broken ones, the same for the same random numbers: bytes, JSON, XML, lines and PDF."""

import json
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from random import Random
from typing import Any

from lxml import etree
from pikepdf import Array, Encryption, Name, Pdf, PikepdfError, Stream

from tests.torture.seeds import NUMBER, OTHER_NUMBER, Seed, other_patients, papers

_ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**19, 10**400, 1e300, "", " ", "\x00", "\x07", "\u202e", "\ud800", "\ufffe", "å" * 5000,
    "x" * 150_000, [], {}, [[]], [{}], {"": ""}, "2026-03", "2026", "2026-02-31", "0001-01-01", "9999-12-31",
    "2026-11-22T25:61:00+99:99", "2026-03-29T02:30:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00",
    OTHER_NUMBER, NUMBER, "200302022389", "19900728-2388", "900728-2388", "Patient/17", "urn:uuid:0", "#contained",
    "entered-in-error", "unknown", {"reference": "Patient/999"}, [{"url": "http://x", "valueBoolean": True}], "<b>",
    "11111111-2222-3333-4444-555555555555", "99999999-2222-3333-4444-555555555555", "=cmd|' /C calc'!A0", "{", "]]>",
)  # fmt: skip
_KEYS = (
    "modifierExtension", "contained", "implicitRules", "status", "id", "fullUrl", "resourceType", "subject", "patient",
    "identifier", "text", "extension", "patient_id", "entries", "birthDate", "__proto__", "",
)  # fmt: skip


def broken(seed: Seed, random: Random) -> bytes:
    """One broken file out of a whole one."""
    if seed.form == "paper":
        return _paper(seed.content, random)
    content = seed.content
    ways = {"record": _json, "fhir": _json, "rivta": _xml}
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        by_form = ways.get(seed.form, _lines)
        way = by_form if random.random() < 0.65 else _bytes
        content = way(content, random)
    return content


def _bytes(content: bytes, random: Random) -> bytes:
    return random.choice(_BYTES)(content, random)


def _cut(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _flip(content: bytes, random: Random) -> bytes:
    found = bytearray(content)
    for _ in range(random.choice((1, 1, 3, 30))):
        if found:
            found[random.randrange(len(found))] ^= 1 << random.randrange(8)
    return bytes(found)


def _lose(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content) + 1)
    return content[:start] + content[start + random.randrange(1, 200) :]


def _twice(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content) + 1)
    stop = start + random.randrange(1, 500)
    return content[:stop] + content[start:stop] + content[stop:]


def _put_in(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content) + 1)
    what = random.choice(
        (b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"[" * 300, b"<a>" * 300, b'"', b"&x;", b"\r")
    )
    return content[:start] + what + content[start:]


def _encode(content: bytes, random: Random) -> bytes:
    text = content.decode("utf-8", "replace")
    name = random.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "utf-8-sig", "utf-7"))
    return text.encode(name, "replace")


def _splice(content: bytes, random: Random) -> bytes:
    other = random.choice(other_patients()).content
    return content[: random.randrange(len(content) + 1)] + other[random.randrange(len(other)) :]


def _number(content: bytes, random: Random) -> bytes:
    return content.replace(NUMBER.encode(), random.choice((OTHER_NUMBER, "199007282389", "0", "200302022389")).encode())


_BYTES: tuple[Callable[[bytes, Random], bytes], ...] = (
    _cut, _flip, _flip, _lose, _twice, _put_in, _encode, _splice, _number,
)  # fmt: skip


def _json(content: bytes, random: Random) -> bytes:
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError):
        return _bytes(content, random)
    places = list(_places(whole))
    if not places:
        return content
    for _ in range(random.choice((1, 1, 2, 5))):
        holder, key = random.choice(places)
        _change(holder, key, random)
    return json.dumps(whole, ensure_ascii=random.random() < 0.3, allow_nan=True).encode("utf-8", "surrogatepass")


def _places(whole: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    rest = [whole]
    while rest:
        one = rest.pop()
        keys = one.keys() if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        for key in list(keys):
            found.append((one, key))
            rest.append(one[key])
    return found


def _change(holder: Any, key: Any, random: Random) -> None:
    try:
        value = holder[key]
    except (KeyError, IndexError):
        return
    way = random.randrange(8)
    if way == 0:
        del holder[key]
    elif way == 1 and isinstance(holder, list):
        holder.insert(random.randrange(len(holder) + 1), value)
    elif way == 2 and isinstance(holder, list):
        random.shuffle(holder)
    elif way == 3 and isinstance(holder, dict):
        holder[random.choice(_KEYS)] = random.choice(_ODD)
    elif way == 4 and isinstance(holder, dict):
        other = random.choice(list(holder))
        holder[key], holder[other] = holder[other], value
    elif way == 5:
        holder[key] = [value] if random.random() < 0.5 else {"value": value}
    elif way == 6 and isinstance(value, str) and value:
        at = random.randrange(len(value))
        holder[key] = value[:at] + random.choice(("\u0001", "\u200b", "0", "-", "T", "Å", "\n")) + value[at + 1 :]
    else:
        holder[key] = random.choice(_ODD)


def _xml(content: bytes, random: Random) -> bytes:
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return _bytes(content, random)
    for _ in range(random.choice((1, 1, 2, 5))):
        _change_element(random.choice(list(root.iter("*"))), random)
    written = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    if random.random() < 0.1:
        kind = random.choice((b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>"))
        written = written.replace(b"?>", b"?>" + kind, 1)
    return written


def _change_element(element: Any, random: Random) -> None:
    outer = element.getparent()
    way = random.randrange(7)
    if outer is None or way == 0:
        element.text = random.choice(
            (
                "",
                "20260231000000",
                "2026",
                OTHER_NUMBER,
                "true",
                "x" * 150_000,
                "!!!",
                "1.2.3",
                "20260329023000",
                "\u202e",
            )
        )
    elif way == 1:
        outer.remove(element)
    elif way == 2:
        outer.append(deepcopy(element))
    elif way == 3:
        outer.insert(random.randrange(len(outer)), element)
    elif way == 4:
        element.tag = f"{{urn:x}}{random.choice(('nullified', 'patientId', 'content', 'documentId', 'a'))}"
    elif way == 5:
        within = element
        for _ in range(random.choice((3, 70))):
            within = etree.SubElement(within, "a")
    else:
        for one in list(element):
            element.remove(one)


def _lines(content: bytes, random: Random) -> bytes:
    lines = content.split(b"\n")
    at = random.randrange(len(lines))
    way = random.randrange(5)
    if way == 0:
        lines.insert(at, lines[at])
    elif way == 1:
        lines.pop(at)
    elif way == 2:
        random.shuffle(lines)
    elif way == 3:
        lines[at] = random.choice(
            (b";;;;;;;;", b'"', b"BEGIN:VCARD", b"END:VCARD", b"TEL;X=", b"N:" + b";" * 50, b"\x00")
        )
    else:
        lines[at] += random.choice((b";", b"\t", b"=0D=0A", b'"', b",,", b"\xc3", "☃".encode()))
    return b"\n".join(lines)


def _paper(content: bytes, random: Random) -> bytes:
    if random.random() < 0.55:
        found = content
        for _ in range(random.choice((1, 2, 4))):
            found = random.choice((_cut, _flip, _flip, _lose, _twice, _put_in, _splice))(found, random)
        return found
    try:
        with Pdf.open(BytesIO(content)) as pdf:
            how = random.choice(_PDF)(pdf, random) or {}
            written = BytesIO()
            pdf.save(written, **how)
            return written.getvalue()
    except (PikepdfError, ValueError, KeyError):
        return _flip(content, random)


def _attached(pdf: Pdf) -> Any:
    return pdf.Root.Names.EmbeddedFiles.Names


def _stream(pdf: Pdf, random: Random) -> Any:
    names = _attached(pdf)
    return names[random.randrange(len(names) // 2) * 2 + 1].EF.F


def _swap(pdf: Pdf, random: Random) -> None:
    """The other's record under the name and marks of hers."""
    _stream(pdf, random).write(random.choice(other_patients()).content)


def _more(pdf: Pdf, random: Random) -> None:
    """A file more, of the same name or another's."""
    names = _attached(pdf)
    with Pdf.open(BytesIO(papers()[1].content)) as other:
        names.append(random.choice((names[0], "x.json")))
        names.append(pdf.copy_foreign(_attached(other)[1]))


def _checksum(pdf: Pdf, random: Random) -> None:
    _stream(pdf, random).Params.CheckSum = random.randbytes(16)


def _rewrite(pdf: Pdf, random: Random) -> None:
    stream = _stream(pdf, random)
    stream.write(_bytes(_json(stream.read_bytes(), random), random))


def _locked(pdf: Pdf, random: Random) -> dict[str, Any]:
    return {"encryption": Encryption(owner="o", user=random.choice(("", "u")), R=random.choice((4, 6)))}


def _bomb(pdf: Pdf, random: Random) -> None:
    """A few thousand bytes that unfold to a great many."""
    _stream(pdf, random).write(b" " * random.choice((21, 30)) * 1024 * 1024)


def _tangled(pdf: Pdf, random: Random) -> None:
    """A tree of names that leads back to itself, or has something else in it."""
    tree = pdf.make_indirect(pdf.Root.Names.EmbeddedFiles)
    tree.Kids = Array([tree, pdf.Root]) if random.random() < 0.5 else Array([Stream(pdf, b"x")])


def _odd(pdf: Pdf, random: Random) -> None:
    names = _attached(pdf)
    names[random.randrange(len(names))] = random.choice((Name.X, 7, Array([]), "å"))


_PDF: tuple[Callable[[Pdf, Random], dict[str, Any] | None], ...] = (
    _swap, _more, _checksum, _rewrite, _rewrite, _locked, _bomb, _tangled, _odd,
)  # fmt: skip
