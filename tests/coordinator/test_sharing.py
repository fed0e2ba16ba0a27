"""Sharing a paper: whom it may go to and on which ground, what stops it, and what is kept of it."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from coordinator.blocks import Cards
from coordinator.careplan import CarePlan, HandedOutPlan, hand_out_plan, next_number
from coordinator.change import Change, Edit, Remove
from coordinator.consent import Consent, ConsentGiver, ConsentPurpose, revoke_consent
from coordinator.contact import Contact, ContactCategory, ContactStatus
from coordinator.document import texts, to_json
from coordinator.documents.catalogue import (
    ABOUT_ME,
    CARE_CONTACT,
    CARE_PLAN,
    DOCUMENTS,
    EMERGENCY_CARD,
    EMERGENCY_NOTICE,
    EMERGENCY_SHEET,
    ENGLISH_EMERGENCY_SHEET,
    RECORD_EXTRACT,
)
from coordinator.documents.paper_kind import Paper
from coordinator.entity import Entity
from coordinator.entry_name import name_of
from coordinator.errors import RuleError
from coordinator.guardian import Custody, Guardian
from coordinator.handing_out import handed_out_document
from coordinator.lettering import Lettering
from coordinator.person import ProtectedIdentity
from coordinator.record import Record
from coordinator.representative import LegalRepresentative, Power, Scope
from coordinator.sections import Section
from coordinator.shared_paper import Ground, SharedPaper, Way
from coordinator.sharing import (
    Order,
    Recipient,
    again,
    cautions,
    covering,
    logged_ground,
    prepared,
    recipient_named,
    recipients,
    refusal,
    share,
)
from coordinator.umi.card import EmergencyCard
from coordinator.umi.card_facts import CARD_PAPERS
from coordinator.umi.issuing import said_on
from coordinator.umi.kinds import AlertType
from coordinator.umi.row import AlertInformation
from tests.coordinator.conftest import MAJA, PATIENT_ID, TODAY, done, later, record_of

PLAN = CarePlan(patient_id=PATIENT_ID, what_matters="Att orka med skolan")
LSS = Contact(patient_id=PATIENT_ID, name="Ali Demir", role="LSS-handläggare", organisation="Sundsvalls kommun")
SCHOOL = Contact(patient_id=PATIENT_ID, name="Åke Blom", role="klasslärare", unit="Ekskolan")
PATIENT = Recipient("Patienten", is_patient=True)
WHOLE = [paper for paper in DOCUMENTS if paper.make is not None]
"""Those about the whole record; `test_subjects` asks for those about one of several."""
SEAL = "a" * 64


def consent(**fields: Any) -> Consent:
    usual: dict[str, Any] = {
        "patient_id": PATIENT_ID, "purpose": ConsentPurpose.DISCLOSURE, "given_by": "Maja", "given_on": TODAY,
        "recipients": "LSS-handläggaren", "covers": "Planen", "valid_until": TODAY + timedelta(days=90),
    }  # fmt: skip
    return Consent(**usual | fields)


def to(contact: Contact) -> Recipient:
    return Recipient(contact.heading, contact.id)


def order(recipient: Recipient = PATIENT, **fields: Any) -> Order:
    usual: dict[str, Any] = {"paper": CARE_PLAN, "recipient": recipient}
    return Order(**usual | fields)


def shared(record: Record, wanted: Order, way: Way = Way.PRINTED, **fields: Any) -> Record:
    document = prepared(record, wanted).document
    return done(record, share(record, wanted, document=document, sha256=SEAL, way=way, **fields))


def saved(record: Record) -> Record:
    """The record as if it had been read again from a vault."""
    entries = {kind: tuple(replace(one, version=1) for one in found) for kind, found in record.entries.items()}
    return replace(record, entries=entries)


# Who it may be for


def test_the_patient_stands_first_then_who_represents_her_then_contacts_by_name() -> None:
    former = Contact(patient_id=PATIENT_ID, name="Adam", status=ContactStatus.ENDED)
    child = replace(MAJA, birth_date=date(2015, 1, 1))
    mother = Guardian(patient_id=PATIENT_ID, name="Sara Lind")
    found = recipients(record_of(child, SCHOOL, LSS, former, mother))
    assert [(one.name, one.is_patient) for one in found] == [
        ("Patienten", True), ("Sara Lind, vårdnadshavare, för patienten", True),
        ("Ali Demir, LSS-handläggare", False), ("Åke Blom, klasslärare", False),
    ]  # fmt: skip
    assert [one.contact_id for one in found[2:]] == [LSS.id, SCHOOL.id]
    grown = recipients(record_of(replace(MAJA, birth_date=date(2000, 1, 1)), mother))
    assert grown == [PATIENT]


@pytest.mark.parametrize(
    ("power", "scope", "may"),
    [
        (Power.GOD_MAN, (Scope.PERSON,), True),
        (Power.FORVALTARE, (Scope.RIGHTS, Scope.PROPERTY), True),
        (Power.GOD_MAN, (Scope.PROPERTY,), False),
        (Power.GOD_MAN, (), False),
        (Power.POWER_OF_ATTORNEY, (Scope.PERSON,), False),
        (Power.NEXT_OF_KIN, (Scope.PERSON,), False),
    ],
)
def test_only_a_power_over_more_than_property_speaks_for_the_patient(
    power: Power, scope: tuple[Scope, ...], may: bool
) -> None:
    one = LegalRepresentative(patient_id=PATIENT_ID, name="Bo Ek", power=power, scope=scope)
    assert len(recipients(record_of(one))) == 1 + may


def test_somebody_is_found_by_the_name_that_is_written() -> None:
    child = replace(MAJA, birth_date=date(2015, 1, 1))
    record = record_of(child, SCHOOL, LSS, Guardian(patient_id=PATIENT_ID, name="Sara Lind"))
    for written in ("patienten", "Patienten själv", "maja", "Maja Lindeskog"):
        assert recipient_named(record, written) == PATIENT
    assert recipient_named(record, "åke blom") == recipient_named(record, "Ake Blom, klasslärare")
    assert recipient_named(record, "ake blom").contact_id == SCHOOL.id
    assert recipient_named(record, "Sara Lind").is_patient
    assert recipient_named(record, " Frida ") == Recipient("Frida")


def test_who_no_longer_represents_her_gets_nothing_as_if_she_did() -> None:
    mother = Guardian(patient_id=PATIENT_ID, name="Sara Lind")
    chosen = recipients(record_of(replace(MAJA, birth_date=date(2015, 1, 1)), mother))[1]
    grown = record_of(replace(MAJA, birth_date=date(2000, 1, 1)), mother, PLAN)
    assert "företräder inte patienten" in refusal(grown, order(chosen))
    with pytest.raises(RuleError, match="företräder inte"):
        prepared(grown, order(chosen))


@pytest.mark.parametrize("name", ["Sara Lind", "Maja", "Maja Lindeskog"])
def test_a_contact_called_as_somebody_who_needs_no_consent_is_not_taken_for_her(name: str) -> None:
    child = replace(MAJA, birth_date=date(2015, 1, 1))
    teacher = Contact(patient_id=PATIENT_ID, name=name, role="lärare", unit="Ekskolan")
    record = record_of(child, teacher, Guardian(patient_id=PATIENT_ID, name="Sara Lind"))
    with pytest.raises(RuleError, match="Flera heter så"):
        recipient_named(record, name)
    assert recipient_named(record, f"{name}, lärare").contact_id == teacher.id
    assert recipient_named(record, "patienten") == PATIENT


def test_two_with_the_same_name_are_never_guessed_between() -> None:
    other = Contact(patient_id=PATIENT_ID, name="Åke Blom", role="rektor")
    record = record_of(SCHOOL, other)
    with pytest.raises(RuleError, match="Flera heter så") as refused:
        recipient_named(record, "Åke Blom")
    assert "Blom" not in str(refused.value)
    assert recipient_named(record, "Åke Blom, rektor").contact_id == other.id


# On which ground


def test_the_patient_and_who_represents_her_need_no_ground() -> None:
    child = replace(MAJA, birth_date=date(2015, 1, 1))
    record = record_of(child, PLAN, Guardian(patient_id=PATIENT_ID, name="Sara Lind"))
    for recipient in (PATIENT, Recipient("Sara Lind, vårdnadshavare, för patienten", is_patient=True)):
        wanted = order(recipient)
        assert refusal(record, wanted) == "" and covering(record, recipient) is None
        (kept,) = shared(record, wanted).all(SharedPaper)
        assert (kept.to_patient, kept.ground, kept.consent_id, kept.to) == (True, None, None, recipient.name)


def test_a_consent_that_holds_and_names_her_covers() -> None:
    given = consent()
    record = record_of(PLAN, LSS, SCHOOL, given)
    assert covering(record, to(LSS)) == given and refusal(record, order(to(LSS))) == ""
    (kept,) = shared(record, order(to(LSS))).all(SharedPaper)
    assert (kept.ground, kept.consent_id, kept.contact_id) == (Ground.CONSENT, given.id, LSS.id)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"revoked_on": TODAY}, "återkallat"),
        ({"given_on": TODAY - timedelta(days=9), "valid_until": TODAY - timedelta(days=1)}, "Gällde till"),
        ({"given_on": TODAY + timedelta(days=1)}, "Gäller från"),
        ({"recipients": "Ekskolan"}, "Inget samtycke"),
        ({"recipients": "Alla utom LSS-handläggaren"}, "Inget samtycke"),
    ],
)
def test_a_consent_that_does_not_hold_or_names_another_covers_nobody(fields: dict[str, Any], says: str) -> None:
    record = record_of(PLAN, LSS, consent(**fields))
    assert covering(record, to(LSS)) is None
    for ground in (None, Ground.CONSENT):
        why = refusal(record, order(to(LSS), ground=ground))
        assert says in why and "en annan grund" in why
        assert not any(name in why for name in ("Ali", "Demir", "Maja", "LSS"))
    with pytest.raises(RuleError, match="Papperet får inte lämnas ut"):
        prepared(record, order(to(LSS)))
    made = prepared(record, order()).document
    with pytest.raises(RuleError, match="Papperet får inte lämnas ut"):
        share(record, order(to(LSS)), document=made, sha256=SEAL, way=Way.PRINTED)


def test_the_last_day_counts_and_the_day_after_does_not() -> None:
    given = consent()
    record = record_of(PLAN, LSS, given)
    assert covering(later(record, given.valid_until), to(LSS)) == given
    assert covering(later(record, given.valid_until + timedelta(days=1)), to(LSS)) is None


def test_a_guardians_consent_ends_on_the_eighteenth_birthday() -> None:
    child = replace(MAJA, birth_date=date(2008, 12, 24))
    given = consent(giver=ConsentGiver.GUARDIAN, valid_until=date(2027, 6, 1))
    alone = Guardian(patient_id=PATIENT_ID, name="Sara Lind", custody=Custody.SOLE)
    record = record_of(child, PLAN, LSS, given, alone)
    assert covering(later(record, date(2026, 12, 23)), to(LSS)) == given
    of_age = later(record, date(2026, 12, 24))
    assert covering(of_age, to(LSS)) is None and "myndig" in refusal(of_age, order(to(LSS)))
    own = replace(given, giver=ConsentGiver.PATIENT)
    assert covering(later(record_of(child, PLAN, LSS, own), date(2026, 12, 24)), to(LSS)) == own


def test_a_consent_taken_back_stops_the_next_paper() -> None:
    given = consent()
    record = record_of(PLAN, LSS, given)
    after = shared(record, order(to(LSS)))
    revoked = done(saved(after), revoke_consent(saved(after), given.id))
    assert "återkallat" in refusal(revoked, order(to(LSS)))


@pytest.mark.parametrize("purpose", [ConsentPurpose.SIP, ConsentPurpose.ERN, ConsentPurpose.OTHER])
def test_a_consent_to_something_else_covers_only_whom_it_names_in_full(purpose: ConsentPurpose) -> None:
    general = record_of(PLAN, LSS, consent(purpose=purpose))
    assert covering(general, to(LSS)) is None
    chosen = record_of(PLAN, replace(LSS, consent_id=general.all(Consent)[0].id), *general.all(Consent))
    assert covering(chosen, to(LSS)) is None
    by_name = record_of(PLAN, LSS, consent(purpose=purpose, recipients="Ali Demir på kommunen\nAli Demir"))
    assert covering(by_name, to(LSS)) is not None


def test_the_consent_that_was_chosen_for_the_contact_covers_her_while_it_holds() -> None:
    given = consent(purpose=ConsentPurpose.EXCHANGE, recipients="De som står i bilagan")
    chosen = replace(LSS, consent_id=given.id)
    record = record_of(PLAN, chosen, SCHOOL, given)
    assert covering(record, to(chosen)) == given and covering(record, to(SCHOOL)) is None
    assert covering(later(record, given.valid_until + timedelta(days=1)), to(chosen)) is None


def test_one_for_handing_out_is_what_it_rests_on_before_others() -> None:
    meeting = consent(purpose=ConsentPurpose.OTHER, recipients="Ali Demir")
    exchange, handing = consent(purpose=ConsentPurpose.EXCHANGE), consent()
    assert covering(record_of(LSS, meeting, exchange, handing), to(LSS)) == handing
    assert covering(record_of(LSS, meeting, exchange), to(LSS)) == exchange


def test_somebody_who_is_no_contact_must_be_named_word_for_word() -> None:
    record = record_of(PLAN, consent(recipients="Trygg Försäkring"))
    assert refusal(record, order(Recipient("trygg försäkring"))) == ""
    assert refusal(record, order(Recipient("Trygg"))) != ""
    assert "vem" in refusal(record, order(Recipient(" ")))


@pytest.mark.parametrize("ground", [Ground.REQUEST, Ground.LAW, Ground.EMERGENCY])
def test_another_ground_that_is_stated_opens_and_is_kept(ground: Ground) -> None:
    record = record_of(PLAN, LSS)
    wanted = order(to(LSS), ground=ground, ground_note=" Orosanmälan ")
    assert refusal(record, wanted) == "" and logged_ground(wanted) == f"{ground.label}: Orosanmälan"
    (kept,) = shared(record, wanted).all(SharedPaper)
    assert (kept.ground, kept.ground_note, kept.consent_id) == (ground, "Orosanmälan", None)
    bare = order(to(LSS), ground=ground, ground_note=" ")
    assert (refusal(record, bare) == "") is (ground is Ground.REQUEST)


def test_a_stated_ground_is_what_it_rests_on_even_beside_a_consent() -> None:
    record = record_of(PLAN, LSS, consent(excludes="Diagnosen"))
    wanted = order(to(LSS), ground=Ground.REQUEST)
    (kept,) = shared(record, wanted).all(SharedPaper)
    assert (kept.ground, kept.consent_id) == (Ground.REQUEST, None)
    assert any("Diagnosen" in one for one in cautions(record, wanted))


def test_no_ground_is_logged_for_the_patient_or_a_consent() -> None:
    assert logged_ground(order(ground=Ground.LAW, ground_note="x")) == ""
    assert logged_ground(order(to(LSS), ground=Ground.CONSENT)) == logged_ground(order(to(LSS))) == ""


def test_what_the_consent_excludes_and_the_patients_wishes_are_said() -> None:
    record = record_of(replace(MAJA, restrictions="Inte farfar"), PLAN, LSS, consent(excludes="Diagnosen"))
    excluded, wishes = prepared(record, order(to(LSS))).warnings
    assert "Diagnosen" in excluded and "spärr" in wishes and "farfar" not in wishes
    assert prepared(record, order()).warnings == ()


# What cannot be made


def test_what_the_paper_is_not_made_as_is_refused_with_words() -> None:
    record = record_of(PLAN)
    for wanted, says in (
        (order(paper=ABOUT_ME, lettering=Lettering.EASY), "textformen"),
        (order(paper=ABOUT_ME, landscape=True), "liggande"),
        (order(paper=ABOUT_ME, a3=True), "Välj A4"),
        (order(paper=ABOUT_ME, copies=2), "ett i taget"),
        (order(paper=EMERGENCY_CARD, copies=0), "från 1 till 8"),
        (order(paper=EMERGENCY_CARD, copies=9), "från 1 till 8"),
        (order(paper=ABOUT_ME, left_out=frozenset({Section.TIMES})), "utelämnas"),
        (order(lettering=Lettering.EASY, left_out=frozenset({Section.TIMES})), ""),
    ):
        assert refusal(record, wanted) and says in refusal(record, wanted)


def test_a_paper_for_the_patient_only_goes_to_nobody_else_on_any_ground() -> None:
    record = record_of(PLAN, LSS, consent())
    extract = replace(ABOUT_ME, for_patient_only=True)
    for ground in (None, *Ground):
        wanted = order(to(LSS), paper=extract, ground=ground, ground_note="x")
        assert "bara till patienten" in refusal(record, wanted)
    assert refusal(record, order(paper=extract)) == ""


def test_a_contact_that_ended_is_given_nothing() -> None:
    former = replace(LSS, status=ContactStatus.ENDED)
    assert "avslutad" in refusal(record_of(PLAN, former, consent()), order(to(former), ground=Ground.REQUEST))


def test_a_contact_that_ended_is_given_nothing_by_name_either() -> None:
    former = replace(LSS, status=ContactStatus.ENDED)
    given = consent(recipients="Ali Demir")
    for name in ("Ali Demir", "ali demir, LSS-handläggare"):
        assert "avslutad" in refusal(record_of(PLAN, former, given), order(Recipient(name)))
    assert refusal(record_of(PLAN, former, replace(LSS, id=SCHOOL.id), given), order(Recipient("Ali Demir"))) == ""


def test_an_extract_is_read_before_it_goes_to_who_represents_her() -> None:
    child = replace(MAJA, birth_date=date(2015, 1, 1))
    record = record_of(child, Guardian(patient_id=PATIENT_ID, name="Sara Lind"))
    herself, mother = recipients(record)
    (said,) = cautions(record, order(mother, paper=RECORD_EXTRACT))
    assert "tala om någon annan" in said and prepared(record, order(mother, paper=RECORD_EXTRACT)).warnings == (said,)
    assert cautions(record, order(herself, paper=RECORD_EXTRACT)) == cautions(record, order(mother)) == ()


def test_without_a_plan_it_is_printed_for_the_patient_and_handed_to_nobody() -> None:
    record = record_of(LSS, consent())
    assert "ingen vårdplan" in refusal(record, order(to(LSS)))
    assert shared(record, order()).all(SharedPaper)[0].number == 0
    made = prepared(record, order()).document
    with pytest.raises(RuleError, match="ingen vårdplan"):
        share(record, order(), document=made, sha256=SEAL, way=Way.SAVED, hand_out=True)


@pytest.mark.parametrize("paper", WHOLE, ids=lambda paper: paper.name)
def test_every_document_is_made_in_every_form_it_has(paper: Paper) -> None:
    record = record_of(PLAN)
    for lettering in paper.letterings:
        assert prepared(record, order(paper=paper, lettering=lettering)).document.lettering is lettering
    if paper.landscape:
        assert prepared(record, order(paper=paper, landscape=True)).document.landscape
    if paper.a3:
        assert prepared(record, order(paper=paper, a3=True)).document.a3
        assert not prepared(record, order(paper=paper)).document.a3
    if paper.most_copies > 1:
        many = prepared(record, order(paper=paper, copies=paper.most_copies)).document
        assert [block.copies for block in many.blocks if isinstance(block, Cards)] == [paper.most_copies]


# The files that go with it


def test_the_record_goes_with_the_plan_only_when_it_is_wanted() -> None:
    record = record_of(PLAN)
    assert prepared(record, order()).attachments == ()
    files = prepared(record, order(attach=True)).attachments
    assert [file.name for file in files] and all(file.content for file in files)
    assert prepared(record, order(paper=ABOUT_ME, attach=True)).attachments == ()
    easy = order(attach=True, lettering=Lettering.EASY)  # it shows less than the files would tell
    assert prepared(record, easy).attachments == ()
    assert not shared(record, easy).all(SharedPaper)[0].with_record
    (with_it,), (without_it,) = (
        shared(record, order(attach=attach)).all(SharedPaper) for attach in (True, False)
    )  # fmt: skip
    assert (with_it.with_record, without_it.with_record) == (True, False)


def test_what_is_left_out_of_the_paper_is_left_out_of_its_files() -> None:
    lss = replace(LSS, note="x")
    record = record_of(PLAN, lss)
    left = frozenset({Section.CONTACTS})
    there, gone = (
        b"".join(file.content for file in prepared(record, order(attach=True, left_out=one)).attachments)
        for one in (frozenset[Section](), left)
    )
    assert "Ali Demir" in there.decode() and "Ali Demir" not in gone.decode()


def forms() -> list[tuple[Paper, Lettering, bool]]:
    """Every document in every form it is made in."""
    upright = [(paper, lettering, False) for paper in WHOLE for lettering in paper.letterings]
    return upright + [(paper, Lettering.STANDARD, True) for paper in WHOLE if paper.landscape]


@pytest.mark.parametrize(
    ("paper", "lettering", "landscape"), forms(), ids=lambda one: getattr(one, "name", str(one)).lower()
)
def test_no_form_of_any_paper_or_file_tells_where_a_protected_patient_is(
    paper: Paper, lettering: Lettering, landscape: bool
) -> None:
    where: dict[str, Any] = {
        "phone": "070-174 06 35",
        "address": "Hemgatan 1",
        "kommun": "Hemkommun",
        "email": "hem@example.se",
    }
    school = replace(SCHOOL, category=ContactCategory.SCHOOL_WORK, phone="08-465 004 01")
    mother = Guardian(patient_id=PATIENT_ID, name="Sara Lind", address="Hemgatan 1", phone="070-174 06 20")
    given = SharedPaper(
        patient_id=PATIENT_ID, paper="om-mig", title="Om mig", to="Åke Blom", contact_id=school.id, shared_on=TODAY,
        shared_by="Anna", ground=Ground.REQUEST, ground_note="Hon bor på Hemgatan 1", sha256=SEAL,
    )  # fmt: skip
    for protected in (ProtectedIdentity.MARKED, ProtectedIdentity.REGISTRATION):
        record = record_of(replace(MAJA, protected_identity=protected, **where), PLAN, school, mother, given)
        made = prepared(record, order(paper=paper, lettering=lettering, landscape=landscape, attach=True))
        said = "\n".join((*texts(made.document), *(file.content.decode() for file in made.attachments)))
        for secret in (*where.values(), "070-174 06 20", "08-465 004 01", "Ekskolan", "Åke Blom"):
            assert secret not in said, (protected, secret)


# What is kept


def test_everything_about_the_paper_is_kept() -> None:
    record = replace(record_of(PLAN, LSS, consent()), head="1a2b3c4d")
    left = frozenset({Section.TIMES, Section.EMERGENCY})
    wanted = order(to(LSS), lettering=Lettering.LARGE, left_out=left)
    (kept,) = shared(record, wanted, Way.LOCKED).all(SharedPaper)
    (copy,) = shared(record, wanted, Way.LOCKED).all(HandedOutPlan)
    assert (kept.paper, kept.title, kept.lettering, kept.landscape) == (
        "vardplan", "Min vårdplan", Lettering.LARGE, False,
    )  # fmt: skip
    assert (kept.to, kept.shared_on, kept.shared_by) == ("Ali Demir", TODAY, "Anna Lind")
    assert kept.left_out == (Section.EMERGENCY, Section.TIMES)  # in the order of the paper
    assert (kept.way, kept.sha256, kept.mark, kept.number) == (Way.LOCKED, SEAL, "Logg 1a2b3c4d", 1)
    assert (copy.number, copy.handed_to, kept.again) == (1, "Ali Demir", False)


def test_it_is_called_what_it_is_and_whom_it_went_to() -> None:
    (kept,) = shared(record_of(PLAN), order(paper=ABOUT_ME)).all(SharedPaper)
    assert name_of(kept) == "Om mig, till Patienten"
    assert name_of(replace(kept, to="")) == "Om mig"  # whom is hidden with a protected contact


def test_a_plan_for_somebody_is_frozen_in_the_same_change_and_prints_again() -> None:
    record = record_of(PLAN, LSS, consent())
    wanted = order(to(LSS))
    document = prepared(record, wanted).document
    change = share(record, wanted, document=document, sha256=SEAL, way=Way.PRINTED)
    assert change.title == "Vårdplan utlämnad" and change.kinds == {HandedOutPlan, SharedPaper}
    after = done(record, change)
    assert next_number(after) == 2 and handed_out_document(after, 1) == document
    again = done(after, share(after, wanted, document=document, sha256=SEAL, way=Way.PRINTED))
    assert next_number(again) == 2
    first, second = again.all(SharedPaper)
    assert (first.again, second.again) == (False, True) and first.copy_id == second.copy_id


def test_a_print_for_the_patient_is_noted_and_kept_only_when_it_is_handed_out() -> None:
    record = record_of(PLAN)
    printed = shared(record, order())
    assert printed.all(HandedOutPlan) == () and printed.all(SharedPaper)[0].copy_id is None
    handed = shared(record, order(), hand_out=True)
    (copy,) = handed.all(HandedOutPlan)
    assert handed.all(SharedPaper)[0].copy_id == copy.id and copy.document == to_json(
        prepared(record, order()).document
    )


def test_other_papers_keep_no_copy() -> None:
    record = record_of(PLAN, LSS, consent())
    after = shared(record, order(to(LSS), paper=CARE_CONTACT))
    assert after.all(HandedOutPlan) == () and after.all(SharedPaper)[0].paper == "fast-vardkontakt"


def test_a_number_that_somebody_took_in_between_is_not_used_twice() -> None:
    record = record_of(PLAN, LSS, consent())
    document = prepared(record, order(to(LSS))).document
    other = to_json(replace(document, title="En annan"))
    taken = done(record, hand_out_plan(record, PLAN.id, to="Maja", document=other))
    with pytest.raises(RuleError, match="nytt nummer"):
        share(taken, order(to(LSS)), document=document, sha256=SEAL, way=Way.PRINTED)


def test_a_version_goes_again_to_who_got_it_on_the_same_ground() -> None:
    first = order(
        to(LSS), left_out=frozenset({Section.GOALS}), ground=Ground.LAW, ground_note="Lex", lettering=Lettering.LARGE
    )
    record = shared(record_of(PLAN, LSS), first)
    (kept,) = record.all(SharedPaper)
    wanted, document = again(record, 1)
    assert wanted == replace(first, recipient=Recipient(kept.to, LSS.id))
    twice = done(record, share(record, wanted, document=document, sha256=SEAL, way=Way.PRINTED))
    (_, last) = twice.all(SharedPaper)
    assert last.again and last.copy_id == kept.copy_id and len(twice.all(HandedOutPlan)) == 1
    assert (last.ground, last.ground_note, last.left_out) == (Ground.LAW, "Lex", (Section.GOALS,))
    other, _document = again(record, 1, to(SCHOOL))
    assert (other.recipient, other.ground, other.left_out) == (to(SCHOOL), None, first.left_out)


def test_a_version_that_was_kept_before_papers_were_noted_goes_to_who_got_it() -> None:
    document = prepared(record_of(PLAN), order()).document
    stored = json.loads(to_json(document))
    stored["hallpunkt_document"] = 1
    for name in ("lettering", "landscape"):
        del stored["document"][name]
    for written, whom in (("Maja", PATIENT), ("ali demir", to(LSS)), ("Hemtjänsten", Recipient("Hemtjänsten"))):
        record = record_of(PLAN, LSS)
        record = done(record, hand_out_plan(record, PLAN.id, to=written, document=json.dumps(stored)))
        wanted, found = again(record, 1)
        assert found == document and wanted.recipient.contact_id == whom.contact_id
        assert wanted.recipient.is_patient == whom.is_patient
        assert bool(refusal(record, wanted)) == (not whom.is_patient), "no consent is known"
    anyhow = replace(wanted, ground=Ground.REQUEST)
    noted = done(record, share(record, anyhow, document=found, sha256=SEAL, way=Way.PRINTED))
    assert noted.all(SharedPaper)[0].again, "an older stored form is the same paper"


def test_what_is_kept_is_never_changed_or_removed() -> None:
    record = saved(shared(record_of(PLAN, LSS, consent()), order(to(LSS))))
    (kept,) = record.all(SharedPaper)
    for step in (Edit(replace(kept, to="Någon annan")), Remove(kept, "Fel")):
        with pytest.raises(RuleError, match="ändras inte"):
            done(record, Change("Ändrat", (step,)))


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"to": " "}, "vem som fick"),
        ({"to_patient": False}, "grund"),
        ({"ground": Ground.CONSENT, "to_patient": False}, "vilket samtycke"),
        ({"ground": Ground.LAW}, "kort om grunden"),
        ({"ground": Ground.EMERGENCY, "ground_note": " "}, "kort om grunden"),
        ({}, ""),
    ],
)
def test_an_entry_says_what_it_lacks(fields: dict[str, Any], says: str) -> None:
    usual: dict[str, Any] = {
        "patient_id": PATIENT_ID, "paper": "vardplan", "title": "Min vårdplan", "to": "Patienten", "to_patient": True,
        "shared_on": TODAY, "shared_by": "Anna Lind", "sha256": SEAL,
    }  # fmt: skip
    found = " ".join(SharedPaper(**usual | fields).problems(record_of()))
    assert says in found and bool(found) is bool(says)


def test_the_paper_is_that_of_the_order() -> None:
    visible: tuple[Entity, ...] = (PLAN, LSS)
    said = texts(prepared(record_of(*visible), order(left_out=frozenset({Section.CONTACTS}))).document)
    assert "Mina kontakter" in " ".join(said) and not any(text == "Mina kontakter" for text in said)


# Cards and sheets for emergencies


@pytest.mark.parametrize(
    ("paper", "copies"),
    [(EMERGENCY_CARD, 4), (EMERGENCY_SHEET, 1), (ENGLISH_EMERGENCY_SHEET, 1), (EMERGENCY_NOTICE, 1)],
)
def test_a_card_or_sheet_is_remembered_as_out_with_who_has_it(paper: Paper, copies: int) -> None:
    record = record_of(PLAN)
    after = shared(record, order(paper=paper, copies=copies))
    ((card,), (noted,)) = after.all(EmergencyCard), after.all(SharedPaper)
    assert (card.paper, card.holder, card.copies, card.is_out) == (paper.name, "Patienten", copies, True)
    assert (card.title, card.shared_paper_id, card.issued_on) == (noted.title, noted.id, TODAY)
    assert card.facts == said_on(record, paper.name) and card.valid_until and card.valid_until > TODAY
    undone = done(after, Change("Ångra", (Remove(card), Remove(noted))))
    assert undone.all(EmergencyCard) == () and undone.all(SharedPaper) == ()


def test_a_sheet_holds_as_long_as_all_that_stands_on_it() -> None:
    beside = AlertInformation(
        patient_id=PATIENT_ID, type=AlertType.IMPLANT, term="Pacemaker", valid_from=TODAY, on_card=False,
        checked_on=TODAY, checked_by="Anna", next_check=TODAY + timedelta(days=30),
    )  # fmt: skip
    for paper, days in ((EMERGENCY_SHEET, 30), (EMERGENCY_CARD, 365)):
        (card,) = shared(record_of(PLAN, beside), order(paper=paper)).all(EmergencyCard)
        assert card.valid_until == TODAY + timedelta(days=days), paper.name


@pytest.mark.parametrize("paper", [one for one in WHOLE if one.name not in CARD_PAPERS], ids=lambda one: one.name)
def test_no_other_paper_is_a_card(paper: Paper) -> None:
    assert shared(record_of(PLAN), order(paper=paper)).all(EmergencyCard) == ()


def test_those_papers_are_all_in_the_list() -> None:
    assert {paper.name for paper in DOCUMENTS} >= CARD_PAPERS


def test_who_else_reads_a_note_on_the_door_is_said_before_it_is_printed() -> None:
    of_name = {one.name: one for one in DOCUMENTS}
    (caution,) = cautions(record_of(), order(paper=of_name["akutlapp"]))
    assert "Alla som kommer hem läser lappen" in caution
    assert cautions(record_of(), order(paper=of_name["akutkort"])) == cautions(record_of(), order()) == ()
