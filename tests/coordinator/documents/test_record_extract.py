"""The registerutdrag: all that the record holds stands in it, in words; nothing that is protected does."""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from coordinator.appointment import Appointment
from coordinator.benefit.certificate import Certificate
from coordinator.blocks import Facts, Heading, Missing, Table, words
from coordinator.careplan import CarePlan, HandedOutPlan
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole
from coordinator.desk import Desk
from coordinator.diagnosis import RareCondition
from coordinator.document import Document, places, texts, to_json
from coordinator.document_text import plain_text
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.extract_content import NOT_SHOWN
from coordinator.documents.record_extract import WITHHELD, record_extract_document
from coordinator.entity import Coding, Entity, attrs_of, shown
from coordinator.gap_silence import GapSilence
from coordinator.guardian import Guardian
from coordinator.kinds import KINDS
from coordinator.person import Patient, ProtectedIdentity
from coordinator.practice import fill_practice
from coordinator.protection import PROTECTED_PERSON
from coordinator.record import Record
from coordinator.related_person import SharesHome
from coordinator.settings import PRINT_IDENTITY_NUMBER, Settings
from coordinator.shared_paper import Ground, SharedPaper
from coordinator.transition.swap import Transition
from coordinator.umi.kinds import AlertEnd, AlertType
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, MemoryStore, noon, record_of
from tests.coordinator.exchange.fhir.reading import open_entries
from tests.coordinator.exchange.fhir.reading import record as record_about_me
from tests.coordinator.umi.conftest import row as alert_row

ANY_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-")


