"""Business cards of every version become contacts; what leaves as a card says nothing of the patient."""

import base64
import re
import string
from dataclasses import replace
from typing import Any

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.contact import Contact, ContactCategory, ContactStatus
from coordinator.desk import Desk
from coordinator.errors import ImportRefused, RuleError
from coordinator.exchange.contact_rows import ReadContacts
from coordinator.exchange.text_file import read_text
from coordinator.exchange.vcard import cards, is_cards, read_cards
from coordinator.person import ProtectedIdentity
from coordinator.practice import fill_practice
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, MemoryStore, record_of

OLD = r"""BEGIN:VCARD
VERSION:2.1
N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:=D6berg;=C5sa
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=85sa =
=C3=96berg
ORG;ENCODING=QUOTED-PRINTABLE:Habiliteringen;Team =E4ldre barn
TITLE:Arbetsterapeut
TEL;HOME:031-390 06 13
TEL;CELL:070-174 06 35
TEL;WORK;VOICE:031-390 06 12
TEL;WORK;FAX:031-390 06 14
EMAIL;INTERNET:andra@example.org
EMAIL;PREF;INTERNET:asa@example.org
NOTE:Ring
 efter nio
END:VCARD
"""
THREE = r"""BEGIN:VCARD
VERSION:3.0
FN:Åsa Öberg
N:Öberg;Åsa;;;
ORG:Barn- och ungdomshabiliteringen\, norr;Arbetsterapi
TITLE:Arbetsterapeut
TEL;TYPE=WORK,VOICE:+46317001234
item1.TEL;TYPE=WORK:031-390 06 00
item1.X-ABLabel:Växel
item2.EMAIL;TYPE=INTERNET:asa@example.org
NOTE:En rad\nen till\, med komma\; och s
 emikolon
URL:https://example.org
END:VCARD
"""
FOUR = r"""BEGIN:VCARD
VERSION:4.0
FN:Mottagningen
ORG:;Mottagningen
TEL;VALUE=uri;TYPE="work,voice";PREF=1:tel:+46-31-390-06-12;ext=5
EMAIL:mailto:mottagning@example.org
ADR;TYPE=work:;;Storgatan 5;Göteborg;;411 23;Sverige
BDAY:19800101
END:VCARD
"""


def read(text: str) -> ReadContacts:
    return read_cards(text, TODAY)


def fields(text: str) -> dict[str, Any]:
    found = read(text)
    assert found.errors == ()
    (row,) = found.rows
    return dict(row.fields)


def card(*lines: str) -> str:
    return "\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


def contact(**values: Any) -> Contact:
    return Contact(patient_id=PATIENT_ID, **values)


def test_version_2_1_with_its_letters_in_codes_and_the_number_for_work_first() -> None:
    assert fields(OLD) == {
        "name": "Åsa Öberg", "organisation": "Habiliteringen", "unit": "Team äldre barn", "role": "Arbetsterapeut",
        "phone": "031-390 06 12", "email": "asa@example.org", "category": ContactCategory.HABILITATION,
        "note": "Ring efter nio\nMobil: 070-174 06 35\nTelefon: 031-390 06 13\nFax: 031-390 06 14\n"
        "E-post: andra@example.org",
    }  # fmt: skip


def test_version_3_0_with_its_marks_and_folds() -> None:
    assert fields(THREE) == {
        "name": "Åsa Öberg", "organisation": "Barn- och ungdomshabiliteringen, norr", "unit": "Arbetsterapi",
        "role": "Arbetsterapeut", "phone": "+46317001234", "switchboard": "031-390 06 00", "email": "asa@example.org",
        "note": "En rad\nen till, med komma; och semikolon", "category": ContactCategory.HABILITATION,
    }  # fmt: skip
    assert read(THREE).rows[0].left_out == ("webbadress",)


def test_version_4_0_with_its_addresses_and_the_card_of_a_workplace() -> None:
    assert fields(FOUR) == {
        "unit": "Mottagningen", "phone": "+46-31-390-06-12 ankn 5", "email": "mottagning@example.org",
        "category": ContactCategory.SPECIALIST,
    }  # fmt: skip
    assert read(FOUR).rows[0].left_out == ("adress", "födelsedag")


def test_several_cards_of_several_versions_are_counted() -> None:
    found = read(f"{OLD}\n{THREE}{FOUR}")
    assert [row.row for row in found.rows] == [1, 2, 3]
    assert (found.form, found.called) == ("visitkort (vCard)", "kort")
    assert read(OLD).form == "ett visitkort (vCard)"


