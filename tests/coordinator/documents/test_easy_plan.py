"""*Min vårdplan* on easy Swedish: a wording of its own, in an order that answers questions, with nothing rewritten."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import pytest

from coordinator.blocks import (
    Alert,
    AlertStrip,
    Bullets,
    Facts,
    Heading,
    Missing,
    Paragraph,
    Quote,
    Signatures,
    Table,
    words,
)
from coordinator.careplan import (
    CareGoal,
    CarePlan,
    GoalResult,
    HandedOutPlan,
    Intervention,
    InterventionStatus,
    PlanStatus,
)
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole
from coordinator.diagnosis import Certainty, RareCondition
from coordinator.document import Document, texts
from coordinator.documents.care_plan import care_plan_document
from coordinator.documents.easy_plan import easy_plan_document
from coordinator.entity import Coding, Entity, Knowledge
from coordinator.guardian import Guardian
from coordinator.lettering import Lettering
from coordinator.person import Communication, DiagnosisState, ProtectedIdentity
from coordinator.record import Record
from coordinator.related_person import Kinship
from coordinator.relative import Relative
from coordinator.representative import LegalRepresentative, Power
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, record_of

HIDDEN_MAJA = replace(MAJA, protected_identity=ProtectedIdentity.REGISTRATION)
IN_A_WEEK = TODAY + timedelta(days=7)

SHORT_FORMS = re.compile(
    r"\b(?:t\.ex|bl\.a|m\.m|o\.s\.v|s\.k|d\.v\.s|osv|mm|kl|ca|tel|tfn|nr|dvs|resp|inkl|FVK|FLK|SIP|UMI|LSS|AKK|FK"
    r"|CSD|BVC|ICD|ORPHA)\b\.?",
    re.IGNORECASE,
)
HARD_WORDS = ("insats", "huvudman", "remitt", "samordnar", "uppföljning", "översyn", "preliminär", "egenvård",
              "akutinformation", "ordination", "kontrollerat av")  # fmt: skip
DAY_IN_NUMBERS = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def plan(**fields: Any) -> CarePlan:
    known: dict[str, Any] = {"status": PlanStatus.CURRENT, "established_on": TODAY}
    return CarePlan(patient_id=PATIENT_ID, **(known | fields))


def easy(*entries: Entity) -> Document:
    return easy_plan_document(record_of(*entries))


def under(heading: str, *entries: Entity) -> list[str]:
    """What stands under a heading of level 2 until the next, as lines; headings of level 3 with a sign before."""
    found: list[str] = []
    inside = False
    for block in easy(*entries).blocks:
        if (isinstance(block, Heading) and block.level == 2) or isinstance(block, (Alert, AlertStrip)):
            inside = isinstance(block, Heading) and block.text == heading
        elif inside:
            found += _lines(block)
    return found


def _lines(block: Any) -> list[str]:
    match block:
        case Heading(text):
            return [f"# {text}"]
        case Paragraph(text):
            return [words(text)]
        case Quote():
            return [block.quoted]
        case Missing(word, text):
            return [f"{word}: {text}"]
        case _:
            return [block.text]


def headings(made: Document) -> list[str]:
    found = [block.title if isinstance(block, Alert) else block for block in made.blocks]
    return [one if isinstance(one, str) else one.text for one in found
            if isinstance(one, str) or (isinstance(one, Heading) and one.level == 2)]  # fmt: skip


def test_it_answers_questions_in_the_order_they_are_asked() -> None:
    made = easy(plan(self_care="Stretcha"), Relative(patient_id=PATIENT_ID, name="Lena"))
    assert headings(made) == [
        "Vem är jag?", "Vad är viktigt om det blir akut?", "Vad är viktigt för mig?", "Vem ringer jag?",
        "Vad händer nu?", "Vem gör vad?", "Mina tider", "Hur sköter jag om mig?", "Om jag blir sämre",
        "Vilka läkemedel har jag?", "Vilka hjälper mig?", "Vem hjälper mig att läsa?",
    ]  # fmt: skip


def test_it_is_the_plan_in_its_own_setting_with_the_plans_number() -> None:
    written = plan()
    kept = HandedOutPlan(
        patient_id=PATIENT_ID, plan_id=written.id, number=3, handed_out_on=TODAY, handed_to="Maja",
        handed_out_by="Anna", document="{}",
    )  # fmt: skip
    made = easy(written, kept)
    assert (made.kind, made.title, made.lettering, made.number) == ("care_plan", "Min vårdplan", Lettering.EASY, 4)
    assert made.footer.edition == "Vårdplan på lätt svenska, version 4, utskriven 2026-11-22"
    draft = easy(plan(status=PlanStatus.DRAFT))
    assert draft.footer.edition.startswith("Vårdplan på lätt svenska, version 1 (utkast)")
    assert "Planen är inte färdig än." in texts(draft) and "Planen är inte färdig än." not in texts(made)
    assert (easy().number, easy().footer.edition) == (0, "Vårdplan på lätt svenska, utskriven 2026-11-22")


def test_who_i_am_is_said_in_short_sentences() -> None:
    me = replace(
        MAJA, called="Majsan", language="svenska", communication=(Communication.AAC, Communication.EYE_GAZE),
        communication_note="Vänta. Jag svarar.", interpreter_need=Knowledge.NONE_KNOWN,
        adaptation_need=Knowledge.SOME, adaptations="Lugnt rum. Lång tid.",
    )  # fmt: skip
    assert under("Vem är jag?", me) == [
        "Jag heter Maja Lindeskog.", "Jag kallas Majsan.", "# Hur pratar du med mig?", "Mitt språk: svenska.",
        "Jag använder andra sätt än tal.", "Det kan vara bilder, tecken eller en apparat.",
        "Jag svarar och pekar med ögonen.", "Vänta.", "Jag svarar.", "Jag behöver ingen tolk.",
        "# Vad behöver jag vid besök?", "Lugnt rum.", "Lång tid.",
    ]  # fmt: skip
    assert under("Vem är jag?") == ["Jag heter Maja Lindeskog."]
    assert "Tolk behövs: arabiska." in under("Vem är jag?", replace(MAJA, interpreter="arabiska"))


def test_a_diagnosis_is_explained_with_its_plain_words_and_has_no_code() -> None:
    known = RareCondition(
        patient_id=PATIENT_ID, text="Dystrofia myotonika",
        plain_words="Musklerna blir svaga. De har svårt att slappna av.",
        orpha=Coding(code="273", system="http://www.orpha.net", display="Dystrofia"), diagnosed_on=TODAY,
        source="Utlåtande", main=True,
    )  # fmt: skip
    unsure = RareCondition(patient_id=PATIENT_ID, text="Katarakt", certainty=Certainty.SUSPECTED)
    gone = RareCondition(patient_id=PATIENT_ID, text="Anemi", certainty=Certainty.RULED_OUT)
    assert under("Vem är jag?", unsure, known, gone)[1:] == [
        "# Vad har jag?", "Dystrofia myotonika.", "Musklerna blir svaga.", "De har svårt att slappna av.", "Katarakt.",
        "Vården tror det, men är inte säker än.", "Jag kan fråga min läkare vad det betyder.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (DiagnosisState.INVESTIGATION, "Vården försöker ta reda på vad jag har."),
        (DiagnosisState.UNDIAGNOSED, "Vården har letat men vet inte vad det jag har heter."),
    ],
)
def test_who_has_no_diagnosis_is_told_where_it_stands(state: DiagnosisState, said: str) -> None:
    assert said in under("Vem är jag?", replace(MAJA, diagnosis_state=state))


def test_own_words_are_quoted_and_long_ones_set_line_by_line() -> None:
    assert under("Vad är viktigt för mig?", plan(what_matters="Att sjunga. Alltid.")) == ["”Att sjunga. Alltid.”"]
    long = "Att sjunga varje dag. " * 30
    lines = under("Vad är viktigt för mig?", plan(what_matters=long))
    assert lines == ["Att sjunga varje dag."] * 30
    assert under("Vad är viktigt för mig?") == ["Inte skrivet än: Jag kan berätta det nästa gång vi ses."]


def test_whom_i_ring_is_no_table_and_life_in_danger_comes_last() -> None:
    karin = Contact(patient_id=PATIENT_ID, name="Karin Ek", phone="010-1", phone_hours="8–16")
    held = ContactRole(
        patient_id=PATIENT_ID, contact_id=karin.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
    )
    written = plan(turn_to_daytime="Avdelningen", turn_to_daytime_phone="010-2", turn_to_evening="Vårdguiden",
                   turn_to_evening_phone="1177", turn_to_urgent="Jouren", turn_to_urgent_phone="010-3")  # fmt: skip
    assert under("Vem ringer jag?", karin, held, written) == [
        "# Jag har en fråga", "Jag ringer: Karin Ek, fast vårdkontakt.", "010-1", "Telefontid: 8–16.",
        "# Jag blir sämre på dagen", "Jag ringer: Avdelningen.", "010-2",
        "# Jag blir sämre på kvällen eller på helgen", "Jag ringer: Vårdguiden.", "1177",
        "# Det är bråttom", "Jag ringer: Jouren.", "010-3",
        "# Det är fara för livet", "Jag ringer: SOS Alarm.", "112",
    ]  # fmt: skip
    assert under("Vem ringer jag?")[:2] == ["# Jag har en fråga", "Inte skrivet än. Fråga mottagningen."]


def test_who_does_what_and_by_when() -> None:
    written = plan()
    goal = CareGoal(
        patient_id=PATIENT_ID, plan_id=written.id, goal="Gå till skolan. Själv.", own_actions="Övar. Vilar.",
        follow_up=IN_A_WEEK, need="Trött",
    )  # fmt: skip

    def todo(**fields: Any) -> Intervention:
        return Intervention(patient_id=PATIENT_ID, goal_id=goal.id, **({"what": "Provar rullstol"} | fields))

    entries = [
        written, goal, todo(responsible="Siv Ek", due=IN_A_WEEK, position=1), todo(due=date(2026, 11, 1), position=2),
        todo(what="Gjort", status=InterventionStatus.DONE),
    ]  # fmt: skip
    assert under("Vem gör vad?", *entries) == [
        "# Mitt mål", "Gå till skolan.", "Själv.",
        "Det här görs: Provar rullstol", "Den som gör det: Siv Ek.", "Det ska vara klart söndag 29 november.",
        "Det här görs: Provar rullstol", "Ingen är vald att göra det än.",
        "Det skulle ha varit klart söndag 1 november.",
        "Jag gör själv: Övar.", "Vilar.", "Vi ser hur det gick söndag 29 november.",
    ]  # fmt: skip
    reached = replace(goal, result=GoalResult.REACHED)
    other = CareGoal(patient_id=PATIENT_ID, plan_id=written.id, need="Trött", position=1)
    assert under("Vem gör vad?", written, reached, other) == [
        "# Mål 1", "Gå till skolan.", "Själv.", "Målet är nått.", "# Mål 2", "Trött",
    ]  # fmt: skip
    assert under("Vem gör vad?") == ["Inte skrivet än: Vi skriver mina mål tillsammans."]


def test_what_i_do_when_i_get_worse_is_said_as_it_was_written() -> None:
    assert under("Om jag blir sämre", plan(if_worse="Feber: ring. Annars vila.")) == ["Feber: ring.", "Annars vila."]
    assert under("Om jag blir sämre") == ["Inte skrivet än: Jag frågar mottagningen vad jag ska göra."]
    assert under("Hur sköter jag om mig?", plan(self_care="Stretcha. Vila.")) == ["Stretcha.", "Vila."]


OTHERS = ["Alla andra jag kan ringa står på ett annat papper.", "Det heter Mina kontakter."]


def test_those_who_help_me_are_named_with_what_they_are_to_me() -> None:
    lena = Relative(
        patient_id=PATIENT_ID, name="Lena", called="mormor", phone="070-1", helps_with="Lagar mat. Ringer.",
        call_first=True, kinship=Kinship.GRANDPARENT,
    )  # fmt: skip
    alvar = LegalRepresentative(patient_id=PATIENT_ID, name="Alvar", power=Power.GOD_MAN, phone="070-2")
    assert under("Vilka hjälper mig?", lena, alvar) == [
        *OTHERS, "# Alvar", "Är god man för mig.", "En god man ser till att det blir bra för mig.", "070-2",
        "# Lena", "Jag säger mormor.", "Lagar mat.", "Ringer.", "Ring här först.", "070-1",
    ]  # fmt: skip
    child = replace(MAJA, birth_date=date(2014, 3, 17))
    sofia = Guardian(patient_id=PATIENT_ID, name="Sofia", kinship=Kinship.MOTHER)
    assert under("Vilka hjälper mig?", child, sofia) == [*OTHERS, "# Sofia", "Är min mamma.", "Är min vårdnadshavare."]
    assert under("Vilka hjälper mig?") == OTHERS


def test_who_is_both_a_relative_and_a_representative_stands_once() -> None:
    roland = Relative(patient_id=PATIENT_ID, name="Roland Ek", kinship=Kinship.CHILD, called="Rolle", phone="070-1")
    also = LegalRepresentative(patient_id=PATIENT_ID, name="Roland Ek", power=Power.NEXT_OF_KIN, phone="070-1")
    assert under("Vilka hjälper mig?", roland, also) == [
        *OTHERS, "# Roland Ek", "Är anhörig och får hjälpa mig med vissa saker.", "Är mitt barn.", "Jag säger Rolle.",
        "070-1",
    ]  # fmt: skip


@pytest.mark.parametrize("kinship", Kinship)
def test_every_kinship_is_said(kinship: Kinship) -> None:
    one = Relative(patient_id=PATIENT_ID, name="Bo", kinship=kinship)
    assert len(under("Vilka hjälper mig?", one)) == (3 if kinship is Kinship.OTHER else 4)


@pytest.mark.parametrize("power", Power)
def test_every_kind_of_power_is_explained(power: Power) -> None:
    one = LegalRepresentative(patient_id=PATIENT_ID, name="Alvar", power=power, valid_from=TODAY)
    assert len(under("Vilka hjälper mig?", one)) > 3


@pytest.mark.parametrize("way", Communication)
def test_every_way_to_communicate_is_explained(way: Communication) -> None:
    assert len(under("Vem är jag?", replace(MAJA, communication=(way,)))) > 2


def test_it_ends_with_who_helps_to_read_and_whom_to_ask() -> None:
    karin = Contact(patient_id=PATIENT_ID, name="Karin Ek", phone="010-1")
    held = ContactRole(
        patient_id=PATIENT_ID, contact_id=karin.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
    )
    lines = under("Vem hjälper mig att läsa?", karin, held, plan(participants="Maja och Karin"))
    assert lines[4:6] == ["Jag kan fråga Karin Ek, min fasta vårdkontakt.", "010-1"]
    assert lines[-2:] == [
        "Vi som gjorde planen: Maja och Karin.", "Planen visar det som var skrivet söndag 22 november 2026.",
    ]  # fmt: skip
    assert "Jag kan fråga mottagningen." in under("Vem hjälper mig att läsa?")


def our_words(made: Document) -> list[str]:
    """Every text but the footer's, which is the same on every paper."""
    return texts(made)[2:-3]


