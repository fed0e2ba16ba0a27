"""The journal text: which lines it has, which letters it keeps, and that nobody's text can pass for a sökord."""

import unicodedata
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coordinator.alert import EmergencyInformation
from coordinator.careplan import CareGoal, CarePlan, Intervention, PlanStatus
from coordinator.consent import Consent, ConsentForm, ConsentGiver, ConsentPurpose
from coordinator.contact import Assignment, Contact, ContactRole, ContactStatus, Huvudman, InformedWay
from coordinator.diagnosis import RareCondition
from coordinator.entity import Coding, Entity, Knowledge
from coordinator.exchange.journal_letters import kept, one_line
from coordinator.exchange.journaltext import JournalText, OwnWords, headings, journal_text
from coordinator.identity import IdentityType
from coordinator.person import DiagnosisState, Patient, ProtectedIdentity
from coordinator.record import Actor, Record
from coordinator.settings import JOURNAL_IDENTITY_NUMBER, JOURNAL_LATIN1, JOURNAL_ONE_LINE, Settings
from coordinator.swedish import SWEDEN
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.kinds import AlertCertainty, AlertEnd, AlertGroup, AlertSource, AlertType, Reaction, Severity
from coordinator.umi.row import AlertInformation

ME = UUID(int=1)
NOW = datetime(2026, 11, 22, 9, 20, tzinfo=SWEDEN)
TODAY = NOW.date()
ANNA = Actor("Anna Lind", "kontaktsjuksköterska", "SMO-mottagningen")


def maja(**fields: Any) -> Patient:
    known: dict[str, Any] = {
        "given_name": "Maja", "family_name": "Test", "identity_type": IdentityType.PERSONNUMMER,
        "identity_number": "199007282388", "birth_date": date(1990, 7, 28),
    }  # fmt: skip
    return Patient(id=ME, patient_id=ME, **(known | fields))


def record(*entries: Entity, patient: Patient | None = None, **chosen: bool) -> Record:
    by_kind: dict[type[Entity], tuple[Entity, ...]] = {Patient: (patient or maja(),)}
    for entry in entries:
        by_kind[type(entry)] = (*by_kind.get(type(entry), ()), entry)
    settings = {
        {"number": JOURNAL_IDENTITY_NUMBER, "latin1": JOURNAL_LATIN1, "one_line": JOURNAL_ONE_LINE}[name].key: value
        for name, value in chosen.items()
    }
    return Record(ME, NOW, ANNA, Settings(settings), by_kind)


def lines(text: JournalText) -> list[str]:
    assert text.text.endswith("\r\n")
    return text.text.removesuffix("\r\n").split("\r\n")


def under(text: JournalText, key: str) -> tuple[str, ...]:
    found = [section.lines for section in text.sections if section.key == key]
    return found[0] if found else ()


def karin(**fields: Any) -> Contact:
    known: dict[str, Any] = {
        "name": "Karin Åhs", "role": "sjuksköterska", "unit": "Neurologen", "phone": "010-123 45 67",
    }  # fmt: skip
    return Contact(patient_id=ME, **(known | fields))


def coordinates(contact: Contact, **fields: Any) -> ContactRole:
    known: dict[str, Any] = {"start": date(2025, 1, 1), "main": True}
    return ContactRole(
        patient_id=ME, contact_id=contact.id, assignment=Assignment.FIXED_CARE_CONTACT, **(known | fields)
    )


def test_an_empty_record_says_what_nobody_has_asked() -> None:
    text = journal_text(record(patient=Patient(id=ME, patient_id=ME)))
    assert lines(text) == [
        "FAST VÅRDKONTAKT - SAMORDNINGSANTECKNING",
        "Datum: 2026-11-22 09:20",
        "Aktuellt",
        "Diagnosläge: Ej efterfrågat.",
        "Fast vårdkontakt: Ingen utsedd",
        "Fast läkarkontakt: Ingen utsedd",
        "Uppmärksamhetsinformation",
        "UMI: Ej efterfrågat.",
        "Akutinformation (inte nationell uppmärksamhetsinformation): Ej efterfrågat.",
        "Information och delaktighet",
        "Samtycke: Inget gällande",
        "Ansvarig",
        "Anna Lind, kontaktsjuksköterska, SMO-mottagningen",
    ]
    assert text.lost == ()


