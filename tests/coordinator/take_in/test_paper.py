"""A paper with the facts inside it: read as it was made, and refused when it was changed, is unclear or does harm."""

import hashlib
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Object, ObjectStreamMode, Pdf, StreamDecodeLevel, String
from pikepdf.settings import get_qpdf_limits

from coordinator.careplan import CareGoal, CarePlan, Intervention
from coordinator.document import Attachment
from coordinator.documents.care_plan import care_plan_document
from coordinator.errors import ImportRefused, PasswordNeeded
from coordinator.exchange.carried import carried
from coordinator.person import ProtectedIdentity
from coordinator.record import Record
from coordinator.take_in.opening import open_file
from coordinator.take_in.read_file import LARGEST
from coordinator.taken_in import FileForm
from tests.coordinator.conftest import PATIENT_ID, TODAY
from tests.coordinator.take_in.clinics import clinic, contact, maja, seen, taken
from ui.paper.locked_copy import locked_copy
from ui.paper.pdf import render_pdf

LISA = contact("Lisa Ek", unit="Neurologen")
PASSWORD = "hemligt ord åäö"


def record() -> Record:
    plan = CarePlan(patient_id=PATIENT_ID, what_matters="Att orka")
    goal = CareGoal(patient_id=PATIENT_ID, plan_id=plan.id, goal="Cykla")
    step = Intervention(patient_id=PATIENT_ID, goal_id=goal.id, what="Öva", contact_id=LISA.id)
    return clinic(maja(), plan, goal, step, LISA).read(PATIENT_ID)


RECORD = record()
FILES = carried(RECORD)
PAPER = render_pdf(care_plan_document(RECORD), attachments=FILES)


def remade(change: Callable[[Pdf], object], **how: Any) -> bytes:
    """The paper after somebody has been at it."""
    with Pdf.open(BytesIO(PAPER)) as pdf:
        change(pdf)
        written = BytesIO()
        pdf.save(written, **how)
    return written.getvalue()


def spec(pdf: Pdf, name: str = "record.json") -> Object:
    names = pdf.Root.Names.EmbeddedFiles.Names
    return next(names[place + 1] for place in range(0, len(names), 2) if str(names[place]) == name)


def refused(content: bytes, password: str = "") -> str:
    before = get_qpdf_limits()
    with pytest.raises(ImportRefused) as error:
        open_file(content, password=password)
    assert get_qpdf_limits() == before
    assert "Lisa" not in str(error.value)
    return error.value.title


# As it was made


def test_a_plan_from_another_clinic_is_here_without_being_written_again() -> None:
    read = open_file(PAPER)
    assert read.form is FileForm.PAPER and read.made_on == TODAY
    assert read.origin == "SMO-mottagningen (Anna Lind, kontaktsjuksköterska)"
    assert read.sha256 == hashlib.sha256(PAPER).hexdigest()
    store = clinic()
    taken(seen(read, store), store)
    here = store.read(PATIENT_ID)
    again = carried(here)[0].content
    assert again.partition(b'"patient_id"')[2] == FILES[0].content.partition(b'"patient_id"')[2]
    assert care_plan_document(here).blocks == care_plan_document(RECORD).blocks


def test_a_locked_paper_opens_with_its_password_and_has_the_same_in_it() -> None:
    locked = locked_copy(PAPER, PASSWORD)
    with pytest.raises(PasswordNeeded, match="Papperet är låst"):
        open_file(locked)
    with pytest.raises(PasswordNeeded, match="Lösenordet stämmer inte"):
        open_file(locked, password="fel")
    assert open_file(locked, password=PASSWORD).entries == open_file(PAPER).entries
    decomposed = PASSWORD.replace("å", "a\u030a").replace("ä", "a\u0308").replace("ö", "o\u0308")
    assert open_file(locked, password=decomposed).entries == open_file(PAPER).entries


def test_a_password_for_a_paper_that_is_not_locked_does_no_harm() -> None:
    assert open_file(PAPER, password="vad som helst").entries == open_file(PAPER).entries


def test_what_is_protected_is_not_in_it_and_it_says_so() -> None:
    hers = maja(protected_identity=ProtectedIdentity.MARKED, address="Hemliga gatan 7")
    secret = clinic(hers, CarePlan(patient_id=PATIENT_ID), LISA).read(PATIENT_ID)
    read = open_file(render_pdf(care_plan_document(secret), attachments=carried(secret)))
    assert not read.complete and b"Hemliga" not in PAPER
    assert read.entries[0].entry != hers


def test_a_paper_that_another_program_has_saved_anew_is_read() -> None:
    for how in ({"linearize": True}, {"compress_streams": False}, {"qdf": True}, {"encryption": Encryption(owner="x")}):
        assert open_file(remade(lambda _: None, **how)).entries == open_file(PAPER).entries


