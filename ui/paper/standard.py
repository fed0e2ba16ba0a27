"""Makes a drawn paper into one file that is both PDF/A-3a and PDF/UA-1: tree, metadata, colours, files that go along.

A file that is to last may lean on nothing outside it, and a file for everybody must say what each part of it is.
"""

import re
from collections.abc import Sequence
from hashlib import md5
from importlib.resources import files
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, String

from coordinator.document import Attachment, Document
from ui.paper.fonts import as_drawn
from ui.paper.tags import Mark, Node
from ui.paper.xmp import packet

PROGRAM = "Hållpunkt"
_NO_LETTER = re.compile(rb"<[0-9A-F]{2}> <0000>\n")
_LETTERS = re.compile(rb"(\d+) beginbfchar\n(.*?)endbfchar", re.DOTALL)
_MOST_LETTERS = 100


def finished(
    drawn: bytes, document: Document, said: Node, pages: list[list[Node]], attachments: Sequence[Attachment]
) -> bytes:
    """``drawn`` with all that the standards ask for. The bytes are the same for the same document and files."""
    with Pdf.open(BytesIO(drawn)) as pdf:
        for page in pdf.pages:
            if Name.Trans in page.obj:
                del page.obj.Trans
        _name_letters(pdf)
        _Tree(pdf, pages).write(said)
        _describe(pdf, document)
        _attach(pdf, attachments)
        written = BytesIO()
        pdf.save(
            written, min_version="1.7", object_stream_mode=ObjectStreamMode.generate, deterministic_id=True,
        )  # fmt: skip
    return written.getvalue()


def _name_letters(pdf: Pdf) -> None:
    """Take out of each font's list of letters the codes that stand for none."""
    done = set()
    for page in pdf.pages:
        for font in page.obj.Resources.Font.as_dict().values():
            letters = font.ToUnicode
            if letters.objgen not in done:
                done.add(letters.objgen)
                letters.write(_LETTERS.sub(_without_empty, letters.read_bytes()))


def _without_empty(found: re.Match[bytes]) -> bytes:
    lines = _NO_LETTER.sub(b"", found[2]).splitlines(keepends=True)
    groups = [lines[start : start + _MOST_LETTERS] for start in range(0, len(lines), _MOST_LETTERS)]
    return b"\n".join(b"%d beginbfchar\n%sendbfchar" % (len(group), b"".join(group)) for group in groups)


class _Tree:
    """Writes the tree of elements, and for each page the list of which element each stretch belongs to."""

    def __init__(self, pdf: Pdf, pages: list[list[Node]]) -> None:
        self._pdf, self._pages = pdf, pages
        self._leaves: list[Object] = [page.obj for page in pdf.pages]
        self._elements: dict[int, Object] = {}
        self._shared: dict[str, Object] = {}

    def write(self, said: Node) -> None:
        said.prune()
        pdf, root = self._pdf, self._pdf.Root
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = Array([self._element(said, tree)])
        numbers = Array()
        for number, (leaf, nodes) in enumerate(zip(self._leaves, self._pages, strict=True)):
            leaf.StructParents = number
            leaf.Tabs = Name.S
            numbers.append(number)
            numbers.append(pdf.make_indirect(Array([self._elements[id(node)] for node in nodes])))
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
        tree.ParentTreeNextKey = len(self._leaves)
        root.StructTreeRoot = tree
        root.MarkInfo = Dictionary(Marked=True)

    def _element(self, node: Node, parent: Object) -> Object:
        made = self._pdf.make_indirect(Dictionary(S=Name("/" + node.kind), P=parent))
        self._elements[id(node)] = made
        marks = [one for one in node.holds if isinstance(one, Mark)]
        home = marks[0].page if marks else 0
        if marks:
            made.Pg = self._leaves[home]
        holds: list[Any] = []
        for one in node.holds:
            if isinstance(one, Node):
                holds.append(self._element(one, made))
            elif one.page == home:
                holds.append(one.number)
            else:
                holds.append(Dictionary(Type=Name.MCR, Pg=self._leaves[one.page], MCID=one.number))
        if holds:
            made.K = holds[0] if len(holds) == 1 else Array(holds)
        if node.alt:
            made.Alt = String(as_drawn(node.alt))
        if node.language:
            made.Lang = String(node.language)
        if node.actual:
            made.ActualText = String(node.actual)
        if node.scope:
            made.A = self._same(node.scope, O=Name.Table, Scope=Name("/" + node.scope))
        elif node.numbering:
            made.A = self._same(node.numbering, O=Name.List, ListNumbering=Name("/" + node.numbering))
        elif node.kind == "Figure" and node.box:
            box = Array([round(edge, 2) for edge in node.box])
            made.A = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box)
        return made

    def _same(self, key: str, **content: Any) -> Object:
        """One object for all elements that are described alike."""
        if key not in self._shared:
            self._shared[key] = self._pdf.make_indirect(Dictionary(**content))
        return self._shared[key]


def _describe(pdf: Pdf, document: Document) -> None:
    root = pdf.Root
    producer = str(pdf.docinfo.Producer)
    for name in ("/Title", "/Subject"):
        pdf.docinfo[name] = String(as_drawn(document.title))
    root.Metadata = pdf.make_stream(
        packet(document, program=PROGRAM, producer=producer), Type=Name.Metadata, Subtype=Name.XML
    )
    profile = (files("pikepdf") / "pdfa" / "data" / "sRGB.icc").read_bytes()
    root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=pdf.make_stream(profile, N=3, Alternate=Name.DeviceRGB),
            )
        ]
    )


def _attach(pdf: Pdf, attachments: Sequence[Attachment]) -> None:
    """Put the files into the paper. They are its data, not another version of it."""
    if len({one.name for one in attachments}) < len(attachments):
        raise ValueError("two files of one name")
    if not attachments:
        return
    found = {}
    for one in attachments:
        content = pdf.make_stream(
            one.content,
            Type=Name.EmbeddedFile,
            Subtype=Name("/" + one.media_type),
            Params=Dictionary(Size=len(one.content), ModDate=pdf.docinfo.ModDate, CheckSum=_sum(one.content)),
        )
        name = String(one.name)
        spec = Dictionary(Type=Name.Filespec, F=name, UF=name, Desc=String(one.description), AFRelationship=Name.Data)
        spec.EF = Dictionary(F=content, UF=content)
        found[bytes(name)] = name, pdf.make_indirect(spec)
    in_order = [found[key] for key in sorted(found)]
    names = Array([part for pair in in_order for part in pair])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=names))
    pdf.Root.AF = Array([spec for _, spec in in_order])


def _sum(content: bytes) -> String:
    """The sum that the format has for a file inside another (MD5): whoever takes it out sees that it is as it was."""
    return String(md5(content, usedforsecurity=False).digest())