def test_a_full_record_in_the_fixed_order() -> None:
    contact = karin(next_contact=date(2027, 1, 20), next_is_preliminary=True)
    told = coordinates(contact, informed_on=date(2026, 11, 1), informed_way=InformedWay.ORALLY, informed_by="Anna Lind")
    plan = CarePlan(
        patient_id=ME, status=PlanStatus.CURRENT, established_on=TODAY, what_matters="Åka buss själv.",
        next_review=date(2027, 11, 22), approved_by="Dr Ek",
    )  # fmt: skip
    goal = CareGoal(patient_id=ME, plan_id=plan.id, goal="Buss")
    first = Intervention(
        patient_id=ME, goal_id=goal.id, position=1, what="Träna bussresan", responsible="Habiliteringen",
        huvudman=Huvudman.REGION, due=date(2027, 1, 15),
    )  # fmt: skip
    second = Intervention(patient_id=ME, goal_id=goal.id, position=2, what="Söka färdtjänst")
    marfan = RareCondition(
        patient_id=ME, text="Marfans syndrom", orpha=Coding(code="558"), source="Genetiken", checked_on=TODAY
    )
    emergency = EmergencyInformation(
        patient_id=ME, heading="Risk vid sövning", do_not="Ge inte betablockad utan läkare", source="Kardiologen",
        checked_on=date(2026, 10, 1), checked_by="Dr Ek",
    )  # fmt: skip
    consent = Consent(
        patient_id=ME, purpose=ConsentPurpose.SIP, given_by="Maja Test", giver=ConsentGiver.PATIENT,
        given_on=date(2026, 10, 1), form=ConsentForm.ORAL, recipients="Skolan", covers="Planen", excludes="Diagnosen",
        valid_until=date(2027, 10, 1),
    )  # fmt: skip
    text = journal_text(
        record(contact, told, plan, goal, second, first, marfan, emergency, consent,
               patient=maja(diagnosis_state=DiagnosisState.DIAGNOSED)),
        OwnWords(form="Telefon (utgående)", reason="Inför SIP", assessment="Behöver samordning", action="Ringt skolan"),
    )  # fmt: skip
    assert lines(text) == [
        "FAST VÅRDKONTAKT - SAMORDNINGSANTECKNING",
        "Datum: 2026-11-22 09:20",
        "Kontaktform: Telefon (utgående)",
        "Kontaktorsak",
        "Inför SIP",
        "Aktuellt",
        "Diagnos: Marfans syndrom (ORPHA:558). Källa: Genetiken, kontrollerad 2026-11-22.",
        "Viktigt för patienten: Åka buss själv.",
        "Fast vårdkontakt: Karin Åhs, sjuksköterska, Neurologen, 010-123 45 67",
        "Fast läkarkontakt: Ingen utsedd",
        "Uppmärksamhetsinformation",
        "UMI: Ej efterfrågat.",
        "Akutinformation (inte nationell uppmärksamhetsinformation): Risk vid sövning. Att inte göra: Ge inte "
        "betablockad utan läkare. Källa: Kardiologen, kontrollerad 2026-10-01 av Dr Ek.",
        "Bedömning",
        "Behöver samordning",
        "Åtgärd",
        "Ringt skolan",
        "Vårdplan upprättad, godkänd av Dr Ek",
        "Planering",
        "1. Träna bussresan. Ansvarig: Habiliteringen (region). Klart senast: 2027-01-15",
        "2. Söka färdtjänst. Ansvarig: Ej angiven. Klart senast: Ej angivet",
        "3. Planerad kontakt: Karin Åhs, sjuksköterska, Neurologen. Datum: 2027-01-20 (preliminärt)",
        "4. Översyn av vårdplanen. Datum: 2027-11-22",
        "Information och delaktighet",
        "Samtycke, Samordnad individuell plan (SIP): muntligt 2026-10-01 av Maja Test (patienten). Till: Skolan. "
        "Uppgifter: Planen. Får inte lämnas: Diagnosen. Gäller till och med 2027-10-01",
        "Information om fast vårdkontakt (Karin Åhs): lämnad 2026-11-01, muntligt, av Anna Lind",
        "Ansvarig",
        "Anna Lind, kontaktsjuksköterska, SMO-mottagningen",
    ]


