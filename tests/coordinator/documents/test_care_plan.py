"""*Min vårdplan* as a model: what stands where, what is said when something is missing, what never stands there."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.blocks import Alert, AlertState, Facts, Heading, Missing, Note, Quote, Table, words
from coordinator.careplan import (
    CareGoal,
    CarePlan,
    GoalResult,
    HandedOutPlan,
    Intervention,
    InterventionStatus,
    PlanStatus,
)
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Assignment, Channel, Contact, ContactCategory, ContactRole, ContactStatus, Huvudman
from coordinator.diagnosis import Certainty, RareCondition
from coordinator.document import Document, places, texts
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.emergency import FIRST, MORE
from coordinator.documents.phrases import near, shortened
from coordinator.entity import Coding, Entity, Knowledge, attrs_of
from coordinator.identity import IdentityType
from coordinator.person import Communication, DiagnosisState, Patient, ProtectedIdentity
from coordinator.record import Actor, Record
from coordinator.sections import Section
from coordinator.settings import PRINT_IDENTITY_NUMBER, Settings
from coordinator.swedish import SWEDEN
from coordinator.umi.answer import AlertGroupAnswer
from coordinator.umi.kinds import AlertGroup

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


def record(*entries: Entity, **fields: Any) -> Record:
    by_kind: dict[type[Entity], tuple[Entity, ...]] = {}
    patient = () if any(isinstance(entry, Patient) for entry in entries) else (maja(),)
    for entry in (*patient, *entries):
        by_kind[type(entry)] = (*by_kind.get(type(entry), ()), entry)
    known: dict[str, Any] = {"now": NOW, "actor": ANNA, "settings": Settings()}
    return Record(patient_id=ME, entries=by_kind, **(known | fields))


def contact(name: str, **fields: Any) -> Contact:
    return Contact(patient_id=ME, name=name, **fields)


def holds(one: Contact, assignment: Assignment = Assignment.FIXED_CARE_CONTACT, **fields: Any) -> ContactRole:
    known: dict[str, Any] = {"start": date(2025, 1, 1), "main": assignment is Assignment.FIXED_CARE_CONTACT}
    return ContactRole(patient_id=ME, contact_id=one.id, assignment=assignment, **(known | fields))


def plan(**fields: Any) -> CarePlan:
    known: dict[str, Any] = {"status": PlanStatus.CURRENT, "established_on": TODAY, "valid_from": TODAY}
    return CarePlan(patient_id=ME, **(known | fields))


def everything(document: Document) -> str:
    return "\n".join(texts(document))


def headings(document: Document) -> list[str]:
    return [
        block.text if isinstance(block, Heading) else block.title
        for block in document.blocks
        if isinstance(block, Alert) or (isinstance(block, Heading) and block.level == 2)
    ]


def facts(document: Document) -> dict[str, str]:
    return {
        fact.label: words(fact.value) for block in document.blocks if isinstance(block, Facts) for fact in block.facts
    }


def table(document: Document, under: str) -> list[tuple[str, ...]]:
    """The rows of the first table under a heading, as text."""
    blocks = document.blocks
    start = next(i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.text == under)
    found = next(block for block in blocks[start:] if isinstance(block, Table))
    return [tuple(words(cell) for cell in row) for row in found.rows]


def alert(document: Document) -> Alert:
    (found,) = (block for block in document.blocks if isinstance(block, Alert))
    return found


def missing(document: Document) -> list[str]:
    return [f"{block.word}: {block.text}" for block in document.blocks if isinstance(block, Missing)]


def test_the_first_page_comes_in_its_order_and_the_plan_after_it() -> None:
    made = care_plan_document(record(plan(health_in_short="Bra"), contact("Ali")))
    assert made.title == "Min vårdplan"
    assert made.subtitle == "Maja Test · 19900728-2388"
    assert isinstance(made.blocks[0], Facts)
    assert headings(made) == [
        "Viktigt att veta i akuta lägen", "Vad är viktigt för mig", "Vem ringer jag?", "Det här händer härnäst",
        "Min hälsa i korthet", "Läkemedel", "Mina kontakter", "Mina samtycken", "Så gjordes planen",
    ]  # fmt: skip


def test_an_empty_record_says_its_gaps_in_words_and_has_no_empty_table() -> None:
    made = care_plan_document(record(Patient(id=ME, patient_id=ME)))
    assert made.subtitle == "Namn saknas · nummer saknas"
    assert facts(made) == {
        "Jag kallas": "Namn saknas",
        "Tolk": "Inte frågat än.",
        "Hälsotillstånd": "Inte frågat än.",
        "Planen gäller": "Ingen vårdplan är skriven än.",
        "Så pratar du med mig": "Inte frågat än.",
        "Fast vårdkontakt": "Ingen utsedd än.",
        "Vid besök": "Inte frågat än.",
        "Fast läkarkontakt": "Ingen utsedd än.",
    }
    assert missing(made) == [
        "Saknas: Ingen fast vårdkontakt är utsedd. Be mottagningen utse en.",
        "Inte skrivet än: Berätta vid nästa besök vad som är viktigt för dig.",
        "Inte skrivet än: Min hälsa i korthet, mål och insatser, egenvård, kontroller och om jag blir sämre. "
        "Skriv det tillsammans med mottagningen.",
        "Saknas: Inga kontakter är inskrivna än. Skriv upp dem tillsammans med mottagningen.",
    ]
    assert [block.empty for block in made.blocks if isinstance(block, Table) and not block.rows] == [
        "Inget är bokat eller bestämt än.", "Inget samtycke gäller i dag.",
    ]  # fmt: skip
    assert all(text.strip() for text in texts(made))
    assert table(made, "Vem ringer jag?")[-1] == ("Fara för livet", "SOS Alarm", "112")
    assert made.footer.edition == "Vårdplan, utskriven 2026-11-22"
    assert made.number == 0


def test_the_footer_has_version_date_and_log_and_practice_is_marked() -> None:
    handed = HandedOutPlan(
        patient_id=ME, plan_id=UUID(int=9), number=3, handed_out_on=TODAY, handed_to="Maja", handed_out_by="Anna",
        document="{}",
    )  # fmt: skip
    made = care_plan_document(record(plan(), handed, head="1a2b3c4d", practice=True))
    assert (made.footer.person, made.footer.number) == ("Maja Test", "19900728-2388")
    assert made.footer.edition == "Vårdplan, version 4, utskriven 2026-11-22"
    assert made.footer.mark == "Logg 1a2b3c4d"
    assert (made.number, made.practice) == (4, True)
    draft = care_plan_document(record(plan(status=PlanStatus.DRAFT, established_on=None)))
    assert draft.footer.edition == "Vårdplan, version 1 (utkast), utskriven 2026-11-22"
    assert facts(draft)["Planen gäller"].startswith("Utkast, inte fastställt än.")


def test_the_number_stands_nowhere_when_the_setting_keeps_it_off() -> None:
    made = care_plan_document(record(settings=Settings({PRINT_IDENTITY_NUMBER.key: False})))
    assert "19900728" not in everything(made)
    assert made.footer.number == "född 1990-07-28"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (DiagnosisState.UNDIAGNOSED, "Odiagnostiserad efter utredning (kontrollerat 2026-05-01 av Dr Ek)"),
        (DiagnosisState.INVESTIGATION, "Under utredning (kontrollerat 2026-05-01 av Dr Ek)"),
        (DiagnosisState.DIAGNOSED, "Diagnos finns, men är inte inskriven här."),
        (DiagnosisState.NOT_ASKED, "Inte frågat än."),
    ],
)
def test_the_condition_is_said_in_words_whatever_is_known(state: DiagnosisState, said: str) -> None:
    patient = maja(diagnosis_state=state, diagnosis_checked=date(2026, 5, 1), diagnosis_checked_by="Dr Ek")
    assert facts(care_plan_document(record(patient)))["Hälsotillstånd"] == said


def test_the_main_diagnosis_stands_first_with_its_codes_and_ruled_out_ones_nowhere() -> None:
    made = care_plan_document(
        record(
            RareCondition(patient_id=ME, text="Astma", icd10=Coding(code="J45.9")),
            RareCondition(
                patient_id=ME,
                text="Marfans syndrom",
                main=True,
                orpha=Coding(code="ORPHA:558"),
                source="Genetiken",
                plain_words="Bindväven är svag",
                checked_on=date(2026, 1, 2),
                checked_by="Dr Ek",
            ),
            RareCondition(patient_id=ME, text="Gikt", certainty=Certainty.RULED_OUT),
            RareCondition(patient_id=ME, text="Grå starr", certainty=Certainty.SUSPECTED),
        )
    )
    assert facts(made)["Hälsotillstånd"].startswith("Marfans syndrom (ORPHA:558)")
    assert "2 till" in facts(made)["Hälsotillstånd"]
    said = everything(made)
    assert "Astma (ICD-10-SE J45.9)" in said and "Misstänkt: Grå starr" in said and "Gikt" not in said
    assert "Bindväven är svag Källa: Genetiken, kontrollerad 2026-01-02 av Dr Ek." in said


def test_whose_the_orpha_codes_are_is_said_once_and_only_where_they_are_printed() -> None:
    def one(text: str, code: str, version: str = "") -> RareCondition:
        return RareCondition(patient_id=ME, text=text, orpha=Coding(code=code, system_version=version))

    def said(*conditions: RareCondition, left_out: frozenset[Section] = frozenset()) -> list[str]:
        made = care_plan_document(record(*conditions), left_out=left_out)
        return [block.text for block in made.blocks if isinstance(block, Note) and "Orphanet" in block.text]

    both = (one("Marfan", "558", "2025-12"), one("Dravet", "33069", "2026-07"))
    (sentence,) = said(*both)
    assert "1999-2026" in sentence and "version december 2025 och juli 2026, CC BY 4.0" in sentence
    (bare,) = said(one("Marfan", "558"), one("Gikt", "1", "vet inte"))
    assert "(c) INSERM, CC BY 4.0" in bare
    assert said() == said(one("Marfan", "")) == said(*both, left_out=frozenset({Section.HEALTH})) == []
    ruled_out = RareCondition(patient_id=ME, text="Gikt", certainty=Certainty.RULED_OUT, orpha=Coding(code="1"))
    assert said(ruled_out) == []


def test_who_coordinates_stands_first_with_phone_hours_and_channel() -> None:
    karin = contact("Karin Åhs", role="sjuksköterska", phone="010-123 45 67", phone_hours="vardag 8–16",
                    channel=Channel.E1177)  # fmt: skip
    other = contact("Olle Ek", phone="010-999 99 99")
    made = care_plan_document(
        record(other, karin, holds(other, main=False, start=date(2024, 1, 1)), holds(karin), plan(turn_to_daytime="X"))
    )
    shown = facts(made)["Fast vårdkontakt"]
    assert shown.startswith("Karin Åhs, sjuksköterska (samordnar)\n010-123 45 67\n")
    assert "1177" in shown
    assert shown.index("Karin") < shown.index("Olle Ek")
    assert not any("Ingen fast vårdkontakt" in text for text in missing(made))
    assert table(made, "Vem ringer jag?")[0][1:] == ("Karin Åhs, fast vårdkontakt", "010-123 45 67, vardag 8–16")


def test_a_role_that_has_ended_coordinates_no_more() -> None:
    karin = contact("Karin Åhs", phone="010-123 45 67")
    made = care_plan_document(record(karin, holds(karin, end=TODAY - timedelta(days=1))))
    assert facts(made)["Fast vårdkontakt"] == "Ingen utsedd än."
    assert "samordnar" not in words(_contact_names(made)[0])


def _contact_names(made: Document) -> list[Any]:
    return [row[0] for block in made.blocks if isinstance(block, Table) and block.small for row in block.rows]


def test_whom_to_call_without_a_coordinator_is_what_the_plan_says() -> None:
    written = plan(
        turn_to_daytime="Neurologen", turn_to_daytime_phone="010-1", turn_to_evening="Akuten Lund",
        turn_to_evening_phone="010-2", turn_to_urgent="Ambulans", turn_to_urgent_phone="112",
    )  # fmt: skip
    assert [row[1:] for row in table(care_plan_document(record(written)), "Vem ringer jag?")] == [
        ("Neurologen", "010-1"), ("Akuten Lund", "010-2"), ("SOS Alarm", "112"),
    ]  # fmt: skip


@pytest.mark.parametrize(("phone", "rows"), [("", 4), ("010-2", 4), ("010 123", 3)])
def test_the_plans_daytime_contact_is_not_lost_beside_the_coordinator(phone: str, rows: int) -> None:
    karin = contact("Karin Åhs", phone="010-123")
    written = plan(turn_to_daytime="Dagkliniken", turn_to_daytime_phone=phone, turn_to_urgent="Jouren")
    found = table(care_plan_document(record(written, karin, holds(karin))), "Vem ringer jag?")
    assert len(found) == rows + 1  # and the one for what is urgent
    assert any("Dagkliniken" in row for row in found) == (rows == 4)
    assert found[-2][:2] == ("Det är bråttom", "Jouren")
    assert found[-1][2] == "112"


def emergency(**fields: Any) -> EmergencyInformation:
    known: dict[str, Any] = {
        "heading": "Risk vid sövning", "source": "Anestesin", "checked_on": date(2026, 10, 1), "checked_by": "Dr Ek",
    }  # fmt: skip
    return EmergencyInformation(patient_id=ME, **(known | fields))


def test_what_must_not_be_done_comes_before_what_shall_be() -> None:
    made = care_plan_document(
        record(emergency(do_this="Ring Östra", do_not="Ge inte X", avoid_medicines="Y", breathing="Trång luftväg"))
    )
    box = alert(made)
    assert box.state is AlertState.DANGER
    (item,) = box.items
    assert item.lead == "Risk vid sövning."
    assert words(item.lines[0]) == "Att inte göra: Ge inte X. Läkemedel att undvika: Y. Gör: Ring Östra."
    assert item.source == "Akutinformation (ej UMI). Kontrollerad 2026-10-01 av Dr Ek."
    assert "Källa: Anestesin, kontrollerad 2026-10-01 av Dr Ek." in texts(made), "further on"
    assert "Andning: Trång luftväg." in texts(made)


def test_every_word_of_an_emergency_text_is_somewhere_on_the_paper() -> None:
    names = [name for name, _ in (*FIRST, *MORE)]
    assert len(set(names)) == len(names)
    said = everything(care_plan_document(record(emergency(**{name: f"ord om {name}" for name in names}))))
    assert [name for name in names if f"ord om {name}" not in said] == []
    bookkeeping = {
        "heading", "source", "checked_on", "checked_by", "ended_on", "end_reason", "language", "issued_by", "issued_on",
        "valid_until", "card_text", "on_card", "translates_id", "condition_id",
    }  # fmt: skip
    assert set(names) | bookkeeping == {attr.name for attr in attrs_of(EmergencyInformation)}


def test_none_known_is_calm_and_not_asked_is_a_gap_that_says_whom_to_ask() -> None:
    calm = alert(
        care_plan_document(
            record(
                maja(emergency_known=Knowledge.NONE_KNOWN, emergency_checked=TODAY, emergency_checked_by="Dr Ek"),
                *(
                    AlertGroupAnswer(
                        patient_id=ME, about=group, known=Knowledge.NONE_KNOWN, checked_on=TODAY, checked_by="Dr Ek"
                    )
                    for group in AlertGroup
                ),
            )
        )
    )
    assert (calm.state, calm.items[0].lead) == (AlertState.CALM, "Inga kända.")
    assert calm.items[0].source == "Kontrollerad 2026-11-22 av Dr Ek."
    gap = alert(care_plan_document(record()))
    assert (gap.state, gap.items[0].lead) == (AlertState.MISSING, "Inte efterfrågat.")
    assert "Fråga mottagningen." in words(gap.items[0].lines[0])
    olle = contact("Olle Berg", role="läkare", phone="010-5")
    asked = alert(care_plan_document(record(olle, holds(olle, Assignment.FIXED_PHYSICIAN_CONTACT))))
    assert "Fråga min fasta läkarkontakt: Olle Berg, läkare, 010-5." in words(asked.items[0].lines[0])


def test_an_emergency_text_that_has_run_out_is_said_and_never_calm() -> None:
    old = emergency(heading="Gammalt råd", do_this="Ge Z", valid_until=TODAY - timedelta(days=1))
    made = care_plan_document(record(old, maja(emergency_known=Knowledge.NONE_KNOWN)))
    assert alert(made).state is AlertState.MISSING
    assert any(text.startswith("Har gått ut: ”Gammalt råd” gällde till och med 2026-11-21.") for text in missing(made))
    assert "Ge Z" not in everything(made)
    ended = care_plan_document(record(replace(old, ended_on=TODAY, end_reason="Fel")))
    assert "Gammalt råd" not in everything(ended)


def test_an_english_text_stands_only_when_there_is_no_swedish_one() -> None:
    english = emergency(heading="Risk at anaesthesia", language=CardLanguage.ENGLISH)
    alone = alert(care_plan_document(record(english)))
    assert alone.items[0].lead == "Risk at anaesthesia."
    assert "bara på engelska" in alone.items[0].source
    both = alert(care_plan_document(record(english, emergency())))
    assert [item.lead for item in both.items] == ["Risk vid sövning."]


def test_what_happens_next_is_the_three_next_days_and_what_waits_is_said_without_blame() -> None:
    written = plan(next_review=date(2027, 3, 1))
    goal = CareGoal(patient_id=ME, plan_id=written.id, goal="Åka buss", follow_up=date(2026, 12, 20))
    late = Intervention(patient_id=ME, goal_id=goal.id, what="Träna", due=date(2026, 11, 10))
    done = replace(late, id=UUID(int=77), what="Gjort", status=InterventionStatus.DONE, due=date(2026, 11, 25))
    visit = contact("Amina Wallin", role="neurolog", unit="Östra", next_contact=date(2026, 12, 1),
                    next_is_preliminary=True)  # fmt: skip
    today = contact("Bo Ek", next_contact=TODAY)
    over = contact("Cia Ek", next_contact=date(2026, 11, 24), status=ContactStatus.ENDED)
    private = contact("Dan Ek", next_contact=date(2026, 11, 24), on_print=False)
    made = care_plan_document(record(written, goal, late, done, visit, today, over, private))
    assert table(made, "Det här händer härnäst") == [
        ("tis 10 nov", "Väntar: Träna", ""),
        ("sön 22 nov", "Planerad kontakt", "Bo Ek"),
        ("tis 1 dec\npreliminärt", "Kontakt med neurolog", "Amina Wallin, Östra"),
    ]
    assert "skulle ha varit klara" not in everything(made)
    earlier = contact("Eva Ek", next_contact=date(2026, 11, 2))
    made = care_plan_document(record(written, goal, late, visit, today, earlier))
    assert "En sak till skulle ha varit klara" in everything(made)
    made = care_plan_document(record(written, goal, done, visit, today))
    assert [row[0] for row in table(made, "Det här händer härnäst")] == [
        "sön 22 nov", "tis 1 dec\npreliminärt", "sön 20 dec",
    ]  # fmt: skip
    assert not re.search(r"\b(miss|försen|glöm)", everything(made))


def test_a_visit_that_was_kept_is_no_longer_waited_for() -> None:
    kept = contact("Amina", next_contact=date(2026, 11, 1), last_contact=date(2026, 11, 1))
    assert "skulle ha varit" not in everything(care_plan_document(record(kept)))
    waited = replace(kept, last_contact=date(2026, 10, 31))
    assert "skulle ha varit" in everything(care_plan_document(record(waited)))


def test_a_goal_has_its_insatser_with_one_responsible_and_one_date_each() -> None:
    written = plan()
    goal = CareGoal(
        patient_id=ME, plan_id=written.id, goal="Åka buss", need="Ta mig själv", measure="En gång i veckan",
        own_actions="Läsa tidtabellen", follow_up=date(2027, 1, 1), target_date=date(2027, 6, 1),
        result=GoalResult.PARTLY, result_note="Nästan",
    )  # fmt: skip
    olle = contact("Olle Ek", role="arbetsterapeut")
    steps = [
        Intervention(patient_id=ME, goal_id=goal.id, position=2, what="Söka kort"),
        Intervention(patient_id=ME, goal_id=goal.id, position=1, what="Träna", responsible="Ali", due=date(2027, 1, 2),
                     huvudman=Huvudman.KOMMUN, frequency="varje vecka", status=InterventionStatus.ONGOING),
        Intervention(patient_id=ME, goal_id=goal.id, position=3, what="Ringa", contact_id=olle.id,
                     due=date(2026, 1, 2)),
    ]  # fmt: skip
    made = care_plan_document(record(written, goal, olle, *steps))
    assert table(made, "Mål 1, kort sikt") == [
        ("Träna\nPågår", "Ali\nHuvudman: kommun", "2027-01-02", "varje vecka"),
        ("Söka kort", "Ingen ansvarig än", "Inget datum än", ""),
        ("Ringa", "Olle Ek, arbetsterapeut", "skulle ha varit klart 2026-01-02", ""),
    ]
    said = texts(made)
    for text in ("Åka buss", "Behov: Ta mig själv", "Så vet vi att målet är nått: En gång i veckan",
                 "Jag gör själv: Läsa tidtabellen", "Uppföljning: 2027-01-01. Delvis uppnått. Nästan"):  # fmt: skip
        assert text in said


@pytest.mark.parametrize("count", [0, 1, 40, 120])
def test_every_contact_stands_exactly_once_under_its_area_of_life(count: int) -> None:
    categories = list(ContactCategory)
    there = [
        contact(f"Person {number:03}", category=categories[number % 8], unit=f"Enhet {number:03}")
        for number in range(count)
    ]
    gone = [contact("Borta", status=ContactStatus.ENDED), contact("Flyttad", status=ContactStatus.TRANSFERRED),
            contact("Privat", on_print=False)]  # fmt: skip
    made = care_plan_document(record(*gone, *there))
    names = [words(cell) for cell in _contact_names(made)]
    assert sorted(names) == [one.name for one in there]
    assert not {"Borta", "Flyttad", "Privat"} & set(everything(made).split("\n"))
    found = [block.text for block in made.blocks if isinstance(block, Heading) and block.level == 3]
    assert len(found) == min(count, 8)
    assert not any("LSS" in text for text in texts(made))


def test_contacts_are_in_swedish_order_with_the_coordinator_first_and_marked() -> None:
    karin = contact("Östen Ö", phone="1")
    made = care_plan_document(record(contact("Åke"), contact("Zlatan"), karin, contact("Ärla"), holds(karin)))
    names = [words(cell) for cell in _contact_names(made)]
    assert names == ["Östen Ö\nFast vårdkontakt, samordnar", "Zlatan", "Åke", "Ärla"]


def test_the_age_of_an_old_fact_is_said() -> None:
    old, new = date(2025, 11, 20), date(2026, 11, 1)
    made = everything(care_plan_document(record(contact("A", checked_on=old), contact("B", checked_on=new))))
    assert "Kontrollerat 2025-11-20" in made
    assert "Kontrollerat 2026-11-01" not in made


def test_only_consents_that_hold_today_are_shown() -> None:
    valid = Consent(
        patient_id=ME, purpose=ConsentPurpose.SIP, given_by="Maja", given_on=date(2026, 1, 1), recipients="Skolan",
        covers="Planen", excludes="Diagnosen", valid_until=TODAY,
    )  # fmt: skip
    revoked = replace(valid, id=UUID(int=5), recipients="Boendet", revoked_on=TODAY)
    expired = replace(valid, id=UUID(int=6), recipients="Arbetet", valid_until=TODAY - timedelta(days=1))
    ((to, covers, excludes, until),) = table(care_plan_document(record(valid, revoked, expired)), "Mina samtycken")
    assert to.startswith("Skolan\nSamordnad individuell plan (SIP)\nSkriftligt 2026-01-01 av Maja (patienten)")
    assert (covers, excludes, until) == ("Planen", "Diagnosen", "2026-11-22")


def test_medicines_are_never_copied_and_the_plan_is_not_the_journal() -> None:
    said = texts(care_plan_document(record()))
    assert "Läkemedel: se läkemedelslistan." in said
    assert any(text.startswith("Planen ersätter inte journalen.") for text in said)


def test_her_own_words_stand_as_she_said_them() -> None:
    made = care_plan_document(record(plan(what_matters=" Att <få> vara & själv \n")))
    (quote,) = (block for block in made.blocks if isinstance(block, Quote))
    assert quote.text == "Att <få> vara & själv"


def test_aac_is_explained_and_no_bare_abbreviation_of_ours_is_used() -> None:
    karin = contact("Karin", phone="1")
    made = everything(care_plan_document(record(maja(communication=tuple(Communication)), karin, holds(karin), plan())))
    assert "AKK (alternativ och kompletterande kommunikation)" in made
    assert not re.search(r"\b(FVK|FLK|UMI|LSS|VP|NPÖ)\b", made)


WHERE = {attr.name: f"HEMLIG {attr.name}" for attr in attrs_of(Patient) if attr.locates}


def test_nothing_locates_a_protected_person() -> None:
    school = contact("HEMLIG skola", role="HEMLIG lärare", reveals_location=True, next_contact=TODAY, phone="HEMLIG")
    hospital = emergency(hospital="HEMLIG ort")
    written = plan()
    goal = CareGoal(patient_id=ME, plan_id=written.id, goal="Läsa")
    helped = Intervention(
        patient_id=ME, goal_id=goal.id, what="Hjälp", responsible="HEMLIG lärare", contact_id=school.id, due=TODAY
    )
    entries = (school, holds(school), hospital, written, goal, helped)
    for state in (ProtectedIdentity.MARKED, ProtectedIdentity.REGISTRATION):
        made = care_plan_document(record(maja(protected_identity=state, **WHERE), *entries))
        assert [text for text in texts(made) if "HEMLIG" in text] == []
        assert "Skyddat: Uppgifter om bostad och vistelse är skyddade och står inte här." in missing(made)
        # That somebody coordinates is not hidden, only who.
        assert facts(made)["Fast vårdkontakt"] == "Uppgiften är skyddad och står inte här."
        assert not any("Ingen fast vårdkontakt" in text for text in missing(made))
    shown = everything(care_plan_document(record(maja(protected_identity=ProtectedIdentity.NONE, **WHERE), *entries)))
    for text in ("HEMLIG skola", "HEMLIG ort", WHERE["address"], WHERE["phone"]):
        assert text in shown


def test_an_address_stands_only_when_protection_has_been_ruled_out() -> None:
    unchecked = everything(care_plan_document(record(maja(**WHERE))))
    assert not any(secret in unchecked for secret in WHERE.values())


def test_messages_about_places_hold_nothing_the_record_says() -> None:
    made = care_plan_document(record(emergency(heading="RÖJER", do_this="A"), plan(what_matters="RÖJER")))
    assert any("RÖJER" in place.text for place in places(made))
    assert not any("RÖJER" in place.where for place in places(made))


def test_the_time_is_kept_with_its_offset_in_the_hour_that_comes_twice() -> None:
    for fold, offset in ((0, 2), (1, 1)):
        now = datetime(2026, 10, 25, 2, 30, tzinfo=SWEDEN, fold=fold)
        made = care_plan_document(record(now=now))
        assert made.created.utcoffset() == timedelta(hours=offset)
        assert made.created.timestamp() == now.timestamp()


def test_the_day_is_the_one_in_sweden() -> None:
    made = care_plan_document(record(now=datetime(2026, 11, 22, 23, 30, tzinfo=UTC)))
    assert made.footer.edition == "Vårdplan, utskriven 2026-11-23"


@pytest.mark.parametrize(
    ("day", "said"),
    [(TODAY, "sön 22 nov"), (date(2026, 12, 1), "tis 1 dec"), (date(2027, 9, 12), "12 sep 2027")],
)
def test_a_near_day_has_its_weekday_and_a_far_one_its_year(day: date, said: str) -> None:
    assert near(day, TODAY) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [("kort", "kort"), ("  två\nrader ", "två rader"), ("ord " * 40, "ord " * 4 + "ord…"), ("x" * 99, "x" * 19 + "…")],
)
def test_a_shortened_text_ends_between_words_where_it_can(text: str, said: str) -> None:
    assert shortened(text, 20) == said
