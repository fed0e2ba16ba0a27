"""*Till ny fast vårdkontakt*: to each who takes over, what to read first; nothing that is protected, and no consent."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from coordinator.careplan import CarePlan, PlanStatus
from coordinator.change import Change, Edit
from coordinator.contact import Assignment, Contact, ContactCategory, ContactRole, Huvudman, InformedWay
from coordinator.coordinator_change import NewCoordinator, hand_over
from coordinator.document_text import plain_text
from coordinator.documents.catalogue import CARE_PLAN, COORDINATOR_LETTER
from coordinator.documents.coordinator_letter import coordinator_letter_document, letters_to_coordinators
from coordinator.entity import Entity
from coordinator.gaps import gaps
from coordinator.guardian import Guardian
from coordinator.journal_entry import enter_in_journal
from coordinator.person import ProtectedIdentity
from coordinator.protection import shareable
from coordinator.recipient import Recipient
from coordinator.record import Record
from coordinator.referral import Referral
from coordinator.relative import Relative
from coordinator.reminder import Reminder
from coordinator.shared_paper import Ground, SharedPaper, Way
from coordinator.sharing import Order, logged_ground, prepared, refusal, share
from coordinator.sip.process import Sip, SipLead
from tests.coordinator.conftest import ACTOR, MAJA, PATIENT_ID, TODAY, done, record_of

OF: Any = {"patient_id": PATIENT_ID}
EARLIER = TODAY - timedelta(days=9)
ANNA = Contact(**OF, name=ACTOR.name, role="kontaktsjuksköterska", category=ContactCategory.COORDINATION, phone="010-1")
ANNAS = ContactRole(**OF, contact_id=ANNA.id, assignment=Assignment.FIXED_CARE_CONTACT, start=EARLIER, main=True)
BO = NewCoordinator(name="Bo Ek", title="sjuksköterska", unit="SMO-mottagningen", phone="010-2")
SCHOOL = Contact(**OF, name="Lena Lärare", unit="Björkskolan", category=ContactCategory.SCHOOL_WORK)


def handed(*more: Entity, to: NewCoordinator = BO) -> Record:
    record = record_of(ANNA, ANNAS, *more)
    return done(record, hand_over(record, to=to, on=TODAY))


def letter(record: Record) -> str:
    (subject,) = letters_to_coordinators(record)
    return plain_text(coordinator_letter_document(record, subject.id))


def to_bo(record: Record) -> Recipient:
    (subject,) = letters_to_coordinators(record)
    assert subject.to is not None
    return subject.to


def test_there_is_a_letter_to_each_who_is_or_is_to_be_but_the_user() -> None:
    assert letters_to_coordinators(record_of(ANNA, ANNAS)) == []
    (subject,) = letters_to_coordinators(handed())
    assert (subject.title, subject.number) == (f"Bo Ek, sjuksköterska, från {TODAY.isoformat()}", 1)
    record = record_of(ANNA, ANNAS)
    later = done(record, hand_over(record, to=BO, on=TODAY + timedelta(days=20)))
    assert [one.to for one in letters_to_coordinators(later)] == [to_bo(later)]
    gone = replace(ANNAS, end=TODAY - timedelta(days=1))
    other = replace(ANNA, name="Siv Å")
    assert letters_to_coordinators(record_of(other, gone)) == []


def test_it_says_to_whom_from_whom_and_since_when() -> None:
    said = letter(handed())
    for words in ("Till: Bo Ek, sjuksköterska", "SMO-mottagningen", f"från {TODAY.isoformat()}", "Anna Lind", "Aktiv"):
        assert words in said, words
    assert "Nej. Berätta vem du är" in said and "Uppgifter som inte är införda i journalen" in said
    record = handed()
    assert "Inget är öppet." in letter(done(record, enter_in_journal(record)))


def test_when_the_patient_was_told_it_is_said() -> None:
    record = handed()
    (held,) = (one for one in record.all(ContactRole) if one.id != ANNAS.id)
    told = replace(held, informed_on=TODAY, informed_way=InformedWay.ORALLY, informed_by="Bo Ek")
    assert "Berätta vem du är" not in letter(record_of(*record.all(Contact), ANNAS, told))


def test_what_matters_and_what_is_open_with_what_is_late() -> None:
    plan = CarePlan(**OF, status=PlanStatus.CURRENT, established_on=TODAY, what_matters="Att få rida.")
    open_ = (
        Reminder(**OF, what="Ring skolan", owner=ACTOR.name, due=EARLIER),
        Referral(**OF, to="Ögonmottagningen", expected_answer=TODAY),
        Sip(**OF, number=1, lead=SipLead.OTHERS, led_by="Kommunen", established_on=EARLIER, follow_up_on=TODAY),
    )
    said = letter(handed(plan, *open_))
    for words in ("Att få rida.", "Bevakningar (1)", f"Försenat {EARLIER.isoformat()}", "Ring skolan", "Remisser (1)",
                  "Svar på remiss till Ögonmottagningen", "SIP 1: nya behov", "Kommunen"):  # fmt: skip
        assert words in said, words
    assert "Fråga: Vad är viktigt för dig?" in letter(handed()) and "Vad är viktigt för dig?" not in said


def test_whom_to_ring_first_stands_once_with_all_that_she_is() -> None:
    mother = Guardian(**OF, name="Hanna Berg", phone="070-1")
    also = Relative(**OF, name="Hanna Berg", phone="070-1", call_first=True)
    distant = Relative(**OF, name="Kusin Kaj", phone="070-9")
    child = replace(MAJA, birth_date=TODAY - timedelta(days=3000))
    said = letter(handed(child, mother, also, distant))
    assert said.count("Hanna Berg") == 1 and "Ring först, vårdnadshavare" in said and "Kusin Kaj" not in said


def test_what_tells_where_a_protected_patient_is_stands_nowhere() -> None:
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.MARKED, kommun="Gömdköping", moved_to="Gömdköping")
    reminder = Reminder(**OF, what="Ring Lena Lärare på Björkskolan", owner=ACTOR.name, due=TODAY)
    said = letter(handed(hidden, SCHOOL, reminder))
    for secret in ("Lena Lärare", "Björkskolan", "Gömdköping"):
        assert secret not in said
    assert "Uppgifter om bostad och vistelse är skyddade" in said
    assert "Björkskolan" in letter(handed(SCHOOL, reminder)), "of others it stands there"


def test_gaps_are_told_and_never_what_is_only_hidden() -> None:
    said = letter(handed())
    assert "Luckor: det här saknas eller är försenat" in said and "Inga luckor hittades" not in said


def test_what_is_hidden_is_not_told_as_missing() -> None:
    hidden = replace(MAJA, protected_identity=ProtectedIdentity.MARKED)
    coming = replace(SCHOOL, phone="010-3", next_contact=TODAY + timedelta(days=5), interval_months=6, role="rektor")
    record = handed(hidden, coming)
    missing = {one.rule.name for one in gaps(record)}
    only_hidden = {one.rule.name for one in gaps(shareable(record))} - missing
    said = letter(record)
    assert only_hidden and all(name in said for name in missing) and not any(name in said for name in only_hidden)


# Sharing


def test_in_the_same_unit_she_takes_part_and_no_consent_is_asked() -> None:
    record = handed()
    order = Order(COORDINATOR_LETTER, to_bo(record), about=letters_to_coordinators(record)[0].id)
    assert refusal(record, order) == ""
    document = prepared(record, order).document
    kept = done(record, share(record, order, document=document, sha256="0" * 64, way=Way.PRINTED)).all(SharedPaper)[0]
    assert (kept.ground, kept.consent_id, kept.to_patient) == (Ground.TAKES_PART, None, False)


def test_of_whom_nothing_says_whose_she_is_it_is_asked() -> None:
    record = handed(to=replace(BO, unit="Mottagning 2"))
    order = Order(COORDINATOR_LETTER, to_bo(record), about=letters_to_coordinators(record)[0].id)
    assert "samma vårdgivare som du" in refusal(record, order)
    said = replace(order, ground=Ground.TAKES_PART)
    assert refusal(record, said) == "" and refusal(record, replace(order, ground=Ground.REQUEST)) == ""
    assert logged_ground(said) == Ground.TAKES_PART.label


def test_of_the_same_care_provider_it_is_not_asked() -> None:
    record = handed(to=replace(BO, unit="Mottagning 2"))
    (bo,) = (one for one in record.all(Contact) if one.name == BO.name)
    (anna,) = (one for one in record.all(Contact) if one.name == ACTOR.name)
    steps = tuple(Edit(replace(one, care_provider=name)) for one, name in ((bo, "REGION Väst"), (anna, "Region väst")))
    record = done(record, Change("Vårdgivare", steps))
    order = Order(COORDINATOR_LETTER, to_bo(record), about=letters_to_coordinators(record)[0].id)
    assert refusal(record, order) == ""


def test_of_another_huvudman_there_must_be_a_consent_or_another_ground() -> None:
    record = handed()
    (bo,) = (one for one in record.all(Contact) if one.name == BO.name)
    (anna,) = (one for one in record.all(Contact) if one.name == ACTOR.name)
    steps = (Edit(replace(bo, huvudman=Huvudman.KOMMUN)), Edit(replace(anna, huvudman=Huvudman.REGION)))
    record = done(record, Change("Huvudman", steps))
    order = Order(COORDINATOR_LETTER, to_bo(record), about=letters_to_coordinators(record)[0].id)
    assert "Inget samtycke" in refusal(record, order)
    assert "annan vårdgivare" in refusal(record, replace(order, ground=Ground.TAKES_PART))
    assert refusal(record, replace(order, ground=Ground.REQUEST)) == ""


@pytest.mark.parametrize("ground", [None, Ground.TAKES_PART])
def test_it_opens_no_other_paper_and_nobody_else(ground: Ground | None) -> None:
    record = handed(SCHOOL, CarePlan(**OF, status=PlanStatus.CURRENT, established_on=TODAY))
    about = letters_to_coordinators(record)[0].id
    assert refusal(record, Order(CARE_PLAN, to_bo(record), ground=ground))
    assert "till någon annan" in refusal(record, Order(COORDINATOR_LETTER, Recipient("Lena Lärare"), about=about))


def test_who_is_no_longer_fast_vardkontakt_gets_no_letter() -> None:
    record = handed()
    order = Order(COORDINATOR_LETTER, Recipient("Anna Lind, kontaktsjuksköterska", ANNA.id), about=ANNAS.id)
    assert "finns inte kvar" in refusal(record, order)