def facts_of_entries(document: Document) -> dict[str, dict[str, str]]:
    """Under each heading, what stands after each label."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    heading = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Facts):
            found[heading] |= {fact.label: words(fact.value) for fact in block.facts}
    return found


def everything(document: Document) -> str:
    return "\n".join(texts(document))


def practice_record(who: str) -> Record:
    store = MemoryStore(noon(TODAY))
    (patient,) = fill_practice(Desk(store), [who])
    return store.read(patient.patient_id)


def test_every_field_of_every_kind_stands_there_in_words() -> None:
    kept_back: dict[type[Entity], dict[str, Any]] = {
        Contact: {"reveals_location": True}, Transition: {"same_unit": True, "dropped_on": TODAY},
        Certificate: {"dropped_on": TODAY},
    }  # fmt: skip
    entries = [replace(one, **kept_back.get(type(one), {})) for one in open_entries("§{kind}.{field}§")]
    found = facts_of_entries(record_extract_document(record_about_me(*entries)))
    assert {entry.KIND for entry in entries} == {kind.KIND for kind in KINDS}
    lacking = set()
    for entry in entries:
        told = found[entry.TITLE]
        for attr in attrs_of(type(entry)):
            value = getattr(entry, attr.name)
            is_id = UUID in (attr.value_type, attr.item_type)
            text = "" if is_id or (entry.KIND, attr.name) == ("gap_silence", "rule") else shown(value)
            # Who checked stands with when it was checked.
            label = attr.label if attr.label in told else attr.label.removesuffix(" av")
            if text not in told.get(label, "–") or not told.get(label):
                lacking.add(f"{entry.KIND}.{attr.name}")
    assert lacking == set()


def test_what_refers_to_something_says_what_it_is_and_never_by_id() -> None:
    made = record_extract_document(record_about_me(*open_entries("§{kind}.{field}§")))
    assert not ANY_ID.search(everything(made))
    found = facts_of_entries(made)
    assert found["Hjälpmedel"]["Ansvarig enhet"].startswith("§contact.name§")
    assert found["Mål"]["Vårdplan"] == "Standardiserad vårdplan"


def test_a_silence_names_its_rule_and_what_it_is_about() -> None:
    nour = Contact(patient_id=PATIENT_ID, name="Nour Haddad", role="neurolog")
    reason: dict[str, Any] = {"reason": "Hon ringer själv", "until": TODAY, "silenced_on": TODAY}
    first = GapSilence(patient_id=PATIENT_ID, rule="contact_unreachable", about=nour.id, **reason)
    second = GapSilence(patient_id=PATIENT_ID, rule="a_rule_that_was", about=uuid4(), **reason)
    found = facts_of_entries(record_extract_document(record_of(nour, first, second)))
    said = found["Tystad lucka 1: Kontakt som inte går att nå"]
    assert (said["Regel"], said["Gäller posten"]) == ("Kontakt som inte går att nå", "Nour Haddad, neurolog")
    said = found["Tystad lucka 2: En regel som inte finns längre"]
    assert (said["Regel"], said["Gäller posten"]) == ("En regel som inte finns längre", "En post som är borttagen")


def test_entries_of_a_kind_are_numbered_and_pointed_to_by_number() -> None:
    first, second = (Contact(patient_id=PATIENT_ID, name=name) for name in ("Ali Öberg", "Ali Öberg"))
    visit = Appointment(patient_id=PATIENT_ID, what="Kontroll", day=TODAY, contact_id=second.id)
    gone = Appointment(patient_id=PATIENT_ID, what="Prov", day=TODAY, contact_id=uuid4())
    found = facts_of_entries(record_extract_document(record_of(first, second, visit, gone)))
    assert {"Kontakt 1: Ali Öberg", "Kontakt 2: Ali Öberg"} <= set(found)
    assert found["Besök 1: Kontroll"]["Med kontakt"] == "Ali Öberg (kontakt 2)"
    assert found["Besök 2: Prov"]["Med kontakt"] == "En post som är borttagen"


def test_headings_with_names_are_marked_so_that_no_message_tells_them() -> None:
    contacts = [Contact(patient_id=PATIENT_ID, name=f"Hemlig Namnsson {at}") for at in range(2)]
    found = places(record_extract_document(record_of(*contacts)))
    assert not any("Namnsson" in place.where for place in found)


def test_an_empty_record_is_a_calm_page() -> None:
    made = record_extract_document(record_of(Patient(id=PATIENT_ID, patient_id=PATIENT_ID)))
    assert all(text.strip() for text in texts(made))
    headings = [block.text for block in made.blocks if isinstance(block, Heading)]
    assert headings[-3:] == ["Det här finns om dig", "Det här har lämnats ut", "Patient"]
    said = everything(made)
    assert "Antal poster av varje slag: patient 1." in said
    assert "Ingen post finns av slaget diagnos, akutinformation, kontakt," in said
    assert [block.empty for block in made.blocks if isinstance(block, Table)] == ["Inget är noterat som utlämnat."]
    assert "ring mottagningen." in said


def test_boxes_nobody_ticked_and_empty_fields_are_not_told_but_an_answer_no_is() -> None:
    one = Contact(patient_id=PATIENT_ID, name="Ali", on_print=False, called_automatically=False)
    found = facts_of_entries(record_extract_document(record_of(one)))["Kontakt"]
    assert found == {
        "Kategori": "Specialiserad vård", "Namn": "Ali", "Kallas automatiskt": "Nej", "Status": "Aktiv",
        "Visas på patientens utskrift": "Nej",
    }  # fmt: skip


def test_a_code_stands_with_all_its_parts_and_who_checked_beside_when() -> None:
    one = RareCondition(
        patient_id=PATIENT_ID, text="Marfan", checked_on=date(2026, 1, 2), checked_by="Dr Ek",
        orpha=Coding(code="558", display="Marfans syndrom", system="http://www.orpha.net", system_version="2026-07"),
    )  # fmt: skip
    found = facts_of_entries(record_extract_document(record_of(one)))["Diagnos"]
    assert found["ORPHA-kod"] == "558, Marfans syndrom, http://www.orpha.net, 2026-07"
    assert found["Kontrollerad"] == "2026-01-02 av Dr Ek"
    alone = facts_of_entries(record_extract_document(record_of(replace(one, checked_on=None))))["Diagnos"]
    assert alone["Kontrollerad av"] == "Dr Ek"
    whose = [said for said in texts(record_extract_document(record_of(one))) if "Orphanet" in said]
    assert len(whose) == 1 and "version juli 2026, CC BY 4.0" in whose[0]
    assert not any("Orphanet" in said for said in texts(record_extract_document(record_of(replace(one, orpha=None)))))


def test_the_first_page_says_who_answers_whom_to_ask_and_what_is_elsewhere() -> None:
    karin = Contact(patient_id=PATIENT_ID, name="Karin Åhs", phone="010-123 45 67")
    held = ContactRole(
        patient_id=PATIENT_ID, contact_id=karin.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
    )
    made = record_extract_document(record_of(karin, held))
    assert (made.kind, made.title, made.subtitle) == (
        "record_extract",
        "Registerutdrag",
        "Maja Lindeskog · nummer saknas",
    )
    assert made.footer.edition == "Registerutdrag, utskriven 2026-11-22"
    said = everything(made)
    for words_ in (
        "är den vårdgivare som SMO-mottagningen hör till", "artikel 15", "2026-11-22 kl. 12.00",
        "ring din fasta vårdkontakt, Karin Åhs, 010-123 45 67.", "åtkomstlogg", "historiken", "journalkopia", "(IMY)",
        "minst tio år",
    ):  # fmt: skip
        assert words_ in said, words_
    assert "{" not in said
    nobody = record_of()
    unnamed = replace(nobody, actor=replace(nobody.actor, unit=" "))
    assert "är den vårdgivare som mottagningen hör till" in everything(record_extract_document(unnamed))


def test_the_number_stands_whole_although_the_setting_keeps_it_off_the_foot() -> None:
    settings = Settings({PRINT_IDENTITY_NUMBER.key: False})
    patient = replace(MAJA, identity_number="199007282388", birth_date=date(1990, 7, 28), former_numbers=("990728X",))
    made = record_extract_document(record_of(patient, settings=settings))
    assert made.footer.number == "född 1990-07-28"
    found = facts_of_entries(made)["Patient"]
    assert (found["Identitetsnummer"], found["Tidigare nummer"]) == ("199007282388", "990728X")


def test_a_plan_that_was_handed_out_is_listed_and_its_paper_not_written_out_again() -> None:
    plan = CarePlan(patient_id=PATIENT_ID, what_matters="Vatten")
    kept = to_json(care_plan_document(record_of(plan)))
    copy = HandedOutPlan(
        patient_id=PATIENT_ID, plan_id=plan.id, number=1, handed_out_on=date(2026, 5, 4), handed_to="Skolan",
        handed_out_by="Anna Lind", document=kept,
    )  # fmt: skip
    made = record_extract_document(record_of(plan, copy))
    (table,) = (block for block in made.blocks if isinstance(block, Table))
    assert [words(cell) for cell in table.rows[0]][:2] == ["2026-05-04", "Vårdplan, version 1"]
    assert facts_of_entries(made)["Utlämnad vårdplan"]["Dokument"] == "Papperet är bevarat som det var. Be om en kopia."
    assert "hallpunkt_document" not in everything(made)


def test_what_was_given_to_whom_stands_with_its_ground() -> None:
    given: dict[str, Any] = {
        "patient_id": PATIENT_ID, "paper": "vardplan", "title": "Min vårdplan", "shared_by": "Anna Lind", "number": 3,
        "shared_on": TODAY, "sha256": "a" * 64,
    }  # fmt: skip
    papers = [
        SharedPaper(**given, to="Skolan", ground=Ground.LAW, ground_note="Skollagen"),
        SharedPaper(**given, to="Maja", to_patient=True),
    ]
    old = HandedOutPlan(
        patient_id=PATIENT_ID, plan_id=uuid4(), number=1, handed_out_on=date(2026, 5, 4), handed_to="Kommunen",
        handed_out_by="Anna Lind", document="{}",
    )  # fmt: skip
    (table,) = (b for b in record_extract_document(record_of(*papers, old)).blocks if isinstance(b, Table))
    assert [[words(cell) for cell in row] for row in table.rows] == [
        ["2026-11-22", "Min vårdplan, version 3", "Skolan\nSkyldighet enligt lag: Skollagen", "Anna Lind"],
        ["2026-11-22", "Min vårdplan, version 3", "Maja", "Anna Lind"],
        ["2026-05-04", "Vårdplan, version 1", "Kommunen\nGrunden är inte noterad", "Anna Lind"],
    ]
    consent = Consent(
        patient_id=PATIENT_ID, purpose=ConsentPurpose.DISCLOSURE, given_by="Maja", given_on=date(2026, 5, 1),
        recipients="Kommunen", covers="Planen", valid_until=TODAY,
    )  # fmt: skip
    (table,) = (b for b in record_extract_document(record_of(old, consent)).blocks if isinstance(b, Table))
    assert words(table.rows[0][2]) == "Kommunen\nSamtycke"


@pytest.mark.parametrize("who", ["tom", "barn", "120-kontakter", "skyddad", "skyddad-foralder"])
def test_it_can_be_made_for_everybody_and_is_the_same_twice(who: str) -> None:
    record = practice_record(who)
    made = record_extract_document(record)
    assert record_extract_document(record) == made
    assert all(text.strip() for text in texts(made))
    said = plain_text(made)
    assert not ANY_ID.search(said)
    held = sum(len(record.all(kind)) for kind in KINDS)
    assert sum(isinstance(block, Facts) for block in made.blocks) == held + 1  # and the one on the first page


def test_every_one_of_120_contacts_has_its_own_heading() -> None:
    record = practice_record("120-kontakter")
    count = len(record.all(Contact))
    headings = [block.text for block in record_extract_document(record).blocks if isinstance(block, Heading)]
    assert f"Kontakt ({count})" in headings
    assert [text.split(":")[0] for text in headings if text.startswith("Kontakt ")][1:] == [
        f"Kontakt {number}" for number in range(1, count + 1)
    ]


def test_a_protected_patients_place_is_named_as_held_and_not_told() -> None:
    patient = replace(
        MAJA, protected_identity=ProtectedIdentity.MARKED, address="Gömda gatan 3", phone="070-174 06 05",
        language="finska",
    )  # fmt: skip
    school = Contact(
        patient_id=PATIENT_ID, name="Gömda skolan", phone="08-465 004 01", category=ContactCategory.SCHOOL_WORK,
        note="Ring inte Gömda gatan 3",
    )  # fmt: skip
    made = record_extract_document(record_of(patient, school))
    said = everything(made)
    for secret in ("Gömda", "174 06 05", "465 004"):
        assert secret not in said
    found = facts_of_entries(made)
    assert found["Patient"][WITHHELD] == "Adress, Telefon. Det finns i registret men står inte på papper."
    assert found["Patient"]["Språk"] == "finska"
    assert "Direkttelefon, Anteckning." in found["Kontakt"][WITHHELD]
    (box,) = (block for block in made.blocks if isinstance(block, Missing))
    assert box.word == WITHHELD and "prövar" in box.text
    open_one = record_extract_document(record_of(replace(patient, protected_identity=ProtectedIdentity.NONE), school))
    assert facts_of_entries(open_one)["Patient"]["Adress"] == "Gömda gatan 3"
    assert not any(isinstance(block, Missing) for block in open_one.blocks)


def test_of_a_protected_parent_there_is_only_that_there_is_one() -> None:
    secret: dict[str, Any] = {"phone": "070-174 06 10", "note": "Bor hos sin syster", "language": "hemligska"}
    mother = Guardian(
        patient_id=PATIENT_ID, name="Hemlig Mamma", lives_with_patient=SharesHome.YES,
        protected_identity=ProtectedIdentity.REGISTRATION, valid_from=date(2020, 1, 1), **secret,
    )  # fmt: skip
    made = record_extract_document(record_of(mother, replace(MAJA, address="Hos mamma 1")))
    found = facts_of_entries(made)["Vårdnadshavare"]
    assert set(found) == {"Namn", WITHHELD} and found["Namn"] == PROTECTED_PERSON
    said = everything(made)
    for text in ("Hemlig", "Hos mamma", "2020-01-01", *secret.values()):
        assert text not in said, text


def test_times_are_told_in_swedish_time() -> None:
    made = record_extract_document(replace(record_of(), now=datetime.fromisoformat("2026-11-22T08:20:00+00:00")))
    assert facts_of_entries(made)[""]["Skapat"] == "2026-11-22 kl. 09.20"


def test_a_kind_that_has_no_entry_has_no_heading() -> None:
    made = record_extract_document(record_of(Contact(patient_id=PATIENT_ID, name="Ali")))
    headings = {block.text for block in made.blocks if isinstance(block, Heading)}
    assert {kind.TITLE for kind in KINDS if kind.TITLE in headings} == {"Patient", "Kontakt"}


def test_of_a_row_that_the_patient_may_not_see_it_is_told_that_it_exists_and_not_a_word_of_it() -> None:
    hidden = alert_row(
        "Hotbild mot patient", AlertType.INFORMATION, for_patient=False, comment="Pappan hotar", advice="Enskilt rum",
        english="Threat", source_note="Anmälan", ended_on=TODAY, end_reason=AlertEnd.OTHER, end_note="Flyttat",
    )  # fmt: skip
    document = record_extract_document(record_of(hidden, alert_row("Addisons sjukdom")))
    told = everything(document)
    for word in ("Hotbild", "Pappan", "Enskilt", "Threat", "Anmälan", "Flyttat", "särskild vårdrutin"):
        assert word not in told, word
    assert "Addisons sjukdom" in told and "Uppmärksamhetsinformation (2)" in told
    facts = facts_of_entries(document)["Uppmärksamhetsinformation 1: Står inte här"]
    assert list(facts) == [NOT_SHOWN] and "prövar då vem som får läsa den" in facts[NOT_SHOWN]