def test_no_assessment_stands_there_unless_the_nurse_wrote_it() -> None:
    assert "Bedömning" not in journal_text(record()).text
    assert under(journal_text(record(), OwnWords(assessment=" \n")), "assessment") == ()


def test_nothing_known_is_not_the_same_as_not_asked() -> None:
    known = maja(emergency_known=Knowledge.NONE_KNOWN, emergency_checked=date(2026, 5, 1), emergency_checked_by="Dr Ek")
    _, line = under(journal_text(record(patient=known)), "alerts")
    assert line.endswith(f": {Knowledge.NONE_KNOWN.label}. Kontrollerad 2026-05-01 av Dr Ek.")
    assert "Ej efterfrågat" not in line


def alert(type: AlertType, term: str, **fields: Any) -> AlertInformation:
    known: dict[str, Any] = {"valid_from": date(2020, 1, 1), "checked_on": date(2026, 10, 1), "checked_by": "Anna"}
    return AlertInformation(patient_id=ME, type=type, term=term, **(known | fields))


def test_each_row_of_the_national_list_and_each_answer_is_a_line_apart_from_akutinformation() -> None:
    rows = [
        alert(
            AlertType.SUBSTANCE, "Penicillin V", atc="J01CE", severity=Severity.LIFE_THREATENING,
            certainty=AlertCertainty.CONFIRMED, reactions=(Reaction.ANAPHYLAXIS, Reaction.ITCHING),
            advice="Ge inte penicillin",
        ),
        alert(AlertType.STATE, "Latex", checked_on=None, checked_by="", valid_until=date(2026, 12, 1)),
        alert(AlertType.STATE, "Klorhexidin", valid_until=date(2026, 11, 1)),
        alert(AlertType.DECISION, "Läkarbeslut", for_patient=False, valid_until=date(2026, 11, 1)),
        alert(AlertType.CONDITION, "Metylmalonisk acidemi", icd10="E71.1C?"),
        alert(AlertType.TREATMENT, "Dialysbehandling", ongoing=True, source=AlertSource.SUMMARY),
        alert(AlertType.DECISION, "Förskrivningsrestriktioner", for_patient=False),
        alert(AlertType.HISTORIC, "", content="Reagerade\n1998", source=AlertSource.FILE, checked_on=None),
    ]  # fmt: skip
    none = AlertGroupAnswer(
        patient_id=ME, about=AlertGroup.INFECTION, known=Knowledge.NONE_KNOWN, checked_on=TODAY, checked_by="Anna",
        source="mamma",
    )  # fmt: skip
    text = journal_text(record(*rows, none))
    assert list(under(text, "alerts")) == [
        "UMI, tillstånd/behandling: Metylmalonisk acidemi (A1 Annat medicinskt tillstånd). Källa: journalen, "
        "kontrollerad 2026-10-01 av Anna.",
        "UMI, tillstånd/behandling: Dialysbehandling (A2 Behandling). Pågående behandling. Källa: epikris, "
        "kontrollerad 2026-10-01 av Anna.",
        "UMI, smitta: Inga kända, frågat 2026-11-22 av Anna. Svar från: mamma.",
        "UMI, överkänslighet: Penicillin V (C2 Aktiv substans, ATC J01CE). Livshotande, konstaterad. Reaktioner: "
        "anafylaktisk reaktion, klåda. Att göra eller undvika: Ge inte penicillin. Källa: journalen, kontrollerad "
        "2026-10-01 av Anna.",
        "UMI, överkänslighet: Latex (C1 Överkänslighetstillstånd). Gäller till och med 2026-12-01. Källa: journalen. "
        "Inte kontrollerad mot journalen.",
        "UMI, överkänslighet, giltighet passerad 2026-11-01: Klorhexidin (C1 Överkänslighetstillstånd)",
        "UMI, särskild vårdrutin: Står i journalens UMI, och inte här.",
        "UMI, äldre uppgift: Reagerade / 1998 (E1 Ej strukturanpassad, historisk). Källa: tagen in från en fil. "
        "Inte kontrollerad mot journalen.",
        "Akutinformation (inte nationell uppmärksamhetsinformation): Ej efterfrågat.",
    ]
    assert text.lost == () and "Förskrivning" not in text.text and "Läkarbeslut" not in text.text


