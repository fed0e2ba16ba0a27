"""The list of documents: what each can be made in, and that it is made as asked for."""

import pytest

from coordinator.blocks import Cards
from coordinator.document_text import plain_text
from coordinator.documents.catalogue import (
    ABOUT_ME,
    CARE_CONTACT,
    CARE_PLAN,
    CERTIFICATE_BASIS,
    CHECKLIST,
    CONSENT_FORM,
    CONTACT_MAP,
    CONTACTS,
    COORDINATOR_LETTER,
    DISCHARGE_SUMMARY,
    DOCUMENTS,
    EMERGENCY_CARD,
    EMERGENCY_NOTICE,
    EMERGENCY_SHEET,
    ENGLISH_EMERGENCY_SHEET,
    HANDOVER_LETTER,
    MOVE_HANDOVER,
    MY_FOLDER,
    RECORD_EXTRACT,
    SIP_CLOSING,
    SIP_FOLLOW_UP,
    SIP_INVITATION,
    SIP_PLAN,
    TIMES,
)
from coordinator.documents.easy_plan import easy_plan_document
from coordinator.documents.paper_kind import Paper
from coordinator.lettering import Lettering
from coordinator.record import Record

ABOUT_ONE = [
    SIP_INVITATION, SIP_PLAN, SIP_FOLLOW_UP, SIP_CLOSING, DISCHARGE_SUMMARY, HANDOVER_LETTER, COORDINATOR_LETTER,
    CERTIFICATE_BASIS,
]  # fmt: skip
"""Those that are always about one of several."""
ABOUT_SOME = [CONSENT_FORM, *ABOUT_ONE[:-1], CHECKLIST, CERTIFICATE_BASIS]
"""Those that may be about one of several."""
WHOLE = [paper for paper in DOCUMENTS if paper not in ABOUT_ONE]


def test_the_names_are_words_for_commands_and_each_is_its_own() -> None:
    assert [paper.name for paper in DOCUMENTS] == [
        "vardplan", "kontakter", "kontaktkarta", "tider", "om-mig", "akutkort", "akutblad", "akutblad-en",
        "akutlapp", "fast-vardkontakt", "samtycke", "sip-kallelse", "sip-plan",
        "sip-uppfoljning", "sip-avslut", "utskrivning", "overgangsplan", "overlamning", "overlamning-fvk",
        "overlamning-flytt", "medicinsk-sammanfattning", "min-mapp", "checklista", "intygsunderlag", "registerutdrag",
    ]  # fmt: skip
    assert len({paper.title for paper in DOCUMENTS}) == len(DOCUMENTS)
    assert all(paper.name.isascii() and paper.name.islower() and paper.help.startswith(paper.title[:6])
               for paper in DOCUMENTS)  # fmt: skip


def test_what_can_be_done_with_each() -> None:
    assert [paper for paper in DOCUMENTS if paper.landscape] == [CONTACTS, SIP_PLAN]
    assert [paper for paper in DOCUMENTS if paper.to_each] == [SIP_INVITATION, HANDOVER_LETTER, COORDINATOR_LETTER]
    assert [paper for paper in DOCUMENTS if paper.make is None] == ABOUT_ONE
    assert [paper for paper in DOCUMENTS if paper.subjects is not None] == ABOUT_SOME
    assert [paper for paper in DOCUMENTS if paper.a3] == [CONTACT_MAP]
    assert [paper for paper in DOCUMENTS if paper.sections] == [CARE_PLAN]
    assert [paper for paper in DOCUMENTS if paper.carries_record] == [CARE_PLAN, MOVE_HANDOVER]
    assert [paper for paper in DOCUMENTS if paper.locked] == [MOVE_HANDOVER]
    assert [paper for paper in DOCUMENTS if paper.for_patient_only] == [RECORD_EXTRACT]
    assert [paper for paper in DOCUMENTS if paper.most_copies > 1 or paper.make_copies is not None] == [EMERGENCY_CARD]
    assert [paper for paper in DOCUMENTS if Lettering.EASY in paper.letterings] == [CARE_PLAN, MY_FOLDER]
    assert [paper for paper in DOCUMENTS if Lettering.LARGE not in paper.letterings] == [
        CONTACT_MAP, ABOUT_ME, EMERGENCY_SHEET, ENGLISH_EMERGENCY_SHEET, EMERGENCY_NOTICE, CARE_CONTACT,
    ]  # fmt: skip


