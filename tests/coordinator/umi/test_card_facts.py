"""What the card says: rows by weight, both languages, until when, and a code that any telephone reads."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from coordinator.alert import CardLanguage, EmergencyInformation
from coordinator.card_layout.back import back_rows
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.diagnosis import Certainty, RareCondition
from coordinator.entity import Entity, Knowledge
from coordinator.person import Communication, Patient, ProtectedIdentity
from coordinator.relative import Relative
from coordinator.umi.card_facts import (
    QR_BYTES,
    card_facts,
    card_valid_until,
    facts_said,
    may_stand_on_card,
    qr_excess,
    qr_text,
    sheet_said,
    without,
)
from coordinator.umi.card_figure import CardFacts
from coordinator.umi.kinds import AlertGroup, AlertType, Reaction, Severity
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, later, record_of
from tests.coordinator.umi.conftest import allergy, answer, day, historic, row, text

NURSE = Contact(patient_id=PATIENT_ID, name="Karin Lindström", phone="010-123 45 67")
FIXED = ContactRole(
    patient_id=PATIENT_ID, contact_id=NURSE.id, assignment=Assignment.FIXED_CARE_CONTACT, start=day(-9), main=True
)
MOTHER = Relative(patient_id=PATIENT_ID, name="Eva Test", called="Mamma Eva", phone="070-111 22 33", call_first=True)
NUMBERED = replace(MAJA, identity_number="201403172388", birth_date=date(2014, 3, 17))
ALL_NONE = [answer(group) for group in AlertGroup if group is not AlertGroup.HISTORIC]


def facts(*entries: Entity, today: date = TODAY) -> CardFacts:
    return card_facts(record_of(*entries, today=today))


def said(*entries: Entity) -> list[str]:
    return facts_said(record_of(*entries)).splitlines()


def test_what_threatens_life_stands_first_then_hypersensitivity_then_the_rest_and_texts_last() -> None:
    shown = facts(
        text("Stressdos"), row("Svårintuberad"), row("Latex", AlertType.STATE),
        allergy("Alvedon", severity=Severity.HARMFUL, atc="N02B"), allergy(),
    )  # fmt: skip
    assert [(one.heading, one.severe) for one in shown.items] == [
        ("Livshotande överkänslighet: Bensylpenicillin", True),
        ("Skadlig överkänslighet: Alvedon", False),
        ("Överkänslighet: Latex", False),
        ("Svårintuberad", False),
        ("Stressdos", False),
    ]


def test_what_may_not_be_shown_has_run_out_or_was_not_chosen_is_not_on_it() -> None:
    hidden = row("Hotbild mot patient", AlertType.INFORMATION, for_patient=False)
    off = row("Svårintuberad", on_card=False)
    expired = [row("Aspleni", valid_until=day(-1)), text("Gammal", valid_until=day(-1))]
    record = record_of(row(), hidden, off, *expired, text("Ej på kortet", on_card=False))
    assert [one.heading for one in card_facts(record).items] == ["Addisons sjukdom", "Överkänslighet: ej efterfrågat"]
    assert [one.heading for one in may_stand_on_card(record)] == ["Addisons sjukdom", "Svårintuberad", "Ej på kortet"]


def test_english_is_what_somebody_wrote_and_else_missing() -> None:
    first, _ = facts(row(advice="Ring narkosen.")).items
    assert (first.english_heading, first.english_text, first.lacks_english) == ("", "", True)
    (written,) = facts(allergy(english="Penicillin G", advice="Ge inte.", english_advice="Do not give.")).items
    assert written.english_heading == "Life-threatening hypersensitivity: Penicillin G"
    assert (written.english_text, written.lacks_english) == ("Do not give.", False)
    assert replace(written, english_text="").lacks_english
    assert (
        facts(allergy(severity=None, english="Penicillin G")).items[0].english_heading.startswith("Hypersensitivity:")
    )


def test_a_text_stands_as_the_physician_wants_it_on_the_card_else_by_what_must_not_be_done() -> None:
    swedish = text("Kortison", do_this="Ge stressdos", do_not="Avbryt aldrig.\nSänk inte.", infusion="Glukos")
    english = text("Steroids", do_not="Never stop", language=CardLanguage.ENGLISH, translates_id=swedish.id)
    item, _ = facts(swedish, english).items
    assert item.text == "Att inte göra: Avbryt aldrig. Sänk inte.\nGör: Ge stressdos."
    assert (item.english_heading, item.english_text) == ("Steroids", "What not to do: Never stop.")
    short, _ = facts(replace(swedish, card_text=" Stressdos vid feber. ")).items
    assert (short.text, short.english_heading, short.lacks_english) == ("Stressdos vid feber.", "", True)


def test_an_english_text_alone_is_better_than_none() -> None:
    item, _ = facts(text("Anaesthesia risk", language=CardLanguage.ENGLISH, do_not="Never alone")).items
    assert (item.heading, item.text, item.english_text) == ("Anaesthesia risk", "", "What not to do: Never alone.")


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([], "Ingen har frågat än. Fråga mig, familjen eller vården."),
        ([answer(AlertGroup.INFECTION)], "Allt är inte efterfrågat än. Fråga mig, familjen eller vården."),
        (ALL_NONE, "Allt är inte efterfrågat än. Fråga mig, familjen eller vården."),
        ([replace(MAJA, emergency_known=Knowledge.NONE_KNOWN)], "Allt är inte efterfrågat än."),
        ([*ALL_NONE, replace(MAJA, emergency_known=Knowledge.NONE_KNOWN)], "Inget känt som är viktigt i akuta lägen."),
        ([replace(MAJA, emergency_known=Knowledge.SOME)], "Uppgifter finns men står inte på kortet."),
        ([row(on_card=False)], "Uppgifter finns men står inte på kortet."),
        ([row(for_patient=False), *ALL_NONE[1:]], "Uppgifter finns men står inte på kortet."),
        ([historic()], "Uppgifter finns men står inte på kortet."),
    ],
)
def test_an_empty_card_says_why_it_is_empty(entries: list[Entity], words: str) -> None:
    shown = facts(*entries)
    assert not shown.items and shown.nothing[0].startswith(words)
    assert shown.nothing[0] in said(*entries)


def test_the_main_diagnosis_stands_on_it_unless_it_is_ruled_out() -> None:
    main = RareCondition(patient_id=PATIENT_ID, text=" Addisons sjukdom ", main=True)
    assert facts(RareCondition(patient_id=PATIENT_ID, text="Epilepsi"), main).condition == "Addisons sjukdom"
    assert facts(replace(main, certainty=Certainty.RULED_OUT)).condition == ""


def test_how_one_speaks_has_no_unexplained_abbreviation() -> None:
    patient = replace(MAJA, language="svenska", communication=(Communication.SPEECH, Communication.AAC))
    assert facts(patient).speaks == "svenska, tal, alternativ kommunikation (AKK)"


@pytest.mark.parametrize(
    ("checks", "source"),
    [
        ((), ""),
        ((day(-10), date(2025, 5, 1)), "Kontrollerat mot källan 2025-05-01."),
        ((day(-10), None), "Delvis inte kontrollerat mot journalen."),
        ((None, None), "Inte kontrollerat mot journalen."),
    ],
)
def test_the_oldest_check_is_told(checks: tuple[date | None, ...], source: str) -> None:
    rows = [allergy(f"Ämne {number}", checked_on=one) for number, one in enumerate(checks)]
    assert facts(*rows, row(checked_on=date(2000, 1, 1), on_card=False)).source == source


@pytest.mark.parametrize(
    ("entries", "until"),
    [
        ([], date(2027, 11, 22)),
        ([row(next_check=day(90))], day(90)),
        ([row(next_check=day(90), valid_until=day(30))], day(30)),
        ([row(next_check=day(90)), text(valid_until=day(20))], day(20)),
        ([row(next_check=day(900))], date(2027, 11, 22)),
        ([row(next_check=day(5), on_card=False)], date(2027, 11, 22)),
        ([row(next_check=day(-5))], TODAY),
        ([row(next_check=day(-5)), text(valid_until=day(20))], TODAY),
        ([text(valid_until=day(-1))], date(2027, 11, 22)),
    ],
)
def test_it_holds_until_anything_on_it_is_to_be_looked_at_and_a_year_at_the_most(
    entries: list[Entity], until: date
) -> None:
    assert card_valid_until(record_of(*entries)) == facts(*entries).valid_until == until


PENICILLIN, AIRWAY = allergy(checked_on=day(-9), next_check=day(300)), row("Svårintuberad")
EVERYTHING: list[Entity] = [NUMBERED, NURSE, FIXED, MOTHER, PENICILLIN, AIRWAY, text("Kortison", valid_until=day(200))]


def test_time_alone_does_not_change_what_it_says() -> None:
    record = record_of(*EVERYTHING)
    assert facts_said(record) == facts_said(later(record, day(1))) == facts_said(later(record, day(199)))
    assert sheet_said(record) == sheet_said(later(record, day(199)))
    assert facts_said(record) != facts_said(later(record, day(201)))  # the text has run out


def _changed(which: type[Entity], **fields: Any) -> list[Entity]:
    found = [replace(one, **fields) if type(one) is which else one for one in EVERYTHING]
    assert found != EVERYTHING
    return found


@pytest.mark.parametrize(
    "now",
    [
        _changed(Contact, phone="010-999 99 99"),
        _changed(Contact, name="Karin Berg"),
        _changed(Relative, phone="070-999 99 99"),
        _changed(Patient, family_name="Ny"),
        _changed(EmergencyInformation, do_not="Avbryt aldrig."),
        _changed(EmergencyInformation, on_card=False),
        [*EVERYTHING, row("Aspleni")],
        [replace(AIRWAY, ended_on=TODAY) if one is AIRWAY else one for one in EVERYTHING],
        [replace(PENICILLIN, severity=Severity.HARMFUL) if one is PENICILLIN else one for one in EVERYTHING],
        [replace(PENICILLIN, english="Penicillin G") if one is PENICILLIN else one for one in EVERYTHING],
    ],
)
def test_every_change_of_what_it_says_is_seen(now: list[Entity]) -> None:
    assert said(*now) != said(*EVERYTHING)


def test_what_is_not_on_it_does_not_change_it_and_does_change_the_sheet() -> None:
    off = row("Aspleni", on_card=False)
    assert said(*EVERYTHING, off) == said(*EVERYTHING)
    before, after = record_of(*EVERYTHING), record_of(*EVERYTHING, off)
    assert "Aspleni." in sheet_said(after).splitlines() and "Aspleni." not in sheet_said(before)
    assert "Aspleni" not in sheet_said(record_of(*EVERYTHING, replace(off, for_patient=False)))


def test_the_sheet_says_all_of_a_text_and_how_a_row_shows() -> None:
    record = record_of(
        text("Kortison", card_text="Kort", infusion="Glukos 10 %", call_daytime="010-1"),
        allergy(reactions=(Reaction.ASTHMA,), on_card=False), answer(AlertGroup.INFECTION),
    )  # fmt: skip
    lines = sheet_said(record).splitlines()
    assert {"Infusion: Glukos 10 %", "Ring dagtid: 010-1", "Utfärdad av: Amina Wallin"} <= set(lines)
    assert {"Livshotande överkänslighet: Bensylpenicillin. Astma", "Smitta: Inga kända"} <= set(lines)


def test_the_facts_stand_one_a_line_whatever_breaks_are_in_them() -> None:
    lines = said(replace(MAJA, language="svenska\u2028tecken"), row(advice="Ring\nnarkosen"))
    assert "Addisons sjukdom. Ring narkosen" in lines and "svenska tecken" in lines


def test_the_code_says_who_what_whom_to_ring_and_until_when_and_no_identity_number() -> None:
    lines = qr_text(facts(*EVERYTHING)).splitlines()
    assert lines == [
        "AKUTINFORMATION", "Maja Lindeskog, född 2014-03-17", "Livshotande överkänslighet: Bensylpenicillin.",
        "Svårintuberad.", "Kortison.", "Ring Karin Lindström 010-123 45 67",
        f"Gäller till {day(200).isoformat()}",
    ]  # fmt: skip
    assert "2388" in facts(*EVERYTHING).number and "2388" not in "".join(lines)


def test_an_empty_code_says_why() -> None:
    assert "Ingen har frågat än. Fråga mig, familjen eller vården." in qr_text(facts()).splitlines()


def test_nothing_in_the_code_gives_way_when_there_is_too_much() -> None:
    urgent = replace(NURSE, name="Narkosjouren", phone="010-9", important_in_emergency=True)
    long = qr_text(facts(row(advice="y" * QR_BYTES), urgent))
    assert qr_excess(long) > 0 and "y" * QR_BYTES in long and "Ring Narkosjouren 010-9" in long


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (Knowledge.NONE_KNOWN, "Ingen känd överkänslighet"),
        (Knowledge.NOT_ASKED, "Överkänslighet: ej efterfrågat"),
        (Knowledge.SOME, "Överkänslighet finns, se journalen"),
    ],
)
def test_a_card_without_a_hypersensitivity_says_what_is_known_of_it(known: Knowledge, said: str) -> None:
    """Silence on a card is read as none."""
    shown = facts(row(), answer(AlertGroup.HYPERSENSITIVITY, known))
    assert [one.heading for one in shown.items] == ["Addisons sjukdom", said]
    assert shown.items[-1].english_heading and said in qr_text(shown)
    hidden = facts(row(), row("Latex", AlertType.STATE, on_card=False))
    assert hidden.items[-1].heading == "Överkänslighet finns, se journalen"
    assert [one.heading for one in facts(row("Latex", AlertType.STATE)).items] == ["Överkänslighet: Latex"]


@pytest.mark.parametrize("one", [row(valid_until=day(-1)), historic(valid_until=day(-1))])
def test_an_empty_card_does_not_deny_what_has_run_out(one: AlertInformation) -> None:
    known = replace(MAJA, emergency_known=Knowledge.NONE_KNOWN)
    others = [answer(group, checked_on=day(-9)) for group in AlertGroup if group is not AlertGroup.HISTORIC]
    assert facts(one).nothing == facts(known, one, *others).nothing
    assert facts(one).nothing[0] == "Uppgifter finns men står inte på kortet. Fråga vården."


def test_english_words_alone_are_a_fact_of_the_card() -> None:
    assert "Addisons sjukdom. Call Amina" in said(row(english_advice="Call Amina"))


@pytest.mark.parametrize("fields", [{"on_card": False}, {"for_patient": False}])
def test_a_card_with_some_hypersensitivity_says_that_there_is_more(fields: dict[str, Any]) -> None:
    """Latex alone would be read as all there is."""
    latex = row("Latex", AlertType.STATE)
    shown = facts(latex, allergy(**fields), row())
    more = "Mer överkänslighet finns, se journalen"
    assert [one.heading for one in shown.items] == ["Överkänslighet: Latex", "Addisons sjukdom", more]
    assert shown.items[-1].always and more in qr_text(shown)
    assert [one.heading for one in without(shown, shown.items[:1]).items] == ["Addisons sjukdom", more]
    whole = facts(latex, row())
    assert [one.heading for one in without(whole, whole.items[:1]).items] == ["Addisons sjukdom", more]
    assert [one.heading for one in without(whole, whole.items[1:]).items] == ["Överkänslighet: Latex"]


def test_what_is_only_troublesome_may_be_left_off_without_a_word_beside_others() -> None:
    itch = row("Latex", AlertType.STATE, severity=Severity.TROUBLESOME)
    both = facts(allergy(), itch, row())
    chosen = facts(allergy(), replace(itch, on_card=False), row())
    assert [one.heading for one in chosen.items] == ["Livshotande överkänslighet: Bensylpenicillin", "Addisons sjukdom"]
    assert without(both, both.items[1:2]).items == (both.items[0], both.items[2])
    alone = facts(itch, row())
    assert without(alone, alone.items[:1]).items[-1].always
    assert facts(replace(itch, on_card=False), row()).items[-1].heading == "Överkänslighet finns, se journalen"
    hidden = facts(allergy(), replace(itch, for_patient=False), row())
    assert hidden.items[-1].heading == "Mer överkänslighet finns, se journalen"


def test_a_hypersensitivity_that_has_run_out_is_not_called_unasked() -> None:
    shown = facts(row(), row("Latex", AlertType.STATE, valid_until=day(-1)), answer(AlertGroup.HYPERSENSITIVITY,
                  Knowledge.SOME, checked_on=day(-9)))  # fmt: skip
    assert shown.items[-1].heading == "Överkänslighet: uppgiften har gått ut, se journalen"


@pytest.mark.parametrize(
    ("text", "excess"),
    [
        ("x" * QR_BYTES, 0),
        ("x" * (QR_BYTES + 1), 1),
        ("x" * (QR_BYTES - 1) + "å", 1),
        ("x" * (QR_BYTES - 2) + "å", 0),
        ("x" * (QR_BYTES - 3) + "🫀", 1),
        ("x" * (QR_BYTES - 4) + "🫀", 0),
        ("å" * 166, 1),
        ("å" * 200, 35),
        ("🫀" * 100, 18),
        ("å" * 165 + "x", 0),
    ],
)
def test_so_many_characters_too_many(text: str, excess: int) -> None:
    assert qr_excess(text) == excess


@given(st.text(alphabet="aå€🫀\n", min_size=90, max_size=300))
def test_as_many_fewer_characters_have_room_and_one_more_does_not(text: str) -> None:
    excess = qr_excess(text)
    kept = text[: len(text) - excess]
    assert len(kept.encode()) <= QR_BYTES
    if excess:
        assert len(text[: len(kept) + 1].encode()) > QR_BYTES


@pytest.mark.parametrize(("text", "version"), [("x" * QR_BYTES, 13), ("x" * (QR_BYTES + 1), 14), ("å" * 165 + "x", 13)])
def test_so_much_text_a_code_of_that_size_holds(text: str, version: int) -> None:
    assert segno.make(text, error="m", encoding="utf-8", boost_error=False, micro=False).version == version


def test_of_somebody_protected_neither_the_family_nor_the_place_is_on_it() -> None:
    protected = replace(NUMBERED, protected_identity=ProtectedIdentity.REGISTRATION)
    school = Contact(patient_id=PATIENT_ID, name="Skolsköterskan", phone="060-123 99 99", important_in_emergency=True,
                     reveals_location=True)  # fmt: skip
    shown = facts(protected, *EVERYTHING[1:], school, row("Aspleni", advice="Ring Skolsköterskan på 060-123 99 99"))
    assert [one.number for one in shown.phones] == ["010-123 45 67"]
    everything = f"{shown} {qr_text(shown)}"
    assert (
        "070-111 22 33" not in everything and "060-123 99 99" not in everything and "Skolsköterskan" not in everything
    )


def test_how_dangerous_it_is_stands_in_english_though_nobody_has_written_what_it_is() -> None:
    (item,) = card_facts(record_of(allergy(english=""))).items
    assert item.lacks_english and item.in_its_place.startswith("Life-threatening hypersensitivity: ")
    (row,) = back_rows(card_facts(record_of(allergy(english=""))))
    assert row.heading == item.in_its_place and row.missing == "(English text missing)"