@pytest.mark.parametrize("encoding", ["ENCODING=b;TYPE=JPEG", "ENCODING=BASE64;JPEG"])
def test_a_photo_is_left_out_and_told_of(encoding: str) -> None:
    photo = base64.b64encode(bytes(range(256)) * 40).decode()
    folded = "\n ".join(photo[place : place + 70] for place in range(0, len(photo), 70))
    found = read(card("FN:Lisa Ek", f"PHOTO;{encoding}:{folded}", "", "TITLE:dietist"))
    (row,) = found.rows
    assert row.left_out == ("foto",)
    assert (row.fields["name"], row.fields["role"]) == ("Lisa Ek", "dietist")
    assert "note" not in row.fields


def test_a_text_in_base64_is_read() -> None:
    note = base64.b64encode("Ring på måndag".encode()).decode()
    assert fields(card("FN:Lisa Ek", f"NOTE;ENCODING=b:{note}"))["note"] == "Ring på måndag"
    assert "note" not in fields(card("FN:Lisa Ek", "NOTE;ENCODING=b:!"))


def test_a_name_only_in_its_parts_is_put_together() -> None:
    assert fields(card("N:Ek;Lisa;Maria;;", "FN:"))["name"] == "Lisa Ek"
    assert fields(card("N:Ek"))["name"] == "Ek"


def test_a_card_without_an_end_is_an_error_and_the_next_is_read() -> None:
    found = read("BEGIN:VCARD\nVERSION:3.0\nFN:Lisa Ek\n" + card("FN:Bo Al") + "BEGIN:VCARD\nFN:Eva\n")
    assert [row.fields["name"] for row in found.rows] == ["Bo Al"]
    assert [(error.row, "slutar mitt i" in error.why) for error in found.errors] == [(1, True), (3, True)]


def test_a_card_of_nothing_is_an_error() -> None:
    found = read(card("FN:", "PHOTO;ENCODING=b:AAAA"))
    assert found.rows == ()
    assert [error.row for error in found.errors] == [1]


def test_a_card_within_a_card_is_not_taken_for_one() -> None:
    assert fields(card("FN:Lisa Ek", "AGENT:", "BEGIN:VCARD", "FN:Bo Al", "END:VCARD"))["name"] == "Lisa Ek"


def test_lines_that_are_no_properties_do_no_harm() -> None:
    coded = "TITLE;CHARSET=klingon;ENCODING=QUOTED-PRINTABLE:dietist"
    assert fields(card("FN:Lisa Ek", "en rad", ":", 'TEL;TYPE="', coded))["role"] == "dietist"


@pytest.mark.parametrize("text", ["", "Namn;Roll", "END:VCARD\n"])
def test_what_has_no_card_is_refused(text: str) -> None:
    assert not is_cards(text)
    with pytest.raises(ImportRefused, match="inget visitkort"):
        read(text)


def test_cards_are_told_from_other_text() -> None:
    assert is_cards("\n begin:vcard\n")


def test_a_thousand_and_one_cards_are_refused() -> None:
    with pytest.raises(ImportRefused, match="1 000"):
        read(card("FN:Lisa Ek") * 1001)


def test_a_card_is_written_as_other_programs_read_it() -> None:
    entry = contact(
        name="Åsa Öberg", role="Arbetsterapeut", organisation="Habiliteringen; norr", unit="Team 1, syd",
        phone="+46317001234", switchboard="031-390 06 00", email="asa@example.org", phone_hours="vardagar 8–9",
    )  # fmt: skip
    assert cards(record_of(entry)).decode().split("\r\n") == [
        "BEGIN:VCARD", "VERSION:3.0", "N:Öberg;Åsa;;;", "FN:Åsa Öberg", "ORG:Habiliteringen\\; norr;Team 1\\, syd",
        "TITLE:Arbetsterapeut", "TEL;TYPE=WORK,VOICE:+46317001234", "vaxel.TEL;TYPE=WORK,VOICE:031-390 06 00",
        "vaxel.X-ABLabel:Växel", "EMAIL:asa@example.org", "NOTE:Telefontid: vardagar 8–9", "END:VCARD", "",
    ]  # fmt: skip