def test_our_own_words_are_short_and_have_no_short_forms() -> None:
    stored = json.loads((files("resources") / "texts" / "easy_plan.json").read_text(encoding="utf-8"))

    def leaves(value: Any) -> list[str]:
        if isinstance(value, str):
            return [value]
        return [leaf for part in (value.values() if isinstance(value, dict) else value) for leaf in leaves(part)]

    for text in [*leaves(stored), *our_words(easy()), *our_words(easy(plan()))]:
        assert not SHORT_FORMS.search(text), text
        assert not any(word in text.casefold() for word in HARD_WORDS), text
        assert all(len(sentence.split()) <= 12 for sentence in re.split(r"[.?!:]", text)), text


@pytest.mark.parametrize("who", ["tom", "120-kontakter", "skyddad", "skyddad-foralder", "barn", "framtidsfullmakt"])
def test_practice_people_have_one_thought_a_line_and_no_days_in_numbers(practice: dict[str, Record], who: str) -> None:
    made = easy_plan_document(practice[who])
    assert not [block for block in made.blocks if isinstance(block, (Table, Facts, Signatures))]
    assert not [text for text in our_words(made) if DAY_IN_NUMBERS.search(text) or "  " in text]
    for block in made.blocks:
        if isinstance(block, (Paragraph, Quote)):
            text = block.text if isinstance(block, Quote) else words(block.text)
            assert text == text.strip() and 0 < len(text) < 7 * 55, text
        elif isinstance(block, Bullets):
            assert all(words(item).strip() for item in block.items)


