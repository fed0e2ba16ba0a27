"""What became of an entry, in words; and a former version brought back as a new one, under the usual rules."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from coordinator.careplan import CareGoal, CarePlan, Horizon, PlanStatus
from coordinator.change import Add, Change, Edit
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import Contact
from coordinator.desk import Desk, FormerVersion
from coordinator.diagnosis import RareCondition
from coordinator.entity import Coding, Entity, attrs_of
from coordinator.entries import add_entry, edit_entry, remove_entry
from coordinator.entry_history import (
    BROUGHT_BACK,
    FieldChange,
    Version,
    bring_back,
    moment_in_words,
    read_past,
    versions,
    who_in_words,
)
from coordinator.errors import RuleError
from coordinator.gap_silence import GapSilence
from coordinator.identity import IdentityType
from coordinator.person import Patient, ProtectedIdentity, change_identity, register_patient
from coordinator.record import Actor
from coordinator.related_person import SharesHome
from coordinator.relative import Relative
from coordinator.reminder import Reminder
from coordinator.text_difference import Fate
from tests.conftest import without_ids
from tests.coordinator.conftest import ACTOR, MAJA, PATIENT_ID, TODAY, MemoryStore, done, noon, record_of
from tests.rules.made_up import filled

DAY = date(2026, 11, 20)
NUMBER, OTHER_NUMBER = "200804192383", "200206112393"
LISA = Contact(patient_id=PATIENT_ID, version=3, name="Lisa Ek", role="dietist", phone="070-2")
BEFORE = replace(LISA, version=1, phone="070-1")


def former(entry: Entity, *, newest: int = 0, day: date = DAY) -> FormerVersion:
    return FormerVersion(entry, noon(day), ACTOR, "Kontakt har ändrats", newest=newest)


def read(desk: Desk, patient_id: UUID, entry_id: UUID, *, limit: int = 20) -> list[Version]:
    record = desk.store.read(patient_id)
    return versions(record, entry_id, read_past(desk.store, record, entry_id, limit=limit))


def labelled(version: Version) -> dict[str, tuple[str, str]]:
    return {one.label: (one.before, one.after) for one in version.changes}


@pytest.fixture
def maja(desk: Desk) -> UUID:
    return desk.begin(register_patient, given_name="Maja", family_name="Lindeskog").patient_id


def add(desk: Desk, patient_id: UUID, kind: type[Entity], **fields: Any) -> UUID:
    return next(iter(desk.do(patient_id, add_entry, kind, **fields).versions))


# What became of it


def test_each_version_says_what_differs_in_words(desk: Desk, maja: UUID) -> None:
    lisa = add(desk, maja, Contact, name="Lisa Ek", phone="070-1", important_in_emergency=True)
    desk.do(maja, edit_entry, Contact, lisa, phone="070-2", next_contact=date(2026, 12, 3))
    desk.do(maja, edit_entry, Contact, lisa, phone="")
    newest, middle, first = read(desk, maja, lisa)
    assert [one.happened for one in (newest, middle, first)] == ["Ändrad", "Ändrad", "Skapad"]
    assert labelled(first) == {
        "Namn": ("", "Lisa Ek"), "Direkttelefon": ("", "070-1"), "Viktig i akut läge": ("", "Ja"),
    }  # fmt: skip
    assert labelled(middle) == {"Direkttelefon": ("070-1", "070-2"), "Nästa planerade": ("", "2026-12-03")}
    assert labelled(newest) == {"Direkttelefon": ("070-2", "")}
    assert {one.by for one in (newest, middle, first)} == {ACTOR}
    assert [one.title for one in (newest, first)] == ["Kontakt har ändrats", "Kontakt har lagts till"]


def test_codes_references_and_numbers_are_in_words(desk: Desk, maja: UUID) -> None:
    lisa = add(desk, maja, Contact, name="Lisa Ek", role="dietist")
    nils = add(desk, maja, Contact, name="Nils Berg")
    plan, goal = CarePlan(patient_id=maja), uuid4()
    made = CareGoal(id=goal, patient_id=maja, plan_id=plan.id, goal="Gå på tur", horizon=Horizon.LONG)
    desk.do(maja, lambda record: Change("Plan", (Add(plan), Add(made))))
    held = add(desk, maja, Reminder, what="Ring", owner="Anna", due=TODAY, contact_id=lisa)
    desk.do(maja, edit_entry, Reminder, held, contact_id=nils)
    desk.do(maja, remove_entry, Contact, lisa, reason="Dubblett")
    changed, first = read(desk, maja, held)
    assert labelled(first)["Kontakt"] == ("", "Lisa Ek, dietist (borttagen)")
    assert labelled(changed)["Kontakt"] == ("Lisa Ek, dietist (borttagen)", "Nils Berg")
    assert labelled(read(desk, maja, goal)[0])["Sikt"] == ("", "Lång sikt")
    number = desk.do(maja, change_identity, number=NUMBER)
    assert number.versions == {maja: 2}
    assert labelled(read(desk, maja, maja)[0])["Identitetsnummer"] == ("", "20080419-2383")
    condition = add(desk, maja, RareCondition, text="Angelman", orpha=Coding(code="72", display="Angelmans syndrom"))
    assert labelled(read(desk, maja, condition)[0])["ORPHA-kod"] == ("", "72 Angelmans syndrom")


def test_a_silence_names_its_rule_and_what_it_is_about(desk: Desk, maja: UUID) -> None:
    lisa = add(desk, maja, Contact, name="Lisa Ek", role="dietist")
    until = TODAY + timedelta(9)
    silence = {"rule": "contact_unreachable", "about": lisa, "reason": "Hon ringer själv", "until": until}
    quiet = add(desk, maja, GapSilence, silenced_on=TODAY, **silence)
    said = labelled(read(desk, maja, quiet)[0])
    assert said["Regel"] == ("", "Kontakt som inte går att nå")
    assert said["Gäller posten"] == ("", "Lisa Ek, dietist")
    desk.do(maja, remove_entry, Contact, lisa, reason="Dubblett")
    assert labelled(read(desk, maja, quiet)[0])["Gäller posten"] == ("", "Lisa Ek, dietist (borttagen)")
    desk.do(maja, edit_entry, GapSilence, quiet, about=None)
    assert labelled(read(desk, maja, quiet)[0])["Gäller posten"] == ("Lisa Ek, dietist (borttagen)", "")


def test_what_was_removed_says_why_and_what_was_brought_back_says_so(desk: Desk, maja: UUID) -> None:
    lisa = add(desk, maja, Contact, name="Lisa Ek", phone="070-1")
    desk.do(maja, remove_entry, Contact, lisa, reason="Felregistrerad")
    removed, first = read(desk, maja, lisa)
    assert (removed.happened, removed.reason, removed.changes) == ("Borttagen", "Felregistrerad", ())
    assert removed.former == first.former is not None
    assert removed.former is not None
    desk.do(maja, bring_back, removed.former)
    back = read(desk, maja, lisa)[0]
    assert (back.happened, back.number, back.changes, back.former) == (BROUGHT_BACK, 3, (), None)


def test_only_what_would_differ_can_be_brought_back(desk: Desk, maja: UUID) -> None:
    lisa = add(desk, maja, Contact, name="Lisa Ek", phone="070-1")
    for phone in ("070-2", "070-1", "070-2"):
        desk.do(maja, edit_entry, Contact, lisa, phone=phone)
    assert [one.former is not None for one in read(desk, maja, lisa)] == [False, True, False, True]


def test_a_long_text_shows_its_words() -> None:
    change = FieldChange("Anteckning", "Ringer på måndag.", "Ringer på tisdag.", long=True)
    assert [(one.text, one.fate) for one in change.pieces] == [
        ("Ringer på", Fate.KEPT), (" måndag.", Fate.REMOVED), (" tisdag.", Fate.ADDED),
    ]  # fmt: skip


def test_only_as_many_versions_as_are_asked_for(desk: Desk, maja: UUID) -> None:
    lisa = add(desk, maja, Contact, name="Lisa Ek")
    for number in range(5):
        desk.do(maja, edit_entry, Contact, lisa, phone=str(number))
    assert [one.number for one in read(desk, maja, lisa, limit=2)] == [6, 5]


def test_every_kind_has_a_first_version_and_no_identifier_in_it(desk: Desk, store: MemoryStore) -> None:
    patient_id = uuid4()
    entries = filled(patient_id)
    store.apply(patient_id, Change("Allt", tuple(Add(entry) for entry in entries)))
    ids = [str(entry.id) for entry in entries]
    for entry in entries:
        (first,) = read(desk, patient_id, entry.id)
        assert first.changes
        assert not any(one in change.after for change in first.changes for one in ids)


def test_the_paper_of_a_plan_is_not_written_out(desk: Desk, store: MemoryStore) -> None:
    patient_id = uuid4()
    entries = filled(patient_id)
    store.apply(patient_id, Change("Allt", tuple(Add(entry) for entry in entries)))
    handed_out = next(entry for entry in entries if entry.KEPT_AS_IS)
    (first,) = read(desk, patient_id, handed_out.id)
    assert "skrivas ut igen" in labelled(first)["Dokument"][1]
    assert first.former is None


# Bringing back


def test_the_former_content_is_a_new_version() -> None:
    record = record_of(LISA)
    change = bring_back(record, former(BEFORE))
    assert change == Change("Kontakt tillbaka till 2026-11-20", (Edit(replace(LISA, phone="070-1")),))


def test_a_removed_entry_goes_on_from_its_removal() -> None:
    change = bring_back(record_of(), former(replace(BEFORE, version=3), newest=4))
    assert change == Change("Kontakt är tillbaka", (Add(replace(BEFORE, version=4)),))


def test_what_was_removed_comes_back_as_it_last_was(desk: Desk, store: MemoryStore, maja: UUID) -> None:
    given = add(
        desk, maja, Consent, purpose=ConsentPurpose.SIP, given_by="Maja", given_on=DAY, recipients="Skolan",
        covers="Planen", valid_until=date(2027, 11, 20),
    )  # fmt: skip
    desk.do(maja, edit_entry, Consent, given, revoked_on=TODAY)
    desk.do(maja, remove_entry, Consent, given, reason="Fel patient")
    removed, revoked, first = read(desk, maja, given)
    assert first.former is None
    assert removed.former == revoked.former is not None
    was = store.history(maja, given)[0]
    with pytest.raises(RuleError, match="senast"):
        desk.do(maja, bring_back, was)
    aunt = Relative(patient_id=PATIENT_ID, version=1, name="Stina Ek")
    hidden = record_of(replace(MAJA, protected_identity=ProtectedIdentity.MARKED))
    for record, entry in ((record_of(MAJA), aunt), (hidden, BEFORE)):
        with pytest.raises(RuleError, match="senast"):
            bring_back(record, former(entry, newest=3))
    assert bring_back(record_of(MAJA), former(BEFORE, newest=3))


def test_what_was_removed_together_comes_back_together() -> None:
    plan = CarePlan(patient_id=PATIENT_ID)
    goal = CareGoal(patient_id=PATIENT_ID, plan_id=plan.id, goal="Gå på tur", version=1)
    with pytest.raises(RuleError, match="Vårdplan"):
        bring_back(record_of(), former(goal, newest=2))
    change = bring_back(record_of(), former(goal, newest=2), former(replace(plan, version=1), newest=2))
    assert change.title == "Mål och 1 till är tillbaka"
    assert done(record_of(), change).all(CareGoal) == (replace(goal, version=2),)


def test_a_reference_to_what_is_gone_is_refused_in_words() -> None:
    held = Reminder(patient_id=PATIENT_ID, version=2, what="Ring", owner="Anna", due=TODAY)
    record = record_of(held)
    with pytest.raises(RuleError) as caught:
        bring_back(record, former(replace(held, version=1, contact_id=LISA.id)))
    assert "Kontakt (kontakt)" in caught.value.message
    assert "Lisa" not in str(caught.value)
    assert bring_back(record_of(held, LISA), former(replace(held, version=1, contact_id=LISA.id)))


def test_the_same_as_now_is_refused() -> None:
    with pytest.raises(RuleError, match="Inget skiljer"):
        bring_back(record_of(LISA), former(replace(LISA, version=1)))


def test_what_is_kept_as_it_was_never_comes_back_as_another() -> None:
    handed_out = next(entry for entry in filled(PATIENT_ID) if entry.KEPT_AS_IS)
    with pytest.raises(RuleError, match="ändras inte"):
        bring_back(record_of(), former(handed_out, newest=2))


def test_a_version_that_breaks_a_rule_today_is_refused(desk: Desk, store: MemoryStore, maja: UUID) -> None:
    first = desk.do(maja, add_entry, CarePlan, status=PlanStatus.CURRENT, established_on=TODAY)
    plan_id = next(iter(first.versions))
    desk.do(maja, edit_entry, CarePlan, plan_id, status=PlanStatus.REPLACED)
    desk.do(maja, add_entry, CarePlan, status=PlanStatus.CURRENT, established_on=TODAY)
    (before,) = store.history(maja, plan_id)
    with pytest.raises(RuleError, match="Bara en plan"):
        desk.do(maja, bring_back, before)


def test_the_patients_number_stays_whatever_comes_back() -> None:
    now = replace(
        MAJA, version=4, identity_type=IdentityType.PERSONNUMMER, identity_number=NUMBER, former_numbers=("12-RESERV",),
        birth_date=date(2008, 4, 19), phone="070-2",
    )  # fmt: skip
    then = replace(
        now, version=1, identity_type=IdentityType.PERSONNUMMER, identity_number=OTHER_NUMBER, former_numbers=(),
        birth_date=date(2002, 6, 11), phone="070-1",
    )  # fmt: skip
    (step,) = bring_back(record_of(now), former(then)).steps
    assert step == Edit(replace(now, phone="070-1"))
    with pytest.raises(RuleError, match="Inget skiljer"):
        bring_back(record_of(now), former(replace(then, phone="070-2")))


def test_without_a_number_the_birth_date_comes_back_too() -> None:
    now = replace(MAJA, version=2)
    (step,) = bring_back(record_of(now), former(replace(now, version=1, birth_date=date(2012, 4, 21)))).steps
    assert isinstance(step.entry, Patient)
    assert step.entry.birth_date == date(2012, 4, 21)


def test_going_back_takes_no_protection_away_and_gives_no_consent_again() -> None:
    marked, none = ProtectedIdentity.MARKED, ProtectedIdentity.NONE
    maja = replace(MAJA, version=2, phone="070-2", protection_checked=TODAY, protected_identity=marked)
    aunt = Relative(
        patient_id=PATIENT_ID, version=2, name="Stina Ek", protected_identity=marked, lives_with_patient=SharesHome.YES
    )
    school = replace(LISA, version=2, reveals_location=True, phone="070-2")
    consent = Consent(
        patient_id=PATIENT_ID, version=2, purpose=ConsentPurpose.SIP, given_by="Maja", given_on=DAY,
        recipients="Skolan", covers="Planen", valid_until=date(2027, 11, 20), revoked_on=TODAY,
    )  # fmt: skip
    record = record_of(maja, aunt, school, consent)
    back = [
        (maja, replace(maja, version=1, phone="070-1", protection_checked=None, protected_identity=none)),
        (aunt, replace(aunt, version=1, name="Stina", protected_identity=none, lives_with_patient=SharesHome.NO)),
        (school, replace(school, version=1, phone="070-1", reveals_location=False)),
        (consent, replace(consent, version=1, covers="Allt", revoked_on=None)),
    ]
    for now, then in back:
        (step,) = bring_back(record, former(then)).steps
        differs = [one.name for one in attrs_of(type(now)) if getattr(now, one.name) != getattr(step.entry, one.name)]
        assert differs in (["phone"], ["name"], ["covers"])
    with pytest.raises(RuleError, match="Inget skiljer"):
        bring_back(record, former(replace(consent, version=1, revoked_on=None)))


def test_an_entry_of_another_patient_is_refused() -> None:
    other = uuid4()
    with pytest.raises(RuleError, match="annan patient"):
        bring_back(record_of(), former(Contact(patient_id=other, name="Nils"), newest=2))


def test_a_patient_who_is_not_there_does_not_come_back_so() -> None:
    empty = replace(record_of(), entries={})
    with pytest.raises(RuleError, match="Patienten finns inte"):
        bring_back(empty, former(MAJA, newest=2))


def test_bringing_back_can_be_undone_and_done_again(desk: Desk, store: MemoryStore, maja: UUID) -> None:
    aunt = add(desk, maja, Relative, name="Stina")
    desk.do(maja, edit_entry, Relative, aunt, name="Stina Ek")
    (before,) = store.history(maja, aunt)
    back = desk.do(maja, bring_back, before)
    assert desk.store.read(maja).get(Relative, aunt).name == "Stina"
    undone = desk.undo(back.id)
    assert desk.store.read(maja).get(Relative, aunt).name == "Stina Ek"
    desk.undo(undone.id)
    assert desk.store.read(maja).get(Relative, aunt).name == "Stina"


# In words


def test_a_moment_is_said_as_near_it_is() -> None:
    now = noon(TODAY)
    days = (now, now - timedelta(days=1), now - timedelta(days=2), now - timedelta(days=400))
    assert [moment_in_words(one, TODAY) for one in days] == [
        "i dag 12:00", "i går 12:00", "20 nov 12:00", "18 okt 2025 12:00",
    ]  # fmt: skip


def test_who_without_a_title_is_only_a_name() -> None:
    assert who_in_words(ACTOR) == "Anna Lind, kontaktsjuksköterska"
    assert who_in_words(Actor("Anna Lind", "", "")) == "Anna Lind"


def test_nothing_shows_content_in_its_repr(desk: Desk, store: MemoryStore, maja: UUID) -> None:
    lisa = add(desk, maja, Contact, name="Lisa Ek", phone="070-1")
    desk.do(maja, edit_entry, Contact, lisa, phone="070-2")
    desk.do(maja, remove_entry, Contact, lisa, reason="Lisa bad om det")
    record = store.read(maja)
    past = read_past(store, record, lisa, limit=5)
    said = repr((past, versions(record, lisa, past), past.former, replace(past.former[0], removed_because="Lisa")))
    assert "Lisa" not in said
    assert "070-" not in without_ids(said)
