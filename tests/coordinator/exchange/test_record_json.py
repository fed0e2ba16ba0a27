"""record.json: every entry as it stands, the same bytes for the same record, and no file that is anything else."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings

from coordinator.careplan import HandedOutPlan
from coordinator.contact import Contact, ContactCategory
from coordinator.entity import Attr, Code, Coding, Entity, attrs_of, plain
from coordinator.errors import ImportRefused
from coordinator.exchange import record_json as module
from coordinator.exchange.record_json import TakenOut, read_record_json, record_json
from coordinator.kinds import BY_NAME, KINDS, SCHEMA
from coordinator.person import Patient, ProtectedIdentity
from coordinator.record import Record
from coordinator.settings import Settings
from tests.coordinator.conftest import ACTOR, PATIENT_ID, TODAY, later, noon
from tests.rules.made_up import filled, whole_records

CANARY = "KANARIE"
NUMBER = "KANARIE-199007282388"

Change = Callable[[dict[str, Any]], object]


def record_with(*entries: Entity) -> Record:
    by_kind = {kind: tuple(entry for entry in entries if type(entry) is kind) for kind in KINDS}
    return Record(entries[0].patient_id, noon(TODAY), ACTOR, Settings(), by_kind, head="0123abcd")


def everybody() -> Record:
    """One entry of every kind, every text of which begins with the canary."""
    return record_with(*filled(PATIENT_ID, text=f"{CANARY} {{label}}"))


WHOLE: dict[str, Any] = json.loads(record_json(everybody(), everything=True))


def as_bytes(whole: Any) -> bytes:
    return json.dumps(whole, ensure_ascii=False).encode("utf-8", "backslashreplace")  # \\ud800 is how JSON writes one


def changed(change: Change, alone: type[Entity] | None = None) -> bytes:
    """The file after a change; ``alone``: with entries of that kind and the patient only, which is read sooner."""
    whole = json.loads(json.dumps(WHOLE))
    if alone is not None:
        kept = (Patient.KIND, alone.KIND)
        whole["entries"] = {name: found if name in kept else [] for name, found in whole["entries"].items()}
    change(whole)
    return as_bytes(whole)


def _without(*place: Any) -> Change:
    """Takes away what stands at a place."""

    def change(whole: Any) -> None:
        for step in place[:-1]:
            whole = whole[step]
        del whole[place[-1]]

    return change


def refused(content: bytes) -> str:
    """What the refusal says; it says nothing of the patient."""
    with pytest.raises(ImportRefused) as error:
        read_record_json(content)
    said = f"{error.value.title}. {error.value.message}"
    ids = re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}", said)
    assert CANARY not in said and "2388" not in said and "INTRÄNGLING" not in said and not ids
    assert error.value.__cause__ is None  # a cause would be in a traceback
    return said


def without_provenance(content: bytes) -> bytes:
    """The file as bytes, without the one part that may differ."""
    cut, times = re.subn(rb'\n "provenance": \{\n.*?\n \},', b"", content, count=1, flags=re.DOTALL)
    assert times == 1
    return cut


def put_back(taken: TakenOut) -> Record:
    return record_with(*sorted(taken.entries, key=lambda entry: not isinstance(entry, Patient)))


# What is written


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(entries=whole_records())
def test_every_kind_comes_back_from_the_file_as_it_was(entries: tuple[Entity, ...]) -> None:
    record = record_with(*entries)
    content = record_json(record, everything=True)
    taken = read_record_json(content)
    assert (taken.entries, taken.patient_id, taken.complete) == (entries, record.patient_id, True)
    assert record_json(put_back(taken), everything=True) == content


def test_every_declared_field_stands_in_the_file_and_nothing_of_the_vault_does() -> None:
    assert list(WHOLE) == ["hallpunkt_record", "provenance", "complete", "patient_id", "entries"]
    assert WHOLE["hallpunkt_record"] == SCHEMA
    assert list(WHOLE["entries"]) == [kind.KIND for kind in KINDS]
    for kind in KINDS:
        (entry,) = WHOLE["entries"][kind.KIND]
        assert list(entry) == ["id", *(attr.name for attr in attrs_of(kind))]


def test_a_saved_entry_is_read_as_one_that_never_was_saved() -> None:
    saved = record_with(*(replace(entry, version=7) for entry in filled(PATIENT_ID)))
    assert {entry.version for entry in read_record_json(record_json(saved)).entries} == {0}


def test_the_file_is_utf8_text_with_a_line_for_each_field() -> None:
    content = record_json(record_with(Patient(id=PATIENT_ID, patient_id=PATIENT_ID, given_name="Åsa 😀")))
    assert content.endswith(b"}\n") and b"\r" not in content and not content.startswith(b"\xef\xbb\xbf")
    assert '\n    "given_name": "Åsa 😀",\n'.encode() in content


def test_the_same_record_is_the_same_bytes_but_for_provenance() -> None:
    record = everybody()
    elsewhere = replace(
        later(record, date(2027, 3, 1)), actor=replace(ACTOR, name="Bo", unit="Annan"), practice=True, head="ffffffff"
    )
    one, other = record_json(record), record_json(elsewhere)
    assert one != other
    assert without_provenance(one) == without_provenance(other)
    assert json.loads(one)["provenance"] == {
        "program": json.loads(other)["provenance"]["program"],
        "exported_at": "2026-11-22T12:00:00+01:00",
        "by": {"name": "Anna Lind", "title": "kontaktsjuksköterska", "unit": "SMO-mottagningen"},
        "log": "0123abcd",
        "practice": False,
    }
    assert json.loads(other)["provenance"]["program"].startswith("Hållpunkt ")
    assert (read_record_json(one).practice, read_record_json(other).practice) == (False, True)


def test_the_order_of_entries_is_kept() -> None:
    contacts = [Contact(patient_id=PATIENT_ID, name=f"{number * 37 % 120}") for number in range(120)]
    content = record_json(record_with(Patient(id=PATIENT_ID, patient_id=PATIENT_ID), *contacts))
    assert list(put_back(read_record_json(content)).all(Contact)) == contacts


def test_the_handed_out_plan_stands_as_it_was() -> None:
    (plan,) = everybody().all(HandedOutPlan)
    plan = replace(plan, document='{"a":1,\r\n\t"b":"\\u0000"}  ')
    taken = read_record_json(record_json(record_with(Patient(id=PATIENT_ID, patient_id=PATIENT_ID), plan)))
    assert [entry for entry in taken.entries if isinstance(entry, HandedOutPlan)] == [plan]


def test_neither_the_file_read_nor_its_refusal_shows_content() -> None:
    assert CANARY not in repr(read_record_json(as_bytes(WHOLE)))


# What is protected


def protected() -> Record:
    record = everybody()
    school = Contact(patient_id=PATIENT_ID, name=f"{CANARY}skolan", category=ContactCategory.SCHOOL_WORK)
    entries = dict(record.entries) | {
        Patient: (
            replace(
                record.patient,
                protected_identity=ProtectedIdentity.MARKED,
                address=f"{CANARY}gatan 7",
                restrictions=f"Bor på {CANARY}gatan 7",
            ),
        ),
        Contact: (*record.all(Contact), school),
    }
    return replace(record, entries=entries)


def test_what_is_protected_is_left_out_unless_all_is_asked_for() -> None:
    record = protected()
    shared, whole = record_json(record), record_json(record, everything=True)
    assert (read_record_json(shared).complete, read_record_json(whole).complete) == (False, True)
    for secret in (f"{CANARY}gatan", f"{CANARY}skolan"):
        assert secret.encode() in whole and secret.encode() not in shared
    assert [one.document for one in read_record_json(shared).entries if isinstance(one, HandedOutPlan)] == [""]
    assert put_back(read_record_json(whole)).entries == record.entries


def test_a_file_without_what_is_protected_can_be_read_and_written_again() -> None:
    shared = record_json(protected())
    again = record_json(put_back(read_record_json(shared)))
    assert without_provenance(again) == without_provenance(shared)
    whole_of_that = record_json(put_back(read_record_json(shared)), everything=True)
    assert read_record_json(whole_of_that).entries == read_record_json(shared).entries


def test_a_record_with_nothing_protected_is_complete_either_way() -> None:
    record = record_with(
        Patient(id=PATIENT_ID, patient_id=PATIENT_ID, protected_identity=ProtectedIdentity.NONE, address="Gatan 1")
    )
    assert record_json(record) == record_json(record, everything=True)
    assert read_record_json(record_json(record)).complete


# What is not a whole file


def test_a_file_that_ends_too_early_is_refused_wherever_it_ends() -> None:
    content = record_json(everybody())
    ends = sorted(
        {*range(60), *range(0, len(content) - 2, len(content) // 200), *range(len(content) - 40, len(content) - 1)}
    )
    assert len(ends) > 250
    for end in ends:
        said = refused(content[:end])
        assert "Inget har ändrats" in said
        if end > 60:
            assert "avkortad" in said or "UTF-8" in said  # cut in the middle of a letter
    assert read_record_json(content[:-1]).patient_id == PATIENT_ID  # all but the last line feed


def test_a_file_cut_from_the_beginning_or_in_the_middle_is_refused() -> None:
    content = record_json(everybody())
    for place in range(1, len(content) - 2, len(content) // 100):
        refused(content[place:])
        refused(content[:place] + content[place + 997 :]) if place + 997 < len(content) else None
        refused(content + content[:place])


def test_nothing_but_refusals_come_of_bytes_that_were_flipped_dropped_or_put_in() -> None:
    content = record_json(everybody())
    kept = 0
    for step, place in enumerate(range(0, len(content), len(content) // 500)):
        for bad in (
            content[:place] + bytes([content[place] ^ (1 << step % 8)]) + content[place + 1 :],
            content[:place] + content[place + 1 :],
            content[:place] + b'"\x00\xff{}[],:19\\'[step % 12 : step % 12 + 1] + content[place:],
        ):
            try:
                read_record_json(bad)
                kept += 1  # within a text any letter may stand
            except ImportRefused as error:
                assert CANARY not in f"{error.title}{error.message}"
    assert kept < 1000


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Filen är tom"),
        (b" \r\n\t ", "Filen är tom"),
        (b"\xef\xbb\xbf", "inte en fil"),
        (b"null", "inte en fil"),
        (b"1", "inte en fil"),
        (b'"hallpunkt_record"', "inte en fil"),
        (b"[]", "inte en fil"),
        (b"{}", "inte en fil"),
        (b'{"resourceType": "Bundle", "entry": []}', "inte en fil"),
        (b'["hallpunkt_record"]', "inte en fil"),
        (b'{"hallpunkt_document": 1, "document": {}}', "inte en fil"),
        (b"%PDF-1.7", "inte en fil"),
        (b"\x89PNG\r\n\x1a\n", "UTF-8"),
        (b"SQLite format 3\x00", "inte en fil"),
        (b"PK\x03\x04\x14\x00", "inte en fil"),
        (b"\x00" * 1000, "inte en fil"),
        (b"[" * 100_000, "inte en fil"),
        (b'{"a":' * 100_000, "inte en fil"),
        (b'{"hallpunkt_record": 2}', "som programmet skriver"),
        (b'{"hallpunkt_record": 2, "x": ' + b"[" * 100_000, "avkortad"),
        (as_bytes([WHOLE]), "inte en fil"),
        (as_bytes(WHOLE).decode().encode("utf-16"), "UTF-8"),
        (as_bytes(WHOLE).decode().encode("utf-16-le"), ""),
        (as_bytes(WHOLE).decode().encode("utf-32"), ""),
        (as_bytes(WHOLE).decode().encode("latin-1", "replace"), "UTF-8"),
        (as_bytes(WHOLE) + b"{}", "avkortad"),
        (as_bytes(WHOLE) + b"\x00", "avkortad"),
        (json.dumps(WHOLE).replace('"', "'").encode(), "inte en fil"),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_told_from_ours(content: bytes, says: str) -> None:
    assert says in refused(content)


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_record_json(b"\xef\xbb\xbf" + as_bytes(WHOLE)).entries == read_record_json(as_bytes(WHOLE)).entries


def test_a_file_larger_than_any_of_ours_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    content = as_bytes(WHOLE)
    monkeypatch.setattr(module, "LARGEST", len(content))
    assert read_record_json(content).patient_id == PATIENT_ID
    assert "för stor" in refused(content + b" ")


# The number of the shape


@pytest.mark.parametrize("schema", [0, -1, True, False, "2", 2.0, 1.5, None, [], {}, [2]])
def test_a_schema_that_is_no_number_of_ours_is_refused(schema: Any) -> None:
    assert "som programmet skriver" in refused(changed(lambda whole: whole.update(hallpunkt_record=schema)))


@pytest.mark.parametrize("schema", [SCHEMA + 1, 10**30])
def test_a_newer_file_asks_for_a_newer_program_whatever_is_in_it(schema: int) -> None:
    said = refused(changed(lambda whole: whole.update(hallpunkt_record=schema, new_part=1)))
    assert "nyare version" in said and "Uppdatera" in said
    assert "nyare version" in refused(json.dumps({"hallpunkt_record": schema}).encode())


def _as_written_under(schema: int) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(json.dumps(WHOLE))
    whole["hallpunkt_record"] = schema
    for name, entries in whole["entries"].items():
        for attr in attrs_of(BY_NAME[name]):
            if attr.since > schema:
                for entry in entries:
                    del entry[attr.name]
    return whole


def test_an_older_file_has_the_defaults_of_what_came_later() -> None:
    taken = read_record_json(as_bytes(_as_written_under(1)))
    younger = 0
    for entry, now in zip(taken.entries, read_record_json(as_bytes(WHOLE)).entries, strict=True):
        for attr in attrs_of(type(entry)):
            expected = attr.default if attr.since > 1 else getattr(now, attr.name)
            assert getattr(entry, attr.name) == expected
            younger += attr.since > 1
    assert younger >= 4


def test_an_older_file_may_lack_the_kinds_that_came_later() -> None:
    whole = _as_written_under(1)
    of_then: dict[str, list[Any]] = {kind.KIND: [] for kind in KINDS if kind.SINCE == 1}
    assert len(of_then) < len(KINDS)
    whole["entries"] = of_then | {"patient": whole["entries"]["patient"]}
    assert [entry.KIND for entry in read_record_json(as_bytes(whole)).entries] == ["patient"]


def test_a_file_of_schema_2_is_read_as_one_of_today() -> None:
    """What the vault has got since then is no part of the record."""
    taken = read_record_json(changed(lambda whole: whole.update(hallpunkt_record=2)))
    assert taken == replace(read_record_json(as_bytes(WHOLE)), schema=2)


def test_a_file_of_today_lacks_no_field_that_came_later() -> None:
    whole = _as_written_under(1)
    whole["hallpunkt_record"] = SCHEMA
    assert "saknas i patient, post 1" in refused(as_bytes(whole))


def test_a_file_of_today_lacks_no_kind() -> None:
    """A kind that is not named at all is not a kind without entries: the file is not whole."""
    for kind in KINDS:
        refused(changed(_without("entries", kind.KIND)))


# What is not as we write it


def _set(*path: Any, to: Any) -> Change:
    def change(whole: dict[str, Any]) -> None:
        for step in path[:-1]:
            whole = whole[step]
        whole[path[-1]] = to

    return change


CONTACT = ("entries", "contact", 0)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda whole: whole.pop("provenance"), "början"),
        (lambda whole: whole.pop("complete"), "början"),
        (lambda whole: whole.pop("patient_id"), "början"),
        (lambda whole: whole.pop("entries"), "början"),
        (lambda whole: whole.pop("hallpunkt_record"), "inte en fil"),
        (_set("INTRÄNGLING", to=1), "början"),
        (_set("provenance", to=[]), "början"),
        (_set("complete", to=1), "början"),
        (_set("complete", to=None), "början"),
        (_set("patient_id", to=None), "patient_id"),
        (_set("patient_id", to=NUMBER), "patient_id"),
        (_set("patient_id", to=str(PATIENT_ID).replace("-", "")), "patient_id"),
        (_set("patient_id", to=f"urn:uuid:{PATIENT_ID}"), "patient_id"),
        (_set("patient_id", to=str(UUID(int=9))), "en enda patient"),
        (_set("entries", to=[]), "ett slag"),
        (_set("entries", to=None), "ett slag"),
        (_set("entries", "INTRÄNGLING", to=[]), "ett slag"),
        (_set("entries", "Patient", to=[]), "ett slag"),
        (_set("entries", "contact", to={}), "(contact)"),
        (_set("entries", "contact", to=None), "(contact)"),
        (_set("entries", "contact", 0, to=NUMBER), "(contact, post 1)"),
        (_set("entries", "contact", 0, to=None), "(contact, post 1)"),
        (_set(*CONTACT, "INTRÄNGLING", to=""), "okänt"),
        (_set(*CONTACT, "version", to=1), "okänt"),
        (_set(*CONTACT, "patient_id", to=str(PATIENT_ID)), "okänt"),
        (_set(*CONTACT, "\ud800", to=""), "okänt"),
        (_set(*CONTACT, "id", to=None), "contact, post 1"),
        (_set(*CONTACT, "id", to=7), "contact, post 1"),
        (_set(*CONTACT, "id", to=[NUMBER]), "contact, post 1"),
        (_set(*CONTACT, "id", to="{" + str(UUID(int=7)) + "}"), "contact, post 1"),
        (_set(*CONTACT, "id", to=str(UUID(int=0xABC << 64)).upper()), "contact, post 1"),
        (lambda whole: whole["entries"]["contact"][0].pop("id"), "contact, post 1"),
        (lambda whole: whole["entries"]["contact"].append(whole["entries"]["contact"][0]), "gånger (contact, post 2)"),
        (_set(*CONTACT, "id", to=WHOLE["entries"]["consent"][0]["id"]), "två gånger"),
        (_set("entries", "patient", to=[]), "en enda patient"),
        (_set("entries", "patient", 0, "id", to=str(UUID(int=7))), "en enda patient"),
        (
            lambda whole: whole["entries"]["patient"].append(whole["entries"]["patient"][0] | {"id": str(UUID(int=7))}),
            "en enda patient",
        ),
    ],
)  # fmt: skip
def test_a_file_that_was_changed_is_refused_and_says_where(change: Change, says: str) -> None:
    assert says in refused(changed(change))


@pytest.mark.parametrize(
    ("written", "changed_to"),
    [
        ('"complete": true', '"complete": true, "complete": true'),
        ('"name": "KANARIE', '"name": "", "name": "KANARIE'),
        ('"contact": [', '"contact": [], "contact": ['),
        ('"practice": false', '"practice": false, "practice": true'),
        ('"minutes": 1', '"minutes": NaN'),
        ('"minutes": 1', '"minutes": Infinity'),
        ('"minutes": 1', '"minutes": -Infinity'),
        ('"minutes": 1', '"minutes": 1e999'),
        ('"minutes": 1', '"minutes": 1e2'),
        ('"minutes": 1', '"minutes": 1.0'),
        ('"minutes": 1', '"minutes": 01'),
        ('"minutes": 1', '"minutes": ' + "1" * 5000),
        ('"minutes": 1', '"minutes": undefined'),
        ('"name": "KANARIE', '"name": "\n'),
        ('"name": "KANARIE', '"name": "\\x'),
        ('"name": "KANARIE', '"name": // "'),
        ("}]", "},]"),
    ],
)
def test_what_is_no_json_or_says_a_thing_twice_is_refused(written: str, changed_to: str) -> None:
    text = as_bytes(WHOLE).decode()
    assert written in text
    refused(text.replace(written, changed_to, 1).encode())


def _wrong(attr: Attr) -> Iterator[Any]:
    """Values that are not what the program writes for the field."""
    if not attr.optional:
        yield None
    yield from (1.0, {}, {"code": NUMBER}, [[NUMBER]], [None], {"INTRÄNGLING": []})
    if attr.value_type is not tuple:
        yield []
    else:
        yield from ("", "x", 1, False)
        if attr.item_type is not str:
            yield [NUMBER]
        yield [1]
        return
    if attr.value_type is not bool:
        yield from (True, False)
    if attr.value_type is not int:
        yield from (0, 1, 2**80, -1)
    if attr.value_type is not str:
        yield from ("", " ", NUMBER, "\ud800", "\x00", "null", "1", "true")
    yield from _nearly(attr.value_type)


def _nearly(value_type: type) -> Iterator[Any]:
    if value_type is date:
        yield from (
            "20261122",
            "2026-W47-7",
            "2026-11-22T00:00:00",
            "2026-11-31",
            "26-11-22",
            "2026-11-22 ",
            "٢٠٢٦-11-22",
        )
    elif value_type is datetime:
        yield from ("2026-11-22", "2026-11-22T08:20:00", "2026-11-22T08:20:00Z", "2026-11-22T09:20:00+01:00")
        yield from ("2026-11-22 08:20:00+00:00", "2026-11-22T08:20+00:00", "2026-11-22T24:20:00+00:00")
    elif value_type is time:
        yield from ("09:20", "0920", "24:00:00", "09:20:00.1", "T09:20:00")
    elif value_type is UUID:
        yield from (str(PATIENT_ID).upper().replace("1", "A"), str(PATIENT_ID)[:-1], PATIENT_ID.hex)
    elif issubclass(value_type, Code):
        member = next(iter(value_type))
        nearly = {member.label, member.name, member.stored + " ", member.stored.upper() + "X"}
        yield from nearly - {code.stored for code in value_type}
    elif value_type is Coding:
        whole = plain(Coding(code="1"))
        yield from (
            {"code": "1"},
            whole | {"INTRÄNGLING": ""},
            whole | {"code": 1},
            whole | {"code": None},
            list(whole),
        )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_no_field_takes_what_is_not_written_for_it(kind: type[Entity]) -> None:
    tried = 0
    for attr in attrs_of(kind):
        place = ("entries", kind.KIND, 0, attr.name)
        for value in _wrong(attr):
            said = refused(changed(_set(*place, to=value), kind))
            assert f"({kind.KIND}, post 1, {attr.name})" in said, (attr.name, value, said)
            tried += 1
    assert tried >= 8 * len(attrs_of(kind))


@pytest.mark.parametrize(
    ("kind", "name", "value", "says"),
    [
        ("alert_information", "type", "F1", "Värdet F1 finns inte i den slutna listan Typ"),
        ("alert_information", "type", "a1", "Ett värde finns inte i den slutna listan Typ"),
        ("alert_information", "type", "A1X", "Ett värde finns inte i den slutna listan Typ"),
        ("alert_information", "severity", "fatal", "Ett värde finns inte i den slutna listan Allvarlighetsgrad"),
        ("alert_information", "reactions", ["itching", "Kliar"], "Ett värde finns inte i den slutna listan Reaktioner"),
        ("alert_group_answer", "about", "F", "Värdet F finns inte i den slutna listan Grupp"),
        ("alert_group_answer", "about", NUMBER, "Ett värde finns inte i den slutna listan Grupp"),
    ],
)
def test_a_value_that_no_closed_list_has_is_refused_in_clear_words(kind: str, name: str, value: Any, says: str) -> None:
    said = refused(changed(_set("entries", kind, 0, name, to=value), BY_NAME[kind]))
    assert f"{says} ({kind}, post 1, {name})." in said
    assert "exportera den igen. Inget har ändrats." in said and "Kliar" not in said and "fatal" not in said
    has = {
        "type": "Listan har A1, A2, A3, A4, B1, B2, C1, C2, C3, C4, D1, D2, E1.",
        "about": "Listan har A, B, C, D, E.",
    }
    assert has.get(name, "") in said and ("Listan har" in said) == (name in has)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_no_field_of_any_kind_may_be_left_out(kind: type[Entity]) -> None:
    for attr in attrs_of(kind):
        content = changed(_without("entries", kind.KIND, 0, attr.name), kind)
        assert f"Fältet {attr.name} saknas i {kind.KIND}, post 1." in refused(content)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_what_may_be_unknown_may_be_null(kind: type[Entity]) -> None:
    for attr in attrs_of(kind):
        if attr.optional:
            taken = read_record_json(changed(_set("entries", kind.KIND, 0, attr.name, to=None), kind))
            (entry,) = (one for one in taken.entries if type(one) is kind)
            assert getattr(entry, attr.name) is None


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00+23:00", "0001-01-01T00:00:00+00:00:01", "9999-12-31T23:59:59-05:00"]
)
def test_a_moment_beyond_the_calendar_is_refused(moment: str) -> None:
    """Python can read it, but has no UTC for it."""
    assert "contact_log_entry, post 1, at" in refused(changed(_set("entries", "contact_log_entry", 0, "at", to=moment)))


@pytest.mark.parametrize("hour", ["09:20:00+01:00", "09:20:00+00:00"])
def test_an_hour_with_a_zone_is_refused(hour: str) -> None:
    """The program never writes one, and an hour with a zone cannot be sorted among those without."""
    assert "appointment, post 1, starts" in refused(changed(_set("entries", "appointment", 0, "starts", to=hour)))


def test_the_first_and_last_moments_there_are_come_back() -> None:
    for moment in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        taken = read_record_json(changed(_set("entries", "contact_log_entry", 0, "at", to=moment.isoformat())))
        assert moment in [getattr(entry, "at", None) for entry in taken.entries]
