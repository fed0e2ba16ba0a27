"""What a registerutdrag tells before it is a paper or a file: names in the place of ids, and nothing kept back."""

from dataclasses import replace

from coordinator.contact import Contact
from coordinator.documents.extract_content import NOT_SHOWN, extract_of
from coordinator.taken_in import FileForm, TakenIn
from tests.coordinator.conftest import PATIENT_ID, TODAY, noon, record_of
from tests.coordinator.umi.conftest import row as alert_row

LISA, ALI = Contact(patient_id=PATIENT_ID, name="Lisa Ek"), Contact(patient_id=PATIENT_ID, name="Ali Demir")


def test_what_was_taken_in_from_a_file_is_told_by_name() -> None:
    gone = Contact(patient_id=PATIENT_ID, name="Borta")
    taken = TakenIn(
        patient_id=PATIENT_ID, form=FileForm.PAPER, taken_at=noon(TODAY), added=(LISA.id, gone.id), changed=(ALI.id,)
    )
    (found,) = (one for one in extract_of(record_of(LISA, ALI, taken)).entries if one.kind is TakenIn)
    told = {one.name: one.words for one in found.told}
    assert (
        told["added"] == "Lisa Ek (kontakt 1)\nEn post som är borttagen" and told["changed"] == "Ali Demir (kontakt 2)"
    )


def test_a_row_that_may_not_be_shown_has_no_fields_and_no_name() -> None:
    hidden = alert_row(term="Hemligtord", for_patient=False)
    (found,) = (one for one in extract_of(record_of(hidden)).entries if one.entry_id == hidden.id)
    assert found.not_shown and found.told == () and NOT_SHOWN in found.title and "Hemligtord" not in found.title
    seen = extract_of(record_of(replace(hidden, for_patient=True))).entries
    (shown,) = (one for one in seen if one.entry_id == hidden.id)
    assert not shown.not_shown and "Hemligtord" in {one.words for one in shown.told}
