"""XML from outside, read so that it can fetch nothing, unfold nothing and exhaust nothing."""

import re
from typing import TYPE_CHECKING

from coordinator.errors import ImportRefused
from coordinator.take_in.read_file import LARGEST

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DEEPEST = 64
MOST = 500_000
"""Elements in all, and attributes in all. A file about 120 contacts has about ten thousand."""

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def read_xml(content: bytes) -> "Element":
    """The outermost element. ImportRefused when it is no XML in UTF-8, or has a document type or entities of its own.

    A document type can name other files, addresses and texts that unfold without end; no file of a region has one.
    """
    if len(content) > LARGEST:
        raise _refused("Den är större än 20 MB.")
    content = content.removeprefix(b"\xef\xbb\xbf")
    _require_utf8(content)
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", content, re.IGNORECASE):
        raise _refused("Den har en egen dokumenttyp (DOCTYPE), som kan hämta eller dölja annat innehåll.")
    if content.count(b"<") > 2 * MOST or content.count(b"=") > 2 * MOST:
        raise _refused("Den har fler delar än uppgifterna om en patient kan ha.")
    return _parsed(content)


def _require_utf8(content: bytes) -> None:
    """Refuse another encoding, whether it is said or only used."""
    declared = _DECLARED.match(content)
    name = declared.group(1).decode("ascii").lower() if declared else "utf-8"
    plain = name in ("utf-8", "utf8", "us-ascii", "ascii")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        plain = False
    if not plain or content[:2] in _WIDE or b"\x00" in content:
        raise _refused("Den är inte text i UTF-8. Be avsändaren om filen i UTF-8.")


def _parsed(content: bytes) -> "Element":
    from lxml import etree  # slow to import, and needed by nothing else at start

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise _refused("Den är avkortad eller ändrad: det är inte hel XML. Be om en ny fil.") from None
    depth = 0
    for event, _ in etree.iterwalk(root, ("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise _refused("Den har för många nivåer inuti varandra.")
    return root


def _refused(why: str) -> ImportRefused:
    return ImportRefused("Filen kan inte läsas", f"{why} Inget har ändrats.")