def test_a_paper_whose_list_of_objects_is_broken_is_read_when_it_can_be() -> None:
    start = PAPER.rindex(b"startxref")
    assert open_file(PAPER[:start] + b"startxref\n99\n%%EOF").entries == open_file(PAPER).entries
    assert open_file(b"\r\n" + PAPER + b"\n\n").entries == open_file(PAPER).entries


def test_the_name_may_be_in_capitals() -> None:
    files = (Attachment("RECORD.JSON", "application/json", "", FILES[0].content),)
    assert open_file(render_pdf(care_plan_document(RECORD), attachments=files)).entries == open_file(PAPER).entries


# What it does not have, or has too much of


def test_a_paper_without_the_facts_says_so() -> None:
    assert refused(render_pdf(care_plan_document(RECORD))) == "Papperet har inga uppgifter att hämta"
    other = (Attachment("bild.json", "application/json", "", b"{}"),)
    assert refused(render_pdf(care_plan_document(RECORD), attachments=other)) == "Papperet har inga uppgifter att hämta"


@pytest.mark.parametrize("name", ["Record.JSON", "mapp/record.json", "mapp\\record.json", "annan.json", "x.txt"])
def test_two_records_in_one_paper_are_refused(name: str) -> None:
    files = (*FILES, Attachment(name, "application/json", "", FILES[0].content))
    assert refused(render_pdf(care_plan_document(RECORD), attachments=files)) == "Papperet har två filer med uppgifter"


def test_a_record_by_another_name_is_refused() -> None:
    files = (Attachment("uppgifter.json", "application/json", "", FILES[0].content),)
    assert refused(render_pdf(care_plan_document(RECORD), attachments=files)) == "Filen i papperet har fel namn"


def test_one_name_with_two_contents_is_refused() -> None:
    def two(pdf: Pdf) -> None:
        spec(pdf).EF.UF = pdf.make_stream(FILES[0].content)

    assert refused(remade(two)) == "Papperet har två filer med uppgifter"


def test_a_record_outside_the_list_of_names_is_seen() -> None:
    def hidden(pdf: Pdf) -> None:
        stream = pdf.make_stream(FILES[0].content)
        more = Dictionary(Type=Name.Filespec, F=String("record.json"), EF=Dictionary(F=stream))
        pdf.Root.AF.append(pdf.make_indirect(more))

    assert refused(remade(hidden)) == "Papperet har två filer med uppgifter"


# Changed since


def test_what_was_changed_since_the_paper_was_made_is_refused() -> None:
    def other(pdf: Pdf) -> None:
        stream = spec(pdf).EF.F
        stream.write(stream.read_bytes().replace(b"Lisa", b"Lasa"))

    def longer(pdf: Pdf) -> None:
        stream = spec(pdf).EF.F
        content = stream.read_bytes() + b" "
        stream.write(content)
        stream.Params.CheckSum = String(hashlib.md5(content, usedforsecurity=False).digest())

    for change in (other, longer):
        assert refused(remade(change)) == "Papperet är ändrat efter att det gjordes"


def test_a_paper_from_before_sums_were_written_is_read() -> None:
    def without(pdf: Pdf) -> None:
        del spec(pdf).EF.F.Params.CheckSum

    assert open_file(remade(without)).entries == open_file(PAPER).entries


def signed(digest: str = "sha256") -> bytes:
    """The paper with a signature over all of it; only what it says of the bytes, since nobody asks who signed."""

    def sign(pdf: Pdf) -> None:
        place = Array([0, 1_111_111_111, 1_222_222_222, 1_333_333_333])
        signature = pdf.make_indirect(
            Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=place, Contents=String(b"\x55" * 400))
        )
        pdf.Root.AcroForm = Dictionary(
            SigFlags=3, Fields=Array([pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("u"), V=signature))])
        )

    written = remade(sign, object_stream_mode=ObjectStreamMode.disable)
    start = written.index(b"<" + b"55" * 400 + b">")
    until = start + 802
    numbers = f"[ 0 {start} {until} {len(written) - until} ]".encode()
    old = b"[ 0 1111111111 1222222222 1333333333 ]"
    written = written.replace(old, numbers.ljust(len(old)))
    made = hashlib.new(digest, written[:start] + written[until:]).hexdigest().encode()
    return written[:start] + b"<" + (b"30" * 20 + made + b"00" * 400)[:800] + b">" + written[until:]


@pytest.mark.parametrize("digest", ["sha256", "sha512", "sha1"])
def test_a_signed_paper_is_read(digest: str) -> None:
    assert open_file(signed(digest)).entries == open_file(PAPER).entries


def test_a_signed_paper_that_was_added_to_or_changed_is_refused() -> None:
    whole = signed()
    added = whole + b"\n1 0 obj\n<<>>\nendobj\n"
    other = whole.replace(b"/Adobe.PPKLite", b"/Adobe.PPKLitf")
    nothing = whole.replace(b"/ByteRange [ 0", b"/ByteRange [ 1")
    elsewhere = whole.replace(b"/ByteRange", b"/Byte#52ange")
    for content in (added, other, nothing, elsewhere):
        assert refused(content) == "Papperet är ändrat efter att det skrevs under"


