"""Protected identity: what is left out, what is masked wherever somebody wrote it, and what must stand all the same."""

import re
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coordinator.about_me import AboutMe
from coordinator.appointment import Appointment
from coordinator.careplan import CareGoal, CarePlan, HandedOutPlan, Intervention, PlanStatus, next_number
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole, ContactStatus
from coordinator.device import AssistiveDevice
from coordinator.document import texts
from coordinator.document_text import plain_text
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.catalogue import DOCUMENTS
from coordinator.entity import Attr, Coding, Entity, attrs_of
from coordinator.exchange.fhir.bundle import document_bundle, to_bytes
from coordinator.exchange.journaltext import OwnWords, journal_text
from coordinator.exchange.record_json import record_json
from coordinator.guardian import Guardian, guardians
from coordinator.hospital_stay import HospitalStay
from coordinator.kinds import KINDS
from coordinator.masking import MASK
from coordinator.person import Patient, ProtectedIdentity
from coordinator.protection import (
    HIDDEN,
    PROTECTED_PERSON,
    contacts_to_print,
    may_show,
    place_is_secret,
    printable,
    reveals_place,
    shareable,
)
from coordinator.record import Record
from coordinator.related_person import RelatedPerson, SharesHome
from coordinator.relative import Relative
from coordinator.representative import LegalRepresentative, representatives
from coordinator.sip.decision import SipDecision
from coordinator.sip.meeting import SipInvitation, SipMeeting
from coordinator.sip.participant import SipPart, SipParticipant
from coordinator.sip.process import Sip
from coordinator.transition.swap import Transition, TransitionKind, TransitionTask
from coordinator.umi.card import EmergencyCard
from tests.coordinator.conftest import ACTOR, MAJA, PATIENT_ID, TODAY, noon, record_of
from tests.rules.made_up import filled, whole_records

PROTECTS = (ProtectedIdentity.MARKED, ProtectedIdentity.REGISTRATION)
OPEN = tuple(kind for kind in ProtectedIdentity if kind not in PROTECTS)
PERSONS: tuple[type[RelatedPerson], ...] = (Relative, Guardian, LegalRepresentative)
WHERE_SHE_IS = (ContactCategory.SCHOOL_WORK, ContactCategory.KOMMUN, ContactCategory.PRIMARY_CARE)
WORDS = "Ring {} i kväll."


def maja(**fields: Any) -> Patient:
    return replace(MAJA, **fields)


def hidden_maja(**fields: Any) -> Patient:
    return maja(protected_identity=ProtectedIdentity.MARKED, **fields)


def contact(name: str, **fields: Any) -> Contact:
    return Contact(patient_id=PATIENT_ID, name=name, **fields)


def person(kind: type[RelatedPerson], name: str, **fields: Any) -> RelatedPerson:
    known: dict[str, Any] = {"protected_identity": ProtectedIdentity.REGISTRATION}
    return kind(patient_id=PATIENT_ID, name=name, **(known | fields))


def plan(**fields: Any) -> CarePlan:
    known: dict[str, Any] = {"status": PlanStatus.CURRENT, "established_on": TODAY}
    return CarePlan(patient_id=PATIENT_ID, **(known | fields))


def said(text: str, *others: Entity) -> str:
    """What is left of the text in a plan, when the others stand in the record."""
    (left,) = shareable(record_of(plan(self_care=text), *others)).all(CarePlan)
    return left.self_care


def all_that_leaves(record: Record) -> str:
    left = [plain_text(made) for kind in DOCUMENTS for made in kind.all_made(record)]
    return "\n".join([*left, journal_text(record).text, record_json(record).decode()])


def test_who_takes_over_near_home_and_the_way_back_there_leave_nowhere() -> None:
    """The words of a transition are written again in what was agreed; who takes over far from home is still named."""
    nurse = contact("Dolda Kontakten", category=ContactCategory.PRIMARY_CARE, unit="Solgården", phone="031-111 22 33")
    hospital = contact("Öppna Kontakten", category=ContactCategory.SPECIALIST, unit="Neurologen", phone="0701740606")
    swaps = (
        Transition(
            patient_id=PATIENT_ID, kind=TransitionKind.KOMMUN_CARE, from_unit="Barnenheten Kullen",
            receiver="Stina Bergdal", to_unit="Hemsjukvården Almby", acknowledged_by="Stina Bergdal",
            way_back="Pelle, 031-333 44 55",
        ),
        Transition(
            patient_id=PATIENT_ID, contact_id=nurse.id, receiver="Olga Fjäll", to_unit="Västmottagningen",
            way_back="Mottagningen i Solby, 031-444 55 66",
        ),
        Transition(
            patient_id=PATIENT_ID, contact_id=hospital.id, receiver="Ove Vuxen", to_unit="Neurologen",
            way_back="Neurologen, 0701740606",
        ),
    )  # fmt: skip
    told = TransitionTask(
        patient_id=PATIENT_ID, what="Remiss till Hemsjukvården Almby och Västmottagningen", who="Stina Bergdal",
    )  # fmt: skip
    left = all_that_leaves(record_of(hidden_maja(), nurse, hospital, *swaps, told))
    secrets = ("Stina", "Almby", "Kullen", "333 44", "Solby", "444 55", "Olga", "Västmottagningen", "Solgården")
    assert [one for one in secrets if one in left] == []
    assert "Ove Vuxen" in left
    assert "Neurologen, 0701740606" in left


