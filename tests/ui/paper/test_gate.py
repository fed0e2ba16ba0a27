"""The gate itself is held: copies of a sound paper, each broken in one way, are all refused."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from coordinator.document import Attachment
from tests.ui.paper.gate import complaints
from tests.ui.paper.samples import EVERY_BLOCK, document
from ui.paper.pdf import render_pdf


def broken(pdf: bytes, change: Callable[[Pdf], None]) -> bytes:
    """The file after somebody was careless with it."""
    with Pdf.open(BytesIO(pdf)) as opened:
        change(opened)
        kept = BytesIO()
        opened.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return kept.getvalue()


def _first(opened: Pdf, kind: str) -> Any:
    return next(
        one for one in opened.objects if isinstance(one, Dictionary) and one.get("/S") == f"/{kind}" and "/P" in one
    )


def _rewrite(opened: Pdf, old: bytes, new: bytes) -> None:
    contents = opened.pages[0].Contents
    assert old in contents.read_bytes()
    contents.write(contents.read_bytes().replace(old, new, 1))


def _rewrite_metadata(opened: Pdf, old: bytes, new: bytes) -> None:
    metadata = opened.Root.Metadata
    assert old in metadata.read_bytes()
    metadata.write(metadata.read_bytes().replace(old, new))


def _font(opened: Pdf) -> Any:
    return next(iter(opened.pages[0].obj.Resources.Font.as_dict().values()))


def _no_alt(opened: Pdf) -> None:
    del _first(opened, "Figure").Alt


def _no_scope(opened: Pdf) -> None:
    del _first(opened, "TH").A


def _no_language(opened: Pdf) -> None:
    del opened.Root.Lang


def _no_title_shown(opened: Pdf) -> None:
    del opened.Root.ViewerPreferences


def _no_tree(opened: Pdf) -> None:
    del opened.Root.StructTreeRoot


def _unmarked(opened: Pdf) -> None:
    _rewrite(opened, b"/Artifact BMC", b"/Artifact BMC EMC 0 0 9 9 re f /Artifact BMC")


def _level_skipped(opened: Pdf) -> None:
    _first(opened, "H2").S = Name.H4


def _no_parents(opened: Pdf) -> None:
    opened.Root.StructTreeRoot.ParentTree.Nums = Array()


def _wrong_parents(opened: Pdf) -> None:
    owners = opened.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


def _no_colours(opened: Pdf) -> None:
    del opened.Root.OutputIntents


def _font_outside(opened: Pdf) -> None:
    del _font(opened).FontDescriptor.FontFile2


def _font_gone(opened: Pdf) -> None:
    fonts = opened.pages[0].obj.Resources.Font
    del fonts[next(iter(fonts.keys()))]


def _no_relationship(opened: Pdf) -> None:
    del opened.Root.AF[0].AFRelationship


def _no_claim(opened: Pdf) -> None:
    _rewrite_metadata(opened, b"<pdfuaid:part>1</pdfuaid:part>", b"")


def _no_schema(opened: Pdf) -> None:
    _rewrite_metadata(opened, b"pdfaExtension", b"pdfaExtensi0n")


def _letter_of_nothing(opened: Pdf) -> None:
    letters = _font(opened).ToUnicode
    letters.write(re.sub(rb"<(\w\w)> <0076>", rb"<\1> <0000>", letters.read_bytes()))


def _no_media_type(opened: Pdf) -> None:
    opened.Root.Names.EmbeddedFiles.Names[1].EF.F.Subtype = String("no media type")


BREAKS = [
    _no_alt, _no_scope, _no_language, _no_title_shown, _no_tree, _unmarked, _level_skipped, _no_parents,
    _wrong_parents, _no_colours, _font_outside, _font_gone, _no_relationship, _no_claim, _no_schema,
    _letter_of_nothing, _no_media_type,
]  # fmt: skip


@pytest.fixture(scope="module")
def sound() -> bytes:
    """A paper of every block with a file in it, which passes; saved again, it does so still."""
    attached = Attachment("bilaga åäö.json", "application/json", "Uppgifterna", b"{}\n")
    pdf = render_pdf(document(*EVERY_BLOCK), attachments=[attached])
    assert complaints(pdf) == []
    assert complaints(broken(pdf, lambda opened: None)) == []
    return pdf


@pytest.mark.parametrize("change", BREAKS, ids=lambda change: change.__name__.strip("_"))
def test_a_broken_copy_is_refused(sound: bytes, change: Callable[[Pdf], None]) -> None:
    assert complaints(broken(sound, change)) != []


def test_a_stream_that_is_not_as_long_as_it_says_is_refused(sound: bytes) -> None:
    first = re.search(rb"/Length (\d+)", sound)
    assert first
    other = b"/Length %0*d" % (len(first[1]), int(first[1]) - 1)
    assert any("long" in one for one in complaints(sound.replace(first[0], other, 1)))
