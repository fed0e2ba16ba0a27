"""Taking a record in: what is new, the same, different or removed here; and that whatever is wrong, nothing is lost."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

import pytest

from coordinator.careplan import CarePlan, HandedOutPlan
from coordinator.change import Applied
from coordinator.contact import Assignment, Contact, ContactRole
from coordinator.desk import Access, Desk
from coordinator.entity import Attr, Code, Entity, Knowledge, attrs_of
from coordinator.entries import add_entry, edit_entry, remove_entry
from coordinator.errors import ConflictError, CoordinatorError, ImportRefused, RuleError
from coordinator.exchange.record_json import TakenOut, read_record_json, record_json
from coordinator.identity import IdentityType
from coordinator.intake import Intake, compare
from coordinator.journal_entry import JournalEntry
from coordinator.kinds import BY_NAME, KINDS, SCHEMA
from coordinator.person import Patient
from coordinator.umi.card import EmergencyCard
from coordinator.umi.ending import end_alert
from coordinator.umi.kinds import AlertEnd, AlertSource, AlertType, Severity
from coordinator.umi.registering import add_alert, edit_alert
from coordinator.umi.row import AlertInformation
from coordinator.umi.terms import version
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, MemoryStore, noon
from tests.rules.made_up import adding, filled

CANARY = "KANARIE"
LISA = Contact(patient_id=PATIENT_ID, name="Lisa Ek")


def file_of(
    *entries: Entity, complete: bool = True, practice: bool = False, unit: str = "SMO-mottagningen"
) -> TakenOut:
    """A file about Maja with these entries."""
    patients = () if any(isinstance(entry, Patient) for entry in entries) else (MAJA,)
    whole = (*patients, *entries)
    return TakenOut(whole[0].patient_id, whole, complete, practice, SCHEMA, unit=unit)


def beside(taken: TakenOut, store: MemoryStore, *, replacing: bool = False) -> Intake:
    return compare(taken, store, into_practice=False, replacing=replacing)


def taken_in(taken: TakenOut, store: MemoryStore, *, replacing: bool = False) -> Applied:
    return Desk(store).take_in(taken.patient_id, beside(taken, store, replacing=replacing).change)


def standing(store: MemoryStore, patient_id: UUID = PATIENT_ID) -> list[Entity]:
    return [entry for found in store.read(patient_id).entries.values() for entry in found]


def counted(intake: Intake) -> tuple[int, int, int, int]:
    return len(intake.new), len(intake.same), len(intake.differing), len(intake.removed)


def refused(taken: TakenOut, store: MemoryStore, *, replacing: bool = False) -> CoordinatorError:
    """The refusal of a file, before anything is written and in words without content."""
    before = {row.id: standing(store, row.id) for row in store.patients()}
    with pytest.raises((ImportRefused, RuleError)) as error:
        beside(taken, store, replacing=replacing)
    assert {row.id: standing(store, row.id) for row in store.patients()} == before
    assert CANARY not in str(error.value)
    return error.value


# Whose journal


@pytest.mark.parametrize("unit", ["Habiliteringen", ""])
def test_what_stands_in_another_practices_journal_says_nothing_of_ours(unit: str, store: MemoryStore) -> None:
    entries = filled(PATIENT_ID)
    intake = beside(file_of(*entries, unit=unit), store)
    assert [type(one) for one in intake.theirs] == [JournalEntry]
    taken_in(file_of(*entries, unit=unit), store)
    assert store.read(PATIENT_ID).all(JournalEntry) == ()
    again = beside(file_of(*entries), store)
    assert [type(one) for one in again.new] == [JournalEntry] and again.theirs == ()


# What is there


def test_a_new_patient_comes_in_whole_and_in_order(store: MemoryStore) -> None:
    entries = filled(PATIENT_ID)
    intake = beside(file_of(*entries), store)
    assert intake.is_new_patient and counted(intake) == (len(KINDS), 0, 0, 0)
    done = taken_in(file_of(*entries), store)
    assert standing(store) == [replace(entry, version=1) for entry in entries]
    assert done.title == "Uppgifter importerade" and done.kinds == frozenset(KINDS)
    assert (Access.IMPORT, PATIENT_ID, "Uppgifter importerade", "") in store.noted


def test_the_same_file_twice_changes_nothing(store: MemoryStore) -> None:
    taken = file_of(*filled(PATIENT_ID))
    taken_in(taken, store)
    before = standing(store)
    for replacing in (False, True):
        intake = beside(taken, store, replacing=replacing)
        assert counted(intake) == (0, len(KINDS), 0, 0) and not intake.is_new_patient
        assert intake.change.steps == ()
    assert standing(store) == before


def test_what_is_new_is_added_beside_what_stands(store: MemoryStore) -> None:
    taken_in(file_of(LISA), store)
    Desk(store).do(PATIENT_ID, add_entry, Contact, name="Bara här")
    taken_in(file_of(LISA, Contact(patient_id=PATIENT_ID, name="Ny i filen")), store)
    assert [one.name for one in store.read(PATIENT_ID).all(Contact)] == ["Lisa Ek", "Bara här", "Ny i filen"]


def test_what_differs_is_kept_unless_the_file_is_to_stand(store: MemoryStore) -> None:
    taken_in(file_of(LISA), store)
    Desk(store).do(PATIENT_ID, edit_entry, Contact, LISA.id, name="Lisa Ek Berg")
    intake = beside(file_of(LISA), store)
    assert counted(intake) == (0, 1, 1, 0)
    assert intake.differing[0][0].version == 0 and intake.differing[0][1].version == 2
    assert intake.change.steps == ()
    taken_in(file_of(LISA), store, replacing=True)
    assert store.read(PATIENT_ID).get(Contact, LISA.id) == replace(LISA, version=3)
    names = [getattr(former.entry, "name", "") for former in store.history(PATIENT_ID, LISA.id)]
    assert names == ["Lisa Ek", "Lisa Ek Berg"]
    assert counted(beside(file_of(LISA), store)) == (0, 2, 0, 0)


def test_what_was_removed_here_stays_away_unless_the_file_is_to_stand(store: MemoryStore) -> None:
    taken_in(file_of(LISA), store)
    Desk(store).do(PATIENT_ID, remove_entry, Contact, LISA.id, reason="Dubblett")
    intake = beside(file_of(LISA), store)
    assert counted(intake) == (0, 1, 0, 1)
    assert intake.change.steps == ()
    taken_in(file_of(LISA), store, replacing=True)
    assert store.read(PATIENT_ID).all(Contact) == (replace(LISA, version=3),)


def test_an_import_can_be_undone_and_done_again_any_number_of_times(store: MemoryStore) -> None:
    # A card points to the paper it was on, which is kept as it is and so is not among them.
    plain_kinds = tuple(
        replace(entry, shared_paper_id=None) if isinstance(entry, EmergencyCard) else entry
        for entry in filled(PATIENT_ID)
        if not type(entry).KEPT_AS_IS
    )
    taken = file_of(*plain_kinds)
    for turn in range(1, 4):
        done = taken_in(taken, store)
        assert standing(store) == [replace(entry, version=2 * turn - 1) for entry in plain_kinds]
        Desk(store).undo(done.id)
        assert store.patients() == []
        assert beside(taken, store).is_new_patient and counted(beside(taken, store)) == (len(plain_kinds), 0, 0, 0)


def test_a_handed_out_plan_that_differs_is_never_replaced(store: MemoryStore) -> None:
    plan = CarePlan(patient_id=PATIENT_ID)
    copy = HandedOutPlan(
        patient_id=PATIENT_ID, plan_id=plan.id, number=1, handed_out_on=TODAY, handed_to="Maja", handed_out_by="Anna",
        document="ett",
    )  # fmt: skip
    taken_in(file_of(plan, copy), store)
    other = file_of(plan, replace(copy, document="två"))
    intake = beside(other, store, replacing=True)
    assert counted(intake) == (0, 2, 1, 0)
    assert intake.change.steps == ()


def test_a_file_without_what_is_protected_adds_but_never_replaces(store: MemoryStore) -> None:
    taken_in(file_of(LISA), store)
    lacking = file_of(replace(LISA, name=""), Contact(patient_id=PATIENT_ID, name="Ny"), complete=False)
    assert "saknar det som är skyddat" in str(refused(lacking, store, replacing=True))
    taken_in(lacking, store)
    assert [one.name for one in store.read(PATIENT_ID).all(Contact)] == ["Lisa Ek", "Ny"]


def test_what_the_rules_would_say_today_is_told_and_does_not_stop_it(store: MemoryStore) -> None:
    late = replace(LISA, last_contact=date(2030, 1, 1))
    intake = beside(file_of(late), store)
    assert intake.to_mend == ("Senaste kontakt ligger i framtiden. Ett planerat besök hör hemma i Nästa planerade.",)
    taken_in(file_of(late), store)
    assert store.read(PATIENT_ID).all(Contact) == (replace(late, version=1),)


def alert(type: AlertType, **fields: Any) -> AlertInformation:
    return AlertInformation(patient_id=PATIENT_ID, type=type, **({"valid_from": TODAY} | fields))


def test_a_row_with_two_kinds_of_body_comes_in_whole_and_is_told_of(store: MemoryStore) -> None:
    both = alert(AlertType.CONDITION, term="Aspleni", severity=Severity.HARMFUL, content="Som förr")
    taken = file_of(both)
    assert [one for one in beside(taken, store).to_mend if "hör inte till" in one] == [
        "Som det var skrivet hör inte till A1 Annat medicinskt tillstånd. Ta bort den uppgiften.",
        "Allvarlighetsgrad hör inte till A1 Annat medicinskt tillstånd. Ta bort den uppgiften.",
    ]
    taken_in(taken, store)
    assert store.read(PATIENT_ID).all(AlertInformation) == (replace(both, version=1),)


def test_what_is_historic_comes_by_file_alone_and_stays_as_it_was_written(store: MemoryStore) -> None:
    old = alert(AlertType.HISTORIC, content="Reagerade 1998", source=AlertSource.FILE, valid_from=None)
    listed = alert(AlertType.STATE, term="Latex", list_version=version(), severity=Severity.HARMFUL)
    taken_in(file_of(old, listed), store)
    desk = Desk(store)
    edits: list[Callable[[], object]] = [
        lambda: desk.do(PATIENT_ID, edit_entry, AlertInformation, old.id, content="Annat"),
        lambda: desk.do(PATIENT_ID, edit_alert, old.id, content="Annat"),
        lambda: desk.do(PATIENT_ID, edit_entry, AlertInformation, old.id, type=AlertType.STATE, term="Latex"),
        lambda: desk.do(PATIENT_ID, edit_entry, AlertInformation, listed.id, type=AlertType.HISTORIC),
    ]
    for edit in edits:
        with pytest.raises(RuleError, match="ändras inte") as error:
            edit()
        assert "som den var skriven" in error.value.message
    additions: list[Callable[[], object]] = [
        lambda: desk.do(PATIENT_ID, add_entry, AlertInformation, type=AlertType.HISTORIC, content="Ny"),
        lambda: desk.do(PATIENT_ID, add_alert, type=AlertType.HISTORIC, term="Ny", valid_from=None),
    ]
    for add in additions:
        with pytest.raises(RuleError, match="skrivs inte in för hand"):
            add()
    desk.do(PATIENT_ID, end_alert, old.id, reason=AlertEnd.NOT_RELEVANT)
    ended = store.read(PATIENT_ID).get(AlertInformation, old.id)
    assert (ended.ended_on, ended.content) == (TODAY, "Reagerade 1998")


def test_a_file_that_has_what_is_historic_in_other_words_does_not_rewrite_it(store: MemoryStore) -> None:
    old = alert(AlertType.HISTORIC, content="Reagerade 1998", comment="Före")
    taken_in(file_of(old, LISA), store)
    other = file_of(replace(old, content="Skrivet om", comment="Efter"), replace(LISA, name="Lisa Berg"))
    told = [one for one in beside(other, store, replacing=True).to_mend if "står kvar" in one]
    assert told == ["Uppmärksamhetsinformation står kvar som den togs in; i filen är den skriven på ett annat sätt."]
    taken_in(other, store, replacing=True)
    there = store.read(PATIENT_ID)
    row = there.get(AlertInformation, old.id)
    assert (row.content, row.comment) == ("Reagerade 1998", "Efter")
    assert there.get(Contact, LISA.id).name == "Lisa Berg", "one row does not stop the rest"


def test_uppmarksamhetsinformation_goes_out_and_comes_back_as_it_was(store: MemoryStore) -> None:
    rows = (
        alert(AlertType.SUBSTANCE, term="Penicillin V", atc="J01CE", severity=Severity.LIFE_THREATENING),
        alert(AlertType.CONDITION, term="Metylmalonisk acidemi", icd10="E71.1C?", for_patient=False),
        alert(AlertType.HISTORIC, content="Rad ett\nRad två  ", valid_from=None),
    )
    taken_in(file_of(*rows), store)
    out = record_json(store.read(PATIENT_ID))
    back = [one for one in read_record_json(out).entries if isinstance(one, AlertInformation)]
    assert back == list(rows)
    assert beside(read_record_json(out), store).change.steps == ()


def test_nothing_of_the_comparison_is_shown_by_repr(store: MemoryStore) -> None:
    taken_in(file_of(*filled(PATIENT_ID, text=CANARY)), store)
    assert CANARY not in repr(beside(file_of(*filled(PATIENT_ID, text=f"{CANARY} 2")), store))


# What cannot go in


def test_another_patient_with_the_same_number_is_not_put_together(store: MemoryStore) -> None:
    born = date(1990, 7, 28)
    taken_in(file_of(replace(MAJA, identity_number="199007282388", birth_date=born)), store)
    other = uuid4()
    same = Patient(id=other, patient_id=other, identity_number="199007282388", birth_date=born)
    error = refused(file_of(same), store)
    assert error.title == "Numret hör till en annan patient i pärmen"


@pytest.mark.parametrize(
    ("type", "number"),
    [
        (IdentityType.UNKNOWN, "TF-123-X"),
        (IdentityType.UNKNOWN, "12 34 å"),
        (IdentityType.RESERVNUMMER, "99AB12345678"),
    ],
)
def test_the_same_number_is_seen_whatever_kind_it_is(store: MemoryStore, type: IdentityType, number: str) -> None:
    taken_in(file_of(replace(MAJA, identity_type=type, identity_number=number)), store)
    other = uuid4()
    again = Patient(id=other, patient_id=other, identity_type=type, identity_number=number)
    assert refused(file_of(again), store).title == "Numret hör till en annan patient i pärmen"


def test_the_number_of_another_is_seen_before_it_replaces_that_of_a_known_patient(store: MemoryStore) -> None:
    other = uuid4()
    taken_in(file_of(Patient(id=other, patient_id=other, identity_number="X1")), store)
    taken_in(file_of(MAJA), store)
    taken = file_of(replace(MAJA, identity_number="X1"))
    with pytest.raises(CoordinatorError):
        taken_in(taken, store, replacing=True)
    assert store.read(PATIENT_ID).patient.identity_number is None
    refused(taken, store, replacing=True)  # the preview says so too


def test_patients_without_numbers_are_not_taken_for_each_other(store: MemoryStore) -> None:
    taken_in(file_of(MAJA), store)
    other = uuid4()
    assert beside(file_of(Patient(id=other, patient_id=other, given_name="Nova")), store).is_new_patient


def test_a_real_patient_does_not_go_into_a_practice_vault(store: MemoryStore) -> None:
    real, invented = file_of(LISA), file_of(LISA, practice=True)
    with pytest.raises(ImportRefused, match="övningspärm"):
        compare(real, store, into_practice=True)
    assert compare(invented, store, into_practice=True).is_new_patient
    assert compare(invented, store, into_practice=False).is_new_patient


def test_an_id_that_is_another_kind_here_is_refused(store: MemoryStore) -> None:
    taken_in(file_of(LISA), store)
    error = refused(file_of(CarePlan(id=LISA.id, patient_id=PATIENT_ID)), store)
    assert "av ett annat slag" in error.message


def test_an_entry_that_refers_to_nothing_is_refused_already_when_it_is_compared(store: MemoryStore) -> None:
    role = ContactRole(
        patient_id=PATIENT_ID, contact_id=uuid4(), assignment=Assignment.FIXED_PHYSICIAN_CONTACT, start=TODAY
    )
    with pytest.raises(RuleError, match="hänvisar till en post som inte finns"):
        taken_in(file_of(role), store)
    assert store.patients() == []
    assert "hänvisar till en post som inte finns" in refused(file_of(role), store).message


def test_an_entry_that_refers_to_one_removed_here_needs_both(store: MemoryStore) -> None:
    taken_in(file_of(LISA), store)
    Desk(store).do(PATIENT_ID, remove_entry, Contact, LISA.id, reason="Dubblett")
    role = ContactRole(
        patient_id=PATIENT_ID, contact_id=LISA.id, assignment=Assignment.FIXED_PHYSICIAN_CONTACT, start=TODAY
    )
    with pytest.raises(RuleError, match="hänvisar till en post som inte finns"):
        taken_in(file_of(LISA, role), store)
    assert store.read(PATIENT_ID).all(ContactRole) == ()
    taken_in(file_of(LISA, role), store, replacing=True)
    assert len(store.read(PATIENT_ID).all(ContactRole)) == len(store.read(PATIENT_ID).all(Contact)) == 1


@pytest.mark.parametrize("name", ["\x00", "a\x1bb", "\ud800", "\ufffe", "\x85"])
def test_a_character_that_cannot_be_kept_is_refused_and_placed(store: MemoryStore, name: str) -> None:
    error = refused(file_of(replace(LISA, name=CANARY + name)), store)
    assert "Namn i Kontakt" in error.message and f"plats {len(CANARY) + len(name) - (len(name) > 1)}" in error.message


@pytest.mark.parametrize("months", [2**53 + 1, -(2**60), 10**300])
def test_a_number_too_large_to_keep_is_refused(store: MemoryStore, months: int) -> None:
    assert "orimligt stort" in refused(file_of(replace(LISA, interval_months=months)), store).message


def test_a_step_of_the_rules_that_refuses_leaves_nothing_behind(store: MemoryStore) -> None:
    taken_in(file_of(LISA), store)
    before = standing(store)
    broken = ContactRole(
        patient_id=PATIENT_ID, contact_id=uuid4(), assignment=Assignment.FIXED_CARE_CONTACT, start=TODAY
    )
    with pytest.raises(RuleError):
        taken_in(
            file_of(replace(LISA, name="Ny"), Contact(patient_id=PATIENT_ID, name="B"), broken), store, replacing=True
        )
    assert standing(store) == before


# An older file


def test_an_older_file_does_not_blank_what_it_has_no_word_for(store: MemoryStore) -> None:
    """A field that is younger than the file is not something that the file says differs."""
    now = replace(MAJA, representative_known=Knowledge.SOME, called="Maja")
    store.apply(PATIENT_ID, adding((now,)))
    whole = json.loads(record_json(store.read(PATIENT_ID)))
    whole["hallpunkt_record"] = 1
    for attr in attrs_of(Patient):
        if attr.since > 1:
            del whole["entries"]["patient"][0][attr.name]
    taken = read_record_json(json.dumps(whole).encode())
    assert counted(beside(taken, store)) == (0, 1, 0, 0)
    whole["entries"]["patient"][0]["called"] = "Majsan"
    taken_in(read_record_json(json.dumps(whole).encode()), store, replacing=True)
    patient = store.read(PATIENT_ID).patient
    assert (patient.called, patient.representative_known) == ("Majsan", Knowledge.SOME)


# Whatever a file says: in whole or refused in words


def _extremes(attr: Attr) -> tuple[Any, ...]:
    by_type: dict[type, tuple[Any, ...]] = {
        date: ("0001-01-01", "9999-12-31", "1900-02-28"),
        datetime: ("0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999+00:00"),
        time: ("00:00:00", "23:59:59.999999"),
        int: (0, -1, 2**53, -(2**53), 2**53 + 1, 10**400),
        str: ("", " ", "\n", "\ud800", "\x00", "😀" * 5000, "²", "٣" * 12, "1", "199002302388", "-" * 12),
        bool: (True, False),
        UUID: (str(UUID(int=0)), str(PATIENT_ID)),
    }
    if attr.value_type is tuple:
        return ([], ["\ud800"], ["x"] * 1000) if attr.item_type is str else ([],)
    if attr.optional:
        return (None, *by_type.get(attr.value_type, ()))
    return by_type.get(attr.value_type, tuple(code.stored for code in _codes(attr)))


def _codes(attr: Attr) -> list[Code]:
    return list(attr.value_type) if issubclass(attr.value_type, Code) else []


def _around(kind: type[Entity]) -> set[str]:
    """The kinds that an entry of this one touches, and all that those need; a patient touches every kind."""
    refers = {one.KIND: {attr.refers_to for attr in attrs_of(one) if attr.refers_to} for one in KINDS}
    if kind is Patient:
        return set(refers)
    found = {Patient.KIND, kind.KIND} | {name for name, others in refers.items() if kind.KIND in others}
    while needed := {other for name in found for other in refers[name]} - found:
        found |= needed
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_no_value_of_any_field_is_more_than_a_refusal(
    kind: type[Entity], record_file: dict[str, Any], subtests: pytest.Subtests
) -> None:
    record_file["entries"] = {name: found for name, found in record_file["entries"].items() if name in _around(kind)}
    entry = record_file["entries"][kind.KIND][0]
    for attr in attrs_of(kind):
        as_it_was = entry[attr.name]
        for value in _extremes(attr):
            entry[attr.name] = value
            store = MemoryStore(noon(TODAY))
            with subtests.test(field=attr.name, value=str(value)[:30]):
                try:
                    taken = read_record_json(json.dumps(record_file).encode())
                    taken_in(taken, store)
                except (ImportRefused, RuleError, ConflictError) as error:
                    assert CANARY not in str(error) and store.patients() == []
                else:
                    again = read_record_json(record_json(store.read(PATIENT_ID), everything=True))
                    assert again.entries == taken.entries
        entry[attr.name] = as_it_was


@pytest.fixture
def record_file() -> dict[str, Any]:
    """A file with an entry of every kind, as JSON reads it."""
    store = MemoryStore(noon(TODAY))
    store.apply(PATIENT_ID, adding(filled(PATIENT_ID, text=CANARY)))
    whole: dict[str, Any] = json.loads(record_json(store.read(PATIENT_ID), everything=True))
    return whole


def test_a_reference_to_an_entry_of_another_kind_is_refused(record_file: dict[str, Any]) -> None:
    tried = 0
    for name, (entry,) in record_file["entries"].items():
        for attr in attrs_of(BY_NAME[name]):
            if attr.refers_to not in ("", name):
                as_it_was, entry[attr.name] = entry[attr.name], entry["id"]
                store = MemoryStore(noon(TODAY))
                with pytest.raises(RuleError, match="hänvisar till en post som inte finns"):
                    taken_in(read_record_json(json.dumps(record_file).encode()), store)
                assert store.patients() == []
                entry[attr.name] = as_it_was
                tried += 1
    assert tried >= 10


def test_every_sentence_on_what_is_to_mend_is_without_content(record_file: dict[str, Any]) -> None:
    for entries in record_file["entries"].values():
        for name, value in entries[0].items():
            if isinstance(value, str) and value[:4] == "2026":
                entries[0][name] = "2031-01-01" + value[10:]
    record_file["entries"]["patient"][0] |= {"identity_number": CANARY, "identity_type": "personnummer"}
    intake = beside(read_record_json(json.dumps(record_file).encode()), MemoryStore(noon(TODAY)))
    assert len(intake.to_mend) > 5
    assert not any(CANARY in sentence for sentence in intake.to_mend)
