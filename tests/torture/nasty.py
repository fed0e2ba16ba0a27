"""Files that somebody has made to do harm, or that are wrong in a way that is worth a name of its own."""

import json
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from pikepdf import Pdf, String

from coordinator.take_in.read_file import LARGEST
from tests.torture.seeds import OTHER_NUMBER, foreign_bundle, other_patients, papers, texts

_XML = b'<?xml version="1.0" encoding="UTF-8"?>'
_ANSWER = b'<GetCareContactsResponse xmlns="urn:riv:clinicalprocess:logistics:logistics:GetCareContactsResponder:3">'


def _rivta() -> bytes:
    return next(one.content for one in texts() if b"GetCareContactsResponse" in one.content)


def _with_type(kind: bytes, inside: bytes = b"") -> bytes:
    """The answer with a document type before it, and a reference to what that declares."""
    body = _rivta().split(b"?>", 1)[1]
    return _XML + kind + body.replace(b'Responder:3"', b'Responder:3"', 1).replace(b"</", inside + b"</", 1)


def _laughs() -> bytes:
    levels = b"".join(b'<!ENTITY l%d "%s">' % (one, b"&l%d;" % (one - 1) * 10) for one in range(1, 10))
    return _with_type(b'<!DOCTYPE x [<!ENTITY l0 "ha">' + levels + b"]>", b"&l9;")


def _blowup() -> bytes:
    return _with_type(b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 50_000 + b'">]>', b"&a;" * 50_000)


def _fhir(change: Callable[[dict[str, Any]], None]) -> bytes:
    whole = json.loads(foreign_bundle())
    change(whole)
    return json.dumps(whole).encode()