def test_of_groups_without_rows_the_answer_is_said_as_it_was_given() -> None:
    def lines_of(*entries: Entity) -> list[str]:
        return [line for line in under(journal_text(record(*entries)), "alerts") if line.startswith("UMI")]

    def answer(group: AlertGroup, known: Knowledge) -> AlertGroupAnswer:
        return AlertGroupAnswer(patient_id=ME, about=group, known=known, checked_on=TODAY, checked_by="Anna")

    assert lines_of() == lines_of(answer(AlertGroup.CONDITION, Knowledge.NOT_ASKED)) == ["UMI: Ej efterfrågat."]
    assert lines_of(answer(AlertGroup.HYPERSENSITIVITY, Knowledge.SOME)) == [
        "UMI, tillstånd/behandling: Ej efterfrågat.",
        "UMI, smitta: Ej efterfrågat.",
        "UMI, överkänslighet: Finns, frågat 2026-11-22 av Anna. Det är inte inskrivet.",
        "UMI, särskild vårdrutin: Ej efterfrågat.",
    ]
    assert "UMI, äldre uppgift: Inga kända" in lines_of(answer(AlertGroup.HISTORIC, Knowledge.NONE_KNOWN))[-1]
    mistake = alert(AlertType.STATE, "Latex", ended_on=TODAY, end_reason=AlertEnd.MISTAKE)
    assert lines_of(mistake) == ["UMI: Ej efterfrågat."]


def test_emergency_information_whose_day_has_passed_is_said_and_not_given_as_current() -> None:
    old = EmergencyInformation(patient_id=ME, heading="Gammalt råd", do_this="Ge X", valid_until=date(2026, 11, 21))
    text = journal_text(record(old))
    assert "giltighet passerad 2026-11-21: Gammalt råd" in text.text
    assert "Ge X" not in text.text


def test_revoked_and_expired_consents_do_not_hold() -> None:
    made = Consent(
        patient_id=ME, purpose=ConsentPurpose.OTHER, given_by="Maja", given_on=date(2026, 1, 1), recipients="Skolan",
        covers="Allt om mat", valid_until=date(2027, 1, 1),
    )  # fmt: skip
    assert "Allt om mat" in journal_text(record(made)).text
    for over in (replace(made, valid_until=date(2026, 11, 21)), replace(made, revoked_on=TODAY)):
        text = journal_text(record(over))
        assert "Allt om mat" not in text.text
        assert "Samtycke: Inget gällande" in text.text
        assert ("återkallat" in text.text) == (over.revoked_on is not None)


def test_contacts_are_counted_and_only_planned_ones_named_once() -> None:
    there = [karin(name=f"Person {number:03}") for number in range(120)]
    planned = karin(name="Snart", next_contact=date(2027, 1, 1))
    gone = karin(name="Borta", status=ContactStatus.ENDED, next_contact=date(2027, 1, 1))
    text = journal_text(record(*there, planned, gone)).text
    assert "Övriga kontakter: 121, se vårdplanen" in text
    assert text.count("Snart") == 1
    assert "Person" not in text and "Borta" not in text