@pytest.mark.parametrize("who", ["120-kontakter", "barn", "framtidsfullmakt"])
def test_what_somebody_has_written_is_never_put_in_other_words(practice: dict[str, Record], who: str) -> None:
    record = practice[who]
    left = " ".join(" ".join(texts(easy_plan_document(record))).split())
    (written,) = (one for one in record.all(CarePlan) if one.status in (PlanStatus.CURRENT, PlanStatus.DRAFT))
    kept = [written.what_matters, written.if_worse, written.self_care, record.patient.communication_note]
    kept += [one.plain_words for one in record.all(RareCondition) if one.certainty is not Certainty.RULED_OUT]
    kept += [goal.goal for goal in record.all(CareGoal)]
    assert not [text for text in kept if " ".join(text.split()) not in left]


def test_it_is_much_shorter_than_the_whole_plan_of_who_has_many_contacts(practice: dict[str, Record]) -> None:
    whole = practice["120-kontakter"]
    assert len(" ".join(texts(easy_plan_document(whole)))) < len(" ".join(texts(care_plan_document(whole)))) / 2


def test_nothing_of_where_a_protected_patient_is_stands_there() -> None:
    me = replace(HIDDEN_MAJA, address="Ekgatan 1", phone="070-174 06 10", kommun="Ekby")
    school = Contact(patient_id=PATIENT_ID, name="Ekskolan", category=ContactCategory.SCHOOL_WORK, phone="0430-1",
                     next_contact=IN_A_WEEK)  # fmt: skip
    held = ContactRole(
        patient_id=PATIENT_ID, contact_id=school.id, assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY, main=True
    )
    mother = Relative(
        patient_id=PATIENT_ID, name="Mamma Ek", phone="070-174 06 11", protected_identity=ProtectedIdentity.MARKED
    )
    father = Relative(patient_id=PATIENT_ID, name="Pappa Ek", phone="070-174 06 12", address="Ekgatan 1")
    written = plan(self_care="Bor på Ekgatan 1, ring 070-174 06 10.")
    left = " ".join(texts(easy(me, school, held, mother, father, written)))
    assert "Pappa Ek" in left and "Var jag bor är hemligt. Därför står det inte här." in left
    assert "hemligt" not in " ".join(texts(easy()))
    hidden = (
        "Ekgatan",
        "070-174 06 10",
        "070-174 06 11",
        "070-174 06 12",
        "Ekskolan",
        "0430-1",
        "Ekby",
        "Mamma Ek",
        "Skyddade personuppgifter",
    )
    assert not [word for word in hidden if word in left]