# Whose protection hides what


@pytest.mark.parametrize("state", OPEN)
def test_a_record_without_protection_is_the_same_record(state: ProtectedIdentity) -> None:
    people = [
        person(kind, "Olle", protected_identity=state, lives_with_patient=SharesHome.YES, phone="0701740610")
        for kind in PERSONS
    ]
    record = record_of(maja(protected_identity=state, address="Gatan 1"), contact("S", reveals_location=True), *people)
    assert shareable(record) is record
    assert not place_is_secret(record)
    assert may_show(record, record.all(Contact)[0])


@pytest.mark.parametrize("state", PROTECTS)
def test_every_field_that_locates_is_blank_when_the_patient_is_protected(state: ProtectedIdentity) -> None:
    entries = [
        replace(entry, protected_identity=state) if isinstance(entry, Patient) else entry
        for entry in filled(PATIENT_ID)
    ]
    shared = shareable(record_of(*entries))
    left = {
        f"{kind.KIND}.{attr.name}": getattr(entry, attr.name)
        for kind in KINDS
        for entry in shared.all(kind)
        for attr in attrs_of(kind)
        if attr.locates
    }
    assert {name.split(".")[0] for name in left} >= {"patient", "relative", "appointment"}
    assert {name: value for name, value in left.items() if value} == {}


@pytest.mark.parametrize("state", PROTECTS)
@pytest.mark.parametrize("home", SharesHome)
@pytest.mark.parametrize("kind", PERSONS)
def test_a_protected_person_hides_herself_and_the_home_unless_it_is_known_not_to_be_shared(
    kind: type[RelatedPerson], home: SharesHome, state: ProtectedIdentity
) -> None:
    shielded = person(
        kind, "Hanna Dold", protected_identity=state, lives_with_patient=home, phone="070-174 06 10",
        address="Gömstället 7\n543 21 Gömort", email="hanna@exempel.se", kommun="Gömkommun", language="persiska",
        note="Jobbar natt", source="Ringde själv", checked_by="Eva",
    )  # fmt: skip
    other = person(Guardian, "Olle Öppen", protected_identity=ProtectedIdentity.NONE, phone="0701740620")
    school = contact("Hemskolan", category=ContactCategory.SCHOOL_WORK, phone="08-465 004 01")
    record = record_of(maja(address="Hemvägen 3", kommun="Hemköping"), shielded, other, school)
    shared = shareable(record)
    secret = home is not SharesHome.NO
    assert place_is_secret(record) is secret
    assert shared.patient.address == ("" if secret else "Hemvägen 3")
    assert shared.all(Contact)[0].name == (HIDDEN if secret else "Hemskolan")
    hidden = next(one for one in shared.all(kind) if one.id == shielded.id)
    texts_left = {attr.name: getattr(hidden, attr.name) for attr in attrs_of(kind) if attr.value_type is str}
    assert {name: text for name, text in texts_left.items() if text} == {"name": PROTECTED_PERSON}
    assert hidden.is_protected and hidden.lives_with_patient is home
    open_one = next(one for one in shared.all(Guardian) if one.id == other.id)
    assert (open_one.name, open_one.phone) == ("Olle Öppen", "" if secret else "0701740620")


def test_protection_of_somebody_off_the_print_counts_too() -> None:
    off = person(Relative, "Hanna Dold", on_print=False)
    assert place_is_secret(record_of(off))
    assert said("Hanna Dold kommer", off) == f"{MASK} kommer"


@pytest.mark.parametrize("category", ContactCategory)
def test_school_kommun_primary_care_and_marked_contacts_tell_the_place(category: ContactCategory) -> None:
    one, marked = contact("En", category=category), contact("Två", category=category, reveals_location=True)
    assert reveals_place(one) is (category in WHERE_SHE_IS)
    assert reveals_place(marked)
    record = record_of(hidden_maja(), one, marked)
    assert may_show(record, one) is (category not in WHERE_SHE_IS)
    assert not may_show(record, marked)


def test_a_contact_that_tells_the_place_stands_without_any_fact() -> None:
    (full,) = (entry for entry in filled(PATIENT_ID, text="HEMLIGT {field}") if isinstance(entry, Contact))
    shared = shareable(record_of(hidden_maja(), replace(full, reveals_location=True, status=ContactStatus.ACTIVE)))
    (left,) = shared.all(Contact)
    values = {attr.name: getattr(left, attr.name) for attr in attrs_of(Contact)}
    assert {name: value for name, value in values.items() if isinstance(value, str) and value} == {"name": HIDDEN}
    assert [name for name, value in values.items() if isinstance(value, date)] == []
    assert (left.id, left.reveals_location, left.is_current) == (full.id, True, True)