def test_the_number_is_left_out_unless_it_is_asked_for() -> None:
    assert "19900728" not in journal_text(record()).text
    asked = journal_text(record(number=True))
    assert lines(asked)[1] == "Personnummer: 19900728-2388"


def test_the_number_is_left_out_also_where_somebody_has_written_it() -> None:
    plan = CarePlan(patient_id=ME, what_matters="Maja, 900728-2388, vill åka buss")
    words = OwnWords(reason="Nr 19900728-2388", action="1990-07-28 2388\nföddes 1990-07-28")
    text = journal_text(record(plan), words)
    assert "2388" not in text.text
    assert "Viktigt för patienten: Maja, (personnummer), vill åka buss" in under(text, "current")
    assert under(text, "action") == ("(personnummer) / föddes 1990-07-28",)
    assert journal_text(record(plan, number=True), words).text.count("2388") == 4


def test_nothing_locates_a_protected_person() -> None:
    where = {"address": "Hemgatan 1", "phone": "070-174 06 05", "kommun": "Lund", "health_centre": "Norra"}
    patient = maja(protected_identity=ProtectedIdentity.MARKED, **where)
    school = karin(name="Solskolan", phone="010-111 11 11", reveals_location=True, next_contact=date(2027, 1, 1))
    emergency = EmergencyInformation(patient_id=ME, heading="Råd", hospital="Sjukhuset i Lund", do_this="Ring")
    plan = CarePlan(patient_id=ME)
    goal = CareGoal(patient_id=ME, plan_id=plan.id, goal="Läsa")
    helped = Intervention(patient_id=ME, goal_id=goal.id, what="Hjälp", responsible="Solskolan", contact_id=school.id)
    entries = (school, coordinates(school), emergency, plan, goal, helped)
    open_text = journal_text(record(*entries, patient=replace(patient, protected_identity=ProtectedIdentity.NONE)))
    assert "Solskolan" in open_text.text and "Sjukhuset i Lund" in open_text.text
    text = journal_text(record(*entries, patient=patient))
    for secret in (*where.values(), "Solskolan", "Sjukhuset", "010-111"):
        assert secret not in text.text
    assert "Fast vårdkontakt: Uppgiften är skyddad" in text.text


def test_somebodys_text_cannot_pass_for_a_heading() -> None:
    words = OwnWords(reason="Planering", assessment="Åtgärd: allt klart", action="Oro\nBedömning\r\nIngen fara")
    plan = CarePlan(patient_id=ME, what_matters="Ro\r\nUppmärksamhetsinformation\nInga kända")
    text = journal_text(record(plan), words)
    assert under(text, "reason") == ("- Planering",)
    assert under(text, "assessment") == ("- Åtgärd: allt klart",)
    assert under(text, "action") == ("Oro / Bedömning / Ingen fara",)
    assert "Viktigt för patienten: Ro / Uppmärksamhetsinformation / Inga kända" in lines(text)
    for heading in headings().values():
        starts = [line for line in lines(text) if line == heading or line.startswith(f"{heading}:")]
        assert len(starts) <= 1, starts


def test_on_one_line_every_line_is_a_heading_and_its_text() -> None:
    contact = karin(next_contact=date(2027, 1, 20))
    text = journal_text(record(contact, coordinates(contact), one_line=True), OwnWords(action="Ringt\nSkrivit"))
    known = set(headings().values())
    title, *rest = lines(text)
    assert title == headings()["title"]
    assert [line for line in rest if line.partition(": ")[0] not in known] == []
    assert "Åtgärd: Ringt / Skrivit" in rest
    assert len(rest) == len(text.sections)


