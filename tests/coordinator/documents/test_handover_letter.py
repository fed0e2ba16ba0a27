"""*Överlämningsbrev*: one for each who takes over, with what she must know, and no more than the consent covers."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from coordinator.alert import EmergencyInformation
from coordinator.blocks import Heading, Missing, Signatures
from coordinator.consent import Consent, ConsentPurpose
from coordinator.contact import ContactCategory
from coordinator.document_text import plain_text
from coordinator.documents.catalogue import HANDOVER_LETTER, TRANSITION_PLAN
from coordinator.documents.handover_letter import handover_letter_document, letters_of_swaps
from coordinator.entity import Entity
from coordinator.person import ProtectedIdentity
from coordinator.recipient import Recipient
from coordinator.record import Record
from coordinator.shared_paper import Ground, SharedPaper, Way
from coordinator.sharing import Order, prepared, refusal, share
from coordinator.transition.swap import Transition
from tests.coordinator.conftest import PATIENT_ID, TODAY, done, record_of
from tests.coordinator.documents.transition_samples import WholeTransition, whole_transition

WHOLE = whole_transition(PATIENT_ID)
MONA = WHOLE.contacts["mona"]
TO_MONA, TO_BJORN = WHOLE.swaps["habilitation"].id, WHOLE.swaps["dental"].id
ACUTE = EmergencyInformation(patient_id=PATIENT_ID, heading="Risk vid sövning", do_not="Sövas utan anestesiläkare")


def consent(**fields: Any) -> Consent:
    usual: dict[str, Any] = {
        "patient_id": PATIENT_ID, "purpose": ConsentPurpose.DISCLOSURE, "given_by": "Leo", "given_on": TODAY,
        "recipients": "Mona Rehn", "covers": "Allt", "valid_until": TODAY + timedelta(days=90),
    }  # fmt: skip
    return Consent(**usual | fields)


def record(*more: Entity, whole: WholeTransition = WHOLE) -> Record:
    """Of age, so that what she has consented to herself holds."""
    return record_of(
        *replace(whole, patient=replace(whole.patient, birth_date=date(2005, 12, 14))).entries(ACUTE, *more)
    )


def letter(of: Record, id: UUID = TO_MONA) -> str:
    return plain_text(handover_letter_document(of, id))


def test_there_is_a_letter_for_each_named_receiver_of_an_open_swap() -> None:
    found = letters_of_swaps(record())
    assert [(one.id, one.number, one.title, one.to) for one in found] == [
        (TO_MONA, 1, "Mona Rehn (Barn–vuxen habilitering)", Recipient("Mona Rehn, kurator", MONA.id)),
        (TO_BJORN, 2, "Björn Lund (Barn–vuxen tandvård)", Recipient("Björn Lund")),
    ]
    closed = WHOLE.with_swap("dental", completed_on=TODAY)
    assert [one.id for one in letters_of_swaps(record(whole=closed))] == [TO_MONA]
    assert letters_of_swaps(record_of()) == []


def test_it_says_to_whom_from_whom_when_and_what_she_must_know() -> None:
    said = letter(record())
    for text in (
        "Till: Mona Rehn, kurator", "Vuxenhabiliteringen", "Helena Dahl, kurator", "Leo Fyller", "2027-03-01",
        "2027-01-20", "2027-03-10", "Leo svarar med bilder.\nGe tid.", "Mamma är med första gången.",
        "Blir trött av resor.", "Personen sköter den med stöd", "Hjälpmedlen följer med", "till och med juni 2027",
        "Vi har ansvaret tills det första besöket hos er är gjort.",
    ):  # fmt: skip
        assert text in said, text
    assert "Folktandvården" not in said, "the other swaps are nobody else's business"


def test_a_letter_without_words_for_the_receiver_says_so() -> None:
    made = handover_letter_document(record(), TO_BJORN)
    (missing,) = (block for block in made.blocks if isinstance(block, Missing))
    assert "sidan Övergång" in missing.text


def test_the_receipt_stands_last_with_lines_for_name_day_and_telephone() -> None:
    blocks = handover_letter_document(record(), TO_MONA).blocks
    assert [one for one in blocks if isinstance(one, Heading)][-1].text == "Mottagningsbevis"
    lines = [(one.roles[0], one.date_label) for one in blocks[-3:] if isinstance(one, Signatures)]
    assert [beside for _, beside in lines] == ["Datum", "Telefon", "Dag"] and "namn" in lines[0][0]


def test_what_is_known_of_emergencies_and_contacts_follows_the_consent() -> None:
    without = letter(record())
    assert "inget samtycke i dag omfattar mottagaren" in without
    covered = letter(record(consent()))
    for text in ("Risk vid sövning", "Cecilia Ask", "Jag vill veta vem jag ska träffa", "Amina Wallin"):
        assert text in covered and text not in without, text
    assert "inget samtycke" not in covered
    assert "Risk vid sövning" not in letter(record(consent()), TO_BJORN), "it names Mona alone"
    strip = "Smitta: Ej efterfrågat, fråga familj eller journal"
    assert strip in covered and strip not in letter(record()) + letter(record(consent()), TO_BJORN)


@pytest.mark.parametrize("limited", [{"excludes": "Det om tandvården"}, {"valid_until": TODAY - timedelta(days=1)}])
def test_a_consent_with_a_limit_or_that_is_over_opens_nothing_more(limited: dict[str, Any]) -> None:
    said = letter(record(consent(**{"given_on": TODAY - timedelta(days=9)} | limited)))
    assert "Risk vid sövning" not in said and "Cecilia Ask" not in said and "svarar med bilder" in said


def test_a_wish_of_the_patient_opens_nothing_more_either() -> None:
    wished = replace(WHOLE, patient=replace(WHOLE.patient, restrictions="Spärr hos BUP"))
    assert "Risk vid sövning" not in letter(record(consent(), whole=wished))


def test_a_receiver_who_tells_a_secret_place_is_written_by_hand() -> None:
    contacts = WHOLE.contacts | {"mona": replace(MONA, category=ContactCategory.KOMMUN)}
    hidden = replace(
        WHOLE, contacts=contacts, patient=replace(WHOLE.patient, protected_identity=ProtectedIdentity.REGISTRATION)
    )
    said = letter(record(whole=hidden))
    assert "Mona" not in said and "Vuxenhabiliteringen" not in said and "för hand" in said


# When it leaves


def sent(of: Record, id: UUID, recipient: Recipient) -> Record:
    order = Order(HANDOVER_LETTER, recipient, about=id, ground=Ground.REQUEST, ground_note="Leo bad om det")
    made = prepared(of, order).document
    return done(of, share(of, order, document=made, sha256="a" * 64, way=Way.PRINTED))


def test_when_it_leaves_the_day_is_noted_in_the_swap() -> None:
    after = sent(record(), TO_BJORN, Recipient("Björn Lund"))
    assert after.get(Transition, TO_BJORN).letter_sent_on == TODAY
    assert [one.to for one in after.all(SharedPaper)] == ["Björn Lund"]
    assert after.get(Transition, TO_MONA).letter_sent_on != TODAY, "only the swap it is about"


def test_once_it_is_acknowledged_the_day_stays() -> None:
    after = sent(record(), TO_MONA, Recipient("Mona Rehn, kurator", MONA.id))
    assert after.get(Transition, TO_MONA).letter_sent_on == WHOLE.swaps["habilitation"].letter_sent_on


def test_it_goes_to_its_receiver_alone_and_on_a_ground() -> None:
    to_mona, to_her = Recipient("Mona Rehn, kurator", MONA.id), Recipient("Patienten", is_patient=True)
    assert "till någon annan" in refusal(record(), Order(HANDOVER_LETTER, to_her, about=TO_MONA))
    assert "samtycke" in refusal(record(), Order(HANDOVER_LETTER, to_mona, about=TO_MONA))
    assert refusal(record(consent()), Order(HANDOVER_LETTER, to_mona, about=TO_MONA)) == ""
    assert "samtycke" in refusal(record(), Order(TRANSITION_PLAN, to_mona))