def test_contacts_to_print_hold_still_are_wanted_on_paper_and_may_be_named() -> None:
    listed = [
        contact("Aktiv"), contact("Planerad", status=ContactStatus.PLANNED),
        contact("Slut", status=ContactStatus.ENDED), contact("Flyttad", status=ContactStatus.TRANSFERRED),
        contact("Inte på papper", on_print=False), contact("Skolan", category=ContactCategory.SCHOOL_WORK),
    ]  # fmt: skip
    names = [one.name for one in contacts_to_print(record_of(*listed))]
    assert names == ["Aktiv", "Planerad", "Skolan"]
    assert [one.name for one in contacts_to_print(record_of(hidden_maja(), *listed))] == ["Aktiv", "Planerad"]


def test_printable_is_the_value_in_words_without_blanks_and_empty_where_it_locates() -> None:
    visit = Appointment(patient_id=PATIENT_ID, day=TODAY, place="  Lund \n", what=" Prov ")
    assert printable(record_of(visit), visit, "place") == "Lund"
    protected = record_of(hidden_maja(), visit)
    assert printable(protected, visit, "place") == ""
    assert printable(protected, visit, "what") == "Prov"
    assert printable(protected, visit, "day") == "2026-11-22"
    with pytest.raises(StopIteration):
        printable(protected, visit, "no_such_field")


# What stays as it was


@pytest.mark.parametrize("state", PROTECTS)
def test_ids_versions_and_whatever_is_not_secret_stay(state: ProtectedIdentity) -> None:
    note = AboutMe(patient_id=PATIENT_ID, version=4, most_important="Lugn och ro")
    goal = CareGoal(patient_id=PATIENT_ID, plan_id=uuid4(), goal="Gå till affären")
    school = contact("Hemskolan", category=ContactCategory.SCHOOL_WORK, version=7)
    whole = record_of(maja(protected_identity=state), note, goal, school)
    record = replace(whole, head="1a2b3c4d", practice=True)
    shared = shareable(record)
    assert shared.all(AboutMe)[0] is note and shared.all(CareGoal)[0] is goal
    assert (shared.all(Contact)[0].id, shared.all(Contact)[0].version) == (school.id, 7)
    assert (shared.head, shared.practice, shared.now, shared.actor) == ("1a2b3c4d", True, record.now, record.actor)
    assert record.all(Contact)[0].name == "Hemskolan"  # the record itself is untouched


def handed(number: int, **fields: Any) -> HandedOutPlan:
    known: dict[str, Any] = {
        "plan_id": uuid4(), "handed_out_on": TODAY, "handed_to": "Maja", "handed_out_by": "Eva",
        "document": "Gatan 1",
    }  # fmt: skip
    return HandedOutPlan(patient_id=PATIENT_ID, number=number, **(known | fields))


def test_handed_out_plans_lose_their_content_and_their_numbers_go_on() -> None:
    record = record_of(hidden_maja(), handed(1), handed(4))
    shared = shareable(record)
    assert [(copy.number, copy.document, copy.handed_to) for copy in shared.all(HandedOutPlan)] == [
        (1, "", "Maja"), (4, "", "Maja"),
    ]  # fmt: skip
    assert next_number(shared) == 5
    assert care_plan_document(record_of(hidden_maja(), plan(), handed(4))).number == 5


def test_what_stood_on_a_card_before_anybody_was_protected_leaves_nowhere() -> None:
    """The mother's number has since been taken out of the record, so that nothing else would mask it."""
    card = EmergencyCard(
        patient_id=PATIENT_ID,
        paper="akutkort",
        issued_on=TODAY,
        facts="Närstående: Eva, 070-111 22 33",
        holder="Förskolan Solrosen",
    )
    (kept,) = shareable(record_of(hidden_maja(), card)).all(EmergencyCard)
    assert (kept.facts, kept.holder, kept.paper) == ("", "", "akutkort")
    assert shareable(record_of(card)).all(EmergencyCard) == (card,)


def test_the_patients_own_name_and_number_are_hers_even_when_a_protected_sibling_shares_the_name() -> None:
    mine = maja(
        called="Maja", given_name="Maja", family_name="Dold", identity_number="199007282388", former_numbers=("1234",)
    )
    sibling = person(Relative, "Maja Dold", phone="199007282388")
    shared = shareable(record_of(mine, sibling, plan(self_care="Maja Dold och hennes syster")))
    assert (shared.patient.name, shared.patient.called) == ("Maja Dold", "Maja")
    assert (shared.patient.identity_number, shared.patient.former_numbers) == ("199007282388", ("1234",))
    assert shared.all(CarePlan)[0].self_care == f"{MASK} och hennes syster"