def _resource(whole: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(one["resource"] for one in whole["entry"] if one["resource"]["resourceType"] == kind)


def _modified(whole: dict[str, Any]) -> None:
    _resource(whole, "Condition")["modifierExtension"] = [{"url": "http://x.example/not", "valueBoolean": True}]


def _all_modified(whole: dict[str, Any]) -> None:
    _resource(whole, "Patient")["modifierExtension"] = [{"url": "http://x.example/not", "valueBoolean": True}]


def _unknown(whole: dict[str, Any]) -> None:
    _resource(whole, "Condition")["resourceType"] = "AnnaLindeskog"


def _same_address(whole: dict[str, Any]) -> None:
    entry = next(one for one in whole["entry"] if one["resource"]["resourceType"] == "Condition")
    whole["entry"].append(json.loads(json.dumps(entry)) | {"resource": entry["resource"] | {"code": {"text": "Annat"}}})


def _same_id(whole: dict[str, Any]) -> None:
    entry = next(one for one in whole["entry"] if one["resource"]["resourceType"] == "Condition")
    whole["entry"].append({"fullUrl": "urn:uuid:other", "resource": entry["resource"]})


def _two_patients(whole: dict[str, Any]) -> None:
    patient = _resource(whole, "Patient")
    whole["entry"].append({"fullUrl": "urn:x", "resource": patient | {"id": "18"}})


def _anothers(whole: dict[str, Any]) -> None:
    _resource(whole, "Condition")["subject"] = {"reference": "Patient/999"}


def _mistaken(whole: dict[str, Any]) -> None:
    _resource(whole, "CarePlan")["status"] = "entered-in-error"


def _month_alone(whole: dict[str, Any]) -> None:
    _resource(whole, "AllergyIntolerance")["recordedDate"] = "2020-02"


def _steered(whole: dict[str, Any]) -> None:
    _resource(whole, "Condition")["code"] = {"text": "Epi\u0007lepsi"}


def _remade(change: Callable[[Pdf], None]) -> bytes:
    with Pdf.open(BytesIO(papers()[0].content)) as pdf:
        change(pdf)
        written = BytesIO()
        pdf.save(written)
    return written.getvalue()


def _names(pdf: Pdf) -> Any:
    return pdf.Root.Names.EmbeddedFiles.Names


def _record(pdf: Pdf) -> Any:
    names = _names(pdf)
    return next(names[at + 1] for at in range(0, len(names), 2) if str(names[at]) == "record.json")


def _second_record(pdf: Pdf) -> None:
    with Pdf.open(BytesIO(papers()[1].content)) as other:
        _names(pdf).append(String("record.json"))
        _names(pdf).append(pdf.copy_foreign(_record(other)))


def _changed_record(pdf: Pdf) -> None:
    stream = _record(pdf).EF.F
    stream.write(stream.read_bytes().replace(b"Cykla", b"Simma"))


def _signed_then_changed() -> bytes:
    """As a signature says what it covers, and then a byte more."""
    paper = papers()[0].content
    return paper + b"\n1 0 obj\n<</ByteRange [0 100 200 300] /Contents <00>>>\nendobj\n%%EOF\n"


def _bomb(pdf: Pdf) -> None:
    _record(pdf).EF.F.write(b" " * (60 * 1024 * 1024))


NASTY: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "an entity that is a file": (
        lambda: _with_type(b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>', b"&f;"), ""),
    "an entity that is an address": (
        lambda: _with_type(b'<!DOCTYPE x [<!ENTITY f SYSTEM "http://127.0.0.1:9/x">]>', b"&f;"), ""),
    "a document type somewhere else": (lambda: _with_type(b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'), ""),
    "a parameter entity": (lambda: _with_type(b'<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>'), ""),
    "billion laughs": (_laughs, ""),
    "quadratic blowup": (_blowup, ""),
    "21 MB of JSON": (lambda: b'{"resourceType":' + b" " * (LARGEST + 1) + b"1}", ""),
    "21 MB of XML": (lambda: _ANSWER + b" " * (LARGEST + 1), ""),
    "JSON 100,000 levels deep": (lambda: b'{"resourceType":' + b"[" * 100_000 + b"]" * 100_000 + b"}", ""),
    "record.json 100,000 levels deep": (lambda: b'{"hallpunkt_record": 11, "x":' + b"[" * 100_000 + b"}", ""),
    "XML 100,000 levels deep": (lambda: _ANSWER + b"<a>" * 100_000 + b"</a>" * 100_000, ""),
    "XML 200 levels deep": (lambda: _ANSWER + b"<a>" * 200 + b"</a>" * 200 + b"</GetCareContactsResponse>", ""),
    "a million empty lists": (lambda: b'{"resourceType": [' + b"[]," * 1_000_000 + b"1]}", ""),
    "a million elements": (lambda: _ANSWER + b"<a/>" * 1_100_000 + b"</GetCareContactsResponse>", ""),
    "a number of 5,000 digits": (lambda: b'{"resourceType": ' + b"9" * 5_000 + b"}", ""),
    "NaN": (lambda: b'{"resourceType": NaN}', ""),
    "a key twice": (lambda: b'{"resourceType": "Bundle", "resourceType": "Bundle"}', ""),
    "JSON in UTF-16": (lambda: foreign_bundle().decode().encode("utf-16"), ""),
    "JSON in latin-1": (lambda: foreign_bundle().decode().encode("latin-1"), ""),
    "XML in UTF-16 that says UTF-8": (lambda: _rivta().decode().encode("utf-16"), ""),
    "XML in UTF-8 that says UTF-16": (lambda: _rivta().replace(b"UTF-8", b"UTF-16", 1), ""),
    "XML in latin-1 that says UTF-8": (lambda: _rivta().decode().replace("Fråga", "Fråga").encode("latin-1"), ""),
    "a resource of no known type": (lambda: _fhir(_unknown), "resurser av annat slag"),
    "a modifier that is not known": (lambda: _fhir(_modified), "modifierExtension"),
    "a modifier on the patient": (lambda: _fhir(_all_modified), ""),
    "an address twice": (lambda: _fhir(_same_address), "står två gånger"),
    "an id twice": (lambda: _fhir(_same_id), "samma id"),
    "two patients": (lambda: _fhir(_two_patients), ""),
    "a diagnosis of somebody else": (lambda: _fhir(_anothers), "någon annan"),
    "a plan entered in error": (lambda: _fhir(_mistaken), "felregistrerade"),
    "a month for a day": (lambda: _fhir(_month_alone), "ofullständiga"),
    "a control character": (lambda: _fhir(_steered), "inte går att spara"),
    "an answer about two patients": (
        lambda: _rivta().replace(b"199007282388", OTHER_NUMBER.encode(), 1), ""),
    "a number with the wrong check digit": (lambda: _rivta().replace(b"199007282388", b"199007282389"), ""),
    "a PDF with two records": (lambda: _remade(_second_record), ""),
    "a PDF whose record was changed": (lambda: _remade(_changed_record), ""),
    "a PDF signed and then changed": (_signed_then_changed, ""),
    "a PDF with a bomb inside": (lambda: _remade(_bomb), ""),
    "a PDF that ends in the middle": (lambda: papers()[0].content[:20_000], ""),
}  # fmt: skip
"""By name: the file, and what is listed as not taken in; when nothing is, the file is refused."""

ANOTHERS = other_patients
"""Whole files about another patient than the one that is open."""