@pytest.mark.parametrize("paper", WHOLE, ids=lambda paper: paper.name)
@pytest.mark.parametrize("who", ["tom", "120-kontakter", "skyddad", "barn"])
def test_every_document_is_made_in_every_setting_it_names(practice: dict[str, Record], paper: Paper, who: str) -> None:
    record = practice[who]
    for lettering in paper.letterings:
        made = paper.made(record, lettering)
        assert (made.lettering, made.landscape, made.practice) == (lettering, paper is CONTACT_MAP, True)
        assert made == paper.made(record, lettering) and plain_text(made).count(made.title)
    kinds = {paper.made(record, lettering).kind for lettering in paper.letterings}
    assert len(kinds) == 1, "the same document whatever its letters"


def test_no_two_documents_are_of_one_kind(practice: dict[str, Record]) -> None:
    kinds = [paper.made(practice["tom"]).kind for paper in WHOLE]
    assert len(set(kinds)) == len(kinds)


def test_easy_is_a_wording_of_its_own_and_large_is_not(practice: dict[str, Record]) -> None:
    record = practice["barn"]
    assert CARE_PLAN.made(record, Lettering.EASY) == easy_plan_document(record)
    assert CARE_PLAN.made(record, Lettering.LARGE).blocks == CARE_PLAN.made(record).blocks
    assert CARE_PLAN.made(record, Lettering.EASY).blocks != CARE_PLAN.made(record).blocks


def test_lying_down_has_more_columns(practice: dict[str, Record]) -> None:
    made = CONTACTS.made(practice["barn"], landscape=True)
    assert (made.landscape, made.lettering) == (True, Lettering.STANDARD)
    assert made.blocks != CONTACTS.made(practice["barn"]).blocks


def test_on_a3_stands_what_stands_on_a4(practice: dict[str, Record]) -> None:
    made = CONTACT_MAP.made(practice["barn"], a3=True)
    assert made.a3 and made.landscape and not CONTACT_MAP.made(practice["barn"]).a3
    assert made.blocks == CONTACT_MAP.made(practice["barn"]).blocks
    with pytest.raises(ValueError, match="kontakter"):
        CONTACTS.made(practice["barn"], a3=True)


def test_so_many_cards_are_made_as_are_asked_for(practice: dict[str, Record]) -> None:
    record = practice["barn"]
    for copies in (1, 4, 8):
        for lettering in EMERGENCY_CARD.letterings:
            made = EMERGENCY_CARD.made(record, lettering, copies=copies)
            assert [block.copies for block in made.blocks if isinstance(block, Cards)] == [copies]
            assert made.lettering is lettering
    for paper, copies in ((EMERGENCY_CARD, 0), (EMERGENCY_CARD, 9), (ABOUT_ME, 2)):
        with pytest.raises(ValueError, match=f"{paper.name} is not made with {copies} copies"):
            paper.made(record, copies=copies)


@pytest.mark.parametrize(
    ("paper", "lettering", "landscape"),
    [
        (ABOUT_ME, Lettering.LARGE, False),
        (TIMES, Lettering.EASY, False),
        (CONSENT_FORM, Lettering.STANDARD, True),
        (CONTACTS, Lettering.LARGE, True),
        (CONTACT_MAP, Lettering.STANDARD, True),
    ],
)
def test_what_a_document_cannot_be_made_in_is_refused(
    practice: dict[str, Record], paper: Paper, lettering: Lettering, *, landscape: bool
) -> None:
    with pytest.raises(ValueError, match=paper.name):
        paper.made(practice["tom"], lettering, landscape=landscape)


@pytest.mark.parametrize("paper", ABOUT_SOME, ids=lambda paper: paper.name)
def test_a_paper_about_one_of_several_is_made_about_each(practice: dict[str, Record], paper: Paper) -> None:
    record = practice["barn"]
    subjects = paper.subjects_of(record)
    made = paper.all_made(record)
    assert len(made) == len(subjects) + (paper.make is not None)
    assert len({one.kind for one in made}) <= 1 and len({(one.number, one.title) for one in subjects}) == len(subjects)
    for one in subjects:
        for lettering in paper.letterings:
            assert paper.made(record, lettering, about=one.id).lettering is lettering
        if paper.make_about_landscape is not None:
            assert paper.made(record, landscape=True, about=one.id).landscape
    assert paper.subject_label[0].isupper()
    if paper is not CHECKLIST:  # there are always sheets to fill in
        assert paper.subjects_of(practice["tom"]) == [] and paper.no_subject


def test_a_paper_about_one_of_several_is_not_made_about_nothing(practice: dict[str, Record]) -> None:
    (letter, *_) = SIP_INVITATION.subjects_of(practice["barn"])
    for paper in ABOUT_ONE:
        with pytest.raises(ValueError, match=paper.name):
            paper.made(practice["barn"])
    with pytest.raises(ValueError, match=TIMES.name):
        TIMES.made(practice["barn"], about=letter.id)
    with pytest.raises(ValueError, match=SIP_INVITATION.name):
        SIP_INVITATION.made(practice["barn"], about=letter.id, landscape=True)