@pytest.mark.parametrize("kind", [Guardian, LegalRepresentative])
@pytest.mark.parametrize(
    "days",
    [
        {"valid_until": TODAY - timedelta(days=1)},
        {"valid_from": TODAY + timedelta(days=1)},
        {"valid_from": date(2020, 1, 1), "valid_until": date(2021, 1, 1)},
    ],
    ids=["slut i går", "börjar i morgon", "för länge sedan"],
)
def test_protection_gives_nobody_a_power_that_is_over_or_not_begun(
    kind: type[RelatedPerson], days: dict[str, date]
) -> None:
    record = record_of(person(kind, "Hanna Dold", **days))
    assert [*guardians(record), *representatives(record)] == []
    shared = shareable(record)
    assert [one.heading for one in (*guardians(shared), *representatives(shared))] == []
    assert PROTECTED_PERSON not in "\n".join(texts(care_plan_document(record)))


# Numbers


NUMBER = "070-174 06 10"


@pytest.mark.parametrize(
    "written",
    [
        NUMBER, "0701740610", "070 174 06 10", "070-1740610", "070/174 06 10", "070.174.06.10", "070–174 06 10",
        "070‑174‑06‑10", "070‐174 06 10", "070\xa0174\u202f06\u200910", "070  174  06  10", "070-174 06\n10",
        "0 7 0 1 7 4 0 6 1 0", "+46701740610", "+46 70 174 06 10", "+46-70-174 06 10", "0046701740610",
        "0046 70-174 06 10", "+46 (0)70-174 06 10", "(070) 174 06 10", "(070)-1740610", "70 174 06 10",
    ],
)  # fmt: skip
def test_a_number_is_masked_however_it_is_grouped(written: str) -> None:
    left = said(WORDS.format(written), person(Relative, "Hanna", phone=NUMBER))
    assert MASK in left
    assert re.sub(r"\D", "", left) in ("", "46"), left
    assert left.startswith("Ring") and left.endswith("i kväll.")


@pytest.mark.parametrize(
    "written",
    ["070—174 06 10", "070−174 06 10", "070‒174 06 10", "070·174·06·10", "46701740610",
     "070\u2060-\u2060174 06 10"],
)  # fmt: skip
def test_a_number_is_masked_with_every_dash_and_dot_people_paste(written: str) -> None:
    assert "174" not in said(WORDS.format(written), person(Relative, "Hanna", phone=NUMBER))


@pytest.mark.parametrize(
    "kept",
    [
        "0701740610", "+46 70-174 06 10", "0046 70 174 06 10", "070.174.06.10", "(070) 174 06 10", "070–174 06 10",
        "  070-174 06 10 ",
    ],
)  # fmt: skip
def test_a_number_is_found_however_the_protected_field_was_written(kept: str) -> None:
    for written in (NUMBER, "0701740610", "+46701740610", "0046 70 174 06 10"):
        assert said(WORDS.format(written), person(Relative, "Hanna", phone=kept)) == f"Ring {MASK} i kväll."


@pytest.mark.parametrize(
    "kept",
    [
        "+46 (0)70-174 06 10", "070-174 06 10 (arbete)", "mobil 070-174 06 10", "070-174 06 10, 031-12 34 56",
        "031-12 34 56 / 070-174 06 10", "031-123456/070-1740610", "031-123456 070-1740610",
        "031-12 34 56\n070-174 06 10", "070-174 06 10 kvällar efter 18",
    ],
)  # fmt: skip
def test_a_number_that_stands_with_words_or_another_number_is_found_too(kept: str) -> None:
    left = said("Ring 070-1740610 i kväll.", person(Relative, "Hanna", phone=kept))
    assert "1740610" not in left


@pytest.mark.parametrize("kept", ["046-12 34 56", "+46 46 12 34 56", "0046 46-12 34 56"])
@pytest.mark.parametrize("written", ["046-12 34 56", "046123456", "+46 46 12 34 56", "+4646123456", "0046 46 123456"])
def test_the_area_code_of_lund_is_not_taken_for_the_country_code(kept: str, written: str) -> None:
    assert said(WORDS.format(written), person(Relative, "Hanna", phone=kept)) == f"Ring {MASK} i kväll."


@pytest.mark.parametrize("own", ["112", "1177", "114 14", "113 13"])
def test_the_numbers_that_tell_nothing_of_anybody_stay(own: str) -> None:
    """Whoever writes 112 as a contact's number does not take it from the whole paper."""
    school = contact("Hemskolan", category=ContactCategory.SCHOOL_WORK, phone=own, switchboard="1177")
    text = f"Ring {own} om du blir sämre, annars 1177, i nöd 112."
    assert said(text, hidden_maja(phone=own), school) == text


