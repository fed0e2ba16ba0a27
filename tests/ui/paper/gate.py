"""The gate that every paper goes through: two validators of others, and what neither of them sees."""

import re
from io import BytesIO
from itertools import pairwise

import page
from pikepdf import Array, Name, Object, ObjectStreamMode, Pdf, PdfError, pdfa

from tests.ui.paper.structure import Reading, read

_STREAM = re.compile(rb"/Length (\d+)[^R].{0,400}?>>\s*stream\r?\n", re.DOTALL)


def complaints(pdf: bytes) -> list[str]:
    """Everything that is wrong with the file; nothing when it is PDF/A-3a and PDF/UA-1 and says what it draws."""
    found = [*_of_validators(pdf), *_of_lengths(pdf)]
    try:
        with Pdf.open(BytesIO(pdf)) as opened:
            found += _of_own(opened, read(pdf))
    except PdfError as error:
        found.append(f"unreadable: {error}")
    return found


def _of_validators(pdf: bytes) -> list[str]:
    found = []
    for profile in ("ua1", "3a"):
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures:
            # It takes a last byte that happens to be a carriage return for a line end; lengths are our own matter.
            if failure.rule_id != "PDFA3A-STREAM-LENGTH-001":
                found.append(f"{profile} {failure.rule_id}: {failure.message}")
    report = pdfa.validate_written(BytesIO(_twin(pdf)), "3b")
    return found + [f"3b {finding}" for finding in report.findings if not report.passed]


def _twin(pdf: bytes) -> bytes:
    """The same as PDF/A-3b: the other validator knows no tags and no schema but its own."""
    with Pdf.open(BytesIO(pdf)) as opened:
        if "/Metadata" in opened.Root:
            metadata = opened.Root.Metadata
            text = metadata.read_bytes().replace(b"conformance>A<", b"conformance>B<")
            text = re.sub(rb"<pdfuaid:.*?</pdfuaid:part>\s*", b"", text)
            text = re.sub(rb' xmlns:pdfuaid="[^"]*"', b"", text)
            metadata.write(
                re.sub(rb"<rdf:Description[^>]*pdfaExtension.*?</rdf:Description>\s*", b"", text, flags=re.DOTALL)
            )
        written = BytesIO()
        opened.save(written, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return written.getvalue()


def _of_lengths(pdf: bytes) -> list[str]:
    """A stream is as long as it says, and a line ends after it."""
    found, at = [], 0
    while match := _STREAM.search(pdf, at):
        end = match.end() + int(match[1])
        if not re.match(rb"\r?\nendstream", pdf[end : end + 12]):
            found.append(f"stream at {match.end()} is not {match[1]!r} long")
            end = match.end()
        at = end
    return found


def _of_own(pdf: Pdf, reading: Reading) -> list[str]:
    found = []
    for number, (drawn, one) in enumerate(zip(reading.pages, pdf.pages, strict=True), 1):
        fonts = one.obj.Resources.Font
        found += [f"page {number}: {name} is not among the fonts" for name in drawn.fonts if name not in fonts]
        found += [f"page {number}: {font.BaseFont} is not embedded" for font in fonts.as_dict().values()
                  if not _embedded(font)]  # fmt: skip
        if drawn.outside or drawn.nested:
            found.append(f"page {number}: drawn outside of every mark, or marks within marks")
        if "\ufffd" in "".join((*drawn.marked.values(), *drawn.artifacts)):
            found.append(f"page {number}: a letter without a name")
    if "/StructTreeRoot" not in pdf.Root:
        return [*found, "no tree"]
    found += _of_parents(pdf, reading)
    said = reading.elements
    levels = [int(one.kind[1:]) for one in said if re.fullmatch(r"H\d", one.kind)]
    bound = sum(one.kind == "Part" for one in said) or 1  # each of the papers that are bound together has its own
    if levels.count(1) != bound or levels[0] != 1:
        found.append("not one title")
    if any(after > before + 1 for before, after in pairwise(levels)):
        found.append("a level of heading is skipped")
    found += ["a figure without words" for one in said if one.kind == "Figure" and not one.alt.strip()]
    found += ["a header of nothing" for one in said if one.kind == "TH" and not one.scope]
    return found


def _of_parents(pdf: Pdf, reading: Reading) -> list[str]:
    """From each stretch on a page the way leads to its element."""
    listed = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    numbers = dict(zip(map(int, listed[::2]), listed[1::2], strict=True))
    found = []
    for number, (drawn, one) in enumerate(zip(reading.pages, pdf.pages, strict=True), 1):
        place = int(one.obj.get("/StructParents", -1))
        owners = numbers.get(place, ())
        if len(owners) != len(drawn.marked) or set(drawn.marked) != set(range(len(owners))):
            found.append(f"page {number}: stretches without an element")
        if any((one.obj.objgen, stretch) not in _held(owner) for stretch, owner in enumerate(owners)):
            found.append(f"page {number}: a stretch leads to an element of other words")
    return found


def _held(element: Object) -> set[tuple[tuple[int, int], int]]:
    """The stretches that are the element's own words, each as its page and its number there."""
    kept = element.get("/K", Array())
    found = set()
    for one in kept if isinstance(kept, Array) else [kept]:
        if isinstance(one, int):
            found.add((element.Pg.objgen, one))
        elif one.get("/Type") == Name.MCR:
            found.add((one.Pg.objgen, int(one.MCID)))
    return found


def _embedded(font: Object) -> bool:
    return Name.FontDescriptor in font and Name.FontFile2 in font.FontDescriptor
