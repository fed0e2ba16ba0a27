"""The papers on transitions pass the gate in every way they are made: with forty swaps, and in grey."""

from dataclasses import replace
from datetime import date

import pytest

from coordinator.documents.catalogue import CHECKLIST, HANDOVER_LETTER, MEDICAL_SUMMARY, MY_FOLDER, TRANSITION_PLAN
from coordinator.documents.paper_kind import Paper
from coordinator.lettering import Lettering
from coordinator.transition.checklist import Ability, ChecklistAnswer, ChecklistRound
from coordinator.transition.checklists import questions
from coordinator.transition.swap import Transition
from tests.coordinator.documents.transition_samples import whole_transition
from tests.ui.paper.gate import complaints
from tests.ui.paper.samples import ME, record_of
from tests.ui.paper.structure import read, squeezed
from ui.paper.pdf import render_pdf

WHOLE = whole_transition(ME)
MANY = [
    replace(WHOLE.swaps["dental"], id=Transition(patient_id=ME).id, receiver=f"Mottagare {number} {'Å' * 66}")
    for number in range(1, 41)
]
WAYS = [
    (paper, lettering)
    for paper in (TRANSITION_PLAN, HANDOVER_LETTER, MEDICAL_SUMMARY, MY_FOLDER)
    for lettering in paper.letterings
]


@pytest.mark.parametrize(("paper", "lettering"), WAYS, ids=lambda one: getattr(one, "name", str(one)))
def test_each_paper_passes_the_gate(paper: Paper, lettering: Lettering) -> None:
    record = record_of(*WHOLE.entries())
    about = WHOLE.swaps["habilitation"].id if paper.make is None else None
    assert complaints(render_pdf(paper.made(record, lettering, about=about))) == []


@pytest.mark.parametrize("paper", [TRANSITION_PLAN, MY_FOLDER], ids=lambda paper: paper.name)
def test_so_it_does_with_forty_swaps_and_says_each(paper: Paper) -> None:
    pdf = render_pdf(paper.made(record_of(*WHOLE.entries(*MANY))))
    assert complaints(pdf) == []
    heard = squeezed(" ".join(one.alt or one.text for one in read(pdf).elements))
    assert [number for number in range(1, 41) if f"Mottagare {number} " not in heard] == []


def test_the_checklist_passes_the_gate_to_fill_in_and_answered() -> None:
    one = ChecklistRound(patient_id=ME, answered_on=date(2026, 10, 18), name="Å" * 80)
    said = (
        ChecklistAnswer(patient_id=ME, round_id=one.id, question=key, answer=Ability.WITH_HELP, note="Ö" * 120)
        for key in questions()
    )
    record = record_of(*WHOLE.entries(one, *said))
    pictures, answered = CHECKLIST.subjects_of(record)[0], CHECKLIST.subjects_of(record)[-1]
    for about, lettering in ((pictures, Lettering.STANDARD), (answered, Lettering.LARGE)):
        assert complaints(render_pdf(CHECKLIST.made(record, lettering, about=about.id))) == []