@pytest.mark.parametrize(
    "text",
    [
        "Ring 070-174 06 11", "Ring 070-174 06 100", "Ring 1070-174 06 10", "2026-11-22 kl. 13.30",
        "19900728-2388", "Dos 174 mg, 06 och 10", "Rum 070", "12 070 174 06 10", "Kl. 17–18, rum 06",
    ],
)  # fmt: skip
def test_other_digits_are_left_alone(text: str) -> None:
    expected = text if not text.startswith("12 ") else f"12 {MASK}"
    assert said(text, person(Relative, "Hanna", phone=NUMBER)) == expected


def test_a_date_is_not_taken_for_a_short_number() -> None:
    """Six digits are a local number; days and identity numbers hold them too."""
    sibling = person(Relative, "Hanna", phone="22 11 20")
    for text in ("Prov 2022-11-20", "Född 20221120", "20221120-1234"):
        assert said(text, sibling) == text


def test_masking_a_number_leaves_the_words_around_it_apart() -> None:
    sibling = person(Relative, "Hanna", phone=NUMBER)
    assert said("Ring 70 174 06 10 nu", sibling) == f"Ring {MASK} nu"
    assert said("Ring\n+46701740610\nnu", sibling) == f"Ring\n{MASK}\nnu"


# Names and places


@pytest.mark.parametrize(
    ("kept", "text", "left"),
    [
        ("Hanna Dold", "Hanna Dold kommer", "{} kommer"),
        ("Hanna Dold", "hanna  dold, HANNA\nDOLD", "{}, {}"),
        ("Hanna Dold", "Hanna\xa0Dold", "{}"),
        ("Hanna Dold", "Hanna Dolds bil", "{} bil"),
        ("Hanna Dold", "(Hanna Dold)", "({})"),
        ("Hanna Dold", "mamma=Hanna Dold.", "mamma={}."),
        ("Hanna Dold", "Hanna Doldare, Johanna Dold", "Hanna Doldare, Johanna Dold"),
        ("Åsa Östlöf", "ÅSA ÖSTLÖFS", "{}"),
        ("  Hanna Dold ", "Hanna Dold", "{}"),
        ("A. (B) [C] + D?", "A. (B) [C] + D?", "{}"),
        ("Eva", "Eva ringer, evakuera, Evas", "{} ringer, evakuera, {}"),
        ("Bo", "Bo bor", "Bo bor"),
    ],
)
def test_a_protected_name_is_masked_as_a_word_of_its_own(kept: str, text: str, left: str) -> None:
    shielded = person(Relative, kept, lives_with_patient=SharesHome.NO)
    assert said(text, shielded) == left.replace("{}", MASK)


@pytest.mark.parametrize("kept", ["Hanna Dold (mamma)", "Hanna Dold, mamma"])
def test_a_name_with_a_remark_is_found_without_it(kept: str) -> None:
    assert "Hanna Dold" not in said("Hanna Dold kommer", person(Relative, kept))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_composed_otherwise_are_the_same_letters(form: Any) -> None:
    """A Mac and many PDF files write å as a and a ring."""
    text = unicodedata.normalize(form, "Vi bor i Gömköping nu")
    assert said(text, hidden_maja(kommun="Gömköping")) == f"Vi bor i {MASK} nu"
    other_way = unicodedata.normalize(form, "Gömköping")
    assert said("Vi bor i Gömköping nu", hidden_maja(kommun=other_way)) == f"Vi bor i {MASK} nu"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Bor på Gömstället 7 nu", "Bor på {} nu"),
        ("Gömstället 7, 543 21 Gömort", "{}, {}"),
        ("GÖMSTÄLLET  7\n543 21 GÖMORT", "{}\n{}"),
        ("Tåget till Gömort, i Gömorts centrum", "Tåget till {}, i {} centrum"),
        ("c/o Lind ringer", "{} ringer"),
        ("Gömstället 71 och Gömortsleden", "Gömstället 71 och Gömortsleden"),
    ],
)
def test_every_line_of_an_address_and_its_postal_town_are_masked(text: str, left: str) -> None:
    home = hidden_maja(address="c/o Lind\nGömstället 7\n543 21 Gömort")
    assert said(text, home) == left.replace("{}", MASK)


@pytest.mark.parametrize(
    "address",
    [
        "Gömstället 7, 543 21 Gömort", "Gömstället 7; 54321 Gömort", "Gömstället 7\nSE-543 21 Gömort",
        "Gömstället 7\nS-543 21 Gömort", "Gömstället 7\n543\xa021 Gömort", "Gömstället 7\n543  21  Gömort",
        "Gömstället 7\r\n543 21 GÖMORT", "Gömstället 7,\n543 21 Gömort.",
    ],
)  # fmt: skip
def test_an_address_is_masked_however_it_was_written_down(address: str) -> None:
    left = said("Åk till Gömstället 7. Tåget går till Gömort.", hidden_maja(address=address))
    assert "Gömstället" not in left and "Gömort" not in left