def test_a_section_can_be_copied_by_itself() -> None:
    text = journal_text(record(), OwnWords(action="Ringt"))
    (action,) = (section for section in text.sections if section.key == "action")
    assert (action.heading, action.text) == ("Åtgärd", "Ringt")


def test_typographic_signs_are_rewritten_without_loss() -> None:
    text = journal_text(record(), OwnWords(action="Remiss – klar • ”ja” … → svar ≥ 2 — ’så’"))
    assert under(text, "action") == ("Remiss - klar - \"ja\" ... -> svar >= 2 - 'så'",)
    assert text.lost == ()


def test_letters_that_cannot_be_kept_are_reported_with_their_place() -> None:
    words = OwnWords(action="Ringt\nŁukasz", assessment="Ołena Ткач")
    text = journal_text(record(), words)
    assert under(text, "action") == ("Ringt / ?ukasz",)
    assert [(lost.character, lost.heading, lost.line) for lost in text.lost] == [
        *((character, "Bedömning", 1) for character in "łТкач"),
        ("Ł", "Åtgärd", 1),
    ]
    assert str(text.lost[-1]).startswith("Tecknet U+0141 blev ? under Åtgärd, rad 1.")
    assert "ukasz" not in "".join(map(str, text.lost))
    assert text.encoded() == text.text.encode("latin-1")


def test_without_the_filter_every_letter_stays() -> None:
    text = journal_text(record(latin1=False), OwnWords(action="Łukasz Ткач – 你好 …"))
    assert under(text, "action") == ("Łukasz Ткач – 你好 …",)
    assert text.lost == ()
    assert text.encoded().decode("utf-8") == text.text


@given(st.text(), st.booleans(), st.booleans())
@example("\x00\x9f\u202e\udcff\t\u2028A\u0308", True, False)
@example("\x00\x9f\u202e\udcff\t\u2028A\u0308", False, False)
@example("Åtgärd\n\u200bBedömning", True, False)
@example("\u200bÅtgärd", True, False)
def test_any_text_gives_a_note_that_older_systems_read(text: str, latin1: bool, one: bool) -> None:
    known = headings()
    note = journal_text(record(latin1=latin1, one_line=one), OwnWords(reason=text, assessment=text, action=text))
    if latin1:
        assert note.encoded().decode("latin-1") == note.encoded().decode("cp1252") == note.text
    else:
        assert note.encoded().decode("utf-8") == note.text
    for line in lines(note):
        assert line == line.strip() != ""
        assert not [char for char in line if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]
    headed = [line for line in lines(note) if line.partition(":")[0].strip() in known.values()]
    assert len(headed) == 1 + len(note.sections)
    whole = "".join(line for section in note.sections for line in section.lines)
    assert bool(note.lost) == (whole.count("?") > 3 * text.count("?"))


@given(st.text())
def test_every_letter_is_kept_rewritten_left_out_or_reported(text: str) -> None:
    written = unicodedata.normalize("NFC", one_line(text))
    letters, lost = kept(written, latin1=True)
    assert set(lost) <= set(written)
    assert letters == "".join("?" if char in lost else kept(char, latin1=True)[0] for char in written)
    assert [char for char in lost if kept(char, latin1=True) != ("?", (char,))] == []


def test_every_character_both_code_pages_share_is_kept_and_no_other_is_let_through() -> None:
    for code in range(0x10000):
        char = chr(code)
        form, lost = kept(char, latin1=True)
        encoded = form.encode("latin-1")
        assert encoded.decode("cp1252") == form
        assert not lost or set(form) == {"?"}
        shared = 0x20 <= code <= 0x7E or (0xA1 <= code <= 0xFF and code != 0xAD)
        assert (form == char) == shared


@pytest.mark.parametrize("key", sorted(headings()))
def test_every_heading_is_one_line_of_letters_that_journals_keep(key: str) -> None:
    heading = headings()[key]
    assert kept(one_line(heading), latin1=True) == (heading, ())
    assert ":" not in heading