def test_long_lines_are_folded_and_no_letter_is_broken() -> None:
    name = "Åäö Öäå" * 30
    content = cards(record_of(contact(name=name)))
    assert max(len(line) for line in content.split(b"\r\n")) == 75
    assert [line.decode() for line in content.split(b"\r\n")]
    assert fields(read_text(content))["name"] == name


def test_nothing_about_the_patient_stands_in_a_card() -> None:
    entry = contact(
        name="Lisa Ek", note="Maja är rädd för nålar", responsible_for="Majas knapp", body_area="mage",
        channel_note="Skriv till Majas mamma", next_contact=TODAY, source="Majas journal",
    )  # fmt: skip
    written = cards(record_of(entry)).decode()
    assert "Maja" not in written
    assert "mage" not in written
    assert TODAY.isoformat() not in written


def test_who_has_ended_has_no_card_and_nobody_at_all_is_said() -> None:
    ended = contact(name="Slut", status=ContactStatus.ENDED)
    assert b"Slut" not in cards(record_of(contact(name="Lisa Ek"), ended))
    with pytest.raises(RuleError, match="Inga kontakter"):
        cards(record_of(ended))


def test_of_a_protected_patient_nothing_tells_the_place() -> None:
    nova = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
    school = contact(name="Hemliga skolan", category=ContactCategory.SCHOOL_WORK)
    told = contact(name="Lisa Ek", unit="Hemliga skolan", phone_hours="Hemliga skolan kl 8")
    written = cards(record_of(nova, school, told)).decode()
    assert "Lisa Ek" in written
    assert "Hemliga" not in written


_TEXT = st.text(alphabet=string.ascii_letters + "åäöÅÄÖ;,:\\. 1-", min_size=1, max_size=60)
_PART = _TEXT.map(lambda text: " ".join(text.split()))


@settings(max_examples=25, deadline=None)
@given(st.tuples(_PART, _PART, _PART, _PART, _PART))
def test_what_is_written_is_read_again(texts: tuple[str, ...]) -> None:
    name, role, organisation, unit, email = texts
    entry = contact(name=f"N{name}", role=f"r{role}", organisation=f"o{organisation}", unit=f"u{unit}", email=email)
    read_again = fields(read_text(cards(record_of(entry))))
    read_again.pop("category")
    expected = {"name": entry.name, "role": entry.role, "organisation": entry.organisation, "unit": entry.unit}
    assert read_again == expected | ({"email": email} if email else {})


@settings(max_examples=25, deadline=None)
@given(st.tuples(*[st.text(max_size=80)] * 5))
def test_any_text_is_read_back_by_another_program(texts: tuple[str, ...]) -> None:
    name, role, organisation, unit, hours = texts
    entry = contact(
        name=f"Lisa {name}", role=role, organisation=organisation, unit=unit, phone_hours=hours, phone="031-390 06 12"
    )
    found = list(vobject.readComponents(cards(record_of(entry)).decode()))
    assert len(found) == 1
    letters = re.compile(r"[^\w]")
    for text, read_back in (
        (entry.heading, found[0].fn.value),
        (role, found[0].title.value if role.strip() else ""),
        (hours, "".join(one.value for one in found[0].contents.get("note", [])).removeprefix("Telefontid: ")),
    ):
        assert letters.sub("", read_back) == letters.sub("", text)
    assert found[0].tel.value == "031-390 06 12"


def test_a_line_in_a_name_makes_no_card_and_no_number_of_its_own() -> None:
    for name in ("Lisa\r\nTEL:112", "Lisa\nEND:VCARD\nBEGIN:VCARD", "Lisa\u2028TEL:112", "Lisa\x85TEL:112"):
        (found,) = vobject.readComponents(cards(record_of(contact(name=name))).decode())
        assert "tel" not in found.contents and found.fn.value.startswith("Lisa")


def test_the_120_contacts_are_cards_in_another_program_too(desk: Desk, store: MemoryStore) -> None:
    (person,) = fill_practice(desk, ("120-kontakter",))
    record = store.read(person.patient_id)
    found = list(vobject.readComponents(cards(record).decode()))
    there = [one for one in record.all(Contact) if one.is_current and one.on_print]
    assert [one.fn.value for one in found] == [one.heading.strip() for one in there] and len(found) > 100
    assert [one.email.value for one in found if "email" in one.contents] == [one.email for one in there if one.email]


def test_hours_that_tell_of_the_patient_stay_here() -> None:
    entry = contact(name="Lisa Ek", phone_hours="När Maja Lindeskog sover")
    assert "NOTE" not in cards(record_of(entry)).decode()