@pytest.mark.parametrize("written", ["543 21", "54321", "543 21", "S-543 21"])
def test_the_postal_code_alone_locates_too(written: str) -> None:
    left = said(f"Post till {written.replace(' ', chr(0xA0))} Gömort", hidden_maja(address="Gatan 7\n543 21 Gömort"))
    assert "543" not in left


@pytest.mark.parametrize("town", ["Mark", "Lund", "Vara", "Ale"])
@pytest.mark.parametrize("field", ["kommun", "address"])
def test_a_short_place_name_is_told_from_the_word_by_its_capital(town: str, field: str) -> None:
    home = hidden_maja(**{field: town if field == "kommun" else f"Gatan 7\n543 21 {town}"})
    assert said(f"Bussen till {town} och {town}s kyrka", home) == f"Bussen till {MASK} och {MASK} kyrka"
    word = f"Det kan {town.lower()} så, {town.lower()}s"
    assert said(word, home) == word


@pytest.mark.parametrize("kept", ["LUND", "222 22 LUND", "Lund"])
@pytest.mark.parametrize("written", ["Lund", "LUND", "Lunds"])
def test_a_short_town_in_capitals_is_the_same_town(kept: str, written: str) -> None:
    """The post wants its towns in capitals: that is how they stand in an address."""
    left = said(f"Bussen till {written} går nu, i en lund", hidden_maja(address=f"Gatan 7\n{kept}"))
    assert left == f"Bussen till {MASK} går nu, i en lund"


@pytest.mark.parametrize(
    ("kept", "place"),
    [("Lunds kommun", "Lund"), ("Borås kommun", "Borås"), ("Göteborgs Stad", "Göteborg"), ("Malmö stad", "Malmö")],
)
def test_a_kommun_is_its_town_however_its_name_is_written_out(kept: str, place: str) -> None:
    assert said(f"Vi flyttade till {place} i våras", hidden_maja(kommun=kept)) == f"Vi flyttade till {MASK} i våras"


@pytest.mark.parametrize("kept", ["Region Skåne", "Skåne"])
def test_a_region_is_named_with_and_without_the_word(kept: str) -> None:
    assert "Skåne" not in said("Vi flyttade till Skåne i våras", hidden_maja(region=kept))


@pytest.mark.parametrize("kept", ["Gömstället 7 lgh 1101", "Gömstället 7, lgh 1101", "Gömstället 7 B", "Gömstället 7B"])
def test_the_street_is_found_without_flat_and_with_or_without_a_blank_before_the_entrance(kept: str) -> None:
    for written in ("Gömstället 7", "Gömstället 7 B", "Gömstället 7B"):
        if "B" in kept or "B" not in written:
            assert "Gömstället" not in said(f"Åk till {written} nu", hidden_maja(address=kept)), written


def test_names_numbers_and_mail_of_a_contact_that_tells_the_place_are_masked_everywhere() -> None:
    school = contact(
        "Hemskolan", category=ContactCategory.SCHOOL_WORK, unit="Resursgrupp Ekorren", organisation="Skolbolaget AB",
        phone="08-465 004 01", switchboard="08-465 004 00", email="rektor@hemskolan.se",
    )  # fmt: skip
    text = (
        "Hemskolans resursgrupp ekorren (Skolbolaget AB), 0846500401, växel 08 465 00400, Rektor@Hemskolan.se, "
        "Sahlgrenska 031-342 10 00"
    )
    masked = f"{MASK} {MASK} ({MASK}), {MASK}, växel {MASK}, {MASK}, Sahlgrenska 031-342 10 00"
    assert said(text, school, hidden_maja()) == masked
    assert said(text, school) == text


def test_the_town_of_a_contact_that_tells_the_place_is_masked_everywhere() -> None:
    school = contact("Hemskolan", category=ContactCategory.SCHOOL_WORK, place="Gömort")
    assert said("Bussen till Gömort går nu", school, hidden_maja()) == f"Bussen till {MASK} går nu"


def test_what_was_masked_in_one_field_leaves_the_others_of_the_entry_alone() -> None:
    home = hidden_maja(address="Gömstället 7", communication_note="Bor på Gömstället 7, hör dåligt", language="Svenska")
    shared = shareable(record_of(home)).patient
    assert (shared.communication_note, shared.language, shared.address) == (f"Bor på {MASK}, hör dåligt", "Svenska", "")


def test_what_shares_a_word_with_the_place_is_masked_in_other_contacts_too() -> None:
    """Decision 0011: masking may take a word too much; the contact itself still stands."""
    hospital = contact("Barnkliniken", organisation="Lunds sjukhus", phone="046-17 10 00")
    shared = shareable(record_of(hidden_maja(kommun="Lund"), hospital)).all(Contact)[0]
    assert (shared.name, shared.organisation, shared.phone) == ("Barnkliniken", f"{MASK} sjukhus", "046-17 10 00")


# Every field, every paper