# What does harm


def bomb(pdf: Pdf) -> None:
    packing = zlib.compressobj()
    parts = [packing.compress(b" " * 1_000_000) for _ in range(60)]
    spec(pdf).EF.F.write(b"".join((*parts, packing.flush())), filter=Name.FlateDecode)


def twice_packed(pdf: Pdf) -> None:
    spec(pdf).EF.F.write(b"x" * 10, filter=Array([Name.ASCIIHexDecode, Name.FlateDecode]))


def not_packed_so(pdf: Pdf) -> None:
    spec(pdf).EF.F.write(b"{}" * 10, filter=Name.FlateDecode)


def circle(pdf: Pdf) -> None:
    names = pdf.make_indirect(pdf.Root.Names.EmbeddedFiles)
    top = pdf.make_indirect(Dictionary())
    top.Kids = Array([top, names, top])
    names.Kids = Array([top])
    pdf.Root.Names.EmbeddedFiles = top


def endless(pdf: Pdf) -> None:
    node = pdf.make_indirect(pdf.Root.Names.EmbeddedFiles)
    for _ in range(2_500):
        node = pdf.make_indirect(Dictionary(Kids=Array([node])))
    pdf.Root.Names.EmbeddedFiles = node


def many(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"x")
    files = [pdf.make_indirect(Dictionary(F=String("x"), EF=Dictionary(F=stream))) for _ in range(300)]
    pdf.Root.AF = Array(files)


def nonsense(pdf: Pdf) -> None:
    pdf.Root.Names.EmbeddedFiles.Names = Array([String("record.json"), 7, Name.X])


@pytest.mark.parametrize("harm", [bomb, twice_packed, not_packed_so, endless, many, nonsense])
def test_what_does_harm_is_refused(harm: Callable[[Pdf], None]) -> None:
    titles = ("Papperet kan inte läsas", "Filen är för stor")
    assert refused(remade(harm, compress_streams=False, stream_decode_level=StreamDecodeLevel.none)) in titles


def test_what_unpacks_without_end_is_not_unpacked() -> None:
    content = remade(bomb, compress_streams=False, stream_decode_level=StreamDecodeLevel.none)
    tracemalloc.start()
    try:
        assert refused(content) == "Filen är för stor"
        assert tracemalloc.get_traced_memory()[1] < 2.5 * LARGEST
    finally:
        tracemalloc.stop()


def test_a_tree_of_names_in_a_circle_is_walked_once() -> None:
    assert open_file(remade(circle)).entries == open_file(PAPER).entries


def test_a_deep_tree_of_names_is_walked() -> None:
    def deep(pdf: Pdf) -> None:
        node = pdf.make_indirect(pdf.Root.Names.EmbeddedFiles)
        for _ in range(1_000):
            node = pdf.make_indirect(Dictionary(Kids=Array([node])))
        pdf.Root.Names.EmbeddedFiles = node

    assert open_file(remade(deep)).entries == open_file(PAPER).entries


def test_a_list_of_objects_that_unpacks_without_end_is_refused() -> None:
    """The list of objects itself is a stream, that is unpacked before anything can be asked of the file."""
    body = (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    )
    packing = zlib.compressobj()
    packed = b"".join((*(packing.compress(bytes(1_000_000)) for _ in range(60)), packing.flush()))
    head = b"3 0 obj\n<</Type/XRef/Size 20000000/W[1 1 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>\nstream\n" % len(
        packed
    )
    content = body + head + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(body)
    assert refused(content) == "Papperet kan inte läsas"
    assert refused(PAPER + b"\n5 0 obj<</Type/XRef>>endobj" * 20) == "Papperet kan inte läsas"
    assert refused(PAPER.replace(b"%%EOF", b"<</Filter/LZ#57Decode>>%%EOF")) == "Papperet kan inte läsas"


# How long it is may differ between two makings.
@pytest.mark.parametrize("cut", [9, 100, 1_000, 20_000, -2_000, -40])
def test_a_cut_paper_is_refused(cut: int) -> None:
    assert refused(PAPER[:cut]).startswith("Papperet ")


def test_a_paper_under_a_lock_that_nobody_knows_is_refused() -> None:
    locked = locked_copy(PAPER, PASSWORD)
    assert refused(locked.replace(b"/Filter /Standard", b"/Filter /Stundard"), PASSWORD) == "Papperet kan inte läsas"


def test_the_paper_library_is_not_imported_before_a_paper_is_opened() -> None:
    asked = (
        "import sys, coordinator.take_in.opening, coordinator.take_in.preview, coordinator.take_in.taking, "
        "ui.commands.imports; "
        "print([one for one in ('pikepdf', 'lxml', 'coordinator.take_in.paper') if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