FREE_TEXT = [
    pytest.param(kind, attr, id=f"{kind.KIND}.{attr.name}")
    for kind in KINDS
    for attr in attrs_of(kind)
    if attr.value_type in (str, Coding)
    and not (kind is Patient and attr.name in ("given_name", "family_name", "called", "identity_number"))
]
SECRETS = ("Hanna Dold", NUMBER, "Gömstället 7", "Gömort")


def holding(text: str, kind: type[Entity], attr: Attr) -> Record:
    """A record with one entry of every kind, where this one field says ``text``, and a protected sibling."""
    entries = []
    for entry in filled(PATIENT_ID):
        if isinstance(entry, (Patient, RelatedPerson)):
            changed: Any = replace(entry, protected_identity=ProtectedIdentity.NONE)
        elif isinstance(entry, Contact):
            changed = replace(entry, category=ContactCategory.SPECIALIST, reveals_location=False)
        else:
            changed = entry
        if type(entry) is kind:
            value = Coding(code="1", original_text=text) if attr.value_type is Coding else text
            changed = replace(changed, **{attr.name: value})
        entries.append(changed)
    shielded = person(Relative, "Hanna Dold", phone=NUMBER, address="Gömstället 7\n543 21 Gömort",
                      lives_with_patient=SharesHome.NO)  # fmt: skip
    return record_of(*entries, shielded)


@pytest.mark.parametrize(("kind", "attr"), FREE_TEXT)
def test_no_secret_leaves_by_any_field_of_any_kind(kind: type[Entity], attr: Attr) -> None:
    left = all_that_leaves(holding("; ".join(SECRETS), kind, attr))
    assert [secret for secret in SECRETS if secret in left] == []


NUMBER_SPELLED = st.lists(
    st.sampled_from(["", " ", "-", "–", ".", "\xa0", "/", "  ", "‑"]), min_size=9, max_size=9
).flatmap(
    lambda between: st.sampled_from(
        [
            prefix + "".join(digit + gap for digit, gap in zip("701740610", [*between[:8], ""], strict=True))
            for prefix in ("0", "+46", "+46 ", "0046 ", "0-", "")
        ]
    )
)
SPELLED = st.one_of(
    NUMBER_SPELLED,
    st.sampled_from(["Hanna Dold", "HANNA DOLD", "hanna\ndold", "Hanna Dolds", "Gömstället 7", "gömstället  7",
                     "543 21 Gömort", "Gömorts", "GÖMORT"]),
)  # fmt: skip
AROUND = st.text(st.characters(categories=["L", "P", "Z"], exclude_characters="\u2028\u2029"), max_size=12).map(
    lambda text: re.sub(r"[^\W\d_]*$", "", text)
)
SOMEWHERE = [
    (kind, attr)
    for kind in KINDS
    for attr in attrs_of(kind)
    if attr.value_type is str and kind not in (Patient, HandedOutPlan)  # these have tests of their own
]


def _bare(text: str) -> str:
    """The text with all that groups letters or digits taken out."""
    return re.sub(r"[^0-9a-zåäö]", "", text.casefold())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(where=st.sampled_from(SOMEWHERE), secret=SPELLED, before=AROUND, after=AROUND)
@example(where=SOMEWHERE[-1], secret="+46 7 0-174 06 10", before="(", after=")")
def test_no_spelling_of_a_secret_leaves_whatever_stands_around_it(
    where: Any, secret: str, before: str, after: str
) -> None:
    kind, attr = where
    left = all_that_leaves(holding(f"{before} {secret} {after[::-1]}", kind, attr))
    bare = _bare(left)
    assert "701740610" not in bare
    for words in ("hannadold", "gömstället7", "gömort"):
        assert words not in bare or words in _bare(before + after), words


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(entries=whole_records(), state=st.sampled_from(PROTECTS))
def test_what_may_be_shared_may_be_shared_again(entries: tuple[Entity, ...], state: ProtectedIdentity) -> None:
    mine = [replace(one, protected_identity=state) if isinstance(one, Patient) else one for one in entries]
    by_kind = {type(entry): (entry,) for entry in mine}
    record = Record(mine[0].patient_id, noon(TODAY), ACTOR, record_of().settings, by_kind)
    once = shareable(record)
    assert shareable(once) == once


def test_sharing_twice_is_sharing_once_with_a_protected_parent_and_a_school() -> None:
    record = record_of(
        maja(address="Hemvägen 3\n123 45 Lund", kommun="Lund", phone=NUMBER), handed(2),
        person(Guardian, "Hanna Dold", phone="0701740611", address="Gömstället 7"),
        contact("Hemskolan", category=ContactCategory.SCHOOL_WORK, phone="08-465 004 01"),
        plan(self_care="Hanna Dold, Hemvägen 3, Lund, 070-174 06 10, 0701740611, Hemskolan"),
    )  # fmt: skip
    once = shareable(record)
    assert once.all(CarePlan)[0].self_care == ", ".join([MASK] * 6)
    assert shareable(once) == once


def test_the_nurses_own_words_in_a_journal_note_are_masked_too() -> None:
    record = record_of(person(Guardian, "Hanna Dold", phone=NUMBER))
    words = OwnWords("Telefon", "Hanna Dold ringde", "Oro hos Hanna Dold", "Ringde 0701740610")
    left = journal_text(record, words).text
    assert "Telefon" in left and "Hanna Dold" not in left and "0701740610" not in left


# What stands beside a contact that may not be named


@pytest.fixture
def beside_the_school() -> Record:
    """A protected patient's school, with its head teacher's name and mobile wherever they may be written."""
    school = contact("Hemskolan", category=ContactCategory.SCHOOL_WORK, phone="08-465 004 01")
    device = AssistiveDevice(
        patient_id=PATIENT_ID, name="Rullstol", contact_id=school.id, responsible="Rektor Ek",
        phone_when_broken="08-777 66 55",
    )  # fmt: skip
    written = plan()
    goal = CareGoal(patient_id=PATIENT_ID, plan_id=written.id, goal="Trivas")
    todo = Intervention(
        patient_id=PATIENT_ID, goal_id=goal.id, what="Möte", contact_id=school.id, responsible="Rektor Ek"
    )
    visit = Appointment(patient_id=PATIENT_ID, day=TODAY, what="Samtal", contact_id=school.id, with_whom="Rektor Ek")
    held = ContactRole(
        patient_id=PATIENT_ID, contact_id=school.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
    )
    return record_of(hidden_maja(), school, device, written, goal, todo, visit, held)


def test_nobody_at_a_contact_that_tells_the_place_is_on_paper(beside_the_school: Record) -> None:
    for kind in DOCUMENTS:
        left = "\n".join(map(plain_text, kind.all_made(beside_the_school)))
        assert "Rektor Ek" not in left and "Hemskolan" not in left
        assert "08-777 66 55" not in left, "the number to ring stands beside a hidden name"
    assert "Rektor Ek" not in journal_text(beside_the_school).text


def test_nobody_at_a_contact_that_tells_the_place_is_in_an_export(beside_the_school: Record) -> None:
    left = record_json(beside_the_school).decode()
    assert "Rektor Ek" not in left and "08-777 66 55" not in left


def test_a_workplace_that_is_only_written_in_a_sip_is_on_no_paper_and_in_no_export() -> None:
    sip = Sip(patient_id=PATIENT_ID, established_on=TODAY, follow_up_on=TODAY)
    meeting = SipMeeting(patient_id=PATIENT_ID, sip_id=sip.id)
    people = [
        SipParticipant(patient_id=PATIENT_ID, sip_id=sip.id, part=SipPart.PATIENT),
        SipParticipant(patient_id=PATIENT_ID, sip_id=sip.id, name="Rut Ek", organisation="Björkskolan",
                       phone="060-77 88 99"),
        SipParticipant(patient_id=PATIENT_ID, sip_id=sip.id, organisation="Solgården"),
    ]  # fmt: skip
    letters = [SipInvitation(patient_id=PATIENT_ID, meeting_id=meeting.id, participant_id=one.id) for one in people]
    row = SipDecision(
        patient_id=PATIENT_ID, sip_id=sip.id, what="Stöd", participant_id=people[2].id, responsible="Solgården"
    )
    stay = HospitalStay(patient_id=PATIENT_ID, hospital="Björksjukhuset", admitted_at=noon(TODAY))
    record = record_of(hidden_maja(), sip, meeting, *people, *letters, row, stay)
    left = all_that_leaves(record) + to_bytes(document_bundle(record, PATIENT_ID, with_log=True)).decode()
    assert "Rut Ek" in left and HIDDEN in left
    for secret in ("Björk", "Solgården", "77 88 99"):
        assert secret not in left
    shown = replace(record, entries={**record.entries, Patient: (maja(),)})
    assert all(text in all_that_leaves(shown) for text in ("Björkskolan", "Solgården", "Björksjukhuset"))


def test_where_a_meeting_is_stands_in_its_letters_alone() -> None:
    sip = Sip(patient_id=PATIENT_ID)
    meeting = SipMeeting(patient_id=PATIENT_ID, sip_id=sip.id, place="Björkskolan")
    herself = SipParticipant(patient_id=PATIENT_ID, sip_id=sip.id, part=SipPart.PATIENT)
    letter = SipInvitation(patient_id=PATIENT_ID, meeting_id=meeting.id, participant_id=herself.id)
    record = record_of(hidden_maja(), sip, meeting, herself, letter)
    assert b"rkskolan" not in record_json(record) and b"rkskolan" in record_json(record, everything=True)
    for kind in DOCUMENTS:
        left = "\n".join(map(plain_text, kind.all_made(record)))
        assert ("Björkskolan" in left) is (kind.name == "sip-kallelse"), kind.name
